"""How each team counts agreements, offers and demands: from 1, as it comes to know of them (RB 8.3).

The engine, the journal and the white cell count over all teams; a team that read those numbers could tell
from the next one how often the two others had talked without it. So what a team reads and writes has numbers
of its own. They never change: they follow from the order in which it learned, and that from the journal. It
learns from an event that it is told, and from an agreement on its board.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.orders import TEAMS
from wargame.model.orders_politics import Respond
from wargame.play.events_text import EVENTS, clarities
from wargame.play.witness import Clarity, Witnesses
from wargame.rules.seen_agreements import known_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wargame.model.orders import OrderSheet
    from wargame.play.layout import Layout
    from wargame.play.talk import Talk
    from wargame.rules.tables import Board

NO_SUCH = 9999
"""Stands for a number that the team has never been told: there is no agreement of it."""

COLUMNS = {
    kind.value: 3 + place
    for kind, told in EVENTS.items()
    for place, (name, _) in enumerate(told.fields)
    if name == "agreement"
}
"""Kind of event -> the column of its row that holds the number of an agreement."""


class OfferNumbers:
    """The numbers of one session."""

    def __init__(self, start: Board) -> None:
        self._learned: dict[str, list[int]] = {team: [] for team in TEAMS}
        """Team -> the engine's numbers, in the order in which it learned of them."""
        self.learn_board(start)

    # ---- learning ----

    def learn_board(self, board: Board) -> None:
        """Every team learns of what it may know on a board, in the engine's order."""
        for code, team in enumerate(TEAMS):
            self._learn(team, sorted(a.serial for a in board.agreements if known_to(a, code)))

    def learn_turn(
        self, layout: Layout, opening: Board, facts: Sequence[Sequence[int]], closing: Board
    ) -> None:
        """Every team learns of what the events of a turn tell it of, then of what stands at its close."""
        near = Witnesses(layout, opening)
        for row in facts:
            column = COLUMNS.get(row[2])
            if column is not None:
                for team, clear in zip(TEAMS, clarities(layout, row, near), strict=True):
                    if clear is Clarity.WHOLE:
                        self._learn(team, (row[column],))
            near.follow(row)
        self.learn_board(closing)

    def _learn(self, team: str, serials: Iterable[int]) -> None:
        learned = self._learned[team]
        learned += [serial for serial in serials if serial > 0 and serial not in learned]

    # ---- reading and writing ----

    def own(self, seat: str, serial: int) -> int:
        """What a seat calls an agreement; 0 for one it does not know, and for none."""
        learned = self._learned.get(seat)
        if learned is None:
            return serial
        return learned.index(serial) + 1 if serial in learned else 0

    def true(self, seat: str, number: int) -> int:
        """What the engine calls an agreement that a seat calls by a number; NO_SUCH if it knows none."""
        learned = self._learned.get(seat)
        if learned is None:
            return number
        return learned[number - 1] if 1 <= number <= len(learned) else NO_SUCH

    def own_board(self, seat: str, view: Board) -> Board:
        """Write the seat's numbers into a board that was made for it; returns the board."""
        for agreement in view.agreements:
            agreement.serial = self.own(seat, agreement.serial)
            agreement.answers = self.own(seat, agreement.answers)
        view.tracks[0].serials = max(agreement.serial for agreement in view.agreements)
        return view

    def own_rows(self, seat: str, rows: Sequence[Sequence[int]]) -> list[Sequence[int]]:
        """Rows of events with the seat's numbers; those it may not read have 0."""
        return [self._own_row(seat, row) for row in rows]

    def _own_row(self, seat: str, row: Sequence[int]) -> Sequence[int]:
        column = COLUMNS.get(row[2])
        return row if column is None else (*row[:column], self.own(seat, row[column]), *row[column + 1 :])

    def own_talk(self, seat: str, talk: Talk) -> Talk:
        """A talk as a seat reads it. What it answers is known to all who hear it."""
        return _renumbered(talk, lambda serial: self.own(seat, serial) or NO_SUCH)

    def true_talk(self, team: str, talk: Talk) -> Talk:
        """A talk that a team has written, as the engine and the journal have it."""
        return _renumbered(talk, lambda number: self.true(team, number))

    def own_sheet(self, sheet: OrderSheet) -> OrderSheet:
        """A sheet of the journal as its team reads it."""
        return _with_numbers(sheet, lambda serial: self.own(sheet.team, serial) or NO_SUCH)

    def true_sheet(self, sheet: OrderSheet) -> OrderSheet:
        """A sheet that a team has written, as the engine and the journal have it."""
        return _with_numbers(sheet, lambda number: self.true(sheet.team, number))


def _renumbered(talk: Talk, number: Callable[[int], int]) -> Talk:
    return talk.model_copy(update={"offer": number(talk.offer)}) if isinstance(talk, Respond) else talk


def _with_numbers(sheet: OrderSheet, number: Callable[[int], int]) -> OrderSheet:
    if not any(isinstance(order, Respond) for order in sheet.orders):
        return sheet
    orders = tuple(
        order.model_copy(update={"offer": number(order.offer)}) if isinstance(order, Respond) else order
        for order in sheet.orders
    )
    return sheet.model_copy(update={"orders": orders})
