"""Searches over roads: shortest distances as found one by one, limits, edges, and room that is used again."""

from __future__ import annotations

from heapq import heappop, heappush

import pytest

from wargame.rules.roads import other_end, road_between
from wargame.rules.searches import (
    away_from,
    away_from_edge,
    forget,
    network_of,
    no_network,
    road_home,
    search_of,
    spread_from,
    spread_from_edge,
)
from wargame.rules.tables import NOBODY, UNREACHED

PLACES = ("saraqib", "idlib", "aleppo", "hama", "reyhanli", "khan_shaykhun")


def nearest_first(world, network, starts, limit):
    """The same distances, found by always going on from the nearest place."""
    away = [UNREACHED] * len(network.ground)
    waiting = [(0, p) for p in starts]
    for p in starts:
        away[p] = 0
    while waiting:
        here, p = heappop(waiting)
        if here > away[p]:
            continue
        for e in range(world.first[p], world.first[p + 1]):
            q, r = world.links[e], world.link_roads[e]
            there = here + network.lengths[r]
            if network.ground[q] and not network.blocked[r] and there < away[q] and there <= limit:
                away[q] = there
                heappush(waiting, (there, q))
    return away


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("limit", [3000, 12000, UNREACHED - 1])
def test_distances_are_the_shortest(table, side, limit):
    table.board.roads[table.names.road["khan_al_subul__saraqib"]].blocked_by = 1 - side
    network = network_of(table.world, table.board, side)
    for key in PLACES:
        p = table.p(key)
        assert away_from(table.world, network, p, limit) == nearest_first(table.world, network, [p], limit)
        first, end = table.world.first[p], table.world.first[p + 1]
        edge = [q for q in table.world.links[first:end] if network.ground[q]]
        found = away_from_edge(table.world, network, p, limit)
        assert found == nearest_first(table.world, network, edge, limit)


@pytest.mark.parametrize("side", [0, 1])
def test_room_for_searches_is_used_again(table, side):
    network, search = network_of(table.world, table.board, side), search_of(len(table.board.places))
    for key in PLACES:
        p = table.p(key)
        spread_from(table.world, network, search, p, 8000)
        assert search.distance == away_from(table.world, network, p, 8000)
        forget(table.world, search, p)
        assert set(search.distance) == {UNREACHED}
        spread_from_edge(table.world, network, search, p, UNREACHED - 1)
        assert search.distance == away_from_edge(table.world, network, p, UNREACHED - 1)
        forget(table.world, search, p)
        assert set(search.distance) == {UNREACHED}
        assert set(search.waiting) == {0}


def test_the_way_home_ends_at_the_start(table):
    network = network_of(table.world, table.board, 0)
    start = table.p("hama")
    away = away_from(table.world, network, start, UNREACHED - 1)
    here = table.p("aleppo")
    while here != start:
        road = road_home(table.world, network.lengths, network.blocked, away, here)
        there = other_end(table.world, road, here)
        assert road == road_between(table.world, here, there)
        assert away[there] < away[here]
        here = there
    assert road_home(table.world, network.lengths, network.blocked, away, start) == NOBODY


def test_no_network_says_so():
    assert len(no_network().lengths) == 0
