"""RB 10.1-10.4, 10.8, 10.9: what drones destroy, what shoots them down, what forcing costs; looks, rules."""

from __future__ import annotations

import pytest

from wargame.rules.codes import (
    Access,
    AirDefence,
    AirMission,
    AirUser,
    Asset,
    Branch,
    DroneAim,
    EventKind,
    Rule,
    Weather,
)
from wargame.rules.column import turkish_guns
from wargame.rules.draw import draw
from wargame.rules.drones import fly_drones, loss_chance, restraint
from wargame.rules.legitimacy import legitimacy
from wargame.rules.recon import sight_of_recon
from wargame.rules.tables import NOBODY

POOL = AirUser.TR_DRONE
DAY = 30


def sector_of(table, place: str = "saraqib") -> int:
    return table.world.places[table.p(place)].sector


def see(table, place: str, faction: int, level: int) -> None:
    table.board.sight[table.p(place)].level[faction] = level


def strike(table, sorties: int, place: str = "", aim: int = 0, forced: int = 0, row: int = 0) -> None:
    task = table.board.air_tasks[POOL * 3 + row]
    task.mission, task.pool, task.sorties = AirMission.DRONE, POOL, sorties
    task.rules, task.forced = aim, forced
    task.sector = sector_of(table)
    task.target = table.p(place) if place else NOBODY


def war(table, access: int = Access.OPEN) -> None:
    """Rung 5, a good cause (60 dead: L = 12000), no air defence, the sky over Saraqib as given."""
    table.board.tracks[0].rung = 5
    table.board.teams[0].dead = 60
    table.board.sectors[sector_of(table)].access[POOL] = access
    for row in table.board.sectors:
        row.ad[0] = row.ad_full[0] = 0
        row.weather = Weather.FAIR


def fly(table, day: int = DAY) -> None:
    fly_drones(table.world, table.board, 7, day, table.facts, table.log)


def swing(table, day: int = DAY, place: str = "") -> int:
    key = table.world.pool_keys[POOL * len(table.world.sectors) + sector_of(table)]
    if place:
        key = table.world.drone_keys[table.p(place)]
    u = draw(7, day, 7, key, 0)
    return 6000 + (2 * 8000 * u + 10000) // 20000


def whole(table, sorties: int) -> int:
    """mbn destroyed under an open sky: sorties x 55 x (6000 + 8000 u) bp."""
    return (2 * sorties * 55 * swing(table) + 10000) // 20000


def test_a_strike_is_split_by_strength_and_costs_cohesion(table):
    war(table)
    table.put("saa_25_a", "saraqib", 3000)
    table.put("saa_25_b", "saraqib", 1000)
    see(table, "saraqib", 0, 3)
    strike(table, 4)
    fly(table)
    total = whole(table, 4)  # 4 x 55 = 220 x 6000..14000 bp = 132..308
    assert 132 <= total <= 308
    big, small = table.told(EventKind.DRONE_HIT)
    assert big[1] + small[1] == min(240, total - small[1]) + small[1]
    assert abs(small[1] - total / 4) <= 1
    assert small[1] <= 80  # 800 bp of 1000
    row = table.board.formations[table.f("saa_25_b")]
    assert (row.strength, row.cohesion) == (1000 - small[1], 7000 - 300)
    assert small == (table.f("saa_25_b"), small[1], 4, table.p("saraqib"))
    assert table.board.teams[2].lost_today == big[1] + small[1]


@pytest.mark.parametrize(("level", "bp"), [(3, 10000), (2, 8000), (1, 4000), (0, 0)])
def test_what_is_known_of_the_target_scales_the_kill(table, level, bp):
    war(table)
    table.put("saa_25_a", "saraqib", 6000)
    see(table, "saraqib", 0, level)
    strike(table, 6)
    fly(table)
    lost = (2 * whole(table, 6) * bp + 10000) // 20000
    assert 6000 - table.board.formations[table.f("saa_25_a")].strength == min(480, lost)
    assert table.board.pools[POOL].used == 6


@pytest.mark.parametrize(
    ("access", "forced", "bp"),
    [
        (Access.OPEN, 0, 10000),
        (Access.DECONFLICTED, 0, 8500),
        (Access.RISKY, 0, 6000),
        (Access.CLOSED, 1, 3500),
    ],
)
def test_access_scales_the_kill_and_forcing_costs_tension(table, access, forced, bp):
    war(table, access)
    tension = table.board.tracks[0].tension
    table.put("saa_25_a", "saraqib", 6000)
    see(table, "saraqib", 0, 3)
    strike(table, 6, forced=forced)
    fly(table)
    lost = (2 * whole(table, 6) * bp + 10000) // 20000
    assert 6000 - table.board.formations[table.f("saa_25_a")].strength == min(480, lost)
    assert table.board.tracks[0].tension - tension == (360 if access == Access.CLOSED else 0)
    told = [(sector_of(table), 6, 0, 0)] if access == Access.CLOSED else []
    assert table.told(EventKind.FORCED_ENTRY) == told


def test_a_closed_sky_is_not_entered_unless_forced_and_nobody_strikes_below_rung_5(table):
    war(table, Access.CLOSED)
    table.put("saa_25_a", "saraqib", 6000)
    see(table, "saraqib", 0, 3)
    strike(table, 6)
    fly(table)
    assert table.facts.rows == []
    war(table)
    table.board.tracks[0].rung = 4
    fly(table)
    assert table.facts.rows == []
    assert table.board.formations[table.f("saa_25_a")].strength == 6000


def test_bad_weather_halves_it_and_the_six_strongest_are_the_targets(table):
    war(table)
    names = [name for name in table.names.formations if name.startswith("saa_")][:7]
    for i, name in enumerate(names):
        table.put(name, "saraqib", 2000 + i)
    see(table, "saraqib", 0, 3)
    strike(table, 9)
    table.board.sectors[sector_of(table)].weather = Weather.BAD
    fly(table)
    told = table.told(EventKind.DRONE_HIT)
    assert sorted(row[0] for row in told) == sorted(table.f(n) for n in names[1:])
    assert abs(sum(row[1] for row in told) - whole(table, 9) / 2) <= 6


def test_artillery_is_found_by_its_aim_and_a_place_draws_by_its_own_key(table):
    war(table)
    table.put("saa_25_a", "saraqib", 3000)
    table.put("saa_art_south", "saraqib", 600)
    table.put("saa_25_b", "nayrab", 3000)
    for place in ("saraqib", "nayrab"):
        see(table, place, 0, 3)
    strike(table, 2, aim=DroneAim.ARTILLERY)
    fly(table)
    assert [row[0] for row in table.told(EventKind.DRONE_HIT)] == [table.f("saa_art_south")]
    table.facts.rows.clear()
    strike(table, 3, place="nayrab")
    fly(table)
    [(f, lost, sorties, place)] = table.told(EventKind.DRONE_HIT)
    kill = (2 * 165 * swing(table, place="nayrab") + 10000) // 20000
    assert (f, lost, sorties, place) == (table.f("saa_25_b"), kill, 3, table.p("nayrab"))


def test_russians_are_spared_below_rung_7(table):
    war(table)
    table.put("ru_mp_a", "saraqib", 500)
    table.put("saa_25_a", "saraqib", 3000)
    see(table, "saraqib", 0, 3)
    see(table, "saraqib", 2, 3)
    strike(table, 3)
    fly(table)
    assert [row[0] for row in table.told(EventKind.DRONE_HIT)] == [table.f("saa_25_a")]
    table.facts.rows.clear()
    table.board.tracks[0].rung = 7
    fly(table)
    assert len(table.told(EventKind.DRONE_HIT)) == 2


def test_air_defence_is_hunted_at_seven_a_sortie(table):
    war(table)
    row = table.board.sectors[sector_of(table)]
    row.ad[0] = row.ad_full[0] = 400
    strike(table, 9, aim=DroneAim.AIR_DEFENCE)
    fly(table)
    assert row.ad[0] == 337
    row.ad_posture[0] = AirDefence.SILENT
    fly(table)
    assert row.ad[0] == 337 - 16  # 63 x 2500 bp = 15.75
    assert table.told(EventKind.AD_HIT) == [(sector_of(table), 0, 63, 0), (sector_of(table), 0, 16, 0)]


@pytest.mark.parametrize(
    ("csy", "posture", "jam", "access", "chance"),
    [
        (600, AirDefence.ACTIVE, 0, Access.OPEN, 650),
        (400, AirDefence.ACTIVE, 0, Access.OPEN, 433),
        (400, AirDefence.SILENT, 0, Access.OPEN, 173),
        (400, AirDefence.ACTIVE, 1, Access.OPEN, 260),
        (400, AirDefence.ACTIVE, 0, Access.DECONFLICTED, 217),
        (400, AirDefence.ACTIVE, 0, Access.RISKY, 693),
        (400, AirDefence.ACTIVE, 0, Access.CLOSED, 866),
        (400, AirDefence.SILENT, 2, Access.CLOSED, 208),
        (0, AirDefence.ACTIVE, 0, Access.CLOSED, 0),
    ],
)
def test_the_risk_of_a_drone(table, csy, posture, jam, access, chance):
    s = sector_of(table)
    row = table.board.sectors[s]
    row.ad_posture[0], row.jam, row.access[POOL] = posture, jam, access
    strength = [0] * (2 * len(table.board.sectors))
    strength[2 * s] = csy
    assert loss_chance(table.world, table.board, POOL, s, strength) == chance


def test_drones_lost_follow_the_draw(table):
    war(table, Access.RISKY)
    s = sector_of(table)
    table.board.sectors[s].ad[0] = table.board.sectors[s].ad_full[0] = 400
    key = table.world.pool_keys[POOL * len(table.world.sectors) + s]
    strike(table, 9)
    total = 0
    for day in range(60):
        pool = table.board.pools[POOL]
        pool.airframes, pool.readiness = 18, 10000
        fly(table, day)
        lost = (9 * 693 + draw(7, day, 6, key, 0)) // 10000
        assert pool.airframes == 18 - lost
        total += lost
    assert total == table.board.pools[POOL].lost == sum(r[2] for r in table.told(EventKind.AIRCRAFT_LOST))
    assert 25 <= total <= 50  # mean 60 x 9 x 693 bp = 37.4
    assert table.board.pools[POOL].helicopters_lost == 0


def test_a_surge_of_drones_is_shared_and_tires_them(table):
    war(table)
    strike(table, 9)
    strike(table, 9, place="saraqib", row=1)
    strike(table, 9, aim=DroneAim.ARTILLERY, row=2)
    fly(table)
    pool = table.board.pools[POOL]
    assert pool.used == 14  # 9 x 15000 bp = 13.5
    assert pool.readiness == 9200
    for row in range(3):
        table.board.air_tasks[POOL * 3 + row].sorties = 3
    fly(table)
    assert (pool.used, pool.readiness) == (9, 8400)  # 8 are ready at 9200: 9 is a surge again


@pytest.mark.parametrize(
    ("dead", "displaced", "cause", "effect"),
    [
        (0, 0, 0, 3500),
        (10, 0, 2000, 4800),  # 3500 + 2000 x 6500 bp
        (10, 6000, 4000, 6100),  # 2000 + 2000 for 300 thousand beyond the first
        (10, 20000, 6000, 10000),  # displacement counts 4000 at most; no restraint from 5000 on
        (24, 0, 4800, 6620),
        (100, 0, 12000, 10000),
    ],
)
def test_a_poor_cause_holds_drones_back(table, dead, displaced, cause, effect):
    table.board.teams[0].dead = dead
    table.board.tracks[0].newly_displaced = displaced
    assert legitimacy(table.world, table.board, 0) == cause
    assert restraint(table.world, table.board) == effect


def look(table, team: int, asset: int, sector: int = NOBODY, place: int = NOBODY, row: int = 0) -> None:
    table.board.teams[team].recon_asset[row] = asset
    table.board.teams[team].recon_sector[row] = sector
    table.board.teams[team].recon_place[row] = place


def sight(table, team: int, place: str) -> int:
    return sight_of_recon(table.world, table.board, team, table.p(place))


def test_looks_add_two_by_drone_and_one_on_foot(table):
    look(table, 1, Asset.DRONE, sector=sector_of(table))
    assert [sight(table, team, "saraqib") for team in range(3)] == [0, 2, 1]
    assert sight(table, 1, "ariha") == 0
    look(table, 0, Asset.PATROL, place=table.p("saraqib"))
    look(table, 2, Asset.ADVISER, place=table.p("ariha"))
    assert (sight(table, 0, "saraqib"), sight(table, 0, "nayrab")) == (1, 0)
    assert (sight(table, 2, "ariha"), sight(table, 2, "nayrab")) == (1, 1)
    table.board.sectors[sector_of(table)].access[AirUser.RUAF] = Access.CLOSED
    assert (sight(table, 1, "nayrab"), sight(table, 2, "nayrab")) == (0, 0)


def test_ankaras_drones_that_look_fly_and_may_be_lost_at_any_rung(table):
    war(table, Access.RISKY)
    table.board.tracks[0].rung = 2
    s = sector_of(table)
    table.board.sectors[s].ad[0] = 400
    look(table, 0, Asset.DRONE, sector=s)
    look(table, 0, Asset.DRONE, place=table.p("saraqib"), row=1)
    for day in range(40):
        table.board.pools[POOL].airframes = 18
        fly(table, day)
    assert table.told(EventKind.FLOWN)[0] == (POOL, s, 2, 200)
    assert 1 <= table.board.pools[POOL].lost <= 13  # mean 40 x 2 x 693 bp = 5.5
    assert table.told(EventKind.DRONE_HIT) == []


def test_guns_in_self_defence_do_not_weaken_an_attack_next_to_them(table):
    table.put("tr_art_idlib", "saraqib", 500)
    assert turkish_guns(table.world, table.board, table.p("afes")) == 40
    table.board.teams[0].roe[Branch.ARTILLERY] = Rule.SELF_DEFENCE
    assert turkish_guns(table.world, table.board, table.p("afes")) == 0
    table.board.tracks[0].rung = 5
    assert turkish_guns(table.world, table.board, table.p("afes")) == 80
