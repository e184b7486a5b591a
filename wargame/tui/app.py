"""Starts the screens: decides colours and glyphs once, guards the terminal, and only then loads Textual.

play(opened, seats=["ankara"])      one seat here, bots elsewhere; several seats = hot-seat; None = ask
replay(opened)                      steps through the turns of a session
join(link)                          takes a seat at a host
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.host.link import Link
    from wargame.tui.application import WargameApp
    from wargame.tui.config import Config
    from wargame.tui.desk import Opened
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.palette import Palette
    from wargame.tui.remote_app import RemoteApp

SYSTEMS = {"truecolor": "truecolor", "256": "256", "16": "standard", "none": "256"}
"""Depth of colour -> what Textual calls it. Without colour the ground is still drawn in greys."""


def play(
    opened: Opened | Callable[[], Opened],
    seats: list[str] | None = None,
    *,
    color: str = "auto",
    glyphs: str = "auto",
    title: str = "",
    prepare: Callable[[], None] | None = None,
) -> None:
    """Play a session. `seats` are those played by people here; None opens the seat choice.

    `opened` is a session opened already, or a function that opens it; that is called in a thread once the
    first frame, headed `title`, stands on the terminal. What it raises is raised here when the terminal is
    back.
    `prepare` loads what the first act will need; it runs in a thread after the first paint.
    """
    _run(opened, seats, color, glyphs, title, prepare, replaying=False)


def replay(
    opened: Opened | Callable[[], Opened], *, color: str = "auto", glyphs: str = "auto", title: str = ""
) -> None:
    """Step forward and back through the turns of a session."""
    _run(opened, None, color, glyphs, title, None, replaying=True)


def _run(
    opened: Opened | Callable[[], Opened],
    seats: list[str] | None,
    color: str,
    glyphs: str,
    title: str,
    prepare: Callable[[], None] | None,
    *,
    replaying: bool,
) -> None:
    from wargame.tui.config import read_config
    from wargame.tui.guard import guard

    config = read_config()
    with guard():
        app = make_app(opened, seats, color, glyphs, config, replaying=replaying, title=title)
        app.prepare = prepare
        app.run()
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        sys.exit(app.return_code)


def make_app(
    opened: Opened | Callable[[], Opened],
    seats: list[str] | None = None,
    color: str = "auto",
    glyphs: str = "auto",
    config: Config | None = None,
    *,
    replaying: bool = False,
    title: str = "",
) -> WargameApp:
    """The application for a session, or for what opens one; not yet running.

    Sets what Textual reads from the environment on import.
    """
    palette, drawn, chosen = _looks(color, glyphs, config)
    from wargame.tui.application import WargameApp

    return WargameApp(
        opened,
        seats,
        palette,
        drawn,
        rebound=chosen.keys,
        complaints=chosen.complaints,
        replaying=replaying,
        title=title,
    )


def _looks(color: str, glyphs: str, config: Config | None) -> tuple[Palette, GlyphSet, Config]:
    """Colours and characters, decided once; sets what Textual reads from the environment on import."""
    from wargame.tui.config import Config
    from wargame.tui.glyphs import ASCII, UNICODE
    from wargame.tui.palette import palette_for

    chosen = config or Config({}, "auto", "auto", ())
    palette = palette_for(color if color != "auto" else chosen.color, os.environ)
    os.environ["TEXTUAL_COLOR_SYSTEM"] = SYSTEMS[palette.depth]
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.pop(
        "NO_COLOR", None
    )  # our own table without colour is used; Textual's would merge the two sides
    wanted = glyphs if glyphs != "auto" else chosen.glyphs
    if wanted == "auto":
        wanted = "ascii" if os.environ.get("TERM") in ("linux", "vt100", "dumb") else "unicode"
    return palette, ASCII if wanted == "ascii" else UNICODE, chosen


def join(
    link: Link, *, color: str = "auto", glyphs: str = "auto", title: str = "", own: bool = True
) -> None:
    """Take a seat at a host. `link` has not been started yet.

    `own`: whether the settings and the folder of this machine's user are those of whoever sits there; they
    are not for somebody in a browser.
    Raises WargameError, such as LinkDown with what the host said, when the terminal is back.
    """
    from wargame.tui.config import read_config
    from wargame.tui.guard import guard

    config = read_config() if own else None
    with guard():
        app = make_remote(link, color, glyphs, config, title=title)
        app.writes_files = own
        try:
            app.run()
        finally:
            link.stop()
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        sys.exit(app.return_code)


def make_remote(
    link: Link, color: str = "auto", glyphs: str = "auto", config: Config | None = None, *, title: str = ""
) -> RemoteApp:
    """The application of a seat at a host; not yet running."""
    palette, drawn, chosen = _looks(color, glyphs, config)
    from wargame.tui.remote_app import RemoteApp

    return RemoteApp(link, palette, drawn, title=title, rebound=chosen.keys, complaints=chosen.complaints)
