"""Every statement of the article behind the exercise is represented by elements of the scenario."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FACTS = tomllib.loads((ROOT / "tests" / "seed_facts.toml").read_text(encoding="utf-8"))["fact"]
SCENARIO = tomllib.loads((ROOT / "scenarios" / "idlib_2020.toml").read_text(encoding="utf-8"))
PARTS = 46
"""Statements of the article."""


def element(path: str) -> object:
    """What stands at a path such as `post.op_8.state`, `start.record.x` or `route.m4`. Raises KeyError."""
    kind, *rest = path.split(".")
    if kind == "route":
        [route] = rest
        roads = [road for road in SCENARIO["road"] if road.get("route") == route]
        if not roads:
            raise KeyError(path)
        return roads
    found: object = SCENARIO[kind]
    if isinstance(found, list):
        name, *rest = rest
        found = {row["id"]: row for row in found}[name]
    for part in rest:
        assert isinstance(found, dict)
        found = found[part]
    return found


def test_every_statement_stands_in_the_table():
    assert [fact["id"] for fact in FACTS] == [f"f{n:02}" for n in range(1, PARTS + 1)]


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_statement_is_represented(fact):
    missing = []
    for path in (*fact["elements"], *fact.get("shows", {})):
        try:
            element(path)
        except (KeyError, AssertionError):
            missing.append(path)
    assert not missing, f"{fact['id']} ({fact['says']}): nothing stands at {', '.join(missing)}"
    wrong = {path: element(path) for path, value in fact.get("shows", {}).items() if element(path) != value}
    assert not wrong, f"{fact['id']} ({fact['says']}): {wrong}"


def test_a_missing_element_is_seen():
    with pytest.raises(KeyError):
        element("inject.no_such_entry")
    with pytest.raises(KeyError):
        element("route.m9")
