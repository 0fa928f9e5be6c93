"""The sandbox's Twilio, spoken to by twilio's own client; its callbacks judged by twilio's own validator."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox_box import (
    ADA,
    BOB,
    NUMBER,
    SECRET,
    SID,
    Box,
    Product,
    product_door,
    served,
    twilio_client,
    until,
)
from wellcheck.sandbox.server import make_app
from wellcheck.sandbox.twilio_messages import segments


@pytest.fixture
async def product() -> AsyncIterator[Product]:
    async with product_door() as it:
        yield it


@pytest.fixture
async def box(product: Product) -> AsyncIterator[Box]:
    async with served(make_app(product.settings())) as url, ClientSession() as session:
        yield Box(url, session)


@pytest.fixture
async def client(box: Box) -> AsyncIterator[Client]:
    async with twilio_client(box) as it:
        yield it


async def send(client: Client, to: str = ADA, body: str = "Are you okay?", **more: Any) -> Any:
    return await client.messages.create_async(to=to, from_=NUMBER, body=body, **more)


async def test_a_text_is_taken_sent_and_delivered_and_each_is_told_signed(
    box: Box, client: Client, product: Product
) -> None:
    url = f"{product.url}/webhook/sms/status?delivery=0190%2Bx"
    sent = await send(client, status_callback=url, validity_period=600, risk_check="disable")
    assert sent.sid.startswith("SM") and sent.status == "queued" and sent.direction == "outbound-api"
    assert await product.told(3) == ["queued", "sent", "delivered"]
    assert {(c["MessageSid"], c["delivery"]) for c in product.callbacks} == {(sent.sid, "0190+x")}
    assert (await client.messages(sent.sid).fetch_async()).status == "delivered"
    (message,) = await box.messages("ada")
    assert (message["text"], message["status"], message["channel"]) == ("Are you okay?", "delivered", "sms")


async def test_only_the_account_itself_gets_in(box: Box) -> None:
    for sid, secret in ((SID, "wrong"), ("AC" + "2" * 32, SECRET)):
        async with twilio_client(box, sid, secret) as stranger:
            with pytest.raises(TwilioRestException) as caught:
                await send(stranger)
        assert (caught.value.status, caught.value.code) == (401, 20003)


async def test_the_account_is_there_and_what_we_do_not_use_is_not(client: Client) -> None:
    assert (await client.api.accounts(SID).fetch_async()).status == "active"
    with pytest.raises(TwilioRestException) as caught:
        await client.queues.create_async(friendly_name="x")
    assert (caught.value.status, caught.value.code) == (404, 20404)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"to": "+44123"}, 21211),
        ({"to": "nobody"}, 21211),
        ({"to": "+442079460000"}, 21614),
        ({"to": "+15005550001"}, 21211),
        ({"to": "+15005550003"}, 21408),
        ({"to": NUMBER}, 21266),
        ({"body": "x" * 1601}, 21617),
        ({"body": ""}, 21602),
        ({"validity_period": 0}, 20001),
        ({"status_callback": "nowhere"}, 21609),
        ({"risk_check": "perhaps"}, 20001),
    ],
)
async def test_what_twilio_refuses_is_refused(client: Client, wish: dict[str, Any], code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        await send(client, **wish)
    assert (caught.value.status, caught.value.code) == (400, code)


async def test_fields_that_twilio_does_not_have_are_refused(box: Box) -> None:
    url = f"{box.url}/twilio/2010-04-01/Accounts/{SID}/Messages.json"
    form = {"To": ADA, "From": NUMBER, "Body": "x", "Text": "y"}
    basic = base64.b64encode(f"{SID}:older".encode()).decode()
    async with box.session.post(url, data=form, headers={"Authorization": f"Basic {basic}"}) as answer:
        assert answer.status == 400 and "Text" in (await answer.json())["message"]


async def test_a_messaging_service_may_stand_for_the_number(box: Box, client: Client) -> None:
    sent = await client.messages.create_async(to=ADA, messaging_service_sid="MG" + "0" * 32, body="Hello")
    assert sent.status == "accepted"
    with pytest.raises(TwilioRestException) as caught:
        await client.messages.create_async(to=ADA, messaging_service_sid="MG" + "9" * 32, body="Hello")
    assert caught.value.code == 21701


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("¿Está usted bien? ñ", 1),
    ],
)
def test_parts_are_counted_as_the_network_counts_them(text: str, parts: int) -> None:
    assert segments(text) == parts


async def test_messages_are_listed_by_number_and_time_and_page(box: Box, client: Client) -> None:
    before = datetime.now(UTC)
    for number in range(5):
        await send(client, body=f"to Ada {number}")
    await send(client, to=BOB, body="to Bob")
    await box.do("phones/ada/say", text="yes", channel="sms")
    listed = await client.messages.list_async(to=ADA, date_sent_after=before - timedelta(seconds=1), page_size=2)
    assert [m.body for m in listed] == [f"to Ada {number}" for number in (4, 3, 2, 1, 0)]
    assert await client.messages.list_async(to=ADA, date_sent_after=before + timedelta(hours=1)) == []
    (inbound,) = await client.messages.list_async(to=NUMBER)
    assert (inbound.body, inbound.direction, inbound.status, inbound.from_) == ("yes", "inbound", "received", ADA)


async def test_what_is_texted_comes_in_signed_and_the_answer_is_shown(box: Box, product: Product) -> None:
    product.answer = lambda form: web.Response(
        text="<Response><Message>Glad to hear &amp; bye.</Message><Message><Body>Łódź 👍</Body></Message></Response>",
        content_type="text/xml",
    )
    await box.do("phones/ada/say", text="I'm okay + fine & well ✓", channel="sms")
    await until(box, "ada", "Łódź 👍")
    (form,) = product.texts
    assert (form["From"], form["To"], form["Body"]) == (ADA, NUMBER, "I'm okay + fine & well ✓")
    assert form["FromCountry"] == "GB" and form["MessageSid"].startswith("SM") and "OptOutType" not in form
    assert await box.texts("ada") == ["I'm okay + fine & well ✓", "Glad to hear & bye.", "Łódź 👍"]
    assert (await box.messages("ada"))[0]["status"] == "delivered"


@pytest.mark.parametrize("body", ["<Response><Message>x", "<!DOCTYPE x [<!ENTITY a 'b'>]><Response/>", "nonsense"])
async def test_an_answer_that_is_no_twiml_is_noted_on_the_phone(box: Box, product: Product, body: str) -> None:
    product.answer = lambda form: web.Response(text=body, content_type="text/xml")
    await box.do("phones/ada/say", text="hello", channel="sms")
    await asyncio.sleep(0.2)
    (message,) = await box.messages("ada")
    assert message["note"] == "12100 Document parse failure"


async def test_a_text_that_we_do_not_take_is_shown_as_failed(box: Box, product: Product) -> None:
    product.answer = lambda form: web.Response(status=503)
    await box.do("phones/ada/say", text="hello", channel="sms")
    await asyncio.sleep(0.2)
    (message,) = await box.messages("ada")
    assert (message["status"], message["note"]) == ("failed", "Wellcheck answered 503")


async def test_stop_closes_the_number_and_start_opens_it(box: Box, client: Client, product: Product) -> None:
    product.answer = lambda form: web.Response(
        text="<Response><Message>Never sent</Message></Response>", content_type="text/xml"
    )
    await box.do("phones/ada/say", text="Stop", channel="sms")
    await asyncio.sleep(0.2)
    assert product.texts[-1]["OptOutType"] == "STOP"
    assert [text[:36] for text in await box.texts("ada")] == ["Stop", "You have successfully been unsubscri"]
    with pytest.raises(TwilioRestException) as caught:
        await send(client)
    assert (caught.value.status, caught.value.code) == (400, 21610)
    assert (await send(client, to=BOB)).status == "queued"
    product.answer = lambda form: web.Response(status=204)
    await box.do("phones/ada/say", text="START", channel="sms")
    await until(box, "ada", (await box.texts("ada"))[-1])
    await asyncio.sleep(0.1)
    assert product.texts[-1]["OptOutType"] == "START"
    assert (await send(client)).status == "queued"


async def test_yes_is_an_opt_in_word_and_help_is_answered_by_twilio(box: Box, product: Product) -> None:
    for word in ("Yes", "HELP", "no"):
        await box.do("phones/ada/say", text=word, channel="sms")
        await asyncio.sleep(0.1)
    assert [form.get("OptOutType") for form in product.texts] == ["START", "HELP", None]
    texts = await box.texts("ada")
    assert texts[0] == "Yes" and texts[2].startswith("Reply STOP to unsubscribe") and len(texts) == 4


async def test_an_unknown_number_gets_a_phone_on_the_page(box: Box, client: Client) -> None:
    await send(client, to="+447700900123")
    await asyncio.sleep(0.1)
    assert await box.texts("+447700900123") == ["Are you okay?"]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"callbacks": "drop"}, []),
        ({"callbacks": "triple"}, ["queued"] * 3 + ["sent"] * 3 + ["delivered"] * 3),
        ({"callbacks": "shuffle"}, ["delivered", "sent", "queued"]),
        ({"callbacks": "delay", "seconds": 0.2}, ["queued", "sent", "delivered"]),
        ({"kind": "undelivered", "status": 30005}, ["queued", "sent", "undelivered"]),
        ({"kind": "timeout_after_accept", "callbacks": "drop", "seconds": 0.1}, []),
    ],
)
async def test_callbacks_misbehave_on_request(
    box: Box, client: Client, product: Product, fault: dict[str, Any], told: list[str]
) -> None:
    await box.do("faults", provider="twilio", **fault)
    url = f"{product.url}/webhook/sms/status"
    if fault.get("kind") == "timeout_after_accept":
        with pytest.raises(Exception, match="disconnected|reset"):
            await send(client, status_callback=url)
    else:
        await send(client, status_callback=url)
    await asyncio.sleep(0.35)
    assert product.statuses() == told
    if fault.get("kind") == "undelivered":
        assert product.callbacks[-1]["ErrorCode"] == "30005"
        assert (await box.messages("ada"))[0]["note"] == "Unknown destination handset"


@pytest.mark.parametrize(
    ("fault", "arrives", "error"),
    [
        ({"kind": "status", "status": 500}, False, 20500),
        ({"kind": "status", "status": 500, "accept": True}, True, 20500),
        ({"kind": "status", "status": 429, "retry_after": 3}, False, 20429),
        ({"kind": "status", "status": 400, "body": {"code": 21610, "message": "no", "status": 400}}, False, 21610),
    ],
)
async def test_error_statuses_are_twilios_own(
    box: Box, client: Client, fault: dict[str, Any], arrives: bool, error: int
) -> None:
    await box.do("faults", provider="twilio", method="create", **fault)
    with pytest.raises(TwilioRestException) as caught:
        await send(client)
    assert (caught.value.status, caught.value.code) == (fault["status"], error)
    await asyncio.sleep(0.1)
    assert bool(await box.texts("ada")) is arrives
    assert (await send(client)).sid
    seen = [(r["method"], r["did"], r["status"]) for r in (await box.get("requests"))["requests"]]
    assert seen == [("create", 201 if arrives else 0, fault["status"]), ("create", 201, 201)]


async def test_inbound_texts_may_be_lost_or_come_three_times(box: Box, product: Product) -> None:
    await box.do("faults", provider="twilio", method="inbound", callbacks="drop")
    await box.do("faults", provider="twilio", method="inbound", callbacks="triple")
    for text in ("lost", "thrice"):
        await box.do("phones/ada/say", text=text, channel="sms")
    await asyncio.sleep(0.2)
    assert [form["Body"] for form in product.texts] == ["thrice"] * 3
    assert len({form["MessageSid"] for form in product.texts}) == 1


async def test_a_phone_that_is_off_is_waited_for_until_the_validity_ends(
    box: Box, client: Client, product: Product
) -> None:
    await box.do("phones/ada/power", on=False)
    url = f"{product.url}/webhook/sms/status"
    short = await send(client, body="short", validity_period=1, status_callback=url)
    long = await send(client, body="long", status_callback=url)
    await asyncio.sleep(1.8)
    assert (await client.messages(short.sid).fetch_async()).error_code == 30036
    assert (await client.messages(long.sid).fetch_async()).status == "sent"
    assert await box.refused("phones/ada/say", text="x", channel="sms") == (409, "This phone is switched off.")
    await box.do("phones/ada/power", on=True)
    await asyncio.sleep(0.1)
    assert (await client.messages(long.sid).fetch_async()).status == "delivered"
    assert product.statuses()[-1] == "delivered"


async def test_texts_survive_a_restart_and_those_under_way_arrive(product: Product, tmp_path: Path) -> None:
    settings = product.settings(journal=tmp_path / "home" / "sandbox.jsonl")
    sids: list[str] = []
    for round_number in range(2):
        async with (
            served(make_app(settings)) as url,
            ClientSession() as session,
            twilio_client(box := Box(url, session)) as client,
        ):
            if round_number == 0:
                await box.do("phones/ada/say", text="STOP", channel="sms")
                sids = [(await send(client, to=BOB, body=str(n))).sid for n in range(3)]
            else:
                await asyncio.sleep(0.2)
                fetched = [await client.messages(sid).fetch_async() for sid in sids]
                assert [(m.body, m.status) for m in fetched] == [(str(n), "delivered") for n in range(3)]
                with pytest.raises(TwilioRestException):
                    await send(client)
