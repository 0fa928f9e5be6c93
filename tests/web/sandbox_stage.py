"""The sandbox's page on a stage: a product that answers as a test says, and a real browser in front."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientSession, web
from playwright.async_api import Browser, Page, async_playwright, expect
from telegram import Bot

from tests.sandbox_box import NUMBER, TOKEN, Box, Product, Watch, product_door, served, twilio_client, xml
from tests.stories.world import free_port
from wellcheck import crypto
from wellcheck.channels.email import Email, Server
from wellcheck.config import SANDBOX_MAIL_FROM
from wellcheck.messages.values import Outgoing, Sent
from wellcheck.sandbox.server import FAULTS, WORLD, make_app

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), "")
NEEDS_BROWSER = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADA = 7001


class Stage:
    """The sandbox, and the product as it would be: a bot, and doors for text messages and calls."""

    def __init__(self, box: Box, app: web.Application, product: Product, smtp_url: str) -> None:
        self.box = box
        self.url = box.url
        self.world = app[WORLD]
        self.faults = app[FAULTS]
        self.product = product
        self.bot = Bot(TOKEN, base_url=f"{box.url}/telegram/bot")
        self.smtp_url = smtp_url
        self.offset = 0
        self.broken: list[str] = []

    async def hears(self) -> Any:
        """The next thing that somebody did in Telegram."""
        async with asyncio.timeout(10):
            while True:
                for update in await self.bot.get_updates(offset=self.offset, limit=1, timeout=5):
                    self.offset = update.update_id + 1
                    await self.bot.get_updates(offset=self.offset, limit=1, timeout=0)
                    return update

    async def texts(self, number: str, text: str) -> None:
        """Write a text message, or by WhatsApp to whatsapp:+…"""
        sender = NUMBER if number.startswith("+") else f"whatsapp:{NUMBER}"
        async with twilio_client(self.box) as client:
            await client.messages.create_async(to=number, from_=sender, body=text)

    async def mails(self, address: str, text: str, *options: tuple[str, str]) -> None:
        """Write an e-mail, as the product does."""
        crypto.use(crypto.Vault(("a key for tests that opens nothing else",)))
        url, now = self.product.url, datetime.now(UTC)
        post = Email(
            self.box.session, Server.of(self.smtp_url), sender=SANDBOX_MAIL_FROM, public_url=url, now=lambda: now
        )
        sent = await post.send(Outgoing(uuid4(), address, text, options))
        post.close()
        assert isinstance(sent, Sent), sent

    async def calls(self, number: str, timeout: int = 30) -> None:
        """Call somebody; the product says what they hear."""
        url = f"{self.product.url}/webhook/voice"
        async with twilio_client(self.box) as client:
            await client.calls.create_async(
                to=number, from_=NUMBER, url=url, timeout=timeout, machine_detection="Enable"
            )


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    """A stage, taken down in the end; nothing on the page may have broken."""
    async with product_door() as product:
        product.answer = lambda form: xml(f"<Message>You wrote {form['Body']}</Message>")
        mail = {"mail_port": free_port(), "mail_from": SANDBOX_MAIL_FROM}
        app = make_app(replace(product.settings(), telegram_token=TOKEN, talk=0.02, **mail), Watch())
        async with served(app) as url, ClientSession() as session:
            it = Stage(Box(url, session), app, product, f"smtp://127.0.0.1:{mail['mail_port']}")
            async with it.bot:
                yield it
    assert it.broken == [], "the page's script broke, or wanted something that its policy forbids"


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


async def opened(browser: Browser, stage: Stage, width: int = 1440, height: int = 900, **more: Any) -> Page:
    page = await browser.new_page(viewport={"width": width, "height": height}, timezone_id="Europe/London", **more)
    page.set_default_timeout(8_000)
    page.on("pageerror", lambda error: stage.broken.append(str(error)))
    page.on("console", lambda line: stage.broken.append(line.text) if "Content Security" in line.text else None)
    await page.goto(f"{stage.url}/sandbox")
    await expect(page.get_by_role("region", name="Ada's phone")).to_be_visible()
    return page
