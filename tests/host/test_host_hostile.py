"""Everything a stranger or a player may try over a socket, in one session: nothing of it changes anything, no
secret reaches a log, and those who play notice nothing.
"""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from host_samples import TEAMS
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from wire_samples import Listening, fac, submit, until

from wargame.host import server as servers
from wargame.host.link import new_cid
from wargame.host.wire import MOST_IN, Chat, Fac, FacArgs, Ready, Submit, Talk
from wargame.model.orders import ProxyTask
from wargame.model.orders_politics import Offer, Respond, TermForm
from wargame.play.position import board_rows

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")
OFFER = Offer(to=("damascus",), terms=(TermForm(type="ceasefire"),), secret=True)

SCRAPS = (
    "", "null", "[]", "{", '{"t":"chat"}', "[" * 60_000, '{"t":' * 10_000, "NaN", "\x00",
    '{"t":"fac","op":"x"}',
    '{"t":"submit","cid":"abcdefgh","turn":99999999999999999999,"rev":0,"orders":[]}',
    '{"t":"chat","cid":"abcdefgh","channel":"all","text":"\\ud800"}',
    '{"t":"welcome","seat":"white"}', '{"t":"ack","cid":"abcdefgh"}',
)  # fmt: skip


async def said(socket, kinds, most=4000):
    """The next message of some kinds."""
    for _ in range(most):
        made = json.loads(await asyncio.wait_for(socket.recv(), 20))
        if made["t"] in kinds:
            return made
    raise AssertionError(f"none of {kinds} came")


async def seated(at, seat, **more):
    socket = await connect(at.url, proxy=None, max_size=None, **more)
    await socket.send(json.dumps({"t": "hello", "pin": at.pin(seat), "name": f"evil {seat}"}))
    await said(socket, ("welcome",))
    return socket


async def closed(socket):
    """The code with which the host closes."""
    try:
        while True:
            await asyncio.wait_for(socket.recv(), 20)
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else None


async def scraps(at):
    """Frames that cannot be read: each is answered in the same words, and too many end the connection."""
    socket = await seated(at, "ankara")
    for scrap in SCRAPS:
        await socket.send(scrap)
        made = await said(socket, ("nack",))
        assert (made["code"], made["detail"], made["cid"]) == ("bad_message", "unreadable", "")
    await socket.send(b"\xff\xfe\x00binary")
    assert (await said(socket, ("nack",)))["code"] == "bad_message"
    for _ in range(servers.MOST_BAD):
        await socket.send("{")
    assert await closed(socket) == 1008


async def huge(at):
    socket = await seated(at, "ankara")
    await socket.send(json.dumps({"t": "chat", "cid": "abcdefgh", "channel": "all", "text": "x" * MOST_IN}))
    assert await closed(socket) == 1009


async def forged(at):
    """Commands of others' roles, with others' seats, for others' offers."""
    socket = await seated(at, "moscow")
    frames = [
        Fac(cid=new_cid(), op=op, args=FacArgs(seat="moscow", on=True, text="x", seconds=1))
        for op in ("start", "end", "close_planning", "rotate_pin", "lock", "seat", "broadcast", "clock")
    ]
    frames += [
        Talk(cid=new_cid(), turn=1, order=Respond(offer=n, answer=answer))
        for n in range(1, 9)
        for answer in ("accept", "reject", "leave")
    ]
    codes = []
    for frame in frames:
        await socket.send(frame.model_dump_json())
        codes.append((await said(socket, ("ack", "nack"))).get("code"))
    assert set(codes[:8]) == {"forbidden"}
    assert set(codes[8:]) <= {"forbidden", "not_visible", "rule"}
    for extra in ({"seat": "white"}, {"role": "facilitator"}, {"pid": "0" * 16}, {"n": 1}, {"audience": 15}):
        frame = Chat(cid=new_cid(), channel="white", text="x").model_dump(mode="json")
        await socket.send(json.dumps({**frame, **extra}))
        assert (await said(socket, ("nack",)))["code"] == "bad_message"
    await socket.send(json.dumps({"t": "hello", "pin": at.pin("white")}))
    assert (await said(socket, ("nack",)))["detail"] == "hello was said"
    await socket.close()


async def replayed(at, frame, seat):
    """A frame of somebody else, as it was on the wire, from another seat."""
    socket = await seated(at, seat)
    answers = []
    for _ in range(10):
        await socket.send(frame)
        answers.append(await said(socket, ("ack", "nack")))
    await socket.close()
    return answers


async def foreign(at):
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{at.port + 1}"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(at.url, proxy=None, origin=origin)
        assert refused.value.response.status_code == 403


async def guessed(at):
    codes = []
    for n in range(12):
        async with connect(at.url, proxy=None) as socket:
            await socket.send(json.dumps({"t": "hello", "pin": f"{n:08d}"}))
            codes.append((await said(socket, ("bye", "welcome")))["code"])
    assert codes == ["bad_pin"] * 10 + ["rate"] * 2


async def flooded(at):
    """As fast as it can: it is read no faster than its bucket, and the host answers others meanwhile."""
    socket = await seated(at, "ankara")

    async def swallow():
        async for _ in socket:
            pass

    reader = asyncio.create_task(swallow())
    frame = Ready(cid=new_cid(), turn=9, on=True).model_dump_json()
    end = asyncio.get_running_loop().time() + 1.5
    while asyncio.get_running_loop().time() < end:
        await asyncio.wait_for(socket.send(frame), 20)
        await asyncio.sleep(0.0005)
    reader.cancel()
    socket.transport.abort()


def test_the_hostile_suite_changes_nothing_and_leaks_nothing(monkeypatch, caplog):
    monkeypatch.setattr(servers, "PENALTY_S", 0.01)
    caplog.set_level(logging.DEBUG)
    with Listening(most_of_address=64) as at:
        white = at.link("white")
        links = {team: at.link(team) for team in TEAMS}
        fac(white, "start")
        for link in links.values():
            until(lambda link=link: link.mirror.phase == "planning")
        submit(links["ankara"], [HOLD])
        kept = Talk(cid=new_cid(), turn=1, order=OFFER)
        links["ankara"].ask(kept)
        secret = Submit(cid=new_cid(), turn=1, rev=1, orders=(HOLD,), intent="canary intent")
        links["ankara"].ask(secret)
        session = at.table.session
        truth, views = board_rows(session._live), {t: session.view(t) for t in TEAMS}

        def changes():
            return [e for e in at.table.inner.entries() if not e.kind.startswith("participant_")]

        before = len(changes())

        async def attack():
            await scraps(at)
            await huge(at)
            await forged(at)
            for frame, seat, code in (
                (kept.model_dump_json(), "moscow", "forbidden"),
                (secret.model_dump_json(), "damascus", "stale_rev"),
                (kept.model_dump_json(), "white", "forbidden"),
            ):
                answers = await replayed(at, frame, seat)
                assert {answer.get("code") for answer in answers} == {code}, (seat, answers[0])
                assert "canary" not in json.dumps(answers)
            await foreign(at)
            await flooded(at)
            await guessed(at)

        asyncio.run(attack())
        assert len(changes()) == before
        assert board_rows(session._live) == truth
        assert {t: session.view(t) for t in TEAMS} == views
        for link in links.values():
            assert link.reconnects == 0
            assert link.ask(Chat(cid=new_cid(), channel="team", text="we noticed nothing")).t == "ack"
        secrets = [*at.table.keys.pins.values(), *(link.token for link in (white, *links.values())), "canary"]
        assert len(secrets) == 10
        ours = [r.getMessage() for r in caplog.records if r.name != "websockets.client"]  # the attackers' own
        assert any("nack" in line for line in ours)
        assert [word for word in secrets if any(word in line for line in ours)] == []
