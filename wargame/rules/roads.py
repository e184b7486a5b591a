"""Roads and who holds them: how long each is today, what blocks it, who stands where (RB 9.1-9.3). Searches
over them are in `searches.py`.
"""

from wargame.rules.arithmetic import rdiv
from wargame.rules.numbers import Control, Mission, RoadClass
from wargame.rules.tables import NOBODY, ROUTE, Board, World

MARCH_NUMERATOR = 15
MARCH_DENOMINATOR = 100
"""RB 9.2. Minutes of a road = ed x 15 / 100."""

FULL_BP = 10000

FRIENDS = (1, 6)
"""RB 9.3. For each side the mask of codes.Control that is friendly to it."""

HALT_ENEMY = 1
HALT_NO_ROAD = 2
HALT_FULL = 3
HALT_NEUTRAL = 4
HALT_NO_WAY = 5
"""Reasons of a HALTED event."""


def road_lengths(world: World, board: Board) -> list[int]:
    """RB 9.1. Length in ed of every road today: hm times the factor of its class; an uncleared motorway is as
    slow as a track.
    """
    lengths = world.uncleared[:]
    for r in world.motorways:
        if board.roads[r].cleared == 1:
            lengths[r] = world.roads[r].hm * world.params.factor_motorway
    return lengths


def capacity(world: World, board: Board, road: int) -> int:
    """RB 9.1. What a road can carry today in mbn, at least 1: capacity of its class less interdiction."""
    row = board.roads[road]
    road_class = world.roads[road].road_class
    full = world.params.capacity_track
    if road_class == RoadClass.SECONDARY:
        full = world.params.capacity_secondary
    elif road_class == RoadClass.MOTORWAY and row.cleared == 1:
        full = world.params.capacity_motorway
    if row.cut > 0:
        full = rdiv(full * (FULL_BP - row.cut), FULL_BP)
    if full < 1:
        return 1
    return full


def march_minutes(lengths: list[int], road: int) -> int:
    """RB 9.2. Marching minutes of a road."""
    return rdiv(lengths[road] * MARCH_NUMERATOR, MARCH_DENOMINATOR)


def ground_of(board: Board, side: int) -> list[int]:
    """RB 9.3. For each place 1 if it is friendly to the side, else 0. Neutral ground is friendly to
    nobody.
    """
    ground = [0] * len(board.places)
    friends = FRIENDS[side]
    for p, place in enumerate(board.places):
        ground[p] = friends >> place.control & 1
    return ground


def may_cross(world: World, board: Board, place: int, day: int) -> bool:
    """RB 7.13. Whether the government side may march over neutral ground at a place on a day."""
    for i in range(len(world.crossed)):
        if world.crossed[i] == place and world.crossed_from[i] <= day:
            return board.places[place].control == Control.NEUTRAL
    return False


def open_neutral(world: World, board: Board, ground: list[int], day: int) -> None:
    """RB 7.13, 9.3. Neutral ground that the government side may cross on a day counts as its own in
    `ground`.
    """
    for p in world.crossed:
        if may_cross(world, board, p, day):
            ground[p] = 1


def other_end(world: World, road: int, place: int) -> int:
    """The place at the far end of a road."""
    if world.roads[road].a == place:
        return world.roads[road].b
    return world.roads[road].a


def road_between(world: World, a: int, b: int) -> int:
    """The road that joins two places, NOBODY if none does."""
    links = world.links
    for e in range(world.first[a], world.first[a + 1]):
        if links[e] == b:
            return world.link_roads[e]
    return NOBODY


def blocked_roads(board: Board, side: int) -> list[int]:
    """RB 9.3. For each road 1 if the other side blocks it, else 0."""
    blocker = 1 - side
    blocked = [0] * len(board.roads)
    for r, road in enumerate(board.roads):
        if road.blocked_by == blocker:
            blocked[r] = 1
    return blocked


def strength_by_place(world: World, board: Board, side: int) -> list[int]:
    """Mbn of the side's formations in each place, post garrisons not counted."""
    there = [0] * len(board.places)
    formations = world.formations
    for f, formation in enumerate(board.formations):
        if formation.place != NOBODY and formations[f].side == side:
            there[formation.place] += formation.strength
    return there


def strengths_by_place(world: World, board: Board, government: list[int], opposition: list[int]) -> None:
    """What `strength_by_place` says of both sides, added to two lists by place."""
    formations = world.formations
    for f, formation in enumerate(board.formations):
        place = formation.place
        if place != NOBODY:
            if formations[f].side == 0:
                government[place] += formation.strength
            else:
                opposition[place] += formation.strength


def current_target(board: Board, f: int) -> int:
    """The place a formation is ordered to attack now, NOBODY if it has no such order or is not on the map."""
    formation = board.formations[f]
    if formation.mission != Mission.ATTACK or formation.place == NOBODY or formation.leg >= ROUTE:
        return NOBODY
    return formation.route[formation.leg]
