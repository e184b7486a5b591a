"""Relief: four shades from summed ridge strokes. Shading only; no rule reads it.

Heights are computed on a coarse grid, once, and only where the map looks; the shades of a row of pixels are
the contours of the grid between its points, so they are smooth at every zoom.
"""

from __future__ import annotations

from math import ceil, exp, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.tui.map.data import MapData, Point, RidgeMark

GRID_KM = 3.0
"""Distance of grid points."""

FADE = 1.8
"""Half-widths beyond which a stroke adds nothing worth drawing (less than 4 per cent)."""

STEPS = (150.0, 270.0, 430.0)
"""Metres above the strokes' base from which the second, third and fourth shade begin."""


FILL = (b"\x00", b"\x01", b"\x02", b"\x03")


class Relief:
    """The relief of one map, at any zoom."""

    def __init__(self, data: MapData) -> None:
        self._ridges = [(ridge, _reach(ridge)) for ridge in data.ridges]
        self._first = floor(data.box.west / GRID_KM) - 1
        self._count = ceil(data.box.east / GRID_KM) - self._first + 2
        self._rows: dict[int, list[float] | None] = {}

    def shades(self, y: float, km: float, first: int, count: int) -> bytes:
        """The shade 0-3 of each pixel of a row at y km."""
        at = y / GRID_KM
        upper = floor(at)
        part = at - upper
        above, below = self._row(upper), self._row(upper + 1)
        if above is None and below is None:
            return bytes(count)
        above = above or [0.0] * self._count
        below = below or [0.0] * self._count
        heights = [a + (b - a) * part for a, b in zip(above, below, strict=True)]
        return _contours(heights, self._first * GRID_KM, km, first, count)

    def _row(self, number: int) -> list[float] | None:
        """Heights of a grid row; None where it is flat."""
        if number not in self._rows:
            self._rows[number] = self._measure(number * GRID_KM)
        return self._rows[number]

    def _measure(self, y: float) -> list[float] | None:
        heights = [0.0] * self._count
        flat = True
        for ridge, (west, north, east, south) in self._ridges:
            if not north <= y <= south:
                continue
            start = max(0, ceil(west / GRID_KM) - self._first)
            stop = min(self._count, floor(east / GRID_KM) - self._first + 1)
            fade = -1 / (ridge.halfwidth * ridge.halfwidth)
            for column in range(start, stop):
                away = _distance2(ridge.line, (self._first + column) * GRID_KM, y) * fade
                if away > -FADE * FADE:
                    heights[column] += ridge.height * exp(away)
                    flat = False
        return None if flat else heights


def _reach(ridge: RidgeMark) -> tuple[float, float, float, float]:
    """West, north, east and south end of what a stroke can raise."""
    fade = ridge.halfwidth * FADE
    xs, ys = [x for x, _ in ridge.line], [y for _, y in ridge.line]
    return min(xs) - fade, min(ys) - fade, max(xs) + fade, max(ys) + fade


def _distance2(line: Sequence[Point], x: float, y: float) -> float:
    """Square of the distance from a point to a polyline, in km2."""
    best = (x - line[0][0]) ** 2 + (y - line[0][1]) ** 2
    ax, ay = line[0]
    for bx, by in line[1:]:
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        along = ((x - ax) * dx + (y - ay) * dy) / length if length else 0.0
        along = 0.0 if along < 0.0 else min(along, 1.0)
        px, py = x - ax - along * dx, y - ay - along * dy
        away = px * px + py * py
        if away < best:
            best = away
        ax, ay = bx, by
    return best


def _shade(height: float) -> int:
    return sum(1 for step in STEPS if height >= step)


def _contours(heights: list[float], west: float, km: float, first: int, count: int) -> bytes:
    """Shades of a row of pixels from heights GRID_KM apart, the first at `west`; linear in between."""
    shades = bytearray()
    offset = west / km - 0.5 - first
    scale = GRID_KM / km
    classes = [_shade(height) if height >= STEPS[0] else 0 for height in heights]
    for number in range(len(heights) - 1):
        end = ceil(offset + (number + 1) * scale)
        done = len(shades)
        if end <= done:
            continue
        shade, after = classes[number], classes[number + 1]
        if shade == after:
            shades.extend(FILL[shade] * (end - done))
            continue
        one, two = heights[number], heights[number + 1]
        start = offset + number * scale
        step = 1 if after > shade else -1
        while shade != after:
            bound = STEPS[shade] if step > 0 else STEPS[shade - 1]
            crossing = ceil(start + (bound - one) / (two - one) * scale)
            done = len(shades)
            shades.extend(FILL[shade] * (min(end, crossing) - done))
            shade += step
        shades.extend(FILL[shade] * (end - len(shades)))
        if end >= count:
            break
    shades.extend(bytes(max(0, count - len(shades))))
    return bytes(shades[:count])
