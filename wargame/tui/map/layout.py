"""What stands where on the map: place symbols, posts, counters, road shields and names, without covering one
another.

Everything is placed in cells of the whole plane, once for each zoom and view, so a pan never moves a name.
What matters most is placed first: symbols and posts, the names of the chief places, shields, counters, then
the lesser names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from wargame.tui.map.camera import cell_of
from wargame.tui.map.paint import HELD, Pen
from wargame.tui.palette import GROUPS, LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wargame.model.view import FormationView, PostView, View
    from wargame.tui.glyphs import GlyphSet
    from wargame.tui.map.data import MapData

Cell = tuple[int, int]
"""Row, column."""

NAMED_RANK = {2.64: 2, 1.75: 3, 1.55: 3}
"""Lowest rank that is named at a zoom; closer zooms name all."""

SHOWN_RANK = {2.64: 3}
"""Lowest rank whose symbol is shown at a zoom; closer zooms show all."""

ECHELON_KM = 0.6
"""Counters carry their echelon at this zoom and closer."""

DIGIT_KM = 1.0
"""Rings carry the days of siege at this zoom and closer."""

HOST_CELLS = 14
"""Greatest distance in cells (a row counts as two) at which a counter is stacked on another."""

CRAMPED = 1.5
"""Cost of a spot for a counter that touches a name, in crossed cells of motorway."""

SHIELD_GAP = 30
"""Least distance in cells between two shields of one route."""

GROUND_INK = tuple(Pen.INK + GROUPS.index(group) for group in HELD)
"""Class of held ground to the pen of its group."""


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the plane in cells."""

    left: int
    top: int
    width: int
    height: int

    def holds(self, row: int, column: int, width: int) -> bool:
        """Whether a text of this width lies within it whole."""
        within = self.left <= column and column + width <= self.left + self.width
        return within and self.top <= row < self.top + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """Characters on the map. `back` -1 leaves the ground under them."""

    row: int
    column: int
    text: str
    pen: int
    back: int = -1


@dataclass(frozen=True, slots=True)
class Label:
    """A name: where it stands, and where else it could stand when the edge of the window cuts it."""

    place: int
    text: str
    pen: int
    cell: Cell
    others: tuple[Cell, ...]


@dataclass(slots=True)
class Counter:
    """Formations of one palette group at one place."""

    place: int
    group: int
    formations: list[FormationView]
    stacked: int = 0
    cell: Cell = (0, 0)
    width: int = 4

    @property
    def known(self) -> bool:
        """Whether anything on it is seen well enough to tell its kind."""
        return any(formation.kind is not None for formation in self.formations)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the formations that have one, strongest first."""
        return tuple(formation.id for formation in self.formations if formation.id is not None)


@dataclass(slots=True)
class Arrangement:
    """All signs of one zoom and view."""

    texts: list[Text] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    counters: list[Counter] = field(default_factory=list)
    posts: dict[Cell, str] = field(default_factory=dict)
    """Cell to the id of the post whose sign it carries."""
    places: dict[Cell, int] = field(default_factory=dict)
    """Cell to the number of the place whose sign it carries."""
    rings: list[Cell] = field(default_factory=list)
    taken: set[Cell] = field(default_factory=set)

    def free(self, row: int, column: int, width: int) -> bool:
        """Whether cells are free, with one to spare on either side."""
        return not any((row, column + step) in self.taken for step in range(-1, width + 1))

    def take(self, row: int, column: int, width: int) -> None:
        """Occupy cells."""
        self.taken.update((row, column + step) for step in range(width))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a place for a sign is judged by."""

    roads: frozenset[Cell]
    """Cells of motorways, better left visible."""
    holder: Callable[[int, int], int]
    """Class of the ground of a cell (row, column); -1 where nobody holds it."""


def arrange(
    data: MapData, view: View | None, km: float, glyphs: GlyphSet, around: Surroundings, selected: str | None,
    *, letters: bool, supply: bool, chosen_place: str | None = None,
) -> Arrangement:  # fmt: skip
    """Place every sign. `letters` writes the letter of the group in place of the sign of the kind."""
    made = Arrangement()
    _symbols(made, data, view, km, glyphs, supply=supply)
    if view is not None:
        _posts(made, data, view.posts, km, glyphs)
    order = sorted(range(len(data.places)), key=lambda number: data.places[number].rank)
    lowest = NAMED_RANK.get(km, 4)
    first = [number for number in order if data.places[number].rank <= 2]
    _names(made, data, first, km, around)
    _shields(made, data, km)
    if view is not None:
        _counters(made, data, view.formations, km, glyphs, around, selected, letters=letters)
    rest = [number for number in order if 2 < data.places[number].rank <= lowest]
    _names(made, data, rest, km, around)
    number = data.place.get(chosen_place or "", -1)
    if number >= 0 and all(label.place != number for label in made.labels):
        _names(made, data, [number], km, around, force=True)
    return made


def _symbols(
    made: Arrangement, data: MapData, view: View | None, km: float, glyphs: GlyphSet, *, supply: bool
) -> None:
    for number in sorted(range(len(data.places)), key=lambda number: data.places[number].rank):
        place = data.places[number]
        column, row = cell_of(place.x, place.y, km)
        if place.rank > SHOWN_RANK.get(km, 4) or (row, column) in made.places:
            continue
        shown = view.places.get(place.id) if view is not None else None
        pen: int = Pen.MUTED
        supplied = True
        if shown is not None:
            pen = _ink_of(shown.control)
            supplied = shown.supplied
        if supply and place.source:
            sign = glyphs.source
        else:
            sign = (glyphs.places if supplied else glyphs.places_hollow)[place.rank - 1]
        made.places[row, column] = number
        made.texts.append(Text(row, column, sign, pen))
        if place.rank <= 3:
            made.taken.add((row, column))


def _ink_of(control: str) -> int:
    match control:
        case "government":
            return GROUND_INK[0]
        case "opposition":
            return GROUND_INK[1]
        case "turkish":
            return GROUND_INK[2]
        case _:
            return GROUND_INK[3]


def _posts(made: Arrangement, data: MapData, posts: Sequence[PostView], km: float, glyphs: GlyphSet) -> None:
    for post in posts:
        if post.state not in ("open", "besieged", "evacuating"):
            continue
        mark = data.posts.get(post.id)
        number = data.place.get(post.place)
        if mark is not None and mark.place == post.place:
            column, row = cell_of(mark.x, mark.y, km)
        elif number is not None:
            column, row = cell_of(data.places[number].x, data.places[number].y, km)
        else:
            continue
        steps = (
            (0, 0),
            (0, 1),
            (0, -1),
            (-1, 0),
            (1, 0),
            (-1, 1),
            (-1, -1),
            (1, 1),
            (1, -1),
            (0, 2),
            (0, -2),
        )
        cell = next(
            (
                (row + down, column + right)
                for down, right in steps
                if (row + down, column + right) not in made.taken
            ),
            (row, column),
        )
        besieged = post.state == "besieged"
        made.posts[cell] = post.id
        made.taken.add(cell)
        made.texts.append(Text(*cell, glyphs.post, Pen.ALARM if besieged else Pen.POST))
        if besieged:
            made.rings.append(cell)
            if km <= DIGIT_KM and post.besieged_days > 0:
                days = str(post.besieged_days)
                made.texts.append(Text(cell[0], cell[1] + 1, days, Pen.ALARM))
                made.take(cell[0], cell[1] + 1, len(days))


def _names(
    made: Arrangement,
    data: MapData,
    order: Iterable[int],
    km: float,
    around: Surroundings,
    *,
    force: bool = False,
) -> None:
    """Name places, each in the best of six positions that is free; left out where none is."""
    for number in order:
        place = data.places[number]
        column, row = cell_of(place.x, place.y, km)
        if made.places.get((row, column), number) != number and not force:
            continue
        text = place.label.upper() if place.rank == 1 else place.label
        spots = spots_of(row, column, len(text))
        free = [spot for spot in spots if made.free(*spot, len(text))]
        if not free and not force:
            continue
        ranked = sorted(free or spots[:1], key=lambda spot: _name_cost(spot, len(text), spots, around))
        pen = Pen.STRONG if place.rank == 1 else Pen.TEXT if place.rank == 2 else Pen.SOFT
        if not place.ground:
            pen = Pen.MUTED
        made.labels.append(Label(number, text, pen, ranked[0], tuple(ranked[1:])))
        made.take(*ranked[0], len(text))


def spots_of(row: int, column: int, width: int) -> tuple[Cell, ...]:
    """Six positions of a name beside a sign: right, left, above, below, upper right, lower right."""
    middle = column - width // 2
    return (
        (row, column + 2), (row, column - 1 - width), (row - 1, middle), (row + 1, middle),
        (row - 1, column + 1), (row + 1, column + 1),
    )  # fmt: skip


def _name_cost(spot: Cell, width: int, spots: Sequence[Cell], around: Surroundings) -> float:
    """Crossed motorway cells, then the order of the positions."""
    row, column = spot
    crossed = sum((row, column + step) in around.roads for step in range(width))
    return crossed + 0.8 * spots.index(spot)


def _shields(made: Arrangement, data: MapData, km: float) -> None:
    """The numbers of the motorways, on long stretches and not too near one another."""
    placed: list[tuple[str, int, int]] = []
    routes = [road for road in data.roads if road.route and road.kind == "motorway"]
    for road in sorted(routes, key=lambda road: -length(road.line)):
        middle = (len(road.line) - 1) // 2
        (ax, ay), (bx, by) = road.line[middle], road.line[middle + 1]
        column, row = cell_of((ax + bx) / 2, (ay + by) / 2, km)
        near = [abs(column - at) + 2 * abs(row - down) for route, down, at in placed if route == road.route]
        text = road.route.upper()
        if min(near, default=SHIELD_GAP) >= SHIELD_GAP and made.free(row, column, len(text)):
            placed.append((road.route, row, column))
            made.take(row, column, len(text))
            made.texts.append(Text(row, column, text, Pen.DARK, Pen.MOTORWAY))


def length(line: Sequence[tuple[float, float]]) -> float:
    """Length of a polyline in km, along the axes."""
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(line))


def _counters(
    made: Arrangement, data: MapData, formations: Sequence[FormationView], km: float, glyphs: GlyphSet,
    around: Surroundings, selected: str | None, *, letters: bool,
) -> None:  # fmt: skip
    """Counters beside their places, on their own side of the front where there is room; else stacked on a
    neighbour.
    """
    for counter in counters_of(data, formations):
        place = data.places[counter.place]
        column, row = cell_of(place.x, place.y, km)
        counter.width = len(counter_text(counter, km, glyphs, letters=letters))
        spot = _counter_spot(made, row, column, counter, around)
        if spot is None:
            host = _host(made, counter, row, column)
            if host is not None:
                host.stacked += len(counter.formations)
                host.formations.extend(counter.formations)
                continue
            spot = _outward(made, row, column, counter.width)
        counter.cell = spot
        made.take(*spot, counter.width)
        made.counters.append(counter)
    for counter in made.counters:
        text = counter_text(counter, km, glyphs, letters=letters)[: counter.width]
        chosen = selected is not None and selected in counter.ids
        back = Pen.AMBER if chosen else Pen.COUNTER + counter.group if counter.known else Pen.UNKNOWN
        ink = Pen.DARK if chosen else Pen.COUNTER_TEXT
        if all(formation.age_days > 0 for formation in counter.formations):
            ink, back = Pen.MUTED, -1
        made.texts.append(Text(*counter.cell, text, ink, back))


def counters_of(data: MapData, formations: Sequence[FormationView]) -> list[Counter]:
    """One counter for each place and palette group, in the order of places and groups; what is seen best and
    is strongest first.
    """
    found: dict[tuple[int, int], Counter] = {}
    for formation in formations:
        place = data.place.get(formation.place)
        group = data.group.get(formation.faction)
        if place is not None and group is not None:
            found.setdefault((place, group), Counter(place, group, [])).formations.append(formation)
    for counter in found.values():
        counter.formations.sort(key=lambda unit: (unit.kind is None, unit.age_days > 0, -unit.strength))
    return [found[key] for key in sorted(found)]


def counter_text(counter: Counter, km: float, glyphs: GlyphSet, *, letters: bool) -> str:
    """Kind and strength in battalions, ` ╳4 `; `╳4+2` when two formations from near by are stacked on it.

    Of what is seen too badly to tell its kind, ` ?  `.
    """
    strongest = counter.formations[0]
    own = counter.formations[: len(counter.formations) - counter.stacked]
    total = sum(formation.strength for formation in own)
    unknown = glyphs.kinds["unknown"]
    letter = LETTERS[GROUPS[counter.group]]
    if strongest.kind is None:
        return f" {letter}{unknown} " if letters else f" {unknown}  "
    sign = letter if letters else glyphs.kinds.get(strongest.kind, unknown)
    number = str(max(1, (total + 500) // 1000))
    if counter.stacked:
        return f"{sign}{number}+{min(9, counter.stacked)}"
    if km <= ECHELON_KM:
        return f" {sign}{number} {echelon(total)} "
    return f" {sign}{number:<2}"


def echelon(strength: int) -> str:
    """Echelon of a strength in mbn: battalion, regiment, brigade, division."""
    return "II" if strength < 1500 else "III" if strength < 3000 else "X" if strength < 6500 else "XX"


def _counter_spot(
    made: Arrangement, row: int, column: int, counter: Counter, around: Surroundings
) -> Cell | None:
    """The best of seven positions beside a sign, None if all are taken."""
    width = counter.width
    left, right, middle = column - 1 - width, column + 2, column - width // 2
    spots = (
        (row, right), (row, left), (row + 1, middle), (row - 1, middle),
        (row + 1, right - 1), (row - 1, right - 1), (row + 1, left + 1),
    )  # fmt: skip
    best: Cell | None = None
    least = 0.0
    for order, (down, at) in enumerate(spots):
        if any((down, at + step) in made.taken for step in range(width)):
            continue
        cost = order * 0.7 + sum((down, at + step) in around.roads for step in range(width))
        cost += 0 if made.free(down, at, width) else CRAMPED
        cost += 3.0 * (not _at_home(counter.group, around.holder(down, at + width // 2)))
        if best is None or cost < least:
            best, least = (down, at), cost
    return best


def _at_home(group: int, holder: int) -> bool:
    """Whether ground of this class is friendly to a palette group."""
    match GROUPS[group]:
        case "damascus" | "moscow":
            return holder in (0, 3)
        case "opposition" | "ankara":
            return holder in (1, 2)
        case _:
            return True


def _host(made: Arrangement, counter: Counter, row: int, column: int) -> Counter | None:
    """The nearest counter of the same group to stack on, if one is near."""
    best: Counter | None = None
    least = HOST_CELLS
    for other in made.counters:
        away = abs(other.cell[1] - column) + 2 * abs(other.cell[0] - row)
        if other.group == counter.group and away <= least:
            best, least = other, away - 1
    return best


def _outward(made: Arrangement, row: int, column: int, width: int) -> Cell:
    """The first free cells in growing frames around a sign."""
    reach = 2
    while True:
        for down in range(-reach, reach + 1):
            for at in (column + 2 * reach, column - 2 * reach - width, column):
                if not any((row + down, at + step) in made.taken for step in range(width)):
                    return row + down, at
        reach += 1


def label_cell(label: Label, window: Window, made: Arrangement, sign: tuple[int, int]) -> Cell | None:
    """Where a name stands in a window; None if it is not to be seen whole.

    `sign` is column and row of its place.
    """
    width = len(label.text)
    if window.holds(*label.cell, width):
        return label.cell
    if not window.holds(sign[1], sign[0], 1):
        return None
    own = {(label.cell[0], label.cell[1] + step) for step in range(width)}
    for row, column in label.others:
        cells = {(row, column + step) for step in range(-1, width + 1)}
        if window.holds(row, column, width) and not (cells & made.taken) - own:
            return row, column
    return None
