"""`wargame backtest`: play the record's doctrines many times and set the runs against history."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands import FINE, choices
from wargame.commands.output import note, say, say_json
from wargame.commands.progress import Bar, compiling
from wargame.errors import ScenarioError, UsageError
from wargame.play.layout import lay_out
from wargame.study.engines import chosen, prepare
from wargame.study.games import HISTORICAL
from wargame.study.quantiles import ASCII_BLOCKS, BLOCKS
from wargame.study.record import Labels
from wargame.study.report import as_json, backtest, table
from wargame.study.runner import Plan, Run, processors, study
from wargame.study.targets import conditioned, history_of, load_targets

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import TextIO

    from wargame.play.layout import Layout

LAST_SEED = (1 << 63) - 1


def run(arguments: argparse.Namespace) -> int:
    """Play and print. Exit 0. Raises ScenarioError, UsageError."""
    history = history_of(arguments.file)
    if not history.is_file():
        raise ScenarioError([f"{arguments.file}: no targets beside it; {history.name} is looked for"])
    if arguments.seed + arguments.runs - 1 > LAST_SEED:
        raise UsageError("--seed and --runs together leave the range of seeds")
    layout = lay_out(opening.load(arguments.file, choices.chosen(arguments.choose)))
    targets = load_targets(history, layout)
    world, start = conditioned(layout, targets)
    workers = arguments.workers or processors()
    plan = Plan(
        world,
        start,
        HISTORICAL,
        chosen(arguments.engine, arguments.runs),
        tuple(target.metric for target in targets),
        labels_of(layout) if arguments.record else None,
    )
    prepare(plan.engine, compiling)
    seeds = range(arguments.seed, arguments.seed + arguments.runs)
    begun = perf_counter()
    with ExitStack() as held:
        bar = Bar(len(seeds))
        held.callback(bar.end)
        kept = writer(held.enter_context(opened(arguments.record))) if arguments.record else None
        made = study(plan, seeds, workers, bar.at, kept)
    taken = perf_counter() - begun
    result = backtest(targets, made)
    first_day = layout.scenario.start.first_day
    if arguments.json:
        given = {"scenario": layout.scenario.id, "seed": arguments.seed}
        say_json(as_json(result, first_day, given))
    else:
        for line in table(result, first_day, blocks()):
            say(line)
        say(f"digest {result.digest[:16]}, seeds {seeds[0]} to {seeds[-1]}")
    note(f"{len(seeds)} runs in {taken:.1f} s by the {plan.engine} engine on {workers} workers")
    return FINE


def labels_of(layout: Layout) -> Labels:
    """The names that the lines of the record use."""
    names = layout.names
    first = layout.scenario.start.first_day.isoformat()
    return Labels(first, names.places, names.posts, names.pools)


def opened(path: str) -> TextIO:
    """The file of the record, new: nothing is overwritten. Raises UsageError."""
    try:
        return Path(path).open("x", encoding="ascii", newline="\n")
    except FileExistsError as error:
        raise UsageError(f"--record {path}: there is such a file already; name another") from error
    except OSError as error:
        raise UsageError(f"--record {path}: cannot be written: {error.strerror or error}") from error


def writer(file: TextIO) -> Callable[[Run], None]:
    """Writes the line of each run."""

    def kept(run: Run) -> None:
        file.write(run.line + "\n")

    return kept


def blocks() -> str | None:
    """The characters of the small histograms: none unless stdout is a terminal wide enough for them."""
    if not sys.stdout.isatty() or os.get_terminal_size(sys.stdout.fileno()).columns < 110:
        return None
    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ASCII_BLOCKS
    return BLOCKS
