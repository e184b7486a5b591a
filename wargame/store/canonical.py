"""What a save hashes, and the bytes in which it does: canonical JSON, rows, the chain, the packed state of
a turn.

Nothing here touches a file but `rules_version`, and nothing imports sqlmodel: checking a save needs the
standard library and pydantic only.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
import zlib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from wargame import rules
from wargame.model.exercise import TurnRecord
from wargame.rules import tables as engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

APPLICATION_ID = 0x57475431
"""`WGT1`, in the header of every save."""

FORMAT = 3
"""Version of the file format, SQLite's user_version. A newer one is refused, an older one still read."""

STATE_CAP = 64 << 20
"""Most bytes that the packed state of a turn may unpack to."""

Cell = int | str | bytes | float | None
"""A value of a column as SQLite gives it. Floats and None are never stored, only found in damaged files."""

META = (
    "id", "uuid", "app", "engine_version", "format", "scenario_id", "scenario_sha256", "scenario_text",
    "base_text", "choices", "created_ms",
)  # fmt: skip
"""Columns of save_meta in the order of the file; `format` is the one in which the session was begun."""

SESSION = (
    "id", "phase", "turn", "entries", "head", "seed", "seed_salt", "seed_commit", "chain_salt", "policies",
    "parent", "parent_seq",
)  # fmt: skip
"""Columns of session. The second to the fifth follow the journal; the others never change."""

SESSION_FIXED = (SESSION[0], *SESSION[5:])
"""Columns of session that the first entry vouches for."""

SEAT = ("team", "kind")
"""Columns of seat."""

ENTRY = (
    "seq", "turn", "day", "at_ms", "actor", "seat", "kind", "kind_v", "audience", "payload", "header_sha256",
    "record_sha256", "command_sha256", "hash",
)  # fmt: skip
"""Columns of entry. `hash` covers all the others."""

COMMAND = ("seat", "pid", "cid", "body_sha", "result", "first_seq", "last_seq")
"""Columns of command. The entry `last_seq` vouches for the row."""

ORDER_SET = ("turn", "seat", "rev", "final", "author", "sheet", "seq")
"""Columns of order_set."""

INJECT = ("inject_id", "status", "turn", "day", "audience", "definition", "seq")
"""Columns of inject."""

SNAPSHOT = ("turn", "seq", "engine_version", "digest", "state", "state_sha256")
"""Columns of snapshot."""

TURN_DIGEST = ("turn", "seq", "head", "state_sha256")
"""Columns of turn_digest."""

PARTICIPANT = ("pid", "name", "seat", "role", "joined_ms", "left_ms", "seq")
"""Columns of participant. No credential is among them, nor anywhere else in a save."""

SEAT_STATE = ("seat", "kind", "locked", "seq")
"""Columns of seat_state."""

RFI = ("rfi_id", "seat", "status", "owner", "text", "answer", "truth", "turn", "seq")
"""Columns of rfi: questions to the white cell."""

RULING = ("ruling_id", "status", "turn", "event", "seat", "actor", "detail", "seq")
"""Columns of ruling: what was accepted, overridden or challenged; `detail` is the payload that began it."""

OBSERVATION = ("observation_id", "turn", "actor", "text", "objectives", "teams", "sign", "seq")
"""Columns of observation; objectives and teams are JSON lists."""

NOTE = ("pid", "note_id", "text", "share", "seq")
"""Columns of note: what participants keep for themselves."""

COLUMNS = {
    "save_meta": META,
    "session": SESSION,
    "seat": SEAT,
    "entry": ENTRY,
    "command": COMMAND,
    "snapshot": SNAPSHOT,
    "order_set": ORDER_SET,
    "inject": INJECT,
    "turn_digest": TURN_DIGEST,
    "participant": PARTICIPANT,
    "seat_state": SEAT_STATE,
    "rfi": RFI,
    "ruling": RULING,
    "observation": OBSERVATION,
    "note": NOTE,
}
"""Every table of a save and its columns in order."""

PROJECTIONS = {
    "order_set": 3, "inject": 1, "turn_digest": 1, "participant": 1, "seat_state": 1, "rfi": 1, "ruling": 1,
    "observation": 1, "note": 2,
}  # fmt: skip
"""Tables that follow from the journal, and how many of their first columns are their key."""

KEYS = {
    "save_meta": "id",
    "session": "id",
    "seat": "team",
    "entry": "seq",
    "command": "seat, pid, cid",
    "snapshot": "turn",
    **{table: ", ".join(COLUMNS[table][:keys]) for table, keys in PROJECTIONS.items()},
}
"""Table -> the columns of its primary key, in which its rows are read."""

CHANGING = ("ruling_overridden", "override_withdrawn")
"""Kinds of entries whose record takes the place of an earlier one of their turn."""

CLOSING = ("turn_adjudicated", *CHANGING)
"""Kinds of entries that vouch for the record of their turn."""

LATER = {2: {"session": ("parent", "parent_seq"), "entry": ("command_sha256",)}}
"""Format -> what it added to tables that were there before."""

LATER_TABLES = {2: ("command", "participant", "seat_state"), 3: ("rfi", "ruling", "observation", "note")}
"""Format -> the tables it added."""

BEFORE: dict[str, Cell] = {"parent": "", "parent_seq": 0, "command_sha256": b""}
"""What a column holds in rows of formats that did not have it."""


def columns_of(table: str, version: int) -> tuple[str, ...]:
    """The columns that a table has in a file of some format; none if the format does not have the table."""
    later = {format for format, tables in LATER_TABLES.items() if table in tables}
    if any(format > version for format in later):
        return ()
    added = {name for format, found in LATER.items() if format > version for name in found.get(table, ())}
    return tuple(name for name in COLUMNS[table] if name not in added)


ROW = ("day", "step", "kind", "a", "b", "c", "d", "cause")
"""Columns of a row of reasons or facts (RB 22.1)."""


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _hex(cell: object) -> dict[str, str]:
    if not isinstance(cell, bytes):
        raise TypeError(f"no cell: {type(cell).__name__}")
    return {"x": cell.hex()}


_ROW = json.JSONEncoder(separators=(",", ":"), default=_hex)


def _normal(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [_normal(v) for v in value]
        case dict():
            return {unicodedata.normalize("NFC", k): _normal(v) for k, v in value.items()}
        case _:
            return value


def canonical(value: JsonValue) -> str:
    """JSON with sorted keys, no spaces, texts in NFC. Equal values give equal texts.

    Raises ValueError for NaN and infinity.
    """
    made = _CANONICAL.encode(value)
    return made if unicodedata.is_normalized("NFC", made) else _CANONICAL.encode(_normal(value))


def row_bytes(cells: Iterable[Cell]) -> bytes:
    """The bytes of a row that are hashed: a JSON array in ASCII that tells integers, texts and blobs apart.

    Texts are taken as they stand, not normalised, so that no change of a stored byte hides behind NFC.
    """
    return _ROW.encode(tuple(cells)).encode("ascii")


def digest(cells: Iterable[Cell]) -> bytes:
    """SHA-256 of a row, 32 bytes."""
    return hashlib.sha256(row_bytes(cells)).digest()


def link(before: bytes, cells: Sequence[Cell]) -> bytes:
    """The hash of an entry:

    SHA-256 of the hash before it (the session's salt for the first) and all its columns. `command_sha256`,
    the last, is left out when it is empty, so that entries of format 1 keep their hashes.
    """
    return hashlib.sha256(before + row_bytes(cells if cells[-1] != b"" else cells[:-1])).digest()


def header_digest(
    meta: Sequence[Cell], session: Mapping[str, Cell], seats: Iterable[Sequence[Cell]]
) -> bytes:
    """What the first entry vouches for: everything of save_meta, session and seat that never changes. 32
    bytes.

    Columns that came after the format in which the session was begun are left out, as they were then.
    """
    begun = meta[META.index("format")]
    known = columns_of("session", begun if isinstance(begun, int) else FORMAT)
    cells: list[Cell] = [*meta, *(session[name] for name in SESSION_FIXED if name in known)]
    for seat in seats:
        cells.extend(seat)
    return digest(cells)


def board_columns() -> dict[str, list[str]]:
    """Table of a board -> names of the columns of its rows, as the engine of today lays them out."""
    rows = (
        engine.Place, engine.Road, engine.Sector, engine.Pool, engine.Formation, engine.Post, engine.Convoy,
        engine.AirTask, engine.FactionState, engine.TeamState, engine.Tracks, engine.InjectRow,
    )  # fmt: skip
    names = dict(zip((f.name for f in fields(engine.Board)), rows, strict=False))
    return {table: [f.name for f in fields(row)] for table, row in names.items()}


def pack(record: TurnRecord) -> tuple[bytes, bytes]:
    """The state of a turn as it is stored (zlib of canonical JSON), and the SHA-256 of the JSON.

    Rows are integers; the names of their columns stand beside them once, so that the state can be read
    without the engine.
    """
    known = board_columns()
    columns: dict[str, JsonValue] = {name: [*known[name]] for name in record.board if name in known}
    columns["facts"] = columns["reasons"] = [*ROW]
    state: Mapping[str, JsonValue] = {"columns": columns, "record": record.model_dump()}
    text = canonical(dict(state)).encode("utf-8")
    return zlib.compress(text, 6), hashlib.sha256(text).digest()


class _State(BaseModel):
    """A packed state; what stands beside the record is for readers without the engine."""

    model_config = ConfigDict(defer_build=True)

    record: TurnRecord


def unpack(state: bytes) -> tuple[TurnRecord, bytes]:
    """The record of a stored state and the SHA-256 of its JSON.

    Raises ValueError for anything that is not one.
    """
    loader = zlib.decompressobj()
    try:
        text = loader.decompress(state, STATE_CAP)
        if not loader.eof or loader.unused_data:
            raise ValueError("the packed state is cut or has a tail")
        held = _State.model_validate_json(text, strict=True)
        return held.record, hashlib.sha256(text).digest()
    except (zlib.error, RecursionError, ValidationError) as error:
        raise ValueError(f"the packed state is unreadable ({type(error).__name__})") from error


@cache
def rules_version() -> str:
    """Digest of the sources of the rulebook, 16 hex digits: whether a save was resolved by the rules at
    hand.
    """
    made = hashlib.sha256()
    for source in sorted(Path(rules.__file__ or "").parent.glob("*.py")):
        made.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return made.hexdigest()[:16]
