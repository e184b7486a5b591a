"""Preconditions of orders about the air: AIR_TASK, AIRSPACE (RB 6.3, 10.1, 10.2)."""

from wargame.rules.air import SURGE, available
from wargame.rules.air_defence import RUNG_AIRCRAFT
from wargame.rules.arithmetic import scaled
from wargame.rules.numbers import Access, AirMission, AirUser, Refusal, Team
from wargame.rules.refusals import RUNG_RUSSIANS, RUNG_WAR, target_refusal
from wargame.rules.tables import NOBODY, TASKS, Board, Order, World


def most_sorties(world: World, board: Board, pool: int) -> int:
    """RB 10.1. The most sorties a day that may be ordered of a pool."""
    return scaled(available(world, board, pool), SURGE)


def air_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 23, 10.1, 10.2. Ankara's fighters only patrol; its drones have orders of their own."""
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
    """RB 10.1, 10.2, 7.13, 16.1. Whether an air user may fly this mission there."""
    if mission == AirMission.CAP or mission == AirMission.SUPPRESS:
        return sector_refusal(board, user, mission, target)
    if user != AirUser.RUAF and user != AirUser.SYAAF:
        return int(Refusal.WRONG_MISSION)
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


def sector_refusal(board: Board, user: int, mission: int, sector: int) -> int:
    """RB 10.1, 10.8, 16.1. Patrols are flown by Turkish fighters from rung 6; air defence is hunted by Syrian
    aircraft from rung 5 and by Russian ones from rung 7.
    """
    if sector < 0 or sector >= len(board.sectors):
        return int(Refusal.INCOMPLETE)
    rung = board.tracks[0].rung
    if mission == AirMission.CAP:
        if user != AirUser.TR_MANNED:
            return int(Refusal.WRONG_MISSION)
        if rung < RUNG_AIRCRAFT:
            return int(Refusal.RUNG_TOO_LOW)
        return 0
    if user != AirUser.RUAF and user != AirUser.SYAAF:
        return int(Refusal.WRONG_MISSION)
    if rung < RUNG_WAR or (user == AirUser.RUAF and rung < RUNG_RUSSIANS):
        return int(Refusal.RUNG_TOO_LOW)
    if board.sectors[sector].access[user] == Access.CLOSED:
        return int(Refusal.SECTOR_CLOSED)
    return 0


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
