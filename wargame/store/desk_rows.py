"""Rows of the desks of the white cell: questions, rulings, observations, and notes of participants.

Like all projections (`projections.py`) they are folded from entries, also foreign ones: what is no text
counts as an empty one, and a row without a name is not made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.store.canonical import Cell, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wargame.model.exercise import Entry

    Row = tuple[Cell, ...]
    Held = dict[Row, Row]

MOST_EVENT = 1 << 31


def fold_desks(tables: Mapping[str, Held], seq: int, entry: Entry) -> None:
    """Take in an entry; one that concerns no desk passes by."""
    found = FOLDS.get(entry.kind)
    if found is not None:
        table, fold = found
        fold(tables[table], seq, entry)


def _text(entry: Entry, key: str) -> str:
    found = entry.payload.get(key)
    return found if isinstance(found, str) else ""


def _named(entry: Entry, key: str = "id") -> str:
    """The name of a row; empty for one that no table takes."""
    found = _text(entry, key)
    return found if 1 <= len(found) <= 40 else ""


def _number(entry: Entry, key: str) -> int:
    found = entry.payload.get(key)
    return found if isinstance(found, int) and 0 <= found < MOST_EVENT else -1


def _asked(held: Held, seq: int, entry: Entry) -> None:
    if name := _named(entry):
        held[name,] = (name, entry.seat, "open", "", _text(entry, "text"), "", "", entry.turn, seq)


def _rfi(held: Held, seq: int, entry: Entry) -> None:
    """Claimed, drafted or answered: only what was asked."""
    row = held.get((_text(entry, "id"),))
    if row is None:
        return
    name, seat, state, owner, asked, answer, truth, turn, _ = row
    if entry.kind == "rfi_claimed":
        owner = _text(entry, "owner")
        state = state if state == "pending" else "claimed" if owner else "open"
    else:
        answer, truth = _text(entry, "text"), _text(entry, "truth")
        done = "released" if _text(entry, "state") == "released" else "refused"
        state = "pending" if entry.kind == "rfi_drafted" else done
    held[name,] = (name, seat, state, owner, asked, answer, truth, turn, seq)


def _accepted(held: Held, seq: int, entry: Entry) -> None:
    turn, event = _number(entry, "turn"), _number(entry, "event")
    name = f"accepted_{turn}_{event}" if event >= 0 else f"accepted_{turn}"
    detail = canonical(dict(entry.payload))
    held[name,] = (name, "accepted", entry.turn, event, entry.seat, entry.actor, detail, seq)


def _overridden(held: Held, seq: int, entry: Entry) -> None:
    made = entry.payload.get("override")
    given = made if isinstance(made, dict) else {}
    name, event = given.get("id"), given.get("event")
    if isinstance(name, str) and 1 <= len(name) <= 40:
        number = event if isinstance(event, int) and 0 <= event < MOST_EVENT else -1
        detail = canonical(dict(given))
        held[name,] = (name, "overridden", entry.turn, number, entry.seat, entry.actor, detail, seq)


def _challenged(held: Held, seq: int, entry: Entry) -> None:
    if name := _named(entry):
        detail = canonical(dict(entry.payload))
        event = _number(entry, "event")
        held[name,] = (name, "open", entry.turn, event, entry.seat, entry.actor, detail, seq)


def _decided(held: Held, seq: int, entry: Entry) -> None:
    """A challenge decided, an override withdrawn: only what was there, and `detail` stays."""
    row = held.get((_text(entry, "id"),))
    if row is not None:
        decided = _text(entry, "decision")
        known = decided if decided in ("upheld", "overturned", "noted") else "noted"
        state = "withdrawn" if entry.kind == "override_withdrawn" else known
        held[row[0],] = (row[0], state, *row[2:7], seq)


def _observed(held: Held, seq: int, entry: Entry) -> None:
    if name := _named(entry):
        lists = []
        for key in ("objectives", "teams"):
            found = entry.payload.get(key)
            lists.append(canonical(found if isinstance(found, list) else []))
        sign = _text(entry, "sign")
        words = (_text(entry, "text"), *lists, sign if sign in ("+", "-") else "")
        held[name,] = (name, entry.turn, entry.actor, *words, seq)


def _noted(held: Held, seq: int, entry: Entry) -> None:
    pid, name = _named(entry, "pid"), _named(entry, "note_id")
    if pid and name:
        share = int(entry.payload.get("share") is True)
        held[pid, name] = (pid, name, _text(entry, "text"), share, seq)


FOLDS: dict[str, tuple[str, Callable[[Held, int, Entry], None]]] = {
    "rfi_asked": ("rfi", _asked),
    "rfi_claimed": ("rfi", _rfi),
    "rfi_drafted": ("rfi", _rfi),
    "rfi_answered": ("rfi", _rfi),
    "ruling_accepted": ("ruling", _accepted),
    "ruling_overridden": ("ruling", _overridden),
    "override_withdrawn": ("ruling", _decided),
    "ruling_challenged": ("ruling", _challenged),
    "challenge_decided": ("ruling", _decided),
    "observation_made": ("observation", _observed),
    "note_saved": ("note", _noted),
}
"""Kind of entry -> the table it concerns, and what it does there."""
