"""Random legal orders of every kind for one team, keyed by the seed: the decision row of the benchmarks and
the fuzzer.

`random_sheet` asks for kind after kind until the team's command points are used up; what `legal` refuses is
dropped, so that everything on the sheet stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.random_politics import politics
from wargame.rules.codes import (
    AirMission,
    AirUser,
    Asset,
    ConvoyKind,
    FireMode,
    Kind,
    OrderKind,
    PoliceTask,
    PostAct,
    PostState,
    RoadClass,
    Siege,
    Task,
    Team,
    friendly,
)
from wargame.rules.draw import pick
from wargame.rules.legal import command_points, refusal, within_means
from wargame.rules.legal_air import most_sorties
from wargame.rules.motorway import RIDE
from wargame.rules.orders import blank
from wargame.rules.supply import whole_m5_cleared
from wargame.rules.tables import NOBODY, TASKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.rules.tables import Board, Order, World

PURPOSE = 200
"""A draw purpose no rule uses."""

TRIES = 60
"""Attempts a team and turn before it is content with what it has."""


class Dice:
    """Numbers for one sheet, each a keyed draw of its own."""

    def __init__(self, seed: int, day: int, team: int) -> None:
        self.key = (seed, day, PURPOSE, team)
        self.thrown = 0

    def below(self, n: int) -> int:
        """A number in 0..n-1."""
        self.thrown += 1
        return pick(n, *self.key, self.thrown)

    def of(self, rows: Sequence[int]) -> int:
        """One of the rows."""
        return rows[self.below(len(rows))]


def random_sheet(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """Orders of the team until its command points are used up or it has tried often enough."""
    dice = Dice(seed, board.tracks[0].day + 1, team)
    own = [
        f
        for f, fixed in enumerate(world.formations)
        if fixed.team == team and board.formations[f].strength > 0
    ]
    sheet: list[Order] = []
    for _ in range(TRIES):
        make = MAKERS[dice.below(len(MAKERS))]
        order = make(world, board, team, own, dice)
        if order is None or refusal(world, board, order) != 0:
            continue
        order.number = len(sheet) + 1
        order.priority = 1 + dice.below(9)
        if all(code == 0 for code in within_means(world, board, [*sheet, order], team)):
            sheet.append(order)
            if len(sheet) >= 2 * command_points(world, team):
                break
    return sheet


def beside(world: World, place: int) -> list[int]:
    """The neighbours of a place."""
    return world.links[world.first[place] : world.first[place + 1]]


# ---- one function a kind; None where the team has nothing to order
# ------------------------------------------


def move(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Along one to three roads, or over the M5 once it is whole."""
    if not own:
        return None
    order = blank(team, 1, OrderKind.MOVE, 5)
    order.subject, order.flag = dice.of(own), dice.below(2)
    if team != Team.ANKARA and whole_m5_cleared(world, board) == 1 and dice.below(2):
        order.mode, order.flag, order.where[0] = RIDE, 1, dice.below(len(board.places))
        return order
    here = board.formations[order.subject].place
    for i in range(1 + dice.below(3)):
        if beside(world, here):
            here = order.where[i] = dice.of(beside(world, here))
    return order


def posture(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Any of the six that can be ordered."""
    if not own:
        return None
    order = blank(team, 1, OrderKind.POSTURE, 5)
    order.subject, order.mode = dice.of(own), dice.below(6)
    return order


def attack(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """One or two formations against a neighbouring place and one behind it."""
    if not own or team == Team.MOSCOW:
        return None
    order = blank(team, 1, OrderKind.ATTACK, 5)
    f = dice.of(own)
    side = world.formations[f].side
    links = [
        p for p in beside(world, board.formations[f].place) if not friendly(side, board.places[p].control)
    ]
    if not links:
        return None
    goal = dice.of(links)
    order.where[0] = goal
    if dice.below(2):
        order.where[1] = dice.of(beside(world, goal))
    order.who[0] = f
    mate = dice.of(own)
    if mate != f and dice.below(2):
        order.who[1] = mate
    order.mode = dice.below(3)
    order.amount = (-400, -400, -100, 50, 200)[dice.below(5)]
    order.more[0] = (0, 500, 1500, 5000)[dice.below(4)]
    return order


def fires(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Guns of a formation or of a post at a place in range, or where dead fell."""
    guns = [f for f in own if world.formations[f].kind == Kind.ARTILLERY]
    posts = (
        [p for p, post in enumerate(board.posts) if post.state == PostState.OPEN]
        if team == Team.ANKARA
        else []
    )
    order = blank(team, 1, OrderKind.FIRES, 5)
    order.mode, order.amount = 1 + dice.below(3), 1 + dice.below(3)
    if guns and dice.below(2):
        order.who[0] = dice.of(guns)
        here = board.formations[order.who[0]].place
    elif posts:
        order.subject = dice.of(posts)
        here = board.posts[order.subject].place
    else:
        return None
    near = world.near[world.near_first[here] : world.near_first[here + 1]]
    dead = [p for p in board.teams[team].right_place if p != NOBODY]
    if order.mode == FireMode.RETALIATE and dead:
        order.where[0] = dice.of(dead)
    elif near:
        order.where[0] = dice.of(near)
    return order


def recon(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """A drone over a sector or a place, an adviser or a patrol near own troops."""
    order = blank(team, 1, OrderKind.RECON, 5)
    order.mode = dice.below(3)
    if order.mode == Asset.DRONE and dice.below(2):
        order.subject = dice.below(len(world.sectors))
    elif own and beside(world, board.formations[own[0]].place):
        order.where[0] = dice.of(beside(world, board.formations[dice.of(own)].place) or [0])
    return order


def convoy(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """By the shortest way."""
    if not board.posts:
        return None
    order = blank(team, 1, OrderKind.CONVOY, 5)
    order.subject, order.mode, order.flag = dice.below(len(board.posts)), dice.below(3), dice.below(2)
    if order.mode == ConvoyKind.AID:
        order.subject, order.more[0] = NOBODY, dice.below(len(world.places))
    if order.mode == ConvoyKind.TROOPS:
        order.amount = 100 + 50 * dice.below(8)
    if own and dice.below(2):
        order.who[0] = dice.of(own)
    return order


def supply_priority(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Some of its formations in any order."""
    if not own:
        return None
    order = blank(team, 1, OrderKind.SUPPLY_PRIORITY, 5)
    listed = dict.fromkeys(dice.of(own) for _ in range(1 + dice.below(5)))
    order.who[: len(listed)] = list(listed)
    return order


def proxy_task(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Any task to a faction whose patron the team is."""
    proxies = [i for i, faction in enumerate(world.factions) if faction.patron == team]
    if not proxies:
        return None
    order = blank(team, 1, OrderKind.PROXY_TASK, 5)
    order.subject, order.mode, order.amount = dice.of(proxies), 1 + dice.below(5), dice.below(4)
    if order.mode == Task.OPEN_ROAD:
        order.where[0] = dice.below(len(world.roads))
    elif order.mode != Task.SEPARATE_FROM_HTS:
        order.where[0] = dice.below(len(world.places))
    return order


def post(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Any act on any post."""
    if not board.posts or team != Team.ANKARA:
        return None
    order = blank(team, 1, OrderKind.POST, 5)
    order.subject, order.mode = dice.below(len(board.posts)), dice.below(4)
    if order.mode == PostAct.ESTABLISH and dice.below(2):
        order.where[0] = dice.below(len(world.places))
    if order.mode == PostAct.REINFORCE or (order.mode == PostAct.ESTABLISH and dice.below(2)):
        order.amount = 100 + 50 * dice.below(9)
    return order


def drone_strike(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Over a sector or a place, forced or not."""
    if team != Team.ANKARA:
        return None
    order = blank(team, 1, OrderKind.DRONE_STRIKE, 5)
    order.mode, order.amount, order.flag = dice.below(3), 1 + dice.below(9), dice.below(2)
    if dice.below(2):
        order.subject = dice.below(len(world.sectors))
    else:
        order.where[0] = dice.below(len(world.places))
    return order


def jam(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Over any sector."""
    order = blank(team, 1, OrderKind.JAM, 5)
    order.subject, order.amount = dice.below(len(world.sectors)), 1 + dice.below(3)
    return order if team == Team.ANKARA else None


def air_task(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """One to three tasks of the team's pool, at times up to what surge allows."""
    pools = [p for p, pool in enumerate(world.pools) if pool.team == team and pool.user != AirUser.TR_DRONE]
    if not pools:
        return None
    order = blank(team, 1, OrderKind.AIR_TASK, 5)
    order.subject = dice.of(pools)
    tasks = 1 + dice.below(TASKS)
    most = max(1, most_sorties(world, board, order.subject) // tasks)
    for i in range(tasks):
        order.who[i] = 1 + dice.below(5)
        if order.who[i] == AirMission.INTERDICT:
            order.where[i] = dice.below(len(world.roads))
        elif order.who[i] in (AirMission.CAP, AirMission.SUPPRESS):
            order.where[i] = dice.below(len(world.sectors))
        else:
            order.where[i] = dice.below(len(world.places))
        order.more[i] = 2 * (1 + dice.below(most)) + dice.below(2)
    return order


def airspace(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Any sector, user and access."""
    order = blank(team, 1, OrderKind.AIRSPACE, 5)
    order.subject, order.amount, order.mode = dice.below(len(world.sectors)), dice.below(4), dice.below(4)
    return order if team == Team.MOSCOW else None


def military_police(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Escort to a post, or a group that interposes."""
    if team != Team.MOSCOW:
        return None
    order = blank(team, 1, OrderKind.MILITARY_POLICE, 5)
    order.mode = dice.below(3)
    if order.mode == PoliceTask.ESCORT:
        order.subject = dice.below(max(1, len(board.posts)))
    elif own:
        spots = len(world.places) if order.mode == PoliceTask.INTERPOSE else len(world.roads)
        order.who[0], order.where[0] = dice.of(own), dice.below(spots)
    return order


def siege(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Any level at a besieged post."""
    besieged = [p for p, row in enumerate(board.posts) if row.state == PostState.BESIEGED]
    if not besieged or team != Team.DAMASCUS:
        return None
    order = blank(team, 1, OrderKind.SIEGE, 5)
    order.subject, order.mode = dice.of(besieged), Siege.CORDON + dice.below(4)
    return order


def clear_road(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """One motorway road that is not clear yet."""
    side = 1 if team == Team.ANKARA else 0
    roads = [
        r for r, road in enumerate(world.roads)
        if road.road_class == RoadClass.MOTORWAY and board.roads[r].cleared == 0
        and friendly(side, board.places[road.a].control) and friendly(side, board.places[road.b].control)
    ]  # fmt: skip
    if not roads:
        return None
    order = blank(team, 1, OrderKind.CLEAR_ROAD, 5)
    order.where[0] = dice.of(roads)
    return order


def roe(world: World, board: Board, team: int, own: list[int], dice: Dice) -> Order | None:
    """Any rule for any branch."""
    order = blank(team, 1, OrderKind.ROE, 5)
    order.subject, order.mode = dice.below(4), dice.below(5)
    return order


Maker = "Callable[[World, Board, int, list[int], Dice], Order | None]"

MAKERS = (
    move, move, attack, attack, attack, posture, fires, recon, convoy, supply_priority, proxy_task, post,
    drone_strike, jam, air_task, airspace, military_police, siege, clear_road, roe,
    politics,
)  # fmt: skip
"""What is asked for; marches and attacks more often than the rest."""
