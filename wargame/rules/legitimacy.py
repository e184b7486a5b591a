"""How much cause a team has in the eyes of others (RB 16.3)."""

from wargame.rules.arithmetic import clamp, rdiv, scaled
from wargame.rules.log import Journal, line
from wargame.rules.numbers import PostState, ReasonKind, Team
from wargame.rules.tables import Board, World

MOST = 12000
"""bp."""

DISPLACED_FREE = 3000
DISPLACED_STEP = 3000
DISPLACED_MOST = 4000
"""h beyond which displacement counts, h of one step, and bp it is worth at most."""

RUSSIAN_DEAD = 500
HMEIMIM = 1000
"""RB 16.3. bp for each of Moscow's dead, and for each attack on its air base."""

UNDER_FIRE = 10
"""RB 16.3. bp of Damascus for each mbn lost to Turkish fire below rung 5."""

BREACHES_MOST = 4000
"""RB 16.3. bp by proven breaches of others."""

WORD_DOUBTED = 5000
"""RB 16.7. bp that ultimatums weigh after a bluff."""

BY_DEAD = 1
BY_ULTIMATUM = 2
BY_DISPLACED = 3
BY_BREACHES = 4
BY_BONUS = 5
BY_HMEIMIM = 6
BY_FIRE = 7
BY_POST = 8
"""Terms of LEGITIMACY reasons."""


def legitimacy(world: World, board: Board, team: int) -> int:
    """RB 16.3. L of a team in bp, 0..12000."""
    return legitimacy_told(world, board, team, None)


def legitimacy_told(world: World, board: Board, team: int, log: Journal | None) -> int:
    """RB 16.3, 13.9. `legitimacy` with a reason LEGITIMACY (team, term, bp) for each term that is not 0.

    Only Ankara gains by people displaced. A stormed post gives it full cause at once.
    """
    row = board.teams[team]
    value = 0
    if team == Team.ANKARA:
        value += term(log, team, BY_DEAD, world.params.legitimacy_dead * row.dead)
        beyond = board.tracks[0].newly_displaced - DISPLACED_FREE
        people = rdiv(world.params.legitimacy_displaced * beyond, DISPLACED_STEP)
        value += term(log, team, BY_DISPLACED, clamp(people, 0, DISPLACED_MOST))
        for post in board.posts:
            if post.state == PostState.OVERRUN and value < MOST:
                value += term(log, team, BY_POST, MOST - value)
    elif team == Team.MOSCOW:
        value += term(log, team, BY_DEAD, RUSSIAN_DEAD * row.dead)
        value += term(log, team, BY_HMEIMIM, HMEIMIM * board.tracks[0].hmeimim)
    else:
        value += term(log, team, BY_FIRE, UNDER_FIRE * row.below_war)
    if row.unmet > 0:
        worth = scaled(world.params.legitimacy_ultimatum, word_weight(board, team))
        value += term(log, team, BY_ULTIMATUM, worth)
    value += term(log, team, BY_BREACHES, min(BREACHES_MOST, row.breaches_against))
    if row.bonus_until >= board.tracks[0].day:
        value += term(log, team, BY_BONUS, row.bonus)
    return min(MOST, value)


def word_weight(board: Board, team: int) -> int:
    """RB 16.7. What an ultimatum of the team weighs, bp: half once it has bluffed."""
    if board.teams[team].bluffs > 0:
        return WORD_DOUBTED
    return 10000


def term(log: Journal | None, team: int, code: int, amount: int) -> int:
    """One term of L, told if it is not 0; returns the amount."""
    if amount != 0:
        line(log, ReasonKind.LEGITIMACY, team, code, amount)
    return amount
