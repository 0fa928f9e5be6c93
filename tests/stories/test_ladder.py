"""One question, several addresses: each has its time, a dead one gives way at once, and one answer ends them all."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.processes import eventually
from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import db, messages, people, probes, runtime
from wellcheck.i18n import T
from wellcheck.messages import Delivery
from wellcheck.people import Person


async def with_a_ladder(world: World, wait: int | None = None, *, first: str = "telegram", retries: int = 0) -> Person:
    """Ada on Telegram and by text message, `first` before the other, which follows after `wait` seconds."""
    ada = await world.person("Ada", retries=retries, wait=60)
    await also_on_telegram(world, ada, "Ada")
    listed = sorted(await people.addresses(ada.id), key=lambda address: address.channel != first)
    await people.arrange(ada.id, [(listed[0].id, None), (listed[1].id, wait)])
    return ada


async def test_who_does_not_answer_on_telegram_is_asked_by_text_message_after_the_wait_they_chose(world: World) -> None:
    ada = await with_a_ladder(world, 600)
    await world.until_asked(ada)
    await world.ada.telegram.hears("this is Wellcheck. Are you okay?")
    await world.wait(minutes=9.9)
    assert await world.ada.count("Are you okay?") == 0
    await world.wait(minutes=0.2)
    assert await world.ada.count("Are you okay?") == 1
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"
    assert await Delivery.filter(kind="ask").count() == 2


async def test_whoever_answers_on_the_first_address_is_not_asked_on_the_second(world: World) -> None:
    ada = await with_a_ladder(world)
    await world.until_asked(ada)
    await world.ada.telegram.taps("I'm okay")
    assert (await world.probe(ada)).status == "good"
    await world.wait(minutes=70)
    assert await world.ada.count("Are you okay?") == 0
    states = {ask.channel: ask.state for ask in await Delivery.filter(kind="ask")}
    assert states == {"telegram": "sent", "sms": "withdrawn"}


async def test_a_later_address_does_not_put_off_the_alarm(world: World) -> None:
    ada = await with_a_ladder(world, 1800)
    await world.until_asked(ada)
    await world.wait(minutes=59.9)
    assert await world.bob.count("Ada has not answered") == 0
    await world.wait(minutes=0.2)
    await world.bob.hears("Ada has not answered a check-in")


async def test_who_blocked_us_is_asked_on_the_next_address_at_once_and_only_once(world: World) -> None:
    ada = await with_a_ladder(world, 1800)
    await world.ada.telegram.blocks()
    await world.until_asked(ada)
    assert await world.ada.count("Are you okay?") == 1
    first, second = await Delivery.filter(kind="ask").order_by("id")
    assert first.sent_at is None and second.sent_at is not None
    assert second.sent_at - second.created_at < timedelta(seconds=30)
    await world.wait(minutes=31)
    assert await world.ada.count("Are you okay?") == 1
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"


async def test_an_undelivered_text_message_brings_the_next_address_forward(world: World) -> None:
    ada = await with_a_ladder(world, 1800, first="sms")
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30003, phone="ada")
    await world.until_asked(ada)
    assert await world.ada.telegram.count("Are you okay?") == 1
    assert await Delivery.filter(kind="ask").count() == 2
    await world.wait(minutes=31)
    assert await world.ada.telegram.count("Are you okay?") == 1


async def test_a_follow_up_climbs_the_whole_ladder_again(world: World) -> None:
    ada = await with_a_ladder(world, 600, retries=1)
    await world.until_asked(ada)
    await world.wait(minutes=60.1)
    assert await world.ada.telegram.count("we have not heard from you yet") == 1
    assert await world.ada.count("we have not heard from you yet") == 0
    await world.wait(minutes=10.1)
    assert await world.ada.count("we have not heard from you yet") == 1
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"


async def test_the_words_that_settle_it_drop_what_waits_for_its_time_on_every_address(world: World) -> None:
    ada = await with_a_ladder(world)
    await world.until_asked(ada)
    await world.ada.telegram.taps("I need help")
    await world.bob.hears("Ada")
    await world.wait(minutes=6)
    assert await world.ada.count("Are you okay?") == 0


async def test_a_rehearsal_takes_one_address_alone(world: World) -> None:
    ada = await with_a_ladder(world)
    await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=30), "rehearsal"), world.now)
    await world.settle()
    assert [ask.channel for ask in await Delivery.filter(kind="ask")] == ["telegram"]


async def test_a_question_that_arrives_after_the_answer_loses_its_buttons(world: World) -> None:
    """Telegram takes its time over the question; meanwhile Ada, who was asked by text message first, has answered."""
    ada = await with_a_ladder(world, 300, first="sms")
    await world.until_asked(ada)
    await world.fault(provider="telegram", method="sendMessage", kind="delay", seconds=1.0)
    await runtime.wind(world.running, timedelta(minutes=5.1))
    await world.engine.tick()
    await eventually(lambda: Delivery.exists(channel="telegram", kind="ask", state="sending"))
    await world.sandbox_post("/phones/ada/say", text="1", channel="sms")
    await world.settle()
    assert (await world.probe(ada)).status == "good"
    asked = [m for m in await world.ada.telegram.messages() if "Are you okay?" in m["text"]]
    assert len(asked) == 1 and asked[0]["buttons"] == []
    assert await Delivery.filter(kind="edit", state="sent").count() == 1


async def test_a_dead_address_is_told_once_on_another_one_with_the_way_back(world: World) -> None:
    await world.operator()
    ada = await with_a_ladder(world, 600, retries=1)
    await world.ada.telegram.blocks()
    await world.until_asked(ada)
    await world.ada.hears("This way is closed: Telegram. To open it again, write us", "start")
    await world.wait(minutes=60.1)
    await world.wait(minutes=30)
    assert await world.ada.count("This way is closed") == 1
    assert await world.bob.count("cannot") == 0 and not await Delivery.exists(kind="operator")
    await world.ada.says("1")
    await world.ada.says("status")
    await world.ada.hears("Check-ins are on", "This way is closed: Telegram.")
    await world.ada.telegram.blocks(False)
    await world.ada.telegram.says("/start")
    assert len(await people.usable_addresses(ada.id)) == 2
    await world.ada.says("status")
    assert "closed" not in await world.ada.last()


async def test_a_number_that_is_gone_leaves_nobody_but_the_others_are_told(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", retries=0, wait=30)
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30005, phone="ada", times=None)
    await world.until_asked(ada)
    await world.bob.hears("We cannot ask Ada any more whether they are okay")
    await world.olga.hears("Ada is watched and cannot be reached on any address.")
    # Nobody wished for this: the watch does not rest, and each check-in that cannot be asked is an alarm.
    assert (await probes.ProbeSettings.get(person_id=ada.id)).active


HEALTH = ("okay", "help", "well", "fine", "check")


async def test_who_chose_so_is_asked_in_words_that_say_nothing(world: World) -> None:
    ada = await with_a_ladder(world, 600, retries=1)
    await people.be_discreet(ada.id, True, world.now)
    await world.until_asked(ada)
    assert (await world.ada.telegram.last()) == "Hello Ada, a short question from W.: 1 or 2?"
    await world.wait(minutes=10.1)
    assert (await world.ada.last()) == "Hello Ada, a short question from W.: 1 or 2?"
    await world.wait(minutes=50.1)
    assert (await world.ada.telegram.last()) == "Ada, our short question is still open: 1 or 2?"
    await world.ada.says("hm?")
    await world.ada.hears("Please reply 1 or 2.")
    await world.ada.telegram.taps("1")
    assert (await world.probe(ada)).status == "good"
    said = await world.ada.telegram.received() + await world.ada.received()
    assert not [text for text in said[1:] if any(word in text.casefold() for word in HEALTH)]


async def test_discreet_words_are_no_less_of_an_alarm(world: World) -> None:
    ada = await with_a_ladder(world)
    await world.ada.telegram.says("/settings")
    await world.ada.telegram.taps("What others may read")
    await world.ada.telegram.taps("Yes")
    await world.until_asked(ada)
    await world.ada.telegram.taps("2")
    await world.bob.hears("Ada")
    assert (await world.probe(ada)).status == "bad"


async def test_beyond_the_limit_of_what_is_paid_for_everybody_is_still_asked_and_told(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    messages.budget.use_budget(messages.budget.Budget(cap=0.01, message_price=1))
    async with db.transaction():
        await messages.tell(messages.Telling(ada.id, T("Hello"), "notice"), world.now)
    await world.settle()
    async with db.transaction():
        await messages.budget.count(world.now)
    await messages.budget.look(world.now)
    before = await world.asked_provider("Ada")
    await world.ada.says("settings")
    assert await world.asked_provider("Ada") == before, "a chat can wait"
    assert (
        await Delivery.filter(kind="chat", state="failed", error="our limit for paid messages is reached").count() == 1
    )
    await world.until_asked(ada)
    await world.ada.hears("Are you okay?")
    await world.wait(minutes=5.1)
    await world.bob.hears("Ada has not answered a check-in")
    await world.ada.says("settings")
    await world.ada.hears("What would you like to change?")
