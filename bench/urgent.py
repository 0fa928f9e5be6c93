"""B12: 100,000 check-ins wait for a provider that takes 1,000 a second; escalations that come due meanwhile do not."""

from __future__ import annotations

from bench.burst import DELAY
from bench.misses import deadline
from bench.provider import provider
from bench.report import Figure
from bench.world import CONTACT, FIRST, LEAD, product, soon, world

GOAL = 0.02


async def measure(quick: bool) -> list[Figure]:
    """Some who were asked before stay silent; their patience ends at even distances within the burst."""
    n, per_second, silent = (3_000, 100, 3) if quick else (100_000, 1_000, 20)
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + silent, "sms")
            await place.befriend([(n + i, CONTACT + 2 * i, 0) for i in range(silent)])
            await place.db.execute("UPDATE probe_settings SET retries = 0")
            async with product(place, to.url, SMS_PER_SECOND=str(per_second)) as worker:
                await place.burst(worker, to, n, silent, LEAD, warm=0)
                at = soon(LEAD + n / 20_000)
                ends = [int(at + n / per_second * (i + 0.5) / silent) for i in range(silent)]
                for i, end in enumerate(ends):
                    await deadline(place, n + i, 1, end)
                found = await place.burst(worker, to, 0, n, LEAD, patience=240.0, warm=0, at=at, anew=False)
            arrivals: dict[int, float] = {}
            for when, who in to.records():
                arrivals.setdefault(who, when)
    late = [arrivals.get(FIRST + CONTACT + 2 * i, float("inf")) - end for i, end in enumerate(ends)]
    row = {
        "escalations_s": [round(each, 2) for each in late], "median_s": round(found.median, 1), "last_s": round(found.last, 1),
        "per_second": round(found.rate), "missing": n - found.arrived, "twice": found.twice,
    }  # fmt: skip
    ratio = max(late) / found.median if found.complete and found.median else 99.0
    what = f"the latest of {silent} first contacts ÷ the median of {n:,} check-ins at {per_second:,} a second"
    return [Figure("B12", what, ratio, GOAL, most=True, rows=[row])]
