"""Tanks and guns that went with lost strength, as sentences tell them (RB 12.13). No rule reads them."""

from __future__ import annotations

from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import EventKind

TANKS = 13
GUNS = 7
"""RB 12.13. Of each 1000 mbn lost to drones and guns; in battle half as many."""

FAR = (EventKind.DRONE_HIT, EventKind.FIRED, EventKind.RETALIATED)
"""Losses to drones and guns."""


def equipment_lost(kind: EventKind, mbn: int) -> tuple[int, int]:
    """Tanks and guns that went with `mbn` of strength in an event of this kind; none in one that is neither
    a battle nor fire.
    """
    if kind not in FAR and kind is not EventKind.BATTLE_LOSS:
        return 0, 0
    of = 1000 if kind in FAR else 2000
    return rdiv(TANKS * mbn, of), rdiv(GUNS * mbn, of)


def with_equipment(kind: EventKind, mbn: int, said: str) -> str:
    """The sentence of an event, with the tanks and guns that were lost if it was one at least."""
    counts = zip(equipment_lost(kind, mbn), ("tank", "gun"), strict=True)
    words = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return f"{said.removesuffix('.')}, with {' and '.join(words)}." if words else said
