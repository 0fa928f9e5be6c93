"""The phone rings: asked, answered, passed on, called back. Whoever tells these stories presses keys and listens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import commands
from tests.stories.world import NUMBERS, World
from wellcheck import db, people
from wellcheck.escalations.models import Escalation
from wellcheck.messages import Delivery
from wellcheck.people import Address, Contact, Person
from wellcheck.probes import Probe


@pytest.fixture(scope="module", autouse=True)
def read_words() -> None:
    """The words of all languages are read once a process (`web.app.serve` does so soon after it starts)."""
    commands.read_words()


async def also_by(world: World, person: Person, name: str, channel: str) -> None:
    """This person is reached on one more channel, after the others."""
    async with db.transaction():
        await people.add_address(person.id, channel, NUMBERS[name], world.now, verified_how="test")


async def called(world: World, **more: object) -> Person:
    """Ada, who has nothing but a phone to be called on; her check-in is due, and the phone rings."""
    ada = await world.person("Ada", channel="voice", **{"retries": 0, "wait": 60, **more})  # type: ignore[arg-type]
    await world.until_asked(ada)
    await world.ada.rings()
    return ada


# --- asked by phone --------------------------------------------------------------------------------------------------


async def test_one_key_answers_and_the_thanks_are_spoken_after_it_is_safe(world: World) -> None:
    ada = await called(world)
    await world.ada.picks_up()
    await world.ada.voice.hears(
        "this is Wellcheck. Are you okay?", "Press 1 if you are okay. Press 2 if you need help."
    )
    assert (await world.probe(ada)).status == "pending", "picking up is no answer"
    await world.ada.presses("1")
    await world.ada.voice.hears("Thank you, Ada. Good to know that you are okay.")
    await world.ada.voice.hears("Goodbye.")
    assert (await world.probe(ada)).status == "good"
    (ask,) = await Delivery.filter(kind="ask")
    assert ask.state == "delivered" and (await world.ada.calls())[-1]["status"] == "completed"


async def test_a_call_for_help_by_key_rings_the_contact_who_takes_over_and_the_user_hears_of_it(world: World) -> None:
    ada = await called(world)
    bob = await Contact.get(user_id=ada.id)
    await Address.filter(person_id=bob.person_id).update(channel="voice", blind=people.blind("voice", NUMBERS["Bob"]))
    await world.ada.picks_up()
    await world.ada.presses("2")
    await world.ada.voice.hears("We are telling your contacts right now.")
    assert (await world.probe(ada)).status == "bad"
    await world.bob.rings()
    await world.bob.picks_up()
    await world.bob.voice.hears("Ada answered that they are not okay.", "Press 1 if you take care of it.")
    await world.bob.presses("*")
    assert await world.bob.voice.count("Ada answered that they are not okay.") == 2
    await world.bob.presses("1")
    assert (await Escalation.get(user_id=ada.id)).status == "acknowledged"
    # What follows is said in the same call, not by a line that is busy.
    await world.bob.voice.hears("When you know how Ada is, please tell us.", "Press 1 if they are safe.")
    await world.wait(minutes=0.5)
    await world.bob.presses("1")
    assert (await Escalation.get(user_id=ada.id)).status == "resolved"


async def test_a_key_answers_what_was_asked_last(world: World) -> None:
    ada = await world.person("Ada", channel="voice", retries=0, wait=60)
    await world.until_asked(ada)
    await world.ada.picks_up()
    await world.ada.speaks("settings")
    await world.ada.voice.hears("What would you like to change?")
    await world.ada.presses("1#")
    assert (await world.probe(ada)).status == "pending", "the first line of a menu is no “I am okay”"
    await world.ada.speaks("back")
    await world.ada.speaks("leave it")
    assert await world.ada.voice.count("Are you okay?") == 2, "what we called for is asked again"
    await world.ada.presses("1")
    assert (await world.probe(ada)).status == "good"


async def test_an_answering_machine_hears_nothing_of_it_and_the_next_address_is_asked_within_seconds(
    world: World,
) -> None:
    world.ada.voicemail = True
    ada = await world.person("Ada", channel="voice", retries=0, wait=60)
    await also_by(world, ada, "Ada", "sms")
    await world.until_asked(ada)
    await world.ada.voice.hears("This is Wellcheck with a message for you. We will try again.")
    assert not [line for line in await world.ada.voice.received() if "okay" in line or "Ada" in line]
    await world.ada.hears("Are you okay?")
    first, second = await Delivery.filter(kind="ask").order_by("id")
    assert (first.state, first.error_code, second.channel) == ("failed", "machine", "sms")
    assert first.sent_at is not None and second.sent_at is not None
    assert second.sent_at - first.sent_at < timedelta(seconds=10)
    assert (await Address.get(person_id=ada.id, channel="voice")).dead_at is None
    assert (await world.probe(ada)).status == "pending"


@pytest.mark.parametrize("how", ["declines", "lets_it_ring", "says_nothing", "hangs_up"])
async def test_without_a_key_the_next_address_is_asked_and_nothing_is_good(world: World, how: str) -> None:
    ada = await world.person("Ada", channel="voice", retries=0, wait=60)
    await also_by(world, ada, "Ada", "sms")
    await world.until_asked(ada)
    await world.ada.rings()
    if how in ("says_nothing", "hangs_up"):
        await world.ada.picks_up()
    if how == "says_nothing":
        await world.wait(minutes=0.25, times=4)
        assert await world.ada.voice.count("Are you okay?") == 3, "said again, and not for ever"
        await world.ada.voice.hears("We did not get an answer. We will try to reach you again.")
    else:
        await getattr(world.ada, how)()
    await world.ada.hears("Are you okay?")
    first, second = await Delivery.filter(kind="ask").order_by("id")
    expected = {"declines": "busy", "lets_it_ring": "no_answer"}.get(how, "no_key")
    assert (first.state, first.error_code, second.channel) == ("failed", expected, "sms")
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"


async def test_who_has_only_a_phone_and_misses_the_call_was_asked_all_the_same(world: World) -> None:
    ada = await called(world, retries=1, wait=30)
    await world.ada.lets_it_ring()
    await world.wait(minutes=16)
    assert (await world.probe(ada)).status == "pending"
    await world.wait(minutes=15)
    await world.ada.rings()  # the follow-up
    await world.ada.lets_it_ring()
    await world.wait(minutes=31)
    probe = await world.probe(ada)
    assert (probe.status, probe.reason) == ("unavailable", "unavailable")
    await world.bob.hears("Ada has not answered a check-in")


async def test_a_pressed_key_proves_a_human_whatever_was_taken_for_a_machine(world: World) -> None:
    ada = await called(world)
    await world.ada.picks_up(taken_for="unknown")
    await world.ada.speaks("I am fine")
    assert (await world.probe(ada)).status == "pending", "when nobody knows who speaks, keys alone count"
    await world.ada.presses("1")
    assert (await world.probe(ada)).status == "good"


async def test_spoken_words_answer_as_well_and_what_is_unclear_is_asked_again(world: World) -> None:
    ada = await called(world)
    await world.ada.picks_up()
    await world.ada.speaks("the weather is nice")
    await world.ada.voice.hears("Sorry, we did not understand. Press 1 if you are okay.")
    assert (await world.probe(ada)).status == "pending"
    await world.ada.speaks("I am fine")
    assert (await world.probe(ada)).status == "good"
    assert (await Delivery.filter(kind="ask"))[0].state == "delivered"


async def test_a_key_that_means_nothing_settles_nothing(world: World) -> None:
    ada = await called(world)
    await world.ada.picks_up()
    await world.ada.presses("5")
    await world.ada.voice.hears("This key means nothing here.")
    assert (await world.probe(ada)).status == "pending"
    await world.ada.presses("1")
    assert (await world.probe(ada)).status == "good"


async def test_a_phone_that_still_rings_falls_silent_when_the_answer_came_elsewhere(world: World) -> None:
    ada = await called(world)
    await also_by(world, ada, "Ada", "sms")
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"
    assert (await world.ada.calls())[-1]["status"] == "canceled"
    assert await world.ada.count("Are you okay?") == 0 and await Delivery.filter(kind="ask").count() == 1


async def test_who_picks_up_after_it_was_settled_is_told_so(world: World) -> None:
    ada = await called(world)
    await also_by(world, ada, "Ada", "sms")
    await world.ada.picks_up()
    await world.ada.says("1")
    assert (await world.ada.calls())[-1]["status"] == "in-progress", "nobody is hung up on"
    await world.ada.presses("1")
    assert (await world.probe(ada)).status == "good" and await Probe.filter(status="good").count() == 1


async def test_nine_twice_ends_the_calls_and_those_who_rely_on_them_are_told(world: World) -> None:
    ada = await called(world)
    await world.ada.picks_up()
    await world.ada.presses("9")
    await world.ada.voice.hears("If you do not want any calls from us, press 9 again.")
    assert (await Address.get(person_id=ada.id)).stopped_at is None
    await world.ada.presses("9")
    await world.ada.voice.hears("Understood. We do not call this number any more.")
    assert (await Address.get(person_id=ada.id)).stopped_at is not None
    assert (await world.probe(ada)).status != "good"


async def test_a_slow_call_says_everything_twice(world: World) -> None:
    ada = await world.person("Ada", channel="voice", retries=0, wait=60)
    await Person.filter(id=ada.id).update(slow_calls=True)
    await world.until_asked(ada)
    await world.ada.picks_up()
    assert await world.ada.voice.count("Are you okay?") == 2


async def test_calls_are_in_the_language_of_the_one_who_is_called(world: World) -> None:
    await called(world, language="es")
    await world.ada.picks_up()
    call = (await world.ada.calls())[-1]
    assert {line["language"] for line in call["lines"] if line["kind"] == "say"} == {"es-ES"}


# --- calling us ------------------------------------------------------------------------------------------------------


async def test_an_ok_from_a_caller_is_asked_for_once_more_by_calling_back(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.until_asked(ada)
    await world.ada.dials()
    await world.ada.voice.hears("This is Wellcheck. Press 2 if you need help.")
    assert await world.ada.voice.count("Ada") == 0, "a number can be forged: nobody is called by name"
    await world.ada.presses("1")
    await world.ada.voice.hears("Please hang up now. We call you back in a moment")
    assert (await world.probe(ada)).status == "pending"
    await world.wait(minutes=0.1)
    await world.ada.rings()
    await world.ada.picks_up()
    await world.ada.voice.hears("Are you okay?")
    await world.ada.presses("1")
    assert (await world.probe(ada)).status == "good"


async def test_a_caller_who_needs_help_is_believed_at_once(world: World) -> None:
    ada = await world.person("Ada")
    await world.ada.dials()
    await world.ada.presses("2")
    await world.ada.voice.hears("We are telling your contacts right now.")
    await world.bob.hears("Ada asked for help.")
    assert (await Escalation.get(user_id=ada.id)).reason == "panic"


async def test_a_forged_caller_cannot_say_that_all_is_well(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    for _ in range(5):
        await world.ada.dials()
        await world.ada.speaks("I am fine")
        await world.wait(minutes=0.2)
        for call in await world.ada.calls():
            if call["status"] == "ringing":
                await world.ada.declines()
    assert (await world.probe(ada)).status == "pending"
    calls_back = [call for call in await world.ada.calls() if not call["mine"]]
    assert len(calls_back) == 3, "their owner's phone does not ring for ever"
    await world.wait(minutes=5)
    assert (await world.probe(ada)).reason == "unavailable", "and no deadline moved"


async def test_a_pin_proves_who_is_calling(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    async with db.transaction():
        await people.choose_pin(ada.id, "4711")
    await world.until_asked(ada)
    await world.ada.dials()
    await world.ada.voice.hears("Or enter your PIN")
    await world.ada.presses("1234#")
    await world.ada.voice.hears("That is not the PIN.")
    await world.ada.presses("4711#")
    await world.ada.voice.hears("Hello Ada. What can we do for you?", "Press 1 for: I'm okay.")
    await world.ada.presses("1")
    await world.ada.voice.hears("Good to know that you are okay.")
    assert (await world.probe(ada)).status == "good"


async def test_a_contact_who_calls_back_the_missed_call_takes_over(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    bob = await Contact.get(user_id=ada.id)
    await Address.filter(person_id=bob.person_id).update(channel="voice", blind=people.blind("voice", NUMBERS["Bob"]))
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.rings()
    await world.bob.lets_it_ring()
    assert sum(not call["mine"] for call in await world.bob.calls()) <= 2, "a phone that is not answered has its rest"
    await world.bob.dials()
    await world.bob.voice.hears("Ada has not answered a check-in", "Press 1 if you take care of it.")
    await world.bob.presses("1")
    assert (await Escalation.get(user_id=ada.id)).status == "acknowledged"


async def test_who_is_unknown_learns_nothing(world: World) -> None:
    await world.person("Ada")
    await world.cara.dials()
    heard = " ".join(await world.cara.voice.received())
    assert "Press 1 if you would like that too." in heard and "Ada" not in heard and "help" not in heard
    await world.cara.hangs_up()
    assert await Person.all().count() == 2  # Ada and Bob


async def sign_up_by_phone(world: World) -> None:
    """Cara, who has no text messages at all, calls and is called back."""
    await world.cara.dials()
    await world.cara.presses("1")
    await world.wait(minutes=0.1)
    await world.cara.rings()
    await world.cara.picks_up()
    await world.cara.voice.hears(
        "You asked us to call you back.", "Which language shall we speak?", "Press 1 for: English."
    )


async def test_somebody_with_no_text_at_all_signs_up_by_phone_and_may_be_interrupted(world: World) -> None:
    await sign_up_by_phone(world)
    await world.cara.presses("1")
    await world.cara.voice.hears("What is your first name?")
    await world.cara.speaks("Cara.")
    await world.cara.voice.hears("Cara. If that is not right, say back.", "Is that your time?")
    await world.cara.hangs_up()

    await world.cara.dials()
    await world.cara.presses("1")
    await world.wait(minutes=0.1)
    await world.cara.picks_up()
    await world.cara.voice.hears("You asked us to call you back.", "Press 1 to go on.")
    await world.cara.presses("1")
    assert await world.cara.voice.count("Is that your time?") == 2
    await world.cara.speaks("back")
    await world.cara.speaks("Cara")
    await world.cara.presses("1")
    await world.cara.voice.hears("Who should we tell when you do not answer? Please say the first name.")
    await world.cara.speaks("Bob")
    await world.cara.voice.hears(
        "Bob. If that is not right", "What is the phone number of Bob?", "Please enter the number with the keys"
    )
    await world.cara.presses("07700900002#")
    await world.cara.voice.hears("4 4 7, 7 0 0, 9 0 0, 0 0 2")
    await world.cara.presses("1")
    await world.cara.voice.hears("When should we ask you", "enter four digits")
    await world.cara.presses("0900#")
    await world.cara.voice.hears("Is that right?")
    await world.cara.presses("1")
    await world.wait(minutes=0.1)
    await world.bob.hears("Cara would like us to tell you if they do not answer.")
    address = await Address.get(channel="voice", blind=people.blind("voice", NUMBERS["Cara"]))
    assert address.verified_how == "called"
    person = await Person.get(id=address.person_id)
    assert (person.first_name, person.zone) == ("Cara", "Europe/London")


async def test_a_call_may_be_continued_by_text_message(world: World) -> None:
    await sign_up_by_phone(world)
    await world.cara.presses("1")
    await world.cara.hangs_up()
    await world.cara.says("Cara")
    await world.cara.hears("Cara. If that is not right", "Is that your time?")
    assert await Person.all().count() == 1
