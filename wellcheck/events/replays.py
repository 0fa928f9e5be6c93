"""Handing over once more what was given up, or what a receiver lost: one occurrence, or many of one event."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, wake
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotPossible
from wellcheck.events import attempts, signing
from wellcheck.events.handover import HINT
from wellcheck.events.models import Event
from wellcheck.i18n import T

log = logging.getLogger(__name__)

OVER = ("failed", "missed", "completed")
"""The states from which something may be handed over anew."""

MOST = 10_000
"""So many at a time."""

MOST_ATTEMPTS = 30_000


async def retry(occurrence_id: UUID, now: datetime) -> None:
    """Hand this one over now, whether it was given up, is waiting for its next attempt, or was taken before. `NotPossible` if
    it is no such thing, or under way."""
    async with db.transaction():
        done = await db.rows(
            "SELECT o.id FROM occurrences o JOIN events e ON e.id = o.event_id WHERE o.id = $1 AND e.status <> 'deleted'"
            f" AND e.endpoint_id IS NOT NULL AND o.state = ANY($2) AND o.attempts < {MOST_ATTEMPTS} FOR UPDATE OF o",
            occurrence_id,
            [*OVER, "retrying"],
        )
        if not done:
            raise NotPossible(T("This cannot be sent again."))
        await _anew([occurrence_id], now)


async def replay(event: Event, since: datetime | None, state: str, now: datetime) -> int:
    """Hand over anew what this event has in this state (`OVER`), of times from `since` on, oldest first. Returns how many;
    `MOST` at a time."""
    async with db.transaction():
        if event.endpoint_id is None:
            raise NotPossible(T("This cannot be sent again."))
        found = await db.rows(
            "SELECT id FROM occurrences WHERE event_id = $1 AND state = $2 AND number IS NOT NULL"
            " AND ($3::timestamptz IS NULL OR due_at >= $3)"
            f" AND attempts < {MOST_ATTEMPTS} ORDER BY due_at, id LIMIT {MOST} FOR UPDATE SKIP LOCKED",
            event.id,
            state,
            since,
        )
        await _anew([row["id"] for row in found], now)
    return len(found)


async def _anew(ids: Sequence[UUID], now: datetime) -> None:
    """A new life under the same id: as many attempts again, with the secrets that the event has now."""
    await attempts.keep(ids)
    await db.run(
        "UPDATE occurrences o SET state = 'pending', next_at = $2, replayed = o.attempts, endpoint_id = e.endpoint_id,"
        " completed_at = NULL, error = NULL FROM events e WHERE o.id = ANY($1) AND e.id = o.event_id",
        list(ids),
        now,
    )
    wake.after_commit(HINT)


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
