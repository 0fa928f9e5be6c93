"""Accounts, the keys that sign, refresh tokens, limits, and the audit trail."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed


class Account(Model):
    """What lets a person sign in. `token_version` goes up whenever all earlier tokens must end. role: admin, basic."""

    person: fields.OneToOneRelation[Any] = fields.OneToOneField(
        "models.Person", primary_key=True, related_name="account", on_delete=fields.CASCADE
    )
    email_sealed = fields.BinaryField()
    email_blind = fields.BinaryField()
    password_hash = fields.CharField(255)
    role = fields.CharField(8, default="basic")
    token_version = fields.IntField(default=1)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    email = Sealed()

    class Meta:
        table = "accounts"
        unique_together = (("email_blind",),)


class SetupToken(Model):
    """The one-time token for the first admin; its digest alone. There is at most one row, number 1."""

    id = fields.SmallIntField(primary_key=True, generated=False)
    token_hash = fields.BinaryField()
    created_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "setup_token"


class SigningKey(Model):
    """A key that signs tokens. Its id is the `kid`; `public` is its entry in the key set."""

    id = fields.UUIDField(primary_key=True)
    alg = fields.CharField(8, default="RS256")
    private_sealed = fields.BinaryField()
    public: Any = fields.JSONField()
    created_at = fields.DatetimeField()
    retires_at = fields.DatetimeField(null=True)

    private = Sealed()

    class Meta:
        table = "signing_keys"


class RefreshToken(Model):
    """One link of a chain of refresh tokens (`family`): used once, then replaced by the next."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "models.Person", related_name="refresh_tokens", on_delete=fields.CASCADE
    )
    family = fields.UUIDField(db_index=True)
    token_hash = fields.BinaryField()
    issued_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refresh_tokens"
        unique_together = (("token_hash",),)
        indexes = (("person_id",),)


class ApiToken(Model):
    """A token for a program, made with the master token. The token itself is not kept: `id` is its `jti`.

    `access`: read, write, read_write, admin. `scope`: a list of tags, and of `user:<id>`. `made_by` is the `sub` of who
    made it.
    """

    id = fields.UUIDField(primary_key=True)
    sub = fields.CharField(64)
    access = fields.CharField(10)
    scope: Any = fields.JSONField()
    made_by = fields.CharField(64)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_tokens"


class Throttle(Model):
    """A limit's time table (GCRA): the moment at which everything taken so far is paid off. The key tells no name."""

    key = fields.CharField(96, primary_key=True)
    tat = fields.DatetimeField()

    class Meta:
        table = "throttles"


class AuditEntry(Model):
    """Who did what to whom, and from where. Only ever added; holds ids, never names or numbers.

    `link` and `hash` chain an entry to the one before it, a moment after it was written (see `trail`). The hash covers
    `source` through `source_hash`, salted, so that erasing a person can take the address away for good.
    """

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor = fields.CharField(64)
    verb = fields.CharField(64)
    subject = fields.CharField(64, null=True)
    detail: Any = fields.JSONField(default=dict)
    source = fields.CharField(64, null=True)
    request = fields.CharField(128, null=True)
    link = fields.BigIntField(null=True, unique=True)
    hash = fields.BinaryField(null=True)
    salt = fields.BinaryField(null=True)
    source_hash = fields.BinaryField(null=True)

    class Meta:
        table = "audit"
        indexes = (("subject", "id"), ("actor", "id"), ("at",))


class AuditChain(Model):
    """The one row that says where the chain of the audit trail ends, and what came before the first entry still kept."""

    id = fields.SmallIntField(primary_key=True, generated=False)
    link = fields.BigIntField(default=0)
    hash = fields.BinaryField()
    dropped_link = fields.BigIntField(default=0)
    dropped_hash = fields.BinaryField()

    class Meta:
        table = "audit_chain"


# Taken only if that stays within the window; one statement, so that many at once cannot slip through together.
TAKE = """
    INSERT INTO throttles AS t (key, tat) VALUES ($1, $2::timestamptz + $3::interval)
    ON CONFLICT (key) DO UPDATE SET tat = greatest(t.tat, $2) + $3
        WHERE greatest(t.tat, $2) + $3 <= $2::timestamptz + $4::interval
    RETURNING tat"""
GIVE_BACK = "UPDATE throttles SET tat = tat - $2::interval WHERE key = $1"


class Answered(Model):
    """What a POST with an `Idempotency-Key` was answered, for a day. (Older releases wrote it before they
    began, without `status`.)"""

    id = fields.UUIDField(primary_key=True)
    key = fields.BinaryField()
    body_hash = fields.BinaryField()
    status = fields.SmallIntField(null=True)
    answer_sealed = fields.BinaryField(null=True)
    created_at = fields.DatetimeField()

    answer = Sealed()

    class Meta:
        table = "answered"
        unique_together = (("key",),)
