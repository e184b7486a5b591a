"""Talks while a turn is planned: what was sent acts at once on a copy of the board, and again at step 1 when
the turn is resolved (RB 6.5).

Both play the same rows by the same rule (`rules/talks.py`), so that what people see while they plan is what
the turn begins with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.errors import IllegalOrder
from wargame.model.orders_politics import Offer, Respond, Steer
from wargame.play import codec, notation
from wargame.play.msel import BITS
from wargame.play.refusal_text import sentence
from wargame.rules.agreements import turn_day, with_serial
from wargame.rules.codes import AgreementState, Answer, Team
from wargame.rules.legal import within_means
from wargame.rules.log import fresh
from wargame.rules.orders_politics import TALK
from wargame.rules.tables import copied
from wargame.rules.talks import take_talks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.model.orders import TeamId
    from wargame.play.layout import Layout
    from wargame.rules.tables import Board
    from wargame.rules.tables import Order as Row

Talk = Offer | Respond | Steer
"""What can be sent as talk."""

Sent = tuple["TeamId", Talk]
"""Who sent what."""

MOST = 200
"""Talks that fit a turn."""


def talk_rows(layout: Layout, sent: Sequence[Sent]) -> list[Row]:
    """The rows of what was sent in a turn, numbered from TALK in the order of sending. Raises UnknownName."""
    rows: list[Row] = []
    for n, (team, order) in enumerate(sent):
        rows += codec.rows_of(layout, team, TALK + n, order)
    return rows


def spoken(layout: Layout, board: Board, sent: Sequence[Sent]) -> Board:
    """The closed board as talks have changed it: a copy, on which nothing else of the next turn has happened.

    Without talks it is the board itself.
    """
    if not sent:
        return board
    live = copied(board)
    take_talks(layout.world, live, talk_rows(layout, sent), turn_day(layout.world, live), fresh(), None)
    return live


def said(layout: Layout, team: TeamId, text: str, seen: Board) -> Talk:
    """A talk from its text. Raises IllegalOrder for any other order, UnknownName."""
    order = notation.parse(layout, team, text, seen)
    if not isinstance(order, Talk):
        raise IllegalOrder(f"{order.type} is no talk: it goes into the sheet")
    return order


def refuse(layout: Layout, live: Board, sent: Sequence[Sent], team: TeamId, order: Talk) -> None:
    """Raise IllegalOrder with the reason if a team may not send this now, after what was sent before."""
    if len(sent) >= MOST:
        raise IllegalOrder(f"at most {MOST} talks fit a turn")
    rows = talk_rows(layout, sent)
    mine = codec.rows_of(layout, team, 1, order)
    code = within_means(layout.world, live, rows + mine, Team[team.upper()].value)[len(rows)]
    if code:
        raise IllegalOrder(sentence(code))


def hearers(layout: Layout, live: Board, team: TeamId, order: Talk) -> int:
    """Audience of a talk: the sender, the white cell, and the parties; of a STEER Damascus (RB 17.7)."""
    bits = BITS[team] | BITS["white"]
    match order:
        case Offer():
            for to in order.to:
                bits |= BITS[to]
        case Steer():
            bits |= BITS["damascus"]
        case Respond():
            row = with_serial(live, order.offer)
            if row >= 0:
                bits |= sum(BITS[t.name.lower()] for t in Team if live.agreements[row].parties >> t & 1)
    return bits


def concerned(live: Board, team: TeamId, order: Talk) -> int:
    """The number of the offer or agreement that a talk, once it has acted, made or answered; 0 for a STEER.

    An offer that another team had made already has the number of that one.
    """
    if isinstance(order, Respond) and order.answer != Answer.COUNTER.name.lower():
        return order.offer
    if isinstance(order, Steer):
        return 0
    code = Team[team.upper()].value
    open_states = (AgreementState.OFFERED, AgreementState.ACCEPTED)
    mine = [a.serial for a in live.agreements if a.state in open_states and a.accepted >> code & 1]
    return max(mine, default=0)
