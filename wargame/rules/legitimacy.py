"""How much cause a team has in the eyes of others (RB 16.3).

Own dead and people newly displaced; the terms of ultimatums and breaches join when those are played.
"""

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.numbers import Team
from wargame.rules.tables import Board, World

MOST = 12000
"""bp."""

DISPLACED_FREE = 3000
DISPLACED_STEP = 3000
DISPLACED_MOST = 4000
"""h beyond which displacement counts, h of one step, and bp it is worth at most."""


def legitimacy(world: World, board: Board, team: int) -> int:
    """RB 16.3. L of a team in bp, 0..12000. Only Ankara gains by the people displaced."""
    value = world.params.legitimacy_dead * board.teams[team].dead
    if team == Team.ANKARA:
        beyond = board.tracks[0].newly_displaced - DISPLACED_FREE
        value += clamp(
            rdiv(world.params.legitimacy_displaced * beyond, DISPLACED_STEP), 0, DISPLACED_MOST
        )
    return min(MOST, value)
