"""A day of a game in which bots fill seats: the same function for one game and, compiled, for thousands.

It is written in the integer style of the rules, so that a whole study runs inside compiled code
(`rules/compiled.py`). Styles go by number here (`manner.Manner`).
"""

from wargame.bots.sheet import ROWS
from wargame.bots.styles import write_sheet
from wargame.rules.day import run_day
from wargame.rules.log import Journal
from wargame.rules.seen import masked, outlook_of
from wargame.rules.tables import NOBODY, Board, Effect, Order, World

TEAMS = 3
"""Sheets of a turn."""


def write_sheets(world: World, board: Board, styles: list[int], seed: int, sheet: list[Order]) -> None:
    """The sheets of the teams that have a style, one after the other, into the TEAMS * ROWS rows of `sheet`.
    Unused rows get NOBODY as their team.
    """
    n = 0
    outlook = outlook_of(world, board)
    for team in range(TEAMS):
        if styles[team] != NOBODY:
            view = masked(world, board, team, seed, board.tracks[0].day, outlook)
            n += write_sheet(world, view, styles[team], team, seed, sheet[n : n + ROWS])
    for i in range(n, len(sheet)):
        sheet[i].team = NOBODY
        sheet[i].kind = 0


def written(sheet: list[Order]) -> int:
    """Number of rows in use, refused ones included."""
    n = 0
    while n < len(sheet) and sheet[n].team != NOBODY:
        n += 1
    return n


def over(world: World, board: Board) -> bool:
    """RB 21.7. Whether no day is left to be played."""
    last = world.params.turns * world.params.days_per_turn - 1
    return board.tracks[0].ended != 0 or board.tracks[0].day >= last


def next_day(
    world: World,
    board: Board,
    styles: list[int],
    seed: int,
    sheet: list[Order],
    released: list[int],
    extra: list[Effect],
    facts: Journal,
    log: Journal | None,
) -> None:
    """RB 3.3. The day after this board, written into it. If it opens a turn, the bots write the sheet first;
    with NOBODY for every style, the rows that stand in `sheet` are the orders. The same sheet goes into every
    day of a turn.
    """
    day = board.tracks[0].day + 1
    if day % world.params.days_per_turn == 0 and max(styles[0], max(styles[1], styles[2])) != NOBODY:
        write_sheets(world, board, styles, seed, sheet)
    orders = sheet[: written(sheet)]
    run_day(world, board, orders, released, extra, seed, day, facts, log)
