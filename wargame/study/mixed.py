"""Many runs in which the styles of the teams differ: how the campaign ends when people decide otherwise.

Run number i of seed s plays one of all combinations of the styles, taken in turn, so that each is played
equally often. The result depends on the seeds and styles alone: neither on workers nor on chunks.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from wargame.rules.codes import AgreementState, EndCause, EventKind, Team, TermKind
from wargame.rules.score import LINES, points
from wargame.study.engines import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wargame.rules.tables import Board, World
    from wargame.study.games import Doctrines, Engine, Game

CHUNK = 50
"""Most runs of one combination a worker is given at once."""

TEAMS = tuple(team.name.lower() for team in Team)


class Plan(NamedTuple):
    """What every worker needs."""

    world: World
    start: Board
    engine: str


class Run(NamedTuple):
    """What is kept of one run."""

    seed: int
    doctrines: Doctrines
    ended: int
    """codes.EndCause."""
    days: int
    rung: int
    """The highest of the run."""
    ceasefire: int
    """The first day on which a ceasefire proposed here was in force, -1 if none was."""
    offered: int
    agreed: int
    """Agreements offered, and come into force."""
    broken: int
    """Of those in force, how many were broken at least once."""
    ultimatums: int
    bluffs: int
    totals: tuple[float, float, float]
    """Points of each team."""
    digest: str


@dataclass(frozen=True, slots=True)
class Mixed:
    """The runs in the order of their seeds."""

    runs: tuple[Run, ...]

    @property
    def digest(self) -> str:
        """Hex SHA-256 over every run."""
        summed = sha256()
        for run in self.runs:
            summed.update(repr(tuple(run)).encode("ascii"))
        return summed.hexdigest()

    def share(self, test: Callable[[Run], bool]) -> tuple[float, float]:
        """The share of runs that pass a test, and its standard error."""
        count = len(self.runs)
        share = sum(map(test, self.runs)) / count
        return share, sqrt(share * (1 - share) / count)

    def mean(self, team: int) -> float:
        """Mean points of a team."""
        return fmean(run.totals[team] for run in self.runs)


def mixed(
    plan: Plan,
    seeds: range,
    workers: int,
    styles: Sequence[Sequence[str]],
    told: Callable[[int], None] | None = None,
) -> Mixed:
    """Play every seed. `styles` are those of each team, in the order of codes.Team.

    `told` hears how many runs are done.
    """
    cells: list[Doctrines] = [(a, b, c) for a, b, c in product(*styles)]
    pieces = [
        (doctrines, tuple(mine[i : i + CHUNK]))
        for k, doctrines in enumerate(cells)
        for mine in (seeds[k :: len(cells)],)
        for i in range(0, len(mine), CHUNK)
    ]
    runs: list[Run] = []
    for part in parts(plan, pieces, workers):
        runs += part
        if told is not None:
            told(len(runs))
    return Mixed(tuple(sorted(runs, key=lambda run: run.seed)))


def parts(
    plan: Plan, pieces: list[tuple[Doctrines, tuple[int, ...]]], workers: int
) -> Iterator[list[Run]]:
    """The runs of each piece; in this process if one worker is asked for."""
    if workers <= 1 or len(pieces) <= 1:
        for doctrines, seeds in pieces:
            yield played(plan, doctrines, seeds)
        return
    with ProcessPoolExecutor(min(workers, len(pieces)), initializer=_begin, initargs=(plan,)) as pool:
        try:
            yield from pool.map(_played, pieces)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def played(plan: Plan, doctrines: Doctrines, seeds: Sequence[int]) -> list[Run]:
    """The runs of some seeds with these doctrines."""
    engine: Engine = made(plan.engine, plan.world, plan.start, doctrines)
    return [read(plan, doctrines, game) for game in engine.games(seeds)]


def read(plan: Plan, doctrines: Doctrines, game: Game) -> Run:
    """What is kept of a game."""
    on_record = sum(row.state != AgreementState.NONE for row in plan.start.agreements)
    offered = agreed = ultimatums = bluffs = 0
    ceasefire = -1
    rung = plan.start.tracks[0].rung
    broken: set[int] = set()
    summed = sha256()
    for day, _, kind, a, _, c, d, _ in game.facts:
        if kind == EventKind.AGREEMENT_OFFERED:
            offered += 1
        elif kind == EventKind.AGREEMENT_STARTED:
            agreed += 1
            if d == TermKind.CEASEFIRE and ceasefire < 0:
                ceasefire = day
        elif kind == EventKind.BREACH and a > on_record:
            broken.add(a)
        elif kind == EventKind.ULTIMATUM_ISSUED:
            ultimatums += 1
        elif kind == EventKind.ULTIMATUM_EXPIRED and d == 0:
            bluffs += 1
        elif kind == EventKind.RUNG_CHANGED:
            rung = max(rung, c)
    for row in game.facts:
        summed.update(repr(tuple(map(int, row))).encode("ascii"))
    worth = points(plan.world, game.end, game.seed)
    ankara, moscow, damascus = (sum(worth[team * LINES : (team + 1) * LINES]) / 100 for team in range(3))
    tracks = game.end.tracks[0]
    return Run(
        int(game.seed), doctrines, int(tracks.ended), int(tracks.day) + 1, int(rung), int(ceasefire), offered,
        agreed, len(broken), ultimatums, bluffs, (ankara, moscow, damascus), summed.hexdigest(),
    )  # fmt: skip


# ---- what is reported --------------------------------------------------------------------------------------

QUESTIONS: tuple[tuple[str, Callable[[Run], bool]], ...] = (
    ("a ceasefire was in force", lambda run: run.ceasefire >= 0),
    ("joint loss: general war", lambda run: run.ended == EndCause.GENERAL_WAR),
    ("open hostilities (rung 5)", lambda run: run.rung >= 5),
    ("an agreement was broken", lambda run: run.broken > 0),
    ("an ultimatum was issued", lambda run: run.ultimatums > 0),
    ("an ultimatum was a bluff", lambda run: run.bluffs > 0),
)
"""What the table tells of all runs."""


def told(result: Mixed) -> dict[str, object]:
    """The result as JSON."""
    shares = {}
    for question, test in QUESTIONS:
        share, error = result.share(test)
        shares[question] = {"share": round(share, 4), "error": round(error, 4)}
    styles = []
    for team, name in enumerate(TEAMS):
        for style in sorted({run.doctrines[team] for run in result.runs}):
            some = Mixed(tuple(run for run in result.runs if run.doctrines[team] == style))
            styles.append(
                {
                    "team": name,
                    "style": style,
                    "runs": len(some.runs),
                    "points": [round(some.mean(t), 2) for t in range(3)],
                    "ceasefire": round(some.share(QUESTIONS[0][1])[0], 4),
                    "joint_loss": round(some.share(QUESTIONS[1][1])[0], 4),
                }
            )
    return {
        "runs": len(result.runs),
        "shares": shares,
        "points": {name: round(result.mean(team), 2) for team, name in enumerate(TEAMS)},
        "styles": styles,
        "digest": result.digest,
    }


def table(result: Mixed) -> Iterator[str]:
    """The result in lines."""
    yield f"{'':34}{'share':>8}{'+-':>7}"
    for question, test in QUESTIONS:
        share, error = result.share(test)
        yield f"{question:34}{share:8.1%}{error:7.1%}"
    days = sorted(run.ceasefire for run in result.runs if run.ceasefire >= 0)
    if days:
        yield f"{'first day of the ceasefire':34}{'median':>8}{days[len(days) // 2]:7}"
    yield ""
    yield f"{'team and style':34}{'runs':>8}" + "".join(f"{name:>10}" for name in TEAMS) + "  ceasefire  loss"
    for team, name in enumerate(TEAMS):
        for style in sorted({run.doctrines[team] for run in result.runs}):
            some = Mixed(tuple(run for run in result.runs if run.doctrines[team] == style))
            means = "".join(f"{some.mean(t):10.1f}" for t in range(3))
            agreed, lost = some.share(QUESTIONS[0][1])[0], some.share(QUESTIONS[1][1])[0]
            yield f"{name + ', ' + style:34}{len(some.runs):8}{means}{agreed:11.0%}{lost:6.0%}"


# ---- in a worker ------------------------------------------------------------------------------------------

_plan: list[Plan] = []
"""The plan of this worker process."""


def _begin(plan: Plan) -> None:
    """Keep the plan. An interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _plan[:] = [plan]


def _played(piece: tuple[Doctrines, tuple[int, ...]]) -> list[Run]:
    doctrines, seeds = piece
    return played(_plan[0], doctrines, seeds)
