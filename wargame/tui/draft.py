"""An order being composed, word by word, in the notation.

Map, form, clicks and the line all fill the same words.

That is why all ways give equal orders: each ends in the one line that `play/notation.py` reads. Pure state,
no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import WargameError

if TYPE_CHECKING:
    from wargame.model.orders import Order
    from wargame.tui.desk import Desk


class Draft:
    """The words so far, what may follow, and the order they make once they make one."""

    def __init__(self, desk: Desk, team: str, words: tuple[str, ...] = ()) -> None:
        self._desk, self.team = desk, team
        self.words: tuple[str, ...] = ()
        self.options: tuple[str, ...] = ()
        self.order: Order | None = None
        self.problem = ""
        self.editing: int | None = None
        """Number of the order that this one replaces, or None for a new one."""
        self.set(words)

    @property
    def line(self) -> str:
        """The words as a line."""
        return " ".join(self.words)

    def set(self, words: tuple[str, ...]) -> None:
        """Replace the words; options, order and problem follow."""
        self.words = words
        self.options = tuple(self._desk.options(self.team, self.line))
        self.order, self.problem = None, ""
        if words:
            try:
                self.order = self._desk.parse(self.team, self.line)
            except WargameError as error:
                self.problem = str(error)

    def take(self, word: str) -> None:
        """Add a word (or several, separated by spaces)."""
        self.set((*self.words, *word.split()))

    def back(self) -> None:
        """Take the last word away."""
        self.set(self.words[:-1])

    def tried(self, word: str) -> Order | None:
        """The order that the words and one more would make, or None; changes nothing."""
        try:
            return self._desk.parse(self.team, f"{self.line} {word}")
        except WargameError:
            return None
