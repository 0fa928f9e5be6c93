"""WhatsApp: the same questions and answers, and what happens when its window has closed."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.world import NUMBERS, World
from wellcheck import db, people
from wellcheck.escalations.models import Escalation
from wellcheck.messages import Delivery
from wellcheck.people import Address, Contact, Person


async def on_whatsapp(world: World, **more: object) -> Person:
    """Ada, who is asked on WhatsApp first and by text message after that, and wrote on WhatsApp just now."""
    ada = await world.person("Ada", channel="whatsapp", **{"retries": 0, "wait": 60, **more})  # type: ignore[arg-type]
    async with db.transaction():
        await people.add_address(ada.id, "sms", NUMBERS["Ada"], world.now, verified_how="test")
    await world.ada.whatsapp.says("status")
    await world.ada.whatsapp.hears("Check-ins are on.")
    return ada


async def test_a_check_in_is_asked_answered_and_thanked_on_whatsapp(world: World) -> None:
    ada = await on_whatsapp(world)
    await world.until_asked(ada)
    await world.ada.whatsapp.hears("Are you okay?", "1 = I'm okay")
    assert await world.ada.count("Are you okay?") == 0
    await world.ada.whatsapp.says("1")
    await world.ada.whatsapp.hears("Thank you, Ada.")
    assert (await world.probe(ada)).status == "good"
    (ask,) = await Delivery.filter(kind="ask", channel="whatsapp")
    assert ask.state == "delivered"


async def test_after_a_day_of_silence_the_next_address_is_asked_at_once_and_whatsapp_stays(world: World) -> None:
    ada = await on_whatsapp(world)
    await world.until_asked(ada)
    await world.ada.whatsapp.says("1")
    await world.wait(hours=25)
    await world.until_asked(ada)
    await world.ada.hears("Are you okay?")
    first, second = (await Delivery.filter(kind="ask", about_id=(await world.probe(ada)).id).order_by("id"))[:2]
    assert (first.channel, first.state, first.error_code, second.channel) == ("whatsapp", "failed", "63016", "sms")
    assert first.sent_at is not None and second.sent_at is not None
    assert second.sent_at - first.sent_at < timedelta(seconds=15)
    assert (await Address.get(person_id=ada.id, channel="whatsapp")).dead_at is None
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"


async def test_whoever_proved_a_number_by_text_message_is_known_on_whatsapp(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.until_asked(ada)
    await world.ada.whatsapp.says("1")
    assert (await world.probe(ada)).status == "good"
    await world.ada.whatsapp.hears("Thank you, Ada.")
    assert (await Address.get(person_id=ada.id, channel="whatsapp")).verified_how == "wrote"


async def test_a_call_for_help_on_whatsapp_tells_the_contact_who_takes_over_there(world: World) -> None:
    ada = await on_whatsapp(world)
    bob = await Contact.get(user_id=ada.id)
    await world.bob.whatsapp.says("hello")
    await Address.filter(person_id=bob.person_id, channel="sms").update(rank=9)
    await world.ada.whatsapp.says("SOS")
    await world.ada.whatsapp.hears("We are telling your contacts right now.")
    await world.bob.whatsapp.hears("Ada asked for help.", "1 = I am on it")
    await world.bob.whatsapp.says("1")
    assert (await Escalation.get(user_id=ada.id)).status == "acknowledged"


async def test_stop_on_whatsapp_closes_whatsapp_and_is_confirmed_elsewhere(world: World) -> None:
    ada = await on_whatsapp(world)
    await world.ada.whatsapp.says("STOP")
    assert (await Address.get(person_id=ada.id, channel="whatsapp")).stopped_at is not None
    assert (await Address.get(person_id=ada.id, channel="sms")).stopped_at is None
    assert len([text for text in await world.ada.received() if "WhatsApp" in text or "other channel" in text]) == 1
    await world.until_asked(ada)
    await world.ada.hears("Are you okay?")
    assert await world.ada.whatsapp.count("Are you okay?") == 0


async def test_a_stranger_signs_up_on_whatsapp_and_others_are_not_answered(world: World) -> None:
    await world.cara.whatsapp.says("who is this")
    assert await world.cara.whatsapp.received() == [] and await Person.all().count() == 0
    await world.cara.whatsapp.says("hello")
    await world.cara.whatsapp.hears("Which language shall we speak?")
    await world.cara.whatsapp.says("1")
    await world.cara.whatsapp.says("Cara")
    await world.cara.whatsapp.hears("Is that your time?")
    assert (await Address.get()).channel == "whatsapp"
