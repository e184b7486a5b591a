"""The compiler of Conditions: from the tree to the engine's rows, over the table of readings (RB 19.2)."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, assert_never

from wargame.errors import ScenarioError, nearest
from wargame.model.conditions import (
    Comparison,
    Count,
    Fact,
    Lasting,
    Leaf,
    Node,
    Scalar,
    Since,
    Within,
    parse,
    place_of,
)
from wargame.play.fact_fields import FactField, event_fields, order_fields
from wargame.play.reading_table import READINGS, Spec, slot_words, words_of
from wargame.rules.codes import Form, Op, Reading, Team
from wargame.rules.tables import NOBODY, WINDOW, Test

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.model.conditions import Op as OpText
    from wargame.model.scenario import Condition
    from wargame.play.names import Names

MOST_ROWS = 20_000
"""Rows a condition may compile to: `*` is written out for every row it stands for."""

OP_CODES: dict[OpText, Op] = {
    "=": Op.EQUAL,
    "!=": Op.DIFFERENT,
    "<": Op.LESS,
    "<=": Op.AT_MOST,
    ">": Op.MORE,
    ">=": Op.AT_LEAST,
    "in": Op.EQUAL,
}
FORMS = {"all": Form.ALL, "any": Form.ANY, "none": Form.NONE}


def compile_condition(value: Condition, names: Names, aims: bool = True) -> tuple[list[Test], list[str]]:
    """The rows of a condition in prefix order, and complaints: where there are any, there are no rows.

    Without `aims` it may not read what lines of the war aims are worth: it gives such a line itself.
    """
    try:
        node = parse(value)
    except ScenarioError as error:
        return [], list(error.complaints)
    compiler = _Compiler(names, aims)
    rows = compiler.node(node)
    if not compiler.complaints and len(rows) > MOST_ROWS:
        wrong = f"condition: {len(rows)} rows with every `*` written out, at most {MOST_ROWS}"
        compiler.complaints.append(wrong)
    return ([], compiler.complaints) if compiler.complaints else (rows, [])


def headed(form: Form, children: list[Test], reading: int = 0, op: Op = Op.EQUAL, value: int = 0) -> Test:
    """A row above its children."""
    return Test(int(form), 1 + len(children), reading, NOBODY, NOBODY, int(op), value, 0, NOBODY)


class _Compiler:
    """Compiles one tree and gathers what is wrong with it."""

    def __init__(self, names: Names, aims: bool = True) -> None:
        self.names, self.aims = names, aims
        self.complaints: list[str] = []
        self.text = ""
        self.days = names.turns * names.days_per_turn

    def complain(self, column: int, message: str, name: str = "", known: Iterable[str] = ()) -> list[Test]:
        hint = nearest(name, known)
        hint = f"; did you mean {hint}?" if hint else ""
        self.complaints.append(f"{place_of(self.text, column)}: {message}{hint}")
        return []

    def node(self, node: Node) -> list[Test]:
        if isinstance(node, Leaf):
            self.text = node.text
            return self.leaf(node)
        rows = [r for part in node.parts for r in self.node(part)]
        return [headed(FORMS[node.word], rows), *rows]

    def leaf(self, leaf: Leaf) -> list[Test]:
        test = leaf.test
        match test:
            case Comparison():
                rows = self.comparison(test)
            case Fact():
                rows = self.fact(test, Op.AT_LEAST, 1, leaf)
            case Count():
                code = OP_CODES[test.op]
                if isinstance(test.of, Fact):
                    rows = self.fact(test.of, code, test.number, leaf)
                else:
                    rows = self.comparison(test.of)
                    rows = [headed(Form.COUNT, rows, 0, code, test.number), *rows]
            case _:
                assert_never(test)
        if isinstance(leaf.span, Lasting):
            days = self.span_days(leaf.span.number, leaf.span.unit)
            if days > self.days:
                self.complain(1, f"lasts {days} days, the exercise has {self.days}")
            above = headed(Form.LASTING, rows)
            above.span = days
            rows = [above, *rows]
        return rows

    def span_days(self, number: int, unit: str) -> int:
        return number if unit == "day" else number * self.names.days_per_turn

    # -- states --

    def comparison(self, test: Comparison) -> list[Test]:
        """Rows of `path op value`, one after the other for every row that `*` stands for."""
        path = test.path
        if path.known:
            return self.complain(path.column, f"known.{path.known}. is not available yet: views are whole")
        found = self.find(path.parts, path.column)
        if found is None:
            return []
        if not self.aims and found.code == Reading.AIM:
            return self.complain(test.path.column, "a war aim does not rest on what war aims are worth")
        values = self.values(found, test)
        op = int(OP_CODES[test.op])
        rows: list[Test] = []
        for entity, second in self.rows_named(found, path.parts, path.column):
            leaves = [
                Test(int(Form.READING), 1, int(found.code), entity, second, op, value, 0, NOBODY)
                for value in values
            ]
            rows += leaves if test.op != "in" else [headed(Form.ANY, leaves), *leaves]
            if len(rows) > MOST_ROWS:
                break
        return rows

    def find(self, parts: tuple[str, ...], column: int) -> Spec | None:
        """The reading that a path names, or a complaint that says what there is."""
        text = ".".join(parts)
        for found in READINGS:
            if fits(found.parts, parts):
                return found
        heads = {found.parts[0]: True for found in READINGS}
        if parts[0] not in heads:
            self.complain(column, f"no reading begins with {parts[0]!r}", parts[0], heads)
            return None
        same = [found.pattern for found in READINGS if found.parts[0] == parts[0]]
        fields = [piece for pattern in same for piece in pattern.split(".")[1:] if piece[0] != "<"]
        wrong = f"no reading is called {text!r}; there is {', '.join(same)}"
        self.complain(column, wrong, parts[-1], fields)
        return None

    def rows_named(self, found: Spec, parts: tuple[str, ...], column: int) -> list[tuple[int, int]]:
        """(entity, second) of every row the path stands for."""
        choices: list[list[int]] = []
        for slot, part in zip(found.parts, parts, strict=True):
            if slot[0] != "<":
                continue
            if slot == "<line>" and len(choices[0]) != 1:
                self.complain(column, "the lines of teams differ; name the team")
                return []
            known = slot_words(slot, self.names, choices[0][0] if choices and choices[0] else 0)
            if slot == "<line>" and (choices[0][0], part) in self.names.hidden:
                self.complain(column, f"{part} is a hidden aim: no condition reads it")
                return []
            if part == "*":
                choices.append(list(known.values()))
            elif part in known:
                choices.append([known[part]])
            else:
                self.complain(column, f"no {slot[1:-1]} is called {part!r}", part, known)
                return []
        pairs = [(*rows, NOBODY, NOBODY)[:2] for rows in product(*choices)]
        return [(first, second) for first, second in pairs]

    def values(self, found: Spec, test: Comparison) -> list[int]:
        """The compared values in the engine's unit, with complaints about type and range."""
        given = test.value if isinstance(test.value, tuple) else (test.value,)
        ordered = found.words in ("", "day", "date", "turn")
        if not ordered and test.op not in ("=", "!=", "in"):
            self.complain(test.column, f"{found.pattern} is compared by =, != or in, not by {test.op}")
            return []
        made = [self.value(found, test, one) for one in given]
        return [value for value in made if value is not None]

    def value(self, found: Spec, test: Comparison, given: Scalar) -> int | None:
        column, words = test.column, found.words
        if isinstance(words, type):
            return self.word(column, found.pattern, given, words_of(words))
        match words:
            case "yes or no":
                if isinstance(given, bool):
                    return int(given)
                self.complain(column, f"{found.pattern} is true or false, not {said(given)}")
                return None
            case "place":
                return self.word(column, found.pattern, given, self.names.place)
            case "date":
                if isinstance(given, date):
                    return self.day_of(column, given)
                self.complain(column, f"date is compared with a date such as 2020-02-03, not {said(given)}")
                return None
            case "day" | "turn" | "":
                return self.number(found, test, given)
            case _:
                assert_never(words)

    def number(self, found: Spec, test: Comparison, given: Scalar) -> int | None:
        low, high = found.low, found.high
        if found.words == "day":
            high = self.days - 1
        elif found.words == "turn":
            low, high = 1, self.names.turns
        if isinstance(given, bool) or not isinstance(given, int):
            self.complain(test.column, f"{found.pattern} is a number in {found.unit}, not {said(given)}")
            return None
        runs = f"{found.pattern} runs from {low} to {high} {found.unit}"
        if not low <= given <= high:
            self.complain(test.column, f"{given} is out of range: {runs}")
            return None
        if (test.op == "<" and given == low) or (test.op == ">" and given == high):
            self.complain(test.column, f"can never be true: {runs}")
            return None
        return given * found.factor

    def word(self, column: int, of: str, given: Scalar, known: dict[str, int]) -> int | None:
        text = str(given)
        if isinstance(given, (bool, date)) or text not in known:
            some = ", ".join(list(known)[:8]) + (", ..." if len(known) > 8 else "")
            self.complain(column, f"{of} knows no {said(given)}; it is one of {some}", text, known)
            return None
        return known[text]

    def day_of(self, column: int, given: date) -> int | None:
        day = (given - self.names.first_day).days
        if 0 <= day < self.days:
            return day
        wrong = f"{given} is out of range: the exercise has {self.days} days from {self.names.first_day}"
        self.complain(column, wrong)
        return None

    # -- facts --

    def fact(self, test: Fact, op: Op, number: int, leaf: Leaf) -> list[Test]:
        """Rows of happened() or ordered(), with the memory their span asks for."""
        offered = order_fields(test.kind, self.names) if test.team else event_fields(test.kind, self.names)
        if isinstance(offered, str):
            return self.complain(test.column, offered)
        code, fields = offered
        rows = [self.field(test, i, fields) for i in range(len(test.fields))]
        asked = [r for r in rows if r is not None]
        above = headed(Form.ORDERED if test.team else Form.HAPPENED, asked, code, op, number)
        if test.team:
            above.entity = words_of(Team)[test.team]
        span = leaf.span
        if isinstance(span, Within):
            above.span = self.span_days(span.number, span.unit)
            if above.span > WINDOW:
                self.complain(1, f"`within` reaches back {WINDOW} days at most; write `since`")
        elif isinstance(span, Since):
            above.second = self.moment(span.moment)
        return [above, *asked]

    def moment(self, moment: int | date) -> int:
        if isinstance(moment, date):
            day = self.day_of(1, moment)
            return NOBODY if day is None else day
        if moment > self.names.turns:
            self.complain(1, f"turn {moment} is out of range: the exercise has {self.names.turns} turns")
        return (moment - 1) * self.names.days_per_turn

    def field(self, test: Fact, i: int, fields: dict[str, FactField]) -> Test | None:
        name, given = test.fields[i]
        column = test.columns[i] if i < len(test.columns) else test.column
        known = fields.get(name)
        if known is None:
            has = ", ".join(fields) or "none"
            self.complain(column, f"{test.kind} has no field {name!r}; it has {has}", name, fields)
            return None
        if known.words is None:
            if isinstance(given, bool) or not isinstance(given, int):
                self.complain(column, f"{name} is a number, not {said(given)}")
                return None
            value: int | None = given
        elif isinstance(given, bool):
            value = self.word(column, name, "true" if given else "false", known.words)
        else:
            value = self.word(column, name, given, known.words)
        if value is None:
            return None
        return Test(int(Form.FIELD), 1, int(known.column), NOBODY, NOBODY, int(Op.EQUAL), value, 0, NOBODY)


def fits(pattern: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether a path has the shape of a pattern; `*` may stand only where an id stands."""
    return len(pattern) == len(parts) and all(
        piece.startswith("<") or piece == part for piece, part in zip(pattern, parts, strict=True)
    )


def said(value: Scalar) -> str:
    """A value as a complaint prints it."""
    return repr(value) if isinstance(value, str) else str(value).lower()
