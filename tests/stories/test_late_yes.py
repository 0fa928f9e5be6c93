"""A yes that comes too late to be in time: everybody told is told so, and what happened stays what happened."""

from __future__ import annotations

from bot.hear import hear
from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck.escalations import Escalation
from wellcheck.messages import Inbound


async def test_a_late_yes_reaches_everybody_who_was_told_and_the_one_on_the_way(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1, times=2)
    await world.cara.says("1")
    await world.wait(minutes=10)
    await world.ada.says("yes, sorry, I was asleep")
    await world.ada.says("yes")
    await world.ada.hears("Good to hear from you, Ada. We tell everybody that you are okay.")
    for contact in (world.bob, world.cara):
        await contact.hears("All clear: Ada has answered and is okay. Thank you.")
    probe = await world.probe(ada)
    assert (probe.status, probe.reason) == ("unavailable", "unavailable")  # never rewritten
    assert probe.late_ok_at is not None
    escalation = await Escalation.get(user_id=ada.id)
    assert (escalation.status, escalation.outcome) == ("resolved", "all_clear")
    before = [len(await phone.received()) for phone in (world.ada, world.bob, world.cara)]
    await world.wait(hours=2)
    await world.ada.says("yes")
    assert [len(await phone.received()) for phone in (world.ada, world.bob, world.cara)] == before
    await world.until_asked(ada)
    assert await world.ada.count("this is Wellcheck. Are you okay?") == 2


async def test_a_late_yes_ends_what_nobody_took_over(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.wait(minutes=10.1, times=3)
    assert (await Escalation.get(user_id=ada.id)).status == "exhausted"
    await world.ada.says("I'm okay")
    await world.bob.hears("All clear")
    alarms = await world.bob.count("has not answered")
    await world.wait(hours=3)
    assert await world.bob.count("has not answered") == alarms


async def test_a_yes_tapped_under_the_old_question_is_a_late_yes(world: World) -> None:
    ada = await world.person("Ada", retries=1, wait=5)
    await also_on_telegram(world, ada, "Ada", first=True)
    await world.until_asked(ada)
    asked = (await world.ada.telegram.messages())[-1]
    await world.wait(minutes=5.1, times=2)
    await world.bob.hears("has not answered")
    # The buttons were taken away; a phone without a connection still had them when it was tapped.
    data = asked["buttons"][0][0]["callback_data"]
    assert data.endswith(":ok")
    assert (await world.ada.telegram.messages())[-1]["buttons"] == []
    delivery, _, key = data.partition(":")
    await hear([Inbound("telegram", "7001", "", "late-tap", button=(delivery, key))], world.now)
    await world.settle()
    await world.bob.hears("All clear: Ada has answered and is okay.")
    assert (await world.probe(ada)).status == "unavailable"


async def test_a_no_after_the_alarm_is_worse_news_and_is_told(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    await world.ada.says("I fell and can't get up")
    await world.bob.hears("Ada asked for help. Please reach out at once.")
    assert (await Escalation.get(user_id=ada.id)).status == "running"
