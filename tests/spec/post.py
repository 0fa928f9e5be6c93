"""The product handing things over to a real receiver on this machine, in real time."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tests.web.callers import Api, with_a_key
from web.app import make_app
from wellcheck import access, db, events, recurrence, runtime
from wellcheck.channels import open_callers
from wellcheck.channels.calls import Calls
from wellcheck.config import Config
from wellcheck.events.actions import KNOWN
from wellcheck.events.occurring import id_of
from wellcheck.outbound import Reach
from wellcheck.recurrence import Once
from wellcheck.runtime import Runtime
from workers.jobs import Engine
from workers.settings import engine

SECONDS = 1.2
"""A call may take so long here."""

FINAL = ("completed", "failed", "cancelled", "skipped", "missed")


@dataclass
class Arrived:
    """One request at the receiver."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float
    """Unix time."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What the receiver says, and after how long."""

    status: int = 200
    body: bytes = b"ok"
    after: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class Receiver:
    """A developer's server: every path answers as it was told, one answer after the other; the last one stays."""

    def __init__(self) -> None:
        self.url = ""
        self.arrived: list[Arrived] = []
        self.answers: dict[str, list[Answer]] = {}

    def will(self, path: str, *answers: Answer) -> str:
        """Answer so at this path. Its URL."""
        self.answers[path] = list(answers)
        return self.url + path

    def at(self, path: str) -> list[Arrived]:
        """What arrived there, in order."""
        return [each for each in self.arrived if each.path.split("?")[0] == path]

    async def handle(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = await request.read()
        self.arrived.append(Arrived(request.method, request.path_qs, headers, body, time.time()))
        left = self.answers.get(request.path) or [Answer()]
        answer = left.pop(0) if len(left) > 1 else left[0]
        await asyncio.sleep(answer.after)
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)


@asynccontextmanager
async def receiving(*middlewares: Any) -> AsyncIterator[Receiver]:
    """A receiver on this machine."""
    receiver = Receiver()
    app = web.Application(middlewares=middlewares)
    app.router.add_route("*", "/{any:.*}", receiver.handle)
    async with TestServer(app) as server:
        receiver.url = f"http://127.0.0.1:{server.port}"
        yield receiver


class Post:
    """The engine, the web server and a receiver, in one process. It beats by itself unless it is told to rest."""

    def __init__(self, config: Config, running: Runtime, built: Engine, receiver: Receiver, api: Api) -> None:
        self.config, self.running, self.engine, self.receiver, self.api = config, running, built, receiver, api
        self._beats = asyncio.Event()
        self._beats.set()

    async def beat(self) -> None:
        while True:
            await self._beats.wait()
            await self.engine.tick()
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """Nothing happens by itself."""
        self._beats.clear()
        async with self.engine._beating:
            pass
        await self.until(lambda: not self.engine.dispatcher.busy)
        try:
            yield
        finally:
            self._beats.set()

    async def event(
        self,
        path: str = "",
        action: str = "webhook",
        *,
        slots: Sequence[datetime] = (),
        secrets: Sequence[str] = (),
        maker: str = "a program",
        url: str | None = None,
        title: str = "An event",
        **params: Any,
    ) -> UUID:
        """An event made by API whose occurrences are due at these moments (now). Its id."""
        now = self.running.now()
        slots = slots or (now,)
        told = KNOWN[action].params(url=url or self.receiver.url + path, **params)
        endpoint = KNOWN[action].endpoint
        assert endpoint is not None
        id = db.new_id()
        event = events.Event(
            id=id, name=events.EVENT, action=action, title=title, description="What it is", tags=["a", "b c"],
            metadata={"deep": [1, {"ü": None}]}, schedule=recurrence.key(Once(slots[0])), zone="UTC", made_by=maker,
            endpoint_id=await endpoint(told, maker, None), created_at=now, updated_at=now,
        )  # fmt: skip
        event.params = json.dumps(told.model_dump(exclude_unset=True))
        event.secrets = json.dumps(list(secrets)) if secrets else None
        await event.save(force_create=True)
        rows = [(id_of(id, at.isoformat()), at.isoformat(), at) for at in slots]
        await db.run(
            "INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at, next_at, endpoint_id, number)"
            " SELECT s.id, $1, s.slot, s.at, 'pending', $2, s.at, $3, nextval('occurrence_numbers')"
            " FROM unnest($4::uuid[], $5::text[], $6::timestamptz[]) AS s(id, slot, at)",
            id, now, event.endpoint_id, *db.columns(rows, 3),
        )  # fmt: skip
        return id

    async def until(self, there: Callable[[], Any], seconds: float = 8.0) -> Any:
        """Wait for this."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = there()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.02)
        raise AssertionError("it did not come about in time")

    async def over(self, event_id: UUID, seconds: float = 8.0) -> list[events.Occurrence]:
        """Its occurrences, once all of them are over."""

        async def all_over() -> list[events.Occurrence] | None:
            found = await events.Occurrence.filter(event_id=event_id).order_by("due_at")
            return found if found and all(each.state in FINAL for each in found) else None

        return list(await self.until(all_over, seconds))

    async def tries(self, event_id: UUID) -> list[Any]:
        """The attempts of its only occurrence."""
        occurrence = await events.Occurrence.get(event_id=event_id)
        return await events.attempts.of(occurrence.id)


@asynccontextmanager
async def post_office(config: Config, home: Path) -> AsyncIterator[Post]:
    """All of it, until the tests are over."""
    config = replace(config, wellcheck_home=home)
    access.forget_keys()
    async with (
        runtime.start(config, "post") as running,
        engine(running) as built,
        receiving() as receiver,
        TestClient(TestServer(make_app(running))) as client,
    ):
        await with_a_key(running)
        calls = Calls(Reach.of(config), 500, SECONDS)
        built.dispatcher._callers = open_callers(config, calls)
        api = Api(running, client, config, config.master_token)
        post = Post(config, running, built, receiver, api)
        beating = asyncio.create_task(post.beat())
        try:
            yield post
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            await calls.close()


def digest(secret: str) -> Callable[[bytes], str]:
    """`X-Qhronos-Signature`, as its receivers compute it."""
    import hmac

    return lambda body: hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def later(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
