"""Quantiles, percentiles and small histograms of runs, some of which never reached what is measured.

A value that never happened is censored: it stands beyond all others, above them (dates) or below them
(speeds), and a quantile that falls there is `None`. No mean is formed over such values.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.study.metrics import Value

SHARES = (5, 10, 25, 50, 75, 90, 95)
"""The quantiles that are reported, in per cent."""

CENTRAL = (10, 90)
"""The central 80 per cent."""

BLOCKS = " ▁▂▃▄▅▆▇█"
ASCII_BLOCKS = " .:-=+*#@"

INFINITY = float("inf")


def ordered(values: Sequence[Value], never_last: bool = True) -> list[float]:
    """The values in order; None as an infinity at its end."""
    beyond = INFINITY if never_last else -INFINITY
    return sorted(beyond if value is None else value for value in values)


def quantile(row: Sequence[float], share: int) -> Value:
    """The smallest value that at least `share` per cent of an ordered row do not exceed; None if that is
    `never`. The row must not be empty.
    """
    value = row[max(0, ceil(share * len(row) / 100) - 1)]
    return None if abs(value) == INFINITY else value


def percentile(row: Sequence[float], value: float) -> float:
    """Per cent of an ordered row below the value, with half of those equal to it."""
    below = sum(1 for other in row if other < value)
    equal = sum(1 for other in row if other == value)
    return 100 * (below + equal / 2) / len(row)


def inside(row: Sequence[float], value: float) -> bool:
    """Whether the value lies within the central 80 per cent of an ordered row, its ends included."""
    low, high = (row[max(0, ceil(share * len(row) / 100) - 1)] for share in CENTRAL)
    return low <= value <= high


def histogram(values: Sequence[Value], mark: float, width: int, blocks: str = BLOCKS) -> str:
    """The happened values as `width` blocks between the 2nd and 98th per cent, widened to show the mark."""
    row = sorted(value for value in values if value is not None)
    if not row or width < 1:
        return " " * width
    low = min(row[len(row) * 2 // 100], mark)
    high = max(row[min(len(row) - 1, len(row) * 98 // 100)], mark)
    bins = [0] * width
    for value in row:
        if low <= value <= high:
            bins[place(value, low, high, width)] += 1
    most = max(bins) or 1
    top = len(blocks) - 1
    return "".join(blocks[0 if count == 0 else max(1, count * top // most)] for count in bins)


def place(value: float, low: float, high: float, width: int) -> int:
    """The bin of a value among `width` equal ones."""
    if high <= low:
        return width // 2
    return min(width - 1, int((value - low) / (high - low) * width))
