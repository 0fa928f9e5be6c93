"""A POST that is sent twice does its work once: answers are kept for a day under the caller's `Idempotency-Key`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db
from wellcheck.access.models import Answered
from wellcheck.crypto import vault
from wellcheck.errors import NotPossible, NotValid
from wellcheck.i18n import T

KEPT = timedelta(days=1)
GIVEN_UP = timedelta(seconds=60)
"""A request that has no answer after so long died with its process: the next one does the work."""

FIELD = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same request was answered before."""

    status: int
    answer: str


async def begin(key: str, caller: str, body: bytes, now: datetime) -> UUID | Earlier:
    """Take this key for one piece of work, or get the earlier answer.

    `NotValid` for a key that is no key or was used with another body; `NotPossible` while the first one is under way.
    """
    if not 1 <= len(key) <= 128 or not key.isprintable():
        raise NotValid.of(FIELD, T("A key has 1 to 128 printable characters, for example a UUID."))
    mac, digest, id = vault().mac("once", f"{caller}\0{key}"), hashlib.sha256(body).digest(), db.new_id()
    taken = await db.one(
        "INSERT INTO answered AS a (id, key, body_hash, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO UPDATE"
        " SET id = $1, body_hash = $3, created_at = $4, status = NULL, answer_sealed = NULL"
        " WHERE a.created_at < $5 OR (a.status IS NULL AND a.created_at < $6) RETURNING id",
        id, mac, digest, now, now - KEPT, now - GIVEN_UP,
    )  # fmt: skip
    if taken is not None:
        return id
    row = await Answered.get(key=mac)
    if bytes(row.body_hash) != digest:
        raise NotValid.of(FIELD, T("This key was used with another request. Please take a new one."))
    if row.status is None:
        raise NotPossible(T("The same request is being worked on. Please ask again in a moment."))
    return Earlier(row.status, row.answer or "")


async def keep(id: UUID, status: int, answer: str) -> None:
    """This is what it was answered."""
    sealed = vault().seal(answer, "answered.answer", id)
    await db.run("UPDATE answered SET status = $2, answer_sealed = $3 WHERE id = $1", id, status, sealed)


async def give_up(id: UUID) -> None:
    """It came to nothing: the same key may be used again."""
    await db.run("DELETE FROM answered WHERE id = $1 AND status IS NULL", id)


async def prune(now: datetime) -> None:
    """Forget answers that are older than a day."""
    await db.run("DELETE FROM answered WHERE created_at < $1", now - KEPT)
