"""From silence to somebody who looks after her: the main job, end to end."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.world import World
from wellcheck import db, events
from wellcheck.escalations import Escalation


async def test_silence_is_asked_again_then_the_contacts_are_told_in_order_until_one_takes_over(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=2, wait=60)
    await world.until_asked(ada)
    assert "Are you okay?" in await world.ada.last()
    await world.wait(hours=1)
    assert "not heard from you" in await world.ada.last()
    await world.wait(hours=1)
    assert await world.bob.count("has not answered") == 0
    await world.wait(hours=1)
    await world.bob.hears("Ada has not answered a check-in", "1 = I am on it")
    await world.ada.hears("we told Bob")
    assert await world.cara.count("has not answered") == 0
    await world.wait(minutes=5)
    await world.cara.hears("Ada has not answered a check-in")
    await world.cara.says("1")
    assert "You are looking after Ada now" in " ".join(await world.cara.received())
    await world.ada.hears("Cara is coming to check on you")
    await world.bob.hears("Cara is looking after Ada now")
    await world.ada.says("I'm okay")
    await world.bob.hears("All clear", "Ada")
    await world.cara.hears("All clear", "Ada")
    probe = await world.probe(ada)
    assert (probe.status, probe.late_ok_at is not None) == ("unavailable", True)
    assert (await Escalation.get(user_id=ada.id)).status == "resolved"


async def test_an_answer_in_time_tells_nobody(world: World) -> None:
    ada = await world.person("Ada")
    await world.until_asked(ada)
    await world.ada.says("Y")
    await world.ada.hears("👍")
    assert (await world.probe(ada)).status == "good"
    before = await world.bob.received()
    await world.wait(hours=6)
    assert await world.bob.received() == before


async def test_a_no_tells_the_contact_at_once(world: World) -> None:
    ada = await world.person("Ada")
    await world.until_asked(ada)
    await world.ada.says("2")
    await world.ada.hears("telling your contacts right now")
    await world.bob.hears("Ada answered that they are not okay")
    assert (await world.probe(ada)).status == "bad"


async def test_nobody_acts_so_it_goes_on_and_the_operators_are_told(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    assert await world.bob.count("has not answered") == 1
    await world.wait(minutes=10.1)
    await world.wait(minutes=10.1)
    assert await world.bob.count("has not answered") == 3
    assert (await Escalation.get(user_id=ada.id)).status == "exhausted"
    row = await db.one("SELECT count(*) AS n FROM timeline WHERE what = 'operators_told'")
    assert row is not None and row["n"] >= 1
    await world.wait(hours=1.01)
    assert await world.bob.count("has not answered") == 4


async def test_who_took_over_and_is_not_heard_of_again_is_asked_and_the_others_are_told(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("on it")
    await world.wait(minutes=25.1)
    await world.bob.hears("Did you reach Ada?")
    await world.wait(minutes=4)
    assert await world.cara.count("has not answered") == 0
    await world.wait(minutes=1.2)
    await world.bob.hears("have not heard from you about Ada")
    await world.cara.hears("Ada has not answered")


async def test_i_cannot_brings_the_next_one_at_once(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("2")
    await world.cara.hears("Ada has not answered")


async def test_tomorrow_is_asked_as_always_after_an_alarm(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    await world.bob.says("safe")
    watch = await events.watch_of(ada, world.now)
    assert watch.settings.active
    assert watch.event.due_at is not None and watch.event.due_at - world.now < timedelta(days=1)
    await world.until_asked(ada)
    assert await world.ada.count("Are you okay?") == 2
