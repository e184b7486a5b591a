"""Between what people write and the engine's rows: sheets to order rows and back, facts to events.

The columns of an order row are described in `rules/orders.py`, the printed fields of events in RB 22.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from wargame.model.orders import (
    TEAMS,
    AirMissionTask,
    AirTasks,
    Attack,
    ClearRoad,
    DroneStrike,
    Fires,
    Jam,
    MilitaryPolice,
    Move,
    OrderSheet,
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
from wargame.play import codec_politics, motives_text
from wargame.play.events_text import events, for_seat
from wargame.play.names import row_named
from wargame.rules.codes import (
    Access,
    AirMission,
    AirUser,
    Asset,
    Branch,
    ConvoyKind,
    DroneAim,
    FireMode,
    Intensity,
    OrderKind,
    PoliceTask,
    PostAct,
    Posture,
    Rule,
    Siege,
    StrikeRules,
    Task,
    Team,
)
from wargame.rules.motorway import RIDE
from wargame.rules.orders import blank, entries
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import IntEnum

    from wargame.model.orders import Order, TeamId
    from wargame.play.layout import Layout
    from wargame.play.names import Names
    from wargame.rules.tables import Order as Row

__all__ = ["events", "for_seat", "order_of", "order_rows", "row_of", "sheet_of"]


def order_rows(layout: Layout, sheet: OrderSheet) -> list[Row]:
    """The rows of a sheet, numbered from 1. Notes and intent are the session's own: no row.

    Raises UnknownName for an id that the scenario does not have.
    """
    rows: list[Row] = []
    for n, order in enumerate(sheet.orders, 1):
        rows += rows_of(layout, sheet.team, n, order)
    for row in rows if sheet.reasons else ():
        if row.kind != OrderKind.TERM:
            motives_text.set_reason(row, sheet.reasons[row.number - 1])
    return rows


def sheet_of(layout: Layout, team: TeamId, rows: Sequence[Row]) -> OrderSheet:
    """The sheet whose rows these are, in the order of their numbers; rows of other teams are left out."""
    mine = sorted((row for row in rows if row.team == TEAMS.index(team)), key=lambda row: row.number)
    headers = [row for row in mine if row.kind != OrderKind.TERM]
    return OrderSheet(
        team=team,
        orders=tuple(order_of(layout.names, row, terms_of(row, mine)) for row in headers),
        reasons=motives_text.reasons_of_rows(headers),
    )


def terms_of(header: Row, rows: Sequence[Row]) -> list[Row]:
    """The TERM rows that stand behind an order, in their order."""
    return [
        row
        for row in rows
        if row.kind == OrderKind.TERM and row.team == header.team and row.number == header.number
    ]


def rows_of(layout: Layout, team: TeamId, number: int, order: Order) -> list[Row]:
    """One order as rows: its own, and those of its terms. Raises UnknownName for an unknown id."""
    if isinstance(order, codec_politics.Political):
        row = blank(Team[team.upper()].value, number, order.number, order.priority)
        return [row, *codec_politics.fill(layout.names, row, order)]
    return [row_of(layout, team, number, order)]


def row_of(layout: Layout, team: TeamId, number: int, order: Order) -> Row:
    """The row of one order, without its terms. Raises UnknownName for an unknown id."""
    names = layout.names
    if isinstance(order, codec_politics.Political):
        return rows_of(layout, team, number, order)[0]
    row = blank(Team[team.upper()].value, number, order.number, order.priority)
    match order:
        case Move():
            row.subject = row_named(names.formation, "formation", order.formation)
            row.flag, row.mode = int(order.halt_on_contact), RIDE if order.by_m5 else 0
            _fill(row.where, names.place, "place", order.path)
        case SetPosture():
            row.subject = row_named(names.formation, "formation", order.formation)
            row.mode = Posture[order.posture.upper()].value
        case Attack():
            _fill(row.who, names.formation, "formation", order.formations)
            _fill(row.where, names.place, "place", order.targets)
            row.mode, row.amount = Intensity[order.intensity.upper()].value, order.min_column
            row.more[0], row.flag = order.stop_loss, int(order.breach)
        case Fires():
            row.mode = FireMode[order.mode.upper()].value
            row.amount, row.flag = order.days, int(order.breach)
            row.where[0] = row_named(names.place, "place", order.target)
            _named(row, names, order.post, order.formation)
        case SendConvoy():
            _convoy_row(row, names, order)
        case SupplyPriority():
            _fill(row.who, names.formation, "formation", order.formations)
        case ProxyTask():
            row.subject = row_named(names.faction, "faction", order.proxy)
            row.mode = Task[order.task.upper()].value
            row.amount = order.inducement
            if order.task == "open_road" and order.road is not None:
                row.where[0] = row_named(names.road, "road", order.road)
            elif order.task != "open_road" and order.place is not None:
                row.where[0] = row_named(names.place, "place", order.place)
        case PostOrder():
            row.subject = row_named(names.post, "post", order.post)
            row.mode = PostAct[order.act.upper()].value
            row.amount = order.size
            if order.place is not None:
                row.where[0] = row_named(names.place, "place", order.place)
        case MilitaryPolice():
            _police_row(row, names, order)
        case ClearRoad():
            _fill(row.where, names.road, "road", order.roads)
        case SetSiege():
            row.subject = row_named(names.post, "post", order.post)
            row.mode, row.flag = Siege[order.level.upper()].value, int(order.breach)
        case Recon() | SetRoe() | DroneStrike() | Jam() | AirTasks() | SetAirspace():
            _sky_row(layout, row, order)
        case _:
            assert_never(order)
    return row


def _convoy_row(row: Row, names: Names, order: SendConvoy) -> None:
    """Fill the row of a convoy; of aid the place stands in `more`."""
    _named(row, names, order.post, order.escort)
    row.mode = ConvoyKind[order.kind.upper()].value
    if order.place is not None:
        row.more[0] = row_named(names.place, "place", order.place)
    row.amount = order.size
    row.flag = int(order.announce)
    _fill(row.where, names.place, "place", order.route)


def _police_row(row: Row, names: Names, order: MilitaryPolice) -> None:
    """Fill the row of military police; a road to stand on makes a task of its own."""
    row.mode = PoliceTask[order.task.upper()].value
    _named(row, names, order.post, order.formation)
    if order.place is not None:
        row.where[0] = row_named(names.place, "place", order.place)
    if order.road is not None:
        row.mode = PoliceTask.INTERPOSE_ROAD.value
        row.where[0] = row_named(names.road, "road", order.road)


def _sky_row(
    layout: Layout, row: Row, order: Recon | SetRoe | DroneStrike | Jam | AirTasks | SetAirspace
) -> None:
    """Fill the row of an order about the air, about who looks, or about rules of engagement."""
    names = layout.names
    match order:
        case Recon():
            row.mode = Asset[order.asset.upper()].value
            _spot(row, names, order.sector, order.place)
        case SetRoe():
            row.subject = Branch[order.branch.upper()].value
            row.mode = Rule[order.rule.upper()].value
        case DroneStrike():
            row.mode = DroneAim[order.aim.upper()].value
            row.amount = order.sorties
            row.flag, row.more[0] = int(order.forced), int(order.breach)
            _spot(row, names, order.sector, order.place)
        case Jam():
            row.subject = row_named(names.sector, "sector", order.sector)
            row.amount = order.days
        case AirTasks():
            row.subject, row.flag = pool_of(layout, row.team), int(order.breach)
            for i, task in enumerate(order.tasks):
                row.who[i] = AirMission[task.mission.upper()].value
                row.where[i] = _air_target(names, task)
                row.more[i] = task.sorties * 2 + StrikeRules[task.rules.upper()].value
        case SetAirspace():
            row.subject = row_named(names.sector, "sector", order.sector)
            row.amount = AirUser[order.user.upper()].value
            row.mode, row.flag = Access[order.access.upper()].value, int(order.breach)
        case _:
            assert_never(order)


def order_of(names: Names, row: Row, terms: Sequence[Row] = ()) -> Order:
    """The order whose row this is, with the TERM rows behind it, without its note.

    The row must be complete: not refused as INCOMPLETE.
    """
    who = tuple(names.formations[f] for f in row.who[: entries(row.who)] if row.kind != OrderKind.AIR_TASK)
    spots = row.where[: entries(row.where)]
    values: dict[str, object] = {"priority": row.priority}
    kind = OrderKind(row.kind)
    match kind:
        case OrderKind.MOVE:
            values |= {"formation": names.formations[row.subject], "path": _ids(names.places, spots)}
            values |= {"halt_on_contact": bool(row.flag), "by_m5": row.mode == RIDE}
            return Move.model_validate(values)
        case OrderKind.POSTURE:
            values |= {"formation": names.formations[row.subject], "posture": _word(Posture(row.mode))}
            return SetPosture.model_validate(values)
        case OrderKind.ATTACK:
            values |= {"formations": who, "targets": _ids(names.places, spots)}
            values |= {"intensity": _word(Intensity(row.mode)), "min_column": row.amount}
            return Attack.model_validate(values | {"stop_loss": row.more[0], "breach": bool(row.flag)})
        case OrderKind.FIRES:
            values |= _guns_of(names, row, who) | {"days": row.amount, "breach": bool(row.flag)}
            return Fires.model_validate(values | {"target": names.places[spots[0]]})
        case OrderKind.CONVOY:
            values |= {"kind": _word(ConvoyKind(row.mode))} | _goal_of(names, row)
            values |= {"route": _ids(names.places, spots), "size": row.amount, "announce": bool(row.flag)}
            return SendConvoy.model_validate(values | {"escort": who[0] if who else None})
        case OrderKind.SUPPLY_PRIORITY:
            return SupplyPriority.model_validate(values | {"formations": who})
        case OrderKind.PROXY_TASK:
            values |= {"proxy": names.factions[row.subject], "task": _word(Task(row.mode))}
            values["inducement"] = row.amount
            if spots:
                road = row.mode == Task.OPEN_ROAD
                values |= {"road": names.roads[spots[0]]} if road else {"place": names.places[spots[0]]}
            return ProxyTask.model_validate(values)
        case OrderKind.POST:
            values |= {"act": _word(PostAct(row.mode)), "post": names.posts[row.subject], "size": row.amount}
            return PostOrder.model_validate(values | {"place": names.places[spots[0]] if spots else None})
        case OrderKind.MILITARY_POLICE:
            return MilitaryPolice.model_validate(values | _police_of(names, row, who))
        case OrderKind.CLEAR_ROAD:
            return ClearRoad.model_validate(values | {"roads": _ids(names.roads, spots)})
        case OrderKind.SIEGE:
            values |= {"post": names.posts[row.subject], "level": _word(Siege(row.mode))}
            return SetSiege.model_validate(values | {"breach": bool(row.flag)})
        case OrderKind.TERM:
            raise ValueError("a TERM row is no order of its own")
        case (
            OrderKind.RECON
            | OrderKind.ROE
            | OrderKind.DRONE_STRIKE
            | OrderKind.JAM
            | OrderKind.AIR_TASK
            | OrderKind.AIRSPACE
        ):
            return _sky_order(names, row, kind, values)
        case _:
            return codec_politics.order_of(names, row, kind, terms)


def _sky_order(
    names: Names,
    row: Row,
    kind: Literal[
        OrderKind.RECON,
        OrderKind.ROE,
        OrderKind.DRONE_STRIKE,
        OrderKind.JAM,
        OrderKind.AIR_TASK,
        OrderKind.AIRSPACE,
    ],
    values: dict[str, object],
) -> Order:
    """The order of a row about the air, about who looks, or about rules of engagement."""
    match kind:
        case OrderKind.RECON:
            return Recon.model_validate(values | _spot_of(names, row) | {"asset": _word(Asset(row.mode))})
        case OrderKind.ROE:
            values |= {"branch": _word(Branch(row.subject)), "rule": _word(Rule(row.mode))}
            return SetRoe.model_validate(values)
        case OrderKind.DRONE_STRIKE:
            values |= _spot_of(names, row) | {"aim": _word(DroneAim(row.mode)), "sorties": row.amount}
            values |= {"forced": bool(row.flag), "breach": bool(row.more[0])}
            return DroneStrike.model_validate(values)
        case OrderKind.JAM:
            return Jam.model_validate(values | {"sector": names.sectors[row.subject], "days": row.amount})
        case OrderKind.AIR_TASK:
            tasks = [_air_task(names, row, i) for i in range(entries(row.where))]
            return AirTasks.model_validate(values | {"tasks": tuple(tasks), "breach": bool(row.flag)})
        case OrderKind.AIRSPACE:
            values |= {"sector": names.sectors[row.subject], "user": _word(AirUser(row.amount))}
            values |= {"access": _word(Access(row.mode)), "breach": bool(row.flag)}
            return SetAirspace.model_validate(values)
        case _:
            assert_never(kind)


def pool_of(layout: Layout, team: int) -> int:
    """RB 10.1. The air pool that a team tasks: its first one."""
    for p, pool in enumerate(layout.world.pools):
        if pool.team == team:
            return p
    return NOBODY


def _named(row: Row, names: Names, post: str | None, formation: str | None) -> None:
    """Write a post and a formation, where they are named."""
    if post is not None:
        row.subject = row_named(names.post, "post", post)
    if formation is not None:
        row.who[0] = row_named(names.formation, "formation", formation)


def _guns_of(names: Names, row: Row, who: Sequence[str]) -> dict[str, object]:
    """Who fires, and what for."""
    post = names.posts[row.subject] if row.subject != NOBODY else None
    return {"post": post, "formation": who[0] if who else None, "mode": _word(FireMode(row.mode))}


def _goal_of(names: Names, row: Row) -> dict[str, object]:
    """Where a convoy goes: aid to a place, others to a post."""
    if row.mode == ConvoyKind.AID:
        return {"place": names.places[row.more[0]]}
    return {"post": names.posts[row.subject]}


def _police_of(names: Names, row: Row, who: Sequence[str]) -> dict[str, object]:
    """What military police are sent to do, and where."""
    if row.mode == PoliceTask.ESCORT:
        return {"task": "escort", "post": names.posts[row.subject]}
    road = row.mode == PoliceTask.INTERPOSE_ROAD
    spot = {"road": names.roads[row.where[0]]} if road else {"place": names.places[row.where[0]]}
    return {"task": "interpose", "formation": who[0], **spot}


def _spot(row: Row, names: Names, sector: str | None, place: str | None) -> None:
    """Write a sector or a place as the object of an order."""
    if sector is not None:
        row.subject = row_named(names.sector, "sector", sector)
    if place is not None:
        row.where[0] = row_named(names.place, "place", place)


def _spot_of(names: Names, row: Row) -> dict[str, object]:
    return {
        "sector": names.sectors[row.subject] if row.subject != NOBODY else None,
        "place": names.places[row.where[0]] if row.where[0] != NOBODY else None,
    }


def _air_target(names: Names, task: AirMissionTask) -> int:
    """The row of what a task flies against: a road, a sector or a place."""
    match task.mission:
        case "interdict":
            return row_named(names.road, "road", task.target)
        case "cap" | "suppress":
            return row_named(names.sector, "sector", task.target)
        case "cas" | "strike":
            return row_named(names.place, "place", task.target)
        case _:
            assert_never(task.mission)


def _air_task(names: Names, row: Row, i: int) -> AirMissionTask:
    ends = names.places
    if row.who[i] == AirMission.INTERDICT:
        ends = names.roads
    elif row.who[i] in (AirMission.CAP, AirMission.SUPPRESS):
        ends = names.sectors
    target = ends[row.where[i]]
    return AirMissionTask.model_validate(
        {
            "mission": _word(AirMission(row.who[i])),
            "target": target,
            "sorties": row.more[i] // 2,
            "rules": _word(StrikeRules(row.more[i] % 2)),
        }
    )


def _word(code: IntEnum) -> str:
    return code.name.lower()


def _ids(names: tuple[str, ...], rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(names[row] for row in rows)


def _fill(column: list[int], rows: dict[str, int], kind: str, names: Sequence[str]) -> None:
    for i, name in enumerate(names):
        column[i] = row_named(rows, kind, name)
