"""The session's own words: journal entries and what they carry (exercise words, not engine words)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from wargame.model.text import Body, Id, Line, Name, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

EntryKind = Literal[
    "session_opened",
    "orders_sealed",
    "orders_reopened",
    "inject_released",
    "inject_written",
    "inject_changed",
    "inject_queued",
    "inject_unqueued",
    "talk_sent",
    "turn_adjudicated",
    "ruling_overridden",
    "override_withdrawn",
    "ruling_accepted",
    "event",
    "session_ended",
    "participant_joined",
    "participant_left",
    "participant_kicked",
    "role_set",
    "seat_changed",
    "seat_locked",
    "policies_set",
    "exercise_started",
    "phase_changed",
    "clock_set",
    "draft_saved",
    "ready_set",
    "move_missed",
    "chat_sent",
    "channel_set",
    "rfi_asked",
    "rfi_claimed",
    "rfi_drafted",
    "rfi_answered",
    "ruling_challenged",
    "challenge_decided",
    "observation_made",
    "note_saved",
    "item_opened",
    "notice_sent",
    "copy_saved",
    "branch_made",
]

Cid = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,40}\z")]
"""What a client calls one of its commands: 8-40 letters, digits, `_` and `-`; kept when it is sent again."""

Pid = Annotated[str, Field(pattern=r"^[a-z0-9]{4,40}\z")]
"""What a session calls a participant: random, and no credential."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}\z")]
"""A SHA-256 in hex."""


class AdHocInject(BaseModel):
    """A short inject written by the white cell during play."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Id
    title: Name
    body: Body
    audience: Annotated[
        tuple[Literal["ankara", "moscow", "damascus", "white", "all"], ...], Field(min_length=1)
    ]
    channel: Literal["news", "social", "mail", "phone", "intel", "report", "order"] = "report"
    sender: Name = "White cell"
    effects: tuple[dict[str, int | str], ...] = ()
    """Typed effects as in the scenario, such as `{add = "tension", by = 2}`."""


class InjectChange(BaseModel):
    """What the white cell does with an inject of the list that was not released yet."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    inject: Id
    act: Literal["hold", "let_go", "skip", "restore", "retime", "edit"]
    at: Line = ""
    """Of `retime`: `turn 3` or `turn 3 day 2`."""
    title: Name | None = None
    body: Body | None = None
    """Of `edit`: what takes the place of the scenario's."""


class Override(BaseModel):
    """A ruling of the last turn that the white cell changes (RB 3.6)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Id
    day: Annotated[int, Field(ge=1, le=99)]
    """Of the turn, from 1: the effects act at its close, and later days are resolved anew."""
    effects: Annotated[tuple[dict[str, int | str], ...], Field(min_length=1, max_length=12)]
    """Typed effects as in the scenario, such as `{set = "place.saraqib.control", to = "government"}`."""
    reason: Annotated[Sentence, Field(min_length=1)]
    event: Annotated[int, Field(ge=-1)] = -1
    """Number of the ruling as the white cell counts; -1 where there is none."""
    shown: Literal["now", "endex", "never"] = "never"
    """When those in `audience` read the reason: with the results, after the end, or not at all."""
    audience: Annotated[
        tuple[Literal["ankara", "moscow", "damascus", "white", "all"], ...], Field(min_length=1)
    ] = ("all",)


class Entry(BaseModel):
    """One line of the journal. `payload` is JSON-able: ids, integers and texts only."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    turn: Annotated[int, Field(ge=0, le=9999)]
    day: Annotated[int, Field(ge=-1, le=9999)]
    at_ms: Annotated[int, Field(ge=0)]
    """Unix milliseconds, UTC; never read by a rule, and no part of any digest but the chain."""
    actor: Line
    seat: Id
    """`ankara`, `moscow`, `damascus`, `white`, `observer` or `engine`."""
    kind: EntryKind
    audience: Annotated[int, Field(ge=0, le=15)]
    """Bit mask: 1 ankara, 2 moscow, 4 damascus, 8 white."""
    payload: dict[str, JsonValue]


class TurnRecord(BaseModel):
    """What a turn leaves behind beside its events: the board at its close, the reasons, and the digest of the
    board.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    turn: int
    digest: str
    """Hex SHA-256 of the canonical board."""
    board: dict[str, list[list[int | list[int]]]]
    """Table name -> rows of integers (fixed-length lists of integers nested)."""
    reasons: list[list[int]]
    facts: list[list[int]]


class CommandRecord(BaseModel):
    """A command that was carried out, and what was answered: written with the entries it led to, so that the
    same command sent again is answered and not carried out twice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    seat: Id
    pid: Pid
    cid: Cid
    body_sha256: Sha256
    """Of the canonical message without its cid: another body under the same cid is refused."""
    result: dict[str, JsonValue]
    """What the acknowledgement said."""


class Journal(Protocol):
    """Where a session writes: a list in tests and in studies, a file in life (`store/save.py`).

    `commit` is atomic and durable: when it returns, everything in it survives a crash; when it raises,
    nothing of it does.
    """

    def commit(
        self,
        entries: list[Entry],
        record: TurnRecord | None = None,
        command: CommandRecord | None = None,
    ) -> None:
        """Append entries in order, the record of an adjudicated turn if one closed, and the command that led
        to them if a participant gave one, all in one transaction.

        A command comes with at least one entry. Raises SaveError, also for a command whose (seat, pid, cid)
        is there already.
        """

    def commit_all(self, parts: Sequence[tuple[list[Entry], CommandRecord]]) -> None:
        """Several commands, each with its entries, in order and in one transaction.

        Raises SaveError as `commit` does; then nothing of any is kept.
        """

    def entries(self) -> list[Entry]:
        """All entries from the first."""

    def record(self, turn: int) -> TurnRecord | None:
        """The record of a turn (0 = the start), or None."""

    def command(self, seat: str, pid: str, cid: str) -> CommandRecord | None:
        """The command of that name that was carried out, or None."""
