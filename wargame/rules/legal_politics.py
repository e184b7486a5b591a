"""Preconditions of LADDER, ULTIMATUM, STATEMENT, EXTERNAL and ECONOMY (RB 6.3 orders 10, 11, 14, 15, 17).

A function here answers with a `Refusal`, 0 = legal, and writes nothing. Columns: `orders_politics.py`.
"""

from wargame.rules.capitals import answers, price_of, tehran_left
from wargame.rules.ladder import AT_ONCE, HIGHEST
from wargame.rules.numbers import (
    Author,
    Capital,
    Direction,
    Lever,
    OrderKind,
    Refusal,
    Team,
    Tone,
    UltimatumState,
)
from wargame.rules.tables import NOBODY, Board, Order, World
from wargame.rules.tables_politics import TEAMS, Ultimatum

ULTIMATUM_PRICE = 100
ECONOMY_PRICE = 100
LOUD_PRICE = 50
"""RB 6.3 orders 11, 15 and 10. ct of capital; the last for a second public warning or condemnation."""


def is_free(row: Ultimatum) -> bool:
    """Whether nothing can come of an ultimatum any more: its row may be used again."""
    return row.state != UltimatumState.OPEN and row.state != UltimatumState.EXPIRED


def free_ultimatum(board: Board) -> int:
    """The row that the next ultimatum takes: an unused one, else that of the oldest that is over; NOBODY if
    all are pending.
    """
    best = NOBODY
    for i, row in enumerate(board.ultimatums):
        if is_free(row):
            if best == NOBODY or row.issued < board.ultimatums[best].issued:
                best = i
    return best


def open_between(board: Board, sender: int, to: int) -> bool:
    """RB 6.3 order 11. Whether an ultimatum of one team to another is open."""
    for row in board.ultimatums:
        if row.state == UltimatumState.OPEN and row.sender == sender and row.to == to:
            return True
    return False


def ladder_refusal(board: Board, order: Order) -> int:
    """RB 6.3 order 17, 16.2. At most two rungs up; down as far as one likes."""
    rung = board.tracks[0].rung
    if order.amount < 0 or order.amount > HIGHEST:
        return int(Refusal.INCOMPLETE)
    if order.amount == rung:
        return int(Refusal.ALREADY_SO)
    if order.amount > rung + AT_ONCE:
        return int(Refusal.TOO_STEEP)
    return 0


def ultimatum_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 11. A threat above the rung, a deadline in a later turn, nothing open to the same team.

    Whether the demand is met already is asked when it is put (`ultimatums.issue`).
    """
    to = order.who[0]
    if order.subject < NOBODY or order.subject >= len(world.templates):
        return int(Refusal.INCOMPLETE)
    if to < 0 or to >= TEAMS or to == order.team or order.mode > HIGHEST:
        return int(Refusal.INCOMPLETE)
    turn = (board.tracks[0].day + 1) // world.params.days_per_turn + 1
    code = 0
    if order.mode <= board.tracks[0].rung:
        code = int(Refusal.NO_THREAT)
    elif order.amount <= turn or order.amount > world.params.turns:
        code = int(Refusal.WRONG_DEADLINE)
    elif open_between(board, order.team, to):
        code = int(Refusal.ULTIMATUM_OPEN)
    elif free_ultimatum(board) == NOBODY:
        code = int(Refusal.NO_ROOM)
    return code


def statement_refusal(world: World, order: Order) -> int:
    """RB 6.3 order 10. Words go to another team or to all; to attribute names a place and who fired."""
    if order.mode < Tone.CONDEMN or order.mode > Tone.ATTRIBUTE:
        return int(Refusal.INCOMPLETE)
    if order.subject < NOBODY or order.subject >= TEAMS or order.subject == order.team:
        return int(Refusal.INCOMPLETE)
    if order.mode == Tone.ATTRIBUTE:
        if order.where[0] < 0 or order.where[0] >= len(world.places):
            return int(Refusal.NO_ACCUSED)
        if order.more[0] < Author.ARTILLERY or order.more[0] > Author.TURKEY:
            return int(Refusal.NO_ACCUSED)
        if order.more[0] == Author.UNCLEAR:
            return int(Refusal.NO_ACCUSED)
    return 0


def external_refusal(board: Board, order: Order) -> int:
    """RB 6.3 order 14, 18.2. Whether this capital hears this team with that."""
    if order.subject < Capital.KYIV or order.subject > Capital.UNSC:
        return int(Refusal.INCOMPLETE)
    if not answers(order.team, order.subject, order.mode):
        return int(Refusal.WRONG_CAPITAL)
    if order.subject == Capital.TEHRAN and tehran_left(board) <= 0:
        return int(Refusal.NOTHING_LEFT)
    return 0


def economy_refusal(board: Board, order: Order) -> int:
    """RB 6.3 order 15. A lever of Ankara or Moscow that does not stand there already."""
    if order.team == Team.DAMASCUS:
        return int(Refusal.NOT_FOR_TEAM)
    if order.subject < Lever.TOURISM or order.subject > Lever.PROJECTS:
        return int(Refusal.INCOMPLETE)
    if order.mode != Direction.TIGHTEN and order.mode != Direction.RELAX:
        return int(Refusal.INCOMPLETE)
    if lever_of(board, order.team, order.subject) == order.mode:
        return int(Refusal.ALREADY_SO)
    return 0


def lever_of(board: Board, team: int, lever: int) -> int:
    """RB 18.4. How a lever of Ankara or Moscow stands (codes.Direction)."""
    if team == Team.ANKARA:
        return board.tracks[0].lever[lever]
    return board.tracks[0].lever_moscow[lever]


def political_price(order: Order) -> int:
    """RB 6.3, 18.2. ct of capital of these orders, a climb left out (`ladder.climb_price`)."""
    if order.kind == OrderKind.ULTIMATUM:
        return ULTIMATUM_PRICE
    if order.kind == OrderKind.ECONOMY:
        return ECONOMY_PRICE
    if order.kind == OrderKind.EXTERNAL:
        return price_of(order.subject)
    return 0


def is_loud(order: Order) -> bool:
    """RB 6.3 order 10. A public warning or condemnation: the first of a turn is free."""
    if order.kind != OrderKind.STATEMENT or order.flag == 0:
        return False
    return order.mode == Tone.WARN or order.mode == Tone.CONDEMN
