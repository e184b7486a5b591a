"""War aims and results as people read them (RB 21): score lines with their titles, totals, the result of a
session.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from wargame.model.orders import TEAMS
from wargame.model.view import ScoreLineView
from wargame.rules import score
from wargame.rules.codes import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.play.layout import Layout
    from wargame.rules.log import Row
    from wargame.rules.tables import Board

HALVES = ("operational", "political")
"""RB 21.1."""


class Totals(TypedDict):
    """Both halves of a team's war aims, in points with two decimals."""

    operational: float
    political: float


class Result(TypedDict):
    """What `wargame play --json` prints. Keys are stable."""

    scenario: str
    seed: int
    turns: int
    """Turns played."""
    ended: str
    digest: str
    scores: dict[str, Totals]
    events: dict[str, int]
    """Kind of event -> how many, over all turns."""


def score_lines(layout: Layout, board: Board) -> tuple[ScoreLineView, ...]:
    """Every line of the war aims in the order of the scenario, as it stands on this board (RB 21.1)."""
    shares = score.score_lines(layout.world, board)
    points = score.points(layout.world, board)
    made = []
    for aim in layout.scenario.war_aims:
        team = TEAMS.index(aim.team)
        row = team * score.LINES + score.LINE_NAMES[team].index(aim.line)
        made.append(
            ScoreLineView(
                team=aim.team,
                half=aim.half,
                line=aim.line,
                title=aim.title,
                weight=layout.world.weights[row],
                points=points[row],
                share=shares[row],
            )
        )
    return tuple(made)


def totals(lines: Iterable[ScoreLineView]) -> dict[str, Totals]:
    """Team -> sum of each half, in points."""
    summed: dict[str, dict[str, int]] = {team: dict.fromkeys(HALVES, 0) for team in TEAMS}
    for line in lines:
        summed[line.team][line.half] += line.points
    return {
        team: Totals(operational=halves["operational"] / 100, political=halves["political"] / 100)
        for team, halves in summed.items()
    }


def counted(facts: Iterable[Sequence[int] | Row]) -> Counter[str]:
    """How many events of each kind, by their names in lower case.

    Rows of kinds that no longer exist count by number.
    """
    known = {int(kind): kind.name.lower() for kind in EventKind}
    return Counter(known.get(row[2], f"kind_{row[2]}") for row in facts)
