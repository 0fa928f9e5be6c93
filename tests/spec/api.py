"""The product as the checklists meet it: over HTTP, with phones that ring and time to wind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from tests.conftest import UNLIMITED
from tests.stories import world as stories
from tests.stories.world import NUMBERS, World, at_ports, quick, serve
from tests.web.callers import Api, Somebody, a_user, another, signed_in, with_a_key
from web.app import make_app
from wellcheck import access, runtime
from wellcheck.config import Config, Rate
from wellcheck.sandbox.engine import Live
from wellcheck.sandbox.server import Settings
from wellcheck.sandbox.server import make_app as make_sandbox
from workers.settings import engine

Answer = tuple[int, Any]


def refused(answer: Answer, status: int, *fields: str) -> Any:
    """A refusal in our one shape, with one sentence for each of these fields and for no other. Returns the error."""
    code, told = answer
    assert code == status, (code, told)
    assert set(told) == {"error"}, told
    error = told["error"]
    assert error["status"] == status and error["message"], told
    assert {name: len(said) for name, said in error["errors"].items()} == dict.fromkeys(fields, 1), told
    return error


def done(answer: Answer, status: int = 200) -> Any:
    """What is under "data" of a call that succeeded."""
    code, told = answer
    assert code == status, (code, told)
    return told["data"]


def moment(text: str) -> datetime:
    """A time as the API writes it."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@asynccontextmanager
async def served(config: Config) -> AsyncIterator[Api]:
    """The web server alone, on a configuration of one's own; nobody counts how fast it is called."""
    access.forget_keys()
    config = replace(config, **{name.lower(): Rate(0, 0) for name in UNLIMITED})
    async with runtime.start(config, "spec", pool=6) as running, TestClient(TestServer(make_app(running))) as client:
        await with_a_key(running)
        yield Api(running, client, config)


async def first(api: Api, **more: Any) -> Somebody:
    """The first user, an admin."""
    wanted = a_user(first_name="Olga", **more)
    return await signed_in(api, wanted, done(await api.ask("POST", "/v1/users", wanted), 201))


@dataclass
class House:
    """The whole product with three phones, an admin, and Ada, whose emergency contact is Bob."""

    world: World
    api: Api
    admin: Somebody
    ada: Somebody
    bob: dict[str, Any]

    async def renew(self) -> None:
        """Admin and Ada sign in again: a token lasts a day, and time is wound."""
        for who in (self.admin, self.ada):
            if await access.accounts([UUID(who.id)]):
                tokens = await access.issue(UUID(who.id), self.world.now)
                who.api = who.api.by(tokens.access)

    async def put(self, **change: Any) -> Any:
        """Ada changes how she is watched."""
        return done(await self.ada.api.ask("PUT", f"/v1/users/{self.ada.id}/probe_settings", change))

    async def until_asked(self) -> None:
        """Let it be Ada's next check-in."""
        settings = await self.ada.api.get(f"/v1/users/{self.ada.id}/probe_settings")
        await self.world.until(moment(settings["next_probe_at"]))
        await self.renew()

    async def wait(self, minutes: float = 0, hours: float = 0, times: int = 1) -> None:
        """Let time pass, `times` over."""
        await self.world.wait(minutes, hours=hours, times=times)
        await self.renew()

    async def probes(self) -> Any:
        """Ada's probes, as she sees them."""
        return await self.ada.api.get(f"/v1/users/{self.ada.id}/probes")

    async def job(self, name: str) -> Any:
        """The newest job of this name."""
        jobs = await self.admin.api.get("/v1/jobs")
        return next(job for job in jobs if job["name"] == name)


@asynccontextmanager
async def house(config: Config, home: Path) -> AsyncIterator[House]:
    """The whole product in this process, with people who came by the API."""
    access.forget_keys()
    async with stories.world(config, home) as world, ClientSession(world.config.public_url) as http:
        await with_a_key(world.running)
        api = Api(world.running, http, world.config)  # type: ignore[arg-type]
        admin = await first(api)
        ada = await another(admin, first_name="Ada", phone_number=NUMBERS["Ada"])
        bob = await ada.contact(phone_number=NUMBERS["Bob"])
        await ada.consents(bob)
        await world.settle()
        yield House(world, api, admin, ada, bob)


@asynccontextmanager
async def restarted(config: Config, home: Path) -> AsyncIterator[World]:
    """The product and the phones again, at the hour and on the database as they were left."""
    config = at_ports(config, home)
    async with runtime.start(config, "spec") as running:
        sandbox = make_sandbox(quick(Settings.of(config)), Live(running))
        async with (
            serve(sandbox, config.sandbox_port),
            engine(running) as built,
            ClientSession() as http,
            serve(make_app(running), config.port),
        ):
            yield World(config, running, built, http)
