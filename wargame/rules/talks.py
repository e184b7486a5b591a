"""Talks: offers, answers and counter-offers act, live or from the sheets (RB 6.5, 7.11, 13.4, 19.1, 19.5).

Rows numbered from TALK up were sent while the turn was planned; they act one after the other, in the order of
their numbers over all teams. Those of the sheets act after them, answers before offers, each kind as if at
once: rejections before acceptances, and of acceptances those of the version of the team that is earlier in
the tie order of the turn. `play/talk.py` acts the same rows on a copy of the board while people plan.
"""

from wargame.rules.agreements import (
    accede,
    end,
    first_kind,
    is_over,
    same_terms,
    take_row,
    terms_needed,
    wipe,
    with_serial,
    write_terms,
)
from wargame.rules.legal import refusal
from wargame.rules.legal_talks import OPEN_OFFERS, behind_refusal, may_accede, open_offers
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    AgreementEnd,
    AgreementState,
    Answer,
    EventKind,
    Faction,
    Held,
    OrderKind,
    ReasonKind,
    SteerAct,
    Team,
    TermKind,
)
from wargame.rules.orders_politics import TALK, is_talk
from wargame.rules.ranks import ranked_of_kinds
from wargame.rules.tables import NOBODY, TARGETS, Board, Order, World
from wargame.rules.tables_politics import RELATIVE, TEAMS

RULE_OF_REFUSAL = 63
"""RB 22.4: paragraph 6.3, times 10."""


def take_talks(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.5. What was sent as talk acts, in the order in which it was sent. A row that is refused is told as
    ORDER_REFUSED and voided, and so are the terms behind it. STEER is only judged here and acts in
    `politics.py`.
    """
    for order in orders:
        if order.number >= TALK and order.kind == OrderKind.STEER:
            board.factions[Faction.SAA].steered = SteerAct.NONE
    last = TALK - 1
    i = next_talk(orders, last)
    while i != NOBODY:
        order = orders[i]
        last = order.number
        code = refusal(world, board, order)
        if code == 0:
            code = behind_refusal(world, board, orders, i)
        if code == 0:
            act(world, board, orders, i, day, facts, log)
        else:
            cause = tell(facts, EventKind.ORDER_REFUSED, order.team, order.number, code, order.kind, -1)
            note(log, ReasonKind.DEGRADED, order.number, RULE_OF_REFUSAL, order.team, code, cause)
            void(orders, i)
        i = next_talk(orders, last)


def next_talk(orders: list[Order], last: int) -> int:
    """The next order sent as talk after number `last`, NOBODY at the end."""
    best = NOBODY
    for i, order in enumerate(orders):
        if order.number > last and order.number >= TALK and is_talk(order.kind):
            if best == NOBODY or order.number < orders[best].number:
                best = i
    return best


def void(orders: list[Order], i: int) -> None:
    """A refused order and the terms behind it get kind 0, which no step knows."""
    header = orders[i]
    for order in orders:
        if order.kind == OrderKind.TERM and order.team == header.team and order.number == header.number:
            order.kind = 0
    header.kind = 0


def take_sheet_talks(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.5, 7.11. OFFER and RESPOND of the sheets, those that stand: rejections and notices, acceptances by
    the tie order of those who made the offer, counter-offers, then offers. After them offers lapse.
    """
    talks = ranked_of_kinds(orders, OrderKind.OFFER, OrderKind.RESPOND)
    if len(talks) == 0:
        return
    for rank in range(-1, TEAMS + 2):
        for i in talks:
            if orders[i].number < TALK and rank_of(board, orders[i], day, facts) == rank:
                act(world, board, orders, i, day, facts, log)


def rank_of(board: Board, order: Order, day: int, facts: Journal) -> int:
    """In which round of the sheets' talks an order acts: -1 rejections and notices, 0-2 acceptances by the
    tie order of the offer's author, 3 counter-offers, 4 offers; others in none.
    """
    if order.kind == OrderKind.OFFER:
        return TEAMS + 1
    if order.kind != OrderKind.RESPOND:
        return TEAMS + 2
    if order.mode == Answer.COUNTER:
        return TEAMS
    if order.mode != Answer.ACCEPT:
        return -1
    row = with_serial(board, order.subject)
    if row == NOBODY:
        return 0
    return tie_rank(board.agreements[row].proposer, day, facts)


def tie_rank(team: int, day: int, facts: Journal) -> int:
    """RB 7.12. Where a team stands in the tie order that the turn opened with."""
    for fact in facts.rows:
        if fact[2] == EventKind.TURN_OPENED and fact[0] == day:
            if fact[4] == team:
                return 0
            if fact[5] == team:
                return 1
            return 2
    return max(0, team)


def act(
    world: World, board: Board, orders: list[Order], i: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.3 orders 12 and 13. One offer or answer that is legal by itself changes the agreements.

    What another has made impossible in the meantime is told as ORDER_CHANGED.
    """
    order = orders[i]
    if order.kind == OrderKind.OFFER:
        offer(world, board, orders, i, day, facts, log)
        return
    if order.kind == OrderKind.STEER:
        hear_steer(board, order)
    if order.kind != OrderKind.RESPOND:
        return
    row = with_serial(board, order.subject)
    gone = row == NOBODY
    if not gone and order.mode == Answer.COUNTER:
        counter(world, board, orders, i, row, day, facts, log)
        return
    if not gone and order.mode == Answer.LEAVE:
        leave(board, row, order.team, day, facts)
        return
    if not gone and order.mode == Answer.ACCEPT and may_accede(board, row, order.team):
        sign(board, row, order.team, facts)
        return
    if gone or board.agreements[row].state != AgreementState.OFFERED:
        changed(order, Held.OFFER_GONE, facts, log)
    elif order.mode == Answer.ACCEPT:
        accept(world, board, row, order.team, day, facts)
    else:
        reject(world, board, row, order.team, facts)


def hear_steer(board: Board, order: Order) -> None:
    """RB 17.7. Damascus learns what Moscow asks for; the first STEER counts. Obeyed or not, it is judged when
    the turn is resolved (`steer.py`).
    """
    army = board.factions[Faction.SAA]
    if army.steered == SteerAct.NONE:
        army.steered = order.mode
        for i in range(TARGETS):
            army.steer_place[i] = order.where[i]


def changed(order: Order, why: int, facts: Journal, log: Journal | None) -> None:
    """RB 7.2. An offer or answer that comes to nothing."""
    cause = tell(facts, EventKind.ORDER_CHANGED, order.team, order.number, 0, why, -1)
    note(log, ReasonKind.DEGRADED, order.number, RULE_OF_REFUSAL, order.team, why, cause)


# ---- offers ------------------------------------------------------------------------------------------------


def offer(
    world: World, board: Board, orders: list[Order], i: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.3 order 12, 7.11. A new offer; one that is on the table already, made by another, is accepted."""
    order = orders[i]
    row = NOBODY
    if open_offers(board, order.team) < OPEN_OFFERS:
        row = take_row(board, terms_needed(world, orders, order))
    if row == NOBODY:
        changed(order, Held.NO_ROOM, facts, log)
        return
    agreement = board.agreements[row]
    agreement.state = AgreementState.OFFERED
    agreement.template = order.subject
    agreement.parties = 1 << order.team
    for k in range(TEAMS):
        if order.who[k] != NOBODY:
            agreement.parties = agreement.parties | (1 << order.who[k])
    agreement.proposer = order.team
    agreement.accepted = 1 << order.team
    agreement.secret = order.flag
    agreement.offered = day
    agreement.start = order.mode
    agreement.expiry = order.amount
    agreement.notice = order.more[0]
    if order.subject >= 0:
        fixed = world.templates[order.subject]
        if order.mode == 0:
            agreement.start = fixed.start
        if order.amount == NOBODY and fixed.days > 0:
            agreement.expiry = RELATIVE + fixed.days
    write_terms(world, board, row, orders, order)
    put_on_the_table(world, board, row, day, facts)


def counter(
    world: World,
    board: Board,
    orders: list[Order],
    i: int,
    row: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 6.3 order 13. Other terms between the same parties, as a new offer that answers the old one."""
    order = orders[i]
    if open_offers(board, order.team) >= OPEN_OFFERS:
        changed(order, Held.NO_ROOM, facts, log)
        return
    old = board.agreements[row]
    answers = old.serial
    template = old.template
    parties = old.parties
    secret = old.secret
    start = old.start
    expiry = old.expiry
    notice = old.notice
    new = take_row(board, terms_needed(world, orders, order))
    if new == NOBODY:
        changed(order, Held.NO_ROOM, facts, log)
        return
    agreement = board.agreements[new]
    agreement.state = AgreementState.OFFERED
    agreement.template = template
    agreement.parties = parties
    agreement.proposer = order.team
    agreement.accepted = 1 << order.team
    agreement.answers = answers
    agreement.secret = secret
    agreement.offered = day
    agreement.start = start
    agreement.expiry = expiry
    agreement.notice = notice
    write_terms(world, board, new, orders, order)
    put_on_the_table(world, board, new, day, facts)


def put_on_the_table(world: World, board: Board, row: int, day: int, facts: Journal) -> None:
    """RB 7.11. AGREEMENT_OFFERED (serial, from, parties, kind of its first term), or, if another team has
    offered the same already, its acceptance.
    """
    agreement = board.agreements[row]
    for i, other in enumerate(board.agreements):
        if i == row or other.state != AgreementState.OFFERED or other.parties != agreement.parties:
            continue
        if other.proposer == agreement.proposer or other.secret != agreement.secret:
            continue
        if other.start != agreement.start or other.expiry != agreement.expiry:
            continue
        if other.notice == agreement.notice and same_terms(board, i, row):
            team = agreement.proposer
            wipe(board, row)
            board.tracks[0].serials -= 1
            accept(world, board, i, team, day, facts)
            return
    kind = first_kind(board, row)
    tell(
        facts, EventKind.AGREEMENT_OFFERED, agreement.serial, agreement.proposer, agreement.parties, kind, -1
    )


# ---- answers -----------------------------------------------------------------------------------------------


def accept(world: World, board: Board, row: int, team: int, day: int, facts: Journal) -> None:
    """RB 19.5, 13.4. A team accepts. With all parties agreed the agreement stands, its start is counted from
    today, and other versions of it lapse. Of a PASSAGE one of those asked is enough.

    AGREEMENT_ACCEPTED (serial, team, parties).
    """
    agreement = board.agreements[row]
    agreement.accepted = agreement.accepted | (1 << team)
    tell(facts, EventKind.AGREEMENT_ACCEPTED, agreement.serial, team, agreement.parties, 0, -1)
    if only_passage(board, row):
        agreement.parties = agreement.accepted
        for term in board.terms:
            if term.agreement == row:
                term.bound = agreement.parties
    if agreement.accepted & agreement.parties != agreement.parties:
        return
    agreement.state = AgreementState.ACCEPTED
    agreement.start += day
    for i, other in enumerate(board.agreements):
        if i != row and other.state == AgreementState.OFFERED and is_version(board, i, row):
            end(board, i, AgreementEnd.LAPSED, NOBODY, facts)


def only_passage(board: Board, row: int) -> bool:
    """RB 13.4. Whether an offer asks for nothing but the way of convoys."""
    found = 0
    for term in board.terms:
        if term.agreement == row:
            found += 1
            if term.kind != TermKind.PASSAGE:
                return False
    return found > 0


def is_version(board: Board, one: int, other: int) -> bool:
    """RB 7.11. Whether two offers are versions of one deal: the same parties, and one answers the other, both
    answer the same, or both are made from the same template.
    """
    a = board.agreements[one]
    b = board.agreements[other]
    if a.parties != b.parties:
        return False
    if a.answers == b.serial or b.answers == a.serial:
        return True
    if a.answers != 0 and a.answers == b.answers:
        return True
    return a.template != NOBODY and a.template == b.template


def reject(world: World, board: Board, row: int, team: int, facts: Journal) -> None:
    """RB 6.3 order 13, 13.4. An offer is rejected, or withdrawn by its author. Of a PASSAGE that others may
    still grant only the team falls out. AGREEMENT_REJECTED (serial, team, parties).
    """
    agreement = board.agreements[row]
    tell(facts, EventKind.AGREEMENT_REJECTED, agreement.serial, team, agreement.parties, 0, -1)
    passage = only_passage(board, row) and team != agreement.proposer
    if passage:
        refuse_convoys(board, row, team, facts)
        rest = agreement.parties & ((1 << TEAMS) - 1 - (1 << team))
        if rest != 1 << agreement.proposer:
            agreement.parties = rest
            for term in board.terms:
                if term.agreement == row:
                    term.bound = term.bound & rest
            return
    agreement.state = AgreementState.LAPSED


def refuse_convoys(board: Board, row: int, team: int, facts: Journal) -> None:
    """RB 13.4. CONVOY_REFUSED (post, team) for each post to which an offer asks the way."""
    for term in board.terms:
        if term.agreement == row and term.kind == TermKind.PASSAGE:
            for post in term.where:
                if post != NOBODY:
                    tell(facts, EventKind.CONVOY_REFUSED, post, team, 0, 0, -1)


def leave(board: Board, row: int, team: int, day: int, facts: Journal) -> None:
    """RB 19.5. Notice to leave; at once after a fundamental proven breach by the other side, or before it has
    come into force.
    """
    agreement = board.agreements[row]
    if is_over(agreement):
        return
    if agreement.free >> team & 1 == 1:
        end(board, row, AgreementEnd.BREACH, team, facts)
    elif agreement.state == AgreementState.ACCEPTED:
        end(board, row, AgreementEnd.NOTICE, team, facts)
    elif agreement.leaves == NOBODY:
        agreement.leaves = day + agreement.notice


def sign(board: Board, row: int, team: int, facts: Journal) -> None:
    """RB 19.1. Damascus signs for itself what Moscow has signed."""
    accede(board, row)
    agreement = board.agreements[row]
    tell(facts, EventKind.AGREEMENT_ACCEPTED, agreement.serial, team, agreement.parties, 0, -1)


def lapse_offers(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 19.5, 13.4. Offers that were not accepted by all in the turn in which they were made or in the next
    one lapse, once the talks of that turn are over. Whoever was asked for the way of a convoy has refused it.
    """
    opened = day - day % world.params.days_per_turn
    for i, agreement in enumerate(board.agreements):
        if agreement.state == AgreementState.OFFERED and agreement.offered < opened:
            if only_passage(board, i):
                for team in range(TEAMS):
                    if team != Team.ANKARA and agreement.parties >> team & 1 == 1:
                        refuse_convoys(board, i, team, facts)
            end(board, i, AgreementEnd.LAPSED, NOBODY, facts)
