"""What goes wrong in a run: processes die, hang and are rolled; servers go away and come back; providers misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from redis.asyncio import Redis

from tests.chaos.mishaps import Trouble
from tests.chaos.rig import Doored
from tests.chaos.wires import ValkeyWire
from tests.conftest import execute
from wellcheck import db
from wellcheck.embedded import Embedded
from wellcheck.sandbox.faults import Faults

SLOW_SECONDS = 0.05
"""What every answer of a slow database takes longer."""


@dataclass(slots=True)
class Line:
    """A line to the database that can be slow, and cut. Nothing is looked at on it."""

    database_url: str
    slow: float = 0.0
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def door(self) -> str:
        """The DATABASE_URL for whoever is to use this line."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        options = db.connect_options(self.database_url)
        port = self._server.sockets[0].getsockname()[1]
        return f"postgres://{quote(options['user'])}@127.0.0.1:{port}/{quote(options['database'])}?sslmode=disable"

    def cut(self) -> None:
        """Every connection ends at once, whatever is under way on it."""
        for writer in self._open:
            writer.transport.abort()

    async def close(self) -> None:
        """Nobody is connected any more."""
        if self._server is not None:
            self._server.close()
        self.cut()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        options = db.connect_options(self.database_url)
        path = f"{options['host']}/.s.PGSQL.{options['port']}"
        try:
            back, forth = await asyncio.open_unix_connection(path)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, forth}
        self._open |= ends
        try:
            await asyncio.gather(self._carry(reader, forth, 0), self._carry(back, writer, 1))
        finally:
            self._open -= ends
            for end in ends:
                end.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, slowly: int) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                if self.slow and slowly:
                    await asyncio.sleep(self.slow)
                target.write(data)
                await target.drain()
        target.transport.abort()


@dataclass(slots=True)
class Troubles:
    """Lets things go wrong, and mends them."""

    product: Doored
    servers: Embedded
    faults: Faults
    lines: dict[str, Line]
    valkey: ValkeyWire
    frozen: set[str] = field(default_factory=set)
    rolling: set[str] = field(default_factory=set)
    happened: list[str] = field(default_factory=list)
    _servers: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever stops or starts a server: what hangs is not to be taken for dead."""

    async def run(self, planned: tuple[Trouble, ...], began: float) -> None:
        """Everything at its time (`began`: of the monotonic clock)."""
        async with asyncio.TaskGroup() as all_of_them:
            for trouble in planned:
                all_of_them.create_task(self._one(trouble, began))

    async def _one(self, trouble: Trouble, began: float) -> None:
        await asyncio.sleep(max(0.0, began + trouble.at - time.monotonic()))
        self.happened.append(str(trouble))
        await getattr(self, f"_{trouble.what}")(trouble.seconds, **dict(trouble.how))

    # processes

    async def _kill(self, seconds: float, process: str) -> None:
        self.frozen.discard(process)
        await asyncio.to_thread(self.product.kill, process)
        await asyncio.sleep(seconds)
        self._start(process)

    async def _freeze(self, seconds: float, process: str) -> None:
        if not self._lives(process) or process in self.rolling:
            return
        self.product.freeze(process)
        self.frozen.add(process)
        # Its leases run out while it hangs, however short that is: what it does when it goes on is too late.
        await asyncio.sleep(seconds / 2)
        with contextlib.suppress(Exception):
            await expire_leases()
        await asyncio.sleep(seconds / 2)
        self._thaw(process)

    async def _roll(self, seconds: float, process: str) -> None:
        if process in self.frozen | self.rolling or not self._lives(process):
            return
        self.rolling.add(process)
        await asyncio.to_thread(self.product.end, process)
        self.rolling.discard(process)
        self._start(process)

    def _lives(self, process: str) -> bool:
        return self.product.processes[process].poll() is None

    def _start(self, process: str) -> None:
        if not self._lives(process):
            self.product.start(process)

    def _thaw(self, process: str) -> None:
        if process in self.frozen:
            self.frozen.discard(process)
            self.product.thaw(process)

    # servers

    async def _valkey(self, seconds: float, how: str) -> None:
        async with self._servers:
            if how == "cut":
                self.valkey.go_away(seconds, forgets=False)
                await self.valkey.be_there()
                return
            async with Redis.from_url(self.servers.redis_url, socket_timeout=2) as client:
                pid = int((await client.info("server"))["process_id"])
                if how == "flush":
                    await client.flushall()
                    return
            os.kill(pid, signal.SIGSTOP if how == "stop" else signal.SIGKILL)
            await asyncio.sleep(seconds)
            if how == "stop":
                os.kill(pid, signal.SIGCONT)
            await back(self.servers)

    async def _postgres(self, seconds: float, how: str) -> None:
        if how == "cut":
            for line in self.lines.values():
                line.cut()
        elif how == "slow":
            self._slow(SLOW_SECONDS)
            await asyncio.sleep(seconds)
            self._slow(0.0)
        else:
            async with self._servers:
                # As if it crashed: it recovers from its log.
                await restart(self.servers, signal.SIGQUIT, min(seconds, 2.0))

    def _slow(self, seconds: float) -> None:
        for line in self.lines.values():
            line.slow = seconds

    # providers

    async def _provider(self, lasting: float, /, **fault: Any) -> None:
        made = self.faults.add(dict(fault))
        await asyncio.sleep(lasting)
        self.faults.clear(made.id)

    # in the end

    async def heal(self) -> None:
        """Servers and providers stand again, and so do the web and the bot; of the workers, those that live."""
        self.faults.clear()
        self._slow(0.0)
        for process in list(self.frozen):
            self._thaw(process)
        async with self._servers:
            await back(self.servers)
        for process in {"web", "bot"} & self.product.processes.keys():
            self._start(process)


async def prepare(servers: Embedded, database_url: str) -> None:
    """This database tells when each row was committed, and a crash of its server takes nothing back that was."""
    await execute(
        servers.database_url,
        f"ALTER DATABASE {db.connect_options(database_url)['database']} SET synchronous_commit = on",
        "ALTER SYSTEM SET track_commit_timestamp = on",
    )
    await restart(servers, signal.SIGINT)


async def restart(servers: Embedded, how: signal.Signals, away: float = 0.0) -> None:
    """PostgreSQL ends and, after so many seconds, starts again."""
    file = servers.data / "postmaster.pid"
    os.kill(int(file.read_text().split("\n", 1)[0]), how)
    await asyncio.sleep(away)
    while how is signal.SIGINT and file.exists():  # noqa: ASYNC110 - it is gone when its file is
        await asyncio.sleep(0.02)
    await back(servers)


async def back(servers: Embedded) -> None:
    """Start what does not run. By this very thread: servers end with the thread that started them."""
    for _ in range(100):
        with contextlib.suppress(Exception):
            servers.revive()
            return
        await asyncio.sleep(0.1)
    raise AssertionError("a server does not come back")


async def expire_leases() -> None:
    """As after half a minute in which whoever held them did not move."""
    await db.run("UPDATE deliveries SET lease_until = clock_timestamp() WHERE state = 'sending'")
