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

from pydantic import JsonValue, ValidationError

from wargame import rules
from wargame.model.exercise import TurnRecord
from wargame.rules import tables as engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

APPLICATION_ID = 0x57475431
"""`WGT1`, in the header of every save."""

FORMAT = 1
"""Version of the file format, SQLite's user_version. A newer one is refused."""

STATE_CAP = 64 << 20
"""Most bytes that the packed state of a turn may unpack to."""

Cell = int | str | bytes | float | None
"""A value of a column as SQLite gives it. Floats and None are never stored, only found in damaged files."""

META = (
    "id", "uuid", "app", "engine_version", "format", "scenario_id", "scenario_sha256", "scenario_text",
    "base_text", "choices", "created_ms",
)  # fmt: skip
"""Columns of save_meta in the order of the file."""

SESSION = (
    "id", "phase", "turn", "entries", "head", "seed", "seed_salt", "seed_commit", "chain_salt", "policies",
)  # fmt: skip
"""Columns of session. The second to the fifth follow the journal; the others never change."""

SESSION_FIXED = (SESSION[0], *SESSION[5:])
"""Columns of session that the first entry vouches for."""

SEAT = ("team", "kind")
"""Columns of seat."""

ENTRY = (
    "seq", "turn", "day", "at_ms", "actor", "seat", "kind", "kind_v", "audience", "payload", "header_sha256",
    "record_sha256", "hash",
)  # fmt: skip
"""Columns of entry. `hash` covers all the others."""

ORDER_SET = ("turn", "seat", "rev", "final", "author", "sheet", "seq")
"""Columns of order_set."""

INJECT = ("inject_id", "status", "turn", "day", "audience", "definition", "seq")
"""Columns of inject."""

SNAPSHOT = ("turn", "seq", "engine_version", "digest", "state", "state_sha256")
"""Columns of snapshot."""

TURN_DIGEST = ("turn", "seq", "head", "state_sha256")
"""Columns of turn_digest."""

COLUMNS = {
    "save_meta": META,
    "session": SESSION,
    "seat": SEAT,
    "entry": ENTRY,
    "order_set": ORDER_SET,
    "inject": INJECT,
    "snapshot": SNAPSHOT,
    "turn_digest": TURN_DIGEST,
}
"""Every table of a save and its columns in order."""

ROW = ("day", "step", "kind", "a", "b", "c", "d", "cause")
"""Columns of a row of reasons or facts (RB 22.1)."""


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_ROW = json.JSONEncoder(separators=(",", ":"))


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
    shown = [{"x": c.hex()} if isinstance(c, bytes) else c for c in cells]
    return _ROW.encode(shown).encode("ascii")


def digest(cells: Iterable[Cell]) -> bytes:
    """SHA-256 of a row, 32 bytes."""
    return hashlib.sha256(row_bytes(cells)).digest()


def link(before: bytes, cells: Iterable[Cell]) -> bytes:
    """The hash of an entry:

    SHA-256 of the hash before it (the session's salt for the first) and all its columns.
    """
    return hashlib.sha256(before + row_bytes(cells)).digest()


def header_digest(
    meta: Sequence[Cell], session_fixed: Sequence[Cell], seats: Iterable[Sequence[Cell]]
) -> bytes:
    """What the first entry vouches for: everything of save_meta, session and seat that never changes. 32
    bytes.
    """
    cells: list[Cell] = [*meta, *session_fixed]
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


def unpack(state: bytes) -> tuple[TurnRecord, bytes]:
    """The record of a stored state and the SHA-256 of its JSON.

    Raises ValueError for anything that is not one.
    """
    loader = zlib.decompressobj()
    try:
        text = loader.decompress(state, STATE_CAP)
        if not loader.eof or loader.unused_data:
            raise ValueError("the packed state is cut or has a tail")
        held = json.loads(text)
        if not isinstance(held, dict):
            raise ValueError("the packed state is no object")
        return TurnRecord.model_validate(held.get("record"), strict=True), hashlib.sha256(text).digest()
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
