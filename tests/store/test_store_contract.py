"""What a journal promises, the same for a file and for a server: one suite, two databases."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import save_samples as samples
from save_samples import entry, play, record

from wargame.errors import SaveDamaged, SaveError

TESTS = Path(__file__).resolve().parents[1]


def let_go(place):
    """Continue a session whose process was killed; a server notices that a moment later."""
    until = time.monotonic() + 10
    while True:
        try:
            return place.open()
        except SaveError as error:
            if "another program" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


# ---- create, commit, read, continue ------------------------------------------------------------------------


def test_what_is_committed_is_read_back(place):
    with place.create() as journal:
        assert (journal.phase, journal.turn, journal.seq) == ("lobby", 0, 0)
        play(journal, 3)
        wanted = samples.opening() + [e for t in (1, 2, 3) for e in samples.turn_entries(t)]
        head = journal.head
        for held in (journal, place.read()):
            assert held.entries() == wanted
            assert held.entries_after(journal.seq - 2) == wanted[-2:]
            assert [held.record(turn) for turn in range(5)] == [*(record(turn) for turn in range(4)), None]
            assert held.command("ankara", "p02ab", "command-2-1") == samples.command(2, 1)
            assert held.command("ankara", "p02ab", "command-9-1") is None
            assert (held.phase, held.turn, held.turns, held.head) == ("planning", 3, (0, 1, 2, 3), head)
            assert held.seed == (1 << 63) - 1
            assert (held.seats, held.choices) == (samples.SEATS, samples.CHOICES)
            assert (held.scenario_text, held.base_text) == (samples.SCENARIO, samples.BASE)
            assert held.same_rules
    with place.open(head) as journal:
        journal.commit([entry(3, "session_ended", cause="last turn")])
        assert journal.phase == "ended"
    with pytest.raises(SaveError, match="played on"):
        place.open(head)
    report = place.verify()
    assert report.ok, report
    assert report.turn == 3


def test_reading_takes_nothing(place):
    with place.create() as journal:
        play(journal, 1)
    with place.read() as held, pytest.raises(SaveError, match="reading only"):
        held.commit([entry(2, "event")])


def test_a_session_is_never_overwritten(place):
    with place.create() as journal:
        play(journal, 1)
        with pytest.raises(SaveError):
            place.create()
    with pytest.raises(SaveError):
        place.create()
    with place.read() as held:
        assert held.turn == 1


def test_what_is_not_there_is_said(place):
    for way in (place.open, place.read):
        with pytest.raises(SaveError, match="no such") as caught:
            way()
        assert "\n" not in str(caught.value)


def test_projections_are_those_of_the_journal(place):
    with place.create() as journal:
        play(journal, 2)
        assert {row[0]: row[1] for row in journal.table("participant")} == {"p01": "Ayşe", "p02": "Ayşe"}
        finals = [(row[0], row[1], row[2]) for row in journal.table("order_set") if row[3] == 1]
        assert sorted(finals) == [(1, "ankara", 2), (1, "damascus", 1), (2, "ankara", 2), (2, "damascus", 1)]


# ---- refusals ----------------------------------------------------------------------------------------------


def test_a_refused_commit_leaves_nothing(place):
    with place.create() as journal:
        play(journal, 2)
        before = (journal.entries(), journal.head, journal.turn)
        with pytest.raises(SaveError, match="cannot be written"):
            journal.commit(
                [entry(2, "event"), entry(2, "turn_adjudicated")], record(2), samples.command(9, 9)
            )
        with pytest.raises(SaveError, match="cannot be written"):
            journal.commit([entry(3, "event", number=float("nan"))])
        assert (journal.entries(), journal.head, journal.turn) == before
        assert journal.command("ankara", "p09ab", "command-9-9") is None
        play(journal, 1, first=3)
    assert place.verify().ok


def test_several_commands_are_one_commit_or_none(place):
    with place.create() as journal:
        play(journal, 1)
        kept, head = journal.entries(), journal.head
        one, two = samples.command(1, 70), samples.command(1, 80)
        parts = [([entry(1, "event", n=1)], one), ([entry(1, "event", n=2), entry(1, "event", n=3)], two)]
        for wrong in (
            [*parts, ([entry(1, "event", n=4)], one)],
            [*parts, ([entry(1, "event", n=4)], samples.command(1, 1))],
            [*parts, ([], samples.command(1, 90))],
            [*parts, ([entry(1, "event", pin="x")], samples.command(1, 90))],
        ):
            with pytest.raises(SaveError):
                journal.commit_all(wrong)
            assert (journal.entries(), journal.head) == (kept, head)
            assert journal.command(one.seat, one.pid, one.cid) is None
        journal.commit_all(parts)
        for held in (journal, place.read()):
            assert [e.payload for e in held.entries()[len(kept) :]] == [{"n": 1}, {"n": 2}, {"n": 3}]
            assert held.command(one.seat, one.pid, one.cid) == one
            assert held.command(two.seat, two.pid, two.cid) == two
    assert place.verify().ok
    with place.open() as journal, pytest.raises(SaveError):
        journal.commit_all(parts[:1])


def test_a_command_is_carried_out_once(place):
    with place.create() as journal:
        journal.commit(samples.opening(), record(0))
        journal.commit([entry(1, "event", n=1)], command=samples.command(1, 1))
        with pytest.raises(SaveError, match="carried out before"):
            journal.commit([entry(1, "event", n=1)], command=samples.command(1, 1))
        assert journal.seq == 2
    with place.open() as journal:
        assert journal.command("ankara", "p01ab", "command-1-1") == samples.command(1, 1)
        with pytest.raises(SaveError, match="carried out before"):
            journal.commit([entry(1, "event", n=1)], command=samples.command(1, 1))


def test_two_writers_are_refused(place):
    with place.create() as journal:
        play(journal, 1)
        with pytest.raises(SaveError, match="open in"):
            place.open()
        asked = f"import sys; {place.opener}"
        other = subprocess.run(
            [sys.executable, "-c", asked, "", *place.arguments], capture_output=True, text=True, check=False
        )
        assert other.returncode == 1
        assert "open in another program" in other.stderr
        with place.read() as held:
            assert held.turn == 1
        play(journal, 1, first=2)
    with place.open() as journal:
        assert journal.turn == 2


def test_threads_take_turns(place):
    with place.create() as journal:
        play(journal, 1)
        before = journal.seq
        errors: list[Exception] = []

        def work(name: str) -> None:
            try:
                for k in range(10):
                    journal.commit([entry(2, "event", "engine", by=name, k=k)])
                    journal.record(1)
            except SaveError as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(f"t{i}",)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert len(journal.entries()) == before + 40
    assert place.verify().ok


# ---- crashes -----------------------------------------------------------------------------------------------

WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from save_samples import command, entry
{opener}
start = journal.seq
for n in range(start, start + 100000):
    journal.commit([entry(1, "event", n=n, text="x" * 3000), entry(1, "event", n=-n)], command=command(1, n))
    sys.stdout.write(f"{{n}}\\n")
    sys.stdout.flush()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_writer_loses_nothing_it_acknowledged(place):
    with place.create() as journal:
        journal.commit(samples.opening(), record(0))
    acknowledged: list[int] = []
    for seconds in (0.0, 0.013, 0.027):
        code = WRITER.format(opener=place.opener)
        writer = subprocess.Popen(
            [sys.executable, "-c", code, str(TESTS), *place.arguments], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        assert first, "the writer never committed"
        time.sleep(seconds)
        writer.kill()
        lines = (first + writer.stdout.read()).decode().splitlines(keepends=True)
        writer.wait()
        writer.stdout.close()
        acknowledged += [int(line) for line in lines if line.endswith("\n")]
        with let_go(place) as journal:
            stored = [e.payload["n"] for e in journal.entries()[1:]]
            assert stored[0::2] == [-n for n in stored[1::2]], "half a commit was kept"
            assert set(acknowledged) <= set(stored)
            assert len(stored) == len(set(stored))
            for n in stored[0::2]:
                assert journal.command("ankara", "p01ab", f"command-1-{n}") == samples.command(1, n)
        report = place.verify()
        assert report.ok, report


def test_damage_is_found_and_its_turn_named(place):
    with place.create() as journal:
        play(journal, 3)
    place.change("UPDATE entry SET actor = 'nobody' WHERE turn = 2 AND kind = 'orders_reopened'")
    report = place.verify()
    assert not report.ok
    assert report.turn == 2
    for way in (place.open, place.read):
        with pytest.raises(SaveDamaged) as caught:
            way()
        assert caught.value.turn == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE command SET result = '{}' WHERE cid = 'command-2-1'",
        "DELETE FROM command WHERE cid = 'command-2-1'",
        "UPDATE snapshot SET digest = 'x' WHERE turn = 2",
        "UPDATE participant SET role = 'facilitator' WHERE pid = 'p02'",
        "DELETE FROM entry WHERE seq > 20",
        "UPDATE session SET seed = 8",
        "UPDATE save_meta SET app = 'other'",
        "UPDATE seat SET kind = 'human'",
    ],
)
def test_each_table_is_checked(place, statement):
    with place.create() as journal:
        play(journal, 3)
    assert place.verify().ok
    place.change(statement)
    assert not place.verify().ok


def test_orders_are_resolved_again(place):
    with place.create() as journal:
        play(journal, 2)
    right = {turn: record(turn).digest for turn in range(3)}
    assert place.verify(lambda held: right).resolved
    report = place.verify(lambda held: {**right, 1: "0" * 64})
    assert [f.turn for f in report.findings] == [1]


def test_a_copy_is_a_file_that_needs_no_server(place, tmp_path):
    from wargame.store.save import open_save
    from wargame.store.verify import verify

    with place.create() as journal:
        play(journal, 2)
        journal.save_copy(tmp_path / "copy.wargame")
        head = journal.head
        with pytest.raises(SaveError, match="copy"):
            journal.save_copy(tmp_path / "copy.wargame")
    assert verify(tmp_path / "copy.wargame").ok
    with open_save(tmp_path / "copy.wargame", head) as copy:
        play(copy, 1, first=3)


HOSTILE = ("'; DROP TABLE entry; --", '"', "%s", "?", "\\", "$1", "a" * 5000, "İ\U0001f600", "")


def test_hostile_text_is_a_value_and_never_a_statement(place):
    with place.create() as journal:
        play(journal, 1)
        for text in HOSTILE:
            assert journal.command(text, text, text) is None
            journal.commit([entry(2, "chat_sent", text=text, **{text or "x": [text]})])
            joined = {"pid": "pp99", "name": text, "seat": text, "role": text}
            journal.commit([entry(2, "participant_joined", **joined)])
        texts = [e.payload["text"] for e in journal.entries() if e.kind == "chat_sent"]
        assert texts == list(HOSTILE)
        with pytest.raises(SaveError):
            journal.commit([entry(2, "chat_sent", text="\ud800")])
        assert journal.seq == len(journal.entries())
    assert place.verify().ok
