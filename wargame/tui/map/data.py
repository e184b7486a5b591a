"""What the map is drawn from and never changes: places, roads, posts, relief and the shapes of the base file.

Made once from a Scenario and the text of its base file. Positions are on a plane: km east and km *south* of
the centre of the core, so that rows grow downward; `KM_PER_DEGREE` and one cosine for the whole map, as in
every small-scale plan.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wargame.errors import ScenarioError
from wargame.model.text import Line
from wargame.tui.glyphs import plain
from wargame.tui.palette import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.scenario import Scenario

KM_PER_DEGREE = 111.2
"""Length of a degree of latitude in km."""

OFF_LIMITS = "off_limits"
"""Tag of a place on ground that no side of the scenario can hold; it owns no ground on the map."""

COUNTRIES = {
    "SY": "SYRIA",
    "TR": "TURKIYE",
    "LB": "LEBANON",
    "IQ": "IRAQ",
    "JO": "JORDAN",
    "IL": "ISRAEL",
    "CY": "CYPRUS",
}
"""Captions of the countries that a base file may name by code; others are captioned by their code."""

Point = tuple[float, float]
"""km east, km south."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane of the map, with the centre of the core at its origin."""

    lat0: float
    lon0: float
    shrink: float
    """Cosine of the latitude of the origin."""

    def point(self, lat: float, lon: float) -> Point:
        """Degrees to km east and km south."""
        return (lon - self.lon0) * self.shrink * KM_PER_DEGREE, (self.lat0 - lat) * KM_PER_DEGREE

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Km east and south to latitude and longitude."""
        return self.lat0 - y / KM_PER_DEGREE, self.lon0 + x / (self.shrink * KM_PER_DEGREE)


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place as it is drawn."""

    id: str
    label: str
    """Name in ASCII."""
    lat: float
    lon: float
    x: float
    y: float
    rank: int
    """1 (a city) to 4."""
    sector: str
    source: bool
    """Whether supply springs there."""
    ground: bool
    """Whether it owns the ground around it."""
    anchors: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class RoadMark:
    """A road as it is drawn: its line runs from `a` over the bends to `b`."""

    id: str
    a: str
    b: str
    kind: str
    """`motorway`, `secondary`, `track`."""
    route: str
    """`m4`, `m5`, ... or empty."""
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PostMark:
    """A post as it is drawn while it stands at the place the scenario gives it."""

    id: str
    place: str
    number: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RidgeMark:
    """A stroke of relief: metres added along the line, fading over `halfwidth` km."""

    line: tuple[Point, ...]
    height: int
    halfwidth: float


@dataclass(frozen=True, slots=True)
class Box:
    """A frame in km on the plane."""

    west: float
    north: float
    east: float
    south: float


@dataclass(frozen=True, slots=True)
class MapData:
    """Everything the map needs besides a View."""

    plane: Plane
    box: Box
    core: Box
    places: tuple[PlaceMark, ...]
    """In the scenario's order."""
    place: dict[str, int]
    """Id of a place to its number."""
    roads: tuple[RoadMark, ...]
    road: dict[str, int]
    posts: dict[str, PostMark]
    sectors: tuple[tuple[str, str], ...]
    """Id and name in ASCII."""
    group: dict[str, int]
    """Faction to the number of its palette group."""
    ridges: tuple[RidgeMark, ...]
    rivers: tuple[tuple[Point, ...], ...]
    sea: tuple[tuple[Point, ...], ...]
    outside: tuple[tuple[Point, ...], ...]
    """Land of other countries."""
    outside_name: str
    """Caption of that land, or empty."""
    attribution: str


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")
    ring: tuple[tuple[float, float], ...] = Field(min_length=3)
    country: Line = ""


class _Base(BaseModel):
    """The base file: closed rings of `[lat, lon]`."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    sea: tuple[_Shape, ...] = ()
    land: tuple[_Shape, ...] = ()


def map_data(scenario: Scenario, base_text: str) -> MapData:
    """What the map is drawn from.

    `base_text` is the text of the base file named by `scenario.map.base`, or empty.

    Raises ScenarioError if the base text is no such file.
    """
    base = _read_base(base_text)
    south, west, north, east = scenario.map.core
    lat0, lon0 = (south + north) / 2, (west + east) / 2
    plane = Plane(lat0, lon0, cos(radians(lat0)))
    places = tuple(
        PlaceMark(
            place.id, plain(place.name), place.lat, place.lon, *plane.point(place.lat, place.lon), place.rank,
            place.sector, any(tag.startswith("supply_") for tag in place.tags), OFF_LIMITS not in place.tags,
            tuple(plane.point(*anchor) for anchor in place.anchors),
        )
        for place in scenario.places
    )  # fmt: skip
    where = {place.id: number for number, place in enumerate(places)}
    roads = _roads(scenario, plane, where, places)
    outside, name = _outside(base, plane, places)
    return MapData(
        plane=plane,
        box=_box(plane, scenario.map.box),
        core=_box(plane, scenario.map.core),
        places=places,
        place=where,
        roads=roads,
        road={road.id: number for number, road in enumerate(roads)},
        posts={
            post.id: PostMark(post.id, post.place, plain(post.number), *plane.point(post.lat, post.lon))
            for post in scenario.posts
        },
        sectors=tuple((sector.id, plain(sector.name)) for sector in scenario.sectors),
        group={faction.id: GROUPS.index(faction.palette) for faction in scenario.factions},
        ridges=tuple(
            RidgeMark(_line(plane, ridge.line), ridge.height, ridge.halfwidth) for ridge in scenario.map.ridge
        ),
        rivers=tuple(_line(plane, river) for river in scenario.map.rivers),
        sea=tuple(_line(plane, shape.ring) for shape in base.sea),
        outside=outside,
        outside_name=name,
        attribution=scenario.map.attribution,
    )


def _read_base(text: str) -> _Base:
    try:
        return _Base.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([f"map.base: not a TOML file: {error}"]) from error
    except ValidationError as error:
        where = [(".".join(str(part) for part in found["loc"]), found["msg"]) for found in error.errors()]
        raise ScenarioError([f"map.base: {path}: {message}" for path, message in where]) from error


def _line(plane: Plane, points: Sequence[tuple[float, float]]) -> tuple[Point, ...]:
    return tuple(plane.point(lat, lon) for lat, lon in points)


def _box(plane: Plane, degrees: tuple[float, float, float, float]) -> Box:
    south, west, north, east = degrees
    left, top = plane.point(north, west)
    right, bottom = plane.point(south, east)
    return Box(left, top, right, bottom)


def _roads(
    scenario: Scenario, plane: Plane, where: dict[str, int], places: Sequence[PlaceMark]
) -> tuple[RoadMark, ...]:
    marks = []
    for road in scenario.roads:
        if road.a in where and road.b in where:
            a, b = places[where[road.a]], places[where[road.b]]
            line = ((a.x, a.y), *_line(plane, road.bends), (b.x, b.y))
            marks.append(RoadMark(road.id, road.a, road.b, road.road_class, road.route or "", line))
    return tuple(marks)


def _outside(
    base: _Base, plane: Plane, places: Sequence[PlaceMark]
) -> tuple[tuple[tuple[Point, ...], ...], str]:
    """The land that is not of the country in which most places lie, and the caption of its largest part."""
    rings = [(shape.country, _line(plane, shape.ring)) for shape in base.land]
    count: dict[str, int] = {}
    for country, ring in rings:
        count[country] = count.get(country, 0) + sum(1 for place in places if inside(ring, place.x, place.y))
    home = max(count, key=lambda country: count[country], default="")
    foreign = [(country, ring) for country, ring in rings if country != home]
    largest = max(foreign, key=lambda pair: len(pair[1]), default=("", ()))[0]
    return tuple(ring for _, ring in foreign), COUNTRIES.get(largest, plain(largest).upper())


def inside(ring: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies within a closed ring (even-odd rule)."""
    within = False
    before = ring[-1]
    for after in ring:
        if (before[1] > y) != (after[1] > y):
            crossing = before[0] + (y - before[1]) * (after[0] - before[0]) / (after[1] - before[1])
            within ^= x < crossing
        before = after
    return within
