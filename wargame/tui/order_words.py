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
from wargame.model.orders_politics import (
    Border,
    Economy,
    External,
    Ladder,
    Libya,
    Offer,
    ProxySupport,
    Respond,
    Statement,
    Steer,
    Ultimatum,
)
from wargame.model.politics_words import ASKS, CAPITALS, RUNGS, TERMS, listed

if TYPE_CHECKING:
    from wargame.model.orders import Order
    from wargame.model.orders_politics import TermForm
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
            how += " by the M5" if order.by_m5 else ""
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
            at = order.place or (order.road or "").partition("__")[0] or None
            return OrderWords(who, "INTERPOSE", names.of(order.place or order.road or ""), "moscow", at)
        case ClearRoad():
            roads = ", ".join(names.of(road) for road in order.roads)
            return OrderWords("Engineers", "CLEAR", roads, "good", order.roads[0])
        case SendConvoy():
            way = f" via {', '.join(names.of(place) for place in order.route)}" if order.route else ""
            size = f", {order.size} mbn" if order.size else ""
            goal = order.post or order.place or ""
            return OrderWords("Convoy", order.kind.upper(), names.of(goal) + way + size, "good", goal or None)
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
            return _political_words(order, names)


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


def _political_words(
    order: ProxySupport
    | Statement
    | Ultimatum
    | Offer
    | Respond
    | External
    | Economy
    | Ladder
    | Border
    | Libya
    | Steer,
    names: Names,
) -> OrderWords:
    """A political order."""
    match order:
        case ProxySupport():
            verb = f"{order.kind.upper()} x{order.amount}"
            return OrderWords(names.of(order.proxy), verb, "", "opposition", None)
        case Statement():
            about = order.to or order.place or ""
            said = names.of(about) + (f" by {names.of(order.author)}" if order.author else "")
            private = "" if order.public else " in private"
            return OrderWords("Statement", order.tone.upper(), said + private, "amber", order.place)
        case Ultimatum():
            what = _asked(order.template, order.terms, names)
            until = f"{what}; until turn {order.deadline}, else rung {order.rung}"
            return OrderWords(f"To {names.of(order.to)}", "ULTIMATUM", until, "alarm", None)
        case Offer():
            what = _asked(order.template, order.terms, names) + (", secret" if order.secret else "")
            to = listed(names.of(team) for team in order.to)
            return OrderWords(f"To {to}", "OFFER", what, "good", None)
        case Respond():
            what = f": {_asked(None, order.terms, names)}" if order.terms else ""
            return OrderWords(f"Number {order.offer}", order.answer.upper(), what.lstrip(": "), "good", None)
        case External():
            capital = CAPITALS[order.capital][:1].upper() + CAPITALS[order.capital][1:]
            return OrderWords(capital, "ASK", f"for {ASKS[order.ask]}", "amber", None)
        case Economy():
            return OrderWords(order.lever.capitalize(), order.direction.upper(), "", "amber", None)
        case Ladder():
            return OrderWords("Ladder", f"RUNG {order.rung}", RUNGS[order.rung], "alarm", None)
        case Border():
            more = f"{order.people:,} a turn" if order.people else ""
            more += f", screening {order.screening}" if order.screening else ""
            more += f", shelter for {order.camp:,}" if order.camp else ""
            verb = order.policy.replace("_", " ").upper()
            return OrderWords("Border", verb, more.removeprefix(", "), "ankara", order.camp_place)
        case Libya():
            verb = "TO LIBYA" if order.change >= 0 else "FROM LIBYA"
            return OrderWords(names.of(order.proxy), verb, f"{abs(order.change)} mbn", "ankara", None)
        case Steer():
            where = listed(names.of(place) for place in order.places)
            spent = f", {order.leverage} leverage" if order.leverage else ""
            return OrderWords("Damascus", order.act.upper(), where + spent, "moscow", order.places[0])
        case _:
            assert_never(order)


def _asked(template: str | None, terms: tuple[TermForm, ...], names: Names) -> str:
    """An agreement in few words: its template, or the types of its terms."""
    if template is not None:
        return names.of(template) + (", changed" if terms else "")
    return ", ".join(TERMS[term.type].lower() for term in terms)
