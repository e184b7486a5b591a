"""`play` and `replay` with a terminal: a session is opened, then the screens take over.

What the screens get from here, so that they know neither files nor the store:

* a session whose journal is deferred: nothing is written before the first act, so a session that is left at
  once leaves no file;
* `restart(seed)`: the same scenario anew with another seed, for the choice of seats before the first act;
* `prepare()`: loads the libraries that write a save. To be called in a worker thread after the first paint;
  without it the first act waits for them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands.output import note
from wargame.commands.play import bots_of, default_path, opened
from wargame.errors import UsageError, WrongPhase

if TYPE_CHECKING:
    import argparse

    from wargame.play.session import Session


def play(arguments: argparse.Namespace) -> int:
    """Open the screens on a new or a continued session. Exit 0, or WargameError."""
    from wargame.tui.app import run

    if arguments.to_turn is not None:
        raise UsageError("--to-turn is for play without a terminal; redirect the input from /dev/null")
    session, path = opened(arguments, everybody=False)
    paths = [path]

    def restart(seed: int) -> Session:
        paths.append(Path(arguments.save) if arguments.save else default_path(session.scenario.id, seed))
        return opening.deferred_session(session.scenario, seed, paths[-1], bots_of(arguments, everybody=False))

    continued = opening.is_save(arguments.file)
    run(
        session,
        seats_of(arguments),
        color=arguments.color,
        glyphs=arguments.glyphs,
        restart=None if continued or arguments.seed is not None else restart,
        prepare=opening.prepare,
    )
    tell_saved(paths[-1])
    return 0


def replay(arguments: argparse.Namespace) -> int:
    """Open the screens on the turns of a save. Exit 0, or WargameError."""
    from wargame.tui.app import run_replay

    session = opening.read(arguments.file)
    if arguments.turn is not None and arguments.turn >= session.turn:
        raise WrongPhase(f"turn {arguments.turn} has not been played; turns 0 to {session.turn - 1} have")
    run_replay(
        session,
        seat=arguments.seat[0] if arguments.seat else "white",
        turn=arguments.turn,
        color=arguments.color,
        glyphs=arguments.glyphs,
    )
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
