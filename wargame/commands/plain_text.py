"""A view as numbered headings and sentences, for screen readers and for terminals that only print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wargame.commands.brief import agreement_lines, aim_lines, ladder_lines, people_lines
from wargame.play.notation import text_of
from wargame.tui.outcomes import grouped
from wargame.tui.sights import HOLDER, own_things, place_line, thousands, unit_words

if TYPE_CHECKING:
    from wargame.model.events import Event
    from wargame.model.view import View
    from wargame.play.forecast import Forecast
    from wargame.tui.names import Names

BANDS = ("repulse", "stall", "gains", "breakthrough")


class Section(NamedTuple):
    """A heading, the word that calls it, and its lines."""

    word: str
    title: str
    lines: list[str]


def sections(view: View, names: Names) -> list[Section]:
    """Everything a seat may read now, in the order in which it is needed."""
    return [
        Section("situation", "Situation", situation(view)),
        Section("report", "What happened", report(view, names)),
        Section("news", "News", news(view, 0)),
        Section("front", "The front", front(view, names)),
        Section("formations", "Your formations", formations(view, names)),
        Section("posts", "Observation posts", posts(view, names)),
        Section("air", "The air", air(view, names)),
        Section("aims", "Your war aims", aim_lines(view)),
        Section("agreements", "Agreements and offers", agreement_lines(view)),
        Section("ladder", "The ladder", ladder_lines(view)),
        Section("people", "Proxies, border and levers", people_lines(view)),
        Section("orders", "Your orders", orders(view)),
    ]


def situation(view: View) -> list[str]:
    """Turn, dates, and every gauge in a sentence."""
    first, last = view.dates
    lines = [f"Turn {view.turn} of {view.turns}, {first.day} {first:%B} to {last.day} {last:%B %Y}."]
    for gauge in view.gauges:
        value = f"{thousands(gauge.value)} {gauge.unit}".strip()
        note = f", {gauge.note}" if gauge.note else ""
        lines.append(f"{gauge.label}: {value}{note}{'. Alarm' if gauge.alarm else ''}.")
    return lines


def report(view: View, names: Names) -> list[str]:
    """The outcomes of the last turn by group, each with the number that `why` takes."""
    lines = []
    for title, rows in grouped(view, names):
        lines.append(f"{title}:")
        lines += [f"  {row.number}. {row.what}: {row.result}" for row in rows]
    return lines


def news(view: View, since: int) -> list[str]:
    """What reached the seat from a turn on, newest first."""
    found = [inject for inject in view.injects if inject.turn >= since]
    return [f"{i.title}. {i.body} ({i.sender}, turn {i.turn})" for i in reversed(found)]


def front(view: View, names: Names) -> list[str]:
    """Each place that has one of the other side next to it: its holder, what stands there, what it faces."""
    lines = []
    for place, seen in view.places.items():
        against = [
            f"{names.of(other)} ({HOLDER.get(view.places[other].control, 'nobody')})"
            for other in names.neighbours(place)
            if other in view.places and _opposed(seen.control, view.places[other].control)
        ]
        if against:
            lines.append(f"{about(place, view, names)}. Faces {', '.join(against)}.")
    return lines


def _opposed(one: str, other: str) -> bool:
    sides = {"government": 0, "opposition": 1, "turkish": 1}
    return one in sides and other in sides and sides[one] != sides[other]


def about(place: str, view: View, names: Names) -> str:
    """A place and what is seen there, in one line with its id."""
    words = "".join(part for part, _ in place_line(place, view, names)[1:]).replace(" · ", ", ")
    return f"{words.strip()} [{place}]"


def formations(view: View, names: Names) -> list[str]:
    """What the team orders: id, place, state, and what it is about to do."""
    lines = []
    for unit in view.formations:
        if unit.own and unit.id is not None:
            doing = f", {unit.mission}" if unit.mission and unit.mission != "none" else ""
            bound = f", on the way to {names.of(unit.route[-1])}" if unit.route else ""
            lines.append(f"{unit.id}, at {names.of(unit.place)}: {unit_words(unit)}{doing}{bound}")
    return lines


def posts(view: View, names: Names) -> list[str]:
    """Each Turkish post with its state, and what is known of its inside."""
    lines = []
    for post in view.posts:
        parts = [post.state]
        if post.state == "besieged":
            parts.append(f"for {post.besieged_days} days")
        if post.stock is not None:
            parts.append(f"stock {post.stock / 100:.1f} days")
        if post.morale is not None:
            parts.append(f"morale {post.morale}")
        lines.append(f"{post.id}, {names.of(post.id)}, at {names.of(post.place)}: {', '.join(parts)}")
    return lines


def air(view: View, names: Names) -> list[str]:
    """Weather and access sector by sector, then the pools."""
    lines = []
    for sector in view.sectors:
        access = ", ".join(f"{user} {may}" for user, may in sector.access.items())
        known = f"weather {sector.weather}; {access or 'access not known'}"
        lines.append(f"{names.of(sector.id)} [{sector.id}]: {known}")
    lines += [f"{pool.id}: {pool.sorties} sorties a day, readiness {pool.readiness} %" for pool in view.pools]
    return lines


def orders(view: View) -> list[str]:
    """The draft, line by line, with the number that `drop` takes."""
    if view.sheet is None or not view.sheet.orders:
        return ["No orders yet. Formations without orders go on with what they do."]
    used, available = view.command
    lines = [f"{number}. {text_of(order)}" for number, order in enumerate(view.sheet.orders, 1)]
    return [*lines, f"{used} of {available} command points are used."]


def forecast(found: Forecast) -> list[str]:
    """A preview: why it is refused, or the column, its largest reasons, the chances and what it costs."""
    if found.refused:
        return [f"It would be refused: {found.refused}."]
    lines = list(found.notes)
    if found.column is not None:
        lines.append(f"Column {found.column / 100:+.2f} shifts: " + ", ".join(
            f"{label} {amount / 100:+.2f}" for label, amount in found.reasons[:6]
        ))  # fmt: skip
    if found.chances:
        chances = ", ".join(f"{name} {bp / 100:.0f} %" for name, bp in zip(BANDS, found.chances, strict=True))
        lines.append(f"Each day: {chances}. Days to take it: {found.days}.")
    if found.losses is not None:
        own, theirs = found.losses
        lines.append(f"Losses a day: own {own}, theirs {theirs} thousandths of a battalion.")
    return lines


def why(event: Event) -> list[str]:
    """An outcome and its reasons, one a line; the column of a battle as it was told to all."""
    lines = [event.sentence, *event.why().splitlines()]
    if any(reason.kind == "column_line" for reason in event.reasons):
        lines.append(f"The column was {event.shift / 100:+.2f} shifts.")
    return lines if event.reasons else [*lines, "It follows from the event before it."]


def find(words: str, view: View, names: Names) -> list[str]:
    """Places, formations and posts whose id or name has these letters, each where it stands."""
    wanted = words.lower().strip()
    hits = [place for place in view.places if wanted in place or wanted in names.of(place).lower()]
    lines = [about(place, view, names) for place in hits]
    lines += [
        f"{thing}, {names.of(thing)}, at {names.of(place)}"
        for thing, place in own_things(view)
        if wanted in thing or wanted in names.of(thing).lower()
    ]
    return lines or [f"Nothing is called {words!r}."]


def closing(view: View, names: Names) -> list[str]:
    """The war aims of all at the end, with what each line came to."""
    lines = []
    for team in view.sealed:
        own = [line for line in view.scores if line.team == team]
        total = sum(line.points for line in own) / 100
        lines.append(f"{names.of(team)}: {total:.1f} of {sum(line.weight for line in own)} points.")
        lines += [f"  {line.title}: {line.points / 100:.1f} of {line.weight}. {line.reason}" for line in own]
    return lines
