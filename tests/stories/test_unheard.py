"""A fault of ours keeps us from handling what somebody said: operators are told, and nobody is forgotten for it."""

from __future__ import annotations

import asyncio

from tests.stories.processes import scalar
from tests.stories.world import World
from wellcheck import db, people
from wellcheck.escalations import Escalation

BROKEN = "ALTER TABLE escalations ADD CONSTRAINT broken CHECK (reason NOT IN ('bad', 'panic'))"
"""From then on a call for help is a write that the database refuses, again and again."""


async def failures() -> int:
    return int(await scalar("SELECT max(failures) FROM inbound"))


async def test_what_cannot_be_handled_is_told_to_operators_once_and_asked_about_plainly(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", retries=3, wait=60)
    await world.until_asked(ada)
    await db.run(BROKEN)
    await world.ada.says("no, I fell")
    await world.ada.hears("something went wrong on our side")
    await world.wait(minutes=0.2)
    assert await scalar("SELECT count(*) FROM deliveries WHERE kind = 'operator'") == 0
    await world.wait(minutes=0.4, times=2)
    assert await failures() >= 3
    assert await world.olga.count("Something that was said to Wellcheck cannot be handled") == 1
    assert await world.ada.count("are you okay, or do you need help?") == 0
    await world.wait(minutes=1, times=2)
    assert await world.ada.count("are you okay, or do you need help?") == 1
    await world.olga.hears("Wellcheck has a fault while checking on Ada. Please make sure they are okay.")
    assert await Escalation.all().count() == 0
    await world.wait(minutes=5.2)  # not an hour, and three times an hour
    await world.bob.hears("Ada has not answered a check-in. Please make sure they are okay.")
    await world.wait(minutes=30, times=3)
    assert await world.olga.count("cannot be handled") == 1
    assert await world.olga.count("while checking on Ada") == 1
    await db.run("ALTER TABLE escalations DROP CONSTRAINT broken")
    await world.wait(minutes=6)
    assert (await Escalation.get(user_id=ada.id)).reason == "panic"  # and it is heard in the end
    await world.bob.hears("asked for help")


async def test_whoever_answers_the_plain_question_is_believed(world: World) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await world.until_asked(ada)
    await db.run(BROKEN)
    await world.ada.says("no, I fell")
    await world.wait(minutes=1, times=4)
    await world.ada.hears("are you okay, or do you need help?")
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"
    await world.wait(minutes=10)
    assert await Escalation.all().count() == 0


async def test_out_of_the_blue_they_are_asked_as_well(world: World) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await db.run(BROKEN)
    await world.ada.says("SOS")
    await world.wait(minutes=1, times=4)
    await world.ada.hears("are you okay, or do you need help?")
    await world.wait(minutes=5.1)
    assert (await Escalation.get(user_id=ada.id)).reason == "unavailable"


async def test_whoever_has_nobody_to_be_told_is_told_of_the_fault(world: World) -> None:
    await world.person("Ada", retries=3, wait=60)
    await db.run(BROKEN)
    await world.bob.says("SOS")
    await world.wait(minutes=1, times=4)
    await world.bob.hears("We could not handle your last message, because of a fault on our side.")
    await world.wait(minutes=30)
    assert await Escalation.all().count() == 0


async def on_telegram(world: World) -> tuple[people.Person, people.Person]:
    """Ada and Bob, who talk to us on Telegram."""
    for phone in (world.ada, world.bob):
        await phone.telegram.says("/start")  # until then Telegram lets no bot write to them
    await people.Address.filter(channel="telegram").delete()
    await db.run("DELETE FROM inbound")
    ada = await world.person("Ada", channel="telegram")
    bob = await people.Person.get(id=(await people.Contact.get(user_id=ada.id)).person_id)
    await people.add_address(bob.id, "telegram", "7002", world.now, verified_how="test")
    return ada, bob


async def pong(world: World) -> None:
    """Bob is answered, although Ada's message came before his."""
    await world.bob.telegram.says("ping")
    async with asyncio.timeout(20):
        while not await world.bob.telegram.count("PONG!"):
            await world.settle()


async def test_an_update_that_makes_its_batch_fail_is_set_aside_and_the_others_are_heard(world: World) -> None:
    ada, _ = await on_telegram(world)
    await db.run(f"ALTER TABLE inbound ADD CONSTRAINT broken CHECK (state <> 'handled' OR person_id <> '{ada.id}')")
    await world.ada.telegram.says("ping")
    await pong(world)
    assert await scalar("SELECT state FROM inbound WHERE sender = $1", people.blind("telegram", "7001")) == "failed"
    assert await world.ada.telegram.count("PONG!") == 0
    await db.run("ALTER TABLE inbound DROP CONSTRAINT broken")
    await world.wait(minutes=1)
    await world.ada.telegram.hears("PONG!")


async def test_an_update_that_cannot_even_be_kept_holds_up_nobody_and_is_told(world: World) -> None:
    await world.operator()
    await on_telegram(world)
    sender = people.blind("telegram", "7001").hex()
    await db.run(rf"ALTER TABLE inbound ADD CONSTRAINT broken CHECK (sender <> '\x{sender}'::bytea)")
    await world.ada.telegram.says("ping")
    await pong(world)
    await world.olga.hears("Something that was said to Wellcheck cannot be handled")
