"""What the white cell's keys do besides sending injects: change the list, and rulings of the last turn.

The functions are those of the desk, so that they are the same at one keyboard and at a host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.model.exercise import InjectChange
from wargame.play.effects import typed_effects
from wargame.play.msel import PLACEHOLDER
from wargame.tui.ask import Ask
from wargame.tui.base_screen import BaseScreen
from wargame.tui.ruling_desk import RulingDesk
from wargame.tui.say_form import SayForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.model.view import InjectView, View

SHOWN = (
    ("never", "nobody but the white cell reads the reason"),
    ("now", "all teams read the reason with the results"),
    ("endex", "all teams read the reason after the end"),
)
HOW = (
    "set PATH VALUE, add PATH NUMBER, losses post.NAME killed N wounded N; several parted by ; "
    "They act at the close of the day, and the days after are resolved anew with the same draws."
)


class CellActs(BaseScreen):
    """A part of `CellScreen`."""

    truth: View

    def _inject(self) -> InjectView | None:
        """The inject under the cursor of the MSEL."""
        raise NotImplementedError

    def _act(self) -> None:
        """An acting key drops back to ground truth."""
        raise NotImplementedError

    def renew(self) -> None:
        """Take a fresh view and show it everywhere."""
        raise NotImplementedError

    def _done(self, act: Callable[[], object], words: str) -> None:
        """Do something and say so; what is refused says why."""
        self._act()
        try:
            act()
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        self.renew()
        self.status.tell(words, "good")

    def _change(self, words: str, change: InjectChange) -> None:
        self._done(lambda: self.game.desk.change_inject(change), words)

    def _waiting(self) -> InjectView | None:
        """The inject under the cursor, if it is of the list and waits; else the status line says why not."""
        inject = self._inject()
        if inject is None:
            self.status.tell("No inject is under the cursor; m goes to the list.", "muted")
        elif inject.state == "released":
            self.status.tell("It was released: what was read is not changed any more.", "muted")
            return None
        return inject

    # ---- the list ----

    def action_cell_hold(self) -> None:
        """Hold the inject under the cursor back, or let it go."""
        if (inject := self._waiting()) is not None:
            held = inject.state == "held"
            change = InjectChange(inject=inject.id, act="let_go" if held else "hold")
            words = "Let go: it comes when it is due." if held else "Held: it neither arms nor goes out."
            self._change(words, change)

    def action_cell_skip(self) -> None:
        """Leave the inject under the cursor out, or restore it."""
        if (inject := self._waiting()) is not None:
            skipped = inject.state == "skipped"
            change = InjectChange(inject=inject.id, act="restore" if skipped else "skip")
            self._change("Restored." if skipped else "Skipped; x restores it.", change)

    def action_cell_retime(self) -> None:
        """Another time for the inject under the cursor."""
        inject = self._waiting()
        if inject is None:
            return
        words = f"It is due: {inject.due}. Write `turn 5`, or `turn 5 day 2`."
        form = SayForm(self.game.inks, f"Another time: {inject.title}", words, 40)
        name = inject.id
        self.app.push_screen(form, lambda at: self._retimed(name, at))

    def _retimed(self, name: str, at: str | None) -> None:
        if at is not None:
            change = InjectChange(inject=name, act="retime", at=" ".join(at.lower().split()))
            self._change(f"It comes at {change.at}.", change)

    def action_cell_edit(self) -> None:
        """Another title and text for the inject under the cursor."""
        inject = self._waiting()
        if inject is None:
            return
        held, body = inject, inject.body
        for known in self.game.desk.scenario.injects:
            if known.id == inject.id and PLACEHOLDER.search(known.body):
                body = known.body  # the list shows it filled in
        form = SayForm(self.game.inks, "Title", "Enter goes on to the text.", 80, inject.title)
        self.app.push_screen(form, lambda title: self._titled(held, title, body))

    def _titled(self, inject: InjectView, title: str | None, body: str) -> None:
        if title is None:
            return
        words = "What a team reads. Braces such as {place.saraqib.control} are filled in when it goes out."
        form = SayForm(self.game.inks, title, words, 4000, " ".join(body.split()))
        self.app.push_screen(form, lambda text: self._rewritten(inject, title, text))

    def _rewritten(self, inject: InjectView, title: str, body: str | None) -> None:
        if body is not None:
            change = InjectChange(inject=inject.id, act="edit", title=title, body=body)
            self._change("Rewritten: nobody reads the old words.", change)

    # ---- rulings ----

    def action_cell_rulings(self) -> None:
        """The rulings of the last turn: accept, change, take a change back."""
        self._act()
        if not self.truth.events:
            self.status.tell("No turn has been resolved yet.", "muted")
            return
        made = RulingDesk(self.game.inks, self.game.names, self.truth, self.game.desk.overrides())
        self.app.push_screen(made, self._judged)

    def _judged(self, key: str | None) -> None:
        """A row of the desk was chosen."""
        word, _, rest = (key or "").partition(" ")
        if word == "accept":
            self._done(lambda: self.game.desk.accept(-1), "Accepted: the rulings that are left stand.")
        elif word == "back":
            self._done(lambda: self.game.desk.withdraw_override(rest), "Taken back: resolved as before.")
        elif word == "other":
            self._override(-1, 0)
        elif word == "event":
            number = int(rest)
            event = next(each for each in self.truth.events if each.number == number)
            options = (
                ("why", "why it came to this"), ("accept", "accept it"), ("change", "change it, and say why"),
            )  # fmt: skip
            question = Ask(self.game.inks, "Ruling", [event.sentence], options)
            days = (self.truth.dates[1] - self.truth.dates[0]).days + 1
            self.app.push_screen(question, lambda answer: self._ruled(answer, number, event.day % days + 1))

    def _ruled(self, answer: str | None, number: int, day: int) -> None:
        if answer == "why":
            self.game.open_report_at("white", number)
        elif answer == "accept":
            self._done(lambda: self.game.desk.accept(number), "Accepted.")
        elif answer == "change":
            self._override(number, day)

    def _override(self, number: int, day: int) -> None:
        """Ask for the effects; where no ruling says it, for the day first."""
        if not day:
            form = SayForm(self.game.inks, "Day of the turn", "1 is its first day.", 2)
            self.app.push_screen(
                form, lambda typed: self._override(number, int(typed)) if (typed or "").isdigit() else None
            )
            return
        form = SayForm(self.game.inks, f"Change at the close of day {day}", HOW, 300)
        self.app.push_screen(form, lambda line: self._effects(number, day, line))

    def _effects(self, number: int, day: int, line: str | None) -> None:
        if line is None:
            return
        try:
            effects = typed_effects(line)
        except WargameError as error:
            self.status.tell(str(error), "alarm")
            return
        form = SayForm(self.game.inks, "Reason", "It is kept, and read by whom the next question says.", 300)

        def reasoned(reason: str | None) -> None:
            if reason is not None:
                question = Ask(self.game.inks, "Who reads the reason?", [reason], SHOWN)
                self.app.push_screen(
                    question, lambda shown: self._overridden(number, day, effects, reason, shown)
                )

        self.app.push_screen(form, reasoned)

    def _overridden(
        self,
        number: int,
        day: int,
        effects: tuple[dict[str, int | str], ...],
        reason: str,
        shown: str | None,
    ) -> None:
        if shown is not None:
            self._done(
                lambda: self.game.desk.override(day, effects, reason, shown, number),
                "Changed; the report shows what came of it, D takes it back.",
            )
