"""World and Board, politics: agreements, terms, ultimatums, what comes later (RB 5.10, 5.13, 19).

Rows like those of `tables.py`, which holds them in World and Board.
"""

from dataclasses import dataclass
from typing import Annotated

Key = Annotated[int, "int64"]
"""What a draw is made with (RB 2.3): 63 bits. All other numbers of rows fit 31 bits, if nothing less is said;
compiled, they take as much room (`compiled_arrays.py`).
"""

NOBODY = -1
TEAMS = 3
WHERE = 8
"""Rows that one term names."""

RELATIVE = 1000
"""A day of a term from here up counts from the day on which its agreement comes into force."""

AGREEMENTS = 24
TERMS = 72
ULTIMATUMS = 6
PENDING = 24
"""Agreements, terms, ultimatums and things that come later which a board holds at once (RB 5.10, 5.13)."""


@dataclass(slots=True)
class Agreement:
    """RB 5.10, 19.1. An agreement, an offer, or the demand of an ultimatum."""

    state: int  # codes.AgreementState
    serial: int  # its number since STARTEX, from 1; 0 = unused row
    template: int  # row of templates it was made from, NOBODY
    parties: int  # mask of codes.Team
    proposer: int  # codes.Team, NOBODY for one on record
    accepted: int  # mask of codes.Team
    answers: int  # serial of the offer it counters, 0
    secret: int  # 0/1
    offered: int  # day
    start: int  # day at whose step 1 it comes into force; while offered: days after acceptance
    expiry: int  # last day, NOBODY = none
    notice: int  # days of exit notice
    leaves: int  # day at whose step 1 it ends by notice, NOBODY
    breaches: Annotated[list[int], TEAMS]  # TEAMS x breaches charged to the team
    free: int  # mask of teams that may end it at once, after a fundamental proven breach (RB 19.5)


@dataclass(slots=True)
class Term:
    """RB 19.1, 19.3. One term. `where` holds rows of what `scope` says."""

    agreement: int  # row of agreements, NOBODY = unused row
    kind: int  # codes.TermKind
    severity: int  # 1-3
    bound: int  # mask of codes.Team that it binds
    scope: int  # codes.Scope
    where: Annotated[list[int], WHERE]
    subject: int  # faction, codes.AirUser or codes.Side that it is about, NOBODY
    excluded: int  # mask of codes.Faction left out of a ceasefire
    from_day: int  # first day on which it asks anything, NOBODY = from the start
    by_day: int  # day by which it must be met, or last day of a pause, NOBODY; both may be RELATIVE + days
    depth: int  # km on each side of the road (CORRIDOR)
    duties: int  # bits of codes.Duty
    access: int  # codes.Access granted (AIRSPACE_ACCESS)
    test: int  # row of World.conditions (CONDITION), NOBODY
    charged: int  # mask of codes.Team charged with a breach in this turn (RB 19.4)
    done: int  # 0/1: met for good (WITHDRAW, PRISONER_BODY, PASSAGE)


@dataclass(slots=True)
class Ultimatum:
    """RB 5.10, 16.7."""

    state: int  # codes.UltimatumState
    sender: int  # codes.Team, NOBODY in an unused row
    to: int  # codes.Team, NOBODY
    agreement: int  # row of agreements with its demand
    deadline: int  # last day on which it can be met, NOBODY
    rung: int  # what is threatened
    issued: int  # day, NOBODY
    weight: int  # bp of its effect on legitimacy: 10000, or 5000 after a bluff
    posts: int  # 0/1: its demand names posts or what besieges them (RB 13.10)


@dataclass(slots=True)
class Pending:
    """RB 5.13. What comes later."""

    day: int  # day at whose step 1 it happens, NOBODY = unused row
    kind: int  # codes.PendingKind
    entity: int  # row of what `kind` says, NOBODY
    amount: int


@dataclass(slots=True)
class TemplateFacts:
    """RB 19.6-19.8. An agreement as the scenario writes it: on record from day 0, or a form to fill in."""

    key: Key
    on_record: int  # 0/1: preloaded, in force on day 0
    parties: int  # mask of codes.Team
    first: int  # first row of template_terms
    terms: int  # number of them
    start: int  # days after acceptance at which it starts, 0 = the next step 1
    days: int  # days it runs, 0 = until it is ended
    notice: int  # days between an exit notice and its end


def copied_term(r: Term) -> Term:
    """One row of terms, copied."""
    return Term(
        r.agreement, r.kind, r.severity, r.bound, r.scope, r.where[:], r.subject, r.excluded, r.from_day,
        r.by_day, r.depth, r.duties, r.access, r.test, r.charged, r.done,
    )  # fmt: skip


def blank_agreement() -> Agreement:
    """An unused row of agreements."""
    return Agreement(0, 0, NOBODY, 0, NOBODY, 0, 0, 0, 0, 0, NOBODY, 0, NOBODY, [0] * TEAMS, 0)


def blank_term() -> Term:
    """An unused row of terms."""
    return Term(NOBODY, 0, 0, 0, 0, [NOBODY] * WHERE, NOBODY, 0, NOBODY, NOBODY, 0, 0, 0, NOBODY, 0, 0)


def copied_agreement(r: Agreement) -> Agreement:
    """One row of agreements, copied."""
    return Agreement(
        r.state, r.serial, r.template, r.parties, r.proposer, r.accepted, r.answers, r.secret, r.offered,
        r.start, r.expiry, r.notice, r.leaves, r.breaches[:], r.free,
    )  # fmt: skip


def copied_ultimatum(r: Ultimatum) -> Ultimatum:
    """One row of ultimatums, copied."""
    return Ultimatum(r.state, r.sender, r.to, r.agreement, r.deadline, r.rung, r.issued, r.weight, r.posts)


def copied_pending(r: Pending) -> Pending:
    """One row of pending things, copied."""
    return Pending(r.day, r.kind, r.entity, r.amount)


def blank_ultimatum() -> Ultimatum:
    """An unused row of ultimatums."""
    return Ultimatum(0, NOBODY, NOBODY, NOBODY, NOBODY, 0, NOBODY, 0, 0)


def blank_pending() -> Pending:
    """An unused row of pending things."""
    return Pending(NOBODY, 0, NOBODY, 0)
