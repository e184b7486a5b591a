"""What can be made again is kept for all sessions together, and no more of it than a number."""

from __future__ import annotations

import pytest

from wargame.model.orders_politics import Offer, TermForm
from wargame.play.fog import SEEN
from wargame.play.position import TOLD, sharing
from wargame.play.recent import Recent
from wargame.play.session import new_session
from wargame.rules.tables import copied


def test_what_was_asked_for_last_is_kept_and_the_rest_made_again():
    made: list[str] = []
    kept: Recent[str] = Recent(2)

    def of(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key * 2

        return kept.of(key, make)

    assert [of(key) for key in ("a", "b", "a", "c", "a", "b")] == ["aa", "bb", "aa", "cc", "aa", "bb"]
    assert made == ["a", "b", "c", "b"], "c pushed b out, not a, which was asked for later"
    assert len(kept) == 2


def test_what_cannot_be_made_is_not_kept():
    kept: Recent[str] = Recent(2)
    with pytest.raises(ZeroDivisionError):
        kept.of("a", lambda: str(1 // 0))
    assert len(kept) == 0
    assert kept.of("a", lambda: "now") == "now"


def test_many_sessions_keep_no_more_boards_and_tellings_than_one_may(idlib_layout):
    sessions = [new_session(idlib_layout, seed) for seed in range(12)]
    for session in sessions:
        session.adjudicate()
    views = [[s.view(seat) for seat in ("ankara", "moscow", "damascus", "white")] for s in sessions]
    assert len(SEEN) <= 24
    assert len(TOLD) <= 16
    again = [[s.view(seat) for seat in ("ankara", "moscow", "damascus", "white")] for s in sessions]
    assert views == again, "what was forgotten is made again as it was"


def test_equal_turns_of_two_sessions_are_told_apart(idlib_layout):
    first, other = new_session(idlib_layout, 7), new_session(idlib_layout, 7)
    assert first.adjudicate() == other.adjudicate()
    assert first.last.key != other.last.key


def test_a_closed_board_shares_the_rows_that_have_not_changed(idlib_layout):
    before = idlib_layout.start
    after = copied(before)
    after.places[3].held_days += 1
    made = sharing(after, before)
    assert made == after
    assert made.places[3] is after.places[3]
    assert all(
        new is old for n, (new, old) in enumerate(zip(made.places, before.places, strict=True)) if n != 3
    )
    assert made.formations[0] is before.formations[0]


def test_a_session_writes_nothing_into_the_start_that_it_shares(idlib_layout):
    start = copied(idlib_layout.start)
    session = new_session(idlib_layout, 7)
    session.talk("ankara", Offer(to=("moscow",), terms=(TermForm(type="ceasefire"),)))
    session.adjudicate()
    session.adjudicate()
    assert idlib_layout.start == start
    assert session.board is not idlib_layout.start
