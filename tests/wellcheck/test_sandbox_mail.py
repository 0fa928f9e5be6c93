"""The sandbox's mail server, spoken to by our own channel, and what its phones show of a mail."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.sandbox_box import Box, Product, served
from tests.stories.world import free_port
from wellcheck import crypto
from wellcheck.channels.email import Email, Server
from wellcheck.messages.values import Failed, Outgoing, Result, Sent, Unknown
from wellcheck.sandbox.server import WORLD, make_app
from wellcheck.sandbox.state import World

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _keys() -> None:
    crypto.use(crypto.Vault(("a key for tests that opens nothing else",)))


@dataclass
class Post:
    """The sandbox, and our channel to its mail server."""

    box: Box
    world: World
    channel: Email

    async def sends(self, to: str, text: str, *options: tuple[str, str]) -> Result:
        return await self.channel.send(Outgoing(uuid.uuid4(), to, text, options, kind="ask"))

    async def last(self, phone: str) -> dict[str, Any]:
        return (await self.box.messages(phone))[-1]


@asynccontextmanager
async def post() -> AsyncIterator[Post]:
    port = free_port()
    app = make_app(Product("http://127.0.0.1:9").settings(mail_port=port, mail_from="wellcheck@example.org"))
    async with served(app) as url, ClientSession() as http:
        server = Server.of(f"smtp://127.0.0.1:{port}")
        channel = Email(http, server, sender="wellcheck@example.org", public_url=url, now=lambda: NOW, seconds=1.0)
        try:
            yield Post(Box(url, http), app[WORLD], channel)
        finally:
            channel.close()


async def test_a_mail_is_shown_as_a_mail_program_would() -> None:
    async with post() as at:
        words = "Are you okay, Ada?\n\nSee https://example.org/a?b=1&c=2."
        assert isinstance(await at.sends("Ada@example.org", words, ("ok", "I'm okay"), ("help", "I need help")), Sent)
        mail = await at.last("ada")
        assert (mail["channel"], mail["status"], mail["text"]) == ("email", "delivered", words)
        assert mail["content"]["mail"]["subject"] == "Are you okay, Ada?"
        assert [row[0]["text"] for row in mail["buttons"]] == ["I'm okay", "I need help"]
        assert all("/answer/" in row[0]["url"] for row in mail["buttons"])
        small, links = mail["content"]["mail"]["small"], mail["content"]["mail"]["links"]
        assert "Please do not answer this e-mail" in small
        assert [label in small for label, _ in links] == [True] and "/answer/" in links[0][1]


async def test_an_address_of_nobody_gets_a_phone_until_the_page_is_full() -> None:
    async with post() as at:
        for n in range(9):
            assert isinstance(await at.sends(f"dan{n}@example.net", "Hello."), Sent)
        assert at.world.phone_of_mail("DAN0@example.net") is at.world.phones["p447700900004"]
        assert at.world.phones["p447700900004"].name == "Dan0"
        refused = await at.sends("eve@example.net", "Hello.")
        assert isinstance(refused, Failed) and refused.permanent


async def test_mail_waits_for_a_phone_that_is_switched_off() -> None:
    async with post() as at:
        await at.box.do("phones/bob/power", on=False)
        assert isinstance(await at.sends("bob@example.org", "Hello."), Sent)
        assert (await at.last("bob"))["status"] == "sent"
        await at.box.do("phones/bob/power", on=True)
        assert (await at.last("bob"))["status"] == "delivered"


async def test_the_mail_server_fails_as_it_is_told_to() -> None:
    async with post() as at:
        fault = {"provider": "smtp", "phone": "ada"}
        await at.box.do("faults", **fault, method="rcpt", kind="status", status=550, body="5.1.1 no such user")
        gone = await at.sends("ada@example.org", "one")
        assert isinstance(gone, Failed) and gone.permanent
        await at.box.do("faults", **fault, method="rcpt", kind="refuse")
        dropped = await at.sends("ada@example.org", "two")
        assert isinstance(dropped, Failed) and not dropped.permanent
        await at.box.do("faults", **fault, method="data", kind="timeout_after_accept", seconds=5)
        assert isinstance(await at.sends("ada@example.org", "three"), Unknown)
        assert [m["text"] for m in await at.box.messages("ada")] == ["three"]
        await at.box.do("faults", **fault, method="data", kind="delay", seconds=0.1)
        assert isinstance(await at.sends("ada@example.org", "four"), Sent)
