"""A journal against a plain list: whatever is done in whatever order, both hold the same."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
import save_samples as samples
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from save_samples import entry, new, record

from wargame.errors import SaveError
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

KINDS = ("event", "orders_sealed", "orders_reopened", "inject_written", "participant_joined", "phase_changed")


def texts(size):
    """Texts as a save keeps them: in NFC (docs/saves.md)."""
    return st.text(max_size=size).map(lambda text: unicodedata.normalize("NFC", text))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | texts(8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(4), inner, max_size=3),
    max_leaves=6,
)
PAYLOADS = st.dictionaries(
    st.sampled_from(["pid", "name", "seat", "to", "inject", "id", "sheet", "x"]), VALUES, max_size=4
)


class Keeping(RuleBasedStateMachine):
    """What is committed, refused, copied, closed and opened again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="wargame-test"))
        self.path = self.folder / "a.wargame"
        self.save = new(self.path)
        self.save.commit(samples.opening(), record(0))
        self.entries = samples.opening()
        self.records = {0: record(0)}
        self.commands = {}
        self.turn = 1

    def teardown(self) -> None:
        self.save.close()
        shutil.rmtree(self.folder)

    @rule(kind=st.sampled_from(KINDS), payload=PAYLOADS, count=st.integers(1, 4))
    def commit(self, kind, payload, count):
        added = [entry(self.turn, kind, "ankara").model_copy(update={"payload": payload})] * count
        self.save.commit(added)
        self.entries += added

    @rule(number=st.integers(0, 6), count=st.integers(0, 2))
    def command(self, number, count):
        asked = samples.command(1, number)
        added = [entry(self.turn, "event", n=number)] * count
        if not count or number in self.commands:
            with pytest.raises(SaveError):
                self.save.commit(added, command=asked)
            return
        self.save.commit(added, command=asked)
        self.entries += added
        self.commands[number] = asked

    @precondition(lambda self: self.turn < 6)
    @rule()
    def close_turn(self):
        close = entry(self.turn, "turn_adjudicated", digest=record(self.turn).digest)
        self.save.commit([close], record(self.turn))
        self.entries.append(close)
        self.records[self.turn] = record(self.turn)
        self.turn += 1

    @rule()
    def be_refused(self):
        with pytest.raises(SaveError):
            self.save.commit([entry(self.turn, "event"), entry(self.turn, "event", bad=float("inf"))])
        with pytest.raises(SaveError):
            self.save.commit([entry(0, "event")], record(0))
        with pytest.raises(SaveError):
            self.save.commit([entry(self.turn, "event", pin="1234")])

    @rule()
    def open_again(self):
        self.save.close()
        self.save = open_save(self.path, self.save.head)

    @rule()
    def copy(self):
        to = self.folder / "copy.wargame"
        self.save.save_copy(to)
        with read_save(to) as copied:
            assert copied.head == self.save.head
        to.unlink()

    @invariant()
    def both_hold_the_same(self):
        assert self.save.entries() == self.entries
        for number in range(7):
            found = self.save.command("ankara", "p01ab", f"command-1-{number}")
            assert found == self.commands.get(number)
        assert {turn: self.save.record(turn) for turn in self.save.turns} == self.records
        report = verify(self.path)
        assert report.ok, report


Keeping.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
test_a_journal_is_a_list_that_lasts = pytest.mark.slow(Keeping.TestCase)
