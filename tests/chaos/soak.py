"""An ordinary hour, over and over: five people are asked in each second, now and then something goes wrong, and nothing may
grow, be lost or be said that is not so.

`python -m tests.chaos.soak --minutes 60` (`make soak`). It prints what it measured, and ends with 1 if a line was missed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from bench.world import rss_of
from tests.chaos import troubles
from tests.chaos.house import House
from tests.chaos.oracle import history, stories, violations
from tests.chaos.planned import ANSWERS, Said, Script, Size, User, make
from tests.chaos.run import Run, running
from tests.stories.processes import scalar
from wellcheck import db, messages, recurrence
from wellcheck.config import Config
from wellcheck.embedded import Embedded

EVERY = 60
"""Seconds between two check-ins of one user."""

SAMPLE_SECONDS = 10.0
WARM = 0.25
"""The part of the run after which memory must not grow any more."""

LEAST_KEPT = 4.0
"""Minutes for which what is over is kept, at least: what the provider's list is read for must be there, or it is heard anew."""

MOST_GROWTH = 0.10
KEPT = (
    "deliveries",
    "attempts",
    "receipts",
    "inbound",
    "attachments",
    "one_time",
    "conversations",
    "frames",
    "beats",
    "answered",
)
"""Tables whose old rows go (RETENTION_DAYS, or by themselves)."""

PER_PROBE = ("probes", "occurrences", "timeline")
"""Tables that are the history of somebody: they keep a few rows of each check-in."""


@dataclass(slots=True)
class Residents(House):
    """People who answer at once, nearly always."""

    answered: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def check(self, user: User, at: float) -> int:
        return int(at // EVERY)

    def script(self, user: User, check: int) -> Script:
        chance = random.Random(f"{self.plan.seed} {user.name} {check}")
        soon = round(chance.uniform(0.02, 0.6), 3)
        words = chance.choices((chance.choice(ANSWERS), "2", "hmm?", ""), (95, 0.5, 1.5, 3))[0]
        return Script("", ((Said(soon, words),),) if words else ())


@dataclass(slots=True)
class Sample:
    """What was there at one moment. Memory in bytes, tables in rows."""

    at: float
    memory: dict[str, int]
    rows: dict[str, int]
    redis: int
    probes: int


@dataclass(slots=True)
class Soak:
    """One run and what was measured in it."""

    run: Run
    minutes: float
    keep: timedelta
    samples: list[Sample] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def go(self) -> None:
        """Let the time pass, look often, and let everything come to its end."""
        began = time.monotonic()
        going_wrong = asyncio.create_task(self.run.troubles.run(self.run.plan.troubles, began))
        tidied = began
        while time.monotonic() < began + self.minutes * 60:
            await asyncio.sleep(SAMPLE_SECONDS)
            try:
                if time.monotonic() > tidied + self.keep.total_seconds() / 3:
                    await self._note(await history(self._seen()))
                    await messages.prune(self.run.now, self.keep)
                    tidied = time.monotonic()
                self.samples.append(await self._sample(time.monotonic() - began))
                print(self.samples[-1], flush=True)
            except Exception as away:  # the database may be away for a moment: that is what is tried here
                print(f"no sample: {type(away).__name__}", flush=True)
        await going_wrong
        print("nobody is asked any more", flush=True)
        await db.run("UPDATE events SET status = 'paused' WHERE name = 'check-in'")
        await db.run("UPDATE probe_settings SET active = false")
        ended = self.run.now - timedelta(seconds=2)
        await self.run.heal(ended)
        self.run.ended = ended
        await self._note(await violations(self._seen(), self.run.now))

    async def _note(self, found: list[str]) -> None:
        self.wrong += found
        print(*found, *await stories(found), sep="\n", flush=True)

    def _seen(self) -> Any:
        self.run.ended = self.run.ended or self.run.now
        return replace(self.run.seen(), since=self.run.now - self.keep * 0.9)

    async def _sample(self, at: float) -> Sample:
        processes = self.run.troubles.product.processes
        rows = {name: int(await scalar(f"SELECT count(*) FROM {name}")) for name in (*KEPT, *PER_PROBE)}
        async with Redis.from_url(self.run.troubles.servers.redis_url, socket_timeout=2) as redis:
            held = int((await redis.info("memory"))["used_memory_dataset"])
        memory = {name: rss_of(processes[name].pid) for name in ("web", "worker")}
        return Sample(at, memory, rows, held, rows["probes"])

    async def report(self) -> list[str]:
        """What it showed; lines that begin with MISSED were missed."""
        warm = [sample for sample in self.samples if sample.at >= self.minutes * 60 * WARM]
        third = max(1, len(warm) // 3)
        first, last = warm[:third], warm[-third:]
        told = [
            f"{self.samples[-1].probes} check-ins in {self.minutes:g} minutes, {len(self.run.troubles.happened)} troubles"
        ]
        for name in ("web", "worker"):
            before, after = (sum(s.memory[name] for s in part) / len(part) for part in (first, last))
            growth = after / before - 1
            told.append(
                f"{'MISSED ' if growth > MOST_GROWTH else ''}memory of {name}: {before / 2**20:.1f} MiB, then"
                f" {after / 2**20:.1f} MiB ({growth:+.1%})"
            )
        # As many as are kept at a time are there once that time has passed.
        full = [sample for sample in warm if sample.at >= 1.3 * self.keep.total_seconds()]
        if len(full) < 6:
            told.append("too short to say whether tables stay as they are")
        for name in KEPT if len(full) >= 6 else ():
            half = len(full) // 2
            first, last = full[:half], full[half:]
            most_before, most_after = (max(s.rows[name] for s in part) for part in (first, last))
            grew = most_after > 1.25 * most_before + 100
            told.append(f"{'MISSED ' if grew else ''}rows of {name}: at most {most_before}, then at most {most_after}")
        for name in PER_PROBE:
            told.append(
                f"rows of {name} for each check-in: {self.samples[-1].rows[name] / self.samples[-1].probes:.2f}"
            )
        held_before, held_after = (max(s.redis for s in part) for part in (warm[:third], warm[-third:]))
        grew = held_after > held_before + 2**20
        told.append(f"{'MISSED ' if grew else ''}Valkey holds {held_before} bytes, then {held_after}")
        late = await db.one(
            "SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY s) AS p95, max(s) AS most FROM (SELECT extract(epoch FROM"
            " min(d.sent_at) - p.asked_at) AS s FROM probes p JOIN deliveries d ON d.about_id = p.id AND d.kind = 'ask' AND"
            " d.sent_at IS NOT NULL WHERE p.asked_at > $1 GROUP BY p.id) AS asked",
            self.run.began + timedelta(seconds=10),
        )
        assert late is not None
        told.append(f"a question left {late['p95']:.2f} s after its time (p95), {late['most']:.1f} s at most")
        told += [f"MISSED {each}" for each in self.wrong]
        return told


async def soak(minutes: float, rate: float, seed: int, home: Path) -> list[str]:
    """One run of so many minutes with so many check-ins a second."""
    users = int(rate * EVERY)
    size = Size(
        users, 60, 1, minutes * 60, 60.0, 5.0, 20.0, (1.0, 2.0), to_the_end=False, struck=("worker2",)
    )  # fmt: skip
    plan = make(seed, size)
    settings = {"WELLCHECK_HOME": str(home), "SECRET_KEYS": "a key for the soak that opens nothing else",
                "MIN_PROBE_INTERVAL": str(EVERY)}  # fmt: skip
    keep = timedelta(minutes=max(LEAST_KEPT, minutes / 6))
    with Embedded(home / "servers", durable=False) as servers:
        settings |= {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
        await db.migrate(servers.database_url)
        await troubles.prepare(servers, servers.database_url)
        first = datetime.now(UTC)
        places = {user.name: place for place, user in enumerate(plan.users)}

        def times(user: User) -> recurrence.Schedule:
            """Once a minute, one user a little after the other."""
            return recurrence.Every(EVERY, first + timedelta(seconds=places[user.name] * EVERY / users))

        async with running(
            plan, Config.read(settings, home_env=False), servers, home, times, Residents, wound=False
        ) as run:
            soaking = Soak(run, minutes, keep)
            await soaking.go()
            return await soaking.report()


def main() -> None:
    """Read the wish, run, print."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--minutes", type=float, default=60.0)
    wish.add_argument("--rate", type=float, default=5.0, help="check-ins a second")
    wish.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    given = wish.parse_args()
    home = Path(tempfile.mkdtemp(prefix="wellcheck-soak-"))
    try:
        told = asyncio.run(soak(given.minutes, given.rate, given.seed, home))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"seed {given.seed}", *told, sep="\n")
    sys.exit(any(line.startswith("MISSED") for line in told))


if __name__ == "__main__":
    main()
