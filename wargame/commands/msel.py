"""`wargame msel`: the list of injects of a scenario, or of a save as it was played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame import opening
from wargame.commands.output import say, say_json
from wargame.play.session import new_session

if TYPE_CHECKING:
    import argparse

    from wargame.model.view import InjectView


def run(arguments: argparse.Namespace) -> int:
    """Print the list. Exit 0, or WargameError."""
    if opening.is_save(arguments.file):
        session = opening.read(arguments.file)
    else:
        session = new_session(opening.load(arguments.file))
    injects = session.view("white").injects
    if arguments.json:
        say_json([inject.model_dump(mode="json") for inject in injects])
        return 0
    for inject in injects:
        say(line_of(inject))
    return 0


def line_of(inject: InjectView) -> str:
    """An inject on one line: number, id, state, readers, when, title."""
    state = f"{inject.state}, turn {inject.turn}" if inject.state == "released" else inject.state
    return (
        f"{inject.number:<7} {inject.id:<26} {state:<18} {','.join(inject.audience):<24} {inject.title}"
        f"\n{'':8}{inject.due or 'written during play'}"
    )
