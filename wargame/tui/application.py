"""The app: who sits at the keyboard, which screen comes next, and the style sheet of all screens.

A turn at one keyboard: the white cell first if a person plays it, then each team played by a person, with a
hand-over screen between different seats; when all have sealed, the turn is resolved and each seat reads its
own report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from wargame.errors import WargameError
from wargame.tui.base_screen import BaseScreen
from wargame.tui.inks import Inks
from wargame.tui.names import Names
from wargame.tui.opening_screen import OpeningScreen
from wargame.tui.styles import SHEET
from wargame.tui.text import Cleaner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.filter import LineFilter
    from textual.screen import Screen

    from wargame.tui.desk import Desk, Opened
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.map.data import MapData
    from wargame.tui.map.widget import TheatreMap
    from wargame.tui.palette import Palette

TEAMS = ("ankara", "moscow", "damascus")


class WargameApp(App[None]):
    """The terminal application."""

    CSS = SHEET
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        opened: Opened | Callable[[], Opened],
        seats: Sequence[str] | None,
        palette: Palette,
        glyphs: GlyphSet,
        *,
        rebound: dict[str, str] | None = None,
        complaints: Sequence[str] = (),
        replaying: bool = False,
        title: str = "",
    ) -> None:
        """`opened` is a session, or what opens one: it is then called in a thread, after the first frame.

        `seats`: seats played by people here; None = ask. `title` says what is being opened.
        """
        self.palette, self.glyphs = palette, glyphs
        self.inks = Inks(palette)
        super().__init__(ansi_color=palette.depth != "truecolor")
        self.HORIZONTAL_BREAKPOINTS = [
            (0, "-tiny"),
            (60, "-compact"),
            (100, "-column"),
            (140, "-full"),
            (200, "-wide"),
        ]
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-low"), (30, "-tall")]
        self._opener: Callable[[], Opened] | None = None
        self._desk: Desk | None = None
        self.restart: Callable[[int], Desk] | None = None
        self.branch_from: Callable[[int], str] | None = None
        self.failure: WargameError | None = None
        """Why the session could not be opened."""
        self._title, self._base = title, ""
        self.seats: list[str] | None = None if seats is None else list(seats)
        self.rebound = dict(rebound or {})
        self.complaints = tuple(complaints)
        self.replaying = replaying
        self.writes_files = True
        """Whether the working folder is that of whoever sits here."""
        self.prepare: Callable[[], None] | None = None
        """Loads what the first act will need; run in a thread after the first paint."""
        self._data: MapData | None = None
        self.at_keyboard: str | None = None
        self.reported: set[str] = set(TEAMS)
        """Seats that have read the report of the last turn; at the start there is none."""
        self.opened = 0
        """The turn for which the white cell has handed over to the teams."""
        self.closed = 0
        """The turn for which it has closed planning."""
        self.animation_level = "none"
        table = None
        if glyphs.name == "ascii":
            from wargame.tui.glyphs import ASCII_TABLE

            table = ASCII_TABLE
        self._cleaner = Cleaner(table)
        if callable(opened):
            self._opener = opened
        else:
            self._take(opened)

    def _take(self, opened: Opened) -> None:
        """The session is there."""
        self._desk, self._base, self.restart, self.branch_from = opened
        self.names = Names(opened.desk.scenario)

    @property
    def desk(self) -> Desk:
        """The session played. Raises RuntimeError before it is opened."""
        if self._desk is None:
            raise RuntimeError("no session is open yet")
        return self._desk

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The cleaner comes last, so that nothing reaches the terminal around it."""
        return [*super().get_line_filters(), self._cleaner]

    def get_css_variables(self) -> dict[str, str]:
        """Our palette beside Textual's own variables."""
        return {**super().get_css_variables(), **self.inks.css()}

    def get_default_screen(self) -> Screen[None]:
        """The first screen is composed at once, without an empty one before it."""
        if self._desk is None:
            return OpeningScreen(self.seats or [], self._title)
        return self.first_screen()

    def first_screen(self) -> Screen[None]:
        """The screen with which an open session begins."""
        if self.replaying:
            from wargame.tui.replay_screen import ReplayScreen

            return ReplayScreen()
        return self.next_screen()

    @work(thread=True)
    def open_session(self) -> None:
        """Open the session in a thread; the frame is on the terminal already."""
        if self._opener is None:
            return
        try:
            opened = self._opener()
        except WargameError as error:
            self.failure = error
            self.call_from_thread(self.exit)
            return
        self.call_from_thread(self._begin, opened)

    def _begin(self, opened: Opened) -> None:
        self._take(opened)
        self._replace(self.first_screen())

    def on_mount(self) -> None:
        """The user's own keys; what was wrong with them goes to the status line."""
        if self.rebound:
            self.set_keymap(self.rebound)
        if self.complaints:
            self.call_after_refresh(self._complain)
        if self.prepare is not None:
            self.set_timer(0.5, self._prepare)

    @work(thread=True)
    def _prepare(self) -> None:
        if self.prepare is not None:
            self.prepare()

    def _complain(self) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.status.tell(self.complaints[0], "alarm")

    def make_map(self) -> TheatreMap:
        """A map of the scenario in the palette of this terminal."""
        from wargame.tui.map.widget import TheatreMap

        if self._data is None:
            from wargame.tui.map.data import map_data

            self._data = map_data(self.desk.scenario, self._base)
        return TheatreMap(self._data, self.palette, self.glyphs, id="map")

    # Who comes next

    @property
    def people(self) -> list[str]:
        """Teams played by people here."""
        return [team for team in TEAMS if self.seats is not None and team in self.seats]

    def next_screen(self) -> Screen[None]:
        """The screen that the session's state asks for."""
        if self.seats is None:
            from wargame.tui.lobby_screen import LobbyScreen

            return LobbyScreen()
        if self.desk.over:
            from wargame.tui.end_screen import EndScreen

            return EndScreen(self.seats[0] if len(self.seats) == 1 else "white")
        seat = self.next_seat()
        if seat is None:
            from wargame.tui.adjudication import Adjudication

            return Adjudication(self.desk.turn)
        if len(self.seats) > 1 and self.at_keyboard != seat:
            from wargame.tui.hand_over import HandOver

            return HandOver(seat)
        self.at_keyboard = seat
        if seat != "white" and seat not in self.reported:
            from wargame.tui.report_screen import ReportScreen

            return ReportScreen(seat)
        if seat == "white":
            from wargame.tui.cell_screen import CellScreen

            return CellScreen()
        from wargame.tui.seat_screen import SeatScreen

        return SeatScreen(seat)

    def next_seat(self) -> str | None:
        """The seat whose turn at the keyboard it is; None when the turn is to be resolved."""
        seats = self.seats or []
        if "white" in seats and self.opened != self.desk.turn:
            return "white"
        sealed = self.desk.view("white").sealed
        for team in (self.at_keyboard, *self.people):
            if team in self.people and not sealed.get(team, False):
                return team
        if "white" in seats and self.closed != self.desk.turn:
            return "white"
        return None

    def advance(self) -> None:
        """Go to the screen that comes next; screens passed, and their views, are dropped."""
        self._replace(self.next_screen())

    def _replace(self, screen: Screen[None]) -> None:
        """Show a screen instead of all that are shown. The very first one stays below them all, emptied."""
        first = self.screen_stack[0]
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
            first.remove_children()
            if isinstance(first, BaseScreen):
                first.view = None

    def take_seat(self, seat: str) -> None:
        """The keyboard has been handed over."""
        self.at_keyboard = seat
        if seat in self.people and self.desk.view(seat).sealed.get(seat, False):
            from wargame.tui.seat_screen import SeatScreen

            self._replace(SeatScreen(seat))
            return
        self.advance()

    def pass_on(self, seat: str) -> bool:
        """Pass the keyboard to another team here, sealed or not: to one that has an offer to answer, else to
        the next one. False if nobody else plays here.
        """
        people = self.people
        at = people.index(seat) if seat in people else 0
        others = [team for team in (*people[at + 1 :], *people[:at]) if team != seat]
        if not others:
            return False
        waiting = [team for team in others if self.desk.waits_for(team)]
        from wargame.tui.hand_over import HandOver

        self._replace(HandOver((waiting or others)[0]))
        return True

    def start(self, seats: Sequence[str], seed: int) -> None:
        """From the lobby into the session."""
        if seed != self.desk.seed and self.restart is not None:
            self._desk = self.restart(seed)
        self.seats = list(seats)
        self.advance()

    def sealed(self, team: str) -> None:
        """A team has sealed."""
        if self.next_seat() is None or len(self.seats or []) > 1:
            self.advance()

    def hand_to_teams(self) -> None:
        """The white cell lets the teams plan, or closes planning when all have sealed."""
        opened, self.opened = self.opened == self.desk.turn, self.desk.turn
        if opened or self.next_seat() == "white":
            self.closed = self.desk.turn
        self.advance()

    def read_report(self, seat: str) -> None:
        """A seat has read its report."""
        self.reported.add(seat)
        self.advance()

    # The turn

    @work(thread=True, exclusive=True)
    def resolve(self) -> None:
        """Bots fill the empty seats, the turn is resolved; in a thread, so that the screen stays alive."""
        complaint = ""
        try:
            sealed = self.desk.view("white").sealed
            for team in TEAMS:
                if team not in (self.seats or []) and not sealed.get(team, False):
                    self.desk.play_bot(team)
            self.desk.adjudicate()
        except WargameError as error:
            complaint = str(error)
        self.call_from_thread(self._resolved, complaint)

    def _resolved(self, complaint: str) -> None:
        if complaint:
            from wargame.tui.adjudication import Adjudication

            if isinstance(self.screen, Adjudication):
                self.screen.fail(complaint)
            return
        self.reported = set()
        if len(self.seats or []) > 1:
            self.at_keyboard = None
        if self.desk.over:
            from wargame.tui.report_screen import ReportScreen

            seat = self.people[0] if len(self.people) == 1 else "white"
            self._replace(ReportScreen(seat))
            return
        self.advance()

    def open_report_at(self, seat: str, number: int) -> None:
        """The report of the last turn over this screen, on one event."""
        from wargame.tui.report_screen import ReportScreen

        self.push_screen(ReportScreen(seat, number, over=True))

    # What there is only at a host (`remote_app.py`)

    def _alone(self) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.status.tell("Only at a host: `wargame host` gives every team its terminal.", "muted")

    def say(self) -> None:
        """Write a message."""
        self._alone()

    def ask_white(self) -> None:
        """Ask the white cell."""
        self._alone()

    def read_log(self, screen: BaseScreen) -> None:
        """Read what was said."""
        self._alone()

    def read_members(self, screen: BaseScreen) -> None:
        """Who is here."""
        self._alone()

    def pause(self) -> None:
        """Pause, or go on."""
        self._alone()

    def observe(self) -> None:
        """Note something on the play."""
        self._alone()

    def challenges(self) -> None:
        """Decide what teams have challenged."""
        self._alone()

    def challenge(self, number: int) -> None:
        """Challenge an event of the own report."""
        self._alone()

    def set_time(self) -> None:
        """The clock of planning."""
        self._alone()

    def set_seats(self) -> None:
        """Who fills the seats."""
        self._alone()

    # Leaving

    def leave(self) -> None:
        """Quit; asks while a person's orders are unsealed."""
        team = self.at_keyboard
        if team in TEAMS and not self.desk.over and not self.replaying:
            view = self.desk.view(team)
            if view.sheet is not None and view.sheet.orders and not view.sealed.get(team, False):
                from wargame.tui.ask import Ask

                words = ["Orders of this turn are not sealed. The save keeps them as a draft."]
                question = Ask(self.inks, "Leave the game?", words, (("yes", "Leave"), ("no", "Stay")))
                self.push_screen(question, self._left)
                return
        self.exit()

    def _left(self, answer: str | None) -> None:
        if answer == "yes":
            self.exit()
