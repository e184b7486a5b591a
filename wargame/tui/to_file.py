"""A pane's text into a file of the working folder, where the terminal has no clipboard."""

from __future__ import annotations

import re
from pathlib import Path

MOST = 100
"""Files of one name: then no more is written."""


def write_beside(stem: str, words: str) -> Path:
    """Write text to `<stem>.txt` of the working folder, to `<stem>-2.txt` if that is there, and so on.

    Nothing is ever written over. Raises OSError, FileExistsError when all MOST names are taken.
    """
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:80] or "pane"
    for number in range(1, MOST + 1):
        path = Path(f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(words.rstrip("\n") + "\n")
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{MOST} files called {name} are there already")
