"""Preconditions of RECON, ROE, DRONE_STRIKE and JAM, and how many of them a turn takes (RB 6.3, 6.8, 10)."""

from wargame.rules.air import SURGE, available
from wargame.rules.arithmetic import scaled
from wargame.rules.drones import drone_pool
from wargame.rules.motorway import RIDE, rides_refusal
from wargame.rules.numbers import (
    Access,
    AirUser,
    Asset,
    Branch,
    DroneAim,
    OrderKind,
    Refusal,
    Rule,
    Side,
    Team,
)
from wargame.rules.recon import drone_user
from wargame.rules.refusals import RUNG_WAR, target_refusal
from wargame.rules.roads import road_between
from wargame.rules.tables import NOBODY, TASKS, Board, Order, World

SORTIES_MOST = 9
"""RB 6.3 order 19: sorties a day of one order."""

JAM_DAYS = 3
"""RB 6.3 order 20."""

RUNG_FREE = 4
"""RB 6.3 order 16: from here Damascus may let its arms fire freely; Ankara from rung 5."""

RULES_OF = (
    Rule.RETURN_FIRE, Rule.FREE, Rule.FREE,
    Rule.RETURN_FIRE, Rule.SELF_DEFENCE, Rule.FREE,
    Rule.SILENT, Rule.ACTIVE, Rule.ACTIVE,
    Rule.RETURN_FIRE, Rule.SELF_DEFENCE, Rule.SELF_DEFENCE,
)  # fmt: skip
"""For each branch the rules that it may get, three entries each."""


def spot_sector(world: World, order: Order) -> int:
    """The sector that an order about a sector (`subject`) or a place (`where[0]`) means; NOBODY if it names
    none, both, or what does not exist.
    """
    if order.subject != NOBODY:
        if order.where[0] != NOBODY or order.subject < 0 or order.subject >= len(world.sectors):
            return NOBODY
        return order.subject
    if order.where[0] < 0 or order.where[0] >= len(world.places):
        return NOBODY
    return world.places[order.where[0]].sector


def drone_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 19, 10.1, 10.2."""
    if order.team != Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    s = spot_sector(world, order)
    if s == NOBODY or order.mode < DroneAim.FORMATIONS or order.mode > DroneAim.AIR_DEFENCE:
        return int(Refusal.INCOMPLETE)
    if order.amount < 1 or order.amount > SORTIES_MOST:
        return int(Refusal.WRONG_NUMBER)
    if order.mode == DroneAim.AIR_DEFENCE and order.where[0] != NOBODY:
        return int(Refusal.WHOLE_SECTOR)
    if board.tracks[0].rung < RUNG_WAR:
        return int(Refusal.RUNG_TOO_LOW)
    if order.where[0] != NOBODY:
        code = target_refusal(world, board, Side.OPPOSITION, order.where[0])
        if code != 0:
            return code
    if order.flag == 0 and board.sectors[s].access[AirUser.TR_DRONE] == Access.CLOSED:
        return int(Refusal.SECTOR_CLOSED)
    if order.amount > most_drones(world, board):
        return int(Refusal.TOO_MANY_SORTIES)
    return 0


def most_drones(world: World, board: Board) -> int:
    """RB 10.1. The most sorties a day that may be ordered of drones."""
    p = drone_pool(world)
    if p == NOBODY:
        return 0
    return scaled(available(world, board, p), SURGE)


def jam_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 20."""
    if order.team != Team.ANKARA:
        return int(Refusal.NOT_FOR_TEAM)
    if order.subject < 0 or order.subject >= len(board.sectors):
        return int(Refusal.INCOMPLETE)
    if order.amount < 1 or order.amount > JAM_DAYS:
        return int(Refusal.WRONG_NUMBER)
    if jammer_groups(world, board) == 0:
        return int(Refusal.NO_JAMMER)
    return 0


def jammer_groups(world: World, board: Board) -> int:
    """RB 6.3 order 20. Groups that Ankara has in the turn that opens after this board."""
    turn = (board.tracks[0].day + 1) // world.params.days_per_turn + 1
    if turn < world.params.jammer_turn:
        return 0
    return world.params.jammer_groups


def recon_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 5, 8.1, 10.1. Drones look at a sector or a place, advisers and patrols at a place one road
    from friendly troops or their own.
    """
    s = spot_sector(world, order)
    if s == NOBODY or order.mode < Asset.DRONE or order.mode > Asset.PATROL:
        return int(Refusal.INCOMPLETE)
    if order.mode == Asset.DRONE:
        if order.team == Team.DAMASCUS:
            return int(Refusal.NO_DRONES)
        if board.sectors[s].access[drone_user(order.team)] == Access.CLOSED:
            return int(Refusal.SECTOR_CLOSED)
        if order.team == Team.ANKARA:
            if board.tracks[0].day + 1 < world.params.drone_recon_day and board.tracks[0].rung < RUNG_WAR:
                return int(Refusal.NO_DRONES)
            if drone_pool(world) == NOBODY:
                return int(Refusal.NO_DRONES)
        return 0
    if order.where[0] == NOBODY:
        return int(Refusal.ONE_PLACE)
    if watchers_near(world, board, order.team, order.mode, order.where[0]) == 0:
        return int(Refusal.TOO_FAR)
    return 0


def watchers_near(world: World, board: Board, team: int, asset: int, place: int) -> int:
    """RB 6.3 order 5. 1 if own troops (patrol) or troops of the side (adviser) stand in the place or one road
    away.
    """
    side = int(Side.GOVERNMENT)
    if team == Team.ANKARA:
        side = int(Side.OPPOSITION)
    for f, row in enumerate(board.formations):
        fixed = world.formations[f]
        if row.place != NOBODY and row.strength > 0:
            if fixed.team == team or (asset == Asset.ADVISER and fixed.side == side):
                if row.place == place or road_between(world, row.place, place) != NOBODY:
                    return 1
    return 0


def roe_refusal(board: Board, order: Order) -> int:
    """RB 6.3 order 16, 6.8. Moscow has aircraft only; the government's air defence and guns are Damascus';
    Ankara's aircraft fly no strikes, and only its troops may join the battles of others.
    """
    branch = order.subject
    if branch < Branch.GROUND or branch > Branch.AIRCRAFT:
        return int(Refusal.INCOMPLETE)
    known = False
    for i in range(TASKS):
        if RULES_OF[TASKS * branch + i] == order.mode:
            known = True
    if order.team == Team.MOSCOW and branch != Branch.AIRCRAFT:
        known = False
    if order.team == Team.ANKARA and branch == Branch.AIRCRAFT:
        known = False
    if order.team == Team.DAMASCUS and branch == Branch.GROUND:
        known = False
    if not known:
        return int(Refusal.WRONG_RULE)
    if order.mode == Rule.FREE:
        least = RUNG_WAR
        if order.team == Team.DAMASCUS:
            least = RUNG_FREE
        if board.tracks[0].rung < least:
            return int(Refusal.RUNG_TOO_LOW)
    if in_force(board, order.team, order.subject) == order.mode:
        return int(Refusal.ALREADY_SO)
    return 0


def in_force(board: Board, team: int, branch: int) -> int:
    """RB 6.8. The rule that a branch of a team follows now."""
    if branch == Branch.AIR_DEFENCE:
        side = int(Side.GOVERNMENT)
        if team == Team.ANKARA:
            side = int(Side.OPPOSITION)
        if board.sectors[0].ad_posture[side] == 0:
            return int(Rule.SILENT)
        return int(Rule.ACTIVE)
    return board.teams[team].roe[branch]


def crowd_refusal(
    world: World, board: Board, orders: list[Order], codes: list[int], done: list[int], i: int
) -> int:
    """RB 6.3, 10.1. Whether orders[i] is one too many beside those of its team that stand: three drone
    strikes and all their sorties within the surge, as many sectors jammed as there are groups, three looks,
    1000 mbn over the M5.
    """
    order = orders[i]
    kind = order.kind
    if kind == OrderKind.MOVE and order.mode == RIDE:
        return rides_refusal(board, orders, codes, done, i)
    if kind != OrderKind.DRONE_STRIKE and kind != OrderKind.JAM and kind != OrderKind.RECON:
        return 0
    before = 0
    sorties = order.amount
    for k, other in enumerate(orders):
        if k != i and done[k] == 1 and codes[k] == 0 and other.team == order.team and other.kind == kind:
            before += 1
            sorties += other.amount
    if kind == OrderKind.JAM:
        if before >= jammer_groups(world, board):
            return int(Refusal.NO_JAMMER)
        return 0
    if before >= TASKS:
        return int(Refusal.TOO_MANY_OF_A_KIND)
    if kind == OrderKind.DRONE_STRIKE and sorties > most_drones(world, board):
        return int(Refusal.TOO_MANY_SORTIES)
    return 0


def same_spot(a: Order, b: Order) -> bool:
    """Whether two orders of a kind repeat each other: the same sector, place or proxy with the same
    means.
    """
    if a.subject != b.subject:
        return False
    if a.kind == OrderKind.DRONE_STRIKE or a.kind == OrderKind.RECON:
        return a.mode == b.mode and a.where[0] == b.where[0]
    if a.kind == OrderKind.PROXY_SUPPORT:
        return a.mode == b.mode
    if a.kind == OrderKind.CONVOY:
        return a.more[0] == b.more[0]
    return True
