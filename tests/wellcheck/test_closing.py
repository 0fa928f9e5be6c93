"""A database that is closed: whatever hangs, the process may end, or open another one."""

from __future__ import annotations

import asyncio

import pytest

from wellcheck import db


async def test_a_query_that_hangs_keeps_no_process_from_ending(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "CLOSING_SECONDS", 0.3)
    await db.open_database(database, 2)
    hangs = asyncio.create_task(db.rows("SELECT pg_sleep(30)"))
    await asyncio.sleep(0.1)
    await db.close_database()
    with pytest.raises(Exception, match="connection"):
        await hangs
    await db.open_database(database, 2)
    assert await db.one("SELECT 1 AS one") == {"one": 1}
    await db.close_database()
