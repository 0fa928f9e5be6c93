"""The page of phones and the control API behind it: what a person, or a test, does with the phones."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypedDict
from urllib.parse import urlsplit

from aiohttp import web

from wellcheck.sandbox.faults import Faults
from wellcheck.sandbox.state import SHOWN_PHONES, Json, Phone, World, shown
from wellcheck.sandbox.telegram_api import Telegram
from wellcheck.sandbox.twilio_api import Twilio, possible

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
SPEEDS = (1, 60)
KEPT_LINES = 60
LOOK_EVERY = 0.5
SET_CLOCKS_EVERY = 20  # looks
LONGEST_NAME = 40
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


class Trouble(Exception):
    """A control request that cannot be done, said in a sentence."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Page:
    """The page, its control API and its stream of changes."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        telegram: Telegram,
        twilio: Twilio,
        engine: Engine | None,
        hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.world = world
        self.faults = faults
        self.telegram = telegram
        self.twilio = twilio
        self.engine = engine
        self.hosts = LOCAL | hosts
        self._lines: list[LiveEntry] = []
        self._last_line: str | None = None
        self._next_due: datetime | None = None
        self._told: tuple[float, datetime | None] | None = None
        self._looking = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Where the page and the control API are served."""
        api = "/sandbox/api"
        return [
            web.get("/", self.home),
            web.get("/sandbox", self.page),
            web.get("/sandbox/", self.home),
            web.get("/sandbox/static/{name}", self.static),
            web.get(api + "/state", self.state),
            web.get(api + "/stream", self.stream),
            web.get(api + "/requests", self.requests),
            web.post(api + "/reset", self.reset),
            web.post(api + "/phones", self.save_phone),
            web.get(api + "/phones/{phone}", self.one_phone),
            web.post(api + "/phones/{phone}/say", self.say),
            web.post(api + "/phones/{phone}/tap", self.tap),
            web.post(api + "/phones/{phone}/share-contact", self.share_contact),
            web.post(api + "/phones/{phone}/open-link", self.open_link),
            web.post(api + "/phones/{phone}/power", self.power),
            web.post(api + "/phones/{phone}/block", self.block),
            web.get(api + "/faults", self.list_faults),
            web.post(api + "/faults", self.add_fault),
            web.delete(api + "/faults", self.clear_faults),
            web.delete(api + "/faults/{fault:\\d+}", self.clear_faults),
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
        if name not in ("sandbox.css", "sandbox.js", "icon.svg"):
            raise web.HTTPNotFound
        return web.FileResponse(STATIC / name)

    # looking

    def _phone_as_json(self, phone: Phone) -> Json:
        return asdict(phone) | {"messages": [shown(m) for m in self.world.on_phone[phone.id].values()]}

    def _state(self) -> Json:
        phones = list(self.world.phones.values())[:SHOWN_PHONES]
        return {
            "phones": [self._phone_as_json(phone) for phone in phones],
            "bot": {
                "username": self.telegram.username,
                "number": self.twilio.number,
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

    async def one_phone(self, request: web.Request) -> web.Response:
        """One phone with its messages."""
        return web.json_response(self._phone_as_json(self._phone(request)))

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

    # doing

    def _phone(self, request: web.Request) -> Phone:
        phone = self.world.phone(request.match_info["phone"])
        if phone is None:
            raise Trouble(404, "There is no such phone.")
        return phone

    async def save_phone(self, request: web.Request) -> web.Response:
        """Add a phone ({name, number?, language?}), or change one ({id, name?, language?})."""
        wish = await _body(request)
        name = str(wish.get("name", "")).strip()
        language = str(wish.get("language", ""))
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise Trouble(400, f"A name has at most {LONGEST_NAME} printable characters.")
        if language and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", language):
            raise Trouble(400, "language is a tag such as en or es.")
        if "id" in wish:
            phone = self.world.phones.get(str(wish["id"]))
            if phone is None:
                raise Trouble(404, "There is no such phone.")
        else:
            number = str(wish.get("number") or self.world.free_number())
            if not possible(number):
                raise Trouble(400, "number is a phone number such as +447700900004.")
            if self.world.phone(number):
                raise Trouble(409, "This number has a phone already.")
            phone = self.world.add_phone(name or number, number)
        phone.name, phone.language = name or phone.name, language or phone.language
        self.world.save_phone(phone)
        return web.json_response(self._phone_as_json(phone))

    async def say(self, request: web.Request) -> web.Response:
        """Write {text} by {channel: telegram | sms}."""
        phone, wish = self._phone(request), await _body(request)
        text = _text(wish, "text").strip()
        if not text:
            raise Trouble(400, "text is empty.")
        match wish.get("channel", "telegram"):
            case "telegram":
                return web.json_response(shown(self.telegram.say(phone, text)))
            case "sms":
                return web.json_response(shown(self.twilio.say(phone, text)))
            case _:
                raise Trouble(400, "channel is telegram or sms.")

    async def tap(self, request: web.Request) -> web.Response:
        """Tap {button: its number, label or data} under {message_id}; without one, on the keyboard below."""
        phone, wish = self._phone(request), await _body(request)
        button, message_id = wish.get("button"), wish.get("message_id")
        if not isinstance(button, (str, int)) or not isinstance(message_id, (int, type(None))):
            raise Trouble(400, "button is a number or text, message_id a number.")
        if not phone.power:
            raise Trouble(409, "This phone is switched off.")
        return web.json_response(shown(self.telegram.tap(phone, message_id, button)))

    async def share_contact(self, request: web.Request) -> web.Response:
        """Send one's own number, or the card of another phone ({whose})."""
        phone, wish = self._phone(request), await _body(request)
        whose = self.world.phone(str(wish["whose"])) if wish.get("whose") else phone
        if whose is None:
            raise Trouble(404, "There is no such phone.")
        return web.json_response(shown(self.telegram.share_contact(phone, whose)))

    async def open_link(self, request: web.Request) -> web.Response:
        """Open a Telegram deep link ({url}) on this phone."""
        phone, wish = self._phone(request), await _body(request)
        return web.json_response(shown(self.telegram.open_link(phone, _text(wish, "url"))))

    async def power(self, request: web.Request) -> web.Response:
        """Switch a phone off or on ({on}); what came meanwhile arrives when it is on again."""
        phone, wish = self._phone(request), await _body(request)
        phone.power = _flag(wish, "on")
        self.world.save_phone(phone)
        if phone.power:
            self.telegram.arrive(phone)
            self.twilio.arrive(phone)
        return web.json_response(asdict(phone))

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot in Telegram, or let it in again ({blocked})."""
        phone, wish = self._phone(request), await _body(request)
        self.telegram.block(phone, _flag(wish, "blocked"))
        return web.json_response(asdict(phone))

    async def reset(self, request: web.Request) -> web.Response:
        """Empty phones and no faults."""
        self.faults.clear()
        self.world.reset()
        return web.json_response({})

    async def list_faults(self, request: web.Request) -> web.Response:
        """The faults that are set."""
        return web.json_response({"faults": self.faults.all()})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Set a fault; see `wellcheck.sandbox.faults.Fault`."""
        fault = self.faults.add(await _body(request))
        return web.json_response(asdict(fault), status=201)

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Take back one fault, or all of them."""
        fault = request.match_info.get("fault")
        return web.json_response({"cleared": self.faults.clear(int(fault) if fault else None)})

    # the clock and the live line

    async def clock(self, request: web.Request) -> web.Response:
        """The product's time, how fast it runs, when the next thing is due; null without an engine."""
        await self.look()
        return web.json_response({"clock": self._clock()})

    async def set_clock(self, request: web.Request) -> web.Response:
        """{speed: 1 | 60}, or {jump: "next"} to the next thing that is due."""
        wish = await _body(request)
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
            self.twilio.expire()
            if self.world.watched():
                beats += 1
                await self.look()
                if beats % SET_CLOCKS_EVERY == 0:
                    self.world.publish("clock", self._clock())


def _event(line: str) -> bytes:
    return f"data: {line}\n\n".encode()


async def _body(request: web.Request) -> Json:
    """The JSON object that was sent. Its content type is demanded, so that no form of another site can pose as it."""
    if request.content_type != "application/json":
        raise Trouble(415, "Send JSON.")
    try:
        body = await request.json()
    except ValueError:
        raise Trouble(400, "This is not JSON.") from None
    if not isinstance(body, dict):
        raise Trouble(400, "Send a JSON object.")
    return body


def _text(wish: Json, name: str) -> str:
    if not isinstance(wish.get(name), str):
        raise Trouble(400, f"{name} is a text.")
    return str(wish[name])


def _flag(wish: Json, name: str) -> bool:
    if not isinstance(wish.get(name), bool):
        raise Trouble(400, f"{name} is true or false.")
    return bool(wish[name])


def utc_now() -> datetime:
    """The time of this machine, for a sandbox without the product."""
    return datetime.now(UTC)
