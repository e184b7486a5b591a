"""The browser's door: what it gives out, to whom, and everything a stranger may try."""

from __future__ import annotations

import json
import re
import socket
import sys
from contextlib import ExitStack

import pytest

pytest.importorskip("textual_serve")

from web_samples import DEAF, STUB, Browser, Doorway, gone, until
from websockets.exceptions import ConnectionClosed, InvalidStatus
from wire_samples import fac

from wargame.web import door as doors
from wargame.web import screen as screens

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks for its processes in /proc")


@pytest.fixture(autouse=True)
def stub(monkeypatch):
    """Screens that need no game, and wrong PINs that cost no time."""
    monkeypatch.setattr(screens, "COMMAND", ("-c", STUB))
    monkeypatch.setattr(doors, "PENALTY_S", 0)


@pytest.fixture
def at():
    with Doorway() as made:
        yield made


def pids(at):
    return [screen.pid for screen in at.door.screens]


# ---- what is given out ------------------------------------------------------------------------------------


def test_page_and_files_come_with_a_policy_that_allows_this_host_only(at):
    browser = Browser(at)
    for path in ("/", *(f"/{name}" for name in doors.FILES)):
        status, headers, body = browser.ask("GET", path)
        assert status == 200, path
        assert len(body) > 500, path
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "aiohttp" not in str(headers)


def test_our_files_name_no_other_place():
    for path in doors.HERE.iterdir():
        if path.suffix in (".html", ".css", ".js"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"https?://|[\"'(]//", text), path
            assert not re.search(r"(?:src|href)=[\"']/", text), path
    page = (doors.HERE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son[a-z]+=|<style|\sstyle=", page)


def test_every_font_is_given_out_with_its_licence_beside_it():
    named = (doors.HERE / "FONTS.txt").read_text(encoding="utf-8")
    fonts = [path.name for path in doors.HERE.glob("*.woff2")]
    assert len(fonts) == 3
    for name in fonts:
        assert name in named
        assert name in doors.FILES
    for licence in ("dejavu-LICENSE.txt", "cascadia-LICENSE.txt"):
        assert licence in named
        assert (doors.HERE / licence).stat().st_size > 3000


@pytest.mark.parametrize(
    "path",
    ["/static/", "/static/js/textual.js", "/page/", "/index.html", "/door.js/", "/FONTS.txt", "/download/x",
     "/ws", "/../door.py", "/%2e%2e/door.py", "/..%2fdoor.py", "//", "/door.js%00", "/screens"],
)  # fmt: skip
def test_nothing_else_is_there(at, path):
    status, headers, body = Browser(at).ask("GET", path)
    assert status in (400, 404)
    assert b"Door" not in body
    if status == 404:
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/"), ("POST", "/"), ("GET", "/seat"), ("DELETE", "/ticket")]
)
def test_only_what_is_asked_for_in_the_right_way(at, method, path):
    assert Browser(at).ask(method, path)[0] == 405


# ---- strangers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_page_bound_to_another_name_does_not_get_in(at, named):
    assert Browser(at).ask("GET", "/", Host=named)[0] == 421


ORIGINS = [
    None,
    "",
    "null",
    "http://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "https://{here}",
]


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", ["/seat", "/ticket", "/leave"])
def test_acts_come_from_a_page_of_this_door(at, origin, path):
    browser = Browser(at)
    browser.sit("ankara")
    given = origin and origin.format(here=f"127.0.0.1:{browser.port}")
    body = {"pin": at.pin("moscow"), "name": "x"}
    status, headers, _ = browser.ask("POST", path, body, Origin=given)
    assert status == 403
    assert "Set-Cookie" not in headers
    assert len(at.table.host.state.members) == 1


@pytest.mark.parametrize("origin", ["", "http://evil.example", "http://127.0.0.1:1", "https://{here}"])
def test_a_foreign_page_opens_no_screen(at, origin):
    browser = Browser(at)
    browser.sit("ankara")
    ticket = browser.ticket()
    with pytest.raises(InvalidStatus) as refused:
        browser.open(ticket, origin=origin.format(here=f"127.0.0.1:{browser.port}"))
    assert refused.value.response.status_code == 403
    assert pids(at) == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'"x"', b"{", b'{"pin": 5}', b'{"pin": null, "name": "x"}', b"[" * 2000, b"\xff\xfe"]
)
def test_what_is_no_form_is_refused(at, body):
    assert Browser(at).ask("POST", "/seat", body)[0] == 400


def test_a_form_of_another_kind_or_size_is_refused(at):
    browser = Browser(at)
    body = {"pin": at.pin("ankara"), "name": "x"}
    assert browser.ask("POST", "/seat", body, **{"Content-Type": "text/plain"})[0] == 400
    assert browser.ask("POST", "/seat", {**body, "more": "x" * 5000})[0] in (400, 413)
    assert at.table.host.state.members == {}


def test_wrong_pins_are_counted_with_those_of_the_terminals(at):
    browser = Browser(at)
    wrong = {"pin": "0000-0000", "name": "x"}
    for _ in range(10):
        status, headers, body = browser.ask("POST", "/seat", wrong)
        assert (status, "Set-Cookie" in headers) == (403, False)
        assert "no seat has this PIN" in json.loads(body)["detail"]
    status, _, body = browser.ask("POST", "/seat", {"pin": at.pin("ankara"), "name": "x"})
    assert status == 429
    assert at.table.host.state.members == {}
    assert not at.server.guesses.may_try("127.0.0.1")


# ---- from a PIN to a screen -------------------------------------------------------------------------------


def test_a_pin_becomes_a_cookie_that_no_script_reads(at):
    browser = Browser(at)
    cookie = browser.sit("ankara", name="Anna")
    assert cookie.startswith(f"wargame_{browser.port}=")
    assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Max-Age" not in cookie
    assert "expires" not in cookie.lower()
    assert at.pin("ankara") not in cookie
    (member,) = at.table.host.state.members.values()
    assert (member.seat, member.name) == ("ankara", "Anna")


def test_a_ticket_opens_one_screen_once(at):
    browser = Browser(at)
    browser.sit("ankara")
    ticket = browser.ticket()
    with browser.open(ticket) as tab:
        assert tab.recv(10) == b"hello Anna 100x30"
        with pytest.raises(InvalidStatus) as refused:
            browser.open(ticket)
        assert refused.value.response.status_code == 403
        assert len(pids(at)) == 1


def test_without_cookie_or_with_a_wrong_one_there_is_no_ticket(at):
    browser = Browser(at)
    assert browser.ask("POST", "/ticket")[0] == 401
    for token in ("x", "A" * 32, at.pin("ankara")):
        browser.cookie = f"wargame_{browser.port}={token}"
        assert browser.ask("POST", "/ticket")[0] == 401
    with pytest.raises(InvalidStatus):
        browser.open("A" * 32)


def test_a_ticket_that_is_too_old_opens_nothing():
    class Time:
        ms = 0

        def __call__(self):
            return self.ms

    time = Time()
    with Doorway(now=time) as at:
        browser = Browser(at)
        browser.sit("ankara")
        ticket = browser.ticket()
        time.ms += 30_000
        with pytest.raises(InvalidStatus):
            browser.open(ticket)


def test_a_page_that_is_loaded_again_is_the_same_participant(at):
    browser = Browser(at)
    browser.sit("ankara")
    for _ in range(3):
        with browser.open() as tab:
            assert tab.recv(10).startswith(b"hello Anna")
    assert len(at.table.host.state.members) == 1


def test_leaving_a_seat_forgets_the_cookie(at):
    browser = Browser(at)
    browser.sit("ankara")
    _, headers, _ = browser.ask("POST", "/leave")
    assert "Max-Age=0" in headers["Set-Cookie"]


def test_who_was_removed_gets_no_ticket_and_no_screen(at):
    browser = Browser(at)
    browser.sit("ankara")
    ticket = browser.ticket()
    white = at.link("white")
    (pid,) = [m.pid for m in at.table.host.state.members.values() if m.seat == "ankara"]
    fac(white, "kick", pid=pid)
    assert browser.ask("POST", "/ticket")[0] == 401
    with pytest.raises(InvalidStatus) as refused:
        browser.open(ticket)
    assert refused.value.response.status_code == 403


def test_neither_pin_nor_token_is_in_the_list_of_processes(at):
    browser = Browser(at)
    browser.sit("ankara")
    token = browser.cookie.split("=")[1]
    with browser.open() as tab:
        tab.recv(10)
        (pid,) = pids(at)
        for name in ("cmdline", "environ"):
            with open(f"/proc/{pid}/{name}", "rb") as file:
                held = file.read()
            assert held
            assert token.encode() not in held
            assert at.pin("ankara").encode() not in held


def test_a_screen_inherits_nothing_that_may_be_secret(monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "hush")
    made = screens.environment(screens.bounds(80, 24))
    assert "PGPASSWORD" not in made
    assert made["TEXTUAL_DRIVER"] == screens.DRIVER
    assert "PATH" in made


# ---- room -------------------------------------------------------------------------------------------------


def test_a_full_house_says_so_and_has_room_again():
    with Doorway(most=2) as at:
        anna, ben = Browser(at), Browser(at)
        anna.sit("ankara")
        ben.sit("moscow", name="Ben")
        late = ben.ticket()
        with anna.open() as one, anna.open() as two:
            assert one.recv(10)
            assert two.recv(10)
            status, _, body = ben.ask("POST", "/ticket")
            assert status == 503
            assert (
                json.loads(body)["detail"] == "all 2 screens of this host are in use; this page waits for one"
            )
            with pytest.raises(InvalidStatus) as refused:
                ben.open(late)
            assert refused.value.response.status_code == 503
        until(lambda: not at.door.screens)
        with ben.open() as tab:
            assert tab.recv(10).startswith(b"hello Ben")


def test_one_participant_does_not_take_all_screens(at):
    anna, ben = Browser(at), Browser(at)
    anna.sit("ankara")
    ben.sit("ankara", name="Ben")
    with ExitStack() as tabs:
        for _ in range(doors.MOST_OF_MEMBER):
            tabs.enter_context(anna.open())
        status, _, body = anna.ask("POST", "/ticket")
        assert status == 503
        assert "until you close one" in json.loads(body)["detail"]
        with ben.open() as tab:
            assert tab.recv(10)
    until(lambda: not at.door.screens)
    anna.ticket()


# ---- a screen ---------------------------------------------------------------------------------------------


def sent(tab, *frames):
    for frame in frames:
        tab.send(frame if isinstance(frame, str) else json.dumps(frame))


def test_keys_and_sizes_reach_the_screen_and_bad_frames_do_not(at):
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open() as tab:
        tab.recv(10)
        sent(
            tab, "", "{", "[]", "5", "null", "[" * 20_000, ["stdin"], ["stdin", 5], ["stdin", "\ud800"],
            ["resize"], ["resize", []], ["resize", {"width": 5}], ["quit"], ["ping", {}], [[], []],
            {"stdin": "x"},
        )  # fmt: skip
        tab.send(b"\x00\x01")
        sent(tab, ["stdin", "key\u00e9"], ["ping", "123"], ["resize", {"width": 10**9, "height": -4}])
        got = [tab.recv(10) for _ in range(3)]
        got.remove('["pong", "123"]')  # the door answers of itself; the screen's two answers keep their order
        assert got[0] == "echo key\u00e9".encode()
        assert json.loads(got[1][5:]) == {"type": "resize", "width": 500, "height": 5}
        sent(tab, ["resize", {"width": True, "height": "x"}])
        assert json.loads(tab.recv(10)[5:]) == {"type": "resize", "width": 80, "height": 24}


def test_of_a_screen_only_drawing_reaches_the_page(at):
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open() as tab:
        tab.recv(10)
        sent(tab, ["stdin", "meta"])
        assert tab.recv(10) == b"after meta"


def test_a_screen_that_ends_says_why_in_plain_words(at):
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open() as tab:
        tab.recv(10)
        sent(tab, ["stdin", "fail"])
        with pytest.raises(ConnectionClosed):
            tab.recv(10)
        assert tab.close_code == doors.LEFT
        assert tab.close_reason == "you were <b>sent</b> away\ufffd[2J"  # the page shows it as text
    until(lambda: not at.door.screens)


def test_a_packet_beyond_measure_ends_the_screen(at):
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open() as tab:
        tab.recv(10)
        (pid,) = pids(at)
        sent(tab, ["stdin", "large"])
        with pytest.raises(ConnectionClosed):
            tab.recv(30)
    until(lambda: gone(pid))


def test_a_frame_beyond_measure_ends_the_connection(at):
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open() as tab:
        tab.recv(10)
        sent(tab, ["stdin", "x" * (doors.MOST_FRAME + 10)])
        with pytest.raises(ConnectionClosed):
            tab.recv(10)
        assert tab.close_code == 1009
    until(lambda: not at.door.screens)


def test_a_screen_ends_with_its_page(at):
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open() as tab:
        tab.recv(10)
        (pid,) = pids(at)
        tab.socket.shutdown(socket.SHUT_RDWR)
        until(lambda: gone(pid) and not at.door.screens)


def test_a_page_that_shows_no_life_loses_its_screen(monkeypatch):
    monkeypatch.setattr(doors, "HEARTBEAT_S", 0.2)
    with Doorway() as at:
        browser = Browser(at)
        browser.sit("ankara")
        with socket.create_connection(("127.0.0.1", browser.port)) as mute:
            mute.sendall(
                f"GET /screen?ticket={browser.ticket()} HTTP/1.1\r\nHost: 127.0.0.1:{browser.port}\r\n"
                f"Origin: {browser.origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
            )
            until(lambda: pids(at) and pids(at)[0])
            (pid,) = pids(at)
            until(lambda: gone(pid) and not at.door.screens)


def test_a_screen_that_does_not_listen_is_ended(at, monkeypatch):
    monkeypatch.setattr(screens, "COMMAND", ("-c", DEAF))
    monkeypatch.setattr(screens, "LEAVE_S", 0.2)
    browser = Browser(at)
    browser.sit("ankara")
    with browser.open():
        until(lambda: pids(at) and pids(at)[0])
        (pid,) = pids(at)
    until(lambda: gone(pid) and not at.door.screens)


def test_the_door_closes_every_screen():
    with ExitStack() as open_:
        with Doorway() as at:
            browser = Browser(at)
            browser.sit("ankara")
            tab = open_.enter_context(browser.open())
            tab.recv(10)
            (pid,) = pids(at)
        with pytest.raises(ConnectionClosed):
            tab.recv(10)
        assert tab.close_code == 1001  # the page comes back by itself
        until(lambda: gone(pid))
