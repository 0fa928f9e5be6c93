"""How the watch does, in numbers: what waits and for how long, and how the newest attempts went. Cheap to ask at any size.

Everything is read from the end of an index, and from there no further than `MOST` rows; what waits beyond that is told as
`MOST`. Ages are in the product's seconds. No number is about one person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wellcheck import db, due, escalations, events, probes
from wellcheck.messages import rules as lanes
from wellcheck.people.rules import PERSONAL

MOST = 10_000
NEWEST = 5_000
RECENTLY = timedelta(minutes=15)
QUANTILES = (0.5, 0.95, 0.99)


@dataclass(slots=True)
class Gauges:
    """One look. Keys are the labels."""

    rooms: dict[str, float] = field(default_factory=dict)
    """Seconds by which the oldest open timer of a room is overdue."""
    waiting: dict[str, tuple[int, float]] = field(default_factory=dict)
    """By lane: how many deliveries are due, and for how many seconds the oldest is."""
    unknown: int = 0
    """Deliveries of which nobody knows yet whether they left."""
    occurrences: tuple[int, float] = (0, 0.0)
    """Occurrences that are due to be handed over, and for how many seconds the oldest is."""
    results: dict[tuple[str, str], int] = field(default_factory=dict)
    """The newest attempts by channel and outcome."""
    seconds: dict[tuple[str, float], float] = field(default_factory=dict)
    """How long they took, by channel and quantile."""
    escalations: dict[str, int] = field(default_factory=dict)
    """Open escalations by status."""
    inbound: int = 0
    """Answers that were heard and not understood yet."""
    breakers: int = 0
    """Channels whose provider fails."""
    processes: dict[str, float] = field(default_factory=dict)
    """By kind of process: seconds since the last of them was alive."""
    unsealed: int = 0
    """Entries of the audit trail that are not chained yet."""


async def look(now: datetime) -> Gauges:
    """All numbers."""
    found = Gauges()
    for name, room in (("events", events.ROOM), ("probes", probes.ROOM), ("escalations", escalations.ROOM)):
        oldest = await due.oldest(room, now)
        found.rooms[name] = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    await _outbox(found, now)
    await _attempts(found, now)
    for row in await db.rows(
        "SELECT status, count(*) AS n FROM escalations WHERE status IN ('running', 'acknowledged', 'exhausted') GROUP BY 1"
    ):
        found.escalations[row["status"]] = row["n"]
    counts = await db.one(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM inbound WHERE state IN ('new', 'failed') LIMIT $1) i) AS inbound,"
        " (SELECT count(*) FROM breakers) AS breakers,"
        " (SELECT count(*) FROM (SELECT 1 FROM audit WHERE link IS NULL LIMIT $1) u) AS unsealed,"
        " (SELECT count(*) FROM (SELECT 1 FROM deliveries WHERE state = 'unknown' LIMIT $1) d) AS unknown",
        MOST,
    )
    if counts is not None:
        found.inbound, found.breakers = counts["inbound"], counts["breakers"]
        found.unsealed, found.unknown = counts["unsealed"], counts["unknown"]
    for row in await db.rows(
        "SELECT kind, extract(epoch FROM clock_timestamp() - max(seen_at))::float AS ago FROM beats"
        " WHERE kind IN ('worker', 'web', 'bot') GROUP BY kind"
    ):
        found.processes[row["kind"]] = row["ago"]
    return found


async def _outbox(found: Gauges, now: datetime) -> None:
    rows = await db.rows(
        "SELECT l.lane, sum(w.n)::bigint AS n, min(w.at) AS at FROM unnest($1::text[]) AS c(channel)"
        " CROSS JOIN generate_series(0, $2::int) AS l(lane) CROSS JOIN LATERAL (SELECT count(*) AS n, min(due_at) AS at FROM"
        " (SELECT due_at FROM deliveries WHERE state = 'pending' AND channel = c.channel AND lane = l.lane AND due_at <= $3"
        " ORDER BY due_at LIMIT $4) d) w GROUP BY l.lane",
        [*PERSONAL, "push"], len(lanes.LANE_NAMES) - 1, now, MOST,
    )  # fmt: skip
    for row in rows:
        age = (now - row["at"]).total_seconds() if row["at"] else 0.0
        found.waiting[lanes.LANE_NAMES[row["lane"]]] = int(row["n"] or 0), max(0.0, age)
    late = await db.one(
        "SELECT count(*) AS n, min(next_at) AS at FROM (SELECT next_at FROM occurrences WHERE state IN ('pending', 'retrying')"
        " AND next_at <= $1 ORDER BY next_at LIMIT $2) o",
        now,
        MOST,
    )
    if late is not None and late["at"]:
        found.occurrences = late["n"], max(0.0, (now - late["at"]).total_seconds())


async def _attempts(found: Gauges, now: datetime) -> None:
    rows = await db.rows(
        "SELECT d.channel, a.outcome, count(*) AS n,"
        " percentile_cont($3::float8[]) WITHIN GROUP (ORDER BY extract(epoch FROM a.ended_at - a.started_at)) AS took"
        " FROM (SELECT * FROM attempts ORDER BY id DESC LIMIT $1) a JOIN deliveries d ON d.id = a.delivery_id"
        " WHERE a.ended_at > $2 GROUP BY GROUPING SETS ((d.channel, a.outcome), (d.channel))",
        NEWEST, now - RECENTLY, list(QUANTILES),
    )  # fmt: skip
    for row in rows:
        if row["outcome"] is not None:
            found.results[row["channel"], row["outcome"]] = row["n"]
        else:
            for quantile, took in zip(QUANTILES, row["took"], strict=True):
                found.seconds[row["channel"], quantile] = took
