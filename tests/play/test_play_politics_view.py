"""What a seat sees of politics: agreements, the ladder and its price, ultimatums, proxies, the border."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.model.agreement_diff import changed_fields, differences
from wargame.model.orders_politics import TermForm
from wargame.model.politics_words import ALLOWS, RUNGS, term_words
from wargame.play.layout import lay_out
from wargame.play.politics_view import politics_view
from wargame.play.position import Turn
from wargame.play.session import new_session
from wargame.rules.codes import BorderPolicy, Lever, PendingKind, UltimatumState
from wargame.rules.tables import copied
from wargame.store.scenario_file import load_scenario


@cache
def scenario():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return load_scenario(path).model_copy(update={"injects": ()})


@cache
def idlib():
    return lay_out(scenario())


def politics(board, seat="ankara"):
    return politics_view(idlib(), board, seat, Turn(idlib(), 0, "", (), ()))


def test_agreements_on_record_are_shown_with_what_nothing_tests():
    found = {a.title: a for a in politics(idlib().start).agreements}
    sochi = found["Sochi memorandum on Idlib"]
    assert sochi.state == "in_force"
    assert sochi.proposer is None
    assert sochi.breaches == {"ankara": 1, "moscow": 1}
    assert [term.text for term in sochi.terms] == ["All Turkish posts: not fired on; binds Moscow"]
    assert any("demilitarised zone" in clause.lower() for clause in sochi.told)


def test_an_offer_is_shown_to_its_parties_with_the_answers_that_each_may_give():
    session = new_session(scenario(), seed=7)
    number = session.talk("moscow", "offer ankara protocol_2020_03_05 secret")
    mine = session.view("ankara").politics.agreement(number)
    assert (mine.title, mine.state, mine.secret) == ("Additional Protocol", "offered", True)
    assert mine.awaited == ("ankara",)
    assert mine.answers == ("accept", "reject", "counter")
    assert [term.form.type for term in mine.terms] == ["ceasefire", "corridor", "joint_patrol"]
    assert session.view("moscow").politics.agreement(number).answers == ("reject",)
    assert session.view("damascus").politics.agreement(number) is None
    counter = session.talk("ankara", f"respond {number} counter [ceasefire; prisoner_body by 20]")
    answer = session.view("moscow").politics.agreement(counter)
    assert answer.counters == number
    assert answer.title == "Additional Protocol" or answer.title.startswith("Ceasefire")


def test_the_rungs_cost_what_the_cause_of_the_team_makes_them_cost():
    board = copied(idlib().start)
    calm = politics(board).ladder
    assert (calm.rung, calm.price, calm.legitimacy, calm.lines) == (2, 300, 0, ())
    assert [r.price for r in calm.rungs] == [0, 0, None, 300, 600, None, None, None, None, None]
    board.teams[0].dead = 20
    after = politics(board).ladder
    assert after.legitimacy == 4000
    assert after.lines == (("own dead", 4000),)
    assert after.price == 220
    assert after.rungs[4].price == 440
    assert politics(board, "moscow").ladder.price == 300
    board.tracks[0].rung = 4
    war = politics(board).ladder
    assert war.rungs[5].tension == 3800 - 800
    assert war.rungs[5].domestic == 720 - 1600
    assert war.quiet_days == 6
    assert war.rungs[3].domestic == -200


def test_an_ultimatum_counts_its_days():
    board = copied(idlib().start)
    row = board.ultimatums[0]
    row.state, row.sender, row.to, row.deadline, row.rung = UltimatumState.OPEN.value, 0, 2, 8, 5
    found = politics(board, "damascus").ultimatums
    assert [(u.sender, u.to, u.days_left, u.rung, u.state) for u in found] == [
        ("ankara", "damascus", 9, 5, "open")
    ]
    board.tracks[0].day = 8
    assert politics(board).ultimatums[0].days_left == 0


def test_a_patron_sees_its_proxies_and_the_white_cell_all():
    assert [p.faction for p in politics(idlib().start).proxies] == ["nlf", "hts", "sna"]
    assert [p.faction for p in politics(idlib().start, "damascus").proxies] == ["iran_backed"]
    assert politics(idlib().start, "moscow").proxies == () or {
        p.patron for p in politics(idlib().start, "moscow").proxies
    } == {"moscow"}
    every = politics(idlib().start, "white").proxies
    assert {"nlf", "hts", "sna", "iran_backed"} <= {p.faction for p in every}
    assert all(p.obedience.endswith("points") for p in every)
    assert {p.obedience for p in politics(idlib().start).proxies} <= {"low", "middle", "high"}


def test_border_levers_and_what_is_on_its_way():
    board = copied(idlib().start)
    tracks = board.tracks[0]
    tracks.border, tracks.border_people, tracks.screening = BorderPolicy.MANAGED.value, 200, 1
    tracks.lever[Lever.GAS] = 1
    row = board.pending[0]
    row.kind, row.day, row.entity, row.amount = PendingKind.SHELTER.value, 5, idlib().names.place["atmeh"], 50
    found = politics(board)
    assert (found.border.people, found.border.screening) == (20000, 1)
    assert found.border.infiltration is None
    assert politics(board, "white").border.infiltration == 0
    assert found.levers == {"gas of Ankara": "tightened"}
    assert [(c.day, c.text) for c in found.coming] == [(5, "shelter for 5,000 persons at Atmeh")]


def test_every_rung_has_a_name_and_says_what_it_allows():
    assert len(RUNGS) == len(ALLOWS) == 10


def dated(day):
    return f"day {day}"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"type": "ceasefire"}, "Ceasefire everywhere"),
        ({"type": "ceasefire", "excluded": ("hts",), "bound": ("moscow",)}, "left out; binds moscow"),
        ({"type": "ceasefire", "bound": ("ankara", "moscow")}, "Ceasefire everywhere"),
        ({"type": "ceasefire", "places": ("a", "b", "c"), "by_day": 12}, "at a, b and c, until day 12"),
        ({"type": "corridor", "route": "m4", "depth": 6}, "Corridor along the M4: 6 km on each side"),
        ({"type": "joint_patrol", "roads": ("a", "b", "c")}, "on 3 roads, a to c"),
        (
            {"type": "post_status", "posts": ("p",), "duties": ("feed", "immune")},
            "Post at p: fed freely and not fired on",
        ),
        (
            {"type": "airspace_access", "user": "tr_drone", "access": "deconflicted", "sector": "s"},
            "Airspace in the sector s is deconflicted for Turkish drones",
        ),
        (
            {"type": "withdraw", "side": "government", "zone": "z", "by_after": 3},
            "has no troops in the zone 'z', by day 3 after it starts",
        ),
        ({"type": "passage", "posts": ("op_9",)}, "Convoys pass unhindered for op_9"),
        ({"type": "deconfliction"}, "Coordinates are shared everywhere"),
        ({"type": "proxy_restraint", "proxy": "hts", "duties": ("no_attack",)}, "hts everywhere: no attacks"),
        ({"type": "humanitarian", "places": ("a",), "duties": ("camp_funds",)}, "money for camps"),
        ({"type": "prisoner_body", "by_day": 9}, "are exchanged, by day 9"),
        ({"type": "condition", "condition": "c"}, "Held to the condition c"),
    ],
)
def test_every_type_of_term_is_one_sentence(form, words):
    said = term_words(TermForm.model_validate(form), str, dated, ("ankara", "moscow"))
    assert words in said
    assert not said.endswith(".")


def test_a_counter_offer_is_a_difference():
    def term(kind, **more):
        return TermForm(type=kind, **more)

    old = (term("ceasefire"), term("corridor", depth=6), term("deconfliction"))
    new = (term("corridor", depth=4), term("ceasefire"), term("prisoner_body", by_day=9))
    found = [(d.mark, d.old and d.old.type, d.new and d.new.type) for d in differences(old, new)]
    assert found == [
        ("changed", "corridor", "corridor"),
        ("same", "ceasefire", "ceasefire"),
        ("added", None, "prisoner_body"),
        ("removed", "deconfliction", None),
    ]
    assert changed_fields(old[1], new[0]) == ("depth",)
    assert {d.mark for d in differences(old, old)} == {"same"}


def test_of_two_terms_of_one_type_the_equal_one_is_the_same():
    first, second = TermForm(type="ceasefire", places=("a",)), TermForm(type="ceasefire", places=("b",))
    found = differences((first, second), (second,))
    assert [(d.mark, d.old) for d in found] == [("same", second), ("removed", first)]
