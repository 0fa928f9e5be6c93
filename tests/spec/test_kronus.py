"""Kronus's checklist, line by line: people, tokens, pages, contacts, settings, the admin's views and the operation.

The number in a test's name is the line's. Where our conventions differ (201 and 204, one shape of errors, 404 for what is
not one's own), ours are tested, and the behaviour behind the line. The life of a probe is in test_kronus_life.py.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.conftest import execute, named
from tests.spec.api import House, done, first, house, moment, refused, restarted, served
from tests.stories.processes import ROOT, environment, eventually, product, scalar
from tests.stories.world import NUMBERS
from tests.web.callers import PASSWORD, Api, Somebody, a_number, a_user, another, asked, post_form, sms_form
from wellcheck import access, db, events, logs, messages, probes, runtime
from wellcheck.access.models import SigningKey
from wellcheck.config import SANDBOX_ACCOUNT_SID, SANDBOX_BOT_TOKEN, Config, ConfigMistakes, is_loopback
from wellcheck.crypto import WrongKey
from wellcheck.embedded import Embedded
from wellcheck.i18n import T
from wellcheck.messages import Failed, Telling
from wellcheck.messages import rules as outbox
from wellcheck.people import Person
from workers.jobs import tidy

DAY = timedelta(days=1)


def settings_of(user: Somebody) -> str:
    return f"/v1/users/{user.id}/probe_settings"


def contacts_of(user: Somebody) -> str:
    return f"/v1/users/{user.id}/contacts"


# --- bootstrap and users -----------------------------------------------------------------------------------------------


async def test_k001_the_very_first_user_needs_no_token_and_is_admin(api: Api):
    made = done(await api.ask("POST", "/v1/users", a_user()), 201)
    assert (made["role"], made["role_id"]) == ("admin", 1)


async def test_k002_the_second_without_a_token_is_refused(api: Api):
    await first(api)
    refused(await api.ask("POST", "/v1/users", a_user()), 401)
    assert await Person.all().count() == 1


async def test_k003_whoever_the_admin_adds_is_basic_whatever_the_body_says(admin: Somebody):
    for claim in ({"role": "admin"}, {"role_id": 1}, {"is_admin": True}):
        made = done(await admin.api.ask("POST", "/v1/users", a_user(**claim)), 201)
        assert (made["role"], made["role_id"]) == ("basic", 2)


async def test_k004_a_basic_user_adds_nobody(ada: Somebody):
    refused(await ada.api.ask("POST", "/v1/users", a_user()), 403)
    assert await Person.all().count() == 2


async def test_k005_an_invalid_token_is_no_bootstrap(api: Api):
    refused(await api.by("not.a.token").ask("POST", "/v1/users", a_user()), 401)
    assert not await Person.all().count()


async def test_k006_of_two_first_users_at_once_one_becomes_the_admin(api: Api):
    answers = await asyncio.gather(*(api.ask("POST", "/v1/users", a_user()) for _ in range(2)))
    assert sorted(status for status, _ in answers) == [201, 401]
    assert await access.Account.all().count() == await Person.all().count() == 1


async def test_k007_the_answer_shows_the_user_and_never_the_password(admin: Somebody):
    wanted = a_user()
    made = done(await admin.api.ask("POST", "/v1/users", wanted), 201)
    named_fields = {"id", "created_at", "updated_at", "role_id", "probe_settings", *wanted} - {"password"}
    assert named_fields <= set(made)
    assert {name: made[name] for name in wanted if name != "password"} == {
        k: wanted[k] for k in wanted if k != "password"
    }
    for told in (made, await admin.api.get(f"/v1/users/{made['id']}"), await admin.api.get("/v1/users")):
        text = json.dumps(told)
        assert PASSWORD not in text and "argon2" not in text and "password" not in text


async def test_k008_new_settings_are_the_defaults(ada: Somebody):
    new = (await ada.api.get(f"/v1/users/{ada.id}"))["probe_settings"]
    assert (new["active"], new["cron_expression"], new["max_retries"], new["wait_time_in_minutes"]) == (
        False, "0 18 * * 3", 3, 60,
    )  # fmt: skip


async def test_k009_each_missing_field_is_named_once(admin: Somebody):
    for field in a_user():
        body = a_user()
        del body[field]
        refused(await admin.api.ask("POST", "/v1/users", body), 400, field)
    refused(await admin.api.ask("POST", "/v1/users", {}), 400, *a_user())
    assert await Person.all().count() == 1


async def test_k010_a_number_is_e164(admin: Somebody):
    for number in ("07700900123", "447700900123", "+44 7700 900123", "+0447700900123", "+44", "phone"):
        refused(await admin.api.ask("POST", "/v1/users", a_user(phone_number=number)), 400, "phone_number")


async def test_k011_an_email_address_has_its_form(admin: Somebody):
    for email in ("ada", "ada@", "@example.org", "a b@example.org", "ada@@example.org", ""):
        refused(await admin.api.ask("POST", "/v1/users", a_user(email=email)), 400, "email")


async def test_k012_a_password_is_not_empty_and_has_no_space(admin: Somebody):
    for password in ("", "with a space", "with\tatab"):
        refused(await admin.api.ask("POST", "/v1/users", a_user(password=password)), 400, "password")


async def test_k013_an_email_address_and_a_number_are_taken_once(admin: Somebody, ada: Somebody):
    refused(await admin.api.ask("POST", "/v1/users", a_user(email=ada.email)), 400, "email")
    refused(await admin.api.ask("POST", "/v1/users", a_user(phone_number=ada.phone)), 400, "phone_number")
    assert await Person.all().count() == 2


async def test_k014_letter_case_does_not_make_another_email_address(admin: Somebody, ada: Somebody):
    refused(await admin.api.ask("POST", "/v1/users", a_user(email=ada.email.upper())), 400, "email")
    told = await ada.api.by(None).ask("POST", "/v1/login", {"email": ada.email.title(), "password": PASSWORD})
    assert done(told)["user_id"] == ada.id


async def test_k015_what_is_not_json_or_of_the_wrong_type_is_a_400(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    here, watched = contacts_of(ada), {"active": False, "cron_expression": "0 9 * * *", "max_retries": 1}
    doors = (
        (admin.api, "POST", "/v1/users", a_user()), (ada.api, "PUT", f"/v1/users/{ada.id}", a_user()),
        (ada.api, "POST", here, a_contact()), (ada.api, "PUT", f"{here}/{bob['id']}", a_contact()),
        (ada.api, "PUT", settings_of(ada), watched | {"wait_time_in_minutes": 5}),
    )  # fmt: skip
    for api, method, path, fields in doors:
        for raw in (
            b"{",
            b"",
            b"[]",
            b"null",
            b'"x"',
            b"5",
            b"\xff\xfe",
            b'{"a":' * 5000,
            b"NaN",
            b'{"first_name": "\\ud800"}',
        ):
            answer = await api.raw(method, path, data=raw)
            assert answer.status == 400 and (await answer.json())["error"]["status"] == 400, (method, path, raw)
        for field in fields:
            for value in (None, [], {}, [1], 1.5, "x" if field == "active" else True if field != "active" else 1):
                if value is None and field == "phone_number" and "/contacts" in path:
                    continue  # a contact may have an e-mail address instead, which this one has
                status, told = await api.ask(method, path, fields | {field: value})
                assert status == 400 and field in told["error"]["errors"], (method, path, field, value, told)
    assert await ada.api.get(contacts_of(ada)) == [bob]


async def test_k016_what_only_we_decide_cannot_be_sent(admin: Somebody, ada: Somebody):
    mine = {
        "id": str(uuid4()), "created_at": "2001-01-01T00:00:00Z", "updated_at": "2001-01-01T00:00:00Z", "role_id": 1,
        "probe_settings": {"active": True}, "emergency_probes": [{"probe_id": str(uuid4())}], "user_id": admin.id,
        "consent": "consented",
    }  # fmt: skip
    made = done(await admin.api.ask("POST", "/v1/users", a_user(**mine)), 201)
    assert made["id"] != mine["id"] and made["created_at"] > "2020" and made["role_id"] == 2
    assert made["probe_settings"]["active"] is False
    bob = await ada.contact(**mine)
    assert bob["id"] != mine["id"] and bob["created_at"] > "2020" and bob["user_id"] == ada.id
    assert bob["consent"] == "invited" and "emergency_probes" not in bob
    told = done(await ada.api.ask("PUT", f"/v1/users/{ada.id}", mine | {"first_name": "Augusta"}))
    assert told["id"] == ada.id and told["role_id"] == 2 and told["created_at"] > "2020"


async def test_k017_oneself_and_an_admin_may_look(admin: Somebody, ada: Somebody):
    assert (await ada.api.get(f"/v1/users/{ada.id}"))["id"] == ada.id
    refused(await ada.api.ask("GET", f"/v1/users/{admin.id}"), 403)
    assert (await admin.api.get(f"/v1/users/{ada.id}"))["id"] == ada.id
    refused(await admin.api.ask("GET", f"/v1/users/{uuid4()}"), 404)


async def test_k018_a_change_of_one_field_changes_only_that(ada: Somebody):
    for field, value in (("first_name", "Augusta"), ("last_name", "King"), ("email", "augusta@example.org")):
        before = await ada.api.get(f"/v1/users/{ada.id}")
        after = done(await ada.api.ask("PUT", f"/v1/users/{ada.id}", {field: value}))
        assert after == before | {field: value, "updated_at": after["updated_at"]}
        assert after == await ada.api.get(f"/v1/users/{ada.id}")


async def test_k019_an_admin_does_not_change_others(admin: Somebody, ada: Somebody):
    refused(await admin.api.ask("PUT", f"/v1/users/{ada.id}", {"first_name": "Eve"}), 403)
    assert (await ada.api.get(f"/v1/users/{ada.id}"))["first_name"] == "Ada"


async def test_k020_a_change_names_something_and_unknown_fields_next_to_it_are_passed_over(ada: Somebody):
    here = f"/v1/users/{ada.id}"
    for body in ({}, {"shoe_size": 38}):
        refused(await ada.api.ask("PUT", here, body), 400)
    for blank in ("", "  "):
        refused(await ada.api.ask("PUT", here, {"first_name": blank}), 400, "first_name")
        refused(await ada.api.ask("PUT", here, {"last_name": blank}), 400, "last_name")
    told = done(await ada.api.ask("PUT", here, {"shoe_size": 38, "last_name": "King"}))
    assert told["last_name"] == "King" and "shoe_size" not in told


async def test_k021_a_change_takes_nothing_from_others(admin: Somebody, ada: Somebody):
    refused(await ada.api.ask("PUT", f"/v1/users/{ada.id}", {"email": admin.email.upper()}), 400, "email")
    refused(await ada.api.ask("PUT", f"/v1/users/{ada.id}", {"phone_number": admin.phone}), 400, "phone_number")


async def test_k022_a_new_password_replaces_the_old_one_and_is_not_shown(ada: Somebody):
    told = done(await ada.api.ask("PUT", f"/v1/users/{ada.id}", {"password": "another-fine-horse"}))
    assert "password" not in json.dumps(told) and "argon2" not in json.dumps(told)
    out = ada.api.by(None)
    refused(await out.ask("POST", "/v1/login", {"email": ada.email, "password": PASSWORD}), 401)
    done(await out.ask("POST", "/v1/login", {"email": ada.email, "password": "another-fine-horse"}))


async def test_k023_a_new_password_ends_earlier_tokens(ada: Somebody):
    login = {"email": ada.email, "password": PASSWORD}
    earlier = done(await ada.api.by(None).ask("POST", "/v1/login", login))
    done(await ada.api.ask("PUT", f"/v1/users/{ada.id}", {"password": "another-fine-horse"}))
    for token in (ada.api.token, earlier["token"]):
        refused(await ada.api.by(token).ask("GET", f"/v1/users/{ada.id}"), 401)
    refused(await ada.api.ask("POST", "/v1/login/refresh", {"refresh_token": earlier["refresh_token"]}), 401)


async def test_k024_one_deletes_oneself_and_an_admin_anybody(admin: Somebody, ada: Somebody):
    cleo = await another(admin)
    refused(await ada.api.ask("DELETE", f"/v1/users/{cleo.id}"), 403)
    assert (await ada.api.ask("DELETE", f"/v1/users/{ada.id}"))[0] == 204
    refused(await ada.api.ask("GET", f"/v1/users/{ada.id}"), 401)
    assert (await admin.api.ask("DELETE", f"/v1/users/{cleo.id}"))[0] == 204
    assert [user["id"] for user in await admin.api.get("/v1/users")] == [admin.id]


async def test_k025_nobody_cannot_be_deleted(admin: Somebody):
    refused(await admin.api.ask("DELETE", f"/v1/users/{uuid4()}"), 404)


async def test_k026_of_a_deleted_user_nothing_goes_on(house: House):
    world, ada = house.world, house.ada
    await house.put(active=True, cron_expression="0 9 * * *", max_retries=1, wait_time_in_minutes=30)
    done(await ada.api.ask("POST", f"/v1/users/{ada.id}/probes", {"in": 600}), 201)
    await house.until_asked()
    assert (await house.probes())[0]["status"]["name"] == "pending"
    assert (await ada.api.ask("DELETE", f"/v1/users/{ada.id}"))[0] == 204
    await world.settle()
    heard = [await phone.received() for phone in (world.ada, world.bob)]
    await house.wait(hours=3, times=9)
    assert [await phone.received() for phone in (world.ada, world.bob)] == heard
    for table, column in (
        ("probe_settings", "person_id"), ("contacts", "user_id"), ("probes", "person_id"), ("events", "owner_id"),
        ("deliveries", "person_id"), ("addresses", "person_id"), ("escalations", "user_id"),
    ):  # fmt: skip
        assert not await db.rows(f"SELECT 1 FROM {table} WHERE {column} = $1", UUID(ada.id)), table
    await house.renew()
    assert await house.admin.api.get("/v1/jobs?status=dead") == []
    assert not await db.rows("SELECT 1 FROM events WHERE failures > 0")


async def test_k027_a_new_user_gets_nothing_of_a_deleted_one(admin: Somebody, ada: Somebody):
    await ada.contact()
    await asked(ada.id, ada.api.running)
    assert (await ada.api.ask("DELETE", f"/v1/users/{ada.id}"))[0] == 204
    again = await another(admin, phone_number=ada.phone, email=ada.email)
    assert again.id != ada.id
    for path in (f"/v1/users/{ada.id}", f"/v1/users/{again.id}"):
        refused(await ada.api.ask("GET", path), 401)
    assert await again.api.get(contacts_of(again)) == []
    assert await again.api.get(f"/v1/users/{again.id}/probes") == []
    refused(await admin.api.ask("GET", f"/v1/users/{ada.id}"), 404)


async def test_k028_the_last_admin_stays_while_there_are_others(admin: Somebody, ada: Somebody):
    refused(await admin.api.ask("DELETE", f"/v1/users/{admin.id}"), 409)
    await access.set_role(UUID(ada.id), "admin", admin.api.running.now(), "test")
    assert (await admin.api.ask("DELETE", f"/v1/users/{admin.id}"))[0] == 204


async def test_k029_what_is_not_there_is_told_in_json(admin: Somebody):
    for path in (
        "/v1/users/7",
        "/v1/users/x",
        f"/v1/users/{uuid4().hex}",
        f"{contacts_of(admin)}/7",
        "/v1/nothing",
        "/nothing",
    ):
        refused(await admin.api.ask("GET", path), 404)
    for method, path in (("PATCH", "/v1/users"), ("GET", "/v1/login"), ("POST", "/v1/health"), ("DELETE", "/v1/users")):
        answer = await admin.api.raw(method, path)
        assert answer.status == 405 and answer.headers["Allow"] and answer.content_type == "application/json"
        assert (await answer.json())["error"]["status"] == 405


async def test_k030_paths_without_a_version_and_with_a_slash_work(api: Api):
    wanted = a_user()
    made = done(await api.ask("POST", "/users/", wanted), 201)
    login = {"email": wanted["email"], "password": PASSWORD}
    me = api.by(done(await api.ask("POST", "/login/", login))["token"])
    here = f"/users/{made['id']}"
    contact = a_user(is_emergency_contact=True)
    bob = done(await me.ask("POST", f"{here}/contacts/", contact), 201)
    done(await me.ask("PUT", f"{here}/contacts/{bob['id']}/", {"first_name": "Robert"}))
    done(await me.ask("PUT", f"{here}/probe_settings/", {"active": True}))
    done(await me.ask("PUT", f"{here}/", {"first_name": "Augusta"}))
    for path in (
        "/users", here, f"{here}/contacts", f"{here}/probes", "/probes", "/probes/stats", "/jobs", "/jobs/stats", "/jwks",
        "/health",
    ):  # fmt: skip
        told = [await me.ask("GET", start + path + end) for start in ("/v1", "") for end in ("", "/")]
        if path != "/health":
            assert [answer == told[0] for answer in told] == [True] * 4, path
        assert [status for status, _ in told] == [200] * 4, path
    for answered, path in enumerate(("/webhook/sms", "/webhook/sms/"), start=1):
        status, _ = await post_form(me, path, sms_form(me.config, wanted["phone_number"], "ping"))
        assert status == 200
        said = [row.text for row in await messages.Delivery.filter(kind="chat")]
        assert said.count("PONG!") == answered
    assert (await me.ask("DELETE", f"{here}/"))[0] == 204


# --- login, tokens, keys -----------------------------------------------------------------------------------------------


async def test_k031_a_login_that_fails_sounds_always_the_same(ada: Somebody):
    out = ada.api.by(None)
    told = done(await out.ask("POST", "/v1/login", {"email": ada.email, "password": PASSWORD}))
    assert (await out.by(told["token"]).get(f"/v1/users/{ada.id}"))["id"] == ada.id
    wrong = (
        {"email": ada.email, "password": "wrong"}, {"email": "nobody@example.org", "password": PASSWORD}, {}, None, [1],
        {"email": 5, "password": None},
    )  # fmt: skip
    said = {refused(await out.ask("POST", "/v1/login", body), 401)["message"] for body in wrong}
    assert len(said) == 1


async def test_k032_unknown_addresses_take_as_long_and_guessing_is_slowed_down(real_passwords: None, ada: Somebody):
    out = ada.api.by(None)

    async def seconds(email: str) -> float:
        # Of this process, whose server it is: that does not depend on what else the machine does.
        began = time.process_time()
        refused(await out.ask("POST", "/v1/login", {"email": email, "password": "wrong"}), 401)
        return time.process_time() - began

    await seconds("warm@example.org")
    pairs = [(await seconds(ada.email), await seconds(f"{n}@example.org")) for n in range(5)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert unknown >= 0.5 * known and known >= 0.5 * unknown, pairs
    answer = await out.raw("POST", "/v1/login", json={"email": ada.email, "password": PASSWORD})
    assert answer.status == 429 and int(answer.headers["Retry-After"]) > 0
    assert (await answer.json())["error"]["status"] == 429
    for _ in range(20):
        status, _told = await out.ask("POST", "/v1/login", {"email": f"{uuid4().hex}@example.org", "password": "wrong"})
    assert status == 429, "one source that tries many addresses is slowed down too"


async def test_k033_the_token_says_who_and_until_when(admin: Somebody, ada: Somebody):
    for who, is_admin in ((admin, True), (ada, False)):
        login = {"email": who.email, "password": PASSWORD}
        token = done(await who.api.by(None).ask("POST", "/v1/login", login))["token"]
        assert jwt.get_unverified_header(token)["alg"] == "RS256"
        said = jwt.decode(token, options={"verify_signature": False})
        user = await who.api.get(f"/v1/users/{who.id}")
        assert (said["first_name"], said["last_name"]) == (user["first_name"], user["last_name"])
        assert (said["is_admin"], said["iss"], said["sub"]) == (is_admin, "wellcheck", who.id)
        assert said["exp"] - said["iat"] == 86400


async def forged(ada: Somebody, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """(header, claims) of Ada's own token, to be signed anew."""
    assert ada.api.token
    claims = jwt.decode(ada.api.token, options={"verify_signature": False}) | more
    return {"kid": jwt.get_unverified_header(ada.api.token)["kid"]}, claims


async def test_k034_other_tokens_do_not_count(ada: Somebody):
    header, claims = await forged(ada)
    here = f"/v1/users/{ada.id}"
    foreign = rsa.generate_private_key(65_537, 2048)
    keys = (await ada.api.ask("GET", "/v1/jwks"))[1]
    public = jwt.PyJWK(keys["keys"][0]).key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    text = f"{part(header | {'alg': 'HS256', 'typ': 'JWT'})}.{part(claims)}"
    by_public = (
        f"{text}.{base64.urlsafe_b64encode(hmac.digest(public, text.encode(), hashlib.sha256)).rstrip(b'=').decode()}"
    )
    bad = {
        "unsigned": jwt.encode(claims, None, algorithm="none", headers=header),
        "stripped": f"{part(header | {'alg': 'RS256'})}.{part(claims)}.",
        "HS256 with our public key": by_public,
        "a foreign key": jwt.encode(claims, foreign, algorithm="RS256", headers=header),
        "a key nobody knows": jwt.encode(claims, foreign, algorithm="RS256", headers={"kid": str(uuid4())}),
        "changed": (ada.api.token or "")[:-8] + "AAAAAAAA",
    }
    for what, token in bad.items():
        assert (await ada.api.by(token).ask("GET", here))[0] == 401, what
    for value in (None, f"Basic {ada.api.token}", f"Token {ada.api.token}", "Bearer", ""):
        headers = {} if value is None else {"Authorization": value}
        answer = await ada.api.by(None).raw("GET", here, headers=headers)
        assert answer.status == 401 and (await answer.json())["error"]["status"] == 401, value
    done(await ada.api.ask("GET", here))
    await runtime.wind(ada.api.running, DAY + timedelta(seconds=10))
    refused(await ada.api.ask("GET", here), 401)


async def test_k035_the_key_set_verifies_a_token_just_issued(ada: Somebody):
    login = {"email": ada.email, "password": PASSWORD}
    token = done(await ada.api.by(None).ask("POST", "/v1/login", login))["token"]
    for path in ("/jwks", "/v1/jwks"):
        status, keys = await ada.api.by(None).ask("GET", path)
        assert status == 200 and list(keys) == ["keys"], "a plain key set, without an envelope"
        kid = jwt.get_unverified_header(token)["kid"]
        key = next(key for key in keys["keys"] if key["kid"] == kid)
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256") and "d" not in key
        said = jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience="wellcheck", issuer="wellcheck")
        assert said["sub"] == ada.id


async def test_k036_the_issuer_is_checked_and_a_role_taken_away_is_gone_at_once(admin: Somebody, ada: Somebody):
    key = (await SigningKey.all())[0].private
    for issuer, status in (("kronus", 401), ("wellcheck", 200)):
        header, claims = await forged(ada, iss=issuer)
        token = jwt.encode(claims, key, algorithm="RS256", headers=header)
        assert (await ada.api.by(token).ask("GET", f"/v1/users/{ada.id}"))[0] == status, issuer
    now = admin.api.running.now()
    await access.set_role(UUID(ada.id), "admin", now, "test")
    boss = ada.api.by((await access.issue(UUID(ada.id), now)).access)
    done(await boss.ask("GET", "/v1/users"))
    await access.set_role(UUID(ada.id), "basic", now, "test")
    refused(await boss.ask("GET", "/v1/users"), 403)


async def test_k037_the_token_of_a_deleted_user_does_not_count(admin: Somebody, ada: Somebody):
    assert (await admin.api.ask("DELETE", f"/v1/users/{ada.id}"))[0] == 204
    for path in (f"/v1/users/{ada.id}", contacts_of(ada)):
        refused(await ada.api.ask("GET", path), 401)


# --- pagination --------------------------------------------------------------------------------------------------------


async def many_probes(user: Somebody, n: int, status: str = "good") -> None:
    """So many settled probes of this user, a minute apart."""
    await db.run(
        "INSERT INTO probes (id, person_id, kind, status, retries, wait_seconds, follow_ups, asked_at, due_at, created_at,"
        " updated_at, unclear, failures) SELECT gen_random_uuid(), $1, 'scheduled', $3::text, 3, 3600, 0, at,"
        " CASE WHEN $3::text = 'pending' THEN at + interval '1 hour' END, at, at, 0, 0"
        " FROM (SELECT now() - n * interval '1 minute' AS at FROM generate_series(1, $2::int) AS n) AS s",
        UUID(user.id), n, status,
    )  # fmt: skip


async def test_k038_a_hundred_and_one_make_two_pages(admin: Somebody, ada: Somebody):
    await many_probes(ada, 101)
    for caller, path in ((admin, "/v1/probes"), (ada, f"/v1/users/{ada.id}/probes")):
        pages = [await caller.api.ask("GET", f"{path}?page={n}") for n in (1, 2)]
        assert [len(told["data"]) for _, told in pages] == [100, 1]
        assert [told["paging"] for _, told in pages] == [{"total": 101, "page": n, "pages": 2} for n in (1, 2)]
        assert len({probe["id"] for _, told in pages for probe in told["data"]}) == 101


async def test_k039_odd_pages_are_the_first_and_those_past_the_end_are_empty(admin: Somebody):
    for path in ("/v1/users", "/v1/users?page=0", "/v1/users?page=x", "/v1/users?page="):
        status, told = await admin.api.ask("GET", path)
        assert (status, told["paging"]["page"], len(told["data"])) == (200, 1, 1), path
    status, told = await admin.api.ask("GET", "/v1/users?page=2")
    assert (status, told["data"], told["paging"]) == (200, [], {"total": 1, "page": 2, "pages": 1})


async def test_k040_nothing_is_an_empty_list(admin: Somebody):
    for path in ("/v1/probes", f"/v1/users/{admin.id}/probes", contacts_of(admin), "/v1/jobs"):
        status, told = await admin.api.ask("GET", path)
        assert (status, told["data"], told["paging"]) == (200, [], {"total": 0, "page": 1, "pages": 1}), path


async def test_k041_a_negative_page_is_the_first_and_says_so(admin: Somebody):
    for path in ("/v1/users", "/v1/probes", "/v1/jobs", contacts_of(admin)):
        first_page, negative = [await admin.api.ask("GET", f"{path}?page={n}") for n in (1, -3)]
        assert negative == first_page and negative[1]["paging"]["page"] == 1


async def test_k042_lists_are_newest_first_and_contacts_keep_their_order(admin: Somebody, ada: Somebody):
    others = [await another(admin) for _ in range(2)]
    assert [user["id"] for user in await admin.api.get("/v1/users")] == [others[1].id, others[0].id, ada.id, admin.id]
    await many_probes(ada, 5)
    made = [probe["created_at"] for probe in await admin.api.get("/v1/probes")]
    assert made == sorted(made, reverse=True) and len(set(made)) == 5
    bobs = [await ada.contact(first_name=name) for name in ("Bob", "Cara", "Dora")]
    jobs = [moment(job["created_at"]) for job in await admin.api.get("/v1/jobs")]
    assert jobs == sorted(jobs, reverse=True) and len(jobs) == 3
    done(await ada.api.ask("PUT", f"{contacts_of(ada)}/{bobs[0]['id']}", {"first_name": "Zoe"}))
    for _ in range(2):
        assert [each["id"] for each in await ada.api.get(contacts_of(ada))] == [bob["id"] for bob in bobs]


# --- contacts ----------------------------------------------------------------------------------------------------------


def a_contact(**more: Any) -> dict[str, Any]:
    return {name: value for name, value in a_user(**more).items() if name != "password"}


async def test_k043_a_contact_is_added_with_or_without_the_flag(ada: Somebody):
    flagged = done(await ada.api.ask("POST", contacts_of(ada), a_contact(is_emergency_contact=True)), 201)
    plain = done(await ada.api.ask("POST", contacts_of(ada), a_contact()), 201)
    assert (flagged["user_id"], flagged["is_emergency_contact"]) == (ada.id, True)
    assert (plain["user_id"], plain["is_emergency_contact"]) == (ada.id, False)
    assert await ada.api.get(contacts_of(ada)) == [flagged, plain]


async def test_k044_other_peoples_contacts_are_closed_to_everybody(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    cleo = await another(admin)
    one = f"{contacts_of(ada)}/{bob['id']}"
    for caller in (cleo, admin):
        refused(await caller.api.ask("GET", contacts_of(ada)), 403)
        refused(await caller.api.ask("POST", contacts_of(ada), a_contact()), 403)
        refused(await caller.api.ask("PUT", one, {"first_name": "Eve"}), 403)
        refused(await caller.api.ask("DELETE", one), 403)
    assert await ada.api.get(contacts_of(ada)) == [bob]


async def test_k045_what_a_contact_lacks_is_named(ada: Somebody):
    for field in a_contact():
        body = a_contact()
        del body[field]
        refused(await ada.api.ask("POST", contacts_of(ada), body), 400, field)
    refused(await ada.api.ask("POST", contacts_of(ada), a_contact(phone_number="0123")), 400, "phone_number")
    refused(await ada.api.ask("POST", contacts_of(ada), a_contact(email="x")), 400, "email")
    assert await ada.api.get(contacts_of(ada)) == []


async def test_k046_twice_the_same_contact_is_one_too_many_for_one_user_only(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    for field in ("phone_number", "email"):
        refused(await ada.api.ask("POST", contacts_of(ada), a_contact(**{field: bob[field]})), 400, field)
    cleo = await another(admin)
    await cleo.contact(phone_number=bob["phone_number"], email=bob["email"])


async def test_k047_a_change_of_a_contact_changes_only_that(ada: Somebody):
    before = await ada.contact()
    here = f"{contacts_of(ada)}/{before['id']}"
    for field, value in (
        ("first_name", "Robert"),
        ("last_name", "Stone"),
        ("email", "r@example.org"),
        ("is_emergency_contact", False),
    ):
        after = done(await ada.api.ask("PUT", here, {field: value}))
        assert after == before | {field: value, "updated_at": after["updated_at"]}
        before = after
    number = a_number()
    after = done(await ada.api.ask("PUT", here, {"phone_number": number}))
    assert after["phone_number"] == number and after["id"] == before["id"]
    for flag in ("true", 1, None):
        refused(await ada.api.ask("PUT", here, {"is_emergency_contact": flag}), 400, "is_emergency_contact")
    refused(await ada.api.ask("PUT", here, {}), 400)
    assert await ada.api.get(contacts_of(ada)) == [after]


async def test_k048_a_contact_of_somebody_else_looks_like_none(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    cleo = await another(admin)
    told = []
    for id in (bob["id"], str(uuid4())):
        for method, body in (("PUT", {"first_name": "Eve"}), ("DELETE", None), ("GET", None)):
            told.append(refused(await cleo.api.ask(method, f"{contacts_of(cleo)}/{id}", body), 404))
    assert all(error == told[0] for error in told), "nobody's and somebody's cannot be told apart"
    assert await ada.api.get(contacts_of(ada)) == [bob]


async def test_k049_a_contact_is_removed(ada: Somebody):
    bob, cara = await ada.contact(), await ada.contact()
    assert (await ada.api.ask("DELETE", f"{contacts_of(ada)}/{bob['id']}"))[0] == 204
    assert await ada.api.get(contacts_of(ada)) == [cara]


async def test_k050_the_last_emergency_contact_of_a_watched_user_stays(ada: Somebody):
    bob = await ada.contact()
    await ada.contact(emergency=False)
    done(await ada.api.ask("PUT", settings_of(ada), {"active": True}))
    here = f"{contacts_of(ada)}/{bob['id']}"
    for method, body in (("DELETE", None), ("PUT", {"is_emergency_contact": False})):
        error = refused(await ada.api.ask(method, here, body), 409)
        assert "Add another one first" in error["message"]
    assert (await ada.api.get(contacts_of(ada)))[0] == bob
    done(await ada.api.ask("PUT", settings_of(ada), {"active": False}))
    assert (await ada.api.ask("DELETE", here))[0] == 204


async def test_k051_all_flagged_contacts_are_told_in_their_order(house: House):
    world = house.world
    cara = await house.ada.contact(phone_number=NUMBERS["Cara"], first_name="Cara")
    await house.ada.consents(cara)
    assert [c["is_emergency_contact"] for c in await house.ada.api.get(contacts_of(house.ada))] == [True, True]
    await house.put(active=True, cron_expression="0 9 * * *", max_retries=0, wait_time_in_minutes=5)
    await house.until_asked()
    await house.wait(minutes=5.1)
    assert (await world.bob.count("has not answered"), await world.cara.count("has not answered")) == (1, 0)
    await house.wait(minutes=5.1)
    assert (await world.bob.count("has not answered"), await world.cara.count("has not answered")) == (1, 1)


# --- probe settings and cron -------------------------------------------------------------------------------------------


async def test_k052_switching_on_without_an_emergency_contact_is_refused(ada: Somebody):
    await ada.contact(emergency=False)
    before = await ada.api.get(settings_of(ada))
    refused(await ada.api.ask("PUT", settings_of(ada), {"active": True, "max_retries": 1}), 403)
    assert await ada.api.get(settings_of(ada)) == before


async def test_k053_with_an_emergency_contact_it_is_switched_on(ada: Somebody):
    await ada.contact()
    told = done(await ada.api.ask("PUT", settings_of(ada), {"active": True}))
    assert told["active"] is True and moment(told["next_probe_at"]) > ada.api.running.now()


async def test_k054_which_expressions_are_taken(ada: Somebody):
    good = (
        "0 18 * * */1", "0 9 * * MON-FRI", "0 9 * JAN-mar Sun", "0 9-17 * * *", "0 8,20 * * 1-5", "0 9 ? * ?", "@daily",
        "@weekly", "@every 1h",
    )  # fmt: skip
    for times in good:
        told = done(await ada.api.ask("PUT", settings_of(ada), {"cron_expression": times}))
        again = done(await ada.api.ask("PUT", settings_of(ada), {"cron_expression": told["cron_expression"]}))
        assert again["cron_expression"] == told["cron_expression"]
    kept = await ada.api.get(settings_of(ada))
    for times in ("0 18 * *", "0 0 18 * * 3", "60 9 * * *", "@reboot", "", " ", "CRON_TZ=UTC 0 9 * * *", "a b c d e"):
        refused(await ada.api.ask("PUT", settings_of(ada), {"cron_expression": times}), 400, "cron_expression")
    assert await ada.api.get(settings_of(ada)) == kept


async def test_k055_day_seven_is_sunday_when_it_is_kept_and_when_it_comes(house: House):
    by_name = await house.put(active=True, cron_expression="0 12 * * SUN", max_retries=0, wait_time_in_minutes=5)
    by_number = await house.put(cron_expression="0 12 * * 7")
    assert by_number["next_probe_at"] == by_name["next_probe_at"]
    assert moment(by_number["next_probe_at"]).strftime("%a %H:%M") == "Sun 12:00"
    await house.until_asked()
    [probe] = await house.probes()
    assert moment(probe["asked_at"]).strftime("%a %H:%M") == "Sun 12:00"
    await house.world.ada.says("Y")
    following = (await house.ada.api.get(settings_of(house.ada)))["next_probe_at"]
    assert moment(following) - moment(by_number["next_probe_at"]) == timedelta(days=7)


async def test_k056_an_expression_that_never_fires_is_refused(ada: Somebody):
    for times in ("0 9 31 2 *", "0 9 30 2 *", "0 9 31 4,6,9,11 *"):
        refused(await ada.api.ask("PUT", settings_of(ada), {"cron_expression": times}), 400, "cron_expression")
    done(await ada.api.ask("PUT", settings_of(ada), {"cron_expression": "0 9 29 2 *"}))


async def test_k057_too_often_is_refused_with_what_is_possible(config: Config):
    limits = ((60, "@every 59m", "@every 60m", "1 hour"), (30, "*/29 * * * *", "*/30 * * * *", "30 minutes"))
    for minutes, often, rarely, said in limits:
        async with served(replace(config, min_probe_interval=timedelta(minutes=minutes))) as api:
            if not await access.any_admin():
                ada = await first(api)
            me = api.by((await access.issue(UUID(ada.id), api.running.now())).access)
            for times in (often, "* * * * *", "@every 5s", "0 9 * * *; 1 9 * * *"):
                error = refused(
                    await me.ask("PUT", settings_of(ada), {"cron_expression": times}), 400, "cron_expression"
                )
                assert said in error["errors"]["cron_expression"][0], error
            done(await me.ask("PUT", settings_of(ada), {"cron_expression": rarely}))


async def test_k058_retries_are_a_whole_number_from_0_to_6(ada: Somebody):
    for n in (6, 0):
        assert done(await ada.api.ask("PUT", settings_of(ada), {"max_retries": n}))["max_retries"] == n
    for wrong in (7, -1, 1.5, "3", True, None, [3]):
        refused(await ada.api.ask("PUT", settings_of(ada), {"max_retries": wrong}), 400, "max_retries")
    assert (await ada.api.get(settings_of(ada)))["max_retries"] == 0


async def test_k059_the_wait_is_a_whole_number_of_5_to_120_minutes(ada: Somebody):
    for n in (5, 120):
        assert (
            done(await ada.api.ask("PUT", settings_of(ada), {"wait_time_in_minutes": n}))["wait_time_in_minutes"] == n
        )
    for wrong in (4, 121, 60.5, "60", "sixty", True, None):
        refused(
            await ada.api.ask("PUT", settings_of(ada), {"wait_time_in_minutes": wrong}), 400, "wait_time_in_minutes"
        )
    assert (await ada.api.get(settings_of(ada)))["wait_time_in_minutes"] == 120


async def test_k060_what_is_no_setting_and_who_may_not_set(admin: Somebody, ada: Somebody):
    await ada.contact()
    for wrong in ("true", 1, None):
        refused(await ada.api.ask("PUT", settings_of(ada), {"active": wrong}), 400, "active")
    for body in ({}, {"shoe_size": 38}):
        refused(await ada.api.ask("PUT", settings_of(ada), body), 400)
    refused(await admin.api.ask("PUT", settings_of(ada), {"active": True}), 403)
    assert (await ada.api.get(settings_of(ada)))["active"] is False


async def test_k061_the_answer_is_the_whole_new_state(ada: Somebody):
    told = done(await ada.api.ask("PUT", settings_of(ada), {"wait_time_in_minutes": 30}))
    assert {"id", "created_at", "updated_at", "user_id", "active", "cron_expression", "max_retries"} <= set(told)
    assert (told["user_id"], told["wait_time_in_minutes"], told["max_retries"]) == (ada.id, 30, 3)
    assert told == await ada.api.get(settings_of(ada))
    assert told == (await ada.api.get(f"/v1/users/{ada.id}"))["probe_settings"]


async def test_k062_an_open_question_keeps_its_own_limits(house: House):
    await house.put(active=True, cron_expression="0 9 * * *", max_retries=1, wait_time_in_minutes=60)
    await house.until_asked()
    await house.put(max_retries=0, wait_time_in_minutes=5)
    await house.wait(minutes=55)
    [probe] = await house.probes()
    assert (probe["status"]["name"], probe["retry_count"]) == ("pending", 0)
    assert (probe["max_retries"], probe["wait_time_in_minutes"]) == (1, 60)
    await house.wait(minutes=6)
    [probe] = await house.probes()
    assert (probe["status"]["name"], probe["retry_count"]) == ("pending", 1)
    assert not await house.world.bob.count("has not answered")


async def test_k063_new_times_count_from_now_by_the_clock_on_the_wall(ada: Somebody):
    await ada.contact()
    done(
        await ada.api.ask(
            "PUT", settings_of(ada), {"active": True, "cron_expression": "0 9 * * *", "zone": "Asia/Kolkata"}
        )
    )
    before = await ada.api.get(settings_of(ada))
    await runtime.wind(ada.api.running, timedelta(minutes=25))
    for change in ({"max_retries": 1}, {"wait_time_in_minutes": 30}, {"active": True}):
        assert done(await ada.api.ask("PUT", settings_of(ada), change))["next_probe_at"] == before["next_probe_at"]
    now = ada.api.running.now()
    told = done(await ada.api.ask("PUT", settings_of(ada), {"cron_expression": "30 */6 * * *"}))
    at = moment(told["next_probe_at"])
    local = at.astimezone(ZoneInfo("Asia/Kolkata"))
    assert (local.minute, local.hour % 6) == (30, 0) and timedelta(0) < at - now <= timedelta(hours=6)


async def test_k064_a_change_touches_nobody_elses_schedule(admin: Somebody, ada: Somebody):
    users = [ada, *[await another(admin) for _ in range(3)]]
    for n, user in enumerate(users):
        await user.contact()
        done(await user.api.ask("PUT", settings_of(user), {"active": True, "cron_expression": f"{n} 9 * * *"}))
    others = [await user.api.get(settings_of(user)) for user in users[1:3]]
    edits = [(ada, f"{n} 20 * * *") for n in range(10, 16)] + [(users[3], f"{n} 21 * * *") for n in range(10, 16)]
    answers = await asyncio.gather(
        *(user.api.ask("PUT", settings_of(user), {"cron_expression": times}) for user, times in edits)
    )
    for (_, times), answer in zip(edits, answers, strict=True):
        assert done(answer)["cron_expression"] == times
    assert [await user.api.get(settings_of(user)) for user in users[1:3]] == others
    for user, hour in ((ada, 20), (users[3], 21)):
        kept = await user.api.get(settings_of(user))
        minute = int(kept["cron_expression"].split()[0])
        at = moment(kept["next_probe_at"])
        assert (at.hour, at.minute) == (hour, minute) and 10 <= minute < 16


async def test_k065_switching_off_cancels_what_is_pending_and_asks_no_more(house: House):
    await house.put(active=True, cron_expression="0 9 * * *", max_retries=0, wait_time_in_minutes=5)
    await house.until_asked()
    told = await house.put(active=False)
    assert (told["active"], told["next_probe_at"]) == (False, None)
    [probe] = await house.probes()
    assert probe["status"]["name"] == "cancelled"
    heard = [await phone.received() for phone in (house.world.ada, house.world.bob)]
    await house.wait(minutes=10)
    await house.wait(hours=25, times=2)
    assert [await phone.received() for phone in (house.world.ada, house.world.bob)] == heard
    assert len(await house.probes()) == 1


@pytest.mark.parametrize("how", ["switched off", "a good reply"])
async def test_k066_an_alert_that_has_not_left_is_withdrawn(house: House, how: str):
    world = house.world
    await house.put(
        active=True, cron_expression="0 9 * * *", max_retries=0, wait_time_in_minutes=5, after_alarm="go_on"
    )
    await house.until_asked()
    await world.fault(provider="twilio", method="create", kind="status", status=429, phone="bob", times=None)
    await house.wait(minutes=5.1)
    assert (await house.job("alarm"))["status"]["name"] in ("scheduled", "enqueued")
    if how == "switched off":
        await house.put(active=False)
    else:
        await world.ada.says("I'm okay")
    await world.settle()
    assert (await house.job("alarm"))["status"]["name"] == "withdrawn"
    await world.no_faults()
    await house.wait(minutes=30, times=2)
    assert await world.bob.count("has not answered") == 0


async def test_k067_after_a_restart_schedules_go_on_by_themselves(config: Config, tmp_path: Path):
    async with house(config, tmp_path) as before:
        told = await before.put(active=True, cron_expression="0 9 * * *")
    async with restarted(config, tmp_path) as world:
        await world.until(moment(told["next_probe_at"]))
        assert await world.ada.count("Are you okay?") == 1


async def test_k068_a_tick_missed_in_a_short_outage_is_asked_once_after_it(config: Config, tmp_path: Path):
    async with house(config, tmp_path) as before:
        told = await before.put(active=True, cron_expression="0 9 * * *")
    due_at = moment(told["next_probe_at"])
    async with runtime.start(config, "spec") as running:
        await runtime.wind(running, due_at + timedelta(minutes=40) - running.now())
    async with restarted(config, tmp_path) as world:
        await world.settle()
        await world.wait(minutes=5)
        assert await world.ada.count("Are you okay?") == 1
        await world.ada.says("Y")
    async with runtime.start(config, "spec") as running:
        await runtime.wind(running, due_at + DAY + timedelta(hours=3) - running.now())
    async with restarted(config, tmp_path) as world:
        await world.settle()
        assert await world.ada.count("Are you okay?") == 1, "three hours late is too late"
        assert await scalar("SELECT count(*) FROM occurrences WHERE state = 'skipped_outage'") == 1


async def test_k069_each_user_has_a_zone_of_their_own(config: Config):
    async with served(replace(config, default_zone="America/Toronto")) as api:
        admin = await first(api)
        here, tokyo = await another(admin), await another(admin, zone="asia/tokyo")
        for user, zone in ((here, "America/Toronto"), (tokyo, "Asia/Tokyo")):
            await user.contact()
            told = done(await user.api.ask("PUT", settings_of(user), {"active": True, "cron_expression": "0 9 * * *"}))
            assert told["zone"] == zone
            assert moment(told["next_probe_at"]).astimezone(ZoneInfo(zone)).strftime("%H:%M") == "09:00"
        before = await here.api.get(settings_of(here))
        refused(await here.api.ask("PUT", settings_of(here), {"zone": "Mars/Base", "max_retries": 1}), 400, "zone")
        refused(await admin.api.ask("POST", "/v1/users", a_user(zone="Mars/Base")), 400, "zone")
        assert await here.api.get(settings_of(here)) == before
        told = done(await here.api.ask("PUT", settings_of(here), {"zone": "Pacific/Honolulu"}))
        assert moment(told["next_probe_at"]).astimezone(ZoneInfo("Pacific/Honolulu")).strftime("%H:%M") == "09:00"


def change_days(zone: ZoneInfo, now: datetime) -> list[datetime]:
    """The local midnights of the next two days on which the clocks change."""
    day = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    while len(found) < 2:
        day = (day.replace(tzinfo=None) + DAY).replace(tzinfo=zone)
        if (day.replace(tzinfo=None) + DAY).replace(tzinfo=zone).utcoffset() != day.utcoffset():
            found.append(day)
    return found


async def test_k070_on_both_days_of_a_clock_change_a_daily_schedule_asks_once(house: House):
    zone = ZoneInfo("Europe/London")
    for midnight in change_days(zone, house.world.now):
        await house.world.until(midnight - timedelta(hours=1))
        await house.renew()
        # 1:30 does not exist in spring and comes twice in autumn.
        await house.put(active=True, cron_expression="30 1 * * *", zone="Europe/London", wait_time_in_minutes=5)
        before = len(await house.probes())
        for hour in (2, 3, 4, 6, 23):
            await house.world.until(midnight.astimezone(UTC) + timedelta(hours=hour - 0.25))
            await house.world.ada.says("Y")
        await house.renew()
        found = (await house.probes())[: len(await house.probes()) - before]
        assert [moment(probe["asked_at"]).astimezone(zone).date() for probe in found] == [midnight.date()]
        await house.put(active=False)


# --- admin views -------------------------------------------------------------------------------------------------------

STATES = ("pending", "good", "bad", "unavailable", "cancelled")


async def probes_in_every_state(user: Somebody) -> dict[str, int]:
    counts = {"pending": 1, "good": 3, "bad": 2, "unavailable": 4, "cancelled": 5}
    for state, n in counts.items():
        await many_probes(user, n, state)
    return counts


async def test_k110_an_admin_sees_all_probes_by_state(admin: Somebody, ada: Somebody):
    counts = await probes_in_every_state(ada)
    assert len(await admin.api.get("/v1/probes")) == sum(counts.values())
    for state, n in counts.items():
        for written in (state, state.upper(), state.title()):
            found = await admin.api.get(f"/v1/probes?status={written}")
            assert [probe["status"]["name"] for probe in found] == [state] * n
    error = refused(await admin.api.ask("GET", "/v1/probes?status=lost"), 400, "status")
    assert all(state in error["errors"]["status"][0] for state in STATES)
    refused(await ada.api.ask("GET", "/v1/probes"), 403)
    refused(await ada.api.by(None).ask("GET", "/v1/probes"), 401)


async def test_k111_the_five_counters_add_up(admin: Somebody, ada: Somebody):
    counts = await probes_in_every_state(ada)
    told = await admin.api.get("/v1/probes/stats")
    assert {state: told[f"{state}_probe_count"] for state in STATES} == counts
    total = (await admin.api.ask("GET", "/v1/probes"))[1]["paging"]["total"]
    assert told["total"] == total == sum(told[f"{state}_probe_count"] for state in STATES)
    refused(await ada.api.ask("GET", "/v1/probes/stats"), 403)


async def test_k112_a_users_probes_are_seen_by_them_and_by_an_admin(admin: Somebody, ada: Somebody):
    await many_probes(ada, 2)
    await many_probes(admin, 1)
    for caller in (ada, admin):
        assert {probe["user_id"] for probe in await caller.api.get(f"/v1/users/{ada.id}/probes")} == {ada.id}
    refused(await ada.api.ask("GET", f"/v1/users/{admin.id}/probes"), 403)


async def told_later(user: Somebody, at: datetime, kind: str = "notice") -> UUID:
    """Something that will be said to this user then."""
    async with db.transaction():
        id = await messages.tell(Telling(UUID(user.id), T("Hello"), kind, due_at=at), at)
        assert id is not None
        return id


async def jobs_in_every_state(user: Somebody) -> dict[str, int]:
    """Deliveries in every state there is; how many jobs that makes of each state."""
    now = user.api.running.now()
    states = (
        ("scheduled", "pending", DAY), ("enqueued", "pending", timedelta(0)), ("in-progress", "sending", None),
        ("in-progress", "unknown", DAY), ("successful", "sent", None), ("successful", "delivered", None),
        ("dead", "failed", None), ("dead", "expired", None), ("withdrawn", "withdrawn", None),
    )  # fmt: skip
    counts: dict[str, int] = {}
    for job, state, later in states:
        id = await told_later(user, now)
        due_at = None if later is None else now + later
        await db.run("UPDATE deliveries SET state = $2, due_at = $3 WHERE id = $1", id, state, due_at)
        counts[job] = counts.get(job, 0) + 1
    return counts


async def test_k113_an_admin_sees_all_jobs_by_state(admin: Somebody, ada: Somebody):
    counts = await jobs_in_every_state(ada)
    assert {"enqueued", "in-progress", "successful", "dead", "scheduled"} <= set(counts)
    for state, n in counts.items():
        for written in (state, state.upper()):
            found = await admin.api.get(f"/v1/jobs?status={written}")
            assert [job["status"]["name"] for job in found] == [state] * n
    assert len(await admin.api.get("/v1/jobs")) == sum(counts.values())
    error = refused(await admin.api.ask("GET", "/v1/jobs?status=lost"), 400, "status")
    assert all(state in error["errors"]["status"][0] for state in counts)
    refused(await ada.api.ask("GET", "/v1/jobs"), 403)
    refused(await ada.api.by(None).ask("GET", "/v1/jobs"), 401)


async def test_k114_job_counters_also_as_kronus_spelt_them(admin: Somebody, ada: Somebody):
    counts = await jobs_in_every_state(ada)
    told = await admin.api.get("/v1/jobs/stats")
    for state, n in counts.items():
        assert told[f"{state.replace('-', '_')}_job_count"] == n, state
    assert told["enueued_job_count"] == told["enqueued_job_count"]
    assert told["total"] == sum(counts.values())
    refused(await ada.api.ask("GET", "/v1/jobs/stats"), 403)


async def test_k115_a_job_that_keeps_failing_is_tried_four_times_and_an_alert_far_longer(house: House):
    world = house.world
    await world.fault(provider="twilio", method="create", kind="status", status=429, times=None)
    cara = await house.ada.contact(phone_number=NUMBERS["Cara"], first_name="Cara")
    await house.wait(minutes=0.3, times=6)
    job = await house.job("invitation")
    assert (job["status"]["name"], job["fails"]) == ("dead", 4) and job["last_error"]
    tries = await db.rows(
        "SELECT a.started_at AS at FROM attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE d.id = $1 ORDER BY a.id",
        UUID(job["id"]),
    )
    assert len(tries) == 4
    assert [outbox.retry_delay(n) for n in (1, 2, 3, 4)] == sorted(outbox.retry_delay(n) for n in (1, 2, 3, 4))
    gaps = [b["at"] - a["at"] for a, b in zip(tries, tries[1:], strict=False)]
    assert all(gap >= outbox.retry_delay(n) for n, gap in enumerate(gaps, start=1)), gaps
    assert cara["consent"] == "invited"
    async with db.transaction():
        await probes.panic(UUID(house.ada.id), "help", world.now)
    await house.wait(minutes=1, times=8)
    await house.wait(minutes=40)
    tried = await scalar("SELECT sum(attempts) FROM deliveries WHERE kind = 'alarm'")
    assert tried > 4 and (await house.job("alarm"))["status"]["name"] in ("scheduled", "enqueued")
    busy, later = Failed("busy", permanent=False), world.now + DAY
    assert isinstance(outbox.on_result(busy, outbox.ALARM, 100, later, world.now), outbox.Later)
    assert isinstance(outbox.on_result(busy, outbox.REST, 4, later, world.now), outbox.Dead)
    await world.no_faults()
    await house.wait(minutes=2, times=2)
    await world.bob.hears("Ada asked for help")


async def test_k116_the_job_of_a_killed_worker_runs_again_when_its_lease_is_over(house: House):
    world, later = house.world, house.world.now + timedelta(minutes=1)
    id = await told_later(house.ada, later)
    claims = await messages.claim_due("sms", (outbox.REST,), later, world.now, 10)
    assert [claim.out.delivery_id for claim in claims] == [id]
    job = await house.job("notice")
    assert (job["status"]["name"], job["claimed"]) == ("in-progress", True)
    left = await scalar(
        "SELECT extract(epoch FROM lease_until - clock_timestamp()) FROM deliveries WHERE state = 'sending'"
    )
    assert 20 < left <= 30
    for _ in range(3):
        await world.engine.tick()
        await asyncio.sleep(0.05)
    assert await world.ada.count("Hello") == 0, "it is still the other worker's"
    await db.run("UPDATE deliveries SET lease_until = clock_timestamp() WHERE id = $1", id)
    await house.wait(minutes=1)
    assert await world.ada.count("Hello") == 1
    assert (await house.job("notice"))["status"]["name"] == "successful"


async def test_k117_the_same_thing_is_never_queued_or_run_twice(house: House):
    world = house.world
    await house.put(active=True, cron_expression="0 9 * * *")
    settings = await house.ada.api.get(settings_of(house.ada))
    at = moment(settings["next_probe_at"])
    await runtime.wind(world.running, at - world.now)
    await asyncio.gather(*(events.run_due(world.now) for _ in range(4)))
    assert await scalar("SELECT count(*) FROM probes") == 1
    assert await scalar("SELECT count(*) FROM deliveries WHERE kind = 'ask'") == 1
    await world.settle()
    assert await world.ada.count("Are you okay?") == 1
    later = world.now + timedelta(minutes=1)
    ids = [await told_later(house.ada, later) for _ in range(3)]
    claims = await asyncio.gather(*(messages.claim_due("sms", (outbox.REST,), later, world.now, 2) for _ in range(4)))
    assert sorted(claim.out.delivery_id for claimed in claims for claim in claimed) == ids


async def test_k118_a_job_for_later_is_scheduled_and_runs_at_its_time(house: House):
    world = house.world
    told = await house.put(active=True, cron_expression="0 9 * * *")
    at = moment(told["next_probe_at"])
    await runtime.wind(world.running, at - timedelta(seconds=6) - world.now)
    await world.engine.tick()
    await house.renew()
    [job] = await house.admin.api.get("/v1/jobs?status=scheduled")
    assert (job["name"], moment(job["add_to_queue_at"])) == ("ask", at)
    await house.wait(minutes=0.1)
    job = await house.job("ask")
    assert job["status"]["name"] == "successful"
    assert timedelta(0) <= moment(job["sent_at"]) - at < timedelta(seconds=5)


async def test_k119_what_breaks_one_job_stops_neither_the_others_nor_the_service(house: House):
    world = house.world
    cleo = await another(house.admin, first_name="Cleo", phone_number=NUMBERS["Cara"])
    await cleo.consents(await cleo.contact())
    await world.settle()
    await house.put(active=True, cron_expression="0 9 * * *")
    done(await cleo.api.ask("PUT", settings_of(cleo), {"active": True, "cron_expression": "0 9 * * *"}))
    await db.run('UPDATE events SET schedule = \'{"type": "moon"}\' WHERE owner_id = $1', UUID(house.ada.id))
    at = moment((await cleo.api.get(settings_of(cleo)))["next_probe_at"])
    broken = await told_later(house.ada, at, "follow_up")
    await db.run("UPDATE deliveries SET text_sealed = '\\x00' WHERE id = $1", broken)
    await db.run(
        "INSERT INTO inbound (id, channel, provider_id, sender, said_sealed, state, received_at)"
        " VALUES ($1, 'sms', 'SM1', '\\x00', '\\x00', 'new', $2)",
        db.new_id(), world.now,
    )  # fmt: skip
    await world.until(at)
    await house.wait(minutes=0.25, times=8)
    await world.cara.hears("Hello Cleo", "Are you okay?")
    row = await db.one("SELECT failures, due_at FROM events WHERE owner_id = $1", UUID(house.ada.id))
    assert row and 1 <= row["failures"] <= 6, "set aside, with growing pauses"
    assert row["due_at"] - world.now > timedelta(seconds=30)
    job = next(job for job in await house.admin.api.get("/v1/jobs") if job["id"] == str(broken))
    assert job["status"]["name"] == "dead" and job["last_error"]
    done(await house.admin.api.ask("GET", "/v1/users"))


async def test_k120_old_jobs_are_removed_and_a_dead_one_can_be_tried_again(house: House):
    world = house.world
    await world.fault(provider="twilio", method="create", kind="status", status=429, times=None)
    await house.ada.contact(phone_number=NUMBERS["Cara"], first_name="Cara")
    await house.wait(minutes=0.3, times=6)
    job = await house.job("invitation")
    assert job["status"]["name"] == "dead"
    await world.no_faults()
    refused(await house.ada.api.ask("POST", f"/v1/jobs/{job['id']}/retry"), 403)
    done(await house.admin.api.ask("POST", f"/v1/jobs/{job['id']}/retry"))
    await world.settle()
    await world.cara.hears("uses Wellcheck")
    refused(await house.admin.api.ask("POST", f"/v1/jobs/{job['id']}/retry"), 409)
    refused(await house.admin.api.ask("POST", f"/v1/jobs/{uuid4()}/retry"), 404)
    # A row's age is told by its id, which real time gave it: the world's Monday may be days ahead of that.
    almost = datetime.now(UTC) + timedelta(days=world.config.retention_days - 1)
    await house.wait(hours=(almost - world.now) / timedelta(hours=1))
    await tidy(world.running)
    assert job["id"] in [each["id"] for each in await house.admin.api.get("/v1/jobs")]
    await house.wait(hours=48)
    await tidy(world.running)
    assert job["id"] not in [each["id"] for each in await house.admin.api.get("/v1/jobs")]


# --- operation ---------------------------------------------------------------------------------------------------------


async def test_k121_health_says_how_the_parts_are(api: Api, database: str, servers: Embedded):
    status, told = await api.ask("GET", "/v1/health")
    assert (status, told["success"]) == (200, True)
    assert {"database", "redis", "overdue_seconds", "beat_seconds_ago"} <= set(told["data"])
    head = await api.raw("HEAD", "/health")
    assert head.status == 200 and await head.read() == b""
    ada = await first(api)
    await asked(ada.id, api.running, minutes=5)
    await runtime.wind(api.running, timedelta(minutes=10))
    status, told = await api.ask("GET", "/health")
    assert (status, told["success"]) == (503, False) and told["data"]["overdue_seconds"] > 200
    assert "scheduler" in told["data"]["problems"][0]
    await db.run("DELETE FROM probes")
    await db.run("DELETE FROM deliveries")
    assert (await api.ask("GET", "/health"))[0] == 200
    name = urlsplit(database).path.lstrip("/")
    await execute(
        servers.database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )  # fmt: skip
    status, told = await api.ask("GET", "/health")
    assert (status, told["success"], told["data"]["database"]) == (503, False, "away")
    await execute(servers.database_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert (await api.ask("GET", "/health"))[0] == 200


def command(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """`wellcheck …` with nothing in its environment but this."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ}
    words = [sys.executable, "-m", "wellcheck", *arguments]
    return subprocess.run(words, capture_output=True, text=True, env=given, timeout=60)


def test_k122_what_is_missing_in_the_configuration_is_named_line_by_line(tmp_path: Path):
    told = command(
        "web", WELLCHECK_HOME=str(tmp_path), DATABASE_URL="postgres://nobody@127.0.0.1:1/x", TWILIO_ACCOUNT_SID="AC" + "1" * 32
    )  # fmt: skip
    assert told.returncode == 2 and told.stdout == ""
    named_lines = [line.split()[0] for line in told.stderr.splitlines()[1:]]
    assert sorted(named_lines) == ["PUBLIC_URL", "SECRET_KEYS", "TWILIO_AUTH_TOKEN", "TWILIO_FROM_NUMBER"]
    assert "Traceback" not in told.stderr


def test_k124_port_version_and_help(tmp_path: Path):
    home = {"WELLCHECK_HOME": str(tmp_path)}
    assert Config.read(home, home_env=False).port == 8080
    assert Config.read(home | {"PORT": "3900"}, home_env=False).port == 3900
    version = command("--version")
    assert version.returncode == 0 and re.fullmatch(r"wellcheck \d+\.\d+\.\d+\S*\n", version.stdout)
    told = command("--help")
    assert told.returncode == 0
    for name in ("up", "web", "worker", "bot", "sandbox", "migrate", "create-admin"):
        assert re.search(rf"^ +{name}\s", told.stdout, re.MULTILINE), name


async def test_k125_without_configuration_nothing_leaves_this_machine_and_it_says_so(
    config: Config, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    plain = Config.read({"WELLCHECK_HOME": str(tmp_path)}, home_env=False)
    assert plain.sandbox and is_loopback(plain.telegram_api_base_url) and is_loopback(plain.twilio_api_base_url)
    with caplog.at_level(logging.WARNING):
        async with house(config, tmp_path) as built:
            await built.put(active=True, cron_expression="0 9 * * *")
            await built.until_asked()
            await built.world.ada.hears("Are you okay?")
    assert any(
        "sandbox" in record.getMessage() and "leaves this machine" in record.getMessage() for record in caplog.records
    )
    for environ in (
        {"TELEGRAM_BOT_TOKEN": SANDBOX_BOT_TOKEN},
        {"TWILIO_ACCOUNT_SID": SANDBOX_ACCOUNT_SID, "TWILIO_AUTH_TOKEN": "x" * 32, "TWILIO_FROM_NUMBER": "+12025550100",
         "PUBLIC_URL": "https://watch.example.org"},
    ):  # fmt: skip
        with pytest.raises(ConfigMistakes) as wrong:
            Config.read({"WELLCHECK_HOME": str(tmp_path), **environ}, home_env=False)
        assert "sandbox" in wrong.value.mistakes[0]
    real = {"TELEGRAM_BOT_TOKEN": "12345:AAbbCC", "WELLCHECK_HOME": str(tmp_path)}
    told = command("sandbox", **real)
    assert told.returncode == 1 and "nothing to stand in for" in told.stderr
    with_bot = Config.read(real, home_env=False)
    assert not with_bot.sandbox and not set(plain.twilio_auth_tokens) & set(with_bot.twilio_auth_tokens)


async def test_k129_what_is_stored_cannot_be_read_and_a_wrong_key_does_not_start(config: Config):
    mine = {"first_name": "Zenobia", "last_name": "Quillfeather", "email": "zenobia.q@example.org"}
    mine["phone_number"] = "+447700900777"
    odd = "pass phrase '; DROP \"$(x)\\ %s {} ` ü € 🙂 and more than enough"
    async with served(replace(config, secret_keys=(odd,))) as api:
        ada = await first(api)
        done(
            await ada.api.ask(
                "PUT", f"/v1/users/{ada.id}", {name: mine[name] for name in mine if name != "phone_number"}
            )
        )
        await ada.contact(first_name="Bartholomew", phone_number=mine["phone_number"])
        form = sms_form(api.config, ada.phone, "a very secret sentence")
        assert (await post_form(api, "/webhook/sms", form))[0] == 200
        await db.run("CHECKPOINT")
        files = await db.rows(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid), 0, pg_relation_size(oid), true) AS raw FROM pg_class"
            " WHERE relkind IN ('r', 'i', 't') AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace)"
        )
        raw = b"".join(bytes(row["raw"]) for row in files if row["raw"])
        assert len(raw) > 100_000 and UUID(ada.id).bytes in raw, "these are the files with the rows"
        for clear in (*mine.values(), "7700900777", "Bartholomew", "very secret", ada.phone[1:], PASSWORD):
            assert clear.encode() not in raw and clear.encode("utf-16-le") not in raw, clear
        assert (await api.by(ada.api.token).get(f"/v1/users/{ada.id}"))["last_name"] == "Quillfeather"
    with pytest.raises(WrongKey):
        async with runtime.start(replace(config, secret_keys=("another key, just as long as the right one",)), "spec"):
            pass
    told = await asyncio.to_thread(
        command, "web", **environment(replace(config, secret_keys=("another key that is as long as the right one",)))
    )
    assert told.returncode == 1 and "SECRET_KEYS" in told.stderr and "Traceback" not in told.stderr
    async with served(replace(config, secret_keys=("a newer key, put in front of the old one", odd))) as api:
        assert (await api.by(ada.api.token).get(f"/v1/users/{ada.id}"))["first_name"] == "Zenobia"


async def test_k130_one_line_per_request_that_gives_nobody_away(config: Config, capsys: pytest.CaptureFixture[str]):
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    logs.start(config)
    try:
        async with served(config) as api:
            wanted = a_user(first_name="Zenobia", last_name="Quillfeather")
            made = done(await api.ask("POST", "/v1/users", wanted), 201)
            login = {"email": wanted["email"], "password": PASSWORD}
            tokens = done(await api.ask("POST", "/v1/login?password=hunter2hunter2", login))
            me = api.by(tokens["token"])
            await me.ask("GET", f"/v1/users/{made['id']}?token={tokens['token']}")
            await me.ask("GET", f"/v1/users/{wanted['phone_number']}")
            await me.ask("POST", f"/v1/users/{made['id']}/contacts", a_contact(first_name="Bartholomew"))
            await post_form(api, "/webhook/sms", sms_form(config, wanted["phone_number"], "a very secret sentence"))
            await api.ask("GET", "/v1/nothing")
    finally:
        logging.basicConfig(force=True, handlers=handlers, level=level)
    written = capsys.readouterr().err
    lines = re.findall(r"INFO web: (\w+) (/\S+) (\d{3}) [\d.]+ ms ", written)
    assert [(method, status) for method, _, status in lines] == [
        ("POST", "201"), ("POST", "200"), ("GET", "200"), ("GET", "404"), ("POST", "201"), ("POST", "200"), ("GET", "404"),
    ]  # fmt: skip
    assert lines[1][1] == "/v1/login" and lines[2][1] == f"/v1/users/{made['id']}"
    for secret in (
        *wanted.values(), tokens["token"], tokens["refresh_token"], "hunter2", wanted["phone_number"][1:], "Bartholomew",
        "secret sentence",
    ):  # fmt: skip
        assert secret not in written, secret


async def test_k131_an_older_database_is_brought_up_to_date_by_migrate(
    config: Config, servers: Embedded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    name = f"old_{uuid4().hex}"
    url = named(servers.database_url, name)
    await execute(servers.database_url, f"CREATE DATABASE {name}")
    newest = sorted((db.MIGRATIONS / "models").glob("[0-9]*.py"), key=lambda path: int(path.name.split("_")[0]))
    shutil.copytree(db.MIGRATIONS, tmp_path / "older")
    (tmp_path / "older" / "models" / newest[-1].name).unlink()
    with monkeypatch.context() as earlier:
        earlier.setattr(db, "MIGRATIONS", tmp_path / "older")
        assert len(await db.migrate(url)) == len(newest) - 1
    old = uuid4()
    await execute(
        url,
        f"INSERT INTO persons (id, language, zone, created_at, updated_at) VALUES ('{old}', 'en', 'UTC', now(), now())",
        "INSERT INTO probe_settings (person_id, active, retries, wait_seconds, after_alarm, created_at, updated_at)"
        f" VALUES ('{old}', false, 3, 3600, 'go_on', now(), now())",
    )
    environ = environment(replace(config, database_url=url))
    for applied in (newest[-1].name, "nothing"):
        told = await asyncio.to_thread(command, "migrate", **environ)
        assert told.returncode == 0 and f"newly applied: {applied}." in told.stdout, told.stderr
    async with served(replace(config, database_url=url)) as api:
        admin = await first(api)
        assert str(old) in [user["id"] for user in await admin.api.get("/v1/users")]
        counts = await probes_in_every_state(admin)
        for state, n in counts.items():
            assert len(await admin.api.get(f"/v1/probes?status={state}")) == n
        for state, n in (await jobs_in_every_state(admin)).items():
            assert len(await admin.api.get(f"/v1/jobs?status={state}")) == n
    await execute(servers.database_url, f"DROP DATABASE {name} WITH (FORCE)")


async def test_k132_two_processes_on_one_database_say_each_thing_once(config: Config, tmp_path: Path):
    async with product(config, tmp_path, "worker1", "worker2") as (_, world):
        ada = await world.person("Ada", retries=0, wait=5)
        at = world.now + timedelta(seconds=1.5)
        await db.run(
            "UPDATE events SET due_at = $2, slot = 'test' WHERE owner_id = $1 AND name = 'check-in'", ada.id, at
        )
        await eventually(lambda: world.ada.count("Are you okay?"))
        await asyncio.sleep(1)
        assert await scalar("SELECT count(*) FROM beats WHERE kind = 'worker'") == 2
        assert await world.ada.count("Are you okay?") == 1
        assert await scalar("SELECT sum(attempts) FROM deliveries WHERE kind = 'ask'") == 1
        assert await scalar("SELECT count(*) FROM probes") == 1
