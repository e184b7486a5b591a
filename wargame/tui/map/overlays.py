"""What lies over the roads: rings, arrows, supply paths, airspace; and the captions of empty ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wargame.tui.map import lines
from wargame.tui.map.camera import cell_of, point_of
from wargame.tui.map.layout import Arrangement, Text
from wargame.tui.map.lines import Canvas, Priority
from wargame.tui.map.paint import Pen
from wargame.tui.palette import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wargame.model.view import SectorView, View
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.map.data import MapData
    from wargame.tui.map.ground import GroundRows
    from wargame.tui.map.layout import Window
    from wargame.tui.map.painter import Scene

ACCESS = {"closed": 0, "risky": 1, "deconflicted": 2, "open": 3}
"""Words of access, from denied to permissive."""

GOVERNMENT_USERS, TURKISH_USERS = ("ruaf", "syaaf"), ("tr_manned", "tr_drone")
SEAT_USERS = {"ankara": TURKISH_USERS, "moscow": ("ruaf",), "damascus": ("syaaf",)}
WORDS = ("denied", "contested", "permissive", "permissive")
GOVERNMENT_AIR, OPPOSITION_AIR, CONTESTED_AIR = 1, 2, 3
AIR_GROUPS = ("neutral", "moscow", "ankara", "neutral")
"""Palette group whose counter fills the letter, by the tint of a sector."""

HEAD_CELLS = 12
"""The head of an arrow is left out if no cell is free on so many before its end."""

MARGIN = 3
"""Cells that stay free on either side of a caption when it is placed."""


def draw(
    canvas: Canvas, made: Arrangement, data: MapData, view: View, scene: Scene, km: float, glyphs: GlyphSet
) -> None:
    """All lines that depend on the view, and the signs that belong to them."""
    for row, column in made.rings:
        x, y = point_of(column, row, km)
        canvas.ring(x, y, km, lines.SIEGE_RADIUS, Priority.SIEGE, Pen.ALARM)
    for formation in view.formations:
        group = data.group.get(formation.faction)
        chosen = formation.id is not None and formation.id == scene.selected
        if group is None:
            continue
        if formation.mission is not None and formation.route:
            steps = (
                formation.route
                if formation.route[0] == formation.place
                else (formation.place, *formation.route)
            )
            _arrow(
                canvas, made, data, steps, km, Pen.AMBER if chosen else Pen.INK + group, glyphs, thick=chosen
            )
        if scene.supply and chosen and len(formation.path) > 1:
            canvas.line(lines.route_line(data, formation.path), km, Priority.PATH, Pen.PATH)
        if scene.air and formation.kind == "air_defence" and formation.place in data.place:
            place = data.places[data.place[formation.place]]
            canvas.ring(place.x, place.y, km, lines.AIR_RADIUS, Priority.AIR, Pen.INK + group)
    if len(scene.ghost) > 1:
        _arrow(canvas, made, data, scene.ghost, km, Pen.GHOST, glyphs, thick=True)
    if scene.supply:
        _cuts(made, data, view, km, glyphs)
    if scene.air:
        _letters(made, data, view, km)


def _arrow(
    canvas: Canvas,
    made: Arrangement,
    data: MapData,
    places: Sequence[str],
    km: float,
    pen: int,
    glyphs: GlyphSet,
    *,
    thick: bool,
) -> None:
    """A line of dots along the roads, with a head in the first free cell short of the last place."""
    line = lines.route_line(data, places)
    if len(line) < 2:
        return
    canvas.line(line, km, Priority.ARROW, pen, thick=thick)
    target = cell_of(*line[-1], km)
    for count, point in enumerate(lines.back_along(line, km)):
        column, row = cell_of(*point, km)
        if (column, row) != target and (row, column) not in made.taken:
            made.texts.append(Text(row, column, glyphs.arrows[lines.heading(line)], pen))
            return
        if count > HEAD_CELLS:
            return


def _cuts(made: Arrangement, data: MapData, view: View, km: float, glyphs: GlyphSet) -> None:
    """A cross on every road that strikes or the front have cut."""
    for road in data.roads:
        shown = view.roads.get(road.id)
        if shown is not None and lines.is_cut(shown) and road.kind != "track":
            middle = len(road.line) // 2
            (ax, ay), (bx, by) = road.line[middle - 1], road.line[middle]
            column, row = cell_of((ax + bx) / 2, (ay + by) / 2, km)
            if (row, column) not in made.taken:
                made.texts.append(Text(row, column, glyphs.cut, Pen.ALARM))


def air_over(sector: SectorView) -> int:
    """Whose airspace a sector is:

    the tint of the overlay, from the best access of either side that the View shows.
    """
    own = max(
        (ACCESS.get(sector.access[user], 0) for user in GOVERNMENT_USERS if user in sector.access), default=-1
    )
    turkish = max(
        (ACCESS.get(sector.access[user], 0) for user in TURKISH_USERS if user in sector.access), default=-1
    )
    if own < 0:
        # The seat knows only its own users: closed to them means that the other side has the sky.
        own = 3 - turkish
    if own == turkish or (turkish == 1 and own <= 2):
        return CONTESTED_AIR
    return GOVERNMENT_AIR if own > turkish else OPPOSITION_AIR


def tints(data: MapData, view: View) -> bytes:
    """The tint of the airspace over each place."""
    over = {sector.id: air_over(sector) for sector in view.sectors}
    return bytes(over.get(place.sector, 0) for place in data.places)


def _letters(made: Arrangement, data: MapData, view: View, km: float) -> None:
    """The state of each sector's airspace as a letter and a word near its middle.

    A team reads what its own aircraft may do there, the white cell whose airspace it is.
    """
    for sector in view.sectors:
        here = [place for place in data.places if place.sector == sector.id and place.ground]
        if not here:
            continue
        over = air_over(sector)
        word = ("", "Moscow", "Ankara", "contested")[over]
        if view.seat in SEAT_USERS:
            users = SEAT_USERS[view.seat]
            word = WORDS[max(ACCESS.get(sector.access.get(user, "closed"), 0) for user in users)]
        x, y = sum(place.x for place in here) / len(here), sum(place.y for place in here) / len(here)
        middle, row = cell_of(x, y, km)
        width = len(word) + 4
        column = middle - width // 2
        steps = [(down, right) for down in range(-6, 7) for right in range(-16, 17, 2)]
        steps.sort(key=lambda step: 2 * abs(step[0]) + abs(step[1]))
        for down, right in steps:
            if made.free(row + down, column + right, width):
                row, column = row + down, column + right
                break
        back = Pen.COUNTER + GROUPS.index(AIR_GROUPS[over])
        made.take(row, column, width)
        made.texts.append(Text(row, column, f" {word[0].upper()} ", Pen.COUNTER_TEXT, back))
        made.texts.append(Text(row, column + 4, word, Pen.TEXT))


class Empty:
    """The ground of a window that is free of signs and lines, for captions."""

    def __init__(
        self, window: Window, ground: GroundRows, over: Mapping[int, list[Text]], dots: Canvas
    ) -> None:
        self._window = window
        self._codes: dict[int, bytes] = {}
        for row in range(window.top, window.top + window.height):
            line = bytearray(ground.window(2 * row, window.left, window.width))
            _blot(line, (column - window.left for column in dots.rows.get(row, ())))
            for text in over[row]:
                start = text.column - window.left
                _blot(line, range(start - 1, start + len(text.text) + 1))
            self._codes[row] = bytes(line)

    def fits(self, allowed: bytes, row: int, column: int, width: int) -> bool:
        """Whether a caption would stand on ground of the allowed codes, a cell to spare on each side."""
        start = column - self._window.left
        if start < 1 or start + width + 1 > self._window.width:
            return False
        near = [self._codes.get(row + down) for down in (-1, 0, 1)]
        return all(
            line is not None and not line[start - 1 : start + width + 1].strip(allowed) for line in near
        )

    def spot(self, allowed: bytes, width: int) -> tuple[int, int] | None:
        """The middle of the longest free stretch with room to spare, as row and column; None if there is
        none.
        """
        best: tuple[int, int] | None = None
        longest = width + 2 * MARGIN
        free = re.compile(b"[" + re.escape(allowed) + b"]{%d,}" % longest)
        for row, line in self._codes.items():
            for found in free.finditer(line):
                run = found.end() - found.start()
                column = self._window.left + found.start() + (run - width) // 2
                if run > longest and self.fits(allowed, row, column, width):
                    best, longest = (row, column), run
        return best


def _blot(line: bytearray, columns: Iterable[int]) -> None:
    for column in columns:
        if 0 <= column < len(line):
            line[column] = 255
