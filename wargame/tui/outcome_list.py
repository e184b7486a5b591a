"""The list of a turn's outcomes, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.tui.lines import fit
from wargame.tui.motive_rows import motive_rows
from wargame.tui.outcomes import grouped
from wargame.tui.pane import Pane, Row

if TYPE_CHECKING:
    from wargame.model.view import View
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names
    from wargame.tui.outcomes import Outcome


class OutcomeList(Pane):
    """The key of a row is the number of its event, or `inject ID`."""

    hint: ClassVar[str] = "↵ why  n N next"
    letter: ClassVar[str] = "l"

    def __init__(self, inks: Inks, names: Names, view: View) -> None:
        super().__init__(inks, id="outcomes")
        self._names, self._view = names, view

    def build(self, width: int) -> list[Row]:
        """Groups with their rows; then the injects that came with this turn, and why bots ordered what."""
        rows: list[Row] = []
        left = min(max(width * 11 // 20, 14), 26)
        for title, outcomes in grouped(self._view, self._names):
            rows.append(Row((((title, "text+b"),),)))
            rows += [Row((outcome_line(each, left, width),), str(each.number)) for each in outcomes]
        late = [
            inject
            for inject in self._view.injects
            if inject.state == "released" and inject.turn >= self._view.turn - 1
        ]
        if late:
            rows.append(Row(((("Reports", "text+b"),),)))
            for inject in reversed(late):
                rows.append(
                    Row(((("◆ ", "white"), (fit(inject.title, width - 2), "text")),), f"inject {inject.id}")
                )
        rows = rows or [Row(((("Nothing of note happened.", "muted"),),))]
        return rows + motive_rows(self._view, width)


def outcome_line(each: Outcome, left: int, width: int) -> tuple[tuple[str, str], ...]:
    """One row of the list."""
    return (
        (f"{each.mark} ", each.ink),
        (fit(each.what, left - 3) + " ", "text"),
        (fit(each.result, max(width - left, 4)), each.result_ink),
    )
