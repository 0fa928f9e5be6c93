"""From hello to an alarm: the whole way by conversation, on Telegram with buttons and by text message with numbers."""

from __future__ import annotations

import re

from tests.stories.world import Phone, World
from wellcheck import people
from wellcheck.people import Contact, Person
from wellcheck.probes import Probe, ProbeSettings


async def known_as(phone: Phone) -> Person:
    """Who this phone's owner is to us."""
    value = {"Ada": {"sms": "+447700900001", "telegram": "7001"}, "Bob": {"sms": "+447700900002", "telegram": "7002"}}
    address = await people.find_address(phone.channel, value[phone.name][phone.channel])
    assert address is not None
    return await people.get(address.person_id)


async def set_up(person: Person) -> tuple[str | None, str, str, bool]:
    """Name, language, zone, and whether they are watched."""
    settings = await ProbeSettings.get(person_id=person.id)
    return person.first_name, person.language, person.zone, settings.active


async def test_on_telegram_with_taps(world: World) -> None:
    ada, bob = world.ada.telegram, world.bob.telegram
    await ada.says("/start")  # her Telegram says that it speaks English
    await ada.hears("Hello, this is Wellcheck.", "Shall we call you Ada?")
    await ada.taps("Yes")
    await ada.hears("Share your number with one tap")
    await ada.shares_number()
    await ada.hears("in London. Is that your time?")
    await ada.taps("Yes")
    await ada.hears("Who should we tell when you do not answer?")
    await ada.says("Bob")
    await ada.says("07700 900002")
    asked = await ada.hears("We have asked Bob by text message whether they agree")
    await world.bob.hears("Hello Bob, Ada uses Wellcheck", "1 = Yes, I will help")
    link = re.search(r"https://t\.me/\S+\?start=c-\S+", asked)
    assert link is not None
    await bob.opens(link.group())
    await bob.taps("Yes, I will help")
    await bob.hears("Thank you, Bob. We will write to you only if Ada does not answer or asks for help.")
    await ada.hears("Bob agreed to be told if you do not answer.")

    await ada.says("every day at 9am")
    await ada.hears("So we ask you every day at 09:00. The next times are:")
    await ada.taps("Yes")
    await world.wait(minutes=0.1)
    await ada.hears("this is how we will ask you. Are you okay?")
    await ada.taps("I'm okay")
    await world.wait(minutes=0.1)
    await ada.hears("Everything is set up, Ada.", "If you do not answer, we tell Bob.")
    person = await known_as(ada)
    assert await set_up(person) == ("Ada", "en", "Europe/London", True)
    assert person.id == (await known_as(world.ada)).id  # her number was confirmed by the tap
    contact = await Contact.get(user_id=person.id)
    assert (contact.consent, contact.person_id) == ("consented", (await known_as(world.bob)).id)

    await world.until_asked(person)
    await ada.hears("this is Wellcheck. Are you okay?")
    await world.wait(minutes=60.1, times=4)
    await bob.hears("Ada has not answered a check-in")
    assert await world.bob.count("has not answered") == 0  # he chose Telegram
    await bob.taps("I am on it")
    await ada.hears("Bob is coming to check on you.")
    assert [m["buttons"] for m in await ada.messages() if "Are you okay?" in m["text"]] == [
        []
    ] * 5  # no button is left over


async def test_by_text_message_with_numbers(world: World) -> None:
    ada, bob = world.ada, world.bob
    await ada.says("hello")
    await ada.hears("Which language shall we speak?", "1 = English", "2 = Español")
    await ada.says("1")
    await ada.hears("What is your first name?")
    await ada.says("Ada")
    await ada.hears("in London. Is that your time?", "1 = Yes")
    await ada.says("1")
    await ada.hears("Who should we tell when you do not answer?")
    await ada.says("Bob")
    await ada.says("12")
    await ada.hears("number")
    await ada.says("07700 900002")
    await ada.hears("We have asked Bob by text message whether they agree")
    await bob.hears("Hello Bob, Ada uses Wellcheck", "1 = Yes, I will help")
    await bob.says("1")
    await bob.hears("Thank you, Bob. We will write to you only if Ada does not answer or asks for help.")
    await ada.hears("Bob agreed to be told if you do not answer.")

    await ada.says("every day at 9am")
    await ada.hears("So we ask you every day at 09:00. The next times are:")
    await ada.says("1")
    await world.wait(minutes=0.1)
    await ada.hears("this is how we will ask you. Are you okay?", "1 = I'm okay")
    await ada.says("1")
    await world.wait(minutes=0.1)
    await ada.hears("Everything is set up, Ada.", "If you do not answer, we tell Bob.")
    person = await known_as(ada)
    assert await set_up(person) == ("Ada", "en", "Europe/London", True)

    await world.until_asked(person)
    await ada.hears("this is Wellcheck. Are you okay?")
    await world.wait(minutes=60.1, times=4)
    await bob.hears("Ada has not answered a check-in", "1 = I am on it")
    await bob.says("1")
    await ada.hears("Bob is coming to check on you.")
    assert [probe.kind for probe in await Probe.filter(person_id=person.id).order_by("id")] == [
        "rehearsal",
        "scheduled",
    ]


async def test_in_spanish_from_the_first_word(world: World) -> None:
    await world.ada.says("hola")
    await world.ada.says("1")
    await world.ada.says("Ada")
    await world.ada.says("1")
    await world.ada.says("Bob")
    await world.ada.says("+447700900002")
    await world.ada.hears("¿Qué idioma habla Bob?", "1 = English", "2 = Español")
    await world.ada.says("2")
    await world.bob.hears("Ada", "Wellcheck", "1 = Cuente conmigo")
    await world.bob.says("sí")
    person = await known_as(world.ada)
    assert (person.language, (await Contact.get(user_id=person.id)).consent) == ("es", "consented")
    await world.ada.says("todos los días a las 9")
    await world.ada.says("sí")
    await world.wait(minutes=0.1)
    await world.ada.says("estoy bien")
    probe = await world.probe(person)
    assert (probe.kind, probe.status) == ("rehearsal", "good")


async def test_back_and_wrong_answers_lead_on(world: World) -> None:
    ada = world.ada
    await ada.says("hello")
    await ada.says("3")
    await ada.hears("We speak: English")
    await ada.says("1")
    await ada.says("hi")
    await ada.hears("Please write a name")
    await ada.says("Ade")
    await ada.says("0")
    await ada.says("Ada")
    await ada.says("back")
    await ada.hears("What is your first name?")
    await ada.says("Ada")
    await ada.says("1")
    assert (await known_as(ada)).first_name == "Ada"
