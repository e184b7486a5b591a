"""A real Chromium with the network closed: a PIN, one turn by keys, and a refresh finds seat and turn."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time

import pyte
import pytest
from browser import Watched, available, closed_browser, is_here
from terminal import ROOT

from wargame.host.link import Link, new_cid
from wargame.host.wire import Fac, FacArgs

PATIENCE = 60
LARGE = (200, 100)
"""Columns and rows: more than any page here has."""

SCENARIO = str(ROOT / "scenarios" / "idlib_2020.toml")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(available()), reason=available() or "available"),
]


class Tab:
    """A page, and the terminal in it as its frames draw it."""

    def __init__(self, page):
        self.page, self.watched = page, Watched(page)
        page.set_default_timeout(PATIENCE * 1000)
        self.complaints = []
        self.sockets = 0
        self.screen = pyte.Screen(*LARGE)
        page.on("websocket", self._opened)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)

    def _said(self, message):
        if message.type == "error" and "401" not in message.text:
            self.complaints.append(message.text)

    def _opened(self, socket):
        self.sockets += 1
        self.screen = pyte.Screen(*LARGE)
        stream = pyte.ByteStream(self.screen)  # each socket has its own: an old one may still be draining
        socket.on("framereceived", lambda data: stream.feed(data) if isinstance(data, bytes) else None)

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, words):
        """Wait until the screen shows these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.text():
            told = f"{words!r} is missing:\n{self.text()}\n{self.page.inner_text('body')}"
            assert time.monotonic() < end, told
            self.page.wait_for_timeout(50)

    def forget(self):
        """What the terminal showed before counts no more."""
        self.screen = pyte.Screen(*LARGE)

    def refresh(self):
        """Load the page again."""
        self.forget()
        self.page.reload()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(100)


def serve(folder, *arguments, port=0, web=0):
    """A host with a door: its process, and the line it prints."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder / "state")}
    ports = ["--port", str(port), "--web", "--web-port", str(web)]
    process = subprocess.Popen(
        [sys.executable, "-m", "wargame", "serve", *arguments, *ports],
        cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    return process, json.loads(process.stdout.readline())


def end(process):
    process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=30)
    process.kill()


@pytest.fixture
def host(tmp_path):
    """A session with a door, bots for two teams, and its PINs; the white cell is a link."""
    process, held = serve(tmp_path, SCENARIO, "--name", "tab", "--bots", "moscow,damascus")
    white = Link(f"ws://127.0.0.1:{held['port']}/", pin=held["pins"]["white"], name="white")
    white.start()
    white.wait_welcome()
    held["white"], held["process"], held["folder"] = white, process, tmp_path
    try:
        yield held
    finally:
        white.stop()
        end(held["process"])


def take_seat(tab, host, name="Anna"):
    tab.page.goto(f"http://127.0.0.1:{host['web']}/")
    tab.page.wait_for_selector("#pin:focus")
    tab.page.keyboard.type(host["pins"]["ankara"])
    tab.page.fill("#name", name)
    tab.page.keyboard.press("Enter")


def colours(page):
    """The picture of a page: its size, and how often each colour is in it."""
    from PIL import Image

    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return picture.size, {colour: n for n, colour in picture.getcolors(1 << 24)}


def test_one_turn_in_a_browser_survives_a_refresh(host):
    with closed_browser() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        tab = Tab(context.new_page())
        take_seat(tab, host)
        tab.until("has not begun")
        host["white"].ask(Fac(cid=new_cid(), op="start", args=FacArgs(), reason=""))
        tab.until("turn 1/13")
        tab.until("PLANNING")
        tab.press(":")
        tab.page.keyboard.type("proxy_task nlf hold saraqib")
        tab.press("Enter")
        tab.until("1 of 9 command points")
        tab.press("e")
        tab.until("Seal the order sheet?")
        tab.press("y")
        tab.until("Turn 1 resolved")

        tab.refresh()
        tab.until("Turn 1 resolved")
        assert tab.sockets == 2
        assert "ANKARA" in tab.text()
        tab.press("e")
        tab.until("turn 2/13")
        tab.until("PLANNING")
        members = [face for face in host["white"].mirror.members if face.seat == "ankara"]
        assert [face.name for face in members] == ["Anna"]

        tab.page.wait_for_timeout(500)
        size, drawn = colours(tab.page)
        assert size == (1280, 800)
        assert len(drawn) > 200  # a map, and the edges of letters
        assert max(drawn.values()) < 0.8 * size[0] * size[1]
        fonts = tab.page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight)")
        assert set(fonts) >= {"400", "700"}
        assert tab.page.evaluate("document.cookie") == ""
        assert tab.watched.strangers == []
        assert any("/screen?" in url for url in tab.watched.asked)
        assert not any(host["pins"]["ankara"] in url for url in tab.watched.asked)
        assert tab.complaints == []


def test_a_page_comes_back_when_its_host_does(host):
    with closed_browser() as browser:
        tab = Tab(browser.new_page())
        take_seat(tab, host)
        tab.until("has not begun")
        host["process"].kill()
        tab.page.wait_for_selector("text=The connection is lost")
        host["process"].communicate(timeout=30)
        tab.forget()
        host["process"], held = serve(host["folder"], "saves/tab.wargame", port=host["port"], web=host["web"])
        assert held["web"] == host["web"]
        tab.until("has not begun")
        assert "ANKARA" in tab.text()
        assert tab.watched.strangers == []


WITHOUT_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
document.execCommand = (name) => { window.copied = [name, document.activeElement.value]; };
"""
"""What a page on an address without encryption finds, and a witness of the old way to copy."""

PRESSED = """key => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.querySelector(".xterm-helper-textarea").dispatchEvent(event);
  return event.defaultPrevented;
}"""


def test_the_browser_keeps_its_keys_and_lends_its_clipboard(host):
    with closed_browser() as browser:
        tab = Tab(browser.new_page())
        tab.page.add_init_script(WITHOUT_CLIPBOARD)
        take_seat(tab, host)
        tab.until("has not begun")
        assert not tab.page.evaluate(PRESSED, "F5")
        tab.press("y")
        tab.page.wait_for_function("window.copied")
        assert tab.page.evaluate("window.copied")[0] == "copy"
        assert tab.page.evaluate("window.copied")[1].strip()
        tab.press("?")
        tab.until("leave")  # the terminal goes on, and has the keys again
        assert tab.complaints == []


def test_a_wrong_pin_a_left_screen_and_another_seat(host):
    with closed_browser() as browser:
        tab = Tab(browser.new_page())
        take_seat(tab, {**host, "pins": {"ankara": "0000-0000"}}, name="<img src=x onerror=alert(1)>")
        tab.page.wait_for_selector("text=No seat has this PIN")
        tab.page.fill("#pin", host["pins"]["ankara"])
        tab.page.keyboard.press("Enter")
        tab.until("has not begun")
        tab.press("q")
        tab.page.wait_for_selector("text=You have left the screen")
        assert tab.page.query_selector("img") is None
        tab.forget()
        tab.page.click("text=Come back")
        tab.until("has not begun")
        assert tab.sockets == 2
        tab.press("q")
        tab.page.click("text=Another seat")
        tab.page.wait_for_selector("#pin:focus")
        assert tab.watched.strangers == []


def test_the_watch_sees_a_stranger_and_the_policy_stops_it(host):
    assert not is_here("http://fonts.example/x")
    assert not is_here("ws://127.0.0.1.example/")
    with closed_browser() as browser:
        tab = Tab(browser.new_page())
        tab.page.goto(f"http://127.0.0.1:{host['web']}/")
        tab.page.wait_for_selector("#pin:focus")
        for act in (
            "fetch('http://stranger.example/')",
            "new Promise((_, no) => Object.assign(new Image(), { onerror: no, src: '//stranger.example'}))",
        ):
            with pytest.raises(Exception, match=r"Failed to fetch|Event"):
                tab.page.evaluate(act)
        planted = "<img src=x onerror=document.title=5>"
        tab.page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", planted)
        tab.page.wait_for_timeout(300)
        assert tab.page.title() == "wargame"
        assert any("Content Security Policy" in words for words in tab.complaints)
        tab.page.evaluate("location.href = 'http://stranger.example/'")
        end = time.monotonic() + 10
        while not tab.watched.strangers and time.monotonic() < end:
            tab.page.wait_for_timeout(50)
        assert tab.watched.strangers == ["http://stranger.example/"]
