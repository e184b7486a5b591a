"""Sessions: drafts, sealing, adjudication, the journal as the whole truth, and what the digest hangs on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields

import pytest

import wargame as wg
from wargame.errors import (
    IllegalOrder,
    SaveDamaged,
    SaveError,
    ScenarioError,
    UnknownName,
    UsageError,
    WrongPhase,
)
from wargame.model.exercise import AdHocInject
from wargame.model.orders import TEAMS, Attack, Move, OrderSheet, SetPosture
from wargame.play.journal import DeferredJournal, ListJournal
from wargame.play.position import board_of, board_rows, digest_of
from wargame.play.resolve import resolved_again
from wargame.play.session import new_session, resume
from wargame.rules.tables import copied

BOTS = dict.fromkeys(TEAMS, wg.bots.historical)


@pytest.fixture
def session(idlib_layout):
    return new_session(idlib_layout, 7)


@pytest.fixture(scope="module")
def played(idlib_layout):
    """A whole game of bots. Not to be changed."""
    game = new_session(idlib_layout, 7, bots=BOTS)
    while not game.over:
        game.adjudicate()
    return game


def own(session, team, count=1, kind="infantry mechanised armour"):
    """Ids of formations that a team orders and that stand on the map."""
    view = session.view(team)
    return [f.id for f in view.formations if f.own and f.kind in kind.split()][:count]


def postures(session, team, word="fortify"):
    return SetPosture(formation=own(session, team)[0], posture=word)


def digests(layout, entries, seed=7):
    """Digest of the board by turn, as the stored sheets and injects lead to it."""
    return [record.digest for record in resolved_again(layout, seed, entries)]


# ---- rows and digests ----


def test_a_board_survives_its_rows(idlib_layout):
    rows = board_rows(idlib_layout.start)
    again = board_of(json.loads(json.dumps(rows)))
    assert again == idlib_layout.start
    assert digest_of(board_rows(again)) == digest_of(rows)
    again.formations[0].route[0] = 5
    again.places[0].bar += 1
    assert board_rows(idlib_layout.start) == rows


def test_every_column_of_every_table_is_in_the_digest(idlib_layout):
    whole = digest_of(board_rows(idlib_layout.start))
    for name in [field.name for field in fields(idlib_layout.start)]:
        table = getattr(idlib_layout.start, name)
        if not table:
            continue
        for column in type(table[0]).__slots__:
            board = copied(idlib_layout.start)
            row = getattr(board, name)[-1]
            value = getattr(row, column)
            if isinstance(value, list):
                value[-1] += 1
            else:
                setattr(row, column, value + 1)
            assert digest_of(board_rows(board)) != whole, f"{name}.{column}"


def test_same_seed_same_digest_other_seed_another(idlib_layout, played):
    digests = set()
    for seed in (7, 8, 9):
        game = new_session(idlib_layout, seed, bots=BOTS)
        game.adjudicate()
        game.adjudicate()
        digests.add(game.digest)
        if seed == 7:
            assert game.last.digest == played.at(2).digest
    assert len(digests) == 3


PLAY = """
import sys, wargame as wg
bots = dict.fromkeys(("ankara", "moscow", "damascus"), wg.bots.historical)
session = wg.new_session(wg.load(sys.argv[1]), seed=7, bots=bots)
for _ in range(4):
    session.adjudicate()
print(session.digest)
"""


@pytest.mark.slow
def test_the_digest_hangs_on_nothing_but_scenario_seed_and_orders(root, tmp_path):
    surroundings = [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns", "PYTHONUTF8": "0"},
    ]
    seen = set()
    for number, extra in enumerate(surroundings):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", PLAY, str(root / "scenarios" / "idlib_2020.toml")],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(root), **extra},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        seen.add(done.stdout.strip())
    assert len(seen) == 1
    assert len(seen.pop()) == 64


# ---- drafts ----


def test_an_order_is_added_and_a_later_one_for_the_same_formation_replaces_it(session):
    formation = own(session, "damascus")[0]
    session.submit("damascus", f"{formation} posture fortify")
    sheet = session.submit("damascus", SetPosture(formation=formation, posture="rest"))
    assert [order.posture for order in sheet.orders] == ["rest"]
    assert session.view("damascus").sheet == sheet
    assert session.draft("damascus") == sheet


def test_a_formation_taken_out_of_an_attack_leaves_the_others_in_it(session):
    attack = next(order for order in session.menu("damascus") if isinstance(order, Attack))
    other = next(
        order
        for order in session.menu("damascus")
        if isinstance(order, Attack)
        and order.targets[0] == attack.targets[0]
        and order.formations != attack.formations
    )
    both = Attack(formations=(*attack.formations, *other.formations), targets=(attack.targets[0],))
    session.submit("damascus", both)
    sheet = session.submit("damascus", SetPosture(formation=attack.formations[0], posture="defend"))
    assert [o.type for o in sheet.orders] == ["attack", "posture"]
    assert sheet.orders[0].formations == both.formations[1:]


def test_a_list_is_taken_whole_or_not_at_all(session):
    formation = own(session, "damascus")[0]
    good = f"{formation} posture fortify"
    for bad, error in (
        (f"{formation} move nowhere", UnknownName),
        ("tr_mech_1 move idlib", (IllegalOrder, UnknownName)),
        ("", (UsageError, UnknownName)),
    ):
        with pytest.raises(error):
            session.submit("damascus", [good, bad])
        assert session.draft("damascus").orders == ()


def test_an_illegal_order_says_which_and_why(session):
    stranger = own(session, "moscow", kind="military_police special infantry")[0]
    with pytest.raises(IllegalOrder, match=stranger):
        session.submit("damascus", SetPosture(formation=stranger, posture="rest"))
    far = next(place for place in ("idlib", "atmeh") if place in session.view("white").places)
    with pytest.raises(IllegalOrder):
        session.submit("damascus", Move(formation=own(session, "damascus")[0], path=(far,)))


def test_a_sheet_replaces_the_draft_and_must_be_the_teams_own(session):
    session.submit("damascus", postures(session, "damascus"))
    session.submit("damascus", OrderSheet(team="damascus", intent="wait"))
    assert session.draft("damascus").orders == ()
    assert session.draft("damascus").intent == "wait"
    with pytest.raises(IllegalOrder, match="ankara"):
        session.submit("damascus", OrderSheet(team="ankara"))


def test_beyond_the_command_points_nothing_is_taken(session):
    moves = []
    seen = set()
    for order in session.menu("moscow"):
        if order.type == "airspace" and (order.sector, order.user) not in seen:
            seen.add((order.sector, order.user))
            moves.append(order)
    assert len(moves) > 8
    with pytest.raises(IllegalOrder, match="command points"):
        session.submit("moscow", moves)


def test_withdraw_counts_from_one(session):
    session.submit("damascus", postures(session, "damascus"))
    with pytest.raises(UnknownName):
        session.withdraw("damascus", 2)
    assert session.withdraw("damascus", 1).orders == ()


def test_sealed_is_sealed_until_reopened(session):
    session.seal("damascus", author="Colonel A")
    assert session.view("ankara").sealed == {"ankara": False, "moscow": False, "damascus": True}
    for act in (
        lambda: session.submit("damascus", postures(session, "damascus")),
        lambda: session.seal("damascus"),
        lambda: session.withdraw("damascus", 1),
    ):
        with pytest.raises(WrongPhase):
            act()
    session.reopen("damascus")
    with pytest.raises(WrongPhase):
        session.reopen("damascus")
    session.submit("damascus", postures(session, "damascus"))
    assert session.journal.entries()[1].actor == "Colonel A"


def test_unknown_teams_and_seats_are_named(session):
    for act in (
        lambda: session.submit("ankra", "x"),
        lambda: session.seal("white"),
        lambda: session.view("ankra"),
    ):
        with pytest.raises(UnknownName):
            act()


# ---- adjudication ----


def test_an_unsealed_draft_counts_and_is_marked(session):
    session.submit("damascus", postures(session, "damascus"))
    session.adjudicate()
    sealed = [e for e in session.journal.entries() if e.kind == "orders_sealed"]
    assert [(e.seat, e.payload["unsealed"]) for e in sealed] == [("damascus", True)]
    assert session.turn == 2
    assert session.draft("damascus").orders == ()


def test_a_person_who_writes_nothing_has_no_orders_and_a_bot_seat_has_its_bots(idlib_layout):
    silent = new_session(idlib_layout, 7)
    silent.adjudicate()
    assert not [e for e in silent.journal.entries() if e.kind == "orders_sealed"]
    one = new_session(idlib_layout, 7, bots={"damascus": wg.bots.historical})
    one.adjudicate()
    sealed = [e for e in one.journal.entries() if e.kind == "orders_sealed"]
    assert [(e.seat, e.actor, e.payload["unsealed"]) for e in sealed] == [
        ("damascus", "bot historical", False)
    ]
    assert one.digest != silent.digest


def test_a_bot_submitted_for_a_person_gives_the_bots_turn(idlib_layout):
    seats = new_session(idlib_layout, 7, bots=BOTS)
    by_hand = new_session(idlib_layout, 7)
    for team in TEAMS:
        by_hand.submit(team, wg.bots.historical)
    assert by_hand.adjudicate().digest == seats.adjudicate().digest


def test_nothing_shows_before_it_is_kept(idlib_layout):
    class Full(ListJournal):
        full = False

        def commit(self, entries, record=None, command=None):
            if self.full:
                raise SaveError("the disk is full")
            super().commit(entries, record, command)

    journal = Full()
    session = new_session(idlib_layout, 7, journal)
    before = session.digest
    journal.full = True
    with pytest.raises(SaveError):
        session.adjudicate()
    with pytest.raises(SaveError):
        session.seal("ankara")
    with pytest.raises(SaveError):
        session.release(idlib_layout.names.injects[-1])
    assert (session.turn, session.digest) == (1, before)
    assert not session.view("ankara").sealed["ankara"]
    assert session.view("white") == new_session(idlib_layout, 7).view("white")
    journal.full = False
    assert session.adjudicate().digest == new_session(idlib_layout, 7).adjudicate().digest


def test_after_the_end_nothing_is_taken(played):
    assert played.over
    assert played.turn == played.layout.names.turns + 1
    assert played.result["ended"] == "last_day"
    for act in (
        played.adjudicate,
        lambda: played.seal("ankara"),
        lambda: played.submit("ankara", OrderSheet(team="ankara")),
        lambda: played.release(played.layout.names.injects[0]),
    ):
        with pytest.raises(WrongPhase, match="ended"):
            act()
    kinds = [e.kind for e in played.journal.entries()]
    assert kinds.count("turn_adjudicated") == 13
    assert kinds[-1] == "session_ended"


def test_the_result_adds_up(played):
    result = played.result
    assert result["turns"] == 13
    assert set(result["scores"]) == set(TEAMS)
    for halves in result["scores"].values():
        assert 0 <= halves["operational"] <= 50
        assert 0 <= halves["political"] <= 50
    assert sum(result["events"].values()) == sum(len(played.at(turn).last.facts) for turn in range(1, 14))
    assert result["events"]["turn_opened"] == 13


# ---- the journal is the whole truth ----


def test_stored_orders_resolved_again_give_every_record(played):
    entries = played.journal.entries()
    again = {record.turn: record for record in resolved_again(played.layout, 7, entries)}
    assert sorted(again) == list(range(14))
    for turn, record in again.items():
        stored = played.journal.record(turn)
        assert stored == record
        assert digest_of(stored.board) == stored.digest
    assert again[13].digest == played.last.digest
    assert digests(played.layout, entries, seed=8)[13] != played.last.digest


def test_a_session_taken_up_again_is_the_same_session(idlib_layout, played):
    taken = resume(idlib_layout, played.journal)
    assert taken.digest == played.digest
    assert taken.result == played.result
    for seat in (*TEAMS, "white"):
        assert taken.view(seat) == played.view(seat)
        assert taken.at(5).view(seat) == played.at(5).view(seat)


def test_taking_up_keeps_seals_injects_and_bots_of_the_turn_in_planning(idlib_layout):
    held = ListJournal()
    first = new_session(idlib_layout, 7, held, bots={"moscow": wg.bots.historical})
    first.adjudicate()
    first.submit("damascus", postures(first, "damascus"))
    first.seal("damascus")
    first.seal("ankara")
    first.reopen("ankara")
    first.write_inject(note("wire", effects=({"add": "tension", "by": 2},)))
    first.release(unreleased(first))
    taken = resume(idlib_layout, held)
    assert taken.seats == {"ankara": "human", "moscow": "bot historical", "damascus": "human"}
    for seat in (*TEAMS, "white"):
        assert taken.view(seat) == first.view(seat)
    assert taken.adjudicate() == first.adjudicate()


def test_taking_up_keeps_drafts_that_were_not_sealed(idlib_layout):
    held = ListJournal()
    first = new_session(idlib_layout, 7, held)
    for team, orders in (
        ("ankara", ["statement warn moscow", "economy tourism tighten"]),
        ("damascus", postures(first, "damascus")),
        ("moscow", "statement warn ankara"),
    ):
        first.submit(team, orders)
        first.save_draft(team)
    first.withdraw("ankara", 1)
    first.save_draft("ankara")
    first.seal("damascus")
    first.reopen("damascus")
    first.seal("moscow")
    with pytest.raises(WrongPhase):
        first.save_draft("moscow")
    taken = resume(idlib_layout, held)
    for team in TEAMS:
        assert taken.draft(team) == first.draft(team)
    assert taken.sealed == {"ankara": False, "moscow": True, "damascus": False}
    taken.save_draft("ankara")
    counted = [e.payload["rev"] for e in held.entries() if e.kind == "draft_saved" and e.seat == "ankara"]
    assert counted == [1, 2, 3]
    closed = taken.adjudicate()
    assert all(not resume(idlib_layout, held).draft(team).orders for team in TEAMS)
    assert closed == first.adjudicate()


def test_a_draft_that_cannot_be_read_names_its_turn(idlib_layout):
    held = ListJournal()
    first = new_session(idlib_layout, 7, held)
    first.submit("damascus", postures(first, "damascus"))
    first.save_draft("damascus")
    (saved,) = (e for e in held.entries() if e.kind == "draft_saved")
    for spoiled in ({"sheet": {"team": "nobody"}, "rev": 1}, {"rev": 1}, {**saved.payload, "rev": "first"}):
        broken = ListJournal()
        broken.commit(held.entries()[:1], held.record(0))
        broken.commit([saved.model_copy(update={"payload": spoiled})])
        with pytest.raises(SaveDamaged, match="turn 1: an entry of kind draft_saved is unreadable"):
            resume(idlib_layout, broken)


@pytest.mark.parametrize("turn", [0, 1, 7, 13])
def test_at_shows_the_board_of_that_turn(played, turn):
    position = played.at(turn)
    assert position.turn == turn
    assert digest_of(board_rows(position.board)) == position.digest
    assert position.view("ankara").turn == turn + 1
    assert position.over == (turn == 13)


def test_at_knows_only_turns_that_were_played(session):
    session.at(0)
    for turn in (-1, 1, 99):
        with pytest.raises(WrongPhase):
            session.at(turn)


def test_a_foreign_journal_is_refused_with_its_turn(idlib_layout, played):
    entries = played.journal.entries()

    class Held(ListJournal):
        def __init__(self, held):
            super().__init__()
            self._entries = held

        def record(self, turn):
            return played.journal.record(turn)

    with pytest.raises(SaveDamaged):
        resume(idlib_layout, Held([]))
    with pytest.raises(SaveDamaged):
        resume(idlib_layout, Held(entries[1:]))
    where = next(n for n, e in enumerate(entries) if e.kind == "orders_sealed" and e.turn == 4)
    spoiled = [*entries]
    spoiled[where] = entries[where].model_copy(
        update={"payload": {"sheet": {"team": "ankara", "orders": "all"}}}
    )
    with pytest.raises(SaveDamaged) as told:
        resume(idlib_layout, Held(spoiled))
    assert told.value.turn == 4
    with pytest.raises(SaveDamaged):
        list(resolved_again(idlib_layout, 7, spoiled))


def test_an_order_changed_in_the_journal_leads_elsewhere(played):
    entries = played.journal.entries()
    where = next(n for n, e in enumerate(entries) if e.kind == "orders_sealed" and e.seat == "damascus")
    spoiled = [*entries]
    empty = {"sheet": OrderSheet(team="damascus").model_dump(mode="json")}
    spoiled[where] = entries[where].model_copy(update={"payload": empty})
    assert digests(played.layout, spoiled)[1] != played.at(1).digest


# ---- injects of the white cell ----


def note(name, audience=("ankara",), effects=(), body="Something happened."):
    return AdHocInject(id=name, title="A note", body=body, audience=audience, effects=effects)


def unreleased(session):
    return next(inject.id for inject in session.view("white").injects if inject.state == "planned")


def test_a_written_inject_is_read_at_once_by_those_addressed_and_acts_on_the_next_day(idlib_layout):
    quiet, loud = new_session(idlib_layout, 7), new_session(idlib_layout, 7)
    tension = loud.view("ankara").gauges
    loud.write_inject(note("wire", effects=({"add": "tension", "by": 9},)))
    assert [i.id for i in loud.view("ankara").injects][-1] == "wire"
    assert "wire" not in [i.id for i in loud.view("moscow").injects]
    assert [i.id for i in loud.view("white").injects][-1] == "wire"
    assert loud.view("ankara").gauges == tension
    quiet.adjudicate()
    loud.adjudicate()
    assert loud.board.tracks[0].tension > quiet.board.tracks[0].tension
    injected = [event for event in loud.last.events if event.kind == "injected" and event.step == 2]
    assert injected
    assert injected[0].day == 0
    assert digests(idlib_layout, loud.journal.entries())[1] == loud.last.digest


def test_written_injects_must_say_something_and_have_a_name_of_their_own(session):
    with pytest.raises(ScenarioError, match="effect 1"):
        session.write_inject(note("wire", effects=({"add": "tenson", "by": 2},)))
    with pytest.raises(ScenarioError):
        session.write_inject(note("wire", effects=({"add": "tension", "by": "much"},)))
    session.write_inject(note("wire"))
    for taken in ("wire", session.layout.names.injects[0]):
        with pytest.raises(WrongPhase, match=taken):
            session.write_inject(note(taken))


def test_a_released_inject_is_read_at_once_and_only_once(session):
    name = unreleased(session)
    session.release(name)
    shown = next(i for i in session.view("white").injects if i.id == name)
    assert (shown.state, shown.turn) == ("released", 1)
    with pytest.raises(WrongPhase):
        session.release(name)
    with pytest.raises(UnknownName):
        session.release("no_such_inject")
    session.adjudicate()
    with pytest.raises(WrongPhase):
        session.release(name)
    assert [i.id for i in session.view("white").injects].count(name) == 1
    assert digests(session.layout, session.journal.entries())[1] == session.last.digest


# ---- journals ----


def test_a_deferred_journal_opens_its_file_for_the_second_commit(idlib_layout):
    made = []

    def opener():
        made.append(ListJournal())
        return made[-1]

    session = new_session(idlib_layout, 7, DeferredJournal(opener))
    session.view("ankara")
    assert not made
    assert session.journal.record(0) is not None
    session.seal("ankara")
    assert [e.kind for e in made[0].entries()] == ["session_opened", "orders_sealed"]
    assert made[0].record(0) is not None
    session.adjudicate()
    assert len(made) == 1
    assert session.journal.entries() == made[0].entries()


def test_a_deferred_journal_that_cannot_open_tries_again(idlib_layout):
    tries = []

    def opener():
        tries.append(1)
        if len(tries) == 1:
            raise SaveError("no room")
        return ListJournal()

    session = new_session(idlib_layout, 7, DeferredJournal(opener))
    with pytest.raises(SaveError):
        session.seal("ankara")
    session.seal("ankara")
    assert [e.kind for e in session.journal.entries()] == ["session_opened", "orders_sealed"]


def test_a_turn_is_quick(idlib_layout):
    """Counts no time; a turn must not grow its record without bound."""
    session = new_session(idlib_layout, 7, bots=BOTS)
    turn = session.adjudicate()
    assert 100 < len(turn.facts) < 2000
    assert len(turn.reasons) < 5000
