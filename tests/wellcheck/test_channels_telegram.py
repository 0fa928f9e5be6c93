"""Telegram: what we say, what we understand, and what its refusals mean."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from provider import Behaviour, Provider, drip, endless, hang, hang_up, nobody, provider, raw, reply, reset
from telegram import Update

from tests.sandbox_box import TOKEN, Box, served
from wellcheck.channels.http import open_session
from wellcheck.channels.telegram import Telegram, callback_id, compose, outcome, read
from wellcheck.messages.values import Failed, File, Inbound, Outgoing, Sent, Unknown
from wellcheck.sandbox.server import Settings, make_app

DELIVERY = UUID("0198c0de-0000-7000-8000-000000000001")
ASK = Outgoing(DELIVERY, "7001", "Are you okay?", (("ok", "I'm okay"), ("help", "I need help")))
ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "last_name": "Lee", "language_code": "es"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann"}


def message(**more: Any) -> dict[str, Any]:
    said = {"message_id": 3, "date": 1_795_000_000, "chat": PRIVATE, "from": ANN, **more}
    return {"update_id": 41, "message": {key: value for key, value in said.items() if value is not None}}


def tap(data: Any = f"{DELIVERY.hex}:ok", **more: Any) -> dict[str, Any]:
    asked = {"message_id": 3, "date": 1_795_000_000, "chat": PRIVATE, "text": "?"}
    return {
        "update_id": 42,
        "callback_query": {"id": "99", "chat_instance": "1", "from": ANN, "message": asked, "data": data, **more},
    }


def ok(message_id: Any = 12) -> dict[str, Any]:
    return {"ok": True, "result": {"message_id": message_id}}


def no(code: int, description: str = "", **parameters: Any) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": description, "parameters": parameters}


# what we say


def test_options_are_buttons_that_name_their_question():
    assert compose(ASK) == {
        "chat_id": 7001,
        "text": "Are you okay?",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "I'm okay", "callback_data": f"{DELIVERY.hex}:ok"}],
                [{"text": "I need help", "callback_data": f"{DELIVERY.hex}:help"}],
            ]
        },
    }


def test_a_plain_message_has_no_keyboard_and_no_markup_language():
    said = compose(Outgoing(DELIVERY, "7001", "*a* <b> _c_ https://example.org"))
    assert said["text"] == "*a* <b> _c_ https://example.org"
    assert "reply_markup" not in said and "parse_mode" not in said


def test_the_number_is_shared_by_one_tap():
    asked = Outgoing(DELIVERY, "7001", "Your number?", (("phone", "Share it"), ("later", "Later")), ask_phone=True)
    keyboard = compose(asked)["reply_markup"]
    assert keyboard["keyboard"] == [[{"text": "Share it", "request_contact": True}], [{"text": "Later"}]]
    bare = compose(Outgoing(DELIVERY, "7001", "Your number?", ask_phone=True))["reply_markup"]["keyboard"]
    assert bare[0][0]["request_contact"] and bare[0][0]["text"]


@pytest.mark.parametrize("text", ["x" * 5000, "😀" * 5000, "👨‍👩‍👧" * 2000, "e\u0301" * 3000, "á" * 4097])
def test_a_long_text_is_cut_where_telegram_still_takes_it(text: str):
    said = compose(Outgoing(DELIVERY, "7001", text))["text"]
    assert 4000 < len(said.encode("utf-16-le")) // 2 <= 4096
    assert said.endswith("…") and text.startswith(said[:-1])
    rest = text[len(said) - 1 :]
    assert not rest.startswith(("\u200d", "\u0301")) and not said[:-1].endswith("\u200d")


def test_what_telegram_would_refuse_is_left_out():
    said = compose(Outgoing(DELIVERY, "7001", "a\x00b\ud83dc\x1bd\te\nf", (("ok", "\x07"),)))
    assert said["text"] == "abcd\te\nf"
    assert said["reply_markup"]["inline_keyboard"][0][0]["text"] == "ok"
    json.dumps(said, ensure_ascii=False).encode()
    assert compose(Outgoing(DELIVERY, "7001", " \x00 "))["text"] == "…"


def test_callback_data_fits_its_64_bytes():
    said = compose(Outgoing(DELIVERY, "7001", "?", (("k" * 16, "Label"),)))
    assert len(said["reply_markup"]["inline_keyboard"][0][0]["callback_data"].encode()) <= 64


# what is said to us


def test_a_text_is_heard_with_its_sender_time_and_hints():
    at = datetime.fromtimestamp(1_795_000_000, UTC)
    assert read(message(text="I'm fine")) == Inbound(
        "telegram", "7", "I'm fine", provider_id="41", at=at, language="es", name="Ann Lee"
    )


def test_a_tap_names_its_question_and_its_option():
    heard = read(tap())
    assert heard is not None and heard.button == (DELIVERY.hex, "ok")
    assert (heard.sender, heard.text, heard.provider_id, heard.at) == ("7", "", "42", None)
    assert callback_id(tap()) == "99"
    assert callback_id(message(text="x")) is None and callback_id({"callback_query": {"id": 5}}) is None


@pytest.mark.parametrize("data", ["ok", f"{DELIVERY.hex}:", f"{DELIVERY.hex.upper()}:ok", "x" * 64, None, 5, [], ""])
def test_a_tap_on_what_is_not_our_button_is_no_answer(data: Any):
    heard = read(tap(data))
    assert heard is not None and heard.button is None and heard.text == ""


@pytest.mark.parametrize(
    ("text", "start"),
    [("/start abc-DEF_1", "abc-DEF_1"), ("/start@WellBot abc", "abc"), ("/start", None), ("/start   ", None)],
)
def test_a_deep_link_brings_its_payload(text: str, start: str | None):
    heard = read(message(text=text))
    assert heard is not None and (heard.text, heard.start) == ("/start", start)


@pytest.mark.parametrize("text", ["/start a b", "/start " + "x" * 65, "/starter", "start abc", "/start <script>"])
def test_what_only_looks_like_a_deep_link_is_text(text: str):
    heard = read(message(text=text))
    assert heard is not None and (heard.text, heard.start) == (text, None)


@pytest.mark.parametrize("number", ["447700900001", "+447700900001", "+44 7700 900001"])
def test_the_own_number_counts_as_shared(number: str):
    heard = read(message(contact={"phone_number": number, "first_name": "Ann", "user_id": 7}))
    assert heard is not None and (heard.shared_phone, heard.text) == ("+447700900001", "")


@pytest.mark.parametrize(
    "contact",
    [
        {"phone_number": "447700900001", "first_name": "Bob", "user_id": 8},
        {"phone_number": "447700900001", "first_name": "Bob"},
        {"phone_number": "447700900001", "user_id": "7"},
        {"phone_number": "call me", "user_id": 7},
        {"phone_number": "+0447700900001", "user_id": 7},
        {"phone_number": None, "user_id": 7},
        "447700900001",
    ],
)
def test_another_ones_number_never_counts(contact: Any):
    heard = read(message(contact=contact))
    assert heard is not None and heard.shared_phone is None


@pytest.mark.parametrize(
    ("kind", "media"),
    [("voice", "voice"), ("photo", "photo"), ("location", None), ("sticker", "other"), ("video_note", "other")],
)
def test_what_has_no_words_is_heard_as_no_words(kind: str, media: str | None):
    heard = read(message(**{kind: {"file_id": "x"}}))
    assert heard is not None and heard.text == "" and heard.media == media


def test_the_words_under_a_picture_are_heard_unless_they_are_somebody_elses():
    heard = read(message(photo=[{"file_id": "x"}], caption="the garden"))
    assert heard is not None and (heard.text, heard.media) == ("the garden", "photo")
    heard = read(message(photo=[{"file_id": "x"}], caption="OK", forward_date=1))
    assert heard is not None and (heard.text, heard.media) == ("", "photo")


def test_forwarded_words_are_somebody_elses():
    heard = read(message(text="OK", forward_origin={"type": "user"}))
    assert heard is not None and heard.text == ""
    heard = read(message(contact={"phone_number": "447700900001", "user_id": 7}, forward_date=1))
    assert heard is not None and heard.shared_phone is None


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "edited_message": message(text="OK")["message"]},
        {"update_id": 1, "channel_post": message(text="OK")["message"]},
        {"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": ANN}},
        message(text="OK", chat={"id": -100, "type": "supergroup"}),
        message(text="OK", chat={"id": 8, "type": "private"}),
        message(text="OK", sender_chat={"id": -100, "type": "channel"}),
        message(**{"text": "OK", "from": {**ANN, "is_bot": True}}),
        message(**{"text": "OK", "from": None}),
        message(pinned_message={"message_id": 1}),
        message(),
        tap(message={"message_id": 3, "date": 0, "chat": {"id": -100, "type": "group"}}),
        tap(message=None),
        {"message": message(text="OK")["message"]},
        {"update_id": True, "message": message(text="OK")["message"]},
        {"update_id": 2**64, "message": message(text="OK")["message"]},
    ],
)
def test_what_no_person_said_to_us_in_private_is_not_heard(update: Any):
    assert read(update) is None


def test_a_tap_on_an_old_message_still_counts():
    heard = read(tap(message={"message_id": 3, "date": 0, "chat": PRIVATE}))
    assert heard is not None and heard.button == (DELIVERY.hex, "ok")


def test_the_library_and_the_raw_update_are_heard_alike():
    for update in (message(text="/start abc"), message(text="I'm fine"), tap()):
        parsed = Update.de_json(json.loads(json.dumps(update)), None)
        assert read(parsed.to_dict()) == read(update)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = ("text", "date", "contact", "from", "chat", "forward_origin", "voice", "sender_chat")


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING), ANYTHING)
def test_no_json_can_make_the_reader_fail(parts: dict[str, Any], other: Any):
    for update in (
        message(**parts),
        message(text=other),
        message(contact={"user_id": 7, "phone_number": other}),
        other,
    ):
        heard = read(update)
        if heard is not None:
            repr(heard).encode()
            heard.text.encode()
    read(tap(other, message=other))
    read({"update_id": 1, "callback_query": other})
    read({"update_id": 1, "message": {**message()["message"], "text": "x", "from": {**ANN, "first_name": other}}})
    callback_id(other)


# what its answers mean


@pytest.mark.parametrize(
    ("status", "said", "means"),
    [
        (200, ok(), Sent("12")),
        (429, no(429, "Too Many Requests", retry_after=7), Failed("Too Many Requests", False, "429", 7.0)),
        (429, no(429, retry_after=10**9), Failed("HTTP 429", False, "429", 86_400.0)),
        (429, no(429, retry_after=-1), Failed("HTTP 429", False, "429", 0.0)),
        (429, no(429, retry_after="soon"), Failed("HTTP 429", False, "429", None)),
        (
            403,
            no(403, "Forbidden: bot was blocked by the user"),
            Failed("Forbidden: bot was blocked by the user", True, "403", opted_out=True),
        ),
        (403, no(403, "Forbidden: user is deactivated"), Failed("Forbidden: user is deactivated", True, "403")),
        (400, no(400, "Bad Request: chat not found"), Failed("Bad Request: chat not found", True, "400")),
        (400, no(400, "moved", migrate_to_chat_id=-1001), Failed("moved", False, "400", moved_to="-1001")),
        (401, no(401, "Unauthorized"), Failed("Unauthorized", False, "401", whole_channel=True)),
        (404, no(404, "Not Found"), Failed("Not Found", False, "404", whole_channel=True)),
        (409, no(409, "Conflict"), Failed("Conflict", False, "409")),
        (302, b"", Failed("HTTP 302", False, "302", whole_channel=True)),
        (200, no(403, "Forbidden: user is deactivated"), Failed("Forbidden: user is deactivated", True, "403")),
    ],
)
def test_a_clear_answer_is_taken_at_its_word(status: int, said: Any, means: Any):
    assert outcome(status, said if isinstance(said, bytes) else json.dumps(said).encode()) == means


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
@pytest.mark.parametrize("body", [b"", b"<html>", json.dumps(no(500, "Internal")).encode()])
def test_a_broken_server_may_have_sent_it(status: int, body: bytes):
    assert isinstance(outcome(status, body), Unknown)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>ok</html>",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"ok":true}',
        b'{"ok":true,"result":true}',
        b'{"ok":true,"result":{"message_id":"x"}}',
        b'{"ok":true,"result":{"message_id":true}}',
        b'{"ok":false}',
        b'{"ok":"true","result":{"message_id":1}}',
        b"[" * 100_000,
        b'{"ok":true,"result":{"message_id":' + b"9" * 5000 + b"}}",
    ],
)
def test_an_unreadable_200_may_have_sent_it(body: bytes):
    assert isinstance(outcome(200, body), Unknown)


@given(st.integers(100, 599), ANYTHING)
def test_no_answer_can_make_it_fail(status: int, said: Any):
    result = outcome(status, json.dumps(said).encode())
    assert not isinstance(result, Sent) or 200 <= status < 300


# sending


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(seconds=0.5) as opened:
        yield opened


@pytest.fixture
async def there() -> AsyncIterator[Provider]:
    async with provider() as running:
        running.will(reply(200, ok()))
        yield running


async def test_a_message_is_handed_over(session: ClientSession, there: Provider):
    assert await Telegram(session, "1:T", there.url + "/").send(ASK) == Sent("12")
    assert there.asked[0].path == "/bot1:T/sendMessage"
    assert there.asked[0].json == compose(ASK)


PICTURE = ASK._replace(file=File(DELIVERY, "image/png", "month.png", b"\x89PNG\r\n\x00"))


async def test_a_picture_is_handed_over_with_its_words_and_buttons(session: ClientSession, there: Provider):
    assert await Telegram(session, "1:T", there.url).send(PICTURE) == Sent("12")
    (asked,) = there.asked
    assert asked.path == "/bot1:T/sendPhoto" and asked.headers["content-type"].startswith(
        "multipart/form-data; boundary="
    )
    assert b'name="caption"\r\n\r\nAre you okay?\r\n' in asked.body and b"callback_data" in asked.body
    assert b'name="photo"; filename="month.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x00\r\n--' in asked.body
    await Telegram(session, "1:T", there.url).send(
        PICTURE._replace(file=File(DELIVERY, "application/json", "all.json", b"{}"))
    )
    assert (
        there.asked[1].path == "/bot1:T/sendDocument" and b'name="document"; filename="all.json"' in there.asked[1].body
    )


async def test_words_that_have_no_room_under_a_picture_go_without_it(session: ClientSession, there: Provider):
    await Telegram(session, "1:T", there.url).send(PICTURE._replace(text="😀" * 513))
    assert there.asked[0].path == "/bot1:T/sendMessage"


@pytest.mark.parametrize(
    ("refusal", "for_the_file"),
    [(no(400, "Bad Request: IMAGE_PROCESS_FAILED"), True), (no(413, "Request Entity Too Large"), True),
     (no(403, "Forbidden: bot was blocked by the user"), False), (no(429, "Too Many Requests", retry_after=3), False)],
)  # fmt: skip
async def test_a_refusal_may_be_for_the_picture(
    session: ClientSession, there: Provider, refusal: dict[str, Any], for_the_file: bool
):
    there.will(reply(refusal["error_code"], refusal))
    telegram = Telegram(session, "1:T", there.url)
    result = await telegram.send(PICTURE)
    assert isinstance(result, Failed) and result.file is for_the_file
    if for_the_file:
        result = await telegram.send(ASK)
        assert isinstance(result, Failed) and not result.file, "the words alone are refused for themselves"


async def test_nobody_there_is_worth_another_try(session: ClientSession):
    result = await Telegram(session, "1:T", nobody()).send(ASK)
    assert isinstance(result, Failed) and not result.permanent and result.code == "unreachable"


@pytest.mark.parametrize(
    "behaviour",
    [hang, hang_up, reset, drip, endless, raw(b"<html>"), reply(200, b"x" * 70_000), reply(502), reply(200, b"null")],
)
async def test_a_doubtful_outcome_is_called_doubtful(session: ClientSession, there: Provider, behaviour: Behaviour):
    there.will(behaviour)
    assert isinstance(await Telegram(session, "1:T", there.url).send(ASK), Unknown)
    assert len(there.asked) == 1


async def test_one_chat_is_not_flooded_and_the_others_do_not_wait(session: ClientSession, there: Provider):
    telegram = Telegram(session, "1:T", there.url)
    began = time.monotonic()
    for _ in range(3):
        await telegram.send(ASK)
    for chat in range(100):
        await telegram.send(Outgoing(DELIVERY, str(chat), "?"))
    assert time.monotonic() - began < 0.8
    await telegram.send(ASK)
    assert time.monotonic() - began > 0.9


async def test_a_chat_with_far_too_much_is_put_off(
    session: ClientSession, there: Provider, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("wellcheck.channels.telegram.PATIENCE", 0.0)
    telegram = Telegram(session, "1:T", there.url)
    results = [await telegram.send(ASK) for _ in range(5)]
    assert results[:3] == [Sent("12")] * 3
    put_off = results[4]
    assert isinstance(put_off, Failed) and not put_off.permanent and 0.9 < (put_off.retry_after or 0) <= 1


FINE = reply(200, {"ok": True, "result": {"message_id": 12}})


def flood(seconds: int) -> dict[str, Any]:
    return {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": seconds}}


async def test_a_chat_that_is_told_to_wait_waits_alone(session: ClientSession, there: Provider):
    telegram = Telegram(session, "1:T", there.url)
    there.will(reply(429, flood(30)), FINE)
    assert isinstance(await telegram.send(ASK), Failed)
    again = await telegram.send(ASK)
    assert isinstance(again, Failed) and again.code == "429" and 29 < (again.retry_after or 0) <= 30
    assert len(there.asked) == 1, "it is not even tried before its time"
    for chat in ("7002", "7003", "7004"):
        assert isinstance(await telegram.send(ASK._replace(to=chat)), Sent)


async def test_when_everybody_is_told_to_wait_nobody_is_tried(session: ClientSession, there: Provider):
    telegram = Telegram(session, "1:T", there.url)
    there.will(*[reply(429, flood(seconds)) for seconds in (7, 5, 6)])
    for chat in ("7001", "7002", "7003"):
        assert isinstance(await telegram.send(ASK._replace(to=chat)), Failed)
    other = await telegram.send(ASK._replace(to="7004"))
    assert isinstance(other, Failed) and not other.permanent and 4 < (other.retry_after or 0) <= 5
    assert len(there.asked) == 3


async def test_refusals_between_which_others_get_through_are_about_their_own_chats(
    session: ClientSession, there: Provider
):
    telegram = Telegram(session, "1:T", there.url)
    for number in range(4):
        there.will(reply(429, flood(60)), FINE)
        assert isinstance(await telegram.send(ASK._replace(to=f"71{number}")), Failed)
        assert isinstance(await telegram.send(ASK._replace(to=f"72{number}")), Sent)


async def test_withdrawing_and_answering_never_fail(session: ClientSession, there: Provider):
    telegram = Telegram(session, "1:T", there.url)
    there.will(reply(200, {"ok": True, "result": True}))
    await telegram.withdraw("7001", "12", "Settled.")
    assert there.asked[0].path == "/bot1:T/editMessageText"
    assert there.asked[0].json == {"chat_id": "7001", "message_id": "12", "text": "Settled."}
    await telegram.answer_callback("99")
    assert there.asked[1].json == {"callback_query_id": "99"}
    for behaviour in (hang, reset, reply(400, no(400, "Bad Request: query is too old")), reply(200, b"<html>")):
        there.will(behaviour)
        await telegram.withdraw("7001", "12", "Settled.")
        await telegram.answer_callback("99", "Noted")
    await telegram.withdraw("7001", "not a number", "Settled.")
    assert await telegram.find(ASK, datetime.now(UTC)) is None


# against the sandbox, as a person sees it


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    app = make_app(Settings(sms_webhook="http://127.0.0.1:9/", telegram_token=TOKEN, pace=0.01))
    async with served(app) as url, ClientSession() as session:
        yield Box(url, session)


async def test_a_question_is_asked_tapped_and_taken_back(box: Box, session: ClientSession):
    telegram = Telegram(session, TOKEN, f"{box.url}/telegram")
    await box.do("phones/ada/say", text="/start abc")
    heard = [read(update.to_dict()) for update in await telegram.bot.get_updates(read_timeout=2)]
    assert [(said.sender, said.start) for said in heard if said] == [("7001", "abc")]
    sent = await telegram.send(ASK)
    assert isinstance(sent, Sent)
    assert (await box.texts("ada"))[-1] == "Are you okay?"
    await telegram.withdraw("7001", sent.provider_id, "Thank you.")
    assert (await box.texts("ada"))[-1] == "Thank you."


async def test_what_could_not_be_taken_back_is_tried_again_only_where_that_helps(
    session: ClientSession, there: Provider
):
    telegram = Telegram(session, "1:T", there.url)
    flood = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
    there.will(reply(429, flood))
    later = await telegram.withdraw("7001", "12", "Settled.")
    assert isinstance(later, Failed) and not later.permanent and later.retry_after == 7
    for behaviour in (reset, reply(502, b"")):
        there.will(behaviour)
        again = await telegram.withdraw("7001", "12", "Settled.")
        assert isinstance(again, Failed) and not again.permanent
    for refusal in (
        no(400, "Bad Request: message to edit not found"),
        no(403, "Forbidden: bot was blocked by the user"),
    ):
        there.will(reply(refusal["error_code"], refusal))
        assert await telegram.withdraw("7001", "12", "Settled.") is None


async def test_a_stranger_and_a_wrong_token_are_told_apart(box: Box, session: ClientSession):
    stranger = await Telegram(session, TOKEN, f"{box.url}/telegram").send(Outgoing(DELIVERY, "999", "?"))
    assert isinstance(stranger, Failed) and stranger.permanent and not stranger.whole_channel
    wrong = await Telegram(session, "1:wrong", f"{box.url}/telegram").send(ASK)
    assert isinstance(wrong, Failed) and wrong.whole_channel and not wrong.permanent
