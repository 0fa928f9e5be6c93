"""The page of phones: what it shows, and its stream of changes."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypedDict
from urllib.parse import urlsplit

from aiohttp import web

from wellcheck.sandbox.control import API, Control, Trouble, body
from wellcheck.sandbox.faults import Faults
from wellcheck.sandbox.mail import Mailboxes
from wellcheck.sandbox.state import SHOWN_PHONES, Json, World
from wellcheck.sandbox.telegram_api import Telegram
from wellcheck.sandbox.twilio_api import Twilio

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
SERVED = frozenset(path.name for path in STATIC.iterdir() if path.suffix in (".css", ".js", ".svg"))
SPEEDS = (1, 60)
KEPT_LINES = 60
LOOK_EVERY = 0.5
SET_CLOCKS_EVERY = 20  # looks
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class LiveEntry(TypedDict):
    """One line of what the engine did. `id` orders the lines; `at` is ISO 8601; `why` and `who` may be empty."""

    id: str
    at: str
    what: str
    why: str
    who: str


class Engine(Protocol):
    """The product's clock and its timeline, as far as the sandbox needs them."""

    def now(self) -> datetime:
        """The product's time, aware; cheap, asked at every message."""

    def speed(self) -> float:
        """How many times faster than real time it runs; cheap."""

    async def live(self, after_id: str | None) -> list[LiveEntry]:
        """What happened after that line, oldest first; None: the last lines there are."""

    async def next_due(self) -> datetime | None:
        """When the next thing is due."""

    async def set_speed(self, speed: float) -> None:
        """Let the product's time run that many times as fast."""

    async def jump_next(self) -> datetime | None:
        """Let it be the moment at which the next thing is due; returns that moment, None when nothing is due."""


class Page:
    """The page, its control API and its stream of changes."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        telegram: Telegram,
        twilio: Twilio,
        mailboxes: Mailboxes,
        mail_from: str,
        engine: Engine | None,
        hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.world = world
        self.faults = faults
        self.telegram = telegram
        self.twilio = twilio
        self.mail_from = mail_from
        self.control = Control(world, faults, telegram, twilio, mailboxes)
        self.engine = engine
        self.hosts = LOCAL | hosts
        self._lines: list[LiveEntry] = []
        self._last_line: str | None = None
        self._next_due: datetime | None = None
        self._told: tuple[float, datetime | None] | None = None
        self._looking = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Where the page and the control API are served."""
        api = API
        return [
            web.get("/", self.home),
            web.get("/sandbox", self.page),
            web.get("/sandbox/", self.home),
            web.get("/sandbox/static/{name}", self.static),
            web.get(api + "/state", self.state),
            web.get(api + "/stream", self.stream),
            web.get(api + "/requests", self.requests),
            *self.control.routes(),
            web.get(api + "/clock", self.clock),
            web.post(api + "/clock", self.set_clock),
        ]

    @web.middleware
    async def guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Only pages of our own may use the control API: another site in the same browser is refused."""
        if not request.path.startswith("/sandbox"):
            return await handler(request)
        host = urlsplit(f"//{request.host}").hostname or ""
        origin = request.headers.get("Origin")
        if host not in self.hosts or (origin and urlsplit(origin).netloc != request.host):
            return web.json_response({"error": "The sandbox serves only its own page."}, status=403)
        try:
            answer = await handler(request)
        except Trouble as trouble:
            return web.json_response({"error": str(trouble)}, status=trouble.status)
        except LookupError as missing:
            return web.json_response({"error": str(missing.args[0])}, status=404)
        except PermissionError as refused:
            return web.json_response({"error": str(refused)}, status=409)
        except ValueError as wrong:
            return web.json_response({"error": str(wrong)}, status=400)
        if not answer.prepared:
            answer.headers.update(HEADERS)
        return answer

    # the page

    async def home(self, request: web.Request) -> web.StreamResponse:
        """Show the way to the page."""
        raise web.HTTPFound("/sandbox")

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        return web.FileResponse(STATIC / "index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        """The page's own style and script."""
        name = request.match_info["name"]
        if name not in SERVED:
            raise web.HTTPNotFound
        return web.FileResponse(STATIC / name)

    # looking

    def _state(self) -> Json:
        phones = list(self.world.phones.values())[:SHOWN_PHONES]
        return {
            "phones": [self.control.phone_as_json(phone) for phone in phones],
            "bot": {
                "username": self.telegram.who.username,
                "number": self.twilio.account.number,
                "whatsapp": self.twilio.account.whatsapp_number,
                "voice": self.twilio.account.voice_number,
                "mail": self.mail_from,
                "talk": self.twilio.account.talk,
                "commands": self.world.bot.commands,
                "texts": self.world.bot.texts,
            },
            "clock": self._clock(),
            "live": self._lines,
            "faults": self.faults.all(),
        }

    def _clock(self) -> Json | None:
        if self.engine is None:
            return None
        return {
            "now": self.engine.now().timestamp(),
            "speed": self.engine.speed(),
            "next_due": self._next_due.timestamp() if self._next_due else None,
        }

    async def state(self, request: web.Request) -> web.Response:
        """All phones with their messages, the clock, the last lines of what the engine does, the faults."""
        await self.look()
        return web.json_response(self._state())

    async def requests(self, request: web.Request) -> web.Response:
        """What was asked of the providers, oldest first: what they saw, for tests."""
        return web.json_response({"requests": list(self.world.requests)})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The whole state, then every change, as server-sent events."""
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", **HEADERS})
        await answer.prepare(request)
        queue = self.world.listen()
        try:
            await self.look()
            await answer.write(_event(json.dumps({"kind": "state", "value": self._state()})))
            while not self.world.closing.is_set() and self.world.listens(queue):
                try:
                    await answer.write(_event(await asyncio.wait_for(queue.get(), 1.0)))
                except TimeoutError:
                    await answer.write(b": still here\n\n")
        except (ConnectionError, RuntimeError):
            pass  # the page was closed
        finally:
            self.world.leave(queue)
        return answer

    # the clock and the live line

    async def clock(self, request: web.Request) -> web.Response:
        """The product's time, how fast it runs, when the next thing is due; null without an engine."""
        await self.look()
        return web.json_response({"clock": self._clock()})

    async def set_clock(self, request: web.Request) -> web.Response:
        """{speed: 1 | 60}, or {jump: "next"} to the next thing that is due."""
        wish = await body(request)
        if self.engine is None:
            raise Trouble(409, "This sandbox runs without the product: it has no clock to set.")
        if wish.get("jump") == "next":
            if await self.engine.jump_next() is None:
                raise Trouble(409, "Nothing is due: there is nothing to jump to yet.")
        elif wish.get("speed") in SPEEDS:
            await self.engine.set_speed(float(wish["speed"]))
        else:
            raise Trouble(400, 'Say {"speed": 1}, {"speed": 60} or {"jump": "next"}.')
        await self.look()
        self.world.publish("clock", self._clock())
        return web.json_response({"clock": self._clock()})

    async def look(self) -> None:
        """Ask the engine what is new, and tell the open pages. When the database is away, the phones go on."""
        if self.engine is None:
            return
        async with self._looking:
            try:
                lines = await self.engine.live(self._last_line)
                self._next_due = await self.engine.next_due()
            except Exception as trouble:
                log.warning("the engine cannot be seen", extra={"error": type(trouble).__name__})
                self.world.publish("away", type(trouble).__name__)
                return
            if lines:
                self._last_line = lines[-1]["id"]
                self._lines = [*self._lines, *lines][-KEPT_LINES:]
                self.world.publish("live", lines)
            told = (self.engine.speed(), self._next_due)
            if told != self._told:
                self._told = told
                self.world.publish("clock", self._clock())

    async def keep_looking(self, app: web.Application) -> AsyncIterator[None]:
        """As long as the sandbox runs: look while somebody watches, and let old messages run out."""
        task = asyncio.create_task(self._look_again_and_again())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _look_again_and_again(self) -> None:
        beats = 0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.twilio.messages.expire()
            if self.world.watched():
                beats += 1
                await self.look()
                if beats % SET_CLOCKS_EVERY == 0:
                    self.world.publish("clock", self._clock())


def _event(line: str) -> bytes:
    return f"data: {line}\n\n".encode()


def utc_now() -> datetime:
    """The time of this machine, for a sandbox without the product."""
    return datetime.now(UTC)
