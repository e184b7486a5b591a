"""Exploitation: after a clear victory one formation goes one place further in step 10 (RB 12.12, 27.6)."""

from wargame.rules.engaged import garrison_of, may_attack
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import EventKind
from wargame.rules.parties import BATTLE_BROKEN, BATTLE_EMPTY, BATTLE_FALLS
from wargame.rules.roads import current_target, march_minutes, road_between, road_lengths, strengths_by_place
from wargame.rules.tables import NOBODY, ROUTE, Board, World
from wargame.rules.withdrawal import is_friendly

PURSUIT_COLUMN = 400
"""cs of the column from which a Breakthrough is exploited."""

PURSUIT_COHESION = 6000
"""ct that the formation which goes on needs."""

PURSUIT_ROAD = 150
"""hm: the longest road it takes."""


def choose_pursuers(
    world: World, board: Board, entered: list[int], enters: list[int], aimed: list[int]
) -> list[int]:
    """RB 12.12. For each formation the place from which it may go one further, NOBODY if it stays.

    Read before anybody moves in. After a Breakthrough at +4.00 or more: the strongest attacker of the place
    with cohesion 60 whose list goes on to another place by a short road. After an empty place: the one that
    enters it, if its minutes of the day suffice for that road. `aimed` is the roster of who attacks what.
    """
    pursuers = [NOBODY] * len(board.formations)
    lengths = [0] * 0
    for p, won in enumerate(entered):
        if won & BATTLE_FALLS == 0:
            continue
        if won & BATTLE_EMPTY != 0:
            if len(lengths) == 0:
                lengths = road_lengths(world, board)
            for f in aimed[aimed[p] : aimed[p + 1]]:
                if enters[f] == p:
                    road = road_on(world, board, f, p)
                    if road != NOBODY and march_minutes(lengths, road) <= board.formations[f].march:
                        pursuers[f] = p
        elif won & BATTLE_BROKEN != 0 and board.places[p].last_column >= PURSUIT_COLUMN:
            best = fittest(world, board, p, aimed)
            if best != NOBODY:
                pursuers[best] = p
    return pursuers


def fittest(world: World, board: Board, place: int, aimed: list[int]) -> int:
    """RB 12.12. The strongest attacker of the place that can exploit, ties to the lower id; or NOBODY."""
    best = NOBODY
    for f in aimed[aimed[place] : aimed[place + 1]]:
        formation = board.formations[f]
        if formation.strength == 0 or formation.called_off == 1 or formation.cohesion < PURSUIT_COHESION:
            continue
        if road_between(world, formation.place, place) == NOBODY:
            continue
        if road_on(world, board, f, place) != NOBODY:
            if best == NOBODY or formation.strength > board.formations[best].strength:
                best = f
    return best


def road_on(world: World, board: Board, f: int, place: int) -> int:
    """The short road from the place to the next target of the formation's list, NOBODY if there is none."""
    formation = board.formations[f]
    leg = formation.leg + 1
    if leg >= ROUTE or formation.route[leg] == NOBODY:
        return NOBODY
    if is_friendly(world.formations[f].side, board.places[formation.route[leg]].control):
        return NOBODY
    road = road_between(world, place, formation.route[leg])
    if road != NOBODY and world.roads[road].hm > PURSUIT_ROAD:
        return NOBODY
    return road


def goals_of(world: World, board: Board, pursuers: list[int], facts: Journal) -> list[int]:
    """RB 12.12. For each formation the place it goes on to enter today, NOBODY if none. Read after the
    retreats: whoever fell back into the next place keeps the pursuer out.

    Of several that go for the same place the strongest enters it. EXPLOITED (formation, place) is told.
    """
    goals = [NOBODY] * len(pursuers)
    any_there = 0
    for p in pursuers:
        if p != NOBODY:
            any_there = 1
    if any_there == 0:
        return goals
    there = [[0] * len(board.places), [0] * len(board.places)]
    strengths_by_place(world, board, there[0], there[1])
    taker = [NOBODY] * len(board.places)
    for f, p in enumerate(pursuers):
        if p == NOBODY:
            continue
        goal = current_target(board, f)
        side = world.formations[f].side
        if goal == NOBODY or road_between(world, p, goal) == NOBODY or board.places[goal].taken == 1:
            continue
        if not is_friendly(side, board.places[p].control) or there[1 - side][goal] > 0:
            continue
        if garrison_of(board, goal, side) > 0:
            continue
        if may_attack(world, board, side, world.formations[f].faction, goal) == 1:
            rival = taker[goal]
            if rival == NOBODY or board.formations[f].strength > board.formations[rival].strength:
                taker[goal] = f
    for goal, f in enumerate(taker):
        if f != NOBODY:
            goals[f] = goal
            tell(facts, EventKind.EXPLOITED, f, goal, 0, 0, -1)
    return goals
