"""What a killed worker leaves in doubt has a bound; and nothing of it holds up an alarm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from wellcheck import db, messages, people, probes, runtime
from wellcheck.channels import open_channels
from wellcheck.channels.http import open_session
from wellcheck.config import Config
from wellcheck.messages import Delivery, Telling, rules
from wellcheck.pace import Pace
from workers.sender import BESIDE, Sender

PLACES, PEOPLE = 5, BESIDE + 40


class Provider:
    """It takes every message, and counts them."""

    def __init__(self) -> None:
        self.taken = 0

    async def take(self, request: web.Request) -> web.Response:
        """One message."""
        self.taken += 1
        return web.json_response({"sid": f"SM{self.taken:032d}", "status": "queued"}, status=201)


@asynccontextmanager
async def nothing_can_be_written(config: Config) -> AsyncIterator[None]:
    """The database takes no outcome: somebody holds the table of attempts."""
    link = await asyncpg.connect(**db.connect_options(config.database_url))
    try:
        async with link.transaction():
            await link.execute("LOCK TABLE attempts IN SHARE MODE")
            yield
    finally:
        await link.close()


@pytest.mark.parametrize(("kind", "most"), [("chat", PLACES + BESIDE), ("alarm", PEOPLE)])
async def test_no_more_is_in_doubt_than_fits_and_alarms_wait_for_nothing(config: Config, kind: str, most: int) -> None:
    provider, app = Provider(), web.Application()
    app.router.add_post("/{rest:.*}", provider.take)
    async with runtime.start(config, "test") as running, TestServer(app) as server, open_session() as session:
        now = running.now()
        for n in range(PEOPLE):
            person = await people.create(f"P{n}", None, "en", "Europe/London", now)
            await people.add_address(person.id, "sms", f"+4477009{n:05d}", now, verified_how="test")
            async with db.transaction():
                await messages.tell(Telling(person.id, probes.well_done(f"P{n}"), kind), now)
        channel = open_channels(replace(config, twilio_api_base_url=str(server.make_url(""))), session, running.now)[
            "sms"
        ]
        sender = Sender(running, channel, (rules.LANE_OF[kind],), PLACES, Pace(), None)
        sending = asyncio.create_task(sender.run())
        async with nothing_can_be_written(config):
            sender.wake()
            async with asyncio.timeout(30):
                while provider.taken < most:  # noqa: ASYNC110 - it is another one's
                    await asyncio.sleep(0.02)
            await asyncio.sleep(0.5)
            assert provider.taken == most
        async with asyncio.timeout(30):
            while await Delivery.filter(state="sent").count() < PEOPLE:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)
        assert provider.taken == PEOPLE
        await sender.stop()
        await asyncio.wait_for(sending, 15)
