"""The one database: PostgreSQL through tortoise for single objects, plain SQL for the hot paths.

`transaction()` is the unit of every decision. What must only happen once it is committed (a wake-up, a log line) is
handed to `after_commit`. Never start a task inside a transaction: it would inherit the connection and outlive it.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import asyncpg
from asyncpg.pgproto.pgproto import UUID as DriversUUID  # made, compared and written faster than the library's own
from tortoise import Tortoise, connections, fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model
from tortoise.transactions import in_transaction

from wellcheck.clock import Clock, Pace

log = logging.getLogger(__name__)
Result = TypeVar("Result")

MODELS = [
    "wellcheck.db",
    "wellcheck.due",
    "wellcheck.timeline",
    "wellcheck.backups.models",
    "wellcheck.audit.models",
    "wellcheck.access.models",
    "wellcheck.stream.models",
    "wellcheck.people.models",
    "wellcheck.messages.models",
    "wellcheck.escalations.models",
    "wellcheck.probes.models",
    "wellcheck.reminders.models",
    "wellcheck.events.models",
    "wellcheck.processes.models",
    "wellcheck.visits.models",
    "aerich.models",
]
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
MIGRATION_LOCK = 0x57454C4C


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562 §5.7): known before the row is written, ordered by time, not to be guessed."""
    return new_ids(1)[0]


def new_ids(n: int) -> list[UUID]:
    """So many of them at once."""
    moment, drawn = (time.time_ns() // 1_000_000).to_bytes(6, "big"), os.urandom(10 * n)
    made: list[UUID] = []
    for at in range(0, 10 * n, 10):
        marks = bytes((0x70 | drawn[at] & 0x0F, drawn[at + 1], 0x80 | drawn[at + 2] & 0x3F))  # version 7, variant 2
        made.append(DriversUUID(moment + marks + drawn[at + 3 : at + 10]))
    return made


class ClockRow(Model):
    """The one row that says how the product's time runs (see `wellcheck.clock`)."""

    id = fields.SmallIntField(primary_key=True, generated=False)
    real_at = fields.DatetimeField()
    shown_at = fields.DatetimeField()
    speed = fields.FloatField(default=1.0)

    class Meta:
        table = "clock"


def id_at(moment: datetime) -> UUID:
    """The smallest id that `new_id` can have given at this moment: older rows have smaller ids."""
    return UUID(int=int(moment.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62)


def connect_options(url: str) -> dict[str, Any]:
    """asyncpg's arguments for a DATABASE_URL. A unix socket is written `?host=/folder`."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {
        "host": query.get("host") or parts.hostname or "127.0.0.1",
        "port": int(query.get("port") or parts.port or 5432),
        "user": unquote(parts.username or "wellcheck"),
        "password": unquote(parts.password) if parts.password else None,
        "database": unquote(parts.path.lstrip("/")) or "wellcheck",
    }
    if "sslmode" in query:
        options["ssl"] = query["sslmode"]
    return options


async def _leave_as_it_is(_: object) -> None:
    """A connection that goes back to the pool: asyncpg itself has ended an open transaction by now. Nothing of ours
    outlives a transaction (no SET, no LISTEN, no session lock), so one round trip for each use is saved."""


def tortoise_config(url: str, pool: int = 10, application: str = "wellcheck") -> dict[str, Any]:
    """Tortoise's configuration for one DATABASE_URL. Limits as reliability rule R10."""
    return {
        "connections": {
            "default": {
                "engine": "tortoise.backends.asyncpg",
                "credentials": connect_options(url)
                | {
                    "minsize": 1,
                    "maxsize": pool,
                    "command_timeout": 20,
                    "reset": _leave_as_it_is,
                    "server_settings": {
                        "application_name": application,
                        "statement_timeout": "15000",
                        "lock_timeout": "5000",
                        "idle_in_transaction_session_timeout": "15000",
                        # A plan kept from a small table would read all of a grown one, in the middle of a burst.
                        "plan_cache_mode": "force_custom_plan",
                    },
                },
            }
        },
        "apps": {"models": {"models": MODELS, "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


TORTOISE = tortoise_config(os.environ.get("DATABASE_URL", "postgres://wellcheck@127.0.0.1/wellcheck"))
"""For the aerich command line alone; the product calls `tortoise_config` with its own configuration."""


async def open_database(url: str, pool: int = 10, application: str = "wellcheck") -> None:
    """Connect this process. The connection is found from every task (tortoise keeps it in a context otherwise)."""
    global _beside
    config = tortoise_config(url, pool, application)
    await Tortoise.init(config=config, _enable_global_fallback=True)
    settings = config["connections"]["default"]["credentials"]["server_settings"] | BY_INDEX
    _beside = _Beside(connect_options(url) | {"command_timeout": 20, "server_settings": settings})


CLOSING_SECONDS = 5.0


async def close_database() -> None:
    """Give all connections back. The pool waits for those that are in use; a database that is away, or a query that hangs, must
    not keep a process from ending, or this one from opening another: after a while all are cut off."""
    global _beside
    others, _beside = _beside, None
    client = connections.get("default")
    try:
        async with asyncio.timeout(CLOSING_SECONDS):
            if others is not None:
                await others.close()
            await Tortoise.close_connections()
    except Exception as wrong:
        log.warning("connections are cut off", extra={"error": type(wrong).__name__})
        if others is not None:
            others.terminate()
        if (pool := getattr(client, "_pool", None)) is not None:
            pool.terminate()
        async with asyncio.timeout(CLOSING_SECONDS):
            await Tortoise.close_connections()


async def migrate(url: str) -> list[str]:
    """Bring the schema up to date, once, however many processes try at the same time. Returns what was applied."""
    from aerich import Command

    options = connect_options(url)
    lock = await asyncpg.connect(**options)
    try:
        await lock.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        command = Command(tortoise_config=tortoise_config(url), app="models", location=str(MIGRATIONS))
        await command.init()
        try:
            return list(await command.upgrade(run_in_transaction=True))
        finally:
            await command.aclose()
    finally:
        await lock.close()


def connection() -> BaseDBAsyncClient:
    """The connection of the running transaction, or the pool."""
    current: BaseDBAsyncClient = connections.get("default")
    return current


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """All rows of one statement (RETURNING included), as dictionaries."""
    return await connection().execute_query_dict(sql, list(values))


async def records(sql: str, *values: Any) -> Sequence[Mapping[str, Any]]:
    """The same as they came from the driver, for large batches that are read once: a dictionary of each costs as much as the
    query. Of statements that begin with SELECT or WITH."""
    _, found = await connection().execute_query(sql, list(values))
    return found


async def one(sql: str, *values: Any) -> dict[str, Any] | None:
    """The first row of one statement, or nothing."""
    found = await rows(sql, *values)
    return found[0] if found else None


async def run(sql: str, *values: Any) -> int:
    """One statement that returns nothing; how many rows it touched."""
    count, _ = await connection().execute_query(sql, list(values))
    return int(count)


BY_INDEX = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
}
"""A plan that is kept must be right for a table of any size: it goes from row to row by an index, and never reads one whole."""

MOST_BESIDE = 4


class _Beside:
    """A few connections for statements whose plan is kept, at most `MOST_BESIDE`, opened when they are needed."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._free: list[asyncpg.Connection] = []
        self._used: set[asyncpg.Connection] = set()
        self._room = asyncio.Semaphore(MOST_BESIDE)
        self._closed = False

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[asyncpg.Connection]:
        """One of them, for oneself."""
        async with self._room:
            if self._closed:
                raise asyncpg.InterfaceError("the connection is closed")
            while self._free and self._free[-1].is_closed():
                self._free.pop()
            link = self._free.pop() if self._free else await asyncpg.connect(**self._options)
            self._used.add(link)
            whole = False  # broken off in the middle, nobody knows what it will say next
            try:
                yield link
                whole = True
            except asyncpg.PostgresError:
                whole = True
                raise
            finally:
                self._used.discard(link)
                if whole and not self._closed:
                    self._free.append(link)
                else:
                    link.terminate()

    async def close(self) -> None:
        """Let go of those that are free now, and of the others as soon as they are: they are waited for."""
        self._closed = True
        while self._free:
            await self._free.pop().close(timeout=1)  # then it is cut off
        for _ in range(MOST_BESIDE):
            await self._room.acquire()

    def terminate(self) -> None:
        """Cut them off, whatever they are used for."""
        self._closed = True
        for link in (*self._free, *self._used):
            link.terminate()


_beside: _Beside | None = None


def beside() -> AbstractAsyncContextManager[asyncpg.Connection]:
    """One of the connections of `by_index`."""
    if _beside is None:
        raise RuntimeError("the database is not open")
    return _beside.taken()


async def by_index(sql: str, *values: Any) -> list[Any]:
    """All rows of one statement of a hot path, as records. Its plan is made once, where `rows` makes one for each time, and
    every table in it is looked up by an index (`BY_INDEX`). In a transaction it is one of its statements, like any other."""
    if not alone():
        return list(await records(sql, *values))
    async with beside() as link:
        found: list[Any] = await link.fetch(sql, *values)
        return found


_after: contextvars.ContextVar[list[Callable[[], Awaitable[None]]] | None] = contextvars.ContextVar(
    "after_commit", default=None
)


@asynccontextmanager
async def transaction() -> AsyncIterator[BaseDBAsyncClient]:
    """One decision: all of it or nothing of it. Inside another one it is a savepoint of that one."""
    outer = _after.get()
    waiting: list[Callable[[], Awaitable[None]]] = []
    mark = _after.set(waiting)
    try:
        async with in_transaction() as connection:
            yield connection
    finally:
        _after.reset(mark)
    if outer is not None:
        outer.extend(waiting)
        return
    for call in waiting:
        try:
            await call()
        except Exception:
            log.exception("after a commit")


def after_commit(call: Callable[[], Awaitable[None]]) -> None:
    """Do this once the running transaction is committed. For hints alone: losing one costs a second, never an alarm."""
    waiting = _after.get()
    if waiting is None:
        raise RuntimeError("after_commit outside a transaction")
    waiting.append(call)


def alone() -> bool:
    """Whether no transaction runs here: one statement is a decision by itself then."""
    return _after.get() is None


async def lock(number: int) -> None:
    """Hold this advisory lock until the running transaction ends."""
    await run("SELECT pg_advisory_xact_lock($1)", number)


RETRIED = ("40001", "40P01", "55P03")


async def again_on_conflict(decide: Callable[[], Awaitable[Result]], tries: int = 5) -> Result:
    """Run one decision again when the database refused it for a deadlock, a lock time-out or a serialisation conflict."""
    for attempt in range(1, tries + 1):
        try:
            return await decide()
        except Exception as refused:
            state = getattr(refused, "sqlstate", None) or getattr(refused.__cause__, "sqlstate", None)
            if state not in RETRIED or attempt == tries:
                raise
            await asyncio.sleep(random.uniform(0.01, 0.05) * 2**attempt)  # noqa: S311
    raise AssertionError("unreachable")


async def read_pace() -> tuple[Pace, datetime, float]:
    """The clock row, the database's clock, and how long asking took in seconds."""
    started = time.monotonic()
    row = await one("SELECT real_at, shown_at, speed, clock_timestamp() AS now FROM clock WHERE id = 1")
    took = time.monotonic() - started
    if row is None:
        raise RuntimeError("the clock row is missing: run the migrations")
    return Pace(row["real_at"], row["shown_at"], row["speed"]), row["now"], took


async def read_clock(clock: Clock | None = None) -> Clock:
    """The product's clock, set to the database's. `clock.skew` is this machine's deviation in seconds."""
    pace, real, took = await read_pace()
    clock = clock or Clock(pace)
    clock.follow(pace, real, took)
    clock.skew = abs((datetime.now(UTC) - real).total_seconds()) - took
    return clock


async def write_pace(pace: Pace) -> None:
    """Let the product's time run at this pace in every process (sandbox and tests only)."""
    await run(
        "UPDATE clock SET real_at = $1, shown_at = $2, speed = $3 WHERE id = 1", pace.real, pace.shown, pace.speed
    )


def columns(records: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned into columns, for `unnest`. Empty columns when there are no rows."""
    if not records:
        return [[] for _ in range(width)]
    return [list(column) for column in zip(*records, strict=True)]


LARGE = 32
"""Rows from which on a statement is worth words of its own: preparing it takes one round trip more the first time."""


def table(shape: str, records: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Rows as something to select from, with the values of its parameters $1, $2, … (one for each column, in order).

    `shape`: the columns with their types, "id uuid, at timestamptz". In a large batch most columns say the same in every row
    (whose kind, at which second): those are sent once and not as an array, which would cost both sides more than all the rest.
    """
    names = tuple(shape.split(", "))
    values: list[Any] = columns(records, len(names))
    if len(records) < LARGE:
        return _table(names, (True,) * len(names)), values
    varying = [not (each[0] == each[-1] and each.count(each[0]) == len(each)) for each in values]
    varying[0] = True  # it says how many rows there are
    return _table(names, tuple(varying)), [
        each if varies else each[0] for each, varies in zip(values, varying, strict=True)
    ]


@lru_cache(256)
def _table(shape: tuple[str, ...], varying: tuple[bool, ...]) -> str:
    arrays, names, listed = [], [], []
    for place, (each, varies) in enumerate(zip(shape, varying, strict=True), 1):
        name, kind = each.split(" ")
        if varies:
            arrays.append(f"${place}::{kind}[]")
            names.append(name)
        listed.append(f"s.{name}" if varies else f"${place}::{kind} AS {name}")
    unnested = f"unnest({', '.join(arrays)}) AS s({', '.join(names)})"
    return unnested if all(varying) else f"(SELECT {', '.join(listed)} FROM {unnested}) AS s"
