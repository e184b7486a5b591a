"""Two sides enter the same empty place: a battle in step 9 without works and postures (RB 7.7)."""

from wargame.rules.arithmetic import cl2, clamp, scaled
from wargame.rules.attacks import hottest, progress_factor
from wargame.rules.column import COLUMN_HIGH, COLUMN_LOW, drones_over, support_shift, terrain_shift
from wargame.rules.draw import draw
from wargame.rules.engaged import (
    NEARLY_EMPTY,
    attack_of,
    attacking_side,
    defence_weight,
    defends,
    garrison_in,
)
from wargame.rules.log import Journal, line, note, tell
from wargame.rules.numbers import EventKind, Line, Outcome, Purpose, ReasonKind, Side, Weather
from wargame.rules.parties import charge, outcome_of, result_of, tell_losses, troop_lines, with_guns
from wargame.rules.tables import NOBODY, Board, World

ORDINARY = -1
"""Answer of `encounter`: the battle is one like any other."""


def encounter(
    world: World,
    board: Board,
    place: int,
    target: list[int],
    roster: list[int],
    cover: list[int],
    lost: list[int],
    shaken: list[int],
    used: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> int:
    """RB 7.7. A battle between those who attack a place and those who marched into it today.

    Adds to lost, shaken and used; writes bar and last_column. Returns the outcome for the side that attacks
    the place: progress in ct, or ORDINARY if nobody inside defends and the battle is one like any other.
    """
    outside = attacking_side(world, place, target, roster)
    who = roster[roster[place] : roster[place + 1]]
    part = [NOBODY] * len(who)
    weight = [0] * len(who)
    inside = 0
    for i, f in enumerate(who):
        if target[f] == place:
            part[i] = outside
            weight[i] = board.formations[f].strength
        elif defends(world, board, f, place, outside) == 1:
            part[i] = 1 - outside
            weight[i] = defence_weight(world, board, f, target)
            inside += weight[i]
    if inside == 0 or garrison_in(board, place, outside, roster) > 0:
        return ORDINARY
    strength, approaches = attack_of(world, board, place, target, roster)
    attacker = outside
    if inside > strength or (inside == strength and outside == Side.OPPOSITION):
        attacker = 1 - outside
        approaches = 1
    more = max(strength, inside)
    less = min(strength, inside)
    column = encounter_column(
        world, board, place, who, part, weight, cover[place], attacker, more, less, approaches, log
    )
    u = draw(seed, day, Purpose.BATTLE, world.places[place].key, 0)
    outcome = int(Outcome.BREAKTHROUGH)
    if less >= NEARLY_EMPTY:
        outcome = outcome_of(world, place, column, u, log)
    swing = draw(seed, day, Purpose.BATTLE, world.places[place].key, 1)
    intensity = hottest(board, place, target, roster)
    progress = scaled(world.progress[outcome], 7500 + swing // 2)
    progress = scaled(progress, progress_factor(world.params, intensity))
    note(log, ReasonKind.SWING, place, swing, progress, outcome, -1)
    cause = tell_encounter(world, place, who, part, attacker, column, outcome, facts)
    bad = board.sectors[world.places[place].sector].weather == Weather.BAD
    charge(
        world, board, who, part, weight, attacker, outcome, intensity, bad, lost, shaken, used,
        place, place, cause, log,
    )  # fmt: skip
    tell_losses(world, who, part, lost, attacker, place, place, cause, facts)
    bar = push_bar(world, board, place, outside, attacker, column, progress, cause, facts)
    return result_of(bar, world.places[place].hold, outcome, attacker, outside)


def push_bar(
    world: World,
    board: Board,
    place: int,
    outside: int,
    attacker: int,
    column: int,
    progress: int,
    cause: int,
    facts: Journal,
) -> int:
    """RB 7.7, 12.6. The bar moves forward if those outside were the stronger, else back. Returns the bar."""
    row = board.places[place]
    row.battle = 1
    row.last_column = column
    moved = progress
    if attacker != outside:
        row.last_column = COLUMN_LOW
        moved = -progress
    old = row.bar
    row.bar = clamp(row.bar + moved, 0, world.places[place].hold)
    tell(facts, EventKind.BAR_MOVED, place, outside, old, row.bar, cause)
    return row.bar


def tell_encounter(
    world: World,
    place: int,
    who: list[int],
    part: list[int],
    attacker: int,
    column: int,
    outcome: int,
    facts: Journal,
) -> int:
    """One ATTACK event for each faction of the stronger side; returns the number of the first."""
    first = NOBODY
    for faction in range(7):
        if fights(world, who, part, attacker, faction) == 1:
            number = tell(facts, EventKind.ATTACK, place, faction, column, outcome, -1)
            if first == NOBODY:
                first = number
    return first


def fights(world: World, who: list[int], part: list[int], side: int, faction: int) -> int:
    """1 if a formation of the faction fights on the side."""
    for i, f in enumerate(who):
        if part[i] == side and world.formations[f].faction == faction:
            return 1
    return 0


def encounter_column(
    world: World,
    board: Board,
    place: int,
    who: list[int],
    part: list[int],
    weight: list[int],
    guns: int,
    attacker: int,
    full_attack: int,
    full_defence: int,
    approaches: int,
    log: Journal | None,
) -> int:
    """RB 7.7, 12.4. The column without works and posture. Terrain, support and guns stay."""
    attack = min(full_attack, world.params.frontage_approach * approaches + world.params.frontage_base)
    defence = min(full_defence, world.params.frontage_defence + world.places[place].hold // 10)
    note(log, ReasonKind.FRONTAGE, place, attacker, full_attack, attack, -1)
    note(log, ReasonKind.FRONTAGE, place, 1 - attacker, full_defence, defence, -1)
    column = line(log, ReasonKind.COLUMN_LINE, place, Line.ODDS, cl2(attack) - cl2(defence))
    column += troop_lines(world, board, place, who, part, weight, attacker, log)
    axes = clamp(world.params.axis * (approaches - 1), 0, 200)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.AXES, axes)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.TERRAIN, -terrain_shift(world, place))
    support = support_shift(world, board, place)
    if support > 0:
        if attacker == Side.GOVERNMENT:
            column += line(log, ReasonKind.COLUMN_LINE, place, Line.CLOSE_SUPPORT, support)
        else:
            column += line(log, ReasonKind.COLUMN_LINE, place, Line.DEFENDER_SUPPORT, -support)
    if attacker == Side.GOVERNMENT and guns > 0:
        column += line(log, ReasonKind.COLUMN_LINE, place, Line.TURKISH_GUNS, -guns)
    bad = board.sectors[world.places[place].sector].weather == Weather.BAD
    heavy = support > 0
    if attacker == Side.OPPOSITION:
        heavy = drones_over(world, board, place)
    if bad and not heavy and with_guns(world, who, part, attacker) == 0:
        column += line(log, ReasonKind.COLUMN_LINE, place, Line.NO_HEAVY_ARMS, world.params.no_heavy_arms)
    if board.places[place].ruling != 0:
        column += line(log, ReasonKind.COLUMN_LINE, place, Line.RULING, board.places[place].ruling)
    return clamp(column, COLUMN_LOW, COLUMN_HIGH)
