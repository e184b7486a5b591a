"""The talks: agreements and offers, the terms of one, the ladder, proxies and the border.

Offers and answers act when they are sent (RB 6.5); climbs and ultimatums go to the order sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wargame.errors import WargameError
from wargame.model.order_base import TEAMS
from wargame.model.orders_politics import Ladder, Respond
from wargame.tui.base_screen import BaseScreen, bindings_of
from wargame.tui.footer import Footer
from wargame.tui.header import Header, header_line, sealed_line
from wargame.tui.offer_draft import OfferDraft
from wargame.tui.status import Status
from wargame.tui.talk_panes import AgreementList, LadderPane, PeoplePane, TermsPane, teams_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wargame.model.orders import Order, TeamId
    from wargame.model.view import View
    from wargame.model.view_politics import AgreementView
    from wargame.tui.pane import Pane

NOBODY_TALKS = "The white cell reads the talks of all; it sends none here."
WORDS = {"accept": "accepted", "reject": "rejected", "leave": "left by notice"}


class TalksScreen(BaseScreen):
    """The talks of a team, over its planning screen; of the white cell to read only."""

    mode: ClassVar[str] = "talks"
    pane_ids: ClassVar[tuple[str, ...]] = ("agreements", "terms", "ladder", "people")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("talks")

    view: View

    def __init__(self, seat: str, started: Callable[[str], None] | None = None) -> None:
        """`started` takes the first words of an order about a proxy or the border."""
        super().__init__()
        self.seat, self._started = seat, started
        self.team: TeamId | None = next((team for team in TEAMS if team == seat), None)

    def compose(self) -> ComposeResult:
        """Agreements over their terms; the ladder over proxies and border."""
        game = self.game
        first_day = game.desk.scenario.start.first_day
        self.view = game.desk.view(self.seat)
        yield Header(game.inks)
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield AgreementList(game.inks, first_day)
                yield TermsPane(game.inks, first_day, game.desk.term_told)
            with Vertical(id="side"):
                yield LadderPane(game.inks, first_day)
                yield PeoplePane(game.inks, first_day)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """The agreements have the focus."""
        self.renew()
        self.query_one(AgreementList).focus()
        self.status.tell("Offers and answers act at once; a deal is in force with the next day.", "muted")

    def renew(self, number: int | None = None) -> None:
        """Show the talks as they now are, with the cursor on an agreement."""
        self.view = self.game.desk.view(self.seat)
        self.header.show(header_line(self.view, self.view.phase), sealed_line(self.view))
        agreements = self.query_one(AgreementList)
        agreements.show(self.view)
        if number:
            agreements.go_to(str(number))
        self.query_one(LadderPane).show(self.view)
        self.query_one(PeoplePane).show(self.view)
        self._show_terms()

    def _show_terms(self) -> None:
        current = self.query_one(AgreementList).current
        self.query_one(TermsPane).show(self.view, int(current) if current is not None else None)

    def on_pane_moved(self, message: Pane.Moved) -> None:
        """The terms follow the cursor of the list."""
        message.stop()
        if message.pane.id == "agreements":
            self._show_terms()

    def on_resize(self) -> None:
        """The list has a cursor as soon as it has a width."""
        self.call_after_refresh(self._show_terms)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """Enter: the terms of an agreement, a climb, an order about a proxy or the border."""
        message.stop()
        if message.pane.id == "agreements":
            self._show_terms()
            self.show_pane(self.query_one(TermsPane))
        elif message.pane.id == "ladder":
            self._climb(int(message.key))
        elif self._started is not None:
            self.dismiss()
            self._started(message.key)

    # Answers

    def _meant(self, answer: str) -> AgreementView | None:
        """The agreement under the cursor, if this seat may give this answer to it; says so if not."""
        if self.team is None:
            self.status.tell(NOBODY_TALKS, "muted")
            return None
        current = self.query_one(AgreementList).current
        found = self.view.politics.agreement(int(current)) if current is not None else None
        if found is None or answer not in found.answers:
            may = f"; you may {', '.join(found.answers)}" if found is not None and found.answers else ""
            self.status.tell(f"There is nothing to {answer} under the cursor{may}.", "alarm")
            return None
        return found

    def _ask(self, answer: str, found: AgreementView) -> None:
        """One question, then the answer is sent."""
        from wargame.tui.ask import Ask

        told = [self.game.desk.term_told(term.form, found.parties) + "." for term in found.terms]
        if answer == "leave":
            when = "at once" if found.ends_at_once else f"in {found.notice} days"
            told = [f"It ends {when}; the other parties learn of it now."]
        title = f"{answer.capitalize()} {found.number}, {found.title}?"
        question = Ask(self.game.inks, title, told, (("yes", answer.capitalize()), ("no", "Not yet")))
        order = Respond.model_validate({"offer": found.number, "answer": answer})
        said = f"{found.number}, {found.title}: {WORDS[answer]}."
        self.app.push_screen(question, lambda yes: self._send(order, said) if yes == "yes" else None)

    def _send(self, order: Order, said: str) -> None:
        """Send as talk and show what it has done; says why not."""
        try:
            number = self.game.desk.talk(self.seat, order)
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        self.renew(number)
        self.status.tell(said, "good")

    def action_talks_accept(self) -> None:
        """Accept the offer under the cursor."""
        if (found := self._meant("accept")) is not None:
            self._ask("accept", found)

    def action_talks_reject(self) -> None:
        """Reject it, or take back one's own."""
        if (found := self._meant("reject")) is not None:
            self._ask("reject", found)

    def action_talks_leave(self) -> None:
        """Give notice of an agreement."""
        if (found := self._meant("leave")) is not None:
            self._ask("leave", found)

    def action_talks_counter(self) -> None:
        """Answer with other terms."""
        found = self._meant("counter")
        if found is None or self.team is None:
            return
        draft = OfferDraft(self.team)
        draft.counter(found, tuple(team for team in TEAMS if team in found.parties))
        self._open(draft)

    def action_talks_offer(self) -> None:
        """Write an offer."""
        if self.team is None:
            self.status.tell(NOBODY_TALKS, "muted")
            return
        self._open(OfferDraft(self.team))

    def action_talks_ultimatum(self) -> None:
        """Write an ultimatum."""
        if self.team is None:
            self.status.tell(NOBODY_TALKS, "muted")
            return
        rung = min(8, self.view.politics.ladder.rung + 1)
        self._open(OfferDraft(self.team, kind="ultimatum", deadline=self.view.turn + 1, rung=rung))

    def _open(self, draft: OfferDraft) -> None:
        from wargame.tui.offer_form import OfferForm

        form = OfferForm(self.game.inks, self.game.desk, self.view, draft)
        self.app.push_screen(form, lambda order: self._written(draft, order))

    def _written(self, draft: OfferDraft, order: Order | None) -> None:
        """The form has been filled in."""
        if order is None:
            return
        if draft.kind == "ultimatum":
            self._order(order, "The ultimatum is on the order sheet.")
        else:
            others = teams_words(team for team in draft.all_parties if team != self.seat)
            self._send(order, f"Sent to {others}.")

    # Orders for the sheet

    def _order(self, order: Order, said: str) -> None:
        try:
            self.game.desk.add(self.seat, order)
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        self.renew()
        self.status.tell(said, "good")

    def _climb(self, rung: int) -> None:
        """One question, then the climb goes to the sheet."""
        from wargame.tui.ask import Ask

        ladder = self.view.politics.ladder
        found = next(each for each in ladder.rungs if each.rung == rung)
        if self.team is None or rung == ladder.rung or found.price is None:
            self.status.tell("At most two rungs up by one order, and any number down.", "muted")
            return
        words = [f"{found.name.capitalize()}: allows {found.allows}."]
        words.append(f"Political capital {found.price / 100:.2f}, tension {(found.tension or 0) / 100:+.0f}.")
        question = Ask(
            self.game.inks, f"Order rung {rung}?", words, (("yes", "Put it on the sheet"), ("no", "Not yet"))
        )
        said = f"Rung {rung} is on the order sheet."
        self.app.push_screen(
            question, lambda yes: self._order(Ladder(rung=rung), said) if yes == "yes" else None
        )

    # Away

    def action_ui_back(self) -> None:
        """From another pane to the list; from the list back to the plan."""
        if self.focused is self.query_one(AgreementList):
            self.action_talks_close()
        else:
            super().action_ui_back()

    def action_talks_close(self) -> None:
        """Back to the plan."""
        self.dismiss()

    def action_ui_pass(self) -> None:
        """Give the keyboard to the next team here."""
        if not self.game.pass_on(self.seat):
            self.status.tell("Nobody else plays at this keyboard.", "muted")
