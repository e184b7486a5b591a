"""Tables that follow from the journal: order_set, inject, turn_digest, and where the session stands.

Writing folds each commit's entries into them; checking a save folds all entries again and compares. Both use
`Folded`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.store.canonical import Cell, canonical

if TYPE_CHECKING:
    from pydantic import JsonValue

    from wargame.model.exercise import Entry

Row = tuple[Cell, ...]


@dataclass(slots=True)
class Folded:
    """The projections after some number of entries. Keys are the primary keys of the rows."""

    order_sets: dict[tuple[int, str, int], Row] = field(default_factory=dict)
    injects: dict[str, Row] = field(default_factory=dict)
    turn_digests: dict[int, Row] = field(default_factory=dict)
    phase: str = "lobby"
    turn: int = 0
    """The last turn that closed; 0 = none."""
    entries: int = 0
    head: bytes = b""

    def copied(self) -> Folded:
        """The same content, to fold further without touching this one."""
        return Folded(
            dict(self.order_sets),
            dict(self.injects),
            dict(self.turn_digests),
            self.phase,
            self.turn,
            self.entries,
            self.head,
        )

    def fold(self, seq: int, entry: Entry, made: bytes) -> None:
        """Take in the next entry, whose hash is `made`."""
        match entry.kind:
            case "session_opened":
                self.phase = "planning"
            case "orders_sealed":
                self._seal(seq, entry)
            case "orders_reopened":
                self._reopen(entry.turn, entry.seat)
            case "inject_released" | "inject_written":
                self._inject(seq, entry)
            case "turn_adjudicated":
                self.turn = entry.turn
            case "session_ended":
                self.phase = "ended"
            case "event":
                pass
        self.entries, self.head = seq, made

    def close_turn(self, turn: int, seq: Cell, head: Cell, state_sha256: bytes) -> None:
        """Take in the digest of a turn whose record the entry `seq` vouches for."""
        self.turn_digests[turn] = (turn, seq, head, state_sha256)

    def _seal(self, seq: int, entry: Entry) -> None:
        self._reopen(entry.turn, entry.seat)
        rev = 1 + sum(1 for turn, seat, _ in self.order_sets if (turn, seat) == (entry.turn, entry.seat))
        sheet = canonical(dict(entry.payload))
        key = (entry.turn, entry.seat, rev)
        self.order_sets[key] = (*key, 1, entry.actor, sheet, seq)

    def _reopen(self, turn: int, seat: str) -> None:
        for key, row in self.order_sets.items():
            if key[:2] == (turn, seat):
                self.order_sets[key] = (*row[:3], 0, *row[4:])

    def _inject(self, seq: int, entry: Entry) -> None:
        name = inject_name(entry.payload) or f"entry_{seq}"
        written = self.injects.get(name)
        definition = written[5] if written else canonical(dict(entry.payload))
        status = "released" if entry.kind == "inject_released" else "written"
        self.injects[name] = (name, status, entry.turn, entry.day, entry.audience, definition, seq)

    def phase_row(self) -> Row:
        """The columns phase, turn, entries and head of session."""
        return (self.phase, self.turn, self.entries, self.head)


def inject_name(payload: dict[str, JsonValue]) -> str:
    """The id of the inject that an entry is about, or an empty text."""
    for key in ("inject", "id"):
        found = payload.get(key)
        if isinstance(found, str):
            return found
        if isinstance(found, dict):
            return inject_name(found)
    return ""


def parsed(payload: str) -> dict[str, JsonValue]:
    """The payload of an entry. Raises ValueError if it is no JSON object."""
    try:
        held = json.loads(payload)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(held, dict):
        raise ValueError("no JSON object")
    return held
