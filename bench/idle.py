"""B15: what a worker, Redis and PostgreSQL use with a million check-ins scheduled and none due, and how late a lone one is."""

from __future__ import annotations

import asyncio
import time

from bench.provider import provider
from bench.report import Figure
from bench.world import WARM, product, read_burst, soon, world

DELAY = 0.050
GOAL_CPU, GOAL_LATE = 3.0, 150.0
APART = 3
"""Seconds between two that come due alone."""


async def measure(quick: bool) -> list[Figure]:
    """Nothing for a while, then one now and then."""
    users, seconds, alone = (20_000, 10, 3) if quick else (1_000_000, 60, 20)
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(users, "sms")
            async with product(place, to.url) as worker:
                await place.burst(worker, to, 0, 10, 15.0, warm=WARM)  # as after a morning: pools open, plans made
                await place.settle()
                await place.tidy()
                await asyncio.sleep(12)  # what was planned ahead is over
                began = time.time()
                before = worker.cpu(), await place.redis_cpu(), place.pg_cpu()
                await asyncio.sleep(seconds)
                after = worker.cpu(), await place.redis_cpu(), place.pg_cpu()
                took = time.time() - began
                to.reset()
                at = [soon(15.0) + APART * i for i in range(alone)]
                for i, when in enumerate(at):
                    await place.due(100 + i, 1, when)
                while time.time() < at[-1] + 10 and to.count() < alone:  # noqa: ASYNC110 - asks another process
                    await asyncio.sleep(0.1)
                arrivals = to.records()
    used = [(end - start) / took * 100 for start, end in zip(before, after, strict=True)]
    late = [read_burst(1, when, arrivals, 100 + i) for i, when in enumerate(at)]
    latest = max(one.last for one in late) * 1000 if all(one.arrived and not one.twice for one in late) else 99_999.0
    row = {f"{name}_percent": round(part, 2) for name, part in zip(("worker", "redis", "pg"), used, strict=True)}
    return [
        Figure("B15 CPU", f"worker, Redis and PostgreSQL with {users:,} scheduled and none due", sum(used), GOAL_CPU, most=True,
               unit="%", rows=[row]),
        Figure("B15 late", f"the latest of {alone} that came due alone", latest, GOAL_LATE, most=True, unit="ms",
               rows=[{"ms": [round(one.last * 1000) for one in late]}]),
    ]  # fmt: skip
