"""The process behind a screen: an ordinary client of the host that leaves when its door does."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pyte
import pytest

pytest.importorskip("textual_serve")

from web_samples import ROOT, Browser, Doorway, screen, until
from wire_samples import fac

from wargame.host.link import Link

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")


STARTED: list[subprocess.Popen[bytes]] = []


@pytest.fixture(autouse=True)
def ended():
    """A test that fails leaves no process behind."""
    yield
    while STARTED:
        STARTED.pop().kill()


def started(handed):
    env = {**screen.environment(screen.bounds(100, 30)), "PYTHONPATH": str(ROOT)}
    made = subprocess.Popen(
        [sys.executable, *screen.COMMAND], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    STARTED.append(made)
    made.stdin.write(handed)
    made.stdin.flush()
    return made


def handed(at, seat):
    link = at.link(seat, name="Anna")
    link.stop()
    held = {"url": at.url, "token": link.token, "name": "Anna", "digest": ""}
    return json.dumps(held).encode() + b"\n"


def drawn(process, words):
    """Read what it draws until it has drawn these words."""
    got = b""
    assert process.stdout.readline() == screen.READY
    while words not in got:
        head = process.stdout.read(5)
        assert len(head) == 5, process.stderr.read()
        got += process.stdout.read(int.from_bytes(head[1:], "big"))


def test_a_screen_ends_when_its_door_is_gone():
    with Doorway() as at:
        process = started(handed(at, "ankara"))
        drawn(process, b"has not begun")
        assert at.server.connections == 1
        process.stdin.close()
        assert process.wait(30) == 0
        until(lambda: at.server.connections == 0)
        assert process.stderr.read() == b""


def test_a_screen_that_is_left_by_key_ends_without_a_word():
    with Doorway() as at:
        process = started(handed(at, "ankara"))
        drawn(process, b"has not begun")
        process.stdin.write(screen.Screen.encode_packet(b"D", b"q"))
        _, told = process.communicate(timeout=30)
        assert (process.returncode, told) == (0, b"")


@pytest.mark.parametrize("line", [b"", b"{}\n", b"[]\n", b"\xff\n", b"x" * 5000])
def test_a_line_that_hands_over_no_seat(line):
    process = started(line)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert len(told.splitlines()) == 1
    assert b"--handed is for the door" in told


def test_a_real_screen_behind_the_door_shows_the_seat_again(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = tmp_path / ".config" / "wargame" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\n"ui.quit" = "Z"\n')
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with Doorway() as at:
        browser = Browser(at)
        browser.sit("moscow", name="Anna")
        white = at.link("white")
        for words in ("has not begun", "turn 1/13"):
            seen = pyte.Screen(100, 30)
            stream = pyte.ByteStream(seen)
            with browser.open() as tab:
                while not all(word in "\n".join(seen.display) for word in (words, "MOSCOW", "q Quit")):
                    stream.feed(tab.recv(60))
            if words == "has not begun":
                fac(white, "start")
        assert [m.name for m in at.table.host.state.members.values() if m.seat == "moscow"] == ["Anna"]
    assert not list(tmp_path.rglob("last.json"))  # a browser's seat is not the host's own


def test_last_words_are_one_plain_line():
    assert screen.last_words(b"") == ""
    assert screen.last_words(b"Traceback\n  x\nwargame: the seat is locked\n\n") == "the seat is locked"
    assert screen.last_words(b"\x1b]0;x\x07 y \xff") == "\ufffd]0;x\ufffd y \ufffd"
    assert len(screen.last_words(b"x" * 5000)) == 200


@pytest.mark.parametrize(
    ("asked", "made"),
    [((100, 30), (100, 30)), ((None, None), (80, 24)), ((0, 0), (20, 5)), ((9999, 9999), (500, 200)),
     ((True, "x"), (80, 24)), ((1.5, 30), (80, 30))],
)  # fmt: skip
def test_sizes_are_brought_into_bounds(asked, made):
    assert screen.bounds(*asked) == made


def test_the_door_s_screens_do_not_take_the_places_of_terminals():
    with Doorway(most=1, most_of_address=1) as at:
        at.link("ankara")
        at.link("moscow")
        third = Link(at.url, pin=at.pin("damascus"), name="x")
        at.links.append(third)
        third.start()
        until(lambda: third.bye is not None or not third.connected)
        assert not third._welcomed.wait(0.5)


def test_the_environment_names_no_folder_of_settings(monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    assert "XDG_CONFIG_HOME" not in screen.environment(screen.bounds(80, 24))
    assert os.environ["XDG_CONFIG_HOME"] == "/somewhere"
