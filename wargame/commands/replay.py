"""`wargame replay`: with a terminal the screens; without one, a line for each turn."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from wargame.commands.output import say, say_json
from wargame.errors import UsageError

if TYPE_CHECKING:
    import argparse


NOT_A_SAVE = "{}: not a save; `wargame play` begins a scenario"


def run(arguments: argparse.Namespace) -> int:
    """Show the turns of a save. Exit 0, or WargameError."""
    if sys.stdin.isatty() and sys.stdout.isatty() and not arguments.json:
        from wargame.commands.screens import replay

        return replay(arguments)
    from wargame import opening
    from wargame.play.results import totals

    if not opening.is_save(arguments.file):
        raise UsageError(NOT_A_SAVE.format(arguments.file))
    session = opening.read(arguments.file)
    first = 0 if arguments.turn is None else arguments.turn
    seat = arguments.seat[0] if arguments.seat else "white"
    turns: list[dict[str, object]] = []
    for turn in range(first, session.turn):
        position = session.at(turn)
        told = [event.told() for event in position.last.told(seat)]
        motives = position.motives(seat)
        if not arguments.json:
            why = [f"{each.team}: {each.order}, because: {each.sentence}" for each in motives]
            say("\n    ".join([f"turn {turn}  {position.digest[:16]}", *told, *why]))
        turns.append(
            {
                "turn": turn,
                "digest": position.digest,
                "scores": totals(position.scores),
                "events": told,
                "motives": [each.model_dump() for each in motives],
            }
        )
    if arguments.json:
        say_json(turns)
    return 0
