"""A view's map in plain characters, with a key: for print, for screen readers, for `check` and for the
README.

No colour and no box drawing: a place is a letter for who holds it, in capitals where one side's formations
stand in sight.
"""

from __future__ import annotations

import itertools
from math import cos, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.model.scenario import Place, Scenario
    from wargame.model.view import View

CONTROL = {"government": "g", "opposition": "o", "turkish": "t", "neutral": "n"}
MIXED = "x"
OPEN_POST, BESIEGED_POST = "^", "!"
ROUTES = {"m4": "=", "m5": ":", "m45": "="}
"""What each mark means stands in `KEY`."""

KEY = (
    "g government  o opposition  t Turkish zone  n neutral  CAPITAL: troops there  x: troops of both sides",
    "^ post  ! post besieged  = M4  : M5",
)

CELL = 2.0
"""Height of a character over its width."""

LOWEST, HIGHEST = 20, 400
"""Bounds of the width, in characters."""


def text_map(view: View, scenario: Scenario, width: int = 100) -> str:
    """The core of the map, `width` characters wide (20-400), with the names of places, and the key."""
    width = max(LOWEST, min(HIGHEST, width))
    grid = _Grid(scenario, width)
    _draw_routes(grid, scenario)
    places = sorted(scenario.places, key=lambda place: (place.rank, place.id))
    marks = _marks(view)
    for place in reversed(places):
        grid.put(place, marks[place.id])
    for place in places:
        grid.label(place)
    when = f"turn {view.turn} of {view.turns}, {view.dates[0].isoformat()}"
    if view.phase == "ended":
        when = f"after turn {view.turn - 1} of {view.turns}"
    lines = [f"{view.title}, {view.seat}: {when}"]
    return "\n".join([*lines, *grid.lines(), *KEY]) + "\n"


class _Grid:
    """Rows of characters over the map's core."""

    def __init__(self, scenario: Scenario, width: int) -> None:
        self.south, self.west, self.north, self.east = scenario.map.core
        across = (self.east - self.west) * cos(radians((self.south + self.north) / 2))
        self.width = width
        self.height = max(1, round(width * (self.north - self.south) / across / CELL))
        self.rows = [[" "] * width for _ in range(self.height)]

    def cell(self, lat: float, lon: float) -> tuple[int, int]:
        """Row and column of a point; outside the grid for points outside the core."""
        x = (lon - self.west) / (self.east - self.west) * (self.width - 1)
        y = (self.north - lat) / (self.north - self.south) * (self.height - 1)
        return round(y), round(x)

    def inside(self, row: int, column: int) -> bool:
        """Whether the grid has this cell."""
        return 0 <= row < self.height and 0 <= column < self.width

    def put(self, place: Place, mark: str) -> None:
        """Write a place's mark over whatever is there."""
        row, column = self.cell(place.lat, place.lon)
        if self.inside(row, column):
            self.rows[row][column] = mark

    def label(self, place: Place) -> None:
        """Write a place's name right or left of its mark where nothing but roads is in the way."""
        row, column = self.cell(place.lat, place.lon)
        if not self.inside(row, column):
            return
        text = place.name
        for start in (column + 1, column - len(text)):
            end = start + len(text)
            if start < 0 or end > self.width:
                continue
            around = self.rows[row][max(0, start - 1) : end + 1]
            over = [c for c in around if c not in " =:"]
            own = 1 if start > column or end < self.width else 0
            if len(over) <= own and all(c in " =:" for c in self.rows[row][start:end]):
                self.rows[row][start:end] = list(text)
                return

    def stroke(self, a: tuple[int, int], b: tuple[int, int], mark: str) -> None:
        """A line of marks between two cells, where nothing else is."""
        steps = max(abs(b[0] - a[0]), abs(b[1] - a[1]), 1)
        for step in range(steps + 1):
            row = a[0] + round((b[0] - a[0]) * step / steps)
            column = a[1] + round((b[1] - a[1]) * step / steps)
            if self.inside(row, column) and self.rows[row][column] == " ":
                self.rows[row][column] = mark

    def lines(self) -> list[str]:
        """The rows as text, without blanks at their ends."""
        return ["".join(row).rstrip() for row in self.rows]


def _draw_routes(grid: _Grid, scenario: Scenario) -> None:
    at = {place.id: (place.lat, place.lon) for place in scenario.places}
    for road in scenario.roads:
        if road.route is not None:
            points = [at[road.a], *road.bends, at[road.b]]
            for a, b in itertools.pairwise(points):
                grid.stroke(grid.cell(*a), grid.cell(*b), ROUTES[road.route])


def _marks(view: View) -> dict[str, str]:
    """Place -> its character."""
    marks = {name: CONTROL[place.control] for name, place in view.places.items()}
    sides: dict[str, set[bool]] = {}
    for formation in view.formations:
        if formation.place in marks and formation.age_days == 0:
            sides.setdefault(formation.place, set()).add(
                formation.faction in ("saa", "iran_backed", "russia")
            )
    for name, there in sides.items():
        marks[name] = MIXED if len(there) > 1 else marks[name].upper()
    for post in view.posts:
        if post.place in marks and post.place not in sides and post.state in ("open", "besieged"):
            marks[post.place] = BESIEGED_POST if post.state == "besieged" else OPEN_POST
    return marks
