"""Turns that close together are resolved a few at a time, and hold nobody else up."""

from __future__ import annotations

import asyncio
import threading

import pytest
from host_samples import Table, run

from wargame.host import adjudication, gate
from wargame.host.faces import Policies
from wargame.host.wire import Chat


def test_no_more_than_so_many_at_once_and_in_order():
    async def play():
        now, most, begun = 0, 0, []
        lock = threading.Lock()
        free = threading.Event()

        def work(number):
            nonlocal now, most
            with lock:
                now, most = now + 1, max(most, now + 1)
                begun.append(number)
            free.wait(10)
            with lock:
                now -= 1
            return number

        tasks = [asyncio.create_task(gate.heavy(lambda n=n: work(n))) for n in range(gate.AT_ONCE * 3)]
        while len(begun) < gate.AT_ONCE:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert sorted(begun) == list(range(gate.AT_ONCE))
        assert await asyncio.wait_for(asyncio.to_thread(lambda: "others"), 5) == "others"
        free.set()
        assert await asyncio.gather(*tasks) == list(range(gate.AT_ONCE * 3))
        assert most == gate.AT_ONCE

    run(play())


def test_what_fails_makes_room():
    async def play():
        def fails():
            raise KeyError("x")

        for _ in range(gate.AT_ONCE + 1):
            with pytest.raises(KeyError):
                await gate.heavy(fails)
        assert await asyncio.wait_for(gate.heavy(lambda: 1), 5) == 1

    run(play())


@pytest.mark.parametrize("by_deadline", [False, True])
def test_a_session_whose_turn_waits_does_not_hold_up_another(monkeypatch, by_deadline):
    async def play():
        going, free = threading.Event(), threading.Event()
        resolve = adjudication._resolve

        def slow(host):
            going.set()
            assert free.wait(20)
            resolve(host)

        monkeypatch.setattr(adjudication, "_resolve", slow)
        monkeypatch.setattr(gate, "AT_ONCE", 1)
        tables = [Table() for _ in range(3)]
        for table in tables:
            await table.all_sit()
            if by_deadline:
                await table.fac("policies", policies=Policies(planning_s=60, missed="no_move"))
            await table.fac("start")
        first, second, other = tables
        for table in (first, second):
            table.time.pass_(61)
        if by_deadline:
            closing = [asyncio.create_task(table.host.tick()) for table in (first, second)]
        else:
            closing = [asyncio.create_task(table.fac("close_planning")) for table in (first, second)]
        assert await asyncio.to_thread(going.wait, 10)
        said = Chat(cid=other.cid(), channel="team", text="quiet")
        assert (await asyncio.wait_for(other.do("ankara", said), 10)).t == "ack"
        assert [table.session.turn for table in tables] == [1, 1, 1]
        free.set()
        await asyncio.gather(*closing)
        assert [table.session.turn for table in tables] == [2, 2, 1]

    run(play())
