"""Which bot plays: every style of play by number, in the integer style of the rules."""

from enum import IntEnum

from wargame.bots.ankara import write_sheet as write_ankara
from wargame.bots.damascus import write_sheet as write_damascus
from wargame.bots.moscow import write_sheet as write_moscow
from wargame.rules.codes import Team
from wargame.rules.tables import Board, Order, World


class Doctrine(IntEnum):
    """How a bot plays; the names in lower case are those of `bots.STYLES`."""

    HISTORICAL = 0


def write_sheet(world: World, board: Board, style: int, team: int, seed: int, out: list[Order]) -> int:
    """RB 6.3. The orders of a team (codes.Team) in a style (Doctrine) for the turn that opens after this
    board, into the blank rows of `out`; returns how many.
    """
    if team == Team.ANKARA:
        return write_ankara(world, board, seed, out)
    if team == Team.MOSCOW:
        return write_moscow(world, board, seed, out)
    return write_damascus(world, board, seed, out)
