"""Moscow as in the record: it flies for Damascus' main battles, strikes behind the front early on, keeps the
sky closed.

It reads what its ally was about to do when the turn closed, and else what the common plan would do next.
After the first weeks it strikes no more towns, and the sorties go to the battles.
"""

from wargame.bots.damascus import next_of_axis
from wargame.bots.ground import Spot, spots
from wargame.bots.manner import Manner
from wargame.bots.scout import held_by
from wargame.bots.sheet import put_air, put_subject
from wargame.rules.air import available
from wargame.rules.codes import Access, AirMission, AirUser, Mission, OrderKind, Side, Team
from wargame.rules.tables import NOBODY, ROUTE, Board, Order, World

LAST_STRIKE_DAY = 17
"""From this day no towns behind the front are struck (13 February)."""

STRIKE_TARGETS = (
    Spot.ARIHA, Spot.IHSIM,
    Spot.ARIHA, Spot.IHSIM,
    Spot.ARIHA, Spot.NONE,
    Spot.BINNISH, Spot.NONE,
    Spot.ATARIB, Spot.DARAT_IZZA,
    Spot.ATARIB, Spot.NONE,
)  # fmt: skip
"""For each turn the towns behind the front that are struck, two at most."""

STRIKE_SORTIES = 10
"""Sorties a day on each of them."""

CAUTIOUS_SHARE = 4000
"""bp of the sorties that are flown in the cautious manner."""

SHARE_MAIN = 6500
"""bp of the close support that goes to the main battle; the rest to the second."""


def write_sheet(world: World, board: Board, seed: int, out: list[Order]) -> int:
    """RB 6.3. Moscow's orders for the turn that opens after this board, into `out`; returns how many."""
    return write_manner(world, board, int(Manner.HISTORICAL), seed, out)


def write_manner(world: World, board: Board, manner: int, seed: int, out: list[Order]) -> int:
    """`write_sheet` in a manner: cautious flies little and strikes nothing, bold only supports battles."""
    day = board.tracks[0].day + 1
    place = spots(world)
    n = keep_closed(world, board, out, 0)
    for p in range(len(world.pools)):
        if world.pools[p].user == AirUser.RUAF and world.pools[p].team == Team.MOSCOW:
            n = task_pool(world, board, p, manner, place, day, out, n)
    return n


def keep_closed(world: World, board: Board, out: list[Order], n: int) -> int:
    """RB 10.2. Sectors of the battle that have been opened to Turkish aircraft or drones are closed again,
    two a turn.
    """
    put = 0
    for s in range(len(world.sectors)):
        for user in range(AirUser.TR_MANNED, AirUser.TR_DRONE + 1):
            if put < 2 and board.sectors[s].access[user] >= Access.DECONFLICTED:
                n = put_subject(
                    out, n, Team.MOSCOW, OrderKind.AIRSPACE, 3, s, Access.CLOSED, user
                )
                put += 1
    return n


def task_pool(
    world: World, board: Board, p: int, manner: int, place: list[int], day: int, out: list[Order], n: int
) -> int:
    """RB 10.1, 10.6. One AIR_TASK: close support of the two main battles, and strikes in the first weeks."""
    sorties = available(world, board, p)
    if manner == Manner.CAUTIOUS:
        sorties = sorties * CAUTIOUS_SHARE // 10000
    first, second = main_battles(world, board, place, day)
    mission = [int(AirMission.CAS)] * 3
    target = [NOBODY] * 3
    flown = [0] * 3
    target[0] = first
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
    elif second != NOBODY:
        target[1] = second
        flown[1] = sorties - sorties * SHARE_MAIN // 10000
        sorties -= flown[1]
    flown[0] = sorties
    return put_air(out, n, Team.MOSCOW, p, mission, target, flown)


def main_battles(world: World, board: Board, place: list[int], day: int) -> tuple[int, int]:
    """The two places against which Damascus has most strength under orders; where it has none, the next of
    the plan.
    """
    weight = [0] * len(board.places)
    for f in range(len(board.formations)):
        row = board.formations[f]
        if world.formations[f].team == Team.DAMASCUS and row.mission == Mission.ATTACK and row.leg < ROUTE:
            goal = row.route[row.leg]
            if goal != NOBODY and not held_by(board, goal, Side.GOVERNMENT):
                weight[goal] += row.strength
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
