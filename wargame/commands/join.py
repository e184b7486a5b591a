"""`wargame join HOST PIN`: a seat at a host; `wargame join --last` comes back to it.

What one needs to come back (address, token) is kept in a file of one's own state folder that only its owner
may read. A screen of the browser's door gets it as one line on stdin instead, and keeps nothing.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from typing import TYPE_CHECKING

from wargame.commands.serve import PORT
from wargame.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from wargame.host.link import Link
    from wargame.host.wire import Welcome

NAMED = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]{1,253})(?::([0-9]{1,5}))?(?:/([0-9a-f]{20}))?\Z")
"""A host: name or address, port, and the digest of its certificate where it encrypts."""

MOST_HANDED = 4096
"""Bytes of the line with a seat."""


def run(arguments: argparse.Namespace) -> int:
    """Join. Exit 0, or WargameError."""
    if not arguments.handed and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("join needs a terminal")
    from wargame.tui import app

    link = handed() if arguments.handed else link_of(arguments)
    app.join(
        link,
        color=arguments.color or "auto",
        glyphs=arguments.glyphs or "auto",
        title="joining" if arguments.handed else f"joining {link.url}",
        own=not arguments.handed,
    )
    return 0


def handed() -> Link:
    """The link of a seat that was handed over: one line of JSON on stdin, and not a byte of what follows it.

    Raises UsageError.
    """
    from wargame.host.link import Link

    line = bytearray()
    while not line.endswith(b"\n") and len(line) < MOST_HANDED:
        got = os.read(sys.stdin.fileno(), 1)
        if not got:
            break
        line += got
    try:
        held = {name: str(value) for name, value in json.loads(line).items()}
        return Link(held["url"], token=held["token"], name=held["name"], digest=held["digest"])
    except (ValueError, KeyError, AttributeError) as error:
        raise UsageError("--handed is for the door of `wargame host --web`") from error


def link_of(arguments: argparse.Namespace) -> Link:
    """The link that the arguments ask for. Raises UsageError."""
    from wargame.host.link import Link

    if arguments.last:
        if arguments.host or arguments.pin:
            raise UsageError("--last needs no host and no PIN")
        held = last()
        return Link(held["url"], token=held["token"], name=held["name"], keep=remember, digest=held["digest"])
    if not arguments.host or not arguments.pin:
        raise UsageError("join needs a host and a PIN, or --last")
    name = arguments.name or own_name()
    url, digest = url_of(arguments.host)
    return Link(url, pin=pin_of(arguments.pin), name=name, keep=remember, digest=digest)


def url_of(host: str) -> tuple[str, str]:
    """The address of a host, and the digest of its certificate or empty: `192.168.1.5:47475/0123...`."""
    found = NAMED.fullmatch(host)
    port = int(found.group(2) or PORT) if found else 0
    if found is None or not 0 < port < 65536:
        raise UsageError(f"{host!r} is no host; write an address such as 192.168.1.5 or 192.168.1.5:{PORT}")
    digest = found.group(3) or ""
    return f"{'wss' if digest else 'ws'}://{found.group(1)}:{port}/", digest


def pin_of(text: str) -> str:
    """A PIN as it is sent. Raises UsageError."""
    from wargame.host.identity import ALPHABET, PIN_LENGTH, normal_pin

    pin = normal_pin(text)
    if len(pin) != PIN_LENGTH or any(letter not in ALPHABET for letter in pin):
        raise UsageError(f"a PIN has {PIN_LENGTH} letters and digits")
    return pin


def own_name() -> str:
    """The user's name on this machine, for want of another."""
    try:
        return getpass.getuser()[:40]
    except (OSError, KeyError):
        return "guest"


def remember(link: Link, welcome: Welcome) -> None:
    """Keep what is needed to come back. A folder that cannot be written only costs the way back."""
    from wargame.host.identity import write_private

    if link.token is None:
        return
    held = {"url": link.url, "token": link.token, "name": welcome.name, "seat": welcome.seat}
    held["digest"] = link.digest
    try:
        write_private(_file(), json.dumps(held))
    except OSError:
        return


def last() -> dict[str, str]:
    """What was kept. Raises UsageError."""
    try:
        held = json.loads(_file().read_text(encoding="utf-8"))
        return {name: str(held[name]) for name in ("url", "token", "name", "seat", "digest")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("there is no session to come back to; join one with a host and a PIN") from error


def _file() -> Path:
    from wargame.host.identity import state_folder

    return state_folder() / "join" / "last.json"
