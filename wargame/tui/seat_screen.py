"""A team's seat: map, composer, order sheet, reports, gauges.

Orders by keys, mouse, form and line, all one draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wargame.errors import WargameError
from wargame.model.orders import TEAMS, Move, OrderSheet
from wargame.tui.base_screen import bindings_of, titled
from wargame.tui.composer import Composer
from wargame.tui.draft import Draft
from wargame.tui.feed import Feed
from wargame.tui.footer import Footer
from wargame.tui.gauges import Gauges
from wargame.tui.header import BADGES, Header, header_line, sealed_line
from wargame.tui.map.widget import TheatreMap
from wargame.tui.order_sheet import OrderSheetPane
from wargame.tui.order_words import order_words
from wargame.tui.seat_talks import SeatTalks
from wargame.tui.sights import own_things, place_line, things_at, where_is
from wargame.tui.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from wargame.model.orders import Order, TeamId
    from wargame.tui.pane import Pane

DEBOUNCE = 0.15
"""Seconds the cursor rests before a target under it is previewed."""

HOSTILE = {
    "ankara": ("government",),
    "moscow": ("opposition", "turkish"),
    "damascus": ("opposition", "turkish"),
}
"""Whose places a team attacks rather than enters."""


class SeatScreen(SeatTalks):
    """The planning screen of one team."""

    mode: ClassVar[str] = "seat"
    pane_ids: ClassVar[tuple[str, ...]] = ("map", "orders", "feed", "gauges", "composer")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("seat")

    def __init__(self, team: str) -> None:
        super().__init__()
        self.team = team
        self.team_id: TeamId = next(known for known in TEAMS if known == team)
        self.draft: Draft | None = None
        self.verb = ""
        """Verb that the next place on the map completes: `move` or `attack`; empty = none."""
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """Header, map over composer, side column, status line, footer."""
        game = self.game
        view = game.desk.view(self.team)
        self.view = view
        self.orders: tuple[Order, ...] = view.sheet.orders if view.sheet is not None else ()
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield game.make_map()
                yield Composer(game.inks, game.names)
            with Vertical(id="side"):
                yield OrderSheetPane(game.inks, game.names, game.desk.line_of)
                yield Feed(game.inks, game.desk.scenario.start.first_day)
                yield Gauges(game.inks)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """Show the view; the map has the focus."""
        titled(
            self.map, f"Theatre · as known to {self.team.capitalize()}", "a air  s supply  +/- zoom  drag pan"
        )
        self.query_one(Feed).show(self.view)
        self.query_one(Gauges).show(self.view)
        self.map.set_view(self.view)
        self.show_orders()
        self.query_one(Composer).show(None)
        self.map.focus()
        self.status.tell("Enter on a formation starts an order · ? lists every key", "muted")
        self.notice()

    @property
    def map(self) -> TheatreMap:
        """The map."""
        return self.query_one(TheatreMap)

    def show_orders(self) -> None:
        """Order sheet and header, from the view as it now is."""
        view = self.view
        sealed = view.sealed.get(self.team, False)
        self.query_one(OrderSheetPane).show(self.orders, view.command, sealed)
        self.header.show(header_line(view, view.phase), sealed_line(view))

    # The map

    def on_theatre_map_place_hovered(self, message: TheatreMap.PlaceHovered) -> None:
        """Status line, and the preview of a target after the cursor has rested."""
        self.status.show(place_line(message.place, self.view, self.game.names))
        if self.draft is not None and self.verb:
            if self._rest is not None:
                self._rest.stop()
            self._rest = self.set_timer(DEBOUNCE, lambda: self._try(message.place))

    def _try(self, place: str) -> None:
        if self.draft is None or not self.verb:
            return
        start = where_is(self.draft.words[0], self.view) if self.draft.words else None
        if start == place:
            self.show_draft(focus=False)
            return
        words = f"{self._verb_at(place)} {place}"
        order = self.draft.tried(words)
        forecast = self.game.desk.forecast(self.team, order) if order is not None else None
        self.query_one(Composer).show(self.draft, forecast, words)
        way = order.path if isinstance(order, Move) else (place,)
        self.map.set_ghost((start, *way) if start is not None else way)

    def _verb_at(self, place: str) -> str:
        """Move becomes attack where the enemy holds the place."""
        seen = self.view.places.get(place)
        if self.verb == "move" and seen is not None and seen.control in HOSTILE[self.team]:
            return "attack"
        return self.verb

    def on_theatre_map_place_chosen(self, message: TheatreMap.PlaceChosen) -> None:
        """Enter or click on a place: complete the order, or choose what stands there."""
        place = message.place
        if self.draft is not None and self.verb:
            self.take(f"{self._verb_at(place)} {place}")
        elif self.draft is not None and place in self.draft.options:
            self.take(place)
        else:
            self._choose_at(place, message.formations)

    def _choose_at(self, place: str, meant: tuple[str, ...]) -> None:
        """Own things at a place in turn, those of the counter first.

        Without any, the orders that name the place.
        """
        own = things_at(place, self.view)
        own.sort(key=lambda thing: thing not in meant)
        if own:
            now = self.draft.words[0] if self.draft is not None and self.draft.words else ""
            self.choose(own[(own.index(now) + 1) % len(own)] if now in own else own[0])
            return
        lines = self.game.desk.about(self.team, place)
        if lines:
            self.draft = Draft(self.game.desk, self.team)
            self.draft.options = tuple(lines)
            self.verb = ""
            self.show_draft()
        else:
            self.status.tell(f"No order of yours names {self.game.names.of(place)}.", "muted")

    def choose(self, thing: str) -> None:
        """Take an own formation or post as the subject of a new order."""
        self.draft = Draft(self.game.desk, self.team)
        if thing in self.game.names.posts:
            self.draft.options = tuple(self.game.desk.about(self.team, thing))
        else:
            self.draft.set((thing,))
        self.verb = "move" if thing in self.game.names.formations and "move" in self.draft.options else ""
        self.map.select(thing)
        self.show_draft(focus=False)
        if self.verb:
            words = "a place on the map moves or attacks; d dig in; o other verbs; esc back"
            self.status.tell(f"{self.game.names.of(thing)}: {words}")
        else:
            self.show_pane(self.query_one(Composer))

    # The draft

    def show_draft(self, focus: bool = True) -> None:
        """Composer after a change of the draft."""
        composer = self.query_one(Composer)
        forecast = None
        if self.draft is not None and self.draft.order is not None:
            forecast = self.game.desk.forecast(self.team, self.draft.order)
        composer.show(self.draft, forecast)
        self.set_class(self.draft is not None, "-composing")
        if focus and self.draft is not None:
            composer.focus()

    def take(self, words: str) -> None:
        """Add words to the draft and show it."""
        if self.draft is None:
            return
        editing = self.draft.editing
        self.draft.take(words)
        self.draft.editing = editing
        self.verb = ""
        self.map.set_ghost(None)
        self.show_draft()

    def drop_draft(self) -> None:
        """Give up the order being composed."""
        self.draft, self.verb = None, ""
        self.map.set_ghost(None)
        self.map.select(None)
        self.show_draft()
        self.show_pane(self.map)

    def on_composer_picked(self, message: Composer.Picked) -> None:
        """A chip."""
        self.take(message.word)

    def on_composer_confirmed(self) -> None:
        """Enter on a finished order."""
        self.add_draft()

    def add_draft(self) -> None:
        """The finished order goes to the sheet."""
        if self.draft is None or self.draft.order is None:
            return
        if self.put(self.draft.order, self.draft.editing):
            self.drop_draft()

    def put(self, order: Order, number: int | None = None) -> bool:
        """Add an order, or replace one; says why not."""
        if number is None:
            done = self._give(lambda: self.game.desk.add(self.team, order))
        else:
            orders = list(self.orders)
            orders[number] = order
            done = self.submit(tuple(orders))
        if not done:
            return False
        words = order_words(order, self.game.names)
        self.status.tell(f"On the sheet: {words.who} {words.verb.lower()} {words.where}", "good")
        return True

    def submit(self, orders: tuple[Order, ...]) -> bool:
        """Make these the draft of the seat; says why not."""
        sheet = OrderSheet(team=self.team_id, orders=orders)
        return self._give(lambda: self.game.desk.submit(self.team, sheet))

    def _give(self, act: Callable[[], None]) -> bool:
        """Change the draft, and show it as it then stands; says why not."""
        try:
            act()
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return False
        self.view = self.game.desk.view(self.team)
        self.orders = self.view.sheet.orders if self.view.sheet is not None else ()
        self.show_orders()
        self.map.set_view(self.view)
        return True

    # Keys

    def action_ui_ok(self) -> None:
        """Enter: on the map the place under the cursor, elsewhere the row."""
        if self.focused is self.map:
            self.map.choose()
        else:
            super().action_ui_ok()

    def action_ui_back(self) -> None:
        """One level back: the verb, a word, the draft, the overlay."""
        if (
            self.draft is not None
            and self.focused is not self.map
            and self.draft.order is not None
            and len(self.draft.words) > 1
        ):
            thing = self.draft.words[0]
            if self.draft.editing is None and thing in self.game.names.formations:
                self.choose(thing)
                self.show_pane(self.map)
                return
        if self.draft is not None:
            self.drop_draft()
        else:
            super().action_ui_back()

    def _target(self, verb: str) -> None:
        """Wait for a place on the map that completes a verb."""
        thing = self.draft.words[0] if self.draft is not None and self.draft.words else None
        if thing is None or thing not in self.game.names.formations:
            own = [
                unit
                for unit in things_at(self.map.under_cursor()[0], self.view)
                if unit in self.game.names.formations
            ]
            if not own:
                self.status.tell(
                    "Choose a formation of yours first: Enter on it, or n for the next one.", "muted"
                )
                return
            thing = own[0]
        self.choose(thing)
        if self.draft is not None and verb in self.draft.options:
            self.verb = verb
            self.show_pane(self.map)
        else:
            self.status.tell(f"{self.game.names.of(thing)} cannot {verb} now.", "alarm")

    def action_order_move(self) -> None:
        """Move, or attack where the enemy holds the place."""
        self._target("move")

    def action_order_attack(self) -> None:
        """Attack."""
        self._target("attack")

    def action_order_dig(self) -> None:
        """Postures of the chosen formation as chips."""
        self._target_words("posture")

    def action_order_relieve(self) -> None:
        """Orders that name a post."""
        lines = [line for post in self.view.posts for line in self.game.desk.about(self.team, post.id)]
        self._offer(lines, "No order names a post now.")

    def _target_words(self, verb: str) -> None:
        thing = self.draft.words[0] if self.draft is not None and self.draft.words else None
        if thing is None:
            own = things_at(self.map.under_cursor()[0], self.view)
            thing = own[0] if own else None
        if thing is None or thing not in self.game.names.formations:
            self.status.tell(
                "Choose a formation of yours first: Enter on it, or n for the next one.", "muted"
            )
            return
        self.choose(thing)
        self.take(verb)

    def _offer(self, lines: list[str], none: str) -> None:
        if not lines:
            self.status.tell(none, "muted")
            return
        self.draft = Draft(self.game.desk, self.team)
        self.draft.options = tuple(dict.fromkeys(lines))
        self.verb = ""
        self.show_draft()

    def action_order_new(self) -> None:
        """Every legal order, word by word; with a formation chosen, its other verbs."""
        if self.draft is None:
            self.draft = Draft(self.game.desk, self.team)
        self.verb = ""
        self.show_draft()

    def action_order_delete(self) -> None:
        """Delete the order under the cursor of the sheet."""
        sheet = self.query_one(OrderSheetPane)
        if sheet.current is not None:
            self._delete(int(sheet.current))

    def on_order_sheet_pane_deleted(self, message: OrderSheetPane.Deleted) -> None:
        """The cross of a row."""
        self._delete(message.number)

    def _delete(self, number: int) -> None:
        if self.submit(self.orders[:number] + self.orders[number + 1 :]):
            self.status.tell(f"Order {number + 1} deleted.")

    def _step(self, right: int, down: int) -> None:
        """J and K reorder in the order sheet."""
        sheet = self.query_one(OrderSheetPane)
        if self.focused is sheet and abs(down) == 8 and sheet.current is not None:
            at, to = int(sheet.current), int(sheet.current) + (1 if down > 0 else -1)
            if 0 <= to < len(self.orders):
                orders = list(self.orders)
                orders[at], orders[to] = orders[to], orders[at]
                if self.submit(tuple(orders)):
                    sheet.go_to(str(to))
            return
        super()._step(right, down)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """A row of the sheet is edited; a report is read."""
        message.stop()
        if message.pane.id == "orders":
            number = int(message.key)
            line = self.game.desk.line_of(self.orders[number])
            self.draft = Draft(self.game.desk, self.team, tuple(line.split()))
            self.draft.editing = number
            self.action_ui_command(line)
        elif message.pane.id == "feed":
            self.open_report(message.key)

    def open_report(self, key: str) -> None:
        """Read an inject, or the reasons of an event."""
        kind, _, name = key.partition(" ")
        if kind == "offer":
            self.action_talks_open()
        elif kind == "inject":
            inject = next(inject for inject in self.view.injects if inject.id == name)
            told = " · ".join(part for part in (inject.sender, inject.channel, inject.grade) if part)
            self.read(inject.title, f"{told}\n\n{inject.body}")
        else:
            self.game.open_report_at(self.team, int(name))

    def action_ui_why(self) -> None:
        """The reasons of the report under the cursor.

        Else the last turn's report at the place under the map's cursor.
        """
        feed = self.query_one(Feed)
        if self.focused is feed and feed.current is not None:
            self.open_report(feed.current)
            return
        place = self.map.under_cursor()[0]
        events = [event for event in self.view.events if event.place == place and event.reasons]
        if events:
            self.game.open_report_at(self.team, events[0].number)
        else:
            self.status.tell("Nothing happened here last turn that has reasons.", "muted")

    def action_nav_next(self) -> None:
        """Next own formation or post."""
        self._walk(1)

    def action_nav_previous(self) -> None:
        """Previous own formation or post."""
        self._walk(-1)

    def _walk(self, by: int) -> None:
        own = own_things(self.view)
        if not own:
            self.status.tell("You command no formation; o lists your orders.", "muted")
            return
        names = [thing for thing, _ in own]
        now = self.draft.words[0] if self.draft is not None and self.draft.words else ""
        at = (names.index(now) + by) % len(own) if now in names else (0 if by > 0 else len(own) - 1)
        thing, place = own[at]
        self.map.show_place(place)
        self.choose(thing)
        self.show_pane(self.map)

    def action_map_cycle(self) -> None:
        """Next zoom level."""
        self.map.zoom_cycle()

    def action_ui_command(self, started: str = "") -> None:
        """The command line."""
        from wargame.tui.command_line import CommandLine

        screen = CommandLine(self.game.inks, self.game.desk, self.team, self.mode, started)
        self.app.push_screen(screen, self._commanded)

    async def _commanded(self, line: str | None) -> None:
        if line is None:
            if self.draft is not None and self.draft.editing is not None:
                self.drop_draft()
            return
        if self.act(line) is not None:
            await self._run(line)
            return
        editing = self.draft.editing if self.draft is not None else None
        if self.put(self.game.desk.parse(self.team, line), editing):
            self.draft = None
            self.show_draft()

    def action_order_seal(self) -> None:
        """One question, with what would be void; then seal."""
        if self.view.sealed.get(self.team, False):
            self.game.sealed(self.team)
            return
        from wargame.tui.ask import Ask

        count = len(self.orders)
        words = [f"{BADGES[self.team].capitalize()} gives {count} order{'' if count == 1 else 's'}."]
        words += self.game.desk.warnings(self.team)
        question = Ask(self.game.inks, "Seal the order sheet?", words, (("yes", "Seal"), ("no", "Not yet")))
        self.app.push_screen(question, self._seal)

    def _seal(self, answer: str | None) -> None:
        if answer != "yes":
            return
        try:
            self.game.desk.seal(self.team)
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        self.view = self.game.desk.view(self.team)
        self.show_orders()
        self.game.sealed(self.team)
