"""One time somebody was reminded of something."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class Reminder(Model):
    """Something that was said to a person at its time, because they wished it (`event_id`, `slot`), and what came of it.

    `status`: open (it was said), later (they want to hear it again), done, unconfirmed (contacts were told), over (nobody
    waits for an answer any more). `confirm`: it must be confirmed; then it is said again `retries` times, `wait_seconds`
    apart, before contacts are told. `asks`: how often it was said. `escalation_id`: by which contacts are told; `first_id`: the
    contact who is told first, before all whom the person's policy names.
    """

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="reminders")
    event_id = fields.UUIDField()
    slot = fields.CharField(32)
    text_sealed = fields.BinaryField()
    status = fields.CharField(12, default="open")
    confirm = fields.BooleanField(default=False)
    retries = fields.SmallIntField()
    wait_seconds = fields.IntField()
    asks = fields.SmallIntField(default=1)
    asked_at = fields.DatetimeField()
    last_asked_at = fields.DatetimeField()
    due_at = fields.DatetimeField(null=True)
    settled_at = fields.DatetimeField(null=True)
    escalation_id = fields.UUIDField(null=True)
    first_id = fields.UUIDField(null=True)
    failures = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    text = Sealed()

    class Meta:
        table = "reminders"
        indexes = (("person_id", "id"), ("event_id", "id"))
