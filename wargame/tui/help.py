"""`?`: every key that works here, filtered while typing; Enter runs the chosen action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.find import Filtered
from wargame.tui.keys import NAMED, of_mode
from wargame.tui.lines import fit
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from wargame.tui.inks import Inks


class Help(Filtered):
    """The answer is the id of the action to run."""

    def __init__(self, inks: Inks, mode: str, rebound: dict[str, str]) -> None:
        super().__init__(inks, "Keys that work here", "type to filter  ↑↓ choose  ↵ run  esc back")
        self._rows = of_mode(mode, rebound)

    def matching(self, typed: str) -> list[Row]:
        """Rows whose key, label, help or id hold what is typed."""
        found = []
        for row in self._rows:
            keys = " ".join(NAMED.get(key, key) for key in row.keys.split(","))
            if typed in f"{keys} {row.label} {row.help} {row.id}".lower():
                drawn = ((fit(keys, 16), "amber+b"), (fit(row.help, 56), "text"))
                below = ((fit("", 16), "muted"), (row.id, "muted"))
                found.append(Row((drawn, below) if typed else (drawn,), row.id))
        return found
