"""`python -m bench [ROW ...] [--pairs N] [--games N] [--peer PYTHON] [--modules FOLDER]`: rows as JSON lines.

Each row alternates two short processes, ours and the yardstick, and gives the median of the pairwise ratios
with their spread; CPU time throughout. PYTHON is an interpreter whose environment has the peers
(`pip install chess open_spiel`), FOLDER a node_modules with boardgame.io. A peer that is not there is said to
be missing, and its row has no ratio. Without ROW all of ROWS run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from wargame.cli import COLLECTOR

HERE = Path(__file__).parent


def run(command: list[str], places: dict[str, str] | None = None) -> dict[str, float | int | str]:
    """The JSON object a short process prints last; `places` are added to its environment."""
    added = os.environ | (places or {})
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent, env=added)
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


def fast_rows(given: argparse.Namespace) -> None:
    """The compiled engine: games and decisions, against itself interpreted and against OpenSpiel's chess."""
    pairs, games, python = given.pairs, given.games, given.peer
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


def python_rows(given: argparse.Namespace) -> None:
    """One order carried through a day, interpreted, against one move of boardgame.io's reducer."""
    ratios, ours, theirs = [], [], []
    last: dict[str, float | int | str] = {}
    for _ in range(given.pairs):
        last = workload("turns", given.games)
        ours.append(float(last["cpu_s"]) / int(last["decisions"]) * 1e6)
        peer = boardgame(given.modules)
        if "error" in peer:
            show({"row": "decision.python", "error": peer["error"]})
            break
        theirs.append(float(peer["cpu_s"]) / int(peer["moves"]) * 1e6)
        ratios.append(ours[-1] / theirs[-1])
    row: dict[str, object] = {
        "row": "decision.python",
        "us_per_decision": spread(ours),
        "digest": last["digest"],
    }
    if ratios:
        row |= {"us_per_boardgame_io_move": spread(theirs), "ratio": spread(ratios)}
    show(row)


def boardgame(modules: str) -> dict[str, float | int | str]:
    """One run of boardgame.io in production mode."""
    if shutil.which("node") is None:
        return {"error": "not installed"}
    place = {"NODE_ENV": "production"} | ({"NODE_PATH": modules} if modules else {})
    return run(["node", str(HERE / "peer_boardgame.js"), "0.5"], place)


def pychess_rows(given: argparse.Namespace) -> None:
    """Random legal orders, thought of and carried through, against random moves of python-chess."""
    ratios, ours, theirs, digest = [], [], [], ""
    for _ in range(given.pairs):
        us = workload("decision", given.games)
        peer = run([given.peer, str(HERE / "peer_chess.py"), "0.5"])
        digest = str(us["digest"])
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


def run_rows(given: argparse.Namespace) -> None:
    """Whole games with the bots of the record, interpreted, and the slowest turn of them."""
    rates, slowest, digest = [], 0.0, ""
    for _ in range(given.pairs):
        plain = workload("bots", given.games)
        slowest = max(slowest, float(plain["slowest_turn_ms"]))
        rates.append(given.games / float(plain["cpu_s"]))
        digest = str(plain["digest"])
    row = {"row": "runs_per_s", "games_per_s_per_core": spread(rates), "digest": digest}
    show(row | {"collector": COLLECTOR})
    show({"row": "turn", "slowest_ms": slowest})


def explain_rows(given: argparse.Namespace) -> None:
    """The turns of the same games with the log of reasons and without, interpreted."""
    ratios, digests = [], set()
    for _ in range(given.pairs):
        plain = workload("turns", given.games)
        told = workload("turns.explained", given.games)
        ratios.append(float(told["cpu_s"]) / float(plain["cpu_s"]))
        digests |= {plain["digest"], told["digest"]}
    show({"row": "explain", "ratio": spread(ratios), "digests": sorted(map(str, digests))})


SCALES = {"scale": 1, "scale10": 10, "scale100": 100}
"""Copies of the ground of Idlib: 79, 790 and 7,900 places."""

SCALE_TIMES = {"python": {1: 10, 10: 2, 100: 1}, "fast": {1: 600, 10: 60, 100: 20}}
"""Times over that two turns are played on a map of so many copies. The compiled engine takes a map over into
arrays once for all of them, which on the largest costs less than two turns do.
"""


def scale_rows(given: argparse.Namespace) -> None:
    """Time for each place and day on maps of 10 and 100 times the size, alternating with the map as it is."""
    digests: dict[int, set[str]] = {}
    for engine, times in SCALE_TIMES.items():
        for name, copies in SCALES.items():
            ratios, ours = [], []
            last: dict[str, float | int | str] = {}
            for _ in range(given.pairs if copies < max(SCALES.values()) else min(given.pairs, SCALE_PAIRS)):
                base = scale(1, engine, times[1])
                last = scale(copies, engine, times[copies])
                if "error" in last:
                    break
                ours.append(float(last["us_a_place_and_day"]))
                ratios.append(ours[-1] / float(base["us_a_place_and_day"]))
            if not ours:
                show({"row": f"{name}.{engine}", "error": last["error"]})
                continue
            kept = ("places", "formations", "orders_a_turn", "laid_out_cpu_s", "peak_mb", "digest")
            row = {"row": f"{name}.{engine}", "us_a_place_and_day": spread(ours), "to_one": spread(ratios)}
            show(row | {key: last[key] for key in kept})
            digests.setdefault(copies, set()).add(str(last["digest"]))
    show({"row": "scale.same", "same_by_both_engines": all(len(found) == 1 for found in digests.values())})


SCALE_PAIRS = 2
"""Pairs with the largest map: a day on it takes seconds."""


def scale(copies: int, engine: str, times: int) -> dict[str, float | int | str]:
    """One run on a map of so many copies."""
    return run([sys.executable, "-m", "bench.scale", str(copies), engine, "one", str(times)])


def naive_rows(given: argparse.Namespace) -> None:
    """The engine, interpreted, against its plain second implementation."""
    ratios = []
    for _ in range(given.pairs):
        both = run([sys.executable, "-m", "bench.naive", "60"])
        ratios.append(float(both["ours_s"]) / float(both["naive_s"]))
    show({"row": "naive", "interpreted_to_naive": spread(ratios)})


ROWS = {
    "python": python_rows,
    "pychess": pychess_rows,
    "runs": run_rows,
    "explain": explain_rows,
    "fast": fast_rows,
    "naive": naive_rows,
    "scale": scale_rows,
}


def main() -> None:
    """The rows that are asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--games", type=int, default=4)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--modules", default="")
    given = parser.parse_args()
    unknown = [name for name in given.rows if name not in ROWS]
    if unknown:
        parser.error(f"no row {unknown[0]!r}; there are {', '.join(ROWS)}")
    show({"machine": platform.machine(), "python": platform.python_version(), "system": platform.system()})
    for name in given.rows or ROWS:
        ROWS[name](given)


if __name__ == "__main__":
    main()
