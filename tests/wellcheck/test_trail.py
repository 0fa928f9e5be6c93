"""The audit trail: only added to, and a change that was made nevertheless shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tortoise.exceptions import BaseORMException

from wellcheck import access, db
from wellcheck.access import trail
from wellcheck.config import Config

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
async def opened(config: Config) -> AsyncIterator[None]:
    await db.open_database(config.database_url or "", 4, "trail")
    yield
    await db.close_database()


async def entries(n: int) -> None:
    for i in range(n):
        await access.audit(
            f"actor {i}", "did", f"thing {i}", NOW + timedelta(days=i), {"b": [1, 2.5, "ü"], "a": i}, f"::{i}"
        )


async def past_the_trigger(sql: str, *values: Any) -> None:
    """What somebody does who holds the database."""
    async with db.transaction():
        await db.run("SET LOCAL session_replication_role = replica")
        assert await db.run(sql, *values)


async def test_entries_are_chained_in_order_and_the_chain_holds(opened: None):
    await entries(3)
    sealed = await asyncio.gather(trail.seal(), trail.seal(), trail.seal())
    assert sorted(sealed) == [0, 0, 3] and await trail.seal() == 0
    await entries(2)
    verdict = await trail.verify()  # what is not chained yet is chained first
    assert (verdict.first, verdict.last, verdict.broken) == (1, 5, None)
    assert verdict == await trail.verify(f"5:{verdict.head}")
    rows = await db.rows("SELECT link, id FROM audit ORDER BY id")
    assert [row["link"] for row in rows] == [1, 2, 3, 4, 5]


async def test_nobody_changes_or_deletes_an_entry(opened: None):
    await entries(2)
    for chained in (False, True):
        for sql in (
            "DELETE FROM audit", "UPDATE audit SET actor = 'x'", "UPDATE audit SET detail = '{}'", "TRUNCATE audit",
            "UPDATE audit SET at = at + interval '1 s'", "UPDATE audit SET source = 'x'", "UPDATE audit SET source = NULL",
            "UPDATE audit SET request = 'x'", "UPDATE audit SET link = 9, actor = 'x'",
        ):  # fmt: skip
            if sql.endswith("source = NULL") and not chained:
                continue  # there is no salt yet: it is how somebody is forgotten
            with pytest.raises(BaseORMException, match="only added"):
                await db.run(sql)
        await trail.seal()
    with pytest.raises(BaseORMException, match="only added"):
        await db.run("UPDATE audit SET link = NULL, hash = NULL")
    assert (await trail.verify()).broken is None


@pytest.mark.parametrize(
    ("sql", "broken", "why"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE link = 2", 2, "it was changed"),
        ('UPDATE audit SET detail = \'{"a": 1, "b": []}\' WHERE link = 3', 3, "it was changed"),
        ("UPDATE audit SET at = at - interval '1 day' WHERE link = 4", 4, "it was changed"),
        ("UPDATE audit SET source = '::ffff' WHERE link = 2", 2, "its source was changed"),
        ("DELETE FROM audit WHERE link = 3", 3, "it is missing"),
        ("DELETE FROM audit WHERE link = 1", 1, "it is missing"),
        ("DELETE FROM audit WHERE link = 5", 5, "the end of the chain is missing"),
        ("UPDATE audit SET hash = sha256('x') WHERE link = 4", 4, "it was changed"),
    ],
)
async def test_the_first_entry_that_was_tampered_with_is_named(opened: None, sql: str, broken: int, why: str):
    await entries(5)
    assert (await trail.verify()).last == 5
    await past_the_trigger(sql)
    verdict = await trail.verify()
    assert (verdict.broken, verdict.why, verdict.last) == (broken, why, broken - 1)


async def test_an_end_that_was_cut_off_with_all_traces_shows_by_what_was_noted(opened: None):
    await entries(4)
    noted = f"4:{(await trail.verify()).head}"
    await past_the_trigger("DELETE FROM audit WHERE link = 4")
    await db.run("UPDATE audit_chain SET (link, hash) = (SELECT link, hash FROM audit WHERE link = 3)")
    assert (await trail.verify()).broken is None
    assert (await trail.verify(noted)).why == "the chain ends before what was noted"
    await entries(1)
    assert (await trail.verify(noted)).why == "it is not the one that was noted"


async def test_forgetting_somebody_and_the_end_of_an_entrys_time_leave_the_chain_whole(opened: None):
    await entries(5)
    await trail.seal()
    await db.run("UPDATE audit SET source = NULL, salt = NULL WHERE actor = 'actor 3'")
    await access.audit("actor 3", "did", None, NOW, source="::3")
    await db.run("UPDATE audit SET source = NULL, salt = NULL WHERE actor = 'actor 3'")
    assert (await trail.verify()).last == 6
    assert await trail.prune(NOW + timedelta(days=2)) == 2
    assert await trail.prune(NOW + timedelta(days=2)) == 0
    verdict = await trail.verify()
    assert (verdict.first, verdict.last, verdict.broken) == (3, 6, None)
    await past_the_trigger("DELETE FROM audit WHERE link = 3")
    assert (await trail.verify()).broken == 3
    assert await trail.prune(NOW + timedelta(days=9)) == 3
    await entries(1)
    assert (await trail.verify()).last == 7
