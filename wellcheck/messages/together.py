"""Alarms about several people for one address: one message a minute, which names each of them.

The first one leaves at once. What comes for the same address within a minute waits until that minute is over, and is then said
together. Each stays a delivery of its own, with its own fence, receipts and next address: only the call of the provider is
shared. So nothing that becomes of one of them depends on what becomes of the others.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, gsm, i18n, people
from wellcheck.crypto import vault
from wellcheck.i18n import Text
from wellcheck.messages.models import AGAIN, CLAIM, CLAIMED, SENDING
from wellcheck.messages.values import Receipt
from wellcheck.people import Recipient

EVERY = timedelta(minutes=1)
"""So often an address is sent alarms that may be said together; the first one of them never waits."""

MOST, MOST_CALLED = 40, 7
"""So many people at most are named in one message, and in one call: a call has nine keys, one of
them for none of these and one to be left alone."""

MOST_PARTS = 8
"""A text message that names several people has at most so many parts; what does not fit is said in another one."""

BY_THE_WAY = "together"
"""The outcome of an attempt that was made with another delivery's message."""

Row = dict[str, Any]
Rider = tuple[UUID, int, tuple[str, UUID] | None]
"""A delivery that is said by the way: its id, its fence, what it is about."""

Member = tuple[UUID, str]
"""One of those who are named together: what the alarm is about, and its gist."""

Words = Callable[[Recipient, Sequence[Member]], tuple[Text, tuple[tuple[str, Text], ...]]]
"""What is said to somebody about these, with the options that answer it. One alone is said as if it had always been alone."""

Composer = Callable[[Sequence[UUID]], Awaitable[Words]]
_composer: list[Composer] = []


def compose_by(composer: Composer) -> None:
    """This room knows the words (for alarms with a gist): asked once for each batch, with all that it is about."""
    _composer[:] = [composer]


async def gather(found: Sequence[Mapping[str, Any]], until: datetime, now: datetime) -> list[Mapping[str, Any]]:
    """Of deliveries that were just leased (columns `CLAIMED`): those to be handed over, some with "riders" that are said in
    the same message. Those whose address had its message of this minute already are put back until it is over.

    The address is locked meanwhile, so two workers make no two messages.
    """
    by_address: dict[UUID, list[Row]] = {}
    for row in found:
        if row["gist"] is not None:
            by_address.setdefault(row["address_id"], []).append(dict(row))
    if not by_address:
        return list(found)
    async with db.transaction():
        last = {
            row["id"]: row["alarmed_at"]
            for row in await db.rows(
                "SELECT id, alarmed_at FROM addresses WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
                list(by_address),
            )
        }
        later: list[tuple[UUID, int, datetime]] = []
        for address, rows in list(by_address.items()):
            before = last.get(address)
            # One that was tried already waits for nothing but its provider, and takes the others with it.
            if before is not None and now - EVERY < before <= now and all(row["attempts"] == 1 for row in rows):
                later += [(row["id"], row["attempts"], before + EVERY) for row in by_address.pop(address)]
        for row in await _also_waiting(list(by_address), until, now):
            by_address[row["address_id"]].append(row)
        leaving: list[Row] = []
        for rows in by_address.values():
            rows.sort(key=lambda row: (row["due_at"], row["id"]))
            if rows[0]["channel"] == "voice":  # a line takes one call at a time
                later += [(row["id"], row["attempts"], now) for row in rows[MOST_CALLED:]]
                rows = rows[:MOST_CALLED]
            leaving += rows
        await _put_back(later)
        await db.run("UPDATE addresses SET alarmed_at = $2 WHERE id = ANY($1)", list(by_address), now)
        return [*(row for row in found if row["gist"] is None), *await _in_one(leaving)]


async def _also_waiting(addresses: Sequence[UUID], until: datetime, now: datetime) -> list[Row]:
    """What waits besides for these addresses, leased as well."""
    return await db.rows(
        "WITH due AS (SELECT id FROM deliveries WHERE state = 'pending' AND gist IS NOT NULL AND address_id = ANY($1)"
        " AND due_at <= $2 AND expires_at > $3 ORDER BY due_at, id FOR UPDATE SKIP LOCKED)"
        f" UPDATE deliveries d SET {CLAIM} FROM due, addresses a WHERE d.id = due.id AND a.id = d.address_id"
        f" AND a.stopped_at IS NULL RETURNING {CLAIMED}",
        list(addresses),
        until,
        now,
    )


async def _put_back(later: Sequence[tuple[UUID, int, datetime]]) -> None:
    if later:
        await db.run(
            f"UPDATE deliveries d SET {AGAIN}, attempts = d.attempts - 1, lease_until = NULL, due_at = s.at FROM"
            " unnest($1::uuid[], $2::smallint[], $3::timestamptz[]) AS s(id, fence, at) WHERE d.id = s.id"
            f" AND d.attempts = s.fence AND {SENDING}",
            *db.columns(later, 3),
        )


async def _in_one(rows: Sequence[Row]) -> list[Row]:
    """These rows (in order), those for one address in as few messages as hold them all: the first of each with its riders."""
    by_address: dict[UUID, list[Row]] = {}
    for row in rows:
        by_address.setdefault(row["address_id"], []).append(row)
    # One alone keeps its words, save that it was said with others before.
    alone = [g[0] for g in by_address.values() if len(g) == 1 and g[0]["bundle_id"] is None]
    groups = [g for g in by_address.values() if len(g) > 1 or g[0]["bundle_id"] is not None]
    if not groups or not _composer:
        return list(rows)
    words = await _composer[0]([row["about_id"] for group in groups for row in group])
    known = await people.recipients(group[0]["person_id"] for group in groups)
    messages = [part for group in groups for part in _parts(group, known[group[0]["person_id"]], words)]
    written: list[tuple[Any, ...]] = []
    for group, text, options in messages:
        first = group[0]
        for row in group:
            row["text_sealed"] = vault().seal(text, "deliveries.text", row["id"])
            row["options"] = [list(option) for option in options]
            row["bundle_id"] = first["id"] if len(group) > 1 else None
            written.append((row["id"], row["text_sealed"], json.dumps(row["options"]), row["bundle_id"]))
        first["riders"] = tuple(
            (row["id"], row["attempts"], (row["about_kind"], row["about_id"])) for row in group[1:]
        )  # fmt: skip
    await db.run(
        "UPDATE deliveries d SET text_sealed = s.sealed, options = s.options, bundle_id = s.bundle FROM"
        " unnest($1::uuid[], $2::bytea[], $3::jsonb[], $4::uuid[]) AS s(id, sealed, options, bundle) WHERE d.id = s.id",
        *db.columns(written, 4),
    )
    return [*alone, *(group[0] for group, _, _ in messages)]


def _parts(
    group: Sequence[Row], person: Recipient, words: Words
) -> Iterable[tuple[Sequence[Row], str, tuple[tuple[str, str], ...]]]:
    """This group in as many messages as are needed to name everybody in it."""
    text, options = words(person, [(row["about_id"], row["gist"]) for row in group])
    said = i18n.say(text, person.language, person.zone)
    labels = tuple((key, i18n.say(label, person.language)) for key, label in options)
    fits = len(group) <= MOST and gsm.segments("".join(gsm.worded(said, labels))) <= MOST_PARTS
    if fits or len(group) == 1:
        yield group, said, labels
        return
    middle = len(group) // 2
    yield from _parts(group[:middle], person, words)
    yield from _parts(group[middle:], person, words)


async def not_left(addresses: Sequence[UUID]) -> None:
    """What was leased for these addresses was not handed over: the next alarm for them need not wait for it."""
    await db.run(
        "UPDATE addresses SET alarmed_at = NULL WHERE id = ANY($1) AND alarmed_at IS NOT NULL", list(addresses)
    )


async def receipts_of_all(receipts: Sequence[Receipt]) -> list[Receipt]:
    """What these receipts say of the deliveries that were said by the way."""
    told: dict[UUID | None, list[Receipt]] = {}
    for receipt in receipts:
        told.setdefault(receipt.delivery_id, []).append(receipt)
    riders = await db.rows(
        "SELECT id, bundle_id FROM deliveries WHERE bundle_id = ANY($1) AND id <> bundle_id ORDER BY id",
        [id for id in told if id is not None],
    )
    return [replace(receipt, delivery_id=row["id"]) for row in riders for receipt in told[row["bundle_id"]]]
