"""What a host costs: forty clients on the loopback, order to acknowledgement, fan-out, a turn, a restart.
Then many sessions in one process.

    python -m bench.host [seconds] [--sessions 50]

The host is a process of its own with real saves; clients are bare sockets in this one. First one session
and eight clients at each of its five seats: every client that may speak does so every five seconds, then
five times a second. Fan-out goes from the hand that puts a frame into the streams to the reader's end of
each socket. Then fifty sessions and eight clients each, every client speaking every five seconds, and two
turns of all of them, one after another. One line of JSON a row; CPU and memory are the host's alone, read
from /proc. The clients read on the same two cores, so what they cost stands in every latency; `load` is
the machine's load average, other work included.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from websockets.asyncio.client import connect

from wargame.host.server import HostServer
from wargame.host.wire import Numbered

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

    from wargame.host.session_host import SessionHost

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "idlib_2020.toml"
SEATS = ("ankara", "moscow", "damascus", "white", "observer")
EACH = 8
"""Clients at a seat of the one session."""

CROWD = (*("ankara", "moscow", "damascus") * 2, "white", "observer")
"""Clients of each of many sessions."""

ROUNDS = 25
_cids = count(1)


class Pad(Numbered):
    """A frame of some length, and when it was handed out."""

    t: Literal["pad"] = "pad"
    at: float
    text: str


def serve(folder: str, sessions: int) -> None:
    """The host as a process: like `wargame serve`, with more connections from one address, and more sessions.

    A line on stdin, `pad LENGTH`, sends everybody a frame of that length.
    """
    from wargame.cli import parser
    from wargame.commands.serve import hold

    started = time.monotonic()
    if sessions > 1:
        hosts = crowded(sessions)
    else:
        saves = [str(path) for path in Path(folder).glob("saves/*.wargame")]
        line = ["serve", *(saves or [str(SCENARIO), "--name", "bench"])]
        hosts = [hold(parser().parse_args(line)).host]
    asyncio.run(_listen(hosts, started))


def crowded(sessions: int) -> list[SessionHost]:
    """Many sessions of one scenario, which they share; each with its save, as `wargame serve` makes it."""
    from wargame import opening
    from wargame.cli import parser
    from wargame.commands.serve import begun
    from wargame.host.identity import Keys
    from wargame.host.journal import HostJournal
    from wargame.host.session_host import SessionHost
    from wargame.play.layout import lay_out
    from wargame.play.session import new_session

    scenario = opening.load(SCENARIO)
    layout, base = lay_out(scenario), opening.source_of(scenario).base_text
    made = []
    for n in range(sessions):
        save = begun(parser().parse_args(["serve", str(SCENARIO), "--name", f"bench{n}"]), scenario, 7, {})
        journal = HostJournal(save)
        session = new_session(layout, 7, journal)
        made.append(SessionHost(session, journal, Keys.opened(None), base=base))
    return made


async def _listen(hosts: list[SessionHost], started: float) -> None:
    async with contextlib.AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(HostServer(h, most_of_address=64)) for h in hosts]
        told = [{"port": server.port, "pins": server.host.keys.pins} for server in servers]
        print(json.dumps({"held_s": round(time.monotonic() - started, 3), "hosts": told}), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            length = int(line.split()[1])
            for stream in hosts[0].streams.values():
                stream.send(Pad(at=time.perf_counter(), text="x" * length))
        await asyncio.Event().wait()


class Client:
    """One socket: what it waits for, and when things came."""

    def __init__(self, socket: ClientConnection, seat: str) -> None:
        self.socket, self.seat = socket, seat
        self.acks: dict[str, asyncio.Future[float]] = {}
        self.seen: dict[str, float] = {}
        """Text of a notice, or `turn N`, and when it came."""
        self.pads: list[float] = []
        """Seconds from a frame's being handed out until it was here."""
        self.task: asyncio.Task[None] | None = None
        self.view = 0
        """Characters of the last view."""

    async def read(self) -> None:
        """Take frames until the end."""
        async for frame in self.socket:
            now = time.perf_counter()
            head = str(frame[:40])
            if '"t":"ack"' in head or '"t":"nack"' in head:
                answer = json.loads(frame)
                if answer["t"] == "nack":
                    raise RuntimeError(answer)
                self.acks.pop(answer["cid"]).set_result(now)
            elif '"t":"pad"' in head:
                self.pads.append(now - json.loads(frame)["at"])
            elif '"t":"notice"' in head:
                self.seen[json.loads(frame)["text"]] = now
            elif '"t":"turn"' in head:
                self.view = len(frame)
                self.seen[f"turn {json.loads(frame)['turn']}"] = now

    async def do(self, **message: object) -> float:
        """Give a command; seconds until it was acknowledged."""
        cid = f"bench-{next(_cids):08d}"
        self.acks[cid] = asyncio.get_running_loop().create_future()
        start = time.perf_counter()
        await self.socket.send(json.dumps({"cid": cid, **message}))
        return await self.acks[cid] - start


def at(values: list[float], per_cent: int) -> float:
    """A percentile in ms."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * per_cent // 100)] * 1000, 1)


def spread(values: list[float]) -> dict[str, float]:
    """Percentiles in ms."""
    return {"n": len(values), "p50": at(values, 50), "p95": at(values, 95), "p99": at(values, 99)}


def cost(pid: int) -> tuple[float, int]:
    """CPU seconds and resident MB of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    status = Path(f"/proc/{pid}/status").read_text()
    resident = int(status.split("VmRSS:")[1].split()[0]) // 1024
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), resident


async def joined(where: dict[str, object], seats: tuple[str, ...]) -> list[Client]:
    """Clients of a host, one for each seat named, each reading. `where`: its port and pins."""
    pins, made = where["pins"], []
    assert isinstance(pins, dict)
    for n, seat in enumerate(seats):
        url = f"ws://127.0.0.1:{where['port']}/"
        socket = await connect(url, max_size=None, proxy=None, compression=None)
        await socket.send(json.dumps({"t": "hello", "pin": pins[seat], "name": f"{seat} {n}"}))
        made.append(Client(socket, seat))
        made[-1].task = asyncio.create_task(made[-1].read())
    return made


def gone(clients: list[Client]) -> None:
    """Tear every connection."""
    for client in clients:
        if client.task is not None:
            client.task.cancel()
        client.socket.transport.abort()


async def talk(clients: list[Client], pause: float, seconds: float) -> list[float]:
    """All who may speak do so, each after a pause; seconds until acknowledged."""
    waits: list[float] = []
    end = time.monotonic() + seconds

    async def one(client: Client, number: int) -> None:
        await asyncio.sleep(pause * number / len(clients))
        while time.monotonic() < end:
            waits.append(await client.do(t="chat", channel="team", text=f"word {number}"))
            await asyncio.sleep(pause)

    await asyncio.gather(*(one(c, n) for n, c in enumerate(clients) if c.seat != "observer"))
    return waits


async def talked(name: str, pid: int, clients: list[Client], pause: float, seconds: float) -> None:
    """The row of one such time, with what it cost the host."""
    before, _ = cost(pid)
    begun = time.monotonic()
    waits = await talk(clients, pause, seconds)
    spent, resident = cost(pid)
    passed = time.monotonic() - begun
    rates = {"per_s": round(len(waits) / passed, 1), "core": round((spent - before) / passed, 3)}
    show({"row": name, **spread(waits), **rates, "rss_mb": resident, "load": round(os.getloadavg()[0], 1)})


async def reached(clients: list[Client], what: str, since: float) -> list[float]:
    """Seconds until each client had something."""
    while not all(what in client.seen for client in clients):
        await asyncio.sleep(0.005)
    return [client.seen[what] - since for client in clients]


async def fanned(process: subprocess.Popen[str], clients: list[Client], length: int) -> None:
    """The row of frames of a length that go to everybody, one after another."""
    assert process.stdin is not None
    for client in clients:
        client.pads.clear()
    for n in range(ROUNDS):
        process.stdin.write(f"pad {length}\n")
        process.stdin.flush()
        while not all(len(client.pads) > n for client in clients):
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.05)
    waits = [wait for client in clients for wait in client.pads]
    show({"row": f"host.fan_out_{length}B", **spread(waits), "load": round(os.getloadavg()[0], 1)})


async def measure(process: subprocess.Popen[str], where: dict[str, object], seconds: float) -> None:
    """All rows of one host."""
    clients = await joined(where, tuple(seat for seat in SEATS for _ in range(EACH)))
    white = next(client for client in clients if client.seat == "white")
    await white.do(t="fac", op="start")
    for pause in (5.0, 0.2):
        await talked(f"host.ack.every_{pause}s", process.pid, clients, pause, seconds)
    turns: list[float] = []
    for turn in (2, 3, 4):
        since = time.perf_counter()
        await white.do(t="fac", op="close_planning")
        turns += await reached([c for c in clients if c.seat != "observer"], f"turn {turn}", since)
    largest = max(client.view for client in clients) // 1024
    resident = cost(process.pid)[1]
    show({"row": "host.turn_to_every_view", **spread(turns), "view_kb": largest, "rss_mb": resident})
    for length in (500, 40 << 10, largest << 10):
        await fanned(process, clients, length)
    gone(clients)


async def crowd(process: subprocess.Popen[str], hosts: list[dict[str, object]], seconds: float) -> None:
    """The rows of many sessions in one process."""
    clients: list[Client] = []
    for where in hosts:
        clients += await joined(where, CROWD)
    for client in clients:
        if client.seat == "white":
            await client.do(t="fac", op="start")
    await asyncio.sleep(2)
    name = f"host.{len(hosts)}_sessions_{len(clients)}_clients.every_5.0s"
    await talked(name, process.pid, clients, 5.0, seconds)
    readers = [client for client in clients if client.seat != "observer"]
    for turn in (2, 3):
        since = time.perf_counter()
        await asyncio.gather(*(c.do(t="fac", op="close_planning") for c in clients if c.seat == "white"))
        waits = await reached(readers, f"turn {turn}", since)
        resident = cost(process.pid)[1]
        show({"row": f"host.{len(hosts)}_sessions.turn_{turn - 1}", **spread(waits), "rss_mb": resident})
    gone(clients)


def show(row: dict[str, object]) -> None:
    """One row on stdout."""
    print(json.dumps(row), flush=True)


def started(folder: str, sessions: int = 1) -> tuple[subprocess.Popen[str], list[dict[str, object]], float]:
    """A host process, the hosts it holds, and seconds until it said so."""
    since = time.monotonic()
    path = os.environ.get("PYTHONPATH") or str(SCENARIO.parents[1])
    env = {**os.environ, "XDG_STATE_HOME": f"{folder}/state", "PYTHONPATH": path}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.host", "--serve", folder, "--sessions", str(sessions)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=folder,
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    return process, json.loads(line)["hosts"], time.monotonic() - since


def ended(process: subprocess.Popen[str]) -> None:
    """Kill a host process."""
    process.kill()
    process.communicate()


def one_session(seconds: float) -> None:
    """Start, load, fan-out, turns and restart of one session."""
    with tempfile.TemporaryDirectory() as folder:
        process, hosts, ready = started(folder)
        show({"row": "host.start", "to_listening_s": round(ready, 2), "rss_mb": cost(process.pid)[1]})
        asyncio.run(measure(process, hosts[0], seconds))
        ended(process)
        save = next(Path(folder).glob("saves/*.wargame"))
        process, hosts, ready = started(folder)
        size = save.stat().st_size // 1024
        show({"row": "host.restart", "to_listening_s": round(ready, 2), "save_kb": size})
        ended(process)


def many_sessions(sessions: int, seconds: float) -> None:
    """Many sessions in one process."""
    with tempfile.TemporaryDirectory() as folder:
        process, hosts, ready = started(folder, sessions)
        resident = cost(process.pid)[1]
        row: dict[str, object] = {"row": f"host.start_{sessions}_sessions", "to_listening_s": round(ready, 2)}
        show({**row, "rss_mb": resident})
        asyncio.run(crowd(process, hosts, seconds))
        ended(process)


def main() -> None:
    """All rows."""
    parser = argparse.ArgumentParser(prog="python -m bench.host", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=15)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--serve")
    parser.add_argument("--only", choices=("one", "many"))
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.sessions)
        return
    if given.only != "many":
        one_session(given.seconds)
    if given.only != "one":
        many_sessions(given.sessions, given.seconds)


if __name__ == "__main__":
    main()
