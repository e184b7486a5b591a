"""Over real sockets on the loopback: joining, a turn, coming back, and everything a stranger may try."""

from __future__ import annotations

import asyncio
import json
import threading
import time

import pytest
from host_samples import TEAMS
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from wire_samples import Listening, fac, submit, until

from wargame.host import server as servers
from wargame.host.link import Link, LinkDown, Refusal, new_cid
from wargame.host.views import counted_by_reader
from wargame.host.wire import Chat, Ready
from wargame.model.orders import ProxyTask

HOLD = ProxyTask(proxy="nlf", task="hold", place="saraqib")


def ready(link, on=True):
    return link.ask(Ready(cid=new_cid(), turn=link.mirror.turn, on=on))


def test_three_teams_and_a_facilitator_play_three_turns():
    with Listening() as at:
        white = at.link("white")
        teams = {team: at.link(team) for team in TEAMS}
        fac(white, "start")
        for turn in (1, 2, 3):
            for link in teams.values():
                until(
                    lambda link=link, turn=turn: (link.mirror.phase, link.mirror.turn) == ("planning", turn)
                )
            submit(teams["ankara"], [HOLD])
            for link in teams.values():
                ready(link)
        until(lambda: white.mirror.turn == 4)
        for team, link in teams.items():
            until(lambda link=link: link.mirror.view.turn == 4)
            assert link.mirror.view == counted_by_reader(at.table.session.view(team, (team,)))
            assert link.mirror.scenario
        assert white.mirror.view == at.table.session.view("white")


def test_a_link_comes_back_to_what_it_missed():
    with Listening() as at:
        white, ankara = at.link("white"), at.link("ankara")
        at.loop.call_soon_threadsafe(at.cut, "ankara")
        for n in range(20):
            white.ask(Chat(cid=new_cid(), channel="all", text=f"line {n}"))
        until(lambda: len(ankara.mirror.chats) == 20)
        assert ankara.reconnects >= 1
        assert ankara.mirror.welcome.mode == "resume"


def test_a_token_comes_back_and_a_pin_is_not_asked_again():
    with Listening() as at:
        first = at.link("moscow", name="Anna")
        token = first.token
        first.stop()
        again = Link(at.url, token=token)
        at.links.append(again)
        again.start()
        assert again.wait_welcome().name == "Anna"
        assert again.mirror.welcome.mode == "snapshot"
        assert len(at.table.host.state.at_seat("moscow")) == 1


def test_a_wrong_pin_and_a_wrong_token_open_nothing():
    with Listening() as at:
        for known in ({"pin": "00000000"}, {"token": "x" * 32}):
            link = Link(at.url, **known)
            link.start()
            with pytest.raises(LinkDown):
                link.wait_welcome()
            assert link.bye.code == "bad_pin"
            link.stop()


def test_pins_cannot_be_guessed_from_one_address():
    with Listening() as at:
        codes = []

        async def guess():
            async def one(n):
                async with connect(at.url, proxy=None) as socket:
                    await socket.send(json.dumps({"t": "hello", "pin": f"{n:08d}"}))
                    codes.append(json.loads(await socket.recv())["code"])

            for start in (0, 5, 10):
                await asyncio.gather(*(one(n) for n in range(start, start + 5)))
            async with connect(at.url, proxy=None) as socket:  # now even the right one
                await socket.send(json.dumps({"t": "hello", "pin": at.pin("white")}))
                codes.append(json.loads(await socket.recv())["code"])

        asyncio.run(guess())
        assert codes.count("bad_pin") == 10
        assert codes[10:] == ["rate"] * 6


def opened(at, *frames, origin=None, host=None):
    """Send raw frames on a fresh socket; the close code, and what came before."""

    async def go():
        headers = {"Host": host} if host else None
        got = []
        async with connect(
            at.url, proxy=None, origin=origin, additional_headers=headers, max_size=None
        ) as socket:
            for frame in frames:
                await socket.send(frame)
            try:
                while True:
                    got.append(json.loads(await asyncio.wait_for(socket.recv(), 10)))
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None, got

    return asyncio.run(go())


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{}",
        "[]",
        '{"t":"chat","cid":"abcdefgh","channel":"all","text":"x"}',
        '{"t":"hello"}',
        "[" * 60000,
    ],
)
def test_what_is_no_hello_is_closed(frame):
    with Listening() as at:
        assert opened(at, frame)[0] == 1008


def test_silence_is_closed(monkeypatch):
    monkeypatch.setattr(servers, "HELLO_S", 0.3)
    with Listening() as at:
        start = time.monotonic()
        assert opened(at)[0] == 1008
        assert time.monotonic() - start < 5


def test_a_frame_that_is_too_large_is_closed():
    with Listening() as at:
        assert opened(at, "x" * 70_000)[0] == 1009


def test_a_page_of_another_origin_is_refused():
    with Listening() as at:
        with pytest.raises(InvalidStatus) as refused:
            opened(at, origin="http://evil.example")
        assert refused.value.response.status_code == 403


def test_a_name_that_is_not_ours_is_refused():
    with Listening() as at:

        async def go():
            reader, writer = await asyncio.open_connection("127.0.0.1", at.port)
            writer.write(
                b"GET / HTTP/1.1\r\nHost: rebound.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            )
            line = await reader.readline()
            writer.close()
            return line

        assert b"421" in asyncio.run(go())


@pytest.mark.parametrize("extra", ['"seat":"moscow"', '"n":1', '"role":"facilitator"'])
def test_a_seat_cannot_be_forged(extra):
    with Listening() as at:
        hello = json.dumps({"t": "hello", "pin": at.pin("ankara")})
        frame = f'{{"t":"chat","cid":"abcdefgh","channel":"all","text":"x",{extra}}}'
        got = []

        async def go():
            async with connect(at.url, proxy=None, max_size=None) as socket:
                await socket.send(hello)
                await socket.send(frame)
                await socket.send(hello)
                while sum(1 for m in got if m["t"] == "nack") < 2:
                    got.append(json.loads(await asyncio.wait_for(socket.recv(), 10)))

        asyncio.run(go())
        assert [m["code"] for m in got if m["t"] == "nack"] == ["bad_message", "bad_message"]
        assert at.table.host.state.chats == []


def test_a_member_of_a_team_is_no_facilitator():
    with Listening() as at:
        ankara = at.link("ankara")
        for op in ("start", "release", "no_such_operation"):
            with pytest.raises(Refusal) as refused:
                fac(ankara, op)
            assert refused.value.nack.code == "forbidden"


def test_who_is_removed_stays_out():
    with Listening() as at:
        white, anna = at.link("white"), at.link("moscow", name="Anna")
        fac(white, "kick", pid=anna.mirror.welcome.pid)
        until(lambda: anna.bye is not None and anna.bye.code == "kicked")
        again = Link(at.url, token=anna.token)
        again.start()
        with pytest.raises(LinkDown):
            again.wait_welcome()
        again.stop()


def test_another_pin_closes_the_old_one_and_lets_members_stay():
    with Listening() as at:
        white, anna = at.link("white"), at.link("moscow", name="Anna")
        old = at.pin("moscow")
        told = fac(white, "rotate_pin", seat="moscow")
        assert told.data["pin"] == at.pin("moscow") != old
        link = Link(at.url, pin=old)
        link.start()
        with pytest.raises(LinkDown):
            link.wait_welcome()
        link.stop()
        assert anna.ask(Chat(cid=new_cid(), channel="team", text="still here")).t == "ack"
        assert not any(told.data["pin"] in entry.model_dump_json() for entry in at.table.inner.entries())


def test_a_seat_has_eight_connections():
    with Listening(most_of_address=64) as at:
        for n in range(8):
            at.link("ankara", name=f"n{n}")
        code, got = opened(at, json.dumps({"t": "hello", "pin": at.pin("ankara")}))
        assert (code, got[-1]["code"]) == (1008, "full")


def test_an_address_has_ten_connections():
    with Listening() as at:
        for n in range(10):
            at.link(("ankara", "moscow")[n % 2], name=f"n{n}")
        with pytest.raises((InvalidStatus, ConnectionClosed)) as refused:
            opened(at)
        assert isinstance(refused.value, ConnectionClosed) or refused.value.response.status_code == 503


def test_a_flood_from_one_seat_leaves_the_others_alone():
    with Listening() as at:
        ankara, moscow = at.link("ankara"), at.link("moscow")
        stop = threading.Event()

        def flood():
            n = 0
            while not stop.is_set():
                ankara.send(Chat(cid=new_cid(), channel="team", text=f"flood {n}"))
                n += 1
                time.sleep(0.001)

        thread = threading.Thread(target=flood)
        thread.start()
        waits = []
        for _ in range(20):
            start = time.monotonic()
            moscow.ask(Chat(cid=new_cid(), channel="team", text="calm"))
            waits.append(time.monotonic() - start)
            time.sleep(0.02)
        stop.set()
        thread.join()
        lines = [line for line in at.table.host.state.chats if line.seat == "ankara"]
        assert len(lines) < 40 + 20 * 15  # the bucket: a burst and twenty a second
        assert sorted(waits)[10] < 0.5


def test_a_reader_that_is_too_slow_is_closed_and_comes_back(monkeypatch):
    monkeypatch.setattr(servers, "CLOSE_S", 0.3)
    with Listening() as at:
        white = at.link("white")

        async def slow():
            async with connect(at.url, proxy=None, max_size=None, max_queue=1, ping_interval=None) as socket:
                await socket.send(json.dumps({"t": "hello", "pin": at.pin("ankara")}))
                await socket.recv()
                socket.transport.pause_reading()
                start = at.table.host.streams["ankara"].n
                end = time.monotonic() + 25
                for _n in range(900):
                    if at.table.host.streams["ankara"].listeners == 0 or time.monotonic() > end:
                        break
                    message = servers_notice("x" * 4000)
                    at.loop.call_soon_threadsafe(at.table.host.streams["ankara"].send, message)
                    await asyncio.sleep(0.003)
                return at.table.host.streams["ankara"].n - start

        sent = asyncio.run(slow())
        until(lambda: at.table.host.streams["ankara"].listeners == 0)
        assert sent >= 256
        assert white.ask(Chat(cid=new_cid(), channel="all", text="on we go")).t == "ack"


def servers_notice(text):
    from wargame.host.wire import Notice

    return Notice(text=text)
