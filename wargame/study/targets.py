"""Back-test targets: facts of the record beside a scenario, and what of a run is compared with them.

`scenarios/idlib_2020.toml` has its targets in `scenarios/idlib_2020_history.toml`. docs/backtest.md lists
keys and measures. Names are resolved to rows once; a `Metric` is integers and travels to worker processes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wargame.errors import ScenarioError, UnknownName
from wargame.model.cleaning import one_line
from wargame.play.readings import compile_condition, headed
from wargame.rules.codes import Form
from wargame.rules.conditions import fresh_latches, open_states
from wargame.rules.tables import copied
from wargame.store.scenario_text import file_text, parsed
from wargame.study.metrics import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wargame.model.scenario import Condition
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board, Test, World

USES = ("fit", "shown", "scripted", "setup", "record")
"""Counted; shown and not counted; given by injects or doctrines; a fact of day 0; not modelled."""

SIDES = {"government": 0, "opposition": 1}
ROUTES = {"M4": 4, "M5": 5}

KEYS = {
    "captured": ("place",),
    "route_taken": ("route",),
    "besieged": ("post",),
    "posts_besieged": ("on",),
    "killed": ("side", "from", "until"),
    "turkish_dead": ("from", "until"),
    "helicopters_lost": ("pool",),
    "displaced": ("from", "until"),
    "hosted_share": ("places",),
    "turkish_troops": ("on",),
    "ceasefire": (),
    "speed": ("km", "place"),
    "condition": ("when",),
    "none": (),
}
"""Measure -> the keys it needs. `speed` also takes `to` (a place) or `route`."""

NEVER_SLOW = frozenset({"speed"})
"""Measures where what never happened counts as slower than everything, not as later."""

DATED = ("date", "day")
"""Units in which a condition is measured: the first day on which it is true."""

UNITS = ("date", "day", "posts", "persons", "km2", "places", "airframes", "share", "soldiers", "km/day")


@dataclass(frozen=True, slots=True)
class Target:
    """One fact of the record. Numbers are days after day 0 for dates, else the unit's."""

    id: str
    title: str
    low: float
    central: float
    high: float
    unit: str
    use: str
    source: tuple[str, ...]
    metric: Metric
    tests: tuple[Test, ...] = ()
    """The rows of its condition, if its measure is one."""

    @property
    def counted(self) -> bool:
        """Whether it may be tuned to and counts in the summary."""
        return self.use == "fit"

    @property
    def never_last(self) -> bool:
        """Whether a run in which it never happened stands above all others (dates), not below (speeds)."""
        return self.metric.measure not in NEVER_SLOW


def history_of(scenario: str | Path) -> Path:
    """Where the targets of a scenario file lie."""
    path = Path(scenario)
    return path.with_name(f"{path.stem}_history.toml")


def load_targets(path: str | Path, layout: Layout) -> tuple[Target, ...]:
    """The targets of a file. Raises ScenarioError with every complaint."""
    name = one_line(str(path))
    raw = parsed(name, file_text(path))
    rows = raw.get("target")
    if not isinstance(rows, list) or not rows:
        raise ScenarioError([f"{name}: no [[target]] tables; docs/backtest.md shows one"])
    complaints: list[str] = []
    wanted = layout.scenario.id
    if raw.get("scenario") != wanted:
        complaints.append(f"{name}: scenario = {raw.get('scenario')!r}, but the scenario is {wanted!r}")
    more = raw.get("sources")
    known = set(layout.scenario.sources) | set(more if isinstance(more, dict) else ())
    found: list[Target] = []
    for number, row in enumerate(rows, 1):
        where = f"{name}: target {number} ({row.get('id', 'no id')})"
        faults = list(faults_of(row, known))
        try:
            if not faults:
                found.append(target_of(row, layout, sum(bool(target.tests) for target in found)))
        except UnknownName as fault:
            faults.append(str(fault))
        except ScenarioError as fault:
            faults += fault.complaints
        complaints += [f"{where}: {one_line(fault)}" for fault in faults]
    ids = [target.id for target in found]
    complaints += [f"{name}: target {i} stands twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    if complaints:
        raise ScenarioError(complaints)
    return tuple(found)


def faults_of(row: Mapping[str, object], sources: set[str]) -> Iterator[str]:
    """What is wrong with one table, names of the scenario apart."""
    for key in ("id", "title", "measure", "unit", "use"):
        if not isinstance(row.get(key), str):
            yield f"{key} is missing or no text"
            return
    if row["measure"] not in KEYS:
        yield f"no measure is called {row['measure']!r}; there are {', '.join(KEYS)}"
        return
    if row["unit"] not in UNITS:
        yield f"no unit is called {row['unit']!r}; there are {', '.join(UNITS)}"
    if row["use"] not in USES:
        yield f"no use is called {row['use']!r}; there are {', '.join(USES)}"
    for key in KEYS[str(row["measure"])]:
        if key not in row:
            yield f"measure {row['measure']} needs {key}"
    if row["measure"] == "condition" and row["unit"] not in DATED:
        yield f"a condition is measured in {' or '.join(DATED)}: the first day on which it is true"
    kinds = (datetime.date,) if row["unit"] == "date" else (int, float)
    numbers = [row.get(key) for key in ("low", "central", "high")]
    if not all(isinstance(number, kinds) for number in numbers):
        yield f"low, central and high must be {'dates' if row['unit'] == 'date' else 'numbers'}"
    elif not numbers[0] <= numbers[1] <= numbers[2]:  # type: ignore[operator]  # of one kind, as just seen
        yield "low, central and high must ascend"
    source = row.get("source")
    if not isinstance(source, list) or not source:
        yield "source is missing"
    else:
        yield from (f"[sources] has no {key!r}" for key in source if key not in sources)


def conditioned(layout: Layout, targets: Sequence[Target]) -> tuple[World, Board]:
    """World and start of runs that also ask the conditions of targets, each by a FIRST behind all tests."""
    asked = [target for target in targets if target.tests]
    if not asked:
        return layout.world, layout.start
    tests = [replace(test) for test in layout.world.tests]
    for target in asked:
        rows = [replace(test) for test in target.tests]
        tests += [headed(Form.FIRST, rows), *rows]
    world = replace(layout.world, tests=tests)
    start = replace(copied(layout.start), latches=fresh_latches(world))
    open_states(world, start)
    return world, start


def condition_of(row: Mapping[str, object], layout: Layout) -> tuple[Test, ...]:
    """The rows of a target's condition; none if it has no such measure. Raises ScenarioError.

    It reads no war aims: those of the day are settled after it.
    """
    if row["measure"] != "condition":
        return ()
    made, complaints = compile_condition(cast("Condition", row["when"]), layout.names, aims=False)
    if complaints:
        raise ScenarioError(complaints)
    return tuple(made)


def target_of(row: Mapping[str, object], layout: Layout, conditions: int) -> Target:
    """One target, behind so many with a condition. Raises UnknownName for a place, post, pool, side or route
    that is not there, ScenarioError for a condition that says nothing.
    """
    reader = Reader(row, layout, conditions)
    low, central, high = (reader.number(key) for key in ("low", "central", "high"))
    source = row["source"]
    assert isinstance(source, list)
    return Target(
        str(row["id"]), one_line(str(row["title"])), low, central, high, str(row["unit"]), str(row["use"]),
        tuple(map(str, source)), reader.metric(), condition_of(row, layout),
    )  # fmt: skip


class Reader:
    """Reads the keys of one table as rows and days."""

    def __init__(self, row: Mapping[str, object], layout: Layout, conditions: int) -> None:
        self.row, self.layout, self.conditions = row, layout, conditions
        self.day0 = layout.scenario.start.first_day

    def number(self, key: str) -> float:
        """A number, or the day of a date."""
        value = self.row[key]
        if isinstance(value, datetime.date):
            return (value - self.day0).days
        assert isinstance(value, int | float)
        return value

    def day(self, key: str) -> int:
        """The day of a date."""
        return int(self.number(key))

    def name(self, key: str, kind: str, known: Mapping[str, int]) -> int:
        """The row of a name."""
        return _row(kind, self.row[key], known)

    def route(self, key: str) -> tuple[int, ...]:
        """The places of a motorway in order."""
        number = self.name(key, "route", ROUTES)
        column = [fixed.m4 if number == ROUTES["M4"] else fixed.m5 for fixed in self.layout.world.places]
        return tuple(sorted((p for p, at in enumerate(column) if at > 0), key=column.__getitem__))

    def metric(self) -> Metric:
        """What is read from a run."""
        measure = str(self.row["measure"])
        names = self.layout.names
        match measure:
            case "captured":
                return Metric(measure, self.name("place", "place", names.place))
            case "route_taken":
                return Metric(measure, places=self.route("route"))
            case "besieged":
                return Metric(measure, self.name("post", "post", names.post))
            case "posts_besieged" | "turkish_troops":
                return Metric(measure, first=self.day("on"))
            case "killed":
                side = self.name("side", "side", SIDES)
                return Metric(measure, side, self.day("from"), self.day("until"))
            case "turkish_dead" | "displaced":
                return Metric(measure, first=self.day("from"), last=self.day("until"))
            case "helicopters_lost":
                return Metric(measure, self.name("pool", "pool", names.pool))
            case "hosted_share":
                listed = self.row["places"]
                assert isinstance(listed, list)
                return Metric(measure, places=tuple(_row("place", p, names.place) for p in listed))
            case "condition":
                return Metric(measure, self.conditions)
            case "speed":
                hm = round(10 * self.number("km"))
                start = self.name("place", "place", names.place)
                if "route" in self.row:
                    return Metric(measure, start, hm=hm, places=self.route("route"))
                return Metric(measure, start, self.name("to", "place", names.place), hm=hm)
            case _:
                return Metric(measure)


def _row(kind: str, value: object, known: Mapping[str, int]) -> int:
    name = str(value)
    if name not in known:
        raise UnknownName(kind, name, known)
    return known[name]
