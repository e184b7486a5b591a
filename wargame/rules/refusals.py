"""Why an order is not accepted, and the checks that several kinds of order share (RB 6.2, 6.3, 7.13).

A check answers with a `Refusal`, 0 = fine. It reads the board as it stands when the sheet is sealed and
writes nothing. Sentences for the codes are in `play/refusal_text.py`. Columns of an order row: see
`orders.py`.
"""

from wargame.rules.numbers import Control, Refusal, friendly
from wargame.rules.police import interposed
from wargame.rules.tables import NOBODY, Board, World

RUNG_WAR = 5
"""RB 7.13, 6.3: from here Ankara's own troops attack, and Turkish ones may be attacked."""

RUNG_RUSSIANS = 7
RUNG_SOIL = 9
"""RB 7.13."""


def own_refusal(world: World, board: Board, team: int, formation: int) -> int:
    """RB 6.2. Whether the team commands this formation and it stands on the map."""
    if formation < 0 or formation >= len(board.formations):
        return int(Refusal.INCOMPLETE)
    if world.formations[formation].team != team:
        return int(Refusal.NOT_YOURS)
    if board.formations[formation].place == NOBODY or board.formations[formation].strength <= 0:
        return int(Refusal.NOT_ON_MAP)
    return 0


def ground_refusal(world: World, board: Board, side: int, place: int) -> int:
    """RB 6.3 order 1, 7.13. Whether a formation of the side may march into a place."""
    control = board.places[place].control
    if world.places[place].passable == 0 or control == Control.NEUTRAL:
        return int(Refusal.NEUTRAL_GROUND)
    if not friendly(side, control):
        return int(Refusal.ENEMY_HELD)
    return 0


def target_refusal(world: World, board: Board, side: int, place: int) -> int:
    """RB 7.13. Whether the side may attack, or strike, what is held in a place."""
    if place < 0 or place >= len(world.places):
        return int(Refusal.INCOMPLETE)
    rung = board.tracks[0].rung
    control = board.places[place].control
    if world.places[place].passable == 0 or control == Control.NEUTRAL:
        return int(Refusal.NEUTRAL_GROUND)
    if friendly(side, control):
        return int(Refusal.ALREADY_FRIENDLY)
    if side == 0:
        if world.places[place].soil == 1 and rung < RUNG_SOIL:
            return int(Refusal.TURKISH_SOIL)
        if control == Control.TURKISH and rung < RUNG_WAR:
            return int(Refusal.TURKISH_ZONE)
    elif interposed(world, board, place):
        return int(Refusal.RUSSIAN_TROOPS)
    return 0
