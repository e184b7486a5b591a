"""The events and orders a Condition may ask for with happened() and ordered(), and their fields.

Events and their fields are those of `events_text.EVENTS` (RB 22.3); orders those of model/orders.py (RB 6.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wargame.errors import nearest
from wargame.play.events_text import EVENTS
from wargame.play.words import CODES, HALTS, As
from wargame.rules import codes
from wargame.rules.codes import Column, EventKind, OrderKind

if TYPE_CHECKING:
    from wargame.play.names import Names


class FactField(NamedTuple):
    """One field: where the engine's row keeps it, and the words it may hold; None for plain numbers."""

    column: Column
    words: dict[str, int] | None


ORDERS: dict[OrderKind, tuple[tuple[str, Column, As | str], ...]] = {
    OrderKind.MOVE: (
        ("formation", Column.SUBJECT, As.FORMATION),
        ("path", Column.PLACE, As.PLACE),
        ("halt_on_contact", Column.FLAG, "flag"),
    ),
    OrderKind.POSTURE: (("formation", Column.SUBJECT, As.FORMATION), ("posture", Column.MODE, "posture")),
    OrderKind.ATTACK: (
        ("formation", Column.WHO, As.FORMATION),
        ("target", Column.PLACE, As.PLACE),
        ("intensity", Column.MODE, "intensity"),
        ("min_column", Column.AMOUNT, As.NUMBER),
    ),
    OrderKind.FIRES: (
        ("formation", Column.WHO, As.FORMATION),
        ("post", Column.SUBJECT, As.POST),
        ("mode", Column.MODE, As.FIRE),
        ("target", Column.PLACE, As.PLACE),
        ("days", Column.AMOUNT, As.NUMBER),
    ),
    OrderKind.RECON: (
        ("asset", Column.MODE, "asset"),
        ("sector", Column.SUBJECT, As.SECTOR),
        ("place", Column.PLACE, As.PLACE),
    ),
    OrderKind.ROE: (("branch", Column.SUBJECT, As.BRANCH), ("rule", Column.MODE, As.RULE)),
    OrderKind.DRONE_STRIKE: (
        ("sector", Column.SUBJECT, As.SECTOR),
        ("place", Column.PLACE, As.PLACE),
        ("aim", Column.MODE, "aim"),
        ("sorties", Column.AMOUNT, As.NUMBER),
        ("forced", Column.FLAG, "flag"),
    ),
    OrderKind.JAM: (("sector", Column.SUBJECT, As.SECTOR), ("days", Column.AMOUNT, As.NUMBER)),
    OrderKind.CONVOY: (
        ("post", Column.SUBJECT, As.POST),
        ("to", Column.SUBJECT, As.POST),
        ("kind", Column.MODE, "convoy"),
        ("size", Column.AMOUNT, As.NUMBER),
        ("escort", Column.WHO, As.FORMATION),
        ("route", Column.PLACE, As.PLACE),
        ("announce", Column.FLAG, "flag"),
    ),
    OrderKind.SUPPLY_PRIORITY: (("formation", Column.WHO, As.FORMATION),),
    OrderKind.PROXY_TASK: (
        ("proxy", Column.SUBJECT, As.FACTION),
        ("task", Column.MODE, As.TASK),
        ("place", Column.PLACE, As.PLACE),
        ("road", Column.ROAD, As.ROAD),
        ("inducement", Column.AMOUNT, As.NUMBER),
    ),
    OrderKind.POST: (
        ("act", Column.MODE, "act"),
        ("post", Column.SUBJECT, As.POST),
        ("place", Column.PLACE, As.PLACE),
        ("size", Column.AMOUNT, As.NUMBER),
    ),
    OrderKind.AIR_TASK: (
        ("mission", Column.WHO, "mission"),
        ("place", Column.PLACE, As.PLACE),
        ("road", Column.ROAD, As.ROAD),
        ("sector", Column.SECTOR, As.SECTOR),
        ("sorties", Column.SORTIES, As.NUMBER),
        ("rules", Column.RULES, As.RULES),
    ),
    OrderKind.AIRSPACE: (
        ("sector", Column.SUBJECT, As.SECTOR),
        ("user", Column.AMOUNT, As.USER),
        ("access", Column.MODE, As.ACCESS),
    ),
    OrderKind.MILITARY_POLICE: (
        ("task", Column.MODE, "police"),
        ("post", Column.SUBJECT, As.POST),
        ("formation", Column.WHO, As.FORMATION),
        ("place", Column.PLACE, As.PLACE),
        ("road", Column.ROAD, As.ROAD),
    ),
    OrderKind.CLEAR_ROAD: (("road", Column.ROAD, As.ROAD),),
    OrderKind.SIEGE: (("post", Column.SUBJECT, As.POST), ("level", Column.MODE, As.SIEGE)),
    OrderKind.PROXY_SUPPORT: (
        ("proxy", Column.SUBJECT, As.FACTION),
        ("kind", Column.MODE, "support"),
        ("amount", Column.AMOUNT, As.NUMBER),
    ),
    OrderKind.STATEMENT: (
        ("tone", Column.MODE, "tone"),
        ("to", Column.SUBJECT, As.TEAM),
        ("place", Column.PLACE, As.PLACE),
        ("public", Column.FLAG, "flag"),
    ),
    OrderKind.ULTIMATUM: (
        ("to", Column.WHO, As.TEAM),
        ("rung", Column.MODE, As.NUMBER),
        ("deadline", Column.AMOUNT, As.NUMBER),
    ),
    OrderKind.OFFER: (("to", Column.WHO, As.TEAM), ("secret", Column.FLAG, "flag")),
    OrderKind.RESPOND: (("offer", Column.SUBJECT, As.NUMBER), ("answer", Column.MODE, "answer")),
    OrderKind.EXTERNAL: (("capital", Column.SUBJECT, "capital"), ("ask", Column.MODE, "ask")),
    OrderKind.ECONOMY: (("lever", Column.SUBJECT, "lever"), ("direction", Column.MODE, "direction")),
    OrderKind.LADDER: (("rung", Column.AMOUNT, As.NUMBER),),
    OrderKind.BORDER: (
        ("policy", Column.MODE, "policy"),
        ("camp_place", Column.PLACE, As.PLACE),
    ),
    OrderKind.LIBYA: (("proxy", Column.SUBJECT, As.FACTION), ("change", Column.AMOUNT, As.NUMBER)),
    OrderKind.STEER: (
        ("act", Column.MODE, "steer"),
        ("place", Column.PLACE, As.PLACE),
        ("leverage", Column.AMOUNT, As.NUMBER),
    ),
}
"""What may be asked of each order. Of a list, any entry may be the one asked for."""

EXTRA_CODES = {
    "posture": codes.Posture,
    "intensity": codes.Intensity,
    "convoy": codes.ConvoyKind,
    "act": codes.PostAct,
    "mission": codes.AirMission,
    "asset": codes.Asset,
    "aim": codes.DroneAim,
    "police": codes.PoliceTask,
    "support": codes.SupportKind,
    "tone": codes.Tone,
    "answer": codes.Answer,
    "capital": codes.Capital,
    "ask": codes.Ask,
    "lever": codes.Lever,
    "direction": codes.Direction,
    "policy": codes.BorderPolicy,
    "steer": codes.SteerAct,
}

LATER_EVENTS = (
    *(event.name.lower() for event in EventKind if event not in EVENTS),
    "ready_to_attack", "preview_opened", "rfi_asked",
)  # fmt: skip
"""Events of RB 22.3 and entries of the session that nothing tells or writes yet."""

NUMBERS = (As.NUMBER, As.RUNG)
"""Fields that are compared as plain numbers; other amounts are not asked for by equality."""


def words_as(what: As, names: Names) -> dict[str, int] | None:
    """The words a field may hold, or None where it holds none."""
    rows = {
        As.PLACE: names.place, As.ROAD: names.road, As.SECTOR: names.sector, As.POOL: names.pool,
        As.FORMATION: names.formation, As.POST: names.post, As.INJECT: names.inject,
    }.get(what)  # fmt: skip
    if rows is not None:
        return rows
    if what is As.GUNS:
        return names.formation | {post: len(names.formations) + row for post, row in names.post.items()}
    if what is As.HALT:
        return {word.replace(" ", "_"): code for code, word in enumerate(HALTS) if word}
    if what in CODES:
        return {member.name.lower(): member.value for member in CODES[what]}
    return None


def event_fields(kind: str, names: Names) -> tuple[int, dict[str, FactField]] | str:
    """The code and the fields of an event, or what is wrong with its name."""
    known = {event.name.lower(): event for event in EVENTS}
    if kind in LATER_EVENTS:
        return f"{kind} is not available yet: nothing tells it"
    if kind not in known:
        return _unknown("event", kind, (*known, *LATER_EVENTS))
    fields: dict[str, FactField] = {}
    for column, (name, what) in zip(Column, EVENTS[known[kind]].fields, strict=False):
        words = words_as(what, names)
        if words is not None or what in NUMBERS:
            fields[name] = FactField(column, words)
    return known[kind].value, fields


def order_fields(kind: str, names: Names) -> tuple[int, dict[str, FactField]] | str:
    """The code and the fields of an order, or what is wrong with its name."""
    known = {order.name.lower(): order for order in ORDERS}
    if kind not in known:
        return _unknown("order", kind, tuple(known))
    fields: dict[str, FactField] = {}
    for name, column, what in ORDERS[known[kind]]:
        if isinstance(what, As):
            fields[name] = FactField(column, words_as(what, names))
        elif what == "flag":
            fields[name] = FactField(column, {"false": 0, "true": 1})
        else:
            fields[name] = FactField(column, {m.name.lower(): m.value for m in EXTRA_CODES[what]})
    return known[kind].value, fields


def _unknown(what: str, name: str, known: tuple[str, ...]) -> str:
    hint = nearest(name, known)
    return f"no {what} is called {name!r}" + (f"; did you mean {hint}?" if hint else "")


def all_fields(names: Names) -> tuple[dict[str, dict[str, FactField]], dict[str, dict[str, FactField]]]:
    """Every event and every order with its fields, for the printed list."""
    events: dict[str, dict[str, FactField]] = {}
    orders: dict[str, dict[str, FactField]] = {}
    for event in EventKind:
        found = event_fields(event.name.lower(), names)
        if not isinstance(found, str):
            events[event.name.lower()] = found[1]
    for order in OrderKind:
        found = order_fields(order.name.lower(), names)
        if not isinstance(found, str):
            orders[order.name.lower()] = found[1]
    return events, orders
