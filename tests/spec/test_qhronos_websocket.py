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
from aiohttp.test_utils import TestClient, TestServer

from tests.spec import api as building
from tests.stories.world import World
from tests.web.callers import Api, Somebody, another
from web.app import make_app
from web.live import LIVE, LOOK_EVERY, TOKENS_EVERY
from wellcheck import access, db, events, runtime, stream
from wellcheck.config import Config
from wellcheck.messages import Delivery
from wellcheck.stream import New

ACK = {"type": "ack", "message": "subscription registered"}


def said(words: str) -> dict[str, str]:
    """The frame of an error."""
    return {"type": "error", "message": words}


async def heard(ws: ClientWebSocketResponse) -> Any:
    """The next frame."""
    message = await ws.receive(timeout=15)
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


async def token(api: Api, access: str, *scope: str) -> str:
    """An API token."""
    until = (api.running.now() + timedelta(days=30)).isoformat()
    wanted = {"type": "jwt", "sub": "test", "access": access, "scope": list(scope), "expires_at": until}
    made = building.done(await master(api).ask("POST", "/v1/tokens", wanted), 201)
    return str(made["token"])


def master(api: Api) -> Api:
    """Whoever holds the master token."""
    return api.by(api.config.master_token)


async def event(api: Api, minutes: float = 20_000, **more: Any) -> dict[str, Any]:
    """An event for the client acme, so many minutes from now."""
    at = (api.running.now() + timedelta(minutes=minutes)).replace(microsecond=0)
    wanted = {"name": "news", "start_time": at.isoformat(), "webhook": "q:acme"} | more
    made: dict[str, Any] = building.done(await master(api).ask("POST", "/v1/events", wanted), 201)
    return made


async def of_old(api: Api, **more: Any) -> dict[str, Any]:
    """An event of the oldest form: each year, for nobody but those who listen to its tags."""
    made: dict[str, Any] = building.done(
        await master(api).ask("POST", "/v1/events", {"name": "old", "schedule": "0 0 1 1 *"} | more), 201
    )
    return made


async def beat(api: Api, seconds: float = 0) -> None:
    """So much time passes, and then a worker does its round."""
    if seconds:
        await runtime.wind(api.running, timedelta(seconds=seconds))
    await events.run_due(api.running.now())
    await events.clients.run_due(api.running.now())


async def happens(api: Api, made: dict[str, Any]) -> str:
    """It comes due at this moment; the occurrence's id."""
    done = building.done(await master(api).ask("POST", f"/v1/events/{made['id']}/run"), 201)
    await beat(api)
    return str(done["occurrence_id"])


async def became(api: Api, occurrence: str) -> dict[str, Any]:
    """What became of an occurrence."""
    found: dict[str, Any] = await master(api).get(f"/v1/occurrences/{occurrence}")
    return found


def ack(frame: dict[str, Any]) -> dict[str, Any]:
    """What a client answers to an occurrence."""
    return {"type": "ack", "event_id": frame["event_id"], "occurrence_id": frame["occurrence_id"]}


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
    reader = await token(api, "read", "a", "c")
    for tags in (["b"], ["a", "b"], ["A"], ["a "]):
        assert await refused(api, {"type": "tag-listener", "tags": tags, "token": reader}) == "insufficient scope"
    await listener(api, "a", "c", token=reader)
    await listener(api, "b", token=ada.api.token)  # whatever it is, she hears what is hers (see below)
    await listener(api, "b", token=admin.api.token)
    await listener(api, "b", token=await token(api, "admin"))


async def test_q196_a_client_outside_the_scope_is_refused(api: Api, ada: Somebody, admin: Somebody):
    first = {"type": "client-hook", "client_name": "acme", "token": await token(api, "write", "acme", "client:acme2")}
    assert await refused(api, first) == "insufficient scope"
    for mine in (admin.api.token, ada.api.token, await token(api, "admin"), await token(api, "read", "client:acme")):
        await hook(api, "acme", token=mine)


# --- people who signed in -----------------------------------------------------------------------------------------------


async def of(who: Somebody, **more: Any) -> dict[str, Any]:
    """An event that this person makes, some day."""
    at = (who.api.running.now() + timedelta(days=30)).isoformat()
    made: dict[str, Any] = building.done(
        await who.api.ask("POST", "/v1/events", {"name": "pills", "start_time": at, "webhook": "q:acme"} | more), 201
    )
    return made


async def test_whoever_signed_in_hears_what_is_theirs_and_nothing_else(api: Api, admin: Somebody, ada: Somebody):
    eve = await another(admin)
    mine, others, all = [await listener(api, "a", "b", token=who.api.token) for who in (ada, eve, admin)]
    made = [await of(ada, tags=["a"]), await of(eve, tags=["a", "b"]), await event(api, tags=["a"])]
    ids = [await happens(api, one) for one in made]
    await publish(api, "a", n=1)  # a step of a process is nobody's own
    assert [(await heard(all)).get("occurrence_id") for _ in range(4)] == [*ids, None]
    assert (await heard(mine))["occurrence_id"] == ids[0]
    assert (await heard(others))["occurrence_id"] == ids[1]
    for ws in (mine, others):
        await silent(ws, 0.05)
    again = await listener(api, "a", "b", token=ada.api.token, cursor="0")  # what was missed is no more
    assert (await heard(again))["occurrence_id"] == ids[0]
    await silent(again, 0.05)


async def test_whoever_signed_in_takes_what_is_theirs_and_nothing_else(api: Api, admin: Somebody, ada: Somebody):
    eve = await another(admin)
    of_eve = await hook(api, token=eve.api.token)
    made = [await of(ada), await of(eve), await event(api)]
    ids = [await happens(api, one) for one in made]
    told = await heard(of_eve)
    assert told["occurrence_id"] == ids[1]
    for frame in (told | {"event_id": made[0]["id"], "occurrence_id": ids[0]},
                  told | {"event_id": made[2]["id"], "occurrence_id": ids[2]}):  # fmt: skip
        await of_eve.send_json(ack(frame))
        assert await heard(of_eve) == said("unknown occurrence")
    for id in (ids[0], ids[2]):  # to them nobody is connected
        row = await became(api, id)
        assert (row["status"], row["error_message"]) == ("pending", "no client connected")
    of_ada, company = await hook(api, token=ada.api.token), await hook(api)
    await beat(api)
    assert (await heard(of_ada))["occurrence_id"] == ids[0] and (await heard(company))["occurrence_id"] == ids[2]
    await of_eve.send_json(ack(told))
    assert (await heard(of_eve))["message"] == "acknowledged" and (await became(api, ids[1]))[
        "status"
    ] == "acknowledged"
    # Whoever has no program of their own connected is served by those who may take everything.
    await of_eve.close()
    await gone(2)
    more = [await happens(api, made[n]) for n in (1, 0, 1)]
    assert [(await heard(company))["occurrence_id"] for _ in range(2)] == [more[0], more[2]]
    assert (await heard(of_ada))["occurrence_id"] == more[1]
    await company.send_json(ack(told | {"occurrence_id": more[0]}))
    assert (await heard(company))["message"] == "acknowledged"
    await silent(of_ada, 0.05)


async def test_who_may_not_any_more_is_closed_within_a_minute(
    api: Api, admin: Somebody, ada: Somebody, monkeypatch: pytest.MonkeyPatch
):
    assert TOKENS_EVERY + LOOK_EVERY <= 60
    monkeypatch.setattr("web.live.TOKENS_EVERY", 0.1)
    eve = await another(admin)
    out, removed = await listener(api, "a", token=ada.api.token), await hook(api, token=eve.api.token)
    stays = await listener(api, "a", token=admin.api.token)
    await access.sign_out(UUID(ada.id), api.running.now())
    assert await closed(out) == (1008, "token has been revoked")
    assert (await eve.api.ask("DELETE", f"/v1/users/{eve.id}"))[0] == 204
    assert await closed(removed) == (1008, "token has been revoked")
    await publish(api, "a", n=1)
    assert (await heard(stays))["n"] == 1
    assert await refused(api, {"type": "tag-listener", "tags": ["a"], "token": ada.api.token}) == "invalid token"
    assert await refused(api, {"type": "client-hook", "client_name": "acme", "token": eve.api.token}) == "invalid token"


async def test_many_sign_ins_of_one_person_count_together(config: Config):
    async with other(config, ws_per_token=2) as api:
        ada = await another(await building.first(api))
        tokens = [(await access.issue(UUID(ada.id), api.running.now())).access for _ in range(3)]
        for mine in tokens[:2]:
            await listener(api, "a", token=mine)
        first = {"type": "tag-listener", "tags": ["a"], "token": tokens[2]}
        assert await refused(api, first) == "too many connections"


# --- what is heard -----------------------------------------------------------------------------------------------------


async def test_q197_a_client_is_told_of_its_occurrence_when_it_is_due(api: Api):
    acme, others = await hook(api), await hook(api, "other")
    made = await event(api, 1, description="What is new", tags=["a", "b"], metadata={"n": [1, {"é": 2}]})
    await beat(api)
    await silent(acme)
    await beat(api, 61)
    told = await heard(acme)
    [row] = await master(api).get(f"/v1/events/{made['id']}/occurrences")
    assert (told["type"], told["event_id"], told["occurrence_id"]) == ("event", made["id"], row["occurrence_id"])
    assert (told["payload"], told["tags"]) == ({"n": [1, {"é": 2}]}, ["a", "b"])
    await silent(others)
    assert row["status"] == "dispatching" and row["attempt_count"] == 1


async def test_q198_the_frame_has_the_flat_form_as_well(api: Api):
    acme = await hook(api)
    made = await event(api, 1, description="What is new", metadata=["é"])
    await beat(api, 61)
    told = await heard(acme)
    flat = {name: told[name] for name in ("name", "description", "scheduled_at", "metadata")}
    assert flat == {"name": "news", "description": "What is new", "scheduled_at": made["start_time"], "metadata": ["é"]}
    assert set(told) == {*flat, "type", "event_id", "occurrence_id", "payload", "tags", "cursor"}


async def test_q199_whoever_listens_for_a_tag_hears_each_occurrence_once(api: Api):
    both, one = await listener(api, "a", "b"), await listener(api, "b")
    made = [
        await event(api, 1, tags=["a", "b"], metadata={"n": 1}),
        await of_old(api, tags=["b"], metadata={"n": 2}),
        await event(api, 1, tags=["b", "x"], webhook="https://example.org/hook", metadata={"n": 3}),
        await event(api, 1, metadata={"n": 4}),
    ]
    await beat(api, 55)
    await silent(both)  # some are prepared ahead; nobody hears of them before their time
    await beat(api, 6)
    await happens(api, made[1])
    frames = [await heard(both) for _ in range(3)]
    assert sorted(frame["payload"]["n"] for frame in frames) == [1, 2, 3]
    assert [await heard(one) for _ in range(3)] == frames
    await silent(both, 0.05)
    [_, alone] = await master(api).get(f"/v1/events/{made[1]['id']}/occurrences")
    assert alone["status"] == "completed" and {frame["occurrence_id"] for frame in frames} >= {alone["occurrence_id"]}


async def test_q200_whoever_listens_for_other_tags_hears_nothing(api: Api):
    none, all = await listener(api, "b", "A", "a "), await listener(api, "a")
    await happens(api, await event(api, tags=["a"]))
    await heard(all)
    await silent(none)
    assert not await db.rows("SELECT id FROM frames WHERE cardinality(tags) <> 1 AND listener_id IS NULL")


async def test_q201_two_connections_of_a_name_take_turns(api: Api):
    first, second = await hook(api), await hook(api)
    made = await event(api)
    ids = [await happens(api, made) for _ in range(6)]
    mine = [(await heard(first))["occurrence_id"] for _ in range(3)]
    theirs = [(await heard(second))["occurrence_id"] for _ in range(3)]
    assert (mine, theirs) in ((ids[::2], ids[1::2]), (ids[1::2], ids[::2]))
    await silent(first, 0.05)


async def test_q202_an_acknowledgement_is_answered_and_seen_by_everybody(api: Api):
    acme = await hook(api)
    id = await happens(api, await event(api))
    told = await heard(acme)
    assert (await became(api, id))["acknowledged_at"] is None
    for _ in range(2):  # whoever is not sure says it again
        await acme.send_json(ack(told))
        assert await heard(acme) == {"type": "ack", "message": "acknowledged"}
    row = await became(api, id)
    assert row["status"] == "acknowledged" and row["acknowledged_at"] and row["attempt_count"] == 1


async def test_q203_what_is_not_acknowledged_comes_again_until_it_is_given_up(api: Api):
    acme = await hook(api)
    made = await event(api)
    done, never = await happens(api, made), await happens(api, made)
    first = [await heard(acme) for _ in range(2)]
    assert [frame["occurrence_id"] for frame in first] == [done, never]
    await acme.send_json(ack(first[0]))
    await heard(acme)
    for attempt in range(2, 6):
        await beat(api, 29)
        await silent(acme, 0.05)
        await beat(api, 2)
        assert (await heard(acme))["occurrence_id"] == never
        assert (await became(api, never))["attempt_count"] == attempt
    await beat(api, 31)
    await silent(acme, 0.05)
    row = await became(api, never)
    assert (row["status"], row["error_message"]) == ("failed", "not acknowledged in time")
    assert (await became(api, done))["attempt_count"] == 1
    building.done(await master(api).ask("POST", f"/v1/occurrences/{never}/retry"))
    await beat(api)
    again = await heard(acme)
    assert again["occurrence_id"] == never
    await acme.send_json(ack(again))
    assert (await heard(acme))["message"] == "acknowledged"
    assert (await became(api, never))["status"] == "acknowledged"
    # What was acknowledged and got lost afterwards comes anew, too: its first time is kept.
    building.done(await master(api).ask("POST", f"/v1/occurrences/{done}/retry"))
    assert (await became(api, done))["acknowledged_at"] is None
    await beat(api)
    again = await heard(acme)
    assert again["occurrence_id"] == done
    await acme.send_json(ack(again))
    assert (await heard(acme))["message"] == "acknowledged"
    assert (await became(api, done))["attempt_count"] == 2
    tries = building.done(await master(api).ask("GET", f"/v1/occurrences/{done}/attempts"))
    assert [(each["number"], each["error_message"]) for each in tries] == [(1, None), (2, None)]


async def test_q204_what_was_never_told_cannot_be_acknowledged(api: Api):
    acme, others = await hook(api), await hook(api, "other")
    made = await event(api)
    id = await happens(api, made)
    told = await heard(acme)
    waiting = await happens(api, await event(api, webhook="q:nobody"))
    for ws, frame in (
        (others, told), (acme, told | {"event_id": str(db.new_id())}), (acme, told | {"occurrence_id": str(db.new_id())}),
        (acme, told | {"occurrence_id": 5}), (acme, told | {"occurrence_id": None}), (acme, told | {"event_id": "x"}),
        (others, told | {"occurrence_id": waiting}),
    ):  # fmt: skip
        await ws.send_json(ack(frame))
        assert await heard(ws) == said("unknown occurrence")
    await acme.send_json({"type": "ack"})
    assert await heard(acme) == said("unknown occurrence")
    assert (await became(api, id))["status"] == "dispatching" and (await became(api, waiting))["status"] == "pending"


async def test_many_workers_hand_out_each_occurrence_once(api: Api):
    programs = [await hook(api) for _ in range(3)]
    made = await event(api)
    rows = [(db.new_id(), f"s{n}", n + 1) for n in range(60)]
    await db.run(
        "INSERT INTO occurrences (id, event_id, slot, due_at, state, next_at, endpoint_id, number, created_at)"
        " SELECT s.id, e.id, s.slot, now(), 'pending', $5::timestamptz - interval '1 second', e.endpoint_id, s.n, now()"
        " FROM events e, unnest($2::uuid[], $3::text[], $4::int[]) AS s(id, slot, n) WHERE e.id = $1",
        made["id"], *db.columns(rows, 3), api.running.now(),
    )  # fmt: skip
    await asyncio.gather(*(events.clients.run_due(api.running.now()) for _ in range(5)))
    told = [[(await heard(ws))["occurrence_id"] for _ in range(20)] for ws in programs]
    assert sorted(id for each in told for id in each) == sorted(str(id) for id, _, _ in rows)
    for ws in programs:
        await silent(ws, 0.05)


async def test_a_worker_hands_out_at_once_what_somebody_wants_now(world: World):
    url, headers = f"http://127.0.0.1:{world.config.port}", {"Authorization": f"Bearer {world.config.master_token}"}
    at = (world.now + timedelta(days=3)).isoformat()
    wanted = {"name": "news", "start_time": at, "webhook": "q:acme"}
    async with world.http.post(f"{url}/v1/events", json=wanted, headers=headers) as answer:
        made = (await answer.json())["data"]
    run = f"{url}/v1/events/{made['id']}/run"
    async with world.http.post(run, headers=headers) as answer:
        waiting = (await answer.json())["data"]["occurrence_id"]
    ws = await world.http.ws_connect(f"{url}/ws")
    await ws.send_json({"type": "client-hook", "client_name": "acme", "token": world.config.master_token})
    assert await heard(ws) == ACK
    assert (await heard(ws))["occurrence_id"] == waiting
    async with world.http.post(run, headers=headers) as answer:
        now = (await answer.json())["data"]["occurrence_id"]
    assert (await heard(ws))["occurrence_id"] == now
    await ws.close()


async def test_what_was_said_of_somebodys_events_goes_with_them(api: Api, admin: Somebody, ada: Somebody):
    theirs = {"name": "pills", "schedule": "0 0 1 1 *", "tags": ["a"]}
    made = building.done(await ada.api.ask("POST", "/v1/events", theirs), 201)
    await happens(api, made)
    await happens(api, await event(api, tags=["a"]))
    assert len(await db.rows("SELECT id FROM frames")) == 2
    assert (await ada.api.ask("DELETE", f"/v1/users/{ada.id}"))[0] == 204
    assert len(await db.rows("SELECT id FROM frames")) == 1


async def test_a_token_has_so_many_connections_and_no_more(config: Config):
    async with other(config, ws_per_token=2) as api:
        mine = await token(api, "read", "a")
        one, _ = await listener(api, "a", token=mine), await listener(api, "a", token=mine)
        first = {"type": "tag-listener", "tags": ["a"], "token": mine}
        assert await refused(api, first) == "too many connections"
        await listener(api, "a", token=await token(api, "read", "a"))
        await one.close()
        await gone(2)
        await listener(api, "a", token=mine)


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


# --- who is there ------------------------------------------------------------------------------------------------------


async def test_q207_without_a_client_it_waits_and_says_why(api: Api):
    row = await became(api, await happens(api, await event(api)))
    assert (row["status"], row["error_message"], row["attempt_count"]) == ("pending", "no client connected", 0)


async def test_q208_who_connects_in_time_gets_what_waited_in_order_and_later_it_is_failed(api: Api):
    made = await event(api)
    ids = [await happens(api, made) for _ in range(5)]
    acme = await hook(api)
    await beat(api, 3600)
    assert [(await heard(acme))["occurrence_id"] for _ in range(5)] == ids
    late = await happens(api, await event(api, webhook="q:late"))
    await beat(api, 86_390)
    assert (await became(api, late))["status"] == "pending"
    await beat(api, 20)
    row = await became(api, late)
    assert (row["status"], row["error_message"]) == ("failed", "no client connected")
    there = await hook(api, "late")
    await beat(api)
    await silent(there, 0.05)


def untaken(client: str, name: str) -> str:
    """What a maker hears of something that was not taken."""
    return f"The program “{client}” did not take “{name}” in time. It is kept, and can be sent again."


async def said_to(who: Somebody) -> list[str]:
    """What this person was told."""
    return [each.text for each in await Delivery.filter(person_id=who.id, kind="notice").order_by("id")]


async def test_whoever_made_it_hears_once_that_a_client_takes_nothing(api: Api, admin: Somebody, ada: Somebody):
    hers = await of(ada)
    for _ in range(2):
        await happens(api, hers)
        await beat(api, 86_401)
    assert await said_to(ada) == [untaken("acme", "pills")]
    await happens(api, await event(api))  # of another maker, a program: that one hears of it as well
    await beat(api, 86_401)
    assert await said_to(admin) == [untaken("acme", "news")] and len(await said_to(ada)) == 1
    # It takes hers again, and then no more: that is another trouble, but not twice in one hour.
    acme = await hook(api)
    for _ in range(2):
        await happens(api, hers)
        await acme.send_json(ack(await heard(acme)))
        assert (await heard(acme))["message"] == "acknowledged"
        await happens(api, hers)
        await heard(acme)
        for _ in range(4):
            await beat(api, 31)
            await heard(acme)
        await beat(api, 31)
        assert len(await said_to(ada)) == 2
        await beat(api, 60)
    await acme.close()
    await gone(0)
    await happens(api, hers)
    await beat(api, 86_401)
    assert len(await said_to(ada)) == 3 and len(await said_to(admin)) == 1


async def test_q209_who_leaves_is_gone_at_once(api: Api):
    first, second = await hook(api), await hook(api)
    made = await event(api)
    await first.close()
    await gone(1)
    ids = [await happens(api, made) for _ in range(3)]
    assert [(await heard(second))["occurrence_id"] for _ in range(3)] == ids


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


async def test_q213_what_one_instance_does_reaches_programs_of_another(api: Api):
    app = make_app(replace(api.running, process_id=db.new_id()))
    async with TestClient(TestServer(app)) as client:
        there = Api(api.running, client, api.config)
        await with_two(api, there)


async def test_who_comes_from_an_instance_that_was_ahead_hears_nothing_twice(api: Api, monkeypatch: pytest.MonkeyPatch):
    app = make_app(replace(api.running, process_id=db.new_id()))
    async with TestClient(TestServer(app)) as client:
        there = Api(api.running, client, api.config)
        await listener(there, "a")

        async def nothing() -> None:
            """The other instance is busy, and behind."""

        with monkeypatch.context() as slow:
            slow.setattr(app[LIVE], "_serve_new", nothing)
            here = await listener(api, "a")
            for n in range(3):
                await publish(api, "a", n=n)
            last = [await heard(here) for _ in range(3)][-1]
            moved = await listener(there, "a", cursor=last["cursor"])
        await publish(api, "a", n=3)
        assert (await heard(moved))["n"] == 3
        await silent(moved, 0.05)


async def test_when_the_database_fails_programs_are_told_to_come_back(api: Api, monkeypatch: pytest.MonkeyPatch):
    acme = await hook(api)
    told = {"event_id": str(db.new_id()), "occurrence_id": str(db.new_id())}

    async def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(stream, "register", away)
    monkeypatch.setattr(events.clients, "acknowledge", away)
    ws = await api.client.ws_connect("/ws")
    await ws.send_json({"type": "tag-listener", "tags": ["a"], "token": api.config.master_token})
    assert await closed(ws) == (1011, "connect again with your cursor")
    await acme.send_json(ack(told))
    assert await closed(acme) == (1011, "connect again with your cursor")


async def with_two(here: Api, there: Api) -> None:
    """Both serve one database: names are served in turn across them, tags are heard by both, and each is told once."""
    mine, theirs = await hook(here), await hook(there)
    listening = await listener(there, "a")
    made = await event(here, tags=["a"])
    ids = [await happens(here, made) for _ in range(4)]
    told = [[(await heard(ws))["occurrence_id"] for _ in range(2)] for ws in (mine, theirs)]
    assert told in ([ids[::2], ids[1::2]], [ids[1::2], ids[::2]])
    assert [(await heard(listening))["occurrence_id"] for _ in range(4)] == ids
    await theirs.send_json({"type": "ack", "event_id": made["id"], "occurrence_id": told[1][0]})
    assert (await heard(theirs))["message"] == "acknowledged"
    assert (await became(here, told[1][0]))["status"] == "acknowledged"
    # A connection that dies takes nothing with it: what it had comes to the other one.
    assert theirs._conn is not None and theirs._conn.transport is not None
    theirs._conn.transport.abort()  # type: ignore[attr-defined]
    await gone(2)
    await beat(here, 31)
    assert {(await heard(mine))["occurrence_id"] for _ in range(3)} == {*told[0], told[1][1]}


async def gone(left: int) -> None:
    """As many connections are left as this."""
    async with asyncio.timeout(5):
        while len(await db.rows("SELECT id FROM listeners")) > left:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


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
