"""Telegram by long polling: no public address needed. One poller per token, and an update is confirmed to Telegram only
after it is safe in our database."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from typing import Any

import asyncpg

from bot import here
from bot.commands import names_for_telegram
from bot.intake import of_inbound
from wellcheck import db, due, runtime, wake
from wellcheck.channels.http import open_session
from wellcheck.channels.telegram import Telegram, callback_id, read
from wellcheck.config import Config
from wellcheck.i18n import LANGUAGES
from wellcheck.runtime import Runtime
from wellcheck.watchdog import Watchdog

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query")
WAIT_SECONDS = 8
"""How long Telegram holds a request without news; below the time-out of one request."""

KEEP_SECONDS = 60.0
"""What could not be kept within this time is asked for again."""

POLL_LOCK = 0x57435400


async def listen(running: Runtime, telegram: Telegram, stop: asyncio.Event) -> None:
    """Fetch updates and act on them until told to stop. After an outage this fetches what was said meanwhile."""
    intake = of_inbound(running.now, KEEP_SECONDS)
    offset = 0
    failures = 0
    wait = 0  # what was kept for us is fetched at once: workers wait for it before anything escalates
    while not stop.is_set():
        try:
            updates = await telegram.updates(offset, wait, ALLOWED)
            failures, wait = 0, WAIT_SECONDS
        except Exception as away:
            failures += 1
            log.warning("Telegram did not answer", extra={"error": type(away).__name__, "failures": failures})
            await asyncio.sleep(min(30, 2 ** min(failures, 5)) / 2)
            continue
        inbounds = [inbound for update in updates if (inbound := read(update)) is not None]
        try:
            await asyncio.gather(*(intake.put(said) for said in inbounds))
        except Exception as away:
            # Not confirmed: Telegram keeps them for 24 h and hands them over again.
            log.warning("updates could not be kept", extra={"n": len(inbounds), "error": type(away).__name__})
            await asyncio.sleep(1)
            continue
        with contextlib.suppress(Exception):  # behind the hearing: it says that nothing waits any more
            await due.beat(running.process_id, "bot", running.started_at)
        if not updates:
            continue
        offset = max(int(update["update_id"]) for update in updates) + 1
        taps = [tap for update in updates if (tap := callback_id(update)) is not None]
        await asyncio.gather(*(telegram.answer_callback(tap) for tap in taps))


async def introduce(telegram: Telegram) -> None:
    """Tell Telegram the commands of the bot, in every language we have. Best effort: they work all the same."""
    for language in LANGUAGES:
        with contextlib.suppress(Exception):
            await telegram.set_commands(names_for_telegram(language), None if language == "en" else language)


async def register(running: Runtime, telegram: Telegram) -> None:
    """Tell Telegram where updates go (webhook mode), and again and again: somebody else who polls with
    this token takes the webhook away."""
    config = running.config
    while True:
        try:
            await telegram.receive_at(f"{config.public_url}/webhook/telegram", config.telegram_webhook_secret, ALLOWED)
            await due.beat(running.process_id, "bot", running.started_at)
        except Exception as away:
            log.warning("Telegram did not take our address", extra={"error": type(away).__name__})
        await asyncio.sleep(20)


async def _alone(config: Config, stop: asyncio.Event) -> Any:
    """The lock that only one poller has: Telegram allows one per token. None when told to stop while waiting for it."""
    assert config.database_url is not None
    lock: Any = await asyncpg.connect(**db.connect_options(config.database_url))
    while not await lock.fetchval("SELECT pg_try_advisory_lock($1)", POLL_LOCK):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 2)
        if stop.is_set():
            await lock.close()
            return None
    return lock


async def _run(config: Config) -> None:
    stop = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    Watchdog().start()
    async with runtime.start(config, "bot", pool=4) as running, wake.hinting(config.redis_url), here.serving(config):
        lock = await _alone(config, stop)
        session = open_session(limit=50)
        telegram = Telegram(session, config.telegram_bot_token, config.telegram_api_base_url)
        tasks = []
        if lock is not None:
            work = register(running, telegram) if config.telegram_mode == "webhook" else listen(running, telegram, stop)
            tasks = [asyncio.create_task(introduce(telegram)), asyncio.create_task(work)]
            await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await session.close()
        if lock is not None:
            await lock.close()


def run(config: Config) -> None:
    """The `wellcheck bot` command: serve Telegram by long polling, or register the webhook, until SIGTERM or SIGINT."""
    asyncio.run(_run(config))
