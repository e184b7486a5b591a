"""Ankara's policy at its border: whom it lets in, where it sends people, what it costs (RB 15.8, 20.4).

`displacement.py` moves the people; here stands what the policy changes.
"""

from wargame.rules.arithmetic import clamp, rdiv, scaled, share
from wargame.rules.log import Journal, note, tell
from wargame.rules.numbers import (
    BorderPolicy,
    Cause,
    EventKind,
    Faction,
    OrderKind,
    PendingKind,
    ReasonKind,
    Team,
)
from wargame.rules.pending import put_pending
from wargame.rules.support import move_control
from wargame.rules.tables import Board, Order, World

FULL = 10000
CAPITAL_MOST = 2000

SENT_TO = 1
SENT_FROM = 2
"""PlaceFacts.divert."""

DIVERT_TO = 16000
DIVERT_FROM = 8000
"""RB 15.8. bp of the weight of a destination to which, and from which, people are sent."""

DIVERT_PRICE = 5
DIVERT_CONTROL = 10
"""RB 15.8. h that cost a ct of capital (100 for 500 h), and h that cost a ct of control over sna (100 for
1000)."""

ADMIT_DOMESTIC = 5
"""RB 15.8. ct at home for 10 h admitted."""

ADMIT_EU = 20
"""RB 15.8. ct a turn."""

EU_PAYS = 5000
EU_STEP = 1000
EU_MONEY = 100
"""RB 15.8. ct of eu from which the Union pays, h and ct of capital of each payment."""

OPEN_DOMESTIC = 300
OPEN_EU = 1000
OPEN_EU_TURN = 200
OPEN_ATTENTION = 1500
OPEN_STANDING = 300
"""RB 15.8. ct of opening the way to Europe; eu falls by both together in the first turn, then by the
second."""

CLOSED_STANDING = 50
"""RB 15.8. ct a turn."""

SCREENING_PRICE = 50
"""RB 15.8. ct of capital a level and turn."""

HOSTED_STANDING = 10
"""RB 20.4. ct a day for 1000 h admitted."""


# ---- the order ---------------------------------------------------------------------------------------------


def carry_borders(
    world: World, board: Board, orders: list[Order], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 6.5, 15.8. BORDER: the policy stands until it is changed; shelter is ready a turn later.

    Writes tracks, pending; domestic, standing and eu when the way to Europe is opened. BORDER_SET (policy, h
    a turn, screening, h of camp).
    """
    for order in orders:
        if order.kind != OrderKind.BORDER:
            continue
        tracks = board.tracks[0]
        opened = order.mode == BorderPolicy.OPEN_TO_EUROPE and tracks.border != BorderPolicy.OPEN_TO_EUROPE
        tracks.border = order.mode
        tracks.border_people = 0
        if order.mode == BorderPolicy.MANAGED:
            tracks.border_people = order.amount
        tracks.screening = order.more[0]
        if order.more[1] > 0:
            ready = day + world.params.days_per_turn
            put_pending(board, ready, PendingKind.SHELTER, order.where[0], order.more[1])
        cause = tell(
            facts, EventKind.BORDER_SET, order.mode, tracks.border_people, order.more[0], order.more[1], -1
        )
        if opened:
            open_the_way(board, cause, log)


def open_the_way(board: Board, cause: int, log: Journal | None) -> None:
    """RB 15.8. What opening the way to Europe does at once; at home it helps only the first time."""
    tracks = board.tracks[0]
    if tracks.opened_once == 0:
        tracks.opened_once = 1
        move_domestic(board, Cause.BORDER, OPEN_DOMESTIC, cause, log)
    move_standing(board, Cause.BORDER, -OPEN_STANDING, cause, log)
    move_eu(board, -OPEN_EU, cause, log)
    tracks.eu_attention = min(FULL, tracks.eu_attention + OPEN_ATTENTION)


def move_domestic(board: Board, why: int, amount: int, cause: int, log: Journal | None) -> None:
    """Support at home of Ankara changes; a reason says why."""
    row = board.teams[Team.ANKARA]
    row.domestic = clamp(row.domestic + amount, 0, FULL)
    if amount != 0:
        note(log, ReasonKind.DOMESTIC, Team.ANKARA, why, amount, 0, cause)


def move_standing(board: Board, why: int, amount: int, cause: int, log: Journal | None) -> None:
    """Standing of Ankara changes; a reason says why."""
    row = board.teams[Team.ANKARA]
    row.standing = clamp(row.standing + amount, 0, FULL)
    if amount != 0:
        note(log, ReasonKind.STANDING, Team.ANKARA, why, amount, 0, cause)


def move_eu(board: Board, amount: int, cause: int, log: Journal | None) -> None:
    """The relation with the European Union changes; a reason says why."""
    tracks = board.tracks[0]
    tracks.eu = clamp(tracks.eu + amount, 0, FULL)
    note(log, ReasonKind.EU, 0, Cause.BORDER, amount, 0, cause)


# ---- a day -------------------------------------------------------------------------------------------------


def shelter_of(world: World, board: Board, place: int) -> int:
    """RB 15.6, 15.8. h for whom there is shelter in a place, what was built included."""
    return world.places[place].shelter + board.places[place].built


def diverting(board: Board) -> bool:
    """RB 15.8. Whether people are sent north: as long as the policy stands and there is capital to pay it."""
    return board.tracks[0].border == BorderPolicy.DIVERT_AFRIN and board.teams[Team.ANKARA].pc > 0


def diverted_weight(world: World, board: Board, place: int, weight: int) -> int:
    """RB 15.8. The weight of a destination under the policy of the day."""
    if diverting(board):
        if world.places[place].divert == SENT_TO:
            return scaled(weight, DIVERT_TO)
        if world.places[place].divert == SENT_FROM:
            return scaled(weight, DIVERT_FROM)
    return weight


def leak_of(world: World, board: Board, place: int, arrivals: int) -> int:
    """RB 15.8. h of those who reach the border and cross it unseen; nobody has to where some are let in."""
    if world.places[place].border == 0 or board.tracks[0].border == BorderPolicy.MANAGED:
        return 0
    return scaled(arrivals, world.params.crossing_leak)


def at_the_border(
    world: World, board: Board, arrivals: list[int], day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 15.8, 15.9, step 11. People are sent north or let in, and those who came to the belt are counted.

    `arrivals` are the h of the day in each place. Writes hosted, tracks, capital, domestic, control over sna.
    """
    passed = 0
    sent = 0
    for p, fixed in enumerate(world.places):
        if fixed.border > 0 or fixed.divert == SENT_TO:
            passed += arrivals[p]
        if fixed.divert == SENT_TO:
            sent += arrivals[p]
    if diverting(board) and sent > 0:
        row = board.teams[Team.ANKARA]
        row.pc = max(0, row.pc - rdiv(sent, DIVERT_PRICE))
        move_control(board, Faction.SNA, Cause.BORDER, -rdiv(sent, DIVERT_CONTROL), -1, log)
    if board.tracks[0].border == BorderPolicy.MANAGED:
        passed += admit(world, board, day, facts, log)
    board.tracks[0].border_passed = passed


def admit(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> int:
    """RB 15.8. The day's part of those let in a turn: of the people housed along the border each place's
    share. Returns h. CROSSED (h, 1).
    """
    tracks = board.tracks[0]
    days = world.params.days_per_turn
    k = day % days
    quota = tracks.border_people * (k + 1) // days - tracks.border_people * k // days
    waiting = [0] * len(board.places)
    total = 0
    for p, place in enumerate(board.places):
        if world.places[p].border > 0 and world.places[p].soil == 0 and 0 < place.control <= 2:
            waiting[p] = place.hosted
            total += place.hosted
    people = min(quota, total)
    if people <= 0:
        return 0
    parts = share(waiting, people)
    for p in range(len(parts)):
        board.places[p].hosted -= parts[p]
    before = tracks.entered_managed // EU_STEP
    tracks.entered_managed += people
    tracks.entered_turkey += people
    cause = tell(facts, EventKind.CROSSED, people, 1, 0, 0, -1)
    move_domestic(board, Cause.BORDER, -rdiv(ADMIT_DOMESTIC * people, 10), cause, log)
    steps = tracks.entered_managed // EU_STEP - before
    if steps > 0 and tracks.eu >= EU_PAYS:
        row = board.teams[Team.ANKARA]
        row.pc = min(CAPITAL_MOST, row.pc + EU_MONEY * steps)
    return people


# ---- the books ---------------------------------------------------------------------------------------------


def thank_host(board: Board, log: Journal | None) -> None:
    """RB 20.4, step 14. Standing of Ankara for the people it has let in."""
    gain = rdiv(HOSTED_STANDING * board.tracks[0].entered_managed, 1000)
    if gain > 0:
        move_standing(board, Cause.HOSTING, gain, -1, log)


def close_turn_of_border(board: Board, log: Journal | None) -> None:
    """RB 15.8. What the policy is worth and costs once a turn; screening that cannot be paid is given up."""
    tracks = board.tracks[0]
    if tracks.border == BorderPolicy.CLOSED:
        move_standing(board, Cause.CLOSED_BORDER, -CLOSED_STANDING, -1, log)
    elif tracks.border == BorderPolicy.MANAGED:
        move_eu(board, ADMIT_EU, -1, log)
    elif tracks.border == BorderPolicy.OPEN_TO_EUROPE:
        move_eu(board, -OPEN_EU_TURN, -1, log)
    row = board.teams[Team.ANKARA]
    tracks.screening = min(tracks.screening, row.pc // SCREENING_PRICE)
    row.pc -= SCREENING_PRICE * tracks.screening


def camp_place(world: World, board: Board, place: int) -> bool:
    """RB 15.8. Whether Ankara can build shelter in a place: one that takes people, at the border or in the
    Turkish zone, in friendly hands and not on Turkish soil.
    """
    if place < 0 or place >= len(world.places):
        return False
    fixed = world.places[place]
    control = board.places[place].control
    if fixed.attract == 0 or fixed.soil == 1 or control < 1 or control > 2:
        return False
    return fixed.border > 0 or control == 2
