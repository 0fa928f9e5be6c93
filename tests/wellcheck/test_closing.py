"""A database that is closed: whatever hangs, the process may end, or open another one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from wellcheck import db


@pytest.mark.parametrize("ask", [db.rows, db.by_index])
async def test_a_query_that_hangs_keeps_no_process_from_ending(
    database: str, monkeypatch: pytest.MonkeyPatch, ask: Callable[..., Awaitable[Any]]
) -> None:
    monkeypatch.setattr(db, "CLOSING_SECONDS", 0.3)
    await db.open_database(database, 2)
    hangs = asyncio.create_task(ask("SELECT pg_sleep(30)"))
    await asyncio.sleep(0.1)
    await db.close_database()
    async with asyncio.timeout(10):
        with pytest.raises(Exception, match="connection"):
            await hangs
    await db.open_database(database, 2)
    assert await db.one("SELECT 1 AS one") == {"one": 1}
    await db.close_database()


async def test_what_is_under_way_beside_the_pool_ends_before_it_is_closed(database: str) -> None:
    await db.open_database(database, 2)
    under_way = [asyncio.create_task(db.by_index("SELECT pg_sleep(0.1)")) for _ in range(db.MOST_BESIDE)]
    waits = asyncio.create_task(db.by_index("SELECT 1"))
    await asyncio.sleep(0)  # all of them are taken now, and this one waits
    await db.close_database()
    assert all(len(each.result()) == 1 for each in under_way), "close_database waited for them"
    with pytest.raises(asyncpg.InterfaceError, match="closed"):
        await waits
    with pytest.raises(RuntimeError):
        await db.by_index("SELECT 1")
