"""RB 6.3 orders 5, 16, 19 and 20: what may be ordered, how much of it, and what stands on the board after."""

from __future__ import annotations

import pytest

from wargame.rules.codes import (
    Access,
    AirMission,
    AirUser,
    Asset,
    Branch,
    DroneAim,
    EventKind,
    OrderKind,
    Refusal,
    Rule,
    Team,
)
from wargame.rules.day import open_day
from wargame.rules.legal import cost, refusal, within_means
from wargame.rules.orders import blank, take_orders
from wargame.rules.tables import NOBODY

ANKARA, MOSCOW, DAMASCUS = Team


def order(table, team, kind, number=1, sector="", place="", mode=0, amount=0, flag=0, subject=NOBODY):
    row = blank(team, number, kind, 5)
    row.subject = table.names.sector[sector] if sector else subject
    row.where[0] = table.p(place) if place else NOBODY
    row.mode, row.amount, row.flag = mode, amount, flag
    return row


def says(table, row) -> str:
    return Refusal(refusal(table.world, table.board, row)).name


def sky(table, access, sector="saraqib_idlib"):
    table.board.sectors[table.names.sector[sector]].access[AirUser.TR_DRONE] = access


def drones(table, number=1, sector="saraqib_idlib", place="", sorties=6, aim=0, forced=0):
    return order(table, ANKARA, OrderKind.DRONE_STRIKE, number, sector, place, aim, sorties, forced)


def test_drones_strike_from_rung_5_into_a_sky_that_is_open_or_forced(table):
    sky(table, Access.OPEN)
    assert says(table, drones(table)) == "RUNG_TOO_LOW"
    table.board.tracks[0].rung = 5
    assert says(table, drones(table)) == "NONE"
    sky(table, Access.CLOSED)
    assert says(table, drones(table)) == "SECTOR_CLOSED"
    assert says(table, drones(table, forced=1)) == "NONE"
    assert says(table, drones(table, sorties=10, forced=1)) == "WRONG_NUMBER"
    assert says(table, drones(table, sorties=0, forced=1)) == "WRONG_NUMBER"
    assert says(table, drones(table, sector="", place="saraqib", forced=1)) == "ALREADY_FRIENDLY"
    assert says(table, drones(table, sector="", place="aleppo", forced=1)) == "NONE"
    assert says(table, drones(table, place="aleppo", forced=1)) == "INCOMPLETE"
    assert says(table, drones(table, sector="", forced=1)) == "INCOMPLETE"
    hunt = drones(table, sector="", place="aleppo", aim=DroneAim.AIR_DEFENCE, forced=1)
    assert says(table, hunt) == "WHOLE_SECTOR"
    row = drones(table)
    row.team = DAMASCUS
    assert says(table, row) == "NOT_FOR_TEAM"
    table.board.pools[AirUser.TR_DRONE].airframes = 6  # 3 ready, 4.5 with surge
    assert says(table, drones(table, forced=1)) == "TOO_MANY_SORTIES"


def test_a_turn_takes_three_strikes_within_the_surge(table):
    table.board.tracks[0].rung = 5
    sky(table, Access.OPEN)
    aims = (DroneAim.FORMATIONS, DroneAim.ARTILLERY, DroneAim.AIR_DEFENCE)
    sheet = [drones(table, i + 1, sorties=5, aim=aim) for i, aim in enumerate(aims)]
    codes = [Refusal(c).name for c in within_means(table.world, table.board, sheet, ANKARA)]
    assert codes == ["NONE", "NONE", "TOO_MANY_SORTIES"]  # 14 a day at most
    sheet = [drones(table, i + 1, sorties=3, aim=aim) for i, aim in enumerate(aims)]
    sheet += [drones(table, 4, sorties=3), drones(table, 5, sector="", place="aleppo", sorties=1, forced=1)]
    codes = [Refusal(c).name for c in within_means(table.world, table.board, sheet, ANKARA)]
    assert codes == ["NONE", "NONE", "NONE", "TWICE", "TOO_MANY_OF_A_KIND"]


def test_strikes_stand_in_the_rows_of_the_pool_for_the_turn(table):
    table.board.tracks[0].rung = 5
    sky(table, Access.OPEN)
    sheet = [drones(table, 1, sorties=4), drones(table, 2, sector="", place="aleppo", sorties=2, forced=1)]
    take_orders(table.world, table.board, sheet, table.facts, table.log)
    rows = table.board.air_tasks[AirUser.TR_DRONE * 3 : AirUser.TR_DRONE * 3 + 3]
    assert [row.mission for row in rows] == [AirMission.DRONE, AirMission.DRONE, AirMission.NONE]
    assert (rows[0].sector, rows[0].target, rows[0].sorties, rows[0].forced) == (
        table.names.sector["saraqib_idlib"], NOBODY, 4, 0,
    )  # fmt: skip
    aleppo = table.world.places[table.p("aleppo")].sector
    assert (rows[1].sector, rows[1].target, rows[1].forced) == (aleppo, table.p("aleppo"), 1)
    take_orders(table.world, table.board, [], table.facts, table.log)
    assert all(row.mission == AirMission.NONE and row.sector == NOBODY for row in rows)


def test_jammers_come_in_turn_4_and_each_group_takes_one_sector(table):
    def jam(number, sector, days=2):
        return order(table, ANKARA, OrderKind.JAM, number, sector, amount=days)

    assert says(table, jam(1, "saraqib_idlib")) == "NO_JAMMER"
    table.board.tracks[0].day = 8  # turn 4 opens
    assert says(table, jam(1, "saraqib_idlib")) == "NONE"
    assert says(table, jam(1, "saraqib_idlib", 4)) == "WRONG_NUMBER"
    sheet = [jam(1, "saraqib_idlib"), jam(2, "saraqib_idlib", 1), jam(3, "border", 1), jam(4, "coast")]
    codes = [Refusal(c).name for c in within_means(table.world, table.board, sheet, ANKARA)]
    assert codes == ["NONE", "TWICE", "NONE", "NO_JAMMER"]
    take_orders(table.world, table.board, sheet, table.facts, table.log)
    days = []
    for day in range(9, 13):
        days.append([row.jam for row in table.board.sectors])
        open_day(table.board, day + 1, False)
    east, border = table.names.sector["saraqib_idlib"], table.names.sector["border"]
    assert [(row[east], row[border]) for row in days] == [(2, 1), (1, 0), (0, 0), (0, 0)]


def test_who_may_look_where(table):
    def look(team, asset, sector="", place=""):
        return says(table, order(table, team, OrderKind.RECON, sector=sector, place=place, mode=asset))

    table.put("nlf_saraqib", "saraqib", 1000)
    table.put("tr_mech_1", "binnish", 500)
    table.put("saa_25_a", "khan_al_subul", 1000)
    assert look(MOSCOW, Asset.DRONE, "saraqib_idlib") == "NONE"
    assert look(DAMASCUS, Asset.DRONE, "saraqib_idlib") == "NO_DRONES"
    assert look(ANKARA, Asset.DRONE, "saraqib_idlib") == "SECTOR_CLOSED"
    assert look(ANKARA, Asset.DRONE, "border") == "NO_DRONES"
    table.board.tracks[0].day = 19
    assert look(ANKARA, Asset.DRONE, "border") == "NONE"
    table.board.tracks[0].day = 5
    table.board.tracks[0].rung = 5
    assert look(ANKARA, Asset.DRONE, "border") == "NONE"
    assert look(ANKARA, Asset.ADVISER, "border") == "ONE_PLACE"
    assert look(ANKARA, Asset.ADVISER, place="afes") == "NONE"
    assert look(ANKARA, Asset.PATROL, place="afes") == "TOO_FAR"
    assert look(ANKARA, Asset.PATROL, place="binnish") == "NONE"
    assert look(DAMASCUS, Asset.PATROL, place="saraqib") == "NONE"
    assert look(MOSCOW, Asset.PATROL, place="saraqib") == "TOO_FAR"
    assert look(MOSCOW, Asset.ADVISER, place="saraqib") == "NONE"


def test_three_looks_a_turn_stand_on_the_board(table):
    looks = [("saraqib_idlib", ""), ("coast", ""), ("", "ariha"), ("", "saraqib"), ("coast", "")]
    sheet = [order(table, MOSCOW, OrderKind.RECON, i + 1, s, p) for i, (s, p) in enumerate(looks)]
    codes = take_orders(table.world, table.board, sheet, table.facts, table.log)
    assert [Refusal(c).name for c in codes] == [
        "NONE", "NONE", "NONE", "TOO_MANY_OF_A_KIND", "TWICE",
    ]  # fmt: skip
    row = table.board.teams[MOSCOW]
    assert row.recon_asset == [Asset.DRONE] * 3
    assert row.recon_place == [NOBODY, NOBODY, table.p("ariha")]
    take_orders(table.world, table.board, [], table.facts, table.log)
    assert row.recon_asset == row.recon_sector == row.recon_place == [NOBODY] * 3


@pytest.mark.parametrize(
    ("team", "branch", "rule", "rung", "said"),
    [
        (ANKARA, Branch.AIR_DEFENCE, Rule.ACTIVE, 2, "NONE"),
        (ANKARA, Branch.AIR_DEFENCE, Rule.SILENT, 2, "ALREADY_SO"),
        (DAMASCUS, Branch.AIR_DEFENCE, Rule.SILENT, 2, "NONE"),
        (MOSCOW, Branch.AIR_DEFENCE, Rule.SILENT, 2, "WRONG_RULE"),
        (DAMASCUS, Branch.AIR_DEFENCE, Rule.FREE, 9, "WRONG_RULE"),
        (ANKARA, Branch.ARTILLERY, Rule.SELF_DEFENCE, 2, "NONE"),
        (ANKARA, Branch.ARTILLERY, Rule.RETURN_FIRE, 2, "ALREADY_SO"),
        (ANKARA, Branch.ARTILLERY, Rule.FREE, 4, "RUNG_TOO_LOW"),
        (ANKARA, Branch.ARTILLERY, Rule.FREE, 5, "NONE"),
        (DAMASCUS, Branch.ARTILLERY, Rule.FREE, 4, "NONE"),
        (MOSCOW, Branch.AIRCRAFT, Rule.SELF_DEFENCE, 2, "NONE"),
        (DAMASCUS, Branch.AIRCRAFT, Rule.SELF_DEFENCE, 2, "NONE"),
        (ANKARA, Branch.AIRCRAFT, Rule.SELF_DEFENCE, 2, "WRONG_RULE"),
        (ANKARA, Branch.GROUND, Rule.FREE, 5, "NONE"),
        (DAMASCUS, Branch.GROUND, Rule.FREE, 5, "WRONG_RULE"),
        (ANKARA, Branch.GROUND, Rule.ACTIVE, 5, "WRONG_RULE"),
    ],
)
def test_which_branch_follows_which_rule(table, team, branch, rule, rung, said):
    table.board.tracks[0].rung = rung
    row = order(table, team, OrderKind.ROE, subject=branch, mode=rule)
    assert says(table, row) == said
    assert cost(row) == 0


def test_rules_stay_until_changed_and_set_the_posture_of_air_defence(table):
    sheet = [
        order(table, DAMASCUS, OrderKind.ROE, 1, subject=Branch.AIR_DEFENCE, mode=Rule.SILENT),
        order(table, MOSCOW, OrderKind.ROE, 1, subject=Branch.AIRCRAFT, mode=Rule.SELF_DEFENCE),
    ]
    take_orders(table.world, table.board, sheet, table.facts, table.log)
    take_orders(table.world, table.board, [], table.facts, table.log)
    assert all(row.ad_posture == [0, 0] for row in table.board.sectors)
    assert table.board.teams[MOSCOW].roe[Branch.AIRCRAFT] == Rule.SELF_DEFENCE
    assert set(table.told(EventKind.ROE_SET)) == {
        (DAMASCUS, Branch.AIR_DEFENCE, Rule.SILENT, 0),
        (MOSCOW, Branch.AIRCRAFT, Rule.SELF_DEFENCE, 0),
    }
