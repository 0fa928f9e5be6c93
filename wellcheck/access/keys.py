"""The keys that sign our tokens, in the database for all processes together; and what a token of ours says."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from jwt.algorithms import RSAAlgorithm

from wellcheck import db
from wellcheck.access import rules
from wellcheck.access.models import SigningKey
from wellcheck.access.trail import audit

KEY_LOCK = 0x57454C4E  # advisory
KEYS_FRESH = 60.0  # seconds after which a process looks for keys that others made
KEYS_PAUSE = 2.0  # seconds between two looks for a key nobody knows, however many ask
RSA_BITS = 2048


@dataclass(slots=True)
class _Ring:
    """The keys as this process knows them. Public parts by id; the private part of the signer alone."""

    read_at: float = float("-inf")
    ages: list[rules.KeyAge] = field(default_factory=list)
    jwks: dict[str, dict[str, Any]] = field(default_factory=dict)
    public: dict[str, rsa.RSAPublicKey] = field(default_factory=dict)
    private: dict[UUID, rsa.RSAPrivateKey] = field(default_factory=dict)


_ring = _Ring()


def forget_keys() -> None:
    """Read the keys afresh at the next use (another database was opened)."""
    global _ring
    _ring = _Ring()


def _public_key(jwk: dict[str, Any]) -> rsa.RSAPublicKey:
    key = RSAAlgorithm.from_jwk(jwk)
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < RSA_BITS:
        raise ValueError("a signing key must be RSA of at least 2048 bits")
    return key


async def _read_keys(now: datetime) -> _Ring:
    global _ring
    rows = await SigningKey.all().only("id", "public", "created_at", "retires_at").order_by("created_at", "id")
    live = [row for row in rows if row.retires_at is None or row.retires_at > now]
    known = _ring
    _ring = _Ring(
        read_at=time.monotonic(),
        ages=[rules.KeyAge(row.id, row.created_at, row.retires_at) for row in live],
        jwks={str(row.id): row.public for row in live},
        public={str(row.id): known.public.get(str(row.id)) or _public_key(row.public) for row in live},
        private={row.id: known.private[row.id] for row in live if row.id in known.private},
    )
    return _ring


async def current(now: datetime) -> _Ring:
    """The keys, at most a minute old; the first one is made here, once, whichever process comes first."""
    if time.monotonic() - _ring.read_at < KEYS_FRESH and rules.signer(_ring.ages, now):
        return _ring
    ring = await _read_keys(now)
    if rules.signer(ring.ages, now) is None:
        async with db.transaction():
            await db.lock(KEY_LOCK)
            if rules.signer((await _read_keys(now)).ages, now) is None:
                await _new_key(now)
        ring = await _read_keys(now)
    return ring


async def _new_key(now: datetime) -> UUID:
    private = await asyncio.to_thread(rsa.generate_private_key, 65_537, RSA_BITS)
    id = db.new_id()  # ordered by time, so that of two made in one moment the later one is the newer
    jwk = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    public = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": str(id), "n": jwk["n"], "e": jwk["e"]}
    key = SigningKey(id=id, public=public, created_at=now)
    key.private = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    await key.save(force_create=True)
    return id


async def signer(now: datetime) -> tuple[UUID, rsa.RSAPrivateKey]:
    """The key that signs now, with its id."""
    ring = await current(now)
    id = rules.signer(ring.ages, now)
    if id is None:
        raise RuntimeError("no key to sign with")
    if id not in ring.private:
        key = load_pem_private_key((await SigningKey.get(id=id)).private.encode(), None)
        if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < RSA_BITS:
            raise ValueError("a signing key must be RSA of at least 2048 bits")
        ring.private[id] = key
    return id, ring.private[id]


async def _verifier(kid: object, now: datetime) -> rsa.RSAPublicKey | None:
    """The public key of this id, from our own set alone."""
    ring = await current(now)
    if not isinstance(kid, str):
        return None
    if kid not in ring.public and time.monotonic() - ring.read_at > KEYS_PAUSE:
        ring = await _read_keys(now)
    return ring.public.get(kid)


async def jwks(now: datetime) -> dict[str, Any]:
    """The plain standard key set (RFC 7517) with which anybody can verify our tokens."""
    ring = await current(now)
    return {"keys": list(ring.jwks.values())}


async def rotate_keys(
    now: datetime, actor: UUID | str, *, at_once: bool = False, lasts: int = rules.ACCESS_SECONDS
) -> str:
    """A new signing key; its id. It signs after an hour, the old ones stay until their last token is over.

    `at_once` (a key has leaked): the old keys are dropped, everybody has to sign in again, and API tokens have to be made
    anew.
    """
    async with db.transaction():
        await db.lock(KEY_LOCK)
        if at_once:
            await db.run("DELETE FROM signing_keys")
            await db.run("UPDATE refresh_tokens SET revoked_at = $1 WHERE revoked_at IS NULL", now)
        else:
            await db.run("DELETE FROM signing_keys WHERE retires_at <= $1", now)
            # API tokens may live much longer than those of people.
            last = await db.one("SELECT max(expires_at) AS at FROM api_tokens WHERE revoked_at IS NULL")
            retires = rules.retirement(now, lasts, last["at"] if last else None)
            await db.run("UPDATE signing_keys SET retires_at = $1 WHERE retires_at IS NULL", retires)
        made = await _new_key(now)
        await audit(actor, "replaced all signing keys" if at_once else "added a signing key", None, now)
    await _read_keys(now)
    return str(made)


async def sign(said: dict[str, Any], now: datetime) -> str:
    """These claims as a token (RS256)."""
    kid, key = await signer(now)
    return jwt.encode(said, key, algorithm="RS256", headers={"kid": str(kid)})


async def read(token: str, now: datetime) -> dict[str, Any] | None:
    """What a token of ours says, if it is one and its time is neither to come nor over.

    RS256 by a key of our own set, whatever the token's header says besides. `sub` is a text and `jti` is there; the rest
    is for the caller to check.
    """
    try:
        header = jwt.get_unverified_header(token)
        key = await _verifier(header.get("kid"), now) if header.get("alg") == "RS256" else None
        if key is None:
            return None
        # The times are checked by in_time() against the product's clock, not by PyJWT against this machine's.
        said: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=rules.AUDIENCE,
            issuer=rules.ISSUER,
            options={
                "require": ["exp", "iat", "iss", "aud", "sub", "jti"],
                "strict_aud": True,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None
    return said if rules.in_time(said, now) else None
