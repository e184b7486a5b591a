"""Random political orders of a sheet, for the benchmarks and the fuzzer; talks are `random_talks.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.rules.codes import Ask, Author, Capital, Faction, Lever, OrderKind, Team, Tone
from wargame.rules.orders import blank

if TYPE_CHECKING:
    from bench.random_orders import Dice
    from wargame.rules.tables import Board, Order, World

OTHERS = ((1, 2), (0, 2), (0, 1))
"""The other two teams of each."""


def politics(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """One political order of any kind but talk."""
    return KINDS[dice.below(len(KINDS))](world, board, team, dice)


def statement(world: World, board: Board, team: int, dice: Dice) -> Order:
    """Any tone, to somebody or to all; of attribute any place and author."""
    order = blank(team, 1, OrderKind.STATEMENT, 5)
    order.mode, order.flag = dice.below(len(Tone)), dice.below(2)
    if order.mode == Tone.ATTRIBUTE:
        order.where[0], order.more[0] = dice.below(len(world.places)), dice.below(len(Author))
    elif dice.below(2):
        order.subject = dice.of(OTHERS[team])
    return order


def ultimatum(world: World, board: Board, team: int, dice: Dice) -> Order | None:
    """A template as the demand, one to three rungs above the present one, within four turns."""
    if not world.templates:
        return None
    order = blank(team, 1, OrderKind.ULTIMATUM, 5)
    order.subject, order.who[0] = dice.below(len(world.templates)), dice.of(OTHERS[team])
    order.mode = min(8, board.tracks[0].rung + 1 + dice.below(3))
    order.amount = (board.tracks[0].day + 1) // world.params.days_per_turn + 2 + dice.below(3)
    return order


def external(world: World, board: Board, team: int, dice: Dice) -> Order:
    """Any capital, mostly for its backing."""
    order = blank(team, 1, OrderKind.EXTERNAL, 5)
    order.subject, order.mode = dice.below(len(Capital)), dice.below(2) * dice.below(len(Ask))
    return order


def economy(world: World, board: Board, team: int, dice: Dice) -> Order:
    """A lever either way."""
    order = blank(team, 1, OrderKind.ECONOMY, 5)
    order.subject, order.mode = dice.below(len(Lever)), 1 + dice.below(2)
    return order


def ladder(world: World, board: Board, team: int, dice: Dice) -> Order:
    """One rung down, or one or two up."""
    order = blank(team, 1, OrderKind.LADDER, 5)
    order.amount = max(0, board.tracks[0].rung + (-1, 1, 2)[dice.below(3)])
    return order


def border(world: World, board: Board, team: int, dice: Dice) -> Order:
    """Any policy, screening and camps of Ankara."""
    order = blank(team, 1, OrderKind.BORDER, 5)
    order.mode, order.more[0] = dice.below(4), dice.below(3)
    if order.mode == 2:
        order.amount = dice.below(100)
    if dice.below(2) and world.shelters:
        order.more[1], order.where[0] = 500, dice.of(world.shelters)
    return order


def libya(world: World, board: Board, team: int, dice: Dice) -> Order:
    """Fighters sent away or called back."""
    order = blank(team, 1, OrderKind.LIBYA, 5)
    order.subject = dice.of((Faction.NLF, Faction.SNA))
    order.amount = 100 * (dice.below(21) - 10)
    return order


def support(world: World, board: Board, team: int, dice: Dice) -> Order:
    """Something for a faction of the team's patronage."""
    order = blank(team, 1, OrderKind.PROXY_SUPPORT, 5)
    mine = (Faction.NLF, Faction.SNA, Faction.HTS) if team == Team.ANKARA else (Faction.IRAN_BACKED,)
    order.subject, order.mode, order.amount = dice.of(mine), dice.below(4), 1 + dice.below(3)
    return order


KINDS = (statement, ultimatum, external, economy, ladder, border, libya, support)
