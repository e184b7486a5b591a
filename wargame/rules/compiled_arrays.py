"""Tables as arrays and back: what goes into compiled code and what comes out of it. Imports numpy late."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Protocol, cast, get_args, get_type_hints, overload

from wargame.rules.log import Row
from wargame.rules.tables import Board, World


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
    hints = get_type_hints(row, include_extras=True)
    columns: list[tuple[str, object] | tuple[str, object, tuple[int]]] = []
    for name in [f.name for f in fields(row)] if is_dataclass(row) else list(hints):
        if hints[name] is int:
            columns.append((name, np.int64))
        else:
            length = getattr(hints[name], "__metadata__", (None,))[0]
            if not isinstance(length, int):
                raise TypeError(f"{row.__name__}.{name}: say its length, Annotated[list[int], N]")
            columns.append((name, np.int64, (length,)))
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
    made: Array = np.array([int(v) for v in values], dtype=np.int64)
    return made


def grid(rows: int, columns: int) -> Array:
    """Rows of zeros."""
    np = import_module("numpy")
    made: Array = np.zeros((rows, columns), dtype=np.int64)
    return made


def table_of(row: type, rows: Sequence[object]) -> Array:
    """A table of rows of this class."""
    np = import_module("numpy")
    read = attrgetter(*get_type_hints(row))
    made: Array = np.array([read(r) for r in rows], dtype=layout_of(row))
    return made


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
        made.append(np.zeros(shape, dtype=layout_of(get_args(hint)[0])))
    return tuple(made)


class Boards(Sequence[Board]):
    """The boards on shelves. A board is made when it is read."""

    def __init__(self, kept: tuple[Array, ...]) -> None:
        self._kept = kept

    def __len__(self) -> int:
        return len(self._kept[0])

    @overload
    def __getitem__(self, key: int) -> Board: ...

    @overload
    def __getitem__(self, key: slice) -> "Boards": ...

    def __getitem__(self, key: int | slice) -> "Board | Boards":
        if isinstance(key, slice):
            return Boards(tuple(array[key] for array in self._kept))
        tables = zip(_columns_of_board(), self._kept, strict=True)
        made: Callable[..., Board] = Board
        return made(*(_rows(row, names, array[key]) for (row, names), array in tables))


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
