"""A POST that is sent twice does its work once: answers are kept for a day under the caller's `Idempotency-Key`.

Work and answer are one transaction. Whenever a process dies, either both are there or neither: the same request then gets
the answer, or does the work.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellcheck import db
from wellcheck.access.models import Answered
from wellcheck.crypto import vault
from wellcheck.errors import NotPossible, NotValid
from wellcheck.i18n import T

KEPT = timedelta(days=1)
GIVEN_UP = timedelta(seconds=60)
"""A request that a server of an older release began, and has not answered after so long, died with it."""

FIELD = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same request was answered before."""

    status: int
    answer: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A key that is this transaction's alone until it ends."""

    key: bytes
    body_hash: bytes
    at: datetime


async def begin(key: str, caller: str, body: bytes, now: datetime) -> Taken | Earlier:
    """Take this key for the work of the running transaction, or get the earlier answer.

    `NotValid` for a key that is no key or was used with another body; `NotPossible` while the first one is under way.
    """
    if not 1 <= len(key) <= 128 or not key.isprintable():
        raise NotValid.of(FIELD, T("A key has 1 to 128 printable characters, for example a UUID."))
    mac, digest = vault().mac("once", f"{caller}\0{key}"), hashlib.sha256(body).digest()
    # Nobody waits for the first one, which may take long: whoever waited would hold a connection.
    lock = await db.one("SELECT pg_try_advisory_xact_lock($1) AS free", int.from_bytes(mac[:8], signed=True))
    under_way = lock is None or not lock["free"]
    row = None if under_way else await Answered.get_or_none(key=mac, created_at__gte=now - KEPT)
    if row is not None and row.status is None and row.created_at < now - GIVEN_UP:
        row = None
    if row is not None and bytes(row.body_hash) != digest:
        raise NotValid.of(FIELD, T("This key was used with another request. Please take a new one."))
    if under_way or (row is not None and row.status is None):
        raise NotPossible(T("The same request is being worked on. Please ask again in a moment."))
    return Taken(mac, digest, now) if row is None else Earlier(row.status, row.answer or "")


async def keep(taken: Taken, status: int, answer: str) -> None:
    """This is what it was answered, should the running transaction be committed."""
    id = db.new_id()
    await db.run(
        "INSERT INTO answered (id, key, body_hash, created_at, status, answer_sealed) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (key) DO UPDATE SET id = excluded.id, body_hash = excluded.body_hash,"
        " created_at = excluded.created_at, status = excluded.status, answer_sealed = excluded.answer_sealed",
        id, taken.key, taken.body_hash, taken.at, status, vault().seal(answer, "answered.answer", id),
    )  # fmt: skip


async def prune(now: datetime) -> None:
    """Forget answers that are older than a day."""
    await db.run("DELETE FROM answered WHERE created_at < $1", now - KEPT)
