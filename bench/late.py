"""B4: 100,000 check-ins come due in one second in an installation of a million users: how late the last hundredth is, and
what one costs (B5), when so many share what the worker does anyway.

The ideal is what the bare loop needs for as many, measured before and after in the same run.
"""

from __future__ import annotations

from statistics import mean

from bench.burst import DELAY, GOAL_APP, bare
from bench.provider import provider
from bench.report import Figure
from bench.world import LEAD, product, world

GOAL_P99, GOAL_FIRST = 1.3, 300.0


async def measure(quick: bool) -> list[Figure]:
    """One burst between two bare loops."""
    users, n = (20_000, 5_000) if quick else (1_000_000, 100_000)
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(users, "sms")
            loops = [bare(to, "sms", n)]
            async with product(place, to.url) as worker:
                found = await place.burst(worker, to, 0, n, LEAD + n / 20_000, patience=180.0)
            loops.append(bare(to, "sms", n))
    rates, ideal = [rate for rate, _ in loops], n / mean(rate for rate, _ in loops)
    app, posts = found.app_cpu / found.asked * 1e6, mean(cpu for _, cpu in loops) / n * 1e6
    row = {
        "per_second": round(found.rate), "bare_per_second": [round(rate) for rate in rates], "p99_s": round(found.p99, 2),
        "last_s": round(found.last, 2), "ideal_s": round(ideal, 2), "planned_before_s": found.planned_before,
        "missing": n - found.arrived, "twice": found.twice, "early": found.early, "rss_mb": round(found.rss / 1e6),
        "app_us": round(app, 1), "bare_us": [round(cpu / n * 1e6, 1) for _, cpu in loops],
        "pg_us": round(found.pg_cpu / found.asked * 1e6, 1),
    }  # fmt: skip
    what = f"{n:,} due at once among {users:,} users"
    ok = found.complete
    return [
        Figure("B4 p99", f"{what}: p99 lateness ÷ what the bare loop needs for all", found.p99 / ideal if ok else 99.0,
               GOAL_P99, most=True, rows=[row]),
        Figure("B4 first", f"{what}: the first arrives after", found.first * 1000 if ok else 99_999.0, GOAL_FIRST, most=True,
               unit="ms"),
        Figure("B5 app of many", f"{n:,} at once: app CPU per probe ÷ bare CPU per POST", app / posts if ok else 99.0, GOAL_APP,
               most=True),
    ]  # fmt: skip
