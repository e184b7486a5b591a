"""A client: one connection that comes back by itself, and commands that are carried out once.

The link runs in a thread with a loop of its own, so that a screen never waits for the network but where it
asks. After a break it says which message of which epoch it has, gets the rest or a snapshot, and sends every
command that was not answered again under the same cid.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import secrets
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from pydantic import ValidationError
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, InvalidStatus, WebSocketException

from wargame.errors import WargameError
from wargame.host.mirror import Gap, Mirror
from wargame.host.tls import WrongHost, client_side
from wargame.host.wire import MOST_OUT, Ack, Bye, Hello, Nack, Welcome, read_server

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from websockets.asyncio.client import ClientConnection

    from wargame.host.wire import AnyCommand

    News = Callable[[str], None]
    """Called in the link's thread with the `t` of a message, or `up`, `down`, `over`."""

    Keep = Callable[["Link", Welcome], None]

FIRST_S, LAST_S = 0.1, 5.0
"""Shortest and longest pause before the next try."""

PING_S, PING_TIMEOUT_S = 2.0, 4.0
OPEN_S = 5.0
ANSWER_S = 10.0
"""Seconds after which a question is given up; a command is still sent again."""


class LinkDown(WargameError):
    """The host cannot be reached now, or has sent one away."""

    code = "host.unreachable"


class Refusal(WargameError):
    """The host has refused a command; `nack` says why."""

    code = "host.refused"

    def __init__(self, nack: Nack) -> None:
        self.nack = nack
        super().__init__(nack.detail or nack.code)


def _anybody(_: ClientConnection) -> None:
    """Without encryption there is nothing to look at."""


def new_cid() -> str:
    """A name for a command: 96 random bits."""
    return secrets.token_urlsafe(12)


class Link:
    """A seat's connection. `start`, then `wait_welcome`; `tell` and `ask`; `stop`."""

    def __init__(
        self,
        url: str,
        *,
        pin: str | None = None,
        token: str | None = None,
        name: str = "guest",
        news: News = lambda _: None,
        keep: Keep = lambda _link, _welcome: None,
        digest: str = "",
        pings: tuple[float, float] = (PING_S, PING_TIMEOUT_S),
    ) -> None:
        """`keep` is called with the first welcome, which may have brought a token.

        `digest` of the host's certificate: the connection is encrypted, and refused if it is another's.
        """
        self.url, self.pin, self.token, self.name = url, pin, token, name
        self._keep = keep
        self.news, self.digest, self._pings = news, digest, pings
        self._tls: ssl.SSLContext | None = None
        self._check: Callable[[ClientConnection], None] = _anybody
        if digest:
            self._tls, self._check = client_side(digest)
        self.mirror = Mirror()
        self.lock = threading.RLock()
        """Held while the mirror changes: readers of several of its parts take it."""
        self.bye: Bye | None = None
        self.connected = False
        self.reconnects = 0
        self._waiting: dict[str, tuple[str, Future[Ack]]] = {}
        self._welcomed = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._socket: ClientConnection | None = None
        self._main: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="wargame-link", daemon=True)

    # ---- from other threads ----

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def wait_welcome(self, seconds: float = 15.0) -> Welcome:
        """The first welcome. Raises LinkDown."""
        if not self._welcomed.wait(seconds) or self.mirror.welcome is None:
            detail = self.bye.detail if self.bye is not None else f"no answer from {self.url}"
            raise LinkDown(detail)
        return self.mirror.welcome

    def send(self, command: AnyCommand) -> Future[Ack]:
        """Send a command, now and again until it is answered. The future raises Refusal or LinkDown."""
        made: Future[Ack] = Future()
        if self.bye is not None or self._loop is None:
            made.set_exception(LinkDown("the host has sent this seat away"))
            return made
        self._waiting[command.cid] = (command.model_dump_json(), made)
        self._loop.call_soon_threadsafe(self._push, command.cid)
        return made

    def ask(self, command: AnyCommand, seconds: float = ANSWER_S) -> Ack:
        """Send and wait. Raises Refusal, LinkDown; what was not answered in time may still be carried out."""
        made = self.send(command)
        try:
            return made.result(seconds)
        except TimeoutError as error:
            raise LinkDown("the host does not answer; it is sent again as soon as it does") from error

    def question(self, command: AnyCommand, seconds: float = 4.0) -> Ack:
        """A question whose answer is of no use later. Raises Refusal; LinkDown at once when not connected."""
        if not self.connected:
            raise LinkDown("not connected")
        try:
            return self.ask(command, seconds)
        finally:
            self._waiting.pop(command.cid, None)

    def stop(self) -> None:
        """Close the connection and end the thread."""
        loop, main = self._loop, self._main
        if loop is not None and main is not None and self._thread.is_alive():
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(main.cancel)
            self._thread.join(5)

    # ---- in the link's thread ----

    def _run(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._live())

    async def _live(self) -> None:
        self._loop, self._main = asyncio.get_running_loop(), asyncio.current_task()
        pause = FIRST_S
        try:
            while self.bye is None or self.bye.again:
                self.bye = None
                came = await self._once()
                if came:
                    pause = FIRST_S
                if self.bye is not None and not self.bye.again:
                    break
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))
                pause = min(LAST_S, pause * 2)
        finally:
            self._give_up()

    def _give_up(self) -> None:
        detail = self.bye.detail if self.bye is not None else "the link was closed"
        for _, made in list(self._waiting.values()):
            if not made.done():
                made.set_exception(LinkDown(detail))
        self._waiting.clear()
        self.connected, self._socket = False, None
        self._welcomed.set()
        self.news("over")

    async def _once(self) -> bool:
        """One connection, from hello to its end; whether it was welcomed."""
        came = False
        try:
            async with connect(
                self.url,
                compression=None,
                max_size=MOST_OUT,
                open_timeout=OPEN_S,
                ping_interval=self._pings[0],
                ping_timeout=self._pings[1],
                close_timeout=1,
                ssl=self._tls,
                proxy=None,
                user_agent_header=None,
            ) as socket:
                self._check(socket)
                await socket.send(self._hello().model_dump_json())
                async for frame in socket:
                    came = self._took(socket, frame) or came
        except WrongHost as error:
            self.bye = Bye(code="wrong_host", again=False, detail=str(error))
        except InvalidStatus as error:
            if error.response.status_code in (403, 421):
                self.bye = Bye(code="full", again=False, detail="the host refuses connections from here")
        except (OSError, InvalidHandshake, WebSocketException, TimeoutError, Gap, ValidationError):
            pass
        if self.connected:
            self.connected, self._socket = False, None
            self.news("down")
        return came

    def _hello(self) -> Hello:
        mirror = self.mirror
        known = {"token": self.token} if self.token is not None else {"pin": self.pin}
        return Hello(name=self.name, epoch=mirror.epoch, seen=mirror.n, **known)

    def _took(self, socket: ClientConnection, frame: str | bytes) -> bool:
        """Apply a frame; whether it was a welcome."""
        message = read_server(frame)
        if isinstance(message, Bye):
            self.bye = message
            return False
        if isinstance(message, Ack | Nack):
            self._answered(message)
            return False
        with self.lock:
            fresh = self.mirror.take(message)
        if isinstance(message, Welcome):
            self.token = message.token or self.token
            if self._welcomed.is_set():
                self.reconnects += 1
            else:
                self._keep(self, message)
            self.connected, self._socket = True, socket
            self._welcomed.set()
            for cid in list(self._waiting):
                self._push(cid)
            self.news("up")
            return True
        if fresh:
            self.news(message.t)
        return False

    def _answered(self, message: Ack | Nack) -> None:
        held = self._waiting.pop(message.cid, None)
        if held is None or held[1].done():
            return
        if isinstance(message, Ack):
            held[1].set_result(message)
        else:
            held[1].set_exception(Refusal(message))

    def _push(self, cid: str) -> None:
        """Put a waiting command on the wire, if there is one."""
        held = self._waiting.get(cid)
        if held is not None and self._socket is not None and self._loop is not None:
            task = self._loop.create_task(self._write(self._socket, held[0]))
            task.add_done_callback(lambda done: done.exception() if not done.cancelled() else None)

    async def _write(self, socket: ClientConnection, frame: str) -> None:
        with contextlib.suppress(WebSocketException, OSError):
            await socket.send(frame)
