"""docs/rulebook.md says what the code does: its numbers are the code's, its tests and paragraphs exist.

Some tables of the document are made from the code. `.venv/bin/python tests/house/test_house_rulebook.py`
writes them again; a test compares them. The rest of the document is prose, and held to what can be counted.
"""

from __future__ import annotations

import ast
import re
from enum import IntEnum
from functools import cache
from pathlib import Path

import pytest

from wargame.play import parameters
from wargame.play.audience import PARTIES, PATRON, SPOKEN
from wargame.play.events_text import CELL, EVENTS, OWNER, PUBLIC, SEEN, USER
from wargame.play.reasons_text import CAUSES, LINES
from wargame.play.refusal_text import SENTENCES
from wargame.rules import codes
from wargame.rules.codes import Cause, EventKind, Line, OrderKind, Outcome, Purpose, ReasonKind, Refusal, Step

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "docs" / "rulebook.md"

TABULATED = {Cause, EventKind, Line, OrderKind, Purpose, ReasonKind, Step}
"""Enumerations that have a table of their own in their chapter."""

READERS = {
    PUBLIC: "all",
    OWNER: "the team concerned",
    SEEN: "sides that stand there or next to it, and the team concerned",
    CELL: "the white cell; see 22.2",
    USER: "Moscow and the user's team",
    PARTIES: "the parties; see 22.2",
    SPOKEN: "all if public, else the two concerned",
    PATRON: "Moscow and Damascus",
}

NOT_YET = "not told yet"


def book() -> str:
    return BOOK.read_text(encoding="utf-8")


# ---- the tables that are made ------------------------------------------------------------------------------


def row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def head(*cells: str) -> list[str]:
    return [row(*cells), "|" + "---|" * len(cells)]


def named(name: str) -> parameters.Table:
    return next(t for t in parameters.TABLES if t.name == name)


def code_rows() -> list[str]:
    lines = head("what", "codes")
    for found in vars(codes).values():
        if isinstance(found, type) and issubclass(found, IntEnum) and found not in {IntEnum, *TABULATED}:
            members = ", ".join(f"{m.value} {m.name.lower()}" for m in found)
            lines.append(row(f"`{found.__name__}`", members))
    return lines


def outcome_rows() -> list[str]:
    columns = named("outcome_columns").default
    lines = head("column, cs", *(str(c) for c in columns))
    bands = [named(name).default for name in ("repulse", "stall", "gains")]
    bands.append(tuple(10000 - sum(column) for column in zip(*bands, strict=True)))
    for outcome, band in zip(Outcome, bands, strict=True):
        lines.append(row(outcome.name.lower(), *band))
    return lines


def effect_rows() -> list[str]:
    names = ("progress", "attacker_loss", "defender_loss", "attacker_cohesion", "defender_cohesion")
    lines = head("outcome", *(f"`{n}`, {named(n).unit}" for n in names))
    for outcome in Outcome:
        lines.append(row(outcome.name.lower(), *(named(n).default[outcome] for n in names)))
    return lines


def support_rows() -> list[str]:
    return [
        *head("effective sorties", *(str(n) for n in named("cas_sorties").default)),
        row("shift, cs", *named("cas_shift").default),
    ]


def decay_rows() -> list[str]:
    decay = named("decay").default
    return [*head("whole 10 km", *(str(n) for n in range(len(decay)))), row("bp", *decay)]


def line_rows() -> list[str]:
    lines = head("code", "line", "paragraph")
    return lines + [row(line.value, LINES[line][0], LINES[line][1]) for line in Line]


def event_rows() -> list[str]:
    lines = head("no", "kind", "fields a, b, c, d", "who reads it")
    for kind in EventKind:
        fields = ", ".join(name for name, _ in EVENTS[kind].fields)
        readers = READERS[EVENTS[kind].audience] if told(kind) else NOT_YET
        lines.append(row(kind.value, kind.name, fields, readers))
    return lines


def cause_rows() -> list[str]:
    lines = head("code", "cause", "paragraph")
    return lines + [row(c.value, CAUSES[c][0], CAUSES[c][1] if told(c) else NOT_YET) for c in Cause]


def refusal_rows() -> list[str]:
    lines = head("no", "refused because")
    return lines + [row(r.value, SENTENCES[r]) for r in Refusal if r != Refusal.NONE]


def parameter_rows() -> list[str]:
    lines = head("name", "default", "range", "unit", "paragraph", "source")
    for p in parameters.PARAMETERS:
        lines.append(row(f"`{p.name}`", p.default, f"{p.low} to {p.high}", p.unit, p.rule, p.source))
    return lines


def table_rows() -> list[str]:
    lines = head("name", "entries for", "entries", "range", "unit", "paragraph", "source")
    for t in parameters.TABLES:
        values = " ".join(str(v) for v in t.default)
        lines.append(row(f"`{t.name}`", t.over, values, f"{t.low} to {t.high}", t.unit, t.rule, t.source))
    return lines


MADE = {
    "codes": code_rows,
    "outcomes": outcome_rows,
    "effects": effect_rows,
    "support": support_rows,
    "decay": decay_rows,
    "lines": line_rows,
    "events": event_rows,
    "causes": cause_rows,
    "refusals": refusal_rows,
    "parameters": parameter_rows,
    "tables": table_rows,
}

BLOCK = re.compile(r"<!-- made from the code: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)


def filled(text: str) -> str:
    """The document with every made table written again."""
    return BLOCK.sub(
        lambda m: f"<!-- made from the code: {m[1]} -->\n" + "\n".join(MADE[m[1]]()) + "\n<!-- end -->", text
    )


@pytest.mark.parametrize("name", MADE)
def test_the_tables_are_those_of_the_code(name):
    blocks = dict(BLOCK.findall(book()))
    assert blocks[name].splitlines() == MADE[name]()


# ---- what the code tells -----------------------------------------------------------------------------------


@cache
def rules_text() -> str:
    files = sorted((ROOT / "wargame" / "rules").glob("*.py"))
    return "\n".join(f.read_text(encoding="utf-8") for f in files if f.name != "codes.py")


def told(member: IntEnum) -> bool:
    """Whether any rule names the member."""
    return re.search(rf"\b{type(member).__name__}\.{member.name}\b", rules_text()) is not None


def listed(text: str) -> dict[int, tuple[str, str]]:
    """Rows of a table of numbers: number -> second cell and the whole row."""
    rows = re.findall(r"^(\| *(\d+) *\| *([^|]+?) *\|.*)$", text, re.MULTILINE)
    return {int(number): (name, whole) for whole, number, name in rows}


@pytest.mark.parametrize(
    ("number", "codes_of"), [("2.5", Purpose), ("3.3", Step), ("6.3", OrderKind), ("22.4", ReasonKind)]
)
def test_enumerations_stand_in_their_paragraphs(number, codes_of):
    rows = listed(BLOCK.sub("", paragraphs()[number]))
    assert set(rows) == {m.value for m in codes_of}
    for member in codes_of:
        name, whole = rows[member.value]
        assert name.replace(" ", "_").lower() == member.name.lower()
        if codes_of in (Purpose, ReasonKind):
            assert told(member) != (NOT_YET in whole), f"{member.name}: {whole}"


# ---- paragraphs --------------------------------------------------------------------------------------------


HEADING = re.compile(r"^### (\d+\.\d+) .+$", re.MULTILINE)
FOOT = re.compile(r"^\*([DQCHP](?:, [DQCHP])*) · (.+?)\*$", re.MULTILINE | re.DOTALL)
RESERVED = "## Reserved numbers"


@cache
def paragraphs() -> dict[str, str]:
    text = book().split(RESERVED)[0]
    heads = list(HEADING.finditer(text))
    ends = [*(h.start() for h in heads[1:]), len(text)]
    bodies = (text[h.end() : end] for h, end in zip(heads, ends, strict=True))
    return {h[1]: re.split(r"^## ", b, flags=re.MULTILINE)[0] for h, b in zip(heads, bodies, strict=True)}


def chapters() -> set[str]:
    return set(re.findall(r"^## (\d+)\. ", book(), re.MULTILINE))


def reserved() -> set[str]:
    found: set[str] = set()
    for first, last in re.findall(r"\b(\d+\.\d+)(?:-(\d+\.\d+))?", book().split(RESERVED)[1]):
        chapter, low = first.split(".")
        high = last.split(".")[1] if last else low
        found |= {f"{chapter}.{n}" for n in range(int(low), int(high) + 1)}
    return found


def citations(text: str) -> set[str]:
    """Every number cited as `RB 7.4, 12.1-12.3`: paragraphs, ends of ranges, and bare chapters."""
    numbers: set[str] = set()
    for cited in re.findall(r"\bRB\s+(\d+(?:\.\d+)?(?:(?:, (?:and )?| and |-)\d+(?:\.\d+)?)*)", text):
        for first, last in re.findall(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?", cited):
            numbers |= {first, *([last] if last else [])}
    return numbers


def test_paragraphs_come_once_and_in_order():
    found = HEADING.findall(book())
    keys = [tuple(int(n) for n in number.split(".")) for number in found]
    assert keys == sorted(set(keys))
    assert not set(found) & reserved()


def test_citations_are_read_whole():
    assert citations("RB 7.4, 7.13, 12.1-12.3 and RB\n9.2") == {"7.4", "7.13", "12.1", "12.3", "9.2"}
    assert citations("(RB 10.1, 10.2, 6.3 order 23)") == {"10.1", "10.2", "6.3"}


def test_every_paragraph_the_code_cites_is_in_the_book():
    known = set(paragraphs()) | reserved() | chapters()
    files = sorted([*(ROOT / "wargame").rglob("*.py"), *(ROOT / "docs").rglob("*.md")])
    missing = [
        f"{path.relative_to(ROOT)}: RB {number}"
        for path in files
        for number in sorted(citations(path.read_text(encoding="utf-8")) - known)
    ]
    rows = (*parameters.PARAMETERS, *parameters.TABLES)
    missing += [f"parameter {p.name}: RB {p.rule}" for p in rows if p.rule not in paragraphs()]
    words = (*LINES.values(), *(CAUSES[c] for c in Cause if told(c)))
    missing += [f"reason {what}: RB {number}" for what, number in words if number not in paragraphs()]
    assert not missing, "\n" + "\n".join(missing)


def test_every_paragraph_the_book_refers_to_is_in_it():
    known = set(paragraphs()) | reserved()
    referred = set(re.findall(r"\((?:see )?(\d+\.\d+)\)", book()))
    assert referred <= known, sorted(referred - known)


# ---- tests -------------------------------------------------------------------------------------------------


@cache
def functions_of(path: str) -> frozenset[str]:
    file = ROOT / "tests" / path
    tree = ast.parse(file.read_text(encoding="utf-8") if file.is_file() else "")
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def cited_tests(text: str) -> list[tuple[str, str]]:
    """(file below tests/, function) of every `x/test_x.py::test_y`; a bare `::test_z` is of the same file."""
    found, file = [], ""
    for path, name in re.findall(r"([\w/]+\.py)?::(test_\w+)", text):
        file = path or file
        found.append((file, name))
    return found


def test_every_paragraph_names_its_source_and_its_tests():
    wrong = []
    for number, text in paragraphs().items():
        foot = FOOT.findall(text)
        if len(foot) != 1 or not text.rstrip().endswith("*"):
            wrong.append(f"{number}: no single last line *source · tests*")
        elif not cited_tests(foot[0][1]) and foot[0][1] not in ("a definition", "no test of its own"):
            wrong.append(f"{number}: {foot[0][1]}")
    assert not wrong, "\n".join(wrong)


def test_every_test_the_book_names_exists():
    named_tests = cited_tests(book())
    assert len(named_tests) > 150
    missing = [f"{file}::{name}" for file, name in named_tests if name not in functions_of(file)]
    assert not missing, "\n" + "\n".join(missing)


# ---- numbers in the prose ----------------------------------------------------------------------------------


def test_defaults_in_the_prose_are_those_of_the_code():
    """`name` (number ...) in a paragraph is a parameter with its default."""
    known = {p.name: p.default for p in parameters.PARAMETERS}
    found = re.findall(r"`(\w+)` \((-?\d+)", re.sub(BLOCK, "", book()))
    assert len(found) > 60
    assert [(n, int(v), known.get(n)) for n, v in found if known.get(n) != int(v)] == []


def test_every_parameter_is_explained():
    prose = re.sub(BLOCK, "", book())
    assert [p.name for p in parameters.PARAMETERS if f"`{p.name}`" not in prose] == []


def test_the_page_of_the_architecture_names_what_is_there():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert text.count("\n") < 200
    tops = "wargame|tests|scenarios|bench|tools|saves|play|rules|store|model|tui"
    named = re.findall(rf"`((?:{tops})/[\w./]*)`", text)
    assert len(named) > 30
    missing = [n for n in named if not (ROOT / n).exists() and not (ROOT / "wargame" / n).exists()]
    assert missing == []
    folders = {p.name for p in (ROOT / "wargame").iterdir() if (p / "__init__.py").is_file()}
    assert [f for f in sorted(folders) if f"`wargame/{f}/`" not in text] == []


def test_a_planted_slip_is_seen():
    text = filled(book())
    assert text == book()
    slipped = text.replace("| 6200 |", "| 6300 |", 1)
    assert slipped != text
    assert filled(slipped) == text


if __name__ == "__main__":
    BOOK.write_text(filled(book()), encoding="utf-8")
