"""Random legal orders for one team, keyed by the seed: what the decision row of the benchmarks plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.rules.codes import OrderKind, Team
from wargame.rules.draw import pick
from wargame.rules.legal import command_points, cost, refusal
from wargame.rules.orders import blank
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.rules.tables import Board, Order, World

PURPOSE = 200
"""A draw purpose no rule uses."""

TRIES = 60
"""Attempts a team and turn before it is content with what it has."""


def random_sheet(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """Moves, attacks and postures of the team's own formations until its command points are used up."""
    day = board.tracks[0].day + 1
    own = [
        f for f, fixed in enumerate(world.formations) if fixed.team == team and board.formations[f].strength
    ]
    sheet: list[Order] = []
    spent, used = 0, set()
    for attempt in range(TRIES):
        if not own or spent >= command_points(world, team):
            break
        f = own[pick(len(own), seed, day, PURPOSE, team * 1000 + attempt, 0)]
        if f in used:
            continue
        order = random_order(
            world, board, team, f, len(sheet) + 1, pick(1 << 20, seed, day, PURPOSE, attempt, team)
        )
        if refusal(world, board, order) == 0:
            sheet.append(order)
            used.add(f)
            spent += cost(order)
    return sheet


def random_order(world: World, board: Board, team: int, f: int, number: int, chance: int) -> Order:
    """One order for a formation: an attack on or a move to a neighbouring place, or a posture."""
    place = board.formations[f].place
    links = world.links[world.first[place] : world.first[place + 1]]
    there = links[chance // 8 % len(links)]
    kind = (OrderKind.ATTACK, OrderKind.MOVE, OrderKind.MOVE, OrderKind.POSTURE)[chance % 4]
    if team == Team.MOSCOW and kind == OrderKind.ATTACK:
        kind = OrderKind.MOVE
    order = blank(team, number, kind, 5)
    if kind == OrderKind.ATTACK:
        order.who[0], order.where[0] = f, there
    elif kind == OrderKind.MOVE:
        order.subject, order.where[0], order.flag = f, there, 1
    else:
        order.subject, order.mode = f, (0, 4, 5)[chance // 4 % 3]
    assert order.where[0] != NOBODY or kind == OrderKind.POSTURE
    return order
