"""Persons, the addresses that reach them, and who is told when somebody does not answer."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed


class Person(Model):
    """Anyone we know: a user, a contact, an operator. `discreet`: questions to them say nothing that others may not read.

    `slow_calls`: on the phone we speak slowly, and say everything twice. `pin`: proves on a call to us who is calling.
    `quiet_from`, `quiet_until`: quiet hours in minutes after midnight where they live (see `rules.Hours`).
    `forget_from`: nobody's contact any more, and forgotten once the last words to them have left (`users.forget_left`).
    """

    id = fields.UUIDField(primary_key=True)
    first_name_sealed = fields.BinaryField(null=True)
    last_name_sealed = fields.BinaryField(null=True)
    language = fields.CharField(8, default="en")
    zone = fields.CharField(64, default="UTC")
    discreet = fields.BooleanField(default=False, db_default=False)
    slow_calls = fields.BooleanField(default=False, db_default=False)
    pin_sealed = fields.BinaryField(null=True)
    pin_misses = fields.SmallIntField(default=0, db_default=0)
    pin_missed_at = fields.DatetimeField(null=True)
    quiet_from = fields.SmallIntField(null=True)
    quiet_until = fields.SmallIntField(null=True)
    forget_from = fields.DatetimeField(null=True)
    duress_mac = fields.BinaryField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    first_name = Sealed()
    last_name = Sealed()
    pin = Sealed()

    class Meta:
        table = "persons"


class Address(Model):
    """One way to reach a person. The value is sealed; `blind` finds it. One address belongs to one person.

    Usable: verified, not stopped by its owner, not dead (the provider said for good that it cannot be reached).
    By `rank` they are the rungs of a ladder: a question goes to each when `wait_seconds` have passed since it was asked
    (None: see `rules.ladder`), until it is answered. `alarmed_at`: when the last alarm left for it that may be said in one
    message with others.
    """

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="addresses")
    channel = fields.CharField(16)
    value_sealed = fields.BinaryField()
    blind = fields.BinaryField()
    rank = fields.SmallIntField(default=0)
    wait_seconds = fields.IntField(null=True)
    verified_at = fields.DatetimeField(null=True)
    verified_how = fields.CharField(16, null=True)
    stopped_at = fields.DatetimeField(null=True)
    dead_at = fields.DatetimeField(null=True)
    dead_reason = fields.CharField(64, null=True)
    alarmed_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    value = Sealed()

    @property
    def closed(self) -> bool:
        """It was in use, and is not any more: its owner stopped it, or it cannot be reached."""
        return self.verified_at is not None and (self.stopped_at is not None or self.dead_at is not None)

    class Meta:
        table = "addresses"
        unique_together = (("channel", "blind"),)
        indexes = (("person_id", "rank"),)


class Contact(Model):
    """A person who is told when a user does not answer: a link between two persons, with consent.

    The names are those the user gave. `consent`: invited, consented, declined, opted_out. `step` is what is done at `due_at`
    (see `rules.on_contact_due`); `deferred`: they said "not now" once.
    """

    id = fields.UUIDField(primary_key=True)
    user_id: UUID
    user: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="contacts")
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="contact_of")
    first_name_sealed = fields.BinaryField()
    last_name_sealed = fields.BinaryField(null=True)
    email_sealed = fields.BinaryField(null=True)
    email_blind = fields.BinaryField(null=True)
    is_emergency = fields.BooleanField(default=False)
    position = fields.IntField(default=0)
    consent = fields.CharField(16, default="invited")
    consent_at = fields.DatetimeField(null=True)
    consent_words_sealed = fields.BinaryField(null=True)
    invited_at = fields.DatetimeField(null=True)
    step = fields.CharField(8, null=True)
    deferred = fields.BooleanField(default=False, db_default=False)
    due_at = fields.DatetimeField(null=True)
    failures = fields.SmallIntField(default=0, db_default=0)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    first_name = Sealed()
    last_name = Sealed()
    email = Sealed()
    consent_words = Sealed()

    class Meta:
        table = "contacts"
        unique_together = (("user_id", "person_id"), ("user_id", "email_blind"))
        indexes = (("person_id",),)


class OneTime(Model):
    """A code or link that works once: `purpose` and `subject_id` say for what. Only its keyed digest is stored."""

    id = fields.UUIDField(primary_key=True)
    purpose = fields.CharField(16)
    subject_id = fields.UUIDField()
    mac = fields.BinaryField()
    tries_left = fields.SmallIntField(default=5)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_time"
        indexes = (("purpose", "subject_id"), ("mac",))
