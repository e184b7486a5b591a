"""Opening a file that nobody vouches for: a private copy, read-only, checked before anything of it is
believed.

`private_copy` tells files that are no saves, or newer ones, from saves; `structure` lists what is wrong with
the file as a file. Rows are read through `rows`, which turns whatever SQLite finds into SaveDamaged. No
sqlmodel here.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from wargame.errors import SaveDamaged, SaveError
from wargame.store.canonical import (
    APPLICATION_ID,
    BEFORE,
    COLUMNS,
    FORMAT,
    KEYS,
    STATE_CAP,
    Cell,
    columns_of,
)

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

SIZE_CAP = 256 << 20
"""Largest save that is opened, in bytes; a session of twenty turns takes about 4 MB."""

PAUSE = 0.02
"""Seconds between two looks at a file that is being written; six looks are taken."""

MAGIC = b"SQLite format 3\0"

SCHEMA_1 = {
    "save_meta": "f88abc2a5373119f992a916e55a045e9",
    "session": "99c65254504cb8803626233b5a085056",
    "seat": "09c283331f498ecc7a0479d06f14dc27",
    "entry": "5559b576b716cd7073dca021eeb21182",
    "order_set": "2bda57effc99cc2c0f78c62587163208",
    "inject": "c83f9f118579309e46a65fd62097886e",
    "snapshot": "a9b75234e2fd10561eb0114568227060",
    "turn_digest": "9e32b2145f515276a6ad268bb6c520c6",
}
"""Table -> first 32 hex digits of the SHA-256 of its CREATE statement in format 1."""

SCHEMA_2 = {
    "save_meta": SCHEMA_1["save_meta"],
    "session": "0e1bd8dceb7ab1b3cf7e3cba8d85c2f8",
    "seat": "009dcffb76057a110a5e1250c77a38f9",
    "entry": "3c477e200738e6223f8adbba59a1f4f1",
    "command": "1ef3a6d765bd37673cfa1776929d4436",
    "snapshot": SCHEMA_1["snapshot"],
    "order_set": SCHEMA_1["order_set"],
    "inject": SCHEMA_1["inject"],
    "turn_digest": SCHEMA_1["turn_digest"],
    "participant": "1b76f48ae03b50f137450b3dbdb8f56d",
    "seat_state": "7c4fd35a7951f90e2cdada6f4677e53e",
}
"""The same for format 2."""

SCHEMA = {
    **SCHEMA_2,
    "inject": "abc8f913ab99a6ec4277b5e6aa684aaa",
    "rfi": "eaf84ab1262a3027a1cb36cc03fb5344",
    "ruling": "352b2cea9f1e4d994dba31fbdeaff4b3",
    "observation": "6dda3975833ec0bdfc8107460e0cb43a",
    "note": "775c1906243248bcee2d0da84ee0fd17",
}
"""The same for format 3, which is written today (`tables.ddl`)."""

SCHEMAS = {1: SCHEMA_1, 2: SCHEMA_2, 3: SCHEMA}
"""Format -> its tables."""

DAMAGE = (sqlite3.Error, MemoryError, OverflowError, UnicodeError)
"""What sqlite3 raises on a file that was tampered with."""


class Writer(NamedTuple):
    """The connection of this process that writes a save, and the lock that keeps its threads apart."""

    opened: sqlite3.Connection
    lock: threading.RLock


_writers: dict[tuple[int, int], Writer] = {}


def writer_of(path: Path) -> Writer | None:
    """Who writes this file in this very process.

    On POSIX a process loses its locks on a file as soon as it closes any handle of it, so a save that is
    being written here must be read through its writer, never opened a second time.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return _writers.get((found.st_dev, found.st_ino))


def hold(path: Path, writer: Writer) -> tuple[int, int]:
    """Note that this process writes the file; the key goes to `release`."""
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    _writers[key] = writer
    return key


def release(key: tuple[int, int]) -> None:
    """Note that this process has let go of the file."""
    _writers.pop(key, None)


def check_header(path: Path) -> int:
    """The format of a save. Refuses what is no save of ours, is too large or was written by a newer version.

    Raises SaveError, one line each.
    """
    try:
        if not path.is_file():
            raise SaveError(f"{path}: no such save" if not path.exists() else f"{path}: not a file")
        size = path.stat().st_size
        if size > SIZE_CAP:
            raise SaveError(f"{path}: {size} bytes are more than a save may have ({SIZE_CAP})")
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise SaveError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(head) < 100 or not head.startswith(MAGIC):
        raise SaveError(f"{path}: not a save of wargame")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise SaveError(f"{path}: a database of another program, not a save of wargame")
    version = int.from_bytes(head[60:64], "big")
    if version > FORMAT:
        raise SaveError(
            f"{path}: save format {version} is newer than this version reads ({FORMAT}); update wargame"
        )
    if version not in SCHEMAS:
        raise SaveDamaged(f"{path}: save format {version} was never written by wargame")
    return version


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def has_journal(path: Path) -> bool:
    """Whether a commit is under way, or was when its program died."""
    try:
        return _journal(path).stat().st_size > 0
    except OSError:
        return False


def _copy(path: Path, to: Path) -> None:
    """Copy a save between two commits of its writer; a journal that stays was left by a crash and is
    copied too.
    """
    writer = writer_of(path)
    if writer is not None:
        with writer.lock:
            writer.opened.execute("VACUUM INTO ?", (str(to),))
        return
    for _ in range(6):
        before = path.stat()
        shutil.copyfile(path, to)
        after = path.stat()
        same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        if same and not has_journal(path):
            return
        time.sleep(PAUSE)
    if has_journal(path) and _journal(path).stat().st_size <= SIZE_CAP:
        shutil.copyfile(_journal(path), _journal(to))
        recovering = sqlite3.connect(f"{to.as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            recovering.execute("PRAGMA trusted_schema=OFF")
            recovering.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        finally:
            recovering.close()


def private_copy(path: Path) -> sqlite3.Connection:
    """A connection to a private, read-only copy of a save.

    Its folder is gone when the connection is (on Windows: at exit).

    Raises SaveError if the file is no save, SaveDamaged if SQLite cannot open it.
    """
    if writer_of(path) is None:
        check_header(path)
    folder = Path(tempfile.mkdtemp(prefix="wargame-"))
    opened = None
    try:
        copy = folder / "copy"
        _copy(path, copy)
        opened = sqlite3.connect(
            f"{copy.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
        harden(opened)
        opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return opened
    except DAMAGE as error:
        if opened:
            opened.close()
        raise SaveDamaged(f"{path}: the file is damaged: {error}") from error
    except OSError as error:
        raise SaveError(f"{path}: cannot be copied: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            atexit.register(shutil.rmtree, folder, ignore_errors=True)


def harden(opened: sqlite3.Connection) -> None:
    """Set what a connection to a foreign file must have; texts keep bytes that are no UTF-8."""
    opened.execute("PRAGMA trusted_schema=OFF")
    opened.execute("PRAGMA cell_size_check=ON")
    opened.execute("PRAGMA mmap_size=0")
    opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, STATE_CAP)
    opened.text_factory = text


text = partial(str, encoding="utf-8", errors="surrogateescape")
"""A text of the file; bytes that are no UTF-8 become lone surrogates, so that they are seen and hashed."""


class Found(Protocol):
    """A cursor, as far as reading goes."""

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """The rows."""

    def fetchone(self) -> tuple[Cell, ...] | None:
        """The next row, or None."""


class Reads(Protocol):
    """A connection of sqlite3 or psycopg, as far as reading goes."""

    def execute(self, statement: str, values: Sequence[Cell] = ..., /) -> Found:
        """Run a statement."""


def rows(
    opened: Reads, table: str, version: int = FORMAT, damage: tuple[type[Exception], ...] = DAMAGE
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table of a file in some format, as that of today has them, in the order of the key.

    Raises SaveDamaged where the database cannot read on.
    """
    there = columns_of(table, version)
    if not there:
        return
    wanted = COLUMNS[table]
    later = [BEFORE[name] if name not in there else None for name in wanted]
    try:
        found = opened.execute(f"SELECT {', '.join(there)} FROM {table} ORDER BY {KEYS[table]}")
        if there == wanted:
            yield from found
            return
        for row in found:
            held = iter(row)
            yield tuple(next(held) if cell is None else cell for cell in later)
    except damage as error:
        raise SaveDamaged(f"table {table}: {error}") from error


def version_of(opened: sqlite3.Connection) -> int:
    """The format of an opened save. Raises SaveDamaged."""
    try:
        return int(opened.execute("PRAGMA user_version").fetchone()[0])
    except DAMAGE as error:
        raise SaveDamaged(f"the header cannot be read: {error}") from error


def structure(opened: sqlite3.Connection, path: Path) -> list[str]:
    """What is wrong with the file as a file: its header and size, its tables, the pages of its trees."""
    found = _header_findings(path) if writer_of(path) is None else []
    try:
        strange = _schema_findings(opened, SCHEMAS.get(version_of(opened), SCHEMA))
        if strange:  # the next check evaluates what the tables declare, so it must be ours
            return found + strange
        for (line,) in opened.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                found.append(f"pages: {' '.join(str(line).split())}")
    except DAMAGE as error:
        found.append(f"pages: {error}")
    return found


def _header_findings(path: Path) -> list[str]:
    found: list[str] = []
    with path.open("rb") as file:
        head = file.read(100)
        size = os.fstat(file.fileno()).st_size
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    if has_journal(path):
        return found
    if pages * page != size:
        found.append(f"size: the header speaks of {pages} pages of {page} bytes, the file has {size} bytes")
    if head[18:24] != b"\x01\x01\x00\x40\x20\x20":
        found.append("header: not the settings that wargame writes")
    return found


def _schema_findings(opened: sqlite3.Connection, schema: dict[str, str]) -> list[str]:
    found = []
    seen = set()
    for kind, name, statement in opened.execute("SELECT type, name, sql FROM sqlite_schema"):
        if kind != "table" or name not in schema:
            found.append(f"tables: {kind} {name} does not belong to a save")
            continue
        seen.add(name)
        made = hashlib.sha256(str(statement).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        if made != schema[name]:
            found.append(f"tables: {name} is not declared as wargame declares it")
    found.extend(f"tables: {name} is missing" for name in schema if name not in seen)
    return found
