"""The save file: what is committed is read back, what is refused leaves nothing, three ways in."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading

import pytest
import save_samples as samples
from save_samples import entry, made, new, play, record

from wargame.errors import SaveDamaged, SaveError
from wargame.store import tables
from wargame.store.canonical import (
    APPLICATION_ID,
    COLUMNS,
    FORMAT,
    PROJECTIONS,
    canonical,
    pack,
    row_bytes,
    unpack,
)
from wargame.store.reading import SCHEMA
from wargame.store.save import create, open_save, read_save
from wargame.store.verify import verify


def test_entries_and_records_come_back_as_committed(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        play(save, 3)
        wanted = samples.opening() + [e for t in (1, 2, 3) for e in samples.turn_entries(t)]
        assert save.entries() == wanted
        for turn in range(4):
            assert save.record(turn) == record(turn)
        assert save.record(9) is None
        assert (save.phase, save.turn, save.turns) == ("planning", 3, (0, 1, 2, 3))
        save.commit([entry(3, "session_ended", cause="last turn")])
        assert save.phase == "ended"


def test_attributes_survive_reopening(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    head = read_save(path).head
    for save in (open_save(path), read_save(path)):
        assert save.seed == 7
        assert save.seats == samples.SEATS
        assert save.scenario_text == samples.SCENARIO
        assert save.base_text == samples.BASE
        assert save.choices == samples.CHOICES
        assert save.meta.scenario_id == "small"
        assert save.meta.scenario_sha256 == hashlib.sha256(samples.SCENARIO.encode()).hexdigest()
        assert save.head == head
        save.close()


def test_a_continued_session_extends_the_chain(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    with open_save(path) as save:
        play(save, 2, first=3)
        assert save.turn == 4
    assert verify(path).ok
    assert len(read_save(path).entries()) == 1 + 4 * len(samples.turn_entries(1))


def test_a_save_that_was_played_on_meanwhile_is_not_continued(tmp_path):
    path = made(tmp_path / "a.wargame", 1)
    head = read_save(path).head
    open_save(path, head).close()
    with open_save(path) as save:
        play(save, 1, first=2)
    with pytest.raises(SaveError, match="played on"):
        open_save(path, head)
    with open_save(path) as save:
        assert save.turn == 2


def test_create_never_overwrites(tmp_path):
    path = made(tmp_path / "a.wargame", 1)
    before = path.read_bytes()
    with pytest.raises(SaveError, match="there already"):
        new(path)
    other = tmp_path / "note.txt"
    other.write_text("mine")
    with pytest.raises(SaveError):
        new(other)
    assert path.read_bytes() == before
    assert other.read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.wargame", "note.txt"]


def test_create_says_in_one_line_what_is_wrong(tmp_path):
    with pytest.raises(SaveError, match="cannot be created") as caught:
        new(tmp_path / "no" / "such" / "folder.wargame")
    assert "\n" not in str(caught.value)
    for seed in (-1, 1 << 63):
        with pytest.raises(SaveError, match="seed"):
            create(
                tmp_path / "x",
                scenario_text="",
                base_text="",
                choices={},
                scenario_id="x",
                seed=seed,
                seats={},
            )
    with pytest.raises(SaveError, match="Unicode"):
        create(
            tmp_path / "x",
            scenario_text="\ud800",
            base_text="",
            choices={},
            scenario_id="x",
            seed=1,
            seats={},
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("opener", [open_save, read_save])
def test_what_is_no_save_is_refused_with_one_line(tmp_path, opener):
    rubbish = {
        "nothing": b"",
        "short": b"SQLite",
        "text": b"hello " * 100,
        "binary": bytes(range(256)) * 64,
    }
    for name, content in rubbish.items():
        (tmp_path / name).write_bytes(content)
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE t (x)")
    other.close()
    for name in (*rubbish, "other", "missing", "."):
        with pytest.raises(SaveError) as caught:
            opener(tmp_path / name)
        assert "\n" not in str(caught.value)
        assert caught.value.code == "save.unreadable"
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("opener", [open_save, read_save])
def test_newer_and_damaged_saves_are_refused(tmp_path, opener):
    path = made(tmp_path / "a.wargame", 3)
    with sqlite3.connect(path) as changing:
        changing.execute(f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(SaveError, match="newer"):
        opener(path)
    with sqlite3.connect(path) as changing:
        changing.execute(f"PRAGMA user_version = {FORMAT}")
    opener(path).close()
    with sqlite3.connect(path) as changing:
        changing.execute("UPDATE entry SET actor = 'nobody' WHERE turn = 2 AND kind = 'orders_reopened'")
    with pytest.raises(SaveDamaged, match="turn 2") as caught:
        opener(path)
    assert caught.value.turn == 2


def test_reading_never_touches_the_file(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    path.chmod(0o400)
    with read_save(path) as save:
        assert not save.writable
        save.entries()
        with pytest.raises(SaveError, match="reading only"):
            save.commit([entry(3, "event")])
    verify(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


def test_reading_leaves_no_copy_behind(tmp_path, monkeypatch):
    path = made(tmp_path / "a.wargame", 1)
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    with read_save(path) as save:
        assert save.entries()
    assert not list(copies.iterdir())


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        play(save, 1)
        with pytest.raises(SaveError, match="open in this program"):
            open_save(save.path)
        verify(save.path)
        with pytest.raises(SaveError, match="there already"):
            new(save.path)
        asked = "import sys; from wargame.store.save import open_save; open_save(sys.argv[1])"
        other = subprocess.run(
            [sys.executable, "-c", asked, str(save.path)], capture_output=True, text=True, check=False
        )
        assert other.returncode == 1
        assert "open in another program" in other.stderr
        with read_save(save.path) as reader:
            assert reader.turn == 1
        play(save, 1, first=2)
    assert verify(save.path).turn == 2


def test_a_failed_commit_leaves_nothing_and_the_next_one_works(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        play(save, 2)
        before = (save.entries(), save.head, save.turn)
        with pytest.raises(SaveError, match="cannot be written"):
            save.commit([entry(2, "turn_adjudicated")], record(2))
        with pytest.raises(SaveError, match="cannot be written"):
            save.commit([entry(3, "event", number=float("nan"))])
        with pytest.raises(SaveError, match="vouches"):
            save.commit([], record(3))
        save.commit([])
        assert (save.entries(), save.head, save.turn) == before
        play(save, 1, first=3)
    assert verify(save.path).ok


def test_a_turn_is_one_transaction_with_the_promised_settings(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        save.commit(samples.opening(), record(0))
        said = {
            name: save._opened.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "locking_mode", "foreign_keys")
        }
        assert said == {
            "journal_mode": "truncate",
            "synchronous": 2,
            "locking_mode": "exclusive",
            "foreign_keys": 1,
        }
        seen = []
        save._opened.set_trace_callback(seen.append)
        events = [entry(1, "event", n=k) for k in range(200)]
        whole = events + samples.desk_entries(1)[:-1] + samples.turn_entries(1)
        save.commit(whole, record(1), samples.command(1, 0))
        save._opened.set_trace_callback(None)
        assert [s for s in seen if s.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
        tables_written = {s.split()[s.split().index("INTO") + 1] for s in seen if s.startswith("INSERT")}
        assert tables_written == {"entry", "command", "snapshot", *PROJECTIONS}


def test_header_of_the_file(tmp_path):
    path = made(tmp_path / "a.wargame", 1)
    with sqlite3.connect(path) as reading:
        assert reading.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID == 0x57475431
        assert reading.execute("PRAGMA user_version").fetchone()[0] == FORMAT
        (head, salt, commitment) = reading.execute(
            "SELECT head, seed_salt, seed_commit FROM session"
        ).fetchone()
        assert hashlib.sha256((7).to_bytes(8, "big") + salt).digest() == commitment
        assert head == reading.execute("SELECT hash FROM entry ORDER BY seq DESC").fetchone()[0]


def test_the_file_itself_refuses_what_no_model_would_write(tmp_path):
    path = made(tmp_path / "a.wargame", 1)
    wrong = (
        "UPDATE entry SET turn = 'two'",
        "UPDATE entry SET audience = 16",
        "UPDATE entry SET hash = x'00'",
        "UPDATE session SET phase = 'lunch'",
        "UPDATE seat SET kind = 'ghost'",
        "UPDATE save_meta SET uuid = 'x'",
        "UPDATE inject SET status = 'lost'",
        "UPDATE session SET id = 2",
    )  # fmt: skip
    with sqlite3.connect(path) as changing:
        for statement in wrong:
            with pytest.raises(sqlite3.IntegrityError):
                changing.execute(statement)


def test_tables_are_those_of_the_format():
    """A changed table is a new format: raise FORMAT and keep a golden save of the old one."""
    made_here = {name: hashlib.sha256(text.encode()).hexdigest()[:32] for name, text in tables.ddl().items()}
    assert made_here == SCHEMA
    for name, columns in COLUMNS.items():
        assert tuple(tables._Row.metadata.tables[name].columns.keys()) == columns
        assert tables.ddl()[name].endswith("STRICT")
        assert "CHECK" in tables.ddl()[name]


def test_save_copy_is_a_save_of_its_own(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        play(save, 2)
        save.save_copy(tmp_path / "b.wargame")
        with pytest.raises(SaveError, match="copy"):
            save.save_copy(tmp_path / "b.wargame")
        play(save, 1, first=3)
    assert verify(tmp_path / "b.wargame").ok
    with open_save(tmp_path / "b.wargame") as copy:
        assert copy.turn == 2
        play(copy, 1, first=3)
        assert copy.head == save.head
    with read_save(tmp_path / "a.wargame") as reader:
        reader.save_copy(tmp_path / "c.wargame")
    assert verify(tmp_path / "c.wargame").turn == 3
    assert len(list(tmp_path.iterdir())) == 3


def test_several_threads_take_turns(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        play(save, 1)
        errors = []

        def work(name: str) -> None:
            try:
                for k in range(20):
                    save.commit([entry(2, "event", "engine", by=name, k=k)])
            except SaveError as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(f"t{i}",)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert len(save.entries()) == 1 + len(samples.turn_entries(1)) + 80
    assert verify(save.path).ok


def test_texts_are_kept_exactly_and_payloads_in_nfc(tmp_path):
    decomposed = "I\u0307dlib"
    scenario = f"# {decomposed}\n"
    with create(
        tmp_path / "a", scenario_text=scenario, base_text="", choices={}, scenario_id="x", seed=1, seats={}
    ) as save:
        save.commit([entry(0, "session_opened", note=decomposed)])
    with read_save(tmp_path / "a") as save:
        assert save.scenario_text == scenario
        assert save.entries()[0].payload == {"note": "\u0130dlib"}


def test_canonical_json():
    assert canonical({"b": 1, "a": [True, None, "I\u0307"]}) == '{"a":[true,null,"\u0130"],"b":1}'
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("inf"))
    cells = ([1, "1"], ["1", 1], [b"1"], ["31"], ["a", "b"], ["ab", ""], [None], ["\udc80"], [1.0])
    assert len({row_bytes(c) for c in cells}) == len(cells)


def test_packed_states_name_their_columns_and_refuse_bombs():
    state, made_digest = pack(record(2))
    assert unpack(state) == (record(2), made_digest)
    import json
    import zlib

    held = json.loads(zlib.decompress(state))
    assert held["columns"]["places"][:2] == ["control", "bar"]
    assert len(held["columns"]["facts"]) == 8
    for bad in (b"", state[:-1], state + b"x", zlib.compress(b"[" * 100_000), zlib.compress(b"{}")):
        with pytest.raises(ValueError, match="packed state"):
            unpack(bad)


def test_unreadable_folder_or_file_is_one_line(tmp_path):
    if os.geteuid() == 0:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(SaveError, match="not a file"):
            read_save(tmp_path / "pipe")
        return
    path = made(tmp_path / "a.wargame", 1)
    path.chmod(0)
    with pytest.raises(SaveError, match="cannot be read"):
        read_save(path)
