"""The keys that there are only at a host: phases, messages, questions, people, clock, seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.host.link import LinkDown
from wargame.host.operations import roles_of
from wargame.tui.application import WargameApp
from wargame.tui.ask import Ask
from wargame.tui.base_screen import BaseScreen
from wargame.tui.header import BADGES
from wargame.tui.lines import plain
from wargame.tui.status import Status
from wargame.tui.wait_screen import talk_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.tui.remote_desk import RemoteDesk

NEXT = {
    "lobby": ("start", "Begin the exercise?", "STARTEX: planning of the next turn opens for all.", "Start"),
    "planning": ("close_planning", "Close planning?", "The three days of the turn are resolved and saved.",
                 "Close and adjudicate"),
    "white_review": ("publish", "Publish the results?", "All teams get their reports at once.", "Publish"),
    "review": ("open_planning", "Open planning?", "The next turn begins for all.", "Open"),
    "paused": ("resume", "Go on?", "Clocks run again.", "Go on"),
}  # fmt: skip
"""Phase -> the operation that ends it, what is asked, what it means, and the word on the answer."""

MINUTES = ("1", "2", "5", "10", "20")


class TableKeys(WargameApp):
    """What a seat at a host may do besides ordering. `remote_app.py` makes the app of it."""

    _table: RemoteDesk | None = None

    @property
    def table(self) -> RemoteDesk:
        """The desk, by its own type. Raises LinkDown before the welcome."""
        if self._table is None:
            raise LinkDown("not connected yet")
        return self._table

    def _tell(self, words: str, ink: str = "text") -> None:
        """On the status line of the topmost screen that has one by now."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen) and (found := screen.query(Status)):
                found.first().tell(words.replace("\n", " "), ink)
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

    def branch(self) -> None:
        """Another future from a past turn (`remote_white.py`)."""
        raise NotImplementedError

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
        """A team asks. What the white cell does with questions stands in `remote_white.py`."""
        from wargame.tui.say_form import SayForm

        form = SayForm(self.inks, "Question to the white cell", "Only your own seat reads the answer.", 1000)
        self.push_screen(form, self._asked)

    def _asked(self, words: str | None) -> None:
        if words is not None:
            self._do(lambda: self.table.ask_white(words), "Asked.")

    def read_log(self, screen: BaseScreen) -> None:
        """Everything that was said, as text."""
        rows = talk_rows(self.table, 76)
        words = "\n".join(plain(line) for row in rows for line in row.lines)
        screen.read("Messages", words)

    def read_members(self, screen: BaseScreen) -> None:
        """Who is here; the white cell may choose somebody."""
        if self.table.seat == "white" and self.table.mirror.members:
            options = [
                (m.pid, f"{'●' if m.online else '○'} {m.name}   {m.seat}, {m.role.replace('_', ' ')}")
                for m in self.table.mirror.members
            ]
            self.push_screen(Ask(self.inks, "Who is here", [], tuple(options)), self._member)
            return
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
        options += [("branch", "another future from a past turn"), ("end", "ENDEX: end the exercise")]
        self.push_screen(Ask(self.inks, "Seats", [], tuple(options)), self._seated)

    def _seated(self, answer: str | None) -> None:
        word, _, team = (answer or "").partition(" ")
        if word == "end":
            words = ["Nothing can be ordered any more. This cannot be taken back."]
            question = Ask(self.inks, "ENDEX?", words, (("no", "Not yet"), ("yes", "End the exercise")))
            self.push_screen(question, lambda sure: self._staged("end", sure))
        elif word == "branch":
            self.branch()
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

    def _member(self, pid: str | None) -> None:
        """What may be done with a participant: another role, or out."""
        found = next((m for m in self.table.mirror.members if m.pid == pid), None)
        if found is None:
            return
        roles = [
            (role, f"is {role.replace('_', ' ')}") for role in roles_of(found.seat) if role != found.role
        ]
        options = (*roles, ("kick", "is removed, and stays out"))
        question = Ask(self.inks, found.name, [], options)
        self.push_screen(question, lambda answer: self._judged(found.pid, answer))

    def _judged(self, pid: str, answer: str | None) -> None:
        if answer == "kick":
            self._do(lambda: self.table.operate("kick", pid=pid), "Removed.")
        elif answer is not None:
            self._do(lambda: self.table.operate("assign", pid=pid, role=answer), "Done.")
