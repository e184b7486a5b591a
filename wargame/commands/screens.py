"""`play` and `replay` with a terminal: the first frame stands at once, then a session is opened and played.

The journal of a session is deferred: nothing is written before the first act, so a session that is left at
once leaves no file, and another seed may be chosen until then. The first act loads the libraries that write a
save, unless `opening.prepare` did so before, in a worker thread after the first paint.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wargame.commands.output import note
from wargame.errors import UsageError
from wargame.tui import app

if TYPE_CHECKING:
    import argparse

    from wargame.play.session import Session
    from wargame.tui.desk import Opened


def play(arguments: argparse.Namespace) -> int:
    """Open the screens on a new or a continued session. Exit 0, or WargameError."""
    if arguments.to_turn is not None:
        raise UsageError("--to-turn is for play without a terminal; redirect the input from /dev/null")
    paths: list[Path] = []
    app.play(
        lambda: begin(arguments, paths),
        seats_of(arguments),
        color=arguments.color or "auto",
        glyphs=arguments.glyphs or "auto",
        title=Path(arguments.file).name,
        prepare=prepare,
    )
    if paths:
        tell_saved(paths[-1])
    return 0


def begin(arguments: argparse.Namespace, paths: list[Path]) -> Opened:
    """Open the session; the path of its save is appended to `paths`."""
    from wargame import opening
    from wargame.commands.play import bots_of, default_path, opened
    from wargame.tui import session_desk

    session, path = opened(arguments, everybody=False)
    paths.append(path)

    def restart(seed: int) -> Session:
        named = arguments.save
        paths.append(Path(named) if named else default_path(session.scenario.id, seed))
        bots = bots_of(arguments, everybody=False)
        return opening.deferred_session(session.scenario, seed, paths[-1], bots, opening.BACKUPS)

    settled = opening.is_save(arguments.file) or arguments.seed is not None
    base = opening.source_of(session.scenario).base_text
    return session_desk.opened(session, base, None if settled else restart)


def prepare() -> None:
    """Load what the first act will need."""
    from wargame import opening

    opening.prepare()


def replay(arguments: argparse.Namespace) -> int:
    """Open the screens on the turns of a save. Exit 0, or WargameError."""
    if arguments.seat or arguments.turn is not None:
        raise UsageError("--seat and --turn are for replay without a terminal; the screens have keys for it")
    app.replay(
        lambda: turns_of(arguments.file),
        color=arguments.color or "auto",
        glyphs=arguments.glyphs or "auto",
        title=Path(arguments.file).name,
    )
    return 0


def turns_of(path: str) -> Opened:
    """Open a save to be read."""
    from wargame import opening
    from wargame.commands.beside import branch_of
    from wargame.commands.replay import NOT_A_SAVE
    from wargame.tui import session_desk

    if not opening.is_save(path):
        raise UsageError(NOT_A_SAVE.format(path))
    session = opening.read(path)
    shown = session_desk.opened(session, opening.source_of(session.scenario).base_text)
    return shown._replace(branch=lambda turn: branch_of(Path(path), turn))


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
