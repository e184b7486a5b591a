"""The composer: the order being written, its next words as chips, and what the preview says of it.

Column with its largest reasons, the four exact probabilities as bars, expected losses, mean days. Clicks on
chips and left/right with Enter do the same thing: take the next word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from wargame.tui.lines import Line, bar, fit, hundredths, percent, plain, width
from wargame.tui.order_words import order_words
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from wargame.tui.desk import Forecast
    from wargame.tui.draft import Draft
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names

BANDS = (("repulse", "good"), ("stall", "muted"), ("gains", "amber"), ("breakthrough", "damascus"))
"""The four outcomes of RB 12.5 with their inks."""


ADD = " ↵ Add "
"""The chip that adds a finished order."""


class Composer(Pane):
    """The order composer."""

    title: ClassVar[str] = "Order"
    letter: ClassVar[str] = "c"

    class Picked(Message):
        """A next word was taken."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word

    class Confirmed(Message):
        """The order goes to the sheet."""

    def __init__(self, inks: Inks, names: Names) -> None:
        super().__init__(inks, id="composer")
        self._names = names
        self.draft: Draft | None = None
        self.forecast: Forecast | None = None
        self.tried = ""
        """A word under the map's cursor that is not taken yet."""
        self.chip = 0
        self._chips: list[tuple[int, int, int, str]] = []

    def show(self, draft: Draft | None, forecast: Forecast | None = None, tried: str = "") -> None:
        """Show a draft and its forecast."""
        if draft is not self.draft or (draft is not None and self.chip >= len(draft.options)):
            self.chip = 0
        self.draft, self.forecast, self.tried = draft, forecast, tried
        if draft is None:
            self.border_title = text("Order")
            self.border_subtitle = None
        else:
            self.border_title = text(
                f"Order {draft.editing + 1}" if draft.editing is not None else "New order"
            )
            self.border_subtitle = text(
                "↵ add to the sheet  esc back" if self.finished else "↵ take  ←→ words  esc back"
            )
        self.top = 0
        self.reload()

    @property
    def finished(self) -> bool:
        """Whether the words make an order for the sheet; one refused while words may follow is none yet."""
        draft = self.draft
        if draft is None or draft.order is None:
            return False
        return not (self.forecast is not None and self.forecast.refused and draft.options)

    def step(self, by: int) -> None:
        """Another chip."""
        if self.draft is not None and self.draft.options:
            self.chip = (self.chip + by) % len(self.draft.options)
            self.reload()

    def choose(self) -> None:
        """Enter: add a finished order, else take the chip."""
        if self.draft is None:
            return
        if self.finished:
            self.post_message(self.Confirmed())
        elif self.draft.options:
            self.post_message(self.Picked(self.draft.options[self.chip]))

    def move(self, steps: int) -> None:
        """Up and down step through the rows of chips."""
        self.step(steps * 4)

    def build(self, width: int) -> list[Row]:
        """Line, chips, forecast."""
        self._chips = []
        draft = self.draft
        if draft is None:
            words = "Enter on a formation or post of the map, n the next one, o every legal order, : a line."
            return [Row((((fit(words, width), "muted"),),))]
        lines: list[Line] = [self._head(width)]
        if not self.finished and draft.options and (self.forecast is None or draft.order is not None):
            lines += self._chip_lines(width, len(lines), max(self.size.height - 2, 2))
        if self.finished:
            lines.append(self._add_line(width, len(lines)))
        if self.forecast is not None and (self.finished or draft.order is None):
            lines += forecast_lines(self.forecast, width)
        elif draft.problem and not draft.options:
            lines.append(((fit(draft.problem, width), "alarm"),))
        return [Row(tuple(lines))]

    def _add_line(self, cells: int, row: int) -> Line:
        """What adds the order, and the words that may still follow it."""
        assert self.draft is not None
        parts: list[tuple[str, str]] = [(ADD, "amber+r"), (" ", "text")]
        self._chips.append((row, 0, len(ADD), ADD))
        left = len(ADD) + 1
        for word in self.draft.options:
            if left + len(word) + 3 > cells:
                break
            self._chips.append((row, left, left + len(word) + 2, word))
            parts += [(f" {word} ", "chip"), (" ", "text")]
            left += len(word) + 3
        return tuple(parts)

    def _head(self, width: int) -> Line:
        draft = self.draft
        assert draft is not None
        if draft.order is not None and self.finished:
            words = order_words(draft.order, self._names)
            return (
                ("who ", "muted"), (words.who, "text+b"), ("  do ", "muted"), (f" {words.verb} ", "amber+r"),
                ("  where " if words.where else "", "muted"), (words.where, "text+b"),
                (f"  {draft.line}", "muted"),
            )  # fmt: skip
        shown = draft.line or "every legal order"
        ghost = f" {self.tried}" if self.tried else ""
        named = self._names.of(draft.words[0]) if draft.words else ""
        return (
            (f"{named}  " if named else "", "text+b"),
            (shown, "amber"),
            (ghost, "muted"),
            (" ...", "muted"),
        )

    def _chip_lines(self, cells: int, above: int, most: int) -> list[Line]:
        """The options as chips in rows; the rows around the chosen chip are shown."""
        assert self.draft is not None
        rows: list[list[tuple[int, str]]] = [[]]
        used = 0
        for n, word in enumerate(self.draft.options):
            size = len(word) + 3
            if used + size > cells and rows[-1]:
                rows.append([])
                used = 0
            rows[-1].append((n, word))
            used += size
        at = next((n for n, row in enumerate(rows) if any(chip == self.chip for chip, _ in row)), 0)
        first = max(0, min(at - most // 2, len(rows) - most))
        lines: list[Line] = []
        for row in rows[first : first + most]:
            left, parts = 0, []
            for n, word in row:
                ink = "amber+r" if n == self.chip else "chip"
                self._chips.append((above + len(lines), left, left + len(word) + 2, word))
                parts += [(f" {word} ", ink), (" ", "text")]
                left += len(word) + 3
            lines.append(tuple(parts))
        return lines

    def on_click(self, event: object) -> None:
        """A click on a chip takes its word, or adds the order."""
        from textual import events

        assert isinstance(event, events.Click)
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None or self.draft is None:
            return
        for row, left, right, word in self._chips:
            if row == offset.y + self.top and left <= offset.x < right:
                self.post_message(self.Confirmed() if word == ADD else self.Picked(word))
                return

    def on_blur(self) -> None:
        """Chips look the same without focus."""
        self.refresh()


def forecast_lines(forecast: Forecast, cells: int) -> list[Line]:
    """What the preview says, in lines of so many cells."""
    lines: list[Line] = []
    if forecast.refused:
        lines.append((("✘ ", "alarm"), (fit(forecast.refused, cells - 2), "alarm")))
    if forecast.chances:
        sign = hundredths(forecast.column or 0)
        why: list[tuple[str, str]] = [("column ", "muted"), (sign, "amber+b"), ("  why ", "muted")]
        for words, amount in forecast.reasons[:3]:
            why += [(f"{hundredths(amount)} ", "good" if amount > 0 else "alarm"), (f"{words}  ", "text")]
        lines.append(tuple(why))
        lines += _chance_lines(forecast.chances, cells)
        told: list[tuple[str, str]] = []
        if forecast.losses is not None:
            own, enemy = forecast.losses
            told += [
                ("losses a day ", "muted"),
                (f"own {own} mbn", "text+b"),
                (f", enemy {enemy} mbn", "text"),
            ]
        if forecast.days:
            told += [("   mean days to take ", "muted"), (forecast.days, "text+b")]
        lines.append(tuple(told))
    for words in forecast.notes:
        lines.append((("✔ ", "good"), (fit(words, cells - 2), "text")))
    return [drawn for drawn in lines if plain(drawn).strip() or width(drawn) == 0]


def _chance_lines(chances: tuple[int, ...], cells: int) -> list[Line]:
    """Two bars a line where there is room, else one."""
    size = 14 if cells >= 70 else 8
    one = [
        ((fit(name, 13), "muted"), *bar(chance, 10000, size, ink), (f" {percent(chance):>5}   ", "text+b"))
        for (name, ink), chance in zip(BANDS, chances, strict=False)
    ]
    if cells >= 2 * (size + 22):
        return [one[0] + one[1], one[2] + one[3]] if len(one) == 4 else list(one)
    return list(one)
