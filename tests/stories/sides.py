"""A person on one channel: the same words, choices and questions, whether they are tapped, typed, pressed or spoken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.stories.world import NUMBERS, Phone, World
from wellcheck import db, people
from wellcheck.people import Person

CHANNELS = ("telegram", "sms", "whatsapp", "voice")
TELEGRAM = {"Ada": "7001", "Bob": "7002", "Cara": "7003"}
PIN = "4711"


@dataclass(slots=True)
class Side:
    """Somebody on a channel. In a call, digits are pressed and words are spoken."""

    world: World
    name: str
    channel: str
    said: list[str] = field(default_factory=list)
    """All that was said to them by the last thing they did."""

    @property
    def phone(self) -> Phone:
        """Their phone, on this channel."""
        return Phone(self.world, self.name, self.channel)

    @property
    def spoken(self) -> bool:
        """Whether they are called."""
        return self.channel == "voice"

    async def _new(self, before: int) -> str:
        self.said = (await self.phone.received())[before:]
        return "\n".join(self.said)

    async def says(self, words: str) -> str:
        """Write it, or say it into the phone: on a line of their own, begun with their PIN. What is said to it."""
        before = len(await self.phone.received())
        if not self.spoken:
            await self.phone.says(words)
        else:
            if not await self.on_the_line():
                await self.calls_us()
                before = len(await self.phone.received())
            if set(words) <= set("0123456789*#"):
                await self.phone.presses(words)
            else:
                await self.phone.speaks(words)
        return await self._new(before)

    async def chooses(self, number: int) -> str:
        """Choose an option of the newest question, from 1 on: a tap, a digit or a key."""
        if self.channel != "telegram":
            return await self.says(str(number))
        before = len(await self.phone.received())
        rows = next(m["buttons"] for m in reversed(await self.phone.messages()) if m["buttons"])
        await self.phone.taps([button["text"] for row in rows for button in row][number - 1])
        return await self._new(before)

    async def on_the_line(self) -> bool:
        """Whether they are in a call."""
        return any(call["status"] == "in-progress" for call in await self.phone.calls())

    async def calls_us(self) -> None:
        """Call us, and prove by the PIN who they are."""
        await self.phone.dials()
        await self.phone.presses(f"{PIN}#")

    async def leaves(self) -> None:
        """Put the phone down, if it is a call."""
        if self.spoken and await self.on_the_line():
            await self.phone.hangs_up()

    async def picks_up(self) -> None:
        """Take the call in which something is asked."""
        if self.spoken:
            await self.leaves()
            await self.phone.rings()
            await self.phone.picks_up()

    async def hears_the_call(self, part: str) -> None:
        """Take the call in which something is only said, and press that it was heard; elsewhere it stands there."""
        await self.picks_up()
        await self.hears(part)
        if self.spoken:
            await self.says("1")
            await self.leaves()

    async def lets_it_ring(self) -> None:
        """Do not take it."""
        if self.spoken and any(call["status"] == "ringing" for call in await self.phone.calls()):
            await self.phone.lets_it_ring()

    async def hears(self, *parts: str) -> str:
        """What holds these parts, among all that arrived here."""
        return await self.phone.hears(*parts)


async def only_on(world: World, person: Person, name: str, channel: str) -> Side:
    """This person is reached on that channel alone. On WhatsApp and Telegram their chat with us is open."""
    value = TELEGRAM[name] if channel == "telegram" else NUMBERS[name]
    async with db.transaction():
        await people.Address.filter(person_id=person.id).delete()
        await people.add_address(person.id, channel, value, world.now, verified_how="test")
        if channel == "voice":
            await people.choose_pin(person.id, PIN)
    side = Side(world, name, channel)
    if channel == "telegram":
        await side.phone.says("/ping")
    return side


async def ada_on(world: World, channel: str, **watch: Any) -> tuple[Person, Side]:
    """Ada, who is watched, and reached on this channel alone; Bob, by text message, agreed to be told."""
    ada = await world.person("Ada", **watch)
    return ada, await only_on(world, ada, "Ada", channel)
