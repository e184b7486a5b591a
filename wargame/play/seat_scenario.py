"""The part of a scenario that a seat may read, built from nothing: maps, names, own forces, own war aims.

It is a valid Scenario, so that the screens draw from it, and no play can start from it: what belongs to the
others (their briefs, forces, posts not yet seen, the list of injects, the numbers of the rules) is not there.
The white cell reads the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.model.scenario import Faction, Formation, Place, Post, Scenario, Sector, Start, Team

if TYPE_CHECKING:
    from collections.abc import Collection

    from wargame.model.orders import TeamId

NO_SOURCE = ("not_shown",)
"""Stands where a part needs a source that the seat may not read."""

OUTSIDER = "observer"


def seat_scenario(scenario: Scenario, seat: str, met: Collection[str]) -> Scenario:
    """What a seat may read; `met` are the ids of formations and posts that its views have named.

    Raises UnknownName.
    """
    if seat == "white":
        return scenario
    if seat not in (*TEAMS, OUTSIDER):
        raise UnknownName("seat", seat, (*TEAMS, "white", OUTSIDER))
    team = next((known for known in TEAMS if known == seat), None)
    return Scenario(
        id=scenario.id,
        title=scenario.title,
        subtitle=scenario.subtitle,
        brief=scenario.brief,
        licence=scenario.licence,
        attribution=scenario.attribution,
        start=_start(scenario),
        map=scenario.map,
        sectors=tuple(
            Sector(id=s.id, name=s.name, access={}, source=NO_SOURCE, confidence="low")
            for s in scenario.sectors
        ),
        places=tuple(_place(place) for place in scenario.places),
        roads=scenario.roads,
        air_pools=tuple(pool for pool in scenario.air_pools if pool.team == team),
        factions=tuple(_faction(faction) for faction in scenario.factions),
        teams=tuple(_team(held, team) for held in scenario.teams),
        formations=_formations(scenario, team, met),
        posts=tuple(_post(post, team) for post in scenario.posts if post.id in met),
        zones=scenario.zones,
        war_aims=tuple(aim for aim in scenario.war_aims if aim.team == team),
        sources={},
    )


def names_of(scenario: Scenario) -> frozenset[str]:
    """The ids of formations and posts that somebody with this scenario knows."""
    return frozenset(unit.id for unit in scenario.formations) | frozenset(p.id for p in scenario.posts)


def _start(scenario: Scenario) -> Start:
    """The date alone; tracks are read in the view's gauges."""
    return Start(
        first_day=scenario.start.first_day, rung=0, tension=0, trust=0, ties=0, leverage=0, nato=0, eu=0,
        source=NO_SOURCE, confidence="low",
    )  # fmt: skip


def _place(place: Place) -> Place:
    """Where it lies and what it is; who is in it is read in the view."""
    return Place(
        id=place.id,
        name=place.name,
        full_name=place.full_name,
        lat=place.lat,
        lon=place.lon,
        rank=place.rank,
        terrain=place.terrain,
        hold=place.hold,
        control=place.control,
        faction="turkey" if place.control == "turkish" else "saa" if place.control == "government" else "nlf",
        sector=place.sector,
        tags=place.tags,
        anchors=place.anchors,
        source=place.source,
        confidence=place.confidence,
    )


def _faction(faction: Faction) -> Faction:
    """Who it is and whom it follows; how far it obeys is read in the gauges."""
    return Faction(
        id=faction.id,
        name=faction.name,
        side=faction.side,
        team=faction.team,
        command=faction.command,
        palette=faction.palette,
        home=faction.home,
        source=NO_SOURCE,
        confidence="low",
    )


def _team(team: Team, reader: TeamId | None) -> Team:
    """The own team whole; of the others the name."""
    if team.id == reader:
        return team
    return Team(
        id=team.id, name=team.name, brief="", command_points=1, capital=0, domestic=0, standing=0,
        source=NO_SOURCE, confidence="low",
    )  # fmt: skip


def _formations(scenario: Scenario, reader: TeamId | None, met: Collection[str]) -> tuple[Formation, ...]:
    """Commanded ones whole, reinforcements too; of proxies that are there at the start, and of others that
    were met, the name.
    """
    commanded = {f.id for f in scenario.factions if f.team == reader and f.command == "commanded"}
    proxies = {f.id for f in scenario.factions if f.team == reader} - commanded
    held = [
        unit if unit.faction in commanded else _named(unit, scenario)
        for unit in scenario.formations
        if unit.faction in commanded or (unit.faction in proxies and unit.turn == 1) or unit.id in met
    ]
    return tuple(held) or (_nobody(scenario),)


def _named(unit: Formation, scenario: Scenario) -> Formation:
    """Name and faction; what it is and where it stood at the start is not told."""
    return Formation(
        id=unit.id, name=unit.name, faction=unit.faction, kind="militia", strength=100, establishment=100,
        quality=0, place=scenario.places[0].id, source=NO_SOURCE, confidence="low",
    )  # fmt: skip


def _nobody(scenario: Scenario) -> Formation:
    """A reader without formations still needs one for the form's sake."""
    return Formation(
        id="nobody", name="Nobody", faction=scenario.factions[0].id, kind="militia", strength=100,
        establishment=100, quality=0, place=scenario.places[0].id, source=NO_SOURCE, confidence="low",
    )  # fmt: skip


def _post(post: Post, reader: TeamId | None) -> Post:
    """Where it stands; garrison, stock and plans are Ankara's affair."""
    if reader == "ankara":
        return post
    return Post(
        id=post.id,
        name=post.name,
        number=post.number,
        place=post.place,
        lat=post.lat,
        lon=post.lon,
        state="open",
        garrison=100,
        stock_days=0,
        source=NO_SOURCE,
        confidence="low",
    )
