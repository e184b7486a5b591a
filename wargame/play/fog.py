"""The boards that seats read: ground truth for the white cell, a `Seen` board for a team (RB 8.4).

Made when first asked for. A Fog belongs to one closed board, which nobody writes any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.rules.seen import seen

if TYPE_CHECKING:
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board

SEATS = (*TEAMS, "white")
"""Every seat that has a view."""


class Fog:
    """What each seat may read of one board."""

    def __init__(self, layout: Layout, board: Board, seed: int) -> None:
        self._layout, self._truth, self._seed = layout, board, seed
        self._seen: dict[str, Board] = {}

    def board(self, seat: str) -> Board:
        """The board of a seat. Raises UnknownName for anything but a team and `white`."""
        if seat not in SEATS:
            raise UnknownName("seat", seat, SEATS)
        if seat == "white":
            return self._truth
        if seat not in self._seen:
            day = self._truth.tracks[0].day
            team = SEATS.index(seat)
            self._seen[seat] = seen(self._layout.world, self._truth, team, self._seed, day)
        return self._seen[seat]
