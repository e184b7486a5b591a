"""T-IDEM and T-CAS: a command is carried out once, and of two editors of a sheet one learns what changed."""

from __future__ import annotations

import pytest
from host_samples import Table, run

from wargame.errors import SaveError
from wargame.host.wire import Chat, Note, Ready, Receipt, Rfi, Submit, Talk
from wargame.model.orders import Attack, Move, ProxyTask
from wargame.model.orders_politics import Offer, TermForm
from wargame.play.journal import ListJournal

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")
OFFER = Offer(to=("moscow",), terms=(TermForm(type="ceasefire"),), secret=True)
OTHER = ProxyTask(proxy="nlf", task="hold", place="idlib")


class Breaking(ListJournal):
    """A disk that fails when a test says so, before or after it has written."""

    def __init__(self):
        super().__init__()
        self.fails = ""

    def commit(self, entries, record=None, command=None):
        if self.fails == "before":
            raise SaveError("no space left on device /secret/path")
        super().commit(entries, record, command)
        if self.fails == "after":
            raise SaveError("died after the commit")


async def started(journal=None):
    table = Table(journal)
    await table.all_sit()
    await table.fac("start")
    return table


COMMANDS = {
    "submit": lambda cid: Submit(cid=cid, turn=1, rev=0, orders=(HOLD,)),
    "final": lambda cid: Submit(cid=cid, turn=1, rev=0, orders=(HOLD,), final=True),
    "ready": lambda cid: Ready(cid=cid, turn=1, on=True),
    "talk": lambda cid: Talk(cid=cid, turn=1, order=OFFER),
    "chat": lambda cid: Chat(cid=cid, channel="all", text="once"),
    "rfi": lambda cid: Rfi(cid=cid, text="once"),
    "note": lambda cid: Note(cid=cid, note_id="a", text="once"),
    "receipt": lambda cid: Receipt(cid=cid, item="a"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_same_command_again_is_answered_and_not_carried_out(name):
    async def play():
        table = await started()
        message = COMMANDS[name]("same-cid-1")
        first = await table.do("ankara", message)
        assert first.t == "ack"
        kept = len(table.inner.entries())
        numbers = {seat: stream.n for seat, stream in table.host.streams.items()}
        for _ in range(3):
            assert await table.do("ankara", message) == first
        assert len(table.inner.entries()) == kept
        assert {seat: stream.n for seat, stream in table.host.streams.items()} == numbers

    run(play())


def test_another_command_under_a_used_cid_is_refused_and_cids_are_ones_own():
    async def play():
        table = await started()
        assert (await table.do("ankara", COMMANDS["chat"]("same-cid-1"))).t == "ack"
        refused = await table.do("ankara", Chat(cid="same-cid-1", channel="all", text="twice"))
        assert refused.code == "cid_reused"
        assert (await table.do("moscow", Chat(cid="same-cid-1", channel="all", text="mine"))).t == "ack"

    run(play())


def test_a_retry_after_a_restart_is_answered_from_the_record():
    async def play():
        table = await started()
        message = COMMANDS["final"]("same-cid-1")
        first = await table.do("ankara", message)
        again = Table(table.inner, time=table.time, keys=table.keys)
        member = again.host.state.members[table.members["ankara"].pid]
        assert await again.host.command(member, message) == first

    run(play())


def test_a_crash_between_commit_and_acknowledgement_is_exactly_once():
    async def play():
        journal = Breaking()
        table = await started(journal)
        journal.fails = "after"
        message = COMMANDS["submit"]("same-cid-1")
        assert (await table.do("ankara", message)).code == "storage"  # the process dies here
        journal.fails = ""
        again = Table(journal, time=table.time, keys=table.keys)
        member = again.host.state.members[table.members["ankara"].pid]
        assert (await again.host.command(member, message)).rev == 1
        assert [e.kind for e in journal.entries()].count("draft_saved") == 1
        assert again.session.draft("ankara").orders == (HOLD,)

    run(play())


@pytest.mark.parametrize("name", ["submit", "final", "talk", "chat"])
def test_a_commit_that_fails_changes_nothing_and_stops_the_clock(name):
    async def play():
        journal = Breaking()
        table = await started(journal)
        await table.fac("clock", seconds=600)
        kept, numbers = len(journal.entries()), table.host.streams["moscow"].n
        before = len(table.session.seen("moscow").agreements)
        journal.fails = "before"
        refused = await table.do("ankara", COMMANDS[name]("same-cid-1"))
        assert refused.code == "storage"
        assert "/secret/path" not in refused.model_dump_json()
        assert len(journal.entries()) == kept
        assert table.session.draft("ankara").orders == ()
        assert table.host.sealed()["ankara"] is False
        assert len(table.session.seen("moscow").agreements) == before
        assert table.host.streams["moscow"].n == numbers
        assert not table.host.clock.running
        assert table.boxes["white"].read("notice")[-1].kind == "warning"
        journal.fails = ""
        assert (await table.do("ankara", COMMANDS[name]("same-cid-1"))).t == "ack"
        assert table.host.clock.running

    run(play())


def test_of_two_editors_one_learns_what_changed():
    async def play():
        table = await started()
        await table.sit("ankara", name="Anna")
        assert (await table.do("Anna", Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,)))).rev == 1
        lost = await table.do("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=(OTHER,)))
        assert lost.code == "stale_rev"
        assert lost.data["by"] == "Anna"
        assert lost.data["rev"] == 1
        assert lost.data["added"] == ["proxy_task nlf hold saraqib"]
        assert lost.data["missing"] == ["proxy_task nlf hold idlib"]
        assert table.session.draft("ankara").orders == (HOLD,)
        won = await table.do("ankara", Submit(cid=table.cid(), turn=1, rev=1, orders=(HOLD, OTHER)))
        assert won.rev == 2
        assert table.boxes["Anna"].read("orders")[-1].orders.rev == 2
        assert not table.boxes["moscow"].read("orders")

    run(play())


def test_a_stale_turn_and_a_sealed_sheet_are_refused():
    async def play():
        table = await started()
        assert (
            await table.do("ankara", Submit(cid=table.cid(), turn=2, rev=0, orders=()))
        ).code == "stale_turn"
        await table.do("ankara", Ready(cid=table.cid(), turn=1, on=True))
        sealed = await table.do("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,)))
        assert sealed.code == "wrong_phase"
        assert (await table.do("ankara", Ready(cid=table.cid(), turn=1, on=False))).t == "ack"
        assert (await table.do("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,)))).t == "ack"

    run(play())


def test_what_does_not_exist_and_what_is_not_known_are_refused_in_the_same_words():
    async def play():
        table = await started()
        known = table.host.known_names("ankara")
        enemy = next(f.id for f in table.session.scenario.formations if f.id not in known)
        answers = []
        for name in (enemy, "no_such_formation"):
            for order in (
                Move(formation=name, path=("saraqib",)),
                Attack(formations=(name,), targets=("saraqib",)),
            ):
                made = Submit(cid=table.cid(), turn=1, rev=0, orders=(order,))
                answers.append((await table.do("ankara", made)).model_dump(exclude={"cid"}))
        assert answers[0]["code"] == "not_visible"
        assert all(answer == answers[0] for answer in answers)

    run(play())


def test_what_the_rules_refuse_says_so():
    async def play():
        table = await started()
        own = next(f for f in table.session.view("damascus").formations if f.own)
        order = Move(formation=own.id, path=("no_such_place",))
        made = Submit(cid=table.cid(), turn=1, rev=0, orders=(order,))
        assert (await table.do("damascus", made)).code == "not_visible"
        far = next(p.id for p in table.session.scenario.places if "off_limits" in p.tags)
        made = Submit(cid=table.cid(), turn=1, rev=0, orders=(Move(formation=own.id, path=(far,)),))
        refused = await table.do("damascus", made)
        assert refused.code == "rule"
        assert own.id in refused.detail
        assert table.session.draft("damascus").orders == ()

    run(play())
