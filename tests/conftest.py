"""The real servers every test stands on: one PostgreSQL and one Valkey a session, a fresh database a test."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis

from wellcheck import db
from wellcheck.config import Config
from wellcheck.embedded import Embedded

TEMPLATE = "wellcheck_template"
numbers = itertools.count(1)


def named(url: str, database: str) -> str:
    """The same server's address of another database."""
    return url.replace("/wellcheck?", f"/{database}?")


async def execute(url: str, *statements: str) -> None:
    """Statements for the server itself, each outside a transaction."""
    connection = await asyncpg.connect(**db.connect_options(url))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def servers() -> Iterator[Embedded]:
    """PostgreSQL and Valkey of this test run, gone with it."""
    home = Path(tempfile.mkdtemp(prefix="wellcheck-test-"))
    running = Embedded(home, durable=False).start()
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(servers: Embedded) -> str:
    """The address of a database with the whole schema and no rows: copy it, do not touch it."""

    async def prepare() -> None:
        await execute(servers.database_url, f"CREATE DATABASE {TEMPLATE}")
        await db.migrate(named(servers.database_url, TEMPLATE))

    asyncio.run(prepare())
    return named(servers.database_url, TEMPLATE)


@pytest.fixture
async def database(servers: Embedded, migrated: str) -> AsyncIterator[str]:
    """The address of a database of this test's own."""
    name = f"test_{next(numbers)}"
    await execute(servers.database_url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield named(servers.database_url, name)
    await execute(servers.database_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def redis_url(servers: Embedded) -> str:
    """The address of an empty Valkey."""
    client = Redis.from_url(servers.redis_url)
    try:
        await client.flushall()
    finally:
        await client.aclose()
    return servers.redis_url


@pytest.fixture
def config(database: str, redis_url: str, tmp_path: Path) -> Config:
    """A sandbox's configuration on this test's own servers."""
    return Config.read(
        {
            "DATABASE_URL": database,
            "REDIS_URL": redis_url,
            "WELLCHECK_HOME": str(tmp_path),
            "SECRET_KEYS": "a key for tests that opens nothing else",
            "MASTER_TOKEN": "a master token for tests, long enough",
        },
        home_env=False,
    )
