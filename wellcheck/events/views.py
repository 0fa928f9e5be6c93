"""Lists of events made by API and of their occurrences: what a caller may see of them, filtered, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from wellcheck import access, db
from wellcheck.access import Caller
from wellcheck.access.rules import Everything, Owner, Tags, reach
from wellcheck.errors import NotFound
from wellcheck.events import archive, occurring
from wellcheck.events.models import Event
from wellcheck.events.service import EVENT

COUNTED = 1000
"""So many rows behind a page are counted; beyond that a total says “at least”. Counting all of a million takes too long."""

Row = dict[str, Any]

_COLUMNS = (
    "o.id, o.number, o.event_id, o.due_at, o.state, o.attempts, o.next_at, o.created_at, o.started_at, o.completed_at,"
    " o.status_code, o.response_body, o.error, o.acknowledged_at, o.about_id"
)


@dataclass(slots=True)
class Where:
    """Conditions of a list, and their values."""

    conditions: list[str]
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, value: Any) -> None:
        """One more; `$` stands for the value."""
        self.values.append(value)
        self.conditions.append(condition.replace("$", f"${len(self.values)}"))

    @property
    def sql(self) -> str:
        """The conditions, after WHERE."""
        return " AND ".join(self.conditions)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; None or nothing: everything. `all_tags`: whether all of the tags are needed, or any. Times are of
    the start of an event, and of when an occurrence is meant for."""

    tags: Sequence[str] = ()
    all_tags: bool = False
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    event_id: UUID | None = None
    archived: bool = False
    """What left the live tables (`archive`), and nothing else."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page, and how many there are (`more`: at least so many)."""

    rows: Sequence[Any]
    total: int
    more: bool


async def events(caller: Caller, wanted: Filter, offset: int, size: int) -> Found:
    """Events, newest first; those that were deleted only if they are asked for, or in the archive."""
    table = "archived_events" if wanted.archived else "events"
    deleted = "status = 'deleted'" if wanted.status == "deleted" else "status <> 'deleted'"
    where = Where([f"name = '{EVENT}'", *([] if wanted.archived and wanted.status is None else [deleted])])
    _of_event(where, caller, wanted, "")
    if wanted.status not in (None, "deleted"):
        where.add("status = $", wanted.status)
    if wanted.since is not None:
        where.add("start_at >= $", wanted.since)
    if wanted.until is not None:
        where.add("start_at < $", wanted.until)
    total, more = await _count(f"{table} WHERE {where.sql}", where.values, offset + size)
    ids = await db.rows(
        f"SELECT id FROM {table} WHERE {where.sql} ORDER BY created_at DESC, id DESC OFFSET {offset} LIMIT {size}",
        *where.values,
    )
    known = await (archive.events_of if wanted.archived else _live)([row["id"] for row in ids])
    return Found([known[row["id"]] for row in ids if row["id"] in known], total, more)


async def _live(ids: list[UUID]) -> dict[UUID, Event]:
    return {event.id: event for event in await Event.filter(id__in=ids)} if ids else {}


async def occurrences(caller: Caller, wanted: Filter, offset: int, size: int) -> Found:
    """Occurrences, the latest first, also of events that were deleted. `scheduled`: the next ones to come, which have no row
    yet."""
    if wanted.status == "scheduled":
        return await _scheduled(caller, wanted, offset, size)
    where = Where(["o.number IS NOT NULL", f"e.name = '{EVENT}'"])
    _of_event(where, caller, wanted, "e.")
    if wanted.event_id is not None:
        where.add("o.event_id = $", wanted.event_id)
    if wanted.status is not None:
        where.add("o.state = $", wanted.status)
    if wanted.since is not None:
        where.add("o.due_at >= $", wanted.since)
    if wanted.until is not None:
        where.add("o.due_at < $", wanted.until)
    tables = f"{_ARCHIVED if wanted.archived else _LIVE} WHERE {where.sql}"
    total, more = await _count(tables, where.values, offset + size)
    columns = "o.id" if wanted.archived else _COLUMNS
    rows = await db.rows(
        f"SELECT {columns} FROM {tables} ORDER BY o.due_at DESC, o.id DESC OFFSET {offset} LIMIT {size}", *where.values
    )
    return Found(await _as_they_were(rows) if wanted.archived else rows, total, more)


_LIVE = "occurrences o JOIN events e ON e.id = o.event_id"
_ARCHIVED = (
    "archived_occurrences o JOIN (SELECT id, owner_id, name, tags FROM events UNION ALL SELECT id, owner_id, name, tags"
    " FROM archived_events) e ON e.id = o.event_id"
)


async def _as_they_were(rows: Sequence[Row]) -> list[Row]:
    """Occurrences of the archive, in this order, as they were shown when they were live."""
    ids = [row["id"] for row in rows]
    found = await db.rows(
        f"SELECT {_COLUMNS} FROM archived_occurrences a CROSS JOIN LATERAL jsonb_populate_record(NULL::occurrences, a.row) o"
        " WHERE a.id = ANY($1)",
        ids,
    )
    known = {row["id"]: row for row in found}
    return [known[id] for id in ids if id in known]


async def _scheduled(caller: Caller, wanted: Filter, offset: int, size: int) -> Found:
    where = Where([f"e.name = '{EVENT}'", "e.status = 'active'", "e.due_at IS NOT NULL"])
    _of_event(where, caller, wanted, "e.")
    if wanted.event_id is not None:
        where.add("e.id = $", wanted.event_id)
    if wanted.since is not None:
        where.add("e.due_at >= $", wanted.since)
    if wanted.until is not None:
        where.add("e.due_at < $", wanted.until)
    total, more = await _count(f"events e WHERE {where.sql}", where.values, offset + size)
    rows = await db.rows(
        f"SELECT e.id, e.due_at, e.slot FROM events e WHERE {where.sql} ORDER BY e.due_at DESC, e.id DESC"
        f" OFFSET {offset} LIMIT {size}",
        *where.values,
    )
    return Found([scheduled(row["id"], row["due_at"], row["slot"]) for row in rows], total, more)


def scheduled(event_id: UUID, due_at: datetime, slot: str) -> Row:
    """The next occurrence of an event, as it will be."""
    known: Row = dict.fromkeys(column.strip().removeprefix("o.") for column in _COLUMNS.split(","))
    return known | {
        "id": occurring.id_of(event_id, slot), "event_id": event_id, "due_at": due_at, "state": "scheduled", "attempts": 0,
        "next_at": due_at,
    }  # fmt: skip


async def occurrence(id: UUID | int, caller: Caller) -> Row:
    """One occurrence, by its id or its number, also of the archive. `NotFound`, or `NotAllowed` beyond a token's scope."""
    column = "id" if isinstance(id, UUID) else "number"
    which = f"WHERE o.{column} = $1 AND o.number IS NOT NULL AND e.name = '{EVENT}'"
    found = await db.one(f"SELECT {_COLUMNS}, e.owner_id, e.tags FROM {_LIVE} {which}", id)
    if found is None:
        found = await db.one(f"SELECT o.id, e.owner_id, e.tags FROM {_ARCHIVED} {which}", id)
        found = found and found | (await _as_they_were([found]))[0]
    if found is None:
        raise NotFound
    access.require_sight(caller, found["owner_id"], found["tags"])
    return found


async def event_of(id: UUID, caller: Caller) -> Event:
    """The event whose occurrences are asked for, also one that was deleted, or is in the archive."""
    event = await Event.get_or_none(id=id, name=EVENT) or await archive.event(id)
    if event is None:
        raise NotFound
    access.require_sight(caller, event.owner_id, event.tags)
    return event


async def archived(id: UUID, caller: Caller) -> Event:
    """An event of the archive."""
    event = await archive.event(id)
    if event is None:
        raise NotFound
    access.require_sight(caller, event.owner_id, event.tags)
    return event


def _of_event(where: Where, caller: Caller, wanted: Filter, table: str) -> None:
    match reach(caller):
        case Everything():
            pass
        case Tags(mine):
            where.add(f"{table}tags && $::text[]", list(mine))
        case Owner(id):
            where.add(f"{table}owner_id = $", id)
    if wanted.tags:
        where.add(f"{table}tags {'@>' if wanted.all_tags else '&&'} $::text[]", list(wanted.tags))


async def _count(tables: str, values: Sequence[Any], passed: int) -> tuple[int, bool]:
    most = passed + COUNTED
    row = await db.one(f"SELECT count(*) AS n FROM (SELECT 1 FROM {tables} LIMIT {most + 1}) AS counted", *values)
    n = row["n"] if row else 0
    return min(n, most), n > most
