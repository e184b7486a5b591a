"""A bad network on the loopback: jitter, stalls, resets and black holes between clients and a host."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading


class Chaos:
    """`with Chaos(port) as bad: bad.url`. A chunk may be late; a connection may be torn or go silent."""

    def __init__(self, port, seed=1, *, jitter=0.02, stall=0.02, stall_s=0.8, reset=0.01, hole=0.004):
        self.target, self._draw = port, random.Random(seed)
        self._jitter, self._stall, self._stall_s, self._reset, self._hole = (
            jitter,
            stall,
            stall_s,
            reset,
            hole,
        )
        self.resets = self.holes = self.connections = 0
        self.calm = False
        """Whether the network is good for now."""
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)

    async def _main(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        self._ready.set()
        await self._stop.wait()
        server.close()

    async def _connection(self, reader, writer):
        self.connections += 1
        try:
            up, down = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        pumps = [asyncio.create_task(self._pump(reader, down)), asyncio.create_task(self._pump(up, writer))]
        with contextlib.suppress(asyncio.CancelledError):  # the end of the test
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        for end in (writer, down):
            with contextlib.suppress(OSError):
                end.transport.abort()

    async def _pump(self, reader, writer):
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if not self.calm:
                    draw = self._draw.random()
                    if draw < self._reset:
                        self.resets += 1
                        return
                    if draw < self._reset + self._hole:
                        self.holes += 1
                        await asyncio.sleep(3600)
                    await asyncio.sleep(self._draw.random() * self._jitter)
                    if self._draw.random() < self._stall:
                        await asyncio.sleep(self._draw.random() * self._stall_s)
                writer.write(data)
                await writer.drain()

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
