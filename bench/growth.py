"""B6, B7: the same burst among 10,000, 100,000 and 1,000,000 users, then everybody at once: flat in time and memory."""

from __future__ import annotations

import sys
import time
from statistics import median
from typing import Any

from bench.provider import provider
from bench.report import Figure
from bench.world import LEAD, WARM, product, world

DELAY = 0.050
GOAL_FLAT, GOAL_MEMORY, GOAL_REDIS = 1.10, 20.0, 64.0
BURST = 10_000


async def measure(quick: bool) -> list[Figure]:
    """Grow, and measure at each size."""
    sizes, rounds, n = ((10_000, 50_000), 1, 4_000) if quick else ((10_000 + WARM, 100_000, 1_000_000), 2, BURST)
    rows: list[dict[str, Any]] = []
    async with world() as place:
        with provider(DELAY) as to:
            small = 0
            for size in sizes:
                began = time.monotonic()
                await place.load(size, "sms")
                loaded = time.monotonic() - began
                runs = []
                for _ in range(rounds):
                    async with product(place, to.url) as worker:
                        runs.append(await place.burst(worker, to, 0, n, LEAD))
                        kept = await place.redis_bytes()
                row = {
                    "users": size,
                    "cpu_us": round(median((run.app_cpu + run.pg_cpu) / n * 1e6 for run in runs), 1),
                    "per_second": round(median(run.rate for run in runs)),
                    "complete": all(run.complete for run in runs),
                    "rss_mb": round(median(run.rss for run in runs) / 1e6, 1),
                    "redis_kb": round(kept / 1000, 1),
                    "loaded_s": round(loaded),
                }
                small = small or int(median(run.rss for run in runs))
                rows.append(row)
                print(row, file=sys.stderr, flush=True)
            everybody = place.people - WARM
            async with product(place, to.url) as worker:
                all_of = await place.burst(worker, to, 0, everybody, LEAD, patience=2400.0)
                kept = await place.redis_bytes()
            per_user = await place.db.fetchval(
                "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY['persons', 'addresses',"
                " 'probe_settings', 'events']) AS s(name)"
            )
            rows.append(
                {
                    "users": place.people, "burst": everybody, "per_second": round(all_of.rate),
                    "cpu_us": round((all_of.app_cpu + all_of.pg_cpu) / everybody * 1e6, 1), "complete": all_of.complete,
                    "rss_mb": round(all_of.rss / 1e6, 1), "redis_kb": round(kept / 1000, 1),
                    "pg_bytes_per_user": round(int(per_user) / place.people),
                }
            )  # fmt: skip
    costs = [row["cpu_us"] for row in rows[:-1]]
    flat = max(costs) / min(costs) if all(row["complete"] for row in rows[:-1]) else 99.0
    name = f"{sizes[0]:,} to {sizes[-1]:,} users"
    grown = (all_of.rss - small) / 1e6 if all_of.complete else 999.0
    return [
        Figure("B6", f"CPU per probe of a burst of {n:,}, {name}: most ÷ least", flat, GOAL_FLAT, most=True, rows=rows),
        Figure("B7 worker", f"MB that the worker grows from a burst of {n:,} to one of {everybody:,}", grown, GOAL_MEMORY,
               most=True, unit="MB"),
        Figure("B7 Redis", f"kB more in Redis with {place.people:,} users than with {sizes[0]:,}",
               kept / 1000 - rows[0]["redis_kb"], GOAL_REDIS, most=True, unit="kB"),
    ]  # fmt: skip
