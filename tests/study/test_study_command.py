"""`wargame backtest`: stdout is data, the record is one line a run, and wrong usage is one line."""

from __future__ import annotations

import json
import shutil

import pytest

from wargame.cli import main

FILE = "idlib_2020.toml"


@pytest.fixture
def scenario(root, tmp_path):
    """The scenario and its targets in a folder of their own."""
    folder = tmp_path / "scenarios"
    shutil.copytree(root / "scenarios", folder)
    return folder / FILE


def test_json_and_record(scenario, capsys, tmp_path):
    record = tmp_path / "runs.jsonl"
    given = ["backtest", str(scenario), "--runs", "4", "--seed", "5", "--workers", "2"]
    assert main([*given, "--json", "--record", str(record)]) == 0
    out, narration = capsys.readouterr()
    told = json.loads(out)
    assert told["runs"] == 4
    assert len(told["targets"]) == 39
    assert "4 runs in" in narration
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    assert [line["seed"] for line in lines] == [5, 6, 7, 8]
    assert main([*given, "--workers", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told, "neither workers nor a record change the result"


def test_the_table(scenario, capsys):
    assert main(["backtest", str(scenario), "--runs", "2"]) == 0
    out = capsys.readouterr().out
    assert "Saraqib first taken" in out
    assert "unscripted targets inside the central 80 % of 2 runs" in out
    assert main(["backtest", str(scenario), "--runs", "2", "--choose", "weights=people_first"]) == 0
    weighed = capsys.readouterr().out
    assert weighed.splitlines()[:-1] == out.splitlines()[:-1], "weights change no run, only what it is worth"
    assert weighed.splitlines()[-1] != out.splitlines()[-1], "the digest is of all events, scores too"


def test_a_choice_that_is_not_there(scenario, capsys):
    assert main(["backtest", str(scenario), "--runs", "1", "--choose", "weights=people_furst"]) == 2
    assert "did you mean people_first?" in capsys.readouterr().err


def test_the_record_is_never_overwritten(scenario, capsys, tmp_path):
    record = tmp_path / "runs.jsonl"
    record.write_text("mine")
    assert main(["backtest", str(scenario), "--runs", "1", "--record", str(record)]) == 2
    assert "already" in capsys.readouterr().err
    assert record.read_text() == "mine"


def test_a_scenario_without_targets(scenario, capsys):
    (scenario.parent / "idlib_2020_history.toml").unlink()
    assert main(["backtest", str(scenario)]) == 2
    assert "no targets beside it" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--runs", "0"], ["--workers", "-1"], ["--engine", "warp"]])
def test_wrong_usage(scenario, capsys, wrong):
    assert main(["backtest", str(scenario), *wrong]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_seeds_stay_in_range(scenario, capsys):
    assert main(["backtest", str(scenario), "--seed", str(2**63 - 1), "--runs", "2"]) == 2
    assert "range of seeds" in capsys.readouterr().err
