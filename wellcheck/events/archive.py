"""What was over for long leaves the live tables, in small batches that wait for nobody, and can be read and brought back.

Events made by API and their occurrences go to the archive as they are, one row as JSON: no later column of the live tables
changes it. What chat planned holds people's own words and is nobody's record: once it was over for so long, it is deleted.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound
from wellcheck.events import signing
from wellcheck.events.models import Event, Occurrence
from wellcheck.events.occurring import OPEN
from wellcheck.events.service import EVENT, SAME_SLOT

BATCH = 500
SECONDS = 20.0
"""So long at most one tidying up takes; what is left goes the next time."""

# An event is over when nothing of it is to come; one that somebody switched off, or that never came due, is not.
_OVER = (
    "due_at IS NULL AND (status IN ('ended', 'deleted') OR (status = 'inactive' AND fired > 0)) AND updated_at < $1"
    " AND NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.event_id = events.id AND o.state = ANY($2))"
)
# The history of an event that is over is kept as long after its end as that of one that goes on.
_OLD = "o.due_at < $1 AND NOT o.state = ANY($2) AND (e.status IN ('active', 'paused') OR e.updated_at < $1)"
_KEEP = (
    "INSERT INTO archived_occurrences (archived_at, id, event_id, number, state, due_at, row, attempts) SELECT {now}, o.id,"
    " o.event_id, o.number, o.state, o.due_at, to_jsonb(o), (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.number)"
    " FROM occurrence_attempts a WHERE a.occurrence_id = o.id) FROM occurrences o {which} ON CONFLICT (id) DO NOTHING"
)


async def tidy(events_kept: timedelta, occurrences_kept: timedelta, now: datetime) -> int:
    """Move what is over for longer than that, independently of each other. Returns how many rows left the live tables."""
    end, moved = time.monotonic() + SECONDS, 0
    steps = (
        (_old_occurrences, now - occurrences_kept), (_old_events, now - events_kept),
        (_planned_by_chat, now - max(events_kept, occurrences_kept, SAME_SLOT * 2)),
    )  # fmt: skip
    for step, before in steps:
        while time.monotonic() < end:
            async with db.transaction():
                done = await step(before, now)
            moved += done
            if done < BATCH:
                break
    return moved


async def forget(before: datetime) -> int:
    """Delete what went to the archive before that; an event only when nothing of it is left there. Returns how many rows."""
    end, gone = time.monotonic() + SECONDS, 0
    for which in (
        "archived_occurrences a WHERE archived_at < $1",
        "archived_events a WHERE archived_at < $1 AND NOT EXISTS"
        " (SELECT 1 FROM archived_occurrences o WHERE o.event_id = a.id)",
    ):
        table = which.split(" ", 1)[0]
        while time.monotonic() < end:
            done = await db.run(
                f"DELETE FROM {table} WHERE id IN (SELECT a.id FROM {which} LIMIT {BATCH} FOR UPDATE OF a SKIP LOCKED)",
                before,
            )
            gone += done
            if done < BATCH:
                break
    return gone


async def _old_occurrences(before: datetime, now: datetime) -> int:
    return await db.run(
        "WITH old AS (SELECT o.id FROM occurrences o JOIN events e ON e.id = o.event_id"
        f" WHERE e.name = '{EVENT}' AND {_OLD} ORDER BY o.due_at LIMIT {BATCH} FOR UPDATE OF o SKIP LOCKED),"
        f" kept AS ({_KEEP.format(now='$3', which='JOIN old ON old.id = o.id')})"
        " DELETE FROM occurrences o USING old WHERE o.id = old.id",
        before,
        list(OPEN),
        now,
    )


async def _old_events(before: datetime, now: datetime) -> int:
    """Each with the occurrences it still has: without it they would be lost."""
    found = await db.rows(
        "SELECT id, secrets_sealed, secrets_until IS NOT NULL AS former FROM events"
        f" WHERE name = '{EVENT}' AND {_OVER} ORDER BY updated_at LIMIT {BATCH} FOR UPDATE SKIP LOCKED",
        before,
        list(OPEN),
    )
    # Whoever has one of them done anew at this moment is waited for, and then the event is not over any more.
    mine = [row["id"] for row in found]
    await db.run("SELECT 1 FROM occurrences WHERE event_id = ANY($1) ORDER BY id FOR UPDATE", mine)
    over = await db.rows(f"SELECT id FROM events WHERE id = ANY($3) AND {_OVER}", before, list(OPEN), mine)
    ids = [row["id"] for row in over]
    if ids:
        await _without_former(
            [(row["id"], row["secrets_sealed"]) for row in found if row["former"] and row["id"] in ids]
        )
        await db.run(_KEEP.format(now="$2", which="WHERE o.event_id = ANY($1)"), ids, now)
        await db.run(
            "INSERT INTO archived_events (id, owner_id, name, status, tags, start_at, created_at, archived_at, row)"
            " SELECT id, owner_id, name, status, tags, start_at, created_at, $2, to_jsonb(events) FROM events"
            " WHERE id = ANY($1) ON CONFLICT (id) DO NOTHING",
            ids,
            now,
        )
        await db.run("DELETE FROM events WHERE id = ANY($1)", ids)
    return len(ids)


async def _without_former(sealed: Sequence[tuple[UUID, bytes | None]]) -> None:
    """Secrets whose end is set do not go to the archive, where nobody would take them out: nothing is handed over from there,
    and what is restored is signed with those that last. What does not open with our keys goes as it is."""
    kept = []
    for id, each in sealed:
        try:
            known = signing.read(vault().open(each, "events.secrets", id)) if each else ()
        except WrongKey:
            continue
        lasting = [secret for secret in known if secret.until is None]
        kept.append((id, vault().seal(signing.write(lasting), "events.secrets", id) if lasting else None))
    if kept:
        await db.run(
            "UPDATE events e SET secrets_sealed = n.sealed, secrets_until = NULL FROM unnest($1::uuid[], $2::bytea[])"
            " AS n(id, sealed) WHERE e.id = n.id",
            *db.columns(kept, 2),
        )


async def _planned_by_chat(before: datetime, now: datetime) -> int:
    gone = await db.run(
        f"DELETE FROM events WHERE id IN (SELECT id FROM events WHERE name <> '{EVENT}' AND {_OVER} LIMIT {BATCH}"
        " FOR UPDATE SKIP LOCKED)",
        before,
        list(OPEN),
    )
    gone += await db.run(
        "DELETE FROM occurrences WHERE id IN (SELECT o.id FROM occurrences o JOIN events e ON e.id = o.event_id"
        f" WHERE e.name <> '{EVENT}' AND {_OLD} LIMIT {BATCH} FOR UPDATE OF o SKIP LOCKED)",
        before,
        list(OPEN),
    )
    return gone


async def event(id: UUID) -> Event | None:
    """An event of the archive, as it was."""
    found = await events_of([id])
    return found.get(id)


async def events_of(ids: list[UUID]) -> dict[UUID, Event]:
    """Events of the archive, as they were."""
    if not ids:
        return {}
    listed = ", ".join(f"'{id}'" for id in ids)
    found: list[Event] = await Event.raw(
        "SELECT r.* FROM archived_events a CROSS JOIN LATERAL jsonb_populate_record(NULL::events, a.row) r"
        f" WHERE a.id IN ({listed})"
    )
    return {event.id: event for event in found}


async def of_person(person_id: UUID) -> list[tuple[Event, list[Occurrence]]]:
    """Their events that left for the archive, and all occurrences of theirs that did, by event, oldest first."""
    found = await events_of(
        [row["id"] for row in await db.rows("SELECT id FROM archived_events WHERE owner_id = $1", person_id)]
    )
    live = {event.id: event for event in await Event.filter(owner_id=person_id, name=EVENT)}
    known: list[tuple[Event, list[Occurrence]]] = []
    for id, event in sorted((live | found).items()):
        rows: list[Occurrence] = await Occurrence.raw(
            "SELECT r.* FROM archived_occurrences a CROSS JOIN LATERAL jsonb_populate_record(NULL::occurrences, a.row) r"
            f" WHERE a.event_id = '{id}' ORDER BY r.due_at"
        )
        if rows or id in found:
            known.append((event, rows))
    return known


async def restore(id: UUID, now: datetime) -> int:
    """An event and all of its occurrences are live again, for as long as if it had ended now; of an event that is live itself,
    its old occurrences. Returns how many occurrences came back. `NotFound`: nothing of it is in the archive."""
    async with db.transaction():
        found = await db.one("DELETE FROM archived_events WHERE id = $1 RETURNING row", id)
        if found is not None:
            await _put_back("events", f"[{found['row']}]")
            await db.run("UPDATE events SET updated_at = $2 WHERE id = $1", id, now)
        rows = await db.rows("DELETE FROM archived_occurrences WHERE event_id = $1 RETURNING row, attempts", id)
        if found is None and not rows:
            raise NotFound
        for row in rows:
            await _put_back("occurrences", f"[{row['row']}]")
            if row["attempts"] is not None:
                await _put_back("occurrence_attempts", row["attempts"])
        return len(rows)


async def _put_back(table: str, rows: str) -> None:
    """What the archive knows of these rows (a JSON list); columns that are newer get their defaults."""
    given = "jsonb_array_elements($1::jsonb) AS given(row)"
    columns = await db.rows(
        f"SELECT DISTINCT key FROM {given} CROSS JOIN LATERAL jsonb_object_keys(given.row) AS key JOIN"
        f" information_schema.columns c ON c.table_schema = 'public' AND c.table_name = '{table}' AND c.column_name = key",
        rows,
    )
    names = ", ".join(f'"{column["key"]}"' for column in columns)
    await db.run(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM {given} CROSS JOIN LATERAL"
        f" jsonb_populate_record(NULL::{table}, given.row) ON CONFLICT (id) DO NOTHING",
        rows,
    )


async def counts() -> tuple[int, int]:
    """How many events and occurrences the archive holds."""
    row = await db.one(
        "SELECT (SELECT count(*) FROM archived_events) AS e, (SELECT count(*) FROM archived_occurrences) AS o"
    )
    assert row is not None
    return row["e"], row["o"]
