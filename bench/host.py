"""What a host costs: forty clients on the loopback, order to acknowledgement, fan-out, a turn, a restart.

    python -m bench.host [seconds]

The host is a process of its own with a real save; clients are bare sockets in this one, eight at each of the
five seats. Every client that may speak does so every five seconds, then five times a second. One line of JSON
a row; CPU and memory are the host's alone, read from /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from websockets.asyncio.client import connect

from wargame.host.server import HostServer

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "idlib_2020.toml"
SEATS = ("ankara", "moscow", "damascus", "white", "observer")
EACH = 8
_cids = count(1)


def serve(folder: str) -> None:
    """The host as a process: like `wargame serve`, with more connections from one address."""
    from wargame.cli import parser
    from wargame.commands.serve import hold

    saves = list(Path(folder).glob("saves/*.wargame"))
    file = str(saves[0]) if saves else str(SCENARIO)
    started = time.monotonic()
    held = hold(parser().parse_args(["serve", file, *([] if saves else ["--name", "bench"])]))

    async def main() -> None:
        async with HostServer(held.host, most_of_address=64) as server:
            ready = round(time.monotonic() - started, 3)
            print(json.dumps({"port": server.port, "pins": held.host.keys.pins, "held_s": ready}), flush=True)
            await asyncio.Event().wait()

    asyncio.run(main())


class Client:
    """One socket: what it waits for, and when things came."""

    def __init__(self, socket: ClientConnection, seat: str) -> None:
        self.socket, self.seat = socket, seat
        self.acks: dict[str, asyncio.Future[float]] = {}
        self.seen: dict[str, float] = {}
        """Text of a notice, or `turn N`, and when it came."""

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
            elif '"t":"notice"' in head:
                self.seen[json.loads(frame)["text"]] = now
            elif '"t":"turn"' in head:
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


async def reached(clients: list[Client], what: str, since: float) -> list[float]:
    """Seconds until each client had something."""
    while not all(what in client.seen for client in clients):
        await asyncio.sleep(0.005)
    return [client.seen[what] - since for client in clients]


async def measure(process: subprocess.Popen[str], held: dict[str, object], seconds: float) -> None:
    """All rows of one host."""
    clients: list[Client] = []
    readers = []
    pins = held["pins"]
    assert isinstance(pins, dict)
    for seat in SEATS:
        for _ in range(EACH):
            url = f"ws://127.0.0.1:{held['port']}/"
            socket = await connect(url, max_size=None, proxy=None, compression=None)
            await socket.send(json.dumps({"t": "hello", "pin": pins[seat], "name": f"{seat} {len(clients)}"}))
            clients.append(Client(socket, seat))
            readers.append(asyncio.create_task(clients[-1].read()))
    white = next(client for client in clients if client.seat == "white")
    await white.do(t="fac", op="start")
    for pause in (5.0, 0.2):
        before, _ = cost(process.pid)
        begun = time.monotonic()
        waits = await talk(clients, pause, seconds)
        spent, resident = cost(process.pid)
        core = round((spent - before) / (time.monotonic() - begun), 3)
        show({"row": f"host.ack.every_{pause}s", **spread(waits), "core": core, "rss_mb": resident})
    fan: list[float] = []
    for n in range(20):
        since = time.perf_counter()
        await white.do(t="fac", op="broadcast", args={"text": f"notice {n} " + "x" * 480})
        fan += await reached(clients, f"notice {n} " + "x" * 480, since)
    show({"row": "host.fan_out_500B", **spread(fan)})
    turns: list[float] = []
    for turn in (2, 3, 4):
        since = time.perf_counter()
        await white.do(t="fac", op="close_planning")
        turns += await reached([c for c in clients if c.seat != "observer"], f"turn {turn}", since)
    show({"row": "host.turn_to_every_view", **spread(turns), "rss_mb": cost(process.pid)[1]})
    for reader in readers:
        reader.cancel()
    for client in clients:
        client.socket.transport.abort()


def show(row: dict[str, object]) -> None:
    """One row on stdout."""
    print(json.dumps(row), flush=True)


def started(folder: str) -> tuple[subprocess.Popen[str], dict[str, object], float]:
    """A host, what it said, and seconds until it said it."""
    since = time.monotonic()
    path = os.environ.get("PYTHONPATH") or str(SCENARIO.parents[1])
    env = {**os.environ, "XDG_STATE_HOME": f"{folder}/state", "PYTHONPATH": path}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.host", "--serve", folder],
        stdout=subprocess.PIPE, text=True, env=env, cwd=folder,
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    return process, json.loads(line), time.monotonic() - since


def main() -> None:
    """All rows."""
    parser = argparse.ArgumentParser(prog="python -m bench.host", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=15)
    parser.add_argument("--serve")
    given = parser.parse_args()
    if given.serve:
        serve(given.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        process, held, ready = started(folder)
        show({"row": "host.start", "to_listening_s": round(ready, 2), "rss_mb": cost(process.pid)[1]})
        asyncio.run(measure(process, held, given.seconds))
        process.kill()
        process.wait()
        save = next(Path(folder).glob("saves/*.wargame"))
        process, held, ready = started(folder)
        size = save.stat().st_size // 1024
        show({"row": "host.restart", "to_listening_s": round(ready, 2), "save_kb": size})
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
