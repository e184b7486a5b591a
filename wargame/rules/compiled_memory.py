"""Working memory of compiled code: one block for boards and scratch lists, with no counting of references.

A function that gives back no list leaves the cursor where it found it, so scratch lists live as long as the
function that made them. What a day leaves behind (the new board, boards as a team sees them) lies in one half
of the block; the next day works in the other half, and the one after that begins the first half anew. Where
no day is kept, a game has one half; its board stands at the beginning, and each day's memory behind it.

Compiled code finds `STATE` by the name SYMBOL. There is one for the process; compiled code keeps the lock of
the interpreter, so no two threads are in it at once.
"""

import contextlib
import ctypes
import mmap
from importlib import import_module

SYMBOL = "wargame_memory"

CURSOR, END, FIRST_HALF, SECOND_HALF, HALF_BYTES, WHICH, MISSED = range(7)
"""What stands where in `STATE`. MISSED: bytes that found no room and were taken from the system for good."""

STATE = (ctypes.c_int64 * 8)()
_block = mmap.mmap(-1, mmap.PAGESIZE)


def declare() -> None:
    """Make the name known to code that is compiled or loaded from here on."""
    import_module("llvmlite.binding").add_symbol(SYMBOL, ctypes.addressof(STATE))


def provide(half: int) -> None:
    """At least so many bytes in each half. A larger block than before if some was missed."""
    global _block
    wanted = max(half, 2 * STATE[HALF_BYTES] if STATE[MISSED] else STATE[HALF_BYTES])
    wanted = -(-wanted // 64) * 64
    if wanted > STATE[HALF_BYTES]:
        _block = _mapped(2 * wanted)
        first = ctypes.addressof(ctypes.c_char.from_buffer(_block))
        STATE[FIRST_HALF], STATE[SECOND_HALF], STATE[HALF_BYTES] = first, first + wanted, wanted
    STATE[CURSOR], STATE[END] = STATE[FIRST_HALF], STATE[FIRST_HALF] + STATE[HALF_BYTES]
    STATE[WHICH] = STATE[MISSED] = 0


def _mapped(size: int) -> mmap.mmap:
    """So many bytes that cost nothing until they are used, in large pages where there are such."""
    block = mmap.mmap(-1, size)
    with contextlib.suppress(AttributeError, OSError):
        block.madvise(mmap.MADV_HUGEPAGE)
    return block
