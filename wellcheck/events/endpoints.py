"""The servers that developers have occurrences handed over to: how they do, and who hears when they do not.

An endpoint is what one maker has under one scheme, host and port. Its health is counted in the database, for all workers
together: it is disabled after five days in which it only failed, and enabled again by its maker alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from wellcheck import access, db
from wellcheck.access import Caller
from wellcheck.errors import NotFound
from wellcheck.events import makers, retries
from wellcheck.events.models import Endpoint
from wellcheck.events.retries import Decision, GivenUp
from wellcheck.i18n import T

if TYPE_CHECKING:
    from wellcheck.events.handover import Outcome

KNOWN_WELL = timedelta(minutes=1)
"""That an endpoint works is written down so often: not for each of ten thousand occurrences."""

TOLD_AGAIN = timedelta(days=1)
"""That occurrences could not be handed over at all is told once in so long for each endpoint."""


async def of(made_by: str, origin: str) -> UUID:
    """The endpoint of this maker (a person's id, or a token's `sub`) at this scheme, host and port; made if it is new."""
    row = await db.one(
        "WITH made AS (INSERT INTO endpoints (id, made_by, origin) VALUES ($1, $2, $3)"
        " ON CONFLICT (made_by, origin) DO NOTHING RETURNING id)"
        " SELECT id FROM made UNION ALL SELECT id FROM endpoints WHERE made_by = $2 AND origin = $3",
        db.new_id(),
        made_by,
        origin,
    )
    return row["id"] if row is not None else await of(made_by, origin)  # made by another one at this very moment


@dataclass(slots=True)
class _Health:
    """What attempts of one batch say about one endpoint, in the order they ended."""

    worked: bool = False
    failures: int = 0
    """Since it last worked."""
    since: datetime | None = None
    error: str = ""
    given_up: int = 0


async def count(decided: Sequence[tuple[Outcome, Decision]], now: datetime) -> None:
    """How endpoints do, by how these attempts ended. Whoever made them is told at the fourth failure in a row, when something
    could not be handed over at all, when an endpoint is disabled, and when a receiver wants nothing more (410): then that
    event ends. Inside the transaction that records the attempts."""
    found: dict[UUID, _Health] = {}
    gone: set[UUID] = set()
    for done, decision in sorted(decided, key=lambda each: each[0].ended_at):
        health = found.setdefault(done.given.endpoint_id, _Health())
        if decision == GivenUp(gone=True):
            gone.add(done.given.event_id)  # an answer in order: the server itself is well
        if done.tried.good or decision == GivenUp(gone=True):
            health.worked, health.failures, health.since = True, 0, None
            continue
        health.failures += 1
        health.since = health.since or done.started_at
        health.error = done.tried.why
        health.given_up += isinstance(decision, GivenUp)
    await _worked([id for id, health in found.items() if health.worked], now)
    await _failed({id: health for id, health in sorted(found.items()) if health.failures}, now)
    if gone:
        await _gone(sorted(gone), now)


async def _worked(ids: Sequence[UUID], now: datetime) -> None:
    if ids:
        await db.run(
            "UPDATE endpoints SET failures = 0, failing_since = NULL, succeeded_at = $2 WHERE id IN (SELECT id FROM endpoints"
            " WHERE id = ANY($1) AND (failures > 0 OR succeeded_at IS NULL OR succeeded_at < $2::timestamptz - $3::interval)"
            " ORDER BY id FOR UPDATE)",
            sorted(ids),
            now,
            KNOWN_WELL,
        )


async def _failed(failing: dict[UUID, _Health], now: datetime) -> None:
    if not failing:
        return
    rows = await db.rows(
        "UPDATE endpoints e SET failures = e.failures + s.n, failing_since = coalesce(e.failing_since, s.since),"
        " failed_at = $5, error = s.error FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::text[])"
        " AS s(id, n, since, error) WHERE e.id = s.id RETURNING e.id, e.made_by, e.origin, e.failures, e.failures - s.n"
        " AS before, e.failing_since, e.disabled_at",
        *db.columns([(id, each.failures, each.since, each.error[:200]) for id, each in failing.items()], 4),
        now,
    )
    for row in rows:
        news = retries.on_failures(row["before"], row["failures"], row["failing_since"], now)
        host, reason = row["origin"], failing[row["id"]].error[:60]
        if news.disabled and row["disabled_at"] is None:
            await db.run("UPDATE endpoints SET disabled_at = $2 WHERE id = $1", row["id"], now)
            text = T("{address} has failed for five days and is switched off. What was missed is kept.", address=host)
            await makers.tell(row["made_by"], text, now)
            continue
        if news.failing:
            text = T("{address} takes nothing we send it ({reason}). We go on trying.", address=host, reason=reason)
            await makers.tell(row["made_by"], text, now)
        if failing[row["id"]].given_up:
            await gave_up([row["id"]], reason, now)


async def gave_up(ids: Iterable[UUID], reason: str, now: datetime) -> None:
    """Something could not be handed over at all to these: whoever made them hears of it, once in `TOLD_AGAIN`."""
    for row in await db.rows(
        "UPDATE endpoints SET told_at = $2 WHERE id = ANY($1)"
        " AND (told_at IS NULL OR told_at <= $2::timestamptz - $3::interval) RETURNING made_by, origin",
        list(ids),
        now,
        TOLD_AGAIN,
    ):
        text = T(
            "We gave up sending something to {address} ({reason}). It is kept.", address=row["origin"], reason=reason
        )
        await makers.tell(row["made_by"], text, now)


async def _gone(event_ids: Sequence[UUID], now: datetime) -> None:
    """The receiver wants nothing more there: these events end, and what waits of them is not sent."""
    for row in await db.rows(
        "UPDATE events SET status = 'inactive', due_at = NULL, slot = NULL, stopped = 'gone', updated_at = $2,"
        " version = version + 1 WHERE id = ANY($1) AND status <> 'deleted' RETURNING id, made_by, title",
        list(event_ids),
        now,
    ):
        text = T("The receiver of “{name}” wants nothing more, so it has ended.", name=row["title"] or "")
        await makers.tell(row["made_by"] or "", text, now)
    await db.run(
        "UPDATE occurrences SET state = 'cancelled', next_at = NULL WHERE event_id = ANY($1)"
        " AND state IN ('pending', 'retrying')",
        list(event_ids),
    )


# --- what a maker may look at and change -----------------------------------------------------------------------------


async def list_of(caller: Caller, offset: int, limit: int) -> tuple[list[Endpoint], int]:
    """The endpoints this caller made (all of them, for an admin): this part of them, and how many there are."""
    everything = isinstance(access.reach(caller), access.Everything)
    found = Endpoint.all() if everything else Endpoint.filter(made_by=caller.sub)
    return await found.order_by("origin", "id").offset(offset).limit(limit), await found.count()


async def one(id: UUID, caller: Caller) -> Endpoint:
    """This endpoint, if it is theirs. `NotFound`."""
    found = await Endpoint.get_or_none(id=id)
    if found is None or (found.made_by != caller.sub and not isinstance(access.reach(caller), access.Everything)):
        raise NotFound()
    return found


async def limit(endpoint: Endpoint, concurrency: int | None, per_second: float | None) -> None:
    """How many calls it gets at a time and in a second, at most; None: no limit of its own."""
    endpoint.concurrency, endpoint.per_second = concurrency, per_second
    await endpoint.save(update_fields=["concurrency", "per_second"])


async def enable(endpoint: Endpoint) -> None:
    """Call it again from now on. Its failures so far are forgotten."""
    endpoint.disabled_at, endpoint.failures, endpoint.failing_since, endpoint.told_at = None, 0, None, None
    await endpoint.save(update_fields=["disabled_at", "failures", "failing_since", "told_at"])
