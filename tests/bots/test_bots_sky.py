"""Drones, jammers and looking as the bots order them: from rung 5, as far as sky, tension and means allow."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wargame.bots import STYLES, by_view, historical
from wargame.play.layout import lay_out
from wargame.rules.codes import Access, AirUser, DroneAim, OrderKind, Team
from wargame.rules.legal import within_means
from wargame.rules.tables import NOBODY, copied
from wargame.store.scenario_file import load_scenario


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path).model_copy(update={"injects": ()}))


def board(day=32, rung=5, access=Access.CLOSED, tension=4000):
    made = copied(idlib().start)
    made.tracks[0].day, made.tracks[0].rung, made.tracks[0].tension = day, rung, tension
    for row in made.sectors:
        row.access[AirUser.TR_DRONE] = access
    return made


def sheet(made, team, style=historical):
    return by_view(style, idlib().world, made, team, 7)


def of(rows, kind):
    return [row for row in rows if row.kind == kind]


def test_all_ready_drones_strike_from_rung_5_and_none_below():
    strikes = of(sheet(board(), Team.ANKARA), OrderKind.DRONE_STRIKE)
    assert [(row.mode, row.amount, row.flag) for row in strikes] == [
        (DroneAim.FORMATIONS, 5, 1),
        (DroneAim.FORMATIONS, 2, 1),
        (DroneAim.AIR_DEFENCE, 2, 1),
    ]
    assert strikes[0].subject == strikes[2].subject != strikes[1].subject
    assert of(sheet(board(rung=4), Team.ANKARA), OrderKind.DRONE_STRIKE) == []


def test_the_sky_is_forced_only_when_it_is_closed_and_tension_bearable():
    open_sky = of(sheet(board(access=Access.RISKY), Team.ANKARA), OrderKind.DRONE_STRIKE)
    assert [row.flag for row in open_sky] == [0, 0, 0]
    assert of(sheet(board(tension=9000), Team.ANKARA), OrderKind.DRONE_STRIKE) == []
    few = of(sheet(board(tension=8400), Team.ANKARA), OrderKind.DRONE_STRIKE)
    assert sum(row.amount for row in few) == 3  # 600 ct of room, 60 a sortie, three days a turn
    cautious = sheet(board(), Team.ANKARA, STYLES["cautious"])
    assert of(cautious, OrderKind.DRONE_STRIKE) == []


def test_jammers_work_near_saraqib_every_third_turn_and_in_war():
    days = [d for d in range(-1, 36, 3) if of(sheet(board(day=d, rung=3), Team.ANKARA), OrderKind.JAM)]
    assert days == [8, 17, 26, 35]
    assert of(sheet(board(day=11), Team.ANKARA), OrderKind.JAM)


def test_moscow_looks_each_turn_and_stands_aside_in_war_as_far_as_its_capital_goes():
    assert len(of(sheet(board(rung=2), Team.MOSCOW), OrderKind.RECON)) == 1
    assert of(sheet(board(rung=2), Team.MOSCOW), OrderKind.AIRSPACE) == []
    opened = of(sheet(board(), Team.MOSCOW), OrderKind.AIRSPACE)
    assert [(row.amount, row.mode) for row in opened] == [(AirUser.TR_DRONE, Access.RISKY)] * 2
    grieved = board(rung=4)
    grieved.teams[Team.ANKARA].dead = 30
    assert len(of(sheet(grieved, Team.MOSCOW), OrderKind.AIRSPACE)) == 2
    poor = board()
    poor.teams[Team.MOSCOW].pc = 150
    assert len(of(sheet(poor, Team.MOSCOW), OrderKind.AIRSPACE)) == 1


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("rung", [2, 5])
def test_nothing_of_it_is_refused(style, rung):
    for day in range(-1, 36, 6):
        made = board(day=day, rung=rung)
        for team in Team:
            rows = sheet(made, team, STYLES[style])
            codes = within_means(idlib().world, made, rows, team)
            kinds = (OrderKind.RECON, OrderKind.DRONE_STRIKE, OrderKind.JAM, OrderKind.AIRSPACE)
            assert [c for c, row in zip(codes, rows, strict=True) if row.kind in kinds and c != 0] == []
            assert all(row.subject != NOBODY or row.where[0] != NOBODY for row in of(rows, kinds[0]))
