"""What goes over the wire: JSON text frames, one message each, told apart by `t`.

Strict and bounded: every text has a length and is cleaned at the door, every integer has both bounds, every
list a maximum, and an unknown field refuses the frame. A frame is parsed once, by `read_client` or
`read_server`. No command has a field for a seat: the seat comes from the token.

Client to server at most `MOST_IN` bytes a frame, server to client `MOST_OUT`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, JsonValue, TypeAdapter

from wargame.host.faces import (
    ChallengeFace,
    ChatLine,
    Chatted,
    ClockFace,
    Code,
    Epoch,
    Ground,
    MemberFace,
    Message,
    Nick,
    Noted,
    ObservationFace,
    OrdersFace,
    Phase,
    Policies,
    Question,
    Reason,
    Rev,
    RfiFace,
    Role,
    RulingAsked,
    RulingFace,
    Seat,
    SeatFace,
    Serial,
    Small,
    Snapshot,
    TalkFace,
    TalkOrder,
    TeamSeat,
    Token,
    Told,
    TurnNumber,
)
from wargame.model.exercise import AdHocInject, Cid, Pid, Sha256
from wargame.model.orders import Order
from wargame.model.text import Id, Line, Name
from wargame.model.view import InjectView, View

VERSION = 1
"""Of this protocol; a client of another is told so."""

MOST_IN = 64 << 10
MOST_OUT = 1 << 20

# ---- client to server ----


class Hello(Message):
    """The first frame of a connection, within five seconds: a token, or a PIN the first time."""

    t: Literal["hello"] = "hello"
    v: Annotated[int, Field(ge=1, le=99)] = VERSION
    token: Token | None = None
    pin: Annotated[str, Field(min_length=8, max_length=9)] | None = None
    name: Nick = "guest"
    epoch: Epoch = ""
    seen: Serial = 0
    """The last `n` that arrived, in that epoch."""


class Command(Message):
    """What all commands have."""

    cid: Cid


class Submit(Command):
    """Make these the seat's orders for a turn, if `rev` is still that of the seat; `final` seals them."""

    t: Literal["submit"] = "submit"
    turn: TurnNumber
    rev: Rev
    orders: Annotated[tuple[Order, ...], Field(max_length=64)]
    intent: Small = ""
    final: bool = False


class Ready(Command):
    """Seal what is saved (`on`), or open it again."""

    t: Literal["ready"] = "ready"
    turn: TurnNumber
    on: bool


class Talk(Command):
    """An offer, an answer or a STEER that acts at once (RB 6.5); its priority and note are of no account."""

    t: Literal["talk"] = "talk"
    turn: TurnNumber
    order: TalkOrder


class Chat(Command):
    """A message: to the own seat, to seats, to all, or to the white cell."""

    t: Literal["chat"] = "chat"
    channel: Literal["team", "seats", "all", "white"]
    to: Annotated[tuple[Seat, ...], Field(max_length=8)] = ()
    text: Chatted


class Rfi(Command):
    """A question to the white cell."""

    t: Literal["rfi"] = "rfi"
    text: Annotated[Question, Field(min_length=1)]


class Challenge(Command):
    """A leader challenges a ruling that the team can see: the number of an event of the last turn."""

    t: Literal["challenge"] = "challenge"
    turn: TurnNumber
    event: Annotated[int, Field(ge=0, le=1_000_000)]
    ground: Annotated[Ground, Field(min_length=1)]


class Note(Command):
    """A note of one's own; `share` lets others read it after the end."""

    t: Literal["note"] = "note"
    note_id: Id
    text: Noted
    share: bool = False


class Receipt(Command):
    """The seat has opened an inject, report or message."""

    t: Literal["receipt"] = "receipt"
    item: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}\z")]


class Query(Command):
    """A question answered from the own view alone, at once, and kept nowhere."""

    t: Literal["query"] = "query"
    what: Literal["options", "about", "parse", "forecast", "chances", "would", "history", "notes"]
    words: Line = ""
    order: Order | None = None
    number: Annotated[int, Field(ge=-10_000, le=10_000)] = 0
    seat: TeamSeat | None = None
    """For the white cell: as which team."""


class FacArgs(Message):
    """Arguments of the white cell's operations; which of them one takes stands in `operations.py`."""

    seat: Seat | None = None
    pid: Pid | None = None
    role: Role | None = None
    bot: Annotated[str, Field(pattern=r"^[a-z_]{1,20}\z")] | None = None
    """Style of the bot; None gives the seat back to people."""
    seconds: Annotated[int, Field(ge=0, le=86400)] | None = None
    on: bool | None = None
    item: Id | None = None
    """An inject, question, challenge, override, channel, or the name of a copy or branch."""
    title: Name | None = None
    text: Told | None = None
    turn: TurnNumber | None = None
    event: Annotated[int, Field(ge=-1, le=1_000_000)] | None = None
    ruling: RulingAsked | None = None
    verdict: Literal["upheld", "overturned", "noted", "released", "refused"] | None = None
    truth: Literal["true", "partial", "false"] | None = None
    inject: AdHocInject | None = None
    orders: Annotated[tuple[Order, ...], Field(max_length=64)] | None = None
    policies: Policies | None = None


class Fac(Command):
    """An operation of the white cell."""

    t: Literal["fac"] = "fac"
    op: Annotated[str, Field(pattern=r"^[a-z_]{1,30}\z")]
    args: FacArgs = Field(default_factory=FacArgs)
    reason: Reason = ""


ClientMessage = Annotated[
    Hello | Submit | Ready | Talk | Chat | Rfi | Challenge | Note | Receipt | Query | Fac,
    Field(discriminator="t"),
]
AnyCommand = Submit | Ready | Talk | Chat | Rfi | Challenge | Note | Receipt | Query | Fac


# ---- server to client ----


class Welcome(Message):
    """The answer to hello. `snapshot`: the state comes in it; `resume`: what was missed follows."""

    t: Literal["welcome"] = "welcome"
    v: int = VERSION
    mode: Literal["resume", "snapshot"]
    session: str
    title: str
    epoch: str
    n: Serial
    seat: Seat
    role: Role
    pid: Pid
    name: Nick
    token: Token | None = None
    """Only where a PIN was given: to be kept, and shown instead of the PIN from now on."""
    phase: Phase
    turn: TurnNumber
    clock: ClockFace
    seed_commitment: Sha256
    state: Snapshot | None = None


class ScenarioText(Message):
    """The part of the scenario that a seat may read, as JSON, and the text of its base map."""

    t: Literal["scenario"] = "scenario"
    scenario: Annotated[str, Field(max_length=MOST_OUT)]
    base: Annotated[str, Field(max_length=MOST_OUT)] = ""


class Ack(Message):
    """A command was carried out, and is durable."""

    t: Literal["ack"] = "ack"
    cid: Cid
    rev: Rev | None = None
    note: Line = ""
    data: JsonValue = None
    """Answer of a query."""


class Nack(Message):
    """A command was refused, and changed nothing."""

    t: Literal["nack"] = "nack"
    cid: str
    code: Code
    detail: Line = ""
    data: JsonValue = None
    """For stale_rev: the orders that stand, and the lines that differ."""


class Numbered(Message):
    """What all messages of a seat's stream have: a dense number."""

    n: Serial = 0


class Orders(Numbered):
    """The seat's saved orders have changed."""

    t: Literal["orders"] = "orders"
    orders: OrdersFace


class Seats(Numbered):
    """Who fills the seats, who is locked, who has sealed."""

    t: Literal["seats"] = "seats"
    seats: tuple[SeatFace, ...]


class Presence(Numbered):
    """The members one may know."""

    t: Literal["presence"] = "presence"
    members: tuple[MemberFace, ...]


class PhaseNow(Numbered):
    """The state of the session and its clock."""

    t: Literal["phase"] = "phase"
    phase: Phase
    turn: TurnNumber
    clock: ClockFace
    reason: Reason = ""


class PoliciesNow(Numbered):
    """The policies have changed."""

    t: Literal["policies"] = "policies"
    policies: Policies


class TurnNow(Numbered):
    """A new view, whole: after a turn, at the start, or when what is shown has changed."""

    t: Literal["turn"] = "turn"
    turn: TurnNumber
    view: View
    head: str = ""
    """Hex hash of the journal's last entry: nobody rewrites a played turn unseen."""


class InjectNow(Numbered):
    """An inject reached this seat."""

    t: Literal["inject"] = "inject"
    inject: InjectView


class ChatNow(Numbered):
    """Somebody said something."""

    t: Literal["chat"] = "chat"
    chat: ChatLine


class RfiNow(Numbered):
    """A question was asked or answered."""

    t: Literal["rfi"] = "rfi"
    rfi: RfiFace


class TalkNow(Numbered):
    """Somebody sent an offer, an answer or a STEER that concerns this seat."""

    t: Literal["talk"] = "talk"
    talk: TalkFace


class ChallengeNow(Numbered):
    """A challenge was raised or decided."""

    t: Literal["challenge"] = "challenge"
    challenge: ChallengeFace


class RulingNow(Numbered):
    """The white cell has accepted or changed a ruling, or taken that back."""

    t: Literal["ruling"] = "ruling"
    ruling: RulingFace


class ObservationNow(Numbered):
    """Somebody of the white cell has noted something."""

    t: Literal["observation"] = "observation"
    observation: ObservationFace


class ScenarioNow(Numbered):
    """The seat's part of the scenario has grown."""

    t: Literal["scenario_now"] = "scenario_now"
    scenario: Annotated[str, Field(max_length=MOST_OUT)]
    base: Annotated[str, Field(max_length=MOST_OUT)] = ""


class Notice(Numbered):
    """A line from the white cell or the host itself."""

    t: Literal["notice"] = "notice"
    text: Told
    kind: Literal["info", "warning", "emergency"] = "info"


class Bye(Message):
    """The connection ends; `again` says whether to try anew."""

    t: Literal["bye"] = "bye"
    code: Literal["bad_pin", "kicked", "locked", "full", "version", "wrong_host", "closing", "rate"]
    again: bool
    detail: Line = ""


StreamMessage = (
    Orders
    | Seats
    | Presence
    | PhaseNow
    | PoliciesNow
    | TurnNow
    | InjectNow
    | ChatNow
    | TalkNow
    | RfiNow
    | ChallengeNow
    | RulingNow
    | ObservationNow
    | ScenarioNow
    | Notice
)
ServerMessage = Annotated[Welcome | ScenarioText | Ack | Nack | Bye | StreamMessage, Field(discriminator="t")]


@cache
def _client() -> TypeAdapter[Hello | AnyCommand]:
    return TypeAdapter(ClientMessage)


@cache
def _server() -> TypeAdapter[Welcome | ScenarioText | Ack | Nack | Bye | StreamMessage]:
    return TypeAdapter(ServerMessage)


def read_client(frame: str | bytes) -> Hello | AnyCommand:
    """The message of a client's frame. Raises pydantic's ValidationError."""
    return _client().validate_json(frame)


def read_server(frame: str | bytes) -> Welcome | ScenarioText | Ack | Nack | Bye | StreamMessage:
    """The message of a server's frame. Raises pydantic's ValidationError."""
    return _server().validate_json(frame)


def body_digest(message: AnyCommand) -> str:
    """Hex SHA-256 of a command without its cid: the same command sent again has the same."""
    return hashlib.sha256(message.model_dump_json(exclude={"cid"}).encode()).hexdigest()
