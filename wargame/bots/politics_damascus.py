"""The politics of Damascus: it takes what Moscow signs as far as its manner goes.

Historical: no word to Ankara, its posts may eat, and a ceasefire of its patron is kept once the M5 is whole.
Cautious: it keeps every ceasefire. Escalatory: it accepts nothing and goes on attacking.
"""

from wargame.bots.motives import because
from wargame.bots.numbers import Manner, Motive
from wargame.bots.sheet import put_subject
from wargame.bots.talks import (
    awaits,
    binds,
    fire_has_ceased,
    has_term,
    put_answer,
    say,
    turn_of,
    whole_m5_held,
)
from wargame.rules.numbers import Ask, Capital, OrderKind, Team, TermKind, Tone
from wargame.rules.tables import NOBODY, Board, Order, World

TENSE = 6000
"""ct of tension from which a ceasefire is welcome."""

TEHRAN_TURN = 5
TEHRAN_AGAIN = 8
PURSE = 200


def politics(world: World, board: Board, manner: int, day: int, out: list[Order], n: int) -> int:
    """RB 6.5. Damascus' political orders, into `out`; returns rows written."""
    n = answer_offers(world, board, manner, out, n)
    turn = turn_of(world, day)
    if turn == TEHRAN_TURN or turn == TEHRAN_AGAIN:
        if board.teams[Team.DAMASCUS].pc >= PURSE and manner != Manner.CAUTIOUS:
            before = n
            n = put_subject(out, n, Team.DAMASCUS, OrderKind.EXTERNAL, 2, Capital.TEHRAN, Ask.BACKING, 0)
            n = because(out, before, n, Motive.CAPITAL_DUE, board.teams[Team.DAMASCUS].pc)
    if manner == Manner.ESCALATORY or board.tracks[0].rung >= 4:
        before = n
        n = say(world, board, int(Team.DAMASCUS), Tone.CONDEMN, Team.ANKARA, day, out, n)
        n = because(out, before, n, Motive.CONDEMN_PRESENCE, board.tracks[0].rung)
    return n


def keeps_fire(world: World, board: Board, manner: int) -> bool:
    """Whether it holds its fire because a ceasefire stands between Ankara and its patron, or with itself."""
    a = fire_has_ceased(board)
    if a == NOBODY or manner == Manner.ESCALATORY:
        return False
    if manner == Manner.CAUTIOUS:
        return True
    return whole_m5_held(world, board) or board.tracks[0].tension >= TENSE


def answer_offers(world: World, board: Board, manner: int, out: list[Order], n: int) -> int:
    """RB 19.5. A yes or a no to each offer that waits."""
    for a in range(len(board.agreements)):
        if not awaits(board, a, Team.DAMASCUS):
            continue
        yes = manner != Manner.ESCALATORY
        why = int(Motive.OFFER_SUITS) if yes else int(Motive.NO_BARGAIN)
        value = 0
        if has_term(board, a, TermKind.CEASEFIRE) and manner == Manner.HISTORICAL:
            held = whole_m5_held(world, board)
            value = board.tracks[0].tension
            yes = held and value >= TENSE
            why = int(Motive.ROAD_HELD) if yes else int(Motive.TOO_EARLY)
            if not held:
                why = int(Motive.ROAD_NOT_HELD)
        if binds(board, a, TermKind.WITHDRAW, Team.DAMASCUS):
            yes = False
            why = int(Motive.WOULD_WITHDRAW)
        n = because(out, n, put_answer(board, out, n, Team.DAMASCUS, a, yes), why, value)
    return n
