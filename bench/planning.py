"""Events made by API: what it costs to fire one of very many, and how fast their API is among a million."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from aiohttp import ClientSession

from bench.fanout import TOKEN, until_served
from bench.report import Figure
from bench.world import SECRET, World, free_port, product, world
from wellcheck import crypto, db, events, recurrence
from wellcheck.recurrence import Repeat

GOAL_FIRING, GOAL_FLAT, GOAL_API = 100.0, 1.15, 25.0
FREQUENCIES = ("minutely", "hourly", "daily", "weekly", "monthly", "yearly")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
_EVENT = 0x0190000000007000_B000000000000000


async def load(place: World, since: int, upto: int) -> None:
    """Recurring events, hardly two of the same rule, none due for a year. Every thousandth has the same tag."""
    now = datetime.now(UTC).replace(microsecond=0)
    far = now + timedelta(days=365)
    columns = (
        "id name action payload schedule zone status due_at slot failures created_at updated_at title tags metadata start_at"
        " made_by params_sealed"
    )
    for first in range(since, upto, 20_000):
        rows = []
        for i in range(first, min(upto, first + 20_000)):
            id, start = UUID(int=_EVENT + i), now - timedelta(days=300, seconds=i % 86_400)
            rule = recurrence.key(Repeat(FREQUENCIES[i % len(FREQUENCIES)], start))
            params = place.vault.seal('{"url": "https://hooks.example.org/in"}', "events.params", id)
            rows.append(
                (id, "event", "webhook", "{}", rule, ZONES[i % len(ZONES)], "active", far, "x", 0,
                 now - timedelta(days=30) + timedelta(milliseconds=i), now, f"Event {i}", [f"tag:{i % 1000}"],
                 json.dumps({"n": i}), start, "bench", params)
            )  # fmt: skip
        await place.db.copy_records_to_table("events", records=rows, columns=columns.split())
    await place.db.execute("VACUUM ANALYZE events, listed_events")


async def fire(place: World, size: int, n: int) -> tuple[float, float]:
    """CPU of this process and of PostgreSQL for each of `n` firings among `size` events, in microseconds."""
    at = datetime.now(UTC).replace(microsecond=0)
    step = size // n
    chosen = [UUID(int=_EVENT + i * step) for i in range(n)]
    await place.db.execute("UPDATE events SET due_at = $1 WHERE due_at < $1", at + timedelta(days=365))
    await place.db.execute("UPDATE events SET due_at = $2, slot = $3 WHERE id = ANY($1)", chosen, at, at.isoformat())
    await place.db.execute("DELETE FROM occurrences WHERE due_at >= $1", at)  # prepared ahead by a firing just before
    await place.db.execute("VACUUM ANALYZE events, listed_events")
    before = await place.db.fetchval("SELECT count(*) FROM occurrences")
    app, pg, done = time.process_time(), place.pg_cpu(), 0
    while found := await events.run_due(at):
        done += found
    app, pg = time.process_time() - app, place.pg_cpu() - pg
    # Slots of the seconds after `at` are prepared, too: a rule by the minute may fire twice.
    written = await place.db.fetchval("SELECT count(*) FROM occurrences") - before
    served = await place.db.fetchval("SELECT count(*) FROM occurrences WHERE due_at = $1", at)
    if served != n or done != written:
        raise RuntimeError(f"{n} were due, {served} of them served, {done} fired, {written} written")
    return app / done * 1e6, pg / done * 1e6


async def _timed(call: Callable[[], Awaitable[Any]], times: int) -> float:
    """The 95th percentile of so many calls, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await call()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[int(0.95 * times)]


async def ask(port: int, times: int) -> dict[str, float]:
    """How long a program waits for the API, by what it asks."""
    start = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    wanted = {"name": "one more", "start_time": start, "schedule": {"frequency": "weekly", "by_day": ["MO"]},
              "webhook": "https://hooks.example.org/in", "tags": ["tag:7"]}  # fmt: skip
    async with ClientSession(f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {TOKEN}"}) as http:

        async def call(method: str, path: str, status: int, body: Any = None) -> None:
            async with http.request(method, path, json=body) as answer:
                told = await answer.text()
                if answer.status != status:
                    raise RuntimeError(told)

        calls: dict[str, Callable[[], Awaitable[None]]] = {
            "create": lambda: call("POST", "/v1/events", 201, wanted),
            "list": lambda: call("GET", "/v1/events?limit=50", 200),
            "tag": lambda: call("GET", "/v1/events?tags=tag:7&limit=50", 200),
            "paused": lambda: call("GET", "/v1/events?status=paused", 200),
            "occurrences": lambda: call("GET", "/v1/occurrences?status=pending&limit=50", 200),
        }
        found = {}
        for name, one in calls.items():
            await _timed(one, 20)  # warm
            found[name] = round(await _timed(one, times), 1)
        return found


async def measure(quick: bool) -> list[Figure]:
    """Fire some of few and of very many, then ask."""
    sizes, n, times = ((5_000, 20_000), 2_000, 50) if quick else ((10_000, 1_000_000), 10_000, 400)
    rows: list[dict[str, Any]] = []
    port = free_port()
    async with world() as place:
        crypto.use(crypto.Vault((SECRET,)))
        await db.open_database(place.servers.database_url, 4)
        try:
            loaded = 0
            for size in sizes:
                await load(place, loaded, size)
                loaded = size
                app, pg = await fire(place, size, n)
                rows.append({"events": size, "app_us": round(app, 1), "pg_us": round(pg, 1)})
                print(rows[-1], file=sys.stderr, flush=True)
            async with product(place, "http://127.0.0.1:9", "web", PORT=str(port), MASTER_TOKEN=TOKEN):
                await until_served(port)
                api = await ask(port, times)
        finally:
            await db.close_database()
    cost = [row["app_us"] + row["pg_us"] for row in rows]
    return [
        Figure("planning", f"CPU of a firing among {sizes[-1]} recurring events (worker)", rows[-1]["app_us"], GOAL_FIRING,
               most=True, unit="µs", rows=rows),
        Figure("planning flat", f"worker and PostgreSQL, ÷ among {sizes[0]}", cost[-1] / cost[0], GOAL_FLAT, most=True),
        Figure("events API", f"p95 of list and create among {sizes[-1]}", max(api["create"], api["list"]), GOAL_API,
               most=True, unit="ms", rows=[api]),
    ]  # fmt: skip
