"""Who fights in step 9, and with how much (RB 7.4, 7.13, 12.1-12.3).

`target` gives for each formation the place it attacks, NOBODY if none; `roster` is that of battles, made from
it (`roster.py`).
"""

from wargame.rules.arithmetic import rdiv, scaled
from wargame.rules.numbers import Control, Faction, PostState, Siege, friendly
from wargame.rules.police import held_back, held_on_road
from wargame.rules.roads import current_target, road_between
from wargame.rules.tables import NOBODY, Board, World

LEAST_STOCK = 50
LEAST_COHESION = 4500
LEAST_STRENGTH = 100
"""RB 12.1. cd, ct and mbn below which a formation does not attack."""

AXIS_STRENGTH = 200
"""RB 12.2. mbn that make an origin count as an approach."""

NEARLY_EMPTY = 150
"""RB 12.3. mbn of defenders below which the place is overrun without a band draw."""

BAD_WEATHER_LOSSES = 7000
"""RB 12.7. bp."""

WAR_RUNG = 5
"""RB 12.2, 11.3. From here Turkish troops fight."""

PATRONS_RUNG = 7
"""RB 7.13, 16.1. From here Russian troops may be hit by the other side, and fight."""

GENERAL_WAR = 9
"""RB 4.2. From here Turkish soil may be attacked."""


def fighting_target(world: World, board: Board, f: int) -> int:
    """RB 12.1, 7.13. The place this formation attacks today, NOBODY if it cannot or may not."""
    p = current_target(board, f)
    if p == NOBODY:
        return NOBODY
    formation = board.formations[f]
    if (
        formation.strength < LEAST_STRENGTH
        or formation.stock < LEAST_STOCK
        or formation.cohesion < LEAST_COHESION
        or road_between(world, formation.place, p) == NOBODY
        or board.places[formation.place].control == Control.NEUTRAL
        or may_attack(world, board, world.formations[f].side, world.formations[f].faction, p) == 0
    ):
        return NOBODY
    fixed = world.formations[f]
    if fixed.side == 1 and held_on_road(world, board, fixed.faction, formation.place, p):
        return NOBODY
    return p


def may_attack(world: World, board: Board, side: int, faction: int, place: int) -> int:
    """RB 7.13. 1 if a faction of this side may attack the place today: enemy-held, and allowed at this
    rung.
    """
    control = board.places[place].control
    if world.places[place].passable == 0 or control == 3 or friendly(side, control):
        return 0
    rung = board.tracks[0].rung
    if world.places[place].soil == 1 and rung < GENERAL_WAR:
        return 0
    if control == 2 and rung < WAR_RUNG:
        return 0
    if faction == Faction.TURKEY and rung < WAR_RUNG:
        return 0
    if side == 1 and held_back(world, board, faction, place):
        return 0
    if side == 1 and rung < PATRONS_RUNG and only_russians(world, board, place) == 1:
        return 0
    return 1


def only_russians(world: World, board: Board, place: int) -> int:
    """RB 7.13. 1 if Russian troops are the only ones of the government side in the place."""
    found = 0
    for f, formation in enumerate(board.formations):
        if formation.place == place and formation.strength > 0 and world.formations[f].side == 0:
            if world.formations[f].faction != Faction.RUSSIA:
                return 0
            found = 1
    return found


def attacking_side(world: World, place: int, target: list[int], roster: list[int]) -> int:
    """The side whose formations attack a place; the other side holds it."""
    for f in roster[roster[place] : roster[place + 1]]:
        if target[f] == place:
            return world.formations[f].side
    return NOBODY


def standoff(world: World, board: Board, place: int, side: int, roster: list[int]) -> int:
    """RB 12.3. 1 if only a Turkish manoeuvre formation keeps the attackers out of an otherwise empty place
    below rung 5.
    """
    if side != 0 or board.tracks[0].rung >= WAR_RUNG:
        return 0
    for f in roster[roster[place] : roster[place + 1]]:
        if (
            board.formations[f].place == place
            and board.formations[f].strength > 0
            and world.formations[f].faction == Faction.TURKEY
        ):
            return 1
    return 0


def defends(world: World, board: Board, f: int, place: int, side: int) -> int:
    """RB 12.2, 6.8. 1 if the formation defends the place against the attacking side today."""
    formation = board.formations[f]
    if formation.place != place and formation.joins != place:
        return 0
    if formation.strength <= 0 or world.formations[f].side == side:
        return 0
    faction = world.formations[f].faction
    if faction == Faction.TURKEY and board.tracks[0].rung < WAR_RUNG:
        return 0
    if faction == Faction.RUSSIA and board.tracks[0].rung < PATRONS_RUNG:
        return 0
    return 1


def under_fire(world: World, board: Board, f: int, place: int, side: int) -> bool:
    """RB 11.2, 16.1. Whether harassing fire hits a formation: one that defends the place; Russian troops only
    from rung 7.
    """
    if defends(world, board, f, place, side) == 0:
        return False
    return world.formations[f].faction != Faction.RUSSIA or board.tracks[0].rung >= PATRONS_RUNG


def defence_weight(world: World, board: Board, f: int, target: list[int]) -> int:
    """RB 7.4. mbn with which a formation defends: half if it attacks elsewhere today."""
    strength = board.formations[f].strength
    if target[f] != NOBODY:
        return scaled(strength, world.params.intervention)
    return strength


def garrison_of(board: Board, place: int, side: int) -> int:
    """RB 12.2, 13.8. mbn of post garrisons that defend the place: at rung 5 and above, or when assaulted."""
    total = 0
    if side != 0:
        return 0
    for p, post in enumerate(board.posts):
        if post.place == place:
            total += guard_of(board, p)
    return total


def guard_of(board: Board, p: int) -> int:
    """RB 12.2, 13.8. mbn with which one post defends its place against the government."""
    post = board.posts[p]
    if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
        if board.tracks[0].rung >= WAR_RUNG or post.siege == Siege.ASSAULT:
            return post.strength
    return 0


def garrison_in(board: Board, place: int, side: int, roster: list[int]) -> int:
    """`garrison_of` a place of the roster of battles."""
    total = 0
    if side != 0:
        return 0
    key = len(board.places) + place
    for row in roster[roster[key] : roster[key + 1]]:
        total += guard_of(board, row - len(board.formations))
    return total


def defence_of(
    world: World, board: Board, place: int, side: int, target: list[int], roster: list[int]
) -> int:
    """RB 12.2. mbn of all defenders before frontage."""
    total = garrison_in(board, place, side, roster)
    for f in roster[roster[place] : roster[place + 1]]:
        if defends(world, board, f, place, side) == 1:
            total += defence_weight(world, board, f, target)
    return total


def attack_of(
    world: World, board: Board, place: int, target: list[int], roster: list[int]
) -> tuple[int, int]:
    """RB 12.2. mbn of all attackers before frontage, and the number of approaches."""
    total = 0
    approaches = 0
    for e in range(world.first[place], world.first[place + 1]):
        origin = world.links[e]
        from_here = 0
        for f in roster[roster[place] : roster[place + 1]]:
            if target[f] == place and board.formations[f].place == origin:
                from_here += board.formations[f].strength
        total += from_here
        if from_here >= AXIS_STRENGTH:
            approaches += 1
    return total, max(1, approaches)


def killed_of(world: World, lost: int) -> int:
    """RB 12.13. Killed among lost mbn: half a person per mbn is killed or wounded, of whom a share is
    killed.
    """
    return rdiv(lost * world.params.killed_share, 20000)
