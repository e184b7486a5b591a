"""The back-test as a table and as JSON: quantiles, history's value and where it lies among the runs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.study.quantiles import SHARES, histogram, inside, ordered, percentile, quantile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wargame.study.metrics import Value
    from wargame.study.runner import Study
    from wargame.study.targets import Target

WIDE = 12
"""Characters of a small histogram."""

NOTES = {"shown": "shown", "scripted": "scripted", "setup": "day 0", "record": "not modelled"}
"""What stands in the last column of targets that are not counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One target against the runs."""

    target: Target
    values: tuple[Value, ...]
    quantiles: tuple[Value, ...]
    """In the order of SHARES; None where the quantile is `never`."""
    percentile: float
    """Per cent of the runs below history's central value, with half of those equal to it."""
    inside: bool
    """Whether history's central value lies within the central 80 per cent."""
    never: float
    """Share of the runs in which it never happened."""

    @property
    def modelled(self) -> bool:
        """Whether runs give a value at all."""
        return self.target.metric.measure != "none"


@dataclass(frozen=True, slots=True)
class Backtest:
    """All targets against the runs of a study."""

    rows: tuple[Row, ...]
    runs: int
    digest: str

    @property
    def counted(self) -> int:
        """How many targets count: those that the rules of the ground decide."""
        return sum(row.target.counted for row in self.rows)

    @property
    def hits(self) -> int:
        """How many of those lie inside the central 80 per cent."""
        return sum(row.target.counted and row.inside for row in self.rows)

    @property
    def summary(self) -> str:
        """The result in one line."""
        return (
            f"{self.hits} of {self.counted} unscripted targets inside the central 80 % of {self.runs} runs"
        )


def backtest(targets: Sequence[Target], study: Study) -> Backtest:
    """Set every target against the runs. The metrics of the study are those of the targets, in order."""
    rows = tuple(row_of(target, study.column(i)) for i, target in enumerate(targets))
    return Backtest(rows, len(study.runs), study.digest)


def row_of(target: Target, values: Sequence[Value]) -> Row:
    """One target against the runs."""
    row = ordered(values, target.never_last)
    return Row(
        target,
        tuple(values),
        tuple(quantile(row, share) for share in SHARES),
        percentile(row, target.central),
        target.metric.measure != "none" and inside(row, target.central),
        sum(value is None for value in values) / len(values),
    )


# ---- as a table -------------------------------------------------------------------------------------------


def table(result: Backtest, first_day: datetime.date, blocks: str | None = None) -> list[str]:
    """The lines of the table; with `blocks` (nine characters, low to high) a small histogram in each."""
    head = ["target", "history", *(f"{share} %" for share in SHARES), "percentile", "inside"]
    cells = [head + (["runs"] if blocks else [])]
    cells += [line(row, first_day) + ([small(row, blocks)] if blocks else []) for row in result.rows]
    widths = [max(len(column[i]) for column in cells) for i in range(len(cells[0]))]
    lines = []
    for number, column in enumerate(cells):
        lines.append("  ".join(fitted(text, widths[i], i) for i, text in enumerate(column)).rstrip())
        if number == 0:
            lines.append("-" * len(lines[0]))
    lines += ["", result.summary]
    never = [f"{row.target.title} {percent(row.never)}" for row in result.rows if row.modelled and row.never]
    if never:
        lines.append("never happened in some runs (counted as beyond every date): " + "; ".join(never))
    return lines


def fitted(text: str, width: int, column: int) -> str:
    """Words to the left, numbers to the right."""
    return text.ljust(width) if column == 0 or column > len(SHARES) + 2 else text.rjust(width)


def line(row: Row, first_day: datetime.date) -> list[str]:
    """The cells of one target."""
    unit, note = row.target.unit, NOTES.get(row.target.use)
    history = shown(row.target.central, unit, first_day)
    if not row.modelled:
        return [row.target.title, history, *("" for _ in SHARES), "", note or ""]
    numbers = [shown(value, unit, first_day) for value in row.quantiles]
    verdict = note or ("yes" if row.inside else "NO")
    return [row.target.title, history, *numbers, f"{row.percentile:.0f}", verdict]


def small(row: Row, blocks: str) -> str:
    """The small histogram of a target."""
    return histogram(row.values, row.target.central, WIDE, blocks) if row.modelled else ""


def shown(value: Value, unit: str, first_day: datetime.date) -> str:
    """A number in its unit, `never` for None."""
    if value is None:
        return "never"
    if unit == "date":
        day = first_day + datetime.timedelta(days=round(value))
        return f"{day.day} {day:%b}"
    if unit in ("share", "km/day"):
        return f"{value:.2f}" if unit == "share" else f"{value:.1f}"
    return f"{round(value):,}".replace(",", " ")


def percent(part: float) -> str:
    """`18 % never`; below half a per cent `<1 %`."""
    return f"{100 * part:.0f} %" if part >= 0.005 else "<1 %"


# ---- as JSON ----------------------------------------------------------------------------------------------


def as_json(result: Backtest, first_day: datetime.date, given: Mapping[str, object]) -> dict[str, object]:
    """Everything of the table and the sources; dates as text, `null` for never. `given` stands first."""
    return {
        **given,
        "runs": result.runs,
        "digest": result.digest,
        "inside": result.hits,
        "of": result.counted,
        "targets": [told(row, first_day) for row in result.rows],
    }


def told(row: Row, first_day: datetime.date) -> dict[str, object]:
    """One target."""
    target = row.target
    known: dict[str, object] = {
        "id": target.id, "title": target.title, "use": target.use, "unit": target.unit,
        "history": {
            "low": plain(target.low, target.unit, first_day),
            "central": plain(target.central, target.unit, first_day),
            "high": plain(target.high, target.unit, first_day),
        },
        "source": list(target.source),
    }  # fmt: skip
    if not row.modelled:
        return known
    quantiles = zip(SHARES, row.quantiles, strict=True)
    return known | {
        "quantiles": {str(share): plain(value, target.unit, first_day) for share, value in quantiles},
        "percentile": round(row.percentile, 1),
        "inside": row.inside,
        "never": round(row.never, 4),
    }


def plain(value: Value, unit: str, first_day: datetime.date) -> str | float | None:
    """A number as JSON has it, a date as text."""
    if value is None:
        return None
    if unit == "date":
        return (first_day + datetime.timedelta(days=round(value))).isoformat()
    return round(value, 4)
