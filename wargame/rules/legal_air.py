"""Preconditions of orders about the air: AIR_TASK, AIRSPACE (RB 6.3, 10.1, 10.2)."""

from wargame.rules.air import SURGE, available
from wargame.rules.arithmetic import scaled
from wargame.rules.codes import Access, AirMission, AirUser, Team
from wargame.rules.refusals import Refusal, target_refusal
from wargame.rules.tables import NOBODY, TASKS, Board, Order, World


def most_sorties(world: World, board: Board, pool: int) -> int:
    """RB 10.1. The most sorties a day that may be ordered of a pool."""
    return scaled(available(world, board, pool), SURGE)


def air_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 23, 10.1, 10.2."""
    if order.team == Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    p = order.subject
    if p < 0 or p >= len(world.pools) or order.who[0] == NOBODY or order.who[TASKS] != NOBODY:
        return int(Refusal.INCOMPLETE)
    if world.pools[p].team != order.team:
        return int(Refusal.NOT_YOURS)
    total = 0
    for i in range(TASKS):
        if order.who[i] == NOBODY:
            break
        code = sortie_refusal(world, board, world.pools[p].user, order.who[i], order.where[i])
        if code == 0 and order.more[i] < 2:
            code = int(Refusal.INCOMPLETE)
        if code != 0:
            return code
        total += order.more[i] // 2
    if total > most_sorties(world, board, p):
        return int(Refusal.TOO_MANY_SORTIES)
    return 0


def sortie_refusal(world: World, board: Board, user: int, mission: int, target: int) -> int:
    """RB 10.2, 7.13. Whether an air user of the government side may fly this mission there."""
    if mission == AirMission.INTERDICT:
        if target < 0 or target >= len(world.roads):
            return int(Refusal.INCOMPLETE)
        a = world.roads[target].a
        b = world.roads[target].b
        code = target_refusal(world, board, 0, a)
        if code != 0:
            code = target_refusal(world, board, 0, b)
        sector = world.places[a].sector
    elif mission == AirMission.CAS or mission == AirMission.STRIKE:
        code = target_refusal(world, board, 0, target)
        if code == Refusal.INCOMPLETE:
            return code
        sector = world.places[target].sector
    else:
        return int(Refusal.INCOMPLETE)
    if code == 0 and board.sectors[sector].access[user] == Access.CLOSED:
        code = int(Refusal.SECTOR_CLOSED)
    return code


def airspace_refusal(board: Board, order: Order) -> int:
    """RB 6.3 order 24."""
    if order.team != Team.MOSCOW:
        return int(Refusal.NOT_FOR_TEAM)
    if order.subject < 0 or order.subject >= len(board.sectors):
        return int(Refusal.INCOMPLETE)
    if order.amount < AirUser.RUAF or order.amount > AirUser.TR_DRONE:
        return int(Refusal.INCOMPLETE)
    if order.mode < Access.CLOSED or order.mode > Access.OPEN:
        return int(Refusal.INCOMPLETE)
    if board.sectors[order.subject].access[order.amount] == order.mode:
        return int(Refusal.ALREADY_SO)
    return 0
