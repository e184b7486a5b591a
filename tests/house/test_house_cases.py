"""The adjudication cases (RB 26): every paragraph that states a rule has one, every one names paragraphs.

Paragraphs are read from docs/rulebook.md: its headings, and the numbers it keeps for rules to come.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections import Counter

import pytest

FAMILIES = {
    "a": 14, "b": 12, "c": 10, "d": 14, "e": 10, "f": 12, "g": 12, "h": 12, "i": 14, "j": 8, "k": 8, "l": 6,
}  # fmt: skip
"""Family -> least number of cases (RB 26.1)."""

NO_RULE = {
    "1.1", "1.2", "1.3", "1.5", "2.2", "2.4", "2.5", "3.1", "3.5",
    "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7",
    "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "5.10", "5.11", "5.12",
    "22.2", "22.3", "22.4", "24.1", "24.2", "27.6",
}  # fmt: skip
"""Definitions, ranges, start values, lists, readings; functions with known answers have their own tests."""

ELSEWHERE = {
    "3.6": "play/test_play_white_cell.py: a turn is resolved twice, which takes a session",
    "6.6": "play/test_play_preview.py: what a preview shows is no event of the day",
    "8.4": "pairs of boards in tests/play and tests/rules: a case has one board",
    "14.8": "rules/test_rules_injects.py: losses come by injects, which cases do without",
    "19.2": "rules/test_rules_conditions.py: the language of conditions",
}
"""Paragraph -> where it is proved instead, and why."""

LATER = ("16.", "18.", "19.", "20.3", "20.4", "21.")
"""Families I, J and K: people and borders, ladder, agreements, books and aims."""


@pytest.fixture(scope="module")
def loader(root):
    sys.path.insert(0, str(root / "tests" / "cases"))
    try:
        import case_loader
    finally:
        sys.path.pop(0)
    return case_loader


@pytest.fixture(scope="module")
def book(root):
    return (root / "docs" / "rulebook.md").read_text(encoding="utf-8")


def headings(book: str) -> set[str]:
    return set(re.findall(r"^### (\d+\.\d+) ", book, re.MULTILINE))


def reserved(book: str) -> set[str]:
    """The numbers kept for rules to come: `8.1-8.2` counts as both."""
    found = set()
    part = book[book.index("## Reserved numbers") :]
    part = part[: part.find("\n## ", 5)] if "\n## " in part[5:] else part
    for first, last in re.findall(r"(\d+\.\d+)(?:-(\d+\.\d+))?", part):
        chapter, low = first.split(".")
        high = last.split(".")[1] if last else low
        found |= {f"{chapter}.{n}" for n in range(int(low), int(high) + 1)}
    return found


def test_each_family_has_its_cases(loader):
    count = Counter(case.file[0] for case in loader.cases())
    assert set(count) == set(FAMILIES)
    for family, least in FAMILIES.items():
        assert count[family] >= least, f"family {family}: {count[family]} of {least} cases"


def test_ids_are_unique_and_belong_to_their_family(loader):
    ids = [case.id for case in loader.cases()]
    assert len(ids) == len(set(ids))
    wrong = [c.id for c in loader.cases() if not re.fullmatch(rf"{c.file[0].upper()}\d\d", c.id)]
    assert not wrong


def test_every_case_names_paragraphs_of_the_book(loader, book):
    known = headings(book) | reserved(book)
    wrong = [f"{c.id}: {r}" for c in loader.cases() for r in c.rules if r not in known]
    assert not wrong
    assert all(c.rules for c in loader.cases())


def test_every_paragraph_that_states_a_rule_has_a_case(loader, book):
    cited = {rule for case in loader.cases() for rule in case.rules}
    bare = [
        number
        for number in sorted(headings(book), key=lambda n: [int(part) for part in n.split(".")])
        if number not in cited | NO_RULE | set(ELSEWHERE) and not number.startswith(LATER)
    ]
    assert not bare, f"no case for {', '.join(bare)}"


def test_the_lists_of_exceptions_name_paragraphs_of_the_book(book):
    known = headings(book) | reserved(book)
    assert not (NO_RULE | set(ELSEWHERE)) - known
    assert not NO_RULE & set(ELSEWHERE)


def test_a_wrong_expectation_is_told_in_names(loader):
    case = next(c for c in loader.cases() if c.id == "D01")
    expect = case.data["expect"] | {"column": {"town": 0}, "loss_mbn": {"nlf_1": 17}}
    slip = dataclasses.replace(case, data=case.data | {"expect": expect})
    wrong = loader.differences(slip, loader.play(slip))
    assert wrong == ["loss of nlf_1, mbn: expected 17, found 16", "column at town: expected 0, found -2"]


def test_a_draw_that_is_not_pinned_is_a_mistake(loader):
    case = next(c for c in loader.cases() if c.id == "D01")
    bare = dataclasses.replace(case, data=case.data | {"pin": case.data["pin"][:1]})
    with pytest.raises(loader.NeedsPin):
        loader.play(bare)
    idle = {"purpose": "battle", "entity": "place.hill", "slot": 0, "u": 1}
    more = dataclasses.replace(case, data=case.data | {"pin": [*case.data["pin"], idle]})
    with pytest.raises(loader.CaseError):
        loader.play(more)


@pytest.mark.parametrize(
    "change", [{"place": {"nowhere": {}}}, {"road": {"camp__town": {"colour": 1}}}, {"given": {"luck": {}}}]
)
def test_a_slip_in_a_case_is_told(loader, change):
    case = next(c for c in loader.cases() if c.id == "D01")
    with pytest.raises(loader.CaseError):
        loader.play(dataclasses.replace(case, data=case.data | change))
