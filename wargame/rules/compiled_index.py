"""How compiled code looks up a row: by the number as it is. Imports numba: load it late.

Left alone, numba asks before every look-up whether the number is negative, because Python would count from
the end; rules do that by a number that stands in the source only (`rows[-1]`), which is known beforehand.
That no other negative number ever gets there is tested with the rules rewritten to refuse one
(tests/strict_rules.py). The question took a tenth of the time.
"""

import contextlib
from collections.abc import Iterator
from importlib import import_module

arrayobj = import_module("numba.np.arrayobj")
types = import_module("numba.core.types")
ir = import_module("llvmlite.ir")

NAME = "fix_integer_index"
"""What numba calls to turn a number into a position. A numba without it goes its own way."""


def _as_it_is(context, builder, kind, number, size):
    """The position of a number in an array of `size` entries."""
    if kind.signed and isinstance(number, ir.Constant) and number.constant < 0:
        return builder.add(context.cast(builder, number, kind, types.intp), size)
    return context.cast(builder, number, kind, types.intp)


@contextlib.contextmanager
def numbers_as_they_are() -> Iterator[None]:
    """Look-ups compiled meanwhile do not count from the end."""
    held = getattr(arrayobj, NAME, None)
    if held is None:
        yield
        return
    setattr(arrayobj, NAME, _as_it_is)
    try:
        yield
    finally:
        setattr(arrayobj, NAME, held)
