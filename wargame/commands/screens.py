"""`play` and `replay` with a terminal: a session is opened, then the screens take over.

The journal of a session is deferred: nothing is written before the first act, so a session that is left at
once leaves no file, and `restart(seed)` may begin the scenario anew with another seed until then. The first
act loads the libraries that write a save, unless `opening.prepare` did so before, in a worker thread after
the first paint.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands.output import note
from wargame.commands.play import bots_of, default_path, opened
from wargame.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from wargame.play.session import Session


def play(arguments: argparse.Namespace) -> int:
    """Open the screens on a new or a continued session. Exit 0, or WargameError."""
    from wargame.tui import app

    if arguments.to_turn is not None:
        raise UsageError("--to-turn is for play without a terminal; redirect the input from /dev/null")
    session, path = opened(arguments, everybody=False)
    paths = [path]

    def restart(seed: int) -> Session:
        named = arguments.save
        paths.append(Path(named) if named else default_path(session.scenario.id, seed))
        bots = bots_of(arguments, everybody=False)
        return opening.deferred_session(session.scenario, seed, paths[-1], bots)

    continued = opening.is_save(arguments.file)
    app.play(
        session,
        seats_of(arguments),
        color=arguments.color or "auto",
        glyphs=arguments.glyphs or "auto",
        restart=None if continued or arguments.seed is not None else restart,
        base=opening.source_of(session.scenario).base_text,
        prepare=opening.prepare,
    )
    tell_saved(paths[-1])
    return 0


def replay(arguments: argparse.Namespace) -> int:
    """Open the screens on the turns of a save. Exit 0, or WargameError."""
    from wargame.tui import app

    if arguments.seat or arguments.turn is not None:
        raise UsageError("--seat and --turn are for replay without a terminal; the screens have keys for it")
    session = opening.read(arguments.file)
    base = opening.source_of(session.scenario).base_text
    app.replay(session, color=arguments.color or "auto", glyphs=arguments.glyphs or "auto", base=base)
    return 0


def seats_of(arguments: argparse.Namespace) -> list[str] | None:
    """The seats played at this screen; None = the screen asks.

    With bots in every seat the white cell watches.
    """
    if arguments.seat:
        return list(arguments.seat)
    return ["white"] if arguments.bots == "all" else None


def tell_saved(path: Path) -> None:
    """Say where the session is, if anything was kept."""
    if path.exists():
        note(f"saved as {path}; continue with `wargame play {path}`")
