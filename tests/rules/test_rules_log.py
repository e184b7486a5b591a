"""A journal knows the day it is told on, where that day begins, and how often each kind was told on it."""

from __future__ import annotations

from wargame.rules.codes import EventKind
from wargame.rules.log import KINDS, begin_day, fresh, tell

ATTACK, MOVED = int(EventKind.ATTACK), int(EventKind.MOVED)


def test_kinds_are_counted_by_the_day():
    facts = fresh()
    begin_day(facts, 3)
    assert [tell(facts, kind, 0, 0, 0, 0, -1) for kind in (ATTACK, MOVED, ATTACK)] == [0, 1, 2]
    assert (facts.told[ATTACK], facts.told[MOVED], sum(facts.told)) == (2, 1, 3)
    begin_day(facts, 4)
    assert facts.told == [0] * KINDS
    assert facts.head == [4, 0, 3]
    assert tell(facts, MOVED, 7, 0, 0, 0, -1) == 3
    assert facts.rows[3] == (4, 0, MOVED, 7, 0, 0, 0, -1)
    assert facts.told[MOVED] == sum(facts.told) == 1


def test_every_kind_has_a_count():
    assert max(EventKind) < KINDS
