"""Step 9: attacks that nobody expects, line 17 of the column (RB 12.4)."""

from wargame.rules.bans import truce_at, truces, word_of
from wargame.rules.column import SURPRISED
from wargame.rules.detection import END_OF_TEAMS, FIRST_TEAM, level_of
from wargame.rules.tables import NOBODY, Board, World

NOT_YET = 0
USED_UP = 2
"""What `Place.surprise` holds besides SURPRISED, which stands there during step 9 alone."""


def plan_surprise(world: World, board: Board, target: list[int]) -> None:
    """RB 12.4 line 17. Marks the places whose attackers surprise the defender today: under a ceasefire that
    binds one of them, or when all of them have stood unseen where they are since the day began.

    `target` gives for each formation the place it attacks, NOBODY if none. Reads sight of step 5; writes
    places.surprise.
    """
    expected = [0] * len(board.places)
    attacked = [0] * len(board.places)
    for f, p in enumerate(target):
        if p != NOBODY and board.places[p].surprise == NOT_YET:
            attacked[p] = 1
            formation = board.formations[f]
            if formation.static_days == 0 or seen_at(world, board, f) > 0:
                expected[p] = 1
    if truces(board):
        for f, p in enumerate(target):
            if p != NOBODY and expected[p] == 1 and is_bound(world, board, f, p, False):
                expected[p] = 0
    for p in range(len(attacked)):
        if attacked[p] == 1 and expected[p] == 0:
            board.places[p].surprise = SURPRISED


def spend_surprise(board: Board) -> None:
    """RB 12.4 line 17. Once for each place, and not for an attack that was called off."""
    for place in board.places:
        if place.surprise == SURPRISED:
            place.surprise = NOT_YET
            if place.battle == 1:
                place.surprise = USED_UP


def seen_at(world: World, board: Board, f: int) -> int:
    """RB 8.1. 0-3: the best level at which a team of the other side sees the group of a formation where it
    stands.
    """
    fixed = world.formations[f]
    other = 1 - fixed.side
    best = 0
    for team in range(FIRST_TEAM[other], END_OF_TEAMS[other]):
        best = max(best, level_of(board, team, board.formations[f].place, fixed.faction))
    return best


def breaks_word(world: World, board: Board, target: list[int], place: int, planned: bool) -> bool:
    """RB 12.4 line 17, 19.3. Whether a ceasefire that holds at the place binds one of those who attack it.

    Today's, on the board of a day; with `planned`, that of the turn for which a closed board is the ground.
    """
    for f in range(len(target)):
        if target[f] == place and is_bound(world, board, f, place, planned):
            return True
    return False


def is_bound(world: World, board: Board, f: int, place: int, planned: bool) -> bool:
    """RB 12.4 line 17, 19.3. Whether a ceasefire that holds at the place binds a formation."""
    team = word_of(world, board, world.formations[f].faction)
    return team != NOBODY and truce_at(world, board, team, place, planned)
