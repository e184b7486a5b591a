"""Playing whole games for a list of seeds, with a doctrine in every seat. Loads rules, bots and the loop of
games only, so that a worker process starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from wargame.bots.manner import Manner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wargame.play.engines import Engine as Machine
    from wargame.rules.log import Row
    from wargame.rules.tables import Board, World

Doctrines = tuple[str, str, str]
"""The name of a style (`bots.STYLES`) for each team, in the order of codes.Team."""

HISTORICAL: Doctrines = ("historical", "historical", "historical")

NAMES = tuple(manner.name.lower() for manner in Manner)
"""Every style by name, in the order of its number."""

BATCH = 50
"""Games that are held at once."""


class Game(NamedTuple):
    """One run: what happened, in order, and how it stood at the end."""

    seed: int
    facts: Sequence[Row]
    """Rows of events (RB 22.3): day, step, kind, a, b, c, d, cause; causes count from 0 in each turn."""
    end: Board


class Engine(Protocol):
    """What plays games."""

    @property
    def name(self) -> str:
        """`python` or `fast`."""

    def games(self, seeds: Sequence[int]) -> Iterator[Game]:
        """One game for each seed, in the order of the seeds."""


class Seated:
    """A machine that plays games, with the world, the start and the doctrines set."""

    def __init__(self, machine: Machine, world: World, start: Board, doctrines: Doctrines) -> None:
        self._machine, self._world, self._start = machine, world, start
        self._styles = [NAMES.index(doctrine) for doctrine in doctrines]

    @property
    def name(self) -> str:
        """`python` or `fast`."""
        return self._machine.name

    def games(self, seeds: Sequence[int]) -> Iterator[Game]:
        """One game for each seed, in the order of the seeds."""
        for i in range(0, len(seeds), BATCH):
            batch = seeds[i : i + BATCH]
            for game in self._machine.play_games(self._world, self._start, self._styles, batch, told=True):
                yield Game(game.seed, game.facts, game.board)
