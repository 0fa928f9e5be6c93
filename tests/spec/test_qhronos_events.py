"""The checklist of Qhronos, Q44 to Q159: events, schedules, occurrences, planning. One database for all of it: each line looks
at its own events alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from tests.conftest import Copies
from tests.spec import api as building
from tests.spec.api import done, refused
from tests.web.callers import Api
from wellcheck import db, events
from wellcheck.config import Config

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOOK = "https://hooks.example.org/in"
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def master(copies: Copies, servers: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """The web server on one database, spoken to with the master token."""
    home: Path = tmp_path_factory.mktemp("events")
    config = Config.read(
        {
            "DATABASE_URL": await copies.take(),
            "REDIS_URL": servers.redis_url,
            "WELLCHECK_HOME": str(home),
            "SECRET_KEYS": "a key for tests that opens nothing else",
            "MASTER_TOKEN": "a master token for tests, long enough",
        },
        home_env=False,
    )
    async with building.served(config) as api:
        yield api.by(config.master_token)
    await copies.give_back()


def later(api: Api, **ahead: float) -> str:
    """A time so far from now, as a program writes it."""
    return (api.running.now() + timedelta(**ahead)).isoformat()


async def make(api: Api, **more: Any) -> Any:
    """An event that was made; without anything else it happens once in an hour."""
    wanted = {"name": "an event", "start_time": later(api, hours=1), "webhook": HOOK} | more
    return done(await api.ask("POST", "/v1/events", {k: v for k, v in wanted.items() if v is not ...}), 201)


async def put(api: Api, event: Any, **change: Any) -> Any:
    return done(await api.ask("PUT", f"/v1/events/{event['id']}", change))


async def wrong(api: Api, *fields: str, **more: Any) -> None:
    """An event that is refused for these fields."""
    wanted = {"name": "an event", "start_time": later(api, hours=1), "webhook": HOOK} | more
    refused(await api.ask("POST", "/v1/events", {k: v for k, v in wanted.items() if v is not ...}), 400, *fields)


async def preview(api: Api, **wanted: Any) -> list[str]:
    """The occurrences that a preview shows, without their zero seconds."""
    told = done(await api.ask("POST", "/v1/schedules/preview", wanted))
    return [each.replace(":00Z", "Z") for each in told["occurrences"]]


async def of_event(api: Api, event: Any, *states: str) -> list[Any]:
    """The occurrences of an event in these states, or in all."""
    found = await api.get(f"/v1/events/{event['id']}/occurrences")
    return [each for each in found if not states or each["status"] in states]


async def hand_over(event: Any, now: datetime, state: str = "completed") -> int:
    """Whoever hands over does so with everything of this event that waits. Returns how many."""
    async with db.transaction():
        rows = await db.rows(
            "UPDATE occurrences SET state = $3, next_at = NULL, attempts = attempts + 1 WHERE event_id = $1"
            " AND state = 'pending' AND next_at <= $2 RETURNING id",
            UUID(event["id"]), now, state,
        )  # fmt: skip
        await events.finished([row["id"] for row in rows], now)
    return len(rows)


# --- POST /events ----------------------------------------------------------------------------------------------------


async def test_q044_the_least_that_makes_an_event(master: Api):
    event = await make(master)
    assert (UUID(event["id"]).version, event["status"], event["metadata"]) == (7, "active", {})
