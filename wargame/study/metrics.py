"""The number that a target is compared with, read from the trace of a run. None: it never happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wargame.rules.codes import Control, Faction, PostState, side_of

if TYPE_CHECKING:
    from wargame.rules.tables import Board
    from wargame.study.trace import Trace

Value = float | None


class Metric(NamedTuple):
    """What is read from a run, in rows and days; unused numbers are -1."""

    measure: str
    entity: int = -1
    """Place, post, pool or side; of a condition its number among those of the targets."""
    first: int = -1
    last: int = -1
    """Days, inclusive; `first` of a speed is the place where it ends, unless `places` says a route."""
    hm: int = -1
    """Of a speed: the way, in 100 m."""
    places: tuple[int, ...] = ()
    """The places of a route or a list."""


def value_of(metric: Metric, trace: Trace, start: Board) -> Value:
    """What a run gives for a metric, in the unit of its target; None if it never happened or is not
    modelled.
    """
    match metric.measure:
        case "captured":
            return taken_on(trace, metric.entity)
        case "route_taken":
            return route_taken_on(trace, start, metric.places)
        case "besieged":
            return besieged_on(trace, start, metric.entity)
        case "posts_besieged":
            return _at(trace.besieged, metric.first)
        case "killed":
            return killed(trace, metric.entity, metric.first, metric.last)
        case "turkish_dead":
            rows = trace.killed.items()
            return sum(dead for (day, f, _), dead in rows if f == Faction.TURKEY and _in(day, metric))
        case "helicopters_lost":
            return sum(number for _, pool, _, number in trace.aircraft if pool == metric.entity)
        case "displaced":
            return sum(people for day, _, people, _ in trace.displaced if _in(day, metric))
        case "hosted_share":
            whole = sum(trace.hosted)
            return sum(trace.hosted[p] for p in metric.places) / whole if whole else 0.0
        case "ceasefire":
            return trace.ceasefire
        case "turkish_troops":
            return _at(trace.turkish, metric.first) // 2
        case "condition":
            return first_true(trace, metric.entity)
        case "speed":
            return speed(metric, trace, start)
        case _:
            return None


def taken_on(trace: Trace, place: int) -> int | None:
    """Day on which the government first takes a place."""
    for day, p, _, new in trace.control:
        if p == place and new == Control.GOVERNMENT:
            return day
    return None


def first_true(trace: Trace, number: int) -> int | None:
    """First day at whose close a condition was true; -1 at the start, None if never or not asked."""
    if number >= len(trace.firsts) or trace.firsts[number] == 0:
        return None
    return trace.firsts[number] - 2


def route_taken_on(trace: Trace, start: Board, places: tuple[int, ...]) -> int | None:
    """First day at whose close the government holds every place of a route; -1 if it did from the start."""
    lost = {p for p in places if start.places[p].control != Control.GOVERNMENT}
    changes = trace.control
    if not lost:
        return -1
    for i, (day, p, _, new) in enumerate(changes):
        if p in places:
            if new == Control.GOVERNMENT:
                lost.discard(p)
            else:
                lost.add(p)
        if not lost and (i + 1 == len(changes) or changes[i + 1][0] > day):
            return day
    return None


def besieged_on(trace: Trace, start: Board, post: int) -> int | None:
    """Day on which a post is first besieged; -1 if it was at the start."""
    if start.posts[post].state == PostState.BESIEGED:
        return -1
    for day, p, what in trace.posts:
        if p == post and what == "besieged":
            return day
    return None


def killed(trace: Trace, side: int, first: int, last: int) -> int:
    """Dead of a side on the days from first to last; Turkish soldiers are no opposition fighters."""
    total = 0
    for (day, faction, _), dead in trace.killed.items():
        if first <= day <= last and side_of(faction) == side and faction != Faction.TURKEY:
            total += dead
    return total


def speed(metric: Metric, trace: Trace, start: Board) -> float | None:
    """Kilometres a day from one place to another, or from a place to the end of a route: from the last time
    it was taken before the whole route was. Within one day counts as one.
    """
    if not metric.places:
        begun, ended = taken_on(trace, metric.entity), taken_on(trace, metric.first)
    else:
        ended = route_taken_on(trace, start, metric.places)
        begun = None
        for day, p, _, new in trace.control:
            if p == metric.entity and new == Control.GOVERNMENT and ended is not None and day <= ended:
                begun = day
    if begun is None or ended is None:
        return None
    return metric.hm / 10 / max(1, ended - begun)


def _in(day: int, metric: Metric) -> bool:
    return metric.first <= day <= metric.last


def _at(series: list[int], day: int) -> int:
    """The value at the close of a day; a game that ended before stays as it was."""
    return series[min(day, len(series) - 1)] if series else 0
