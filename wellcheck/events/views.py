"""Lists of events made by API and of their occurrences: what a caller may see of them, filtered, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
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

Place = tuple[datetime, UUID]
"""Where an entry stands in a list: its time and its id. What comes after it is found by an index, however far down that is."""

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
        return " AND ".join(self.conditions) or "true"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; None or nothing: everything. `all_tags`: whether all of the tags are needed, or any. Times are of
    the start of an event, and of when an occurrence is meant for."""

    tags: Sequence[str] = ()
    all_tags: bool = False
    status: Sequence[str] = ()
    """Any of these."""
    since: datetime | None = None
    until: datetime | None = None
    event_id: UUID | None = None
    archived: bool = False
    """What left the live tables (`archive`), and nothing else."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page, and how many there are (`more`: at least so many; without a `total` nobody counted). `end`: the place of its
    last row, if there are others after it."""

    rows: Sequence[Any]
    total: int | None
    more: bool
    end: Place | None


@dataclass(frozen=True, slots=True)
class List:
    """A list in the order of a time and an id, the latest first."""

    columns: str
    tables: str
    where: Where
    at: str
    id: str

    def page(self, offset: int, size: int, after: Place | None) -> tuple[str, list[Any]]:
        """The statement of one page and its values: behind `after`, or behind so many. One row more than its size shows whether
        there are others."""
        where = Where(list(self.where.conditions), list(self.where.values))
        if after is not None:
            where.values += after
            where.conditions.append(f"({self.at}, {self.id}) < (${len(where.values) - 1}, ${len(where.values)})")
        skipped = f" OFFSET {offset}" if offset and after is None else ""
        order = f"ORDER BY {self.at} DESC, {self.id} DESC{skipped} LIMIT {size + 1}"
        columns = f"{self.columns}, {self.at} AS place_at, {self.id} AS place_id"
        return f"SELECT {columns} FROM {self.tables} WHERE {where.sql} {order}", where.values

    async def read(self, offset: int, size: int, after: Place | None) -> Found:
        """One page. Counted only if it is asked for by its number."""
        total, more = None, False
        if after is None:
            total, more = await _count(f"{self.tables} WHERE {self.where.sql}", self.where.values, offset + size)
        statement, values = self.page(offset, size, after)
        rows = await db.rows(statement, *values)
        end = (rows[size - 1]["place_at"], rows[size - 1]["place_id"]) if len(rows) > size else None
        return Found(rows[:size], total, more, end)


def list_of_events(caller: Caller, wanted: Filter) -> List:
    """Events, newest first; those that were deleted only if they are asked for, or in the archive."""
    table = "archived_events" if wanted.archived else "listed_events"
    every = "deleted" in wanted.status or (wanted.archived and not wanted.status)
    where = Where([] if every else ["status <> 'deleted'"])
    _of_event(where, caller, wanted, "")
    _of_states(where, "status", wanted.status)
    if wanted.since is not None:
        where.add("start_at >= $", wanted.since)
    if wanted.until is not None:
        where.add("start_at < $", wanted.until)
    return List("id", table, where, "created_at", "id")


async def events(caller: Caller, wanted: Filter, offset: int, size: int, after: Place | None = None) -> Found:
    """One page of them."""
    found = await list_of_events(caller, wanted).read(offset, size, after)
    known = await (archive.events_of if wanted.archived else _live)([row["id"] for row in found.rows])
    return replace(found, rows=[known[row["id"]] for row in found.rows if row["id"] in known])


async def _live(ids: list[UUID]) -> dict[UUID, Event]:
    return {event.id: event for event in await Event.filter(id__in=ids)} if ids else {}


def list_of_occurrences(caller: Caller, wanted: Filter) -> List:
    """Occurrences, the latest first, also of events that were deleted. `scheduled`: the next ones to come, which have no row
    yet."""
    if "scheduled" in wanted.status:
        return _list_of_scheduled(caller, wanted)
    where = Where(["o.number IS NOT NULL"])  # which only those of events made by API have
    _of_event(where, caller, wanted, "e.")
    # Where nothing is asked of their events these are not looked at: a planner without statistics joins all before it sorts.
    joined = len(where.conditions) > 1
    if wanted.event_id is not None:
        where.add("o.event_id = $", wanted.event_id)
    _of_states(where, "o.state", wanted.status)
    if wanted.since is not None:
        where.add("o.due_at >= $", wanted.since)
    if wanted.until is not None:
        where.add("o.due_at < $", wanted.until)
    alone, with_events, columns = ("archived_occurrences o", _ARCHIVED, "o.id") if wanted.archived else (
        "occurrences o", _LIVE, _COLUMNS
    )  # fmt: skip
    return List(columns, with_events if joined else alone, where, "o.due_at", "o.id")


async def occurrences(caller: Caller, wanted: Filter, offset: int, size: int, after: Place | None = None) -> Found:
    """One page of them."""
    found = await list_of_occurrences(caller, wanted).read(offset, size, after)
    if "scheduled" in wanted.status:
        return replace(found, rows=[scheduled(row["id"], row["due_at"], row["slot"]) for row in found.rows])
    return replace(found, rows=await _as_they_were(found.rows)) if wanted.archived else found


_LIVE = "occurrences o JOIN listed_events e ON e.id = o.event_id"
_ARCHIVED = (
    "archived_occurrences o JOIN (SELECT id, owner_id, tags FROM listed_events UNION ALL SELECT id, owner_id, tags"
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


def _list_of_scheduled(caller: Caller, wanted: Filter) -> List:
    where = Where(["l.status = 'active'", "e.status = 'active'", "e.due_at IS NOT NULL"])
    _of_event(where, caller, wanted, "l.")
    if wanted.event_id is not None:
        where.add("e.id = $", wanted.event_id)
    if wanted.since is not None:
        where.add("e.due_at >= $", wanted.since)
    if wanted.until is not None:
        where.add("e.due_at < $", wanted.until)
    return List("e.id, e.due_at, e.slot", "events e JOIN listed_events l ON l.id = e.id", where, "e.due_at", "e.id")


LEGACY = {
    "pending": ("pending",),
    "scheduled": ("scheduled",),
    "dispatched": ("dispatching", "retrying"),
    "completed": ("completed", "acknowledged"),
    "failed": ("failed", "missed", "skipped", "cancelled"),
}
"""The five words that Qhronos had for states of an occurrence, and which of ours each of them stands for."""

_IN_LEGACY = {ours: word for word, all_ours in LEGACY.items() for ours in all_ours}


def legacy(state: str) -> str:
    """A state as programs written for Qhronos know it."""
    return _IN_LEGACY[state]


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
    which = f"WHERE o.{column} = $1 AND o.number IS NOT NULL"
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


def _of_states(where: Where, column: str, states: Sequence[str]) -> None:
    # Written out, for a plan that is made for any state may use no index that is for some of them.
    if states:
        if not all(state.isidentifier() for state in states):
            raise ValueError(states)
        words = ", ".join(f"'{state}'" for state in states)
        where.conditions.append(f"{column} = {words}" if len(states) == 1 else f"{column} IN ({words})")


async def _count(tables: str, values: Sequence[Any], passed: int) -> tuple[int, bool]:
    most = passed + COUNTED
    row = await db.one(f"SELECT count(*) AS n FROM (SELECT 1 FROM {tables} LIMIT {most + 1}) AS counted", *values)
    n = row["n"] if row else 0
    return min(n, most), n > most
