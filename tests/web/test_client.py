"""The typed client: what it uses stands in the OpenAPI document, and it works against the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.web.callers import Api
from web import openapi
from web.live import LIVE
from wellcheck import db, events, stream
from wellcheck.client import CALLS, ApiError, Client, Gap, Refused, Told
from wellcheck.client.calls import Call


def schema_of(given: dict[str, Any]) -> dict[str, Any]:
    """A schema, its reference followed; of several that may be, all fields together."""
    if "$ref" in given:
        given = openapi.document()["components"]["schemas"][given["$ref"].rpartition("/")[2]]
    fields = dict(given.get("properties", {}))
    for each in given.get("anyOf", ()):
        fields |= schema_of(each)
    return fields


@pytest.mark.parametrize("name", list(CALLS))
def test_every_call_and_every_field_of_it_stands_in_the_document(name: str):
    call: Call = CALLS[name]
    said = openapi.document()["paths"][call.path][call.method.lower()]
    parameters = {each["name"] for each in said.get("parameters", ())}
    assert set(call.query) <= parameters
    if call.takes:
        assert set(call.takes) <= set(schema_of(said["requestBody"]["content"]["application/json"]["schema"]))
    if call.gives is None:
        return
    [answer] = [each for status, each in said["responses"].items() if status.startswith("2")]
    told = schema_of(answer["content"]["application/json"]["schema"])
    if not call.plain:
        told = schema_of(told["data"]["items"] if call.listed else told["data"])
    assert set(call.gives.model_fields) <= set(told)


@pytest.fixture
async def client(api: Api) -> AsyncIterator[Client]:
    """A client that holds the master token."""
    async with Client(str(api.client.make_url("")), api.config.master_token) as made:
        yield made


async def test_a_list_is_walked_while_others_are_made(api: Api, client: Client):
    at, tag = api.running.now() + timedelta(days=2), f"t{uuid4().hex[:8]}"
    for n in range(3):
        await client.create_event(name=f"n{n}", start_time=at, webhook="q:acme", tags=[tag])
    page = await client.list_events(tags=[tag], limit=2)
    assert page.total == 3 and page.after is not None
    await client.create_event(name="later", start_time=at, webhook="q:acme", tags=[tag])
    rest = await client.list_events(tags=[tag], limit=2, after=page.after)
    assert [each.name for each in (*page.rows, *rest.rows)] == ["n2", "n1", "n0"]
    assert (rest.after, rest.total, rest.page) == (None, None, None)
    for event in page.rows:
        await client.run_event(event.id)
    one = await client.list_occurrences(tags=[tag], limit=1)
    two = await client.list_occurrences(tags=[tag], limit=1, after=one.after)
    assert {one.rows[0].event_id, two.rows[0].event_id} == {each.id for each in page.rows} and two.after is None


async def test_events_and_occurrences_are_worked_with(api: Api, client: Client):
    at = api.running.now() + timedelta(days=2)
    tag = f"t{uuid4().hex[:8]}"
    event = await client.create_event(name="news", start_time=at, webhook="q:acme", tags=[tag], metadata={"n": 1})
    assert (await client.get_event(event.id)) == event and event.metadata == {"n": 1}
    more = [await client.create_event(name=f"n{n}", start_time=at, webhook="q:acme", tags=[tag, "b"]) for n in range(2)]
    assert {each.id async for each in client.events_by_tag(tag)} == {event.id, *(each.id for each in more)}
    assert (await client.list_events(tags=[tag, "b"], match="all", limit=1)).pages == 2
    odd = await client.create_event(name="odd", start_time=at, webhook="q:acme", tags=[f"{tag},b"])
    assert [each.id async for each in client.events_by_tag(f"{tag},b")] == [odd.id]
    assert (await client.list_events(tags=iter((f"{tag},b", tag)))).total == 4
    changed = await client.update_event(event.id, version=event.version, description="What is new")
    assert changed.description == "What is new" and changed.version > event.version
    with pytest.raises(ApiError) as refused:
        await client.update_event(event.id, version=event.version, description="Lost")
    assert refused.value.status == 412
    with pytest.raises(ApiError) as wrong:
        await client.create_event(name="news", start_time=at, webhook="q:acme", schedule={"frequency": "hourly?"})
    assert wrong.value.status == 400 and wrong.value.errors
    assert len(await client.preview(schedule="0 9 * * *", timezone="Europe/Paris", limit=3)) == 3
    done = await client.run_event(event.id)
    assert (await client.get_occurrence(done.occurrence_id)).status == "pending"
    assert done.occurrence_id in [each.occurrence_id for each in (await client.occurrences_of(event.id)).rows]
    await db.run("UPDATE occurrences SET state = 'failed', next_at = NULL WHERE id = $1", done.occurrence_id)
    assert (await client.wait_for_status(done.occurrence_id)).status == "failed"
    assert [each.event_id for each in (await client.list_occurrences(tags=[tag], status="failed")).rows] == [event.id]
    assert await client.retry(done.occurrence_id) == "pending"
    with pytest.raises(TimeoutError):
        await client.wait_for_status(done.occurrence_id, seconds=0.01)
    assert await client.replay(event.id) == await client.replay_many(tags=[tag]) == 0
    await db.run("UPDATE occurrences SET state = 'missed', next_at = NULL WHERE id = $1", done.occurrence_id)
    since = done.scheduled_at
    assert await client.replay_many(tags=[tag], since=since + timedelta(seconds=1), status="missed") == 0
    assert await client.replay_many(tags=["other", tag], match="any", since=since, status="missed") == 1
    await client.delete_event(event.id)
    with pytest.raises(ApiError) as gone:
        await client.get_event(event.id)
    assert gone.value.status in (404, 410)
    assert (await client.status()).status
    client.clear_token()
    with pytest.raises(ApiError) as nobody:
        await client.list_events()
    assert nobody.value.status == 401
    client.set_token(api.config.master_token)
    assert (await client.list_events(tags=[tag])).total == 2


async def connected() -> None:
    """Somebody listens."""
    async with asyncio.timeout(5):
        while not await db.rows("SELECT id FROM listeners"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_client_takes_its_occurrences(api: Api, client: Client):
    event = await client.create_event(name="news", start_time=api.running.now() + timedelta(days=2), webhook="q:acme")
    done = await client.run_event(event.id)
    taking = client.take("acme")
    first = asyncio.create_task(anext(taking))
    await connected()
    await events.clients.run_due(api.running.now())
    told: Told = await asyncio.wait_for(first, 5)
    assert (told.type, told.event_id, told.occurrence_id) == ("event", event.id, done.occurrence_id)
    await told.ack()
    assert (await client.wait_for_status(done.occurrence_id, seconds=5, every=0.05)).status == "acknowledged"
    await taking.aclose()  # type: ignore[attr-defined]


async def test_listening_outlives_its_connections_and_says_when_it_cannot(
    api: Api, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("wellcheck.client.listening.SHORTEST_WAIT", 0.01)
    said, told = 60, []

    async def publish() -> None:
        for n in range(said):
            async with db.transaction():
                await stream.append([stream.New(f'{{"type":"push","n":{n}}}', api.running.now(), ["a"])])
            await asyncio.sleep(0.01)

    async def cut() -> None:
        while True:
            await asyncio.sleep(0.07)
            for connection in list(api.client.server.app[LIVE].connections.values()):  # type: ignore[union-attr]
                connection.transport.abort()

    listening = client.listen("a")
    first = asyncio.create_task(anext(listening))
    await connected()
    publishing, cutting = asyncio.create_task(publish()), asyncio.create_task(cut())
    told.append(await asyncio.wait_for(first, 5))
    async with asyncio.timeout(20):
        while len(told) < said:
            told.append(await anext(listening))
    cutting.cancel()
    await publishing
    assert [each.frame["n"] for each in told] == list(range(said))
    await listening.aclose()  # type: ignore[attr-defined]
    await db.run("UPDATE frames SET created_at = created_at - interval '2 days'")
    await stream.prune(timedelta(days=1))
    with pytest.raises(Gap):
        await anext(client.listen("a", cursor=told[3].cursor))
    client.set_token("nonsense")
    with pytest.raises(Refused):
        await anext(client.listen("a"))


async def test_what_a_proxy_says_in_its_own_words_is_an_error_like_any_other(monkeypatch: pytest.MonkeyPatch):
    """No JSON, or JSON of another shape; and a `Retry-After` that is a date."""
    monkeypatch.setattr("wellcheck.client.client.LONGEST_WAIT", 0.01)
    answers = [
        web.Response(status=503, headers={"Retry-After": "Mon, 23 Nov 2026 09:00:00 GMT"}),
        web.Response(status=502, text="<h1>Bad Gateway</h1>", content_type="text/html"),
        web.json_response({"error": "no upstream"}, status=504),
    ]

    async def proxy(_: web.Request) -> web.Response:
        return answers.pop(0)

    app = web.Application()
    app.router.add_get("/{path:.*}", proxy)
    async with TestServer(app) as server, Client(str(server.make_url("/"))) as client:
        for status in (502, 504):
            with pytest.raises(ApiError) as wrong:
                await client.get_event(uuid4())
            assert (wrong.value.status, wrong.value.errors) == (status, {}) and wrong.value.message
    assert not answers


def test_what_lists_of_the_archive_take_stands_in_the_document():
    for path in ("/v1/events", "/v1/events/{id}", "/v1/events/{id}/occurrences", "/v1/occurrences"):
        named = {each["name"]: each for each in openapi.document()["paths"][path]["get"]["parameters"]}
        assert named["archived"]["schema"]["enum"] == ["true", "false"], path
