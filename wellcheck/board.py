"""What operators look at: which alarms are open, who has them, and who is not protected. No query per person, no numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wellcheck import db, people, recurrence
from wellcheck.crypto import WrongKey, vault
from wellcheck.escalations import rules
from wellcheck.events.service import CHECK_IN, KRONUS_DEFAULT
from wellcheck.people import Standing
from wellcheck.recurrence import Cron

_REAL = "user_id <> ALL(ARRAY[" + ", ".join(f"'{id}'::uuid" for id in people.rules.CANARY) + "])"
"""SQL: this alarm is about somebody who exists."""

DEFAULT = recurrence.key(Cron((KRONUS_DEFAULT,)))
"""The times of somebody who never chose any."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An open escalation. `holder`: who took over, by name; None: nobody."""

    id: UUID
    user: str
    reason: str
    status: str
    started_at: datetime
    round: int
    holder: str | None


@dataclass(frozen=True, slots=True)
class Unprotected:
    """Somebody whose set-up has `gaps` (see `people.gaps`)."""

    user_id: UUID
    user: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One page of it, alarms first: those nobody took over, then the others, the oldest first. `alarms_in_all` and
    `unprotected_in_all` count what is on all pages."""

    alarms: tuple[Alarm, ...]
    unprotected: tuple[Unprotected, ...]
    alarms_in_all: int
    unprotected_in_all: int
    page: int
    pages: int


async def look(page: int, size: int) -> Board:
    """That page (from 1; the last one if there are fewer) of so many lines."""
    counted = await db.one(
        f"SELECT (SELECT count(*) FROM escalations WHERE status = ANY($2) AND {_REAL}) AS alarms,"
        f" (SELECT count(*) FROM ({_standings()}) AS s WHERE {_GAP}) AS unprotected",
        DEFAULT,
        list(rules.OPEN),
    )
    assert counted is not None
    alarms, unprotected = int(counted["alarms"]), int(counted["unprotected"])
    pages = max(1, -(-(alarms + unprotected) // size))
    page = min(max(1, page), pages)
    first = (page - 1) * size
    shown = await _alarms(first, size)
    rest = await _unprotected(max(0, first - alarms), size - len(shown))
    return Board(tuple(shown), tuple(rest), alarms, unprotected, page, pages)


async def _alarms(first: int, most: int) -> list[Alarm]:
    rows = await db.rows(
        "SELECT e.id, e.user_id, e.reason, e.status, e.started_at, e.round, p.first_name_sealed, p.last_name_sealed,"
        " h.id AS holder_id, h.first_name_sealed AS holder_first, h.last_name_sealed AS holder_last"
        " FROM escalations e JOIN persons p ON p.id = e.user_id LEFT JOIN persons h ON h.id = e.acknowledged_by_id"
        f" WHERE e.status = ANY($1) AND {_REAL}"
        " ORDER BY array_position($2::text[], e.status::text), e.started_at, e.id OFFSET $3 LIMIT $4",
        list(rules.OPEN), ["exhausted", "running", "acknowledged"], first, most,
    )  # fmt: skip
    return [
        Alarm(
            row["id"], _name(row["user_id"], row["first_name_sealed"], row["last_name_sealed"]), row["reason"], row["status"],
            row["started_at"], row["round"],
            None if row["holder_id"] is None else _name(row["holder_id"], row["holder_first"], row["holder_last"]),
        )
        for row in rows
    ]  # fmt: skip


def _standings() -> str:
    """SQL: what stands between each user and being watched, as the columns of a `Standing`. `$1` is `DEFAULT`."""
    return (
        "SELECT s.person_id, s.active, a.usable, c.told, c.agreed, c.reached,"
        # Somebody who was never asked for times has the row of the defaults, untouched; times of which none is left are none.
        " e.id IS NOT NULL AND (s.active OR e.schedule <> $1 OR e.updated_at <> e.created_at)"
        "  AND NOT (s.active AND e.due_at IS NULL) AS has_times"
        f" FROM probe_settings s LEFT JOIN events e ON e.owner_id = s.person_id AND e.name = '{CHECK_IN}'"
        " CROSS JOIN LATERAL (SELECT count(*) AS usable FROM addresses"
        f"  WHERE person_id = s.person_id AND {people.usable()}) a"
        " CROSS JOIN LATERAL (SELECT count(*) AS told, count(*) FILTER (WHERE consent = 'consented') AS agreed,"
        "  count(*) FILTER (WHERE consent = 'consented' AND EXISTS (SELECT 1 FROM addresses WHERE person_id = k.person_id"
        f"  AND {people.usable()})) AS reached FROM contacts k WHERE k.user_id = s.person_id AND k.is_emergency"
        "  AND k.consent IN ('consented', 'invited')) c"
    )


_GAP = "usable = 0 OR told = 0 OR agreed = 0 OR reached = 0 OR NOT has_times"


async def _unprotected(first: int, most: int) -> list[Unprotected]:
    if most <= 0:
        return []
    rows = await db.rows(
        f"SELECT s.*, p.first_name_sealed, p.last_name_sealed FROM ({_standings()}) AS s JOIN persons p ON p.id = s.person_id"
        f" WHERE {_GAP} ORDER BY s.person_id OFFSET $2 LIMIT $3",
        DEFAULT, first, most,
    )  # fmt: skip
    columns = ("usable", "told", "agreed", "has_times", "active", "reached")
    return [
        Unprotected(
            row["person_id"], _name(row["person_id"], row["first_name_sealed"], row["last_name_sealed"]),
            tuple(people.gaps(Standing(*(row[each] for each in columns)))),
        )
        for row in rows
    ]  # fmt: skip


def _name(id: UUID, first: bytes | None, last: bytes | None) -> str:
    return people.full_name(_opened(id, "first_name", first), _opened(id, "last_name", last)) or "…"


def _opened(id: UUID, column: str, sealed: bytes | None) -> str | None:
    try:
        return None if sealed is None else vault().open(sealed, f"persons.{column}", id)
    except (WrongKey, ValueError):
        return None
