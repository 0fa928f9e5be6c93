"""A sandbox for a test on a port of its own; the product as it would be: its engine, and its doors for Twilio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession, web
from telegram import Bot
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from wellcheck.sandbox.page import LiveEntry
from wellcheck.sandbox.server import Settings

TOKEN = "7700900:in-a-test"
SID = "AC" + "1" * 32
SECRET = "a-secret-of-this-test"
NUMBER = "+447700900999"
ADA, BOB, CARA = "+447700900001", "+447700900002", "+447700900003"


class Watch:
    """An engine: a check-in is due at nine, and a line is written when it comes."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        self.due: datetime | None = self.moment + timedelta(hours=1)
        self.pace = 1.0

    def now(self) -> datetime:
        return self.moment

    def speed(self) -> float:
        return self.pace

    async def live(self, after_id: str | None) -> list[LiveEntry]:
        if self.due is not None or after_id is not None:
            return []
        return [LiveEntry(id="1", at=self.moment.isoformat(), what="was asked", why="It is nine o'clock", who="Ada")]

    async def next_due(self) -> datetime | None:
        return self.due

    async def set_speed(self, speed: float) -> None:
        self.pace = speed

    async def jump_next(self) -> datetime | None:
        if self.due is not None:
            self.moment, self.due = self.due, None
            return self.moment
        return None


Form = dict[str, str]


def xml(inside: str) -> web.Response:
    """An answer in TwiML."""
    return web.Response(text=f"<Response>{inside}</Response>", content_type="text/xml")


@dataclass
class Product:
    """Our side: what Twilio told it, every line of it checked against its signature.

    `answer` answers a text message; `speech` says what a call hears, by path and form.
    """

    url: str = ""
    callbacks: list[Form] = field(default_factory=list)
    texts: list[Form] = field(default_factory=list)
    voice: list[Form] = field(default_factory=list)
    answer: Callable[[Form], web.Response] = lambda form: xml("")
    speech: Callable[[str, Form], web.Response | Awaitable[web.Response]] = lambda path, form: xml("")

    async def take(self, request: web.Request) -> web.Response:
        form = await request.post()
        public = self.url + request.path_qs
        assert RequestValidator(SECRET).validate(public, form, request.headers["X-Twilio-Signature"])
        plain = {key: str(value) for key, value in form.items()} | dict(request.query)
        if request.path.endswith("/status"):
            self.callbacks.append(plain)
            return web.Response(status=204)
        if request.path.startswith("/webhook/voice"):
            self.voice.append(plain)
            said = self.speech(request.path, plain)
            return said if isinstance(said, web.Response) else await said
        self.texts.append(plain)
        return self.answer(plain)

    def statuses(self) -> list[str]:
        return [c.get("MessageStatus") or c["CallStatus"] for c in self.callbacks]

    async def told(self, count: int) -> list[str]:
        """The statuses, once there are so many."""
        for _ in range(100):
            if len(self.callbacks) >= count:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        return self.statuses()

    def settings(self, **more: Any) -> Settings:
        """A sandbox that knows this product."""
        known = {"account_sid": SID, "auth_tokens": (SECRET, "older"), "number": NUMBER}
        hooks = {"sms_webhook": f"{self.url}/webhook/sms", "voice_webhook": f"{self.url}/webhook/voice"}
        return Settings(**hooks, pace=0.02, talk=0.0, **known, **more)


@asynccontextmanager
async def product_door() -> AsyncIterator[Product]:
    """A product that listens."""
    it = Product()
    app = web.Application()
    app.router.add_route("*", "/webhook/{rest:.*}", it.take)
    async with served(app) as it.url:
        yield it


@asynccontextmanager
async def twilio_client(box: Box, sid: str = SID, secret: str = SECRET) -> AsyncIterator[Client]:
    """twilio's own client, aimed at the sandbox."""
    http = AsyncTwilioHttpClient()
    client = Client(sid, secret, http_client=http)
    client.api.base_url = f"{box.url}/twilio"
    try:
        yield client
    finally:
        await http.close()


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
