"""Words of the wire: bounded types, the policies, and the faces of things that messages carry.

Used by `wire.py`, which says what is sent, and by `state.py`, which keeps some of them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from wargame.model.exercise import Pid
from wargame.model.orders import OrderSheet
from wargame.model.orders_politics import Offer, Respond, Steer
from wargame.model.text import ONE_LINE, SAFE, Id
from wargame.model.view import View

Seat = Literal["ankara", "moscow", "damascus", "white", "observer"]
TeamSeat = Literal["ankara", "moscow", "damascus"]
Role = Literal["facilitator", "umpire", "evaluator", "role_player", "leader", "member", "observer", "wall"]
Phase = Literal["lobby", "planning", "adjudicating", "white_review", "review", "paused", "ended"]
Missed = Literal["hold", "extend", "bot", "no_move"]

Code = Literal[
    "bad_message",
    "forbidden",
    "wrong_phase",
    "stale_turn",
    "stale_rev",
    "cid_reused",
    "rule",
    "not_visible",
    "storage",
    "rate",
    "seat_locked",
]
"""Why a command is refused. What does not exist and what is not visible have the same code."""

Nick = Annotated[str, SAFE, ONE_LINE, StringConstraints(min_length=1, max_length=40)]
"""How a participant is called, one line."""

Small = Annotated[str, SAFE, ONE_LINE, StringConstraints(max_length=200)]
Ground = Annotated[str, SAFE, ONE_LINE, StringConstraints(max_length=300)]
Reason = Annotated[str, SAFE, ONE_LINE, StringConstraints(max_length=500)]
Question = Annotated[str, SAFE, StringConstraints(max_length=1000)]
Chatted = Annotated[str, SAFE, StringConstraints(min_length=1, max_length=2000)]
Noted = Annotated[str, SAFE, StringConstraints(max_length=8000)]
Told = Annotated[str, SAFE, StringConstraints(max_length=4000)]

TurnNumber = Annotated[int, Field(ge=0, le=9999)]
Rev = Annotated[int, Field(ge=0, le=1_000_000)]
Serial = Annotated[int, Field(ge=0, le=1 << 53)]
Millis = Annotated[int, Field(ge=0, le=1 << 40)]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,64}\z")]
Epoch = Annotated[str, Field(pattern=r"^[0-9a-f]{0,16}\z")]


TalkOrder = Annotated[Offer | Respond | Steer, Field(discriminator="type")]
"""What can be sent as talk."""


class Message(BaseModel):
    """Base of all frames."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Policies(Message):
    """What is settled before STARTEX and shown to all."""

    missed: Missed = "hold"
    """What becomes, at the deadline, of a team without any saved sheet that had something to order."""
    planning_s: Annotated[int, Field(ge=0, le=86400)] = 0
    """Seconds of planning a turn; 0 = no clock."""
    extension_s: Annotated[int, Field(ge=10, le=7200)] = 300
    """Seconds of the one automatic extension under `extend`."""
    close: Literal["all_sealed", "white"] = "all_sealed"
    """Whether planning closes when all people have sealed, or only by the white cell (or the deadline)."""
    hold_results: bool = False
    """Whether the white cell reads the results before the teams do."""
    review: bool = False
    """Whether a review stands between publication and the next planning, until the white cell ends it."""
    show_seals: bool = False
    """Whether teams may know which others have sealed."""
    observer_sees: Literal["nothing", "ankara", "moscow", "damascus", "white"] = "nothing"
    observer_delay: Annotated[int, Field(ge=0, le=13)] = 1
    """Turns by which observers are late."""


class ClockFace(Message):
    """The clock of planning as it stands: clients count down themselves."""

    remaining_ms: Millis | None = None
    """None where there is no deadline."""
    running: bool = False


class MemberFace(Message):
    """A participant as others see it."""

    pid: Pid
    name: Nick
    seat: Seat
    role: Role
    online: bool


class ChatLine(Message):
    """A message that was said."""

    id: Id
    seat: Seat
    sender: Nick
    channel: Literal["team", "seats", "all", "white"]
    to: tuple[Seat, ...]
    text: Chatted
    turn: TurnNumber


class TalkFace(Message):
    """An offer, an answer or a STEER that was sent as talk, for those whom it concerns."""

    seat: TeamSeat
    turn: TurnNumber
    number: Annotated[int, Field(ge=0, le=9999)]
    """Of the offer or agreement concerned; 0 for a STEER."""
    order: TalkOrder


class RfiFace(Message):
    """A question and its answer."""

    id: Id
    seat: Seat
    text: Question
    state: Literal["open", "claimed", "pending", "released", "refused"] = "open"
    """`claimed` and `pending` (an answer waits for review) are the white cell's; others read `open`."""
    answer: Told = ""
    truth: str = ""
    """White cell only."""
    owner: Nick | Literal[""] = ""
    """Who of the white cell sees to it; white cell only."""


class ChallengeFace(Message):
    """A challenge and what became of it."""

    id: Id
    seat: Seat
    event: int
    """The event's number as the reader counts."""
    shown: int = 0
    """White cell only: its number as the team counts."""
    ground: Ground
    state: Literal["open", "upheld", "overturned", "noted"] = "open"
    answer: Told = ""


class RulingAsked(Message):
    """How a ruling of the last turn is to be changed (RB 3.6); the reason goes with the operation."""

    day: Annotated[int, Field(ge=1, le=99)]
    """Of the turn, from 1."""
    effects: Annotated[tuple[dict[str, int | str], ...], Field(min_length=1, max_length=12)]
    event: Annotated[int, Field(ge=-1, le=1_000_000)] = -1
    """The ruling, by its number in the white cell's report; -1 where there is none."""
    shown: Literal["now", "endex", "never"] = "never"
    audience: Annotated[
        tuple[Literal["ankara", "moscow", "damascus", "white", "all"], ...], Field(min_length=1, max_length=5)
    ] = ("all",)


class RulingFace(Message):
    """What the white cell has made of a ruling. White cell only."""

    id: Id
    turn: TurnNumber
    event: int = -1
    """-1: none, or all that were left."""
    state: Literal["accepted", "overridden", "withdrawn"]
    day: int = 0
    effects: tuple[dict[str, int | str], ...] = ()
    shown: Literal["now", "endex", "never"] = "never"
    audience: tuple[str, ...] = ()
    """Who reads the reason then."""
    reason: Told = ""
    by: Nick | Literal[""] = ""


class ObservationFace(Message):
    """What somebody of the white cell has noted on the play. White cell only."""

    id: Id
    turn: TurnNumber
    by: Nick | Literal[""]
    text: Ground
    objectives: tuple[Id, ...] = ()
    teams: tuple[TeamSeat, ...] = ()
    sign: Literal["+", "-", ""] = ""
    """To sustain, to improve, or neither."""


class OrdersFace(Message):
    """A seat's saved orders."""

    turn: TurnNumber
    rev: Rev
    sheet: OrderSheet
    sealed: bool
    by: Nick | Literal[""] = ""
    points: tuple[int, int] = (0, 0)
    """Command points used and available."""


class SeatFace(Message):
    """Who fills a team's seat."""

    team: TeamSeat
    kind: str
    """`human`, or `bot` and its style."""
    locked: bool
    sealed: bool | None = None
    """None where the reader may not know."""


class Snapshot(Message):
    """All that a seat has, sent whole."""

    view: View | None
    orders: OrdersFace | None
    seats: tuple[SeatFace, ...]
    members: tuple[MemberFace, ...]
    chats: tuple[ChatLine, ...]
    rfis: tuple[RfiFace, ...]
    challenges: tuple[ChallengeFace, ...]
    talks: tuple[TalkFace, ...] = ()
    """Those of the turn that is planned."""
    policies: Policies
    rulings: tuple[RulingFace, ...] = ()
    """White cell only."""
    observations: tuple[ObservationFace, ...] = ()
    """White cell only."""
