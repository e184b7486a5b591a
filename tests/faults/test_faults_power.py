"""Power cuts: whatever the disk holds afterwards, the save opens, and what was acknowledged is in it.

First the simulator itself is put to the test: settings of SQLite that are known to be safe must come out as
safe, and those that are known to lose or to break must be caught at it.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import power_cut
import pytest
from power_cut import MARKS, Disk, cuts, laid_out, recorded

from wargame.errors import SaveError
from wargame.store import reading
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

TESTS = Path(__file__).resolve().parents[1]
GOLDEN = TESTS / "store" / "golden" / "format1.wargame"

STATES, FULL_STATES = 300, 3000
"""Of saves, in all three programs together; the second with `-m full`."""

MODE_STATES = 150
"""Of each setting of SQLite."""

pytestmark = pytest.mark.skipif(bool(power_cut.available()), reason=power_cut.available() or "-")


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    """Nobody writes the files that a cut left: reading need not wait for a commit to end."""
    monkeypatch.setattr(reading, "PAUSE", 0.0)


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    """The recorder, compiled once."""
    return power_cut.recorder(tmp_path_factory.mktemp("recorder"))


# ---- the simulator -----------------------------------------------------------------------------------------

BARE = """
import sqlite3, sys
opened = sqlite3.connect(sys.argv[1] + "/bare.db", isolation_level=None)
opened.execute("PRAGMA journal_mode=" + sys.argv[2]).fetchall()
opened.execute("PRAGMA synchronous=" + sys.argv[3])
marks = open(sys.argv[1] + "/marks", "ab", buffering=0)
opened.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)")
opened.execute("CREATE INDEX i ON t (text)")
marks.write(b"x")
for n in range(1, 16):
    opened.execute("BEGIN IMMEDIATE")
    for k in range(3):
        opened.execute("INSERT INTO t VALUES (?, ?)", (3 * n + k, str(n * 7919 % 1000) * 900))
    opened.execute("COMMIT")
    marks.write(b"x")
"""

MODES = {
    ("TRUNCATE", "FULL"): (False, False),
    ("PERSIST", "FULL"): (False, False),
    ("DELETE", "EXTRA"): (False, False),
    ("WAL", "FULL"): (False, False),
    ("WAL", "NORMAL"): (True, False),
    ("DELETE", "FULL"): (True, False),
    ("DELETE", "OFF"): (True, True),
}
"""Settings -> whether acknowledged commits are lost, and whether the file is broken, in some states."""


def outcome(path: Path, marks: int) -> tuple[bool, bool]:
    """Of a bare database after a cut: whether something acknowledged is lost, and whether it is broken."""
    if not path.exists():
        return marks > 0, False
    opened = sqlite3.connect(path, isolation_level=None)
    try:
        if opened.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return False, True
        there = opened.execute("SELECT count(*) FROM sqlite_schema WHERE name = 't'").fetchone()[0]
        kept = opened.execute("SELECT count(*) FROM t").fetchone()[0] if there else -3
        return 1 + kept // 3 < marks, kept % 3 != 0
    except sqlite3.DatabaseError:
        return False, True
    finally:
        opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES, ids="/".join)
def test_the_simulator_tells_safe_settings_from_others(shim, tmp_path, mode, record_property):
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / MARKS).touch()
    before = Disk(folder)
    acts = recorded(shim, folder, BARE, *mode)
    rng = random.Random(11)
    lost = broken = 0
    for _, marks, state in cuts(acts, before, MODE_STATES, rng):
        after = laid_out(state, tmp_path / "after")
        gone, torn = outcome(after / "bare.db", marks)
        lost, broken = lost + gone, broken + torn
    for key, value in (("mode", "/".join(mode)), ("states", MODE_STATES), ("lost", lost), ("broken", broken)):
        record_property(key, value)
    assert ((lost > 0 or broken > 0), broken > 0) == MODES[mode], (lost, broken)


def test_the_disk_keeps_what_was_synced_and_may_lose_the_rest():
    rng = random.Random(1)
    disk = Disk()
    for line in ("O 1 a", "W 1 0 6161", "S 1", "D", "W 1 0 6262", "O 2 b", "W 2 0 63", "S 2", "U a", "O 1 c"):
        disk.act(line.split())
    seen = [disk.after_cut(rng) for _ in range(400)]
    assert all(state["a"] in (b"aa", b"bb") for state in seen if "a" in state)
    assert {frozenset(state) for state in seen} >= {frozenset("a"), frozenset("ab"), frozenset("bc")}
    assert all(state["b"] == b"c" for state in seen if "b" in state)
    assert all(state["c"] == b"" for state in seen if "c" in state), "inode 1 is another file now"
    disk.act(["D"])
    assert {frozenset(disk.after_cut(rng)) for _ in range(50)} == {frozenset("bc")}


# ---- saves -------------------------------------------------------------------------------------------------

PLAY = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from save_samples import command, entry, new, opening, record, turn_entries
from wargame.store.save import open_save
marks = open(sys.argv[1] + "/marks", "ab", buffering=0)
path = Path(sys.argv[1]) / "a.wargame"
with new(path) as save:
    save.commit(opening(), record(0))
    marks.write(b"x")
    n = 0
    for turn in (1, 2, 3):
        for k in range(6):
            n += 1
            act = entry(turn, "event", n=n, text="x" * (9000 if k == 3 else 90))
            save.commit([act, entry(turn, "event", n=-n)], command=command(turn, n))
            marks.write(b"x")
        n += 1
        save.backups = 2 if turn > 1 else 0
        close = entry(turn, "turn_adjudicated", n=n, digest=record(turn).digest)
        save.commit([close, entry(turn, "event", n=-n)], record(turn), command(turn, n))
        marks.write(b"x")
with open_save(path) as save:
    n += 1
    save.commit([entry(4, "event", n=n), entry(4, "event", n=-n)], command=command(4, n))
    marks.write(b"x")
"""

UPGRADE = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from save_samples import command, entry
from wargame.store.save import open_save
marks = open(sys.argv[1] + "/marks", "ab", buffering=0)
with open_save(Path(sys.argv[1]) / "a.wargame") as save:
    marks.write(b"x")
    for n in range(1, 4):
        save.commit([entry(4, "event", n=n), entry(4, "event", n=-n)], command=command(4, n))
        marks.write(b"x")
"""

COPY = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from wargame.store.rewriting import rescue
from wargame.store.save import read_save
marks = open(sys.argv[1] + "/marks", "ab", buffering=0)
folder = Path(sys.argv[1])
with read_save(folder / "a.wargame") as save:
    save.save_copy(folder / "b.wargame")
marks.write(b"x")
rescue(folder / "a.wargame", folder / "c.wargame")
marks.write(b"x")
"""


def sound(path: Path) -> int:
    """The number of entries of a save that must be sound; it can be continued, and stays sound."""
    report = verify(path)
    assert report.ok, (path.name, report)
    with open_save(path) as save:
        return save.seq


def played(after: Path, marks: int) -> None:
    path = after / "a.wargame"
    if not marks and not path.exists():
        return
    try:
        with read_save(path) as save:
            numbers = [e.payload["n"] for e in save.entries()[1:]]
            commands = [save.command("ankara", f"p0{e.turn}ab", f"command-{e.turn}-{e.payload['n']}")
                        for e in save.entries()[1::2]]  # fmt: skip
    except SaveError:
        assert not marks, "what was acknowledged is gone"
        return  # the name was there before the first entry
    assert numbers[0::2] == [-n for n in numbers[1::2]] == list(range(1, len(numbers) // 2 + 1))
    assert all(commands)
    assert len(numbers) // 2 >= marks - 1, "what was acknowledged is gone"
    seq = sound(path)
    assert seq == 1 + len(numbers)
    for number in (1, 2):
        copy = after / f"a.wargame.bak{number}"
        assert not copy.exists() or 1 < sound(copy) <= seq


def upgraded(after: Path, marks: int) -> None:
    path = after / "a.wargame"
    with read_save(GOLDEN) as golden:
        entries = golden.entries()
    with read_save(path) as save:
        assert save.entries()[: len(entries)] == entries
        assert (save.seq - len(entries)) // 2 >= marks - 1
    kept = after / "a.wargame.format1"
    if marks:
        assert kept.exists()
    assert not kept.exists() or kept.read_bytes() == GOLDEN.read_bytes()
    assert sound(path) >= len(entries)


def copied(after: Path, marks: int) -> None:
    for name, needed in (("a", 0), ("b", 1), ("c", 2)):
        path = after / f"{name}.wargame"
        assert path.exists() or marks < needed
        assert not path.exists() or sound(path) > 0


PROGRAMS = {"play": (PLAY, played), "upgrade": (UPGRADE, upgraded), "copy": (COPY, copied)}
SHARE = {"play": 0.6, "upgrade": 0.2, "copy": 0.2}


def cut_again_and_again(shim, tmp_path, program: str, count: int) -> int:
    """Check `count` states of a program; how many different ones there were."""
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / MARKS).touch()
    if program != "play":
        shutil.copy(GOLDEN, folder / "a.wargame")
    code, check = PROGRAMS[program]
    before = Disk(folder)
    acts = recorded(shim, folder, code, str(TESTS))
    seen = set()
    for point, marks, state in cuts(acts, before, count, random.Random(count)):
        after = laid_out(state, tmp_path / "after")
        try:
            check(after, marks)
        except (AssertionError, SaveError) as error:
            raise AssertionError(f"cut after act {point} of {len(acts)}: {sorted(state)}") from error
        seen.add(hash(frozenset(state.items())))
    return len(seen)


PLANTED = """
import wargame.store.writing as writing
writing.PRAGMAS = tuple(p.replace({old!r}, {new!r}) for p in writing.PRAGMAS)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), [("TRUNCATE", "MEMORY"), ("FULL", "NORMAL"), ("FULL", "OFF")])
def test_a_save_with_weaker_settings_is_caught(shim, tmp_path, monkeypatch, old, new):
    """The control: a fault planted in the product is found by the same check."""
    monkeypatch.setitem(PROGRAMS, "play", (PLANTED.format(old=old, new=new) + PLAY, played))
    with pytest.raises(AssertionError, match="cut after act"):
        cut_again_and_again(shim, tmp_path, "play", 600)


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS)
def test_no_power_cut_loses_what_was_acknowledged(shim, tmp_path, program):
    count = int(STATES * SHARE[program])
    assert cut_again_and_again(shim, tmp_path, program, count) > count // 6


@pytest.mark.full
@pytest.mark.parametrize("program", PROGRAMS)
def test_no_power_cut_of_very_many_loses_what_was_acknowledged(shim, tmp_path, program, record_property):
    count = int(FULL_STATES * SHARE[program])
    record_property("program", program)
    record_property("states", count)
    assert cut_again_and_again(shim, tmp_path, program, count) > count // 8
