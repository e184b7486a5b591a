"""Ultimatums: how they are put, when they are met, and what a word not kept costs (RB 16.7, 13.10).

The demand of an ultimatum is an agreement in state DEMAND, whose terms `monitors.demand_met` tests.
"""

from wargame.rules.agreements import take_row, terms_needed, write_terms
from wargame.rules.arithmetic import clamp
from wargame.rules.legal_politics import free_ultimatum
from wargame.rules.legitimacy import word_weight
from wargame.rules.log import Journal, note, tell
from wargame.rules.monitors import demand_met
from wargame.rules.numbers import (
    AgreementState,
    Cause,
    EventKind,
    Held,
    OrderKind,
    ReasonKind,
    Scope,
    Side,
    TermKind,
    UltimatumState,
)
from wargame.rules.ranks import ranked_of_kinds
from wargame.rules.tables import NOBODY, Board, Order, World
from wargame.rules.tables_politics import Ultimatum

GRACE = 3
"""RB 16.7. Days after the deadline in which the threat may still be carried out."""

MET_TRUST = 200
"""RB 16.7. ct of trust that a demand met under threat costs."""


# ---- step 1 ------------------------------------------------------------------------------------------------


def carry_ultimatums(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.3 order 11, 16.7. The ultimatums of the sheets, by team and rank. Reads orders, writes agreements,
    terms and ultimatums. ULTIMATUM_ISSUED (row, from, to, deadline day).
    """
    for i in ranked_of_kinds(orders, OrderKind.ULTIMATUM, OrderKind.ULTIMATUM):
        issue(world, board, orders, i, day, facts)


def issue(world: World, board: Board, orders: list[Order], i: int, day: int, facts: Journal) -> None:
    """RB 16.7. One ultimatum. Nothing comes of a demand that is met already, or for which there is no room:
    ORDER_CHANGED tells.
    """
    order = orders[i]
    u = free_ultimatum(board)
    a = NOBODY
    if u != NOBODY:
        a = take_row(board, terms_needed(world, orders, order))
    if a == NOBODY:
        tell(facts, EventKind.ORDER_CHANGED, order.team, order.number, 0, Held.NO_ROOM, -1)
        return
    demand = board.agreements[a]
    demand.state = AgreementState.DEMAND
    demand.template = order.subject
    demand.parties = (1 << order.team) | (1 << order.who[0])
    demand.proposer = order.team
    demand.accepted = 0
    demand.offered = day
    demand.start = day
    write_terms(world, board, a, orders, order)
    row = board.ultimatums[u]
    row.sender = order.team
    row.to = order.who[0]
    row.agreement = a
    row.deadline = order.amount * world.params.days_per_turn - 1
    row.rung = order.mode
    row.issued = day
    row.weight = word_weight(board, order.team)
    row.posts = about_posts(board, a)
    row.state = UltimatumState.OPEN
    if demand_met(world, board, a, day, facts) == 1:
        close(board, row, UltimatumState.NONE)
        tell(facts, EventKind.ORDER_CHANGED, order.team, order.number, 0, Held.MET_ALREADY, -1)
        return
    tell(facts, EventKind.ULTIMATUM_ISSUED, u, row.sender, row.to, row.deadline, -1)


def about_posts(board: Board, agreement: int) -> int:
    """RB 13.10. 1 if a demand names posts, their status, or the withdrawal of those who besiege them."""
    for term in board.terms:
        if term.agreement == agreement:
            if term.kind == TermKind.POST_STATUS or term.scope == Scope.POSTS:
                return 1
            if term.kind == TermKind.WITHDRAW and term.subject == Side.GOVERNMENT:
                return 1
    return 0


def close(board: Board, row: Ultimatum, state: int) -> None:
    """An ultimatum is over; its demand makes room."""
    row.state = state
    if row.agreement != NOBODY and board.agreements[row.agreement].state == AgreementState.DEMAND:
        board.agreements[row.agreement].state = AgreementState.ENDED
    row.agreement = NOBODY


# ---- step 13 -----------------------------------------------------------------------------------------------


def test_ultimatums(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 16.7. Step 13: demands are tested, deadlines pass, threats are carried out or were empty.

    Reads the board and the facts of the day; writes ultimatums, agreements, domestic support, standing,
    trust, and the counts behind legitimacy. ULTIMATUM_MET (row, from, to, 0), ULTIMATUM_EXPIRED (row, from,
    to, 1 = carried out).
    """
    for u, row in enumerate(board.ultimatums):
        if row.state == UltimatumState.OPEN:
            if demand_met(world, board, row.agreement, day, facts) == 1:
                meet(world, board, u, facts, log)
            elif day >= row.deadline:
                row.state = UltimatumState.EXPIRED
                board.teams[row.sender].unmet += 1
        if row.state == UltimatumState.EXPIRED:
            if board.tracks[0].rung >= row.rung:
                carry_out(world, board, u, facts, log)
            elif day >= row.deadline + GRACE:
                call_bluff(world, board, u, facts, log)


def meet(world: World, board: Board, u: int, facts: Journal, log: Journal | None) -> None:
    """RB 16.7. The demand is met in time: a success at home, and less trust."""
    row = board.ultimatums[u]
    event = tell(facts, EventKind.ULTIMATUM_MET, u, row.sender, row.to, 0, -1)
    at_home(board, row.sender, Cause.ULTIMATUM_MET, world.params.ultimatum_met_domestic, event, log)
    note(log, ReasonKind.TRUST, 0, Cause.ULTIMATUM_MET, -MET_TRUST, 0, event)
    board.tracks[0].trust = clamp(board.tracks[0].trust - MET_TRUST, 0, 10000)
    close(board, row, UltimatumState.MET)


def carry_out(world: World, board: Board, u: int, facts: Journal, log: Journal | None) -> None:
    """RB 16.7. The theatre stands at the rung that was threatened: the word is kept."""
    row = board.ultimatums[u]
    event = tell(facts, EventKind.ULTIMATUM_EXPIRED, u, row.sender, row.to, 1, -1)
    at_home(board, row.sender, Cause.ULTIMATUM_CARRIED, world.params.ultimatum_carried_domestic, event, log)
    close(board, row, UltimatumState.CARRIED_OUT)


def call_bluff(world: World, board: Board, u: int, facts: Journal, log: Journal | None) -> None:
    """RB 16.7. Nothing followed: support at home and standing fall, and later ultimatums weigh half."""
    row = board.ultimatums[u]
    event = tell(facts, EventKind.ULTIMATUM_EXPIRED, u, row.sender, row.to, 0, -1)
    at_home(board, row.sender, Cause.ULTIMATUM_EXPIRED, -world.params.bluff_domestic, event, log)
    team = board.teams[row.sender]
    fall = world.params.bluff_standing
    note(log, ReasonKind.STANDING, row.sender, Cause.ULTIMATUM_EXPIRED, -fall, 0, event)
    team.standing = clamp(team.standing - fall, 0, 10000)
    team.bluffs += 1
    close(board, row, UltimatumState.BLUFF)


def at_home(board: Board, team: int, cause: int, amount: int, event: int, log: Journal | None) -> None:
    """A change of support at home that an ultimatum makes, with its reason."""
    row = board.teams[team]
    note(log, ReasonKind.DOMESTIC, team, cause, amount, 0, event)
    row.domestic = clamp(row.domestic + amount, 0, 10000)


def deadline_passed(board: Board, team: int) -> bool:
    """RB 13.10. Whether an ultimatum of the team about posts has passed its deadline unmet."""
    for row in board.ultimatums:
        if row.sender == team and row.posts == 1:
            if row.state >= UltimatumState.CARRIED_OUT:
                return True
    return False
