"""Whom processes speak to: a number, an e-mail address or a channel that need not be anybody we know.

A target is a person without a name, with one address whose blind index is its own: whoever is known to us by the same
number is not found by it, and it is not found by theirs. So the outbox serves targets like everybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from wellcheck import db
from wellcheck.crypto import vault

HOW = "process"
"""How a target's address was proved: its sender says so. Nothing else may be sent to it."""

Target = tuple[str, str]
"""The outbox's channel, and the number, address or name of the channel."""


def blind(target: Target) -> bytes:
    """The look-up key of a target."""
    channel, value = target
    return vault().blind(f"target {channel}", value)


async def keep(wanted: Iterable[Target], now: datetime) -> dict[Target, tuple[UUID, UUID]]:
    """(person, address) of each of these targets, with a few statements however many; unknown ones are made. What was
    unreachable may be tried again, for its sender says that it is right."""
    blinds = {blind(target): target for target in sorted(set(wanted))}
    found = await _known(blinds)
    missing = [(mac, target) for mac, target in blinds.items() if target not in found]
    if missing:
        people, addresses = [], []
        for mac, (channel, value) in missing:
            person, address = db.new_id(), db.new_id()
            people.append(person)
            sealed = vault().seal(value, "addresses.value", address)
            addresses.append((address, person, channel, sealed, mac))
        await db.run(
            "INSERT INTO persons (id, language, zone, created_at, updated_at)"
            " SELECT id, 'en', 'UTC', $2::timestamptz, $2::timestamptz FROM unnest($1::uuid[]) AS s(id)",
            people, now,
        )  # fmt: skip
        await db.run(
            "INSERT INTO addresses (id, person_id, channel, value_sealed, blind, rank, verified_at, verified_how, created_at)"
            " SELECT id, person, channel, sealed, blind, 0, $6::timestamptz, $7, $6 FROM unnest($1::uuid[], $2::uuid[],"
            " $3::text[], $4::bytea[], $5::bytea[]) AS s(id, person, channel, sealed, blind) ON CONFLICT DO NOTHING",
            *db.columns(addresses, 5), now, HOW,
        )  # fmt: skip
        # Two senders named the same one at the same moment: the second one's person has no address, and goes.
        await db.run(
            "DELETE FROM persons p WHERE id = ANY($1) AND NOT EXISTS (SELECT 1 FROM addresses WHERE person_id = p.id)",
            people,
        )
        found |= await _known(dict(missing))
    await db.run(
        "UPDATE addresses SET dead_at = NULL, dead_reason = NULL WHERE id = ANY($1) AND dead_at IS NOT NULL",
        [address for _, address in found.values()],
    )
    return found


async def _known(blinds: dict[bytes, Target]) -> dict[Target, tuple[UUID, UUID]]:
    rows = await db.rows(
        "SELECT a.id, a.person_id, a.blind FROM unnest($1::text[], $2::bytea[]) AS s(channel, blind)"
        " JOIN addresses a ON a.channel = s.channel AND a.blind = s.blind",
        [channel for channel, _ in blinds.values()],
        list(blinds),
    )
    return {blinds[bytes(row["blind"])]: (row["person_id"], row["id"]) for row in rows}


async def prune(before: datetime) -> None:
    """Targets nobody speaks to any more are forgotten, but for those who want nothing from us."""
    await db.run(
        "DELETE FROM persons WHERE id IN (SELECT a.person_id FROM addresses a WHERE a.verified_how = $1"
        " AND a.created_at < $2 AND a.stopped_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM process_steps WHERE person_id = a.person_id)"
        " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE person_id = a.person_id) LIMIT 5000)",
        HOW,
        before,
    )
