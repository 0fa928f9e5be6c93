"""People who talk to us through `bot.hear`, with what we say to them: no provider, no process, a real database."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bot.hear import Heard, hear
from wellcheck import db, people
from wellcheck.channels import sms
from wellcheck.crypto import vault
from wellcheck.messages import Delivery, Inbound, Outgoing
from wellcheck.people import Address, Person

MONDAY = datetime(2026, 4, 6, 13, 5, tzinfo=UTC)
"""A Monday in summer time: 14:05 in London."""

ids = itertools.count(1)


@dataclass(frozen=True)
class Said:
    """One message of ours: its text, the labels under it, and the delivery (None: answered inline)."""

    text: str
    options: tuple[tuple[str, str], ...] = ()
    id: UUID | None = None
    ask_phone: bool = False


class Talk:
    """The clock of a test, and all that was said."""

    def __init__(self, url: str, now: datetime = MONDAY) -> None:
        self.url, self.now = url, now

    def phone(self, number: str) -> Phone:
        """Somebody with a text message phone."""
        return Phone(self, "sms", number)

    def telegram(self, id: str, **hints: str) -> Phone:
        """Somebody on Telegram; `hints`: language, name."""
        return Phone(self, "telegram", id, hints)

    async def hear(self, *inbounds: Inbound) -> list[Heard]:
        """One batch, five seconds after the last one. What was due until then has left."""
        await db.run(
            "UPDATE deliveries SET state = 'sent', sent_at = $1 WHERE state = 'pending' AND options IS NOT NULL"
            " AND due_at <= $1",
            self.now,
        )
        self.now += timedelta(seconds=5)
        return await hear(list(inbounds), self.now)


class Phone:
    """One channel of one person. `said` is what we said last, `all` what we said since the beginning."""

    def __init__(self, talk: Talk, channel: str, value: str, hints: dict[str, str] | None = None) -> None:
        self.talk, self.channel, self.value, self.hints = talk, channel, value, hints or {}
        self.said: list[Said] = []
        self.all: list[Said] = []
        self._read: set[UUID] = set()

    def inbound(self, text: str = "", **more: Any) -> Inbound:
        """What this phone would send."""
        return Inbound(self.channel, self.value, text, str(next(ids)), **self.hints, **more)

    async def says(self, text: str = "", **more: Any) -> str:
        """Write something; the answers, joined."""
        return await self.heard(await self.talk.hear(self.inbound(text, **more)))

    async def heard(self, heard: list[Heard]) -> str:
        """What we said to that: inline, and by the outbox."""
        inline = [Said(text) for one in heard for text in one.texts]
        self.said = inline + await self.outbox()
        self.all += self.said
        return "\n".join(said.text for said in self.said)

    async def outbox(self) -> list[Said]:
        """What was written for this phone and was not looked at yet."""
        address = await people.find_address(self.channel, self.value)
        if address is None:
            return []
        fresh = []
        for row in await Delivery.filter(address_id=address.id).order_by("id"):
            if row.id in self._read or row.kind == "edit" or (row.due_at is not None and row.due_at > self.talk.now):
                continue
            self._read.add(row.id)
            text = vault().open(bytes(row.text_sealed), "deliveries.text", row.id)
            options = tuple((k, v) for k, v in row.options or ())
            if self.channel == "sms":
                text = sms.compose(Outgoing(row.id, self.value, text, options, row.expires_at))
            fresh.append(Said(text, options, row.id, row.ask_phone))
        return fresh

    async def hears(self) -> str:
        """Read what came by itself."""
        self.said = await self.outbox()
        self.all += self.said
        return "\n".join(said.text for said in self.said)

    async def taps(self, label: str, among: list[Said] | None = None) -> str:
        """Tap the newest button with this label."""
        for said in reversed(among if among is not None else self.all):
            for key, shown in said.options:
                if shown == label:
                    assert said.id is not None
                    return await self.says(button=(said.id.hex, key))
        raise AssertionError(f"no button {label!r} among {self.all}")

    async def opens(self, link: str) -> str:
        """Open a deep link."""
        return await self.says("/start", start=link.partition("?start=")[2])

    def links(self) -> list[str]:
        """The links we sent."""
        return re.findall(r"https://t\.me/\S+", "\n".join(said.text for said in self.all))

    async def person(self) -> Person:
        """Who this is to us."""
        address: Address | None = await people.find_address(self.channel, self.value)
        assert address is not None
        return await people.get(address.person_id)


async def count(table: str) -> int:
    """How many rows a table has."""
    row = await db.one(f"SELECT count(*) AS n FROM {table}")
    assert row is not None
    return int(row["n"])
