"""The audit trail: who did what to whom, from where. Only ever added to, and chained so that a change shows.

Entries are written in the transaction of the act itself, many at the same time. They are chained right behind, by one
worker at a time, in the order in which it finds them (`seal`): a hash over an entry and the hash of the one before. So no
act waits for another's entry. What was written in the last seconds is not chained yet, and only that could vanish unseen.
A trigger keeps everybody from changing or deleting entries; the chain shows it when the trigger was got around.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from wellcheck import db, due
from wellcheck.access.models import AuditEntry

BATCH = 1000
NOTHING = bytes(32)
"""What the first entry of all is chained to."""

ASKED: ContextVar[tuple[str, str]] = ContextVar("asked", default=("", ""))
"""The id of the request that is being answered, and the address it came from."""


async def audit(
    actor: UUID | str,
    verb: str,
    subject: UUID | str | None,
    now: datetime,
    detail: dict[str, Any] | None = None,
    source: str = "",
) -> None:
    """Remember who did what to whom, in the transaction that does it. Ids only, never names or numbers.

    The request's id, and its address if no `source` is given, are added when this happens while one is being answered.
    """
    await audit_many(actor, verb, [(subject, detail or {})], now, source)


async def audit_many(
    actor: UUID | str,
    verb: str,
    entries: Sequence[tuple[UUID | str | None, dict[str, Any]]],
    now: datetime,
    source: str = "",
) -> None:
    """The same of what was done to many (subject, detail) by one act, with one statement."""
    request, came_from = ASKED.get()
    await db.run(
        "INSERT INTO audit (at, actor, verb, subject, detail, source, request)"
        " SELECT $1, $2, $3, s.subject, s.detail, $4, $5 FROM unnest($6::text[], $7::jsonb[]) AS s(subject, detail)",
        now,
        str(actor)[:64],
        verb[:64],
        (source or came_from)[:64] or None,
        request or None,
        *db.columns([(None if id is None else str(id)[:64], json.dumps(detail)) for id, detail in entries], 2),
    )


async def audited(subject: UUID | str, limit: int = 100) -> Sequence[AuditEntry]:
    """What was done to this person or thing, newest first."""
    return await AuditEntry.filter(subject=str(subject)).order_by("-id").limit(limit)


# --- the chain ---------------------------------------------------------------------------------------

_COLUMNS = "id, at, actor, verb, subject, detail, source, request, link, hash, salt, source_hash"


def chained(before: bytes, link: int, row: Mapping[str, Any], source_hash: bytes | None) -> bytes:
    """The hash of entry number `link`, which follows the one whose hash is `before`: SHA-256 over that and the entry as
    JSON, the keys of `detail` in order."""
    detail = row["detail"]
    said = [
        link, row["id"], row["at"].astimezone(UTC).isoformat(), row["actor"], row["verb"], row["subject"],
        json.loads(detail) if isinstance(detail, str) else detail, row["request"],
        None if source_hash is None else source_hash.hex(),
    ]  # fmt: skip
    return hashlib.sha256(before + json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).digest()


def _of_source(salt: bytes, source: str) -> bytes:
    return hashlib.sha256(salt + source.encode("utf-8", "surrogatepass")).digest()


WAITS = due.first("SELECT true FROM audit WHERE link IS NULL ORDER BY id")
"""Whether there is anything for `seal` (see `due.look`)."""


async def seal() -> int:
    """Chain what was written since; how many entries. Another worker that is at it is left to it."""
    async with db.transaction():
        head = await db.one("SELECT link, hash FROM audit_chain WHERE id = 1 FOR UPDATE SKIP LOCKED")
        if head is None:
            return 0
        rows = await db.rows(f"SELECT {_COLUMNS} FROM audit WHERE link IS NULL ORDER BY id LIMIT $1", BATCH)
        if not rows:
            return 0
        link, last, sealed = head["link"], bytes(head["hash"]), []
        for row in rows:
            salt = os.urandom(16) if row["source"] is not None else None
            source_hash = _of_source(salt, row["source"]) if salt is not None else None
            link += 1
            last = chained(last, link, row, source_hash)
            sealed.append((row["id"], link, last, salt, source_hash))
        await db.run(
            "UPDATE audit a SET link = n.link, hash = n.hash, salt = n.salt, source_hash = n.source_hash"
            " FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[], $5::bytea[])"
            " AS n(id, link, hash, salt, source_hash) WHERE a.id = n.id",
            *db.columns(sealed, 5),
        )
        await db.run("UPDATE audit_chain SET link = $1, hash = $2 WHERE id = 1", link, last)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the chain is: entries `first` to `last` fit, the hash of the last is `head`. `broken` is the number of the first
    that does not, `why` in words; `entry` its id, if it is there."""

    first: int
    last: int
    head: str
    broken: int | None = None
    entry: int | None = None
    why: str = ""


class Check:
    """Follows the chain row by row. Pure: values in, the first fault out."""

    def __init__(self, link: int, hash: bytes) -> None:
        self.link, self.hash = link, hash

    def wrong(self, row: Mapping[str, Any]) -> str:
        """What is wrong with the entry that should follow; empty when it fits."""
        if row["link"] != self.link + 1:
            return "it is missing"
        source_hash = None if row["source_hash"] is None else bytes(row["source_hash"])
        if not hmac.compare_digest(chained(self.hash, row["link"], row, source_hash), bytes(row["hash"])):
            return "it was changed"
        salt = None if row["salt"] is None else bytes(row["salt"])
        if row["source"] is not None and (salt is None or _of_source(salt, row["source"]) != source_hash):
            return "its source was changed"
        self.link, self.hash = row["link"], bytes(row["hash"])
        return ""


async def verify(noted: str = "") -> Verdict:
    """Whether the chain holds from the first entry that is kept to its end; what is not chained yet is chained first.

    `noted`: a "number:hash" that was written down elsewhere; it has to be in the chain (what was cut off its end, together
    with the row that says where it ends, shows only so).
    """
    while await seal() == BATCH:
        pass
    chain = await db.one("SELECT link, hash, dropped_link, dropped_hash FROM audit_chain WHERE id = 1")
    if chain is None:
        return Verdict(0, 0, "", 1, None, "the row that says where the chain ends is missing")
    number, _, wanted = noted.partition(":")
    first = chain["dropped_link"] + 1
    check = Check(chain["dropped_link"], bytes(chain["dropped_hash"]))
    while rows := await db.rows(
        f"SELECT {_COLUMNS} FROM audit WHERE link > $1 AND link <= $2 ORDER BY link LIMIT $3",
        check.link, chain["link"], BATCH,
    ):  # fmt: skip
        for row in rows:
            missing = row["link"] != check.link + 1
            why = check.wrong(row)
            if not why and number == str(row["link"]) and wanted != check.hash.hex():
                why = "it is not the one that was noted"
            if why:
                broken, entry = (check.link + 1, None) if missing else (row["link"], row["id"])
                return Verdict(first, broken - 1, "", broken, entry, why)
    head = check.hash.hex()
    if check.link != chain["link"] or check.hash != bytes(chain["hash"]):
        return Verdict(first, check.link, head, check.link + 1, None, "the end of the chain is missing")
    if number.isdigit() and int(number) > check.link:
        return Verdict(first, check.link, head, check.link + 1, None, "the chain ends before what was noted")
    return Verdict(first, check.link, head)


async def prune(before: datetime) -> int:
    """Drop the beginning of the chain, up to the last entry that is older than this; how many. What follows still
    verifies: the hash it is chained to is kept."""
    async with db.transaction():
        await db.one("SELECT 1 AS yes FROM audit_chain WHERE id = 1 FOR UPDATE")
        last = await db.one(
            "SELECT link, hash FROM audit WHERE link < coalesce((SELECT min(link) FROM audit WHERE at >= $1 AND link IS"
            " NOT NULL), (SELECT link + 1 FROM audit_chain WHERE id = 1)) ORDER BY link DESC LIMIT 1",
            before,
        )
        if last is None:
            return 0
        await db.run("SET LOCAL wellcheck.retention = 'on'")
        dropped = await db.run("DELETE FROM audit WHERE link <= $1", last["link"])
        await db.run("SET LOCAL wellcheck.retention = 'off'")
        await db.run(
            "UPDATE audit_chain SET dropped_link = $1, dropped_hash = $2 WHERE id = 1",
            last["link"],
            bytes(last["hash"]),
        )
    return dropped
