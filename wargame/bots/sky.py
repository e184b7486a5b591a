"""What the bots order about drones, jammers and looking (RB 6.3 orders 5, 19, 20 and 24).

In the record Turkish drones struck around Saraqib and in southern Idlib from 28 February, and for some days
Moscow did not close the sky to them; jammers had worked near Saraqib now and then since early February.
"""

from wargame.bots.motives import because
from wargame.bots.numbers import Manner, Motive, Spot
from wargame.bots.sheet import put_spot, put_subject
from wargame.rules.air import SURGE, available
from wargame.rules.arithmetic import scaled
from wargame.rules.drones import drone_pool
from wargame.rules.ladder import war_tension
from wargame.rules.legal_drones import jammer_groups
from wargame.rules.numbers import Access, AirUser, Asset, DroneAim, OrderKind, Team
from wargame.rules.tables import NOBODY, Board, Order, World

WAR_RUNG = 5

FORCE_ROOM = 9000
SOON_FORCE_ROOM = 8400
"""ct of tension up to which drones are forced into a closed sky, a climb of this sheet included: by the
historical manner, and by the escalatory one, which has weeks to come.
"""

GRIEF = 30
"""Own dead of Ankara from which Moscow lets its drones fly, as after 27 February."""

JAM_EVERY = 3
"""Turns between two uses of a jammer group below rung 5."""

SHARES = (5, 2, 2)
"""Of nine sorties: formations around Saraqib, formations in the south, air defence around Saraqib."""


def drone_war(
    world: World, board: Board, manner: int, place: list[int], rung: int, left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 10.9, 10.8. At rung 5, to which the sheet may just climb, all drones strike, most around Saraqib.
    The cautious manner forces no closed sky, the others as often as tension has room for (RB 10.2). The
    escalatory manner flies them beyond what is ready.
    """
    p = drone_pool(world)
    if rung < WAR_RUNG or p == NOBODY or place[Spot.SARAQIB] == NOBODY:
        return n, left
    room = room_to_force(world, board, manner)
    east = world.places[place[Spot.SARAQIB]].sector
    south = east
    if place[Spot.KAFR_NABL] != NOBODY:
        south = world.places[place[Spot.KAFR_NABL]].sector
    sorties = available(world, board, p)
    if manner == Manner.ESCALATORY:
        sorties = scaled(sorties, SURGE)
    for i in range(len(SHARES)):
        s = east
        aim = int(DroneAim.FORMATIONS)
        why = int(Motive.WAR_BY_DRONE)
        if i == 1:
            s = south
        elif i == 2:
            aim = int(DroneAim.AIR_DEFENCE)
            why = int(Motive.AIR_DEFENCE_HUNTED)
        flown = min(9, sorties * SHARES[i] // 9)
        forced = 0
        if board.sectors[s].access[AirUser.TR_DRONE] == Access.CLOSED:
            forced = 1
            flown = min(flown, room)
            room -= flown
        if flown > 0 and left > 2:
            value = flown
            if forced == 1:
                why = int(Motive.SKY_FORCED)
                value = board.tracks[0].tension
            before = n
            n = put_spot(out, n, Team.ANKARA, OrderKind.DRONE_STRIKE, 1, s, NOBODY, aim, flown, forced)
            n = because(out, before, n, why, value)
            left -= 1
    return n, left


def room_to_force(world: World, board: Board, manner: int) -> int:
    """RB 10.2. Sorties a day that may be forced into closed skies through a turn."""
    if manner == Manner.CAUTIOUS:
        return 0
    tension = board.tracks[0].tension
    if board.tracks[0].rung < WAR_RUNG:
        tension += war_tension(world, board, Team.ANKARA)
    most = FORCE_ROOM
    if manner == Manner.ESCALATORY:
        most = SOON_FORCE_ROOM
    price = max(1, world.params.forced_tension * world.params.days_per_turn)
    return max(0, most - tension) // price


def jam(
    world: World, board: Board, place: list[int], day: int, left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 10.4, 10.6. A jammer group works around Saraqib: every third turn, and in every turn of open war."""
    spot = place[Spot.SARAQIB]
    turn = day // world.params.days_per_turn
    if spot == NOBODY or left <= 3 or jammer_groups(world, board) == 0:
        return n, left
    if turn % JAM_EVERY != 0 and board.tracks[0].rung < WAR_RUNG:
        return n, left
    s = world.places[spot].sector
    why = int(Motive.JAM_AT_TIMES)
    if board.tracks[0].rung >= WAR_RUNG:
        why = int(Motive.JAM_IN_WAR)
    before = n
    n = put_subject(out, n, Team.ANKARA, OrderKind.JAM, 7, s, 0, world.params.days_per_turn)
    return because(out, before, n, why, 0), left - 1


def look_ahead(
    world: World, board: Board, own: list[int], enemy: list[int], left: int, out: list[Order], n: int
) -> tuple[int, int]:
    """RB 8.1. Advisers look at the enemy's largest group next to the own side's troops."""
    best = NOBODY
    for p in range(len(enemy)):
        if enemy[p] > 0 and (best == NOBODY or enemy[p] > enemy[best]):
            for e in range(world.first[p], world.first[p + 1]):
                if own[world.links[e]] > 0:
                    best = p
    if best == NOBODY or left <= 2:
        return n, left
    asset = int(Asset.ADVISER)
    before = n
    n = put_spot(out, n, Team.ANKARA, OrderKind.RECON, 8, NOBODY, best, asset, 0, 0)
    return because(out, before, n, Motive.LARGEST_GROUP, enemy[best]), left - 1


def look_down(world: World, board: Board, target: int, out: list[Order], n: int) -> int:
    """RB 8.1. Moscow's drones watch the sector of the main battle."""
    if target == NOBODY:
        return n
    s = world.places[target].sector
    if board.sectors[s].access[AirUser.RUAF] == Access.CLOSED:
        return n
    before = n
    n = put_spot(out, n, Team.MOSCOW, OrderKind.RECON, 6, s, NOBODY, int(Asset.DRONE), 0, 0)
    return because(out, before, n, Motive.BATTLE_WATCHED, 0)


def stand_aside(world: World, board: Board, place: list[int], out: list[Order], n: int) -> int:
    """RB 10.2. In open war, or once Ankara's dead are many, Moscow lets Turkish drones fly around Saraqib and
    in the south at their own risk, as far as its political capital goes, rather than have them force their
    way.
    """
    capital = board.teams[Team.MOSCOW].pc
    if board.tracks[0].rung < WAR_RUNG and board.teams[Team.ANKARA].dead < GRIEF:
        return n
    done = NOBODY
    for i in range(2):
        spot = place[Spot.SARAQIB]
        if i == 1:
            spot = place[Spot.KAFR_NABL]
        if spot != NOBODY and world.places[spot].sector != done:
            done = world.places[spot].sector
            if board.sectors[done].access[AirUser.TR_DRONE] == Access.CLOSED and capital >= 100:
                kind = int(OrderKind.AIRSPACE)
                user = int(AirUser.TR_DRONE)
                before = n
                n = put_subject(out, n, Team.MOSCOW, kind, 3, done, Access.RISKY, user)
                n = because(out, before, n, Motive.DRONES_LET_FLY, board.teams[Team.ANKARA].dead)
                capital -= 100
    return n

