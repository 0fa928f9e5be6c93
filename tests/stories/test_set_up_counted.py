"""Set-up in at most eight turns and ninety seconds on every channel: name, language, zone, time, and one contact.

A turn is one message, tap, key press or sentence of the person. The time is counted by a model, and not by a clock: what we
say is read, or heard; what they say is typed, or spoken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from tests.stories.processes import eventually
from tests.stories.sides import Side
from tests.stories.world import World
from wellcheck import events
from wellcheck.people import Address, Contact, Person
from wellcheck.probes import ProbeSettings

MOST_TURNS, MOST_SECONDS = 8, 90

READ = 238 / 60
"""Words a second when reading silently (Brysbaert 2019: 238 words a minute)."""

HEARD = 180 / 60
"""Words a second of a synthetic voice, as in the sandbox."""

SPOKEN = 150 / 60
"""Words a second somebody says."""

TYPED = 36 * 5 / 60
"""Characters a second typed on a phone (Palin and others 2019: 36 words of five characters a minute)."""

TAP, DIGIT = 1.1, 0.6
"""Seconds of a tap or of one key, and of each further digit of a number that is known (after Card, Moran and Newell)."""

RINGS = 6
"""Seconds until a call back has rung and was taken."""


@dataclass
class Counted:
    """Somebody who signs up, with their turns and seconds counted."""

    side: Side
    turns: int = 0
    seconds: float = 0.0

    KEYS: ClassVar[set[str]] = set("0123456789*#")

    async def says(self, words: str) -> None:
        """One turn: write it, speak it, or press the keys."""
        if not self.side.spoken:
            self.turn(TAP if len(words) == 1 else len(words) / TYPED + TAP)
        else:
            keys = set(words) <= self.KEYS
            self.takes_in(words[0] if keys and words.strip("#") in "12" else "")
            self.turn(TAP + DIGIT * (len(words) - 1) if keys else len(words.split()) / SPOKEN)
        await self.side.says(words)
        if not self.side.spoken:
            self.takes_in()

    async def chooses(self, number: int) -> None:
        """One turn: a tap, or a digit."""
        if self.side.spoken:
            return await self.says(str(number))
        self.turn(TAP)
        await self.side.chooses(number)
        self.takes_in()

    def turn(self, seconds: float) -> None:
        """They did something."""
        self.turns += 1
        self.seconds += seconds

    def takes_in(self, key: str = "") -> None:
        """They read all that was said, or heard it before they act: up to the key they press, which breaks in, or to the
        end of the question. A call says a message's keys once more: that is for who has not pressed one by then."""
        texts = [text for text in self.side.said if not (self.side.spoken and "Press star" in text)]
        said = " ".join(texts)
        if self.side.spoken:
            at = said.find(f"Press {key or 1} ")
            said = said[: said.find(".", at) if key else at] if at >= 0 else said
        self.seconds += len(said.split()) / (HEARD if self.side.spoken else READ)


async def begins(world: World, channel: str) -> Counted:
    """Ada says hello, or calls us and is called back."""
    counted = Counted(Side(world, "Ada", channel))
    if channel != "voice":
        await counted.says("/start" if channel == "telegram" else "hello")
        return counted
    phone = counted.side.phone
    await phone.dials()

    async def all_said() -> bool:  # on a busy machine the second part comes after the first could be looked at
        return any("Press 1" in text for text in await phone.received())

    await eventually(all_said)
    counted.side.said = await phone.received()
    await counted.says("1")
    await world.wait(minutes=0.1)
    [asked] = [text for text in counted.side.said if "hang up now." in text]  # and not what was counted before
    counted.side.said = [asked.partition("now.")[0]]  # "Please hang up now.": they do
    counted.takes_in()
    counted.seconds += RINGS
    before = len(await phone.received())
    await phone.picks_up()
    counted.side.said = (await phone.received())[before:]
    return counted


async def is_set_up(world: World) -> Person:
    """Ada is known with all five things, and is asked from tomorrow on."""
    contact = await Contact.first()
    assert contact is not None and contact.first_name == "Bob"
    person = await Person.get(id=contact.user_id)
    assert (person.first_name, person.language) == ("Ada", "en")
    assert (await ProbeSettings.get(person_id=person.id)).active
    event = await events.Event.get(owner_id=person.id, name=events.CHECK_IN)
    assert event.due_at is not None
    await world.bob.hears("Ada uses Wellcheck")
    return person


TYPING = ("telegram", "sms", "whatsapp")


@pytest.mark.parametrize(
    ("channel", "case"),
    [(channel, case) for channel in (*TYPING, "voice") for case in ("usual", "no hint")]
    + [(channel, "own times") for channel in TYPING],  # in a call one key more says that they were understood
)
async def test_set_up_takes_eight_turns_and_ninety_seconds(world: World, channel: str, case: str) -> None:
    ada = await begins(world, channel)
    if channel != "telegram":
        await ada.chooses(1)  # English, which Telegram has told
    if channel == "telegram":
        await ada.chooses(1)  # "Shall we call you Ada?"
        if case != "no hint":
            await ada.side.phone.shares_number()
            ada.turn(TAP)
        else:
            await ada.says("Later")  # nothing says where she is
    else:
        await ada.says("Ada")
    if case != "no hint":
        await ada.chooses(1)  # her number says the zone
    elif channel == "telegram":
        await ada.says("London")
    else:
        await ada.says("Lisbon")  # it is not the zone of her number
    await ada.says("Bob")
    await ada.says("07700900002#" if channel == "voice" else "+447700900002")
    if channel == "voice":
        await ada.chooses(1)  # the number was read back
    if case == "own times":
        await ada.says("weekdays at 8:30")
        await ada.side.hears("The next times are")
    await ada.says("1#" if channel == "voice" else "1")  # the times that are suggested, or those that were understood
    await ada.side.hears("Your times are saved")
    assert channel != "voice" or not await ada.side.phone.count("link")  # which nobody could write down
    person = await is_set_up(world)
    assert person.zone == ("Europe/Lisbon" if case == "no hint" and channel != "telegram" else "Europe/London")
    assert ada.turns <= MOST_TURNS, ada.turns
    assert ada.seconds <= MOST_SECONDS, ada.seconds
    address = await Address.get(person_id=person.id, channel=channel)
    assert address.verified_at is not None


@pytest.mark.parametrize(("first", "then"), [("sms", "whatsapp"), ("whatsapp", "voice"), ("telegram", "sms")])
async def test_set_up_goes_on_elsewhere_after_a_restart(world: World, first: str, then: str) -> None:
    ada = await begins(world, first)
    if first == "telegram":
        await ada.chooses(1)
        await ada.side.phone.shares_number()
    else:
        await ada.chooses(1)
        await ada.says("Ada")
    await ada.side.hears("Is that your time?")
    other = Side(world, "Ada", then)
    async with world.outage(timedelta(minutes=5)):
        if then == "voice":
            await other.phone.dials()
            await other.phone.presses("1")
            await world.wait(minutes=0.1)
            await other.phone.picks_up()
            await other.phone.presses("1")
            await other.hears("Is that your time?")
        await other.says("1")
        await other.hears("Who should we tell when you do not answer?")
    assert await Person.all().count() == 1
