"""A provider fails altogether: others are used at once, nobody waits for it, and operators hear of it once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import db, messages, people
from wellcheck.i18n import T
from wellcheck.messages import Delivery, Failed, Sent, Unknown, breakers
from wellcheck.people import Contact

UNPAID = Failed("our account is suspended", permanent=False, whole_channel=True)


async def tells(world: World, person_id: UUID, times: int = 1) -> list[Delivery]:
    """Something that can wait is said to somebody."""
    said = [messages.Telling(person_id, T("Hello"), "notice")] * times
    async with db.transaction():
        ids, _ = await messages.tell_many(said, world.now)
    await world.settle()
    return await Delivery.filter(id__in=ids)


async def to_operators(world: World) -> list[str]:
    """What operators were told, oldest first."""
    return [told.text for told in await Delivery.filter(kind="operator", follows_id=None).order_by("id")]


async def test_when_a_channel_fails_whoever_has_another_one_is_reached_there_and_nobody_waits(world: World) -> None:
    olga = await world.operator()
    await people.add_address(olga.id, "email", "olga@example.org", world.now, verified_how="test")
    ada = await world.person("Ada", contacts=("Bob",), retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    bob = (await Contact.get(user_id=ada.id)).person_id
    await world.fault(provider="twilio", method="create", kind="status", status=500, times=None)
    await tells(world, bob, times=2)
    assert await to_operators(world) == []  # a hiccup is none of their business
    await world.wait(minutes=0.2, times=3)
    assert breakers.down("sms") and not breakers.down("telegram")
    first = await to_operators(world)
    assert len(first) == 1 and first[0].startswith("sms does not work at present (HTTP 500)"), first
    await world.olga.mail.hears("sms does not work at present")  # her number is tried as well
    _, health = await world.call("GET", "/health")
    assert health["data"]["degraded"] == ["sms: its provider fails"]

    # What can wait goes to the other address, and Twilio is not asked; the next time it is, once.
    asked = await world.asked_provider("Ada")
    (said,) = await tells(world, ada.id)
    assert said.channel == "sms" and said.state == "failed" and "does not work" in str(said.error)
    await world.ada.telegram.hears("Hello")
    assert await world.asked_provider("Ada") == asked
    # A question does not wait for the outcome of the trial.
    await world.until_asked(ada)
    await world.ada.telegram.hears("Are you okay?")
    assert await world.asked_provider("Ada") == asked + 1
    # An alarm is tried, whatever we believe, where there is no other way.
    asked = await world.asked_provider("Bob")
    await world.ada.telegram.taps("I need help")
    assert await world.asked_provider("Bob") > asked

    await world.no_faults()
    await world.wait(minutes=1.1, times=2)
    await world.bob.hears("Ada")
    assert not breakers.down("sms") and await breakers.open_now() == []
    told = await to_operators(world)
    assert [text for text in told if text.startswith("sms ")] == [*first, "sms works again."], told
    (said,) = await tells(world, ada.id)
    assert (said.channel, said.state) == ("sms", "delivered")


async def test_a_breaker_opens_for_many_failures_in_a_row_and_closes_for_two_that_leave(world: World) -> None:
    async def after(*results: messages.Result, seconds: float = 0.0) -> bool:
        """Whether e-mail is taken for down once attempts ended like this, so much later."""
        nonlocal at
        at += timedelta(seconds=seconds)
        await breakers.count("email", [(result, at) for result in results], at)
        return breakers.down("email")

    await world.operator()
    at, bad, good = world.now, Unknown("TimeoutError"), Sent("1")
    assert not await after(bad, bad, bad, bad, bad, bad)  # many, but all at once
    assert not await after(good, seconds=20)
    assert not await after(bad, bad, bad, bad)
    assert not await after(good, bad, bad, seconds=20)  # some leave
    assert not await after(bad, bad, bad)
    assert not await after(bad, bad, seconds=700)  # that was long ago
    assert not await after(Failed("no such mailbox", permanent=True), Failed("spam", False, elsewhere=True), seconds=11)
    assert await after(bad, bad, bad)
    assert not await after(good)  # it is used again, and not trusted yet
    assert await after(bad)
    assert await after(good, bad)
    assert not await after(good)
    assert await breakers.open_now() == ["email"]
    assert not await after(good) and await breakers.open_now() == []
    assert await after(UNPAID)  # says it all
    told = [text.partition(" (")[0].partition(":")[0] for text in await to_operators(world)]
    assert told == [
        "email does not work at present", "email works again.", "No message leaves by email any more",
    ]  # fmt: skip


async def test_a_network_that_loses_what_its_provider_takes_is_taken_for_down_and_one_phone_that_is_off_is_not(
    world: World,
) -> None:
    await world.operator()
    at, phones = world.now, [UUID(int=n) for n in range(1, 40)]

    async def lost(*numbers: int, delivered: int = 0, seconds: float = 1.0) -> bool:
        """Whether texting is taken for down once receipts said this, so much later."""
        nonlocal at
        at += timedelta(seconds=seconds)
        await breakers.count_receipts("sms", delivered, {phones[n] for n in numbers}, at)
        return breakers.down("sms")

    assert not any([await lost(1) for _ in range(30)])  # one phone that is off, asked all evening
    assert not await lost(*range(2, 10), seconds=20)
    assert not await lost(delivered=1)
    assert not await lost(*range(1, 10))
    assert not await lost(10, 11)  # ten of them, but within a second
    assert await lost(12, seconds=10)
    assert await breakers.open_now() == ["sms"]
    assert await to_operators(world) == [
        "sms does not work at present (taken, but not delivered). Where we can we use other ways, and we tell you when it "
        "works again."
    ]
    await breakers.count("sms", [(Sent("1"), at)] * 5, at)  # that its provider takes it means nothing
    assert breakers.down("sms")
    assert not await lost(delivered=1)
    assert await lost(12)
    assert not await lost(delivered=2)
    assert await breakers.open_now() == []
    assert (await to_operators(world))[-1] == "sms works again."
    await breakers.count_receipts("voice", 0, set(phones), at)
    await breakers.count_receipts("voice", 0, set(phones), at + timedelta(seconds=60))
    assert not breakers.down("voice")  # nobody at home is no fault of the telephone network
