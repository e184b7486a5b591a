"""Step 1: formations and reserves that reach the theatre (RB 4.5, 17.9)."""

from wargame.rules.log import Journal, tell
from wargame.rules.numbers import EventKind
from wargame.rules.tables import NOBODY, Board, World
from wargame.rules.withdrawal import is_friendly


def arrive(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 17.9. Formations due today or earlier come in where they are expected, once that place is friendly.

    Writes formations.place and strength, and Ankara's post reserve.
    """
    for f, fixed in enumerate(world.formations):
        formation = board.formations[f]
        if fixed.arrival < 0 or fixed.arrival > day or formation.place != NOBODY or formation.strength > 0:
            continue
        if is_friendly(fixed.side, board.places[fixed.arrival_place].control):
            formation.place = fixed.arrival_place
            formation.strength = fixed.arrival_strength
            tell(facts, EventKind.ARRIVED, f, fixed.arrival_place, fixed.arrival_strength, 0, -1)
    for reserve in world.reserves:
        if reserve.day == day:
            board.tracks[0].post_reserve += reserve.strength
