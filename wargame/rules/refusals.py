"""Why an order is not accepted, and the checks that several kinds of order share (RB 6.2, 6.3, 7.13).

A check answers with a `Refusal`, 0 = fine. It reads the board as it stands when the sheet is sealed and
writes nothing. Sentences for the codes are in `play/refusal_text.py`. Columns of an order row: see
`orders.py`.
"""

from enum import IntEnum

from wargame.rules.numbers import Control, friendly
from wargame.rules.police import interposed
from wargame.rules.tables import NOBODY, Board, World

RUNG_WAR = 5
"""RB 7.13, 6.3: from here Ankara's own troops attack, and Turkish ones may be attacked."""

RUNG_RUSSIANS = 7
RUNG_SOIL = 9
"""RB 7.13."""


class Refusal(IntEnum):
    """Why an order is not accepted. Numbers are stable: they stand in ORDER_REFUSED."""

    NONE = 0
    INCOMPLETE = 1
    NOT_FOR_TEAM = 2
    NOT_YOURS = 3
    NOT_ON_MAP = 4
    TWICE = 5
    NO_ROAD = 6
    ENEMY_HELD = 7
    NEUTRAL_GROUND = 8
    ALREADY_FRIENDLY = 9
    TOO_FAR = 10
    LOW_STOCK = 11
    LOW_COHESION = 12
    TOO_WEAK = 13
    CANNOT_ATTACK = 14
    RUNG_TOO_LOW = 15
    TURKISH_ZONE = 16
    TURKISH_SOIL = 17
    RUSSIAN_TROOPS = 18
    NOT_ITS_PATRON = 19
    WRONG_TASK = 20
    TOO_MANY_TASKS = 21
    TOO_MUCH_INDUCEMENT = 22
    WRONG_POST_STATE = 23
    NOT_JOINED = 24
    NO_RESERVE = 25
    WRONG_SIZE = 26
    TOO_MANY_POSTS = 27
    WRONG_END = 28
    ON_ITS_WAY = 29
    NO_CONVOY_FREE = 30
    TOO_MANY_SORTIES = 31
    SECTOR_CLOSED = 32
    ALREADY_SO = 33
    NO_POINTS = 34
    NO_CAPITAL = 35
    NO_GUNS = 50
    OUT_OF_RANGE = 51
    NO_RIGHT = 52
    NO_POLICE = 53
    NOT_MOTORWAY = 54
    WRONG_MISSION = 60
    WRONG_NUMBER = 61
    WHOLE_SECTOR = 62
    NO_JAMMER = 63
    NO_DRONES = 64
    ONE_PLACE = 65
    WRONG_RULE = 66
    TOO_MANY_OF_A_KIND = 67
    NO_SUCH_OFFER = 70
    ALREADY_ANSWERED = 71
    NO_TERMS = 72
    BAD_TERM = 73
    WRONG_PARTIES = 74
    PAST_DAY = 75
    NOT_IN_FORCE = 76
    AGREED_OTHERWISE = 77
    TOO_MANY_OFFERS = 78
    NO_ROOM = 79
    TOO_STEEP = 80
    NO_THREAT = 81
    WRONG_DEADLINE = 82
    ULTIMATUM_OPEN = 83
    NO_ACCUSED = 84
    WRONG_CAPITAL = 85
    NOTHING_LEFT = 86
    GUNS_BOUND = 87
    WRONG_SUPPORT = 100
    WRONG_PEOPLE = 101
    PEOPLE_AND_POLICY = 102
    NO_CAMP_THERE = 103
    NOTHING_MORE_LATER = 104
    NO_FIGHTERS_THERE = 105
    WRONG_FIGHTERS = 106
    TOO_FEW_MEN = 107
    TOO_FEW_FIGHTERS = 108
    STEERED_PLACE = 109
    STEERED_PLACES = 110
    NO_LEVERAGE = 111
    URGE_IS_FREE = 112
    STEERED_ALREADY = 113


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
