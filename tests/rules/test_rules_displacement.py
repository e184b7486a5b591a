"""RB 15: who leaves, where they go, and that nobody is lost on the way."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind
from wargame.rules.displacement import (
    destination_draws,
    destination_weights,
    displace,
    front_factors,
    leaving_rate,
)


def persons(table) -> int:
    return sum(p.people + p.hosted for p in table.board.places) + table.board.tracks[0].entered_turkey


def test_front_factors(table):
    table.place("saraqib", battle=1)
    front = front_factors(table.world, table.board)
    assert front[table.p("saraqib")] == 10000
    assert front[table.p("afes")] == 4500
    assert front[table.p("hish")] == 2500  # next to the enemy in Khan Shaykhun
    assert front[table.p("sarmada")] == 0
    assert front[table.p("reyhanli")] == 0
    table.place("saraqib", battle=0, strikes=3)
    assert front_factors(table.world, table.board)[table.p("saraqib")] != 10000
    table.place("saraqib", strikes=4)
    assert front_factors(table.world, table.board)[table.p("saraqib")] == 10000


def test_the_rate_of_the_rulebooks_check(table):
    """RB 15.5: front 10000 with 14 sorties gives 493 bp a day."""
    table.place("saraqib", strikes=14)
    assert leaving_rate(table.world, table.board, table.p("saraqib"), 10000) == 493
    table.place("saraqib", damage=550)
    assert leaving_rate(table.world, table.board, table.p("saraqib"), 10000) == 493 + 50
    table.place("idlib", strikes=14)
    assert leaving_rate(table.world, table.board, table.p("idlib"), 10000) == 89  # a host city, 18 %


def test_capture_empties_a_place_and_everybody_arrives_somewhere(table):
    before = persons(table)
    people = table.board.places[table.p("saraqib")].people
    table.place("saraqib", battle=1, taken=1, control=0)
    displace(table.world, table.board, 0, table.facts, table.log)
    assert persons(table) == before
    left = people - table.board.places[table.p("saraqib")].people
    assert left == (people * 5500 + 5000) // 10000
    assert table.told(EventKind.DISPLACED)[0][0] == table.p("saraqib")
    assert table.board.tracks[0].newly_displaced >= left


def test_a_town_retaken_by_its_own_side_is_not_emptied(table):
    people = table.board.places[table.p("saraqib")].people
    table.place("saraqib", taken=1, control=1)
    displace(table.world, table.board, 0, table.facts, table.log)
    assert table.board.places[table.p("saraqib")].people > people * 8 // 10


def test_hosted_people_leave_again_but_are_counted_once(table):
    table.place("atmeh", hosted=100, battle=1)
    displace(table.world, table.board, 0, table.facts, table.log)
    moved = table.told(EventKind.DISPLACED)
    atmeh = next(row for row in moved if row[0] == table.p("atmeh"))
    assert atmeh[1] > atmeh[3] > 0
    assert table.board.tracks[0].newly_displaced == sum(row[3] for row in moved)


def weights_from_saraqib(table, front, rooms):
    draws = destination_draws(table.world, table.board, front, rooms)
    return destination_weights(table.world, table.p("saraqib"), draws)


def test_full_shelter_takes_nobody_until_all_are_full(table):
    front = [0] * len(table.board.places)
    full = table.p("atmeh")
    table.place("atmeh", hosted=table.world.places[full].shelter)
    weights = weights_from_saraqib(table, front, 1)
    assert weights[table.world.shelters.index(full)] == 0
    assert weights_from_saraqib(table, front, 0)[table.world.shelters.index(full)]


def test_enemy_front_and_turkish_ground_take_nobody(table):
    front = [0] * len(table.board.places)
    front[table.p("sarmada")] = 1
    table.place("atmeh", control=0)
    weights = weights_from_saraqib(table, front, 1)
    assert weights[table.world.shelters.index(table.p("atmeh"))] == 0
    assert weights[table.world.shelters.index(table.p("sarmada"))] == 0
    assert sum(weights) > 0


def test_people_beyond_shelter_are_exposed_and_cost_standing(table):
    for s in table.world.shelters:
        table.world.places[s].shelter = 0
    table.place("saraqib", battle=1, taken=1, control=0)
    standing = table.board.teams[2].standing
    displace(table.world, table.board, 0, table.facts, table.log)
    assert table.told(EventKind.EXPOSURE)
    assert table.board.tracks[0].unhoused > 0
    assert table.board.teams[2].standing < standing


@pytest.mark.parametrize("day", range(3))
def test_persons_are_conserved_through_a_rough_week(table, day):
    before = persons(table)
    for place in table.board.places:
        place.battle, place.strikes, place.damage = 1, 5 + day, 900
    for _ in range(7):
        displace(table.world, table.board, 0, table.facts, None)
        assert persons(table) == before
        assert all(p.people >= 0 and p.hosted >= 0 for p in table.board.places)


def test_at_most_four_in_ten_leave_in_a_day(table):
    """500 sorties and 50 points of damage: 1390 x 22 / 10 = 3058 bp and 500; with 600 and 100 it would be
    3586 and 1000."""
    table.place("saraqib", strikes=500, damage=5000)
    assert leaving_rate(table.world, table.board, table.p("saraqib"), 10000) == 3558
    table.place("saraqib", strikes=600, damage=10000)
    assert leaving_rate(table.world, table.board, table.p("saraqib"), 10000) == 4000


def test_beyond_the_table_the_decay_is_eight_per_cent(table):
    place = table.p("saraqib")
    draws = destination_draws(table.world, table.board, front_factors(table.world, table.board), 0)
    far = next(s for s, draw in enumerate(draws) if draw > 0)
    for hm, bp in ((1599, 821), (1600, 800), (9000, 800)):
        table.world.refuge[place * len(draws) + far] = hm
        assert destination_weights(table.world, place, draws)[far] == draws[far] * bp
