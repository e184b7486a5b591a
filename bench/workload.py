"""Our side of a benchmark row, run as a short process of its own: `python -m bench.workload NAME GAMES`.

NAME is `decision` (random legal orders), `turns` (the same games) or `bots` (those of the record). Of `turns`
only the turns count, not what thinks of the orders; `turns.explained` writes the log of reasons too. The
garbage collector runs as the command line sets it. Prints one JSON object: units done, CPU seconds, and the
digest of what was computed.
"""

from __future__ import annotations

import gc
import json
import sys
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench.random_orders import random_sheet
from wargame.bots import rows_of
from wargame.bots.games import TEAMS, write_sheets, written
from wargame.bots.manner import Manner
from wargame.bots.sheet import ROWS
from wargame.cli import COLLECTOR
from wargame.play.layout import lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules.codes import Team
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.store.scenario_file import load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.rules.tables import Board, Order, World

    Sheets = Callable[[World, Board, int], list[Order]]
    """The orders of all teams for the turn that opens after a board, with the seed of the game."""

SCENARIO = Path(__file__).parent.parent / "scenarios" / "idlib_2020.toml"


def play(world: World, start: Board, seed: int, sheets: Sheets, log: bool) -> tuple[Board, int, float, float]:
    """One game to its end. Returns the last board, the decisions taken, the slowest turn in seconds, and the
    CPU seconds of all turns.
    """
    board, decisions, slowest, cpu = start, 0, 0.0, 0.0
    while (
        not board.tracks[0].ended
        and board.tracks[0].day + 1 < world.params.turns * world.params.days_per_turn
    ):
        orders = sheets(world, board, seed)
        begun, spent = perf_counter(), process_time()
        board = play_turn(world, board, orders, [], [], seed, fresh(), fresh() if log else None)
        cpu += process_time() - spent
        slowest = max(slowest, perf_counter() - begun)
        decisions += len(orders) * world.params.days_per_turn
    return board, decisions, slowest, cpu


def at_random(world: World, board: Board, seed: int) -> list[Order]:
    """Random legal orders."""
    return [order for team in Team for order in random_sheet(world, board, int(team), seed)]


def of_the_record() -> Sheets:
    """The bots of the record, each from what its team may know, as a study has them write
    (`bots.games.write_sheets`).
    """
    sheet = [order for team in Team for order in rows_of(int(team), ROWS)]

    def written_by_all(world: World, board: Board, seed: int) -> list[Order]:
        write_sheets(world, board, [int(Manner.HISTORICAL)] * TEAMS, seed, sheet)
        return sheet[: written(sheet)]

    return written_by_all


def main() -> None:
    """Run the named workload and print its figures."""
    name, games = sys.argv[1], int(sys.argv[2])
    gc.set_threshold(*COLLECTOR)
    layout = lay_out(load_scenario(SCENARIO))
    sheets = of_the_record() if name == "bots" else at_random
    log = name == "turns.explained"
    decisions, slowest, turns = 0, 0.0, 0.0
    ends: list[Board] = []
    play(layout.world, layout.start, 0, sheets, log)
    begun = process_time()
    for seed in range(1, games + 1):
        board, some, slow, spent = play(layout.world, layout.start, seed, sheets, log)
        decisions += some
        turns += spent
        slowest = max(slowest, slow)
        ends.append(board)
    cpu = turns if name.startswith("turns") else process_time() - begun
    digest = sha256("".join(digest_of(board_rows(board)) for board in ends).encode())
    sys.stdout.write(
        json.dumps(
            {
                "name": name,
                "games": games,
                "decisions": decisions,
                "cpu_s": round(cpu, 4),
                "slowest_turn_ms": round(slowest * 1000, 2),
                "digest": digest.hexdigest()[:16],
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
