"""What the first answers would wait for is done before they come."""

from __future__ import annotations

from bot import plain
from wellcheck import db, runtime
from wellcheck.config import Config


async def test_the_statements_of_plain_answers_are_planned_before_the_first_one_comes(config: Config) -> None:
    async with runtime.start(config, "test") as running:
        await plain.make_ready(running.now(), 2)
        row = await db.one(
            "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'WITH open AS%'"
        )
        assert row == {"n": 2}
        for table in ("inbound", "timeline"):
            assert await db.rows(f"SELECT id FROM {table}") == []
