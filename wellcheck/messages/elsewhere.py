"""What cannot be said on one address is said on the next one; and what becomes of messages for an address that was closed."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from uuid import UUID

from wellcheck import db, people, timeline, wake
from wellcheck.crypto import vault
from wellcheck.messages import attachments, rules
from wellcheck.messages.models import Delivery
from wellcheck.messages.service import address_gone, insert, unreached

log = logging.getLogger(__name__)


async def say_elsewhere(delivery: Delivery, now: datetime) -> UUID | None:
    """Say the same to the next address this message has not been tried on, at once. What is queued for it already is
    brought forward, not doubled. None left: its room is told."""
    if delivery.closed_at is not None and delivery.options:
        return None
    family = delivery.follows_id or delivery.id
    if await _next_rung(delivery, family, now):
        return None
    tried = await db.rows("SELECT address_id FROM deliveries WHERE id = $1 OR follows_id = $1", family)
    seen = {row["address_id"] for row in tried}
    usable = await people.usable_addresses(delivery.person_id)
    left = [a for a in usable if a.id not in seen]
    at, calls = now, sum(row["address_id"] == delivery.address_id for row in tried)
    if not left and rules.rings_again(delivery.kind, delivery.channel, delivery.error_code, calls):
        left, at = [a for a in usable if a.id == delivery.address_id], now + rules.RING_AGAIN
    if not left:
        pending = await db.one(
            "SELECT 1 AS yes FROM deliveries WHERE (id = $1 OR follows_id = $1) AND state IN"
            " ('pending', 'sending', 'unknown', 'sent', 'delivered') LIMIT 1",
            family,
        )
        if pending is None and delivery.about_kind and delivery.about_id:
            await unreached(delivery.about_kind, [(delivery.about_id, delivery.person_id)], now)
        return None
    id = await again(delivery, left[0].id, left[0].channel, at, now)
    if delivery.attachment_id is not None and left[0].channel in rules.CARRIES:
        await attachments.join([id], delivery.attachment_id)
    await _note_next(delivery, left[0].channel, now)
    return id


async def again(delivery: Delivery, address_id: UUID, channel: str, at: datetime, now: datetime) -> UUID:
    """The same words once more, to that address at that time."""
    id = db.new_id()
    options = delivery.options
    await insert(
        [
            (id, delivery.person_id, address_id, channel, delivery.lane, delivery.kind, delivery.about_kind,
             delivery.about_id, delivery.language, vault().seal(delivery.text, "deliveries.text", id),
             json.dumps(options) if options else None, False, "pending", at, delivery.expires_at, now,
             None if options else now, delivery.follows_id or delivery.id, delivery.gist,
             id if delivery.bundle_id else None)
        ]
    )  # fmt: skip
    wake.after_commit(rules.LANE_NAMES[delivery.lane])
    return id


async def close_address(address_id: UUID, now: datetime) -> bool:
    """Its owner said STOP here: nothing more is sent to this address, what waits for it is said elsewhere, and whoever
    relies on it is told. False: it was closed already."""
    if not await people.stop(address_id, now):
        return False
    await drop_address(address_id, now)
    await address_gone(address_id, True, now)
    return True


async def drop_address(address_id: UUID, now: datetime) -> None:
    """What waits for a closed address. A question or an alarm that is due goes to the next one; a rung of the ladder whose
    time has not come is left out, unless nothing else is left of it."""
    for waiting in await Delivery.filter(address_id=address_id, state="pending").order_by("id").select_for_update():
        due_at = waiting.due_at or now
        # One that was tried already waits to be tried again: its time has come.
        goes_on = (
            due_at > now
            and not waiting.attempts
            and await db.one(
                "SELECT 1 AS yes FROM deliveries WHERE (id = $1 OR follows_id = $1) AND id <> $2 AND state IN"
                " ('pending', 'sending', 'unknown', 'sent', 'delivered') LIMIT 1",
                waiting.follows_id or waiting.id,
                waiting.id,
            )
        )
        await _drop(waiting, now, elsewhere=not goes_on)


async def _drop(waiting: Delivery, now: datetime, *, elsewhere: bool) -> None:
    """This is not said on its address any more, and `elsewhere` at once, if it makes sense there."""
    waiting.state, waiting.due_at, waiting.lease_until = "withdrawn", None, None
    await waiting.save(update_fields=["state", "due_at", "lease_until"])
    if elsewhere and waiting.kind not in rules.IN_ANSWER:
        await say_elsewhere(waiting, now)
    await Delivery.filter(id=waiting.id, closed_at__isnull=True).update(closed_at=now)


async def withhold(id: UUID, fence: int, now: datetime) -> None:
    """This was leased for an address that was closed while it was being written, so nothing knew of it then. It is what it
    would have been had it been written before: nothing for this address, and at once something for the next one, or word to
    its room that nobody was reached."""
    async with db.transaction():
        delivery = await Delivery.select_for_update().get_or_none(id=id)
        if delivery is None or delivery.state != "sending" or delivery.attempts != fence:
            return
        log.info("a message came after its address was stopped", extra={"delivery": str(id), "kind": delivery.kind})
        delivery.error = "this address was stopped meanwhile"
        await delivery.save(update_fields=["error"])
        await _drop(delivery, now, elsewhere=True)


async def _next_rung(delivery: Delivery, family: UUID, now: datetime) -> bool:
    """Whether the ladder goes on below this one: the rung behind it is brought forward, or has been tried already."""
    behind = await db.one(
        "SELECT id, state, due_at, channel FROM deliveries WHERE follows_id = $1 AND id > $2 AND kind <> 'edit'"
        " AND state NOT IN ('failed', 'expired', 'withdrawn') ORDER BY id LIMIT 1 FOR UPDATE",
        family,
        delivery.id,
    )
    if behind is None:
        return False
    if behind["state"] == "pending" and behind["due_at"] > now:
        await db.run("UPDATE deliveries SET due_at = $2 WHERE id = $1", behind["id"], now)
        wake.after_commit(rules.LANE_NAMES[delivery.lane])
        await _note_next(delivery, behind["channel"], now)
    return True


async def _note_next(delivery: Delivery, channel: str, now: datetime) -> None:
    if delivery.about_kind and delivery.about_id:
        about = (delivery.about_kind, delivery.about_id)
        data = {"from": delivery.channel, "to": channel}
        await timeline.note([timeline.Entry(now, about, "next_address", delivery.person_id, data)])
