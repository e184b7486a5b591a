"""Ways over the map for people who order: where a formation can march, and by which places (RB 9.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.rules.agreements import turn_day
from wargame.rules.movement import OVERLOADED
from wargame.rules.roads import (
    FULL_BP,
    capacity,
    march_minutes,
    open_neutral,
    other_end,
    road_between,
    road_lengths,
)
from wargame.rules.searches import away_from, network_of, road_home
from wargame.rules.tables import NOBODY, UNREACHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.rules.tables import Board, World


class Ways:
    """Every way of one formation over friendly ground, found by one search."""

    def __init__(self, world: World, board: Board, formation: int) -> None:
        side = world.formations[formation].side
        self.world = world
        self.start = board.formations[formation].place
        self.network = network_of(world, board, side)
        if side == 0:
            open_neutral(world, board, self.network.ground, turn_day(world, board))
        self.distance = [UNREACHED] * len(board.places)
        if self.start != NOBODY:
            self.distance = away_from(world, self.network, self.start, UNREACHED - 1)

    def path(self, goal: int) -> tuple[int, ...]:
        """The places up to `goal`, the start left out: the direct road, else the shortest way; () if none."""
        if self.start == NOBODY or goal == self.start:
            return ()
        if road_between(self.world, self.start, goal) != NOBODY:
            return (goal,)
        if self.distance[goal] >= UNREACHED:
            return ()
        net, back = self.network, [goal]
        while back[-1] != self.start:
            road = road_home(self.world, net.lengths, net.blocked, self.distance, back[-1])
            back.append(other_end(self.world, road, back[-1]))
        return tuple(reversed(back[:-1]))


def march_path(world: World, board: Board, formation: int, goal: int) -> tuple[int, ...]:
    """The places a formation passes up to `goal`: see `Ways.path`."""
    return Ways(world, board, formation).path(goal)


def march_days(
    world: World,
    board: Board,
    start: int,
    path: Sequence[int],
    carried: int,
    lengths: list[int] | None = None,
) -> int:
    """RB 9.2. Days of march along a path in fair weather; an overloaded road takes twice as long."""
    lengths = road_lengths(world, board) if lengths is None else lengths
    days, minutes, here = 0, carried, start
    for there in path:
        road = road_between(world, here, there)
        need = march_minutes(lengths, road)
        if board.roads[road].load * FULL_BP > OVERLOADED * capacity(world, board, road):
            need *= 2
        while minutes < need or days == 0:
            minutes += world.params.march_budget
            days += 1
        minutes -= need
        here = there
    return days
