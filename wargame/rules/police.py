"""Russian military police between the sides (RB 6.3 order 25, 7.13, 11.4).

A group told to interpose marches to a place and stands there until it gets another order. While it stands
there, no Turkish fire may be ordered into the place below rung 7, and Turkish troops and proxies that obey
Ankara do not attack it; hts is not bound. One told to interpose on a road stands at that end of it that its
side holds and that is nearer, and keeps those same troops from attacking over the road.
"""

from wargame.rules.numbers import Faction, Kind, Mission, Posture
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, Formation, World

POLICE_REACH = 3
"""RB 6.3 order 25. Roads within which military police must stand of the place they are sent to."""

POLICE_RUNG = 7
"""RB 11.4, 7.13. From here nobody is held back by them."""

OBEDIENT = 4000
"""RB 7.13. ct of control from which a proxy is bound like Turkish troops."""


def is_police(world: World, f: int) -> bool:
    """RB 4.5. Whether a formation is Russian military police."""
    return world.formations[f].kind == Kind.MILITARY_POLICE and world.formations[f].faction == Faction.RUSSIA


def interposed(world: World, board: Board, place: int) -> bool:
    """RB 11.4. Whether Russian military police stand between the sides in a place, and it still counts."""
    if board.tracks[0].rung >= POLICE_RUNG:
        return False
    for f in world.police:
        formation = board.formations[f]
        if formation.interpose == place and formation.place == place and formation.strength > 0:
            return True
    return False


def bound(board: Board, faction: int) -> bool:
    """RB 7.13. Whether a faction of the opposition side respects military police between the sides."""
    if faction == Faction.NLF or faction == Faction.SNA:
        return board.factions[faction].control >= OBEDIENT
    return faction == Faction.TURKEY


def held_back(world: World, board: Board, faction: int, place: int) -> bool:
    """RB 7.13. Whether military police in a place keep a faction of the opposition side from attacking it."""
    return bound(board, faction) and interposed(world, board, place)


def held_on_road(world: World, board: Board, faction: int, here: int, there: int) -> bool:
    """RB 7.13. Whether military police on the road between two places keep a faction of the opposition side
    from attacking over it.
    """
    if not bound(board, faction) or board.tracks[0].rung >= POLICE_RUNG:
        return False
    for f in world.police:
        formation = board.formations[f]
        if formation.interpose >= len(world.places) and formation.strength > 0:
            road = world.roads[formation.interpose - len(world.places)]
            if (road.a == here and road.b == there) or (road.a == there and road.b == here):
                if in_position(world, formation):
                    return True
    return False


def in_position(world: World, formation: Formation) -> bool:
    """RB 11.4. Whether a group stands where it is told to interpose: in the place, or at an end of the road.
    A road is written behind the last place.
    """
    goal = formation.interpose
    if goal < len(world.places):
        return goal != NOBODY and formation.place == goal
    road = world.roads[goal - len(world.places)]
    return formation.place == road.a or formation.place == road.b


def roads_away(world: World, start: int, goal: int, most: int) -> int:
    """How many roads lie between two places whoever holds them, UNREACHED beyond `most`."""
    away = [UNREACHED] * len(world.places)
    away[start] = 0
    for step in range(most):
        for p in range(len(away)):
            if away[p] == step:
                for e in range(world.first[p], world.first[p + 1]):
                    if away[world.links[e]] == UNREACHED:
                        away[world.links[e]] = step + 1
    return away[goal]


def send_police(world: World, board: Board, f: int, spot: int, priority: int) -> None:
    """RB 6.3 order 25. A group goes to stand between the sides at a spot, a place or a road behind the last
    place; it waits while the spot is in enemy hands.
    """
    formation = board.formations[f]
    formation.interpose = spot
    formation.priority = priority
    formation.march = 0
    march_on(world, board, f)


def resume_police(world: World, board: Board) -> None:
    """RB 6.3 order 25. Step 8: groups that wait for the way to their place take it up again."""
    for f in world.police:
        formation = board.formations[f]
        if formation.interpose != NOBODY and formation.mission == Mission.NONE and formation.strength > 0:
            if formation.place != NOBODY and not in_position(world, formation):
                march_on(world, board, f)


def march_on(world: World, board: Board, f: int) -> None:
    """Write the way with fewest roads over places of its side to the place, or the nearer end of the road, a
    group is sent to.

    It stays where it is while there is no way, or while the other side holds the place or both ends.
    """
    formation = board.formations[f]
    for i in range(ROUTE):
        formation.route[i] = NOBODY
    formation.leg = 0
    formation.mission = Mission.NONE
    formation.posture = Posture.DEFEND
    away = [UNREACHED] * len(world.places)
    if formation.interpose < len(world.places):
        away[formation.interpose] = 0
    else:
        road = world.roads[formation.interpose - len(world.places)]
        away[road.a] = 0
        away[road.b] = 0
    for p in range(len(away)):
        if away[p] == 0 and board.places[p].control != 0:
            away[p] = UNREACHED
    for step in range(ROUTE):
        for p in range(len(away)):
            if away[p] == step:
                for e in range(world.first[p], world.first[p + 1]):
                    q = world.links[e]
                    if away[q] == UNREACHED and board.places[q].control == 0:
                        away[q] = step + 1
    here = formation.place
    if away[here] == 0 or away[here] == UNREACHED:
        return
    steps = 0
    while away[here] > 0:
        for e in range(world.first[here], world.first[here + 1]):
            if away[world.links[e]] == away[here] - 1:
                here = world.links[e]
                break
        formation.route[steps] = here
        steps += 1
    formation.mission = Mission.MOVE
    formation.posture = Posture.MARCH
