"""The desk of rulings: what was changed in the last turn, and its outcomes, each to accept or to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.dialog import Dialog
from wargame.tui.lines import fit, wrap
from wargame.tui.outcome_list import outcome_line
from wargame.tui.outcomes import grouped
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.view import View
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names

WIDTH = 72


class RulingDesk(Dialog):
    """The answer is `accept`, `other`, `event NUMBER` or `back ID`."""

    def __init__(self, inks: Inks, names: Names, view: View, overrides: Sequence[tuple[str, str]]) -> None:
        super().__init__(inks, f"Rulings of turn {view.turn - 1}", "↵ accept or change  esc back")
        self._names, self._view, self._overrides = names, view, overrides

    def rows(self) -> list[Row]:
        """What may be done with all, what was changed, then the outcomes in their groups."""
        rows = [
            Row((((" Accept all that are left", "good"),),), "accept"),
            Row((((" Change something else", "amber"),),), "other"),
        ]
        if self._overrides:
            rows.append(Row(((("Changed; Enter takes it back", "text+b"),),)))
            for name, words in self._overrides:
                rows.append(Row(tuple(wrap(words, WIDTH, "amber")), f"back {name}"))
        for title, outcomes in grouped(self._view, self._names):
            rows.append(Row((((fit(title, WIDTH), "text+b"),),)))
            rows += [Row((outcome_line(each, 40, WIDTH),), f"event {each.number}") for each in outcomes]
        return rows
