"""Tables that follow from the journal: sheets, injects, digests of turns, participants, seats, the desks of
the white cell (`desk_rows.py`), and where the session stands.

Writing folds each commit's entries into them; checking a save folds all entries again and compares. Both use
`Folded`. Kinds of entries that concern no table pass by, so that new ones need nothing here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from wargame.store.canonical import PROJECTIONS, Cell, canonical
from wargame.store.desk_rows import fold_desks

if TYPE_CHECKING:
    from pydantic import JsonValue

    from wargame.model.exercise import Entry

Row = tuple[Cell, ...]

_DECODER = json.JSONDecoder()

PHASES = ("lobby", "planning", "adjudicating", "white_review", "review", "paused", "ended")
"""What a session may be in; a `phase_changed` to anything else leaves the phase as it is."""

INJECT_STATES = ("written", "released", "planned", "held", "skipped")
"""`planned`: was changed, and waits."""

RFI_STATES = ("open", "claimed", "pending", "released", "refused")

RULING_STATES = ("accepted", "overridden", "withdrawn", "open", "upheld", "overturned", "noted")
"""The last four are of challenges."""

INJECT_ACTS = {"hold": "held", "let_go": "planned", "skip": "skipped", "restore": "planned"}
"""What `inject_changed` does -> the state it leads to; other acts leave one that is held as it is."""


def _empty() -> dict[str, dict[Row, Row]]:
    return {table: {} for table in PROJECTIONS}


@dataclass(slots=True)
class Folded:
    """The projections after some number of entries."""

    tables: dict[str, dict[Row, Row]] = field(default_factory=_empty)
    """Table -> primary key -> row."""
    phase: str = "lobby"
    turn: int = 0
    """The last turn that closed; 0 = none."""
    entries: int = 0
    head: bytes = b""
    revs: dict[tuple[int, str], int] = field(default_factory=dict)
    """(turn, seat) -> how many sheets were sealed; only the last can be the one that counts."""

    def copied(self) -> Folded:
        """The same content, to fold further without touching this one."""
        tables = {table: dict(held) for table, held in self.tables.items()}
        return Folded(tables, self.phase, self.turn, self.entries, self.head, dict(self.revs))

    def changed_since(self, before: Folded) -> dict[str, list[Row]]:
        """Table -> rows that were not there before, or were others. Rows never go."""
        return {
            table: [row for key, row in held.items() if before.tables[table].get(key) is not row]
            for table, held in self.tables.items()
        }

    def fold(self, seq: int, entry: Entry, made: bytes) -> None:
        """Take in the next entry, whose hash is `made`."""
        match entry.kind:
            case "session_opened":
                self.phase = "planning"
            case "phase_changed":
                to = _text(entry, "to")
                self.phase = to if to in PHASES else self.phase
            case "orders_sealed":
                self._seal(seq, entry)
            case "orders_reopened":
                self._reopen(entry.turn, entry.seat)
            case "inject_released" | "inject_written" | "inject_changed":
                self._inject(seq, entry)
            case "turn_adjudicated":
                self.turn = entry.turn
            case "session_ended":
                self.phase = "ended"
            case "participant_joined" | "participant_left" | "participant_kicked" | "role_set":
                self._participant(seq, entry)
            case "seat_changed" | "seat_locked":
                self._seat(seq, entry)
            case _:
                fold_desks(self.tables, seq, entry)
        self.entries, self.head = seq, made

    def close_turn(self, turn: int, seq: Cell, head: Cell, state_sha256: bytes) -> None:
        """Take in the digest of a turn whose record the entry `seq` vouches for."""
        self.tables["turn_digest"][turn,] = (turn, seq, head, state_sha256)

    def _seal(self, seq: int, entry: Entry) -> None:
        self._reopen(entry.turn, entry.seat)
        rev = self.revs.get((entry.turn, entry.seat), 0) + 1
        self.revs[entry.turn, entry.seat] = rev
        key = (entry.turn, entry.seat, rev)
        row = (*key, 1, entry.actor, canonical(dict(entry.payload)), seq)
        self.tables["order_set"][key] = row

    def _reopen(self, turn: int, seat: str) -> None:
        key = (turn, seat, self.revs.get((turn, seat), 0))
        row = self.tables["order_set"].get(key)
        if row is not None and row[3]:
            self.tables["order_set"][key] = (*row[:3], 0, *row[4:])

    def _inject(self, seq: int, entry: Entry) -> None:
        name = inject_name(entry.payload) or f"entry_{seq}"
        written = self.tables["inject"].get((name,))
        definition = written[5] if written else canonical(dict(entry.payload))
        status = "released" if entry.kind == "inject_released" else "written"
        if entry.kind == "inject_changed":
            change = entry.payload.get("change")
            act = change.get("act") if isinstance(change, dict) else ""
            stays = "held" if written and written[1] == "held" and act in ("retime", "edit") else "planned"
            status = INJECT_ACTS.get(str(act), stays)
            definition = canonical(dict(entry.payload))
        row = (name, status, entry.turn, entry.day, entry.audience, definition, seq)
        self.tables["inject"][name,] = row

    def _participant(self, seq: int, entry: Entry) -> None:
        pid = _text(entry, "pid")
        held = self.tables["participant"]
        row = held.get((pid,))
        if not 1 <= len(pid) <= 40 or (row is None and entry.kind != "participant_joined"):
            return
        if entry.kind == "participant_joined":
            first = row[4] if row else entry.at_ms
            name, seat, role = (_text(entry, key) for key in ("name", "seat", "role"))
            held[pid,] = (pid, name, seat, role, first, 0, seq)
        elif row and entry.kind == "role_set":
            held[pid,] = (*row[:3], _text(entry, "role"), *row[4:6], seq)
        elif row:
            held[pid,] = (*row[:5], entry.at_ms, seq)

    def _seat(self, seq: int, entry: Entry) -> None:
        seat = _text(entry, "seat") or _text(entry, "team")
        if not 1 <= len(seat) <= 40:
            return
        row = self.tables["seat_state"].get((seat,), (seat, "", 0, 0))
        if entry.kind == "seat_changed":
            row = (seat, _text(entry, "kind"), row[2], seq)
        else:
            row = (seat, row[1], int(entry.payload.get("locked") is True), seq)
        self.tables["seat_state"][seat,] = row

    def phase_row(self) -> Row:
        """The columns phase, turn, entries and head of session."""
        return (self.phase, self.turn, self.entries, self.head)


def _text(entry: Entry, key: str) -> str:
    """A text of the payload; an empty one where there is none."""
    found = entry.payload.get(key)
    return found if isinstance(found, str) else ""


def inject_name(payload: dict[str, JsonValue]) -> str:
    """The id of the inject that an entry is about, or an empty text."""
    for key in ("inject", "id", "change"):
        found = payload.get(key)
        if isinstance(found, str):
            return found
        if isinstance(found, dict):
            return inject_name(found)
    return ""


def parsed(payload: str) -> dict[str, JsonValue]:
    """The payload of an entry. Raises ValueError if it is no JSON object."""
    try:
        held = _DECODER.decode(payload)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(held, dict):
        raise ValueError("no JSON object")
    return cast("dict[str, JsonValue]", held)
