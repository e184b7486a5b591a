"""Bots: what fills an empty seat. A bot is a function of the board alone, so the same board gives the same
orders. The board it is given is the team's Seen board (RB 8.4, `rules/seen.py`), never the ground truth.

`historical` follows what each team did in the record, as far as the board at hand allows. The files beside
this one are written in the integer style of the rules; this one makes the lists that they fill.
"""

from collections.abc import Callable

from wargame.bots.manner import Manner
from wargame.bots.sheet import ROWS
from wargame.bots.styles import write_sheet
from wargame.rules.codes import OrderKind
from wargame.rules.orders import blank
from wargame.rules.seen import seen
from wargame.rules.tables import Board, Order, World

FEW_ROWS = 20
"""More than almost any sheet has: rows cost more to make than to fill."""

Style = Callable[[World, Board, int, int], list[Order]]
"""A style of play: (world, the team's Seen board, team, seed) to the rows of that team's sheet."""


def by_view(style: Style, world: World, truth: Board, team: int, seed: int) -> list[Order]:
    """The sheet that a style writes from what its team may know of a board (RB 8.4)."""
    return style(world, seen(world, truth, team, seed, truth.tracks[0].day), team, seed)


def historical(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """The sheet of a team (codes.Team) for the turn that opens after this board, following the record."""
    return in_manner(world, board, team, Manner.HISTORICAL, seed)


def cautious(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """The sheet of a team that risks little (`bots/manner.py`)."""
    return in_manner(world, board, team, Manner.CAUTIOUS, seed)


def escalatory(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """The sheet of a team that departs from the record for more (`bots/manner.py`)."""
    return in_manner(world, board, team, Manner.ESCALATORY, seed)


def in_manner(world: World, board: Board, team: int, manner: int, seed: int) -> list[Order]:
    """The sheet of a team in a manner."""
    out = rows_of(team, FEW_ROWS)
    count = write_sheet(world, board, manner, team, seed, out)
    if count >= FEW_ROWS - 1:  # there might have been more to say
        out = rows_of(team, ROWS)
        count = write_sheet(world, board, manner, team, seed, out)
    return out[:count]


def rows_of(team: int, count: int) -> list[Order]:
    """Blank rows for a bot to fill."""
    return [blank(team, i + 1, OrderKind.POSTURE, 5) for i in range(count)]


STYLES: dict[str, Style] = {"historical": historical, "cautious": cautious, "escalatory": escalatory}
"""Every style by the name that the command line and the seats use."""
