"""Running text over a screen: an inject, a pane as sentences, the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.dialog import Dialog
from wargame.tui.lines import wrap
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from wargame.tui.inks import Inks


class Reader(Dialog):
    """Shows text until escape or Enter; arrows scroll."""

    def __init__(self, inks: Inks, title: str, words: str) -> None:
        super().__init__(inks, title, "↑↓ scroll  ↵ close")
        self._words = words

    def rows(self) -> list[Row]:
        """The text in lines."""
        return [Row((drawn,)) for drawn in wrap(self._words, 70)] or [Row(((),))]

    def action_choose(self) -> None:
        """Enter closes."""
        self.dismiss(None)
