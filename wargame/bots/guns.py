"""Fires, engineers and feeding as the bots order them: what both sides do alike, and the army's own pool of
aircraft.
"""

from wargame.bots.motives import because
from wargame.bots.numbers import Motive, Spot
from wargame.bots.scout import held_by
from wargame.bots.sheet import put_air, put_fires
from wargame.rules.air import available
from wargame.rules.column import POST_GUNS, in_range
from wargame.rules.incidents import right_at
from wargame.rules.numbers import (
    AirMission,
    AirUser,
    FireMode,
    Kind,
    OrderKind,
    PostState,
    RoadClass,
    Side,
    Supply,
    Team,
)
from wargame.rules.supply import holder_of
from wargame.rules.tables import NOBODY, RIGHTS, ROUTE, Board, Order, World

DAYS = 3
"""Days of every FIRES: the whole turn."""

GUN_STOCK = 50
HARASS_STOCK = 200
"""cd from which a group prepares attacks, and from which it has enough to harass as well."""

HARASS_WORTH = 800
"""mbn of the enemy in a place from which it is harassed."""

LAST_STRIKE_DAY = 17
"""From this day the army's pool strikes no towns (13 February)."""

FIRST_TURNS = 6
TOWNS = (Spot.SARAQIB, Spot.SARMIN, Spot.BINNISH)
TOWN_SORTIES = 5
"""Towns behind the front that the army's pool strikes, and the sorties a day."""


def may_prepare(world: World, board: Board, f: int, target: int) -> bool:
    """RB 11.1. Whether an artillery formation can prepare an attack on a place from where it stands."""
    row = board.formations[f]
    if world.formations[f].kind != Kind.ARTILLERY or row.place == NOBODY or row.strength <= 0:
        return False
    if row.stock < GUN_STOCK or row.supply == Supply.CUT:
        return False
    return in_range(world, row.place, target) == 1


def fire_plan(
    world: World,
    board: Board,
    team: int,
    enemy: list[int],
    used: list[int],
    most: int,
    left: int,
    out: list[Order],
    n: int,
) -> tuple[int, int]:
    """RB 11.2. Guns without another order prepare the first attack of the sheet in range, else they harass.

    They harass the place in range that holds most enemies. `most` groups fire at most, and are marked as
    used.
    Returns the rows and the points left.
    """
    side = int(Side.GOVERNMENT)
    if team == Team.ANKARA:
        side = int(Side.OPPOSITION)
    attacks = n
    for f in range(len(board.formations)):
        row = board.formations[f]
        if world.formations[f].team != team or world.formations[f].kind != Kind.ARTILLERY or used[f] == 1:
            continue
        if left <= 0 or n - attacks >= most or row.place == NOBODY or row.strength <= 0:
            continue
        aim = NOBODY
        for k in range(attacks):
            if aim == NOBODY and out[k].kind == OrderKind.ATTACK:
                if may_prepare(world, board, f, out[k].where[0]):
                    aim = out[k].where[0]
        mode = int(FireMode.PREPARE)
        why = int(Motive.ATTACK_PREPARED)
        value = 0
        if aim == NOBODY and row.stock >= HARASS_STOCK and row.supply != Supply.CUT:
            aim = worth_harassing(world, board, side, row.place, enemy)
            mode = int(FireMode.HARASS)
            why = int(Motive.ENEMY_MASSED)
            if aim != NOBODY:
                value = enemy[aim]
        if aim != NOBODY:
            before = n
            n = put_fires(out, n, team, 2, f, NOBODY, mode, aim, DAYS)
            n = because(out, before, n, why, value)
            used[f] = 1
            left -= 1
    return n, left


def worth_harassing(world: World, board: Board, side: int, stand: int, enemy: list[int]) -> int:
    """The place within range of `stand` that holds most enemies, NOBODY if none holds enough of them."""
    best = NOBODY
    for e in range(world.near_first[stand], world.near_first[stand + 1]):
        p = world.near[e]
        if enemy[p] >= HARASS_WORTH and held_by(board, p, 1 - side) and world.places[p].soil == 0:
            if board.places[p].control <= 1 and (best == NOBODY or enemy[p] > enemy[best]):
                best = p
    return best


def answer(world: World, board: Board, team: int, used: list[int], out: list[Order], n: int) -> int:
    """RB 11.5, 11.6. Every right to retaliate is used by the first guns in range; it costs no points."""
    day = board.tracks[0].day + 1
    fired = [0] * len(board.posts)
    for i in range(RIGHTS):
        place = board.teams[team].right_place[i]
        if board.teams[team].right_until[i] < day or right_at(board, team, place, day) != i:
            continue
        done = 0
        before = n
        if team == Team.ANKARA:
            for p in range(len(board.posts)):
                post = board.posts[p]
                if done == 1 or fired[p] == 1 or post.state != PostState.OPEN or post.strength < POST_GUNS:
                    continue
                if post.stock > 0 and in_range(world, post.place, place) == 1:
                    n = put_fires(out, n, team, 1, NOBODY, p, FireMode.RETALIATE, place, 1)
                    fired[p] = 1
                    done = 1
        for f in range(len(board.formations)):
            if done == 0 and world.formations[f].team == team and used[f] == 0:
                if may_prepare(world, board, f, place):
                    n = put_fires(out, n, team, 1, f, NOBODY, FireMode.RETALIATE, place, 1)
                    used[f] = 1
                    done = 1
        n = because(out, before, n, Motive.RIGHT_TO_ANSWER, board.teams[team].right_until[i])
    return n


def roads_to_clear(world: World, board: Board, side: int, rows: list[int]) -> int:
    """RB 9.7. Motorways of the side neither clear nor being cleared, into `rows`; returns how many."""
    found = 0
    for r in range(len(world.roads)):
        fixed = world.roads[r]
        if fixed.road_class == RoadClass.MOTORWAY and board.roads[r].cleared == 0 and found < ROUTE:
            if board.roads[r].crew != side and holder_of(board, fixed.a, fixed.b) == side:
                rows[found] = r
                found += 1
    return found


def neediest_post(board: Board) -> int:
    """RB 13.4. The post besieged longest without consent, for four days at least; NOBODY if there is none."""
    best = NOBODY
    for p in range(len(board.posts)):
        row = board.posts[p]
        if row.state == PostState.BESIEGED and row.consent == 0 and row.besieged_days >= 4:
            if best == NOBODY or row.besieged_days > board.posts[best].besieged_days:
                best = p
    return best


def feeding_turn(world: World, day: int) -> bool:
    """Whether Ankara and Moscow bring a convoy through in the turn that opens then: every other one."""
    return day // world.params.days_per_turn % 2 == 0


def army_air(
    world: World, board: Board, main: int, second: int, place: list[int], day: int, out: list[Order], n: int
) -> int:
    """RB 10.6, 10.7. The army's own pool flies for Aleppo, where its ally does not, else for the main effort.

    In the first weeks some sorties go to a town behind the front.
    """
    for p in range(len(world.pools)):
        if world.pools[p].user == AirUser.SYAAF and world.pools[p].team == Team.DAMASCUS:
            sorties = available(world, board, p)
            mission = [int(AirMission.CAS)] * 3
            target = [main] * 3
            if second != NOBODY:
                target[0] = second
            flown = [0] * 3
            flown[0] = sorties
            why = int(Motive.AIR_FOR_BATTLE)
            for i in range(town_count(day)):
                mission[1 + i] = int(AirMission.STRIKE)
                target[1 + i] = town_of_list(board, place, main, i)
                if target[1 + i] != NOBODY:
                    flown[1 + i] = min(TOWN_SORTIES, flown[0])
                    flown[0] -= flown[1 + i]
                    why = int(Motive.AIR_BEHIND_FRONT)
            value = sorties if why == Motive.AIR_FOR_BATTLE else sorties - flown[0]
            before = n
            n = put_air(out, n, int(Team.DAMASCUS), p, mission, target, flown)
            return because(out, before, n, why, value)
    return n


def town_count(day: int) -> int:
    """How many towns the army's pool strikes: two in the first turns, then one, none after the middle of
    February.
    """
    if day < FIRST_TURNS:
        return 2
    if day < LAST_STRIKE_DAY:
        return 1
    return 0


def town_of_list(board: Board, place: list[int], main: int, skip: int) -> int:
    """A town of the list that is not held and not under attack, `skip` such towns passed over; NOBODY if none
    is left.
    """
    for i in range(len(TOWNS)):
        town = place[TOWNS[i]]
        if town != main and not held_by(board, town, Side.GOVERNMENT):
            if skip == 0:
                return town
            skip -= 1
    return NOBODY
