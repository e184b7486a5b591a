"""T-CLOCK: deadlines, pauses, extensions and the policy for missed orders, on a clock that tests move."""

from __future__ import annotations

import itertools

import pytest
from host_samples import TEAMS, Table, run

from wargame.host.clock import Countdown
from wargame.host.faces import Policies
from wargame.host.wire import Ready, Submit
from wargame.model.orders import ProxyTask

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")


async def started(**policies):
    table = Table()
    await table.all_sit()
    await table.fac("policies", policies=Policies(planning_s=600, **policies))
    await table.fac("start")
    return table


async def seal(table, *teams, turn=1):
    for team in teams:
        assert (await table.do(team, Ready(cid=table.cid(), turn=turn, on=True))).t == "ack"


def entries(table, kind):
    return [entry for entry in table.inner.entries() if entry.kind == kind]


def test_a_countdown_pauses_and_goes_on():
    now = [0]
    clock = Countdown(lambda: now[0])
    assert clock.remaining() is None
    assert not clock.due
    clock.set(1000, running=True)
    now[0] = 400
    clock.pause()
    now[0] = 5000
    assert clock.remaining() == 600
    clock.go_on()
    now[0] = 5600
    assert clock.due
    assert clock.remaining() == 0


def test_the_deadline_takes_what_was_saved():
    async def play():
        table = await started(missed="no_move")
        await table.do("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,)))
        await seal(table, "moscow", "damascus")
        table.time.pass_(599)
        await table.host.tick()
        assert table.host.session.turn == 1
        table.time.pass_(1)
        await table.host.tick()
        assert table.host.session.turn == 2
        assert entries(table, "move_missed") == []  # a draft is no missed move
        sealed = [e for e in entries(table, "orders_sealed") if e.seat == "ankara"]
        assert sealed[0].payload["unsealed"] is True
        assert sealed[0].payload["sheet"]["orders"][0]["place"] == "saraqib"
        assert table.host.clock.remaining() == 600_000

    run(play())


def test_a_pause_stops_the_clock_and_an_extension_moves_it():
    async def play():
        table = await started()
        table.time.pass_(100)
        await table.fac("pause")
        assert table.boxes["moscow"].read("phase")[-1].clock.remaining_ms == 500_000
        table.time.pass_(10_000)
        await table.host.tick()
        assert table.host.session.turn == 1
        refused = await table.do("ankara", Submit(cid=table.cid(), turn=1, rev=0, orders=()))
        assert refused.code == "wrong_phase"
        await table.fac("extend", seconds=60)
        assert table.host.clock.remaining() == 560_000
        await table.fac("resume")
        assert table.host.clock.running
        await table.fac("extend", seconds=300)
        assert table.host.clock.remaining() == 860_000
        await table.fac("clock", seconds=30)
        assert table.host.clock.remaining() == 30_000
        await table.fac("clock", seconds=0)
        assert table.host.clock.remaining() is None
        table.time.pass_(100_000)
        await table.host.tick()
        assert table.host.session.turn == 1

    run(play())


def test_hold_waits_for_the_white_cell():
    async def play():
        table = await started(missed="hold")
        await seal(table, "moscow", "damascus")
        table.time.pass_(601)
        await table.host.tick()
        assert table.host.session.turn == 1
        phase = table.boxes["white"].read("phase")[-1]
        assert phase.clock.remaining_ms == 0
        assert not phase.clock.running
        before = len(table.inner.entries())
        table.time.pass_(601)
        await table.host.tick()
        assert len(table.inner.entries()) == before
        await table.fac("extend", seconds=60)
        assert table.host.clock.running
        assert (await table.fac("close_planning")).t == "ack"
        assert table.host.session.turn == 2
        assert [e.payload["team"] for e in entries(table, "move_missed")] == ["ankara"]

    run(play())


def test_extend_gives_time_once_then_holds():
    async def play():
        table = await started(missed="extend", extension_s=120)
        await seal(table, "moscow", "damascus")
        table.time.pass_(600)
        await table.host.tick()
        assert table.host.clock.remaining() == 120_000
        table.time.pass_(120)
        await table.host.tick()
        assert table.host.session.turn == 1
        assert not table.host.clock.running

    run(play())


def test_a_bot_plays_the_missed_turn_and_the_seat_stays_with_people():
    async def play():
        table = await started(missed="bot")
        await seal(table, "moscow", "damascus")
        table.time.pass_(600)
        await table.host.tick()
        assert table.host.session.turn == 2
        sheet = next(e for e in entries(table, "orders_sealed") if e.seat == "ankara")
        assert sheet.payload["author"] == "bot historical"
        assert sheet.payload["sheet"]["orders"]
        assert table.host.kind("ankara") == "human"
        assert [e.payload["policy"] for e in entries(table, "move_missed")] == ["bot"]

    run(play())


POLICIES = ("hold", "extend", "bot", "no_move")
CASES = list(itertools.product(POLICIES, ("sealed", "draft", "none"), ("on", "off", "kicked")))


@pytest.mark.parametrize(("policy", "sheet", "there"), CASES, ids=["-".join(case) for case in CASES])
def test_every_policy_by_what_a_team_left_and_whether_it_is_there(policy, sheet, there):
    async def play():
        table = await started(missed=policy, extension_s=60)
        await seal(table, "moscow", "damascus")
        if sheet != "none":
            made = Submit(cid=table.cid(), turn=1, rev=0, orders=(HOLD,))
            assert (await table.do("ankara", made)).t == "ack"
        if there == "off":
            await table.host.detach(table.members["ankara"], table.boxes["ankara"])
        elif there == "kicked":
            await table.fac("kick", pid=table.members["ankara"].pid)
        if sheet == "sealed" and there != "kicked":
            await seal(table, "ankara")
            assert table.host.session.turn == 2
            return
        table.time.pass_(600)
        await table.host.tick()
        closed = sheet != "none" or policy in ("bot", "no_move")
        assert table.host.session.turn == (2 if closed else 1)
        given = [e for e in entries(table, "orders_sealed") if e.seat == "ankara"]
        assert len(given) == (1 if closed and (sheet != "none" or policy == "bot") else 0)
        assert len(entries(table, "move_missed")) == (1 if closed and sheet == "none" else 0)
        assert table.host.clock.running == (closed or policy == "extend")

    run(play())


def test_planning_that_only_white_closes():
    async def play():
        table = await started(close="white")
        await seal(table, *TEAMS)
        assert table.host.session.turn == 1
        await table.fac("close_planning")
        assert table.host.session.turn == 2

    run(play())
