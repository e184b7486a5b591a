"""A team's draft: which order takes the place of which, and why a sheet would be refused (RB 6.1-6.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from wargame.errors import IllegalOrder, UnknownName
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
from wargame.play import codec, codec_politics, notation
from wargame.play.refusal_text import sentence
from wargame.rules.codes import OrderKind
from wargame.rules.legal import within_means

if TYPE_CHECKING:
    from wargame.model.orders import Order, TeamId
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

MOST = 64
"""Orders of a sheet."""


@dataclass(slots=True)
class Draft:
    """What a team has written for the turn being planned."""

    team: TeamId
    sheet: OrderSheet = field(init=False)
    sealed: bool = False
    revision: int = 0
    """How often it was kept in the journal this turn."""

    def __post_init__(self) -> None:
        self.sheet = OrderSheet(team=self.team)

    def with_order(self, sheet: OrderSheet, order: Order) -> OrderSheet:
        """The sheet with one more order, which takes the place of those it replaces.

        Raises IllegalOrder if it is full.
        """
        kept = tuple(old for held in sheet.orders if (old := _left_of(held, order)) is not None)
        if len(kept) >= MOST:
            raise IllegalOrder(f"a sheet holds at most {MOST} orders")
        return OrderSheet(team=sheet.team, orders=(*kept, order), intent=sheet.intent, author=sheet.author)

    def without(self, number: int) -> OrderSheet:
        """The sheet without an order, counted from 1, and without a bot's reasons.

        Raises UnknownName if there is none.
        """
        orders = self.sheet.orders
        if not 1 <= number <= len(orders):
            raise UnknownName("order", str(number), [str(n + 1) for n in range(len(orders))])
        left = orders[: number - 1] + orders[number:]
        return self.sheet.model_copy(update={"orders": left, "reasons": ()})


def formations_of(order: Order) -> frozenset[str]:
    """The formations that an order moves, puts into a posture or sends to attack; a formation obeys one such
    order a turn.
    """
    match order:
        case Move() | SetPosture():
            return frozenset((order.formation,))
        case Attack():
            return frozenset(order.formations)
        case MilitaryPolice() if order.formation is not None:
            return frozenset((order.formation,))
        case _:
            return frozenset()


def object_of(order: Order) -> tuple[str, ...]:
    """What an order is about; a later one about the same replaces it. Empty for orders to formations."""
    match order:
        case Move() | SetPosture() | Attack():
            return ()
        case Fires():
            return ("fires", order.formation or "", order.post or "")
        case MilitaryPolice():
            return ("escort", order.post) if order.post else ()
        case ClearRoad():
            return ("clear_road", *order.roads)
        case Recon():
            return ("recon", order.asset, order.sector or "", order.place or "")
        case SetRoe():
            return ("roe", order.branch)
        case DroneStrike():
            return ("drone_strike", order.sector or "", order.place or "", order.aim)
        case Jam():
            return ("jam", order.sector)
        case SendConvoy():
            return ("convoy", order.kind, order.post or order.place or "")
        case SupplyPriority():
            return ("supply_priority",)
        case ProxyTask():
            return ("proxy_task", order.proxy, order.task, order.place or "", order.road or "")
        case PostOrder():
            return ("post", order.post)
        case AirTasks():
            return ("air_task",)
        case SetAirspace():
            return ("airspace", order.sector, order.user)
        case SetSiege():
            return ("siege", order.post)
        case _:
            return _political_object(order)


def _political_object(order: codec_politics.Political) -> tuple[str, ...]:
    """What a political order is about. Offers stand beside each other unless they say the same."""
    match order:
        case ProxySupport():
            return ("support", order.proxy, order.kind)
        case Statement():
            return ("statement", order.tone, order.to or "", order.place or "")
        case Ultimatum():
            return ("ultimatum", order.to)
        case Offer():
            return ("offer", notation.text_of(order.model_copy(update={"note": "", "priority": 5})))
        case Respond():
            return ("respond", str(order.offer))
        case External():
            return ("external", order.capital)
        case Economy():
            return ("economy", order.lever)
        case Ladder() | Border():
            return (order.type,)
        case Libya():
            return ("libya", order.proxy)
        case Steer():
            return ("steer", order.act)
        case _:
            assert_never(order)


def _left_of(held: Order, new: Order) -> Order | None:
    """What stays of an order when a new one is given: all, an attack without the formations taken away, or
    nothing.
    """
    if object_of(held) and object_of(held) == object_of(new):
        return None
    taken = formations_of(held) & formations_of(new)
    if not taken:
        return held
    if isinstance(held, Attack) and taken != formations_of(held):
        left = tuple(formation for formation in held.formations if formation not in taken)
        return held.model_copy(update={"formations": left})
    return None


def refused(layout: Layout, board: Board, sheet: OrderSheet) -> list[str]:
    """Why orders of a sheet would be refused, one line each: the order and the reason. Empty if all stand."""
    rows = codec.order_rows(layout, sheet)
    codes = within_means(layout.world, board, rows, TEAMS.index(sheet.team))
    return [
        f"{notation.text_of(sheet.orders[row.number - 1])}: {sentence(code)}"
        for row, code in zip(rows, codes, strict=True)
        if code and row.kind != OrderKind.TERM
    ]
