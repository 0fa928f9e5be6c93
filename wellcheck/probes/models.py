"""Probe settings, and the one question "are you okay?" until it is settled."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class ProbeSettings(Model):
    """How one user wants to be watched. The times themselves are an event (see `wellcheck.events`).

    `retries`: follow-ups before contacts are told. `wait_seconds`: how long each question stays open.
    `after_alarm`: "go_on" or "pause" probing once contacts were told. `rests_since`: when the watch came to rest because
    its user closed their last address; it goes on by itself when one is open again.
    """

    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="probe_settings", primary_key=True
    )
    active = fields.BooleanField(default=False)
    retries = fields.SmallIntField(default=3)
    wait_seconds = fields.IntField(default=3600)
    after_alarm = fields.CharField(8, default="go_on")
    paused_until = fields.DatetimeField(null=True)
    rests_since = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "probe_settings"


class Probe(Model):
    """One question, asked until settled. `status`: pending, good, bad, unavailable, cancelled; all but the first final.

    `kind`: scheduled, asked (the user asked for it), walk (at its end), rehearsal. A person has at most one pending probe.
    `asked_at`: when it was to leave first; `last_asked_at`: when it was to leave the last time it was asked. `late`: it was
    asked, or its silence acted on, later than it should have been, because our service was away.
    `snoozes`: how often they asked for time; `snoozed_seconds`: how much of it. Between such a wish and the question it
    moved, `resume_at` is when that question's time is up; afterwards `window_seconds` says how long it is.
    `heard_at`: when they were heard of since they were asked, without a word of how they are; `heard_as`: words (they are
    `heard`), photo, voice, other, sign. `held_at`: when the alarm was held back for that, once.
    """

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="probes")
    event_id = fields.UUIDField(null=True)
    slot = fields.CharField(32, null=True)
    kind = fields.CharField(12, default="scheduled")
    status = fields.CharField(12, default="pending")
    reason = fields.CharField(24, null=True)
    retries = fields.SmallIntField()
    wait_seconds = fields.IntField()
    follow_ups = fields.SmallIntField(default=0)
    last_response_sealed = fields.BinaryField(null=True)
    asked_at = fields.DatetimeField()
    last_asked_at = fields.DatetimeField(null=True)
    late = fields.BooleanField(default=False, db_default=False)
    due_at = fields.DatetimeField(null=True)
    settled_at = fields.DatetimeField(null=True)
    late_ok_at = fields.DatetimeField(null=True)
    unclear = fields.SmallIntField(default=0)
    snoozes = fields.SmallIntField(default=0, db_default=0)
    snoozed_seconds = fields.IntField(default=0, db_default=0)
    resume_at = fields.DatetimeField(null=True)
    window_seconds = fields.IntField(null=True)
    heard_at = fields.DatetimeField(null=True)
    heard_as = fields.CharField(8, null=True)
    heard_sealed = fields.BinaryField(null=True)
    held_at = fields.DatetimeField(null=True)
    failures = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    last_response = Sealed()
    heard = Sealed()

    class Meta:
        table = "probes"
        indexes = (("person_id", "id"),)
