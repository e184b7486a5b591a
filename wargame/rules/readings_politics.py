"""What a Condition may ask of agreements, ultimatums and patrols (RB 19.2). Part of `readings.py`."""

from wargame.rules.bans import first_day
from wargame.rules.numbers import AgreementState, TermKind
from wargame.rules.scopes import road_in_scope
from wargame.rules.tables import NOBODY, Board, World

BOTH = 3
"""Mask of Ankara and Moscow; codes.Patrol follows it."""


def newest_agreement(board: Board, template: int) -> int:
    """The row of the newest agreement or offer made from a template of the scenario, NOBODY if there is none.
    Demands of ultimatums are none.
    """
    best = NOBODY
    for i, row in enumerate(board.agreements):
        if row.state == AgreementState.NONE or row.state == AgreementState.DEMAND or row.template != template:
            continue
        if best == NOBODY or row.serial > board.agreements[best].serial:
            best = i
    return best


def agreement_state(board: Board, template: int) -> int:
    """RB 19.2. codes.AgreementState of the newest agreement made from a template."""
    row = newest_agreement(board, template)
    if row == NOBODY:
        return int(AgreementState.NONE)
    return board.agreements[row].state


def agreement_breaches(board: Board, template: int) -> int:
    """RB 19.2, 19.4. Breaches charged to all parties of the newest agreement made from a template."""
    row = newest_agreement(board, template)
    if row == NOBODY:
        return 0
    total = 0
    for breaches in board.agreements[row].breaches:
        total += breaches
    return total


def ultimatum_state(board: Board, team: int) -> int:
    """RB 19.2, 16.7. codes.UltimatumState of the latest ultimatum of a team, 0 without one; of two of one day
    the one in the later row.
    """
    best = NOBODY
    for i, row in enumerate(board.ultimatums):
        if row.state != 0 and row.sender == team:
            if best == NOBODY or row.issued >= board.ultimatums[best].issued:
                best = i
    if best == NOBODY:
        return 0
    return board.ultimatums[best].state


def patrol_of(world: World, board: Board, road: int, day: int) -> int:
    """RB 19.2, 5.2. codes.Patrol: who is to patrol a road by agreements in force."""
    found = 0
    for term in board.terms:
        if term.agreement == NOBODY or term.kind != TermKind.JOINT_PATROL:
            continue
        agreement = board.agreements[term.agreement]
        if agreement.state == AgreementState.IN_FORCE and first_day(agreement, term) <= day:
            if road_in_scope(world, term, road):
                found = found | (term.bound & BOTH)
    return found
