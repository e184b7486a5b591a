"""What the whole M5 in the hands of the government is worth beside supply, and what a quiet M4 is (RB 9.8).

A ride: a formation goes from near one end of the M5 to near the other when the turn begins, without a march.
It is a MOVE of mode RIDE with one place in `where`.
"""

from wargame.rules.bans import first_day, last_day
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import (
    AgreementState,
    EventKind,
    Mission,
    OrderKind,
    Posture,
    Refusal,
    Scope,
    TermKind,
)
from wargame.rules.police import roads_away
from wargame.rules.refusals import ground_refusal, own_refusal
from wargame.rules.roads import HALT_FULL
from wargame.rules.scopes import road_in_scope
from wargame.rules.supply import whole_m5_cleared
from wargame.rules.tables import NOBODY, UNREACHED, Board, Order, World
from wargame.rules.tables_politics import Term

RIDE = 1
"""`Order.mode` of a MOVE over the M5."""

RIDE_MOST = 1000
"""RB 9.8. mbn that a team may send over the M5 in a turn without a march."""

RIDE_REACH = 2
"""RB 9.8. Roads from an end of the M5 within which a ride begins and ends."""

M4 = 4
QUIET_M4 = 100
"""RB 9.8. ct of capital for each party to a corridor on the M4 in a quiet turn."""


def m5_end(world: World, far: int) -> int:
    """The place with the lowest order along the M5, or with `far` the highest; NOBODY without a M5."""
    found = NOBODY
    for p, fixed in enumerate(world.places):
        if fixed.m5 == 0:
            continue
        if found == NOBODY or (fixed.m5 > world.places[found].m5) == (far == 1):
            found = p
    return found


def near_end(world: World, place: int, far: int) -> bool:
    """RB 9.8. Whether a place lies within two roads of an end of the M5, whoever holds what lies between."""
    end = m5_end(world, far)
    return end != NOBODY and roads_away(world, end, place, RIDE_REACH) < UNREACHED


def ride_refusal(world: World, board: Board, order: Order) -> int:
    """RB 9.8, 6.3 order 1. Whether a formation may ride over the M5 to the one place that is named."""
    f = order.subject
    code = own_refusal(world, board, order.team, f)
    if code != 0:
        return code
    goal = order.where[0]
    if goal < 0 or goal >= len(world.places) or order.where[1] != NOBODY:
        return int(Refusal.INCOMPLETE)
    if world.formations[f].side != 0:
        return int(Refusal.NOT_FOR_TEAM)
    if m5_end(world, 0) == NOBODY or whole_m5_cleared(world, board) == 0:
        return int(Refusal.M5_NOT_WHOLE)
    here = board.formations[f].place
    down = near_end(world, here, 1) and near_end(world, goal, 0)
    up = near_end(world, here, 0) and near_end(world, goal, 1)
    if not down and not up:
        return int(Refusal.NOT_ITS_ENDS)
    if board.formations[f].strength > RIDE_MOST:
        return int(Refusal.TOO_MUCH_TO_RIDE)
    return ground_refusal(world, board, 0, goal)


def rides_refusal(board: Board, orders: list[Order], codes: list[int], done: list[int], i: int) -> int:
    """RB 9.8. Whether orders[i] is one ride too many beside those of its team that stand."""
    mbn = board.formations[orders[i].subject].strength
    for k, other in enumerate(orders):
        if k != i and done[k] == 1 and codes[k] == 0 and other.team == orders[i].team:
            if other.kind == OrderKind.MOVE and other.mode == RIDE:
                mbn += board.formations[other.subject].strength
    if mbn > RIDE_MOST:
        return int(Refusal.TOO_MUCH_TO_RIDE)
    return 0


def ride(world: World, board: Board, order: Order, facts: Journal) -> None:
    """RB 9.8, 7.6. The formation stands at the other end, if there is room; else it stays where it is."""
    goal = order.where[0]
    moved = board.formations[order.subject]
    crowd = moved.strength
    for f, formation in enumerate(board.formations):
        if formation.place == goal and f != order.subject and world.formations[f].side == 0:
            crowd += formation.strength
    moved.mission = Mission.NONE
    moved.posture = Posture.DEFEND
    moved.march = 0
    if crowd > world.params.stacking:
        tell(facts, EventKind.HALTED, order.subject, moved.place, HALT_FULL, 0, -1)
        return
    tell(facts, EventKind.MOVED, order.subject, moved.place, goal, 0, -1)
    moved.place = goal
    moved.static_days = 0
    moved.dug_days = 0


def quiet_m4(world: World, board: Board) -> int:
    """RB 9.8. The mask of the parties to a corridor on the M4 in force, if no place of the M4 saw a battle in
    this turn, else 0. Asked at the close of a turn.
    """
    parties = 0
    today = board.tracks[0].day
    for term in board.terms:
        if term.agreement == NOBODY or term.kind != TermKind.CORRIDOR or not on_the_m4(world, term):
            continue
        agreement = board.agreements[term.agreement]
        if agreement.state == AgreementState.IN_FORCE:
            if first_day(agreement, term) <= today and today <= last_day(agreement, term):
                parties = parties | agreement.parties
    if parties == 0:
        return 0
    for p, fixed in enumerate(world.places):
        if fixed.m4 > 0 and board.places[p].quiet_days < world.params.days_per_turn:
            return 0
    return parties


def on_the_m4(world: World, term: Term) -> bool:
    """RB 9.8. Whether a corridor names a road of the M4, or the whole of it."""
    if term.scope == Scope.ROUTE:
        return term.where[0] == M4
    for r, fixed in enumerate(world.roads):
        if fixed.route == M4 and road_in_scope(world, term, r):
            return True
    return False
