"""What a session begins with: the rows of save_meta, session and seat, before its first entry."""

from __future__ import annotations

import contextlib
import hashlib
import time
import uuid
from importlib import metadata
from secrets import token_bytes
from typing import TYPE_CHECKING, NotRequired, TypedDict

from wargame.errors import SaveError
from wargame.store.canonical import FORMAT, canonical, rules_version
from wargame.store.checks import session_digests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

    from wargame.store.projections import Row


class Start(TypedDict):
    """What a new session is made of."""

    scenario_text: str
    base_text: str
    choices: Mapping[str, str]
    scenario_id: str
    seed: int
    """0 to 2^63-1."""
    seats: Mapping[str, str]
    """Seat -> `human`, `bot`, `advised`, `empty`, `white` or `observer`."""
    policies: NotRequired[Mapping[str, JsonValue]]
    parent: NotRequired[tuple[str, int]]
    """Of a branch: the uuid of the session it leaves, and the number of the last entry they share."""


def first_rows(start: Start) -> dict[str, list[Row]]:
    """Table -> rows of a session that is about to open, with fresh salts. Raises SaveError."""
    seed = start["seed"]
    if not 0 <= seed < 1 << 63:
        raise SaveError(f"seed {seed}: must be 0 to 2^63-1")
    salt, chain = token_bytes(32), token_bytes(32)
    try:
        scenario = start["scenario_text"].encode("utf-8")
        start["base_text"].encode("utf-8")
    except UnicodeEncodeError as error:
        raise SaveError("the scenario holds text that is no valid Unicode") from error
    meta: Row = (
        1,
        uuid.uuid4().hex,
        _app(),
        rules_version(),
        FORMAT,
        start["scenario_id"],
        hashlib.sha256(scenario).hexdigest(),
        start["scenario_text"],
        start["base_text"],
        canonical(dict(start["choices"])),
        time.time_ns() // 1_000_000,
    )
    policies = canonical(dict(start.get("policies", {})))
    parent = start.get("parent", ("", 0))
    session: Row = (
        1,
        "lobby",
        0,
        0,
        chain,
        seed,
        salt,
        session_digests(seed, salt),
        chain,
        policies,
        *parent,
    )
    return {"save_meta": [meta], "session": [session], "seat": sorted(start["seats"].items())}


def _app() -> str:
    with contextlib.suppress(metadata.PackageNotFoundError):
        return f"wargame-ttx {metadata.version('wargame-ttx')}"
    return "wargame-ttx"
