"""What a team's seat has to do with talks: notices, the way there and back, passing the keyboard on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.base_screen import BaseScreen
from wargame.tui.composer import Composer
from wargame.tui.draft import Draft
from wargame.tui.feed import Feed, notices

if TYPE_CHECKING:
    from wargame.model.orders import Order
    from wargame.model.view import View


class SeatTalks(BaseScreen):
    """The part of the planning screen that knows of talks."""

    team: str
    view: View
    orders: tuple[Order, ...]
    draft: Draft | None
    verb: str

    def show_orders(self) -> None:
        """Order sheet and header, from the view as it now is."""
        raise NotImplementedError

    def show_draft(self, focus: bool = True) -> None:
        """Composer after a change of the draft."""
        raise NotImplementedError

    def notice(self) -> None:
        """What waits for this team: offers to answer, ultimatums to it that are open."""
        words = notices(self.view)
        if words:
            self.status.tell(f"{' '.join(words)} c opens the talks.", "amber")

    def come_back(self) -> None:
        """Back from the talks: the sheet and what waits may have changed."""
        self.view = self.game.desk.view(self.team)
        self.orders = self.view.sheet.orders if self.view.sheet is not None else ()
        self.show_orders()
        self.query_one(Feed).show(self.view)

    def action_talks_open(self) -> None:
        """The talks over this screen."""
        from wargame.tui.talks_screen import TalksScreen

        self.app.push_screen(TalksScreen(self.team, self.begin_with), lambda _: self.come_back())

    def begin_with(self, words: str) -> None:
        """Begin an order with some words of its line, in the composer."""
        self.draft = Draft(self.game.desk, self.team, tuple(words.split()))
        self.verb = ""
        self.show_draft()
        self.show_pane(self.query_one(Composer))

    def action_ui_pass(self) -> None:
        """Give the keyboard to the next team here, without sealing."""
        if not self.game.pass_on(self.team):
            self.status.tell("Nobody else plays at this keyboard.", "muted")
