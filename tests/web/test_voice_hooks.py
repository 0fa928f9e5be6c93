"""What Twilio asks and brings in a call: proved, counted once, spoken after it is safe."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest

from tests.web.callers import Api, Somebody, asked, post_form, sms_form
from wellcheck import db, people
from wellcheck.escalations.models import Escalation
from wellcheck.messages import Delivery, InboundRow
from wellcheck.people import Address, Person
from wellcheck.probes import Probe

CALL, ANSWER, STATUS = "/webhook/voice", "/webhook/voice/answer", "/webhook/voice/status"


def call_form(api: Api, number: str, ours: bool = True, **more: str) -> dict[str, str]:
    """What Twilio posts about a call with this number."""
    us = api.config.twilio_voice_from
    return {
        "AccountSid": api.config.twilio_account_sid, "CallSid": f"CA{'1' * 32}", "CallStatus": "in-progress",
        "Direction": "outbound-api" if ours else "inbound", "From": us if ours else number, "To": number if ours else us,
    } | more  # fmt: skip


def said(xml: str) -> str:
    """Everything that is spoken."""
    return " ".join(say.text or "" for say in ElementTree.fromstring(xml).iter("Say"))


def action(xml: str) -> str | None:
    """Where the keys go; None: the call ends."""
    gather = ElementTree.fromstring(xml).find("Gather")
    return None if gather is None else gather.get("action")


async def called(ada: Somebody) -> tuple[str, Delivery]:
    """Ada is asked by phone: the probe, and the delivery the call is made for."""
    await Address.filter(person_id=ada.id).update(channel="voice", blind=people.blind("voice", ada.phone))
    probe = await asked(ada.id, ada.api.running)
    await Delivery.filter(about_id=probe).update(state="sent", due_at=None, provider_id="CA" + "1" * 32)
    return probe, await Delivery.get(about_id=probe)


async def test_the_same_key_brought_twice_settles_once_and_says_the_same(ada: Somebody):
    probe, ask = await called(ada)
    first = await post_form(ada.api, f"{CALL}?delivery={ask.id.hex}", call_form(ada.api, ada.phone, AnsweredBy="human"))
    path = action(first[1])
    assert first[0] == 200 and path is not None and "Press 1 if you are okay." in said(first[1])
    form = call_form(ada.api, ada.phone, Digits="1")
    for _ in range(2):
        status, xml = await post_form(ada.api, path, form)
        assert status == 200 and "Good to know that you are okay." in said(xml)
    assert (await Probe.get(id=probe)).status == "good" and await InboundRow.all().count() == 1


async def test_a_second_key_is_not_taken_for_a_repetition_of_the_first(ada: Somebody):
    probe, ask = await called(ada)
    path = f"{ANSWER}?delivery={ask.id.hex}&asking=1&speech=1"
    await post_form(ada.api, path, call_form(ada.api, ada.phone, Digits="1"))
    _, xml = await post_form(ada.api, path, call_form(ada.api, ada.phone, Digits="2"))
    assert "We are telling your contacts" in said(xml)
    assert (await Escalation.get(user_id=ada.id)).reason in ("bad", "panic")


@pytest.mark.parametrize("path", [CALL, ANSWER, STATUS])
async def test_who_is_not_twilio_is_told_nothing(ada: Somebody, path: str):
    probe, ask = await called(ada)
    full = f"{path}?delivery={ask.id.hex}&asking=1"
    form = call_form(ada.api, ada.phone, Digits="1", CallStatus="completed")
    for signed in ("", "wrong"):
        assert await post_form(ada.api, full, form, signed=signed) == (401, "<Response />")
    assert (await Probe.get(id=probe)).status == "pending" and (await Delivery.get(id=ask.id)).state == "sent"


async def test_where_a_call_stands_cannot_be_written_by_others(ada: Somebody):
    """The step and the proof travel in the address; the signature covers it."""
    form = call_form(ada.api, ada.phone, ours=False, Digits="1")
    from tests.web.callers import signature

    good = signature(ada.api.config, ANSWER, form)
    assert (await post_form(ada.api, f"{ANSWER}?proven=1", form, signed=good))[0] == 401


@pytest.mark.parametrize("path", [CALL, ANSWER, STATUS])
async def test_what_is_too_much_or_another_account_is_refused(api: Api, path: str):
    assert (await post_form(api, path, call_form(api, "+447700900999", Digits="x" * 70_000)))[0] == 413
    assert (await post_form(api, path, call_form(api, "+447700900999", AccountSid="AC" + "f" * 32)))[0] == 400
    assert (await post_form(api, path, sms_form(api.config, "+447700900999", "hello")))[0] == 400


async def test_an_unknown_caller_is_not_kept_and_a_call_without_a_message_of_ours_ends(api: Api):
    status, xml = await post_form(api, CALL, call_form(api, "+447700900999", ours=False))
    assert status == 200 and "Press 1 if you would like that too." in said(xml)
    _, xml = await post_form(api, f"{CALL}?delivery={uuid4().hex}", call_form(api, "+447700900999"))
    assert action(xml) is None and "settled already" in said(xml)
    assert await InboundRow.all().count() == 0 and await Person.filter(id__isnull=False).count() <= 1


async def test_an_unknown_caller_who_needs_help_is_told_whom_to_call(api: Api):
    await post_form(api, ANSWER, call_form(api, "+447700900999", ours=False, SpeechResult="help me"))
    _, xml = await post_form(
        api, f"{ANSWER}?speech=1", call_form(api, "+447700900999", ours=False, SpeechResult="I need help")
    )
    assert "call the emergency number" in said(xml) and await Escalation.all().count() == 0


async def test_a_machine_is_a_failed_receipt_and_hears_one_sentence(ada: Somebody):
    probe, ask = await called(ada)
    path = f"{CALL}?delivery={ask.id.hex}"
    _, xml = await post_form(ada.api, path, call_form(ada.api, ada.phone, AnsweredBy="machine_start"))
    assert said(xml) == "This is Wellcheck with a message for you. We will try again." and action(xml) is None
    delivery = await Delivery.get(id=ask.id)
    assert (delivery.state, delivery.error_code, (await Probe.get(id=probe)).status) == ("failed", "machine", "pending")


async def test_a_call_that_ended_without_a_key_is_failed_and_one_with_a_key_delivered(ada: Somebody):
    _, ask = await called(ada)
    done = call_form(ada.api, ada.phone, CallStatus="completed")
    await post_form(ada.api, f"{ANSWER}?delivery={ask.id.hex}&asking=1", call_form(ada.api, ada.phone, Digits="*"))
    assert (await post_form(ada.api, f"{STATUS}?delivery={ask.id.hex}", done))[0] == 200
    assert (await Delivery.get(id=ask.id)).state == "delivered"
    await Delivery.filter(id=ask.id).update(state="sent", provider_rank=0)
    await post_form(ada.api, f"{STATUS}?delivery={ask.id.hex}", done)
    assert (await Delivery.get(id=ask.id)).error_code == "no_key"


async def test_what_waits_for_somebody_on_the_line_is_said_in_the_same_call(ada: Somebody):
    from wellcheck import messages
    from wellcheck.i18n import T
    from wellcheck.messages import Telling

    _, ask = await called(ada)
    now = ada.api.running.now()
    person = await Person.get(id=ada.id)
    async with db.transaction():
        news = await messages.tell(
            Telling(person.id, T("Thank you."), "notice", due_at=now + timedelta(minutes=1)), now
        )
    await Delivery.filter(id=news).update(due_at=now + timedelta(minutes=1))
    path = f"{ANSWER}?delivery={ask.id.hex}&asking=1"
    _, xml = await post_form(ada.api, path, call_form(ada.api, ada.phone, Digits="1"))
    following = action(xml)
    assert following is not None and "Press 1 when you have heard this." in said(xml)
    assert (await Delivery.get(id=news)).state == "pending", "until somebody pressed a key"
    _, xml = await post_form(ada.api, following, call_form(ada.api, ada.phone, Digits="1"))
    assert action(xml) is None and (await Delivery.get(id=news)).state == "delivered"


async def test_a_call_does_not_go_on_for_ever(ada: Somebody):
    _, ask = await called(ada)
    long: dict[str, Any] = call_form(ada.api, ada.phone, Digits="*")
    _, xml = await post_form(ada.api, f"{ANSWER}?delivery={ask.id.hex}&asking=1&step=80", long)
    assert action(xml) is None
    silent = call_form(ada.api, ada.phone)
    path: str | None = f"{ANSWER}?delivery={ask.id.hex}&asking=1"
    for _ in range(3):
        assert path is not None
        _, xml = await post_form(ada.api, path, silent)
        path = action(xml)
    assert path is None and "We did not get an answer." in said(xml)
