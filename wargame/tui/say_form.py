"""A line to write in: a message, a question, an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Input

from wargame.tui.dialog import Dialog, FittedPane
from wargame.tui.lines import wrap
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.inks import Inks


class SayForm(Dialog):
    """The answer is the text as it was typed, or None. What was typed is never touched by what arrives."""

    def __init__(self, inks: Inks, title: str, words: str, most: int, value: str = "") -> None:
        """`value`: what stands in the line at the beginning."""
        super().__init__(inks, title, "↵ send  esc back")
        self._words, self._most, self._value = words, most, value

    def compose(self) -> ComposeResult:
        """One line under what it is for."""
        with Vertical(id="box"):
            line = Input(self._value, id="typed", max_length=self._most, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield FittedPane(
                self.inks, [Row(tuple(wrap(self._words, 70)))], self.title_words, self.hint_words
            )

    def begin(self) -> None:
        """Typing starts at once."""
        self.query_one("#typed", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.dismiss(event.value.strip() or None)
