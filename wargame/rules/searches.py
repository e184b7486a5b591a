"""Searches over roads: how far it is over friendly ground today (RB 9.2, 9.3).

`network_of` is made once for all searches of a side on a board; `away_from` and `away_from_edge` give the
distances of all places. Where many searches each reach a small part of the map, `search_of` makes room once,
`spread_from` writes into it, and `forget` wipes what was reached.
"""

from dataclasses import dataclass

from wargame.rules.roads import blocked_roads, ground_of, road_lengths
from wargame.rules.tables import NOBODY, UNREACHED, Board, World


@dataclass(frozen=True, slots=True)
class Network:
    """What a side may march over, as the board stands."""

    lengths: list[int]  # ed of each road
    ground: list[int]  # 0/1 for each place: it may be entered
    blocked: list[int]  # 0/1 for each road


@dataclass(frozen=True, slots=True)
class Search:
    """What a search works with, a number for each place. `forget` leaves it as `search_of` made it."""

    distance: list[int]  # ed, UNREACHED
    waiting: list[int]  # 0/1: in `later`
    now: list[int]  # rows of places that are followed in this round
    later: list[int]  # and in the next


def network_of(world: World, board: Board, side: int) -> Network:
    """Friendly ground and the roads that the other side does not block."""
    return Network(road_lengths(world, board), ground_of(board, side), blocked_roads(board, side))


def no_network() -> Network:
    """For who asks only when he needs them: `len(network.lengths) == 0` until then."""
    return Network([0] * 0, [0] * 0, [0] * 0)


def search_of(places: int) -> Search:
    """Room for searches over so many places."""
    return Search([UNREACHED] * places, [0] * places, [0] * places, [0] * places)


def away_from(world: World, network: Network, place: int, limit: int) -> list[int]:
    """Road in ed from every place to this one, UNREACHED beyond `limit`. The place need not be ground."""
    search = search_of(len(network.ground))
    spread_from(world, network, search, place, limit)
    return search.distance


def away_from_edge(world: World, network: Network, target: int, limit: int) -> list[int]:
    """RB 6.7. Road in ed from every place to the nearest one on the ground next to the target, UNREACHED
    beyond `limit`.
    """
    search = search_of(len(network.ground))
    spread_from_edge(world, network, search, target, limit)
    return search.distance


def spread_from(world: World, network: Network, search: Search, place: int, limit: int) -> None:
    """Road in ed from every place to this one into `search.distance`, of which nothing is known before."""
    search.distance[place] = 0
    search.now[0] = place
    follow(world, network, search, 1, limit)


def spread_from_edge(world: World, network: Network, search: Search, target: int, limit: int) -> None:
    """The same to the nearest place on the ground next to the target."""
    count = 0
    for e in range(world.first[target], world.first[target + 1]):
        q = world.links[e]
        if network.ground[q] == 1 and search.distance[q] == UNREACHED:
            search.distance[q] = 0
            search.now[count] = q
            count += 1
    follow(world, network, search, count, limit)


def follow(world: World, network: Network, search: Search, count: int, limit: int) -> None:
    """Shortest distances over the ground from the first `count` places of `search.now`, whose distance is
    set. Distances beyond `limit` are not written. A place that is not ground is never entered, but may be a
    start.
    """
    first = world.first
    links = world.links
    roads = world.link_roads
    lengths = network.lengths
    ground = network.ground
    blocked = network.blocked
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
    """Makes a search from a place, or from its edge, as it was before: nothing is reached. What is reached
    hangs together.
    """
    distance = search.distance
    stack = search.now
    distance[place] = UNREACHED
    stack[0] = place
    count = 1
    while count > 0:
        count -= 1
        p = stack[count]
        for e in range(world.first[p], world.first[p + 1]):
            q = world.links[e]
            if distance[q] < UNREACHED:
                distance[q] = UNREACHED
                stack[count] = q
                count += 1


def road_home(world: World, lengths: list[int], blocked: list[int], distance: list[int], place: int) -> int:
    """The road by which a search reached a place, NOBODY at a start. Ties: lower place, then lower road (RB
    9.3).
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
