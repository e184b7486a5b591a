"""Convoys of aid to people without shelter (RB 13.12).

On the board such a convoy has no post; its last place is the end of its route. In an order `more[0]` is the
place.
"""

from wargame.rules.border import shelter_of
from wargame.rules.log import Journal, tell
from wargame.rules.numbers import ConvoyKind, ConvoyState, EventKind, Refusal, Team
from wargame.rules.refusals import ground_refusal
from wargame.rules.tables import NOBODY, Board, Convoy, Order, World

AID_SHELTER = 50
"""RB 13.12. h for whom one convoy brings tents and what is needed in them."""


def exposed_at(world: World, board: Board, place: int) -> int:
    """RB 15.7. h that are hosted in a place beyond its shelter."""
    return max(0, board.places[place].hosted - shelter_of(world, board, place))


def aid_refusal(world: World, board: Board, order: Order) -> int:
    """RB 6.3 order 6, 13.12. Whether the place may be sent aid; the way to it is judged elsewhere."""
    place = order.more[0]
    if order.subject != NOBODY or place < 0 or place >= len(world.places):
        return int(Refusal.INCOMPLETE)
    if order.amount != 0:
        return int(Refusal.WRONG_SIZE)
    code = ground_refusal(world, board, 1, place)
    if code != 0:
        return code
    if exposed_at(world, board, place) == 0:
        return int(Refusal.NOBODY_EXPOSED)
    for convoy in board.convoys:
        if convoy.state == ConvoyState.MARCHING and convoy.kind == ConvoyKind.AID:
            if goal_of(convoy) == place:
                return int(Refusal.ON_ITS_WAY)
    return 0


def goal_of(convoy: Convoy) -> int:
    """The end of a convoy's route."""
    goal = NOBODY
    for place in convoy.route:
        if place != NOBODY:
            goal = place
    return goal


def hand_out(world: World, board: Board, c: int, facts: Journal) -> None:
    """RB 13.12. A convoy of aid arrives: AID_ARRIVED (place, team, h sheltered). Writes the shelter built."""
    convoy = board.convoys[c]
    place = goal_of(convoy)
    convoy.state = ConvoyState.NONE
    more = min(AID_SHELTER, exposed_at(world, board, place))
    board.places[place].built += more
    tell(facts, EventKind.AID_ARRIVED, place, Team.ANKARA, more, 0, -1)


def turn_aid(board: Board, c: int, facts: Journal) -> None:
    """RB 13.12. It finds no way over friendly ground and gives up: AID_STOPPED (place, team)."""
    board.convoys[c].state = ConvoyState.NONE
    tell(facts, EventKind.AID_STOPPED, goal_of(board.convoys[c]), Team.ANKARA, 0, 0, -1)
