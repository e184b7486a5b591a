"""All that the screens ask of a session, in one place.

The screens know a Desk. It wraps a Session of this process (`session_desk.py`) or a seat at a host
(`remote_desk.py`); in a widget's test it can be anything with the same methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from wargame.play.forecast import Forecast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.model.exercise import AdHocInject, InjectChange
    from wargame.model.orders import Order, OrderSheet
    from wargame.model.orders_politics import TermForm
    from wargame.model.scenario import Scenario
    from wargame.model.view import View


__all__ = ["Desk", "Forecast", "Moment", "Opened"]


class Opened(NamedTuple):
    """A session that has been opened for the screens."""

    desk: Desk
    base: str = ""
    """Text of the scenario's base map (sea, land, border), empty for none."""
    restart: Callable[[int], Desk] | None = None
    """Opens the scenario anew with another seed; None where the seed is settled."""
    branch: Callable[[int], str] | None = None
    """Makes a save of another future from the close of a turn, and says where; None where it cannot."""


class Moment(Protocol):
    """One past moment of a session."""

    def view(self, seat: str) -> View:
        """What a seat saw then."""


class Desk(Protocol):
    """A session as the screens use it."""

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""

    @property
    def seed(self) -> int | None:
        """The seed of all draws; None where it is a secret of the host."""

    @property
    def turn(self) -> int:
        """The turn being planned, from 1."""

    @property
    def over(self) -> bool:
        """Whether the session has ended."""

    def view(self, seat: str) -> View:
        """What a seat may see now."""

    def at(self, turn: int) -> Moment:
        """The moment at the close of a turn; 0 is the start."""

    def options(self, team: str, words: str) -> list[str]:
        """Words that may follow a started order line, from the menu of legal orders."""

    def about(self, team: str, thing: str) -> list[str]:
        """Lines of legal orders that name a place or a post."""

    def parse(self, team: str, words: str) -> Order:
        """The order of a line. Raises WargameError with the nearest right word."""

    def line_of(self, order: Order) -> str:
        """The line of an order."""

    def forecast(self, team: str, order: Order) -> Forecast:
        """The preview of an order from the team's view."""

    def talk(self, team: str, order: Order) -> int:
        """Send an offer, an answer or a STEER now; the number of the agreement concerned. Raises
        WargameError.
        """

    def waits_for(self, team: str) -> bool:
        """Whether an open offer waits for the answer of a team."""

    def term(self, words: str) -> TermForm:
        """The term that some words say, without brackets. Raises WargameError."""

    def term_line(self, term: TermForm) -> str:
        """The words of a term in the notation."""

    def term_options(self, words: str) -> list[str]:
        """Words that may follow the finished words of a term."""

    def term_told(self, term: TermForm, parties: Sequence[str]) -> str:
        """A term in a sentence, for the parties of its agreement."""

    def would(
        self, team: str, parties: Sequence[str], terms: Sequence[TermForm]
    ) -> list[tuple[tuple[str, tuple[int, ...]], ...]]:
        """For each term who would have broken it in the last turn, on which days, as far as a team knows."""

    def chances(self, column: int) -> tuple[int, ...]:
        """Repulse, stall, gains, breakthrough at a column (cs), in basis points."""

    def add(self, team: str, order: Order) -> None:
        """Add an order to the team's draft, in place of an earlier one for the same object.

        Raises WargameError.
        """

    def submit(self, team: str, sheet: OrderSheet) -> None:
        """Make this the team's draft. Raises WargameError when an order is refused."""

    def warnings(self, team: str) -> list[str]:
        """What sealing the draft would void or waste."""

    def seal(self, team: str) -> None:
        """Seal the draft."""

    def play_bot(self, team: str) -> None:
        """Let the bot draft and seal for a team."""

    def release(self, inject: str) -> None:
        """Release an inject at once."""

    def write_inject(self, inject: AdHocInject) -> None:
        """Release an inject that a person wrote."""

    def change_inject(self, change: InjectChange) -> None:
        """Hold, skip, re-time or rewrite an inject that waits. Raises WargameError."""

    def overrides(self) -> list[tuple[str, str]]:
        """Rulings of the last turn that were changed: an id, and how and why."""

    def accept(self, event: int) -> None:
        """Let a ruling stand, -1 for all that are left. Raises WargameError."""

    def override(
        self, day: int, effects: tuple[dict[str, int | str], ...], reason: str, shown: str, event: int
    ) -> None:
        """Change a ruling of the last turn at the close of a day of it. Raises WargameError."""

    def withdraw_override(self, name: str) -> None:
        """Take such a change back. Raises WargameError."""

    def adjudicate(self) -> None:
        """Resolve the turn. Slow; call it in a worker."""
