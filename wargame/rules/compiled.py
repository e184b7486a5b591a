"""Two speeds from one source: rule functions as compiled code, with the same results bit for bit.

`compiled(entry, progress)` takes a function written in the style of the rules and compiles it together with
every rule function that it reaches; nothing is listed by name, and no rule file knows of it. The signatures
are the types that the functions say. The result takes tables as arrays and boards leave it in arrays made
beforehand (`compiled_arrays.py`).

What was compiled is kept in a folder named by the digest of all sources, the versions and the processor, so
that it can never be older than the rules. Everything here works without numba but `compiled` itself.
"""

import contextlib
import hashlib
import json
import os
import platform
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import get_type_hints

from wargame.errors import UsageError
from wargame.rules import compiled_doors, compiled_memory, draw, log, tables
from wargame.rules.compiled_arrays import Array, column, is_bundle
from wargame.rules.compiled_source import Progress, built, digest_of_sources, names, reached, source_of
from wargame.rules.tables import Board, World

STALE_SECONDS = 300
"""No step of compiling takes longer; the longest is the last, in which the whole is optimised."""

LEFT_SECONDS = 3600
"""A folder in the making that is older was left by a process that was killed."""

KEPT_FOLDERS = 3
"""Compiled engines that are kept; the ones used longest ago go first."""

SECOND: frozenset[object] = frozenset(
    {
        draw.mix,
        draw.pick,
        tables.copied,
        tables.shared,
        tables.own_lists,
        tables.own_place,
        tables.own_road,
        tables.own_formation,
        tables.own_sight,
        tables.own_term,
        log.fresh,
        compiled_doors.opened_world,
        compiled_doors.opened_board,
        compiled_doors.board_of_day,
        compiled_doors.keep,
        compiled_doors.pour,
        compiled_doors.rows_of,
        compiled_doors.turn_over,
        compiled_doors.drop_journal,
        compiled_doors.close,
    }
)
"""The functions that have a form of their own for the compiler (`compiled_forms.py`)."""

Entry = Callable[..., tuple[Array, Array]]


def available() -> bool:
    """Whether anything can be compiled here: numba is installed and not switched off."""
    return find_spec("numba") is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"


def warm(entry: Callable[..., object]) -> bool:
    """Whether `entry` was compiled here before, from these sources and with these versions. Compiles nothing.
    Raises ImportError without numba.
    """
    return isinstance(entry, FunctionType) and (cache_home() / cache_name(entry) / "ready").is_file()


def compiled(entry: Callable[..., object], progress: Progress | None = None) -> Entry:
    """`entry` as compiled code, from the cache or compiled now, which takes a minute or two. `progress` is
    told 0..1 and what is being done. Raises UsageError without numba.
    """
    if not available():
        raise UsageError("games cannot be compiled here: install wargame-ttx[fast]")
    if not isinstance(entry, FunctionType):
        raise TypeError("only a plain function can be compiled")
    tell = progress or (lambda share, text: None)
    compiled_memory.declare()
    home = cache_home()
    folder = home / cache_name(entry)
    made = _loaded(entry, folder)
    if made is None:
        index = import_module("wargame.rules.compiled_index")
        with _alone(folder, tell) as told, _short_loops(), index.numbers_as_they_are():
            made = _loaded(entry, folder) or _made(entry, folder, told)
        prune(home, folder)
    tell(1.0, "compiled")
    return made


# ---- the cache ---------------------------------------------------------------------------------------------


def cache_home() -> Path:
    """Where compiled engines are kept: $WARGAME_CACHE, else the user's folder for such things."""
    given = os.environ.get("WARGAME_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "wargame" / "compiled"


def cache_name(entry: FunctionType) -> str:
    """Names everything that the compiled code depends on: all sources, versions, switches, the processor."""
    nb = import_module("numba")
    llvm = import_module("llvmlite.binding")
    parts = (
        digest_of_sources(entry, SECOND),
        nb.__version__,
        import_module("numpy").__version__,
        import_module("llvmlite").__version__,
        platform.python_version(),
        platform.platform(),
        llvm.get_host_cpu_name(),
        llvm.get_host_cpu_features().flatten(),
        str(nb.config.OPT),
        str(nb.config.BOUNDSCHECK),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _files(folder: Path) -> dict[str, str]:
    """Digest of every file of compiled code in a folder."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "ready")
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def _loaded(entry: FunctionType, folder: Path) -> Entry | None:
    """What was compiled before, or None if there is nothing or it is not what was written then."""
    ready = folder / "ready"
    try:
        if json.loads(ready.read_text(encoding="utf-8")) != _files(folder):
            raise ValueError("changed since it was written")
        made = _entry(entry, folder, {})
        ready.touch()
    except FileNotFoundError:
        return None
    except Exception:  # whatever is wrong with a cache, the answer is to compile again
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return made


@contextlib.contextmanager
def _alone(folder: Path, tell: Progress) -> Iterator[Progress]:
    """While this process compiles, others that want the same wait for it. Where no lock can be written
    nobody waits.
    """
    lock = folder.with_suffix(".lock")
    token = f"{os.getpid()} {secrets.token_hex(8)}"

    def told(share: float, text: str) -> None:
        with contextlib.suppress(OSError):
            if lock.read_text(encoding="utf-8") == token:
                lock.touch()
        tell(share, text)

    with contextlib.suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
        while not _written(lock, token):
            if _stale(lock):
                _sweep(lock)
            else:
                tell(0.0, "another process is compiling")
                time.sleep(0.5)
    try:
        yield told
    finally:
        with contextlib.suppress(OSError):
            if lock.read_text(encoding="utf-8") == token:
                lock.unlink()


def _written(path: Path, token: str) -> bool:
    """Whether this process made the file, which only one can do. Raises OSError where none can be made."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(token)
    except FileExistsError:
        return False
    return True


def _stale(lock: Path) -> bool:
    """Whether a lock was not touched for STALE_SECONDS: it belonged to a process that is gone."""
    try:
        return time.time() - lock.stat().st_mtime >= STALE_SECONDS
    except FileNotFoundError:
        return False


def _sweep(lock: Path) -> None:
    """Remove a stale lock, one process at a time: another that looked earlier must not remove a new one."""
    broom = lock.with_suffix(".broom")
    if not _written(broom, ""):
        if _stale(broom):
            broom.unlink(missing_ok=True)
        return
    try:
        if _stale(lock):
            lock.unlink(missing_ok=True)
    finally:
        broom.unlink(missing_ok=True)


def _made(entry: FunctionType, folder: Path, tell: Progress) -> Entry:
    """Compile now, in a folder beside, which takes the place when it is whole: two processes never meet."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
    except OSError:  # nowhere to keep it: compile for this process only
        with tempfile.TemporaryDirectory(prefix="wargame-") as passing:
            return _entry(entry, Path(passing), _given(entry, tell))
    try:
        made = _entry(entry, work, _given(entry, tell))
        with contextlib.suppress(OSError):  # another process was first, or the disk is full
            (work / "ready").write_text(json.dumps(_files(work)), encoding="utf-8")
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return made


def prune(home: Path, current: Path) -> None:
    """Remove all but the KEPT_FOLDERS engines used last, and what a process that was killed left behind."""
    try:
        ready = sorted(home.glob("*/ready"), key=lambda p: p.stat().st_mtime, reverse=True)
        dead = [p for p in home.glob("new-*") if time.time() - p.stat().st_mtime > LEFT_SECONDS]
    except OSError:
        return
    for old in [p.parent for p in ready[KEPT_FOLDERS:]] + dead:
        if old != current:
            shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _short_loops() -> Iterator[None]:
    """Loops over places and roads are short: unrolled over wide registers they are slower, and longer to
    compile.
    """
    config = import_module("numba").config
    held = config.LOOP_VECTORIZE
    config.LOOP_VECTORIZE = 0
    try:
        yield
    finally:
        config.LOOP_VECTORIZE = held


# ---- compiling ---------------------------------------------------------------------------------------------


def _given(entry: FunctionType, tell: Progress) -> dict[str, object]:
    """The globals of the entry in compiled form: everything it reaches is compiled here, callees first."""
    tell(0.0, "preparing")
    forms = import_module("wargame.rules.compiled_forms")
    types = import_module("wargame.rules.compiled_types")
    whole = import_module("wargame.rules.compiled_whole")
    with whole.parts():
        done: dict[object, object] = forms.ready()
    wanted = [f for f in reached(entry, SECOND) if f not in done and f is not entry]
    for i, function in enumerate(wanted):
        tell((i + 1) / (len(wanted) + 20), f"{function.__module__.split('.')[-1]}: {function.__name__}")
        said = types.signature_of(function)
        with whole.parts():
            form = built(function, _globals(function, done, forms), source_of(function))
            made = types.nb.njit(**types.manner_of(said))(form)
            made.compile(said)
        made.disable_compile()
        done[function] = made
    tell(len(wanted) / (len(wanted) + 20), "the whole game")
    return _globals(entry, done, forms)


def _globals(function: FunctionType, done: dict[object, object], forms: ModuleType) -> dict[str, object]:
    """The globals that a function reads: functions compiled, members as numbers, tuples as arrays, what
    makes a tuple of tables.
    """
    space = dict(forms.SPELLED)
    for name in names(function):
        if name in function.__globals__:
            space[name] = _value(function.__globals__[name], done, forms)
    return space


def _value(value: object, done: dict[object, object], forms: ModuleType) -> object:
    if isinstance(value, FunctionType):
        return done.get(value, value)
    if isinstance(value, type) and is_bundle(value):
        return forms.maker(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, tuple) and all(isinstance(v, int) for v in value):
        return column(value)
    return value


def _entry(entry: FunctionType, folder: Path, given: dict[str, object]) -> Entry:
    """The entry itself, kept in the folder. Without what it calls it can only come from there."""
    types = import_module("wargame.rules.compiled_types")
    path = folder / "entry.py"
    if not path.exists():
        path.write_text(f'"""{entry.__module__}.{entry.__name__}, compiled."""\n', encoding="utf-8")
    made = types.nb.njit(cache=True)(built(entry, given, path))
    with import_module("wargame.rules.compiled_whole").whole():
        made.compile(
            tuple(_outside(hint) for name, hint in get_type_hints(entry).items() if name != "return")
        )
    made.disable_compile()
    ready: Entry = made
    return ready


def _outside(hint: object) -> object:
    """What comes in from outside: tables as tuples of arrays, boards on shelves, lists of lists as a grid."""
    types = import_module("wargame.rules.compiled_types")
    if hint in (World, Board):
        return types.parts_of(hint, 1)
    if hint == list[Board]:
        return types.parts_of(Board, 2)
    if hint == list[list[int]]:
        return types.BANK
    found: object = types.type_of(hint)
    return found
