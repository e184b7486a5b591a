"""T-KILL: the process that holds a session is killed at any moment; nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from host_samples import ROOT, SCENARIO, TEAMS

from wargame.host.link import Link, LinkDown, Refusal, new_cid
from wargame.host.wire import Chat, Fac, Submit
from wargame.model.orders import ProxyTask
from wargame.store import save as saves

HOLD = [ProxyTask(proxy="nlf", task="hold", place=place) for place in ("saraqib", "idlib")]


class Server:
    """`wargame serve` as a process that is killed and started again from its save."""

    def __init__(self, folder):
        self.folder, self.port, self.save = folder, 0, ""
        self.env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder / "state")}

    def start(self):
        file = self.save or str(SCENARIO)
        more = ["--port", str(self.port)] if self.port else ["--name", "killed", "--port", "0"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wargame", "serve", file, *more],
            cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        held = json.loads(line)
        self.port, self.save, self.pins = held["port"], held["save"], held["pins"]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=30)
        return self.process.returncode


def talk(link, k, acked, wrong, over):
    n = 0
    while not over.is_set():
        text = f"{k}:{n}"
        try:
            link.send(Chat(cid=new_cid(), channel="team", text=text)).result(60)
        except (LinkDown, Refusal, TimeoutError) as error:
            wrong.append((text, repr(error)))
            return
        acked.append(text)
        n += 1
        time.sleep(0.003)


def order(link, revs, wrong, over):
    n = 0
    while not over.is_set():
        face = link.mirror.orders
        made = Submit(cid=new_cid(), turn=face.turn, rev=face.rev, orders=(HOLD[n % 2],))
        try:
            revs.append(link.send(made).result(60).rev)
        except Refusal as refusal:
            if refusal.nack.code != "stale_rev":
                wrong.append(repr(refusal.nack))
                return
        except (LinkDown, TimeoutError) as error:
            wrong.append(repr(error))
            return
        n += 1
        time.sleep(0.01)


def killed(folder, kills, seed):
    draw = random.Random(seed)
    server = Server(folder)
    server.start()
    url = f"ws://127.0.0.1:{server.port}/"
    acked, revs, wrong, over = [], [], [], threading.Event()
    links = [Link(url, pin=server.pins[seat], name=f"n {seat}") for seat in (*TEAMS, "white")]
    try:
        for link in links:
            link.start()
            link.wait_welcome()
        links[-1].ask(Fac(cid=new_cid(), op="start"))
        threads = [
            threading.Thread(target=talk, args=(link, k, acked, wrong, over)) for k, link in enumerate(links)
        ]
        threads.append(threading.Thread(target=order, args=(links[0], revs, wrong, over)))
        for thread in threads:
            thread.start()
        for _ in range(kills):
            time.sleep(draw.uniform(0.05, 0.5))
            server.kill()
            server.start()
            ups = time.monotonic() + 20
            while not all(link.connected for link in links):
                assert time.monotonic() < ups, "a link did not come back"
                time.sleep(0.02)
        over.set()
        for thread in threads:
            thread.join(90)
        assert server.stop() == 0
    finally:
        for link in links:
            link.stop()
        if server.process.poll() is None:
            server.kill()
    return server, acked, revs, wrong


def judge(server, acked, revs, wrong):
    assert wrong == []
    from wargame.store.verify import verify

    path = server.folder / server.save
    report = verify(path)
    assert report.findings == (), report
    held = saves.read_save(path)
    stored = Counter(e.payload["chat"]["text"] for e in held.entries() if e.kind == "chat_sent")
    assert [text for text in acked if stored[text] != 1] == []
    assert max(stored.values()) == 1
    kept = [e.payload["rev"] for e in held.entries() if e.kind == "draft_saved"]
    assert kept == list(range(1, len(kept) + 1))
    assert set(revs) <= set(kept)
    assert len(set(revs)) == len(revs)


def test_thirty_kills_lose_nothing_that_was_acknowledged(tmp_path):
    server, acked, revs, wrong = killed(tmp_path, 30, seed=5)
    judge(server, acked, revs, wrong)
    assert len(acked) > 100
    assert len(revs) > 30


@pytest.mark.full
@pytest.mark.parametrize("part", range(10))
def test_three_hundred_kills(tmp_path, part):
    judge(*killed(tmp_path, 30, seed=100 + part))
