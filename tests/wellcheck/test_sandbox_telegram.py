"""The sandbox's Telegram, spoken to by python-telegram-bot as it talks to the real one."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from tests.sandbox_box import TOKEN, Box, served, until
from wellcheck.sandbox.server import Settings, make_app

ADA = 7001


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    app = make_app(Settings(sms_webhook="http://127.0.0.1:9/", telegram_token=TOKEN, pace=0.01))
    async with served(app) as url, ClientSession() as session:
        yield Box(url, session)


async def test_the_bot_learns_who_it_is(box: Box) -> None:
    async with box.bot as bot:
        assert (bot.id, bot.username, bot.first_name) == (7700900, "WellcheckSandboxBot", "Wellcheck")


async def test_a_wrong_token_is_refused_as_telegram_does(box: Box) -> None:
    with pytest.raises(InvalidToken):
        await Bot("7700900:another", base_url=f"{box.url}/telegram/bot").get_me()
    async with box.session.get(f"{box.url}/telegram/botnonsense/getMe") as answer:
        assert answer.status == 404


async def test_what_is_typed_is_polled_once_and_confirmed_by_the_next_offset(box: Box) -> None:
    await box.do("phones/ada/say", text="/start abc")
    async with box.bot as bot:
        (update,) = await bot.get_updates(timeout=0)
        message = update.message
        assert message and message.text == "/start abc" and message.from_user
        assert (message.from_user.id, message.from_user.language_code) == (ADA, "en")
        assert [e.type for e in message.entities] == ["bot_command"]
        assert [u.update_id for u in await bot.get_updates(timeout=0)] == [update.update_id]
        assert (await box.messages("ada"))[0]["status"] == "sent"
        assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()
    assert (await box.messages("ada"))[0]["status"] == "delivered"


async def test_a_long_poll_wakes_at_once(box: Box) -> None:
    async with box.bot as bot:
        polling = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        await box.do("phones/bob/say", text="hello")
        (update,) = await asyncio.wait_for(polling, 2)
        assert update.message and update.message.text == "hello"


async def test_of_two_pollers_the_older_is_told_of_the_conflict(box: Box) -> None:
    async with box.bot as one, box.bot as two:
        older = asyncio.create_task(one.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        await two.get_updates(timeout=0)
        with pytest.raises(Conflict):
            await asyncio.wait_for(older, 2)


async def test_nobody_is_written_to_who_has_not_begun_the_chat(box: Box) -> None:
    async with box.bot as bot:
        for stranger in (ADA, 4711):
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(stranger, "Hello")


async def test_a_question_with_buttons_is_asked_tapped_answered_and_edited_away(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("I'm okay", callback_data="d:ok")]])
    async with box.bot as bot:
        question = await bot.send_message(ADA, "Are you okay?", reply_markup=rows)
        await box.do("phones/ada/tap", message_id=question.message_id, button="I'm okay")
        query = (await bot.get_updates(timeout=0))[-1].callback_query
        assert query and query.data == "d:ok" and query.from_user.id == ADA and query.message
        assert query.message.message_id == question.message_id
        assert await bot.answer_callback_query(query.id, "Thank you")
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query(query.id)
        edited = await bot.edit_message_text("Glad to hear it.", ADA, question.message_id)
        assert isinstance(edited, object) and (await box.messages("ada"))[-1]["buttons"] == []
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text("Glad to hear it.", ADA, question.message_id)
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_reply_markup(ADA, question.message_id)
        with pytest.raises(BadRequest, match="to edit not found"):
            await bot.edit_message_text("…", ADA, 99_999)
        assert await bot.delete_message(ADA, question.message_id)
        with pytest.raises(BadRequest, match="to delete not found"):
            await bot.delete_message(ADA, question.message_id)
    assert await box.texts("ada") == ["/start"]


async def test_a_keyboard_asks_for_the_phone_number_and_goes_away(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Share my number", request_contact=True)]], resize_keyboard=True)
    async with box.bot as bot:
        await bot.send_message(ADA, "What is your number?", reply_markup=keyboard)
        await box.do("phones/ada/tap", button="Share my number")
        await box.do("phones/ada/share-contact", whose="bob")
        own, foreign = [u.message.contact for u in await bot.get_updates(timeout=0) if u.message][-2:]
        assert own and (own.phone_number, own.user_id) == ("447700900001", ADA)
        assert foreign and (foreign.phone_number, foreign.user_id) == ("447700900002", 7002)
        await bot.send_message(ADA, "Thank you", reply_markup=ReplyKeyboardRemove())
    async with box.session.get(f"{box.url}/sandbox/api/phones/ada") as answer:
        assert (await answer.json())["keyboard"] == []


@pytest.mark.parametrize(
    ("text", "rows", "words"),
    [
        ("x" * 4097, None, "Message is too long"),
        ("  \n ", None, "Message text is empty"),
        ("?", [[InlineKeyboardButton("x", callback_data="ü" * 33)]], "Button_data_invalid"),
    ],
)
async def test_telegrams_limits_hold(box: Box, text: str, rows: Any, words: str) -> None:
    await box.do("phones/ada/say", text="/start")
    async with box.bot as bot:
        with pytest.raises(BadRequest, match=words):
            await bot.send_message(ADA, text, reply_markup=rows and InlineKeyboardMarkup(rows))
        assert (await bot.send_message(ADA, "x" * 4096)).text == "x" * 4096


async def test_a_blocked_bot_is_told_and_may_not_write(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    await box.do("phones/ada/block", blocked=True)
    async with box.bot as bot:
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(ADA, "Hello?")
        change = (await bot.get_updates(timeout=0))[-1].my_chat_member
        assert change and change.new_chat_member.status == "kicked"
        await box.do("phones/ada/block", blocked=False)
        assert await bot.send_message(ADA, "There you are.")


async def test_commands_names_and_other_things_are_kept(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    async with box.bot as bot:
        assert await bot.set_my_commands([BotCommand("help", "What can I say?")], language_code="es")
        assert [c.command for c in await bot.get_my_commands(language_code="es")] == ["help"]
        assert await bot.get_my_commands() == ()
        await bot.set_my_name("Vigía", language_code="es")
        assert (await bot.get_my_name("es")).name == "Vigía" and (await bot.get_my_name()).name == "Wellcheck"
        await bot.set_my_description("Asks whether you are all right.")
        await bot.set_my_short_description("Are you all right?")
        assert (await bot.get_my_description()).description == "Asks whether you are all right."
        assert await bot.send_chat_action(ADA, "typing")
        assert (await bot.send_location(ADA, 51.5, -0.12)).location
        assert (await bot.send_document(ADA, b"hello", filename="hello.txt", caption="A file")).document
        assert (await bot.get_chat(ADA)).first_name == "Ada"
        with pytest.raises(BadRequest):
            await bot.set_my_commands([("No Good", "x")])


async def test_a_phone_that_is_off_gets_its_messages_later(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    await box.do("phones/ada/power", on=False)
    async with box.bot as bot:
        await bot.send_message(ADA, "Are you okay?")
    assert (await box.messages("ada"))[-1]["status"] == "sent"
    await box.do("phones/ada/power", on=True)
    assert (await box.messages("ada"))[-1]["status"] == "delivered"


async def test_links_lead_to_the_bot_and_nowhere_else(box: Box) -> None:
    for url in ("https://t.me/WellcheckSandboxBot?start=Ab_1", "tg://resolve?domain=wellchecksandboxbot&start=Ab_1"):
        await box.do("phones/bob/open-link", url=url)
    assert await box.texts("bob") == ["/start Ab_1", "/start Ab_1"]
    for url in ("https://t.me/another?start=x", "https://example.org/", "https://t.me/WellcheckSandboxBot?start=a%20b"):
        async with box.session.post(f"{box.url}/sandbox/api/phones/bob/open-link", json={"url": url}) as answer:
            assert answer.status == 404


async def test_an_application_works_by_polling(box: Box) -> None:
    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            rows = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])
            await update.message.reply_text(f"You said {update.message.text}", reply_markup=rows)
        elif update.callback_query:
            await update.callback_query.answer()
            await update.callback_query.edit_message_text("Again!")

    app = Application.builder().token(TOKEN).base_url(f"{box.url}/telegram/bot").build()
    app.add_handlers([MessageHandler(filters.ALL, echo), CallbackQueryHandler(echo), ChatMemberHandler(echo)])
    async with app:
        assert app.updater
        await app.updater.start_polling(timeout=10, allowed_updates=Update.ALL_TYPES)
        await app.start()
        await box.do("phones/cara/say", text="hi")
        await until(box, "cara", "You said hi")
        question = (await box.messages("cara"))[-1]
        await box.do("phones/cara/tap", message_id=question["id"], button=0)
        await until(box, "cara", "Again!")
        await app.updater.stop()
        await app.stop()


async def test_a_webhook_gets_updates_signed_repeated_until_taken_and_in_order(box: Box) -> None:
    heard: list[tuple[str, str]] = []
    refuse = 1

    async def hook(request: web.Request) -> web.Response:
        nonlocal refuse
        update = Update.de_json(await request.json(), None)
        assert update.message and update.message.text
        heard.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], update.message.text))
        refuse, status = 0, 503 if refuse else 200
        body = {"method": "sendMessage", "chat_id": ADA, "text": "Heard"} if len(heard) == 3 else {}
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_post("/webhook/telegram", hook)
    async with served(app) as product, box.bot as bot:
        await bot.set_webhook(f"{product}/webhook/telegram", secret_token="s3cret", allowed_updates=["message"])
        with pytest.raises(Conflict):
            await bot.get_updates(timeout=0)
        await box.do("phones/ada/say", text="one")
        await box.do("phones/ada/say", text="two")
        await until(box, "ada", "Heard")
        assert heard == [("s3cret", "one"), ("s3cret", "one"), ("s3cret", "two")]
        assert (await bot.get_webhook_info()).pending_update_count == 0
        await box.do("faults", provider="telegram", method="inbound", callbacks="triple")
        await box.do("phones/ada/say", text="three")
        await asyncio.sleep(0.2)
        assert [text for _, text in heard[3:]] == ["three"] * 3
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""


async def test_a_place_is_shared_by_a_button_and_moves_along_while_it_is_live(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    async with box.bot as bot:
        keyboard = ReplyKeyboardMarkup([[KeyboardButton("Where I am", request_location=True)]])
        await bot.send_message(ADA, "Where are you?", reply_markup=keyboard)
        await box.do("phones/ada/tap", message_id=None, button="Where I am")
        await box.do("phones/ada/share-location", latitude=48.2, longitude=16.37, live=600)
        await box.do("phones/ada/move", latitude=48.3, longitude=16.4)
        _, still, live, moved = await bot.get_updates(timeout=0)
    assert still.message and still.message.location and still.message.location.latitude == 51.5033
    assert live.message and live.message.location and live.message.location.to_dict()["live_period"] == 600
    assert moved.edited_message and moved.edited_message.location
    assert moved.edited_message.message_id == live.message.message_id
    assert (moved.edited_message.location.latitude, moved.edited_message.location.longitude) == (48.3, 16.4)
    assert (await box.refused("phones/ada/share-location", live=100_000))[0] == 400


async def test_a_photo_and_a_voice_note_are_files_with_words(box: Box) -> None:
    await box.do("phones/ada/send-media", kind="photo", text="My garden")
    await box.do("phones/ada/send-media", kind="voice")
    async with box.bot as bot:
        photo, voice = (update.message for update in await bot.get_updates(timeout=0))
    assert photo and photo.caption == "My garden" and photo.text is None
    assert [size.width for size in photo.photo] == [90, 800] and photo.photo[0].file_id
    assert voice and voice.voice and voice.voice.file_id and voice.caption is None
    assert (await box.refused("phones/ada/send-media", kind="photo", text="x" * 1025))[0] == 400


def png(width: int, height: int) -> bytes:
    """A black picture."""
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


async def test_a_picture_or_a_document_arrives_with_its_words(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    async with box.bot as bot:
        sent = await bot.send_photo(ADA, png(120, 90), caption="Your month", filename="month.png")
        assert [(size.width, size.height) for size in sent.photo] == [(120, 90)] and sent.caption == "Your month"
        document = (await bot.send_document(ADA, b"{}", filename="wellcheck.json", caption="All of it")).document
        assert document and (document.file_name, document.mime_type) == ("wellcheck.json", "application/json")
        attached = await bot.send_photo(ADA, InputFile(png(30, 30), "small.png", attach=True))
        assert attached.photo[0].width == 30
    picture, file, _ = (await box.messages("ada"))[-3:]
    assert (picture["text"], picture["content"]["file"]["kind"]) == ("Your month", "photo")
    for message, kept in ((picture, png(120, 90)), (file, b"{}")):
        async with box.session.get(f"{box.url}/sandbox/api/phones/ada/files/{message['id']}") as answer:
            assert answer.status == 200 and await answer.read() == kept
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with box.session.get(f"{box.url}/sandbox/api/requests") as answer:
        seen = [each["params"]["photo"] for each in (await answer.json())["requests"] if each["method"] == "sendphoto"]
    assert seen[0] == {"name": "month.png", "type": "image/png", "size": len(png(120, 90))}


@pytest.mark.parametrize(
    ("photo", "more", "words"),
    [
        (b"", {}, "non-empty"),
        (b"this is no picture", {}, "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), {}, "PHOTO_INVALID_DIMENSIONS"),
        (png(1001, 50), {}, "PHOTO_INVALID_DIMENSIONS"),
        (b"\0" * (10 * 1024 * 1024 + 1), {}, "too big for a photo"),
        (png(9, 9), {"caption": "x" * 1025}, "caption is too long"),
        ("AgACAgQAAx0", {}, "wrong remote file identifier"),
    ],
    ids=["empty", "no picture", "too wide and high", "too long a strip", "too large", "too many words", "unknown"],
)
async def test_a_picture_that_telegram_would_not_take_is_refused(
    box: Box, photo: bytes | str, more: dict[str, Any], words: str
) -> None:
    await box.do("phones/ada/say", text="/start")
    async with box.bot as bot:
        with pytest.raises(BadRequest, match=f"(?i){words}"):
            await bot.send_photo(ADA, photo, **more)
    assert not any(message["content"] for message in await box.messages("ada"))


async def test_faults_strike_as_often_as_wished_and_only_whom_they_mean(box: Box) -> None:
    await box.do("phones/ada/say", text="/start")
    await box.do("phones/bob/say", text="/start")
    await box.do("faults", provider="telegram", method="sendMessage", kind="status", status=429, retry_after=7)
    await box.do("faults", provider="telegram", kind="status", status=502, phone="bob", times=None)
    async with box.bot as bot:
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(ADA, "1")
        assert caught.value._retry_after.total_seconds() == 7
        await bot.send_message(ADA, "2")
        for _ in range(3):
            with pytest.raises(NetworkError):
                await bot.send_message(7002, "3")
        async with box.session.delete(f"{box.url}/sandbox/api/faults") as answer:
            assert (await answer.json())["cleared"] == 1
        await bot.send_message(7002, "4")


@pytest.mark.parametrize(
    ("kind", "arrives", "error"),
    [
        ("timeout_after_accept", True, TimedOut),
        ("hang", False, TimedOut),
        ("refuse", False, NetworkError),
        ("garbage", True, TelegramError),
    ],
)
async def test_what_a_fault_leaves_behind(box: Box, kind: str, arrives: bool, error: type[Exception]) -> None:
    await box.do("phones/ada/say", text="/start")
    await box.do("faults", provider="telegram", method="sendmessage", kind=kind, seconds=5)
    async with box.bot as bot:
        with pytest.raises(error):
            await bot.send_message(ADA, "Are you okay?", read_timeout=0.3)
    assert ("Are you okay?" in await box.texts("ada")) is arrives


async def test_a_restarted_sandbox_goes_on_where_it_was(tmp_path: Path) -> None:
    settings = Settings(sms_webhook="http://127.0.0.1:9/", telegram_token=TOKEN, journal=tmp_path / "sandbox.jsonl")
    async with served(make_app(settings)) as url, ClientSession() as session:
        box = Box(url, session)
        await box.do("phones/ada/say", text="/start")
        async with box.bot as bot:
            (update,) = await bot.get_updates(timeout=0)
            await bot.get_updates(offset=update.update_id + 1, timeout=0)
            question = await bot.send_message(ADA, "Who are you?")
        await box.do("phones/ada/say", text="Ada")
        await box.do("phones", name="Dan", number="+447700900004")
    with (tmp_path / "sandbox.jsonl").open("a") as journal:
        journal.write('["message",{"id":')  # cut short by a kill
    async with served(make_app(settings)) as url, ClientSession() as session:
        box = Box(url, session)
        assert await box.texts("ada") == ["/start", "Who are you?", "Ada"]
        assert await box.texts("+447700900004") == []
        async with box.bot as bot:
            assert [u.update_id for u in await bot.get_updates(timeout=0)] == [update.update_id + 1]
            assert await bot.edit_message_text("What is your name?", ADA, question.message_id)
            later = await bot.send_message(ADA, "Hello Ada")
            assert later.message_id > question.message_id
