"""WhatsApp: text messages with a prefix and a window of 24 hours."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from aiohttp import ClientSession
from provider import Provider, provider, reply

from wellcheck import crypto
from wellcheck.channels.http import open_session
from wellcheck.channels.sms import read, read_receipt, verdict, whose
from wellcheck.channels.whatsapp import Whatsapp
from wellcheck.messages import attachments, rules
from wellcheck.messages.values import Failed, File, Inbound, Outgoing, Sent

ACCOUNT, ADA, US = "AC" + "1" * 32, "+447700900001", "+447700900000"
SID, TEMPLATE = "SM" + "a" * 32, "HX" + "b" * 32
DELIVERY = UUID("0198c0de-0000-7000-8000-000000000001")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ASK = Outgoing(DELIVERY, ADA, "Are you okay?", (("ok", "I'm okay"), ("help", "I need help")), NOW + timedelta(hours=1))


@pytest.fixture
async def twilio() -> AsyncIterator[Provider]:
    async with provider() as running:
        running.will(reply(201, {"sid": SID, "status": "queued"}))
        yield running


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(limit=5, seconds=1) as opened:
        yield opened


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault of this test's own."""
    monkeypatch.setattr(crypto, "_vault", crypto.Vault(["k" * 32]))


def whatsapp(session: ClientSession, at: str, template: str = "") -> Whatsapp:
    return Whatsapp(session, ACCOUNT, "token", sender=US, template=template, base_url=at, now=lambda: NOW)


def test_a_number_on_whatsapp_is_that_number_on_another_channel():
    form = [("AccountSid", ACCOUNT), ("Body", " 1 "), ("From", f"whatsapp:{ADA}"), ("MessageSid", SID)]
    assert read(form, ACCOUNT) == Inbound("whatsapp", ADA, "1", provider_id=SID)
    assert whose(ADA) == ("sms", ADA)


def test_a_message_that_was_read_has_arrived():
    form = [("AccountSid", ACCOUNT), ("MessageSid", SID), ("MessageStatus", "read"), ("To", f"whatsapp:{ADA}")]
    receipt = read_receipt(form, {"delivery": str(DELIVERY)}, ACCOUNT)
    assert receipt.channel == "whatsapp" and receipt.delivered


def test_after_a_day_of_silence_this_message_goes_elsewhere_and_the_address_stays():
    failed = verdict("63016")
    assert failed is not None and failed.elsewhere
    assert rules.on_failed_receipt(failed) == rules.Dead(failed.reason, address_dead=False)
    for lane in (rules.ALARM, rules.CHAT):
        assert rules.on_result(failed, lane, 1, NOW + timedelta(hours=1), NOW) == rules.Dead(failed.reason, False)
    assert rules.on_look_up(failed, 1, NOW) == rules.Dead(failed.reason, False)


def test_who_is_not_on_whatsapp_is_not_tried_there_again():
    assert isinstance(failed := verdict("63003"), Failed) and failed.permanent


async def test_it_is_sent_to_the_number_on_whatsapp(session: ClientSession, twilio: Provider):
    assert await whatsapp(session, twilio.url, TEMPLATE).send(ASK._replace(heard_at=NOW - timedelta(hours=23))) == Sent(
        SID
    )
    form = twilio.asked[0].form
    assert (form["From"], form["To"]) == (f"whatsapp:{US}", f"whatsapp:{ADA}")
    assert form["Body"] == "Are you okay?\n1 = I'm okay\n2 = I need help" and "ContentSid" not in form


@pytest.mark.parametrize("heard_at", [None, NOW - timedelta(hours=24)])
async def test_outside_the_window_the_template_says_it(
    session: ClientSession, twilio: Provider, heard_at: datetime | None
):
    await whatsapp(session, twilio.url, TEMPLATE).send(ASK._replace(heard_at=heard_at))
    form = twilio.asked[0].form
    assert form["ContentSid"] == TEMPLATE and "Body" not in form
    assert json.loads(form["ContentVariables"]) == {"1": "Are you okay? 1 = I'm okay 2 = I need help"}


async def test_a_picture_is_an_address_that_twilio_fetches_it_from(
    session: ClientSession, twilio: Provider, keys: None
):
    channel = Whatsapp(
        session,
        ACCOUNT,
        "token",
        sender=US,
        template=TEMPLATE,
        base_url=twilio.url,
        public_url="https://w.example",
        now=lambda: NOW,
    )
    month = ASK._replace(heard_at=NOW, file=File(DELIVERY, "image/png", "month.png"))
    await channel.send(month)
    url = twilio.asked[0].form["MediaUrl"]
    assert url.startswith("https://w.example/media/") and "Body" in twilio.asked[0].form
    word = url.rpartition("/")[2]
    assert attachments.of_word(word, NOW + timedelta(minutes=14)) == DELIVERY
    assert attachments.of_word(word, NOW + timedelta(minutes=15)) is None
    for wrong in (word[:-1] + ("A" if word[-1] != "A" else "B"), "A" * 48, word[:-4], "", "é" * 48):
        assert attachments.of_word(wrong, NOW) is None
    await channel.send(month._replace(heard_at=None))
    assert "MediaUrl" not in twilio.asked[1].form, "a template takes no picture"

    twilio.will(reply(400, {"code": 21620, "message": "Invalid media URL(s)"}))
    refused = await channel.send(month)
    assert isinstance(refused, Failed) and refused.file
    refused = await channel.send(month._replace(file=None))
    assert isinstance(refused, Failed) and not refused.file


async def test_a_picture_is_found_again_by_the_words_above_its_legend(session: ClientSession, twilio: Provider):
    body = "Are you okay?\n1 = I'm okay\n2 = I need help\n\nIn the picture:\n✓ you answered"
    sent = {"sid": SID, "status": "sent", "body": body, "date_created": "Mon, 04 May 2026 09:00:05 +0000"}
    twilio.will(reply(200, {"messages": [sent], "next_page_uri": None, "page": 0, "page_size": 50, "uri": ""}))
    assert await whatsapp(session, twilio.url).find(ASK, NOW) == Sent(SID)


async def test_without_a_template_twilio_decides(session: ClientSession, twilio: Provider):
    await whatsapp(session, twilio.url).send(ASK)
    assert "Body" in twilio.asked[0].form


async def test_a_template_is_found_again_within_its_words(session: ClientSession, twilio: Provider):
    sent = {
        "sid": SID, "status": "sent", "body": "Wellcheck: Are you okay? 1 = I'm okay 2 = I need help",
        "date_created": "Mon, 04 May 2026 09:00:05 +0000",
    }  # fmt: skip
    twilio.will(reply(200, {"messages": [sent], "next_page_uri": None, "page": 0, "page_size": 50, "uri": ""}))
    assert await whatsapp(session, twilio.url, TEMPLATE).find(ASK, NOW) == Sent(SID)
    assert isinstance(await whatsapp(session, twilio.url).find(ASK, NOW), Failed)
    assert f"To=whatsapp:%2B{ADA[1:]}" in twilio.asked[0].path


async def test_each_channel_fetches_its_own_missed_replies(session: ClientSession, twilio: Provider):
    def said(sender: str) -> dict[str, str]:
        return {
            "sid": SID,
            "direction": "inbound",
            "from": sender,
            "body": "1",
            "date_sent": "Mon, 04 May 2026 09:00:05 +0000",
        }

    both = [said(f"whatsapp:{ADA}"), said(ADA)]
    twilio.will(reply(200, {"messages": both, "next_page_uri": None, "page": 0, "page_size": 50, "uri": ""}))
    assert [i.channel for i in await whatsapp(session, twilio.url).missed(NOW)] == ["whatsapp"]
