"""What proves to a receiver that a webhook is ours: Standard Webhooks, and Qhronos's own header. Pure."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
SHORTEST, LONGEST = 16, 256
"""Characters of a secret that somebody chooses."""

MOST = 3
"""Secrets that sign one event at a time: the newest, and those it takes the place of."""


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key(secret: str) -> bytes:
    """The bytes that sign: of a `whsec_` secret what is behind it in base64, of any other one its text as it is."""
    if secret.startswith(PREFIX):
        with contextlib.suppress(binascii.Error, ValueError):
            return base64.b64decode(secret[len(PREFIX) :] + "==") or secret.encode()
    return secret.encode()


def headers(id: str, timestamp: int, body: bytes, signers: Sequence[str]) -> dict[str, str]:
    """The headers of Standard Webhooks, one signature for each secret. `timestamp` is Unix time in real seconds: the receiver
    compares it with its own clock."""
    message = b"%b.%d.%b" % (id.encode(), timestamp, body)
    signed = [
        "v1," + binascii.b2a_base64(hmac.digest(key(secret), message, "sha256"), newline=False).decode()
        for secret in signers
    ]
    return {"webhook-id": id, "webhook-timestamp": str(timestamp), "webhook-signature": " ".join(signed)}


def qhronos(body: bytes, secret: str) -> str:
    """`X-Qhronos-Signature`: HMAC-SHA256 of the body alone, in hex. It proves the sender and no time: it can be replayed."""
    return hmac.digest(secret.encode(), body, hashlib.sha256).hex()
