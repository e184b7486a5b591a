"""How Damascus holds what it took: units with no attack to make go to places that must not stand empty."""

from wargame.bots.motives import because
from wargame.bots.numbers import Motive, Spot, Unit
from wargame.bots.scout import held_by, way
from wargame.bots.sheet import put_move
from wargame.rules.numbers import Side, Team
from wargame.rules.searches import Network, away_from
from wargame.rules.tables import NOBODY, ROUTE, UNREACHED, Board, Order, World

GARRISONS = 5
"""Rows of GARRISON_UNITS."""

GARRISON_UNITS = (Unit.SAA_NDF_HAMA, Unit.SAA_5C_A, Unit.SAA_11D, Unit.SAA_LDF, Unit.SAA_RESERVE)
GARRISON_SPOTS = (
    Spot.SARAQIB, Spot.KHAN_AL_SUBUL, Spot.MAARAT_AL_NUMAN,
    Spot.MAARAT_AL_NUMAN, Spot.KHAN_AL_SUBUL, Spot.MAAR_HATTAT,
    Spot.NAYRAB, Spot.SARAQIB, Spot.KHAN_AL_SUBUL,
    Spot.KHAN_TUMAN, Spot.KHAN_AL_ASAL, Spot.ZIRBAH,
    Spot.SARAQIB, Spot.AFES, Spot.NAYRAB,
)  # fmt: skip
"""For each garrison unit three places: it goes to the first that is held."""


def hold_ground(
    world: World,
    board: Board,
    place: list[int],
    unit: list[int],
    network: Network,
    used: list[int],
    left: int,
    out: list[Order],
    n: int,
) -> int:
    """MOVEs of units that hold what was taken, so that it is not walked into again."""
    path = [NOBODY] * ROUTE
    for g in range(GARRISONS):
        f = unit[GARRISON_UNITS[g]]
        if left <= 0 or f == NOBODY or used[f] == 1 or board.formations[f].place == NOBODY:
            continue
        for i in range(3):
            spot = place[GARRISON_SPOTS[g * 3 + i]]
            if spot != NOBODY and held_by(board, spot, Side.GOVERNMENT):
                if board.formations[f].place != spot:
                    distance = away_from(world, network, spot, UNREACHED - 1)
                    if way(world, network.lengths, distance, board.formations[f].place, path) > 0:
                        before = n
                        n = put_move(out, n, int(Team.DAMASCUS), 7, f, path)
                        n = because(out, before, n, Motive.HOLDS_TAKEN, 0)
                        left -= 1
                used[f] = 1
                break
    return n
