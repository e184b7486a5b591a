"""What a team supposes of groups that it does not know formation by formation, for previews (RB 6.6, 8.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import Kind
from wargame.rules.detection import HIGHEST, level, level_of, side_of_team, watchers
from wargame.rules.seen import band_of, in_sight
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.rules.tables import Board, FormationFacts, World


def supposed_world(world: World, board: Board, team: int) -> World:
    """The world in which rows that stand for groups of the other side are ordinary troops of their faction.

    `board` is the team's Seen board. Seen at level 2 a group keeps its kind, seen less it counts as infantry.
    """
    rows: list[FormationFacts] = []
    for fixed, row in zip(world.formations, board.formations, strict=True):
        if fixed.side == side_of_team(team) or row.place == NOBODY or row.strength == 0:
            rows.append(fixed)
            continue
        clear = level_of(board, team, row.place, fixed.faction)
        if clear == HIGHEST:
            rows.append(fixed)
        else:
            kind = fixed.kind if clear > 1 else Kind.INFANTRY.value
            rows.append(replace(fixed, kind=kind, quality=mean_quality(world, fixed.faction)))
    return replace(world, formations=rows)


def sight_notes(world: World, board: Board, team: int, place: int) -> tuple[str, ...]:
    """What a forecast at a place rests on, where it is not exact. `board` is the team's Seen board."""
    best = level(world, board, team, place)
    if best == HIGHEST:
        return ()
    if best > 0:
        return (f"seen at level {best}: strengths there are known within {band_of(best) // 100} %",)
    if in_sight(world, board, team, place, watchers(world, board)):
        return ("nobody is seen there",)
    return ("out of sight: who stands there is not known",)


def mean_quality(world: World, faction: int) -> int:
    """The mean quality of a faction, weighted by establishment: its order of battle is known to everybody."""
    men = sum(fixed.establishment for fixed in world.formations if fixed.faction == faction)
    whole = sum(
        fixed.establishment * fixed.quality for fixed in world.formations if fixed.faction == faction
    )
    return rdiv(whole, max(1, men))
