"""The ringing phone, WhatsApp, places and languages on the page of phones, in a real browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from tests.sandbox_box import ADA, BOB, CARA, Form, xml
from tests.web.sandbox_stage import ADA as ADAS_CHAT
from tests.web.sandbox_stage import NEEDS_BROWSER, Stage, opened
from wellcheck.sandbox.twilio_texts import MEDIA

pytestmark = [NEEDS_BROWSER, pytest.mark.asyncio(loop_scope="module")]

ASK = (
    '<Gather input="dtmf speech" numDigits="1" action="/webhook/voice/answer">'
    "<Say>Ada has not answered. Press 1 if you can look after her.</Say></Gather>"
)


def answering(stage: Stage, answer: str = "<Say>Thank you.</Say><Pause length='20'/>") -> list[Form]:
    """Let the product ask for a key; what was pressed or said comes into the list."""
    heard: list[Form] = []

    def speech(path: str, form: Form) -> object:
        if not path.endswith("/answer"):
            return xml(ASK)
        heard.append(form)
        return xml(answer)

    stage.product.speech = speech  # type: ignore[assignment]
    return heard


async def test_a_phone_rings_is_answered_and_a_key_is_pressed(browser: Browser, stage: Stage) -> None:
    heard = answering(stage)
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Cara's phone")
    await stage.calls(CARA)
    await expect(phone.get_by_text("is calling")).to_be_visible()
    await phone.get_by_role("button", name="Answer").click()
    log = phone.get_by_role("log", name="Cara, Phone: the calls")
    await expect(log).to_contain_text("Ada has not answered. Press 1 if you can look after her.")
    await expect(phone.get_by_text("Press a key or say something")).to_be_visible()
    await phone.get_by_role("group", name="Cara's keypad").get_by_role("button", name="1").click()
    await expect(log).to_contain_text("Thank you.")
    assert heard[0]["Digits"] == "1" and heard[0]["AnsweredBy"] == "human"
    await phone.get_by_role("button", name="Hang up").click()
    await expect(log).to_contain_text(re.compile("Wellcheck called: 0:0"))
    await expect(phone.get_by_role("button", name="Call Wellcheck")).to_be_visible()
    await page.reload()
    await phone.get_by_role("tab", name="Phone").click()
    await expect(log).to_contain_text("Thank you.")


async def test_words_are_said_into_the_phone_by_keyboard_alone(browser: Browser, stage: Stage) -> None:
    heard = answering(stage)
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Ada's phone")
    await phone.get_by_role("tab", name="Telegram").focus()
    for name in ("Mail", "Phone"):
        await page.keyboard.press("ArrowLeft")
        await expect(phone.get_by_role("tab", name=name)).to_be_focused()
    await phone.get_by_role("button", name="Call Wellcheck").focus()
    await page.keyboard.press("Enter")
    await expect(phone.get_by_text("Press a key or say something")).to_be_visible()
    await phone.get_by_label("Say something as Ada").focus()
    await page.keyboard.type("I'm fine")
    await page.keyboard.press("Enter")
    await expect(phone.get_by_role("log", name="Ada, Phone: the calls")).to_contain_text("“I'm fine”")
    await expect(phone.get_by_role("log", name="Ada, Phone: the calls")).to_contain_text("Thank you.")
    assert [form["SpeechResult"] for form in heard] == ["I'm fine"]
    await phone.get_by_role("button", name="Hang up").focus()
    await page.keyboard.press("Enter")
    await expect(phone.get_by_role("button", name="Call Wellcheck")).to_be_focused()


async def test_a_call_is_declined_and_one_that_nobody_takes_is_missed(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Bob's phone")
    log = phone.get_by_role("log", name="Bob, Phone: the calls")
    await stage.calls(BOB)
    await phone.get_by_role("button", name="Decline").click()
    await expect(log).to_contain_text("Wellcheck called: declined")
    await phone.get_by_role("tab", name="SMS").click()
    await phone.get_by_label("Write as Bob by text message").fill("half a sen")
    await stage.calls(BOB)
    await expect(phone.get_by_text("Wellcheck calls")).to_be_visible()
    await expect(phone.get_by_label("Write as Bob by text message")).to_have_value("half a sen")
    stage.world._now.__self__.moment += timedelta(seconds=31)  # type: ignore[attr-defined]
    await expect(phone.get_by_role("tab", name="Phone")).to_contain_text("1 unread")
    await phone.get_by_role("tab", name="Phone").click()
    await expect(log).to_contain_text("Wellcheck called: missed")


async def test_voicemail_takes_a_call_and_keeps_what_was_said(browser: Browser, stage: Stage) -> None:
    stage.product.speech = lambda path, form: xml(f"<Say>For a {form['AnsweredBy']}.</Say>")
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Bob's phone")
    await phone.get_by_role("tab", name="Phone").click()
    await phone.get_by_role("switch", name="Voicemail answers when nobody does").check()
    await stage.calls(BOB)
    await phone.get_by_role("button", name="Decline").click()
    log = phone.get_by_role("log", name="Bob, Phone: the calls")
    await expect(log).to_contain_text("Wellcheck, to the voicemail: For a machine_start.")
    await expect(log).to_contain_text("voicemail, 0:00")


async def test_time_runs_slowly_again_when_a_phone_rings(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    await page.get_by_role("button", name="60×").click()
    await expect(page.get_by_role("button", name="60×")).to_have_attribute("aria-pressed", "true")
    await stage.calls(BOB)
    await expect(page.get_by_role("button", name="1×")).to_have_attribute("aria-pressed", "true")


async def test_whatsapp_is_written_read_and_taken_away(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Bob's phone")
    await phone.get_by_role("tab", name="WhatsApp").click()
    await phone.get_by_label("Write as Bob by WhatsApp").fill("Hello")
    await phone.get_by_label("Write as Bob by WhatsApp").press("Enter")
    log = phone.get_by_role("log", name="Bob, WhatsApp: the conversation")
    await expect(log).to_contain_text("You wrote Hello")
    await expect(log.get_by_label("Wellcheck has it")).to_be_visible()
    assert stage.product.texts[0]["ProfileName"] == "Bob"
    await stage.texts(f"whatsapp:{BOB}", "Are you there?")
    await expect(log).to_contain_text("Are you there?")
    for _ in range(100):
        if (message := (await stage.box.messages("bob"))[-1])["status"] == "read":
            break
        await page.wait_for_timeout(20)
    assert message["status"] == "read"
    await phone.get_by_label("Settings of Bob's phone").click()
    await phone.get_by_role("button", name="Take WhatsApp off this phone").click()
    await expect(phone.get_by_text("not on this phone")).to_be_visible()
    await expect(phone.get_by_label("Write as Bob by WhatsApp")).to_be_hidden()


async def test_a_place_a_photo_and_a_voice_note_are_sent(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Ada's phone")
    await phone.get_by_role("button", name="Start", exact=True).click()
    await stage.hears()

    async def send(what: str) -> None:
        await phone.get_by_label("More to send from Ada's phone").locator("visible=true").click()
        await phone.get_by_role("button", name=what).click()

    await send("Send my location")
    assert (await stage.hears()).message.location.latitude == 51.5033
    await send("Share my location for 15 minutes")
    live = (await stage.hears()).message
    await send("Walk 100 metres north")
    moved = (await stage.hears()).edited_message
    assert moved.message_id == live.message_id and moved.location.latitude > live.location.latitude
    await expect(phone.get_by_role("log", name="Ada, Telegram: the conversation")).to_contain_text("Live location")
    await send("Send a photo")
    assert (await stage.hears()).message.photo
    await send("Send a voice note")
    assert (await stage.hears()).message.voice
    await phone.get_by_role("tab", name="WhatsApp").click()
    await send("Send my location")
    await expect(phone.get_by_role("log", name="Ada, WhatsApp: the conversation")).to_contain_text("51.5042, -0.1195")
    assert stage.product.texts[-1]["Latitude"].startswith("51.5042")


async def test_a_picture_is_shown_with_its_words_and_a_document_can_be_opened(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Ada's phone")
    await phone.get_by_role("button", name="Start", exact=True).click()
    await stage.hears()
    await stage.bot.send_photo(ADAS_CHAT, MEDIA["photo"][2], caption="You answered every time.", filename="month.png")
    picture = phone.get_by_role("img", name="You answered every time.")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("it => it.decode().then(() => it.naturalWidth)") == 1
    await stage.bot.send_document(ADAS_CHAT, b"{}", caption="All of it", filename="wellcheck.json")
    async with page.expect_download() as download:
        await phone.get_by_role("link", name="wellcheck.json").click()
    assert (await download.value).suggested_filename == "wellcheck.json"


async def test_a_phone_speaks_the_language_that_is_chosen_in_its_direction(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Ada's phone")
    await phone.get_by_label("Settings of Ada's phone").click()
    await phone.get_by_label("Telegram speaks").select_option("ar")
    await page.keyboard.press("Escape")
    await phone.get_by_role("button", name="Start", exact=True).click()
    assert (await stage.hears()).message.from_user.language_code == "ar"
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("أنا بخير", callback_data="ok")]])
    await stage.bot.send_message(ADAS_CHAT, "صباح الخير يا Ada", reply_markup=rows)
    text = phone.get_by_role("log", name="Ada, Telegram: the conversation").get_by_text("صباح الخير يا Ada")
    assert await text.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert await phone.get_by_role("button", name="أنا بخير").evaluate("e => getComputedStyle(e).direction") == "rtl"


async def crowded(page: Page) -> list[str]:
    """Names on the page that are wider than their place without being meant to be cut."""
    return list(
        await page.evaluate(
            """() => [...document.querySelectorAll(".plate .number, .apps button, .plate .name, .choices button, .padkey")]
              .filter((e) => e.offsetParent && getComputedStyle(e).textOverflow !== "ellipsis")
              .filter((e) => e.scrollWidth > e.clientWidth + 1)
              .map((e) => e.textContent)"""
        )
    )


@pytest.mark.parametrize(("width", "height"), [(1360, 860), (1024, 768), (390, 844)])
async def test_four_phones_fit_while_one_is_in_a_call(browser: Browser, stage: Stage, width: int, height: int) -> None:
    answering(stage)
    await stage.box.do("phones", name="Bartholomew Featherstone-Haugh")
    page = await opened(browser, stage, width, height)
    phone = page.get_by_role("region", name="Ada's phone")
    await stage.calls(ADA)
    await expect(phone.get_by_role("button", name="Answer")).to_be_visible()
    assert await crowded(page) == []
    await phone.get_by_role("button", name="Answer").click()
    await expect(phone.get_by_text("Press a key or say something")).to_be_visible()
    assert await crowded(page) == []
    frame = await phone.locator(".screen").bounding_box()
    assert frame
    for at_hand in (phone.get_by_label("Say something as Ada"), phone.get_by_role("button", name="Hang up")):
        box = await at_hand.bounding_box()
        assert box and box["y"] + box["height"] <= frame["y"] + frame["height"]
    words = await phone.get_by_role("log", name="Ada, Phone: the calls").bounding_box()
    assert words and words["height"] > 80, "what is said cannot be read"
    assert await page.evaluate("document.documentElement.scrollWidth") == width


async def test_phones_out_of_sight_are_reached_by_their_names(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage, 1360, 860)
    names = page.get_by_role("navigation", name="Phones")
    await expect(names).to_be_hidden()
    for name in ("Dr. Aleksandra", "Grandmother Elisabeth"):
        await stage.box.do("phones", name=name)
    last = page.get_by_role("region", name="Grandmother Elisabeth's phone")
    await expect(last).not_to_be_in_viewport(ratio=0.9)
    await names.get_by_role("button", name="Grandmother Elisabeth").press("Enter")
    await expect(last).to_be_in_viewport(ratio=0.9)
    await expect(last.get_by_title("Grandmother Elisabeth")).to_be_visible()
