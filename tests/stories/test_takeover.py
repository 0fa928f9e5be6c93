"""Who took over: by when, whether they were there, to whom they gave it, two of them, how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.stories.sides import Side, only_on
from tests.stories.test_everywhere import alarm
from tests.stories.world import World
from wellcheck import db, escalations, people
from wellcheck.config import Config
from wellcheck.escalations import Escalation, saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.people import Person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def config(config: Config) -> Config:
    """With a template that WhatsApp approved, so that people may be asked there after a day of silence."""
    return replace(config, twilio_whatsapp_template="HX" + "0" * 32)


async def named(ada: Person, name: str) -> Person:
    """Ada's contact of this name."""
    return await people.get(next(each.person_id for each in await people.contacts(ada.id) if each.first_name == name))


async def told_of_silence(world: World, channel: str = "sms") -> tuple[Person, Side]:
    """Ada did not answer; Bob, who is reached on this channel alone, was told first, and Cara would be next."""
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    bob = await only_on(world, await named(ada, "Bob"), "Bob", channel)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await bob.picks_up()
    await bob.hears("Ada has not answered a check-in")
    return ada, bob


def clock(world: World, minutes: float) -> str:
    """The time of day in so many minutes where they live (UTC)."""
    return (world.now + minutes * MINUTE).strftime("%H:%M")


@pytest.mark.parametrize("channel", ["sms", "telegram", "voice"])
async def test_they_say_when_they_are_there_are_asked_then_and_say_how_it_was(world: World, channel: str) -> None:
    ada, bob = await told_of_silence(world, channel)
    await bob.chooses(1)
    await bob.hears("You are looking after Ada now.")
    await bob.hears("When will you be there?")
    await bob.chooses(3)
    at = clock(world, 10)
    await bob.hears("At", "we ask you whether you reached Ada")
    await bob.leaves()
    await world.ada.hears(f"Bob will be there at {at}.")
    assert (await alarm(ada)).status == "acknowledged"
    await world.wait(minutes=9)
    assert await bob.phone.count("Did you reach Ada?") == 0
    await bob.lets_it_ring()  # what he hung up on is said once more
    await world.wait(minutes=1.1)
    await bob.picks_up()
    await bob.hears("Did you reach Ada?")
    await bob.chooses(3)
    await bob.leaves()
    await world.wait(minutes=6)
    assert await world.cara.count("Ada has not answered") == 0, "ten more minutes were asked for"
    await bob.lets_it_ring()
    await world.wait(minutes=4.1)
    await bob.picks_up()
    await bob.chooses(1)
    await bob.hears("We are glad that Ada is safe")
    await bob.hears("What was it?")
    await bob.chooses(3)
    await bob.hears("Would you like to add anything?")
    await bob.says("Her phone was in the garden")
    over = await alarm(ada)
    assert (over.status, over.outcome, over.turned_out) == ("resolved", "contact_says_safe", "visited")
    assert over.note is not None and "garden" in over.note


async def test_what_it_was_may_be_told_in_words_that_would_be_a_cry_for_help(world: World) -> None:
    ada, bob = await told_of_silence(world)
    await bob.says("1")
    await bob.says("safe")
    await bob.hears("What was it?")
    await bob.says("4")
    await bob.says("She fell, so I called an ambulance")
    over = await alarm(ada)
    assert (over.turned_out, over.note) == ("emergency", "She fell, so I called an ambulance")
    assert await Escalation.all().count() == 1
    await bob.hears("Thank you. That is all.")


async def test_without_an_answer_it_goes_on_and_the_others_are_told(world: World) -> None:
    ada, bob = await told_of_silence(world)
    await bob.says("on my way, 20 min")
    await bob.hears(f"At {clock(world, 20)} we ask you whether you reached Ada")
    await world.ada.hears("Bob is coming to check on you.", f"Bob will be there at {clock(world, 20)}.")
    await world.wait(minutes=20.1)
    await bob.hears("Did you reach Ada?", "1 = Yes, they are safe")
    await world.wait(minutes=4)
    assert await world.cara.count("Ada has not answered") == 0
    await world.wait(minutes=1.2)
    await bob.hears("We have not heard from you about Ada")
    await world.cara.hears("Ada has not answered")
    assert (await alarm(ada)).status == "running"
    await bob.says("20 more minutes")
    await bob.hears("You are looking after Ada now.", f"At {clock(world, 20)} we ask you")
    await world.cara.hears("Bob is looking after Ada now. Thank you.", f"Bob will be there at {clock(world, 20)}.")
    await world.cara.says("on it")
    await world.cara.hears("Bob is looking after Ada now.", "Bob will be there at")
    assert await world.cara.count("Bob will be there at") == 2


async def test_who_would_be_there_only_in_hours_is_not_waited_for(world: World) -> None:
    ada, bob = await told_of_silence(world)
    await bob.says("I am on my way, 5 hours")
    await bob.hears("If you cannot be there within 2 hours, please reply")
    assert (await alarm(ada)).status == "running"
    await bob.says("coming at 10:30")
    at = "10:30"
    await bob.hears(f"At {at} we ask you whether you reached Ada")
    await bob.says("3 hours")
    await bob.hears("If you cannot be there within 2 hours, please reply")
    await bob.says("I will be there in 40 minutes")
    await world.ada.hears(f"Bob will be there at {clock(world, 40)}.")


async def test_handed_over_by_choice_to_somebody_who_has_to_accept(world: World) -> None:
    ada, bob = await told_of_silence(world, "telegram")
    await bob.chooses(1)
    await bob.chooses(6)
    await bob.hears("Who should take over: Cara?")
    await bob.chooses(1)
    await bob.hears("We have asked Cara. Until Cara accepts, Ada counts on you.")
    await world.cara.hears(
        "Ada has not answered a check-in", "Bob has it now and asks you to take over.", "1 = I am on it"
    )
    assert (await alarm(ada)).acknowledged_by_id == (await named(ada, "Bob")).id
    await world.cara.says("1")
    await world.cara.hears("You are looking after Ada now.")
    taken = await alarm(ada)
    assert (taken.status, taken.acknowledged_by_id) == ("acknowledged", (await named(ada, "Cara")).id)
    await bob.hears("Cara is looking after Ada now.")
    await world.ada.hears("Cara is coming to check on you.")


async def test_handed_over_in_words_and_refused(world: World) -> None:
    ada, bob = await told_of_silence(world)
    await bob.says("1")
    await bob.says("hand over to Dora")
    await bob.hears("Whom do you mean? You can name: Cara.")
    await bob.says("hand over to Cara")
    await world.cara.hears("asks you to take over")
    await world.cara.says("2")
    await bob.hears("Cara cannot take over. Ada still counts on you.")
    taken = await alarm(ada)
    assert (taken.status, taken.acknowledged_by_id) == ("acknowledged", (await named(ada, "Bob")).id)
    await bob.says("2")
    assert (await alarm(ada)).status == "running", "who has it and cannot gives it to the next one at once"


async def test_who_gives_it_to_somebody_whom_nothing_reaches_is_told_that_they_still_have_it(world: World) -> None:
    ada, bob = await told_of_silence(world)
    await bob.says("1")
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30005, phone="cara")
    await bob.says("hand over to Cara")
    await bob.hears("We cannot reach Cara. Ada still counts on you.")
    assert (await alarm(ada)).handing_to_id is None


async def test_a_contact_lets_the_others_wait_and_the_user_sees_it(world: World) -> None:
    ada, bob = await told_of_silence(world)
    await bob.says("wait 15 minutes, I will call her")
    await bob.hears("we tell nobody else until")
    await world.ada.hears("Bob is trying to reach you. We wait until", "If you are okay, just reply: okay.")
    assert (await alarm(ada)).status == "running"
    await world.wait(minutes=14)
    assert await world.cara.count("Ada has not answered") == 0
    await world.wait(minutes=1.2)
    await world.cara.hears("Ada has not answered")
    await bob.says("wait 10 minutes")
    await bob.hears("We cannot wait now")


async def test_nobody_lets_others_wait_where_somebody_asked_for_help(world: World) -> None:
    await world.person("Ada", contacts=("Bob", "Cara"))
    await world.ada.says("SOS")
    await world.bob.hears("Ada asked for help")
    await world.bob.says("wait 15 minutes")
    await world.bob.hears("We cannot wait now. If you can help, please reply")
    await world.wait(minutes=5.1)
    await world.cara.hears("Ada asked for help")


async def test_two_have_to_take_over_where_the_policy_wants_two(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    both = Policy("both", (Line("everyone"),), is_default=True, acknowledgements=2)
    assert (await saved.save(ada.id, both, world.now)).findings == ()
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    await world.bob.hears("You are looking after Ada now.", "We ask for a second person as well.")
    await world.ada.hears("Bob is coming to check on you.")
    running = await alarm(ada)
    assert (running.status, running.needed) == ("running", 2)
    await world.wait(minutes=5.1)
    await world.cara.hears("Ada has not answered")
    await world.wait(minutes=10.1)
    assert await world.cara.count("Ada has not answered") == 2, "the steps go on"
    assert await world.bob.count("Ada has not answered") == 1, "but not to the one who is on the way"
    await world.cara.says("1")
    await world.bob.hears("Cara is looking after Ada now.")
    assert (await alarm(ada)).status == "acknowledged"
    await world.bob.says("safe")
    assert (await alarm(ada)).outcome == "contact_says_safe"


async def test_of_two_the_one_who_is_not_heard_of_again_does_not_count(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara", "Olga"))
    await saved.save(ada.id, Policy("both", (Line("everyone"),), is_default=True, acknowledgements=2), world.now)
    id = await escalations.start(escalations.Start(ada.id, "bad"), world.now)
    bob, cara, olga = [(await named(ada, name)).id for name in ("Bob", "Cara", "Olga")]
    await escalations.acknowledge(id, bob, world.now)
    await world.wait(minutes=31)
    await escalations.acknowledge(id, cara, world.now)
    assert (await alarm(ada)).status == "running"
    await escalations.hand_over(id, cara, bob, world.now)
    await escalations.acknowledge(id, bob, world.now)
    taken = await alarm(ada)
    assert (taken.status, [each["person"] for each in taken.helpers]) == ("running", [str(bob)]), "one for the other"
    await escalations.acknowledge(id, cara, world.now + 10 * MINUTE)
    assert (await alarm(ada)).status == "acknowledged"
    # We are late to notice that Bob, and then Cara as well, is not counted on any more.
    assert (await escalations.acknowledge(id, olga, world.now + 31 * MINUTE)).counts
    assert (await alarm(ada)).status == "acknowledged"
    await escalations.acknowledge(id, bob, world.now + 62 * MINUTE)
    assert (await alarm(ada)).status == "running"


async def test_in_silence_the_user_hears_of_none_of_it(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"))
    id = await escalations.start(escalations.Start(ada.id, "duress"), world.now)
    await world.settle()
    before = await world.ada.received()
    await world.bob.says("on it, 10 min")
    await world.bob.says("30 min")
    await world.bob.says("hand over to Cara")
    await world.cara.says("1")
    await world.cara.says("safe")
    await world.wait(minutes=40)
    assert await world.ada.received() == before
    over = await escalations.get(id)
    assert (over.status, over.outcome) == ("resolved", "contact_says_safe")
    row = await db.one("SELECT count(*) AS n FROM timeline WHERE about_id = $1 AND what = 'handing_over'", id)
    assert row is not None and row["n"] == 1


async def test_the_all_clear_reaches_everybody_told_within_ten_seconds(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    bob = await only_on(world, await named(ada, "Bob"), "Bob", "voice")
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await bob.picks_up()
    await bob.leaves()
    await world.wait(minutes=5.1)
    await world.cara.hears("Ada has not answered")
    said = world.now
    await world.ada.says("I'm okay")
    await world.cara.hears("All clear")
    await world.ada.hears("We tell everybody that you are okay. We ask you again on", "09:00")
    await bob.hears_the_call("All clear")
    left = await db.one("SELECT count(*) AS n, max(sent_at) AS last FROM deliveries WHERE kind = 'all_clear'")
    await world.cara.hears("We ask Ada again on", "09:00")
    assert left is not None and left["n"] == 2 and left["last"] - said < timedelta(seconds=10)


@pytest.mark.parametrize("after_alarm", ["go_on", "pause"])
async def test_a_missed_day_switches_tomorrow_off_only_by_choice_and_both_sides_know(
    world: World, after_alarm: str
) -> None:
    ada = await world.person("Ada", retries=0, wait=5, after_alarm=after_alarm)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    await world.bob.says("safe")
    await world.wait(minutes=5)
    if after_alarm == "pause":
        await world.ada.hears("We will not ask you again until you switch check-ins on")
        await world.bob.hears("Ada chose not to be asked again after an alarm")
        assert await world.ada.count("We ask you again on") == 0
    else:
        await world.ada.hears("The alarm about you is over. We ask you again on", "09:00")
        await world.until_asked(ada)
        assert await world.ada.count("Are you okay?") == 2


async def test_when_nobody_acts_operators_hear_it_again_and_again_until_one_takes_over_with_one_key(
    world: World,
) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.operator("Olga")
    await saved.save(ada.id, Policy("short", (Line("everyone", wait=MINUTE),), 1, MINUTE, is_default=True), world.now)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.olga.hears("All contacts of Ada were told several times and nobody took over.", "1 = I am on it")
    assert (await alarm(ada)).status == "exhausted"
    for hours in range(1, 4):
        await world.wait(minutes=60.2)
        assert await world.olga.count("All contacts of Ada were told several times") == 1 + hours
        assert await world.bob.count("Ada has not answered") == 1 + hours
    await world.olga.says("1")
    await world.olga.hears("You are looking after Ada now.")
    await world.bob.hears("Olga is looking after Ada now.")
    assert (await alarm(ada)).status == "acknowledged"
    await world.wait(minutes=25.1)
    await world.olga.hears("Did you reach Ada?")
    await world.wait(minutes=5.1)
    await world.olga.hears("We have not heard from you about Ada")
    await world.bob.says("1")
    await world.olga.hears("Bob is looking after Ada now.")
    await world.ada.says("I'm okay")
    await world.olga.hears("All clear: Ada has answered and is okay.")
