"""`wargame study`: play a scenario many times with every mix of styles, and tell how it ends."""

from __future__ import annotations

from contextlib import ExitStack
from time import perf_counter
from typing import TYPE_CHECKING

from wargame import opening
from wargame.bots import STYLES
from wargame.commands import FINE, choices
from wargame.commands.output import note, say, say_json
from wargame.commands.progress import Bar, compiling
from wargame.errors import UnknownName, UsageError
from wargame.play.layout import lay_out
from wargame.study.engines import chosen, prepare
from wargame.study.mixed import TEAMS, Plan, mixed, table, told
from wargame.study.runner import processors

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

LAST_SEED = (1 << 63) - 1


def run(arguments: argparse.Namespace) -> int:
    """Play and print. Exit 0. Raises ScenarioError, UsageError, UnknownName."""
    if arguments.seed + arguments.runs - 1 > LAST_SEED:
        raise UsageError("--seed and --runs together leave the range of seeds")
    styles = styles_of(arguments.style)
    layout = lay_out(opening.load(arguments.file, choices.chosen(arguments.choose)))
    workers = arguments.workers or processors()
    plan = Plan(layout.world, layout.start, chosen(arguments.engine, arguments.runs))
    prepare(plan.engine, compiling)
    seeds = range(arguments.seed, arguments.seed + arguments.runs)
    begun = perf_counter()
    with ExitStack() as held:
        bar = Bar(len(seeds))
        held.callback(bar.end)
        result = mixed(plan, seeds, workers, styles, bar.at)
    taken = perf_counter() - begun
    if arguments.json:
        given = {"scenario": layout.scenario.id, "seed": arguments.seed, "seconds": round(taken, 1)}
        say_json(given | {"engine": plan.engine, "workers": workers} | told(result))
    else:
        for line in table(result):
            say(line)
        say(f"digest {result.digest[:16]}, seeds {seeds[0]} to {seeds[-1]}")
    note(f"{len(seeds)} runs in {taken:.1f} s by the {plan.engine} engine on {workers} workers")
    return FINE


def styles_of(asked: Sequence[str]) -> list[Sequence[str]]:
    """The styles of each team: `TEAM=STYLE` narrows one, and every other plays all. Raises UnknownName,
    UsageError.
    """
    styles: list[Sequence[str]] = [tuple(STYLES)] * len(TEAMS)
    for text in asked:
        team, equals, style = text.partition("=")
        if not equals:
            raise UsageError(f"--style {text}: write TEAM=STYLE, such as ankara=historical")
        if team not in TEAMS:
            raise UnknownName("team", team, TEAMS)
        if style not in STYLES:
            raise UnknownName("style", style, STYLES)
        styles[TEAMS.index(team)] = (style,)
    return styles
