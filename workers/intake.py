"""Requests for processes from queues: each is read by one worker at a time, in its order.

Nothing is acknowledged before its commit. What one worker leaves unacknowledged the next one gets first; the entry's key
makes it act once. What cannot be taken is kept with its reason, and stops nobody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol
from uuid import NAMESPACE_OID, UUID, uuid5

import asyncpg
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from wellcheck import db, due, processes
from wellcheck.config import Config
from wellcheck.errors import WellcheckError
from wellcheck.runtime import Runtime

log = logging.getLogger(__name__)

GROUP, READER = "wellcheck", "wellcheck"
"""One reader's name for whoever reads the stream: so the next one gets what the one before did not acknowledge."""

READ, WAIT_MS = 100, 1000
"""Entries of the stream read at once, and how long a reading waits for one."""

FIELDS = (b"request", b"body", b"message", b"data")
"""Fields of a stream's entry that may hold the request; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a queue. `handle`: by which it is acknowledged; `key`: the deduplication key of a request that has
    none of its own."""

    handle: str
    raw: bytes
    key: str


class Queue(Protocol):
    """Where requests wait. `name` is kept with what is rejected; whoever may write to a queue is one sender."""

    name: str

    async def read(self, wait: bool) -> Sequence[Entry]:
        """What is next, oldest first: what was read and not acknowledged before what is new. `wait`: a moment for it."""

    async def done(self, entries: Sequence[Entry]) -> None:
        """These are committed, and never come again."""

    async def later(self, entries: Sequence[Entry]) -> None:
        """These could not be taken now, and come again."""


Opening = Callable[[], AbstractAsyncContextManager[Queue]]


def queues(config: Config) -> list[tuple[str, Opening]]:
    """The queues of this installation: (what tells one from another, how it is opened)."""
    found: list[tuple[str, Opening]] = []
    if config.process_stream and config.redis_url:
        url, stream = config.redis_url, config.process_stream
        found.append((f"stream {stream}", lambda: open_stream(url, stream)))
    if config.request_queue:
        from workers.sqs import open_queue

        address, seconds = config.request_queue, config.sqs_read_wait_time_seconds
        found.append((f"queue {address}", lambda: open_queue(address, seconds)))
    return found


def sender_of(name: str) -> UUID:
    """Whoever may write to the queue of this name, apart from all other senders."""
    return uuid5(NAMESPACE_OID, f"wellcheck {name}")


# --- reading ---------------------------------------------------------------------------------------------------------


async def listen(running: Runtime, which: str, opening: Opening) -> None:
    """Read a queue until cancelled, whenever it is this worker's turn; a queue or a database that is away is waited for."""
    while True:
        try:
            async with turn(running, which) as mine:
                if mine is not None:
                    async with opening() as queue:
                        log.info("requests are read from a queue", extra={"queue": queue.name})
                        while True:
                            await drain(running, queue, mine, wait=True)
        except asyncio.CancelledError:
            raise
        except Exception as away:
            log.warning("the queue of requests is not read", extra={"error": type(away).__name__})
        await asyncio.sleep(1)


@asynccontextmanager
async def turn(running: Runtime, which: str) -> AsyncIterator[asyncpg.Connection | None]:
    """The right to read this queue, as long as the connection stands: it holds the lock. None: another worker has it."""
    assert running.config.database_url is not None
    connection = await asyncpg.connect(**db.connect_options(running.config.database_url), timeout=5)
    try:
        mine = await connection.fetchval("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", f"wellcheck {which}")
        yield connection if mine else None
    finally:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(2):
                await connection.close()


async def drain(
    running: Runtime,
    queue: Queue,
    turn: asyncpg.Connection | None = None,
    wait: bool = False,
    seconds: float = float("inf"),
) -> int:
    """Take what waits, for about so many seconds at most. Returns how many. Raises when the queue, the database or our turn
    is gone: then what was not taken comes again."""
    taken, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        if turn is not None:
            await turn.fetchval("SELECT 1")  # as long as the lock is ours
        entries = await queue.read(wait)
        if not entries:
            break
        kept, wait = 0, False
        try:
            for entry in entries:
                await _take(running, queue.name, entry)
                kept += 1
        finally:
            if kept:
                await queue.done(entries[:kept])
            if entries[kept:]:
                await queue.later(entries[kept:])
        taken += kept
    return taken


async def _take(running: Runtime, queue: str, entry: Entry) -> None:
    """One entry, to its commit. Raises when the database is away: then it is not acknowledged, and read again."""
    owner = sender_of(queue)
    for last in (False, True):
        try:
            await processes.take(entry.raw, owner, queue, running.now(), entry.key)
        except WellcheckError:
            pass  # kept, with its reason
        except Exception as wrong:
            if due.infrastructure(wrong):
                raise
            log.exception("a request could not be taken", extra={"entry": entry.handle})
            if not last:
                # It is the request's fault only if it fails again while the database is well.
                await db.one("SELECT 1 AS well")
                continue
            why = {"body": ["Something went wrong on our side."]}
            await processes.reject(entry.raw, owner, queue, why, running.now())
        return


# --- a Redis stream --------------------------------------------------------------------------------------------------


class Stream:
    """A Redis stream. Whoever writes to it cuts it (`MAXLEN`)."""

    def __init__(self, redis: Redis, stream: str) -> None:
        self._redis, self._stream = redis, stream
        self._left = True  # somebody may have read what they did not acknowledge
        self.name = f"stream {stream}"

    async def read(self, wait: bool) -> Sequence[Entry]:
        """See `Queue`."""
        found = await self._next("0", None) if self._left else []
        if not found:
            self._left = False
            found = await self._next(">", WAIT_MS if wait else None)
        return [_entry(id.decode(), fields or {}) for id, fields in found]

    async def _next(self, beginning: str, block: int | None) -> list[tuple[bytes, dict[bytes, bytes] | None]]:
        found = await self._redis.xreadgroup(GROUP, READER, {self._stream: beginning}, count=READ, block=block)
        return list(found[0][1]) if found else []

    async def done(self, entries: Sequence[Entry]) -> None:
        """See `Queue`."""
        await self._redis.xack(self._stream, GROUP, *(entry.handle for entry in entries))

    async def later(self, entries: Sequence[Entry]) -> None:
        """See `Queue`."""
        self._left = True


def _entry(id: str, fields: dict[bytes, bytes]) -> Entry:
    raw = next((fields[name] for name in FIELDS if name in fields), b"")
    key = fields.get(b"deduplication-key", b"").decode("utf-8", "replace")[:128]
    return Entry(id, raw, key or f"entry {id}")


@asynccontextmanager
async def open_stream(url: str, stream: str) -> AsyncIterator[Queue]:
    """The stream, with the group that reads it from its beginning; made once."""
    redis = Redis.from_url(url, socket_timeout=10)
    try:
        try:
            await redis.xgroup_create(stream, GROUP, id="0", mkstream=True)
        except ResponseError as wrong:
            if "BUSYGROUP" not in str(wrong):
                raise
        yield Stream(redis, stream)
    finally:
        with contextlib.suppress(RedisError):
            await redis.aclose()
