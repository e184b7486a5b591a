"""A session host in memory for tests: keys, a clock that stands until it is moved, sinks that are lists."""

from __future__ import annotations

import asyncio
import itertools
import json
from functools import cache
from pathlib import Path

from wargame import opening
from wargame.bots import STYLES
from wargame.host.identity import Keys
from wargame.host.journal import HostJournal
from wargame.host.session_host import SessionHost
from wargame.host.wire import Fac, FacArgs, Hello, read_server
from wargame.play import session as sessions
from wargame.play.journal import ListJournal
from wargame.play.layout import lay_out

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "idlib_2020.toml"
TEAMS = ("ankara", "moscow", "damascus")


@cache
def scenario():
    return opening.load(SCENARIO)


@cache
def layout():
    return lay_out(scenario())


class Time:
    """Milliseconds that pass when a test says so."""

    def __init__(self):
        self.ms = 1_000_000

    def __call__(self):
        return self.ms

    def pass_(self, seconds):
        self.ms += int(seconds * 1000)


class Box:
    """A connection that keeps its frames."""

    def __init__(self):
        self.frames = []

    def put(self, frame):
        self.frames.append(frame)

    def read(self, kind=None):
        """The messages, or those of one kind."""
        made = [read_server(frame) for frame in self.frames]
        return [message for message in made if kind is None or message.t == kind]

    def numbers(self):
        return [
            n for frame in self.frames if (n := json.loads(frame).get("n")) and '"t":"welcome"' not in frame
        ]


class Table:
    """A host with one member at each seat."""

    def __init__(self, journal=None, bots=(), seed=7, time=None, keys=None, **more):
        self.time = time or Time()
        self.inner = journal if journal is not None else ListJournal()
        self.journal = HostJournal(self.inner)
        styles = dict.fromkeys(bots, STYLES["historical"])
        ids = (f"{n:016x}" for n in itertools.count(1 + (0 if journal is None else 10_000)))
        if self.inner.entries():
            self.session = sessions.resume(layout(), self.journal, clock=self.time)
        else:
            self.session = sessions.new_session(layout(), seed, self.journal, styles, clock=self.time)
        self.keys = keys or Keys.opened(None)
        self.host = SessionHost(
            self.session,
            self.journal,
            self.keys,
            now=self.time,
            wall=self.time,
            ids=lambda: next(ids),
            **more,
        )
        self.members, self.boxes, self.tokens = {}, {}, {}
        self._cid = itertools.count(1)

    async def sit(self, seat, name=None):
        """Take a seat by its PIN and connect."""
        hello = Hello(pin=self.keys.pins[seat], name=name or f"{seat} person")
        member, token = await self.host.admit(hello)
        box = Box()
        await self.host.attach(member, token, hello, box)
        key = name or seat
        self.members[key], self.boxes[key], self.tokens[key] = member, box, token
        return box

    async def all_sit(self):
        for seat in ("white", *TEAMS):
            await self.sit(seat)

    def cid(self):
        return f"cid-{next(self._cid):08d}"

    async def do(self, who, message):
        return await self.host.command(self.members[who], message)

    async def fac(self, op, reason="", who="white", **args):
        return await self.do(who, Fac(cid=self.cid(), op=op, args=FacArgs(**args), reason=reason))


def run(coroutine):
    """Run a test's coroutine to its end."""
    return asyncio.run(coroutine)
