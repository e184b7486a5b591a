"""The form of a short inject: title, audience, text. Sent at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

from pydantic import ValidationError
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from wargame.model.exercise import AdHocInject
from wargame.tui.dialog import FittedPane
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line

AUDIENCES = ("all", "ankara", "moscow", "damascus", "white")
Audience = Literal["ankara", "moscow", "damascus", "white", "all"]


class InjectForm(ModalScreen[AdHocInject | None]):
    """The answer is the inject, or None."""

    DEFAULT_CSS = """
    InjectForm { align: center middle; background: transparent; }
    InjectForm > #box { width: 76; max-width: 100%; height: auto; background: $panel; }
    InjectForm Input { border: solid $edge; border-title-color: $quiet; }
    InjectForm Input:focus { border: solid $amber; border-title-color: $amber; }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "cancel", show=False),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, inks: Inks, turn: int, taken: set[str]) -> None:
        super().__init__()
        self._inks, self._turn, self._taken = inks, turn, taken
        self.audience: list[str] = ["all"]
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Title, audience, text, send."""
        with Vertical(id="box"):
            title = Input(id="title", max_length=80)
            title.border_title = text("Title")
            body = Input(id="words", max_length=2000)
            body.border_title = text("Text")
            for line in (title, body):
                line.cursor_blink = False
                yield line
            yield FittedPane(
                self._inks, self._rows(), "To", "tab next field  space or click chooses  ↵ on Send sends"
            )

    def on_mount(self) -> None:
        """Typing starts with the title."""
        self.query_one("#title", Input).focus()

    def _rows(self) -> list[Row]:
        rows = []
        for seat in AUDIENCES:
            chosen = seat in self.audience
            words = (
                "everybody" if seat == "all" else seat.capitalize() if seat != "white" else "white cell only"
            )
            rows.append(
                Row((((("✔ " if chosen else "· "), "good" if chosen else "muted"), (words, "text+b")),), seat)
            )
        send: Line = ((" Send ", "amber+r"),)
        rows.append(Row((send,), "send"))
        if self._problem:
            rows.append(Row((((self._problem, "alarm"),),)))
        return rows

    def _renew(self) -> None:
        pane = self.query_one(FittedPane)
        pane.give(self._rows(), keep=True)
        pane.refresh(layout=True)

    def action_step(self, by: int) -> None:
        """Cursor of the audience."""
        pane = self.query_one(FittedPane)
        pane.focus()
        pane.move(by)

    def action_tick(self) -> None:
        """Choose a seat of the audience."""
        key = self.query_one(FittedPane).current
        if key in AUDIENCES:
            self._toggle(key)

    def _toggle(self, seat: str) -> None:
        if seat == "all":
            self.audience = ["all"]
        else:
            kept = [each for each in self.audience if each not in ("all", seat)]
            self.audience = kept + ([seat] if seat not in self.audience else [])
            self.audience = self.audience or ["all"]
        self._renew()

    def action_choose(self) -> None:
        """Enter on the audience or on Send."""
        self.query_one(FittedPane).choose()

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """A row was chosen."""
        message.stop()
        if message.key == "send":
            self._send()
        else:
            self._toggle(message.key)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the title goes to the text; in the text it sends."""
        event.stop()
        if event.input.id == "title":
            self.query_one("#words", Input).focus()
        else:
            self._send()

    def _send(self) -> None:
        title, body = (
            self.query_one("#title", Input).value.strip(),
            self.query_one("#words", Input).value.strip(),
        )
        number = 1
        while f"adhoc_{self._turn}_{number}" in self._taken:
            number += 1
        try:
            inject = AdHocInject(
                id=f"adhoc_{self._turn}_{number}",
                title=title,
                body=body,
                audience=tuple(cast("Audience", seat) for seat in self.audience),
            )
        except ValidationError as error:
            first = error.errors()[0]
            self._problem = f"{first['loc'][0]}: {first['msg'].lower()}"
            self._renew()
            return
        self.dismiss(inject)

    def action_cancel(self) -> None:
        """Escape."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave the game at once."""
        self.app.exit()
