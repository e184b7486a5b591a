"""Line 1 of a screen: seat badge, scenario, turn with its dates, phase, and which teams have sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from wargame.tui.lines import Line, between, width

if TYPE_CHECKING:
    from datetime import date

    from textual.strip import Strip

    from wargame.model.view import View
    from wargame.tui.inks import Inks

BADGES = {"ankara": "ANKARA", "moscow": "MOSCOW", "damascus": "DAMASCUS", "white": "WHITE CELL"}
"""What a seat's badge says."""

SMALLEST = (60, 20)
"""Columns and rows below which no screen is drawn."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """A date as `6 Feb`, the same under every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def span_text(view: View) -> str:
    """The dates of the turn: `27-29 Jan 2020`, `30 Jan - 1 Feb 2020`."""
    first, last = view.dates
    if first.month == last.month:
        return f"{first.day}-{day_text(last)} {last.year}"
    return f"{day_text(first)} - {day_text(last)} {last.year}"


def header_line(view: View, phase: str, note: str = "", ink: str = "muted") -> Line:
    """The header of a seat for its view, with a note in an ink of its own."""
    parts: list[tuple[str, str]] = [
        (f" {BADGES.get(view.seat, view.seat.upper())} ", f"{view.seat}+r"),
        (f" {view.title}", "text+b"),
        (" · turn ", "muted"),
        (f"{min(view.turn, view.turns)}", "text+b"),
        (f"/{view.turns} · {span_text(view)} · ", "muted"),
        (phase.upper(), "amber" if phase == "planning" else "text"),
    ]
    if note:
        parts.append((f" · {note}", ink))
    return tuple(parts)


def sealed_line(view: View) -> Line:
    """Which teams have sealed: a tick, or a point while they have not."""
    parts: list[tuple[str, str]] = [("sealed ", "muted")]
    for team, done in view.sealed.items():
        parts.append((f" {team.capitalize()} {'✔' if done else '·'}", team if done else "muted"))
    return (*parts, (" ", "text"))


class Header(Widget):
    """The header line."""

    DEFAULT_CSS = "Header { height: 1; background: $band; }"

    def __init__(self, inks: Inks) -> None:
        super().__init__(id="header")
        self.inks = inks
        self.left: Line = ()
        self.right: Line = ()

    def show(self, left: Line, right: Line = ()) -> None:
        """Show these parts at the left and the right edge."""
        self.left, self.right = left, right
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line. Too narrow for both parts, the right one is in initials; too small, it says so."""
        columns, rows = self.app.size
        if columns < SMALLEST[0] or rows < SMALLEST[1]:
            words = f" {columns}x{rows}: the screens need at least {SMALLEST[0]}x{SMALLEST[1]}"
            return self.inks.strip(((words, "amber+b"),), self.size.width, "band")
        right, room = self.right, self.size.width
        if width(self.left) + width(right) >= room:
            right = tuple((words[:2] + words[-1:] if words.startswith(" ") and len(words) > 3 else words, ink)
                          for words, ink in right)  # fmt: skip
        return self.inks.strip(between(self.left, right, room), room, "band")
