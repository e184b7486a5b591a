"""Runs with every mix of styles: what is counted, and that workers change nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest

from wargame.cli import main
from wargame.rules.codes import EndCause, EventKind, TermKind
from wargame.study.games import HISTORICAL
from wargame.study.mixed import QUESTIONS, Mixed, Plan, mixed, read, table, told

STYLES = [("historical", "escalatory"), ("historical",), ("historical", "cautious")]


@pytest.fixture(scope="session")
def plan(short) -> Plan:
    return Plan(short.world, short.start, "python")


def game(plan, *facts, ended=EndCause.LAST_DAY):
    """A game in which nothing happened but these events: (day, kind, a, b, c, d)."""
    rows = [(day, 1, kind, a, b, c, d, -1) for day, kind, a, b, c, d in facts]
    tracks = plan.start.tracks[0]
    last = {f: getattr(tracks, f) for f in tracks.__slots__} | {"ended": ended, "day": 38}
    end = replace(plan.start, tracks=[SimpleNamespace(**last)])
    return SimpleNamespace(seed=1, facts=rows, end=end)


def on_record(plan) -> int:
    return sum(row.state != 0 for row in plan.start.agreements)


def test_a_run_is_read_from_its_events(plan):
    ours = on_record(plan) + 1
    run = read(
        plan,
        HISTORICAL,
        game(
            plan,
            (3, EventKind.AGREEMENT_OFFERED, ours, 0, 3, TermKind.CEASEFIRE),
            (4, EventKind.AGREEMENT_STARTED, ours, 3, 0, TermKind.HUMANITARIAN),
            (6, EventKind.AGREEMENT_STARTED, ours + 1, 3, 0, TermKind.CEASEFIRE),
            (9, EventKind.AGREEMENT_STARTED, ours + 2, 3, 0, TermKind.CEASEFIRE),
            (7, EventKind.BREACH, ours, 2, TermKind.CEASEFIRE, 22),
            (8, EventKind.BREACH, ours, 2, TermKind.CEASEFIRE, 22),
            (8, EventKind.ULTIMATUM_ISSUED, 0, 0, 2, 33),
            (33, EventKind.ULTIMATUM_EXPIRED, 0, 0, 2, 0),
            (34, EventKind.RUNG_CHANGED, 0, 4, 5, 9000),
            (35, EventKind.RUNG_CHANGED, 0, 5, 1, 0),
        ),
    )
    assert (run.ceasefire, run.offered, run.agreed, run.broken) == (6, 1, 3, 1)
    assert (run.ultimatums, run.bluffs, run.rung, run.days) == (1, 1, 5, 39)


def test_breaches_of_agreements_on_record_and_kept_ultimatums_do_not_count(plan):
    if on_record(plan) == 0:
        pytest.fail("the scenario must have agreements on record")
    run = read(
        plan,
        HISTORICAL,
        game(
            plan,
            (3, EventKind.BREACH, on_record(plan), 1, TermKind.CEASEFIRE, 22),
            (9, EventKind.ULTIMATUM_EXPIRED, 0, 0, 2, 1),
        ),
    )
    assert (run.broken, run.bluffs, run.ceasefire) == (0, 0, -1)


def test_shares_and_table(plan):
    lost = read(plan, HISTORICAL, game(plan, ended=EndCause.GENERAL_WAR))
    kept = read(plan, HISTORICAL, game(plan, (2, EventKind.AGREEMENT_STARTED, 99, 3, 0, TermKind.CEASEFIRE)))
    result = Mixed((lost, kept, kept, kept))
    shares = told(result)["shares"]
    assert shares["joint loss: general war"]["share"] == 0.25
    assert shares["a ceasefire was in force"] == {"share": 0.75, "error": 0.2165}
    text = "\n".join(table(result))
    assert all(question in text for question, _ in QUESTIONS)
    assert "75.0%" in text


def test_every_mix_is_played_equally_often_and_workers_change_nothing(plan):
    serial = mixed(plan, range(1, 9), 1, STYLES)
    spread = mixed(plan, range(1, 9), 2, STYLES)
    assert serial == spread
    assert serial.digest == spread.digest
    assert [run.seed for run in serial.runs] == list(range(1, 9))
    assert set(Counter(run.doctrines for run in serial.runs).values()) == {2}
    assert mixed(plan, range(2, 10), 1, STYLES).digest != serial.digest


def test_the_command(root, capsys):
    scenario = str(root / "scenarios" / "idlib_2020.toml")
    given = ["study", scenario, "--runs", "3", "--seed", "4", "--workers", "2"]
    given += ["--style", "moscow=historical"]
    assert main([*given, "--json"]) == 0
    out, narration = capsys.readouterr()
    said = json.loads(out)
    assert said["runs"] == 3
    assert len(said["digest"]) == 64
    assert {row["style"] for row in said["styles"] if row["team"] == "moscow"} == {"historical"}
    assert "3 runs in" in narration
    assert main(given) == 0
    assert f"digest {said['digest'][:16]}, seeds 4 to 6" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["--style", "ankara"], "TEAM=STYLE"),
        (["--style", "ankra=escalatory"], "ankara"),
        (["--style", "ankara=escalatry"], "escalatory"),
        (["--runs", "0"], "--runs"),
    ],
)
def test_wrong_usage_is_one_line(root, capsys, wrong, says):
    assert main(["study", str(root / "scenarios" / "idlib_2020.toml"), *wrong]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert len(err.splitlines()) == 1
