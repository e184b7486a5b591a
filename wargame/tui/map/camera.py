"""Where the map looks: a centre in 1/1000 degree, a zoom level, and what that means in pixels, cells and
degrees.

One cell is one pixel wide and two high (a half block). Pixels and cells are numbered on the whole plane, not
in the window: a pan moves the window over a drawing that stays as it is, so neither edges nor names flicker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.tui.map.data import MapData

ZOOMS = (2.64, 1.75, 1.55, 1.0, 0.6, 0.35)
"""Levels in km a pixel, from the whole box to the streets."""

PLAIN_LEVEL = 2
"""Where no level shows the whole core: the level at which the core was meant to be read."""

CLIPPED = 1.12
"""The core may be that much larger than the window and still count as shown."""

MILLI = 1000


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the plane: latitude and longitude of its centre in 1/1000 degree, and a level of ZOOMS."""

    lat: int
    lon: int
    level: int

    @property
    def km(self) -> float:
        """Km a pixel."""
        return ZOOMS[self.level]

    def corner(self, data: MapData, width: int, height: int) -> tuple[int, int]:
        """Number of the column and of the row of the window's first cell, for a window of so many cells."""
        x, y = data.plane.point(self.lat / MILLI, self.lon / MILLI)
        return floor(x / self.km) - width // 2, floor(y / (2 * self.km)) - height // 2

    def moved(self, data: MapData, columns: int, rows: int) -> Camera:
        """The camera so many cells further east and south; its centre stays within the drawn box."""
        x, y = data.plane.point(self.lat / MILLI, self.lon / MILLI)
        # To the middle of a cell, so that rounding to 1/1000 degree never skips or repeats a cell.
        column, row = floor(x / self.km) + columns, floor(y / (2 * self.km)) + rows
        return self.at(data, (column + 0.5) * self.km, (row + 0.5) * 2 * self.km)

    def at(self, data: MapData, x: float, y: float) -> Camera:
        """The camera with its centre at a point of the plane, or at the nearest one within the box."""
        box = data.box
        lat, lon = data.plane.degrees(min(max(x, box.west), box.east), min(max(y, box.north), box.south))
        return replace(self, lat=round(lat * MILLI), lon=round(lon * MILLI))

    def zoomed(self, data: MapData, steps: int, column: int = 0, row: int = 0) -> Camera:
        """The camera `steps` levels closer; the point `column`, `row` cells from the centre stays where it
        is.
        """
        level = min(max(self.level + steps, 0), len(ZOOMS) - 1)
        if level == self.level:
            return self
        x, y = data.plane.point(self.lat / MILLI, self.lon / MILLI)
        shift = self.km - ZOOMS[level]
        return replace(self, level=level).at(data, x + column * shift, y + row * 2 * shift)


def fit(data: MapData, width: int, height: int) -> Camera:
    """The closest camera that shows the core in a window of so many cells."""
    core = data.core
    wide, high = core.east - core.west, core.south - core.north
    level = PLAIN_LEVEL
    for number, km in enumerate(ZOOMS):
        if wide / km <= width * CLIPPED and high / km <= 2 * height * CLIPPED:
            level = number
    return Camera(0, 0, level).at(data, (core.west + core.east) / 2, (core.north + core.south) / 2)


def cell_of(x: float, y: float, km: float) -> tuple[int, int]:
    """Column and row of the cell that holds a point of the plane."""
    return floor(x / km), floor(y / (2 * km))


def point_of(column: int, row: int, km: float) -> tuple[float, float]:
    """The middle of a cell on the plane."""
    return (column + 0.5) * km, (row + 0.5) * 2 * km


def scale_bar(km_per_cell: float, target: int = 6) -> tuple[int, int]:
    """A round length in km and its width in cells, about `target` cells wide."""
    best = (1, max(1, round(1 / km_per_cell)))
    for length in (1, 2, 5, 10, 20, 50):
        cells = round(length / km_per_cell)
        if cells >= 1 and abs(cells - target) < abs(best[1] - target):
            best = (length, cells)
    return best
