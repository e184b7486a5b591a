"""What battles share in which neither side chose its ground: both sides as lists, their lines of the column,
bands and losses (RB 7.3, 7.7, 12.4-12.7); and the toll that every battle takes.

`who` lists rows of formations, ascending; `part` gives for each of them the side it fights on, NOBODY if it
does not; `weight` with how many mbn.
"""

from wargame.rules.arithmetic import clamp, lerp, rdiv, scaled
from wargame.rules.attacks import loss_factor, use_of
from wargame.rules.column import supply_shift
from wargame.rules.engaged import BAD_WEATHER_LOSSES, killed_of
from wargame.rules.log import Journal, line, note, tell
from wargame.rules.numbers import EventKind, Intensity, Kind, Line, Outcome, ReasonKind
from wargame.rules.tables import NOBODY, Board, World

BATTLE_FALLS = 1
BATTLE_EMPTY = 2
BATTLE_BROKEN = 4
BATTLE_BROKEN_OFF = 8
"""What step 9 tells step 10 of a place, added up: it is to be entered (RB 12.11); nobody defended it; a
Breakthrough of those who attack it, or of those who hold it (RB 12.10, 12.12).
"""


def result_of(bar: int, hold: int, outcome: int, attacker: int, outside: int) -> int:
    """RB 12.10-12.12. The sum of the BATTLE codes for a place after its battle."""
    result = 0
    if bar >= hold:
        result = BATTLE_FALLS
    if outcome == Outcome.BREAKTHROUGH:
        if attacker == outside:
            result += BATTLE_BROKEN
        else:
            result += BATTLE_BROKEN_OFF
    return result


def with_guns(world: World, who: list[int], part: list[int], side: int) -> int:
    """RB 12.4 line 19. 1 if artillery of the side takes part."""
    for i, f in enumerate(who):
        if part[i] == side and world.formations[f].kind == Kind.ARTILLERY:
            return 1
    return 0


def troop_lines(
    world: World,
    board: Board,
    place: int,
    who: list[int],
    part: list[int],
    weight: list[int],
    attacker: int,
    log: Journal | None,
) -> int:
    """RB 12.4 lines 2, 3, 12-16: quality, cohesion and supply of both, overload of the attackers' roads."""
    strength = [1] * 2
    quality = [0] * 2
    cohesion = [0] * 2
    supply = [0] * 2
    load = 0
    for i, f in enumerate(who):
        side = part[i]
        if side == NOBODY:
            continue
        formation = board.formations[f]
        if cohesion[side] == 0:
            strength[side] = 0
        strength[side] += weight[i]
        quality[side] += world.formations[f].quality * weight[i]
        cohesion[side] += formation.cohesion * weight[i]
        supply[side] += supply_shift(world, formation.supply) * weight[i]
        if side == attacker:
            load = max(load, formation.load)
    shift = 0
    for side in range(2):
        sign = 1 if side == attacker else -1
        whole = max(1, strength[side])
        apart = rdiv(rdiv(cohesion[side], whole) - 7000, world.params.cohesion_divisor)
        skill = int(Line.ATTACKER_QUALITY)
        nerves = int(Line.ATTACKER_COHESION)
        stores = int(Line.ATTACKER_SUPPLY)
        if side != attacker:
            skill = int(Line.DEFENDER_QUALITY)
            nerves = int(Line.DEFENDER_COHESION)
            stores = int(Line.DEFENDER_SUPPLY)
        shift += line(log, ReasonKind.COLUMN_LINE, place, skill, sign * rdiv(quality[side], whole))
        shift += line(log, ReasonKind.COLUMN_LINE, place, nerves, sign * apart)
        shift += line(log, ReasonKind.COLUMN_LINE, place, stores, sign * rdiv(supply[side], whole))
    over = clamp(-rdiv(world.params.overload * (load - 10000), 10000), -100, 0)
    shift += line(log, ReasonKind.COLUMN_LINE, place, Line.OVERLOAD, over)
    return shift


def outcome_of(world: World, place: int, column: int, u: int, log: Journal | None) -> int:
    """RB 12.5, 12.6. The band in which the draw falls."""
    repulse = lerp(world.outcome_columns, world.repulse, column)
    stall = lerp(world.outcome_columns, world.stall, column)
    gains = lerp(world.outcome_columns, world.gains, column)
    note(log, ReasonKind.BAND, place, u, repulse, repulse + stall, -1)
    if u < repulse:
        return int(Outcome.REPULSE)
    if u < repulse + stall:
        return int(Outcome.STALL)
    if u < repulse + stall + gains:
        return int(Outcome.GAINS)
    return int(Outcome.BREAKTHROUGH)


def charge(
    world: World,
    board: Board,
    who: list[int],
    part: list[int],
    weight: list[int],
    attacker: int,
    outcome: int,
    intensity: int,
    bad: bool,
    lost: list[int],
    shaken: list[int],
    used: list[int],
    here: int,
    far: int,
    cause: int,
    log: Journal | None,
) -> None:
    """RB 12.6, 12.7. Adds to lost, shaken and used what a band costs each formation of both sides.

    The rate of the attacker is a reason at `here`, that of the other at `far`.
    `intensity` is that of those who attack the place or push along the road, whichever side is the stronger.
    """
    factor = loss_factor(world.params, intensity)
    nerves = world.attacker_cohesion[outcome]
    if intensity == Intensity.ALL_OUT:
        nerves -= world.params.all_out_cohesion
    rates = [0] * 2
    rates[0] = scaled(world.attacker_loss[outcome], factor)
    rates[1] = scaled(world.defender_loss[outcome], factor)
    if bad:
        rates[0] = scaled(rates[0], BAD_WEATHER_LOSSES)
        rates[1] = scaled(rates[1], BAD_WEATHER_LOSSES)
    note(log, ReasonKind.LOSS_RATE, here, attacker, rates[0], 0, cause)
    note(log, ReasonKind.LOSS_RATE, far, 1 - attacker, rates[1], 0, cause)
    for i, f in enumerate(who):
        if part[i] == attacker:
            lost[f] += scaled(weight[i], rates[0])
            shaken[f] += nerves
            used[f] += use_of(world.params, intensity)
        elif part[i] != NOBODY:
            lost[f] += scaled(weight[i], rates[1])
            shaken[f] += world.defender_cohesion[outcome]
            used[f] += world.params.defence_use


def tell_losses(
    world: World,
    who: list[int],
    part: list[int],
    lost: list[int],
    attacker: int,
    here: int,
    far: int,
    cause: int,
    facts: Journal,
) -> None:
    """BATTLE_LOSS (place, side, mbn, killed) for both, the attacker at `here` first."""
    gone = [0] * 2
    for i, f in enumerate(who):
        if part[i] != NOBODY:
            gone[part[i]] += lost[f]
    other = 1 - attacker
    one = gone[attacker]
    two = gone[other]
    tell(facts, EventKind.BATTLE_LOSS, here, attacker, one, killed_of(world, one), cause)
    tell(facts, EventKind.BATTLE_LOSS, far, other, two, killed_of(world, two), cause)


def take_toll(world: World, board: Board, lost: list[int], shaken: list[int], used: list[int]) -> None:
    """RB 12.6, 12.7. Strength, cohesion and stock of everybody who fought, once all battles are decided."""
    for f, formation in enumerate(board.formations):
        if lost[f] > 0 or shaken[f] != 0 or used[f] > 0:
            formation.strength = max(0, formation.strength - lost[f])
            formation.cohesion = clamp(formation.cohesion + shaken[f], 0, 10000)
            formation.stock = max(0, formation.stock - used[f])
            formation.fought = 1
            if world.formations[f].team != NOBODY:
                board.teams[world.formations[f].team].lost_today += lost[f]
