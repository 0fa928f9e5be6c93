"""What happened, in order, for people to read: written in the same transaction as the change it tells of.

Entries are only ever added. They hold no names, numbers or words that somebody said; those are looked up when shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck import db


class TimelineEntry(Model):
    """One thing that happened to a probe, an escalation, an event, a delivery or a person."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    about_kind = fields.CharField(16)
    about_id = fields.UUIDField()
    person_id = fields.UUIDField(null=True)
    what = fields.CharField(32)
    data: Any = fields.JSONField(default=dict)

    class Meta:
        table = "timeline"
        indexes = (("about_id", "id"),)


@dataclass(frozen=True, slots=True)
class Entry:
    """`what` happened to `about` ("probe", id) of this person at this moment of the product's time."""

    at: datetime
    about: tuple[str, UUID]
    what: str
    person_id: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)


async def note(entries: Sequence[Entry]) -> None:
    """Add entries, with one statement however many there are."""
    if not entries:
        return
    at, kinds, ids, people, what, data = db.columns(
        [(e.at, e.about[0], e.about[1], e.person_id, e.what, json.dumps(e.data) if e.data else "{}") for e in entries],
        6,
    )
    await db.run(
        "INSERT INTO timeline (at, about_kind, about_id, person_id, what, data) SELECT * FROM unnest("
        "$1::timestamptz[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::jsonb[])",
        at, kinds, ids, people, what, data,
    )  # fmt: skip


async def of(kind: str, id: UUID, limit: int = 500) -> list[TimelineEntry]:
    """The timeline of one thing, oldest first."""
    return await TimelineEntry.filter(about_kind=kind, about_id=id).order_by("id").limit(limit)
