"""Agreements as a seat may know them: what they ask, how they stand, whose answer is awaited, what each term
would have meant in the last turn (RB 8.3, 19).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.model.orders import TEAMS
from wargame.play.audience import WHITE
from wargame.play.codec_terms import term_form, term_row
from wargame.play.events_text import clarities
from wargame.play.witness import Clarity, Witnesses
from wargame.rules.bans import FAR_DAY, first_day, last_day
from wargame.rules.codes import AgreementState, EventKind, Team, TermKind
from wargame.rules.legal_talks import may_accede
from wargame.rules.log import KINDS, Journal
from wargame.rules.monitors import test_term
from wargame.rules.tables import NOBODY
from wargame.rules.tables_politics import RELATIVE, Agreement, blank_agreement, copied_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.orders import TeamId
    from wargame.model.orders_politics import TermForm
    from wargame.play.layout import Layout
    from wargame.play.position import Turn
    from wargame.rules.log import Row
    from wargame.rules.tables import Board
    from wargame.rules.tables_politics import Term

STATES_ONLY = (TermKind.CORRIDOR, TermKind.WITHDRAW, TermKind.CONDITION, TermKind.AIRSPACE_ACCESS)
"""Terms about how things stand: of the last turn only its close is known."""

OPEN = (AgreementState.OFFERED, AgreementState.ACCEPTED, AgreementState.IN_FORCE, AgreementState.DEMAND)
"""States in which it is worth asking what a term would have meant."""


@dataclass(frozen=True)
class Would:
    """A breach that a party would have been charged with in the last turn."""

    party: TeamId
    days: tuple[int, ...]


@dataclass(frozen=True)
class TermSeen:
    """A term, as it could be written into an offer, and what it would have meant."""

    form: TermForm
    would: tuple[Would, ...]
    """Who would have broken it in the last turn, had it been in force and due, as far as the seat knows."""
    first: int | None
    last: int | None
    """Days of the scenario on which it begins and ends or is due; None while they hang on the start."""
    done: bool
    """Met for good."""


@dataclass(frozen=True)
class AgreementSeen:
    """An agreement, an offer or a demand."""

    number: int
    """What a RESPOND calls it by."""
    name: str
    """Name of the template it was made from, empty without one."""
    state: str
    """`offered accepted in_force lapsed ended demand`."""
    parties: tuple[TeamId, ...]
    proposer: TeamId | None
    accepted: tuple[TeamId, ...]
    awaited: tuple[TeamId, ...]
    """Whose answer an open offer waits for."""
    answers: int
    """Number of the offer that it counters, 0."""
    secret: bool
    offered: int
    start: int | None
    """Day on which it came, or comes, into force; None while it is not accepted."""
    start_after: int
    """Days between acceptance and its start."""
    expiry: int | None
    notice: int
    leaves: int | None
    """Day on which it ends by notice."""
    ends_at_once: bool
    """Whether the seat may end it at once, after a fundamental proven breach."""
    may: tuple[str, ...]
    """Answers the seat may give now."""
    breaches: dict[TeamId, int]
    terms: tuple[TermSeen, ...]


def agreements(layout: Layout, board: Board, seat: str, last: Turn) -> tuple[AgreementSeen, ...]:
    """Every agreement, offer and demand on a seat's own board, by number.

    `board` is what the seat sees (`Session.seen`), `last` the turn that closed last.
    """
    known = known_facts(layout, last, seat)
    found = [
        agreement_seen(layout, board, seat, row, known)
        for row, agreement in enumerate(board.agreements)
        if agreement.state != AgreementState.NONE
    ]
    return tuple(sorted(found, key=lambda a: a.number))


def agreement_seen(layout: Layout, board: Board, seat: str, row: int, known: Sequence[Row]) -> AgreementSeen:
    """One agreement of a seat's board. `known` are the facts of the last turn that the seat may read."""
    agreement = board.agreements[row]
    state = AgreementState(agreement.state)
    stands = state in (AgreementState.ACCEPTED, AgreementState.IN_FORCE, AgreementState.ENDED)
    waiting = agreement.parties & ~agreement.accepted if state is AgreementState.OFFERED else 0
    expiry = agreement.expiry if agreement.expiry < RELATIVE else NOBODY
    scenario = layout.scenario.agreements
    return AgreementSeen(
        number=agreement.serial,
        name=scenario[agreement.template].name if agreement.template != NOBODY else "",
        state=state.name.lower(),
        parties=teams(agreement.parties),
        proposer=None if agreement.proposer == NOBODY else TEAMS[agreement.proposer],
        accepted=teams(agreement.accepted),
        awaited=teams(waiting),
        answers=agreement.answers,
        secret=bool(agreement.secret),
        offered=agreement.offered,
        start=agreement.start if stands else None,
        start_after=0 if stands else agreement.start,
        expiry=None if expiry == NOBODY else expiry,
        notice=agreement.notice,
        leaves=None if agreement.leaves == NOBODY else agreement.leaves,
        ends_at_once=seat in TEAMS and bool(agreement.free >> TEAMS.index(seat) & 1),
        may=answers(board, row, seat),
        breaches={team: agreement.breaches[n] for n, team in enumerate(TEAMS)},
        terms=tuple(
            term_seen(layout, board, agreement, term, known if state in OPEN else ())
            for term in board.terms
            if term.agreement == row
        ),
    )


def teams(mask: int) -> tuple[TeamId, ...]:
    """The teams of a mask."""
    return tuple(team for n, team in enumerate(TEAMS) if mask >> n & 1)


def answers(board: Board, row: int, seat: str) -> tuple[str, ...]:
    """RB 6.3 order 13, 19.1, 19.5. What a seat may answer to an agreement of its board."""
    agreement = board.agreements[row]
    code = next((team.value for team in Team if team.name.lower() == seat), NOBODY)
    if code == NOBODY:
        return ()
    if agreement.parties >> code & 1 == 0:
        return ("accept",) if may_accede(board, row, code) else ()
    match AgreementState(agreement.state):
        case AgreementState.OFFERED if agreement.proposer == code:
            return ("reject",)
        case AgreementState.OFFERED if agreement.accepted >> code & 1:
            return ("reject", "counter")
        case AgreementState.OFFERED:
            return ("accept", "reject", "counter")
        case AgreementState.LAPSED if agreement.proposer != code:
            return ("counter",)
        case AgreementState.ACCEPTED | AgreementState.IN_FORCE:
            left = agreement.leaves != NOBODY and not agreement.free >> code & 1
            return () if left else ("leave",)
        case _:
            return ()


# ---- what a term would have meant --------------------------------------------------------------------------


def term_seen(
    layout: Layout, board: Board, agreement: Agreement, term: Term, known: Sequence[Row]
) -> TermSeen:
    """One term; `known` are facts of the last turn, empty if it is not asked what it would have meant."""
    first, last = first_day(agreement, term), last_day(agreement, term)
    starts = agreement.state in (AgreementState.ACCEPTED, AgreementState.IN_FORCE)
    return TermSeen(
        form=term_form(term, layout.names),
        would=would(layout, board, term, agreement.parties, known),
        first=first if starts or NOBODY < term.from_day < RELATIVE else None,
        last=None if last == FAR_DAY or (not starts and term.by_day >= RELATIVE) else last,
        done=bool(term.done),
    )


def told_of(known: Sequence[Row], day: int) -> Journal:
    """The journal of a turn as it stood at the close of one of its days."""
    told = [0] * KINDS
    for row in known:
        told[row[2]] += row[0] == day
    first = next(i for i, row in enumerate(known) if row[0] == day)
    return Journal([day, 0, first], told, list(known))


def would(layout: Layout, board: Board, term: Term, parties: int, known: Sequence[Row]) -> tuple[Would, ...]:
    """Who would have broken a term in the last turn, on which days, by the facts given and the board."""
    if not known:
        return ()
    free = copied_term(term)
    free.from_day = free.by_day = NOBODY
    free.done = 0
    standing = replace(blank_agreement(), state=AgreementState.IN_FORCE.value, parties=parties)
    days = sorted({row[0] for row in known})
    if TermKind(term.kind) in STATES_ONLY:
        days = days[-1:]
    facts = {day: told_of(known, day) for day in days}
    made = []
    for team in TEAMS:
        code = TEAMS.index(team)
        if not term.bound >> code & 1:
            continue
        broken = []
        for day in days:
            found = [0, 0]
            test_term(layout.world, board, free, standing, code, day, 1, facts[day], found)
            if found[0]:
                broken.append(day)
        if broken:
            made.append(Would(team, tuple(broken)))
    return tuple(made)


def would_have_meant(
    layout: Layout, board: Board, seat: str, last: Turn, forms: Sequence[TermForm], parties: Sequence[str]
) -> tuple[tuple[Would, ...], ...]:
    """The same for terms that are only being written, one entry each. Raises UnknownName."""
    known = known_facts(layout, last, seat)
    mask = sum(1 << TEAMS.index(team) for team in TEAMS if team in parties)
    return tuple(would(layout, board, term_row(form, layout.names, mask), mask, known) for form in forms)


def known_facts(layout: Layout, last: Turn, seat: str) -> tuple[Row, ...]:
    """The facts of a turn that a seat may read, whole or in part, in order. Whose guns fired is no part."""
    if seat == WHITE:
        return last.facts
    team = TEAMS.index(seat)
    near = Witnesses(layout, last.opening or layout.start)
    kept = []
    for row in last.facts:
        clear = clarities(layout, row, near)[team]
        if clear is Clarity.WHOLE or (clear is not Clarity.HIDDEN and row[2] != EventKind.FIRED):
            kept.append(row)
        near.follow(row)
    return tuple(kept)
