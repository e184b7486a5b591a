"""A line for another seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Input

from wargame.tui.dialog import Dialog, FittedPane
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.inks import Inks

LARGEST = 2**63 - 1


class SeedForm(Dialog):
    """The answer is a whole number from 0 as text."""

    def __init__(self, inks: Inks, seed: int) -> None:
        super().__init__(inks, "Seed of all draws", "↵ take it  esc back")
        self._seed = seed

    def compose(self) -> ComposeResult:
        """One line."""
        with Vertical(id="box"):
            line = Input(value=str(self._seed), type="integer", id="typed", max_length=19)
            line.cursor_blink = False
            yield line
            words = "The same seed and the same orders always give the same results."
            yield FittedPane(self.inks, [Row((((words, "muted"),),))], self.title_words, self.hint_words)

    def begin(self) -> None:
        """Typing starts at once."""
        self.query_one("#typed", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        value = event.value.strip()
        if value.isdecimal() and int(value) <= LARGEST:
            self.dismiss(value)
