"""The gauges of a seat: what is public (RB 8.3), and for a team what is its own.

Values in points where nothing else is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.orders import TEAMS
from wargame.model.politics_words import RUNGS
from wargame.model.view import GaugeView
from wargame.rules.air import available
from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import Faction, PostState, Team
from wargame.rules.legitimacy import legitimacy
from wargame.rules.score import force_share
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

PERSONS = 100
"""RB 1.2: persons in one h."""

HIGH_TENSION = 70
LOW_DOMESTIC = 30
LOW_FORCE = 80
RUNG_WAR = 5
"""Where a gauge shows alarm: tension in points, domestic support in points (RB 20.5), strength of the army
and its allies in per cent of the start (RB 21.2), the rung of open hostilities.
"""


def gauges(layout: Layout, board: Board, team: int) -> tuple[GaugeView, ...]:
    """The gauges of a team, or of the white cell (NOBODY): its tracks, and those of all teams."""
    made = list(_public(layout, board))
    if team != NOBODY:
        return (*made, *_own(layout, board, team, ""))
    tracks = board.tracks[0]
    for name, value in (
        ("trust", tracks.trust),
        ("ties", tracks.ties),
        ("leverage", tracks.leverage),
        ("nato", tracks.nato),
        ("eu", tracks.eu),
        ("infiltration", tracks.infiltration),
    ):
        label = "NATO" if name == "nato" else "EU" if name == "eu" else name.capitalize()
        made.append(GaugeView(id=name, label=label, value=rdiv(value, 100), high=100, unit="points"))
    for row, name in enumerate(TEAMS):
        made.extend(_own(layout, board, row, f"{name}_"))
    return tuple(made)


def _public(layout: Layout, board: Board) -> tuple[GaugeView, ...]:
    tracks = board.tracks[0]
    standing = sum(1 for post in board.posts if post.state in (PostState.OPEN, PostState.BESIEGED))
    besieged = sum(1 for post in board.posts if post.state == PostState.BESIEGED)
    people = sum(place.people for place in board.places)
    tension = rdiv(tracks.tension, 100)
    return (
        GaugeView(
            id="tension",
            label="Tension",
            value=tension,
            high=100,
            unit="points",
            alarm=tension >= HIGH_TENSION,
        ),
        GaugeView(
            id="rung",
            label="Rung",
            value=tracks.rung,
            high=len(RUNGS) - 1,
            note=RUNGS[tracks.rung],
            alarm=tracks.rung >= RUNG_WAR,
        ),
        GaugeView(
            id="posts_besieged",
            label="Posts besieged",
            value=besieged,
            high=max(1, standing),
            unit="posts",
            alarm=besieged > 0,
        ),
        GaugeView(
            id="displaced",
            label="Newly displaced",
            value=tracks.newly_displaced * PERSONS,
            high=max(1, people) * PERSONS,
            unit="persons",
        ),
    )


def _own(layout: Layout, board: Board, team: int, prefix: str) -> tuple[GaugeView, ...]:
    """What a team knows of itself. `prefix` tells the teams apart before the white cell."""
    state = board.teams[team]
    whose = f"{TEAMS[team].capitalize()}: " if prefix else ""
    start = layout.scenario.teams

    def gauge(
        name: str, label: str, value: int, high: int, unit: str = "points", alarm: bool = False
    ) -> GaugeView:
        shown = f"{whose}{label.lower()}" if whose else label
        return GaugeView(id=f"{prefix}{name}", label=shown, value=value, high=high, unit=unit, alarm=alarm)

    domestic = rdiv(state.domestic, 100)
    made = [
        gauge("domestic", "Domestic support", domestic, 100, alarm=domestic < LOW_DOMESTIC),
        gauge("standing", "Standing", rdiv(state.standing, 100), 100),
        gauge("capital", "Political capital", rdiv(state.pc, 100), 20),
    ]
    if team == Team.DAMASCUS:
        force = rdiv(force_share(layout.world, board, Faction.SAA, Faction.IRAN_BACKED), 100)
        made.append(gauge("force", "Army strength", force, 100, "%", alarm=force < LOW_FORCE))
    else:  # RB 12.13: those who fall in battles of the army and its allies are not in this count
        made.append(gauge("dead", "Own dead", state.dead, max(100, state.dead), "persons"))
    today = board.tracks[0].day + 1
    rights = [
        dead for until, dead in zip(state.right_until, state.right_dead, strict=True) if until >= today
    ]
    if rights:
        made.append(gauge("to_answer", "Dead unanswered", sum(rights), max(100, sum(rights)), "persons"))
    points = next((t.command_points for t in start if t.id == TEAMS[team]), 0)
    made.append(gauge("command", "Command points a turn", points, points, ""))
    cause = rdiv(legitimacy(layout.world, board, team), 100)
    made.append(gauge("legitimacy", "Legitimacy", cause, 120, "%"))
    if team == Team.MOSCOW and not prefix:
        made.append(gauge("leverage", "Leverage", rdiv(board.tracks[0].leverage, 100), 100))
    if team == Team.ANKARA:
        reserve = board.tracks[0].post_reserve
        made.append(gauge("reserve", "Post reserve", reserve, max(2000, reserve), "mbn"))
    for row, pool in enumerate(layout.world.pools):
        if pool.team == team and pool.airframes > 0:
            label = f"Sorties a day, {layout.names.pools[row]}"
            made.append(
                gauge(
                    f"sorties_{layout.names.pools[row]}",
                    label,
                    available(layout.world, board, row),
                    pool.sorties,
                    "",
                )
            )
    return tuple(made)
