"""Moscow steers Damascus: to attack, to stop, to withdraw (RB 17.7). The row of saa keeps what was asked."""

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    AirUser,
    Cause,
    EventKind,
    Faction,
    OrderKind,
    Posture,
    Purpose,
    ReasonKind,
    SteerAct,
    Team,
)
from wargame.rules.orders_politics import TALK
from wargame.rules.proxies import OBEY_ALIGNED, OBEY_BASE, OBEY_HIGH, OBEY_LOW, gives_up
from wargame.rules.support import move_control
from wargame.rules.tables import NOBODY, ROUTE, TARGETS, Board, Order, World

POINT = 100
"""RB 1.2, 17.7. ct of leverage a point, and bp of obedience that a point of leverage buys."""

SLOT = 1
"""RB 2.5. Slot of the obedience draw for steering."""

STEERING = 3
"""RB 22.4. In the place of the number of a task."""

REFUSED_CONTROL = 200
"""RB 17.7. ct of control over saa lost by a refusal."""

URGED_CAPITAL = 100
URGED_LEVERAGE = 200
"""RB 17.7. ct that Damascus gains by attacking as it was urged, and that Moscow gains if it does not."""

CAPITAL_MOST = 2000
FULL = 10000

KEPT_BACK = 2500
"""RB 17.7. bp of its sorties that Moscow may keep back in the turn after a refusal."""


def carry_steers(
    world: World, board: Board, orders: list[Order], seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.5, 17.7. The first STEER of the turn: one sent as talk before one of the sheet."""
    first = NOBODY
    for i, order in enumerate(orders):
        if order.kind == OrderKind.STEER and (first == NOBODY or earlier(order, orders[first])):
            first = i
    if first != NOBODY:
        carry_steer(world, board, orders, orders[first], seed, day, facts, log)


def earlier(a: Order, b: Order) -> bool:
    """RB 6.5. Whether STEER a acts before b: talk in the order in which it was sent, then the sheet."""
    if (a.number >= TALK) != (b.number >= TALK):
        return a.number >= TALK
    return a.number < b.number


def carry_steer(
    world: World,
    board: Board,
    orders: list[Order],
    order: Order,
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 17.7. One STEER. Leverage is spent whatever comes of it; an urge is judged when the turn is over.

    Stop and withdraw are obeyed if the draw falls below the chance, or if Damascus has ordered nothing that
    goes against them; else they are refused. Writes the row of saa and leverage. STEER_OBEYED or
    STEER_REFUSED (act, first place, ct of leverage, 0).
    """
    state = board.factions[Faction.SAA]
    state.steered = order.mode
    for i in range(TARGETS):
        state.steer_place[i] = order.where[i]
    if order.mode == SteerAct.URGE:
        return
    spent = min(board.tracks[0].leverage, POINT * order.amount)
    board.tracks[0].leverage -= spent
    chance = steer_chance(world, board, order, rdiv(spent, POINT))
    u = draw(seed, day, Purpose.OBEDIENCE, world.factions[Faction.SAA].key, SLOT)
    refused = u >= chance and goes_against(world, board, orders, order)
    event = int(EventKind.STEER_REFUSED) if refused else int(EventKind.STEER_OBEYED)
    cause = tell(facts, event, order.mode, order.where[0], spent, 0, -1)
    note(log, ReasonKind.OBEY, Faction.SAA, chance, u, STEERING, cause)
    if refused:
        move_control(board, Faction.SAA, Cause.STEER, -REFUSED_CONTROL, cause, log)
        state.kept_back = day + 2 * world.params.days_per_turn - 1
    else:
        state.steer_obeyed = 1


def steer_chance(world: World, board: Board, order: Order, spent: int) -> int:
    """RB 17.2, 17.7. bp: control over saa and points of leverage; less if it is to give up places of its
    list or its home.
    """
    chance = OBEY_BASE + rdiv(board.factions[Faction.SAA].control * 10, 13) + POINT * spent
    for i in range(TARGETS):
        place = order.where[i]
        if order.mode == SteerAct.WITHDRAW and place != NOBODY:
            if gives_up(world, Faction.SAA, place) == 1:
                chance -= OBEY_ALIGNED
                return clamp(chance, OBEY_LOW, OBEY_HIGH)
    return clamp(chance, OBEY_LOW, OBEY_HIGH)


def goes_against(world: World, board: Board, orders: list[Order], steer: Order) -> bool:
    """RB 17.7. Whether Damascus has sealed orders contrary to a stop or a withdrawal: an attack on one of the
    places, and against a withdrawal also troops that stay in one by order or march into it.
    """
    for order in orders:
        if order.team != Team.DAMASCUS:
            continue
        if order.kind == OrderKind.ATTACK and names_place(order, steer):
            return True
        if steer.mode == SteerAct.WITHDRAW:
            if order.kind == OrderKind.MOVE and names_place(order, steer):
                return True
            if order.kind == OrderKind.POSTURE and stays_in(board, order, steer):
                return True
    return False


def names_place(order: Order, steer: Order) -> bool:
    """Whether one of the order's places is one of the steered places."""
    for i in range(ROUTE):
        if order.where[i] != NOBODY and among(steer, order.where[i]):
            return True
    return False


def stays_in(board: Board, order: Order, steer: Order) -> bool:
    """Whether a POSTURE keeps its formation in one of the places."""
    if order.mode == Posture.RETIRE or order.mode == Posture.DELAY:
        return False
    return among(steer, board.formations[order.subject].place)


def among(steer: Order, place: int) -> bool:
    """Whether a place is one of those of the STEER."""
    for i in range(TARGETS):
        if steer.where[i] == place and place != NOBODY:
            return True
    return False


# ---- the close of a turn -----------------------------------------------------------------------------------


def close_turn_of_steer(board: Board, facts: Journal, log: Journal | None) -> None:
    """RB 17.7. What was urged: Damascus is paid for an attack, or owes Moscow the more."""
    state = board.factions[Faction.SAA]
    if state.steered != SteerAct.URGE:
        return
    place = state.steer_place[0]
    attacked = False
    for fact in facts.rows:
        if fact[2] == EventKind.ATTACK and fact[3] == place and fact[4] <= Faction.RUSSIA:
            attacked = True
    if attacked:
        row = board.teams[Team.DAMASCUS]
        row.pc = min(CAPITAL_MOST, row.pc + URGED_CAPITAL)
        tell(facts, EventKind.STEER_OBEYED, SteerAct.URGE, place, 0, 0, -1)
    else:
        tracks = board.tracks[0]
        tracks.leverage = min(FULL, tracks.leverage + URGED_LEVERAGE)
        tell(facts, EventKind.STEER_REFUSED, SteerAct.URGE, place, 0, 0, -1)


def sorties_owed(world: World, board: Board) -> int:
    """RB 20.5, 17.7. Sorties of a turn of which Moscow must fly half for its leverage to grow: all of them, a
    quarter less in the turn after a refusal.
    """
    full = world.pools[AirUser.RUAF].sorties * world.params.days_per_turn
    if board.factions[Faction.SAA].kept_back >= max(0, board.tracks[0].day):
        full -= rdiv(full * KEPT_BACK, FULL)
    return full
