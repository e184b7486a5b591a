"""Playing whole games for a list of seeds. Loads rules and bots only, so that a worker process starts fast.

An engine is anything that turns seeds into games in their order: `Interpreted` here plays the rules as they
stand; `engines.py` chooses the compiled one where it is there and worth its start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from wargame.bots import STYLES, by_view
from wargame.rules.day import play_turn
from wargame.rules.log import fresh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wargame.rules.log import Row
    from wargame.rules.tables import Board, Order, World

Doctrines = tuple[str, str, str]
"""A style of `bots.STYLES` for each team, in the order of codes.Team."""

HISTORICAL: Doctrines = ("historical", "historical", "historical")


class Game(NamedTuple):
    """One run: what happened, in order, and how it stood at the end."""

    seed: int
    facts: Sequence[Row]
    """Rows of events (RB 22.3): day, step, kind, a, b, c, d, cause; causes count from 0 in each
    turn.
    """
    end: Board


class Engine(Protocol):
    """What plays games."""

    name: str

    def games(self, seeds: Iterable[int]) -> Iterator[Game]:
        """One game for each seed, in the order of the seeds."""
        ...


class Interpreted:
    """The rules as Python runs them."""

    name = "python"

    def __init__(self, world: World, start: Board, doctrines: Doctrines = HISTORICAL) -> None:
        self._world, self._start, self._doctrines = world, start, doctrines

    def games(self, seeds: Iterable[int]) -> Iterator[Game]:
        """One game for each seed, in the order of the seeds."""
        for seed in seeds:
            yield self.game(seed)

    def game(self, seed: int) -> Game:
        """One game to its end: every team's bot writes its sheet, the turn is played, until the last."""
        world, board = self._world, self._start
        facts: list[Row] = []
        for _ in range(world.params.turns):
            if board.tracks[0].ended:
                break
            orders: list[Order] = []
            for team, style in enumerate(self._doctrines):
                orders += by_view(STYLES[style], world, board, team, seed)
            told = fresh()
            board = play_turn(world, board, orders, [], [], seed, told, None)
            facts += told.rows
        return Game(seed, facts, board)
