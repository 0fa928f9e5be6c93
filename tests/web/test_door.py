"""What holds for every door: paths, errors, headers, logs, documentation, health."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import sys
from dataclasses import replace
from uuid import uuid4

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from tests.web.callers import Api, Somebody, a_user, asked
from web import openapi, routes
from web.app import make_app
from web.auth import Who
from web.routes import ROUTES
from wellcheck import db
from wellcheck.config import Config


@pytest.mark.parametrize("path", ["/v1/users", "/v1/users/", "/users", "/users/"])
async def test_every_path_has_its_aliases(admin: Somebody, path: str):
    assert (await admin.api.ask("GET", path))[0] == 200


@pytest.mark.parametrize("path", ["/nothing", "/v1/nothing/", "/users//", "/v2/users", "/%00", "/users/%ff/x/y"])
async def test_an_unknown_path_is_told_in_our_shape(admin: Somebody, path: str):
    status, told = await admin.api.ask("GET", path)
    assert status == 404 and told["error"]["status"] == 404 and told["error"]["message"]


async def test_a_wrong_method_names_the_right_ones(admin: Somebody):
    answer = await admin.api.raw("PATCH", "/v1/users")
    assert answer.status == 405 and set(answer.headers["Allow"].split(",")) >= {"GET", "POST"}
    assert (await answer.json())["error"]["status"] == 405


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"5",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"first_name": "\\ud800"}',
        b"NaN",
        b"a=b",
    ],
)
async def test_bodies_that_are_none_are_refused(ada: Somebody, raw: bytes):
    answer = await ada.api.raw("PUT", f"/users/{ada.id}", data=raw)
    assert answer.status == 400 and (await answer.json())["error"]["status"] == 400


async def test_large_and_broken_bodies_are_refused(ada: Somebody):
    answer = await ada.api.raw("PUT", f"/users/{ada.id}", data=b" " * (1024 * 1024 + 1))
    assert answer.status == 413 and (await answer.json())["error"]["status"] == 413
    answer = await ada.api.raw("PUT", f"/users/{ada.id}", data=b"no gzip", headers={"Content-Encoding": "gzip"})
    assert answer.status == 400


async def test_every_answer_has_its_headers_and_its_line(admin: Somebody, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO, "web"):
        answer = await admin.api.raw("GET", "/users?search=secret%20name")
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
    lines = [record for record in caplog.records if record.name == "web"]
    assert len(lines) == 1 and re.fullmatch(r"GET /users 200 \d+\.\d ms", lines[0].message)
    assert lines[0].request == answer.headers["X-Request-Id"]  # type: ignore[attr-defined]
    assert lines[0].caller == admin.id  # type: ignore[attr-defined]


async def test_nothing_personal_is_written_down(admin: Somebody, caplog: pytest.LogCaptureFixture):
    wanted = a_user(first_name="Zebedee", last_name="Quartermain")
    with caplog.at_level(logging.DEBUG):
        await admin.api.ask("POST", "/users", wanted)
        await admin.api.ask("POST", "/login", {"email": wanted["email"], "password": wanted["password"]})
        await admin.api.ask("POST", "/users", wanted)
    told = "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("web", "wellcheck", "bot"))
    )
    for secret in wanted.values():
        assert str(secret) not in told


async def test_a_fault_of_ours_is_told_as_one(ada: Somebody, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: object) -> None:
        raise KeyError("internals that are nobody's business")

    async def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("wellcheck.users.get", broken)
    status, told = await ada.api.ask("GET", f"/users/{ada.id}")
    assert status == 500 and "internals" not in str(told)
    monkeypatch.setattr("wellcheck.users.get", away)
    answer = await ada.api.raw("GET", f"/users/{ada.id}")
    assert answer.status == 503 and answer.headers["Retry-After"]


# --- permissions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("route", [r for r in ROUTES if r.who is not Who.ANYONE], ids=lambda r: f"{r.method} {r.path}")
async def test_without_a_token_every_closed_door_is_closed(api: Api, route: routes.Route):
    path = re.sub(r"{\w+}", lambda _: str(uuid4()), route.path)
    assert (await api.ask(route.method, f"/v1{path}"))[0] == 401


async def test_who_is_no_admin_passes_no_door_of_theirs(admin: Somebody, ada: Somebody):
    for route in ROUTES:
        path = route.path.replace("{uid}", admin.id).replace("{id}", str(uuid4()))
        if route.who in (
            Who.ADMIN,
            Who.ALL_USERS,
            Who.SELF,
            Who.SELF_OR_ADMIN,
            Who.THEMSELVES,
            Who.THEMSELVES_OR_ADMIN,
        ):
            assert (await ada.api.ask(route.method, path))[0] == 403, route
        if route.who in (Who.SELF, Who.THEMSELVES):
            own = route.path.replace("{uid}", ada.id).replace("{id}", str(uuid4()))
            assert (await admin.api.ask(route.method, own))[0] == 403, route


# --- documentation ---------------------------------------------------------------------------------


async def test_the_document_is_valid_and_complete(api: Api):
    status, told = await api.ask("GET", "/openapi.json")
    assert status == 200 and told["openapi"] == "3.1.0"
    assert {(r.method.lower(), r.path if r.bare else f"/v1{r.path}") for r in ROUTES} == {
        (method, path) for path, methods in told["paths"].items() for method in methods
    }
    text = str(told)
    for name in re.findall(r"#/components/schemas/(\w+)", text):
        assert name in told["components"]["schemas"]
    ids = re.findall(r"'operationId': '(\w+)'", text)
    assert len(ids) == len(set(ids)) == len(ROUTES)


async def test_the_page_shows_every_door_without_any_script(api: Api):
    answer = await api.raw("GET", "/docs")
    html = await answer.text()
    assert "<script" not in html and "style=" not in html and "http://" not in html and "https://" not in html
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    for route in ROUTES:
        assert f"id={openapi.operation_id(route)}>" in html
    assert (await api.raw("GET", "/docs.css")).content_type == "text/css"
    assert "/sandbox" in await (await api.raw("GET", "/")).text()
    assert (await api.raw("GET", "/sandbox")).headers["Location"].endswith(f":{api.config.sandbox_port}/sandbox")


# --- health ----------------------------------------------------------------------------------------


async def test_health_answers_everybody_and_says_how_the_parts_are(api: Api):
    status, told = await api.ask("GET", "/health")
    assert (status, told["success"], told["data"]["database"], told["data"]["redis"]) == (200, True, "ok", "ok")
    assert (await api.raw("HEAD", "/health/")).status == 200
    assert (await api.ask("GET", "/livez"))[0] == 200


async def test_ready_means_that_somebody_works(api: Api):
    status, told = await api.ask("GET", "/readyz")
    assert status == 503 and "no worker" in str(told["data"]["problems"])
    beat = "INSERT INTO beats (id, kind, started_at, seen_at) VALUES ($1, 'worker', now(), now() - $2::float * interval '1 s')"
    id = uuid4()
    await db.run(beat, id, 1.0)
    assert (await api.ask("GET", "/readyz"))[0] == 200
    assert await db.rows("SELECT 1 FROM beats WHERE kind = 'web'") == [], "only tried"
    await db.run("UPDATE beats SET seen_at = now() - interval '45 s' WHERE id = $1", id)
    assert ((await api.ask("GET", "/readyz"))[0], (await api.ask("GET", "/health"))[0]) == (503, 200)
    await db.run("UPDATE beats SET seen_at = now() - interval '90 s' WHERE id = $1", id)
    assert (await api.ask("GET", "/health"))[0] == 503


async def test_what_nobody_does_is_a_problem(ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    await db.run("UPDATE probes SET due_at = due_at - interval '90 minutes' WHERE id = $1", id)
    status, told = await ada.api.by(None).ask("GET", "/health")
    assert status == 503 and told["success"] is False and told["data"]["overdue_seconds"] > 1700


async def test_without_redis_it_goes_on_with_less(api: Api):
    lost = replace(api.running, config=replace(api.config, redis_url="redis://127.0.0.1:1"))
    async with TestClient(TestServer(make_app(lost))) as client:
        answer = await client.get("/health")
        told = await answer.json()
    assert (answer.status, told["data"]["redis"], told["data"]["degraded"]) == (200, "away", ["redis"])


# --- the process -----------------------------------------------------------------------------------


async def test_the_process_finishes_what_it_does_before_it_ends(config: Config, database: str):
    environ = {
        "DATABASE_URL": database, "REDIS_URL": config.redis_url or "", "WELLCHECK_HOME": str(config.wellcheck_home),
        "SECRET_KEYS": config.secret_keys[0], "PORT": "18573", "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "wellcheck", "web", env=environ, stderr=asyncio.subprocess.PIPE
    )
    base = "http://127.0.0.1:18573"
    async with ClientSession() as session:
        for _ in range(1200):
            try:
                async with session.get(f"{base}/livez"):
                    break
            except OSError:
                await asyncio.sleep(0.05)
        slow = asyncio.create_task(session.post(f"{base}/users", json=a_user()))  # argon2 takes its time
        await asyncio.sleep(0.03)
        process.send_signal(signal.SIGTERM)
        answer = await slow
        assert answer.status == 201
    _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert re.search(rb"INFO web: POST /users 201 \d+\.\d ms request=[0-9a-f]{16}", said), said
