"""What each seat is told about entries that were committed: the only door from the truth to a seat.

Every message is built from nothing for the seat it goes to: from its own view, from lines addressed to it,
and from what is public. Nothing made for one seat is handed to another. White is told all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from wargame.host.desks import accepted
from wargame.host.faces import ChatLine, ClockFace, MemberFace, OrdersFace, RfiFace, Seat, SeatFace, Snapshot
from wargame.host.state import chat_of, talk_of
from wargame.host.views import view_of
from wargame.host.wire import (
    ChallengeNow,
    ChatNow,
    InjectNow,
    Notice,
    ObservationNow,
    Orders,
    PhaseNow,
    PoliciesNow,
    Presence,
    RfiNow,
    RulingNow,
    ScenarioNow,
    Seats,
    TalkNow,
    TurnNow,
)
from wargame.model.orders import TEAMS
from wargame.play.codec import order_rows
from wargame.play.msel import BITS
from wargame.rules.legal import command_points, cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.host.faces import ChallengeFace, TalkFace, TeamSeat
    from wargame.host.session_host import SessionHost
    from wargame.host.wire import Numbered
    from wargame.model.exercise import Entry
    from wargame.model.view import InjectView

__all__ = ["HEAVY", "SEATS", "Notice", "Outbox", "Presence", "ScenarioNow", "TurnNow", "snapshot", "view_of"]

SEATS: tuple[Seat, ...] = get_args(Seat)
"""Every seat that has a stream."""

HEAVY = frozenset(
    {
        "turn_adjudicated", "phase_changed", "inject_released", "inject_written", "inject_changed",
        "ruling_overridden", "override_withdrawn", "talk_sent",
    }
)  # fmt: skip
"""Kinds of entries for which views are made: tens of milliseconds."""


def seats_for(host: SessionHost, seat: str) -> tuple[SeatFace, ...]:
    """Who fills the seats, as one seat may know it."""
    open_seals = seat == "white" or host.state.policies.show_seals
    sealed = host.sealed()
    return tuple(
        SeatFace(
            team=team,
            kind=host.kind(team),
            locked=team in host.state.locked,
            sealed=sealed[team] if open_seals or team == seat else None,
        )
        for team in TEAMS
    )


def members_for(host: SessionHost, seat: str) -> tuple[MemberFace, ...]:
    """One's own seat's members and the white cell's; for white, all."""
    return tuple(
        MemberFace(pid=m.pid, name=m.name, seat=m.seat, role=m.role, online=host.online(m.pid))
        for m in host.state.here()
        if seat == "white" or m.seat in (seat, "white")
    )


def orders_for(host: SessionHost, team: TeamSeat) -> OrdersFace:
    """A team's saved orders, with the points they cost."""
    state, session = host.state, host.session
    sheet = session.draft(team)
    used = sum(cost(row) for row in order_rows(session.layout, sheet))
    return OrdersFace(
        turn=session.turn,
        rev=state.revs.get(team, 0),
        sheet=sheet,
        sealed=host.sealed()[team],
        by=state.authors.get(team, "")[:40],
        points=(used, command_points(session.layout.world, TEAMS.index(team))),
    )


def reads_chat(line: ChatLine, seat: str) -> bool:
    """Whether a line reaches a seat."""
    if seat in ("white", line.seat):
        return True
    return line.channel == "all" or (line.channel == "seats" and seat in line.to)


def hears(audience: int, seat: str) -> bool:
    """Whether a talk of this audience reaches a seat."""
    return bool(audience & BITS.get(seat, 0))


def talk_for(host: SessionHost, face: TalkFace, seat: str) -> TalkFace:
    """A talk with the numbers by which the seat calls agreements."""
    numbers = host.session.numbers
    own = {"number": numbers.own(seat, face.number), "order": numbers.own_talk(seat, face.order)}
    return face.model_copy(update=own)


def rfi_for(face: RfiFace, seat: str) -> RfiFace:
    """A question as a seat reads it: who sees to it, answers that wait for review and the tag of an answer
    stay with the white cell.
    """
    if seat == "white":
        return face
    if face.state not in ("released", "refused"):
        return RfiFace(id=face.id, seat=face.seat, text=face.text)
    return RfiFace(id=face.id, seat=face.seat, text=face.text, state=face.state, answer=face.answer)


def snapshot(host: SessionHost, seat: Seat) -> Snapshot:
    """All that a seat has, for one that comes new or late."""
    state = host.state
    team = next((known for known in TEAMS if known == seat), None)
    return Snapshot(
        view=view_of(host, seat),
        orders=orders_for(host, team) if team is not None else None,
        seats=seats_for(host, seat),
        members=members_for(host, seat),
        chats=tuple(line for line in state.chats if reads_chat(line, seat))[-200:],
        rfis=tuple(rfi_for(face, seat) for face in state.rfis.values() if seat in ("white", face.seat))[-50:],
        challenges=tuple(
            challenge_for(face, seat) for face in state.challenges.values() if seat in ("white", face.seat)
        )[-50:],
        talks=tuple(talk_for(host, face, seat) for face, audience in state.talks if hears(audience, seat)),
        policies=state.policies,
        rulings=tuple(state.rulings.values())[-200:] if seat == "white" else (),
        observations=tuple(state.observations.values())[-200:] if seat == "white" else (),
    )


def challenge_for(face: ChallengeFace, seat: str) -> ChallengeFace:
    """A challenge by the number of the event as its reader counts."""
    return face if seat == "white" else face.model_copy(update={"event": face.shown, "shown": 0})


def clock_face(host: SessionHost) -> ClockFace:
    """The clock as it stands."""
    return ClockFace(remaining_ms=host.clock.remaining(), running=host.clock.running)


def phase_now(host: SessionHost) -> PhaseNow:
    """The state of the session, the same for all."""
    state = host.state
    turn = host.session.turn - (1 if state.withheld else 0)
    return PhaseNow(phase=state.phase, turn=turn, clock=clock_face(host), reason=state.reason[:500])


class Outbox:
    """Messages for seats, in order; equal kinds that say the whole state are sent once, at the end."""

    def __init__(self, host: SessionHost) -> None:
        self._host = host
        self.sent: list[tuple[str, Numbered]] = []
        self._views: set[str] = set()
        self._orders: set[str] = set()
        self._whole: set[str] = set()
        self._talks: list[tuple[str, TalkNow]] = []
        """Said after the views that they have changed."""

    def tell(self, entries: Sequence[Entry]) -> list[tuple[str, Numbered]]:
        """The messages that these entries lead to; the state has been folded."""
        for entry in entries:
            self._entry(entry)
        self._close()
        return self.sent

    def send(self, seat: str, message: Numbered) -> None:
        """One message to one seat."""
        self.sent.append((seat, message))

    def _entry(self, entry: Entry) -> None:
        host, payload = self._host, entry.payload
        match entry.kind:
            case "turn_adjudicated":
                self._views |= set(SEATS)
                self._orders |= set(TEAMS)
                self._whole |= {"seats", "phase"}
            case "phase_changed":
                if payload["from"] in ("white_review", "lobby"):
                    self._views |= set(SEATS)
                self._whole |= {"phase"}
                if payload["to"] == "ended":
                    self._views |= set(SEATS)
                    self._open_seed()
                    self._open_rulings()
            case "clock_set":
                self._whole |= {"phase"}
            case "policies_set" | "exercise_started":
                self._whole |= {"policies"}
            case "draft_saved" | "orders_sealed" | "orders_reopened":
                self._orders.add(entry.seat)
                if entry.kind != "draft_saved":
                    self._whole |= {"seats"}
            case "inject_released" | "inject_written":
                inject = payload["inject"]
                self._inject(str(inject["id"] if isinstance(inject, dict) else inject), entry.audience)
            case "participant_joined" | "participant_left" | "participant_kicked" | "role_set":
                self._whole |= {"presence"}
            case "seat_changed" | "seat_locked":
                self._whole |= {"seats"}
            case "chat_sent":
                self._chat(chat_of(entry))
            case "talk_sent":
                self._talks += [
                    (seat, TalkNow(talk=talk_for(host, talk_of(entry), seat)))
                    for seat in SEATS
                    if hears(entry.audience, seat)
                ]
                self._views |= host.moved | {"white"}
                host.moved.clear()
            case "notice_sent":
                grave = payload["emergency"] is True
                for seat in SEATS:
                    self.send(seat, Notice(text=str(payload["text"]), kind="emergency" if grave else "info"))
            case _:
                self._desks(entry)

    def _desks(self, entry: Entry) -> None:
        """What the white cell's desks have made: of most of it no team is told."""
        state, name = self._host.state, str(entry.payload.get("id", ""))
        match entry.kind:
            case "rfi_asked" | "rfi_answered":
                face = state.rfis[name]
                for seat in ("white", face.seat):
                    self.send(seat, RfiNow(rfi=rfi_for(face, seat)))
            case "ruling_challenged" | "challenge_decided":
                challenge = state.challenges[name]
                for seat in ("white", challenge.seat):
                    self.send(seat, ChallengeNow(challenge=challenge_for(challenge, seat)))
            case "rfi_claimed" | "rfi_drafted":
                self.send("white", RfiNow(rfi=state.rfis[name]))
            case "observation_made":
                self.send("white", ObservationNow(observation=state.observations[name]))
            case "inject_changed":
                self._views.add("white")
            case "inject_unqueued":
                words = f"An inject could not be sent after the pause: {entry.payload['reason']}"
                self.send("white", Notice(text=words, kind="warning"))
            case "ruling_accepted" | "ruling_overridden" | "override_withdrawn":
                self._ruling(entry)
            case _:
                pass

    def _open_seed(self) -> None:
        """At the end everybody may check the commitment of the welcome."""
        ended = [e for e in self._host.journal.entries() if e.kind == "session_ended"]
        salt = str(ended[-1].payload.get("salt", "")) if ended else ""
        words = f"The exercise has ended. Its seed was {self._host.session.seed}"
        for seat in SEATS:
            self.send(seat, Notice(text=f"{words}, its salt {salt}." if salt else f"{words}."))

    def _ruling(self, entry: Entry) -> None:
        """The white cell's alone: what became of a ruling, and the turn as it is resolved now."""
        payload = entry.payload
        held = payload.get("override", payload)
        name = held.get("id") if isinstance(held, dict) else None
        if entry.kind == "ruling_accepted":
            name = accepted(int(str(payload["turn"])), int(str(payload["event"])))
        else:
            self._views.add("white")
        self.send("white", RulingNow(ruling=self._host.state.rulings[str(name)]))

    def _open_rulings(self) -> None:
        """At an end by the white cell: the reasons of overrides that were kept until then. Where the rules
        ended the session they stand in the views.
        """
        for face in self._host.state.rulings.values():
            if face.state == "overridden" and face.shown == "endex" and not self._host.session.over:
                words = f"A ruling of turn {face.turn}, day {face.day}, was changed: {face.reason}"
                for seat in SEATS:
                    if seat == "white" or {"all", seat} & set(face.audience):
                        self.send(seat, Notice(text=words))

    def _chat(self, line: ChatLine) -> None:
        for seat in SEATS:
            if reads_chat(line, seat):
                self.send(seat, ChatNow(chat=line))

    def _inject(self, name: str, audience: int) -> None:
        """The inject to those it reaches, each as its own view has it; white's list is kept up too."""
        for bit, seat in enumerate((*TEAMS, "white")):
            if not (audience >> bit & 1 or seat == "white"):
                continue
            view = view_of(self._host, seat)
            found = _of(view.injects, name) if view is not None else None
            if found is not None:
                self.send(seat, InjectNow(inject=found))

    def _close(self) -> None:
        """What says the whole: views first, so that a phase is never known before what it shows."""
        host = self._host
        for seat in SEATS:
            if seat in self._views and (view := view_of(host, seat)) is not None:
                head = host.head() if seat != "observer" else ""
                self.send(seat, TurnNow(turn=view.turn, view=view, head=head))
        self.sent += self._talks
        for team in TEAMS:
            if team in self._orders:
                self.send(team, Orders(orders=orders_for(host, team)))
        for seat in SEATS:
            if "seats" in self._whole:
                self._seats(seat)
            if "presence" in self._whole:
                self._presence(seat)
            if "policies" in self._whole:
                self.send(seat, PoliciesNow(policies=host.state.policies))
            if "phase" in self._whole:
                self.send(seat, phase_now(host))

    def _seats(self, seat: str) -> None:
        """Sent only where what this seat may know has changed: else its number would tell of others' acts."""
        faces = seats_for(self._host, seat)
        if self._host.told_seats.get(seat) != faces:
            self._host.told_seats[seat] = faces
            self.send(seat, Seats(seats=faces))

    def _presence(self, seat: str) -> None:
        """The same for who is there."""
        faces = members_for(self._host, seat)
        if self._host.told_members.get(seat) != faces:
            self._host.told_members[seat] = faces
            self.send(seat, Presence(members=faces))


def _of(injects: Sequence[InjectView], name: str) -> InjectView | None:
    return next((inject for inject in injects if inject.id == name), None)
