"""Where the auditor stands."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Auditor(Model):
    """The one row that says what the last round of the auditor found. All times are the database's.

    `finished_at`: when a round last got through every rule; `tried_at`: when one last ended at all; `unfinished`: how many in
    a row did not get through. `found`: a list of {"rule", "n", "examples", "since", "told_at"}, what is wrong now; `seen`: by
    rule the rows that look wrong and may only be late (see `Rule.twice`); `walked`: by rule how far a walk has come.
    `signed_at`: when a sign of life last reached HEARTBEAT_URL; `unsigned`: how many in a row did not since.
    """

    id = fields.SmallIntField(primary_key=True, generated=False)
    tried_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    seconds = fields.FloatField(default=0.0)
    unfinished = fields.SmallIntField(default=0)
    found: Any = fields.JSONField(default=list)
    seen: Any = fields.JSONField(default=dict)
    walked: Any = fields.JSONField(default=dict)
    signed_at = fields.DatetimeField(null=True)
    unsigned = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "auditor"
