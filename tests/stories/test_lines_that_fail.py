"""Calls and WhatsApp messages that reach nobody, or a machine: the next address is tried within seconds, nothing is taken for
an OK, and nobody talks for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import calls
from tests.stories.sides import CHANNELS, ada_on
from tests.stories.world import NUMBERS, Phone, World
from wellcheck import db, people
from wellcheck.config import Config
from wellcheck.messages import Delivery
from wellcheck.people import Address, Contact
from wellcheck.probes import Probe

NEXT_WITHIN, MACHINE_WITHIN = timedelta(seconds=5), timedelta(seconds=10)


@pytest.fixture
def config(config: Config) -> Config:
    """With a template that WhatsApp approved."""
    return replace(config, twilio_whatsapp_template="HX" + "0" * 32)


async def fails(world: World, phone: Phone, how: str) -> None:
    """The call that rings here ends in this way. What fails before it rings was set as a fault."""
    if how in ("busy", "no_answer", "machine"):
        await phone.rings()
        await {
            "busy": phone.declines,
            "no_answer": phone.lets_it_ring,
            "machine": lambda: phone.picks_up("machine_start"),
        }[how]()


@pytest.mark.parametrize("how", ["busy", "no_answer", "failed", "machine"])
async def test_a_question_and_an_alarm_go_on_to_the_next_address(world: World, how: str) -> None:
    ada = await world.person("Ada", channel="voice", retries=0, wait=30)
    bob = (await Contact.get(user_id=ada.id)).person_id
    async with db.transaction():
        await people.add_address(ada.id, "sms", NUMBERS["Ada"], world.now, verified_how="test")
        await people.add_address(bob, "voice", NUMBERS["Bob"], world.now, verified_how="test", first=True)
    within = MACHINE_WITHIN if how == "machine" else NEXT_WITHIN
    if how == "failed":
        for name in ("ada", "bob"):
            await world.fault(provider="twilio", method="call", kind="undelivered", status=32009, phone=name)
    for phone, kind, words in (
        (world.ada, "ask", "Are you okay?"),
        (world.bob, "alarm", "Ada has not answered a check-in"),
    ):
        if kind == "ask":
            await world.until_asked(ada)
        else:
            await world.wait(minutes=30.1)
        before = world.now
        await fails(world, phone, how)
        await phone.hears(words)
        first, second = (await Delivery.filter(kind=kind).order_by("id"))[:2]
        assert (first.channel, first.state, second.channel) == ("voice", "failed", "sms")
        assert second.sent_at is not None and second.sent_at - before < within
        spoken = await phone.voice.received()
        assert how != "machine" or spoken == ["This is Wellcheck with a message for you. We will try again."]
    assert (await world.probe(ada)).status == "unavailable"


async def test_a_call_that_was_begun_though_its_request_was_lost_is_found_and_not_made_twice(world: World) -> None:
    ada = await world.person("Ada", channel="voice", retries=0, wait=60)
    lost = {"provider": "twilio", "method": "call", "kind": "timeout_after_accept", "seconds": 0.1, "phone": "ada"}
    await world.fault(**lost, callbacks="drop")
    await world.until_asked(ada)
    (ask,) = await Delivery.filter(kind="ask")
    assert ask.state == "unknown" and ask.provider_id is None
    await world.wait(minutes=0.1)
    (ask,) = await Delivery.filter(kind="ask")
    (call,) = await world.ada.calls()
    assert (ask.state, ask.provider_id) == ("sent", call["sid"])
    await world.ada.picks_up()
    await world.ada.presses("1")
    assert (await world.probe(ada)).status == "good"


MISHEARD = (
    ("en", ("Oh Kay is at the door", "I am not okay with that", "find, thank you")),
    ("es", ("estoy vientos", "no sé si bien", "bien no")),
    ("de", ("mir geht das Gurt", "nicht so gut", "gut ist das nicht")),
    ("fr", ("je vais bien sur la table", "pas bien", "ça va pas")),
)


@pytest.mark.parametrize(("language", "words"), MISHEARD)
async def test_what_is_misheard_is_no_ok_and_after_three_tries_the_call_ends_without_thanks(
    world: World, language: str, words: tuple[str, ...]
) -> None:
    ada = await world.person("Ada", channel="voice", retries=0, wait=60, language=language)
    await world.until_asked(ada)
    await world.ada.picks_up()
    for said in words:
        if (await world.probe(ada)).status == "pending":
            await world.ada.speaks(said)
    (call,) = await world.ada.calls()
    (ask,) = await Delivery.filter(kind="ask")
    status = (await world.probe(ada)).status
    assert status in ("pending", "bad")
    if status == "pending":  # asked twice what it means, and then no thanks that would sound as if it were settled
        assert (call["status"], ask.state, ask.error_code) == ("completed", "failed", "no_key")


@pytest.mark.parametrize("code", [63016, 63024, 63003, 63018, 63049])
async def test_a_template_that_does_not_arrive_is_said_by_text_message_at_once(world: World, code: int) -> None:
    ada = await world.person("Ada", channel="whatsapp", retries=0, wait=60)
    async with db.transaction():
        await people.add_address(ada.id, "sms", NUMBERS["Ada"], world.now, verified_how="test")
    await world.fault(provider="twilio", method="create", kind="undelivered", status=code, phone="ada")
    await world.until_asked(ada)
    await world.ada.hears("Are you okay?")
    first, second = await Delivery.filter(kind="ask").order_by("id")
    assert (first.channel, first.state, first.error_code) == ("whatsapp", "failed", str(code))
    assert first.sent_at is not None and second.sent_at is not None and second.sent_at - first.sent_at < NEXT_WITHIN
    await world.ada.says("1")
    assert (await Probe.get(person_id=ada.id)).status == "good"
    dead = (await Address.get(person_id=ada.id, channel="whatsapp")).dead_at
    assert (dead is not None) == (code in (63003, 63024)), "only who has no WhatsApp is not written to there any more"


# --- two machines ----------------------------------------------------------------------------------------------------

ANSWER = "Many thanks for getting in touch with the tea shop on Main Street"


@pytest.mark.parametrize("channel", CHANNELS)
async def test_two_machines_talk_to_each_other_for_a_moment_only(world: World, channel: str) -> None:
    ada, side = await ada_on(world, channel, retries=0, wait=30)
    await world.until_asked(ada)
    await side.picks_up()
    turns = 0
    while turns < 12 and (not side.spoken or await side.on_the_line()):
        turns += 1
        if not await side.says(ANSWER):
            break
    assert turns <= 3, "we fall silent first"
    assert (await world.probe(ada)).status == "pending"
    assert await side.phone.count("Sorry, we") <= 2
    for _ in range(3):
        await world.wait(minutes=16)
        await side.lets_it_ring()
    await world.bob.hears("Ada has not answered a check-in")


async def test_keys_that_mean_nothing_do_not_keep_a_call_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "MOST_STEPS", 4)
    ada, side = await ada_on(world, "voice", retries=0, wait=60)
    await world.until_asked(ada)
    await side.picks_up()
    for key in "5*55*5":
        if await side.on_the_line():
            await side.phone.presses(key)
    assert not await side.on_the_line()
    await side.hears("This call has become very long.")
    assert (await world.probe(ada)).status == "pending"
