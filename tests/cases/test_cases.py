"""RB 26: the adjudication cases. A case that fails prints what was expected and what was found."""

from __future__ import annotations

import pytest
from case_loader import Case, cases, contradictions, differences, play
from strict_rules import strictly

from wargame.play.engines import run


@pytest.fixture(scope="module", autouse=True)
def _strict_rules():
    """No rule looks a row up by a negative number."""
    with strictly(run):
        yield


@pytest.mark.parametrize("case", [c for c in cases() if "twice" not in c.data], ids=lambda c: c.id)
def test_case(case: Case) -> None:
    wrong = differences(case, play(case))
    head = f"{case.file} {case.id}: {case.title} (RB {', '.join(case.rules)})"
    assert not wrong, "\n  ".join(["", head, *wrong])


@pytest.mark.parametrize("case", [c for c in cases() if "twice" in c.data], ids=lambda c: c.id)
def test_case_twice(case: Case) -> None:
    wrong = contradictions(case)
    head = f"{case.file} {case.id}: {case.title} (RB {', '.join(case.rules)})"
    assert not wrong, "\n  ".join(["", head, *wrong])
