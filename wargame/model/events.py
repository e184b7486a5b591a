"""Events and their reasons as people read them. Made from the engine's rows by `play/codec.py`, lazily."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from wargame.model.text import Id, Line, Sentence

NOT_KNOWN = "not known"
"""Detail of a line that its reader may not have the amount of: it says 0."""


class Reason(BaseModel):
    """One line of an explanation: what, how much with its unit, and the rulebook paragraph it follows."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: Id
    """`column_line`, `band`, `swing`, ... (RB 22.4)."""
    label: Sentence
    """In words: `close support, 14 sorties`."""
    amount: int
    unit: Line
    """`cs`, `bp`, `ct`, `mbn`, `ed`, `h`, `u`."""
    paragraph: Line
    """Such as `12.4`."""
    detail: Sentence = ""
    code: int = 0
    """Line code of a column line (RB 12.4), else 0."""


class Event(BaseModel):
    """A fact that adjudication produced. `fields` are the printed fields of RB 22.3 by name, as ids or
    integers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    number: int
    """Row number within the turn."""
    turn: int
    day: int
    step: int
    kind: Id
    """In lower case, as in Conditions: `captured`, `post_besieged`."""
    fields: dict[str, str | int]
    place: Id | None = None
    """Where it happened, if anywhere: for the map and for `locate`."""
    audience: Annotated[frozenset[Id], Field(max_length=8)]
    """Seats that may read it: teams, and always `white`."""
    sentence: Sentence
    reasons: tuple[Reason, ...] = ()
    cause: int = -1
    """Number of the event that led to it."""

    @property
    def shift(self) -> int:
        """RB 12.4. The column of a battle in cs, which all are told; without one the sum of its lines."""
        told = self.fields.get("column")
        lines = sum(reason.amount for reason in self.reasons if reason.kind == "column_line")
        return told if isinstance(told, int) else lines

    def told(self) -> str:
        """The event in one sentence."""
        return self.sentence

    def why(self) -> str:
        """The reasons, one line each: number with unit, words, rulebook paragraph."""
        return "\n".join(
            f"{r.amount:+d} {r.unit}  {r.label}{' · ' + r.detail if r.detail else ''}  (RB {r.paragraph})"
            for r in self.reasons
        )
