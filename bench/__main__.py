"""`python -m bench [--pairs N] [--games N] [--peer PYTHON]`: rows as JSON lines on stdout.

Each row alternates two short processes, ours and the yardstick, and gives the median of the pairwise ratios
with their spread; CPU time throughout. PYTHON is an interpreter whose environment has the peers
(`pip install chess open_spiel`).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def run(command: list[str]) -> dict[str, float | int | str]:
    """The JSON object a short process prints last."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    return json.loads(done.stdout.splitlines()[-1])


def workload(name: str, games: int) -> dict[str, float | int | str]:
    """One run of ours."""
    return run([sys.executable, "-m", "bench.workload", name, str(games)])


def spread(values: list[float]) -> dict[str, float]:
    """Median, lowest and highest of the pairs."""
    return {
        "median": round(statistics.median(values), 3),
        "low": round(min(values), 3),
        "high": round(max(values), 3),
    }


def show(row: dict[str, object]) -> None:
    """One row on stdout."""
    print(json.dumps(row), flush=True)


FAST_GAMES = 300
"""Compiled games in a pair."""


def fast_rows(pairs: int, games: int, python: str) -> None:
    """The compiled engine: games and decisions, against itself interpreted and against OpenSpiel's chess."""
    first = fast(1)
    if "error" in first:
        show({"row": "decision.fast", "error": first["error"]})
        return
    for orders, row in (("random", "decision.fast"), ("bots", "runs_per_s.fast")):
        rates, ours, plain, theirs = [], [], [], []
        last: dict[str, float | int | str] = {}
        for _ in range(pairs):
            last = fast(FAST_GAMES, "fast", orders)
            slow = fast(games, "python", orders)
            peer = run([python, str(HERE / "peer_openspiel.py"), "0.5"])
            rates.append(int(last["games"]) / float(last["cpu_s"]))
            ours.append(float(last["cpu_s"]) / int(last["decisions"]) * 1e9)
            plain.append(float(slow["cpu_s"]) / int(slow["decisions"]) * 1e9)
            if "error" not in peer:
                theirs.append(float(peer["cpu_s"]) / int(peer["steps"]) * 1e9)
        found: dict[str, object] = {
            "row": row,
            "games_per_s_per_core": spread(rates),
            "ns_per_decision": spread(ours),
            "ns_per_decision_interpreted": spread(plain),
            "to_interpreted": spread([a / b for a, b in zip(ours, plain, strict=True)]),
            "ready_cpu_s": last["ready_cpu_s"],
            "digest": last["digest"],
            "same_as_interpreted": fast(games, "fast", orders)["digest"] == slow["digest"],
        }
        if theirs:
            found["ns_per_chess_step"] = spread(theirs)
            found["ratio"] = spread([a / b for a, b in zip(ours, theirs, strict=True)])
        show(found)


def fast(games: int, engine: str = "fast", orders: str = "bots") -> dict[str, float | int | str]:
    """One run of games by an engine."""
    return run([sys.executable, "-m", "bench.fast", str(games), engine, orders])


def main() -> None:
    """All rows."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--games", type=int, default=4)
    parser.add_argument("--peer", default=sys.executable)
    given = parser.parse_args()
    show({"machine": platform.machine(), "python": platform.python_version(), "system": platform.system()})

    ratios, ours, theirs, slowest, digest = [], [], [], 0.0, ""
    for _ in range(given.pairs):
        us = workload("decision", given.games)
        peer = run([given.peer, str(HERE / "peer_chess.py"), "0.5"])
        digest = str(us["digest"])
        slowest = max(slowest, float(us["slowest_turn_ms"]))
        ours.append(float(us["cpu_s"]) / int(us["decisions"]) * 1e6)
        if "error" in peer:
            show({"row": "decision.pychess", "error": peer["error"]})
            break
        theirs.append(float(peer["cpu_s"]) / int(peer["moves"]) * 1e6)
        ratios.append(ours[-1] / theirs[-1])
    row: dict[str, object] = {"row": "decision.pychess", "us_per_decision": spread(ours), "digest": digest}
    if ratios:
        row |= {"us_per_chess_move": spread(theirs), "ratio": spread(ratios)}
    show(row)

    rates, ratios = [], []
    for _ in range(given.pairs):
        plain = workload("bots", given.games)
        told = workload("explained", given.games)
        slowest = max(slowest, float(plain["slowest_turn_ms"]))
        rates.append(given.games / float(plain["cpu_s"]))
        ratios.append(float(told["cpu_s"]) / float(plain["cpu_s"]))
        digest = str(plain["digest"])
    show({"row": "runs_per_s", "games_per_s_per_core": spread(rates), "digest": digest})
    show({"row": "explain", "ratio": spread(ratios)})
    show({"row": "turn", "slowest_ms": slowest})
    fast_rows(given.pairs, given.games, given.peer)

    ratios = []
    for _ in range(given.pairs):
        both = run([sys.executable, "-m", "bench.naive", "60"])
        ratios.append(float(both["ours_s"]) / float(both["naive_s"]))
    show({"row": "naive", "interpreted_to_naive": spread(ratios)})


if __name__ == "__main__":
    main()
