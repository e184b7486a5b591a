"""The explanation of an event: a waterfall of its ledger in shifts, the net, and the words.

What holds runs to the left of the axis, what makes fall to the right; the net stands below with its rulebook
paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wargame.model.events import NOT_KNOWN
from wargame.tui.lines import BAR, Line, fit, hundredths, percent, wrap
from wargame.tui.pane import Pane, Row
from wargame.tui.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.model.events import Event, Reason
    from wargame.model.view import InjectView
    from wargame.tui.inks import Inks
    from wargame.tui.names import Names

    Chances = Callable[[int], tuple[int, ...]]
    """A column in cs -> repulse, stall, gains, breakthrough in bp."""

HATCH = "░"
CHANGES = 3
"""Lines whose absence is weighed."""


class Why(Pane):
    """The reasons of one event, or the text of one inject."""

    hint: ClassVar[str] = "y copy  ↑↓ scroll"
    letter: ClassVar[str] = "w"

    def __init__(self, inks: Inks, names: Names) -> None:
        super().__init__(inks, id="why")
        self._names = names
        self._event: Event | None = None
        self._others: tuple[Event, ...] = ()
        self._inject: InjectView | None = None
        self._chances: Chances | None = None

    def show(self, event: Event, others: tuple[Event, ...], chances: Chances) -> None:
        """Explain an event; `others` are those that followed from it or belong to it, `chances` gives the
        four chances of a battle at a column.
        """
        self._event, self._others, self._inject, self._chances = event, others, None, chances
        where = f"{self._names.of(event.place)} · " if event.place else ""
        self.border_title = text(f"{where}{event.kind.replace('_', ' ')} · why")
        self.top = 0
        self.reload()

    def show_inject(self, inject: InjectView) -> None:
        """The text of an inject."""
        self._event, self._inject = None, inject
        self.border_title = text(inject.title)
        self.top = 0
        self.reload()

    def build(self, width: int) -> list[Row]:
        """The lines."""
        if self._inject is not None:
            inject = self._inject
            told = " · ".join(part for part in (inject.sender, inject.channel, inject.grade) if part)
            return [Row((drawn,)) for drawn in [((told, "muted"),), (), *wrap(inject.body, width)]]
        if self._event is None:
            return []
        event = self._event
        lines: list[Line] = [*wrap(event.sentence, width, "text+b"), ()]
        column = [reason for reason in event.reasons if reason.kind == "column_line"]
        if column:
            lines += waterfall(column, event.shift, width)
            lines += [*wrap(in_words(column, event.shift), width), ()]
            if self._chances is not None:
                lines += changes(column, event.shift, self._chances, width)
        rest = [reason for reason in event.reasons if reason.kind != "column_line"]
        if rest:
            lines.append((("Ledger", "muted+b"),))
            lines += [reason_line(reason, width) for reason in rest]
        if not event.reasons:
            lines.append((("This follows from the event before it; it has no reasons of its own.", "muted"),))
        if self._others:
            lines += [(), (("What followed", "muted+b"),)]
            for other in self._others:
                lines += [(("• ", "muted"), *drawn) if n == 0 else (("  ", "muted"), *drawn)
                          for n, drawn in enumerate(wrap(other.sentence, width - 2))]  # fmt: skip
        return [Row((drawn,)) for drawn in lines]


def waterfall(reasons: list[Reason], net: int, width: int) -> list[Line]:
    """One row a reason on a common axis, largest first on each side, then the net in cs.

    Lines that the reader may not know stand in one hatched row, with what they come to together.
    """
    shown = [reason for reason in reasons if reason.amount]
    hidden = any(reason.detail == NOT_KNOWN for reason in reasons)
    unknown = net - sum(reason.amount for reason in reasons)
    label = min(max([len(reason.label) for reason in shown] + [10]) + 1, max(width // 2 - 4, 14))
    number = 7
    half = max(min((width - label - number - 12) // 2, 22), 4)
    detail = max(width - label - number - 2 * half - 4, 0)
    order = sorted(shown, key=lambda reason: -reason.amount)
    largest = max([abs(reason.amount) for reason in reasons] + [abs(net), abs(unknown), 1])
    lines: list[Line] = [
        ((fit("", label + half - 8), "text"), ("holds ◀ ", "good"), ("│", "edge"), (" ▶ falls", "damascus"))
    ]
    lines += [
        _bar_line(reason.label, reason.amount, largest, label, half, f" {reason.detail}"[: detail + 1])
        for reason in order
    ]
    if hidden or unknown:
        lines.append(_bar_line("? not known", unknown, largest, label, half, "", "muted", HATCH))
    lines.append((("─" * (label + 2 * half + 1 + number), "edge"),))
    paragraph = reasons[0].paragraph
    lines.append(_bar_line("net shift", net, largest, label, half, f" RB {paragraph}", "amber"))
    lines.append(())
    return lines


def changes(reasons: list[Reason], net: int, chances: Chances, width: int) -> list[Line]:
    """What would have changed it: the chance of ground gained, and what it were without each of the lines
    that weigh most. Everything else as it was.
    """
    most = sorted((r for r in reasons if r.amount), key=lambda r: -abs(r.amount))[:CHANGES]
    before = _gained(chances, net)
    lines: list[Line] = [(("What would have changed it: the chance of gains or better", "muted+b"),)]
    for reason in most:
        after = _gained(chances, net - reason.amount)
        lines.append((
            (fit(f"  without {reason.label}", max(width - 24, 10)), "text"),
            (f"{percent(before):>6} → ", "muted"), (f"{percent(after):>5}", "text+b"),
        ))  # fmt: skip
    return [*lines, ()] if most else []


def _gained(chances: Chances, column: int) -> int:
    """Chance in bp of gains or a breakthrough at a column in cs."""
    return sum(chances(column)[2:])


def _bar_line(
    name: str, amount: int, largest: int, label: int, half: int, detail: str, ink: str = "", drawn: str = BAR
) -> Line:
    cells = max(abs(amount) * half // largest, 1 if amount else 0)
    bold, name_ink = ("amber+b", "text+b") if ink == "amber" else ("text+b", ink or "text")
    ink = ink or ("damascus" if amount > 0 else "good")
    left = (fit("", half - cells) if amount < 0 else fit("", half), "text")
    first = (drawn * cells, ink) if amount < 0 else ("", ink)
    second = (drawn * cells + fit("", half - cells), ink) if amount >= 0 else (fit("", half), "text")
    return (
        (fit(name, label - 1) + " ", name_ink), left, first, ("│", "edge"), second,
        (f"{hundredths(amount):>7}", bold), (f" {detail}", "muted"),
    )  # fmt: skip


def reason_line(reason: Reason, width: int) -> Line:
    """A ledger line that is no shift: words, amount with unit, paragraph."""
    amount = amount_words(reason.amount, reason.unit)
    detail = f" · {reason.detail}" if reason.detail else ""
    left = fit(f"{reason.label}{detail}", max(width - 24, 10))
    return ((left, "text"), (f"{amount:>14}", "text+b"), (f"  RB {reason.paragraph}", "muted"))


def amount_words(amount: int, unit: str) -> str:
    """An amount with its unit as people read it."""
    match unit:
        case "cs":
            return f"{hundredths(amount)} shifts"
        case "bp":
            return f"{amount / 100:.2f} %"
        case "ct":
            return f"{hundredths(amount)} points"
        case "mbn":
            return f"{amount / 1000:.2f} bn"
        case "h":
            return f"{amount * 100:,}".replace(",", " ") + " people"
        case _:
            return f"{amount} {unit}"


def in_words(reasons: list[Reason], net: int) -> str:
    """Two sentences: what carried it and what held against it, as far as it is known, and the net in cs."""
    order = sorted(reasons, key=lambda reason: -reason.amount)
    for_it = [reason.label for reason in order if reason.amount > 0][:2]
    against = [reason.label for reason in reversed(order) if reason.amount < 0][:2]
    first = (
        f"In words. For the attack spoke {' and '.join(for_it)}"
        if for_it
        else "In words. Nothing spoke for the attack"
    )
    second = f"; against it {' and '.join(against)}." if against else "."
    hidden = [reason.label for reason in reasons if reason.detail == NOT_KNOWN]
    third = f" Not known to you: {' and '.join(hidden)}." if hidden else ""
    return f"{first}{second} The balance was {hundredths(net)} shifts.{third}"
