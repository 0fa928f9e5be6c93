"""What a provider says, or does not say, became of a message: nobody waits for one that will not arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.stories.processes import scalar
from tests.stories.world import NUMBERS, World
from wellcheck import db, people
from wellcheck.escalations import Escalation
from wellcheck.messages import Delivery
from wellcheck.people import Address, Contact, Person

TELEGRAM = {"Ada": "7001", "Bob": "7002", "Cara": "7003", "Olga": "7004"}


async def also_on_telegram(world: World, person: Person, name: str, first: bool = False) -> None:
    """Give somebody who has a number a Telegram account as well."""
    await world.phone(name).telegram.says("/start")
    await people.Address.filter(channel="telegram").exclude(person_id=person.id).delete()
    await people.add_address(person.id, "telegram", TELEGRAM[name], world.now, verified_how="test", first=first)


async def moved_on_within(first: Delivery, second: Delivery) -> timedelta:
    """How long after the provider said that the first did not arrive the second left."""
    at = await scalar("SELECT max(at) FROM receipts WHERE delivery_id = $1", first.id)
    assert second.sent_at is not None and at is not None
    moved: timedelta = second.sent_at - at
    return moved


AT_ONCE = timedelta(seconds=5)
"""The promise of the issue: the next address hears so soon."""


async def test_an_undelivered_question_is_asked_on_the_next_address_at_once(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30003, phone="ada")
    await world.until_asked(ada)
    failed = await Delivery.get(kind="ask", channel="sms")
    again = await Delivery.get(kind="ask", channel="telegram")
    assert failed.state == "failed" and failed.error_code == "30003"
    assert await moved_on_within(failed, again) < AT_ONCE
    await world.ada.telegram.taps("I'm okay")
    assert (await world.probe(ada)).status == "good"
    sms = await Address.get(person_id=ada.id, channel="sms")
    assert sms.dead_at is None  # a phone that is off today is tried again tomorrow


async def test_an_undelivered_alarm_goes_to_the_contacts_next_address_at_once(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    bob = (await Contact.filter(user_id=ada.id).order_by("position"))[0].person_id
    await also_on_telegram(world, await people.get(bob), "Bob")
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30005, phone="bob")
    await world.wait(minutes=5.1)
    await world.bob.telegram.hears("Ada has not answered a check-in")
    first, second = await Delivery.filter(kind="alarm").order_by("id")
    assert await moved_on_within(first, second) < AT_ONCE
    assert (await Address.get(person_id=bob, channel="sms")).dead_reason == "the number does not exist any more"
    assert await world.cara.count("has not answered") == 0  # Bob has his time


async def test_a_contact_whose_only_number_is_gone_gives_way_to_the_next_one_within_seconds(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30005, phone="bob")
    await world.wait(minutes=5.1)
    first, second = await Delivery.filter(kind="alarm").order_by("id")
    assert (first.person_id, second.person_id) == tuple(
        contact.person_id for contact in await Contact.filter(user_id=ada.id).order_by("position")
    )
    assert await moved_on_within(first, second) < AT_ONCE
    await world.cara.hears("Ada has not answered a check-in")
    await world.ada.hears("We cannot reach Bob any more.")


async def test_who_blocks_us_on_telegram_is_asked_by_text_message(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada", first=True)
    await world.ada.telegram.blocks()
    await world.until_asked(ada)
    await world.ada.hears("this is Wellcheck. Are you okay?")
    assert await world.ada.telegram.count("Are you okay?") == 0
    asks = await Delivery.filter(kind="ask").order_by("id")
    assert [(ask.channel, ask.state) for ask in asks] == [("telegram", "failed"), ("sms", "delivered")]
    await world.ada.says("1")
    assert (await world.probe(ada)).status == "good"


async def test_a_number_that_opted_out_at_the_provider_counts_as_stop(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    refused = {"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}
    await world.fault(
        provider="twilio", method="create", kind="status", status=400, body=refused, phone="bob", times=None
    )
    await world.wait(minutes=5.1)
    bob = await Contact.filter(user_id=ada.id).order_by("position").first()
    assert bob is not None and bob.consent == "opted_out"
    assert (await Address.get(person_id=bob.person_id)).stopped_at is not None
    await world.ada.hears("Bob does not want messages from us any more, so we cannot tell them about you.")
    await world.cara.hears("Ada has not answered a check-in")
    assert await world.asked_provider("Bob") <= 2  # the invitation, and this


async def test_receipts_that_come_three_times_and_backwards_change_nothing(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(provider="twilio", callbacks="triple", times=None)
    await world.until_asked(ada)
    ask = await Delivery.get(kind="ask")
    assert (ask.state, ask.provider_rank) == ("delivered", 6)
    assert await scalar("SELECT count(*) FROM receipts WHERE delivery_id = $1", ask.id) == 9
    await world.no_faults()
    await world.ada.says("1")
    await world.fault(provider="twilio", callbacks="shuffle", times=None)
    await world.until_asked(ada)
    ask = (await Delivery.filter(kind="ask").order_by("-id"))[0]
    assert (ask.state, ask.provider_rank) == ("delivered", 6)
    assert ask.delivered_at is not None
    assert await world.ada.count("Are you okay?") == 2


async def test_receipts_of_a_message_that_failed_move_on_once_however_often_they_come(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.fault(
        provider="twilio", method="create", kind="undelivered", status=30005, callbacks="triple", phone="ada"
    )
    await world.until_asked(ada)
    assert await world.ada.telegram.count("Are you okay?") == 1
    assert await Delivery.filter(kind="ask").count() == 2
    assert await scalar("SELECT count(*) FROM timeline WHERE what = 'next_address'") == 1


async def test_without_any_receipt_the_question_counts_as_sent(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(provider="twilio", callbacks="drop", times=None)
    await world.until_asked(ada)
    assert (await Delivery.get(kind="ask")).state == "sent"
    await world.wait(minutes=59)
    assert (await world.probe(ada)).status == "pending"
    await world.wait(minutes=1.1)
    assert (await world.probe(ada)).reason == "unavailable"


@pytest.mark.parametrize(
    "refusal",
    [
        {"status": 401, "body": {"code": 20003, "message": "Authenticate", "status": 401}},
        {"status": 403, "body": {"code": 20005, "message": "Account not active", "status": 403}},
    ],
)
async def test_when_our_account_is_refused_others_are_asked_elsewhere_and_operators_told(
    world: World, refusal: dict[str, Any]
) -> None:
    olga = await world.operator()
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.sandbox_post("/phones", name="Olga", number=NUMBERS["Olga"])
    await db.run("UPDATE persons SET language = 'en' WHERE id = $1", olga.id)
    await world.fault(provider="twilio", method="create", kind="status", times=None, **refusal)
    await world.until_asked(ada)
    await world.ada.telegram.hears("this is Wellcheck. Are you okay?")
    told = await Delivery.filter(kind="operator")
    assert len(told) == 1 and told[0].text.startswith("No message leaves by sms any more: our ")
    await world.no_faults()
    await world.wait(minutes=1.1)
    await world.olga.hears("No message leaves by sms any more")
    await world.ada.telegram.taps("I'm okay")
    assert (await world.probe(ada)).status == "good"
    assert await Escalation.all().count() == 0


async def test_a_provider_that_wants_a_day_of_silence_gets_it_and_nobody_waits_that_long(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.fault(
        provider="twilio", method="create", kind="status", status=429, retry_after=86_400, phone="ada", times=None
    )
    await world.until_asked(ada)
    await world.ada.telegram.hears("this is Wellcheck. Are you okay?")
    assert await world.asked_provider("Ada") <= 3


@pytest.mark.parametrize("kind", ["garbage", "timeout_after_accept"])
async def test_an_answer_that_cannot_be_read_makes_no_second_copy(world: World, kind: str) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(
        provider="twilio", method="create", kind=kind, phone="ada", accept=True, seconds=0.5, callbacks="drop"
    )
    await world.until_asked(ada)
    await world.wait(minutes=0.2, times=3)
    assert await world.ada.count("Are you okay?") == 1
    assert (await Delivery.get(kind="ask")).state == "sent"


async def asked_about(world: World) -> int:
    """How often Twilio was asked what became of a message."""
    seen = await world.sandbox_get("/requests")
    return sum(request["method"] == "fetch" for request in seen["requests"])


async def test_a_question_that_did_not_arrive_and_whose_receipt_is_lost_is_asked_elsewhere_within_a_minute(
    world: World,
) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.fault(
        provider="twilio", method="create", kind="undelivered", status=30005, phone="ada", callbacks="drop"
    )
    await db.run("UPDATE addresses SET wait_seconds = 3000 WHERE person_id = $1", ada.id)
    await world.until_asked(ada)
    assert (await Delivery.get(kind="ask", channel="sms")).state == "sent"
    await world.wait(minutes=0.9)
    assert await asked_about(world) == 0 and await world.ada.telegram.count("Are you okay?") == 0
    await world.wait(minutes=0.2)
    await world.ada.telegram.hears("Are you okay?")
    lost = await Delivery.get(kind="ask", channel="sms")
    assert (lost.state, lost.error_code) == ("failed", "30005")
    await world.wait(minutes=5, times=2)
    assert await asked_about(world) == 1


async def test_an_alarm_that_did_not_arrive_and_whose_receipt_is_lost_goes_to_the_next_contact(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.fault(
        provider="twilio", method="create", kind="undelivered", status=30005, phone="bob", callbacks="drop"
    )
    await world.wait(minutes=5.1)
    assert await world.cara.count("has not answered") == 0
    await world.wait(minutes=1.1)
    await world.cara.hears("Ada has not answered a check-in")


async def test_what_arrived_without_a_receipt_is_found_out_once(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(provider="twilio", callbacks="drop", times=None)
    await world.until_asked(ada)
    await world.wait(minutes=1.1, times=4)
    ask = await Delivery.get(kind="ask")
    assert ask.state == "delivered" and ask.delivered_at is not None
    assert await asked_about(world) == 1


async def test_a_settled_question_is_not_asked_about(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(provider="twilio", method="create", callbacks="drop", phone="ada")
    await world.until_asked(ada)
    await world.ada.says("1")
    await world.wait(minutes=5, times=2)
    assert await Delivery.filter(kind="ask", polls__gt=0).count() == 0


async def test_a_provider_that_cannot_tell_is_asked_more_and_more_rarely_and_not_for_ever(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(provider="twilio", method="create", callbacks="drop", phone="ada")
    await world.fault(provider="twilio", method="fetch", kind="status", status=503, times=None)
    await world.until_asked(ada)
    counts = []
    for _ in range(12):
        await world.wait(minutes=4.1)
        counts.append(await asked_about(world))
    assert counts[0] >= 1 and counts[-1] == 6
    assert counts[3] <= 5, "by the seventeenth minute"
    ask = await Delivery.get(kind="ask")
    assert (ask.state, ask.error) == ("sent", "whether it arrived is not known")
    assert await scalar("SELECT count(*) FROM timeline WHERE what = 'arrival_unknown' AND about_id = $1", ask.about_id)
    await world.wait(minutes=12)
    assert (await world.probe(ada)).reason == "unavailable"  # it counts as asked
