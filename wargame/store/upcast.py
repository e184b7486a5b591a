"""Payloads that older versions wrote, as this one reads them.

What is stored never changes. `kind_v` of an entry tells the version of its payload; `upcast` takes it up to
that of today, one step a function. To change what a kind holds: raise its number in `KIND_V` and add the step
to `STEPS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import JsonValue

    Payload = dict[str, JsonValue]
    Step = Callable[[Payload], Payload]

KIND_V: dict[str, int] = {"orders_sealed": 3, "session_ended": 2}
"""Kind -> version of the payload written today; 1 for every other kind."""


def _ended_1(payload: Payload) -> Payload:
    """Version 1 did not open the seed: it stays closed."""
    return {**payload, "seed": None, "salt": None}


def _sealed_1(payload: Payload) -> Payload:
    """Version 1 held no reasons of bots; a sheet of today without them reads the same."""
    return payload


def _sealed_2(payload: Payload) -> Payload:
    """Version 2 knew no rides over the M5 and no offered exits; a sheet without them reads the same."""
    return payload


STEPS: Mapping[tuple[str, int], Step] = {
    ("orders_sealed", 1): _sealed_1,
    ("orders_sealed", 2): _sealed_2,
    ("session_ended", 1): _ended_1,
}
"""(kind, version) -> what makes the next version of it."""


def version_of(kind: str) -> int:
    """The version in which a kind is written today."""
    return KIND_V.get(kind, 1)


def upcast(kind: str, version: int, payload: Payload) -> Payload:
    """The payload as today's version has it. Raises ValueError for a version nobody wrote yet."""
    wanted = version_of(kind)
    if not 1 <= version <= wanted:
        raise ValueError(f"version {version} of {kind} is unknown; this program reads up to {wanted}")
    for step in range(version, wanted):
        payload = STEPS[kind, step](payload)
    return payload
