"""A host that listens on the loopback for tests, in a thread, and links to it."""

from __future__ import annotations

import asyncio
import threading
import time

from host_samples import Table

from wargame.host.clock import monotonic_ms
from wargame.host.link import Link, new_cid
from wargame.host.server import HostServer
from wargame.host.wire import Fac, FacArgs, Submit
from wargame.play.entries import wall_clock

PATIENCE = 30


class Listening:
    """`with Listening() as at: at.link("ankara")`: a table whose host listens on a port of the loopback."""

    def __init__(self, journal=None, keys=None, **more):
        self._journal, self._keys, self._more = journal, keys, more
        self._ready, self._stop = threading.Event(), None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self.links = []

    async def _main(self):
        self._stop, self.loop = asyncio.Event(), asyncio.get_running_loop()
        self.table = Table(self._journal, time=_Real(), keys=self._keys)
        try:
            async with HostServer(self.table.host, **self._more) as self.server:
                self.port = self.server.port
                self._ready.set()
                await self._stop.wait()
        finally:
            self._ready.set()

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        self.url = f"ws://127.0.0.1:{self.port}/"
        return self

    def __exit__(self, *_):
        for link in self.links:
            link.stop()
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    def cut(self, seat):
        """Tear the connections of a seat; in the loop's thread."""
        for socket, member in list(self.server._members.items()):
            if member.seat == seat:
                socket.transport.abort()

    def pin(self, seat):
        return self.table.keys.pins[seat]

    def link(self, seat, name=None, url=None, **more):
        made = Link(url or self.url, pin=self.pin(seat), name=name or f"{seat} person", **more)
        self.links.append(made)
        made.start()
        made.wait_welcome()
        return made


class _Real:
    """The machine's clocks behind the name that tests use."""

    def __call__(self):
        return wall_clock()


def fac(link, op, reason="", **args):
    return link.ask(Fac(cid=new_cid(), op=op, args=FacArgs(**args), reason=reason))


def submit(link, orders=(), turn=None, rev=None, final=False):
    face = link.mirror.orders
    return link.ask(
        Submit(
            cid=new_cid(),
            turn=face.turn if turn is None else turn,
            rev=face.rev if rev is None else rev,
            orders=tuple(orders),
            final=final,
        )
    )


def until(test, what="it"):
    """Wait until a test holds."""
    end = time.monotonic() + PATIENCE
    while not test():
        assert time.monotonic() < end, f"{what} did not come about"
        time.sleep(0.01)


__all__ = ["PATIENCE", "Listening", "fac", "monotonic_ms", "submit", "until"]
