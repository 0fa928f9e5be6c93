"""Files that go with deliveries: kept as what they are made from, for as long as one of them may still be sent or fetched.

A picture or an export is made when it is sent (`bot.files`): so its bytes are never stored, not copied for another attempt,
and gone with the call that sent them.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from wellcheck import db
from wellcheck.crypto import WrongKey, vault
from wellcheck.messages.models import Attachment
from wellcheck.messages.values import Wanted

KEPT = timedelta(days=1)
"""So long at most a file is remembered, whatever became of its delivery."""

FETCHED = timedelta(minutes=15)
"""So long after it was sent a provider may fetch a file: the life of its address."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a delivery carries. `wanted` None: it is forgotten already, or cannot be read with our keys. `refused`: it is not to
    be sent any more."""

    language: str
    wanted: Wanted | None = None
    refused: bool = False


async def write(person_id: UUID, wanted: Wanted, deliveries: Sequence[UUID], now: datetime) -> None:
    """This file goes with these deliveries, which were written in the same transaction."""
    id = db.new_id()
    await db.run(
        "INSERT INTO attachments (id, person_id, maker, facts_sealed, created_at) VALUES ($1, $2, $3, $4, $5)",
        id, person_id, wanted.maker, vault().seal(wanted.facts, "attachments.facts", id), now,
    )  # fmt: skip
    await join(deliveries, id)


async def join(deliveries: Sequence[UUID], id: UUID) -> None:
    """These deliveries carry a file that is there already."""
    await db.run("UPDATE deliveries SET attachment_id = $2 WHERE id = ANY($1)", list(deliveries), id)


async def carried(delivery_id: UUID) -> Carried:
    """What goes with this delivery, which has an attachment."""
    row = await db.one(
        "SELECT d.language, a.id, a.maker, a.facts_sealed, a.refused FROM deliveries d LEFT JOIN attachments a"
        " ON a.id = d.attachment_id WHERE d.id = $1",
        delivery_id,
    )
    if row is None or row["id"] is None:
        return Carried(row["language"] if row else "en")
    try:
        facts = vault().open(row["facts_sealed"], "attachments.facts", row["id"])
    except WrongKey:
        return Carried(row["language"])
    return Carried(row["language"], Wanted(row["maker"], facts), row["refused"])


async def find(id: UUID) -> Attachment | None:
    """What is behind an address that a provider was given; None once it is forgotten."""
    return await Attachment.get_or_none(id=id, refused=False)


async def refuse(ids: Sequence[UUID]) -> None:
    """These files are not sent any more: the words go without them."""
    await db.run("UPDATE attachments SET refused = true WHERE id = ANY($1)", list(ids))


async def forget(now: datetime) -> int:
    """Forget what nothing waits for any more, and what is a day old. Returns how many."""
    return await db.run(
        "DELETE FROM attachments a WHERE a.created_at < $1 OR (a.created_at < $2 AND NOT EXISTS (SELECT 1 FROM deliveries d"
        " WHERE d.attachment_id = a.id AND (d.state IN ('pending', 'sending', 'unknown') OR d.sent_at > $2)))",
        now - KEPT,
        now - FETCHED,
    )


# --- addresses that a provider fetches files from ---------------------------------------------------------------------


def word(id: UUID, now: datetime) -> str:
    """48 letters that lead to this file for `FETCHED` and cannot be made by anybody else."""
    said = id.bytes + int((now + FETCHED).timestamp()).to_bytes(4, "big")
    return base64.urlsafe_b64encode(said + _mac(said)).decode()


def of_word(word: str, now: datetime) -> UUID | None:
    """The file that such letters lead to; None when they are not ours, or too old."""
    try:
        raw = base64.b64decode(word, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    said, mac = raw[:20], raw[20:]
    if len(raw) != 36 or not hmac.compare_digest(mac, _mac(said)):
        return None
    until = datetime.fromtimestamp(int.from_bytes(said[16:], "big"), UTC)
    return UUID(bytes=said[:16]) if now < until else None


def _mac(said: bytes) -> bytes:
    return vault().mac("media", said.hex())[:16]
