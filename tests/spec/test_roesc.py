"""roesc's checklist, R1 to R65: escalation processes that are handed in from outside.

Where our conventions differ from the original, ours are tested, and the behaviour behind the line.
"""

from __future__ import annotations

import ast
import asyncio
import base64
import contextlib
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import asyncpg
import pytest
from redis.asyncio import Redis
from tortoise.exceptions import DBConnectionError

from tests.conftest import execute
from tests.mail_server import PASSWORD, USER, MailServer, mail_server, trusting
from tests.spec.api import done, moment, refused
from tests.stories import world as stories
from tests.stories.processes import eventually, scalar
from tests.stories.world import NUMBERS, World, free_port
from tests.web.callers import with_a_key
from tests.wellcheck.provider import Provider, provider, reply, reset
from wellcheck import access, db, messages, processes, runtime, wake
from wellcheck.channels import open_channels
from wellcheck.channels.email import Email, Server
from wellcheck.channels.http import TOTAL_SECONDS, open_session
from wellcheck.config import Config, ConfigMistakes, is_loopback
from wellcheck.crypto import vault
from wellcheck.embedded import Embedded
from wellcheck.errors import NotValid
from wellcheck.i18n import T
from wellcheck.processes import requests
from wellcheck.runtime import Runtime
from workers import intake, settings
from workers.settings import engine

OURS = "Something needs your attention"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Queue:
    """A Redis stream of requests, and a worker's runtime that reads it."""

    redis: Redis
    running: Runtime
    stream: intake.Queue

    async def add(self, request: Any) -> None:
        """Put a request into the queue."""
        await self.redis.xadd("requests", {"request": json.dumps(request)})

    async def pending(self) -> int:
        """Entries that were read and are not acknowledged."""
        return int((await self.redis.xpending("requests", intake.GROUP))["pending"])


def start(world: World, name: str = "Rest5", minutes: float = 5, **more: Any) -> dict[str, Any]:
    """A start as roesc's README prints it, with one call to Bob."""
    at = (world.now + timedelta(minutes=minutes)).timestamp()
    step = {"at": at, "channel": "phone", "phone-number": NUMBERS["Bob"]}
    return {"process-id": name, "action": "start", "notifications": [step]} | more


def sms(world: World, minutes: float, name: str = "Bob", **more: Any) -> dict[str, Any]:
    """A text message to somebody."""
    at = (world.now + timedelta(minutes=minutes)).timestamp()
    return {"at": at, "channel": "sms", "phone-number": NUMBERS[name]} | more


def stop(name: str = "Rest5") -> dict[str, Any]:
    """A stop as roesc's README prints it."""
    return {"process-id": name, "action": "stop"}


async def submit(world: World, request: Any) -> tuple[int, Any]:
    """Hand in a request, and let happen what is due."""
    answer = await world.call("POST", "/v1/escalations", request)
    await world.settle()
    return answer


async def outcome(world: World, request: Any) -> str:
    """What came of a request that is taken."""
    code, told = await submit(world, request)
    assert code in (200, 201), told
    return str(told["data"]["outcome"])


async def process(world: World, name: str = "Rest5") -> dict[str, Any]:
    """The newest process of this name, with its steps and its history."""
    listed = await world.read(f"/v1/escalations?kind=process&process_id={name}")
    told: dict[str, Any] = await world.read(f"/v1/escalations/{listed[0]['id']}")
    return told


async def rings(world: World) -> int:
    """How many calls Bob's phone got."""
    return len(await world.bob.calls())


# --- requests --------------------------------------------------------------------------------------------------------


async def test_r01_a_start_is_taken_and_seen_and_nothing_is_sent_before_its_time(world: World) -> None:
    assert await outcome(world, start(world)) == "started"
    told = await process(world)
    assert (told["status"], told["process_id"], told["steps"][0]["state"]) == ("running", "Rest5", "waiting")
    await world.wait(minutes=4)
    assert await rings(world) == 0


async def test_r02_a_stop_before_its_time_keeps_everything_from_being_said(world: World) -> None:
    await outcome(world, start(world))
    assert await outcome(world, stop()) == "stopped"
    await world.wait(minutes=6)
    assert await rings(world) == 0


def test_the_requests_in_the_documentation_are_taken() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "processes.md").read_text()
    plain, stopping, rich = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    asked = [requests.read(text.encode()) for text in (plain, rich)]
    listed = [requests.wishes(requests.steps_of(each.notifications), each, None, NOW) for each in asked]
    assert [len(wishes) for wishes in listed] == [3, 3]
    assert [wish.text for wish in listed[1]] == ["3 pedidos esperan en Casa Pepe."] * 2 + [
        "3 orders wait at Casa Pepe."
    ]
    assert requests.read(stopping.encode()).action == "stop"


async def test_r03_a_second_start_is_ignored_or_merged_or_replaces_as_its_sender_wants(world: World) -> None:
    for n, (wish, came) in enumerate((("", "ignored"), ("merge", "merged"), ("replace", "replaced"))):
        name = f"p{n}"
        await submit(world, start(world, name=name, notifications=[sms(world, 5, text=f"first {n}")]))
        more = {"on_existing": wish} if wish else {}
        again = start(world, name=name, notifications=[sms(world, 6, text=f"second {n}")], **more)
        assert await outcome(world, again) == came
    assert await outcome(world, start(world, name="p2", on_existing="ignore")) == "ignored"
    refused(await world.call("POST", "/v1/escalations", start(world, on_existing="perhaps")), 400, "on_existing")
    await world.wait(minutes=7)
    assert sorted(await world.bob.received()) == ["first 0", "first 1", "second 1", "second 2"]


async def test_r04_a_stop_of_nothing_is_fine(world: World) -> None:
    assert await outcome(world, stop()) == "unknown"
    assert not await world.read("/v1/escalations?kind=process")


async def test_r05_after_the_last_delivery_the_id_is_free(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, 1)]))
    await world.wait(minutes=2)
    await world.wait(minutes=6)
    assert (await process(world))["status"] == "done"
    assert await outcome(world, start(world)) == "started"


# --- what is refused -------------------------------------------------------------------------------------------------


ACTION = {"process-id": "a", "action": "start"}


def field_of(request: Any) -> str:
    """The one field for which this request is refused, by which it reads like a request."""
    raw = request if isinstance(request, bytes) else json.dumps(request).encode()
    with pytest.raises(NotValid) as wrong:
        read = requests.read(raw)
        requests.wishes(requests.steps_of(read.notifications), read, None, NOW)
    assert len(wrong.value.fields) <= 1 and all(len(said) == 1 for said in wrong.value.fields.values())
    return next(iter(wrong.value.fields), "body")


def step_wrong(change: dict[str, Any]) -> str:
    """The field for which a start is refused in whose second step this is changed."""
    at = NOW.timestamp() + 60
    good = {"at": at, "channel": "phone", "phone-number": NUMBERS["Bob"]}
    place, _, field = field_of(ACTION | {"notifications": [good, good | change]}).rpartition(".")
    assert place == "notifications.1"
    return field


def test_r06_without_a_process_id_it_is_refused():
    assert {field_of({"action": "stop"}), field_of({"process-id": None, "action": "stop"})} == {"process-id"}


@pytest.mark.parametrize("action", [{}, {"action": "go"}, {"action": "STOP"}, {"action": None}, {"action": 1}])
def test_r07_without_an_action_that_we_know_it_is_refused(action: dict[str, Any]):
    assert field_of({"process-id": "a"} | action) == "action"


@pytest.mark.parametrize("given", [{}, *({"notifications": wrong} for wrong in (None, [], {}, {"at": 1}, "x"))])
def test_r08_a_start_without_a_list_of_notifications_is_refused(given: dict[str, Any]):
    assert field_of(ACTION | given) == "notifications"


def test_r09_one_unknown_channel_refuses_the_whole_start():
    assert {step_wrong({"channel": channel}) for channel in ("pigeon", "PHONE", "", None)} == {"channel"}


@pytest.mark.parametrize("raw", [b"", b"{", b"nonsense", b"\xff", b"[]", b'"start"', b"5", b"null", b'{"a": NaN}'])
def test_r10_what_is_no_object_of_json_is_refused(raw: bytes):
    assert field_of(raw) == "body"


async def test_r11_a_stop_with_more_in_it_works(world: World) -> None:
    await outcome(world, start(world))
    assert await outcome(world, stop() | {"notifications": [{"channel": "pigeon"}], "why": 1, "data": []}) == "stopped"


def test_r12_no_number_is_endless():
    good = json.dumps(ACTION | {"notifications": [{"at": 0, "channel": "email", "email": KITCHEN}]})
    for number in ("1e400", "-1e400"):
        assert field_of(good.replace('"at": 0', f'"at": {number}').encode()) == "notifications.0.at"
        assert field_of(good.replace('"action"', f'"data": {{"a": {number}}}, "action"').encode()) == "data.a"


@pytest.mark.parametrize("name", ["", "  ", "x" * 129, 5, True, "a\nb"])
def test_r12_a_process_id_that_is_none_is_refused(name: Any):
    assert field_of({"process-id": name, "action": "stop"}) == "process-id"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"at": None}, "at"),
        ({"at": "soon"}, "at"),
        ({"at": True}, "at"),
        ({"phone-number": None}, "phone-number"),
        ({"phone-number": "0123"}, "phone-number"),
        ({"channel": "email"}, "email"),
        ({"channel": "email", "email": "nobody"}, "email"),
        ({"channel": "email", "email": "a@b@example.org"}, "email"),
        ({"channel": "pubnub"}, "pubnub-channel"),
        ({"channel": "pubnub", "pubnub-channel": "a,b"}, "pubnub-channel"),
        ({"channel": "websocket"}, "tag"),
        ({"channel": "websocket", "tag": " "}, "tag"),
        ({"language": "tlh"}, "language"),
        ({"text": "Order {order} waits"}, "text"),
        ({"channel": "email", "email": "a@example.org", "subject": "{order}"}, "subject"),
        ({"channel": "pubnub", "pubnub-channel": "a", "data": {"a": "x" * 20_000}}, "data"),
        ({"data": {"a": []}}, "data"),
        ({"data": {"a": 10**30}}, "data"),
        ({"data": []}, "data"),
    ],
)
def test_r12_a_step_without_its_time_or_target_is_refused_by_name(change: dict[str, Any], field: str):
    assert step_wrong(change) == field


@pytest.mark.parametrize(("at", "hint"), [(1.8e12, "milliseconds"), (9e9, "a year"), (0, "a year"), (-1e12, "milli")])
def test_r13_milliseconds_and_times_far_away_are_refused_with_a_hint(at: float, hint: str):
    request = ACTION | {"notifications": [{"at": at, "channel": "phone", "phone-number": NUMBERS["Bob"]}]}
    with pytest.raises(NotValid) as wrong:
        read = requests.read(json.dumps(request).encode())
        requests.wishes(requests.steps_of(read.notifications), read, None, NOW)
    [said] = wrong.value.fields["notifications.0.at"]
    assert hint in str(said)


async def test_r14_long_lists_and_long_ids_are_taken(world: World) -> None:
    name = "x" * 128
    steps = [sms(world, 10 + n, name=("Bob", "Cara")[n % 2]) for n in range(600)]
    assert await outcome(world, start(world, name=name, notifications=steps)) == "started"
    assert len((await process(world, name))["steps"]) == 600
    await world.wait(minutes=10)
    assert await world.bob.count(OURS) == 1


# --- order, repetition, senders --------------------------------------------------------------------------------------


async def test_r15_requests_of_one_id_take_effect_in_order(world: World) -> None:
    for request in (start(world), stop(), start(world, minutes=9)):
        assert (await world.call("POST", "/v1/escalations", request))[0] in (200, 201)
    await world.settle()
    told = await process(world)
    assert told["status"] == "running" and len(told["steps"]) == 1
    listed = await world.read("/v1/escalations?kind=process&process_id=Rest5")
    assert [each["status"] for each in listed] == ["running", "stopped"]


async def test_r16_requests_of_different_ids_are_taken_beside_each_other_and_make_one_process_of_each(
    world: World,
) -> None:
    names = [f"Rest{n % 4}" for n in range(20)]
    answers = await asyncio.gather(*(world.call("POST", "/v1/escalations", start(world, name=name)) for name in names))
    outcomes = [told["data"]["outcome"] for _, told in answers]
    assert (outcomes.count("started"), outcomes.count("ignored")) == (4, 16)


async def test_r17_a_deduplication_key_acts_once_also_after_the_end(world: World) -> None:
    once = start(world, notifications=[sms(world, 1)]) | {"deduplication-key": "order 7"}
    assert await outcome(world, once) == "started"
    await outcome(world, stop())
    assert await outcome(world, once) == "repeated"
    assert await outcome(world, once | {"deduplication-key": "order 8"}) == "started"
    headers = {"Authorization": f"Bearer {world.config.master_token}", "Idempotency-Key": "abc"}
    keyed, url = start(world, name="keyed", minutes=60), world.config.public_url + "/v1/escalations"
    for _ in range(2):
        async with world.http.post(url, json=keyed, headers=headers) as answer:
            assert answer.status == 201
    assert len(await world.read("/v1/escalations?kind=process&process_id=keyed")) == 1


async def test_r19_what_was_refused_is_kept_with_its_reason_and_can_be_read(world: World) -> None:
    wrong = [
        {"process-id": "a", "action": "go"},
        start(world, notifications=[sms(world, 5), sms(world, 5) | {"phone-number": "+449098790000"}]),
        {"process-id": "a", "action": "start", "data": {"\0": []}, "notifications": []},
    ]
    fields = [("action",), ("notifications.1.phone-number",)]
    for request, named in zip(wrong[:2], fields, strict=True):
        refused(await world.call("POST", "/v1/escalations", request), 400, *named)
    assert (await world.call("POST", "/v1/escalations", wrong[2]))[0] == 400
    for raw in (b"", b"{", b"nonsense", b"\xff"):
        headers = {"Authorization": f"Bearer {world.config.master_token}"}
        async with world.http.post(world.config.public_url + "/v1/escalations", data=raw, headers=headers) as answer:
            assert answer.status == 400
    kept = await world.read("/v1/escalations/rejected")
    assert len(kept) == 7 and {each["source"] for each in kept} == {"api"}
    assert "nonsense" in {each["request"] for each in kept}
    assert kept[-1]["errors"] == {"action": ["Choose one of these: start or stop."]}
    assert "notifications.1.phone-number" in kept[-2]["errors"]
    assert not await world.read("/v1/escalations?kind=process")
    assert await outcome(world, start(world)) == "started"


async def test_r20_only_who_is_signed_in_may_and_senders_do_not_meet(world: World) -> None:
    url = world.config.public_url + "/v1/escalations"
    async with world.http.post(url, json=start(world)) as answer:
        assert answer.status == 401
    access.forget_keys()
    await with_a_key(world.running)
    olga = await world.operator()
    token = (await access.issue(olga.id, world.now)).access
    await outcome(world, start(world))
    async with world.http.post(url, json=stop(), headers={"Authorization": f"Bearer {token}"}) as answer:
        assert (await answer.json())["data"]["outcome"] == "unknown"
    async with world.http.post(url, json=start(world), headers={"Authorization": f"Bearer {token}"}) as answer:
        assert (await answer.json())["data"]["outcome"] == "started"
    assert (await process(world))["status"] == "running"
    ada = await world.person("Ada")
    await access.create_account(ada.id, "ada@example.org", "a-fine-horse-42", world.now)
    hers = (await access.issue(ada.id, world.now)).access
    async with world.http.post(url, json=start(world), headers={"Authorization": f"Bearer {hers}"}) as answer:
        assert answer.status == 403


async def test_a_policy_is_referred_to_by_name_with_waits_and_data(world: World) -> None:
    plan = {
        "name": "kitchen",
        "text": {"en": "Order {order} waits", "es": "El pedido {order} espera"},
        "notifications": [
            {"channel": "sms", "after_minutes": 1, "phone-number": NUMBERS["Bob"], "language": "es"},
            {"channel": "sms", "after_minutes": 5, "phone-number": NUMBERS["Cara"]},
        ],
    }
    assert (await world.call("PUT", "/v1/process_policies", plan))[0] == 200
    request = {"process-id": "Rest5", "action": "start", "policy": "kitchen", "data": {"order": 7}}
    assert await outcome(world, request) == "started"
    await world.wait(minutes=1.1)
    await world.bob.hears("El pedido 7 espera")
    await world.wait(minutes=5)
    await world.cara.hears("Order 7 waits")
    refused(await world.call("POST", "/v1/escalations", request | {"policy": "cellar"}), 400, "policy")
    assert [each["name"] for each in await world.read("/v1/process_policies")] == ["kitchen"]


# --- delivery --------------------------------------------------------------------------------------------------------


async def test_r23_a_step_is_said_on_its_second(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, 10)]))
    due = await scalar("SELECT max(at) FROM process_steps")
    await world.until(due - timedelta(seconds=1))
    assert not await world.bob.count(OURS)
    await world.until(due)
    await world.bob.hears(OURS)


async def test_r24_a_start_whose_time_is_over_is_said_at_once(world: World) -> None:
    await outcome(
        world, start(world, notifications=[sms(world, -90, text="late"), sms(world, -5 * 24 * 60, text="older")])
    )
    assert await world.bob.received() == ["older", "late"]


async def test_r25_several_times_for_one_target_are_a_call_each_until_a_stop(world: World) -> None:
    steps = [start(world, minutes=m)["notifications"][0] for m in (1, 7, 13)]
    await outcome(world, start(world, notifications=steps))
    for n in (1, 2):
        await world.wait(minutes=1.1 if n == 1 else 6)
        assert await rings(world) == n
        await world.bob.picks_up()
        await world.bob.hangs_up()
    await outcome(world, stop())
    await world.wait(minutes=10)
    assert await rings(world) == 2


async def test_r26_a_stop_after_the_first_delivery_prevents_the_rest(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, 1), sms(world, 5), sms(world, 9)]))
    await world.wait(minutes=2)
    await outcome(world, stop())
    await world.wait(minutes=10)
    assert await world.bob.count(OURS) == 1


async def test_r28_few_at_a_time_and_all_of_them_in_the_end(world: World) -> None:
    await world.fault(provider="twilio", method="create", kind="delay", seconds=0.2, times=3)
    texts = [f"m{n}" for n in range(30)]
    for n in range(0, 30, 10):
        steps = [sms(world, -1 + m / 600, text=texts[n + m]) for m in range(10)]
        await world.call("POST", "/v1/escalations", start(world, name=f"p{n}", notifications=steps))
    sender = world.engine.senders["sms", messages.rules.PROCESS]
    settling = asyncio.create_task(world.engine.settle())
    most = 0
    while not settling.done():
        most = max(most, sender._under_way)
        await asyncio.sleep(0.01)
    await world.settle()
    assert most == world.config.process_parallel == 3
    assert sorted(await world.bob.received()) == sorted(texts)


async def test_r29_what_remains_survives_a_restart(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, 1, text="one"), sms(world, 9, text="two")]))
    await world.wait(minutes=2)
    async with engine(world.running) as fresh:
        world.engine = fresh
        await world.wait(minutes=8)
    assert await world.bob.received() == ["one", "two"]


async def test_r30_a_channel_that_nobody_knows_holds_up_no_other(world: World) -> None:
    await outcome(
        world, start(world, notifications=[sms(world, 1, name="Ada"), sms(world, 1), sms(world, 1, name="Cara")])
    )
    await db.run("UPDATE process_steps SET channel = 'pigeon' WHERE position = 1")
    await world.wait(minutes=1.1)
    assert await world.bob.count(OURS) == await world.cara.count(OURS) == 1
    first = (await process(world))["steps"][0]
    assert (first["state"], first["reason"]) == ("failed", processes.rules.NO_CHANNEL)


async def test_r31_steps_due_together_go_in_time_order_and_one_call_at_a_time_to_a_number(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, m, text=f"at {m}") for m in (3, 1, 2)]))
    for name in ("a", "b"):
        await outcome(world, start(world, name=name, minutes=4))
    await runtime.wind(world.running, timedelta(minutes=4, seconds=5))
    await world.settle()
    assert await world.bob.received() == ["at 1", "at 2", "at 3"]
    assert [call["status"] for call in await world.bob.calls()] == ["ringing"]
    await world.bob.picks_up()
    await world.bob.presses("1")
    await world.settle()
    if (await world.bob.calls())[-1]["status"] == "busy":  # still hearing our goodbye: called again in a minute
        await world.wait(minutes=1)
    await world.bob.rings()


async def test_r32_after_an_outage_late_steps_to_one_target_are_folded_and_reported(world: World) -> None:
    await world.operator()
    await outcome(world, start(world, notifications=[sms(world, m, text=f"at {m}") for m in (1, 5, 25, 90)]))
    async with world.outage(timedelta(minutes=30)):
        assert await world.bob.received() == ["at 25"]
        await world.wait(minutes=0.5)
        await world.olga.hears("Steps of escalation processes were left out")
        told = await process(world)
        assert [step["state"] for step in told["steps"][:2]] == ["skipped", "skipped"]
        assert [entry["what"] for entry in told["timeline"]].count("skipped") == 2
        await world.wait(hours=1)
        assert await world.bob.received() == ["at 25", "at 90"]


async def test_r34_a_crash_between_sending_and_recording_sends_no_second_one(world: World) -> None:
    await world.call("POST", "/v1/escalations", start(world, notifications=[sms(world, -1)]))
    wake.carry_by(None)  # nobody else is to take it
    await processes.run_due(world.now)
    lanes = (messages.rules.PROCESS,)
    [claim] = await messages.claim_due("sms", lanes, world.now + timedelta(seconds=1), world.now, 5)
    assert isinstance(await world.engine.channels["sms"].send(claim.out), messages.Sent)
    await db.run("UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'sending'")
    await world.settle()
    await world.wait(minutes=1)
    assert await world.bob.count(OURS) == 1
    assert await world.asked_provider("Bob") == 1


async def test_r35_two_workers_deliver_each_once(world: World) -> None:
    names = [f"p{n}" for n in range(30)]
    for name in names:
        await world.call("POST", "/v1/escalations", start(world, name=name, notifications=[sms(world, 1, text=name)]))
    await runtime.wind(world.running, timedelta(minutes=1, seconds=5))
    async with engine(replace(world.running, process_id=db.new_id())) as second:
        await asyncio.gather(world.engine.settle(30), second.settle(30))
        await world.settle()
    assert sorted(await world.bob.received()) == sorted(names)


async def test_r36_a_stop_counts_up_to_the_moment_of_handing_over(world: World) -> None:
    await world.fault(provider="twilio", method="create", kind="delay", seconds=0.5, times=3)
    for n in range(6):
        step = sms(world, -1, text=f"m{n}")
        await world.call("POST", "/v1/escalations", start(world, name=f"p{n}", notifications=[step]))
    sender = world.engine.senders["sms", messages.rules.PROCESS]
    settling = asyncio.create_task(world.engine.settle())

    async def three_under_way() -> bool:
        return sender._under_way == 3

    await eventually(three_under_way)
    leased = await scalar("SELECT count(*) FROM deliveries WHERE state = 'sending'")
    for n in (4, 5):
        assert (await world.call("POST", "/v1/escalations", stop(f"p{n}")))[1]["data"]["outcome"] == "stopped"
    await settling
    await world.settle()
    assert leased == 6  # two of them were leased already when the stop came
    assert sorted(await world.bob.received()) == ["m0", "m1", "m2", "m3"]
    assert await scalar("SELECT count(*) FROM deliveries WHERE state = 'withdrawn'") == 2


async def test_r37_a_stop_and_a_new_start_during_a_run_leave_the_new_one_alone(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, m, text=f"old {m}") for m in (1, 20)]))
    await runtime.wind(world.running, timedelta(minutes=1, seconds=5))

    async def again() -> None:
        await world.call("POST", "/v1/escalations", stop())
        await world.call("POST", "/v1/escalations", start(world, notifications=[sms(world, 20, text="new")]))

    await asyncio.gather(world.engine.settle(), again())
    await world.wait(minutes=21)
    assert await world.bob.count("new") == 1 and not await world.bob.count("old 20")


async def test_a_stop_reaches_what_gave_way_to_a_new_start_as_well(world: World) -> None:
    await world.fault(provider="twilio", method="call", kind="refuse", times=None)
    assert await outcome(world, start(world, minutes=-1)) == "started"
    assert await outcome(world, start(world, minutes=20)) == "started"  # the one step of the first is in the outbox
    assert await outcome(world, stop()) == "stopped"
    await world.no_faults()
    await world.wait(minutes=5, times=5)
    assert await rings(world) == 0


async def many_overdue(world: World, many: int) -> None:
    """So many processes whose one step, a text to Bob, was due a minute ago."""
    kept = await processes.targets.keep([("sms", NUMBERS["Bob"])], world.now)
    person, address = kept["sms", NUMBERS["Bob"]]
    wishes = [(db.new_id(), db.new_id()) for _ in range(many)]
    owner, at, seal = UUID(int=0), world.now - timedelta(minutes=1), vault().seal
    await db.run(
        "INSERT INTO processes (id, owner_id, name_sealed, blind, status, due_at, created_at, updated_at)"
        " SELECT id, $3::uuid, name, blind, 'running', $4::timestamptz, $4, $4 FROM"
        " unnest($1::uuid[], $2::bytea[], $5::bytea[]) AS s(id, name, blind)",
        [id for id, _ in wishes], [seal("x", "processes.name", id) for id, _ in wishes], owner, at,
        [id.bytes for id, _ in wishes],
    )  # fmt: skip
    await db.run(
        "INSERT INTO process_steps (id, process_id, position, at, channel, person_id, address_id, language, text_sealed,"
        " state, created_at) SELECT id, process, 1, $4::timestamptz, 'sms', $5::uuid, $6::uuid, 'en', text, 'waiting', $4 FROM"
        " unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS s(id, process, text)",
        [step for _, step in wishes], [id for id, _ in wishes],
        [seal("Hello", "process_steps.text", step) for _, step in wishes], at, person, address,
    )  # fmt: skip


@contextlib.contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that are asked meanwhile."""
    asked: list[str] = []

    def counted(ask: Any) -> Any:
        async def counting(sql: str, *values: Any) -> Any:
            asked.append(sql)
            return await ask(sql, *values)

        return counting

    with monkeypatch.context() as patch:
        for name in ("run", "rows", "one"):
            patch.setattr(db, name, counted(getattr(db, name)))
        yield asked


async def test_r38_overdue_processes_are_worked_off_with_as_many_statements_for_many_as_for_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wake.carry_by(None)  # what is written here is not sent
    counts: list[int] = []
    for many in (1, 150, 300):
        await many_overdue(world, many)
        with statements(monkeypatch) as asked:
            assert await processes.run_due(world.now) == many
        counts.append(len(asked))
    one, batch, two = counts
    # A sender may ask beside it now and then; nothing is asked for each process.
    assert batch <= one + 10 and two <= 2 * (one + 10), counts
    assert await scalar("SELECT count(*) FROM deliveries WHERE kind = 'process'") == 451
    assert await scalar("SELECT count(*) FROM process_steps WHERE state = 'waiting'") == 0


async def test_r39_a_broken_entry_and_fields_with_any_name_stop_nobody(world: World) -> None:
    strange = {"": 1, "a b": 2, "ends:": 3, "名": 4, "phone number": {"deep": []}}
    steps = [sms(world, 1, text=f"m{n}", **strange) for n in range(4)]
    await outcome(world, start(world, notifications=steps))
    await outcome(world, start(world, name="plain", notifications=[sms(world, 1, text="plain")]))
    await db.run("UPDATE process_steps SET text_sealed = 'x' WHERE position = 2")
    await db.run("UPDATE processes SET name_sealed = 'x' WHERE blind = $1", processes.named(UUID(int=0), "Rest5"))
    await world.wait(minutes=1.1)
    assert sorted(await world.bob.received()) == ["m0", "m2", "m3", "plain"]
    states = [(step["state"], step["reason"]) for step in (await process(world))["steps"]]
    assert states[1] == ("failed", processes.rules.UNREADABLE)
    assert await scalar("SELECT count(*) FROM processes WHERE failures > 0") == 0


async def test_r40_a_passing_failure_is_tried_again_and_a_lasting_one_gives_way_to_the_next_step(world: World) -> None:
    await world.fault(provider="twilio", method="create", kind="status", status=429, times=2, retry_after=1)
    await outcome(world, start(world, notifications=[sms(world, -1, text="once")]))
    for _ in range(4):
        await world.wait(minutes=0.2)
    assert await world.bob.received() == ["once"]
    invalid = {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}
    await world.fault(provider="twilio", method="create", kind="status", status=400, body=invalid, phone="bob")
    second = {"channel": "sms", "after_minutes": 30, "phone-number": NUMBERS["Cara"], "text": "instead"}
    await outcome(world, start(world, name="other", notifications=[sms(world, -1), second]))
    await world.wait(minutes=0.2)
    await world.cara.hears("instead")
    first = (await process(world, "other"))["steps"][0]
    assert (first["state"], first["reason"]) == ("failed", "this is not a valid number")


# --- telephone -------------------------------------------------------------------------------------------------------


async def calls_asked(world: World) -> list[dict[str, Any]]:
    """The parameters of each call that Twilio was asked for."""
    seen = await world.sandbox_get("/requests")
    return [each["params"] for each in seen["requests"] if each["method"] == "call"]


async def registry(world: World, entries: dict[str, str]) -> None:
    """These are the caller ids from now on."""
    assert (await world.call("PUT", "/v1/caller_ids", entries))[0] == 200


OWN = "+447700900099"


async def shown_to(number: str) -> str | None:
    """Which number a call to this one shows, where ours is `OWN`."""
    return await processes.callers.chosen(number, OWN)


async def test_r41_a_call_is_asked_for_as_twilio_wants_it(world: World) -> None:
    async with provider() as there:
        there.will(reply(201, {"sid": "CA" + "a" * 32, "status": "queued"}))
        config = replace(world.config, twilio_api_base_url=there.url)
        async with open_session() as session:
            voice = open_channels(config, session, lambda: world.now)["voice"]
            await voice.send(messages.Outgoing(UUID(int=7), NUMBERS["Bob"], OURS, kind="process"))
        asked = there.asked[0]
    account = config.twilio_account_sid
    assert (asked.method, asked.path) == ("POST", f"/2010-04-01/Accounts/{account}/Calls.json")
    login = base64.b64encode(f"{account}:{config.twilio_auth_tokens[0]}".encode()).decode()
    assert asked.headers["authorization"] == f"Basic {login}"
    assert f"To=%2B{NUMBERS['Bob'][1:]}" in asked.body.decode()
    assert f"From=%2B{config.twilio_voice_from[1:]}" in asked.body.decode()
    # Each call has its address, which Twilio asks with POST, so that a key can mean something (docs/decisions.md).
    assert (asked.form["Url"], asked.form["Method"]) == (
        f"{config.public_url}/webhook/voice?delivery={UUID(int=7).hex}", "POST",
    )  # fmt: skip


def test_r42_where_twilio_is_and_where_it_asks_can_be_configured(tmp_path: Path) -> None:
    where = {"TWILIO_API_BASE_URL": "http://127.0.0.1:9/t", "PUBLIC_URL": "https://check.example.org"}
    config = Config.read({"WELLCHECK_HOME": str(tmp_path), **where}, home_env=False)
    assert (config.twilio_api_base_url, config.public_url) == tuple(where.values())


async def test_r43_any_2xx_is_a_call_and_anything_else_is_logged_with_its_status(world: World) -> None:
    await world.fault(
        provider="twilio", method="call", kind="status", status=400, body={"code": 21211, "message": "no"}
    )
    await outcome(world, start(world, minutes=-1))
    assert (await process(world))["steps"][0]["state"] == "failed"
    attempts = await scalar("SELECT count(*) FROM attempts WHERE code = '21211' AND outcome = 'failed'")
    await outcome(world, start(world, name="other", minutes=-1))
    assert attempts == 1 and await rings(world) == 1


async def test_r44_the_prefix_chooses_the_caller_id_and_the_rest_is_default(world: World) -> None:
    await registry(world, {"+447700": "+447700900091", "default": "+447700900093"})
    await outcome(world, start(world, minutes=-1))
    # Twilio does not know this number as ours: it is tried, and then ours.
    assert [params["From"] for params in await calls_asked(world)] == ["+447700900091", world.config.twilio_voice_from]
    assert await rings(world) == 1
    assert await shown_to("+38512345678") == "+447700900093"
    await registry(world, {})
    assert await shown_to(NUMBERS["Bob"]) == OWN
    refused(await world.call("PUT", "/v1/caller_ids", {"44": "+447700900091"}), 400, "44")
    refused(await world.call("PUT", "/v1/caller_ids", {"+44": "0123"}), 400, "+44")


async def test_r45_the_longest_prefix_wins_whatever_the_order_or_number(world: World) -> None:
    many = {f"+{n}": "+447700900090" for n in range(100, 120)}
    entries = {"+44": "+447700900091", "+447700900": "+447700900092", "+4477": "+447700900093", **many}
    for order in (entries, dict(reversed(entries.items()))):
        await registry(world, order)
        assert await shown_to(NUMBERS["Bob"]) == "+447700900092"


async def test_r46_without_a_caller_id_there_is_no_call_and_the_rest_goes_on(world: World) -> None:
    await registry(world, {"+1": "+12025550100"})
    other = start(world, minutes=-1)["notifications"][0]
    await outcome(world, start(world, notifications=[other, sms(world, -1)]))
    step = (await process(world))["steps"][0]
    assert (step["state"], step["reason"]) == ("failed", processes.rules.NO_CALLER)
    assert not await calls_asked(world) and await world.bob.count(OURS) == 1


async def test_r47_a_change_of_the_registry_counts_without_a_restart(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await registry(world, {"default": "+447700900091"})
    assert await shown_to(NUMBERS["Bob"]) == "+447700900091"
    # As another process changes it: this one reads it anew when a second is over.
    await db.run("UPDATE caller_ids SET number = '+447700900092'")
    monkeypatch.setattr(processes.callers, "READ_EVERY", 0.0)
    assert await shown_to(NUMBERS["Bob"]) == "+447700900092"


async def test_r48_a_broken_registry_keeps_neither_calls_nor_messages_from_leaving(world: World) -> None:
    await db.run("ALTER TABLE caller_ids RENAME TO caller_ids_gone")
    try:
        call = start(world, minutes=-1)["notifications"][0]
        await outcome(world, start(world, notifications=[call, sms(world, -1)]))
        assert await world.bob.count(OURS) == 1 and await rings(world) == 1
    finally:
        await db.run("ALTER TABLE caller_ids_gone RENAME TO caller_ids")


async def test_r49_who_is_busy_or_does_not_pick_up_is_called_again_and_then_the_next_step_goes_on(world: World) -> None:
    second = {"channel": "sms", "after_minutes": 60, "phone-number": NUMBERS["Cara"], "text": "instead of Bob"}
    await outcome(world, start(world, notifications=[start(world, minutes=-1)["notifications"][0], second]))
    await world.bob.declines()
    await world.wait(minutes=1.1)
    assert await rings(world) == 2
    await world.bob.lets_it_ring()
    await world.wait(minutes=2.1)
    await world.bob.picks_up("machine_start")
    await world.wait(minutes=0.1)
    assert await rings(world) == 3
    told = await process(world)
    assert (told["steps"][0]["state"], told["steps"][0]["tries"]) == ("failed", 3)
    await world.cara.hears("instead of Bob")


async def test_r50_a_key_confirms_and_stops_the_process_and_says_so(world: World) -> None:
    steps = [start(world, minutes=m)["notifications"][0] for m in (1, 7)]
    await outcome(world, start(world, notifications=steps))
    await world.wait(minutes=1.1)
    await world.bob.picks_up()
    await world.bob.voice.hears(OURS)
    await world.bob.presses("1")
    await world.bob.voice.hears("It is confirmed")
    assert (await process(world))["status"] == "confirmed"
    await world.wait(minutes=10)
    assert await rings(world) == 1


async def test_r51_the_words_of_a_call_have_data_and_the_target_s_language(world: World) -> None:
    words = {"en": "{n} orders wait at {name}", "es": "{n} pedidos esperan en {name}"}
    step = start(world, minutes=-1)["notifications"][0] | {"language": "es", "data": {"n": 3}}
    await outcome(world, start(world, notifications=[step], text=words, data={"name": "Casa Pepe", "n": 1}))
    await world.bob.picks_up()
    await world.bob.voice.hears("3 pedidos esperan en Casa Pepe")
    await world.bob.presses("1")
    assert (await process(world))["status"] == "confirmed"


async def test_who_wants_no_calls_presses_nine_twice_and_is_never_called_again(world: World) -> None:
    await outcome(world, start(world, minutes=-1))
    await world.bob.picks_up()
    await world.bob.presses("9")
    await world.bob.presses("9")
    await world.bob.voice.hears("We do not call this number any more")
    await outcome(world, start(world, name="other", minutes=-1))
    assert await rings(world) == 1
    assert (await process(world, "other"))["steps"][0]["reason"] == processes.rules.REFUSED


async def test_a_number_that_is_also_somebody_s_we_know_stays_theirs(world: World) -> None:
    ada = await world.person("Ada")
    await outcome(world, start(world, notifications=[sms(world, -1)]))
    await world.bob.hears(OURS)
    await world.bob.says("STOP")
    assert await scalar("SELECT count(*) FROM addresses WHERE stopped_at IS NOT NULL AND verified_how = 'process'") == 0
    assert await scalar("SELECT count(*) FROM contacts WHERE user_id = $1 AND consent = 'opted_out'", ada.id) == 1


# --- e-mail and push -------------------------------------------------------------------------------------------------


@dataclass
class Town:
    """The world with a mail server that wants a password, and a service that publishes pushes."""

    world: World
    mails: MailServer
    pushes: Provider


@pytest.fixture
async def town(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Everything a process can say something by."""
    monkeypatch.setattr("wellcheck.channels.email._tls", trusting)
    async with mail_server(login=True) as mails, provider() as pushes:
        pushes.will(reply(200, [1, "Sent", "17000000000000000"]))
        there = mails.url.replace("://", f"://{USER}:{quote(PASSWORD, safe='')}@")
        keys = {"pubnub_service_url": pushes.url, "pubnub_pub_key": "pub-1", "pubnub_sub_key": "sub-1"}
        config = replace(config, smtp_url=there, mail_from="care@check.example.org", **keys)
        async with stories.world(config, tmp_path) as world:
            yield Town(world, mails, pushes)


KITCHEN = "kitchen@example.org"


def mail(world: World, minutes: float, **more: Any) -> dict[str, Any]:
    """An e-mail to the kitchen."""
    return {"at": (world.now + timedelta(minutes=minutes)).timestamp(), "channel": "email", "email": KITCHEN} | more


def push(world: World, minutes: float, channel: str = "kitchen", **more: Any) -> dict[str, Any]:
    """A push to a channel."""
    at = (world.now + timedelta(minutes=minutes)).timestamp()
    return {"at": at, "channel": "pubnub", "pubnub-channel": channel} | more


def text_of(message: EmailMessage) -> str:
    """The plain text of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def test_r27_what_is_due_together_is_all_said_and_a_channel_that_fails_holds_up_no_other(town: Town) -> None:
    world, steps = town.world, []
    for n in range(2):
        call = start(world, minutes=1 + 5 * n)["notifications"][0]
        steps += [push(world, 1 + 5 * n), call, mail(world, 1 + 5 * n), sms(world, 1 + 5 * n, name="Cara")]
    await outcome(world, start(world, notifications=steps))
    await world.wait(minutes=1.1)
    assert (len(town.pushes.asked), len(town.mails.to(KITCHEN)), await rings(world)) == (1, 1, 1)
    await world.bob.picks_up()
    await world.bob.hangs_up()
    await world.fault(provider="twilio", method="call", kind="refuse", times=None)
    town.pushes.will(reply(500))
    await world.wait(minutes=5)
    assert len(town.mails.to(KITCHEN)) == await world.cara.count(OURS) == 2
    states = {step["channel"]: step["state"] for step in (await process(world))["steps"][4:]}
    assert states["email"] == "delivered" and states["phone"] == states["pubnub"] == "told"


async def test_r33_a_broken_connection_of_a_push_repeats_no_call_and_no_mail(town: Town) -> None:
    world = town.world
    town.pushes.will(reset)
    call = start(world, minutes=1)["notifications"][0]
    await outcome(world, start(world, notifications=[push(world, 1), call, mail(world, 1)]))
    await world.wait(minutes=1.1)
    assert (len(town.mails.to(KITCHEN)), await rings(world)) == (1, 1) and town.pushes.asked
    await world.bob.picks_up()
    await world.bob.hangs_up()
    await world.wait(minutes=20, times=3)
    assert (len(town.mails.to(KITCHEN)), await rings(world)) == (1, 1)


async def test_r52_a_mail_goes_to_its_address_with_our_sender_a_subject_and_our_login(town: Town) -> None:
    await outcome(town.world, start(town.world, notifications=[mail(town.world, -1)]))
    [arrived] = town.mails.to(KITCHEN)
    assert town.mails.senders == ["care@check.example.org"] and "care@check.example.org" in arrived["From"]
    assert set(town.mails.users) == {USER}
    assert arrived["Subject"] and OURS in text_of(arrived)


async def test_r53_tls_is_used_where_it_is_offered_and_no_password_is_said_without_it(town: Town) -> None:
    await outcome(town.world, start(town.world, notifications=[mail(town.world, -1)]))
    assert town.mails.encrypted == [True]
    async with mail_server(tls="none", login=True) as plain, open_session() as session:
        server = Server("127.0.0.1", plain.port, False, USER, PASSWORD)
        channel = Email(session, server, sender="care@example.org", public_url="https://example.org", now=lambda: NOW)
        result = await channel.send(messages.Outgoing(UUID(int=7), KITCHEN, OURS, kind="process"))
        channel.close()
    assert isinstance(result, messages.Failed) and not plain.users and not plain.mails


async def test_r54_a_push_is_published_with_our_keys_and_is_not_stored(town: Town) -> None:
    await outcome(town.world, start(town.world, notifications=[push(town.world, -1)]))
    [asked] = town.pushes.asked
    assert asked.method == "POST" and asked.headers["content-type"] == "application/json"
    assert asked.path == "/publish/pub-1/sub-1/0/kitchen/0?store=0&uuid=wellcheck"
    assert (await process(town.world))["steps"][0]["state"] == "delivered"
    assert TOTAL_SECONDS == 10.0


async def test_r55_a_push_says_which_process_and_step_it_is_and_its_channel_is_escaped(town: Town) -> None:
    step = push(town.world, -1, channel="ward 3 è?#", data={"table": 7})
    await outcome(town.world, start(town.world, notifications=[sms(town.world, -2), step]))
    [asked] = town.pushes.asked
    assert asked.path.startswith("/publish/pub-1/sub-1/0/ward%203%20%C3%A8%3F%23/0?")
    said = asked.json
    assert (said["process"], said["step"], said["data"]) == ("Rest5", 2, {"table": 7})
    assert moment(said["time"]).date() == town.world.now.date() and OURS in said["text"]


async def test_r56_subject_body_and_payload_are_templates_with_data(town: Town) -> None:
    words = {"text": "{n} orders wait, {name}.", "subject": {"en": "Order {order}", "es": "Pedido {order}"}}
    steps = [mail(town.world, -1), mail(town.world, -0.5, language="es", data={"n": 4}), push(town.world, -1)]
    data = {"n": 3, "name": "Ann", "order": 17}
    await outcome(town.world, start(town.world, notifications=steps, data=data, **words))
    english, spanish = town.mails.to(KITCHEN)
    assert (english["Subject"], spanish["Subject"]) == ("Order 17", "Pedido 17")
    assert "3 orders wait, Ann." in text_of(english) and "4 orders wait, Ann." in text_of(spanish)
    said = town.pushes.asked[0].json
    assert said["text"] == "3 orders wait, Ann." and said["data"] == data


async def test_a_step_may_tell_programs_that_listen_at_our_own_websocket(world: World) -> None:
    steps = [
        {"after_minutes": 0, "channel": "websocket", "tag": "kitchen", "text": "{n} orders wait.", "data": {"n": 3}}
    ]
    listening = await world.http.ws_connect(f"http://127.0.0.1:{world.config.port}/ws")
    await listening.send_json({"type": "tag-listener", "tags": ["kitchen"], "token": world.config.master_token})
    assert (await listening.receive_json(timeout=5))["type"] == "ack"
    await outcome(world, start(world, notifications=steps))
    told = await listening.receive_json(timeout=5)
    assert (told["type"], told["process"], told["step"]) == ("push", "Rest5", 1)
    assert (told["text"], told["data"], told["tags"]) == ("3 orders wait.", {"n": 3}, ["kitchen"])
    assert told["id"] and told["cursor"] == "1" and moment(told["time"]).date() == world.now.date()
    await world.settle()
    assert (await process(world))["steps"][0]["state"] == "delivered"
    await listening.close()


# --- operation -------------------------------------------------------------------------------------------------------


def test_r57_settings_come_from_the_environment_with_defaults(tmp_path: Path) -> None:
    config = Config.read({"WELLCHECK_HOME": str(tmp_path)}, home_env=False)
    assert (config.process_parallel, config.sqs_read_wait_time_seconds, config.request_queue) == (3, 3, "")
    given = {"PROCESS_PARALLEL": "7", "REQUEST_QUEUE": "https://sqs.eu-west-1.amazonaws.com/1/orders.fifo"}
    config = Config.read({"WELLCHECK_HOME": str(tmp_path), **given}, home_env=False)
    assert (config.process_parallel, config.request_queue) == (7, given["REQUEST_QUEUE"])


def test_r58_what_is_set_wrongly_is_said_by_name(tmp_path: Path) -> None:
    wishes = {
        "PROCESS_PARALLEL": "none", "PROCESS_FOLD_SECONDS": "0", "PROCESS_STREAM": "a stream",
        "REQUEST_QUEUE": "https://sqs.eu-west-1.amazonaws.com/1/orders", "SQS_READ_WAIT_TIME_SECONDS": "21",
    }  # fmt: skip
    with pytest.raises(ConfigMistakes) as wrong:
        Config.read({"WELLCHECK_HOME": str(tmp_path), **wishes}, home_env=False)
    assert {mistake.split()[0] for mistake in wrong.value.mistakes} == wishes.keys()


async def test_r59_a_worker_may_run_once_and_ends_when_nothing_is_left_to_do(world: World) -> None:
    await world.call("POST", "/v1/escalations", start(world, notifications=[sms(world, -1), sms(world, 60)]))
    await asyncio.wait_for(settings.once(world.running), 30)
    assert await world.bob.count(OURS) == 1


async def test_r61_everything_is_logged_with_the_process_and_without_its_target(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await outcome(world, start(world, notifications=[sms(world, -1)]))
    told = await process(world)
    lines = [record for record in caplog.records if getattr(record, "process_id", None) == told["id"]]
    assert {"a request was taken", "a step"} <= {record.getMessage() for record in lines}
    for record in caplog.records:
        if record.name.startswith("wellcheck.processes"):
            assert NUMBERS["Bob"] not in str(vars(record))


async def test_r62_what_runs_and_the_history_of_what_is_over_can_be_read(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, 5), sms(world, 9)]))
    told = await process(world)
    assert told["next_at"] == told["steps"][0]["at"] and NUMBERS["Bob"] not in str(told)
    listed = await processes.listed(ended=False)
    assert len(listed) == 1 and told["id"] in listed[0] and "Rest5" in listed[0]
    await world.wait(minutes=6)
    await outcome(world, stop())
    told = await process(world)
    assert [entry["what"] for entry in told["timeline"]] == ["started", "told", "delivered", "stopped"]
    assert [step["state"] for step in told["steps"]] == ["delivered", "dropped"]
    assert await processes.listed(ended=False) == [] and len(await processes.listed(ended=True)) == 1
    shown = "\n".join(await processes.told(UUID(told["id"])))
    assert "Rest5: stopped" in shown and "delivered" in shown and NUMBERS["Bob"] not in shown


async def test_r62_an_operator_asks_for_them_by_chat_and_nobody_else_can(world: World) -> None:
    await world.operator()
    async with db.transaction():
        await messages.tell_operators(T("Hello."), world.now)
    await world.settle()
    await world.olga.says("processes")
    assert await world.olga.last() == "No escalation process is running."
    await outcome(world, start(world, notifications=[sms(world, 60)]))
    await world.olga.says("Processes")
    assert (await world.olga.last()).startswith(f"Rest5: Mon {world.now.day} {world.now:%b}, ")
    await world.olga.says("processes Rest5")
    await world.olga.hears("Rest5: running", "started: steps 1")
    await world.person("Ada")
    await world.ada.says("processes Rest5")
    assert "Rest5" not in await world.ada.last()


async def test_r63_a_person_delays_and_stops_a_process_and_it_is_kept_who_and_why(world: World) -> None:
    await outcome(world, start(world, notifications=[sms(world, 5)]))
    id = (await process(world))["id"]
    before = moment((await process(world))["next_at"])
    told = done(await world.call("POST", f"/v1/escalations/{id}/delay", {"minutes": 30, "note": "they called"}))
    assert moment(told["next_at"]) - before == timedelta(minutes=30) and told["note"] == "they called"
    await world.wait(minutes=10)
    assert not await world.bob.count(OURS)
    told = done(await world.call("POST", f"/v1/escalations/{id}/stop", {"note": "confirmed by telephone"}))
    assert (told["status"], told["note"], told["ended_by"]) == ("ended", "confirmed by telephone", str(UUID(int=0)))
    assert [entry["what"] for entry in told["timeline"]] == ["started", "delayed", "ended"]
    await world.wait(hours=1)
    assert not await world.bob.received()
    assert (await world.call("POST", f"/v1/escalations/{id}/stop", {}))[0] == 409
    assert "confirmed by telephone" in (await processes.told(UUID(id)))[0]


async def test_r64_the_program_makes_its_schema(world: World) -> None:
    kept = await db.rows("SELECT tablename FROM pg_tables WHERE tablename LIKE 'process%' OR tablename = 'caller_ids'")
    assert len(kept) == 6


def test_r65_rules_know_no_network_and_providers_are_stand_ins_on_this_machine(config: Config) -> None:
    tree = ast.parse(Path(str(processes.rules.__file__)).read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} - {"__future__"}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {str(name).partition(".")[0] for name in imported} <= {
        "collections",
        "dataclasses",
        "datetime",
        "json",
        "re",
        "uuid",
    }
    assert is_loopback(config.twilio_api_base_url) and is_loopback(config.telegram_api_base_url)


# --- the queue -------------------------------------------------------------------------------------------------------


@pytest.fixture
async def queue(world: World) -> AsyncIterator[Queue]:
    """The world with a stream of requests."""
    redis = Redis.from_url(str(world.config.redis_url))
    running = replace(world.running, config=replace(world.config, process_stream="requests"))
    async with intake.open_stream(str(world.config.redis_url), "requests") as stream:
        yield Queue(redis, running, stream)
    await redis.aclose()


async def in_order(world: World) -> list[tuple[str, str]]:
    """(name, status) of all processes, oldest first."""
    return [(p.name, p.status) for p in await processes.Process.all().order_by("id")]


async def test_r15_a_queue_is_taken_in_its_order(world: World, queue: Queue) -> None:
    for request in (start(world), stop(), start(world)):
        await queue.add(request)
    assert await intake.drain(queue.running, queue.stream) == 3
    assert await in_order(world) == [("Rest5", "stopped"), ("Rest5", "running")]


async def test_r22_a_queue_is_drained_though_more_wait_than_are_read_at_once(
    world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "READ", 10)
    for n in range(25):
        await queue.add(stop(f"p{n}"))
    assert await intake.drain(queue.running, queue.stream) == 25
    assert await queue.pending() == 0


async def test_r10_r19_a_poison_request_of_a_queue_is_kept_with_its_reason_and_stops_no_other(
    world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    for raw in (b"{", b"\xff\x00", b"", b'{"process-id": "a", "action": "go"}'):
        await queue.redis.xadd("requests", {"request": raw})
    await queue.redis.xadd("requests", {"something": "else"})
    await queue.add(start(world))
    await intake.drain(queue.running, queue.stream)
    assert await in_order(world) == [("Rest5", "running")]
    kept = await world.read("/v1/escalations/rejected")
    assert len(kept) == 5 and {each["source"] for each in kept} == {"stream requests"}
    assert {"action": ["Choose one of these: start or stop."]} in [each["errors"] for each in kept]
    # A fault of ours in one of them is the reason it is kept with, and stops no other.
    await db.run("ALTER TABLE process_keys ADD CONSTRAINT poison CHECK (outcome <> 'unknown')")
    await queue.add(stop("nobody"))
    await queue.add(stop())
    await intake.drain(queue.running, queue.stream)
    assert await in_order(world) == [("Rest5", "stopped")]
    assert (await world.read("/v1/escalations/rejected"))[0]["errors"] == {
        "body": ["Something went wrong on our side."]
    }


async def test_r17_r18_nothing_is_acknowledged_before_its_commit_and_what_comes_again_acts_once(
    world: World, queue: Queue
) -> None:
    await queue.add(start(world, name="first", notifications=[sms(world, -1)]))
    await queue.add(start(world, name="second", notifications=[sms(world, 60)]))
    first, _ = await queue.stream.read(False)
    await intake._take(queue.running, queue.stream.name, first)  # and then we die, before acknowledging
    await world.settle()
    assert await queue.pending() == 2
    await world.wait(minutes=10)
    async with intake.open_stream(str(world.config.redis_url), "requests") as next_worker:
        assert await intake.drain(queue.running, next_worker) == 2
    await world.settle()
    assert [name for name, _ in await in_order(world)] == ["first", "second"]
    assert await world.bob.count(OURS) == 1


async def test_r18_a_database_that_is_away_loses_no_request_of_a_queue(
    world: World, queue: Queue, servers: Embedded
) -> None:
    for n in range(3):
        await queue.add(start(world, name=f"p{n}"))
    name = await scalar("SELECT current_database()")
    await execute(
        servers.database_url,
        f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )
    try:
        with pytest.raises(
            (OSError, DBConnectionError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
        ):
            await intake.drain(queue.running, queue.stream)
    finally:
        await execute(servers.database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert await queue.pending() == 3

    async def taken() -> bool:
        with contextlib.suppress(OSError, DBConnectionError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await intake.drain(queue.running, queue.stream)
        return await queue.pending() == 0

    await eventually(taken)
    assert await in_order(world) == [("p0", "running"), ("p1", "running"), ("p2", "running")]
    assert not await world.read("/v1/escalations/rejected")


async def test_r21_a_full_queue_does_not_hold_up_what_is_due(world: World, queue: Queue) -> None:
    await outcome(world, start(world, name="due", notifications=[sms(world, 1)]))
    for n in range(300):
        await queue.add(stop(f"p{n}"))
    reading = asyncio.create_task(intake.listen(queue.running, *intake.queues(queue.running.config)[0]))
    try:
        await runtime.wind(world.running, timedelta(minutes=1, seconds=1))
        await world.engine.settle()
        assert await world.bob.count(OURS) == 1

        async def all_read() -> bool:
            return await queue.pending() == 0 and await scalar("SELECT count(*) FROM process_keys") == 300

        await eventually(all_read)
    finally:
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading


async def test_r60_a_queue_that_never_gets_empty_is_left_in_time(
    world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = intake.Stream.read

    async def always_more(self: intake.Stream, wait: bool) -> Any:
        await queue.add(stop("p"))
        if await world.bob.count(OURS):
            monkeypatch.undo()
        return await read(self, wait)

    monkeypatch.setattr(intake.Stream, "read", always_more)
    monkeypatch.setattr(settings, "INTAKE_SECONDS", 0.2)
    await world.call("POST", "/v1/escalations", start(world, notifications=[sms(world, -1)]))
    await asyncio.wait_for(settings.once(queue.running), 30)
    assert await world.bob.count(OURS) == 1


async def test_requests_wait_in_an_sqs_queue_and_are_taken_in_the_order_of_their_process(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import boto3
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    server = ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    server.start()
    with contextlib.ExitStack() as stack:
        stack.callback(server.stop)
        where = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
        client = stack.enter_context(contextlib.closing(boto3.client("sqs", endpoint_url=where)))
        attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": "30"}
        url = client.create_queue(QueueName="orders.fifo", Attributes=attributes)["QueueUrl"]
        url = where + urlsplit(url).path

        def add(request: Any, key: str = "", group: str = "Rest5") -> None:
            body = request if isinstance(request, str) else json.dumps(request)
            more = {"MessageDeduplicationId": key} if key else {}
            client.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group, **more)

        add("{", group="poison")
        add(start(world, notifications=[sms(world, 60)]), "one")
        add(stop())
        add(start(world, notifications=[sms(world, 90)]), "two")
        for n in range(12):
            add(stop(f"p{n}"), group=f"p{n}")
        config = replace(world.config, request_queue=url, sqs_read_wait_time_seconds=0)
        [(_, opening)] = intake.queues(config)
        async with opening() as sqs:
            found = await sqs.read(False)
            assert len(found) == 10
            await intake._take(world.running, sqs.name, found[0])  # and then we die, before acknowledging
            await sqs.later(found)
            assert await intake.drain(world.running, sqs) == 16
            assert await intake.drain(world.running, sqs) == 0
        assert [status for _, status in await in_order(world)] == ["stopped", "running"]
        # The poison came twice, as we died once, and was kept twice; what acts came twice and acted once.
        assert {each["source"] for each in await world.read("/v1/escalations/rejected")} == {"queue orders.fifo"}
