"""The checklist of Qhronos' `/ws`, line by line: programs that connect for real, on one database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType

from tests.spec import api as building
from tests.web.callers import Api, Somebody
from wellcheck import access, db, runtime, stream
from wellcheck.config import Config
from wellcheck.stream import New

ACK = {"type": "ack", "message": "subscription registered"}


def said(words: str) -> dict[str, str]:
    """The frame of an error."""
    return {"type": "error", "message": words}


async def heard(ws: ClientWebSocketResponse) -> Any:
    """The next frame."""
    message = await ws.receive(timeout=5)
    assert message.type is WSMsgType.TEXT, message
    return json.loads(message.data)


async def closed(ws: ClientWebSocketResponse) -> tuple[int | None, str]:
    """(code, reason) of the end, which comes next."""
    message = await ws.receive(timeout=15)
    assert message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED), message
    return ws.close_code, message.extra or ""


async def silent(ws: ClientWebSocketResponse, seconds: float = 0.2) -> None:
    """Nothing is said to it for a while."""
    with pytest.raises(TimeoutError):
        await ws.receive(timeout=seconds)


async def refused(api: Api, first: Any) -> str:
    """What a handshake is refused with, before the connection ends."""
    ws = await api.client.ws_connect("/ws")
    await (ws.send_json(first) if isinstance(first, dict) else ws.send_str(first))
    error = await heard(ws)
    assert error["type"] == "error"
    assert (await closed(ws))[0] == 1008
    return str(error["message"])


async def connect(api: Api, path: str = "/ws", **hello: Any) -> ClientWebSocketResponse:
    """A program that listens."""
    ws = await api.client.ws_connect(path)
    await ws.send_json({"token": api.config.master_token} | hello)
    ack = await heard(ws)
    assert {**ack, "cursor": None} == {**ACK, "cursor": None}, ack
    return ws


async def hook(api: Api, name: str = "acme", **hello: Any) -> ClientWebSocketResponse:
    """A program that takes what is for this client."""
    return await connect(api, type="client-hook", client_name=name, **hello)


async def listener(api: Api, *tags: str, **hello: Any) -> ClientWebSocketResponse:
    """A program that listens for these tags."""
    return await connect(api, type="tag-listener", tags=list(tags), **hello)


async def publish(api: Api, *tags: str, **body: Any) -> None:
    """Something happens that has these tags."""
    async with db.transaction():
        await stream.append([New(json.dumps(body), api.running.now(), tags)])


@asynccontextmanager
async def other(config: Config, **more: Any) -> AsyncIterator[Api]:
    """The web server with another configuration."""
    async with building.served(replace(config, **more)) as built:
        yield built


# --- handshake ---------------------------------------------------------------------------------------------------------


async def test_q188_without_an_upgrade_it_is_refused(api: Api):
    for path in ("/ws", "/v1/ws"):
        status, told = await api.ask("GET", path)
        assert status == 400 and told["error"]["status"] == 400


async def test_q189_a_first_frame_that_is_no_json_object(api: Api):
    for first in ("hello", "[1]", "5", "null", '{"type"', "[" * 5000):
        assert await refused(api, first) == "invalid handshake message"
    ws = await api.client.ws_connect("/ws")
    await ws.send_bytes(b'{"type":"client-hook"}')
    assert await heard(ws) == said("invalid handshake message")


async def test_q190_no_token_or_a_blank_one(api: Api):
    for token in ({}, {"token": ""}, {"token": "  "}, {"token": 5}, {"token": None}):
        assert await refused(api, {"type": "tag-listener", "tags": ["a"]} | token) == "authentication required"


async def test_q191_a_token_that_does_not_count(api: Api, ada: Somebody):
    good = (ada.api.token or "").rpartition(".")[0]
    for token in ("nonsense", f"{good}.AAAA", "a.b.c"):
        first = {"type": "client-hook", "client_name": "acme", "token": token}
        assert await refused(api, first) == "invalid token"
    await runtime.wind(api.running, timedelta(days=2))
    assert await refused(api, {"type": "tag-listener", "tags": ["a"], "token": ada.api.token}) == "invalid token"
    assert not await db.rows("SELECT id FROM listeners")


async def test_q192_what_is_missing_is_said(api: Api):
    for given, words in (
        ({"type": "client-hook"}, "client_name required for client-hook"),
        ({"type": "client-hook", "client_name": " "}, "client_name required for client-hook"),
        ({"type": "client-hook", "client_name": ["acme"]}, "client_name required for client-hook"),
        ({"type": "tag-listener"}, "tags required for tag-listener"),
        ({"type": "tag-listener", "tags": []}, "tags required for tag-listener"),
        ({"type": "tag-listener", "tags": "a"}, "tags required for tag-listener"),
        ({"type": "tag-listener", "tags": ["a", ""]}, "tags required for tag-listener"),
        ({"type": "webhook", "tags": ["a"]}, "invalid type"),
        ({}, "invalid type"),
        ({"type": "tag-listener", "tags": ["a"], "cursor": "x"}, "invalid cursor"),
        ({"type": "tag-listener", "tags": ["a"], "cursor": "99"}, "invalid cursor"),
    ):
        assert await refused(api, {"token": api.config.master_token} | given) == words


async def test_q193_a_good_handshake_is_acknowledged(api: Api):
    token = api.config.master_token
    for first in (
        {"type": "client-hook", "client_name": "acme"},
        {"type": "tag-listener", "tags": ["a", "b"]},
    ):
        ws = await api.client.ws_connect("/v1/ws")
        await ws.send_json(first | {"token": token})
        assert await heard(ws) == ACK
    ws = await api.client.ws_connect("/ws")
    await ws.send_json({"type": "tag-listener", "tags": ["a"], "token": token, "cursor": None})
    assert await heard(ws) == ACK | {"cursor": "0"}


async def test_q194_whoever_says_nothing_is_closed(config: Config):
    async with other(config, ws_handshake=timedelta(seconds=0.1)) as api:
        ws = await api.client.ws_connect("/ws")
        assert await closed(ws) == (1008, "nothing was said in time")


async def test_q195_tags_outside_the_scope_are_refused(api: Api, ada: Somebody, admin: Somebody):
    assert await refused(api, {"type": "tag-listener", "tags": ["b"], "token": ada.api.token}) == "insufficient scope"
    await listener(api, "b", token=admin.api.token)


async def test_q196_a_client_outside_the_scope_is_refused(api: Api, ada: Somebody, admin: Somebody):
    first = {"type": "client-hook", "client_name": "acme", "token": ada.api.token}
    assert await refused(api, first) == "insufficient scope"
    await hook(api, "acme", token=admin.api.token)


# --- what is said to us ------------------------------------------------------------------------------------------------


async def test_q205_a_listener_has_nothing_to_acknowledge(api: Api):
    ws = await listener(api, "a")
    await ws.send_json({"type": "ack", "event_id": "1", "occurrence_id": "2"})
    assert await heard(ws) == said("acknowledge not supported for tag-listener")
    await publish(api, "a", n=1)
    assert (await heard(ws))["n"] == 1


async def test_q206_other_frames_are_refused_and_the_connection_stays(api: Api):
    ws = await hook(api)
    for odd in ("hello", "[]", '{"type"', "3"):
        await ws.send_str(odd)
        assert await heard(ws) == said("invalid message format")
    await ws.send_bytes(b"{}")
    assert await heard(ws) == said("invalid message format")
    for given in ({"type": "subscribe"}, {}, {"type": None}):
        await ws.send_json(given)
        assert await heard(ws) == said("unexpected message type after handshake")


# --- what lasts --------------------------------------------------------------------------------------------------------


async def test_q210_whoever_does_not_read_delays_nobody_and_goes_on_from_its_cursor(config: Config):
    async with other(config, ws_queue=5) as api:
        slow, quick = await listener(api, "a", cursor=None), await listener(api, "a")
        assert slow._conn is not None and slow._conn.transport is not None
        slow._conn.transport.pause_reading()  # type: ignore[attr-defined]
        large = "x" * 200_000  # more than the buffers between us hold
        for n in range(60):
            await publish(api, "a", n=n, large=large)
            assert (await heard(quick))["n"] == n
        slow._conn.transport.resume_reading()  # type: ignore[attr-defined]
        frames = []
        while (message := await slow.receive(timeout=5)).type is WSMsgType.TEXT:
            frames.append(json.loads(message.data))
        assert (slow.close_code, message.extra) == (1013, "too slow: connect again with your cursor")
        assert 0 < len(frames) < 60
        again = await listener(api, "a", cursor=frames[-1]["cursor"])
        frames += [await heard(again) for _ in range(60 - len(frames))]
        assert [frame["n"] for frame in frames] == list(range(60))


async def test_q211_a_dead_peer_is_dropped(config: Config):
    async with other(config, ws_ping=timedelta(seconds=0.2)) as api:
        dead = await api.client.ws_connect("/ws", autoping=False)
        await dead.send_json({"type": "tag-listener", "tags": ["a"], "token": api.config.master_token})
        alive = await listener(api, "a")
        assert await heard(dead) == ACK

        async def only_one() -> None:
            while len(await db.rows("SELECT id FROM listeners")) != 1:
                await asyncio.sleep(0.05)
                assert (await alive.ping()) is None

        reading = asyncio.create_task(alive.receive())  # a peer that reads answers pings by itself
        await asyncio.wait_for(only_one(), 5)
        await publish(api, "a", n=1)
        assert json.loads((await reading).data)["n"] == 1


async def test_q212_a_frame_that_is_too_large_closes_its_connection_alone(api: Api):
    large, ordinary = await hook(api), await listener(api, "a")
    await large.send_str("x" * 65_537)
    assert (await closed(large))[0] == 1009
    await publish(api, "a", n=1)
    assert (await heard(ordinary))["n"] == 1
    ws = await api.client.ws_connect("/ws")
    await ws.send_str("x" * 70_000)
    assert (await closed(ws))[0] == 1009


async def test_q214_a_web_page_from_elsewhere_may_not_listen(config: Config):
    async with other(config, ws_origins=("https://example.org",)) as api:
        answer = await api.raw("GET", "/ws", headers={"Origin": "https://example.com"})
        assert answer.status == 403
        ws = await api.client.ws_connect("/ws", headers={"Origin": "https://Example.org"})
        await ws.close()
        await listener(api, "a")  # a program has no origin


async def test_q215_a_token_that_is_over_or_revoked_ends_the_connection(
    api: Api, admin: Somebody, monkeypatch: pytest.MonkeyPatch
):
    ws = await listener(api, "a", token=admin.api.token)
    other_one = await listener(api, "a")
    await runtime.wind(api.running, timedelta(days=1, seconds=1))
    assert await closed(ws) == (1008, "token has expired")
    monkeypatch.setattr("web.live.TOKENS_EVERY", 0.1)
    tokens = await access.issue(UUID(admin.id), api.running.now())
    ws = await listener(api, "a", token=tokens.access)
    await access.sign_out(UUID(admin.id), api.running.now())
    assert await closed(ws) == (1008, "token has been revoked")
    await publish(api, "a", n=1)
    assert (await heard(other_one))["n"] == 1
