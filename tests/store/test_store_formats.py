"""Saves of older formats: read as they are, written anew to be continued, never changed in place."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
import save_samples as samples
from save_samples import made, new, play, record

from wargame.errors import SaveDamaged, SaveError
from wargame.store import upcast
from wargame.store.canonical import COLUMNS, FORMAT, columns_of
from wargame.store.projections import RFI_STATES
from wargame.store.reading import check_header
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

GOLDEN = Path(__file__).parent / "golden" / "format1.wargame"
"""Three turns and their end, as version 0.1.0 wrote them before format 2."""

ENTRIES = 23


def test_there_is_a_golden_save_of_every_format():
    for version in range(1, FORMAT + 1):
        assert check_header(GOLDEN.with_name(f"format{version}.wargame")) == version


def test_the_golden_save_of_format_2():
    path = GOLDEN.with_name("format2.wargame")
    before = path.read_bytes()
    assert verify(path).ok
    with read_save(path) as save:
        assert len(save.entries()) == save.seq == 31
        assert save.entries()[1:10] == samples.turn_entries(1)
        assert save.record(3) == record(3)
        assert save.command("ankara", "p02ab", "command-2-4") == samples.command(2, 4)
        assert save.entries()[-1].payload["seed"] == save.seed == 7
        assert [row[0] for row in save.table("participant") if row[5]] == ["p02"]
        assert ("moscow", "", 1) in {row[:3] for row in save.table("seat_state")}
    assert path.read_bytes() == before


def test_the_golden_save_of_format_3():
    path = GOLDEN.with_name("format3.wargame")
    before = path.read_bytes()
    assert verify(path).ok
    with read_save(path) as save:
        states = {row[0]: row[2] for row in save.table("rfi")}
        assert states == {f"{state}_2": state for state in RFI_STATES}
        assert ("pending_2", "Ayşe", "kırk", "partial") in {
            (row[0], row[3], row[5], row[6]) for row in save.table("rfi")
        }
        assert {row[0]: row[1] for row in save.table("ruling")} == {
            "accepted_2_3": "accepted", "r2": "withdrawn", "c2": "upheld",
        }  # fmt: skip
        (row,) = save.table("observation")
        assert row[1:7] == (2, "Facilitator", "iyi", '["x"]', "[]", "+")
        assert [row[:4] for row in save.table("note")] == [("p01", "n", "son", 1)]
        held = {row[0]: row[1] for row in save.table("inject")}
        assert held == {
            "note_1": "released", "note_2": "released", "later_2": "held", "never_2": "skipped",
            "again_2": "planned",
        }  # fmt: skip
    assert path.read_bytes() == before


def test_what_format_2_had_in_entries_alone_becomes_rows(tmp_path):
    """Questions, challenges and notes were entries without a table."""
    old = GOLDEN.with_name("format2_desks.wargame")
    assert verify(old).ok
    with read_save(old) as save:
        assert save.table("rfi") == save.table("note") == []
        entries = save.entries()
    path = tmp_path / "a.wargame"
    shutil.copy(old, path)
    with open_save(path) as save:
        assert save.entries() == entries
        assert [row[:7] for row in save.table("rfi")] == [
            ("q1", "ankara", "released", "", "Kaç tank?", "Kırk", "partial")
        ]
        assert [(row[0], row[1], row[3]) for row in save.table("ruling")] == [("c1", "noted", 3)]
        assert [row[2:4] for row in save.table("note")] == [("son", 1)]
        save.commit(samples.desk_entries(2))
    assert verify(path).ok
    assert (tmp_path / "a.wargame.format2").read_bytes() == old.read_bytes()


def test_a_save_of_format_1_is_read_and_verified_as_it_is(tmp_path):
    before = GOLDEN.read_bytes()
    report = verify(GOLDEN)
    assert report.ok, report
    assert report.turn == 3
    with read_save(GOLDEN) as save:
        entries = save.entries()
        assert len(entries) == ENTRIES
        assert [e.turn for e in entries] == sorted(e.turn for e in entries)
        assert entries[-1].payload == {"cause": "last turn", "seed": None, "salt": None}
        assert entries[0].payload == {"scenario": "small", "seed": 7}
        for turn in range(4):
            assert save.record(turn) == record(turn)
        assert save.command("ankara", "p01", "command-1") is None
        assert (save.phase, save.turn, save.seed, save.parent) == ("ended", 3, 7, ("", 0))
        assert save.meta.format == 1
    assert GOLDEN.read_bytes() == before


def test_continuing_it_writes_a_new_file_and_keeps_the_old_one(tmp_path):
    path = tmp_path / "a.wargame"
    shutil.copy(GOLDEN, path)
    before = path.read_bytes()
    with read_save(path) as save:
        head, entries, uuid = save.head, save.entries(), save.meta.uuid
    with open_save(path, head) as save:
        assert save.entries() == entries
        assert save.meta.uuid == uuid
        play(save, 1, first=4)
        assert save.command("ankara", "p04ab", "command-4-0") == samples.command(4, 0)
    assert check_header(path) == FORMAT
    report = verify(path)
    assert report.ok, report
    with read_save(path) as save:
        assert save.entries()[:ENTRIES] == entries
    kept = tmp_path / "a.wargame.format1"
    assert kept.read_bytes() == before
    assert verify(kept).ok
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.wargame", "a.wargame.format1"]
    open_save(path).close()
    assert len(list(tmp_path.iterdir())) == 2, "what has the format of today is left alone"


def test_stored_entries_keep_their_bytes(tmp_path):
    path = tmp_path / "a.wargame"
    shutil.copy(GOLDEN, path)
    columns = ", ".join(columns_of("entry", 1))
    with sqlite3.connect(path) as reading:
        old = reading.execute(f"SELECT {columns} FROM entry ORDER BY seq").fetchall()
    reading.close()
    open_save(path).close()
    with sqlite3.connect(path) as reading:
        assert reading.execute(f"SELECT {columns} FROM entry ORDER BY seq").fetchall() == old
    reading.close()


def test_names_of_kept_originals_are_not_reused(tmp_path):
    path = tmp_path / "a.wargame"
    for name in ("a.wargame.format1", "a.wargame.format1-2"):
        (tmp_path / name).write_text("mine")
    shutil.copy(GOLDEN, path)
    open_save(path).close()
    assert (tmp_path / "a.wargame.format1").read_text() == "mine"
    assert (tmp_path / "a.wargame.format1-3").read_bytes() == GOLDEN.read_bytes()


@pytest.mark.parametrize(
    "change",
    ["UPDATE entry SET actor = 'x' WHERE seq = 9", "UPDATE snapshot SET digest = 'x' WHERE turn = 2"],
)
def test_a_damaged_old_save_is_not_rewritten(tmp_path, change):
    path = tmp_path / "a.wargame"
    shutil.copy(GOLDEN, path)
    with sqlite3.connect(path) as changing:
        changing.execute(change)
    changing.close()
    before = path.read_bytes()
    assert not verify(path).ok
    with pytest.raises(SaveDamaged):
        open_save(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


def test_an_old_save_that_another_program_writes_is_not_rewritten(tmp_path):
    path = tmp_path / "a.wargame"
    shutil.copy(GOLDEN, path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SaveError, match="another program"):
        open_save(path)
    other.close()
    open_save(path).close()


def test_a_full_disk_while_rewriting_leaves_the_old_save(tmp_path, monkeypatch):
    path = tmp_path / "a.wargame"
    shutil.copy(GOLDEN, path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wargame.store.rewriting._keep", full)
    with pytest.raises(SaveError, match="No space left"):
        open_save(path)
    assert path.read_bytes() == GOLDEN.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


def test_columns_of_a_format():
    assert columns_of("command", 1) == ()
    assert columns_of("entry", 1) == tuple(c for c in COLUMNS["entry"] if c != "command_sha256")
    assert columns_of("session", 2) == COLUMNS["session"]
    assert columns_of("rfi", 2) == ()


def test_old_payloads_are_lifted_and_unknown_ones_refused(tmp_path, monkeypatch):
    path = made(tmp_path / "a.wargame", 1)
    monkeypatch.setitem(upcast.KIND_V, "orders_reopened", 3)
    steps = {
        ("orders_reopened", 1): lambda payload: {**payload, "by": "nobody"},
        ("orders_reopened", 2): lambda payload: {**payload, "by": [payload["by"]]},
    }
    monkeypatch.setattr(upcast, "STEPS", {**upcast.STEPS, **steps})
    with read_save(path) as save:
        lifted = [e.payload for e in save.entries() if e.kind == "orders_reopened"]
    assert lifted == [{"by": ["nobody"]}]
    with open_save(path) as save:
        play(save, 1, first=2)
    assert verify(path).ok, "what is stored did not change"
    monkeypatch.undo()
    with pytest.raises(SaveDamaged):  # a payload of version 3 is beyond this program
        read_save(path)


def test_steps_lead_from_each_version_to_the_next():
    for kind, version in upcast.KIND_V.items():
        for step in range(1, version):
            assert (kind, step) in upcast.STEPS
    with pytest.raises(ValueError, match="unknown"):
        upcast.upcast("event", 2, {})
    assert upcast.upcast("event", 1, {"n": 1}) == {"n": 1}


def test_a_new_session_is_of_the_format_of_today(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        assert save.meta.format == FORMAT
    assert check_header(tmp_path / "a.wargame") == FORMAT
