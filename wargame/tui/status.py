"""The status line: one sentence on what is under the cursor, or the answer to the last act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from wargame.tui.lines import plain

if TYPE_CHECKING:
    from textual.strip import Strip

    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line


class Status(Widget):
    """The status line."""

    DEFAULT_CSS = "Status { height: 1; background: $band; }"

    def __init__(self, inks: Inks) -> None:
        super().__init__(id="status")
        self.inks = inks
        self.words: Line = ()

    def show(self, words: Line) -> None:
        """Show a line, unless it is shown already."""
        if words != self.words:
            self.words = words
            self.refresh()

    def tell(self, words: str, ink: str = "text") -> None:
        """Show one sentence."""
        self.show(((f" {words}", ink),))

    def as_text(self) -> str:
        """The sentence as plain text."""
        return plain(self.words).strip()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        return self.inks.strip(self.words, self.size.width, "band")
