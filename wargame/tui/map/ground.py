"""The ground: who holds each pixel, by exact Voronoi rows, with relief, sea, foreign land and the inked rim
of the front.

A row at height y sees each place as the parabola (x - xi)^2 + (y - yi)^2; the lower envelope of all of them
gives the owner of every pixel of the row, without a raster. Rows are numbered on the plane and kept, so that
a pan costs nothing and a change of control only recolours. Whole rows are handled as bytes or as one large
integer, never pixel by pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

from wargame.tui.map.paint import Ground, Pen, Rim, ground_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.tui.map.data import MapData, Point
    from wargame.tui.map.relief import Relief

FIRM_KM = 12.0
"""Ground farther than this from every place is dimmed: an empty steppe must not look firmly held."""

BAND_KM = 30.0
"""Places farther north or south than this are left out of a row as long as the row proves that none of them
counts.
"""

FEW = 150
"""Up to so many places a row is cheaper made from all of them than tried with a part."""

BIN_KM = 8.0
"""Height of the strips in which the edges of shapes are sorted."""

VOID_BYTE = ground_code(Ground.VOID)


class Site(NamedTuple):
    """A point that owns the ground nearest to it."""

    x: float
    y: float
    place: int
    """Number of the place it belongs to."""
    weight: float = 0.0
    """km2 added to the square of the distance."""


def envelope(sites: Sequence[Site], y: float, km: float, first: int, count: int) -> list[tuple[int, int]]:
    """The owners of a row of pixels: `(end, number of the site)` from west to east, `end` exclusive, the last
    `count`.

    `sites` are in order of x. Pixel i of the row has its centre at ((first + i + 0.5) km, y). Between equal
    distances the site further west wins, and of two at the same x the earlier.
    """
    xs: list[float] = []
    costs: list[float] = []
    numbers: list[int] = []
    starts: list[float] = []
    for number, (x, at, _, weight) in enumerate(sites):
        dy = at - y
        cost = x * x + dy * dy + weight
        start = -inf
        while xs:
            gap = x - xs[-1]
            if gap == 0.0:
                if cost >= costs[-1]:
                    start = inf
                    break
            else:
                start = (cost - costs[-1]) / (2 * gap)
                if start > starts[-1]:
                    break
                start = -inf
            xs.pop(), costs.pop(), numbers.pop(), starts.pop()
        if start == inf:
            continue
        xs.append(x)
        costs.append(cost)
        numbers.append(number)
        starts.append(start)
    runs: list[tuple[int, int]] = []
    before = 0
    for i, number in enumerate(numbers):
        last = i + 1 == len(starts)
        end = count if last else min(count, max(0, floor(starts[i + 1] / km - 0.5 - first) + 1))
        if end > before:
            runs.append((end, number))
            before = end
    return runs


def owners(sites: Sequence[Site], y: float, km: float, first: int, count: int) -> list[tuple[int, int]]:
    """`envelope`, at less cost where there are many sites: far ones are tried only if they could count."""
    near: list[tuple[int, Site]] = []
    if len(sites) > FEW:
        near = [(number, site) for number, site in enumerate(sites) if -BAND_KM <= site.y - y <= BAND_KM]
    if near:
        runs = envelope([site for _, site in near], y, km, first, count)
        before, worst = 0, 0.0
        for end, number in runs:
            site = near[number][1]
            left, right = (first + before + 0.5) * km - site.x, (first + end - 0.5) * km - site.x
            worst = max(worst, max(left * left, right * right) + (site.y - y) ** 2 + site.weight)
            before = end
        if worst <= BAND_KM * BAND_KM:
            return [(end, near[number][0]) for end, number in runs]
    return envelope(sites, y, km, first, count)


class Shapes:
    """Closed rings, with their edges sorted by height so that a row tries only a few."""

    def __init__(self, rings: Sequence[Sequence[Point]]) -> None:
        self._bins: dict[int, list[tuple[int, float, float, float, float]]] = {}
        for number, ring in enumerate(rings):
            before_x, before_y = ring[-1]
            for x, y in ring:
                low, high = min(before_y, y), max(before_y, y)
                for strip in range(floor(low / BIN_KM), floor(high / BIN_KM) + 1):
                    self._bins.setdefault(strip, []).append((number, before_x, before_y, x, y))
                before_x, before_y = x, y

    def spans(self, y: float, km: float, first: int, count: int) -> list[tuple[int, int]]:
        """The pixels of a row whose centres lie within a ring: `(start, end)`, end exclusive."""
        crossings: dict[int, list[float]] = {}
        for number, ax, ay, bx, by in self._bins.get(floor(y / BIN_KM), ()):
            if (ay > y) != (by > y):
                crossings.setdefault(number, []).append(ax + (y - ay) * (bx - ax) / (by - ay))
        found = []
        for xs in crossings.values():
            xs.sort()
            for left, right in zip(xs[::2], xs[1::2], strict=True):
                start = min(count, max(0, ceil(left / km - 0.5 - first)))
                end = min(count, max(0, ceil(right / km - 0.5 - first)))
                if end > start:
                    found.append((start, end))
        return found


@dataclass(slots=True)
class _Row:
    """What never changes of a row: its runs, and masks as integers of one byte a pixel (little end first)."""

    runs: list[tuple[int, int]]
    country: int
    """0xff where the scenario's country is."""
    rest: int
    """Class of the other pixels."""
    far: int
    """FAR where no place is near."""
    shade: int


def _pairs() -> bytes:
    """Table of a rim for `self | neighbour << 4`, as flags 1 faint, 2 border, 4 hostile."""
    table = bytearray(256)
    for own in range(4):
        for other in range(4):
            if own != other:
                hostile = Ground.DAMASCUS in (own, other) and Ground.NEUTRAL not in (own, other)
                table[own | other << 4] = 4 if hostile else 1
    for other in range(4):
        table[Ground.OUTSIDE | other << 4] = 2
        table[Ground.SEA | other << 4] = 2
    table[Ground.SEA | Ground.OUTSIDE << 4] = 2
    return bytes(table)


PAIRS = _pairs()
FLAGS = bytes(
    (Rim.HOSTILE if flags & 4 else Rim.BORDER if flags & 2 else Rim.FAINT if flags & 1 else Rim.NONE) << 2
    for flags in range(256)
)
"""Flags of a pixel to its rim, in the place it has in a ground code."""


class GroundRows:
    """The rows of ground of one map at one zoom. Rows are made when asked for, and kept."""

    def __init__(self, data: MapData, km: float, relief: Relief) -> None:
        self.km = km
        self.first = floor(data.box.west / km)
        self.count = ceil(data.box.east / km) - self.first
        self.top, self.bottom = ceil(data.box.north / km - 0.5), ceil(data.box.south / km - 0.5)
        self._data = data
        self._relief = relief
        self._outside, self._sea = Shapes(data.outside), Shapes(data.sea)
        self._sites = sites_of(data)
        self._site_place = [site.place for site in self._sites]
        self._full = (1 << 8 * self.count) - 1
        self._ones = int.from_bytes(b"\x01" * self.count, "little")
        self._void = bytes([VOID_BYTE]) * self.count
        self._rows: dict[int, _Row] = {}
        self._classes: dict[int, int] = {}
        self._codes: dict[int, bytes] = {}
        self._bare: dict[int, bytes] = {}
        self._holders = bytes(len(data.places))
        self._tints: bytes | None = None
        self._outlined: frozenset[int] = frozenset()

    def paint(
        self, holders: bytes, tints: bytes | None = None, outlined: frozenset[int] = frozenset()
    ) -> None:
        """Colour the ground anew. `holders` is the class of ground of each place, 0-3.

        `tints` gives each place the tint of its airspace, 0-3, in place of relief; `outlined` are the places
        whose outer edge is inked.
        """
        if (holders, tints, outlined) != (self._holders, self._tints, self._outlined):
            self._holders, self._tints, self._outlined = holders, tints, outlined
            self._classes.clear()
            self._codes.clear()
            self._bare.clear()

    def owner(self, column: int, row: int) -> int:
        """Number of the place that owns the upper pixel of a cell, -1 outside the scenario's country."""
        x = column - self.first
        if not 0 <= x < self.count or not self.top <= 2 * row < self.bottom:
            return -1
        static = self._static(2 * row)
        if not static.country >> 8 * x & 1:
            return -1
        return next((self._site_place[site] for end, site in static.runs if x < end), -1)

    def codes(self, y: int) -> bytes:
        """The ground code of each pixel of row y, from column `first` on."""
        made = self._codes.get(y)
        if made is None:
            made = self._codes[y] = self._make(y) if self.top <= y < self.bottom else self._void
        return made

    def window(self, y: int, column: int, width: int, *, bare: bool = False) -> bytes:
        """The ground codes of row y in `width` columns from `column` on; void beyond the box.

        `bare` leaves out the edge of the outlined places.
        """
        row = self.codes(y)
        if bare:
            row = self._bare.get(y, row)
        start = column - self.first
        if start >= 0 and start + width <= self.count:
            return row[start : start + width]
        left = min(width, max(0, -start))
        part = row[max(0, start) : max(0, start + width)]
        return bytes([VOID_BYTE]) * left + part + bytes([VOID_BYTE]) * (width - left - len(part))

    def _static(self, y: int) -> _Row:
        made = self._rows.get(y)
        if made is None:
            made = self._rows[y] = self._measure(y)
        return made

    def _measure(self, y: int) -> _Row:
        """The owners, the masks and the relief of a row."""
        km, first, count = self.km, self.first, self.count
        middle = (y + 0.5) * km
        runs = owners(self._sites, middle, km, first, count) if self._sites else []
        inside = [
            max(0, ceil(edge / km - 0.5) - first) for edge in (self._data.box.west, self._data.box.east)
        ]
        rest = bytearray([Ground.VOID]) * count
        rest[inside[0] : inside[1]] = bytes(inside[1] - inside[0])
        for shapes, ground in ((self._outside, Ground.OUTSIDE), (self._sea, Ground.SEA)):
            for start, end in shapes.spans(middle, km, first, count):
                rest[start:end] = bytes([ground]) * (end - start)
        country = rest.translate(b"\xff" + bytes(255))
        far = bytearray(b"\x04" * count)
        before = 0
        for end, number in runs:
            site = self._sites[number]
            reach = FIRM_KM * FIRM_KM - (site.y - middle) ** 2
            if reach > 0:
                half = sqrt(reach)
                start = max(before, ceil((site.x - half) / km - 0.5 - first))
                stop = min(end, floor((site.x + half) / km - 0.5 - first) + 1)
                if stop > start:
                    far[start:stop] = bytes(stop - start)
            before = end
        mask = int.from_bytes(country, "little")
        shade = self._relief.shades(middle, km, first, count)
        return _Row(
            runs,
            mask,
            int.from_bytes(rest, "little"),
            int.from_bytes(far, "little") & mask,
            int.from_bytes(shade, "little"),
        )

    def _class(self, y: int) -> int:
        """The class of each pixel as one integer, far ground as near."""
        made = self._classes.get(y)
        if made is None:
            if self.top <= y < self.bottom:
                row = self._static(y)
                made = self._spread(row.runs, self._holders) & row.country | row.rest
            else:
                made = Ground.VOID * self._ones
            self._classes[y] = made
        return made

    def _spread(self, runs: list[tuple[int, int]], values: bytes) -> int:
        """A byte of each place laid on the pixels it owns."""
        parts, before = [], 0
        place = self._site_place
        for end, site in runs:
            number = place[site]
            parts.append(values[number : number + 1] * (end - before))
            before = end
        return int.from_bytes(b"".join(parts), "little")

    def _neighbours(self, y: int, own: int) -> tuple[int, int, int, int]:
        top_byte = 8 * (self.count - 1)
        west = (own << 8 & self._full) | (own & 0xFF)
        east = own >> 8 | (own >> top_byte << top_byte)
        return west, east, self._class(y - 1), self._class(y + 1)

    def _make(self, y: int) -> bytes:
        count = self.count
        row = self._static(y)
        own = self._class(y)
        flags = 0
        for other in self._neighbours(y, own):
            pair = (own | other << 4).to_bytes(count + 1, "little")[:count]
            flags |= int.from_bytes(pair.translate(PAIRS), "little")
        rim = int.from_bytes(flags.to_bytes(count, "little").translate(FLAGS), "little")
        if self._tints is None:
            shade = row.shade
        else:
            checker = (
                int.from_bytes((b"\x03\x00" if y & 1 else b"\x00\x03") * (count // 2 + 1), "little")
                & self._full
            )
            shade = self._spread(row.runs, self._tints) & checker & row.country
        code = (own | row.far) << 4 | rim | shade
        if self._outlined:
            self._bare[y] = code.to_bytes(count, "little")
            code = self._outline(y, row, code)
        return code.to_bytes(count, "little")

    def _outline(self, y: int, row: _Row, code: int) -> int:
        """Ink the outer edge of the outlined places over the ground."""
        marked = bytes(1 if number in self._outlined else 0 for number in range(len(self._data.places)))
        own = self._spread(row.runs, marked) & row.country
        if not own:
            return code
        within = own
        for other in (y - 1, y + 1):
            if self.top <= other < self.bottom:
                near = self._static(other)
                within &= self._spread(near.runs, marked) & near.country
        within &= (own << 8 & self._full) & own >> 8
        edge = (own ^ within) * 0xFF
        return code & ~edge | (self._ones * Pen.OUTLINE) & edge


def sites_of(data: MapData) -> list[Site]:
    """The points that own ground, in order of x: places and their anchors."""
    sites: list[Site] = []
    for number, place in enumerate(data.places):
        if place.ground:
            sites.extend(Site(x, y, number) for x, y in ((place.x, place.y), *place.anchors))
    sites.sort(key=lambda site: site.x)
    return sites
