"""Pushes: what is published where, and what the service's answers mean."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from aiohttp import ClientSession
from provider import hang, nobody, provider, reply

from wellcheck.channels.http import open_session
from wellcheck.channels.push import Push
from wellcheck.messages.values import Failed, Outgoing, Sent, Unknown

DELIVERY = UUID("0198c0de-0000-7000-8000-000000000001")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
FIRE = Outgoing(
    DELIVERY, "ward 3/è?#", '{"process": "p-1", "step": 2, "text": "Nobody answered. “Go”.", "id": "other"}'
)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(seconds=0.5) as opened:
        yield opened


def push(session: ClientSession, url: str) -> Push:
    return Push(session, url, "pub-c-1", "sub-c-1", "well check", lambda: NOW)


async def test_a_push_is_published_with_its_facts(session: ClientSession):
    async with provider() as there:
        there.will(reply(200, [1, "Sent", "17000000000000000"]))
        assert await push(session, there.url).send(FIRE) == Sent("17000000000000000")
        asked = there.asked[0]
        assert asked.method == "POST" and asked.headers["content-type"] == "application/json"
        assert asked.path == "/publish/pub-c-1/sub-c-1/0/ward%203%2F%C3%A8%3F%23/0?store=0&uuid=well%20check"
        assert json.loads(asked.body) == {
            "process": "p-1", "step": 2, "time": "2026-05-04T09:00:00+00:00", "text": "Nobody answered. “Go”.",
            "id": str(DELIVERY),
        }  # fmt: skip
        await push(session, there.url).send(Outgoing(DELIVERY, "ward", "[1, 2] are not facts"))
        assert json.loads(there.asked[1].body)["text"] == "[1, 2] are not facts"


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b"OK", Sent("")),
        (200, [0, "Invalid Key", "1"], Failed("Invalid Key", False, elsewhere=True)),
        (400, {"error": True}, Failed("HTTP 400", False, code="400", elsewhere=True)),
        (403, b"", Failed("our keys are not accepted", False, code="403", whole_channel=True)),
        (429, b"", Failed("too many requests", False, code="429")),
        (503, b"", Unknown("HTTP 503")),
        (302, b"", Failed("HTTP 302", False, code="302", elsewhere=True)),
    ],
)
async def test_what_the_services_answers_mean(session: ClientSession, status: int, body: Any, expected: object):
    async with provider() as there:
        there.will(reply(status, body))
        assert await push(session, there.url).send(FIRE) == expected


async def test_what_did_not_leave_failed_and_what_was_not_answered_is_in_doubt(session: ClientSession):
    refused = await push(session, nobody()).send(FIRE)
    assert isinstance(refused, Failed) and not refused.permanent
    async with provider() as there:
        there.will(hang)
        assert isinstance(await push(session, there.url).send(FIRE), Unknown)


async def test_a_channel_without_a_name_is_none(session: ClientSession):
    refused = await push(session, nobody()).send(Outgoing(DELIVERY, "", "Hello"))
    assert isinstance(refused, Failed) and refused.permanent
