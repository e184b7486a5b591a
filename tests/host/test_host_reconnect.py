"""T-RECON and T-CHAOS: what was missed comes again, in order and once, over a network that breaks."""

from __future__ import annotations

import gc
import random
import threading
import time
from collections import Counter
from weakref import WeakSet

import pytest
from chaos_proxy import Chaos
from host_samples import TEAMS, Box, Table, run
from wire_samples import Listening, fac, until

from wargame.host import streams
from wargame.host.link import Link, LinkDown, Refusal, new_cid
from wargame.host.mirror import Gap, Mirror
from wargame.host.streams import Stream
from wargame.host.wire import Chat, Hello, Notice, Ready, read_server

PINGS = (0.5, 1.0)


def test_a_stream_gives_back_what_was_missed_and_says_when_it_cannot(monkeypatch):
    monkeypatch.setattr(streams, "RING", 5)
    stream = Stream()
    for n in range(8):
        stream.send(Notice(text=str(n)))
    assert stream.since(8) == []
    assert [read_server(frame).n for frame in stream.since(3)] == [4, 5, 6, 7, 8]
    assert stream.since(2) is None
    assert stream.since(9) is None
    assert Stream().since(0) == []


def test_the_ring_is_bounded_in_bytes_too(monkeypatch):
    monkeypatch.setattr(streams, "RING_BYTES", 10_000)
    stream = Stream()
    for _ in range(100):
        stream.send(Notice(text="x" * 1000))
    assert len(stream.since(99)) == 1
    assert stream.since(50) is None


def test_all_rings_of_a_process_are_bounded_together(monkeypatch):
    monkeypatch.setattr(streams, "_STREAMS", WeakSet())
    monkeypatch.setattr(streams, "ALL_BYTES", 60_000)
    full, small, gone = Stream(), Stream(), Stream()
    draw = random.Random(1)

    def noise():
        return Notice(text="".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(3000)))

    small.send(Notice(text="x"))
    small.send(noise())
    gone.send(noise())
    del gone
    gc.collect()
    for _ in range(30):
        full.send(noise())
    assert small.since(0) is not None, "only the one that has most gives way"
    assert full.since(0) is None
    assert 2 <= len(full.since(full.n - 2)) < 30
    assert 45_000 < full._bytes + small._bytes <= 60_000
    monkeypatch.setattr(streams, "ALL_BYTES", 0)
    full.send(noise())
    assert [read_server(frame).n for frame in full.since(30)] == [31], "the last message is always there"
    assert small.since(1) is not None


def test_a_long_frame_is_kept_small_and_comes_back_as_it_was_sent():
    stream, box = Stream(), Box()
    stream.listen(box)
    text = "".join(f"long é {n} " for n in range(400))[:4000]
    for k in range(3):
        stream.send(Notice(text=f"{k}{text}"[:4000]))
    assert stream.since(0) == box.frames
    assert stream._bytes < sum(map(len, box.frames)) // 2


def test_a_gap_is_noticed_and_a_repetition_is_no_news():
    mirror = Mirror()
    assert mirror.take(Notice(n=1, text="a"))
    assert not mirror.take(Notice(n=1, text="a"))
    with pytest.raises(Gap):
        mirror.take(Notice(n=3, text="c"))
    assert [notice.text for notice in mirror.notices] == ["a"]


WAYS = [
    ("same", "last", "resume"),
    ("same", "none", "resume"),
    ("other", "last", "snapshot"),
    ("same", "more", "snapshot"),
]


@pytest.mark.parametrize(("epoch", "seen", "mode"), WAYS)
def test_resume_or_snapshot(epoch, seen, mode):
    async def play():
        table = Table()
        await table.all_sit()
        await table.fac("start")
        stream = table.host.streams["moscow"]
        number = {"last": stream.n, "none": 0, "more": stream.n + 1}[seen]
        hello = Hello(token="x" * 32, epoch=table.host.epoch if epoch == "same" else "ab" * 8, seen=number)
        box = Box()
        await table.host.attach(table.members["moscow"], None, hello, box)
        welcome = box.read("welcome")[0]
        assert welcome.mode == mode
        assert (welcome.state is None) == (mode == "resume")
        if mode == "resume":
            assert box.numbers() == list(range(number + 1, stream.n + 1))

    run(play())


def test_a_host_that_was_started_anew_sends_a_snapshot():
    with Listening() as first:
        link = first.link("moscow")
        token, epoch = link.token, link.mirror.epoch
        journal, keys = first.table.inner, first.table.keys
    with Listening(journal, keys) as second:
        again = Link(second.url, token=token)
        second.links.append(again)
        again.start()
        welcome = again.wait_welcome()
        assert welcome.mode == "snapshot"
        assert again.mirror.epoch != epoch


def test_two_screens_at_one_seat_read_the_same():
    with Listening() as at:
        one = at.link("moscow", name="one")
        two = Link(at.url, token=one.token)
        at.links.append(two)
        two.start()
        two.wait_welcome()
        other = at.link("moscow", name="other")
        one.ask(Chat(cid=new_cid(), channel="team", text="hello"))
        for link in (one, two, other):
            until(lambda link=link: [line.text for line in link.mirror.chats] == ["hello"])
        assert len(at.table.host.state.at_seat("moscow")) == 2


def test_without_a_host_a_link_says_so_and_keeps_trying():
    link = Link("ws://127.0.0.1:9/", pin="00000000")
    link.start()
    with pytest.raises(LinkDown):
        link.wait_welcome(0.5)
    with pytest.raises(LinkDown):
        link.question(Chat(cid=new_cid(), channel="all", text="x"))
    link.stop()


def shaken(seconds, clients, seed):
    """Clients that talk through a bad network for some seconds; what was said and what was stored."""
    said, wrong, downtime, waits = [], [], [], []
    lock = threading.Lock()
    with Listening(most_of_address=64) as at, Chaos(at.port, seed) as bad:
        bad.calm = True
        white = at.link("white")
        fac(white, "start")
        links = [at.link(TEAMS[n % 3], name=f"c{n}", url=bad.url, pings=PINGS) for n in range(clients)]
        numbers = {id(link): [] for link in links}

        def watch(link):
            down = [0.0]

            def news(kind):
                if kind == "down":
                    down[0] = time.monotonic()
                elif kind == "up" and down[0]:
                    downtime.append(time.monotonic() - down[0])
                numbers[id(link)].append(link.mirror.n)

            link.news = news

        def talk(link, k):
            n = 0
            while time.monotonic() < end:
                text, start = f"{k}:{n}", time.monotonic()
                made = link.send(Chat(cid=new_cid(), channel="team", text=text))
                try:
                    made.result(60)
                except (Refusal, LinkDown, TimeoutError) as error:
                    with lock:
                        wrong.append((text, str(error)))
                    return
                with lock:
                    said.append(text)
                    waits.append(time.monotonic() - start)
                n += 1
                time.sleep(0.02)

        for link in links:
            watch(link)
        end = time.monotonic() + seconds
        bad.calm = False
        threads = [threading.Thread(target=talk, args=(link, k)) for k, link in enumerate(links)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        bad.calm = True
        for thread in threads:
            thread.join(70)
        for link in links:
            until(lambda link=link: link.connected)
        white.ask(Chat(cid=new_cid(), channel="all", text="the end"))
        for link in links:
            until(lambda link=link: link.mirror.chats and link.mirror.chats[-1].text == "the end")
            seen = numbers[id(link)]
            assert seen == sorted(seen)  # never backwards; a gap would have raised in the mirror
        stored = [e.payload["chat"]["text"] for e in at.table.inner.entries() if e.kind == "chat_sent"]
        counts = {"resets": bad.resets, "holes": bad.holes, "reconnects": sum(li.reconnects for li in links)}
        counts["waits"] = waits
        for link in links[:3]:  # what a seat reads is what the host holds, in its order
            seat = link.mirror.welcome.seat
            held = [c.id for c in at.table.host.state.chats if c.seat == seat or c.channel == "all"]
            have = [c.id for c in link.mirror.chats]
            assert have[-100:] == held[-100:]
    return said, wrong, stored, counts, downtime


def judge(said, wrong, stored, counts):
    assert wrong == []
    times = Counter(stored)
    assert [text for text in said if times[text] != 1] == []
    assert [text for text, n in times.items() if n > 1] == []
    assert set(stored) - set(said) <= {"the end"}
    assert counts["reconnects"] > 0


def test_ten_clients_over_a_bad_network_say_everything_once():
    said, wrong, stored, counts, _ = shaken(8, 10, seed=3)
    judge(said, wrong, stored, counts)
    assert len(said) > 100


@pytest.mark.full
def test_ten_clients_over_a_bad_network_for_two_minutes():
    said, wrong, stored, counts, downtime = shaken(120, 10, seed=11)
    judge(said, wrong, stored, counts)
    downtime.sort()
    assert downtime[len(downtime) * 95 // 100] <= 6


def test_a_sealed_turn_survives_a_tear_in_every_place():
    """The connection is torn right after each command is sent; every command still counts once."""
    with Listening() as at:
        white = at.link("white")
        fac(white, "start")
        moscow = at.link("moscow")
        for n in range(12):
            made = moscow.send(Ready(cid=new_cid(), turn=1, on=n % 2 == 0))
            at.loop.call_soon_threadsafe(at.cut, "moscow")
            made.result(30)
        kinds = Counter(entry.kind for entry in at.table.inner.entries())
        assert kinds["orders_sealed"] == kinds["orders_reopened"] == 6
