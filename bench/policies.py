"""No dominant policy: every combination of three doctrines a team, as a table and as JSON.

    python -m bench.policies [--runs 100] [--workers N] [--out bench/results/policies.json]

Prints what serves each team best against each pair of the others, and who wins how often (see
`wargame/study/policies.py`). Exit 1 if a team has one answer to all or wins more than 60 % of the runs.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from wargame.play.layout import lay_out
from wargame.store.scenario_file import load_scenario
from wargame.study.engines import ENGINES, chosen
from wargame.study.policies import TEAMS, matrix, told
from wargame.study.runner import processors

SCENARIO = Path(__file__).parent.parent / "scenarios" / "idlib_2020.toml"
CELLS = 27
MOST = 0.6
"""Largest share of the runs that a team may win."""


def main() -> int:
    """Play, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.policies", description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=processors())
    parser.add_argument("--engine", choices=ENGINES, default="auto")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    layout = lay_out(load_scenario(SCENARIO))
    seeds = range(given.seed, given.seed + given.runs)
    engine = chosen(given.engine, CELLS * given.runs)
    result = matrix(layout.world, layout.start, seeds, given.workers, engine, told=narrate)
    fine = True
    wins = result.wins()
    for team, name in enumerate(TEAMS):
        others = [other for other in TEAMS if other != name]
        print(f"{name}: wins {wins[team]:.0%} of the runs; best cell {result.best_mean(team):.1f} points")
        for answer in result.answers(team):
            against = ", ".join(f"{o} {d}" for o, d in zip(others, answer.others, strict=True))
            lead = f"+{answer.lead:.2f} (error {answer.error:.2f})"
            print(f"    against {against:<38} best is {answer.best:<10} {lead}")
        fine = fine and result.depends(team) and wins[team] <= MOST
    if given.out:
        said = {"scenario": layout.scenario.id, "runs_a_cell": given.runs, "first_seed": given.seed}
        given.out.write_text(json.dumps(said | told(result), indent=1) + "\n", encoding="utf-8")
    return 0 if fine else 1


def narrate(cells: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        print(f"\rcell {cells} of {CELLS}", end="\n" if cells == CELLS else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
