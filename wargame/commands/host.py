"""`wargame host`: a session to which every team joins from its own terminal.

The session is held by a process of its own, which survives the facilitator's screen; the screen is a client
of it like any other, and starts it again from the save should it die. Without a terminal, or with
`--headless`, the session is held here.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from wargame.commands import serve
from wargame.commands.output import note, say
from wargame.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from typing import IO

START_S = 60
RESTARTS = 20
"""How often a process that died is started again."""

SEATS = ("white", "ankara", "moscow", "damascus", "observer")


def run(arguments: argparse.Namespace) -> int:
    """Host. Exit 0, or WargameError."""
    if arguments.headless or not (sys.stdin.isatty() and sys.stdout.isatty()):
        held = serve.hold(arguments)

        def ready(doors: serve.Doors) -> None:
            say(told(arguments, doors, held.host.keys.pins, held.where))
            sys.stdout.flush()

        serve.serve(held, arguments, ready)
        note(f"saved as {held.where}; continue with `wargame host {held.where}`")
        return 0
    child = Child(arguments)
    child.start()
    try:
        return _screen(arguments, child)
    finally:
        child.watching = False


def _screen(arguments: argparse.Namespace, child: Child) -> int:
    from wargame.commands.join import own_name, remember
    from wargame.host.link import Link
    from wargame.tui import app

    say(told(arguments, child.doors, child.pins, child.save))
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        input("Enter opens the white cell's screen. ")
    link = Link(
        f"{'wss' if child.doors.digest else 'ws'}://{serve.LOOPBACK}:{child.doors.port}/",
        pin=child.pins["white"],
        name=own_name(),
        keep=remember,
        digest=child.doors.digest,
    )
    app.join(link, color=arguments.color or "auto", glyphs=arguments.glyphs or "auto", title=child.save)
    if child.alive:
        note(
            f"the host goes on as process {child.pid} on port {child.doors.port}; "
            "`wargame join --last` comes back"
        )
        note(f"stop it with `kill {child.pid}`; `wargame host {child.save}` continues it")
    else:
        note(f"saved as {child.save}; continue with `wargame host {child.save}`")
    return 0


class Child:
    """The process that holds the session."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None
        self.watching = True
        """Whether it is started again when it dies."""
        self.doors, self.save = serve.Doors(0, "", 0), ""
        self.pins: dict[str, str] = {}

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid if self._process is not None else 0

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and wait until it listens. Raises UsageError with what it said."""
        self._spawn(self._command())
        threading.Thread(target=self._watch, daemon=True).start()

    def _command(self) -> list[str]:
        """The arguments of a first start."""
        given = self._arguments
        made = [given.file]
        if given.name:
            made += ["--name", given.name]
        if given.seed is not None:
            made += ["--seed", str(given.seed)]
        if given.bots:
            made += ["--bots", given.bots]
        for choice in given.choose:
            made += ["--choose", choice]
        for name in ("port", "web_port", "minutes", "missed", "observers_see"):
            value = getattr(given, name)
            if value is not None:
                made += [f"--{name.replace('_', '-')}", str(value)]
        for name in ("white_closes", "hold_results", "review", "show_seals"):
            if getattr(given, name):
                made.append(f"--{name.replace('_', '-')}")
        return made

    def _spawn(self, arguments: list[str]) -> None:
        from wargame.host.identity import state_folder

        folder = state_folder() / "host"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lan = [f"--{name}" for name in ("lan", "tls", "web") if getattr(self._arguments, name)]
        db = ["--db", self._arguments.db] if self._arguments.db else []
        command = [sys.executable, "-m", "wargame", "serve", *arguments, *lan, *db]
        with (folder / "host.log").open("a+", encoding="utf-8") as log:
            begins = log.tell()
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                env=os.environ.copy(),
            )
            self._listen(self._process, log, begins)

    def _listen(self, process: subprocess.Popen[str], log: IO[str], begins: int) -> None:
        """Its one line. Raises UsageError with what it wrote into its log if it ends without."""
        out: IO[str] | None = process.stdout
        line = out.readline() if out is not None else ""
        if not line:
            process.wait()
            log.seek(begins)
            words = log.read().strip().splitlines()
            raise UsageError(words[-1].removeprefix("wargame: ") if words else "the host did not start")
        held = json.loads(line)
        self.doors = serve.Doors(int(held["port"]), str(held["digest"]), int(held["web"]))
        self.save, self.pins = str(held["save"]), dict(held["pins"])

    def _watch(self) -> None:
        """Start it again from its save when it dies of anything but the session's end."""
        for _ in range(RESTARTS):
            process = self._process
            if process is None or process.wait() == 0 or not self.watching:
                return
            with contextlib.suppress(UsageError, OSError):
                web = ["--web-port", str(self.doors.web)] if self.doors.web else []
                self._spawn([self.save, "--port", str(self.doors.port), *web])


def told(arguments: argparse.Namespace, doors: serve.Doors, pins: dict[str, str], save: str) -> str:
    """What the facilitator reads out: where to join, and the PIN of each seat."""
    port, digest = doors.port, doors.digest
    address = own_address() if arguments.lan else serve.LOOPBACK
    where = address if port == serve.PORT else f"{address}:{port}"
    where += f"/{digest}" if digest else ""
    lines = [f"The session is kept in {save}.", "", f"Every team joins with    wargame join {where} PIN"]
    page = f"{'https' if digest else 'http'}://{address}:{doors.web}/" if doors.web else ""
    lines += [f"or opens in a browser    {page}", ""] if page else [""]
    lines += [f"  {seat:<10} {pins[seat][:4]}-{pins[seat][4:]}" for seat in SEATS if seat in pins]
    if arguments.lan:
        words = "What is sent is encrypted." if digest else "What is sent is not encrypted; --tls does that."
        lines += ["", f"Anybody on this network can reach the port. {words}"]
        drawn = qr(page or f"wargame join {where}")
        lines += ["", drawn] if drawn else []
    else:
        lines += ["", "Only this machine can reach it; --lan opens it to the network."]
    return "\n".join(lines)


def qr(text: str) -> str:
    """The text as a QR code in half blocks; empty without the extra `[qr]`."""
    try:
        import segno
    except ImportError:
        return ""
    rows = [list(row) for row in segno.make(text, error="l").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    glyphs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(glyphs[bool(a), bool(b)] for a, b in zip(rows[n], rows[n + 1], strict=True))
        for n in range(0, len(rows), 2)
    )


def own_address() -> str:
    """The address under which others on the network see this machine; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return serve.LOOPBACK
