"""Processes of others: 50,000 overdue ones are worked off at the pace of 5,000, and 10,000 waiting requests delay no step."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from redis.asyncio import Redis

from bench.provider import Provider, provider
from bench.report import Figure
from bench.world import Worker, World, address_of, person, product, read_burst, soon, world
from wellcheck import db

DELAY = 0.050
GOAL_FLAT, GOAL_LATE = 1.3, 2.0
STREAM = "requests"
WIDE = 200
"""Messages of processes at the same time, as an installation with much of them sets it."""

STEPS = 20
"""Steps that come due one second after the other while requests wait."""

STOP = json.dumps({"process-id": "nobody", "action": "stop"})
"""A request that costs what a request costs, and says nothing to anybody."""


async def hand_in(place: World, at: Sequence[float]) -> None:
    """Processes of one step each, a text message to one person after the other; due at these epoch seconds."""
    now, seal = datetime.now(UTC), place.vault.seal
    ids = [(db.new_id(), db.new_id()) for _ in at]
    times = [datetime.fromtimestamp(each, UTC) for each in at]
    rows = [
        (id, UUID(int=0), seal("x", "processes.name", id), os.urandom(32), "running", due, now, now)
        for (id, _), due in zip(ids, times, strict=True)
    ]
    columns = "id owner_id name_sealed blind status due_at created_at updated_at"
    await place.db.copy_records_to_table("processes", records=rows, columns=columns.split())
    steps = [
        (step, id, 1, due, "sms", person(i), address_of(i), "en", seal("Hello", "process_steps.text", step),
         "waiting", now)
        for i, ((id, step), due) in enumerate(zip(ids, times, strict=True))
    ]  # fmt: skip
    columns = "id process_id position at channel person_id address_id language text_sealed state created_at"
    await place.db.copy_records_to_table("process_steps", records=steps, columns=columns.split())
    await place.tidy()


async def forget(place: World, to: Provider) -> None:
    """No process, and nothing that was said for one."""
    await place.db.execute("TRUNCATE process_keys, process_steps, processes")
    await place.db.execute("DELETE FROM deliveries WHERE kind = 'process'")
    to.reset()


async def measure(quick: bool) -> list[Figure]:
    """Few overdue ones, many overdue ones, then a full queue."""
    few, many, waiting = (1_000, 4_000, 2_000) if quick else (5_000, 50_000, 10_000)
    rows: list[dict[str, Any]] = []
    settings = {"PROCESS_PARALLEL": str(WIDE), "PROCESS_STREAM": STREAM}
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(many, "sms")
            for n in (few, many):
                await hand_in(place, [time.time() - 60] * n)
                async with product(place, to.url, **settings) as worker:
                    rows.append(await _overdue(place, to, worker, n))
                await forget(place, to)
            late = await _queued(place, to, settings, waiting)
    flat = rows[1]["us_each"] / rows[0]["us_each"]
    told = all(row["arrived"] == row["processes"] and not row["twice"] for row in rows)
    return [
        Figure("backlog", f"time each of {many} overdue processes takes ÷ each of {few}", flat if told else 99.0, GOAL_FLAT,
               most=True, rows=rows),
        Figure("queue", f"the latest step of a process while {waiting} requests wait", late["latest_s"], GOAL_LATE, most=True,
               unit="s", rows=[late]),
    ]  # fmt: skip


async def _overdue(place: World, to: Provider, worker: Worker, n: int) -> dict[str, Any]:
    """From the first arrival to the last: a worker's first beat may have worked most of it off before it is seen to stand."""
    began = time.time()
    handed = 0.0
    while time.time() < began + 300 and to.count() < n:
        worker.check()
        waits = await place.db.fetchval("SELECT EXISTS (SELECT 1 FROM process_steps WHERE state = 'waiting')")
        if not waits and not handed:
            handed = time.time() - began
        await asyncio.sleep(0.1)
    found = read_burst(n, began, to.records())
    each = (found.last - found.first) / n
    return {
        "processes": n, "handed_over_s": round(handed, 2), "us_each": round(each * 1e6), "arrived": found.arrived,
        "twice": found.twice, "rss_mb": round(worker.rss() / 1e6),
    }  # fmt: skip


async def _queued(place: World, to: Provider, settings: dict[str, str], waiting: int) -> dict[str, Any]:
    at = soon(8.0)
    await hand_in(place, [at + n for n in range(STEPS)])
    async with Redis.from_url(place.servers.redis_url) as redis, product(place, to.url, **settings) as worker:
        async with redis.pipeline(transaction=False) as pipe:
            for _ in range(waiting):
                pipe.xadd(STREAM, {"request": STOP})
            await asyncio.sleep(max(0.0, at - time.time() - 2))
            await pipe.execute()
        while time.time() < at + STEPS + 30 and to.count() < STEPS:
            worker.check()
            await asyncio.sleep(0.1)
        left = waiting - await place.db.fetchval("SELECT count(*) FROM process_keys")
        arrivals = sorted(to.records())
    late = [when - at - n for n, (when, _) in enumerate(arrivals)]
    return {
        "latest_s": round(max(late), 3) if len(late) == STEPS else 99.0, "steps": len(late), "earliest_s": round(min(late), 3),
        "requests_left_then": left,
    }  # fmt: skip
