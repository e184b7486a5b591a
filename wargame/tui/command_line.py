"""The command line: any order in words, or any action by id.

With completion and the nearest word on an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from wargame.errors import WargameError
from wargame.tui.dialog import Dialog, FittedPane
from wargame.tui.keys import of_mode
from wargame.tui.lines import wrap
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.desk import Desk
    from wargame.tui.inks import Inks

MOST = 8
"""Completions shown at once."""


class CommandLine(Dialog):
    """The answer is a line that parses as an order, or an action id."""

    DEFAULT_CSS = """
    CommandLine { align: center bottom; background: transparent; }
    CommandLine > #box { width: 100%; height: auto; max-height: 60%; }
    CommandLine FittedPane { width: 100%; max-height: 10; }
    CommandLine Input { border: solid $amber; height: 3; background: $panel; color: $ink; }
    """
    BINDINGS: ClassVar = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, inks: Inks, desk: Desk, team: str | None, mode: str, started: str = "") -> None:
        super().__init__(inks, "Completion", "tab takes the word  ↑↓ choose  ↵ add the order  esc back")
        self._desk, self._team, self._started = desk, team, started
        self._actions = [row.id for row in of_mode(mode)]

    def compose(self) -> ComposeResult:
        """Completions above the line."""
        with Vertical(id="box"):
            yield FittedPane(self.inks, self._matching(self._started), self.title_words, self.hint_words)
            line = Input(value=self._started, id="typed", select_on_focus=False)
            line.cursor_blink = False
            yield line

    def begin(self) -> None:
        """Typing starts at once."""
        self.query_one("#typed", Input).focus()

    def _split(self, typed: str) -> tuple[str, str]:
        """The finished words and the word being typed."""
        done, _, partial = typed.rpartition(" ")
        return done.strip(), partial

    def _matching(self, typed: str) -> list[Row]:
        done, partial = self._split(typed.lower())
        words = self._desk.options(self._team, done) if self._team is not None else []
        hits = [word for word in words if word.startswith(partial)]
        if not hits and partial:
            hits = [word for word in words if partial in word]
        if not done:
            hits += [action for action in self._actions if partial and action.startswith(partial)]
        if not hits:
            return [
                Row(((("Enter, if the line is complete" if typed.strip() else "no word fits", "muted"),),))
            ]
        return [Row((((word, "text+b"),),), word) for word in hits]

    def on_input_changed(self, event: Input.Changed) -> None:
        """New completions for what is typed."""
        self._give(self._matching(event.value))

    def _give(self, rows: list[Row]) -> None:
        pane = self.query_one(FittedPane)
        pane.give(rows)
        pane.refresh(layout=True)

    def action_complete(self) -> None:
        """Take the word under the cursor of the completions."""
        pane, line = self.query_one(FittedPane), self.query_one("#typed", Input)
        if pane.current is not None:
            done, _ = self._split(line.value)
            line.value = f"{done} {pane.current} ".lstrip()
            line.cursor_position = len(line.value)

    def chosen(self, key: str) -> None:
        """A click on a completion takes it."""
        self.action_complete()
        self.query_one("#typed", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the line as it is, if it is an order or an action."""
        event.stop()
        typed = event.value.strip()
        if not typed:
            self.dismiss(None)
        elif typed in self._actions:
            self.dismiss(typed)
        elif self._team is None:
            self._complain(f"no action is called {typed!r}; ? lists them")
        else:
            try:
                self._desk.parse(self._team, typed)
            except WargameError as error:
                self._complain(str(error))
            else:
                self.dismiss(typed)

    def _complain(self, words: str) -> None:
        self._give([Row(tuple(wrap(words, max(self.app.size.width - 6, 20), "alarm")))])
