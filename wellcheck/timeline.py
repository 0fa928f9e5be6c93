"""What happened, in order, for people to read: written in the same transaction as the change it tells of.

Entries are only ever added. They hold no names, numbers or words that somebody said; those are looked up when shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
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


class Entry(NamedTuple):
    """`what` happened to `about` ("probe", id) of this person at this moment of the product's time."""

    at: datetime
    about: tuple[str, UUID]
    what: str
    person_id: UUID | None = None
    data: Mapping[str, Any] = MappingProxyType({})


async def note(entries: Sequence[Entry]) -> None:
    """Add entries, with one statement however many there are."""
    if not entries:
        return
    given, values = db.table(
        "about_id uuid, person_id uuid, at timestamptz, about_kind text, what text, data jsonb",
        [
            (e.about[1], e.person_id, e.at, e.about[0], e.what, json.dumps(dict(e.data)) if e.data else "{}")
            for e in entries
        ],
    )
    await db.run(
        f"INSERT INTO timeline (about_id, person_id, at, about_kind, what, data) SELECT * FROM {given}", *values
    )


async def of(kind: str, id: UUID, limit: int = 500) -> list[TimelineEntry]:
    """The timeline of one thing, oldest first."""
    return await TimelineEntry.filter(about_kind=kind, about_id=id).order_by("id").limit(limit)
