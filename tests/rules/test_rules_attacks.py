"""RB 6.3 order 3, 9.6, 12.7: how hard an attack is pressed, and when it is not launched."""

from __future__ import annotations

import pytest

from wargame.rules.attacks import HALT_COLUMN, HALT_LOSSES, end_spent_attacks, hottest
from wargame.rules.codes import EventKind, Intensity, Mission, OrderKind, Outcome, Posture, ReasonKind
from wargame.rules.column import column_of
from wargame.rules.combat import fight
from wargame.rules.legal import cost
from wargame.rules.orders import blank
from wargame.rules.parties import BATTLE_FALLS
from wargame.rules.roster import battles_of
from wargame.rules.tables import NOBODY
from wargame.rules.withdrawal import attacked_places


def front(table, intensity: int = Intensity.NORMAL):
    """5000 mbn of the army from Khan al-Subul against 3400 in Saraqib; the column is -72 cs."""
    table.put("saa_25_a", "khan_al_subul", 5000)
    table.put("nlf_saraqib", "saraqib", 3400)
    table.fact("saa_25_a").quality = 0
    table.fact("nlf_saraqib").quality = 0
    table.place("khan_al_subul", control=0)
    table.attack("saa_25_a", "saraqib")
    table.board.formations[table.f("saa_25_a")].intensity = intensity
    target = [NOBODY] * len(table.board.formations)
    target[table.f("saa_25_a")] = table.p("saraqib")
    return target


def one_day(table, target, seed: int):
    """(outcome, swing progress, own loss, enemy loss, own cohesion, own stock used) of one battle."""
    table.facts.rows.clear()
    table.log.rows.clear()
    table.place("saraqib", bar=6000)
    lists = [[0] * len(target) for _ in range(3)]
    table.battle("saraqib", target, lists, seed, 7)
    f, enemy = table.f("saa_25_a"), table.f("nlf_saraqib")
    progress = table.noted(ReasonKind.SWING)[0][2]
    outcome = table.told(EventKind.ATTACK)[0][3]
    return outcome, progress, lists[0][f], lists[0][enemy], lists[1][f], lists[2][f]


# RB 12.6: loss and cohesion of the attacker, loss of the defender, by outcome, from 5000 and 3400 mbn.
NORMAL = {Outcome.REPULSE: (130, 27, -480), Outcome.STALL: (70, 48, -360), Outcome.GAINS: (55, 75, -30)}
PROBE = {Outcome.REPULSE: (65, 14, -480), Outcome.STALL: (35, 24, -360), Outcome.GAINS: (28, 37, -30)}
ALL_OUT = {Outcome.REPULSE: (208, 44, -680), Outcome.STALL: (112, 76, -560), Outcome.GAINS: (88, 120, -230)}


@pytest.mark.parametrize(
    ("intensity", "used", "factor", "expected"),
    [
        (Intensity.PROBE, 30, 4000, PROBE),
        (Intensity.NORMAL, 60, 10000, NORMAL),
        (Intensity.ALL_OUT, 90, 13000, ALL_OUT),
    ],
)
def test_stock_progress_losses_and_cohesion_by_intensity(table, intensity, used, factor, expected):
    target = front(table)
    row = table.board.formations[table.f("saa_25_a")]
    seen = set()
    for seed in range(40):
        row.intensity = Intensity.NORMAL
        base = one_day(table, target, seed)[1]
        row.intensity = intensity
        outcome, progress, own, enemy, cohesion, stock = one_day(table, target, seed)
        assert progress == (2 * base * factor + 10000) // 20000
        assert stock == used
        if outcome in expected:
            assert (own, enemy, cohesion) == expected[outcome]
            seen.add(outcome)
    assert len(seen) == 3


def test_the_highest_intensity_counts_for_all(table):
    target = front(table, Intensity.PROBE)
    table.put("saa_rg_east", "kafr_amim", 1000)
    table.place("kafr_amim", control=0)
    table.attack("saa_rg_east", "saraqib")
    target[table.f("saa_rg_east")] = table.p("saraqib")
    roster = battles_of(table.board, target)
    assert hottest(table.board, table.p("saraqib"), target, roster) == Intensity.NORMAL
    assert hottest(table.board, table.p("nayrab"), target, roster) == Intensity.PROBE
    assert one_day(table, target, 3)[5] == 60


def test_below_its_least_column_an_attack_is_not_launched(table):
    target = front(table)
    column = column_of(table.world, table.board, table.p("saraqib"), target, None)
    row = table.board.formations[table.f("saa_25_a")]
    row.least_column = column + 1
    table.place("saraqib", bar=5000)
    fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, table.log)
    assert table.told(EventKind.ATTACK) == []
    halted = (table.f("saa_25_a"), table.p("khan_al_subul"), HALT_COLUMN, 0)
    assert table.told(EventKind.HALTED) == [halted]
    assert table.noted(ReasonKind.COLUMN_LEAST) == [
        (table.f("saa_25_a"), column, column + 1, table.p("saraqib"))
    ]
    assert (row.stock, row.mission, row.called_off) == (300, Mission.ATTACK, 1)
    assert table.board.places[table.p("saraqib")].bar == 4600  # as without attack
    assert attacked_places(table.world, table.board)[table.p("saraqib")] == 0


def test_at_its_least_column_it_is(table):
    target = front(table)
    column = column_of(table.world, table.board, table.p("saraqib"), target, None)
    table.board.formations[table.f("saa_25_a")].least_column = column
    fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, table.log)
    assert table.told(EventKind.ATTACK)[0][2] == column


def test_who_calls_off_may_leave_the_others_below_their_own_least_column(table):
    """Together 5000 and 3000 on two approaches; alone the first has a worse column, and calls off in turn."""
    target = front(table)
    table.put("saa_rg_east", "kafr_amim", 3000)
    table.place("kafr_amim", control=0)
    table.attack("saa_rg_east", "saraqib")
    alone = column_of(table.world, table.board, table.p("saraqib"), target, None)
    target[table.f("saa_rg_east")] = table.p("saraqib")
    together = column_of(table.world, table.board, table.p("saraqib"), target, None)
    assert alone < together
    table.board.formations[table.f("saa_rg_east")].least_column = together + 1
    table.board.formations[table.f("saa_25_a")].least_column = together
    fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, table.log)
    assert [row[0] for row in table.told(EventKind.HALTED)] == [table.f("saa_rg_east"), table.f("saa_25_a")]
    assert table.told(EventKind.ATTACK) == []


def test_an_empty_place_is_entered_whatever_the_least_column(table):
    front(table)
    table.board.formations[table.f("nlf_saraqib")].strength = 0
    table.board.formations[table.f("saa_25_a")].least_column = 800
    entered = fight(table.world, table.board, [0] * len(table.board.places), 5, 7, table.facts, table.log)
    assert entered[table.p("saraqib")] & BATTLE_FALLS


@pytest.mark.parametrize(("strength", "stops"), [(4250, False), (4249, True)])
def test_the_stop_loss_ends_the_attack(table, strength, stops):
    """1500 bp of 5000 mbn are 750: with 4250 left it goes on, with one less it stops."""
    front(table)
    row = table.board.formations[table.f("saa_25_a")]
    row.strength = strength
    end_spent_attacks(table.board, table.facts, table.log)
    assert (row.mission == Mission.NONE) == stops
    assert (row.posture == Posture.DEFEND) == stops
    if stops:
        halted = (table.f("saa_25_a"), table.p("khan_al_subul"), HALT_LOSSES, 0)
        assert table.told(EventKind.HALTED) == [halted]
        assert table.noted(ReasonKind.STOP_LOSS) == [(table.f("saa_25_a"), 751, 5000, 1500)]


def test_all_out_costs_two_points():
    row = blank(2, 1, OrderKind.ATTACK, 5)
    assert (row.mode, row.amount, row.more[0]) == (Intensity.NORMAL, -400, 1500)
    assert cost(row) == 1
    row.mode = Intensity.ALL_OUT
    assert cost(row) == 2
