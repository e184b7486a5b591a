"""The app at a host: one seat, whose screens follow the phase of the session.

What arrives changes what is shown, never the focus, the cursor or a line being typed; only a new phase or a
new turn brings another screen. Commands go through the desk and are answered before the screen goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message

from wargame.errors import WargameError
from wargame.host.link import LinkDown
from wargame.tui.application import WargameApp
from wargame.tui.ask import Ask
from wargame.tui.base_screen import BaseScreen
from wargame.tui.cell_panes import Teams
from wargame.tui.cell_screen import CellScreen
from wargame.tui.desk import Opened
from wargame.tui.header import BADGES, header_line
from wargame.tui.lines import Line, plain
from wargame.tui.names import Names
from wargame.tui.remote_desk import RemoteDesk
from wargame.tui.seat_screen import SeatScreen
from wargame.tui.wait_screen import WaitScreen, clock_text, talk_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from wargame.host.link import Link
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.map.widget import TheatreMap
    from wargame.tui.palette import Palette

NEXT = {
    "lobby": ("start", "Begin the exercise?", "STARTEX: planning of the next turn opens for all.", "Start"),
    "planning": ("close_planning", "Close planning?", "The three days of the turn are resolved and saved.",
                 "Close and adjudicate"),
    "white_review": ("publish", "Publish the results?", "All teams get their reports at once.", "Publish"),
    "review": ("open_planning", "Open planning?", "The next turn begins for all.", "Open"),
    "paused": ("resume", "Go on?", "Clocks run again.", "Go on"),
}  # fmt: skip
"""Phase -> the operation that ends it, what is asked, what it means, and the word on the answer."""

EMERGENCY = "REAL-WORLD EMERGENCY"
"""Reason of a pause that covers every screen."""

MINUTES = ("1", "2", "5", "10", "20")


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

    def action_cell_close(self) -> None:
        """What comes next: start, close, publish, open planning, go on."""
        self._act()
        cast("RemoteApp", self.app).next_stage()


class RemoteApp(WargameApp):
    """The terminal application of one seat at a host."""

    def __init__(self, link: Link, palette: Palette, glyphs: GlyphSet, *, title: str, **more: object) -> None:
        """`link` has not been started yet."""
        self._link = link
        link.news = self._heard
        self._table: RemoteDesk | None = None
        self._shown: tuple[object, ...] = ()
        self._scenarios = 0
        self._notices = 0
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
    def table(self) -> RemoteDesk:
        """The desk, by its own type. Raises LinkDown before the welcome."""
        if self._table is None:
            raise LinkDown("not connected yet")
        return self._table

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
        if not self.table.link.connected:
            note = "NOT CONNECTED"
        view = mirror.view
        if view is None or seat not in BADGES:
            title = mirror.welcome.title if mirror.welcome is not None else ""
            return (
                (f" {seat.upper()} ", "white+r"), (f" {title} · turn {mirror.turn} · ", "text"),
                (mirror.phase.upper().replace("_", " "), "amber"), (f" · {note}" if note else "", "muted"),
            )  # fmt: skip
        return header_line(view, mirror.phase.replace("_", " "), note)

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
        self.follow(message.kind)
        self._notice(message.kind)
        self._mention(message.kind)

    def follow(self, kind: str = "") -> None:
        """Another screen if one is due, else the same with what is new."""
        if self.wanted() != self._shown:
            self.advance()
            return
        for screen in self.screen_stack:
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

    def _tell(self, words: str, ink: str = "text") -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen):
                screen.status.tell(words.replace("\n", " "), ink)
                return

    def _do(self, act: Callable[[], object], done: str) -> None:
        """Give a command; its refusal goes to the status line."""
        try:
            act()
        except WargameError as error:
            self._tell(str(error), "alarm")
        else:
            if done:
                self._tell(done, "good")

    # ---- acts ----

    def reopen(self) -> None:
        """Open the sealed orders again."""
        self._do(self.table.reopen, "")

    def next_stage(self) -> None:
        """The white cell ends the phase, after one question."""
        found = NEXT.get(self.table.mirror.phase)
        if found is None:
            self._tell("There is nothing to begin or to end now.", "muted")
            return
        op, title, words, label = found
        told = [words]
        if op == "close_planning":
            faces = self.table.mirror.seats
            waiting = [
                BADGES[face.team].title() for face in faces if face.kind == "human" and not face.sealed
            ]
            if waiting:
                told.insert(0, f"{', '.join(waiting)} still plan; what they have saved counts.")
        question = Ask(self.inks, title, told, (("yes", label), ("no", "Not yet")))
        self.push_screen(question, lambda answer: self._staged(op, answer))

    def _staged(self, op: str, answer: str | None) -> None:
        if answer == "yes":
            self._do(lambda: self.table.operate(op), "")

    # ---- the table's keys ----

    def say(self) -> None:
        """Write a message: to whom, then what."""
        own = self.table.seat
        options = [("team", "my own seat"), ("white", "the white cell"), ("all", "everybody")]
        options += [(seat, name.title()) for seat, name in BADGES.items() if seat not in ("white", own)]
        if own == "white":
            del options[1]
        self.push_screen(Ask(self.inks, "Message to", [], tuple(options)), self._say_to)

    def _say_to(self, to: str | None) -> None:
        if to is None:
            return
        from wargame.tui.say_form import SayForm

        form = SayForm(
            self.inks, f"Message to {BADGES.get(to, to).lower()}", "One line; Enter sends it.", 2000
        )
        self.push_screen(form, lambda words: self._said(to, words))

    def _said(self, to: str, words: str | None) -> None:
        if words is not None:
            self._do(lambda: self.table.say(to, words), "Sent.")

    def ask_white(self) -> None:
        """A team asks; the white cell answers the oldest open question."""
        from wargame.tui.say_form import SayForm

        if self.table.seat != "white":
            form = SayForm(
                self.inks, "Question to the white cell", "Only your own seat reads the answer.", 1000
            )
            self.push_screen(form, self._asked)
            return
        waiting = [face for face in self.table.mirror.rfis.values() if face.state == "open"]
        if not waiting:
            self._tell("No question is open.", "muted")
            return
        face = waiting[0]
        form = SayForm(self.inks, f"Answer to {face.seat}", face.text, 1000)
        self.push_screen(form, lambda words: self._answered(face.id, words))

    def _asked(self, words: str | None) -> None:
        if words is not None:
            self._do(lambda: self.table.ask_white(words), "Asked.")

    def _answered(self, item: str, words: str | None) -> None:
        if words is not None:
            given = {"item": item, "verdict": "released", "text": words}
            self._do(lambda: self.table.operate("answer_rfi", **given), "Answered.")

    def read_log(self, screen: BaseScreen) -> None:
        """Everything that was said, as text."""
        rows = talk_rows(self.table, 76)
        words = "\n".join(plain(line) for row in rows for line in row.lines)
        screen.read("Messages", words)

    def read_members(self, screen: BaseScreen) -> None:
        """Who is here."""
        lines = [
            f"{'on ' if m.online else 'off'}  {m.seat:<9} {m.role.replace('_', ' '):<12} {m.name}"
            for m in self.table.mirror.members
        ]
        screen.read("Who is here", "\n".join(lines) or "Nobody yet.")

    def pause(self) -> None:
        """Pause, or go on."""
        op = "resume" if self.table.mirror.phase == "paused" else "pause"
        self._do(lambda: self.table.operate(op), "")

    def set_time(self) -> None:
        """Add minutes, or set the clock."""
        options = [(f"+{n}", f"add {n} min") for n in MINUTES]
        options += [(n, f"{n} min from now") for n in MINUTES] + [("0", "no deadline")]
        self.push_screen(Ask(self.inks, "Time of planning", [], tuple(options)), self._timed)

    def _timed(self, answer: str | None) -> None:
        if answer is None:
            return
        seconds = int(answer) * 60
        op = "extend" if answer.startswith("+") else "clock"
        self._do(lambda: self.table.operate(op, seconds=seconds), "")

    def set_seats(self) -> None:
        """Bots, locks, PINs, the end."""
        options: list[tuple[str, str]] = []
        for face in self.table.mirror.seats:
            name = BADGES[face.team].title()
            if face.kind == "human":
                options.append((f"bot {face.team}", f"{name}: a bot takes over"))
            else:
                options.append((f"people {face.team}", f"{name}: hand back to people"))
            options.append((f"{'unlock' if face.locked else 'lock'} {face.team}",
                            f"{name}: {'unlock' if face.locked else 'lock'} the seat"))  # fmt: skip
            options.append((f"pin {face.team}", f"{name}: another PIN"))
        options.append(("end", "ENDEX: end the exercise"))
        self.push_screen(Ask(self.inks, "Seats", [], tuple(options)), self._seated)

    def _seated(self, answer: str | None) -> None:
        word, _, team = (answer or "").partition(" ")
        if word == "end":
            words = ["Nothing can be ordered any more. This cannot be taken back."]
            question = Ask(self.inks, "ENDEX?", words, (("no", "Not yet"), ("yes", "End the exercise")))
            self.push_screen(question, lambda sure: self._staged("end", sure))
        elif word in ("bot", "people"):
            style = "historical" if word == "bot" else None
            self._do(lambda: self.table.operate("seat", seat=team, bot=style), "")
        elif word in ("lock", "unlock"):
            self._do(lambda: self.table.operate("lock", seat=team, on=word == "lock"), "")
        elif word == "pin":
            self._new_pin(team)

    def _new_pin(self, team: str) -> None:
        try:
            data = self.table.operate("rotate_pin", seat=team)
        except WargameError as error:
            self._tell(str(error), "alarm")
            return
        pin = data.get("pin") if isinstance(data, dict) else None
        self._tell(f"The PIN of {team} is now {pin}.", "good")

    # ---- leaving ----

    def leave(self) -> None:
        """Quit; the session goes on, and `wargame join --last` comes back to it."""
        self.exit()

    def make_map(self) -> TheatreMap:
        """A map of what this seat may read of the scenario."""
        self._base = self.table.mirror.base
        return super().make_map()
