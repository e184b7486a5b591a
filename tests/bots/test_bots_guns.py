"""Fires, engineers, convoys and military police of the historical bots."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.bots import historical
from wargame.play.layout import Layout, lay_out
from wargame.rules.codes import (
    FireMode,
    Intensity,
    OrderKind,
    PoliceTask,
    PostState,
    Siege,
    Team,
)
from wargame.rules.incidents import grant_right
from wargame.rules.tables import NOBODY, Board, Order, copied
from wargame.store.scenario_file import load_scenario

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def layout() -> Layout:
    return lay_out(load_scenario(ROOT / "scenarios" / "idlib_2020.toml"))


@pytest.fixture
def board(layout) -> Board:
    return copied(layout.start)


def given(layout: Layout, board: Board, team: Team, kind: OrderKind) -> list[Order]:
    return [row for row in historical(layout.world, board, team, 1) if row.kind == kind]


def test_the_main_effort_is_prepared_and_guns_in_range_stay_behind(layout, board):
    fires = given(layout, board, Team.DAMASCUS, OrderKind.FIRES)
    attacks = given(layout, board, Team.DAMASCUS, OrderKind.ATTACK)
    guns = layout.names.formation["saa_art_south"]
    assert (fires[0].who[0], fires[0].mode) == (guns, FireMode.PREPARE)
    assert fires[0].where[0] == attacks[0].where[0]
    assert all(guns not in row.who for row in attacks)


def test_guns_out_of_range_go_along_with_the_attack(layout, board):
    board.formations[layout.names.formation["saa_art_south"]].place = layout.names.place["hama"]
    guns = layout.names.formation["saa_art_south"]
    assert guns not in [row.who[0] for row in given(layout, board, Team.DAMASCUS, OrderKind.FIRES)]


def test_the_worn_only_probe(layout, board):
    for name in ("saa_25_a", "saa_25_b"):
        board.formations[layout.names.formation[name]].cohesion = 5900
    first = given(layout, board, Team.DAMASCUS, OrderKind.ATTACK)[0]
    assert first.mode == Intensity.PROBE
    for name in ("saa_25_a", "saa_25_b"):
        board.formations[layout.names.formation[name]].cohesion = 8500
    assert given(layout, board, Team.DAMASCUS, OrderKind.ATTACK)[0].mode == Intensity.NORMAL


def test_motorways_that_were_taken_are_cleared_by_order(layout, board):
    assert not given(layout, board, Team.DAMASCUS, OrderKind.CLEAR_ROAD)
    road = layout.names.road["maar_hattat__maarat_al_numan"]
    fixed = layout.world.roads[road]
    board.places[fixed.a].control = board.places[fixed.b].control = 0
    board.roads[road].cleared = 0
    [order] = given(layout, board, Team.DAMASCUS, OrderKind.CLEAR_ROAD)
    assert road in order.where
    board.roads[road].crew = 0
    assert all(road not in row.where for row in given(layout, board, Team.DAMASCUS, OrderKind.CLEAR_ROAD))


def test_ankara_uses_every_right_it_has(layout, board):
    board.tracks[0].day = 8
    post = layout.names.post["op_6"]
    board.posts[post].strength = 400
    place = board.posts[post].place
    assert not given(layout, board, Team.ANKARA, OrderKind.FIRES)
    grant_right(layout.world, board, Team.ANKARA, place, 5, 7)
    [order] = given(layout, board, Team.ANKARA, OrderKind.FIRES)
    assert (order.mode, order.where[0]) == (FireMode.RETALIATE, place)
    board.tracks[0].day = 11  # the right has ended
    assert not given(layout, board, Team.ANKARA, OrderKind.FIRES)


def besiege(layout, board) -> int:
    post = layout.names.post["op_8"]
    row = board.posts[post]
    row.state, row.siege, row.consent = PostState.BESIEGED, Siege.CORDON, 0
    row.stock, row.besieged_days = 400, 9
    return post


def test_a_post_besieged_long_is_fed_with_military_police_every_other_turn(layout, board):
    post = besiege(layout, board)
    board.tracks[0].day = 5  # turn 3 opens with day 6
    [convoy] = given(layout, board, Team.ANKARA, OrderKind.CONVOY)
    [escort] = given(layout, board, Team.MOSCOW, OrderKind.MILITARY_POLICE)
    assert (convoy.subject, escort.subject, escort.mode) == (post, post, PoliceTask.ESCORT)
    board.tracks[0].day = 8
    assert not given(layout, board, Team.ANKARA, OrderKind.CONVOY)
    assert not given(layout, board, Team.MOSCOW, OrderKind.MILITARY_POLICE)


def test_military_police_go_up_the_motorway_and_stand_in_saraqib_in_march(layout, board):
    saraqib = layout.names.place["saraqib"]
    for place in board.places:
        place.control = 0
    board.tracks[0].day = 20
    assert not given(layout, board, Team.MOSCOW, OrderKind.MOVE)
    board.tracks[0].day = 29
    assert given(layout, board, Team.MOSCOW, OrderKind.MOVE)
    police = layout.names.formation["ru_mp_a"]
    board.formations[police].place = layout.names.place["khan_al_subul"]
    board.tracks[0].day = 32
    [order] = given(layout, board, Team.MOSCOW, OrderKind.MILITARY_POLICE)
    assert (order.mode, order.who[0], order.where[0]) == (PoliceTask.INTERPOSE, police, saraqib)
    board.formations[police].interpose = saraqib
    assert not given(layout, board, Team.MOSCOW, OrderKind.MILITARY_POLICE)
    board.places[saraqib].control = 1
    board.formations[police].interpose = NOBODY
    assert not given(layout, board, Team.MOSCOW, OrderKind.MILITARY_POLICE)
