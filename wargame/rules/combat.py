"""Step 9: ground combat (RB 12.1-12.8). A battle is a column of shifts, a band drawn from the outcome table,
and its losses.

All battles are resolved from one snapshot. A formation may attack one place and, at half strength, defend
another.
"""

from wargame.rules.arithmetic import cl2, clamp, lerp, rdiv, scaled
from wargame.rules.codes import (
    EventKind,
    Faction,
    Kind,
    Line,
    Outcome,
    PostState,
    Posture,
    Purpose,
    ReasonKind,
    Siege,
    Supply,
    Terrain,
    Weather,
)
from wargame.rules.draw import draw
from wargame.rules.log import Journal, line, note, tell
from wargame.rules.movement import current_target, is_friendly
from wargame.rules.roads import road_between
from wargame.rules.tables import NOBODY, Board, World

LEAST_STOCK = 50
LEAST_COHESION = 4500
LEAST_STRENGTH = 100
"""RB 12.1. cd, ct and mbn below which a formation does not attack."""

AXIS_STRENGTH = 200
"""RB 12.2. mbn that make an origin count as an approach."""

NEARLY_EMPTY = 150
"""RB 12.3. mbn of defenders below which the place is overrun without a band draw."""

WAR_RUNG = 5
"""RB 12.2, 11.3. From here Turkish troops fight."""

GENERAL_WAR = 9
"""RB 4.2. From here Turkish soil may be attacked."""

PREPARED_DAYS = 3
"""RB 12.4. Days that make works and posture count, and that digging in takes."""

POST_GUNS = 300
"""RB 27.6. mbn from which an open post has guns."""

COLUMN_LOW = -400
COLUMN_HIGH = 800
"""RB 12.4. The column is clamped to this range, cs."""

BAD_WEATHER_LOSSES = 7000
"""RB 12.7. bp."""


def fight(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> list[int]:
    """RB 12.1-12.8. Every battle of the day. Returns for each place 1 if it is to be entered (RB 12.11), else
    0.

    Reads positions, missions and support; writes bars, last_column, losses, cohesion, stocks and the battle
    flags.
    """
    count = len(board.formations)
    target = [NOBODY] * count
    for f in range(count):
        target[f] = fighting_target(world, board, f)
    lost = [0] * count
    shaken = [0] * count
    used = [0] * count
    entered = [0] * len(board.places)
    for p in range(len(board.places)):
        attackers = 0
        for f in range(count):
            if target[f] == p:
                attackers += board.formations[f].strength
        if attackers > 0:
            entered[p] = battle(world, board, p, target, lost, shaken, used, seed, day, facts, log)
        elif board.places[p].bar > 0:
            board.places[p].bar = scaled(board.places[p].bar, world.params.bar_decay)
    for f, formation in enumerate(board.formations):
        if lost[f] > 0 or shaken[f] != 0 or used[f] > 0:
            formation.strength = max(0, formation.strength - lost[f])
            formation.cohesion = clamp(formation.cohesion + shaken[f], 0, 10000)
            formation.stock = max(0, formation.stock - used[f])
            formation.fought = 1
            if world.formations[f].team != NOBODY:
                board.teams[world.formations[f].team].lost_today += lost[f]
    return entered


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
        or may_attack(world, board, world.formations[f].side, world.formations[f].faction, p) == 0
    ):
        return NOBODY
    return p


def may_attack(world: World, board: Board, side: int, faction: int, place: int) -> int:
    """RB 7.13. 1 if a faction of this side may attack the place today: enemy-held, and allowed at this
    rung.
    """
    control = board.places[place].control
    if world.places[place].passable == 0 or control == 3 or is_friendly(side, control):
        return 0
    rung = board.tracks[0].rung
    if world.places[place].soil == 1 and rung < GENERAL_WAR:
        return 0
    if control == 2 and rung < WAR_RUNG:
        return 0
    if faction == Faction.TURKEY and rung < WAR_RUNG:
        return 0
    return 1


def battle(
    world: World,
    board: Board,
    place: int,
    target: list[int],
    lost: list[int],
    shaken: list[int],
    used: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> int:
    """RB 12.2-12.7. One battle. Adds to lost, shaken and used; writes bar and last_column. Returns 1 if the
    place is entered.
    """
    side = attacking_side(world, target, place)
    row = board.places[place]
    row.battle = 1
    defence = defence_of(world, board, place, side, target)
    if defence == 0:
        if standoff(world, board, place, side) == 1:
            tell(facts, EventKind.STANDOFF, place, side, 0, 0, -1)
            return 0
        tell_attack(world, place, target, COLUMN_HIGH, Outcome.BREAKTHROUGH, facts)
        return 1
    column = column_of(world, board, place, target, log)
    row.last_column = column
    repulse = lerp(world.outcome_columns, world.repulse, column)
    stall = lerp(world.outcome_columns, world.stall, column)
    gains = lerp(world.outcome_columns, world.gains, column)
    key = world.places[place].key
    outcome = int(Outcome.BREAKTHROUGH)
    if defence >= NEARLY_EMPTY:
        u = draw(seed, day, Purpose.BATTLE, key, 0)
        note(log, ReasonKind.BAND, place, u, repulse, repulse + stall, -1)
        if u < repulse:
            outcome = int(Outcome.REPULSE)
        elif u < repulse + stall:
            outcome = int(Outcome.STALL)
        elif u < repulse + stall + gains:
            outcome = int(Outcome.GAINS)
    swing = draw(seed, day, Purpose.BATTLE, key, 1)
    progress = scaled(world.progress[outcome], 7500 + swing // 2)
    note(log, ReasonKind.SWING, place, swing, progress, outcome, -1)
    cause = tell_attack(world, place, target, column, outcome, facts)
    take_losses(world, board, place, side, outcome, target, lost, shaken, used, cause, facts, log)
    old = row.bar
    row.bar = clamp(row.bar + progress, 0, world.places[place].hold)
    tell(facts, EventKind.BAR_MOVED, place, side, old, row.bar, cause)
    if row.bar >= world.places[place].hold:
        return 1
    return 0


def attacking_side(world: World, target: list[int], place: int) -> int:
    """The side whose formations attack a place; the other side holds it."""
    for f in range(len(target)):
        if target[f] == place:
            return world.formations[f].side
    return NOBODY


def standoff(world: World, board: Board, place: int, side: int) -> int:
    """RB 12.3. 1 if only a Turkish manoeuvre formation keeps the attackers out of an otherwise empty place
    below rung 5.
    """
    if side != 0 or board.tracks[0].rung >= WAR_RUNG:
        return 0
    for f, formation in enumerate(board.formations):
        if (
            formation.place == place
            and formation.strength > 0
            and world.formations[f].faction == Faction.TURKEY
        ):
            return 1
    return 0


# ---- who and how many
# ------------------------------------------------------------------------------------------------


def defends(world: World, board: Board, f: int, place: int, side: int) -> int:
    """RB 12.2. 1 if the formation defends the place against the attacking side today."""
    formation = board.formations[f]
    if formation.place != place or formation.strength <= 0 or world.formations[f].side == side:
        return 0
    faction = world.formations[f].faction
    if (faction == Faction.TURKEY or faction == Faction.RUSSIA) and board.tracks[0].rung < WAR_RUNG:
        return 0
    return 1


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
    for post in board.posts:
        if post.place == place and (post.state == PostState.OPEN or post.state == PostState.BESIEGED):
            if board.tracks[0].rung >= WAR_RUNG or post.siege == Siege.ASSAULT:
                total += post.strength
    return total


def defence_of(world: World, board: Board, place: int, side: int, target: list[int]) -> int:
    """RB 12.2. mbn of all defenders before frontage."""
    total = garrison_of(board, place, side)
    for f in range(len(board.formations)):
        if defends(world, board, f, place, side) == 1:
            total += defence_weight(world, board, f, target)
    return total


def attack_of(world: World, board: Board, place: int, target: list[int]) -> tuple[int, int]:
    """RB 12.2. mbn of all attackers before frontage, and the number of approaches."""
    total = 0
    approaches = 0
    for e in range(world.first[place], world.first[place + 1]):
        origin = world.links[e]
        from_here = 0
        for f, formation in enumerate(board.formations):
            if formation.place == origin and target[f] == place:
                from_here += formation.strength
        total += from_here
        if from_here >= AXIS_STRENGTH:
            approaches += 1
    return total, max(1, approaches)


# ---- the column
# ------------------------------------------------------------------------------------------------------


def column_of(world: World, board: Board, place: int, target: list[int], log: Journal | None) -> int:
    """RB 12.4. The column of the battle at `place`, cs in -400..800; each line it adds is a reason row.

    `target` gives for each formation the place it attacks, NOBODY if none; at least one must attack `place`.
    Also used for previews, with a target list of the asker's making.
    """
    side = attacking_side(world, target, place)
    full_attack, approaches = attack_of(world, board, place, target)
    full_defence = defence_of(world, board, place, side, target)
    attack = min(full_attack, world.params.frontage_approach * approaches + world.params.frontage_base)
    defence = min(full_defence, world.params.frontage_defence + world.places[place].hold // 10)
    note(log, ReasonKind.FRONTAGE, place, side, full_attack, attack, -1)
    note(log, ReasonKind.FRONTAGE, place, 1 - side, full_defence, defence, -1)
    odds = cl2(max(1, attack)) - cl2(max(1, defence))
    column = line(log, ReasonKind.COLUMN_LINE, place, Line.ODDS, odds)
    column += attacker_lines(world, board, place, side, target, approaches, log)
    column += defender_lines(world, board, place, side, target, log)
    column += ground_lines(world, board, place, side, target, log)
    return clamp(column, COLUMN_LOW, COLUMN_HIGH)


def attacker_lines(
    world: World,
    board: Board,
    place: int,
    side: int,
    target: list[int],
    approaches: int,
    log: Journal | None,
) -> int:
    """RB 12.4 lines 2, 11, 12, 14 and 16: quality, axes, cohesion, supply and overload of the attackers."""
    strength = 0
    quality = 0
    cohesion = 0
    supply = 0
    load = 0
    for f, formation in enumerate(board.formations):
        if target[f] == place:
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
    world: World, board: Board, place: int, side: int, target: list[int], log: Journal | None
) -> int:
    """RB 12.4 lines 3, 6, 13 and 15, and the garrison of an assaulted post (RB 13.8)."""
    strength = 0
    quality = 0
    cohesion = 0
    supply = 0
    posture = 0
    for f, formation in enumerate(board.formations):
        if defends(world, board, f, place, side) == 1:
            weight = defence_weight(world, board, f, target)
            strength += weight
            quality += world.formations[f].quality * weight
            cohesion += formation.cohesion * weight
            supply += supply_shift(world, formation.supply) * weight
            posture = max(posture, posture_shift(world, board, f, place))
    garrison = garrison_of(board, place, side)
    shift = 0
    if garrison > 0:
        posture = max(posture, world.params.posture_prepared)
        shift -= line(log, ReasonKind.COLUMN_LINE, place, Line.GARRISON_WORKS, world.params.garrison_works)
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


def ground_lines(
    world: World, board: Board, place: int, side: int, target: list[int], log: Journal | None
) -> int:
    """RB 12.4 lines 4, 5, 7, 8, 10 and 19: terrain, works, close support, Turkish guns and bad weather."""
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
    if side == 0:
        guns = turkish_guns(world, board, place)
        if guns > 0:
            shift += line(log, ReasonKind.COLUMN_LINE, place, Line.TURKISH_GUNS, -guns)
    bad = board.sectors[world.places[place].sector].weather == Weather.BAD
    if bad and (side == 1 or support == 0) and has_guns(world, board, place, target) == 0:
        shift += line(log, ReasonKind.COLUMN_LINE, place, Line.NO_HEAVY_ARMS, world.params.no_heavy_arms)
    return shift


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
    """RB 11.3. The shift against a government attacker: guns in range at rung 5, a post or battery near at
    any rung.
    """
    near = 0
    for post in board.posts:
        if post.state == PostState.OPEN or post.state == PostState.BESIEGED:
            if post.place == place or road_between(world, post.place, place) != NOBODY:
                near = max(near, world.params.guns_near)
            if (
                post.state == PostState.OPEN
                and post.strength >= POST_GUNS
                and board.tracks[0].rung >= WAR_RUNG
            ):
                if in_range(world, post.place, place) == 1:
                    near = max(near, world.params.guns_war)
    for f, formation in enumerate(board.formations):
        fixed = world.formations[f]
        if fixed.faction == Faction.TURKEY and fixed.kind == Kind.ARTILLERY and formation.place != NOBODY:
            if formation.strength > 0 and formation.stock > 0 and formation.supply > Supply.CUT:
                if formation.place == place or road_between(world, formation.place, place) != NOBODY:
                    near = max(near, world.params.guns_near)
                if board.tracks[0].rung >= WAR_RUNG and in_range(world, formation.place, place) == 1:
                    near = max(near, world.params.guns_war)
    return near


def in_range(world: World, a: int, b: int) -> int:
    """RB 4.3. 1 if two places lie within 300 hm of each other in a straight line."""
    if a == b:
        return 1
    for e in range(world.near_first[a], world.near_first[a + 1]):
        if world.near[e] == b:
            return 1
    return 0


def has_guns(world: World, board: Board, place: int, target: list[int]) -> int:
    """RB 12.4 line 19. 1 if artillery takes part in the attack."""
    for f in range(len(board.formations)):
        if target[f] == place and world.formations[f].kind == Kind.ARTILLERY:
            return 1
    return 0


# ---- losses
# ----------------------------------------------------------------------------------------------------------


def take_losses(
    world: World,
    board: Board,
    place: int,
    side: int,
    outcome: int,
    target: list[int],
    lost: list[int],
    shaken: list[int],
    used: list[int],
    cause: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 12.6, 12.7. Losses of every formation engaged, on its full strength, and of garrisons that
    defend.
    """
    attacker_bp = world.attacker_loss[outcome]
    defender_bp = world.defender_loss[outcome]
    if board.sectors[world.places[place].sector].weather == Weather.BAD:
        attacker_bp = scaled(attacker_bp, BAD_WEATHER_LOSSES)
        defender_bp = scaled(defender_bp, BAD_WEATHER_LOSSES)
    note(log, ReasonKind.LOSS_RATE, place, side, attacker_bp, 0, cause)
    note(log, ReasonKind.LOSS_RATE, place, 1 - side, defender_bp, 0, cause)
    attackers = 0
    defenders = 0
    for f, formation in enumerate(board.formations):
        if target[f] == place:
            gone = scaled(formation.strength, attacker_bp)
            attackers += gone
            lost[f] += gone
            shaken[f] += world.attacker_cohesion[outcome]
            used[f] += world.params.attack_use
        elif defends(world, board, f, place, side) == 1:
            gone = scaled(defence_weight(world, board, f, target), defender_bp)
            defenders += gone
            lost[f] += gone
            shaken[f] += world.defender_cohesion[outcome]
            used[f] += world.params.defence_use
    if garrison_of(board, place, side) > 0:
        for post in board.posts:
            if post.place == place and (post.state == PostState.OPEN or post.state == PostState.BESIEGED):
                gone = scaled(post.strength, defender_bp)
                post.strength -= gone
                defenders += gone
    tell(facts, EventKind.BATTLE_LOSS, place, side, attackers, killed_of(world, attackers), cause)
    tell(facts, EventKind.BATTLE_LOSS, place, 1 - side, defenders, killed_of(world, defenders), cause)


def killed_of(world: World, lost: int) -> int:
    """RB 12.13. Killed among lost mbn: half a person per mbn is killed or wounded, of whom a share is
    killed.
    """
    return rdiv(lost * world.params.killed_share, 20000)


def tell_attack(
    world: World, place: int, target: list[int], column: int, outcome: int, facts: Journal
) -> int:
    """One ATTACK event for each attacking faction; returns the number of the first, as the cause of what
    follows.
    """
    first = NOBODY
    for faction in range(7):
        for f in range(len(target)):
            if target[f] == place and world.formations[f].faction == faction:
                number = tell(facts, EventKind.ATTACK, place, faction, column, outcome, -1)
                if first == NOBODY:
                    first = number
                break
    return first
