"""The one engine that serves every row with a `due_at`. It knows no room: a room says how its rows are handled.

A batch is leased with `FOR UPDATE SKIP LOCKED`, decided and written in one transaction, so any number of workers may run
and a killed one leaves nothing half done. A batch that fails is halved until the poison row is alone; that row is set
aside with growing delay and counted, and the others go on.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import asyncpg
from tortoise import fields
from tortoise.exceptions import DBConnectionError
from tortoise.models import Model

from wellcheck import db, traces

log = logging.getLogger(__name__)
Row = dict[str, Any]

NEVER = datetime.min.replace(tzinfo=UTC)

PATIENCE = 5
"""After so many failures a row is reported to its room (`give_up`), and still tried again."""


class Beat(Model):
    """One process of the engine and when it last committed a tick: what readiness and the outside heartbeat look at."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(12)
    started_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()

    class Meta:
        table = "beats"


@dataclass(frozen=True, slots=True)
class Room:
    """How the due rows of one table are handled.

    `open`: the SQL condition of the table's partial index on (due_at, id). `columns`: what the handler wants to see.
    `handle(rows, now)` decides and writes for the whole batch, inside the transaction that holds the rows, and must
    move or clear every row's `due_at`. `give_up(row, now)` is told of a row that failed `PATIENCE` times. `ahead`: the SQL
    condition of the rows that may be handled before their time, where a room does so.
    """

    table: str
    open: str
    columns: str
    handle: Callable[[Sequence[Row], datetime], Awaitable[None]]
    give_up: Callable[[Row, datetime], Awaitable[None]] | None = None
    batch: int = 500
    ahead: str = "true"

    @property
    def when(self) -> str:
        """Which rows are due: `$1` is until when they are handled, `$2` is now."""
        return self._when("$1", "$2")

    def waits(self, ahead: timedelta = timedelta()) -> str:
        """SQL for `look`: whether a row is due, handled so far `ahead` of its time. The words and the index are the lease's."""
        when = self._when(f"($1::timestamptz + interval '{ahead.total_seconds()} seconds')", "$1::timestamptz")
        return first(f"SELECT true FROM {self.table} WHERE {when} ORDER BY due_at, id")

    def _when(self, until: str, now: str) -> str:
        return f"{self.open} AND due_at <= {until} AND (due_at <= {now} OR {self.ahead})"


def delay_after(failures: int) -> timedelta:
    """How long a row that failed so often is set aside: 5 s, doubled each time, at most 5 min (rule R11)."""
    return timedelta(seconds=min(300, 5 * 2 ** min(failures, 10)))


def infrastructure(wrong: BaseException) -> bool:
    """Whether the database itself is away or busy, which is no row's fault."""
    kinds = (OSError, asyncio.TimeoutError, DBConnectionError, asyncpg.InterfaceError, asyncpg.InternalClientError)
    state = getattr(wrong, "sqlstate", None) or getattr(wrong.__cause__, "sqlstate", None) or ""
    return isinstance(wrong, kinds) or state[:2] in ("08", "53", "57") or state in db.RETRIED


def first(select: str) -> str:
    """SQL for `look`: whether this finds anything. It names the order of its index: PostgreSQL drops that of an EXISTS, and may
    then read a whole table in the hope of an early find."""
    return f"(({select} LIMIT 1) IS NOT NULL)"


async def look(parts: Mapping[str, str], now: datetime) -> frozenset[str]:
    """Which of these parts of a beat have anything to do: one statement for all, where each would cost a transaction. Each is
    named with its SQL, in which `$1` is now."""
    # Planning it takes ten times as long as answering it.
    (row,) = await db.by_index("SELECT " + ", ".join(f"{waits} AS {name}" for name, waits in parts.items()), now)
    return frozenset(name for name, waits in row.items() if waits)


async def run(room: Room, until: datetime, now: datetime, seconds: float = 20.0) -> int:
    """Handle all rows due until `until`, batch by batch, for at most `seconds` of real time. Returns how many."""
    done, end = 0, time.monotonic() + seconds
    after: tuple[datetime, UUID] | None = None
    while time.monotonic() < end:
        found: list[Row] = []
        try:
            with traces.span(f"batch {room.table}") as told:
                async with db.transaction():
                    found = await _lease(room, until, now, after)
                    if found:
                        await room.handle(found, now)
                told.note("wellcheck.rows", len(found))
                told.dropped = not found
        except Exception as wrong:
            if infrastructure(wrong) or not found:
                raise
            log.exception("a batch failed, looking for the row", extra={"table": room.table, "rows": len(found)})
            await _halve(room, [row["id"] for row in found], until, now, wrong)
        if found:
            after = (found[-1]["due_at"], found[-1]["id"])
        done += len(found)
        if len(found) < room.batch:
            break
    return done


async def _lease(room: Room, until: datetime, now: datetime, after: tuple[datetime, UUID] | None) -> list[Row]:
    # The keyset keeps a long run from walking over the dead index entries it made itself.
    keyset, values = ("AND (due_at, id) > ($3, $4)", list(after)) if after else ("", [])
    return await db.rows(
        f"SELECT {room.columns} FROM {room.table} WHERE {room.when} {keyset} "
        f"ORDER BY due_at, id LIMIT {room.batch} FOR UPDATE SKIP LOCKED",
        until,
        now,
        *values,
    )


async def _halve(room: Room, ids: Sequence[UUID], until: datetime, now: datetime, wrong: Exception) -> None:
    if len(ids) == 1:
        await _set_aside(room, ids[0], now, wrong)
        return
    middle = len(ids) // 2
    for half in (ids[:middle], ids[middle:]):
        found: list[Row] = []
        try:
            async with db.transaction():
                found = await db.rows(
                    f"SELECT {room.columns} FROM {room.table} WHERE {room.when} AND id = ANY($3) "
                    "ORDER BY due_at, id FOR UPDATE SKIP LOCKED",
                    until,
                    now,
                    list(half),
                )
                if found:
                    await room.handle(found, now)
        except Exception as again:
            if infrastructure(again) or not found:
                raise
            await _halve(room, [row["id"] for row in found], until, now, again)


async def _set_aside(room: Room, id: UUID, now: datetime, wrong: Exception) -> None:
    log.error("a row is set aside", extra={"table": room.table, "row": str(id), "error": type(wrong).__name__})
    async with db.transaction():
        row = await db.one(
            f"UPDATE {room.table} SET failures = least(failures + 1, 1000) WHERE id = $1 RETURNING {room.columns}, failures",
            id,
        )
        if row is None:
            return
        later = now + delay_after(row["failures"])
        await db.run(f"UPDATE {room.table} SET due_at = $2 WHERE id = $1", id, later)
    if room.give_up and row["failures"] % PATIENCE == 0:
        await room.give_up(row, now)


async def oldest(room: Room, now: datetime) -> datetime | None:
    """The earliest `due_at` still open: how far behind the room is, or what comes next."""
    row = await db.one(f"SELECT min(due_at) AS at FROM {room.table} WHERE {room.open}")
    return row["at"] if row else None


async def beat(id: UUID, kind: str, started_at: datetime) -> None:
    """Say in the database that this process just committed a tick (the database's real time)."""
    await db.run(
        "INSERT INTO beats (id, kind, started_at, seen_at) VALUES ($1, $2, $3, clock_timestamp()) "
        "ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()",
        id,
        kind,
        started_at,
    )


async def take_turn(work: str, every: timedelta) -> datetime | None:
    """Whether this process is to do this work now: at most one does so in each `every` (real time). Returns when it was
    done before, `NEVER` the first time; None: not now."""
    row = await db.one(
        "INSERT INTO beats AS b (id, kind, started_at, seen_at) VALUES ($1, $2, clock_timestamp(), clock_timestamp())"
        " ON CONFLICT (id) DO UPDATE SET started_at = b.seen_at, seen_at = clock_timestamp()"
        " WHERE b.seen_at < clock_timestamp() - $3::interval RETURNING started_at, seen_at - started_at AS since",
        uuid5(NAMESPACE_OID, f"wellcheck:{work}"),
        work[:12],
        every,
    )
    if row is None:
        return None
    return row["started_at"] if row["since"] >= every else NEVER


async def give_turn_back(work: str, before: datetime) -> None:
    """The work could not be done: the next turn begins where this one did."""
    await db.run("UPDATE beats SET seen_at = $2 WHERE id = $1", uuid5(NAMESPACE_OID, f"wellcheck:{work}"), before)
