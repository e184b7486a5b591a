"""Preconditions and prices of PROXY_SUPPORT, BORDER, LIBYA and STEER (RB 6.3 orders 9, 21, 22, 26)."""

from wargame.rules.border import camp_place
from wargame.rules.libya import sends_fighters, spare_men
from wargame.rules.numbers import BorderPolicy, Faction, OrderKind, Refusal, SteerAct, SupportKind, Team
from wargame.rules.pending import pending_room
from wargame.rules.tables import NOBODY, TARGETS, Board, Order, World

POINT = 100
"""RB 1.2: ct of one point."""

AMOUNT_MOST = 3
"""RB 6.3 order 9."""

RUNG_WEAPONS = 4
"""RB 6.3 order 9, 16.1."""

BORDER_PRICE = 100
CAMP_PRICE = 100
CAMP_STEP = 500
"""RB 6.3 order 21. ct of capital, and h of shelter for which the second is paid once."""

PEOPLE_MOST = 2000
"""RB 15.8. h let in a turn, and h of shelter of one order, at most."""

SCREENING_MOST = 2
FIGHTERS_STEP = 100
FIGHTERS_MOST = 1000
"""RB 6.3 order 22. mbn."""

LEVERAGE_MOST = 20
"""RB 6.3 order 26. Points."""


def patrons_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 orders 9, 21, 22, 26. Why the order is not legal by itself, 0 if it is."""
    if order.kind == OrderKind.PROXY_SUPPORT:
        return support_refusal(world, board, order)
    if order.kind == OrderKind.BORDER:
        return border_refusal(world, board, order)
    if order.kind == OrderKind.LIBYA:
        return libya_refusal(world, board, order)
    return steer_refusal(world, board, order)


def support_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 9. To its own proxies; weapons only from Ankara, and only from rung 4."""
    faction = order.subject
    if faction < 0 or faction >= len(world.factions) or order.amount < 1 or order.amount > AMOUNT_MOST:
        return int(Refusal.WRONG_SUPPORT)
    if order.mode < SupportKind.AMMO or order.mode > SupportKind.PAY:
        return int(Refusal.WRONG_SUPPORT)
    if world.factions[faction].patron == NOBODY or world.factions[faction].patron != order.team:
        return int(Refusal.NOT_ITS_PATRON)
    if order.mode == SupportKind.ATGM or order.mode == SupportKind.MANPADS:
        if order.team != Team.ANKARA:
            return int(Refusal.NOT_FOR_TEAM)
        if board.tracks[0].rung < RUNG_WEAPONS:
            return int(Refusal.RUNG_TOO_LOW)
    return 0


def border_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 21, 15.8."""
    if order.team != Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    people = order.amount
    screening = order.more[0]
    camp = order.more[1]
    if order.mode < BorderPolicy.CLOSED or order.mode > BorderPolicy.OPEN_TO_EUROPE:
        return int(Refusal.INCOMPLETE)
    if people < 0 or people > PEOPLE_MOST or camp < 0 or camp > PEOPLE_MOST:
        return int(Refusal.WRONG_PEOPLE)
    if screening < 0 or screening > SCREENING_MOST:
        return int(Refusal.WRONG_PEOPLE)
    if (people > 0) != (order.mode == BorderPolicy.MANAGED):
        return int(Refusal.PEOPLE_AND_POLICY)
    if camp > 0:
        if not camp_place(world, board, order.where[0]):
            return int(Refusal.NO_CAMP_THERE)
        if pending_room(board) == 0:
            return int(Refusal.NOTHING_MORE_LATER)
        return 0
    tracks = board.tracks[0]
    if order.mode == tracks.border and people == tracks.border_people and screening == tracks.screening:
        return int(Refusal.ALREADY_SO)
    return 0


def libya_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 22, 18.6. Men or fighters suffice."""
    if order.team != Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    faction = order.subject
    change = order.amount
    if faction < 0 or faction >= len(world.factions) or not sends_fighters(faction):
        return int(Refusal.NO_FIGHTERS_THERE)
    if change == 0 or change % FIGHTERS_STEP != 0 or change < -FIGHTERS_MOST or change > FIGHTERS_MOST:
        return int(Refusal.WRONG_FIGHTERS)
    if change > 0:
        if spare_men(world, board, faction) < change:
            return int(Refusal.TOO_FEW_MEN)
    elif board.factions[faction].in_libya < -change:
        return int(Refusal.TOO_FEW_FIGHTERS)
    elif pending_room(board) == 0:
        return int(Refusal.NOTHING_MORE_LATER)
    return 0


def steer_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 26, 17.7. An urge names one place of the enemy and spends nothing; a withdrawal names
    places that the government holds.
    """
    if order.team != Team.MOSCOW:
        return int(Refusal.NOT_FOR_TEAM)
    if order.mode < SteerAct.URGE or order.mode > SteerAct.WITHDRAW:
        return int(Refusal.INCOMPLETE)
    places = 0
    for i in range(TARGETS):
        place = order.where[i]
        if place == NOBODY:
            continue
        if place < 0 or place >= len(world.places):
            return int(Refusal.INCOMPLETE)
        places += 1
        held = board.places[place].control == 0
        if held != (order.mode == SteerAct.WITHDRAW):
            return int(Refusal.STEERED_PLACE)
    if places == 0 or (order.mode == SteerAct.URGE and places > 1):
        return int(Refusal.STEERED_PLACES)
    if order.amount < 0 or order.amount > LEVERAGE_MOST:
        return int(Refusal.NO_LEVERAGE)
    if order.mode == SteerAct.URGE and order.amount > 0:
        return int(Refusal.URGE_IS_FREE)
    if POINT * order.amount > board.tracks[0].leverage:
        return int(Refusal.NO_LEVERAGE)
    if board.factions[Faction.SAA].steered != SteerAct.NONE:
        return int(Refusal.STEERED_ALREADY)
    return 0


def patrons_price(order: Order) -> int:
    """RB 6.3 orders 9, 21, 22, 26. Political capital, ct."""
    if order.kind == OrderKind.PROXY_SUPPORT:
        return POINT * order.amount
    if order.kind == OrderKind.BORDER:
        return BORDER_PRICE + CAMP_PRICE * ((order.more[1] + CAMP_STEP - 1) // CAMP_STEP)
    return 0


def is_patrons(kind: int) -> bool:
    """Whether an order is one of this file."""
    if kind == OrderKind.PROXY_SUPPORT or kind == OrderKind.BORDER:
        return True
    return kind == OrderKind.LIBYA or kind == OrderKind.STEER
