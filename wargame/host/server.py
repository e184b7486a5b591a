"""The listener: websockets on the outside, a `SessionHost` on the inside.

Every connection says hello within five seconds, may send 64 KiB a frame, and is read no faster than its
bucket allows (an excess is made to wait, not answered). What it is sent goes through a queue of 256 frames
with a writer of its own: a reader that falls behind is closed with 1013 and comes back for the rest. A page
of another origin, a foreign Host header, too many sockets at all, at a seat or from an address are refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import http
import ipaddress
import logging
from collections import Counter
from typing import TYPE_CHECKING

from pydantic import ValidationError
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from wargame.errors import WargameError
from wargame.host.clock import monotonic_ms
from wargame.host.identity import PENALTY_S, Guesses
from wargame.host.wire import MOST_IN, VERSION, Bye, Hello, Nack, read_client

if TYPE_CHECKING:
    import ssl

    from websockets.asyncio.server import Server, ServerConnection
    from websockets.http11 import Request, Response

    from wargame.host.clock import Now
    from wargame.host.session_host import SessionHost
    from wargame.host.state import Member

HELLO_S = 5.0
MOST_SOCKETS = 64
MOST_AT_SEAT = 8
MOST_OF_ADDRESS = 10
QUEUE = 256
RATE = 20
"""Frames a second of one connection, in the long run."""

BURST = 40
PING_S = 10
MOST_BAD = 20
"""Frames that cannot be read, after which a connection is closed."""

TICK_S = 0.2
CLOSE_S = 2.0

OVERLOADED = 1013
POLICY = 1008
GOING_AWAY = 1001

log = logging.getLogger("wargame.host")


class Bucket:
    """How long the next frame of a connection has to wait."""

    def __init__(self, now: Now = monotonic_ms, rate: int = RATE, burst: int = BURST) -> None:
        self._now, self._rate, self._burst = now, rate, burst
        self._tokens, self._at = float(burst), now()

    def wait(self) -> float:
        """Take one; seconds to wait before it is looked at."""
        now = self._now()
        self._tokens = min(float(self._burst), self._tokens + (now - self._at) * self._rate / 1000)
        self._at = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._rate)


class Connection:
    """One socket that has said hello: its queue and its writer."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket
        self.queue: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self._closing: asyncio.Task[None] | None = None

    def put(self, frame: str) -> None:
        """Queue a frame; a queue that is full closes the connection."""
        if self._closing is not None:
            return
        try:
            self.queue.put_nowait(frame)
        except asyncio.QueueFull:
            self._closing = asyncio.create_task(self._overflow())

    async def write(self) -> None:
        """Send what is queued until the connection ends."""
        while True:
            await self.socket.send(await self.queue.get())

    async def _overflow(self) -> None:
        """Close politely, and at once where even that is not read."""
        try:
            await asyncio.wait_for(self.socket.close(OVERLOADED, "too slow"), CLOSE_S)
        except TimeoutError:
            self.socket.transport.abort()


class HostServer:
    """Listens for a session host. `async with HostServer(...) as server: server.port`."""

    def __init__(
        self,
        host: SessionHost,
        address: str = "127.0.0.1",
        port: int = 0,
        *,
        tls: ssl.SSLContext | None = None,
        names: tuple[str, ...] = (),
        most_of_address: int = MOST_OF_ADDRESS,
        screens: int = 0,
    ) -> None:
        """`names`: further host names under which it may be called; addresses are always right.

        `screens`: how many more connections this machine itself may open, for the browser's door.
        """
        self.host, self.address, self._port, self._tls = host, address, port, tls
        self._names = {"localhost", *(name.lower() for name in names)}
        self._most_of_address, self._screens = most_of_address, screens
        self.guesses = Guesses(monotonic_ms)
        self._sockets: set[ServerConnection] = set()
        self._addresses: Counter[str] = Counter()
        self._members: dict[ServerConnection, Member] = {}
        self._server: Server | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def __aenter__(self) -> HostServer:
        """Start to listen. Raises OSError if the port is taken."""
        self._server = await serve(
            self._handle,
            self.address,
            self._port,
            origins=[None],
            process_request=self._door,
            compression=None,
            max_size=MOST_IN,
            max_queue=4,
            ping_interval=PING_S,
            ping_timeout=PING_S,
            close_timeout=2,
            ssl=self._tls,
            logger=_quiet(),
            server_header=None,
        )
        self._keeper = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Say goodbye, close every socket, stop listening."""
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        goodbye = Bye(code="closing", again=True, detail="the host stops").model_dump_json()
        for socket in list(self._members):
            with contextlib.suppress(ConnectionClosed, TimeoutError):
                await asyncio.wait_for(socket.send(goodbye), 1)
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def port(self) -> int:
        """The port it listens on. Raises RuntimeError before it does."""
        if self._server is None:
            raise RuntimeError("not listening")
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def connections(self) -> int:
        """How many have said hello and are here."""
        return len(self._members)

    # ---- the door ----

    def _door(self, socket: ServerConnection, request: Request) -> Response | None:
        """Refuse foreign names and crowds, before anything is read."""
        named = request.headers.get_all("Host")
        if len(named) != 1 or not self.is_ours(named[0]):
            return socket.respond(http.HTTPStatus.MISDIRECTED_REQUEST, "not this host\n")
        if self._crowded(_address(socket)):
            return socket.respond(http.HTTPStatus.SERVICE_UNAVAILABLE, "too many connections\n")
        return None

    def _crowded(self, address: str) -> bool:
        """Whether an address, or everybody, has all the connections that there are."""
        most = self._most_of_address + (self._screens if address == "127.0.0.1" else 0)
        return len(self._sockets) >= MOST_SOCKETS or self._addresses[address] >= most

    def is_ours(self, named: str) -> bool:
        """An address, or a name of ours: a page that was bound to another name does not get in."""
        bare = named.rsplit(":", 1)[0] if named.rsplit(":", 1)[-1].isdigit() else named
        bare = bare.strip("[]").lower()
        try:
            ipaddress.ip_address(bare)
        except ValueError:
            return bare in self._names
        return True

    async def _handle(self, socket: ServerConnection) -> None:
        address = _address(socket)
        if self._crowded(address):
            await socket.close(OVERLOADED, "too many connections")
            return
        self._sockets.add(socket)
        self._addresses[address] += 1
        try:
            await self._serve(socket, address)
        except ConnectionClosed:
            pass
        except WargameError as error:
            log.warning("connection ended: %s", error.code)
            await socket.close(1011, "the host cannot go on with this")
        finally:
            self._sockets.discard(socket)
            self._addresses[address] -= 1

    async def _serve(self, socket: ServerConnection, address: str) -> None:
        hello = await self._hello(socket)
        if hello is None:
            return
        admitted = await self._admit(socket, hello, address)
        if admitted is None:
            return
        member, token = admitted
        connection = Connection(socket)
        await self.host.attach(member, token, hello, connection)
        self._members[socket] = member
        writer = asyncio.create_task(connection.write())
        try:
            await self._read(socket, member, connection)
        finally:
            self._members.pop(socket, None)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
                await writer
            await self.host.detach(member, connection)

    async def _hello(self, socket: ServerConnection) -> Hello | None:
        """The first frame, in time and readable, or the end."""
        try:
            frame = await asyncio.wait_for(socket.recv(), HELLO_S)
        except TimeoutError:
            await socket.close(POLICY, "no hello")
            return None
        try:
            message = read_client(frame)
        except (ValidationError, ValueError):
            await socket.close(POLICY, "no hello")
            return None
        if not isinstance(message, Hello) or (message.token is None) == (message.pin is None):
            await socket.close(POLICY, "no hello")
            return None
        if message.v != VERSION:
            await self._bye(socket, Bye(code="version", again=False, detail=f"this host speaks {VERSION}"))
            return None
        return message

    async def _admit(
        self, socket: ServerConnection, hello: Hello, address: str
    ) -> tuple[Member, str | None] | None:
        if not self.guesses.may_try(address):
            await asyncio.sleep(PENALTY_S)
            await self._bye(socket, Bye(code="rate", again=False, detail="too many wrong PINs"))
            return None
        admitted = await self.host.admit(hello)
        if isinstance(admitted, Bye):
            if admitted.code == "bad_pin":
                self.guesses.was_wrong(address)
                await asyncio.sleep(PENALTY_S)
            await self._bye(socket, admitted)
            return None
        seat = admitted[0].seat
        if sum(1 for member in self._members.values() if member.seat == seat) >= MOST_AT_SEAT:
            await self._bye(socket, Bye(code="full", again=True, detail="the seat has its eight connections"))
            return None
        return admitted

    async def _bye(self, socket: ServerConnection, bye: Bye) -> None:
        await socket.send(bye.model_dump_json())
        await socket.close(POLICY, bye.code)

    async def _read(self, socket: ServerConnection, member: Member, connection: Connection) -> None:
        """Frames, one at a time; one that comes too early waits, and the socket with it."""
        bucket, bad = Bucket(), 0
        async for frame in socket:
            delay = bucket.wait()
            if delay > 0:
                await asyncio.sleep(delay)
            try:
                message = read_client(frame)
            except (ValidationError, ValueError):
                bad += 1
                connection.put(Nack(cid="", code="bad_message", detail="unreadable").model_dump_json())
                if bad >= MOST_BAD:
                    await socket.close(POLICY, "unreadable")
                continue
            if isinstance(message, Hello):
                connection.put(Nack(cid="", code="bad_message", detail="hello was said").model_dump_json())
                continue
            answer = await self.host.command(member, message)
            connection.put(answer.model_dump_json())
            log.info("%s %s %s %s", member.seat, member.pid, message.t, answer.t)
            await self._drop()

    # ---- by itself ----

    async def _keep(self) -> None:
        """The clock of the session."""
        while True:
            await asyncio.sleep(TICK_S)
            try:
                await self.host.tick()
                await self._drop()
            except Exception:
                log.exception("the clock stumbled")

    async def _drop(self) -> None:
        """Close the connections of those who were removed, and of all when they need a snapshot."""
        if self.host.anew:
            self.host.anew = False
            for socket in list(self._members):
                socket.transport.abort()
        gone, self.host.dropped = self.host.dropped, []
        for socket, member in list(self._members.items()):
            if member.pid in gone:
                bye = Bye(code="kicked", again=False, detail="the white cell removed you")
                with contextlib.suppress(ConnectionClosed):
                    await self._bye(socket, bye)


def _address(socket: ServerConnection) -> str:
    return str(socket.remote_address[0]) if socket.remote_address else ""


def _quiet() -> logging.Logger:
    """Websockets logs every failed handshake as an error with its trace; ours says less."""
    made = logging.getLogger("wargame.host.wire")
    made.setLevel(logging.CRITICAL)
    return made
