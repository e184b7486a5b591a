"""`python -m bench.first_paint [--pairs 7]`: the team screen against an empty Textual app.

Both run in a pseudo-terminal of 160 by 45, alternating; the row gives the medians of the pairwise ratios: of
the first frame, which carries the seat's badge while the scenario is read, and of the whole team screen.
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


def shown(arguments: list[str], *marks: bytes) -> list[float]:
    """Seconds from the start of the process until each mark stands on the terminal."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    begun = perf_counter()
    child = pexpect.spawn(
        sys.executable, arguments, dimensions=(45, 160), cwd=str(ROOT), env=environment, timeout=30
    )
    seconds = []
    for mark in marks:
        child.expect_exact(mark)
        seconds.append(perf_counter() - begun)
    child.close(force=True)
    return seconds


def main() -> None:
    """The row."""
    parser = argparse.ArgumentParser(prog="python -m bench.first_paint", description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    given = parser.parse_args()
    frames, wholes, empties = [], [], []
    for pair in range(given.pairs + 1):
        save = ROOT / "saves" / f"first-paint-{os.getpid()}-{pair}.wargame"
        frame, whole = shown([*TEAM, str(save)], b"ANKARA", b"Theatre")
        empty = shown(["-c", EMPTY], b"HELLO-WORLD")[0]
        save.unlink(missing_ok=True)
        if pair:
            frames.append(frame)
            wholes.append(whole)
            empties.append(empty)
    row: dict[str, object] = {"row": "first_paint", "empty_ms": round(statistics.median(empties) * 1000)}
    for name, times in (("first_frame", frames), ("whole_screen", wholes)):
        ratios = [a / b for a, b in zip(times, empties, strict=True)]
        row[name] = {
            "ms": round(statistics.median(times) * 1000),
            "ratio": round(statistics.median(ratios), 2),
            "low": round(min(ratios), 2),
            "high": round(max(ratios), 2),
        }
    sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
