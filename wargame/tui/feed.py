"""The feed: injects delivered to this seat and the public events of the last turn, newest first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from wargame.tui.header import day_text
from wargame.tui.lines import Line, fit, wrap
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from datetime import date

    from wargame.model.events import Event
    from wargame.model.view import View
    from wargame.tui.inks import Inks

EVENT_INK = {
    "captured": "amber",
    "attack": "damascus",
    "post_besieged": "alarm",
    "post_overrun": "alarm",
    "post_relieved": "good",
    "post_established": "ankara",
    "post_evacuated": "ankara",
    "road_lost": "alarm",
    "road_cut": "alarm",
    "road_cleared": "good",
    "aircraft_lost": "moscow",
    "place_struck": "moscow",
    "ad_hit": "ankara",
    "drone_hit": "ankara",
    "forced_entry": "alarm",
    "airspace_set": "moscow",
    "troops_hit": "alarm",
    "displaced": "neutral",
    "crossed": "neutral",
    "agreement_offered": "amber",
    "agreement_accepted": "good",
    "agreement_rejected": "alarm",
    "agreement_started": "good",
    "agreement_ended": "alarm",
    "breach": "alarm",
    "rung_changed": "alarm",
    "ultimatum_issued": "alarm",
    "ultimatum_met": "good",
    "ultimatum_expired": "alarm",
    "statement_made": "amber",
    "author_claimed": "amber",
    "capital_answered": "amber",
    "lever_moved": "amber",
    "border_set": "ankara",
    "libya_changed": "ankara",
    "support_given": "opposition",
    "steer_obeyed": "moscow",
    "steer_refused": "alarm",
    "convoy_refused": "alarm",
    "infiltration": "alarm",
    "patrol": "good",
    "session_ended": "amber",
}
"""Ink of an event's mark; other kinds are muted."""

SHOWN = frozenset(EVENT_INK) - {"attack", "place_struck", "road_cut", "displaced"}
SHOWN |= {"arrived", "convoy_arrived", "convoy_turned", "convoy_blocked", "order_refused"}
"""Kinds of events worth a line in the feed; the report has all."""


def event_ink(event: Event) -> str:
    """The ink of an event's mark."""
    return EVENT_INK.get(event.kind, "muted")


def notices(view: View) -> list[str]:
    """What waits for the team of a view, a sentence each: offers, then ultimatums to it."""
    found = []
    for offer in view.politics.agreements:
        if offer.state == "offered" and view.seat in offer.awaited and offer.proposer is not None:
            verb = "counters with" if offer.counters else "offers"
            found.append(f"{offer.proposer.capitalize()} {verb} {offer.title}, number {offer.number}.")
    for ultimatum in view.politics.ultimatums:
        if ultimatum.state == "open" and ultimatum.to == view.seat:
            left = f"{ultimatum.days_left} day{'' if ultimatum.days_left == 1 else 's'} left"
            found.append(f"Ultimatum of {ultimatum.sender.capitalize()}: {left}, else rung {ultimatum.rung}.")
    return found


class Feed(Pane):
    """Injects and events; the key of a row is `inject ID` or `event NUMBER`."""

    title: ClassVar[str] = "Reports"
    hint: ClassVar[str] = "↵ read  w why"
    letter: ClassVar[str] = "f"

    def __init__(self, inks: Inks, first_day: date) -> None:
        super().__init__(inks, id="feed")
        self._first_day = first_day
        self.view: View | None = None

    def _date(self, day: int) -> str:
        return day_text(self._first_day + timedelta(days=max(day, 0)))

    def show(self, view: View) -> None:
        """Show the reports of a view."""
        self.view = view
        fresh = sum(
            1 for inject in view.injects if inject.turn >= view.turn - 1 and inject.state == "released"
        )
        self.border_title = text(f"Reports · {fresh} new" if fresh else "Reports")
        self.reload()

    def build(self, width: int) -> list[Row]:
        """Newest first: by turn and day, injects before events of the same day."""
        if self.view is None:
            return []
        found: list[tuple[tuple[int, int], Row]] = []
        for n, words in enumerate(notices(self.view)):
            said = wrap(words, max(width - 9, 10), "text+b")
            begun: Line = (("   now ", "amber"), ("◆ ", "amber"), *said[0])
            more = tuple(((" " * 9, "text"), *line) for line in said[1:])
            found.append(((10_000 - n, 1), Row((begun, *more), f"offer {n}")))
        for inject in self.view.injects:
            when = f"{self._date(inject.day):>6} "
            head: Line = (
                (when, "muted"),
                ("◆ ", "white"),
                (fit(inject.title, width - len(when) - 2), "text+b"),
            )
            told = " · ".join(part for part in (inject.sender, inject.channel, inject.grade) if part)
            first = inject.body.split("\n", 1)[0]
            body = wrap(first, max(width - 9, 10), "text", "")[:2]
            indented = tuple(((" " * 9, "text"), *drawn) for drawn in body)
            below: Line = ((" " * 9, "muted"), (fit(told, width - 9), "muted"))
            found.append(((inject.day, 1), Row((head, *indented, below), f"inject {inject.id}")))
        for event in self.view.events:
            if event.kind in SHOWN:
                when = f"{self._date(event.day):>6} "
                lines = wrap(event.sentence, max(width - len(when) - 2, 10))
                drawn = ((when, "muted"), ("■ ", event_ink(event)), *lines[0])
                rest = tuple(((" " * (len(when) + 2), "text"), *extra) for extra in lines[1:])
                found.append(((event.day, 0), Row((drawn, *rest), f"event {event.number}")))
        found.sort(key=lambda item: item[0], reverse=True)
        if not found:
            return [Row(((("Nothing reported yet.", "muted"),),))]
        return [row for _, row in found]
