"""What people in stories can do with a ringing phone."""

from __future__ import annotations

import pytest
from aiohttp import BasicAuth

from tests.stories.world import NUMBERS, World

ASK = "<Response><Gather numDigits='1' timeout='10'><Say>Are you okay?</Say><Pause/></Gather><Say>Goodbye.</Say></Response>"


async def call(world: World, name: str, **more: str) -> None:
    """Let Twilio call somebody, without the product."""
    config = world.config
    url = f"{config.twilio_api_base_url}/2010-04-01/Accounts/{config.twilio_account_sid}/Calls.json"
    form = {"To": NUMBERS[name], "From": config.twilio_from_number, "Twiml": ASK, "Timeout": "30"} | more
    basic = BasicAuth(config.twilio_account_sid, config.twilio_auth_tokens[0])
    async with world.http.post(url, data=form, auth=basic) as answer:
        assert answer.status == 201, await answer.text()
    await world.settle()


async def test_a_phone_rings_and_is_answered_or_not(world: World) -> None:
    with pytest.raises(AssertionError, match="does not ring"):
        await world.ada.rings()
    await call(world, "Ada")
    await world.ada.rings()
    await world.ada.picks_up()
    await world.ada.voice.hears("Are you okay?")
    await world.wait(minutes=0.2)
    await world.ada.voice.hears("Goodbye.")
    assert [c["status"] for c in await world.ada.calls()] == ["completed"]

    await call(world, "Bob")
    await world.wait(minutes=0.4)
    await world.bob.rings()
    await world.wait(minutes=0.2)
    assert [c["status"] for c in await world.bob.calls()] == ["no-answer"]
    world.bob.voicemail = True
    await call(world, "Bob", MachineDetection="Enable")
    await world.wait(minutes=1)
    (last,) = (await world.bob.calls())[1:]
    assert (last["answered_by"], last["status"]) == ("machine_start", "completed")
    world.bob.voicemail = False
    await call(world, "Bob")
    await world.bob.declines()
    await call(world, "Bob")
    await world.bob.picks_up()
    await world.bob.hangs_up()
    assert [c["status"] for c in await world.bob.calls()][2:] == ["busy", "completed"]
