"""Political orders one by one: the rows that `menu.py` tries, before they are asked for legality (RB 6.3).

Numbers that may be anything are given in a few steps; offers as the templates stand, to each set of teams.
Counter-offers and terms of one's own are for people to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.rules.codes import (
    AgreementState,
    Answer,
    Ask,
    Author,
    BorderPolicy,
    Capital,
    Direction,
    Lever,
    OrderKind,
    SteerAct,
    SupportKind,
    Team,
    Tone,
)
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wargame.rules.tables import Board, World
    from wargame.rules.tables import Order as Row

    Blank = Callable[[OrderKind], Row]

DEADLINES = 4
THREATS = 3
"""Turns to come, and rungs above the present one, that an ultimatum is listed for."""

PEOPLE = (50, 100, 200, 500)
CAMP = 50
"""h let in a turn, and h of shelter, that a border order is listed for."""

LEVERAGE = (0, 5, 10, 20)
FIGHTERS = tuple(range(-1000, 1001, 100))
RUNGS = 9


def political_rows(world: World, board: Board, team: int, kind: OrderKind, blank: Blank) -> Iterator[Row]:
    """Candidates of a political kind for a team; none for other kinds."""
    match kind:
        case OrderKind.PROXY_SUPPORT:
            return _support(world, team, blank)
        case OrderKind.STATEMENT:
            return _statements(world, team, blank)
        case OrderKind.ULTIMATUM:
            return _ultimatums(world, board, team, blank)
        case OrderKind.OFFER:
            return _offers(world, team, blank)
        case OrderKind.RESPOND:
            return _answers(board, blank)
        case OrderKind.EXTERNAL:
            return _pairs(kind, Capital, Ask, blank)
        case OrderKind.ECONOMY:
            return _pairs(kind, Lever, (Direction.TIGHTEN, Direction.RELAX), blank)
        case OrderKind.LADDER:
            return _rungs(blank)
        case OrderKind.BORDER:
            return _borders(world, blank)
        case OrderKind.LIBYA:
            return _fighters(world, blank)
        case OrderKind.STEER:
            return _steers(world, blank)
        case _:
            return iter(())


def _support(world: World, team: int, blank: Blank) -> Iterator[Row]:
    for faction, fixed in enumerate(world.factions):
        for kind in SupportKind if fixed.patron == team else ():
            for amount in (1, 2, 3):
                row = blank(OrderKind.PROXY_SUPPORT)
                row.subject, row.mode, row.amount = faction, kind.value, amount
                yield row


def _statements(world: World, team: int, blank: Blank) -> Iterator[Row]:
    for tone in (Tone.CONDEMN, Tone.WARN, Tone.REASSURE, Tone.RECOGNISE):
        for to in (NOBODY, *(t for t in Team if t != team)):
            for public in (1, 0) if to != NOBODY else (1,):
                row = blank(OrderKind.STATEMENT)
                row.subject, row.mode, row.flag = int(to), tone.value, public
                yield row
    for place in range(len(world.places)):
        for author in Author:
            row = blank(OrderKind.STATEMENT)
            row.mode, row.flag = Tone.ATTRIBUTE.value, 1
            row.where[0], row.more[0] = place, author.value
            yield row


def _ultimatums(world: World, board: Board, team: int, blank: Blank) -> Iterator[Row]:
    turn = (board.tracks[0].day + 1) // world.params.days_per_turn + 1
    rung = board.tracks[0].rung
    for to in Team:
        for template, fixed in enumerate(world.templates):
            if to == team or fixed.terms == 0 or fixed.on_record:
                continue
            for deadline in range(turn + 1, turn + DEADLINES + 1):
                for threat in range(rung + 1, rung + THREATS + 1):
                    row = blank(OrderKind.ULTIMATUM)
                    row.subject, row.who[0] = template, to.value
                    row.amount, row.mode = deadline, threat
                    yield row


def _offers(world: World, team: int, blank: Blank) -> Iterator[Row]:
    others = [t.value for t in Team if t != team]
    for template, fixed in enumerate(world.templates):
        for to in (others[:1], others[1:], others) if fixed.terms and not fixed.on_record else ():
            row = blank(OrderKind.OFFER)
            row.subject, row.mode, row.amount = template, fixed.start, NOBODY
            row.who[: len(to)] = to
            row.more[0] = fixed.notice
            yield row


def _answers(board: Board, blank: Blank) -> Iterator[Row]:
    for agreement in board.agreements:
        if agreement.state in (AgreementState.OFFERED, AgreementState.ACCEPTED, AgreementState.IN_FORCE):
            for answer in (Answer.ACCEPT, Answer.REJECT, Answer.LEAVE):
                row = blank(OrderKind.RESPOND)
                row.subject, row.mode = agreement.serial, answer.value
                yield row


def _pairs(
    kind: OrderKind,
    subjects: type[Capital] | type[Lever],
    modes: type[Ask] | tuple[Direction, ...],
    blank: Blank,
) -> Iterator[Row]:
    for subject in subjects:
        for mode in modes:
            row = blank(kind)
            row.subject, row.mode = subject.value, mode.value
            yield row


def _rungs(blank: Blank) -> Iterator[Row]:
    for rung in range(RUNGS):
        row = blank(OrderKind.LADDER)
        row.amount = rung
        yield row


def _borders(world: World, blank: Blank) -> Iterator[Row]:
    for policy in BorderPolicy:
        for people in PEOPLE if policy == BorderPolicy.MANAGED else (0,):
            for screening in range(3):
                for camp in (NOBODY, *range(len(world.places))):
                    row = blank(OrderKind.BORDER)
                    row.mode, row.amount, row.more[0] = policy.value, people, screening
                    row.more[1], row.where[0] = (0 if camp == NOBODY else CAMP), camp
                    yield row


def _fighters(world: World, blank: Blank) -> Iterator[Row]:
    for faction in range(len(world.factions)):
        for change in FIGHTERS:
            row = blank(OrderKind.LIBYA)
            row.subject, row.amount = faction, change
            yield row


def _steers(world: World, blank: Blank) -> Iterator[Row]:
    for act in (SteerAct.URGE, SteerAct.STOP, SteerAct.WITHDRAW):
        for place in range(len(world.places)):
            for spent in LEVERAGE:
                row = blank(OrderKind.STEER)
                row.mode, row.amount, row.where[0] = act.value, spent, place
                yield row
