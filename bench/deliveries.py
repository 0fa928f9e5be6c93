"""Webhooks: very many occurrences due in one second to a receiver that takes 50 ms, and one dead receiver among a hundred."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median
from typing import Any
from uuid import UUID

from bench.burst import bare
from bench.provider import Provider, provider
from bench.report import Figure
from bench.world import FIRST, NEVER, RULES, Burst, Worker, World, product, read_burst, soon, world
from wellcheck.events.occurring import id_of

DELAY = 0.050
GOAL_BARE, GOAL_LATE, GOAL_DEAD = 0.70, 15.0, 1.10
ENDPOINTS = 100
WARM = 2_000
SETTINGS = {"OUTBOUND_ALLOW_CIDRS": "127.0.0.0/8", "OUTBOUND_PORTS": "*"}
_EVENT, _ENDPOINT = 0x0190000000007000_9000000000000000, 0x0190000000007000_A000000000000000


@contextmanager
def dead() -> Iterator[str]:
    """A receiver that takes connections and never says a word."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen(4096)
        yield f"http://127.0.0.1:{place.getsockname()[1]}"


class Receivers:
    """`n` events, one occurrence of each; every hundredth belongs to the same endpoint."""

    def __init__(self, place: World) -> None:
        self._place, self._numbered = place, 0

    async def open(self, url: str, n: int, bad: str | None = None) -> None:
        """Let there be so many events for this receiver; `bad`: those of one endpoint are for that one."""
        db, now, seal = self._place.db, datetime.now(UTC), self._place.vault.seal
        await db.execute("TRUNCATE occurrence_attempts, occurrences, endpoints, events CASCADE")
        rows = [(UUID(int=_ENDPOINT + i), f"maker {i}", bad if bad and not i else url) for i in range(ENDPOINTS)]
        await db.copy_records_to_table("endpoints", records=rows, columns=["id", "made_by", "origin"])
        events = []
        for i in range(n):
            id, endpoint = UUID(int=_EVENT + i), UUID(int=_ENDPOINT + i % ENDPOINTS)
            where = bad if bad and not i % ENDPOINTS else url
            params = seal(json.dumps({"url": f"{where}/hook"}), "events.params", id)
            events.append(
                (id, "event", "webhook", "{}", *RULES[0], "active", NEVER, "x", 0, now, now, "An event",
                 "What it is there for", ["bench", "deliveries"], json.dumps({"n": FIRST + i}), f"maker {i % ENDPOINTS}",
                 params, endpoint)
            )  # fmt: skip
        columns = (
            "id name action payload schedule zone status due_at slot failures created_at updated_at title description tags"
            " metadata made_by params_sealed endpoint_id"
        )
        await db.copy_records_to_table("events", records=events, columns=columns.split())

    async def due(self, at: float, numbers: Sequence[int]) -> None:
        """An occurrence of each of these events is due at this epoch second."""
        moment = datetime.fromtimestamp(at, UTC)
        slot, records = moment.isoformat(), []
        for i in numbers:
            event = UUID(int=_EVENT + i)
            endpoint = UUID(int=_ENDPOINT + i % ENDPOINTS)
            self._numbered += 1
            records.append(
                (id_of(event, slot), event, slot, moment, "pending", moment, moment, endpoint, self._numbered)
            )
        columns = "id event_id slot due_at state created_at next_at endpoint_id number"
        await self._place.db.copy_records_to_table("occurrences", records=records, columns=columns.split())

    async def burst(self, worker: Worker, to: Provider, n: int, but: int | None = None) -> Burst:
        """`n` occurrences due in one second; what came of those that are not for endpoint `but`."""
        to.reset()
        at = soon(10.0 + n / 20_000)
        await self.due(at - 4, range(n, n + WARM))
        await self.due(at, range(n))
        await self._place.db.execute("ANALYZE occurrences")
        expected = n + WARM - (0 if but is None else len(range(but, n + WARM, ENDPOINTS)))
        app, pg = worker.cpu(), self._place.pg_cpu()
        until = at + 120
        while time.time() < until and to.count() < expected:
            worker.check()
            await asyncio.sleep(0.1)
        found = read_burst(n, at, to.records())
        await asyncio.sleep(1.0)
        found.app_cpu, found.pg_cpu = worker.cpu() - app, self._place.pg_cpu() - pg
        late = sorted(when - at for when, who in to.records() if FIRST <= who < FIRST + n)
        found.extra["p99_s"] = late[int(0.99 * len(late))] if late else 99.0
        found.extra["written"] = await self._place.db.fetchval(
            "SELECT count(*) FROM occurrences WHERE state = 'completed' AND due_at = $1",
            datetime.fromtimestamp(at, UTC),
        )
        return found


def _row(found: Burst) -> dict[str, Any]:
    return {
        "per_second": round(found.rate), "first_ms": round(found.first * 1000), "last_s": round(found.last, 2),
        "p99_s": round(found.extra["p99_s"], 2), "app_us": round(found.app_cpu / found.n * 1e6, 1),
        "pg_us": round(found.pg_cpu / found.n * 1e6, 1), "twice": found.twice, "early": found.early,
        "missing": found.n - found.arrived, "written": found.extra["written"],
    }  # fmt: skip


async def measure(quick: bool) -> list[Figure]:
    """The burst against the bare loop, then a hundred receivers with and without a dead one among them."""
    n, rounds = (10_000, 1) if quick else (100_000, 3)
    some, pairs = (4_000, 1) if quick else (20_000, 3)
    rows: list[dict[str, Any]] = []
    mixed: list[dict[str, Any]] = []
    to_bare, lateness, slower = [], [], []
    async with world() as place:
        receivers = Receivers(place)
        with provider(DELAY) as to, dead() as bad:
            for _ in range(rounds):
                await receivers.open(to.url, n + WARM)
                async with product(place, to.url, **SETTINGS) as worker:
                    ours = await receivers.burst(worker, to, n)
                bare_rate, bare_cpu = bare(to, "webhook", n)
                to_bare.append(ours.rate / bare_rate if ours.complete else 0.0)
                lateness.append(ours.extra["p99_s"] if ours.complete else 99.0)
                rows.append(_row(ours) | {"bare_per_second": round(bare_rate), "bare_us": round(bare_cpu / n * 1e6, 1)})
            for _ in range(pairs):
                p99 = []
                for other in (None, bad):
                    await receivers.open(to.url, some + WARM, other)
                    async with product(place, to.url, **SETTINGS) as worker:
                        found = await receivers.burst(worker, to, some, None if other is None else 0)
                    p99.append(found.extra["p99_s"])
                    mixed.append({"dead": int(other is not None)} | _row(found))
                slower.append(p99[1] / p99[0])
    return [
        Figure("deliveries", f"{n} webhooks due in one second ÷ bare aiohttp loop, 50 ms receiver", median(to_bare), GOAL_BARE,
               rows=rows),
        Figure("lateness", f"99th percentile of these {n}", median(lateness), GOAL_LATE, most=True, unit="s"),
        Figure("one dead", "the others' 99th percentile ÷ without a dead receiver among a hundred", median(slower), GOAL_DEAD,
               most=True, rows=mixed),
    ]  # fmt: skip
