"""A line in which one term is written, with the words that may come next; and the types to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from wargame.errors import WargameError
from wargame.model.politics_words import TERMS
from wargame.tui.dialog import Dialog, FittedPane
from wargame.tui.lines import fit, wrap
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.desk import Desk
    from wargame.tui.inks import Inks

BEGINNINGS = {
    "ceasefire": ("ceasefire", "no attacks, fires and strikes, everywhere or at some places"),
    "corridor": ("corridor route m4 depth 6 from +7", "heavy weapons out on both sides of a road"),
    "joint_patrol": ("joint_patrol route m4 from +10", "patrols of two parties on a road"),
    "post_status": ("post_status feed immune", "posts are fed, not fired on, or left by a day"),
    "airspace_access": ("airspace_access user tr_drone access deconflicted", "who may fly where"),
    "withdraw": ("withdraw side government zone behind_posts", "a side leaves a zone or places"),
    "passage": ("passage posts", "convoys to these posts pass"),
    "deconfliction": ("deconfliction", "coordinates are shared; nobody fires on them"),
    "proxy_restraint": ("proxy_restraint proxy hts no_attack", "a patron answers for a faction"),
    "humanitarian": ("humanitarian by +2", "no air strikes; money for camps; an open border"),
    "prisoner_body": ("prisoner_body by +3", "prisoners and bodies are exchanged"),
    "condition": ("condition condition", "a condition that the scenario has written out"),
}
"""Type of term -> the line to begin with, and what it is for."""


class TermPick(Dialog):
    """The answer is the line to begin a term with."""

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, "Another term", "↑↓ choose  ↵ take  esc back")

    def rows(self) -> list[Row]:
        """One row a type."""
        return [
            Row((((fit(TERMS[kind], 22), "text+b"), (told, "muted")),), line)
            for kind, (line, told) in BEGINNINGS.items()
        ]


class TermLine(Dialog):
    """The answer is a line that says a term."""

    DEFAULT_CSS = """
    TermLine { align: center bottom; background: transparent; }
    TermLine > #box { width: 100%; height: auto; max-height: 60%; }
    TermLine FittedPane { width: 100%; max-height: 10; }
    TermLine Input { border: solid $amber; height: 3; background: $panel; color: $ink; }
    """
    BINDINGS: ClassVar = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, inks: Inks, desk: Desk, started: str) -> None:
        super().__init__(inks, "Words that may follow", "tab takes the word  ↑↓ choose  ↵ done  esc back")
        self._desk, self._started = desk, started

    def compose(self) -> ComposeResult:
        """Words above the line."""
        with Vertical(id="box"):
            started = f"{self._started} " if self._started else ""
            yield FittedPane(self.inks, self._matching(started), self.title_words, self.hint_words)
            line = Input(value=started, id="typed", select_on_focus=False)
            line.cursor_blink = False
            yield line

    def begin(self) -> None:
        """Typing starts at once."""
        self.query_one("#typed", Input).focus()

    def _matching(self, typed: str) -> list[Row]:
        """The words that may follow, those that begin as typed first; below, what the term says by now."""
        done, _, partial = typed.lower().rpartition(" ")
        words = self._desk.term_options(done)
        hits = [word for word in words if word.startswith(partial)]
        hits = hits or [word for word in words if partial and partial in word]
        rows = [Row((((word, "text+b"),),), word) for word in hits]
        return [*rows, Row(((self._reads(typed),),))]

    def _reads(self, typed: str) -> tuple[str, str]:
        """What is typed, in words, as soon as it says a term."""
        try:
            return f"reads: {self._desk.term_told(self._desk.term(typed), ())}", "good"
        except WargameError:
            return "not a whole term yet", "muted"

    def on_input_changed(self, event: Input.Changed) -> None:
        """New words for what is typed."""
        self._give(self._matching(event.value))

    def _give(self, rows: list[Row]) -> None:
        pane = self.query_one(FittedPane)
        pane.give(rows)
        pane.refresh(layout=True)

    def action_complete(self) -> None:
        """Take the word under the cursor."""
        pane, line = self.query_one(FittedPane), self.query_one("#typed", Input)
        if pane.current is not None:
            done = line.value.rpartition(" ")[0].strip()
            glue = "" if pane.current == "," else " "
            line.value = f"{done}{glue}{pane.current} ".lstrip()
            line.cursor_position = len(line.value)

    def chosen(self, key: str) -> None:
        """A click on a word takes it."""
        self.action_complete()
        self.query_one("#typed", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the line, if it says a term."""
        event.stop()
        typed = event.value.strip()
        try:
            self._desk.term(typed)
        except WargameError as error:
            self._give([Row(tuple(wrap(str(error), max(self.app.size.width - 6, 20), "alarm")))])
            return
        self.dismiss(typed)
