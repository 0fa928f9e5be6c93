"""Statements whose plans are kept: on connections of their own, which are given up when something is wrong with them."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from wellcheck import db


async def test_statements_whose_plans_are_kept_have_connections_of_their_own(database: str) -> None:
    await db.open_database(database, 2)
    (one,) = await db.by_index("SELECT pg_backend_pid() AS pid, current_setting('enable_seqscan') AS reads")
    (same,) = await db.by_index("SELECT pg_backend_pid() AS pid")
    assert one["reads"] == "off" and same["pid"] == one["pid"]
    async with db.transaction():  # then it is a statement of that transaction
        (ours,) = await db.rows("SELECT pg_backend_pid() AS pid")
        (inside,) = await db.by_index("SELECT pg_backend_pid() AS pid")
        assert inside["pid"] == ours["pid"] != one["pid"]
    with pytest.raises(asyncpg.DataError):
        await db.by_index("SELECT 1 / 0")
    (still,) = await db.by_index("SELECT pg_backend_pid() AS pid")
    assert still["pid"] == one["pid"], "a statement that is refused costs no connection"
    hangs = asyncio.create_task(db.by_index("SELECT pg_sleep(30)"))
    await asyncio.sleep(0.1)
    hangs.cancel()
    await asyncio.wait({hangs})
    (fresh,) = await db.by_index("SELECT pg_backend_pid() AS pid")
    assert fresh["pid"] != one["pid"], "one that was broken off is not used again"
    await db.run("SELECT pg_terminate_backend($1, 10000)", fresh["pid"])  # and waits until it is gone
    await asyncio.sleep(0.1)
    (anew,) = await db.by_index("SELECT pg_backend_pid() AS pid")
    assert anew["pid"] != fresh["pid"]
    await asyncio.gather(*(db.by_index("SELECT pg_sleep(0.05)") for _ in range(3 * db.MOST_BESIDE)))
    (most,) = await db.by_index(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wellcheck'"
    )
    assert db.MOST_BESIDE <= most["n"] <= 2 + db.MOST_BESIDE
    await db.close_database()
