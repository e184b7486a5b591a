"""What each seat is sent, in order: a dense number for each message, and a ring of the last ones.

A client that comes back says the last number it has; what it missed comes from the ring, and when the ring
does not reach that far, or the server has been started anew (another epoch), a snapshot takes its place.
"""

from __future__ import annotations

import zlib
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from wargame.host.wire import MOST_OUT

if TYPE_CHECKING:
    from wargame.host.wire import Numbered

RING = 2000
"""Messages kept for each seat."""

RING_BYTES = 4 << 20
"""Bytes kept for each seat, as they are kept: some thirty views late in a session."""

ALL_BYTES = 24 << 20
"""Bytes kept for all seats of all sessions of a process; then the seat that has most gives up its oldest."""

PACKED = 2 << 10
"""Characters from which a frame is kept deflated: a view to an eighth, in a millisecond or two."""


class Sink(Protocol):
    """Where the messages of a seat go: a connection, or a list in tests."""

    def put(self, frame: str) -> None:
        """Take a frame. Never waits, never raises."""


class Stream:
    """The messages of one seat."""

    def __init__(self) -> None:
        self.n = 0
        """Number of the last message; 0 = none."""
        self._ring: deque[tuple[int, str | bytes]] = deque()
        self._bytes = 0
        self._sinks: list[Sink] = []
        with _LOCK:
            _STREAMS.add(self)

    def send(self, message: Numbered) -> None:
        """Number a message and hand it to everybody who listens. Raises ValueError if it is too long."""
        frame = message.model_copy(update={"n": self.n + 1}).model_dump_json()
        if len(frame) > MOST_OUT or len(frame.encode()) > MOST_OUT:
            raise ValueError(f"a message of {len(frame)} characters is longer than a frame may be")
        self.n += 1
        for sink in list(self._sinks):
            sink.put(frame)
        kept = frame if len(frame) < PACKED else zlib.compress(frame.encode(), 1)
        self._ring.append((self.n, kept))
        self._bytes += len(kept)
        while len(self._ring) > RING or (self._bytes > RING_BYTES and len(self._ring) > 1):
            self.forget()
        if kept is not frame:
            _make_room()

    def forget(self) -> None:
        """Give up the oldest message that is kept, unless it is the last one."""
        if len(self._ring) > 1:
            self._bytes -= len(self._ring.popleft()[1])

    @property
    def weight(self) -> int:
        """Bytes that could be given up."""
        return self._bytes if len(self._ring) > 1 else 0

    def since(self, seen: int) -> list[str] | None:
        """The frames after number `seen`; None if the ring does not reach that far, or `seen` never was."""
        if seen > self.n:
            return None
        first = self._ring[0][0] if self._ring else self.n + 1
        if seen < first - 1:
            return None
        return [_frame(kept) for number, kept in self._ring if number > seen]

    def listen(self, sink: Sink) -> None:
        """Hand every further frame to a sink."""
        self._sinks.append(sink)

    def leave(self, sink: Sink) -> None:
        """Hand it no more."""
        if sink in self._sinks:
            self._sinks.remove(sink)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._sinks)


def _frame(kept: str | bytes) -> str:
    """A frame as it was sent."""
    return kept if isinstance(kept, str) else zlib.decompress(kept).decode()


_STREAMS: WeakSet[Stream] = WeakSet()
_LOCK = Lock()


def _make_room() -> None:
    """Keep to ALL_BYTES."""
    with _LOCK:
        excess = sum(stream.weight for stream in _STREAMS) - ALL_BYTES
        while excess > 0:
            fullest = max(_STREAMS, key=lambda stream: stream.weight)
            before = fullest.weight
            fullest.forget()
            excess -= before - fullest.weight
