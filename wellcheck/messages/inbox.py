"""What was said to us: kept before it is understood, once per provider id, and deleted when nobody needs it any more."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from pydantic_core import to_json

from wellcheck import db, due, people
from wellcheck.crypto import Seal, WrongKey, vault
from wellcheck.i18n import T
from wellcheck.messages import rules
from wellcheck.messages.models import OPEN_QUESTION, InboundRow
from wellcheck.messages.service import cannot_be_heard, tell_operators
from wellcheck.messages.values import Inbound

log = logging.getLogger(__name__)

TELL_EVERY = timedelta(hours=1)
"""So often operators are told that something said to us cannot be handled; each person is asked all the same."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An inbound that was kept: `row` its id, `fresh` False for one we had already (`reply`: what we answered it with in
    the provider's own request; None: nothing, or by the outbox)."""

    inbound: Inbound
    row: UUID
    sender: bytes
    fresh: bool
    reply: str | None = None


def sealed(said: Inbound, row: UUID, seal: Seal | None = None) -> bytes:
    """What was said, as it is kept in `inbound.said_sealed` of this row."""
    at = said.at.isoformat() if said.at else None
    words = [
        said.text,
        said.sender,
        said.button,
        said.shared_phone,
        said.start,
        at,
        said.unproven,
        said.media,
        said.moved,
    ]
    return (seal or vault().seal)(to_json(words).decode(), "inbound.said", row)


async def note_inbound(inbounds: Sequence[Inbound], now: datetime) -> list[Noted]:
    """Keep what came in, once per provider id, with one statement; a repeated one comes back with our earlier reply."""
    records, senders = [], []
    blind = people.blind
    for said in inbounds:
        id = db.new_id()
        sender = blind(said.channel, said.sender)
        senders.append((id, sender))
        records.append((id, said.channel, said.provider_id[:64], sender, sealed(said, id), "new", now))
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


class Open(NamedTuple):
    """An open question of a speaker: its delivery, what it is about, and where and when it was asked."""

    id: UUID
    about_kind: str | None
    about_id: UUID
    channel: str
    created_at: datetime


class Speaker(NamedTuple):
    """Who speaks from an address, and what is open between them and us. `questions`: newest first; `talked_at`: when their
    unfinished conversation last went on, if there is one."""

    person_id: UUID
    address_id: UUID
    verified: bool
    language: str
    zone: str
    name: str
    talked_at: datetime | None
    questions: tuple[Open, ...]
    discreet: bool = False
    duress: bytes | None = None


async def speakers(senders: Sequence[tuple[str, bytes]], now: datetime) -> dict[tuple[str, bytes], Speaker]:
    """Who they are that write from these addresses (channel, blind), and what is open with them, with one query."""
    asking = list(set(senders))
    found = await db.by_index(
        "SELECT a.id, a.channel, a.blind, a.verified_at IS NOT NULL, p.id, p.language, p.zone, p.discreet, p.duress_mac,"
        " p.first_name_sealed, c.updated_at, d.id, d.about_kind, d.about_id, d.channel, d.created_at"
        " FROM unnest($1::text[], $3::bytea[]) AS s(channel, blind)"
        " JOIN addresses a ON a.channel = s.channel AND a.blind = s.blind JOIN persons p ON p.id = a.person_id"
        " LEFT JOIN conversations c ON c.person_id = p.id"
        f" LEFT JOIN LATERAL (SELECT * FROM deliveries q WHERE q.person_id = p.id AND {OPEN_QUESTION}) d ON true"
        " ORDER BY d.id DESC",
        [channel for channel, _ in asking],
        now,
        [blind for _, blind in asking],
    )
    known: dict[tuple[str, bytes], Speaker] = {}
    for (
        address_id, channel, key, verified, person_id, language, zone, discreet, duress, name, talked_at,
        question, about_kind, about_id, asked_on, asked_at,
    ) in found:  # fmt: skip
        asked = () if question is None else (Open(question, about_kind, about_id, asked_on, asked_at),)
        if (speaker := known.get((channel, key))) is not None:
            known[channel, key] = speaker._replace(questions=speaker.questions + asked)
            continue
        known[channel, key] = Speaker(
            person_id, address_id, verified, language, zone, people.opened_name(person_id, name), talked_at, asked,
            discreet, duress,
        )  # fmt: skip
    return known


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


async def heard(done: Sequence[tuple[UUID, UUID | None, str, str | None]]) -> None:
    """These inbounds are understood: (row, person, meaning, answer given inline), with one statement."""
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
    """This inbound could not be handled: it is looked at again. After a few times operators are told, and then whoever
    said it is asked plainly how they are (`when_unheard`): it may have been a call for help."""
    found = await db.one(
        "UPDATE inbound SET state = 'failed', failures = least(failures + 1, 1000),"
        " due_at = $2::timestamptz + least(failures + 1, 30) * interval '10 seconds' WHERE id = $1"
        " RETURNING failures, channel, sender",
        row,
        now,
    )
    failures = found["failures"] if found else 0
    try:
        async with db.transaction():
            if failures == rules.UNHEARD_TELL:
                await tell_of_fault(now)
            if found and failures == rules.UNHEARD_ASK:
                whose = await people.by_senders([(found["channel"], bytes(found["sender"]))])
                for address in whose.values():
                    if address["verified_at"] is not None:
                        await cannot_be_heard(address["person_id"], now)
    except Exception as wrong:
        if due.infrastructure(wrong):
            raise
        log.exception("nobody could be told of what cannot be handled", extra={"inbound": str(row)})


async def unheard_since(person_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Since when something these persons said waits to be understood; who is not in it said nothing."""
    found = await db.rows(
        "SELECT a.person_id, min(i.received_at) AS at FROM inbound i"
        " JOIN addresses a ON a.channel = i.channel AND a.blind = i.sender"
        " WHERE i.state IN ('new', 'failed') AND a.person_id = ANY($1) GROUP BY a.person_id",
        list(person_ids),
    )
    return {row["person_id"]: row["at"] for row in found}


async def tell_of_fault(now: datetime) -> None:
    """Operators are told that something said to us cannot be handled, once in a while."""
    if await due.take_turn("unheard", TELL_EVERY) is not None:
        text = T("Something that was said to Wellcheck cannot be handled because of a fault. Please look at the log.")
        await tell_operators(text, now)


async def forget_inbound(row: UUID) -> None:
    """Nothing is kept of what a stranger wrote."""
    await db.run("DELETE FROM inbound WHERE id = $1", row)


async def scrub(said: Inbound) -> None:
    """What was said is not kept, only that something was: it was a secret."""
    row = await db.one(
        "SELECT id FROM inbound WHERE channel = $1 AND provider_id = $2", said.channel, said.provider_id[:64]
    )
    if row is not None:
        blank = sealed(said._replace(text=""), row["id"])
        await db.run("UPDATE inbound SET said_sealed = $2 WHERE id = $1", row["id"], blank)


_ITS_TIME = (
    "state IN ('new', 'failed') AND (due_at IS NULL OR due_at <= $1)"
    " AND received_at < $1::timestamptz - interval '2 seconds'"
)
WAITS = due.first(f"SELECT true FROM inbound WHERE {_ITS_TIME} ORDER BY received_at")
"""Whether anything waits to be looked at again (see `due.look`)."""


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
            f"SELECT id, channel, provider_id, sender, said_sealed, received_at FROM inbound WHERE {_ITS_TIME}"
            " ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED",
            now,
            limit,
        )
    noted = []
    for row in found:
        try:
            said = json.loads(vault().open(row["said_sealed"], "inbound.said", row["id"]))
            text, sender, button, phone, start, at, *more = said
        except (WrongKey, ValueError, TypeError) as wrong:
            log.error("an inbound cannot be read", extra={"inbound": str(row["id"]), "error": type(wrong).__name__})
            await unheard(row["id"], now)
            continue
        inbound = Inbound(
            row["channel"], sender, text, row["provider_id"], datetime.fromisoformat(at) if at else row["received_at"],
            tuple(button) if button else None, phone, start=start, unproven=bool(more and more[0]),
            media=more[1] if len(more) > 1 else None, moved=bool(more[2:] and more[2]),
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
