"""Preconditions of MOVE, ATTACK, SUPPLY_PRIORITY and PROXY_TASK (RB 6.3, 9.2, 12.1)."""

from wargame.rules.agreements import turn_day
from wargame.rules.motorway import RIDE, ride_refusal
from wargame.rules.numbers import Intensity, Kind, Refusal, Task, Team, friendly
from wargame.rules.refusals import RUNG_WAR, ground_refusal, own_refusal, target_refusal
from wargame.rules.roads import may_cross, road_between
from wargame.rules.searches import away_from, away_from_edge, network_of
from wargame.rules.tables import NOBODY, ROUTE, TARGETS, UNREACHED, Board, Order, World

MIN_STOCK = 50
"""RB 12.1, cd: least stock of an attacker."""

MIN_COHESION = 4500
"""RB 12.1, ct."""

MIN_STRENGTH = 100
"""RB 12.1, mbn."""

INDUCEMENT_MOST = 3
"""RB 6.3 order 8, points of political capital."""

MINUTES_TO_ED = 100
ED_TO_MINUTES = 15
"""RB 9.2: minutes = ed x 15 / 100."""


def move_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 1."""
    if order.mode == RIDE:
        return ride_refusal(world, board, order)
    code = own_refusal(world, board, order.team, order.subject)
    if code != 0:
        return code
    if order.where[0] == NOBODY:
        return int(Refusal.INCOMPLETE)
    side = world.formations[order.subject].side
    here = board.formations[order.subject].place
    for i in range(ROUTE):
        there = order.where[i]
        if there == NOBODY:
            break
        if there < 0 or there >= len(world.places):
            return int(Refusal.INCOMPLETE)
        if road_between(world, here, there) == NOBODY:
            return int(Refusal.NO_ROAD)
        code = ground_refusal(world, board, side, there)
        if code == Refusal.NEUTRAL_GROUND and side == 0:
            if may_cross(world, board, there, turn_day(world, board)):
                code = 0
        if code != 0:
            return code
        here = there
    return 0


def attack_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 3, 12.1, 7.13."""
    if order.team == Team.MOSCOW:
        return int(Refusal.NOT_FOR_TEAM)
    if order.who[0] == NOBODY or order.where[0] == NOBODY or order.where[TARGETS] != NOBODY:
        return int(Refusal.INCOMPLETE)
    if order.mode < Intensity.PROBE or order.mode > Intensity.ALL_OUT:
        return int(Refusal.INCOMPLETE)
    side = 0
    if order.team == Team.ANKARA:
        side = 1
        if board.tracks[0].rung < RUNG_WAR:
            return int(Refusal.RUNG_TOO_LOW)
    for i in range(TARGETS):
        if order.where[i] != NOBODY:
            code = target_refusal(world, board, side, order.where[i])
            # A later target may have become friendly by the time its turn comes, or be lost again.
            if code != 0 and (i == 0 or code != Refusal.ALREADY_FRIENDLY):
                return code
    away = [0] * 0
    for i in range(ROUTE):
        f = order.who[i]
        if f == NOBODY:
            break
        for k in range(i):
            if order.who[k] == f:
                return int(Refusal.TWICE)
        code = attacker_refusal(world, board, order.team, f)
        if code == 0 and road_between(world, board.formations[f].place, order.where[0]) == NOBODY:
            if len(away) == 0:
                away = approach_reach(world, board, side, order.where[0])
            here = board.formations[f].place
            far = away[here]
            if not friendly(side, board.places[here].control):
                far = reach(world, board, f, order.where[0])
            if far >= UNREACHED:
                code = int(Refusal.TOO_FAR)
        if code != 0:
            return code
    return 0


def attacker_refusal(world: World, board: Board, team: int, formation: int) -> int:
    """RB 12.1. Whether this formation may attack anything today."""
    code = own_refusal(world, board, team, formation)
    if code != 0:
        return code
    row = board.formations[formation]
    if world.formations[formation].kind == Kind.AIR_DEFENCE:
        code = int(Refusal.CANNOT_ATTACK)
    elif row.stock < MIN_STOCK:
        code = int(Refusal.LOW_STOCK)
    elif row.cohesion < MIN_COHESION:
        code = int(Refusal.LOW_COHESION)
    elif row.strength < MIN_STRENGTH:
        code = int(Refusal.TOO_WEAK)
    return code


def march_reach(world: World, board: Board, formation: int) -> list[int]:
    """RB 6.3, 9.2. ed over friendly ground to every place within this turn's march, else UNREACHED."""
    network = network_of(world, board, world.formations[formation].side)
    return away_from(world, network, board.formations[formation].place, turn_reach(world))


def approach_reach(world: World, board: Board, side: int, target: int) -> list[int]:
    """RB 6.3 order 3. ed that the side's formations in friendly places march to the target's edge, UNREACHED
    beyond this turn's march: `reach` for all of them.
    """
    return away_from_edge(world, network_of(world, board, side), target, turn_reach(world))


def turn_reach(world: World) -> int:
    """RB 9.2. ed of road in the minutes of a turn's march."""
    return world.params.march_budget * world.params.days_per_turn * MINUTES_TO_ED // ED_TO_MINUTES


def nearest_approach(world: World, distance: list[int], target: int) -> int:
    """The least of `distance` over the places one road from the target."""
    least = UNREACHED
    for e in range(world.first[target], world.first[target + 1]):
        least = min(least, distance[world.links[e]])
    return least


def reach(world: World, board: Board, formation: int, target: int) -> int:
    """RB 6.3 order 3. ed to march to the target's edge: 0 if there now, UNREACHED if not this turn."""
    here = board.formations[formation].place
    if here == NOBODY:
        return UNREACHED
    if road_between(world, here, target) != NOBODY:
        return 0
    return nearest_approach(world, march_reach(world, board, formation), target)


def priority_refusal(world: World, order: Order) -> int:
    """RB 6.3 order 7. Own formations, each once; those that are gone are skipped when the list is read."""
    if order.team == Team.MOSCOW:
        return int(Refusal.NOT_FOR_TEAM)
    if order.who[0] == NOBODY:
        return int(Refusal.INCOMPLETE)
    for i in range(ROUTE):
        f = order.who[i]
        if f == NOBODY:
            break
        if f < 0 or f >= len(world.formations):
            return int(Refusal.INCOMPLETE)
        if world.formations[f].team != order.team:
            return int(Refusal.NOT_YOURS)
        for k in range(i):
            if order.who[k] == f:
                return int(Refusal.TWICE)
    return 0


def task_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 8."""
    p = order.subject
    if p < 0 or p >= len(world.factions):
        return int(Refusal.INCOMPLETE)
    if world.factions[p].patron != order.team:
        return int(Refusal.NOT_ITS_PATRON)
    if order.amount < 0 or order.amount > INDUCEMENT_MOST:
        return int(Refusal.TOO_MUCH_INDUCEMENT)
    if not has_formation(world, board, p):
        return int(Refusal.NOT_ON_MAP)
    where = order.where[0]
    side = world.factions[p].side
    code = 0
    if order.mode == Task.SEPARATE_FROM_HTS:
        if where != NOBODY:
            code = int(Refusal.INCOMPLETE)
        elif side == 0:
            code = int(Refusal.WRONG_TASK)
    elif order.mode == Task.OPEN_ROAD:
        if where < 0 or where >= len(world.roads):
            code = int(Refusal.INCOMPLETE)
    elif order.mode == Task.ATTACK:
        code = target_refusal(world, board, side, where)
    elif order.mode == Task.HOLD or order.mode == Task.WITHDRAW:
        if where < 0 or where >= len(world.places):
            code = int(Refusal.INCOMPLETE)
        else:
            code = ground_refusal(world, board, side, where)
    else:
        code = int(Refusal.INCOMPLETE)
    return code


def has_formation(world: World, board: Board, faction: int) -> bool:
    """Whether a faction has a formation on the map."""
    for f, row in enumerate(board.formations):
        if world.formations[f].faction == faction and row.place != NOBODY and row.strength > 0:
            return True
    return False
