"""Anything may go wrong at any moment: nobody is lost, and nobody is taken for well who did not say so.

`CHAOS_SEED` repeats a plan. A seed that ever failed stands in `FAILED`, and is told in every long run.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.chaos import troubles
from tests.chaos.mishaps import CALLBACKS
from tests.chaos.oracle import stories, violations
from tests.chaos.planned import LONG, MIDDLE, SHORT, Plan, make
from tests.chaos.run import Run, running
from wellcheck import db
from wellcheck.config import Config
from wellcheck.embedded import Embedded

FAILED: tuple[int, ...] = (2,)
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
            print(*await stories(found), sep="\n")
        assert not found, f"CHAOS_SEED={plan.seed}: {len(found)} violations\n" + "\n".join(found[:40])
        await something_happened(run)
        await and_it_would_have_been_seen(run)


async def something_happened(run: Run) -> None:
    """The run was what it is meant to be: people were asked, well, in need, on all channels, and things went wrong."""
    assert len(run.troubles.happened) == len(run.plan.troubles)
    counted = {row["status"]: row["n"] for row in await db.rows("SELECT status, count(*) AS n FROM probes GROUP BY 1")}
    print(counted, flush=True)
    assert {"good", "bad", "unavailable"} <= counted.keys()
    assert sum(counted.values()) >= 0.9 * run.plan.size.users * run.plan.size.checks
    used = set(run.plan.size.channels)
    asked = (
        "SELECT channel, count(*) AS n FROM deliveries WHERE kind = 'ask' AND state IN ('sent', 'delivered') GROUP BY 1"
    )
    by = {row["channel"]: row["n"] for row in await db.rows(asked)}
    said = Counter(each.channel for each in run.house.watcher.uttered(0.0))
    print("asked by", by, "heard by", said, flush=True)
    assert used <= by.keys()
    # In the short one a call may be over before anybody presses a key: a product minute takes half a second there.
    assert used <= said.keys() or run.plan.size is SHORT


class Undone(Exception):
    """What was broken for a moment is whole again."""


ONE = "(SELECT id FROM {} LIMIT 1)"
ONE_EACH = "(SELECT DISTINCT ON (channel) id FROM deliveries WHERE kind = 'ask' AND state IN ('sent', 'delivered'))"

BREAKS = {
    "I5 good": "UPDATE probes SET status = 'good' WHERE id = " + ONE.format("probes WHERE status = 'unavailable'"),
    "I4": "DELETE FROM escalations WHERE id = " + ONE.format("escalations WHERE probe_id IS NOT NULL"),
    "I1": "DELETE FROM occurrences WHERE id = " + ONE.format("occurrences WHERE state = 'fired'"),
    "I3": "DELETE FROM timeline WHERE id = " + ONE.format("timeline WHERE what = 'good'"),
    "I7 ask by {channel}": "UPDATE deliveries SET id = gen_random_uuid(), bundle_id = NULL WHERE id IN " + ONE_EACH,
    "I7 .* is in a chat": "DELETE FROM deliveries WHERE channel = 'telegram' AND options IS NULL AND kind <> 'edit'",
    "I12": "DELETE FROM timeline WHERE id = " + ONE.format("timeline WHERE what = 'asked'"),
    "nobody heard .* by {channel}": "DELETE FROM inbound",
    "I5 well, and no provider knows": "UPDATE probes SET status = 'good'",
}
"""What is broken on purpose, and how the oracle is to say so: of each channel, if that is in it."""


async def and_it_would_have_been_seen(run: Run) -> None:
    """Each thing that is broken on purpose is found: the oracle is not blind."""
    said = {each.channel for each in run.house.watcher.uttered(0.0)}
    for what, sql in BREAKS.items():
        with contextlib.suppress(Undone):
            async with db.transaction():
                await db.run("SET LOCAL session_replication_role = replica")  # whatever hangs on it stays
                assert await db.run(sql), what
                found = await violations(run.seen(), run.now)
                for channel in said if "{channel}" in what else {""}:
                    expected = what.replace("{channel}", channel)
                    assert any(re.match(expected, each) for each in found), f"{expected} is not seen: {found}"
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
        assert {user.channels[0] for user in plan.users} == {"sms", "telegram", "whatsapp", "voice", "email"}
        assert {friend.channel for friend in plan.friends} == {"sms", "telegram", "whatsapp", "voice", "email"}
    assert LONG.users * LONG.checks >= 1000


def test_a_long_run_has_every_fault_that_there_is() -> None:
    plan = make(11, LONG)
    scripts = {script.name for user in plan.users for script in user.scripts}
    assert scripts >= {"answers", "late", "no", "never", "twice", "riddles", "stop", "strange"}
    ways = [(trouble.what, dict(trouble.how), trouble.seconds) for trouble in plan.troubles]
    killed, frozen, rolled = (
        {how["process"] for what, how, _ in ways if what == kind} for kind in ("kill", "freeze", "roll")
    )
    assert killed == {"web", "worker", "worker2", "bot"} and frozen == rolled == killed - {"web"}
    assert {seconds for what, _, seconds in ways if what == "freeze"} == {60.0}
    for kind, hows in (("valkey", {"flush", "cut", "restart", "stop"}), ("postgres", {"restart", "slow", "cut"})):
        assert {how["how"] for what, how, _ in ways if what == kind} == hows
    faults = [how for what, how, _ in ways if what == "provider"]
    for method in ("create", "call", "sendmessage"):
        does = {(f.get("kind"), f.get("status"), f.get("seconds")) for f in faults if f["method"] == method}
        kinds = {kind for kind, _, _ in does}
        assert kinds >= {"status", "timeout_after_accept", "hang", "refuse", "garbage", "delay"}
        assert {status for kind, status, _ in does if kind == "status"} == {429, 500, 503}
        assert {("hang", None, 30.0), ("timeout_after_accept", None, 30.0)} <= does
    assert {f["kind"] for f in faults if f["provider"] == "smtp"} >= {
        "status",
        "timeout_after_accept",
        "hang",
        "refuse",
    }
    told = {(f["method"], f["callbacks"]) for f in faults if "callbacks" in f and f["provider"] == "twilio"}
    assert told == set(itertools.product(("create", "inbound", "call", "voice"), CALLBACKS))


async def test_a_short_run(config: Config, servers: Embedded, tmp_path: Path) -> None:
    await tell(make(int(os.environ.get("CHAOS_SEED") or 20_261), SHORT), config, servers, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("again", [*FAILED, None])
async def test_a_long_run(again: int | None, config: Config, servers: Embedded, tmp_path: Path) -> None:
    await tell(make(seed() if again is None else again, LONG), config, servers, tmp_path)


@pytest.mark.slow
async def test_a_run_of_middle_length(config: Config, servers: Embedded, tmp_path: Path) -> None:
    await tell(make(seed(), MIDDLE), config, servers, tmp_path)
