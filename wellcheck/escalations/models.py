"""People are being told, step by step, until a human says "I'm on it"."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class Policy(Model):
    """Who is told when, as a user wishes it, by name (`blind` finds it). `body`: JSON of a `policies.Policy`. `findings`: what
    the user was told last to look at in it."""

    id = fields.UUIDField(primary_key=True)
    user_id: UUID
    user: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="policies")
    blind = fields.BinaryField()
    body_sealed = fields.BinaryField()
    findings: Any = fields.JSONField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    body = Sealed()

    class Meta:
        table = "policies"
        unique_together = (("user_id", "blind"),)


class ContactGroup(Model):
    """Some of a user's contacts, by a name (`blind` finds it). `body`: JSON, {"name": …, "members": [ids of contacts]}."""

    id = fields.UUIDField(primary_key=True)
    user_id: UUID
    user: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="contact_groups")
    blind = fields.BinaryField()
    body_sealed = fields.BinaryField()
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    body = Sealed()

    class Meta:
        table = "contact_groups"
        unique_together = (("user_id", "blind"),)


class Escalation(Model):
    """One run of telling people. The plan is frozen when it starts.

    `status`: running, acknowledged, resolved (all-clear), stopped (by an operator), exhausted (nobody acted: it goes on
    at a floor rate and operators are told). `plan`: list of {"contact": id, "person": id, "consent": …}: who may be told
    about it. `stages`: in which steps (`policies.frozen`), made from the policy `policy_id`; null: one after the other in
    that order. `told`: the persons who were told in this round.
    `heard_at`, `heard_as`, `heard`: the last that was heard of the user before it began (see `Heard`).
    `late`: our own outage delayed it, which contacts are told. `step` is the next step, `round` counts from 1.

    `needed`: how many different people have to take over. `helpers`: those who did (`rules.Helper`), list of {"person",
    "since", "until", "expected_at"}; `acknowledged_by_id` is the one it was acknowledged by. `asked_at`: when they were
    asked whether they reached the user. `handing_to_id`: whom one of them (`handing_by_id`) asked to take it over. `held`:
    list of {"person", "seconds"}, who let the others wait; `held_until`: up to when. `turned_out`: what it was
    (`takeover.TURNED_OUT`).
    """

    id = fields.UUIDField(primary_key=True)
    user_id: UUID
    user: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="escalations")
    probe_id = fields.UUIDField(null=True)
    reason = fields.CharField(24)
    late = fields.BooleanField(default=False, db_default=False)
    status = fields.CharField(12, default="running")
    plan: Any = fields.JSONField()
    stages: Any = fields.JSONField(null=True)
    policy_id = fields.UUIDField(null=True)
    told: Any = fields.JSONField(null=True)
    step = fields.SmallIntField(default=0)
    round = fields.SmallIntField(default=1)
    due_at = fields.DatetimeField(null=True)
    acknowledged_by_id = fields.UUIDField(null=True)
    acknowledged_at = fields.DatetimeField(null=True)
    needed = fields.SmallIntField(default=1, db_default=1)
    helpers: Any = fields.JSONField(null=True)
    asked_at = fields.DatetimeField(null=True)
    handing_to_id = fields.UUIDField(null=True)
    handing_by_id = fields.UUIDField(null=True)
    held: Any = fields.JSONField(null=True)
    held_until = fields.DatetimeField(null=True)
    turned_out = fields.CharField(24, null=True)
    closed_at = fields.DatetimeField(null=True)
    outcome = fields.CharField(24, null=True)
    note_sealed = fields.BinaryField(null=True)
    heard_at = fields.DatetimeField(null=True)
    heard_as = fields.CharField(8, null=True)
    heard_sealed = fields.BinaryField(null=True)
    failures = fields.SmallIntField(default=0)
    started_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    note = Sealed()
    heard = Sealed()

    class Meta:
        table = "escalations"
        indexes = (("user_id", "id"),)


class Drill(Model):
    """A rehearsal of one user's escalation: it goes the way of a real one, and nothing that looks at escalations sees it.

    `status`: running, over. `plan`, `stages`, `told`, `step`, `round`: as of an escalation. `answers`: by the id of each person
    in the plan what became of them, {"told_at", "answered_at", "answer"}, and "unreached": true. At `ends_at` it is over in any
    case. `outcome`: done, broken_off (somebody was told in earnest). `pretended`: nobody is told, and the user does not notice
    (people are told in silence about them).
    """

    id = fields.UUIDField(primary_key=True)
    user_id: UUID
    user: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="drills")
    reason = fields.CharField(24)
    status = fields.CharField(8, default="running")
    plan: Any = fields.JSONField()
    stages: Any = fields.JSONField(null=True)
    told: Any = fields.JSONField()
    step = fields.SmallIntField(default=0)
    round = fields.SmallIntField(default=1)
    answers: Any = fields.JSONField()
    pretended = fields.BooleanField(default=False, db_default=False)
    due_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField()
    outcome = fields.CharField(12, null=True)
    failures = fields.SmallIntField(default=0, db_default=0)
    started_at = fields.DatetimeField()
    over_at = fields.DatetimeField(null=True)

    class Meta:
        table = "drills"
        indexes = (("user_id", "id"),)


class SharedPlace(Model):
    """Where the user of an open escalation is, as they told us. `latest` is the last we know, `told` what contacts were told
    last, both sealed; at `due_at` they are told of `latest`. Gone when the escalation closes, and after a day in any case.
    """

    escalation_id: UUID
    escalation: fields.OneToOneRelation[Escalation] = fields.OneToOneField(
        "models.Escalation", related_name="place", primary_key=True
    )
    latest_sealed = fields.BinaryField()
    latest_at = fields.DatetimeField()
    told_sealed = fields.BinaryField(null=True)
    told_at = fields.DatetimeField(null=True)
    due_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "places"
