"""War aims and results as people read them (RB 21): score lines with their titles, totals, the result of a
session.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from wargame.model.orders import TEAMS
from wargame.model.view import ScoreLineView
from wargame.play.world_rows import aim_row
from wargame.rules import score
from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.model.scenario import WarAim
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


def score_lines(layout: Layout, board: Board, seed: int) -> tuple[ScoreLineView, ...]:
    """Every line of the war aims that weighs anything, in the order of the scenario, as it stands on this
    board (RB 21.1). Of drawn aims the one that the seed gives (RB 21.9).
    """
    shares = score.score_lines(layout.world, board)
    weights = score.weights_of(layout.world, seed)
    points = score.worth_of(board, shares, weights)
    made = []
    for aim in layout.scenario.war_aims:
        row = aim_row(layout.names, aim)
        if weights[row] == 0:
            continue
        made.append(
            ScoreLineView(
                team=aim.team,
                half=aim.half,
                line=aim.line,
                title=aim.title,
                weight=weights[row],
                points=points[row],
                share=shares[row],
                measure=aim.measure,
                reason=reason_of(layout, board, aim, row, shares[row]),
                hidden=aim.hidden,
            )
        )
    return tuple(made)


def reason_of(layout: Layout, board: Board, aim: WarAim, row: int, share: int) -> str:
    """Why a line has its share: `true now; true at the close of 12 of 39 days`, or `64 % reached`."""
    if aim.when is None:
        return f"{rdiv(share, 100)} % reached"
    test = next(facts.test for facts in layout.world.aims if facts.line == row)
    latch = board.latches[layout.world.tests[test].latch]
    now = "true now" if latch.held else "not true now"
    played = board.tracks[0].day + 1
    days = f"{played} day{'' if played == 1 else 's'}"
    return f"{now}; true at the close of {latch.count} of {days}" if played else now


def weighing(layout: Layout) -> str:
    """The title of the set of weights that was chosen, or nothing (RB 21.1)."""
    chosen = layout.scenario.weighing
    return next((row.title for row in layout.scenario.weights if row.id == chosen), "")


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
