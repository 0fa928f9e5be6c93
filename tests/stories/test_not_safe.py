"""A contact says that the user is not okay: that is about the user, ends nothing, and is no call for help of their own."""

from __future__ import annotations

import pytest

from tests.stories.processes import scalar
from tests.stories.world import World
from wellcheck.escalations import Escalation
from wellcheck.people import Person

WORDS = (
    "she is not safe",
    "He's not okay",
    "They aren't okay!",
    "No. She is not fine.",
    "Ada is not ok",
    "my mother fell and needs an ambulance",
    "I am with her, she is very ill",
    "yes she is not ok",
)


async def alarmed(world: World) -> Person:
    """Ada did not answer, and Bob was told."""
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.hears("Ada has not answered a check-in")
    return ada


@pytest.mark.parametrize("words", WORDS)
async def test_the_alarm_goes_on_and_nobody_is_alarmed_about_the_contact(world: World, words: str) -> None:
    ada = await alarmed(world)
    await world.bob.says(words)
    assert [(each.user_id, each.status) for each in await Escalation.all()] == [(ada.id, "running")]
    await world.bob.hears(
        "If Ada is in danger, please call the emergency number now.", "1 = I am on it", "2 = I cannot"
    )
    assert await world.ada.count("Bob is coming") == 0
    await world.wait(minutes=5)
    await world.cara.hears("Ada has not answered a check-in")
    await world.bob.says("1")
    assert (await Escalation.get(user_id=ada.id)).status == "acknowledged"


@pytest.mark.parametrize("words", ["She is not okay", "not okay"])
async def test_whoever_took_over_and_finds_them_unwell_has_not_ended_it(world: World, words: str) -> None:
    ada = await alarmed(world)
    await world.bob.says("1")
    await world.bob.says(words)
    assert [(each.user_id, each.status) for each in await Escalation.all()] == [(ada.id, "acknowledged")]
    await world.bob.hears("If Ada is in danger, please call the emergency number now.", "1 = They are safe")
    assert await world.cara.count("safe") == 0
    await world.wait(minutes=25.1)
    await world.wait(minutes=5.1)
    assert (await Escalation.get(user_id=ada.id)).status == "running"
    assert await scalar("SELECT count(*) FROM timeline WHERE what = 'not_safe'") == 1


@pytest.mark.parametrize("words", ["I am not okay", "I fell", "she is hurt and I am hurt too", "not okay", "SOS"])
async def test_a_contact_who_is_in_need_themselves_is_believed(world: World, words: str) -> None:
    ada = await alarmed(world)
    await world.bob.says(words)
    assert await Escalation.filter(user_id=ada.id).count() == 1
    assert await Escalation.exclude(user_id=ada.id).count() == 1


async def test_in_spanish_the_verb_says_who_is_meant(world: World) -> None:
    ada = await alarmed(world)
    bob = (await Escalation.get(user_id=ada.id)).plan[0]["person"]
    await Person.filter(id=bob).update(language="es")
    await world.bob.says("Ada no está bien")
    await world.bob.says("se ha caído y necesita ayuda")
    assert await Escalation.exclude(user_id=ada.id).count() == 0
    await world.bob.says("me he caído, necesito ayuda")
    assert await Escalation.exclude(user_id=ada.id).count() == 1
