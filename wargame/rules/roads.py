"""Roads as distances: how long each is today, how far a search reaches, who stands where (RB 9.1-9.3)."""

from dataclasses import dataclass

from wargame.rules.arithmetic import rdiv
from wargame.rules.numbers import Control, Mission, RoadClass
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, World

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
    secondary = world.params.factor_secondary
    track = world.params.factor_track
    roads = board.roads
    of_secondary = int(RoadClass.SECONDARY)
    of_motorway = int(RoadClass.MOTORWAY)
    lengths = [0] * len(roads)
    for r, facts in enumerate(world.roads):
        if facts.road_class == of_secondary:
            lengths[r] = facts.hm * secondary
        elif facts.road_class == of_motorway and roads[r].cleared == 1:
            lengths[r] = facts.hm * world.params.factor_motorway
        else:
            lengths[r] = facts.hm * track
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


@dataclass(frozen=True, slots=True)
class Search:
    """What a search over roads works with, a number for each place. Made once by `search_of` for many
    searches that each reach a small part of the map; `forget` leaves it as it was.
    """

    distance: list[int]  # ed, UNREACHED
    waiting: list[int]  # 0/1: in `later`
    now: list[int]  # rows of places that are followed in this round
    later: list[int]  # and in the next


def search_of(places: int) -> Search:
    """Room for searches over so many places."""
    return Search([UNREACHED] * places, [0] * places, [0] * places, [0] * places)


def spread(
    world: World, lengths: list[int], ground: list[int], blocked: list[int], distance: list[int], limit: int
) -> None:
    """Shortest distances over ground that is 1 and roads not blocked, from the places whose distance is
    already set.

    `distance` holds UNREACHED where nothing is known yet; entries beyond `limit` are not followed further. A
    place where ground is 0 is never entered, but may be a start. Writes `distance`.
    """
    n = len(distance)
    now = [0] * n
    count = 0
    for p in range(n):
        if distance[p] < UNREACHED:
            now[count] = p
            count += 1
    follow(world, lengths, ground, blocked, Search(distance, [0] * n, now, [0] * n), count, limit)


def spread_from(
    world: World,
    lengths: list[int],
    ground: list[int],
    blocked: list[int],
    search: Search,
    place: int,
    limit: int,
) -> None:
    """The same from one place, into a search of which nothing else is known."""
    search.distance[place] = 0
    search.now[0] = place
    follow(world, lengths, ground, blocked, search, 1, limit)


def follow(
    world: World,
    lengths: list[int],
    ground: list[int],
    blocked: list[int],
    search: Search,
    count: int,
    limit: int,
) -> None:
    """The rounds of a search from the first `count` places of `now`, until nothing gets nearer."""
    first = world.first
    links = world.links
    roads = world.link_roads
    distance = search.distance
    waiting = search.waiting
    now = search.now
    later = search.later
    while count > 0:
        coming = 0
        for i in range(count):
            p = now[i]
            waiting[p] = 0
            here = distance[p]
            for e in range(first[p], first[p + 1]):
                q = links[e]
                far = distance[q]
                if here < far and ground[q] == 1:
                    r = roads[e]
                    there = here + lengths[r]
                    if there < far and there <= limit and blocked[r] == 0:
                        distance[q] = there
                        if waiting[q] == 0:
                            waiting[q] = 1
                            later[coming] = q
                            coming += 1
        held = now
        now = later
        later = held
        count = coming


def forget(world: World, search: Search, place: int) -> None:
    """Makes a search from one place as it was before: nothing is reached. What it reached hangs together."""
    distance = search.distance
    open_ = search.now
    distance[place] = UNREACHED
    open_[0] = place
    count = 1
    while count > 0:
        count -= 1
        p = open_[count]
        for e in range(world.first[p], world.first[p + 1]):
            q = world.links[e]
            if distance[q] < UNREACHED:
                distance[q] = UNREACHED
                open_[count] = q
                count += 1


def road_home(world: World, lengths: list[int], blocked: list[int], distance: list[int], place: int) -> int:
    """The road by which a place was reached in `spread`, NOBODY at a start. Ties: lower place, then lower
    road (RB 9.3).
    """
    links = world.links
    roads = world.link_roads
    length = distance[place]
    found = NOBODY
    for e in range(world.first[place], world.first[place + 1]):
        q = links[e]
        r = roads[e]
        if distance[q] + lengths[r] == length and distance[q] < UNREACHED and blocked[r] == 0:
            if found == NOBODY or q < links[found]:
                found = e
    if found == NOBODY:
        return NOBODY
    return roads[found]


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
