"""Levels of detection worked by hand, and what stays known of a group out of sight (RB 8.1, 5.11)."""

from __future__ import annotations

import pytest

from wargame.rules.codes import Access, AirUser, Asset, Control, EventKind, ReasonKind, Team, Terrain
from wargame.rules.detection import detect, level, level_of
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY

ANKARA, MOSCOW, DAMASCUS = Team.ANKARA, Team.MOSCOW, Team.DAMASCUS
HTS, NLF, SAA = 5, 4, 0


def chain(table):
    """Four places in a row, each joined to the next and to no other of them, in open country."""
    world = table.world

    def beside(p):
        return set(world.links[world.first[p] : world.first[p + 1]])

    for a in range(len(world.places)):
        for b in sorted(beside(a)):
            for c in sorted(beside(b) - beside(a) - {a}):
                for d in sorted(beside(c) - beside(b) - {b}):
                    second = set().union(*(beside(q) for q in beside(a)))
                    if d not in second | beside(a) | {a}:
                        return [a, b, c, d]
    raise AssertionError


def forget(table):
    for row in table.board.sight:
        row.kept = 0
        row.level[:], row.last_level[:] = [0] * 21, [0] * 21
        row.last_day[:], row.last_size[:] = [NOBODY] * 21, [0] * 21


@pytest.fixture
def ground(table):
    """A chain of places; nobody has held anything for long; a group of 1000 mbn of HTS on its first place."""
    table.chain = chain(table)
    for p, place in enumerate(table.board.places):
        place.control, place.held_days = Control.NEUTRAL, 0
        table.world.places[p].terrain = Terrain.OPEN
    forget(table)
    table.put("hts_east", table.names.places[table.chain[0]], 1000, static_days=0)
    return table


def look(table, day=5):
    detect(table.world, table.board, day, table.facts, table.log)
    return [level(table.world, table.board, team, table.chain[0]) for team in (ANKARA, MOSCOW, DAMASCUS)]


def friend(table, step, name="saa_25_a"):
    return table.put(name, table.names.places[table.chain[step]], 900)


@pytest.mark.parametrize(("step", "expected"), [(0, 2), (1, 2), (2, 1), (3, 0)])
def test_adjacency(ground, step, expected):
    friend(ground, step)
    assert look(ground)[MOSCOW:] == [expected, expected]


def test_allies_see_for_each_other_and_nobody_sees_its_own(ground):
    friend(ground, 1, "ru_mp_a")
    assert look(ground) == [0, 2, 2]
    assert level_of(ground.board, DAMASCUS, ground.chain[0], HTS) == 2


def test_a_group_hides_by_standing_still_all_of_it(ground):
    friend(ground, 1)
    row = ground.put("hts_south", ground.names.places[ground.chain[0]], 500, static_days=3)
    assert look(ground) == [0, 2, 2]
    ground.board.formations[ground.f("hts_east")].static_days = 3
    assert look(ground) == [0, 1, 1]
    row.static_days = 2
    assert look(ground) == [0, 2, 2]


def test_factions_in_one_place_are_groups_of_their_own(ground):
    friend(ground, 1)
    ground.put("nlf_saraqib", ground.names.places[ground.chain[0]], 700, static_days=9)
    look(ground)
    assert level_of(ground.board, MOSCOW, ground.chain[0], HTS) == 2
    assert level_of(ground.board, MOSCOW, ground.chain[0], NLF) == 1
    assert level(ground.world, ground.board, MOSCOW, ground.chain[0]) == 2


def test_towns_and_weather_hide(ground):
    friend(ground, 1)
    place = ground.world.places[ground.chain[0]]
    place.terrain = Terrain.URBAN
    assert look(ground) == [0, 1, 1]
    ground.board.sectors[place.sector].weather = 1
    assert look(ground) == [0, 0, 0]


@pytest.mark.parametrize(("days", "control", "expected"), [(19, 0, 2), (20, 0, 3), (20, 1, 2), (20, 3, 2)])
def test_people_of_ground_held_for_long_report(ground, days, control, expected):
    friend(ground, 1)
    beside = ground.board.places[ground.chain[1]]
    beside.held_days, beside.control = days, control
    assert look(ground) == [0, expected, expected]


def test_ground_held_two_roads_away_reports_nothing(ground):
    there = ground.board.places[ground.chain[2]]
    there.held_days, there.control = 30, 0
    assert look(ground) == [0, 0, 0]


def test_posts_and_jammers_look_for_ankara_together_once(ground):
    ground.put("saa_25_a", ground.names.places[ground.chain[0]], 900)
    ground.board.formations[ground.f("hts_east")].place = NOBODY
    assert look(ground) == [0, 0, 0]
    post = ground.board.posts[0]
    post.place, post.state, post.strength = ground.chain[1], 1, 200
    assert look(ground) == [1, 0, 0]
    ground.board.sectors[ground.world.places[ground.chain[0]].sector].jam = 2
    assert look(ground) == [1, 0, 0]
    post.place = ground.chain[2]
    assert look(ground) == [1, 0, 0]
    ground.board.sectors[ground.world.places[ground.chain[0]].sector].jam = 0
    assert look(ground) == [0, 0, 0]


def test_recon_of_moscow_helps_damascus_less(ground):
    sector = ground.world.places[ground.chain[0]].sector
    ground.board.sectors[sector].access[AirUser.RUAF] = Access.OPEN
    moscow = ground.board.teams[MOSCOW]
    moscow.recon_asset[0], moscow.recon_sector[0] = Asset.DRONE, sector
    assert look(ground) == [0, 2, 1]
    ground.board.sectors[sector].access[AirUser.RUAF] = Access.CLOSED
    assert look(ground) == [0, 0, 0]


def test_the_level_is_never_above_three(ground):
    friend(ground, 0)
    sector = ground.world.places[ground.chain[0]].sector
    for team in (MOSCOW, DAMASCUS):
        state = ground.board.teams[team]
        state.recon_asset[0], state.recon_place[0] = Asset.ADVISER, ground.chain[0]
    beside = ground.board.places[ground.chain[1]]
    beside.held_days, beside.control = 40, 0
    ground.board.sectors[sector].access[AirUser.RUAF] = Access.OPEN
    assert look(ground) == [2, 3, 3]


def test_what_comes_into_sight_and_goes_out_of_it_is_told_with_its_reason(ground):
    near = friend(ground, 1)
    look(ground)
    look(ground, 6)
    told = [row for row in ground.told(EventKind.SIGHTED) if row[2] == HTS]
    assert told == [(1, ground.chain[0], HTS, 2), (2, ground.chain[0], HTS, 2)]
    assert [row for row in ground.noted(ReasonKind.DETECTION) if row[0] == 1] == [(1, ground.chain[0], 2, 0)]
    assert ground.told(EventKind.LOST_SIGHT) == []
    near.place = ground.chain[3]
    look(ground, 7)
    lost = [row for row in ground.told(EventKind.LOST_SIGHT) if row[2] == HTS]
    assert lost == [(1, ground.chain[0], HTS, 0), (2, ground.chain[0], HTS, 0)]


def test_a_group_out_of_sight_is_remembered_as_it_was_until_the_place_is_seen_empty(ground):
    group = ground.board.formations[ground.f("hts_east")]
    near = friend(ground, 1)
    look(ground, 5)
    near.place = ground.chain[3]
    group.strength = 4000
    look(ground, 6)
    group.place = ground.chain[2]
    row, k = ground.board.sight[ground.chain[0]], MOSCOW * 7 + HTS
    group.place = NOBODY
    look(ground, 7)
    assert (row.level[k], row.last_level[k], row.last_day[k], row.last_size[k]) == (0, 2, 5, 1000)
    near.place = ground.chain[2]
    look(ground, 8)
    assert (row.last_level[k], row.last_day[k]) == (2, 5)
    near.place = ground.chain[1]
    look(ground, 9)
    assert (row.last_level[k], row.last_day[k], row.last_size[k], row.kept) == (0, NOBODY, 0, 0)


def test_a_memory_ends_when_the_place_becomes_ones_own(ground):
    near = friend(ground, 1)
    look(ground, 5)
    near.place = ground.chain[3]
    ground.board.formations[ground.f("hts_east")].place = NOBODY
    ground.board.places[ground.chain[0]].control = Control.GOVERNMENT
    look(ground, 6)
    assert ground.board.sight[ground.chain[0]].kept == 0


def test_police_between_the_sides_show_themselves(ground):
    police = ground.put("ru_mp_a", ground.names.places[ground.chain[3]], 300, static_days=9)
    assert level(ground.world, ground.board, ANKARA, ground.chain[3]) == 0
    look(ground)
    assert level(ground.world, ground.board, ANKARA, ground.chain[3]) == 0
    ground.put("tr_mech_1", ground.names.places[ground.chain[1]], 500)
    look(ground)
    assert level(ground.world, ground.board, ANKARA, ground.chain[3]) == 0
    police.interpose = ground.chain[3]
    look(ground)
    assert level(ground.world, ground.board, ANKARA, ground.chain[3]) == 3


def test_the_order_of_the_formations_changes_nothing(ground):
    friend(ground, 1)
    ground.put("nlf_saraqib", ground.names.places[ground.chain[0]], 700)
    facts = fresh()
    detect(ground.world, ground.board, 4, facts, None)
    whole = ground.board.sight[ground.chain[0]]
    rows = ground.board.formations
    a, b = ground.f("hts_east"), ground.f("nlf_saraqib")
    fixed = ground.world.formations
    rows[a], rows[b] = rows[b], rows[a]
    fixed[a], fixed[b] = fixed[b], fixed[a]
    whole = (whole.kept, whole.level[:], whole.last_level[:], whole.last_day[:], whole.last_size[:])
    forget(ground)
    again = fresh()
    detect(ground.world, ground.board, 4, again, None)
    assert sorted(again.rows) == sorted(facts.rows)
    row = ground.board.sight[ground.chain[0]]
    assert (row.kept, row.level, row.last_level, row.last_day, row.last_size) == whole
