"""Kill -9 in the middle of commits: what was acknowledged is there, once, and the chain is whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from save_samples import made, new, opening, record

from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

KILLS, FULL_KILLS = 30, 300
"""How often; the second with `-m full`."""

TESTS = Path(__file__).resolve().parents[1]

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from save_samples import command, entry
from wargame.store.save import open_save
save = open_save(sys.argv[1])
start = len(save.entries())
for n in range(start, start + 100000):
    save.commit([entry(1, "event", n=n, text="x" * 3000), entry(1, "event", n=-n)], command=command(1, n))
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
"""


def killed_after(path: Path, seconds: float) -> list[int]:
    """Let another program commit until it is killed without warning; the numbers it acknowledged."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(TESTS)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    assert first, "the writer never committed"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    writer.stdout.close()
    lines = (first + rest).decode().splitlines(keepends=True)
    return [int(line) for line in lines if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_no_acknowledged_commit_is_lost_by_kill(tmp_path):
    kills(tmp_path, KILLS)


@pytest.mark.full
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("part", range(FULL_KILLS // KILLS))
def test_no_acknowledged_commit_is_lost_by_very_many_kills(tmp_path, part, record_property):
    record_property("kills", KILLS)
    record_property("acknowledged", kills(tmp_path, KILLS, part))


def kills(tmp_path, count: int, part: int = 0) -> int:
    """Kill a writer `count` times and look at the save each time; how many commits it acknowledged."""
    path = tmp_path / "a.wargame"
    with new(path) as save:
        save.commit(opening(), record(0))
    rng = random.Random(9 + part)
    acknowledged: list[int] = []
    for _ in range(count):  # about half a second each: most of it starts the writer
        acknowledged += killed_after(path, rng.uniform(0, 0.03))
        report = verify(path)
        assert report.ok, report
        with read_save(path) as save:
            stored = [e.payload["n"] for e in save.entries()[1:]]
        assert stored[0::2] == [-n for n in stored[1::2]], "half a commit is in the file"
        kept = stored[0::2]
        with read_save(path) as save:
            for n in kept[-3:]:
                assert save.command("ankara", "p01ab", f"command-1-{n}") is not None
        assert set(acknowledged) <= set(kept)
        assert len(kept) == len(set(kept))
        assert len(kept) <= len(acknowledged) + count, "at most one unacknowledged commit for each kill"
    assert len(acknowledged) > count
    with open_save(path) as save:
        save.commit(opening())
    assert verify(path).ok
    return len(acknowledged)


def test_a_commit_that_was_cut_is_undone(tmp_path):
    """A hot journal (file half written, journal full): the commit counts as never begun."""
    import sqlite3

    path = made(tmp_path / "a.wargame", 2)
    wanted = read_save(path).entries()
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode=TRUNCATE")
    writer.execute("PRAGMA cache_size=1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE entry SET payload = payload || hex(zeroblob(9000))")
    journal = path.with_name(path.name + "-journal")
    cut = tmp_path / "cut"
    cut.mkdir()
    (cut / "a.wargame").write_bytes(path.read_bytes())
    (cut / "a.wargame-journal").write_bytes(journal.read_bytes())
    writer.execute("ROLLBACK")
    writer.close()
    assert (cut / "a.wargame").read_bytes() != path.read_bytes()
    before = (cut / "a.wargame").read_bytes()
    with read_save(cut / "a.wargame") as save:
        assert save.entries() == wanted
    assert verify(cut / "a.wargame").ok
    assert (cut / "a.wargame").read_bytes() == before, "reading must not repair the file itself"
    with open_save(cut / "a.wargame") as save:
        assert save.entries() == wanted
