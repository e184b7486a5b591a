"""RB 9.9, 10.1-10.7, 27.6: what is flown, over what, with what effect and at what price."""

from __future__ import annotations

import pytest

from wargame.rules.air import available, draw_weather, fly
from wargame.rules.codes import Access, AirMission, AirUser, EventKind, ReasonKind, StrikeRules, Team, Weather
from wargame.rules.draw import draw


def pool(table, user: int) -> int:
    return next(p for p, row in enumerate(table.world.pools) if row.user == user)


def task(table, row: int, user: int, mission: int, target: int, sorties: int, rules: int = 0):
    task = table.board.air_tasks[row]
    task.mission, task.pool, task.target = mission, pool(table, user), target
    task.sorties, task.rules = sorties, rules
    return task


def air(table, seed: int = 7, day: int = 3) -> None:
    table.facts.head[0] = table.log.head[0] = day
    fly(table.world, table.board, seed, day, table.facts, table.log)


def sector(table, place: str):
    return table.board.sectors[table.world.places[table.p(place)].sector]


def test_weather_follows_its_draw_and_tells_only_a_change(table):
    bad = 0
    for day in range(40):
        draw_weather(table.world, table.board, 7, day, table.facts, table.log)
        for s, row in enumerate(table.board.sectors):
            u = draw(7, day, 2, table.world.sectors[s].key, 0)
            assert row.weather == int(u < table.world.params.bad_weather)
            bad += row.weather
    days = 40 * len(table.board.sectors)
    assert 0.12 < bad / days < 0.34
    assert 0 < len(table.told(EventKind.WEATHER)) < days
    assert len(table.noted(ReasonKind.WEATHER_FACTOR)) == days


def test_available_sorties_shrink_with_readiness_and_with_lost_airframes(table):
    p = pool(table, AirUser.RUAF)
    assert available(table.world, table.board, p) == table.world.pools[p].sorties == 36
    table.board.pools[p].readiness = 5000
    assert available(table.world, table.board, p) == 18
    table.board.pools[p].airframes = table.world.pools[p].airframes // 2
    assert available(table.world, table.board, p) == 9


@pytest.mark.parametrize(
    ("access", "weather", "effect"),
    [
        (Access.OPEN, Weather.FAIR, 2000),
        (Access.DECONFLICTED, Weather.FAIR, 1700),
        (Access.RISKY, Weather.FAIR, 1200),
        (Access.OPEN, Weather.BAD, 700),
        (Access.RISKY, Weather.BAD, 420),
        (Access.CLOSED, Weather.FAIR, 0),
    ],
)
def test_close_support_is_sorties_times_access_times_weather(table, access, weather, effect):
    sector(table, "saraqib").access[AirUser.RUAF] = access
    sector(table, "saraqib").weather = weather
    task(table, 0, AirUser.RUAF, AirMission.CAS, table.p("saraqib"), 20)
    air(table)
    assert table.board.places[table.p("saraqib")].support == effect
    flown = table.told(EventKind.FLOWN)
    p = pool(table, AirUser.RUAF)
    if effect == 0:
        assert flown == []
        assert table.board.pools[p].used == 0
    else:
        assert flown == [(p, table.world.places[table.p("saraqib")].sector, 20, effect)]
        assert table.board.pools[p].used == 20


def test_a_surge_is_shared_capped_at_half_more_and_paid_with_readiness(table):
    task(table, 0, AirUser.RUAF, AirMission.CAS, table.p("saraqib"), 40)
    task(table, 1, AirUser.RUAF, AirMission.CAS, table.p("nayrab"), 20)
    p = pool(table, AirUser.RUAF)
    air(table)
    assert table.board.pools[p].used == 54
    assert table.board.places[table.p("saraqib")].support == 3600
    assert table.board.places[table.p("nayrab")].support == 1800
    assert table.board.pools[p].readiness == 9200
    table.board.air_tasks[0].sorties, table.board.air_tasks[1].sorties = 10, 10
    air(table)
    assert table.board.pools[p].readiness == 9800


def test_a_strike_on_military_rules_damages_and_shakes_the_enemy_only(table):
    table.put("nlf_saraqib", "saraqib", 1000)
    table.put("saa_25_a", "khan_al_subul", 1000)
    task(table, 0, AirUser.RUAF, AirMission.STRIKE, table.p("saraqib"), 8)
    standing = table.board.teams[Team.MOSCOW].standing
    air(table)
    place = table.board.places[table.p("saraqib")]
    assert (place.damage, place.strikes, place.support) == (1200, 8, 0)
    assert table.board.formations[table.f("nlf_saraqib")].cohesion == 7000 - 240
    assert table.board.formations[table.f("saa_25_a")].cohesion == 7000
    assert table.board.teams[Team.MOSCOW].standing == standing
    assert table.told(EventKind.PLACE_STRUCK) == [(table.p("saraqib"), Team.MOSCOW, 8, 0)]


def test_strikes_take_three_hundred_cohesion_a_day_at_most(table):
    table.put("nlf_saraqib", "saraqib", 1000)
    task(table, 0, AirUser.RUAF, AirMission.STRIKE, table.p("saraqib"), 20)
    task(table, 3, AirUser.SYAAF, AirMission.STRIKE, table.p("saraqib"), 14)
    air(table)
    assert table.board.formations[table.f("nlf_saraqib")].cohesion == 6700


def test_unrestricted_strikes_damage_more_and_cost_standing(table):
    table.put("nlf_saraqib", "saraqib", 1000)
    task(table, 0, AirUser.RUAF, AirMission.STRIKE, table.p("saraqib"), 8, StrikeRules.UNRESTRICTED)
    standing = table.board.teams[Team.MOSCOW].standing
    air(table)
    assert table.board.places[table.p("saraqib")].damage == 1800
    assert table.board.teams[Team.MOSCOW].standing == standing - 120
    assert table.board.formations[table.f("nlf_saraqib")].cohesion == 7000


def test_a_road_mends_before_it_is_cut_and_never_beyond_its_cap(table):
    road = next(
        r
        for r, row in enumerate(table.world.roads)
        if {row.a, row.b} == {table.p("saraqib"), table.p("afes")}
    )
    task(table, 0, AirUser.RUAF, AirMission.INTERDICT, road, 8)
    air(table)
    assert table.board.roads[road].cut == 2000
    assert table.told(EventKind.ROAD_CUT) == [(road, 2000, 0, 0)]
    air(table)
    assert table.board.roads[road].cut == 2500
    table.board.air_tasks[0].sorties = 36
    air(table)
    assert table.board.roads[road].cut == 9000
    table.board.air_tasks[0].mission = AirMission.NONE
    air(table)
    assert table.board.roads[road].cut == 7500


def test_close_support_follows_its_attack_and_else_returns(table):
    table.place("nayrab", control=0)
    task(table, 0, AirUser.RUAF, AirMission.CAS, table.p("nayrab"), 10)
    air(table)
    assert table.told(EventKind.FLOWN) == []
    table.put("saa_25_a", "nayrab", 2000)
    table.attack("saa_25_a", "nayrab", "turumbah")
    table.board.formations[table.f("saa_25_a")].leg = 1
    air(table)
    assert table.board.places[table.p("turumbah")].support == 1000
    assert table.board.places[table.p("nayrab")].support == 0


def test_losses_follow_their_two_draws_and_the_mean_is_the_published_one(table):
    p = pool(table, AirUser.SYAAF)
    row = table.world.pools[p]
    place = table.p("saraqib")
    s = table.world.places[place].sector
    key = table.world.pool_keys[p * len(table.world.sectors) + s]
    table.board.sectors[s].access[AirUser.SYAAF] = Access.RISKY
    task(table, 3, AirUser.SYAAF, AirMission.CAS, place, 14)
    total = 0
    for day in range(300):
        table.board.pools[p].airframes = 40
        table.board.pools[p].readiness = 10000
        fly(table.world, table.board, 5, day, table.facts, None)
        lost = 40 - table.board.pools[p].airframes
        plane = (12 * (row.loss * 16 // 10) + draw(5, day, 6, key, 0)) // 10000
        rotor = (2 * (row.helicopter_loss * 16 // 10) + draw(5, day, 6, key, 1)) // 10000
        assert lost == plane + rotor
        total += lost
    assert table.board.pools[p].lost == total
    assert sum(row[2] for row in table.told(EventKind.AIRCRAFT_LOST)) == total
    assert 8 < total < 27  # mean 300 x (12 x 32 + 2 x 64) / 10000 = 15.4


def test_nothing_is_flown_without_airframes(table):
    p = pool(table, AirUser.RUAF)
    table.board.pools[p].airframes = 0
    task(table, 0, AirUser.RUAF, AirMission.CAS, table.p("saraqib"), 10)
    air(table)
    assert table.board.places[table.p("saraqib")].support == 0


def test_the_order_of_tasks_changes_nothing(table):
    air_rows = [("saraqib", 30), ("nayrab", 25), ("ariha", 17)]
    results = []
    for order in ((0, 1, 2), (2, 0, 1)):
        for place, _ in air_rows:
            table.place(place, support=0)
        row = table.board.pools[pool(table, AirUser.RUAF)]
        row.readiness, row.airframes = 10000, 24
        for k, i in enumerate(order):
            task(table, k, AirUser.RUAF, AirMission.CAS, table.p(air_rows[i][0]), air_rows[i][1])
        air(table)
        results.append([table.board.places[table.p(place)].support for place, _ in air_rows])
    assert results[0] == results[1]
    assert sum(results[0]) == 5400
