"""The sandbox's WhatsApp, places and pictures, through twilio's own client."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import BasicAuth, ClientSession
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox_box import (
    ADA,
    NUMBER,
    SECRET,
    SID,
    TOKEN,
    Box,
    Product,
    Watch,
    product_door,
    served,
    twilio_client,
    xml,
)
from tests.wellcheck.provider import nobody
from wellcheck.sandbox.server import make_app
from wellcheck.sandbox.twilio_texts import MEDIA

OURS = "+447700900998"
TEMPLATE = "HX" + "0" * 32


@pytest.fixture
async def product() -> AsyncIterator[Product]:
    async with product_door() as it:
        yield it


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def box(product: Product, watch: Watch) -> AsyncIterator[Box]:
    async with (
        served(make_app(product.settings(whatsapp_number=OURS, telegram_token=TOKEN), watch)) as url,
        ClientSession() as session,
    ):
        yield Box(url, session)


@pytest.fixture
async def client(box: Box) -> AsyncIterator[Client]:
    async with twilio_client(box) as it:
        yield it


async def send(client: Client, product: Product, **more: Any) -> Any:
    wish = {"to": f"whatsapp:{ADA}", "from_": f"whatsapp:{OURS}", "body": "Are you okay?"} | more
    return await client.messages.create_async(**wish, status_callback=f"{product.url}/webhook/sms/status")


async def heard(product: Product, count: int) -> None:
    for _ in range(100):
        if len(product.texts) >= count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"only {product.texts}")


async def test_a_message_is_delivered_and_read_and_answered(box: Box, client: Client, product: Product) -> None:
    product.answer = lambda form: xml("<Message>Hello Ada</Message>")
    await box.do("phones/ada/say", text="Hi", channel="whatsapp")
    await heard(product, 1)
    form = product.texts[0]
    assert (form["From"], form["To"], form["Body"]) == (f"whatsapp:{ADA}", f"whatsapp:{OURS}", "Hi")
    assert (form["ProfileName"], form["WaId"], form["MessageType"]) == ("Ada", "447700900001", "text")
    sent = await send(client, product)
    assert await product.told(3) == ["queued", "sent", "delivered"]
    assert (product.callbacks[-1]["ChannelPrefix"], product.callbacks[-1]["EventType"]) == ("whatsapp", "DELIVERED")
    assert (await box.do("phones/ada/read"))["read"] == 2, "the answer and the question"
    assert await product.told(4) == ["queued", "sent", "delivered", "read"]
    assert (await client.messages(sent.sid).fetch_async()).status == "read"
    assert [m["channel"] for m in await box.messages("ada")] == ["whatsapp"] * 3


async def test_whoever_writes_back_has_read(box: Box, client: Client, product: Product) -> None:
    await box.do("phones/ada/say", text="Hi", channel="whatsapp")
    await send(client, product)
    assert (await product.told(3))[-1] == "delivered"
    await box.do("phones/ada/say", text="1", channel="whatsapp")
    assert (await product.told(4))[-1] == "read"


async def test_after_a_day_only_a_template_gets_through(
    box: Box, client: Client, product: Product, watch: Watch
) -> None:
    await send(client, product)
    assert (await product.told(3))[-1] == "failed" and product.callbacks[-1]["ErrorCode"] == "63016"
    await box.do("phones/ada/say", text="Hi", channel="whatsapp")
    watch.moment += timedelta(hours=23, minutes=59)
    await send(client, product)
    assert (await product.told(6))[-1] == "delivered"
    watch.moment += timedelta(minutes=1)
    await send(client, product)
    assert (await product.told(9))[-1] == "failed"
    filled = await send(client, product, body=None, content_sid=TEMPLATE, content_variables='{"1": "Are you well?"}')
    assert (await product.told(12))[-1] == "delivered" and filled.body == "Are you well?"


async def test_a_picture_is_fetched_and_shown_or_the_message_fails(box: Box, client: Client, product: Product) -> None:
    """63019: what stands at the address cannot be had; 63021: it is nothing that WhatsApp takes."""
    await box.do("phones/ada/say", text="Hello", channel="whatsapp")
    await box.do("phones/ada/say", text="/start")
    async with box.bot as bot:
        await bot.send_photo(7001, MEDIA["photo"][2], filename="month.png")
        await bot.send_document(7001, b"{}", filename="wellcheck.json")
    photo, document = (f"{box.url}/sandbox/api/phones/ada/files/{m['id']}" for m in (await box.messages("ada"))[-2:])
    await send(client, product, media_url=[photo])
    assert (await product.told(3))[-1] == "delivered"
    shown = (await box.messages("ada"))[-1]
    assert shown["text"] == "Are you okay?" and shown["content"]["file"]["type"] == "image/png"
    async with box.session.get(f"{box.url}/sandbox/api/phones/ada/files/{shown['id']}") as answer:
        assert await answer.read() == MEDIA["photo"][2]
    for wrong, code, after in ((f"{photo}0", "63019", 6), (nobody(), "63019", 9), (document, "63021", 12)):
        await send(client, product, media_url=[wrong])
        assert (await product.told(after))[-1] == "failed" and product.callbacks[-1]["ErrorCode"] == code


async def test_a_phone_without_whatsapp_gets_nothing(box: Box, client: Client, product: Product) -> None:
    await box.do("phones/ada/whatsapp", on=False)
    await send(client, product, content_sid=TEMPLATE, content_variables='{"1": "x"}')
    assert (await product.told(3))[-1] == "failed" and product.callbacks[-1]["ErrorCode"] == "63024"
    assert (await box.refused("phones/ada/say", text="x", channel="whatsapp"))[0] == 409


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"to": ADA}, 21910),
        ({"from_": NUMBER}, 21910),
        ({"from_": "whatsapp:+447700900555"}, 63007),
        ({"to": "whatsapp:nobody"}, 21211),
        ({"body": None}, 21602),
        ({"media_url": ["month.png"]}, 21620),
        ({"content_sid": "HX1"}, 21655),
        ({"content_sid": TEMPLATE, "content_variables": "{"}, 21656),
        ({"content_sid": TEMPLATE, "content_variables": '{"1": "two\\nlines"}'}, 21656),
    ],
)
async def test_what_twilio_refuses_is_refused(
    client: Client, product: Product, wish: dict[str, Any], code: int
) -> None:
    with pytest.raises(TwilioRestException) as caught:
        await send(client, product, **wish)
    assert (caught.value.status, caught.value.code) == (400, code)


async def test_stop_is_a_word_like_any_other(box: Box, client: Client, product: Product) -> None:
    await box.do("phones/ada/say", text="STOP", channel="whatsapp")
    await heard(product, 1)
    assert "OptOutType" not in product.texts[0] and not (await box.get("phones/ada"))["stopped"]
    await send(client, product)
    assert (await product.told(3))[-1] == "delivered"
    assert await box.texts("ada") == ["STOP", "Are you okay?"]


async def test_a_place_comes_by_whatsapp(box: Box, product: Product) -> None:
    await box.do("phones/ada/share-location", channel="whatsapp", latitude=48.2082, longitude=16.3738)
    await heard(product, 1)
    form = product.texts[0]
    assert (form["Latitude"], form["Longitude"], form["MessageType"], form["Body"]) == (
        "48.2082",
        "16.3738",
        "location",
        "",
    )
    assert (await box.refused("phones/ada/share-location", channel="sms"))[0] == 400
    assert (await box.refused("phones/ada/share-location", channel="whatsapp", latitude=91))[0] == 400


@pytest.mark.parametrize(
    ("channel", "kind", "content_type"),
    [("sms", "photo", "image/png"), ("whatsapp", "photo", "image/png"), ("whatsapp", "voice", "audio/wav")],
)
async def test_a_picture_or_a_voice_note_comes_as_media(
    box: Box, product: Product, channel: str, kind: str, content_type: str
) -> None:
    await box.do("phones/ada/send-media", kind=kind, channel=channel, text="Look")
    await heard(product, 1)
    form = product.texts[0]
    assert (form["NumMedia"], form["MediaContentType0"], form["Body"]) == ("1", content_type, "Look")
    assert form["MessageSid"].startswith("MM")
    async with box.session.get(f"{box.url}/twilio{form['MediaUrl0']}", auth=BasicAuth(SID, SECRET)) as answer:
        assert answer.status == 200 and answer.content_type == content_type and await answer.read()
    assert (await box.refused("phones/ada/send-media", kind="song", channel=channel))[0] == 400


async def test_what_waits_is_cancelled_and_never_arrives(box: Box, client: Client, product: Product) -> None:
    for _ in range(20):  # it waits for a fiftieth of a second, in which a busy machine may do something else
        sent = await client.messages.create_async(to=ADA, from_=NUMBER, body="Are you okay?")
        with contextlib.suppress(TwilioRestException):
            assert (await client.messages(sent.sid).update_async(status="canceled")).status == "canceled"
            break
    await asyncio.sleep(0.1)
    assert (await box.messages("ada"))[-1]["status"] == "canceled"
    gone = await client.messages.create_async(to=ADA, from_=NUMBER, body="Too late")
    for _ in range(100):
        if (await client.messages(gone.sid).fetch_async()).status == "delivered":
            break
        await asyncio.sleep(0.02)
    with pytest.raises(TwilioRestException) as caught:
        await client.messages(gone.sid).update_async(status="canceled")
    assert caught.value.code == 30409
    assert (await client.messages(gone.sid).update_async(body="")).body == ""


async def test_the_context_names_the_person(box: Box, product: Product) -> None:
    await box.do("phones/ada/say", text="Hi", channel="whatsapp")
    await heard(product, 1)
    context = json.loads(product.texts[0]["ChannelMetadata"])["data"]["context"]
    assert context == {"ProfileName": "Ada", "WaId": "447700900001"}
