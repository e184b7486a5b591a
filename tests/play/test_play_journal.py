"""A journal whose file is opened late loses nothing when the first commit fails."""

from __future__ import annotations

import pytest

from wargame.errors import SaveError
from wargame.model.exercise import Entry
from wargame.play.journal import DeferredJournal, ListJournal


class Failing(ListJournal):
    """Refuses its first commit, like a disk that is full for a moment."""

    def __init__(self):
        super().__init__()
        self.refusals = 1

    def commit(self, entries, record=None, command=None):
        if self.refusals:
            self.refusals -= 1
            raise SaveError("no space left")
        super().commit(entries, record, command)


def entry(kind: str) -> Entry:
    return Entry(turn=1, day=-1, at_ms=1, actor="x", seat="white", kind=kind, audience=8, payload={})


def test_a_failed_first_commit_is_tried_again_on_the_same_file():
    made = []

    def opener():
        made.append(Failing())
        return made[-1]

    journal = DeferredJournal(opener)
    journal.commit([entry("session_opened")])
    assert not made  # the opening waits in memory
    with pytest.raises(SaveError, match="no space"):
        journal.commit([entry("inject_released")])
    journal.commit([entry("inject_released")])
    assert len(made) == 1
    assert [e.kind for e in journal.entries()] == ["session_opened", "inject_released"]
