"""RB 15.8, 20.4: policies at the border, whom they move, what they cost and bring."""

from __future__ import annotations

import pytest

from wargame.rules.border import (
    at_the_border,
    carry_borders,
    close_turn_of_border,
    diverted_weight,
    shelter_of,
    thank_host,
)
from wargame.rules.codes import BorderPolicy, Cause, EventKind, PendingKind, ReasonKind, Refusal
from wargame.rules.displacement import destination_draws, destination_weights, displace
from wargame.rules.legal import cost, price, refusal
from wargame.rules.pending import run_pending

SNA = 6


def order(table, line: str, day: int = 3) -> None:
    carry_borders(table.world, table.board, [table.order("ankara", line)], day, table.facts, table.log)


@pytest.fixture
def ankara(table):
    row = table.board.teams[0]
    row.pc, row.domestic, row.standing = 1000, 5000, 5000
    table.board.tracks[0].eu = 5000
    table.ankara, table.tracks = row, table.board.tracks[0]
    return table


# ---- the order ---------------------------------------------------------------------------------------------


def test_a_policy_stands_until_it_is_changed(ankara):
    order(ankara, "border managed 20000 screening 1 camp 5000 atmeh")
    track = ankara.tracks
    assert (track.border, track.border_people, track.screening) == (BorderPolicy.MANAGED, 200, 1)
    assert ankara.told(EventKind.BORDER_SET) == [(BorderPolicy.MANAGED, 200, 1, 50)]
    order(ankara, "border closed")
    assert (track.border, track.border_people, track.screening) == (BorderPolicy.CLOSED, 0, 0)


def test_shelter_is_ready_a_turn_later(ankara):
    place = ankara.p("atmeh")
    before = shelter_of(ankara.world, ankara.board, place)
    order(ankara, "border closed camp 5000 atmeh")
    for day in (4, 5):
        run_pending(ankara.world, ankara.board, day, ankara.facts)
    assert shelter_of(ankara.world, ankara.board, place) == before
    run_pending(ankara.world, ankara.board, 6, ankara.facts)
    assert shelter_of(ankara.world, ankara.board, place) == before + 50
    assert all(row.kind == PendingKind.NONE for row in ankara.board.pending)


def test_the_way_to_europe_pays_at_home_once(ankara):
    order(ankara, "border open_to_europe")
    assert (ankara.ankara.domestic, ankara.ankara.standing) == (5300, 4700)
    close_turn_of_border(ankara.board, ankara.log)
    assert (ankara.tracks.eu, ankara.tracks.eu_attention) == (3800, 1500)
    order(ankara, "border open_to_europe screening 1")  # it was open already
    assert ankara.ankara.domestic == 5300
    close_turn_of_border(ankara.board, ankara.log)
    assert ankara.tracks.eu == 3600
    order(ankara, "border closed")
    order(ankara, "border open_to_europe")
    assert (ankara.ankara.domestic, ankara.ankara.standing) == (5300, 4400)
    assert ankara.tracks.eu == 2600


@pytest.mark.parametrize(
    ("team", "line", "code", "ct"),
    [
        ("ankara", "border divert_afrin", 0, 100),
        ("ankara", "border managed 20000 screening 2", 0, 100),
        ("ankara", "border closed camp 50000 afrin", 0, 200),
        ("ankara", "border closed camp 50100 atmeh", 0, 300),
        ("ankara", "border closed", Refusal.ALREADY_SO, 100),
        ("ankara", "border managed", Refusal.PEOPLE_AND_POLICY, 100),
        ("ankara", "border closed 5000", Refusal.PEOPLE_AND_POLICY, 100),
        ("ankara", "border closed camp 5000 idlib", Refusal.NO_CAMP_THERE, 200),
        ("ankara", "border closed camp 5000 kilis", Refusal.NO_CAMP_THERE, 200),
        ("damascus", "border divert_afrin", Refusal.NOT_FOR_TEAM, 100),
    ],
)
def test_what_may_be_ordered_and_its_price(ankara, team, line, code, ct):
    if "kilis" in line and "kilis" not in ankara.names.place:
        line = line.replace(
            "kilis", next(n for n, p in zip(ankara.names.places, ankara.world.places, strict=True) if p.soil)
        )
    row = ankara.order(team, line)
    assert refusal(ankara.world, ankara.board, row) == code
    assert (cost(row), price(ankara.world, ankara.board, row)) == (1, ct)


# ---- people ------------------------------------------------------------------------------------------------


def test_weights_of_destinations_under_diversion(ankara):
    weights = {}
    for policy in (BorderPolicy.CLOSED, BorderPolicy.DIVERT_AFRIN):
        ankara.tracks.border = policy
        draws = destination_draws(ankara.world, ankara.board, [0] * len(ankara.board.places), 1)
        found = destination_weights(ankara.world, ankara.p("saraqib"), draws)
        weights[policy] = {
            ankara.names.places[q]: w for q, w in zip(ankara.world.shelters, found, strict=True)
        }
    shut, sent = weights[BorderPolicy.CLOSED], weights[BorderPolicy.DIVERT_AFRIN]
    for name in shut:
        factor = {"afrin": 16, "azaz": 16, "jindires": 16, "idlib": 8}.get(name, 10)
        assert abs(sent[name] - shut[name] * factor / 10) < 1
    ankara.ankara.pc = 0  # nobody pays the buses
    assert diverted_weight(ankara.world, ankara.board, ankara.p("afrin"), 1000) == 1000


def test_diversion_costs_capital_and_control_over_sna(ankara):
    ankara.tracks.border = BorderPolicy.DIVERT_AFRIN
    ankara.board.factions[SNA].control = 8500
    arrivals = [0] * len(ankara.board.places)
    arrivals[ankara.p("afrin")], arrivals[ankara.p("azaz")], arrivals[ankara.p("atmeh")] = 300, 200, 400
    at_the_border(ankara.world, ankara.board, arrivals, 4, ankara.facts, ankara.log)
    assert ankara.ankara.pc == 900
    assert ankara.board.factions[SNA].control == 8450
    assert ankara.tracks.border_passed == 900


def persons(table) -> int:
    return sum(p.people + p.hosted for p in table.board.places) + table.board.tracks[0].entered_turkey


@pytest.mark.parametrize(
    ("policy", "leaks"),
    [("closed", True), ("divert_afrin", True), ("open_to_europe", True), ("managed", False)],
)
def test_part_of_those_against_the_border_cross_it_unseen(ankara, policy, leaks):
    ankara.tracks.border = BorderPolicy[policy.upper()]
    ankara.place("saraqib", battle=1, taken=1, control=0, people=9000)
    before = persons(ankara)
    displace(ankara.world, ankara.board, 0, ankara.facts, None)
    assert (ankara.tracks.entered_turkey > 0) is leaks
    assert persons(ankara) == before


def test_managed_lets_in_a_third_of_the_number_each_day(ankara):
    for place in ankara.board.places:
        place.hosted = 0
    ankara.place("atmeh", hosted=300)
    ankara.place("bab_al_hawa", hosted=100)
    ankara.place("idlib", hosted=900)
    order(ankara, "border managed 20000")
    before = persons(ankara)
    entered = []
    for day in (3, 4, 5):
        at_the_border(
            ankara.world, ankara.board, [0] * len(ankara.board.places), day, ankara.facts, ankara.log
        )
        entered.append(ankara.tracks.entered_managed)
        assert ankara.tracks.border_passed == entered[-1] - sum(entered[-2:-1])
    assert entered == [66, 133, 200]
    assert ankara.told(EventKind.CROSSED) == [(66, 1, 0, 0), (67, 1, 0, 0), (67, 1, 0, 0)]
    assert persons(ankara) == before
    assert ankara.board.places[ankara.p("idlib")].hosted == 900
    assert ankara.board.places[ankara.p("atmeh")].hosted == 150
    assert ankara.ankara.domestic == 5000 - 33 - 34 - 34


def test_nobody_is_let_in_whom_there_is_not(ankara):
    for place in ankara.board.places:
        place.hosted = 0
    ankara.place("atmeh", hosted=20)
    order(ankara, "border managed 20000")
    at_the_border(ankara.world, ankara.board, [0] * len(ankara.board.places), 3, ankara.facts, None)
    assert ankara.tracks.entered_managed == 20


@pytest.mark.parametrize(("eu", "before", "paid"), [(5000, 990, 100), (4999, 990, 0), (9000, 700, 0)])
def test_the_union_pays_for_every_thousand_let_in(ankara, eu, before, paid):
    ankara.tracks.eu, ankara.tracks.entered_managed = eu, before
    ankara.place("atmeh", hosted=400)
    order(ankara, "border managed 20000")
    at_the_border(ankara.world, ankara.board, [0] * len(ankara.board.places), 3, ankara.facts, None)
    assert ankara.ankara.pc == 1000 + paid


# ---- the books ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "standing", "eu"),
    [("closed", -50, 0), ("divert_afrin", 0, 0), ("managed", 0, 20), ("open_to_europe", 0, -200)],
)
def test_what_a_policy_is_worth_in_a_turn(ankara, policy, standing, eu):
    ankara.tracks.border = BorderPolicy[policy.upper()]
    close_turn_of_border(ankara.board, ankara.log)
    assert ankara.ankara.standing == 5000 + standing
    assert ankara.tracks.eu == 5000 + eu
    if standing:
        assert ankara.noted(ReasonKind.STANDING, 0)[0][1:3] == (Cause.CLOSED_BORDER, -50)


@pytest.mark.parametrize(("pc", "level", "kept", "left"), [(1000, 2, 2, 900), (70, 2, 1, 20), (49, 1, 0, 49)])
def test_screening_is_paid_once_a_turn_or_given_up(ankara, pc, level, kept, left):
    ankara.ankara.pc, ankara.tracks.screening = pc, level
    close_turn_of_border(ankara.board, ankara.log)
    assert (ankara.tracks.screening, ankara.ankara.pc) == (kept, left)


@pytest.mark.parametrize(("entered", "gain"), [(0, 0), (49, 0), (50, 1), (1000, 10), (2600, 26)])
def test_standing_for_those_let_in(ankara, entered, gain):
    ankara.tracks.entered_managed = entered
    thank_host(ankara.board, ankara.log)
    assert ankara.ankara.standing == 5000 + gain
