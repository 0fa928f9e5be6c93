"""The ways a delivery travels: one file each, a pure half that knows the provider's habits and a half that calls it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from aiohttp import ClientSession

from wellcheck import processes
from wellcheck.channels.apicall import Apicall
from wellcheck.channels.calls import Calls
from wellcheck.channels.canary import Canary
from wellcheck.channels.console import Console
from wellcheck.channels.email import Email, Server
from wellcheck.channels.push import Push
from wellcheck.channels.sms import Sms
from wellcheck.channels.telegram import Telegram
from wellcheck.channels.voice import Voice
from wellcheck.channels.webhook import Webhook
from wellcheck.channels.websocket import Websocket
from wellcheck.channels.whatsapp import Whatsapp
from wellcheck.config import Config
from wellcheck.events.handover import Handover
from wellcheck.events.retries import Tried
from wellcheck.messages.values import Failed, Outgoing, Receipt, Result


class Channel(Protocol):
    """What the outbox asks of a way to reach people."""

    @property
    def name(self) -> str:
        """The channel's name in addresses and deliveries."""

    async def send(self, out: Outgoing) -> Result:
        """Hand one message to the provider, within 10 s. Never raises; a doubtful outcome is `Unknown`."""

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """What the provider's own list says about a message handed over at `since`. None: it cannot tell."""

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """What the provider says now became of a message that it took. None: it cannot tell. Never raises."""

    async def withdraw(self, to: str, provider_id: str, text: str) -> Failed | None:
        """Take a question back that is settled, or put `text` in its place. Never raises. None: done, or there is nothing
        to be done any more; a failure that is not permanent is tried again."""


def open_channels(config: Config, session: ClientSession, now: Callable[[], datetime]) -> dict[str, Channel]:
    """The channels that are configured, by name, all on one session (`http.open_session`). `now`: the product's clock."""
    channels: dict[str, Channel] = {"websocket": Websocket(now), "canary": Canary()}
    if config.telegram:
        channels["telegram"] = Telegram(session, config.telegram_bot_token, config.telegram_api_base_url)
    if config.email:
        server = Server.of(config.smtp_url, config.smtp_insecure)
        channels["email"] = Email(session, server, sender=config.mail_from, public_url=config.public_url, now=now)
    if config.push:
        keys = (config.pubnub_service_url, config.pubnub_pub_key, config.pubnub_sub_key, config.pubnub_uuid)
        channels["push"] = Push(session, *keys, now=now)
    if not config.sms:
        return channels
    account = (session, config.twilio_account_sid, config.twilio_auth_tokens[0])
    sender = config.twilio_messaging_service_sid or config.twilio_from_number
    base, public = config.twilio_api_base_url, config.public_url
    channels["sms"] = Sms(*account, sender=sender, base_url=base, public_url=public, now=now)
    if config.whatsapp:
        channels["whatsapp"] = Whatsapp(
            *account,
            sender=config.twilio_whatsapp_from,
            template=config.twilio_whatsapp_template,
            base_url=base,
            public_url=public,
            now=now,
        )
    if config.voice:
        channels["voice"] = Voice(
            *account,
            sender=config.twilio_voice_from,
            base_url=base,
            public_url=public,
            callers=processes.callers.chosen,
        )
    return channels


class Caller(Protocol):
    """What makes the request of one action, with which an occurrence is handed over."""

    async def send(self, given: Handover, dispatched_at: str) -> Tried:
        """One attempt, within 10 s. Never raises."""


def open_callers(config: Config, calls: Calls) -> dict[str, Caller]:
    """What hands occurrences over, by action."""
    return {"webhook": Webhook(calls, config.webhook_secret), "apicall": Apicall(calls)}


def console_channels() -> dict[str, Channel]:
    """The same channels, printed instead of sent."""
    return {name: Console(name) for name in ("telegram", "sms", "whatsapp", "voice", "email")}
