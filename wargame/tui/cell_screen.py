"""The white cell: ground truth, the MSEL with its states, sending and writing injects, teams.

And closing of planning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wargame.errors import WargameError
from wargame.tui.base_screen import bindings_of, titled
from wargame.tui.cell_acts import CellActs
from wargame.tui.cell_panes import Guidance, Log, Msel, Teams
from wargame.tui.footer import Footer
from wargame.tui.header import BADGES, Header, header_line, sealed_line
from wargame.tui.map.widget import TheatreMap
from wargame.tui.sights import place_line
from wargame.tui.status import Status

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wargame.model.exercise import AdHocInject
    from wargame.model.view import InjectView, View
    from wargame.tui.pane import Pane

SEATS = ("white", "ankara", "moscow", "damascus")


class CellScreen(CellActs):
    """The white cell's planning screen."""

    mode: ClassVar[str] = "cell"
    pane_ids: ClassVar[tuple[str, ...]] = ("msel", "inject", "teams", "map", "log")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("cell")

    def __init__(self) -> None:
        super().__init__()
        self.seen_as = "white"
        self._chosen = False
        """Whether `i` has chosen an inject that Enter now releases."""

    def compose(self) -> ComposeResult:
        """Teams and log, map, MSEL and the inject under its cursor."""
        game = self.game
        self.truth: View = game.desk.view("white")
        self.view = self.truth
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Teams(game.inks, game.people)
                yield Log(game.inks, game.names, game.desk.scenario.start.first_day)
            with Vertical(id="middle"):
                yield game.make_map()
            with Vertical(id="right"):
                yield Msel(game.inks)
                yield Guidance(game.inks)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """The MSEL has the focus."""
        self.renew()
        self.msel.focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The cursor starts on the first inject that waits."""
        waiting = [inject for inject in self.truth.injects if inject.state in ("armed", "planned", "held")]
        if waiting:
            self.msel.go_to(waiting[0].id)
        self._explain()
        self.status.tell("Enter releases this inject · space holds · x skips · e closes planning", "muted")

    @property
    def msel(self) -> Msel:
        """The list of injects."""
        return self.query_one(Msel)

    def renew(self) -> None:
        """Take a fresh view and show it everywhere."""
        self.truth = self.view = self.game.desk.view("white")
        self.header.show(header_line(self.truth, self.truth.phase), sealed_line(self.truth))
        self.msel.show(self.truth)
        self.query_one(Teams).show(self.truth)
        self.query_one(Log).show(self.truth)
        self._explain()
        self._show_map()

    def _show_map(self) -> None:
        theatre = self.query_one(TheatreMap)
        if self.seen_as == "white":
            theatre.set_view(self.truth)
            titled(theatre, "Ground truth", "v view as a team")
        else:
            try:
                self.view = self.game.desk.view(self.seen_as)
            except WargameError as error:
                self.status.tell(str(error), "alarm")
                return
            theatre.set_view(self.view)
            titled(theatre, f"VIEWING AS {BADGES[self.seen_as]}", "v next  any act returns")
        theatre.set_class(self.seen_as != "white", "-viewing-as")

    def _act(self) -> None:
        """An acting key drops back to ground truth."""
        if self.seen_as != "white":
            self.seen_as, self.view = "white", self.truth
            self._show_map()

    def _explain(self) -> None:
        inject = self._inject()
        self.query_one(Guidance).show(inject)

    def _inject(self) -> InjectView | None:
        key = self.msel.current
        return next((inject for inject in self.truth.injects if inject.id == key), None)

    def on_theatre_map_place_hovered(self, message: TheatreMap.PlaceHovered) -> None:
        """The status line."""
        if self.view is not None:
            self.status.show(place_line(message.place, self.view, self.game.names))

    def on_theatre_map_place_chosen(self, message: TheatreMap.PlaceChosen) -> None:
        """Nothing is ordered from here."""
        if self.view is not None:
            self.status.show(place_line(message.place, self.view, self.game.names))

    def on_pane_moved(self, message: Pane.Moved) -> None:
        """The text follows the cursor of the MSEL."""
        if message.pane.id == "msel":
            self._explain()

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """Enter on an inject releases it."""
        message.stop()
        if message.pane.id == "msel":
            self.release(message.key)

    def action_cell_msel(self) -> None:
        """Go to the MSEL."""
        self.show_pane(self.msel)

    def action_cell_inject(self) -> None:
        """Choose the inject that is due next, so that Enter releases it; pressed again, write one."""
        self._act()
        if self._chosen and self.focused is self.msel:
            self._chosen = False
            self.action_cell_adhoc()
            return
        self.show_pane(self.msel)
        waiting = [inject for inject in self.truth.injects if inject.state in ("armed", "planned", "held")]
        waiting.sort(key=lambda inject: inject.state != "armed")
        if waiting:
            self.msel.go_to(waiting[0].id)
            self._chosen = True
            self.status.tell(
                f"Enter releases {waiting[0].title!r} at once; i again writes one of your own.", "amber"
            )
        else:
            self.action_cell_adhoc()

    def release(self, inject: str) -> None:
        """Release an inject at once."""
        self._act()
        self._chosen = False
        title = next((each.title for each in self.truth.injects if each.id == inject), inject)
        try:
            self.game.desk.release(inject)
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        self.renew()
        self.status.tell(f"Released: {title}. Its effects act on the next day that is resolved.", "good")

    def action_cell_adhoc(self) -> None:
        """Write a short inject."""
        self._act()
        from wargame.tui.inject_form import InjectForm

        taken = {inject.id for inject in self.truth.injects}
        self.app.push_screen(InjectForm(self.game.inks, self.truth.turn, taken), self._written)

    def _written(self, inject: AdHocInject | None) -> None:
        if inject is None:
            return
        try:
            self.game.desk.write_inject(inject)
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        self.renew()
        self.status.tell(f"Sent: {inject.title}.", "good")

    def action_talks_open(self) -> None:
        """The talks of all, to read."""
        from wargame.tui.talks_screen import TalksScreen

        self.app.push_screen(TalksScreen("white"))

    def action_cell_view_as(self) -> None:
        """The map as the next seat sees it."""
        self.seen_as = SEATS[(SEATS.index(self.seen_as) + 1) % len(SEATS)]
        self.view = self.truth
        self._show_map()
        words = "ground truth" if self.seen_as == "white" else f"as {BADGES[self.seen_as]} sees it, read-only"
        self.status.tell(f"Map: {words}.")

    def action_cell_close(self) -> None:
        """Hand over to the teams, or close planning and adjudicate."""
        self._act()
        people = [team for team in self.game.people if not self.truth.sealed.get(team, False)]
        from wargame.tui.ask import Ask

        if people:
            words = [
                f"{', '.join(BADGES[team].capitalize() for team in people)} still plan at this keyboard."
            ]
            question = Ask(
                self.game.inks, "Hand over to the teams?", words, (("yes", "Hand over"), ("no", "Not yet"))
            )
        else:
            words = ["Bots order for the empty seats. The three days of the turn are resolved and saved."]
            question = Ask(
                self.game.inks, "Close planning?", words, (("yes", "Close and adjudicate"), ("no", "Not yet"))
            )
        self.app.push_screen(question, self._close)

    def _close(self, answer: str | None) -> None:
        if answer == "yes":
            self.game.hand_to_teams()

    def action_table_observe(self) -> None:
        """At a host: note something on the play."""
        self.game.observe()

    def action_table_challenges(self) -> None:
        """At a host: decide what teams have challenged."""
        self.game.challenges()

    def action_table_pause(self) -> None:
        """At a host: pause, or go on."""
        self.game.pause()

    def action_table_time(self) -> None:
        """At a host: the clock of planning."""
        self.game.set_time()

    def action_table_seats(self) -> None:
        """At a host: who fills the seats."""
        self.game.set_seats()

    def action_ui_command(self) -> None:
        """Actions by id."""
        from wargame.tui.command_line import CommandLine

        self.app.push_screen(CommandLine(self.game.inks, self.game.desk, None, self.mode), self._run)

    def action_ui_why(self) -> None:
        """The report of the last turn, with everything in it."""
        if self.truth.events:
            self.game.open_report_at("white", self.truth.events[0].number)
        else:
            self.status.tell("No turn has been resolved yet.", "muted")

    def action_ui_back(self) -> None:
        """Back to ground truth and the MSEL."""
        self._act()
        self._chosen = False
        super().action_ui_back()
