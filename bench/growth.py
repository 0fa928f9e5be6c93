"""B6, B7: the same burst among 10,000, 100,000 and 1,000,000 users, then everybody at once: flat in time and memory.

Each size has servers of its own, and a round is one burst in each of them, one after the other: what the machine does meanwhile
is the same for all three. A size's figure is the median of its ratios to the smallest one in the same round.
"""

from __future__ import annotations

import sys
import time
from contextlib import AsyncExitStack
from statistics import median
from typing import Any

from bench.provider import provider
from bench.report import Figure
from bench.world import LEAD, WARM, product, world

DELAY = 0.050
GOAL_FLAT, GOAL_MEMORY, GOAL_REDIS = 1.10, 20.0, 64.0
BURST = 10_000


async def measure(quick: bool) -> list[Figure]:
    """Fill all sizes, then measure in turn."""
    sizes, rounds, n = ((10_000, 50_000), 1, 4_000) if quick else ((10_000 + WARM, 100_000, 1_000_000), 3, BURST)
    rows: list[dict[str, Any]] = []
    async with AsyncExitStack() as open_ones:
        to = open_ones.enter_context(provider(DELAY))
        places, loaded = [], []
        for size in sizes:
            began = time.monotonic()
            places.append(await open_ones.enter_async_context(world()))
            await places[-1].load(size, "sms")
            loaded.append(round(time.monotonic() - began))
        runs: list[list[Any]] = [[] for _ in sizes]
        kept = [0] * len(sizes)
        for _ in range(rounds):
            for i, place in enumerate(places):
                async with product(place, to.url) as worker:
                    runs[i].append(await place.burst(worker, to, 0, n, LEAD))
                    kept[i] = await place.redis_bytes()
        ratios = [
            median(_cost(run) / _cost(first) for run, first in zip(of_size, runs[0], strict=True)) for of_size in runs
        ]
        for size, of_size, ratio, took, bytes_kept in zip(sizes, runs, ratios, loaded, kept, strict=True):
            rows.append(
                {
                    "users": size, "cpu_us": [round(_cost(run)) for run in of_size], "to_smallest": round(ratio, 3),
                    "per_second": round(median(run.rate for run in of_size)),
                    "complete": all(run.complete for run in of_size),
                    "rss_mb": round(median(run.rss for run in of_size) / 1e6, 1),
                    "redis_kb": round(bytes_kept / 1000, 1), "loaded_s": took,
                }
            )  # fmt: skip
            print(rows[-1], file=sys.stderr, flush=True)
        small = median(run.rss for run in runs[0])
        place = places[-1]
        everybody = place.people - WARM
        async with product(place, to.url) as worker:
            all_of = await place.burst(worker, to, 0, everybody, LEAD, patience=2400.0)
            kept_of_all = await place.redis_bytes()
        per_user = await place.db.fetchval(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY['persons', 'addresses',"
            " 'probe_settings', 'events']) AS s(name)"
        )
        rows.append(
            {
                "users": place.people, "burst": everybody, "per_second": round(all_of.rate),
                "cpu_us": round(_cost(all_of)), "complete": all_of.complete,
                "rss_mb": round(all_of.rss / 1e6, 1), "redis_kb": round(kept_of_all / 1000, 1),
                "pg_bytes_per_user": round(int(per_user) / place.people),
            }
        )  # fmt: skip
    flat = max(ratios) / min(ratios) if all(row["complete"] for row in rows[:-1]) else 99.0
    name = f"{sizes[0]:,} to {sizes[-1]:,} users"
    grown = (all_of.rss - small) / 1e6 if all_of.complete else 999.0
    return [
        Figure("B6", f"CPU per probe of a burst of {n:,}, {name}: most ÷ least", flat, GOAL_FLAT, most=True, rows=rows),
        Figure("B7 worker", f"MB that the worker grows from a burst of {n:,} to one of {everybody:,}", grown, GOAL_MEMORY,
               most=True, unit="MB"),
        Figure("B7 Redis", f"kB more in Redis with {place.people:,} users than with {sizes[0]:,}",
               kept_of_all / 1000 - rows[0]["redis_kb"], GOAL_REDIS, most=True, unit="kB"),
    ]  # fmt: skip


def _cost(run: Any) -> float:
    """Microseconds of worker and PostgreSQL for each who was asked."""
    return float((run.app_cpu + run.pg_cpu) / run.asked * 1e6)
