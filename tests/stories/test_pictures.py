"""Pictures and files by chat: the calendar of somebody's month, and everything we know about them."""

from __future__ import annotations

import json
import logging
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot import files, month
from bot.days import PAUSED
from tests.bot.looking import marks_in
from tests.stories.test_history import on_telegram
from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import NUMBERS, Phone, World
from wellcheck import access, db, events, messages, people
from wellcheck.messages import Attachment, Delivery
from wellcheck.probes.history import HELP, LATE, OKAY, SILENT

LEGEND = "In the picture:"


async def came(phone: Phone) -> list[dict[str, Any]]:
    """The messages on this phone that a file came with."""
    return [message for message in await phone.messages() if message["content"].get("file")]


async def opened(world: World, phone: Phone, message: dict[str, Any]) -> tuple[bytes, str]:
    """What came with a message, as the phone's page shows it, and its type."""
    url = f"http://127.0.0.1:{world.config.sandbox_port}/sandbox/api/phones/{phone.id}/files/{message['id']}"
    async with world.http.get(url) as answer:
        assert answer.status == 200
        return await answer.read(), answer.content_type


async def asked_of(world: World, provider: str, method: str) -> list[dict[str, Any]]:
    """What we asked of a provider."""
    asked = (await world.sandbox_get("/requests"))["requests"]
    return [each["params"] for each in asked if (each["provider"], each["method"]) == (provider, method)]


async def test_how_was_my_month_is_a_picture_with_the_sentences_under_it(world: World) -> None:
    """By Telegram and by WhatsApp; a text message has the sentences alone."""
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada", first=False)
    await people.set_duress(ada.id, "blue elephant", world.now)
    for words in ("1", "", "late", "2", "blue elephant"):
        await world.until_asked(ada)
        await world.wait(minutes=61 if words in ("", "late") else 4)
        if words:
            await world.ada.says("I'm okay" if words == "late" else words)
        if words in ("", "2"):
            await world.bob.says("1")
            await world.bob.says("1")
    await events.pause(ada, world.now + timedelta(days=3), world.now)
    await world.wait(hours=54)
    await world.ada.says("How was my month?")
    sentences = await world.ada.last()
    assert "we asked you 5 times. You answered 2 times. We told your contacts 3 times." in sentences
    assert LEGEND not in sentences and not await Attachment.exists()

    person = await people.get(ada.id)
    _, calendar = await month.look(person, world.now)
    for phone in (world.ada.telegram, world.ada.whatsapp):
        await phone.says("How was my month?")
        (message,) = await came(phone)
        words, legend = message["text"].split(f"\n\n{LEGEND}\n")
        assert words == sentences
        assert legend.splitlines() == [
            "✓ you answered", "◐ you answered later", "! no answer", "✕ you needed help", "= pause", "○ not asked",
        ]  # fmt: skip
        png, media_type = await opened(world, phone, message)
        assert (media_type, message["content"]["file"]["kind"]) == ("image/png", "photo")
        read = marks_in(png, calendar)
        assert list(read)[-1] == world.now.date()
        seen = Counter(read.values())
        assert (seen[OKAY], seen[LATE], seen[SILENT], seen[HELP], seen[PAUSED]) == (2, 1, 1, 1, 2)
    assert [
        each
        for each in await asked_of(world, "twilio", "create")
        if "MediaUrl" in each and "whatsapp" not in each["To"]
    ] == []


async def test_a_picture_that_is_refused_or_does_not_get_through_costs_no_word(world: World) -> None:
    ada, phone = await on_telegram(world, "Bob")
    for fault in (
        {"kind": "status", "status": 400, "body": {"ok": False, "error_code": 400, "description": "IMAGE_PROCESS_FAILED"}},
        {"kind": "status", "status": 413, "body": {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}},
    ):  # fmt: skip
        await world.sandbox_post("/faults", provider="telegram", method="sendPhoto", **fault)
        before = len(await phone.received())
        await phone.says("How was my month?")
        assert (await phone.received())[before:] == ["We have not asked you anything in the last 30 days."]
    await world.sandbox_post("/faults", provider="telegram", method="sendPhoto", kind="status", status=503, times=None)
    before = len(await phone.received())
    await phone.says("How was my month?")
    await world.wait(minutes=1, times=2)
    assert (await phone.received())[before:] == ["We have not asked you anything in the last 30 days."]
    assert await came(phone) == []
    assert (await people.Address.get(person_id=ada.id, channel="telegram")).dead_at is None


async def test_a_picture_that_whatsapp_does_not_deliver_is_followed_by_its_words(world: World) -> None:
    await world.person("Ada")
    await world.sandbox_post("/faults", provider="twilio", kind="undelivered", status=63019, phone="ada", times=1)
    await world.ada.whatsapp.says("How was my month?")
    await world.wait(minutes=1)
    lost, told = [message for message in await world.ada.whatsapp.messages() if not message["mine"]]
    assert (lost["status"], lost["code"]) == ("failed", 63019)
    assert told["text"] == "We have not asked you anything in the last 30 days." and not told["content"]
    assert told["status"] in ("delivered", "read")
    assert (await people.Address.get(person_id=(await people.Person.first()).id, channel="whatsapp")).dead_at is None  # type: ignore[union-attr]


async def test_a_worker_that_dies_after_the_picture_was_taken_sends_it_once_more_at_most(world: World) -> None:
    ada, phone = await on_telegram(world, "Bob")
    said, calendar = await month.look(ada, world.now)
    async with db.transaction():  # nobody else may take it
        await messages.tell(messages.Telling(ada.id, said, "chat", file=files.month(calendar)), world.now)
        (claim,) = await messages.claim_due("telegram", messages.rules.LANES, world.now, world.now, 10)
    out = await files.load(claim, world.now)
    assert out.file is not None
    assert isinstance(await world.engine.channels["telegram"].send(out), messages.Sent)
    await db.run("UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'sending'")
    await world.settle()
    await world.wait(minutes=1)
    pictures = await came(phone)
    assert len(pictures) == 2, "Telegram cannot tell whether it had come: in doubt it is sent again, once"
    assert all("We have not asked you anything" in picture["text"] for picture in pictures)
    assert not await Delivery.filter(state__in=("pending", "sending", "unknown")).exists()


async def test_an_answer_that_cannot_be_read_does_not_lose_the_picture(world: World) -> None:
    _, phone = await on_telegram(world, "Bob")
    await world.sandbox_post("/faults", provider="telegram", kind="garbage", method="sendPhoto")
    await phone.says("How was my month?")
    await world.wait(minutes=1)
    assert len(await came(phone)) == 2, "it may have arrived, or not: in doubt it is sent again, once"


async def test_what_do_you_know_about_me_is_a_file_on_telegram(world: World) -> None:
    ada, phone = await on_telegram(world, "Bob", language="es")
    await phone.says("La mermelada se quemó")
    await phone.says("¿Qué saben de mí?")
    (message,) = await came(phone)
    assert message["content"]["file"]["kind"] == "document" and message["content"]["file"]["name"] == "wellcheck.json"
    data, media_type = await opened(world, phone, message)
    told = json.loads(data)
    assert media_type == "application/json" and told["person"]["first_name"] == "Ada"
    assert "La mermelada se quemó" in [each["text"] for each in told["messages_from_you"]]
    (kept,) = await Attachment.all()
    assert kept.facts == "{}", "it is made when it is sent, and nothing of it is kept"
    assert await messages.attachments.forget(world.now) == 0
    await world.wait(minutes=20)
    assert await messages.attachments.forget(world.now) == 1

    await world.sandbox_post(
        "/faults", provider="telegram", method="sendDocument", kind="status", status=400,
        body={"ok": False, "error_code": 400, "description": "Bad Request: file must be non-empty"},
    )  # fmt: skip
    await phone.says("mis datos")
    assert len(await came(phone)) == 1
    await phone.hears("No pudimos enviar el archivo")
    await phone.says("olvídeme")
    await phone.taps("Sí")
    await phone.taps("Olvidar todo")
    assert not await Attachment.filter(person_id=ada.id).exists()


async def test_what_do_you_know_about_me_stays_a_link_on_whatsapp(world: World) -> None:
    """WhatsApp takes no such file, and whatever it takes stays with Twilio."""
    await world.person("Ada")
    await world.ada.whatsapp.says("What do you know about me?")
    await world.ada.whatsapp.hears("Everything we know about you is behind this link.")


async def test_the_address_of_a_picture_leads_to_it_alone_and_not_for_long(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "web")
    await world.person("Ada")
    await world.ada.whatsapp.says("How was my month?")
    (url,) = [each["MediaUrl"] for each in await asked_of(world, "twilio", "create") if "MediaUrl" in each]
    assert url.startswith(f"{world.config.public_url}/media/")
    async with world.http.get(url) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == 'inline; filename="month.png"'
    assert "GET /media/… 200" in caplog.text and url[-48:] not in caplog.text
    for wrong in (url[:-1] + ("A" if url[-1] != "A" else "B"), url[:-48] + "A" * 48, url[:-1]):
        async with world.http.get(wrong) as answer:
            assert answer.status == 404
    await world.wait(minutes=16)
    async with world.http.get(url) as answer:
        assert answer.status == 404


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_month_as_a_picture_by_the_api(world: World, language: str) -> None:
    ada = await world.person("Ada", language=language)
    await access.create_account(ada.id, "ada@example.org", "a-fine-horse-42", world.now)
    tokens = await access.sign_in("ada@example.org", "a-fine-horse-42", "127.0.0.1", world.now)
    url = f"{world.config.public_url}/v1/users/{ada.id}/history/month.png"
    async with world.http.get(url) as answer:
        assert answer.status == 401
    async with world.http.get(url, headers={"Authorization": f"Bearer {tokens.access}"}) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
        _, calendar = await month.look(ada, world.now)
        assert set(marks_in(await answer.read(), calendar).values()) == {"nothing"}
    assert NUMBERS["Ada"] not in url
