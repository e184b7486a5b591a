"""Which bot plays: every manner of every team by number, in the integer style of the rules."""

from wargame.bots.ankara import write_manner as write_ankara
from wargame.bots.damascus import write_manner as write_damascus
from wargame.bots.moscow import write_manner as write_moscow
from wargame.rules.numbers import Team
from wargame.rules.tables import Board, Order, World


def write_sheet(world: World, board: Board, manner: int, team: int, seed: int, out: list[Order]) -> int:
    """RB 6.3. The orders of a team (codes.Team) in a manner (manner.Manner) for the turn that opens after
    this
    board, into the blank rows of `out`; returns how many.
    """
    if team == Team.ANKARA:
        return write_ankara(world, board, manner, seed, out)
    if team == Team.MOSCOW:
        return write_moscow(world, board, manner, seed, out)
    return write_damascus(world, board, manner, seed, out)
