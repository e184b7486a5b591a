"""Step 7: guns that fire of their own motion, and at whom (RB 6.8, 11.7)."""

from wargame.rules.bans import truce_at
from wargame.rules.detection import level
from wargame.rules.engaged import WAR_RUNG, under_fire
from wargame.rules.numbers import Branch, Control, Kind, Rule, Team, friendly
from wargame.rules.police import interposed
from wargame.rules.tables import NOBODY, Board, World

FREE_RUNG = 4
"""RB 6.3 order 16. From here the guns of Damascus may be free; those of Ankara from rung 5."""

KEPT_DAYS = 1
"""RB 11.7. Days of fire that guns keep in hand for an order when they fire of their own motion."""


def side_of_guns(team: int) -> int:
    """RB 4.1. The side for which the guns of a team fire."""
    if team == Team.ANKARA:
        return 1
    return 0


def guns_free(board: Board, team: int) -> bool:
    """RB 6.8, 11.7. Whether the guns of a team may fire without an order today."""
    if board.teams[team].roe[Branch.ARTILLERY] != Rule.FREE:
        return False
    if team == Team.ANKARA:
        return board.tracks[0].rung >= WAR_RUNG
    return board.tracks[0].rung >= FREE_RUNG


def targets_of(world: World, board: Board, team: int) -> list[int]:
    """RB 11.7. For each place the mbn that harassing fire of the team would hit there; 0 where it may not or
    does not fire of its own motion: nobody in sight, police between the sides, or a ceasefire.
    """
    side = side_of_guns(team)
    mbn = [0] * len(board.places)
    for f, formation in enumerate(board.formations):
        p = formation.place
        if p != NOBODY and not friendly(side, board.places[p].control):
            if under_fire(world, board, f, p, side):
                mbn[p] += formation.strength
    for p in range(len(mbn)):
        if mbn[p] > 0 and spared(world, board, team, p):
            mbn[p] = 0
    return mbn


def spared(world: World, board: Board, team: int, place: int) -> bool:
    """RB 11.4, 11.7, 19.5. Whether free guns leave a place alone."""
    if level(world, board, team, place) == 0 or truce_at(world, board, team, place, False):
        return True
    return team == Team.ANKARA and interposed(world, board, place)


def free_to_fire(world: World, board: Board, team: int, guns: int) -> bool:
    """RB 11.1, 11.7. Whether a formation, or a post after all formations, has guns of the team and more stock
    than it keeps in hand.
    """
    kept = KEPT_DAYS * world.params.fire_use
    if guns >= len(board.formations):
        return team == Team.ANKARA and board.posts[guns - len(board.formations)].stock > kept
    fixed = world.formations[guns]
    stand = board.formations[guns].place
    if stand != NOBODY and board.places[stand].control == Control.NEUTRAL:
        return False
    return fixed.kind == Kind.ARTILLERY and fixed.team == team and board.formations[guns].stock > kept


def best_in_range(world: World, stand: int, mbn: list[int]) -> int:
    """RB 11.1, 11.7. The place within 300 hm of `stand` with most mbn, ties to the lower row; NOBODY if there
    is none with any.
    """
    best = NOBODY
    most = mbn[stand]
    if most > 0:
        best = stand
    for e in range(world.near_first[stand], world.near_first[stand + 1]):
        p = world.near[e]
        if mbn[p] > most or (mbn[p] == most and most > 0 and p < best):
            best = p
            most = mbn[p]
    return best
