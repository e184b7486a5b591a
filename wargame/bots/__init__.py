"""Bots: what fills an empty seat. A bot is a function of the board alone, so the same board gives the same
orders.

`historical` follows what each team did in the record, as far as the board at hand allows. The files beside
this one are written in the integer style of the rules; this one makes the lists that they fill.
"""

from collections.abc import Callable

from wargame.bots.sheet import ROWS
from wargame.bots.styles import Doctrine, write_sheet
from wargame.rules.codes import OrderKind
from wargame.rules.orders import blank
from wargame.rules.tables import Board, Order, World

Style = Callable[[World, Board, int, int], list[Order]]
"""A style of play: (world, board, team, seed) to the rows of that team's sheet."""


def historical(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """The sheet of a team (codes.Team) for the turn that opens after this board, following the record."""
    out = [blank(team, i + 1, OrderKind.POSTURE, 5) for i in range(ROWS)]
    count = write_sheet(world, board, Doctrine.HISTORICAL, team, seed, out)
    return out[:count]


STYLES: dict[str, Style] = {"historical": historical}
"""Every style by the name that the command line and the seats use."""
