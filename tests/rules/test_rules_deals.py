"""What agreements in force are worth (RB 21.3, 21.4), by constructed agreements."""

from __future__ import annotations

import pytest

from wargame.rules.codes import AgreementState, Duty, PostState, Scope, TermKind
from wargame.rules.deals import agreed_post, ceasefire_share
from wargame.rules.score import LINE_NAMES, LINES, score_lines
from wargame.rules.tables import NOBODY
from wargame.rules.tables_politics import blank_agreement, blank_term

ANKARA, MOSCOW, DAMASCUS = 0, 1, 2
BOTH = 1 << ANKARA | 1 << MOSCOW


def agree(table, *kinds: int, parties: int = BOTH, proposer: int = ANKARA, state: int = 3, **term: object):
    """Put an agreement with one term of each kind on the board, whatever stood there before."""
    for row in range(len(table.board.agreements)):
        table.board.agreements[row] = blank_agreement()
    for row in range(len(table.board.terms)):
        table.board.terms[row] = blank_term()
    made = table.board.agreements[0]
    made.state, made.serial, made.parties, made.proposer = state, 9, parties, proposer
    for i, kind in enumerate(kinds):
        row = table.board.terms[i]
        row.agreement, row.kind, row.bound = 0, kind, parties
        for field, value in term.items():
            assert hasattr(row, field)
            setattr(row, field, value)


def share(table, team: int, line: str) -> int:
    return score_lines(table.world, table.board)[team * LINES + LINE_NAMES[team].index(line)]


@pytest.mark.parametrize(
    ("kinds", "proposer", "ankara", "moscow"),
    [
        ((), ANKARA, 0, 0),
        ((TermKind.CEASEFIRE,), ANKARA, 5000, 6000),
        ((TermKind.CEASEFIRE,), MOSCOW, 5000, 8000),
        ((TermKind.CEASEFIRE, TermKind.CORRIDOR), ANKARA, 10000, 8000),
        ((TermKind.CEASEFIRE, TermKind.JOINT_PATROL), MOSCOW, 10000, 10000),
        ((TermKind.CEASEFIRE, TermKind.WITHDRAW), MOSCOW, 10000, 10000),
        ((TermKind.CORRIDOR,), MOSCOW, 5000, 0),
        ((TermKind.HUMANITARIAN,), MOSCOW, 0, 0),
        ((TermKind.CEASEFIRE,), NOBODY, 0, 0),
    ],
)
def test_deal_lines(table, kinds, proposer, ankara, moscow):
    agree(table, *kinds, proposer=proposer)
    assert (share(table, ANKARA, "deal"), share(table, MOSCOW, "deal")) == (ankara, moscow)


@pytest.mark.parametrize("state", [s for s in AgreementState if s != AgreementState.IN_FORCE])
def test_only_agreements_in_force_count(table, state):
    agree(table, TermKind.CEASEFIRE, state=state)
    assert share(table, ANKARA, "deal") == share(table, MOSCOW, "deal") == 0


def test_a_narrow_ceasefire_is_worth_half_and_nothing_to_those_outside(table):
    agree(table, TermKind.CEASEFIRE, scope=Scope.PLACES)
    assert ceasefire_share(table.board, MOSCOW) == 5000
    assert ceasefire_share(table.board, DAMASCUS) == 0
    assert share(table, MOSCOW, "deal") == 3000 + 0


@pytest.mark.parametrize(
    ("duties", "scope", "where", "state", "leave", "about"),
    [
        (Duty.FEED, Scope.POSTS, 4, 3, False, True),
        (Duty.FEED, Scope.POSTS, 5, 3, False, False),
        (Duty.FEED, Scope.EVERYWHERE, NOBODY, 3, False, True),
        (Duty.LEAVE, Scope.POSTS, 4, 3, True, True),
        (Duty.LEAVE, Scope.POSTS, 4, AgreementState.ENDED, True, False),
        (Duty.LEAVE, Scope.POSTS, 4, AgreementState.LAPSED, False, False),
    ],
)
def test_status_of_a_post_is_agreed(table, duties, scope, where, state, leave, about):
    agree(
        table, TermKind.POST_STATUS, state=state, duties=duties, scope=scope, where=[where] + [NOBODY] * 7
    )
    assert agreed_post(table.board, 4, Duty.LEAVE) is leave
    assert agreed_post(table.board, 4, 0) is about


def test_a_post_left_under_an_agreement_counts_more_and_a_fed_one_keeps_the_word(table):
    for row in table.board.posts:
        row.state = PostState.OPEN
    official = [p for p, fixed in enumerate(table.world.posts) if fixed.official]
    table.board.posts[official[0]].state = PostState.EVACUATED
    besieged = table.board.posts[official[1]]
    besieged.state, besieged.besieged_days = PostState.BESIEGED, 11
    agree(table)
    posts, word = share(table, ANKARA, "posts"), share(table, ANKARA, "word")
    agree(table, TermKind.POST_STATUS, duties=Duty.LEAVE)
    assert share(table, ANKARA, "posts") - posts == pytest.approx(2000 / len(official), abs=1)
    assert (word, share(table, ANKARA, "word")) == (9000, 10000)
