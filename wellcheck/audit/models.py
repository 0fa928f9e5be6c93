"""Where the auditor stands."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model


class CanaryRun(Model):
    """The one row that says how trial runs go (`workers/canary.py`). All times are the database's.

    `number` counts them; one is `under_way` since `began_at`; `through_at`, `seconds`: when one last got through, and how long
    it took; `failed_at`: when it was clear that this one does not in time. `since`: when somebody began to look after them.
    """

    id = fields.SmallIntField(primary_key=True, generated=False)
    number = fields.IntField()
    under_way = fields.BooleanField()
    began_at = fields.DatetimeField()
    since = fields.DatetimeField()
    through_at = fields.DatetimeField(null=True)
    failed_at = fields.DatetimeField(null=True)
    seconds = fields.FloatField(null=True)

    class Meta:
        table = "canary"


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
