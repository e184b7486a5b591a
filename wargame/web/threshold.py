"""Connections of browsers before they are a screen: how many there may be, and for how long.

`aiohttp` takes every connection and waits for its first request without end. Here each is counted, in all
and by its address; one too many gets an answer that is always the same, and nothing that it sends is
read. One that is let in must ask within ten seconds, and have the answer, or ask again, within a minute,
or it is cut off. One that has become a screen is counted no more: of screens there is a number of their
own.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_OPEN = 128
"""Connections that are no screens, by all together. A browser opens six to load a page."""

MOST_OF_ADDRESS = 48
"""Of them from one address, behind which there may be a whole class."""

MOST_TURNED_AWAY = 32
"""Connections that are being refused; further ones are cut off without an answer."""

ASK_S = 10.0
"""Seconds in which a connection has to send its first request whole, but for the body."""

ANSWER_S = 60.0
"""Seconds from a request to the end of the connection, or to the next request on it."""

IDLE_S = 15.0
"""Seconds after an answer in which a connection has to ask again."""

HANDSHAKE_S = 10.0
"""Seconds for the handshake of TLS; until it is over a connection is not counted."""

LINGER_S = 1.0
"""Seconds for which one that was refused is held open, so that its answer is not lost."""

WORDS = b"too many connections; try again in a moment\n"


class Threshold:
    """Counts the connections of a listener. `await loop.create_server(threshold.entered, ...)`."""

    def __init__(self, server: Callable[[], asyncio.Protocol], headers: dict[str, str]) -> None:
        """`server` makes what serves a connection; `headers` are those of every answer."""
        self.server = server
        lines = {
            **headers,
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(WORDS)),
            "Connection": "close",
            "Retry-After": "5",
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.refusal = f"HTTP/1.1 503 Service Unavailable\r\n{head}\r\n".encode("ascii") + WORDS
        self.turned_away = 0
        self._inside: dict[asyncio.BaseTransport, Passage] = {}
        self._of_address: Counter[str] = Counter()

    @property
    def open(self) -> int:
        """How many connections there are that are no screens."""
        return len(self._inside)

    def entered(self) -> Passage:
        """What serves a new connection."""
        return Passage(self)

    def take(self, passage: Passage) -> bool:
        """Count a connection; False if there is no room for it."""
        if len(self._inside) >= MOST_OPEN or self._of_address[passage.address] >= MOST_OF_ADDRESS:
            self._of_address += Counter()
            return False
        self._inside[passage.transport] = passage
        self._of_address[passage.address] += 1
        return True

    def asked(self, transport: asyncio.BaseTransport | None) -> None:
        """A request has come on a connection: it has time for the answer."""
        if transport in self._inside:
            self._inside[transport].within(ANSWER_S)

    def is_screen(self, transport: asyncio.BaseTransport | None) -> None:
        """A connection has become a screen: it may stay, and is counted no more."""
        passage = self._inside.get(transport) if transport is not None else None
        if passage is not None:
            passage.within(None)
            self.left(passage)

    def left(self, passage: Passage) -> None:
        """Count a connection no more; harmless when it is not counted."""
        if self._inside.pop(passage.transport, None) is not None:
            self._of_address[passage.address] -= 1
            self._of_address += Counter()


class Passage(asyncio.Protocol):
    """One connection: turned away, or handed on as it is to what serves it."""

    transport: asyncio.Transport
    address: str = ""

    def __init__(self, threshold: Threshold) -> None:
        self._threshold = threshold
        self._served: asyncio.Protocol | None = None
        self._limit: asyncio.TimerHandle | None = None
        self._refused = False

    def within(self, seconds: float | None) -> None:
        """Cut it off after so many seconds from now; never, if None."""
        if self._limit is not None:
            self._limit.cancel()
        loop = asyncio.get_running_loop()
        self._limit = None if seconds is None else loop.call_later(seconds, self.transport.abort)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or not."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        if self._threshold.take(self):
            self.within(ASK_S)
            self._served = self._threshold.server()
            self._served.connection_made(transport)
        elif self._threshold.turned_away >= MOST_TURNED_AWAY:
            transport.abort()
        else:
            self._turn_away()

    def _turn_away(self) -> None:
        self._refused = True
        self._threshold.turned_away += 1
        self.within(LINGER_S)
        self.transport.write(self._threshold.refusal)
        if self.transport.can_write_eof():
            self.transport.write_eof()

    def data_received(self, data: bytes) -> None:
        """Hand it on."""
        if self._served is not None:
            self._served.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand it on."""
        return self._served.eof_received() if self._served is not None else None

    def pause_writing(self) -> None:
        """Hand it on."""
        if self._served is not None:
            self._served.pause_writing()

    def resume_writing(self) -> None:
        """Hand it on."""
        if self._served is not None:
            self._served.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        """Make room, and hand it on."""
        self.within(None)
        self._threshold.left(self)
        if self._refused:
            self._threshold.turned_away -= 1
        if self._served is not None:
            self._served.connection_lost(error)
