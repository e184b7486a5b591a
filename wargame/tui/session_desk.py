"""A Session of this process as the Desk of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.play.counsel import Counsel
from wargame.play.notation import text_of
from wargame.tui.desk import Opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.model.exercise import AdHocInject
    from wargame.model.orders import Order, OrderSheet
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

    def chances(self, column: int) -> tuple[int, ...]:
        """Repulse, stall, gains, breakthrough at a column, in basis points."""
        return self._counsel.chances(column)

    def submit(self, team: str, sheet: OrderSheet) -> None:
        """Make this the team's draft."""
        self.session.submit(team, sheet)

    def add(self, team: str, order: Order) -> None:
        """Add an order to the team's draft; it takes the place of an earlier one for the same object."""
        self.session.submit(team, order)

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

    def adjudicate(self) -> None:
        """Resolve the turn."""
        self.session.adjudicate()
