"""Texts of injects: who reads which, from which turn on, and what stands where a placeholder stood."""

from __future__ import annotations

import pytest

import wargame as wg
from wargame.model.orders import TEAMS
from wargame.model.scenario import Inject
from wargame.play.layout import lay_out
from wargame.play.msel import audience_bits, condition_text, due, filled, guidance, reaches
from wargame.play.placeholders import readable, reading
from wargame.play.session import new_session
from wargame.rules.codes import AgreementState, BorderPolicy, Control, PostState
from wargame.rules.conditions import holds
from wargame.rules.tables import copied


def inject(**changes):
    base = {
        "id": "probe", "number": "9.9", "title": "Probe", "kind": "scheduled", "audience": ["ankara"],
        "channel": "news", "from": "A desk", "body": "Saraqib is held by the {place.saraqib.control}.",
        "source": ["seed"], "evaluator_note": "SECRET NOTE", "at": "turn 2",
        "expected": {"who": "ankara", "within": "1 turn", "text": "SECRET HOPE"},
    }  # fmt: skip
    return Inject.model_validate(base | changes)


def session_with(idlib, *injects):
    return new_session(lay_out(idlib.model_copy(update={"injects": injects})), 7)


def ids(session, seat):
    return [shown.id for shown in session.view(seat).injects]


def test_audiences():
    assert audience_bits(("ankara",)) == 9
    assert audience_bits(("moscow", "damascus")) == 14
    assert audience_bits(("all",)) == 15
    assert audience_bits(("white",)) == 8
    assert reaches(("white",), "white")
    assert not reaches(("white",), "ankara")
    assert reaches(("all",), "damascus")


def test_a_scheduled_inject_reaches_its_readers_when_its_turn_is_planned_and_nobody_else(idlib):
    session = session_with(idlib, inject())
    assert all(ids(session, seat) == [] for seat in TEAMS)
    session.adjudicate()
    assert ids(session, "ankara") == ["probe"]
    assert ids(session, "moscow") == ids(session, "damascus") == []
    shown = session.view("ankara").injects[0]
    assert (shown.turn, shown.state, shown.due, shown.guidance) == (2, "released", "", "")
    assert session.at(0).view("ankara").injects == ()


def test_an_inject_of_turn_one_is_there_when_the_session_opens(idlib):
    session = session_with(idlib, inject(at="turn 1"))
    assert ids(session, "ankara") == ["probe"]
    assert session.view("ankara").injects[0].turn == 1


def test_an_inject_of_a_day_is_read_after_the_turn_of_that_day(idlib):
    session = session_with(idlib, inject(at="turn 1 day 2"))
    assert ids(session, "ankara") == []
    session.adjudicate()
    shown = session.view("ankara").injects[0]
    assert (shown.turn, shown.day) == (1, 1)


def test_a_text_is_filled_in_once_and_stays(idlib):
    session = session_with(idlib, inject(at="turn 1"), inject(id="late", at=None, kind="adhoc"))
    assert session.view("ankara").injects[0].body == "Saraqib is held by the opposition."
    row = session.layout.names.place["saraqib"]
    session.board.places[row].control = Control.GOVERNMENT.value
    assert session.view("ankara").injects[0].body == "Saraqib is held by the opposition."
    session.release("late")
    assert session.view("ankara").injects[1].body == "Saraqib is held by the government."


def test_no_guidance_state_or_title_of_what_is_not_released_reaches_a_team(idlib):
    session = session_with(
        idlib, inject(at="turn 1"), inject(id="later", title="CANARY", body="CANARY", at="turn 9")
    )
    for seat in TEAMS:
        text = session.view(seat).model_dump_json()
        assert "SECRET" not in text
        assert "CANARY" not in text
        assert "later" not in [shown.id for shown in session.view(seat).injects]
    white = session.view("white").model_dump_json()
    assert "SECRET NOTE" in white
    assert "SECRET HOPE" in white
    assert "CANARY" in white


def test_the_white_cell_has_the_whole_list_in_its_order_with_state_and_due(idlib):
    session = session_with(idlib, inject(at="turn 3"), inject(id="second", at="turn 1"))
    shown = session.view("white").injects
    assert [(i.id, i.state, i.due) for i in shown] == [
        ("probe", "planned", "turn 3"),
        ("second", "released", "turn 1"),
    ]


def test_a_conditional_inject_reaches_its_readers_after_its_condition(idlib):
    session = session_with(
        idlib,
        inject(kind="conditional", at=None, when="day >= 1"),
        inject(id="never", kind="conditional", at=None, when="day >= 38"),
        inject(id="asked", kind="conditional", at=None, when="day >= 1", release="ask"),
    )
    session.adjudicate()
    assert ids(session, "ankara") == ["probe"]
    states = {i.id: i.state for i in session.view("white").injects}
    assert states == {"probe": "released", "never": "planned", "asked": "armed"}
    session.release("asked")
    assert ids(session, "ankara") == ["probe", "asked"]


def test_words_for_when_and_what():
    assert due(inject()) == "turn 2"
    assert due(inject(at=None, kind="adhoc")) == "by hand"
    nested = {"all": ["rung >= 5", {"any": ["day < 3", "tension > 50"]}]}
    assert (
        due(inject(at=None, when=nested, kind="conditional")) == "all(rung >= 5, any(day < 3, tension > 50))"
    )
    assert condition_text("rung >= 5") == "rung >= 5"
    assert guidance(inject()) == "Expected of ankara within 1 turn: SECRET HOPE\nSECRET NOTE"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("place.saraqib.control", "opposition"),
        ("place.saraqib.people", None),
        ("place.saraqib.name", "Saraqib"),
        ("post.op_9.state", "besieged"),
        ("post.op_9.stock", None),
        ("displaced.new", "0"),
        ("rung", "2"),
        ("tension", "25"),
        ("day", "-1"),
        ("turn", "1"),
        ("team.ankara.dead", "0"),
        ("sector.coast.weather", "fair"),
    ],
)
def test_readings(idlib_layout, path, shown):
    found = reading(idlib_layout, idlib_layout.start, path)
    assert found == shown if shown is not None else found.isdigit()
    assert readable(idlib_layout, path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "place",
        "place.nowhere.control",
        "place.saraqib.secret",
        "team.nobody.pc",
        "team.ankara.x",
        "a.b.c.d",
    ],
)
def test_what_names_nothing_is_unknown(idlib_layout, path):
    assert not readable(idlib_layout, path)
    assert filled(idlib_layout, idlib_layout.start, f"[{{{path}}}]") in ("[unknown]", f"[{{{path}}}]")


def test_every_placeholder_of_the_scenario_says_something(idlib_layout, idlib):
    for entry in idlib.injects:
        assert "unknown" not in filled(idlib_layout, copied(idlib_layout.start), entry.body), entry.id


def test_injects_of_the_scenario_reach_exactly_those_addressed(idlib_layout):
    session = new_session(idlib_layout, 7, bots=dict.fromkeys(TEAMS, wg.bots.historical))
    while not session.over:
        session.adjudicate()
    released = {i.id: i for i in session.view("white").injects if i.state == "released"}
    assert len(released) > 10
    for seat in TEAMS:
        expected = {name for name, i in released.items() if seat in i.audience or "all" in i.audience}
        assert set(ids(session, seat)) == expected
        assert len(ids(session, seat)) == len(expected)


# ---- entries of the scenario whose conditions were wrong once ---------------------------------------------


def asks(layout, board, name):
    """Whether the entry's condition holds as turn 8 opens."""
    row = layout.names.inject[name]
    return holds(layout.world, board, layout.world.injects[row].test, 20, 1) == 1


def test_the_short_form_comes_only_while_nothing_is_on_the_table(idlib_layout):
    board = copied(idlib_layout.start)
    board.tracks[0].tension = 5000
    assert asks(idlib_layout, board, "short_form")
    offer = next(row for row in board.agreements if row.state == AgreementState.NONE)
    offer.state, offer.serial = AgreementState.OFFERED.value, 9
    offer.template = idlib_layout.names.agreement["protocol_2020_03_05"]
    assert not asks(idlib_layout, board, "short_form")
    offer.template = idlib_layout.names.agreement["buffer_zone"]
    assert asks(idlib_layout, board, "short_form"), "another paper does not count"


def test_money_comes_with_the_wave_or_with_an_open_border(idlib_layout):
    board = copied(idlib_layout.start)
    assert not asks(idlib_layout, board, "money_and_border")
    board.tracks[0].border = BorderPolicy.OPEN_TO_EUROPE.value
    assert asks(idlib_layout, board, "money_and_border")
    board.tracks[0].border, board.tracks[0].newly_displaced = BorderPolicy.CLOSED.value, 4000
    assert asks(idlib_layout, board, "money_and_border")


@pytest.mark.parametrize("post", ["op_5", "op_6", "op_7", "op_8", "op_9", "np_1"])
def test_any_surrounded_post_may_run_low(idlib_layout, post):
    board = copied(idlib_layout.start)
    assert not asks(idlib_layout, board, "post_runs_low")
    row = board.posts[idlib_layout.names.post[post]]
    row.state, row.stock = PostState.BESIEGED.value, 500
    assert asks(idlib_layout, board, "post_runs_low")
    row.stock = 501
    assert not asks(idlib_layout, board, "post_runs_low")
    row.state, row.stock = PostState.OPEN.value, 100
    assert not asks(idlib_layout, board, "post_runs_low")
