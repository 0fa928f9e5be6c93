"""Calls: what is said and listened for, who is believed, and what becomes of a delivery when a phone rings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree

import pytest
from aiohttp import ClientSession
from provider import Provider, nobody, provider, reply

from wellcheck.channels.http import open_session
from wellcheck.channels.sms import BadWebhook
from wellcheck.channels.voice import (
    LANGUAGES,
    Call,
    Listen,
    Voice,
    aloud,
    answered_by,
    delivery_of,
    read,
    read_receipt,
    receipt,
    twiml,
)
from wellcheck.i18n import LANGUAGES as SPOKEN
from wellcheck.messages import rules
from wellcheck.messages.values import Failed, Outgoing, Sent, Unknown

ACCOUNT, ADA, US = "AC" + "1" * 32, "+447700900001", "+447700900000"
SID = "CA" + "a" * 32
DELIVERY = UUID("0198c0de-0000-7000-8000-000000000001")
ASK = Outgoing(DELIVERY, ADA, "Are you okay?", (("ok", "I'm okay"), ("help", "I need help")))
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
FORM = [
    ("AccountSid", ACCOUNT), ("CallSid", SID), ("Direction", "outbound-api"), ("From", US), ("To", ADA),
    ("CallStatus", "in-progress"),
]  # fmt: skip


# --- what we say -----------------------------------------------------------------------------------------------------


def test_a_question_is_spoken_and_a_key_awaited_and_asked_for_when_none_came():
    xml = ElementTree.fromstring(twiml(["Are you <okay>?", "Press 1."], "en", Listen("/answer?a=1&b=2")))
    gather, redirect = xml
    assert [element.tag for element in gather] == ["Say", "Pause", "Say"]
    assert gather.get("numDigits") == "1" and gather.get("input") == "dtmf speech"
    assert gather.get("action") == "/answer?a=1&b=2" == redirect.text and gather[0].text == "Are you <okay>?"


def test_what_asks_nothing_ends_the_call():
    assert [element.tag for element in ElementTree.fromstring(twiml(["Goodbye."], "es"))] == ["Say", "Hangup"]


def test_a_slow_call_says_each_sentence_apart_and_all_of_it_twice():
    said = [e.text for e in ElementTree.fromstring(twiml(["This is us. Are you okay?"], "en", slowly=True)) if e.text]
    assert said == ["This is us.", "Are you okay?"] * 2


def test_chinese_sentences_are_said_apart_as_well():
    said = [e.text for e in ElementTree.fromstring(twiml(["我们是Wellcheck。您好吗？"], "zh", slowly=True)) if e.text]
    assert said == ["我们是Wellcheck。", "您好吗？"] * 2


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_we_speak_is_spoken_and_heard_on_the_phone(language: str):
    say = ElementTree.fromstring(twiml(["?"], language, Listen("/a")))[0][0]
    assert language == "en" or not str(say.get("language")).startswith("en")
    voice = say.get("voice")
    assert voice is None or str(say.get("language")) in voice, "a voice of another language says nothing"


def test_where_only_keys_count_no_words_are_listened_to():
    gather = ElementTree.fromstring(twiml(["?"], "en", Listen("/a", keys=0, speech=False)))[0]
    assert gather.get("input") == "dtmf" and gather.get("numDigits") is None


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("👍 Thank you, Ada.", "Thank you, Ada."),
        ("Open https://t.me/x?start=c-1 now.", "Open now."),
        ("Reply “resume”.", "Reply resume."),
        ("We sent it to +447700900123.", "We sent it to 4 4 7, 7 0 0, 9 0 0, 1 2 3."),
        ("123456 is your code.", "1 2 3, 4 5 6 is your code."),
        ("Mon 4 May, 09:00", "Mon 4 May, 09:00"),
        ("a\n\nb\x00", "a b"),
    ],
)
def test_a_text_is_made_for_the_ear(written: str, spoken: str):
    assert aloud(written) == spoken


def test_an_unknown_language_is_spoken_in_english():
    assert 'language="en-GB"' in twiml(["x"], "tlh") and all(len(both) == 2 for both in LANGUAGES.values())


# --- who is believed -------------------------------------------------------------------------------------------------


def test_the_other_end_of_a_call_is_whom_we_called_or_who_called_us():
    assert read([*FORM, ("Digits", "1"), ("AnsweredBy", "human")], ACCOUNT) == Call(SID, ADA, True, "human", "1")
    inbound = [(name, {"Direction": "inbound", "From": ADA, "To": US}.get(name, value)) for name, value in FORM]
    assert read([*inbound, ("SpeechResult", " help ")], ACCOUNT) == Call(SID, ADA, False, "", speech="help")


@pytest.mark.parametrize(
    "form",
    [
        [pair for pair in FORM if pair[0] != "CallSid"],
        [*FORM, ("CallSid", SID)],
        [(n, "AC" + "2" * 32 if n == "AccountSid" else v) for n, v in FORM],
        [(n, "SM" + "a" * 32 if n == "CallSid" else v) for n, v in FORM],
    ],
)
def test_what_twilio_would_not_say_is_refused(form: list[tuple[str, str]]):
    with pytest.raises(BadWebhook):
        read(form, ACCOUNT)
    with pytest.raises(BadWebhook):
        read_receipt(form, {}, ACCOUNT)


def test_keys_are_keys_and_nothing_else():
    assert read([*FORM, ("Digits", "1<x>*#" + "2" * 90)], ACCOUNT).keys == "1*#" + "2" * 34
    assert len(read([*FORM, ("SpeechResult", "a" * 9000)], ACCOUNT).speech) == 500


@pytest.mark.parametrize(
    ("said", "who"),
    [("human", "human"), ("machine_start", "machine"), ("machine_end_beep", "machine"), ("fax", "fax"), ("unknown", ""),
     ("", "")],
)  # fmt: skip
def test_who_answered(said: str, who: str):
    assert answered_by(said) == who


# --- what became of it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled", "completed", "machine"])
def test_however_a_call_ends_without_a_key_the_next_address_is_tried_and_this_one_kept(status: str):
    ended = receipt(SID, status, DELIVERY)
    assert ended.failure is not None and not ended.delivered
    dead = rules.on_failed_receipt(ended.failure)
    assert not dead.address_dead and not dead.stopped


@pytest.mark.parametrize("status", ["queued", "initiated", "ringing", "in-progress", "answered"])
def test_an_answered_call_is_neither_delivered_nor_failed(status: str):
    under_way = receipt(SID, status, DELIVERY)
    assert under_way.failure is None and not under_way.delivered and 0 < under_way.rank < 5


def test_a_key_proves_a_human_whatever_was_said_before():
    assert receipt(SID, "keyed", DELIVERY).delivered
    assert receipt(SID, "keyed", DELIVERY).rank > receipt(SID, "machine", DELIVERY).rank
    assert receipt(SID, "completed", DELIVERY).code == "no_key" and receipt(SID, "nonsense", DELIVERY).rank == 0


def test_a_number_that_does_not_exist_is_not_called_again():
    ended = read_receipt([*FORM[:-1], ("CallStatus", "failed"), ("ErrorCode", "13224")], {}, ACCOUNT)
    assert ended.failure is not None and ended.failure.permanent and ended.code == "13224"


def test_a_machine_is_told_by_the_status_as_well():
    form = [*FORM, ("AnsweredBy", "machine_start")]
    told = read_receipt(form, {"delivery": DELIVERY.hex}, ACCOUNT)
    assert (told.status, told.code, told.delivery_id) == ("machine", "machine", DELIVERY)
    assert delivery_of({"delivery": "x"}) is None


@pytest.mark.parametrize(
    ("kind", "code", "calls", "again"),
    [("notice", "no_answer", 1, True), ("notice", "no_answer", 3, False), ("alarm", "busy", 1, False),
     ("ask", "no_key", 1, False), ("all_clear", "machine", 2, True), ("notice", "13224", 1, False)],
)  # fmt: skip
def test_what_is_not_urgent_is_said_by_another_call_a_few_times(kind: str, code: str, calls: int, again: bool):
    assert rules.rings_again(kind, "voice", code, calls) is again


@pytest.mark.parametrize(
    ("channel", "state", "rank", "back"),
    [("voice", "sent", 3, True), ("voice", "sent", 4, False), ("voice", "failed", 5, False), ("telegram", "sent", 0, True),
     ("sms", "sent", 2, False)],
)  # fmt: skip
def test_only_a_phone_that_still_rings_is_hung_up(channel: str, state: str, rank: int, back: bool):
    assert rules.taken_back(channel, state, rank) is back


# --- calling Twilio --------------------------------------------------------------------------------------------------


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(limit=5, seconds=1) as opened:
        yield opened


def voice(session: ClientSession, at: str) -> Voice:
    return Voice(session, ACCOUNT, "token", sender=US, base_url=at, public_url="https://us.example/")


@pytest.fixture
async def twilio() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


async def test_a_call_says_whom_where_and_for_which_delivery(session: ClientSession, twilio: Provider):
    twilio.will(reply(201, {"sid": SID, "status": "queued"}))
    assert await voice(session, twilio.url).send(ASK) == Sent(SID)
    (asked,) = twilio.asked
    form = asked.form
    assert asked.path == f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
    assert (form["To"], form["From"], form["MachineDetection"], form["Timeout"]) == (ADA, US, "Enable", "28")
    assert form["Url"] == f"https://us.example/webhook/voice?delivery={DELIVERY.hex}"
    assert form["StatusCallback"] == f"https://us.example/webhook/voice/status?delivery={DELIVERY.hex}"
    assert asked.body.count(b"StatusCallbackEvent=") == 4


@pytest.mark.parametrize(
    ("status", "body", "becomes"),
    [(500, {}, Unknown), (201, {"sid": "SM" + "a" * 32}, Unknown), (400, {"code": 21211}, Failed), (429, {}, Failed)],
)
async def test_what_twilio_answers_means_what_it_means_for_a_message(
    session: ClientSession, twilio: Provider, status: int, body: dict[str, object], becomes: type
):
    twilio.will(reply(status, body))
    assert isinstance(await voice(session, twilio.url).send(ASK), becomes)


async def test_a_provider_that_is_not_there_was_not_called(session: ClientSession):
    result = await voice(session, nobody()).send(ASK)
    assert isinstance(result, Failed) and not result.permanent


def listed(**call: str) -> dict[str, object]:
    made = {
        "sid": SID,
        "status": "ringing",
        "direction": "outbound-api",
        "date_created": "Mon, 04 May 2026 09:00:05 +0000",
    }
    return {"calls": [made | call], "next_page_uri": None, "page": 0, "page_size": 20, "uri": "", "first_page_uri": ""}


@pytest.mark.parametrize(
    ("list_says", "becomes"),
    [
        (listed(), Sent(SID)),
        (listed(status="no-answer"), "no_answer"),
        (listed(date_created="Mon, 04 May 2026 08:00:05 +0000"), "not_found"),
        (listed(direction="inbound"), "not_found"),
    ],
)
async def test_a_lost_answer_is_looked_up(
    session: ClientSession, twilio: Provider, list_says: dict[str, object], becomes: Sent | str
):
    twilio.will(reply(200, list_says))
    found = await voice(session, twilio.url).find(ASK, NOW - timedelta(seconds=3))
    assert found == becomes if isinstance(becomes, Sent) else isinstance(found, Failed) and found.code == becomes


async def test_a_list_that_cannot_be_had_tells_nothing(session: ClientSession, twilio: Provider):
    twilio.will(reply(500, b""))
    assert await voice(session, twilio.url).find(ASK, NOW) is None
    await voice(session, twilio.url).withdraw(ADA, SID, "")  # best effort: raises nothing


async def test_a_ringing_call_is_ended(session: ClientSession, twilio: Provider):
    twilio.will(reply(200, {"sid": SID, "status": "canceled"}))
    await voice(session, twilio.url).withdraw(ADA, SID, "")
    (asked,) = twilio.asked
    assert asked.path.endswith(f"/Calls/{SID}.json") and asked.form == {"Status": "canceled"}


@pytest.mark.parametrize(
    ("status", "by", "code", "delivered"),
    [
        ("busy", None, "busy", False),
        ("no-answer", None, "no_answer", False),
        ("completed", "human", "no_key", False),
        ("completed", "machine_start", "machine", False),
        ("in-progress", "machine_start", "", False),
        ("ringing", None, "", False),
    ],
)
async def test_what_is_on_record_about_a_call_counts_as_its_receipt(
    session: ClientSession, twilio: Provider, status: str, by: str | None, code: str, delivered: bool
):
    twilio.will(reply(200, {"sid": SID, "status": status, "answered_by": by}))
    said = await voice(session, twilio.url).became(SID, DELIVERY)
    assert said is not None and twilio.asked[0].path.endswith(f"/Calls/{SID}.json")
    assert (said.delivery_id, said.code, said.delivered) == (DELIVERY, code, delivered)
    assert (said.failure is None) == (not code)


async def test_a_call_that_cannot_be_asked_about_tells_nothing(session: ClientSession, twilio: Provider):
    twilio.will(reply(503, {}))
    assert await voice(session, twilio.url).became(SID, DELIVERY) is None
    assert await voice(session, nobody()).became(SID, DELIVERY) is None
