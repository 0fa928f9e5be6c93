"""Escalation processes that were given from outside: what they are to do, what was refused, which number calls show."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class Process(Model):
    """Steps towards targets until somebody confirms or its sender stops it. `name`: the sender's process id, found by
    `blind`; at most one of a name is running.

    `status`: running, confirmed (a key in a call), stopped (by its sender), ended (by one of us, with a note), replaced, done
    (every step has left), failed (no step reached anybody). `owner_id`: the person whose token handed it in; an id of its own
    for the master token and for each queue.
    """

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField()
    name_sealed = fields.BinaryField()
    blind = fields.BinaryField()
    status = fields.CharField(12)
    due_at = fields.DatetimeField(null=True)
    failures = fields.SmallIntField(default=0, db_default=0)
    note_sealed = fields.BinaryField(null=True)
    ended_by_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    name = Sealed()
    note = Sealed()

    class Meta:
        table = "processes"
        indexes = (("owner_id", "id"),)


class Step(Model):
    """One thing to be said to one target at one time. `person_id`, `address_id`: the target, who is nobody we know
    (`targets.py`); null when it could not be kept.

    `state`: waiting → told (it is in the outbox) → delivered, failed; skipped (folded into a later one, or too old), dropped
    (the process ended before). `relative`: it was given as a wait after the step before it, and is brought forward when that
    one reached nobody. `tries`: how often it was handed to the outbox.
    """

    id = fields.UUIDField(primary_key=True)
    process_id: UUID
    process: fields.ForeignKeyRelation[Process] = fields.ForeignKeyField("models.Process", related_name="steps")
    position = fields.SmallIntField()
    at = fields.DatetimeField()
    channel = fields.CharField(16)
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="process_steps", null=True
    )
    address_id = fields.UUIDField(null=True)
    language = fields.CharField(8)
    text_sealed = fields.BinaryField(null=True)
    relative = fields.BooleanField(default=False, db_default=False)
    state = fields.CharField(12)
    tries = fields.SmallIntField(default=0, db_default=0)
    delivery_id = fields.UUIDField(null=True)
    told_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    reason = fields.CharField(200, null=True)
    created_at = fields.DatetimeField()

    text = Sealed()

    class Meta:
        table = "process_steps"
        indexes = (("process_id", "at"), ("person_id",))


class ProcessPlan(Model):
    """Steps that requests refer to by name (`blind` finds it). `body`: JSON of `requests.Plan`."""

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField()
    blind = fields.BinaryField()
    body_sealed = fields.BinaryField()
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    body = Sealed()

    class Meta:
        table = "process_plans"
        unique_together = (("owner_id", "blind"),)


class RequestKey(Model):
    """A deduplication key that was used, and what came of its request: kept when the process is long over."""

    id = fields.UUIDField(primary_key=True)
    blind = fields.BinaryField()
    process_id = fields.UUIDField(null=True)
    outcome = fields.CharField(12)
    created_at = fields.DatetimeField()

    class Meta:
        table = "process_keys"


class RejectedRequest(Model):
    """A request that was not taken: its first bytes, sealed, and why. `source`: api, or the queue's name."""

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField()
    source = fields.CharField(64)
    raw_sealed = fields.BinaryField()
    errors: Any = fields.JSONField(default=dict)
    created_at = fields.DatetimeField()

    raw = Sealed()

    class Meta:
        table = "process_rejections"
        indexes = (("owner_id", "id"),)


class CallerId(Model):
    """The number that calls to numbers with this prefix show; the prefix "default" stands for all others."""

    prefix = fields.CharField(16, primary_key=True)
    number = fields.CharField(16)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "caller_ids"
