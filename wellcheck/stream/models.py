"""The stream: frames in the order in which they were committed, where it stands, and who listens."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from wellcheck.crypto import Sealed


class Frame(Model):
    """Something to be said to programs that listen: to all who listen for one of its `tags`, or to one listener alone.

    `position` is its place in the stream, given once the transaction that wrote it is committed and its time (`at`, the
    product's) has come; null until then. `body` is a JSON object. `owner_id`: whose the event is that it tells of (null:
    nobody's). Only ever added, and deleted when it is old, or when its owner is forgotten. `created_at` is the database's time.
    """

    id = fields.UUIDField(primary_key=True)
    position = fields.BigIntField(null=True)
    at = fields.DatetimeField()
    tags: Any = ArrayField("text", default=list)
    listener_id = fields.UUIDField(null=True)
    event_id = fields.UUIDField(null=True)
    owner_id = fields.UUIDField(null=True)
    body_sealed = fields.BinaryField()
    created_at = fields.DatetimeField()

    body = Sealed()

    class Meta:
        table = "frames"


class Head(Model):
    """The one row that says where the stream stands: the last place that was given, and the last that was deleted."""

    id = fields.SmallIntField(primary_key=True, generated=False)
    position = fields.BigIntField(default=0, db_default=0)
    pruned = fields.BigIntField(default=0, db_default=0)

    class Meta:
        table = "stream"


class Listener(Model):
    """One connection of a program to one web process (`process_id`), which is alive as long as that process beats.

    `client`: the name under which it takes occurrences (null: it listens for tags); `served`: when it was its turn, counted
    over all connections of its name. `token`: a digest of what it signed in with; null for the master token. `owner_id`: it
    hears and takes only what is theirs (null: everything it asked for).
    """

    id = fields.UUIDField(primary_key=True)
    process_id = fields.UUIDField()
    client = fields.CharField(200, null=True)
    token = fields.BinaryField(null=True)
    owner_id = fields.UUIDField(null=True)
    served = fields.BigIntField(default=0, db_default=0)
    created_at = fields.DatetimeField()

    class Meta:
        table = "listeners"
        indexes = (("process_id",), ("client",), ("token",))
