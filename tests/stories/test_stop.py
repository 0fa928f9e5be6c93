"""STOP is no answer: the address is closed, the people who rely on it are told, and nothing more is sent to it."""

from __future__ import annotations

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import events, people
from wellcheck.people import Contact
from wellcheck.probes import Probe


async def test_who_is_watched_and_says_stop_is_not_taken_as_well_and_their_people_are_told(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", retries=1, wait=30)
    await world.until_asked(ada)
    await world.ada.says("STOP")
    assert (await world.probe(ada)).status == "pending"
    await world.bob.hears("We cannot ask Ada any more whether they are okay: no number of theirs takes our messages.")
    await world.olga.hears("Ada is watched and cannot be reached on any address.")
    before = await world.asked_provider("Ada")
    await world.wait(minutes=30.1, times=2)
    assert (await world.probe(ada)).status == "unavailable"
    await world.bob.hears("Ada has not answered a check-in")
    assert await world.asked_provider("Ada") == before  # nothing was sent there any more


async def test_who_closes_their_last_address_is_not_asked_any_more_and_their_people_are_told_once(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", retries=0, wait=30)
    await world.ada.says("STOP")
    told = await world.bob.hears("We cannot ask Ada any more whether they are okay")
    assert "Our messages were stopped from their side. We do not ask them again until they write to us." in told
    await world.wait(hours=24, times=3)
    assert await world.bob.count("We cannot ask Ada") == 1
    assert await world.bob.count("has not answered") == 0
    assert await world.olga.count("Ada") == 1
    assert await Probe.filter(person_id=ada.id).count() == 0
    shown = (await world.read(f"/v1/users/{ada.id}"))["probe_settings"]
    assert shown["active"] is False and shown["rests_since"] is not None and shown["next_probe_at"] is None


async def test_a_watch_that_rests_goes_on_when_an_address_is_open_again(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.ada.says("STOP")
    await world.wait(hours=48)
    await world.ada.says("START")
    await world.bob.hears("We can reach Ada again, and ask them as before.")
    assert "Check-ins are on" in await world.ada.last()
    await world.until_asked(ada)
    await world.ada.hears("Are you okay?")
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"


async def test_a_watch_that_rests_goes_on_with_a_new_address_as_well(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.ada.says("STOP")
    await also_on_telegram(world, ada, "Ada")
    assert await events.wake_resting(world.now) == 1
    assert await events.wake_resting(world.now) == 0
    await world.settle()
    await world.bob.hears("We can reach Ada again, and ask them as before.")
    await world.until_asked(ada)
    await world.ada.telegram.taps("I'm okay")
    assert (await world.probe(ada)).status == "good"


async def test_an_alarm_that_waits_for_a_closed_address_goes_to_the_next_one(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    bob = (await Contact.get(user_id=ada.id)).person_id
    await also_on_telegram(world, await people.get(bob), "Bob")
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", kind="status", status=429, retry_after=10, phone="bob")
    await world.wait(minutes=5.1)
    assert await world.bob.telegram.count("Ada has not answered") == 0
    await world.bob.says("STOP")
    await world.bob.telegram.hears("Ada has not answered a check-in")
    await world.bob.telegram.hears("This way is closed: a text message to the number that ends in 002.")


async def test_who_says_stop_on_one_channel_is_asked_on_the_other(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.ada.says("STOP")
    await world.ada.telegram.hears("You asked us not to write to you on the other channel any more. We go on here.")
    await world.ada.telegram.hears("To open it again, write us", "start")
    assert await world.bob.count("We cannot ask Ada") == 0
    before = await world.asked_provider("Ada")
    await world.until_asked(ada)
    await world.ada.telegram.taps("I'm okay")
    assert (await world.probe(ada)).status == "good"
    assert await world.asked_provider("Ada") == before


async def test_start_opens_the_number_again(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.ada.says("STOP")
    assert await people.usable_addresses(ada.id) == []
    await world.ada.says("START")
    assert len(await people.usable_addresses(ada.id)) == 1
    await world.until_asked(ada)
    assert await world.ada.count("Are you okay?") == 1


async def test_a_contact_who_says_stop_leaves_and_the_user_is_told(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.bob.says("STOP")
    await world.ada.hears("Bob does not want messages from us any more, so we cannot tell them about you.")
    assert await world.ada.count("Nobody is left") == 0
    await world.cara.says("stop")
    await world.ada.hears("Nobody is left whom we could tell about you. We still ask you, but please add a contact")
    await world.olga.hears("Ada is watched and has no contact left.")
    assert [contact.consent for contact in await Contact.filter(user_id=ada.id)] == ["opted_out", "opted_out"]
    before = [await world.asked_provider(name) for name in ("Bob", "Cara")]
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    assert [await world.asked_provider(name) for name in ("Bob", "Cara")] == before
    await world.olga.hears("Nobody can be told about Ada")
    await world.ada.hears("We have nobody we can tell about you. Our own team has been told.")


async def test_a_contact_who_says_stop_in_the_middle_of_an_alarm_makes_way_for_the_next(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    await world.bob.says("STOP")
    await world.cara.hears("Ada has not answered a check-in")
