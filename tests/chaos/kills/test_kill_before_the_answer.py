"""kill -9 of the web server between the work of a POST with an `Idempotency-Key` and its answer: it is done just once."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientError

from tests.chaos.proxy import Strike
from tests.chaos.retold import BY_THE_CLOCK
from tests.chaos.rig import Rig
from tests.stories.processes import PATIENCE
from wellcheck import db, runtime

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def posted(world: Rig, name: str) -> tuple[int, Any] | None:
    """An event of this name is made under the key of the same name; None: the connection broke before an answer."""
    headers = {"Authorization": f"Bearer {world.config.master_token}", "Idempotency-Key": name}
    wish = {
        "name": name,
        "start_time": (world.now + timedelta(days=1)).date().isoformat() + "T12:00:00Z",
        "webhook": "q:x",
    }
    try:
        async with world.http.post(f"{world.config.public_url}/v1/events", json=wish, headers=headers) as answer:
            return answer.status, await answer.json()
    except (ClientError, ConnectionError):
        return None


async def test_a_post_with_a_key_is_done_once_whenever_its_server_dies(world: Rig) -> None:
    """At each of its writes, before and after it is permanent."""
    await world.begin()
    for name in ("the first", "undisturbed"):  # with the first its receiver becomes known
        world.proxy.begin()
        first = await posted(world, name)
        assert first is not None and first[0] == 201
        world.proxy.end()
    ours = [at for at in world.proxy.boundaries if at.process == "web" and not BY_THE_CLOCK & set(at.tables)]
    work = [at for at in ours if {"events", "answered"} & set(at.tables)]
    assert work
    for n, strike in enumerate(Strike(at, after) for at in work for after in (False, True)):
        name = f"struck {n}"
        world.proxy.begin(strike)
        assert await posted(world, name) is None and world.proxy.struck == [strike]
        world.proxy.end()
        end = time.monotonic() + PATIENCE
        while True:
            await world.settle()
            answer = await posted(world, name)
            if answer is not None and answer[0] != 409:
                break
            assert time.monotonic() < end, answer
            await runtime.wind(world.running, timedelta(seconds=61))  # whoever holds the key gives it up after a minute
            await asyncio.sleep(0.1)
        status, told = answer
        made = await db.rows("SELECT id, title FROM events WHERE title = $1", name)
        assert status == 201 and [str(row["id"]) for row in made] == [told["data"]["id"]], strike
