"""A PostgreSQL wire proxy that lets a process be killed, or lose its connection, right before or right after one of its writes.

Each process of the product connects through a door of its own, so the proxy knows whose write it is. A boundary is the
moment at which something becomes permanent: the COMMIT of a transaction that changed rows, or the end of a single
statement that did. What changed nothing, and what only says that a process lives, is no boundary.

A single statement commits when its Sync arrives (PostgreSQL protocol, "Extended Query"). The proxy holds that back behind
a Flush until the server has said how many rows it touched: so it knows whether this is a boundary while nothing is
permanent yet.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import struct
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from wellcheck import db

SSL_REQUEST, CANCEL_REQUEST = 80877103, 80877102
FLUSH = b"H\x00\x00\x00\x04"
SIGNS_OF_LIFE = frozenset({"beats", "clock"})
"""Tables that are written all the time and hold no promise."""

_WRITE = re.compile(rb'(?<!for )\b(?:insert\s+into|update|delete\s+from)\s+"?(\w+)', re.IGNORECASE)
_DOES = re.compile(rb"\s*(?:insert|update|delete|with)\b", re.IGNORECASE)
_CHANGED = re.compile(rb"(?:INSERT 0|UPDATE|DELETE) (\d+)\0")


@dataclass(frozen=True, slots=True)
class Boundary:
    """Something becomes permanent: whose write, the tables it changed, and the how manieth of this kind it is."""

    process: str
    tables: tuple[str, ...]
    nth: int

    def __str__(self) -> str:
        return f"{self.process}'s write no. {self.nth} of {'+'.join(self.tables)}"


KILLED, CUT, FLUSHED, VALKEY_AWAY = "killed", "cut off", "Valkey flushed", "Valkey away"
"""What may happen at a boundary: to the process, to this connection of it, and to the Valkey that all have."""


@dataclass(frozen=True, slots=True)
class Strike:
    """What happens at this boundary: before it is permanent, or when it is. A process that is killed, or whose connection is
    cut, has not learnt then that it is."""

    at: Boundary
    after: bool
    how: str = KILLED

    def __str__(self) -> str:
        return f"{self.how} {'after' if self.after else 'before'} {self.at}"

    @property
    def severs(self) -> bool:
        """Whether this connection ends here."""
        return self.how in (KILLED, CUT)


def written_table(statement: bytes) -> str | None:
    """The table that this statement writes to; None when it only reads."""
    found = _WRITE.search(statement) if _DOES.match(statement) else None
    return found[1].decode() if found else None


@dataclass(slots=True)
class Proxy:
    """Doors to one database. `strike(which)` is called in the moment of each; connections that end then, end here."""

    database_url: str
    strike: Callable[[Strike], None]
    lag: float = 0.0
    """Seconds that everything takes longer, on its way to the database."""
    boundaries: list[Boundary] = field(default_factory=list)
    struck: list[Strike] = field(default_factory=list)
    _strikes: list[Strike] = field(default_factory=list)
    _counting: bool = False
    _counts: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)
    _servers: list[asyncio.Server] = field(default_factory=list)
    _sessions: set[asyncio.Task[None]] = field(default_factory=set)

    async def door(self, process: str) -> str:
        """The DATABASE_URL for this process."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._sessions.add(task)
            try:
                # Cancelled only by `close`; the streams' own callback would make an error of that.
                with contextlib.suppress(asyncio.CancelledError, asyncio.IncompleteReadError, OSError):
                    await _Session(self, process, reader, writer).run()
            finally:
                self._sessions.discard(task)

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        self._servers.append(server)
        options = db.connect_options(self.database_url)
        port = server.sockets[0].getsockname()[1]
        return f"postgres://{quote(options['user'])}@127.0.0.1:{port}/{quote(options['database'])}?sslmode=disable"

    def begin(self, *strikes: Strike) -> None:
        """Count boundaries from here on, and strike at these."""
        self.boundaries, self.struck = [], []
        self._counts.clear()
        self._strikes, self._counting = list(strikes), True

    def end(self) -> None:
        """Count and strike no more."""
        self._strikes, self._counting = [], False

    def reached(self, process: str, tables: set[str]) -> Strike | None:
        """A write of this process is about to become permanent; the strike that is meant for it."""
        if not self._counting:
            return None
        kind = (process, tuple(sorted(tables)))
        boundary = Boundary(*kind, self._counts[kind] + 1)
        strike = next((strike for strike in self._strikes if strike.at == boundary), None)
        if strike is not None:
            self._strikes.remove(strike)
            self.struck.append(strike)
        if (
            strike is None or strike.after or not strike.severs
        ):  # what is struck before never happens, and will be the same one again
            self._counts[kind] += 1
            self.boundaries.append(boundary)
        return strike

    async def close(self) -> None:
        """Close every door and every connection."""
        for server in self._servers:
            server.close()
        for task in self._sessions:
            task.cancel()
        await asyncio.gather(*self._sessions, return_exceptions=True)


class _Session:
    """One connection, both ways."""

    def __init__(self, proxy: Proxy, process: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._proxy, self._process = proxy, process
        self._client, self._to_client = reader, writer
        self._status = b"I"
        self._statements: dict[bytes, str | None] = {}
        self._portals: dict[bytes, str | None] = {}
        self._executing: deque[str | None] = deque()
        self._writing = False
        self._changed: set[str] = set()
        self._answered = asyncio.Event()
        self._last: Strike | None = None
        """The server commits, and the client shall never learn it."""

    async def run(self) -> None:
        """Carry everything until either side goes."""
        to_server: asyncio.StreamWriter | None = None
        ways: list[asyncio.Task[None]] = []
        try:
            server, to_server = await self._connect()
            first = await self._greeting(to_server)
            if not first:
                return
            ways = [asyncio.create_task(self._there(to_server)), asyncio.create_task(self._back(server))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for writer in (self._to_client, to_server):
                if writer is not None:
                    with contextlib.suppress(Exception):
                        writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        options = db.connect_options(self._proxy.database_url)
        host, port = options["host"], options["port"]
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)

    async def _greeting(self, to_server: asyncio.StreamWriter) -> bool:
        """Pass on the start-up packet, which carries no type. False: it only cancelled something."""
        while True:
            length = await self._client.readexactly(4)
            body = await self._client.readexactly(struct.unpack("!I", length)[0] - 4)
            code = struct.unpack("!I", body[:4])[0]
            if code == SSL_REQUEST:
                self._to_client.write(b"N")
                continue
            to_server.write(length + body)
            await to_server.drain()
            return bool(code != CANCEL_REQUEST)

    async def _there(self, to_server: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while True:
                kind, packet, body = await _message(self._client)
                strike = await self._look(kind, body, to_server)
                if strike is not None and not (strike.after and strike.severs):
                    self._proxy.strike(strike)
                    if strike.severs:
                        return
                elif strike is not None:
                    self._last = strike
                if self._proxy.lag:
                    await asyncio.sleep(self._proxy.lag)
                to_server.write(packet)
                await to_server.drain()

    async def _look(self, kind: bytes, body: bytes, to_server: asyncio.StreamWriter) -> Strike | None:
        """What the client wants; the strike that is meant for this very moment."""
        match kind:
            case b"P":
                name, statement = body.split(b"\0", 2)[:2]
                self._statements[name] = written_table(statement)
            case b"B":
                portal, name = body.split(b"\0", 2)[:2]
                self._portals[portal] = self._statements.get(name)
            case b"E":
                table = self._portals.get(body.split(b"\0", 1)[0])
                self._executing.append(table)
                self._writing = self._writing or table is not None
            case b"S" if self._status == b"I" and self._writing:
                self._writing = False
                if self._executing:
                    self._answered.clear()
                    to_server.write(FLUSH)
                    await to_server.drain()
                    await self._answered.wait()
                return self._boundary()
            case b"Q" if body.upper().startswith(b"COMMIT"):
                return self._boundary() if self._status == b"T" else None
            case b"Q":
                table = written_table(body)
                self._executing.append(table)
                if table is not None and self._status == b"I":
                    # Nobody can say yet whether it changes anything, and it commits by itself.
                    self._changed |= {table} - SIGNS_OF_LIFE
                    return self._boundary()
        return None

    def _boundary(self) -> Strike | None:
        return self._proxy.reached(self._process, self._changed) if self._changed else None

    async def _back(self, server: asyncio.StreamReader) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while True:
                kind, packet, body = await _message(server)
                self._note(kind, body)
                if self._last is not None:
                    if kind == b"Z":
                        self._proxy.strike(self._last)
                        return
                    continue
                self._to_client.write(packet)
                await self._to_client.drain()

    def _note(self, kind: bytes, body: bytes) -> None:
        """What the server says became of it."""
        match kind:
            case b"C" | b"s" | b"I":
                table = self._executing.popleft() if self._executing else None
                changed = _CHANGED.fullmatch(body) if kind == b"C" else None
                # Suspended: the one row of a RETURNING was handed out, and there may be no word about more.
                if table not in (None, *SIGNS_OF_LIFE) and (kind == b"s" or (changed and int(changed[1]))):
                    self._changed.add(str(table))
            case b"E":
                self._executing.clear()
            case b"Z":
                self._executing.clear()
                self._writing = False
                self._status = body
                if body == b"I":
                    self._changed.clear()
        if not self._executing:
            self._answered.set()


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes, bytes]:
    """The next message: its type, the whole packet, and its body."""
    head = await reader.readexactly(5)
    body = await reader.readexactly(struct.unpack("!I", head[1:])[0] - 4)
    return head[:1], head + body, body
