"""Names of things as people read them, for every id of a scenario.

Made once a session; built from the scenario alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.model.scenario import Faction, Formation, Place, Post, Road, Scenario


class Names:
    """The scenario's nouns by id."""

    def __init__(self, scenario: Scenario) -> None:
        self.places: dict[str, Place] = {place.id: place for place in scenario.places}
        self.roads: dict[str, Road] = {road.id: road for road in scenario.roads}
        self.formations: dict[str, Formation] = {unit.id: unit for unit in scenario.formations}
        self.posts: dict[str, Post] = {post.id: post for post in scenario.posts}
        self.factions: dict[str, Faction] = {faction.id: faction for faction in scenario.factions}
        self.sectors: dict[str, str] = {sector.id: sector.name for sector in scenario.sectors}
        self.others: dict[str, str] = {team.id: team.name for team in scenario.teams}
        self.others |= {zone.id: zone.name for zone in scenario.zones}
        self.others |= {agreement.id: agreement.name for agreement in scenario.agreements}
        self.others |= {condition.id: condition.title for condition in scenario.term_conditions}
        self._near: dict[str, list[str]] = {}
        for road in scenario.roads:
            self._near.setdefault(road.a, []).append(road.b)
            self._near.setdefault(road.b, []).append(road.a)

    def of(self, thing: str) -> str:
        """The name of a place, formation, post, faction, sector, road, team, zone, agreement or condition.

        The id itself if it is none of them.
        """
        if thing in self.places:
            return self.places[thing].name
        if thing in self.formations:
            return self.formations[thing].name
        if thing in self.posts:
            return f"Post {self.posts[thing].number}, {self.posts[thing].name}"
        if thing in self.factions:
            return self.factions[thing].name
        if thing in self.roads:
            return self.road(thing)
        if thing in self.sectors:
            return self.sectors[thing]
        return self.others.get(thing, thing.replace("_", " "))

    def road(self, road: str) -> str:
        """A road by the names of its ends."""
        found = self.roads[road]
        shield = f"{found.route.upper()} " if found.route else ""
        return f"{shield}{self.of(found.a)} - {self.of(found.b)}"

    def neighbours(self, place: str) -> list[str]:
        """Places one road away."""
        return self._near.get(place, [])
