"""What a save keeps beside the journal: commands, participants, the seed's commitment, older copies."""

from __future__ import annotations

import hashlib
import random
import sqlite3

import pytest
import save_samples as samples
from save_samples import entry, made, new, play, record

from wargame.errors import SaveDamaged, SaveError
from wargame.store.branching import branch
from wargame.store.canonical import COLUMNS, PROJECTIONS
from wargame.store.checks import Content
from wargame.store.reading import private_copy, rows
from wargame.store.rewriting import rescue, rewritten
from wargame.store.save import create, open_save, read_save
from wargame.store.verify import verify

# ---- commands ----------------------------------------------------------------------------------------------


def test_a_command_is_kept_with_its_entries_and_found_again(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    for save in (read_save(path), open_save(path)):
        with save:
            assert save.command("ankara", "p01ab", "command-1-3") == samples.command(1, 3)
            assert save.command("moscow", "p01ab", "command-1-3") is None
            assert save.command("ankara", "p02ab", "command-1-3") is None
            assert save.command("ankara", "p01ab", "command-1-99") is None
    with read_save(path) as save:
        first, last = COLUMNS["command"].index("first_seq"), COLUMNS["command"].index("last_seq")
        spans = sorted((row[first], row[last]) for row in save.table("command"))
        assert spans == [(n, n) for n in range(2, save.seq + 1)]


def test_a_command_of_several_entries_is_told_by_their_numbers(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        save.commit(samples.opening(), record(0))
        save.commit([entry(1, "event", n=n) for n in range(5)], command=samples.command(1, 1))
        (row,) = save.table("command")
        assert row[-2:] == (2, 6)
    assert verify(tmp_path / "a.wargame").ok


def test_a_command_is_never_carried_out_twice(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        save.commit(samples.opening(), record(0))
        save.commit([entry(1, "event", n=1)], command=samples.command(1, 1))
        before = (save.entries(), save.head)
        with pytest.raises(SaveError, match="carried out before"):
            save.commit([entry(1, "event", n=2)], command=samples.command(1, 1))
        with pytest.raises(SaveError, match="vouches"):
            save.commit([], command=samples.command(1, 2))
        assert (save.entries(), save.head) == before
        assert save.command("ankara", "p01ab", "command-1-2") is None
        save.commit([entry(1, "event", n=3)], command=samples.command(1, 2))
    assert verify(tmp_path / "a.wargame").ok


# ---- credentials -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["pin", "token"])
def test_credentials_are_refused_wherever_they_stand(tmp_path, key):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        save.commit(samples.opening(), record(0))
        for payload in ({key: "CANARY77"}, {"who": [{"deep": {key: "CANARY77"}}]}):
            with pytest.raises(SaveError, match="never kept"):
                save.commit([entry(1, "event", **payload)])
        told = samples.command(1, 1).model_copy(update={"result": {key: "CANARY77"}})
        with pytest.raises(SaveError, match="never kept"):
            save.commit([entry(1, "event")], command=told)
        save.commit([entry(1, "chat_sent", text=f'my "{key}": is a word, no key', pinned=True)])
        assert save.seq == 2
    assert b"CANARY77" not in path.read_bytes()
    assert verify(path).ok


def test_no_column_is_for_credentials():
    for columns in COLUMNS.values():
        for column in columns:
            assert not any(word in column for word in ("pin", "token", "password", "secret")), column


# ---- the seed ----------------------------------------------------------------------------------------------


def test_the_seed_is_committed_to_at_the_start_and_opened_at_the_end(tmp_path):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        commitment = save.seed_commit
        play(save, 1)
        assert not any("salt" in e.payload for e in save.entries())
        save.commit([entry(1, "session_ended", cause="last turn")])
    with read_save(path) as save:
        opened = save.entries()[-1].payload
        assert opened["cause"] == "last turn"
        seed, salt = opened["seed"], bytes.fromhex(str(opened["salt"]))
        assert seed == save.seed == 7
        assert hashlib.sha256(seed.to_bytes(8, "big") + salt).hexdigest() == commitment == save.seed_commit
    assert verify(path).ok


def test_another_seed_than_the_one_committed_to_is_found(tmp_path):
    """Even if every digest of the file was made anew: the commitment is what was published."""
    path = tmp_path / "a.wargame"
    with new(path) as save:
        play(save, 1)
        save._seed_salt = bytes(32)
        save.commit([entry(1, "session_ended", cause="last turn")])
    report = verify(path)
    assert [f.turn for f in report.findings] == [1]
    assert "revealed" in str(report.findings[0])


# ---- participants and seats --------------------------------------------------------------------------------


def who(save) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in save.table("participant")}


def test_participants_come_go_and_come_back(tmp_path):
    def act(kind, /, **payload):
        save.commit([entry(1, kind, "white", **payload)])

    path = tmp_path / "a.wargame"
    with new(path) as save:
        save.commit(samples.opening(), record(0))
        act("participant_joined", pid="aa11", name="Ayşe", seat="ankara", role="leader")
        act("participant_joined", pid="bb22", name="Boris", seat="moscow", role="member")
        at = samples.entry(1, "event").at_ms
        assert who(save)["aa11"] == ("Ayşe", "ankara", "leader", at, 0, 2)
        act("role_set", pid="bb22", role="leader", by="aa11")
        act("participant_left", pid="aa11")
        act("participant_kicked", pid="bb22", by="white", reason="asked to")
        assert who(save) == {
            "aa11": ("Ayşe", "ankara", "leader", at, at, 5),
            "bb22": ("Boris", "moscow", "leader", at, at, 6),
        }
        act("participant_joined", pid="aa11", name="Ayşe", seat="ankara", role="leader")
        assert who(save)["aa11"][-2:] == (0, 7)
        for strange in ({"pid": "cc33"}, {"pid": 3}, {}, {"pid": ""}):
            act("participant_left", **strange)
        assert len(who(save)) == 2
        act("seat_changed", team="moscow", kind="bot cautious", by="white", cause="left")
        act("seat_locked", seat="moscow", locked=True, by="white")
        act("seat_locked", seat="damascus", locked=True, by="white")
        act("seat_locked", seat="damascus", locked=False, by="white")
        assert {row[:3] for row in save.table("seat_state")} == {
            ("moscow", "bot cautious", 1),
            ("damascus", "", 0),
        }
    assert verify(path).ok


def test_phases_follow_the_journal(tmp_path):
    with new(tmp_path / "a.wargame") as save:
        assert save.phase == "lobby"
        save.commit(samples.opening(), record(0))
        assert save.phase == "planning"
        for phase in ("lobby", "planning", "adjudicating", "white_review", "review", "paused"):
            save.commit([entry(1, "phase_changed", to=phase)])
            assert save.phase == phase
        save.commit([entry(1, "phase_changed", to="lunch")])
        assert save.phase == "paused"
    assert verify(tmp_path / "a.wargame").ok


# ---- projections are dropped and made again ----------------------------------------------------------------


def test_dropped_projections_are_rebuilt_as_they_were(tmp_path):
    path = made(tmp_path / "a.wargame", 3)
    with open_save(path) as save:
        save.commit(samples.desk_entries(3))
    opened = private_copy(path)
    stored = {table: list(rows(opened, table)) for table in COLUMNS}
    opened.close()
    assert all(stored[table] for table in PROJECTIONS)
    with sqlite3.connect(path) as dropping:
        for table in PROJECTIONS:
            dropping.execute(f"DELETE FROM {table}")
        dropping.execute("UPDATE session SET phase = 'lobby', turn = 0, entries = 0")
    dropping.close()
    assert not verify(path).ok
    opened = private_copy(path)
    again = rewritten(Content(opened))
    opened.close()
    for table in COLUMNS:
        assert sorted(again[table]) == sorted(stored[table]), table


# ---- a sound save from a damaged one -----------------------------------------------------------------------


def test_what_is_sound_of_a_damaged_save_can_be_continued(tmp_path):
    path = made(tmp_path / "a.wargame", 4)
    whole = read_save(path).entries()
    with sqlite3.connect(path) as changing:
        changing.execute("UPDATE entry SET payload = '{}' WHERE turn = 3 AND kind = 'orders_sealed'")
    changing.close()
    before = path.read_bytes()
    assert rescue(path, tmp_path / "b.wargame") == 2
    assert path.read_bytes() == before
    assert verify(tmp_path / "b.wargame").ok
    with open_save(tmp_path / "b.wargame") as save:
        assert save.entries() == [e for e in whole if e.turn <= 2]
        assert save.record(2) == record(2)
        assert save.record(3) is None
        play(save, 2, first=3)
        assert save.turn == 4
    with pytest.raises(SaveError, match="exists"):
        rescue(path, tmp_path / "b.wargame")


def test_a_save_whose_projections_alone_are_lost_is_rescued_whole(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    with sqlite3.connect(path) as changing:
        changing.execute("DELETE FROM participant WHERE seq < 5")
    changing.close()
    rescue(path, tmp_path / "b.wargame")
    assert verify(tmp_path / "b.wargame").ok


def test_nothing_sound_is_said(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    with sqlite3.connect(path) as changing:
        changing.execute("UPDATE entry SET payload = '{}' WHERE seq = 1")
    changing.close()
    with pytest.raises(SaveDamaged, match="nothing"):
        rescue(path, tmp_path / "b.wargame")
    assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


@pytest.mark.slow
def test_rescued_saves_verify_whatever_was_damaged(tmp_path):
    """120 random damages: what is rescued verifies and is a beginning of the session, or nothing is."""
    path, to = made(tmp_path / "a.wargame", 4), tmp_path / "b.wargame"
    whole, entries = path.read_bytes(), read_save(path).entries()
    rng = random.Random(4)
    kept = 0
    for _ in range(120):
        raw = bytearray(whole)
        for _ in range(rng.choice((1, 1, 8))):
            at = rng.randrange(4096, len(raw))
            raw[at : at + 16] = rng.randbytes(len(raw[at : at + 16]))
        path.write_bytes(bytes(raw))
        to.unlink(missing_ok=True)
        try:
            rescue(path, to)
        except SaveError:
            assert not to.exists()
            continue
        assert verify(to).ok
        with read_save(to) as save:
            assert save.entries() == entries[: save.seq]
        kept += 1
    assert kept > 30


# ---- older copies ------------------------------------------------------------------------------------------


def test_three_older_copies_follow_the_turns(tmp_path):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        save.backups = 3
        play(save, 5)
        assert save.backup_problem == ""
        assert sorted(p.name for p in tmp_path.iterdir() if ".bak" in p.name) == [
            f"a.wargame.bak{n}" for n in (1, 2, 3)
        ]
        save.commit([entry(6, "event")])
    for number, turn in ((1, 5), (2, 4), (3, 3)):
        kept = path.with_name(f"a.wargame.bak{number}")
        assert verify(kept).ok
        with read_save(kept) as save:
            assert save.turn == turn
    (tmp_path / "a.wargame.bak1").replace(tmp_path / "again.wargame")
    with open_save(tmp_path / "again.wargame") as save:
        play(save, 1, first=6)


def test_a_copy_that_fails_stops_nobody(tmp_path, monkeypatch):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        save.backups = 3
        play(save, 2)
        monkeypatch.setattr(
            type(save), "save_copy", lambda self, to: (_ for _ in ()).throw(SaveError(f"{to}: full"))
        )
        play(save, 1, first=3)
        assert "full" in save.backup_problem
        assert save.turn == 3
        monkeypatch.undo()
        play(save, 1, first=4)
        assert save.backup_problem == ""
    assert verify(path).ok
    assert read_save(path.with_name("a.wargame.bak1")).turn == 4
    assert not path.with_name("a.wargame.bak0").exists()


# ---- branches ----------------------------------------------------------------------------------------------


def test_a_branch_names_the_session_it_left(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    before = path.read_bytes()
    with read_save(path) as parent:
        uuid, shared = parent.meta.uuid, 9
        entries = parent.entries()[:shared]
    with create(
        tmp_path / "b.wargame",
        scenario_text=samples.SCENARIO,
        base_text=samples.BASE,
        choices=samples.CHOICES,
        scenario_id="small",
        seed=7,
        seats=samples.SEATS,
        parent=(uuid, shared),
        policies={"missed": "hold"},
    ) as child:
        child.commit(entries[:1], record(0))
        child.commit(entries[1:])
        assert child.meta.uuid != uuid
    assert verify(tmp_path / "b.wargame").ok
    with read_save(tmp_path / "b.wargame") as child:
        assert child.parent == (uuid, shared)
        assert child.policies == {"missed": "hold"}
    assert path.read_bytes() == before


@pytest.mark.parametrize("turn", [0, 1, 3])
def test_a_branch_from_a_turn_goes_its_own_way(tmp_path, turn):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        play(save, 3)
        save.commit([entry(3, "session_ended", cause="last turn"), entry(4, "note_saved", text="late")])
    before = path.read_bytes()
    with branch(path, tmp_path / "b.wargame", turn) as child, read_save(path) as parent:
        shared = [e for e in parent.entries() if e.turn <= turn and e.kind != "session_ended"]
        left = child.entries()[len(shared) :]
        assert child.entries()[: len(shared)] == shared
        assert [e.payload for e in left] == [{"pid": f"p0{k}"} for k in range(1, turn + 1)]
        assert {e.kind for e in left} <= {"participant_left"}
        assert child.parent == (parent.meta.uuid, len(shared))
        assert (child.turn, child.phase) == (turn, "planning")
        for k in range(5):
            assert child.record(k) == (record(k) if k <= turn else None)
        assert child.seed == parent.seed
        assert child.head != parent.head
        assert child.seed_commit != parent.seed_commit
        assert child.command("ankara", "p01ab", "command-1-0") is None
        play(child, 1, first=turn + 1)
    assert path.read_bytes() == before
    report = verify(tmp_path / "b.wargame", lambda save: {t: record(t).digest for t in range(5)})
    assert report.ok, report
    with pytest.raises(SaveError, match="there already"):
        branch(path, tmp_path / "b.wargame", turn)


def test_a_turn_that_was_not_played_has_no_branch(tmp_path):
    path = made(tmp_path / "a.wargame", 2)
    with pytest.raises(SaveError, match="turns 0 to 2 have"):
        branch(path, tmp_path / "b.wargame", 3)
    assert [p.name for p in tmp_path.iterdir()] == ["a.wargame"]


# ---- other rules, files that go away -----------------------------------------------------------------------


def test_a_save_of_other_rules_is_resolved_as_a_re_adjudication(tmp_path, monkeypatch):
    path = tmp_path / "a.wargame"
    monkeypatch.setattr("wargame.store.beginning.rules_version", lambda: "0" * 16)
    made(path, 2)
    monkeypatch.undo()
    right = {turn: record(turn).digest for turn in range(3)}
    report = verify(path, lambda save: right)
    assert report.ok
    assert report.other_rules
    report = verify(path, lambda save: {**right, 2: "0" * 64})
    assert "re-adjudicated" in str(report.findings[0])
    with read_save(path) as save:
        assert not save.same_rules
        assert save.record(2) == record(2), "what was recorded stays the record"
    made(tmp_path / "b.wargame", 2)
    assert not verify(tmp_path / "b.wargame", lambda save: right).other_rules


def test_a_file_that_is_moved_or_replaced_under_us_takes_no_commit(tmp_path):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        play(save, 2)
        path.rename(tmp_path / "moved.wargame")
        with pytest.raises(SaveError, match="moved, removed or replaced"):
            save.commit([entry(3, "event")])
        path.write_bytes(b"another file")
        with pytest.raises(SaveError, match="moved, removed or replaced"):
            save.commit([entry(3, "event")])
        path.unlink()
        save.save_copy(tmp_path / "again.wargame")
        (tmp_path / "moved.wargame").rename(path)
        play(save, 1, first=3)
    with pytest.raises(SaveError, match="was closed"):
        save.commit([entry(4, "event")])
    assert verify(path).turn == 3
    assert verify(tmp_path / "again.wargame").turn == 2
