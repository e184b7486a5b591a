"""How many turns a process resolves at once.

Sessions that close together, by one deadline, would each need the memory of a turn in the making at the same
time, and all threads of the process: messages of other sessions would wait behind them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.host.wire import AnyCommand

Made = TypeVar("Made")

AT_ONCE = 4
"""Of at least five threads. More are no faster, since one computes at a time; fewer wait for the disk."""

_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def heavy(work: Callable[[], Made]) -> Made:
    """Do work in a thread when its turn has come. Raises what it raises."""
    async with _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        return await asyncio.to_thread(work)


async def in_thread(work: Callable[[], Made], message: AnyCommand) -> Made:
    """Carry a command out in a thread: one that closes planning, when its turn has come."""
    if message.t == "fac" and message.op == "close_planning":
        return await heavy(work)
    return await asyncio.to_thread(work)
