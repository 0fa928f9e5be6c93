"""How long an answer takes: from the signed text message to our outgoing request at the provider, idle and in a burst."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiohttp import ClientSession

from bench.intake import form, signed, up
from bench.provider import provider
from bench.report import Figure
from bench.world import FIRST, LEAD, WARM, Worker, World, free_port, product, world

IDLE_GOAL, BURST_GOAL = 0.150, 1.0
DELAY = 0.050
SIZE, SPEAKERS = 10_000, 200
WORDS = "status"
"""Every word but a plain OK is answered by the outbox; this one reads settings, contacts and the next check-in as well."""


async def measure(quick: bool) -> list[Figure]:
    """The 95th percentile of all who spoke, in seconds; somebody who was not answered counts as never."""
    n, speakers = (3_000, 50) if quick else (SIZE, SPEAKERS)
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + speakers + WARM, "sms")
            more = {"PORT": str(port), "PUBLIC_URL": public}
            async with product(place, to.url, **more) as worker, product(place, to.url, "web", **more):
                await up(port, "/livez")
                await place.settle()
                async with ClientSession() as session:
                    await talk(session, public, range(n, n + 20), 0, 0.05)  # caches and connections
                    await asyncio.sleep(1)
                    to.reset()
                    spoke = await talk(session, public, range(n, n + speakers), 1, 0.05)
                    await asyncio.sleep(2)
                    idle = waits(spoke, to.records())
                    busy = await _in_a_burst(place, to, worker, session, public, n, speakers)
    return [
        Figure("reply idle", 'p95 seconds from "status" to the request with our answer', p95(idle), IDLE_GOAL,
               most=True, unit="s", rows=[row(idle)]),
        Figure("reply burst", f"the same during a burst of {n}", p95(busy), BURST_GOAL,
               most=True, unit="s", rows=[row(busy)]),
    ]  # fmt: skip


async def _in_a_burst(
    place: World, to: Any, worker: Worker, session: ClientSession, public: str, n: int, speakers: int
) -> list[float]:
    bursting = asyncio.create_task(place.burst(worker, to, 0, n, LEAD))
    await asyncio.sleep(5)
    while not bursting.done() and to.count() < WARM + n // 20:  # noqa: ASYNC110 - asks another process
        await asyncio.sleep(0.01)
    spoke = await talk(session, public, range(n, n + speakers), 2, 2.5 / speakers)
    await bursting
    await asyncio.sleep(2)
    return waits(spoke, to.records())


async def talk(
    session: ClientSession, public: str, speakers: range, run: int, every: float, words: str = WORDS
) -> dict[int, float]:
    """Let these people write one after the other, `every` so many seconds; when each did (epoch seconds), by their phone."""
    spoke: dict[int, float] = {}
    posts = []

    async def post(who: int) -> None:
        signature, body = signed(f"{public}/webhook/sms", form(FIRST + who, f"SM{run:08x}{who:024x}", words))
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        spoke[FIRST + who] = time.time()
        async with session.post(f"{public}/webhook/sms", data=body, headers=headers) as answer:
            assert answer.status == 200, answer.status

    for who in speakers:
        posts.append(asyncio.create_task(post(who)))
        await asyncio.sleep(every)
    await asyncio.gather(*posts)
    return spoke


def waits(spoke: dict[int, float], arrivals: list[tuple[float, int]]) -> list[float]:
    """Seconds from each word to the first message at that phone afterwards, in order; never: infinity."""
    answered: dict[int, float] = {}
    for when, who in arrivals:
        if when >= spoke.get(who, float("inf")):
            answered.setdefault(who, when)
    return sorted(answered.get(who, float("inf")) - when for who, when in spoke.items())


def p95(waits: list[float]) -> float:
    """The 95th percentile of what is in order."""
    return waits[int(0.95 * (len(waits) - 1))]


def row(waits: list[float]) -> dict[str, Any]:
    """What is in order, in a line."""
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}
    return {name: round(waits[int(part * (len(waits) - 1))], 3) for name, part in at.items()} | {"n": len(waits)}
