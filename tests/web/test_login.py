"""Signing in and out, and whose token counts."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import jwt
import pytest

from tests.web.callers import PASSWORD, Api, Somebody, a_user
from wellcheck import access, runtime
from wellcheck.access import AuditEntry


async def test_the_right_password_opens_and_everything_else_sounds_the_same(ada: Somebody):
    out = ada.api.by(None)
    status, told = await out.ask("POST", "/login", {"email": ada.email, "password": PASSWORD})
    assert (status, told["data"]["user_id"], told["data"]["expires_in"]) == (200, ada.id, 86400)
    assert (await out.by(told["data"]["token"]).get(f"/users/{ada.id}"))["id"] == ada.id
    texts = set()
    for body in (
        {"email": ada.email, "password": "wrong"},
        {"email": "x@example.org", "password": PASSWORD},
        {},
        [1],
        None,
    ):
        status, told = await out.ask("POST", "/v1/login", body)
        assert status == 401
        texts.add(str(told))
    assert len(texts) == 1


async def test_too_many_tries_are_refused_for_a_while(ada: Somebody):
    out = ada.api.by(None)
    for _ in range(5):
        await out.ask("POST", "/login", {"email": ada.email, "password": "wrong"})
    answer = await out.raw("POST", "/login", json={"email": ada.email, "password": PASSWORD})
    assert answer.status == 429 and int(answer.headers["Retry-After"]) > 0


async def test_a_refresh_token_works_once_and_ends_with_signing_out(ada: Somebody):
    out = ada.api.by(None)
    _, told = await out.ask("POST", "/login", {"email": ada.email, "password": PASSWORD})
    first = {"refresh_token": told["data"]["refresh_token"]}
    status, told = await out.ask("POST", "/login/refresh", first)
    assert status == 200
    assert (await out.ask("POST", "/login/refresh", first))[0] == 401
    assert (await out.by(told["data"]["token"]).ask("POST", "/logout"))[0] == 204
    assert (await out.by(told["data"]["token"]).ask("GET", f"/users/{ada.id}"))[0] == 401
    assert (await ada.api.ask("GET", f"/users/{ada.id}"))[0] == 401


async def test_tokens_verify_by_the_plain_key_set(ada: Somebody):
    status, keys = await ada.api.by(None).ask("GET", "/jwks")
    assert status == 200 and set(keys) == {"keys"}
    assert ada.api.token
    header = jwt.get_unverified_header(ada.api.token)
    key = next(jwt.PyJWK(key) for key in keys["keys"] if key["kid"] == header["kid"])
    said = jwt.decode(ada.api.token, key, algorithms=["RS256"], audience="wellcheck", issuer="wellcheck")
    assert said["sub"] == ada.id and said["exp"] - said["iat"] == 86400 and said["is_admin"] is False


@pytest.mark.parametrize(
    "header", ["", "Basic YTpi", "Bearer", "Bearer a b", "Bearer x.y.z", "Bearer \udcff", "nonsense"]
)
async def test_other_headers_open_nothing(api: Api, header: str):
    answer = await api.raw("GET", "/users", headers={"Authorization": header})
    assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "Bearer"


async def test_a_bare_token_is_taken(admin: Somebody):
    assert admin.api.token
    answer = await admin.api.by(None).raw("GET", "/users", headers={"Authorization": admin.api.token})
    assert answer.status == 200


async def test_old_tokens_and_those_of_former_admins_do_not_count(admin: Somebody, ada: Somebody):
    await access.set_role(UUID(ada.id), "admin", ada.api.running.now(), "test")
    assert (await ada.api.ask("GET", "/users"))[0] in (200, 403)
    fresh = await access.issue(UUID(ada.id), ada.api.running.now())
    promoted = ada.api.by(fresh.access)
    assert (await promoted.ask("GET", "/users"))[0] == 200
    await access.set_role(UUID(ada.id), "basic", ada.api.running.now(), "test")
    assert (await promoted.ask("GET", "/users"))[0] in (401, 403)
    await runtime.wind(admin.api.running, timedelta(days=2))
    assert (await admin.api.ask("GET", "/users"))[0] == 401


async def test_the_master_token_does_everything_but_is_nobody(admin: Somebody, ada: Somebody):
    master = admin.api.by(admin.api.config.master_token)
    assert (await master.ask("GET", "/users"))[0] == 200
    assert (await master.ask("POST", "/users", a_user()))[0] == 201
    assert (await master.ask("PUT", f"/users/{ada.id}", {"first_name": "Eve"}))[0] == 403
    assert (await master.ask("POST", "/logout"))[0] == 403
    assert (await master.ask("DELETE", f"/users/{ada.id}"))[0] == 204
    verbs = [entry.verb for entry in await AuditEntry.filter(actor="master").order_by("id")]
    assert verbs[:2] == ["GET /users", "POST /users"] and "DELETE /users/{uid}" in verbs


async def test_guessing_the_master_token_is_slowed_down(api: Api):
    answers = [(await api.by(f"guess number {n}".replace(" ", "-")).ask("GET", "/users"))[0] for n in range(22)]
    assert answers[0] == 401 and answers[-1] == 429


@pytest.mark.parametrize("header", ["", " ", "Bearer", "Bearer  "])
async def test_an_empty_header_is_no_guess_and_no_token(api: Api, header: str):
    for _ in range(25):
        answer = await api.raw("GET", "/users", headers={"Authorization": header})
        assert answer.status == 401
        assert (await answer.json())["error"]["message"] == "Please sign in first."
    assert (await api.by("a-guess").ask("GET", "/users"))[0] == 401, "none of the guesses is used up"


async def test_what_an_admin_does_to_others_is_on_record(admin: Somebody, ada: Somebody):
    await admin.api.ask("DELETE", f"/users/{ada.id}")
    found = await AuditEntry.filter(subject=ada.id, actor=admin.id).order_by("id")
    assert "DELETE /users/{uid}" in [entry.verb for entry in found]
