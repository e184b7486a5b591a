"""The events of a turn sorted for people: battles, air, sieges, supply, people, your orders, reports.

Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wargame.model.events import Event
    from wargame.model.view import View
    from wargame.tui.names import Names

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Battles", ("attack", "captured", "withdrew", "retreated", "exploited", "standoff")),
    ("Air", (
        "flown", "aircraft_lost", "place_struck", "road_cut", "ad_hit", "drone_hit", "forced_entry", "jammed",
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
    ("People", ("displaced", "exposure", "crossed")),
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


def outcome(event: Event, names: Names) -> Outcome:
    """One event as a row: mark, what, result."""
    fields = event.fields

    def name(field: str) -> str:
        return names.of(str(fields.get(field, "")))

    place = names.of(event.place) if event.place else ""
    number = event.number
    match event.kind:
        case "attack":
            result = {
                "repulse": "repulsed",
                "stall": "stalled",
                "gains": "gains ground",
                "breakthrough": "breaks through",
            }
            who = SIDES.get(str(fields.get("faction")), "")
            words = result.get(str(fields.get("outcome")), str(fields.get("outcome", "")))
            ink = {"repulse": "good", "stall": "muted", "gains": "amber"}.get(
                str(fields.get("outcome")), "damascus"
            )
            return Outcome(number, "■", ink, place, f"{who} {words}".strip(), ink)
        case "captured":
            to = str(fields.get("to", ""))
            holder = {
                "government": "to the government",
                "opposition": "to the opposition",
                "turkish": "to Turkey",
            }
            ink = {"government": "damascus", "opposition": "opposition", "turkish": "ankara"}.get(
                to, "neutral"
            )
            return Outcome(number, "■", ink, place, holder.get(to, to), f"{ink}+b")
        case "withdrew":
            return Outcome(number, "▷", "muted", place, f"{name('faction')} leaves", "text")
        case "retreated" | "exploited":
            verb = "retreats" if event.kind == "retreated" else "pushes on"
            return Outcome(number, "▷", "muted", name("formation"), f"{verb} to {place}", "text")
        case "standoff":
            return Outcome(number, "□", "amber", place, "stops before outside troops", "amber")
        case "flown":
            return Outcome(
                number,
                "*",
                "moscow",
                names.of(str(fields.get("sector", ""))),
                f"{fields.get('sorties')} sorties",
                "text",
            )
        case "aircraft_lost":
            return Outcome(
                number,
                "*",
                "alarm",
                names.of(str(fields.get("sector", ""))),
                f"{fields.get('number')} aircraft lost",
                "alarm",
            )
        case "drone_hit":
            men = fields.get("mbn")
            return Outcome(number, "*", "ankara", name("formation"), f"drones, {men} mbn lost", "alarm")
        case "forced_entry" | "jammed":
            words = f"{fields.get('sorties')} sorties forced" if event.kind == "forced_entry" else "jammed"
            return Outcome(number, "*", "ankara", name("sector"), words, "text")
        case "ad_hit":
            return Outcome(
                number, "*", "ankara", names.of(str(fields.get("sector", ""))), "air defence hit", "text"
            )
        case "place_struck":
            return Outcome(number, "*", "moscow", place, f"struck, {fields.get('sorties')} sorties", "moscow")
        case "road_cut":
            return Outcome(number, "═", "alarm", name("road"), "under fire", "alarm")
        case "road_cleared":
            return Outcome(number, "═", "good", name("road"), "cleared", "good")
        case "road_lost":
            return Outcome(number, "═", "alarm", name("road"), "no longer clear", "alarm")
        case "supply_changed":
            return Outcome(
                number, "═", "muted", name("formation"), f"{fields.get('old')} → {fields.get('new')}", "text"
            )
        case "starved" | "replaced":
            words = "out of stock" if event.kind == "starved" else "replacements"
            return Outcome(
                number, "═", "muted", name("formation"), words, "alarm" if event.kind == "starved" else "text"
            )
        case "moved" | "halted" | "arrived":
            verb = {"moved": "at", "halted": "halts at", "arrived": "arrives at"}[event.kind]
            mark, ink = ("✔", "good") if event.kind != "halted" else ("▷", "amber")
            return Outcome(
                number, mark, ink, name("formation"), f"{verb} {place}", "text" if mark == "✔" else "amber"
            )
        case "order_refused":
            reason = str(fields.get("reason", "")).replace("_", " ")
            return Outcome(number, "✘", "alarm", f"Order {fields.get('order')}", f"void: {reason}", "alarm")
        case "order_changed":
            return Outcome(
                number,
                "▷",
                "amber",
                f"Order {fields.get('order')}",
                f"done as {fields.get('new_type')}",
                "amber",
            )
        case "task_obeyed" | "task_ignored":
            obeyed = event.kind == "task_obeyed"
            task = str(fields.get("task", "")).replace("_", " ")
            words = ("obeys: " if obeyed else "ignores: ") + task
            return Outcome(
                number, "✔" if obeyed else "✘", "good" if obeyed else "alarm", name("faction"), words, "text"
            )
        case "displaced" | "exposure":
            people = fields.get("left") if event.kind == "displaced" else fields.get("people")
            words = "leave" if event.kind == "displaced" else "without shelter"
            return Outcome(number, "•", "neutral", place, f"{_hundreds(people)} {words}", "text")
        case "crossed":
            return Outcome(
                number, "•", "neutral", "The border", f"{_hundreds(fields.get('people'))} cross", "text"
            )
        case _ if event.kind.startswith(("post_", "siege_", "convoy_", "garrison_", "troops_")):
            words = event.kind.split("_", 1)[1].replace("_", " ")
            ink = (
                "alarm"
                if event.kind in ("post_besieged", "post_overrun", "troops_hit", "convoy_blocked")
                else "ankara"
            )
            post = name("post") if "post" in fields else place
            return Outcome(
                number,
                "▲",
                ink,
                post,
                words if event.kind != "siege_set" else f"siege: {fields.get('level')}",
                ink,
            )
        case _:
            return Outcome(number, "◆", "muted", event.kind.replace("_", " "), place, "text")


def _hundreds(value: str | int | None) -> str:
    return f"{int(value) * 100:,}".replace(",", " ") if isinstance(value, int) else "?"
