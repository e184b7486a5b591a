"""Orders, as people give them and as files keep them (RB 6). Texts in the notation are read and written by
`notation.py`.

Every order carries `priority` 1 (first) to 9 and a note of its author. Strengths are in milli-battalions.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from wargame.model.order_base import TEAMS as TEAMS
from wargame.model.order_base import OrderBase
from wargame.model.order_base import TeamId as TeamId
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
from wargame.model.text import Id, Line, RoadId


class Move(OrderBase):
    """RB 6.3 order 1. March along a path of 1-8 places; `halt_on_contact = false` turns contact into an
    attack. With `by_m5` the path is one place at the other end of the M5, reached at once (RB 9.8).
    """

    number: ClassVar[int] = 1
    type: Literal["move"] = "move"
    formation: Id
    path: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]
    halt_on_contact: bool = True
    by_m5: bool = False
    """Not written out while it is false."""

    @model_serializer(mode="wrap")
    def _without_by_m5(self, dump: SerializerFunctionWrapHandler) -> dict[str, object]:
        made: dict[str, object] = dump(self)
        if not self.by_m5:
            made.pop("by_m5", None)
        return made


class SetPosture(OrderBase):
    """RB 6.3 order 2."""

    number: ClassVar[int] = 2
    type: Literal["posture"] = "posture"
    formation: Id
    posture: Literal["defend", "hold", "delay", "retire", "rest", "fortify"]


class Attack(OrderBase):
    """RB 6.3 order 3. 1-8 formations attack 1-4 targets in order."""

    number: ClassVar[int] = 3
    type: Literal["attack"] = "attack"
    formations: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]
    targets: Annotated[tuple[Id, ...], Field(min_length=1, max_length=4)]
    intensity: Literal["probe", "normal", "all_out"] = "normal"
    min_column: Annotated[int, Field(ge=-400, le=800)] = -400
    """cs; on a day on which the column is lower the attack is not launched."""
    stop_loss: Annotated[int, Field(ge=0, le=5000)] = 1500
    """bp of its strength at the order; a formation that has lost more stops."""
    breach: bool = False
    """Also against an agreement in force (RB 19.5)."""


class Fires(OrderBase):
    """RB 6.3 order 4. Guns of an artillery formation or of a post fire at a place, on the first days of the
    turn.

    `retaliate` answers once for dead at the place; it needs a right to (RB 11.5).
    """

    number: ClassVar[int] = 4
    type: Literal["fires"] = "fires"
    formation: Id | None = None
    post: Id | None = None
    """The guns: exactly one of formation and post."""
    mode: Literal["harass", "prepare", "retaliate"]
    target: Id
    days: Annotated[int, Field(ge=1, le=3)] = 3
    breach: bool = False
    """Also against an agreement in force (RB 19.5)."""


class Recon(OrderBase):
    """RB 6.3 order 5. A drone looks at a sector or a place, an adviser or a patrol at a place nearby."""

    number: ClassVar[int] = 5
    type: Literal["recon"] = "recon"
    asset: Literal["drone", "adviser", "patrol"]
    sector: Id | None = None
    place: Id | None = None
    """Either the sector or the place."""


class SendConvoy(OrderBase):
    """RB 6.3 order 6. A convoy to a post, or with aid to a place, along a route of places from the first of
    the route to there.
    """

    number: ClassVar[int] = 6
    type: Literal["convoy"] = "convoy"
    kind: Literal["supply", "troops", "aid"] = "supply"
    post: Id | None = None
    place: Id | None = None
    """Where it goes: aid to a place, others to a post."""
    route: Annotated[tuple[Id, ...], Field(max_length=8)] = ()
    """Empty: the shortest way from the nearest Turkish source."""
    size: Annotated[int, Field(ge=0, le=1000)] = 0
    """Milli-battalions of troops; 0 for supply."""
    escort: Id | None = None
    announce: bool = True


class SupplyPriority(OrderBase):
    """RB 6.3 order 7. Formations listed first are charged road load only from those before them (RB 9.4)."""

    number: ClassVar[int] = 7
    type: Literal["supply_priority"] = "supply_priority"
    formations: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]


class ProxyTask(OrderBase):
    """RB 6.3 order 8. A task for a proxy; up to three for each proxy and turn, by priority."""

    number: ClassVar[int] = 8
    type: Literal["proxy_task"] = "proxy_task"
    proxy: Id
    task: Literal["hold", "attack", "withdraw", "open_road", "separate_from_hts"]
    place: Id | None = None
    road: RoadId | None = None
    inducement: Annotated[int, Field(ge=0, le=3)] = 0
    """Political capital, whole points."""


class SetRoe(OrderBase):
    """RB 6.3 order 16. Rules of engagement of a branch, until changed."""

    number: ClassVar[int] = 16
    type: Literal["roe"] = "roe"
    branch: Literal["ground", "artillery", "air_defence", "aircraft"]
    rule: Literal["return_fire", "self_defence", "free", "silent", "active"]


class PostOrder(OrderBase):
    """RB 6.3 order 18. Establish at a place, reinforce, ration or evacuate a post. `size` in
    milli-battalions.
    """

    number: ClassVar[int] = 18
    type: Literal["post"] = "post"
    act: Literal["establish", "reinforce", "evacuate", "ration"]
    post: Id
    place: Id | None = None
    """Where to establish; None = the place the scenario plans for this post."""
    size: Annotated[int, Field(ge=0, le=900)] = 0


class DroneStrike(OrderBase):
    """RB 6.3 order 19. Drones against a sector or a place, in sorties a day."""

    number: ClassVar[int] = 19
    type: Literal["drone_strike"] = "drone_strike"
    sector: Id | None = None
    place: Id | None = None
    """Either the sector or the place."""
    aim: Literal["formations", "artillery", "air_defence"] = "formations"
    sorties: Annotated[int, Field(ge=1, le=9)]
    forced: bool = False
    """Also into a closed sky (RB 10.2)."""
    breach: bool = False
    """Also against an agreement in force (RB 19.5)."""


class Jam(OrderBase):
    """RB 6.3 order 20. A jammer group works over a sector for some days of the turn."""

    number: ClassVar[int] = 20
    type: Literal["jam"] = "jam"
    sector: Id
    days: Annotated[int, Field(ge=1, le=3)] = 3


class AirMissionTask(BaseModel):
    """One task of an AIR_TASK order: a mission in sorties a day, against a place (cas, strike), a road
    (interdict) or over a sector (cap, suppress).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, strict=True)

    mission: Literal["cas", "strike", "interdict", "cap", "suppress"]
    target: RoadId
    sorties: Annotated[int, Field(ge=1, le=60)]
    rules: Literal["military", "unrestricted"] = "military"


class AirTasks(OrderBase):
    """RB 6.3 order 23. One to three air tasks of the team's pool, flown on each day of the turn."""

    number: ClassVar[int] = 23
    type: Literal["air_task"] = "air_task"
    tasks: Annotated[tuple[AirMissionTask, ...], Field(min_length=1, max_length=3)]
    breach: bool = False
    """Also against an agreement in force (RB 19.5)."""


class SetAirspace(OrderBase):
    """RB 6.3 order 24. Moscow sets who may fly in a sector, and how."""

    number: ClassVar[int] = 24
    type: Literal["airspace"] = "airspace"
    sector: Id
    user: Literal["ruaf", "syaaf", "tr_manned", "tr_drone"]
    access: Literal["closed", "risky", "deconflicted", "open"]
    breach: bool = False
    """Also against an agreement in force (RB 19.5)."""


class MilitaryPolice(OrderBase):
    """RB 6.3 order 25. Russian military police bring convoys through to a post, or a formation of them stands
    between the sides in a place or on a road.
    """

    number: ClassVar[int] = 25
    type: Literal["military_police"] = "military_police"
    task: Literal["escort", "interpose"]
    post: Id | None = None
    """Of an escort."""
    formation: Id | None = None
    place: Id | None = None
    road: RoadId | None = None
    """Of those who interpose: one of the two."""


class ClearRoad(OrderBase):
    """RB 6.3 order 28, 9.7. Engineers clear 1-8 motorway roads; each is clear after two quiet days."""

    number: ClassVar[int] = 28
    type: Literal["clear_road"] = "clear_road"
    roads: Annotated[tuple[RoadId, ...], Field(min_length=1, max_length=8)]


class SetSiege(OrderBase):
    """RB 6.3 order 27. How hard Damascus presses a besieged post; harass from rung 6, assault from rung 7;
    `offer_exit` lets its garrison leave unharmed.
    """

    number: ClassVar[int] = 27
    type: Literal["siege"] = "siege"
    post: Id
    level: Literal["cordon", "harass", "assault", "offer_exit"]
    breach: bool = False
    """Also against an agreement in force (RB 19.5)."""


Order = Annotated[
    Move
    | SetPosture
    | Attack
    | Fires
    | Recon
    | SendConvoy
    | SupplyPriority
    | ProxyTask
    | SetRoe
    | PostOrder
    | DroneStrike
    | Jam
    | AirTasks
    | SetAirspace
    | MilitaryPolice
    | SetSiege
    | ClearRoad
    | ProxySupport
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
    Field(discriminator="type"),
]
"""Any order; `type` tells which."""


class OrderReason(BaseModel):
    """Why a bot gave an order: a name of `bots.motives.Motive` in lower case, and the number that decided."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, strict=True)

    motive: Id
    value: Annotated[int, Field(ge=-(10**9), le=10**9)] = 0


class OrderSheet(BaseModel):
    """All orders of one team for one turn, in the order in which they were written, and one line of
    intent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, strict=True)

    team: TeamId
    orders: Annotated[tuple[Order, ...], Field(max_length=64)] = ()
    intent: Line = ""
    author: Line = ""
    """Who sealed it: a person, or `bot historical`."""
    reasons: Annotated[tuple[OrderReason, ...], Field(max_length=64)] = ()
    """Why a bot gave each of its orders, in their order. Empty for people, and then not written out."""

    @model_validator(mode="after")
    def _one_reason_an_order(self) -> OrderSheet:
        if self.reasons and len(self.reasons) != len(self.orders):
            raise ValueError(f"{len(self.reasons)} reasons for {len(self.orders)} orders")
        return self

    @model_serializer(mode="wrap")
    def _without_empty_reasons(self, dump: SerializerFunctionWrapHandler) -> dict[str, object]:
        made: dict[str, object] = dump(self)
        if not self.reasons:
            made.pop("reasons", None)
        return made
