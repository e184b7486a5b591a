"""RB 17.7, 12.4 line 18, 20.5: Moscow asks Damascus to attack, to stop, to withdraw."""

from __future__ import annotations

import pytest

from wargame.rules.books import close_books
from wargame.rules.codes import (
    Cause,
    EventKind,
    Faction,
    Line,
    OrderKind,
    Purpose,
    ReasonKind,
    Refusal,
    SteerAct,
)
from wargame.rules.column import column_of
from wargame.rules.draw import draw
from wargame.rules.legal import cost, price, refusal
from wargame.rules.orders import blank, end_turn_orders
from wargame.rules.orders_politics import TALK
from wargame.rules.steer import carry_steers, close_turn_of_steer, sorties_owed

SAA = int(Faction.SAA)
DAY = 6


@pytest.fixture
def army(table):
    """Syrian troops beside Saraqib, which the opposition holds; control 65, leverage 70."""
    board = table.board
    board.tracks[0].day, board.tracks[0].leverage = DAY, 7000
    board.factions[SAA].control = 6500
    table.put("saa_25_a", "khan_al_subul", 5000)
    table.place("khan_al_subul", control=0)
    table.put("nlf_saraqib", "saraqib", 2000)
    return table


def chance_at(points: int, costly: int = 0) -> int:
    return 3000 + 5000 + 100 * points - 1000 * costly


def steer(table, line: str, *damascus: str, seed: int = 1, number: int = 1) -> None:
    order = table.order("moscow", line)
    order.number = number
    sheet = [table.order("damascus", each) for each in damascus]
    carry_steers(table.world, table.board, [order, *sheet], seed, DAY, table.facts, table.log)


def seed_where(table, below: int | None = None, above: int | None = None) -> int:
    """A seed whose draw is below or not below this chance."""
    key = table.world.factions[SAA].key
    for seed in range(1, 500):
        u = draw(seed, DAY, Purpose.OBEDIENCE, key, 1)
        if (below is not None and u < below) or (above is not None and u >= above):
            return seed
    raise AssertionError


ATTACK = "saa_25_a attack saraqib"


def test_the_chance_is_control_and_leverage_spent(army):
    steer(army, "steer stop saraqib leverage 5", ATTACK)
    assert army.noted(ReasonKind.OBEY, SAA)[0][1] == chance_at(5)
    assert army.board.tracks[0].leverage == 6500
    assert army.told(EventKind.STEER_OBEYED + 0) or army.told(EventKind.STEER_REFUSED)


def test_to_give_up_a_place_of_its_list_costs_more(army):
    army.place("khan_al_subul", control=0)
    steer(army, "steer withdraw khan_al_subul leverage 3")
    assert army.noted(ReasonKind.OBEY, SAA)[0][1] == chance_at(3, costly=1)


def test_obeyed_the_attack_is_half_hearted(army):
    target = [-1] * len(army.board.formations)
    target[army.f("saa_25_a")] = army.p("saraqib")
    army.attack("saa_25_a", "saraqib")
    free = column_of(army.world, army.board, army.p("saraqib"), target, None)
    steer(army, "steer stop saraqib", ATTACK, seed=seed_where(army, below=chance_at(0)))
    assert army.told(EventKind.STEER_OBEYED) == [(SteerAct.STOP, army.p("saraqib"), 0, 0)]
    army.log.rows.clear()
    braked = column_of(army.world, army.board, army.p("saraqib"), target, army.log)
    assert braked == free - 110
    assert (army.p("saraqib"), Line.PATRONS_BRAKE, -110, 0) in army.noted(ReasonKind.COLUMN_LINE)
    end_turn_orders(army.board)
    assert column_of(army.world, army.board, army.p("saraqib"), target, None) == free


def test_other_places_and_the_opposition_are_not_braked(army):
    steer(army, "steer stop nayrab")
    target = [-1] * len(army.board.formations)
    target[army.f("saa_25_a")] = army.p("saraqib")
    army.attack("saa_25_a", "saraqib")
    army.log.rows.clear()
    column_of(army.world, army.board, army.p("saraqib"), target, army.log)
    assert not [row for row in army.noted(ReasonKind.COLUMN_LINE) if row[1] == Line.PATRONS_BRAKE]


def test_refused_control_falls_and_moscow_may_keep_sorties_back(army):
    full = sorties_owed(army.world, army.board)
    steer(army, "steer stop saraqib leverage 2", ATTACK, seed=seed_where(army, above=chance_at(2)))
    assert army.told(EventKind.STEER_REFUSED) == [(SteerAct.STOP, army.p("saraqib"), 200, 0)]
    state = army.board.factions[SAA]
    assert (state.control, state.steer_obeyed, state.kept_back) == (6300, 0, DAY + 5)
    assert army.noted(ReasonKind.CONTROL, SAA)[0][1:3] == (Cause.STEER, -200)
    assert army.board.tracks[0].leverage == 6800
    army.board.tracks[0].day = DAY + 5
    assert sorties_owed(army.world, army.board) == full - full // 4
    army.board.tracks[0].day = DAY + 6
    assert sorties_owed(army.world, army.board) == full


@pytest.mark.parametrize("flown", [40, 41])
@pytest.mark.parametrize("kept_back", [-1, 8])
def test_leverage_grows_with_half_of_what_is_owed(army, flown, kept_back):
    army.board.tracks[0].day = 8
    army.board.factions[SAA].kept_back = kept_back
    owed = sorties_owed(army.world, army.board)
    army.facts.rows.append((8, 6, int(EventKind.FLOWN), 0, 0, (owed + 1) // 2 - (41 - flown), 0, -1))
    before = army.board.tracks[0].leverage
    close_books(army.world, army.board, 1, 8, army.facts, None)
    assert army.board.tracks[0].leverage - before == (100 if flown == 41 else 0)


@pytest.mark.parametrize(
    ("line", "order", "against"),
    [
        ("steer stop saraqib", ATTACK, True),
        ("steer stop nayrab", ATTACK, False),
        ("steer stop saraqib", "saa_25_a posture hold", False),
        ("steer withdraw khan_al_subul", "saa_25_a posture hold", True),
        ("steer withdraw khan_al_subul", "saa_25_a posture retire", False),
        ("steer withdraw khan_al_subul", "saa_ldf move khan_al_subul", True),
    ],
)
def test_what_goes_against_a_steer(army, line, order, against):
    army.put("saa_ldf", "maarat_al_numan", 1000)
    army.place("maarat_al_numan", control=0)
    steer(army, line, order, seed=seed_where(army, above=9000))
    assert bool(army.told(EventKind.STEER_REFUSED)) is against
    assert army.board.factions[SAA].steer_obeyed == int(not against)


@pytest.mark.parametrize(("attacks", "pc", "leverage"), [(True, 100, 0), (False, 0, 200)])
def test_an_urge_is_paid_or_owed(army, attacks, pc, leverage):
    army.board.teams[2].pc = 500
    steer(army, "steer urge saraqib", ATTACK)
    assert army.told(EventKind.STEER_OBEYED) == army.told(EventKind.STEER_REFUSED) == []
    place = army.p("saraqib")
    if attacks:
        army.facts.rows.append((DAY, 9, int(EventKind.ATTACK), place, SAA, 100, 1, -1))
    army.facts.rows.append((DAY, 9, int(EventKind.ATTACK), army.p("nayrab"), SAA, 100, 1, -1))
    army.facts.rows.append((DAY, 9, int(EventKind.ATTACK), place, int(Faction.HTS), 100, 1, -1))
    close_turn_of_steer(army.board, army.facts, army.log)
    assert army.board.teams[2].pc == 500 + pc
    assert army.board.tracks[0].leverage == 7000 + leverage
    assert len(army.told(EventKind.STEER_OBEYED)) == int(attacks)
    assert army.board.factions[SAA].control == 6500


def test_the_first_steer_of_a_turn_counts_and_talk_comes_first(army):
    sheet, later, sooner = (blank(1, n, OrderKind.STEER, 5) for n in (1, TALK + 4, TALK + 2))
    for order, place in ((sheet, "nayrab"), (later, "sarmin"), (sooner, "saraqib")):
        order.mode, order.where[0] = int(SteerAct.STOP), army.p(place)
    carry_steers(army.world, army.board, [sheet, later, sooner], 1, DAY, army.facts, army.log)
    assert army.board.factions[SAA].steer_place[0] == army.p("saraqib")
    assert len(army.noted(ReasonKind.OBEY, SAA)) == 1


@pytest.mark.parametrize(
    ("team", "line", "code"),
    [
        ("moscow", "steer stop saraqib, nayrab leverage 20", 0),
        ("moscow", "steer urge saraqib", 0),
        ("moscow", "steer withdraw khan_al_subul leverage 1", 0),
        ("moscow", "steer urge saraqib leverage 1", Refusal.URGE_IS_FREE),
        ("moscow", "steer urge saraqib, nayrab", Refusal.STEERED_PLACES),
        ("moscow", "steer stop khan_al_subul", Refusal.STEERED_PLACE),
        ("moscow", "steer withdraw saraqib", Refusal.STEERED_PLACE),
        ("ankara", "steer stop saraqib", Refusal.NOT_FOR_TEAM),
    ],
)
def test_what_moscow_may_ask(army, team, line, code):
    order = army.order(team, line)
    assert refusal(army.world, army.board, order) == code
    assert (cost(order), price(army.world, army.board, order)) == (1, 0)


def test_leverage_must_suffice_and_one_steer_is_all(army):
    order = army.order("moscow", "steer stop saraqib leverage 6")
    army.board.tracks[0].leverage = 599
    assert refusal(army.world, army.board, order) == Refusal.NO_LEVERAGE
    army.board.tracks[0].leverage = 600
    assert refusal(army.world, army.board, order) == 0
    army.board.factions[SAA].steered = int(SteerAct.STOP)
    assert refusal(army.world, army.board, order) == Refusal.STEERED_ALREADY
