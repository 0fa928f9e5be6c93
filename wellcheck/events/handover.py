"""How occurrences reach developers: leased, handed over, recorded under a fence, tried again, or given up and kept.

The protocol is the outbox's (`messages.outbox`): claim → commit → call with a hard time limit below the lease → record under
the fence. A worker that dies leaves a lease behind that lapses, and the occurrence is handed over again under the same id.
Nothing of it shares a table, a lane or a place with what is said to people.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due
from wellcheck.crypto import WrongKey, vault
from wellcheck.events import attempts, endpoints, occurring, retries, signing
from wellcheck.events.retries import Again, Decision, Done, GivenUp, Retries, Tried

log = logging.getLogger(__name__)

HINT = "handover"
"""The hint that something waits to be handed over (`wake`)."""

LEASE = timedelta(seconds=30)
"""Real time. A call takes 10 s at most."""

WAITS = "state IN ('pending', 'retrying') AND endpoint_id IS NOT NULL"
"""The condition of the partial index on (endpoint_id, next_at, id)."""

# As in `messages.models`: the planner must not believe that no row is ever under way.
_UNDER_WAY = "CASE o.state WHEN 'dispatching' THEN true ELSE false END"

MOST_BURIED = 1000
"""Occurrences of a disabled endpoint that are given up by one statement."""


@dataclass(frozen=True, slots=True)
class Handover:
    """One occurrence that belongs to this worker for the length of the lease. `fence` is the number of this attempt, `tries`
    how many that makes since it was last replayed, `scheduled_at` the time it is meant for, `next_at` not before when.
    `params` are the action's; `readable` false: they do not open with our keys."""

    id: UUID
    event_id: UUID
    endpoint_id: UUID
    action: str
    fence: int
    tries: int
    next_at: datetime
    scheduled_at: datetime
    name: str
    description: str
    tags: list[str]
    metadata: Any
    params: dict[str, Any]
    readable: bool
    secrets: tuple[str, ...]
    retries: Retries
    leased: float = field(default_factory=time.monotonic)
    """By this machine's monotonic clock, which goes on while a process is frozen."""

    @property
    def attempt(self) -> int:
        """As it is told to the receiver."""
        return self.fence


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended, with its real start and end."""

    given: Handover
    tried: Tried
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """An endpoint for which something is due. `concurrency` and `per_second` are what its maker chose."""

    endpoint_id: UUID
    disabled: bool
    concurrency: int | None
    per_second: float | None


async def waiting(until: datetime) -> list[Waiting]:
    """The endpoints for which something is due until then. One step of the index for each endpoint that has anything to come,
    however much that is: a backlog of a hundred thousand costs no more than one."""
    found = await db.rows(
        "WITH RECURSIVE each AS ((SELECT endpoint_id FROM occurrences"
        f" WHERE {WAITS} ORDER BY endpoint_id LIMIT 1)"
        " UNION ALL SELECT (SELECT o.endpoint_id FROM occurrences o"
        f" WHERE {WAITS} AND o.endpoint_id > each.endpoint_id ORDER BY o.endpoint_id LIMIT 1)"
        " FROM each WHERE each.endpoint_id IS NOT NULL)"
        " SELECT n.id, n.disabled_at IS NOT NULL AS disabled, n.concurrency, n.per_second FROM each"
        " JOIN endpoints n ON n.id = each.endpoint_id WHERE "
        + due.first(
            f"SELECT true FROM occurrences o WHERE {WAITS} AND o.endpoint_id = n.id AND o.next_at <= $1"
            " ORDER BY o.next_at, o.id"
        ),
        until,
    )
    return [Waiting(row["id"], row["disabled"], row["concurrency"], row["per_second"]) for row in found]


UNWANTED = "(e.status = 'deleted' OR (e.status <> 'active' AND o.replayed IS NULL AND right(o.slot, 4) <> '+run'))"
"""What was paused, ended or deleted while an attempt of it was under way is not tried again; what somebody asked for is."""

PAUSED = "the event was paused, or is over"
CHANGED = "the event was changed"

_ELSEWHERE = "e.endpoint_id IS DISTINCT FROM o.endpoint_id"
"""Since it was under way the event does something else, and not there."""


async def claim(wanted: Sequence[tuple[UUID, int]], until: datetime, now: datetime) -> list[Handover]:
    """Lease what is due until then: for each of these endpoints as many as are wanted, oldest first. Commits at once."""
    found = await db.records(
        "WITH due AS (SELECT o.id FROM unnest($1::uuid[], $2::int[]) AS w(endpoint_id, n) CROSS JOIN LATERAL"
        f" (SELECT id FROM occurrences WHERE {WAITS} AND endpoint_id = w.endpoint_id AND next_at <= $3"
        " ORDER BY next_at, id LIMIT w.n FOR UPDATE SKIP LOCKED) AS o)"
        " UPDATE occurrences o SET state = 'dispatching', attempts = attempts + 1,"
        f" lease_until = clock_timestamp() + interval '{int(LEASE.total_seconds())} seconds'"
        # An array, and no join: PostgreSQL takes the lateral part for more than it is, and would read the whole table for it.
        " FROM events e WHERE o.id = ANY(ARRAY(SELECT id FROM due)) AND e.id = o.event_id"
        " RETURNING o.id, o.event_id, o.endpoint_id, e.action,"
        " o.attempts, o.attempts - coalesce(o.replayed, 0) AS tries, o.next_at, o.due_at, e.title, e.description, e.tags,"
        f" e.metadata, e.params_sealed, e.secrets_sealed, e.status, {UNWANTED} OR {_ELSEWHERE} AS unwanted,"
        f" {_ELSEWHERE} AS elsewhere",
        *db.columns(wanted, 2),
        until,
    )
    unwanted = [row for row in found if row["unwanted"]]
    if unwanted:
        await _take_back(unwanted, now)
        ids = {row["id"] for row in unwanted}
        found = [row for row in found if row["id"] not in ids]
    return sorted((_given(row, now) for row in found), key=lambda given: (given.next_at, given.scheduled_at, given.id))


async def _take_back(rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Their event was paused, ended, deleted or changed while they were under way to be tried again: they are not."""
    ended = [
        (row["id"], row["attempts"], "cancelled" if row["status"] == "deleted" or row["elsewhere"] else "skipped",
         CHANGED if row["elsewhere"] else PAUSED)
        for row in rows
    ]  # fmt: skip
    await db.run(
        "UPDATE occurrences o SET state = s.state, next_at = NULL, lease_until = NULL, attempts = o.attempts - 1,"
        " completed_at = $5, error = s.error FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[])"
        f" AS s(id, fence, state, error) WHERE o.id = s.id AND o.attempts = s.fence AND {_UNDER_WAY}",
        *db.columns(ended, 4),
        now,
    )


_opened: dict[UUID, tuple[bytes, bytes | None, dict[str, Any], tuple[signing.Secret, ...], Retries]] = {}
"""What was unsealed lately, by event; a new seal is another value."""


def _given(row: Mapping[str, Any], now: datetime) -> Handover:
    params: dict[str, Any] = {}
    secrets: tuple[signing.Secret, ...] = ()
    own, readable = Retries(), True
    try:
        params, secrets, own = _open(row["event_id"], row["params_sealed"], row["secrets_sealed"])
    except (WrongKey, ValueError, TypeError) as wrong:
        readable = False
        log.error("an event cannot be read", extra={"event": str(row["event_id"]), "error": type(wrong).__name__})
    metadata = row["metadata"]
    return Handover(
        row["id"], row["event_id"], row["endpoint_id"], row["action"], row["attempts"], row["tries"], row["next_at"],
        row["due_at"], row["title"] or "", row["description"] or "", row["tags"] or [],
        json.loads(metadata) if isinstance(metadata, str) else metadata, params, readable,
        tuple(each.text for each in signing.valid(secrets, now)), own,
    )  # fmt: skip


def _open(
    event_id: UUID, sealed: bytes, secrets_sealed: bytes | None
) -> tuple[dict[str, Any], tuple[signing.Secret, ...], Retries]:
    known = _opened.get(event_id)
    if known is not None and known[0] == sealed and known[1] == secrets_sealed:
        return known[2:]
    open = vault().open
    params = json.loads(open(sealed, "events.params", event_id))
    secrets = signing.read(open(secrets_sealed, "events.secrets", event_id)) if secrets_sealed else ()
    own = Retries.of(params.get("retry"))
    if len(_opened) >= 10_000:
        _opened.clear()
    _opened[event_id] = (sealed, secrets_sealed, params, secrets, own)
    return params, secrets, own


async def release(givens: Sequence[Handover]) -> None:
    """Give back what was leased and not tried: another worker may take it at once."""
    await db.run(
        "UPDATE occurrences o SET state = CASE WHEN o.attempts - coalesce(o.replayed, 0) > 1 THEN 'retrying'"
        " ELSE 'pending' END, attempts = o.attempts - 1, lease_until = NULL"
        " FROM unnest($1::uuid[], $2::smallint[]) AS s(id, fence)"
        f" WHERE o.id = s.id AND o.attempts = s.fence AND {_UNDER_WAY}",
        *db.columns([(given.id, given.fence) for given in givens], 2),
    )


async def record(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write how attempts ended, in one transaction: each occurrence under its fence, the attempts that ended none (`attempts`),
    and how endpoints do."""
    if not outcomes:
        return
    decided: list[tuple[Outcome, Decision]] = [
        (done, retries.on_attempt(done.tried, done.given.tries, done.given.retries, done.given.id, now))
        for done in outcomes
    ]
    async with db.transaction():
        given, values = db.table(
            "id uuid, fence smallint, state text, next_at timestamptz, started_at timestamptz, ended_at timestamptz,"
            " status smallint, body text, error text",
            [_row(done, decision) for done, decision in decided],
        )
        kept = await db.rows(
            "UPDATE occurrences o SET state = s.state, next_at = s.next_at, lease_until = NULL, started_at = s.started_at,"
            " completed_at = s.ended_at, status_code = s.status, response_body = s.body, error = s.error"
            f" FROM {given} WHERE o.id = s.id AND o.attempts = s.fence AND {_UNDER_WAY} RETURNING o.id",
            *values,
        )
        ours = {row["id"] for row in kept}
        over = [done.given for done, decision in decided if done.given.id in ours and not isinstance(decision, Again)]
        ended = {given.id for given in over}
        await attempts.note([_attempt(done) for done in outcomes if done.given.id not in ended])
        await occurring.finished_of({given.event_id for given in over}, now)
        await endpoints.count([(done, decision) for done, decision in decided if done.given.id in ours], now)


def _row(done: Outcome, decision: Decision) -> tuple[Any, ...]:
    match decision:
        case Done():
            state, at = "completed", None
        case Again(at):
            state = "retrying"
        case GivenUp():
            state, at = "failed", None
    tried = done.tried
    return (
        done.given.id, done.given.fence, state, at, done.started_at, done.ended_at, tried.status, tried.body or None,
        tried.why[:200] or None,
    )  # fmt: skip


def _attempt(done: Outcome) -> tuple[Any, ...]:
    tried = done.tried
    return (
        done.given.id, done.given.fence, done.started_at, done.ended_at, tried.status, tried.body or None,
        tried.why[:200] or None,
    )  # fmt: skip


GONE = "the worker that called went away"
LAPSED = "state = 'dispatching' AND endpoint_id IS NOT NULL AND lease_until < clock_timestamp()"
SWEEPABLE = due.first(f"SELECT true FROM occurrences WHERE {LAPSED} ORDER BY lease_until")
"""Whether there is anything for `sweep` (see `due.look`)."""


async def sweep(now: datetime) -> int:
    """Leases that lapsed: whoever held them is gone, and may have been heard or not. It is handed over again; but what has cost
    as many workers as anything may be tried is given up, and its maker hears of it."""
    spent = f"attempts - coalesce(replayed, 0) >= {retries.MOST_ATTEMPTS}"
    async with db.transaction():
        lapsed = await db.rows(
            f"UPDATE occurrences SET state = CASE WHEN {spent} THEN 'failed' ELSE 'retrying' END,"
            f" next_at = CASE WHEN {spent} THEN NULL ELSE $1::timestamptz END, lease_until = NULL,"
            f" started_at = CASE WHEN {spent} THEN $1::timestamptz ELSE started_at END,"
            f" completed_at = CASE WHEN {spent} THEN $1::timestamptz END, error = CASE WHEN {spent} THEN $2 ELSE error END"
            f" WHERE id IN (SELECT id FROM occurrences WHERE {LAPSED} LIMIT 5000 FOR UPDATE SKIP LOCKED)"
            " RETURNING id, event_id, endpoint_id, attempts, state",
            now,
            GONE,
        )
        again = [row for row in lapsed if row["state"] == "retrying"]
        await attempts.note([(row["id"], row["attempts"], now, now, None, None, GONE) for row in again])
        if over := [row for row in lapsed if row["state"] == "failed"]:
            log.error("occurrences are given up: no worker came back from them", extra={"n": len(over)})
            await occurring.finished_of({row["event_id"] for row in over}, now)
            await endpoints.gave_up({row["endpoint_id"] for row in over}, GONE, now)
    return len(lapsed)


async def bury(endpoint_id: UUID, now: datetime) -> int:
    """What is due for a disabled endpoint is not tried, and is kept as failed: it can be replayed."""
    async with db.transaction():
        buried = await db.rows(
            "UPDATE occurrences SET state = 'failed', next_at = NULL, completed_at = $2, error = $3 WHERE id IN"
            f" (SELECT id FROM occurrences WHERE {WAITS} AND endpoint_id = $1 AND next_at <= $2 ORDER BY next_at, id"
            f" LIMIT {MOST_BURIED} FOR UPDATE SKIP LOCKED) RETURNING id",
            endpoint_id,
            now,
            "not tried: the endpoint is disabled",
        )
        await occurring.finished([row["id"] for row in buried], now)
    return len(buried)


async def idle(until: datetime) -> bool:
    """Whether nothing is under way to an endpoint, and nothing due for one until then."""
    open_ones = await db.one(
        "SELECT 1 AS yes FROM occurrences WHERE state = 'dispatching' AND lease_until IS NOT NULL UNION ALL"
        f" SELECT 1 FROM occurrences JOIN endpoints n ON n.id = endpoint_id WHERE {WAITS} AND next_at <= $1 LIMIT 1",
        until,
    )
    return open_ones is None
