"""The real servers every test stands on: one PostgreSQL and one Valkey a session, an empty database a test."""

from __future__ import annotations

import asyncio
import gc
import itertools
import shutil
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest
from argon2 import PasswordHasher
from redis.asyncio import Redis

from wellcheck import access, db
from wellcheck.__main__ import NEW_OBJECTS
from wellcheck.config import Config
from wellcheck.embedded import Embedded

LONG = ("tests/chaos/", "tests/workers/test_races", "tests/stories/test_newcomer", "tests/stories/test_restarts",
        "tests/wellcheck/test_supervise", "tests/wellcheck/test_embedded", "tests/house/")  # fmt: skip
"""Tests of processes that are started, killed and waited for."""


gc.disable()  # until all tests are collected: a million objects that stay are not looked through over and over


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector looks at what tests make from now on, and at nothing before."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests come first: of several workers one has them all, and the others take the rest of its share.

    pytest-xdist's “worksteal” hands every worker one run of neighbours, and lets who is done take over from the others. Left
    to the end, the long ones would be waited for alone; at once, they would stand in each other's way.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


Result = TypeVar("Result")
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


UNLIMITED = ("RATE_LIMIT_MASTER", "RATE_LIMIT_ADMIN", "RATE_LIMIT_OTHER", "RATE_LIMIT_SOURCE")
"""Tests call as fast as they can. That limits hold is told where they are set."""

REAL_PASSWORDS = access.service._hasher
CHEAP_PASSWORDS = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """A password is to cost whoever guesses it; a test that signs somebody in need not pay. What it really costs is told where
    `real_passwords` is asked for, and by every process."""
    access.service._hasher = CHEAP_PASSWORDS
    yield
    access.service._hasher = REAL_PASSWORDS


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords as everybody else has them."""
    monkeypatch.setattr(access.service, "_hasher", REAL_PASSWORDS)


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


class Copies:
    """Copies of the template, of which one test after the other gets the same one, each time as it was made.

    Emptying takes a tenth of making another. Another one is made when anybody is still connected after a test, when a
    test left another schema, when emptying fails for whatever reason, and after `LIFE` tests: what was deleted still
    takes room. It is emptied on a connection that stays, in a thread of its own (tests have each a loop of their own): one that
    is new has to learn all hundred tables first.
    """

    LIFE = 50
    GONE = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    SCHEMA = """
        WITH ours AS (SELECT oid, relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace)
        SELECT md5(concat(
            (SELECT string_agg(concat(relname, relkind), ',' ORDER BY oid) FROM ours),
            (SELECT string_agg(a::text, ',' ORDER BY a.attrelid, a.attnum) FROM pg_attribute a
              WHERE a.attrelid IN (SELECT oid FROM ours)),
            (SELECT string_agg(c::text, ',' ORDER BY c.oid) FROM pg_constraint c WHERE c.conrelid IN (SELECT oid FROM ours)),
            (SELECT string_agg(t::text, ',' ORDER BY t.oid) FROM pg_trigger t WHERE t.tgrelid IN (SELECT oid FROM ours)),
            (SELECT string_agg(i::text, ',' ORDER BY i.indexrelid) FROM pg_index i WHERE i.indrelid IN (SELECT oid FROM ours)),
            (SELECT string_agg(p.oid::text, ',' ORDER BY p.oid) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace)
        ))
    """

    def __init__(self, servers: Embedded) -> None:
        self.url = servers.database_url
        self.name = ""
        self.used = 0
        self.schema = self.empty = ""
        self._link: asyncpg.Connection | None = None
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="copies", daemon=True).start()

    async def take(self) -> str:
        """The address of an empty database."""
        return await self._aside(self._take())

    async def give_back(self) -> None:
        """Empty it for the next test, or give it up."""
        await self._aside(self._give_back())

    async def _aside(self, work: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _take(self) -> str:
        if not self.name:
            name = f"test_{next(numbers)}"
            await execute(self.url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
            if not self.empty:
                await self._learn(named(self.url, name))
            self.name, self.used = name, 0
        self.used += 1
        return named(self.url, self.name)

    async def _give_back(self) -> None:
        try:
            kept = self.used < self.LIFE and await self._emptied()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            kept = False
        if not kept:
            name, self.name = self.name, ""
            link, self._link = self._link, None
            if link is not None:
                link.terminate()
            await execute(self.url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    async def _learn(self, url: str) -> None:
        """What a new copy looks like, and the statements that make it look so again."""
        connection = await asyncpg.connect(**db.connect_options(url))
        try:
            tables = [
                row["tablename"]
                for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ]
            statements = ["BEGIN", "SET LOCAL session_replication_role = replica"]  # no triggers, in whatever order
            for table in sorted(tables):
                if table == "aerich":
                    continue
                statements.append(f'DELETE FROM "{table}"')
                rows = await connection.fetchval(f'SELECT json_agg(t)::text FROM "{table}" t')
                if rows is not None:
                    quoted = rows.replace("'", "''")
                    statements.append(
                        f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", \'{quoted}\')'
                    )
            sequences = await connection.fetch(
                "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NULL"
            )
            statements += [f"SELECT setval('{row['sequencename']}', 1, false)" for row in sequences]
            self.empty = "; ".join([*statements, "COMMIT"])
            self.schema = await connection.fetchval(self.SCHEMA)
        finally:
            await connection.close()

    async def _emptied(self) -> bool:
        if self._link is None:
            self._link = await asyncpg.connect(**db.connect_options(named(self.url, self.name)))
        end = time.monotonic() + 0.5  # who has closed a connection may not have gone yet
        while await self._link.fetchval(self.GONE):
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.005)
        await self._link.execute(self.empty)
        return bool(await self._link.fetchval(self.SCHEMA) == self.schema)


@pytest.fixture(scope="session")
def copies(servers: Embedded, migrated: str) -> Copies:
    """The databases of the tests of this process."""
    return Copies(servers)


@pytest.fixture
async def database(copies: Copies) -> AsyncIterator[str]:
    """The address of a database of this test's own."""
    yield await copies.take()
    await copies.give_back()


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
            **dict.fromkeys(UNLIMITED, "0"),
        },
        home_env=False,
    )
