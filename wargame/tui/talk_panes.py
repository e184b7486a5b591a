"""The panes of the talks: agreements, the terms of one, the ladder, proxies and the border."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from wargame.model.agreement_diff import differences
from wargame.model.politics_words import SEVERITIES, listed
from wargame.tui.header import day_text
from wargame.tui.lines import between, fit, plain, wrap
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from wargame.model.agreement_diff import Difference
    from wargame.model.orders_politics import TermForm
    from wargame.model.view import View
    from wargame.model.view_politics import AgreementView, RungView, UltimatumView, WouldView
    from wargame.tui.inks import Inks
    from wargame.tui.lines import Line

    Teller = Callable[[TermForm], str]

MARKS = {
    "in_force": ("●", "good"),
    "accepted": ("●", "amber"),
    "offered": ("◆", "amber"),
    "lapsed": ("○", "muted"),
    "ended": ("○", "muted"),
}
"""Mark and ink of an agreement by its state."""

STATES = {
    "in_force": "in force",
    "accepted": "accepted by all, not yet in force",
    "offered": "offered",
    "lapsed": "lapsed",
    "ended": "ended",
}
ORDER = ("offered", "accepted", "in_force", "lapsed", "ended")

CHANGES = {
    "same": (" ", "muted"),
    "added": ("+", "good"),
    "removed": ("-", "alarm"),
    "changed": ("~", "amber"),
}
"""Mark and ink of a line of a difference."""

WORDS_OF_CHANGES = {"same": "", "added": "added", "removed": "removed", "changed": "changed"}

ULTIMATUMS = {
    "open": "open",
    "met": "met",
    "carried_out": "carried out",
    "expired": "unmet, days of grace run",
    "bluff": "unmet, not carried out",
}


class Dates:
    """Days of the scenario as dates of its calendar."""

    def __init__(self, first_day: date) -> None:
        self._first_day = first_day

    def of(self, day: int) -> str:
        """A day as `28 Feb`."""
        return day_text(self._first_day + timedelta(days=day))

    def list(self, days: Iterable[int]) -> str:
        """Days of one turn as `2 Feb` or `2-4 Feb`: the first and the last."""
        first, last = min(days := tuple(days)), max(days)
        if first == last:
            return self.of(first)
        begun = self.of(first)
        if begun.split()[-1] == self.of(last).split()[-1]:
            begun = begun.split()[0]
        return f"{begun}-{self.of(last)}" if begun.isdigit() else f"{begun} - {self.of(last)}"


def teams_words(teams: Iterable[str]) -> str:
    """`Ankara and Moscow`."""
    return listed(team.capitalize() for team in teams)


def would_line(would: Iterable[tuple[str, tuple[int, ...]]], dates: Dates, turn: int) -> Line:
    """What a term would have meant in the last turn; empty before the first has been played."""
    if turn <= 1:
        return ()
    told = [f"{team.capitalize()} ({dates.list(days)})" for team, days in would]
    if not told:
        return (("last turn: would have been kept", "muted"),)
    return (("last turn: would have been broken by ", "muted"), (", ".join(told), "alarm"))


def difference_lines(line: Difference, told: Teller, width: int, cross: bool = False) -> tuple[Line, ...]:
    """One term of a difference: its mark, the term, and of a changed one what it replaces; with a `cross`
    where a click takes it away.
    """
    mark, ink = CHANGES[line.mark]
    term = line.new or line.old
    if term is None:
        return ()
    label = f"{WORDS_OF_CHANGES[line.mark]} {SEVERITIES[term.severity]}".strip()
    label += " ✘" if cross and line.new is not None else ""
    ink_of_words = "muted" if line.mark == "removed" else "text"
    first, *rest = wrap(told(term), max(width - 4 - len(label), 10), ink_of_words)
    found: list[Line] = [between(((f"{mark} ", f"{ink}+b"), *first), ((label, ink),), width)]
    found += [(("  ", "text"), *more) for more in rest]
    if line.mark == "changed" and line.old is not None:
        grave = f" ({SEVERITIES[line.old.severity]})" if line.old.severity != term.severity else ""
        before = wrap(f"was: {told(line.old)}{grave}", max(width - 4, 10), "muted")
        found += [(("    ", "text"), *more) for more in before]
    return tuple(found)


class AgreementList(Pane):
    """Offers first, those that wait for this seat before all; the key of a row is its number."""

    title: ClassVar[str] = "Agreements"
    hint: ClassVar[str] = "a accept  x reject  r counter  n offer"
    letter: ClassVar[str] = "a"

    def __init__(self, inks: Inks, first_day: date) -> None:
        super().__init__(inks, id="agreements")
        self._dates = Dates(first_day)
        self.view: View | None = None

    def show(self, view: View) -> None:
        """Show the agreements of a view."""
        self.view = view
        waiting = len(awaiting(view))
        self.border_title = text(f"Agreements · {waiting} to answer" if waiting else "Agreements")
        self.reload()

    def build(self, width: int) -> list[Row]:
        """Two lines an agreement."""
        if self.view is None:
            return []
        found = sorted(self.view.politics.agreements, key=self._rank)
        rows = [Row(self._lines(agreement, width), str(agreement.number)) for agreement in found]
        if not rows:
            return [Row(((("No agreement and no offer yet; n writes one.", "muted"),),))]
        return rows

    def _rank(self, agreement: AgreementView) -> tuple[bool, int, int]:
        seat = self.view.seat if self.view is not None else ""
        return (seat not in agreement.awaited, ORDER.index(agreement.state), -agreement.number)

    def _lines(self, agreement: AgreementView, width: int) -> tuple[Line, ...]:
        mark, ink = MARKS[agreement.state]
        seat = self.view.seat if self.view is not None else ""
        state = "answer it" if seat in agreement.awaited else STATES[agreement.state].split(",")[0]
        head = (
            (f"{mark} ", ink),
            (f"{agreement.number:<3}", "muted"),
            (agreement.title, "text+b" if ink != "muted" else "muted"),
        )
        below = teams_words(agreement.parties)
        if agreement.proposer is not None:
            verb = "counter-offer by" if agreement.counters else "by"
            below = f"{verb} {agreement.proposer.capitalize()}, between {below}"
        if agreement.secret:
            below += ", secret"
        if agreement.breaches:
            total = sum(agreement.breaches.values())
            below += f", {total} breach{'' if total == 1 else 'es'}"
        right = (state + " ", "amber+b" if state == "answer it" else "muted")
        return (
            between(head, (right,), width),
            (("     ", "muted"), (fit(below, max(width - 5, 5)), "muted")),
        )


def awaiting(view: View) -> list[AgreementView]:
    """Open offers that wait for the answer of the view's seat."""
    return [a for a in view.politics.agreements if a.state == "offered" and view.seat in a.awaited]


class TermsPane(Pane):
    """One agreement in full: how it stands, its terms, what each would have meant."""

    title: ClassVar[str] = "Terms"
    letter: ClassVar[str] = "t"

    def __init__(self, inks: Inks, first_day: date, told: Callable[[TermForm, tuple[str, ...]], str]) -> None:
        super().__init__(inks, id="terms")
        self._dates, self._told = Dates(first_day), told
        self.view: View | None = None
        self.agreement: AgreementView | None = None

    def show(self, view: View, number: int | None) -> None:
        """Show the agreement with this number."""
        self.view = view
        self.agreement = view.politics.agreement(number) if number is not None else None
        title = "Terms"
        if self.agreement is not None:
            title = f"{self.agreement.number} · {self.agreement.title}"
        self.border_title = text(title)
        self.border_subtitle = text(self._hint())
        self.top = 0
        self.reload()

    def _hint(self) -> str:
        """The keys that answer what is shown."""
        keys = {"accept": "a accept", "reject": "x reject", "counter": "r counter", "leave": "v give notice"}
        if self.agreement is None:
            return ""
        own = self.view is not None and self.agreement.proposer == self.view.seat
        keys["reject"] = "x take back" if own else keys["reject"]
        return "  ".join(keys[answer] for answer in self.agreement.answers)

    def build(self, width: int) -> list[Row]:
        """State, dates and breaches; the terms, of a counter-offer as a difference; what is only told."""
        view, found = self.view, self.agreement
        if view is None or found is None:
            return [Row(((("Choose an agreement, or n for an offer of your own.", "muted"),),))]
        rows = [Row(tuple(wrap(words, width))) for words in self._state(found)]
        before = view.politics.agreement(found.counters) if found.counters else None
        if before is not None:
            said = f"Beside offer {before.number}:"
            rows += [Row(((), ((said, "muted+b"),)))]
        else:
            rows.append(Row(((),)))
        would = {term.form: term for term in found.terms}
        basis = [term.form for term in (before or found).terms]
        for line in differences(basis, [term.form for term in found.terms]):
            lines = difference_lines(line, lambda term: self._told(term, found.parties), width)
            if line.new is not None:
                term = would[line.new]
                tail = would_line(_pairs(term.would), self._dates, view.turn)
                done: Line = (("met for good", "good"),) if term.done else tail
                lines += ((("    ", "text"), *done),) if done else ()
            rows.append(Row(lines))
        if found.told:
            rows.append(Row(((), (("On record, tested by no monitor:", "muted+b"),))))
        for clause in found.told:
            rows.append(Row(tuple((("  ", "text"), *line) for line in wrap(clause, width - 2, "muted"))))
        return rows

    def _state(self, found: AgreementView) -> list[str]:
        """How it stands, in sentences."""
        said = [STATES[found.state].capitalize()]
        if found.proposer is not None:
            said.append(f"put forward by {found.proposer.capitalize()} on {self._dates.of(found.offered)}")
        said.append(f"between {teams_words(found.parties)}")
        if found.secret:
            said.append("secret")
        lines = [", ".join(said) + "."]
        if found.awaited:
            lines.append(
                f"Waits for {teams_words(found.awaited)}; lapses at the end of the next turn. In force "
                + ("with the next day." if not found.start_after else f"{found.start_after} days later.")
            )
        dates = []
        if found.start is not None and found.proposer is not None:
            dates.append(f"from {self._dates.of(found.start)}")
        if found.expiry is not None:
            dates.append(f"last day {self._dates.of(found.expiry)}")
        if found.leaves is not None:
            dates.append(f"ends by notice on {self._dates.of(found.leaves)}")
        elif found.state != "lapsed":
            dates.append(f"notice {found.notice} days")
        if dates:
            told = ", ".join(dates)
            lines.append(f"{told[:1].upper()}{told[1:]}.")
        if found.breaches:
            charged = [f"{team.capitalize()} {number}" for team, number in found.breaches.items()]
            lines.append(f"Breaches charged: {', '.join(charged)}.")
        if found.ends_at_once:
            lines.append("A grave breach was proven: you may end it at once.")
        return lines


def _pairs(would: Iterable[WouldView]) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.team, each.days) for each in would]


class LadderPane(Pane):
    """The rungs from the highest, what each costs this team now and why; ultimatums below."""

    title: ClassVar[str] = "Ladder"
    hint: ClassVar[str] = "↵ climb or step down  u ultimatum"
    letter: ClassVar[str] = "l"

    def __init__(self, inks: Inks, first_day: date) -> None:
        super().__init__(inks, id="ladder")
        self._dates = Dates(first_day)
        self.view: View | None = None

    def show(self, view: View) -> None:
        """Show the ladder of a view."""
        self.view = view
        self.border_title = text(f"Ladder · rung {view.politics.ladder.rung}")
        self.reload()

    def reload(self) -> None:
        """The cursor begins on the rung of the theatre."""
        first = not self.rows
        super().reload()
        if first and self.rows and self.view is not None:
            self.go_to(str(self.view.politics.ladder.rung))

    def build(self, width: int) -> list[Row]:
        """Ultimatums that run, the rungs, then what the price is made of."""
        if self.view is None:
            return []
        ladder = self.view.politics.ladder
        rows = [Row(self._ultimatum(each, width)) for each in self.view.politics.ultimatums]
        if rows:
            rows.append(Row(((),)))
        rows += [Row(self._rung(rung, width), str(rung.rung)) for rung in reversed(ladder.rungs)]
        if ladder.quiet_days is not None:
            quiet = f"Falls by one in {ladder.quiet_days} days without an act at it."
            rows.append(Row(tuple(wrap(quiet, width, "muted"))))
        if self.view.seat != "white":
            price = f"A rung costs {ladder.price / 100:.2f} political capital, less with legitimacy."
            rows.append(Row(tuple(wrap(price, width))))
            share = (f"{ladder.legitimacy / 100:.0f} %", "text+b")
            rows.append(Row((between((("Legitimacy", "text"),), (share,), width),)))
            for words, amount in ladder.lines:
                part = (f"{amount / 100:+.0f} %", "good")
                rows.append(Row((between(((f"  {words}", "muted"),), (part,), width),)))
        return rows

    def _rung(self, rung: RungView, width: int) -> tuple[Line, ...]:
        here = self.view is not None and rung.rung == self.view.politics.ladder.rung
        ink = "amber+b" if here else "text" if rung.price is not None else "muted"
        cost = ""
        if rung.price:
            cost = f"{rung.price / 100:.1f} PC"
        elif rung.price == 0 and not here:
            cost = "free"
        if rung.tension:
            cost += f"  tension {rung.tension / 100:+.0f}"
        if rung.domestic:
            cost += f"  support {rung.domestic / 100:+.1f}"
        head = ((f"{'▶' if here else ' '} {rung.rung} ", ink), (rung.name, ink))
        allowed = (("    ", "muted"), (fit(rung.allows, max(width - 4, 5)), "muted"))
        if len(plain(head)) + len(cost) < width:
            return (between(head, ((cost, "text"),), width), allowed)
        return (head, allowed, (("    ", "text"), (cost, "text")))

    def _ultimatum(self, found: UltimatumView, width: int) -> tuple[Line, ...]:
        ink = "alarm" if found.state in ("open", "expired") else "muted"
        left = f"{found.days_left} day{'' if found.days_left == 1 else 's'} left"
        state = left if found.state == "open" else ULTIMATUMS[found.state]
        who = f"{found.sender.capitalize()} to {found.to.capitalize()}"
        until = f"until {self._dates.of(found.deadline)}, else rung {found.rung}"
        head: Line = ((f"▲ {who} ", f"{ink}+b"), (until, "text"))
        if len(plain(head)) + len(state) < width:
            top: tuple[Line, ...] = (between(head, ((state, ink),), width),)
        else:
            top = (head, (("  ", "text"), (state, ink)))
        demand = [line for words in found.demand for line in wrap(words, max(width - 2, 10), "muted")]
        return (*top, *((("  ", "muted"), *line) for line in demand))


class PeoplePane(Pane):
    """Proxies, the border, economic levers, and what is on its way; keys are lines to start an order with."""

    title: ClassVar[str] = "Proxies and the border"
    hint: ClassVar[str] = "↵ order about it"
    letter: ClassVar[str] = "p"

    def __init__(self, inks: Inks, first_day: date) -> None:
        super().__init__(inks, id="people")
        self._dates = Dates(first_day)
        self.view: View | None = None

    def show(self, view: View) -> None:
        """Show a view."""
        self.view = view
        self.reload()

    def build(self, width: int) -> list[Row]:
        """A row a proxy, then the border, the levers, what comes."""
        if self.view is None:
            return []
        politics, mine = self.view.politics, self.view.seat
        rows = []
        for proxy in politics.proxies:
            away = f", {proxy.in_libya / 1000:.1f} in Libya" if proxy.in_libya else ""
            turns = f"{proxy.unpaid} turn{'' if proxy.unpaid == 1 else 's'}"
            unpaid = f", unpaid for {turns}" if proxy.unpaid else ""
            ink = {"low": "alarm", "middle": "amber", "high": "good"}.get(proxy.obedience, "text")
            head = between(
                ((proxy.name, "text+b"),), (("obeys ", "muted"), (proxy.obedience, f"{ink}+b")), width
            )
            below = f"  {proxy.strength / 1000:.1f} battalions{away}{unpaid}"
            rows.append(Row((head, ((below, "muted"),)), f"support {proxy.faction}"))
        border = politics.border
        told = f"Border: {border.text}"
        if border.people:
            told += f", {border.people:,} a turn"
        told += f"; screening {border.screening}. Entered: {border.entered:,}; unhoused: {border.unhoused:,}."
        if border.infiltration is not None:
            told += f" Infiltration {border.infiltration} of 100."
        rows.append(Row(tuple(wrap(told, width)), "border" if mine == "ankara" else None))
        for lever, state in politics.levers.items():
            rows.append(Row((((f"Lever, {lever}: {state}", "text"),),), "economy"))
        told_later = [f"{self._dates.of(coming.day)}: {coming.text}" for coming in politics.coming]
        rows += [Row(tuple(wrap(words, width, "muted"))) for words in told_later]
        return rows
