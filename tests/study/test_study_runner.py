"""Many runs: the same for any number of workers and any chunk, in the order of the seeds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from wargame.bots import STYLES
from wargame.errors import UsageError
from wargame.study import engines
from wargame.study.games import NAMES
from wargame.study.runner import study

SEEDS = range(11, 18)


@pytest.fixture(scope="module")
def serial(short):
    return study(short, SEEDS, workers=1)


@pytest.mark.parametrize(("workers", "chunk"), [(1, 1), (2, 1), (2, 10), (3, 2)])
def test_neither_workers_nor_chunks_change_a_study(short, serial, workers, chunk):
    made = study(short, SEEDS, workers, chunk=chunk)
    assert made.digest == serial.digest
    assert made.runs == serial.runs


def test_the_digest_is_of_these_runs(short, serial):
    assert [run.seed for run in serial.runs] == list(SEEDS)
    assert len({run.digest for run in serial.runs}) == len(SEEDS)
    assert study(short, SEEDS[:-1], workers=1).digest != serial.digest


def test_runs_are_handed_on_in_order_and_told(short, serial):
    kept, told = [], []
    made = study(short, SEEDS, 2, told.append, kept.append, chunk=3)
    assert tuple(kept) == serial.runs
    assert told == [3, 6, 7]
    assert all(run.line == "" for run in made.runs), "lines are not kept in memory"
    assert made.digest == serial.digest


def test_a_line_of_the_record(serial, layout):
    told = json.loads(serial.runs[0].line)
    assert told["seed"] == 11
    assert told["ceasefire_day"] is None
    assert len(told["turkish_strength_mbn"]) == told["days"] == 6
    assert {"day", "place", "from", "to"} <= set(told["control"][0])
    assert {row["side"] for row in told["killed"]} == {"government", "opposition"}
    assert {row["cause"] for row in told["killed"]} >= {"battle"}
    day = told["displaced"][0]
    assert day["people"] == sum(move["people"] for move in day["moves"])
    assert all(move["from"] in layout.names.place for move in day["moves"])
    assert "\n" not in serial.runs[0].line


def test_the_fast_engine_is_chosen_for_many_runs(monkeypatch):
    monkeypatch.setattr(engines.engines, "available", lambda: True)
    assert engines.chosen("auto", 10) == "python"
    assert engines.chosen("auto", engines.FAST_FROM) == "fast"
    assert engines.chosen("python", 10**6) == "python"
    monkeypatch.setattr(engines.engines, "available", lambda: False)
    assert engines.chosen("auto", 10**6) == "python"
    with pytest.raises(UsageError):
        engines.chosen("fast", 1)


@pytest.mark.skipif(not engines.engines.available(), reason="the extra [fast] is not installed")
@pytest.mark.slow
def test_the_fast_engine_gives_the_same_study(short, serial):
    """Compiled when it is not kept from before, which takes a minute or two."""
    fast = study(short._replace(engine="fast"), SEEDS, workers=1)
    assert fast.digest == serial.digest
    assert fast.runs == serial.runs


def test_styles_have_the_names_of_the_seats():
    assert set(NAMES) == set(STYLES)


def test_a_worker_loads_rules_and_bots_only(root):
    code = "import sys, wargame.study.runner; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"pydantic", "sqlmodel", "sqlalchemy", "textual", "rich", "numba", "numpy"}
