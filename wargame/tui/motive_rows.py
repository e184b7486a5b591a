"""Orders of bots and why they were given, as rows of a pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.tui.header import BADGES
from wargame.tui.lines import fit, wrap
from wargame.tui.pane import Row

if TYPE_CHECKING:
    from wargame.model.view import View

SIGN = 4
"""Cells of a team's sign."""


def motive_rows(view: View, width: int) -> list[Row]:
    """A heading, then an order a row with its motive below; nothing where no bot gave any that may be read.

    The rows have no key: nothing can be chosen in them.
    """
    if not view.motives:
        return []
    rows = [Row(((("Orders of bots, and why", "text+b"),),))]
    for each in view.motives:
        sign = BADGES.get(each.team, each.team)[:3]
        first, *more = wrap(each.order, max(width - SIGN, 10))
        why = wrap(each.sentence, max(width - SIGN, 10), "muted")
        drawn = [((fit(sign, SIGN), each.team), *first)]
        drawn += [((" " * SIGN, "text"), *line) for line in (*more, *why)]
        rows.append(Row(tuple(drawn)))
    return rows
