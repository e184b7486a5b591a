"""Replay: the same map at the close of any turn, its events, the war aims over the turns.

And the timeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wargame.errors import WargameError
from wargame.tui.aims_chart import AimsChart
from wargame.tui.base_screen import BaseScreen, bindings_of, titled
from wargame.tui.event_list import EventList
from wargame.tui.footer import Footer
from wargame.tui.header import BADGES, Header, day_text
from wargame.tui.map.widget import TheatreMap
from wargame.tui.sights import place_line
from wargame.tui.status import Status
from wargame.tui.timeline import Tick, Timeline

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from wargame.model.view import View
    from wargame.tui.pane import Pane

SEATS = ("white", "ankara", "moscow", "damascus")
PACE = 1.5
"""Seconds a turn stays while playing."""

HALVES = ("operational", "political")


class ReplayScreen(BaseScreen):
    """Steps forward and back through the turns of a session."""

    mode: ClassVar[str] = "replay"
    pane_ids: ClassVar[tuple[str, ...]] = ("map", "aims", "events", "timeline")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("replay")

    def __init__(self) -> None:
        super().__init__()
        self.seat = "white"
        self.at_turn = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Map over timeline; war aims over events."""
        game = self.game
        self.last = game.desk.turn - 1
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield game.make_map()
            with Vertical(id="right"):
                yield AimsChart(game.inks)
                yield EventList(game.inks, game.desk.scenario.start.first_day)
        yield Timeline(game.inks)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """The start; the chart is filled once the screen stands."""
        self.ticks: list[Tick] = []
        self.go(0)
        self.query_one(TheatreMap).focus()
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        """War aims and what happened, turn by turn, from the white cell's view."""
        aims: dict[str, list[int]] = {}
        for turn in range(self.last + 1):
            view = self.game.desk.at(turn).view("white")
            for team in view.sealed:
                points = sum(score.points for score in view.scores if score.team == team)
                aims.setdefault(team, []).append(points)
            fights = sum(1 for event in view.events if event.kind == "attack")
            falls = sum(1 for event in view.events if event.kind == "captured")
            sieges = sum(1 for event in view.events if event.kind in ("post_besieged", "post_overrun"))
            sent = sum(1 for inject in view.injects if inject.state == "released" and inject.turn == turn)
            self.ticks.append(Tick(turn, fights, falls, sieges, sent, view.dates[0]))
        self.query_one(AimsChart).show(aims, self.at_turn)
        self.query_one(Timeline).show(self.ticks, self.at_turn)

    def go(self, turn: int) -> None:
        """Show the close of a turn."""
        self.at_turn = max(0, min(turn, self.last))
        moment = self.game.desk.at(self.at_turn)
        view: View = moment.view(self.seat)
        self.view = view
        theatre = self.query_one(TheatreMap)
        theatre.set_view(
            view, [event.place for event in view.events if event.kind == "captured" and event.place]
        )
        when = "the start" if self.at_turn == 0 else f"turn {self.at_turn}"
        titled(
            theatre,
            f"{when.capitalize()} · {day_text(view.dates[0])} {view.dates[0].year}",
            "changes of this turn outlined",
        )
        self.query_one(EventList).show(view)
        self.query_one(Timeline).show(self.ticks, self.at_turn)
        self.query_one(AimsChart).mark(self.at_turn)
        seen = "ground truth" if self.seat == "white" else f"as {BADGES[self.seat].title()} saw it"
        self.header.show(
            (
                (" REPLAY ", "amber+r"),
                (f" {view.title}", "text+b"),
                (f" · seed {self.game.desk.seed} · view ", "muted"),
                (seen, "text+b"),
                (f" · {when} of {self.last}", "muted"),
            )
        )

    def on_theatre_map_place_hovered(self, message: TheatreMap.PlaceHovered) -> None:
        """The status line."""
        if self.view is not None:
            self.status.show(place_line(message.place, self.view, self.game.names))

    def on_theatre_map_place_chosen(self, message: TheatreMap.PlaceChosen) -> None:
        """Nothing is ordered here."""

    def on_timeline_picked(self, message: Timeline.Picked) -> None:
        """A click on the timeline."""
        self.go(message.turn)

    def on_pane_moved(self, message: Pane.Moved) -> None:
        """An event shows its place."""
        self._locate(message.key)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """Enter on an event shows why."""
        message.stop()
        self._locate(message.key)
        self.action_ui_why()

    def _locate(self, key: str) -> None:
        if self.view is None or not key.isdigit():
            return
        event = next((event for event in self.view.events if event.number == int(key)), None)
        if event is not None and event.place is not None:
            self.query_one(TheatreMap).show_place(event.place)

    def action_ui_why(self) -> None:
        """The reasons of the event under the cursor."""
        events = self.query_one(EventList)
        if self.view is None or events.current is None:
            return
        event = next(event for event in self.view.events if str(event.number) == events.current)
        self.read("Why", f"{event.sentence}\n\n{event.why() or 'It has no reasons of its own.'}")

    def action_replay_next(self) -> None:
        """Next turn."""
        self.go(self.at_turn + 1)

    def action_replay_previous(self) -> None:
        """Previous turn."""
        self.go(self.at_turn - 1)

    def action_replay_next_event(self) -> None:
        """Next event."""
        self.query_one(EventList).move(1)

    def action_replay_previous_event(self) -> None:
        """Previous event."""
        self.query_one(EventList).move(-1)

    def action_replay_play(self) -> None:
        """Play, or stop."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.status.tell("Stopped.")
            return
        if self.at_turn >= self.last:
            self.go(0)
        self._timer = self.set_interval(PACE, self._tick)
        self.status.tell("Playing; space stops.")

    def action_replay_branch(self) -> None:
        """Another future from the turn that is shown, in a save of its own."""
        make = self.game.branch_from
        if make is None:
            self.status.tell("No other future can be made here: this is no save of this machine.", "alarm")
        elif self.view is not None and self.view.phase == "ended":
            self.status.tell("The exercise has ended here: go back a turn, and branch from there.", "alarm")
        else:
            try:
                path = make(self.at_turn)
            except WargameError as error:
                self.status.tell(str(error), "alarm")
            else:
                self.status.tell(f"Another future begins in {path}: wargame play {path}", "good")

    def _tick(self) -> None:
        self.go(self.at_turn + 1)
        if self.at_turn >= self.last and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def action_cell_view_as(self) -> None:
        """The same moment as the next seat saw it."""
        self.seat = SEATS[(SEATS.index(self.seat) + 1) % len(SEATS)]
        self.go(self.at_turn)

    def action_ui_command(self) -> None:
        """Actions by id."""
        from wargame.tui.command_line import CommandLine

        self.app.push_screen(CommandLine(self.game.inks, self.game.desk, None, self.mode), self._run)
