"""The first frame: the seat's badge, what is being opened, and the frame of the screen that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen
from textual.widget import Widget

from wargame.tui.header import BADGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line


class Frame(Widget):
    """One header line over an empty framed pane."""

    DEFAULT_CSS = "Frame { width: 1fr; height: 1fr; }"

    def __init__(self, inks: Inks, header: Line, words: str) -> None:
        super().__init__()
        self._inks, self._header, self._words = inks, header, words

    def render_line(self, y: int) -> Strip:
        """The header, the frame, or a line inside it."""
        width, last = self.size.width, self.size.height - 1
        if y == 0:
            return self._inks.strip(self._header, width)
        if y in (1, last):
            left, right = ("┌", "┐") if y == 1 else ("└", "┘")
            return self._inks.strip(((left + "─" * max(0, width - 2) + right, "muted"),), width)
        inside = f" {self._words}" if y == 2 else ""
        return self._inks.strip(
            (("│", "muted"), (inside.ljust(max(0, width - 2)), "muted"), ("│", "muted")), width
        )


class OpeningScreen(Screen[None]):
    """Shown while the session is opened in a thread."""

    BINDINGS: ClassVar = [("ctrl+c", "app.quit", "Leave"), ("q", "app.quit", "Leave")]

    def __init__(self, seats: Sequence[str], title: str) -> None:
        super().__init__()
        self._seats, self._title = seats, title

    def compose(self) -> ComposeResult:
        """One frame."""
        badges = [(f" {BADGES.get(seat, seat.upper())} ", f"{seat}+r") for seat in self._seats[:1]]
        inks: Inks = self.app.inks  # type: ignore[attr-defined]
        yield Frame(inks, (*badges, (f" {self._title}", "text+b")), "Reading the scenario ...")

    def on_mount(self) -> None:
        """Open, once the frame has been drawn."""
        self.call_after_refresh(self.app.open_session)  # type: ignore[attr-defined]
