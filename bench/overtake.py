"""A "no" in the middle of a burst: seconds from the signed answer to the first contact's phone."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiohttp import ClientSession

from bench.intake import form, signed, up
from bench.provider import provider
from bench.report import Figure
from bench.world import CONTACT, FIRST, LEAD, WARM, World, free_port, product, world

GOAL = 2.0
DELAY = 0.050
SIZE = 10_000


async def measure(quick: bool) -> list[Figure]:
    """The slowest of several."""
    n, rounds = (3_000, 1) if quick else (SIZE, 5)
    rows: list[dict[str, Any]] = []
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + WARM, "sms")
            await place.befriend([(run, CONTACT + 2 * run, 0) for run in range(rounds)])
            more = {"PORT": str(port), "PUBLIC_URL": public}
            async with product(place, to.url, **more) as worker, product(place, to.url, "web", **more):
                await up(port, "/livez")
                for run in range(rounds):
                    async with ClientSession() as session:
                        rows.append(await _one(place, to, worker, session, public, n, run))
    slowest = max(row["seconds"] for row in rows)
    what = f'seconds from a "no" within a burst of {n} to the contact'
    return [Figure("no in a burst", what, slowest, GOAL, most=True, unit="s", rows=rows)]


async def _one(
    place: World, to: Any, worker: Any, session: ClientSession, public: str, n: int, run: int
) -> dict[str, Any]:
    bursting = asyncio.create_task(place.burst(worker, to, 0, n, LEAD))
    await asyncio.sleep(5)
    while not bursting.done() and to.count() < WARM + n // 4:  # noqa: ASYNC110 - asks another process
        await asyncio.sleep(0.01)
    at = to.count() - WARM
    signature, body = signed(f"{public}/webhook/sms", form(FIRST + run, f"SM{run:032x}", "2"))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    began = time.time()
    async with session.post(f"{public}/webhook/sms", data=body, headers=headers) as answer:
        status = answer.status
    answered = time.time() - began
    contact = FIRST + CONTACT + 2 * run
    arrived = None
    while arrived is None and time.time() < began + 30:
        arrived = next((when for when, who in to.records() if who == contact), None) if bursting.done() else None
        await asyncio.sleep(0.05)
    found = await bursting
    return {
        "seconds": round(arrived - began, 3) if arrived else 99.0, "answered_ms": round(answered * 1000), "status": status,
        "burst_sent_at_no": at, "burst_per_second": round(found.rate), "missing": found.n - found.arrived,
    }  # fmt: skip
