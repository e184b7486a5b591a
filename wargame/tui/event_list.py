"""The events of a turn, in order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from wargame.tui.feed import SHOWN, event_ink
from wargame.tui.header import day_text
from wargame.tui.lines import wrap
from wargame.tui.motive_rows import motive_rows
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from datetime import date

    from wargame.model.view import View
    from wargame.tui.inks import Inks


class EventList(Pane):
    """The key of a row is the number of its event."""

    hint: ClassVar[str] = "{ } event  w why"
    letter: ClassVar[str] = "e"

    def __init__(self, inks: Inks, first_day: date) -> None:
        super().__init__(inks, id="events")
        self._first_day = first_day
        self._view: View | None = None

    def show(self, view: View) -> None:
        """Show the events of a view."""
        self._view = view
        self.border_title = text(f"Events · turn {view.turn - 1}")
        self.cursor, self.top = -1, 0
        self.reload()

    def build(self, width: int) -> list[Row]:
        """A sentence an event; injects of the turn first, what bots ordered, and why, last."""
        if self._view is None:
            return []
        sent = [
            each for each in self._view.injects if each.state == "released" and each.turn == self._view.turn
        ]
        rows = [Row(((("◆ ", "white"), (inject.title, "text+b")),)) for inject in sent]
        for event in self._view.events:
            if event.kind in SHOWN or event.kind in ("retreated", "withdrew", "task_obeyed", "task_ignored"):
                when = day_text(self._first_day + timedelta(days=max(event.day, 0)))
                lines = wrap(event.sentence, max(width - 9, 10))
                drawn = ((f"{when:>6} ", "muted"), ("▶ ", event_ink(event)), *lines[0])
                rest = tuple(((" " * 9, "text"), *extra) for extra in lines[1:])
                rows.append(Row((drawn, *rest), str(event.number)))
        rows = rows or [Row(((("The start: nothing has happened yet.", "muted"),),))]
        return rows + motive_rows(self._view, width)
