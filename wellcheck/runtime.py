"""Everything a process needs, wired in one place: configuration, vault, database, clock, hints."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from wellcheck import backups, crypto, db, due, events, messages, people, processes, traces, visits, wake
from wellcheck.clock import Clock, Pace
from wellcheck.config import Config
from wellcheck.embedded import NotStarted
from wellcheck.outbound import Reach

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

SERVICES = ("web", "worker", "bot")
BOOT_TRIES, BOOT_PAUSE = 10, 2.0
"""So often a service, and whoever makes its schema, looks for the database when it starts, and so many seconds apart; other
commands look once."""

CLOCK_EVERY = 1.0
"""Seconds between two readings of the database's clock; ten times as often where it may be wound (sandbox)."""


@dataclass(slots=True)
class Runtime:
    """What a process stands on. `now()` is the product's time, and the only clock doors may ask."""

    config: Config
    clock: Clock
    process_id: UUID = field(default_factory=db.new_id)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """The product's time, in UTC."""
        return self.clock.now()


async def _follow(clock: Clock, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            await db.read_clock(clock)
        except Exception as away:
            log.warning("the database's clock could not be read", extra={"error": type(away).__name__})


async def _check_keys() -> None:
    """`WrongKey` if what is stored was sealed with other keys: better not to start than to ask and alarm nobody."""
    for table, column in (("signing_keys", "private"), ("addresses", "value")):
        row = await db.one(f"SELECT id, {column}_sealed AS sealed FROM {table} ORDER BY created_at DESC LIMIT 1")
        if row is not None:
            crypto.vault().open(row["sealed"], f"{table}.{column}", row["id"])
            return


async def answered(ask: Callable[[], Awaitable[Answer]], tries: int = BOOT_TRIES) -> Answer:
    """What the database answers, which may still be starting, or away. `NotStarted` names it when it does not."""
    for left in reversed(range(tries)):
        try:
            return await ask()
        except Exception as away:
            if not due.infrastructure(away):
                raise
            if not left:
                raise NotStarted(f"The database does not answer (DATABASE_URL): {type(away).__name__}.") from away
            log.warning("the database does not answer yet", extra={"error": type(away).__name__})
        await asyncio.sleep(BOOT_PAUSE)
    raise AssertionError("unreachable")


@asynccontextmanager
async def start(config: Config, name: str, pool: int = 10, **_: Any) -> AsyncIterator[Runtime]:
    """Connect this process and give everything back at the end. `name` is shown in the database's list of sessions."""
    if config.database_url is None:
        raise RuntimeError("no database: `wellcheck up` starts the embedded one")
    crypto.use(crypto.Vault(config.secret_keys))
    people.use_channels(config.channels)
    events.use_limits(
        events.Limits(
            min_interval=config.min_probe_interval,
            min_wait=config.min_wait,
            max_wait=config.max_wait,
            max_retries=config.max_retries,
            max_pause=timedelta(days=config.max_pause_days),
        )
    )
    events.actions.urls.use_reach(Reach.of(config))
    events.clients.use_limits(
        events.clients.Limits(
            config.ws_ack,
            config.ws_max_attempts,
            config.ws_offline,
            max(1, min(events.clients.WINDOW, config.ws_queue // 2)),
        )
    )
    messages.budget.use_budget(
        messages.budget.Budget(
            config.spend_cap_monthly,
            config.spend_cap_person,
            config.message_price,
            config.call_price,
            config.allowed_countries,
        )
    )
    processes.use(
        processes.rules.Limits(frozenset(config.ways_out), timedelta(seconds=config.process_fold_seconds)),
        config.twilio_voice_from,
    )
    visits.ledger.use_rates(visits.rules.Rates(config.visit_start_minutes, config.visit_pal_percent))
    await db.open_database(config.database_url, pool, f"wellcheck {name}")
    try:
        clock = await answered(db.read_clock, BOOT_TRIES if name in SERVICES else 1)
        await _check_keys()
        if config.sandbox:
            log.warning("sandbox: no provider is configured, so no message leaves this machine")
        if config.clock_speed != 1 and clock.pace.speed != config.clock_speed:
            await db.write_pace(clock.pace.with_speed(config.clock_speed, clock.real()))
            clock = await db.read_clock()
        events.use_restored(await backups.settle(clock.now()))
    except BaseException:
        await db.close_database()
        raise
    following = asyncio.create_task(_follow(clock, CLOCK_EVERY / 10 if config.sandbox else CLOCK_EVERY))
    telling = traces.sending(config, name) if name in SERVICES else contextlib.nullcontext()
    try:
        async with telling:
            yield Runtime(config, clock)
    finally:
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following
        wake.carry_by(None)
        with contextlib.suppress(Exception):
            await db.close_database()


async def wind(runtime: Runtime, by: timedelta) -> None:
    """Let time pass at once, in every process (sandbox and tests)."""
    pace, real, _ = await db.read_pace()
    await db.write_pace(Pace(pace.real, pace.shown, pace.speed).forward(by, real))
    await db.read_clock(runtime.clock)
