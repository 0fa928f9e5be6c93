"""Write frames, put them in order, read them; know who listens.

The order of commits is not the order of ids or sequences: whoever reads "all after the last one I saw" would pass over
what was written earlier and committed later. So frames are written without a place, and get one when they can be seen by
everybody: `number` gives out places under the lock of one row that it holds until they are committed. A place that can be
read therefore has no place before it that is still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, wake
from wellcheck.crypto import vault
from wellcheck.stream.rules import Listening, New

NEWS = "stream"
"""What web processes are woken with when there are new frames."""

MOST = 10_000
"""Frames that get their places by one statement."""

ALIVE = timedelta(seconds=15)
"""A web process that has not beaten for so long has no listeners any more. It beats every five seconds."""

_NUMBER = f"""
    WITH waiting AS (
        SELECT id, row_number() OVER (ORDER BY at, id) AS n FROM frames WHERE position IS NULL AND at <= $1
        ORDER BY at, id LIMIT {MOST}
    ), head AS (
        UPDATE stream SET position = position + (SELECT count(*) FROM waiting)
        WHERE id = 1 AND EXISTS (SELECT 1 FROM waiting) RETURNING position
    )
    UPDATE frames f SET position = head.position - (SELECT count(*) FROM waiting) + w.n
    FROM waiting w, head WHERE f.id = w.id AND f.position IS NULL"""

_PRUNE = """
    WITH gone AS (
        DELETE FROM frames WHERE created_at < clock_timestamp() - $1::interval AND position IN
            (SELECT position FROM frames WHERE position IS NOT NULL ORDER BY position LIMIT $2) RETURNING position
    )
    UPDATE stream SET pruned = greatest(pruned, (SELECT max(position) FROM gone)) WHERE id = 1
        AND EXISTS (SELECT 1 FROM gone) RETURNING (SELECT count(*) FROM gone) AS n"""

_LIVE = "process_id IN (SELECT id FROM beats WHERE kind = 'web' AND seen_at > clock_timestamp() - $1::interval)"


@dataclass(frozen=True, slots=True)
class Kept:
    """A frame as it stands in the stream."""

    id: UUID
    position: int
    tags: Sequence[str]
    listener: UUID | None
    owner: UUID | None
    sealed: bytes

    def bytes(self) -> bytes:
        """What is sent: the body, and with it the cursor behind which the next ones come."""
        body = vault().open(self.sealed, "frames.body", self.id)
        return f'{body[:-1]},"cursor":"{self.position}"}}'.encode()


async def append(frames: Sequence[New]) -> None:
    """Write these frames, in the transaction of what they tell: one statement, and none without frames."""
    if not frames:
        return
    ids = sorted(db.new_id() for _ in frames)  # those of one millisecond are in no order of their own
    records = [
        (
            id, frame.at, ",".join(map(_quoted, frame.tags)), frame.listener, frame.event,
            frame.owner, vault().seal(frame.body, "frames.body", id),
        )
        for id, frame in ((frame.id or id, frame) for id, frame in zip(ids, frames, strict=True))
    ]  # fmt: skip
    await db.run(
        "INSERT INTO frames (id, at, tags, listener_id, event_id, owner_id, body_sealed, created_at)"
        " SELECT id, at, ('{' || tags || '}')::text[], listener, event, owner, body, clock_timestamp()"
        " FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bytea[])"
        " AS s(id, at, tags, listener, event, owner, body) ON CONFLICT (id) DO NOTHING",
        *db.columns(records, 7),
    )
    wake.news_after_commit(NEWS)


async def take_back(event_id: UUID, now: datetime) -> None:
    """What was written of this event ahead of its time, and nobody has seen, is not said."""
    await db.run("DELETE FROM frames WHERE event_id = $1 AND position IS NULL AND at > $2", event_id, now)


def _quoted(tag: str) -> str:
    # unnest takes an array of arrays apart altogether, so tags travel as the text of an array.
    return '"' + tag.replace("\\", "\\\\").replace('"', '\\"') + '"'


async def number(now: datetime) -> datetime | None:
    """Give places to the frames that are committed, and whose time has come. Never within a transaction. Returns when the
    next one's time comes, as far as that is known."""
    while await db.run(_NUMBER, now) >= MOST:
        pass
    row = await db.one("SELECT min(at) AS at FROM frames WHERE position IS NULL")
    return None if row is None else row["at"]


async def head() -> tuple[int, int]:
    """The last place that was given, and the last whose frame is deleted."""
    row = await db.one("SELECT position, pruned FROM stream WHERE id = 1")
    assert row is not None
    return row["position"], row["pruned"]


_KEPT = "SELECT id, position, tags, listener_id, owner_id, body_sealed FROM frames"


async def since(position: int, limit: int) -> list[Kept]:
    """The frames behind this place, to whomever, in their order."""
    return _kept(await db.rows(f"{_KEPT} WHERE position > $1 ORDER BY position LIMIT $2", position, limit))


async def addressed(
    position: int, until: int, tags: Sequence[str], limit: int, owner: UUID | None = None
) -> list[Kept]:
    """The frames behind one place, up to another, with one of these tags; `owner`: only those of what is theirs."""
    return _kept(
        await db.rows(
            f"{_KEPT} WHERE position > $1 AND position <= $2 AND tags && $3::text[]"
            " AND ($5::uuid IS NULL OR owner_id = $5) ORDER BY position LIMIT $4",
            position, until, list(tags), limit, owner,
        )
    )  # fmt: skip


def _kept(rows: Sequence[dict[str, Any]]) -> list[Kept]:
    return [
        Kept(row["id"], row["position"], row["tags"], row["listener_id"], row["owner_id"], row["body_sealed"])
        for row in rows
    ]


async def prune(keep: timedelta, batch: int = 5000) -> int:
    """Delete frames that were written longer ago than this (real time), some thousands at a time; how many."""
    gone = 0
    while row := await db.one(_PRUNE, keep, batch):
        gone += row["n"]
        if row["n"] < batch:
            break
    return gone


# --- who listens ------------------------------------------------------------------------------------------------------


Known = tuple[UUID, str | None, bytes | None, UUID | None]
"""A listener as its process knows it: its id, client, token and owner."""


async def register(
    id: UUID, process: UUID, client: str | None, token: bytes | None, most: int, owner: UUID | None = None
) -> bool:
    """Somebody listens from now on, at this process; `owner`: for what is theirs alone. False: this token has `most`
    connections already (0: no limit)."""
    async with db.transaction():
        if token is not None and most:
            # One at a time of a token, or many at once would pass together.
            await db.run("SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))", token)
            row = await db.one(f"SELECT count(*) AS n FROM listeners WHERE token = $2 AND {_LIVE}", ALIVE, token)
            if row is not None and row["n"] >= most:
                return False
        await _insert(process, [(id, client, token, owner)])
        return True


async def _insert(process: UUID, records: Sequence[Known]) -> None:
    await db.run(
        "INSERT INTO listeners (process_id, id, client, token, owner_id, created_at) SELECT $1, s.*, clock_timestamp()"
        " FROM unnest($2::uuid[], $3::text[], $4::bytea[], $5::uuid[]) AS s ON CONFLICT (id) DO NOTHING",
        process,
        *db.columns(records, 4),
    )


async def unregister(id: UUID) -> None:
    """Nobody listens there any more."""
    await db.run("DELETE FROM listeners WHERE id = $1", id)


async def keep(process: UUID, known: Callable[[], Sequence[Known]]) -> None:
    """What this process knows of its listeners is what stands in the database, whatever went wrong in between. `known` is
    asked when the rows have been read; one that is just being let in has a row before it is known."""
    rows = await db.rows("SELECT id, created_at < clock_timestamp() - $2::interval AS old FROM listeners"
                         " WHERE process_id = $1", process, ALIVE)  # fmt: skip
    there, here = {row["id"] for row in rows}, known()
    ours = {record[0] for record in here}
    if gone := [row["id"] for row in rows if row["old"] and row["id"] not in ours]:
        await db.run("DELETE FROM listeners WHERE id = ANY($1)", gone)
    if missing := [record for record in here if record[0] not in there]:
        await _insert(process, missing)


async def forget_dead() -> None:
    """The listeners of processes that ended without a word."""
    await db.run(
        f"DELETE FROM listeners WHERE NOT {_LIVE} AND created_at < clock_timestamp() - $1::interval", ALIVE * 4
    )


async def listening(clients: Sequence[str]) -> dict[str, list[Listening]]:
    """Who is connected right now under each of these names. Locked: nobody else gives out turns to them meanwhile."""
    found: dict[str, list[Listening]] = {}
    rows = await db.rows(
        f"SELECT id, client, served, owner_id FROM listeners WHERE client = ANY($2) AND {_LIVE} ORDER BY id FOR UPDATE",
        ALIVE,
        list(clients),
    )
    for row in rows:
        found.setdefault(row["client"], []).append(Listening(row["id"], row["served"], row["owner_id"]))
    return found


async def take_turns(turns: Sequence[Listening]) -> None:
    """These have had their turn."""
    served = {turn.id: turn.served for turn in turns}
    await db.run(
        "UPDATE listeners l SET served = s.served FROM unnest($1::uuid[], $2::bigint[]) AS s(id, served) WHERE l.id = s.id",
        list(served),
        list(served.values()),
    )
