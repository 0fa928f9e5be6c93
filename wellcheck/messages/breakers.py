"""When a whole channel fails: whoever has another address is reached there at once, and it is tried again now and then.

A channel has two breakers: its provider's, which takes our messages or does not, and its network's ("sms/net"), which
delivers what the provider took, or does not: receipts tell. One row per breaker, for all processes together; none where all
is well, and then nothing is asked or written. Each process knows the rows as it saw them last: if they cannot be read, or
are a second old, a message goes the usual way, which tries other addresses a little later. Nothing waits for a breaker: who
has no other way is tried as ever, and so is every alarm.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from wellcheck import db, people, wake
from wellcheck.i18n import T
from wellcheck.messages import rules
from wellcheck.messages.service import tell_operators
from wellcheck.messages.values import Failed, Result

Way = Literal["here", "elsewhere", "both"]

_NETWORK = "/net"
UNDELIVERED = Failed("taken, but not delivered", permanent=False)

_failing: frozenset[str] = frozenset()
_down: frozenset[str] = frozenset()


async def look() -> None:
    """See which channels fail, in each process; once a second."""
    global _failing, _down
    rows = await db.rows("SELECT channel, opened_at IS NOT NULL AND well = 0 AS down FROM breakers")
    _failing = frozenset(row["channel"] for row in rows)
    _down = frozenset(_channel(row["channel"]) for row in rows if row["down"])


def down(channel: str) -> bool:
    """Whether a breaker of this channel is open: its provider or network fails, and did not work again since."""
    return channel in _down


async def open_now() -> list[str]:
    """The channels that do not work, as the database knows it."""
    rows = await db.rows("SELECT channel FROM breakers WHERE opened_at IS NOT NULL ORDER BY channel")
    return sorted({_channel(row["channel"]) for row in rows})


def _channel(breaker: str) -> str:
    return breaker.removesuffix(_NETWORK)


async def count(channel: str, results: Sequence[tuple[Result, datetime]], now: datetime) -> None:
    """What the provider made of these attempts, each with its beginning. Tells operators when the breaker opens or closes."""
    failed = [(result, at) for result, at in results if rules.speaks_well(result) is False]
    worked = sum(rules.speaks_well(result) is True for result, _ in results)
    if not failed and not (worked and channel in _failing):
        return
    async with db.transaction():
        if worked:
            await _worked(channel, 0 if failed else worked, now)
        else:
            await _failed(channel, failed, now)
    await look()


async def count_receipts(channel: str, delivered: int, lost: Collection[UUID], now: datetime) -> None:
    """What became of messages that the provider took: so many arrived, and none at these addresses. A telephone that is off,
    or a number that is gone, says nothing about the others; many different ones in a row do."""
    breaker = channel + _NETWORK
    if channel not in rules.NETWORKED or not (lost or (delivered and breaker in _failing)):
        return
    async with db.transaction():
        if delivered:
            await _worked(breaker, 0 if lost else delivered, now)
        else:
            await _lost(breaker, lost, now)
    await look()


async def _lost(breaker: str, lost: Collection[UUID], now: datetime) -> None:
    """Each address counts once, however often something was lost on its way there."""
    row = await db.one("SELECT lost, failed_at, opened_at FROM breakers WHERE channel = $1 FOR UPDATE", breaker)
    known: set[str] = set()
    if row is not None and now - row["failed_at"] <= rules.FORGOTTEN:
        known = set(json.loads(row["lost"] or "[]"))
    new = sorted({str(address) for address in lost} - known)
    if new or (row is not None and row["opened_at"] is not None):
        await _failed(breaker, [(UNDELIVERED, now)] * max(1, len(new)), now, rules.LOST_AFTER)
        await db.run("UPDATE breakers SET lost = $2 WHERE channel = $1", breaker, json.dumps([*known, *new][-100:]))


async def _worked(breaker: str, n: int, now: datetime) -> None:
    """So many left in a row; 0: some did, and others did not. Half a channel is enough not to be taken for down, and too little
    to be well again."""
    closed = await db.one(
        "DELETE FROM breakers WHERE channel = $1 AND (opened_at IS NULL OR ($2 > 0 AND well + $2 >= $3)) RETURNING opened_at",
        breaker,
        n,
        rules.CLOSES_AFTER,
    )
    if closed is None:
        await db.run(
            "UPDATE breakers SET well = CASE WHEN $2 > 0 THEN well + $2 ELSE 0 END WHERE channel = $1", breaker, n
        )
    elif closed["opened_at"] is not None and _channel(breaker) not in await open_now():
        await tell_operators(T("{channel} works again.", channel=_channel(breaker)), now)


async def _failed(
    breaker: str, failed: Sequence[tuple[Result, datetime]], now: datetime, after: int = rules.BREAKS_AFTER
) -> None:
    channel = _channel(breaker)
    account = next((result for result, _ in failed if isinstance(result, Failed) and result.whole_channel), None)
    reason = getattr(account or failed[-1][0], "reason", "")[:100]
    row = await db.one(
        "INSERT INTO breakers AS b (channel, failures, since, failed_at, reason) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (channel) DO UPDATE SET failed_at = excluded.failed_at, reason = excluded.reason, well = 0,"
        f" failures = excluded.failures + CASE WHEN {_LONG_AGO} THEN 0 ELSE b.failures END,"
        f" since = CASE WHEN {_LONG_AGO} THEN excluded.since ELSE b.since END RETURNING failures, since, opened_at",
        breaker, len(failed), min(at for _, at in failed), now, reason, rules.FORGOTTEN,
    )  # fmt: skip
    assert row is not None
    if row["opened_at"] is not None or not rules.breaks(
        row["failures"], now - row["since"], account is not None, after
    ):
        return
    await db.run(
        "UPDATE breakers SET opened_at = $2, try_at = $3 WHERE channel = $1", breaker, now, now + rules.TRY_EVERY
    )
    # What waits to be tried again has waited long enough.
    await db.run(
        "UPDATE deliveries SET due_at = $2 WHERE state = 'pending' AND channel = $1 AND attempts > 0 AND due_at > $2"
        " AND kind <> ALL($3)",
        channel,
        now,
        list(rules.STAYS),
    )
    for lane in rules.LANE_NAMES:
        wake.after_commit(lane)
    if account is not None:
        text = T("No message leaves by {channel} any more: {reason}. Please look at our account there.",
                 channel=channel, reason=reason)  # fmt: skip
    else:
        text = T("{channel} does not work at present ({reason}). Where we can we use other ways, and we tell you when it "
                 "works again.", channel=channel, reason=reason)  # fmt: skip
    await tell_operators(text, now)


_LONG_AGO = "(b.opened_at IS NULL AND b.failed_at < excluded.failed_at - $6::interval)"


async def way(id: UUID, person_id: UUID, address_id: UUID, channel: str, kind: str, now: datetime) -> Way:
    """Where this delivery goes while its channel is down. Alarms are tried here as well, whatever we believe; and of the rest
    one now and then, which shows whether the channel works again."""
    if kind in rules.STAYS or not await _other_way(id, person_id, address_id):
        return "here"
    lane = rules.LANE_OF[kind]
    if lane == rules.ALARM:
        return "both"
    tries = await db.one(
        "UPDATE breakers SET try_at = $2::timestamptz + $3::interval WHERE channel = ANY($1) AND try_at <= $2"
        " RETURNING channel",
        [channel, channel + _NETWORK],
        now,
        rules.TRY_EVERY,
    )
    if tries is None:
        return "elsewhere"
    return "both" if lane == rules.PROBE else "here"


async def _other_way(id: UUID, person_id: UUID, address_id: UUID) -> bool:
    """Whether the person has an address that works, on which these words have not failed."""
    row = await db.one("SELECT coalesce(follows_id, id) AS family FROM deliveries WHERE id = $1", id)
    if row is None:
        return False
    failed = await db.rows(
        "SELECT address_id FROM deliveries WHERE (id = $1 OR follows_id = $1) AND state IN ('failed', 'expired')",
        row["family"],
    )
    tried = {address_id, *(each["address_id"] for each in failed)}
    return any(a.id not in tried and a.channel not in _down for a in await people.usable_addresses(person_id))
