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
from wargame import bots
from wargame.cli import COLLECTOR
from wargame.play.layout import lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules.codes import Team
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.store.scenario_file import load_scenario

if TYPE_CHECKING:
    from wargame.rules.tables import Board, Order, World

SCENARIO = Path(__file__).parent.parent / "scenarios" / "idlib_2020.toml"

Sheets = "Callable[[World, Board, int, int], list[Order]]"


def play(world: World, start: Board, seed: int, sheets: Sheets, log: bool) -> tuple[Board, int, float, float]:
    """One game to its end. Returns the last board, the decisions taken, the slowest turn in seconds, and the
    CPU seconds of all turns.
    """
    board, decisions, slowest, cpu = start, 0, 0.0, 0.0
    while (
        not board.tracks[0].ended
        and board.tracks[0].day + 1 < world.params.turns * world.params.days_per_turn
    ):
        orders = [order for team in Team for order in sheets(world, board, int(team), seed)]
        begun, spent = perf_counter(), process_time()
        board = play_turn(world, board, orders, [], [], seed, fresh(), fresh() if log else None)
        cpu += process_time() - spent
        slowest = max(slowest, perf_counter() - begun)
        decisions += len(orders) * world.params.days_per_turn
    return board, decisions, slowest, cpu


def historical_by_view(world: World, board: Board, team: int, seed: int) -> list[Order]:
    """The sheet of the record's bot, from what its team may know."""
    return bots.by_view(bots.historical, world, board, team, seed)


def main() -> None:
    """Run the named workload and print its figures."""
    name, games = sys.argv[1], int(sys.argv[2])
    gc.set_threshold(*COLLECTOR)
    layout = lay_out(load_scenario(SCENARIO))
    sheets = historical_by_view if name == "bots" else random_sheet
    log = name == "turns.explained"
    digest = sha256()
    decisions, slowest, turns = 0, 0.0, 0.0
    play(layout.world, layout.start, 0, sheets, log)
    begun = process_time()
    for seed in range(1, games + 1):
        board, some, slow, spent = play(layout.world, layout.start, seed, sheets, log)
        decisions += some
        turns += spent
        slowest = max(slowest, slow)
        digest.update(digest_of(board_rows(board)).encode())
    cpu = turns if name.startswith("turns") else process_time() - begun
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
