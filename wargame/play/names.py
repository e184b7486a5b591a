"""Ids and row numbers: the engine knows rows, people know names (RB 1.1, 2.3).

Rows follow the order of the scenario file, except factions, air pools and teams, which follow their codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.rules.codes import AirUser, Faction, Team
from wargame.rules.score import LINE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wargame.model.scenario import Scenario, WarAim

DAYS_PER_TURN = 3
TURNS = 13
"""RB 3.1. What holds when `[rules]` of a scenario does not say otherwise."""


def entity_key(full_name: str) -> int:
    """RB 2.3. The key of a row from its full name, such as `place.saraqib`: 63 bits."""
    return int.from_bytes(blake2b(full_name.encode(), digest_size=8).digest(), "little") & 0x7FFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Names:
    """Both directions between ids and rows. Plural: row -> id. Singular: id -> row."""

    places: tuple[str, ...]
    roads: tuple[str, ...]
    sectors: tuple[str, ...]
    pools: tuple[str, ...]
    formations: tuple[str, ...]
    posts: tuple[str, ...]
    factions: tuple[str, ...]
    injects: tuple[str, ...]
    zones: tuple[str, ...]
    agreements: tuple[str, ...]
    term_conditions: tuple[str, ...]
    place: dict[str, int]
    road: dict[str, int]
    sector: dict[str, int]
    pool: dict[str, int]
    formation: dict[str, int]
    post: dict[str, int]
    faction: dict[str, int]
    inject: dict[str, int]
    zone: dict[str, int]
    agreement: dict[str, int]
    term_condition: dict[str, int]
    first_day: date
    """The date of day 0."""
    days_per_turn: int
    turns: int
    lines: tuple[tuple[str, ...], ...] = LINE_NAMES
    """Lines of the war aims of each team (RB 21): those of the rules, then those of the scenario."""
    hidden: frozenset[tuple[int, str]] = frozenset()
    """Team and line of the hidden ones, which no reading names (RB 21.9)."""

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Names:
        """The names of a scenario, in row order."""
        places = tuple(p.id for p in scenario.places)
        roads = tuple(r.id for r in scenario.roads)
        sectors = tuple(s.id for s in scenario.sectors)
        pools = tuple(user.name.lower() for user in AirUser)
        formations = tuple(f.id for f in scenario.formations)
        posts = tuple(p.id for p in scenario.posts)
        factions = tuple(faction.name.lower() for faction in Faction)
        injects = tuple(i.id for i in scenario.injects)
        zones = tuple(z.id for z in scenario.zones)
        agreements = tuple(a.id for a in scenario.agreements)
        conditions = tuple(c.id for c in scenario.term_conditions)
        return cls(
            places, roads, sectors, pools, formations, posts, factions, injects, zones,
            agreements, conditions,
            rows_of(places), rows_of(roads), rows_of(sectors), rows_of(pools), rows_of(formations),
            rows_of(posts), rows_of(factions), rows_of(injects), rows_of(zones),
            rows_of(agreements), rows_of(conditions),
            scenario.start.first_day,
            scenario.rules.values.get("days_per_turn", DAYS_PER_TURN),
            scenario.rules.values.get("turns", TURNS),
            tuple(lines_of(scenario, team) for team in Team),
            frozenset((Team[a.team.upper()].value, a.line) for a in sound_aims(scenario) if a.hidden),
        )  # fmt: skip


def lines_of(scenario: Scenario, team: Team) -> tuple[str, ...]:
    """RB 21.1. The lines that the rules measure for a team, and behind them those that the scenario adds."""
    known = LINE_NAMES[team]
    word = team.name.lower()
    added = [aim.line for aim in sound_aims(scenario) if aim.team == word and aim.when is not None]
    return known + tuple(dict.fromkeys(line for line in added if line not in known))


def sound_aims(scenario: Scenario) -> list[WarAim]:
    """The war aims that are whole: a file under examination may have others."""
    return [aim for aim in scenario.war_aims if hasattr(aim, "team") and hasattr(aim, "line")]


def rows_of(ids: Iterable[str]) -> dict[str, int]:
    """The row of each id; an id that stands twice (a complaint of `check`) keeps its first row."""
    rows: dict[str, int] = {}
    for row, name in enumerate(ids):
        rows.setdefault(name, row)
    return rows


def row_named(rows: dict[str, int], kind: str, name: str) -> int:
    """The row of an id among those of its kind. Raises UnknownName."""
    if name not in rows:
        raise UnknownName(kind, name, rows)
    return rows[name]
