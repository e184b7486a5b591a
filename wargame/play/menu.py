"""Every legal order of a team, found only when somebody looks (RB 6.3).

`in` and `why_not` judge any order. Iteration gives the orders of one formation, one target, one task each,
along the shortest way and with the usual numbers; lists of several, other ways and other numbers are legal
combinations of these.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, get_args

from wargame.errors import UnknownName, WargameError
from wargame.model.orders import (
    TEAMS,
    AirTasks,
    Attack,
    ClearRoad,
    DroneStrike,
    Fires,
    Jam,
    MilitaryPolice,
    Move,
    PostOrder,
    ProxyTask,
    Recon,
    SendConvoy,
    SetAirspace,
    SetPosture,
    SetRoe,
    SetSiege,
    SupplyPriority,
)
from wargame.play.codec import order_of, pool_of, rows_of
from wargame.play.codec_politics import Political
from wargame.play.menu_politics import political_rows
from wargame.play.notation import parse
from wargame.play.refusal_text import sentence
from wargame.play.ways import Ways
from wargame.rules.air import available
from wargame.rules.codes import (
    Access,
    AirMission,
    AirUser,
    Asset,
    Branch,
    ConvoyKind,
    DroneAim,
    FireMode,
    Kind,
    OrderKind,
    PoliceTask,
    PostAct,
    PostState,
    Posture,
    Rule,
    Siege,
    Task,
)
from wargame.rules.legal import refusal
from wargame.rules.legal_drones import JAM_DAYS, SORTIES_MOST, most_drones
from wargame.rules.legal_fires import DAYS_MOST
from wargame.rules.legal_formations import (
    attacker_refusal,
    march_reach,
    nearest_approach,
)
from wargame.rules.legal_talks import behind_refusal
from wargame.rules.motorway import RIDE
from wargame.rules.orders import blank
from wargame.rules.police import is_police
from wargame.rules.refusals import own_refusal, target_refusal
from wargame.rules.roads import road_between
from wargame.rules.supply import whole_m5_cleared
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.model.orders import Order, TeamId
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board, World
    from wargame.rules.tables import Order as Row

NORMAL = 5
"""Priority of the orders in the menu."""

ORDER_TYPES = (
    Move,
    SetPosture,
    Attack,
    Fires,
    Recon,
    SendConvoy,
    SupplyPriority,
    ProxyTask,
    SetRoe,
    PostOrder,
    DroneStrike,
    Jam,
    AirTasks,
    SetAirspace,
    MilitaryPolice,
    SetSiege,
    ClearRoad,
    *get_args(Political),
)


def legal_refusal(world: World, board: Board, rows: list[Row]) -> int:
    """Why an order is not legal by itself, with the TERM rows behind it; 0 if it is."""
    return refusal(world, board, rows[0]) or behind_refusal(world, board, rows, 0)


class Menu:
    """The legal orders of one team on one board: `in`, len(), iteration, and why an order is not one."""

    def __init__(self, layout: Layout, board: Board, team: TeamId) -> None:
        if team not in TEAMS:
            raise UnknownName("team", team, TEAMS)
        self.layout, self.board, self.team = layout, board, team
        self._code = TEAMS.index(team)

    def __repr__(self) -> str:
        return f"<Menu of {self.team}: {', '.join(self.kinds())}>"

    def __contains__(self, order: object) -> bool:
        """Whether an Order, or its text, is legal by itself. Sealing tells what a sheet can pay."""
        if isinstance(order, str):
            try:
                return not self.why_not(parse(self.layout, self.team, order, self.board))
            except WargameError:
                return False
        return isinstance(order, ORDER_TYPES) and self.why_not(order) is None

    def __iter__(self) -> Iterator[Order]:
        names = self.layout.names
        for row in self._rows():
            yield order_of(names, row)

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self._rows())

    def why_not(self, order: Order) -> str | None:
        """Why an order is not legal, None if it is."""
        try:
            rows = rows_of(self.layout, self.team, 1, order)
        except UnknownName as error:
            return str(error)
        return sentence(legal_refusal(self.layout.world, self.board, rows)) or None

    def own(self) -> tuple[str, ...]:
        """The formations that the team commands and that stand on the map."""
        return tuple(self.layout.names.formations[f] for f in self._own)

    def for_formation(self, formation: str) -> tuple[Order, ...]:
        """The orders of one formation. Raises UnknownName."""
        if formation not in self.layout.names.formation:
            raise UnknownName("formation", formation, self.layout.names.formation)
        f = self.layout.names.formation[formation]
        return tuple(order_of(self.layout.names, row) for row in self._of_formation(f))

    def of_kind(self, kind: str) -> tuple[Order, ...]:
        """The orders of one kind, by its word in the model: `move`, `air_task`, ..."""
        code = OrderKind[kind.upper()]
        return tuple(order_of(self.layout.names, row) for row in self._of_kind(code))

    def kinds(self) -> tuple[str, ...]:
        """The kinds of which at least one order is legal now, in the order of the rulebook."""
        return tuple(kind.name.lower() for kind in OrderKind if any(True for _ in self._of_kind(kind)))

    # ---- rows -----------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Row]:
        for f in self._own:
            yield from self._of_formation(f)
        for kind in OrderKind:
            if kind not in (OrderKind.MOVE, OrderKind.POSTURE, OrderKind.ATTACK):
                yield from self._of_kind(kind)

    @cached_property
    def _own(self) -> tuple[int, ...]:
        rows = range(len(self.board.formations))
        return tuple(f for f in rows if own_refusal(self.layout.world, self.board, self._code, f) == 0)

    def _blank(self, kind: OrderKind) -> Row:
        return blank(self._code, 1, kind.value, NORMAL)

    def _legal(self, rows: Iterator[Row]) -> Iterator[Row]:
        return (row for row in rows if refusal(self.layout.world, self.board, row) == 0)

    def _of_kind(self, kind: OrderKind) -> Iterator[Row]:
        match kind:
            case OrderKind.MOVE:
                for f in self._own:
                    yield from self._moves(f)
            case OrderKind.POSTURE:
                for f in self._own:
                    yield from self._postures(f)
            case OrderKind.ATTACK:
                for f in self._own:
                    yield from self._attacks(f)
            case OrderKind.FIRES:
                yield from self._legal(self._fires())
            case OrderKind.SUPPLY_PRIORITY:
                yield from self._legal(self._priorities())
            case OrderKind.RECON:
                yield from self._legal(self._looks())
            case OrderKind.ROE:
                yield from self._legal(self._rules())
            case OrderKind.DRONE_STRIKE:
                yield from self._legal(self._drones())
            case OrderKind.JAM:
                yield from self._legal(self._jams())
            case OrderKind.CONVOY:
                yield from self._legal(self._convoys())
            case OrderKind.PROXY_TASK:
                yield from self._legal(self._tasks())
            case OrderKind.POST:
                yield from self._legal(self._posts())
            case OrderKind.AIR_TASK:
                yield from self._legal(self._air_tasks())
            case OrderKind.AIRSPACE:
                yield from self._legal(self._airspace())
            case OrderKind.MILITARY_POLICE:
                yield from self._legal(self._police())
            case OrderKind.CLEAR_ROAD:
                yield from self._legal(self._clearing())
            case OrderKind.SIEGE:
                yield from self._legal(self._sieges())
            case _:
                world, board = self.layout.world, self.board
                rows = political_rows(world, board, self._code, kind, self._blank)
                yield from (row for row in rows if legal_refusal(world, board, [row]) == 0)

    def _of_formation(self, f: int) -> Iterator[Row]:
        if f in self._own:
            yield from self._moves(f)
            yield from self._postures(f)
            yield from self._attacks(f)

    def _moves(self, f: int) -> Iterator[Row]:
        yield from self._rides(f)
        ways = Ways(self.layout.world, self.board, f)
        for goal in range(len(self.board.places)):
            path = ways.path(goal)
            if 0 < len(path) <= ROUTE:
                row = self._blank(OrderKind.MOVE)
                row.subject, row.flag = f, 1
                row.where[: len(path)] = path
                if refusal(self.layout.world, self.board, row) == 0:
                    yield row

    def _rides(self, f: int) -> Iterator[Row]:
        world = self.layout.world
        if world.formations[f].side == 0 and whole_m5_cleared(world, self.board) == 1:
            for goal in range(len(self.board.places)):
                row = self._blank(OrderKind.MOVE)
                row.subject, row.flag, row.mode, row.where[0] = f, 1, RIDE, goal
                if refusal(world, self.board, row) == 0:
                    yield row

    def _postures(self, f: int) -> Iterator[Row]:
        for posture in range(Posture.FORTIFY + 1):
            row = self._blank(OrderKind.POSTURE)
            row.subject, row.mode = f, posture
            yield row

    def _attacks(self, f: int) -> Iterator[Row]:
        world, board = self.layout.world, self.board
        if attacker_refusal(world, board, self._code, f) != 0:
            return
        reached = march_reach(world, board, f)
        side = world.formations[f].side
        for target in range(len(board.places)):
            beside = road_between(world, board.formations[f].place, target) != NOBODY
            near = beside or nearest_approach(world, reached, target) < UNREACHED
            if near and target_refusal(world, board, side, target) == 0:
                row = self._blank(OrderKind.ATTACK)
                row.who[0], row.where[0] = f, target
                if refusal(world, board, row) == 0:
                    yield row

    def _fires(self) -> Iterator[Row]:
        world = self.layout.world
        guns = [(NOBODY, f) for f in self._own if world.formations[f].kind == Kind.ARTILLERY]
        guns += [(p, NOBODY) for p, post in enumerate(self.board.posts) if post.state == PostState.OPEN]
        for post, f in guns:
            stand = self.board.posts[post].place if f == NOBODY else self.board.formations[f].place
            near = world.near[world.near_first[stand] : world.near_first[stand + 1]]
            for target in (stand, *near):
                for mode in (FireMode.HARASS, FireMode.PREPARE, FireMode.RETALIATE):
                    row = self._blank(OrderKind.FIRES)
                    row.subject, row.who[0], row.where[0] = post, f, target
                    row.mode, row.amount = mode.value, DAYS_MOST
                    yield row

    def _police(self) -> Iterator[Row]:
        for p in range(len(self.board.posts)):
            row = self._blank(OrderKind.MILITARY_POLICE)
            row.mode, row.subject = PoliceTask.ESCORT.value, p
            yield row
        for f in self._own:
            for place in range(len(self.board.places)) if is_police(self.layout.world, f) else ():
                row = self._blank(OrderKind.MILITARY_POLICE)
                row.mode, row.who[0], row.where[0] = PoliceTask.INTERPOSE.value, f, place
                yield row
            for road in range(len(self.board.roads)) if is_police(self.layout.world, f) else ():
                row = self._blank(OrderKind.MILITARY_POLICE)
                row.mode, row.who[0], row.where[0] = PoliceTask.INTERPOSE_ROAD.value, f, road
                yield row

    def _clearing(self) -> Iterator[Row]:
        for r in range(len(self.board.roads)):
            row = self._blank(OrderKind.CLEAR_ROAD)
            row.where[0] = r
            yield row

    def _priorities(self) -> Iterator[Row]:
        for f in self._own:
            row = self._blank(OrderKind.SUPPLY_PRIORITY)
            row.who[0] = f
            yield row

    def _convoys(self) -> Iterator[Row]:
        for p in range(len(self.board.posts)):
            for kind, size in ((ConvoyKind.SUPPLY, 0), (ConvoyKind.TROOPS, 100)):
                row = self._blank(OrderKind.CONVOY)
                row.subject, row.mode, row.amount, row.flag = p, kind.value, size, 1
                yield row
        for place in range(len(self.board.places)):
            row = self._blank(OrderKind.CONVOY)
            row.mode, row.more[0], row.flag = ConvoyKind.AID.value, place, 1
            yield row

    def _tasks(self) -> Iterator[Row]:
        for faction, fixed in enumerate(self.layout.world.factions):
            if fixed.patron != self._code:
                continue
            for task in Task:
                ends = range(len(self.board.roads if task == Task.OPEN_ROAD else self.board.places))
                for where in (NOBODY,) if task == Task.SEPARATE_FROM_HTS else ends:
                    row = self._blank(OrderKind.PROXY_TASK)
                    row.subject, row.mode, row.where[0] = faction, task.value, where
                    yield row

    def _posts(self) -> Iterator[Row]:
        for p in range(len(self.board.posts)):
            for act in PostAct:
                row = self._blank(OrderKind.POST)
                row.subject, row.mode = p, act.value
                row.amount = 100 if act is PostAct.REINFORCE else 0
                yield row

    def _air_tasks(self) -> Iterator[Row]:
        pool = pool_of(self.layout, self._code)
        sorties = available(self.layout.world, self.board, pool) if pool != NOBODY else 0
        ends = {
            AirMission.CAS: len(self.board.places),
            AirMission.STRIKE: len(self.board.places),
            AirMission.INTERDICT: len(self.board.roads),
            AirMission.CAP: len(self.board.sectors),
            AirMission.SUPPRESS: len(self.board.sectors),
        }
        for mission, count in ends.items():
            for where in range(count):
                row = self._blank(OrderKind.AIR_TASK)
                row.subject, row.who[0], row.where[0] = pool, mission.value, where
                row.more[0] = sorties * 2
                yield row

    def _spots(self) -> Iterator[tuple[int, int]]:
        """Each sector, then each place: (sector, NOBODY), (NOBODY, place)."""
        for s in range(len(self.board.sectors)):
            yield s, NOBODY
        for p in range(len(self.board.places)):
            yield NOBODY, p

    def _looks(self) -> Iterator[Row]:
        for asset in Asset:
            for sector, place in self._spots():
                row = self._blank(OrderKind.RECON)
                row.mode, row.subject, row.where[0] = asset.value, sector, place
                yield row

    def _rules(self) -> Iterator[Row]:
        for branch in Branch:
            for rule in Rule:
                row = self._blank(OrderKind.ROE)
                row.subject, row.mode = branch.value, rule.value
                yield row

    def _drones(self) -> Iterator[Row]:
        sorties = min(SORTIES_MOST, most_drones(self.layout.world, self.board))
        for sector, place in self._spots():
            for aim in DroneAim:
                for forced in (0, 1):
                    row = self._blank(OrderKind.DRONE_STRIKE)
                    row.subject, row.where[0], row.mode = sector, place, aim.value
                    row.amount, row.flag = sorties, forced
                    yield row

    def _jams(self) -> Iterator[Row]:
        for s in range(len(self.board.sectors)):
            for days in range(1, JAM_DAYS + 1):
                row = self._blank(OrderKind.JAM)
                row.subject, row.amount = s, days
                yield row

    def _airspace(self) -> Iterator[Row]:
        for s in range(len(self.board.sectors)):
            for user in AirUser:
                for access in Access:
                    row = self._blank(OrderKind.AIRSPACE)
                    row.subject, row.amount, row.mode = s, user.value, access.value
                    yield row

    def _sieges(self) -> Iterator[Row]:
        for p in range(len(self.board.posts)):
            for level in Siege:
                row = self._blank(OrderKind.SIEGE)
                row.subject, row.mode = p, level.value
                yield row
