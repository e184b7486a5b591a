"""`wargame export`: a session as one seat may read it, for spreadsheets, programs and printing.

Made from that seat's view at each turn and from the entries addressed to it, field by field: what is not
named here does not leave the save. The raw file holds everything; before ENDEX give away exports only.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

from wargame import opening
from wargame.commands.export_text import csv_of, html_of
from wargame.commands.output import say, say_json
from wargame.model.orders import OrderSheet
from wargame.play.msel import BITS
from wargame.play.notation import text_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from pydantic import JsonValue

    from wargame.model.events import Event
    from wargame.model.exercise import Entry
    from wargame.model.view import InjectView
    from wargame.play.session import Session

    Tree = dict[str, JsonValue]

FORMAT = 1
"""Version of what is exported, in its field `format`."""

WHITE = "white"

FIELDS: Mapping[str, tuple[str, ...]] = {
    "session_opened": ("scenario", "turns"),
    "exercise_started": (),
    "phase_changed": ("from", "to"),
    "clock_set": ("remaining_ms", "running"),
    "orders_sealed": ("sheet", "unsealed"),
    "orders_reopened": ("team",),
    "turn_adjudicated": ("turn",),
    "move_missed": ("team", "policy"),
    "chat_sent": ("chat",),
    "rfi_asked": ("id", "text"),
    "rfi_answered": ("id", "state", "text"),
    "ruling_challenged": ("id", "shown", "ground"),
    "challenge_decided": ("id", "decision", "text"),
    "notice_sent": ("text", "emergency"),
    "session_ended": ("turn", "cause", "seed", "salt"),
}
"""Kind of entry -> what of its payload a team may have, if the entry is addressed to it. Texts of injects
come from the view, which fills them for the reader; drafts of sheets, private notes, receipts, the tag that
says whether an answer was true, the engine's number of an event, and the seed before the end are for nobody
but the white cell.
"""


class Line(NamedTuple):
    """One line of the table of an export."""

    turn: int
    day: int
    what: str
    """`event`, `orders`, `motive` (why a bot gave an order), `inject`, `aim` (a line of the war aims as it
    stands at the end of the export) or the kind of an entry.
    """
    who: str
    text: str


def run(arguments: argparse.Namespace) -> int:
    """Print the export. Exit 0, or WargameError."""
    session = opening.read(arguments.file, arguments.db)
    seat = arguments.seat
    if arguments.format == "json":
        say_json(tree_of(session, seat))
    elif arguments.format == "csv":
        say(csv_of(lines_of(session, seat)).rstrip("\n"))
    else:
        say(html_of(session.scenario.title, seat, facts_of(session, seat), lines_of(session, seat)))
    if seat == WHITE and not ended(session):
        sys.stderr.write("wargame: this is the white cell's copy: it holds what teams must not know yet\n")
    return 0


def ended(session: Session) -> bool:
    """Whether the session has ended, by its last turn or by the white cell."""
    return session.over or getattr(session.journal, "phase", "") == "ended"


def facts_of(session: Session, seat: str) -> dict[str, str]:
    """What the export is about, by name; of a session that has ended also the seed."""
    held = getattr(session.journal, "name", "")
    facts = {
        "seat": seat,
        "scenario": session.scenario.id,
        "turns played": str(session.last.turn),
        "state": "ended" if ended(session) else "under way",
        "head of the journal": str(getattr(session.journal, "head", "")),
        "commitment to the seed": str(getattr(session.journal, "seed_commit", "")),
    }
    if ended(session) or seat == WHITE:
        facts["seed"] = str(session.seed)
    if seat == WHITE:
        facts["save"] = str(held)
    return {name: value for name, value in facts.items() if value}


def tree_of(session: Session, seat: str) -> Tree:
    """The whole export as JSON: facts, a view and the events of each turn, injects, entries."""
    turns: list[JsonValue] = []
    for turn in range(session.last.turn + 1):
        position = session.at(turn)
        view = position.view(seat).model_dump(mode="json", exclude={"events", "injects", "sheet", "sealed"})
        events: list[JsonValue] = [event_of(event) for event in position.last.told(seat)]
        turns.append({"turn": turn, "view": view, "events": events})
    injects: list[JsonValue] = [inject.model_dump(mode="json") for inject in injects_of(session, seat)]
    entries: list[JsonValue] = [entry for entry in entries_of(session, seat)]  # noqa: C416  another type
    facts: Tree = dict(facts_of(session, seat))
    return {"format": FORMAT, "facts": facts, "turns": turns, "injects": injects, "entries": entries}


def event_of(event: Event) -> Tree:
    """An event as its reader may have it."""
    return {
        "turn": event.turn,
        "day": event.day,
        "kind": event.kind,
        "place": event.place,
        "fields": dict(event.fields),
        "sentence": event.sentence,
        "why": event.why(),
    }


def injects_of(session: Session, seat: str) -> list[InjectView]:
    """The injects that reached a seat, or for the white cell the whole list."""
    return [i for i in session.view(seat).injects if seat == WHITE or i.state in ("", "released")]


def entries_of(session: Session, seat: str) -> list[Tree]:
    """The entries addressed to a seat, each with what the seat may have of it."""
    found: list[Tree] = []
    for entry in session.journal.entries():
        payload = payload_of(session, entry, seat)
        if payload is None:
            continue
        shown: Tree = {
            "turn": entry.turn,
            "day": entry.day,
            "at_ms": entry.at_ms,
            "seat": entry.seat,
            "kind": entry.kind,
            "payload": payload,
        }
        if seat in (WHITE, entry.seat):
            shown["actor"] = entry.actor
        found.append(shown)
    return found


def payload_of(session: Session, entry: Entry, seat: str) -> Tree | None:
    """What a seat may have of an entry, offers by its own numbers; None for an entry that is not for it."""
    if seat == WHITE:
        return dict(entry.payload)
    if not entry.audience & BITS[seat] or entry.kind not in FIELDS:
        return None
    found: Tree = {name: entry.payload[name] for name in FIELDS[entry.kind] if name in entry.payload}
    if "sheet" in found:
        found["sheet"] = session.numbers.own_sheet(_sheet(found)).model_dump(mode="json")
    return found


def _sheet(payload: Tree) -> OrderSheet:
    return OrderSheet.model_validate_json(json.dumps(payload["sheet"]))


def lines_of(session: Session, seat: str) -> list[Line]:
    """The export as a table, in the order in which things happened."""
    lines = []
    for turn in range(1, session.last.turn + 1):
        position = session.at(turn)
        lines += [
            Line(turn, event.day, "event", event.kind, event.sentence) for event in position.last.told(seat)
        ]
        opened = (turn - 1) * session.layout.names.days_per_turn - 1
        lines += [
            Line(turn, opened, "motive", each.team, f"{each.order}, because: {each.sentence}")
            for each in position.motives(seat)
        ]
    lines += [
        Line(i.turn, i.day, "inject", i.sender, f"{i.title}. {i.body}")
        for i in injects_of(session, seat)
        if i.state in ("", "released")
    ]
    for entry in session.journal.entries():
        payload = payload_of(session, entry, seat)
        if payload:
            lines += _entry_lines(entry, payload)
    lines += _aim_lines(session, seat)
    order = {"inject": 0, "event": 2, "aim": 3}
    return sorted(lines, key=lambda line: (line.turn, order.get(line.what, 1)))


def _aim_lines(session: Session, seat: str) -> list[Line]:
    """The war aims that a seat may read now: its own; those of all once the session has ended."""
    view = session.at(session.last.turn).view(seat)
    return [
        Line(
            session.last.turn,
            view.day,
            "aim",
            aim.team,
            f"{aim.title} ({aim.half}): {aim.points / 100:.1f} of {aim.weight}; {aim.measure}: {aim.reason}",
        )
        for aim in view.scores
    ]


def _entry_lines(entry: Entry, payload: Tree) -> list[Line]:
    """An entry as lines: a sheet by its orders, a text as it stands, the rest in names and values."""
    if entry.kind == "orders_sealed":
        sheet = _sheet(payload)
        texts = [text_of(order) for order in sheet.orders]
        texts += [f"intent: {sheet.intent}"] if sheet.intent else []
        return [Line(entry.turn, entry.day, "orders", entry.seat, text) for text in texts]
    if entry.kind in ("inject_written", "inject_released"):
        return []
    said = payload.get("chat", payload)
    text = said.get("text") if isinstance(said, dict) else None
    if not isinstance(text, str):
        text = ", ".join(f"{name} {value}" for name, value in payload.items())
    return [Line(entry.turn, entry.day, entry.kind, entry.seat, text)]
