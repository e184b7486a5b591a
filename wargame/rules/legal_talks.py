"""What may be offered and answered, and whether a term says enough (RB 6.3 orders 12 and 13, 19.2, 19.5).

A function here answers with a `Refusal`, 0 = legal, and writes nothing. Columns: `orders_politics.py`.
"""

from wargame.rules.agreements import has_room, terms_behind, terms_needed, turn_day, with_serial
from wargame.rules.numbers import (
    Access,
    AgreementState,
    AirUser,
    Answer,
    Duty,
    Faction,
    OrderKind,
    Refusal,
    Scope,
    Side,
    Team,
    TermKind,
)
from wargame.rules.orders_politics import carries_terms
from wargame.rules.tables import NOBODY, Board, Order, World
from wargame.rules.tables_politics import RELATIVE, TEAMS

OPEN_OFFERS = 3
"""RB 19.5. Offers of a team that may be open at once."""

EVERYBODY = 7
"""Mask of all teams."""


def behind_refusal(world: World, board: Board, orders: list[Order], i: int) -> int:
    """RB 6.3, 19.2. What is wrong with the terms behind order i: missing, incomplete, or more than fit."""
    header = orders[i]
    if not carries_terms(header):
        return 0
    own = terms_behind(orders, header)
    if own == 0 and (header.kind == OrderKind.RESPOND or header.subject < 0):
        return int(Refusal.NO_TERMS)
    for order in orders:
        if order.kind == OrderKind.TERM and order.team == header.team and order.number == header.number:
            code = term_refusal(world, board, order)
            if code != 0:
                return code
    needed = terms_needed(world, orders, header)
    if needed == 0:
        return int(Refusal.NO_TERMS)
    if not has_room(board, needed):
        return int(Refusal.NO_ROOM)
    return 0


def offer_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 12. To others than oneself, from a template that is one, within days to come."""
    if order.subject < NOBODY or order.subject >= len(world.templates):
        return int(Refusal.INCOMPLETE)
    if order.who[0] == NOBODY or order.mode < 0 or order.more[0] < 0:
        return int(Refusal.INCOMPLETE)
    for i in range(TEAMS):
        if order.who[i] < NOBODY or order.who[i] >= TEAMS:
            return int(Refusal.INCOMPLETE)
        if order.who[i] == order.team:
            return int(Refusal.WRONG_PARTIES)
    if order.amount != NOBODY and order.amount < turn_day(world, board) + order.mode:
        return int(Refusal.PAST_DAY)
    if open_offers(board, order.team) >= OPEN_OFFERS:
        return int(Refusal.TOO_MANY_OFFERS)
    return 0


def open_offers(board: Board, team: int) -> int:
    """How many offers of a team are open."""
    found = 0
    for agreement in board.agreements:
        if agreement.state == AgreementState.OFFERED and agreement.proposer == team:
            found += 1
    return found


def respond_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 13, 19.1, 19.5. An offer is answered by those to whom it goes, and withdrawn by its
    author; what is in force is left by its parties; Damascus may sign what Moscow has signed.
    """
    row = with_serial(board, order.subject)
    if row == NOBODY:
        return int(Refusal.NO_SUCH_OFFER)
    agreement = board.agreements[row]
    party = agreement.parties >> order.team & 1 == 1
    answered = agreement.accepted >> order.team & 1 == 1
    if order.mode == Answer.LEAVE:
        if agreement.state != AgreementState.IN_FORCE and agreement.state != AgreementState.ACCEPTED:
            return int(Refusal.NOT_IN_FORCE)
        if not party:
            return int(Refusal.NO_SUCH_OFFER)
        if agreement.leaves != NOBODY and agreement.free >> order.team & 1 == 0:
            return int(Refusal.ALREADY_ANSWERED)
        return 0
    if order.mode == Answer.ACCEPT and not party:
        if may_accede(board, row, order.team):
            return 0
        return int(Refusal.NO_SUCH_OFFER)
    if not party:
        return int(Refusal.NO_SUCH_OFFER)
    if order.mode == Answer.COUNTER:
        if agreement.state != AgreementState.OFFERED and agreement.state != AgreementState.LAPSED:
            return int(Refusal.NO_SUCH_OFFER)
        if agreement.proposer == order.team:
            return int(Refusal.ALREADY_ANSWERED)
        if open_offers(board, order.team) >= OPEN_OFFERS:
            return int(Refusal.TOO_MANY_OFFERS)
        return 0
    if agreement.state != AgreementState.OFFERED:
        return int(Refusal.NO_SUCH_OFFER)
    if order.mode == Answer.ACCEPT and answered:
        return int(Refusal.ALREADY_ANSWERED)
    if order.mode != Answer.ACCEPT and order.mode != Answer.REJECT:
        return int(Refusal.INCOMPLETE)
    return 0


def may_accede(board: Board, row: int, team: int) -> bool:
    """RB 19.1. Damascus may sign an agreement of Moscow's that stands and is no secret."""
    agreement = board.agreements[row]
    if team != Team.DAMASCUS or agreement.secret == 1:
        return False
    if agreement.parties & (1 << Team.MOSCOW) == 0 or agreement.parties & (1 << Team.DAMASCUS) != 0:
        return False
    return agreement.state == AgreementState.ACCEPTED or agreement.state == AgreementState.IN_FORCE


# ---- terms -------------------------------------------------------------------------------------------------


def term_refusal(world: World, board: Board, order: Order) -> int:
    """RB 19.2. Whether a TERM row says what its kind needs, and names what there is."""
    if not says_enough(order) or not rows_exist(world, board, order):
        return int(Refusal.BAD_TERM)
    if order.mode == TermKind.PROXY_RESTRAINT and world.factions[order.subject].patron == NOBODY:
        return int(Refusal.BAD_TERM)
    if order.mode == TermKind.CONDITION and order.who[0] >= len(world.conditions):
        return int(Refusal.BAD_TERM)
    if order.more[3] > 0 and order.more[3] <= RELATIVE and order.more[3] - 1 < turn_day(world, board):
        return int(Refusal.PAST_DAY)
    return 0


def says_enough(order: Order) -> bool:
    """RB 19.2. Whether a TERM row says what its kind needs: whom it binds, where, about whom, by when."""
    scope = order.flag
    kind = order.mode
    if kind < TermKind.CEASEFIRE or kind > TermKind.CONDITION or order.amount < 1 or order.amount > 3:
        return False
    if order.more[0] & EVERYBODY == 0 or scope < Scope.EVERYWHERE or scope > Scope.ROUTE:
        return False
    if kind == TermKind.CORRIDOR:
        return scope == Scope.ROADS or scope == Scope.ROUTE or scope == Scope.ZONE
    if kind == TermKind.JOINT_PATROL:
        return scope == Scope.ROADS or scope == Scope.ROUTE
    if kind == TermKind.POST_STATUS:
        if scope != Scope.POSTS and scope != Scope.EVERYWHERE:
            return False
        return order.more[5] & posts_duties() != 0 and (order.more[5] & Duty.LEAVE == 0 or order.more[3] > 0)
    if kind == TermKind.AIRSPACE_ACCESS:
        if order.subject < AirUser.RUAF or order.subject > AirUser.TR_DRONE or scope > Scope.ZONE:
            return False
        return order.more[6] >= Access.CLOSED and order.more[6] <= Access.OPEN
    if kind == TermKind.WITHDRAW:
        if order.subject != Side.GOVERNMENT and order.subject != Side.OPPOSITION:
            return False
        return scope >= Scope.PLACES and scope <= Scope.ZONE
    if kind == TermKind.PASSAGE:
        return scope == Scope.POSTS
    if kind == TermKind.PROXY_RESTRAINT:
        return order.subject >= Faction.SAA and order.subject <= Faction.SNA
    if kind == TermKind.PRISONER_BODY:
        return order.more[3] > 0
    return kind != TermKind.CONDITION or order.who[0] >= 0


def posts_duties() -> int:
    """RB 19.3. The duties of which a POST_STATUS has at least one."""
    return int(Duty.FEED) + int(Duty.IMMUNE) + int(Duty.LEAVE)


def rows_exist(world: World, board: Board, order: Order) -> bool:
    """Whether the rows that a TERM names are rows of what its scope says, and there is at least one."""
    most = 0
    if order.flag == Scope.PLACES:
        most = len(world.places)
    elif order.flag == Scope.SECTOR:
        most = len(world.sectors)
    elif order.flag == Scope.ZONE:
        most = len(world.zone_first) - 1
    elif order.flag == Scope.ROADS:
        most = len(world.roads)
    elif order.flag == Scope.POSTS:
        most = len(board.posts)
    elif order.flag == Scope.ROUTE:
        return order.where[0] == 4 or order.where[0] == 5
    elif order.flag == Scope.EVERYWHERE:
        return True
    if order.where[0] == NOBODY:
        return False
    wrong = 0
    for row in order.where:
        if row != NOBODY and (row < 0 or row >= most):
            wrong = 1
    return wrong == 0
