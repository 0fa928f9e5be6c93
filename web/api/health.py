"""Is the watch standing? For load balancers, supervisors and people."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, Field

from web import body
from web.keys import REDIS, RUNTIME
from wellcheck import audit, backups, db, due, escalations, events, messages, probes, reminders
from wellcheck.people.rules import PERSONAL
from wellcheck.runtime import Runtime

BEAT_FRESH = timedelta(seconds=30)
BEAT_LOST = timedelta(seconds=60)
OVERDUE = timedelta(seconds=60)
"""What waits so long beyond its time is not being done."""

MOST_SKEW = 2.0
ASKING = 2.0
"""Seconds that a part has to answer."""


State = Literal["ok", "degraded", "down"]


class Health(BaseModel):
    """How the parts are. `problems` are why it is broken, `degraded` what goes on with less."""

    database: Literal["ok", "away"]
    redis: Literal["ok", "away", "none"]
    beat_seconds_ago: float | None = Field(None, description="Since a worker last did its round; null: none ever did")
    overdue_seconds: float | None = Field(None, description="How late the oldest due thing is")
    clock_skew_seconds: float
    last_backup_at: datetime | None = Field(None, description="The moment whose data the last good backup holds")
    audit_seconds_ago: float | None = Field(
        None, description="Since the last round of the auditor; null: there was none"
    )
    heartbeat_failures: int = Field(0, description="Signs of life in a row that did not arrive at HEARTBEAT_URL")
    problems: list[str] = []
    degraded: list[str] = []


class HealthTold(BaseModel):
    """The answer of `/health` and `/readyz`."""

    success: bool
    status: State
    data: Health


def state(found: Health) -> State:
    """All of it in one word."""
    return "down" if found.problems else "degraded" if found.degraded else "ok"


class Rollback(Exception):
    """Ends a transaction that only tried whether writing works."""


async def alive(request: web.Request) -> web.Response:
    """This process answers"""
    return body.plain({"success": True})


async def health(request: web.Request) -> web.Response:
    """Is it working? 503 when something is broken"""
    return _told(await look(request, ready=False))


async def healthz(request: web.Request) -> web.Response:
    """The same, under the name that Kubernetes is used to"""
    return await health(request)


async def ready(request: web.Request) -> web.Response:
    """Does the watch stand? 503 unless the database takes writes, its schema fits, and a worker is at work"""
    return _told(await look(request, ready=True))


def _told(found: Health) -> web.Response:
    told = HealthTold(success=not found.problems, status=state(found), data=found)
    return body.plain(told, 503 if found.problems else 200)


async def look(request: web.Request, ready: bool) -> Health:
    """How the parts are at this moment. `ready`: also whether a worker is at work, the schema fits and writing works."""
    runtime = request.app[RUNTIME]
    found = Health(
        database="ok", redis=await _redis(request), clock_skew_seconds=max(0.0, round(runtime.clock.skew, 3))
    )
    if found.redis == "away":
        found.degraded.append("redis")
    try:
        # Its own limit: a database behind a silent firewall answers no query and no cancellation.
        looking = asyncio.create_task(_database(runtime, found, ready))
        done, _ = await asyncio.wait({looking}, timeout=ASKING)
        if not done:
            looking.cancel()
            raise TimeoutError
        looking.result()
    except Exception as wrong:
        found.database = "away"
        found.problems.append(f"database: {type(wrong).__name__}")
    if ready and found.clock_skew_seconds > MOST_SKEW:
        found.problems.append("clock: this machine and the database disagree about the time")
    return found


async def _database(runtime: Runtime, found: Health, ready: bool) -> None:
    row = await db.one("SELECT max(seen_at) AS at, clock_timestamp() AS now FROM beats WHERE kind = 'worker'")
    ago = row["now"] - row["at"] if row and row["at"] else None
    found.beat_seconds_ago = round(ago.total_seconds(), 3) if ago is not None else None
    now = runtime.now()
    oldest = [
        at
        for at in [await due.oldest(room, now) for room in (events.ROOM, probes.ROOM, reminders.ROOM, escalations.ROOM)]
        if at
    ]
    waiting = await db.one(
        "SELECT min(w.due_at) AS at FROM unnest($1::text[]) AS c(channel) CROSS JOIN generate_series(0, 3) AS l(lane)"
        " CROSS JOIN LATERAL (SELECT due_at FROM deliveries WHERE state = 'pending' AND channel = c.channel"
        " AND lane = l.lane ORDER BY due_at LIMIT 1) w",
        list(PERSONAL),
    )
    oldest += [waiting["at"]] if waiting and waiting["at"] else []
    late = max((now - at for at in oldest), default=timedelta(0)) / runtime.clock.pace.speed
    found.overdue_seconds = max(0.0, round(late.total_seconds(), 3))
    if late > OVERDUE:
        found.problems.append("scheduler: what is due is not being done")
    if ago is not None and ago > BEAT_LOST:
        found.problems.append("scheduler: no worker has done its round for a while")
    found.degraded += [f"{channel}: its provider fails" for channel in await messages.breakers.open_now()]
    kept = await backups.state(runtime.config, now)
    found.last_backup_at = kept.last_good_at
    if kept.old:
        found.degraded.append("backups: the last good one is too old")
    if not ready:
        return
    if ago is None or ago > BEAT_FRESH:
        found.problems.append("scheduler: no worker is at work")
    await _audited(found)
    applied = {row["version"] for row in await db.rows("SELECT version FROM aerich")}
    if not _versions() <= applied:
        found.problems.append("schema: migrations are missing; run `wellcheck migrate`")
    try:
        async with db.transaction():
            await due.beat(runtime.process_id, "web", runtime.started_at)
            raise Rollback
    except Rollback:
        pass


async def _audited(found: Health) -> None:
    """What the auditor says: red as long as something is that must not be, or nobody looks whether it is."""
    standing = await audit.standing()
    found.audit_seconds_ago = None if standing.ago is None else round(standing.ago, 3)
    found.heartbeat_failures = standing.unsigned
    if standing.violations:
        found.problems.append(f"audit: {', '.join(map(str, standing.violations))}")
    if standing.late:
        found.problems.append("audit: no round was finished for a while")
    if standing.unsigned:
        found.degraded.append("heartbeat: signs of life do not arrive")


def _versions() -> set[str]:
    return {path.name for path in Path(db.MIGRATIONS, "models").glob("[0-9]*.py")}


async def _redis(request: web.Request) -> Literal["ok", "away", "none"]:
    redis = request.app[REDIS]
    if redis is None:
        return "none"
    try:
        async with asyncio.timeout(1):
            await redis.ping()
    except Exception:
        return "away"
    return "ok"
