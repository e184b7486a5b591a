"""One question with two or more answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from wargame.tui.dialog import Dialog
from wargame.tui.lines import wrap
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from wargame.tui.inks import Inks


class Ask(Dialog):
    """Asks; the answer is the key of an option, or None. `y` takes the first option, `n` leaves."""

    BINDINGS: ClassVar = [Binding("y", "yes", show=False), Binding("n", "cancel", show=False)]

    def __init__(
        self, inks: Inks, title: str, words: list[str], options: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__(inks, title, "↵ choose  y yes  n no")
        self._words, self._options = words, options

    def rows(self) -> list[Row]:
        """The words, then the options."""
        told = [Row(tuple(wrap(words, 70))) for words in self._words]
        gap = [Row(((),))] if told else []
        return told + gap + [Row((((f" {label}", "text+b"),),), key) for key, label in self._options]

    def action_yes(self) -> None:
        """The first option."""
        self.dismiss(self._options[0][0])
