"""Tables as arrays and back: what goes into compiled code and what comes out of it. Imports numpy late."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import chain
from operator import attrgetter
from typing import Protocol, cast, get_args, get_type_hints, overload

from wargame.rules.log import Row
from wargame.rules.tables import Board, World

WIDTH = "int32"
WIDTH_OF_LISTS = "int64"
"""What a number of a row, and of a list in a row, is stored as if its type says nothing else. A list that is
handed on as a list must be of 64 bits, as all other lists are.
"""


class Array(Protocol):
    """As much of a numpy array as is used here."""

    nbytes: int

    def __len__(self) -> int: ...

    def __getitem__(self, key: object) -> "Array": ...

    def tolist(self) -> list[list[int]]:
        """The content as lists and integers."""


@cache
def layout_of(row: type) -> object:
    """The columns of a row class, or of single integers by name such as Params: its fields in order, lists
    by the length that their type says.
    """
    np = import_module("numpy")
    kinds = get_type_hints(row)
    columns: list[tuple[str, object] | tuple[str, object, tuple[int]]] = []
    for name, hint in get_type_hints(row, include_extras=True).items():
        said = getattr(hint, "__metadata__", ())
        width = next((m for m in said if isinstance(m, str)), None)
        length = next((m for m in said if isinstance(m, int)), None)
        if kinds[name] is int:
            columns.append((name, width or WIDTH))
        elif length is not None:
            columns.append((name, width or WIDTH_OF_LISTS, (length,)))
        else:
            raise TypeError(f"{row.__name__}.{name}: say its length, Annotated[list[int], N]")
    made: object = np.dtype(columns, align=True)
    return made


def is_bundle(hint: object) -> bool:
    """Whether this is a class of tables by name, whose fields are never set again; rows are written."""
    said = getattr(hint, "__dataclass_params__", None)
    return said is not None and bool(said.frozen)


def is_scalars(hint: object) -> bool:
    """Whether this is a bundle of single integers by name."""
    return is_bundle(hint) and all(h is int for h in get_type_hints(hint).values())


def column(values: Sequence[int]) -> Array:
    """A flat column."""
    np = import_module("numpy")
    made: Array = np.fromiter(values, np.int64, len(values))
    return made


def grid(rows: int, columns: int) -> Array:
    """Rows of zeros."""
    np = import_module("numpy")
    made: Array = np.zeros((rows, columns), dtype=np.int64)
    return made


def table_of(row: type, rows: Sequence[object]) -> Array:
    """A table of rows of this class. Raises OverflowError for a number that its column has no room for."""
    np = import_module("numpy")
    made = np.empty(len(rows), layout_of(row))
    for name in made.dtype.names:
        kind = made.dtype[name]
        cells = map(attrgetter(name), rows)
        if kind.shape:
            flat = np.fromiter(chain.from_iterable(cells), kind.base, len(rows) * kind.shape[0])
            made[name] = flat.reshape(len(rows), -1)
        else:
            made[name] = np.fromiter(cells, kind, len(rows))
    table: Array = made
    return table


def arrays_of(bundle: World | Board) -> tuple[Array, ...]:
    """Every table as an array, in order; single integers by name are a table of one row."""
    made = []
    for name, hint in get_type_hints(type(bundle)).items():
        table = getattr(bundle, name)
        if is_scalars(hint):
            made.append(table_of(hint, [table]))
        else:
            row = get_args(hint)[0]
            made.append(column(table) if row is int else table_of(row, table))
    return tuple(made)


def shelves(like: Board, boards: int) -> tuple[Array, ...]:
    """Room for a number of boards with as many rows as this one: for each table one array."""
    np = import_module("numpy")
    made = []
    for name, hint in get_type_hints(Board).items():
        shape = boards, len(getattr(like, name))
        made.append(np.empty(shape, dtype=layout_of(get_args(hint)[0])))
    return tuple(made)


class Boards(Sequence[Board]):
    """The boards on shelves, or those in a span of them. A board is made when it is read."""

    def __init__(self, kept: tuple[Array, ...], span: range | None = None) -> None:
        self._kept = kept
        self._span = range(len(kept[0])) if span is None else span

    def __len__(self) -> int:
        return len(self._span)

    @overload
    def __getitem__(self, key: int) -> Board: ...

    @overload
    def __getitem__(self, key: slice) -> "Boards": ...

    def __getitem__(self, key: int | slice) -> "Board | Boards":
        if isinstance(key, slice):
            return Boards(self._kept, self._span[key])
        n = self._span[key]
        tables = zip(_columns_of_board(), self._kept, strict=True)
        made: Callable[..., Board] = Board
        return made(*(_rows(row, names, array[n]) for (row, names), array in tables))


@cache
def _columns_of_board() -> tuple[tuple[Callable[..., object], tuple[str, ...]], ...]:
    """For each table of a board its row class and the columns of that."""
    rows = [get_args(hint)[0] for hint in get_type_hints(Board).values()]
    return tuple((row, tuple(get_type_hints(row))) for row in rows)


def _rows(row: Callable[..., object], names: tuple[str, ...], table: Array) -> list[object]:
    """The rows of a table: column by column to numbers and lists of numbers, then row by row."""
    return [row(*cells) for cells in zip(*(table[name].tolist() for name in names), strict=True)]


class Rows(Sequence[Row]):
    """Rows of events or reasons in an array of eight columns. A row is made when it is read."""

    def __init__(self, array: Array) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def __iter__(self) -> Iterator[Row]:
        return iter(cast("list[Row]", list(map(tuple, self._array.tolist()))))

    @overload
    def __getitem__(self, key: int) -> Row: ...

    @overload
    def __getitem__(self, key: slice) -> "Rows": ...

    def __getitem__(self, key: int | slice) -> "Row | Rows":
        if isinstance(key, slice):
            return Rows(self._array[key])
        return next(iter(self[key : key + 1 or None]))
