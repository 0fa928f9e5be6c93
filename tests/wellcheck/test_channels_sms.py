"""Text messages: what we say in how many parts, whom we believe, and what Twilio's refusals mean."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from provider import Behaviour, Provider, drip, endless, hang, hang_up, nobody, provider, raw, reply, reset
from twilio.request_validator import RequestValidator

from tests.sandbox_box import Box, served
from wellcheck.channels.http import open_session
from wellcheck.channels.sms import (
    MOST_SEGMENTS,
    BadWebhook,
    Sms,
    compose,
    failure,
    outcome,
    read,
    read_receipt,
    receipt_means,
    receipt_rank,
    signature_ok,
    twiml,
    verdict,
)
from wellcheck.gsm import GSM_ALL, segments
from wellcheck.messages.values import Failed, Inbound, Outgoing, Receipt, Sent, Unknown
from wellcheck.sandbox.server import Settings, make_app

ACCOUNT = "AC" + "1" * 32
SID = "SM" + "a" * 32
ADA, US = "+447700900001", "+447700900000"
DELIVERY = UUID("0198c0de-0000-7000-8000-000000000001")
ASK = Outgoing(DELIVERY, ADA, "Are you okay?", (("ok", "I'm okay"), ("help", "I need help")))
FORM = [
    ("ToCountry", "GB"),
    ("SmsMessageSid", SID),
    ("NumMedia", "0"),
    ("Body", "I'm fine"),
    ("FromCountry", "GB"),
    ("To", US),
    ("MessageSid", SID),
    ("AccountSid", ACCOUNT),
    ("From", ADA),
    ("ApiVersion", "2010-04-01"),
]


# what we say


def test_options_are_numbered():
    assert compose(ASK) == "Are you okay?\n1 = I'm okay\n2 = I need help"
    assert compose(Outgoing(DELIVERY, ADA, " Thank you. ")) == "Thank you."
    assert compose(Outgoing(DELIVERY, ADA, "1 or 2?", (("ok", "1"), ("help", "2")))) == "1 or 2?"


def test_typographic_signs_do_not_double_the_price():
    said = compose(Outgoing(DELIVERY, ADA, "“Don’t worry” – it’s only a test…\u00a0ok\tyes", (("a", "I’m okay"),)))
    assert said == "\"Don't worry\" - it's only a test... ok yes\n1 = I'm okay"


def test_letters_are_kept_while_there_is_room_for_them():
    for text in ("¿Estás bien, Zoë Łukasz? 😀", "Não responda. " * 9 + "Até já.", "ł" * 134):
        assert compose(Outgoing(DELIVERY, ADA, text)) == text


def test_a_long_text_goes_with_plain_letters_before_it_costs_a_third_part():
    text = "Você está bem, João? Não há pressa: nós voltamos a perguntar amanhã às nove. " * 3
    said = compose(Outgoing(DELIVERY, ADA, text, (("ok", "Está tudo bem"),)))
    assert said.startswith("Voce esta bem, Joao?") and said.endswith("\n1 = Esta tudo bem")
    assert segments(said) == 2 < segments(f"{text}\n1 = Está tudo bem")
    assert compose(Outgoing(DELIVERY, ADA, "Ağrı, ısı, çöp, şöyle. " * 9)).startswith("Agri, isi, cöp, söyle.")
    kept = "Öl die Tür, señor: è più là! " * 9
    assert compose(Outgoing(DELIVERY, ADA, kept + "ł")) == kept + "l", "what GSM-7 has stays"


@pytest.mark.parametrize("more", ["Марія", "مريم", "मीरा", "玛丽", "😀", "Й"])
def test_where_plain_letters_save_nothing_none_are_written(more: str):
    text = "Você está bem? Não há pressa. " * 9 + more
    assert compose(Outgoing(DELIVERY, ADA, text)) == text


def test_on_whatsapp_every_letter_is_kept():
    text = "Você está bem? Não há pressa. " * 9
    assert compose(Outgoing(DELIVERY, ADA, text.strip()), paid=False) == text.strip()


# Latin-1, Latin Extended-A, Romanian, Vietnamese, and what stands beside letters.
_LATIN = st.sampled_from([*filter(str.isalpha, map(chr, range(0xC0, 0x180))), *"șțȘȚạấộựỹ“”’–… aeiouxyz,.?0123456789"])


@given(st.text(_LATIN, min_size=100, max_size=1200))
def test_latin_letters_always_have_a_plain_form(text: str):
    said = compose(Outgoing(DELIVERY, ADA, text, ASK.options))
    assert segments(said) <= 2 or GSM_ALL.issuperset(said), said
    assert said.endswith("\n1 = I'm okay\n2 = I need help")


@given(st.text(max_size=700), st.lists(st.tuples(st.just("k"), st.text(max_size=40)), max_size=5))
def test_plain_letters_never_cost_more(text: str, options: list[tuple[str, str]]):
    out = Outgoing(DELIVERY, ADA, text, tuple(options))
    said, kept = compose(out), compose(out, paid=False)
    assert segments(said) <= segments(kept)
    assert said == kept or segments(kept) > 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("x" * 152 + "€" + "x" * 10, 2),
        ("x" * 152 + "€" + "x" * 152, 3),  # the € does not fit the first part's last place
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ł" * 134, 2),
        ("ł" * 135, 3),
        ("¿Estás bien?", 1),
    ],
)
def test_parts_are_counted_as_they_are_paid(text: str, parts: int):
    assert segments(text) == parts


@pytest.mark.parametrize("text", ["x" * 3000, "€" * 3000, "ł" * 3000, "😀" * 200, "😀" * 3000, "👨‍👩‍👧" * 900])
def test_a_long_text_is_cut_and_the_options_stay(text: str):
    said = compose(Outgoing(DELIVERY, ADA, text, ASK.options))
    assert said.endswith("\n1 = I'm okay\n2 = I need help")
    assert len(said) <= 1600
    assert segments(said) <= MOST_SEGMENTS
    assert said.split("\n")[0].endswith("...") or text == "😀" * 200


@given(st.text(max_size=2500), st.lists(st.tuples(st.just("k"), st.text(max_size=40)), max_size=5))
def test_no_text_is_too_long_for_twilio(text: str, options: list[tuple[str, str]]):
    said = compose(Outgoing(DELIVERY, ADA, text, tuple(options)))
    assert segments(said) <= MOST_SEGMENTS and len(said) <= 1600
    said.encode()


@given(st.lists(st.text(max_size=50), max_size=4))
def test_twiml_is_well_formed_whatever_is_said(texts: list[str]):
    said = ElementTree.fromstring(twiml(texts))
    assert said.tag == "Response" and len(said) == len(texts)


def test_twiml_says_what_was_meant():
    assert twiml([]) == '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
    said = ElementTree.fromstring(twiml(["1 < 2 & </Message>", "\x00ok"]))
    assert [message.text for message in said] == ["1 < 2 & </Message>", "ok"]


# whom we believe

URLS = st.sampled_from(
    [
        "https://w.example",
        "https://w.example:8443",
        "https://w.example:443",
        "http://127.0.0.1:8080",
        "https://w.example/base",
    ]
)
PAIRS = st.lists(st.tuples(st.text("ABaé1 ", min_size=1, max_size=4), st.text("xyé+&= ", max_size=5)), max_size=8)


@given(URLS, st.sampled_from(["/webhook/sms", "/webhook/sms/status?delivery=1&a=%20b"]), PAIRS, st.booleans())
def test_a_signature_is_judged_as_twilio_judges_it(url: str, path: str, form: list[tuple[str, str]], other: bool):
    validator = RequestValidator("token")
    signed = validator.compute_signature(url + path, MultiDict(form if not other else [*form, ("Extra", "1")]))
    ours = signature_ok(["token"], url, path, form, signed)
    assert ours == validator.validate(url + path, MultiDict(form), signed)
    assert ours != other


@pytest.mark.parametrize(
    ("public_url", "signed_url"),
    [
        ("https://w.example", "https://w.example:443/webhook/sms"),
        ("https://w.example:443", "https://w.example/webhook/sms"),
        ("http://w.example", "http://w.example:80/webhook/sms"),
        ("https://w.example/", "https://w.example/webhook/sms"),
    ],
)
def test_the_port_may_be_said_or_not(public_url: str, signed_url: str):
    header = RequestValidator("token").compute_signature(signed_url, MultiDict(FORM))
    assert signature_ok(["token"], public_url, "/webhook/sms", FORM, header)


def test_both_tokens_count_while_they_are_being_changed():
    header = RequestValidator("old").compute_signature("https://w.example/webhook/sms", MultiDict(FORM))
    assert signature_ok(["new", "old"], "https://w.example", "/webhook/sms", FORM, header)
    assert not signature_ok(["new"], "https://w.example", "/webhook/sms", FORM, header)


def test_without_a_token_or_a_signature_nobody_is_believed():
    empty = RequestValidator("").compute_signature("https://w.example/webhook/sms", MultiDict(FORM))
    assert not signature_ok([""], "https://w.example", "/webhook/sms", FORM, empty)
    assert not signature_ok([], "https://w.example", "/webhook/sms", FORM, empty)
    for header in ("", "é", "\udcff", "x" * 28):
        assert not signature_ok(["token"], "https://w.example", "/webhook/sms", FORM, header)


@pytest.mark.parametrize("change", ["body", "host", "path", "query", "scheme"])
def test_whatever_is_changed_is_noticed(change: str):
    header = RequestValidator("token").compute_signature("https://w.example/webhook/sms", MultiDict(FORM))
    form = [(name, "OK" if name == "Body" else value) for name, value in FORM] if change == "body" else FORM
    url = {"host": "https://evil.example", "scheme": "http://w.example"}.get(change, "https://w.example")
    path = {"path": "/webhook/sms/", "query": "/webhook/sms?x"}.get(change, "/webhook/sms")
    assert not signature_ok(["token"], url, path, form, header)


# what is said to us


def test_a_text_is_heard():
    assert read(FORM, ACCOUNT) == Inbound("sms", ADA, "I'm fine", provider_id=SID)
    assert read([(n, " \x00Y\n" if n == "Body" else v) for n, v in FORM], ACCOUNT).text == "Y"


def test_a_picture_without_words_is_heard_as_no_words():
    assert read([(n, "" if n == "Body" else v) for n, v in FORM], ACCOUNT).text == ""


@pytest.mark.parametrize("name", ["Body", "From", "MessageSid", "AccountSid"])
def test_what_must_be_there_is_there_exactly_once(name: str):
    with pytest.raises(BadWebhook):
        read([(n, v) for n, v in FORM if n != name], ACCOUNT)
    with pytest.raises(BadWebhook):
        read([*FORM, (name, "OK")], ACCOUNT)
    with pytest.raises(BadWebhook):
        read([*FORM, (name, dict(FORM)[name])], ACCOUNT)


@pytest.mark.parametrize(
    ("original", "recut"),
    [
        (("Body", "NO"), [("BodyN", "O")]),
        (("Body", "OK Dear, I fell"), [("Body", "OK "), ("Dear, I fell", "")]),
        (("Body", "OK Don"), [("Body", "OK "), ("Don", "")]),
    ],
)
def test_a_captured_request_cannot_be_recut(original: tuple[str, str], recut: list[tuple[str, str]]):
    sent = [pair for pair in FORM if pair[0] != "Body"] + [original]
    forged = [pair for pair in FORM if pair[0] != "Body"] + recut
    header = RequestValidator("token").compute_signature("https://w.example/webhook/sms", MultiDict(sent))
    assert signature_ok(["token"], "https://w.example", "/webhook/sms", forged, header), "the scheme allows it"
    with pytest.raises(BadWebhook):
        read(forged, ACCOUNT)
    assert read(sent, ACCOUNT).text == original[1]


def test_another_account_is_refused():
    for account in ("AC" + "2" * 32, "", "é"):
        with pytest.raises(BadWebhook):
            read([(n, account if n == "AccountSid" else v) for n, v in FORM], ACCOUNT)
    for sid in ("", "CA" + "a" * 32, "SM1", SID + "0"):
        with pytest.raises(BadWebhook):
            read([(n, sid if n == "MessageSid" else v) for n, v in FORM], ACCOUNT)


@given(PAIRS)
def test_no_form_can_make_the_reader_fail(form: list[tuple[str, str]]):
    for pairs in (form, FORM + form):
        try:
            read(pairs, ACCOUNT)
            read_receipt(pairs, dict(form), ACCOUNT)
        except BadWebhook:
            pass


# what became of a message


def receipt_form(status: str, code: str | None = None, sid: str = SID) -> list[tuple[str, str]]:
    pairs = [("AccountSid", ACCOUNT), ("MessageSid", sid), ("MessageStatus", status), ("To", ADA)]
    return pairs if code is None else [*pairs, ("ErrorCode", code)]


def test_a_receipt_names_our_delivery():
    heard = read_receipt(receipt_form("delivered"), {"delivery": str(DELIVERY)}, ACCOUNT)
    assert heard == Receipt("sms", SID, "delivered", "", DELIVERY, rank=6, delivered=True)
    lost = read_receipt(receipt_form("undelivered", "30005"), {}, ACCOUNT)
    assert lost.failure is not None and lost.failure.permanent and (lost.rank, lost.code) == (5, "30005")
    underway = read_receipt(receipt_form("sent", "what"), {"delivery": "x"}, ACCOUNT)
    assert underway == Receipt("sms", SID, "sent", rank=4)


def test_a_receipt_that_twilio_would_not_send_is_refused():
    for form in (
        receipt_form("sent")[1:],
        receipt_form("sent")[:2],
        receipt_form("sent", sid="x"),
        [*receipt_form("a"), ("MessageStatus", "b")],
    ):
        with pytest.raises(BadWebhook):
            read_receipt(form, {}, ACCOUNT)
    with pytest.raises(BadWebhook):
        read_receipt(receipt_form("sent"), {}, "AC" + "2" * 32)


def test_receipts_only_ever_move_on():
    underway = ["what?", "accepted", "queued", "sending", "sent"]
    assert [receipt_rank(status) for status in underway] == sorted({receipt_rank(status) for status in underway})
    assert {receipt_means(status) for status in underway} == {"underway"}
    for lost in ("failed", "undelivered", "canceled"):
        assert receipt_rank("sent") < receipt_rank(lost) < receipt_rank("delivered")
        assert receipt_means(lost) == "failed"
    assert receipt_rank("delivered") < receipt_rank("read")
    assert receipt_means("delivered") == receipt_means("read") == "delivered"


@pytest.mark.parametrize(
    ("code", "permanent"),
    [
        ("30003", False),
        ("30004", True),
        ("30005", True),
        ("30006", True),
        ("30007", False),
        ("30008", False),
        ("", False),
    ],
)
def test_a_lost_message_says_whether_the_number_is_lost_too(code: str, permanent: bool):
    lost = failure(Receipt("sms", SID, "undelivered", code))
    assert (lost.permanent, lost.code, lost.whole_channel) == (permanent, code, False)


def test_an_opt_out_may_come_as_a_receipt():
    assert failure(Receipt("sms", SID, "failed", "21610")).opted_out


# what its answers mean


@pytest.mark.parametrize(
    ("status", "code", "permanent", "whole_channel", "opted_out"),
    [
        (400, 21211, True, False, False),
        (400, 21614, True, False, False),
        (400, 21408, True, False, False),
        (400, 21610, True, False, True),
        (400, 21606, False, True, False),
        (400, 99999, True, False, False),
        (401, 20003, False, True, False),
        (401, None, False, True, False),
        (403, None, False, True, False),
        (404, 20404, False, True, False),
        (429, 20429, False, False, False),
        (429, 63038, False, True, False),
        (429, None, False, False, False),
        (409, None, False, False, False),
        (302, None, False, True, False),
    ],
)
def test_a_clear_refusal_is_taken_at_its_word(
    status: int, code: int | None, permanent: bool, whole_channel: bool, opted_out: bool
):
    body = json.dumps({"code": code, "message": f"about {ADA}", "status": status}).encode()
    refused = outcome(status, body, {})
    assert isinstance(refused, Failed)
    assert (refused.permanent, refused.whole_channel, refused.opted_out) == (permanent, whole_channel, opted_out)
    assert refused.code == str(code or status)
    assert ADA not in refused.reason, "reasons are stored and logged"
    assert outcome(status, b"<html>", {}).__class__ is Failed


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("86400000", 86_400.0),
        ("-3", 0.0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_read_with_care(header: str, seconds: float | None):
    refused = outcome(429, b"", {"Retry-After": header})
    assert isinstance(refused, Failed) and refused.retry_after == seconds


def test_how_long_to_wait_may_be_a_date():
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    refused = outcome(429, b'{"code": 20429}', {"Retry-After": when})
    assert isinstance(refused, Failed) and 55 < (refused.retry_after or 0) <= 60


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"code": 20500}', b'{"code": 21211}'])
def test_a_broken_server_may_have_sent_it(status: int, body: bytes):
    assert isinstance(outcome(status, body, {}), Unknown)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b"[]", b"{}", b'{"sid":null}', b'{"sid":"SM1"}', b"\xff", b"[" * 100_000]
)
def test_an_unreadable_201_may_have_sent_it(body: bytes):
    assert isinstance(outcome(201, body, {}), Unknown)


def test_a_message_that_failed_at_once_has_failed():
    body = json.dumps({"sid": SID, "status": "failed", "error_code": 30007}).encode()
    assert outcome(201, body, {}) == verdict("30007")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no bad strategy
@given(
    st.integers(100, 599),
    st.dictionaries(
        st.sampled_from(["sid", "status", "code", "error_code"]),
        st.none() | st.text() | st.integers() | st.lists(st.none()),
    ),
)
def test_no_answer_can_make_it_fail(status: int, said: dict[str, Any]):
    result = outcome(status, json.dumps(said).encode(), {"Retry-After": str(said.get("code"))})
    assert not isinstance(result, Sent)


# sending


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(seconds=0.5) as opened:
        yield opened


@pytest.fixture
async def there() -> AsyncIterator[Provider]:
    async with provider() as running:
        running.will(reply(201, {"sid": SID, "status": "queued"}))
        yield running


NOW = datetime(2026, 4, 6, 9, tzinfo=UTC)


def sms(session: ClientSession, url: str, sender: str = US) -> Sms:
    return Sms(session, ACCOUNT, "token", sender=sender, base_url=url, public_url="https://w.example/", now=lambda: NOW)


async def test_a_message_is_handed_over(session: ClientSession, there: Provider):
    out = Outgoing(DELIVERY, ADA, "¿Qué? 1+1=2 & so", ASK.options, NOW + timedelta(seconds=100.5))
    assert await sms(session, there.url).send(out) == Sent(SID)
    asked = there.asked[0]
    assert asked.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert asked.headers["authorization"].startswith("Basic ")
    assert asked.form == {
        "From": US,
        "To": ADA,
        "Body": "¿Qué? 1+1=2 & so\n1 = I'm okay\n2 = I need help",
        "StatusCallback": f"https://w.example/webhook/sms/status?delivery={DELIVERY}",
        "ValidityPeriod": "100",
    }


async def test_a_messaging_service_and_no_public_address(session: ClientSession, there: Provider):
    service = Sms(session, ACCOUNT, "token", sender="MG" + "2" * 32, base_url=there.url)
    assert await service.send(ASK) == Sent(SID)
    assert set(there.asked[0].form) == {"MessagingServiceSid", "To", "Body"}


@pytest.mark.parametrize(("left", "sent"), [(-5, "1"), (0.2, "1"), (36_000.9, "36000"), (10**6, "36000")])
async def test_validity_stays_within_twilios_limits(session: ClientSession, there: Provider, left: float, sent: str):
    out = Outgoing(DELIVERY, ADA, "?", (), NOW + timedelta(seconds=left))
    await sms(session, there.url).send(out)
    assert there.asked[0].form["ValidityPeriod"] == sent


async def test_nobody_there_is_worth_another_try(session: ClientSession):
    result = await sms(session, nobody()).send(ASK)
    assert isinstance(result, Failed) and not result.permanent and result.code == "unreachable"


@pytest.mark.parametrize(
    "behaviour",
    [hang, hang_up, reset, drip, endless, raw(b"<html>"), reply(201, b"x" * 70_000), reply(503), reply(201, b"null")],
)
async def test_a_doubtful_outcome_is_called_doubtful(session: ClientSession, there: Provider, behaviour: Behaviour):
    there.will(behaviour)
    began = time.monotonic()
    assert isinstance(await sms(session, there.url).send(ASK), Unknown)
    assert time.monotonic() - began < 1.5
    assert len(there.asked) == 1


async def test_a_list_that_cannot_be_had_says_nothing(session: ClientSession, there: Provider):
    for behaviour in (hang, reset, reply(500), reply(200, b"<html>"), reply(200, []), reply(200, {"messages": [{}]})):
        there.will(behaviour)
        found = await sms(session, there.url).find(ASK, datetime.now(UTC))
        assert found is None or isinstance(found, Failed) and found.code == "not_found"
    assert await sms(session, nobody()).find(ASK, datetime.now(UTC)) is None


async def test_withdrawing_never_fails(session: ClientSession, there: Provider):
    for behaviour in (
        reply(200, {"sid": SID, "status": "canceled"}),
        hang,
        reset,
        reply(404, {"code": 20404}),
        reply(200, b"<"),
    ):
        there.will(behaviour)
        await sms(session, there.url).withdraw(ADA, SID, "")
    assert there.asked[0].path.endswith(f"/Messages/{SID}.json") and there.asked[0].form == {"Status": "canceled"}


# against the sandbox


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    settings = Settings(
        sms_webhook="http://127.0.0.1:9/", account_sid=ACCOUNT, auth_tokens=("token",), number=US, pace=0.01
    )
    async with served(make_app(settings)) as url, ClientSession() as plain:
        yield Box(url, plain)


async def test_a_message_arrives_and_is_found(box: Box, session: ClientSession):
    channel, since = sms(session, f"{box.url}/twilio"), datetime.now(UTC)
    sent = await channel.send(ASK)
    assert isinstance(sent, Sent)
    assert (await box.texts("ada"))[-1] == compose(ASK)
    assert await channel.find(ASK, since) == sent
    other = Outgoing(DELIVERY, ADA, "Something else")
    assert await channel.find(other, since) == Failed("Twilio does not know it", False, "not_found")
    later = await channel.find(ASK, since + timedelta(minutes=5))
    assert isinstance(later, Failed) and later.code == "not_found"


async def test_a_lost_answer_is_found_in_the_list(box: Box, session: ClientSession):
    channel, since = sms(session, f"{box.url}/twilio"), datetime.now(UTC)
    await box.do("faults", provider="twilio", method="create", kind="timeout_after_accept", seconds=1)
    assert isinstance(await channel.send(ASK), Unknown)
    assert isinstance(await channel.find(ASK, since), Sent)


async def test_a_lost_message_is_found_as_lost(box: Box, session: ClientSession):
    channel, since = sms(session, f"{box.url}/twilio"), datetime.now(UTC)
    await box.do("faults", provider="twilio", method="create", kind="undelivered", status=30005)
    assert isinstance(await channel.send(ASK), Sent)
    for _ in range(40):
        found = await channel.find(ASK, since)
        if isinstance(found, Failed):
            break
        await asyncio.sleep(0.05)
    assert found == verdict("30005")


@pytest.mark.parametrize("code", [21211, 21610, 21408, 20003])
async def test_the_sandbox_refuses_as_twilio_does(box: Box, session: ClientSession, code: int):
    await box.do(
        "faults", provider="twilio", method="create", kind="status", status=400, body={"code": code, "message": "x"}
    )
    assert await sms(session, f"{box.url}/twilio").send(ASK) == verdict(str(code))
