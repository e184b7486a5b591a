"""The column of shifts of a battle (RB 12.4). Each number is a reason row, written where it is added."""

from wargame.rules.arithmetic import cl2, clamp, lerp, rdiv
from wargame.rules.engaged import (
    WAR_RUNG,
    attack_of,
    attacking_side,
    defence_of,
    defence_weight,
    defends,
    garrison_in,
)
from wargame.rules.log import Journal, line, note
from wargame.rules.numbers import (
    Access,
    AirMission,
    AirUser,
    Branch,
    Faction,
    Kind,
    Line,
    PostState,
    Posture,
    ReasonKind,
    Rule,
    Siege,
    Supply,
    Team,
    Terrain,
    Weather,
)
from wargame.rules.roster import battles_of
from wargame.rules.tables import NOBODY, Board, World

PREPARED_DAYS = 3
"""RB 12.4. Days that make works and posture count, and that digging in takes."""

POST_GUNS = 300
"""RB 27.6. mbn from which an open post has guns."""

PATRONS_BRAKE = 110
"""RB 12.4 line 18. cs."""

SURPRISE = 100
SURPRISED = 1
"""RB 12.4 line 17. cs, and what `Place.surprise` holds today where the defender is surprised."""

COLUMN_LOW = -400
COLUMN_HIGH = 800
"""RB 12.4. The column is clamped to this range, cs."""


def column_of(world: World, board: Board, place: int, target: list[int], log: Journal | None) -> int:
    """RB 12.4. The column of one battle that somebody thinks of, with a target list of his making: for each
    formation the place it attacks, NOBODY if none.
    """
    roster = battles_of(board, target)
    return column_in(world, board, place, target, roster, gun_cover(world, board), log)


def column_in(
    world: World,
    board: Board,
    place: int,
    target: list[int],
    roster: list[int],
    cover: list[int],
    log: Journal | None,
) -> int:
    """RB 12.4. The column of the battle at `place`, cs in -400..800; each line it adds is a reason row.

    `target` gives for each formation the place it attacks, NOBODY if none; at least one must attack `place`.
    `roster` is that of all battles (`battles_of`), `cover` the `gun_cover` of every place.
    """
    side = attacking_side(world, place, target, roster)
    full_attack, approaches = attack_of(world, board, place, target, roster)
    full_defence = defence_of(world, board, place, side, target, roster)
    attack = min(full_attack, world.params.frontage_approach * approaches + world.params.frontage_base)
    defence = min(full_defence, world.params.frontage_defence + world.places[place].hold // 10)
    note(log, ReasonKind.FRONTAGE, place, side, full_attack, attack, -1)
    note(log, ReasonKind.FRONTAGE, place, 1 - side, full_defence, defence, -1)
    odds = cl2(max(1, attack)) - cl2(max(1, defence))
    column = line(log, ReasonKind.COLUMN_LINE, place, Line.ODDS, odds)
    column += attacker_lines(world, board, place, side, target, roster, approaches, log)
    column += defender_lines(world, board, place, side, target, roster, log)
    column += ground_lines(world, board, place, side, target, roster, cover, log)
    if side == 0 and braked(board, place) == 1:
        column += line(log, ReasonKind.COLUMN_LINE, place, Line.PATRONS_BRAKE, -PATRONS_BRAKE)
    if board.places[place].surprise == SURPRISED:
        column += line(log, ReasonKind.COLUMN_LINE, place, Line.SURPRISE, SURPRISE)
    if board.places[place].ruling != 0:
        column += line(log, ReasonKind.COLUMN_LINE, place, Line.RULING, board.places[place].ruling)
    return clamp(column, COLUMN_LOW, COLUMN_HIGH)


def braked(board: Board, place: int) -> int:
    """RB 12.4 line 18, 17.7. 1 if Damascus has agreed to let go of the place: attacks on it are half-hearted
    for the rest of the turn.
    """
    state = board.factions[Faction.SAA]
    if state.steer_obeyed == 1:
        for p in state.steer_place:
            if p == place:
                return 1
    return 0


def attacker_lines(
    world: World,
    board: Board,
    place: int,
    side: int,
    target: list[int],
    roster: list[int],
    approaches: int,
    log: Journal | None,
) -> int:
    """RB 12.4 lines 2, 11, 12, 14 and 16: quality, axes, cohesion, supply and overload of the attackers."""
    strength = 0
    quality = 0
    cohesion = 0
    supply = 0
    load = 0
    for f in roster[roster[place] : roster[place + 1]]:
        if target[f] == place:
            formation = board.formations[f]
            strength += formation.strength
            quality += world.formations[f].quality * formation.strength
            cohesion += formation.cohesion * formation.strength
            supply += supply_shift(world, formation.supply) * formation.strength
            load = max(load, formation.load)
    weight = max(1, strength)
    shift = line(log, ReasonKind.COLUMN_LINE, place, Line.ATTACKER_QUALITY, rdiv(quality, weight))
    shift += line(
        log,
        ReasonKind.COLUMN_LINE,
        place,
        Line.AXES,
        clamp(world.params.axis * (approaches - 1), 0, 200),
    )
    mean = rdiv(cohesion, weight)
    shift += line(
        log,
        ReasonKind.COLUMN_LINE,
        place,
        Line.ATTACKER_COHESION,
        rdiv(mean - 7000, world.params.cohesion_divisor),
    )
    shift += line(log, ReasonKind.COLUMN_LINE, place, Line.ATTACKER_SUPPLY, rdiv(supply, weight))
    over = clamp(-rdiv(world.params.overload * (load - 10000), 10000), -100, 0)
    if over != 0:
        shift += line(log, ReasonKind.COLUMN_LINE, place, Line.OVERLOAD, over)
    return shift


def defender_lines(
    world: World,
    board: Board,
    place: int,
    side: int,
    target: list[int],
    roster: list[int],
    log: Journal | None,
) -> int:
    """RB 12.4 lines 3, 6, 13 and 15, and the garrison of an assaulted post (RB 13.8)."""
    strength = 0
    quality = 0
    cohesion = 0
    supply = 0
    posture = 0
    for f in roster[roster[place] : roster[place + 1]]:
        if defends(world, board, f, place, side) == 1:
            formation = board.formations[f]
            weight = defence_weight(world, board, f, target)
            strength += weight
            quality += world.formations[f].quality * weight
            cohesion += formation.cohesion * weight
            supply += supply_shift(world, formation.supply) * weight
            posture = max(posture, posture_shift(world, board, f, place))
    garrison = garrison_in(board, place, side, roster)
    shift = 0
    if garrison > 0:
        posture = max(posture, world.params.posture_prepared)
        if stormed(board, place, roster) == 1:
            works = -world.params.garrison_works
            shift += line(log, ReasonKind.COLUMN_LINE, place, Line.GARRISON_WORKS, works)
        quality += world.params.garrison_quality * garrison
        cohesion += 7000 * garrison
        strength += garrison
    weight = max(1, strength)
    shift += line(log, ReasonKind.COLUMN_LINE, place, Line.DEFENDER_QUALITY, -rdiv(quality, weight))
    shift += line(log, ReasonKind.COLUMN_LINE, place, Line.POSTURE, -posture)
    mean = rdiv(cohesion, weight)
    shift += line(
        log,
        ReasonKind.COLUMN_LINE,
        place,
        Line.DEFENDER_COHESION,
        -rdiv(mean - 7000, world.params.cohesion_divisor),
    )
    shift += line(log, ReasonKind.COLUMN_LINE, place, Line.DEFENDER_SUPPLY, -rdiv(supply, weight))
    return shift


def stormed(board: Board, place: int, roster: list[int]) -> int:
    """RB 13.8. 1 if a post in the place is under assault: its works count beside those of the place."""
    key = len(board.places) + place
    for row in roster[roster[key] : roster[key + 1]]:
        if board.posts[row - len(board.formations)].siege == Siege.ASSAULT:
            return 1
    return 0


def ground_lines(
    world: World,
    board: Board,
    place: int,
    side: int,
    target: list[int],
    roster: list[int],
    cover: list[int],
    log: Journal | None,
) -> int:
    """RB 12.4 lines 4, 5, 7-10 and 19: terrain, works, air, preparation, Turkish guns, bad weather."""
    row = board.places[place]
    shift = line(log, ReasonKind.COLUMN_LINE, place, Line.TERRAIN, -terrain_shift(world, place))
    if row.held_days >= PREPARED_DAYS and world.places[place].works > 0:
        shift += line(log, ReasonKind.COLUMN_LINE, place, Line.WORKS, -world.places[place].works)
    support = support_shift(world, board, place)
    if support > 0:
        if side == 0:
            shift += line(log, ReasonKind.COLUMN_LINE, place, Line.CLOSE_SUPPORT, support)
        else:
            shift += line(log, ReasonKind.COLUMN_LINE, place, Line.DEFENDER_SUPPORT, -support)
    if row.prepared == 1:
        shift += line(log, ReasonKind.COLUMN_LINE, place, Line.PREPARATION, world.params.preparation)
    if side == 0 and cover[place] > 0:
        shift += line(log, ReasonKind.COLUMN_LINE, place, Line.TURKISH_GUNS, -cover[place])
    bad = board.sectors[world.places[place].sector].weather == Weather.BAD
    heavy = row.prepared == 1 or (side == 0 and support > 0)
    if side == 1 and drones_over(world, board, place):
        heavy = True
    if bad and not heavy and has_guns(world, place, target, roster) == 0:
        shift += line(log, ReasonKind.COLUMN_LINE, place, Line.NO_HEAVY_ARMS, world.params.no_heavy_arms)
    return shift


def drones_over(world: World, board: Board, place: int) -> bool:
    """RB 12.4 line 19. Whether drones were to strike at a place or in its whole sector today."""
    sector = world.places[place].sector
    for task in board.air_tasks:
        if task.mission == AirMission.DRONE and board.tracks[0].rung >= WAR_RUNG and task.sector == sector:
            if task.forced == 1 or board.sectors[sector].access[AirUser.TR_DRONE] != Access.CLOSED:
                if task.target == place or task.target == NOBODY:
                    return True
    return False


def support_shift(world: World, board: Board, place: int) -> int:
    """RB 10.6. The shift of the effective close-support sorties over a place."""
    sorties = rdiv(board.places[place].support, 100)
    if sorties <= 0:
        return 0
    return lerp(world.cas_sorties, world.cas_shift, sorties)


def terrain_shift(world: World, place: int) -> int:
    """RB 12.4 line 4, as a positive number that helps the defender."""
    terrain = world.places[place].terrain
    if terrain == Terrain.URBAN:
        return world.params.terrain_urban
    if terrain == Terrain.MOUNTAIN:
        return world.params.terrain_mountain
    if terrain == Terrain.OPEN:
        return 0
    return world.params.terrain_town


def posture_shift(world: World, board: Board, f: int, place: int) -> int:
    """RB 12.4 line 6, 27.6. What the posture of one defender is worth, as a positive number."""
    formation = board.formations[f]
    value = world.params.posture_prepared
    if formation.posture == Posture.FORTIFY and formation.dug_days >= PREPARED_DAYS:
        value = world.params.posture_fortified
    elif formation.posture == Posture.MARCH:
        value = world.params.posture_hasty
    elif formation.posture == Posture.DELAY:
        value = world.params.posture_delay
    elif formation.posture == Posture.RETIRE:
        value = 0
    if board.places[place].held_days < PREPARED_DAYS:
        value = min(value, world.params.posture_hasty)
    return value


def supply_shift(world: World, state: int) -> int:
    """RB 12.4 lines 14 and 15, 9.5. Poor counts as strained in battle."""
    if state == Supply.FULL:
        return 0
    if state == Supply.CUT:
        return world.params.supply_cut_shift
    return world.params.supply_strained_shift


def turkish_guns(world: World, board: Board, place: int) -> int:
    """RB 11.3, 6.8. The `gun_cover` of one place."""
    return gun_cover(world, board)[place]


def gun_cover(world: World, board: Board) -> list[int]:
    """RB 11.3, 6.8. For each place the shift against a government attacker: guns in range at rung 5, a post
    or battery near at any rung, unless its guns fire in self-defence only.
    """
    cover = [0] * len(board.places)
    near = world.params.guns_near
    if board.teams[Team.ANKARA].roe[Branch.ARTILLERY] == Rule.SELF_DEFENCE:
        near = 0
    war = 0
    if board.tracks[0].rung >= WAR_RUNG:
        war = world.params.guns_war
    for post in board.posts:
        if post.state == PostState.OPEN and post.strength >= POST_GUNS:
            cover_from(world, cover, post.place, near, war)
        elif post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            cover_from(world, cover, post.place, near, 0)
    for f, fixed in enumerate(world.formations):
        if fixed.kind == Kind.ARTILLERY and fixed.faction == Faction.TURKEY:
            formation = board.formations[f]
            if formation.place != NOBODY and formation.strength > 0 and formation.stock > 0:
                if formation.supply > Supply.CUT:
                    cover_from(world, cover, formation.place, near, war)
    return cover


def cover_from(world: World, cover: list[int], place: int, near: int, war: int) -> None:
    """RB 11.3, 4.3. Guns at a place cover it and every place joined to it with `near`, those in range with
    `war`; the better one counts.
    """
    if near > 0:
        links = world.links
        if cover[place] < near:
            cover[place] = near
        for e in range(world.first[place], world.first[place + 1]):
            if cover[links[e]] < near:
                cover[links[e]] = near
    if war > 0:
        if cover[place] < war:
            cover[place] = war
        for e in range(world.near_first[place], world.near_first[place + 1]):
            if cover[world.near[e]] < war:
                cover[world.near[e]] = war


def in_range(world: World, a: int, b: int) -> int:
    """RB 4.3. 1 if two places lie within 300 hm of each other in a straight line."""
    if a == b:
        return 1
    for e in range(world.near_first[a], world.near_first[a + 1]):
        if world.near[e] == b:
            return 1
    return 0


def has_guns(world: World, place: int, target: list[int], roster: list[int]) -> int:
    """RB 12.4 line 19. 1 if artillery takes part in the attack."""
    for f in roster[roster[place] : roster[place + 1]]:
        if target[f] == place and world.formations[f].kind == Kind.ARTILLERY:
            return 1
    return 0
