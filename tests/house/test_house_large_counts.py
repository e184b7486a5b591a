"""The large counts run when `-m` names them, and at no other time."""

from __future__ import annotations

import subprocess
import sys

import pytest

SUITE = "tests/reference/test_reference_agrees.py"


@pytest.fixture(scope="module")
def selected(root):
    """Function -> the names of the tests of SUITE that an expression of `-m` selects."""

    def select(expression: str | None) -> set[str]:
        chosen = [] if expression is None else ["-m", expression]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-n", "0", *chosen, SUITE],
            cwd=root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "skipped" not in done.stdout
        lines = [line.rpartition("::")[2] for line in done.stdout.splitlines() if "::" in line]
        return {line.partition("[")[0] for line in lines}

    return select


LARGE, SLOW, QUICK = (
    "test_thousands_of_random_games_agree",
    "test_random_games_agree",
    "test_a_planted_mistake_is_seen",
)


def test_no_expression_leaves_them_out(selected):
    assert {SLOW, QUICK} <= selected(None)
    assert LARGE not in selected(None)


def test_an_expression_about_something_else_leaves_them_out_too(selected):
    chosen = selected("not slow")
    assert QUICK in chosen
    assert not {LARGE, SLOW} & chosen


def test_their_name_selects_them(selected):
    assert selected("full") == {LARGE}
    assert {LARGE, SLOW} <= selected("full or slow")
