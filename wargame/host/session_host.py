"""The session host: the only holder of ground truth, one actor a session, knowing nothing of any transport.

    admit     a PIN or token becomes a member (or a reason why not)
    attach    a member's connection gets what it missed, or everything, and listens from then on
    command   one command: answered from the record if it was carried out before; else checked, committed
              durably, applied, told to every seat it concerns, and acknowledged, in this order; several
              that wait share a commit where they can (`groups.py`)
    tick      the clock: deadlines, and planning that everybody has sealed

All of it runs under one lock. What may wait for a disk runs in a worker thread; streams are written by the
loop alone. What team members do stands in `team_acts.py`, what the white cell does in `white_acts.py`, what
is told to whom in `news.py`, what is allowed in `operations.py`.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from wargame.bots import STYLES
from wargame.errors import SaveError, WargameError, WrongPhase
from wargame.host import adjudication, groups, news, team_acts, views, white_acts
from wargame.host.clock import Countdown, monotonic_ms
from wargame.host.gate import heavy, in_thread
from wargame.host.operations import allowed, roles_of
from wargame.host.refusal import Refused, nack_of
from wargame.host.state import State
from wargame.host.streams import Stream
from wargame.host.wire import Ack, Bye, Fac, Nack, Query, Ready, ScenarioText, Submit, Welcome, body_digest
from wargame.model.cleaning import one_line
from wargame.model.exercise import CommandRecord, Entry
from wargame.model.orders import TEAMS
from wargame.play.counsel import Counsel
from wargame.play.entries import wall_clock
from wargame.play.seat_scenario import names_of, seat_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import JsonValue

    from wargame.host.clock import Now
    from wargame.host.faces import MemberFace, Policies, SeatFace
    from wargame.host.given import Given
    from wargame.host.identity import Keys
    from wargame.host.journal import HostJournal
    from wargame.host.state import Member
    from wargame.host.streams import Sink
    from wargame.host.wire import AnyCommand, Hello, Numbered
    from wargame.model.exercise import EntryKind
    from wargame.model.orders import TeamId
    from wargame.model.view import View
    from wargame.play.session import Session

log = logging.getLogger("wargame.host")

HOST = "host"
"""Actor of what the host does by itself."""

MOST_MEMBERS = 200
"""Participants of a session in all."""


class SessionHost:
    """One hosted session. Made from a Session whose journal is the `HostJournal` given."""

    def __init__(
        self,
        session: Session,
        journal: HostJournal,
        keys: Keys,
        *,
        now: Now = monotonic_ms,
        wall: Now = wall_clock,
        base: str = "",
        head: Callable[[], str] = str,
        copy: Callable[[str], str] | None = None,
        branch: Callable[[str, int], str] | None = None,
        ids: Callable[[], str] = lambda: secrets.token_hex(8),
        commitment: str = "0" * 64,
    ) -> None:
        """`base`: text of the scenario's base map. `head`: hex hash of the journal's last entry.

        `copy` saves a copy under a name and returns its path, `branch` a branch from a turn. `ids` makes
        random names. `commitment`: hex SHA-256 of the seed and a salt, which everybody may know.
        """
        self.session, self.journal, self.keys = session, journal, keys
        self.clock, self.base, self.head, self.ids, self.wall = Countdown(now), base, head, ids, wall
        self.copy, self.branch = copy, branch
        self.state = State()
        self.counsel = Counsel(session)
        self.streams: dict[str, Stream] = {seat: Stream() for seat in news.SEATS}
        self.epoch = secrets.token_hex(8)
        self.lock = asyncio.Lock()
        self.ended = asyncio.Event()
        """Set once the session has ended."""
        self.told_seats: dict[str, tuple[SeatFace, ...]] = {}
        self.told_members: dict[str, tuple[MemberFace, ...]] = {}
        self.moved: set[str] = set()
        """Teams whose view a talk has changed that is not told yet."""
        self.dropped: list[str] = []
        """Participants whose connections the server is to close."""
        self.anew = False
        """Whether the server is to close all connections, so that they come back for a snapshot."""
        self.troubled = False
        """Whether a commit has failed; the clock stands until one succeeds again."""
        self._waiting: deque[groups.Asked] = deque()
        self._work: asyncio.Task[None] | None = None
        self._online: dict[str, int] = {}
        self._met: dict[str, frozenset[str]] = {}
        self._sent_names: dict[str, frozenset[str]] = {}
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._commitment = commitment
        self._take_up()
        for seat in news.SEATS:  # else the first message would tell that somebody else did something
            self.told_seats[seat] = news.seats_for(self, seat)
            self.told_members[seat] = news.members_for(self, seat)

    def _take_up(self) -> None:
        """Stand where the journal ends."""
        self.journal.take()
        self.state.fold(self.journal.entries())
        for team, kind in self.state.kinds.items():
            self.session.fill(team, STYLES.get(kind.removeprefix("bot ")) if kind != "human" else None)
        sealed = self.sealed()
        for team, sheet in self.state.drafts.items():
            if not sealed[team] and not self.session.over:
                self.session.keep(team, self.session.numbers.own_sheet(sheet))
        if self.session.over and self.state.phase not in ("white_review", "paused", "review"):
            self.state.phase = "ended"
        self.clock.set(self.state.left_at_death(), running=self.state.running)
        if self.state.phase == "ended":
            self.ended.set()

    def preset(self, policies: Policies) -> None:
        """Settle the policies before anybody has come. Raises WrongPhase after STARTEX, SaveError."""
        if self.state.phase != "lobby":
            raise WrongPhase("policies are settled before the exercise begins")
        payload: dict[str, JsonValue] = {"policies": policies.model_dump(mode="json"), "by": ""}
        self.journal.commit([self.entry("policies_set", None, payload, 15)])
        self.state.fold(self.journal.take())

    # ---- what stands ----

    def sealed(self) -> dict[str, bool]:
        """Team -> whether it has sealed."""
        return dict(self.session.sealed.items())

    def kind(self, team: str) -> str:
        """`human`, or `bot` and its style."""
        return next(kind for known, kind in self.session.seats.items() if known == team)

    def online(self, pid: str) -> bool:
        """Whether a participant is connected."""
        return self._online.get(pid, 0) > 0

    def known_names(self, team: str) -> frozenset[str]:
        """The formations and posts of which a team knows that they exist."""
        named = self._learn(team, views.view_of(self, team))
        held = self._known.get(team)
        if held is None or held[0] != named:
            held = (named, names_of(seat_scenario(self.session.scenario, team, named)))
            self._known[team] = held
        return held[1]

    def _learn(self, seat: str, view: View | None) -> frozenset[str]:
        """The names a seat has met in its views; they are not forgotten."""
        self._met[seat] = self._met.get(seat, frozenset()) | views.names_in(self, view)
        return self._met[seat]

    def entry(
        self, kind: EntryKind, member: Member | None, payload: dict[str, JsonValue], audience: int
    ) -> Entry:
        """An entry of now; `member` = who did it, None for the host itself."""
        return Entry(
            turn=self.session.turn,
            day=self.session.board.tracks[0].day,
            at_ms=self.wall(),
            actor=member.name if member is not None else HOST,
            seat=member.seat if member is not None else "engine",
            kind=kind,
            audience=audience,
            payload=payload,
        )

    # ---- admission ----

    async def admit(self, hello: Hello) -> tuple[Member, str | None] | Bye:
        """The member that a token names, or a new one for a PIN, with its token.

        A wrong one gives a Bye with code `bad_pin`; counting guesses is the transport's affair.
        """
        async with self.lock:
            if hello.token is not None:
                member = self.state.members.get(self.keys.pid_of(hello.token) or "")
                if member is None or member.gone:
                    return Bye(code="bad_pin", again=False, detail="this token opens nothing here")
                return member, None
            seat = self.keys.seat_of(hello.pin or "")
            if seat is None:
                return Bye(code="bad_pin", again=False, detail="no seat has this PIN")
            if seat in self.state.locked:
                return Bye(code="locked", again=False, detail="the seat is locked")
            if len(self.state.members) >= MOST_MEMBERS:
                return Bye(code="full", again=False, detail="the session is full")
            pid = self.ids()
            payload: dict[str, JsonValue] = {
                "pid": pid,
                "name": self._free_name(hello.name, seat),
                "seat": seat,
                "role": roles_of(seat)[0] if self._first(seat) else roles_of(seat)[-1],
            }
            made = self.entry("participant_joined", None, payload, 8)
            token = await asyncio.to_thread(self._join, pid, made)
            await self._publish()
            return self.state.members[pid], token

    def _join(self, pid: str, made: Entry) -> str:
        """Token first: one without a participant opens nothing. Raises SaveError, OSError."""
        token = self.keys.admit(pid)
        self.journal.commit([made])
        return token

    def _first(self, seat: str) -> bool:
        """Whoever comes to the white cell with its PIN facilitates; of a team the first leads."""
        return seat == "white" or not any(m.role == "leader" for m in self.state.at_seat(seat))

    def _free_name(self, name: str, seat: str) -> str:
        """The name, or with the seat before it where somebody else has it or it poses as a bot or host."""
        wanted = one_line(name).strip() or "guest"
        taken = {member.name.casefold() for member in self.state.here()}
        poses = wanted.casefold().startswith(("bot", HOST, "engine", "white"))
        if not poses and wanted.casefold() not in taken:
            return wanted[:40]
        number = 2
        made = f"{seat} {wanted}"[:40]
        while made.casefold() in taken:
            made = f"{seat} {number} {wanted}"[:40]
            number += 1
        return made

    # ---- connections ----

    async def attach(self, member: Member, token: str | None, hello: Hello, sink: Sink) -> None:
        """Welcome a connection: what it missed, or a snapshot; then everything that comes."""
        async with self.lock:
            stream = self.streams[member.seat]
            missed = stream.since(hello.seen) if hello.epoch == self.epoch else None
            whole = await asyncio.to_thread(news.snapshot, self, member.seat) if missed is None else None
            welcome = Welcome(
                mode="snapshot" if missed is None else "resume",
                session=self.session.scenario.id,
                title=self.session.scenario.title,
                epoch=self.epoch,
                n=stream.n if missed is None else hello.seen,
                seat=member.seat,
                role=member.role,
                pid=member.pid,
                name=member.name,
                token=token,
                phase=self.state.phase,
                turn=self.session.turn - (1 if self.state.withheld else 0),
                clock=news.clock_face(self),
                seed_commitment=self._commitment,
                state=whole,
            )
            if missed is None:
                self._learn(member.seat, whole.view if whole is not None else None)
                sink.put(self._scenario(member.seat).model_dump_json())
            sink.put(welcome.model_dump_json())
            for frame in missed or ():
                sink.put(frame)
            stream.listen(sink)
            self._online[member.pid] = self._online.get(member.pid, 0) + 1
            self._tell_presence()

    async def detach(self, member: Member, sink: Sink) -> None:
        """A connection has gone."""
        async with self.lock:
            self.streams[member.seat].leave(sink)
            self._online[member.pid] = max(0, self._online.get(member.pid, 0) - 1)
            self._tell_presence()

    def _tell_presence(self) -> None:
        for seat in news.SEATS:
            faces = news.members_for(self, seat)
            if self.told_members.get(seat) != faces:
                self.told_members[seat] = faces
                self.streams[seat].send(news.Presence(members=faces))

    def _scenario(self, seat: str) -> ScenarioText:
        named = self._met.get(seat, frozenset())
        self._sent_names[seat] = named
        made = seat_scenario(self.session.scenario, seat, named)
        return ScenarioText(
            scenario=made.model_dump_json(by_alias=True, exclude_defaults=True), base=self.base
        )

    # ---- commands ----

    async def command(self, member: Member, message: AnyCommand) -> Ack | Nack:
        """Carry out a command, once. What is refused has changed nothing.

        Whoever gives up waiting for the answer does not stop it.
        """
        asked = groups.Asked(member, message, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._carry_out_all())
        return await asked.answer

    async def _carry_out_all(self) -> None:
        """Until nothing waits: some commands, their commit, the news of it, their answers."""
        while self._waiting:
            some = groups.taken(self._waiting)
            try:
                async with self.lock:
                    answers = await in_thread(partial(groups.carried_out, self, some), some[0].message)
                    await self._publish()
                if not isinstance(some[0].message, Query):
                    await self.tick()
            except Exception as error:
                for asked in some:
                    if not asked.answer.done():
                        asked.answer.set_exception(error)
                continue
            for asked, answer in zip(some, answers, strict=True):
                if not asked.answer.done():
                    asked.answer.set_result(answer)

    def present(self, member: Member) -> Member:
        """The member as it stands now. Raises Refused for one who has gone."""
        known = self.state.members.get(member.pid)
        if known is None or known.gone:
            raise Refused("forbidden", "you have left this session")
        return known

    def carry_out(self, member: Member, message: AnyCommand) -> Ack | Nack:
        """One command in a commit of its own. In a worker thread, under the lock."""
        try:
            member = self.present(member)
            if isinstance(message, Query):
                return Ack(cid=message.cid, data=team_acts.answer(self, member, message))
            decided = self.decided(member, message)
            if isinstance(decided, Ack):
                return decided
            given, record = decided
            self.commit(given, record)
            data = given.secret() if given.secret is not None else None
            return Ack(cid=message.cid, rev=given.rev, note=given.note, data=data)
        except Refused as refused:
            return refused.nack(message.cid)
        except SaveError as error:
            return self._failed(message.cid, error)
        except WargameError as error:
            return nack_of(message.cid, error)
        except Exception:
            log.exception("%s %s: a command could not be carried out", member.seat, message.t)
            return Nack(cid=message.cid, code="rule", detail="the host could not do this; its log says why")

    def decided(
        self, member: Member, message: AnyCommand, held: CommandRecord | None = None
    ) -> Ack | tuple[Given, CommandRecord]:
        """What a command leads to, with its record; the answer it was given if it was carried out before.

        `held`: a record that waits for the same commit. Raises Refused, WargameError.
        """
        digest = body_digest(message)
        before = held or self.journal.command(member.seat, member.pid, message.cid)
        if before is not None:
            if before.body_sha256 != digest:
                raise Refused("cid_reused", "another command had this cid")
            return groups.again(message.cid, before.result)
        self.check(member, message)
        given = self._given(member, message)
        result: dict[str, JsonValue] = {"rev": given.rev, "note": given.note}
        return given, CommandRecord(
            seat=member.seat, pid=member.pid, cid=message.cid, body_sha256=digest, result=result
        )

    def check(self, member: Member, message: AnyCommand) -> None:
        """Role, phase, lock. Raises Refused."""
        names = [message.op if isinstance(message, Fac) else message.t]
        if isinstance(message, Ready) or (isinstance(message, Submit) and message.final):
            names = ["seal"]
        for name in names:
            verdict = allowed(name, member.role, self.state.phase)
            if verdict != "ok":
                told = "your role may not do this" if verdict == "forbidden" else f"not in {self.state.phase}"
                raise Refused(verdict, told)
        if member.seat in self.state.locked and member.seat != "white":
            raise Refused("seat_locked", "the white cell has locked your seat")
        if names[0] in ("submit", "seal", "talk") and self.kind(member.seat) != "human":
            raise Refused("seat_locked", "a bot plays your seat now")

    def _given(self, member: Member, message: AnyCommand) -> Given:
        if isinstance(message, Fac):
            return white_acts.given(self, member, message)
        return team_acts.given(self, member, message)

    def commit(self, given: Given, record: CommandRecord | None = None) -> None:
        """Durable first, then in memory. Raises SaveError and whatever the act raises; undoes what was set
        up.
        """
        try:
            if given.act is None:
                with self.journal.carrying(record):
                    self.journal.commit(list(given.entries))
            else:
                with self.journal.carrying(record, given.entries, given.after):
                    given.act()
        except BaseException:
            if given.undo is not None:
                given.undo()
            raise
        if given.settle is not None:
            given.settle()

    def _failed(self, cid: str, error: SaveError) -> Nack:
        """Nothing could be written: the clock stands until something can."""
        log.error("the save cannot be written: %s", error.code)
        self.clock.pause()
        self.troubled = True
        return nack_of(cid, error)

    # ---- telling ----

    async def _publish(self) -> None:
        """Fold what was committed and tell every seat, all in one go once all is built."""
        fresh = self.journal.take()
        if self.troubled and not fresh:
            words = "The save cannot be written, or the turn cannot be resolved. The clock stands."
            self.streams["white"].send(news.Notice(text=words, kind="warning"))
        if not fresh:
            return
        self.state.fold(fresh)
        if self.troubled:
            self.troubled = False
            if self.state.running:
                self.clock.go_on()
        try:
            told = news.Outbox(self).tell
            large = any(entry.kind in news.HEAVY for entry in fresh)
            sent = await asyncio.to_thread(told, fresh) if large else told(fresh)
            for seat, message in self._with_names(sent):
                self.streams[seat].send(message)
        except Exception:
            log.exception("what was committed could not be told; everybody gets a snapshot")
            self.epoch, self.anew = secrets.token_hex(8), True
        if self.state.phase == "ended":
            self.ended.set()

    def _with_names(self, sent: Sequence[tuple[str, Numbered]]) -> Sequence[tuple[str, Numbered]]:
        """Where a view names what the seat's scenario did not, the scenario is sent again before it."""
        made: list[tuple[str, Numbered]] = []
        for seat, message in sent:
            if isinstance(message, news.TurnNow) and seat != "white":
                named = self._learn(seat, message.view)
                if seat in self._sent_names and named != self._sent_names[seat]:
                    text = self._scenario(seat)
                    made.append((seat, news.ScenarioNow(scenario=text.scenario, base=text.base)))
            made.append((seat, message))
        return made

    # ---- time ----

    async def tick(self) -> None:
        """Deadlines, and planning that all have sealed. Called after commands and a few times a second."""
        async with self.lock:
            if self.troubled or not adjudication.due(self):
                return
            try:
                await heavy(partial(adjudication.by_itself, self))
            except SaveError as error:
                self._failed("", error)
            except Exception:
                log.exception("turn %s could not be resolved", self.session.turn)
                self.clock.pause()
                self.troubled = True
            await self._publish()

    def team_named(self, seat: str | None) -> TeamId:
        """A team's seat. Raises Refused."""
        for team in TEAMS:
            if team == seat:
                return team
        raise Refused("not_visible", "this needs a team's seat")
