"""A rule for when something happens and what, and each time it came due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class Event(Model):
    """The only source of recurrence. `schedule` is a recurrence rule as JSON text, `zone` an IANA name.

    `due_at` is the next firing (null: never again), `slot` its local wall-clock key. `status`: active, paused, ended.
    `action`: probe, message. `payload` holds the action's own settings, no personal words.
    """

    id = fields.UUIDField(primary_key=True)
    owner_id: UUID
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="events")
    name = fields.CharField(64)
    action = fields.CharField(16)
    payload: Any = fields.JSONField(default=dict)
    text_sealed = fields.BinaryField(null=True)
    schedule = fields.TextField()
    zone = fields.CharField(64)
    status = fields.CharField(8, default="active")
    due_at = fields.DatetimeField(null=True)
    slot = fields.CharField(32, null=True)
    failures = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    text = Sealed()

    class Meta:
        table = "events"
        indexes = (("owner_id", "id"),)


class Occurrence(Model):
    """One time an event came due. `state`: fired, skipped_outage, skipped_overlap, failed; checked_in: not asked,
    because they had said before that they are okay."""

    id = fields.UUIDField(primary_key=True)
    event_id: UUID
    event: fields.ForeignKeyRelation[Event] = fields.ForeignKeyField("models.Event", related_name="occurrences")
    slot = fields.CharField(32)
    due_at = fields.DatetimeField()
    state = fields.CharField(16)
    about_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "occurrences"
        unique_together = (("event_id", "slot"),)
