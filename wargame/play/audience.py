"""Which seats an event is addressed to (RB 22.2): owners, the white cell, and those who see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.orders import TEAMS
from wargame.play.witness import Clarity
from wargame.play.words import As
from wargame.rules.codes import AgreementEnd, Attribution, EventKind, Field, Team
from wargame.rules.injects import STRIDE
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.play.layout import Layout
    from wargame.play.witness import Witnesses

WHITE = "white"
EVERYBODY = (*TEAMS, WHITE)

PUBLIC = "P"
OWNER = "O"
SEEN = "X"
"""RB 22.2. X and Dn: teams whose side stands in the place or next to it, or that see it at a level."""

CELL = "W"
USER = "U"
"""Moscow and the team whose air user it is."""

PARTIES = "Y"
"""Parties of the agreement; everybody, where the agreement is no secret or a breach is proven."""

SPOKEN = "S"
"""Everybody if it is said in public, else the two who speak."""

PATRON = "M"
"""Moscow and Damascus."""

SECRET = 8
"""Bit of the mask of parties in AGREEMENT_ENDED."""

OWN_TRACKS = (Field.TEAM_PC, Field.TEAM_DOMESTIC)
PUBLIC_TRACKS = (Field.TENSION, Field.RUNG, Field.TEAM_STANDING)
"""RB 8.3, 22.3. Tracks that a team learns of its own, and those that everybody sees."""


def clarity_of(
    layout: Layout, kind: EventKind, audience: str, first: As, values: Sequence[int], near: Witnesses
) -> tuple[Clarity, ...]:
    """How much each team, by its row, may read of an event whose kind is told to this audience."""
    if audience == PARTIES:
        return tuple(_of_agreement(kind, values, near, team) for team in range(len(TEAMS)))
    named = _named(layout, kind, audience, first, values)
    found = []
    for team, name in enumerate(TEAMS):
        if audience == PUBLIC:
            found.append(near.of_public(kind, values, team))
        elif audience == SEEN:
            found.append(near.of_seen(kind, values, name in named, team))
        else:
            found.append(Clarity.WHOLE if name in named else Clarity.HIDDEN)
    return tuple(found)


def _named(
    layout: Layout, kind: EventKind, audience: str, first: As, values: Sequence[int]
) -> tuple[str, ...]:
    """The seats whose event it is, whatever they see."""
    match audience:
        case "W":
            return _cell(layout, kind, values)
        case "S":
            return EVERYBODY if values[3] else tuple(TEAMS[t] for t in (values[0], values[2]) if t != NOBODY)
        case "M":
            return (TEAMS[Team.MOSCOW], TEAMS[Team.DAMASCUS])
        case "U":
            return ("moscow", *(TEAMS[pool.team] for pool in layout.world.pools if pool.user == values[1]))
        case _:
            return _owner(layout, kind, first, values)


def _of_agreement(kind: EventKind, values: Sequence[int], near: Witnesses, team: int) -> Clarity:
    """RB 8.3, 22.3. Parties read all; of what is not secret others read all too, of a secret one that a
    meeting took place, of a breach what is proven.
    """
    a, b, c, d = values
    match kind:
        case EventKind.AGREEMENT_STARTED:
            if b >> team & 1 or c == 0:
                return Clarity.WHOLE
            return Clarity.PART
        case EventKind.AGREEMENT_ENDED:
            lapsed = b == AgreementEnd.LAPSED
            return Clarity.WHOLE if d >> team & 1 or not (d & SECRET or lapsed) else Clarity.HIDDEN
        case EventKind.BREACH | EventKind.BREACH_REPEATED:
            known = near.parties.get(a, 0) >> team & 1 or d % 10 == Attribution.PROVEN
            return Clarity.WHOLE if known else Clarity.HIDDEN
        case _:
            return Clarity.WHOLE if c >> team & 1 else Clarity.HIDDEN


def _cell(layout: Layout, kind: EventKind, values: Sequence[int]) -> tuple[str, ...]:
    """RB 8.3, 22.3. Nobody but the white cell; all for public tracks; a team for its own; those addressed."""
    if kind is EventKind.TRACK:
        if values[0] in OWN_TRACKS:
            return (TEAMS[values[3]],)
        return EVERYBODY if values[0] in PUBLIC_TRACKS else ()
    injects = layout.scenario.injects
    if kind is EventKind.INJECTED and values[1] % STRIDE == Field.RELEASE and 0 <= values[0] < len(injects):
        audience = injects[values[0]].audience
        return EVERYBODY if "all" in audience else audience
    return ()


def _owner(layout: Layout, kind: EventKind, first: As, values: Sequence[int]) -> tuple[str, ...]:
    """The team of the first field."""
    world = layout.world
    if kind is EventKind.JAMMED:
        return (TEAMS[Team.ANKARA],)
    if kind is EventKind.DRONE_HIT:
        # its drones saw what they hit
        return (TEAMS[Team.ANKARA], *_commander(layout, values[0]))
    if first is As.TEAM:
        return (TEAMS[values[0]],)
    if first is As.POOL:
        return (TEAMS[world.pools[values[0]].team],)
    if first is As.POST or (kind is EventKind.STARVED and values[2] == 1):
        return (TEAMS[Team.ANKARA],)
    if first is As.GUNS and values[0] >= len(world.formations):
        return (TEAMS[Team.ANKARA],)
    if first in (As.FORMATION, As.GUNS):
        return _commander(layout, values[0])
    if first is As.FACTION:
        return _patron(layout, values[0])
    return ()


def _commander(layout: Layout, formation: int) -> tuple[str, ...]:
    """The team that moves a formation, or the patron of its faction."""
    fixed = layout.world.formations[formation]
    return (TEAMS[fixed.team],) if fixed.team != NOBODY else _patron(layout, fixed.faction)


def _patron(layout: Layout, faction: int) -> tuple[str, ...]:
    patron = layout.world.factions[faction].patron
    return (TEAMS[patron],) if patron != NOBODY else ()
