"""What proves to a receiver that a webhook is ours: Standard Webhooks, and Qhronos's own header. Pure."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

PREFIX = "whsec_"
SHORTEST, LONGEST = 16, 256
"""Characters of a secret that somebody chooses."""

MOST = 3
"""Secrets that sign one event at a time: the newest, and those it takes the place of."""


KEPT = timedelta(hours=24)
"""So long a secret goes on signing beside the one that took its place, unless somebody says otherwise."""

TOLD_END = 20
"""Of secrets of so many characters and more the last four are shown, so that they can be told apart."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What signs an event. `until`: another one took its place, and it signs until then (None: until it is taken away)."""

    text: str
    until: datetime | None = None

    @property
    def end(self) -> str | None:
        """Its last four characters, if the others are enough to keep it secret."""
        return self.text[-4:] if len(self.text) >= TOLD_END else None


def read(kept: str | None) -> tuple[Secret, ...]:
    """The secrets of an event as they are kept, newest first."""
    return tuple(
        Secret(each) if isinstance(each, str) else Secret(each[0], datetime.fromisoformat(each[1]))
        for each in json.loads(kept or "[]")
    )


def write(known: Sequence[Secret]) -> str:
    """As they are kept: the text alone, or the text and until when."""
    return json.dumps([each.text if each.until is None else [each.text, each.until.isoformat()] for each in known])


def valid(known: Sequence[Secret], now: datetime) -> tuple[Secret, ...]:
    """Those that sign now."""
    return tuple(each for each in known if each.until is None or now < each.until)


def first_end(known: Sequence[Secret]) -> datetime | None:
    """When the first of them signs no more; None: none ever ends."""
    return min((each.until for each in known if each.until is not None), default=None)


def rotated(known: Sequence[Secret], chosen: str, keep: timedelta, now: datetime) -> tuple[Secret, ...]:
    """This one signs from now on; beside it, so long at most, those that did until now (`MOST` in all)."""
    former = [each for each in valid(known, now) if each.text != chosen] if keep else []
    ends = now + keep
    kept = [replace(each, until=ends if each.until is None else min(each.until, ends)) for each in former]
    return (Secret(chosen), *kept)[:MOST]


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def well_written(secret: str) -> bool:
    """Whether receivers can read it: behind `whsec_`, their libraries want base64."""
    if not secret.startswith(PREFIX):
        return True
    try:
        return bool(base64.b64decode(secret[len(PREFIX) :], validate=True))
    except (binascii.Error, ValueError):
        return False


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
