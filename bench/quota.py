"""B11: two workers and a provider that refuses more than so many messages in any second: how much of it they use."""

from __future__ import annotations

from bench.burst import DELAY
from bench.provider import provider
from bench.report import Figure
from bench.world import LEAD, WARM, product, world

GOAL_USED, GOAL_REFUSED = 0.95, 0.005


async def measure(quick: bool) -> list[Figure]:
    """A provider for machines, and one for people."""
    figures = []
    async with world() as place:
        await place.load(10_000 + WARM, "sms")
        for quota, n in ((1_000, 2_000), (30, 120)) if quick else ((1_000, 10_000), (30, 900)):
            with provider(DELAY, quota) as to:
                more = {"SMS_PER_SECOND": str(quota)}
                async with product(place, to.url, **more) as one, product(place, to.url, **more) as other:
                    found = await place.burst(one, to, 0, n, LEAD, warm=0)
                    other.check()
                    refused = to.refused()
            row = {
                "per_second": round(found.rate, 1), "last_s": round(found.last, 2), "missing": n - found.arrived,
                "twice": found.twice, "early": found.early, "refused": refused,
            }  # fmt: skip
            figures += [
                Figure(f"B11 {quota}/s", f"of a quota of {quota} a second, used by two workers for {n:,}",
                       found.rate / quota if found.complete else 0.0, GOAL_USED, rows=[row]),
                Figure("B11 refused", "refused ÷ sent", refused / n, GOAL_REFUSED, most=True),
            ]  # fmt: skip
    return figures
