"""Messages whose provider never said what became of them: it is asked, more and more rarely, and not for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wellcheck import db, due, timeline
from wellcheck.messages import rules

# The words of the partial index `deliveries_silent`, which says when each is to be asked about next.
_WAITING = (
    f"state = 'sent' AND channel IN ({', '.join(map(repr, rules.RECEIPTED))}) AND polls < {rules.POLLS}"
    f" AND (provider_rank = 0 OR polls < {rules.POLLS_WHEN_TOLD}) AND kind <> 'edit' AND provider_id IS NOT NULL"
    " AND (closed_at IS NULL OR options IS NULL) AND (bundle_id IS NULL OR bundle_id = id)"
)
_NEXT = f"((sent_at AT TIME ZONE 'UTC') + interval '{int(rules.POLL_AFTER.total_seconds())} seconds' * (2 ^ polls))"
_TOO_LONG_AGO = int((2 * rules.POLL_AFTER * 2**rules.POLLS).total_seconds())
DUE = (
    f"{_WAITING} AND {_NEXT} <= ($1::timestamptz AT TIME ZONE 'UTC')"
    f" AND {_NEXT} > ($1::timestamptz AT TIME ZONE 'UTC') - interval '{_TOO_LONG_AGO} seconds'"
    f" AND sent_at > $1::timestamptz - interval '{_TOO_LONG_AGO} seconds' AND expires_at > $1::timestamptz"
    f" ORDER BY lane, {_NEXT}"
)
"""What is to be asked about at `$1`, alarms first."""
WAITS = due.first(f"SELECT true FROM deliveries WHERE {DUE}")
"""Whether any message may have to be asked about (see `due.look`)."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A message that was handed over and of which nothing final was heard. `last`: it is asked about for the last time."""

    delivery_id: UUID
    channel: str
    provider_id: str
    last: bool


async def claim_silent(now: datetime, limit: int) -> list[Silent]:
    """Up to `limit` messages to be asked about now, alarms first. Commits at once, so each is asked about by one worker.

    A question that is settled is left alone. On the way of a message nothing is written for this: the time of its sending
    and the count of polls say when it is due.
    """
    found = await db.rows(
        f"UPDATE deliveries d SET polls = polls + 1 FROM (SELECT id FROM deliveries WHERE {DUE} LIMIT $2"
        " FOR UPDATE SKIP LOCKED) AS due WHERE d.id = due.id"
        " RETURNING d.id, d.channel, d.provider_id, d.polls, d.provider_rank",
        now,
        limit,
    )
    return [
        Silent(
            row["id"], row["channel"], row["provider_id"],
            row["polls"] >= (rules.POLLS_WHEN_TOLD if row["provider_rank"] else rules.POLLS),
        )
        for row in found
    ]  # fmt: skip


async def never_told(ids: Sequence[UUID], now: datetime) -> None:
    """Nobody can tell whether these arrived. It stands beside them and in the timeline; they count as sent."""
    if not ids:
        return
    async with db.transaction():
        left = await db.rows(
            "UPDATE deliveries SET error = 'whether it arrived is not known' WHERE id = ANY($1) AND state = 'sent'"
            " RETURNING about_kind, about_id, person_id, channel",
            list(ids),
        )
        await timeline.note(
            [
                timeline.Entry(now, (row["about_kind"], row["about_id"]), "arrival_unknown", row["person_id"],
                               {"channel": row["channel"]})
                for row in left
                if row["about_id"] is not None
            ]
        )  # fmt: skip
