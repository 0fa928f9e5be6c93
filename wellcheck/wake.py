"""Hints after a commit: "there is something to do in this lane". Losing one costs a second, never an alarm.

Whoever runs the process says how a hint travels (arq, or a direct call in a worker); the rooms only give it. arq is
known here and in `workers.settings` alone. Jobs are plain msgpack, never pickle: who can write to Redis must not be able
to run code.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import msgpack
from arq.connections import ArqRedis, RedisSettings, create_pool
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import BusyLoadingError
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

from wellcheck import db

log = logging.getLogger(__name__)
HINTS = "wellcheck:hints"
"""The queue all workers share for hints."""

_carrier: Callable[[str], Awaitable[None]] | None = None


def carry_by(carrier: Callable[[str], Awaitable[None]] | None) -> None:
    """Hints of this process travel by this call from now on; None: nobody listens, the pulse alone does the work."""
    global _carrier
    _carrier = carrier


async def hint(what: str) -> None:
    """Wake the engine for one kind of work. Never fails: the pulse finds the work anyway."""
    if _carrier is None:
        return
    try:
        await _carrier(what)
    except Exception as away:
        log.info("a hint was lost", extra={"what": what, "error": type(away).__name__})


def after_commit(what: str) -> None:
    """Give this hint once the running transaction is committed."""
    db.after_commit(lambda: hint(what))


async def now_or_after_commit(what: str) -> None:
    """Give this hint at once where no transaction runs."""
    if db.alone():
        await hint(what)
    else:
        after_commit(what)


_hearing: dict[asyncio.Event, str] = {}
_teller: _Teller | None = None


async def _tell(what: str) -> None:
    for event, wanted in _hearing.items():
        if wanted == what:
            event.set()
    if _teller is not None:
        _teller.tell(what)


def news_after_commit(what: str) -> None:
    """Wake all processes that wait for news of this kind (`news`) once the running transaction is committed."""
    db.after_commit(lambda: _tell(what))


# --- how hints travel -------------------------------------------------------------------------------------------------


def pack(job: Any) -> bytes:
    """A job as msgpack. Failures and cancellations become plain data."""

    def plain(value: object) -> Any:
        if isinstance(value, asyncio.CancelledError):
            return {"__cancelled__": 1}
        if isinstance(value, BaseException):
            return {"__failed__": type(value).__name__}
        raise TypeError(f"only plain data in jobs, not {type(value).__name__}")

    packed: bytes = msgpack.packb(job, default=plain)
    return packed


def unpack(packed: bytes) -> Any:
    """The job again."""

    def rich(value: dict[Any, Any]) -> Any:
        if "__cancelled__" in value:
            return asyncio.CancelledError()
        if "__failed__" in value:
            return RuntimeError(value["__failed__"])
        return value

    return msgpack.unpackb(packed, object_hook=rich, strict_map_key=False)


def redis_settings(url: str) -> RedisSettings:
    """arq's settings for a REDIS_URL. Its own reader does not decode passwords, and without retries one blip ends the
    worker process."""
    parts = urlsplit(url)
    socket = parts.scheme == "unix"
    return RedisSettings(
        host=parts.hostname or "localhost",
        port=parts.port or 6379,
        unix_socket_path=parts.path if socket else None,
        database=0 if socket else int(parts.path.lstrip("/") or 0),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        ssl=parts.scheme == "rediss",
        conn_retries=3,
        conn_timeout=2,
        retry=Retry(ExponentialBackoff(cap=2, base=0.05), 3),
        retry_on_timeout=True,
        retry_on_error=[RedisAway, RedisSlow, BusyLoadingError, OSError],
    )


class Hints:
    """Hints of a process that is no worker: sent by arq, at most one of a kind at a time, and never waited for long."""

    def __init__(self, url: str) -> None:
        self._settings = redis_settings(url)
        self._pool: ArqRedis | None = None
        self._sending: dict[str, bool] = {}
        self._away_until = 0.0

    async def give(self, what: str) -> None:
        """Pass on a hint. One that is given while the same is on its way makes it go twice, not more."""
        if what in self._sending:
            self._sending[what] = True
            return
        if time.monotonic() < self._away_until:
            return
        self._sending[what] = False
        try:
            while True:
                async with asyncio.timeout(1):
                    if self._pool is None:
                        self._pool = await create_pool(self._settings, job_serializer=pack, job_deserializer=unpack)
                    await self._pool.enqueue_job("hint", what, _queue_name=HINTS, _expires=5)
                if not self._sending[what]:
                    return
                self._sending[what] = False
        except Exception:
            self._away_until = time.monotonic() + 5
            raise
        finally:
            del self._sending[what]

    async def close(self) -> None:
        """Give the connection back."""
        if self._pool is not None:
            await self._pool.aclose()


@asynccontextmanager
async def hinting(redis_url: str | None) -> AsyncIterator[None]:
    """While this is open, hints of this process reach the workers."""
    if redis_url is None:
        yield
        return
    hints = Hints(redis_url)
    carry_by(hints.give)
    try:
        yield
    finally:
        carry_by(None)
        await hints.close()


# --- news: hints to everybody ------------------------------------------------------------------------------------------

_CHANNEL = "wellcheck:news:"
"""Before the kind of news: the channel of Redis by which they travel."""


class _Teller:
    """Publishes news from a task of its own: whoever has something to tell never waits for Redis."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        self._untold: set[str] = set()
        self._some = asyncio.Event()

    def tell(self, what: str) -> None:
        self._untold.add(what)
        self._some.set()

    async def run(self) -> None:
        try:
            while True:
                await self._some.wait()
                self._some.clear()
                what, self._untold = self._untold, set()
                try:
                    for each in what:
                        await self._redis.publish(_CHANNEL + each, "")
                except Exception as away:
                    log.info("news were lost", extra={"error": type(away).__name__})
        finally:
            with contextlib.suppress(Exception):
                await self._redis.aclose()


@asynccontextmanager
async def telling(redis_url: str | None) -> AsyncIterator[None]:
    """While this is open, news of this process reach the others."""
    global _teller
    if redis_url is None:
        yield
        return
    _teller = teller = _Teller(redis_url)
    running = asyncio.create_task(teller.run())
    try:
        yield
    finally:
        _teller = None
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def news(what: str, redis_url: str | None) -> AsyncIterator[asyncio.Event]:
    """An event that is set when there are news of this kind, here or in another process. Some may get lost: look besides."""
    event = asyncio.Event()
    _hearing[event] = what
    listening = asyncio.create_task(_listen(what, redis_url, event)) if redis_url else None
    try:
        yield event
    finally:
        del _hearing[event]
        if listening is not None:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def _listen(what: str, redis_url: str, event: asyncio.Event) -> None:
    while True:
        redis = Redis.from_url(redis_url, socket_connect_timeout=1)
        try:
            async with redis.pubsub() as subscribed:
                await subscribed.subscribe(_CHANNEL + what)
                while True:
                    await subscribed.get_message(ignore_subscribe_messages=False, timeout=None)
                    event.set()
        except Exception as away:
            log.info("news cannot be heard for a while", extra={"error": type(away).__name__})
        finally:
            with contextlib.suppress(Exception):
                await redis.aclose()
        await asyncio.sleep(1)
