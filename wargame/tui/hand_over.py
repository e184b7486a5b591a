"""Between two seats at one keyboard.

An empty screen that says who comes next, so that nobody sees another's view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import Screen

from wargame.tui.adjudication import Progress
from wargame.tui.header import BADGES

if TYPE_CHECKING:
    from textual.app import ComposeResult


class HandOver(Screen[None]):
    """Waits for Enter or a click."""

    DEFAULT_CSS = "HandOver { align: center middle; }"
    BINDINGS: ClassVar = [
        Binding("enter", "take", "Take the keyboard"),
        Binding("ctrl+c", "app.quit", "Leave", priority=True),
        Binding("q", "app.quit", "Leave"),
    ]

    def __init__(self, seat: str) -> None:
        super().__init__()
        self.seat = seat

    def compose(self) -> ComposeResult:
        """The words."""
        name = BADGES[self.seat]
        lines = [
            (("Pass the keyboard to ", "text"), (f" {name} ", f"{self.seat}+r")),
            (),
            ((f"{name.title()}, press Enter when nobody else looks.", "muted"),),
        ]
        yield Progress(self.app.inks, lines)  # type: ignore[attr-defined]

    def action_take(self) -> None:
        """The seat has the keyboard."""
        self.app.take_seat(self.seat)  # type: ignore[attr-defined]

    def on_click(self) -> None:
        """A click does what Enter does."""
        self.action_take()
