"""The gauges of a team: bar, value with unit, and what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.tui.lines import Line, bar, fit
from wargame.tui.pane import Pane, Row
from wargame.tui.sights import thousands
from wargame.tui.text import text

if TYPE_CHECKING:
    from wargame.model.view import GaugeView, View
    from wargame.tui.inks import Inks


HIGH_IS_BAD = ("tension", "rung", "posts_besieged", "displaced", "dead")
"""Ends of the ids of gauges that nobody wants to see full."""


def gauge_ink(gauge: GaugeView) -> str:
    """Alarm where the view says so; amber for what is bad when full and for less than half; else good."""
    if gauge.alarm:
        return "alarm"
    if gauge.id.endswith(HIGH_IS_BAD) or gauge.value * 2 < gauge.high:
        return "amber"
    return "good"


def gauge_line(gauge: GaugeView, width: int) -> Line:
    """One gauge in a line of so many cells: label, bar, value with its unit, note."""
    label = 18
    cells = max(min(10, width - label - 15), 4)
    unit = {"persons": "people", "points": "pts"}.get(gauge.unit, gauge.unit)
    value = f"{thousands(gauge.value)}{' ' + unit if unit else ''}"
    room = max(width - label - cells - 1, 4)
    if len(value) > room:
        value = thousands(gauge.value)  # the unit goes before the number is cut
    note = f"  {gauge.note}" if gauge.note and room - len(value) >= 14 else ""
    name = gauge.label.removesuffix(" a turn").replace("Sorties a day,", "Sorties")
    return (
        (fit(name, label - 1) + " ", "muted"),
        *bar(gauge.value, gauge.high, cells, gauge_ink(gauge)),
        (f" {fit(value, min(len(value), room))}", "text+b"),
        (fit(note, max(room - len(value), 0)), "muted"),
    )


class Gauges(Pane):
    """The gauges of the seat's team."""

    title: ClassVar[str] = "Team"
    hint: ClassVar[str] = ""
    letter: ClassVar[str] = "t"

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, id="gauges")
        self.view: View | None = None

    def show(self, view: View) -> None:
        """Show the gauges of a view."""
        self.view = view
        self.border_title = text(view.seat.capitalize())
        self.reload()

    def build(self, width: int) -> list[Row]:
        """One line a gauge, then the war aims with their share reached."""
        if self.view is None:
            return []
        rows = [Row((gauge_line(gauge, width),)) for gauge in self.view.gauges if gauge.id != "command"]
        if self.view.scores:
            weighed = f"War aims, {self.view.weighing}" if self.view.weighing else "War aims"
            rows.append(Row((((fit(weighed, width), "muted+b"),),)))
        for score in self.view.scores:
            share = bar(score.share, 10000, 8, "good")
            name = f"(hidden) {score.title}" if score.hidden else score.title
            points = f" {score.points // 100:>2} of {score.weight:<3}"
            rows.append(Row(((*share, (points, "text+b"), (fit(name, max(width - 18, 5)), "muted")),)))
        return rows
