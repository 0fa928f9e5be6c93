"""Doing once more what was given up, missed, skipped or lost: one occurrence, or many.

A replay is a new life of the same row, under the same id. What has a receiver waits to be handed over, as the first time. What
we do ourselves (ask, say, tell, visit) is done by `occurring.act`, as the first time: one at once, in the transaction of
whoever asks for it; many wait as `pending` and are done in batches (`run_due`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from wellcheck import db, due, wake
from wellcheck.access import Caller
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotPossible
from wellcheck.events import attempts, frames, makers, occurring, signing, views
from wellcheck.events.actions import KNOWN, Due, Outcome
from wellcheck.events.handover import HINT
from wellcheck.events.models import Event
from wellcheck.events.views import Row
from wellcheck.i18n import T, Text
from wellcheck.recurrence import Slot

log = logging.getLogger(__name__)

OVER = ("failed", "missed", "skipped", "cancelled", "completed", "acknowledged")
"""The states from which something may be done anew: all in which nothing happens any more."""

MOST = 10_000
"""So many at a time."""

MOST_ATTEMPTS = 30_000

LATELY = timedelta(minutes=1)
"""What we did ourselves within this time is not done once more: whoever asks twice means it once."""

BATCH = 200
SLICE_SECONDS = 0.5
"""So long at most before the other rooms have their turn again (as `firing`)."""

IN_ITS_PLACE, FAULT = "a later one of the same event was done in its place", "a fault on our side"

ARCHIVED = T("This is in the archive. Please run the event now, or make it anew.")

_WAITING = "o.state = 'pending' AND o.endpoint_id IS NULL AND o.next_at IS NOT NULL"
"""What waits to be done by us: the condition of a partial index on (next_at, id)."""

WAITS = due.first(f"SELECT true FROM occurrences o WHERE {_WAITING} AND o.next_at <= $1 ORDER BY o.next_at, o.id")
"""Whether there is anything for `run_due` (see `due.look`)."""

_DONE_LATELY = "(v.endpoint_id IS NULL AND o.state = 'completed' AND o.completed_at > $)"
_ROW = (
    "o.id, o.event_id, o.slot, o.due_at, o.state, o.about_id, o.attempts, v.owner_id, v.action, v.endpoint_id, v.zone, v.title,"
    " v.status"
)
_OF = "FROM occurrences o JOIN events v ON v.id = o.event_id"


Retried = Literal["pending", "completed"]


async def retry(seen: Row, now: datetime) -> Retried:
    """Do this one now, whether it was given up, missed, skipped, is waiting for its next attempt, or was done before. The state
    it is in then; `pending`: it waits to be handed over. `NotPossible` says why not, and then nothing has changed. `seen`: it,
    as whoever asks saw it: of two who ask at the same moment one is second."""
    async with db.transaction():
        # The event first, as everywhere; but whoever records what was handed over comes to it from the occurrence.
        await db.run("SELECT 1 FROM events WHERE id = $1 AND endpoint_id IS NULL FOR UPDATE", seen["event_id"])
        row = await db.one(
            f"SELECT {_ROW}, {_DONE_LATELY.replace('$', '$2')} AS lately, n.origin AS switched_off {_OF}"
            " LEFT JOIN endpoints n ON n.id = v.endpoint_id AND n.disabled_at IS NOT NULL WHERE o.id = $1 FOR UPDATE OF o",
            seen["id"],
            now - LATELY,
        )
        if row is None:
            raise NotPossible(ARCHIVED)
        if (why := _refused(row, seen, now)) is not None:
            raise NotPossible(why)
        await _anew([row], now)
        if not _acts(row):
            return "pending"
        what = (await _act([row["id"]], now))[row["id"]]
        if what.state != "completed" or what.why is not None:
            said = what.why or what.error or ""
            raise NotPossible(T("“{name}” could not be carried out: {why}", name=row["title"] or "", why=said))
        return "completed"


def _refused(row: Row, seen: Row, now: datetime) -> Text | None:
    """Why this one is not done anew; None: it may be."""
    if row["status"] == "deleted":
        return T("The event was deleted. Please make a new one.")
    if row["lately"]:
        return T("This was done less than a minute ago. Please wait before you have it done again.")
    if (row["state"], row["attempts"]) != (seen["state"], seen["attempts"]) or row["state"] not in (*OVER, "retrying"):
        return T("This is under way already.")
    if row["due_at"] > now and row["state"] in ("skipped", "cancelled"):
        return T("This time is still to come. Please make the event active again, or run it now.")
    if row["switched_off"] is not None:
        return T("{address} is switched off. Please switch it on first.", address=row["switched_off"])
    return T("This cannot be sent again.") if row["attempts"] >= MOST_ATTEMPTS else None


def _acts(row: Row) -> bool:
    return occurring.acts(row["action"], row["endpoint_id"])


async def replay(caller: Caller, wanted: views.Filter, now: datetime) -> dict[UUID, int]:
    """Do anew what this caller may see of this, the oldest first, `MOST` at a time. How many, by event.

    What would be said to the same person over and over is said once: the newest stands for the others of its event, and those
    of them that failed or were missed are skipped. What it is too late for stays as it is.
    """
    async with db.transaction():
        where = views.list_of_occurrences(caller, wanted).where
        where.add("o.due_at <= $", now)
        where.add(f"NOT {_DONE_LATELY}", now - LATELY)
        found = await db.rows(
            f"SELECT {_ROW} {_OF} JOIN listed_events e ON e.id = o.event_id WHERE {where.sql} AND v.status <> 'deleted'"
            f" AND o.attempts < {MOST_ATTEMPTS} ORDER BY o.due_at, o.id LIMIT {MOST} FOR UPDATE OF o SKIP LOCKED",
            *where.values,
        )
        chosen, passed = await _chosen(found, now)
        await _anew(chosen, now)
        await _pass_over([row["id"] for row in passed if row["state"] in ("failed", "missed")])
    counts: dict[UUID, int] = {}
    for row in chosen:
        counts[row["event_id"]] = counts.get(row["event_id"], 0) + 1
    return counts


async def _chosen(rows: Sequence[Row], now: datetime) -> tuple[list[Row], list[Row]]:
    """Which of these are done, and for which another one of them stands."""
    timed = {row["event_id"]: row["action"] for row in rows if _acts(row) and KNOWN[row["action"]].past is not None}
    told = await occurring.params_of(list(timed), timed) if timed else {}
    chosen, passed = [], []
    newest: dict[UUID, Row] = {}
    for row in rows:
        action = KNOWN[row["action"]]
        if _acts(row) and action.once:
            if (older := newest.get(row["event_id"])) is not None:
                passed.append(older)
            newest[row["event_id"]] = row
        elif row["event_id"] not in told or action.past is None or not action.past(
            told[row["event_id"]], Slot(row["due_at"], row["slot"]), row["zone"], now
        ):  # fmt: skip
            chosen.append(row)
    return [*chosen, *newest.values()], passed


async def _anew(rows: Sequence[Row], now: datetime) -> None:
    """A new life under the same id: as many attempts again, with what the event is told now."""
    ids = [row["id"] for row in rows]
    await attempts.keep(ids)
    await db.run(
        f"UPDATE occurrences o SET state = 'pending', next_at = $2, attempts = {attempts.COUNT}, replayed = {attempts.COUNT},"
        " endpoint_id = v.endpoint_id, completed_at = NULL, acknowledged_at = NULL, error = NULL FROM events v"
        " WHERE o.id = ANY($1) AND v.id = o.event_id",
        ids,
        now,
    )
    handed = [row for row in rows if not _acts(row)]
    unheard = [row for row in handed if row["state"] in ("missed", "skipped")]
    await frames.tell_listeners([(row["event_id"], row["id"], row["due_at"]) for row in unheard])
    if handed:
        wake.after_commit(HINT)
    if len(handed) < len(rows):
        wake.after_commit("rooms")


async def _pass_over(ids: Sequence[UUID]) -> None:
    await attempts.keep(ids)
    await db.run(
        f"UPDATE occurrences o SET state = 'skipped', attempts = {attempts.COUNT}, error = '{IN_ITS_PLACE}' WHERE id = ANY($1)",
        list(ids),
    )


# --- what we do ourselves --------------------------------------------------------------------------------------------


async def run_due(now: datetime) -> int:
    """Do what waits to be done anew, a batch at a time. Returns how many were looked at."""
    done, end = 0, time.monotonic() + SLICE_SECONDS
    while time.monotonic() < end:
        found = await db.rows(
            f"SELECT o.id FROM occurrences o WHERE {_WAITING} AND o.next_at <= $1 ORDER BY o.next_at, o.id LIMIT {BATCH}",
            now,
        )
        done += await _batch([row["id"] for row in found], now)
        if len(found) < BATCH:
            break
    return done


async def _batch(ids: Sequence[UUID], now: datetime) -> int:
    """Do these, in one transaction. One that a fault of ours keeps from it is looked for, and keeps nobody else waiting."""
    if not ids:
        return 0
    try:
        return await db.again_on_conflict(lambda: _settle(ids, now))
    except Exception as wrong:
        if due.infrastructure(wrong):
            raise
        log.exception("what was to be done anew failed", extra={"rows": len(ids)})
    if len(ids) == 1:
        await _fail(ids[0], now)
        return 1
    middle = len(ids) // 2
    return await _batch(ids[:middle], now) + await _batch(ids[middle:], now)


async def _settle(ids: Sequence[UUID], now: datetime) -> int:
    async with db.transaction():
        # Whoever changes or fires one of these events now has the row; it is done in the next beat.
        mine = await db.rows(
            "SELECT id FROM events WHERE id IN (SELECT event_id FROM occurrences WHERE id = ANY($1)) ORDER BY id"
            " FOR UPDATE SKIP LOCKED",
            list(ids),
        )
        found = await db.rows(
            "SELECT id FROM occurrences WHERE id = ANY($1) AND event_id = ANY($2)",
            list(ids),
            [row["id"] for row in mine],
        )
        return len(await _act([row["id"] for row in found], now))


async def _act(ids: Sequence[UUID], now: datetime) -> dict[UUID, Outcome]:
    """Do these of those that wait, whose events are locked, and write what became of them."""
    rows = await db.rows(
        f"SELECT {_ROW} {_OF} WHERE o.id = ANY($1) AND {_WAITING} ORDER BY o.due_at, o.id FOR UPDATE OF o", list(ids)
    )
    batches: dict[str, list[Due]] = {}
    for row in rows:
        slot, life = Slot(row["due_at"], row["slot"]), row["attempts"] + 1
        one = Due(row["id"], row["event_id"], row["owner_id"], slot, False, row["zone"], life, row["about_id"])
        batches.setdefault(row["action"], []).append(one)
    found: dict[UUID, Outcome] = {}
    for name, batch in batches.items():
        found |= await occurring.act(name, batch, now)
    await db.run(
        "UPDATE occurrences o SET state = s.state, error = s.error, about_id = coalesce(s.about, o.about_id), next_at = NULL,"
        " attempts = o.attempts + s.tried::int, started_at = CASE WHEN s.tried THEN $6 ELSE o.started_at END,"
        " completed_at = $6, status_code = NULL, response_body = NULL FROM unnest($1::uuid[], $2::text[], $3::text[],"
        " $4::uuid[], $5::bool[]) AS s(id, state, error, about, tried) WHERE o.id = s.id",
        *db.columns([(id, what.state, what.error, what.about_id, _tried(what)) for id, what in found.items()], 5),
        now,
    )
    happened = [(row["event_id"], row["id"], row["due_at"]) for row in rows if _tried(found[row["id"]])]
    await frames.tell_listeners(happened)
    await occurring.finished_of({row["event_id"] for row in rows}, now)
    return found


def _tried(what: Outcome) -> bool:
    return what.state in ("completed", "failed")


async def _fail(id: UUID, now: datetime) -> None:
    async with db.transaction():
        row = await db.one(f"SELECT o.event_id FROM occurrences o WHERE o.id = $1 AND {_WAITING} FOR UPDATE", id)
        if row is None:
            return
        await makers.failed([(row["event_id"], FAULT)], now)
        await db.run(
            "UPDATE occurrences SET state = 'failed', error = $2, next_at = NULL, completed_at = $3 WHERE id = $1",
            id,
            FAULT,
            now,
        )
        await occurring.finished_of({row["event_id"]}, now)


# --- secrets ---------------------------------------------------------------------------------------------------------


async def sign_with(event: Event, secret: str | None, keep: timedelta, now: datetime) -> tuple[str, int]:
    """Sign what this event hands over with this secret (None: a new one) from now on; so long with the newest of the others as
    well. The secret, and how many sign now."""
    async with db.transaction():
        event = await Event.select_for_update().get(id=event.id)
        chosen = secret or signing.new_secret()
        secrets = signing.rotated(signing.read(event.secrets), chosen, keep, now)
        event.secrets, event.secrets_until = signing.write(secrets), signing.first_end(secrets)
        event.version, event.updated_at = event.version + 1, now
        await event.save(update_fields=["secrets_sealed", "secrets_until", "version", "updated_at"])
    return chosen, len(secrets)


SECRETS_BATCH = 500


async def forget_secrets(now: datetime) -> int:
    """Take the secrets that sign no more out of the rows, a few events at a time; one that is being written is left for the
    next time. What can be seen of an event stays as it is, so its version does. Returns how many events."""
    done = 0
    while True:
        async with db.transaction():
            found = await db.rows(
                "SELECT id, secrets_sealed FROM events WHERE secrets_until <= $1 ORDER BY secrets_until"
                f" LIMIT {SECRETS_BATCH} FOR UPDATE SKIP LOCKED",
                now,
            )
            if not found:
                return done
            written = [_without_old(row["id"], row["secrets_sealed"], now) for row in found]
            await db.run(
                "UPDATE events e SET secrets_sealed = n.sealed, secrets_until = n.until"
                " FROM unnest($1::uuid[], $2::bytea[], $3::timestamptz[]) AS n(id, sealed, until) WHERE e.id = n.id",
                *db.columns(written, 3),
            )
        done += len(found)
        if len(found) < SECRETS_BATCH:
            return done


def _without_old(id: UUID, sealed: bytes | None, now: datetime) -> tuple[UUID, bytes | None, datetime | None]:
    try:
        kept = vault().open(sealed, "events.secrets", id) if sealed else None
    except WrongKey:
        log.warning("secrets of an event do not open", extra={"event": str(id)})
        return id, sealed, now + timedelta(days=1)
    valid = signing.valid(signing.read(kept), now)
    left = vault().seal(signing.write(valid), "events.secrets", id) if valid else None
    return id, left, signing.first_end(valid)
