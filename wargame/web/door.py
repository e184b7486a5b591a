"""The listener for browsers: a hardened `textual_serve` on the outside, the session host on the inside.

A page asks for a PIN and swaps it for the seat's token, which stays in a cookie that no script can read. With
the cookie it asks for a ticket, and with the ticket, once and within half a minute, it opens a screen: a
process that joins the host like any other client. So a page that is loaded again finds its seat as it was.

Refused are foreign Host headers, every request that acts and comes from another origin, more connections and
more screens than there is room for, and whatever is not in the list of files below. What a page loads comes
from here alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import textual_serve
from aiohttp import WSMsgType, web
from pydantic import ValidationError
from textual_serve.server import Server

from wargame.host.clock import monotonic_ms
from wargame.host.identity import PENALTY_S, normal_pin
from wargame.host.server import Bucket
from wargame.host.wire import Bye, Hello
from wargame.web.screen import Screen, bounds
from wargame.web.threshold import HANDSHAKE_S, IDLE_S, Threshold
from wargame.web.tickets import Tickets

if TYPE_CHECKING:
    import ssl

    from aiohttp.typedefs import Handler, Middleware
    from textual_serve.app_service import AppService

    from wargame.host.clock import Now
    from wargame.host.server import HostServer
    from wargame.host.state import Member

MOST_OF_MEMBER = 3
"""Screens of one participant, so that nobody takes all of them."""

MOST_BODY = 2048
MOST_FRAME = 64 << 10
RATE, BURST = 200, 400
"""Frames a second of one page: a mouse that moves sends many."""

HEARTBEAT_S = 10.0
"""How often a page must show that it is there; one that does not within half of it is gone."""

LEFT = 4000
"""The code with which a socket closes when its screen was left, or sent away, and need not come back."""

HERE = Path(__file__).parent / "page"
THEIRS = Path(textual_serve.__file__).parent / "static"
FILES = {
    "door.js": (HERE / "door.js", "text/javascript"),
    "door.css": (HERE / "door.css", "text/css"),
    "dejavu-mono.woff2": (HERE / "dejavu-mono.woff2", "font/woff2"),
    "dejavu-mono-bold.woff2": (HERE / "dejavu-mono-bold.woff2", "font/woff2"),
    "cascadia-braille.woff2": (HERE / "cascadia-braille.woff2", "font/woff2"),
    "textual.js": (THEIRS / "js" / "textual.js", "text/javascript"),
    "xterm.css": (THEIRS / "css" / "xterm.css", "text/css"),
}
"""Every file that is given out, beside the page itself."""

HEADERS = {
    # The terminal writes style sheets of its own; scripts and everything else come from here only.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}

log = logging.getLogger("wargame.web")


class Door(Server):
    """Serves pages for a host. `async with Door(...) as door: door.bound`."""

    def __init__(
        self,
        server: HostServer,
        address: str = "127.0.0.1",
        port: int = 0,
        *,
        tls: ssl.SSLContext | None = None,
        digest: str = "",
        most: int,
        now: Now = monotonic_ms,
    ) -> None:
        """`server` listens already; `digest` of its certificate where it encrypts with `tls`.

        `most`: how many screens may be open, by all together.
        """
        super().__init__("", host=address, port=port, title="wargame")
        self._server, self._tls, self._digest, self._most = server, tls, digest, most
        self.tickets = Tickets(now)
        self.screens: dict[Screen, web.WebSocketResponse] = {}
        self._of_member: Counter[str] = Counter()
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None
        self.threshold: Threshold
        self.bound = 0
        """The port it listens on, once it does."""

    async def __aenter__(self) -> Door:
        """Start to listen. Raises OSError if the port is taken."""
        self._runner = web.AppRunner(
            await self._make_app(),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=5,
            keepalive_timeout=IDLE_S,
        )
        await self._runner.setup()
        assert self._runner.server is not None
        self.threshold = Threshold(self._runner.server, {**HEADERS, "Server": "wargame"})
        try:
            self._listener = await asyncio.get_running_loop().create_server(
                self.threshold.entered,
                self.host,
                self.port,
                ssl=self._tls,
                ssl_handshake_timeout=HANDSHAKE_S if self._tls is not None else None,
            )
        except OSError:
            await self._runner.cleanup()
            raise
        self.bound = int(self._listener.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening and close every screen."""
        if self._listener is not None:
            self._listener.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _make_app(self) -> web.Application:
        """Routes: the page, its files, and four acts. Nothing else is there."""
        app = web.Application(middlewares=[self._guarded()], client_max_size=MOST_BODY)
        app.router.add_get("/", self._page)
        for name in FILES:
            app.router.add_get(f"/{name}", self._file)
        app.router.add_post("/seat", self._sit)
        app.router.add_post("/ticket", self._ticket)
        app.router.add_post("/leave", self._leave)
        app.router.add_get("/screen", self.handle_websocket)
        app.on_response_prepare.append(_dress)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the sockets of all pages; they try again."""
        for socket in list(self.screens.values()):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(socket.close(code=1001, message=b"the host stops"), 1)

    # ---- the threshold ----

    def _guarded(self) -> Middleware:
        """Looks at every request before anything else does."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            self.threshold.asked(request.transport)
            named = request.headers.getall("Host", [])
            if len(named) != 1 or not self._server.is_ours(named[0]):
                raise web.HTTPMisdirectedRequest(text="not this host\n")
            acts = request.method not in ("GET", "HEAD") or request.path == "/screen"
            if acts and not self._same_origin(request, named[0]):
                raise web.HTTPForbidden(text="not from this page\n")
            return await handler(request)

        return guard

    def _same_origin(self, request: web.Request, named: str) -> bool:
        """Whether a request comes from a page of this door: one Origin, equal to where it was sent."""
        origins = request.headers.getall("Origin", [])
        scheme = "https" if self._tls is not None else "http"
        return len(origins) == 1 and origins[0].lower() == f"{scheme}://{named.lower()}"

    # ---- the page ----

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(HERE / "index.html", headers={"Content-Type": "text/html; charset=utf-8"})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path, kind = FILES[request.path[1:]]
        return web.FileResponse(path, headers={"Content-Type": kind})

    # ---- acts ----

    async def _sit(self, request: web.Request) -> web.Response:
        """Swap a PIN for a token, in a cookie."""
        asked = await _asked(request)
        address = request.remote or ""
        guesses = self._server.guesses
        if not guesses.may_try(address):
            await asyncio.sleep(PENALTY_S)
            return _told(429, "too many wrong PINs; wait a minute")
        try:
            hello = Hello(pin=normal_pin(asked.get("pin", "")), name=asked.get("name", "") or "guest")
        except ValidationError:
            return _told(400, "a PIN has 8 letters and digits, a name at most 40 characters")
        admitted = await self._server.host.admit(hello)
        if isinstance(admitted, Bye):
            if admitted.code == "bad_pin":
                guesses.was_wrong(address)
                await asyncio.sleep(PENALTY_S)
            return _told(403, admitted.detail)
        made = web.json_response({"seat": admitted[0].seat})
        made.set_cookie(
            self._cookie, admitted[1] or "", httponly=True, samesite="Strict", secure=self._tls is not None
        )
        return made

    async def _ticket(self, request: web.Request) -> web.Response:
        """A ticket for whoever has the cookie, while there is room."""
        token = request.cookies.get(self._cookie, "")
        member = await self._member(token)
        if member is None:
            return _told(401, "no seat yet")
        full = self._full(member)
        if full:
            return _told(503, full)
        return web.json_response({"ticket": self.tickets.issue(token), "seat": member.seat})

    async def _leave(self, request: web.Request) -> web.Response:
        """Forget the seat in this browser; the participant stays."""
        made = _told(200, "")
        made.del_cookie(self._cookie)
        return made

    @property
    def _cookie(self) -> str:
        """Browsers do not tell the ports of a machine apart: each has a name of its own."""
        return f"wargame_{self.bound}"

    async def _member(self, token: str) -> Member | None:
        """Who has this token, if anybody."""
        try:
            admitted = await self._server.host.admit(Hello(token=token))
        except ValidationError:
            return None
        return None if isinstance(admitted, Bye) else admitted[0]

    def _full(self, member: Member) -> str:
        """Why no further screen of a participant is opened; empty if one is."""
        if self._of_member[member.pid] >= MOST_OF_MEMBER:
            return f"you have {MOST_OF_MEMBER} screens open already; this page waits until you close one"
        if len(self.screens) >= self._most:
            return f"all {self._most} screens of this host are in use; this page waits for one"
        return ""

    # ---- the screen ----

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A ticket, then a process for as long as the page is there."""
        token = self.tickets.take(request.query.get("ticket", ""))
        member = await self._member(token or "")
        if token is None or member is None:
            raise web.HTTPForbidden(text="this ticket opens nothing\n")
        if self._full(member):
            raise web.HTTPServiceUnavailable(text="no room for another screen\n")
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MOST_FRAME, compress=False)

        async def over(words: str) -> None:
            await socket.close(code=LEFT, message=words.encode()[:120].decode("utf-8", "ignore").encode())

        screen = Screen(self._handed(token, member), socket.send_bytes, over)
        self.screens[screen] = socket
        self._of_member[member.pid] += 1
        try:
            await socket.prepare(request)
            self.threshold.is_screen(request.transport)
            size = bounds(_number(request, "width"), _number(request, "height"))
            await screen.start(*size)
            await self._process_messages(socket, screen)
        except (ConnectionError, OSError) as error:
            log.warning("screen ended: %s", type(error).__name__)
        finally:
            await asyncio.shield(self._close(screen, member))
        return socket

    async def _close(self, screen: Screen, member: Member) -> None:
        """End a process and make room."""
        try:
            await screen.stop()
        finally:
            self.screens.pop(screen, None)
            self._of_member[member.pid] -= 1
            self._of_member += Counter()

    def _handed(self, token: str, member: Member) -> dict[str, str]:
        """What a screen joins with."""
        url = f"{'wss' if self._digest else 'ws'}://127.0.0.1:{self._server.port}/"
        return {"url": url, "token": token, "name": member.name, "digest": self._digest}

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Keys, sizes, focus, one at a time; what cannot be read is passed over."""
        bucket = Bucket(rate=RATE, burst=BURST)
        async for message in websocket:
            delay = bucket.wait()
            if delay > 0:
                await asyncio.sleep(delay)
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                frame = json.loads(message.data)
                await _act(websocket, app_service, frame[0], frame[1] if len(frame) > 1 else None)
            except (ValueError, TypeError, LookupError, RecursionError):
                continue


async def _act(socket: web.WebSocketResponse, screen: AppService, kind: object, data: object) -> None:
    """Do what one frame asks. Raises ValueError, TypeError, LookupError for what is none."""
    if kind == "stdin" and isinstance(data, str):
        await screen.send_bytes(data.encode("utf-8"))
    elif kind == "resize" and isinstance(data, dict):
        await screen.set_terminal_size(*bounds(data["width"], data["height"]))
    elif kind == "ping" and isinstance(data, str):
        await socket.send_json(["pong", data[:20]])
    elif kind == "focus":
        await screen.focus()
    elif kind == "blur":
        await screen.blur()


async def _dress(_: web.Request, response: web.StreamResponse) -> None:
    """Headers of every answer."""
    response.headers.update(HEADERS)
    response.headers["Server"] = "wargame"


async def _asked(request: web.Request) -> dict[str, str]:
    """The fields of a body. Raises HTTPBadRequest for what is no object of texts."""
    if request.content_type != "application/json":
        raise web.HTTPBadRequest(text="JSON\n")
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError) as error:
        raise web.HTTPBadRequest(text="JSON\n") from error
    if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
        raise web.HTTPBadRequest(text="JSON\n")
    return body


def _told(status: int, detail: str) -> web.Response:
    """An answer with words for people; the page shows them as text."""
    return web.json_response({"detail": detail}, status=status)


def _number(request: web.Request, name: str) -> int | None:
    """A small number of the query."""
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
