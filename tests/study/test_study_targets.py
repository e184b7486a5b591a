"""Targets: the file of the scenario, and what is said about a file that is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame.errors import ScenarioError
from wargame.study.games import HISTORICAL
from wargame.study.report import backtest, table
from wargame.study.runner import Plan, study
from wargame.study.targets import conditioned, history_of, load_targets

GOOD = """
scenario = "idlib_2020"
[[target]]
id = "a"
title = "Saraqib"
measure = "captured"
place = "saraqib"
low = 2020-02-05
central = 2020-02-06
high = 2020-02-08
unit = "date"
use = "fit"
source = ["amn_m5"]
"""


def test_the_targets_of_the_scenario(targets, layout):
    by_id = {target.id: target for target in targets}
    assert len(targets) == 39
    assert sum(target.counted for target in targets) == 27
    assert {target.use for target in targets} == {"fit", "shown", "scripted", "setup", "record"}
    saraqib = by_id["saraqib_first_captured"]
    assert (saraqib.low, saraqib.central, saraqib.high) == (9, 10, 12)
    assert saraqib.metric.entity == layout.names.place["saraqib"]
    m5 = by_id["m5_fully_taken"]
    assert [layout.names.places[p] for p in m5.metric.places][:2] == ["hama", "murek"]
    assert len(m5.metric.places) == 14
    assert not by_id["turkish_killed_3feb"].counted, "an inject scripts it"
    assert not by_id["speed_maarat_to_saraqib"].never_last


def test_they_lie_beside_the_scenario():
    assert history_of("a/b.toml").as_posix() == "a/b_history.toml"


def test_a_good_file(tmp_path, layout):
    path = tmp_path / "x_history.toml"
    path.write_text(GOOD)
    (target,) = load_targets(path, layout)
    assert target.central == 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('place = "saraqib"', 'place = "sarakib"', "did you mean saraqib"),
        ('place = "saraqib"', "", "needs place"),
        ('measure = "captured"', 'measure = "seen"', "no measure is called 'seen'"),
        ('use = "fit"', 'use = "tuned"', "no use is called"),
        ('unit = "date"', 'unit = "hours"', "no unit is called"),
        ("2020-02-05", "2020-02-07", "must ascend"),
        ("2020-02-05", "5", "must be dates"),
        ('"amn_m5"', '"rumour"', "[sources] has no 'rumour'"),
        ('scenario = "idlib_2020"', 'scenario = "other"', "but the scenario is 'idlib_2020'"),
        ("[[target]]", "[[goal]]", "no [[target]] tables"),
        ("title", "titel", "title is missing"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, layout, old, new, said):
    path = tmp_path / "x_history.toml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(ScenarioError) as told:
        load_targets(path, layout)
    assert said in str(told.value)
    assert str(path) in str(told.value)


# ---- conditions --------------------------------------------------------------------------------------------

ASKED = """
scenario = "idlib_2020"

[[target]]
id = "none_at_first"
title = "Never"
measure = "condition"
when = "tension >= 100"
low = 2020-02-05
central = 2020-02-06
high = 2020-02-08
unit = "date"
use = "shown"
source = ["amn_m5"]

[[target]]
id = "third_day"
title = "The third day"
measure = "condition"
when = { all = ["day >= 2", "happened(turn_opened)"] }
low = 2
central = 2
high = 2
unit = "day"
use = "fit"
source = ["amn_m5"]

[[target]]
id = "at_the_start"
title = "From the start"
measure = "condition"
when = "rung <= 4"
low = -1
central = -1
high = 2
unit = "day"
use = "shown"
source = ["amn_m5"]
"""


def asked(tmp_path, layout, text=ASKED):
    path = tmp_path / "x_history.toml"
    path.write_text(text)
    return load_targets(path, layout)


def test_a_condition_is_measured_by_the_first_day_on_which_it_is_true(tmp_path, layout):
    targets = asked(tmp_path, layout)
    world, start = conditioned(layout, targets)
    world = replace(world, params=replace(world.params, turns=2))
    metrics = tuple(target.metric for target in targets)
    made = study(Plan(world, start, HISTORICAL, "python", metrics, None), range(1, 3), 1)
    assert [run.values for run in made.runs] == [(None, 2, -1)] * 2
    result = backtest(targets, made)
    assert (result.counted, result.hits) == (1, 1), "what is shown is not counted"
    words = table(result, layout.scenario.start.first_day)
    shown = [line.split()[-1] for line in words if line.startswith(("Never", "From the start"))]
    assert shown == ["shown"] * 2


def test_asking_changes_nothing_in_a_run(tmp_path, layout):
    world, start = conditioned(layout, asked(tmp_path, layout))
    digests = set()
    for plan in ((layout.world, layout.start), (world, start)):
        short = replace(plan[0], params=replace(plan[0].params, turns=2))
        made = study(Plan(short, plan[1], HISTORICAL, "python", (), None), range(5, 6), 1)
        digests.add(made.runs[0].digest)
    assert len(digests) == 1
    assert len(layout.world.tests) < len(world.tests), "the layout's own tests stay as they were"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('when = "tension >= 100"', 'when = "tensoin >= 100"', "did you mean tension?"),
        ('when = "tension >= 100"', 'when = "tension >= "', "column 12: expected"),
        ('when = "tension >= 100"', 'when = "aim.ankara.deal >= 3"', "does not rest on"),
        ('when = "tension >= 100"\n', "", "measure condition needs when"),
        ('unit = "day"', 'unit = "persons"', "a condition is measured in date or day"),
    ],
)
def test_a_wrong_condition_is_named(tmp_path, layout, old, new, said):
    with pytest.raises(ScenarioError) as told:
        asked(tmp_path, layout, ASKED.replace(old, new, 1))
    assert said in str(told.value)
