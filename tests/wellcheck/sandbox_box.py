"""A sandbox for a test, on a port of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, web
from telegram import Bot

TOKEN = "7700900:in-a-test"


class Box:
    """A sandbox on a port of its own, and what its page can do."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self.url = url
        self.session = session

    @property
    def bot(self) -> Bot:
        return Bot(TOKEN, base_url=f"{self.url}/telegram/bot")

    async def do(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"{self.url}/sandbox/api/{path}", json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json()

    async def refused(self, path: str, **body: Any) -> tuple[int, str]:
        async with self.session.post(f"{self.url}/sandbox/api/{path}", json=body) as answer:
            return answer.status, str((await answer.json())["error"])

    async def get(self, path: str) -> Any:
        async with self.session.get(f"{self.url}/sandbox/api/{path}") as answer:
            return await answer.json()

    async def texts(self, phone: str) -> list[str]:
        return [m["text"] for m in await self.messages(phone)]

    async def messages(self, phone: str) -> list[dict[str, Any]]:
        return list((await self.get(f"phones/{phone}"))["messages"])


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def until(box: Box, phone: str, text: str) -> None:
    for _ in range(100):
        if text in await box.texts(phone):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{phone} never read {text!r}: {await box.texts(phone)}")
