"""What a seat may ask while it writes orders: words that may follow, orders that name a thing, what an order
would come to.

Every answer is worked out from what the seat knows (its Seen board and its own draft), never from the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.play.forecast import Forecast, forecast_of
from wargame.play.notation import parse, text_of

if TYPE_CHECKING:
    from wargame.model.orders import Order, TeamId
    from wargame.play.menu import Menu
    from wargame.play.session import Session

PLACE_KINDS = ("attack", "recon", "drone_strike", "jam", "proxy_task", "air_task", "airspace")
"""Kinds of orders that are looked through for a place; moves are given from the formation."""

POST_KINDS = ("convoy", "post", "siege")
MOST = 120
"""Lines offered for one place at most."""


class Counsel:
    """Answers for the teams of a session; menus are kept for a turn."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._menus: dict[tuple[str, int], Menu] = {}

    def options(self, team: str, words: str) -> list[str]:
        """Words that may follow finished words. Raises UnknownName."""
        from wargame.play.completion import next_words

        line = f"{words} " if words else ""
        return next_words(self.session.layout, self.session.seen(team), team_of(team), line)

    def about(self, team: str, thing: str) -> list[str]:
        """Lines of legal orders that name a place or a post, at most `MOST`. Raises UnknownName."""
        menu, scenario, names = self._menu(team), self.session.scenario, self.session.layout.names
        wanted = {thing}
        kinds: tuple[str, ...] = POST_KINDS
        if thing in names.place:
            kinds = PLACE_KINDS + POST_KINDS
            place = scenario.places[names.place[thing]]
            wanted |= {place.sector} | {post.id for post in scenario.posts if post.place == thing}
            wanted |= {road.id for road in scenario.roads if thing in (road.a, road.b)}
        found = []
        for kind in kinds:
            for order in menu.of_kind(kind):
                line = text_of(order)
                if wanted & set(line.split()):
                    found.append(line)
        return found[:MOST]

    def parse(self, team: str, words: str) -> Order:
        """The order of a line. Raises WargameError with the nearest right word."""
        return parse(self.session.layout, team_of(team), words, self.session.seen(team))

    def forecast(self, team: str, order: Order) -> Forecast:
        """What an order would come to, from the team's own view. Raises UnknownName."""
        from wargame.play.preview import preview

        draft = self.session.draft(team)
        board = self.session.seen(team)
        return forecast_of(preview(self.session.layout, board, team_of(team), order, draft))

    def chances(self, column: int) -> tuple[int, ...]:
        """Repulse, stall, gains, breakthrough at a column (cs), in basis points."""
        from wargame.play.preview import band_chances

        return band_chances(self.session.layout, column)

    def _menu(self, team: str) -> Menu:
        key = (team, self.session.turn)
        if key not in self._menus:
            self._menus = {known: menu for known, menu in self._menus.items() if known[1] == key[1]}
            self._menus[key] = self.session.menu(team)
        return self._menus[key]


def team_of(name: str) -> TeamId:
    """The name of a team as its own type. Raises UnknownName."""
    for team in TEAMS:
        if team == name:
            return team
    raise UnknownName("team", name, TEAMS)
