"""Step 8: marches, the approach to a target, stacking, who meets whom on the way (RB 7.3, 7.6, 7.7, 9.2)."""

from wargame.rules.attacks import LEAST_COLUMN, STOP_LOSS, begin_attack
from wargame.rules.log import Journal, tell
from wargame.rules.meeting import meet_on_roads, open_places, stand_apart
from wargame.rules.numbers import Control, EventKind, Intensity, Mission, Posture, Weather
from wargame.rules.roads import (
    HALT_ENEMY,
    HALT_FULL,
    HALT_NEUTRAL,
    HALT_NO_ROAD,
    HALT_NO_WAY,
    blocked_roads,
    capacity,
    current_target,
    ground_of,
    march_minutes,
    may_cross,
    road_between,
    road_lengths,
    strengths_by_place,
)
from wargame.rules.searches import Network, forget, no_network, search_of, spread_from_edge
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, World
from wargame.rules.withdrawal import attacked_places, is_friendly, plan_withdrawals, withdraw

MARCH_CARRY = 600
"""RB 9.2. Most minutes carried over, unless the next road alone takes more: it is crossed in several days."""

OVERLOADED = 15000
"""RB 9.2. bp of capacity above which a road halves the march."""

def move(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> list[int]:
    """RB 7.5, 12.9, 9.2, 7.6, 7.3. Withdrawals first, read from the same snapshot as the marches; then all
    marches at once, then the columns that met on a road.

    Reads places, missions and strengths as the step began. Writes formations.place, march, leg, mission,
    posture, static_days, and losses of meetings. Returns for each place what the battles of step 9 have to
    know of it: a code of `meeting.py`, or 0.
    """
    own = [[0] * len(board.places), [0] * len(board.places)]
    strengths_by_place(world, board, own[0], own[1])
    attacked = attacked_places(world, board)
    lengths = road_lengths(world, board)
    destination = [NOBODY] * len(board.formations)
    plan_withdrawals(world, board, own[0], own[1], attacked, seed, day, destination, facts, log)
    withdraw(world, board, attacked, destination, facts)
    contact = [NOBODY] * len(board.formations)
    march_all(world, board, lengths, own[0], own[1], destination, contact, facts)
    met = open_places(board, own[0], own[1])
    meet_on_roads(world, board, contact, met, seed, day, facts, log)
    return met


def march_all(
    world: World,
    board: Board,
    lengths: list[int],
    government: list[int],
    opposition: list[int],
    withdrawn: list[int],
    contact: list[int],
    facts: Journal,
) -> None:
    """RB 9.2, 7.6. Every marching formation's way for today from one snapshot, then places by priority and
    stacking. Writes into `contact` what a column that does not halt on contact ran into.
    """
    count = len(board.formations)
    hops = [NOBODY] * (count * ROUTE)
    length = [0] * count
    search = search_of(len(board.places))
    approach_target = NOBODY
    approach_side = NOBODY
    network = no_network()
    for f, formation in enumerate(board.formations):
        if formation.mission == Mission.NONE:
            continue
        if formation.place == NOBODY or formation.strength == 0 or withdrawn[f] != NOBODY:
            continue
        side = world.formations[f].side
        enemy = opposition if side == 0 else government
        if formation.mission == Mission.MOVE:
            length[f] = follow_route(world, board, f, lengths, enemy, hops, facts)
            contact[f] = current_target(board, f)
        elif formation.mission == Mission.ATTACK:
            target = current_target(board, f)
            if target == NOBODY:
                continue
            if road_between(world, formation.place, target) != NOBODY:
                formation.march = day_minutes(world, board, f)
                continue
            if target != approach_target or side != approach_side:
                if side != approach_side:
                    network = Network(lengths, ground_of(board, side), blocked_roads(board, side))
                if approach_target != NOBODY:
                    forget(world, search, approach_target)
                spread_from_edge(world, network, search, target, UNREACHED)
                approach_target = target
                approach_side = side
            length[f] = approach_hops(world, board, f, lengths, search.distance, hops, facts)
    stand_apart(world, board, hops, length, contact, government, opposition, facts)
    settle_stacking(world, board, hops, length, facts)


def day_minutes(world: World, board: Board, f: int) -> int:
    """RB 9.2. Minutes of a day's march from where the formation stands."""
    if board.sectors[world.places[board.formations[f].place].sector].weather == Weather.BAD:
        return world.params.march_bad
    return world.params.march_budget


def daily_minutes(world: World, board: Board, f: int) -> int:
    """RB 9.2. Minutes a formation may march today, with what it carried over."""
    return day_minutes(world, board, f) + board.formations[f].march


def road_minutes(world: World, board: Board, lengths: list[int], road: int) -> int:
    """RB 9.2. Marching minutes of a road today: twice as many on one that supply overloads."""
    cost = march_minutes(lengths, road)
    if board.roads[road].load * 10000 > OVERLOADED * capacity(world, board, road):
        cost = cost * 2
    return cost


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
            if side == 1 or not may_cross(world, board, there, board.tracks[0].day):
                halted = HALT_NEUTRAL
        elif not is_friendly(side, board.places[there].control) or enemy[there] > 0:
            halted = HALT_ENEMY
        if halted > 0:
            break
        cost = road_minutes(world, board, lengths, road)
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
                    cost = road_minutes(world, board, lengths, r)
        if there == NOBODY or cost > minutes:
            carry = max(carry, cost)
            break
        minutes -= cost
        hops[f * ROUTE + made] = there
        made += 1
        here = there
    # at the edge of the target these are the minutes left for exploitation today (RB 12.12)
    formation.march = min(carry, minutes)
    return made


def settle_stacking(world: World, board: Board, hops: list[int], length: list[int], facts: Journal) -> None:
    """RB 7.6. Movers enter by priority, then id; where a place is full they stop at the last one with
    room.
    """
    moving = [0] * len(length)
    movers = 0
    for f, made in enumerate(length):
        if made > 0:
            moving[movers] = f
            movers += 1
    if movers == 0:
        return
    places = len(board.places)
    crowd = [0] * (2 * places)
    for f, formation in enumerate(board.formations):
        if length[f] == 0 and formation.place != NOBODY:
            crowd[world.formations[f].side * places + formation.place] += formation.strength
    for priority in range(1, 10):
        for i in range(movers):
            f = moving[i]
            if board.formations[f].priority != priority:
                continue
            formation = board.formations[f]
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
