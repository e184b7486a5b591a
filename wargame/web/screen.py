"""One screen of a browser: a process that is an ordinary network client of the host.

It is started by a list of arguments, never through a shell. Where the host is and the token of the seat come
as one line on its standard input, so that neither stands in the list of processes or in an environment. Of
what it sends only pictures of the screen reach the page: it can open no address and hand over no file.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from wargame.model.cleaning import one_line

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable

    Write = Callable[[bytes], Awaitable[None]]
    Over = Callable[[str], Awaitable[None]]

COMMAND = ("-m", "wargame", "join", "--handed", "--color", "truecolor", "--glyphs", "unicode")
DRIVER = "wargame.tui.door_driver:DoorDriver"
READY = b"__GANGLION__\n"
"""The line after which a screen speaks in packets."""

MOST_LINES = 10
"""Lines before that one."""

MOST_PACKET = 4 << 20
"""Bytes of one packet, after which a screen is ended."""

KEPT_WORDS = 2048
"""Bytes kept of what it says on its error stream."""

LEAVE_S = 3.0
"""Seconds that a screen is given to leave by itself."""

PASSED = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "HOME", "TZ",
    "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE",
)  # fmt: skip
"""Variables of the host that a screen inherits: what Python needs, and nothing that may hold a secret."""


class Bounds(NamedTuple):
    """Size of a page in characters."""

    width: int
    height: int


SMALLEST, LARGEST = Bounds(20, 5), Bounds(500, 200)


def bounds(width: object, height: object) -> Bounds:
    """A size that a page asked for, brought into bounds; 80 by 24 for what is no number."""
    asked = (width if type(width) is int else 80, height if type(height) is int else 24)
    made = (max(low, min(high, n)) for n, low, high in zip(asked, SMALLEST, LARGEST, strict=True))
    return Bounds(*made)


def environment(size: Bounds) -> dict[str, str]:
    """The environment of a screen."""
    made = {name: os.environ[name] for name in PASSED if name in os.environ}
    return {
        **made,
        "TEXTUAL_DRIVER": DRIVER,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": str(size.width),
        "ROWS": str(size.height),
    }


class Screen(AppService):
    """A process that draws for one page."""

    def __init__(self, handed: dict[str, str], write: Write, over: Over) -> None:
        """`handed`: what the process joins with. `over` is called once when it has ended, with why."""
        super().__init__(
            "",
            write_bytes=write,
            write_str=_nothing,
            close=_closed,
            download_manager=DownloadManager(),
        )
        self._handed, self._over = handed, over
        self._words = b""
        self._heard: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The id of its process; 0 before it is started."""
        return self._process.pid if self._process is not None else 0

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start it, and hand over what it joins with. Raises OSError."""
        made = await asyncio.create_subprocess_exec(
            sys.executable,
            *COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(bounds(width, height)),
            start_new_session=True,
        )
        self._process = made
        if made.stdin is None:  # pragma: no cover
            raise OSError("no pipe")
        self._stdin = made.stdin
        made.stdin.write(json.dumps(self._handed).encode() + b"\n")
        return made

    async def run(self) -> None:
        """Pass on what it draws until it ends; then say so."""
        process = self._process
        if process is None or process.stdout is None or process.stderr is None:
            raise RuntimeError("not started")
        self._heard = asyncio.create_task(self._hear(process.stderr))
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            await self._pass_on(process.stdout)
        await self._end(process)
        await self._heard
        await self._over(last_words(self._words) if process.returncode else "")

    async def _pass_on(self, out: asyncio.StreamReader) -> None:
        """Packets: a letter, four bytes of length, the content. Only drawing goes on."""
        for _ in range(MOST_LINES):
            if await out.readline() == READY:
                break
        else:
            return
        while True:
            head = await out.readexactly(5)
            size = int.from_bytes(head[1:], "big")
            if size > MOST_PACKET:
                return
            payload = await out.readexactly(size)
            if head[:1] == b"D":
                await self.remote_write_bytes(payload)
            elif head[:1] == b"M" and json.loads(payload).get("type") == "exit":
                return

    async def _hear(self, errors: asyncio.StreamReader) -> None:
        """Keep the end of what it says on its error stream."""
        while said := await errors.read(1024):
            self._words = (self._words + said)[-KEPT_WORDS:]

    async def _end(self, process: Process) -> None:
        """Wait for it, and end it where it does not."""
        try:
            await asyncio.wait_for(process.wait(), LEAVE_S)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def stop(self) -> None:
        """Ask it to leave, and see to it that it does."""
        task, process = self._task, self._process
        if task is None or process is None:
            return
        self._task = None
        if process.returncode is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.send_meta({"type": "quit"}), 1)
            self.stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(task), LEAVE_S)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await task


def last_words(said: bytes) -> str:
    """The last line that a screen said, for people to read; empty if it said nothing."""
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return one_line(lines[-1].removeprefix("wargame: "))[:200] if lines else ""


async def _nothing(_: str) -> None:
    """A page gets no other messages of a screen."""


async def _closed() -> None:
    """What has ended is told by `over`."""
