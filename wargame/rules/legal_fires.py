"""Preconditions of FIRES, MILITARY_POLICE and CLEAR_ROAD (RB 6.3, 9.7, 11.1, 11.5)."""

from wargame.rules.column import POST_GUNS, in_range
from wargame.rules.fires import guns_answer_only, may_fire
from wargame.rules.incidents import right_at
from wargame.rules.numbers import FireMode, Kind, PoliceTask, PostState, Refusal, RoadClass, Team
from wargame.rules.police import POLICE_REACH, is_police, roads_away
from wargame.rules.refusals import own_refusal, target_refusal
from wargame.rules.supply import holder_of
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, Order, World

DAYS_MOST = 3
"""RB 6.3 order 4."""

M4 = 4
"""RB 4.3. The route that Ankara clears as well."""


def fires_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 4, 11.1, 11.5."""
    group = order.who[0]
    target = order.where[0]
    if (order.subject == NOBODY) == (group == NOBODY) or target < 0 or target >= len(world.places):
        return int(Refusal.INCOMPLETE)
    if order.mode < FireMode.HARASS or order.mode > FireMode.RETALIATE:
        return int(Refusal.INCOMPLETE)
    if order.amount < 1 or order.amount > DAYS_MOST:
        return int(Refusal.INCOMPLETE)
    if order.team == Team.MOSCOW and order.mode != FireMode.RETALIATE:
        return int(Refusal.NOT_FOR_TEAM)
    if group != NOBODY:
        code = own_refusal(world, board, order.team, group)
        if code == 0 and world.formations[group].kind != Kind.ARTILLERY:
            code = int(Refusal.NO_GUNS)
        if code != 0:
            return code
        stand = board.formations[group].place
    else:
        if order.subject < 0 or order.subject >= len(board.posts):
            return int(Refusal.INCOMPLETE)
        if order.team != Team.ANKARA:
            return int(Refusal.NOT_YOURS)
        post = board.posts[order.subject]
        if post.state != PostState.OPEN or post.strength < POST_GUNS:
            return int(Refusal.NO_GUNS)
        stand = post.place
    return aim_refusal(world, board, order, stand, target)


def aim_refusal(world: World, board: Board, order: Order, stand: int, target: int) -> int:
    """RB 11.1, 11.5, 7.13. Whether guns that stand in a place may fire at the target as ordered.

    Military police in the way are no refusal: the order becomes one to hold fire (RB 11.4).
    """
    if in_range(world, stand, target) == 0:
        return int(Refusal.OUT_OF_RANGE)
    if order.mode == FireMode.RETALIATE:
        if right_at(board, order.team, target, board.tracks[0].day + 1) == NOBODY:
            return int(Refusal.NO_RIGHT)
        return 0
    if not may_fire(board, order.team):
        return int(Refusal.RUNG_TOO_LOW)
    if guns_answer_only(board, order.team):
        return int(Refusal.GUNS_BOUND)
    side = 0
    if order.team == Team.ANKARA:
        side = 1
    code = target_refusal(world, board, side, target)
    if code == Refusal.RUSSIAN_TROOPS:
        return 0
    return code


def police_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 25, 13.4. An escort needs no formation; who stands between the sides must be near."""
    if order.team != Team.MOSCOW:
        return int(Refusal.NOT_FOR_TEAM)
    if order.mode == PoliceTask.ESCORT:
        if order.subject < 0 or order.subject >= len(board.posts):
            return int(Refusal.INCOMPLETE)
        if order.who[0] != NOBODY or order.where[0] != NOBODY:
            return int(Refusal.INCOMPLETE)
        if board.posts[order.subject].state != PostState.BESIEGED:
            return int(Refusal.WRONG_POST_STATE)
        for f, row in enumerate(board.formations):
            if is_police(world, f) and row.place != NOBODY and row.strength > 0:
                return 0
        return int(Refusal.NO_POLICE)
    place = order.where[0]
    other = place
    if order.subject != NOBODY or place < 0:
        return int(Refusal.INCOMPLETE)
    if order.mode == PoliceTask.INTERPOSE_ROAD:
        if place >= len(world.roads):
            return int(Refusal.INCOMPLETE)
        other = world.roads[place].b
        place = world.roads[place].a
    elif order.mode != PoliceTask.INTERPOSE or place >= len(world.places):
        return int(Refusal.INCOMPLETE)
    code = own_refusal(world, board, order.team, order.who[0])
    if code != 0:
        return code
    if not is_police(world, order.who[0]):
        return int(Refusal.NO_POLICE)
    if world.places[place].passable == 0 or world.places[other].passable == 0:
        return int(Refusal.NEUTRAL_GROUND)
    if world.places[place].soil == 1 or world.places[other].soil == 1:
        return int(Refusal.TURKISH_SOIL)
    here = board.formations[order.who[0]].place
    if roads_away(world, here, place, POLICE_REACH) < UNREACHED:
        return 0
    if roads_away(world, here, other, POLICE_REACH) < UNREACHED:
        return 0
    return int(Refusal.NO_POLICE)


def clear_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 28, 9.7. Motorways not yet clear whose ends the side holds; Ankara's on the M4."""
    if order.team == Team.MOSCOW:
        return int(Refusal.NOT_FOR_TEAM)
    side = 0
    if order.team == Team.ANKARA:
        side = 1
    if order.where[0] == NOBODY:
        return int(Refusal.INCOMPLETE)
    for i in range(ROUTE):
        r = order.where[i]
        if r == NOBODY:
            break
        if r < 0 or r >= len(world.roads):
            return int(Refusal.INCOMPLETE)
        fixed = world.roads[r]
        if fixed.road_class != RoadClass.MOTORWAY or (side == 1 and fixed.route != M4):
            return int(Refusal.NOT_MOTORWAY)
        if holder_of(board, fixed.a, fixed.b) != side:
            return int(Refusal.ENEMY_HELD)
        if board.roads[r].cleared == 1:
            return int(Refusal.ALREADY_SO)
        for k in range(i):
            if order.where[k] == r:
                return int(Refusal.TWICE)
    return 0
