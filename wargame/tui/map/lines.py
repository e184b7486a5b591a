"""Lines of dots: rivers, roads, rings, arrows.

Each cell holds 2 x 4 braille dots; the higher priority takes the cell.

Dots are numbered on the whole plane like cells: two to a pixel, each way. Lines of equal priority share their
dots.
"""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise
from math import cos, floor, pi, sin
from typing import TYPE_CHECKING

from wargame.tui.map.paint import Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wargame.model.view import RoadView
    from wargame.tui.map.data import MapData, Point


class Priority(IntEnum):
    """Which line takes a cell; higher wins."""

    RIVER = 1
    ROAD = 2
    AIR = 3
    MOTORWAY = 4
    PATH = 5
    SIEGE = 6
    ARROW = 9


DOT = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bit of the dot in column 0-1 and row 0-3 of a cell, in the order of the braille block."""

SIEGE_RADIUS = 6
"""Dots (three pixels)."""

AIR_RADIUS = 14

CUT_PERCENT = 50
"""A motorway that has lost so much of its capacity is drawn as cut."""

BUSY, FULL = 50, 80
"""Per cent of capacity at which the supply overlay changes colour, and at which a road is drawn thick."""

MINOR_KM = 1.0
"""Tracks and full rivers are drawn at this zoom and closer."""


class Canvas:
    """Dots by cell: row to column to `priority << 16 | pen << 8 | braille bits`."""

    def __init__(self, rows: Mapping[int, dict[int, int]] | None = None) -> None:
        self.rows: dict[int, dict[int, int]] = {row: dict(cells) for row, cells in (rows or {}).items()}

    def dot(self, x: int, y: int, priority: int, pen: int) -> None:
        """One dot, unless a line of higher priority has the cell."""
        cells = self.rows.setdefault(y >> 2, {})
        bit = DOT[x & 1][y & 3]
        now = cells.get(x >> 1, 0)
        if now >> 16 == priority:
            cells[x >> 1] = now | bit
        elif now >> 16 < priority:
            cells[x >> 1] = priority << 16 | pen << 8 | bit

    def line(
        self, points: Sequence[Point], km: float, priority: int, pen: int, every: int = 1, thick: bool = False
    ) -> None:
        """A polyline given in km on the plane. `every` 2 leaves out every other dot; `thick` doubles it."""
        scale = 2 / km
        count = 0
        rows = self.rows
        high, colour = priority << 16, pen << 8
        for (ax, ay), (bx, by) in pairwise(points):
            ax, ay, bx, by = ax * scale, ay * scale, bx * scale, by * scale
            dx, dy = bx - ax, by - ay
            steps = int(max(abs(dx), abs(dy))) + 1
            dx, dy = dx / steps, dy / steps
            for step in range(steps):
                if every > 1 and (count := count + 1) % every:
                    continue
                x, y = floor(ax + dx * step), floor(ay + dy * step)
                # `dot`, written out for speed: a zoom draws some ten thousand dots.
                cells = rows.get(y >> 2)
                if cells is None:
                    cells = rows[y >> 2] = {}
                now = cells.get(x >> 1, 0)
                if now >> 16 == priority:
                    cells[x >> 1] = now | DOT[x & 1][y & 3]
                elif now < high:
                    cells[x >> 1] = high | colour | DOT[x & 1][y & 3]
                if thick:
                    self.dot(x + (abs(dy) > abs(dx)), y + (abs(dy) <= abs(dx)), priority, pen)

    def ring(self, x: float, y: float, km: float, radius: int, priority: int, pen: int) -> None:
        """A ring around the middle of the cell that holds a point."""
        middle_x, middle_y = floor(x / km) * 2 + 0.5, floor(y / (2 * km)) * 4 + 1.5
        steps = max(8, int(radius * 2 * pi * 0.8))
        for step in range(steps):
            angle = 2 * pi * step / steps
            self.dot(
                round(middle_x + radius * cos(angle)), round(middle_y + radius * sin(angle)), priority, pen
            )


def near(points: Sequence[Point], west: float, north: float, east: float, south: float) -> bool:
    """Whether the box around some points meets a frame in km."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) <= east and max(xs) >= west and min(ys) <= south and max(ys) >= north


def draw_network(
    canvas: Canvas,
    data: MapData,
    roads: Mapping[str, RoadView],
    km: float,
    frame: tuple[float, float, float, float],
    *,
    supply: bool,
    minor: bool,
) -> None:
    """Rivers and roads that meet the frame (km:

    west, north, east, south). `minor` shows secondary roads and tracks.
    """
    if minor:
        for river in data.rivers:
            if near(river, *frame):
                canvas.line(river, km, Priority.RIVER, Pen.RIVER)
    for road in data.roads:
        if not near(road.line, *frame):
            continue
        if supply:
            _draw_load(canvas, road.line, roads.get(road.id), km, motorway=road.kind == "motorway")
        elif road.kind == "motorway":
            pen = Pen.CUT if is_cut(roads.get(road.id)) else Pen.MOTORWAY
            canvas.line(road.line, km, Priority.MOTORWAY, pen)
        elif minor and road.kind == "secondary":
            if km <= MINOR_KM:
                canvas.line(road.line, km, Priority.ROAD, Pen.SECONDARY)
            else:
                canvas.line(road.line, km, Priority.ROAD, Pen.TRACK, every=2)
        elif minor and km <= MINOR_KM:
            canvas.line(road.line, km, Priority.ROAD, Pen.TRACK, every=2)


def is_cut(road: RoadView | None) -> bool:
    """Whether a motorway is drawn as cut:

    its ends are held by different sides, or strikes took half of it.
    """
    return road is not None and (road.held_by == "contested" or road.cut >= CUT_PERCENT)


def _draw_load(
    canvas: Canvas, line: Sequence[Point], road: RoadView | None, km: float, *, motorway: bool
) -> None:
    """A road of the supply overlay: its load in three steps where it is known and the road is used."""
    load = road.load if road is not None else None
    priority = Priority.MOTORWAY if motorway else Priority.ROAD
    if load is None or load == 0:
        canvas.line(
            line, km, priority - 1 if motorway else Priority.RIVER, Pen.SECONDARY if motorway else Pen.TRACK
        )
        return
    pen = Pen.LOAD_LOW if load < BUSY else Pen.LOAD_MIDDLE if load < FULL else Pen.LOAD_HIGH
    canvas.line(line, km, priority, pen, thick=load >= FULL)


def route_line(data: MapData, places: Sequence[str]) -> list[Point]:
    """The line along the roads over these places in order; straight where no road joins two of them."""
    line: list[Point] = []
    known = [place for place in places if place in data.place]
    for a, b in pairwise(known):
        number = data.road.get("__".join(sorted((a, b))))
        if number is None:
            start, end = data.places[data.place[a]], data.places[data.place[b]]
            line += [(start.x, start.y), (end.x, end.y)]
        else:
            road = data.roads[number]
            line += road.line if road.a == a else road.line[::-1]
    return line


def back_along(line: Sequence[Point], km: float) -> Iterator[Point]:
    """Points a pixel apart from the end of a line towards its beginning, the end left out."""
    for (bx, by), (ax, ay) in pairwise(reversed(line)):
        steps = max(1, int(max(abs(ax - bx), abs(ay - by)) / km))
        for step in range(1, steps + 1):
            yield bx + (ax - bx) * step / steps, by + (ay - by) * step / steps


def heading(line: Sequence[Point]) -> int:
    """Direction of the end of a line, in eighths from east clockwise."""
    end = line[-1]
    start = next(
        (point for point in reversed(line) if abs(point[0] - end[0]) + abs(point[1] - end[1]) > 0.5), line[0]
    )
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dy) * 12 < abs(dx) * 5:
        return 0 if dx >= 0 else 4
    if abs(dx) * 12 < abs(dy) * 5:
        return 2 if dy >= 0 else 6
    if dx >= 0:
        return 1 if dy >= 0 else 7
    return 3 if dy >= 0 else 5
