"""Who sees an event, and how much of it (RB 8.3, 22.2): by the levels and positions of the moment at which it
happens, followed from the board on which the turn opened.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from wargame.rules.codes import EventKind, PostState, Side, Team
from wargame.rules.detection import side_of_team
from wargame.rules.tables import FACTIONS, NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.play.layout import Layout
    from wargame.rules.tables import Board


class Clarity(IntEnum):
    """How much of an event a team reads."""

    HIDDEN = 0
    PART = 1
    """What it would see of a group it cannot look into, or a claim."""
    WHOLE = 2


PLACES: dict[EventKind, tuple[int, ...]] = {
    EventKind.ARRIVED: (1,),
    EventKind.MOVED: (1, 2),
    EventKind.RETREATED: (1, 2),
    EventKind.FIRED: (1,),
    EventKind.DRONE_HIT: (3,),
    EventKind.STANDOFF: (0,),
    EventKind.WITHDREW: (0,),
    EventKind.ATTACK: (0,),
    EventKind.BATTLE_LOSS: (0,),
    EventKind.BAR_MOVED: (0,),
}
"""Columns of the places of an event that is told to those who are near (RB 22.3)."""

ROADS = (EventKind.ROAD_CUT, EventKind.MEETING)
"""Events told to those who are near either end of a road, which is the first column."""

LEVELS: dict[EventKind, int] = {
    EventKind.ARRIVED: 2,
    EventKind.ROAD_CUT: 1,
    EventKind.FIRED: 1,
    EventKind.MOVED: 1,
    EventKind.WITHDREW: 1,
}
"""RB 22.3. Dn: the level at the place from which others may read of it."""

ONLY_BY_LEVEL = (EventKind.ARRIVED, EventKind.MOVED)
"""RB 22.3: being near is not enough."""

CAPTURES = {EventKind.CAPTURED: 3, EventKind.EXPLOITED: 0}
"""Public events and the column of the formation that others may not know."""

class Witnesses:
    """Where formations and posts stand and what each team sees, row by row of a turn."""

    def __init__(self, layout: Layout, opening: Board) -> None:
        self.world = layout.world
        self.place = [row.place if row.strength > 0 else NOBODY for row in opening.formations]
        self.posts = {
            p: row.place
            for p, row in enumerate(opening.posts)
            if row.state in (PostState.OPEN, PostState.BESIEGED, PostState.EVACUATING)
        }
        self.level = [row.level[:] for row in opening.sight]
        self.parties = {row.serial: row.parties for row in opening.agreements if row.serial > 0}
        """Serial of an agreement -> the mask of its parties."""

    def follow(self, row: Sequence[int]) -> None:
        """Take account of an event."""
        _, _, kind, a, b, c, d, _ = row
        match kind:
            case EventKind.SIGHTED:
                self.level[b][a * FACTIONS + c] = d
            case EventKind.LOST_SIGHT:
                self.level[b][a * FACTIONS + c] = 0
            case EventKind.ARRIVED | EventKind.EXPLOITED:
                self.place[a] = b
            case EventKind.MOVED | EventKind.RETREATED:
                self.place[a] = c
            case EventKind.CAPTURED if d != NOBODY:
                self.place[d] = a
            case EventKind.POST_ESTABLISHED:
                self.posts[a] = b
            case EventKind.AGREEMENT_OFFERED:
                self.parties[a] = c
            case EventKind.AGREEMENT_STARTED:
                self.parties[a] = b
            case EventKind.POST_EVACUATED | EventKind.POST_OVERRUN:
                self.posts.pop(a, None)
            case _:
                pass

    def of_public(self, kind: EventKind, values: Sequence[int], team: int) -> Clarity:
        """RB 22.3. How much a team reads of an event that is public, but not every number of it."""
        return Clarity.WHOLE if self._in_full(kind, values, team) else Clarity.PART

    def _in_full(self, kind: EventKind, values: Sequence[int], team: int) -> bool:
        """RB 22.3. Whether a public event holds nothing that this team may not know."""
        match kind:
            case EventKind.ATTACK:
                return self.near(values[:1], team)
            case EventKind.BATTLE_LOSS:
                return team == (Team.ANKARA if values[1] == Side.OPPOSITION else Team.DAMASCUS)
            case EventKind.TROOPS_HIT:
                return team == values[1]
            case EventKind.POST_HIT:
                return team == Team.ANKARA
            case EventKind.CAPTURED | EventKind.EXPLOITED:
                formation = values[CAPTURES[kind]]
                place = values[0] if kind is EventKind.CAPTURED else values[1]
                return formation == NOBODY or self.knows(formation, (place, self.place[formation]), team)
            case _:
                return True

    def of_seen(self, kind: EventKind, values: Sequence[int], own: bool, team: int) -> Clarity:
        """RB 22.2. X and Dn: how much a team reads of an event that those who are near or see it read."""
        places = self._places(kind, values)
        if own or (kind not in ONLY_BY_LEVEL and self.near(places, team)):
            return Clarity.WHOLE
        if kind in ONLY_BY_LEVEL and self.knows(values[0], places, team):
            return Clarity.WHOLE
        least = LEVELS.get(kind, 0)
        if least and max((self._level(p, team) for p in places), default=0) >= least:
            return Clarity.PART
        return Clarity.HIDDEN

    def _places(self, kind: EventKind, values: Sequence[int]) -> tuple[int, ...]:
        if kind in ROADS:
            road = self.world.roads[values[0]]
            return (road.a, road.b)
        return tuple(values[column] for column in PLACES.get(kind, ()) if values[column] != NOBODY)

    def _level(self, place: int, team: int) -> int:
        return max(self.level[place][team * FACTIONS : (team + 1) * FACTIONS])

    def knows(self, formation: int, places: Iterable[int], team: int) -> bool:
        """RB 8.2, 8.3. Whether a team can tell which formation it is: of its side, or seen at level 3."""
        fixed = self.world.formations[formation]
        if fixed.side == side_of_team(team):
            return True
        return any(p != NOBODY and self.level[p][team * FACTIONS + fixed.faction] == 3 for p in places)

    def near(self, places: Iterable[int], team: int) -> bool:
        """RB 22.2. Whether formations or posts of the team's side stand in a place or one road away."""
        world = self.world
        beside = {
            q for place in places for q in (place, *world.links[world.first[place] : world.first[place + 1]])
        }
        side = side_of_team(team)
        if any(p in beside and world.formations[f].side == side for f, p in enumerate(self.place)):
            return True
        return side == Side.OPPOSITION and not beside.isdisjoint(self.posts.values())
