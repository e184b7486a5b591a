"""RB 11: preparation, harassing fire, retaliation, and what makes guns hold their fire."""

from __future__ import annotations

import pytest

from wargame.rules import combat
from wargame.rules.codes import (
    Attribution,
    Author,
    EventKind,
    FireMode,
    Held,
    Line,
    Outcome,
    PostState,
    ReasonKind,
    Supply,
    Team,
)
from wargame.rules.column import column_of
from wargame.rules.fires import fire, retaliation_loss
from wargame.rules.incidents import grant_right, hit_troops, right_at
from wargame.rules.tables import NOBODY


def order(table, guns: str, mode: int, target: str, days: int = 3, team: int = Team.DAMASCUS, row: int = 0):
    task = table.board.fires[row]
    task.mode, task.target, task.days, task.team, task.order = mode, table.p(target), days, team, 4
    task.formation, task.post = NOBODY, NOBODY
    if guns in table.names.post:
        task.post = table.names.post[guns]
    else:
        task.formation = table.f(guns)
    return task


def shoot(table, day: int = 7):
    table.facts.head[0] = day
    fire(table.world, table.board, day, table.facts, table.log)


def held(table):
    return [reason for _, _, _, reason in table.told(EventKind.ORDER_CHANGED)]


# ---- the worked example of chapter 25 with preparation ---------------------------------------------------

DAYS = [
    # strengths by place, enemy, cohesions, sorties, u0, u1, column, progress
    ((9400, 0, 0), 3600, 7600, 7800, 14, 5380, 420, 79, 540, 540, Outcome.STALL),
    ((6000, 3300, 0), 3500, 7400, 7440, 9, 3740, 290, 268, 535, 1075, Outcome.STALL),
    ((6000, 3100, 0), 3500, 7040, 7090, 14, 8740, 3190, 306, 6367, 7442, Outcome.BREAKTHROUGH),
    ((5000, 2500, 1500), 3350, 7020, 6450, 14, 8370, 9690, 389, 8642, 12000, Outcome.BREAKTHROUGH),
]
FROM = (("saa_25_a", "khan_al_subul"), ("saa_rg_east", "kafr_amim"), ("saa_5c_b", "afes"))


def test_the_worked_example_of_saraqib_day_by_day(table, monkeypatch):
    """RB 25.1: columns 79, 268, 306, 389; the bar goes 540, 1075, 7442, full."""
    post = table.board.posts[0]
    post.state, post.place, post.strength = PostState.OPEN, table.p("saraqib"), 200
    table.fact("nlf_saraqib").quality = -2
    for strengths, enemy, own, theirs, sorties, u0, u1, column, progress, bar, outcome in DAYS:
        table.facts.rows.clear()
        table.log.rows.clear()
        target = [NOBODY] * len(table.board.formations)
        for (name, place), strength in zip(FROM, strengths, strict=True):
            table.fact(name).quality = 25
            table.place(place, control=0)
            if strength:
                table.put(name, place, strength, cohesion=own, load=14000)
                table.attack(name, "saraqib")
                target[table.f(name)] = table.p("saraqib")
        table.put("nlf_saraqib", "saraqib", enemy, cohesion=theirs)
        place = table.place("saraqib", held_days=30, support=sorties * 100, prepared=1)
        monkeypatch.setattr(combat, "draw", lambda *key, pins=(u0, u1): pins[key[4]])
        lists = [[0] * len(target) for _ in range(3)]
        table.battle("saraqib", target, lists, 5, 7)
        assert table.told(EventKind.ATTACK)[0][2:] == (column, outcome)
        assert sum(amount for _, _, amount, _ in table.noted(ReasonKind.COLUMN_LINE)) == column
        assert table.noted(ReasonKind.SWING)[0][1:3] == (u1, progress)
        assert place.bar == bar
    # case D03 of 26.3, first day: 132 and 50 mbn; here the last day, 1.00 and 4.00 per cent
    assert lists[0][table.f("saa_25_a")] == 50
    assert lists[0][table.f("nlf_saraqib")] == 134


# ---- prepare ---------------------------------------------------------------------------------------------


def attack(table):
    table.put("saa_25_a", "khan_al_subul", 3000)
    table.put("nlf_saraqib", "saraqib", 3000)
    table.place("khan_al_subul", control=0)
    table.attack("saa_25_a", "saraqib", "turumbah")
    table.put("saa_art_south", "khan_al_subul", 600)


def test_preparation_is_a_line_of_the_column_and_costs_half_a_day_of_stock(table):
    attack(table)
    order(table, "saa_art_south", FireMode.PREPARE, "saraqib")
    target = [NOBODY] * len(table.board.formations)
    target[table.f("saa_25_a")] = table.p("saraqib")
    before = column_of(table.world, table.board, table.p("saraqib"), target, None)
    shoot(table)
    assert table.board.places[table.p("saraqib")].prepared == 1
    assert table.board.formations[table.f("saa_art_south")].stock == 250
    after = column_of(table.world, table.board, table.p("saraqib"), target, table.log)
    assert after - before == 50
    lines = {code: amount for _, code, amount, _ in table.noted(ReasonKind.COLUMN_LINE)}
    assert lines[Line.PREPARATION] == 50
    assert table.told(EventKind.FIRED) == [
        (table.f("saa_art_south"), table.p("saraqib"), FireMode.PREPARE, 0)
    ]


def test_two_groups_prepare_one_place_once(table):
    attack(table)
    table.put("saa_art_east", "khan_al_subul", 500)
    order(table, "saa_art_south", FireMode.PREPARE, "saraqib")
    order(table, "saa_art_east", FireMode.PREPARE, "saraqib", row=1)
    shoot(table)
    assert table.board.places[table.p("saraqib")].prepared == 1
    assert len(table.told(EventKind.FIRED)) == 2


def test_preparation_follows_the_attack_to_its_next_target(table):
    attack(table)
    order(table, "saa_art_south", FireMode.PREPARE, "saraqib")
    table.place("saraqib", control=0)
    row = table.board.formations[table.f("saa_25_a")]
    row.place, row.leg = table.p("saraqib"), 1
    shoot(table)
    assert table.board.places[table.p("turumbah")].prepared == 1
    assert table.board.places[table.p("saraqib")].prepared == 0


def test_days_run_out(table):
    attack(table)
    task = order(table, "saa_art_south", FireMode.PREPARE, "saraqib", days=2)
    shoot(table, 6)
    shoot(table, 7)
    shoot(table, 8)
    assert (len(table.told(EventKind.FIRED)), task.mode) == (2, FireMode.NONE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("no attack", Held.NO_ATTACK),
        ("far", Held.OUT_OF_RANGE),
        ("cut", Held.NO_AMMUNITION),
        ("empty stock", Held.NO_AMMUNITION),
        ("taken", Held.NOTHING_THERE),
    ],
)
def test_guns_that_cannot_fire_hold_their_fire_and_use_nothing(table, change, reason):
    attack(table)
    order(table, "saa_art_south", FireMode.PREPARE, "saraqib")
    group = table.board.formations[table.f("saa_art_south")]
    match change:
        case "no attack":
            table.board.formations[table.f("saa_25_a")].mission = 0
        case "far":
            group.place = table.p("hama")
        case "cut":
            group.supply = Supply.CUT
        case "empty stock":
            group.stock = 0
        case "taken":
            table.place("saraqib", control=0)
    stock = group.stock
    shoot(table)
    assert held(table) == [reason]
    assert table.told(EventKind.ORDER_CHANGED)[0][:3] == (Team.DAMASCUS, 4, 0)
    assert group.stock == stock
    assert not table.told(EventKind.FIRED)


# ---- harass ----------------------------------------------------------------------------------------------


def test_harassing_fire_by_hand(table):
    """50 bp of 3000 mbn are 15; each group adds its own; damage 1 point each, roads to the enemy are cut."""
    table.put("saa_art_south", "khan_al_subul", 600)
    table.put("saa_art_east", "khan_al_subul", 500)
    table.put("nlf_saraqib", "saraqib", 3000, cohesion=7000)
    place = table.place("saraqib", damage=0)
    order(table, "saa_art_south", FireMode.HARASS, "saraqib")
    order(table, "saa_art_east", FireMode.HARASS, "saraqib", row=1)
    shoot(table)
    row = table.board.formations[table.f("nlf_saraqib")]
    assert (row.strength, row.cohesion, place.damage) == (2970, 6900, 200)
    assert [mbn for *_, mbn in table.told(EventKind.FIRED)] == [15, 15]
    road = table.names.road["saraqib__turumbah"]
    assert table.board.roads[road].cut == 2000
    assert (road, 1000, 0, 0) in table.told(EventKind.ROAD_CUT)


def test_nothing_is_fired_at_an_empty_place_or_at_outside_troops_below_rung_5(table):
    table.put("saa_art_south", "khan_al_subul", 600)
    table.put("tr_mech_1", "saraqib", 800)
    order(table, "saa_art_south", FireMode.HARASS, "saraqib")
    shoot(table)
    assert held(table) == [Held.NOTHING_THERE]
    table.board.tracks[0].rung = 5
    shoot(table)
    assert table.board.formations[table.f("tr_mech_1")].strength == 796


def test_posts_with_guns_fire_from_rung_4_and_damascus_may_answer(table):
    post = table.board.posts[table.names.post["op_6"]]
    post.state, post.place, post.strength, post.stock = PostState.OPEN, table.p("saraqib"), 300, 1000
    table.place("khan_al_subul", control=0)
    table.put("saa_25_a", "khan_al_subul", 3200)
    order(table, "op_6", FireMode.HARASS, "khan_al_subul", team=Team.ANKARA)
    table.board.tracks[0].rung = 3
    shoot(table)
    assert held(table) == [Held.RUNG]
    table.board.tracks[0].rung = 4
    shoot(table)
    assert (post.stock, table.board.formations[table.f("saa_25_a")].strength) == (950, 3184)
    guns = len(table.board.formations) + table.names.post["op_6"]
    assert table.told(EventKind.FIRED) == [(guns, table.p("khan_al_subul"), FireMode.HARASS, 16)]
    assert table.board.teams[Team.DAMASCUS].right_dead[0] == 2  # 16 mbn: 8 men, a quarter of them dead
    post.strength = 299
    shoot(table)
    assert held(table) == [Held.RUNG, Held.NO_AMMUNITION]


def test_turkish_guns_hold_their_fire_where_military_police_stand(table):
    table.put("tr_art_idlib", "saraqib", 900)
    table.put("saa_25_a", "khan_al_subul", 3000)
    table.place("khan_al_subul", control=0)
    table.put("ru_mp_a", "khan_al_subul", 300, interpose=table.p("khan_al_subul"))
    table.board.tracks[0].rung = 5
    order(table, "tr_art_idlib", FireMode.HARASS, "khan_al_subul", team=Team.ANKARA)
    shoot(table)
    assert held(table) == [Held.POLICE]
    table.board.tracks[0].rung = 7
    shoot(table)
    assert len(table.told(EventKind.FIRED)) == 1


# ---- rights and retaliation ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strength", "lost"), [(3000, 102), (1000, 102), (500, 51), (999, 102), (3, 0), (40, 4)]
)
def test_six_dead_cost_102_a_formation(table, strength, lost):
    """RB 25.3: 30 + 12 x 6 = 102, less below a battalion."""
    assert retaliation_loss(table.world, 102, strength) == lost


def test_no_formation_loses_more_than_250(table):
    assert retaliation_loss(table.world, 30 + 12 * 36, 5000) == 250


def incident(table, dead: int = 6, attribution: int = Attribution.PROBABLE, day: int = 7):
    table.facts.head[0] = day
    post = table.names.post["op_6"]
    row = table.board.posts[post]
    row.state, row.place, row.strength, row.stock = PostState.OPEN, table.p("saraqib"), 400, 1000
    hit_troops(
        table.world, table.board, row.place, post, NOBODY, dead, 0, Author.ARTILLERY, attribution, -1,
        table.facts, table.log,
    )  # fmt: skip
    return row


def test_a_right_lasts_to_the_end_of_the_next_turn(table):
    """Day 7 is the second of turn 3 (6-8); the next turn ends with day 11."""
    incident(table)
    ankara = table.board.teams[Team.ANKARA]
    assert (ankara.right_until[0], ankara.right_place[0], ankara.right_dead[0]) == (11, table.p("saraqib"), 6)
    assert right_at(table.board, Team.ANKARA, table.p("saraqib"), 11) == 0
    assert right_at(table.board, Team.ANKARA, table.p("saraqib"), 12) == NOBODY
    assert right_at(table.board, Team.ANKARA, table.p("nayrab"), 8) == NOBODY


def test_a_disputed_author_gives_no_right_and_is_not_named(table):
    incident(table, attribution=Attribution.DISPUTED)
    assert right_at(table.board, Team.ANKARA, table.p("saraqib"), 8) == NOBODY
    assert table.told(EventKind.TROOPS_HIT)[0][3] == NOBODY
    assert table.told(EventKind.POST_HIT)[0][2] == NOBODY
    table.facts.rows.clear()
    incident(table, attribution=Attribution.PROVEN)
    assert table.told(EventKind.TROOPS_HIT)[0][3] == Author.ARTILLERY
    assert table.told(EventKind.POST_HIT) == [(table.names.post["op_6"], 6, Author.ARTILLERY, 0)]


def test_a_fourth_right_takes_the_place_of_the_first_to_end(table):
    for day, dead in ((0, 1), (3, 2), (6, 3), (9, 4)):
        grant_right(table.world, table.board, Team.ANKARA, dead, dead, day)
    assert sorted(table.board.teams[Team.ANKARA].right_dead) == [2, 3, 4]


def test_retaliation_is_used_once_and_answers_for_the_dead(table):
    incident(table)
    table.put("saa_25_a", "khan_al_subul", 3000)
    table.put("iran_south", "afes", 500) if "iran_south" in table.names.formation else None
    table.put("saa_rg_east", "saraqib", 500)
    table.put("saa_30_a", "aleppo", 2000)
    table.put("ru_mp_a", "khan_al_subul", 300)
    ankara = table.board.teams[Team.ANKARA]
    order(table, "op_6", FireMode.RETALIATE, "saraqib", team=Team.ANKARA)
    order(table, "op_6", FireMode.RETALIATE, "saraqib", team=Team.ANKARA, row=1)
    shoot(table, 9)
    strength = {name: table.board.formations[table.f(name)].strength for name in ("saa_25_a", "saa_rg_east")}
    assert strength == {"saa_25_a": 2898, "saa_rg_east": 449}
    assert table.board.formations[table.f("saa_30_a")].strength == 2000  # not next to it
    assert table.board.formations[table.f("ru_mp_a")].strength == 300
    told = table.told(EventKind.RETALIATED)
    assert [(team, place, dead) for team, place, _, dead in told] == [(Team.ANKARA, table.p("saraqib"), 6)]
    assert (ankara.avenged, ankara.answered) == (6, 6)
    assert held(table) == [Held.NO_RIGHT]
    assert right_at(table.board, Team.DAMASCUS, table.p("saraqib"), 9) != NOBODY


def test_damascus_answers_at_turkish_troops_as_ankara_does_at_its_own(table):
    grant_right(table.world, table.board, Team.DAMASCUS, table.p("saraqib"), 6, 7)
    post = table.board.posts[table.names.post["op_6"]]
    post.state, post.place, post.strength = PostState.OPEN, table.p("saraqib"), 500
    table.put("tr_mech_1", "turumbah", 2000)
    table.put("nlf_saraqib", "saraqib", 3000)
    table.put("saa_art_south", "khan_al_subul", 600)
    order(table, "saa_art_south", FireMode.RETALIATE, "saraqib")
    shoot(table, 8)
    # 102 mbn are 51 men, 13 of them dead; 51 of the post 25 men, 6 of them dead
    assert table.board.formations[table.f("tr_mech_1")].strength == 1898
    assert post.strength == 450
    assert table.board.formations[table.f("nlf_saraqib")].strength == 3000
    assert table.board.teams[Team.ANKARA].dead == 19
    assert table.board.teams[Team.DAMASCUS].avenged == 6
    assert [author for *_, author in table.told(EventKind.TROOPS_HIT)] == [Author.ARTILLERY] * 2
