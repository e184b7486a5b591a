"""A host with a browser's door on the loopback, and a browser without a screen to knock at it."""

from __future__ import annotations

import http.client
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "host"))

import asyncio

from host_samples import ROOT, Table
from websockets.sync.client import connect
from wire_samples import Listening, _Real, until

from wargame.host.server import HostServer
from wargame.web import screen
from wargame.web.door import Door

STUB = r"""
import json, os, sys
handed = json.loads(sys.stdin.buffer.readline())
out = os.fdopen(1, "wb", 0)
def packet(kind, payload):
    out.write(kind + len(payload).to_bytes(4, "big") + payload)
out.write(b"noise before\n__GANGLION__\n")
packet(b"D", ("hello " + handed["name"] + " " + os.environ["COLUMNS"] + "x" + os.environ["ROWS"]).encode())
while True:
    head = sys.stdin.buffer.read(5)
    if len(head) < 5:
        break
    data = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if head[:1] == b"M":
        if json.loads(data).get("type") == "quit":
            break
        packet(b"D", b"meta " + data)
    elif data == b"meta":
        packet(b"M", json.dumps({"type": "open_url", "url": "https://example.org", "new_tab": True}).encode())
        packet(b"M", json.dumps({"type": "deliver_file_start", "key": "k", "path": "/etc/passwd"}).encode())
        packet(b"P", b"packed")
        packet(b"D", b"after meta")
    elif data == b"large":
        out.write(b"D" + (1 << 30).to_bytes(4, "big"))
    elif data == b"fail":
        sys.exit("wargame: you were <b>sent</b> away\x1b[2J")
    else:
        packet(b"D", b"echo " + data)
"""
"""A screen that says who it is for, echoes keys, and misbehaves when told to."""

DEAF = r"""
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
sys.stdout.write("__GANGLION__\n")
sys.stdout.flush()
time.sleep(600)
"""


class Doorway(Listening):
    """`with Doorway() as at: browser = Browser(at)`: a host in memory with a door."""

    def __init__(self, most=12, now=None, **more):
        super().__init__(**more)
        self._most, self._now = most, {} if now is None else {"now": now}

    async def _main(self):
        self._stop, self.loop = asyncio.Event(), asyncio.get_running_loop()
        self.table = Table(time=_Real())
        try:
            async with (
                HostServer(self.table.host, screens=self._most, **self._more) as self.server,
                Door(self.server, most=self._most, **self._now) as self.door,
            ):
                self.port = self.server.port
                self._ready.set()
                await self._stop.wait()
        finally:
            self._ready.set()


class Browser:
    """Requests as a page of the door makes them, with its cookie."""

    def __init__(self, at):
        self.at, self.port = at, at.door.bound
        self.origin = f"http://127.0.0.1:{self.port}"
        self.cookie = ""

    def ask(self, method, path, body=None, **headers):
        """Status, headers, body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = {"Origin": self.origin, "Cookie": self.cookie, **headers}
        if body is not None:
            given.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        line.request(method, path, body, {name: value for name, value in given.items() if value is not None})
        answer = line.getresponse()
        got = answer.status, answer.headers, answer.read()
        line.close()
        return got

    def sit(self, seat, name="Anna", pin=None):
        """Take a seat by PIN; what the host set as cookie."""
        status, headers, body = self.ask("POST", "/seat", {"pin": pin or self.at.pin(seat), "name": name})
        assert status == 200, body
        self.cookie = headers["Set-Cookie"].split(";")[0]
        return headers["Set-Cookie"]

    def ticket(self):
        status, _, body = self.ask("POST", "/ticket")
        assert status == 200, body
        return json.loads(body)["ticket"]

    def open(self, ticket=None, origin=None, query="width=100&height=30"):
        """A screen."""
        where = f"ws://127.0.0.1:{self.port}/screen?{query}&ticket={ticket or self.ticket()}"
        return connect(where, origin=self.origin if origin is None else origin, compression=None)


def gone(pid):
    """Whether a process has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return state.rsplit(")", 1)[1].split()[0] == "Z"


__all__ = ["DEAF", "ROOT", "STUB", "Browser", "Doorway", "gone", "screen", "until"]
