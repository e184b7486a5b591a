"""The theatre map as one Textual widget.

It draws a View with its own camera, moves a cursor and says what was chosen. It binds no keys: the screen
calls its methods. Moving the cursor redraws two rows, hovering draws nothing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from wargame.tui.glyphs import UNICODE
from wargame.tui.map.camera import Camera, fit, point_of, scale_bar
from wargame.tui.map.paint import BOLD, Pen, map_colours
from wargame.tui.map.painter import Painter, Row, Scene, cell_of_place, find
from wargame.tui.palette import DARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from wargame.model.view import View
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.map.data import MapData
    from wargame.tui.palette import Palette

PAN_SHARE = 8
"""A pan moves by this part of the pane."""


class TheatreMap(Widget, can_focus=True):
    """The map of the theatre. Cells of the window count from its upper left corner."""

    ALLOW_SELECT = False
    """A drag pans; it selects no text."""

    DEFAULT_CSS = "TheatreMap { width: 1fr; height: 1fr; }"

    class PlaceHovered(Message):
        """The cursor or the pointer has come to another point: the nearest place, and where in degrees."""

        def __init__(self, place: str, lat: float, lon: float) -> None:
            self.place, self.lat, self.lon = place, lat, lon
            super().__init__()

    class PlaceChosen(Message):
        """A place was clicked or entered; `formations` are those of the counter meant, or all there."""

        def __init__(self, place: str, formations: tuple[str, ...]) -> None:
            self.place, self.formations = place, formations
            super().__init__()

    def __init__(
        self,
        data: MapData,
        palette: Palette = DARK,
        glyphs: GlyphSet = UNICODE,
        *,
        low: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`low` is low detail: no relief, no minor roads."""
        super().__init__(id=id, classes=classes)
        self.data = data
        self.palette = palette
        self.painter = Painter(data, palette, glyphs)
        self.painter.scene = Scene(low=low)
        self.camera: Camera | None = None
        self.cursor = (0, 0)
        """Column and row of the window."""
        self._fitted: tuple[int, int] | None = None
        """Size of the pane for which the camera shows the core; None once the player has moved it."""
        self._styles: dict[tuple[int, int], Style] = {}
        self._strips: list[Strip] = []
        self._rows: list[Row] = []
        self._painted: tuple[int, int] | None = None
        self._awake = False
        self._hovered = ""
        self._grip: tuple[int, int] | None = None
        self._dragged = False

    # What it shows

    def set_view(self, view: View, changed: Iterable[str] = ()) -> None:
        """Show a view. The edge of the `changed` places is inked."""
        self.painter.view = view
        self._show(replace(self.painter.scene, changed=frozenset(changed)))

    def toggle_air(self) -> bool:
        """The air overlay on or off; says which."""
        scene = self.painter.scene
        self._show(replace(scene, air=not scene.air))
        return not scene.air

    def toggle_supply(self) -> bool:
        """The supply overlay on or off; says which."""
        scene = self.painter.scene
        self._show(replace(scene, supply=not scene.supply))
        return not scene.supply

    def select(self, formation: str | None) -> None:
        """Mark the counter of a formation as selected; None for none."""
        if self.painter.scene.selected != formation:
            self._show(replace(self.painter.scene, selected=formation))

    def set_ghost(self, places: Sequence[str] | None) -> None:
        """Show the arrow of an order being composed over these places; None for none."""
        ghost = tuple(places or ())
        if self.painter.scene.ghost != ghost:
            self._show(replace(self.painter.scene, ghost=ghost))

    def name_place(self, place: str | None) -> None:
        """Name a place whatever the zoom; None for none."""
        if self.painter.scene.place != place:
            self._show(replace(self.painter.scene, place=place))

    def recolour(self, palette: Palette, glyphs: GlyphSet | None = None) -> None:
        """Change palette and glyphs."""
        old = self.painter
        self.palette = palette
        self.painter = Painter(self.data, palette, glyphs or old.glyphs)
        self.painter.view, self.painter.scene = old.view, old.scene
        self._styles.clear()
        self._stale()

    def _show(self, scene: Scene) -> None:
        if scene.air != self.painter.scene.air:
            self._styles.clear()
        self.painter.scene = scene
        self._stale()

    def _stale(self) -> None:
        self._painted = None
        self.refresh()

    # Where it looks

    @property
    def pane_size(self) -> tuple[int, int]:
        """Width and height of the drawing in cells."""
        return max(1, self.content_size.width), max(1, self.content_size.height)

    def look(self) -> Camera:
        """The camera; the core of the theatre until something else was asked for."""
        size = self.pane_size
        if self.camera is None or (self._fitted is not None and self._fitted != size):
            self.camera = fit(self.data, *size)
            self.cursor = (size[0] // 2, size[1] // 2)
            self._fitted = size
        return self.camera

    def _aim(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self._fitted = None
            self._stale()
            self._hover(*self.cursor)

    def pan(self, dx: int, dy: int) -> None:
        """Move the window by eighths of the pane to the east and south."""
        width, height = self.pane_size
        step = max(1, width // PAN_SHARE), max(1, height // PAN_SHARE)
        self._aim(self.look().moved(self.data, dx * step[0], dy * step[1]))

    def zoom_in(self, about: tuple[int, int] | None = None) -> None:
        """One level closer; the cell `about` (the cursor's by default) keeps its point."""
        self._zoom(1, about)

    def zoom_out(self, about: tuple[int, int] | None = None) -> None:
        """One level farther away."""
        self._zoom(-1, about)

    def zoom_cycle(self) -> None:
        """One level closer; from the closest to the whole box."""
        before = self.look()
        self._zoom(1, None)
        if self.camera == before:
            self._zoom(-before.level, None)

    def _zoom(self, steps: int, about: tuple[int, int] | None) -> None:
        column, row = about or self.cursor
        width, height = self.pane_size
        self._aim(self.look().zoomed(self.data, steps, column - width // 2, row - height // 2))

    def zoom_fit(self) -> None:
        """Show the core of the theatre."""
        self.camera = None
        self.look()
        self._stale()
        self._hover(*self.cursor)

    def centre_on(self, place: str) -> None:
        """Put a place and the cursor in the middle. An id the map does not know changes nothing."""
        number = self.data.place.get(place)
        if number is None:
            return
        mark = self.data.places[number]
        camera = self.look()
        width, height = self.pane_size
        self._aim(camera.at(self.data, mark.x, mark.y))
        self._put_cursor_on(number, width, height)

    def _put_cursor_on(self, number: int, width: int, height: int) -> None:
        camera = self.look()
        left, top = camera.corner(self.data, width, height)
        column, row = cell_of_place(self.painter, camera, number)
        self._set_cursor(min(max(column - left, 0), width - 1), min(max(row - top, 0), height - 1))

    def show_place(self, place: str) -> None:
        """Put the cursor on a place; the window moves only if the place is not well inside it."""
        number = self.data.place.get(place)
        if number is None:
            return
        width, height = self.pane_size
        left, top = self.look().corner(self.data, width, height)
        column, row = cell_of_place(self.painter, self.look(), number)
        if 2 <= column - left < width - 2 and 1 <= row - top < height - 1:
            self._put_cursor_on(number, width, height)
        else:
            self.centre_on(place)

    def scale_bar(self) -> str:
        """A length on the map as text, `10 km ├────┤`."""
        km, cells = scale_bar(self.look().km)
        rule = self.painter.glyphs.rule
        left, right = ("├", "┤") if rule == "─" else ("|", "|")
        return f"{km} km {left}{rule * max(0, cells - 1)}{right}"

    # The cursor

    def move_cursor(self, dx: int, dy: int) -> None:
        """Move the cursor by cells; at the edge the window moves along."""
        width, height = self.pane_size
        camera = self.look()
        column, row = self.cursor[0] + dx, self.cursor[1] + dy
        inside = min(max(column, 0), width - 1), min(max(row, 0), height - 1)
        if inside == (column, row):
            self._set_cursor(*inside)
            return
        self.cursor = inside
        self._aim(camera.moved(self.data, column - inside[0], row - inside[1]))

    def _set_cursor(self, column: int, row: int) -> None:
        if (column, row) == self.cursor:
            return
        width, _ = self.pane_size
        for touched in (self.cursor[1], row):
            self.refresh(Region(0, touched, width, 1))
        self.cursor = (column, row)
        self._hover(column, row)

    def under_cursor(self) -> tuple[str, tuple[str, ...]]:
        """The place meant by the cursor, empty if none, and the formations there."""
        return self._at(*self.cursor)

    def choose(self) -> None:
        """Choose what is under the cursor."""
        place, formations = self.under_cursor()
        if place:
            self.post_message(self.PlaceChosen(place, formations))

    def degrees(self, column: int, row: int) -> tuple[float, float]:
        """Latitude and longitude of the middle of a cell of the window."""
        width, height = self.pane_size
        left, top = self.look().corner(self.data, width, height)
        return self.data.plane.degrees(*point_of(left + column, top + row, self.look().km))

    def _at(self, column: int, row: int) -> tuple[str, tuple[str, ...]]:
        width, height = self.pane_size
        camera = self.look()
        left, top = camera.corner(self.data, width, height)
        number, formations = find(self.painter, camera, left + column, top + row)
        return (self.data.places[number].id if number >= 0 else "", formations)

    def _hover(self, column: int, row: int) -> None:
        place, _ = self._at(column, row)
        if place:
            self._hovered = place
            self.post_message(self.PlaceHovered(place, *self.degrees(column, row)))

    # Mouse

    def _cell(self, event: events.MouseEvent) -> tuple[int, int] | None:
        offset = event.get_content_offset(self)
        return None if offset is None else (offset.x, offset.y)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the map."""
        cell = self._cell(event)
        if cell is not None and event.button == 1:
            self._grip, self._dragged = cell, False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the map; else say what is under the pointer when that changes."""
        cell = self._cell(event)
        if cell is None:
            return
        if self._grip is not None:
            dx, dy = self._grip[0] - cell[0], self._grip[1] - cell[1]
            if dx or dy:
                self._grip, self._dragged = cell, True
                self._aim(self.look().moved(self.data, dx, dy))
            return
        place, _ = self._at(*cell)
        if place and place != self._hovered:
            self._hovered = place
            self.post_message(self.PlaceHovered(place, *self.degrees(*cell)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go: without a drag between, that was a click."""
        if self._grip is None:
            return
        self._grip = None
        self.release_mouse()
        cell = self._cell(event)
        if cell is not None and not self._dragged:
            self._set_cursor(*cell)
            self.choose()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in about the pointer."""
        event.stop()
        self.zoom_in(self._cell(event))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out about the pointer."""
        event.stop()
        self.zoom_out(self._cell(event))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the window, from the kept ones; the cursor is laid over its row."""
        width, height = self.pane_size
        if not self._awake:
            self.call_after_refresh(self._wake)
            return Strip.blank(width, self._style(int(Pen.TEXT), 0))
        if self._painted != (width, height):
            self._paint(width, height)
        if y >= len(self._rows):
            return Strip.blank(width, self._style(int(Pen.TEXT), 0))
        if y == self.cursor[1]:
            return self.strip_of(self._with_cursor(self._rows[y]))
        return self._strips[y]

    def _wake(self) -> None:
        """The first frame of a screen comes without its map, so that its title and panes stand at once."""
        if not self._awake:
            self._awake = True
            self.refresh()

    def _paint(self, width: int, height: int) -> None:
        camera = self.look()
        self.cursor = min(self.cursor[0], width - 1), min(self.cursor[1], height - 1)
        self._rows = self.painter.rows(camera, width, height)
        self._strips = [self.strip_of(row) for row in self._rows]
        self._painted = (width, height)

    def _with_cursor(self, row: Row) -> Row:
        column = self.cursor[0]
        text, ink, back = list(row.text), bytearray(row.ink), bytearray(row.back)
        left, right = self.painter.glyphs.cursor
        for at, glyph in ((column - 1, left), (column + 1, right)):
            if 0 <= at < len(text):
                text[at], ink[at] = glyph, Pen.CURSOR
        if text[column] in "▀▄":
            text[column] = " "
        ink[column], back[column] = Pen.DARK, Pen.CURSOR
        return Row("".join(text), bytes(ink), bytes(back))

    def strip_of(self, row: Row) -> Strip:
        """A painted row as the segments a terminal is written from."""
        segments, start = [], 0
        text = row.text
        style, styles = self._style, self._styles
        for pair, cells in groupby(zip(row.ink, row.back, strict=True)):
            end = start + len(list(cells))
            segments.append(Segment(text[start:end], styles.get(pair) or style(*pair)))
            start = end
        return Strip(segments, len(text))

    def _style(self, ink: int, back: int) -> Style:
        made = self._styles.get((ink, back))
        if made is None:
            colours = map_colours(self.palette, air=self.painter.scene.air)
            front, ground = colours[ink], colours[back]
            bold = ink in BOLD or None
            dim = (self.palette.depth in ("16", "none") and ink >= Pen.LETTER) or None
            made = Style(
                color=Color.parse(front) if front else None,
                bgcolor=Color.parse(ground) if ground else None,
                bold=bold,
                dim=dim,
                underline=(self.palette.depth == "none" and back == Pen.CURSOR) or None,
            )
            self._styles[ink, back] = made
        return made

    # Text

    def as_text(self) -> str:
        """The window as characters, for copies."""
        width, height = self.pane_size
        if self._painted != (width, height):
            self._paint(width, height)
        return "\n".join(row.text.rstrip() for row in self._rows)
