"""What comes in wrong is refused with a clear word, at every door there is; nothing is lost and nothing falls over."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from aiohttp.test_utils import TestClient, TestServer

from tests.web.callers import Api, Somebody, a_number, a_user, another, asked, number_of, signed_in
from web.app import LARGEST_BODY, make_app
from web.auth import Who
from web.routes import ROUTES, Route
from wellcheck import access, db, escalations, events, runtime, visits
from wellcheck.config import Config
from wellcheck.people import Contact, Person

JSON_DOORS = [route for route in ROUTES if route.takes is not None]
CLOSED = [route for route in ROUTES if route.who is not Who.ANYONE]


def path(route: Route, uid: str, id: str | None = None) -> str:
    """The door's path for this user, and this thing or one that does not exist."""
    thing = id or str(uuid4())
    return "/v1" * (not route.bare) + route.path.replace("{uid}", uid).replace("{id}", thing).replace("{which}", thing)


async def told(api: Api, method: str, where: str, **more: Any) -> tuple[int, Any]:
    """(status, error) of a refusal, which has our one shape whatever was wrong."""
    answer = await api.raw(method, where, **more)
    assert answer.content_type == "application/json", (where, answer.status, await answer.text())
    error = (await answer.json())["error"]
    assert set(error) == {"status", "message", "errors"} and error["status"] == answer.status and error["message"]
    return answer.status, error


def whoever_may(admin: Somebody, route: Route) -> Api:
    """The server as somebody speaks to it who passes this door."""
    return admin.api.by(admin.api.config.master_token) if route.who is Who.MASTER else admin.api


async def an_event(api: Api) -> str:
    """The id of an event that happens once."""
    at = (api.running.now() + timedelta(days=1)).isoformat()
    wanted = {"name": "an event", "start_time": at, "webhook": "https://hooks.example.org/in"}
    status, made = await api.ask("POST", "/v1/events", wanted)
    assert status == 201, made
    return str(made["data"]["id"])


async def a_visit(admin: Somebody) -> str:
    """The id of a visit to this admin, who is a pal as well."""
    await visits.pals.apply(UUID(admin.id), visits.pals.Offering(), admin.api.running.now())
    at = admin.api.running.now() + timedelta(days=1)
    return str((await visits.request(UUID(admin.id), visits.Wish(1, (("x", None),), starts_at=at), at)).id)


async def still_there(admin: Somebody) -> None:
    assert (await admin.api.ask("GET", "/v1/users"))[0] == 200


# --- bodies ------------------------------------------------------------------------------------------------------------

NO_JSON = [
    b"{",
    b"[1,",
    b"nonsense",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b"{}{}",
    b"\x00",
    b'{"a": "\\u12"}',
    b'{"a": NaN}',
    b'{"a": [1, -Infinity]}',
]
NO_OBJECT = [b"[]", b"null", b'"text"', b"5", b"true", b"1e999"]


async def test_a_body_that_is_no_json_object_is_refused_at_every_door(admin: Somebody):
    visit = await a_visit(admin)
    for route in JSON_DOORS:
        here = path(route, admin.id)
        if "/probes/{id}" in route.path:
            here = path(route, admin.id, await asked(admin.id, admin.api.running))
        if "/events/{id}" in route.path:
            here = path(route, admin.id, await an_event(admin.api))
        if "/endpoints/{id}" in route.path:
            here = path(route, admin.id, str(await events.endpoints.of(admin.id, "https://example.org:443")))
        if "/visits/{id}" in route.path:
            here = path(route, admin.id, visit)
        if "/ties/{id}" in route.path:
            here = path(route, admin.id, admin.id)
        # Signing in tells nobody why it refuses.
        expected = (
            {401, 429}
            if route.path in ("/login", "/api/auth/session")
            else {400, 404}
            if "/escalations" in route.path
            else {400}
        )
        for raw in NO_JSON + NO_OBJECT:
            status, error = await told(whoever_may(admin, route), route.method, here, data=raw)
            assert status in expected, (raw, error)
        await still_there(admin)


async def test_no_number_is_refused_with_the_reason_and_a_word_is_none(admin: Somebody, ada: Somebody):
    for raw in (b'{"first_name": "Eve", "a": NaN}', b'{"first_name": "Eve", "a": Infinity}'):
        status, error = await told(admin.api, "PUT", f"/v1/users/{admin.id}", data=raw)
        assert (status, error["message"]) == (400, "The body is not valid JSON.")
    assert (await ada.api.ask("PUT", f"/v1/users/{ada.id}", {"first_name": "NaNcy", "last_name": "Infinity"}))[0] == 200
    assert (await ada.api.get(f"/v1/users/{ada.id}"))["first_name"] == "NaNcy"


async def test_a_body_that_is_too_large_is_refused_at_every_door(admin: Somebody):
    await a_visit(admin)
    too_large = b'{"first_name": "' + b"a" * LARGEST_BODY + b'"}'

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(too_large), 65_536):
            yield too_large[start : start + 65_536]

    for route in JSON_DOORS:
        for data in (too_large, in_pieces()):
            status, error = await told(whoever_may(admin, route), route.method, path(route, admin.id), data=data)
            assert status == 413 or (status == 404 and "{id}" in route.path), error
        await still_there(admin)


async def test_values_of_the_wrong_type_are_named_and_change_nothing(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    before = await ada.api.get(f"/v1/users/{ada.id}")
    for value in (5, 1.5, True, [], ["x"], {}, {"x": 1}, None):
        for method, where, fields in (
            (
                "PUT",
                f"/v1/users/{ada.id}",
                ["first_name", "last_name", "phone_number", "email", "password", "language"],
            ),
            ("PUT", f"/v1/users/{ada.id}/contacts/{bob['id']}", ["first_name", "last_name", "phone_number", "email"]),
            ("PUT", f"/v1/users/{ada.id}/probe_settings", ["cron_expression", "zone", "after_alarm"]),
            ("POST", "/v1/schedules/preview", ["n"] if not isinstance(value, int) or value is True else []),
            ("POST", f"/v1/users/{ada.id}/phone", ["code"]),
        ):
            for field in fields:
                status, error = await told(ada.api, method, where, json={field: value})
                assert status == 400 and [name.split(".")[0] for name in error["errors"]] == [field], (where, error)
        assert await ada.api.get(f"/v1/users/{ada.id}") == before
        assert await ada.api.get(f"/v1/users/{ada.id}/contacts") == [bob]


async def test_many_wrong_fields_are_all_named_at_once(admin: Somebody):
    wrong = {"first_name": "", "last_name": " ", "phone_number": "0", "email": "x", "password": "short", "zone": 5}
    status, error = await told(admin.api, "POST", "/v1/users", json=wrong)
    assert status == 400 and set(error["errors"]) == set(wrong)


BAD_NAMES = [
    "", "   ", "A" * 5000, "Ada\nBob", "Ada\r\nX-Header: 1", "A\x00da", "A\x1b[31mda", "A\u202eda", "A\u2028da", "\ud800",
]  # fmt: skip


async def test_names_have_letters_and_an_end(admin: Somebody, ada: Somebody):
    for name in BAD_NAMES:
        for method, where, rest in (
            ("POST", "/v1/users", a_user()), ("PUT", f"/v1/users/{admin.id}", {}),
            ("POST", f"/v1/users/{admin.id}/contacts", {**a_user(), "is_emergency_contact": True}),
        ):  # fmt: skip
            for field in ("first_name", "last_name"):
                status, error = await told(admin.api, method, where, json=rest | {field: name})
                assert status == 400 and (list(error["errors"]) == [field] or name == "\ud800"), error
        assert await Person.all().count() == 2


async def test_names_of_all_the_world_are_taken(admin: Somebody):
    for first, last in (
        ("José María", "Ñandú"),
        ("Мария", "Щукина"),
        ("李", "小龙"),
        ("نور", "الدين"),
        ("Siân", "O’Neill-Šimić"),
    ):
        user = await another(admin, first_name=first, last_name=last)
        shown = await user.api.get(f"/v1/users/{user.id}")
        assert (shown["first_name"], shown["last_name"]) == (first, last)


# --- numbers -----------------------------------------------------------------------------------------------------------


BAD_NUMBERS = [
        "07700900123", "+0447700900123", "+44 7700 900123", "+447700", "+4477009001234567", "+44７700900123", "+",
    "tel:+447700900123",
        "+19005551234", "+449098790000", "+448712345678", "+882161234567", "+999123456789", "+112", "911",
    ]  # fmt: skip


async def test_numbers_that_are_none_or_cost_money_are_refused(admin: Somebody, ada: Somebody):
    for number in BAD_NUMBERS:
        for method, where, rest in (
            ("POST", "/v1/users", a_user()), ("PUT", f"/v1/users/{ada.id}", {}),
            ("POST", f"/v1/users/{ada.id}/contacts", a_user()),
        ):  # fmt: skip
            caller = admin if where == "/v1/users" else ada
            status, error = await told(caller.api, method, where, json=rest | {"phone_number": number})
            assert status == 400 and list(error["errors"]) == ["phone_number"], (number, error)
        assert await number_of(ada.id) == ada.phone


async def test_a_country_that_is_not_allowed_is_refused(config: Config):
    access.forget_keys()
    only = replace(config, allowed_countries=frozenset({"GB"}))
    async with runtime.start(only, "test", pool=4) as running, TestClient(TestServer(make_app(running))) as client:
        api = Api(running, client, only)
        status, error = await told(api, "POST", "/v1/users", json=a_user(phone_number="+12025550100"))
        assert status == 400 and list(error["errors"]) == ["phone_number"]
        wanted = a_user()
        status, made = await api.ask("POST", "/v1/users", wanted)
        assert status == 201
        admin = await signed_in(api, wanted, made["data"])
        here = f"/v1/users/{admin.id}/contacts"
        status, error = await told(admin.api, "POST", here, json=a_user(phone_number="+12025550100"))
        assert status == 400 and list(error["errors"]) == ["phone_number"]
        await admin.contact()


# --- times and zones ---------------------------------------------------------------------------------------------------


BAD_TIMES = [
        "0 9 31 2 *", "0 9 30 2 *", "0 9 31 4 *",  # never
        "R 9 * * *", "H H * * *", "R(0-30) 9 * * *", "0 H/2 * * *",  # by chance
        "* * * * *", "*/5 9 * * *", "@every 5s", "0,1 9 * * *", "0 9 * * *; 1 9 * * *",  # too often
        "0 0 9 * * *", "0 0 9 * * * 2030", "9 * * *", "9",  # another number of fields
        "60 9 * * *", "0 24 * * *", "0 9 0 * *", "0 9 * 13 *", "0 9 * * 8", "-1 9 * * *", "0 */0 * * *",  # out of range
        "@reboot", "@sometimes", "@every", "@every 0s", "@every 99999h", "@every -1h", "every day", "0 9 * * ١",
        "", ";", "0 9 * * *" + " *" * 5000, "1," * 400 + "1 9 * * *", "\x00", "0 9 * * *\x00", "CRON_TZ=UTC 0 9 * * *",
    ]  # fmt: skip


async def test_times_that_cannot_be_kept_are_refused_when_they_are_entered(ada: Somebody):
    for times in BAD_TIMES:
        here = f"/v1/users/{ada.id}/probe_settings"
        before = await ada.api.get(here)
        status, error = await told(ada.api, "PUT", here, json={"cron_expression": times, "max_retries": 1})
        assert status == 400 and list(error["errors"]) == ["cron_expression"], error
        assert len(error["errors"]["cron_expression"][0]) < 400, "the sentence does not repeat all that was sent"
        status, error = await told(ada.api, "POST", "/v1/schedules/preview", json={"cron_expression": times})
        assert status == 400 and list(error["errors"]) == ["cron_expression"], error
        assert await ada.api.get(here) == before


BAD_ZONES = ["Mars/Base", "", "UTC+25", "../../etc/passwd", "Europe/Zagreb\x00", "localtime", "x" * 64]  # fmt: skip


async def test_zones_nobody_knows_are_refused_at_once(admin: Somebody):
    for zone in BAD_ZONES:
        for method, where, rest in (
            ("POST", "/v1/users", a_user()), ("PUT", f"/v1/users/{admin.id}/probe_settings", {"max_retries": 1}),
            ("POST", "/v1/schedules/preview", {"cron_expression": "0 9 * * *"}),
        ):  # fmt: skip
            status, error = await told(admin.api, method, where, json=rest | {"zone": zone})
            assert status == 400 and list(error["errors"]) == ["zone"], (where, error)
        assert (await admin.api.get(f"/v1/users/{admin.id}/probe_settings"))["max_retries"] == 3


# --- ids and tokens ----------------------------------------------------------------------------------------------------


async def test_unknown_ids_are_not_found_at_every_door(admin: Somebody):
    for route in [route for route in ROUTES if "{" in route.path]:
        bodies = {"answer": {"answer": "ok"}, "contacts/{id}": {"first_name": "Eve"}}
        body = next((body for end, body in bodies.items() if route.path.endswith(end)), None)
        ids = [str(uuid4()), "7", "x", str(uuid4()).upper() + "0", "%00", "..%2F..", "é", "0" * 3000]
        for id in ids:
            where = path(route, admin.id if "{id}" in route.path else id, id)
            if (
                "{uid}" in route.path
                and "{id}" not in route.path
                and id == ids[0]
                and route.who in (Who.SELF, Who.THEMSELVES)
            ):
                expected = {403}  # not one's own, whoever's it is
            else:
                expected = {404}
            status, error = await told(whoever_may(admin, route), route.method, where, json=body)
            assert status in expected, (where, error)
        await still_there(admin)


async def test_what_belongs_to_somebody_else_looks_like_nothing(admin: Somebody, ada: Somebody):
    eve = await another(admin)
    bob = await ada.contact()
    await eve.contact()
    now = ada.api.running.now()
    probe = await asked(ada.id, ada.api.running)
    escalation = await escalations.start(escalations.Start(UUID(ada.id), "unavailable"), now)
    plan = await events.probe_later(await Person.get(id=ada.id), 60, 1, 10, now)
    for method, theirs, nobodys, body in (
        ("GET", f"/v1/probes/{probe}", f"/v1/probes/{uuid4()}", None),
        ("DELETE", f"/v1/probes/{probe}", f"/v1/probes/{uuid4()}", None),
        ("POST", f"/v1/probes/{probe}/cancel", f"/v1/probes/{uuid4()}/cancel", None),
        ("POST", f"/v1/probes/{probe}/answer", f"/v1/probes/{uuid4()}/answer", {"answer": "ok"}),
        ("GET", f"/v1/escalations/{escalation}", f"/v1/escalations/{uuid4()}", None),
        ("POST", f"/v1/escalations/{escalation}/acknowledge", f"/v1/escalations/{uuid4()}/acknowledge", None),
        ("DELETE", f"/v1/users/{eve.id}/plans/{plan.id}", f"/v1/users/{eve.id}/plans/{uuid4()}", None),
        ("PUT", f"/v1/users/{eve.id}/contacts/{bob['id']}", f"/v1/users/{eve.id}/contacts/{uuid4()}", {"first_name": "Eve"}),
        ("DELETE", f"/v1/users/{eve.id}/contacts/{bob['id']}", f"/v1/users/{eve.id}/contacts/{uuid4()}", None),
    ):  # fmt: skip
        answers = [await told(eve.api, method, where, json=body) for where in (theirs, nobodys)]
        assert answers[0] == answers[1] and answers[0][0] == 404, (method, theirs, answers)
    assert (await ada.api.get(f"/v1/probes/{probe}"))["status"]["name"] == "pending"
    assert (await ada.api.get(f"/v1/escalations/{escalation}"))["status"] == "running"
    assert (await Contact.get(id=bob["id"])).first_name == "Bob"
    assert len(await ada.api.get(f"/v1/users/{ada.id}/plans")) == 1


async def test_every_closed_door_wants_a_token_that_counts(admin: Somebody):
    for route in CLOSED:
        old = (await access.issue(UUID(admin.id), admin.api.running.now() - timedelta(days=2))).access
        for header in (f"Bearer {old}", "Bearer x.y.z", f"Basic {admin.api.token}", f"Bearer {admin.api.token}x"):
            answer = await admin.api.by(None).raw(
                route.method, path(route, admin.id), headers={"Authorization": header}
            )
            assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "Bearer", header
            assert (await answer.json())["error"]["status"] == 401
        assert (await told(admin.api.by(None), route.method, path(route, admin.id)))[0] == 401


async def test_what_is_no_request_does_not_bring_the_server_down(admin: Somebody):
    host, port = admin.api.client.host, admin.api.client.port
    for raw in (
        b"nonsense\r\n\r\n", b"GET /v1/users HTTP/9.9\r\n\r\n", b"GET " + b"/x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", b"\x16\x03\x01\x02\x00",
        b"POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n",
        b"GET /v1/users?page=%ff%fe&status=%00 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /%00/%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
    ):  # fmt: skip
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(raw)
        line = await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        assert re.match(rb"HTTP/1\.[01] 4\d\d ", line), (raw[:40], line)
    await still_there(admin)


# --- the last contact, the last number ---------------------------------------------------------------------------------


async def test_somebody_who_is_watched_keeps_a_contact_and_a_number(ada: Somebody):
    bob = await ada.contact()
    here = f"/v1/users/{ada.id}"
    assert (await ada.api.ask("PUT", f"{here}/probe_settings", {"active": True}))[0] == 200
    for method, body in (("DELETE", None), ("PUT", {"is_emergency_contact": False})):
        status, error = await told(ada.api, method, f"{here}/contacts/{bob['id']}", json=body)
        assert status == 409 and "switch check-ins off" in error["message"]
    assert await ada.api.get(f"{here}/contacts") == [bob]
    assert (await ada.api.ask("PUT", here, {"phone_number": a_number()}))[0] == 200
    assert await number_of(ada.id) == ada.phone, "the old one stays in use until the new one is confirmed"
    for body in ({"phone_number": None}, {"phone_number": ""}):
        assert (await told(ada.api, "PUT", here, json=body))[0] == 400
    await db.run("UPDATE addresses SET dead_at = now() WHERE person_id = $1", UUID(ada.id))
    assert (await ada.api.ask("PUT", f"{here}/probe_settings", {"active": False}))[0] == 200
    status, error = await told(ada.api, "PUT", f"{here}/probe_settings", json={"active": True})
    assert status == 403 and "phone number" in error["message"], "nobody is watched who cannot be asked"
