"""The form of an offer, a counter-offer or an ultimatum: everything by arrows, Enter, space and clicks.

A row is a field or a term. Left and right change a field, Enter edits a term, `+` adds one, `x` takes one
away and puts it back, `s` sends. Beside a term stands what it replaces, and what it would have meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.screen import ModalScreen

from wargame.model.politics_words import RUNGS
from wargame.tui.lines import fit, wrap
from wargame.tui.offer_draft import Written, templates_of
from wargame.tui.pane import Pane, Row
from wargame.tui.talk_panes import Dates, difference_lines, teams_words, would_line
from wargame.tui.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from wargame.model.agreement_diff import Difference
    from wargame.model.orders_politics import TermForm
    from wargame.model.view import View
    from wargame.tui.desk import Desk
    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line
    from wargame.tui.offer_draft import OfferDraft

LABEL = 11
"""Cells of the name of a field."""

TITLES = {"offer": "Offer", "counter": "Counter-offer", "ultimatum": "Ultimatum"}


class OfferPane(Pane):
    """The rows of the form."""

    letter: ClassVar[str] = "o"

    class Dropped(Message):
        """The cross of a term was clicked."""

    def __init__(self, inks: Inks, rows: Callable[[int], list[Row]]) -> None:
        super().__init__(inks, id="offer")
        self._made = rows
        self.border_subtitle = text("↑↓ row  ← → change  ↵ edit  + term  x drop  s send")

    def build(self, width: int) -> list[Row]:
        """The rows as the form makes them."""
        return self._made(width)

    def clicked(self, column: int) -> None:
        """The cross at the right edge of a term takes it away; elsewhere a click does what Enter does."""
        if column >= self.size.width - 2 and (self.current or "").startswith("term "):
            self.post_message(self.Dropped())
        else:
            self.choose()


class OfferForm(ModalScreen[Written | None]):
    """The answer is the order, or None."""

    DEFAULT_CSS = """
    OfferForm { align: center middle; background: transparent; }
    OfferForm OfferPane { width: 112; max-width: 100%; height: auto; max-height: 100%; background: $panel;
    border: solid $amber; border-title-color: $amber; }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q", "cancel", show=False),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("up,k,shift+tab", "step(-1)", show=False),
        Binding("down,j,tab", "step(1)", show=False),
        Binding("pageup", "step(-8)", show=False),
        Binding("pagedown", "step(8)", show=False),
        Binding("left,h", "change(-1)", show=False),
        Binding("right,l", "change(1)", show=False),
        Binding("enter,space", "choose", show=False),
        Binding("plus,equals_sign", "add", show=False),
        Binding("x,delete", "drop", show=False),
        Binding("s", "send", show=False),
    ]

    def __init__(self, inks: Inks, desk: Desk, view: View, draft: OfferDraft) -> None:
        super().__init__()
        self._inks, self._desk, self._view, self.draft = inks, desk, view, draft
        self._templates = [None, *templates_of(desk.scenario)]
        self._dates = Dates(desk.scenario.start.first_day)
        self._days = (view.dates[1] - view.dates[0]).days + 1
        self._lines: tuple[Difference, ...] = ()
        self._problem = ""

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = OfferPane(self._inks, self._rows)
        pane.border_title = text(self._title())
        yield pane

    def on_mount(self) -> None:
        """The pane has the focus."""
        self.pane.focus()

    @property
    def pane(self) -> OfferPane:
        """The pane."""
        return self.query_one(OfferPane)

    def _title(self) -> str:
        found = self.draft.answered
        if found is None:
            return TITLES[self.draft.kind]
        return f"Counter-offer to {found.number} · {found.title}"

    # Rows

    def _rows(self, width: int) -> list[Row]:
        """Fields, terms, what is wrong, send."""
        draft = self.draft
        rows = self._head(width)
        rows += self._term_rows(width)
        rows.append(Row(((("+ another term", "amber"),),), "add"))
        rows += self._tail()
        if self._problem:
            rows.append(Row(tuple(wrap(self._problem, width, "alarm"))))
        word = "Put on the sheet" if draft.kind == "ultimatum" else "Send"
        rows.append(Row((((f" {word} ", "amber+r"),),), "send"))
        return rows

    def _head(self, width: int) -> list[Row]:
        draft = self.draft
        if draft.kind == "counter":
            return [field("between", teams_words(draft.all_parties))]
        name = draft.template.name if draft.template is not None else "terms of your own"
        rows = [field("form", f"← {name} →", "template")]
        for team in draft.others:
            chosen = team in draft.to
            mark = ("✔ " if chosen else "· ", "good" if chosen else "muted")
            label = "to" if team == draft.others[0] else ""
            line: Line = ((fit(label, LABEL), "muted"), mark, (team.capitalize(), "text+b"))
            rows.append(Row((line,), f"to {team}"))
        return rows

    def _term_rows(self, width: int) -> list[Row]:
        """The terms, with their marks where there is something to compare with."""
        draft = self.draft
        self._lines = draft.lines
        present = [line.new for line in self._lines if line.new is not None]
        meant = self._desk.would(draft.team, draft.all_parties, present) if present else []
        rows, seen = [], 0
        for n, line in enumerate(self._lines):
            shown = line if draft.compared else line._replace(mark="same")
            lines = difference_lines(shown, self._told, width, cross=True)
            if line.new is not None:
                tail = would_line(meant[seen], self._dates, self._view.turn)
                seen += 1
                lines += ((("    ", "text"), *tail),) if tail else ()
            rows.append(Row(lines, f"term {n}"))
        return rows

    def _told(self, term: TermForm) -> str:
        return self._desk.term_told(term, self.draft.all_parties)

    def _tail(self) -> list[Row]:
        draft = self.draft
        if draft.kind == "counter":
            return []
        if draft.kind == "ultimatum":
            last = (draft.deadline) * self._days - 1
            until = f"← the end of turn {draft.deadline} → ({self._dates.of(last)})"
            return [
                field("deadline", until, "deadline"),
                field("threat", f"← rung {draft.rung} → ({RUNGS[draft.rung]})", "rung"),
            ]
        start = "with the next day" if not draft.start else f"{draft.start} days after acceptance"
        expiry = "until it is ended" if draft.expiry is None else f"until {self._dates.of(draft.expiry)}"
        return [
            field("starts", f"← {start} →", "start"),
            field("runs", f"← {expiry} →", "expiry"),
            field("notice", f"← {draft.notice} days →", "notice"),
            field("secret", "← yes →" if draft.secret else "← no →", "secret"),
        ]

    def _renew(self, problem: str = "") -> None:
        self._problem = problem
        pane = self.pane
        pane.reload()
        pane.refresh(layout=True)

    # Keys

    def action_step(self, by: int) -> None:
        """Cursor by rows."""
        self.pane.move(by)

    def action_change(self, by: int) -> None:
        """Change the field under the cursor."""
        key = self.pane.current or ""
        if key == "template":
            at = self._templates.index(self.draft.template)
            self.draft.take_template(self._templates[(at + by) % len(self._templates)])
        elif key.startswith("to "):
            self._toggle(key)
        elif key in ("start", "expiry", "notice", "secret", "deadline", "rung"):
            self.draft.change(key, by, self._view.turn * self._days - 1)
        else:
            return
        self._renew()

    def _toggle(self, key: str) -> None:
        self.draft.toggle(next(team for team in self.draft.others if key == f"to {team}"))

    def _line(self) -> Difference | None:
        """The term under the cursor."""
        key = self.pane.current or ""
        return self._lines[int(key.split()[1])] if key.startswith("term ") else None

    def action_choose(self) -> None:
        """Enter: edit a term, turn a choice, add, send."""
        key = self.pane.current or ""
        line = self._line()
        if line is not None and line.new is not None:
            self._edit(line.new)
        elif line is not None:
            self.action_drop()
        elif key == "add":
            self.action_add()
        elif key == "send":
            self.action_send()
        else:
            self.action_change(1)

    def action_drop(self) -> None:
        """Take the term under the cursor away, or put a removed one back."""
        line = self._line()
        if line is None:
            return
        if line.new is not None:
            self.draft.drop(line.new)
        elif line.old is not None:
            self.draft.restore(line.old)
        self._renew()

    def action_add(self) -> None:
        """Another term: its type first, then its line."""
        from wargame.tui.term_line import TermPick

        self.app.push_screen(TermPick(self._inks), self._picked)

    def _picked(self, line: str | None) -> None:
        if line is not None:
            self._write(line, None)

    def _edit(self, term: TermForm) -> None:
        self._write(self._desk.term_line(term), term)

    def _write(self, line: str, old: TermForm | None) -> None:
        from wargame.tui.term_line import TermLine

        self.app.push_screen(
            TermLine(self._inks, self._desk, line), lambda typed: self._written(typed, old)
        )

    def _written(self, typed: str | None, old: TermForm | None) -> None:
        """The line of a term has been written: it takes the place of the old one, or is added."""
        if typed is None:
            return
        term = self._desk.term(typed)
        terms = self.draft.terms
        if old is not None and old in terms:
            terms[terms.index(old)] = term
        else:
            terms.append(term)
        self._renew()

    def action_send(self) -> None:
        """The order, if it is complete."""
        order = self.draft.order()
        if isinstance(order, str):
            self._renew(order)
            return
        self.dismiss(order)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """A click on a row does what Enter does."""
        message.stop()
        self.action_choose()

    def on_offer_pane_dropped(self) -> None:
        """A click on the cross of a term."""
        self.action_drop()

    def action_cancel(self) -> None:
        """Escape."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave the game at once."""
        self.app.exit()


def field(label: str, words: str, key: str | None = None) -> Row:
    """A field: its name and its value."""
    return Row((((fit(label, LABEL), "muted"), (words, "text+b")),), key)
