"""Moscow as in the record: it flies for Damascus' main battles, strikes behind the front early on, keeps the
sky closed.

It flies where its ally was fighting when the turn closed, and else where the common plan goes next.
After the first weeks it strikes no more towns, and the sorties go to the battles.
"""

from wargame.bots.damascus import next_of_axis
from wargame.bots.ground import spots
from wargame.bots.guns import feeding_turn, neediest_post
from wargame.bots.motives import because
from wargame.bots.numbers import Manner, Motive, Spot
from wargame.bots.politics_moscow import politics
from wargame.bots.scout import held_by, way
from wargame.bots.sheet import put_air, put_move, put_police, put_subject
from wargame.bots.sky import look_down, stand_aside
from wargame.bots.talks import deal_in_force, fire_has_ceased
from wargame.rules.air import available
from wargame.rules.numbers import (
    Access,
    AirMission,
    AirUser,
    ConvoyState,
    OrderKind,
    PoliceTask,
    PostState,
    Side,
    Team,
    TermKind,
)
from wargame.rules.police import POLICE_REACH, is_police, roads_away
from wargame.rules.searches import away_from, network_of, no_network
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, Order, World

LAST_STRIKE_DAY = 17
"""From this day no towns behind the front are struck (13 February)."""

STRIKE_TARGETS = (
    Spot.ARIHA, Spot.IHSIM,
    Spot.ARIHA, Spot.IHSIM,
    Spot.NONE, Spot.NONE,
    Spot.NONE, Spot.NONE,
    Spot.ATARIB, Spot.DARAT_IZZA,
    Spot.ATARIB, Spot.NONE,
)  # fmt: skip
"""For each turn the towns behind the front that are struck, two at most."""

STRIKE_SORTIES = 10
"""Sorties a day on each of them."""

CAUTIOUS_SHARE = 4000
"""bp of the sorties that are flown in the cautious manner."""

POLICE_MOVE_DAY = 27
POLICE_DAY = 33
"""Days from which military police go towards Saraqib, and from which they stand in it (2 March)."""

SHARE_MAIN = 6500
"""bp of the close support that goes to the main battle; the rest to the second."""


def write_sheet(world: World, board: Board, seed: int, out: list[Order]) -> int:
    """RB 6.3. Moscow's orders for the turn that opens after this board, into `out`; returns how many."""
    return write_manner(world, board, int(Manner.HISTORICAL), seed, out)


def write_manner(world: World, board: Board, manner: int, seed: int, out: list[Order]) -> int:
    """`write_sheet` in a manner: cautious flies little and strikes nothing, escalatory supports battles."""
    day = board.tracks[0].day + 1
    place = spots(world)
    n = politics(world, board, manner, place, day, out, 0)
    if deal_in_force(board, TermKind.AIRSPACE_ACCESS) == NOBODY:
        n = keep_closed(world, board, out, n)
    if manner == Manner.HISTORICAL:
        n = stand_aside(world, board, place, out, n)
    first, second = main_battles(world, board, place, day)
    n = look_down(world, board, first, out, n)
    for p in range(len(world.pools)):
        if world.pools[p].user == AirUser.RUAF and world.pools[p].team == Team.MOSCOW:
            if fire_has_ceased(board) == NOBODY:
                n = task_pool(world, board, p, manner, place, first, second, day, out, n)
    n = escort(world, board, day, out, n)
    return stand_between(world, board, place, day, out, n)


def escort(world: World, board: Board, day: int, out: list[Order], n: int) -> int:
    """RB 13.4. Every other turn military police bring a convoy through to the post besieged longest, at other
    times to a post that a convoy is already on its way to.
    """
    p = NOBODY
    why = int(Motive.POST_ESCORTED)
    if feeding_turn(world, day):
        p = neediest_post(board)
    for convoy in board.convoys:
        if p == NOBODY and convoy.state == ConvoyState.MARCHING and convoy.post != NOBODY:
            if board.posts[convoy.post].state == PostState.BESIEGED and board.posts[convoy.post].consent == 0:
                p = convoy.post
                why = int(Motive.CONVOY_ESCORTED)
    if p == NOBODY:
        return n
    for f in range(len(board.formations)):
        if is_police(world, f) and board.formations[f].strength > 0:
            before = n
            n = put_police(out, n, Team.MOSCOW, PoliceTask.ESCORT, p, NOBODY, NOBODY)
            return because(out, before, n, why, board.posts[p].besieged_days)
    return n


def stand_between(world: World, board: Board, place: list[int], day: int, out: list[Order], n: int) -> int:
    """RB 11.4. Late in February military police go up the M5; from early March they stand in Saraqib."""
    goal = place[Spot.SARAQIB]
    if day < POLICE_MOVE_DAY or goal == NOBODY or not held_by(board, goal, Side.GOVERNMENT):
        return n
    network = no_network()
    before = n
    for f in range(len(board.formations)):
        row = board.formations[f]
        if not is_police(world, f) or row.strength <= 0 or row.place == NOBODY:
            continue
        if row.interpose == goal:
            return n
        if day >= POLICE_DAY and roads_away(world, row.place, goal, POLICE_REACH) < UNREACHED:
            n = put_police(out, n, Team.MOSCOW, PoliceTask.INTERPOSE, NOBODY, f, goal)
            return because(out, before, n, Motive.POLICE_BETWEEN, 0)
    for f in range(len(board.formations)):
        row = board.formations[f]
        if is_police(world, f) and row.strength > 0 and row.place != NOBODY:
            if len(network.lengths) == 0:
                network = network_of(world, board, Side.GOVERNMENT)
            distance = away_from(world, network, goal, UNREACHED - 1)
            path = [NOBODY] * ROUTE
            if roads_away(world, row.place, goal, 1) == UNREACHED:
                if way(world, network.lengths, distance, row.place, path) > 1:
                    n = put_move(out, n, Team.MOSCOW, 5, f, path)
                    return because(out, before, n, Motive.POLICE_ON_WAY, 0)
    return n


def keep_closed(world: World, board: Board, out: list[Order], n: int) -> int:
    """RB 10.2. Sectors of the battle that have been opened to Turkish aircraft or drones are closed again,
    two a turn.
    """
    put = 0
    for s in range(len(world.sectors)):
        for user in range(AirUser.TR_MANNED, AirUser.TR_DRONE + 1):
            if put < 2 and board.sectors[s].access[user] >= Access.DECONFLICTED:
                before = n
                n = put_subject(out, n, Team.MOSCOW, OrderKind.AIRSPACE, 3, s, Access.CLOSED, user)
                n = because(out, before, n, Motive.SKY_CLOSED, 0)
                put += 1
    return n


def task_pool(
    world: World,
    board: Board,
    p: int,
    manner: int,
    place: list[int],
    first: int,
    second: int,
    day: int,
    out: list[Order],
    n: int,
) -> int:
    """RB 10.1, 10.6. One AIR_TASK: close support of the two main battles, and strikes in the first weeks."""
    sorties = available(world, board, p)
    if manner == Manner.CAUTIOUS:
        sorties = sorties * CAUTIOUS_SHARE // 10000
    mission = [int(AirMission.CAS)] * 3
    target = [NOBODY] * 3
    flown = [0] * 3
    target[0] = first
    why = int(Motive.AIR_FOR_BATTLE)
    value = sorties
    if manner == Manner.CAUTIOUS:
        why = int(Motive.AIR_SPARING)
    struck = 0
    turn = day // world.params.days_per_turn
    if manner == Manner.HISTORICAL and day < LAST_STRIKE_DAY and 2 * turn + 1 < len(STRIKE_TARGETS):
        for i in range(2):
            m = STRIKE_TARGETS[2 * turn + i]
            town = NOBODY if m == NOBODY else place[m]
            if town != first and not held_by(board, town, Side.GOVERNMENT):
                mission[1 + i] = int(AirMission.STRIKE)
                target[1 + i] = town
                flown[1 + i] = min(STRIKE_SORTIES, sorties)
                sorties -= flown[1 + i]
                struck += flown[1 + i]
    elif second != NOBODY:
        target[1] = second
        flown[1] = sorties - sorties * SHARE_MAIN // 10000
        sorties -= flown[1]
    flown[0] = sorties
    if struck > 0:
        why = int(Motive.AIR_BEHIND_FRONT)
        value = struck
    before = n
    n = put_air(out, n, Team.MOSCOW, p, mission, target, flown)
    return because(out, before, n, why, value)


def main_battles(world: World, board: Board, place: list[int], day: int) -> tuple[int, int]:
    """The two places under attack that have most strength of Damascus next to them; where there are none, the
    next of the plan. Orders of an ally are not known, but battles are.
    """
    weight = [0] * len(board.places)
    damascus = int(Team.DAMASCUS)
    for f, row in enumerate(board.formations):
        if row.place != NOBODY and world.formations[f].team == damascus:
            for e in range(world.first[row.place], world.first[row.place + 1]):
                q = world.links[e]
                if board.places[q].bar > 0 and not held_by(board, q, Side.GOVERNMENT):
                    weight[q] += row.strength
    first = NOBODY
    second = NOBODY
    for q in range(len(weight)):
        if weight[q] > 0:
            if first == NOBODY or weight[q] > weight[first]:
                second = first
                first = q
            elif second == NOBODY or weight[q] > weight[second]:
                second = q
    planned, other = next_of_axis(world, board, place, day)
    if first == NOBODY:
        first = planned
    if second == NOBODY and other != first:
        second = other
    return first, second
