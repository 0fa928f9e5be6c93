"""How somebody is watched."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.web.callers import Somebody, asked
from wellcheck.probes import Probe


def here(user: Somebody) -> str:
    return f"/v1/users/{user.id}/probe_settings"


async def test_nobody_is_watched_without_a_contact(ada: Somebody):
    assert (await ada.api.ask("PUT", here(ada), {"active": True}))[0] == 403
    assert (await ada.api.get(here(ada)))["active"] is False
    await ada.contact(emergency=False)
    assert (await ada.api.ask("PUT", here(ada), {"active": True}))[0] == 403
    await ada.contact()
    status, told = await ada.api.ask("PUT", here(ada), {"active": True})
    assert status == 200 and told["data"]["active"] is True and told["data"]["next_probe_at"]


@pytest.mark.parametrize(
    "times",
    ["0 18 * * */1", "0 9 * * MON-FRI", "30 8,20 * JAN *", "@daily", "@every 1h", "0 9 * * 7", "0 9 * * *; 0 20 * * *"],
)
async def test_times_that_can_be_kept_are_taken(ada: Somebody, times: str):
    status, told = await ada.api.ask("PUT", here(ada), {"cron_expression": times})
    assert status == 200, told
    status, again = await ada.api.ask("PUT", here(ada), {"cron_expression": told["data"]["cron_expression"]})
    assert status == 200 and again["data"]["cron_expression"] == told["data"]["cron_expression"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cron_expression", "0 18 * *"), ("cron_expression", "0 0 18 * * 3"), ("cron_expression", "60 9 * * *"),
        ("cron_expression", "@reboot"), ("cron_expression", ""), ("cron_expression", "0 0 31 2 *"),
        ("cron_expression", "* * * * *"), ("cron_expression", "@every 5s"), ("cron_expression", "R R * * *"),
        ("cron_expression", 5), ("cron_expression", None), ("cron_expression", "9 " * 2000),
        ("max_retries", 7), ("max_retries", -1), ("max_retries", 1.5), ("max_retries", "3"), ("max_retries", True),
        ("max_retries", 10**30), ("wait_time_in_minutes", 4), ("wait_time_in_minutes", 121),
        ("wait_time_in_minutes", 5.5), ("wait_time_in_minutes", "60"), ("wait_time_in_minutes", [60]),
        ("active", "true"), ("active", 1), ("active", None), ("zone", "Mars/Base"), ("after_alarm", "maybe"),
        ("windows", [361]), ("windows", [-1]), ("windows", 60), ("windows", ["60"]), ("windows", [10, 10]),
        ("windows", [0] * 13), ("skips", ["soon"]), ("skips", "2026-12-24"), ("skips", [5]), ("skips", ["2026-02-30"]),
        ("skips", ["2027-01-01/2027-12-31"]),
        ("paused_until", "tomorrow"), ("paused_until", "2027-01-01T00:00:00"), ("paused_until", 1),
    ],
)  # fmt: skip
async def test_what_cannot_be_kept_is_named(ada: Somebody, field: str, value: object):
    before = await ada.api.get(here(ada))
    status, told = await ada.api.ask(
        "PUT", here(ada), {field: value, "max_retries": 2} if field == "zone" else {field: value}
    )
    assert status == 400 and [name.partition(".")[0] for name in told["error"]["errors"]] == [field], told
    assert await ada.api.get(here(ada)) == before


async def test_the_limits_are_said(ada: Somebody):
    _, told = await ada.api.ask("PUT", here(ada), {"wait_time_in_minutes": 4})
    assert "5" in str(told["error"]["errors"]) and "120" in str(told["error"]["errors"])
    for change in ({"max_retries": 6}, {"max_retries": 0}, {"wait_time_in_minutes": 5}, {"wait_time_in_minutes": 120}):
        assert (await ada.api.ask("PUT", here(ada), change))[0] == 200


async def test_only_the_user_changes_them(admin: Somebody, ada: Somebody):
    assert (await admin.api.ask("PUT", here(ada), {"max_retries": 1}))[0] == 403
    assert (await admin.api.get(here(ada)))["max_retries"] == 3
    assert (await ada.api.ask("GET", here(admin)))[0] == 403
    for body in ({}, {"shoe_size": 3}):
        assert (await ada.api.ask("PUT", here(ada), body))[0] == 400


async def test_an_open_question_keeps_its_limits_and_switching_off_cancels_it(ada: Somebody):
    await ada.contact()
    await ada.api.ask("PUT", here(ada), {"active": True})
    id = await asked(ada.id, ada.api.running, 60)
    _, told = await ada.api.ask("PUT", here(ada), {"wait_time_in_minutes": 5, "max_retries": 1})
    next_at = told["data"]["next_probe_at"]
    assert (await Probe.get(id=id)).wait_seconds == 3600
    _, told = await ada.api.ask("PUT", here(ada), {"max_retries": 2})
    assert told["data"]["next_probe_at"] == next_at
    await ada.api.ask("PUT", here(ada), {"active": False})
    assert (await ada.api.get(f"/probes/{id}"))["status"] == {"id": 5, "name": "cancelled"}


async def test_a_pause_has_an_end_and_a_zone_moves_the_times(ada: Somebody):
    await ada.contact()
    hour = (ada.api.running.now().hour - 1) % 24  # gone by at whichever hour this is told: the move steps over no time
    await ada.api.ask("PUT", here(ada), {"active": True, "cron_expression": f"0 {hour} * * *"})
    until = (ada.api.running.now() + timedelta(days=3)).isoformat()
    status, told = await ada.api.ask("PUT", here(ada), {"paused_until": until})
    assert status == 200 and told["data"]["next_probe_at"] > until[:19]
    for wrong in ("2020-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00"):
        assert (await ada.api.ask("PUT", here(ada), {"paused_until": wrong}))[0] == 409
    _, told = await ada.api.ask("PUT", here(ada), {"paused_until": None})
    assert told["data"]["paused_until"] is None
    _, moved = await ada.api.ask("PUT", here(ada), {"zone": "asia/tokyo"})
    assert moved["data"]["zone"] == "Asia/Tokyo"
    assert moved["data"]["next_probe_at"][11:19] == f"{(hour - 9) % 24:02}:00:00"
    assert (await ada.api.get(f"/users/{ada.id}"))["zone"] == "Asia/Tokyo"


async def test_times_can_be_looked_at_before_they_are_kept(ada: Somebody):
    wanted = {"cron_expression": "0 9 * * *", "zone": "Europe/Zagreb", "n": 3}
    status, told = await ada.api.ask("POST", "/schedules/preview", wanted)
    assert status == 200 and [each["local"][11:16] for each in told["data"]["firings"]] == ["09:00"] * 3
    once = {"schedule": {"type": "once", "at": "2099-01-31T09:00:00Z"}}
    status, told = await ada.api.ask("POST", "/schedules/preview", once)
    assert status == 200 and len(told["data"]["firings"]) == 1
    for body in (
        {},
        {"cron_expression": "x"},
        {"schedule": {"type": "moon"}},
        wanted | {"n": 0},
        wanted | {"zone": "X"},
    ):
        assert (await ada.api.ask("POST", "/schedules/preview", body))[0] == 400
    assert (await ada.api.by(None).ask("POST", "/schedules/preview", wanted))[0] == 401


async def test_windows_and_days_to_leave_out_are_kept_with_the_times(ada: Somebody):
    await ada.contact()
    wanted = {"active": True, "cron_expression": "0 9 * * *", "windows": [120], "skips": ["2199-12-24"]}
    status, told = await ada.api.ask("PUT", here(ada), wanted)
    assert status == 200, told
    shown = told["data"]
    assert {name: shown[name] for name in wanted} == wanted
    begins, ends = (datetime.fromisoformat(shown[name]) for name in ("next_probe_at", "next_probe_until"))
    assert ends - begins == timedelta(hours=2) and begins.minute == 0, "the minute that is drawn is not shown"
    told = (await ada.api.ask("PUT", here(ada), {"cron_expression": "0 20 * * *"}))[1]["data"]
    assert (told["windows"], told["skips"], told["next_probe_until"]) == ([], ["2199-12-24"], None)
    assert (await ada.api.ask("PUT", here(ada), {"skips": []}))[1]["data"]["skips"] == []


async def test_windows_are_for_times_by_the_clock(ada: Somebody):
    for field, value in (("windows", [30]), ("skips", ["2199-12-24"])):
        status, told = await ada.api.ask("PUT", here(ada), {"cron_expression": "@every 12h", field: value})
        assert status == 400 and list(told["error"]["errors"]) == [field]


async def test_a_preview_shows_windows_and_leaves_days_out(ada: Somebody):
    wanted = {"cron_expression": "0 9 24 12 *", "windows": [90], "skips": ["2199-12-24"], "zone": "UTC", "n": 2}
    told = (await ada.api.ask("POST", "/v1/schedules/preview", wanted))[1]["data"]
    assert told["schedule"]["windows"] == [90] and told["schedule"]["skips"] == ["2199-12-24"]
    first = told["firings"][0]
    assert first["at"].endswith("12-24T09:00:00Z") and first["until"].endswith("12-24T10:30:00Z")
    by_json = {"schedule": told["schedule"], "zone": "UTC", "n": 2}
    assert (await ada.api.ask("POST", "/v1/schedules/preview", by_json))[1]["data"] == told
    status, told = await ada.api.ask("POST", "/v1/schedules/preview", wanted | {"windows": [400]})
    assert status == 400 and list(told["error"]["errors"]) == ["windows"]
