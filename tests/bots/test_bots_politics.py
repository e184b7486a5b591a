"""How bots climb, fight and sign: what they must never do, and what the record has them do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.bots import STYLES, by_view, historical
from wargame.play.layout import lay_out
from wargame.rules.codes import OrderKind, SupportKind, Team
from wargame.rules.ladder import war_tension
from wargame.rules.tables import copied
from wargame.store.scenario_file import load_scenario

WAR_OF_RECORD = 32
"""The day before the sheet with which the historical Ankara opens hostilities."""


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path))


def board(*, day, rung=4, tension=6500, dead=53):
    made = copied(idlib().start)
    made.tracks[0].day = day
    made.tracks[0].rung = rung
    made.tracks[0].tension = tension
    made.teams[Team.ANKARA].dead = dead
    made.teams[Team.ANKARA].domestic = 4000
    made.teams[Team.ANKARA].pc = 1500
    return made


def sheet(made, team, style=historical):
    return by_view(style, idlib().world, made, team, 7)


def of(rows, kind):
    return [row for row in rows if row.kind == kind]


def climbs(made, style=historical):
    return [row.amount for row in of(sheet(made, Team.ANKARA, style), OrderKind.LADDER)]


def test_the_dead_of_late_february_open_hostilities_and_the_drones_fly_at_once():
    assert climbs(board(day=WAR_OF_RECORD)) == [5]
    assert of(sheet(board(day=WAR_OF_RECORD), Team.ANKARA), OrderKind.DRONE_STRIKE)
    assert climbs(board(day=WAR_OF_RECORD, dead=20)) == []
    assert climbs(board(day=20)) == []


@pytest.mark.parametrize(("style", "most"), [("historical", 9000), ("escalatory", 8000)])
def test_no_war_is_opened_whose_price_leads_to_the_brink(style, most):
    made = board(day=WAR_OF_RECORD)
    price = war_tension(idlib().world, made, Team.ANKARA)
    assert price > 0
    made.tracks[0].tension = most - price
    assert climbs(made, STYLES[style]) == [5]
    made.tracks[0].tension += 1
    assert climbs(made, STYLES[style]) == []


@pytest.mark.parametrize(
    ("team", "style", "day", "tension", "signs"),
    [
        (Team.ANKARA, "historical", 32, 6500, False),
        (Team.ANKARA, "historical", 32, 8300, True),
        (Team.ANKARA, "escalatory", 35, 6500, False),
        (Team.ANKARA, "escalatory", 17, 7600, True),
        (Team.ANKARA, "cautious", 11, 3500, True),
        (Team.MOSCOW, "historical", 20, 7900, False),
        (Team.MOSCOW, "historical", 20, 8000, True),
        (Team.MOSCOW, "historical", 35, 4000, False),
        (Team.MOSCOW, "escalatory", 35, 7500, False),
        (Team.MOSCOW, "escalatory", 20, 7600, True),
        (Team.MOSCOW, "cautious", 11, 4500, True),
    ],
)
def test_when_a_ceasefire_is_offered(team, style, day, tension, signs):
    assert bool(protocol(board(day=day, tension=tension), team, style)) == signs


def protocol(made, team, style="historical"):
    rows = of(sheet(made, team, STYLES[style]), OrderKind.OFFER)
    return [row for row in rows if row.who[0] == 1 - team and row.who[1] < 0]


def test_open_hostilities_bring_both_patrons_to_the_table():
    for team in (Team.ANKARA, Team.MOSCOW):
        assert not protocol(board(day=35), team)
        assert protocol(board(day=35, rung=5), team)


def test_drafts_of_one_turn_meet_and_leave_two_days_unless_the_brink_is_near():
    for tension, delay in ((7900, 2), (8400, 0)):
        drafts = [protocol(board(day=35, rung=5, tension=tension), t)[0] for t in (Team.ANKARA, Team.MOSCOW)]
        assert [(row.subject, row.mode) for row in drafts] == [(drafts[0].subject, delay)] * 2


def test_no_weapons_go_to_proxies_in_the_sheet_that_signs():
    def weapons(rung):
        rows = of(sheet(board(day=29, rung=rung), Team.ANKARA), OrderKind.PROXY_SUPPORT)
        return [row for row in rows if row.mode == SupportKind.ATGM]

    assert weapons(4)
    assert not weapons(5)
