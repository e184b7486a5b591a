"""What a handler makes of a command that may be carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import JsonValue

    from wargame.model.exercise import Entry


@dataclass(frozen=True)
class Given:
    """Entries to commit, and what the acknowledgement says."""

    entries: tuple[Entry, ...] = ()
    rev: int | None = None
    note: str = ""
    act: Callable[[], None] | None = None
    """Something of the Session that commits by itself; `entries` then go before it, in the same
    transaction.
    """
    after: Callable[[list[Entry]], list[Entry]] | None = None
    undo: Callable[[], None] | None = None
    """What to put back if the commit fails."""
    settle: Callable[[], None] | None = None
    """What to do once it is durable: clock, keys."""
    secret: Callable[[], JsonValue] | None = None
    """What only the answer says: worked out once it is durable, and kept in no record."""
