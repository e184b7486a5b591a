"""Ultimatums: put, met, carried out, bluffed (RB 6.3 order 11, 13.10, 16.7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame.play.codec import rows_of
from wargame.play.notation import parse
from wargame.play.parameters import PARAMETERS
from wargame.rules import ultimatums
from wargame.rules.codes import (
    AgreementState,
    Cause,
    EventKind,
    Held,
    ReasonKind,
    Refusal,
    Team,
    UltimatumState,
)
from wargame.rules.legal import within_means
from wargame.rules.ultimatums import carry_ultimatums, deadline_passed
from wargame.rules.ultimatums import test_ultimatums as weigh

RANGES = {p.name: p for p in PARAMETERS}
LINE = "ultimatum damascus [withdraw side government places saraqib] deadline 2 rung 5"


@pytest.fixture
def demand(table):
    """Damascus stands in Saraqib, and Ankara asks it to go by the end of turn 2."""
    table.put("saa_25_a", "saraqib", 2000)
    table.place("saraqib", control=0)
    return table


def rows(table, line=LINE, team="ankara"):
    return rows_of(table.layout, team, 1, parse(table.layout, team, line, table.board))


def put(table, line=LINE, day=0):
    table.board.tracks[0].day = day
    table.facts.head[0] = day
    carry_ultimatums(table.world, table.board, rows(table, line), day, table.facts, table.log)
    return table.board.ultimatums[0]


def says(table, line, team="ankara"):
    code = within_means(table.world, table.board, rows(table, line, team), Team[team.upper()])[0]
    return Refusal(code).name


def test_how_it_is_put(demand):
    row = put(demand)
    assert (row.state, row.sender, row.to, row.deadline, row.rung) == (1, 0, 2, 5, 5)
    assert (row.issued, row.weight, row.posts) == (0, 10000, 1)
    assert demand.board.agreements[row.agreement].state == AgreementState.DEMAND
    assert demand.told(EventKind.ULTIMATUM_ISSUED) == [(0, Team.ANKARA, Team.DAMASCUS, 5)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("rung 5", "NONE"),
        ("rung 3", "NONE"),
        ("rung 2", "NO_THREAT"),
        ("deadline 1", "WRONG_DEADLINE"),
        ("deadline 13", "NONE"),
        ("deadline 14", "WRONG_DEADLINE"),
    ],
)
def test_what_may_be_threatened_and_until_when(demand, change, why):
    word = change.split()[0]
    old = next(part for part in ("deadline 2", "rung 5") if part.startswith(word))
    assert says(demand, LINE.replace(old, change)) == why


def test_one_at_a_time_to_the_same_team(demand):
    put(demand)
    assert says(demand, LINE) == "ULTIMATUM_OPEN"
    assert says(demand, LINE.replace("damascus", "moscow")) == "NONE"
    assert says(demand, LINE.replace("damascus", "moscow"), "damascus") == "NONE"


def test_it_costs_a_point(demand):
    demand.board.teams[Team.ANKARA].pc = 99
    assert says(demand, LINE) == "NO_CAPITAL"


def test_a_demand_that_is_met_already_is_void(demand):
    demand.put("saa_25_a", "aleppo", 2000)
    row = put(demand)
    assert row.state == UltimatumState.NONE
    assert demand.told(EventKind.ORDER_CHANGED)[0][3] == Held.MET_ALREADY
    assert demand.told(EventKind.ULTIMATUM_ISSUED) == []


@pytest.mark.parametrize(
    "gain", [RANGES["ultimatum_met_domestic"].low, RANGES["ultimatum_met_domestic"].high]
)
def test_met_in_time(demand, gain):
    demand.world = replace(demand.world, params=replace(demand.world.params, ultimatum_met_domestic=gain))
    row = put(demand)
    demand.put("saa_25_a", "aleppo", 2000)
    weigh(demand.world, demand.board, 5, demand.facts, demand.log)
    assert row.state == UltimatumState.MET
    assert demand.board.teams[Team.ANKARA].domestic == min(10000, 6000 + gain)
    assert demand.board.tracks[0].trust == 3800
    assert demand.noted(ReasonKind.TRUST) == [(0, Cause.ULTIMATUM_MET, -200, 0)]
    assert not deadline_passed(demand.board, Team.ANKARA)


@pytest.mark.parametrize("end", ["low", "high"])
def test_a_bluff_costs_once_and_halves_the_next(demand, end):
    loss, shame = getattr(RANGES["bluff_domestic"], end), getattr(RANGES["bluff_standing"], end)
    params = replace(demand.world.params, bluff_domestic=loss, bluff_standing=shame)
    demand.world = replace(demand.world, params=params)
    row = put(demand)
    team = demand.board.teams[Team.ANKARA]
    for day in range(9):
        weigh(demand.world, demand.board, day, demand.facts, demand.log)
        assert team.unmet == int(day >= 5)
        assert row.state == (1 if day < 5 else 4 if day < 8 else 5)
        assert deadline_passed(demand.board, Team.ANKARA) == (day >= 5)
    weigh(demand.world, demand.board, 9, demand.facts, demand.log)
    assert (team.unmet, team.bluffs) == (1, 1)
    assert (team.domestic, team.standing) == (max(0, 6000 - loss), max(0, 5000 - shame))
    assert demand.told(EventKind.ULTIMATUM_EXPIRED) == [(0, 0, 2, 0)]
    assert put(demand, LINE.replace("deadline 2", "deadline 5"), 9) is row, "an unused row goes first"
    assert demand.board.ultimatums[1].weight == 5000


@pytest.mark.parametrize("day", [5, 6, 8])
def test_carried_out_by_the_third_day(demand, day):
    row = put(demand)
    for today in range(9):
        demand.board.tracks[0].rung = 5 if today >= day else 4
        weigh(demand.world, demand.board, today, demand.facts, demand.log)
    assert row.state == UltimatumState.CARRIED_OUT
    team = demand.board.teams[Team.ANKARA]
    assert (team.unmet, team.bluffs, team.domestic) == (1, 0, 6300)
    assert demand.told(EventKind.ULTIMATUM_EXPIRED) == [(0, 0, 2, 1)]


def test_rows_of_what_is_over_are_used_again(demand):
    for row in demand.board.ultimatums:
        row.state, row.issued = UltimatumState.BLUFF, 3
    demand.board.ultimatums[4].issued = 1
    put(demand)
    assert [row.state for row in demand.board.ultimatums] == [5, 5, 5, 5, 1, 5]
    for row in demand.board.ultimatums:
        row.state, row.to = UltimatumState.EXPIRED, 1
    assert says(demand, LINE) == "NO_ROOM"
    assert ultimatums.GRACE == 3
