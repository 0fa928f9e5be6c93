"""Home visits: asked for and completed by many at once on one user's minutes, listed among a million, offered among fifty
thousand pals.

This process speaks to the database as a web process does; `request` and `complete` are the verbs behind the doors.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from bench.report import Figure
from bench.world import World, world
from wellcheck import db, people, runtime, visits
from wellcheck.config import Config
from wellcheck.runtime import Runtime
from wellcheck.visits import Wish, ledger, watching

GOAL_RATE, GOAL_LIST, GOAL_OFFER = 300.0, 25.0, 50.0
AT_ONCE = 16
VISITS, USERS, PALS = 1_000_000, 10_000, 50_000
LONDON = (51.5, -0.12)


async def measure(quick: bool) -> list[Figure]:
    """All three, on one database."""
    n, many, crowd = (300, 50_000, 5_000) if quick else (5_000, VISITS, PALS)
    async with world() as place:
        config = Config.read(place.environ("http://127.0.0.1:9"), home_env=False)
        async with runtime.start(config, "bench", pool=AT_ONCE + 4) as running:
            contended = await _contended(running, n)
            await _fill(running, place, many, crowd)
            listing = await _listing(running, 50 if quick else 300)
            offers = await _offers(running, 20 if quick else 200)
    return [
        Figure("visits", f"visits a second asked for and completed, {AT_ONCE} at once on one user's minutes",
               contended["per_second"], GOAL_RATE, rows=[contended]),
        Figure("visits list", f"ms for a page of 100 among {many:,} visits, p95", max(row["p95_ms"] for row in listing),
               GOAL_LIST, most=True, unit="ms", rows=listing),
        Figure("visits offer", f"ms to choose whom a visit is offered to among {crowd:,} pals, p95", offers["p95_ms"],
               GOAL_OFFER, most=True, unit="ms", rows=[offers]),
    ]  # fmt: skip


async def _contended(running: Runtime, n: int) -> dict[str, Any]:
    """One user, many who complete what was asked for by another at the same time."""
    now = running.now()
    papa = await people.create("Ada", None, "en", "UTC", now)
    await ledger.give(papa.id, 100_000, now)
    pals = [(await people.create("Bob", None, "en", "UTC", now)).id for _ in range(AT_ONCE)]
    wish = Wish(1, (("x", None),), day=(now + timedelta(days=1)).date(), direct=True)
    left = iter(range(n))
    wrong = 0

    async def work(pal: UUID) -> None:
        nonlocal wrong
        for _ in left:
            try:
                visit = await visits.request(papa.id, wish, now)
                await visits.complete(visit.id, pal, now)
            except Exception:
                wrong += 1

    began = time.perf_counter()
    await asyncio.gather(*map(work, pals))
    took = time.perf_counter() - began
    books = await ledger.books()
    assert (books.total, books.differ, wrong) == (0, 0, 0), (books, wrong)
    return {"per_second": round(n / took, 1), "errors": wrong, "n": n}


async def _fill(running: Runtime, place: World, many: int, crowd: int) -> None:
    """Visits of many users, in all states, and pals around one city; as many tasks as visits."""
    now = running.now()
    await db.run(
        "INSERT INTO persons (id, language, zone, created_at, updated_at)"
        " SELECT gen_random_uuid(), 'en', 'UTC', $2, $2 FROM generate_series(1, $1::int)",
        USERS + crowd, now,
    )  # fmt: skip
    await place.db.execute(
        "INSERT INTO visits (id, user_id, pal_id, state, minutes, day, starts_at, zone, direct, created_at, updated_at)"
        " SELECT gen_random_uuid(), p.id, CASE WHEN n % 4 > 0 THEN q.id END,"
        " (ARRAY['requested', 'completed', 'completed', 'cancelled'])[1 + n % 4], 1, $3::date + (n % 700 - 600), NULL, 'UTC',"
        " n % 2 = 0, $2, $2 FROM generate_series(1, $1::int) n"
        " JOIN (SELECT id, row_number() OVER (ORDER BY id) AS r FROM persons) p ON p.r = 1 + n % $4"
        " JOIN (SELECT id, row_number() OVER (ORDER BY id) AS r FROM persons) q ON q.r = 1 + (n * 7 + 1) % $4",
        many, now, now.date(), USERS,
    )  # fmt: skip
    await place.db.execute(
        "INSERT INTO visit_tasks (id, visit_id, position, name_sealed) SELECT gen_random_uuid(), id, 0, '\\x00' FROM visits"
    )
    await place.db.execute(
        "INSERT INTO pals (person_id, status, languages, latitude, longitude, reach_km, hours, paused, created_at,"
        " updated_at)"
        " SELECT id, 'approved', CASE WHEN r % 3 = 0 THEN '[\"de\"]'::jsonb ELSE '[\"en\"]'::jsonb END,"
        " round(($2::float8 + random() - 0.5)::numeric, 2), round(($3::float8 + random() - 0.5)::numeric, 2), 20, '[]'::jsonb,"
        " false, $4, $4"
        " FROM (SELECT id, row_number() OVER () AS r FROM (SELECT id FROM persons ORDER BY id DESC LIMIT $1) s) s",
        crowd, *LONDON, now,
    )  # fmt: skip
    for table in ("visits", "visit_tasks", "pals", "persons"):
        await place.db.execute(f"VACUUM ANALYZE {table}")


async def _listing(running: Runtime, rounds: int) -> list[dict[str, Any]]:
    """A page of somebody's own list, of the list of what is open, of an admin's, and one far behind."""
    someone = [row["id"] for row in await db.rows("SELECT id FROM persons ORDER BY id LIMIT 50")]
    ways: dict[str, Callable[[UUID], Awaitable[Any]]] = {
        "own": lambda who: visits.listed(who, False, visits.Filter(user_id=who), 0, 100),
        "all I may see": lambda who: visits.listed(who, False, visits.Filter(), 0, 100),
        "completed": lambda who: visits.listed(who, False, visits.Filter(states=("completed",)), 0, 100),
        "admin": lambda who: visits.listed(who, True, visits.Filter(), 0, 100),
        "admin, page 50": lambda who: visits.listed(who, True, visits.Filter(), 4_900, 100),
    }
    rows = []
    for name, way in ways.items():
        times = []
        for number in range(rounds):
            began = time.perf_counter()
            _, found = await way(someone[number % len(someone)])
            await db.rows("SELECT id FROM visit_tasks WHERE visit_id = ANY($1)", [visit.id for visit in found])
            times.append((time.perf_counter() - began) * 1000)
        rows.append(
            {"list": name, "median_ms": round(median(times), 2), "p95_ms": round(quantiles(times, n=20)[-1], 2)}
        )
    return rows


async def _offers(running: Runtime, rounds: int) -> dict[str, Any]:
    """Whom a visit somewhere in the city is offered to."""
    now = running.now()
    times, chosen = [], 0
    user = await people.create("Ada", None, "en", "UTC", now)
    for number in range(rounds):
        spread = number / rounds - 0.5
        wish = Wish(1, (("x", None),), starts_at=now + timedelta(days=1), latitude=LONDON[0] + spread / 2,
                    longitude=LONDON[1] - spread / 2)  # fmt: skip
        visit = await visits.request(user.id, wish, now)
        began = time.perf_counter()
        chosen += len(await watching.candidates(visit, False, now))
        times.append((time.perf_counter() - began) * 1000)
        await visits.cancel(visit.id, user.id, now)
    assert chosen >= rounds
    return {"median_ms": round(median(times), 2), "p95_ms": round(quantiles(times, n=20)[-1], 2)}
