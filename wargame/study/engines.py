"""Which engine plays a study: the compiled rules where they are there and worth their start, else Python's.

Both run the same source and give the same events, so the choice changes the time and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import UsageError
from wargame.play import engines
from wargame.study.games import Engine, Seated

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.rules.tables import Board, World
    from wargame.study.games import Doctrines

ENGINES = ("auto", "python", "fast")
"""What `--engine` takes."""

FAST_FROM = 300
"""Runs from which `auto` takes the compiled engine: below, its start costs more than it saves."""


def chosen(wanted: str, runs: int) -> str:
    """`python` or `fast` for a study of so many runs. Raises UsageError if `fast` is asked for and absent."""
    if wanted == "fast" and not engines.available():
        raise UsageError("--engine fast needs the compiled engine: install wargame-ttx[fast]")
    if wanted == "auto":
        return "fast" if runs >= FAST_FROM and engines.available() else "python"
    return wanted


def prepare(name: str, progress: Callable[[float, str], None]) -> None:
    """Compile the fast engine, if that is what will play and it is not kept from before; `progress` is told
    0..1 and what is being done.
    """
    if name == "fast":
        engines.compiled(progress)


def made(name: str, world: World, start: Board, doctrines: Doctrines) -> Engine:
    """An engine by its name, `python` or `fast`."""
    machine = engines.compiled() if name == "fast" else engines.plain()
    return Seated(machine, world, start, doctrines)
