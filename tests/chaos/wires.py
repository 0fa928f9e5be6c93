"""A wire to Valkey that can be cut, and comes back to an empty one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from redis.asyncio import Redis


@dataclass(slots=True)
class ValkeyWire:
    """Where the product's processes find Valkey (`url`)."""

    path: str
    url: str = ""
    _away: bool = False
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)
    _back: asyncio.Task[None] | None = None

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side goes or the wire is cut."""
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        to_valkey: asyncio.StreamWriter | None = None
        try:
            with contextlib.suppress(asyncio.CancelledError, OSError):
                if self._away:
                    return
                from_valkey, to_valkey = await asyncio.open_unix_connection(self.path)
                ways = [asyncio.create_task(_copy(reader, to_valkey)), asyncio.create_task(_copy(from_valkey, writer))]
                try:
                    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for way in ways:
                        way.cancel()
        finally:
            self._carrying.discard(task)
            for each in (writer, to_valkey):
                if each is not None:
                    each.transport.abort()

    async def flush(self) -> None:
        """Everything that is in it is gone."""
        async with Redis(unix_socket_path=self.path) as valkey:
            await valkey.flushall()

    def go_away(self, seconds: float, *, forgets: bool = True) -> None:
        """Nobody reaches it for so long; then it is there again, and empty if it `forgets`."""
        self._away = True
        for task in self._carrying:
            task.cancel()
        self._back = asyncio.create_task(self._return(seconds, forgets))

    async def _return(self, seconds: float, forgets: bool) -> None:
        await asyncio.sleep(seconds)
        if forgets:
            await self.flush()
        self._away = False

    async def be_there(self) -> None:
        """Wait until it is back."""
        if self._back is not None:
            await self._back
            self._back = None


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def valkey_wire(redis_url: str) -> AsyncIterator[ValkeyWire]:
    """A wire to this Valkey (`unix://…`)."""
    wire = ValkeyWire(redis_url.removeprefix("unix://"))
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    wire.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    try:
        yield wire
    finally:
        await wire.be_there()
        server.close()
