"""What an order becomes when reality differs from what its team could see (RB 6.3 last column, 7.2).

The steps themselves do what the table says. Here it is written down which order of the turn it concerned,
once for each order and reason: ORDER_CHANGED (team, order, new type or 0, reason), and a DEGRADED reason.
"""

from wargame.rules.air import aims_of, worth_flying
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    Access,
    AirMission,
    ConvoyKind,
    EventKind,
    Held,
    Mission,
    OrderKind,
    PostAct,
    PostState,
    Posture,
    ReasonKind,
    Step,
    friendly,
)
from wargame.rules.roads import HALT_ENEMY, road_between
from wargame.rules.tables import NOBODY, ROUTE, TARGETS, TASKS, Board, Order, World

RULE = 63
"""RB 22.4: paragraph 6.3, times 10."""


def change(order: Order, new: int, why: int, facts: Journal, log: Journal | None) -> None:
    """RB 7.2. Tell that an order is carried out as `new` (0: not today), once a turn for each reason."""
    changed = int(EventKind.ORDER_CHANGED)
    for row in facts.rows:
        if row[2] == changed and row[3] == order.team and row[4] == order.number and row[6] == why:
            return
    cause = tell(facts, EventKind.ORDER_CHANGED, order.team, order.number, new, why, -1)
    note(log, ReasonKind.DEGRADED, order.number, RULE, order.team, why, cause)


def changed_in_the_air(
    world: World, board: Board, orders: list[Order], facts: Journal, log: Journal | None
) -> None:
    """RB 6.3 order 23. Step 6: air tasks not flown, because the sky is closed or the target friendly."""
    ordered = 0
    for order in orders:
        if order.kind == OrderKind.AIR_TASK:
            ordered = 1
    if ordered == 0:
        return
    aims = aims_of(world, board)
    for order in orders:
        if order.kind == OrderKind.AIR_TASK:
            for i in range(TASKS):
                t = order.subject * TASKS + i
                if order.who[i] == NOBODY or t >= len(board.air_tasks):
                    continue
                task = board.air_tasks[t]
                if task.mission == AirMission.NONE or task.sector != NOBODY:
                    continue
                if not worth_flying(world, board, order.subject, t, aims):
                    change(order, 0, why_not_flown(world, board, order.subject, t, aims), facts, log)


def why_not_flown(world: World, board: Board, pool: int, t: int, aims: list[int]) -> int:
    """RB 6.3 order 23. Closed airspace over the target, else friendly ground."""
    p = aims[t]
    if board.air_tasks[t].mission == AirMission.INTERDICT:
        p = world.roads[aims[t]].a
    if board.sectors[world.places[p].sector].access[world.pools[pool].user] == Access.CLOSED:
        return int(Held.SKY_CLOSED)
    return int(Held.FRIENDLY)


def changed_on_the_march(board: Board, orders: list[Order], facts: Journal, log: Journal | None) -> None:
    """RB 6.3 orders 1, 2 and 6. Step 8: columns that met the enemy, convoys, and who found no way to retire.

    A MOVE that ran into the enemy halts, or attacks if it was told not to halt.
    """
    day = facts.head[0]
    moved = int(EventKind.MOVED)
    k = len(facts.rows) - 1
    while k >= 0 and facts.rows[k][0] == day and facts.rows[k][1] == Step.MOVEMENT:
        kind = facts.rows[k][2]
        about = facts.rows[k][3]
        if kind == moved:
            k -= 1
            continue
        if kind == EventKind.HALTED and facts.rows[k][5] == HALT_ENEMY:
            for order in orders:
                if order.kind == OrderKind.MOVE and order.subject == about:
                    new = int(OrderKind.MOVE)
                    if board.formations[about].mission == Mission.ATTACK:
                        new = int(OrderKind.ATTACK)
                    change(order, new, Held.CONTACT, facts, log)
        elif kind == EventKind.AID_STOPPED:
            for order in orders:
                if order.kind == OrderKind.CONVOY and order.mode == ConvoyKind.AID and order.more[0] == about:
                    change(order, 0, Held.NO_WAY, facts, log)
        elif kind == EventKind.CONVOY_BLOCKED or kind == EventKind.CONVOY_TURNED:
            why = int(Held.CONTACT)
            if kind == EventKind.CONVOY_BLOCKED:
                why = int(Held.NO_WAY)
            for order in orders:
                if order.kind == OrderKind.CONVOY and order.subject == about:
                    change(order, 0, why, facts, log)
        k -= 1
    gone = [0] * 0
    for order in orders:
        if order.kind == OrderKind.POSTURE and order.mode == Posture.RETIRE:
            f = order.subject
            if board.formations[f].posture == Posture.DEFEND:
                if len(gone) == 0:
                    gone = who_moved(facts, len(board.formations))
                if gone[f] == 0:
                    change(order, OrderKind.POSTURE, Held.NO_WAY, facts, log)


def who_moved(facts: Journal, formations: int) -> list[int]:
    """For each formation 1 if it has left its place in this turn."""
    gone = [0] * formations
    for row in facts.rows:
        if row[2] == EventKind.MOVED or row[2] == EventKind.RETREATED:
            gone[row[3]] = 1
    return gone


def changed_by_the_battle(
    world: World, board: Board, orders: list[Order], facts: Journal, log: Journal | None
) -> None:
    """RB 6.3 orders 3, 18 and 23. Step 10: attackers whose targets others took, posts whose place was lost,
    close support where nobody fought.
    """
    last = (facts.head[0] + 1) % world.params.days_per_turn == 0
    for order in orders:
        if order.kind == OrderKind.ATTACK:
            for i in range(ROUTE):
                if order.who[i] != NOBODY and marches_on(world, board, order.who[i]):
                    change(order, OrderKind.MOVE, Held.FRIENDLY, facts, log)
        elif order.kind == OrderKind.POST and order.mode == PostAct.ESTABLISH:
            if last and board.posts[order.subject].state == PostState.PLANNED:
                change(order, 0, Held.PLACE_LOST, facts, log)
        elif order.kind == OrderKind.AIR_TASK:
            for i in range(TASKS):
                if order.who[i] == AirMission.CAS and board.places[order.where[i]].battle == 0:
                    if not friendly(side_of(world, order.subject), board.places[order.where[i]].control):
                        change(order, 0, Held.NO_BATTLE, facts, log)


def side_of(world: World, pool: int) -> int:
    """RB 4.1. The side of an air pool: Ankara's pools fly for the opposition."""
    if world.pools[pool].team == 0:
        return 1
    return 0


def marches_on(world: World, board: Board, f: int) -> bool:
    """RB 6.3 order 3. Whether a formation is still on its way to a last target that is friendly by now."""
    formation = board.formations[f]
    if formation.mission != Mission.ATTACK or formation.place == NOBODY:
        return False
    for i in range(min(formation.leg, TARGETS), TARGETS):
        if formation.route[i] != NOBODY:
            if not friendly(world.formations[f].side, board.places[formation.route[i]].control):
                return False
    target = formation.route[min(formation.leg, ROUTE - 1)]
    return target != NOBODY and road_between(world, formation.place, target) == NOBODY
