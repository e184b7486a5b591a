"""The app at a host: one seat, whose screens follow the phase of the session.

What arrives changes what is shown, never the focus, the cursor or a line being typed; only a new phase or a
new turn brings another screen. Commands go through the desk and are answered before the screen goes on.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from textual.message import Message

from wargame.host.link import LinkDown
from wargame.play.notation import text_of
from wargame.tui.ask import Ask
from wargame.tui.base_screen import BaseScreen
from wargame.tui.cell_panes import Teams
from wargame.tui.cell_screen import CellScreen
from wargame.tui.desk import Opened
from wargame.tui.header import BADGES, header_line
from wargame.tui.names import Names
from wargame.tui.remote_desk import RemoteDesk
from wargame.tui.remote_white import WhiteKeys
from wargame.tui.seat_screen import SeatScreen
from wargame.tui.talks_screen import TalksScreen
from wargame.tui.wait_screen import WaitScreen, clock_text

if TYPE_CHECKING:
    from textual.screen import Screen

    from wargame.host.link import Link
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.lines import Line
    from wargame.tui.map.widget import TheatreMap
    from wargame.tui.palette import Palette

EMERGENCY = "REAL-WORLD EMERGENCY"
"""Reason of a pause that covers every screen."""


class News(Message):
    """Something has come over the link."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class RemoteSeatScreen(SeatScreen):
    """A team's planning at a host."""

    def on_mount(self) -> None:
        """The clock counts in the header. Textual calls `on_mount` of the base class by itself."""
        self.set_interval(1.0, self.tick)
        self.call_after_refresh(self._arrived)

    def _arrived(self) -> None:
        """All of it is there; only now may news be shown."""
        self.arrived = True

    arrived = False

    def tick(self) -> None:
        """The header alone."""
        self.header.show(cast("RemoteApp", self.app).headline(), self.header.right)

    def show_orders(self) -> None:
        """As ever, with the clock in the header."""
        super().show_orders()
        self.tick()

    kept = ""
    """A line that was typed and could not be given: the next command line begins with it."""

    def action_ui_command(self, started: str = "") -> None:
        """The command line."""
        super().action_ui_command(started or self.kept)

    async def _commanded(self, line: str | None) -> None:
        """As ever; what the host did not get is kept."""
        try:
            await super()._commanded(line)
        except LinkDown as error:
            self.status.tell(str(error), "alarm")
        lost = line is not None and not cast("RemoteApp", self.app).table.link.connected
        self.kept = line if lost and line is not None and self.act(line) is None else ""

    def renew(self, whole: bool) -> None:
        """What has come: the sheet of one's own team, and, when `whole`, reports and map."""
        view = self.game.desk.view(self.team)
        self.view, self.orders = view, view.sheet.orders if view.sheet is not None else ()
        self.show_orders()
        if whole:
            from wargame.tui.feed import Feed

            self.query_one(Feed).show(view)
            self.map.set_view(view)


class RemoteCellScreen(CellScreen):
    """The white cell at a host, in every phase."""

    def on_mount(self) -> None:
        """The clock counts in the header. Textual calls `on_mount` of the base class by itself."""
        self.set_interval(1.0, self.tick)
        self.call_after_refresh(self._arrived)

    def _arrived(self) -> None:
        """All of it is there; only now may news be shown."""
        self.arrived = True
        self.renew()

    arrived = False

    def tick(self) -> None:
        """The header alone."""
        self.header.show(cast("RemoteApp", self.app).headline(), self.header.right)

    def renew(self) -> None:
        """As ever, with the clock in the header, and who plays now."""
        self.query_one(Teams).seats = self.game.people
        super().renew()
        self.tick()

    def release(self, inject: str) -> None:
        """Release an inject; during a pause now, or when it ends."""
        app = cast("RemoteApp", self.app)
        if app.table.mirror.phase != "paused":
            super().release(inject)
            return
        options = (("now", "now; the clocks stand"), ("resume", "when the exercise goes on"))
        question = Ask(app.inks, "Send it during the pause?", [], options)
        self.app.push_screen(question, lambda when: self._release_when(inject, when))

    def _release_when(self, inject: str, when: str | None) -> None:
        table = cast("RemoteApp", self.app).table
        if when == "now":
            super().release(inject)
        elif when == "resume":
            self._done(
                lambda: table.operate("release", item=inject, on=False), "It is sent when the pause ends."
            )

    def action_cell_close(self) -> None:
        """What comes next: start, close, publish, open planning, go on."""
        self._act()
        cast("RemoteApp", self.app).next_stage()


class RemoteApp(WhiteKeys):
    """The terminal application of one seat at a host."""

    def __init__(self, link: Link, palette: Palette, glyphs: GlyphSet, *, title: str, **more: object) -> None:
        """`link` has not been started yet."""
        self._link = link
        link.news = self._heard
        self._shown: tuple[object, ...] = ()
        self._scenarios = 0
        self._notices = 0
        self._away = ""
        """When the connection was lost, by one's own clock; empty while it is there."""
        self._turns_read: set[int] = set()
        """Turns being planned whose report was read."""
        super().__init__(self._join, None, palette, glyphs, title=title, **more)  # type: ignore[arg-type]

    def _join(self) -> Opened:
        """In a thread: connect, and be welcomed."""
        self._link.start()
        self._link.wait_welcome()
        self._table = RemoteDesk(self._link)
        self.seats = [self._table.seat]
        return Opened(self._table, self._link.mirror.base)

    @property
    def people(self) -> list[str]:
        """Teams played by people, wherever they sit."""
        return [face.team for face in self.table.mirror.seats if face.kind == "human"]

    def _heard(self, kind: str) -> None:
        """In the link's thread."""
        self.post_message(News(kind))

    # ---- which screen ----

    def wanted(self) -> tuple[object, ...]:
        """What the screen to be shown depends on; another value brings another screen."""
        mirror, seat = self.table.mirror, self.table.seat
        if seat == "white":
            return ("cell",) if mirror.phase != "ended" else ("end",)
        view = mirror.view
        if mirror.phase == "ended" and view is not None and seat in BADGES:
            return ("end",)
        if view is None or seat not in BADGES or mirror.phase in ("lobby", "paused", "adjudicating"):
            return ("wait",)
        if view.turn > 1 and view.turn not in self._turns_read:
            return ("report", view.turn)
        if mirror.phase == "planning" and not view.sealed.get(seat, False):
            return ("plan", view.turn)
        return ("wait",)

    def next_screen(self) -> Screen[None]:
        """The screen that the phase asks for."""
        self._shown = self.wanted()
        match self._shown[0]:
            case "cell":
                return RemoteCellScreen()
            case "end":
                from wargame.tui.end_screen import EndScreen

                return EndScreen(self.table.seat)
            case "report":
                from wargame.tui.report_screen import ReportScreen

                return ReportScreen(self.table.seat)
            case "plan":
                return RemoteSeatScreen(self.table.seat)
            case _:
                return WaitScreen()

    def read_report(self, seat: str) -> None:
        """A seat has read its report."""
        view = self.table.mirror.view
        if view is not None:
            self._turns_read.add(view.turn)
        self.advance()

    def sealed(self, team: str) -> None:
        """A team has sealed."""
        self.follow()

    def open_report(self, seat: str) -> None:
        """The report of the last turn over this screen."""
        from wargame.tui.report_screen import ReportScreen

        self.push_screen(ReportScreen(seat, None, over=True))

    def headline(self) -> Line:
        """The header: seat, scenario, turn, phase, and the time that is left."""
        mirror, seat = self.table.mirror, self.table.seat
        left = mirror.remaining()
        note = "" if left is None else f"{clock_text(left)}{'' if mirror.running else ' (stands)'}"
        ink = "muted"
        if not self.table.link.connected:
            note, ink = "NOT CONNECTED", "alarm+b"
        view = mirror.view
        if view is None or seat not in BADGES:
            title = mirror.welcome.title if mirror.welcome is not None else ""
            return (
                (f" {seat.upper()} ", "white+r"), (f" {title} · turn {mirror.turn} · ", "text"),
                (mirror.phase.upper().replace("_", " "), "amber"), (f" · {note}" if note else "", ink),
            )  # fmt: skip
        return header_line(view, mirror.phase.replace("_", " "), note, ink)

    # ---- what arrives ----

    def on_news(self, message: News) -> None:
        """See the docstring of the file."""
        message.stop()
        if self._table is None or self._desk is None:
            return
        if message.kind == "over":
            self._over()
            return
        self._grow()
        self._lost(message.kind)
        self.follow(message.kind)
        self._notice(message.kind)
        self._mention(message.kind)

    def follow(self, kind: str = "") -> None:
        """Another screen if one is due, else the same with what is new."""
        if self.wanted() != self._shown:
            self.advance()
            return
        for screen in self.screen_stack:
            if isinstance(screen, TalksScreen) and screen.is_mounted and kind in ("turn", "up"):
                screen.renew()
            if not isinstance(screen, RemoteSeatScreen | RemoteCellScreen | WaitScreen) or not screen.arrived:
                continue
            if isinstance(screen, RemoteSeatScreen):
                screen.renew(kind in ("turn", "inject", "up"))
            else:
                screen.renew()

    def _grow(self) -> None:
        """The seat has come to know more of the scenario."""
        if self.table.mirror.scenarios != self._scenarios:
            self._scenarios = self.table.mirror.scenarios
            self.names = Names(self.table.scenario)
            self._data = None

    def _notice(self, kind: str) -> None:
        """A notice on the status line; an emergency over the screen that its pause brings."""
        mirror = self.table.mirror
        fresh, self._notices = len(mirror.notices) > self._notices, len(mirror.notices)
        if not mirror.notices:
            return
        last = mirror.notices[-1]
        if last.kind != "emergency":
            if fresh:
                self._tell(last.text, "amber")
        elif kind == "phase" and mirror.phase == "paused" and mirror.reason == EMERGENCY:
            self.call_after_refresh(self._cover, last.text)

    def _lost(self, kind: str) -> None:
        """The connection is lost, or is there again; what is shown stays meanwhile."""
        if kind == "down" and not self._away:
            self._away = time.strftime("%H:%M")
            told = f"The host cannot be reached since {self._away}. All is shown as it was then."
            self._tell(f"{told} A line that is typed now is kept.", "alarm")
        elif kind == "up" and self._away:
            self._tell(f"Connected again; the host could not be reached since {self._away}.", "good")
            self._away = ""

    def _mention(self, kind: str) -> None:
        """A message or an inject that has come, on the status line."""
        mirror = self.table.mirror
        if kind == "chat" and mirror.chats and mirror.chats[-1].seat != self.table.seat:
            last = mirror.chats[-1]
            self._tell(f"{last.sender}: {last.text[:90]}   B reads all", "amber")
        elif kind == "rfi" and mirror.rfis:
            face = list(mirror.rfis.values())[-1]
            if face.state == "open" and self.table.seat == "white":
                self._tell(f"{face.seat} asks: {face.text[:90]}   R answers", "amber")
            elif face.state != "open" and self.table.seat != "white":
                self._tell("The white cell has answered.   B reads it", "amber")
        elif kind == "challenge" and mirror.challenges:
            held = list(mirror.challenges.values())[-1]
            if self.table.seat == "white" and held.state == "open":
                self._tell(f"{held.seat} challenges a ruling: {held.ground[:80]}   u decides", "amber")
            elif self.table.seat != "white" and held.state != "open":
                self._tell(f"Your challenge: {held.state}. {held.answer[:90]}", "amber")
        elif kind == "talk" and mirror.talks and mirror.talks[-1].seat != self.table.seat:
            talk = mirror.talks[-1]
            self._tell(f"{talk.seat.capitalize()}: {text_of(talk.order)[:90]}   c opens the talks", "amber")
        elif kind == "inject" and self.table.seat != "white":
            injects = mirror.view.injects if mirror.view is not None else ()
            self._tell(f"New report: {injects[-1].title}" if injects else "A new report.", "amber")

    def _cover(self, words: str) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.read(EMERGENCY, words)

    def _over(self) -> None:
        """The host has sent this seat away."""
        bye = self._link.bye
        self.failure = LinkDown(bye.detail if bye is not None else "the link has ended")
        self.exit()

    # ---- leaving ----

    def leave(self) -> None:
        """Quit; the session goes on, and `wargame join --last` comes back to it."""
        self.exit()

    def make_map(self) -> TheatreMap:
        """A map of what this seat may read of the scenario."""
        self._base = self.table.mirror.base
        return super().make_map()
