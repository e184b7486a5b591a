"""Agreements as rows: where a new one stands, when it comes into force and when it ends (RB 5.10, 7.11, 19.1,
19.5).

What is said about them is `talks.py`, what their terms do `terms.py`, what breaks them `monitors.py`.
"""

from wargame.rules.log import Journal, tell
from wargame.rules.numbers import (
    AgreementEnd,
    AgreementState,
    Duty,
    EventKind,
    OrderKind,
    PendingKind,
    Scope,
    SteerAct,
    Team,
    TermKind,
)
from wargame.rules.orders_politics import take_term
from wargame.rules.scopes import in_scope, post_in_scope
from wargame.rules.tables import NOBODY, Board, Order, World
from wargame.rules.tables_politics import RELATIVE, TEAMS, WHERE, Agreement, Term

CALM_RUNG = 1
"""RB 16.6. The rung to which a ceasefire everywhere brings the theatre down."""

CAMP_PRICE = 100
CAMP_SHELTER = 500
"""RB 19.3, 15.8. ct of capital of each party bound to pay for camps, and h of shelter that all of it builds.
"""


def turn_day(world: World, board: Board) -> int:
    """The first day of the turn that is being played, or of the next one if the last has closed."""
    day = board.tracks[0].day
    return day + -day % world.params.days_per_turn


def is_over(agreement: Agreement) -> bool:
    """Whether nothing can come of it any more: its row may be used again."""
    return agreement.state == AgreementState.LAPSED or agreement.state == AgreementState.ENDED


def in_force(agreement: Agreement) -> bool:
    """RB 19.5."""
    return agreement.state == AgreementState.IN_FORCE


def with_serial(board: Board, serial: int) -> int:
    """The row of agreements with this number, NOBODY if it is gone or never was."""
    for i, agreement in enumerate(board.agreements):
        if agreement.serial == serial and agreement.state != AgreementState.NONE:
            return i
    return NOBODY


def first_kind(board: Board, row: int) -> int:
    """The kind of an agreement's first term, 0 without one: what events call it by."""
    for term in board.terms:
        if term.agreement == row:
            return term.kind
    return 0


# ---- rows --------------------------------------------------------------------------------------------------


def has_room(board: Board, needed: int) -> bool:
    """RB 5.10. Whether an agreement with so many terms can be written: free rows, or rows of what is over."""
    rows = 0
    terms = 0
    for agreement in board.agreements:
        if agreement.state == AgreementState.NONE or is_over(agreement):
            rows += 1
    for term in board.terms:
        if term.agreement == NOBODY or is_over(board.agreements[term.agreement]):
            terms += 1
    return rows > 0 and terms >= needed


def take_row(board: Board, needed: int) -> int:
    """A free row of agreements with a new serial, and so many free rows of terms: NOBODY if there is no room.

    What is over makes room, the oldest first.
    """
    if not has_room(board, needed):
        return NOBODY
    row = lowest_free(board)
    while row == NOBODY or free_terms(board) < needed:
        wipe(board, oldest_over(board))
        row = lowest_free(board)
    board.tracks[0].serials += 1
    board.agreements[row].serial = board.tracks[0].serials
    return row


def lowest_free(board: Board) -> int:
    """The first unused row of agreements, NOBODY if all are used."""
    for i, agreement in enumerate(board.agreements):
        if agreement.state == AgreementState.NONE:
            return i
    return NOBODY


def free_terms(board: Board) -> int:
    """How many rows of terms are unused."""
    free = 0
    for term in board.terms:
        if term.agreement == NOBODY:
            free += 1
    return free


def oldest_over(board: Board) -> int:
    """The row of the oldest agreement that is over, NOBODY without one."""
    oldest = NOBODY
    for i, agreement in enumerate(board.agreements):
        if is_over(agreement):
            if oldest == NOBODY or agreement.serial < board.agreements[oldest].serial:
                oldest = i
    return oldest


def wipe(board: Board, row: int) -> None:
    """Free a row of agreements and the rows of its terms."""
    clear(board.agreements[row])
    for term in board.terms:
        if term.agreement == row:
            wipe_term(term)


def clear(agreement: Agreement) -> None:
    """Free a row of agreements."""
    agreement.state = AgreementState.NONE
    agreement.serial = 0
    agreement.template = NOBODY
    agreement.parties = 0
    agreement.proposer = NOBODY
    agreement.accepted = 0
    agreement.answers = 0
    agreement.secret = 0
    agreement.offered = 0
    agreement.start = 0
    agreement.expiry = NOBODY
    agreement.notice = 0
    agreement.leaves = NOBODY
    agreement.free = 0
    for t in range(TEAMS):
        agreement.breaches[t] = 0


def wipe_term(term: Term) -> None:
    """Free a row of terms."""
    term.agreement = NOBODY
    term.kind = 0
    term.severity = 0
    term.bound = 0
    term.scope = 0
    term.subject = NOBODY
    term.excluded = 0
    term.from_day = NOBODY
    term.by_day = NOBODY
    term.depth = 0
    term.duties = 0
    term.access = 0
    term.test = NOBODY
    term.charged = 0
    term.done = 0
    for i in range(WHERE):
        term.where[i] = NOBODY


def free_term(board: Board) -> int:
    """The lowest unused row of terms, NOBODY if all are used."""
    for i, term in enumerate(board.terms):
        if term.agreement == NOBODY:
            return i
    return NOBODY


# ---- terms of orders and templates -------------------------------------------------------------------------


def terms_behind(orders: list[Order], header: Order) -> int:
    """How many TERM rows stand behind an order."""
    found = 0
    for order in orders:
        if order.kind == OrderKind.TERM and order.team == header.team and order.number == header.number:
            found += 1
    return found


def terms_needed(world: World, orders: list[Order], header: Order) -> int:
    """Rows of terms that an offer, a counter-offer or a demand needs: its own, else those of its template."""
    own = terms_behind(orders, header)
    if own == 0 and header.kind != OrderKind.RESPOND and header.subject >= 0:
        if header.subject < len(world.templates):
            return world.templates[header.subject].terms
    return own


def write_terms(world: World, board: Board, row: int, orders: list[Order], header: Order) -> None:
    """The terms of an order into free rows of terms for agreement `row`: those behind it in an order that the
    order of the rows does not change, or those of its template. There is room (`take_row`).
    """
    own = terms_behind(orders, header)
    if own == 0:
        if header.kind == OrderKind.RESPOND or header.subject < 0:
            return
        fixed = world.templates[header.subject]
        for i in range(fixed.first, fixed.first + fixed.terms):
            take_terms_of(world.template_terms[i], board.terms[free_term(board)], row)
    else:
        done = [0] * len(orders)
        for _ in range(own):
            best = NOBODY
            for i, order in enumerate(orders):
                if order.kind != OrderKind.TERM or done[i] == 1:
                    continue
                if order.team == header.team and order.number == header.number:
                    if best == NOBODY or stands_before(order, orders[best]):
                        best = i
            done[best] = 1
            term = board.terms[free_term(board)]
            take_term(orders[best], term)
            term.agreement = row
    parties = board.agreements[row].parties
    for term in board.terms:
        if term.agreement == row:
            term.bound = term.bound & parties
            if term.bound == 0:
                term.bound = parties


def stands_before(a: Order, b: Order) -> bool:
    """Whether TERM row a comes before b: by kind, scope, subject, severity, where, condition and the rest."""
    if a.mode != b.mode:
        return a.mode < b.mode
    if a.flag != b.flag:
        return a.flag < b.flag
    if a.subject != b.subject:
        return a.subject < b.subject
    if a.amount != b.amount:
        return a.amount < b.amount
    for i in range(len(a.where)):
        if a.where[i] != b.where[i]:
            return a.where[i] < b.where[i]
    if a.who[0] != b.who[0]:
        return a.who[0] < b.who[0]
    for i in range(len(a.more)):
        if a.more[i] != b.more[i]:
            return a.more[i] < b.more[i]
    return False


def take_terms_of(fixed: Term, term: Term, row: int) -> None:
    """Write a term of a template into a row of terms of agreement `row`."""
    term.agreement = row
    term.kind = fixed.kind
    term.severity = fixed.severity
    term.bound = fixed.bound
    term.scope = fixed.scope
    for i in range(WHERE):
        term.where[i] = fixed.where[i]
    term.subject = fixed.subject
    term.excluded = fixed.excluded
    term.from_day = fixed.from_day
    term.by_day = fixed.by_day
    term.depth = fixed.depth
    term.duties = fixed.duties
    term.access = fixed.access
    term.test = fixed.test
    term.charged = 0
    term.done = 0


def same_term(a: Term, b: Term) -> bool:
    """Whether two terms ask the same."""
    for i in range(WHERE):
        if a.where[i] != b.where[i]:
            return False
    if a.kind != b.kind or a.severity != b.severity or a.bound != b.bound or a.scope != b.scope:
        return False
    if a.subject != b.subject or a.excluded != b.excluded or a.depth != b.depth or a.duties != b.duties:
        return False
    return a.from_day == b.from_day and a.by_day == b.by_day and a.access == b.access and a.test == b.test


def same_terms(board: Board, one: int, other: int) -> bool:
    """RB 7.11. Whether two agreements have the same terms."""
    return within(board, one, other) and within(board, other, one)


def within(board: Board, one: int, other: int) -> bool:
    """Whether each term of one agreement is also a term of another."""
    for a in board.terms:
        if a.agreement != one:
            continue
        found = 0
        for b in board.terms:
            if b.agreement == other and same_term(a, b):
                found = 1
        if found == 0:
            return False
    return True


# ---- step 1 ------------------------------------------------------------------------------------------------


def open_terms(board: Board) -> None:
    """RB 19.4. A turn opens: each party can be charged with each term again."""
    for term in board.terms:
        term.charged = 0


def settle_agreements(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 19.5. Step 1: agreements end by their day or by notice, and others come into force.

    Reads and writes agreements and terms; what starts may write rung, airspace, capital and pending things.
    """
    bind_damascus(board)
    for i, agreement in enumerate(board.agreements):
        if in_force(agreement):
            if agreement.leaves != NOBODY and agreement.leaves <= day:
                end(board, i, AgreementEnd.NOTICE, NOBODY, facts)
            elif agreement.expiry != NOBODY and agreement.expiry < day:
                end(board, i, AgreementEnd.EXPIRED, NOBODY, facts)
    for i, agreement in enumerate(board.agreements):
        if agreement.state == AgreementState.ACCEPTED and agreement.start <= day:
            begin(world, board, i, day, facts)


def bind_damascus(board: Board) -> None:
    """RB 19.1. A STEER to stop that Damascus obeys binds it by what Moscow has signed, if it is no secret."""
    army = board.factions[0]
    if army.steered != SteerAct.STOP or army.steer_obeyed == 0:
        return
    for i, agreement in enumerate(board.agreements):
        if agreement.state == AgreementState.IN_FORCE or agreement.state == AgreementState.ACCEPTED:
            if agreement.parties & (1 << Team.MOSCOW) != 0 and agreement.secret == 0:
                accede(board, i)


def accede(board: Board, row: int) -> None:
    """RB 19.1. Damascus becomes a party; it is bound by whatever binds Moscow."""
    agreement = board.agreements[row]
    damascus = 1 << Team.DAMASCUS
    if agreement.parties & damascus == 0:
        for term in board.terms:
            if term.agreement == row and term.bound & (1 << Team.MOSCOW) != 0:
                term.bound = term.bound | damascus
    agreement.parties = agreement.parties | damascus
    agreement.accepted = agreement.accepted | damascus


def end(board: Board, row: int, cause: int, team: int, facts: Journal) -> int:
    """An agreement or offer is over. Consent that it gave to feed posts ends with it.

    AGREEMENT_ENDED (serial, cause, team or NOBODY, secret * 8 + parties); returns the number of the event.
    """
    agreement = board.agreements[row]
    ran = in_force(agreement)
    agreement.state = AgreementState.ENDED
    if cause == AgreementEnd.LAPSED:
        agreement.state = AgreementState.LAPSED
    if ran:
        for term in board.terms:
            if term.agreement == row and term.kind == TermKind.POST_STATUS and term.duties & Duty.FEED != 0:
                for p, post in enumerate(board.posts):
                    if post_in_scope(board, term, p):
                        post.consent = 0
    with_whom = agreement.secret * 8 + agreement.parties
    return tell(facts, EventKind.AGREEMENT_ENDED, agreement.serial, cause, team, with_whom, -1)


def begin(world: World, board: Board, row: int, day: int, facts: Journal) -> None:
    """RB 19.5, 16.6. An agreement comes into force. One of the same form between the same parties ends.

    AGREEMENT_STARTED (serial, parties, secret, kind of its first term).
    """
    agreement = board.agreements[row]
    agreement.state = AgreementState.IN_FORCE
    agreement.start = day
    if agreement.expiry >= RELATIVE:
        agreement.expiry += day - RELATIVE - 1
    kind = first_kind(board, row)
    cause = tell(
        facts, EventKind.AGREEMENT_STARTED, agreement.serial, agreement.parties, agreement.secret, kind, -1
    )
    for i, other in enumerate(board.agreements):
        if i != row and in_force(other) and replaces(agreement, other):
            end(board, i, AgreementEnd.REPLACED, NOBODY, facts)
    for term in board.terms:
        if term.agreement == row:
            if term.from_day >= RELATIVE:
                term.from_day += day - RELATIVE
            if term.by_day >= RELATIVE:
                term.by_day += day - RELATIVE
            take_effect(world, board, term, day, cause, facts)


def replaces(new: Agreement, old: Agreement) -> bool:
    """RB 19.5. Whether one is made from the same template as the other, between the same parties."""
    return new.template != NOBODY and new.template == old.template and new.parties == old.parties


def take_effect(world: World, board: Board, term: Term, day: int, cause: int, facts: Journal) -> None:
    """RB 16.6, 19.3. What a term changes at once when it comes into force."""
    if term.kind == TermKind.CEASEFIRE and term.scope == Scope.EVERYWHERE:
        tracks = board.tracks[0]
        if tracks.rung > CALM_RUNG:
            tell(facts, EventKind.RUNG_CHANGED, NOBODY, tracks.rung, CALM_RUNG, 0, cause)
            tracks.rung = CALM_RUNG
    elif term.kind == TermKind.HUMANITARIAN and term.duties & Duty.CAMP_FUNDS != 0:
        pay_for_camps(world, board, term, day)


def pay_for_camps(world: World, board: Board, term: Term, day: int) -> None:
    """RB 19.3, 15.8. Every party bound pays what it has, up to the price; shelter for what was paid is ready
    a turn later at the place of the scope with most room.
    """
    paid = 0
    owed = 0
    for t, team in enumerate(board.teams):
        if term.bound >> t & 1 == 1:
            part = min(CAMP_PRICE, max(0, team.pc))
            team.pc -= part
            paid += part
            owed += CAMP_PRICE
    best = NOBODY
    for p, place in enumerate(world.places):
        if in_scope(world, board, term, p) and place.shelter > 0:
            if best == NOBODY or place.shelter > world.places[best].shelter:
                best = p
    if paid == owed:
        term.done = 1
    for row in board.pending:
        if row.kind == PendingKind.NONE and best != NOBODY and paid > 0:
            row.kind = PendingKind.SHELTER
            row.day = day + world.params.days_per_turn
            row.entity = best
            row.amount = CAMP_SHELTER * paid // max(1, owed)
            return
