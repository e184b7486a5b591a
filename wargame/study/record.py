"""The record of a run: one line of JSON with everything that happened in it (docs/backtest.md).

Written for whoever wants to check facts that nobody tuned to; it holds no quantiles and no judgement.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from wargame.rules.codes import Control, Faction, Team, side_of

if TYPE_CHECKING:
    from wargame.study.trace import Trace

SIDES = ("government", "opposition")


class Labels(NamedTuple):
    """The names of rows, and the first day of the calendar as text."""

    first_day: str
    places: tuple[str, ...]
    posts: tuple[str, ...]
    pools: tuple[str, ...]


def line_of(trace: Trace, labels: Labels) -> str:
    """One run as a line of JSON without its end.

    Days count from `first_day`; lists are in the order of events.
    """
    killed = [
        {
            "day": day,
            "side": SIDES[side_of(faction)],
            "faction": Faction(faction).name.lower(),
            "cause": cause,
            "killed": dead,
        }
        for (day, faction, cause), dead in sorted(trace.killed.items())
    ]
    places, posts, pools = labels.places, labels.posts, labels.pools
    told = {
        "seed": trace.seed,
        "first_day": labels.first_day,
        "days": trace.days,
        "control": [
            {"day": day, "place": places[p], "from": _control(old), "to": _control(new)}
            for day, p, old, new in trace.control
        ],
        "posts": [{"day": day, "post": posts[p], "event": what} for day, p, what in trace.posts],
        "killed": killed,
        "melted": [
            {"day": day, "faction": Faction(faction).name.lower(), "mbn": mbn}
            for (day, faction), mbn in sorted(trace.missing.items())
        ],
        "hits": [
            {"day": day, "place": places[p], "team": Team(team).name.lower(), "dead": dead}
            for day, p, team, dead in trace.hits
        ],
        "aircraft_lost": [
            {"day": day, "kind": pools[pool], "number": number, "helicopters": helicopters}
            for day, pool, number, helicopters in trace.aircraft
        ],
        "displaced": displaced(trace, places),
        "hosted_at_end": {places[p]: people for p, people in enumerate(trace.hosted) if people > 0},
        "ceasefire_day": trace.ceasefire,
        "turkish_strength_mbn": trace.turkish,
        "digest": trace.digest,
    }
    return json.dumps(told, separators=(",", ":"), ensure_ascii=True)


def displaced(trace: Trace, places: tuple[str, ...]) -> list[dict[str, object]]:
    """Per day: people who left their homes, the places they left, and where most of each place's went."""
    by_day: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for day, p, people, to in trace.displaced:
        by_day[day].append((p, people, to))
    told: list[dict[str, object]] = []
    for day, rows in sorted(by_day.items()):
        moves = [{"from": places[p], "people": n, "mostly_to": places[to]} for p, n, to in rows]
        told.append({"day": day, "people": sum(n for _, n, _ in rows), "moves": moves})
    return told


def _control(code: int) -> str:
    return Control(code).name.lower()
