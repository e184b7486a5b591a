"""Step 8: marches, the approach to a target, retirement and the threat of encirclement (RB 7.5-7.7, 9.2,
12.9).
"""

from wargame.rules.arithmetic import clamp, scaled
from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS, begin_attack
from wargame.rules.codes import (
    Control,
    EventKind,
    Faction,
    Intensity,
    Mission,
    Posture,
    Purpose,
    ReasonKind,
    Weather,
)
from wargame.rules.draw import draw
from wargame.rules.log import Journal, note, tell
from wargame.rules.roads import (
    blocked_roads,
    capacity,
    current_target,
    ground_of,
    march_minutes,
    road_between,
    road_lengths,
    spread,
    strength_by_place,
)
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, World

RETIRES_BELOW = 3000
"""RB 12.8. ct of cohesion below which a formation retires by itself unless told to hold."""

THREAT_BAR = 3000
THREAT_COLUMN = 200
"""RB 12.9. ct of the bar, or cs of yesterday's column, that make a place feel threatened."""

MARCH_CARRY = 600
"""RB 9.2. Most minutes carried over, unless the next road alone takes more: it is crossed in several days."""

OVERLOADED = 15000
"""RB 9.2. bp of capacity above which a road halves the march."""

HALT_ENEMY = 1
HALT_NO_ROAD = 2
HALT_FULL = 3
HALT_NEUTRAL = 4
HALT_NO_WAY = 5
"""Reasons of a HALTED event."""


def move(world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 7.5, 12.9, 9.2, 7.6. Withdrawals first, read from the same snapshot as the marches; then all marches
    at once.

    Reads places, missions and strengths as the step began. Writes formations.place, march, leg, mission,
    posture, static_days.
    """
    own = [strength_by_place(world, board, 0), strength_by_place(world, board, 1)]
    attacked = attacked_places(world, board)
    lengths = road_lengths(world, board)
    destination = [NOBODY] * len(board.formations)
    plan_withdrawals(world, board, own[0], own[1], attacked, seed, day, destination, facts, log)
    withdraw(world, board, attacked, destination, facts)
    march_all(world, board, lengths, own[0], own[1], destination, facts)


def attacked_places(world: World, board: Board) -> list[int]:
    """For each place the number of formations ordered to attack it that stand next to it as the step
    begins.
    """
    attacked = [0] * len(board.places)
    for f, formation in enumerate(board.formations):
        target = current_target(board, f)
        if target != NOBODY and formation.strength > 0 and formation.called_off == 0:
            if road_between(world, formation.place, target) != NOBODY:
                attacked[target] += 1
    return attacked


# ---- withdrawal --------------------------------------------------------------------------------------------


def plan_withdrawals(
    world: World,
    board: Board,
    government: list[int],
    opposition: list[int],
    attacked: list[int],
    seed: int,
    day: int,
    destination: list[int],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 7.5, 12.8, 12.9. Who leaves its place today, and where to. Writes `destination`."""
    for p in range(len(board.places)):
        for side in range(2):
            defenders = government[p] if side == 0 else opposition[p]
            if defenders == 0:
                continue
            enemy = opposition if side == 0 else government
            leaves = 0
            if threatened(world, board, p, side, enemy) == 1:
                leaves = loses_nerve(world, board, p, side, seed, day, log)
            refuge = NOBODY
            going = 0
            for f, formation in enumerate(board.formations):
                if formation.place != p or formation.strength == 0 or world.formations[f].side != side:
                    continue
                if formation.cohesion < RETIRES_BELOW and formation.posture != Posture.HOLD:
                    if enemies_next_to(world, p, NOBODY, enemy) > 0:
                        formation.posture = Posture.RETIRE
                goes = formation.posture == Posture.RETIRE
                if leaves == 1 and not firm(world, board, f):
                    goes = True
                if goes:
                    if refuge == NOBODY:
                        refuge = retreat_place(world, board, p, side, attacked, government, opposition)
                    destination[f] = refuge
                    going = 1
                    if refuge == NOBODY:
                        formation.posture = Posture.DEFEND
            if going == 1:
                tell_withdrawals(world, board, p, side, leaves, destination, facts)


def firm(world: World, board: Board, f: int) -> bool:
    """RB 12.9. Formations told to hold or that have dug in stay; Turkish and Russian troops do not share the
    panic.
    """
    posture = board.formations[f].posture
    if posture == Posture.HOLD or posture == Posture.FORTIFY:
        return True
    faction = world.formations[f].faction
    return faction == Faction.TURKEY or faction == Faction.RUSSIA


def threatened(world: World, board: Board, place: int, side: int, enemy: list[int]) -> int:
    """RB 12.9. 1 if at most one road leads to safe supplied ground, enemies stand in two adjacent places, and
    it was pressed.
    """
    row = board.places[place]
    if row.bar < THREAT_BAR and row.last_column < THREAT_COLUMN:
        return 0
    beside = 0
    safe = 0
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        if enemy[q] > 0:
            beside += 1
        if is_friendly(side, board.places[q].control) and path_of(board, q, side) < UNREACHED:
            if enemies_next_to(world, q, place, enemy) == 0:
                safe += 1
    if beside >= 2 and safe <= 1:
        return 1
    return 0


def enemies_next_to(world: World, place: int, but: int, enemy: list[int]) -> int:
    """How many places next to `place`, `but` itself not counted, hold enemies."""
    found = 0
    for e in range(world.first[place], world.first[place + 1]):
        if world.links[e] != but and enemy[world.links[e]] > 0:
            found += 1
    return found


def loses_nerve(
    world: World, board: Board, place: int, side: int, seed: int, day: int, log: Journal | None
) -> int:
    """RB 12.9. Whether the defenders of a threatened place leave together, by their mean cohesion and one
    draw.
    """
    total = 0
    weighted = 0
    for f, formation in enumerate(board.formations):
        if formation.place == place and formation.strength > 0 and world.formations[f].side == side:
            total += formation.strength
            weighted += formation.strength * formation.cohesion
    chance = clamp(world.params.encirclement_base + 7000 - weighted // max(1, total), 0, 9000)
    u = draw(seed, day, Purpose.BATTLE, world.places[place].key, 2)
    note(log, ReasonKind.ENCIRCLEMENT_P, place, chance, u, weighted // max(1, total), -1)
    if u < chance:
        return 1
    return 0


def tell_withdrawals(
    world: World, board: Board, place: int, side: int, threat: int, destination: list[int], facts: Journal
) -> None:
    """One WITHDREW event for each faction that leaves a place."""
    for faction in range(7):
        gone = 0
        for f, formation in enumerate(board.formations):
            if (
                formation.place == place
                and destination[f] != NOBODY
                and world.formations[f].faction == faction
                and world.formations[f].side == side
            ):
                gone += formation.strength
        if gone > 0:
            tell(facts, EventKind.WITHDREW, place, faction, gone, threat, -1)


def withdraw(world: World, board: Board, attacked: list[int], destination: list[int], facts: Journal) -> None:
    """RB 7.5. The withdrawals happen: a place attacked while it is being left costs strength and raises the
    bar.

    Defenders that a threat of encirclement moves leave without that loss (RB 12.9).
    """
    raised = [0] * len(board.places)
    for f, formation in enumerate(board.formations):
        if destination[f] == NOBODY:
            continue
        p = formation.place
        if attacked[p] > 0:
            raised[p] = 1
            if formation.posture == Posture.RETIRE:
                formation.strength -= scaled(formation.strength, world.params.retire_loss)
        tell(facts, EventKind.MOVED, f, p, destination[f], 0, -1)
        formation.place = destination[f]
        formation.mission = Mission.NONE
        formation.posture = Posture.DEFEND
        formation.march = 0
        formation.static_days = 0
        formation.dug_days = 0
    for p, place in enumerate(board.places):
        if raised[p] == 1:
            place.bar = min(world.places[p].hold, place.bar + world.params.retire_bar)


def retreat_place(
    world: World,
    board: Board,
    place: int,
    side: int,
    attacked: list[int],
    government: list[int],
    opposition: list[int],
) -> int:
    """RB 7.10. The neighbouring place a force falls back to, NOBODY if there is none.

    Friendly, supplied, not attacked today; then fewest enemy neighbours, most friendly strength, lowest id.
    """
    enemy = opposition if side == 0 else government
    own = government if side == 0 else opposition
    best = NOBODY
    best_enemies = 0
    for e in range(world.first[place], world.first[place + 1]):
        q = world.links[e]
        if not is_friendly(side, board.places[q].control) or attacked[q] > 0 or board.places[q].taken == 1:
            continue
        if path_of(board, q, side) >= UNREACHED or world.places[q].soil == 1:
            continue
        enemies = enemies_next_to(world, q, NOBODY, enemy)
        if best == NOBODY or enemies < best_enemies or (enemies == best_enemies and own[q] > own[best]):
            best = q
            best_enemies = enemies
        elif enemies == best_enemies and own[q] == own[best] and q < best:
            best = q
    return best


def is_friendly(side: int, control: int) -> bool:
    """RB 9.3. Whether a place of this control is friendly to the side."""
    if side == 0:
        return control == Control.GOVERNMENT
    return control == Control.OPPOSITION or control == Control.TURKISH


def path_of(board: Board, place: int, side: int) -> int:
    """Ed from the place to a source of the side."""
    if side == 0:
        return board.places[place].path_government
    return board.places[place].path_opposition


# ---- march -------------------------------------------------------------------------------------------------


def march_all(
    world: World,
    board: Board,
    lengths: list[int],
    government: list[int],
    opposition: list[int],
    withdrawn: list[int],
    facts: Journal,
) -> None:
    """RB 9.2, 7.6. Every marching formation's way for today from one snapshot, then places by priority and
    stacking.
    """
    count = len(board.formations)
    hops = [NOBODY] * (count * ROUTE)
    length = [0] * count
    approach = [0] * 0
    approach_target = NOBODY
    approach_side = NOBODY
    for f, formation in enumerate(board.formations):
        if formation.place == NOBODY or formation.strength == 0 or withdrawn[f] != NOBODY:
            continue
        side = world.formations[f].side
        enemy = opposition if side == 0 else government
        if formation.mission == Mission.MOVE:
            length[f] = follow_route(world, board, f, lengths, enemy, hops, facts)
        elif formation.mission == Mission.ATTACK:
            target = current_target(board, f)
            if target == NOBODY or road_between(world, formation.place, target) != NOBODY:
                continue
            if target != approach_target or side != approach_side:
                approach = approach_map(world, board, lengths, target, side)
                approach_target = target
                approach_side = side
            length[f] = approach_hops(world, board, f, lengths, approach, hops, facts)
    settle_stacking(world, board, hops, length, facts)


def daily_minutes(world: World, board: Board, f: int) -> int:
    """RB 9.2. Minutes a formation may march today, with what it carried over."""
    formation = board.formations[f]
    budget = world.params.march_budget
    if board.sectors[world.places[formation.place].sector].weather == Weather.BAD:
        budget = world.params.march_bad
    return budget + formation.march


def follow_route(
    world: World,
    board: Board,
    f: int,
    lengths: list[int],
    enemy: list[int],
    hops: list[int],
    facts: Journal,
) -> int:
    """RB 9.2. The places a MOVE reaches today, into `hops`; returns how many. Writes march, leg and, on
    contact, the mission.
    """
    formation = board.formations[f]
    side = world.formations[f].side
    minutes = daily_minutes(world, board, f)
    here = formation.place
    made = 0
    leg = formation.leg
    halted = 0
    carry = MARCH_CARRY
    while leg < ROUTE and formation.route[leg] != NOBODY:
        there = formation.route[leg]
        road = road_between(world, here, there)
        if road == NOBODY:
            halted = HALT_NO_ROAD
        elif board.places[there].control == Control.NEUTRAL:
            halted = HALT_NEUTRAL
        elif not is_friendly(side, board.places[there].control) or enemy[there] > 0:
            halted = HALT_ENEMY
        if halted > 0:
            break
        cost = march_minutes(lengths, road)
        if board.roads[road].load * 10000 > OVERLOADED * capacity(world, board, road):
            cost = cost * 2
        if cost > minutes:
            carry = max(carry, cost)
            break
        minutes -= cost
        hops[f * ROUTE + made] = there
        made += 1
        here = there
        leg += 1
    formation.march = min(carry, minutes)
    if leg >= ROUTE or formation.route[leg] == NOBODY:
        formation.mission = Mission.NONE
        formation.posture = Posture.DEFEND
        formation.march = 0
    elif halted > 0:
        tell(facts, EventKind.HALTED, f, here, halted, 0, -1)
        formation.march = 0
        if halted == HALT_ENEMY and formation.posture == Posture.ATTACK:
            become_attack(board, f, formation.route[leg])
            return made
        formation.mission = Mission.NONE
        formation.posture = Posture.DEFEND
    formation.leg = leg
    return made


def become_attack(board: Board, f: int, target: int) -> None:
    """RB 6.3 order 1. A column told not to halt on contact probes what it met."""
    formation = board.formations[f]
    formation.mission = Mission.ATTACK
    for i in range(ROUTE):
        formation.route[i] = NOBODY
    formation.route[0] = target
    formation.leg = 0
    begin_attack(formation, Intensity.PROBE, LEAST_COLUMN, STOP_LOSS)


def approach_map(world: World, board: Board, lengths: list[int], target: int, side: int) -> list[int]:
    """RB 6.7. ed from every friendly place to the nearest friendly place adjacent to the target."""
    distance = [UNREACHED] * len(board.places)
    ground = ground_of(board, side)
    for e in range(world.first[target], world.first[target + 1]):
        if ground[world.links[e]] == 1:
            distance[world.links[e]] = 0
    spread(world, lengths, ground, blocked_roads(board, side), distance, UNREACHED)
    return distance


def approach_hops(
    world: World,
    board: Board,
    f: int,
    lengths: list[int],
    approach: list[int],
    hops: list[int],
    facts: Journal,
) -> int:
    """RB 6.7. The places an attacker reaches today on its way to the target, into `hops`; returns how
    many.
    """
    formation = board.formations[f]
    minutes = daily_minutes(world, board, f)
    here = formation.place
    made = 0
    carry = MARCH_CARRY
    if approach[here] >= UNREACHED:
        tell(facts, EventKind.HALTED, f, here, HALT_NO_WAY, 0, -1)
        formation.march = 0
        return 0
    while made < ROUTE and approach[here] > 0:
        there = NOBODY
        cost = 0
        for e in range(world.first[here], world.first[here + 1]):
            q = world.links[e]
            r = world.link_roads[e]
            if approach[q] < UNREACHED and approach[q] + lengths[r] == approach[here]:
                if there == NOBODY or q < there:
                    there = q
                    cost = march_minutes(lengths, r)
        if there == NOBODY or cost > minutes:
            carry = max(carry, cost)
            break
        minutes -= cost
        hops[f * ROUTE + made] = there
        made += 1
        here = there
    formation.march = min(carry, minutes)
    if approach[here] == 0:
        formation.march = 0
    return made


def settle_stacking(world: World, board: Board, hops: list[int], length: list[int], facts: Journal) -> None:
    """RB 7.6. Movers enter by priority, then id; where a place is full they stop at the last one with
    room.
    """
    count = len(board.formations)
    crowd = [0] * (2 * len(board.places))
    places = len(board.places)
    for f, formation in enumerate(board.formations):
        if formation.place != NOBODY and length[f] == 0:
            crowd[world.formations[f].side * places + formation.place] += formation.strength
    for priority in range(1, 10):
        for f in range(count):
            formation = board.formations[f]
            if length[f] == 0 or formation.priority != priority:
                continue
            base = world.formations[f].side * places
            stop = length[f] - 1
            limit = world.params.stacking
            while stop >= 0 and crowd[base + hops[f * ROUTE + stop]] + formation.strength > limit:
                stop -= 1
            origin = formation.place
            if stop < length[f] - 1:
                last = origin if stop < 0 else hops[f * ROUTE + stop]
                tell(facts, EventKind.HALTED, f, last, HALT_FULL, 0, -1)
                formation.march = 0
                resume_route(board, f, length[f] - 1 - stop)
            if stop < 0:
                crowd[base + origin] += formation.strength
                continue
            formation.place = hops[f * ROUTE + stop]
            formation.static_days = 0
            formation.dug_days = 0
            crowd[base + formation.place] += formation.strength
            tell(facts, EventKind.MOVED, f, origin, formation.place, 0, -1)


def resume_route(board: Board, f: int, short: int) -> None:
    """A mover that stopped short takes its path up again tomorrow."""
    formation = board.formations[f]
    if formation.mission == Mission.ATTACK:
        return
    formation.leg -= short
    formation.mission = Mission.MOVE
