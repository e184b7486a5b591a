"""The map as rows of characters with two bytes of colour each.

Pure: data and a View in, rows out; no terminal.

Layers from below: ground; dots of rivers, roads, rings and arrows; signs and names; captions. The parts are
kept for as long as what they depend on stays: rows of ground for a zoom, roads for a zoom and view, signs for
a zoom, view and selection. The cursor is not painted here; the widget lays it over a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from wargame.tui.glyphs import UNICODE
from wargame.tui.map import lines, overlays
from wargame.tui.map.camera import cell_of, point_of
from wargame.tui.map.ground import GroundRows
from wargame.tui.map.layout import Arrangement, Surroundings, Text, Window, arrange, label_cell
from wargame.tui.map.lines import Canvas, Priority
from wargame.tui.map.paint import CONTROL_GROUND, FAR, HELD, Ground, Pen, Rim, ground_code, map_colours
from wargame.tui.map.relief import Relief
from wargame.tui.palette import DARK, GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wargame.model.view import View
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.map.camera import Camera
    from wargame.tui.map.data import MapData
    from wargame.tui.palette import Depth, Palette

HAS_RIM = bytes(1 if code < Pen.TEXT and code >> 2 & 3 else 0 for code in range(256))
TO_GLYPH = b" " + b"\x01" * 255
"""Equal pixels of a cell to a space, unequal ones to the place holder of the half block."""

DOTS = " ...:::::"
"""In ASCII: a cell by the number of its dots."""

KEPT_ZOOMS = 3
"""Zooms whose rows of ground are kept."""


class Row(NamedTuple):
    """A row of the map: characters, and the byte of ink and of ground of each."""

    text: str
    ink: bytes
    back: bytes


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown besides the View, as the player has set it."""

    air: bool = False
    supply: bool = False
    low: bool = False
    """Low detail: no relief, no minor roads."""
    selected: str | None = None
    """Id of the selected formation."""
    ghost: tuple[str, ...] = ()
    """Ids of the places of the order being composed."""
    changed: frozenset[str] = frozenset()
    """Places whose edge is inked."""
    place: str | None = None
    """A place that is named whatever the zoom."""


class _Table(NamedTuple):
    """What the colours of a palette make of the bytes of the ground."""

    same: bytes
    """Each byte to the first one of its colour, so that equal colours make one run."""
    under: bytes
    """The ground under a character: the rim of the front steps back, but stays."""
    bare: bytes
    """1 where the colour is the terminal's own."""


def table_of(colours: Sequence[str | None], depth: Depth) -> _Table:
    """The tables of a palette's colours (see `paint.map_colours`)."""
    first: dict[str | None, int] = {}
    same = bytes(
        code if code >= Pen.TEXT or code >> 2 & 3 else first.setdefault(colours[code], code)
        for code in range(256)
    )
    back = Rim.NONE if depth == "16" else Rim.FAINT
    under = bytes(
        code & ~0x0C | back << 2
        if code < Pen.TEXT and code >> 2 & 3 in (Rim.HOSTILE, back or Rim.FAINT)
        else code
        for code in range(256)
    )
    return _Table(same, under, bytes(1 if colour is None else 0 for colour in colours))


class _Network(NamedTuple):
    """Roads and rivers, and the cells they are drawn for."""

    key: object
    frame: tuple[int, int, int, int]
    canvas: Canvas

    def covers(self, left: int, top: int, width: int, height: int) -> bool:
        west, north, east, south = self.frame
        return west <= left and north <= top and left + width <= east and top + height <= south


class _Signs(NamedTuple):
    """Signs of a zoom, view and scene; dots over the roads; texts by row."""

    key: object
    made: Arrangement
    dots: Canvas
    texts: dict[int, list[Text]]


class Painter:
    """Paints one map. Set `view` and `scene`; ask for `rows`."""

    def __init__(
        self,
        data: MapData,
        palette: Palette = DARK,
        glyphs: GlyphSet = UNICODE,
        relief: Relief | None = None,
    ) -> None:
        """`relief` may be shared by painters of the same map."""
        self.data = data
        self.palette = palette
        self.glyphs = glyphs
        self._view: View | None = None
        self._version = 0
        self.scene = Scene()
        self._tables: dict[bool, _Table] = {}
        self._marks = {
            ground_code(number + far, 0, shade): (*mark, Pen.LETTER + GROUPS.index(group))
            for number, group in enumerate(HELD)
            for mark in [palette.marks.get(group)]
            if mark is not None
            for far in (0, FAR)
            for shade in range(4)
        }
        self.relief = relief or Relief(data)
        self._ground: dict[float, GroundRows] = {}
        self._roads: _Network | None = None
        self._network: dict[float, frozenset[tuple[int, int]]] = {}
        self._signs: _Signs | None = None
        self._captions: dict[str, tuple[int, int]] = {}

    # What is asked

    @property
    def view(self) -> View | None:
        """What is shown."""
        return self._view

    @view.setter
    def view(self, view: View | None) -> None:
        self._view = view
        self._version += 1

    def rows(self, camera: Camera, width: int, height: int) -> list[Row]:
        """The window of so many cells, from top to bottom."""
        left, top = camera.corner(self.data, width, height)
        window = Window(left, top, width, height)
        ground = self.ground(camera.km)
        signs = self._arranged(camera.km, self._lines(camera.km, left, top, width, height))
        over = {row: list(signs.texts.get(row, ())) for row in range(top, top + height)}
        self._labels(signs.made, over, camera.km, window)
        if not self.scene.air:
            self._caption(ground, over, signs.dots, window)
        table = self._tables.get(self.scene.air)
        if table is None:
            colours = map_colours(self.palette, air=self.scene.air)
            table = self._tables[self.scene.air] = table_of(colours, self.palette.depth)
        outlined = bool(self.scene.changed)
        rows = []
        for row in range(top, top + height):
            upper, lower = ground.window(2 * row, left, width), ground.window(2 * row + 1, left, width)
            cells = self._cells(upper, lower, table, left, row)
            if outlined:
                upper = ground.window(2 * row, left, width, bare=True)
                lower = ground.window(2 * row + 1, left, width, bare=True)
            rows.append(self._row(cells, upper, lower, table, signs.dots.rows.get(row), over[row], left))
        return rows

    def arrangement(self, km: float) -> Arrangement:
        """The signs at a zoom, for finding what stands in a cell."""
        if self._signs is not None and self._signs.key == self._sign_key(km):
            return self._signs.made
        return self._arranged(km, Canvas()).made

    def ground(self, km: float) -> GroundRows:
        """The rows of ground of a zoom."""
        made = self._ground.pop(km, None)
        if made is None:
            made = GroundRows(self.data, km, self.relief)
        self._ground[km] = made
        while len(self._ground) > KEPT_ZOOMS:
            self._ground.pop(next(iter(self._ground)))
        self._colour(made)
        return made

    # Layers

    def _colour(self, ground: GroundRows) -> None:
        view, places = self.view, self.data.places
        holders = bytes(self._holder(place.id) for place in places)
        tints = None
        if self.scene.air and view is not None:
            tints = overlays.tints(self.data, view)
        elif self.scene.low:
            tints = bytes(len(places))
        where = self.data.place
        changed = frozenset(where[place] for place in self.scene.changed if place in where)
        ground.paint(holders, tints, changed)

    def _holder(self, place: str) -> int:
        """Class of the ground of a place; neutral where the View does not show it."""
        if self.view is None or place not in self.view.places:
            return Ground.NEUTRAL
        return CONTROL_GROUND.get(self.view.places[place].control, Ground.NEUTRAL)

    def _lines(self, km: float, left: int, top: int, width: int, height: int) -> Canvas:
        """Roads and rivers of the window and of a window's breadth around it."""
        scene = self.scene
        key = (km, self._version, scene.supply, scene.low)
        kept = self._roads
        if kept is not None and kept.key == key and kept.covers(left, top, width, height):
            return kept.canvas
        frame = (left - width, top - height, left + 2 * width, top + 2 * height)
        west, north = point_of(frame[0], frame[1], km)
        east, south = point_of(frame[2], frame[3], km)
        canvas = Canvas()
        lines.draw_network(
            canvas,
            self.data,
            self.view.roads if self.view is not None else {},
            km,
            (west, north, east, south),
            supply=scene.supply,
            minor=not scene.low,
        )
        self._roads = _Network(key, frame, canvas)
        self._signs = None
        return canvas

    def _sign_key(self, km: float) -> object:
        return km, self._version, self.scene

    def _arranged(self, km: float, canvas: Canvas) -> _Signs:
        """Signs and the dots that depend on the view, over the roads."""
        key = self._sign_key(km)
        if self._signs is not None and self._signs.key == key:
            return self._signs
        ground = self.ground(km)

        def holder(row: int, column: int) -> int:
            number = ground.owner(column, row)
            return self._holder(self.data.places[number].id) if number >= 0 else -1

        scene = self.scene
        made = arrange(
            self.data,
            self.view,
            km,
            self.glyphs,
            Surroundings(self._motorways(km), holder),
            scene.selected,
            letters=self.palette.letters,
            supply=scene.supply,
            chosen_place=scene.place,
        )
        dots = Canvas(canvas.rows)
        if self.view is not None:
            overlays.draw(dots, made, self.data, self.view, scene, km, self.glyphs)
        texts: dict[int, list[Text]] = {}
        for text in made.texts:
            texts.setdefault(text.row, []).append(text)
        self._signs = _Signs(key, made, dots, texts)
        return self._signs

    def _motorways(self, km: float) -> frozenset[tuple[int, int]]:
        """Cells of the motorways, for names that keep off them."""
        made = self._network.get(km)
        if made is None:
            canvas = Canvas()
            for road in self.data.roads:
                if road.kind == "motorway":
                    canvas.line(road.line, km, Priority.MOTORWAY, Pen.MOTORWAY)
            made = frozenset((row, column) for row, cells in canvas.rows.items() for column in cells)
            self._network[km] = made
        return made

    def _labels(self, made: Arrangement, over: dict[int, list[Text]], km: float, window: Window) -> None:
        moved: set[tuple[int, int]] = set()
        for label in made.labels:
            place = self.data.places[label.place]
            cell = label_cell(label, window, made, cell_of(place.x, place.y, km))
            if cell is None:
                continue
            if cell != label.cell:
                cells = {(cell[0], cell[1] + step) for step in range(len(label.text))}
                if cells & moved:
                    continue
                moved |= cells
            over[cell[0]].append(Text(*cell, label.text, label.pen))

    def _caption(self, ground: GroundRows, over: dict[int, list[Text]], dots: Canvas, window: Window) -> None:
        """Name large empty pieces of ground; a caption stays where it was as long as it fits there."""
        names = (
            (Ground.DAMASCUS, "GOVERNMENT-HELD", Pen.CAPTION),
            (Ground.OPPOSITION, "OPPOSITION-HELD", Pen.CAPTION + 1),
            (Ground.ANKARA, "TURKISH-HELD", Pen.CAPTION + 2),
            (Ground.OUTSIDE, " ".join(self.data.outside_name), Pen.OUTSIDE_CAPTION),
        )
        plain = overlays.Empty(window, ground, over, dots)
        for kind, name, pen in names:
            if not name:
                continue
            if kind == Ground.OUTSIDE:
                allowed = bytes(ground_code(kind, Rim.NONE, shade) for shade in range(4))
            else:
                allowed = bytes((ground_code(kind), ground_code(kind + FAR)))
            spot = self._captions.get(name)
            if spot is None or not plain.fits(allowed, *spot, len(name)):
                spot = plain.spot(allowed, len(name))
            if spot is not None:
                self._captions[name] = spot
                over[spot[0]].append(Text(*spot, name, pen))

    # One row

    def _cells(
        self, upper: bytes, lower: bytes, table: _Table, left: int, row: int
    ) -> tuple[list[str], bytearray, bytearray]:
        """The ground of a row as half blocks, with the marks of the palette."""
        width = len(upper)
        held = upper
        upper, lower = upper.translate(table.same), lower.translate(table.same)
        unequal = (int.from_bytes(upper, "little") ^ int.from_bytes(lower, "little")).to_bytes(
            width, "little"
        )
        half = self.glyphs.half
        glyphs = list(unequal.translate(TO_GLYPH).decode("ascii").replace("\x01", half))
        ink, back = bytearray(upper), bytearray(lower)
        if half == " ":
            back = bytearray(_one(*pair) for pair in zip(upper, lower, strict=True))
            ink = bytearray(back)
        elif table.bare[ground_code(Ground.DAMASCUS)]:
            # A half block has no ink where its upper pixel shows the terminal's own ground: turn it over.
            for at, differs in enumerate(unequal):
                if differs and table.bare[upper[at]]:
                    glyphs[at], ink[at], back[at] = "▄", lower[at], upper[at]
        if self._marks:
            for at, code in enumerate(held):
                mark = self._marks.get(code)
                if mark is not None and not unequal[at] and (left + at + 3 * row) % mark[1] == 0:
                    glyphs[at], ink[at] = mark[0], mark[2]
        return glyphs, ink, back

    def _row(
        self,
        cells: tuple[list[str], bytearray, bytearray],
        upper: bytes,
        lower: bytes,
        table: _Table,
        dots: Mapping[int, int] | None,
        texts: Sequence[Text],
        left: int,
    ) -> Row:
        """A row of ground with the dots and texts that lie on it."""
        glyphs, ink, back = cells
        width = len(upper)
        unicode = self.glyphs.half != " "
        under = table.under
        for column, cell in dots.items() if dots else ():
            at = column - left
            if 0 <= at < width:
                if cell >> 16 < Priority.MOTORWAY and Pen.OUTLINE in (ink[at], back[at]):
                    continue
                glyphs[at] = chr(0x2800 | cell & 0xFF) if unicode else DOTS[(cell & 0xFF).bit_count()]
                ink[at] = cell >> 8 & 0xFF
                back[at] = under[_one(upper[at], lower[at])]
        for text in texts:
            start = text.column - left
            if self._marks and text.back < 0:
                self._clear_marks(glyphs, start - 1, start + len(text.text))
            for step, char in enumerate(text.text):
                at = start + step
                if 0 <= at < width and (char != " " or text.back >= 0):
                    glyphs[at] = char
                    ink[at] = text.pen
                    back[at] = text.back if text.back >= 0 else under[_one(upper[at], lower[at])]
        return Row("".join(glyphs), bytes(ink), bytes(back))

    def _clear_marks(self, glyphs: list[str], *ends: int) -> None:
        """No letter of the ground beside a name, where it would read as part of it."""
        for at in ends:
            if 0 <= at < len(glyphs) and glyphs[at] in "DOAN·":
                glyphs[at] = " "


def _one(upper: int, lower: int) -> int:
    """The one ground of a cell that cannot show two: a rim before plain ground."""
    return upper if HAS_RIM[upper] and not HAS_RIM[lower] else lower


def find(painter: Painter, camera: Camera, column: int, row: int) -> tuple[int, tuple[str, ...]]:
    """What stands in a cell of the plane: number of a place (-1 if the map has none), ids of the formations
    meant.

    A counter means its own formations and their place; a sign its place; any other cell the nearest place.
    """
    made = painter.arrangement(camera.km)
    for counter in made.counters:
        down, at = counter.cell
        if down == row and at <= column < at + counter.width:
            return counter.place, counter.ids
    number = made.places.get((row, column), -1)
    if number < 0:
        x, y = point_of(column, row, camera.km)
        places = painter.data.places
        number = min(
            range(len(places)), key=lambda n: (places[n].x - x) ** 2 + (places[n].y - y) ** 2, default=-1
        )
    if number < 0 or painter.view is None:
        return number, ()
    name = painter.data.places[number].id
    return number, tuple(
        formation.id
        for formation in painter.view.formations
        if formation.place == name and formation.id is not None
    )


def cell_of_place(painter: Painter, camera: Camera, number: int) -> tuple[int, int]:
    """Column and row on the plane of a place."""
    place = painter.data.places[number]
    return cell_of(place.x, place.y, camera.km)
