"""The draw of an outcome: the four bands with their exact chances, and where the drawn number fell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.tui.composer import BANDS
from wargame.tui.lines import BAR, ROWS, Line, fit, percent
from wargame.tui.pane import Pane, Row

if TYPE_CHECKING:
    from wargame.model.events import Event
    from wargame.tui.inks import Inks


class Draw(Pane):
    """Bars of the outcome bands with the drawn number marked."""

    title: ClassVar[str] = "The draw"
    letter: ClassVar[str] = "d"

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, id="draw")
        self._event: Event | None = None
        self._chances: tuple[int, ...] = ()
        self._drawn: int | None = None

    def show(self, event: Event | None, chances: tuple[int, ...], drawn: int | None) -> None:
        """Show the chances of an event in bp, and the number drawn (0-9999)."""
        self._event, self._chances, self._drawn = event, chances, drawn
        self.top = 0
        self.reload()

    def build(self, width: int) -> list[Row]:
        """A ruler of a hundred parts, then the bands as columns with their shares."""
        if not self._chances:
            words = (
                "No chance was in it: the same orders always give this." if self._event is not None else ""
            )
            return [Row((((words, "muted"),),))]
        high = max(self.size.height - 6, 2)
        lines = columns(self._chances, width, min(high, 6))
        lines += [(), ruler(self._chances, self._drawn, width)]
        if self._drawn is not None:
            name = band_of(self._chances, self._drawn)
            event = self._event
            day = f"day {event.day}, " if event is not None else ""
            where = event.place if event is not None and event.place else ""
            lines.append((
                ("drawn ", "muted"), (f"{self._drawn / 10000:.4f}", "amber+b"), (" → ", "muted"),
                (name, dict(BANDS)[name] + "+b"), (f"   key: {day}battle, {where}", "muted"),
            ))  # fmt: skip
        lines.append((("The same seed and orders always give this result.", "muted"),))
        return [Row((drawn,)) for drawn in lines]


def band_of(chances: tuple[int, ...], drawn: int) -> str:
    """The band that a number from 0 to 9999 falls into."""
    total = 0
    for (name, _), chance in zip(BANDS, chances, strict=False):
        total += chance
        if drawn < total:
            return name
    return BANDS[-1][0]


def columns(chances: tuple[int, ...], width: int, high: int) -> list[Line]:
    """The four chances as columns with their names and shares below."""
    size = max(min(width // 4 - 2, 18), 6)
    top = max(*chances, 1)
    lines: list[Line] = []
    for level in range(high, 0, -1):
        parts: list[tuple[str, str]] = []
        for (_, ink), chance in zip(BANDS, chances, strict=False):
            eighths = chance * high * 8 // top - (level - 1) * 8
            glyph = BAR if eighths >= 8 else (ROWS[eighths - 1] if eighths > 0 else " ")
            parts += [(glyph * size, ink), ("  ", "text")]
        lines.append(tuple(parts))
    lines.append(tuple((fit(name, size + 2), ink) for name, ink in BANDS))
    lines.append(tuple((fit(percent(chance), size + 2), "text+b") for chance in chances))
    return lines


def ruler(chances: tuple[int, ...], drawn: int | None, width: int) -> Line:
    """All bands on one line to scale; the drawn number is a mark in it."""
    cells = min(width, 80)
    ends, total = [], 0
    for chance in chances:
        total += chance
        ends.append(total * cells // 10000)
    mark = -1 if drawn is None else min(drawn * cells // 10000, cells - 1)
    parts: list[tuple[str, str]] = []
    for cell in range(cells):
        ink = next((BANDS[n][1] for n, end in enumerate(ends) if cell < end), BANDS[-1][1])
        parts.append(("│", "strong+b") if cell == mark else ("▄", ink))
    return tuple(parts)
