"""One bad row holds up nobody, one slow provider holds up nobody else, and alarms overtake."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from tests.stories.processes import scalar
from tests.stories.world import World
from wellcheck import db, due, events, messages, people, probes, recurrence
from wellcheck.i18n import join
from wellcheck.messages import Telling, tell
from wellcheck.recurrence import Cron


async def many(world: World, n: int, channel: str = "telegram") -> list[people.Person]:
    """So many watched people with an event that is due now."""
    made = []
    async with db.transaction():
        for number in range(n):
            person = await people.create(f"P{number}", None, "en", "UTC", world.now)
            value = str(7001) if number == 0 and channel == "telegram" else f"+4477009001{number:02d}"
            await people.add_address(
                person.id, channel if number == 0 else "sms", value, world.now, verified_how="test"
            )
            await probes.settings_of(person.id, world.now)
            await events.Event.create(
                id=db.new_id(), owner_id=person.id, name="check-in", action="probe", zone="UTC", status="active",
                schedule=recurrence.key(Cron(("0 9 * * *",))), due_at=world.now, slot="now",
                created_at=world.now, updated_at=world.now,
            )  # fmt: skip
            made.append(person)
    return made


async def test_a_rule_that_cannot_be_followed_is_set_aside_and_the_others_are_asked(world_of_one: World) -> None:
    world = world_of_one
    made = await many(world, 30)
    bad = made[17]
    await db.run('UPDATE events SET schedule = \'{"type": "moon"}\' WHERE owner_id = $1', bad.id)
    await world.settle()
    assert await scalar("SELECT count(*) FROM probes") == 29
    assert await scalar("SELECT failures FROM events WHERE owner_id = $1", bad.id) >= 1
    for _ in range(due.PATIENCE):
        await world.wait(minutes=6)
    assert await scalar("SELECT count(*) FROM timeline WHERE what = 'operators_told'") >= 1
    assert await scalar("SELECT due_at FROM events WHERE owner_id = $1", bad.id) > world.now
    text = await scalar("SELECT count(*) FROM deliveries WHERE person_id = $1 AND kind = 'notice'", bad.id)
    assert text >= 1  # its owner is told, too


async def test_a_slow_text_message_provider_does_not_delay_telegram(world_of_one: World) -> None:
    world = world_of_one
    await world.sandbox_post("/phones/ada/say", text="/start", channel="telegram")
    made = await many(world, 40)
    await world.fault(provider="twilio", method="create", kind="delay", seconds=3)
    began = time.monotonic()
    await events.run_due(world.now)
    for sender in world.engine.senders.values():
        sender.wake()
    while not await scalar("SELECT 1 FROM deliveries WHERE person_id = $1 AND state = 'sent'", made[0].id):
        await asyncio.sleep(0.02)
        assert time.monotonic() - began < 2.5, "Telegram waited for the text messages"


async def test_an_alarm_overtakes_what_waits_at_a_provider_with_a_quota(world_of_one: World) -> None:
    world = world_of_one
    made = await many(world, 30)
    for (channel, _), sender in world.engine.senders.items():
        if channel == "sms":
            sender._per_second, sender._batch = 5.0, 5
    await events.run_due(world.now)
    for sender in world.engine.senders.values():
        sender.wake()
    await asyncio.sleep(0.5)
    began = time.monotonic()
    async with db.transaction():
        alarm = await tell(Telling(made[5].id, "fire", "alarm", None), world.now)  # type: ignore[arg-type]
    while await scalar("SELECT state FROM deliveries WHERE id = $1", alarm) != "sent":
        await asyncio.sleep(0.02)
        assert time.monotonic() - began < 2, "the alarm waited behind routine messages"
    assert await scalar("SELECT count(*) FROM deliveries WHERE kind = 'ask' AND state = 'pending'") > 0


async def test_a_deadlock_is_tried_again(world_of_one: World) -> None:
    world = world_of_one
    one, other = (await many(world, 2))[:2]

    async def lock(first: people.Person, second: people.Person) -> bool:
        async def decide() -> bool:
            async with db.transaction():
                await db.run("UPDATE persons SET zone = zone WHERE id = $1", first.id)
                await asyncio.sleep(0.2)
                await db.run("UPDATE persons SET zone = zone WHERE id = $1", second.id)
                return True

        return await db.again_on_conflict(decide)

    assert await asyncio.gather(lock(one, other), lock(other, one)) == [True, True]


async def test_what_is_over_goes_after_its_time_and_the_rest_stays(world_of_one: World) -> None:
    world = world_of_one
    ada = await world.person("Ada")
    await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=5)), world.now)
    await world.settle()
    keep = timedelta(days=90)
    assert await messages.prune(world.now, keep) == 0
    assert await messages.prune(world.now + timedelta(days=91), keep) >= 1
    assert await scalar("SELECT count(*) FROM deliveries") == 0
    assert await scalar("SELECT count(*) FROM attempts") == 0
    assert await scalar("SELECT count(*) FROM probes") == 1


async def test_what_one_person_is_sent_arrives_in_the_order_it_was_written(world_of_one: World) -> None:
    """The provider is slow with the first and fast with the others; a question must not overtake what it follows on."""
    world = world_of_one
    ada = await world.person("Ada")
    await world.ada.received()
    await world.fault(provider="twilio", method="create", kind="delay", seconds=1, times=1)
    words = ["First.", "Second.", "Third."]
    async with db.transaction():
        for text in words:
            await tell(Telling(ada.id, join([text]), "notice"), world.now)
    await world.settle()
    assert [text for text in await world.ada.received() if text in words] == words
