"""RB 10.4, 10.6, 10.8, 10.10, 6.8: air defence and its targets, patrols, jamming, missiles on shoulders."""

from __future__ import annotations

import pytest

from wargame.model.scenario import Effect
from wargame.play.effects import compile_effect
from wargame.rules.air import fly, plane_risk
from wargame.rules.air_defence import air_defence, missile_ground, wear_down
from wargame.rules.codes import AirDefence, AirMission, AirUser, Branch, EventKind, Rule
from wargame.rules.draw import draw
from wargame.rules.injects import act
from wargame.rules.tables import NOBODY

GOVERNMENT, OPPOSITION = 0, 1


def s(table, place: str) -> int:
    return table.world.places[table.p(place)].sector


def task(table, row: int, user: int, mission: int, sorties: int, target: int = NOBODY, sector: int = NOBODY):
    task = table.board.air_tasks[row]
    task.mission, task.pool, task.sorties = mission, user, sorties
    task.target, task.sector = target, sector


def air(table, day: int = 3) -> None:
    fly(table.world, table.board, 7, day, table.facts, table.log)


def ad_group(table, place: str, strength: int = 200) -> None:
    table.put("tr_air_defence", place, strength)


def test_a_formation_adds_one_csy_for_each_mbn_where_it_stands_and_a_thousand_is_the_most(table):
    east = s(table, "saraqib")
    assert air_defence(table.world, table.board)[2 * east : 2 * east + 2] == [400, 0]
    ad_group(table, "saraqib")
    assert air_defence(table.world, table.board)[2 * east : 2 * east + 2] == [400, 200]
    table.board.sectors[east].ad[OPPOSITION] = 900
    assert air_defence(table.world, table.board)[2 * east + 1] == 1000


def test_at_the_start_the_government_is_active_and_the_opposition_silent(table):
    for row in table.board.sectors:
        assert row.ad_posture == [AirDefence.ACTIVE, AirDefence.SILENT]
        assert row.ad == row.ad_full


def test_it_mends_ten_a_day_and_not_beyond_what_it_had(table):
    row = table.board.sectors[s(table, "saraqib")]
    row.ad[GOVERNMENT] = 385
    air(table)
    assert row.ad[GOVERNMENT] == 395
    air(table)
    assert row.ad[GOVERNMENT] == 400
    air(table)
    assert row.ad == [400, 0]


@pytest.mark.parametrize(
    ("posture", "access", "lost"),
    [
        (AirDefence.ACTIVE, 3, 70),  # 10 sorties x 7
        (AirDefence.SILENT, 3, 18),  # x 2500 bp = 17.5
        (AirDefence.ACTIVE, 1, 42),  # risky: x 6000 bp
    ],
)
def test_suppression_destroys_seven_a_sortie(table, posture, access, lost):
    east = s(table, "saraqib")
    row = table.board.sectors[east]
    row.ad[OPPOSITION] = row.ad_full[OPPOSITION] = 300
    row.ad_posture[OPPOSITION] = posture
    row.access[AirUser.SYAAF] = access
    task(table, 3, AirUser.SYAAF, AirMission.SUPPRESS, 10, sector=east)
    air(table)
    assert row.ad[OPPOSITION] == 300 - lost
    assert table.told(EventKind.AD_HIT) == [(east, OPPOSITION, lost, 0)]
    assert table.board.pools[AirUser.SYAAF].used == 10


def test_what_is_destroyed_is_shared_by_systems_and_formations_but_not_on_turkish_soil(table):
    east = s(table, "saraqib")
    ad_group(table, "saraqib", 100)
    table.board.sectors[east].ad[OPPOSITION] = 300
    hits = [0] * (2 * len(table.board.sectors))
    hits[2 * east + 1] = 40
    wear_down(table.world, table.board, hits, table.facts)
    assert table.board.formations[table.f("tr_air_defence")].strength == 90
    assert table.board.sectors[east].ad[OPPOSITION] == 270
    ad_group(table, "reyhanli", 100)
    border = s(table, "reyhanli")
    hits = [0] * (2 * len(table.board.sectors))
    hits[2 * border + 1] = 40
    wear_down(table.world, table.board, hits, table.facts)
    assert table.board.formations[table.f("tr_air_defence")].strength == 100


@pytest.mark.parametrize(("rung", "risk"), [(5, 20), (6, 520), (8, 520)])
def test_fighters_on_patrol_endanger_syrian_aircraft_from_rung_6(table, rung, risk):
    east = s(table, "saraqib")
    table.board.tracks[0].rung = rung
    task(table, 6, AirUser.TR_MANNED, AirMission.CAP, 4, sector=east)
    task(table, 3, AirUser.SYAAF, AirMission.CAS, 12, target=table.p("saraqib"))
    task(table, 0, AirUser.RUAF, AirMission.CAS, 12, target=table.p("saraqib"))
    air(table)
    chances = {(row[0], row[2]) for row in table.noted(122) if row[1] == east}
    assert (AirUser.SYAAF, risk) in chances
    assert (AirUser.RUAF, 508 if rung == 8 else 8) in chances
    assert table.board.pools[AirUser.TR_MANNED].used == (4 if rung >= 6 else 0)
    assert table.board.pools[AirUser.TR_MANNED].lost == 0


def test_shoulder_fired_missiles_endanger_helicopters_and_russian_aircraft_near_them(table):
    assert missile_ground(table.world, table.board, OPPOSITION) == []
    table.put("nlf_saraqib", "afes", 1000, manpads=1)
    ground = missile_ground(table.world, table.board, OPPOSITION)
    assert (ground[table.p("afes")], ground[table.p("saraqib")], ground[table.p("ariha")]) == (1, 1, 0)
    assert missile_ground(table.world, table.board, GOVERNMENT) == []
    task(table, 3, AirUser.SYAAF, AirMission.CAS, 14, target=table.p("saraqib"))
    task(table, 0, AirUser.RUAF, AirMission.CAS, 12, target=table.p("saraqib"))
    air(table)
    assert {(row[0], row[2]) for row in table.noted(122)} == {
        (AirUser.SYAAF, 20), (AirUser.SYAAF, 120), (AirUser.RUAF, 30),
    }  # fmt: skip
    table.put("nlf_saraqib", "ariha", 1000, manpads=1)
    table.log.rows.clear()
    air(table)
    assert {row[2] for row in table.noted(122) if row[0] == AirUser.SYAAF} == {20, 40}


def test_only_the_sorties_near_missiles_meet_them(table):
    table.put("nlf_saraqib", "afes", 1000, manpads=1)
    task(table, 0, AirUser.RUAF, AirMission.CAS, 12, target=table.p("saraqib"))
    task(table, 1, AirUser.RUAF, AirMission.STRIKE, 24, target=table.p("idlib"))
    assert s(table, "idlib") == s(table, "saraqib")
    air(table)
    assert {row[2] for row in table.noted(122) if row[0] == AirUser.RUAF} == {15}  # (12 x 30 + 24 x 8) / 36


@pytest.mark.parametrize(
    ("rung", "posture", "syrian", "russian"),
    [(6, 1, 120, 8), (6, 0, 40, 8), (5, 1, 40, 8), (8, 1, 120, 30)],
)
def test_turkish_air_defence_shoots_when_active_and_at_its_rung(table, rung, posture, syrian, russian):
    ad_group(table, "saraqib")
    table.board.tracks[0].rung = rung
    table.board.sectors[s(table, "saraqib")].ad_posture[OPPOSITION] = posture
    task(table, 3, AirUser.SYAAF, AirMission.CAS, 14, target=table.p("saraqib"))
    task(table, 0, AirUser.RUAF, AirMission.CAS, 12, target=table.p("saraqib"))
    air(table)
    assert {row[2] for row in table.noted(122) if row[0] == AirUser.SYAAF} == {20, syrian}
    assert {row[2] for row in table.noted(122) if row[0] == AirUser.RUAF} == {russian}


def test_helicopters_lost_are_told_apart(table):
    table.put("nlf_saraqib", "saraqib", 1000, manpads=1)
    place = table.p("saraqib")
    east = s(table, "saraqib")
    key = table.world.pool_keys[AirUser.SYAAF * len(table.world.sectors) + east]
    task(table, 3, AirUser.SYAAF, AirMission.CAS, 14, target=place)
    crashed = 0
    for day in range(300):
        row = table.board.pools[AirUser.SYAAF]
        row.airframes, row.readiness = 40, 10000
        fly(table.world, table.board, 5, day, table.facts, None)
        crashed += (2 * 120 + draw(5, day, 6, key, 1)) // 10000
    told = table.told(EventKind.AIRCRAFT_LOST)
    assert crashed == table.board.pools[AirUser.SYAAF].helicopters_lost == sum(row[3] for row in told)
    assert 2 <= crashed <= 14  # mean 300 x 2 x 120 bp = 7.2
    assert sum(row[2] for row in told) == table.board.pools[AirUser.SYAAF].lost > crashed


def test_jamming_weakens_close_support_and_nothing_else(table):
    table.board.sectors[s(table, "saraqib")].jam = 2
    task(table, 0, AirUser.RUAF, AirMission.CAS, 20, target=table.p("saraqib"))
    task(table, 1, AirUser.RUAF, AirMission.STRIKE, 10, target=table.p("nayrab"))
    air(table)
    assert table.board.places[table.p("saraqib")].support == 1700
    assert table.board.places[table.p("nayrab")].strikes == 10


def test_aircraft_in_self_defence_keep_away_from_places_with_turkish_troops(table):
    table.put("tr_mech_1", "saraqib", 800)
    task(table, 0, AirUser.RUAF, AirMission.STRIKE, 8, target=table.p("saraqib"))
    task(table, 1, AirUser.RUAF, AirMission.STRIKE, 8, target=table.p("nayrab"))
    table.board.teams[1].roe[Branch.AIRCRAFT] = Rule.SELF_DEFENCE
    air(table)
    assert table.board.places[table.p("saraqib")].strikes == 0
    assert table.board.places[table.p("nayrab")].strikes == 8
    table.board.teams[1].roe[Branch.AIRCRAFT] = Rule.RETURN_FIRE
    air(table)
    assert table.board.places[table.p("saraqib")].strikes == 8


def test_the_risk_of_a_plane_never_falls_by_danger(table):
    for p in (AirUser.RUAF, AirUser.SYAAF):
        quiet = plane_risk(table.world, table.board, p, 0)
        assert all(plane_risk(table.world, table.board, p, bits) >= quiet for bits in range(16))


@pytest.mark.parametrize(
    ("effect", "ad", "full", "manpads"),
    [
        ({"set": "formation.nlf_saraqib.manpads", "to": 1}, 400, 400, 1),
        ({"add": "sector.saraqib_idlib.ad.government", "by": 2}, 600, 600, 0),
        ({"set": "sector.saraqib_idlib.ad.government", "to": 1}, 100, 100, 0),
        ({"set": "sector.saraqib_idlib.ad.government", "to": 10}, 1000, 1000, 0),
    ],
)
def test_injects_arm_formations_and_bring_systems(table, effect, ad, full, manpads):
    [row], complaints = compile_effect(Effect.model_validate(effect), table.names)
    assert complaints == []
    act(table.world, table.board, NOBODY, row, table.facts, table.log)
    sector = table.board.sectors[table.names.sector["saraqib_idlib"]]
    assert (sector.ad[GOVERNMENT], sector.ad_full[GOVERNMENT]) == (ad, full)
    assert table.board.formations[table.f("nlf_saraqib")].manpads == manpads


def test_systems_brought_to_worn_down_ones_leave_repair_its_end(table):
    sector = table.board.sectors[table.names.sector["saraqib_idlib"]]
    sector.ad[GOVERNMENT] = 250
    row = compile_effect(
        Effect.model_validate({"add": "sector.saraqib_idlib.ad.government", "by": 1}), table.names
    )[0][0]
    act(table.world, table.board, NOBODY, row, table.facts, table.log)
    assert (sector.ad[GOVERNMENT], sector.ad_full[GOVERNMENT]) == (350, 500)
