"""What travels between the outbox, the channels and the ear: plain values, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to go with a message: who makes it when it is sent, and from what (JSON)."""

    maker: str
    facts: str = "{}"


@dataclass(frozen=True, slots=True)
class File:
    """A picture or a document that goes with a message. `content` is empty where the provider fetches it (`id`)."""

    id: UUID
    media_type: str
    name: str
    content: bytes = b""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, and not only offered."""
        return self.media_type.startswith("image/")


class Outgoing(NamedTuple):
    """One thing to hand over to a provider, already in the recipient's language.

    `to` is the address's value (E.164, Telegram chat id). `options` are (key, label) pairs, shown as buttons or as
    numbered lines. After `expires_at` the provider must not deliver it any more.
    """

    delivery_id: UUID
    to: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    expires_at: datetime | None = None
    ask_phone: bool = False
    heard_at: datetime | None = None
    """When this person last wrote on this channel; looked up for WhatsApp alone, which has its 24 hours."""
    file: File | None = None
    language: str = "en"
    kind: str = "chat"
    """What kind of delivery it is (`messages.rules.LANE_OF`)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took it, under this id of theirs."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The provider did not take it. `permanent`: this address will not take it later either. `elsewhere`: it will not
    take this message, and is as good as ever for the next one: said on the next address at once. `file`: it may be the
    file that was not taken; the words are said without it."""

    reason: str
    permanent: bool
    code: str = ""
    retry_after: float | None = None
    whole_channel: bool = False
    opted_out: bool = False
    moved_to: str | None = None
    elsewhere: bool = False
    file: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent, or not: a time-out after sending, a 5xx, an unreadable answer."""

    reason: str


Result = Sent | Failed | Unknown


class Inbound(NamedTuple):
    """Something said to us. `sender` is the address's value; `provider_id` makes a repeated delivery harmless.

    `button` is (delivery id as 32 hex digits, option key). `shared_phone` was handed over by Telegram's own
    "share my number" button and belongs to the sender. `language`, `name` and `start` are hints that Telegram gives.
    `unproven`: whoever speaks need not be who they seem, for a caller's number can be forged. `media`: they sent a photo,
    a voice note ("voice") or something else that is no text ("other"); `text` is then what they wrote under it.
    `place`: latitude and longitude in degrees, where they say they are; it is never kept with what was said. `moved`: nobody
    wrote this, the phone told where it is by now.
    """

    channel: str
    sender: str
    text: str
    provider_id: str
    at: datetime | None = None
    button: tuple[str, str] | None = None
    shared_phone: str | None = None
    language: str | None = None
    name: str | None = None
    start: str | None = None
    unproven: bool = False
    media: str | None = None
    place: tuple[float, float] | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider says became of a delivery. `status` is in the provider's words, the rest is what the channel
    makes of it: `rank` orders them (a later one is never undone by an earlier; 0: an unknown word), `delivered` and
    `failure` say how it ended, if it did.
    """

    channel: str
    provider_id: str
    status: str
    code: str = ""
    delivery_id: UUID | None = None
    at: datetime | None = None
    rank: int = 0
    delivered: bool = False
    failure: Failed | None = None
