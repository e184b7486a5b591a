"""Games by the hundred with bots in the seats: the engine as it stands, or compiled, with equal results.

    engine = plain()                # always there
    engine = compiled(progress)     # with the extra [fast]; the first time takes a minute or two
    for game in engine.play_games(layout.world, layout.start, styles, seeds): ...

`run` is the loop of both. What it calls plays, either as Python or as compiled code.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from wargame.bots.games import TEAMS, next_day, over, written
from wargame.bots.sheet import ROWS
from wargame.rules import compiled as fast
from wargame.rules import compiled_memory as memory
from wargame.rules.codes import OrderKind
from wargame.rules.compiled_arrays import Array, Boards, Rows, arrays_of, column, grid, shelves, table_of
from wargame.rules.compiled_doors import (
    board_of_day,
    close,
    drop_journal,
    keep,
    opened_board,
    opened_world,
    pour,
    rows_of,
    turn_over,
)
from wargame.rules.compiled_source import Progress
from wargame.rules.log import Row, fresh
from wargame.rules.orders import blank
from wargame.rules.tables import NOBODY, Board, Effect, Order, World, copied

COUNTS = 4
"""Numbers of a game: boards, decisions, events and reasons until its end, all games before it included."""

FIRST_MEMORY = 1 << 20
BOARDS_A_DAY = 16
"""Working memory that compiled code starts with: bytes, and the size of so many boards."""

BATCH = 64
"""Seeds in one call of compiled code."""

SLEEPING = (NOBODY,) * TEAMS
"""No bot in any seat: the orders are given."""


def run(
    given_world: World,
    given_board: Board,
    styles: list[int],
    seeds: list[int],
    sheet: list[Order],
    first: list[int],
    kinds: list[int],
    released: list[int],
    extra: list[Effect],
    turns: int,
    every_day: bool,
    told: bool,
    reasoned: bool,
    kept: list[Board],
    counts: list[list[int]],
) -> tuple[list[Row], list[Row]]:
    """One game a seed, of `turns` turns at most, from a board at whose close no turn is open. Turn t plays
    the orders in `sheet` from first[t] to first[t + 1], whose kinds stand in `kinds` too (a refused order
    loses its own); bots write over them. Fills `kept` with the last board of each game, or with that of every
    day, and `counts` with COUNTS numbers a game. Returns events and reasons as far as they are wanted.
    """
    world = opened_world(given_world)
    start = opened_board(given_board)
    facts_of_all = fresh()
    reasons_of_all = fresh()
    boards = decisions = 0
    for k in range(len(seeds)):
        turn_over()
        board = copied(start)
        for turn in range(turns):
            orders = sheet[first[turn] : first[turn + 1]]
            for i in range(len(orders)):
                orders[i].kind = kinds[first[turn] + i]
            facts = fresh()
            log = fresh() if reasoned else None
            for _day in range(world.params.days_per_turn):
                if not over(world, board):
                    if every_day:
                        turn_over()
                    board = copied(board) if every_day else board_of_day(board)
                    next_day(world, board, styles, seeds[k], orders, released, extra, facts, log)
                    decisions += written(orders)
                    if every_day:
                        keep(kept, boards, board)
                        boards += 1
            if told:
                pour(facts, facts_of_all)
            drop_journal(facts)
            if log is not None:
                pour(log, reasons_of_all)
                drop_journal(log)
        if not every_day:
            keep(kept, boards, board)
            boards += 1
        counts[k][0] = boards
        counts[k][1] = decisions
        counts[k][2] = len(facts_of_all.rows)
        counts[k][3] = len(reasons_of_all.rows)
    facts_rows = rows_of(facts_of_all)
    reasons_rows = rows_of(reasons_of_all)
    drop_journal(facts_of_all)
    drop_journal(reasons_of_all)
    close(world, start)
    return facts_rows, reasons_rows


@dataclass(frozen=True)
class Game:
    """A game that was played from a seed."""

    seed: int
    boards: Sequence[Board]
    """The last board, or those of every day if they were asked for. Made when read; not to be written."""

    facts: Sequence[Row]
    """Its events in order, if they were asked for; a cause counts from the first event of its turn."""

    reasons: Sequence[Row]
    decisions: int
    """One decision is one order carried through one day."""

    @property
    def board(self) -> Board:
        """The board at its end."""
        return self.boards[-1]


class Engine(Protocol):
    """Plays games. Which one does changes the time it takes and nothing else."""

    @property
    def name(self) -> str:
        """`python` or `fast`."""

    def play_games(
        self,
        world: World,
        start: Board,
        styles: Sequence[int],
        seeds: Sequence[int],
        *,
        told: bool = False,
        reasoned: bool = False,
        every_day: bool = False,
    ) -> list[Game]:
        """Games from `start` to their end, one a seed. `styles`: a bots.manner.Manner for each team."""

    def play_sheets(
        self,
        world: World,
        start: Board,
        sheets: Sequence[Sequence[Order]],
        seeds: Sequence[int],
        *,
        told: bool = False,
        reasoned: bool = False,
        every_day: bool = False,
    ) -> list[Game]:
        """As many turns as there are sheets, with the orders given: those of all teams in a turn."""

    def play_turn(
        self,
        world: World,
        start: Board,
        orders: Sequence[Order],
        seed: int,
        *,
        released: Sequence[int] = (),
        extra: Sequence[Effect] = (),
    ) -> Game:
        """One turn with the orders given, told and reasoned, with the board of every day."""


@dataclass(frozen=True)
class _Call:
    """What `run` is given, but for the shelves that each engine makes itself."""

    world: World
    start: Board
    styles: Sequence[int]
    seeds: Sequence[int]
    sheet: Sequence[Order]
    first: Sequence[int]
    released: Sequence[int]
    extra: Sequence[Effect]
    turns: int
    every_day: bool
    told: bool
    reasoned: bool

    @property
    def most_boards(self) -> int:
        """No more boards than this leave the loop."""
        days = self.turns * self.world.params.days_per_turn
        return len(self.seeds) * (days if self.every_day else 1)


class _Games:
    """What both engines do the same way."""

    def play_games(
        self,
        world: World,
        start: Board,
        styles: Sequence[int],
        seeds: Sequence[int],
        *,
        told: bool = False,
        reasoned: bool = False,
        every_day: bool = False,
    ) -> list[Game]:
        rows = TEAMS * ROWS
        sheet = [blank(NOBODY, 0, OrderKind.POSTURE, 5)] * rows
        turns = world.params.turns
        first = [rows * turn for turn in range(turns + 1)]
        call = _Call(
            world, start, styles, seeds, sheet * turns, first, (), (), turns, every_day, told, reasoned
        )
        return self._batches(call)

    def play_sheets(
        self,
        world: World,
        start: Board,
        sheets: Sequence[Sequence[Order]],
        seeds: Sequence[int],
        *,
        told: bool = False,
        reasoned: bool = False,
        every_day: bool = False,
    ) -> list[Game]:
        sheet, first = _joined(sheets)
        turns = len(sheets)
        return self._batches(
            _Call(world, start, SLEEPING, seeds, sheet, first, (), (), turns, every_day, told, reasoned)
        )

    def play_turn(
        self,
        world: World,
        start: Board,
        orders: Sequence[Order],
        seed: int,
        *,
        released: Sequence[int] = (),
        extra: Sequence[Effect] = (),
    ) -> Game:
        sheet, first = _joined([orders])
        call = _Call(world, start, SLEEPING, (seed,), sheet, first, released, extra, 1, True, True, True)
        return self._batches(call)[0]

    def _batches(self, call: _Call) -> list[Game]:
        """A batch of seeds at a time: what they leave fits, and an interrupt is heard in between."""
        made: list[Game] = []
        play = self._player(call)
        for i in range(0, len(call.seeds), BATCH):
            made += play(replace(call, seeds=call.seeds[i : i + BATCH]))
        return made

    def _player(self, call: _Call) -> Callable[[_Call], list[Game]]:
        """What plays a batch of this call: the same but for its seeds."""
        raise NotImplementedError


def _joined(sheets: Sequence[Sequence[Order]]) -> tuple[list[Order], list[int]]:
    """The rows of all turns, and where each turn begins."""
    first = [0]
    for sheet in sheets:
        first.append(first[-1] + len(sheet))
    return [order for sheet in sheets for order in sheet], first


def _copied(order: Order) -> Order:
    """A row of its own, since the rules void those that they refuse."""
    return replace(order, who=order.who[:], where=order.where[:], more=order.more[:])


@contextmanager
def _uncollected() -> Iterator[None]:
    """The collector of cycles stands still: rows make none, and looking for them took a sixth of a game."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Plain(_Games):
    """The rules as they stand."""

    name = "python"

    def _player(self, call: _Call) -> Callable[[_Call], list[Game]]:
        return self._play

    def _play(self, call: _Call) -> list[Game]:
        kept: list[Board] = []
        counts = [[0] * COUNTS for _ in call.seeds]
        with _uncollected():
            facts, reasons = run(
                call.world, call.start, list(call.styles), list(call.seeds), [_copied(o) for o in call.sheet],
                list(call.first), [o.kind for o in call.sheet], list(call.released), list(call.extra),
                call.turns, call.every_day, call.told, call.reasoned, kept, counts,
            )  # fmt: skip
        return _games(call, kept, counts, facts, reasons)


class Compiled(_Games):
    """The same rules as compiled code."""

    name = "fast"

    def __init__(self, entry: fast.Entry) -> None:
        self._entry = entry
        self._taken: tuple[World, tuple[Array, ...]] | None = None

    def _world(self, world: World) -> tuple[Array, ...]:
        """The world as arrays; a world never changes, so the last one is not taken over twice."""
        if self._taken is None or self._taken[0] is not world:
            self._taken = world, arrays_of(world)
        return self._taken[1]

    def _player(self, call: _Call) -> Callable[[_Call], list[Game]]:
        world, start = self._world(call.world), arrays_of(call.start)
        styles, sheet, first = column(call.styles), table_of(Order, call.sheet), column(call.first)
        kinds = column([o.kind for o in call.sheet])
        released, extra = column(call.released), table_of(Effect, call.extra)

        def play(batch: _Call) -> list[Game]:
            kept = shelves(call.start, batch.most_boards)
            counts = grid(len(batch.seeds), COUNTS)
            memory.provide(FIRST_MEMORY + BOARDS_A_DAY * sum(table.nbytes for table in start))
            facts, reasons = self._entry(
                world, start, styles, column(batch.seeds), sheet, first, kinds, released, extra,
                call.turns, call.every_day, call.told, call.reasoned, kept, counts,
            )  # fmt: skip
            return _games(batch, Boards(kept), counts.tolist(), Rows(facts), Rows(reasons))

        return play


def _games(
    call: _Call,
    boards: Sequence[Board],
    counts: list[list[int]],
    facts: Sequence[Row],
    reasons: Sequence[Row],
) -> list[Game]:
    """The games, from what all of them left together."""
    made = []
    before = [0] * COUNTS
    for seed, until in zip(call.seeds, counts, strict=True):
        cut = [slice(a, b) for a, b in zip(before, until, strict=True)]
        decisions = until[1] - before[1]
        made.append(Game(seed, boards[cut[0]], facts[cut[2]], reasons[cut[3]], decisions))
        before = until
    return made


def available() -> bool:
    """Whether games can be compiled here: the extra [fast] is installed."""
    return fast.available()


def warm() -> bool:
    """Whether what `compiled` gives is kept from before, so that it takes a second and not minutes; False
    without [fast].
    """
    return available() and fast.warm(run)


def plain() -> Engine:
    """The engine that plays the rules as they stand."""
    return Plain()


def compiled(progress: Progress | None = None) -> Engine:
    """The engine that plays them compiled, from the cache if they have been compiled here before. `progress`
    is told 0..1 and what is being done. Raises MissingExtra without [fast].
    """
    return Compiled(fast.compiled(run, progress))
