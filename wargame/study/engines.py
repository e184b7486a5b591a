"""Which engine plays a study: the compiled rules where they are there and worth their start, else Python's.

Both run the same source and give the same events, so the choice changes the time and nothing else.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from wargame.errors import UsageError
from wargame.study.games import Engine, Interpreted

if TYPE_CHECKING:
    from wargame.rules.tables import Board, World
    from wargame.study.games import Doctrines

ENGINES = ("auto", "python", "fast")
"""What `--engine` takes."""

FAST_FROM = 300
"""Runs from which `auto` takes the compiled engine: below, its start costs more than it saves."""

FAST = "wargame.study.fast"
"""The module that joins `rules.compiled` to studies; it offers `Compiled`, an Engine."""


def fast_is_there() -> bool:
    """Whether numba and the compiled rules are installed. Loads neither."""
    return find_spec("numba") is not None and find_spec("wargame.rules.compiled") is not None


def chosen(wanted: str, runs: int) -> str:
    """`python` or `fast` for a study of so many runs. Raises UsageError if `fast` is asked for and absent."""
    if wanted == "fast" and not fast_is_there():
        raise UsageError("--engine fast needs the compiled engine: install wargame-ttx[fast]")
    if wanted == "auto":
        return "fast" if runs >= FAST_FROM and fast_is_there() else "python"
    return wanted


def made(name: str, world: World, start: Board, doctrines: Doctrines) -> Engine:
    """An engine by its name, `python` or `fast`."""
    if name == "fast":
        engine: Engine = import_module(FAST).Compiled(world, start, doctrines)
        return engine
    return Interpreted(world, start, doctrines)
