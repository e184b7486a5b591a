"""The boards that seats read: ground truth for the white cell, a `Seen` board for a team (RB 8.4).

Made when first asked for, and again when it has been forgotten: what is kept is bounded for all sessions of a
process. A Fog belongs to one closed board, which nobody writes any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import UnknownName
from wargame.model.orders import TEAMS
from wargame.play.recent import Recent
from wargame.rules.seen import seen

if TYPE_CHECKING:
    from wargame.play.layout import Layout
    from wargame.play.offer_numbers import OfferNumbers
    from wargame.rules.tables import Board

SEATS = (*TEAMS, "white")
"""Every seat that has a view."""

SEEN: Recent[Board] = Recent(24)
"""Seen boards: each 60 to 90 kB, and made again in a third of a millisecond."""


class Fog:
    """What each seat may read of one board."""

    def __init__(self, layout: Layout, board: Board, seed: int, numbers: OfferNumbers | None = None) -> None:
        """`numbers`: how the teams count agreements; without, as the engine does."""
        self._layout, self._truth, self._seed, self._numbers = layout, board, seed, numbers
        self._key = object()

    def board(self, seat: str) -> Board:
        """The board of a seat. Raises UnknownName for anything but a team and `white`."""
        if seat not in SEATS:
            raise UnknownName("seat", seat, SEATS)
        if seat == "white":
            return self._truth
        return SEEN.of((self._key, seat), lambda: self._made(seat))

    def _made(self, seat: str) -> Board:
        day, team = self._truth.tracks[0].day, SEATS.index(seat)
        made = seen(self._layout.world, self._truth, team, self._seed, day)
        return made if self._numbers is None else self._numbers.own_board(seat, made)
