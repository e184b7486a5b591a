"""Bots: pure functions of the board, within their means, whose campaign follows the record."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from wargame.bots import STYLES, by_view, historical
from wargame.bots.sheet import ROWS, command_points
from wargame.play.layout import Layout, entity_key, lay_out
from wargame.rules.codes import AirMission, EventKind, OrderKind, PostState, Team
from wargame.rules.day import play_turn
from wargame.rules.legal import cost
from wargame.rules.log import Row, fresh
from wargame.rules.tables import Board, Order, copied
from wargame.store.scenario_file import load_scenario

ROOT = Path(__file__).resolve().parents[2]
SEEDS = range(12)


def new() -> Layout:
    return lay_out(load_scenario(ROOT / "scenarios" / "idlib_2020.toml"))


@pytest.fixture(scope="module")
def layout() -> Layout:
    return new()


def all_sheets(layout: Layout, board: Board, seed: int) -> list[Order]:
    return [order for team in Team for order in by_view(historical, layout.world, board, team, seed)]


@pytest.fixture(scope="module")
def games(layout) -> list[tuple[list[Board], list[Row]]]:
    played = []
    for seed in SEEDS:
        boards, rows = [layout.start], []
        for _ in range(layout.world.params.turns):
            facts = fresh()
            orders = all_sheets(layout, boards[-1], seed)
            boards.append(play_turn(layout.world, boards[-1], orders, [], [], seed, facts, None))
            rows += facts.rows
        played.append((boards, rows))
    return played


def taken(layout: Layout, rows: list[Row], place: str) -> int:
    """First day on which the government took the place, 99 if never."""
    p = layout.names.place[place]
    return next((r[0] for r in rows if r[2] == EventKind.CAPTURED and r[3] == p and r[5] == 0), 99)


def whole_m5(layout: Layout, rows: list[Row]) -> int:
    control = [row.control for row in layout.start.places]
    on_it = [p for p, row in enumerate(layout.world.places) if row.m5 > 0]
    for r in rows:
        if r[2] == EventKind.CAPTURED:
            control[r[3]] = r[5]
            if all(control[p] == 0 for p in on_it):
                return r[0]
    return 99


def test_the_same_board_gives_the_same_sheet_and_is_left_alone(layout, games):
    for board in games[0][0]:
        before = copied(board)
        first, second = all_sheets(layout, board, 3), all_sheets(layout, board, 3)
        assert first == second
        assert board == before


def test_sheets_are_numbered_and_fit_their_rows(layout, games):
    for board in games[1][0]:
        for team in Team:
            sheet = by_view(historical, layout.world, board, team, 1)
            assert [row.number for row in sheet] == list(range(1, len(sheet) + 1))
            assert {row.team for row in sheet} <= {team}
            assert len(sheet) < ROWS
            points = sum(
                cost(row) + (row.amount if row.kind == OrderKind.PROXY_TASK else 0) for row in sheet
            )
            assert points <= command_points(layout.world, team)


def test_hardly_any_order_is_refused(layout, games):
    refused = [r for _, rows in games for r in rows if r[2] == EventKind.ORDER_REFUSED]
    assert len(refused) <= len(games), refused


def test_the_campaign_follows_the_record(layout, games):
    assert median(taken(layout, rows, "maarat_al_numan") for _, rows in games) <= 4
    assert 7 <= median(taken(layout, rows, "saraqib") for _, rows in games) <= 13
    assert 13 <= median(whole_m5(layout, rows) for _, rows in games) <= 26
    assert len({taken(layout, rows, "saraqib") for _, rows in games}) > 2


def test_posts_are_set_up_and_cut_off(layout, games):
    posts = [layout.names.post[name] for name in ("op_5", "op_6", "op_7")]
    for _, rows in games:
        besieged = {r[3] for r in rows if r[2] == EventKind.POST_BESIEGED}
        assert len(besieged & set(posts)) >= 2


def test_moscow_strikes_no_towns_after_the_middle_of_february(layout, games):
    late = 0
    for boards, _ in games:
        for board in boards[:-1]:
            for row in by_view(historical, layout.world, board, Team.MOSCOW, 0):
                if row.kind == OrderKind.AIR_TASK and board.tracks[0].day + 1 >= 18:
                    assert AirMission.STRIKE not in row.who
                    late += 1
    assert late > 0


def test_ankara_attacks_with_its_own_troops_only_in_open_hostilities(layout, games):
    board = copied(games[0][0][8])  # before any ceasefire
    board.tracks[0].rung = 4
    kinds = {row.kind for row in historical(layout.world, board, Team.ANKARA, 0)}
    assert OrderKind.ATTACK not in kinds
    board.tracks[0].rung = 5
    board.places[layout.names.place["saraqib"]].control = 0
    board.places[layout.names.place["nayrab"]].control = 0
    place = layout.names.place["qaminas"]
    board.places[place].control = 1
    for name in ("tr_mech_1", "tr_mech_2", "tr_armour_1"):
        row = board.formations[layout.names.formation[name]]
        row.place, row.strength, row.stock, row.cohesion = place, 900, 300, 8000
    attack = [r for r in historical(layout.world, board, Team.ANKARA, 0) if r.kind == OrderKind.ATTACK]
    assert [r.where[0] for r in attack] == [layout.names.place["nayrab"]]


def test_a_new_post_is_ordered_once_it_is_due_and_possible(layout):
    board = copied(layout.start)
    board.tracks[0].day = 2
    board.tracks[0].post_reserve = 600
    for name in ("np_2", "np_3", "np_4"):
        board.posts[layout.names.post[name]].strength = 200
    board.places[layout.names.place["kafr_amim"]].control = 0
    ordered = {r.subject for r in historical(layout.world, board, Team.ANKARA, 0) if r.kind == OrderKind.POST}
    assert ordered == {layout.names.post["np_2"], layout.names.post["np_3"]}
    board.posts[layout.names.post["np_2"]].state = PostState.OPEN
    ordered = {r.subject for r in historical(layout.world, board, Team.ANKARA, 0) if r.kind == OrderKind.POST}
    assert ordered == {layout.names.post["np_3"]}


def test_the_styles_are_by_name():
    assert STYLES["historical"] is historical


def test_bots_do_not_read_what_is_hidden_from_them(layout, games):
    """RB 8.4. What is inside formations of others, and what stands out of sight, changes no order."""
    for board in games[2][0][:-1]:
        for team in Team:
            changed = copied(board)
            for f, row in enumerate(changed.formations):
                fixed = layout.world.formations[f]
                if fixed.team != team:
                    row.cohesion, row.stock, row.posture, row.supply = 4000, 60, 1, 2
                    row.mission, row.leg, row.dug_days, row.path, row.load = 0, 0, 3, 5, 5
                hidden = fixed.side != (1 if team == Team.ANKARA else 0) and row.place >= 0
                if hidden and board.sight[row.place].level[team * 7 + fixed.faction] == 0:
                    row.strength = row.strength * 2 + 100
            first = by_view(historical, layout.world, changed, team, 1)
            assert first == by_view(historical, layout.world, board, team, 1)


def test_keys_of_the_ground_are_those_of_the_layout():
    from wargame.bots import ground

    for prefix, members, keys, boxes in (
        ("place", ground.Spot, ground.SPOT_KEYS, ground.SPOT_BOXES),
        ("formation", ground.Unit, ground.UNIT_KEYS, ground.UNIT_BOXES),
        ("post", ground.Garrison, ground.GARRISON_KEYS, ground.GARRISON_BOXES),
    ):
        assert list(keys) == sorted(keys)
        assert [boxes[key % len(boxes)] for key in keys] == list(range(len(keys)))
        assert [entity_key(f"{prefix}.{m.name.lower()}") for m in members if m >= 0] == list(keys)


def test_every_name_of_the_plans_is_in_the_scenario(layout):
    from wargame.bots import ground

    assert -1 not in ground.spots(layout.world)
    assert -1 not in ground.units(layout.world)
    assert -1 not in ground.garrisons(layout.world)
