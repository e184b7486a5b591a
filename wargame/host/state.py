"""What a hosted session knows besides the play itself: participants, phase, drafts, clock, messages, desks.

All of it is folded from the journal, entry by entry: at the start from the whole, later from what was
committed. There is no second way into it, so that a host that was killed stands where it stood.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from pydantic import ValidationError
from pydantic_core import to_json

from wargame.errors import SaveDamaged
from wargame.host.desks import DESKS
from wargame.host.faces import (
    ChallengeFace,
    ChatLine,
    ObservationFace,
    Policies,
    RfiFace,
    RulingFace,
    TalkFace,
)
from wargame.host.operations import PHASES, ROLES
from wargame.model.orders import TEAMS, OrderSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import JsonValue

    from wargame.host.faces import Phase, Role, Seat
    from wargame.model.exercise import Entry

CHATS = 500
"""Messages kept in memory; the journal keeps all."""


@dataclass(frozen=True)
class Member:
    """A participant: who, where, in which role."""

    pid: str
    name: str
    seat: Seat
    role: Role
    gone: bool = False
    """Left, or was removed; the token opens nothing any more."""


@dataclass
class State:
    """See the docstring of the file. Empty = a session in its lobby."""

    phase: Phase = "lobby"
    came_from: Phase = "planning"
    """While paused: the phase that goes on afterwards."""
    reason: str = ""
    policies: Policies = field(default_factory=Policies)
    started: bool = False
    members: dict[str, Member] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Team -> `human` or `bot <style>`, where it was changed during play."""
    locked: set[str] = field(default_factory=set)
    revs: dict[str, int] = field(default_factory=dict)
    """Team -> revision of its saved orders this turn; 0 = none yet."""
    drafts: dict[str, OrderSheet] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    """Team -> who saved last."""
    extended: bool = False
    """Whether the deadline of this turn was put off by the policy."""
    left_ms: int | None = None
    """What the clock showed at the last entry about it; None = no deadline."""
    running: bool = False
    clock_at: int = 0
    last_at: int = 0
    """Unix ms of that entry, and of the last one of all."""
    chats: list[ChatLine] = field(default_factory=list)
    talks: list[tuple[TalkFace, int]] = field(default_factory=list)
    """Talks of the turn that is planned, each with who hears it (bits of `play/msel.py`)."""
    rfis: dict[str, RfiFace] = field(default_factory=dict)
    challenges: dict[str, ChallengeFace] = field(default_factory=dict)
    rulings: dict[str, RulingFace] = field(default_factory=dict)
    observations: dict[str, ObservationFace] = field(default_factory=dict)
    queued: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Injects to be sent when the pause ends -> who wanted it, and why."""
    closed_channels: set[str] = field(default_factory=set)
    notes: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict)
    """(pid, note) -> text, and whether it may be read after the end."""
    receipts: set[tuple[str, str]] = field(default_factory=set)
    """(seat, item) that were opened."""

    @property
    def withheld(self) -> bool:
        """Whether the last turn's results are still the white cell's alone."""
        return "white_review" in (self.phase, self.came_from if self.phase == "paused" else "")

    def copied(self) -> State:
        """A copy that may be folded on without changing this one; what it holds is frozen."""
        made = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, dict | list | set):
                setattr(made, name, value.copy())
        return made

    def fold(self, entries: Iterable[Entry]) -> None:
        """Take up entries in order. Raises SaveDamaged for one that cannot be read."""
        for entry in entries:
            act = FOLDS.get(entry.kind)
            self.last_at = max(self.last_at, entry.at_ms)
            if act is None:
                continue
            try:
                act(self, entry)
            except (KeyError, ValueError, TypeError, ValidationError) as error:
                raise SaveDamaged(
                    f"turn {entry.turn}: an entry of kind {entry.kind} is unreadable", entry.turn
                ) from error

    def here(self) -> list[Member]:
        """Participants who have not gone, in the order in which they came."""
        return [member for member in self.members.values() if not member.gone]

    def at_seat(self, seat: str) -> list[Member]:
        """Those of a seat."""
        return [member for member in self.here() if member.seat == seat]

    def left_at_death(self) -> int | None:
        """What the clock showed at the last sign of life, for a host that starts anew."""
        if self.left_ms is None or not self.running:
            return self.left_ms
        return max(0, self.left_ms - (self.last_at - self.clock_at))


def _word(entry: Entry, name: str) -> str:
    value = entry.payload[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _phase(entry: Entry, name: str) -> Phase:
    word = _word(entry, name)
    return next(phase for phase in PHASES if phase == word)


def _role(entry: Entry) -> Role:
    word = _word(entry, "role")
    found = [role for role in ROLES if role == word]
    return found[0]


def _joined(state: State, entry: Entry) -> None:
    pid = _word(entry, "pid")
    seat = cast("Seat", _word(entry, "seat"))
    state.members[pid] = Member(pid, _word(entry, "name"), seat, _role(entry))


def _gone(state: State, entry: Entry) -> None:
    pid = _word(entry, "pid")
    state.members[pid] = replace(state.members[pid], gone=True)


def _role_set(state: State, entry: Entry) -> None:
    pid = _word(entry, "pid")
    state.members[pid] = replace(state.members[pid], role=_role(entry))


def _seat_changed(state: State, entry: Entry) -> None:
    state.kinds[_word(entry, "team")] = _word(entry, "kind")


def _locked(state: State, entry: Entry) -> None:
    seat = _word(entry, "seat")
    if entry.payload["locked"]:
        state.locked.add(seat)
    else:
        state.locked.discard(seat)


def _policies(state: State, entry: Entry) -> None:
    state.policies = Policies.model_validate_json(to_json(entry.payload["policies"]))


def _started(state: State, entry: Entry) -> None:
    _policies(state, entry)
    state.started = True


def _phased(state: State, entry: Entry) -> None:
    before, after = _phase(entry, "from"), _phase(entry, "to")
    if after == "paused":
        state.came_from = before
    state.phase = after
    state.reason = _word(entry, "reason")


def _clock(state: State, entry: Entry) -> None:
    left = entry.payload["remaining_ms"]
    if left is not None and not isinstance(left, int):
        raise TypeError("remaining_ms")
    state.left_ms, state.running, state.clock_at = left, entry.payload["running"] is True, entry.at_ms
    if entry.payload["reason"] == "policy":
        state.extended = True


def _draft(state: State, entry: Entry) -> None:
    sheet = OrderSheet.model_validate_json(to_json(entry.payload["sheet"]))
    rev = entry.payload["rev"]
    if not isinstance(rev, int):
        raise TypeError("rev")
    state.drafts[sheet.team], state.revs[sheet.team] = sheet, rev
    state.authors[sheet.team] = sheet.author


def _sealed(state: State, entry: Entry) -> None:
    sheet = OrderSheet.model_validate_json(to_json(entry.payload["sheet"]))
    state.drafts[sheet.team] = sheet
    state.authors[sheet.team] = sheet.author


def _turned(state: State, entry: Entry) -> None:
    state.revs, state.drafts, state.authors, state.extended = {}, {}, {}, False
    state.talks = []


def chat_of(entry: Entry) -> ChatLine:
    """The message of a `chat_sent`."""
    return ChatLine.model_validate_json(to_json(entry.payload["chat"]))


def _chat(state: State, entry: Entry) -> None:
    state.chats.append(chat_of(entry))
    del state.chats[:-CHATS]


def talk_of(entry: Entry) -> TalkFace:
    """The talk of a `talk_sent`."""
    told: dict[str, JsonValue] = {
        "seat": entry.payload["team"],
        "turn": entry.turn,
        "number": entry.payload.get("number", 0),
        "order": entry.payload["order"],
    }
    return TalkFace.model_validate_json(to_json(told))


def _talk(state: State, entry: Entry) -> None:
    state.talks.append((talk_of(entry), entry.audience))


def _channel(state: State, entry: Entry) -> None:
    name = _word(entry, "channel")
    if entry.payload["open"]:
        state.closed_channels.discard(name)
    else:
        state.closed_channels.add(name)


def _challenged(state: State, entry: Entry) -> None:
    name, number, shown = _word(entry, "id"), entry.payload["event"], entry.payload["shown"]
    seat = next(team for team in TEAMS if team == entry.seat)
    if not isinstance(number, int) or not isinstance(shown, int):
        raise TypeError("event")
    ground = _word(entry, "ground")
    state.challenges[name] = ChallengeFace(id=name, seat=seat, event=number, shown=shown, ground=ground)


def _decided(state: State, entry: Entry) -> None:
    name = _word(entry, "id")
    changed: dict[str, JsonValue] = {"state": _word(entry, "decision"), "answer": _word(entry, "text")}
    whole = {**state.challenges[name].model_dump(mode="json"), **changed}
    state.challenges[name] = ChallengeFace.model_validate_json(to_json(whole))


def _noted(state: State, entry: Entry) -> None:
    key = (_word(entry, "pid"), _word(entry, "note_id"))
    state.notes[key] = (_word(entry, "text"), entry.payload["share"] is True)


def _receipt(state: State, entry: Entry) -> None:
    state.receipts.add((entry.seat, _word(entry, "item")))


FOLDS: dict[str, Callable[[State, Entry], None]] = {
    "participant_joined": _joined,
    "participant_left": _gone,
    "participant_kicked": _gone,
    "role_set": _role_set,
    "seat_changed": _seat_changed,
    "seat_locked": _locked,
    "policies_set": _policies,
    "exercise_started": _started,
    "phase_changed": _phased,
    "clock_set": _clock,
    "draft_saved": _draft,
    "orders_sealed": _sealed,
    "turn_adjudicated": _turned,
    "chat_sent": _chat,
    "talk_sent": _talk,
    "channel_set": _channel,
    "ruling_challenged": _challenged,
    "challenge_decided": _decided,
    "note_saved": _noted,
    "item_opened": _receipt,
    **DESKS,
}
"""Kind of entry -> what it changes; other kinds change nothing here."""
