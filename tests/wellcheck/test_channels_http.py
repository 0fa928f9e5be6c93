"""The shared HTTP layer: what certainly was not sent, what may have been, and the library adapters over it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession
from provider import Behaviour, Provider, drip, endless, hang, hang_up, nobody, provider, raw, reply, reset
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from yarl import URL

from wellcheck.channels.http import (
    ANSWER_BYTES,
    CONNECT_SECONDS,
    JSON,
    TOTAL_SECONDS,
    NoAnswer,
    NotSent,
    TelegramRequest,
    TwilioHttp,
    ask,
    open_session,
)

ME = {"id": 1, "is_bot": True, "first_name": "Well", "username": "wellbot"}


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(seconds=0.4) as opened:
        yield opened


@pytest.fixture
async def there() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


def test_a_call_ends_well_before_the_lease():
    assert TOTAL_SECONDS + CONNECT_SECONDS < 30


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(nobody(), id="nobody"),
        "http://no-such-host.invalid",
        "https://127.0.0.1:1",
        "http://",
        "ftp://127.0.0.1/",
    ],
)
async def test_what_never_connected_was_not_sent(session: ClientSession, address: str):
    with pytest.raises(NotSent):
        await ask(session, "POST", URL(address), b"{}", JSON)


async def test_tls_that_cannot_be_agreed_on_was_not_sent(session: ClientSession, there: Provider):
    with pytest.raises(NotSent):
        await ask(session, "POST", URL(there.url.replace("http:", "https:")), b"{}", JSON)
    assert there.asked == []


async def test_waiting_for_a_place_in_the_pool_was_not_sent(there: Provider):
    there.will(hang)
    async with open_session(limit=1, seconds=0.4) as session:
        first = asyncio.create_task(ask(session, "POST", URL(there.url), b"1", JSON, seconds=2))
        await asyncio.sleep(0.1)
        with pytest.raises(NotSent):
            await ask(session, "POST", URL(there.url), b"2", JSON)
        first.cancel()
    assert [asked.body for asked in there.asked] == [b"1"]


async def test_one_slow_provider_leaves_the_others_their_connections(there: Provider):
    there.will(hang)
    async with provider() as other, open_session(limit=2, seconds=1) as session:
        waiting = [asyncio.create_task(ask(session, "POST", URL(there.url), b"", JSON)) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert (await ask(session, "POST", URL(other.url), b"", JSON)).status == 200
        for task in waiting:
            task.cancel()


async def test_a_closed_session_sends_nothing(there: Provider):
    session = open_session()
    await session.close()
    with pytest.raises(NotSent):
        await ask(session, "POST", URL(there.url), b"{}", JSON)


@pytest.mark.parametrize(
    "behaviour",
    [
        hang,
        hang_up,
        reset,
        endless,
        drip,
        raw(b"not HTTP at all\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000),
        reply(200, b"x" * (ANSWER_BYTES + 1)),
    ],
    ids=["hang", "hang_up", "reset", "endless", "drip", "not_http", "short", "bad_chunks", "long_header", "too_long"],
)
async def test_what_left_and_was_not_answered_is_in_doubt(
    session: ClientSession, there: Provider, behaviour: Behaviour
):
    there.will(behaviour)
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        await ask(session, "POST", URL(there.url), b"{}", JSON)
    assert time.monotonic() - began < 1.5
    assert len(there.asked) == 1, "a request is never repeated behind our back"


async def test_redirects_are_not_followed(session: ClientSession, there: Provider):
    there.will(reply(302, b"", Location=f"{there.url}/elsewhere"))
    assert (await ask(session, "POST", URL(there.url), b"{}", JSON)).status == 302
    assert len(there.asked) == 1


async def test_connections_are_kept_and_cookies_are_not(session: ClientSession, there: Provider):
    there.will(reply(200, b"", Set_Cookie="a=b"))
    for _ in range(3):
        await ask(session, "POST", URL(there.url), b"{}", JSON)
    assert not any("cookie" in asked.headers for asked in there.asked)
    assert sum(map(len, session.connector._conns.values())) == 1  # type: ignore[union-attr]


async def test_a_proxy_in_the_environment_is_not_asked(there: Provider, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", nobody())
    monkeypatch.setenv("http_proxy", nobody())
    async with open_session() as session:
        assert (await ask(session, "POST", URL(there.url), b"{}", JSON)).status == 200


async def test_reasons_do_not_show_the_token(session: ClientSession):
    with pytest.raises(NotSent) as wrong:
        await ask(session, "POST", URL(f"{nobody()}/bot1:SECRET/sendMessage"), b"{}", JSON)
    assert "SECRET" not in str(wrong.value)


# python-telegram-bot


def bot(session: ClientSession, there: str) -> Bot:
    return Bot(
        "1:T", base_url=f"{there}/bot", request=TelegramRequest(session), get_updates_request=TelegramRequest(session)
    )


async def test_the_telegram_library_works_on_our_session(session: ClientSession, there: Provider):
    there.will(reply(200, {"ok": True, "result": ME}))
    async with bot(session, there.url) as ours:
        assert ours.username == "wellbot"
        there.will(reply(200, {"ok": True, "result": True}))
        assert await ours.set_webhook("https://w.example/webhook/telegram", secret_token="s" * 32)
    assert there.asked[-1].path == "/bot1:T/setWebhook"
    assert there.asked[-1].json == {"url": "https://w.example/webhook/telegram", "secret_token": "s" * 32}
    assert not session.closed, "the session outlives the bot"


async def test_long_polling_may_outlast_the_usual_limit(session: ClientSession, there: Provider):
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.8)
        await reply(200, {"ok": True, "result": [{"update_id": 5}]})(writer)

    there.will(late)
    updates = await bot(session, there.url).get_updates(timeout=1, read_timeout=2)
    assert [update.update_id for update in updates] == [5]


async def test_a_full_page_of_updates_is_read(session: ClientSession, there: Provider):
    person = {"id": 7, "is_bot": False, "first_name": "Ann"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": person, "text": "x" * 4096}
    there.will(reply(200, {"ok": True, "result": [{"update_id": n, "message": message} for n in range(100)]}))
    assert len(await bot(session, there.url).get_updates(read_timeout=2)) == 100


async def test_the_telegram_library_hears_the_difference(session: ClientSession, there: Provider):
    with pytest.raises(NetworkError) as refused:
        await bot(session, nobody()).get_me()
    assert isinstance(refused.value.__cause__, NotSent) and not isinstance(refused.value, TimedOut)
    there.will(hang)
    with pytest.raises(TimedOut) as silent:
        await bot(session, there.url).get_me()
    assert isinstance(silent.value.__cause__, NoAnswer)
    there.will(reply(400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}))
    with pytest.raises(BadRequest):
        await bot(session, there.url).get_me()
    there.will(reply(429, {"ok": False, "error_code": 429, "description": "", "parameters": {"retry_after": 7}}))
    with pytest.raises(RetryAfter):
        await bot(session, there.url).get_me()


# twilio


def twilio(session: ClientSession, there: str) -> Client:
    client = Client("AC1", "token", http_client=TwilioHttp(session))  # type: ignore[no-untyped-call]
    client.api.base_url = there
    return client


async def test_the_twilio_library_works_on_our_session(session: ClientSession, there: Provider):
    there.will(reply(201, {"sid": "SM1", "status": "queued"}))
    sent = await twilio(session, there.url).messages.create_async(
        to="+447700900001",
        from_="+447700900000",
        body="¿Ça va & 1+1=2?",
        media_url=["https://a.example", "https://b.example"],
    )
    asked = there.asked[0]
    assert (sent.sid, asked.method, asked.path) == ("SM1", "POST", "/2010-04-01/Accounts/AC1/Messages.json")
    assert asked.headers["authorization"] == "Basic QUMxOnRva2Vu"
    assert parse_qs(asked.body.decode()) == {
        "To": ["+447700900001"],
        "From": ["+447700900000"],
        "Body": ["¿Ça va & 1+1=2?"],
        "MediaUrl": ["https://a.example", "https://b.example"],
    }


async def test_the_twilio_library_asks_with_a_query(session: ClientSession, there: Provider):
    there.will(reply(200, {"messages": [], "page_size": 50}))
    assert await twilio(session, there.url).messages.list_async(to="+447700900001", limit=5) == []
    assert parse_qs(urlsplit(there.asked[0].path).query) == {"To": ["+447700900001"], "PageSize": ["5"]}


async def test_the_twilio_library_keeps_its_time_limit(session: ClientSession, there: Provider):
    there.will(hang)
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        await twilio(session, there.url).messages.list_async(limit=1)
    assert time.monotonic() - began < 1
    with pytest.raises(NotSent):
        await twilio(session, nobody()).messages.list_async(limit=1)
    there.will(reply(401, {"code": 20003, "message": "Authenticate", "status": 401}))
    with pytest.raises(TwilioRestException):
        await twilio(session, there.url).messages.create_async(to="+1", from_="+2", body="x")
