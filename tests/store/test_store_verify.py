"""Every byte counts: whatever is changed in a save, `verify` finds it, names the turn, and never crashes.

Three ways of damage: one cell by SQL (each column of each row), one byte of the file, cuts and holes. A byte
of the file may lie in the free space of a page, which holds nothing; then the rows must be what they were.
"""

from __future__ import annotations

import random
import sqlite3
import zlib

import pytest
import save_samples as samples
from save_samples import entry, new, play, record

from wargame.errors import SaveDamaged, SaveError
from wargame.store.canonical import COLUMNS, ENTRY, KEYS, SESSION
from wargame.store.checks import HEADER
from wargame.store.reading import private_copy, rows
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

TURNS = 3


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """The bytes of a sound save of three turns, with a row in every table."""
    path = tmp_path_factory.mktemp("whole") / "a.wargame"
    first = {entry.kind: entry for entry in reversed(samples.desk_entries(TURNS))}
    with new(path) as save:
        play(save, TURNS)
        kinds = ("ruling_accepted", "observation_made", "note_saved", "rfi_asked")
        save.commit([first[kind] for kind in kinds])
    return path.read_bytes()


def content(path) -> dict[str, list[tuple[object, ...]]]:
    opened = private_copy(path)
    try:
        return {table: list(rows(opened, table)) for table in COLUMNS}
    finally:
        opened.close()


def other(value: object) -> list[object]:
    """One-byte changes of a value that keep its type: first, middle and last byte."""
    match value:
        case int():
            return [value + 1, value - 1 if value > 0 else value + 2, value + 256]
        case str():
            raw = value.encode()
            if not raw:
                return ["x"]
            spots = sorted({0, len(raw) // 2, len(raw) - 1})
            return [raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1 :] for i in spots]
        case bytes():
            if not value:
                return [b"\1" * 32]
            spots = sorted({0, len(value) // 2, len(value) - 1})
            return [value[:i] + bytes([value[i] ^ 1]) + value[i + 1 :] for i in spots]
    raise AssertionError(value)


def cells():
    return [(table, column) for table, columns in COLUMNS.items() for column in columns]


def in_doubt(table: str, row: tuple[object, ...], column: str) -> set[int]:
    """Which turns a finding may name first when a cell was changed."""
    if table in ("save_meta", "seat"):
        return {HEADER}
    if table == "session":
        return {TURNS} if column in SESSION[1:5] else {HEADER, 0}
    if table in ("command", "participant", "seat_state", "note"):
        return set(range(TURNS + 1))
    turn = row[COLUMNS[table].index("turn")]
    if column == "turn" or (table == "entry" and column in ("seq", "hash")):
        return {turn - 1, turn, turn + 1}
    return {turn}


def set_cell(path, table: str, column: str, key: tuple[object, ...], value: object) -> bool:
    """Change one cell past all CHECKs; False if the table refuses (a key that is taken, a type that STRICT
    forbids).
    """
    where = " AND ".join(f"{name} = ?" for name in KEYS[table].split(", "))
    changing = sqlite3.connect(path, isolation_level=None)
    try:
        changing.execute("PRAGMA ignore_check_constraints = ON")
        shown = "CAST(? AS TEXT)" if isinstance(value, bytes) and column not in BLOBS else "?"
        changing.execute(f"UPDATE {table} SET {column} = {shown} WHERE {where}", (value, *key))
        return changing.total_changes == 1
    except sqlite3.IntegrityError:
        return False
    finally:
        changing.close()


BLOBS = {
    "body_sha", "command_sha256", "head", "seed_salt", "seed_commit", "chain_salt", "header_sha256",
    "record_sha256", "hash", "state", "state_sha256",
}  # fmt: skip


@pytest.mark.parametrize(("table", "column"), cells())
def test_one_changed_cell_is_found_and_its_turn_named(tmp_path, whole, table, column):
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    stored = content(path)[table]
    assert stored
    tried = 0
    names = KEYS[table].split(", ")
    for row in stored:
        key = tuple(row[COLUMNS[table].index(name)] for name in names)
        for value in other(row[COLUMNS[table].index(column)]):
            path.write_bytes(whole)
            if not set_cell(path, table, column, key, value):
                continue
            tried += 1
            report = verify(path)
            assert not report.ok, (table, column, key, value)
            assert report.turn in in_doubt(table, row, column), (table, column, key, value, report)
            assert all("\n" not in str(f) for f in report.findings)
            with pytest.raises(SaveDamaged):
                read_save(path)
    assert tried >= len(stored)


def test_sound_saves_have_no_finding(tmp_path, whole):
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    report = verify(path)
    assert report.ok
    assert report.findings == ()
    assert report.turn == TURNS
    assert not report.resolved


@pytest.mark.parametrize("table", list(COLUMNS))
def test_a_missing_or_doubled_row_is_found(tmp_path, whole, table):
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    stored = content(path)[table]
    names = KEYS[table].split(", ")
    where = " AND ".join(f"{name} = ?" for name in names)
    for row in stored:
        path.write_bytes(whole)
        with sqlite3.connect(path) as changing:
            changing.execute(
                f"DELETE FROM {table} WHERE {where}", [row[COLUMNS[table].index(n)] for n in names]
            )
        changing.close()
        report = verify(path)
        assert not report.ok, row
        if table not in ("save_meta", "session", "seat"):
            assert 0 <= report.turn <= TURNS
    if table in ("save_meta", "session"):
        return
    path.write_bytes(whole)
    known: dict[str, tuple[object, ...]] = {"order_set": (9, "ankara", 9)}
    added = known.get(table, (999,) if KEYS[table] in ("seq", "turn") else ("extra",))
    with sqlite3.connect(path) as changing:
        rest = ", ".join(COLUMNS[table][len(added) :])
        changing.execute(
            f"INSERT INTO {table} SELECT {', '.join('?' for _ in added)}, {rest} FROM {table} LIMIT 1", added
        )
    changing.close()
    assert not verify(path).ok


def test_swapped_entries_and_a_cut_tail_are_found(tmp_path, whole):
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    with sqlite3.connect(path) as changing:
        changing.execute("UPDATE entry SET seq = 100 WHERE seq = 3")
        changing.execute("UPDATE entry SET seq = 3 WHERE seq = 4")
        changing.execute("UPDATE entry SET seq = 4 WHERE seq = 100")
    changing.close()
    assert verify(path).turn == 1
    path.write_bytes(whole)
    with sqlite3.connect(path) as changing:
        changing.execute("DELETE FROM entry WHERE turn = ?", (TURNS,))
    changing.close()
    assert not verify(path).ok


def test_anything_beside_the_tables_is_found(tmp_path, whole):
    path = tmp_path / "a.wargame"
    for statement in (
        "CREATE TABLE more (x)",
        "CREATE VIEW v AS SELECT * FROM entry",
        "CREATE INDEX i ON entry (turn)",
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM seat; END",
        "DROP TABLE inject",
        "ALTER TABLE seat ADD COLUMN more INTEGER",
        "PRAGMA journal_mode = WAL",
    ):
        path.write_bytes(whole)
        changing = sqlite3.connect(path, isolation_level=None)
        changing.execute(statement)
        changing.close()
        report = verify(path)
        assert not report.ok, statement
        with pytest.raises(SaveDamaged):
            open_save(path)


def test_a_packed_board_that_was_repacked_is_found(tmp_path, whole):
    """The same content in other bytes, another content with a fitting digest, and rubbish."""
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    state = next(row[4] for row in content(path)["snapshot"] if row[0] == 2)
    for forged in (
        zlib.compress(zlib.decompress(state), 1),
        zlib.compress(b"{}"),
        b"",
        state[:-4],
        state + b"\0",
    ):
        path.write_bytes(whole)
        assert set_cell(path, "snapshot", "state", (2,), forged)
        report = verify(path)
        assert report.turn == 2, forged[:9]
        with pytest.raises(SaveError):
            read_save(path)


def tried_flips(path, whole: bytes, spots: list[int], mask: int) -> int:
    """Flip the byte at each spot; the number of flips that changed no row.

    Anything but a finding or SaveError fails.
    """
    path.write_bytes(whole)
    before = content(path)
    idle = 0
    for spot in spots:
        path.write_bytes(whole[:spot] + bytes([whole[spot] ^ mask]) + whole[spot + 1 :])
        try:
            report = verify(path)
        except SaveError:
            continue
        if report.ok:
            idle += 1
            assert content(path) == before, spot
        else:
            assert report.turn >= HEADER
            assert report.findings
    return idle


def test_flipped_bytes_of_the_file(tmp_path, whole):
    """A spread of single-byte flips through the whole file, the header densely."""
    spots = [*range(0, 100, 3), *range(100, len(whole), 211)]
    idle = tried_flips(tmp_path / "a.wargame", whole, spots, 1)
    assert idle < len(spots) * 3 // 4, "most pages of a small save are half empty, but not that empty"


@pytest.mark.slow
def test_every_byte_of_a_stored_order_event_or_board_counts(tmp_path, whole):
    """Find where the payloads and states of turn 2 lie in the file and flip bytes of exactly those."""
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    held = content(path)
    pieces = [row[ENTRY.index("payload")].encode() for row in held["entry"] if row[1] == 2]
    pieces = [piece for piece in pieces if len(piece) > 40]
    assert len(pieces) >= 4
    pieces.append(next(row[4] for row in held["snapshot"] if row[0] == 2)[:300])
    for piece in pieces:
        at = whole.find(piece)
        assert at > 0
        for spot in range(at, at + len(piece), max(1, len(piece) // 12)):
            for mask in (4, 0x80):
                path.write_bytes(whole[:spot] + bytes([whole[spot] ^ mask]) + whole[spot + 1 :])
                assert verify(path).turn == 2, (spot, mask)


@pytest.mark.slow
def test_mutated_files_never_crash(tmp_path, whole):
    """800 mutations: flips, holes, swaps, cuts, tails, runs of rubbish."""
    path = tmp_path / "a.wargame"
    rng = random.Random(20)
    path.write_bytes(whole)
    before = content(path)
    for k in range(800):
        raw = bytearray(whole)
        at, size = rng.randrange(len(raw)), rng.choice((1, 4, 64, 512, 4096))
        match k % 6:
            case 0:
                for _ in range(rng.choice((1, 3, 30))):
                    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
            case 1:
                raw[at : at + size] = bytes(len(raw[at : at + size]))
            case 2:
                page = 4096 * rng.randrange(len(raw) // 4096)
                away = 4096 * rng.randrange(len(raw) // 4096)
                raw[page : page + 4096], raw[away : away + 4096] = (
                    raw[away : away + 4096],
                    raw[page : page + 4096],
                )
            case 3:
                del raw[at:]
            case 4:
                raw += rng.randbytes(size)
            case 5:
                raw[at : at + size] = rng.randbytes(len(raw[at : at + size]))
        path.write_bytes(bytes(raw))
        if bytes(raw) == whole:
            continue
        for act in (verify, read_save, open_save):
            try:
                done = act(path)
            except SaveError:
                continue
            if act is verify:
                assert not done.ok or content(path) == before
            else:
                assert done.entries()
                done.close()
        assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


def test_cut_files_are_refused_or_found(tmp_path, whole):
    path = tmp_path / "a.wargame"
    for size in [*range(0, 4096, 509), *range(4096, len(whole), 4096), len(whole) - 1]:
        path.write_bytes(whole[:size])
        try:
            assert not verify(path).ok
        except SaveError as error:
            assert "\n" not in str(error)  # noqa: PT017  either is an answer


def test_resolving_again_is_compared_turn_by_turn(tmp_path, whole):
    path = tmp_path / "a.wargame"
    path.write_bytes(whole)
    right = {turn: record(turn).digest for turn in range(TURNS + 1)}
    report = verify(path, lambda save: right)
    assert report.ok
    assert report.resolved
    report = verify(path, lambda save: {**right, 2: "0" * 64})
    assert [f.turn for f in report.findings] == [2]
    assert "turn 2: the stored orders do not lead to the stored board" in str(report.findings[0])
    report = verify(path, lambda save: {turn: d for turn, d in right.items() if turn < 3})
    assert report.turn == 3

    def broken(save):
        raise KeyError(save.seed)

    assert "KeyError" in str(verify(path, broken).findings[0])
    path.write_bytes(whole[:-4096])
    asked = []
    verify(path, lambda save: asked.append(save) or right)
    assert not asked


def test_an_empty_journal_is_a_finding(tmp_path):
    new(tmp_path / "a.wargame").close()
    report = verify(tmp_path / "a.wargame")
    assert not report.ok
    assert "empty" in str(report.findings[0])


def test_verify_is_quick_and_needs_no_sqlmodel(tmp_path):
    import subprocess
    import sys
    import time

    with new(tmp_path / "a.wargame") as save:
        play(save, 1)
        save.commit([entry(2, "event", "engine", what="captured", place=f"place_{k}") for k in range(5000)])
    start = time.process_time()
    assert verify(tmp_path / "a.wargame").ok
    assert time.process_time() - start < 0.5, "5,000 events take 80 ms on a quiet machine"
    asked = (
        "import sys; from wargame.store.verify import verify; r = verify(sys.argv[1]); "
        "print(r.ok, [m for m in ('sqlmodel', 'sqlalchemy', 'textual') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "a.wargame")], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "True []\n"
