"""The map as the engine walks it: neighbours, ranges, routes, zones, ways to shelter (RB 4.3, 15.6)."""

from __future__ import annotations

import heapq
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from wargame.rules.draw import MASK, mix
from wargame.rules.tables import UNREACHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model import scenario as model
    from wargame.play.names import Names
    from wargame.rules.tables import RoadFacts

RANGE_KM = 30.0
"""RB 4.3: places within 300 hm in a straight line."""

KM_A_DEGREE = 111.32


def pair_key(first: int, second: int) -> int:
    """RB 2.3. The key of a pair of entities, masked to 63 bits."""
    return mix(first ^ ((second * 2 + 1) & MASK)) & 0x7FFFFFFFFFFFFFFF


def route_order(scenario: model.Scenario, names: Names, route: str) -> dict[int, int]:
    """Place row -> its order along a motorway from 1, beginning at the end that the scenario names first."""
    beside: dict[int, list[int]] = {}
    for road in scenario.roads:
        if road.route == route:
            beside.setdefault(names.place[road.a], []).append(names.place[road.b])
            beside.setdefault(names.place[road.b], []).append(names.place[road.a])
    if not beside:
        return {}
    ends = [p for p in beside if len(beside[p]) == 1] or list(beside)
    here = ends[0]
    order = {here: 1}
    trail = [here]
    while trail:
        here = trail.pop()
        for there in beside[here]:
            if there not in order:
                order[there] = len(order) + 1
                trail.append(there)
    return order


def adjacency(count: int, roads: Sequence[RoadFacts]) -> tuple[list[int], list[int], list[int]]:
    """RB 4.3. Compressed neighbour lists: first, links, link_roads; ascending road number within a place."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for r, road in enumerate(roads):
        beside[road.a].append((road.b, r))
        beside[road.b].append((road.a, r))
    first = [0]
    links: list[int] = []
    link_roads: list[int] = []
    for pairs in beside:
        links += [there for there, _ in pairs]
        link_roads += [r for _, r in pairs]
        first.append(len(links))
    return first, links, link_roads


def neighbourhoods(places: Sequence[model.Place]) -> tuple[list[int], list[int]]:
    """RB 4.3. For each place those within 300 hm in a straight line, found through a grid of cells of that
    size.
    """
    shrink = cos(radians(sum(p.lat for p in places) / len(places)))
    points = [(p.lon * KM_A_DEGREE * shrink, p.lat * KM_A_DEGREE) for p in places]
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(points):
        cells.setdefault((int(x // RANGE_KM), int(y // RANGE_KM)), []).append(i)
    first = [0]
    near: list[int] = []
    for i, (x, y) in enumerate(points):
        cx, cy = int(x // RANGE_KM), int(y // RANGE_KM)
        near += sorted(
            j
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for j in cells.get((cx + dx, cy + dy), ())
            if j != i and hypot(points[j][0] - x, points[j][1] - y) <= RANGE_KM
        )
        first.append(len(near))
    return first, near


def refuge_distances(count: int, roads: Sequence[RoadFacts], shelters: Sequence[int]) -> list[int]:
    """RB 4.3, 15.6. Road distance in hm from each place to each shelter: [p * len(shelters) + s]."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for road in roads:
        beside[road.a].append((road.b, road.hm))
        beside[road.b].append((road.a, road.hm))
    flat = [UNREACHED] * (count * len(shelters))
    for s, start in enumerate(shelters):
        queue = [(0, start)]
        seen = [False] * count
        while queue:
            far, here = heapq.heappop(queue)
            if seen[here]:
                continue
            seen[here] = True
            flat[here * len(shelters) + s] = far
            for there, hm in beside[here]:
                if not seen[there]:
                    heapq.heappush(queue, (far + hm, there))
    return flat


def zones(scenario: model.Scenario, names: Names) -> tuple[list[int], list[int]]:
    """Places of each zone, flat; a strip along a route holds the places within its km of one of the route's
    places.
    """
    shrink = cos(radians(sum(p.lat for p in scenario.places) / len(scenario.places)))
    first = [0]
    flat: list[int] = []
    for zone in scenario.zones:
        members = {names.place[p] for p in zone.places}
        if zone.near_route:
            on_route = route_order(scenario, names, zone.near_route)
            for p, place in enumerate(scenario.places):
                for q in on_route:
                    other = scenario.places[q]
                    east = (place.lon - other.lon) * KM_A_DEGREE * shrink
                    if hypot(east, (place.lat - other.lat) * KM_A_DEGREE) <= zone.km:
                        members.add(p)
        flat += sorted(members)
        first.append(len(flat))
    return first, flat
