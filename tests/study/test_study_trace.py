"""A run read from hand-made events, and the sums of a real run."""

from __future__ import annotations

from collections import defaultdict

import pytest

from wargame.rules.codes import Control, EventKind, Faction, Field, Side, Team, TermKind
from wargame.rules.tables import copied
from wargame.study.engines import made
from wargame.study.games import HISTORICAL, Game
from wargame.study.metrics import Metric, besieged_on, killed, route_taken_on, speed, taken_on, value_of
from wargame.study.trace import Trace, trace_of


@pytest.fixture
def read(layout):
    """Reads rows of (day, kind, a, b, c, d) as the events of a game that ends on day 9."""

    def act(*rows):
        end = copied(layout.start)
        end.tracks[0].day = 9
        facts = [(day, 0, int(kind), a, b, c, d, -1) for day, kind, a, b, c, d in rows]
        return trace_of(layout.world, layout.start, Game(1, facts, end))

    return act


def test_changes_of_control_and_days(read, layout):
    p = layout.names.place["saraqib"]
    trace = read(
        (4, EventKind.CAPTURED, p, Control.OPPOSITION, Control.GOVERNMENT, 0),
        (6, EventKind.CAPTURED, p, Control.GOVERNMENT, Control.OPPOSITION, 9),
        (8, EventKind.CAPTURED, p, Control.OPPOSITION, Control.GOVERNMENT, 0),
    )
    assert trace.days == 10
    assert trace.control == [(4, p, 1, 0), (6, p, 0, 1), (8, p, 1, 0)]
    assert taken_on(trace, p) == 4
    assert taken_on(trace, 0) is None


def test_dead_of_a_battle_go_to_the_factions_engaged(read, layout):
    names, start = layout.names, layout.start
    p = names.place["saraqib"]
    trace = read(
        (3, EventKind.ATTACK, p, Faction.SAA, 100, 2),
        (3, EventKind.BATTLE_LOSS, p, Side.GOVERNMENT, 80, 10),
        (3, EventKind.BATTLE_LOSS, p, Side.OPPOSITION, 160, 20),
    )
    inside = defaultdict(int)
    for f, row in enumerate(start.formations):
        if row.place == p:
            inside[layout.world.formations[f].faction] += row.strength
    assert set(inside) == {Faction.NLF, Faction.HTS}
    whole = sum(inside.values())
    for faction, strength in inside.items():
        assert abs(trace.killed[3, faction, "battle"] - 20 * strength / whole) < 1
    assert trace.killed[3, Faction.SAA, "battle"] == 10
    assert killed(trace, Side.OPPOSITION, 3, 3) == 20
    assert killed(trace, Side.OPPOSITION, 4, 9) == 0


def test_only_factions_that_attack_are_attackers(read, layout):
    p = layout.names.place["al_eis"]
    trace = read(
        (3, EventKind.ATTACK, p, Faction.IRAN_BACKED, 100, 2),
        (3, EventKind.BATTLE_LOSS, p, Side.GOVERNMENT, 80, 10),
        (3, EventKind.BATTLE_LOSS, p, Side.OPPOSITION, 160, 20),
    )
    assert trace.killed[3, Faction.IRAN_BACKED, "battle"] == 10
    assert killed(trace, Side.GOVERNMENT, 0, 9) == 10


def test_turkish_garrisons_fall_in_battle_only_at_war(read, layout):
    p = layout.names.place["al_eis"]
    battle = (
        (3, EventKind.ATTACK, p, Faction.SAA, 100, 2),
        (3, EventKind.BATTLE_LOSS, p, Side.GOVERNMENT, 80, 10),
        (3, EventKind.BATTLE_LOSS, p, Side.OPPOSITION, 160, 20),
    )
    war = (2, EventKind.INJECTED, 0, Field.RUNG, 2, 5)
    assert read(*battle).killed[3, Faction.TURKEY, "battle"] == 0
    assert read(war, *battle).killed[3, Faction.TURKEY, "battle"] > 0


def test_an_assault_is_not_counted_twice(read, layout):
    p = layout.names.place["murek"]
    trace = read(
        (3, EventKind.ATTACK, p, Faction.SAA, 100, 2),
        (3, EventKind.BATTLE_LOSS, p, Side.GOVERNMENT, 80, 10),
        (3, EventKind.BATTLE_LOSS, p, Side.OPPOSITION, 8, 1),
        (3, EventKind.TROOPS_HIT, p, Team.ANKARA, 1, -1),
        (5, EventKind.TROOPS_HIT, p, Team.ANKARA, 1, -1),
    )
    assert [n for (_, f, _), n in sorted(trace.killed.items()) if f == Faction.TURKEY] == [1, 1]
    assert len(trace.hits) == 2


def test_losses_by_other_causes(read, layout):
    names = layout.names
    nayrab, saraqib = names.place["nayrab"], names.place["saraqib"]
    guns, f = names.formation["saa_art_south"], names.formation["saa_25_a"]
    road = next(r for r, x in enumerate(layout.world.roads) if saraqib in (x.a, x.b))
    trace = read(
        (1, EventKind.TURN_OPENED, 1, 0, 1, 2),
        (1, EventKind.FIRED, guns, saraqib, 1, 80),
        (2, EventKind.DRONE_HIT, f, 160, 4, nayrab),
        (2, EventKind.RETALIATED, Team.ANKARA, layout.start.formations[f].place, 240, 5),
        (2, EventKind.RETALIATED, Team.DAMASCUS, saraqib, 240, 5),
        (2, EventKind.MEETING, road, Side.GOVERNMENT, 1, 50),
        (2, EventKind.BATTLE_LOSS, saraqib, Side.GOVERNMENT, 16, 2),
        (2, EventKind.BATTLE_LOSS, saraqib, Side.OPPOSITION, 16, 2),
    )
    by_cause = defaultdict(int)
    for (_, faction, cause), dead in trace.killed.items():
        by_cause[faction <= 2, cause] += dead
    share = layout.world.params.killed_share / 20000
    assert by_cause == {
        (False, "fires"): round(80 * share),
        (True, "drone"): round(160 * share),
        (True, "retaliation"): round(240 * share),
        (True, "battle"): 2,
        (False, "battle"): 2,
    }


def test_what_led_to_a_hit_is_told(layout):
    end = copied(layout.start)
    end.tracks[0].day = 5
    p = layout.names.place["saraqib"]
    first = [
        (0, 1, int(EventKind.TURN_OPENED), 1, 0, 1, 2, -1),
        (0, 2, int(EventKind.INJECTED), 0, 0, 0, 4, -1),
        (0, 2, int(EventKind.TROOPS_HIT), p, 0, 8, -1, 1),
    ]
    second = [
        (3, 1, int(EventKind.TURN_OPENED), 2, 0, 1, 2, -1),
        (3, 7, int(EventKind.FIRED), 1, p, 2, 0, -1),
        (3, 7, int(EventKind.TROOPS_HIT), p, 0, 4, -1, 1),
        (4, 13, int(EventKind.TROOPS_HIT), p, 0, 1, -1, -1),
    ]
    trace = trace_of(layout.world, layout.start, Game(1, first + second, end))
    assert {cause: dead for (_, _, cause), dead in trace.killed.items()} == {
        "inject": 8, "retaliation": 4, "incident": 1,
    }  # fmt: skip


def test_sieges_and_turkish_strength(read, layout):
    post = layout.names.post["op_6"]
    p = layout.start.posts[post].place
    garrison = layout.start.posts[post].strength
    trace = read(
        (2, EventKind.POST_BESIEGED, post, p, 0, 0),
        (4, EventKind.POST_RELIEVED, post, p, 0, 0),
        (5, EventKind.POST_EVACUATED, post, p, 0, 0),
    )
    before = sum(row.state == 2 for row in layout.start.posts)
    assert trace.besieged == [before] * 2 + [before + 1] * 2 + [before] * 6
    assert trace.turkish[4] - trace.turkish[5] == garrison
    assert besieged_on(trace, layout.start, post) == 2
    assert besieged_on(trace, layout.start, layout.names.post["op_8"]) == -1
    assert besieged_on(trace, layout.start, layout.names.post["np_7"]) is None


def test_people_aircraft_and_reinforcements(read, layout):
    p, to = layout.names.place["saraqib"], layout.names.place["afrin"]
    post = layout.names.post["op_1"]
    trace = read(
        (1, EventKind.DISPLACED, p, 30, to, 25),
        (1, EventKind.AIRCRAFT_LOST, 1, 0, 3, 2),
        (2, EventKind.POST_ESTABLISHED, post, layout.start.posts[post].place, 50, 1),
    )
    assert trace.displaced == [(1, p, 2500, to)]
    assert trace.aircraft == [(1, 1, 3, 2)]
    assert value_of(Metric("helicopters_lost", 1), trace, layout.start) == 2
    assert trace.turkish[2] - trace.turkish[1] == 50
    assert trace.posts == []


def test_the_first_ceasefire_counts_and_no_other_agreement(read, layout):
    started = EventKind.AGREEMENT_STARTED
    feeding = (3, started, 3, 7, 0, TermKind.POST_STATUS)
    assert read(feeding).ceasefire is None
    assert value_of(Metric("ceasefire"), read(feeding), layout.start) is None
    fire = TermKind.CEASEFIRE
    trace = read(feeding, (6, started, 4, 3, 0, fire), (8, started, 5, 3, 0, fire))
    assert trace.ceasefire == 6
    assert value_of(Metric("ceasefire"), trace, layout.start) == 6


def test_a_route_is_taken_at_the_close_of_a_day(layout):
    start = layout.start
    names = layout.names
    route = tuple(names.place[p] for p in ("hish", "saraqib"))
    hish, saraqib = route
    trace = Trace(1, 9, control=[(1, saraqib, 1, 0), (2, hish, 1, 0), (2, saraqib, 0, 1), (4, saraqib, 1, 0)])
    assert route_taken_on(trace, start, route) == 4
    assert route_taken_on(trace, start, (names.place["hama"],)) == -1
    assert route_taken_on(Trace(1, 9), start, route) is None
    way = Metric("speed", saraqib, hm=340, places=route)
    assert speed(way, trace, start) == 34
    assert speed(Metric("speed", saraqib, hish, hm=284), trace, start) == 28.4
    assert speed(Metric("speed", saraqib, names.place["idlib"], hm=284), trace, start) is None


def test_a_real_run_keeps_its_sums(layout):
    (game,) = made("python", layout.world, layout.start, HISTORICAL).games([3])
    trace = trace_of(layout.world, layout.start, game)
    told = defaultdict(int)
    for row in game.facts:
        if row[2] == EventKind.BATTLE_LOSS:
            told[row[4]] += row[6]
    booked = defaultdict(int)
    for (_, faction, cause), dead in trace.killed.items():
        if cause == "battle":
            booked[0 if faction <= 2 else 1] += dead
    assert booked == told, "dead of battles and meetings"
    assert len(trace.turkish) == len(trace.besieged) == trace.days == 39
    held = [p.control for p in layout.start.places]
    for _, p, old, new in trace.control:
        assert held[p] == old
        held[p] = new
    assert held == [p.control for p in game.end.places]
    standing = [p.state for p in game.end.posts]
    assert trace.besieged[-1] == standing.count(2)
    people = value_of(Metric("displaced", first=0, last=38), trace, layout.start)
    assert people == 100 * game.end.tracks[0].newly_displaced
