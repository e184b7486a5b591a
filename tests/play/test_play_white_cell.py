"""What the white cell does with injects that wait, and with rulings: at once, after a restart, and again."""

from __future__ import annotations

import json

import pytest

import wargame as wg
from wargame.errors import SaveDamaged, ScenarioError, UnknownName, WrongPhase
from wargame.model.exercise import Entry, InjectChange, Override
from wargame.model.orders import TEAMS
from wargame.play.journal import ListJournal
from wargame.play.position import board_rows
from wargame.play.resolve import resolved_again
from wargame.play.session import new_session, resume

BOTS = dict.fromkeys(TEAMS, wg.bots.historical)
OFFICERS = "officers_aleppo"
"""Scheduled for turn 2 day 3, for Moscow."""
DEADLINE = "deadline_proposed"
"""Scheduled for turn 4, for Ankara."""
JUNCTION = "junction_changes_hands"
"""Comes on a condition."""


def game(layout, turns=0, **more):
    made = new_session(layout, 7, bots=BOTS, **more)
    for _ in range(turns):
        made.adjudicate()
    return made


def do(session, inject, act, **more):
    session.change_inject(InjectChange(inject=inject, act=act, **more), "Eva", "because")


def state(session, inject):
    return next(i for i in session.view("white").injects if i.id == inject).state


def read(session, team, inject):
    return next((i for i in session.view(team).injects if i.id == inject), None)


def same_again(session, layout):
    """Whether a restart and resolving anew lead to where the session stands."""
    taken = resume(layout, session.journal)
    assert taken.digest == session.digest
    for seat in (*TEAMS, "white"):
        assert taken.view(seat) == session.view(seat)
    entries = session.journal.entries()
    for again in resolved_again(layout, 7, entries):
        assert again == session.journal.record(again.turn), again.turn
    return True


# ---- injects ----


def test_a_held_inject_is_not_released_and_goes_out_once_it_is_let_go(idlib_layout):
    plain, held = game(idlib_layout, 2), game(idlib_layout)
    do(held, OFFICERS, "hold")
    assert state(held, OFFICERS) == "held"
    held.adjudicate()
    held.adjudicate()
    assert read(plain, "moscow", OFFICERS) is not None
    assert read(held, "moscow", OFFICERS) is None
    assert state(held, OFFICERS) == "held"
    assert same_again(held, idlib_layout)
    do(held, OFFICERS, "let_go")
    held.adjudicate()
    assert read(held, "moscow", OFFICERS).day == 6
    assert same_again(held, idlib_layout)


def test_a_skipped_inject_never_comes_until_it_is_restored(idlib_layout):
    session = game(idlib_layout)
    do(session, OFFICERS, "skip")
    session.adjudicate()
    session.adjudicate()
    assert state(session, OFFICERS) == "skipped"
    with pytest.raises(WrongPhase):
        session.release(OFFICERS)
    do(session, OFFICERS, "restore")
    session.release(OFFICERS)
    assert read(session, "moscow", OFFICERS).turn == 3
    assert same_again(session, idlib_layout)


def test_a_held_inject_may_be_sent_at_once(idlib_layout):
    session = game(idlib_layout)
    do(session, OFFICERS, "hold")
    session.release(OFFICERS, "Eva", "now is the time")
    assert read(session, "moscow", OFFICERS) is not None
    session.adjudicate()
    assert same_again(session, idlib_layout)
    sent = next(e for e in session.journal.entries() if e.kind == "inject_released")
    assert (sent.actor, sent.payload["reason"]) == ("Eva", "now is the time")


@pytest.mark.parametrize(("at", "turn", "day"), [("turn 3", 3, 5), ("turn 2 day 1", 2, 3)])
def test_another_time_is_when_it_comes(idlib_layout, at, turn, day):
    session = game(idlib_layout)
    do(session, DEADLINE, "retime", at=at)
    assert next(i for i in session.view("white").injects if i.id == DEADLINE).due == at
    session.adjudicate()
    assert read(session, "ankara", DEADLINE) is None
    session.adjudicate()
    found = read(session, "ankara", DEADLINE)
    assert (found.turn, found.day) == (turn, day)
    assert same_again(session, idlib_layout)


def test_one_that_waits_for_a_condition_may_be_given_a_time(idlib_layout):
    session = game(idlib_layout)
    do(session, JUNCTION, "retime", at="turn 1 day 2")
    session.adjudicate()
    assert read(session, "damascus", JUNCTION).day == 1
    assert same_again(session, idlib_layout)


def test_an_inject_that_stayed_armed_waits_again_once_it_has_another_time(idlib_layout):
    """The turn in which it was armed is resolved with the list as it was then."""
    injects = tuple(
        i.model_copy(update={"release": "ask"}) if i.id == OFFICERS else i
        for i in idlib_layout.scenario.injects
    )
    layout = wg.play.layout.lay_out(idlib_layout.scenario.model_copy(update={"injects": injects}))
    session = game(layout, 2)
    assert state(session, OFFICERS) == "armed"
    do(session, OFFICERS, "retime", at="turn 4 day 1")
    assert state(session, OFFICERS) == "planned"
    session.adjudicate()
    assert state(session, OFFICERS) == "planned"
    session.adjudicate()
    assert state(session, OFFICERS) == "armed"
    assert same_again(session, layout)


def test_another_text_is_all_that_a_team_ever_reads(idlib_layout):
    session = game(idlib_layout)
    old = next(i for i in idlib_layout.scenario.injects if i.id == OFFICERS)
    do(session, OFFICERS, "edit", title="New title", body="Day {day}, in other words")
    session.adjudicate()
    session.adjudicate()
    found = read(session, "moscow", OFFICERS)
    assert (found.title, found.body) == ("New title", "Day 5, in other words")
    told = json.dumps([session.view(team).model_dump(mode="json") for team in TEAMS])
    assert old.title not in told
    assert old.body not in told
    assert any("New title" in event.sentence for event in session.at(2).events)
    assert same_again(session, idlib_layout)
    assert idlib_layout.scenario.injects[idlib_layout.names.inject[OFFICERS]] == old


@pytest.mark.parametrize(
    ("inject", "act", "more", "error"),
    [
        ("no_such", "hold", {}, UnknownName),
        ("start_of_exercise", "hold", {}, WrongPhase),
        ("start_of_exercise", "edit", {"body": "x"}, WrongPhase),
        (OFFICERS, "let_go", {}, WrongPhase),
        (OFFICERS, "restore", {}, WrongPhase),
        (OFFICERS, "retime", {"at": "tomorrow"}, ScenarioError),
        (OFFICERS, "retime", {"at": "turn 1"}, ScenarioError),
        (OFFICERS, "retime", {"at": "turn 14"}, ScenarioError),
        (OFFICERS, "retime", {"at": "turn 3 day 4"}, ScenarioError),
        (OFFICERS, "edit", {}, ScenarioError),
        (OFFICERS, "edit", {"body": ""}, ScenarioError),
        (OFFICERS, "edit", {"body": "at {place.nowhere.control}"}, ScenarioError),
    ],
)
def test_what_cannot_be_done_changes_nothing(idlib_layout, inject, act, more, error):
    session = game(idlib_layout)
    before, view = len(session.journal.entries()), session.view("white")
    with pytest.raises(error):
        do(session, inject, act, **more)
    assert len(session.journal.entries()) == before
    assert session.view("white") == view


def test_what_was_sent_this_turn_is_not_changed_any_more(idlib_layout):
    session = game(idlib_layout)
    session.release(OFFICERS)
    for act in ("hold", "skip"):
        with pytest.raises(WrongPhase):
            do(session, OFFICERS, act)


def test_a_change_that_cannot_be_read_is_damage_and_names_its_turn(idlib_layout):
    session = game(idlib_layout)
    bad = {"change": {"inject": OFFICERS, "act": "retime", "at": "never"}}
    entry = Entry(
        turn=1, day=-1, at_ms=0, actor="x", seat="white", kind="inject_changed", audience=8, payload=bad
    )
    session.journal.commit([entry])
    with pytest.raises(SaveDamaged, match="turn 1"):
        resume(idlib_layout, session.journal)


def test_teams_read_nothing_of_what_is_done_with_the_list(idlib_layout):
    plain, changed = game(idlib_layout), game(idlib_layout)
    do(changed, OFFICERS, "hold")
    do(changed, DEADLINE, "edit", title="Another")
    do(changed, JUNCTION, "skip")
    for team in TEAMS:
        assert changed.view(team) == plain.view(team)
        assert board_rows(changed.seen(team)) == board_rows(plain.seen(team))


# ---- rulings ----


def overriding(place="saraqib", to="opposition", **more):
    given = {"id": "r1", "day": 2, "reason": "the road was blocked", **more}
    return Override(effects=({"set": f"place.{place}.control", "to": to},), **given)


def empty_place(session):
    """A place that the government holds and where nobody stands."""
    board, names = session.board, session.layout.names.places
    held = {f.place for f in board.formations if f.strength > 0}
    return next(n for p, n in enumerate(names) if board.places[p].control == 0 and p not in held)


def test_an_override_changes_the_turn_and_is_proved_by_resolving_anew(idlib_layout):
    session = game(idlib_layout, 1)
    before = session.digest
    session.override(
        Override(id="r1", day=2, reason="too sharp", effects=({"add": "tension", "by": 20},)), "Uma"
    )
    assert session.turn == 2
    assert session.digest != before
    changed = [e for e in session.last.events if e.kind == "injected" and e.fields["field"] == "tension"]
    assert [(e.day, e.fields["inject"]) for e in changed] == [(1, "")]
    assert "the white cell" in changed[0].sentence.lower()
    last = session.journal.entries()[-1]
    assert (last.kind, last.actor, last.turn) == ("ruling_overridden", "Uma", 1)
    assert last.payload["override"]["reason"] == "too sharp"
    assert same_again(session, idlib_layout)
    session.adjudicate()
    assert same_again(session, idlib_layout)


def test_days_before_the_ruling_stand_and_those_after_are_resolved_anew(idlib_layout):
    session = game(idlib_layout, 3)
    place, facts = empty_place(session), session.last.facts
    first = facts[0][0]
    session.override(overriding(place, day=2))
    event = next(e for e in session.last.events if e.kind == "injected" and e.fields["inject"] == "")
    assert (event.day, event.fields["old"], event.fields["new"]) == (first + 1, "government", "opposition")
    earlier = [row for row in facts if row[0] == first]
    assert [row for row in session.last.facts if row[0] == first] == earlier
    assert session.board.places[session.layout.names.place[place]].held_days == 1
    assert same_again(session, idlib_layout)


def test_an_override_that_would_change_nothing_is_refused(idlib_layout):
    """RB 3.5: a place does not change hands while its losers stand in it."""
    session = game(idlib_layout, 1)
    board, names = session.board, session.layout.names.places
    fixed = session.layout.world.formations
    held = next(f.place for n, f in enumerate(board.formations) if f.strength > 0 and fixed[n].side == 0)
    assert board.places[held].control == 0
    before = session.digest
    with pytest.raises(WrongPhase, match="nothing"):
        session.override(overriding(names[held]))
    assert session.digest == before


def test_an_override_that_is_withdrawn_leaves_the_turn_as_it_was(idlib_layout):
    session = game(idlib_layout, 2)
    digest, record = session.digest, session.journal.record(2)
    views = {seat: session.view(seat) for seat in (*TEAMS, "white")}
    session.override(Override(id="r1", day=1, reason="x", effects=({"add": "trust", "by": 9},)), "Uma")
    session.override(Override(id="r2", day=3, reason="y", effects=({"add": "eu", "by": -9},)))
    assert [each.id for each in session.overrides] == ["r1", "r2"]
    session.withdraw_override("r1", "Uma", "no")
    assert same_again(session, idlib_layout)
    session.withdraw_override("r2")
    assert session.overrides == ()
    assert (session.digest, session.journal.record(2)) == (digest, record)
    assert {seat: session.view(seat) for seat in (*TEAMS, "white")} == views
    with pytest.raises(UnknownName):
        session.withdraw_override("r2")


def test_the_reason_is_read_by_whom_and_when_the_override_says(idlib_layout):
    session = game(idlib_layout, 1)
    effects = ({"add": "tension", "by": 3},)
    for name, shown, audience in (
        ("now", "now", ("moscow",)), ("late", "endex", ("all",)), ("hidden", "never", ("all",)),
    ):  # fmt: skip
        session.override(
            Override(id=name, day=1, reason=f"why {name}", effects=effects, shown=shown, audience=audience)
        )
    read = {team: {i.id: i.body for i in session.view(team).injects} for team in TEAMS}
    assert read["moscow"]["now"] == "why now"
    assert "now" not in read["ankara"]
    assert not any({"late", "hidden"} & held.keys() for held in read.values())
    while not session.over:
        session.adjudicate()
    for team in TEAMS:
        held = {i.id for i in session.view(team).injects}
        assert "late" in held
        assert "hidden" not in held
    assert same_again(session, idlib_layout)


def test_injects_sent_since_are_read_on_the_board_as_it_stands_now(idlib_layout):
    session = game(idlib_layout, 1)
    do(session, OFFICERS, "edit", body="tension {tension}")
    session.release(OFFICERS)
    before = read(session, "moscow", OFFICERS).body
    session.override(Override(id="r1", day=3, reason="x", effects=({"add": "tension", "by": 30},)))
    assert read(session, "moscow", OFFICERS).body != before
    assert same_again(session, idlib_layout)


def test_nothing_is_overridden_before_a_turn_or_once_teams_have_acted_on_it(idlib_layout):
    session = new_session(idlib_layout, 7)
    with pytest.raises(WrongPhase):
        session.override(overriding())
    session.adjudicate()
    for wrong, error in (
        (overriding(day=4), WrongPhase),
        (overriding("nowhere"), ScenarioError),
        (overriding(to="nobody"), ScenarioError),
    ):
        with pytest.raises(error):
            session.override(wrong)
    place = empty_place(session)
    session.override(overriding(place))
    with pytest.raises(WrongPhase, match="already"):
        session.override(overriding(place))
    session.seal("ankara")
    with pytest.raises(WrongPhase, match="acted"):
        session.override(overriding(place, id="r2"))
    session.reopen("ankara")
    session.talk("ankara", "offer moscow [ ceasefire ]")
    with pytest.raises(WrongPhase, match="acted"):
        session.withdraw_override("r1")


def test_an_override_that_is_not_kept_leaves_everything_as_it_was(idlib_layout):
    class Full(ListJournal):
        full = False

        def commit(self, entries, record=None, command=None):
            if self.full:
                raise wg.errors.SaveError("full")
            super().commit(entries, record, command)

    journal = Full()
    session = game(idlib_layout, 1, journal=journal)
    before = (session.digest, session.view("white"))
    journal.full = True
    with pytest.raises(wg.errors.SaveError):
        session.override(overriding(empty_place(session)))
    assert (session.digest, session.view("white")) == before
