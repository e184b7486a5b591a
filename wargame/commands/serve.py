"""`wargame serve`: the process that holds a session. `wargame host` starts it; `--headless` runs it here.

One line of JSON on stdout says where it listens and which PIN opens which seat; then it serves until the
session has ended and nobody is left, or until it is told to stop. The save is complete after every command.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wargame.commands import beside
from wargame.commands.beside import SAVES, SUFFIX, where
from wargame.commands.choices import chosen
from wargame.commands.output import say
from wargame.errors import UsageError, WargameError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    Ready = Callable[["Doors"], None]

    from wargame.bots import Style
    from wargame.commands.beside import Kept
    from wargame.host.faces import Policies
    from wargame.host.server import HostServer
    from wargame.host.session_host import SessionHost
    from wargame.model.orders import TeamId
    from wargame.model.scenario import Scenario

PORT = 47475
"""Where hosts listen unless told otherwise; another free port is taken when it is in use."""

WEB_PORT = 47476
"""Where the browser's door is, likewise."""

SCREENS = 12
"""Screens that may be open in browsers."""

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
IDLE_S = 20
"""Seconds for which a host whose session has ended waits for its last readers."""


class Held(NamedTuple):
    """A session that is held: its host, and the file or the session of a server that keeps it."""

    host: SessionHost
    save: Kept

    @property
    def where(self) -> str:
        """The path of the file, or the name of the session on its server."""
        return where(self.save)


class Doors(NamedTuple):
    """Where a host listens."""

    port: int
    digest: str
    """Of its certificate; empty where it does not encrypt."""
    web: int
    """Port of the browser's door; 0 where there is none."""


def run(arguments: argparse.Namespace) -> int:
    """Serve. Exit 0, or WargameError."""
    import json

    held = hold(arguments)

    def ready(doors: Doors) -> None:
        line = {
            **doors._asdict(),
            "pins": held.host.keys.pins,
            "save": held.where,
            "session": held.save.meta.uuid,
        }
        say(json.dumps(line))
        sys.stdout.flush()

    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    serve(held, arguments, ready)
    return 0


def path_of(arguments: argparse.Namespace, scenario_id: str, seed: int) -> Path:
    """Where the save of a new session goes. Raises UsageError for a name that is none."""
    import re

    from wargame.commands.play import default_path

    if not arguments.name:
        return default_path(scenario_id, seed)
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}\Z", arguments.name) is None:
        raise UsageError(f"{arguments.name!r}: names have small letters, digits, - and _, at most 64")
    return SAVES / f"{arguments.name}{SUFFIX}"


def hold(arguments: argparse.Namespace) -> Held:
    """The host of a scenario, or of a session that is continued. Raises WargameError."""
    if arguments.web:
        look_for_web()
    from wargame import opening
    from wargame.commands.play import SEED, bots_of
    from wargame.host.identity import Keys, state_folder
    from wargame.host.journal import HostJournal
    from wargame.host.session_host import SessionHost
    from wargame.play import session as sessions

    save = continued(arguments)
    if save is not None:
        scenario = opening.scenario_of_save(save)
        journal = HostJournal(save)
        session = sessions.resume(scenario, journal)
    else:
        scenario = opening.load(arguments.file, chosen(arguments.choose))
        seed = SEED if arguments.seed is None else arguments.seed
        bots = bots_of(arguments, everybody=False) if arguments.bots else {}
        save = begun(arguments, scenario, seed, bots)
        journal = HostJournal(save)
        session = sessions.new_session(scenario, seed, journal, bots)

    try:
        keys = Keys.opened(state_folder() / "host" / f"{save.meta.uuid}.json")
    except (OSError, ValueError) as error:
        save.close()
        raise UsageError(f"{state_folder()}: PINs cannot be kept there: {error}") from error
    host = SessionHost(
        session,
        journal,
        keys,
        base=opening.source_of(scenario).base_text,
        head=lambda: save.head,
        copy=partial(beside.copy, save),
        branch=partial(beside.branch, save),
        commitment=save.seed_commit,
    )
    asked = policies_of(arguments)
    if asked is not None:
        try:
            host.preset(asked)
        except WargameError:
            save.close()
            raise
    return Held(host, save)


def policies_of(arguments: argparse.Namespace) -> Policies | None:
    """The policies that the arguments ask for; None if they say nothing of any."""
    from wargame.host.faces import Policies

    given = {
        "planning_s": (arguments.minutes or 0) * 60,
        "missed": arguments.missed or "hold",
        "close": "white" if arguments.white_closes else "all_sealed",
        "hold_results": arguments.hold_results,
        "review": arguments.review,
        "show_seals": arguments.show_seals,
        "observer_sees": arguments.observers_see or "nothing",
    }
    made = Policies.model_validate(given)
    return made if made != Policies() else None


def continued(arguments: argparse.Namespace) -> Kept | None:
    """The file or the session of a server that the arguments name; None if they name a scenario."""
    from wargame import opening
    from wargame.store import save as saves

    if arguments.db and not Path(arguments.file).is_file():
        return opening.held_on_server(arguments.db, arguments.file)
    if not opening.is_save(arguments.file):
        return None
    if arguments.db:
        raise UsageError(f"{arguments.file} is a file; --db continues a session of the server by its name")
    save = saves.open_save(arguments.file)
    save.backups = opening.BACKUPS
    return save


def begun(arguments: argparse.Namespace, scenario: Scenario, seed: int, bots: Mapping[TeamId, Style]) -> Kept:
    """A new file, or a new session of a server. Raises WargameError."""
    from wargame import opening

    if arguments.db:
        if not arguments.name:
            raise UsageError("--db needs --name: what the session is called on the server")
        return opening.new_on_server(arguments.db, arguments.name, scenario, seed, bots)
    path = path_of(arguments, scenario.id, seed)
    if path.exists():
        raise UsageError(f"{path}: a file is there already; `wargame host {path}` continues it")
    save = opening.create(scenario, seed, path, bots)
    save.backups = opening.BACKUPS
    return save


def serve(held: Held, arguments: argparse.Namespace, ready: Ready) -> None:
    """Listen until the end; `ready` is called once it does. Raises WargameError."""
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(held, arguments, ready))
    finally:
        held.save.close()


async def _serve(held: Held, arguments: argparse.Namespace, ready: Ready) -> None:
    from wargame.host.server import HostServer

    address = EVERYWHERE if arguments.lan else LOOPBACK
    names = (socket.gethostname(), f"{socket.gethostname()}.local")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tls, digest = None, ""
    if arguments.tls:
        from wargame.host.identity import state_folder
        from wargame.host.tls import server_side

        tls, digest = server_side(state_folder() / "host")
    port = free_port(address, arguments.port)
    screens = SCREENS if arguments.web else 0
    server = HostServer(held.host, address, port, names=names, tls=tls, screens=screens)
    async with contextlib.AsyncExitStack() as stack:
        await _opened(stack, server, arguments.port)
        web = 0
        if arguments.web:
            from wargame.web.door import Door

            wanted = free_port(address, arguments.web_port, WEB_PORT)
            door = Door(server, address, wanted, tls=tls, digest=digest, most=SCREENS)
            await _opened(stack, door, arguments.web_port)
            web = door.bound
        ready(Doors(server.port, digest, web))
        await _until_over(held.host, server, stop)


async def _opened(
    stack: contextlib.AsyncExitStack, listener: contextlib.AbstractAsyncContextManager[object], port: object
) -> None:
    """Let it listen until the stack is closed. Raises UsageError where the port is taken."""
    try:
        await stack.enter_async_context(listener)
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror or error}") from error


def look_for_web() -> None:
    """Raises UsageError without the extra `[web]`, before anything is written."""
    from importlib.util import find_spec

    if find_spec("textual_serve") is None:
        raise UsageError("--web needs the extra: pip install 'wargame-ttx[web]'")


async def _until_over(host: SessionHost, server: HostServer, stop: asyncio.Event) -> None:
    """Until told to stop, or the session has ended and nobody reads any more."""
    idle = 0
    while not stop.is_set() and idle < IDLE_S:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 1)
        idle = idle + 1 if host.ended.is_set() and server.connections == 0 else 0


def free_port(address: str, wanted: int | None, usual: int = PORT) -> int:
    """The port asked for; else the usual one if it is free, else any."""
    if wanted is not None:
        return wanted
    with socket.socket() as probe:
        try:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, usual))
        except OSError:
            return 0
    return usual
