"""The list of injects as a session has changed it: held, skipped, at another time, in other words
(exercise rules 4.1, 4.2).

A scenario never changes, and neither does its layout: `relaid` makes another one, in which only injects that
nobody has read are different. Their states stand on the board; `put` writes them there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.errors import ScenarioError, UnknownName, WrongPhase
from wargame.play.effects import parse_at
from wargame.play.msel import PLACEHOLDER
from wargame.play.placeholders import readable
from wargame.rules.codes import InjectState
from wargame.rules.injects import SCHEDULED
from wargame.rules.tables import NOBODY, copied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.exercise import InjectChange
    from wargame.model.scenario import Inject
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board, InjectFacts

PLANNED, ARMED, HELD, SKIPPED = (
    InjectState.PLANNED, InjectState.ARMED, InjectState.HELD, InjectState.SKIPPED,
)  # fmt: skip

FROM: dict[str, tuple[InjectState, ...]] = {
    "hold": (PLANNED, ARMED),
    "let_go": (HELD,),
    "skip": (PLANNED, ARMED, HELD),
    "restore": (SKIPPED,),
    "retime": (PLANNED, ARMED, HELD, SKIPPED),
    "edit": (PLANNED, ARMED, HELD, SKIPPED),
}
"""What is done -> the states of an inject with which it may be done."""


def refuse(layout: Layout, board: Board, turn: int, change: InjectChange) -> None:
    """Whether a change may be made while `turn` is planned.

    Raises UnknownName, WrongPhase for an inject whose state does not allow it, ScenarioError for a time or a
    text that is none.
    """
    row = row_of(layout, change.inject)
    state = InjectState(board.injects[row].state)
    if state not in FROM[change.act]:
        word = state.name.lower()
        raise WrongPhase(f"inject {change.inject} is {word}: {_verb(change.act)} goes with it no more")
    if change.act == "retime":
        day, opens = moment(layout, change.at)
        first = (turn - (0 if opens else 1)) * layout.names.days_per_turn
        if day < first:
            raise ScenarioError([f"inject {change.inject}, at {change.at!r}: this is past; send it now"])
    if change.act == "edit":
        _refuse_text(layout, change)


def _refuse_text(layout: Layout, change: InjectChange) -> None:
    if change.title is None and change.body is None:
        raise ScenarioError([f"inject {change.inject}: neither title nor text is changed"])
    if change.body == "":
        raise ScenarioError([f"inject {change.inject}: the text may not be empty"])
    wrong = [path for path in PLACEHOLDER.findall(change.body or "") if not readable(layout, path)]
    if wrong:
        raise ScenarioError([f"inject {change.inject}: no reading is called {{{wrong[0]}}}"])


def _verb(act: str) -> str:
    return {"let_go": "letting go", "retime": "another time", "edit": "another text"}.get(act, f"to {act}")


def moment(layout: Layout, at: str) -> tuple[int, bool]:
    """The day of the calendar that `turn 3 day 2` names, and whether it is a whole turn. Raises
    ScenarioError.
    """
    turn, day = parse_at(at)
    names = layout.names
    if turn > names.turns:
        raise ScenarioError([f"at {at!r}: the session ends with turn {names.turns}"])
    if day is not None and day > names.days_per_turn:
        raise ScenarioError([f"at {at!r}: a turn has {names.days_per_turn} days"])
    return (turn - 1) * names.days_per_turn + (day or 1) - 1, day is None


def check(layout: Layout, change: InjectChange) -> None:
    """Whether a change that a journal holds can be read. Raises UnknownName, ScenarioError."""
    row_of(layout, change.inject)
    if change.act == "retime":
        moment(layout, change.at)


def row_of(layout: Layout, inject: str) -> int:
    """The row of an inject of the list. Raises UnknownName."""
    row = layout.names.inject.get(inject)
    if row is None:
        raise UnknownName("inject", inject, layout.names.injects)
    return row


def relaid(layout: Layout, changes: Sequence[InjectChange]) -> Layout:
    """The layout with other times and words. Without such changes it is the layout itself.

    Raises UnknownName, ScenarioError.
    """
    told = [change for change in changes if change.act in ("retime", "edit")]
    if not told:
        return layout
    injects, facts = list(layout.scenario.injects), list(layout.world.injects)
    for change in told:
        row = row_of(layout, change.inject)
        injects[row] = _worded(injects[row], change)
        if change.act == "retime":
            facts[row] = _timed(layout, facts[row], change.at)
    scenario = layout.scenario.model_copy(update={"injects": tuple(injects)})
    return replace(layout, scenario=scenario, world=replace(layout.world, injects=facts))


def _worded(inject: Inject, change: InjectChange) -> Inject:
    if change.act == "retime":
        condition = inject.when if inject.kind == "scheduled" else None
        return inject.model_copy(update={"kind": "scheduled", "at": change.at, "when": condition})
    given = {"title": change.title, "body": change.body}
    return inject.model_copy(update={name: words for name, words in given.items() if words is not None})


def _timed(layout: Layout, facts: InjectFacts, at: str) -> InjectFacts:
    """An entry that came on a condition or by hand comes by time alone from now on."""
    day, opens = moment(layout, at)
    test = facts.test if facts.kind == SCHEDULED else NOBODY
    return replace(facts, kind=SCHEDULED, day=day, test=test, opens=int(opens))


def put(layout: Layout, board: Board, changes: Sequence[InjectChange]) -> Board:
    """The board with the states that changes lead to: a copy, or the board itself without changes.

    Raises UnknownName.
    """
    if not changes:
        return board
    made = copied(board)
    for change in changes:
        row = made.injects[row_of(layout, change.inject)]
        match change.act:
            case "hold":
                row.state = HELD
            case "skip":
                row.state = SKIPPED
            case "let_go" | "restore":
                row.state = PLANNED
            case "retime" if row.state != HELD:
                row.state = PLANNED
            case _:
                pass
    return made
