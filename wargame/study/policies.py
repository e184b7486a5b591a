"""Doctrines against doctrines: does any team have an answer that is best whatever the others do?

Every combination of the teams' doctrines is a cell, played with the same seeds. A team's total is the sum of
its war aims (RB 21). Totals of different teams are not comparable, so a run is won by the team whose total is
highest in proportion to the mean of its own best cell.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from wargame.bots import STYLES
from wargame.rules.codes import Team
from wargame.rules.score import LINES, points
from wargame.study.engines import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wargame.rules.tables import Board, World
    from wargame.study.games import Doctrines

TEAMS = tuple(team.name.lower() for team in Team)

Totals = tuple[float, float, float]
"""Points of each team in one run."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of doctrines and its runs in the order of the seeds."""

    doctrines: Doctrines
    totals: tuple[Totals, ...]

    def mean(self, team: int) -> float:
        """Mean points of a team."""
        return fmean(total[team] for total in self.totals)


@dataclass(frozen=True, slots=True)
class Answer:
    """What serves a team best against fixed doctrines of the others."""

    others: tuple[str, str]
    best: str
    lead: float
    """Points above the next best doctrine, run by run with the same seed."""
    error: float
    """Standard error of the lead."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """All cells."""

    cells: tuple[Cell, ...]

    def best_mean(self, team: int) -> float:
        """Mean points of a team in its own best cell."""
        return max(cell.mean(team) for cell in self.cells)

    def wins(self) -> tuple[float, float, float]:
        """Share of all runs that each team wins; a tie is shared."""
        best = [self.best_mean(team) for team in range(3)]
        won = [0.0] * 3
        count = 0
        for cell in self.cells:
            for totals in cell.totals:
                ratios = [total / mean if mean else 0.0 for total, mean in zip(totals, best, strict=True)]
                winners = [team for team in range(3) if ratios[team] == max(ratios)]
                for team in winners:
                    won[team] += 1 / len(winners)
                count += 1
        return won[0] / count, won[1] / count, won[2] / count

    def answers(self, team: int) -> tuple[Answer, ...]:
        """The best answer of a team to every combination of the others."""
        found = []
        others = [t for t in range(3) if t != team]
        groups: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            key = (cell.doctrines[others[0]], cell.doctrines[others[1]])
            groups.setdefault(key, []).append(cell)
        for key, cells in groups.items():
            ranked = sorted(cells, key=lambda cell: (-cell.mean(team), cell.doctrines))
            first, second = ranked[0], ranked[1]
            leads = [a[team] - b[team] for a, b in zip(first.totals, second.totals, strict=True)]
            error = stdev(leads) / sqrt(len(leads)) if len(leads) > 1 else 0.0
            found.append(Answer(key, first.doctrines[team], fmean(leads), error))
        return tuple(found)

    def depends(self, team: int) -> bool:
        """Whether the best answer of a team is not the same against everybody."""
        return len({answer.best for answer in self.answers(team)}) > 1


def matrix(
    world: World,
    start: Board,
    seeds: range,
    workers: int,
    engine: str = "python",
    styles: Sequence[str] = tuple(STYLES),
    told: Callable[[int], None] | None = None,
) -> Matrix:
    """Play every combination of the styles. The result does not depend on workers."""
    combinations: list[Doctrines] = [(a, b, c) for a, b, c in product(styles, repeat=3)]
    cells = []
    for cell in played(world, start, seeds, workers, engine, combinations):
        cells.append(cell)
        if told is not None:
            told(len(cells))
    return Matrix(tuple(cells))


def played(
    world: World, start: Board, seeds: range, workers: int, engine: str, combinations: list[Doctrines]
) -> Iterator[Cell]:
    """The cells in order."""
    given = (world, start, seeds, engine)
    if workers <= 1:
        _begin(given)
        yield from map(_cell, combinations)
        return
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(given,)) as pool:
        yield from pool.map(_cell, combinations)


def told(result: Matrix) -> dict[str, object]:
    """The matrix as JSON."""
    wins = result.wins()
    teams = {}
    for team, name in enumerate(TEAMS):
        answers = [
            {
                "others": dict(zip([t for t in TEAMS if t != name], answer.others, strict=True)),
                "best": answer.best,
                "lead": round(answer.lead, 2),
                "error": round(answer.error, 2),
            }
            for answer in result.answers(team)
        ]
        teams[name] = {
            "wins": round(wins[team], 3),
            "best_answer_depends": result.depends(team),
            "best_cell_mean": round(result.best_mean(team), 2),
            "answers": answers,
        }
    cells = [
        {
            **dict(zip(TEAMS, cell.doctrines, strict=True)),
            "means": [round(cell.mean(team), 2) for team in range(3)],
        }
        for cell in result.cells
    ]
    return {"teams": teams, "cells": cells}


# ---- in a worker ------------------------------------------------------------------------------------------

_given: list[tuple[World, Board, range, str]] = []


def _begin(given: tuple[World, Board, range, str]) -> None:
    _given[:] = [given]


def _cell(doctrines: Doctrines) -> Cell:
    world, start, seeds, name = _given[0]
    engine = made(name, world, start, doctrines)
    totals = []
    for game in engine.games(seeds):
        worth = points(world, game.end, game.seed)
        a, b, c = (sum(worth[team * LINES : (team + 1) * LINES]) / 100 for team in range(3))
        totals.append((a, b, c))
    return Cell(doctrines, tuple(totals))
