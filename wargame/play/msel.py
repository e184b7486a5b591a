"""The texts of the MSEL: who reads which inject, when it reached them, and its placeholders filled in
(exercise rules 4).

The engine keeps the state of each inject on the board; here its row meets the scenario's words. A text is
filled in once, on the board of the moment at which it reached its readers, and never changes afterwards.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wargame.model.view import InjectView
from wargame.play.placeholders import reading
from wargame.rules.codes import InjectState

if TYPE_CHECKING:
    from wargame.model.exercise import AdHocInject
    from wargame.model.scenario import Condition, Inject
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

PLACEHOLDER = re.compile(r"\{([a-z0-9_.]{1,120})\}")

EVERYBODY = "all"

BITS = {"ankara": 1, "moscow": 2, "damascus": 4, "white": 8}
"""Bit of a seat in the audience of a journal entry."""

Released = InjectView
"""An inject as it reached its readers, without guidance."""


def filled(layout: Layout, board: Board, text: str) -> str:
    """The text with `{place.saraqib.control}` and its like replaced by what they say on this board."""
    return PLACEHOLDER.sub(lambda found: reading(layout, board, found[1]), text)


def audience_bits(audience: tuple[str, ...]) -> int:
    """The audience as a bit mask; the white cell is always in it."""
    bits = BITS["white"]
    for seat in audience:
        bits |= 15 if seat == EVERYBODY else BITS[seat]
    return bits


def reaches(audience: tuple[str, ...], seat: str) -> bool:
    """Whether a seat is addressed. The white cell always is."""
    return bool(audience_bits(audience) & BITS[seat])


def released_by_hand(layout: Layout, board: Board, row: int, turn: int) -> Released:
    """An inject that the white cell sends while `turn` is planned, filled in on the board that planning
    starts from.
    """
    return _released(layout, board, layout.scenario.injects[row], turn, board.tracks[0].day)


def released_in(layout: Layout, before: Board, after: Board) -> tuple[Released, ...]:
    """Injects that the engine released between two boards, in the order of the list.

    What is released at the close of a turn's last day is read when the next turn is planned, and bears its
    number.
    """
    made = []
    for row, inject in enumerate(layout.scenario.injects):
        old, new = before.injects[row], after.injects[row]
        if new.state == InjectState.RELEASED and old.state != InjectState.RELEASED:
            made.append(_released(layout, after, inject, turn_of(layout, new.day), new.day))
    return tuple(made)


def released_at_start(layout: Layout, board: Board) -> tuple[Released, ...]:
    """Injects that stand released on the board of the start: those of the first turn."""
    return tuple(
        _released(layout, board, inject, 1, board.injects[row].day)
        for row, inject in enumerate(layout.scenario.injects)
        if board.injects[row].state == InjectState.RELEASED
    )


def turn_of(layout: Layout, day: int) -> int:
    """The turn in whose planning or resolution something of this day is read (a turn's last day belongs to
    the next).
    """
    return (day + 1) // layout.names.days_per_turn + 1


def written(layout: Layout, board: Board, inject: AdHocInject, turn: int) -> Released:
    """An inject that the white cell wrote while `turn` was planned."""
    return Released(
        id=inject.id,
        number="ad hoc",
        title=inject.title,
        body=filled(layout, board, inject.body),
        channel=inject.channel,
        sender=inject.sender,
        turn=turn,
        day=board.tracks[0].day,
        audience=inject.audience,
        state="released",
    )


def inject_views(
    layout: Layout, board: Board, seat: str, released: tuple[Released, ...]
) -> tuple[Released, ...]:
    """What a seat reads: what reached it, oldest first; for the white cell the whole list, then what was
    written.
    """
    if seat != "white":
        return tuple(inject for inject in released if reaches(inject.audience, seat))
    reached = {inject.id: inject for inject in released}
    made = []
    for row, inject in enumerate(layout.scenario.injects):
        state = InjectState(board.injects[row].state).name.lower()
        shown = reached.pop(inject.id, None) or _released(layout, board, inject, 0, -1, state)
        made.append(shown.model_copy(update={"due": due(inject), "guidance": guidance(inject)}))
    return (*made, *reached.values())


def due(inject: Inject) -> str:
    """When an inject is due, for the list: its turn and day, or its condition."""
    if inject.at is not None:
        return inject.at
    if inject.when is not None:
        return condition_text(inject.when)
    return "by hand"


def condition_text(condition: Condition) -> str:
    """A condition on one line: `all(a, any(b, c))`."""
    if isinstance(condition, str):
        return condition
    return "; ".join(
        f"{word}({', '.join(condition_text(part) for part in parts)})" for word, parts in condition.items()
    )


def guidance(inject: Inject) -> str:
    """Expected action and evaluator's note, never shown to a team."""
    lines = []
    if inject.expected is not None:
        lines.append(
            f"Expected of {inject.expected.who} within {inject.expected.within}: {inject.expected.text}"
        )
    if inject.evaluator_note:
        lines.append(inject.evaluator_note)
    return "\n".join(lines)


def _released(
    layout: Layout, board: Board, inject: Inject, turn: int, day: int, state: str = "released"
) -> Released:
    return Released(
        id=inject.id,
        number=inject.number,
        title=inject.title,
        body=filled(layout, board, inject.body),
        channel=inject.channel,
        sender=inject.sender,
        turn=turn,
        day=day,
        audience=inject.audience,
        state=state,
        grade=inject.grade,
    )
