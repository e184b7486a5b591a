"""What every verb prints with: JSON, cleaned text, progress."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from wargame.model.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def say(text: str) -> None:
    """Print text to stdout; nothing in it acts on a terminal."""
    print(clean(text))  # noqa: T201


def say_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """Print one JSON value to stdout, in ASCII."""
    print(json.dumps(value, indent=1, ensure_ascii=True))  # noqa: T201


def note(text: str) -> None:
    """Narration: a line to stderr."""
    print(clean(text), file=sys.stderr)  # noqa: T201


class Progress:
    """`turn 4 of 13` on one line of stderr, if that is a terminal; else silent."""

    def __init__(self, word: str, whole: int) -> None:
        self._word, self._whole = word, whole
        self._shown = sys.stderr.isatty()

    def at(self, number: int) -> None:
        """Show how far it is; the last one ends the line."""
        if self._shown:
            end = "\n" if number >= self._whole else ""
            print(f"\r{self._word} {number} of {self._whole}", end=end, file=sys.stderr, flush=True)  # noqa: T201

    def end(self) -> None:
        """Leave the line if the work stopped early."""
        if self._shown:
            print(file=sys.stderr)  # noqa: T201
