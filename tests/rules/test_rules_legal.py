"""Preconditions, costs and means of orders (RB 6.2-6.4, 7.13, 12.1, 13.3-13.8)."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from wargame.play.layout import lay_out
from wargame.play.menu import Menu
from wargame.rules.codes import (
    Access,
    AirMission,
    AirUser,
    Control,
    ConvoyKind,
    ConvoyState,
    OrderKind,
    PostAct,
    PostState,
    Posture,
    Refusal,
    Siege,
    Task,
    Team,
    friendly,
)
from wargame.rules.legal import cost, price, refusal, within_means
from wargame.rules.legal_air import most_sorties
from wargame.rules.legal_formations import approach_reach, reach
from wargame.rules.legal_posts import shortest_convoy
from wargame.rules.orders import blank, entries
from wargame.rules.roads import road_between
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED


class Desk:
    """The start of the scenario, and orders by name."""

    def __init__(self, layout):
        self.layout, self.world, self.board, self.names = layout, layout.world, layout.start, layout.names

    def order(self, team, kind, number=1, priority=5, **columns):
        row = blank(team, number, kind, priority)
        for name, value in columns.items():
            if isinstance(value, list):
                getattr(row, name)[: len(value)] = value
            else:
                setattr(row, name, value)
        return row

    def move(self, formation, *path, team=Team.DAMASCUS, **more):
        where = [self.names.place[p] for p in path]
        subject = self.names.formation[formation]
        return self.order(team, OrderKind.MOVE, subject=subject, where=where, flag=1, **more)

    def attack(self, formation, *targets, team=Team.DAMASCUS, **more):
        who = [self.names.formation[f] for f in formation.split()]
        where = [self.names.place[p] for p in targets]
        return self.order(team, OrderKind.ATTACK, who=who, where=where, **more)

    def posture(self, formation, mode=Posture.HOLD, **more):
        subject = self.names.formation[formation]
        return self.order(Team.DAMASCUS, OrderKind.POSTURE, subject=subject, mode=mode, **more)

    def task(self, proxy, task, place=None, team=Team.ANKARA, **more):
        where = [self.names.place[place]] if place else []
        subject = self.names.faction[proxy]
        return self.order(team, OrderKind.PROXY_TASK, subject=subject, mode=task, where=where, **more)

    def post(self, post, act, team=Team.ANKARA, **more):
        return self.order(team, OrderKind.POST, subject=self.names.post[post], mode=act, **more)

    def convoy(self, post, kind=ConvoyKind.SUPPLY, **more):
        return self.order(Team.ANKARA, OrderKind.CONVOY, subject=self.names.post[post], mode=kind, **more)

    def fly(self, mission, target, sorties, team=Team.MOSCOW, pool="ruaf"):
        rows = self.names.road if mission == AirMission.INTERDICT else self.names.place
        return self.order(
            team,
            OrderKind.AIR_TASK,
            subject=self.names.pool[pool],
            who=[mission],
            where=[rows[target]],
            more=[sorties * 2],
        )

    def says(self, order):
        return Refusal(refusal(self.world, self.board, order)).name

    def formation(self, name):
        return self.board.formations[self.names.formation[name]]


@pytest.fixture
def desk(table):
    return Desk(lay_out(table.layout.scenario))


def test_a_march_along_roads_over_friendly_ground_is_legal(desk):
    assert desk.says(desk.move("saa_25_a", "khan_shaykhun", "murek")) == "NONE"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (("murek",), "NO_ROAD"),
        (("maarat_al_numan",), "ENEMY_HELD"),
        (("khan_shaykhun", "surman"), "NO_ROAD"),
        ((), "INCOMPLETE"),
    ],
)
def test_marches_that_are_not(desk, path, why):
    assert desk.says(desk.move("saa_25_a", *path)) == why


def test_ownership(desk):
    assert desk.says(desk.move("nlf_izza", "hish", team=Team.ANKARA)) == "NOT_YOURS"
    assert desk.says(desk.move("saa_25_a", "khan_shaykhun", team=Team.MOSCOW)) == "NOT_YOURS"
    assert desk.says(desk.move("irn_hzb", "aleppo")) == "NOT_YOURS"
    assert desk.says(desk.move("saa_reserve", "murek")) == "NOT_ON_MAP"


def test_neutral_ground_is_for_nobody(desk):
    neutral = next(p for p, place in enumerate(desk.board.places) if place.control == Control.NEUTRAL)
    beside = desk.world.links[desk.world.first[neutral]]
    desk.formation("saa_25_a").place = beside
    row = desk.move("saa_25_a", desk.names.places[neutral])
    assert desk.says(row) == "NEUTRAL_GROUND"
    assert desk.says(desk.attack("saa_25_a", desk.names.places[neutral])) == "NEUTRAL_GROUND"


@pytest.mark.parametrize(("closed", "why"), [(14, "NEUTRAL_GROUND"), (17, "NONE")])
def test_neutral_ground_is_crossed_by_the_government_from_its_day_of_consent(desk, closed, why):
    """Tell Rifaat from day 17, the last of turn 6: orders of turn 6 are refused, those of turn 7 stand."""
    place = desk.names.place["tell_rifaat"]
    assert (desk.world.crossed, desk.world.crossed_from) == ([place], [17])
    desk.board.tracks[0].day = closed
    desk.formation("saa_25_a").place = desk.names.place["aleppo"]
    assert desk.says(desk.move("saa_25_a", "tell_rifaat")) == why
    moves = Menu(desk.layout, desk.board, "damascus").of_kind("move")
    through = [order for order in moves if "tell_rifaat" in order.path]
    assert bool(through) == (why == "NONE")
    assert desk.says(desk.attack("saa_25_a", "tell_rifaat")) == "NEUTRAL_GROUND"
    desk.formation("tr_mech_1").place = desk.names.place["azaz"]
    desk.formation("tr_mech_1").strength = 800
    assert desk.says(desk.move("tr_mech_1", "tell_rifaat", team=Team.ANKARA)) == "NEUTRAL_GROUND"
    assert desk.says(desk.task("nlf", Task.HOLD, "tell_rifaat")) == "NEUTRAL_GROUND"


def test_attack_next_door_and_within_the_march_of_the_turn(desk):
    assert desk.says(desk.attack("saa_25_a", "maarat_al_numan")) == "NONE"
    assert desk.says(desk.attack("saa_25_b", "khan_al_subul", "saraqib")) == "NONE"
    far = desk.names.formation["saa_25_a"]
    assert reach(desk.world, desk.board, far, desk.names.place["maarat_al_numan"]) == 0
    assert (
        reach(desk.world, desk.board, desk.names.formation["saa_25_b"], desk.names.place["khan_al_subul"]) > 0
    )
    assert reach(desk.world, desk.board, far, desk.names.place["idlib"]) == UNREACHED


def test_the_reach_of_all_is_that_of_each(desk):
    world, board = desk.world, desk.board
    compared = 0
    for target in range(0, len(world.places), 7):
        away = [approach_reach(world, board, side, target) for side in (0, 1)]
        for f, formation in enumerate(board.formations):
            side = world.formations[f].side
            if formation.place == NOBODY or not friendly(side, board.places[formation.place].control):
                continue
            if road_between(world, formation.place, target) == NOBODY and formation.place != target:
                assert away[side][formation.place] == reach(world, board, f, target)
                compared += 1
    assert compared > 300
    assert desk.says(desk.attack("saa_25_a", "idlib")) == "TOO_FAR"


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [("stock", 49, "LOW_STOCK"), ("cohesion", 4499, "LOW_COHESION"), ("strength", 99, "TOO_WEAK")],
)
def test_who_may_attack(desk, column, value, why):
    setattr(desk.formation("saa_25_a"), column, value)
    assert desk.says(desk.attack("saa_25_a", "maarat_al_numan")) == why
    setattr(desk.formation("saa_25_a"), column, value + 1)
    assert desk.says(desk.attack("saa_25_a", "maarat_al_numan")) == "NONE"


def test_what_may_be_attacked(desk):
    assert desk.says(desk.attack("saa_25_a", "khan_shaykhun")) == "ALREADY_FRIENDLY"
    assert desk.says(desk.attack("saa_25_a saa_25_a", "hish")) == "TWICE"
    desk.board.places[desk.names.place["maarat_al_numan"]].control = Control.TURKISH
    assert desk.says(desk.attack("saa_25_a", "maarat_al_numan")) == "TURKISH_ZONE"
    desk.board.tracks[0].rung = 5
    assert desk.says(desk.attack("saa_25_a", "maarat_al_numan")) == "NONE"
    assert desk.says(desk.attack("ru_mp_a", "khan_tuman", team=Team.MOSCOW)) == "NOT_FOR_TEAM"


def test_ankara_attacks_from_rung_five_and_russians_from_seven(desk):
    column = desk.formation("tr_column_1")
    column.place, column.strength = desk.names.place["rashidin"], 400
    order = desk.attack("tr_column_1", "aleppo", team=Team.ANKARA)
    assert desk.says(order) == "RUNG_TOO_LOW"
    desk.board.tracks[0].rung = 5
    assert desk.says(order) == "NONE"  # military police that only stand there are in nobody's way
    desk.formation("ru_mp_a").interpose = desk.names.place["aleppo"]
    assert desk.says(order) == "RUSSIAN_TROOPS"
    desk.board.tracks[0].rung = 7
    assert desk.says(order) == "NONE"


def test_proxies_obey_only_their_patron(desk):
    assert desk.says(desk.task("nlf", Task.HOLD, "saraqib")) == "NONE"
    assert desk.says(desk.task("nlf", Task.HOLD, "saraqib", team=Team.DAMASCUS)) == "NOT_ITS_PATRON"
    assert desk.says(desk.task("nlf", Task.HOLD, "aleppo")) == "ENEMY_HELD"
    assert desk.says(desk.task("nlf", Task.ATTACK, "saraqib")) == "ALREADY_FRIENDLY"
    assert desk.says(desk.task("nlf", Task.SEPARATE_FROM_HTS)) == "NONE"
    assert desk.says(desk.task("iran_backed", Task.SEPARATE_FROM_HTS, team=Team.DAMASCUS)) == "WRONG_TASK"
    assert desk.says(desk.task("nlf", Task.HOLD, "saraqib", amount=4)) == "TOO_MUCH_INDUCEMENT"
    assert desk.says(desk.task("sna", Task.HOLD, "afrin")) == "NOT_ON_MAP"


def test_posts_need_reserve_place_and_state(desk):
    planned = desk.post("np_2", PostAct.ESTABLISH, amount=200)
    assert desk.says(planned) == "NO_RESERVE"
    desk.board.tracks[0].post_reserve = 200
    assert desk.says(planned) == "NONE"
    assert desk.says(desk.post("np_2", PostAct.ESTABLISH, amount=99)) == "WRONG_SIZE"
    assert desk.says(desk.post("op_1", PostAct.ESTABLISH, amount=200)) == "WRONG_POST_STATE"
    assert desk.says(desk.post("np_2", PostAct.EVACUATE)) == "WRONG_POST_STATE"
    assert desk.says(desk.post("op_9", PostAct.EVACUATE)) == "NONE"
    assert desk.says(desk.post("op_9", PostAct.REINFORCE, amount=100)) == "WRONG_POST_STATE"
    assert desk.says(desk.post("np_2", PostAct.ESTABLISH, amount=200, team=Team.MOSCOW)) == "NOT_FOR_TEAM"
    desk.board.places[desk.names.place["saraqib"]].control = Control.GOVERNMENT
    assert desk.says(planned) == "ENEMY_HELD"


def test_a_post_must_be_joined_to_turkish_supply(desk):
    desk.board.tracks[0].post_reserve = 200
    island = desk.names.place["khan_tuman"]
    for e in range(desk.world.first[island], desk.world.first[island + 1]):
        desk.board.places[desk.world.links[e]].control = Control.GOVERNMENT
    order = desk.post("np_2", PostAct.ESTABLISH, amount=200, where=[island])
    assert desk.says(order) == "NOT_JOINED"


def test_convoys(desk):
    assert desk.says(desk.convoy("op_9")) == "NONE"
    assert desk.says(desk.convoy("np_2")) == "WRONG_POST_STATE"
    assert desk.says(desk.convoy("op_9", amount=100)) == "WRONG_SIZE"
    assert desk.says(desk.convoy("op_9", ConvoyKind.TROOPS, amount=100)) == "NO_RESERVE"
    saraqib, afes = desk.names.place["saraqib"], desk.names.place["afes"]
    assert desk.says(desk.convoy("op_9", where=[saraqib, afes])) == "WRONG_END"
    assert desk.says(desk.convoy("op_9", where=[saraqib, desk.names.place["murek"]])) == "NO_ROAD"
    escort = desk.names.formation["nlf_izza"]
    assert desk.says(desk.convoy("op_9", who=[escort])) == "NOT_YOURS"
    desk.board.convoys[0].state, desk.board.convoys[0].post = ConvoyState.MARCHING, desk.names.post["op_9"]
    assert desk.says(desk.convoy("op_9")) == "ON_ITS_WAY"


def test_the_shortest_convoy_way_starts_friendly_and_ends_at_the_post(desk):
    route = [NOBODY] * ROUTE
    goal = desk.names.place["murek"]
    assert shortest_convoy(desk.world, desk.board, goal, route) > 0
    used = entries(route)
    assert used == ROUTE
    assert route[used - 1] == goal
    for a, b in pairwise(route):
        assert b in desk.world.links[desk.world.first[a] : desk.world.first[a + 1]]
    near = [NOBODY] * ROUTE
    assert shortest_convoy(desk.world, desk.board, desk.names.place["atmeh"], near) == 0
    assert desk.world.places[near[0]].source & 4


def test_sorties(desk):
    most = most_sorties(desk.world, desk.board, desk.names.pool["ruaf"])
    assert most == 54
    assert desk.says(desk.fly(AirMission.CAS, "saraqib", most)) == "NONE"
    assert desk.says(desk.fly(AirMission.CAS, "saraqib", most + 1)) == "TOO_MANY_SORTIES"
    assert desk.says(desk.fly(AirMission.STRIKE, "aleppo", 4)) == "ALREADY_FRIENDLY"
    assert desk.says(desk.fly(AirMission.STRIKE, "reyhanli", 4)) == "TURKISH_SOIL"
    assert desk.says(desk.fly(AirMission.INTERDICT, "afes__saraqib", 4)) == "NONE"
    assert desk.says(desk.fly(AirMission.CAS, "saraqib", 4, team=Team.DAMASCUS)) == "NOT_YOURS"
    drones = desk.fly(AirMission.CAS, "saraqib", 4, team=Team.ANKARA, pool="tr_drone")
    assert desk.says(drones) == "WRONG_MISSION"
    sector = desk.world.places[desk.names.place["saraqib"]].sector
    desk.board.sectors[sector].access[AirUser.RUAF] = Access.CLOSED
    assert desk.says(desk.fly(AirMission.CAS, "saraqib", 4)) == "SECTOR_CLOSED"


def test_patrols_are_ankaras_from_rung_6_and_air_defence_is_hunted_from_5_and_7(desk):
    def over(mission, team, pool):
        order = desk.fly(mission, "saraqib", 4, team=team, pool=pool)
        order.where[0] = desk.names.sector["saraqib_idlib"]
        return desk.says(order)

    says = {}
    desk.board.teams[Team.ANKARA].pc = 449
    for rung in (4, 5, 6, 7):
        desk.board.tracks[0].rung = rung
        says[rung] = (
            over(AirMission.CAP, Team.ANKARA, "tr_manned"),
            over(AirMission.SUPPRESS, Team.DAMASCUS, "syaaf"),
            over(AirMission.SUPPRESS, Team.MOSCOW, "ruaf"),
        )
    low = "RUNG_TOO_LOW"
    assert says == {4: (low,) * 3, 5: (low, "NONE", low), 6: ("NONE", "NONE", low), 7: ("NONE",) * 3}
    assert over(AirMission.CAP, Team.MOSCOW, "ruaf") == "WRONG_MISSION"
    assert over(AirMission.SUPPRESS, Team.ANKARA, "tr_manned") == "WRONG_MISSION"
    sector = desk.board.sectors[desk.names.sector["saraqib_idlib"]]
    sector.access[AirUser.SYAAF] = Access.CLOSED
    assert over(AirMission.SUPPRESS, Team.DAMASCUS, "syaaf") == "SECTOR_CLOSED"


def test_airspace_is_moscows(desk):
    order = desk.order(Team.MOSCOW, OrderKind.AIRSPACE, subject=0, amount=AirUser.TR_DRONE, mode=Access.OPEN)
    assert desk.says(order) == "NONE"
    assert price(desk.world, desk.board, order) == 100
    assert desk.says(replace(order, team=Team.DAMASCUS)) == "NOT_FOR_TEAM"
    assert desk.says(replace(order, mode=Access.CLOSED)) == "ALREADY_SO"
    assert price(desk.world, desk.board, replace(order, amount=AirUser.RUAF, mode=Access.CLOSED)) == 0


def test_sieges_by_rung(desk):
    def siege(level, post="op_9"):
        subject = desk.names.post[post]
        return desk.order(Team.DAMASCUS, OrderKind.SIEGE, subject=subject, mode=level)

    desk.board.teams[Team.DAMASCUS].pc = 449
    assert desk.says(siege(Siege.CORDON)) == "ALREADY_SO"
    assert desk.says(siege(Siege.HARASS)) == "RUNG_TOO_LOW"
    assert desk.says(siege(Siege.CORDON, "op_1")) == "WRONG_POST_STATE"
    assert desk.says(siege(Siege.OFFER_EXIT)) == "NONE"
    assert desk.says(siege(Siege.OFFER_EXIT, "op_1")) == "WRONG_POST_STATE"
    assert desk.says(siege(Siege.OFFER_EXIT + 1)) == "INCOMPLETE"
    desk.board.tracks[0].rung = 6
    assert desk.says(siege(Siege.HARASS)) == "NONE"
    assert desk.says(siege(Siege.ASSAULT)) == "RUNG_TOO_LOW"
    desk.board.tracks[0].rung = 7
    assert desk.says(siege(Siege.ASSAULT)) == "NONE"


# ---- the sheet --------------------------------------------------------------------------------------------


def codes(desk, orders, team=Team.DAMASCUS):
    return [Refusal(c).name for c in within_means(desk.world, desk.board, orders, team)]


def attackers(desk, n):
    able = []
    for f in desk.names.formations:
        order = desk.attack(f, "khan_al_subul", number=len(able) + 1)
        if desk.names.formation[f] >= 0 and desk.says(order) == "NONE":
            able.append(order)
    assert len(able) >= n
    return able[:n]


def test_command_points_end_at_the_lowest_priority(desk):
    orders = attackers(desk, 8)
    fillers = [
        desk.move(f, place, number=20 + i)
        for i, (f, place) in enumerate(
            [("saa_11d", "murek"), ("saa_ndf_hama", "murek"), ("saa_ldf", "rashidin")][:2]
        )
    ]
    orders += [replace(row, number=30 + i) for i, row in enumerate(fillers)]
    orders.append(desk.move("saa_madiq", "kafr_zita", number=40, priority=9))
    orders[0].priority = 8
    assert cost(orders[0]) == 1
    found = codes(desk, orders)
    assert found.count("NONE") == 10
    assert found[-1] == "NO_POINTS"
    orders[-1].priority = 1
    found = codes(desk, orders)
    assert found[0] == "NO_POINTS"
    assert found[-1] == "NONE"


def test_a_formation_takes_one_order(desk):
    orders = [
        desk.move("saa_25_a", "khan_shaykhun"),
        desk.attack("saa_25_b saa_25_a", "khan_al_subul", number=2),
        desk.posture("saa_25_b", number=3, priority=1),
    ]
    assert codes(desk, orders) == ["NONE", "TWICE", "NONE"]


def test_capital(desk):
    desk.board.teams[Team.DAMASCUS].pc = 150
    orders = [desk.posture("saa_25_a"), desk.posture("saa_25_b", number=2)]
    assert price(desk.world, desk.board, orders[0]) == 100
    assert codes(desk, orders) == ["NONE", "NO_CAPITAL"]
    assert cost(orders[0]) == 0


def test_limits_of_a_turn(desk):
    desk.board.tracks[0].post_reserve = 2000
    posts = [p for p, row in enumerate(desk.board.posts) if row.state == PostState.PLANNED][:6]
    orders = [
        desk.order(Team.ANKARA, OrderKind.POST, number=n, subject=p, mode=PostAct.ESTABLISH, amount=200)
        for n, p in enumerate(posts, 1)
    ]
    legal = [row for row in orders if desk.says(row) == "NONE"]
    assert len(legal) > 4
    found = codes(desk, legal, Team.ANKARA)
    assert found == ["NONE"] * 4 + ["TOO_MANY_POSTS"] * (len(legal) - 4)
    desk.board.tracks[0].post_reserve = 500
    assert codes(desk, legal, Team.ANKARA)[:3] == ["NONE", "NONE", "NO_RESERVE"]
    tasks = [desk.task("nlf", Task.HOLD, "saraqib", number=n) for n in range(1, 5)]
    assert codes(desk, tasks, Team.ANKARA) == ["NONE"] * 3 + ["TOO_MANY_TASKS"]


def test_the_order_of_the_rows_changes_nothing(desk):
    orders = [
        *attackers(desk, 8),
        *(desk.posture(f, number=50 + i) for i, f in enumerate(("saa_11d", "saa_quds"))),
    ]
    orders += [desk.move("saa_25_a", "khan_shaykhun", number=60), desk.move("saa_25_a", "surman", number=61)]
    first = dict(zip((row.number for row in orders), codes(desk, orders), strict=True))
    dice = random.Random(5)
    for _ in range(10):
        dice.shuffle(orders)
        assert dict(zip((row.number for row in orders), codes(desk, orders), strict=True)) == first
    assert len(set(first.values())) > 1


def test_a_second_siege_or_access_of_one_kind_is_refused(desk):
    desk.board.tracks[0].rung = 7
    sieges = [
        desk.order(Team.DAMASCUS, OrderKind.SIEGE, n, subject=desk.names.post[post], mode=level)
        for n, (post, level) in enumerate(
            (("op_9", Siege.HARASS), ("op_9", Siege.ASSAULT), ("op_8", Siege.HARASS)), 1
        )
    ]
    assert codes(desk, sieges) == ["NONE", "TWICE", "NONE"]
    access = [
        desk.order(Team.MOSCOW, OrderKind.AIRSPACE, n, subject=sector, amount=user, mode=mode)
        for n, (sector, user, mode) in enumerate(
            (
                (0, AirUser.TR_DRONE, Access.OPEN),
                (0, AirUser.TR_DRONE, Access.RISKY),
                (0, AirUser.SYAAF, Access.RISKY),
                (1, AirUser.TR_DRONE, Access.RISKY),
            ),
            1,
        )
    ]
    assert codes(desk, access, Team.MOSCOW) == ["NONE", "TWICE", "NONE", "NONE"]
