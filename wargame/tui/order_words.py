"""An order in words for screens: who, what, where, and the ink of its verb.

The notation itself is `play/notation.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from wargame.model.orders import (
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

if TYPE_CHECKING:
    from wargame.model.orders import Order
    from wargame.tui.names import Names


class OrderWords(NamedTuple):
    """One order for the order sheet."""

    who: str
    verb: str
    where: str
    ink: str
    spot: str | None
    """Place or post it points at, for the map."""


def order_words(order: Order, names: Names) -> OrderWords:
    """The order in words."""
    match order:
        case Move():
            via = [names.of(place) for place in order.path[:-1]]
            how = f" via {', '.join(via)}" if via else ""
            return OrderWords(
                names.of(order.formation), "MOVE", names.of(order.path[-1]) + how, "good", order.path[-1]
            )
        case SetPosture():
            return OrderWords(names.of(order.formation), order.posture.upper(), "", "good", None)
        case Attack():
            who = names.of(order.formations[0])
            more = f" and {len(order.formations) - 1} more" if len(order.formations) > 1 else ""
            where = ", then ".join(names.of(target) for target in order.targets)
            verb = {"probe": "PROBE", "normal": "ATTACK", "all_out": "ATTACK ALL OUT"}[order.intensity]
            return OrderWords(who + more, verb, where, "alarm", order.targets[0])
        case Fires():
            guns = names.of(order.formation or order.post or "")
            days = "" if order.mode == "retaliate" else f", {order.days} days"
            return OrderWords(guns, order.mode.upper(), names.of(order.target) + days, "alarm", order.target)
        case MilitaryPolice():
            if order.post is not None:
                return OrderWords("Military police", "ESCORT", names.of(order.post), "moscow", order.post)
            who = names.of(order.formation or "")
            return OrderWords(who, "INTERPOSE", names.of(order.place or ""), "moscow", order.place)
        case ClearRoad():
            roads = ", ".join(names.of(road) for road in order.roads)
            return OrderWords("Engineers", "CLEAR", roads, "good", order.roads[0])
        case SendConvoy():
            way = f" via {', '.join(names.of(place) for place in order.route)}" if order.route else ""
            size = f", {order.size} mbn" if order.size else ""
            return OrderWords(
                "Convoy", order.kind.upper(), names.of(order.post) + way + size, "good", order.post
            )
        case SupplyPriority():
            rest = ", ".join(names.of(unit) for unit in order.formations[1:])
            return OrderWords(
                names.of(order.formations[0]), "SUPPLY FIRST", rest and f"then {rest}", "amber", None
            )
        case ProxyTask():
            spot = order.place or order.road
            price = f", {order.inducement} political capital" if order.inducement else ""
            verb = order.task.replace("_", " ").upper()
            return OrderWords(
                names.of(order.proxy), verb, (names.of(spot) if spot else "") + price, "opposition", spot
            )
        case PostOrder():
            where = f" at {names.of(order.place)}" if order.place else ""
            size = f", {order.size} mbn" if order.size else ""
            return OrderWords(
                names.of(order.post), order.act.upper(), (where + size).strip(), "good", order.post
            )
        case SetSiege():
            return OrderWords(names.of(order.post), order.level.upper(), "", "alarm", order.post)
        case Recon() | SetRoe() | DroneStrike() | Jam() | AirTasks() | SetAirspace():
            return _sky_words(order, names)
        case _:
            assert_never(order)


def _sky_words(
    order: Recon | SetRoe | DroneStrike | Jam | AirTasks | SetAirspace, names: Names
) -> OrderWords:
    """An order about the air, about who looks, or about rules of engagement."""
    match order:
        case Recon():
            where = names.of(order.place or order.sector or "")
            return OrderWords(order.asset.capitalize(), "LOOK", where, "amber", order.place)
        case SetRoe():
            branch = order.branch.replace("_", " ").capitalize()
            return OrderWords(branch, order.rule.replace("_", " ").upper(), "", "amber", None)
        case DroneStrike():
            where = names.of(order.place or order.sector or "")
            forced = ", forced" if order.forced else ""
            what = f"{where}, {order.aim.replace('_', ' ')}, {order.sorties} a day{forced}"
            return OrderWords("Drones", "STRIKE", what, "alarm", order.place)
        case Jam():
            days = f"{order.days} days" if order.days > 1 else "1 day"
            return OrderWords("Jammers", "JAM", f"{names.of(order.sector)}, {days}", "ankara", None)
        case AirTasks():
            tasks = "; ".join(
                f"{task.mission} {names.of(task.target)} {task.sorties} a day" for task in order.tasks
            )
            return OrderWords("Air", "FLY", tasks, "moscow", order.tasks[0].target)
        case SetAirspace():
            where = f"{names.of(order.sector)} for {order.user.replace('_', ' ')}"
            return OrderWords("Airspace", order.access.upper(), where, "moscow", None)
        case _:
            assert_never(order)
