"""The order sheet: each order in words and as its line; Enter edits, x deletes, J and K reorder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from wargame.tui.lines import between, fit
from wargame.tui.order_words import order_words
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.model.orders import Order
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names


class OrderSheetPane(Pane):
    """The seat's draft, one row an order; the key of a row is its number from 0."""

    title: ClassVar[str] = "Orders"
    hint: ClassVar[str] = "↵ edit  x delete  J/K reorder"
    letter: ClassVar[str] = "o"

    class Deleted(Message):
        """The cross of a row was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, inks: Inks, names: Names, line_of: Callable[[Order], str]) -> None:
        super().__init__(inks, id="orders")
        self._names = names
        self._line_of = line_of
        self.orders: tuple[Order, ...] = ()
        self.sealed = False

    def show(self, orders: tuple[Order, ...], command: tuple[int, int], sealed: bool) -> None:
        """Show a draft with its command points used and available."""
        self.orders, self.sealed = orders, sealed
        used, available = command
        state = " · sealed" if sealed else ""
        self.border_title = text(f"Orders · {used} of {available} command points{state}")
        self.reload()

    def build(self, width: int) -> list[Row]:
        """Two lines an order."""
        if not self.orders:
            dim = "muted"
            return [
                Row(((("No orders yet.", "text"),),)),
                Row(((("Formations without orders go on with what they do.", dim),),)),
                Row(((("Enter on a formation, then a verb and a place;", dim),),)),
                Row(((("or : and a line; or o for every legal order.", dim),),)),
            ]
        rows = []
        room = max(width - 22, 8)
        for n, order in enumerate(self.orders):
            words = order_words(order, self._names)
            head = (
                (f"{n + 1:<2}", "muted"),
                (fit(words.who, room), "text+b"),
                (" " + words.verb, words.ink + "+b"),
            )
            below = words.where or self._line_of(order)
            lines = (
                between(head, (("✘", "muted"),), width),
                (("  ", "muted"), (fit(below, width - 2), "muted")),
            )
            rows.append(Row(lines, str(n)))
        return rows

    def clicked(self, column: int) -> None:
        """The cross at the right edge deletes; elsewhere a click edits."""
        if column >= self.size.width - 2 and self.current is not None:
            self.post_message(self.Deleted(int(self.current)))
        else:
            self.choose()
