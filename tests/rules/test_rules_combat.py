"""RB 12: the column against the worked example of chapter 25, bands, losses, who fights."""

from __future__ import annotations

import pytest

from wargame.rules.codes import EventKind, Line, Outcome, PostState, ReasonKind
from wargame.rules.column import column_of, gun_cover
from wargame.rules.combat import fight
from wargame.rules.engaged import defends, fighting_target, killed_of, may_attack
from wargame.rules.parties import BATTLE_EMPTY, BATTLE_FALLS
from wargame.rules.tables import NOBODY


def saraqib(table, strength: int = 9400):
    """3 February of the worked example: 9400 mbn from Khan al-Subul against 3600 in Saraqib."""
    table.put("saa_25_a", "khan_al_subul", strength, cohesion=7600, load=14000)
    table.put("nlf_saraqib", "saraqib", 3600, cohesion=7800)
    table.fact("saa_25_a").quality = 25
    table.fact("nlf_saraqib").quality = -2
    table.place("saraqib", held_days=30, support=1400)
    table.place("khan_al_subul", control=0)
    table.board.posts[0].state, table.board.posts[0].place = 1, table.p("saraqib")
    table.attack("saa_25_a", "saraqib")
    target = [NOBODY] * len(table.board.formations)
    target[table.f("saa_25_a")] = table.p("saraqib")
    return target


def lines(table) -> dict[int, int]:
    return {code: amount for _, code, amount, _ in table.noted(ReasonKind.COLUMN_LINE)}


def test_the_worked_example_of_3_february_line_by_line(table):
    target = saraqib(table)
    column = column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert lines(table) == {
        Line.ODDS: 110,
        Line.ATTACKER_QUALITY: 25,
        Line.DEFENDER_QUALITY: 2,
        Line.TERRAIN: -75,
        Line.WORKS: -10,
        Line.POSTURE: -117,
        Line.CLOSE_SUPPORT: 163,
        Line.TURKISH_GUNS: -40,
        Line.AXES: 0,
        Line.ATTACKER_COHESION: 27,
        Line.DEFENDER_COHESION: -36,
        Line.ATTACKER_SUPPLY: 0,
        Line.DEFENDER_SUPPLY: 0,
        Line.OVERLOAD: -20,
    }
    assert column == 79 - 50  # the example has artillery preparation (+50), an order of a later chapter


def test_the_ledger_sums_to_the_column(table):
    target = saraqib(table)
    column = column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert sum(lines(table).values()) == column


def test_a_second_approach_lifts_frontage_and_adds_an_axis(table):
    target = saraqib(table, 5800)
    table.put("saa_rg_east", "kafr_amim", 3500, cohesion=7400)
    table.fact("saa_rg_east").quality = 25
    table.place("kafr_amim", control=0)
    target[table.f("saa_rg_east")] = table.p("saraqib")
    column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    full, capped = table.noted(ReasonKind.FRONTAGE)[0][2:]
    assert (full, capped) == (9300, 9000)
    assert lines(table)[Line.AXES] == 50
    assert lines(table)[Line.ODDS] == 280  # 9000 against 3400, as in the example's 4 February
    assert table.noted(ReasonKind.FRONTAGE)[1][2:] == (3600, 3400)


def test_frontage_stops_the_larger_force_on_one_approach(table):
    target = saraqib(table, 30000)
    column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert table.noted(ReasonKind.FRONTAGE)[0][2:] == (30000, 5000)


@pytest.mark.parametrize(
    ("posture", "dug", "held", "shift"),
    [
        (0, 0, 30, -117),
        (0, 0, 2, -75),
        (5, 3, 30, -136),
        (5, 2, 30, -117),
        (2, 0, 30, -53),
        (3, 0, 30, 0),
        (7, 0, 30, -75),
    ],
)
def test_posture_of_the_defender(table, posture, dug, held, shift):
    target = saraqib(table)
    table.put("nlf_saraqib", "saraqib", 3600, posture=posture, dug_days=dug)
    table.place("saraqib", held_days=held)
    column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert lines(table)[Line.POSTURE] == shift


@pytest.mark.parametrize(("state", "shift"), [(3, 0), (2, -75), (1, -75), (0, -200)])
def test_supply_of_the_attacker(table, state, shift):
    target = saraqib(table)
    table.board.formations[table.f("saa_25_a")].supply = state
    column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert lines(table)[Line.ATTACKER_SUPPLY] == shift


def test_turkish_guns_weigh_double_at_rung_5(table):
    target = saraqib(table)
    table.put("tr_art_idlib", "mastuma", 900)
    table.board.tracks[0].rung = 5
    column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert lines(table)[Line.TURKISH_GUNS] == -80


def test_bad_weather_without_heavy_arms(table):
    target = saraqib(table)
    table.place("saraqib", support=0)
    table.board.sectors[table.world.places[table.p("saraqib")].sector].weather = 1
    column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert lines(table)[Line.NO_HEAVY_ARMS] == -25


@pytest.mark.parametrize(
    ("rung", "access", "forced", "target", "shift"),
    [
        (5, 1, 0, "saraqib", 0), (5, 1, 0, None, 0), (5, 1, 0, "afes", -25), (4, 1, 0, "saraqib", -25),
        (5, 0, 0, "saraqib", -25), (5, 0, 1, "saraqib", 0),
    ],
)  # fmt: skip
def test_drones_are_heavy_arms_of_the_opposition_in_bad_weather(table, rung, access, forced, target, shift):
    table.place("saraqib", control=0, held_days=30)
    table.put("saa_25_a", "saraqib", 2000)
    table.put("nlf_saraqib", "sarmin", 3000)
    aims = [NOBODY] * len(table.board.formations)
    aims[table.f("nlf_saraqib")] = table.p("saraqib")
    sector = table.world.places[table.p("saraqib")].sector
    table.board.tracks[0].rung = rung
    table.board.sectors[sector].weather = 1
    table.board.sectors[sector].access[3] = access
    task = table.board.air_tasks[0]
    task.mission, task.sector, task.forced = 6, sector, forced
    task.target = table.p(target) if target else NOBODY
    column_of(table.world, table.board, table.p("saraqib"), aims, table.log)
    assert lines(table).get(Line.NO_HEAVY_ARMS, 0) == shift


def test_who_may_attack(table):
    world, board = table.world, table.board
    assert may_attack(world, board, 0, 0, table.p("saraqib")) == 1
    assert may_attack(world, board, 0, 0, table.p("hama")) == 0  # friendly
    assert may_attack(world, board, 0, 0, table.p("afrin")) == 0  # Turkish zone below rung 5
    assert may_attack(world, board, 0, 0, table.p("tell_rifaat")) == 0  # neutral
    assert may_attack(world, board, 1, 3, table.p("murek")) == 0  # Turkish troops below rung 5
    board.tracks[0].rung = 5
    assert may_attack(world, board, 0, 0, table.p("afrin")) == 1
    assert may_attack(world, board, 1, 3, table.p("murek")) == 1
    assert may_attack(world, board, 0, 0, table.p("reyhanli")) == 0  # Turkish soil
    table.put("ru_mp_a", "murek", 300)
    assert may_attack(world, board, 1, 3, table.p("murek")) == 0  # Russian troops alone, below rung 7
    table.put("saa_ldf", "murek", 300)
    assert may_attack(world, board, 1, 3, table.p("murek")) == 1
    board.tracks[0].rung = 9
    assert may_attack(world, board, 0, 0, table.p("reyhanli")) == 1


@pytest.mark.parametrize(("field", "value"), [("stock", 49), ("cohesion", 4499), ("strength", 99)])
def test_what_a_formation_needs_to_attack(table, field, value):
    saraqib(table)
    f = table.f("saa_25_a")
    assert fighting_target(table.world, table.board, f) == table.p("saraqib")
    setattr(table.board.formations[f], field, value)
    assert fighting_target(table.world, table.board, f) == NOBODY


def test_one_battle_takes_losses_from_full_strength_and_moves_the_bar(table):
    target = saraqib(table)
    lost, shaken, used = ([0] * len(target) for _ in range(3))
    entered = table.battle("saraqib", target, (lost, shaken, used), 5, 7)
    assert entered == 0
    (_, _, column, outcome) = table.told(EventKind.ATTACK)[0]
    assert column == table.board.places[table.p("saraqib")].last_column
    rate = table.world.attacker_loss[outcome]
    assert lost[table.f("saa_25_a")] == (2 * 9400 * rate + 10000) // 20000
    assert used[table.f("saa_25_a")] == 60
    (_, _, old, new) = table.told(EventKind.BAR_MOVED)[0]
    assert old == 0
    assert new == table.board.places[table.p("saraqib")].bar
    swing, progress = table.noted(ReasonKind.SWING)[0][1:3]
    expected = (2 * table.world.progress[outcome] * (7500 + swing // 2) + 10000) // 20000
    assert progress == expected
    assert new == max(0, expected)


def test_bands_follow_the_outcome_table(table):
    """Over many days the four outcomes come up as often as the printed table says."""
    target = saraqib(table)
    seen = [0] * 4
    days = 4000
    for day in range(days):
        table.place("saraqib", bar=0)
        lists = [[0] * len(target) for _ in range(3)]
        table.facts.rows.clear()
        table.battle("saraqib", target, lists, 11, day)
        seen[table.told(EventKind.ATTACK)[0][3]] += 1
    column = table.board.places[table.p("saraqib")].last_column
    assert column == 29
    expected = [2468, 4784, 2361, 387]  # RB 12.5 at +29
    for count, bp in zip(seen, expected, strict=True):
        assert abs(count * 10000 / days - bp) < 300


def test_an_empty_place_is_entered_and_a_thin_one_overrun(table):
    target = saraqib(table)
    lists = [[0] * len(target) for _ in range(3)]
    table.board.formations[table.f("nlf_saraqib")].strength = 120
    table.battle("saraqib", target, lists, 5, 7)
    assert table.told(EventKind.ATTACK)[0][3] == Outcome.BREAKTHROUGH
    assert not table.noted(ReasonKind.BAND)
    table.board.formations[table.f("nlf_saraqib")].strength = 0
    assert table.battle("saraqib", target, lists, 5, 8) == BATTLE_FALLS + BATTLE_EMPTY


def test_a_turkish_formation_alone_makes_a_standoff_below_rung_5(table):
    target = saraqib(table)
    table.board.formations[table.f("nlf_saraqib")].strength = 0
    table.put("tr_mech_1", "saraqib", 800)
    lists = [[0] * len(target) for _ in range(3)]
    assert table.battle("saraqib", target, lists, 5, 7) == 0
    assert table.told(EventKind.STANDOFF) == [(table.p("saraqib"), 0, 0, 0)]


@pytest.mark.parametrize(("rung", "turkish", "russian"), [(4, 0, 0), (5, 1, 0), (7, 1, 1)])
def test_the_patrons_troops_fight_from_their_rungs(table, rung, turkish, russian):
    table.put("tr_mech_1", "saraqib", 800)
    table.put("ru_mp_a", "aleppo", 300)
    table.board.tracks[0].rung = rung
    world, board = table.world, table.board
    assert defends(world, board, table.f("tr_mech_1"), table.p("saraqib"), 0) == turkish
    assert defends(world, board, table.f("ru_mp_a"), table.p("aleppo"), 1) == russian


def test_an_attacker_defends_its_own_place_with_half_its_strength(table):
    saraqib(table)
    table.put("nlf_saraqib", "saraqib", 3000)
    table.attack("nlf_saraqib", "khan_al_subul")
    fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, table.log)
    fronts = table.noted(ReasonKind.FRONTAGE, table.p("saraqib"))
    assert fronts[1][2] == 1500
    fronts = table.noted(ReasonKind.FRONTAGE, table.p("khan_al_subul"))
    assert fronts[1][2] == 4700


def test_a_bar_decays_without_attack(table):
    table.place("saraqib", bar=5000)
    fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, None)
    assert table.board.places[table.p("saraqib")].bar == 4600


def test_killed_are_a_quarter_of_half_a_person_per_mbn(table):
    assert killed_of(table.world, 1000) == 125


def test_a_column_is_forgotten_after_a_day_without_a_battle(table):
    table.place("saraqib", last_column=250)
    fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, None)
    assert table.board.places[table.p("saraqib")].last_column == -400


@pytest.mark.parametrize(("field", "value"), [("stock", 50), ("cohesion", 4500), ("strength", 100)])
def test_what_just_suffices_to_attack(table, field, value):
    saraqib(table)
    setattr(table.board.formations[table.f("saa_25_a")], field, value)
    assert fighting_target(table.world, table.board, table.f("saa_25_a")) == table.p("saraqib")


@pytest.mark.parametrize(
    ("rung", "guns", "values", "shift"),
    [
        (5, "mastuma", {}, 80),  # within 30 km
        (5, "ariha", {}, 80),
        (5, "kafr_nabl", {}, 0),  # beyond
        (4, "mastuma", {}, 0),
        (4, "afes", {}, 40),  # next door
        (5, "afes", {}, 80),
        (5, "afes", {"supply": 0}, 0),  # cut off
        (5, "afes", {"supply": 1}, 80),
        (5, "afes", {"stock": 0}, 0),
    ],
)
def test_the_reach_of_turkish_batteries(table, rung, guns, values, shift):
    table.board.tracks[0].rung = rung
    table.put("tr_art_idlib", guns, 900, **values)
    assert gun_cover(table.world, table.board)[table.p("saraqib")] == shift


@pytest.mark.parametrize(
    ("place", "state", "strength", "shift"),
    [
        ("mastuma", PostState.OPEN, 300, 80),
        ("mastuma", PostState.OPEN, 299, 0),
        ("mastuma", PostState.BESIEGED, 900, 0),
        ("afes", PostState.OPEN, 299, 40),
        ("afes", PostState.BESIEGED, 900, 40),
        ("afes", PostState.EVACUATED, 900, 0),
    ],
)
def test_the_reach_of_the_guns_of_a_post_at_rung_5(table, place, state, strength, shift):
    table.board.tracks[0].rung = 5
    post = table.board.posts[0]
    post.place, post.state, post.strength = table.p(place), state, strength
    assert gun_cover(table.world, table.board)[table.p("saraqib")] == shift
