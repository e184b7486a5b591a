"""War aims of all teams by turn, as a line chart in braille dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.tui.pane import Pane, Row

if TYPE_CHECKING:
    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bit of each dot of a braille cell, by column and row."""


class AimsChart(Pane):
    """Points of each team at the close of each turn."""

    title: ClassVar[str] = "War aims by turn"
    letter: ClassVar[str] = "a"

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, id="aims")
        self._aims: dict[str, list[int]] = {}
        self._turn = 0

    def show(self, aims: dict[str, list[int]], turn: int) -> None:
        """Centi-points by team and turn."""
        self._aims, self._turn = aims, turn
        self.reload()

    def mark(self, turn: int) -> None:
        """Mark another turn."""
        self._turn = turn
        self.reload()

    def build(self, width: int) -> list[Row]:
        """Chart, axis, legend."""
        if not self._aims:
            return []
        high = max(self.size.height - 3, 3)
        lines = chart(self._aims, width, high, self._turn)
        legend: list[tuple[str, str]] = [("     ", "text")]
        for team, points in self._aims.items():
            now = points[min(self._turn, len(points) - 1)] / 100
            legend += [("─ ", team), (f"{team.capitalize()} ", team), (f"{now:.0f}   ", "text+b")]
        return [Row((drawn,)) for drawn in (*lines, tuple(legend))]


def chart(aims: dict[str, list[int]], width: int, high: int, turn: int) -> list[Line]:
    """The lines of a chart: y labels, braille area, x axis with turns."""
    cells, rows = max(width - 6, 4), high
    top = max(max(points) for points in aims.values()) // 1000 * 1000 + 1000
    low = max(min(min(points) for points in aims.values()) // 1000 * 1000 - 1000, 0)
    count = max(len(points) for points in aims.values())
    dots: list[list[int]] = [[0] * cells for _ in range(rows)]
    inks: list[list[str]] = [["muted"] * cells for _ in range(rows)]
    for team, points in aims.items():
        spots = [_spot(n, points[n], count, cells * 2, rows * 4, low, top) for n in range(len(points))]
        for (x0, y0), (x1, y1) in zip(spots, spots[1:] or spots, strict=False):
            steps = max(abs(x1 - x0), abs(y1 - y0), 1)
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps
                dots[y // 4][x // 2] |= DOTS[x % 2][y % 4]
                inks[y // 4][x // 2] = team
    lines: list[Line] = []
    marked = _spot(turn, 0, count, cells * 2, rows * 4, low, top)[0] // 2
    for n in range(rows):
        label = {0: top, rows // 2: (top + low) // 2, rows - 1: low}.get(n)
        parts: list[tuple[str, str]] = [
            (f"{label // 100:>4} " if label is not None else "     ", "muted"),
            ("│", "edge"),
        ]
        for cell in range(cells):
            if dots[n][cell]:
                parts.append((chr(0x2800 + dots[n][cell]), inks[n][cell]))
            else:
                parts.append(("│", "edge") if cell == marked else (" ", "text"))
        lines.append(tuple(parts))
    axis = [" "] * (cells + 6)
    for n in range(count):
        x = 6 + _spot(n, 0, count, cells * 2, rows * 4, low, top)[0] // 2
        words = str(n)
        if x + len(words) <= len(axis) and (x == 6 or axis[x - 1] == " "):
            axis[x : x + len(words)] = words
    lines.append((("".join(axis)[:width], "muted"),))
    return lines


def _spot(n: int, value: int, count: int, wide: int, high: int, low: int, top: int) -> tuple[int, int]:
    """Dot of a value: turns spread over the width, `low` at the bottom."""
    x = n * (wide - 1) // max(count - 1, 1)
    y = (high - 1) - (value - low) * (high - 1) // max(top - low, 1)
    return x, max(0, min(high - 1, y))
