"""Several commands in one commit: in order, each with its own answer, all durable or tried again alone."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, deque

import pytest
from host_samples import TEAMS, Table, run

from wargame.errors import SaveError
from wargame.host import groups
from wargame.host.groups import Asked, light, taken
from wargame.host.wire import Challenge, Chat, Fac, Note, Query, Ready, Receipt, Rfi, Submit, Talk
from wargame.model.orders import Attack, Move, ProxyTask
from wargame.model.orders_politics import Offer, Respond, TermForm
from wargame.play.journal import ListJournal
from wargame.store import save as saves
from wargame.store.verify import verify

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")
OTHER = ProxyTask(proxy="nlf", task="hold", place="idlib")
CEASEFIRE = TermForm(type="ceasefire")


class Counting(ListJournal):
    """Counts commits, is slow when a test holds its gate, and fails when it is told to."""

    def __init__(self):
        super().__init__()
        self.gate, self.entered, self.sizes, self.fails = threading.Event(), threading.Event(), [], False
        self.gate.set()

    def _pass(self):
        self.entered.set()
        assert self.gate.wait(10)

    def commit(self, entries, record=None, command=None):
        self._pass()
        if self.fails:
            raise SaveError("no space left on device")
        self.sizes.append(1)
        super().commit(entries, record, command)

    def commit_all(self, parts):
        self._pass()
        if self.fails:
            raise SaveError("no space left on device")
        super().commit_all(parts)
        self.sizes.append(len(parts))


async def started(journal=None):
    table = Table(journal)
    await table.all_sit()
    await table.fac("start")
    return table


def chat(table, text, channel="team"):
    return Chat(cid=table.cid(), channel=channel, text=text)


async def busy(table):
    """Until a commit has begun."""
    assert await asyncio.to_thread(table.inner.entered.wait, 10)


async def at_once(table, *asked):
    """Give commands while the journal is busy with another one; their answers, in order."""
    table.inner.gate.clear()
    table.inner.entered.clear()
    first = asyncio.create_task(table.do("white", chat(table, "first")))
    await busy(table)
    rest = [asyncio.create_task(table.do(who, message)) for who, message in asked]
    for _ in range(3):
        await asyncio.sleep(0)
    table.inner.sizes.clear()
    table.inner.gate.set()
    await first
    return await asyncio.gather(*rest)


def test_what_waits_while_the_disk_is_busy_is_one_commit():
    async def play():
        table = await started(Counting())
        asked = [(TEAMS[n % 3], chat(table, f"line {n}")) for n in range(30)]
        answers = await at_once(table, *asked)
        assert {answer.t for answer in answers} == {"ack"}
        assert table.inner.sizes == [1, 30]
        said = [e.payload["chat"]["text"] for e in table.inner.entries() if e.kind == "chat_sent"]
        assert said == ["first", *(f"line {n}" for n in range(30))]
        for k, team in enumerate(TEAMS):
            heard = [m.chat.text for m in table.boxes[team].read("chat")]
            assert heard == [f"line {n}" for n in range(30) if n % 3 == k]
            assert table.boxes[team].numbers() == sorted(set(table.boxes[team].numbers()))
        assert [line.text for line in table.host.state.chats] == said

    run(play())


def test_a_group_is_bounded_and_leaves_the_rest_in_order(monkeypatch):
    monkeypatch.setattr(groups, "MOST", 4)

    async def play():
        table = await started(Counting())
        answers = await at_once(table, *(("ankara", chat(table, str(n))) for n in range(10)))
        assert {answer.t for answer in answers} == {"ack"}
        assert table.inner.sizes == [1, 4, 4, 2]
        said = [line.text for line in table.host.state.chats if line.seat == "ankara"]
        assert said == [str(n) for n in range(10)]

    run(play())


def test_which_commands_share_a_commit():
    made = {
        Submit(cid="a" * 8, turn=1, rev=0, orders=()): True,
        Submit(cid="a" * 8, turn=1, rev=0, orders=(), final=True): False,
        Chat(cid="a" * 8, channel="all", text="x"): True,
        Rfi(cid="a" * 8, text="x"): True,
        Challenge(cid="a" * 8, turn=0, event=1, ground="x"): True,
        Note(cid="a" * 8, note_id="x", text="x"): True,
        Receipt(cid="a" * 8, item="x"): True,
        Ready(cid="a" * 8, turn=1, on=True): False,
        Talk(cid="a" * 8, turn=1, order=Offer(to=("moscow",), terms=(CEASEFIRE,))): False,
        Query(cid="a" * 8, what="notes"): False,
        Fac(cid="a" * 8, op="start"): False,
    }
    assert [light(message) for message in made] == list(made.values())
    waiting = deque(Asked(None, message, None) for message in made)
    first = taken(waiting)
    assert [asked.message for asked in first] == [message for message, shares in made.items() if shares]
    assert [asked.message for asked in waiting] == [message for message, shares in made.items() if not shares]
    assert [asked.message.t for asked in taken(waiting)] == ["submit"]


def test_each_is_decided_on_what_those_before_it_led_to():
    async def play():
        table = await started(Counting())
        await table.sit("ankara", name="Anna")
        one = Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,))
        two = Submit(cid=table.cid(), turn=1, rev=0, orders=(OTHER,))
        three = Submit(cid=table.cid(), turn=1, rev=1, orders=(HOLD, OTHER))
        answers = await at_once(table, ("ankara", one), ("Anna", two), ("Anna", three))
        assert table.inner.sizes == [1, 2]
        assert (answers[0].rev, answers[2].rev) == (1, 2)
        assert (answers[1].code, answers[1].data["rev"]) == ("stale_rev", 1)
        assert table.session.draft("ankara").orders == (HOLD, OTHER)
        assert table.boxes["Anna"].read("orders")[-1].orders.rev == 2

    run(play())


def test_what_is_refused_in_a_group_is_refused_alone():
    async def play():
        table = await started(Counting())
        own = next(f.id for f in table.session.view("damascus").formations if f.own)
        far = next(p.id for p in table.session.scenario.places if "off_limits" in p.tags)
        wrong = (
            Submit(cid=table.cid(), turn=1, rev=0, orders=(Move(formation=own, path=(far,)),)),
            Submit(cid=table.cid(), turn=2, rev=0, orders=()),
            Challenge(cid=table.cid(), turn=0, event=1, ground="x"),
        )
        right = [("moscow", chat(table, "a")), ("ankara", chat(table, "b"))]
        answers = await at_once(table, right[0], *(("damascus", message) for message in wrong), right[1])
        assert [getattr(answer, "code", "ack") for answer in answers] == [
            "ack", "rule", "stale_turn", "not_visible", "ack",
        ]  # fmt: skip
        assert table.inner.sizes == [1, 2]
        assert table.session.draft("damascus").orders == ()

    run(play())


def test_the_same_command_twice_in_a_group_counts_once():
    async def play():
        table = await started(Counting())
        message = chat(table, "once")
        other = Chat(cid=message.cid, channel="team", text="twice")
        answers = await at_once(
            table, ("ankara", message), ("ankara", message), ("ankara", other), ("moscow", other)
        )
        assert [getattr(answer, "code", "ack") for answer in answers] == ["ack", "ack", "cid_reused", "ack"]
        assert answers[0] == answers[1]
        texts = Counter(e.payload["chat"]["text"] for e in table.inner.entries() if e.kind == "chat_sent")
        assert texts == {"first": 1, "once": 1, "twice": 1}

    run(play())


def test_a_group_that_cannot_be_written_is_neither_applied_nor_acknowledged():
    async def play():
        table = await started(Counting())
        await table.fac("clock", seconds=600)
        kept = len(table.inner.entries())
        numbers = {seat: stream.n for seat, stream in table.host.streams.items() if seat != "white"}
        table.inner.fails = True
        asked = [
            ("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,))),
            ("moscow", Rfi(cid=table.cid(), text="where?")),
            ("damascus", chat(table, "lost")),
        ]
        answers = await at_once(table, *asked)
        assert [answer.code for answer in answers] == ["storage"] * 3
        assert len(table.inner.entries()) == kept
        assert table.session.draft("ankara").orders == ()
        assert table.host.state.revs == {}
        assert table.host.state.rfis == {}
        assert table.host.state.chats == []
        assert not table.host.clock.running
        assert numbers == {seat: s.n for seat, s in table.host.streams.items() if seat != "white"}
        table.inner.fails = False
        again = await at_once(table, *asked)
        assert [answer.t for answer in again] == ["ack"] * 3
        assert table.session.draft("ankara").orders == (HOLD,)
        assert table.host.clock.running

    run(play())


def test_one_that_cannot_be_written_does_not_take_the_others_with_it(monkeypatch, caplog):
    class Picky(Counting):
        def commit_all(self, parts):
            if any(entry.kind == "rfi_asked" for entries, _ in parts for entry in entries):
                raise SaveError("not this one")
            super().commit_all(parts)

        def commit(self, entries, record=None, command=None):
            if any(entry.kind == "rfi_asked" for entry in entries):
                raise SaveError("not this one")
            super().commit(entries, record, command)

    async def play():
        table = await started(Picky())
        answers = await at_once(
            table,
            ("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,))),
            ("moscow", Rfi(cid=table.cid(), text="where?")),
            ("damascus", chat(table, "kept")),
        )
        assert [getattr(answer, "code", "ack") for answer in answers] == ["ack", "storage", "ack"]
        assert table.session.draft("ankara").orders == (HOLD,)
        assert [line.text for line in table.host.state.chats] == ["first", "kept"]

    run(play())


def test_whoever_gives_up_waiting_stops_nothing():
    async def play():
        table = await started(Counting())
        table.inner.gate.clear()
        table.inner.entered.clear()
        asked = [asyncio.create_task(table.do("ankara", chat(table, str(n)))) for n in range(3)]
        await busy(table)
        asked[1].cancel()
        table.inner.gate.set()
        await asyncio.gather(*asked, return_exceptions=True)
        assert [line.text for line in table.host.state.chats] == ["0", "1", "2"]
        assert (await table.do("ankara", chat(table, "3"))).t == "ack"

    run(play())


def test_a_group_in_a_real_save_reads_back_and_verifies(tmp_path):
    save = saves.create(
        tmp_path / "group.wargame", scenario_text="x", base_text="", choices={}, scenario_id="idlib_2020",
        seed=7, seats={},
    )  # fmt: skip

    async def play():
        table = Table(save)
        await table.all_sit()
        await table.fac("start")
        before = len(save.entries())
        asked = [table.do(TEAMS[n % 3], chat(table, f"line {n}")) for n in range(40)]
        answers = await asyncio.gather(*asked)
        assert {answer.t for answer in answers} == {"ack"}
        assert len(save.entries()) == before + 40
        with pytest.raises(SaveError):
            save.commit_all([([table.inner.entries()[-1]], held) for held in _held(save, table) * 2])
        assert len(save.entries()) == before + 40

    run(play())
    save.close()
    assert not [f for f in verify(tmp_path / "group.wargame").findings if "scenario" not in str(f)]
    read = saves.read_save(tmp_path / "group.wargame")
    assert [e.payload["chat"]["text"] for e in read.entries() if e.kind == "chat_sent"] == [
        f"line {n}" for n in range(40)
    ]


def _held(save, table):
    """The record of a command that was carried out, under another name."""
    member = table.members["ankara"]
    held = next(
        found for n in range(200) if (found := save.command("ankara", member.pid, f"cid-{n:08d}")) is not None
    )
    return [held.model_copy(update={"cid": "cid-another"})]


def test_a_host_starts_anew_after_talks_made_a_draft_illegal():
    async def play():
        table = await started()
        order = Attack(formations=("saa_25_a",), targets=("khan_al_subul",))
        drafted = Submit(cid=table.cid(), turn=1, rev=0, orders=(order,))
        assert (await table.do("damascus", drafted)).t == "ack"
        offer = Offer(to=("damascus",), terms=(CEASEFIRE,))
        await table.do("ankara", Talk(cid=table.cid(), turn=1, order=offer))
        number = table.host.state.talks[-1][0].number
        signed = Talk(cid=table.cid(), turn=1, order=Respond(offer=number, answer="accept"))
        assert (await table.do("damascus", signed)).t == "ack"
        again = Table(table.inner, time=table.time, keys=table.keys)
        assert again.session.draft("damascus").orders == (order,)

    run(play())
