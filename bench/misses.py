"""Everybody is silent at once: how late the last first contact hears, how late a second step is meanwhile, what a step costs
among few and among many escalations that run, and how long a "no" takes."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from aiohttp import ClientSession

from bench.intake import up
from bench.provider import Provider, provider
from bench.replies import p95, row, talk, waits
from bench.report import Figure
from bench.world import CONTACT, FIRST, LEAD, WARM, Worker, World, free_port, person, product, world
from wellcheck import db

DELAY = 0.050
SIZE, STEPPERS, SPEAKERS = 10_000, 200, 100
GOAL_LAST, GOAL_NO, GOAL_STEP, GOAL_FLAT = 30.0, 1.0, 2.0, 1.15
WAIT = 20
"""Seconds of patience in this bench, so that it need not last an hour."""

FEW, MANY = 100, 50_000
STEPPED = 1_000


def _contact(user: int, position: int = 0) -> int:
    return CONTACT + 4 * user + 2 * position


def _phone(user: int, position: int = 0) -> int:
    return FIRST + _contact(user, position)


async def measure(quick: bool) -> list[Figure]:
    """One run of the burst, and one at each number of running escalations."""
    n, steppers, speakers = (2_000, 40, 20) if quick else (SIZE, STEPPERS, SPEAKERS)
    many = 5_000 if quick else MANY
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + steppers + speakers + WARM, "sms")
            await place.befriend(
                [(user, _contact(user), 0) for user in range(n + steppers + speakers)]
                + [(user, _contact(user, 1), 1) for user in range(n, n + steppers)]
            )
            await place.db.execute("UPDATE probe_settings SET retries = 0, wait_seconds = 3600")
            more = {"PORT": str(port), "PUBLIC_URL": public}
            async with product(place, to.url, **more) as worker, product(place, to.url, "web", **more):
                await up(port, "/livez")
                said_no = await _no(place, to, worker, public, range(n + steppers, n + steppers + speakers))
                last, late = await _all_silent(place, to, worker, n, steppers)
            flat = await _among(place, to, FEW, many)
    cost = median(row["cpu_us"] for row in flat if row["running"] == many) / median(
        row["cpu_us"] for row in flat if row["running"] == FEW
    )
    return [
        Figure("misses", f"seconds until the last of {n} first contacts has it", last["last_s"], GOAL_LAST, most=True, unit="s",
               rows=[last]),
        Figure("step", f"p95 seconds that a second step is late meanwhile, of {steppers}", p95(late), GOAL_STEP, most=True,
               unit="s", rows=[row(late)]),
        Figure("no", 'p95 seconds from a "no" to the request to the first contact', p95(said_no), GOAL_NO, most=True, unit="s",
               rows=[row(said_no)]),
        Figure("steps flat", f"CPU per step among {many:,} running escalations ÷ among {FEW}", cost, GOAL_FLAT, most=True,
               rows=flat),
    ]  # fmt: skip


async def _no(place: World, to: Provider, worker: Worker, public: str, speakers: range) -> list[float]:
    """These people are asked and say "2", one after the other."""
    await place.burst(worker, to, speakers.start, len(speakers), LEAD)
    async with ClientSession() as session:
        spoke = await talk(session, public, speakers, 3, 0.05, "2")
    await asyncio.sleep(3)
    return waits({_phone(who - FIRST): when for who, when in spoke.items()}, to.records())


async def _all_silent(
    place: World, to: Provider, worker: Worker, n: int, steppers: int
) -> tuple[dict[str, Any], list[float]]:
    """All deadlines fall into one second; in the ten that follow the second steps of others are due."""
    await place.burst(worker, to, n, steppers, LEAD)
    await deadline(place, n, steppers, time.time())
    await _arrived(to, [_phone(user) for user in range(n, n + steppers)], 30)
    asked = await place.burst(worker, to, 0, n, LEAD)
    at = float(int(time.time()) + 5)
    await deadline(place, 0, n, at)
    steps = {user: at + 10 * (user - n) / steppers for user in range(n, n + steppers)}
    await place.db.executemany(
        "UPDATE escalations SET due_at = $2 WHERE user_id = $1 AND status = 'running'",
        [(person(user), datetime.fromtimestamp(due, UTC)) for user, due in steps.items()],
    )
    cpu = worker.cpu(), place.pg_cpu()
    first = await _arrived(to, [_phone(user) for user in range(n)], 120)
    used = worker.cpu() - cpu[0], place.pg_cpu() - cpu[1]
    second = await _arrived(to, [_phone(user, 1) for user in steps], 30)
    late = sorted(abs(second[_phone(user, 1)] - due) for user, due in steps.items())
    reached = [when - at for when in first.values()]
    found = {
        "last_s": round(max(reached), 2), "first_s": round(min(reached), 2), "median_s": round(median(reached), 2),
        "asked": asked.arrived, "app_us": round(used[0] / n * 1e6), "pg_us": round(used[1] / n * 1e6),
    }  # fmt: skip
    await _close(place)
    return found, late


async def deadline(place: World, start: int, n: int, at: float) -> None:
    """The patience of these people's open check-ins ends at this epoch second. (A deadline alone that was moved shortens no
    window: the product counts it anew from when the question was taken.)"""
    await place.db.execute(
        "UPDATE probes SET due_at = $1, wait_seconds = 1 WHERE status = 'pending' AND person_id >= $2 AND person_id < $3",
        datetime.fromtimestamp(at, UTC), person(start), person(start + n),
    )  # fmt: skip


async def _arrived(to: Provider, phones: list[int], patience: float) -> dict[int, float]:
    """When each of these phones was first written to (epoch seconds); never: infinity."""
    wanted, until = set(phones), time.time() + patience
    found: dict[int, float] = {}
    while len(found) < len(wanted) and time.time() < until:
        await asyncio.sleep(0.3)
        for when, who in to.records():
            if who in wanted:
                found.setdefault(who, when)
    return {phone: found.get(phone, float("inf")) for phone in phones}


async def _close(place: World) -> None:
    """All escalations are over, and no contact has heard of one in this minute (more would be put together)."""
    await place.db.execute("UPDATE addresses SET alarmed_at = NULL WHERE alarmed_at IS NOT NULL")
    await place.db.execute(
        "UPDATE escalations SET status = 'resolved', due_at = NULL, closed_at = now() WHERE status IN"
        " ('running', 'acknowledged', 'exhausted')"
    )


async def _among(place: World, to: Provider, few: int, many: int) -> list[dict[str, Any]]:
    """The first step of `STEPPED` escalations, while few and while many others wait for their next one; three times each."""
    rows = []
    await place.load(STEPPED + many + 2 * WARM, "sms")
    for _ in range(3):
        for running in (few, many):
            await _close(place)
            await _let_run(place, running)
            async with product(place, to.url) as worker:
                asked = await place.burst(worker, to, 0, STEPPED, LEAD)
                at = float(int(time.time()) + 3)
                await deadline(place, 0, STEPPED, at)
                cpu = worker.cpu() + place.pg_cpu()
                reached = await _arrived(to, [_phone(user) for user in range(STEPPED)], 60)
                used = worker.cpu() + place.pg_cpu() - cpu
            rows.append(
                {
                    "running": running, "cpu_us": round(used / STEPPED * 1e6),
                    "last_s": round(max(reached.values()) - at, 2), "asked": asked.arrived,
                }
            )  # fmt: skip
    return rows


async def _let_run(place: World, running: int) -> None:
    """So many escalations of other users wait for their next step."""
    now = datetime.now(UTC)
    due = now + timedelta(hours=1)
    records = []
    for i in range(running):
        plan = json.dumps(
            [{"contact": str(person(CONTACT + 1)), "person": str(person(CONTACT)), "consent": "consented"}]
        )
        records.append((db.new_id(), person(STEPPED + i), "no_answer", "running", plan, 1, 1, due, 0, now, now))
    await place.db.copy_records_to_table(
        "escalations", records=records,
        columns=["id", "user_id", "reason", "status", "plan", "step", "round", "due_at", "failures", "started_at",
                 "updated_at"],
    )  # fmt: skip
    await place.db.execute("ANALYZE escalations")
