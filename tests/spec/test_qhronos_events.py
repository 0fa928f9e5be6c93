"""The checklist of Qhronos, Q44 to Q159: events, schedules, occurrences, planning. One database for all of it: each line looks
at its own events alone."""

from __future__ import annotations

import asyncio
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
from tests.web.callers import Api
from wellcheck import db, events
from wellcheck.config import Config

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
        },
        home_env=False,
    )
    async with building.served(config) as api:
        yield api.by(config.master_token)
    await copies.give_back()


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


async def test_q076_q077_what_is_no_event_is_not_found(master: Api):
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


async def test_q090_q091_q092_q093_lists_by_tags(master: Api):
    a, b, ab, _ = [await make(master, tags=tags) for tags in (["q91a"], ["q91b"], ["q91a", "q91b"], ["q91c"])]

    async def ids(query: str) -> list[str]:
        return [event["id"] for event in await master.get(f"/v1/events?{query}")]

    newest = await ids("")
    assert newest[1:4] == [ab["id"], b["id"], a["id"]]
    assert await ids("tags=q91a,q91b") == await ids("tags=q91a&tags=q91b") == [ab["id"], b["id"], a["id"]]
    assert await ids("tags=q91a,q91b&match=all") == [ab["id"]]
    assert await ids("tags=q91") == []
    refused(await master.ask("GET", "/v1/events?match=some"), 400, "match")


async def test_q090_the_newest_comes_first(master: Api):
    times = [event["created_at"] for event in await master.get("/v1/events")]
    assert times == sorted(times, reverse=True)


async def test_q091_any_of_the_tags_is_enough(master: Api):
    event = await make(master, tags=["q091"])
    assert [each["id"] for each in await master.get("/v1/events?tags=nobody,q091")] == [event["id"]]


async def test_q092_no_match_is_an_empty_list(master: Api):
    assert await master.ask("GET", "/v1/events?tags=nobodys") == (
        200, {"data": [], "paging": {"page": 1, "pages": 1, "total": 0, "more": False}})  # fmt: skip


async def test_q094_pages_do_not_overlap_and_cover_all(master: Api):
    ids = [(await make(master, tags=["q094"]))["id"] for _ in range(5)]
    seen = []
    for page in (1, 2, 3):
        status, told = await master.ask("GET", f"/v1/events?tags=q094&limit=2&page={page}")
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
