"""One event to five thousand programs that listen: seconds from before its commit until the last of them has its frame.

One `wellcheck web` on uvloop, as in production; the programs live in a process of their own, each on a connection of its own.
The event is written by this process, as a worker does, and travels by the stream.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import resource
import struct
import subprocess
import sys
import time
from datetime import UTC, datetime
from statistics import median

from bench.report import Figure
from bench.world import SECRET, free_port, product, world
from wellcheck import crypto, db, stream, wake
from wellcheck.stream import New

GOAL = 1.0
LISTENERS, EVENTS = 5000, 5
TOKEN = "a master token for the bench alone"
AT_ONCE = 50
"""Connections that are being opened at the same time."""

_KEY = base64.b64encode(b"wellcheck bench!").decode()


class Program(asyncio.Protocol):
    """As little of a websocket as can be: it says who it is, and counts the frames that come."""

    def __init__(self, tag: str, heard: list[float]) -> None:
        hello = json.dumps({"type": "tag-listener", "tags": [tag], "token": TOKEN}).encode()
        head = struct.pack("!BBH", 0x81, 0x80 | 126, len(hello)) + bytes(4)  # a mask of zeros changes nothing
        self._hello, self._heard = head + hello, heard
        self._rest = b""
        self._upgraded = False
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self._transport = transport
        transport.write(  # type: ignore[attr-defined]
            b"GET /ws HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + _KEY.encode() + b"\r\n\r\n"
        )

    def data_received(self, data: bytes) -> None:
        """Take frames apart; the first is the acknowledgement."""
        self._rest += data
        if not self._upgraded:
            end = self._rest.find(b"\r\n\r\n")
            if end < 0:
                return
            self._upgraded, self._rest = True, self._rest[end + 4 :]
            self._transport.write(self._hello)  # type: ignore[attr-defined]
        while len(self._rest) >= 4:
            kind, length, start = self._rest[0] & 0x0F, self._rest[1], 2
            if length == 126:
                length, start = struct.unpack_from("!H", self._rest, 2)[0], 4
            if len(self._rest) < start + length:
                return
            self._rest = self._rest[start + length :]
            if kind != 1:
                continue  # a ping: nobody is tried for so long that it would have to be answered
            if not self.ready.done():
                self.ready.set_result(None)
            else:
                self._heard.append(time.time())

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is to be lost."""
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("a program was not let in"))


async def programs(port: int, n: int, events: int) -> None:
    """Connect `n` programs, say so, and then for each event when the last one had it."""
    heard: list[float] = []
    loop, places = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with places:
            _, made = await loop.create_connection(lambda: Program("bench", heard), "127.0.0.1", port)
            await made.ready

    await asyncio.gather(*(one() for _ in range(n)))
    print("ready", flush=True)
    for event in range(1, events + 1):
        while len(heard) < n * event:  # noqa: ASYNC110 - what is measured is the time in the list
            await asyncio.sleep(0.01)
        print(max(heard), len(heard), flush=True)


async def publish(n: int) -> float:
    """One event with a tag, committed as a worker does; the moment before."""
    body = {
        "type": "event",
        "event_id": "e" * 36,
        "occurrence_id": str(db.new_id()),
        "payload": {"n": n, "x": "x" * 300},
    }
    began = time.time()
    async with db.transaction():
        await stream.append([New(json.dumps(body), datetime.now(UTC), ["bench", "other"])])
    return began


async def _measure(listeners: int, events: int) -> list[float]:
    port = free_port()
    took: list[float] = []
    more = {"PORT": str(port), "MASTER_TOKEN": TOKEN, "WS_PING_SECONDS": "600"}
    async with world() as built, product(built, "http://127.0.0.1:9", "web", **more):
        crypto.use(crypto.Vault((SECRET,)))
        await db.open_database(built.servers.database_url, 4)
        await until_served(port)
        command = [sys.executable, "-m", "bench.fanout", "--programs", str(listeners), str(port), str(events)]
        there = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        assert there.stdout is not None
        try:
            async with asyncio.timeout(300), wake.telling(built.servers.redis_url):
                if await there.stdout.readline() != b"ready\n":
                    raise RuntimeError("the programs could not connect")
                for event in range(events):
                    await asyncio.sleep(1)  # everything is at rest
                    began = await publish(event)
                    last, _ = (await there.stdout.readline()).split()
                    took.append(float(last) - began)
        finally:
            if there.returncode is None:
                there.kill()
            await there.wait()
            await db.close_database()
    return took


async def until_served(port: int) -> None:
    """Wait until somebody listens there."""
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
            continue
        writer.close()
        return
    raise RuntimeError("the web server did not start")


async def measure(quick: bool) -> list[Figure]:
    """Five events to 5,000 listeners (`quick`: two to 500). The slowest counts."""
    listeners, events = (500, 2) if quick else (LISTENERS, EVENTS)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 3 * listeners + 1000), hard))
    took = await _measure(listeners, events)
    rows = [{"listeners": listeners, "median": round(median(took), 3), "cpus": os.cpu_count()}]
    return [Figure("WS", "one event to all who listen, until the last has it", max(took), GOAL, True, "s", rows)]


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--programs", nargs=3, type=int, required=True)
    n_programs, at_port, n_events = asked.parse_args().programs
    asyncio.run(programs(at_port, n_programs, n_events))
