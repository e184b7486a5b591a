"""Starts the screens: decides colours and glyphs once, guards the terminal, and only then loads Textual.

play(session, seats=["ankara"])     one seat here, bots elsewhere; several seats = hot-seat; None = ask
replay(session)                     steps through the turns of a session
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.play.session import Session
    from wargame.tui.application import WargameApp
    from wargame.tui.config import Config

SYSTEMS = {"truecolor": "truecolor", "256": "256", "16": "standard", "none": "256"}
"""Depth of colour -> what Textual calls it. Without colour the ground is still drawn in greys."""


def play(
    session: Session,
    seats: list[str] | None = None,
    color: str = "auto",
    glyphs: str = "auto",
    restart: Callable[[int], Session] | None = None,
    base: str = "",
    prepare: Callable[[], None] | None = None,
) -> None:
    """Play a session. `seats` are those played by people here; None opens the seat choice.

    `base` is the text of the scenario's base map (sea, land, border); without it the map has no coast.
    `prepare` loads what the first act will need; it runs in a thread after the first paint.

    `restart` opens the same scenario with another seed; with it the seat choice offers the seed.
    """
    _run(session, seats, color, glyphs, restart, base, prepare, replaying=False)


def replay(session: Session, color: str = "auto", glyphs: str = "auto", base: str = "") -> None:
    """Step forward and back through the turns of a session."""
    _run(session, None, color, glyphs, None, base, None, replaying=True)


def _run(
    session: Session,
    seats: list[str] | None,
    color: str,
    glyphs: str,
    restart: Callable[[int], Session] | None,
    base: str,
    prepare: Callable[[], None] | None,
    *,
    replaying: bool,
) -> None:
    from wargame.tui.config import read_config
    from wargame.tui.guard import guard

    config = read_config()
    with guard():
        app = make_app(session, seats, color, glyphs, restart, config, base=base, replaying=replaying)
        app.prepare = prepare
        app.run()
    if app.return_code:
        sys.exit(app.return_code)


def make_app(
    session: Session,
    seats: list[str] | None = None,
    color: str = "auto",
    glyphs: str = "auto",
    restart: Callable[[int], Session] | None = None,
    config: Config | None = None,
    *,
    base: str = "",
    replaying: bool = False,
) -> WargameApp:
    """The application for a session, not yet running.

    Sets what Textual reads from the environment on import.
    """
    from wargame.tui.config import Config
    from wargame.tui.glyphs import ASCII, UNICODE
    from wargame.tui.palette import depth_of, palette_for

    chosen = config or Config({}, "auto", "auto", ())
    depth = depth_of(color if color != "auto" else chosen.color, os.environ)
    os.environ["TEXTUAL_COLOR_SYSTEM"] = SYSTEMS[depth]
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.pop(
        "NO_COLOR", None
    )  # our own table without colour is used; Textual's would merge the two sides
    from wargame.tui.application import WargameApp
    from wargame.tui.session_desk import SessionDesk

    wanted = glyphs if glyphs != "auto" else chosen.glyphs
    if wanted == "auto":
        wanted = "ascii" if os.environ.get("TERM") in ("linux", "vt100", "dumb") else "unicode"
    again = None if restart is None else lambda seed: SessionDesk(restart(seed))
    return WargameApp(
        SessionDesk(session),
        seats,
        palette_for(depth),
        ASCII if wanted == "ascii" else UNICODE,
        rebound=chosen.keys,
        complaints=chosen.complaints,
        restart=again,
        replaying=replaying,
        base=base,
    )
