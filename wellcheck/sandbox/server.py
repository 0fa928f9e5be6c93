"""The sandbox as one aiohttp application: the providers, the phones, and the page."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, web

from wellcheck import runtime
from wellcheck.config import SANDBOX_ACCOUNT_SID, SANDBOX_BOT_TOKEN, SANDBOX_NUMBER, Config
from wellcheck.sandbox import BOT_USERNAME, MESSAGING_SERVICE_SID
from wellcheck.sandbox.engine import Live
from wellcheck.sandbox.faults import Faults
from wellcheck.sandbox.mail import Mailboxes
from wellcheck.sandbox.page import Engine, LiveEntry, Page, utc_now
from wellcheck.sandbox.state import World
from wellcheck.sandbox.telegram_api import Telegram
from wellcheck.sandbox.twilio_api import Twilio
from wellcheck.sandbox.twilio_rest import Account
from wellcheck.sandbox.twilio_signed import Webhooks

__all__ = ["FAULTS", "WORLD", "Engine", "LiveEntry", "Settings", "make_app", "run", "serve"]

MAX_REQUEST = 52 * 1024 * 1024  # a document sent to Telegram

WORLD = web.AppKey("world", World)
FAULTS = web.AppKey("faults", Faults)
TELEGRAM = web.AppKey("telegram", Telegram)
TWILIO = web.AppKey("twilio", Twilio)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the providers believe to be true about their customer.

    Where they are empty, `whatsapp_number` and `voice_number` are `number`. `twilio_url` is where Twilio's API is
    served, for links to pictures. `sms_webhook` is where text messages from the phones are posted, `voice_webhook`
    where calls are brought; the signature is made over them. `pace` is the time in seconds from one status of a
    text message or call to the next, `talk` the time that a spoken word takes. `voicemail_after`: after how long an
    answering machine picks up, in seconds of the product's clock. `patient`: a call waits for wound time alone, as
    tests need it. `webhook_timeout`: after how many seconds Twilio gives a webhook up. `hosts` are names, besides
    this machine's own, under which the page may be opened. `mail_port` is where mail is taken that comes from
    `mail_from`; None: the phones have no mail.
    """

    sms_webhook: str
    voice_webhook: str = ""
    telegram_token: str = SANDBOX_BOT_TOKEN
    bot_username: str = BOT_USERNAME
    account_sid: str = SANDBOX_ACCOUNT_SID
    auth_tokens: tuple[str, ...] = ("sandbox",)
    number: str = SANDBOX_NUMBER
    whatsapp_number: str = ""
    voice_number: str = ""
    twilio_url: str = ""
    messaging_service_sid: str = MESSAGING_SERVICE_SID
    journal: Path | None = None
    pace: float = 0.15
    talk: float = 0.28
    voicemail_after: float = 15.0
    patient: bool = False
    webhook_timeout: float = 15.0
    hosts: frozenset[str] = frozenset()
    mail_port: int | None = None
    mail_from: str = ""

    @classmethod
    def of(cls, config: Config) -> Settings:
        """What the providers have to believe so that a product with this configuration can work with them."""
        return cls(
            sms_webhook=f"{config.public_url}/webhook/sms",
            voice_webhook=f"{config.public_url}/webhook/voice",
            telegram_token=config.telegram_bot_token,
            account_sid=config.twilio_account_sid,
            auth_tokens=config.twilio_auth_tokens,
            number=config.twilio_from_number,
            whatsapp_number=config.twilio_whatsapp_from,
            voice_number=config.twilio_voice_from,
            twilio_url=config.twilio_api_base_url,
            messaging_service_sid=config.twilio_messaging_service_sid or MESSAGING_SERVICE_SID,
            journal=config.wellcheck_home / "sandbox.jsonl",
            hosts=frozenset({config.host, urlsplit(config.public_url).hostname or ""}),
            mail_port=config.sandbox_mail_port if config.sandbox_mail else None,
            mail_from=config.mail_from,
        )


def make_app(settings: Settings, engine: Engine | None = None) -> web.Application:
    """The sandbox. Without an `engine` there is no clock to set and no live line."""
    world = World(settings.journal, engine.now if engine else utc_now)
    faults = Faults(world.closing)
    sessions: list[ClientSession] = []

    def session() -> ClientSession:
        return sessions[0]

    telegram = Telegram(world, faults, session, settings.telegram_token, settings.bot_username)
    account = Account(
        settings.account_sid,
        settings.auth_tokens,
        settings.number,
        settings.whatsapp_number or settings.number,
        settings.voice_number or settings.number,
        settings.messaging_service_sid,
        settings.twilio_url,
        settings.sms_webhook,
        settings.voice_webhook,
        settings.pace,
        settings.talk,
        settings.voicemail_after,
    )
    webhooks = Webhooks(session, settings.auth_tokens[0], settings.webhook_timeout)
    twilio = Twilio(world, faults, webhooks, account, settings.patient)
    mailboxes = Mailboxes(world, faults)
    mail_from = settings.mail_from if settings.mail_port is not None else ""
    page = Page(world, faults, telegram, twilio, mailboxes, mail_from, engine, settings.hosts)

    async def carry_messages(app: web.Application) -> AsyncIterator[None]:
        sessions.append(ClientSession(connector=TCPConnector(limit=500), cookie_jar=DummyCookieJar()))
        twilio.resume()
        telegram.updates.resume()
        yield
        world.closing.set()
        await twilio.close()
        await telegram.updates.close()
        await sessions.pop().close()
        world.close()

    async def take_mail(app: web.Application) -> AsyncIterator[None]:
        if settings.mail_port is None:
            yield
            return
        async with mailboxes.serve(settings.mail_port):
            yield

    async def let_go(app: web.Application) -> None:
        world.closing.set()
        telegram.updates.news.set()  # a poll that waits for something new ends now

    app = web.Application(client_max_size=MAX_REQUEST, middlewares=[page.guard])
    app[WORLD], app[FAULTS], app[TELEGRAM], app[TWILIO] = world, faults, telegram, twilio
    app.add_routes([*telegram.routes(), *twilio.routes(), *page.routes()])
    app.cleanup_ctx.extend([carry_messages, take_mail, page.keep_looking])
    app.on_shutdown.append(let_go)
    return app


async def serve(config: Config, engine: Engine | None = None) -> None:
    """Serve the sandbox on this machine's own address until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = web.AppRunner(make_app(Settings.of(config), engine), access_log=None, shutdown_timeout=3)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", config.sandbox_port).start()
        await stop.wait()
    finally:
        await runner.cleanup()


def run(config: Config) -> None:
    """The process `wellcheck sandbox`. Without a database there are the phones alone: no clock, no live line."""
    asyncio.run(_run(config))


async def _run(config: Config) -> None:
    if config.database_url is None:
        await serve(config)
        return
    async with runtime.start(config, "sandbox", pool=2) as running:
        await serve(config, Live(running))
