"""Conditions that no run makes true are named, and no others."""

from __future__ import annotations

import pytest

from wargame.cli import main
from wargame.model.scenario import Expected
from wargame.play.layout import lay_out
from wargame.study.reached import conditions_of, never_true

NEVER = "place.gaziantep.control = government"
ALWAYS = "day >= 2"
OPENING = "turn = 2"


def with_conditions(layout, when: str, met: str):
    """The scenario with two injects only: one waits for `when`, one expects `met`; two turns long."""
    scenario = layout.scenario
    template = next(i for i in scenario.injects if i.kind == "conditional")
    expected = Expected(who="ankara", within="1 turn", text="Acts", met=met)
    injects = (
        template.model_copy(update={"id": "waits", "when": when, "expected": None, "effects": ()}),
        template.model_copy(update={"id": "expects", "when": ALWAYS, "expected": expected, "effects": ()}),
    )
    rules = scenario.rules.model_copy(update={"values": scenario.rules.values | {"turns": 2}})
    return lay_out(scenario.model_copy(update={"injects": injects, "rules": rules}))


@pytest.fixture(scope="session")
def nowhere(layout) -> str:
    """A condition that nothing can make true in two turns."""
    place = next(p.id for p in layout.scenario.places if "off_limits" in p.tags)
    return f"place.{place}.control = government"


@pytest.mark.parametrize(
    ("when", "met", "dead"),
    [
        (ALWAYS, OPENING, []),
        (None, ALWAYS, [("inject", "waits", "when")]),
        (ALWAYS, None, [("inject", "expects", "expected.met")]),
        (None, None, [("inject", "waits", "when"), ("inject", "expects", "expected.met")]),
        ("happened(turn_opened)", "count(happened(turn_opened)) >= 2", []),
        ("count(happened(turn_opened)) >= 3", ALWAYS, [("inject", "waits", "when")]),
    ],
)
def test_dead_conditions_are_named(layout, nowhere, when, met, dead):
    made = with_conditions(layout, when or nowhere, met or nowhere)
    found = [asked.at for asked in never_true(made, 2)]
    assert [at for at in found if at[0] == "inject"] == dead


def test_every_condition_of_the_scenario_is_asked(layout):
    _, asked = conditions_of(layout)
    wanted = sum(i.when is not None for i in layout.scenario.injects)
    wanted += sum(i.expected is not None and i.expected.met is not None for i in layout.scenario.injects)
    wanted += sum(aim.when is not None for aim in layout.scenario.war_aims)
    assert len(asked) == wanted + len(layout.scenario.term_conditions)


def test_check_with_runs(root, capsys):
    assert main(["check", str(root / "scenarios" / "idlib_2020.toml"), "--runs", "1"]) == 1
    assert "no run of 1 made this condition true" in capsys.readouterr().out
