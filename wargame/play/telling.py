"""How a kind of event is told: the form that `events_text.py` and `events_politics.py` fill in (RB 22.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wargame.play.words import As


class Told(NamedTuple):
    """How one kind of event is told: its printed fields from a on, who may read it, and its sentence."""

    fields: tuple[tuple[str, As], ...]
    audience: str
    sentence: str
    """With the fields in braces; other sentences of the kind stand in `_sentence` and `variant`."""
