"""The gauges of a team: bar, value with unit, and what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.tui.lines import Line, bar, fit
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from wargame.model.view import GaugeView, View
    from wargame.tui.inks import Inks


def gauge_ink(gauge: GaugeView) -> str:
    """Alarm where the view says so; otherwise amber below half, good above."""
    if gauge.alarm:
        return "alarm"
    return "good" if gauge.value * 2 >= gauge.high else "amber"


def gauge_line(gauge: GaugeView, width: int) -> Line:
    """One gauge in a line of so many cells."""
    label, cells, value = (
        12,
        max(min(12, width - 24), 4),
        f"{gauge.value}{' ' + gauge.unit if gauge.unit else ''}",
    )
    words = fit(value, 9)
    note = fit(gauge.note, max(width - label - cells - 11, 0))
    return (
        (fit(gauge.label, label), "muted"),
        *bar(gauge.value, gauge.high, cells, gauge_ink(gauge)),
        (f" {words}", "text+b"),
        (f" {note}", "muted"),
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
        rows = [Row((gauge_line(gauge, width),)) for gauge in self.view.gauges]
        if self.view.scores:
            rows.append(Row(((("War aims", "muted+b"),),)))
        for score in self.view.scores:
            share = bar(score.share, 10000, 8, "good")
            points = f" {score.points // 100:>2} of {score.weight:<3}"
            rows.append(Row(((*share, (points, "text+b"), (fit(score.title, max(width - 18, 5)), "muted")),)))
        return rows
