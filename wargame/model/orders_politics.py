"""The political orders (RB 6.3 orders 9-15, 17, 21, 22, 26) and the terms of agreements (RB 19).

OFFER, RESPOND and STEER may also be sent as talk during planning; the others act when the turn is resolved.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from wargame.model.order_base import OrderBase, TeamId
from wargame.model.text import Id, RoadId

TermType = Literal[
    "ceasefire",
    "corridor",
    "joint_patrol",
    "post_status",
    "airspace_access",
    "withdraw",
    "passage",
    "deconfliction",
    "proxy_restraint",
    "humanitarian",
    "prisoner_body",
    "condition",
]
FactionId = Literal["saa", "iran_backed", "russia", "turkey", "nlf", "hts", "sna"]
DutyName = Literal[
    "feed", "immune", "leave", "no_attack", "guns_out", "separate", "camp_funds", "border_open"
]


class TermForm(BaseModel):
    """One term of an agreement as it is written into an offer (RB 19.1, 19.3).

    Where it holds is said by at most one of `places`, `sector`, `zone`, `roads`, `posts`, `route`; with none
    it holds everywhere. Days are days of the scenario, the first is 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    type: TermType
    bound: Annotated[tuple[TeamId, ...], Field(max_length=3)] = ()
    """Whom it binds; empty = every party."""
    severity: Annotated[int, Field(ge=1, le=3)] = 2
    places: Annotated[tuple[Id, ...], Field(max_length=8)] = ()
    sector: Id | None = None
    zone: Id | None = None
    roads: Annotated[tuple[RoadId, ...], Field(max_length=8)] = ()
    posts: Annotated[tuple[Id, ...], Field(max_length=8)] = ()
    route: Literal["m4", "m5"] | None = None
    proxy: FactionId | None = None
    """The faction that a PROXY_RESTRAINT is about."""
    side: Literal["government", "opposition"] | None = None
    """The side that a WITHDRAW is about."""
    user: Literal["ruaf", "syaaf", "tr_manned", "tr_drone"] | None = None
    access: Literal["closed", "risky", "deconflicted", "open"] | None = None
    """Of an AIRSPACE_ACCESS: who may fly, and how."""
    excluded: Annotated[tuple[FactionId, ...], Field(max_length=7)] = ()
    """Factions that a ceasefire leaves out."""
    from_day: Annotated[int, Field(ge=0, le=200)] | None = None
    by_day: Annotated[int, Field(ge=0, le=200)] | None = None
    from_after: Annotated[int, Field(ge=0, le=200)] | None = None
    by_after: Annotated[int, Field(ge=0, le=200)] | None = None
    """The same as days after the agreement comes into force, in place of `from_day` and `by_day`."""
    depth: Annotated[int, Field(ge=0, le=30)] = 0
    """km on each side of the road of a CORRIDOR."""
    duties: Annotated[tuple[DutyName, ...], Field(max_length=8)] = ()
    condition: Id | None = None
    """A condition that the scenario names (`[[term_condition]]`)."""


Terms = Annotated[tuple[TermForm, ...], Field(max_length=12)]


class ProxySupport(OrderBase):
    """RB 6.3 order 9. Ammunition, weapons or pay for a proxy."""

    number: ClassVar[int] = 9
    type: Literal["proxy_support"] = "proxy_support"
    proxy: Id
    kind: Literal["ammo", "atgm", "manpads", "pay"]
    amount: Annotated[int, Field(ge=1, le=3)] = 1


class Statement(OrderBase):
    """RB 6.3 order 10. Words, to a team or about an incident; `attribute` names who fired at a place."""

    number: ClassVar[int] = 10
    type: Literal["statement"] = "statement"
    tone: Literal["condemn", "warn", "reassure", "recognise", "attribute"]
    to: TeamId | None = None
    place: Id | None = None
    """Of `attribute`: where it happened."""
    author: Literal["artillery", "syaaf", "ruaf", "opposition", "turkey"] | None = None
    """Of `attribute`: whom the team names."""
    public: bool = True


class Ultimatum(OrderBase):
    """RB 6.3 order 11. A demand with a deadline (a turn) and a threatened rung; a template or terms."""

    number: ClassVar[int] = 11
    type: Literal["ultimatum"] = "ultimatum"
    to: TeamId
    template: Id | None = None
    terms: Terms = ()
    deadline: Annotated[int, Field(ge=1, le=60)]
    rung: Annotated[int, Field(ge=1, le=8)]


class Offer(OrderBase):
    """RB 6.3 order 12. An agreement offered: a template of the scenario, or terms of one's own."""

    number: ClassVar[int] = 12
    type: Literal["offer"] = "offer"
    to: Annotated[tuple[TeamId, ...], Field(min_length=1, max_length=2)]
    template: Id | None = None
    terms: Terms = ()
    """Empty with a template: its terms as they stand; given with one: in their place."""
    start: Annotated[int, Field(ge=0, le=30)] = 0
    """Days after acceptance until it is in force; 0 = with the next step 1."""
    expiry: Annotated[int, Field(ge=0, le=200)] | None = None
    """Last day; None = until it is ended."""
    notice: Annotated[int, Field(ge=0, le=30)] = 3
    """Days between an exit notice and its end."""
    secret: bool = False


class Respond(OrderBase):
    """RB 6.3 order 13. An answer to the offer of this number, or notice to `leave` an agreement."""

    number: ClassVar[int] = 13
    type: Literal["respond"] = "respond"
    offer: Annotated[int, Field(ge=1, le=9999)]
    answer: Literal["accept", "reject", "counter", "leave"]
    terms: Terms = ()
    """Of a counter-offer."""


class External(OrderBase):
    """RB 6.3 order 14. A capital outside is asked for something (RB 18.2)."""

    number: ClassVar[int] = 14
    type: Literal["external"] = "external"
    capital: Literal["kyiv", "washington", "london", "nato", "eu", "berlin_paris", "tehran", "unsc"]
    ask: Literal["backing", "patriot", "money", "camps"] = "backing"


class Economy(OrderBase):
    """RB 6.3 order 15. An economic lever between Ankara and Moscow."""

    number: ClassVar[int] = 15
    type: Literal["economy"] = "economy"
    lever: Literal["tourism", "gas", "trade", "projects"]
    direction: Literal["tighten", "relax"]


class Ladder(OrderBase):
    """RB 6.3 order 17. Climb at most two rungs of the escalation ladder, or step down."""

    number: ClassVar[int] = 17
    type: Literal["ladder"] = "ladder"
    rung: Annotated[int, Field(ge=0, le=8)]


class Border(OrderBase):
    """RB 6.3 order 21. Ankara's policy at its border (RB 15.8)."""

    number: ClassVar[int] = 21
    type: Literal["border"] = "border"
    policy: Literal["closed", "divert_afrin", "managed", "open_to_europe"]
    people: Annotated[int, Field(ge=0, le=200_000, multiple_of=100)] = 0
    """Persons admitted a turn under `managed`."""
    screening: Annotated[int, Field(ge=0, le=2)] = 0
    camp: Annotated[int, Field(ge=0, le=200_000, multiple_of=100)] = 0
    """Persons for whom shelter is built."""
    camp_place: Id | None = None


class Libya(OrderBase):
    """RB 6.3 order 22. Fighters of a proxy sent to Libya (positive) or called back (negative), in mbn."""

    number: ClassVar[int] = 22
    type: Literal["libya"] = "libya"
    proxy: Literal["nlf", "sna"]
    change: Annotated[int, Field(ge=-1000, le=1000, multiple_of=100)]


class Steer(OrderBase):
    """RB 6.3 order 26. Moscow asks Damascus to attack, to stop, or to withdraw (RB 17.7)."""

    number: ClassVar[int] = 26
    type: Literal["steer"] = "steer"
    act: Literal["urge", "stop", "withdraw"]
    places: Annotated[tuple[Id, ...], Field(min_length=1, max_length=4)]
    leverage: Annotated[int, Field(ge=0, le=20)] = 0
    """Points spent."""
