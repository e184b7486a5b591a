"""Reduce Natural Earth countries to the sea, land and border shapes of a scenario's map.

    python tools/base_map.py COUNTRIES.json OUT.toml

COUNTRIES.json is `countries-10m.json` of the npm package `world-atlas`: a TopoJSON of Natural Earth 1:10m,
which is in the public domain. Shared arcs are simplified before rings are put together, so neighbours keep
one common border. Standard library only.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterator

BOX = (34.9, 35.5, 36.95, 37.7)
"""South, west, north, east of the map in degrees."""

TOLERANCE = 0.4
"""Largest distance in km of a dropped point from the line that stays."""

COUNTRIES = {"792": "TR", "760": "SY", "422": "LB", "368": "IQ"}
"""ISO 3166 numbers of the countries that may reach into the box."""

KM = 111.195
"""A degree of latitude in km."""

Point = tuple[float, float]
"""Longitude, latitude."""

HEAD = """\
# Sea, land and border of north-western Syria, for drawing only.
#
# Source: Natural Earth 1:10m countries, public domain, through the npm package world-atlas 2.0.2 (whose own
# licence is ISC). Made by tools/base_map.py: clipped to the box, simplified to 0.4 km, rounded to 0.001
# degree. The border is off by about 1.3 km (median), 3.6 km at most. Points are [lat, lon]; the first point
# of a ring also closes it.
"""


class Transform(TypedDict):
    """Quantisation of a TopoJSON file."""

    scale: list[float]
    translate: list[float]


class Geometry(TypedDict, total=False):
    """A country: its ISO number and its rings as lists of arc numbers."""

    type: str
    id: str
    arcs: list[list[int]] | list[list[list[int]]]


class Collection(TypedDict):
    """A TopoJSON object."""

    geometries: list[Geometry]


class Topology(TypedDict):
    """The parts of a TopoJSON file that are read here."""

    transform: Transform
    arcs: list[list[list[int]]]
    objects: dict[str, Collection]


class Shapes(NamedTuple):
    """What the map draws."""

    sea: list[list[Point]]
    land: list[tuple[str, list[Point]]]
    coast: list[list[Point]]
    border: list[tuple[str, list[Point]]]


def shapes(topology: Topology, box: tuple[float, float, float, float] = BOX) -> Shapes:
    """The shapes inside the box."""
    arcs = [simplified(line) for line in decoded(topology)]
    land: list[tuple[str, list[Point]]] = []
    users: dict[int, list[tuple[str, bool]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = COUNTRIES.get(str(geometry.get("id", "")))
        if country is None:
            continue
        for ring in rings_of(geometry):
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, []).append((country, arc >= 0))
            clipped = clip_ring(joined(arcs, ring), box)
            if len(clipped) >= 3:
                land.append((country, rounded(clipped)))
    coast = [
        piece
        for arc, owners in sorted(users.items())
        if len(owners) == 1
        for piece in clip_line(arcs[arc] if owners[0][1] else arcs[arc][::-1], box)
    ]
    border = [
        ("-".join(sorted({country for country, _ in owners})), rounded(piece))
        for arc, owners in sorted(users.items())
        if len(owners) == 2
        for piece in chained(clip_line(arcs[arc], box))
    ]
    coast = chained(coast)
    sea = [rounded(ring) for ring in sea_rings(coast, box)]
    return Shapes(sea, land, [rounded(piece) for piece in coast], border)


def decoded(topology: Topology) -> list[list[Point]]:
    """Every arc as points: quantised differences, summed and scaled."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    return lines


def rings_of(geometry: Geometry) -> Iterator[list[int]]:
    """The rings of a polygon or of every polygon of a collection."""
    for part in geometry.get("arcs", []):
        if geometry.get("type") == "MultiPolygon":
            yield from (ring for ring in part if isinstance(ring, list))
        else:
            yield [arc for arc in part if isinstance(arc, int)]


def joined(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    """A ring from its arcs; a negative number is an arc walked backward. Without the closing point."""
    points: list[Point] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(line[1:] if points else line)
    return points[:-1]


def simplified(line: list[Point]) -> list[Point]:
    """Douglas and Peucker: a point stays if it lies more than the tolerance off its chord."""
    keep = {0, len(line) - 1}
    work = [(0, len(line) - 1)]
    while work:
        first, last = work.pop()
        worst, far = 0.0, -1
        for i in range(first + 1, last):
            off = distance(line[i], line[first], line[last])
            if off > worst:
                worst, far = off, i
        if worst > TOLERANCE:
            keep.add(far)
            work += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def distance(p: Point, a: Point, b: Point) -> float:
    """Distance in km of a point from a segment, on a plane around the point."""
    shrink = math.cos(math.radians(p[1]))
    ax, ay = (a[0] - p[0]) * shrink * KM, (a[1] - p[1]) * KM
    bx, by = (b[0] - p[0]) * shrink * KM, (b[1] - p[1]) * KM
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
    return math.hypot(ax + along * dx, ay + along * dy)


def clip_ring(ring: list[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Sutherland and Hodgman: the ring cut by each side of the box in turn."""
    south, west, north, east = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        out: list[Point] = []
        for p, q in zip(ring, ring[1:] + ring[:1], strict=True):
            inside, ahead = sign * (p[axis] - limit) >= 0, sign * (q[axis] - limit) >= 0
            if inside:
                out.append(p)
            if inside != ahead:
                out.append(crossing(p, q, axis, limit))
        ring = out
        if not ring:
            break
    return ring


def crossing(p: Point, q: Point, axis: int, limit: float) -> Point:
    """Where the segment meets the line on which one coordinate is `limit`."""
    t = (limit - p[axis]) / (q[axis] - p[axis])
    other = p[1 - axis] + t * (q[1 - axis] - p[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clip_line(line: list[Point], box: tuple[float, float, float, float]) -> list[list[Point]]:
    """The pieces of a line inside the box (Liang and Barsky, segment by segment)."""
    pieces: list[list[Point]] = []
    for p, q in pairwise(line):
        span = visible(p, q, box)
        if span is None:
            continue
        start = tuple(p[k] + span[0] * (q[k] - p[k]) for k in (0, 1))
        end = tuple(p[k] + span[1] * (q[k] - p[k]) for k in (0, 1))
        if pieces and math.dist(pieces[-1][-1], start) < 1e-9:
            pieces[-1].append((end[0], end[1]))
        else:
            pieces.append([(start[0], start[1]), (end[0], end[1])])
    return pieces


def visible(p: Point, q: Point, box: tuple[float, float, float, float]) -> tuple[float, float] | None:
    """The part of a segment inside the box, as two positions from 0 to 1."""
    south, west, north, east = box
    low, high = 0.0, 1.0
    for axis, lower, upper in ((0, west, east), (1, south, north)):
        step = q[axis] - p[axis]
        if step == 0:
            if not lower <= p[axis] <= upper:
                return None
            continue
        a, b = sorted(((lower - p[axis]) / step, (upper - p[axis]) / step))
        low, high = max(low, a), min(high, b)
    return (low, high) if low < high else None


def chained(pieces: list[list[Point]]) -> list[list[Point]]:
    """Pieces put together where one ends exactly where another begins."""
    chains = [piece[:] for piece in pieces]
    merged = True
    while merged:
        merged = False
        for i, one in enumerate(chains):
            for j, two in enumerate(chains):
                if i != j and math.dist(one[-1], two[0]) < 1e-9:
                    one += two[1:]
                    del chains[j]
                    merged = True
                    break
            if merged:
                break
    return chains


def sea_rings(coast: list[list[Point]], box: tuple[float, float, float, float]) -> list[list[Point]]:
    """Rings of sea: coast walked with the sea on the left, then the edge of the box onward to the next coast.

    Natural Earth rings keep land on the right. Islands (closed pieces) are left to the land drawn above.
    """
    south, west, north, east = box
    width, height = east - west, north - south
    corners = [(width, (east, south)), (width + height, (east, north))]
    corners += [(2 * width + height, (west, north)), (2 * (width + height), (west, south))]

    def place(p: Point) -> float:
        """Position on the edge, counter-clockwise from the south-west corner, in degrees."""
        sides = (abs(p[1] - south), abs(p[0] - east), abs(p[1] - north), abs(p[0] - west))
        side = sides.index(min(sides))
        along = (p[0] - west, p[1] - south, east - p[0], north - p[1])
        return (0.0, width, width + height, 2 * width + height)[side] + along[side]

    left = [piece for piece in coast if math.dist(piece[0], piece[-1]) > 1e-9]
    rings: list[list[Point]] = []
    while left:
        first = left.pop(0)
        ring = first[:]
        while True:
            here = place(ring[-1])
            candidates = [first, *left]
            ahead = [(place(piece[0]) - here) % (2 * (width + height)) for piece in candidates]
            step = min(ahead)
            turns = sorted(((at - here) % (2 * (width + height)), corner) for at, corner in corners)
            ring += [corner for gap, corner in turns if gap < step]
            chosen = candidates[ahead.index(step)]
            if chosen is first:
                break
            left.remove(chosen)
            ring += chosen
        rings.append(ring)
    return rings


def rounded(line: list[Point]) -> list[Point]:
    """Points at 0.001 degree, without repeats."""
    out: list[Point] = []
    for x, y in line:
        point = (round(x, 3), round(y, 3))
        if not out or out[-1] != point:
            out.append(point)
    return out


def written(found: Shapes, box: tuple[float, float, float, float] = BOX) -> str:
    """The shapes as TOML."""
    lines = [HEAD, 'source = "Natural Earth 1:10m countries, through world-atlas 2.0.2"']
    lines.append('licence = "public domain"')
    lines.append(f"box = [{', '.join(str(side) for side in box)}]  # south, west, north, east")
    for ring in found.sea:
        lines += ["", "[[sea]]", *points("ring", ring)]
    for country, ring in found.land:
        lines += ["", "[[land]]", f'country = "{country}"', *points("ring", ring)]
    for line in found.coast:
        lines += ["", "[[coast]]", *points("line", line)]
    for between, line in found.border:
        lines += ["", "[[border]]", f'between = "{between}"', *points("line", line)]
    return "\n".join(lines) + "\n"


def points(key: str, line: list[Point]) -> Iterator[str]:
    """An array of [lat, lon] points, a few to the line."""
    yield f"{key} = ["
    row = "   "
    for x, y in line:
        text = f" [{y:.3f}, {x:.3f}],"
        if len(row) + len(text) > 110:
            yield row
            row = "   "
        row += text
    yield row
    yield "]"


def main(arguments: list[str]) -> int:
    """Read, reduce, write."""
    if len(arguments) != 2:
        print("usage: python tools/base_map.py COUNTRIES.json OUT.toml", file=sys.stderr)
        return 2
    topology: Topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    text = written(shapes(topology))
    Path(arguments[1]).write_text(text, encoding="utf-8")
    print(f"{arguments[1]}: {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
