"""The console, and which channels a configuration opens."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from wellcheck.channels import Channel, console_channels, open_channels
from wellcheck.channels.console import Console, mask
from wellcheck.channels.http import open_session
from wellcheck.config import Config
from wellcheck.messages.values import Outgoing, Sent

ASK = Outgoing(UUID(int=5), "+447700900001", "Are you okay?", (("ok", "I'm okay"), ("help", "I need help")))
ALL = ("telegram", "sms", "whatsapp", "voice")
KEYS = {
    "SECRET_KEYS": "a key for tests which opens nothing else",
    "DATABASE_URL": "postgres://x/y",
    "REDIS_URL": "redis://x",
}


async def test_the_console_prints_and_masks():
    page = io.StringIO()
    channel: Channel = Console("sms", page)
    assert await channel.send(ASK) == Sent(f"console-{ASK.delivery_id.hex}")
    await channel.withdraw(ASK.to, "x", "Settled.")
    assert await channel.find(ASK, datetime.now(UTC)) is None
    assert page.getvalue() == (
        "[sms to +44…0001]\n    Are you okay?\n    1 = I'm okay\n    2 = I need help\n"
        "[sms to +44…0001, instead of the last question]\n    Settled.\n"
    )
    assert "7700" not in page.getvalue()


async def test_the_console_prints_to_the_terminal(capsys: pytest.CaptureFixture[str]):
    channels = console_channels()
    assert {name: channel.name for name, channel in channels.items()} == {name: name for name in (*ALL, "email")}
    await channels["telegram"].send(ASK)
    assert "Are you okay?" in capsys.readouterr().out


@pytest.mark.parametrize(("address", "shown"), [("+447700900001", "+44…0001"), ("7001", "…"), ("", "…")])
def test_an_address_is_known_to_its_owner_only(address: str, shown: str):
    assert mask(address) == shown


async def test_the_sandbox_opens_every_channel(tmp_path: Path):
    config = Config.read({**KEYS, "WELLCHECK_HOME": str(tmp_path)}, home_env=False)
    async with open_session() as session:
        channels = open_channels(config, session, lambda: datetime.now(UTC))
    assert {name: channel.name for name, channel in channels.items()} == {
        name: name for name in (*ALL, "email", "websocket", "canary")
    }


async def test_mail_and_pushes_are_opened_where_they_are_configured(tmp_path: Path):
    mail = {"SMTP_URL": "smtps://mail.example", "MAIL_FROM": "a@b.example", "PUBLIC_URL": "https://a.example"}
    keys = {"PUBNUB_PUB_KEY": "pub-c-1", "PUBNUB_SUB_KEY": "sub-c-1"}
    config = Config.read({**KEYS, "WELLCHECK_HOME": str(tmp_path), **mail, **keys}, home_env=False)
    async with open_session() as session:
        channels = open_channels(config, session, lambda: datetime.now(UTC))
    assert set(channels) == {*ALL, "email", "push", "websocket", "canary"} and set(config.channels) == {*ALL, "email"}


async def test_only_what_is_configured_is_opened(tmp_path: Path):
    environ = {**KEYS, "WELLCHECK_HOME": str(tmp_path), "TELEGRAM_BOT_TOKEN": "123456:" + "A" * 35}
    async with open_session() as session:
        assert list(open_channels(Config.read(environ, home_env=False), session, lambda: datetime.now(UTC))) == [
            "websocket",
            "canary",
            "telegram",
        ]
