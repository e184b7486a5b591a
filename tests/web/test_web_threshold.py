"""Connections at the browser's door: how many there may be, for how long, and what one too many is told."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack, closing

import pytest

pytest.importorskip("textual_serve")

from web_samples import STUB, Browser, Doorway, until

from wargame.web import door as doors
from wargame.web import screen as screens
from wargame.web import threshold as thresholds

REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def limits(monkeypatch):
    """Other limits than those of the product, by name."""

    def to(**values):
        for name, value in values.items():
            monkeypatch.setattr(thresholds, name, value)

    return to


def connected(at, address="127.0.0.1"):
    return closing(socket.create_connection(("127.0.0.1", at.door.bound), 10, (address, 0)))


def answer(line, sent=b""):
    """All that comes until the other side ends it; empty if it was cut off."""
    got = b""
    try:
        line.sendall(sent)
        while piece := line.recv(65536):
            got += piece
    except ConnectionError:
        pass
    return got


def test_one_address_has_so_many_connections_and_the_next_is_told_so(limits):
    limits(MOST_OF_ADDRESS=3)
    with Doorway() as at, ExitStack() as stack:
        lines = [stack.enter_context(connected(at)) for _ in range(3)]
        until(lambda: at.door.threshold.open == 3)
        with connected(at) as one_more:
            first = answer(one_more, REQUEST)
        with connected(at) as silent:
            assert answer(silent) == first, "whatever it asks, and if it asks nothing"
        head, body = first.split(b"\r\n\r\n", 1)
        assert head.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        assert body == thresholds.WORDS
        for name, value in doors.HEADERS.items():
            assert f"\r\n{name}: {value}\r\n".encode() in head + b"\r\n"
        assert b"aiohttp" not in head
        with connected(at, "127.0.0.2") as other:
            other.sendall(REQUEST)
            assert other.recv(65536).startswith(b"HTTP/1.1 200 "), "another address is not concerned"
        lines[0].close()
        until(lambda: at.door.threshold.open == 2)
        assert Browser(at).ask("GET", "/")[0] == 200


def test_all_together_have_so_many(limits):
    limits(MOST_OPEN=4)
    with Doorway() as at, ExitStack() as stack:
        for n in range(4):
            stack.enter_context(connected(at, f"127.0.0.{n + 2}"))
        until(lambda: at.door.threshold.open == 4)
        with connected(at) as one_more:
            assert b" 503 " in answer(one_more, REQUEST)
        stack.close()
        until(lambda: at.door.threshold.open == 0)
        assert not at.door.threshold._of_address
        assert Browser(at).ask("GET", "/")[0] == 200


def test_a_crowd_that_is_refused_is_cut_off_without_an_answer(limits):
    limits(MOST_OPEN=0, MOST_TURNED_AWAY=2, LINGER_S=30)
    with Doorway() as at, ExitStack() as stack:
        held = [stack.enter_context(connected(at)) for _ in range(2)]
        until(lambda: at.door.threshold.turned_away == 2)
        with connected(at) as third:
            assert answer(third, REQUEST) == b""
        assert all(answer(line).endswith(thresholds.WORDS) for line in held)
        stack.close()
        until(lambda: at.door.threshold.turned_away == 0)


@pytest.mark.parametrize("sent", [b"", b"GET / HT", REQUEST[:-2]])
def test_whoever_does_not_ask_in_time_is_cut_off(limits, sent):
    limits(ASK_S=0.3)
    with Doorway() as at, connected(at) as line:
        assert answer(line, sent) == b""
        until(lambda: at.door.threshold.open == 0)


def test_a_request_in_drops_gains_no_time(limits):
    limits(ASK_S=0.5)
    with Doorway() as at, connected(at) as line:
        sent = 0
        try:
            while sent < len(REQUEST):
                line.sendall(REQUEST[sent : sent + 1])
                sent += 1
                time.sleep(0.05)
        except ConnectionError:
            pass
        assert sent < len(REQUEST), "it was not cut off before it had asked"


def test_a_body_that_does_not_come_ends_the_connection(limits):
    limits(ANSWER_S=0.3)
    with Doorway() as at, connected(at) as line:
        origin = f"http://127.0.0.1:{at.door.bound}"
        head = f"POST /seat HTTP/1.1\r\nHost: 127.0.0.1:{at.door.bound}\r\nOrigin: {origin}\r\n"
        head += "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
        assert answer(line, head.encode()) == b""
        until(lambda: at.door.threshold.open == 0)


def test_a_connection_may_ask_again_but_not_be_idle_for_ever(monkeypatch):
    monkeypatch.setattr(doors, "IDLE_S", 0.5)
    with Doorway() as at, connected(at) as line:
        for _ in range(3):
            line.sendall(REQUEST)
            got = line.recv(65536)
            assert got.startswith(b"HTTP/1.1 200 ")
            while not got.rstrip().endswith(b"</html>"):
                got += line.recv(65536)
        assert answer(line) == b""
        until(lambda: at.door.threshold.open == 0)


def test_a_screen_is_not_counted_and_has_no_limit_of_time(limits, monkeypatch):
    monkeypatch.setattr(screens, "COMMAND", ("-c", STUB))
    limits(MOST_OPEN=1, ASK_S=0.6, ANSWER_S=0.6)
    with Doorway() as at:
        browser = Browser(at)
        browser.sit("ankara")
        until(lambda: at.door.threshold.open == 0)
        ticket = browser.ticket()
        until(lambda: at.door.threshold.open == 0)
        with browser.open(ticket) as screen:
            assert screen.recv(timeout=10)
            until(lambda: at.door.threshold.open == 0)
            time.sleep(1)
            screen.send('["stdin", "a"]')
            assert screen.recv(timeout=10) == b"echo a"
            assert browser.ask("GET", "/")[0] == 200, "it takes nobody's place"


def test_limits_that_leave_room_for_a_class():
    assert thresholds.MOST_OPEN > thresholds.MOST_OF_ADDRESS >= 6 * 8
    assert thresholds.IDLE_S < thresholds.ANSWER_S
