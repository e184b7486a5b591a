"""Random offers, answers and counter-offers of all teams for one turn, keyed by the seed: what the fuzzer
adds to the sheets of `random_orders`.

Some are sound, some are not: refusing them is the rules' own affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.random_orders import Dice
from wargame.rules.codes import AgreementState, Answer, OrderKind, Scope, TermKind
from wargame.rules.orders import blank
from wargame.rules.orders_politics import TALK
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.rules.tables import Board, Order, World

FIRST = 500
"""Number of the first of them in a sheet: beyond those of `random_sheet`."""

SPEAKER = 3
"""Draws stand beside those of the teams."""


def random_talks(world: World, board: Board, seed: int) -> list[Order]:
    """Rows of up to three talks, and of up to two offers and answers in each sheet."""
    dice = Dice(seed, board.tracks[0].day + 1, SPEAKER)
    rows: list[Order] = []
    for n in range(dice.below(4)):
        rows += said(world, board, dice.below(3), TALK + n, dice)
    for team in range(3):
        for n in range(dice.below(3)):
            rows += said(world, board, team, FIRST + n, dice)
    return rows


def said(world: World, board: Board, team: int, number: int, dice: Dice) -> list[Order]:
    """An offer or an answer of a team, with the terms behind it."""
    serials = [a.serial for a in board.agreements if a.state != AgreementState.NONE]
    if serials and dice.below(3):
        order = blank(team, number, OrderKind.RESPOND, 5)
        order.subject = dice.of(serials) + (dice.below(8) == 0)
        order.mode = (Answer.ACCEPT, Answer.ACCEPT, Answer.ACCEPT, *Answer)[dice.below(7)]
        terms = 1 + dice.below(2) if order.mode == Answer.COUNTER else 0
    else:
        order = blank(team, number, OrderKind.OFFER, 5)
        others = [t for t in range(3) if t != team]
        order.who[0] = dice.of(others)
        if dice.below(2):
            order.who[:2] = others
        order.mode, order.flag, order.more[0] = dice.below(3) // 2, dice.below(4) // 3, dice.below(5)
        order.amount = NOBODY if dice.below(2) else board.tracks[0].day + 1 + dice.below(12)
        if world.templates and dice.below(2):
            order.subject = dice.below(len(world.templates))
        terms = 0 if order.subject != NOBODY and dice.below(3) else 1 + dice.below(3)
    return [order, *(random_term(world, board, team, number, dice) for _ in range(terms))]


def random_term(world: World, board: Board, team: int, number: int, dice: Dice) -> Order:
    """Any term; most say enough for their kind."""
    term = blank(team, number, OrderKind.TERM, 5)
    term.mode, term.amount = 1 + dice.below(len(TermKind)), 1 + dice.below(3)
    scopes = [Scope.EVERYWHERE, *Scope]
    if term.mode in (TermKind.CORRIDOR, TermKind.JOINT_PATROL):
        scopes = [Scope.ROADS, Scope.ROUTE]
    elif term.mode in (TermKind.POST_STATUS, TermKind.PASSAGE):
        scopes = [Scope.POSTS]
    elif term.mode == TermKind.WITHDRAW:
        scopes = [Scope.PLACES, Scope.SECTOR, Scope.ZONE]
    term.flag = scopes[dice.below(len(scopes))]
    rows = {
        Scope.PLACES: len(world.places), Scope.SECTOR: len(world.sectors),
        Scope.ZONE: len(world.zone_first) - 1, Scope.ROADS: len(world.roads), Scope.POSTS: len(board.posts),
    }  # fmt: skip
    if term.flag == Scope.ROUTE:
        term.where[0] = 4 + dice.below(2)
    elif term.flag in rows:
        for i in range(1 if term.flag in (Scope.SECTOR, Scope.ZONE) else 1 + dice.below(4)):
            term.where[i] = dice.below(max(1, rows[Scope(term.flag)]))
    term.subject = dice.below(7) if term.mode == TermKind.PROXY_RESTRAINT else dice.below(2)
    if term.mode == TermKind.AIRSPACE_ACCESS:
        term.subject = dice.below(4)
    term.more[0], term.more[1] = 1 + dice.below(7), (0, 0, 32, dice.below(128))[dice.below(4)]
    today = board.tracks[0].day + 1
    term.more[2] = (0, 0, today + 1 + dice.below(6), 1001 + dice.below(4))[dice.below(4)]
    term.more[3] = (0, today + 1 + dice.below(9), 1001 + dice.below(9))[dice.below(3)]
    term.more[4], term.more[5], term.more[6] = dice.below(12), dice.below(256), dice.below(4)
    term.who[0] = dice.below(len(world.conditions)) if world.conditions else NOBODY
    return term
