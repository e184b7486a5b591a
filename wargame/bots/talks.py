"""What the bots of all teams share in politics: reading agreements, writing offers, answers and words."""

from wargame.bots.sheet import open_row, put_subject
from wargame.rules.numbers import AgreementState, Answer, OrderKind, Scope, Team, TermKind, Tone
from wargame.rules.tables import NOBODY, Board, Order, World

TEAMS = 3

TALKS_DELAY = 2
TALKS_TENSION = 8000
"""Days from the signature to the silence of the guns, so that orders reach every front, unless tension (ct)
leaves no time.
"""

SPEAK_EVERY = 3
"""Turns between two statements of one tone: a repeated one tells half (RB 18.1)."""


def turn_of(world: World, day: int) -> int:
    """The turn, from 1, that opens with a day."""
    return day // world.params.days_per_turn + 1


def party(mask: int, team: int) -> bool:
    """Whether a team is in a mask."""
    return (mask >> team) % 2 == 1


def deal_in_force(board: Board, kind: int) -> int:
    """The row of an agreement proposed here that is in force with a term of this kind, NOBODY if none is."""
    for term in board.terms:
        if term.agreement != NOBODY and term.kind == kind:
            row = board.agreements[term.agreement]
            if row.state == AgreementState.IN_FORCE and row.proposer != NOBODY:
                return term.agreement
    return NOBODY


def fire_has_ceased(board: Board) -> int:
    """The row of an agreement in force with a ceasefire everywhere, NOBODY if none is."""
    for term in board.terms:
        if term.agreement != NOBODY and term.kind == TermKind.CEASEFIRE and term.scope == Scope.EVERYWHERE:
            row = board.agreements[term.agreement]
            if row.state == AgreementState.IN_FORCE and row.proposer != NOBODY:
                return term.agreement
    return NOBODY


def has_term(board: Board, agreement: int, kind: int) -> bool:
    """Whether an agreement has a term of this kind."""
    for term in board.terms:
        if term.agreement == agreement and term.kind == kind:
            return True
    return False


def binds(board: Board, agreement: int, kind: int, team: int) -> bool:
    """Whether an agreement has a term of this kind that binds the team."""
    for term in board.terms:
        if term.agreement == agreement and term.kind == kind and party(term.bound, team):
            return True
    return False


def awaits(board: Board, agreement: int, team: int) -> bool:
    """Whether an offer waits for this team's answer."""
    row = board.agreements[agreement]
    if row.state != AgreementState.OFFERED or row.proposer == team:
        return False
    return party(row.parties, team) and not party(row.accepted, team)


def own_offer_open(board: Board, team: int, template: int) -> bool:
    """Whether the team's own offer of a template still waits, or is accepted and about to start."""
    for row in board.agreements:
        if row.proposer == team and row.template == template:
            if row.state == AgreementState.OFFERED or row.state == AgreementState.ACCEPTED:
                return True
    return False


def in_force(board: Board, template: int) -> bool:
    """Whether an agreement of this template is in force or about to be."""
    for row in board.agreements:
        if row.template == template and row.proposer != NOBODY:
            if row.state == AgreementState.IN_FORCE or row.state == AgreementState.ACCEPTED:
                return True
    return False


def delay_of_talks(board: Board) -> int:
    """RB 19.7. Days from the signature of the protocol to its start: alike for whoever drafts it, so that
    drafts of one turn meet.
    """
    if board.tracks[0].tension < TALKS_TENSION:
        return TALKS_DELAY
    return 0


def put_offer(
    out: list[Order], n: int, team: int, template: int, one: int, two: int, delay: int, notice: int
) -> int:
    """An OFFER of a template to one team or two (NOBODY), in force `delay` days after its acceptance."""
    r = open_row(out, n, team, OrderKind.OFFER, 1)
    if r == NOBODY or template == NOBODY:
        return n
    out[r].subject = template
    out[r].mode = delay
    out[r].amount = NOBODY
    out[r].more[0] = notice
    out[r].who[0] = one
    out[r].who[1] = two
    return n + 1


def put_ultimatum(
    out: list[Order], n: int, team: int, template: int, to: int, rung: int, deadline: int
) -> int:
    """An ULTIMATUM by a template, with the threatened rung and the turn of the deadline."""
    r = open_row(out, n, team, OrderKind.ULTIMATUM, 1)
    if r == NOBODY or template == NOBODY:
        return n
    out[r].subject = template
    out[r].mode = rung
    out[r].amount = deadline
    out[r].who[0] = to
    return n + 1


def put_answer(board: Board, out: list[Order], n: int, team: int, agreement: int, yes: bool) -> int:
    """A RESPOND to an offer."""
    answer = int(Answer.REJECT)
    if yes:
        answer = int(Answer.ACCEPT)
    return put_subject(out, n, team, OrderKind.RESPOND, 1, board.agreements[agreement].serial, answer, 0)


def put_steer(out: list[Order], n: int, act: int, one: int, two: int, points: int) -> int:
    """A STEER about one place or two (NOBODY)."""
    r = open_row(out, n, Team.MOSCOW, OrderKind.STEER, 3)
    if r == NOBODY:
        return n
    out[r].mode = act
    out[r].amount = points
    out[r].where[0] = one
    out[r].where[1] = two
    return n + 1


def say(
    world: World, board: Board, team: int, tone: int, to: int, day: int, out: list[Order], n: int
) -> int:
    """A public STATEMENT, if the team has not spoken in this tone for SPEAK_EVERY turns."""
    last = board.teams[team].tone_day[tone]
    if last >= 0 and day - last < SPEAK_EVERY * world.params.days_per_turn:
        return n
    n = put_subject(out, n, team, OrderKind.STATEMENT, 1, to, tone, 0)
    if n > 0 and out[n - 1].kind == OrderKind.STATEMENT and tone != Tone.REASSURE:
        out[n - 1].flag = 1
    return n


def whole_m5_held(world: World, board: Board) -> bool:
    """Whether the government holds every place of the M5."""
    for p in range(len(world.places)):
        if world.places[p].m5 > 0 and board.places[p].control != 0:
            return False
    return True
