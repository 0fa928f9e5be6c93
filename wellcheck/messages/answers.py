"""Links that answer a question by e-mail: signed, for one option of one delivery, for a while. They open a page; nothing
counts before its button is pressed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from wellcheck import db
from wellcheck.crypto import vault

PROBES, OTHERS = timedelta(days=1), timedelta(days=30)
"""So long a link counts. The one for an OK is short-lived: a mail may be found, or passed on, long after it was sent."""

MARK, MAC = 3, 15
"""Bytes that tell an option, and bytes of a signature."""

LEAVE = 255
"""In place of an option's number: no more mail to this address."""

READS = 1.0
"""Seconds that a human takes at least from the page to its button. Programs that follow links, and even fill in forms, do
not wait. What is pressed sooner is asked for again; a cry for help is not."""

PAGE_SECONDS = 3600.0
"""So long a page's button works; then the page is shown anew."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link stands for: the option of that number (from 0), or `LEAVE`. `mark` tells the option itself: what a question
    offers may change while its mail is on the way (alarms that are said together), and a link never comes to mean another."""

    delivery_id: UUID
    place: int
    mark: bytes

    @classmethod
    def to(cls, delivery_id: UUID, place: int, key: str = "") -> Link:
        """The link to this option, by its key."""
        return cls(delivery_id, place, hashlib.sha256(key.encode()).digest()[:MARK])

    def key(self, options: Sequence[tuple[str, str]]) -> str | None:
        """The key of the option it stands for, "" for `LEAVE`; None when it is not offered (any more)."""
        key = options[self.place][0] if self.place < len(options) else ""
        return key if self == Link.to(self.delivery_id, self.place, key) and (key or self.place == LEAVE) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that was sent by e-mail, as its page needs it."""

    id: UUID
    person_id: UUID
    address: str
    language: str
    text: str
    options: tuple[tuple[str, str], ...]


def word(link: Link, kind: str, now: datetime) -> str:
    """52 letters that stand for this and cannot be made by anybody else. `kind`: that of the delivery."""
    until = now + (PROBES if kind in ("ask", "follow_up") else OTHERS)
    said = link.delivery_id.bytes + bytes([link.place]) + int(until.timestamp()).to_bytes(4, "big") + link.mark
    return base64.urlsafe_b64encode(said + _mac("answer", said)).decode()


def of_word(word: str, now: datetime) -> Link | None:
    """What such letters stand for; None when they are not ours, or too old."""
    raw = _raw(word, 21 + MARK + MAC)
    if raw is None or not hmac.compare_digest(raw[-MAC:], _mac("answer", raw[:-MAC])):
        return None
    until = datetime.fromtimestamp(int.from_bytes(raw[17:21], "big"), UTC)
    return Link(UUID(bytes=raw[:16]), raw[16], raw[21:-MAC]) if now < until else None


def ticket(word: str, shown: float) -> str:
    """What a page's button carries: which page it was, and when it was shown (seconds of this machine's clock)."""
    said = secrets.token_bytes(8) + int(shown * 1000).to_bytes(7, "big")
    return base64.urlsafe_b64encode(said + _mac(f"ticket {word}", said)).decode()


def shown_for(ticket: str, word: str, at: float) -> float | None:
    """For how many seconds that page had been looked at; None when there was no such page."""
    raw = _raw(ticket, 15 + MAC)
    if raw is None or not hmac.compare_digest(raw[-MAC:], _mac(f"ticket {word}", raw[:-MAC])):
        return None
    return at - int.from_bytes(raw[8:15], "big") / 1000


def _raw(word: str, size: int) -> bytes | None:
    try:
        raw = base64.b64decode(word, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == size else None


def _mac(purpose: str, said: bytes) -> bytes:
    return vault().mac(purpose, said.hex())[:MAC]


async def asked(id: UUID) -> Asked | None:
    """The message behind a link; None when it, or the address it went to, is gone."""
    row = await db.one(
        "SELECT d.id, d.person_id, d.language, d.text_sealed, d.options, a.id AS address_id, a.value_sealed FROM deliveries d"
        " JOIN addresses a ON a.id = d.address_id WHERE d.id = $1 AND d.channel = 'email'",
        id,
    )
    if row is None:
        return None
    options = row["options"]
    if isinstance(options, str):
        options = json.loads(options)
    return Asked(
        row["id"],
        row["person_id"],
        vault().open(row["value_sealed"], "addresses.value", row["address_id"]),
        row["language"],
        vault().open(row["text_sealed"], "deliveries.text", row["id"]),
        tuple((key, label) for key, label in options or ()),
    )
