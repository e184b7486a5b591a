"""Targets: the file of the scenario, and what is said about a file that is wrong."""

from __future__ import annotations

import pytest

from wargame.errors import ScenarioError
from wargame.study.targets import history_of, load_targets

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
    assert len(targets) == 38
    assert sum(target.counted for target in targets) == 27
    assert {target.use for target in targets} == {"fit", "scripted", "setup", "record"}
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
