"""RB 7.10, 12.10, 12.11: who enters, who falls back, who is shaken; RB 13.9 for a stormed post."""

from __future__ import annotations

import pytest

from wargame.rules.capture import capture
from wargame.rules.codes import EventKind, Mission, PostState, Posture, Siege
from wargame.rules.supply import trace_supply
from wargame.rules.tables import NOBODY


def fall(table, *places: str) -> None:
    trace_supply(table.world, table.board, table.facts, None)
    entered = [0] * len(table.board.places)
    for place in places:
        entered[table.p(place)] = 1
    capture(table.world, table.board, entered, table.facts, table.log)


def test_the_strongest_attacker_enters_and_the_defender_falls_back(table):
    table.put("saa_25_a", "jarjanaz", 2000)
    table.put("saa_25_b", "surman", 2500)
    table.put("nlf_maarat", "maarat_al_numan", 1000, fought=1)
    table.attack("saa_25_a", "maarat_al_numan", "khan_al_subul")
    table.attack("saa_25_b", "maarat_al_numan")
    table.place("maarat_al_numan", bar=10000)
    fall(table, "maarat_al_numan")
    place = table.board.places[table.p("maarat_al_numan")]
    assert place.last_column == -400  # what pressed the loser does not press the captor
    assert (place.control, place.bar, place.held_days, place.taken, place.damage) == (0, 0, 0, 1, 200)
    winner = table.board.formations[table.f("saa_25_b")]
    assert (winner.place, winner.mission, winner.posture) == (
        table.p("maarat_al_numan"),
        Mission.NONE,
        Posture.DEFEND,
    )
    other = table.board.formations[table.f("saa_25_a")]
    assert (other.place, other.mission, other.leg) == (table.p("jarjanaz"), Mission.ATTACK, 1)
    loser = table.board.formations[table.f("nlf_maarat")]
    assert loser.strength == 950
    assert loser.place in table.world.links
    assert table.board.places[loser.place].control == 1
    assert table.told(EventKind.CAPTURED) == [(table.p("maarat_al_numan"), 1, 0, table.f("saa_25_b"))]


def test_without_a_way_out_half_is_lost_and_the_rest_gathers_at_home(table):
    table.put("saa_25_a", "jarjanaz", 2000)
    table.put("nlf_maarat", "maarat_al_numan", 1000, fought=1)
    table.attack("saa_25_a", "maarat_al_numan")
    place = table.p("maarat_al_numan")
    for q in table.world.links[table.world.first[place] : table.world.first[place + 1]]:
        table.board.places[q].control = 0
    fall(table, "maarat_al_numan")
    loser = table.board.formations[table.f("nlf_maarat")]
    assert (loser.strength, loser.stock, loser.place) == (475, 0, table.p("idlib"))


def test_a_great_place_shakes_its_neighbours_and_a_small_one_does_not(table):
    table.put("nlf_saraqib", "afes", 1000)
    table.put("saa_25_a", "khan_al_subul", 2000)
    table.place("khan_al_subul", control=0)
    table.attack("saa_25_a", "saraqib")
    fall(table, "saraqib")
    assert table.board.formations[table.f("nlf_saraqib")].cohesion == 6600
    table.put("nlf_zawiya", "nayrab", 1000)
    table.attack("saa_25_a", "turumbah")
    fall(table, "turumbah")  # hold 5000
    assert table.board.formations[table.f("nlf_zawiya")].cohesion == 7000


def test_turkish_troops_that_did_not_fight_lose_nothing(table):
    table.put("tr_mech_1", "saraqib", 800)
    table.put("saa_25_a", "khan_al_subul", 2000)
    table.place("khan_al_subul", control=0)
    table.attack("saa_25_a", "saraqib")
    fall(table, "saraqib")
    row = table.board.formations[table.f("tr_mech_1")]
    assert row.strength == 800
    assert row.place not in (NOBODY, table.p("saraqib"))


def test_sna_and_turkish_captures_make_turkish_ground(table):
    table.put("sna_2corps", "sarmin", 1000)
    table.place("nayrab", control=0)
    table.attack("sna_2corps", "nayrab")
    fall(table, "nayrab")
    assert table.board.places[table.p("nayrab")].control == 2


def test_a_post_under_assault_is_overrun_with_its_place_and_a_cordoned_one_is_not(table):
    for state in (Siege.ASSAULT, Siege.CORDON):
        post = table.board.posts[table.names.post["np_2"]]
        post.state, post.place, post.strength, post.siege = PostState.BESIEGED, table.p("saraqib"), 200, state
        table.place("saraqib", control=1, taken=0)
        table.place("khan_al_subul", control=0)
        table.put("saa_25_a", "khan_al_subul", 2000)
        table.attack("saa_25_a", "saraqib")
        fall(table, "saraqib")
        assert (post.state == PostState.OVERRUN) == (state == Siege.ASSAULT)


@pytest.mark.parametrize(("hold", "cohesion"), [(8000, 6600), (7999, 7000)])
def test_a_place_is_great_from_eighty_points_of_hold(table, hold, cohesion):
    table.world.places[table.p("saraqib")].hold = hold
    table.put("nlf_saraqib", "afes", 1000)
    table.put("saa_25_a", "khan_al_subul", 2000)
    table.place("khan_al_subul", control=0)
    table.attack("saa_25_a", "saraqib")
    fall(table, "saraqib")
    assert table.board.formations[table.f("nlf_saraqib")].cohesion == cohesion
