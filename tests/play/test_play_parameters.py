"""The numbers of the rules: one default for every field, and refusals that name the nearest."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from wargame.errors import ScenarioError
from wargame.model.scenario import Rules
from wargame.play.parameters import PARAMETERS, TABLES, complaints_of, params, table
from wargame.rules.tables import Params, World


def test_every_field_of_the_engine_has_one_default_in_its_range() -> None:
    assert [p.name for p in PARAMETERS] == [f.name for f in fields(Params)]
    assert all(p.low <= p.default <= p.high for p in PARAMETERS)
    assert {row.name for row in TABLES} <= {f.name for f in fields(World)}
    assert all(row.low <= entry <= row.high for row in TABLES for entry in row.default)
    assert not list(complaints_of(Rules()))


def test_every_number_cites_the_rulebook_and_a_kind_of_source() -> None:
    for row in (*PARAMETERS, *TABLES):
        assert re.fullmatch(r"\d{1,2}\.\d{1,2}", row.rule), row.name
        assert row.source in "DQCHP", row.name
        assert row.unit, row.name


def test_a_scenario_changes_what_it_names_and_nothing_else() -> None:
    changed = params(Rules(values={"stacking": 12000}))
    assert changed.stacking == 12000
    assert replace(changed, stacking=10000) == params(Rules())
    assert table(Rules(tables={"progress": (-1000, 500, 3000, 6000)}), "progress") == [-1000, 500, 3000, 6000]
    assert table(Rules(), "progress") == [-1200, 700, 3200, 7000]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (
            Rules(values={"stackin": 10000}),
            "rules.values.stackin: no number of the rules has this name; did you mean",
        ),
        (Rules(values={"stacking": 1}), "rules.values.stacking: 1 is not in 6000..14000 mbn (RB 7.6)"),
        (Rules(tables={"progres": (1, 2, 3, 4)}), "did you mean progress?"),
        (Rules(tables={"progress": (1, 2, 3)}), "rules.tables.progress: 3 entries, not 4"),
        (Rules(tables={"repulse": (1, 2)}), "rules.tables.repulse: 2 entries, but outcome_columns has 8"),
        (Rules(tables={"gains": (9999,) * 8}), "repulse, stall and gains of a column exceed 10000 bp"),
        (Rules(tables={"cas_sorties": (0, 3, 3, 12, 20, 40)}), "the entries must ascend"),
        (Rules(tables={"decay": (10001,) * 16}), "10001 is not in 0..10000 bp"),
        (Rules(tables={"decay": ()}), "rules.tables.decay: no entries"),
    ],
)
def test_mistakes_are_refused(rules: Rules, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        params(rules)
    assert says in str(caught.value)
    with pytest.raises(ScenarioError):
        table(rules, "decay")


def test_an_unknown_table_names_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean repulse"):
        table(Rules(), "repulsed")
