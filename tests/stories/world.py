"""A whole small world: the product's web, bot and engine, the sandbox's providers, phones, and a clock to wind.

Everything is real and talks over HTTP on this machine; only the engine is beaten by hand, so that a story of four hours
takes a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from wellcheck import access, db, events, people, probes, runtime
from wellcheck.channels.http import open_session
from wellcheck.channels.telegram import Telegram
from wellcheck.config import Config
from wellcheck.pace import Spacing
from wellcheck.people import Person
from wellcheck.runtime import Runtime
from wellcheck.sandbox.engine import Live
from wellcheck.sandbox.server import TWILIO, WORLD, Settings
from wellcheck.sandbox.server import make_app as make_sandbox
from workers.jobs import Engine
from workers.settings import engine

NUMBERS = {"Ada": "+447700900001", "Bob": "+447700900002", "Cara": "+447700900003", "Olga": "+447700900004"}


POOL = 4
"""Connections to the database: each one new costs a story more than waiting for another one to be free."""

QUIET = {False: 2, None: 10, True: 60}
"""So often nothing may have changed before a world counts as at rest. What a provider has not brought yet may take its time on
a busy machine; but it may also be held back by a fault that the story wants."""


_given: deque[int] = deque(maxlen=1000)


def free_port() -> int:
    """A port nobody listens on, and below those that outgoing connections take: it is free a moment later, too. Three of one
    world are three: it is not given out again soon."""
    while True:
        port = random.randrange(10_000, 32_000)
        if port in _given:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.append(port)
        return port


@dataclass(slots=True)
class Phone:
    """One person's phone in the sandbox, on one channel."""

    world: World
    name: str
    channel: str = "sms"
    seen: int = 0

    @property
    def id(self) -> str:
        """The sandbox's name of this phone."""
        return f"p{NUMBERS[self.name].lstrip('+')}" if self.name == "Olga" else self.name.casefold()

    @property
    def telegram(self) -> Phone:
        """The same phone's Telegram."""
        return Phone(self.world, self.name, "telegram")

    @property
    def whatsapp(self) -> Phone:
        """The same phone's WhatsApp."""
        return Phone(self.world, self.name, "whatsapp")

    @property
    def mail(self) -> Phone:
        """The same phone's mailbox."""
        return Phone(self.world, self.name, "email")

    @property
    def voice(self) -> Phone:
        """The same phone for speaking into: `hears` and its kin are about what was said in calls."""
        return Phone(self.world, self.name, "voice")

    async def messages(self) -> list[dict[str, Any]]:
        """Everything on this channel of this phone, oldest first."""
        got = await self.world.sandbox_get(f"/phones/{self.id}")
        return [m for m in got["messages"] if m["channel"] == self.channel]

    async def received(self) -> list[str]:
        """The texts that arrived here; of calls, the sentences that were spoken to a person or a machine."""
        if self.channel == "voice":
            spoken = [line for call in await self.calls() for line in call["lines"]]
            return [line["text"] for line in spoken if line["who"] == "wellcheck" and line["kind"] == "say"]
        return [m["text"] for m in await self.messages() if not m["mine"] and m["status"] != "canceled"]

    async def hears(self, *parts: str) -> str:
        """The newest message that holds all these parts; fails with everything that did arrive."""
        texts = await self.received()
        for text in reversed(texts):
            if all(part in text for part in parts):
                return text
        raise AssertionError(f"{self.name} did not hear {parts!r} on {self.channel}, but: {texts!r}")

    async def last(self) -> str:
        """The newest message that arrived."""
        return (await self.received())[-1]

    async def count(self, part: str) -> int:
        """How many messages with this part arrived."""
        return sum(part in text for text in await self.received())

    async def says(self, text: str) -> None:
        """Write, and let everything that follows happen."""
        await self.world.sandbox_post(f"/phones/{self.id}/say", text=text, channel=self.channel)
        await self.world.settle()

    async def taps(self, label: str) -> None:
        """Tap the newest button with this label."""
        for message in reversed(await self.messages()):
            for row in message["buttons"]:
                for button in row:
                    if button["text"] == label:
                        await self.world.sandbox_post(
                            f"/phones/{self.id}/tap", message_id=_number(message["id"]), button=label
                        )
                        await self.world.settle()
                        return
        raise AssertionError(f"{self.name} has no button {label!r}: {[m['buttons'] for m in await self.messages()]}")

    async def link(self, label: str) -> str:
        """Where the newest button with this label leads, on a mail."""
        for message in reversed(await self.messages()):
            for button in (button for row in message["buttons"] for button in row):
                if button["text"] == label:
                    return str(button["url"])
        raise AssertionError(f"{self.name} has no link {label!r}: {[m['buttons'] for m in await self.messages()]}")

    async def shares_location(
        self, latitude: float | None = None, longitude: float | None = None, live: int = 0
    ) -> None:
        """Send where the phone is, or that place, by Telegram or WhatsApp; `live`: Telegram follows so many seconds."""
        place = {"latitude": latitude, "longitude": longitude} if latitude is not None else {}
        await self._does("share-location", channel=self.channel, live=live, **place)

    async def moves(self, latitude: float, longitude: float) -> None:
        """Be somewhere else; live locations in Telegram follow."""
        await self._does("move", latitude=latitude, longitude=longitude)

    async def sends(self, kind: str, text: str = "") -> None:
        """Send a "photo" or a "voice" note, with words under it."""
        await self._does("send-media", kind=kind, text=text, channel=self.channel)

    async def reads(self) -> None:
        """Look at WhatsApp: the sender sees that it was read."""
        await self._does("read")

    async def shares_number(self) -> None:
        """Tap Telegram's own "share my number"."""
        await self.world.sandbox_post(f"/phones/{self.id}/share-contact")
        await self.world.settle()

    async def opens(self, url: str) -> None:
        """Open a Telegram deep link."""
        await self.world.sandbox_post(f"/phones/{self.id}/open-link", url=url)
        await self.world.settle()

    async def power(self, on: bool) -> None:
        """Switch the phone on or off."""
        await self.world.sandbox_post(f"/phones/{self.id}/power", on=on)
        await self.world.settle()

    async def blocks(self, blocked: bool = True) -> None:
        """Block our bot in Telegram, or let it in again."""
        await self.world.sandbox_post(f"/phones/{self.id}/block", blocked=blocked)
        await self.world.settle()

    # calls

    async def calls(self) -> list[dict[str, Any]]:
        """Every call of this phone, oldest first (see `Call` in wellcheck/sandbox/state.py)."""
        return list((await self.world.sandbox_get(f"/phones/{self.id}"))["calls"])

    async def _does(self, what: str, **more: Any) -> dict[str, Any]:
        call: dict[str, Any] = await self.world.sandbox_post(f"/phones/{self.id}/{what}", **more)
        await self.world.settle()
        return call

    async def rings(self) -> dict[str, Any]:
        """The call that rings now; fails when none does."""
        calls = await self.calls()
        for call in calls:
            if call["status"] == "ringing" and not call["mine"]:
                return call
        raise AssertionError(f"{self.name}'s phone does not ring: {[call['status'] for call in calls]}")

    async def picks_up(self, taken_for: str = "") -> None:
        """Answer the call. `taken_for`: what answering machine detection makes of it; empty: a human."""
        await self._does("answer", taken_for=taken_for)

    async def declines(self) -> None:
        """Press the red button: busy, or voicemail if there is one."""
        await self._does("decline")

    async def lets_it_ring(self) -> None:
        """Do not pick up until it stops ringing."""
        await self._does("ignore")

    async def presses(self, keys: str) -> None:
        """Press keys in the call, and let everything that follows happen."""
        await self._does("press", keys=keys)

    async def speaks(self, text: str, confidence: float = 0.92) -> None:
        """Say something into the phone, understood as well as `confidence` says."""
        await self._does("speak", text=text, confidence=confidence)

    async def hangs_up(self) -> None:
        """End the call."""
        await self._does("hang-up")

    async def dials(self) -> None:
        """Call Wellcheck."""
        await self._does("dial")

    def has_voicemail(self, on: bool = True, taken_for: str = "") -> None:
        """From now on an answering machine picks up at once, or not. `taken_for`: what it is detected as."""
        self.world.wishes.append((f"/phones/{self.id}/voicemail", {"on": on, "taken_for": taken_for}))

    voicemail = property(None, has_voicemail, doc="Set to True: from now on an answering machine picks up at once.")


def _number(id: object) -> int:
    return int(str(id).rsplit("-", 1)[-1].rsplit(":", 1)[-1])


@dataclass(slots=True)
class World:
    """The running product and everybody's phones."""

    config: Config
    running: Runtime
    engine: Engine
    http: ClientSession
    carrying: Callable[[], bool | None] = lambda: None
    """Whether a provider still has something to bring to us or to a phone; None where that cannot be seen."""
    talking: Callable[[], bool] = lambda: False
    """Whether something happens in a call that nobody is waited for; False where that cannot be seen."""
    wishes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What was said of phones without waiting (`phone.voicemail = True`), not told to the sandbox yet."""

    @property
    def now(self) -> datetime:
        """The product's time."""
        return self.running.now()

    def phone(self, name: str) -> Phone:
        """The phone of Ada, Bob or Cara, as a text-message phone; `.telegram` is its other side."""
        return Phone(self, name)

    @property
    def ada(self) -> Phone:
        return self.phone("Ada")

    @property
    def bob(self) -> Phone:
        return self.phone("Bob")

    @property
    def cara(self) -> Phone:
        return self.phone("Cara")

    @property
    def olga(self) -> Phone:
        """The operator's phone, which is there once it got a message (see `operator`)."""
        return self.phone("Olga")

    async def sandbox_get(self, path: str) -> Any:
        """One reading of the sandbox's control interface."""
        async with self.http.get(f"http://127.0.0.1:{self.config.sandbox_port}/sandbox/api{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def sandbox_post(self, path: str, **body: Any) -> Any:
        """One command to the sandbox."""
        await self._tell_wishes()
        url = f"http://127.0.0.1:{self.config.sandbox_port}/sandbox/api{path}"
        async with self.http.post(url, json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json()

    async def _tell_wishes(self) -> None:
        while self.wishes:
            path, body = self.wishes.pop(0)
            await self.sandbox_post(path, **body)

    async def sandbox_delete(self, path: str) -> None:
        """Take something back in the sandbox."""
        async with self.http.delete(f"http://127.0.0.1:{self.config.sandbox_port}/sandbox/api{path}") as answer:
            assert answer.status < 300, await answer.text()

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """(status, JSON) of one call of the API by whoever has the master token."""
        headers = {"Authorization": f"Bearer {self.config.master_token}"}
        async with self.http.request(method, self.config.public_url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def read(self, path: str) -> Any:
        """What is under "data" of one reading of the API."""
        status, told = await self.call("GET", path)
        assert status == 200, told
        return told["data"]

    async def probes_of(self, person: Person) -> list[dict[str, Any]]:
        """This person's probes as the API shows them, newest first."""
        shown: list[dict[str, Any]] = await self.read(f"/v1/users/{person.id}/probes")
        return shown

    async def operator(self, name: str = "Olga") -> Person:
        """Somebody of the team, who is told when nobody else can be."""
        async with db.transaction():
            person = await people.create(name, None, "en", "UTC", self.now)
            await people.add_address(person.id, "sms", NUMBERS[name], self.now, verified_how="test")
        await access.create_account(person.id, f"{name}@example.org", "a-fine-horse-42", self.now, role="admin")
        return person

    async def person(
        self, name: str, *, contacts: tuple[str, ...] = ("Bob",), consented: bool = True, channel: str = "sms",
        times: str = "0 9 * * *", retries: int = 3, wait: int = 60, zone: str = "Europe/London", language: str = "en",
        after_alarm: str = "go_on", named: tuple[probes.circle.NewContact, ...] = (),
    ) -> Person:  # fmt: skip
        """Somebody who is watched already, with contacts who agreed already, and others who are `named` and invited."""
        async with db.transaction():
            person = await people.create(name, None, language, zone, self.now)
            value = {"Ada": "7001", "Bob": "7002", "Cara": "7003"}[name] if channel == "telegram" else NUMBERS[name]
            await people.add_address(person.id, channel, value, self.now, verified_how="test")
        for contact in contacts:
            added = await probes.circle.add_contact(
                person, probes.circle.NewContact(contact, NUMBERS[contact]), self.now
            )
            if consented:
                await probes.circle.consent(added.id, added.person_id, True, "1", self.now)
        for new in named:
            await probes.circle.add_contact(person, new, self.now)
        change = events.WatchChange(True, times, retries, timedelta(minutes=wait), after_alarm)
        await events.change_watch(person, change, self.now)
        await self.settle()
        return person

    async def settle(self) -> None:
        """Let everything happen that is due now, back and forth between the product and the phones."""
        await self._tell_wishes()
        quiet = 0
        before: Any = None
        for _ in range(400):
            state = await db.one(
                "SELECT (SELECT count(*) FROM inbound) AS heard, (SELECT count(*) FROM receipts) AS receipts,"
                " (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending') AND due_at <= $1) AS waiting,"
                " (SELECT count(*) FROM processes WHERE status = 'running' AND due_at <= $1) AS processes,"
                " (SELECT max(id) FROM timeline) AS last",
                self.now,
            )
            if state != before:  # since before the last beat: what it did not see yet is done now
                before, quiet = state, 0
                await self.engine.settle()
                continue
            quiet = quiet + 1 if not self.talking() else 0
            if quiet >= QUIET[self.carrying()]:
                return
            await asyncio.sleep(0.03)
        raise AssertionError("the world does not come to rest")

    async def wait(self, minutes: float = 0, *, hours: float = 0, times: int = 1) -> None:
        """Let so much time pass, `times` over, each time letting happen what is due."""
        for _ in range(times):
            await runtime.wind(self.running, timedelta(minutes=minutes, hours=hours))
            await self.settle()

    async def until(self, at: datetime) -> None:
        """Let it be this moment."""
        await runtime.wind(self.running, max(timedelta(0), at - self.now))
        await self.settle()

    @asynccontextmanager
    async def outage(self, away: timedelta) -> AsyncIterator[None]:
        """No worker runs for so long; then another one starts, as `wellcheck worker` does."""
        await runtime.wind(self.running, away)
        await db.run("UPDATE beats SET seen_at = seen_at - $1::interval WHERE kind <> 'bot'", away)
        async with engine(self.running) as fresh:
            await fresh.fetch_missed()
            self.engine = fresh
            await self.settle()
            yield

    async def until_asked(self, person: Person) -> None:
        """Let it be this person's next check-in."""
        event = await events.Event.get(owner_id=person.id, name=events.CHECK_IN)
        assert event.due_at is not None
        await self.until(event.due_at)

    async def probe(self, person: Person) -> probes.Probe:
        """This person's newest probe."""
        found = await probes.Probe.filter(person_id=person.id).order_by("-id").first()
        assert found is not None
        return found

    async def fault(self, **fault: Any) -> None:
        """A provider's fault (see wellcheck/sandbox/faults.py)."""
        await self.sandbox_post("/faults", **fault)

    async def no_faults(self) -> None:
        """The providers work again."""
        await self.sandbox_delete("/faults")

    async def asked_provider(self, name: str) -> int:
        """How many requests to send this person a text message the provider has seen."""
        seen = await self.sandbox_get("/requests")
        return sum(r["method"] == "create" and r["params"].get("To") == NUMBERS[name] for r in seen["requests"])


@asynccontextmanager
async def serve(app: web.Application, port: int) -> AsyncIterator[None]:
    """An application on a port of this machine."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()


def at_ports(config: Config, home: Path) -> Config:
    """The same configuration on free ports."""
    web_port, sandbox_port, mail_port = free_port(), free_port(), free_port()
    return replace(
        config, port=web_port, sandbox_port=sandbox_port, sandbox_mail_port=mail_port, public_url=f"http://127.0.0.1:{web_port}",
        telegram_api_base_url=f"http://127.0.0.1:{sandbox_port}/telegram",
        twilio_api_base_url=f"http://127.0.0.1:{sandbox_port}/twilio", wellcheck_home=home,
        smtp_url=f"smtp://127.0.0.1:{mail_port}" if config.sandbox_mail else config.smtp_url,
    )  # fmt: skip


async def to_monday(running: Runtime) -> None:
    """Let it be Monday, six in the morning (UTC): a story is the same at whatever hour it is told."""
    today = running.now().replace(hour=6, minute=0, second=0, microsecond=0)
    await runtime.wind(running, today + timedelta(days=7 - today.weekday()) - running.now())


def quick(settings: Settings) -> Settings:
    """Providers that lose no time: only wound time passes for somebody who lets a phone ring."""
    return replace(settings, pace=0.005, talk=0.0, voicemail_after=0.0, patient=True)


def _carrying(sandbox: web.Application) -> bool:
    return bool(sandbox[TWILIO].busy() or sandbox[WORLD].updates)


def words_read() -> None:
    """The words are known, as they are in a process before it listens: learning them in the middle of a transaction can
    outlast it on a busy machine."""
    from bot import commands
    from bot.understand import understand

    commands.read_words()
    understand("okay", "en")


@asynccontextmanager
async def world(config: Config, home: Path) -> AsyncIterator[World]:
    """The whole world in this process, until the story is over."""
    from bot import polling
    from web.app import make_app

    words_read()
    config = at_ports(config, home)
    async with runtime.start(config, "story", POOL) as running:
        await to_monday(running)
        sandbox = make_sandbox(quick(Settings.of(config)), Live(running))
        async with (
            serve(sandbox, config.sandbox_port),
            engine(running) as built,
            ClientSession() as http,
            serve(make_app(running), config.port),
        ):
            # A chat takes one message a second; here that second need not be waited for.
            built.channels["telegram"]._spacing = Spacing(per_second=100.0, burst=30)  # type: ignore[attr-defined]
            session = open_session(limit=10)
            telegram = Telegram(session, config.telegram_bot_token, config.telegram_api_base_url)
            bot = replace(running, process_id=db.new_id())  # a process of its own, as far as anybody can see
            listening = asyncio.create_task(polling.listen(bot, telegram, asyncio.Event()))
            try:
                yield World(config, running, built, http, lambda: _carrying(sandbox), sandbox[TWILIO].calls.busy)
            finally:
                listening.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await listening
                await session.close()
