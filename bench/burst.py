"""B1, B2, B3, B5: everybody's check-in comes due in one second.

One round is the product, the bare loop, one arq job per probe (tuned) and arq's defaults, one after the other against the
same stand-in; a figure is the median of the rounds' ratios.
"""

from __future__ import annotations

import asyncio
import time
from statistics import median
from typing import Any

from bench import perjob
from bench.provider import Provider, provider
from bench.report import Figure
from bench.world import LEAD, WARM, Burst, World, process, product, read_burst, run_json, soon, world

DELAY = 0.050
GOAL_BARE, GOAL_PER_JOB, GOAL_DEFAULTS, GOAL_APP = 0.85, 8.0, 200.0, 1.35
GOAL_STATEMENTS, GOAL_COMMANDS = 0.1, 0.1


def bare(to: Provider, channel: str, n: int) -> tuple[float, float]:
    """(messages a second, CPU seconds) of the bare loop."""
    to.reset()
    at = soon(3.0 + n / 50_000)
    said = run_json(["-m", "bench.bare", channel, to.url, str(n), "--at", str(at)])
    found = read_burst(n, at, to.records())
    if not found.complete:
        raise RuntimeError(f"the bare loop reached {found.arrived} of {n}")
    return found.rate, said["cpu"]


async def per_job(place: World, to: Provider, kind: str, n: int) -> float:
    """Messages a second of one arq job per probe."""
    to.reset()
    with process(["-m", "bench.perjob", kind], perjob.environ(place, to)) as worker:
        await asyncio.sleep(1.5)
        at = soon(2.0 + n / 10_000)
        await perjob.fill(place.db, place.servers.redis_url, n, at)
        while time.time() < at + 120 and to.count() < n:
            worker.check()
            await asyncio.sleep(0.2)
    found = read_burst(n, at, to.records())
    if found.arrived != n:
        raise RuntimeError(f"arq ({kind}) reached {found.arrived} of {n}")
    return found.rate


def _row(found: Burst) -> dict[str, Any]:
    return {
        "per_second": round(found.rate),
        "first_ms": round(found.first * 1000),
        "last_s": round(found.last, 2),
        "app_us": round(found.app_cpu / found.asked * 1e6, 1),
        "pg_us": round(found.pg_cpu / found.asked * 1e6, 1),
        "redis_commands": round(found.redis_commands / found.asked, 4),
        "planned_before_s": found.planned_before,
        "twice": found.twice,
        "early": found.early,
        "missing": found.n - found.arrived,
        "written": found.extra["written"],
    }


async def statements(place: World, to: Provider, worker: Any, n: int) -> float:
    """SQL statements per probe of one burst, counted by PostgreSQL's own log (not timed: logging takes its share)."""
    log = place.servers.home / "postgres.log"
    for setting in ("log_statement = 'all'", "log_parameter_max_length = 0", "log_line_prefix = '%a|'"):
        await place.db.execute(f"ALTER SYSTEM SET {setting}")
    await place.db.execute("SELECT pg_reload_conf()")
    await asyncio.sleep(0.5)
    start = log.stat().st_size
    await place.burst(worker, to, 0, n, LEAD)
    with log.open("rb") as file:
        file.seek(start)
        count = sum(
            line.startswith((b"wellcheck worker|LOG:  execute", b"wellcheck worker|LOG:  statement")) for line in file
        )
    await place.db.execute("ALTER SYSTEM RESET ALL")
    await place.db.execute("SELECT pg_reload_conf()")
    return count / n


async def measure(channel: str, quick: bool, others: bool) -> list[Figure]:
    """All rounds on one channel. `others`: also against arq with one job per probe, and what a probe costs."""
    n, rounds = (4_000, 1) if quick else (20_000, 5)
    jobs = 2_000 if quick else 10_000
    tables: list[dict[str, Any]] = []
    to_bare, to_tuned, to_default, costs = [], [], [], []
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + WARM, channel)
            for _ in range(rounds):
                async with product(place, to.url) as worker:
                    ours = await place.burst(worker, to, 0, n, LEAD)
                bare_rate, bare_cpu = bare(to, channel, n)
                row = _row(ours) | {"bare_per_second": round(bare_rate), "bare_us": round(bare_cpu / n * 1e6, 1)}
                ratio = ours.rate / bare_rate if ours.complete else 0.0
                to_bare.append(ratio)
                costs.append(row)
                if others:
                    tuned = await per_job(place, to, "tuned", jobs)
                    default = await per_job(place, to, "default", 200)
                    row |= {"per_job_per_second": round(tuned), "arq_defaults_per_second": round(default, 1)}
                    to_tuned.append(ours.rate / tuned)
                    to_default.append(ours.rate / default)
                tables.append(row)
            counted = 0.0
            if others:
                async with product(place, to.url) as worker:
                    counted = await statements(place, to, worker, n)
    name = {"sms": "SMS", "telegram": "Telegram"}[channel]
    figures = [
        Figure(
            f"B1 {name}", f"burst of {n} ÷ bare aiohttp loop, 50 ms provider", median(to_bare), GOAL_BARE, rows=tables
        )
    ]
    if others:
        middle = {key: median(row[key] for row in costs) for key in ("app_us", "pg_us", "bare_us", "redis_commands")}
        figures += [
            Figure("B2", "burst ÷ one arq job per probe, tuned", median(to_tuned), GOAL_PER_JOB),
            Figure("B3", "burst ÷ arq's defaults", median(to_default), GOAL_DEFAULTS),
            Figure("B5 statements", "SQL statements per probe", counted, GOAL_STATEMENTS, most=True),
            Figure("B5 commands", "Redis commands per probe", middle["redis_commands"], GOAL_COMMANDS, most=True),
            Figure(
                "B5 app",
                "app CPU per probe ÷ bare CPU per POST",
                middle["app_us"] / middle["bare_us"],
                GOAL_APP,
                most=True,
            ),
            Figure(
                "B5 database", "PostgreSQL CPU per probe ÷ app CPU", middle["pg_us"] / middle["app_us"], None, most=True
            ),
        ]
    return figures
