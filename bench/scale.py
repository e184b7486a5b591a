"""A day on a map so many times as large, as a short process of its own:

    python -m bench.scale COPIES [ENGINE [SHELTERS [TIMES]]]

The map is COPIES copies of the ground of Idlib side by side, each joined to the next by a road, with the
places, roads, formations, posts and agendas of all; sectors, teams and the MSEL stay as they are. Every
formation that a team commands gets an order each turn, the same in every copy. ENGINE is `python` or `fast`.
SHELTERS is `one` (people flee to the towns of the first copy, so that the way to a shelter is looked up for
places x a fixed number) or `all` (to those of every copy: places x shelters, which the rule itself makes
grow with the square). Plays two turns TIMES over, with the garbage collector as the command line sets it, and
prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from bench.random_orders import Dice, attack, move, posture
from wargame.cli import COLLECTOR
from wargame.play import engines
from wargame.play.layout import Layout, lay_out
from wargame.play.position import board_rows, digest_of
from wargame.rules.codes import OrderKind, Team
from wargame.rules.legal import refusal
from wargame.rules.tables import NOBODY
from wargame.store.scenario_file import load_scenario

if TYPE_CHECKING:
    from wargame.model.scenario import Faction, Place, Post, Scenario
    from wargame.rules.tables import Order

SCENARIO = Path(__file__).parent.parent / "scenarios" / "idlib_2020.toml"
TURNS = 2
APART = 3.0
"""Degrees of longitude from one copy to the next."""

BRIDGE = "idlib"
BRIDGE_KM = 60
"""Where a copy is joined to the next, and how long that road is."""

ORDERS_A_FORMATION = 3
"""Command points for each formation: enough for any order."""

SEED = 7


def tiled(scenario: Scenario, copies: int, shelters: str) -> Scenario:
    """The scenario on copies of its ground; the first is as it was. Rows of a copy follow each other."""
    bridge = next(road for road in scenario.roads if road.route is None and BRIDGE in (road.a, road.b))
    roads = [
        road.model_copy(
            update={"a": named(road.a, k), "b": named(road.b, k), "route": None if k else road.route}
        )
        for k in range(copies)
        for road in scenario.roads
    ]
    roads += [
        bridge.model_copy(update={"a": named(BRIDGE, k), "b": named(BRIDGE, k + 1), "km": BRIDGE_KM})
        for k in range(copies - 1)
    ]
    return scenario.model_copy(
        update={
            "places": tuple(place_of(p, k, shelters) for k in range(copies) for p in scenario.places),
            "roads": tuple(roads),
            "formations": tuple(
                f.model_copy(update={"id": named(f.id, k), "place": named(f.place, k)})
                for k in range(copies)
                for f in scenario.formations
            ),
            "posts": tuple(post_of(p, k) for k in range(copies) for p in scenario.posts),
            "factions": tuple(faction_of(f, copies) for f in scenario.factions),
        }
    )


def named(name: str, copy: int) -> str:
    """The id of a thing in a copy; those of the first keep theirs."""
    return f"{name}_c{copy}" if copy else name


def place_of(place: Place, copy: int, shelters: str) -> Place:
    """A place of a copy."""
    attract = place.attract if copy == 0 or shelters == "all" else 0
    return place.model_copy(
        update={"id": named(place.id, copy), "lon": place.lon + copy * APART, "attract": attract}
    )


def post_of(post: Post, copy: int) -> Post:
    """A post of a copy."""
    ring = tuple(named(p, copy) for p in post.ring)
    return post.model_copy(
        update={"id": named(post.id, copy), "place": named(post.place, copy), "ring": ring}
    )


def faction_of(faction: Faction, copies: int) -> Faction:
    """A faction with the agenda of every copy."""
    return faction.model_copy(
        update={"agenda": tuple(named(p, k) for k in range(copies) for p in faction.agenda)}
    )


def commanding(layout: Layout) -> Layout:
    """The same with command points for an order to each formation."""
    points = ORDERS_A_FORMATION * len(layout.world.formations)
    params = replace(
        layout.world.params, command_ankara=points, command_moscow=points, command_damascus=points
    )
    return replace(layout, world=replace(layout.world, params=params))


def calmed(layout: Layout, copies: int) -> Layout:
    """The same where an incident weighs less the more copies there are: tension is one number for the whole
    map, and the incidents of a hundred maps would end the session on the fourth day.
    """
    params = layout.world.params
    params = replace(
        params,
        tension_incident=params.tension_incident // copies,
        tension_dead=params.tension_dead // copies,
        tension_dead_cap=params.tension_dead_cap // copies,
        tension_harass=params.tension_harass // copies,
        adviser_incident=params.adviser_incident // copies,
    )
    return replace(layout, world=replace(layout.world, params=params))


def orders_of(layout: Layout) -> list[list[Order]]:
    """Turn by turn an order for each formation of the first copy that a team commands: a march, an attack or
    a posture.
    """
    world, board, sheets = layout.world, layout.start, []
    for _ in range(TURNS):
        sheet: list[Order] = []
        for team in Team:
            dice = Dice(SEED, board.tracks[0].day + 1, int(team))
            for f, fixed in enumerate(world.formations):
                if fixed.team != team or board.formations[f].strength == 0:
                    continue
                order = (move, attack, posture)[dice.below(3)](world, board, int(team), [f], dice)
                if order is not None and refusal(world, board, order) == 0:
                    sheet.append(order)
        sheets.append(sheet)
        board = engines.plain().play_turn(world, board, deepcopy(sheet), SEED).board
    return sheets


def shifted(order: Order, copy: int, places: int, formations: int) -> Order:
    """The same order in a copy."""
    row = deepcopy(order)
    row.where = [p + copy * places if p != NOBODY else p for p in row.where]
    row.who = [f + copy * formations if f != NOBODY else f for f in row.who]
    if row.kind in (OrderKind.MOVE, OrderKind.POSTURE):
        row.subject += copy * formations
    return row


def numbered(sheet: list[Order]) -> list[Order]:
    """Each team's orders, numbered from 1."""
    count = [0] * len(Team)
    for order in sheet:
        count[order.team] += 1
        order.number = count[order.team]
    return sheet


def main() -> None:
    """Build, play, print."""
    copies = int(sys.argv[1])
    name, shelters, times = (*sys.argv[2:], *("python", "one", "1")[len(sys.argv) - 2 :])
    if name == "fast" and not engines.available():
        print(json.dumps({"error": "not installed"}))
        return
    gc.set_threshold(*COLLECTOR)
    scenario = load_scenario(SCENARIO)
    base = lay_out(scenario)
    places, formations = len(base.world.places), len(base.world.formations)
    base = commanding(base)
    written = orders_of(base)
    begun = process_time()
    layout = calmed(commanding(lay_out(tiled(scenario, copies, shelters))), copies)
    laid = process_time() - begun
    sheets = [
        numbered([shifted(order, k, places, formations) for k in range(copies) for order in sheet])
        for sheet in written
    ]
    engine = engines.compiled() if name == "fast" else engines.plain()
    engine.play_sheets(base.world, base.start, written, [SEED])
    begun = process_time()
    played = engine.play_sheets(layout.world, layout.start, sheets, [SEED] * int(times))
    cpu = process_time() - begun
    days = sum(game.board.tracks[0].day - layout.start.tracks[0].day for game in played)
    print(
        json.dumps(
            {
                "places": len(layout.world.places),
                "formations": len(layout.world.formations),
                "orders_a_turn": round(sum(map(len, sheets)) / TURNS),
                "engine": name,
                "days": days,
                "cpu_s": round(cpu, 4),
                "us_a_place_and_day": round(cpu / days / len(layout.world.places) * 1e6, 3),
                "laid_out_cpu_s": round(laid, 2),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "digest": sha256(digest_of(board_rows(played[-1].board)).encode()).hexdigest()[:16],
            }
        )
    )


if __name__ == "__main__":
    main()
