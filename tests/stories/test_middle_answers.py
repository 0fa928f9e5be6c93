"""Neither yes nor no: "call me", a photo. We ask once more, and then whoever is told reads what was said."""

from __future__ import annotations

import pytest

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World


@pytest.mark.parametrize("channel", ["sms", "telegram"])
async def test_call_me_is_asked_about_once_and_then_travels(world: World, channel: str) -> None:
    ada = await world.person("Ada", retries=1, wait=60)
    if channel == "telegram":
        await also_on_telegram(world, ada, "Ada", first=True)
    phone = world.ada if channel == "sms" else world.ada.telegram
    await world.until_asked(ada)
    await phone.says("call me please")
    await phone.hears("We note that you would like a call")
    await world.bob.hears("Ada asks to be called.")
    await world.wait(minutes=61)
    await phone.hears("we have not heard from you yet")
    await world.wait(minutes=61)
    await phone.hears("we saw your message. Are you okay?")
    assert await world.bob.count("Ada has not answered") == 0
    await world.wait(minutes=16)
    await world.bob.hears("Ada has not answered", "At 09:00 they wrote", "call me please")
    await phone.hears("we told Bob")
    assert (await world.probe(ada)).status == "unavailable"


@pytest.mark.parametrize("channel", ["sms", "whatsapp", "telegram"])
async def test_a_photo_holds_the_alarm_and_an_ok_ends_it(world: World, channel: str) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    if channel == "telegram":
        await also_on_telegram(world, ada, "Ada", first=True)
    phone = {"sms": world.ada, "whatsapp": world.ada.whatsapp, "telegram": world.ada.telegram}[channel]
    await world.until_asked(ada)
    await phone.sends("photo")
    await phone.hears("Thank you, we received it")
    await world.wait(minutes=31)
    asked = world.ada if channel == "whatsapp" else phone  # her first address
    await asked.hears("we saw your message")
    await phone.says("1")
    await phone.hears("Good to know that you are okay")
    assert (await world.probe(ada)).status == "good"
    assert await world.bob.count("Ada has not answered") == 0


async def test_a_voice_note_is_told_to_the_contacts(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await also_on_telegram(world, ada, "Ada", first=True)
    await world.until_asked(ada)
    await world.ada.telegram.sends("voice")
    await world.wait(minutes=31)
    await world.wait(minutes=16)
    await world.bob.hears("Ada has not answered", "they sent a voice message")
