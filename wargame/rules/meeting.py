"""Meetings of step 8: two columns on one road (RB 7.3); outside troops that keep both sides out of an empty
place (RB 7.7).

Neither side has chosen its ground: no terrain, works or posture count, and the stronger side counts as
attacker (both as strong: the government).
"""

from wargame.rules.arithmetic import cl2, clamp
from wargame.rules.column import COLUMN_HIGH, COLUMN_LOW
from wargame.rules.draw import draw
from wargame.rules.engaged import fighting_target, garrison_of
from wargame.rules.log import Journal, line, tell
from wargame.rules.numbers import (
    EventKind,
    Faction,
    Intensity,
    Line,
    Mission,
    Outcome,
    Posture,
    Purpose,
    ReasonKind,
    Side,
    Weather,
)
from wargame.rules.parties import charge, outcome_of, take_toll, tell_losses, troop_lines, with_guns
from wargame.rules.roads import HALT_ENEMY, current_target
from wargame.rules.roster import listed, standing
from wargame.rules.tables import NOBODY, ROUTE, Board, World

ENTERED_TODAY = 1
WON_ON_THE_ROAD = 2
"""What step 8 tells step 9 of a place: it was empty this morning and a side marched in; or its defenders were
beaten on the road to it, and it is entered without another battle.
"""


def stand_apart(
    world: World,
    board: Board,
    hops: list[int],
    length: list[int],
    contact: list[int],
    government: list[int],
    opposition: list[int],
    facts: Journal,
) -> None:
    """RB 7.7. Where both sides march into an empty place without an ATTACK, and Turkish or Russian troops are
    among them, both stop one place short.

    `contact` gives for each formation the place in which its column met the enemy side's ground today.
    """
    coming = [0] * 0
    for f, p in enumerate(contact):
        if p == NOBODY or government[p] + opposition[p] > 0 or current_target(board, f) != p:
            continue
        if len(coming) == 0:
            coming = bound_for(board, hops, length)
        side = world.formations[f].side
        entering = 0
        outside = 0
        ordered = 0
        for g in coming[coming[p] : coming[p + 1]]:
            if world.formations[g].side == side:
                if current_target(board, g) == p:
                    outside += guarantor(world, g)
                    if contact[g] != p:
                        ordered = 1
            elif last_hop(hops, length, g) == p:
                entering += 1
                outside += guarantor(world, g)
        if entering > 0 and outside > 0 and ordered == 0:
            keep_out(world, board, hops, length, coming, side, p, facts)


def bound_for(board: Board, hops: list[int], length: list[int]) -> list[int]:
    """The roster of those who attack a place or march into or through it today."""
    keys = [0] * ((ROUTE + 1) * len(length))
    rows = [0] * len(keys)
    n = 0
    for f, made in enumerate(length):
        target = current_target(board, f)
        if target != NOBODY:
            keys[n] = target
            rows[n] = f
            n += 1
        for i in range(made):
            if hops[f * ROUTE + i] != target:
                keys[n] = hops[f * ROUTE + i]
                rows[n] = f
                n += 1
    return listed(keys, rows, n, len(board.places))


def guarantor(world: World, f: int) -> int:
    """RB 7.7. 1 for Turkish or Russian troops."""
    faction = world.formations[f].faction
    if faction == Faction.TURKEY or faction == Faction.RUSSIA:
        return 1
    return 0


def last_hop(hops: list[int], length: list[int], f: int) -> int:
    """The place in which today's march of a formation is to end, NOBODY if it does not march."""
    if length[f] == 0:
        return NOBODY
    return hops[f * ROUTE + length[f] - 1]


def keep_out(
    world: World,
    board: Board,
    hops: list[int],
    length: list[int],
    coming: list[int],
    side: int,
    place: int,
    facts: Journal,
) -> None:
    """RB 7.7. Nobody enters: those of `side` end their push, those of the other side go on tomorrow."""
    for g in coming[coming[place] : coming[place + 1]]:
        formation = board.formations[g]
        if world.formations[g].side == side:
            if current_target(board, g) == place:
                stand(board, g)
        elif last_hop(hops, length, g) == place:
            length[g] -= 1
            formation.march = 0
            if formation.mission != Mission.ATTACK:  # one on its approach keeps its targets
                formation.leg = max(0, formation.leg - 1)
                formation.mission = Mission.MOVE
                formation.posture = Posture.MARCH
            stop = last_hop(hops, length, g)
            if stop == NOBODY:
                stop = formation.place
            tell(facts, EventKind.HALTED, g, stop, HALT_ENEMY, 0, -1)
    tell(facts, EventKind.STANDOFF, place, side, 0, 0, -1)


def stand(board: Board, f: int) -> None:
    """A column gives its march up and defends where it stands."""
    board.formations[f].mission = Mission.NONE
    board.formations[f].posture = Posture.DEFEND
    board.formations[f].march = 0


def meet_on_roads(
    world: World,
    board: Board,
    contact: list[int],
    met: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 7.3. Columns of both sides that pushed into each other over the same road fight there.

    Reads where they stand after stacking; writes losses, missions, and `met` for the place that the winner
    may enter in step 10.
    """
    sides = [0] * 2
    for f, p in enumerate(contact):
        if p != NOBODY:
            sides[world.formations[f].side] += 1
    if sides[0] == 0 or sides[1] == 0:
        return
    there = standing(board)
    for r in range(len(world.roads)):
        for turn in range(2):
            a = world.roads[r].a
            b = world.roads[r].b
            if turn == 1:
                a = world.roads[r].b
                b = world.roads[r].a
            one = column_strength(world, board, contact, Side.GOVERNMENT, a, b, there)
            two = column_strength(world, board, contact, Side.OPPOSITION, b, a, there)
            if one > 0 and two > 0:
                meet(world, board, r, a, b, one, two, there, contact, met, seed, day, facts, log)


def column_strength(
    world: World, board: Board, contact: list[int], side: int, here: int, far: int, there: list[int]
) -> int:
    """RB 7.3. mbn of a side that marches from one end of a road against the other; `there` is the roster of
    who stands where.
    """
    total = 0
    for f in there[there[here] : there[here + 1]]:
        if in_column(world, board, contact, f, side, here, far):
            total += board.formations[f].strength
    return total


def in_column(
    world: World, board: Board, contact: list[int], f: int, side: int, here: int, there: int
) -> bool:
    """RB 7.3, 12.1. Whether a formation marches over the road and is fit to fight for it."""
    if contact[f] != there or world.formations[f].side != side or board.formations[f].place != here:
        return False
    return fighting_target(world, board, f) == there


def meet(
    world: World,
    board: Board,
    road: int,
    a: int,
    b: int,
    government: int,
    opposition: int,
    there: list[int],
    contact: list[int],
    met: list[int],
    seed: int,
    day: int,
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 7.3. One meeting: the government's column comes from `a`, the opposition's from `b`.

    Both halt where they came from; with Gains or better the attacker enters the far place (step 10) if no
    other enemy is there. MEETING (road, attacking side, outcome, column).
    """
    who = at_both_ends(there, a, b)
    part = [NOBODY] * len(who)
    weight = [0] * len(who)
    for i, f in enumerate(who):
        if in_column(world, board, contact, f, 0, a, b) or in_column(world, board, contact, f, 1, b, a):
            part[i] = world.formations[f].side
            weight[i] = board.formations[f].strength
    attacker = int(Side.GOVERNMENT)
    here = a
    far = b
    column = cl2(government) - cl2(opposition)
    if opposition > government:
        attacker = int(Side.OPPOSITION)
        here = b
        far = a
        column = -column
    line(log, ReasonKind.COLUMN_LINE, far, Line.ODDS, column)
    column += troop_lines(world, board, far, who, part, weight, attacker, log)
    bad = board.sectors[world.places[here].sector].weather == Weather.BAD
    if bad and with_guns(world, who, part, attacker) == 0:
        column += line(log, ReasonKind.COLUMN_LINE, far, Line.NO_HEAVY_ARMS, world.params.no_heavy_arms)
    column = clamp(column, COLUMN_LOW, COLUMN_HIGH)
    u = draw(seed, day, Purpose.MEETING, world.roads[road].key, 0)
    outcome = outcome_of(world, far, column, u, log)
    cause = tell(facts, EventKind.MEETING, road, attacker, outcome, column, -1)
    lost = [0] * len(contact)
    shaken = [0] * len(contact)
    used = [0] * len(contact)
    probe = int(Intensity.PROBE)
    charge(
        world, board, who, part, weight, attacker, outcome, probe, bad, lost, shaken, used, here, far,
        cause, log,
    )  # fmt: skip
    tell_losses(world, who, part, lost, attacker, here, far, cause, facts)
    take_toll(world, board, lost, shaken, used)
    board.places[a].battle = 1
    board.places[b].battle = 1
    enters = outcome >= Outcome.GAINS and others_hold(world, board, who, part, far, attacker) == 0
    if enters:
        met[far] = WON_ON_THE_ROAD
    for i, f in enumerate(who):
        if part[i] != NOBODY and (part[i] != attacker or not enters):
            stand(board, f)


def at_both_ends(there: list[int], a: int, b: int) -> list[int]:
    """The formations that stand at `a`, then those at `b`, by the roster of who stands where."""
    first = there[a + 1] - there[a]
    who = [0] * (first + there[b + 1] - there[b])
    for i in range(len(who)):
        if i < first:
            who[i] = there[there[a] + i]
        else:
            who[i] = there[there[b] + i - first]
    return who


def others_hold(
    world: World, board: Board, who: list[int], part: list[int], far: int, attacker: int
) -> int:
    """RB 7.3. 1 if an enemy that was not on the road, or a garrison, still holds the far place."""
    for i, f in enumerate(who):
        if board.formations[f].place == far and part[i] == NOBODY and board.formations[f].strength > 0:
            if world.formations[f].side != attacker:
                return 1
    if garrison_of(board, far, attacker) > 0:
        return 1
    return 0


def open_places(board: Board, government: list[int], opposition: list[int]) -> list[int]:
    """RB 7.7. For each place ENTERED_TODAY if it was empty when step 8 began and is not any more, else 0."""
    met = [0] * len(board.places)
    for formation in board.formations:
        if formation.place != NOBODY and formation.strength > 0:
            if government[formation.place] + opposition[formation.place] == 0:
                met[formation.place] = ENTERED_TODAY
    return met
