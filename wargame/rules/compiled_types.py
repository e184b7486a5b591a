"""What the tables and types of the rules are to the compiler. Imports numba: load it late.

A table of rows is a structured array and its rows are records in place; a flat column is an array of 64-bit
integers; World, Board and every other tuple of tables is one object with a field for each; a Journal is an
array that grows. All of it is made from the classes of `tables.py` and from the types that functions say.
"""

from dataclasses import is_dataclass
from functools import cache
from importlib import import_module
from types import FunctionType, NoneType
from typing import Protocol, get_args, get_origin, get_type_hints

from wargame.rules import log
from wargame.rules.compiled_arrays import Array, is_bundle, is_scalars, layout_of

nb = import_module("numba")
np = import_module("numpy")

INT = nb.int64
COLUMN = nb.int64[::1]
FIXED = nb.types.Array(nb.int64, 1, "C", readonly=True)
"""A tuple of integers at module level: an array that nobody writes."""

BANK = nb.int64[:, ::1]
"""Rows of events or reasons, eight integers each."""

ROW = 8

LEAN: dict[str, object] = {
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": True,
    "error_model": "numpy",
}
"""How a function is compiled that only compiled code calls. The error model: a division is not asked whether
it was by zero, which no rule does.
"""

FAST: dict[str, object] = {**LEAN, "_nrt": False}
"""How a rule function is compiled: it takes no memory but working memory, so nothing is counted in it. What
gives back a list has to be LEAN, as numba will have it; what it counts is nothing all the same.
"""


class Dispatcher(Protocol):
    """A function that numba compiles."""

    def __call__(self, *arguments: object) -> tuple[Array, Array]:
        """Run it."""

    def compile(self, said: object) -> object:
        """Compile for a signature, or for the types of the arguments."""

    def disable_compile(self) -> None:
        """From here on every call uses what was compiled."""


class Bundle(nb.types.Type):  # type: ignore[misc, name-defined]
    """A tuple of tables: the address of its fields. The title stands for them in names."""

    mutable = True

    def __init__(self, title: str, columns: tuple[tuple[str, object], ...]) -> None:
        self.columns = columns
        super().__init__(name=title)

    @property
    def payload(self) -> object:
        """What stands at the address."""
        made: object = nb.types.StructRefPayload(self.name, self.columns)
        return made


@cache
def type_of(hint: object) -> object:
    """What a type that a rule function or a tuple of tables says is to the compiler."""
    simple = {int: INT, bool: nb.boolean, None: nb.void, NoneType: nb.void, log.Journal: JOURNAL}
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and is_bundle(hint) and not is_scalars(hint):
        return Bundle(hint.__name__, tuple((n, type_of(h)) for n, h in get_type_hints(hint).items()))
    if isinstance(hint, type) and is_dataclass(hint):
        return nb.from_dtype(layout_of(hint))
    inner = get_args(hint)
    if get_origin(hint) is list:
        return COLUMN if inner[0] is int else nb.types.Array(type_of(inner[0]), 1, "C")
    if get_origin(hint) is tuple:
        return FIXED if inner == (int, ...) else nb.types.Tuple([type_of(h) for h in inner])
    if NoneType in inner and len(inner) == 2:
        return nb.optional(type_of(inner[0] if inner[1] is NoneType else inner[1]))
    raise TypeError(f"no compiled form of {hint}")


def signature_of(function: FunctionType) -> object:
    """The signature that a rule function says."""
    hints = get_type_hints(function)
    back = hints.pop("return")
    return signature(type_of(back), *(type_of(hint) for hint in hints.values()))


def manner_of(said: object) -> dict[str, object]:
    """How a function of this signature is compiled."""
    return LEAN if isinstance(getattr(said, "return_type", None), nb.types.Array) else FAST


def signature(back: object, *arguments: object) -> object:
    """What a function gives back for what it is given."""
    made: object = import_module("numba.core.typing").signature(back, *arguments)
    return made


def parts_of(bundle: type, dimensions: int) -> object:
    """A tuple of tables as it comes in from outside: the tuple of its arrays, with one number more in front
    for each further dimension.
    """
    made = []
    for hint in get_type_hints(bundle).values():
        row = hint if is_scalars(hint) else get_args(hint)[0]
        made.append(nb.types.Array(INT if row is int else type_of(row), dimensions, "C"))
    return nb.types.Tuple(made)


JOURNAL = Bundle("Journal", (("head", COLUMN), ("told", COLUMN), ("bank", BANK), ("count", INT)))
