"""How the watch does, in numbers: what waits and for how long, and how the newest attempts went. Cheap to ask at any size.

Everything is read from the end of an index, and from there no further than `MOST` rows; what waits beyond that is told as
`MOST`. Ages are in the product's seconds. No number is about one person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from wellcheck import audit, db, due, escalations, events, probes, processes, reminders, visits
from wellcheck.messages import rules as lanes
from wellcheck.people.rules import CANARY, PERSONAL

MOST = 10_000
NEWEST = 5_000
RECENTLY = timedelta(minutes=15)
QUANTILES = (0.5, 0.95, 0.99)

TOOK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: the steps in which we tell how long something took."""

LATE = (0.1, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 3600.0, 86_400.0)
"""Seconds: the steps in which we tell how late something began."""

ROOMS = {
    "events": events.ROOM,
    "probes": probes.ROOM,
    "promises": probes.promises.ROOM,
    "escalations": escalations.ROOM,
    "drills": escalations.drills.ROOM,
    "reminders": reminders.ROOM,
    "processes": processes.ROOM,
    "visits": visits.ROOM,
}
"""Where timers are, by name."""


@dataclass(slots=True)
class Steps:
    """How many were at most so long, for each step of `bounds` and beyond the last; and all their seconds together."""

    bounds: Sequence[float]
    counts: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def add(self, step: int, n: int, total: float) -> None:
        """So many more, of that step."""
        self.counts[step] += n
        self.total += total

    @property
    def buckets(self) -> list[tuple[str, float]]:
        """As Prometheus wants them: each with all that were shorter."""
        sums = [sum(self.counts[: n + 1]) for n in range(len(self.counts))]
        return list(zip([*map(str, self.bounds), "+Inf"], sums, strict=True))


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
    took: dict[str, Steps] = field(default_factory=dict)
    """The same in steps, by channel."""
    handed: dict[tuple[str, str], int] = field(default_factory=dict)
    """The newest attempts to hand an occurrence over, by action and outcome (good, bad)."""
    handed_took: dict[str, Steps] = field(default_factory=dict)
    """How long these took, by action."""
    handed_late: dict[str, Steps] = field(default_factory=dict)
    """How long after the time it is meant for an occurrence was first handed over, by action."""
    oldest: dict[str, float] = field(default_factory=dict)
    """By what it is: for how many seconds the oldest that waits has been waiting."""
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
    audit: audit.Standing = field(default_factory=audit.Standing)
    """What the auditor says."""


async def look(now: datetime) -> Gauges:
    """All numbers."""
    found = Gauges(audit=await audit.standing())
    for name, room in ROOMS.items():
        oldest = await due.oldest(room, now)
        found.rooms[name] = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    await _outbox(found, now)
    await _attempts(found, now)
    await _handed(found, now)
    await _oldest(found, now)
    for row in await db.rows(
        "SELECT status, count(*) AS n FROM escalations WHERE status IN ('running', 'acknowledged', 'exhausted')"
        " AND user_id <> ALL($1) GROUP BY 1",
        list(CANARY),
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
    rows = await db.rows(
        "SELECT channel AS label, width_bucket(took, $3::float8[]) AS step, count(*) AS n, sum(took) AS total FROM"
        " (SELECT d.channel, extract(epoch FROM a.ended_at - a.started_at)::float8 AS took"
        " FROM (SELECT * FROM attempts ORDER BY id DESC LIMIT $1) a JOIN deliveries d ON d.id = a.delivery_id"
        " WHERE a.ended_at > $2) newest GROUP BY 1, 2",
        NEWEST, now - RECENTLY, list(TOOK),
    )  # fmt: skip
    for row in rows:
        _add(found.took, TOOK, row)


def _add(to: dict[str, Steps], bounds: Sequence[float], row: Mapping[str, Any]) -> None:
    to.setdefault(row["label"], Steps(bounds)).add(row["step"], row["n"], row["total"])


async def _handed(found: Gauges, now: datetime) -> None:
    """Only what was in fact tried, and began at a time of its own: of lateness only the first attempt of each."""
    rows = await db.rows(
        "WITH newest AS (SELECT e.action, CASE WHEN a.error IS NULL THEN 'good' ELSE 'bad' END AS outcome,"
        " extract(epoch FROM a.ended_at - a.started_at)::float8 AS took,"
        " CASE WHEN a.number = 1 THEN greatest(0, extract(epoch FROM a.started_at - o.due_at))::float8 END AS late"
        " FROM (SELECT * FROM occurrence_attempts ORDER BY id DESC LIMIT $1) a"
        " JOIN occurrences o ON o.id = a.occurrence_id JOIN events e ON e.id = o.event_id WHERE a.ended_at > $2)"
        " SELECT 'outcome' AS what, action AS label, outcome, 0 AS step, count(*) AS n, 0::float8 AS total FROM newest"
        " GROUP BY action, outcome UNION ALL"
        " SELECT 'took', action, '', width_bucket(took, $3::float8[]) AS step, count(*), sum(took) FROM newest"
        " GROUP BY action, step UNION ALL"
        " SELECT 'late', action, '', width_bucket(late, $4::float8[]) AS step, count(*), sum(late) FROM newest"
        " WHERE late IS NOT NULL GROUP BY action, step",
        NEWEST, now - RECENTLY, list(TOOK), list(LATE),
    )  # fmt: skip
    for row in rows:
        match row["what"]:
            case "outcome":
                found.handed[row["label"], row["outcome"]] = row["n"]
            case "took":
                _add(found.handed_took, TOOK, row)
            case _:
                _add(found.handed_late, LATE, row)


async def _oldest(found: Gauges, now: datetime) -> None:
    rows = await db.rows(
        "SELECT 'escalation' AS what, min(started_at) AS at FROM escalations WHERE status IN ('running', 'exhausted')"
        " UNION ALL SELECT 'inbound', min(received_at) FROM inbound WHERE state IN ('new', 'failed')"
        " UNION ALL SELECT 'unknown', min(created_at) FROM (SELECT created_at FROM deliveries WHERE state = 'unknown'"
        " ORDER BY due_at LIMIT $1) d"
        " UNION ALL SELECT 'audit', (SELECT at FROM audit WHERE link IS NULL ORDER BY id LIMIT 1)",
        MOST,
    )
    for row in rows:
        found.oldest[row["what"]] = max(0.0, (now - row["at"]).total_seconds()) if row["at"] else 0.0
