"""A seat's end of the wire: what it has been sent, put together. Knows no transport and no screen.

`take` applies a message of the server; everything else reads. The state is a copy for one seat and holds
nothing else: there is nothing hidden in it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wargame.host.wire import (
    ChallengeNow,
    ChatNow,
    InjectNow,
    Notice,
    Numbered,
    ObservationNow,
    Orders,
    PhaseNow,
    PoliciesNow,
    Presence,
    RfiNow,
    RulingNow,
    ScenarioNow,
    ScenarioText,
    Seats,
    TalkNow,
    TurnNow,
    Welcome,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.host.faces import (
        ChallengeFace,
        ChatLine,
        ClockFace,
        MemberFace,
        ObservationFace,
        OrdersFace,
        Phase,
        Policies,
        RfiFace,
        RulingFace,
        SeatFace,
        TalkFace,
    )
    from wargame.host.wire import Ack, Bye, Nack, StreamMessage
    from wargame.model.view import InjectView, View

    Server = Welcome | ScenarioText | Ack | Nack | Bye | StreamMessage

MOST_CHATS = 500
MOST_NOTICES = 100
MOST_TALKS = 200


class Gap(Exception):
    """A number was left out: the connection has to be made anew."""


class Mirror:
    """What a seat knows of its session."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.epoch, self.n = "", 0
        self.welcome: Welcome | None = None
        self.scenario = ""
        self.scenarios = 0
        """How often the scenario came: it grows when a seat comes to know more."""
        self.base = ""
        self.phase: Phase = "lobby"
        self.turn = 0
        self.reason = ""
        self._view: View | None = None
        self.views = 0
        """How often a view came: what may be ordered hangs on it."""
        self.orders: OrdersFace | None = None
        self.seats: tuple[SeatFace, ...] = ()
        self.members: tuple[MemberFace, ...] = ()
        self.chats: list[ChatLine] = []
        self.talks: list[TalkFace] = []
        self.rfis: dict[str, RfiFace] = {}
        self.challenges: dict[str, ChallengeFace] = {}
        self.rulings: dict[str, RulingFace] = {}
        self.observations: dict[str, ObservationFace] = {}
        self.policies: Policies | None = None
        self.notices: list[Notice] = []
        self._clock: ClockFace | None = None
        self._clock_at = 0.0

    def take(self, message: Server) -> bool:
        """Apply a message; whether it was news. Raises Gap."""
        if isinstance(message, Welcome):
            self._welcomed(message)
            return True
        if isinstance(message, ScenarioText):
            self._scenario(message.scenario, message.base)
            return True
        if not isinstance(message, Numbered):
            return False
        if message.n <= self.n:
            return False
        if message.n != self.n + 1:
            raise Gap(f"{message.n} after {self.n}")
        self.n = message.n
        self._numbered(message)
        return True

    def _scenario(self, text: str, base: str) -> None:
        self.scenario, self.base = text, base
        self.scenarios += 1

    def _welcomed(self, message: Welcome) -> None:
        self.welcome, self.epoch, self.n = message, message.epoch, message.n
        self.phase, self.turn = message.phase, message.turn
        self._set_clock(message.clock)
        state = message.state
        if state is None:
            return
        self._view, self.orders, self.seats, self.members = (
            state.view,
            state.orders,
            state.seats,
            state.members,
        )
        self.views += 1
        self.chats, self.talks = list(state.chats), list(state.talks)
        self.rfis = {face.id: face for face in state.rfis}
        self.challenges = {face.id: face for face in state.challenges}
        self.rulings = {face.id: face for face in state.rulings}
        self.observations = {face.id: face for face in state.observations}
        self.policies = state.policies

    def _set_clock(self, clock: ClockFace) -> None:
        self._clock, self._clock_at = clock, self._now()

    def _numbered(self, message: Numbered) -> None:
        match message:
            case TurnNow():
                self._view = message.view
                self.views += 1
            case PhaseNow():
                self.phase, self.turn, self.reason = message.phase, message.turn, message.reason
                self._set_clock(message.clock)
            case Orders():
                self.orders = message.orders
            case Seats():
                self.seats = message.seats
            case Presence():
                self.members = message.members
            case PoliciesNow():
                self.policies = message.policies
            case InjectNow():
                self._inject(message.inject)
            case ChatNow():
                self.chats.append(message.chat)
                del self.chats[:-MOST_CHATS]
            case TalkNow():
                self.talks.append(message.talk)
                del self.talks[:-MOST_TALKS]
            case RfiNow():
                self.rfis[message.rfi.id] = message.rfi
            case ChallengeNow():
                self.challenges[message.challenge.id] = message.challenge
            case RulingNow():
                self.rulings[message.ruling.id] = message.ruling
            case ObservationNow():
                self.observations[message.observation.id] = message.observation
            case ScenarioNow():
                self._scenario(message.scenario, message.base)
            case Notice():
                self.notices.append(message)
                del self.notices[:-MOST_NOTICES]
            case _:
                pass

    def _inject(self, inject: InjectView) -> None:
        if self._view is None:
            return
        known = self._view.injects
        if any(held.id == inject.id for held in known):
            injects = tuple(inject if held.id == inject.id else held for held in known)
        else:
            injects = (*known, inject)
        self._view = self._view.model_copy(update={"injects": injects})

    # ---- reading ----

    @property
    def view(self) -> View | None:
        """The seat's view, with its own orders and the seals it may know of."""
        view = self._view
        if view is None:
            return None
        sealed: dict[str, bool] = {face.team: face.sealed is True for face in self.seats}
        changed: dict[str, object] = {"sealed": {**view.sealed, **sealed}}
        if self.orders is not None and self.orders.sheet.team == view.seat:
            changed |= {"sheet": self.orders.sheet, "command": self.orders.points}
        return view.model_copy(update=changed)

    def remaining(self) -> int | None:
        """Milliseconds left on the clock by one's own watch; None where there is no deadline."""
        if self._clock is None or self._clock.remaining_ms is None:
            return None
        gone = (self._now() - self._clock_at) * 1000 if self._clock.running else 0
        return max(0, int(self._clock.remaining_ms - gone))

    @property
    def running(self) -> bool:
        """Whether the clock counts down."""
        return self._clock is not None and self._clock.running
