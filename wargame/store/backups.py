"""Older copies beside a save: `NAME.bak1` is the latest turn, `NAME.bak2` the one before, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def backup(path: Path, number: int) -> Path:
    """The name of a copy; 1 is the latest."""
    return path.with_name(f"{path.name}.bak{number}")


def rotate(path: Path, most: int, copy: Callable[[Path], None]) -> None:
    """Make the latest copy with `copy` and let the oldest go. Raises what `copy` raises, and OSError.

    The new copy is complete before any old one moves, so that a crash leaves as many as there were, or a
    gap, never a broken one.
    """
    made = path.with_name(f"{path.name}.bak0")
    made.unlink(missing_ok=True)
    copy(made)
    for number in range(most, 0, -1):
        younger = backup(path, number - 1)
        if younger.exists():
            younger.replace(backup(path, number))
