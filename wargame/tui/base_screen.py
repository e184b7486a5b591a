"""What all screens share: keys from the table, panes by number, jump, help, copy, linear text, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from wargame.tui.header import Header
from wargame.tui.keys import TABLE, Key, method, row_of
from wargame.tui.pane import Pane
from wargame.tui.sights import where_is
from wargame.tui.status import Status
from wargame.tui.text import text

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widget import Widget

    from wargame.model.view import View
    from wargame.tui.application import WargameApp
    from wargame.tui.map.widget import TheatreMap


def bindings_of(mode: str) -> list[BindingType]:
    """Textual bindings for a mode.

    Leaving at once works in inputs too; the rest yields to what is being typed.
    """
    return [
        Binding(
            row.keys,
            method(row.id),
            row.label,
            id=row.id,
            show=False,
            priority=row.id in ("ui.quit_now", "pane.next"),
        )
        for row in TABLE
        if mode in row.modes
    ]


class BaseScreen(Screen[None]):
    """A screen with a mode of the key table. `pane_ids` are the ids of its panes 1, 2, ..."""

    mode: ClassVar[str] = ""
    pane_ids: ClassVar[tuple[str, ...]] = ()
    view: View | None = None
    """What this screen shows; dropped with the screen."""

    @property
    def game(self) -> WargameApp:
        """The app, by its own type."""
        return cast("WargameApp", self.app)

    @property
    def header(self) -> Header:
        """The header line."""
        return self.query_one("#header", Header)

    @property
    def status(self) -> Status:
        """The status line."""
        return self.query_one("#status", Status)

    @property
    def theatre(self) -> TheatreMap | None:
        """The map of this screen, if it has one."""
        from wargame.tui.map.widget import TheatreMap

        found = self.query(TheatreMap)
        return found.first() if found else None

    # Panes

    def pane(self, number: int) -> Widget | None:
        """The pane of a number from 1, if the screen has it."""
        if number > len(self.pane_ids):
            return None
        found = self.query(f"#{self.pane_ids[number - 1]}")
        return found.first() if found else None

    def show_pane(self, widget: Widget) -> None:
        """Bring a pane to the front where panes are overlays, and focus it."""
        self.set_class(widget.id != self.pane_ids[0], "-overlay")
        for name in self.pane_ids:
            self.set_class(widget.id == name, f"-front-{name}")
        widget.focus()

    def _pane_number(self, number: int) -> None:
        widget = self.pane(number)
        if widget is not None:
            self.show_pane(widget)

    def action_pane_1(self) -> None:
        """First pane."""
        self._pane_number(1)

    def action_pane_2(self) -> None:
        """Second pane."""
        self._pane_number(2)

    def action_pane_3(self) -> None:
        """Third pane."""
        self._pane_number(3)

    def action_pane_4(self) -> None:
        """Fourth pane."""
        self._pane_number(4)

    def action_pane_5(self) -> None:
        """Fifth pane."""
        self._pane_number(5)

    def action_pane_next(self) -> None:
        """Next pane."""
        self._pane_step(1)

    def action_pane_previous(self) -> None:
        """Previous pane."""
        self._pane_step(-1)

    def _pane_step(self, by: int) -> None:
        widgets = [widget for n in range(1, len(self.pane_ids) + 1) if (widget := self.pane(n)) is not None]
        if widgets:
            at = next((n for n, widget in enumerate(widgets) if widget is self.focused), 0)
            self.show_pane(widgets[(at + by) % len(widgets)])

    def action_pane_jump(self) -> None:
        """A letter on every pane; the next key goes there."""
        from wargame.tui.jump import Jump

        targets = {}
        for number, name in enumerate(self.pane_ids, 1):
            widget = self.pane(number)
            if widget is not None:
                letter = getattr(widget, "letter", "") or "m"
                targets[letter if letter not in targets else str(number)] = (
                    name,
                    widget.region,
                    widget.display,
                )
        self.app.push_screen(Jump(self.game.inks, targets), self._jumped)

    def _jumped(self, name: str | None) -> None:
        if name is not None:
            self.show_pane(self.query_one(f"#{name}"))

    # Cursor

    def _step(self, right: int, down: int) -> None:
        widget = self.focused
        if isinstance(widget, Pane):
            if right and hasattr(widget, "step"):
                widget.step(1 if right > 0 else -1)
            elif down:
                widget.move(down)
        elif self.theatre is not None and widget is self.theatre:
            self.theatre.move_cursor(right, down)

    def action_map_left(self) -> None:
        """Cursor left."""
        self._step(-1, 0)

    def action_map_right(self) -> None:
        """Cursor right."""
        self._step(1, 0)

    def action_map_up(self) -> None:
        """Cursor or list up."""
        self._step(0, -1)

    def action_map_down(self) -> None:
        """Cursor or list down."""
        self._step(0, 1)

    def action_map_left_far(self) -> None:
        """Cursor left by eight."""
        self._step(-8, 0)

    def action_map_right_far(self) -> None:
        """Cursor right by eight."""
        self._step(8, 0)

    def action_map_up_far(self) -> None:
        """Cursor up by eight."""
        self._step(0, -8)

    def action_map_down_far(self) -> None:
        """Cursor down by eight."""
        self._step(0, 8)

    def action_map_page_up(self) -> None:
        """A page up."""
        self._step(0, -max(self._page() - 1, 1))

    def action_map_page_down(self) -> None:
        """A page down."""
        self._step(0, max(self._page() - 1, 1))

    def action_map_home(self) -> None:
        """First line."""
        if isinstance(self.focused, Pane):
            self.focused.move(-100_000)

    def action_map_end(self) -> None:
        """Last line."""
        if isinstance(self.focused, Pane):
            self.focused.move(100_000)

    def _page(self) -> int:
        return self.focused.size.height if self.focused is not None else 1

    # Map

    def action_map_zoom_in(self) -> None:
        """Zoom in about the cursor."""
        if self.theatre is not None:
            self.theatre.zoom_in()

    def action_map_zoom_out(self) -> None:
        """Zoom out about the cursor."""
        if self.theatre is not None:
            self.theatre.zoom_out()

    def action_map_fit(self) -> None:
        """Show the core of the theatre."""
        if self.theatre is not None:
            self.theatre.zoom_fit()

    def action_map_pan_left(self) -> None:
        """Move the map."""
        if self.theatre is not None:
            self.theatre.pan(-1, 0)

    def action_map_pan_right(self) -> None:
        """Move the map."""
        if self.theatre is not None:
            self.theatre.pan(1, 0)

    def action_map_air(self) -> None:
        """Air overlay."""
        if self.theatre is not None:
            self.theatre.toggle_air()

    def action_map_supply(self) -> None:
        """Supply overlay."""
        if self.theatre is not None:
            self.theatre.toggle_supply()

    def action_ui_find(self) -> None:
        """Find a place, formation or post."""
        from wargame.tui.find import Find

        self.app.push_screen(Find(self.game.inks, self.game.names), self._found)

    def _found(self, thing: str | None) -> None:
        if thing is not None:
            self.found(thing)

    def found(self, thing: str) -> None:
        """Go to what was found; a screen may do more."""
        place = where_is(thing, self.view) if self.view is not None else None
        if place is not None and self.theatre is not None:
            self.theatre.show_place(place)
            self.show_pane(self.theatre)

    # At a host (`remote_app.py`); at one keyboard there is nobody to talk to

    def action_table_say(self) -> None:
        """Write a message."""
        self.game.say()

    def action_table_ask(self) -> None:
        """Ask the white cell; the white cell answers."""
        self.game.ask_white()

    def action_table_log(self) -> None:
        """Read what was said."""
        self.game.read_log(self)

    def action_table_who(self) -> None:
        """Who is here."""
        self.game.read_members(self)

    # Everywhere

    def action_ui_ok(self) -> None:
        """Enter on the focused pane."""
        if isinstance(self.focused, Pane):
            self.focused.choose()

    def action_ui_back(self) -> None:
        """Back to the first pane."""
        widget = self.pane(1)
        if widget is not None:
            self.show_pane(widget)

    def action_ui_why(self) -> None:
        """Why: screens that explain override this."""
        self.status.tell("Nothing under the cursor has reasons.", "muted")

    def action_ui_help(self) -> None:
        """Every key that works here."""
        from wargame.tui.help import Help

        self.app.push_screen(Help(self.game.inks, self.mode, self.game.rebound), self._run)

    async def _run(self, action: str | None) -> None:
        if action is not None:
            await self.run_action(method(action))

    def act(self, action: str) -> Key | None:
        """The row of an action that this screen has, by id."""
        row = row_of(action)
        return row if row is not None and self.mode in row.modes else None

    def pane_text(self) -> str:
        """The focused pane as plain text."""
        widget = self.focused
        if isinstance(widget, Pane):
            return widget.as_text()
        if self.theatre is not None:
            return self.map_text()
        return self.status.as_text()

    def pane_name(self) -> str:
        """What the focused pane is called in the name of a file."""
        widget = self.focused
        if isinstance(widget, Pane):
            return widget.id or "pane"
        return "map" if self.theatre is not None else "status"

    def map_text(self) -> str:
        """The map as characters, as the window shows it, over the status line."""
        theatre = self.theatre
        if theatre is None:
            return ""
        rows = [
            "".join(segment.text for segment in theatre.render_line(y)) for y in range(theatre.size.height)
        ]
        return "\n".join([*(row.rstrip() for row in rows), self.status.as_text()])

    def action_ui_copy(self) -> None:
        """The focused pane to the clipboard by OSC 52."""
        words = self.pane_text()
        self.app.copy_to_clipboard(words)
        self.status.tell(f"Copied {len(words.splitlines())} lines.", "good")

    def action_ui_export(self) -> None:
        """The focused pane into a file: for terminals whose clipboard nothing reaches."""
        if not self.game.writes_files:
            self.status.tell("This screen is shown in a browser: y copies, nothing is written here.", "alarm")
            return
        from wargame.tui.to_file import write_beside

        words = self.pane_text()
        turn = f"-turn-{self.view.turn}" if self.view is not None else ""
        try:
            path = write_beside(f"{self.pane_name()}{turn}", words)
        except OSError as error:
            self.status.tell(f"Nothing was written: {error.strerror or error}", "alarm")
        else:
            self.status.tell(f"Wrote {len(words.splitlines())} lines to {path}.", "good")

    def action_ui_linear(self) -> None:
        """The focused pane as text from top to bottom, without frames."""
        self.read("As text", self.pane_text())

    def read(self, title: str, words: str) -> None:
        """Show running text over the screen until a key."""
        from wargame.tui.reader import Reader

        self.app.push_screen(Reader(self.game.inks, title, words))

    def action_ui_quit(self) -> None:
        """Leave; asks while orders are unsealed."""
        self.game.leave()

    def action_ui_quit_now(self) -> None:
        """Leave at once."""
        self.app.exit()


def titled(widget: Widget, title: str, hint: str = "") -> None:
    """Set title and hint of a bordered widget; never as markup."""
    widget.border_title = text(title)
    widget.border_subtitle = text(hint) if hint else None
