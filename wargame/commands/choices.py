"""`--choose ALTERNATIVE=CHOICE`: readings of disputed facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def chosen(given: Sequence[str]) -> dict[str, str]:
    """Alternative -> choice.

    Raises UsageError for anything that is not `a=b`, and for an alternative named twice.
    """
    choices: dict[str, str] = {}
    for text in given:
        alternative, equals, choice = text.partition("=")
        if not equals or not alternative or not choice:
            raise UsageError(f"--choose {text!r}: write ALTERNATIVE=CHOICE")
        if alternative in choices:
            raise UsageError(f"--choose names {alternative} twice")
        choices[alternative] = choice
    return choices
