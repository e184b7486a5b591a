"""The functions that have a second form for the compiler. Imports numba: load it late.

Some belong to the rules: `mix` and `pick` wrap around at 64 bits where Python masks, `copied` and `shared`
copy arrays, and `own_lists`, `own_place` and the like find nothing shared in them.
The rest is what the spelling writes (`compiled_source.py`) and the doors of the loop over games
(`compiled_doors.py`). These functions carry no types: the signatures say them to the compiler.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from importlib import import_module

from wargame.rules import compiled_bundles as bundles
from wargame.rules import compiled_doors, draw, log, tables
from wargame.rules.compiled_types import (
    BANK,
    COLUMN,
    INT,
    JOURNAL,
    LEAN,
    ROW,
    Bundle,
    Dispatcher,
    manner_of,
    nb,
    parts_of,
    signature,
    type_of,
)

extending = import_module("numba.extending")

WORD = nb.uint64
BOARD = type_of(tables.Board)
WORLD = type_of(tables.World)
SHELVES = parts_of(tables.Board, 2)
"""Boards that leave the loop: for each table one array, board by board."""


_FORMS: list[tuple[Dispatcher, object]] = []


def form(said: object) -> Callable[[Callable[..., object]], Dispatcher]:
    """A function that `ready` compiles for the signature said; until then it costs nothing."""

    def made(function: Callable[..., object]) -> Dispatcher:
        dispatcher: Dispatcher = nb.njit(**manner_of(said))(function)
        _FORMS.append((dispatcher, said))
        return dispatcher

    return made


def ready() -> dict[object, object]:
    """Function of the rules -> its form, all of them compiled."""
    while _FORMS:
        dispatcher, said = _FORMS.pop(0)
        dispatcher.compile(said)
        dispatcher.disable_compile()
    return dict(SECOND)


@extending.lower_cast(nb.types.NestedArray, nb.types.Array)
def _list_of_row(context, builder, given, wanted, value):
    """A list inside a row, handed to a function that takes a list: the same array, where it stands."""
    return value


# ---- what the spelling writes ------------------------------------------------------------------------------


@form(COLUMN(INT, INT))
def column_of(value, n):
    """`[value] * n`."""
    made = bundles.room(max(n, 0))
    if value == 0 or value == -1:
        return bundles.wiped(made, value)
    for i in range(len(made)):
        made[i] = value
    return made


def part_of(column, low, high):
    """`column[low:high]`: integers are copied; rows are shared, as a list of rows shares them."""


@extending.overload(part_of, jit_options=LEAN)
def _part_of(column, low, high):
    if isinstance(column.dtype, nb.types.Record):
        return lambda column, low, high: column[low:high]
    if column.dtype == INT:
        return lambda column, low, high: bundles.taken(column[low:high])
    return copied_part


def copied_part(column, low, high):
    """Narrower integers of a list in a row, copied."""
    seen = column[low:high]
    made = bundles.room(len(seen))
    for i in range(len(seen)):
        made[i] = seen[i]
    return made


@form(nb.void(JOURNAL, nb.types.UniTuple(INT, ROW)))
def append_row(journal, row):
    """`journal.rows.append(row)`."""
    n = journal.count
    if n == journal.bank.shape[0]:
        bundles.grown(journal, 2 * n)
    bank = journal.bank
    for i in range(ROW):
        bank[n, i] = row[i]
    journal.count = n + 1


@extending.overload_attribute(Bundle, "rows", jit_options=LEAN)
def _rows(journal):
    if journal == JOURNAL:
        return lambda journal: bundles.rows_told(journal)
    return None


SPELLED = {
    "_column": column_of,
    "_part": part_of,
    "_append": append_row,
    "_mark": bundles.mark,
    "_release": bundles.release,
}
"""The names that the spelling writes, and what they mean."""


# ---- second forms of rule functions ------------------------------------------------------------------------


@form(WORD(WORD))
def mix(x):
    """RB 2.2, on words that wrap around."""
    x += WORD(0x9E3779B97F4A7C15)
    x = (x ^ (x >> WORD(30))) * WORD(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> WORD(27))) * WORD(0x94D049BB133111EB)
    return x ^ (x >> WORD(31))


@form(INT(INT, INT, INT, INT, INT, INT))
def pick(n, seed, day, purpose, entity, slot):
    """RB 2.2, on words that wrap around."""
    word = mix(mix(WORD(seed)) ^ WORD(day))
    word = mix(mix(word ^ WORD(purpose * 256 + slot)) ^ WORD(entity))
    return INT(((word >> WORD(32)) * WORD(n)) >> WORD(32))


@form(JOURNAL())
def fresh():
    """An empty journal."""
    return bundles.fresh()


@form(signature(BOARD, BOARD))
def copied(board):
    """A board of its own."""
    return bundles.clone(board)


@form(signature(BOARD, BOARD))
def board_of_day(board):
    """The same board; what the day before left behind it is given up."""
    return bundles.alone(board)


@form(nb.void(type_of(tables.Sight)))
def own_lists(row):
    """A copied record shares nothing."""


@form(nb.void(BOARD, INT))
def own_row(view, row):
    """A copied board shares nothing."""


# ---- the doors ---------------------------------------------------------------------------------------------


@form(nb.void(JOURNAL, JOURNAL))
def pour(journal, total):
    """Rows of a turn to those of all turns."""
    n = total.count + journal.count
    if n > total.bank.shape[0]:
        bundles.grown(total, 2 * n)
    here = journal.bank
    there = total.bank
    for row in range(journal.count):
        for i in range(ROW):
            there[total.count + row, i] = here[row, i]
    total.count = n


@form(BANK(JOURNAL))
def rows_of(journal):
    """The rows that leave the loop, in an array of their own."""
    return journal.bank[: journal.count].copy()


@form(nb.void())
def turn_over():
    """A new day, or a new game, works in the other half of working memory."""
    bundles.turn_over()


@form(nb.void(JOURNAL))
def drop_journal(journal):
    """The memory of a journal back."""
    bundles.drop_journal(journal)


@form(nb.void(WORLD, BOARD))
def close(world, board):
    """The memory of what was opened back."""
    bundles.give_back(world)
    bundles.give_back(board)


def _opened(kind, bundle):
    """The form of `opened_world` and `opened_board`: from arrays to one object."""
    view = bundles.view_of(kind)
    return form(signature(kind, parts_of(bundle, 1)))(lambda parts: view(parts))


@cache
def maker(bundle):
    """`bundle(field, ...)`: a tuple of tables that a rule makes, compiled. The source follows the fields."""
    kind = type_of(bundle)
    columns = getattr(kind, "columns", ())
    given = ", ".join(name for name, _ in columns)
    space: dict[str, object] = {"made": bundles.made_of(kind)}
    exec(f"def {bundle.__name__}({given}):\n    return made(({given},))", space)
    said = signature(kind, *(column for _, column in columns))
    dispatcher = nb.njit(**manner_of(said))(space[bundle.__name__])
    dispatcher.compile(said)
    dispatcher.disable_compile()
    return dispatcher


def _keep():
    """The form of `keep`: every table into its array. The source follows the tables."""
    lines = ["def keep(kept, n, board):"]
    lines += [f"shelve(kept[{i}], n, board.{f.name})" for i, f in enumerate(fields(tables.Board))]
    space: dict[str, Callable[..., object]] = {"shelve": bundles.shelve}
    exec("\n    ".join(lines), space)
    return form(nb.void(SHELVES, INT, BOARD))(space["keep"])


SECOND: dict[object, object] = {
    draw.mix: mix,
    draw.pick: pick,
    tables.copied: copied,
    tables.shared: copied,
    tables.own_lists: own_lists,
    tables.own_place: own_row,
    tables.own_road: own_row,
    tables.own_formation: own_row,
    tables.own_sight: own_row,
    tables.own_term: own_row,
    log.fresh: fresh,
    compiled_doors.opened_world: _opened(WORLD, tables.World),
    compiled_doors.opened_board: _opened(BOARD, tables.Board),
    compiled_doors.board_of_day: board_of_day,
    compiled_doors.keep: _keep(),
    compiled_doors.pour: pour,
    compiled_doors.rows_of: rows_of,
    compiled_doors.turn_over: turn_over,
    compiled_doors.drop_journal: drop_journal,
    compiled_doors.close: close,
}
"""Function of the rules -> its form for the compiler; `ready` compiles them."""
