"""At a host, while others act: what is waited for, the clock, who is here, and what was said last."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Horizontal, Vertical

from wargame.tui.base_screen import BaseScreen, bindings_of, titled
from wargame.tui.footer import Footer
from wargame.tui.header import BADGES, Header
from wargame.tui.lines import Line, wrap
from wargame.tui.pane import Pane, Row
from wargame.tui.status import Status

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wargame.tui.inks import Inks
    from wargame.tui.remote_app import RemoteApp
    from wargame.tui.remote_desk import RemoteDesk

TOLD = {
    "lobby": "The exercise has not begun. The facilitator starts it.",
    "planning": "Your orders are sealed. The turn closes when all have sealed, or the white cell closes it.",
    "adjudicating": "The turn is being resolved.",
    "white_review": "The turn is resolved. The white cell reads the results first.",
    "review": "The results are out. Planning of the next turn opens when the white cell says so.",
    "paused": "EXERCISE PAUSED. All clocks stand.",
    "ended": "The exercise has ended.",
}
"""What is waited for in each phase."""


def clock_text(milliseconds: int) -> str:
    """Minutes and seconds that remain."""
    seconds = (milliseconds + 999) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def talk_rows(desk: RemoteDesk, width: int) -> list[Row]:
    """Notices, messages and questions, the newest first."""
    mirror = desk.mirror
    inks = {"info": "amber", "warning": "alarm", "emergency": "alarm+b"}
    rows = [Row(tuple(wrap(f"! {n.text}", width, inks[n.kind]))) for n in reversed(mirror.notices[-5:])]
    for rfi in list(mirror.rfis.values())[-10:]:
        rows.append(Row(tuple(wrap(f"? {rfi.seat}: {rfi.text}", width, "text"))))
        if rfi.state != "open":
            rows.append(Row(tuple(wrap(f"  {rfi.state}: {rfi.answer}", width, "good"))))
    for line in reversed(mirror.chats[-200:]):
        to = f" to {', '.join(line.to)}" if line.to else f" to {line.channel}"
        head: Line = (
            (f"{line.sender}", f"{line.seat}+b" if line.seat in BADGES else "text+b"),
            (to, "muted"),
        )
        rows.append(Row((head, *wrap(line.text, width, "text", "  "))))
    return rows or [Row(((("Nothing was said yet. b writes a message.", "muted"),),))]


class Waiting(Pane):
    """The phase, the clock, the seats and the members."""

    title: ClassVar[str] = "Session"
    letter: ClassVar[str] = "s"

    def __init__(self, inks: Inks, desk: RemoteDesk) -> None:
        super().__init__(inks, id="waiting")
        self._desk = desk

    def build(self, width: int) -> list[Row]:
        """Read from what was sent."""
        mirror = self._desk.mirror
        alarm = mirror.phase == "paused"
        rows = [Row((*wrap(TOLD[mirror.phase], width, "alarm+b" if alarm else "amber+b"), ()))]
        left = mirror.remaining()
        if left is not None:
            state = "" if mirror.running else "  (stands)"
            rows.append(Row(((("clock    ", "muted"), (clock_text(left) + state, "text+b")),)))
        for face in mirror.seats:
            sealed = {True: "sealed", False: "planning", None: ""}[face.sealed]
            words = f" {face.kind}{'  locked' if face.locked else ''}  {sealed}"
            rows.append(Row((((f" {BADGES[face.team]:<9}", f"{face.team}+r"), (words, "text")),)))
        rows.append(Row(((),)))
        for member in mirror.members:
            ink = "text" if member.online else "muted"
            words = f"{'●' if member.online else '○'} {member.name}"
            where = f"  {member.seat}, {member.role.replace('_', ' ')}"
            rows.append(Row((((words, ink), (where, "muted")),)))
        if not self._desk.link.connected:
            rows.append(Row((((" not connected; the link comes back by itself", "alarm"),),)))
        return rows


class Talk(Pane):
    """What was said."""

    title: ClassVar[str] = "Messages"
    hint: ClassVar[str] = "b write  R ask"
    letter: ClassVar[str] = "m"

    def __init__(self, inks: Inks, desk: RemoteDesk) -> None:
        super().__init__(inks, id="talk")
        self._desk = desk

    def build(self, width: int) -> list[Row]:
        """Newest first."""
        return talk_rows(self._desk, width)


class WaitScreen(BaseScreen):
    """Nothing is to be ordered now."""

    mode: ClassVar[str] = "wait"
    pane_ids: ClassVar[tuple[str, ...]] = ("waiting", "talk")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("wait")

    arrived = False
    """Whether all of it is there, so that news may be shown."""

    @property
    def remote(self) -> RemoteApp:
        """The app, by its own type."""
        return cast("RemoteApp", self.app)

    def compose(self) -> ComposeResult:
        """Session beside messages."""
        game = self.remote
        self.view = game.table.mirror.view
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Waiting(game.inks, game.table)
            with Vertical(id="right"):
                yield Talk(game.inks, game.table)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """A clock that counts."""
        self.arrived = True
        self.renew()
        self.set_interval(1.0, self.renew)
        self.query_one(Waiting).focus()
        titled(self.query_one(Waiting), "Session")

    def renew(self) -> None:
        """Show what has come meanwhile; focus and cursor stay."""
        self.header.show(self.remote.headline())
        self.query_one(Waiting).reload()
        self.query_one(Talk).reload()

    def action_table_reopen(self) -> None:
        """Open the sealed orders again."""
        self.remote.reopen()

    def action_talks_open(self) -> None:
        """The talks over this screen: they go on after sealing."""
        from wargame.tui.talks_screen import TalksScreen

        view = self.remote.table.mirror.view
        if view is not None and view.seat in BADGES:
            self.app.push_screen(TalksScreen(view.seat))
        else:
            self.status.tell("There is nobody to talk for.", "muted")

    def action_table_report(self) -> None:
        """The report of the last turn."""
        view = self.remote.table.mirror.view
        if view is not None and view.turn > 1 and view.seat in BADGES:
            self.remote.open_report(view.seat)
        else:
            self.status.tell("No turn has been resolved yet.", "muted")
