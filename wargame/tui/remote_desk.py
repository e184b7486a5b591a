"""A seat at a host as the Desk of the screens: what was sent to the seat is read at once, the rest is asked.

Words that may follow, orders that name a place, and previews are asked of the host, which answers from the
seat's own view; while it cannot be reached there are none. Orders are saved as they are given, by
compare-and-swap on the revision of the seat's sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from wargame.errors import IllegalOrder, WargameError
from wargame.host.faces import RulingAsked
from wargame.host.link import LinkDown, Refusal, new_cid
from wargame.host.wire import Challenge, Chat, Fac, FacArgs, Query, Ready, Rfi, Submit, Talk
from wargame.model.orders import TEAMS, Order, OrderSheet
from wargame.model.orders_politics import Offer, Respond, Steer, TermForm
from wargame.model.scenario import Scenario
from wargame.model.view import View
from wargame.play.drafts import Draft
from wargame.play.effects import told_override
from wargame.play.forecast import Forecast
from wargame.play.notation import text_of
from wargame.play.notation_politics import term_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import JsonValue

    from wargame.host.faces import Seat
    from wargame.host.link import Link
    from wargame.host.mirror import Mirror
    from wargame.model.exercise import AdHocInject, InjectChange

PATIENCE_S = 5.0
"""Seconds for which a screen waits for an answer."""

NO_HOST = "The host cannot be reached now; the link comes back by itself."
MOST_KEPT = 500
"""Answers kept of a turn."""

_BROKEN = TypeAdapter(list[list[tuple[str, tuple[int, ...]]]])
"""The answer to `would`: for each term the parties and days."""


class Past:
    """What the seat saw at the close of a turn."""

    def __init__(self, desk: RemoteDesk, turn: int) -> None:
        self._desk, self._turn = desk, turn

    def view(self, seat: str) -> View:
        """The view of then. Raises WargameError."""
        return self._desk.past(seat, self._turn)


class RemoteDesk:
    """See `desk.Desk` for what each method does."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.note = ""
        """What the last command's acknowledgement said; empty if it was refused."""
        self._kept: dict[tuple[object, ...], JsonValue] = {}
        self._kept_at: tuple[object, ...] = ()
        self._scenario: tuple[int, Scenario] | None = None
        self._text_of_orders = TypeAdapter(Order)

    @property
    def mirror(self) -> Mirror:
        """What the seat has been sent."""
        return self.link.mirror

    @property
    def seat(self) -> Seat:
        """The seat one has. Raises LinkDown before the welcome."""
        welcome = self.mirror.welcome
        if welcome is None:
            raise LinkDown(NO_HOST)
        return welcome.seat

    @property
    def scenario(self) -> Scenario:
        """The part of it that the seat may read."""
        with self.link.lock:
            number, text = self.mirror.scenarios, self.mirror.scenario
        if self._scenario is None or self._scenario[0] != number:
            self._scenario = (number, Scenario.model_validate_json(text))
        return self._scenario[1]

    @property
    def seed(self) -> int | None:
        """A secret of the host."""
        return None

    @property
    def turn(self) -> int:
        """The turn being planned."""
        view = self.mirror.view
        return view.turn if view is not None else self.mirror.turn

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return self.mirror.phase == "ended"

    def view(self, seat: str) -> View:
        """What this seat sees; for the white cell, what any team sees. Raises WargameError."""
        with self.link.lock:
            own = self.mirror.view
        if own is not None and seat in (self.seat, own.seat):
            return own
        return self.past(seat, -1)

    def past(self, seat: str, turn: int) -> View:
        """The view at the close of a turn, -1 = now. Raises WargameError."""
        team = next((known for known in TEAMS if known == seat), None)
        asked = Query(cid=new_cid(), what="history", number=turn, seat=team if self.seat == "white" else None)
        return View.model_validate_json(to_json(self.link.question(asked, PATIENCE_S).data))

    def at(self, turn: int) -> Past:
        """The moment at the close of a turn."""
        return Past(self, turn)

    # ---- what is asked ----

    def _asked(self, key: tuple[object, ...], query: Callable[[], Query]) -> JsonValue:
        """An answer, kept for as long as the view and the sheet stand. Raises WargameError."""
        orders = self.mirror.orders
        now = (self.turn, orders.rev if orders is not None else 0, self.mirror.views)
        if now != self._kept_at or len(self._kept) > MOST_KEPT:
            self._kept, self._kept_at = {}, now
        if key not in self._kept:
            self._kept[key] = self.link.question(query(), PATIENCE_S).data
        return self._kept[key]

    def _lines(self, what: str, words: str) -> list[str]:
        def query() -> Query:
            if what == "options":
                return Query(cid=new_cid(), what="options", words=words)
            return Query(cid=new_cid(), what="about", words=words)

        try:
            data = self._asked((what, words), query)
        except (LinkDown, Refusal, ValidationError):
            return []
        return [line for line in data if isinstance(line, str)] if isinstance(data, list) else []

    def options(self, team: str, words: str) -> list[str]:
        """Words that may follow; none while the host cannot be reached."""
        return self._lines("options", words)

    def about(self, team: str, thing: str) -> list[str]:
        """Lines of legal orders that name a thing; none while the host cannot be reached."""
        return self._lines("about", thing)

    def parse(self, team: str, words: str) -> Order:
        """The order of a line. Raises WargameError."""
        try:
            data = self._asked(("parse", words), lambda: Query(cid=new_cid(), what="parse", words=words))
        except ValidationError as error:
            raise IllegalOrder("the line is too long") from error
        return self._text_of_orders.validate_json(to_json(data))

    def line_of(self, order: Order) -> str:
        """The line of an order."""
        return text_of(order)

    def forecast(self, team: str, order: Order) -> Forecast:
        """The preview; a note where there is none."""

        def query() -> Query:
            return Query(cid=new_cid(), what="forecast", order=order)

        try:
            data = self._asked(("forecast", text_of(order)), query)
        except (LinkDown, Refusal) as error:
            return Forecast(notes=(str(error),))
        return TypeAdapter(Forecast).validate_json(to_json(data))

    # ---- talks ----

    def talk(self, team: str, order: Order) -> int:
        """Send a talk now; the number of the offer or agreement concerned. Raises WargameError."""
        if not isinstance(order, Offer | Respond | Steer):
            raise IllegalOrder(f"{order.type} is no talk: it goes into the sheet")
        self._do(Talk(cid=new_cid(), turn=self.turn, order=order))
        with self.link.lock:
            return next((face.number for face in reversed(self.mirror.talks) if face.seat == team), 0)

    def waits_for(self, team: str) -> bool:
        """Whether an open offer waits for the answer of this seat's team."""
        found = self.view(team).politics.agreements
        return any(a.state == "offered" and team in a.awaited for a in found)

    def _bracket(self) -> str:
        """The line of an offer up to its terms, by which the host reads and completes a term."""
        return f"offer {next(team for team in TEAMS if team != self.seat)} ["

    def term(self, words: str) -> TermForm:
        """The term that some words say. Raises WargameError."""
        order = self.parse(self.seat, f"{self._bracket()} {words} ]")
        if not isinstance(order, Offer) or len(order.terms) != 1:
            raise IllegalOrder(f"{words!r} is not one term")
        return order.terms[0]

    def term_line(self, term: TermForm) -> str:
        """The words of a term."""
        return term_text(term)

    def term_options(self, words: str) -> list[str]:
        """Words that may follow in a term; none while the host cannot be reached."""
        return self.options(self.seat, f"{self._bracket()} {words}")

    def term_told(self, term: TermForm, parties: Sequence[str]) -> str:
        """A term in the words of its line."""
        return term_text(term)

    def would(
        self, team: str, parties: Sequence[str], terms: Sequence[TermForm]
    ) -> list[tuple[tuple[str, tuple[int, ...]], ...]]:
        """Who would have broken each term; nothing while the host cannot be reached, or refuses the terms."""
        try:
            to = tuple(party for party in parties if party != team)
            offer = Offer.model_validate({"to": to, "terms": tuple(terms)})
            key = ("would", text_of(offer))
            data = self._asked(key, lambda: Query(cid=new_cid(), what="would", order=offer))
            return [tuple(term) for term in _BROKEN.validate_json(to_json(data))]
        except (LinkDown, Refusal, ValidationError):
            return [() for _ in terms]

    def chances(self, column: int) -> tuple[int, ...]:
        """Repulse, stall, gains, breakthrough; empty while the host cannot be reached."""
        try:
            data = self._asked(
                ("chances", column), lambda: Query(cid=new_cid(), what="chances", number=column)
            )
        except (LinkDown, Refusal, ValidationError):
            return ()
        return tuple(part for part in data if isinstance(part, int)) if isinstance(data, list) else ()

    # ---- orders ----

    def add(self, team: str, order: Order) -> None:
        """Add an order, in place of an earlier one for the same object. Raises WargameError."""
        sheet = self._sheet()
        self.submit(team, Draft(sheet.team).with_order(sheet, order))

    def submit(self, team: str, sheet: OrderSheet) -> None:
        """Save these orders. Raises WargameError; one that was overtaken says what changed."""
        orders = self.mirror.orders
        if orders is None:
            raise LinkDown(NO_HOST)
        self._do(
            Submit(
                cid=new_cid(),
                turn=orders.turn,
                rev=orders.rev,
                orders=sheet.orders,
                intent=sheet.intent[:200],
            )
        )

    def _sheet(self) -> OrderSheet:
        if self.mirror.orders is None:
            raise LinkDown(NO_HOST)
        return self.mirror.orders.sheet

    def warnings(self, team: str) -> list[str]:
        """What sealing would waste."""
        used, available = self.view(team).command
        left = available - used
        return [f"{left} of {available} command points are left; they lapse."] if left > 0 else []

    def seal(self, team: str) -> None:
        """Seal what is saved. Raises WargameError."""
        self._do(Ready(cid=new_cid(), turn=self.turn, on=True))

    def reopen(self) -> None:
        """Open it again. Raises WargameError."""
        self._do(Ready(cid=new_cid(), turn=self.turn, on=False))

    def play_bot(self, team: str) -> None:
        """Bots of a host play by themselves."""

    # ---- talk ----

    def say(self, to: str, words: str) -> None:
        """A message to `team`, `all`, `white`, or a seat. Raises WargameError."""
        known = to in ("team", "all", "white")
        where: dict[str, object] = {"channel": to} if known else {"channel": "seats", "to": (to,)}
        self._do(cast("Chat", _made(Chat, {"cid": new_cid(), "text": words, **where})))

    def ask_white(self, words: str) -> None:
        """A question to the white cell. Raises WargameError."""
        self._do(cast("Rfi", _made(Rfi, {"cid": new_cid(), "text": words})))

    # ---- white ----

    def release(self, inject: str) -> None:
        """Release an inject at once. Raises WargameError."""
        self.operate("release", item=inject)

    def write_inject(self, inject: AdHocInject) -> None:
        """Release an inject that a person wrote. Raises WargameError."""
        self.operate("write_inject", inject=inject)

    def change_inject(self, change: InjectChange) -> None:
        """Hold, skip, re-time or rewrite an inject that waits. Raises WargameError."""
        match change.act:
            case "hold" | "let_go":
                self.operate("hold", item=change.inject, on=change.act == "hold")
            case "skip" | "restore":
                self.operate("skip", item=change.inject, on=change.act == "skip")
            case "retime":
                self.operate("retime", item=change.inject, text=change.at)
            case "edit":
                self.operate("edit_inject", item=change.inject, title=change.title, text=change.body)

    def overrides(self) -> list[tuple[str, str]]:
        """Rulings of the last turn that were changed."""
        with self.link.lock:
            held = [face for face in self.mirror.rulings.values() if face.turn == self.turn - 1]
        return [
            (face.id, told_override(face.day, face.effects, face.reason))
            for face in held
            if face.state == "overridden"
        ]

    def accept(self, event: int) -> None:
        """Let a ruling stand, -1 for all that are left. Raises WargameError."""
        self.operate("accept", event=event)

    def override(
        self, day: int, effects: tuple[dict[str, int | str], ...], reason: str, shown: str, event: int
    ) -> None:
        """Change a ruling of the turn under review. Raises WargameError."""
        given = {"day": day, "effects": effects, "shown": shown, "event": event}
        self.operate("override", reason, ruling=RulingAsked.model_validate(given))

    def withdraw_override(self, name: str) -> None:
        """Take such a change back. Raises WargameError."""
        self.operate("withdraw_override", item=name)

    def challenge(self, number: int, ground: str) -> None:
        """Challenge an event of the own report. Raises WargameError."""
        made = {"cid": new_cid(), "turn": self.turn - 1, "event": number, "ground": ground}
        self._do(cast("Challenge", _made(Challenge, made)))

    def adjudicate(self) -> None:
        """Close planning. Raises WargameError."""
        self.operate("close_planning")

    def operate(self, op: str, reason: str = "", **arguments: object) -> JsonValue:
        """An operation of the white cell; what the answer says. Raises WargameError."""
        made = FacArgs.model_validate(arguments)
        return self._do(Fac(cid=new_cid(), op=op, args=made, reason=reason))

    def _do(self, command: Submit | Ready | Talk | Chat | Rfi | Challenge | Fac) -> JsonValue:
        """Give a command and wait for what becomes of it. Raises WargameError."""
        if not self.link.connected:
            raise LinkDown(NO_HOST)
        self.note = ""
        try:
            told = self.link.ask(command, PATIENCE_S)
            self.note = told.note
            return told.data
        except Refusal as refusal:
            raise _told(refusal) from refusal


def _made(kind: type[Chat | Rfi | Challenge], fields: dict[str, object]) -> Chat | Rfi | Challenge:
    """A message of typed words. Raises IllegalOrder if they do not fit."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise IllegalOrder("the text is empty or too long") from error


def _told(refusal: Refusal) -> WargameError:
    """A refusal in words for the status line; of a sheet that was overtaken, what changed."""
    nack = refusal.nack
    if nack.code != "stale_rev" or not isinstance(nack.data, dict):
        return refusal
    added, missing = nack.data.get("added"), nack.data.get("missing")
    lines = [f"+ {line}" for line in added if isinstance(line, str)] if isinstance(added, list) else []
    lines += [f"- {line}" for line in missing if isinstance(line, str)] if isinstance(missing, list) else []
    who = nack.data.get("by") or "somebody"
    return IllegalOrder(
        f"{who} has changed the sheet meanwhile ({'; '.join(lines[:3])}); look and give it again"
    )
