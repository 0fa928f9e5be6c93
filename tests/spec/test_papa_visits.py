"""PapaVisits' checklist, line by line (the races among several processes are in `test_papa_races.py`).

Where a line pins an old status code or an old sentence, ours is tried: 201 and 204, 400 with the field named, 404, 409.
"""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from string import Template
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
import pytest_asyncio

from tests.conftest import Copies
from tests.faults import refusing
from tests.spec.api import done, refused, served
from tests.web.callers import Api
from wellcheck import access, db, events, visits
from wellcheck.config import Config
from wellcheck.embedded import Embedded
from wellcheck.visits import ledger, rules

pytestmark = pytest.mark.asyncio(loop_scope="module")
PASSWORD = "longpassword"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(copies: Copies, servers: Embedded, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """The web server alone, on one database for all tests of this file: each brings people of its own."""
    config = Config.read(
        {
            "DATABASE_URL": await copies.take(), "REDIS_URL": servers.redis_url,
            "WELLCHECK_HOME": str(tmp_path_factory.mktemp("shop")), "SECRET_KEYS": "a key for tests that opens nothing else",
            "MASTER_TOKEN": "a master token for tests, long enough", "REGISTRATIONS_PER_HOUR": "100000",
        },
        home_env=False,
    )  # fmt: skip
    async with served(config) as api:
        yield api
    await copies.give_back()


@dataclass
class Person:
    """Somebody who opened an account by the old interface."""

    api: Api
    id: str
    email: str

    async def me(self) -> Any:
        return await self.api.get("/api/user")

    async def minutes(self) -> int:
        return int((await self.me())["minutes"])

    async def asks(self, minutes: Any = 20, days: int = 1, **more: Any) -> tuple[int, Any]:
        return await self.api.ask("POST", "/api/visit", a_visit(self.api, minutes, days) | more)

    async def visit(self, minutes: int = 20, days: int = 1, **more: Any) -> Any:
        return done(await self.asks(minutes, days, **more), 201)

    async def completes(self, visit: Any, **more: Any) -> tuple[int, Any]:
        return await self.api.ask("PUT", f"/api/visit/{visit['id']}/complete", **more)

    async def sees(self, query: str = "") -> Any:
        return await self.api.get(f"/api/visit{query}")


def day(api: Api, days: int = 0) -> str:
    """A day from today, in UTC."""
    return (api.running.now() + timedelta(days=days)).date().isoformat()


def a_visit(api: Api, minutes: Any = 20, days: int = 1) -> dict[str, Any]:
    """The body that asks for a visit."""
    return {"date": day(api, days), "minutes": minutes, "tasks": [{"name": "help me"}]}


def registration(**more: Any) -> dict[str, Any]:
    """The body that opens an account."""
    return {
        "email": f"{uuid4().hex}@example.com",
        "password": PASSWORD,
        "first_name": "Ben",
        "last_name": "Brewer",
    } | more


async def register(shop: Api, **more: Any) -> Person:
    """Somebody new."""
    wanted = registration(**more)
    token = done(await shop.ask("POST", "/api/auth/registration", wanted), 201)["access_token"]
    api = shop.by(token)
    return Person(api, (await api.get("/api/user"))["id"], wanted["email"])


@pytest_asyncio.fixture(loop_scope="module")
async def papa(shop: Api) -> Person:
    return await register(shop)


@pytest_asyncio.fixture(loop_scope="module")
async def pal(shop: Api) -> Person:
    return await register(shop, first_name="Pal", last_name="Amino")


@pytest_asyncio.fixture(loop_scope="module")
async def admin(shop: Api) -> Api:
    return shop.by(shop.config.master_token)


async def balanced() -> None:
    """Every balance is the sum of its entries, and all entries sum to zero."""
    books = await ledger.books()
    assert (books.total, books.differ, books.balances + books.house) == (0, 0, 0)


# --- envelope and auth -----------------------------------------------------------------------------------------------


PRINTED = """
curl -X POST -H 'content-type: application/json' -d '{"email":"ben@example.com","password":"longpassword","first_name":"Ben",\
"last_name":"Brewer"}' http://localhost:4000/api/auth/registration
curl -X POST -H 'content-type: application/json' -H "authorization: $TOKEN" -d '{"date": "$DATE", "minutes":10, "tasks": \
[{"name": "help me"}]}' http://localhost:4000/api/visit
curl -X POST -H 'content-type: application/json' -d '{"email":"pal@example.com","password":"longpassword","first_name":"Pal",\
"last_name":"Amino"}' http://localhost:4000/api/auth/registration
curl -H 'content-type: application/json' -H "authorization: $PAL_TOKEN" http://localhost:4000/api/visit
curl -X PUT -H 'content-type: application/json' -H "authorization: $PAL_TOKEN" \
http://localhost:4000/api/visit/$VISIT_ID/complete
curl -X POST -H 'content-type: application/json' -d '{"email":"ben@example.com","password":"longpassword"}' \
http://localhost:4000/api/auth/session
curl -H "authorization: $TOKEN" http://localhost:4000/api/user
"""
"""What the predecessor's README has its reader type."""


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
async def test_p00_the_printed_commands_run_as_they_are(shop: Api) -> None:
    """By curl, host and dates aside."""
    known = {"DATE": day(shop, 5)}

    async def typed(line: str) -> Any:
        line = line.replace("http://localhost:4000", str(shop.client.make_url("")).rstrip("/"))
        words = [Template(word).safe_substitute(known) for word in shlex.split(line)]
        process = await asyncio.create_subprocess_exec(words[0], "-s", *words[1:], stdout=asyncio.subprocess.PIPE)
        told, _ = await process.communicate()
        assert process.returncode == 0
        answer = json.loads(told)
        assert "data" in answer, answer
        return answer["data"]

    lines = PRINTED.replace("\\\n", "").strip().splitlines()
    known["TOKEN"] = (await typed(lines[0]))["access_token"]
    asked = await typed(lines[1])
    known["PAL_TOKEN"] = (await typed(lines[2]))["access_token"]
    assert asked["id"] in [each["id"] for each in await typed(lines[3])]
    known["VISIT_ID"] = asked["id"]
    paid = await typed(lines[4])
    assert set(paid) >= {"id", "pal", "visit"} and paid["visit"]["status"] == "completed"
    known["TOKEN"] = (await typed(lines[5]))["access_token"]
    assert (await typed(lines[6]))["minutes"] == 110


async def test_p01_success_has_data_and_failure_has_error(papa: Person) -> None:
    code, told = await papa.api.ask("GET", "/api/user")
    assert (code, list(told)) == (200, ["data"])
    refused(await papa.api.ask("GET", f"/v1/visits/{uuid4()}"), 404)


async def test_p02_what_is_wrong_in_a_body_is_a_list_by_field(papa: Person) -> None:
    error = refused(await papa.api.ask("POST", "/api/visit", {}), 400, "date", "minutes", "tasks")
    assert all(isinstance(said, list) for said in error["errors"].values())


DOORS = (("GET", "/api/user"), ("GET", "/api/visit"), ("POST", "/api/visit"),
         ("PUT", f"/api/visit/{uuid4()}/complete"), ("DELETE", "/api/auth/registration"))  # fmt: skip


async def test_p03_without_a_token_nobody_comes_in(shop: Api) -> None:
    for method, path in DOORS:
        refused(await shop.ask(method, path), 401)


async def test_p04_what_is_no_token_of_ours_does_not_count(shop: Api, papa: Person) -> None:
    head, body, sign = str(papa.api.token).split(".")
    for token in ("nonsense", str(papa.api.token)[:-20], f"{head}.{body}.{sign[::-1]}"):
        for method, path in DOORS:
            refused(await shop.by(token).ask(method, path), 401)


async def test_p05_a_bare_token_is_taken(shop: Api, papa: Person) -> None:
    assert (await shop.ask("GET", "/api/user", headers={"Authorization": str(papa.api.token)}))[0] == 200


async def test_p06_a_bearer_token_is_taken(papa: Person) -> None:
    assert (await papa.api.ask("GET", "/api/user"))[0] == 200


async def test_p07_a_token_lasts_a_day(shop: Api, papa: Person) -> None:
    for age, code in ((86_390, 200), (86_410, 401)):
        old = await access.issue(UUID(papa.id), shop.running.now() - timedelta(seconds=age))
        assert (await shop.by(old.access).ask("GET", "/api/user"))[0] == code


async def test_p08_the_token_of_somebody_deleted_is_worth_nothing(papa: Person) -> None:
    assert (await papa.api.ask("DELETE", "/api/auth/registration"))[0] == 204
    for method, path in DOORS:
        refused(await papa.api.ask(method, path), 401)


async def test_p09_signing_in_again_leaves_the_first_token(shop: Api, papa: Person) -> None:
    done(await shop.ask("POST", "/api/auth/session", {"email": papa.email, "password": PASSWORD}))
    assert (await papa.api.ask("GET", "/api/user"))[0] == 200


async def test_p10_signing_out_ends_a_token(papa: Person) -> None:
    assert (await papa.api.ask("POST", "/v1/logout"))[0] == 204
    refused(await papa.api.ask("GET", "/api/user"), 401)


async def test_p11_what_is_unknown_or_unreadable_has_our_shape(papa: Person) -> None:
    refused(await papa.api.ask("GET", "/api/nothing"), 404)
    for raw in (b"{", b"[]", b"\xff", b'{"date": {"year": []}, "minutes": {}, "tasks": 7}', b'"' + b"a" * 5000 + b'"'):
        code, told = await papa.api.ask("POST", "/api/visit", data=raw)
        assert code == 400 and told["error"]["status"] == 400


async def test_p12_who_reads_no_json_is_told_so(papa: Person) -> None:
    for wanted, code in (("text/html", 406), ("*/*", 200), ("application/json", 200), ("text/html, */*;q=0.1", 200)):
        assert (await papa.api.raw("GET", "/api/user", headers={"Accept": wanted})).status == code


# --- registration ------------------------------------------------------------------------------------------------------


async def test_p13_a_new_token_works_at_once(shop: Api) -> None:
    assert (await register(shop)).id


async def test_p14_a_new_account_has_120_minutes(papa: Person) -> None:
    assert await papa.minutes() == 120
    told = await papa.api.get(f"/v1/users/{papa.id}/minutes")
    assert (told["balance"], told["reserved"], told["left"]) == (120, 0, 120)


async def test_p15_nobody_chooses_their_own_minutes(shop: Api) -> None:
    assert await (await register(shop, minutes=9999)).minutes() == 120


async def test_p16_everything_that_is_missing_is_named_at_once(shop: Api) -> None:
    refused(await shop.ask("POST", "/api/auth/registration", {}), 400, "email", "first_name", "last_name", "password")


async def test_p17_a_wrong_address_and_a_short_password_are_named_together(shop: Api) -> None:
    wrong = registration(email="not-an-email", password="easy")
    refused(await shop.ask("POST", "/api/auth/registration", wrong), 400, "email", "password")


async def test_p18_passwords_have_8_to_128_characters(shop: Api) -> None:
    for password, code in (("abcdefg7", 201), ("abcdef7", 400), ("ab-7" * 32, 201), ("ab-7" * 32 + "x", 400)):
        assert (await shop.ask("POST", "/api/auth/registration", registration(password=password)))[0] == code


async def test_p19_an_address_is_taken_once(shop: Api, papa: Person) -> None:
    for email in (papa.email, papa.email.upper(), f"  {papa.email} "):
        refused(await shop.ask("POST", "/api/auth/registration", registration(email=email)), 400, "email")


async def test_p20_names_are_no_blanks(shop: Api) -> None:
    wrong = registration(first_name="  ", last_name=" ")
    refused(await shop.ask("POST", "/api/auth/registration", wrong), 400, "first_name", "last_name")


async def test_p21_names_and_addresses_have_an_end(shop: Api) -> None:
    wrong = registration(first_name="a" * 300, last_name="b" * 300, email="c" * 300 + "@example.com")
    refused(await shop.ask("POST", "/api/auth/registration", wrong), 400, "first_name", "last_name", "email")


async def test_p22_of_ten_at_once_with_one_address_one_gets_it(shop: Api) -> None:
    wanted = registration()
    told = await asyncio.gather(*(shop.ask("POST", "/api/auth/registration", wanted) for _ in range(10)))
    assert sorted(code for code, _ in told) == [201] + [400] * 9
    await balanced()


async def test_p23_passwords_are_never_shown(shop: Api, papa: Person, pal: Person) -> None:
    visit = await papa.visit()
    said = [
        await papa.me(),
        await pal.sees(),
        (await pal.completes(visit))[1],
        await papa.api.get(f"/v1/users/{papa.id}"),
    ]
    for text in map(json.dumps, said):
        assert PASSWORD not in text and "argon2" not in text and "password" not in text


async def test_p24_accounts_and_sign_ins_are_limited(shop: Api, papa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = [
        await shop.ask("POST", "/api/auth/session", {"email": papa.email, "password": "wrong-one"}) for _ in range(6)
    ]
    assert [code for code, _ in tries] == [401] * 5 + [429]
    few = replace(shop.config, registrations_per_hour=1)
    monkeypatch.setattr(shop.running, "config", few)
    await db.run("DELETE FROM throttles WHERE key LIKE 'registration:%'")
    codes = [(await shop.ask("POST", "/api/auth/registration", registration()))[0] for _ in range(2)]
    assert codes == [201, 429]
    monkeypatch.setattr(shop.running, "config", replace(shop.config, registrations_per_hour=0))
    refused(await shop.ask("POST", "/api/auth/registration", registration()), 403)
    await db.run("DELETE FROM throttles")


# --- session -----------------------------------------------------------------------------------------------------------


async def test_p25_case_and_blanks_around_an_address_do_not_count(shop: Api, papa: Person) -> None:
    for email in (papa.email, f" {papa.email.upper()}  "):
        token = done(await shop.ask("POST", "/api/auth/session", {"email": email, "password": PASSWORD}))[
            "access_token"
        ]
        assert (await shop.by(token).get("/api/user"))["id"] == papa.id


async def test_p26_whatever_is_wrong_is_refused_alike(shop: Api, papa: Person) -> None:
    wrong: list[dict[str, Any]] = [
        {"email": papa.email, "password": "another-one"}, {"email": "nobody@example.com", "password": PASSWORD},
        {"password": PASSWORD}, {"email": papa.email}, {},
    ]  # fmt: skip
    told = [await shop.ask("POST", "/api/auth/session", each) for each in wrong]
    assert {code for code, _ in told} == {401} and len({json.dumps(body) for _, body in told}) == 1
    await db.run("DELETE FROM throttles")


async def test_p27_a_password_that_is_no_text_is_refused(shop: Api, papa: Person) -> None:
    for password in (12345678, {"a": 1}, None, [PASSWORD], True):
        refused(await shop.ask("POST", "/api/auth/session", {"email": papa.email, "password": password}), 401)
        refused(await shop.ask("POST", "/api/auth/registration", registration(password=password)), 400, "password")
    await db.run("DELETE FROM throttles")


async def test_p28_nobody_and_somebody_cost_the_same_work(
    shop: Api, papa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What takes the time is one check of a password, for whoever it is (its real time is told in test_login).
    checked: list[str] = []
    check = access.service._matches
    monkeypatch.setattr(
        access.service, "_matches", lambda stored, given: checked.append(stored) or check(stored, given)
    )
    for email in (papa.email, "nobody@example.com"):
        refused(await shop.ask("POST", "/api/auth/session", {"email": email, "password": "another-one"}), 401)
    assert len(checked) == 2 and all(stored.startswith("$argon2id$") for stored in checked)
    await db.run("DELETE FROM throttles")


# --- GET user ------------------------------------------------------------------------------------------------------------


async def test_p29_a_user_has_these_fields(papa: Person) -> None:
    told = await papa.me()
    assert set(told) == {"id", "email", "first_name", "last_name", "minutes", "visits"}
    assert (told["email"], told["first_name"], told["last_name"]) == (papa.email, "Ben", "Brewer")


async def test_p30_a_user_sees_their_own_visits_there(papa: Person, pal: Person) -> None:
    one, two = await papa.visit(10), await papa.visit(20, days=2)
    await pal.visit(30)
    await pal.completes(one)
    listed = (await papa.me())["visits"]
    assert [(each["id"], each["minutes"], each["status"]) for each in listed] == [
        (one["id"], 10, "completed"), (two["id"], 20, "requested"),
    ]  # fmt: skip
    assert listed[0]["tasks"][0]["name"] == "help me" and listed[0]["date"] == one["date"]


async def test_p31_a_balance_is_right_at_once(papa: Person, pal: Person) -> None:
    done(await pal.completes(await papa.visit(100)))
    assert (await papa.minutes(), await pal.minutes()) == (20, 205)


# --- POST visit: types ---------------------------------------------------------------------------------------------------


async def test_p32_a_visit_is_taken_as_it_was_asked_for(papa: Person) -> None:
    wanted = {"tasks": [{"name": "laundry", "description": "help with laundry"}, {"name": "dishes"}]}
    visit = await papa.visit(30, 3, **wanted)
    assert (visit["status"], visit["user"]["id"], visit["minutes"], visit["date"]) == (
        "requested", papa.id, 30, day(papa.api, 3),
    )  # fmt: skip
    assert [task["name"] for task in visit["tasks"]] == ["laundry", "dishes"]
    assert len({UUID(each["id"]) for each in (visit, *visit["tasks"])}) == 3


async def test_p33_nobody_asks_in_the_name_of_somebody_else(papa: Person, pal: Person) -> None:
    assert (await papa.visit(10, user_id=pal.id))["user"]["id"] == papa.id
    wanted = {"date": day(papa.api, 1), "minutes": 10, "tasks": [{"name": "x"}], "user_id": pal.id}
    refused(await papa.api.ask("POST", "/v1/visits", wanted), 404)


async def test_p34_a_date_and_minutes_are_needed(papa: Person) -> None:
    refused(await papa.api.ask("POST", "/api/visit", {"tasks": [{"name": "x"}]}), 400, "date", "minutes")


async def test_p35_a_date_is_one(papa: Person) -> None:
    for wrong in ("not-a-date", "2024-13-01", "2023-02-29", "", 5, [], {"year": 2024}, None):
        refused(await papa.asks(date=wrong), 400, "date")
    now = papa.api.running.now() + timedelta(days=2)
    for right in (now.isoformat(), {"year": now.year, "month": now.month, "day": now.day}):
        assert (await papa.visit(1, date=right))["date"] == now.date().isoformat()


async def test_p36_minutes_are_a_whole_number(papa: Person) -> None:
    for wrong in ("A", 30.5, True, {}, [], None, "30.5"):
        refused(await papa.asks(wrong), 400, "minutes")
    assert (await papa.visit("30"))["minutes"] == 30  # type: ignore[arg-type]


async def test_p37_a_task_without_a_name_is_named_by_its_place(papa: Person) -> None:
    refused(
        await papa.asks(tasks=[{"name": "x"}, {"description": "y"}, {"name": " "}]), 400, "tasks.1.name", "tasks.2.name"
    )


async def test_p38_a_description_may_be_left_out(papa: Person) -> None:
    visit = await papa.visit(tasks=[{"name": "x", "price": 5}])
    assert visit["tasks"][0]["description"] is None and "price" not in visit["tasks"][0]


async def test_p39_a_visit_has_a_task(papa: Person) -> None:
    refused(await papa.asks(tasks=[]), 400, "tasks")
    refused(await papa.api.ask("POST", "/api/visit", {"date": day(papa.api, 1), "minutes": 5}), 400, "tasks")


async def test_p40_wrong_types_are_named_together(papa: Person) -> None:
    refused(await papa.asks("A", date="x", tasks=[{}]), 400, "minutes", "date", "tasks.0.name")


async def test_p41_what_is_far_too_large_is_refused(papa: Person) -> None:
    for wrong in ({"tasks": [{"name": "n" * 300}]}, {"tasks": [{"name": "n"}] * 1000}, {"minutes": 10**20},
                  {"minutes": "9" * 400}, {"tasks": [{"name": "a\x00b"}]}):  # fmt: skip
        assert (await papa.asks(**wrong))[0] == 400
    assert await papa.sees(f"?user_id={papa.id}") == []


# --- POST visit: rules ---------------------------------------------------------------------------------------------------


async def test_p42_a_visit_takes_a_minute_at_least(papa: Person) -> None:
    for minutes in (0, -10):
        refused(await papa.asks(minutes), 400, "minutes")
    assert (await papa.visit(1))["minutes"] == 1


async def test_p43_a_visit_is_today_or_later(papa: Person) -> None:
    refused(await papa.asks(days=-1), 400, "date")
    for days in (0, 5000):
        await papa.visit(1, days)


async def test_p44_what_is_wrong_by_the_rules_is_named_together(papa: Person) -> None:
    refused(await papa.asks(0, days=-1, tasks=[]), 400, "minutes", "date", "tasks")


async def test_p45_all_minutes_may_be_asked_for_and_no_more(papa: Person) -> None:
    refused(await papa.asks(121), 400, "minutes")
    await papa.visit(120)


async def test_p46_visits_to_come_are_reserved(papa: Person) -> None:
    assert [(await papa.asks(minutes))[0] for minutes in (41, 41, 41, 38)] == [201, 201, 400, 201]


async def test_p47_what_is_refused_leaves_nothing(papa: Person) -> None:
    refused(await papa.asks(121), 400, "minutes")
    assert await papa.sees(f"?user_id={papa.id}") == []
    await papa.visit(120)


async def test_p48_asking_costs_nothing_yet(papa: Person) -> None:
    await papa.visit(50)
    assert await papa.minutes() == 120
    told = await papa.api.get(f"/v1/users/{papa.id}/minutes")
    assert (told["balance"], told["reserved"], told["left"]) == (120, 50, 70)


async def test_p49_what_is_done_is_not_reserved_any_more(papa: Person, pal: Person) -> None:
    done(await pal.completes(await papa.visit(20)))
    refused(await papa.asks(101), 400, "minutes")
    await papa.visit(100)


async def test_p50_what_was_earned_may_be_spent(papa: Person, pal: Person) -> None:
    done(await pal.completes(await papa.visit(120)))
    refused(await pal.asks(223), 400, "minutes")
    await pal.visit(222)


async def test_p51_what_is_called_off_is_free_at_once(papa: Person) -> None:
    visit = await papa.visit(120)
    assert done(await papa.api.ask("POST", f"/v1/visits/{visit['id']}/cancel"))["status"] == "cancelled"
    await papa.visit(120)


async def test_p52_today_is_where_the_user_lives(shop: Api) -> None:
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        papa = await register(shop, zone=zone)
        here = rules.ZoneInfo(zone)
        today = shop.running.now().astimezone(here).date()
        assert (await papa.visit(1, date=today.isoformat()))["date"] == today.isoformat()
        refused(await papa.asks(1, date=(today - timedelta(days=1)).isoformat()), 400, "date")


# --- GET visit -----------------------------------------------------------------------------------------------------------


async def test_p53_visits_are_listed_by_day(papa: Person) -> None:
    for days in (3, 1, 2):
        await papa.visit(10, days)
    listed = [each["date"] for each in await papa.sees(f"?user_id={papa.id}")]
    assert listed == sorted(listed) and len(listed) == 3


async def test_p54_visits_are_filtered(papa: Person, pal: Person) -> None:
    one, two, three = [await papa.visit(10) for _ in range(3)]
    await pal.completes(one)
    await papa.api.ask("POST", f"/v1/visits/{two['id']}/cancel")
    own = await pal.visit(10)
    for status, expected in (("completed", one), ("canceled", two), ("requested", three)):
        assert [each["id"] for each in await papa.sees(f"?user_id={papa.id}&status={status}")] == [expected["id"]]
    assert {one["id"], own["id"]} <= {each["id"] for each in await pal.sees()}
    assert one["id"] in {each["id"] for each in await pal.sees("?status=completed")}
    assert [each["id"] for each in await pal.sees(f"?user_id={papa.id}")] == [one["id"], three["id"]]


async def test_p55_no_match_is_an_empty_list(papa: Person) -> None:
    assert await papa.sees(f"?user_id={uuid4()}") == []


async def test_p56_a_filter_that_is_none_is_named(papa: Person) -> None:
    refused(await papa.api.ask("GET", "/api/visit?user_id=x"), 400, "user_id")
    refused(await papa.api.ask("GET", "/api/visit?status=x"), 400, "status")


async def test_p57_a_listed_visit_tells_who_and_what(papa: Person) -> None:
    await papa.visit(tasks=[{"name": "a", "description": "b"}])
    (told,) = await papa.sees(f"?user_id={papa.id}")
    assert (told["user"]["id"], told["user"]["first_name"], told["user"]["last_name"]) == (papa.id, "Ben", "Brewer")
    assert {key: told["tasks"][0][key] for key in ("name", "description")} == {"name": "a", "description": "b"}


async def test_p58_strangers_read_neither_addresses_nor_balances(papa: Person, pal: Person) -> None:
    visit = await papa.visit(10)
    for told in (await pal.sees(f"?user_id={papa.id}"), [done(await pal.completes(visit))["visit"]]):
        assert [(each["user"]["email"], each["user"]["minutes"]) for each in told] == [(None, None)]
    wanted = {
        "date": day(papa.api, 1),
        "minutes": 10,
        "tasks": [{"name": "x"}],
        "place": "1 Secret Street",
        "area": "Soho",
    }
    made = done(await papa.api.ask("POST", "/v1/visits", wanted), 201)
    assert made["place"] == "1 Secret Street"
    refused(await pal.api.ask("GET", f"/v1/visits/{made['id']}"), 404)
    assert made["id"] not in {each["id"] for each in await pal.sees()}
    for path in (f"/v1/users/{papa.id}/minutes", f"/v1/users/{papa.id}/home", f"/v1/users/{papa.id}/minutes/entries"):
        refused(await pal.api.ask("GET", path), 403)


async def test_p59_lists_have_pages(papa: Person) -> None:
    ids = [(await papa.visit(1))["id"] for _ in range(5)]
    code, told = await papa.api.ask("GET", f"/api/visit?user_id={papa.id}&limit=2&page=2")
    assert code == 200 and told["paging"] == {"page": 2, "pages": 3, "total": 5}
    assert [each["id"] for each in told["data"]] == ids[2:4]


# --- PUT complete --------------------------------------------------------------------------------------------------------


async def test_p60_a_pal_completes_a_visit(papa: Person, pal: Person) -> None:
    told = done(await pal.completes(await papa.visit(20)))
    assert UUID(told["id"]) and told["visit"]["status"] == "completed"
    assert (told["pal"]["id"], told["visit"]["pal"]["id"], told["visit"]["user"]["id"]) == (pal.id, pal.id, papa.id)


async def test_p61_both_balances_move(papa: Person, pal: Person) -> None:
    told = done(await pal.completes(await papa.visit(20)))
    assert told["pal"]["minutes"] == await pal.minutes() == 137
    assert await papa.minutes() == 100


async def test_p62_what_a_pal_gets_does_not_depend_on_what_they_have(papa: Person, pal: Person) -> None:
    known = {
        1: 1,
        2: 2,
        3: 3,
        10: 9,
        20: 17,
        30: 26,
        33: 28,
        35: 30,
        50: 43,
        70: 60,
        90: 77,
        100: 85,
        110: 94,
        120: 102,
    }
    assert {m: rules.credit(m) for m in known} == known
    assert all(rules.credit(m) == (85 * m + 50) // 100 for m in range(1, 121))
    for has in (120, 129):
        assert await pal.minutes() == has
        done(await pal.completes(await papa.visit(10)))
    assert await pal.minutes() == 138


@pytest.mark.parametrize(("minutes", "credit"), [(33, 28), (35, 30), (100, 85), (120, 102)])
async def test_p63_what_some_visits_pay(papa: Person, pal: Person, minutes: int, credit: int) -> None:
    done(await pal.completes(await papa.visit(minutes)))
    assert (await papa.minutes(), await pal.minutes()) == (120 - minutes, 120 + credit)


async def test_p64_nobody_visits_themselves(papa: Person) -> None:
    visit = await papa.visit(20)
    refused(await papa.completes(visit), 400, "pal_id")
    assert (await papa.me())["visits"][0]["status"] == "requested" and await papa.minutes() == 120


async def test_p65_a_visit_is_paid_once(papa: Person, pal: Person) -> None:
    visit = await papa.visit(20)
    done(await pal.completes(visit))
    refused(await pal.completes(visit), 409)
    assert (await papa.minutes(), await pal.minutes()) == (100, 137)


async def test_p66_what_is_over_is_over_for_its_user_as_well(papa: Person, pal: Person) -> None:
    visit = await papa.visit(20)
    done(await pal.completes(visit))
    refused(await papa.completes(visit), 409)


async def test_p67_a_visit_that_is_none_is_not_found(pal: Person) -> None:
    refused(await pal.completes({"id": uuid4()}), 404)
    refused(await pal.completes({"id": "not-an-id"}), 404)


async def test_p68_what_the_body_says_does_not_count(papa: Person, pal: Person) -> None:
    one, two = await papa.visit(20), await papa.visit(30)
    told = done(await pal.completes(one, body={"pal_id": papa.id, "visit_id": two["id"]}))
    assert (told["pal"]["id"], told["visit"]["id"]) == (pal.id, one["id"])


async def test_p69_what_is_called_off_or_has_lapsed_is_not_completed(shop: Api, papa: Person, pal: Person) -> None:
    off, lapsed = await papa.visit(20), await papa.visit(30)
    await papa.api.ask("POST", f"/v1/visits/{off['id']}/cancel")
    await db.run("UPDATE visits SET due_at = $2 WHERE id = $1", UUID(lapsed["id"]), shop.running.now())
    await visits.run_due(shop.running.now())
    for visit in (off, lapsed):
        refused(await pal.completes(visit), 409)
    assert [each["status"] for each in (await papa.me())["visits"]] == ["canceled", "canceled"]
    await papa.visit(120)


async def test_p70_fees_are_the_house_s_and_nothing_is_lost(admin: Api, papa: Person, pal: Person) -> None:
    before = await admin.get("/v1/ledger")
    for minutes in (10, 33, 35):
        done(await pal.completes(await papa.visit(minutes)))
    after = await admin.get("/v1/ledger")
    assert after["fees"] - before["fees"] == (10 - 9) + (33 - 28) + (35 - 30)
    assert after["balances"] + after["fees"] == before["balances"] + before["fees"]
    assert after["total"] == after["differ"] == 0
    refused(await pal.api.ask("GET", "/v1/ledger"), 403)
    kinds = [(each["kind"], each["minutes"]) for each in await papa.api.get(f"/v1/users/{papa.id}/minutes/entries")]
    assert kinds == [("visit", -35), ("visit", -33), ("visit", -10), ("opening", 120)]


async def test_p71_the_old_interface_completes_before_the_day(papa: Person, pal: Person) -> None:
    done(await pal.completes(await papa.visit(20, days=400)))


@pytest.mark.parametrize("table", ["visits", "ledger_entries", "timeline", "at commit"])
async def test_p72_what_fails_in_the_middle_leaves_everything_as_it_was(papa: Person, pal: Person, table: str) -> None:
    visit = await papa.visit(20)
    fault = {
        "visits": refusing("visits", "NEW.state = 'completed'", "UPDATE"),
        "ledger_entries": refusing("ledger_entries", "NEW.kind = 'fee'"),
        "timeline": refusing("timeline", "NEW.what = 'completed'"),
        "at commit": refusing("ledger_entries", "NEW.kind = 'fee'", commit=True),
    }[table]
    async with fault:
        refused(await pal.completes(visit), 500)
    assert (await papa.minutes(), await pal.minutes()) == (120, 120)
    assert (await papa.me())["visits"][0]["status"] == "requested"
    await balanced()
    done(await pal.completes(visit))


# --- deletion ------------------------------------------------------------------------------------------------------------


async def test_p73_whoever_deletes_their_account_is_gone(shop: Api, papa: Person) -> None:
    assert (await papa.api.ask("DELETE", "/api/auth/registration"))[0] == 204
    refused(await papa.api.ask("GET", "/api/user"), 401)
    refused(await shop.ask("POST", "/api/auth/session", {"email": papa.email, "password": PASSWORD}), 401)
    await db.run("DELETE FROM throttles")


async def test_p74_their_visits_go_with_them(papa: Person, pal: Person) -> None:
    visit = await papa.visit(20)
    assert visit["id"] in {each["id"] for each in await pal.sees()}
    await papa.api.ask("DELETE", "/api/auth/registration")
    assert visit["id"] not in {each["id"] for each in await pal.sees()}


async def test_p75_what_a_pal_did_stays(papa: Person, pal: Person) -> None:
    visit = await papa.visit(20)
    await pal.completes(visit)
    await pal.api.ask("DELETE", "/api/auth/registration")
    (told,) = await papa.sees(f"?user_id={papa.id}")
    assert (told["id"], told["status"], told["pal"]) == (visit["id"], "completed", None)


async def test_p76_what_others_have_stays_theirs(shop: Api, papa: Person, pal: Person) -> None:
    third = await register(shop)
    await pal.completes(await papa.visit(20))
    await third.completes(await pal.visit(10))
    await pal.api.ask("DELETE", "/api/auth/registration")
    assert (await papa.minutes(), await third.minutes()) == (100, 129)
    await balanced()


async def test_p77_a_visit_to_somebody_who_is_gone_is_none(papa: Person, pal: Person) -> None:
    visit = await papa.visit(20)
    await papa.api.ask("DELETE", "/api/auth/registration")
    refused(await pal.completes(visit), 404)


async def test_p78_the_same_address_begins_anew(shop: Api, papa: Person, pal: Person) -> None:
    await pal.completes(await papa.visit(20))
    await papa.api.ask("DELETE", "/api/auth/registration")
    again = await register(shop, email=papa.email)
    told = await again.me()
    assert (told["minutes"], told["visits"]) == (120, []) and told["id"] != papa.id


async def test_p79_what_was_paid_stays_written_and_pals_hear_of_it(
    shop: Api, admin: Api, papa: Person, pal: Person
) -> None:
    await pal.completes(await papa.visit(20))
    await an_approved(admin, pal)
    soon = (shop.running.now() + timedelta(days=2)).isoformat()
    wanted = {"starts_at": soon, "minutes": 30, "tasks": [{"name": "x"}], "place": "1 High Street"}
    visit = done(await papa.api.ask("POST", "/v1/visits", wanted), 201)
    assert done(await pal.api.ask("POST", f"/v1/visits/{visit['id']}/accept"))["place"] == "1 High Street"
    told = "SELECT count(*) AS n FROM timeline WHERE about_id = $1 AND what = 'cancelled'"
    await papa.api.ask("DELETE", "/api/auth/registration")
    assert (await db.one(told, UUID(visit["id"])) or {})["n"] == 1
    left = await db.one("SELECT sum(minutes)::int AS n, count(*) AS entries FROM ledger_entries WHERE account_id = $1",
                        UUID(papa.id))  # fmt: skip
    assert left == {"n": 0, "entries": 3}
    await balanced()


# --- at once (in one process; among several: test_papa_races) -----------------------------------------------------------


async def test_p80_of_two_that_ask_for_everything_one_gets_it(shop: Api) -> None:
    for _ in range(5):
        papa = await register(shop)
        told = await asyncio.gather(papa.asks(120), papa.asks(120))
        assert sorted(code for code, _ in told) == [201, 400]


async def test_p81_of_twenty_at_once_as_many_as_there_are_minutes_for(papa: Person) -> None:
    told = await asyncio.gather(*(papa.asks(30) for _ in range(20)))
    assert sorted(code for code, _ in told) == [201] * 4 + [400] * 16


async def test_p82_twice_at_once_is_once(papa: Person, pal: Person) -> None:
    visit = await papa.visit(20)
    told = await asyncio.gather(pal.completes(visit), pal.completes(visit))
    assert sorted(code for code, _ in told) == [200, 409]
    assert (await papa.minutes(), await pal.minutes()) == (100, 137)


async def test_p83_of_ten_pals_one_is_paid(shop: Api, papa: Person) -> None:
    pals, visit = [await register(shop) for _ in range(10)], await papa.visit(20)
    told = await asyncio.gather(*(pal.completes(visit) for pal in pals))
    assert sorted(code for code, _ in told) == [200] + [409] * 9
    assert sorted([await pal.minutes() for pal in pals]) == [120] * 9 + [137]


@pytest.mark.parametrize("place", range(6))
async def test_p84_a_wish_among_completions_finds_no_minutes(papa: Person, pal: Person, place: int) -> None:
    asked = [pal.completes(await papa.visit(20)) for _ in range(6)]
    told = await asyncio.gather(*asked[:place], papa.asks(20), *asked[place:])
    assert sorted(code for code, _ in told) == [200] * 6 + [400]
    assert (await papa.minutes(), await pal.minutes()) == (0, 120 + 6 * 17)


async def test_p85_two_who_complete_each_other_s_visits_both_do(papa: Person, pal: Person) -> None:
    for _ in range(10):
        one, two = await papa.visit(10), await pal.visit(10)
        told = await asyncio.gather(pal.completes(one), papa.completes(two))
        assert [code for code, _ in told] == [200, 200]
    assert await papa.minutes() == await pal.minutes() == 110


async def test_p86_one_pal_is_paid_for_each_of_many_at_once(shop: Api, pal: Person) -> None:
    asked = [await (await register(shop)).visit(10) for _ in range(20)]
    told = await asyncio.gather(*(pal.completes(visit) for visit in asked))
    assert {code for code, _ in told} == {200} and await pal.minutes() == 120 + 20 * 9


async def test_p87_completed_or_called_off_and_never_both(papa: Person, pal: Person) -> None:
    for _ in range(5):
        had, visit = await papa.minutes(), await papa.visit(5)
        told = await asyncio.gather(pal.completes(visit), papa.api.ask("POST", f"/v1/visits/{visit['id']}/cancel"))
        assert sorted(code for code, _ in told) == [200, 409]
        assert had - await papa.minutes() == (5 if told[0][0] == 200 else 0)


async def test_p88_completed_or_gone_and_nothing_is_lost(shop: Api) -> None:
    for who in (0, 1):
        both = [await register(shop), await register(shop)]
        visit = await both[0].visit(20)
        told = await asyncio.gather(both[1].completes(visit), both[who].api.ask("DELETE", "/api/auth/registration"))
        assert told[1][0] == 204 and told[0][0] in (200, 401, 404)
        await balanced()


async def test_p89_the_same_key_gets_the_same_answer(papa: Person, pal: Person) -> None:
    visit, key = await papa.visit(20), {"Idempotency-Key": uuid4().hex}
    first = await pal.completes(visit, headers=key)
    assert first[0] == 200 and await pal.completes(visit, headers=key) == first
    assert await pal.minutes() == 137


async def test_p90_a_database_that_goes_away_is_503_and_nothing_is_half_done(
    shop: Api, papa: Person, pal: Person
) -> None:
    visit = await papa.visit(20)
    async with db.transaction():
        await ledger.lock([UUID(papa.id)], shop.running.now())  # so that the request waits, holding what it has
        asked = asyncio.create_task(pal.completes(visit))
        other = await asyncpg.connect(**db.connect_options(str(shop.config.database_url)))
        try:
            for _ in range(2000):
                if asked.done() or await other.fetch(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND wait_event_type = 'Lock' AND query LIKE '%ledger_hold%'"
                ):
                    break
                await asyncio.sleep(0.01)
        finally:
            await other.close()
        assert (await asked)[0] == 503
    assert (await papa.minutes(), await pal.minutes()) == (120, 120)
    done(await pal.completes(visit))
    await balanced()


# --- what the predecessor did not have -------------------------------------------------------------------------------------


async def an_approved(admin: Api, pal: Person, **more: Any) -> None:
    """This person is a pal from now on."""
    assert (
        done(await pal.api.ask("PUT", f"/v1/users/{pal.id}/pal", {"languages": ["en"]} | more))["status"] == "applied"
    )
    assert done(await admin.ask("PUT", f"/v1/users/{pal.id}/pal/approval", {"approved": True}))["status"] == "approved"


async def test_a_visit_is_offered_accepted_made_and_paid(shop: Api, admin: Api, papa: Person, pal: Person) -> None:
    other = await register(shop, first_name="Eve")
    for each in (pal, other):
        await an_approved(admin, each, area="Soho", latitude=51.513, longitude=-0.131)
    starts = shop.running.now() + timedelta(minutes=30)
    wanted = {"starts_at": starts.isoformat(), "minutes": 60, "tasks": [{"name": "shopping"}], "place": "1 High Street",
              "area": "soho!", "latitude": 51.5149, "longitude": -0.1322}  # fmt: skip
    visit = done(await papa.api.ask("POST", "/v1/visits", wanted), 201)
    await visits.run_due(shop.running.now())
    here = f"/v1/visits/{visit['id']}"
    offered = await pal.api.get(here)
    assert (offered["status"], offered["place"], offered["area"], offered["user"]["last_name"]) == (
        "offered", None, "soho!", None,
    )  # fmt: skip
    refused(await papa.api.ask("POST", here + "/accept"), 400, "pal_id")
    assert done(await pal.api.ask("POST", here + "/accept"))["place"] == "1 High Street"
    refused(await other.api.ask("POST", here + "/accept"), 409)
    refused(await other.api.ask("POST", here + "/complete"), 409)
    refused(await pal.api.ask("POST", here + "/complete"), 409)
    done(await pal.api.ask("POST", here + "/arrive"))
    ticked = done(await pal.api.ask("PUT", here + "/tasks", {"task_id": visit["tasks"][0]["id"]}))
    assert ticked["tasks"][0]["done_at"] is not None
    refused(await papa.api.ask("POST", here + "/cancel"), 409)
    refused(await pal.api.ask("POST", here + "/complete"), 400, "reason")
    told = done(await pal.api.ask("POST", here + "/complete", {"reason": "All was done already"}))
    assert (told["visit"]["paid"], told["pal"]["minutes"], await papa.minutes()) == (1, 121, 119)
    for each in (papa, pal):
        assert (await each.api.ask("PUT", here + "/feedback", {"stars": 5, "note": "Nice"}))[0] == 204
    refused(await other.api.ask("PUT", here + "/feedback", {"stars": 1}), 404)
    await balanced()


async def test_whoever_is_blocked_is_never_brought_together(shop: Api, admin: Api, papa: Person, pal: Person) -> None:
    await an_approved(admin, pal)
    assert (await papa.api.ask("PUT", f"/v1/users/{papa.id}/ties/{pal.id}", {"tie": "blocked"}))[0] == 204
    visit = done(await papa.api.ask("POST", "/v1/visits", a_visit(shop)), 201)
    await visits.run_due(shop.running.now())
    refused(await pal.api.ask("GET", f"/v1/visits/{visit['id']}"), 404)
    refused(await pal.api.ask("POST", f"/v1/visits/{visit['id']}/accept"), 404)
    old = await papa.visit(20)  # by the old interface, where whoever is signed in sees it
    other = await register(shop)
    assert old["id"] in {each["id"] for each in await other.sees()} - {each["id"] for each in await pal.sees()}
    refused(await pal.api.ask("GET", f"/v1/visits/{old['id']}"), 404)
    refused(await pal.completes(old), 404)
    assert await papa.minutes() == 120
    assert (await papa.api.ask("DELETE", f"/v1/users/{papa.id}/ties/{pal.id}"))[0] == 204
    assert old["id"] in {each["id"] for each in await pal.sees()}
    done(await pal.api.ask("POST", f"/v1/visits/{visit['id']}/accept"))


async def test_a_pal_gives_back_and_a_user_moves_and_both_cost_nothing(
    shop: Api, admin: Api, papa: Person, pal: Person
) -> None:
    await an_approved(admin, pal)
    visit = done(await papa.api.ask("POST", "/v1/visits", a_visit(shop, 100, 2)), 201)
    here = f"/v1/visits/{visit['id']}"
    done(await pal.api.ask("POST", here + "/accept"))
    assert done(await pal.api.ask("POST", here + "/cancel", {"reason": "I am ill"}))["status"] == "requested"
    refused(await papa.api.ask("POST", here + "/reschedule", {"minutes": 121}), 400, "minutes")
    moved = done(await papa.api.ask("POST", here + "/reschedule", {"minutes": 120, "time": "15:00"}))
    assert (moved["minutes"], moved["starts_at"][11:16], moved["status"]) == (120, "15:00", "requested")
    refused(await papa.asks(1), 400, "minutes")


async def test_a_visit_comes_again_and_again_while_there_are_minutes(shop: Api, papa: Person) -> None:
    now = shop.running.now()
    wanted = {
        "name": "shopping", "start_time": (now + timedelta(hours=1)).isoformat(), "schedule": {"frequency": "weekly"},
        "action": {"type": "visit", "params": {"minutes": 70, "tasks": ["shopping"], "hours_ahead": 24}},
    }  # fmt: skip
    event = done(await papa.api.ask("POST", "/v1/events", wanted), 201)
    for weeks in (0, 1):
        await events.run_due(now + timedelta(hours=1, minutes=1, weeks=weeks))
    states = {each["status"] for each in await papa.api.get(f"/v1/events/{event['id']}/occurrences")}
    (visit,) = await papa.api.get(f"/v1/visits?user_id={papa.id}")
    assert (visit["minutes"], visit["tasks"][0]["name"]) == (70, "shopping")
    assert visit["starts_at"][:16] == (now + timedelta(hours=25)).isoformat()[:16]
    assert {"completed", "failed"} <= states
    told = events.actions.KNOWN["visit"].shown({"place": "1 High Street", "minutes": 70})
    assert told == {"minutes": 70}, "whoever may only read the event does not read the address"
    wrong = wanted | {"action": {"type": "visit", "params": {"minutes": 0, "tasks": []}}}
    refused(await papa.api.ask("POST", "/v1/events", wrong), 400, "action.params.minutes", "action.params.tasks")


async def test_admins_give_minutes_and_never_take_what_is_reserved(admin: Api, papa: Person) -> None:
    await papa.visit(100)
    here = f"/v1/users/{papa.id}/minutes"
    assert done(await admin.ask("POST", here, {"minutes": 60}))["left"] == 80
    refused(await admin.ask("POST", here, {"minutes": -81}), 409)
    assert done(await admin.ask("POST", here, {"minutes": -80}))["left"] == 0
    refused(await papa.api.ask("POST", here, {"minutes": 60}), 403)
    await balanced()


async def test_the_ledger_is_only_added_to(papa: Person) -> None:
    for statement in (
        "UPDATE ledger_entries SET minutes = 5", "DELETE FROM ledger_entries", "TRUNCATE ledger_entries",
        "INSERT INTO ledger_entries (id, transfer_id, account_id, minutes, kind, created_at)"
        " VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 5, 'gift', now())",
    ):  # fmt: skip
        with pytest.raises(Exception, match=re.compile("ledger|zero")):
            await db.run(statement)
    with pytest.raises(Exception, match="ledger_accounts_balance"):
        await ledger.book(
            [ledger.Side(UUID(papa.id), -121, "gift"), ledger.Side(ledger.HOUSE, 121, "gift")],
            papa.api.running.now(),
        )
    assert await papa.minutes() == 120
