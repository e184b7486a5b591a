"""Seat choice: the scenario and its brief, who plays here and who is a bot, the seed, and start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wargame.tui.base_screen import BaseScreen, bindings_of, titled
from wargame.tui.footer import Footer
from wargame.tui.header import BADGES, Header
from wargame.tui.lines import Line, fit, wrap
from wargame.tui.pane import Pane, Row
from wargame.tui.status import Status

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wargame.model.scenario import Scenario
    from wargame.tui.inks import Inks

SEATS = ("ankara", "moscow", "damascus", "white")
LOGO = (
    "█   █ ▄▀▀▄ █▀▀▄ ▄▀▀▀ ▄▀▀▄ █▄ ▄█ █▀▀▀",
    "█ █ █ █▀▀█ █▀█▀ █ ▀█ █▀▀█ █ ▀ █ █▀▀ ",
    " ▀ ▀  ▀  ▀ ▀  ▀  ▀▀▀ ▀  ▀ ▀   ▀ ▀▀▀▀",
)


class SeatChoice(Pane):
    """The four seats and the start."""

    title: ClassVar[str] = "Seats"
    hint: ClassVar[str] = "space here or bot  ↵ start"
    letter: ClassVar[str] = "s"

    def __init__(self, inks: Inks, scenario: Scenario, here: set[str], seed: int, free_seed: bool) -> None:
        super().__init__(inks, id="seats")
        self._scenario = scenario
        self.here, self.seed, self.free_seed = here, seed, free_seed

    def build(self, width: int) -> list[Row]:
        """Two lines a seat, then seed and start."""
        rows = [Row(tuple(self._logo(width)))]
        for seat in SEATS:
            badge = (f" {BADGES[seat]:<10} ", f"{seat}+r")
            played = seat in self.here
            if seat == "white":
                words = "a person runs it here" if played else "nobody; injects run alone"
            else:
                words = "played here" if played else "bot, follows the record"
            mark = ("● ", "good") if played else ("◇ ", "muted")
            head: Line = (badge, ("  ", "text"), mark, (words, "text+b" if played else "muted"))
            rows += [Row((head, self._means(seat, width)), seat), Row(((),))]
        several = len(self.here - {"white"}) > 1
        told = (
            "Several seats here take turns at this keyboard."
            if several
            else "One seat here: everything else is a bot."
        )
        if not self.here:
            told = "Nobody plays here: choose a seat, or start to watch the bots through the white cell."
        rows.append(Row((*wrap(told, width, "muted"), ())))
        how = "d another one" if self.free_seed else "fixed by the save"
        rows.append(
            Row(((("seed  ", "muted"), (str(self.seed), "text+b"), (f"   {how}", "muted")), ()), "seed")
        )
        rows.append(Row((((" Start ", "amber+r"), ("  ↵", "muted")),), "start"))
        return rows

    def _logo(self, width: int) -> list[Line]:
        if self.size.height < 22 or width < 38:
            return [(("WARGAME", "amber+b"), ("  tabletop exercises in a terminal", "muted")), ()]
        return [
            *(((drawn, "amber"),) for drawn in LOGO),
            (("tabletop exercises in a terminal", "muted"),),
            (),
        ]

    def _means(self, seat: str, width: int) -> Line:
        if seat == "white":
            return ((fit(" " * 14 + "sees all, sends injects", width), "muted"),)
        team = next((team for team in self._scenario.teams if team.id == seat), None)
        units = sum(
            1
            for unit in self._scenario.formations
            if any(
                f.id == unit.faction and f.team == seat and f.command == "commanded"
                for f in self._scenario.factions
            )
        )
        points = team.command_points if team is not None else 0
        return ((fit(f"{'':14}{points} command points, {units} units", width), "muted"),)

    def clicked(self, column: int) -> None:
        """A click on a seat toggles it; on the start it starts."""
        self.choose()


class Brief(Pane):
    """Title, dates, brief, and each team's own line."""

    letter: ClassVar[str] = "b"

    def __init__(self, inks: Inks, scenario: Scenario) -> None:
        super().__init__(inks, id="brief")
        self._scenario = scenario
        from wargame.tui.text import text

        self.border_title = text(scenario.title)

    def build(self, width: int) -> list[Row]:
        """Running text."""
        scenario = self._scenario
        size = min(width, 96)
        lines: list[Line] = []
        if scenario.subtitle:
            lines += [*wrap(scenario.subtitle, size, "text+b"), ()]
        lines += [*wrap(scenario.brief, size), ()]
        for team in scenario.teams:
            lines.append(((team.name, f"{team.id}+b"),))
            lines += [*wrap(team.brief, size, "text", "  "), ()]
        posts = sum(1 for post in scenario.posts if post.turn == 0)
        counted = f"{len(scenario.places)} places · {len(scenario.roads)} roads"
        counted += f" · {len(scenario.formations)} formations"
        lines.append(((f"{counted} · {posts} posts · {len(scenario.injects)} injects", "muted"),))
        for credit in scenario.attribution:
            lines += wrap(credit, size, "muted")
        return [Row((drawn,)) for drawn in lines]


class LobbyScreen(BaseScreen):
    """Who plays here."""

    mode: ClassVar[str] = "lobby"
    pane_ids: ClassVar[tuple[str, ...]] = ("seats", "brief")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("lobby")

    def compose(self) -> ComposeResult:
        """Seats beside the brief."""
        game = self.game
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield SeatChoice(
                    game.inks, game.desk.scenario, {"ankara"}, game.desk.seed or 0, game.restart is not None
                )
            with Vertical(id="right"):
                theatre = game.make_map()
                theatre.can_focus = False
                yield theatre
                yield Brief(game.inks, game.desk.scenario)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """The seats have the focus."""
        scenario = self.game.desk.scenario
        turn = self.game.desk.turn
        words = f" · turn {turn}" if turn > 1 else ""
        self.header.show(
            (
                (" WARGAME ", "amber+r"),
                (f" {scenario.title}", "text+b"),
                (f"{words} · who plays here?", "muted"),
            )
        )
        self.status.tell("space: played here or bot · Enter on Start (or s) begins · ? every key", "muted")
        if self.theatre is not None:
            self.theatre.set_view(self.game.desk.view("white"))
            titled(self.theatre, "Control on the first day")
        self.choice.focus()

    @property
    def choice(self) -> SeatChoice:
        """The seats."""
        return self.query_one(SeatChoice)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """Enter or click: start, another seed, or toggle a seat."""
        message.stop()
        if message.key in SEATS:
            self._toggle(message.key)
        elif message.key == "seed":
            self.action_lobby_seed()
        elif message.key == "start":
            self.action_lobby_start()

    def _toggle(self, seat: str) -> None:
        self.choice.here ^= {seat}
        self.choice.reload()

    def action_lobby_toggle(self) -> None:
        """The seat under the cursor."""
        if self.choice.current in SEATS:
            self._toggle(str(self.choice.current))

    def action_lobby_seed(self) -> None:
        """The next seed, where the session is new."""
        if not self.choice.free_seed:
            self.status.tell("The seed belongs to the save.", "muted")
            return
        from wargame.tui.seed_form import SeedForm

        self.app.push_screen(SeedForm(self.game.inks, self.choice.seed), self._seeded)

    def _seeded(self, answer: str | None) -> None:
        if answer is not None:
            self.choice.seed = int(answer)
            self.choice.reload()

    def action_lobby_start(self) -> None:
        """Begin."""
        here = [seat for seat in SEATS if seat in self.choice.here] or ["white"]
        self.game.start(here, self.choice.seed)
