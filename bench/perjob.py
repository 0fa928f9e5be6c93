"""The usual way: one arq job per probe, each with its claim statement, its post and its outcome statement.

`python -m bench.perjob tuned|default` runs the worker; `fill` writes the jobs as arq's own `enqueue_job` would, in a pipeline.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import asyncpg
import uvloop
from arq.connections import RedisSettings
from arq.jobs import serialize_job
from arq.worker import Worker, func
from redis.asyncio import Redis

from bench.bare import body_of, request_of
from bench.provider import Provider
from bench.world import FIRST, World
from wellcheck import db
from wellcheck.wake import redis_settings

QUEUE = "bench:perjob"
TABLE = """
    CREATE TABLE IF NOT EXISTS bench_jobs (
        id uuid PRIMARY KEY, recipient bigint NOT NULL, state text NOT NULL, provider_id text, sent_at timestamptz
    )
"""
CLAIM = "UPDATE bench_jobs SET state = 'sending' WHERE id = $1 AND state = 'pending' RETURNING recipient"
OUTCOME = "UPDATE bench_jobs SET state = 'sent', provider_id = $2, sent_at = now() WHERE id = $1"
SETTINGS: dict[str, dict[str, Any]] = {
    "tuned": {"max_jobs": 1000, "poll_delay": 0.01, "keep_result": 0},
    "default": {},
}


def environ(place: World, to: Provider) -> dict[str, str]:
    """What such a worker finds in its environment."""
    return dict(os.environ) | {
        "DATABASE_URL": place.servers.database_url,
        "REDIS_URL": place.servers.redis_url,
        "BENCH_PROVIDER": to.url,
    }


async def rows(connection: asyncpg.Connection, n: int) -> list[UUID]:
    """`n` people to be written to, each a row; their ids."""
    await connection.execute(TABLE)
    await connection.execute("TRUNCATE bench_jobs")
    ids = [uuid4() for _ in range(n)]
    records = [(id, FIRST + i, "pending") for i, id in enumerate(ids)]
    await connection.copy_records_to_table("bench_jobs", records=records, columns=["id", "recipient", "state"])
    await connection.execute("ANALYZE bench_jobs")
    return ids


async def fill(connection: asyncpg.Connection, redis_url: str, n: int, at: float) -> None:
    """`n` jobs, all due at the epoch second `at`."""
    ids = await rows(connection, n)
    redis = Redis.from_url(redis_url)
    score = int(at * 1000)
    now = int(time.time() * 1000)
    try:
        await redis.delete(QUEUE)
        for start in range(0, n, 1000):
            async with redis.pipeline(transaction=False) as pipe:
                for id in ids[start : start + 1000]:
                    job = serialize_job("probe", (str(id),), {}, None, now)
                    pipe.psetex(f"arq:job:{id.hex}", 86_400_000, job)
                    pipe.zadd(QUEUE, {id.hex: score})
                await pipe.execute()
    finally:
        await redis.aclose()


async def probe(ctx: dict[str, Any], id: str) -> None:
    """The job: claim, post, outcome."""
    key = UUID(id)
    pool: asyncpg.Pool = ctx["pool"]
    row = await pool.fetchrow(CLAIM, key)
    if row is None:
        return
    async with ctx["session"].post(
        ctx["target"], data=body_of("sms", row["recipient"]), headers=ctx["headers"]
    ) as answer:
        said = json.loads(await answer.read())
    await pool.execute(OUTCOME, key, said["sid"])


async def start(ctx: dict[str, Any]) -> None:
    """What the job works with: a pool, a session, where it posts."""

    async def keep(_: object) -> None:
        """No reset query: the fastest way to use a pool."""

    ctx["pool"] = await asyncpg.create_pool(
        **db.connect_options(os.environ["DATABASE_URL"]), min_size=10, max_size=20, reset=keep
    )
    connector = aiohttp.TCPConnector(limit=0)
    ctx["session"] = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
    ctx["target"], ctx["headers"] = request_of("sms", os.environ["BENCH_PROVIDER"])


async def stop(ctx: dict[str, Any]) -> None:
    """Give it back."""
    await ctx["session"].close()
    await ctx["pool"].close()


async def _run(kind: str, settings: RedisSettings) -> None:
    worker = Worker(
        functions=[func(probe, name="probe")],
        queue_name=QUEUE,
        redis_settings=settings,
        on_startup=start,
        on_shutdown=stop,
        **SETTINGS[kind],
    )
    try:
        await worker.async_run()
    finally:
        await worker.close()


def main() -> None:
    """Work until terminated."""
    try:
        uvloop.run(_run(sys.argv[1], redis_settings(os.environ["REDIS_URL"])))
    except BaseException:
        pass


if __name__ == "__main__":
    main()
