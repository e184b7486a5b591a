"""How far a long command is, on one line of stderr if that is a terminal."""

from __future__ import annotations

import sys
from time import perf_counter

WIDTH = 40
"""Characters of the progress bar."""


class Bar:
    """How far the runs are, on one line of stderr, if that is a terminal; else silent."""

    def __init__(self, whole: int) -> None:
        self._whole, self._begun = whole, perf_counter()
        self._shown = sys.stderr.isatty()

    def at(self, done: int) -> None:
        """Show how many runs are done, and about how long the rest takes."""
        if self._shown:
            filled = WIDTH * done // self._whole
            left = (perf_counter() - self._begun) * (self._whole - done) / max(1, done)
            bar = "#" * filled + "." * (WIDTH - filled)
            told = f"\r[{bar}] {done} of {self._whole} runs, {left:.0f} s left "
            print(told, end="", file=sys.stderr, flush=True)  # noqa: T201

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print(file=sys.stderr)  # noqa: T201


def compiling(share: float, what: str) -> None:
    """The first compilation takes a minute or two: how far it is, on one line of stderr, if a terminal."""
    if sys.stderr.isatty() and share < 1:
        print(f"\r\x1b[Kcompiling {share:.0%} {what}"[:100], end="", file=sys.stderr, flush=True)  # noqa: T201
    elif sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201
