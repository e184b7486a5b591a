"""The compiled engine as a short process of its own: `python -m bench.fast GAMES [ENGINE [ORDERS]]`.

ENGINE is `fast` or `python`. ORDERS is `bots`: whole games with bots, which think in compiled code too; or
`random`: the random legal orders of a few games are written down first, and those games are played over and
over, so that what is measured is orders carried through days and nothing else. The garbage collector runs as
the command line sets it. Prints one JSON object; the
time to compile or to load is told apart from the time to play.
"""

from __future__ import annotations

import gc
import json
import sys
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from bench.random_orders import random_sheet
from wargame.bots.games import over
from wargame.cli import COLLECTOR
from wargame.play import engines
from wargame.play.layout import lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules.codes import Team
from wargame.store.scenario_file import load_scenario

if TYPE_CHECKING:
    from wargame.play.layout import Layout
    from wargame.rules.tables import Order

SCENARIO = Path(__file__).parent.parent / "scenarios" / "idlib_2020.toml"
HISTORICAL = (0, 0, 0)
WRITTEN = 5
"""Games whose random orders are written down."""


def random_sheets(layout: Layout, seed: int) -> list[list[Order]]:
    """The random legal orders of a game, turn by turn."""
    world, board, sheets = layout.world, layout.start, []
    while not over(world, board):
        sheets.append([o for team in Team for o in random_sheet(world, board, int(team), seed)])
        board = engines.plain().play_turn(world, board, sheets[-1], seed).board
    return sheets


def main() -> None:
    """Play and print the figures."""
    games = int(sys.argv[1])
    name = sys.argv[2] if len(sys.argv) > 2 else "fast"
    if name == "fast" and not engines.available():
        print(json.dumps({"error": "not installed"}))
        return
    gc.set_threshold(*COLLECTOR)
    layout = lay_out(load_scenario(SCENARIO))
    begun = process_time()
    engine = engines.compiled() if name == "fast" else engines.plain()
    ready = process_time() - begun
    engine.play_games(layout.world, layout.start, HISTORICAL, [0])
    orders = sys.argv[3] if len(sys.argv) > 3 else "bots"
    sheets = [random_sheets(layout, seed) for seed in range(WRITTEN)] if orders == "random" else []
    begun = process_time()
    if sheets:
        played = []
        for seed, written in enumerate(sheets):
            seeds = [seed] * max(1, games // WRITTEN)
            played += engine.play_sheets(layout.world, layout.start, written, seeds)
    else:
        played = engine.play_games(layout.world, layout.start, HISTORICAL, range(1, games + 1))
    cpu = process_time() - begun
    digest = sha256("".join(digest_of(board_rows(game.board)) for game in played).encode())
    print(
        json.dumps(
            {
                "name": f"{orders}.{name}",
                "games": len(played),
                "decisions": sum(game.decisions for game in played),
                "cpu_s": round(cpu, 4),
                "ready_cpu_s": round(ready, 2),
                "digest": digest.hexdigest()[:16],
            }
        )
    )


if __name__ == "__main__":
    main()
