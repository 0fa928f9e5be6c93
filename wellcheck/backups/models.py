"""One row for each backup that was begun."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Backup(Model):
    """`state`: running, good (written, read back and checked), failed (see `error`); and in the database that came out of one:
    restoring (nothing may work before it was settled, see `restoring.settle`), restored.

    `started_at` is the moment whose data it holds. `ended_at`: when it was good, failed, or restored. `name`: its file's.
    """

    id = fields.UUIDField(primary_key=True)
    state = fields.CharField(12)
    started_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    name = fields.CharField(64)
    size = fields.BigIntField(null=True)
    sha256 = fields.CharField(64, null=True)
    error = fields.CharField(200, null=True)

    class Meta:
        table = "backups"
        indexes = (("started_at",),)
