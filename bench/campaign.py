"""`python -m bench.campaign [--games 200] [--workers 2] [--out FILE]`: what bot games of Idlib look like.

Every seat is played by the historical bot. The table says how often Saraqib changes hands and when, when
the M5 is whole, how many posts are encircled, how much supply runs over the two motorways, and which team
does best against its own mean. Quantiles are 5, 25, 50, 75, 95 %; a dash is "never in this game".
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from wargame import bots
from wargame.play.layout import Layout, lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules.codes import EventKind, Faction, Team
from wargame.rules.day import play_turn
from wargame.rules.log import fresh
from wargame.rules.roads import blocked_roads, other_end, road_home, road_lengths
from wargame.rules.score import points
from wargame.rules.tables import NOBODY, Board
from wargame.store.scenario_file import load_scenario

SCENARIO = Path(__file__).parent.parent / "scenarios" / "idlib_2020.toml"
NEVER = 99
LINES = ("operational", "political")


class Game(NamedTuple):
    """What one game leaves for the table."""

    seed: int
    saraqib: int
    changes: int
    m5: int
    besieged: int
    m5_share: float
    m4_share: float
    totals: tuple[int, int, int]
    digest: str


def main() -> None:
    """Play, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.campaign", description=__doc__)
    parser.add_argument("--games", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with ProcessPoolExecutor(given.workers) as pool:
        games = list(pool.map(play, range(1, given.games + 1), chunksize=5))
    table = summary(games)
    text = json.dumps(table, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


def play(seed: int) -> Game:
    """One game to its end."""
    layout = lay_out(load_scenario(SCENARIO))
    world, board = layout.world, layout.start
    saraqib, m5_places = layout.names.place["saraqib"], [p for p, f in enumerate(world.places) if f.m5]
    first, whole, changes, besieged = NEVER, NEVER, 0, set()
    paths: Counter[str] = Counter()
    while not board.tracks[0].ended:
        orders = [order for team in Team for order in bots.historical(world, board, int(team), seed)]
        facts = fresh()
        board = play_turn(world, board, orders, [], [], seed, facts, None)
        for row in facts.rows:
            if row[2] == EventKind.CAPTURED and row[3] == saraqib:
                changes += 1
                first = min(first, row[0])
            elif row[2] == EventKind.POST_BESIEGED:
                besieged.add(row[3])
        if whole == NEVER and all(board.places[p].control == 0 for p in m5_places):
            whole = board.tracks[0].day
        count_paths(layout, board, paths)
    lines = points(world, board, seed)
    each = len(lines) // len(Team)
    totals = tuple(sum(lines[int(t) * each : int(t) * each + each]) for t in Team)
    return Game(
        seed, first, changes, whole, len(besieged), paths["m5"] / paths["government"],
        paths["m4"] / paths["opposition"], (totals[0], totals[1], totals[2]), digest_of(board_rows(board)),
    )  # fmt: skip


def count_paths(layout: Layout, board: Board, paths: Counter[str]) -> None:
    """Count formations of either side, and those whose supply path uses a road of the M5 or the M4."""
    world, lengths = layout.world, road_lengths(layout.world, board)
    for side, route, name in ((0, 5, "m5"), (1, 4, "m4")):
        distance = [p.path_government if side == 0 else p.path_opposition for p in board.places]
        blocked = blocked_roads(board, side)
        for f, formation in enumerate(board.formations):
            fixed = world.formations[f]
            if formation.place == NOBODY or fixed.side != side or fixed.faction == Faction.TURKEY:
                continue
            paths["government" if side == 0 else "opposition"] += 1
            place = formation.place
            road = road_home(world, lengths, blocked, distance, place)
            while road != NOBODY and world.roads[road].route != route:
                place = other_end(world, road, place)
                road = road_home(world, lengths, blocked, distance, place)
            paths[name] += road != NOBODY


def summary(games: list[Game]) -> dict[str, object]:
    """The table of all games."""
    means = [fmean(g.totals[t] for g in games) for t in range(3)]
    best = Counter(max(range(3), key=lambda t: g.totals[t] / means[t]) for g in games)
    digest = sha256("".join(g.digest for g in games).encode()).hexdigest()[:16]
    return {
        "games": len(games),
        "digest": digest,
        "saraqib_changes_hands_share": round(sum(g.changes > 0 for g in games) / len(games), 3),
        "saraqib_changes_hands_again_share": round(sum(g.changes > 1 for g in games) / len(games), 3),
        "saraqib_first_taken_day": quantiles([g.saraqib for g in games]),
        "m5_whole_at_the_close_of_day": quantiles([g.m5 for g in games]),
        "posts_encircled": quantiles([g.besieged for g in games]),
        "government_supply_paths_over_m5_share": round(fmean(g.m5_share for g in games), 3),
        "opposition_supply_paths_over_m4_share": round(fmean(g.m4_share for g in games), 3),
        "mean_points": {Team(t).name.lower(): round(means[t] / 100, 2) for t in range(3)},
        "best_against_its_own_mean_share": {
            Team(t).name.lower(): round(best[t] / len(games), 3) for t in range(3)
        },
    }


def quantiles(values: list[int]) -> list[int | str]:
    """5, 25, 50, 75 and 95 %."""
    ranked = sorted(values)
    picked = [ranked[min(len(ranked) - 1, len(ranked) * q // 100)] for q in (5, 25, 50, 75, 95)]
    return ["-" if v == NEVER else v for v in picked]


if __name__ == "__main__":
    main()
