"""Row `naive`: the engine against its plain second implementation on the same random days of Idlib (RB 26.2).

`python -m bench.naive DAYS` plays that many days on both, alternately day by day, and prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reference"))

from reference_engine import Game
from reference_games import given_support, idlib, standing, world_of

from wargame.play.layout import lay_out
from wargame.rules.codes import Team
from wargame.rules.day import play_day
from wargame.rules.log import fresh

WARM_UP = 3
"""Days before anything is counted."""


def main() -> None:
    """Play and print."""
    days = int(sys.argv[1])
    ours = naive = 0.0
    played = seed = 0
    while played < days:
        seed += 1
        layout = lay_out(idlib())
        world, board, game, chance = world_of(layout), layout.start, Game(idlib(), seed), Random(seed)
        rows, models = [], []
        for day in range(min(days - played + WARM_UP, 39)):
            if day % world.params.days_per_turn == 0:
                pairs = [standing(layout, board, team, chance) for team in Team]
                rows = [row for some, _ in pairs for row in some]
                models = [model for _, same in pairs for model in same]
            with given_support(layout, {}, {}):
                begun = process_time()
                board = play_day(world, board, rows, [], [], seed, day, fresh(), None)
                middle = process_time()
            game.play(models, {}, {})
            if day >= WARM_UP:
                ours += middle - begun
                naive += process_time() - middle
                played += 1
    print(json.dumps({"days": played, "ours_s": round(ours, 4), "naive_s": round(naive, 4)}))


if __name__ == "__main__":
    main()
