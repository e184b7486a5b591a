"""What drawing the map costs, in milliseconds, for the real scenario at several sizes of the pane.

    python -m bench.map_compose [rounds]

`compose`: rows from a camera that stays. `recolour`: a new view, so new colours, roads and signs. `zoom`:
nothing kept but the heights. `redraw`: zoom, and the strips a terminal is written from. Goals: compose <= 12
and redraw <= 20 at 200 x 60, redraw <= 50 at 300 x 80. Prints one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.play import views
from wargame.play.layout import lay_out
from wargame.store.scenario_file import load_scenario
from wargame.tui.map.camera import fit
from wargame.tui.map.data import map_data
from wargame.tui.map.painter import Painter, Row
from wargame.tui.map.widget import TheatreMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.model.view import View
    from wargame.tui.map.data import MapData

SCENARIOS = Path(__file__).parents[1] / "scenarios"
SIZES = ((80, 24), (120, 40), (200, 60), (300, 80))


def timed(act: Callable[[], object], rounds: int) -> dict[str, float]:
    """Median and 95th per cent of `rounds` runs, in ms."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return {"median": round(statistics.median(took), 2), "p95": round(took[int(0.95 * (len(took) - 1))], 2)}


def figures(data: MapData, view: View, width: int, height: int, rounds: int) -> dict[str, dict[str, float]]:
    """The figures of one size of the pane."""
    camera = fit(data, width, height)
    kept = Painter(data)
    widget = TheatreMap(data)

    def compose() -> None:
        kept.rows(camera, width, height)

    def recolour() -> None:
        kept.view = view.model_copy()
        kept.rows(camera, width, height)

    def zoom() -> list[Row]:
        painter = Painter(data, relief=kept.relief)
        painter.view = view
        return painter.rows(camera, width, height)

    def redraw() -> None:
        for row in zoom():
            widget.strip_of(row)

    recolour()
    acts = {"compose": compose, "recolour": recolour, "zoom": zoom, "redraw": redraw}
    return {name: timed(act, rounds) for name, act in acts.items()}


def measure(rounds: int = 20) -> dict[str, object]:
    """All figures, by size of the pane."""
    scenario = load_scenario(SCENARIOS / "idlib_2020.toml")
    data = map_data(scenario, (SCENARIOS / scenario.map.base).read_text(encoding="utf-8"))
    layout = lay_out(scenario)
    view = views.view(
        layout, layout.start, "white", views.Moment(), turn=0, over=False, events=(), injects=(), scores=()
    )
    found: dict[str, object] = {}
    for width, height in SIZES:
        found[f"{width}x{height}"] = figures(data, view, width, height, rounds)
    return {"bench": "map_compose", "unit": "ms", "rounds": rounds, "sizes": found}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20)))
