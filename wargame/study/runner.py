"""Many seeds in worker processes. The result depends on the seeds alone: neither on workers nor on chunks.

A worker gets the world once and then ranges of seeds; it returns numbers, and lines of the record if asked.
Results come back in the order of the seeds.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from wargame.study.engines import made
from wargame.study.metrics import value_of
from wargame.study.record import line_of
from wargame.study.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wargame.rules.tables import Board, World
    from wargame.study.games import Doctrines, Engine
    from wargame.study.metrics import Metric, Value
    from wargame.study.record import Labels

CHUNK = 10
FAST_CHUNK = 50
"""Most seeds a worker is given at once, by the engine: less than a second of work."""


class Plan(NamedTuple):
    """What every worker needs: all of it plain rows and numbers."""

    world: World
    start: Board
    doctrines: Doctrines
    engine: str
    metrics: tuple[Metric, ...]
    labels: Labels | None
    """Names for the lines of the record; None when none are written."""


class Run(NamedTuple):
    """What is kept of one run."""

    seed: int
    values: tuple[Value, ...]
    """In the order of the metrics."""
    digest: str
    line: str
    """Its line of the record, or an empty text."""


@dataclass(frozen=True, slots=True)
class Study:
    """The runs in the order of their seeds."""

    runs: tuple[Run, ...]

    def column(self, number: int) -> list[Value]:
        """The values of one metric, run by run."""
        return [run.values[number] for run in self.runs]

    @property
    def digest(self) -> str:
        """Hex SHA-256 over every run: its seed, its events and its values."""
        summed = sha256()
        for run in self.runs:
            summed.update(f"{run.seed} {run.digest} {run.values!r}\n".encode("ascii"))
        return summed.hexdigest()


def study(
    plan: Plan,
    seeds: range,
    workers: int,
    told: Callable[[int], None] | None = None,
    kept: Callable[[Run], None] | None = None,
    chunk: int | None = None,
) -> Study:
    """Play every seed. `told` hears how many runs are done, `kept` gets each run, in the order of seeds."""
    runs: list[Run] = []
    most = chunk or (FAST_CHUNK if plan.engine == "fast" else CHUNK)
    for part in parts(plan, seeds, workers, most):
        for run in part:
            runs.append(run._replace(line="") if kept is not None else run)
            if kept is not None:
                kept(run)
        if told is not None:
            told(len(runs))
    return Study(tuple(runs))


def parts(plan: Plan, seeds: range, workers: int, chunk: int) -> Iterator[list[Run]]:
    """The runs in pieces, in the order of the seeds; in this process if one worker is asked for."""
    size = max(1, min(chunk, -(-len(seeds) // max(1, workers))))
    pieces = [seeds[i : i + size] for i in range(0, len(seeds), size)]
    if workers <= 1 or len(pieces) <= 1:
        engine = made(plan.engine, plan.world, plan.start, plan.doctrines)
        for piece in pieces:
            yield played(plan, engine, piece)
        return
    count = min(workers, len(pieces))
    with ProcessPoolExecutor(count, initializer=_begin, initargs=(plan,)) as pool:
        try:
            yield from pool.map(_played, pieces)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def played(plan: Plan, engine: Engine, seeds: range) -> list[Run]:
    """The runs of some seeds."""
    runs = []
    for game in engine.games(seeds):
        trace = trace_of(plan.world, plan.start, game)
        values = tuple(value_of(metric, trace, plan.start) for metric in plan.metrics)
        line = "" if plan.labels is None else line_of(trace, plan.labels)
        runs.append(Run(game.seed, values, trace.digest, line))
    return runs


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


# ---- in a worker ------------------------------------------------------------------------------------------

_worker: list[tuple[Plan, Engine]] = []
"""The plan and the engine of this worker process."""


def _begin(plan: Plan) -> None:
    """Make the engine once. An interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker[:] = [(plan, made(plan.engine, plan.world, plan.start, plan.doctrines))]


def _played(seeds: range) -> list[Run]:
    plan, engine = _worker[0]
    return played(plan, engine, seeds)
