"""Readings of a board as words, for the placeholders of inject texts: `{place.saraqib.control}`,
`{displaced.new}` (RB 19.2).

Units are those of screens: points, persons in thousands, battalions, days, names in lower case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.orders import TEAMS
from wargame.rules.arithmetic import rdiv
from wargame.rules.codes import Control, PostState, Siege, Supply, Weather
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

UNREADABLE = "unknown"
"""What a placeholder says that names nothing; `wargame check` complains about it beforehand."""


def reading(layout: Layout, board: Board, path: str) -> str:
    """What a path says on this board, or `unknown`."""
    match path.split("."):
        case ["day" | "turn" | "rung" | "tension" | "trust" | "ties" | "leverage" | "nato" | "eu" as name]:
            return _track(layout, board, name)
        case ["displaced", "new"]:
            return str(rdiv(board.tracks[0].newly_displaced, 10))
        case ["displaced", "unhoused"]:
            return str(rdiv(board.tracks[0].unhoused, 10))
        case ["team", team, field] if team in TEAMS:
            return _team(board, TEAMS.index(team), field)
        case ["place", place, field] if place in layout.names.place:
            return _place(layout, board, layout.names.place[place], field)
        case ["post", post, field] if post in layout.names.post:
            return _post(layout, board, layout.names.post[post], field)
        case ["formation", formation, field] if formation in layout.names.formation:
            return _formation(layout, board, layout.names.formation[formation], field)
        case ["sector", sector, "weather"] if sector in layout.names.sector:
            return Weather(board.sectors[layout.names.sector[sector]].weather).name.lower()
        case _:
            return UNREADABLE


def readable(layout: Layout, path: str) -> bool:
    """Whether a placeholder of this path says anything."""
    return reading(layout, layout.start, path) != UNREADABLE


def _track(layout: Layout, board: Board, name: str) -> str:
    tracks = board.tracks[0]
    points = {
        "day": tracks.day,
        "turn": (tracks.day + 1) // layout.names.days_per_turn + 1,
        "rung": tracks.rung,
        "tension": rdiv(tracks.tension, 100),
        "trust": rdiv(tracks.trust, 100),
        "ties": rdiv(tracks.ties, 100),
        "leverage": rdiv(tracks.leverage, 100),
        "nato": rdiv(tracks.nato, 100),
        "eu": rdiv(tracks.eu, 100),
    }
    return str(points[name])


def _team(board: Board, row: int, field: str) -> str:
    team = board.teams[row]
    values = {
        "domestic": rdiv(team.domestic, 100),
        "standing": rdiv(team.standing, 100),
        "pc": rdiv(team.pc, 100),
        "dead": team.dead,
    }
    return str(values[field]) if field in values else UNREADABLE


def _place(layout: Layout, board: Board, row: int, field: str) -> str:
    place = board.places[row]
    values = {
        "control": Control(place.control).name.lower(),
        "bar": str(rdiv(place.bar * 100, layout.world.places[row].hold)),
        "damage": str(rdiv(place.damage, 100)),
        "people": str(rdiv(place.people, 10)),
        "hosted": str(rdiv(place.hosted, 10)),
        "name": layout.scenario.places[row].name,
    }
    return values.get(field, UNREADABLE)


def _post(layout: Layout, board: Board, row: int, field: str) -> str:
    post = board.posts[row]
    values = {
        "state": PostState(post.state).name.lower(),
        "siege": Siege(post.siege).name.lower(),
        "stock": str(rdiv(post.stock, 100)),
        "morale": str(rdiv(post.morale, 100)),
        "strength": _battalions(post.strength),
        "consent": "yes" if post.consent else "no",
        "besieged_days": str(post.besieged_days),
        "place": layout.scenario.places[post.place].name,
        "name": layout.scenario.posts[row].name,
    }
    return values.get(field, UNREADABLE)


def _formation(layout: Layout, board: Board, row: int, field: str) -> str:
    formation = board.formations[row]
    values = {
        "place": layout.scenario.places[formation.place].name if formation.place != NOBODY else "off the map",
        "strength": _battalions(formation.strength),
        "cohesion": str(rdiv(formation.cohesion, 100)),
        "supply": Supply(formation.supply).name.lower(),
        "name": layout.scenario.formations[row].name,
    }
    return values.get(field, UNREADABLE)


def _battalions(strength: int) -> str:
    return f"{strength // 1000}.{strength % 1000 // 100}"
