"""Occurrences for programs that are connected (`/ws`): each is taken by one connection of its client, which acknowledges it.

An occurrence waits here as it does for the dispatcher, with the id of its client as its endpoint. When it is its turn it is
`dispatching`, without a lease: `next_at` then says until when it has to be acknowledged. Workers hand out, web processes write;
a connection that is lost in between acknowledges nothing, and what it had comes to another one.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from wellcheck import db, due, stream
from wellcheck.events import frames, makers, occurring
from wellcheck.events.handover import PAUSED, UNWANTED, WAITS
from wellcheck.i18n import T
from wellcheck.stream import Listening, New, rules

log = logging.getLogger(__name__)

NOBODY, NO_ACK = "no client connected", "not acknowledged in time"

WINDOW = 100
"""Occurrences that one connection may hold without having acknowledged them; the others wait for their turn."""

BATCH = 500

_TOLD = "state = 'dispatching' AND lease_until IS NULL"
"""Handed to a connection, and not acknowledged: the condition of a partial index."""

_SERVED = (
    "EXISTS (SELECT 1 FROM listeners l WHERE l.client = c.name AND (l.owner_id IS NULL OR l.owner_id = c.owner_id))"
)
"""Whether anybody is connected who takes what is for the client `c`."""

_MINE = (
    "id = $1 AND event_id = $2 AND endpoint_id IN"
    " (SELECT id FROM clients WHERE name = $3 AND ($4::uuid IS NULL OR owner_id = $4))"
)

TOLD_AGAIN = timedelta(hours=1)
"""A client that takes one thing and not the next is no trouble that anybody is told of more often."""

_MARKED_WITHIN = timedelta(minutes=10)
"""Why an occurrence waits is written down while it is this young, so that a long queue is not read each second."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a client may take to acknowledge, how often it is told, and how long an occurrence waits for one. `window`:
    what one connection may hold."""

    ack: timedelta = timedelta(seconds=30)
    attempts: int = 5
    offline: timedelta = timedelta(days=1)
    window: int = WINDOW


limits = Limits()


def use_limits(chosen: Limits) -> None:
    """These limits hold in this process (runtime.start)."""
    global limits
    limits = chosen


THERE = due.first("SELECT true FROM clients")
"""Whether there may be anything for `run_due` (see `due.look`)."""


async def run_due(now: datetime) -> int:
    """Everything that is due for clients: what nobody acknowledged, what waited too long, and what can be handed out."""
    if not await db.one("SELECT 1 AS yes FROM clients LIMIT 1"):
        return 0
    late = await db.again_on_conflict(lambda: _not_acknowledged(now))
    given_up = await db.again_on_conflict(lambda: _waited_too_long(now))
    handed = await db.again_on_conflict(lambda: _hand_out(now))
    await _say_why_they_wait(now)
    return late + given_up + handed


async def _hand_out(now: datetime) -> int:
    ready = await db.rows(
        f"SELECT c.id, c.name, c.owner_id FROM clients c WHERE {_SERVED} AND "
        + due.first(
            f"SELECT true FROM occurrences o WHERE {WAITS} AND endpoint_id = c.id AND o.next_at <= $1 ORDER BY o.next_at, o.id"
        )
        + f" LIMIT {BATCH}",
        now,
    )
    if not ready:
        return 0
    async with db.transaction():
        there = _groups(await stream.listening([row["name"] for row in ready]))
        served = {row["id"]: _group(there, row) for row in ready}
        room = await _room(there, {id: group for id, group in served.items() if group in there})
        rows = await _still_wanted(await _take(room, now), now)
        turns: list[Listening] = []
        told: list[New] = []
        rows.sort(key=lambda row: (str(served[row["endpoint_id"]]), row["due_at"], row["id"]))
        for group, theirs in groupby(rows, key=lambda row: served[row["endpoint_id"]]):
            for row, turn in rules.in_turn(there[group], list(theirs)):
                turns.append(turn)
                said = frames.body(row, row["event_id"], row["id"], row["due_at"])
                told.append(New(said, now, listener=turn.id, event=row["event_id"]))
        await db.run(
            "UPDATE occurrences SET state = 'dispatching', attempts = attempts + 1, next_at = $2, lease_until = NULL,"
            " started_at = $3, error = NULL WHERE id = ANY($1)",
            [row["id"] for row in rows], now + limits.ack, now,
        )  # fmt: skip
        await stream.take_turns(turns)
        await stream.append(told)
        return len(rows)


Group = tuple[str, UUID | None]
"""The connections of one name that take what is of this person alone; or that take what is of anybody."""


def _groups(found: Mapping[str, Sequence[Listening]]) -> dict[Group, list[Listening]]:
    groups: dict[Group, list[Listening]] = {}
    for name, there in found.items():
        for each in there:
            groups.setdefault((name, each.owner), []).append(each)
    return groups


def _group(there: Mapping[Group, Sequence[Listening]], client: Mapping[str, Any]) -> Group:
    """Who takes what is for this client: its owner's own programs, while there are any."""
    own = (client["name"], client["owner_id"])
    return own if own in there else (client["name"], None)


async def _room(there: Mapping[Group, Sequence[Listening]], served: Mapping[UUID, Group]) -> dict[UUID, int]:
    """How much may be handed out for each of these clients: what their connections may hold in all, in equal parts."""
    held: Counter[Group] = Counter()
    for row in await db.rows(
        "SELECT c.name, c.owner_id, o.n FROM (SELECT endpoint_id, count(*) AS n FROM occurrences"
        f" WHERE {_TOLD} GROUP BY endpoint_id) o JOIN clients c ON c.id = o.endpoint_id"
    ):
        held[_group(there, row)] += row["n"]
    room: dict[UUID, int] = {}
    for group, clients in groupby(sorted(served, key=lambda id: str(served[id])), key=lambda id: served[id]):
        ids = list(clients)
        part, more = divmod(max(0, limits.window * len(there[group]) - held[group]), len(ids))
        room |= {id: part + (n < more) for n, id in enumerate(ids)}
    return room


async def _take(room: Mapping[UUID, int], now: datetime) -> list[due.Row]:
    """What is due for these clients, locked: for each the oldest, and as many as there is room for."""
    return await db.rows(
        f"SELECT o.*, {frames.COLUMNS}, e.status, {UNWANTED} AS unwanted FROM unnest($1::uuid[], $2::int[]) AS w(client, n)"
        f" CROSS JOIN LATERAL (SELECT id, event_id, endpoint_id, due_at, replayed, slot FROM occurrences WHERE {WAITS}"
        "  AND endpoint_id = w.client AND next_at <= $3 ORDER BY next_at, id LIMIT w.n FOR UPDATE SKIP LOCKED) AS o"
        " JOIN events e ON e.id = o.event_id",
        *db.columns([each for each in room.items() if each[1] > 0], 2), now,
    )  # fmt: skip


async def _still_wanted(rows: Sequence[due.Row], now: datetime) -> list[due.Row]:
    """Without those whose event was paused, ended or deleted while they waited."""
    unwanted = {row["id"]: "cancelled" if row["status"] == "deleted" else "skipped" for row in rows if row["unwanted"]}
    if unwanted:
        await db.run(
            "UPDATE occurrences o SET state = s.state, next_at = NULL, completed_at = $3, error = $4 FROM"
            " unnest($1::uuid[], $2::text[]) AS s(id, state) WHERE o.id = s.id",
            list(unwanted), list(unwanted.values()), now, PAUSED,
        )  # fmt: skip
        await occurring.finished(list(unwanted), now)
    return [row for row in rows if row["id"] not in unwanted]


async def _not_acknowledged(now: datetime) -> int:
    """Told, and not acknowledged in time: told again, or given up."""
    async with db.transaction():
        rows = await db.rows(
            "UPDATE occurrences SET state = CASE WHEN attempts - coalesce(replayed, 0) >= $2 THEN 'failed' ELSE 'retrying' END,"
            " next_at = CASE WHEN attempts - coalesce(replayed, 0) >= $2 THEN NULL ELSE $1::timestamptz END,"
            " completed_at = CASE WHEN attempts - coalesce(replayed, 0) >= $2 THEN $1::timestamptz END, error = $3"
            f" WHERE id IN (SELECT id FROM occurrences WHERE {_TOLD} AND next_at <= $1 LIMIT {BATCH} FOR UPDATE SKIP LOCKED)"
            " RETURNING id, state, attempts, started_at",
            now, limits.attempts, NO_ACK,
        )  # fmt: skip
        await _note_attempts(rows, now, NO_ACK)
        await _over([row["id"] for row in rows if row["state"] == "failed"], now)
        return len(rows)


async def _waited_too_long(now: datetime) -> int:
    """Nobody came for them within the offline window."""
    async with db.transaction():
        rows = await db.rows(
            "UPDATE occurrences SET state = 'failed', next_at = NULL, completed_at = $1, error = $3 WHERE id IN"
            f" (SELECT o.id FROM clients c CROSS JOIN LATERAL (SELECT id FROM occurrences o WHERE {WAITS}"
            f"   AND endpoint_id = c.id AND next_at <= $2 ORDER BY next_at, id LIMIT {BATCH} FOR UPDATE SKIP LOCKED) AS o"
            f"  WHERE NOT {_SERVED}) RETURNING id",
            now, now - limits.offline, NOBODY,
        )  # fmt: skip
        await _over([row["id"] for row in rows], now)
        return len(rows)


async def _over(ids: Sequence[UUID], now: datetime) -> None:
    if ids:
        log.warning("occurrences were not taken by their clients", extra={"n": len(ids)})
        await occurring.finished(ids, now)
        await _tell_makers(ids, now)


async def _tell_makers(ids: Sequence[UUID], now: datetime) -> None:
    """Whoever made what was not taken hears of it, each once, and again only when their things were taken in between."""
    first = {
        (row["client_id"], row["made_by"]): row
        for row in await db.rows(
            "SELECT DISTINCT ON (1, 2) o.endpoint_id AS client_id, coalesce(e.made_by, '') AS made_by, c.name, e.title"
            " FROM occurrences o JOIN events e ON e.id = o.event_id JOIN clients c ON c.id = o.endpoint_id"
            " WHERE o.id = ANY($1) AND e.status <> 'deleted' ORDER BY 1, 2, o.due_at, o.id",
            list(ids),
        )
    }
    for row in await db.rows(
        "INSERT INTO untaken_notices AS n (client_id, made_by, told_at, worked) SELECT s.*, $3, false"
        " FROM unnest($1::uuid[], $2::text[]) AS s ON CONFLICT (client_id, made_by) DO UPDATE SET told_at = $3,"
        " worked = false WHERE n.worked AND n.told_at <= $3::timestamptz - $4::interval RETURNING client_id, made_by",
        *db.columns(list(first), 2), now, TOLD_AGAIN,
    ):  # fmt: skip
        one = first[row["client_id"], row["made_by"]]
        text = T("The program “{client}” did not take “{name}” in time. It is kept, and can be sent again.",
                 client=one["name"][:60], name=one["title"] or "")  # fmt: skip
        await makers.tell(row["made_by"], text, now)


async def _say_why_they_wait(now: datetime) -> None:
    await db.run(
        "UPDATE occurrences SET error = $3 WHERE id IN (SELECT o.id FROM clients c CROSS JOIN LATERAL"
        f" (SELECT id FROM occurrences o WHERE {WAITS} AND endpoint_id = c.id AND next_at BETWEEN $2 AND $1"
        f"  AND error IS NULL ORDER BY next_at, id LIMIT {BATCH} FOR UPDATE SKIP LOCKED) AS o"
        f" WHERE NOT {_SERVED})",
        now, now - _MARKED_WITHIN, NOBODY,
    )  # fmt: skip


async def acknowledge(
    client: str, event_id: UUID, occurrence_id: UUID, now: datetime, owner: UUID | None = None
) -> bool:
    """This client has done what was to be done; `owner`: it takes only what is theirs. False: it was never told of such an
    occurrence."""

    async def decide() -> bool:
        async with db.transaction():
            mine = (occurrence_id, event_id, client, owner)
            rows = await db.rows(
                "UPDATE occurrences SET state = 'acknowledged', acknowledged_at = $5, completed_at = $5, next_at = NULL,"
                f" error = NULL WHERE {_MINE} AND attempts > coalesce(replayed, 0)"
                " AND state IN ('dispatching', 'retrying', 'failed') RETURNING id, endpoint_id, attempts, started_at",
                *mine, now,
            )  # fmt: skip
            await _note_attempts(rows, now, None)
            await occurring.finished([row["id"] for row in rows], now)
            if rows:
                await _works(event_id, rows[0]["endpoint_id"])
            return bool(rows) or bool(
                await db.one(f"SELECT 1 AS yes FROM occurrences WHERE {_MINE} AND state = 'acknowledged'", *mine)
            )

    return await db.again_on_conflict(decide)


async def _works(event_id: UUID, id: UUID) -> None:
    """This client takes what whoever made this event has for it."""
    await db.run(
        "UPDATE untaken_notices n SET worked = true FROM events e WHERE e.id = $1 AND n.client_id = $2"
        " AND n.made_by = coalesce(e.made_by, '') AND NOT n.worked",
        event_id,
        id,
    )


async def _note_attempts(rows: Sequence[dict[str, Any]], now: datetime, error: str | None) -> None:
    await db.run(
        "INSERT INTO occurrence_attempts (occurrence_id, number, started_at, ended_at, error)"
        " SELECT s.*, $4, $5 FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[]) AS s(id, number, started_at)"
        " ON CONFLICT DO NOTHING",
        *db.columns([(row["id"], row["attempts"], row["started_at"]) for row in rows], 3), now, error,
    )  # fmt: skip
