"""What agreements in force are worth to the war aims (RB 21.3, 21.4). Reads only.

Agreements on record (Astana, Sochi) are no deal of this exercise: nobody here proposed them.
"""

from wargame.rules.numbers import AgreementState, Duty, Scope, TermKind
from wargame.rules.tables import NOBODY, Board

FULL = 10000
PART = 5000
"""bp of a ceasefire of scope everywhere, and of a narrower one."""


def dealt(board: Board, agreement: int, team: int) -> bool:
    """Whether the team is a party of this agreement, it is in force, and somebody here proposed it."""
    row = board.agreements[agreement]
    return row.state == AgreementState.IN_FORCE and row.proposer != NOBODY and (row.parties >> team) % 2 == 1


def ceasefire_share(board: Board, team: int) -> int:
    """RB 21.3, 21.4. FULL with a ceasefire everywhere to which the team is a party, PART with a narrower one,
    else 0.
    """
    share = 0
    for term in board.terms:
        if term.agreement != NOBODY and term.kind == TermKind.CEASEFIRE:
            if dealt(board, term.agreement, team):
                if term.scope == Scope.EVERYWHERE:
                    return FULL
                share = PART
    return share


def ceasefire_everywhere(board: Board) -> bool:
    """RB 21.7. Whether some team has a ceasefire everywhere: FULL of `ceasefire_share`."""
    for term in board.terms:
        if term.agreement != NOBODY and term.kind == TermKind.CEASEFIRE and term.scope == Scope.EVERYWHERE:
            row = board.agreements[term.agreement]
            if row.state == AgreementState.IN_FORCE and row.proposer != NOBODY and row.parties > 0:
                return True
    return False


def has_corridor(board: Board, team: int) -> bool:
    """RB 21.3, 21.4. Whether a corridor, a withdrawal or joint patrols are agreed and in force."""
    for term in board.terms:
        if term.agreement != NOBODY and dealt(board, term.agreement, team):
            if term.kind == TermKind.CORRIDOR or term.kind == TermKind.JOINT_PATROL:
                return True
            if term.kind == TermKind.WITHDRAW:
                return True
    return False


def drafted(board: Board, team: int) -> bool:
    """RB 21.3. Whether a ceasefire in force stands in the team's own draft."""
    for term in board.terms:
        if term.agreement != NOBODY and term.kind == TermKind.CEASEFIRE:
            if dealt(board, term.agreement, team) and board.agreements[term.agreement].proposer == team:
                return True
    return False


def agreed_post(board: Board, post: int, duty: int) -> bool:
    """RB 21.4. Whether the status of a post is agreed: in force, or of a `duty` to leave also later."""
    for term in board.terms:
        if term.agreement == NOBODY or term.kind != TermKind.POST_STATUS:
            continue
        row = board.agreements[term.agreement]
        if row.proposer == NOBODY:
            continue
        if duty == Duty.LEAVE:
            if (term.duties & duty) == 0:
                continue
            if row.state != AgreementState.IN_FORCE and row.state != AgreementState.ENDED:
                continue
        elif row.state != AgreementState.IN_FORCE:
            continue
        if term.scope == Scope.EVERYWHERE:
            return True
        if term.scope == Scope.POSTS:
            for p in term.where:
                if p == post:
                    return True
    return False
