"""The turn report: outcomes at the left, why in the middle, the draw below.

The place and what followed at the right.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wargame.tui.base_screen import BaseScreen, bindings_of, titled
from wargame.tui.consequences import Consequences
from wargame.tui.draw_pane import Draw
from wargame.tui.footer import Footer
from wargame.tui.header import BADGES, Header, day_text
from wargame.tui.outcome_list import OutcomeList
from wargame.tui.status import Status
from wargame.tui.waterfall import Why

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wargame.model.events import Event
    from wargame.model.view import View
    from wargame.tui.pane import Pane


class ReportScreen(BaseScreen):
    """The report of the last turn for one seat; `over` = on top of another screen, to which it goes back."""

    mode: ClassVar[str] = "report"
    pane_ids: ClassVar[tuple[str, ...]] = ("outcomes", "why", "draw", "consequences", "map")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("report")

    def __init__(self, seat: str, number: int | None = None, over: bool = False) -> None:
        super().__init__()
        self.seat, self._number, self._over = seat, number, over

    def compose(self) -> ComposeResult:
        """List, why over draw, map over consequences."""
        game = self.game
        self.report: View = game.desk.view(self.seat)
        self.view = self.report
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield OutcomeList(game.inks, game.names, self.report)
            with Vertical(id="middle"):
                yield Why(game.inks, game.names)
                yield Draw(game.inks)
            with Vertical(id="right"):
                yield game.make_map()
                yield Consequences(game.inks, game.names, self.report)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """The first battle is explained at once."""
        turn = self.report.turn - 1
        events = self.report.events
        battles = sum(1 for event in events if event.kind == "attack")
        taken = sum(1 for event in events if event.kind == "captured")
        opens, closes = self.report.dates
        first = opens - (closes - opens + timedelta(days=1)) * min(turn, 1)
        seed = self.game.desk.seed
        self.header.show(
            (
                (f" {BADGES[self.seat]} ", f"{self.seat}+r"),
                (f" Turn {turn} resolved", "text+b"),
                (f" · {day_text(first)} to {day_text(self.report.dates[0])}", "muted"),
                (f" · {battles} attacks, {taken} places taken", "muted"),
                (f" · seed {seed}" if seed is not None else "", "muted"),
            )
        )
        titled(self.outcomes, f"Turn {turn} report", OutcomeList.hint)
        theatre = self.theatre
        if theatre is not None:
            theatre.set_view(self.report)
        self.outcomes.focus()
        if self._number is not None:
            self.outcomes.go_to(str(self._number))
        self.call_after_refresh(self.explain)

    @property
    def outcomes(self) -> OutcomeList:
        """The list."""
        return self.query_one(OutcomeList)

    def explain(self) -> None:
        """Show what is under the cursor of the list."""
        key = self.outcomes.current
        if key is None:
            return
        why, draw = self.query_one(Why), self.query_one(Draw)
        if key.startswith("inject "):
            inject = next(inject for inject in self.report.injects if inject.id == key[7:])
            why.show_inject(inject)
            draw.show(None, (), None)
            return
        event = next(event for event in self.report.events if event.number == int(key))
        followed = tuple(
            other
            for other in self.report.events
            if other.cause == event.number or (event.kind == "attack" and same_battle(event, other))
        )
        why.show(event, followed, self.game.desk.chances)
        chances, drawn = self._draw_of(event)
        draw.show(event, chances, drawn)
        if event.place is not None and self.theatre is not None:
            self.theatre.centre_on(event.place)
            titled(self.theatre, f"{self.game.names.of(event.place)} · as it stands")
        self.status.tell(event.sentence)

    def _draw_of(self, event: Event) -> tuple[tuple[int, ...], int | None]:
        """The four chances of a battle and the number drawn, from its reason rows."""
        band = next((reason for reason in event.reasons if reason.kind == "band"), None)
        if band is None:
            return (), None
        return self.game.desk.chances(event.shift), band.amount

    def on_pane_moved(self, message: Pane.Moved) -> None:
        """The explanation follows the cursor."""
        if message.pane.id == "outcomes":
            self.explain()

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """Enter on a row: the explanation, full screen where it is hidden."""
        message.stop()
        if message.pane.id == "outcomes":
            self.explain()
            self.show_pane(self.query_one(Why))

    def action_report_next(self) -> None:
        """Next outcome."""
        self.outcomes.move(1)

    def action_report_previous(self) -> None:
        """Previous outcome."""
        self.outcomes.move(-1)

    def action_ui_why(self) -> None:
        """The explanation."""
        self.explain()
        self.show_pane(self.query_one(Why))

    def action_report_locate(self) -> None:
        """Go on, with the map on this place where the report lies over a map."""
        key = self.outcomes.current or ""
        event = next((event for event in self.report.events if str(event.number) == key), None)
        self.action_report_close()
        if self._over and event is not None and event.place is not None:
            below = self.app.screen
            if isinstance(below, BaseScreen):
                below.found(event.place)

    def action_table_challenge(self) -> None:
        """At a host: ask the white cell to reconsider the outcome under the cursor."""
        key = self.outcomes.current or ""
        if key.isdigit() and self.seat != "white":
            self.game.challenge(int(key))
        else:
            self.status.tell("An outcome of one's own report can be challenged.", "muted")

    def action_report_close(self) -> None:
        """Go on."""
        if self._over:
            self.app.pop_screen()
        else:
            self.game.read_report(self.seat)

    def action_ui_back(self) -> None:
        """Back to the list, then out of a report that lies over a screen.

        The turn's own report asks for `e`.
        """
        if self.focused is not self.outcomes:
            self.show_pane(self.outcomes)
        else:
            self.action_report_close()


def same_battle(event: Event, other: Event) -> bool:
    """Whether another event is a part of the same day's battle at the same place."""
    parts = ("battle_loss", "bar_moved", "captured", "retreated")
    return other.place == event.place and other.day == event.day and other.kind in parts
