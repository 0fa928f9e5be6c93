"""What this installation is, as far as conversations need to know it: set once by each process that listens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot import lexicon
from wellcheck.channels.http import open_session
from wellcheck.channels.telegram import Telegram
from wellcheck.config import Config
from wellcheck.sandbox import BOT_USERNAME

log = logging.getLogger(__name__)

ASK_AGAIN = 30.0
"""Seconds until Telegram is asked again who we are, when it did not answer."""


@dataclass(frozen=True, slots=True)
class Here:
    """`telegram_name`: our bot's user name; without it no links are offered. `texts`: whether we can send text messages.
    `calls`: whether we can call and be called. `mail`: whether we can send e-mails.
    `public_url`: where our pages are reached from outside; "" when we do not know.
    `countries`: those we may write to (two letters; empty: all). `country` is assumed for numbers without a country code.
    """

    telegram_name: str | None = None
    texts: bool = True
    calls: bool = True
    countries: frozenset[str] = frozenset()
    country: str | None = None
    public_url: str = ""
    mail: bool = False


here = Here()


def use(config: Config) -> None:
    """This process serves this configuration."""
    global here
    lexicon.read_ahead()
    here = Here(
        BOT_USERNAME if config.sandbox else None,
        config.sms,
        config.voice,
        config.allowed_countries,
        config.default_country or None,
        config.public_url,
        config.email,
    )


def use_telegram_name(name: str | None) -> None:
    """Our bot's user name on Telegram."""
    global here
    here = replace(here, telegram_name=name)


async def learn_telegram_name(telegram: Telegram) -> None:
    """Ask Telegram who we are, until it says so. Meant to run beside everything else."""
    while here.telegram_name is None:
        try:
            use_telegram_name((await telegram.bot.get_me()).username)
        except Exception as away:
            log.warning("Telegram did not say who we are", extra={"error": type(away).__name__})
            await asyncio.sleep(ASK_AGAIN)


@asynccontextmanager
async def serving(config: Config) -> AsyncIterator[None]:
    """This process listens for this configuration. Telegram is asked who we are beside everything else."""
    use(config)
    if not config.telegram or config.sandbox:
        yield
        return
    async with open_session(limit=2) as session:
        telegram = Telegram(session, config.telegram_bot_token, config.telegram_api_base_url)
        asking = asyncio.create_task(learn_telegram_name(telegram))
        try:
            yield
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking
