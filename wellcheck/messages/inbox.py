"""What was said to us: kept before it is understood, once per provider id, and deleted when nobody needs it any more."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, people
from wellcheck.crypto import WrongKey, vault
from wellcheck.messages.models import InboundRow
from wellcheck.messages.values import Inbound

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noted:
    """An inbound that was kept: `row` its id, `fresh` False for one we had already (`reply`: what we answered then)."""

    inbound: Inbound
    row: UUID
    sender: bytes
    fresh: bool
    reply: str | None = None


async def note_inbound(inbounds: Sequence[Inbound], now: datetime) -> list[Noted]:
    """Keep what came in, once per provider id, with one statement; a repeated one comes back with our earlier reply."""
    records, senders = [], []
    seal, blind = vault().seal, people.blind
    for said in inbounds:
        id = db.new_id()
        sender = blind(said.channel, said.sender)
        senders.append((id, sender))
        at = said.at.isoformat() if said.at else None
        words = json.dumps([said.text, said.sender, said.button, said.shared_phone, said.start, at], ensure_ascii=False)
        records.append((id, said.channel, said.provider_id[:64], sender, seal(words, "inbound.said", id), "new", now))
    new = await db.rows(
        "INSERT INTO inbound (id, channel, provider_id, sender, said_sealed, state, received_at) SELECT * FROM"
        " unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::text[], $7::timestamptz[])"
        " ON CONFLICT (channel, provider_id) DO NOTHING RETURNING id",
        *db.columns(records, 7),
    )
    fresh = {row["id"] for row in new}
    noted = []
    for said, (id, sender) in zip(inbounds, senders, strict=True):
        if id in fresh:
            noted.append(Noted(said, id, sender, True))
            continue
        earlier = await InboundRow.get_or_none(channel=said.channel, provider_id=said.provider_id[:64])
        noted.append(Noted(said, earlier.id if earlier else id, sender, False, earlier.reply if earlier else None))
    return noted


async def not_kept(inbounds: Sequence[Inbound]) -> list[Inbound]:
    """Those of them that we do not have yet, with one query."""
    known = await db.rows(
        "SELECT i.channel, i.provider_id FROM unnest($1::text[], $2::text[]) AS s(channel, provider_id)"
        " JOIN inbound i ON i.channel = s.channel AND i.provider_id = s.provider_id",
        [said.channel for said in inbounds],
        [said.provider_id[:64] for said in inbounds],
    )
    kept = {(row["channel"], row["provider_id"]) for row in known}
    return [said for said in inbounds if (said.channel, said.provider_id[:64]) not in kept]


async def heard(done: Sequence[tuple[UUID, UUID | None, str, str | None]], now: datetime) -> None:
    """These inbounds are understood: (row, person, meaning, our reply), with one statement."""
    if not done:
        return
    seal = vault().seal
    await db.run(
        "UPDATE inbound i SET state = 'handled', due_at = NULL, person_id = s.person, meaning = left(s.meaning, 16),"
        " reply_sealed = s.reply FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[])"
        " AS s(id, person, meaning, reply) WHERE i.id = s.id",
        *db.columns(
            [(row, person, meaning, seal(reply, "inbound.reply", row) if reply else None)
             for row, person, meaning, reply in done], 4
        ),
    )  # fmt: skip


async def unheard(row: UUID, now: datetime) -> None:
    """This inbound could not be handled: it is looked at again, and an operator is told after a few times."""
    await db.run(
        "UPDATE inbound SET state = 'failed', failures = least(failures + 1, 1000),"
        " due_at = $2::timestamptz + least(failures + 1, 30) * interval '10 seconds' WHERE id = $1",
        row,
        now,
    )


async def forget_inbound(row: UUID) -> None:
    """Nothing is kept of what a stranger wrote."""
    await db.run("DELETE FROM inbound WHERE id = $1", row)


async def waiting_inbound(now: datetime, person_ids: Sequence[UUID] | None = None, limit: int = 200) -> list[Noted]:
    """Inbounds that were kept but not understood yet: of these persons, or all whose time has come."""
    if person_ids is not None:
        found = await db.rows(
            "SELECT i.id, i.channel, i.provider_id, i.sender, i.said_sealed, i.received_at FROM inbound i JOIN addresses a"
            " ON a.channel = i.channel AND a.blind = i.sender WHERE i.state IN ('new', 'failed')"
            " AND a.person_id = ANY($1) ORDER BY i.id",
            list(person_ids),
        )
    else:
        found = await db.rows(
            "SELECT id, channel, provider_id, sender, said_sealed, received_at FROM inbound WHERE state IN"
            " ('new', 'failed') AND (due_at IS NULL OR due_at <= $1) AND received_at < $1 - interval '2 seconds'"
            " ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED",
            now,
            limit,
        )
    noted = []
    for row in found:
        try:
            said = json.loads(vault().open(row["said_sealed"], "inbound.said", row["id"]))
            text, sender, button, phone, start, at = said
        except (WrongKey, ValueError, TypeError) as wrong:
            log.error("an inbound cannot be read", extra={"inbound": str(row["id"]), "error": type(wrong).__name__})
            await unheard(row["id"], now)
            continue
        inbound = Inbound(
            row["channel"], sender, text, row["provider_id"], datetime.fromisoformat(at) if at else row["received_at"],
            tuple(button) if button else None, phone, start=start,
        )  # fmt: skip
        noted.append(Noted(inbound, row["id"], bytes(row["sender"]), True))
    return noted


async def prune(now: datetime, keep: timedelta, batch: int = 2000) -> int:
    """Delete deliveries that are over and inbounds that were handled once they are older than `keep`, in batches that lock
    nothing for long. Ids carry their time, so the oldest are found without an index of their own. Returns how many."""
    before, gone = db.id_at(now - keep), 0
    for table, over in (
        ("deliveries", "state IN ('sent', 'delivered', 'failed', 'withdrawn', 'expired')"),
        ("inbound", "state = 'handled'"),
    ):
        while True:
            done = await db.run(
                f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE id < $1 AND {over} ORDER BY id LIMIT {batch})",
                before,
            )
            gone += done
            if done < batch:
                break
    await db.run("DELETE FROM one_time WHERE expires_at < $1", now - timedelta(days=1))
    return gone
