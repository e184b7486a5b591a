"""A bordered pane of drawn lines: the base of every list and text on the screens.

Keys, wheel, click; copies as text.

A subclass builds rows for a width; a row is one or more lines, and is selectable if it has a key. Drawing
goes line by line through `render_line`, so a thousand rows cost what the visible ones cost, and no text is
ever read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message
from textual.widget import Widget

from wargame.tui.lines import Line, plain
from wargame.tui.text import text

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.strip import Strip

    from wargame.tui.inks import Inks

WHEEL = 3
"""Lines a wheel step scrolls."""


class Row(NamedTuple):
    """Some lines that belong together; `key` says what they stand for, None = a heading or plain text."""

    lines: tuple[Line, ...]
    key: str | None = None


class Pane(Widget, can_focus=True):
    """A pane of rows with a cursor."""

    DEFAULT_CSS = """
    Pane { border: solid $edge; border-title-color: $quiet; border-title-style: bold; border-subtitle-color:
    $quiet; background: $ground; padding: 0 1; height: 1fr; }
    Pane:focus { border: solid $amber; border-title-color: $amber; background: $panel; }
    """
    title: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    letter: ClassVar[str] = ""
    """Key of this pane in jump mode."""

    class Chosen(Message):
        """Enter or click on a row."""

        def __init__(self, pane: Pane, key: str) -> None:
            super().__init__()
            self.pane, self.key = pane, key

    class Moved(Message):
        """The cursor of a pane stands on another row."""

        def __init__(self, pane: Pane, key: str) -> None:
            super().__init__()
            self.pane, self.key = pane, key

    def __init__(self, inks: Inks, id: str | None = None) -> None:
        super().__init__(id=id)
        self.inks = inks
        self.rows: list[Row] = []
        self._flat: list[tuple[Line, int]] = []
        self.cursor = -1
        self.top = 0
        self._width = 0
        self.border_title = text(self.title) if self.title else None
        self.border_subtitle = text(self.hint) if self.hint else None

    def build(self, width: int) -> list[Row]:
        """The rows for a width in cells; subclasses say what they are."""
        return []

    def reload(self) -> None:
        """Build the rows anew, keeping the cursor on the same key where it still exists."""
        key = self.current
        if self._width <= 0:
            return
        self.rows = self.build(self._width)
        self._flat = [(line, n) for n, row in enumerate(self.rows) for line in row.lines]
        choices = [n for n, row in enumerate(self.rows) if row.key is not None]
        same = [n for n in choices if self.rows[n].key == key]
        if same:
            self.cursor = same[0]
        elif self.cursor not in choices:
            nearest = [n for n in choices if n <= self.cursor] or choices
            self.cursor = (nearest[-1] if self.cursor >= 0 else nearest[0]) if nearest else -1
        self.top = max(0, min(self.top, len(self._flat) - self.size.height))
        self.show_cursor()
        self.refresh(layout=self.styles.is_auto_height)

    @property
    def current(self) -> str | None:
        """Key of the row under the cursor, or None."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else None

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of a key, if it is there."""
        for n, row in enumerate(self.rows):
            if row.key == key:
                self._set_cursor(n)

    def move(self, steps: int) -> None:
        """Cursor by so many selectable rows; in a pane without any, scroll."""
        choices = [n for n, row in enumerate(self.rows) if row.key is not None]
        if not choices:
            self.scroll_lines(steps)
            return
        at = choices.index(self.cursor) if self.cursor in choices else 0
        aim = max(0, min(len(choices) - 1, at + steps))
        if aim == at and abs(steps) == 1:
            self.scroll_lines(steps)
        self._set_cursor(choices[aim])

    def _set_cursor(self, row: int) -> None:
        if row != self.cursor:
            self.cursor = row
            self.show_cursor()
            self.refresh()
            if self.rows[row].key is not None:
                self.post_message(self.Moved(self, str(self.rows[row].key)))

    def scroll_lines(self, lines: int) -> None:
        """Move the window over the lines."""
        top = max(0, min(self.top + lines, len(self._flat) - self.size.height))
        if top != self.top:
            self.top = top
            self.refresh()

    def show_cursor(self) -> None:
        """Scroll so far that the row under the cursor is seen, and the headings above the first row."""
        if self.cursor < 0:
            return
        lines = [n for n, (_, row) in enumerate(self._flat) if row == self.cursor]
        height = max(self.size.height, 1)
        if lines and lines[-1] >= self.top + height:
            self.top = lines[-1] - height + 1
        if lines and lines[0] < self.top:
            self.top = lines[0]
        if all(row.key is None for row in self.rows[: self.cursor]) and lines and lines[-1] < height:
            self.top = 0

    def choose(self) -> None:
        """Enter on the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def as_text(self) -> str:
        """All lines of the pane, seen or not, as plain text under its title."""
        title = self._border_title.plain if self._border_title is not None else ""
        return "\n".join([title, *(plain(drawn).rstrip() for drawn, _ in self._flat)])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of all rows, where the style sheet says `height: auto`."""
        return max(1, sum(len(row.lines) for row in self.build(max(width, 1))))

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        n = self.top + y
        cells = self.size.width
        ground = "panel" if self.has_focus else "ground"
        if n >= len(self._flat):
            return self.inks.strip((), cells, ground)
        drawn, row = self._flat[n]
        chosen = row == self.cursor and self.rows[row].key is not None
        return self.inks.strip(drawn, cells, "select" if chosen else ground)

    def on_resize(self) -> None:
        """Rows depend on the width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self.reload()
        else:
            self.show_cursor()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Wheel down."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Wheel up."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def on_click(self, event: events.Click) -> None:
        """A click selects and chooses, as Enter does."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None or self.top + offset.y >= len(self._flat):
            return
        row = self._flat[self.top + offset.y][1]
        if self.rows[row].key is not None:
            self._set_cursor(row)
            self.clicked(offset.x)

    def clicked(self, column: int) -> None:
        """What a click on a selectable row does; a subclass may look at the column."""
        self.choose()
