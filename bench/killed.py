"""B10: the worker is killed (SIGKILL) in the middle of a burst, and another takes over.

The stand-in knows of no message when it is asked for those in doubt, so each of them is sent again: the most there can be.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bench.burst import DELAY
from bench.provider import Provider, provider
from bench.report import Figure
from bench.world import AT_ONCE, LEAD, WARM, World, product, read_burst, soon, world
from wellcheck.messages.rules import LEASE
from workers.outcomes import FLUSH_ROWS

GOAL_TWICE, GOAL_AFTER = 1.0, 5.0


async def measure(quick: bool) -> list[Figure]:
    """Killed at one half, each time anew."""
    n, rounds = (4_000, 1) if quick else (20_000, 3)
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + WARM, "sms")
            rows = [await _one(place, to, n) for _ in range(rounds)]
    lost = max(row["lost"] for row in rows)
    return [
        Figure("B10 lost", f"of {n:,} whose worker is killed at one half", lost, 0.0, most=True, rows=rows),
        Figure("B10 twice", "told twice ÷ what can be under way and unwritten at the kill",
               max(row["twice"] for row in rows) / (AT_ONCE + FLUSH_ROWS), GOAL_TWICE, most=True),
        Figure("B10 after", "until everybody is told, from the end of the lease", max(row["after_lease_s"] for row in rows),
               GOAL_AFTER, most=True, unit="s"),
    ]  # fmt: skip


async def _one(place: World, to: Provider, n: int) -> dict[str, Any]:
    await place.settle()
    await place.tidy()
    to.reset()
    at = soon(LEAD)
    async with product(place, to.url) as worker:
        await place.due(0, n, at)
        while to.count() < n // 2:
            worker.check()
            await asyncio.sleep(0.005)
        worker.process.kill()
        worker.process.wait()
        killed = time.time()
    at_kill = to.count()
    ends = killed + LEASE.total_seconds()
    async with product(place, to.url) as other:
        left = 1
        while left and time.time() < ends + 60:
            other.check()
            await asyncio.sleep(0.5)
            left = await place.db.fetchval(
                "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending', 'unknown') AND lane = 1"
            )
    records = to.records()
    found = read_burst(n, at, records)
    told: dict[int, float] = {}
    for when, who in records:
        told.setdefault(who, when)
    return {
        "lost": n - found.arrived, "twice": found.twice, "early": found.early, "unfinished": left, "sent_at_kill": at_kill,
        "after_lease_s": round(max(told.values()) - ends, 2), "last_double_after_lease_s": round(at + found.last - ends, 2),
    }  # fmt: skip
