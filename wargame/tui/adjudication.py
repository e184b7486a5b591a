"""The progress line while a turn is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen
from textual.widget import Widget

from wargame.tui.lines import wrap

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line


class Progress(Widget):
    """Some lines in the middle of an empty screen."""

    DEFAULT_CSS = "Progress { width: 64; height: 6; }"

    def __init__(self, inks: Inks, lines: list[Line]) -> None:
        super().__init__()
        self._inks, self._lines = inks, lines

    def show(self, lines: list[Line]) -> None:
        """Other lines."""
        self._lines = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        return self._inks.strip(self._lines[y] if y < len(self._lines) else (), self.size.width)


class Adjudication(Screen[None]):
    """Starts the resolution when it is shown."""

    DEFAULT_CSS = "Adjudication { align: center middle; }"
    BINDINGS: ClassVar = [("ctrl+c", "app.quit", "Leave"), ("enter", "again", "Again")]

    def __init__(self, turn: int) -> None:
        super().__init__()
        self._turn = turn
        self._failed = False

    def compose(self) -> ComposeResult:
        """One line."""
        words = f"Resolving turn {self._turn}: three days of fourteen steps ..."
        yield Progress(self.app.inks, [((words, "amber+b"),)])  # type: ignore[attr-defined]

    def on_mount(self) -> None:
        """Resolve, once the line has been drawn."""
        self.call_after_refresh(self.app.resolve)  # type: ignore[attr-defined]

    def fail(self, complaint: str) -> None:
        """Say why the turn was not resolved."""
        self._failed = True
        lines = wrap(complaint, 64, "alarm")[:4]
        self.query_one(Progress).show([*lines, (("Enter goes back to planning.", "muted"),)])

    def action_again(self) -> None:
        """Back, after a failure."""
        if self._failed:
            self.app.advance()  # type: ignore[attr-defined]
