"""The politics of Moscow: it bargains from the ground gained, keeps Damascus on a lead, and fears the brink.

Historical: a draft of its own in open hostilities or near the brink, and once the M5 is whole and tension
high; Damascus is held back while a ceasefire stands. Cautious: a draft as soon as tension rises, posts fed,
Damascus held back early. Escalatory: it urges Damascus on and turns trade against Ankara; it signs only near
the brink.
"""

from wargame.bots.drafts import drafts
from wargame.bots.motives import because
from wargame.bots.numbers import Draft, Manner, Motive, Spot
from wargame.bots.sheet import put_subject
from wargame.bots.talks import (
    awaits,
    binds,
    delay_of_talks,
    fire_has_ceased,
    has_term,
    own_offer_open,
    put_answer,
    put_offer,
    put_steer,
    say,
    turn_of,
    whole_m5_held,
)
from wargame.rules.numbers import (
    Ask,
    Capital,
    Control,
    Direction,
    Lever,
    OrderKind,
    SteerAct,
    Team,
    TermKind,
    Tone,
)
from wargame.rules.tables import NOBODY, Board, Order, World

WAR_RUNG = 5

TENSE = 5500
STRAINED = 6500
UNEASY = 4500
BRINK = 8000
NEAR = 7600
"""ct of tension: at which the cautious manner holds Damascus back; at which a ceasefire is wanted by the
historical manner once the M5 is whole, by the cautious one, by the historical one whatever the ground, and by
the escalatory one.
"""

STOP_POINTS = 3
URGE_POINTS = 2
"""Points of leverage spent on a STEER."""

GOALS = (Spot.SARAQIB, Spot.NAYRAB, Spot.KAFR_NABL, Spot.ATARIB, Spot.ARIHA, Spot.IDLIB)
"""Places about which Damascus is steered: the first two that it does not hold."""


def politics(
    world: World,
    board: Board,
    manner: int,
    place: list[int],
    day: int,
    out: list[Order],
    n: int,
) -> int:
    """RB 6.5. Moscow's political orders, into `out`; returns rows written."""
    draft = drafts(world)
    n = answer_offers(world, board, manner, out, n)
    n = make_offers(world, board, manner, draft, out, n)
    n = steer(board, manner, place, out, n)
    return words(world, board, manner, day, out, n)


def wants_peace(world: World, board: Board, manner: int) -> bool:
    """Whether it would sign a ceasefire now."""
    tension = board.tracks[0].tension
    held = whole_m5_held(world, board)
    if manner == Manner.CAUTIOUS:
        return held or tension >= UNEASY
    if manner == Manner.ESCALATORY:
        return tension >= NEAR
    if board.tracks[0].rung >= WAR_RUNG or tension >= BRINK:
        return True
    return held and tension >= STRAINED


def why_peace(world: World, board: Board, manner: int) -> tuple[int, int]:
    """Motive and number for a ceasefire that `wants_peace` wants, or does not want yet."""
    tension = board.tracks[0].tension
    if not wants_peace(world, board, manner):
        return int(Motive.TOO_EARLY), tension
    if manner == Manner.CAUTIOUS and not whole_m5_held(world, board):
        return int(Motive.TENSION_UNEASY), tension
    if manner == Manner.ESCALATORY:
        return int(Motive.BRINK_NEAR), tension
    if manner == Manner.HISTORICAL:
        if board.tracks[0].rung >= WAR_RUNG:
            return int(Motive.WAR_OPENED), board.tracks[0].rung
        if tension >= BRINK:
            return int(Motive.BRINK_NEAR), tension
    return int(Motive.ROAD_HELD), tension


def answer_offers(world: World, board: Board, manner: int, out: list[Order], n: int) -> int:
    """RB 19.5. A yes or a no to each offer that waits."""
    for a in range(len(board.agreements)):
        if not awaits(board, a, Team.MOSCOW):
            continue
        yes = manner != Manner.ESCALATORY
        why = int(Motive.OFFER_SUITS) if yes else int(Motive.NO_BARGAIN)
        value = 0
        if has_term(board, a, TermKind.CEASEFIRE):
            yes = wants_peace(world, board, manner)
            why, value = why_peace(world, board, manner)
        if has_term(board, a, TermKind.AIRSPACE_ACCESS):
            value = board.tracks[0].tension
            yes = manner == Manner.CAUTIOUS and value >= TENSE
            why = int(Motive.SKY_FOR_CALM) if yes else int(Motive.SKY_WITHHELD)
        if binds(board, a, TermKind.WITHDRAW, Team.MOSCOW):
            yes = False
            why = int(Motive.WOULD_WITHDRAW)
        n = because(out, n, put_answer(board, out, n, Team.MOSCOW, a, yes), why, value)
    return n


def make_offers(
    world: World, board: Board, manner: int, draft: list[int], out: list[Order], n: int
) -> int:
    """RB 19.7, 19.8. Its own draft of the protocol, and a pause for people when very many have moved."""
    protocol = draft[Draft.PROTOCOL]
    if fire_has_ceased(board) != NOBODY:
        return n
    if protocol != NOBODY and not own_offer_open(board, Team.MOSCOW, protocol):
        if wants_peace(world, board, manner):
            delay = delay_of_talks(board)
            why, value = why_peace(world, board, manner)
            before = n
            n = put_offer(out, n, Team.MOSCOW, protocol, Team.ANKARA, NOBODY, delay, 3)
            n = because(out, before, n, why, value)
    return n


def steer(board: Board, manner: int, place: list[int], out: list[Order], n: int) -> int:
    """RB 17.7. Damascus is held back while a ceasefire stands, and urged on by the escalatory manner."""
    one = NOBODY
    two = NOBODY
    for goal in GOALS:
        p = place[goal]
        if p != NOBODY and board.places[p].control != Control.GOVERNMENT:
            if one == NOBODY:
                one = p
            elif two == NOBODY:
                two = p
    if one == NOBODY:
        return n
    if fire_has_ceased(board) != NOBODY:
        if manner == Manner.ESCALATORY:
            return n
        before = n
        n = put_steer(out, n, SteerAct.STOP, one, two, STOP_POINTS)
        return because(out, before, n, Motive.CEASEFIRE_KEPT, 0)
    before = n
    if manner == Manner.ESCALATORY:
        n = put_steer(out, n, SteerAct.URGE, one, two, URGE_POINTS)
        return because(out, before, n, Motive.ALLY_URGED, 0)
    if manner == Manner.CAUTIOUS and board.tracks[0].tension >= TENSE:
        n = put_steer(out, n, SteerAct.STOP, one, two, STOP_POINTS)
    return because(out, before, n, Motive.TENSION_HELD_DOWN, board.tracks[0].tension)


def words(world: World, board: Board, manner: int, day: int, out: list[Order], n: int) -> int:
    """RB 18.1, 18.2, 18.4. Reassurance of Ankara, or condemnation and a lever on trade."""
    team = int(Team.MOSCOW)
    turn = turn_of(world, day)
    capital = board.teams[Team.MOSCOW].pc
    before = n
    if manner == Manner.ESCALATORY:
        n = say(world, board, team, Tone.CONDEMN, Team.ANKARA, day, out, n)
        n = because(out, before, n, Motive.CONDEMN_PRESENCE, board.tracks[0].rung)
        before = n
        if turn == 5 and capital >= 300:
            n = put_subject(out, n, team, OrderKind.ECONOMY, 2, Lever.TOURISM, Direction.TIGHTEN, 0)
        return because(out, before, n, Motive.LEVER_PULLED, capital)
    if turn >= 2:
        n = say(world, board, team, Tone.REASSURE, Team.ANKARA, day, out, n)
        n = because(out, before, n, Motive.REASSURE_RIVAL, board.tracks[0].tension)
    before = n
    if manner == Manner.CAUTIOUS and turn == 7 and capital >= 300:
        n = put_subject(out, n, team, OrderKind.EXTERNAL, 2, Capital.BERLIN_PARIS, Ask.BACKING, 0)
    return because(out, before, n, Motive.WITNESS_WANTED, capital)
