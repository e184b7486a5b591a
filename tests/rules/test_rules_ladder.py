"""Climbing, stepping down, prices, legitimacy and quiet days (RB 16); hostilities without cause (14.7)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from wargame.play.parameters import PARAMETERS
from wargame.rules import russian_strike
from wargame.rules.allies import join_battles
from wargame.rules.codes import (
    Author,
    Cause,
    EventKind,
    OrderKind,
    PostState,
    ReasonKind,
    Refusal,
    SupportKind,
    Team,
)
from wargame.rules.engaged import defends
from wargame.rules.ladder import (
    ACTS,
    act_rung,
    carry_ladder,
    climb_price,
    end_warnings,
    rung_of_fact,
    rung_price,
    war_domestic,
    war_tension,
    watch_rung,
)
from wargame.rules.legal import refusal, within_means
from wargame.rules.legitimacy import legitimacy, legitimacy_told
from wargame.rules.log import tell
from wargame.rules.orders import blank, take_orders
from wargame.rules.tables import NOBODY

RANGES = {p.name: p for p in PARAMETERS}


def ladder(team: int, rung: int, number: int = 1, priority: int = 5):
    row = blank(team, number, OrderKind.LADDER, priority)
    row.amount = rung
    return row


def changed(table, **values):
    """The world with other parameters."""
    table.world = replace(table.world, params=replace(table.world.params, **values))
    return table


def climb(table, *orders):
    table.facts.head[0] = table.board.tracks[0].day
    carry_ladder(table.world, table.board, list(orders), table.facts, table.log)
    return table.board.tracks[0]


@pytest.mark.parametrize(("dead", "price"), [(0, 300), (10, 260), (35, 160), (60, 60), (90, 60)])
def test_a_rung_is_the_cheaper_the_more_cause(table, dead, price):
    table.board.teams[Team.ANKARA].dead = dead
    assert rung_price(table.world, table.board, Team.ANKARA) == price


@pytest.mark.parametrize("name", ["climb_price", "climb_cause"])
@pytest.mark.parametrize("end", ["low", "high"])
def test_a_rung_never_costs_less_than_nothing(table, name, end):
    changed(table, **{name: getattr(RANGES[name], end)})
    whole, off = table.world.params.climb_price, table.world.params.climb_cause
    for dead in (0, 60):
        table.board.teams[Team.ANKARA].dead = dead
        cause = legitimacy(table.world, table.board, Team.ANKARA)
        expected = max(0, whole - (2 * off * cause + 10000) // 20000)
        assert rung_price(table.world, table.board, Team.ANKARA) == expected


@pytest.mark.parametrize(
    ("team", "set_up", "bp"),
    [
        (Team.ANKARA, {"dead": 5}, 1000),
        (Team.ANKARA, {"dead": 80}, 12000),
        (Team.ANKARA, {"unmet": 1}, 3500),
        (Team.ANKARA, {"unmet": 3, "bluffs": 1}, 1750),
        (Team.ANKARA, {"breaches_against": 2500}, 2500),
        (Team.ANKARA, {"breaches_against": 9000}, 4000),
        (Team.ANKARA, {"bonus": 500, "bonus_until": 9}, 500),
        (Team.ANKARA, {"bonus": 500, "bonus_until": 8}, 0),
        (Team.MOSCOW, {"dead": 3}, 1500),
        (Team.DAMASCUS, {"dead": 300}, 0),
        (Team.DAMASCUS, {"below_war": 250}, 2500),
    ],
)
def test_what_gives_cause(table, team, set_up, bp):
    table.board.tracks[0].day = 9
    for field, value in set_up.items():
        setattr(table.board.teams[team], field, value)
    assert legitimacy(table.world, table.board, team) == bp
    legitimacy_told(table.world, table.board, team, table.log)
    assert min(12000, sum(row[2] for row in table.noted(ReasonKind.LEGITIMACY))) == bp


def test_people_displaced_are_ankaras_cause_alone_and_hmeimim_is_moscows(table):
    table.board.tracks[0].newly_displaced = 9000
    table.board.tracks[0].hmeimim = 2
    causes = [legitimacy(table.world, table.board, team) for team in Team]
    assert causes == [4000, 2000, 0]
    table.board.posts[0].state = PostState.OVERRUN
    assert legitimacy(table.world, table.board, Team.ANKARA) == 12000


def test_open_hostilities_with_and_without_cause(table):
    table.board.teams[Team.ANKARA].dead = 60
    assert war_tension(table.world, table.board, Team.ANKARA) == 1400
    assert war_domestic(table.world, table.board, Team.ANKARA) == 560
    table.board.teams[Team.ANKARA].dead = 10
    assert war_tension(table.world, table.board, Team.ANKARA) == 3400
    assert war_domestic(table.world, table.board, Team.ANKARA) == -1240


def test_every_rung_passed_adds_its_tension(table):
    tracks = table.board.tracks[0]
    for rung, entry in ((0, 100), (1, 200), (2, 300), (3, 400), (5, 800), (6, 2000), (7, 3000)):
        tracks.rung, tracks.tension = rung, 0
        climb(table, ladder(Team.MOSCOW, rung + 1))
        assert (tracks.rung, tracks.tension) == (rung + 1, entry)


def test_the_highest_target_counts_and_nobody_steps_down_beside_it(table):
    tracks = climb(table, ladder(Team.ANKARA, 3), ladder(Team.MOSCOW, 0), ladder(Team.DAMASCUS, 4))
    assert tracks.rung == 4
    told = table.told(EventKind.RUNG_CHANGED)
    assert [row[:3] for row in told] == [(Team.ANKARA, 2, 3), (Team.DAMASCUS, 2, 4)]


def test_down_to_cooperation_is_calm(table):
    tracks = table.board.tracks[0]
    tracks.tension = 3000
    climb(table, ladder(Team.MOSCOW, 0))
    assert (tracks.rung, tracks.tension) == (0, 2000)
    assert table.board.teams[Team.MOSCOW].domestic == 6500, "without dead it costs nothing"


def test_a_ladder_is_void_in_the_turn_in_which_a_ceasefire_starts(table):
    tracks = table.board.tracks[0]
    tracks.rung = 1
    table.facts.head[0] = tracks.day
    tell(table.facts, EventKind.RUNG_CHANGED, -1, 4, 1, 0, -1)
    assert climb(table, ladder(Team.ANKARA, 3)).rung == 1
    assert table.told(EventKind.ORDER_CHANGED)


def test_who_climbs_first_is_charged_from_the_rung_of_the_sheet(table):
    table.board.tracks[0].rung = 3
    team = table.board.teams[Team.ANKARA]
    table.put("tr_column_1", "rashidin", 1000)
    attack = table.order("ankara", "tr_column_1 attack khan_tuman")
    table.place("khan_tuman", control=0)
    attack.number, attack.priority = 2, 1
    for orders, paid in (([attack], 900), ([ladder(0, 4), attack], 750), ([ladder(0, 5), attack], 600)):
        team.pc = 1000
        assert take_orders(table.world, table.board, orders, table.facts, None) == [0] * len(orders)
        assert 1000 - team.pc == paid
        assert table.board.tracks[0].rung == 3, "the sheet is sealed; the rung moves in its class"
    team.pc = 749
    codes = within_means(table.world, table.board, [ladder(0, 4), attack], Team.ANKARA)
    assert [Refusal(code).name for code in codes] == ["NONE", "NO_CAPITAL"]
    assert table.board.tracks[0].rung == 3


def test_which_acts_climb(table):
    table.put("tr_column_1", "rashidin", 1000)
    table.place("khan_tuman", control=0)
    assert act_rung(table.order("ankara", "tr_column_1 attack khan_tuman")) == 5
    assert act_rung(table.order("ankara", "drone_strike saraqib formations 4")) == 5
    assert act_rung(table.order("ankara", "air_task cap border 4")) == 6
    assert act_rung(table.order("damascus", "siege op_9 assault")) == 7
    assert act_rung(table.order("damascus", "siege op_9 cordon")) == 0
    assert act_rung(table.order("damascus", "saa_25_a attack saraqib")) == 0
    assert (
        climb_price(table.world, table.board, table.order("ankara", "drone_strike saraqib formations 4"))
        == 1350
    )


def test_a_refusal_leaves_the_rung_as_it_was(table):
    table.board.tracks[0].rung = 4
    order = table.order("ankara", "drone_strike saraqib formations 4")
    refusal(table.world, table.board, order)
    assert table.board.tracks[0].rung == 4


@pytest.mark.parametrize("days", [RANGES["quiet_rung_days"].low, RANGES["quiet_rung_days"].high])
def test_the_rung_falls_after_quiet_days_and_not_below_two(table, days):
    changed(table, quiet_rung_days=days)
    tracks = table.board.tracks[0]
    tracks.rung, tracks.act_day = 3, 10
    watch_rung(table.world, table.board, 10 + days - 1, table.facts)
    assert tracks.rung == 3
    watch_rung(table.world, table.board, 10 + days, table.facts)
    assert (tracks.rung, tracks.act_day) == (2, 10 + days)
    watch_rung(table.world, table.board, 40 + 2 * days, table.facts)
    assert tracks.rung == 2


def test_what_belongs_to_which_rung(table):
    world, turkey = table.world, 3
    guns, column = len(world.formations), table.f("tr_column_1")
    assert rung_of_fact(world, EventKind.POST_ESTABLISHED, 0, 0, 0, 0) == 3
    assert rung_of_fact(world, EventKind.ARRIVED, column, 0, 0, 0) == 3
    assert rung_of_fact(world, EventKind.CONVOY_ARRIVED, 0, 0, 1000, 0) == 0, "bread shows no force"
    assert rung_of_fact(world, EventKind.FIRED, guns, 0, 0, 0) == 4
    assert rung_of_fact(world, EventKind.RETALIATED, Team.DAMASCUS, 0, 0, 0) == 0
    assert rung_of_fact(world, EventKind.SUPPORT_GIVEN, 4, SupportKind.ATGM, 1, 0) == 4
    assert rung_of_fact(world, EventKind.SUPPORT_GIVEN, 4, SupportKind.PAY, 1, 0) == 0
    assert rung_of_fact(world, EventKind.ATTACK, 0, turkey, 0, 0) == 5
    assert rung_of_fact(world, EventKind.ATTACK, 0, 0, 0, 0) == 0
    assert rung_of_fact(world, EventKind.TROOPS_HIT, 0, Team.ANKARA, 3, Author.RUAF) == 7


def test_only_the_kinds_of_acts_belong_to_a_rung(table):
    acts = set()
    for kind in EventKind:
        for a, b, c, d in product((0, 3, table.f("tr_column_1")), range(4), (0, 1), range(8)):
            if rung_of_fact(table.world, kind, a, b, c, d) > 0:
                acts.add(int(kind))
    assert acts == {kind for kind, act in enumerate(ACTS) if act == 1}
    assert len(ACTS) > max(EventKind)


def test_an_act_at_the_rung_keeps_it(table):
    tracks = table.board.tracks[0]
    tracks.rung, tracks.act_day = 4, 4
    table.facts.head[0] = 9
    tell(table.facts, EventKind.RETALIATED, Team.ANKARA, 0, 30, 5, -1)
    watch_rung(table.world, table.board, 9, table.facts)
    assert (tracks.rung, tracks.act_day) == (4, 9)


def test_a_warning_is_judged_once(table):
    team = table.board.teams[Team.ANKARA]
    team.warned_until = 8
    end_warnings(table.board, 7, table.log)
    assert team.standing == 5000
    end_warnings(table.board, 8, table.log)
    end_warnings(table.board, 9, table.log)
    assert (team.standing, team.warned_until) == (4900, -1)
    assert table.noted(ReasonKind.STANDING) == [(Team.ANKARA, Cause.STATEMENT, -100, 0)]


@pytest.mark.parametrize("mode", ["harass", "prepare"])
def test_guns_in_self_defence_only_answer(table, mode):
    table.board.tracks[0].rung = 5
    table.put("tr_art_idlib", "mastuma", 900)
    table.place("nayrab", control=0)
    table.put("saa_25_a", "nayrab", 900)
    order = table.order("ankara", f"fires tr_art_idlib {mode} nayrab")
    team = table.board.teams[Team.ANKARA]
    for rule, why in ((0, "NONE"), (2, "NONE"), (1, "GUNS_BOUND")):
        team.roe[1] = rule
        assert Refusal(refusal(table.world, table.board, order)).name == why
    team.right_until[0], team.right_place[0], team.right_dead[0] = 30, table.p("nayrab"), 5
    answer = table.order("ankara", "fires tr_art_idlib retaliate nayrab")
    assert refusal(table.world, table.board, answer) == 0


def test_troops_set_free_join_one_battle_next_door(table):
    """Nayrab and Afes are attacked, Afes by more; Sarmin lies beside both, Qaminas beside Nayrab."""
    world, board = table.world, table.board
    for place in ("qaminas", "nayrab", "afes", "sarmin"):
        table.place(place, control=1)
    table.put("saa_25_a", "khan_al_subul", 1000)
    table.put("saa_25_b", "khan_al_subul", 2000)
    table.put("tr_column_1", "sarmin", 900)
    table.put("tr_mech_1", "qaminas", 900)
    table.put("tr_art_idlib", "sarmin", 900)
    target = [NOBODY] * len(board.formations)
    target[table.f("saa_25_a")] = table.p("nayrab")
    target[table.f("saa_25_b")] = table.p("afes")
    row, other = (board.formations[table.f(f)] for f in ("tr_column_1", "tr_mech_1"))

    def joined(rung=5, rule=2):
        for formation in board.formations:
            formation.joins = NOBODY
        board.tracks[0].rung, board.teams[Team.ANKARA].roe[0] = rung, rule
        join_battles(world, board, target)
        return row.joins, other.joins

    beside = [table.names.places[p] for p in world.links[world.first[row.place] : world.first[row.place + 1]]]
    assert {"nayrab", "afes"} <= set(beside)
    afes, nayrab = table.p("afes"), table.p("nayrab")
    assert joined() == (afes, nayrab)
    assert board.formations[table.f("tr_art_idlib")].joins == NOBODY
    assert joined(rung=4) == joined(rule=0) == (NOBODY, NOBODY)
    assert defends(world, board, table.f("tr_column_1"), afes, 0) == 0
    assert joined() == (afes, nayrab)
    assert defends(world, board, table.f("tr_column_1"), afes, 0) == 1
    row.mission = 1
    other.stock = 49
    assert joined() == (NOBODY, NOBODY)
    row.mission = 0
    target[table.f("saa_25_a")] = row.place
    assert joined()[0] == NOBODY, "whoever is attacked defends his own place"


@pytest.mark.parametrize(
    ("rung", "dead", "rule", "u", "hit"),
    [(5, 24, 0, 999, 1), (5, 24, 0, 1000, 0), (5, 25, 0, 0, 0), (4, 0, 0, 0, 0), (5, 0, 1, 0, 0)],
)
def test_russian_strikes_near_the_turks(table, monkeypatch, rung, dead, rule, u, hit):
    monkeypatch.setattr(russian_strike, "draw", lambda *_: u)
    table.put("tr_column_1", "sarmin", 1000)
    table.put("tr_mech_1", "reyhanli", 6000)
    table.board.tracks[0].rung = rung
    table.board.teams[Team.ANKARA].dead = dead
    table.board.teams[Team.MOSCOW].roe[3] = rule
    russian_strike.strike_near_turks(table.world, table.board, 7, 32, table.facts, table.log)
    told = table.told(EventKind.TROOPS_HIT)
    assert len(told) == hit
    for place, team, _, author in told:
        assert (place, team, author) == (table.p("sarmin"), Team.ANKARA, -1)
