"""Others that could carry it: a Redis sorted set with a loop of one's own, procrastinate, celery. One job per message each,
with the same claim, post and outcome as `bench.perjob`, and settings that suit a burst.

`python -m bench.peers redis|procrastinate|celery` runs the worker. The last two come with `pip install -e .[bench]`.
"""

from __future__ import annotations

import asyncio
import http.client
import importlib.util
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import uvloop
from redis.asyncio import Redis

from bench import perjob
from bench.bare import body_of, request_of
from bench.burst import DELAY
from bench.provider import Provider, provider
from bench.report import Figure
from bench.world import LEAD, WARM, World, process, product, read_burst, soon, world
from wellcheck import db

DUE = "bench:due"
_POP = """
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 500)
if #due > 0 then redis.call('ZREM', KEYS[1], unpack(due)) end
return due
"""
AT_ONCE, THREADS = 1000, 100
JOBS = {"redis": 10_000, "procrastinate": 3_000, "celery": 3_000}


def _conninfo(url: str) -> str:
    """A DATABASE_URL as libpq has it."""
    options = db.connect_options(url)
    names = {"database": "dbname", "ssl": "sslmode"}
    return " ".join(f"{names.get(name, name)}={value}" for name, value in options.items() if value)


# --- a Redis sorted set ------------------------------------------------------------------------------


async def _fill_redis(url: str, ids: Sequence[UUID], at: float) -> None:
    async with Redis.from_url(url) as redis:
        await redis.delete(DUE)
        await redis.zadd(DUE, {id.hex: at for id in ids})


async def _work_redis() -> None:
    ctx: dict[str, Any] = {}
    await perjob.start(ctx)
    places, running = asyncio.Semaphore(AT_ONCE), set[asyncio.Task[None]]()

    async def one(id: str) -> None:
        try:
            await perjob.probe(ctx, id)
        finally:
            places.release()

    async with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        pop = redis.register_script(_POP)
        while True:
            due = await pop(keys=[DUE], args=[time.time()])
            for id in due:
                await places.acquire()
                task = asyncio.create_task(one(id.decode()))
                running.add(task)
                task.add_done_callback(running.discard)
            if not due:
                await asyncio.sleep(0.01)


# --- procrastinate -----------------------------------------------------------------------------------


def _procrastinate(url: str, ctx: dict[str, Any]) -> tuple[Any, Any]:
    import procrastinate

    connector = procrastinate.PsycopgConnector(conninfo=_conninfo(url), min_size=5, max_size=20)
    app = procrastinate.App(connector=connector)

    @app.task(name="probe", queue="bench")
    async def probe(id: str) -> None:
        await perjob.probe(ctx, id)

    return app, probe


async def _fill_procrastinate(url: str, ids: Sequence[UUID], at: float) -> None:
    app, probe = _procrastinate(url, {})
    async with app.open_async():
        due = datetime.fromtimestamp(at, UTC)
        await probe.configure(schedule_at=due).batch_defer_async(*({"id": str(id)} for id in ids))


async def _work_procrastinate() -> None:
    ctx: dict[str, Any] = {}
    await perjob.start(ctx)
    app, _ = _procrastinate(os.environ["DATABASE_URL"], ctx)
    async with app.open_async():
        await app.run_worker_async(
            queues=["bench"], concurrency=THREADS, fetch_job_polling_interval=0.05, install_signal_handlers=False
        )


async def _prepare_procrastinate(url: str) -> None:
    app, _ = _procrastinate(url, {})
    async with app.open_async():
        await app.schema_manager.apply_schema_async()


# --- celery ------------------------------------------------------------------------------------------


def _celery(redis_url: str) -> tuple[Any, Any]:
    from celery import Celery

    app = Celery("bench", broker=redis_url.replace("unix://", "redis+socket://", 1))
    app.conf.update(task_ignore_result=True, broker_connection_retry_on_startup=True, worker_hijack_root_logger=False)
    mine = threading.local()
    pool: Any = None

    @app.task(name="probe")  # type: ignore[untyped-decorator,unused-ignore]
    def probe(id: str) -> None:
        nonlocal pool
        from psycopg_pool import ConnectionPool

        if pool is None:
            pool = ConnectionPool(_conninfo(os.environ["DATABASE_URL"]), min_size=1, max_size=20, open=True)
        target, headers = request_of("sms", os.environ["BENCH_PROVIDER"])
        with pool.connection() as connection:
            row = connection.execute(perjob.CLAIM.replace("$1", "%s"), (id,)).fetchone()
        if row is None:
            return
        if not hasattr(mine, "line"):
            parts = urlsplit(os.environ["BENCH_PROVIDER"])
            mine.line = http.client.HTTPConnection(parts.hostname or "", parts.port)
        mine.line.request("POST", target.raw_path, body_of("sms", row[0]), headers)
        said = json.loads(mine.line.getresponse().read())
        with pool.connection() as connection:
            connection.execute(
                perjob.OUTCOME.replace("$2", "%(sid)s").replace("$1", "%(id)s"), {"id": id, "sid": said["sid"]}
            )

    return app, probe


def _fill_celery(url: str, ids: Sequence[UUID], at: float) -> None:
    app, probe = _celery(url)
    due = datetime.fromtimestamp(at, UTC)
    with app.producer_pool.acquire(block=True) as producer:
        for id in ids:
            probe.apply_async((str(id),), eta=due, producer=producer)


def _work_celery() -> None:
    app, _ = _celery(os.environ["REDIS_URL"])
    sys.stdout = sys.stderr  # its banner is no figure
    quiet = ["--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    app.worker_main(["worker", "--pool=threads", f"--concurrency={THREADS}", *quiet])


# --- all of them -------------------------------------------------------------------------------------


async def _rate(place: World, to: Provider, kind: str, n: int) -> float:
    """Messages a second of one of them."""
    to.reset()
    with process(["-m", "bench.peers", kind], perjob.environ(place, to)) as worker:
        await asyncio.sleep(2.0)
        ids = await perjob.rows(place.db, n)
        at = soon(3.0 + n / 1_000)
        if kind == "redis":
            await _fill_redis(place.servers.redis_url, ids, at)
        elif kind == "procrastinate":
            await _fill_procrastinate(place.servers.database_url, ids, at)
        else:
            await asyncio.to_thread(_fill_celery, place.servers.redis_url, ids, at)
        while time.time() < at + 120 and to.count() < n:
            worker.check()
            await asyncio.sleep(0.2)
    found = read_burst(n, at, to.records())
    if found.arrived != n:
        raise RuntimeError(f"{kind} reached {found.arrived} of {n}")
    return found.rate


async def measure(quick: bool) -> list[Figure]:
    """Ours and each of them in turn."""
    n, rounds = (4_000, 1) if quick else (20_000, 3)
    kinds = [kind for kind in JOBS if importlib.util.find_spec(kind)]
    for kind in JOBS.keys() - kinds:
        print(f"{kind} is not installed, and is left out", file=sys.stderr)
    rows: list[dict[str, Any]] = []
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + WARM, "sms")
            if "procrastinate" in kinds:
                await _prepare_procrastinate(place.servers.database_url)
            for _ in range(rounds):
                async with product(place, to.url) as worker:
                    ours = await place.burst(worker, to, 0, n, LEAD)
                rates = {kind: await _rate(place, to, kind, JOBS[kind] // (10 if quick else 1)) for kind in kinds}
                rows.append({"ours": ours.rate if ours.complete else 0.0} | rates)
    shown = [{name: round(rate) for name, rate in row.items()} for row in rows]
    return [
        Figure(f"peer {kind}", f"burst ÷ one job per message by {kind}", median(row["ours"] / row[kind] for row in rows), None,
               rows=shown if kind == kinds[0] else [])
        for kind in kinds
    ]  # fmt: skip


def main() -> None:
    """Work until terminated."""
    kind = sys.argv[1]
    if kind == "celery":
        _work_celery()
        return
    try:
        uvloop.run(_work_redis() if kind == "redis" else _work_procrastinate())
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
