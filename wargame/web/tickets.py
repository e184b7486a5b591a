"""One-time tickets: what a page shows to open one screen, once and soon.

A ticket stands for a seat's token for half a minute. Only its hash is kept, and taking it ends it.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from wargame.host.identity import hashed

if TYPE_CHECKING:
    from wargame.host.clock import Now

TICKET_MS = 30_000
MOST_TICKETS = 64
"""Tickets that may be out; the oldest one ends when another is wanted."""


class Tickets:
    """Tickets that are out."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._out: dict[str, tuple[str, int]] = {}
        """Hash of a ticket -> token, and the millisecond at which it ends."""

    def issue(self, token: str) -> str:
        """A ticket for whoever has this token: 192 bits."""
        now = self._now()
        self._out = {name: held for name, held in self._out.items() if held[1] > now}
        while len(self._out) >= MOST_TICKETS:
            self._out.pop(next(iter(self._out)))
        ticket = secrets.token_urlsafe(24)
        self._out[hashed(ticket)] = (token, now + TICKET_MS)
        return ticket

    def take(self, ticket: str) -> str | None:
        """The token that a ticket stands for; None if it was taken, is too old, or never was."""
        token, ends = self._out.pop(hashed(ticket), ("", 0))
        return token if ends > self._now() else None
