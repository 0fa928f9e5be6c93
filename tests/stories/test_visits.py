"""Visits by chat: a user asks, pals are asked in a round, the first one goes, and is looked after on the way."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import NUMBERS, World
from wellcheck import db, escalations, people, probes, visits
from wellcheck.people import Person


async def pal(world: World, name: str, channel: str = "sms") -> Person:
    """Somebody of the old town whom our team has let visit others."""
    async with db.transaction():
        person = await people.create(name, None, "en", "Europe/London", world.now)
        await people.add_address(person.id, channel, NUMBERS[name], world.now, verified_how="test")
    await visits.pals.apply(person.id, visits.pals.Offering(("en",), "Old town"), world.now)
    await visits.pals.decide(person.id, True, person.id, world.now)
    await world.settle()
    return person


async def test_she_asks_for_a_visit_two_are_asked_and_the_first_one_goes(world: World) -> None:
    ada = await world.person("Ada", contacts=("Olga",))
    await also_on_telegram(world, ada, "Ada", first=True)
    bob, cara = await pal(world, "Bob"), await pal(world, "Cara")
    phone = world.ada.telegram

    # asked for in one sentence; the address is asked once
    await phone.says("I'd like a visit on Friday at 3 for an hour: shopping, a walk")
    assert "What is the address?" in await phone.last()
    await phone.says("12 Rose Lane, second floor")
    await phone.says("Old town")
    said = await phone.hears(
        "A visit: Fri", "15:00, for 1 hour: shopping and a walk.", "12 Rose Lane", "Is that right?"
    )
    assert said == await phone.last()
    await phone.taps("Yes")
    await phone.hears("We are asking who can come", "1 hour left, 1 hour reserved")
    await phone.says("How many minutes do I have?")
    assert "1 hour left" in await phone.last()

    # an offer shows where about, and what for, and no address
    for other in (world.bob, world.cara):
        offer = await other.hears(
            "Can you visit somebody? Fri", "shopping and a walk", "Where: Old town", "1 = I can go"
        )
        assert "Rose Lane" not in offer and "Ada" not in offer
    await world.bob.says("1")
    await world.bob.hears("You go to Ada", "12 Rose Lane")
    await world.cara.hears("Somebody else goes on the visit")
    await world.cara.says("I can go")
    assert "Rose Lane" not in await world.cara.last()
    await phone.hears("Bob will visit you: Fri")
    await phone.says("my visits")
    assert "Bob comes." in await phone.last()
    await world.bob.says("my visits")
    assert "You go to Ada. The address: 12 Rose Lane" in await world.bob.last()

    # the day before, and the hour
    friday = (await visits.Visit.get()).starts_at
    assert friday is not None
    await world.until(friday - timedelta(hours=24))
    await world.bob.hears("To remind you: you visit Ada", "1 = I go")
    await world.bob.says("1")
    await world.bob.says("I'm here")
    assert "It is too early for that" in await world.bob.last() or "did not understand" in await world.bob.last()
    await world.until(friday - timedelta(minutes=10))
    await world.bob.says("I'm late, 20 minutes")
    await phone.hears("Bob is late, but on the way: about 20 minutes more.")
    await world.wait(minutes=18)
    await world.bob.says("I'm here")
    assert "Please tell us when you leave" in await world.bob.last()
    await phone.says("my visits")
    assert "Bob is there." in await phone.last()
    await world.bob.says("Shopping done")
    assert "Noted as done: shopping." in await world.bob.last()

    # leaving much earlier wants a reason; then both hear what it came to
    await world.wait(minutes=19.5)
    await world.bob.says("leaving")
    assert "so much shorter or longer" in await world.bob.last()
    await world.bob.says("Ada was tired")
    await world.bob.hears("Added for you: 17 minutes.", "137 minutes left")
    await phone.hears("Bob has been with you: 20 minutes.", "100 minutes left", "How was it?")
    await phone.taps("5")
    assert "Would you like to add anything?" in await phone.last()
    await phone.taps("Never this person again")
    assert await phone.last() == "Thank you. That is all."
    feedback = await visits.Feedback.get(by_id=ada.id)
    assert (feedback.stars, [tie.other_id for tie in await visits.pals.ties(ada.id)]) == (5, [bob.id])

    # whom she does not want is not asked again; and she calls it off in a sentence
    await phone.says("a visit on Monday at 10 am for 30 minutes: a walk")
    await phone.taps("Yes")
    assert "Can you visit somebody? Mon" in await world.cara.last()
    assert await world.bob.count("Can you visit somebody? Mon") == 0
    await world.cara.says("Yes, I will go")
    await phone.hears("Cara will visit you: Mon")
    await phone.says("cancel Monday's visit")
    assert "Shall we call off this visit: Mon" in await phone.last()
    await phone.taps("Yes")
    await phone.hears("The visit is off: Mon", "100 minutes left")
    await world.cara.hears("The visit is off: Mon")
    assert (await visits.ledger.books()).total == 0 and (
        await visits.Visit.filter(pal_id=cara.id).get()
    ).state == "cancelled"


async def test_visits_come_every_tuesday_until_she_wants_no_more(world: World) -> None:
    ada = await world.person("Ada", contacts=("Olga",))
    await also_on_telegram(world, ada, "Ada", first=True)
    await visits.at_home(ada.id, "12 Rose Lane", "Old town", None, None, world.now)
    bob = await pal(world, "Bob")
    phone = world.ada.telegram

    # on Telegram: one sentence, read back; the first one is tomorrow, so that it is asked for at once
    await phone.says("a visit every Tuesday at 10 for half an hour: shopping")
    await phone.hears(
        "Regular visits: on Tuesday at 10:00, for 30 minutes: shopping.", "12 Rose Lane", "Is that right?"
    )
    await phone.taps("Yes")
    await phone.hears("Two days before each visit", "90 minutes left, 30 minutes reserved")
    next_one = f"Tue {(world.now + timedelta(days=8)):%-d %b}"
    friday = f"Fri {(world.now + timedelta(days=4)):%-d %b}"
    tuesday = f"Tue {(world.now + timedelta(days=1)):%-d %b}"
    await world.bob.hears(f"Can you visit somebody? {tuesday}", "shopping")

    # a pal sees under "my visits" what is offered, and is asked once more; then away, by text message
    await world.bob.says("my visits")
    again = await world.bob.last()
    assert f"Can you visit somebody? {tuesday}" in again and "1 = I can go" in again and "Rose Lane" not in again
    await world.bob.says("1")
    await phone.hears(f"Bob will visit you: {tuesday}")
    await world.bob.says("not available until Friday")
    await world.bob.hears(f"We do not ask you about visits until {friday}")
    resting = await visits.pals.get(bob.id)
    assert resting.paused and resting.paused_until is not None
    first = (await visits.Visit.get()).starts_at
    assert first is not None
    await world.until(first - timedelta(minutes=5))
    await world.bob.says("I'm here")
    await world.wait(minutes=30)
    await world.bob.says("leaving")

    # both are asked how it was, once; the pal answers by a number, and may skip the rest
    await world.bob.hears("Added for you", "How was it?")
    await phone.hears("Bob has been with you", "How was it?")
    await world.bob.says("4")
    assert "Would you like to add anything?" in await world.bob.last()
    await world.bob.says("She was very kind")
    said = await visits.Feedback.get(by_id=bob.id)
    assert (said.stars, said.note) == (4, "She was very kind")

    # two days before the next one it is asked for by itself, at the same hour
    await world.until(first + timedelta(days=5))
    await world.bob.hears(f"Can you visit somebody? {next_one}")
    await phone.says("my visits")
    listed = await phone.last()
    assert f"{next_one}, 10:00, 30 minutes: shopping" in listed and "Regular visits: on Tuesday at 10:00" in listed

    # by text message: no more of them; the one that is asked for already is asked about
    sms = world.ada
    await sms.says("stop the Tuesday visits")
    await sms.hears("Shall we end these visits: on Tuesday at 10:00?")
    await sms.says("1")
    await sms.hears("These visits have ended.")
    await sms.hears(f"Shall we call off this visit: {next_one}")
    await sms.says("1")
    await sms.hears(f"The visit is off: {next_one}")
    await world.until(first + timedelta(days=13))
    assert await visits.Visit.all().count() == 2


async def test_somebody_becomes_a_pal_by_chat_and_is_missed_on_the_way(world: World) -> None:
    olga = await world.operator()
    ada = await world.person("Ada", contacts=("Cara",))
    await visits.at_home(ada.id, "12 Rose Lane", "Old town", None, None, world.now)

    # a stranger writes that they would like to help; our team decides with one key
    for words in ("I want to help", "Bob", "London", "English, Spanish", "Old town", "any time"):
        await world.bob.says("1" if words == "any time" else words)
    assert "Our team decides" in await world.bob.last()
    await world.olga.hears("Bob would like to visit others", "1 = Approve")
    await world.olga.says("1")
    await world.bob.hears("You can visit others from now on")
    bob = (await visits.Pal.get()).person_id
    assert (await visits.Pal.get()).languages == ["en", "es"] and (await visits.Pal.get()).decided_by_id == olga.id

    await world.bob.says("not available")
    await world.bob.hears("until you write")
    await world.ada.says("visit tomorrow at 10 am for 45 minutes: reading")
    await world.ada.says("1")
    assert await world.bob.count("Can you visit somebody?") == 0
    await world.bob.says("I'm available")
    await world.bob.hears("Can you visit somebody?", "reading")
    await world.bob.says("1")
    begins = (await visits.Visit.get()).starts_at
    assert begins is not None

    # neither there nor heard of: asked, then our team is told; 2 is a call for help here as everywhere
    await world.until(begins + timedelta(minutes=16))
    await world.bob.hears("Are you okay? Ada is waiting for you.", "2 = I need help")
    await world.wait(minutes=16)
    await world.olga.hears("Bob was to visit Ada", "does not answer us")
    await world.ada.hears("Bob is late, and we cannot reach them")
    await world.bob.says("2")
    await world.olga.hears("Bob, who visits somebody for us, asks for help.")

    # he is well after all, and cannot go
    await world.bob.says("I can't go")
    await world.bob.says("1")
    await world.ada.hears("Bob cannot come")
    assert (await visits.Visit.get()).pal_id is None and (await visits.pals.get(bob)).status == "approved"


async def test_an_alarm_sends_a_pal_and_what_they_find_ends_it(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await visits.at_home(ada.id, "12 Rose Lane", "Old town", None, None, world.now)
    await pal(world, "Cara")
    policy = {"steps": [{"tell": "everyone"}], "rounds": 1, "is_default": True, "last": "visit"}
    status, shown = await world.call("PUT", f"/v1/users/{ada.id}/policies/mine", policy)
    assert status < 300, shown
    await world.ada.says("who is told when")
    await world.ada.hears("Somebody is asked to go to your door")
    await world.until_asked(ada)
    await world.wait(minutes=31)
    await world.bob.hears("Ada has not answered a check-in")
    await world.wait(minutes=10, times=4)
    offer = await world.cara.hears("It is urgent", "Where: Old town", "1 = I can go")
    assert "Rose Lane" not in offer
    await world.cara.says("1")
    await world.cara.hears("12 Rose Lane")
    await world.bob.hears("Cara")
    await world.cara.says("I'm here")
    await world.wait(minutes=20)

    # she is asked how Cara is herself, meanwhile: what she says at the door is no word about that
    cara = (await visits.Pal.get()).person_id
    await probes.ask(probes.Wish(cara, world.now, 1, timedelta(minutes=60), "asked"), world.now)
    await world.settle()
    await world.cara.says("leaving")
    assert "What did you find?" in (await world.cara.hears("What did you find?", "1 = They are safe"))
    own = await probes.Probe.get(person_id=cara)
    assert own.status == "pending"
    await world.cara.says("They are safe")
    await world.bob.hears("Cara says that Ada is safe")
    alarm = await escalations.Escalation.get()
    assert alarm.status == "resolved" and (await visits.Visit.get()).state == "completed"
    await own.refresh_from_db()
    assert own.status == "pending"


async def test_she_asks_on_whatsapp_and_a_pal_with_a_telephone_alone_goes(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob",))
    await visits.at_home(ada.id, "12 Rose Lane", "Old town", None, None, world.now)
    await pal(world, "Cara", channel="voice")
    phone = world.ada.whatsapp
    await phone.says("Visit")
    await phone.says("tomorrow")
    assert "At what time?" in await phone.last()
    await phone.says("11 am")
    await phone.says("45 minutes")
    await phone.says("reading the paper")
    await phone.hears("A visit: Tue", "11:00, for 45 minutes: reading the paper.", "12 Rose Lane")
    await phone.says("yes")
    await world.cara.rings()
    await world.cara.picks_up()
    await world.cara.voice.hears("Can you visit somebody?", "Press 1 for: I can go.")
    await world.cara.presses("1")
    await world.ada.hears("Cara will visit you: Tue")
    await world.cara.voice.hears("You go to Ada", "12 Rose Lane")
