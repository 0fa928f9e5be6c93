"""What each channel must be able to do. One story for each capability, told on Telegram, by text message, on WhatsApp and on
the phone; where a channel cannot do it, we say what can be done instead.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.stories.sides import CHANNELS, ada_on, only_on
from tests.stories.world import World
from wellcheck import db, people
from wellcheck.config import Config
from wellcheck.escalations import Escalation
from wellcheck.people import Address, Contact, Person
from wellcheck.probes import ProbeSettings, circle

EVERYWHERE = pytest.mark.parametrize("channel", CHANNELS)


@pytest.fixture
def config(config: Config) -> Config:
    """With a template that WhatsApp approved, so that people may be asked there after a day of silence."""
    return replace(config, twilio_whatsapp_template="HX" + "0" * 32)


async def alarm(user: Person) -> Escalation:
    """The newest alarm about this user."""
    found = await Escalation.filter(user_id=user.id).order_by("-id").first()
    assert found is not None
    return found


@EVERYWHERE
async def test_asked_and_answered_okay_in_between_help_and_late(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel, retries=0, wait=30)
    await world.until_asked(ada)
    await side.picks_up()
    await side.hears("Are you okay?")
    assert "Good to know that you are okay" in await side.chooses(1)
    assert (await world.probe(ada)).status == "good"

    await world.until_asked(ada)
    await side.picks_up()
    answer = await side.says("please call me, it is not urgent")
    assert (await world.probe(ada)).status == "pending" and answer
    assert "We are telling your contacts right now." in await side.chooses(2)
    await world.bob.hears("Ada answered that they are not okay")
    await world.bob.says("1")
    await world.bob.says("1")
    assert (await alarm(ada)).status == "resolved"
    await side.leaves()

    await world.until_asked(ada)
    await side.lets_it_ring()
    await world.wait(minutes=30.1, times=2)
    await world.bob.hears("Ada has not answered a check-in")
    await side.says("I am okay")
    if side.spoken and (await world.probe(ada)).status != "unavailable":
        raise AssertionError
    await side.hears("We tell everybody that you are okay")
    await world.bob.hears("All clear")
    assert (await world.probe(ada)).status == "unavailable", "what happened is not rewritten"


@EVERYWHERE
async def test_a_cry_for_help_at_any_time(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel)
    assert "We are telling your contacts right now." in await side.says("SOS")
    await world.bob.hears("Ada asked for help")
    assert (await alarm(ada)).reason == "panic"
    if not side.spoken:
        await side.hears("We are telling your contacts", "where you are")
        await side.says("I sit on the stairs at 12 High Street")
        await side.hears("Those we tell about you get to know it")
        await world.bob.hears("Ada wrote at", "I sit on the stairs at 12 High Street")
    if channel in ("telegram", "whatsapp"):
        await side.phone.shares_location(51.5, -0.12)
        await side.hears("Those we tell about you see where you are")
        await world.bob.hears("51.5")


@EVERYWHERE
async def test_paused_resumed_put_off_walked_home_and_early(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel, retries=0, wait=60)
    await side.says("pause until Thursday 6pm")
    await side.hears("We do not ask you until", "Is that right?")
    await side.chooses(1)
    await side.hears("We have told Bob")
    await world.bob.hears("Ada does not want to be asked until")
    await side.says("resume")
    await side.hears("Check-ins are on again")
    await side.says("walk me home: 40 minutes")
    await side.hears("We are with you", "20 more minutes")
    await side.says("20 more minutes")
    await side.says("I'm home")
    await side.hears("Good that you are home, Ada")
    await side.says("I'm okay today")
    await side.hears("We will not ask you at 09:00 today")
    await side.leaves()
    await world.until_asked(ada)
    assert world.now.day != (await Person.get(id=ada.id)).created_at.day
    await side.picks_up()
    await side.says("ask me again in 30 minutes")
    await side.hears("we ask you again at 09:30", "we tell your contacts at 10:30")
    await side.leaves()
    await world.wait(minutes=30)
    await side.picks_up()
    await side.hears("you wanted us to ask you later")
    await side.chooses(1)
    assert (await world.probe(ada)).status == "good"


@EVERYWHERE
async def test_the_secret_word_is_answered_like_an_ok(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel, retries=0, wait=30)
    word = "5 5 1" if channel == "voice" else "Tell aunt Rosa hello"
    await side.says("secret word")
    await side.hears("secret word with us")
    await side.chooses(1)
    await side.hears("never show it again")
    await side.says("551#" if side.spoken else word)
    await side.hears("Saved.")
    await side.leaves()
    said, took = [], []
    okay = "1#" if side.spoken else "1"
    for words in (okay, "551#" if side.spoken else word):
        await world.until_asked(ada)
        await side.picks_up()
        before = world.now
        said.append(await side.says(words))
        took.append((world.now - before).total_seconds())
        if words == okay:
            assert (await world.probe(ada)).status == "good" and await world.bob.count("secret word") == 0
        await side.leaves()
    assert said[0] == said[1] != ""
    await world.bob.hears("secret word", "Do not call or write")
    heard = await side.phone.received()
    await world.wait(hours=2)
    assert await side.phone.received() == heard, "nothing of it shows to her"
    assert (await alarm(ada)).status == "running"


@EVERYWHERE
async def test_stopped_and_coming_back(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel, retries=0, wait=30)
    if side.spoken:
        await world.until_asked(ada)
        await side.picks_up()
        await side.says("9")
        await side.says("9")
        await side.hears("We do not call this number any more")
    else:
        await side.says("STOP")
        assert not [text for text in side.said if "Wellcheck" in text or "Ada" in text], (
            "at most the provider's own words"
        )
    assert (await Address.get(person_id=ada.id)).stopped_at is not None
    await world.bob.hears("We cannot ask Ada any more whether they are okay")
    if not side.spoken:
        await world.until(world.now.replace(hour=12))
        assert await side.phone.count("Are you okay?") == 0
    await side.leaves()
    if side.spoken:
        await side.calls_us()
        await side.hears("You asked us not to call this number. Shall we call you again?")
        await side.chooses(1)
        await side.hears("we call you again")
        await side.says("1")
        await side.hears("Good to know that you are okay")
    else:
        await side.says("START")
        await side.hears("Check-ins are on")
    assert (await Address.get(person_id=ada.id)).stopped_at is None
    await side.leaves()
    await world.bob.hears("We can reach Ada again")
    await world.until_asked(ada)
    await side.picks_up()
    await side.chooses(1)
    assert (await world.probe(ada)).status == "good"


@EVERYWHERE
async def test_a_contact_says_yes_not_now_or_never_takes_over_cannot_and_hears_it_again(
    world: World, channel: str
) -> None:
    ada = await world.person("Ada", contacts=("Bob",), consented=False, retries=0, wait=10)
    contact = await Contact.get(user_id=ada.id)
    await world.wait(hours=4)  # nobody is invited by a call at night
    bob = await only_on(world, await people.get(contact.person_id), "Bob", channel)

    async def asked() -> None:
        """Bob is asked anew, on this channel."""
        async with db.transaction():
            await circle.invite(contact, ada, world.now)
        await world.settle()
        await bob.picks_up()
        await bob.hears("would like us to tell you if they do not answer")

    await asked()
    await bob.chooses(3)
    assert (await Contact.get(id=contact.id)).consent == "invited"
    await bob.leaves()
    await asked()
    await bob.chooses(2)
    assert (await Contact.get(id=contact.id)).consent == "declined"
    await world.ada.hears("Bob does not want to be told")
    await bob.leaves()
    await asked()
    await bob.chooses(1)
    assert (await Contact.get(id=contact.id)).consent == "consented"
    await world.ada.hears("Bob agreed")
    await bob.leaves()

    await world.until_asked(ada)
    await world.wait(minutes=10.1)
    await bob.picks_up()
    await bob.hears("Ada has not answered a check-in")
    if bob.spoken:
        await bob.says("*")
        assert await bob.phone.count("Ada has not answered a check-in") == 2
    await bob.chooses(2)
    assert (await alarm(ada)).status == "running"
    await bob.leaves()
    await world.ada.says("1")
    await bob.hears_the_call("All clear")
    await world.until_asked(ada)
    await world.wait(minutes=10.1)
    await bob.picks_up()
    await bob.chooses(1)
    assert (await alarm(ada)).status == "acknowledged"
    await world.ada.hears("Bob is coming to check on you.")


@EVERYWHERE
async def test_asks_about_oneself_and_changes_what_is_set(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel)
    await side.says("who is told when")
    await side.hears("If you do not answer", "Bob (agreed): at 13:00")
    await side.says("how was my month")
    await side.hears("We have not asked you anything in the last 30 days.")
    await side.says("status")
    await side.hears("Check-ins are on.")
    await side.says("schedule")
    await side.hears("When should we ask you")
    await side.says("0830#" if side.spoken else "every day at 8:30")
    await side.hears("Is that right?")
    await side.chooses(1)
    await side.hears("Saved. We ask you next on", "08:30")

    await side.says("settings")
    await side.hears("What would you like to change?")
    await side.says("contacts")
    await side.hears("Your contacts: Bob (agreed).")
    await side.chooses(1)
    await side.says("Cara")
    if side.spoken:
        await side.hears("Cara. If that is not right, say back.")
    await side.says("07700900003#" if side.spoken else "+44 7700 900003")
    if side.spoken:
        await side.chooses(1)
    await side.hears("We have asked Cara by text message")
    await world.cara.hears("Ada uses Wellcheck")

    await side.says("what do you know about me")
    if side.spoken:
        await side.hears("We can only send it as a message, and we have no way to write to you.")
    elif side.phone.channel == "telegram":
        await side.hears("Here is everything we know about you, as a file.")
    else:
        await side.hears("It works once", "/mine/")

    await side.says("language")
    await side.hears("Which language shall we speak?")
    await side.says("Español")
    assert (await Person.get(id=ada.id)).language == "es"
    await side.says("idioma")
    await side.says("English")
    assert (await Person.get(id=ada.id)).language == "en"
    await side.says("forget me")
    await side.chooses(1)
    await side.chooses(1)
    await side.hears("we have forgotten everything about you")
    await world.bob.hears("Ada")
    await side.leaves()
    await world.wait(minutes=11)
    assert not await ProbeSettings.exists(person_id=ada.id)
