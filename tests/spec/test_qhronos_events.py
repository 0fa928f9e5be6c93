"""The checklist of Qhronos, Q44 to Q159: events, schedules, occurrences, planning. One database for all of it: each line looks
at its own events alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
import pytest_asyncio

from tests.conftest import Copies
from tests.spec import api as building
from tests.spec.api import done, moment, refused
from tests.web.callers import Api, Somebody, another
from web.api.events import STATES
from wellcheck import access, db, events
from wellcheck.config import Config
from wellcheck.events import made, occurring, views
from wellcheck.events.actions import Due
from wellcheck.messages import Delivery
from wellcheck.recurrence import Slot

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOOK = "https://hooks.example.org/in"
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def master(copies: Copies, servers: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """The web server on one database, spoken to with the master token."""
    home: Path = tmp_path_factory.mktemp("events")
    config = Config.read(
        {
            "DATABASE_URL": await copies.take(),
            "REDIS_URL": servers.redis_url,
            "WELLCHECK_HOME": str(home),
            "SECRET_KEYS": "a key for tests that opens nothing else",
            "MASTER_TOKEN": "a master token for tests, long enough",
            "RATE_LIMIT_MASTER": "0",
            "RATE_LIMIT_ADMIN": "0",
        },
        home_env=False,
    )
    async with building.served(config) as api:
        yield api.by(config.master_token)
    await copies.give_back()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def admin(master: Api) -> Somebody:
    """The first user."""
    return await building.first(Api(master.running, master.client, master.config))


def later(api: Api, **ahead: float) -> str:
    """A time so far from now, as a program writes it."""
    return (api.running.now() + timedelta(**ahead)).isoformat()


async def make(api: Api, **more: Any) -> Any:
    """An event that was made; without anything else it happens once in an hour."""
    wanted = {"name": "an event", "start_time": later(api, hours=1), "webhook": HOOK} | more
    return done(await api.ask("POST", "/v1/events", {k: v for k, v in wanted.items() if v is not ...}), 201)


async def put(api: Api, event: Any, **change: Any) -> Any:
    return done(await api.ask("PUT", f"/v1/events/{event['id']}", change))


async def wrong(api: Api, *fields: str, **more: Any) -> None:
    """An event that is refused for these fields."""
    wanted = {"name": "an event", "start_time": later(api, hours=1), "webhook": HOOK} | more
    refused(await api.ask("POST", "/v1/events", {k: v for k, v in wanted.items() if v is not ...}), 400, *fields)


async def preview(api: Api, **wanted: Any) -> list[str]:
    """The occurrences that a preview shows, without their zero seconds."""
    told = done(await api.ask("POST", "/v1/schedules/preview", wanted))
    return [each.replace(":00Z", "Z") for each in told["occurrences"]]


async def of_event(api: Api, event: Any, *states: str) -> list[Any]:
    """The occurrences of an event in these states, or in all."""
    found = await api.get(f"/v1/events/{event['id']}/occurrences")
    return [each for each in found if not states or each["status"] in states]


async def hand_over(event: Any, now: datetime, state: str = "completed") -> int:
    """Whoever hands over does so with everything of this event that waits. Returns how many."""
    async with db.transaction():
        rows = await db.rows(
            "UPDATE occurrences SET state = $3, next_at = NULL, attempts = attempts + 1 WHERE event_id = $1"
            " AND state = 'pending' AND next_at <= $2 RETURNING id",
            UUID(event["id"]), now, state,
        )  # fmt: skip
        await events.finished([row["id"] for row in rows], now)
    return len(rows)


# --- POST /events ----------------------------------------------------------------------------------------------------


async def test_q044_the_least_that_makes_an_event(master: Api):
    event = await make(master)
    assert (UUID(event["id"]).version, event["status"], event["metadata"]) == (7, "active", {})


async def test_q045_name_and_start_are_needed(master: Api):
    for name in (..., ""):
        await wrong(master, "name", name=name)
    for start in (..., None):
        await wrong(master, "start_time", start_time=start)
        await wrong(master, "start_time", start_time=start, schedule={"frequency": "daily"})
    for start in ("tomorrow", "2026-13-01T00:00:00Z", "2027-01-31T09:00:00", 5):
        await wrong(master, "start_time", start_time=start)


async def test_q046_the_zero_time_is_no_start(master: Api):
    await wrong(master, "start_time", start_time="0001-01-01T00:00:00Z")
    await wrong(master, "start_time", start_time="0001-01-01T00:00:00Z", schedule={"frequency": "daily"})


async def test_q047_a_target_is_needed(master: Api):
    await wrong(master, "action", webhook=...)
    await wrong(master, "action.params.url", webhook="")
    await wrong(master, "action", webhook=..., schedule={"frequency": "daily"}, tags=["a"])


async def test_q048_a_webhook_is_an_action(master: Api):
    event = await make(master)
    assert event["action"] == {"type": "webhook", "params": {"url": HOOK}} and event["webhook"] == HOOK


async def test_q049_a_client_is_an_action(master: Api):
    event = await make(master, webhook="q:acme")
    assert event["action"] == {"type": "websocket", "params": {"client_name": "acme"}} and event["webhook"] == "q:acme"


async def test_q050_a_client_without_a_name_is_none(master: Api):
    await wrong(master, "webhook", webhook="q:")
    await wrong(master, "webhook_url", webhook=..., webhook_url="q: ")


async def test_q051_an_action_is_shown_as_one_line_too(master: Api):
    event = await make(master, webhook=..., action={"type": "webhook", "params": {"url": HOOK}})
    assert event["webhook"] == HOOK
    event = await make(master, webhook=..., action={"type": "websocket", "params": {"client_name": "acme"}})
    assert event["webhook"] == "q:acme"


async def test_q052_of_both_the_action_counts(master: Api):
    event = await make(master, webhook=HOOK, action={"type": "websocket", "params": {"client_name": "acme"}})
    assert event["webhook"] == "q:acme"


async def test_q053_half_an_action_is_none(master: Api):
    for action, field in (
        ({"params": {"url": HOOK}}, "action.type"), ({"type": "webhook"}, "action.params"),
        ({"type": "webhook", "params": {}}, "action.params.url"),
        ({"type": "webhook", "params": {"url": ""}}, "action.params.url"),
        ({"type": "websocket", "params": {}}, "action.params.client_name"),
        ({"type": "websocket", "params": {"client_name": ""}}, "action.params.client_name"),
    ):  # fmt: skip
        await wrong(master, field, webhook=..., action=action)


async def test_q054_an_unknown_action_is_refused(master: Api):
    for kind in ("carrier-pigeon", "", "drill", "Webhook"):
        await wrong(master, "action.type", action={"type": kind, "params": {}})


async def test_q055_any_request_may_be_made(master: Api):
    params = {"method": "PUT", "url": HOOK, "headers": {"X-A": "1"}, "body": {"foo": "bar"}}
    event = await make(master, webhook=..., action={"type": "apicall", "params": params})
    assert event["action"]["type"] == "apicall" and event["webhook"] is None
    for name in ("method", "url"):
        less = {key: value for key, value in params.items() if key != name}
        await wrong(master, f"action.params.{name}", action={"type": "apicall", "params": less})


async def test_q056_what_is_no_web_address_is_refused(master: Api):
    for url in ("ftp://h.example/x", "//h.example/x", "https://", "https://u:p@h.example/", "https://h.example/#x", "h.example",
                "https://h.example\\@evil.example/", "https://h.example:0/", "javascript:alert(1)"):  # fmt: skip
        await wrong(master, "action.params.url", webhook=url)


async def test_q058_what_an_action_does_not_know_is_refused_by_name(master: Api):
    await wrong(
        master, "action.params.urll", "action.params.retry",
        action={"type": "webhook", "params": {"url": HOOK, "urll": 1, "retry": True}},
    )  # fmt: skip
    await wrong(master, "action.params.url", action={"type": "webhook", "params": {"url": 5}})


async def test_q059_metadata_comes_back_as_it_was(master: Api):
    metadata = {"deep": [{"a": 1.5, "b": None, "c": [True, "ž", {"": []}]}], "n": 10**15}
    event = await make(master, metadata=metadata)
    assert (await master.get(f"/v1/events/{event['id']}"))["metadata"] == metadata


async def test_q060_metadata_is_any_json(master: Api):
    for given, kept in (([1], [1]), ("x", "x"), (5, 5), (False, False), (None, {})):
        event = await make(master, metadata=given)
        assert event["metadata"] == kept and (await master.get(f"/v1/events/{event['id']}"))["metadata"] == kept
    await wrong(master, "metadata", metadata={"a": "\x00"})
    await wrong(master, "metadata", metadata="x" * 70_000)


async def test_q061_tags_keep_their_order(master: Api):
    assert (await make(master))["tags"] == []
    event = await make(master, tags=["b", "a", "user:ž", "b"])
    assert (await master.get(f"/v1/events/{event['id']}"))["tags"] == ["b", "a", "user:ž", "b"]


async def test_q062_tags_have_an_end(master: Api):
    await make(master, tags=[f"{n}" for n in range(50)])
    await wrong(master, "tags", tags=[f"{n}" for n in range(51)])
    await wrong(master, "tags.1", tags=["a", "x" * 101])
    await wrong(master, "tags.0", tags=[""])


async def test_q063_a_secret_is_kept_and_never_shown(master: Api):
    event = await make(master, hmac_secret="a secret of its own")
    assert event["signed"] and "a secret of its own" not in str(event)
    told = await master.get(f"/v1/events/{event['id']}")
    assert told == event and "a secret of its own" not in str(await master.get("/v1/events"))
    kept = await events.Event.get(id=event["id"])
    assert kept.secrets == '["a secret of its own"]' and b"a secret of its own" not in bytes(kept.secrets_sealed)
    assert not (await make(master))["signed"]


async def test_q064_what_should_have_been_once_is_refused(master: Api):
    await wrong(master, "start_time", start_time=later(master, minutes=-3))
    assert (await make(master, start_time=later(master, minutes=-1)))["next_at"] is not None


async def test_q065_what_repeats_may_have_begun_long_ago(master: Api):
    event = await make(master, start_time="2020-01-01T00:00:30Z", schedule={"frequency": "hourly"})
    now = master.running.now()
    assert now < moment(event["next_at"]) <= now + timedelta(hours=1) and moment(event["next_at"]).second == 30
    assert not await of_event(master, event, "missed", "pending")


async def test_q066_the_same_key_makes_one_event(master: Api):
    wanted = {"name": "once", "start_time": later(master, hours=1), "webhook": HOOK, "tags": ["q066"]}
    for _ in range(2):
        status, told = await master.ask("POST", "/v1/events", wanted, headers={"Idempotency-Key": "q066"})
        assert status == 201
    assert [event["id"] for event in await master.get("/v1/events?tags=q066")] == [told["data"]["id"]]


async def test_q067_times_have_their_zone(master: Api):
    event = await make(master)
    assert event["created_at"] == event["updated_at"] and moment(event["created_at"]).tzinfo is not None


# --- old dialects ----------------------------------------------------------------------------------------------------


OLDEST = {
    "name": "Daily Backup", "description": "Backs up everything", "schedule": "0 0 * * *", "tags": ["system:q068"],
    "metadata": {"key": "value"},
}  # fmt: skip


async def test_q068_the_oldest_form_has_no_start_and_no_target(master: Api):
    event = done(await master.ask("POST", "/events", OLDEST), 201)
    assert {name: event[name] for name in OLDEST} == OLDEST and event["next_at"].endswith("T00:00:00Z")
    refused(await master.ask("POST", "/events", OLDEST | {"tags": []}), 400, "action")


async def test_q069_without_a_target_it_is_for_those_who_listen(master: Api):
    event = done(await master.ask("POST", "/events", OLDEST | {"tags": ["q069"]}), 201)
    assert event["action"] is None and event["webhook"] is None
    at = moment(event["next_at"])
    await events.run_due(at)
    kept = await events.Event.get(id=event["id"])
    assert (kept.action, kept.params) == ("websocket", "{}")
    assert [moment(each["scheduled_at"]) for each in await of_event(master, event)][-1] == at


async def test_q070_cron_text_comes_at_its_minutes(master: Api):
    event = await make(master, start_time=..., schedule="* * * * *")
    now = master.running.now()
    assert moment(event["next_at"]) == now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    assert await preview(master, schedule="30 9 * * 1-5", start_time="2030-03-01T12:00:00Z", limit=2) == [
        "2030-03-04T09:30Z", "2030-03-05T09:30Z"]  # fmt: skip


async def test_q071_wrong_cron_text_is_refused(master: Api):
    for text in ("61 * * * *", "* * * *", "every day", "0 0 30 2 *", "", "R * * * *", "0 0 0 * * *"):
        await wrong(master, "schedule", schedule=text)


async def test_q072_rrule_text_is_the_same_as_its_json(master: Api):
    start = "2030-01-02T10:00:00Z"
    for text, schedule in (
        ("FREQ=WEEKLY;BYDAY=MO,FR", {"frequency": "weekly", "by_day": ["MO", "FR"]}),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", {"frequency": "monthly", "by_month_day": [-1], "count": 4}),
        ("FREQ=DAILY;INTERVAL=3", '{"frequency": "daily", "interval": 3}'),
    ):
        told = await preview(master, schedule=text, start_time=start, limit=10)
        assert told == await preview(master, schedule=schedule, start_time=start, limit=10) and len(told) in (4, 10)
    event = await make(master, schedule="FREQ=WEEKLY;BYDAY=MO,FR")
    assert event["schedule"] == "FREQ=WEEKLY;BYDAY=MO,FR"
    await wrong(master, "schedule.FREQ", schedule="FREQ=SECONDLY")
    await wrong(master, "schedule.FREQ", schedule="FREQ=SOMETIMES")
    await wrong(master, "schedule.BYDAY", schedule="FREQ=WEEKLY;BYDAY=XX")
    await wrong(master, "schedule.WHEN", schedule="FREQ=WEEKLY;WHEN=NOW")


async def test_q073_webhook_url_is_an_alias(master: Api):
    assert (await make(master, webhook=..., webhook_url=HOOK))["webhook"] == HOOK
    assert (await make(master, webhook_url="https://other.example/"))["webhook"] == HOOK


async def test_q074_the_oldest_quick_start_runs(master: Api):
    token = done(await master.ask("POST", "/tokens", {
        "type": "jwt", "sub": "user-123", "access": "write", "scope": ["user:rizqme", "system:q074"],
        "expires_at": later(master, days=30)}), 201)["token"]  # fmt: skip
    api = master.by(token)
    wanted = {"name": "Daily Backup", "description": "Daily database backup", "schedule": "0 0 * * *",
              "tags": ["system:q074", "user:rizqme"], "metadata": {"key": "value"}}  # fmt: skip
    made = done(await api.ask("POST", "/events", wanted), 201)
    assert [event["id"] for event in await api.get("/events?tags=system:q074,user:rizqme")] == [made["id"]]
    assert await api.get(f"/events/{made['id']}") == made
    change = {
        "name": "Updated Backup",
        "description": "Updated",
        "tags": ["system:q074"],
        "metadata": {"key": "updated"},
    }
    told = done(await api.ask("PUT", f"/events/{made['id']}", change))
    assert {name: told[name] for name in change} == change and told["schedule"] == "0 0 * * *"
    assert (await api.ask("GET", f"/events/{made['id']}/occurrences"))[0] == 200
    assert (await api.ask("GET", "/occurrences?tags=system:q074"))[0] == 200
    assert (await api.ask("DELETE", f"/events/{made['id']}"))[0] in (200, 204)


async def test_q075_the_four_examples_of_the_newer_one_are_taken(master: Api):
    start = later(master, days=1)
    weekly = {"frequency": "weekly", "interval": 1, "by_day": ["MO", "WE", "FR"]}
    headers = {"Authorization": "Bearer token", "Content-Type": "application/json"}
    body = '{ "foo": "bar" }'
    params = {"method": "POST", "url": "https://api.example.com/endpoint", "headers": headers, "body": body}
    for example in (
        {"name": "Webhook Example", "description": "Sends a webhook", "start_time": start,
         "action": {"type": "webhook", "params": {"url": "https://example.com/webhook"}}, "schedule": weekly,
         "tags": ["system:tester"], "metadata": {}},
        {"name": "Websocket Example", "start_time": start, "schedule": {"frequency": "daily"}, "metadata": {},
         "action": {"type": "websocket", "params": {"client_name": "client1"}}, "tags": ["system:tester"]},
        {"name": "API Call Example", "start_time": start, "action": {"type": "apicall", "params": params},
         "schedule": weekly, "tags": ["api"], "metadata": {}},
        {"name": "One-time Event", "start_time": start, "webhook": "https://example.com/webhook", "tags": ["once"]},
    ):  # fmt: skip
        made = done(await master.ask("POST", "/events", example), 201)
        assert made["name"] == example["name"] and made["status"] == "active" and made["next_at"]


# --- GET, PUT and DELETE /events/{id} ----------------------------------------------------------------------------------


async def test_q076_what_is_no_event_is_not_found(master: Api):
    for id in ("not-an-id", "00000000-0000-7000-8000-000000000000"):
        for method, body in (("GET", None), ("PUT", {"name": "x"}), ("DELETE", None)):
            refused(await master.ask(method, f"/v1/events/{id}", body), 404)


async def test_q077_what_was_deleted_is_not_deleted_again(master: Api):
    event = await make(master)
    assert [(await master.ask("DELETE", f"/v1/events/{event['id']}"))[0] for _ in range(2)] == [204, 404]


async def test_q078_what_is_deleted_is_gone(master: Api):
    event = await make(master, tags=["q078"])
    assert await master.ask("DELETE", f"/v1/events/{event['id']}") == (204, "")
    refused(await master.ask("GET", f"/v1/events/{event['id']}"), 404)
    assert await master.get("/v1/events?tags=q078") == []
    assert [each["id"] for each in await master.get("/v1/events?tags=q078&status=deleted")] == [event["id"]]


async def test_q079_a_change_changes_what_it_names(master: Api):
    event = await make(master, schedule={"frequency": "daily"}, metadata={"a": 1}, hmac_secret="s")
    told = await put(master, event, description="new", tags=["x"])
    changed = {"description", "tags", "updated_at", "version"}
    assert {name for name in event if told[name] != event[name]} == changed


async def test_q080_webhook_and_action_follow_each_other(master: Api):
    event = await make(master)
    told = await put(master, event, webhook="q:acme")
    assert told["action"] == {"type": "websocket", "params": {"client_name": "acme"}}
    told = await put(master, event, action={"type": "webhook", "params": {"url": HOOK}})
    assert told["webhook"] == HOOK
    told = await put(master, event, webhook="q:other", action={"type": "webhook", "params": {"url": HOOK + "2"}})
    assert told["webhook"] == HOOK + "2"


async def test_q081_a_wrong_change_changes_nothing(master: Api):
    event = await make(master, schedule={"frequency": "daily"})
    change = {"name": "other", "schedule": {"frequency": "fortnightly"}, "action": {"type": "x", "params": {}}}
    answer = await master.ask("PUT", f"/v1/events/{event['id']}", change)
    refused(answer, 400, "schedule.frequency", "action.type")
    assert await master.get(f"/v1/events/{event['id']}") == event


async def test_q082_tags_are_emptied_and_metadata_replaced(master: Api):
    event = await make(master, tags=["a"], metadata={"a": 1})
    told = await put(master, event, tags=[], metadata={"b": 2})
    assert (told["tags"], told["metadata"]) == ([], {"b": 2})


async def test_q083_a_name_is_not_emptied(master: Api):
    event = await make(master)
    refused(await master.ask("PUT", f"/v1/events/{event['id']}", {"name": ""}), 400, "name")


async def test_q084_a_status_is_one_of_those_there_are(master: Api):
    event = await make(master)
    for status in ("deleted", "done", "", 5):
        refused(await master.ask("PUT", f"/v1/events/{event['id']}", {"status": status}), 400, "status")


async def test_q085_a_schedule_and_a_secret_can_be_taken_away(master: Api):
    event = await make(master, schedule={"frequency": "daily"}, hmac_secret="s", start_time=later(master, hours=2))
    told = await put(master, event, schedule=None, hmac_secret=None)
    assert (told["schedule"], told["signed"], told["next_at"]) == (None, False, told["start_time"])


async def test_q086_times_of_changes_are_kept(master: Api):
    event = await make(master)
    told = await put(master, event, name="other")
    assert told["updated_at"] > event["updated_at"]
    assert (told["created_at"], told["id"]) == (event["created_at"], event["id"])


async def test_q087_an_event_always_has_the_same_fields(master: Api):
    event = await make(master)
    told = [await put(master, event, name="x"), await master.get(f"/v1/events/{event['id']}"),
            (await master.get("/v1/events?limit=1"))[0]]  # fmt: skip
    assert all(set(each) == set(event) for each in told)


async def test_q088_changes_at_the_same_moment_both_count_and_a_stale_one_does_not(master: Api):
    event = await make(master)
    where = f"/v1/events/{event['id']}"
    answer = await master.raw("GET", where)
    tag = answer.headers["ETag"]
    await asyncio.gather(put(master, event, name="one"), put(master, event, description="two"))
    told = await master.get(where)
    assert (told["name"], told["description"], told["version"]) == ("one", "two", 3)
    for method, body in (("PUT", {"name": "late"}), ("DELETE", None)):
        refused(await master.ask(method, where, body, headers={"If-Match": tag}), 412)
    for fresh in ('"3"', "*", '"9", W/"3"'):
        assert (await master.ask("PUT", where, {"name": "one"}, headers={"If-Match": fresh}))[0] in (200, 412)
    assert (await master.raw("PUT", where, json={"name": "x"}, headers={"If-Match": "*"})).headers["ETag"] != tag


async def test_q089_a_change_outlives_a_delivery_that_is_under_way(master: Api):
    event = await make(master, start_time=later(master, seconds=5))
    now = master.running.now()
    await events.run_due(now)
    await put(master, event, name="changed meanwhile")
    assert await hand_over(event, now + timedelta(seconds=5)) == 1
    told = await master.get(f"/v1/events/{event['id']}")
    assert (told["name"], told["status"]) == ("changed meanwhile", "inactive")


# --- GET /events -----------------------------------------------------------------------------------------------------


async def test_q093_lists_by_tags(master: Api):
    a, b, ab, _ = [await make(master, tags=tags) for tags in (["q91a"], ["q91b"], ["q91a", "q91b"], ["q91c"])]

    async def ids(query: str) -> list[str]:
        return [event["id"] for event in await master.get(f"/v1/events?{query}")]

    newest = await ids("")
    assert newest[1:4] == [ab["id"], b["id"], a["id"]]
    assert await ids("tags=q91a,q91b") == await ids("tags=q91a&tags=q91b") == [ab["id"], b["id"], a["id"]]
    assert await ids("tags=q91a,q91b&match=all") == [ab["id"]]
    assert await ids("tags=q91") == []
    refused(await master.ask("GET", "/v1/events?match=some"), 400, "match")


async def test_a_tag_with_a_comma_is_asked_for_as_it_is(master: Api):
    comma, blanks, plain = [
        await make(master, tags=tags) for tags in (["q93,q93x", "q93y"], [" q93 "], ["q93", "q93x"])
    ]
    for event in (comma, blanks, plain):
        done(await master.ask("POST", f"/v1/events/{event['id']}/run"), 201)

    async def found(query: str) -> list[str]:
        listed = [event["id"] for event in await master.get(f"/v1/events?{query}")]
        match = "" if "match" in query else "&match=any"  # there all are needed
        happened = await master.get(f"/v1/occurrences?{query}{match}")
        assert {each["event_id"] for each in happened} == set(listed), query
        return listed

    assert await found("tag=q93,q93x") == await found("tag=q93%2Cq93x") == [comma["id"]]
    assert await found("tag=+q93+") == [blanks["id"]]
    assert await found("tag=+q93+&tag=q93,q93x") == [blanks["id"], comma["id"]]
    assert await found("tags=q93,q93x") == [plain["id"]]
    assert await found("tag=q93,q93x&tags=q93y&match=all") == [comma["id"]]
    assert await found("tag=q93,q93x&tags=q93x&match=all") == []
    assert await master.get("/v1/occurrences?tag=q93,q93x&tag=q93y") != []
    refused(await master.ask("GET", "/v1/events?tag=a%00b"), 400, "tags")


async def test_q090_the_newest_comes_first(master: Api):
    times = [event["created_at"] for event in await master.get("/v1/events")]
    assert times == sorted(times, reverse=True)


async def test_q091_any_of_the_tags_is_enough(master: Api):
    event = await make(master, tags=["q091"])
    assert [each["id"] for each in await master.get("/v1/events?tags=nobody,q091")] == [event["id"]]


async def test_q092_no_match_is_an_empty_list(master: Api):
    assert await master.ask("GET", "/v1/events?tags=nobodys") == (
        200, {"data": [], "paging": {"page": 1, "pages": 1, "total": 0, "more": False, "next": None}})  # fmt: skip


async def test_q094_pages_do_not_overlap_and_cover_all(master: Api):
    ids = [(await make(master, tags=["q094"]))["id"] for _ in range(5)]
    seen = []
    for page in (1, 2, 3):
        status, told = await master.ask("GET", f"/v1/events?tags=q094&limit=2&page={page}")
        assert (told["paging"].pop("next") is None) == (page == 3)
        assert (status, told["paging"]) == (200, {"page": page, "pages": 3, "total": 5, "more": False})
        seen += [event["id"] for event in told["data"]]
    assert seen == ids[::-1]


async def test_q095_lists_by_status_and_start(master: Api):
    soon, late = [await make(master, tags=["q095"], start_time=later(master, hours=hours)) for hours in (1, 5)]
    await put(master, late, status="paused")
    middle = quote(later(master, hours=3))

    async def ids(query: str) -> list[str]:
        return [event["id"] for event in await master.get(f"/v1/events?tags=q095&{query}")]

    assert await ids("status=paused") == await ids(f"start_after={middle}") == [late["id"]]
    assert await ids("status=active") == await ids(f"start_before={middle}") == [soon["id"]]
    refused(await master.ask("GET", "/v1/events?status=done"), 400, "status")
    refused(await master.ask("GET", "/v1/events?start_after=soon"), 400, "start_after")


# --- occurrence routes -----------------------------------------------------------------------------------------------


async def written(event: Any, *states: str, apart: float = 1) -> list[UUID]:
    """Occurrences of an event in these states, so many hours apart, the oldest first."""
    start = moment(event["created_at"]) - timedelta(hours=apart * len(states))
    slots = [Slot(start + timedelta(hours=apart) * n, f"slot {n}") for n in range(len(states))]
    dues = [Due(occurring.id_of(UUID(event["id"]), slot.key), UUID(event["id"]), None, slot, False) for slot in slots]
    async with db.transaction():
        await occurring.write([occurring.Written(due, state) for due, state in zip(dues, states, strict=True)], start)
    return [due.id for due in dues]


async def test_q096_a_list_of_occurrences_needs_a_filter(master: Api):
    for query in ("", "?tags=", "?match=any", "?page=2"):
        refused(await master.ask("GET", f"/v1/occurrences{query}"), 400, "tags")


async def test_q097_pages_of_occurrences(master: Api):
    event = await make(master, tags=["q097"])
    ids = await written(event, *["completed"] * 5)
    seen = []
    for page in (1, 2, 3):
        status, told = await master.ask("GET", f"/v1/occurrences?tags=q097&limit=2&page={page}")
        assert (told["paging"].pop("next") is None) == (page == 3)
        assert (status, told["paging"]) == (200, {"page": page, "pages": 3, "total": 5, "more": False})
        seen += [UUID(each["occurrence_id"]) for each in told["data"]]
    assert seen == ids[::-1]


async def test_q097_no_occurrences_are_an_empty_page(master: Api):
    assert await master.ask("GET", "/v1/occurrences?tags=nobodys") == (
        200, {"data": [], "paging": {"page": 1, "pages": 1, "total": 0, "more": False, "next": None}})  # fmt: skip


async def test_q098_what_is_no_page_is_the_first_one(master: Api):
    event = await make(master, tags=["q098"])
    await written(event, *["completed"] * 3)
    for query, n in (("limit=1", 1), ("limit=100", 3), ("limit=-1", 1), ("limit=x", 3), ("page=0", 3), ("page=x", 3)):
        status, told = await master.ask("GET", f"/v1/occurrences?tags=q098&{query}")
        assert (status, len(told["data"]), told["paging"]["page"]) == (200, n, 1), query


async def test_q098_a_page_has_a_hundred_entries_or_as_many_as_wanted(master: Api):
    event = await make(master)
    await written(event, *["completed"] * 120)
    for query, n in (("", 100), ("&limit=1", 1), ("&limit=100", 100), ("&limit=120", 120)):
        assert len(await master.get(f"/v1/occurrences?event={event['id']}{query}")) == n


async def test_q099_page_and_limit_fall_back_alike(master: Api):
    event = await make(master)
    await written(event, "completed", "completed")
    for query in ("page=x", "page=0", "limit=x", "page=-3"):
        assert len(await master.get(f"/v1/occurrences?event={event['id']}&{query}")) == 2


async def test_q100_occurrences_need_all_tags_however_they_are_written(master: Api):
    both, one = await make(master, tags=["q100a", "q100b"]), await make(master, tags=["q100a"])
    [first], [second] = await written(both, "completed"), await written(one, "completed")

    async def ids(query: str) -> set[UUID]:
        return {UUID(each["occurrence_id"]) for each in await master.get(f"/v1/occurrences?{query}")}

    assert await ids("tags=q100a,q100b") == await ids("tags=q100a&tags=q100b") == {first}
    assert await ids("tags=q100b,q100a&match=any") == {first, second}


async def test_q101_the_latest_comes_first(master: Api):
    event = await make(master, tags=["q101"])
    await written(event, "failed", "completed", "missed", "skipped")
    told = await master.get("/v1/occurrences?tags=q101")
    assert [each["status"] for each in told] == ["skipped", "missed", "completed", "failed"]
    middle = quote(told[1]["scheduled_at"])
    assert [len(await master.get(f"/v1/occurrences?tags=q101&{way}={middle}")) for way in ("from", "to")] == [2, 2]
    assert [each["status"] for each in await master.get("/v1/occurrences?tags=q101&status=failed")] == ["failed"]
    refused(await master.ask("GET", "/v1/occurrences?event=x"), 400, "event")


async def test_q102_occurrences_of_one_event(master: Api):
    event = await make(master)
    ids = await written(event, "completed", "failed")
    told = await master.get(f"/v1/events/{event['id']}/occurrences")
    assert [each["status"] for each in told] == ["scheduled", "failed", "completed"]
    assert [UUID(each["occurrence_id"]) for each in told[1:]] == ids[::-1]
    for id in ("x", "00000000-0000-7000-8000-000000000000"):
        refused(await master.ask("GET", f"/v1/events/{id}/occurrences"), 404)
    paused = await make(master, status="paused")
    assert await master.get(f"/v1/events/{paused['id']}/occurrences") == []


async def test_q103_one_occurrence_by_number_and_by_id(master: Api):
    [id] = await written(await make(master), "completed")
    told = await master.get(f"/v1/occurrences/{id}")
    assert type(told["id"]) is int and await master.get(f"/v1/occurrences/{told['id']}") == told
    for which in ("0", "999999999999999999", "x", "1.5", "-1", "9" * 30):
        refused(await master.ask("GET", f"/v1/occurrences/{which}"), 404)


async def test_q104_an_unknown_id_is_not_found(master: Api):
    refused(await master.ask("GET", "/v1/occurrences/00000000-0000-7000-8000-000000000000"), 404)


async def test_q105_what_is_told_of_an_occurrence(master: Api):
    [id] = await written(await make(master), "completed")
    named = {"id", "occurrence_id", "event_id", "scheduled_at", "status", "attempt_count", "status_code", "response_body",
             "error_message", "started_at", "completed_at"}  # fmt: skip
    assert named <= set(await master.get(f"/v1/occurrences/{id}"))


async def test_q109_what_is_to_come_can_be_seen_under_the_id_it_will_have(master: Api):
    event = await make(master, tags=["q109"], start_time=later(master, seconds=30))
    [coming] = await of_event(master, event)
    assert coming["status"] == "scheduled" and coming["scheduled_at"] == event["start_time"] and coming["id"] is None
    assert await master.get("/v1/occurrences?tags=q109&status=scheduled") == [coming]
    await events.run_due(master.running.now() + timedelta(seconds=21))
    [waiting] = await of_event(master, event)
    assert (waiting["status"], waiting["occurrence_id"]) == ("pending", coming["occurrence_id"])
    assert await master.get(f"/v1/occurrences/{waiting['occurrence_id']}") == waiting


# --- schedules that are refused --------------------------------------------------------------------------------------


async def test_q110_the_frequencies_there_are(master: Api):
    for name in ("minutely", "hourly", "daily", "weekly", "monthly", "yearly"):
        assert (await make(master, schedule={"frequency": name, "interval": 1}))["schedule"]["frequency"] == name
    for name in ("secondly", "foo", "", None, 5, "Daily"):
        await wrong(master, "schedule.frequency", schedule={"frequency": name})
    await wrong(master, "schedule.frequency", schedule={})


async def test_q111_without_an_interval_it_is_one(master: Api):
    event = await make(master, schedule={"frequency": "daily"})
    assert event["schedule"] == {"frequency": "daily", "interval": 1}


async def test_q112_an_interval_is_a_whole_number_from_one(master: Api):
    for interval in (0, -1, 1.5, "2", True, [1], 10**7):
        await wrong(master, "schedule.interval", schedule={"frequency": "daily", "interval": interval})


async def test_q113_weekdays_are_checked_and_may_be_written_small(master: Api):
    for days in (["XX"], ["1MO"], [1], "MO", [None]):
        await wrong(master, "schedule.by_day", schedule={"frequency": "weekly", "by_day": days})
    event = await make(master, schedule={"frequency": "weekly", "by_day": ["mo", "FR"]})
    assert event["schedule"]["by_day"] == ["MO", "FR"]


async def test_q114_days_of_the_month_count_from_both_ends(master: Api):
    for days in ([0], [32], [-32], ["1"], 1):
        await wrong(master, "schedule.by_month_day", schedule={"frequency": "monthly", "by_month_day": days})
    await make(master, schedule={"frequency": "monthly", "by_month_day": [-31, -1, 1, 31]})


async def test_q115_months_are_twelve(master: Api):
    for months in ([0], [13], [-1], ["1"]):
        await wrong(master, "schedule.by_month", schedule={"frequency": "yearly", "by_month": months})


async def test_q116_lists_count_for_every_frequency(master: Api):
    for frequency in ("minutely", "hourly", "daily", "weekly", "monthly", "yearly"):
        for field, value in (("by_day", ["XX"]), ("by_month_day", [32]), ("by_month", [13])):
            await wrong(master, f"schedule.{field}", schedule={"frequency": frequency, field: value})
    schedule = {"frequency": "daily", "by_day": ["SA"], "by_month": [5]}
    assert await preview(master, schedule=schedule, start_time="2026-05-20T10:00:00Z", limit=3) == [
        "2026-05-23T10:00Z", "2026-05-30T10:00Z", "2027-05-01T10:00Z"]  # fmt: skip


async def test_q117_count_and_until_are_checked(master: Api):
    for count in (0, -1, 1.5, "3"):
        await wrong(master, "schedule.count", schedule={"frequency": "daily", "count": count})
    for until in ("tomorrow", "2027-01-31", 5, "2027-01-31T09:00:00"):
        await wrong(master, "schedule.until", schedule={"frequency": "daily", "until": until})


async def test_q118_until_comes_after_the_start(master: Api):
    start = later(master, days=2)
    for until in (later(master, days=1), start):
        await wrong(master, "schedule.until", start_time=start, schedule={"frequency": "daily", "until": until})


async def test_q119_every_wrong_field_is_named(master: Api):
    schedule = {"frequency": "often", "interval": 0, "by_day": ["XX"], "count": 0, "every": 1}
    await wrong(master, *(f"schedule.{name}" for name in schedule), schedule=schedule)
    await wrong(master, "timezone", timezone="Europe/Atlantis")
    await wrong(master, "exclude", exclude=["Christmas"])
    await wrong(
        master, "schedule.frequency", "action.type", schedule={"frequency": "x"}, action={"type": "x", "params": {}}
    )


async def test_q120_what_can_never_come_is_refused(master: Api):
    for schedule in (
        {"frequency": "yearly", "by_month": [2], "by_month_day": [30]},
        {"frequency": "daily", "by_month": [4], "by_month_day": [31]},
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "0 0 31 4 *",
    ):  # fmt: skip
        await wrong(master, "schedule", schedule=schedule)
    await wrong(master, "schedule", start_time="2020-01-01T00:00:00Z", schedule={"frequency": "daily", "count": 5})


# --- what schedules mean ---------------------------------------------------------------------------------------------

UTC_TABLE = [
    ("q121", {"frequency": "daily"}, "2026-05-01T10:00:00Z", ["2026-05-01T10:00Z", "2026-05-02T10:00Z", "2026-05-03T10:00Z"]),
    ("q122", {"frequency": "minutely", "interval": 2}, "2026-05-01T23:58:00Z", ["2026-05-01T23:58Z", "2026-05-02T00:00Z"]),
    ("q122", {"frequency": "hourly", "interval": 3}, "2026-05-01T22:00:00Z", ["2026-05-01T22:00Z", "2026-05-02T01:00Z"]),
    ("q122", {"frequency": "weekly", "interval": 2}, "2026-05-01T22:00:00Z", ["2026-05-01T22:00Z", "2026-05-15T22:00Z"]),
    ("q124", {"frequency": "weekly", "by_day": ["MO", "FR"]}, "2025-01-01T10:00:00Z",
     ["2025-01-03T10:00Z", "2025-01-06T10:00Z", "2025-01-10T10:00Z", "2025-01-13T10:00Z"]),
    ("q125", {"frequency": "weekly", "interval": 2, "by_day": ["MO", "WE"]}, "2025-01-01T10:00:00Z",
     ["2025-01-01T10:00Z", "2025-01-13T10:00Z", "2025-01-15T10:00Z", "2025-01-27T10:00Z", "2025-01-29T10:00Z"]),
    ("q126", {"frequency": "monthly"}, "2026-01-31T10:00:00Z", ["2026-01-31T10:00Z", "2026-03-31T10:00Z", "2026-05-31T10:00Z"]),
    ("q127", {"frequency": "monthly", "by_month_day": [31]}, "2026-01-01T10:00:00Z",
     ["2026-01-31T10:00Z", "2026-03-31T10:00Z", "2026-05-31T10:00Z", "2026-07-31T10:00Z"]),
    ("q127", {"frequency": "monthly", "by_month_day": [-1]}, "2028-01-01T10:00:00Z",
     ["2028-01-31T10:00Z", "2028-02-29T10:00Z", "2028-03-31T10:00Z", "2028-04-30T10:00Z"]),
    ("q128", {"frequency": "monthly", "by_month_day": [20, 1]}, "2026-01-15T10:00:00Z",
     ["2026-01-20T10:00Z", "2026-02-01T10:00Z", "2026-02-20T10:00Z", "2026-03-01T10:00Z"]),
    ("q129", {"frequency": "yearly", "by_month": [7, 1]}, "2026-06-10T10:00:00Z",
     ["2026-07-10T10:00Z", "2027-01-10T10:00Z", "2027-07-10T10:00Z"]),
    ("q130", {"frequency": "yearly"}, "2028-02-29T10:00:00Z", ["2028-02-29T10:00Z", "2032-02-29T10:00Z"]),
    ("q131", {"frequency": "monthly", "by_month_day": [14, 20]}, "2026-03-15T10:00:00Z", ["2026-03-20T10:00Z"]),
    ("q132", {"frequency": "monthly", "by_month_day": [20, 1, 10], "count": 4}, "2026-01-15T10:00:00Z",
     ["2026-01-20T10:00Z", "2026-02-01T10:00Z", "2026-02-10T10:00Z", "2026-02-20T10:00Z"]),
    ("q135", {"frequency": "daily", "until": "2026-05-03T10:00:00Z"}, "2026-05-01T10:00:00Z",
     ["2026-05-01T10:00Z", "2026-05-02T10:00Z"]),
    ("q138", {"frequency": "daily"}, "2026-10-25T00:30:00+02:00", ["2026-10-24T22:30Z", "2026-10-25T22:30Z"]),
]  # fmt: skip


async def means(api: Api, line: str) -> None:
    """Every schedule of this line of the table means what stands there."""
    for _, schedule, start, expected in [row for row in UTC_TABLE if row[0] == line]:
        ends = "count" in schedule or "until" in schedule
        assert await preview(api, schedule=schedule, start_time=start, limit=50 if ends else len(expected)) == expected


async def test_q121_the_first_is_the_start(master: Api):
    await means(master, "q121")


async def test_q122_intervals_are_exact(master: Api):
    await means(master, "q122")


async def test_q124_weekdays_follow_each_other(master: Api):
    await means(master, "q124")


async def test_q125_weeks_begin_on_monday(master: Api):
    await means(master, "q125")


async def test_q126_a_day_that_a_month_lacks_is_left_out(master: Api):
    await means(master, "q126")


async def test_q127_the_last_day_is_that_of_every_month(master: Api):
    await means(master, "q127")


async def test_q128_days_before_that_of_the_start_count(master: Api):
    await means(master, "q128")


async def test_q129_months_before_that_of_the_start_count(master: Api):
    await means(master, "q129")


async def test_q130_leap_days_come_in_leap_years(master: Api):
    await means(master, "q130")


async def test_q135_until_is_not_included(master: Api):
    await means(master, "q135")


async def test_q123_a_window_of_a_weekly_schedule(master: Api):
    window = {"from": "2024-05-30T00:00:00Z", "to": "2024-06-13T00:00:00Z"}
    schedule = {"frequency": "weekly", "by_day": ["MO"]}
    assert await preview(master, schedule=schedule, start_time="2024-05-02T10:00:00Z", **window) == [
        "2024-06-03T10:00Z", "2024-06-10T10:00Z"]  # fmt: skip


async def test_q131_nothing_is_before_the_start(master: Api):
    await means(master, "q131")
    window = {"from": "2020-01-01T00:00:00Z", "to": "2026-03-16T00:00:00Z"}
    assert await preview(master, schedule="0 * 15 3 *", start_time="2026-03-15T22:30:00Z", **window) == [
        "2026-03-15T23:00Z"
    ]


async def test_q132_a_count_is_the_same_in_every_window(master: Api):
    await means(master, "q132")
    wanted = {"schedule": {"frequency": "hourly", "count": 30}, "start_time": "2026-05-01T10:00:00Z"}
    assert len(await preview(master, **wanted)) == 30
    assert len(await preview(master, **wanted, **{"from": "2026-05-02T00:00:00Z"})) == 16
    assert await preview(master, **wanted, **{"from": "2026-05-03T00:00:00Z"}) == []


async def test_q133_a_series_of_three_has_three_and_ends(master: Api):
    start = master.running.now() + timedelta(minutes=1)
    event = await make(master, start_time=start.isoformat(), schedule={"frequency": "minutely", "count": 3})
    handed = 0
    for minute in range(6):
        at = start + timedelta(minutes=minute)
        await events.run_due(at)
        handed += await hand_over(event, at, "completed" if minute != 1 else "failed")
    told = await master.get(f"/v1/events/{event['id']}")
    assert (handed, told["status"], told["fired"], told["next_at"]) == (3, "inactive", 3, None)
    assert len({each["occurrence_id"] for each in await of_event(master, event)}) == 3


async def test_q134_a_long_series_never_overruns(master: Api):
    start = master.running.now() + timedelta(hours=1)
    event = await make(
        master, start_time=start.isoformat(), schedule={"frequency": "hourly", "count": 30}, misfire="all"
    )
    for hours in range(0, 60, 1):
        await events.run_due(start + timedelta(hours=hours))
    assert len(await of_event(master, event)) == 30


async def test_q136_behind_its_last_time_it_is_inactive(master: Api):
    start = master.running.now() + timedelta(minutes=1)
    until = (start + timedelta(minutes=1, seconds=30)).isoformat()
    event = await make(master, start_time=start.isoformat(), schedule={"frequency": "minutely", "until": until})
    for minute in range(2):
        await events.run_due(start + timedelta(minutes=minute))
        assert (await master.get(f"/v1/events/{event['id']}"))["status"] == "active"
        assert await hand_over(event, start + timedelta(minutes=minute), "failed") == 1
    assert (await master.get(f"/v1/events/{event['id']}"))["status"] == "inactive"


async def test_q137_clocks_that_change_make_none_too_few_or_too_many(master: Api):
    wanted = {"schedule": {"frequency": "daily"}, "start_time": "2026-03-01T01:30:00Z", "timezone": "Europe/Berlin"}
    assert await preview(master, **wanted, **{"from": "2026-03-28T00:00:00Z", "to": "2026-03-31T00:00:00Z"}) == [
        "2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"]  # fmt: skip
    assert await preview(master, **wanted, **{"from": "2026-10-24T00:00:00Z", "to": "2026-10-27T00:00:00Z"}) == [
        "2026-10-24T00:30Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z"]  # fmt: skip


async def test_q138_without_a_zone_it_is_utc(master: Api):
    await means(master, "q138")
    assert (await make(master, schedule={"frequency": "daily"}))["timezone"] == "UTC"


# --- planning --------------------------------------------------------------------------------------------------------


async def test_q143_what_began_long_ago_comes_at_the_next_minute(master: Api):
    event = await make(master, start_time="2025-11-01T00:00:00Z", schedule={"frequency": "minutely"})
    now = master.running.now()
    assert moment(event["next_at"]) == now.replace(second=0, microsecond=0) + timedelta(minutes=1)


async def test_q141_what_lies_far_ahead_comes_on_time(master: Api):
    at = master.running.now() + timedelta(days=400)
    event = await make(master, start_time=at.isoformat())
    await events.run_due(at - timedelta(minutes=1))
    assert not await of_event(master, event, "pending", "missed")
    await events.run_due(at)
    assert await hand_over(event, at - timedelta(microseconds=1)) == 0 and await hand_over(event, at) == 1


async def test_q140_it_is_prepared_ahead_and_handed_over_on_time(master: Api):
    at = (master.running.now() + timedelta(seconds=9)).replace(microsecond=654321)
    event = await make(master, start_time=at.isoformat())
    await events.run_due(at - timedelta(seconds=9))
    [waiting] = await of_event(master, event)
    assert waiting["status"] == "pending" and moment(waiting["next_attempt_at"]) == at == moment(
        waiting["scheduled_at"]
    )


async def test_q144_other_times_take_the_place_of_those_that_were_planned(master: Api):
    now = master.running.now()
    first, second = now + timedelta(seconds=5), now + timedelta(seconds=60)
    event = await make(master, start_time=first.isoformat())
    await events.run_due(now)
    assert await of_event(master, event, "pending")
    told = await put(master, event, start_time=second.isoformat())
    assert moment(told["next_at"]) == second and told["fired"] == 0
    await events.run_due(now + timedelta(seconds=6))
    assert await hand_over(event, now + timedelta(seconds=30)) == 0
    await events.run_due(second)
    assert await hand_over(event, second) == 1
    assert (await master.get(f"/v1/events/{event['id']}"))["fired"] == 1


async def test_q145_another_schedule_drops_the_old_times(master: Api):
    event = await make(master, start_time=later(master, minutes=5), schedule={"frequency": "minutely"})
    told = await put(master, event, schedule={"frequency": "daily"}, start_time=later(master, days=2))
    assert moment(told["next_at"]) == moment(told["start_time"])
    await events.run_due(master.running.now() + timedelta(minutes=10))
    assert [each["status"] for each in await of_event(master, event)] == ["scheduled"]


async def test_q146_what_is_deleted_does_not_come(master: Api):
    now = master.running.now()
    event = await make(master, start_time=(now + timedelta(seconds=5)).isoformat())
    await events.run_due(now)
    assert (await master.ask("DELETE", f"/v1/events/{event['id']}"))[0] == 204
    assert await hand_over(event, now + timedelta(seconds=60)) == 0
    [gone] = await of_event(master, event)
    assert (gone["status"], gone["error_message"]) == ("cancelled", made.DELETED)


async def test_q146_who_listens_hears_nothing_of_what_is_deleted_paused_or_moved(master: Api):
    for change in (None, {"status": "paused"}, {"start_time": later(master, days=2)}):
        now = master.running.now()
        event = await make(master, start_time=(now + timedelta(seconds=5)).isoformat(), tags=["q146"])
        await events.run_due(now)
        told = "SELECT count(*) AS n FROM frames WHERE event_id = $1"
        assert (await db.rows(told, UUID(event["id"])))[0]["n"] == 1
        await master.ask("PUT" if change else "DELETE", f"/v1/events/{event['id']}", change)
        assert (await db.rows(told, UUID(event["id"])))[0]["n"] == 0, change


async def test_q147_what_waits_to_be_tried_again_is_not(master: Api):
    for way, state in (("pause", "skipped"), ("delete", "cancelled")):
        event = await make(master)
        await written(event, "retrying", "completed")
        if way == "pause":
            await put(master, event, status="paused")
        else:
            await master.ask("DELETE", f"/v1/events/{event['id']}")
        found = await of_event(master, event)
        assert [each["status"] for each in found][-2:] == ["completed", state]
        assert found[-1]["next_attempt_at"] is None


async def test_q148_while_it_is_paused_it_skips(master: Api):
    for status in ("paused", "inactive"):
        event = await make(master, start_time=later(master, seconds=3))
        assert (await put(master, event, status=status))["next_at"] is None
        await events.run_due(master.running.now() + timedelta(seconds=5))
        [skipped] = await of_event(master, event)
        assert (skipped["status"], skipped["error_message"]) == ("skipped", made.PAUSED)
        assert skipped["scheduled_at"] == event["start_time"]


async def test_q149_active_again_the_next_one_comes_and_not_the_one_it_skipped(master: Api):
    event = await make(master, start_time="2026-01-01T00:00:00Z", schedule={"frequency": "hourly"})
    await put(master, event, status="paused")
    told = await put(master, event, status="active")
    assert told["next_at"] == event["next_at"] and not await of_event(master, event, "skipped")
    await put(master, event, status="paused")
    await db.run(
        "UPDATE events SET due_at = due_at - interval '5 hours' WHERE id = $1", UUID(event["id"])
    )  # five hours later
    told = await put(master, event, status="active")
    skipped = await of_event(master, event, "skipped")
    assert told["next_at"] == event["next_at"] and len(skipped) == 4
    assert all(each["scheduled_at"] < told["next_at"] for each in skipped)


async def test_q150_another_name_does_not_bring_back_what_is_over(master: Api):
    at = master.running.now() + timedelta(seconds=5)
    event = await make(master, start_time=at.isoformat())
    await events.run_due(at)
    await hand_over(event, at)
    told = await put(master, event, name="another name")
    assert (told["status"], told["next_at"]) == ("inactive", None)
    await events.run_due(at)
    assert await hand_over(event, at + timedelta(days=1)) == 0
    refused(await master.ask("PUT", f"/v1/events/{event['id']}", {"status": "active"}), 400, "start_time")
    told = await put(master, event, status="active", start_time=later(master, days=1))
    assert told["status"] == "active" and told["next_at"] == told["start_time"]


async def test_q151_what_happens_once_is_inactive_afterwards_however_it_ended(master: Api):
    for state in ("completed", "failed"):
        at = master.running.now() + timedelta(seconds=5)
        event = await make(master, start_time=at.isoformat())
        await events.run_due(at)
        assert (await master.get(f"/v1/events/{event['id']}"))["status"] == "active"
        await hand_over(event, at, state)
        assert (await master.get(f"/v1/events/{event['id']}"))["status"] == "inactive"
        assert [each["status"] for each in await of_event(master, event)] == [state]


async def test_q152_looking_often_makes_each_time_once(master: Api):
    start = master.running.now() + timedelta(minutes=1)
    event = await make(master, start_time=start.isoformat(), schedule={"frequency": "minutely"})
    for second in range(0, 180, 2):
        await events.run_due(start + timedelta(seconds=second))
    assert len(await of_event(master, event, "pending")) == 4  # the fourth is prepared twenty seconds ahead


@pytest.mark.parametrize(
    ("policy", "pending", "missed"),
    [("once", [9], range(9)), ("skip", range(8, 10), range(8)), ("all", range(4, 10), range(4))],
)
async def test_q154_what_was_missed_is_made_up_for_or_recorded(master: Api, policy: str, pending: Any, missed: Any):
    start = master.running.now() + timedelta(hours=1)
    event = await make(
        master, start_time=start.isoformat(), schedule={"frequency": "minutely"}, misfire=policy, catch_up_seconds=330
    )
    await events.run_due(start + timedelta(minutes=9, seconds=30))
    found = [each for each in await of_event(master, event) if each["status"] != "scheduled"]
    times = {each["scheduled_at"]: each["status"] for each in found}
    assert [times[at] for at in sorted(times)] == ["missed"] * len(missed) + ["pending"] * len(pending)
    late = await make(master, start_time=later(master, hours=1), catch_up_seconds=600)
    await events.run_due(master.running.now() + timedelta(hours=2))
    assert [each["status"] for each in await of_event(master, late)] == ["missed"]
    assert (await master.get(f"/v1/events/{late['id']}"))["status"] == "inactive"


# --- what Qhronos did not have ---------------------------------------------------------------------------------------


async def test_run_now_is_beside_the_times(master: Api):
    event = await make(master, start_time=later(master, days=1), status="paused")
    told = done(await master.ask("POST", f"/v1/events/{event['id']}/run"), 201)
    assert told["status"] == "pending" and told["event_id"] == event["id"]
    assert await hand_over(event, master.running.now()) == 1
    assert (await master.get(f"/v1/events/{event['id']}"))["fired"] == 0


async def test_overlaps_are_skipped_or_queued(master: Api):
    start = master.running.now() + timedelta(minutes=1)
    for policy, states in (
        ("skip", ["pending", "skipped", "skipped", "pending"]), ("queue", ["pending"] * 4),
        ("parallel", ["completed"] * 3 + ["pending"]),
    ):  # fmt: skip
        event = await make(master, start_time=start.isoformat(), schedule={"frequency": "minutely"}, overlap=policy)
        handed = []
        for minute in range(4):
            at = start + timedelta(minutes=minute)
            await events.run_due(at)
            if minute == 2:  # the first one is over now
                handed.append(await hand_over(event, at))
        found = [each for each in await of_event(master, event) if each["status"] != "scheduled"][::-1]
        assert [each["status"] for each in found][1:] == states[1:] and found[0]["status"] == "completed"
        if policy == "queue":
            assert [each["next_attempt_at"] is None for each in found[1:]] == [False, True, True]
            for _ in range(3):
                assert await hand_over(event, start + timedelta(minutes=9)) == 1
        assert handed == [3 if policy == "parallel" else 1]


async def test_a_person_has_their_own_events_and_no_others(master: Api, admin: Somebody):
    ada, bob = await another(admin), await another(admin)
    says = {"type": "message", "params": {"text": "Take your pills"}}
    mine = done(
        await ada.api.ask("POST", "/v1/events", {"name": "p", "start_time": later(master, hours=1), "action": says}),
        201,
    )
    assert [each["id"] for each in await ada.api.get("/v1/events")] == [mine["id"]]
    assert await bob.api.get("/v1/events") == [] and await master.get(f"/v1/events/{mine['id']}") == mine
    refused(await bob.api.ask("GET", f"/v1/events/{mine['id']}"), 404)
    wanted = {"name": "x", "start_time": later(master, hours=1)}
    for kind in ("message", "probe", "escalation"):
        params = {"user_id": bob.id} | ({"text": "x"} if kind == "message" else {})
        refused(await ada.api.ask("POST", "/v1/events", wanted | {"action": {"type": kind, "params": params}}), 403)
    needed = wanted | {"action": says}
    refused(await master.ask("POST", "/v1/events", needed), 400, "action.params.user_id")
    says["params"]["user_id"] = ada.id
    theirs = done(await admin.api.ask("POST", "/v1/events", needed), 201)
    assert {each["id"] for each in await ada.api.get("/v1/events")} == {mine["id"], theirs["id"]}
    programs = done(await admin.api.ask("POST", "/v1/events", wanted | {"webhook": HOOK}), 201)
    assert (await events.Event.get(id=programs["id"])).owner_id is None


async def test_actions_are_done_when_they_are_due(master: Api, admin: Somebody):
    ada = await another(admin)
    at = master.running.now() + timedelta(minutes=1)
    says = {"type": "message", "params": {"text": "It is time", "user_id": ada.id}}
    probe = {"type": "probe", "params": {"user_id": ada.id, "retries": 0, "wait_minutes": 10}}
    tells = {"type": "escalation", "params": {"user_id": ada.id}}
    for action in (probe, tells):  # nobody could be told
        refused(
            await master.ask("POST", "/v1/events", {"name": "x", "start_time": at.isoformat(), "action": action}), 403
        )
    await ada.consents(await ada.contact())
    made_ones = [
        await make(master, start_time=at.isoformat(), webhook=..., action=each) for each in (says, probe, tells)
    ]
    await events.run_due(at - timedelta(seconds=5))
    for event in made_ones:
        assert not await of_event(master, event, "completed")
    await events.run_due(at)
    for event in made_ones:
        [ended] = await of_event(master, event)
        assert (ended["status"], ended["attempt_count"]) == ("completed", 0)
        assert (await master.get(f"/v1/events/{event['id']}"))["status"] == "inactive"
    for table, column, id in (
        ("reminders", "event_id", made_ones[0]["id"]), ("probes", "event_id", made_ones[1]["id"]),
        ("escalations", "user_id", ada.id),
    ):  # fmt: skip
        [row] = await db.rows(f"SELECT count(*) AS n FROM {table} WHERE {column} = $1", UUID(id))
        assert row["n"] == 1, table


async def test_a_process_is_handed_in_when_it_is_due(master: Api, admin: Somebody):
    at = master.running.now() + timedelta(minutes=1)
    request = {
        "process-id": "q-1", "action": "start", "text": "The server room is hot",
        "notifications": [{"channel": "sms", "phone-number": "+447700900123", "after_minutes": 1}],
    }  # fmt: skip
    event = await make(
        master, start_time=at.isoformat(), webhook=..., action={"type": "escalation", "params": {"process": request}}
    )
    await events.run_due(at)
    [ended] = await of_event(master, event)
    assert ended["status"] == "completed" and ended["about_id"], ended
    await wrong(
        master,
        "action.params.process.process-id",
        action={"type": "escalation", "params": {"process": {"action": "start"}}},
    )


async def test_what_a_person_made_by_api_goes_with_them_and_stays_as_it_is(master: Api, admin: Somebody):
    ada = await another(admin)
    says = {"type": "message", "params": {"text": "Water the plants"}}
    event = await make(ada.api, schedule="FREQ=MONTHLY;BYDAY=-1FR", action=says, webhook=..., metadata="a word")
    done(await ada.api.ask("PUT", f"/v1/users/{ada.id}/probe_settings", {"zone": "Asia/Tokyo"}))
    assert await ada.api.get(f"/v1/events/{event['id']}") == event
    keys = {"type": "webhook", "params": {"url": HOOK, "headers": {"X-Key": "s3cret"}}}
    await make(ada.api, name="with a key", action=keys, webhook=...)
    told = await ada.api.get(f"/v1/users/{ada.id}/export")
    assert HOOK in str(told["times_and_plans"]) and "s3cret" not in str(told)
    [kept] = [each for each in told["times_and_plans"] if each.get("title") == "an event"]
    assert "Water the plants" in kept["params"] and kept["shown"] == event["schedule"]
    assert event["id"] not in str(await ada.api.get(f"/v1/users/{ada.id}/plans"))
    assert (await ada.api.ask("DELETE", f"/v1/users/{ada.id}/plans/{event['id']}"))[0] == 404
    assert (await ada.api.ask("DELETE", f"/v1/users/{ada.id}"))[0] == 204
    assert not await events.Event.exists(id=event["id"])


# --- lists that are walked, and the states of old --------------------------------------------------------------------


async def test_lists_are_walked_from_next_to_next_while_others_are_made(master: Api):
    made = [(await make(master, name=f"event {n}", tags=["walked"]))["id"] for n in range(7)]
    told = (await master.ask("GET", "/v1/events?tags=walked&limit=3&page=1"))[1]
    assert told["paging"]["total"] == 7 and told["paging"]["next"].startswith("/v1/events?tags=walked&limit=3&after=")
    seen = [event["id"] for event in told["data"]]
    await make(master, tags=["walked"])  # at the top: nothing behind it moves
    while (onwards := told["paging"]["next"]) is not None:
        told = (await master.ask("GET", onwards))[1]
        assert set(told["paging"]) == {"next"} and len(told["data"]) <= 3  # nothing is counted on the way
        seen += [event["id"] for event in told["data"]]
    assert seen == made[::-1]
    exact = (await master.ask("GET", f"/v1/events?tags=walked&limit={len(made) + 1}"))[1]
    assert exact["paging"]["next"] is None  # full, and nothing behind it
    for text in ("x", "%F0%9F%92%A9", "A" * 32, "f" * 32, "=" * 8):
        code, told = await master.ask("GET", f"/v1/events?after={text}")
        assert code == 200 or told["error"]["errors"].keys() == {"after"}, text


async def test_occurrences_are_walked_through_the_same_moment_and_in_all_lists(master: Api):
    event = await make(master, schedule={"frequency": "daily"}, tags=["walked too"])
    now = master.running.now()
    for n in range(5):  # all of the same moment: their ids decide
        await db.run(
            "INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at, number) VALUES"
            " ($1, $2, $3, $4, $5, $4, nextval('occurrence_numbers'))",
            db.new_id(), UUID(event["id"]), f"s{n}", now, "failed" if n % 2 else "pending",
        )  # fmt: skip
    path, every = f"/v1/events/{event['id']}/occurrences", "/v1/occurrences"
    for start, n in (
        (f"{path}?limit=2", 6), (f"{every}?event={event['id']}&limit=2", 5), (f"{every}?tags=walked+too&limit=1", 5),
        (f"{every}?event={event['id']}&status=pending&limit=2", 3), (f"{every}?status=scheduled&tags=walked+too", 1),
    ):  # fmt: skip
        seen, onwards = [], start
        while onwards is not None:
            told = (await master.ask("GET", onwards))[1]
            seen += [each["occurrence_id"] for each in told["data"]]
            onwards = told["paging"]["next"]
        assert len(seen) == len(set(seen)) == n, start


async def test_a_far_page_costs_what_the_first_one_does_and_needs_no_event(master: Api):
    """How many rows the database looks at, whatever it knows of the tables."""
    event = await make(master, schedule={"frequency": "daily"}, tags=["far"])
    now = master.running.now()
    await db.run(
        "INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at, number) SELECT gen_random_uuid(), $1, n::text,"
        " $2::timestamptz - make_interval(secs => n / 10), 'failed', $2, nextval('occurrence_numbers')"
        " FROM generate_series(1, 4000) n",
        UUID(event["id"]), now + timedelta(days=3650),  # the latest of all: whichever index is taken, these are its first
    )  # fmt: skip
    everything = access.Caller(db.new_id(), "master", "admin", (), "", "master")
    listed = views.list_of_occurrences(everything, views.Filter(status=("failed",)))
    skipped, middle = await look_at(listed.page(3000, 50, None))
    assert skipped > 3000
    place = (middle[-1]["place_at"], middle[-1]["place_id"])
    looked, first = await look_at(listed.page(0, 50, None))
    far, rows = await look_at(listed.page(0, 50, place))
    assert len(rows) == len(first) == 51 and (rows[0]["place_at"], rows[0]["place_id"]) < place
    assert far <= looked + 5 and looked <= 60
    assert "events" not in listed.page(0, 50, place)[0]
    # What events are found by is a table of its own, and its index on tags has no condition that a statement must repeat.
    tagged = views.list_of_occurrences(everything, views.Filter(tags=("far",)))
    assert "JOIN listed_events e " in tagged.page(0, 50, None)[0]
    [kept] = await db.rows("SELECT indexdef FROM pg_indexes WHERE indexname = 'listed_events_tagged'")
    assert kept["indexdef"].endswith("listed_events USING gin (tags)")
    events = views.list_of_events(everything, views.Filter(status=("paused",)))
    assert "OFFSET" not in events.page(70, 50, place)[0] and "OFFSET" in events.page(70, 50, None)[0]


async def look_at(statement: tuple[str, list[Any]]) -> tuple[int, list[Any]]:
    """How many rows were looked at to answer this, and the answer."""

    def rows(plan: Any) -> int:
        inside = plan.get("Plans", [])
        own = 0 if inside else plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        return int(plan["Actual Loops"] * own) + sum(map(rows, inside))

    text, values = statement
    async with db.transaction():
        await db.run("ANALYZE occurrences")
        await db.run("SET LOCAL enable_sort = off")  # of so few rows sorting all is not dear: of very many it is
        await db.run("SET LOCAL enable_bitmapscan = off")
        [plan] = await db.rows(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", *values)
        told = plan["QUERY PLAN"]
        return rows((json.loads(told) if isinstance(told, str) else told)[0]["Plan"]), await db.rows(text, *values)


async def test_old_clients_see_the_five_states_that_qhronos_had(master: Api):
    event = await make(master, schedule={"frequency": "daily"}, tags=["of old"])
    now, ours = master.running.now(), [state for state in STATES if state != "scheduled"]
    for n, state in enumerate(ours):
        await db.run(
            "INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at, number) VALUES"
            " ($1, $2, $3, $4, $5, $4, nextval('occurrence_numbers'))",
            db.new_id(), UUID(event["id"]), f"s{n}", now - timedelta(minutes=n), state,
        )  # fmt: skip
    assert set().union(*map(set, views.LEGACY.values())) == set(STATES)  # each of ours is one of theirs
    path = f"/v1/events/{event['id']}/occurrences"
    new = await master.get(path)
    old = await master.get(f"{path}?view=legacy")
    assert [each["status"] for each in new] == ["scheduled", *ours]
    assert [each["status"] for each in old] == [
        "scheduled", "pending", "dispatched", "dispatched", "completed", "completed", *["failed"] * 4
    ]  # fmt: skip
    for word in ("pending", "dispatched", "completed", "failed", "scheduled"):
        for start in (f"{path}?", "/v1/occurrences?tags=of+old&"):
            told = await master.get(f"{start}view=legacy&status={word}")
            assert [each["status"] for each in told] == [word] * len(views.LEGACY[word]), (word, start)
    dispatched = await master.get(f"{path}?status=dispatching")
    [one] = dispatched
    assert (await master.get(f"/v1/occurrences/{one['id']}?view=legacy"))["status"] == "dispatched"
    assert (await master.get(f"/v1/occurrences/{one['id']}"))["status"] == "dispatching"
    for query in ("status=dispatched", "view=legacy&status=missed", "view=new"):
        refused(await master.ask("GET", f"{path}?{query}"), 400, "view" if query == "view=new" else "status")


async def test_the_list_of_events_follows_them_and_costs_nothing_when_one_comes_due(master: Api):
    """What events are found by stands in a table of its own, kept by a trigger."""
    columns = "id, owner_id, status, tags, start_at, created_at"
    event = await make(master, tags=["listed", "here"])
    other = await make(master, tags=["listed"])
    await put(master, event, tags=["listed", "there"], status="paused")
    assert [each["id"] for each in done(await master.ask("GET", "/v1/events?tags=there"))] == [event["id"]]
    assert (await master.ask("DELETE", f"/v1/events/{other['id']}"))[0] == 204
    shown = {each["id"] for each in done(await master.ask("GET", "/v1/events?tags=listed"))}
    assert shown == {event["id"]}
    rows = await db.rows(f"SELECT {columns} FROM events WHERE name = 'event' ORDER BY id")
    assert rows == await db.rows(f"SELECT {columns} FROM listed_events ORDER BY id") and len(rows) >= 2
    # An event that comes due is written; its entry of the list is not, and neither is an index of what it is found by.
    version = await db.one("SELECT xmin::text FROM listed_events WHERE id = $1", UUID(event["id"]))
    await db.run("UPDATE events SET due_at = due_at, slot = slot, fired = fired, failures = 0 WHERE name = 'event'")
    assert await db.one("SELECT xmin::text FROM listed_events WHERE id = $1", UUID(event["id"])) == version
    await db.run("DELETE FROM events WHERE id = $1", UUID(event["id"]))
    assert await db.one("SELECT 1 AS yes FROM listed_events WHERE id = $1", UUID(event["id"])) is None


# --- what is odd is refused by name, and never an error of ours --------------------------------------------------------

ENDS_OF_TIME = ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00")


async def test_a_time_beyond_all_calendars_is_refused_wherever_one_is_taken(master: Api, admin: Somebody):
    event, daily = await make(master), {"frequency": "daily"}
    for at in ENDS_OF_TIME:
        await wrong(master, "start_time", start_time=at)
        await wrong(master, "end_time", end_time=at, schedule=daily)
        for field in ("start_time", "end_time", "from", "to"):
            wanted = {"start_time": later(master, hours=1), "schedule": daily} | {field: at}
            refused(await master.ask("POST", "/v1/schedules/preview", wanted), 400, field)
        refused(await master.ask("POST", f"/v1/events/{event['id']}/replay", {"since": at}), 400, "since")
    for at in (*ENDS_OF_TIME, "2030-01-01T00:00:00"):  # the last one has no zone
        for path in (
            "/v1/events?start_after=", "/v1/events?start_before=", "/v1/occurrences?from=", "/v1/occurrences?to=",
            f"/v1/events/{event['id']}/occurrences?from=", "/v1/audit?since=", "/v1/audit?until=",
        ):  # fmt: skip
            refused(await admin.api.ask("GET", path + quote(at)), 400, path.rsplit("?")[1].rstrip("="))


async def test_a_number_beyond_all_numbers_is_refused_by_name(master: Api):
    for raw, field in (
        ('"metadata": {"a": [1, 1e400]}', "metadata.a.1"), (f'"metadata": -1{"0" * 400}.5', "metadata"),
        ('"action": {"type": "apicall", "params": {"method": "PUT", "url": "https://example.org/", "body": 1e999}}',
         "action.params.body"),
    ):  # fmt: skip
        body = f'{{"name": "huge", "start_time": "{later(master, hours=1)}", "webhook": "{HOOK}", {raw}}}'
        answer = await master.raw(
            "POST", "/v1/events", data=body.encode(), headers={"Content-Type": "application/json"}
        )
        refused((answer.status, await answer.json()), 400, field)
    assert (await make(master, metadata={"text": "1e400", "n": 1e100}))["metadata"] == {"text": "1e400", "n": 1e100}


async def test_what_may_be_several_things_is_refused_under_its_own_name(master: Api):
    for given in (5, [], True):
        await wrong(master, "schedule", schedule=given)
    for wait in ("5", {}, [1, "2"], 0):
        action = {"type": "webhook", "params": {"url": HOOK, "retry": {"backoff_seconds": wait}}}
        await wrong(master, "action.params.retry.backoff_seconds", action=action)
    await wrong(master, "timezone", timezone="")
    await wrong(master, "schedule", schedule="RRULE:")
    for name in (" ", "a\0"):
        await wrong(master, "action.params.client_name", action={"type": "websocket", "params": {"client_name": name}})
    nobody = {"text": "x", "user_id": "00000000-0000-7000-8000-000000000000"}
    await wrong(master, "action.params.user_id", action={"type": "message", "params": nobody})
    for secret in ("whsec_", "whsec_not base64 at all", "whsec_!!!!!!!!!!!!!!!!"):
        await wrong(master, "hmac_secret", hmac_secret=secret)
        await wrong(master, "secrets.1", secrets=["a fine secret", secret])
    event = await make(master)
    told = await master.ask("POST", f"/v1/events/{event['id']}/secrets", {"secret": "whsec_!!!!!!!!!!!!!!!!"})
    refused(told, 400, "secret")


async def test_an_end_before_the_start_is_told_from_one_that_has_passed(master: Api):
    start, end = later(master, days=2), later(master, days=1)
    for field, more in (
        ("end_time", {"end_time": end}),
        ("schedule.until", {"schedule": {"frequency": "daily", "until": end}}),
    ):
        wanted = {"name": "x", "webhook": HOOK, "start_time": start, "schedule": {"frequency": "daily"}} | more
        told = await master.ask("POST", "/v1/events", wanted)
        assert told[1]["error"]["errors"] == {field: ["This has to be later than the start."]}
    told = await master.ask("POST", "/v1/schedules/preview", {"schedule": "FREQ=DAILY;BYHOUR=25", "start_time": start})
    assert told[1]["error"]["errors"] == {"schedule.BYHOUR": ["Choose one of these: 0…23."]}


async def test_what_happens_once_is_not_made_for_a_day_that_is_left_out(master: Api):
    at = "2030-06-01T22:30:00Z"  # in Zagreb it is the second of June already
    for exclude in (["2030-06-02"], ["2030-05-30/2030-06-03"], [at]):
        await wrong(master, "exclude", start_time=at, timezone="Europe/Zagreb", exclude=exclude)
    event = await make(master, start_time=at, timezone="Europe/Zagreb", exclude=["2030-06-01"])
    assert event["next_at"] == at
    refused(await master.ask("PUT", f"/v1/events/{event['id']}", {"exclude": ["2030-06-02"]}), 400, "exclude")


async def test_what_people_count_on_is_never_missed_in_silence(master: Api, admin: Somebody):
    """While the service was away for three hours: an alarm is raised late, and of all else somebody hears."""
    ada = await another(admin)
    await ada.consents(await ada.contact())
    at = master.running.now() + timedelta(minutes=1)
    when = {"start_time": at.isoformat(), "schedule": {"frequency": "daily"}, "webhook": ...}
    ids = {"user_id": ada.id}
    wanted = {
        "probe": ids, "escalation": ids, "message": ids | {"text": "Take the insulin", "confirm": True},
        "visit": ids | {"minutes": 60, "tasks": ["Cook"]},
    }  # fmt: skip
    made_ones = {
        kind: await make(master, **when, action={"type": kind, "params": params}) for kind, params in wanted.items()
    }
    skips = {"type": "escalation", "params": ids}
    never = await make(master, **when, action=skips, catch_up_seconds=0)  # its maker chose so
    await events.run_due(at + timedelta(hours=3))
    for kind, event in made_ones.items():
        [gone] = [each for each in await of_event(master, event) if each["status"] != "scheduled"]
        assert gone["status"] == ("completed" if kind == "escalation" else "missed"), kind
    assert await db.one("SELECT 1 AS yes FROM escalations WHERE user_id = $1", UUID(ada.id)) is not None
    assert (await of_event(master, never, "missed"))[0]["scheduled_at"] == never["start_time"]
    told = [each.text for each in await Delivery.filter(person_id=admin.id).order_by("id")]
    assert sum(text.startswith("1 check-ins of 1 people were missed between") for text in told) == 1
    assert sum(text.startswith("1 alarms that were planned between") for text in told) == 1
    told = [each.text for each in await Delivery.filter(person_id=ada.id, kind="notice").order_by("id")]
    assert (
        sum(text.startswith("We could not remind you on") and text.endswith(": Take the insulin") for text in told) == 1
    )
    assert sum(text.startswith("Nobody could come: ") for text in told) == 1
    notes = await db.rows("SELECT what FROM timeline WHERE person_id = $1 AND what = 'skipped_outage'", UUID(ada.id))
    assert len(notes) == 4
