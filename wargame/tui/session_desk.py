"""A Session of this process as the Desk of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import SaveError
from wargame.play.counsel import Counsel
from wargame.play.notation import text_of
from wargame.tui.desk import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.model.exercise import AdHocInject, InjectChange
    from wargame.model.orders import Order, OrderSheet
    from wargame.model.orders_politics import TermForm
    from wargame.model.scenario import Scenario
    from wargame.model.view import View
    from wargame.play.forecast import Forecast
    from wargame.play.position import Position
    from wargame.play.session import Session


def opened(session: Session, base: str = "", restart: Callable[[int], Session] | None = None) -> Opened:
    """A session for the screens. `base` is the text of its base map; `restart` opens it with another seed."""
    again = None if restart is None else lambda seed: SessionDesk(restart(seed))
    return Opened(SessionDesk(session), base, again)


class SessionDesk:
    """See `desk.Desk` for what each method does."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._counsel = Counsel(session)

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self.session.scenario

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self.session.seed

    @property
    def turn(self) -> int:
        """The turn being planned, from 1."""
        return self.session.turn

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return self.session.over

    def view(self, seat: str) -> View:
        """What a seat may see now."""
        return self.session.view(seat)

    def at(self, turn: int) -> Position:
        """The moment at the close of a turn."""
        return self.session.at(turn)

    def options(self, team: str, words: str) -> list[str]:
        """Words that may follow finished words."""
        return self._counsel.options(team, words)

    def about(self, team: str, thing: str) -> list[str]:
        """Lines of legal orders that name a place or a post."""
        return self._counsel.about(team, thing)

    def parse(self, team: str, words: str) -> Order:
        """The order of a line. Raises WargameError."""
        return self._counsel.parse(team, words)

    def line_of(self, order: Order) -> str:
        """The line of an order."""
        return text_of(order)

    def forecast(self, team: str, order: Order) -> Forecast:
        """The preview of an order from the team's view."""
        return self._counsel.forecast(team, order)

    def talk(self, team: str, order: Order) -> int:
        """Send an offer, an answer or a STEER now."""
        from wargame.errors import IllegalOrder
        from wargame.model.orders_politics import Offer, Respond, Steer

        if not isinstance(order, Offer | Respond | Steer):
            raise IllegalOrder(f"{order.type} is no talk: it goes into the sheet")
        number = self.session.talk(team, order)
        self._counsel = Counsel(self.session)  # what may follow has changed with the talks
        return number

    def waits_for(self, team: str) -> bool:
        """Whether an open offer waits for the answer of a team."""
        found = self.session.view(team).politics.agreements
        return any(a.state == "offered" and team in a.awaited for a in found)

    def term(self, words: str) -> TermForm:
        """The term that some words say."""
        from wargame.play.line_words import Words
        from wargame.play.notation_politics import term

        return term(Words(self.session.layout, words))

    def term_line(self, term: TermForm) -> str:
        """The words of a term."""
        from wargame.play.notation_politics import term_text

        return term_text(term)

    def term_options(self, words: str) -> list[str]:
        """Words that may follow in a term."""
        from wargame.play.completion_terms import next_in_term
        from wargame.play.line_words import TOKEN

        return next_in_term(self.session.layout.names, TOKEN.findall(words.lower()))

    def term_told(self, term: TermForm, parties: Sequence[str]) -> str:
        """A term in a sentence."""
        from wargame.play.politics_preview import told_term

        return told_term(self.session.layout, term, parties)

    def would(
        self, team: str, parties: Sequence[str], terms: Sequence[TermForm]
    ) -> list[tuple[tuple[str, tuple[int, ...]], ...]]:
        """Who would have broken each term in the last turn."""
        from wargame.play.agreements_view import would_have_meant

        session = self.session
        found = would_have_meant(session.layout, session.seen(team), team, session.last, terms, parties)
        return [tuple((each.party, each.days) for each in term) for term in found]

    def chances(self, column: int) -> tuple[int, ...]:
        """Repulse, stall, gains, breakthrough at a column, in basis points."""
        return self._counsel.chances(column)

    def submit(self, team: str, sheet: OrderSheet) -> None:
        """Make this the team's draft."""
        self._kept(team, sheet)

    def add(self, team: str, order: Order) -> None:
        """Add an order to the team's draft; it takes the place of an earlier one for the same object."""
        self._kept(team, order)

    def _kept(self, team: str, given: Order | OrderSheet) -> None:
        """Take it into the draft and the draft into the save, or neither."""
        before = self.session.draft(team)
        self.session.submit(team, given)
        try:
            self.session.save_draft(team)
        except SaveError:
            self.session.keep(team, before)
            raise

    def warnings(self, team: str) -> list[str]:
        """What sealing the draft would void or waste."""
        used, available = self.view(team).command
        left = available - used
        return [f"{left} of {available} command points are left; they lapse."] if left > 0 else []

    def seal(self, team: str) -> None:
        """Seal the draft."""
        self.session.seal(team)

    def play_bot(self, team: str) -> None:
        """Let the bot of the record draft and seal for a team."""
        from wargame.bots import STYLES

        self.session.submit(team, STYLES["historical"])
        self.session.seal(team)

    def release(self, inject: str) -> None:
        """Release an inject at once."""
        self.session.release(inject)

    def write_inject(self, inject: AdHocInject) -> None:
        """Release an inject that a person wrote."""
        self.session.write_inject(inject)

    def change_inject(self, change: InjectChange) -> None:
        """Hold, skip, re-time or rewrite an inject that waits."""
        self.session.change_inject(change)

    def overrides(self) -> list[tuple[str, str]]:
        """Rulings of the last turn that were changed."""
        from wargame.play.effects import told_override

        held = self.session.overrides
        return [(each.id, told_override(each.day, each.effects, each.reason)) for each in held]

    def accept(self, event: int) -> None:
        """At one keyboard a ruling that is not changed stands; nothing is written."""

    def override(
        self, day: int, effects: tuple[dict[str, int | str], ...], reason: str, shown: str, event: int
    ) -> None:
        """Change a ruling of the last turn."""
        from wargame.model.exercise import Override

        taken = {held.id for held in self.session.overrides}
        number = next(n for n in range(1, 10_000) if f"ruling_{self.session.last.turn}_{n}" not in taken)
        given = {"day": day, "effects": effects, "reason": reason, "shown": shown, "event": event}
        self.session.override(
            Override.model_validate({"id": f"ruling_{self.session.last.turn}_{number}", **given})
        )
        self._counsel = Counsel(self.session)

    def withdraw_override(self, name: str) -> None:
        """Take such a change back."""
        self.session.withdraw_override(name)
        self._counsel = Counsel(self.session)

    def adjudicate(self) -> None:
        """Resolve the turn."""
        self.session.adjudicate()
