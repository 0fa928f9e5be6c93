"""Anything may go wrong at any moment: nobody is lost, and nobody is taken for well who did not say so.

`CHAOS_SEED` repeats a plan. A seed that ever failed stands in `FAILED`, and is told in every long run.
"""

from __future__ import annotations

import contextlib
import os
import random
from pathlib import Path

import pytest

from tests.chaos import troubles
from tests.chaos.oracle import story, violations
from tests.chaos.planned import LONG, SHORT, Plan, Size, make
from tests.chaos.run import Run, running
from wellcheck import db
from wellcheck.config import Config
from wellcheck.embedded import Embedded

FAILED: tuple[int, ...] = ()
"""Seeds that found something once."""


async def tell(plan: Plan, config: Config, servers: Embedded, home: Path) -> None:
    """One run, and what is wrong after it."""
    print(f"CHAOS_SEED={plan.seed}", flush=True)
    assert config.database_url
    await troubles.prepare(servers, config.database_url)
    async with running(plan, config, servers, home) as run:
        await run.go()
        found = await violations(run.seen(), run.now)
        if found:
            print(*map(str, plan.troubles), sep="\n")
            for id in {each.rpartition(": ")[2] for each in found if each.count("-") >= 4}:
                print(id, await story(id), sep="\n")
        assert not found, f"CHAOS_SEED={plan.seed}: {len(found)} violations\n" + "\n".join(found[:40])
        await something_happened(run)
        await and_it_would_have_been_seen(run)


async def something_happened(run: Run) -> None:
    """The run was what it is meant to be: people were asked, well, in need, and things went wrong."""
    assert len(run.troubles.happened) == len(run.plan.troubles)
    counted = {row["status"]: row["n"] for row in await db.rows("SELECT status, count(*) AS n FROM probes GROUP BY 1")}
    print(counted, flush=True)
    assert {"good", "bad", "unavailable"} <= counted.keys()
    assert sum(counted.values()) >= 0.9 * run.plan.size.users * run.plan.size.checks


class Undone(Exception):
    """What was broken for a moment is whole again."""


BREAKS = {
    "I5": "UPDATE probes SET status = 'good' WHERE id = (SELECT id FROM probes WHERE status = 'unavailable' LIMIT 1)",
    "I4": "DELETE FROM escalations WHERE id = (SELECT id FROM escalations WHERE probe_id IS NOT NULL LIMIT 1)",
    "I1": "DELETE FROM occurrences WHERE id = (SELECT id FROM occurrences WHERE state = 'fired' LIMIT 1)",
    "I3": "DELETE FROM timeline WHERE id = (SELECT id FROM timeline WHERE what = 'good' LIMIT 1)",
    "I7": "UPDATE deliveries SET id = gen_random_uuid(), bundle_id = NULL WHERE id = (SELECT d.id FROM deliveries d WHERE"
    " d.state = 'delivered' AND d.kind = 'ask' LIMIT 1)",
    "I12": "DELETE FROM timeline WHERE id = (SELECT id FROM timeline WHERE what = 'asked' LIMIT 1)",
    "nobody heard": "DELETE FROM inbound WHERE id = (SELECT id FROM inbound LIMIT 1)",
}  # fmt: skip


async def and_it_would_have_been_seen(run: Run) -> None:
    """Each thing that is broken on purpose is found: the oracle is not blind."""
    for what, sql in BREAKS.items():
        with contextlib.suppress(Undone):
            async with db.transaction():
                await db.run("SET LOCAL session_replication_role = replica")  # whatever hangs on it stays
                assert await db.run(sql), what
                found = await violations(run.seen(), run.now)
                assert any(each.startswith(what) for each in found), f"{what} is not seen: {found}"
                raise Undone


def seed() -> int:
    """The seed that was asked for, or a new one."""
    return int(os.environ.get("CHAOS_SEED") or random.randrange(1_000_000))


def test_the_same_seed_makes_the_same_plan() -> None:
    assert make(7, SHORT) == make(7, SHORT) != make(8, SHORT)
    for size in (SHORT, LONG):
        plan = make(7, size)
        assert {t.what for t in plan.troubles} == {"kill", "freeze", "roll", "valkey", "postgres", "provider"}
        assert size.users * size.checks >= 40 and len({user.name for user in plan.users}) == size.users
    assert LONG.users * LONG.checks >= 1000


async def test_a_short_run(config: Config, servers: Embedded, tmp_path: Path) -> None:
    await tell(make(int(os.environ.get("CHAOS_SEED") or 20_261), SHORT), config, servers, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("again", [*FAILED, None])
async def test_a_long_run(again: int | None, config: Config, servers: Embedded, tmp_path: Path) -> None:
    await tell(make(seed() if again is None else again, LONG), config, servers, tmp_path)


@pytest.mark.slow
async def test_a_run_of_middle_length(config: Config, servers: Embedded, tmp_path: Path) -> None:
    await tell(make(seed(), Size(80, 20, 1, 20.0, 40.0, 6.0, 0.7)), config, servers, tmp_path)
