"""What changed with the turn: control, roads, posts, people, and the seat's gauges and war aims."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.tui.gauges import gauge_line
from wargame.tui.lines import Line, fit, wrap
from wargame.tui.pane import Pane, Row

if TYPE_CHECKING:
    from wargame.model.view import View
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names

SHORT = {
    "government": ("D", "damascus"),
    "opposition": ("O", "opposition"),
    "turkish": ("A", "ankara"),
    "neutral": ("N", "neutral"),
}
"""Letter and ink of each holder."""


class Consequences(Pane):
    """Changes of the turn, then the gauges as they now stand."""

    title: ClassVar[str] = "Consequences"
    letter: ClassVar[str] = "c"

    def __init__(self, inks: Inks, names: Names, view: View) -> None:
        super().__init__(inks, id="consequences")
        self._names, self._view = names, view

    def build(self, width: int) -> list[Row]:
        """Lines by subject."""
        lines: list[Line] = []
        people = 0
        for event in self._view.events:
            match event.kind:
                case "captured" if event.place:
                    old, new = (
                        SHORT.get(str(event.fields.get(end)), ("?", "muted")) for end in ("from", "to")
                    )
                    name = fit(self._names.of(event.place), max(width - 16, 8))
                    lines.append((("control  ", "damascus"), (name, "text"), old, (" → ", "muted"), new))
                case "road_cleared" | "road_lost":
                    words = "cleared" if event.kind == "road_cleared" else "lost"
                    name = self._names.of(str(event.fields.get("road", "")))
                    lines.append((("roads    ", "amber"), (fit(f"{name} {words}", width - 9), "text")))
                case (
                    "post_besieged" | "post_relieved" | "post_overrun" | "post_evacuated" | "post_established"
                ):
                    name = self._names.of(str(event.fields.get("post", "")))
                    words = event.kind.removeprefix("post_")
                    lines.append((("posts    ", "alarm"), (fit(f"{name} {words}", width - 9), "text")))
                case "displaced":
                    left = event.fields.get("left")
                    people += left * 100 if isinstance(left, int) else 0
                case _:
                    pass
        if people:
            lines.append((("people   ", "neutral"), (f"{people:,} displaced".replace(",", " "), "text")))
        if not lines:
            lines = wrap("No place, motorway or post changed hands.", width, "muted")
        rows = [Row((drawn,)) for drawn in lines]
        rows.append(Row(((),)))
        rows += [Row((gauge_line(gauge, width),)) for gauge in self._view.gauges]
        return rows
