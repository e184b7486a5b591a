"""Find a place, formation or post: type a part of its name, Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Input

from wargame.tui.dialog import Dialog, FittedPane
from wargame.tui.lines import fit
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.inks import Inks
    from wargame.tui.names import Names

MOST = 14
"""Rows shown at once."""


class Filtered(Dialog):
    """A dialog with a line to type in and rows that follow it."""

    def compose(self) -> ComposeResult:
        """Input above the rows."""
        with Vertical(id="box"):
            line = Input(id="typed", select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield FittedPane(self.inks, self.matching(""), self.title_words, self.hint_words)

    def begin(self) -> None:
        """Typing starts at once."""
        self.query_one("#typed", Input).focus()

    def matching(self, typed: str) -> list[Row]:
        """The rows for what is typed."""
        return []

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        pane = self.query_one(FittedPane)
        pane.give(self.matching(event.value.strip().lower()))
        pane.refresh(layout=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line takes the row under the cursor."""
        event.stop()
        self.action_choose()


class Find(Filtered):
    """The answer is the id of what was found."""

    def __init__(self, inks: Inks, names: Names) -> None:
        super().__init__(inks, "Find a place, formation or post", "↑↓ choose  ↵ go there  esc back")
        self._all = [
            *((place.id, place.name, "place") for place in names.places.values()),
            *((unit.id, unit.name, "formation") for unit in names.formations.values()),
            *((post.id, names.of(post.id), "post") for post in names.posts.values()),
        ]

    def matching(self, typed: str) -> list[Row]:
        """Names or ids that hold what is typed; those that begin with it first."""
        hits = [item for item in self._all if typed in item[1].lower() or typed in item[0]]
        hits.sort(key=lambda item: (not item[1].lower().startswith(typed), item[1]))
        return [
            Row((((fit(name, 40), "text+b"), (fit(kind, 12), "muted"), (thing, "muted")),), thing)
            for thing, name, kind in hits[:MOST]
        ]
