"""The table and its JSON, from runs made by hand."""

from __future__ import annotations

import datetime
import json

from wargame.study.metrics import Metric
from wargame.study.quantiles import BLOCKS
from wargame.study.report import as_json, backtest, shown, table
from wargame.study.runner import Run, Study
from wargame.study.targets import Target

DAY0 = datetime.date(2020, 1, 27)


def target(name, measure, central, unit="date", use="fit"):
    return Target(name, name.title(), central, central, central, unit, use, ("x",), Metric(measure))


def made(*columns):
    runs = tuple(Run(seed, values, "", "") for seed, values in enumerate(zip(*columns, strict=True)))
    return Study(runs)


TARGETS = (
    target("fell", "captured", 10),
    target("early", "captured", 1),
    target("speed", "speed", 3.2, "km/day"),
    target("dead", "killed", 5, "persons", "scripted"),
    target("area", "none", 2345, "km2", "record"),
)
STUDY = made(
    [8, 9, 10, 10, 10, 11, 12, 13, 14, None],
    [8, 9, 10, 10, 10, 11, 12, 13, 14, None],
    [1.0, 2.0, 3.0, 3.2, 3.3, 3.4, 4.0, 5.0, 6.0, None],
    [5] * 10,
    [None] * 10,
)


def test_what_counts():
    result = backtest(TARGETS, STUDY)
    assert [row.inside for row in result.rows] == [True, False, True, True, False]
    assert (result.hits, result.counted) == (2, 3)
    assert result.summary == "2 of 3 unscripted targets inside the central 80 % of 10 runs"


def test_the_table_says_what_never_happened():
    lines = table(backtest(TARGETS, STUDY), DAY0)
    fell = next(line for line in lines if line.startswith("Fell"))
    assert fell.split()[-2:] == ["35", "yes"]
    assert "6 Feb" in fell
    assert fell.count("never") == 1
    assert next(line for line in lines if line.startswith("Early")).endswith("NO")
    assert next(line for line in lines if line.startswith("Dead")).endswith("scripted")
    assert next(line for line in lines if line.startswith("Area")).endswith("not modelled")
    assert lines[-1].startswith("never happened in some runs")
    assert "Fell 10 %" in lines[-1]
    assert "Area" not in lines[-1]


def test_histograms_only_when_asked_for():
    result = backtest(TARGETS, STUDY)
    assert not any(set(line) & set(BLOCKS[1:]) for line in table(result, DAY0))
    assert any(BLOCKS[8] in line for line in table(result, DAY0, BLOCKS))
    assert max(map(len, table(result, DAY0, BLOCKS)[:6])) <= 130


def test_json_has_dates_and_null_for_never():
    told = as_json(backtest(TARGETS, STUDY), DAY0, {"scenario": "x"})
    assert json.loads(json.dumps(told)) == told
    fell = told["targets"][0]
    assert fell["history"]["central"] == "2020-02-06"
    assert fell["quantiles"]["50"] == "2020-02-06"
    assert fell["quantiles"]["95"] is None
    assert fell["never"] == 0.1
    assert told["targets"][2]["quantiles"]["5"] is None, "slower than everything"
    assert "quantiles" not in told["targets"][4]
    assert (told["inside"], told["of"], told["runs"]) == (2, 3, 10)


def test_numbers_in_their_units():
    assert shown(None, "date", DAY0) == "never"
    assert shown(0, "date", DAY0) == "27 Jan"
    assert shown(570000, "persons", DAY0) == "570 000"
    assert shown(0.432, "share", DAY0) == "0.43"
    assert shown(11.0, "km/day", DAY0) == "11.0"
    assert shown(-35, "day", DAY0) == "-35"
