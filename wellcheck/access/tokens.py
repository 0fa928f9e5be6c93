"""API tokens: for programs, made with the master token, each with what it may do and what it reaches; ended at any time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from wellcheck import db
from wellcheck.access import keys, rules
from wellcheck.access.models import ApiToken
from wellcheck.access.rules import Caller
from wellcheck.access.trail import audit
from wellcheck.errors import NotFound


def named(sub: str) -> UUID:
    """Who an API token of this `sub` is, as an id: always the same one, and no person's."""
    return uuid5(NAMESPACE_URL, f"wellcheck:token:{sub}")


def is_one(said: Mapping[str, Any]) -> bool:
    """Whether these are the claims of an API token. (Those of people have one word as their scope.)"""
    return isinstance(said.get("scope"), list)


async def make(
    sub: str, access: str, scope: Sequence[str], expires_at: datetime, by: str, now: datetime
) -> tuple[ApiToken, str]:
    """A new token, checked by `rules.api_token`; its row, and the token itself, which is not kept anywhere."""
    scope = list(dict.fromkeys(scope))
    rules.api_token(sub, access, scope, expires_at, now)
    id, ends = uuid4(), int(expires_at.timestamp())
    await keys.current(now)  # should one have to be made, then not within the transaction
    async with db.transaction():
        made = ApiToken(
            id=id, sub=sub, access=access, scope=scope, made_by=by[:64], created_at=now, expires_at=expires_at
        )
        await made.save(force_create=True)
        await audit(by, "made a token", id, now, {"sub": sub, "access": access, "scope": scope})
        claims = {
            "iss": rules.ISSUER, "aud": rules.AUDIENCE, "sub": sub, "access": access, "scope": scope,
            "iat": int(now.timestamp()), "exp": ends, "jti": str(id),
        }  # fmt: skip
        return made, await keys.sign(claims, now)


async def get(id: UUID) -> ApiToken:
    """One token; `NotFound` if there is none."""
    found = await ApiToken.get_or_none(id=id)
    if found is None:
        raise NotFound
    return found


async def listed(offset: int, limit: int) -> tuple[list[ApiToken], int]:
    """Some of all tokens, newest first, revoked ones included; and how many there are."""
    return await ApiToken.all().order_by("-created_at", "-id").offset(offset).limit(limit), await ApiToken.all().count()


async def revoke(id: UUID, by: str, now: datetime) -> None:
    """End a token. It is refused from the next request on, in every process. Once more changes nothing."""
    await get(id)
    async with db.transaction():
        if await db.run("UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", id, now):
            await audit(by, "revoked a token", id, now)


async def forget_person(person_id: UUID, now: datetime) -> None:
    """End the tokens that act for somebody who is gone."""
    await db.run(
        "UPDATE api_tokens SET revoked_at = $2 WHERE scope ? $1 AND revoked_at IS NULL", f"{rules.USER}{person_id}", now
    )


async def caller(said: Mapping[str, Any], now: datetime) -> Caller | None:
    """Who an API token speaks for; None if it is not known, was revoked or is over. What counts is what was kept."""
    try:
        id = UUID(said["jti"])
    except (ValueError, TypeError, AttributeError):
        return None
    row = await ApiToken.get_or_none(id=id, revoked_at__isnull=True, expires_at__gt=now)
    if row is None:
        return None
    return Caller(named(row.sub), rules.TOKEN, row.access, tuple(row.scope), str(id), row.sub, row.expires_at)


async def over(jtis: Collection[str], now: datetime) -> set[str]:
    """Those of these tokens that count no more. One query for all."""
    if not jtis:
        return set()
    rows = await db.rows(
        "SELECT id FROM api_tokens WHERE id = ANY($1) AND revoked_at IS NULL AND expires_at > $2",
        [UUID(jti) for jti in set(jtis)], now,
    )  # fmt: skip
    return set(jtis) - {str(row["id"]) for row in rows}


async def used(last: Mapping[str, datetime]) -> None:
    """When each of these tokens was used last; a later moment that is already known stays."""
    await db.run(
        "UPDATE api_tokens t SET last_used_at = n.at FROM unnest($1::uuid[], $2::timestamptz[]) AS n(id, at)"
        " WHERE t.id = n.id AND (t.last_used_at IS NULL OR t.last_used_at < n.at)",
        [UUID(jti) for jti in last],
        list(last.values()),
    )


async def prune(before: datetime) -> int:
    """Forget tokens that are over since then. (A revoked one stays known until its time is over.)"""
    return await db.run("DELETE FROM api_tokens WHERE expires_at < $1", before)
