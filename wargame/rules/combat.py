"""Step 9: ground combat (RB 12.1-12.8). A battle: a column of shifts, a band of the outcome table, losses.

All battles are resolved from one snapshot. A formation may attack one place and, at half strength, defend
another.
"""

from wargame.rules.allies import join_battles
from wargame.rules.arithmetic import clamp, lerp, scaled
from wargame.rules.attacks import HALT_COLUMN, hottest, loss_factor, progress_factor, use_of
from wargame.rules.column import COLUMN_HIGH, COLUMN_LOW, column_in, gun_cover
from wargame.rules.draw import draw
from wargame.rules.encounter import ORDINARY, encounter
from wargame.rules.engaged import (
    BAD_WEATHER_LOSSES,
    NEARLY_EMPTY,
    attacking_side,
    defence_of,
    defence_weight,
    defends,
    fighting_target,
    garrison_in,
    killed_of,
    standoff,
)
from wargame.rules.log import Journal, note, tell
from wargame.rules.meeting import ENTERED_TODAY, WON_ON_THE_ROAD
from wargame.rules.numbers import EventKind, Intensity, Mission, Outcome, Purpose, ReasonKind, Weather
from wargame.rules.parties import BATTLE_EMPTY, BATTLE_FALLS, result_of, take_toll
from wargame.rules.roads import current_target
from wargame.rules.roster import battles_of
from wargame.rules.support import ATGM_LOSS, anti_tank
from wargame.rules.surprise import plan_surprise, spend_surprise
from wargame.rules.tables import FACTIONS, NOBODY, UNREACHED, Board, World


def fight(
    world: World,
    board: Board,
    met: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> list[int]:
    """RB 12.1-12.8, 7.7. Every battle of the day. Returns for each place the sum of the BATTLE codes of
    `parties.py`: whether it is to be entered (RB 12.11), and how it was won.

    `met` is what step 8 found out about places. Reads positions, missions and support; writes bars,
    last_column, losses, cohesion, stocks and the battle flags.
    """
    count = len(board.formations)
    target = [NOBODY] * count
    attacks = take_aim(world, board, met, target)
    join_battles(world, board, target)
    plan_surprise(world, board, target)
    roster = [0] * 0
    cover = [0] * 0
    if attacks > 0:
        roster = battles_of(board, target)
        cover = gun_cover(world, board)
    call_off(world, board, target, roster, cover, facts, log)
    # formations first, then posts: every battle is fought with the strengths of one snapshot (RB 12.1)
    lost = [0] * (count + len(board.posts))
    shaken = [0] * count
    used = [0] * count
    entered = [0] * len(board.places)
    attackers = [0] * len(board.places)
    for f, p in enumerate(target):
        if p != NOBODY:
            attackers[p] += board.formations[f].strength
    for p, place in enumerate(board.places):
        if met[p] == WON_ON_THE_ROAD:
            entered[p] = BATTLE_FALLS
        elif attackers[p] > 0:
            entered[p] = ORDINARY
            if met[p] == ENTERED_TODAY:
                entered[p] = encounter(
                    world, board, p, target, roster, cover, lost, shaken, used, seed, day, facts, log
                )
            if entered[p] == ORDINARY:
                entered[p] = battle(
                    world, board, p, target, roster, cover, lost, shaken, used, seed, day, facts, log
                )
        else:
            place.last_column = COLUMN_LOW
            if place.bar > 0:
                place.bar = scaled(place.bar, world.params.bar_decay)
    spend_surprise(board)
    take_toll(world, board, lost, shaken, used)
    for p, post in enumerate(board.posts):
        if lost[count + p] > 0:
            post.strength -= lost[count + p]
    return entered


def take_aim(world: World, board: Board, met: list[int], target: list[int]) -> int:
    """RB 12.1, 12.11. The place that each formation attacks today, into `target`; returns how many attack.

    One that is not fit to attack takes no place either, unless it has won it already: called off.
    """
    attacks = 0
    attack = int(Mission.ATTACK)
    for f, formation in enumerate(board.formations):
        if formation.mission != attack:
            continue
        aim = current_target(board, f)
        if aim == NOBODY:
            continue
        target[f] = fighting_target(world, board, f)
        if target[f] == NOBODY and met[aim] != WON_ON_THE_ROAD:
            formation.called_off = 1
        elif target[f] != NOBODY:
            attacks += 1
    return attacks


def call_off(
    world: World,
    board: Board,
    target: list[int],
    roster: list[int],
    cover: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 6.3 order 3. Attackers whose column is below the least they were given do not attack today.

    In rounds: all columns from one list of targets, then all who call off leave it together, until nobody
    does. Writes `target` and called_off.
    """
    count = len(target)
    going = 1
    while going == 1:
        going = 0
        columns = [0] * 0
        leaving = [0] * count
        for f in range(count):
            if target[f] == NOBODY or board.formations[f].least_column <= COLUMN_LOW:
                continue
            p = target[f]
            if len(columns) == 0:
                columns = [UNREACHED] * len(board.places)
            if columns[p] == UNREACHED:
                columns[p] = COLUMN_HIGH
                if defence_of(world, board, p, world.formations[f].side, target, roster) > 0:
                    columns[p] = column_in(world, board, p, target, roster, cover, None)
            if columns[p] < board.formations[f].least_column:
                leaving[f] = 1
                going = 1
        for f in range(count):
            if leaving[f] == 1:
                formation = board.formations[f]
                formation.called_off = 1
                cause = tell(facts, EventKind.HALTED, f, formation.place, HALT_COLUMN, 0, -1)
                least = formation.least_column
                note(log, ReasonKind.COLUMN_LEAST, f, columns[target[f]], least, target[f], cause)
                target[f] = NOBODY


def battle(
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
    """RB 12.2-12.7. One battle. Adds to lost, shaken and used; writes bar and last_column. Returns the sum of
    its BATTLE codes.
    """
    side = attacking_side(world, place, target, roster)
    row = board.places[place]
    row.battle = 1
    defence = defence_of(world, board, place, side, target, roster)
    if defence == 0:
        if standoff(world, board, place, side, roster) == 1:
            row.standoff = 1
            tell(facts, EventKind.STANDOFF, place, side, 0, 0, -1)
            return 0
        tell_attack(world, place, target, roster, COLUMN_HIGH, Outcome.BREAKTHROUGH, facts)
        return BATTLE_FALLS + BATTLE_EMPTY
    column = column_in(world, board, place, target, roster, cover, log)
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
    progress = scaled(progress, progress_factor(world.params, hottest(board, place, target, roster)))
    note(log, ReasonKind.SWING, place, swing, progress, outcome, -1)
    cause = tell_attack(world, place, target, roster, column, outcome, facts)
    take_losses(world, board, place, side, outcome, target, roster, lost, shaken, used, cause, facts, log)
    old = row.bar
    row.bar = clamp(row.bar + progress, 0, world.places[place].hold)
    tell(facts, EventKind.BAR_MOVED, place, side, old, row.bar, cause)
    return result_of(row.bar, world.places[place].hold, outcome, side, side)


def take_losses(
    world: World,
    board: Board,
    place: int,
    side: int,
    outcome: int,
    target: list[int],
    roster: list[int],
    lost: list[int],
    shaken: list[int],
    used: list[int],
    cause: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 12.6, 12.7. Losses of every formation engaged, on its full strength, and of garrisons that
    defend, at the highest intensity among the attackers.
    """
    intensity = hottest(board, place, target, roster)
    factor = loss_factor(world.params, intensity)
    attacker_bp = scaled(world.attacker_loss[outcome], factor)
    defender_bp = scaled(world.defender_loss[outcome], factor)
    cohesion = world.attacker_cohesion[outcome]
    if intensity == Intensity.ALL_OUT:
        cohesion -= world.params.all_out_cohesion
    if board.sectors[world.places[place].sector].weather == Weather.BAD:
        attacker_bp = scaled(attacker_bp, BAD_WEATHER_LOSSES)
        defender_bp = scaled(defender_bp, BAD_WEATHER_LOSSES)
    if side == 0 and tanks_hunted(world, board, place, roster):
        attacker_bp += ATGM_LOSS
    note(log, ReasonKind.LOSS_RATE, place, side, attacker_bp, 0, cause)
    note(log, ReasonKind.LOSS_RATE, place, 1 - side, defender_bp, 0, cause)
    attackers = 0
    defenders = 0
    for f in roster[roster[place] : roster[place + 1]]:
        if target[f] == place:
            gone = scaled(board.formations[f].strength, attacker_bp)
            attackers += gone
            lost[f] += gone
            shaken[f] += cohesion
            used[f] += use_of(world.params, intensity)
        elif defends(world, board, f, place, side) == 1:
            gone = scaled(defence_weight(world, board, f, target), defender_bp)
            defenders += gone
            lost[f] += gone
            shaken[f] += world.defender_cohesion[outcome]
            used[f] += world.params.defence_use
    if garrison_in(board, place, side, roster) > 0:
        key = len(board.places) + place
        for row in roster[roster[key] : roster[key + 1]]:
            gone = scaled(board.posts[row - len(board.formations)].strength, defender_bp)
            lost[row] += gone
            defenders += gone
    tell(facts, EventKind.BATTLE_LOSS, place, side, attackers, killed_of(world, attackers), cause)
    tell(facts, EventKind.BATTLE_LOSS, place, 1 - side, defenders, killed_of(world, defenders), cause)


def tanks_hunted(world: World, board: Board, place: int, roster: list[int]) -> bool:
    """RB 17.5. Whether a proxy with anti-tank weapons of its patron defends the place against the
    government.
    """
    for f in roster[roster[place] : roster[place + 1]]:
        if defends(world, board, f, place, 0) == 1 and anti_tank(board, world.formations[f].faction):
            return True
    return False


def tell_attack(
    world: World,
    place: int,
    target: list[int],
    roster: list[int],
    column: int,
    outcome: int,
    facts: Journal,
) -> int:
    """One ATTACK event for each attacking faction; returns the number of the first, as the cause of what
    follows.
    """
    attacks = [0] * FACTIONS
    for f in roster[roster[place] : roster[place + 1]]:
        if target[f] == place:
            attacks[world.formations[f].faction] = 1
    first = NOBODY
    for faction in range(FACTIONS):
        if attacks[faction] == 1:
            number = tell(facts, EventKind.ATTACK, place, faction, column, outcome, -1)
            if first == NOBODY:
                first = number
    return first
