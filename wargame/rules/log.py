"""What a rule writes down: events with `tell`, reasons with `note` (RB 22). Nothing else writes either list.

A row is eight integers: day, step, kind, a, b, c, d, cause. `cause` is the number of the event row that led
to it, or -1. Events are always written; reasons only when there is a log. `day.py` sets the head of both
before each step.
"""

from dataclasses import dataclass

KINDS = 128
"""More than any number of a kind of event."""

Row = tuple[int, int, int, int, int, int, int, int]


@dataclass(slots=True)
class Journal:
    """A list of rows with the day and step that new rows get."""

    head: list[int]  # day and step of new rows, number of the first row of that day
    # KINDS x events of that kind on that day so far; who asks for a kind need not read them all
    told: list[int]
    rows: list[Row]


def fresh() -> Journal:
    """An empty list of events or reasons."""
    return Journal([0, 0, 0], [0] * KINDS, [])


def tell(facts: Journal, kind: int, a: int, b: int, c: int, d: int, cause: int) -> int:
    """Write an event and return its number, for the rows that follow from it."""
    facts.told[kind] += 1
    facts.rows.append((facts.head[0], facts.head[1], kind, a, b, c, d, cause))
    return len(facts.rows) - 1


def begin_day(facts: Journal, day: int) -> None:
    """What is told from here on belongs to this day."""
    facts.head[0] = day
    facts.head[2] = len(facts.rows)
    for kind in range(KINDS):
        facts.told[kind] = 0


def note(log: Journal | None, kind: int, a: int, b: int, c: int, d: int, cause: int) -> None:
    """Write a reason; costs nothing worth naming without a log."""
    if log is not None:
        log.rows.append((log.head[0], log.head[1], kind, a, b, c, d, cause))


def line(log: Journal | None, kind: int, a: int, code: int, amount: int) -> int:
    """Write a reason (object, line code, amount) and return the amount: a number and its explanation in one
    expression.
    """
    if log is not None:
        log.rows.append((log.head[0], log.head[1], kind, a, code, amount, 0, -1))
    return amount
