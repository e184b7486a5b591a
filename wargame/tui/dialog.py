"""Small screens over a screen: the base of question, reader, find, help and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen

from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wargame.tui.inks import Inks


class RowsPane(Pane):
    """A pane of rows that somebody else builds."""

    def __init__(self, inks: Inks, rows: list[Row], id: str = "rows") -> None:
        super().__init__(inks, id=id)
        self._given = rows

    def give(self, rows: list[Row], keep: bool = False) -> None:
        """Show other rows, with the cursor on the first one, or where it was."""
        self._given = rows
        if not keep:
            self.rows, self.cursor, self.top = [], -1, 0
        self.reload()

    def build(self, width: int) -> list[Row]:
        """The rows as given."""
        return self._given


class Dialog(ModalScreen[str | None]):
    """A framed dialog; escape gives None. Arrows, j, k and Enter work on its pane; ctrl+c leaves the game."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > #box { width: 76; max-width: 100%; height: auto; max-height: 90%; background: $panel; }
    Dialog Pane { height: auto; border: solid $amber; border-title-color: $amber; }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "cancel", show=False),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("pagedown", "step(10)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, inks: Inks, title: str, hint: str = "esc back") -> None:
        super().__init__()
        self.inks, self.title_words, self.hint_words = inks, title, hint

    def rows(self) -> list[Row]:
        """The rows of the dialog's pane."""
        return []

    def compose(self) -> ComposeResult:
        """One pane."""
        yield FittedPane(self.inks, self.rows(), self.title_words, self.hint_words)

    def on_mount(self) -> None:
        """Something has the focus."""
        self.begin()

    def begin(self) -> None:
        """The pane has the focus; a dialog with a line to type in says otherwise."""
        self.query_one(FittedPane).focus()

    def action_cancel(self) -> None:
        """Escape."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave the game at once."""
        self.app.exit()

    def action_step(self, by: int) -> None:
        """Cursor by rows."""
        self.query_one(FittedPane).move(by)

    def action_choose(self) -> None:
        """Enter."""
        self.query_one(FittedPane).choose()

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """A row was chosen."""
        message.stop()
        self.chosen(message.key)

    def chosen(self, key: str) -> None:
        """What a chosen row does: it is the answer."""
        self.dismiss(key)


class FittedPane(RowsPane):
    """A pane as high as its rows, up to what the screen allows."""

    DEFAULT_CSS = "FittedPane { width: 76; max-width: 100%; height: auto; max-height: 90%; }"

    def __init__(self, inks: Inks, rows: list[Row], title: str, hint: str) -> None:
        super().__init__(inks, rows)
        self.border_title = text(title)
        self.border_subtitle = text(hint)
