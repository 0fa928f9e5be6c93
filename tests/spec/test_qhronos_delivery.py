"""Qhronos's checklist, Q153 and Q156-Q187: what is handed over to a developer's server, on a real one.

What takes real time runs side by side once (`told`), and each line looks at its part.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from redis.asyncio import Redis
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from tests.conftest import TEMPLATE, execute, named
from tests.spec.api import done, refused
from tests.spec.post import Answer, Post, digest, later, post_office
from wellcheck import db, events, people
from wellcheck.checked import read
from wellcheck.config import Config, ConfigMistakes
from wellcheck.embedded import Embedded
from wellcheck.errors import NotValid
from wellcheck.events import Occurrence, handover, signing
from wellcheck.events.actions import KNOWN
from wellcheck.events.actions.urls import MASK
from wellcheck.events.models import Endpoint
from wellcheck.events.retries import MOST_ATTEMPTS
from wellcheck.messages import Delivery
from wellcheck.people import Person
from wellcheck.runtime import Runtime
from workers.settings import engine

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = "the secret of this house, long enough"
OWN = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
WINE = "the event's own, as text"
LIMITS = {"retry": {"max_attempts": 3, "backoff_seconds": 0.15}}
ONCE = {"retry": {"max_attempts": 1}}
BIG = b"x" * 10_000_000
STATUSES = (200, 201, 204, 299, 300, 400, 404, 500)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def post(servers: Embedded, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Post]:
    """One running product for all lines."""
    await execute(servers.database_url, f"CREATE DATABASE post TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    home = tmp_path_factory.mktemp("post")
    environ = {
        "DATABASE_URL": named(servers.database_url, "post"),
        "REDIS_URL": servers.redis_url,
        "WELLCHECK_HOME": str(home),
        "SECRET_KEYS": "a key for tests that opens nothing else",
        "MASTER_TOKEN": "a master token for tests, long enough",
        "OUTBOUND_ALLOW_CIDRS": "127.0.0.0/8",
        "OUTBOUND_PORTS": "*",
        "WEBHOOK_SECRET": DEFAULT,
    }
    async with post_office(Config.read(environ, home_env=False), home) as built:
        yield built
    await execute(servers.database_url, "DROP DATABASE post WITH (FORCE)")


@dataclass
class Told:
    """The events of `told`, by what they are there for."""

    ids: dict[str, UUID]
    began: datetime


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(post: Post) -> Told:
    """Everything that needs nothing but time, side by side."""
    now, will = post.running.now(), post.receiver.will
    soon = format_datetime(now.astimezone(UTC) + timedelta(seconds=2), usegmt=True)
    gone = {"maker": "who is told that it is gone"}
    will("/call-teapot", Answer(418, b"short and stout"))
    ids = {
        "plain": await post.event("/plain", slots=(now, now + timedelta(seconds=0.4)), headers={"X-Team": "blue"}),
        "own": await post.event("/own", secrets=(OWN,)),
        "text": await post.event("/text", secrets=(WINE,)),
        "two": await post.event("/two", secrets=(OWN, WINE), qhronos_signature=False),
        "redirect": await post.event(url=will("/moved", Answer(302, headers={"Location": "/moved-to"})), **ONCE),
        "slow": await post.event(url=will("/slow", Answer(after=2.0), Answer()), **LIMITS),
        "refused": await post.event(url="http://127.0.0.1:1/", **ONCE),
        "nameless": await post.event(url="http://no-such-host.invalid/", **ONCE),
        "tls": await post.event(url=post.receiver.url.replace("http:", "https:"), **ONCE),
        "twice": await post.event(url=will("/twice", Answer(500), Answer(503), Answer(200, b"at last")), **LIMITS),
        "never": await post.event(url=will("/never", Answer(500, b"broken")), maker="never", **LIMITS),
        "after": await post.event(url=will("/after", Answer(429, headers={"Retry-After": "1"}), Answer()), **LIMITS),
        "date": await post.event(url=will("/date", Answer(503, headers={"Retry-After": soon}), Answer()), **LIMITS),
        "gone": await post.event(
            url=will("/gone", Answer(410)), **gone, slots=(now, now + timedelta(days=1)), title="Pills"
        ),
        "big": await post.event(url=will("/big", Answer(body=BIG)), **ONCE),
        "call": await post.event(
            "/call?x=1", "apicall", method="PUT", headers={"X-Key": "s3cret", "Content-Type": "text/x-own"}, body="as it is"
        ),
        "call-get": await post.event("/call-get", "apicall", method="GET"),
        "call-text": await post.event("/call-text", "apicall", method="POST", body='{ "foo": "bar" }'),
        "call-json": await post.event("/call-json", "apicall", method="POST", body={"foo": ["bar", 1, None]}),
        "call-teapot": await post.event("/call-teapot", "apicall", method="DELETE", **ONCE),
        "call-nobody": await post.event(url="http://127.0.0.1:1/", action="apicall", method="GET", **ONCE),
        "call-twice": await post.event(
            url=will("/call-twice", Answer(500), Answer(200)), action="apicall", method="POST", body="x", **LIMITS
        ),
    }  # fmt: skip
    for status in STATUSES:
        ids[str(status)] = await post.event(url=will(f"/{status}", Answer(status)), maker=f"maker {status}", **ONCE)
    async with post.resting():
        for name, action in (("blocked", "webhook"), ("call-blocked", "apicall")):
            more = {"method": "GET"} if action == "apicall" else {}
            ids[name] = await post.event(action=action, **more, **ONCE)
            event = await events.Event.get(id=ids[name])  # what was given when it was still allowed
            event.params = json.dumps(json.loads(event.params) | {"url": "http://169.254.169.254/latest/meta-data/"})
            await event.save()
    for name, id in ids.items():
        if name != "gone":
            await post.over(id)
    return Told(ids, now)


async def somebody(now: datetime, name: str, number: str) -> Person:
    person = await people.create(name, None, "en", "Europe/London", now)
    await people.add_address(person.id, "sms", number, now, verified_how="test")
    return person


async def only(told: Told, name: str) -> Occurrence:
    return await Occurrence.get(event_id=told.ids[name])


# --- how it is sent ----------------------------------------------------------------------------------------------------


async def test_q160_it_is_posted_as_json(post: Post, told: Told):
    arrived = post.receiver.at("/plain")[0]
    assert (arrived.method, arrived.headers["content-type"]) == ("POST", "application/json")
    assert arrived.headers["x-team"] == "blue"


async def test_q161_the_body_says_what_it_is_about(post: Post, told: Told):
    said = post.receiver.at("/plain")[0].json
    assert said["event_id"] == str(told.ids["plain"])
    assert (said["name"], said["description"], said["tags"]) == ("An event", "What it is", ["a", "b c"])
    assert said["metadata"] == {"deep": [1, {"ü": None}]}


async def test_q162_each_occurrence_says_its_own_time(post: Post, told: Told):
    first, second = [datetime.fromisoformat(each.json["scheduled_at"]) for each in post.receiver.at("/plain")]
    assert (first, second) == (told.began, told.began + timedelta(seconds=0.4))


async def test_q163_it_says_which_occurrence_and_attempt_and_when(post: Post, told: Told):
    found = await Occurrence.filter(event_id=told.ids["plain"]).order_by("due_at")
    for arrived, occurrence in zip(post.receiver.at("/plain"), found, strict=True):
        assert arrived.json["occurrence_id"] == str(occurrence.id) and arrived.json["attempt"] == 1
        dispatched_at = datetime.fromisoformat(arrived.json["dispatched_at"])
        assert abs(dispatched_at.timestamp() - arrived.at) < 1
        assert dispatched_at >= occurrence.due_at  # never before its time, by the product's clock


async def test_q164_qhronos_signature_is_that_of_the_default_secret(post: Post, told: Told):
    arrived = post.receiver.at("/plain")[0]
    assert arrived.headers["x-qhronos-signature"] == digest(DEFAULT)(arrived.body)


async def test_q165_an_events_own_secret_signs_in_its_place(post: Post, told: Told):
    arrived = post.receiver.at("/text")[0]
    assert arrived.headers["x-qhronos-signature"] == digest(WINE)(arrived.body) != digest(DEFAULT)(arrived.body)


async def test_q166_a_new_secret_signs_what_comes_later(post: Post, told: Told):
    path = f"/v1/events/{told.ids['own']}/secrets"
    assert done(await post.api.ask("POST", path, {"secret": WINE}), 201) == {"secret": WINE, "signing_with": 2}
    occurrence = await only(told, "own")
    done(await post.api.ask("POST", f"/v1/occurrences/{occurrence.id}/retry"))
    before, after = await post.until(lambda: len(post.receiver.at("/own")) == 2 and post.receiver.at("/own"))
    await post.over(told.ids["own"])
    assert before.headers["x-qhronos-signature"] == digest(OWN)(before.body)
    assert after.headers["x-qhronos-signature"] == digest(WINE)(after.body)
    assert len(after.headers["webhook-signature"].split()) == 2  # the old one is still believed
    made = done(await post.api.ask("POST", path, {"keep_old": False}), 201)
    assert made["secret"].startswith("whsec_") and made["signing_with"] == 1
    done(await post.api.ask("PUT", f"/v1/events/{told.ids['own']}", {"hmac_secret": "the third of them"}))
    done(await post.api.ask("POST", f"/v1/occurrences/{occurrence.id}/retry"))
    third = (await post.until(lambda: len(post.receiver.at("/own")) == 3 and post.receiver.at("/own")))[2]
    await post.over(told.ids["own"])
    assert third.headers["x-qhronos-signature"] == digest("the third of them")(third.body)
    assert len(third.headers["webhook-signature"].split()) == 1
    assert OWN not in str(await events.Event.get(id=told.ids["own"]).values("secrets_sealed"))
    refused(await post.api.ask("POST", path, {"secret": "short"}), 400, "secret")


async def test_a_former_secret_signs_for_the_time_that_was_chosen_and_then_no_more(post: Post):
    id = await post.event("/rotated", secrets=(OWN,))
    await post.over(id)
    path, began = f"/v1/events/{id}/secrets", post.running.now()
    assert done(await post.api.ask("GET", path)) == [{"ends_with": OWN[-4:], "signs_until": None}]
    done(await post.api.ask("POST", path, {"secret": WINE, "keep_old_hours": 5}), 201)
    told = done(await post.api.ask("GET", path))
    assert [each["ends_with"] for each in told] == [WINE[-4:], OWN[-4:]] and told[0]["signs_until"] is None
    until = datetime.fromisoformat(told[1]["signs_until"]) - timedelta(hours=5)
    assert began <= until <= post.running.now()
    assert OWN not in str(told) and WINE not in str(told)

    async def signatures() -> int:
        before = len(post.receiver.at("/rotated"))
        done(await post.api.ask("POST", f"/v1/occurrences/{(await Occurrence.get(event_id=id)).id}/retry"))
        arrived = (await post.until(lambda: post.receiver.at("/rotated")[before:]))[0]
        await post.over(id)
        return len(arrived.headers["webhook-signature"].split())

    assert await signatures() == 2
    event = await events.Event.get(id=id)  # five hours later
    newest, former = signing.read(event.secrets)
    assert former.until is not None
    event.secrets = signing.write([newest, replace(former, until=former.until - timedelta(hours=5))])
    await event.save(update_fields=["secrets_sealed"])
    assert await signatures() == 1
    assert done(await post.api.ask("GET", path)) == [{"ends_with": WINE[-4:], "signs_until": None}]
    for wrong in (0, 9000, "1"):
        refused(await post.api.ask("POST", path, {"keep_old_hours": wrong}), 400, "keep_old_hours")


async def test_q167_id_time_and_body_are_signed_together(post: Post, told: Told):
    for secret in (OWN, "dGhlIGV2ZW50J3Mgb3duLCBhcyB0ZXh0"):  # the second is the base64 of WINE
        arrived = post.receiver.at("/two")[0]
        assert Verifier(secret).verify(arrived.body, arrived.headers)["event_id"] == str(told.ids["two"])
        stale = arrived.headers | {"webhook-timestamp": str(int(time.time()) - 3600)}
        with pytest.raises(WebhookVerificationError):
            Verifier(secret).verify(arrived.body, stale)
    assert arrived.headers["webhook-id"] == arrived.json["occurrence_id"]
    # As docs/webhooks.md tells receivers to do it.
    code = (ROOT / "docs" / "webhooks.md").read_text().split("```python\n")[1].split("```")[0]
    known: dict[str, Any] = {}
    exec(code, known)
    for secret in (OWN, WINE):
        assert known["is_from_wellcheck"](secret, arrived.headers, arrived.body)
        assert not known["is_from_wellcheck"](secret, stale, arrived.body)
        assert not known["is_from_wellcheck"](secret, arrived.headers, arrived.body + b" ")
    assert not known["is_from_wellcheck"](DEFAULT, arrived.headers, arrived.body)
    assert "x-qhronos-signature" not in arrived.headers


async def test_q168_any_2xx_is_success_and_nothing_else(post: Post, told: Told):
    for status in STATUSES:
        occurrence = await only(told, str(status))
        assert occurrence.state == ("completed" if status < 300 else "failed"), status
        assert occurrence.status_code == status and len(post.receiver.at(f"/{status}")) == 1


async def test_q169_a_redirect_is_a_failure_and_is_not_followed(post: Post, told: Told):
    occurrence = await only(told, "redirect")
    assert (occurrence.state, occurrence.error) == ("failed", "HTTP 302")
    assert post.receiver.at("/moved-to") == []


async def test_q170_a_receiver_that_takes_too_long_is_tried_again(post: Post, told: Told):
    first, second = await post.tries(told.ids["slow"])
    assert (first.status_code, first.error) == (None, "timeout: no answer") and second.status_code == 200
    assert timedelta(seconds=1) < first.ended_at - first.started_at < timedelta(seconds=1.9)


async def test_q171_what_cannot_be_reached_is_a_failure_with_a_reason(post: Post, told: Told):
    why = {name: (await only(told, name)).error for name in ("refused", "nameless", "tls")}
    assert why["refused"] == "the connection was refused"
    assert why["nameless"] in ("the name cannot be found", "timeout: no connection")
    assert why["tls"] in ("TLS failed", "timeout: no connection", "no connection")


async def test_q172_every_attempt_is_of_the_same_occurrence(post: Post, told: Told):
    arrived = post.receiver.at("/twice")
    assert (
        len({each.json["occurrence_id"] for each in arrived})
        == len({each.headers["webhook-id"] for each in arrived})
        == 1
    )
    same = [{**each.json, "attempt": 0, "dispatched_at": ""} for each in arrived]
    assert same[0] == same[1] == same[2]


async def test_q173_of_ten_megabytes_the_beginning_is_kept(post: Post, told: Told):
    occurrence = await only(told, "big")
    assert (occurrence.state, occurrence.status_code) == ("completed", 200)
    assert occurrence.response_body == "x" * 4096


# --- trying again ------------------------------------------------------------------------------------------------------


async def test_q174_a_receiver_that_always_fails_gets_so_many_requests_and_no_more(post: Post, told: Told):
    assert len(post.receiver.at("/never")) == 3


async def test_q175_every_attempt_can_be_seen(post: Post, told: Told):
    occurrence = await only(told, "never")
    found = done(await post.api.ask("GET", f"/v1/occurrences/{occurrence.id}/attempts"))
    assert [(each["number"], each["status_code"], each["response_body"]) for each in found] == [
        (n, 500, "broken") for n in (1, 2, 3)
    ]
    assert [each.json["attempt"] for each in post.receiver.at("/never")] == [1, 2, 3]
    assert (occurrence.state, occurrence.attempts, occurrence.error) == ("failed", 3, "HTTP 500")


async def test_q176_it_is_completed_when_a_later_attempt_succeeds(post: Post, told: Told):
    occurrence = await only(told, "twice")
    assert (occurrence.state, occurrence.attempts) == ("completed", 3)
    assert (occurrence.status_code, occurrence.response_body, occurrence.error) == (200, "at last", None)


async def test_q177_attempts_lie_as_far_apart_as_the_event_says(post: Post, told: Told):
    for name in ("never", "twice"):
        tries = await post.tries(told.ids[name])
        for n, (one, other) in enumerate(zip(tries, tries[1:], strict=False)):
            assert other.started_at - one.ended_at >= timedelta(seconds=0.15 * 2**n)


async def test_q178_the_waits_grow_and_are_the_events_own(post: Post, told: Told):
    one, two, three = await post.tries(told.ids["never"])
    assert three.started_at - two.ended_at >= timedelta(seconds=0.3)
    assert two.started_at - one.ended_at >= timedelta(seconds=0.15)
    for wrong in (
        {"max_attempts": 0},
        {"max_attempts": 21},
        {"backoff_seconds": 0},
        {"backoff_seconds": [1, -1]},
        {"n": 1},
    ):
        with pytest.raises(NotValid):
            read(json.dumps({"url": post.receiver.url, "retry": wrong}).encode(), KNOWN["webhook"].params)


async def test_q179_retry_after_is_waited_for(post: Post, told: Told):
    one, two = await post.tries(told.ids["after"])
    assert two.started_at - one.ended_at >= timedelta(seconds=0.9)
    _, two = await post.tries(told.ids["date"])
    assert two.started_at >= told.began.replace(microsecond=0) + timedelta(seconds=2)
    assert {(await only(told, name)).state for name in ("after", "date")} == {"completed"}


async def test_q180_gone_ends_it_and_the_event(post: Post, told: Told):
    async def ended() -> Any:
        return (await events.Event.get(id=told.ids["gone"])).stopped == "gone"

    await post.until(ended)
    event = await events.Event.get(id=told.ids["gone"])
    first, second = await Occurrence.filter(event_id=event.id).order_by("due_at")
    assert (event.status, first.state, first.status_code, second.state) == ("inactive", "failed", 410, "cancelled")
    assert len(post.receiver.at("/gone")) == 1
    assert (await Endpoint.get(id=event.endpoint_id)).failures == 0
    shown = done(await post.api.ask("GET", f"/v1/events/{event.id}"))
    assert (shown["status"], shown["stopped"]) == ("inactive", "gone")


async def test_q181_what_failed_can_be_handed_over_anew(post: Post, told: Told):
    id, event_id = (await only(told, "never")).id, told.ids["never"]
    failed = done(await post.api.ask("GET", "/v1/occurrences?tags=a&status=failed"))
    assert str(id) in {each["occurrence_id"] for each in failed}
    before = len(post.receiver.at("/never"))
    post.receiver.will("/never", Answer(201))
    assert done(await post.api.ask("POST", f"/v1/occurrences/{id}/retry")) == {
        "occurrence_id": str(id),
        "status": "pending",
    }
    await post.until(lambda: len(post.receiver.at("/never")) == before + 1)
    (occurrence,) = await post.over(event_id)
    assert (occurrence.id, occurrence.state, occurrence.attempts) == (id, "completed", 4)
    assert post.receiver.at("/never")[-1].json["occurrence_id"] == str(id)
    # Many: those of a state, from a time on.
    since = (occurrence.due_at + timedelta(seconds=1)).isoformat()
    replay = f"/v1/events/{event_id}/replay"
    assert done(await post.api.ask("POST", replay)) == {"replayed": 0}
    assert done(await post.api.ask("POST", replay, {"status": "completed", "since": since})) == {"replayed": 0}
    assert done(await post.api.ask("POST", replay, {"status": "completed"})) == {"replayed": 1}
    await post.until(lambda: len(post.receiver.at("/never")) == before + 2)
    await post.over(event_id)
    # Nothing of what was tried before is forgotten over it: three that failed, and two that were taken.
    tries = await post.tries(event_id)
    assert [(each.number, each.status_code) for each in tries] == [*((n, 500) for n in (1, 2, 3)), (4, 201), (5, 201)]
    assert all(each.started_at <= each.ended_at <= later.started_at for each, later in pairwise(tries))
    refused(await post.api.ask("POST", replay, {"status": "pending"}), 400, "status")
    assert (await post.api.ask("POST", f"/v1/occurrences/{event_id}/retry"))[0] == 404


# --- API calls ---------------------------------------------------------------------------------------------------------


async def test_q182_a_call_is_sent_as_it_was_written(post: Post, told: Told):
    (put,), (get,) = post.receiver.at("/call"), post.receiver.at("/call-get")
    assert (put.method, put.path, put.body, put.headers["x-key"]) == ("PUT", "/call?x=1", b"as it is", "s3cret")
    assert put.headers["content-type"] == "text/x-own"
    assert (get.method, get.body) == ("GET", b"") and "content-length" not in get.headers


async def test_q183_text_is_sent_as_it_is_and_anything_else_as_json(post: Post, told: Told):
    (text,), (data,) = post.receiver.at("/call-text"), post.receiver.at("/call-json")
    assert text.body == b'{ "foo": "bar" }' and data.json == {"foo": ["bar", 1, None]}
    assert text.headers["content-type"] == data.headers["content-type"] == "application/json"


async def test_q184_what_went_wrong_is_said(post: Post, told: Told):
    teapot, nobody = await only(told, "call-teapot"), await only(told, "call-nobody")
    assert (teapot.state, teapot.error, teapot.response_body) == ("failed", "HTTP 418", "short and stout")
    assert (nobody.state, nobody.error, nobody.status_code) == ("failed", "the connection was refused", None)
    assert (await only(told, "call")).state == "completed"


async def test_q185_calls_are_tried_again_as_webhooks_are(post: Post, told: Told):
    occurrence = await only(told, "call-twice")
    assert (occurrence.state, occurrence.attempts) == ("completed", 2)
    assert [each.body for each in post.receiver.at("/call-twice")] == [b"x", b"x"]


@pytest.mark.parametrize("action", ["webhook", "apicall"])
async def test_q186_headers_are_masked_and_ours_cannot_be_set(post: Post, told: Told, action: str):
    given = {"url": post.receiver.url, "headers": {"Authorization": "Bearer s3cret"}}
    masked = KNOWN[action].shown(given)
    assert masked["headers"].keys() == {"Authorization"} and "s3cret" not in str(masked)
    hostile = [{"Host": "x"}, {"Content-Length": "1"}, {"X-A": "a\r\nX-B: b"}, {"transfer-encoding": "chunked"}]
    ours = [{"Webhook-Id": "x"}, {"webhook-signature": "x"}, {"X-Qhronos-Signature": "x"}]
    for headers in [*hostile, *(ours if action == "webhook" else [])]:
        wish = {"url": post.receiver.url, "headers": headers} | ({"method": "GET"} if action == "apicall" else {})
        with pytest.raises(NotValid) as wrong:
            read(json.dumps(wish).encode(), KNOWN[action].params)
        assert set(wrong.value.fields) == {"headers"}
    sealed = await events.Event.filter(action="apicall").values_list("params_sealed", flat=True)
    assert sealed and not any(b"s3cret" in bytes(each) for each in sealed)


@pytest.mark.parametrize("name", ["blocked", "call-blocked"])
async def test_q187_no_address_inside_is_called(post: Post, told: Told, name: str):
    occurrence = await only(told, name)
    assert occurrence.state == "failed" and occurrence.error and occurrence.error.startswith("blocked")
    for url in (
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://0x7f000001/",
        "file:///etc/passwd",
    ):
        for action in ("webhook", "apicall"):
            with pytest.raises(NotValid) as wrong:
                read(json.dumps({"url": url, "method": "GET"}).encode(), KNOWN[action].params)
            assert "url" in wrong.value.fields


# --- many, two at once, and what dies ------------------------------------------------------------------------------------


async def test_q156_the_oldest_planned_leave_first_each_once(post: Post):
    now = post.running.now()
    slots = [now - timedelta(seconds=200 - n) for n in range(200)]
    async with post.resting():
        id = await post.event("/oldest", slots=slots, maker="oldest")
        endpoint = (await events.Event.get(id=id)).endpoint_id
        assert done(await post.api.ask("PUT", f"/v1/endpoints/{endpoint}", {"concurrency": 1}))["concurrency"] == 1
    await post.over(id)
    arrived = [datetime.fromisoformat(each.json["scheduled_at"]) for each in post.receiver.at("/oldest")]
    assert arrived == slots


async def test_q157_two_workers_hand_each_over_once(post: Post):
    now = post.running.now()
    async with engine(Runtime(post.config, post.running.clock)) as second, post.resting():
        id = await post.event("/both", slots=[now - timedelta(seconds=n) for n in range(100)], maker="both")
        second.dispatcher.wake()
        post.engine.dispatcher.wake()
        await post.over(id)
    arrived = [each.json["occurrence_id"] for each in post.receiver.at("/both")]
    assert len(arrived) == len(set(arrived)) == 100


async def test_q158_what_is_under_way_at_a_stop_ends_and_is_recorded(post: Post):
    url = post.receiver.will("/stop", Answer(201, after=0.4))
    async with post.resting():
        async with engine(Runtime(post.config, post.running.clock)) as second:
            id = await post.event(url=url, maker="stop")
            second.dispatcher.wake()
            await post.until(lambda: post.receiver.at("/stop"))
        occurrence = await Occurrence.get(event_id=id)
    assert (occurrence.state, occurrence.status_code, len(post.receiver.at("/stop"))) == ("completed", 201, 1)


async def test_q153_a_worker_that_is_killed_loses_nothing(post: Post):
    url = post.receiver.will("/killed", Answer(after=5), Answer(200))
    environ = {
        "PATH": os.environ["PATH"], "DATABASE_URL": post.config.database_url or "", "REDIS_URL": post.config.redis_url or "",
        "WELLCHECK_HOME": str(post.config.wellcheck_home), "SECRET_KEYS": ",".join(post.config.secret_keys),
        "OUTBOUND_ALLOW_CIDRS": "127.0.0.0/8", "OUTBOUND_PORTS": "*",
    }  # fmt: skip
    async with post.resting():
        id = await post.event(url=url, maker="killed")
        worker = await asyncio.create_subprocess_exec(sys.executable, "-m", "wellcheck", "worker", env=environ)
        try:
            await post.until(lambda: post.receiver.at("/killed"), 30)
        finally:
            worker.send_signal(signal.SIGKILL)
            await worker.wait()
        assert (await Occurrence.get(event_id=id)).state == "dispatching"
        # Its lease would last for half a minute.
        await db.run("UPDATE occurrences SET lease_until = clock_timestamp() WHERE event_id = $1", id)
    (occurrence,) = await post.over(id)
    first, second = post.receiver.at("/killed")
    assert first.json["occurrence_id"] == second.json["occurrence_id"] == str(occurrence.id)
    assert (occurrence.state, second.json["attempt"]) == ("completed", 2)
    lost, taken = await post.tries(id)
    assert lost.error == "the worker that called went away" and taken.status_code == 200


async def test_what_no_worker_comes_back_from_is_given_up_in_the_end(post: Post):
    person = await somebody(post.running.now(), "Katherine", "+447700900557")
    async with post.resting():
        id = await post.event("/deadly", maker=str(person.id), **ONCE)
        now = post.running.now()
        endpoint = (await events.Event.get(id=id)).endpoint_id
        assert endpoint is not None
        for n in range(1, MOST_ATTEMPTS + 1):
            (given,) = await handover.claim([(endpoint, 5)], now, now)
            assert given.attempt == n
            await db.run("UPDATE occurrences SET lease_until = clock_timestamp() WHERE event_id = $1", id)
            assert await handover.sweep(now) == 1
        assert await handover.claim([(endpoint, 5)], now, now) == [] and await handover.sweep(now) == 0
    (occurrence,) = await post.over(id)
    assert (occurrence.state, occurrence.error) == ("failed", "the worker that called went away")
    assert len(await post.tries(id)) == MOST_ATTEMPTS
    assert (await events.Event.get(id=id)).status == "inactive"
    told = [each.text for each in await Delivery.filter(person_id=person.id)]
    assert told == [
        f"We gave up sending something to {post.receiver.url} (the worker that called went away). It is kept."
    ]
    assert await post.api.ask("POST", f"/v1/occurrences/{occurrence.id}/retry") and await post.over(id)
    assert len(post.receiver.at("/deadly")) == 1


async def test_what_was_made_by_the_api_arrives_on_the_second_and_is_shown_with_masked_headers(post: Post):
    at = post.running.now() + timedelta(seconds=1.234)
    wanted = {
        "name": "Pills",
        "start_time": at.isoformat(),
        "tags": ["pills"],
        "hmac_secret": WINE,
        "metadata": {"n": 1},
    }
    made = done(await post.api.ask("POST", "/v1/events", wanted | {"webhook": post.receiver.url + "/made"}), 201)
    calls = {
        "type": "apicall",
        "params": {
            "method": "GET",
            "url": post.receiver.url + "/made-call",
            "headers": {"Authorization": "Bearer s3cret"},
        },
    }
    call = done(await post.api.ask("POST", "/v1/events", wanted | {"action": calls}), 201)
    for event in (made, call):
        await post.over(UUID(event["id"]))
    (arrived,), (called,) = post.receiver.at("/made"), post.receiver.at("/made-call")
    for each in (arrived, called):
        assert at.timestamp() <= each.at < at.timestamp() + 2
    assert arrived.headers["x-qhronos-signature"] == digest(WINE)(arrived.body)
    assert called.headers["authorization"] == "Bearer s3cret"
    assert (arrived.json["name"], arrived.json["metadata"], arrived.json["event_id"]) == ("Pills", {"n": 1}, made["id"])
    (told,) = done(await post.api.ask("GET", f"/v1/events/{made['id']}/occurrences"))
    assert (told["status"], told["attempt_count"], told["status_code"], told["response_body"]) == (
        "completed",
        1,
        200,
        "ok",
    )
    token = {"type": "jwt", "sub": "a reader", "access": "read", "scope": ["pills"]}
    ends = (post.running.now() + timedelta(days=1)).isoformat()
    reads = done(await post.api.ask("POST", "/v1/tokens", token | {"expires_at": ends}), 201)["token"]
    seen = done(await post.api.by(reads).ask("GET", f"/v1/events/{call['id']}"))["action"]["params"]
    assert set(seen["headers"]) == {"Authorization"} and "s3cret" not in str(seen)
    assert call["action"]["params"]["headers"] == {"Authorization": MASK}  # who may write is not shown it either
    listed = done(await post.api.ask("GET", "/v1/events?tags=pills"))
    assert {each["id"] for each in listed} >= {made["id"], call["id"]} and "s3cret" not in str(listed)
    refused(await post.api.by(reads).ask("POST", f"/v1/events/{call['id']}/replay"), 403)


async def test_what_comes_back_as_it_was_shown_keeps_its_hidden_headers(post: Post):
    params = {"url": post.receiver.url + "/kept", "method": "GET", "headers": {"X-Key": "s3cret", "X-B": "2"}}
    start = (post.running.now() + timedelta(days=300)).isoformat()
    wish = {"name": "Kept", "start_time": start, "action": {"type": "apicall", "params": params}}
    made = done(await post.api.ask("POST", "/v1/events", wish), 201)
    path, shown = f"/v1/events/{made['id']}", made["action"]

    async def stored() -> Any:
        return json.loads((await events.Event.get(id=made["id"])).params)["headers"]

    done(await post.api.ask("PUT", path, {"name": "Kept still", "action": shown}))
    assert await stored() == {"X-Key": "s3cret", "X-B": "2"}
    done(await post.api.ask("POST", path + "/run"), 201)
    await post.until(lambda: post.receiver.at("/kept"))
    assert post.receiver.at("/kept")[0].headers["x-key"] == "s3cret"
    # Each by its name, however that is written; what is given anew is new, and what is left out goes.
    some = shown["params"] | {"url": post.receiver.url + "/kept/elsewhere", "headers": {"x-key": MASK, "X-C": "3"}}
    done(await post.api.ask("PUT", path, {"action": {"type": "apicall", "params": some}}))
    assert await stored() == {"x-key": "s3cret", "X-C": "3"}
    # It goes along to no other receiver, and there is nothing to keep of a new event or a new header.
    for other in (
        {"url": "https://elsewhere.example/kept"}, {"url": post.receiver.url.replace("http:", "https:")},
        {"headers": {"X-D": MASK}},
    ):  # fmt: skip
        asked = {"action": {"type": "apicall", "params": some | other}}
        said = refused(await post.api.ask("PUT", path, asked), 400, "action.params.headers")
        assert "not shown" in said["errors"]["action.params.headers"][0]
    refused(await post.api.ask("POST", "/v1/events", wish | {"action": shown}), 400, "action.params.headers")
    assert await stored() == {"x-key": "s3cret", "X-C": "3"}


async def test_a_webhook_that_comes_back_as_one_line_keeps_its_headers(post: Post):
    params = {"url": post.receiver.url + "/line", "headers": {"X-Key": "s3cret"}}
    start = (post.running.now() + timedelta(days=300)).isoformat()
    wish = {"name": "Line", "start_time": start, "action": {"type": "webhook", "params": params}}
    made = done(await post.api.ask("POST", "/v1/events", wish), 201)
    for line, kept in ((made["webhook"], {"X-Key": MASK}), (made["webhook"] + "/other", None)):
        told = done(await post.api.ask("PUT", f"/v1/events/{made['id']}", {"name": "Line", "webhook": line}))
        assert (told["webhook"], told["action"]["params"].get("headers")) == (line, kept)


async def test_what_is_paused_while_it_is_under_way_is_not_tried_again(post: Post):
    id = await post.event(url=post.receiver.will("/paused", Answer(500, after=0.3)), maker="paused", **LIMITS)
    await post.until(lambda: post.receiver.at("/paused"))
    done(await post.api.ask("PUT", f"/v1/events/{id}", {"status": "paused"}))
    (occurrence,) = await post.over(id)
    assert (occurrence.state, occurrence.attempts, len(post.receiver.at("/paused"))) == ("skipped", 1, 1)


async def test_what_is_under_way_when_its_event_moves_is_tried_again_at_the_new_place(post: Post):
    again = {"retry": {"max_attempts": 3, "backoff_seconds": 1.0}}
    id = await post.event(url=post.receiver.will("/old", Answer(500, after=0.5)), maker="moves", **again)
    await post.until(lambda: post.receiver.at("/old"))
    there = post.receiver.url.replace("127.0.0.1", "localhost") + "/new"  # another origin, and so another endpoint
    told = done(
        await post.api.ask("PUT", f"/v1/events/{id}", {"action": {"type": "webhook", "params": {"url": there} | again}})
    )
    (old,) = await Endpoint.filter(made_by="moves", origin=post.receiver.url)
    await Endpoint.filter(id=old.id).update(disabled_at=post.running.now())
    (occurrence,) = await post.over(id)
    assert (occurrence.state, occurrence.attempts, len(post.receiver.at("/old"))) == ("completed", 2, 1), told
    assert len(post.receiver.at("/new")) == 1


async def test_what_is_under_way_when_its_event_does_something_else_is_not_tried_again(post: Post):
    again = {"retry": {"max_attempts": 3, "backoff_seconds": 1.0}}
    person = await somebody(post.running.now(), "Hedy", "+447700900556")
    id = await post.event(url=post.receiver.will("/else", Answer(500, after=0.5)), maker="changes", **again)
    await post.until(lambda: post.receiver.at("/else"))
    says = {"type": "message", "params": {"text": "Water the plants", "user_id": str(person.id)}}
    done(await post.api.ask("PUT", f"/v1/events/{id}", {"action": says}))
    (occurrence,) = await post.over(id)
    assert (occurrence.state, occurrence.error, occurrence.attempts) == ("cancelled", "the event was changed", 1)
    assert len(post.receiver.at("/else")) == 1


async def test_one_dead_receiver_with_a_long_backlog_delays_nobody(post: Post):
    calls = []

    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append(await reader.read())
        writer.close()

    async with await asyncio.start_server(silence, "127.0.0.1", 0) as dead:
        now = post.running.now()
        where = f"http://127.0.0.1:{dead.sockets[0].getsockname()[1]}/"
        backlog = [now - timedelta(seconds=n) for n in range(600)]
        buried = await post.event(url=where, slots=backlog, maker="a dead one", **ONCE)
        await post.until(lambda: calls)
        ids = [await post.event(f"/alive-{n}", maker=f"alive {n}") for n in range(30)]
        for id in ids:
            (occurrence,) = await post.over(id)
            assert occurrence.completed_at and occurrence.completed_at - occurrence.due_at < timedelta(seconds=1.5)
        assert await Occurrence.filter(event_id=buried, state="pending").count() > 500  # not even leased
        await Occurrence.filter(event_id=buried, state="pending").update(state="cancelled", next_at=None)
        await post.over(buried)


async def test_a_maker_may_limit_how_fast_they_are_called(post: Post):
    now = post.running.now()
    async with post.resting():
        id = await post.event("/slowly", slots=[now - timedelta(seconds=n) for n in range(10)], maker="slowly")
        endpoint = (await events.Event.get(id=id)).endpoint_id
        done(await post.api.ask("PUT", f"/v1/endpoints/{endpoint}", {"per_second": 20}))
        refused(await post.api.ask("PUT", f"/v1/endpoints/{endpoint}", {"per_second": 0}), 400, "per_second")
    await post.over(id)
    times = [each.at for each in post.receiver.at("/slowly")]
    assert len(times) == 10 and times[-1] - times[0] > 0.4


async def test_whoever_made_it_hears_of_it(post: Post):
    person = await somebody(post.running.now(), "Grace", "+447700900555")
    maker = str(person.id)
    url = post.receiver.will("/told", Answer(500))
    id = await post.event(url=url, maker=maker, retry={"max_attempts": 5, "backoff_seconds": 0.05})
    await post.over(id)
    gone = await post.event(url=post.receiver.will("/told-gone", Answer(410)), maker=maker, title="Pills")
    await post.over(gone)
    await Endpoint.filter(made_by=maker).update(failing_since=post.running.now() - timedelta(days=5), failures=9)
    last = await post.event(url=url, maker=maker, **ONCE)
    await post.over(last)
    told = [each.text for each in await Delivery.filter(person_id=person.id).order_by("id")]
    where = post.receiver.url
    assert told == [
        f"{where} takes nothing we send it (HTTP 500). We go on trying.",
        f"We gave up sending something to {where} (HTTP 500). It is kept.",
        "The receiver of “Pills” wants nothing more, so it has ended.",
        f"{where} has failed for five days and is switched off. What was missed is kept.",
    ]


async def test_an_endpoint_that_only_fails_is_disabled_and_enabled_again(post: Post):
    url = post.receiver.will("/dead", Answer(500))
    id = await post.event(url=url, maker="dead", retry={"max_attempts": 5, "backoff_seconds": 0.05})
    await post.over(id)
    endpoint = await Endpoint.get(made_by="dead")
    path = f"/v1/endpoints/{endpoint.id}"
    shown = done(await post.api.ask("GET", path))
    assert (shown["status"], shown["failures"], shown["last_error"]) == ("failing", 5, "HTTP 500")
    await Endpoint.filter(id=endpoint.id).update(failing_since=post.running.now() - timedelta(days=5))
    done(await post.api.ask("POST", f"/v1/events/{id}/replay"))
    await post.until(lambda: len(post.receiver.at("/dead")) >= 6)

    async def disabled() -> Any:
        return (await Endpoint.get(id=endpoint.id)).disabled_at

    await post.until(disabled)
    await post.over(id)
    before = len(post.receiver.at("/dead"))
    kept = await post.event(url=url, maker="dead")
    (missed,) = await post.over(kept)
    assert (missed.state, missed.error) == ("failed", "not tried: the endpoint is disabled")
    assert len(post.receiver.at("/dead")) == before
    error = refused(await post.api.ask("POST", f"/v1/occurrences/{missed.id}/retry"), 409)
    assert error["message"] == f"{shown['origin']} is switched off. Please switch it on first."
    post.receiver.will("/dead", Answer(200))
    assert done(await post.api.ask("POST", f"{path}/enable"))["status"] == "working"
    assert done(await post.api.ask("POST", f"/v1/events/{kept}/replay")) == {"replayed": 1}
    await post.until(lambda: len(post.receiver.at("/dead")) == before + 1)
    assert (await post.over(kept))[0].state == "completed"
    assert path.rsplit("/", 1)[1] in {each["id"] for each in done(await post.api.ask("GET", "/v1/endpoints"))}


# --- what was made by the API, as it comes due -----------------------------------------------------------------------------


async def made(post: Post, path: str, at: datetime, **more: Any) -> Any:
    """An event by the API that is handed over at this path."""
    wanted = {
        "name": path,
        "start_time": at.isoformat(),
        "webhook": post.receiver.url + path,
        "tags": ["planning"],
    } | more
    return done(await post.api.ask("POST", "/v1/events", wanted), 201)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def planned(post: Post) -> dict[str, Any]:
    """Events of the next seconds, side by side, while everything that is only a hint is taken away; how each of them ended."""
    now, will = post.running.now(), post.receiver.will
    at = (now + timedelta(seconds=3)).replace(microsecond=400_000)
    answers = {"/code": Answer(200, b"well done"), "/bad": Answer(500, b"broken"), "/late": Answer(after=0.5),
               "/too-late": Answer(after=2)}  # fmt: skip
    for path, answer in answers.items():
        will(path, answer)
    retry = {"max_attempts": 1}
    found = {}
    for path in answers:
        action = {"type": "webhook", "params": {"url": post.receiver.url + path, "retry": retry}}
        found[path] = await made(post, path, at, action=action)
    found["/soon"] = await made(post, "/soon", now + timedelta(seconds=2))
    flushed = [await made(post, f"/flushed/{n}", at) for n in range(20)]
    async with Redis.from_url(post.config.redis_url) as redis:
        await redis.flushall()
    for event in [*found.values(), *flushed]:
        await post.over(UUID(event["id"]), 12)
    shown = {path: (await post.api.get(f"/v1/events/{event['id']}/occurrences"))[0] for path, event in found.items()}
    return shown | {"at": at, "flushed": flushed, "soon": found["/soon"]}


async def test_q057_an_address_inside_is_refused_when_it_is_given(post: Post):
    for url in ("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/"):
        at = later(post.running.now(), 60).isoformat()
        answer = await post.api.ask("POST", "/v1/events", {"name": "inside", "start_time": at, "webhook": url})
        refused(answer, 400, "action.params.url")


async def test_q106_what_the_receiver_said_is_kept(planned: dict[str, Any]):
    told = planned["/code"]
    assert (told["status"], told["status_code"], told["response_body"]) == ("completed", 200, "well done")


async def test_q107_what_went_wrong_is_kept(planned: dict[str, Any]):
    bad, late = planned["/bad"], planned["/too-late"]
    assert (bad["status"], bad["status_code"], bad["response_body"]) == ("failed", 500, "broken")
    assert (late["status"], late["status_code"]) == ("failed", None) and "time" in late["error_message"]


async def test_q108_real_times_are_kept(planned: dict[str, Any]):
    told = planned["/late"]
    began, ended, meant = (
        datetime.fromisoformat(told[name]) for name in ("started_at", "completed_at", "scheduled_at")
    )
    assert began >= meant and timedelta(seconds=0.4) < ended - began < timedelta(seconds=1.2)


async def test_q139_what_happens_once_happens_once_and_on_time(post: Post, planned: dict[str, Any]):
    [arrived] = post.receiver.at("/code")
    assert 0 <= arrived.at - planned["at"].timestamp() < 2  # Q140: never before, not by a fraction of a second
    assert (await post.api.get(f"/v1/events/{planned['/code']['event_id']}"))["status"] == "inactive"


async def test_q142_what_is_to_come_soon_waits_for_nothing(post: Post, planned: dict[str, Any]):
    [arrived] = post.receiver.at("/soon")
    assert 0 <= arrived.at - datetime.fromisoformat(planned["soon"]["start_time"]).timestamp() < 2


async def test_q155_nothing_that_counts_is_only_in_redis(post: Post, planned: dict[str, Any]):
    for n, event in enumerate(planned["flushed"]):
        [arrived] = post.receiver.at(f"/flushed/{n}")
        assert arrived.json["event_id"] == event["id"] and 0 <= arrived.at - planned["at"].timestamp() < 3


async def test_q159_a_worker_always_works(tmp_path: Any):
    for name in ("SEND_CONCURRENCY", "WORKER_SLOTS"):
        environ = {"WELLCHECK_HOME": str(tmp_path), "SECRET_KEYS": "a key for tests that opens nothing else"}
        config = Config.read(environ, home_env=False)
        assert getattr(config, name.lower()) >= 1
        with pytest.raises(ConfigMistakes, match=name):
            Config.read(environ | {name: "0"}, home_env=False)
