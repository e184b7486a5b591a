"""Which conditions of a scenario ever become true: bots play it, and every condition is asked at each close.

A condition that no run makes true is dead weight in an exercise: an entry that never arms, an expectation
that nobody can meet. It may also be rare; the number of runs says how rare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.bots import STYLES, by_view
from wargame.play.readings import compile_condition
from wargame.rules.codes import Team
from wargame.rules.conditions import fresh_latches, holds
from wargame.rules.day import play_day
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY, copied

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.bots import Style
    from wargame.play.layout import Layout
    from wargame.rules.tables import Order, Test, World


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition and where it stands in the file."""

    at: tuple[str, str, str]
    """Kind of entry, its id, and the field: `("inject", "garrison_op_9", "when")`."""
    first: int
    """Its first row of tests."""


def conditions_of(layout: Layout) -> tuple[World, list[Asked]]:
    """Every condition that the scenario asks, and a world whose tests hold them all.

    Those of injects, terms and war aims are in the world already; expected actions are added behind them.
    """
    asked: list[Asked] = []
    tests: list[Test] = list(layout.world.tests)
    for row, inject in enumerate(layout.scenario.injects):
        if layout.world.injects[row].test != NOBODY:
            asked.append(Asked(("inject", inject.id, "when"), layout.world.injects[row].test))
        if inject.expected is not None and inject.expected.met is not None:
            asked.append(Asked(("inject", inject.id, "expected.met"), len(tests)))
            tests += compile_condition(inject.expected.met, layout.names)[0]
    for row, condition in enumerate(layout.scenario.term_conditions):
        asked.append(Asked(("term_condition", condition.id, "when"), layout.world.conditions[row]))
    stated = [aim.id for aim in layout.scenario.war_aims if aim.when is not None]
    for name, facts in zip(stated, layout.world.aims, strict=True):
        asked.append(Asked(("war_aim", name, "when"), facts.test))
    return replace(layout.world, tests=[replace(test) for test in tests]), asked


def never_true(
    layout: Layout, runs: int, seed: int = 1, told: Callable[[int], None] | None = None
) -> list[Asked]:
    """The conditions that none of so many runs made true, in the order of the file.

    Run i plays the i-th mix of the styles from seed + i. `told` hears how many runs are done.
    """
    world, asked = conditions_of(layout)
    waiting = dict.fromkeys(range(len(asked)))
    for run in range(runs):
        mix = [list(STYLES.values())[run // len(STYLES) ** team % len(STYLES)] for team in range(len(Team))]
        for number in played(world, layout, asked, list(waiting), mix, seed + run):
            waiting.pop(number)
        if told is not None:
            told(run + 1)
        if not waiting:
            break
    return [asked[number] for number in waiting]


def played(
    world: World,
    layout: Layout,
    asked: Sequence[Asked],
    waiting: Sequence[int],
    mix: Sequence[Style],
    seed: int,
) -> set[int]:
    """Which of the conditions that are waited for one game makes true, at a close or as a turn opens."""
    board = replace(copied(layout.start), latches=fresh_latches(world))
    days = world.params.days_per_turn
    found: set[int] = set()
    facts = fresh()
    orders: list[Order] = []
    while board.tracks[0].ended == 0 and board.tracks[0].day + 1 < world.params.turns * days:
        day = board.tracks[0].day + 1
        if day % days == 0:
            facts = fresh()
            orders = [
                row for team in range(len(Team)) for row in by_view(mix[team], world, board, team, seed)
            ]
        board = play_day(world, board, orders, [], [], seed, day, facts, None)
        opening = int((day + 1) % days == 0)
        for number in waiting:
            first = asked[number].first
            if number not in found and (
                holds(world, board, first, day, 0) or (opening and holds(world, board, first, day, 1))
            ):
                found.add(number)
    return found
