"""The Condition language, from text to a tree and back. What its names mean stands in `play/readings.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NoReturn, TypeGuard, assert_never, get_args

from wargame.errors import ScenarioError, nearest

GRAMMAR = """\
condition = leaf | { all = [condition, ...] } | { any = [condition, ...] } | { none = [condition, ...] }
leaf      = test [ span ]                                       # a text in quotation marks
test      = path op value | "count(" ( path op value | fact ) ")" op integer | fact
fact      = "happened(" kind { "," field "=" value } ")"
          | "ordered(" team "," kind { "," field "=" value } ")"
path      = [ "known." team "." ] name { "." ( name | "*" ) }   # "*" only inside count()
op        = "=" | "!=" | "<" | "<=" | ">" | ">=" | "in"
value     = integer | id | date | "true" | "false" | "[" value { "," value } "]"
span      = "for" n unit | "within" n unit | "since" moment
unit      = "day" | "days" | "turn" | "turns"
moment    = "turn" n | date
"""
"""The syntax, as docs/conditions.md prints it."""

DEPTH = 6
LEAVES = 64
LEAF_LENGTH = 200
"""The bounds of a condition: nesting of tables, leaves, characters of a leaf."""

LIST_LENGTH = 32
BIGGEST = 10**9
LONGEST = 999
"""Values in a list, the largest number, and the longest span in days or turns."""

Op = Literal["=", "!=", "<", "<=", ">", ">=", "in"]
Word = Literal["all", "any", "none"]
Unit = Literal["day", "turn"]
Scalar = int | bool | str | date
Value = Scalar | tuple[Scalar, ...]
Written = str | dict[Word, "list[Written]"]
"""A condition as a TOML value."""

OPS: tuple[Op, ...] = get_args(Op)
WORDS: tuple[Word, ...] = get_args(Word)
TEAMS = ("ankara", "moscow", "damascus")


@dataclass(frozen=True, slots=True)
class Path:
    """`post.op_9.stock`; with `known` as that team's view tells it. A part may be `*` inside count()."""

    parts: tuple[str, ...]
    known: str = ""
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`path op value`; a tuple only with `in`."""

    path: Path
    op: Op
    value: Value
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """`happened(kind, ...)`, or with a team `ordered(team, kind, ...)`."""

    kind: str
    fields: tuple[tuple[str, Scalar], ...] = ()
    team: str = ""
    column: int = field(default=1, compare=False)
    columns: tuple[int, ...] = field(default=(), compare=False)
    """Where each field stands."""


@dataclass(frozen=True, slots=True)
class Count:
    """`count(...) op number`."""

    of: Comparison | Fact
    op: Op
    number: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """`for n days`: true at the close of each of the last n days."""

    number: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Within:
    """`within n days`: a fact of the last n days."""

    number: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Since:
    """`since turn n` or `since 2020-02-03`."""

    moment: int | date


Test = Comparison | Count | Fact
Span = Lasting | Within | Since


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test, with the time it must have lasted or may be old."""

    test: Test
    span: Span | None = None
    text: str = field(default="", compare=False)
    """As written, for messages."""


@dataclass(frozen=True, slots=True)
class Junction:
    """`{ all = [...] }` and its kind."""

    word: Word
    parts: tuple[Node, ...]


Node = Leaf | Junction


class _LeafError(Exception):
    """What is wrong in a leaf, and at which column (from 1)."""

    def __init__(self, column: int, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["date", "integer", "word", "op", "mark", "end"]
    text: str
    column: int


TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<date>\d{4}-\d{2}-\d{2}(?![\w.*-]))|(?P<integer>-?\d+(?![\w.*]))"
    r"|(?P<word>[a-z0-9_*]+(?:\.[a-z0-9_*]+)*)|(?P<op><=|>=|!=|=|<|>)|(?P<mark>[(),\[\]])"
)


def place_of(text: str, column: int) -> str:
    """How a complaint names a leaf and a column."""
    shown = text if len(text) <= 60 else text[:57] + "..."
    return f"condition {shown!r}, column {column}"


def parse(value: object) -> Node:
    """The tree of a condition as TOML gives it. ScenarioError holds every complaint."""
    complaints: list[str] = []
    counted = [0]
    node = _node(value, 1, counted, complaints)
    if counted[0] > LEAVES:
        complaints.append(f"condition: {counted[0]} leaves, at most {LEAVES} are allowed")
    if complaints or node is None:
        raise ScenarioError(complaints)
    return node


def _node(value: object, depth: int, counted: list[int], complaints: list[str]) -> Node | None:
    if isinstance(value, str):
        counted[0] += 1
        return _leaf(value, complaints)
    if not isinstance(value, dict) or len(value) != 1:
        complaints.append("condition: write a text, or a table with exactly one of all, any, none")
        return None
    [(word, inner)] = value.items()
    if not _is_word(word):
        hint = nearest(str(word)[:40], WORDS)
        hint = f"; did you mean {hint}?" if hint else ""
        complaints.append(f"condition: {str(word)[:40]!r} is not one of all, any, none{hint}")
        return None
    if depth > DEPTH:
        complaints.append(f"condition: nested deeper than {DEPTH} tables")
        return None
    if not isinstance(inner, (list, tuple)) or not inner:
        complaints.append(f"condition: {word} needs a list of at least one condition")
        return None
    parts: list[Node] = []
    for part in inner:
        if counted[0] > LEAVES:
            return None
        node = _node(part, depth + 1, counted, complaints)
        if node is not None:
            parts.append(node)
    return Junction(word, tuple(parts)) if parts else None


def _is_word(word: object) -> TypeGuard[Word]:
    return word in WORDS


def _leaf(text: str, complaints: list[str]) -> Leaf | None:
    try:
        if len(text) > LEAF_LENGTH:
            raise _LeafError(LEAF_LENGTH + 1, f"{len(text)} characters, at most {LEAF_LENGTH} are allowed")
        return _Reader(text).leaf()
    except _LeafError as fault:
        complaints.append(f"{place_of(text, fault.column)}: {fault.message}")
        return None


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise _LeafError(at + 1, f"{text[at]!r} has no meaning here")
        match match.lastgroup:
            case "date" | "integer" | "word" | "op" | "mark" as kind:
                found.append(_Token(kind, match[0], at + 1))
            case _:
                pass
        at = match.end()
    found.append(_Token("end", "", len(text) + 1))
    return found


class _Reader:
    """Reads one leaf from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def fail(self, expected: str) -> NoReturn:
        token = self.next
        found = "the end" if token.kind == "end" else repr(token.text)
        raise _LeafError(token.column, f"expected {expected}, found {found}")

    def take(self, kind: str, expected: str, text: str = "") -> _Token:
        token = self.next
        if token.kind != kind or (text and token.text != text):
            self.fail(expected)
        self.at += 1
        return token

    def leaf(self) -> Leaf:
        test = self.test()
        span = self.span(test)
        if self.next.kind != "end":
            self.fail("the end" if span else "for, within, since or the end")
        return Leaf(test, span, self.text)

    def test(self) -> Test:
        after = self.tokens[self.at + 1].text if self.next.kind == "word" else ""
        if after == "(" and self.next.text == "count":
            self.at += 2
            of: Comparison | Fact
            of = self.fact() if self.tokens[self.at + 1].text == "(" else self.comparison(True)
            self.take("mark", ")", ")")
            op = self.op()
            if op == "in":
                column = self.tokens[self.at - 1].column
                raise _LeafError(column, "count() is compared with one of = != < <= > >=")
            number = self.number("a number of 0 or more")
            return Count(of, op, number)
        return self.fact() if after == "(" else self.comparison(False)

    def comparison(self, stars: bool) -> Comparison:
        path = self.path(stars)
        op = self.op()
        column = self.next.column
        value = self.value()
        if isinstance(value, tuple) != (op == "in"):
            wrong = "`in` needs a list in brackets" if op == "in" else "a list goes with `in` only"
            raise _LeafError(column, wrong)
        return Comparison(path, op, value, column)

    def path(self, stars: bool) -> Path:
        token = self.take("word", "a reading such as post.op_9.stock, count(, happened( or ordered(")
        parts = tuple(token.text.split("."))
        known = ""
        if parts[0] == "known":
            if len(parts) < 3 or parts[1] not in TEAMS:
                raise _LeafError(token.column, "known. goes before a team and a reading")
            known, parts = parts[1], parts[2:]
        for part in parts:
            if "*" in part and (part != "*" or not stars):
                raise _LeafError(token.column, "`*` stands for a whole name, and only inside count()")
        if parts[0] == "*":
            raise _LeafError(token.column, "a reading does not begin with `*`")
        return Path(parts, known, token.column)

    def op(self) -> Op:
        token = self.next
        for op in OPS:
            if token.text == op:
                self.at += 1
                return op
        self.fail("one of " + " ".join(OPS))

    def value(self) -> Value:
        if self.next.text != "[":
            return self.scalar()
        self.at += 1
        values = [self.scalar()]
        while self.next.text == ",":
            self.at += 1
            values.append(self.scalar())
        column = self.take("mark", ", or ]", "]").column
        if len(values) > LIST_LENGTH:
            raise _LeafError(column, f"{len(values)} values, at most {LIST_LENGTH} are allowed")
        return tuple(values)

    def scalar(self) -> Scalar:
        token = self.next
        if token.kind == "integer":
            return self.integer()
        if token.kind == "date":
            self.at += 1
            return self.day(token)
        word = self.take("word", "a number, a name, a date, true or false").text
        if "." in word or "*" in word:
            wrong = f"{word!r} is no value; write a number, a name, a date, true or false"
            raise _LeafError(token.column, wrong)
        return word == "true" if word in ("true", "false") else word

    def integer(self) -> int:
        token = self.take("integer", "a number")
        if len(token.text) > 11 or abs(int(token.text)) > BIGGEST:
            raise _LeafError(token.column, f"numbers lie between -{BIGGEST} and {BIGGEST}")
        return int(token.text)

    def number(self, expected: str, low: int = 0, high: int = BIGGEST) -> int:
        column = self.next.column
        if self.next.kind != "integer":
            self.fail(expected)
        number = self.integer()
        if not low <= number <= high:
            raise _LeafError(column, f"expected {expected}, found {number}")
        return number

    @staticmethod
    def day(token: _Token) -> date:
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            raise _LeafError(token.column, f"{token.text} is no date") from None

    def fact(self) -> Fact:
        token = self.take("word", "happened( or ordered(")
        if token.text not in ("happened", "ordered"):
            hint = nearest(token.text, ("happened", "ordered", "count")) or "happened, ordered or count"
            raise _LeafError(token.column, f"{token.text!r} is no fact; did you mean {hint}?")
        self.take("mark", "(", "(")
        team = ""
        if token.text == "ordered":
            who = self.take("word", "a team")
            if who.text not in TEAMS:
                raise _LeafError(who.column, f"{who.text!r} is not one of {', '.join(TEAMS)}")
            team = who.text
            self.take("mark", "a comma and the order", ",")
        kind = self.take("word", "an order such as convoy" if team else "an event such as captured")
        fields: list[tuple[str, Scalar]] = []
        columns: list[int] = []
        while self.next.text == ",":
            self.at += 1
            name = self.take("word", "a field")
            if any(name.text == seen for seen, _ in fields):
                raise _LeafError(name.column, f"{name.text} stands twice")
            self.take("op", "=", "=")
            fields.append((name.text, self.scalar()))
            columns.append(name.column)
        self.take("mark", ", or )", ")")
        return Fact(kind.text, tuple(fields), team, kind.column, tuple(columns))

    def span(self, test: Test) -> Span | None:
        token = self.next
        if token.text not in ("for", "within", "since"):
            return None
        about = test.of if isinstance(test, Count) else test
        if isinstance(about, Fact) == (token.text == "for"):
            right = "within or since" if isinstance(about, Fact) else "for"
            raise _LeafError(token.column, f"{token.text!r} does not go with this test; write {right}")
        self.at += 1
        if token.text == "since":
            if self.next.kind == "date":
                self.at += 1
                return Since(self.day(self.tokens[self.at - 1]))
            self.take("word", "turn or a date", "turn")
            return Since(self.number("the number of a turn", 1, LONGEST))
        number = self.number("a number of days or turns", 1, LONGEST)
        unit = self.take("word", "days or turns").text
        if unit not in ("day", "days", "turn", "turns"):
            self.at -= 1
            self.fail("days or turns")
        units: Unit = "day" if unit.startswith("day") else "turn"
        return Lasting(number, units) if token.text == "for" else Within(number, units)


def text_of(node: Node) -> Written:
    """The condition as a TOML value again; `parse(text_of(node)) == node`."""
    if isinstance(node, Junction):
        return {node.word: [text_of(part) for part in node.parts]}
    return _test_text(node.test) + _span_text(node.span)


def _test_text(test: Test) -> str:
    match test:
        case Comparison():
            known = f"known.{test.path.known}." if test.path.known else ""
            return f"{known}{'.'.join(test.path.parts)} {test.op} {_value_text(test.value)}"
        case Count():
            return f"count({_test_text(test.of)}) {test.op} {test.number}"
        case Fact():
            head = f"ordered({test.team}, {test.kind}" if test.team else f"happened({test.kind}"
            return head + "".join(f", {name} = {_value_text(value)}" for name, value in test.fields) + ")"
        case _:
            assert_never(test)


def _value_text(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value_text(v) for v in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _span_text(span: Span | None) -> str:
    match span:
        case None:
            return ""
        case Lasting():
            return f" for {span.number} {span.unit}{'s' if span.number != 1 else ''}"
        case Within():
            return f" within {span.number} {span.unit}{'s' if span.number != 1 else ''}"
        case Since():
            moment = span.moment.isoformat() if isinstance(span.moment, date) else f"turn {span.moment}"
            return f" since {moment}"
        case _:
            assert_never(span)
