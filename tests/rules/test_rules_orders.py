"""Step 1: orders are written onto the board (RB 6.3-6.7, 7.1)."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import asdict

import pytest

from wargame.play.codec import order_rows, row_of
from wargame.play.layout import lay_out
from wargame.play.notation import parse
from wargame.rules.codes import (
    Access,
    AirMission,
    AirUser,
    ConvoyState,
    EventKind,
    Mission,
    OrderKind,
    Posture,
    Refusal,
    Siege,
    Task,
    Team,
)
from wargame.rules.log import fresh
from wargame.rules.orders import blank, entries, take_orders
from wargame.rules.tables import NOBODY, ROUTE, TASKS, copied


class Sheet:
    """The start of the scenario, and orders in notation."""

    def __init__(self, layout):
        self.layout, self.names, self.board, self.facts = layout, layout.names, layout.start, fresh()

    def rows(self, team, *texts):
        parsed = [parse(self.layout, team, text, self.board) for text in texts]
        return [row_of(self.layout, team, n, order) for n, order in enumerate(parsed, 1)]

    def take(self, team, *texts):
        return take_orders(self.layout.world, self.board, self.rows(team, *texts), self.facts, None)

    def formation(self, name):
        return self.board.formations[self.names.formation[name]]

    def place(self, name):
        return self.names.place[name]

    def told(self, kind):
        return [row[3:7] for row in self.facts.rows if row[2] == kind]


@pytest.fixture
def sheet(table):
    return Sheet(lay_out(table.layout.scenario))


def test_blank_rows_hold_their_fillers():
    row = blank(2, 3, OrderKind.SIEGE, 4)
    assert (row.team, row.number, row.kind, row.priority) == (2, 3, 27, 4)
    assert row.subject == NOBODY
    assert row.who == row.where == [NOBODY] * ROUTE
    assert row.more == [0] * ROUTE
    assert entries(row.who) == 0


def test_a_move_replaces_what_stood(sheet):
    f = sheet.formation("saa_25_a")
    f.posture, f.dug_days, f.mission, f.march = Posture.FORTIFY, 2, Mission.ATTACK, 77
    assert sheet.take("damascus", "saa_25_a move murek via khan_shaykhun priority 2") == [0]
    assert (f.mission, f.posture, f.dug_days, f.march, f.leg, f.priority) == (
        Mission.MOVE, Posture.MARCH, 0, 0, 0, 2,
    )  # fmt: skip
    assert f.route[:3] == [sheet.place("khan_shaykhun"), sheet.place("murek"), NOBODY]


def test_minutes_stay_on_the_same_path(sheet):
    f = sheet.formation("saa_25_a")
    sheet.take("damascus", "saa_25_a move khan_shaykhun")
    f.march = 300
    sheet.take("damascus", "saa_25_a move murek via khan_shaykhun push")
    assert f.march == 300
    assert f.posture == Posture.ATTACK
    sheet.take("damascus", "saa_25_a move surman")
    assert f.march == 0


def test_an_attack_lasts_a_turn_a_march_until_it_ends(sheet):
    sheet.take("damascus", "saa_25_a attack maarat_al_numan then hish", "saa_11d move murek")
    a, m = sheet.formation("saa_25_a"), sheet.formation("saa_11d")
    assert (a.mission, a.posture) == (Mission.ATTACK, Posture.ATTACK)
    assert a.route[:3] == [sheet.place("maarat_al_numan"), sheet.place("hish"), NOBODY]
    sheet.take("damascus")
    assert (a.mission, a.posture, a.route[0]) == (Mission.NONE, Posture.DEFEND, NOBODY)
    assert m.mission == Mission.MOVE


def test_a_posture_ends_a_mission_and_stays(sheet):
    f = sheet.formation("saa_11d")
    sheet.take("damascus", "saa_11d move murek")
    sheet.take("damascus", "saa_11d posture fortify")
    assert (f.mission, f.posture, f.route[0]) == (Mission.NONE, Posture.FORTIFY, NOBODY)
    f.dug_days = 2
    sheet.take("damascus", "saa_11d posture fortify")
    assert (f.posture, f.dug_days) == (Posture.FORTIFY, 2)


def test_capital_is_paid_once(sheet):
    before = sheet.board.teams[Team.DAMASCUS].pc
    sheet.take("damascus", "saa_11d posture hold", "proxy_task iran_backed hold al_hadir with 2")
    assert sheet.board.teams[Team.DAMASCUS].pc == before - 300


def test_supply_ranks_and_air_tasks_are_of_the_turn(sheet):
    sheet.take(
        "damascus", "supply_priority saa_25_b saa_25_a", "air_task cas saraqib 6, strike ariha 2 unrestricted"
    )
    assert sheet.formation("saa_25_b").supply_rank == 1
    assert sheet.formation("saa_25_a").supply_rank == 2
    first = AirUser.SYAAF * TASKS
    cas, strike = sheet.board.air_tasks[first : first + 2]
    assert (cas.mission, cas.pool, cas.target, cas.sorties, cas.rules) == (
        AirMission.CAS, AirUser.SYAAF, sheet.place("saraqib"), 6, 0,
    )  # fmt: skip
    assert (strike.mission, strike.sorties, strike.rules) == (AirMission.STRIKE, 2, 1)
    sheet.take("damascus")
    assert sheet.formation("saa_25_a").supply_rank == 0
    assert all(task.mission == AirMission.NONE for task in sheet.board.air_tasks)


def test_tasks_of_proxies_come_by_priority(sheet):
    sheet.take(
        "ankara",
        "proxy_task nlf hold saraqib priority 6",
        "proxy_task nlf withdraw hish with 1 priority 2",
        "proxy_task nlf open_road afes__saraqib",
    )
    row = sheet.board.factions[sheet.names.faction["nlf"]]
    assert row.task == [Task.WITHDRAW, Task.OPEN_ROAD, Task.HOLD]
    assert row.task_place == [sheet.place("hish"), sheet.names.road["afes__saraqib"], sheet.place("saraqib")]
    assert row.inducement == [1, 0, 0]
    sheet.take("ankara")
    assert row.task == [Task.NONE] * TASKS


def test_airspace_and_siege_are_set_and_told(sheet):
    sheet.board.tracks[0].rung = 6
    s = sheet.names.sector["saraqib_idlib"]
    sheet.take("moscow", "airspace saraqib_idlib syaaf risky")
    assert sheet.board.sectors[s].access[AirUser.SYAAF] == Access.RISKY
    assert sheet.told(EventKind.AIRSPACE_SET) == [(s, AirUser.SYAAF, Access.RISKY, 0)]
    sheet.take("damascus", "siege op_9 harass")
    op_9 = sheet.names.post["op_9"]
    assert sheet.board.posts[op_9].siege == Siege.HARASS
    assert sheet.told(EventKind.SIEGE_SET) == [(op_9, Siege.HARASS, 0, 0)]


def test_a_convoy_starts_and_long_ways_begin_with_minutes_owed(sheet):
    sheet.take("ankara", "convoy supply op_1", "convoy supply op_9 unannounced")
    near, far = sheet.board.convoys[:2]
    assert (near.state, near.post, near.leg, near.announced) == (
        ConvoyState.MARCHING, sheet.names.post["op_1"], 1, 1,
    )  # fmt: skip
    assert near.march == 0
    assert near.route[entries(near.route) - 1] == sheet.place("atmeh")
    assert far.announced == 0
    assert far.march < 0
    assert far.route[ROUTE - 1] == sheet.place("murek")


def test_refusals_are_told_and_change_nothing(sheet):
    before = asdict(sheet.formation("saa_25_a"))
    codes = sheet.take("damascus", "saa_25_a attack idlib", "saa_11d move murek")
    assert codes == [Refusal.TOO_FAR, 0]
    assert sheet.told(EventKind.ORDER_REFUSED) == [(Team.DAMASCUS, 1, Refusal.TOO_FAR, OrderKind.ATTACK)]
    assert asdict(sheet.formation("saa_25_a")) == before
    rows = sheet.rows("damascus", "saa_25_a attack idlib", "saa_11d posture rest")
    take_orders(sheet.layout.world, sheet.board, rows, sheet.facts, None)
    assert [row.kind for row in rows] == [0, OrderKind.POSTURE]


def test_permuting_rows_and_sheets_changes_neither_board_nor_events(sheet):
    """RB 7.1."""
    orders = sheet.rows(
        "damascus",
        "saa_25_a attack maarat_al_numan",
        "saa_25_a move surman",
        "saa_11d posture hold",
        "saa_25_b posture hold",
        "air_task cas saraqib 6",
        "air_task cas ariha 3",
        "supply_priority saa_25_a",
    )
    orders += sheet.rows(
        "ankara", *(f"proxy_task nlf hold {p} with 3" for p in ("saraqib", "ariha", "hish", "afes"))
    )
    orders += sheet.rows("ankara", "convoy supply op_9", "convoy supply op_8")
    for n, row in enumerate(orders[7:], 1):
        row.number = n
    orders += sheet.rows("moscow", "airspace coast ruaf risky", "airspace coast ruaf closed priority 2")
    dice, seen = random.Random(3), []
    for _ in range(12):
        dice.shuffle(orders)
        board, facts = copied(sheet.board), fresh()
        take_orders(sheet.layout.world, board, deepcopy(orders), facts, None)
        seen.append((board, facts.rows))
    assert all(one == seen[0] for one in seen)
    assert len(seen[0][1]) >= 5


def test_the_sheets_of_a_turn_may_be_taken_from_the_codec(sheet):
    from wargame.model.orders import OrderSheet

    order = parse(sheet.layout, "damascus", "saa_11d move murek")
    rows = order_rows(sheet.layout, OrderSheet(team="damascus", orders=(order, order)))
    codes = take_orders(sheet.layout.world, sheet.board, rows, sheet.facts, None)
    assert codes == [0, Refusal.TWICE]
