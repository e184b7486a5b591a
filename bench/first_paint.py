"""`python -m bench.first_paint [--pairs 7]`: team screen to its title bytes, against an empty Textual app.

Both run in a pseudo-terminal of 160 by 45, alternating; the row gives the median of the pairwise ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from pathlib import Path
from time import perf_counter

import pexpect

ROOT = Path(__file__).parent.parent
EMPTY = """
from textual.app import App, ComposeResult
from textual.widgets import Header
class Hello(App[None]):
    TITLE = "HELLO-WORLD"
    def compose(self) -> ComposeResult:
        yield Header()
Hello().run()
"""
TEAM = ["-m", "wargame", "play", "scenarios/idlib_2020.toml", "--seat", "ankara", "--seed", "7", "--save"]


def shown(arguments: list[str], title: bytes) -> float:
    """Seconds from the start of the process to the title on the terminal."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    begun = perf_counter()
    child = pexpect.spawn(
        sys.executable, arguments, dimensions=(45, 160), cwd=str(ROOT), env=environment, timeout=30
    )
    child.expect_exact(title)
    seconds = perf_counter() - begun
    child.close(force=True)
    return seconds


def main() -> None:
    """The row."""
    parser = argparse.ArgumentParser(prog="python -m bench.first_paint", description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    given = parser.parse_args()
    team, empty = [], []
    for pair in range(given.pairs + 1):
        save = ROOT / "saves" / f"first-paint-{os.getpid()}-{pair}.wargame"
        one, two = shown([*TEAM, str(save)], b"ANKARA"), shown(["-c", EMPTY], b"HELLO-WORLD")
        save.unlink(missing_ok=True)
        if pair:
            team.append(one)
            empty.append(two)
    ratios = [a / b for a, b in zip(team, empty, strict=True)]
    row = {
        "row": "first_paint",
        "team_ms": round(statistics.median(team) * 1000),
        "empty_ms": round(statistics.median(empty) * 1000),
        "ratio": round(statistics.median(ratios), 2),
        "low": round(min(ratios), 2),
        "high": round(max(ratios), 2),
    }
    sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
