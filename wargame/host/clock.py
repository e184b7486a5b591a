"""The clock of planning: one a session, monotonic, in milliseconds; a test hands in its own time.

It counts down only while it runs. Pausing keeps what remains; an extension adds to it. Clients are told the
remaining milliseconds and count down themselves.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Now = Callable[[], int]
    """Milliseconds of a clock that never goes back."""


def monotonic_ms() -> int:
    """Milliseconds of the machine's monotonic clock."""
    return time.monotonic_ns() // 1_000_000


class Countdown:
    """Remaining time of planning, or none at all."""

    def __init__(self, now: Now = monotonic_ms) -> None:
        self._now = now
        self._left: int | None = None
        self._since: int | None = None
        """When it was started; None while it stands."""

    @property
    def running(self) -> bool:
        """Whether it counts down."""
        return self._since is not None and self._left is not None

    def remaining(self) -> int | None:
        """Milliseconds left, never below 0; None where there is no deadline."""
        if self._left is None:
            return None
        gone = 0 if self._since is None else self._now() - self._since
        return max(0, self._left - gone)

    def set(self, left: int | None, *, running: bool) -> None:
        """What remains (None = no deadline), and whether it counts down from now."""
        self._left = left
        self._since = self._now() if running and left is not None else None

    def pause(self) -> None:
        """Stand still; what remains is kept."""
        self.set(self.remaining(), running=False)

    def go_on(self) -> None:
        """Count down again from what remains."""
        self.set(self.remaining(), running=True)

    @property
    def due(self) -> bool:
        """Whether it runs and has come to nothing."""
        return self.running and self.remaining() == 0
