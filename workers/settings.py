"""The worker process: arq carries the pulse and the hints, and nothing that matters.

Every worker process has a queue of its own for its pulse (two workers on one queue gain nothing, measured) and one they
share for hints. Redis may be flushed or taken away at any moment: then the worker beats by itself, and takes arq up
again when it returns. Jobs are plain msgpack, never pickle: who can write to Redis must not be able to run code.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from typing import Any

import asyncpg
from arq import cron, func
from arq.connections import RedisSettings
from arq.worker import Worker
from redis.asyncio import Redis

from bot import here
from bot.read import phone_number
from wellcheck import db, processes, runtime, wake
from wellcheck.channels import open_callers, open_channels
from wellcheck.channels.calls import Calls
from wellcheck.channels.http import open_session
from wellcheck.config import Config
from wellcheck.outbound import Reach
from wellcheck.pace import Pace
from wellcheck.runtime import Runtime
from wellcheck.wake import HINTS, pack, redis_settings, unpack
from wellcheck.watchdog import Watchdog
from workers import intake
from workers.dispatcher import Dispatcher
from workers.jobs import Engine
from workers.sender import Sender

log = logging.getLogger(__name__)

PULSE_SECONDS = 1.0
PULSE_POLL, HINTS_POLL = 0.5, 0.1
"""Seconds between two looks at a queue. What comes due is prepared well ahead of its time, so a beat may come a little after
its second; whoever waits for what a hint is about waits for it."""

FALLBACK_AFTER = 2.5
"""Seconds without a beat after which the worker beats by itself, whatever Redis does."""

SLOT_LOCK = 0x57434C00


async def _tick(ctx: dict[str, Any]) -> None:
    await ctx["engine"].tick()


async def _hint(ctx: dict[str, Any], what: str) -> None:
    engine: Engine = ctx["engine"]
    engine.wake(what)
    if what == "rooms":
        await engine.tick()


def _worker(engine: Engine, settings: RedisSettings, queue: str, pulse: bool) -> Worker:
    seconds = set(range(60))
    return Worker(
        functions=[func(_hint, name="hint", keep_result=0), func(_tick, name="tick", keep_result=0)],
        cron_jobs=[cron(_tick, name="tick", second=seconds, keep_result=0, timeout=30)] if pulse else None,
        queue_name=queue,
        redis_settings=settings,
        handle_signals=False,
        poll_delay=PULSE_POLL if pulse else HINTS_POLL,
        max_jobs=20,
        job_timeout=30,
        keep_result=0,
        max_tries=1,
        log_results=False,
        health_check_interval=10,
        timezone=UTC,
        job_serializer=pack,
        job_deserializer=unpack,
        ctx={"engine": engine},
    )


async def _keep(engine: Engine, url: str, queue: str, pulse: bool) -> None:
    """An arq worker for as long as Redis is there, and another one when it returns."""
    settings = redis_settings(url)
    while True:
        worker = _worker(engine, settings, queue, pulse)
        try:
            await worker.async_run()
        except asyncio.CancelledError:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(2):
                    await worker.close()
            raise
        except Exception as away:
            log.warning("Redis is away; the worker beats by itself", extra={"error": type(away).__name__})
            with contextlib.suppress(Exception):
                async with asyncio.timeout(2):
                    await worker.close()
        await asyncio.sleep(1)


async def _fallback(engine: Engine) -> None:
    """The pulse that needs nothing but this process."""
    while True:
        await asyncio.sleep(PULSE_SECONDS / 2)
        if time.monotonic() - engine.beaten_at > FALLBACK_AFTER:
            try:
                async with asyncio.timeout(30):
                    await engine.tick()
            except Exception as wrong:
                log.warning("a beat failed", extra={"error": type(wrong).__name__})
                await asyncio.sleep(PULSE_SECONDS)


class Slot:
    """The number of this worker among those alive, held by a lock of the database for as long as we live."""

    def __init__(self, database_url: str, slots: int) -> None:
        self._url, self._slots = database_url, slots
        self._connection: asyncpg.Connection | None = None

    async def take(self) -> int | None:
        """The lowest free number; None when all are taken (then the worker beats by itself)."""
        self._connection = await asyncpg.connect(**db.connect_options(self._url), timeout=5)
        for number in range(self._slots):
            if await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", SLOT_LOCK + number):
                return number
        return None

    async def close(self) -> None:
        """Give the number back."""
        if self._connection is not None:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(2):
                    await self._connection.close()


@asynccontextmanager
async def engine(running: Runtime) -> AsyncIterator[Engine]:
    """The engine of this process with its channels and senders, without arq (tests beat it by hand)."""
    config = running.config
    redis = Redis.from_url(config.redis_url) if config.redis_url else None
    session = open_session(limit=config.send_concurrency + 100)
    calls = Calls(Reach.of(config), config.send_concurrency)
    built = Engine(
        running, open_channels(config, session, running.now), Pace(redis), open_callers(config, calls), calls
    )

    async def wake_here(what: str) -> None:
        built.wake(what)
        if what == "rooms":
            built._again = True

    wake.carry_by(wake_here)
    senders: set[Sender | Dispatcher] = {built.dispatcher, *built.senders.values()}
    sending = [asyncio.create_task(sender.run()) for sender in senders]
    learning = asyncio.create_task(calls.know_ourselves(config))
    try:
        async with wake.telling(config.redis_url):
            yield built
    finally:
        for sender in senders:
            await sender.stop()
        await asyncio.gather(*sending, return_exceptions=True)
        learning.cancel()
        wake.carry_by(None)
        await calls.close()
        await session.close()
        if redis is not None:
            with contextlib.suppress(Exception):
                await redis.aclose()


async def _run(config: Config) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    Watchdog().start()
    async with runtime.start(config, "worker", pool=12) as running, here.serving(config), engine(running) as built:
        assert config.database_url is not None
        await built.fetch_missed()
        slot = Slot(config.database_url, config.worker_slots)
        number = await slot.take()
        tasks = [asyncio.create_task(_fallback(built))]
        if config.redis_url:
            tasks.append(asyncio.create_task(_keep(built, config.redis_url, HINTS, pulse=False)))
            if number is not None:
                tasks.append(
                    asyncio.create_task(_keep(built, config.redis_url, f"wellcheck:worker:{number}", pulse=True))
                )
        processes.requests.read_numbers_by(phone_number(None, config.allowed_countries))
        tasks += [asyncio.create_task(intake.listen(running, *queue)) for queue in intake.queues(config)]
        log.info("the worker stands", extra={"slot": number})
        await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await slot.close()


ONCE_SECONDS = 3600.0
"""The longest that `wellcheck worker --once` works."""

INTAKE_SECONDS = 2.0
"""So long it reads a queue before it looks what is due."""


async def once(running: Runtime) -> None:
    """Take what waits in the queues, do what is due, and end when nothing is left to do. A queue that never gets empty holds
    nothing up: it is read for a moment, and then what is due is done."""
    end = time.monotonic() + ONCE_SECONDS
    async with engine(running) as built:
        await built.fetch_missed()
        while time.monotonic() < end:
            taken = sum([await _take_some(running, *queue) for queue in intake.queues(running.config)])
            await built.settle(end - time.monotonic())
            if not taken:
                break


async def _take_some(running: Runtime, which: str, opening: intake.Opening) -> int:
    async with intake.turn(running, which) as mine:
        if mine is None:
            return 0  # a worker that stays reads it
        async with opening() as queue:
            return await intake.drain(running, queue, mine, seconds=INTAKE_SECONDS)


async def _run_once(config: Config) -> None:
    processes.requests.read_numbers_by(phone_number(None, config.allowed_countries))
    async with runtime.start(config, "worker", pool=12) as running:
        await once(running)


def run(config: Config, once: bool = False) -> None:
    """The `wellcheck worker` command: serve until SIGTERM or SIGINT, then stop cleanly within seconds. `once`: end as soon
    as nothing is left to do."""
    work = _run_once if once else _run
    try:
        import uvloop

        uvloop.run(work(config))
    except ImportError:
        asyncio.run(work(config))
