"""A rule for when something happens and what, and each time it came due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class Event(Model):
    """The only source of recurrence. `schedule` is a recurrence rule as JSON text, `zone` an IANA name.

    `due_at` is the next firing (null: never again), `slot` its local wall-clock key. `status`: active, paused, inactive,
    deleted; ended, of what chat planned. `name` says what it is to us ("check-in", "walk", …; "event": made by API, with
    `title` as its maker calls it, and then nobody need own it).
    `action`: see `events.actions`. `payload` holds the action's own settings, no personal words; `params` (JSON text) what
    may be secret or personal, `secrets` (a JSON list, newest first) what signs, `secrets_until` when the first of them is
    over (null: none ever). `version` counts changes (ETag), `fired` the
    occurrences so far, `shown` is the schedule as it was given. `catch_up_seconds`: how late it may be served, null: the
    half of its interval. `stopped`: why it ended before its time ("gone": its receiver wants nothing more).
    """

    id = fields.UUIDField(primary_key=True)
    owner_id: UUID | None
    owner: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="events", null=True
    )
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
    title = fields.CharField(200, null=True)
    description = fields.TextField(null=True)
    tags: Any = ArrayField("text", default=list)
    metadata: Any = fields.JSONField(default=dict)
    start_at = fields.DatetimeField(null=True)
    end_at = fields.DatetimeField(null=True)
    made_by = fields.CharField(64, null=True)
    version = fields.IntField(default=1, db_default=1)
    overlap = fields.CharField(8, default="parallel", db_default="parallel")
    misfire = fields.CharField(8, default="once", db_default="once")
    catch_up_seconds = fields.IntField(null=True)
    fired = fields.IntField(default=0, db_default=0)
    shown: Any = fields.JSONField(null=True)
    params_sealed = fields.BinaryField(null=True)
    secrets_sealed = fields.BinaryField(null=True)
    secrets_until = fields.DatetimeField(null=True)
    endpoint_id = fields.UUIDField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    stopped = fields.CharField(16, null=True)

    text = Sealed()
    params = Sealed()
    secrets = Sealed()

    class Meta:
        table = "events"


class ListedEvent(Model):
    """What events made by API are found by, kept by the database itself (a trigger on `events`). It stands apart because a
    row of `events` is written each time one comes due: its indexes are few, whatever is asked for in lists."""

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField(null=True)
    status = fields.CharField(8)
    tags: Any = ArrayField("text", default=list)
    start_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "listed_events"


class Occurrence(Model):
    """One time an event came due, and what became of it.

    `state` of events made by API: pending, dispatching, retrying, completed, acknowledged, failed, missed, skipped,
    cancelled (scheduled: still to come, and no row yet). Of check-ins and their like: fired, skipped_outage,
    skipped_overlap, failed; checked_in: not asked, because they had said before that they are okay.

    What is handed over waits with `next_at` (the product's time; null: it does not wait) and is held until `lease_until`
    (the database's time) by whoever took it for the time number `attempts`; `replayed` of these were before somebody had it
    handed over anew (null: nobody had). `number` is its short id, given to those of
    events made by API. `due_at` is the time it is meant for.
    """

    id = fields.UUIDField(primary_key=True)
    event_id: UUID
    event: fields.ForeignKeyRelation[Event] = fields.ForeignKeyField("models.Event", related_name="occurrences")
    slot = fields.CharField(32)
    due_at = fields.DatetimeField()
    state = fields.CharField(16)
    about_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    number = fields.BigIntField(null=True)
    next_at = fields.DatetimeField(null=True)
    lease_until = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0, db_default=0)
    replayed = fields.SmallIntField(null=True)
    endpoint_id = fields.UUIDField(null=True)
    started_at = fields.DatetimeField(null=True)
    completed_at = fields.DatetimeField(null=True)
    status_code = fields.SmallIntField(null=True)
    response_body = fields.TextField(null=True)
    error = fields.CharField(200, null=True)
    acknowledged_at = fields.DatetimeField(null=True)

    class Meta:
        table = "occurrences"
        unique_together = (("event_id", "slot"),)


class OccurrenceAttempt(Model):
    """One try to hand an occurrence over, with its real start and end, and what came back (its beginning)."""

    id = fields.BigIntField(primary_key=True)
    occurrence_id: UUID
    occurrence: fields.ForeignKeyRelation[Occurrence] = fields.ForeignKeyField(
        "models.Occurrence", related_name="tries"
    )
    number = fields.SmallIntField()
    started_at = fields.DatetimeField()
    ended_at = fields.DatetimeField()
    status_code = fields.SmallIntField(null=True)
    response_body = fields.TextField(null=True)
    error = fields.CharField(200, null=True)

    class Meta:
        table = "occurrence_attempts"
        unique_together = (("occurrence_id", "number"),)


class Endpoint(Model):
    """Where occurrences of one maker are handed over: scheme, host and port of a URL (`origin`).

    `failures` in a row since `failing_since`; `disabled_at`: it is called no more. `concurrency`: calls at a time, at most;
    `per_second`: calls in a second, at most (null: no limit of the maker's own). `told_at`: when the maker heard last that
    something could not be handed over at all.
    """

    id = fields.UUIDField(primary_key=True)
    made_by = fields.CharField(64)
    origin = fields.CharField(300)
    failures = fields.IntField(default=0, db_default=0)
    failing_since = fields.DatetimeField(null=True)
    failed_at = fields.DatetimeField(null=True)
    succeeded_at = fields.DatetimeField(null=True)
    error = fields.CharField(200, null=True)
    disabled_at = fields.DatetimeField(null=True)
    told_at = fields.DatetimeField(null=True)
    concurrency = fields.SmallIntField(null=True)
    per_second = fields.FloatField(null=True)

    class Meta:
        table = "endpoints"
        unique_together = (("made_by", "origin"),)


class Client(Model):
    """A name under which programs connect (`/ws`) and take occurrences; the id is their endpoint (`events.clients`). What is of
    one person waits apart (`owner_id`), so that their own programs take that alone."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(200)
    owner_id = fields.UUIDField(null=True)

    class Meta:
        table = "clients"
        unique_together = (("name", "owner_id"),)


class UntakenNotice(Model):
    """That a maker was told, at `told_at`, that a client did not take what it was sent. `worked`: it took something of theirs
    since, so the next time is another trouble."""

    id = fields.BigIntField(primary_key=True)
    client_id = fields.UUIDField()
    made_by = fields.CharField(64)
    told_at = fields.DatetimeField()
    worked = fields.BooleanField(default=False)

    class Meta:
        table = "untaken_notices"
        unique_together = (("client_id", "made_by"),)


class ArchivedEvent(Model):
    """An event made by API that was over for long (`archive.py`). `row`: all of its row, as JSON; the other columns find it."""

    id = fields.UUIDField(primary_key=True)
    owner_id = fields.UUIDField(null=True)
    name = fields.CharField(64)
    status = fields.CharField(8)
    tags: Any = ArrayField("text", default=list)
    start_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    archived_at = fields.DatetimeField()
    row: Any = fields.JSONField()

    class Meta:
        table = "archived_events"
        indexes = (("owner_id",), ("created_at", "id"))


class ArchivedOccurrence(Model):
    """An occurrence of an event made by API that was over for long. `row` is all of its row, `attempts` what was tried."""

    id = fields.UUIDField(primary_key=True)
    event_id = fields.UUIDField()
    number = fields.BigIntField(null=True)
    state = fields.CharField(16)
    due_at = fields.DatetimeField()
    archived_at = fields.DatetimeField()
    row: Any = fields.JSONField()
    attempts: Any = fields.JSONField(null=True)

    class Meta:
        table = "archived_occurrences"
        indexes = (("event_id", "due_at"), ("due_at", "id"), ("number",))
