"""Whether a scenario's map holds together: roads, routes, connections, frame, attribution (RB 4.2, 4.3)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from wargame.model import scenario as model
from wargame.store.scenario_choices import hint
from wargame.store.scenario_draft import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.store.scenario_draft import Draft

TAGS = (
    "city", "capital", "host_city", "border", "crossing", "camp", "base", "junction", "waypoint", "anchor",
    "off_limits", "supply_gov", "supply_opp", "supply_tur", "neutral", "core", "belt", "zawiya",
    "divert_to", "divert_from",
)  # fmt: skip
"""RB 4.2: what a place may be."""

ROUTES = ("m4", "m5")
"""Motorways the rules know; each must be one chain of roads."""

CELL = 1.55
"""km of a map pixel at the zoom that shows the whole core; a character is one pixel wide and two high."""

KM = 111.195
"""A degree of latitude in km."""

EARTH = 12742.0176
"""Diameter of the earth in km."""

SLACK = 0.05
"""km by which a road may be shorter than the straight line: coordinates are rounded."""

MARKER = 10
"""km between a post's marker and its place, at most."""


def ground_complaints(draft: Draft) -> Iterator[Complaint]:
    """Every mistake of the map."""
    places = dict(draft.of_kind("place", model.Place))
    where = {place.id: (place.lat, place.lon) for place in places.values()}
    yield from place_complaints(draft, places)
    yield from road_complaints(draft, where)
    if not draft.broken & {"place", "road"}:
        yield from connections(draft, places)
        yield from chains(draft)
    for number, post in draft.of_kind("post", model.Post):
        far = where.get(post.place)
        if far is not None and distance(far, (post.lat, post.lon)) > MARKER:
            yield Complaint(
                ("post", number, "lat"),
                f"post {post.id}: its marker lies more than {MARKER} km from {post.place}",
            )


def place_complaints(draft: Draft, places: dict[int, model.Place]) -> Iterator[Complaint]:
    """Tags, the frame, shared cells, attribution."""
    frame = draft.frame
    cells: dict[tuple[int, int], str] = {}
    for number, place in places.items():
        name = f"place {place.id}"
        for at, tag in enumerate(place.tags):
            if tag not in TAGS:
                yield Complaint(
                    ("place", number, "tags", at),
                    f"{name}: '{tag}' is not one of {', '.join(TAGS)}{hint(tag, TAGS)}",
                )
        if ("neutral" in place.tags) != (place.control == "neutral"):
            yield Complaint(
                ("place", number, "control"), f"{name}: control neutral and the tag neutral go together"
            )
        if place.consent_day is not None and "neutral" not in place.tags:
            yield Complaint(
                ("place", number, "consent_day"), f"{name}: consent_day goes with the tag neutral"
            )
        if frame is None:
            continue
        south, west, north, east = frame.box
        if not (south <= place.lat <= north and west <= place.lon <= east):
            yield Complaint(
                ("place", number, "lat"),
                f"{name}: {place.lat}, {place.lon} lies outside the box of the map "
                f"({south}..{north} N, {west}..{east} E)",
            )
        cell = cell_of(frame, place)
        if cell in cells:
            yield Complaint(
                ("place", number, "lat"),
                f"{name}: shares a map cell with {cells[cell]}; keep places {CELL} km apart east-west "
                f"or {2 * CELL} km north-south",
            )
        cells.setdefault(cell, place.id)
    if frame is not None:
        yield from frame_complaints(draft, frame, places)


def cell_of(frame: model.MapFrame, place: model.Place) -> tuple[int, int]:
    """The character of the map on which a place falls at the core's zoom."""
    middle = cos(radians((frame.core[0] + frame.core[2]) / 2))
    column = (place.lon - frame.core[1]) * KM * middle / CELL
    row = (frame.core[2] - place.lat) * KM / (2 * CELL)
    return int(column // 1), int(row // 1)


def frame_complaints(
    draft: Draft, frame: model.MapFrame, places: dict[int, model.Place]
) -> Iterator[Complaint]:
    """The box, the core inside it, the base file's name, and the lines that licences ask for."""
    for key, box in (("box", frame.box), ("core", frame.core)):
        if box[0] >= box[2] or box[1] >= box[3]:
            yield Complaint(("map", key), f"[map], {key}: write south, west, north, east")
    outer, inner = frame.box, frame.core
    if inner[0] < outer[0] or inner[1] < outer[1] or inner[2] > outer[2] or inner[3] > outer[3]:
        yield Complaint(("map", "core"), "[map], core: reaches beyond the box")
    if not stays_below(frame.base):
        yield Complaint(
            ("map", "base"), f"[map], base: '{frame.base}' must name a file beside or below the scenario"
        )
    if not frame.attribution.strip():
        yield Complaint(("map", "attribution"), "[map], attribution: empty; name where the map comes from")
    written = draft.raw.get("attribution")
    lines = [str(line) for line in written] if isinstance(written, list) else []
    credited = "geonames" in " ".join([frame.attribution, *lines]).lower()
    if not credited and any(place.geonames is not None for place in places.values()):
        yield Complaint(
            ("map", "attribution"),
            "[map], attribution: places carry GeoNames numbers, whose licence asks for a line",
        )


def stays_below(name: str) -> bool:
    """Whether a file name leads to the scenario's folder or below it, on any system."""
    return (
        ".." not in name.replace("\\", "/").split("/")
        and not name.startswith(("/", "\\", "~"))
        and ":" not in name
    )


def road_complaints(draft: Draft, where: dict[str, tuple[float, float]]) -> Iterator[Complaint]:
    """Roads to themselves and roads shorter than the straight line."""
    for number, road in draft.of_kind("road", model.Road):
        if road.a == road.b:
            yield Complaint(("road", number, "b"), f"road {road.a}: leads from a place to itself")
        elif road.a in where and road.b in where:
            straight = distance(where[road.a], where[road.b])
            if road.km + SLACK < straight:
                yield Complaint(
                    ("road", number, "km"),
                    f"road {road.id}: {road.km} km is shorter than the straight line of {straight:.1f} km",
                )


def connections(draft: Draft, places: dict[int, model.Place]) -> Iterator[Complaint]:
    """One complaint for each part of the map that no road joins to the largest part."""
    beside: dict[str, list[str]] = {place.id: [] for place in places.values()}
    for _, road in draft.of_kind("road", model.Road):
        if road.a in beside and road.b in beside:
            beside[road.a].append(road.b)
            beside[road.b].append(road.a)
    numbers = {place.id: number for number, place in places.items()}
    islands: list[list[str]] = []
    seen: set[str] = set()
    for start in beside:
        if start in seen:
            continue
        seen.add(start)
        island = [start]
        for here in island:
            for there in beside[here]:
                if there not in seen:
                    seen.add(there)
                    island.append(there)
        islands.append(island)
    main = max(islands, key=len, default=[])
    for island in islands:
        if island is not main:
            names = ", ".join(island[:5]) + (f" and {len(island) - 5} more" if len(island) > 5 else "")
            yield Complaint(
                ("place", numbers[island[0]]),
                f"the map is not connected: no road leads from {names} to the rest",
            )


def chains(draft: Draft) -> Iterator[Complaint]:
    """A motorway is one chain: no place with three of its roads, two ends, one piece."""
    for route in ROUTES:
        beside: dict[str, list[str]] = {}
        first = last = -1
        for number, road in draft.of_kind("road", model.Road):
            if road.route == route:
                first = number if first < 0 else first
                if max(len(beside.get(road.a, ())), len(beside.get(road.b, ()))) == 2:
                    last = number
                beside.setdefault(road.a, []).append(road.b)
                beside.setdefault(road.b, []).append(road.a)
        if not beside:
            continue
        crossing = next((name for name, links in beside.items() if len(links) > 2), None)
        if crossing is not None:
            yield Complaint(
                ("road", last, "route"), f"route {route}: more than two of its roads meet at {crossing}"
            )
            continue
        ends = [name for name, links in beside.items() if len(links) == 1]
        if len(ends) != 2:
            yield Complaint(
                ("road", first, "route"),
                f"route {route}: must be one chain with two ends, but has {len(ends)}: {', '.join(ends[:6])}",
            )


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km of two points (latitude, longitude)."""
    north, east = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    chord = sin(north) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(east) ** 2
    return EARTH * asin(sqrt(min(1.0, chord)))
