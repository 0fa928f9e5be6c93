"""kill -9 at every write of a retry and of a replay of many: each is either done or not, and never twice."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientError

from tests.chaos.flows import EVENING
from tests.chaos.proxy import Boundary, Strike
from tests.chaos.retold import BY_THE_CLOCK
from tests.chaos.rig import Rig
from tests.stories.processes import PATIENCE
from wellcheck import db, runtime
from wellcheck.reminders import Reminder

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.slow]


async def asked(world: Rig, path: str, key: str, **body: Any) -> tuple[int, Any] | None:
    """The answer to this POST; None: the connection broke before one."""
    headers = {"Authorization": f"Bearer {world.config.master_token}", "Idempotency-Key": key}
    try:
        async with world.http.post(f"{world.config.public_url}/v1/{path}", json=body, headers=headers) as answer:
            return answer.status, await answer.json()
    except (ClientError, ConnectionError):
        return None


async def said_once(world: Rig) -> tuple[str, str]:
    """Ada was told to take her pills some minutes ago. The event, and that occurrence."""
    await world.begin()
    ada = await world.person("Ada", times=EVENING)
    when = (world.now + timedelta(days=9)).date().isoformat() + "T12:00:00Z"
    action = {"type": "message", "params": {"text": "pills", "user_id": str(ada.id)}}
    made = await asked(world, "events", "made", name="pills", start_time=when, action=action)
    assert made is not None and made[0] == 201
    id = made[1]["data"]["id"]
    ran = await asked(world, f"events/{id}/run", "ran")
    assert ran is not None and ran[1]["data"]["status"] == "completed"
    await world.wait(minutes=2)
    assert await world.ada.count("Reminder: pills") == 1
    return id, ran[1]["data"]["occurrence_id"]


async def again(world: Rig, many: bool, *strikes: Strike) -> list[Boundary]:
    """She is told once more, by whoever asks until there is an answer. The writes of it."""
    event, occurrence = await said_once(world)
    path, body = (
        (f"events/{event}/replay", {"status": "completed"}) if many else (f"occurrences/{occurrence}/retry", {})
    )
    world.proxy.begin(*strikes)
    end = time.monotonic() + PATIENCE
    while (answer := await asked(world, path, "again", **body)) is None or answer[0] == 409:
        assert time.monotonic() < end, answer
        await world.settle()
        await runtime.wind(world.running, timedelta(seconds=5))
        await asyncio.sleep(0.1)
    await world.settle()
    assert len(world.proxy.struck) == len(strikes)
    world.proxy.end()
    assert answer[0] == 200 and answer[1]["data"].get("replayed", 1) == 1, (answer, strikes)
    [row] = await db.rows("SELECT state, attempts FROM occurrences WHERE event_id = $1", event)
    assert (row["state"], row["attempts"]) == ("completed", 2), strikes
    assert await Reminder.filter(event_id=event).count() == 2, strikes
    doubts = sum((await world.in_doubt()).values())
    assert 2 <= await world.ada.count("Reminder: pills") <= 2 + doubts, strikes
    return list(world.proxy.boundaries)


@pytest.mark.parametrize("many", [False, True])
async def test_what_is_done_anew_is_done_once_whoever_dies_over_it(world: Rig, many: bool) -> None:
    ours = [at for at in await again(world, many) if not BY_THE_CLOCK & set(at.tables)]
    work = [at for at in ours if {"occurrences", "reminders", "answered"} & set(at.tables)]
    assert {at.process for at in work} == ({"web", "worker"} if many else {"web"}), ours
    for at in work:
        for after in (False, True):
            await again(world, many, Strike(at, after))
