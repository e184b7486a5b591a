"""The events of a turn sorted for people: battles, air, sieges, supply, people, your orders, reports.

Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wargame.tui.sights import thousands

if TYPE_CHECKING:
    from wargame.model.events import Event
    from wargame.model.view import View
    from wargame.tui.names import Names

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Battles", ("attack", "captured", "withdrew", "retreated", "exploited", "standoff")),
    ("Air", (
        "flown", "aircraft_lost", "place_struck", "road_cut", "ad_hit", "drone_hit", "forced_entry", "jammed",
        "base_raided",
    )),
    ("Posts", (
        "post_established", "post_besieged", "post_relieved", "post_evacuated", "post_overrun", "siege_set",
        "garrison_asks_to_leave", "convoy_arrived", "convoy_turned", "convoy_blocked", "troops_hit",
    )),
    ("Supply", ("road_cleared", "road_lost", "supply_changed", "starved")),
    ("Orders", (
        "order_refused", "order_changed", "task_obeyed", "task_ignored", "airspace_set",
        "moved", "halted", "arrived",
    )),
    ("People", ("displaced", "exposure", "crossed", "aid_arrived", "aid_stopped")),
    ("End", ("session_ended", "ruling")),
)  # fmt: skip
"""Title of each group and the kinds of events in it, in the order of the report.

Other kinds stand in `why` only.
"""


SIDES = {
    "saa": "army",
    "iran_backed": "Iran-backed",
    "turkey": "Turkey",
    "nlf": "NLF",
    "hts": "HTS",
    "sna": "SNA",
}
"""Short words for who attacks."""


class Outcome(NamedTuple):
    """One row of the report's list."""

    number: int
    """Number of its event."""
    mark: str
    ink: str
    what: str
    result: str
    result_ink: str


def grouped(view: View, names: Names) -> list[tuple[str, list[Outcome]]]:
    """The groups that have events, each with its rows in the order of the turn."""
    found = []
    for title, kinds in GROUPS:
        rows = merged([outcome(event, names) for event in view.events if event.kind in kinds])
        if rows:
            found.append((title, rows))
    return found


def merged(rows: list[Outcome]) -> list[Outcome]:
    """Rows that say the same about the same thing on several days become one, with how often it happened."""
    first: dict[tuple[str, str, str], Outcome] = {}
    count: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row.mark, row.what, row.result)
        first.setdefault(key, row)
        count[key] = count.get(key, 0) + 1
    return [
        row._replace(result=f"{row.result} ×{count[key]}") if count[key] > 1 else row
        for key, row in first.items()
    ]


class Shape(NamedTuple):
    """How a kind of event stands in the list; what and result are templates of its fields in words."""

    mark: str
    ink: str
    what: str
    result: str
    result_ink: str = "text"


SHAPES: dict[str, Shape] = {
    "withdrew": Shape("▷", "muted", "{place}", "{faction} leaves"),
    "retreated": Shape("▷", "muted", "{formation}", "retreats to {place}"),
    "exploited": Shape("▷", "muted", "{formation}", "pushes on to {place}"),
    "standoff": Shape("□", "amber", "{place}", "stops before outside troops", "amber"),
    "flown": Shape("*", "moscow", "{sector}", "{sorties} sorties"),
    "aircraft_lost": Shape("*", "alarm", "{sector}", "{number} aircraft lost", "alarm"),
    "drone_hit": Shape("*", "ankara", "{formation}", "drones, {mbn} mbn lost", "alarm"),
    "base_raided": Shape("*", "alarm", "{place}", "attacked by {faction}", "alarm"),
    "forced_entry": Shape("*", "ankara", "{sector}", "{sorties} sorties forced"),
    "jammed": Shape("*", "ankara", "{sector}", "jammed"),
    "ad_hit": Shape("*", "ankara", "{sector}", "air defence hit"),
    "place_struck": Shape("*", "moscow", "{place}", "struck, {sorties} sorties", "moscow"),
    "road_cut": Shape("═", "alarm", "{road}", "under fire", "alarm"),
    "road_cleared": Shape("═", "good", "{road}", "cleared", "good"),
    "road_lost": Shape("═", "alarm", "{road}", "no longer clear", "alarm"),
    "supply_changed": Shape("═", "muted", "{formation}", "{old} → {new}"),
    "starved": Shape("═", "muted", "{formation}", "out of stock", "alarm"),
    "moved": Shape("✔", "good", "{formation}", "at {place}"),
    "halted": Shape("▷", "amber", "{formation}", "halts at {place}", "amber"),
    "arrived": Shape("✔", "good", "{formation}", "arrives at {place}"),
    "order_refused": Shape("✘", "alarm", "Order {order}", "void: {reason}", "alarm"),
    "order_changed": Shape("▷", "amber", "Order {order}", "{change}", "amber"),
    "task_obeyed": Shape("✔", "good", "{faction}", "obeys: {task}"),
    "task_ignored": Shape("✘", "alarm", "{faction}", "ignores: {task}"),
    "airspace_set": Shape("*", "moscow", "{sector}", "{user}: {access}"),
    "displaced": Shape("•", "neutral", "{place}", "{left} leave"),
    "exposure": Shape("•", "neutral", "{place}", "{people} without shelter"),
    "aid_arrived": Shape("•", "good", "{place}", "aid for {people}", "good"),
    "aid_stopped": Shape("•", "alarm", "{place}", "aid finds no way", "alarm"),
    "crossed": Shape("•", "neutral", "The border", "{people} cross"),
    "post_established": Shape("▲", "ankara", "{post}", "established", "ankara"),
    "post_besieged": Shape("▲", "alarm", "{post}", "besieged", "alarm"),
    "post_relieved": Shape("▲", "good", "{post}", "relieved", "good"),
    "post_evacuated": Shape("▲", "ankara", "{post}", "evacuated", "ankara"),
    "post_overrun": Shape("▲", "alarm", "{post}", "overrun", "alarm"),
    "siege_set": Shape("▲", "alarm", "{post}", "siege: {level}", "alarm"),
    "garrison_asks_to_leave": Shape("▲", "amber", "{post}", "asks to leave", "amber"),
    "convoy_arrived": Shape("▲", "good", "{post}", "convoy arrived", "good"),
    "convoy_turned": Shape("▲", "amber", "{post}", "convoy turned back", "amber"),
    "convoy_blocked": Shape("▲", "alarm", "{post}", "convoy blocked", "alarm"),
    "troops_hit": Shape("▲", "alarm", "{place}", "{dead} dead of {team}", "alarm"),
    "session_ended": Shape("◆", "amber", "The exercise", "ends: {cause}", "amber"),
    "ruling": Shape("◆", "white", "Ruling", "a value was set"),
}
"""Every kind of the groups but the two that have shapes by their result."""

BATTLES = {
    "repulse": Shape("■", "good", "{place}", "{side} repulsed", "good"),
    "stall": Shape("■", "muted", "{place}", "{side} stalled", "muted"),
    "gains": Shape("■", "amber", "{place}", "{side} gains ground", "amber"),
    "breakthrough": Shape("■", "damascus", "{place}", "{side} breaks through", "damascus"),
}
"""An attack, by its outcome (RB 12.5)."""

CAPTURES = {
    "government": Shape("■", "damascus", "{place}", "to the government", "damascus+b"),
    "opposition": Shape("■", "opposition", "{place}", "to the opposition", "opposition+b"),
    "turkish": Shape("■", "ankara", "{place}", "to Turkey", "ankara+b"),
    "neutral": Shape("■", "neutral", "{place}", "to nobody", "neutral+b"),
}
"""A place that changed hands, by who holds it now."""

OTHER = Shape("◆", "muted", "{kind}", "{place}")
COUNTED = ("left", "people")
"""Fields in hundreds of persons."""


def outcome(event: Event, names: Names) -> Outcome:
    """One event as a row: mark, what, result."""
    match event.kind:
        case "attack":
            shape = BATTLES.get(str(event.fields.get("outcome")), OTHER)
        case "captured":
            shape = CAPTURES.get(str(event.fields.get("to")), OTHER)
        case _:
            shape = SHAPES.get(event.kind, OTHER)
    words = Words(event, names)
    what, result = shape.what.format_map(words), shape.result.format_map(words).strip()
    return Outcome(event.number, shape.mark, shape.ink, what, result, shape.result_ink)


class Words(dict[str, str]):
    """The fields of an event in words, made when a template asks for them."""

    def __init__(self, event: Event, names: Names) -> None:
        super().__init__()
        self._event, self._names = event, names

    def __missing__(self, field: str) -> str:
        value = self._event.fields.get(field, "")
        if field == "place" and self._event.place is not None:
            return self._names.of(self._event.place)
        if field == "formation" and field not in self._event.fields:
            return f"troops of {self['side']}"
        if field == "dead" and field not in self._event.fields:
            return f"about {self._event.fields.get('estimate', '?')}"
        if field == "change":
            new = str(self._event.fields.get("new_type", "")).replace("_", " ")
            reason = str(self._event.fields.get("reason", "")).replace("_", " ")
            return f"{f'done as {new}' if new not in ('', '0') else 'not done'}: {reason}"
        if field == "side":
            return SIDES.get(str(self._event.fields.get("faction")), "")
        if field == "kind":
            return self._event.kind.replace("_", " ")
        if field in COUNTED and isinstance(value, int):
            return thousands(value * 100)
        return str(value) if isinstance(value, int) else self._names.of(value)
