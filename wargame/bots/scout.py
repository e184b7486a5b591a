"""What the bots read off a board: strengths, ways and rough odds. They use only what their team
may see.

Enemy cohesion, stock, posture and supply are hidden from a team, so `rough_column` does without them.
"""

from wargame.rules.arithmetic import cl2, clamp
from wargame.rules.numbers import Terrain, friendly
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, World

TURN_REACH = 12000
"""ed that a formation marches in a turn of three days (RB 9.2)."""

MOST_COLUMN = 800
"""cs above which a column says no more (RB 12.4)."""

PREPARED = 117
"""cs that a prepared defence is worth (RB 12.4 line 6)."""


def held_by(board: Board, place: int, side: int) -> bool:
    """Whether a place is friendly to the side; NOBODY counts as held, so that plans step over it."""
    return place == NOBODY or friendly(side, board.places[place].control)


def strength_beside(world: World, there: list[int], place: int) -> int:
    """Strength in mbn in the places next to a place, itself not counted; `there` holds mbn by place."""
    total = 0
    for e in range(world.first[place], world.first[place + 1]):
        total += there[world.links[e]]
    return total


def way(world: World, lengths: list[int], distance: list[int], start: int, path: list[int]) -> int:
    """The places from `start` (not counted) down to distance 0, into `path` of ROUTE places; returns how
    many.

    A way longer than the path is cut off there: the march goes on next turn.
    """
    for i in range(ROUTE):
        path[i] = NOBODY
    here = start
    made = 0
    while made < ROUTE and distance[here] > 0 and distance[here] < UNREACHED:
        there = NOBODY
        for e in range(world.first[here], world.first[here + 1]):
            q = world.links[e]
            if distance[q] < UNREACHED and distance[q] + lengths[world.link_roads[e]] == distance[here]:
                there = q
                break
        if there == NOBODY:
            break
        path[made] = there
        made += 1
        here = there
    return made


def terrain_worth(world: World, place: int) -> int:
    """RB 12.4 line 4: what the ground is worth to a defender, cs."""
    terrain = world.places[place].terrain
    if terrain == Terrain.OPEN:
        return 0
    if terrain == Terrain.MOUNTAIN:
        return world.params.terrain_mountain
    if terrain == Terrain.URBAN:
        return world.params.terrain_urban
    return world.params.terrain_town


def rough_column(
    world: World, board: Board, place: int, attack: int, approaches: int, defence: int, support: int
) -> int:
    """RB 12.4 for a government attack from what it sees: odds after frontage, ground, axes and air, cs.

    The defence counts as prepared, and as cut off where no supply of the opposition reaches the place.
    """
    if defence <= 0:
        return MOST_COLUMN
    attack = min(attack, world.params.frontage_approach * max(1, approaches) + world.params.frontage_base)
    defence = min(defence, world.params.frontage_defence + world.places[place].hold // 10)
    column = cl2(max(1, attack)) - cl2(max(1, defence)) + support - PREPARED
    column -= terrain_worth(world, place) + world.places[place].works
    column += world.params.axis * (max(1, approaches) - 1)
    if board.places[place].path_opposition >= UNREACHED:
        column -= world.params.supply_cut_shift
    return clamp(column, -400, MOST_COLUMN)
