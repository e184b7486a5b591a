"""The panes of the white cell: MSEL, the inject under its cursor, teams, log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from wargame.tui.feed import SHOWN, event_ink
from wargame.tui.gauges import gauge_line
from wargame.tui.header import BADGES, day_text
from wargame.tui.lines import Line, fit, wrap
from wargame.tui.motive_rows import motive_rows
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wargame.model.view import InjectView, View
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names

MARKS = {
    "planned": ("○", "ankara"),
    "armed": ("◆", "amber"),
    "held": ("║", "muted"),
    "skipped": ("✘", "muted"),
    "released": ("✔", "good"),
}
"""Sign and ink of each state."""

SHORT = {"ankara": "ANK", "moscow": "MOS", "damascus": "DAM", "white": "WC", "all": "all"}


def audience_words(audience: Sequence[str]) -> str:
    """An audience in a few letters."""
    return " ".join(SHORT.get(seat, seat) for seat in audience)


class Msel(Pane):
    """All injects in order, with state, audience and due time; the key of a row is the inject's id."""

    hint: ClassVar[str] = "↵ release  space hold  x skip  d time  E edit"
    letter: ClassVar[str] = "m"

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, id="msel")
        self._view: View | None = None

    def show(self, view: View) -> None:
        """Show the list of a view."""
        self._view = view
        sent = sum(1 for inject in view.injects if inject.state == "released")
        self.border_title = text(f"MSEL · {sent} of {len(view.injects)} released")
        self.reload()

    def build(self, width: int) -> list[Row]:
        """One line an inject."""
        if self._view is None:
            return []
        rows = []
        due = 12
        name = max(width - 2 - 6 - 9 - due, 10)
        for inject in self._view.injects:
            sign, ink = MARKS.get(inject.state, ("?", "muted"))
            words = f"sent turn {inject.turn}" if inject.state == "released" else inject.due
            drawn: Line = (
                (f"{sign} ", ink),
                (fit(inject.number, 5) + " ", "muted"),
                (fit(inject.title, name) + " ", "muted" if inject.state == "released" else "text+b"),
                (fit(audience_words(inject.audience), 7) + " ", "text"),
                (fit(words, due), "muted"),
            )
            rows.append(Row((drawn,), inject.id))
        return rows or [Row(((("The scenario has no injects.", "muted"),),))]


class Guidance(Pane):
    """The inject under the cursor: text, audience, when, guidance for the white cell."""

    title: ClassVar[str] = "Inject"
    letter: ClassVar[str] = "i"

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks, id="inject")
        self._inject: InjectView | None = None

    def show(self, inject: InjectView | None) -> None:
        """Show an inject."""
        self._inject = inject
        self.top = 0
        self.reload()

    def build(self, width: int) -> list[Row]:
        """Its fields and its text."""
        inject = self._inject
        if inject is None:
            return []
        lines: list[Line] = [
            (("title   ", "muted"), (inject.title, "text+b")),
            (("to      ", "muted"), *_badges(inject.audience)),
            (("due     ", "muted"), (fit(inject.due or "by hand", width - 8), "text")),
            (
                ("from    ", "muted"),
                (" · ".join(p for p in (inject.sender, inject.channel, inject.grade) if p), "text"),
            ),
            (("state   ", "muted"), (inject.state, MARKS.get(inject.state, ("", "text"))[1])),
            (),
            *wrap(inject.body, width),
        ]
        if inject.guidance:
            lines += [(), *wrap(inject.guidance, width, "amber")]
        return [Row((drawn,)) for drawn in lines]


def _badges(audience: Sequence[str]) -> Line:
    parts: list[tuple[str, str]] = []
    for seat in audience:
        parts += [
            (f" {BADGES.get(seat, seat).title()} ", f"{seat}+r" if seat in BADGES else "chip"),
            (" ", "text"),
        ]
    return tuple(parts)


class Teams(Pane):
    """The teams: played by whom, sealed or not, and their gauges."""

    title: ClassVar[str] = "Teams"
    letter: ClassVar[str] = "t"

    def __init__(self, inks: Inks, seats: Sequence[str]) -> None:
        super().__init__(inks, id="teams")
        self.seats = seats
        """Teams that people play."""
        self._view: View | None = None

    def show(self, view: View) -> None:
        """Show the teams of a view."""
        self._view = view
        self.reload()

    def build(self, width: int) -> list[Row]:
        """A block a team, then the gauges common to all."""
        if self._view is None:
            return []
        rows: list[Row] = []
        for team, sealed in self._view.sealed.items():
            here = team in self.seats
            state = (
                ("sealed ✔", "good")
                if sealed
                else (("planning", "amber") if here else ("bot, seals at the close", "muted"))
            )
            head: Line = ((f" {BADGES[team]:<9}", f"{team}+r"), (" ", "text"), state)
            gauges = [gauge for gauge in self._view.gauges if gauge.id.startswith(f"{team}_")]
            named = [
                gauge.model_copy(update={"label": gauge.label.split(": ", 1)[-1].capitalize()})
                for gauge in gauges
            ]
            rows.append(Row((head, *(gauge_line(gauge, width) for gauge in named[:4]), ())))
        teams = tuple(f"{team}_" for team in self._view.sealed)
        common = [gauge for gauge in self._view.gauges if not gauge.id.startswith(teams)]
        return rows + [Row((gauge_line(gauge, width),)) for gauge in common]


class Log(Pane):
    """What happened last, newest first: injects sent and events of the turn; then why bots ordered what."""

    title: ClassVar[str] = "Log"
    letter: ClassVar[str] = "l"

    def __init__(self, inks: Inks, names: Names, first_day: date) -> None:
        super().__init__(inks, id="log")
        self._names, self._first_day = names, first_day
        self._view: View | None = None

    def show(self, view: View) -> None:
        """Show the log of a view."""
        self._view = view
        self.reload()

    def build(self, width: int) -> list[Row]:
        """One entry a row."""
        if self._view is None:
            return []
        sent = [inject for inject in self._view.injects if inject.state == "released"]
        told = [event for event in self._view.events if event.kind in SHOWN]
        found = [(each.day, 1, self._row(each.day, "◆", "white", each.title, width)) for each in sent]
        found += [
            (each.day, 0, self._row(each.day, "■", event_ink(each), each.sentence, width)) for each in told
        ]
        found.sort(key=lambda item: item[:2], reverse=True)
        rows = [row for _, _, row in found] or [Row(((("Nothing has happened yet.", "muted"),),))]
        return rows + motive_rows(self._view, width)

    def _row(self, day: int, mark: str, ink: str, words: str, width: int) -> Row:
        when = day_text(self._first_day + timedelta(days=max(day, 0)))
        lines = wrap(words, max(width - 9, 10))
        head: Line = ((f"{when:>6} ", "muted"), (f"{mark} ", ink), *lines[0])
        return Row((head, *(((" " * 9, "text"), *drawn) for drawn in lines[1:])))
