"""The outbox, what became of it, what came in, and unfinished conversations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.messages.rules import LEASE, RANG
from wellcheck.people.models import Address, Person


class Delivery(Model):
    """One thing to be said to one address. With options it is a question, open until `closed_at`.

    `state`: pending → sending → sent → delivered; unknown (it may have been sent), failed, withdrawn, expired.
    `attempts` counts claims and is the fence: an outcome is written only by the claim that made it.
    `polls`: how often the provider was asked what became of it, for want of a receipt. `lease_until` is in the database's
    real time, every other time in the product's. `gist`: what an alarm says, in a word, where it may be said in one message
    with others; `bundle_id` is then the one among them by whose id the provider knows that message (see `together`), or
    its own while it waits to be said anew.
    """

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="deliveries")
    address_id: UUID | None
    address: fields.ForeignKeyNullableRelation[Address] = fields.ForeignKeyField(
        "models.Address", related_name="deliveries", null=True, on_delete=fields.SET_NULL
    )
    channel = fields.CharField(16)
    lane = fields.SmallIntField()
    kind = fields.CharField(16)
    about_kind = fields.CharField(16, null=True)
    about_id = fields.UUIDField(null=True)
    language = fields.CharField(8)
    text_sealed = fields.BinaryField()
    options: Any = fields.JSONField(null=True)
    ask_phone = fields.BooleanField(default=False)
    state = fields.CharField(12)
    due_at = fields.DatetimeField(null=True)
    lease_until = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0, db_default=0)
    unknowns = fields.SmallIntField(default=0, db_default=0)
    polls = fields.SmallIntField(default=0, db_default=0)
    provider_id = fields.CharField(64, null=True)
    provider_rank = fields.SmallIntField(default=0, db_default=0)
    error_code = fields.CharField(16, null=True)
    error = fields.CharField(200, null=True)
    follows_id = fields.UUIDField(null=True)
    attachment_id = fields.UUIDField(null=True)
    gist = fields.CharField(40, null=True)
    bundle_id = fields.UUIDField(null=True)
    expires_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)

    text = Sealed()

    class Meta:
        table = "deliveries"
        indexes = (("about_id",), ("person_id", "id"))


class Attachment(Model):
    """A file that goes with a delivery: not its bytes, but who makes it and from what. It is made anew whenever it is sent.

    `refused`: a provider did not take it, or it did not arrive; the words are said without it.
    """

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="attachments")
    maker = fields.CharField(12)
    facts_sealed = fields.BinaryField()
    refused = fields.BooleanField(default=False, db_default=False)
    created_at = fields.DatetimeField()

    facts = Sealed()
    """JSON; whatever the maker wants to know."""

    class Meta:
        table = "attachments"
        indexes = (("person_id", "id"),)


OPEN_QUESTION = (
    "closed_at IS NULL AND (due_at IS NULL OR due_at <= $2) AND (state IN ('pending', 'sending', 'unknown', 'sent',"
    f" 'delivered') OR (channel = 'voice' AND state = 'failed' AND error_code IN {RANG}))"
)
"""Which deliveries are open questions at `$2`: those not yet due are not; those for which a phone rang in vain are, for
people call back."""


SETTLED = "(d.options IS NOT NULL AND d.closed_at IS NOT NULL)"
"""A question that was settled while it was on its way is not said again: nobody is alarmed after the all-clear."""

AGAIN = f"state = CASE WHEN {SETTLED} THEN 'withdrawn' ELSE 'pending' END"

# The planner must not count on these: hardly any row is under way when it takes its statistics, so it believes that none
# ever is, reads the whole table and compares every row with the whole batch (measured: 700 ms for 500 outcomes).
SENDING = "CASE d.state WHEN 'sending' THEN true ELSE false END"
UNDER_WAY = "CASE d.state WHEN 'sending' THEN true WHEN 'unknown' THEN true ELSE false END"

NOT_SENT = "CASE state WHEN 'pending' THEN true WHEN 'unknown' THEN true ELSE false END"
"""Waits, or is in doubt: in the words of the indexes for those that do so for long. No other statement may have these words in
its reach: PostgreSQL believes at times that nothing waits, and would answer a claim by any index that holds all that does."""

SENT = "state = 'sent', provider_id = s.provider_id, sent_at = s.ended_at, lease_until = NULL, due_at = NULL"
"""What is written when a provider took it (`s` is what it said)."""

CLAIM = (
    "state = 'sending', attempts = attempts + 1,"
    f" lease_until = clock_timestamp() + interval '{int(LEASE.total_seconds())} seconds'"
)
"""What is written when deliveries are leased."""

CLAIMED = (
    "d.id, d.person_id, d.address_id, d.channel, d.lane, d.kind, d.about_kind, d.about_id, d.text_sealed, d.options,"
    " d.ask_phone, d.attempts, d.unknowns, d.due_at, d.expires_at, d.created_at, d.follows_id, d.attachment_id, d.gist,"
    " d.bundle_id, d.language, a.value_sealed, a.stopped_at"
)
"""What is read of those that are leased (`a` is their address)."""


class Attempt(Model):
    """One try to hand a delivery over, with real start and end and what the provider said."""

    id = fields.BigIntField(primary_key=True)
    delivery_id: UUID
    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField("models.Delivery", related_name="tries")
    number = fields.SmallIntField()
    started_at = fields.DatetimeField()
    ended_at = fields.DatetimeField()
    outcome = fields.CharField(12)
    code = fields.CharField(16, null=True)
    detail = fields.CharField(200, null=True)

    class Meta:
        table = "attempts"
        indexes = (("delivery_id",),)


class ReceiptRow(Model):
    """What a provider said became of a delivery, word for word, in the order it arrived."""

    id = fields.BigIntField(primary_key=True)
    delivery_id: UUID
    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField("models.Delivery", related_name="receipts")
    at = fields.DatetimeField()
    status = fields.CharField(24)
    code = fields.CharField(16, null=True)

    class Meta:
        table = "receipts"
        indexes = (("delivery_id",),)


class InboundRow(Model):
    """Something said to us, kept before it is understood. `state`: new, handled, failed (looked at again, later)."""

    id = fields.UUIDField(primary_key=True)
    channel = fields.CharField(16)
    provider_id = fields.CharField(64)
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="inbound", null=True
    )
    sender = fields.BinaryField()
    said_sealed = fields.BinaryField()
    reply_sealed = fields.BinaryField(null=True)
    meaning = fields.CharField(16, null=True)
    state = fields.CharField(12)
    failures = fields.SmallIntField(default=0, db_default=0)
    due_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField()

    said = Sealed()
    reply = Sealed()

    class Meta:
        table = "inbound"
        unique_together = (("channel", "provider_id"),)
        indexes = (("person_id", "id"),)


class Conversation(Model):
    """One person's unfinished run of a dialogue: its name, the facts it began with, and the answers so far."""

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField("models.Person", related_name="conversation")
    dialogue = fields.CharField(32)
    said_sealed = fields.BinaryField()
    misses = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    said = Sealed()
    """JSON: {"facts": {…}, "answers": [raw answers, oldest first]}"""

    class Meta:
        table = "conversations"


class Breaker(Model):
    """A channel whose provider fails, or ("sms/net") whose network does. `failures` since `since`, without one message between
    that left; `opened_at`: it is taken for down since then, `try_at`: when a message that has another way is tried on it next;
    `well`: how many left since; `lost`: the addresses at which nothing arrived."""

    channel = fields.CharField(16, primary_key=True)
    failures = fields.IntField()
    since = fields.DatetimeField()
    failed_at = fields.DatetimeField()
    reason = fields.CharField(100)
    well = fields.IntField(default=0, db_default=0)
    opened_at = fields.DatetimeField(null=True)
    try_at = fields.DatetimeField(null=True)
    lost: Any = fields.JSONField(null=True)

    class Meta:
        table = "breakers"


class Spending(Model):
    """What was paid for in one month (UTC, "2026-11"): by one recipient, or by all together (no person). `counted_to`: the
    last attempt that is in it. `warned`: the percentage of the limit that operators were told of."""

    id = fields.BigIntField(primary_key=True)
    month = fields.CharField(7)
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="spending", null=True
    )
    messages = fields.IntField(default=0)
    calls = fields.IntField(default=0)
    counted_to = fields.BigIntField(default=0)
    warned = fields.SmallIntField(default=0)

    class Meta:
        table = "spending"
        unique_together = (("month", "person_id"),)
