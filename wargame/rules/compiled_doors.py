"""What stands between a loop over whole games and the rows it is given; each has a compiled form.

These are the forms for lists of rows. Compiled (`compiled_types.py`) the tables come in as arrays, boards are
kept in arrays made beforehand, and journals leave as arrays of eight columns.
"""

from wargame.rules.log import Journal, Row
from wargame.rules.tables import Board, World


def opened_world(world: World) -> World:
    """The world as the rules read it."""
    return world


def opened_board(board: Board) -> Board:
    """A board as the rules read it."""
    return board


def board_of_day(closed: Board) -> Board:
    """The board that the next day is written into, where nobody keeps the one before: the same. What the day
    before made besides it is needed no more.
    """
    return closed


def keep(kept: list[Board], n: int, board: Board) -> None:
    """Board number n that leaves the loop."""
    kept.append(board)


def pour(journal: Journal, total: Journal) -> None:
    """Add the rows of a turn to those of all turns."""
    total.rows.extend(journal.rows)


def rows_of(journal: Journal) -> list[Row]:
    """The rows that leave the loop."""
    return journal.rows


def turn_over() -> None:
    """A game or a day that is kept begins; what was made two such beginnings ago is needed no more."""


def drop_journal(journal: Journal) -> None:
    """Gives up a journal that is needed no more."""


def close(world: World, board: Board) -> None:
    """What `opened_world` and `opened_board` gave is needed no more."""
