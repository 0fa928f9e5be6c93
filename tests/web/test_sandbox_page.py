"""The page of phones, in a real browser: by mouse, on a narrow screen, and by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from tests.web.sandbox_stage import ADA, NEEDS_BROWSER, Stage, opened

pytestmark = [NEEDS_BROWSER, pytest.mark.asyncio(loop_scope="module")]


async def test_a_newcomer_is_led_to_the_first_message_and_to_the_second(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    await expect(page.get_by_role("region", name="First steps")).to_contain_text("Say hello on Ada's phone")
    await page.get_by_role("button", name="Say hello as Ada").click()
    assert (await stage.hears()).message.text == "/start"
    log = page.get_by_role("log", name="Ada, Telegram")
    await expect(log.get_by_label("Wellcheck has it")).to_be_visible()
    await stage.bot.send_message(ADA, "Hello! What shall I call you? See /help or https://example.org/a.")
    await expect(log).to_contain_text("What shall I call you?")
    await expect(page.get_by_role("region", name="First steps")).to_contain_text("give Bob as the one to call")
    await page.get_by_role("button", name="Type Bob's number").click()
    await page.get_by_label("Write as Ada by Telegram").press("Enter")
    assert (await stage.hears()).message.text == "+447700900002"
    await log.get_by_role("button", name="/help").click()
    assert (await stage.hears()).message.text == "/help"
    assert await log.get_by_role("link").get_attribute("href") == "https://example.org/a"
    await page.get_by_role("button", name="Close the first steps").click()
    await page.reload()
    await expect(log).to_contain_text("+447700900002")
    await expect(page.get_by_role("region", name="First steps")).to_be_hidden()


async def test_buttons_are_tapped_and_edited_away_and_a_keyboard_shares_the_number(
    browser: Browser, stage: Stage
) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Ada's phone")
    await phone.get_by_role("button", name="Start", exact=True).click()
    await stage.hears()
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("I'm okay", callback_data="x:ok")]])
    question = await stage.bot.send_message(ADA, "Are you okay?", reply_markup=rows)
    await phone.get_by_role("button", name="I'm okay").click()
    query = (await stage.hears()).callback_query
    assert query.data == "x:ok"
    await query.answer("Thank you")
    await expect(phone.get_by_role("status").filter(has_text="Thank you")).to_be_visible()
    await stage.bot.edit_message_text("Glad to hear it.", ADA, question.message_id)
    await expect(phone.get_by_role("button", name="I'm okay")).to_have_count(0)
    await expect(phone.get_by_text("Glad to hear it.")).to_be_visible()
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Share it", request_contact=True)]], one_time_keyboard=True)
    await stage.bot.send_message(ADA, "Your number?", reply_markup=keyboard)
    await phone.get_by_role("button", name="Share it").click()
    assert (await stage.hears()).message.contact.phone_number == "447700900001"
    await expect(phone.get_by_role("button", name="Share it")).to_have_count(0)


async def test_a_text_is_answered_and_its_link_opens_telegram_on_the_same_phone(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Bob's phone")
    link = "https://t.me/WellcheckSandboxBot?start=Ab_1"
    await stage.texts("+447700900002", f"Ada would like us to call you. <b>1</b> Yes. Or open {link}.")
    await expect(phone.get_by_role("log")).to_contain_text("<b>1</b> Yes")
    await phone.get_by_label("Write as Bob by text message").fill("1")
    await phone.get_by_role("button", name="Send").click()
    await expect(phone.get_by_role("log")).to_contain_text("You wrote 1")
    await phone.get_by_role("link").click()
    assert (await stage.hears()).message.text == "/start Ab_1"
    await expect(phone.get_by_role("tab", name="Telegram")).to_have_attribute("aria-selected", "true")


async def test_a_mail_is_read_and_its_button_opens_a_page(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Bob's phone")
    await stage.mails("Bob@example.org", "Ada would like us to tell you.", ("consent", "Yes, I will help"))
    await expect(phone.get_by_role("tab", name="Mail")).to_have_attribute("aria-selected", "true")
    await stage.mails("bob@example.org", "Ada has not answered.\nCan you look after her?", ("mine", "I am on it"))
    log = phone.get_by_role("log", name="Bob, Mail")
    await expect(log).to_contain_text("Can you look after her?")
    await expect(
        log.get_by_role("button", name="Yes, I will help")
    ).to_be_hidden()  # of the older one the subject alone
    await expect(log.get_by_role("link", name="I do not want these e-mails any more")).to_be_visible()
    async with page.context.expect_page() as opening:
        await log.get_by_role("button", name="I am on it").click()
    assert "/answer/" in (await opening.value).url
    await expect(phone.get_by_label("Write as Bob by e-mail")).to_be_hidden()


async def test_what_is_not_looked_at_is_marked_unread(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Bob's phone")
    await phone.get_by_role("tab", name="Telegram").click()
    await stage.texts("+447700900002", "one")
    tab = phone.get_by_role("tab", name="SMS")
    await expect(tab).to_contain_text("1 unread")
    await expect(page).to_have_title(re.compile(r"^\(1\) "))
    await tab.click()
    await expect(tab).to_have_text("SMS")
    await expect(page).to_have_title("Wellcheck sandbox")


async def test_a_phone_that_is_switched_off_keeps_its_messages_back(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Cara's phone")
    await phone.get_by_label("Settings of Cara's phone").click()
    await phone.get_by_role("button", name="Switch off").click()
    await stage.texts("+447700900003", "Are you there?")
    await expect(phone.get_by_text("1 message waiting")).to_be_visible()
    await expect(phone.get_by_text("Are you there?")).to_have_count(0)
    await phone.get_by_role("button", name="Switch on").click()
    await expect(phone.get_by_text("Are you there?")).to_be_visible()


async def test_what_does_not_arrive_and_what_is_refused_is_said(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    phone = page.get_by_role("region", name="Cara's phone")
    stage.faults.add({"provider": "twilio", "kind": "undelivered", "status": 30005})
    await stage.texts("+447700900003", "lost")
    await expect(phone.get_by_text("A message did not arrive: Unknown destination handset (30005)")).to_be_visible()
    stage.faults.add({"provider": "twilio", "method": "inbound", "callbacks": "drop"})
    await phone.get_by_label("Write as Cara by text message").fill("x" * 1601)
    await phone.get_by_label("Write as Cara by text message").press("Enter")
    await expect(phone.get_by_text("A text message takes at most 1600 characters.")).to_be_visible()


async def test_the_clock_runs_and_jumps_and_the_line_says_why(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    await expect(page.get_by_role("timer")).to_contain_text("08:00")
    await page.get_by_role("button", name="60×").click()
    await expect(page.get_by_role("button", name="60×")).to_have_attribute("aria-pressed", "true")
    await page.get_by_role("button", name="1×").click()
    await expect(page.get_by_role("button", name="1×")).to_have_attribute("aria-pressed", "true")
    await page.get_by_role("button", name="Jump to the next thing that is due. 09:00").click()
    await expect(page.get_by_role("timer")).to_contain_text("09:00")
    await expect(page.get_by_role("complementary")).to_contain_text("It is nine o'clock")
    await expect(page.get_by_role("button", name="Jump to the next thing that is due")).to_be_disabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_narrow_screen_shows_one_phone_at_a_time(browser: Browser, stage: Stage, scheme: Any) -> None:
    page = await opened(browser, stage, 360, 740, color_scheme=scheme, has_touch=True)
    names = page.get_by_role("navigation", name="Phones")
    ada, bob = (page.get_by_role("region", name=f"{name}'s phone") for name in ("Ada", "Bob"))
    await expect(ada).to_be_in_viewport(ratio=0.9)
    await expect(bob).not_to_be_in_viewport(ratio=0.1)
    await stage.texts("+447700900002", "Hello Bob")
    await expect(names.get_by_role("button", name="Bob")).to_contain_text("1 unread")
    await names.get_by_role("button", name="Bob").tap()
    await expect(bob).to_be_in_viewport(ratio=0.9)
    await expect(names.get_by_role("button", name="Bob")).to_have_text("Bob")
    for at_hand in (bob.get_by_label("Write as Bob by text message"), bob.get_by_role("button", name="Send")):
        box = await at_hand.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 740
    await page.get_by_role("button", name="What happens, and why").tap()
    await expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_everything_can_be_done_by_keyboard(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)

    async def tab_to(name: str) -> None:
        for _ in range(40):
            await page.keyboard.press("Tab")
            found = await page.evaluate(
                "(() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent })()"
            )
            if name in found:
                outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline == "solid", f"the focus on {name} cannot be seen"
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    await tab_to("Skip to the phones")
    await page.keyboard.press("Enter")
    await tab_to("Start")
    await page.keyboard.press("Enter")
    assert (await stage.hears()).message.text == "/start"
    await expect(page.get_by_label("Write as Ada by Telegram")).to_be_focused()
    await page.keyboard.type("Ada")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("Lovelace")
    await page.keyboard.press("Enter")
    assert (await stage.hears()).message.text == "Ada\nLovelace"
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Yes, please", callback_data="yes")]])
    await stage.bot.send_message(ADA, "Shall I?", reply_markup=rows)
    await expect(page.get_by_role("button", name="Yes, please")).to_be_visible()
    await page.get_by_label("Settings of Ada's phone").focus()
    await tab_to("Yes, please")
    await page.keyboard.press("Space")
    assert (await stage.hears()).callback_query.data == "yes"
    await page.get_by_label("Settings of Ada's phone").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Block Wellcheck in Telegram").first).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Block Wellcheck in Telegram").first).to_be_hidden()
    await page.get_by_role("region", name="Ada's phone").get_by_role("tab", name="Telegram").focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_label("Write as Ada by text message")).to_be_visible()
    await expect(page.get_by_label("Write as Ada by Telegram")).to_be_hidden()


async def test_the_page_comes_back_when_the_sandbox_does(browser: Browser, stage: Stage) -> None:
    page = await opened(browser, stage)
    box = page.get_by_label("Write as Bob by text message")
    await box.fill("half a sen")
    await page.context.set_offline(True)
    stage.world.closing.set()
    await expect(page.get_by_text("The sandbox does not answer.")).to_be_visible()
    stage.world.closing.clear()
    await page.context.set_offline(False)
    await expect(page.get_by_text("The sandbox does not answer.")).to_be_hidden(timeout=15_000)
    await expect(box).to_have_value("half a sen")
    await stage.texts("+447700900002", "There you are.")
    await expect(page.get_by_text("There you are.")).to_be_visible()
