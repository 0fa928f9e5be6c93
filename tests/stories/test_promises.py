"""A contact is asked, may take their time, and is asked again twice a year."""

from __future__ import annotations

import pytest

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import people
from wellcheck.people import Contact


@pytest.mark.parametrize("channel", ["sms", "telegram"])
async def test_a_contact_takes_their_time_agrees_and_leaves_half_a_year_later(world: World, channel: str) -> None:
    ada = await world.person("Ada", consented=False, times="0 9 1 1 *")
    await world.bob.hears("Ada uses Wellcheck", "Not now")
    contact = await Contact.get(user_id=ada.id)
    bob = world.bob
    if channel == "telegram":
        await also_on_telegram(world, await people.get(contact.person_id), "Bob", first=True)
        bob = world.bob.telegram
    await world.wait(hours=24)
    await bob.hears("we asked you before")
    if channel == "telegram":
        await bob.taps("Not now")
    else:
        await bob.says("3")
    await bob.hears("We ask you again in a week")
    await world.ada.hears("Bob has not decided yet")
    await world.wait(hours=24 * 7)
    assert await bob.count("we asked you before") == 2
    await bob.says("1")
    await world.ada.hears("Bob agreed to be told")
    await world.wait(hours=24 * 182)
    await bob.hears("Do you still want to be told about Ada?")
    await bob.says("2")
    await bob.hears("We will not write to you about Ada")
    await world.ada.hears("Bob does not want to be told about you")
    await world.ada.hears("Nobody is left whom we could tell")
