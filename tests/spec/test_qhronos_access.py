"""Qhronos's checklist, one test for each line: transport, authentication, tokens, limits, status, audit, process.

Where its wording is not ours (one envelope of errors, 201 and 204, RS256, our sentences) DESIGN.md decides.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from tests.conftest import Copies
from tests.spec.api import done, first, refused, served
from tests.web.callers import Api, Somebody, another, asked
from web import limits
from web.app import make_app
from web.auth import Who
from web.keys import USES
from web.routes import ROUTES
from wellcheck import access, db, due, export, gauges, probes
from wellcheck.access import keys, trail
from wellcheck.config import Config, ConfigMistakes, Rate
from wellcheck.embedded import Embedded

pytestmark = pytest.mark.asyncio(loop_scope="module")

MASTER = "a master token for tests, long enough"


class Desk:
    """The web server alone, with an admin, a basic user, and whoever holds the master token."""

    def __init__(self, api: Api, admin: Somebody, ada: Somebody) -> None:
        self.api, self.admin, self.ada = api, admin, ada
        self.master = api.by(MASTER)

    @property
    def now(self) -> datetime:
        return self.api.running.now()

    def wanted(self, **more: Any) -> dict[str, Any]:
        """The body that makes a token."""
        ends = (self.now + timedelta(hours=1)).replace(microsecond=0)
        return {"sub": "system:tester", "access": "read", "scope": ["a"], "expires_at": ends.isoformat()} | more

    async def made(self, **more: Any) -> Any:
        """A new token."""
        return done(await self.master.ask("POST", "/v1/tokens", self.wanted(**more)), 201)

    async def by(self, access: str, *scope: str, **more: Any) -> Api:
        """The server, spoken to with a new token."""
        return self.api.by((await self.made(access=access, scope=list(scope), **more))["token"])

    def wish(self, **more: Any) -> dict[str, Any]:
        """The body that makes an event, which happens once in an hour."""
        start = (self.now + timedelta(hours=1)).isoformat()
        return {"name": "an event", "start_time": start, "webhook": "https://hooks.example.org/in"} | more

    async def event(self, **more: Any) -> Any:
        """A new event, made with the master token."""
        return done(await self.master.ask("POST", "/v1/events", self.wish(**more)), 201)

    async def forged(self, **change: Any) -> str:
        """A token with our own signature that says something else; `None` leaves a claim out."""
        now = int(self.now.timestamp())
        said = {
            "iss": "wellcheck", "aud": "wellcheck", "sub": "system:tester", "access": "admin", "scope": [], "iat": now,
            "exp": now + 600, "jti": str(uuid4()),
        } | change  # fmt: skip
        kid, key = await keys.signer(self.now)
        kept = json.dumps({name: value for name, value in said.items() if value is not None})
        return jwt.PyJWS().encode(kept.encode(), key, algorithm="RS256", headers={"kid": str(kid), "typ": "JWT"})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(copies: Copies, servers: Embedded, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    config = Config.read(
        {
            "DATABASE_URL": await copies.take(), "REDIS_URL": servers.redis_url, "MASTER_TOKEN": MASTER,
            "WELLCHECK_HOME": str(tmp_path_factory.mktemp("desk")),
            "SECRET_KEYS": "a key for tests that opens nothing else",
        },
        home_env=False,
    )  # fmt: skip
    async with served(config) as api:
        admin = await first(api)
        yield Desk(api, admin, await another(admin))
    await copies.give_back()


PROTECTED = (
    "/v1/users", "/v1/tokens", "/v1/escalations", "/v1/jobs", "/v1/events", f"/v1/events/{UUID(int=7)}",
    f"/v1/events/{UUID(int=7)}/occurrences", "/v1/occurrences", "/v1/occurrences/1", "/v1/audit",
)  # fmt: skip


# --- transport, errors, identity of requests -----------------------------------------------------------------------


async def test_q001_every_error_is_one_json_object_without_internals(desk: Desk):
    for method, path, more in (
        ("GET", "/v1/nothing", {}), ("PATCH", "/v1/events", {}), ("POST", "/v1/events", {"data": b"{"}),
        ("GET", f"/v1/events/{uuid4()}", {}), ("GET", "/v1/events?start_after=x", {}), ("GET", "/v1/audit?since=x", {}),
        ("GET", "/v1/audit?actor=%00", {}),
        *(("GET", f"/v1/audit?{name}={'a' * 129}", {}) for name in ("actor", "subject", "verb", "request")),
        ("GET", "/v1/occurrences", {}),
    ):  # fmt: skip
        answer = await desk.master.raw(method, path, **more)
        text = await answer.text()
        error = json.loads(text)["error"]
        assert 500 > answer.status == error["status"] >= 400 and isinstance(error["message"], str) and error["message"]
        assert not any(word in text for word in ("<", "Traceback", "SELECT", "asyncpg", "psql")), text


async def test_q002_an_unknown_path_is_not_found(desk: Desk):
    for path in ("/nothing", "/v1/nothing", "/v1/tokens/x/y"):
        refused(await desk.master.ask("GET", path), 404)


async def test_q003_a_wrong_method_is_told_with_the_right_ones(desk: Desk):
    for path, allowed in (("/v1/tokens", {"GET", "POST"}), ("/status", {"GET"}), ("/events", {"GET", "POST"})):
        answer = await desk.master.raw("PATCH", path)
        assert answer.status == 405 and allowed <= set(answer.headers["Allow"].replace(" ", "").split(","))
        refused((405, await answer.json()), 405)


async def test_q004_a_request_keeps_the_id_it_came_with(desk: Desk):
    for path in ("/health", "/v1/tokens", "/nothing"):
        for id in ("a", "x" * 128, str(uuid4()), "~!@#$%^&*()_+{}|"):
            assert (await desk.api.raw("GET", path, headers={"X-Request-ID": id})).headers["X-Request-ID"] == id
        ids = {(await desk.api.raw("GET", path)).headers["X-Request-ID"] for _ in range(3)}
        assert len(ids) == 3 and all(ids)


async def test_q005_an_id_that_is_none_is_replaced(desk: Desk):
    server = desk.api.client.server
    for id in ("x" * 129, "a b", "ü", "a\x7f", "a\tb", "a\x1b[31m"):
        reader, writer = await asyncio.open_connection(server.host, server.port)
        writer.write(f"GET /health HTTP/1.1\r\nHost: x\r\nX-Request-ID: {id}\r\nConnection: close\r\n\r\n".encode())
        head = (await reader.read()).partition(b"\r\n\r\n")[0].decode()
        writer.close()
        (told,) = re.findall(r"(?im)^X-Request-Id: (.*?)\r?$", head) or [""]
        assert id not in head and (" 400 " in head or re.fullmatch("[0-9a-f]{16}", told)), head


async def test_q006_what_is_no_json_is_refused(desk: Desk):
    event = await desk.event()
    for method, path in (("POST", "/v1/events"), ("PUT", f"/v1/events/{event['id']}"), ("POST", "/v1/tokens")):
        for raw in (b"{", b"nonsense", b"\xff", b"[]"):
            status, told = await desk.master.ask(method, path, data=raw)
            assert status == 400 and told["error"]["message"]


async def test_q007_unknown_fields_are_passed_over(desk: Desk):
    assert (await desk.made(colour="green"))["sub"] == "system:tester"
    assert (await desk.event(colour="green"))["name"] == "an event"


async def test_q008_a_body_that_is_too_large_is_refused(desk: Desk):
    for path in ("/v1/tokens", "/v1/events"):
        answer = await desk.master.raw("POST", path, data=b" " * (1024 * 1024 + 1))
        refused((answer.status, await answer.json()), 413)


async def test_q009_an_empty_body_makes_nothing(desk: Desk):
    for path in ("/v1/tokens", "/v1/events"):
        for raw in (b"", b"{}"):
            assert (await desk.master.ask("POST", path, data=raw))[0] == 400


# --- authentication ------------------------------------------------------------------------------------------------


async def everywhere(desk: Desk, header: str | None) -> set[int]:
    """How protected routes answer this header."""
    headers = {} if header is None else {"Authorization": header}
    return {(await desk.api.raw("GET", path, headers=headers)).status for path in PROTECTED}


async def test_q010_without_a_header_nobody_passes(desk: Desk):
    assert await everywhere(desk, None) == {401}
    answer = await desk.api.raw("POST", "/v1/tokens", json=desk.wanted())
    assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "Bearer"


async def test_q011_a_header_of_another_form_counts_as_none(desk: Desk):
    token = (await desk.made(access="admin"))["token"]
    for header in (f"Basic {token}", f"Bearer {token} {token}", f"Bearer, {token}", f"Token {token}"):
        assert (await desk.api.raw("GET", "/v1/jobs", headers={"Authorization": header})).status == 401
    for header in (f"Bearer {token}", f"bearer  {token}", token):  # the latter as Kronus's programs send it
        assert (await desk.api.raw("GET", "/v1/jobs", headers={"Authorization": header})).status == 200


async def test_q012_an_empty_token_is_none(desk: Desk):
    for header in ("Bearer", "Bearer ", " "):
        assert await everywhere(desk, header) == {401}


async def test_q013_random_text_is_no_token(desk: Desk):
    assert await everywhere(desk, "Bearer x.y.z") == {401}
    token = (await desk.made(access="admin"))["token"]
    for cut in (token[:-2], token[1:], token + "A", token.replace(".", "..", 1)):
        refused(await desk.api.by(cut).ask("GET", "/v1/jobs"), 401)


async def test_q014_a_token_signed_by_somebody_else_does_not_count(desk: Desk):
    stranger = rsa.generate_private_key(65_537, 2048)
    kid, _ = await keys.signer(desk.now)
    said = jwt.decode((await desk.made(access="admin"))["token"], options={"verify_signature": False})
    for headers in ({"kid": str(kid)}, {"kid": str(uuid4())}, {}):
        token = jwt.encode(said, stranger, algorithm="RS256", headers=headers)
        refused(await desk.api.by(token).ask("GET", "/v1/jobs"), 401)


async def test_q015_another_algorithm_does_not_count(desk: Desk):
    kid, _ = await keys.signer(desk.now)
    ((public,), said) = (
        (await access.jwks(desk.now))["keys"],
        jwt.decode((await desk.made(access="admin"))["token"], options={"verify_signature": False}),
    )
    none = jwt.encode(said, None, algorithm="none", headers={"kid": str(kid)})
    by_public_key = jwt.encode(said, public["n"], algorithm="HS256", headers={"kid": str(kid)})
    for token in (none, by_public_key):
        refused(await desk.api.by(token).ask("GET", "/v1/jobs"), 401)


async def test_q016_a_token_that_is_over_does_not_count(desk: Desk):
    now = int(desk.now.timestamp())
    refused(await desk.api.by(await desk.forged(iat=now - 60, exp=now - 10)).ask("GET", "/v1/jobs"), 401)
    made = await desk.made(access="admin")
    assert (await desk.api.by(made["token"]).ask("GET", "/v1/jobs"))[0] == 200
    await db.run("UPDATE api_tokens SET expires_at = $2 WHERE id = $1", UUID(made["id"]), desk.now)
    refused(await desk.api.by(made["token"]).ask("GET", "/v1/jobs"), 401)


async def test_q017_a_token_that_lacks_something_is_refused_and_breaks_nothing(desk: Desk):
    for name, value in (
        *((name, None) for name in ("sub", "access", "scope", "exp", "iat", "jti", "iss", "aud")),
        *((name, 5) for name in ("sub", "access", "scope", "jti", "iss", "aud")),
        ("exp", "tomorrow"), ("exp", 1e300), ("iat", []), ("scope", "*"), ("scope", {}), ("scope", [5]), ("sub", ["x"]),
        ("jti", "x"), ("access", "root"), ("jti", str(uuid4())),
    ):  # fmt: skip
        refused(await desk.api.by(await desk.forged(**{name: value})).ask("GET", "/v1/jobs"), 401)


async def test_q018_the_master_token_opens_every_door_that_is_not_somebodys_own(desk: Desk):
    for route in ROUTES:
        if route.method == "GET" and route.who not in (Who.ANYONE, Who.SELF) and "{" not in route.path:
            if route.path == "/api/user":
                continue  # "who am I?", which the master token is not
            status, told = await desk.master.ask("GET", route.path)
            assert status == 200 or (status, route.path) == (400, "/occurrences"), (route.path, told)
    assert (await desk.master.ask("GET", f"/v1/users/{desk.ada.id}"))[0] == 200
    refused(await desk.master.ask("GET", f"/v1/users/{desk.ada.id}/contacts"), 403)


async def test_q019_a_secret_that_is_none_starts_nothing(desk: Desk, tmp_path: Path):
    given = {
        "WELLCHECK_HOME": str(tmp_path),
        "DATABASE_URL": "postgres://x@127.0.0.1/x",
        "REDIS_URL": "redis://127.0.0.1",
    }
    for wrong in ({"MASTER_TOKEN": "short"}, {"SECRET_KEYS": ""}, {"SECRET_KEYS": "short"}, {"METRICS_TOKEN": "short"}):
        with pytest.raises(ConfigMistakes, match=next(iter(wrong))):
            Config.read({"SECRET_KEYS": "a key for tests that opens nothing else"} | given | wrong, home_env=False)
    async with another_server(desk, master_token="") as api:
        for token in ("", "None", MASTER):
            assert (await api.by(token).ask("POST", "/v1/tokens", desk.wanted()))[0] == 401


async def test_q020_no_token_is_ever_logged(desk: Desk, caplog: pytest.LogCaptureFixture):
    token = (await desk.made())["token"]
    with caplog.at_level(logging.DEBUG):
        for header in (
            f"Basic {token}",
            "Bearer wrong-secret-value",
            f"Bearer {token}",
            f"Bearer {MASTER}",
            "x" * 5000,
        ):
            await desk.api.raw("GET", "/v1/users", headers={"Authorization": header})
    told = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "GET /v1/users" in told
    for secret in (token, token.split(".")[2], "wrong-secret-value", MASTER, "x" * 100):
        assert secret not in told


# --- POST /tokens --------------------------------------------------------------------------------------------------


async def test_q021_the_master_token_makes_tokens(desk: Desk):
    wanted = desk.wanted(type="jwt", scope=["user:rizqme", "system:tester"])
    made = done(await desk.master.ask("POST", "/tokens", wanted), 201)
    assert {name: made[name] for name in ("type", "sub", "access", "scope")} == {
        name: wanted[name] for name in ("type", "sub", "access", "scope")
    }
    assert datetime.fromisoformat(made["expires_at"]) == datetime.fromisoformat(wanted["expires_at"])
    assert (await desk.api.by(made["token"]).ask("GET", "/v1/caller_ids"))[0] == 403


async def test_q022_a_token_says_what_was_asked_for_and_anybody_can_verify_it(desk: Desk):
    made = await desk.made(access="read_write", scope=["a", "b"])
    (key,) = (await desk.api.ask("GET", "/jwks"))[1]["keys"]
    said = jwt.decode(made["token"], jwt.PyJWK(key).key, algorithms=["RS256"], audience="wellcheck", issuer="wellcheck")
    assert (said["sub"], said["access"], said["scope"]) == ("system:tester", "read_write", ["a", "b"])
    assert said["exp"] == datetime.fromisoformat(made["expires_at"]).timestamp() and said["jti"] == made["id"]
    assert said["iat"] <= desk.now.timestamp() < said["exp"]


async def test_q023_the_type_may_be_left_out_and_is_nothing_else(desk: Desk):
    assert (await desk.made())["type"] == "jwt"
    refused(await desk.master.ask("POST", "/v1/tokens", desk.wanted(type="other")), 400, "type")


@pytest.mark.parametrize("name", ["sub", "access", "scope", "expires_at"])
async def test_q024_nothing_that_matters_may_be_left_out(desk: Desk, name: str):
    wanted = desk.wanted()
    del wanted[name]
    refused(await desk.master.ask("POST", "/v1/tokens", wanted), 400, name)
    refused(await desk.master.ask("POST", "/v1/tokens", wanted | {name: None}), 400, name)


async def test_q025_only_the_master_token_makes_tokens(desk: Desk):
    for api in (desk.admin.api, desk.ada.api, await desk.by("admin")):
        refused(await api.ask("POST", "/v1/tokens", desk.wanted()), 403)
        refused(await api.ask("GET", "/v1/tokens"), 403)
    refused(await desk.api.ask("POST", "/v1/tokens", desk.wanted()), 401)


@pytest.mark.parametrize("level", ["read", "write", "read_write", "admin"])
async def test_q026_four_levels_of_access(desk: Desk, level: str):
    assert (await desk.made(access=level))["access"] == level


@pytest.mark.parametrize("level", ["", "root", "READ", "read,write", "*", 3, None, ["read"]])
async def test_q027_there_is_no_other_level(desk: Desk, level: Any):
    refused(await desk.master.ask("POST", "/v1/tokens", desk.wanted(access=level)), 400, "access")


async def test_q028_a_token_ends_in_the_future(desk: Desk):
    for off in (timedelta(0), timedelta(days=-1), timedelta(days=4000)):
        told = await desk.master.ask("POST", "/v1/tokens", desk.wanted(expires_at=(desk.now + off).isoformat()))
        refused(told, 400, "expires_at")
    for text in ("tomorrow", "2099-01-01", "2099-01-01T00:00:00", "", 5):
        refused(await desk.master.ask("POST", "/v1/tokens", desk.wanted(expires_at=text)), 400, "expires_at")


async def test_q029_without_any_scope_a_token_sees_nothing(desk: Desk):
    made = await desk.made(scope=[])
    assert made["scope"] == []
    calls = await access.caller_of(made["token"], desk.now)
    assert access.reach(calls) == access.Tags(()) and not access.sees(calls, None, [""])


async def test_q030_tokens_are_listed_and_end_at_once(desk: Desk):
    made = await desk.made(sub="system:ends", access="admin", scope=[])
    token = made.pop("token")
    assert (await desk.api.by(token).ask("GET", "/v1/caller_ids"))[0] == 200
    calls = await access.caller_of(token, desk.now)
    assert await access.over([calls], desk.now) == set()
    status, told = await desk.master.ask("GET", "/v1/tokens?limit=5")
    assert status == 200 and told["paging"]["page"] == 1 and token not in json.dumps(told)
    assert {"id": made["id"], "sub": "system:ends", "revoked_at": None}.items() <= told["data"][0].items()
    for _ in range(2):
        assert (await desk.master.ask("DELETE", f"/v1/tokens/{made['id']}"))[0] == 204
    refused(await desk.api.by(token).ask("GET", "/v1/caller_ids"), 401)
    assert await access.over([calls], desk.now) == {calls.jti}
    kept = await desk.master.get(f"/v1/tokens/{made['id']}")
    assert kept["revoked_at"] and set(kept) == set(made)
    for method in ("GET", "DELETE"):
        refused(await desk.master.ask(method, f"/v1/tokens/{uuid4()}"), 404)
    assert [entry.verb for entry in await access.audited(made["id"])] == ["revoked a token", "made a token"]


async def test_when_a_token_was_used_last_is_known_a_little_later(desk: Desk):
    made = await desk.made(access="admin", scope=[])
    assert made["last_used_at"] is None
    before = desk.now
    for _ in range(3):
        await desk.api.by(made["token"]).get("/v1/caller_ids")
    await desk.api.client.app[USES].write()
    kept = await desk.master.get(f"/v1/tokens/{made['id']}")
    assert before <= datetime.fromisoformat(kept["last_used_at"]) <= desk.now


async def test_a_token_for_a_user_acts_for_that_user_alone(desk: Desk):
    ada, mine = desk.ada.id, await desk.by("write", f"user:{desk.ada.id}")
    assert (await mine.get(f"/v1/users/{ada}"))["id"] == ada
    assert (await mine.ask("PUT", f"/v1/users/{ada}/probe_settings", {"wait_time_in_minutes": 30}))[0] == 200
    for method, path in (
        ("PUT", f"/v1/users/{ada}"),  # the account itself is theirs
        ("GET", f"/v1/users/{desk.admin.id}"), ("GET", "/v1/users"), ("POST", "/v1/logout"), ("POST", "/v1/visits"),
    ):  # fmt: skip
        refused(await mine.ask(method, path, {"first_name": "Eve"} if method == "PUT" else None), 403)
    reads = await desk.by("read", f"user:{ada}")
    assert (await reads.ask("GET", f"/v1/users/{ada}/contacts"))[0] == 200
    refused(await reads.ask("PUT", f"/v1/users/{ada}/probe_settings", {"wait_time_in_minutes": 30}), 403)
    for other in (
        await desk.by("write", f"user:{ada}2"),
        await desk.by("write", f"User:{ada}"),
        await desk.by("write", ada),
    ):
        refused(await other.ask("GET", f"/v1/users/{ada}"), 403)
    # What somebody has for themselves alone, no admin's token has either.
    refused(await (await desk.by("admin", "a")).ask("GET", f"/v1/users/{ada}/contacts"), 403)


async def test_a_token_reaches_the_probes_of_its_users_as_far_as_its_access_goes(desk: Desk):
    ada, eve = await another(desk.admin), await another(desk.admin)
    for each in (ada, eve):
        await each.contact()
    here, running = f"/v1/users/{ada.id}", desk.api.running
    hers, probe = await asked(eve.id, running), await asked(ada.id, running)
    this = f"/v1/probes/{probe}"
    plan = done(await ada.api.ask("POST", f"{here}/probes", {"in": 60}), 201)["id"]
    checks = {"action": {"type": "probe", "params": {"user_id": ada.id}}, "tags": ["a"], "webhook": None}
    passes = (await desk.by("read", "a", f"user:{ada.id}"), await desk.by("write", "a", f"user:{ada.id}"))
    # Refused: for somebody else, for tags alone, for nothing; and two who come near to what lets one pass.
    strangers = [await desk.by("write", *scope) for scope in (
        ["a", f"user:{eve.id}"], ["a"], [], [f"probe:{probe}", "user:", "user:*", "*"], [f"user:{ada.id.upper()}"],
    )]  # fmt: skip
    looks, acts, never = (200, 200), (403, 200), (403, 403)
    matrix: list[tuple[str, str, Any, tuple[int, int]]] = [
        ("GET", this, None, looks), ("GET", f"{here}/probes", None, looks), ("GET", f"{here}/plans", None, looks),
        ("GET", f"{here}/probe_settings", None, looks), ("GET", f"/v1/probes/{uuid4()}", None, (404, 404)),
        ("POST", f"{this}/answer", {"answer": "ok"}, never), ("POST", f"{this}/answer", {"answer": "not_ok"}, never),
        ("POST", f"{here}/walk/arrive", None, never), ("GET", "/v1/users", None, never), ("GET", "/v1/jobs", None, never),
        ("PUT", f"{here}/probe_settings", {"cron_expression": "0 9 * * *"}, acts),
        ("POST", f"{here}/probes", {"in": 90}, (403, 201)), ("DELETE", f"{here}/plans/{plan}", None, (403, 204)),
        ("POST", "/v1/events", desk.wish(**checks), (403, 201)), ("POST", f"{this}/cancel", None, acts),
        ("DELETE", this, None, (403, 409)),
    ]  # fmt: skip
    for method, path, body, expected in matrix:
        before = [await ada.api.get(each) for each in (this, f"{here}/probes", f"{here}/plans", "/v1/events")]
        for stranger in strangers:
            assert (await stranger.ask(method, path, body))[0] in (403, 404 if expected == (404, 404) else 403), path
        assert before == [await ada.api.get(each) for each in (this, f"{here}/probes", f"{here}/plans", "/v1/events")]
        assert tuple([(await each.ask(method, path, body))[0] for each in passes]) == expected, (method, path)
    assert (await ada.api.get(this))["status"]["name"] == "cancelled" and len(await ada.api.get("/v1/events")) == 1
    for each in passes:
        assert {found["id"] for found in await each.get("/v1/probes")} == {probe}
        stats = await each.get("/v1/probes/stats")
        assert (stats["cancelled_probe_count"], stats["total"]) == (1, 1)
        refused(await each.ask("GET", f"/v1/probes/{hers}"), 403)
    assert [found["id"] for found in await strangers[0].get("/v1/probes")] == [hers]
    for stranger in strangers[1:]:
        for path in ("/v1/probes", "/v1/probes/stats"):
            refused(await stranger.ask("GET", path), 403)
    # For all others nothing changed: an admin's token closes it, and what is a person's own stays that person's.
    admins = await desk.by("admin")
    assert (
        done(await admins.ask("POST", f"/v1/probes/{hers}/answer", {"answer": "ok"}))["reason"] == "closed_by_operator"
    )
    refused(await eve.api.ask("GET", this), 404)
    refused(await eve.api.ask("GET", "/v1/probes"), 403)
    assert done(await ada.api.ask("GET", this))["id"] == probe


async def test_duress_does_not_show_to_a_token_for_a_user(desk: Desk):
    ada = await another(desk.admin)
    await ada.consents(await ada.contact())
    probe, now = await asked(ada.id, desk.api.running), desk.now
    async with db.transaction():
        await probes.answer(probes.Answer(UUID(ada.id), probes.rules.OK, "all fine", duress=True), now)
        await probes.under_duress(UUID(ada.id), now)
    for calls in (ada.api, await desk.by("read", f"user:{ada.id}")):
        told = await calls.get(f"/v1/probes/{probe}")
        assert told["status"]["name"] == "good" and "duress" not in json.dumps(told)
        assert await calls.get(f"/v1/users/{ada.id}/escalations") == []
        assert "duress" not in json.dumps(await calls.get(f"/v1/users/{ada.id}/probes"))
    told = await desk.admin.api.get(f"/v1/probes/{probe}")
    assert (told["status"]["name"], told["reason"]) == ("bad", "duress")
    assert len(await desk.admin.api.get(f"/v1/users/{ada.id}/escalations")) == 1


# --- access levels and scope ---------------------------------------------------------------------------------------


async def test_q031_reading_within_the_scope(desk: Desk):
    event, reads = await desk.event(tags=["a"]), await desk.by("read", "a")
    assert event["id"] in [each["id"] for each in await reads.get("/v1/events")]
    assert (await reads.get(f"/v1/events/{event['id']}"))["id"] == event["id"]
    assert len(await reads.get(f"/v1/events/{event['id']}/occurrences")) == 1


async def test_q032_who_may_read_changes_nothing(desk: Desk):
    event, reads = await desk.event(tags=["a"]), await desk.by("read", "a")
    refused(await reads.ask("POST", "/v1/events", desk.wish(tags=["a"])), 403)
    refused(await reads.ask("PUT", f"/v1/events/{event['id']}", {"name": "x"}), 403)
    refused(await reads.ask("DELETE", f"/v1/events/{event['id']}"), 403)
    refused(await reads.ask("POST", f"/v1/events/{event['id']}/run"), 403)
    assert (await desk.master.get(f"/v1/events/{event['id']}"))["version"] == event["version"]


async def works(desk: Desk, level: str) -> None:
    writes = await desk.by(level, "a")
    event = done(await writes.ask("POST", "/v1/events", desk.wish(tags=["a"])), 201)
    assert event["made_by"] == "system:tester"
    assert (await writes.get(f"/v1/events/{event['id']}"))["tags"] == ["a"]
    assert done(await writes.ask("PUT", f"/v1/events/{event['id']}", {"name": "other"}))["name"] == "other"
    assert (await writes.ask("DELETE", f"/v1/events/{event['id']}"))[0] == 204


async def test_q033_who_may_write_does_it_all_within_the_scope(desk: Desk):
    await works(desk, "write")


async def test_q034_read_write_is_as_good_as_write(desk: Desk):
    await works(desk, "read_write")


async def test_q035_outside_of_the_scope_everything_is_refused(desk: Desk):
    event = await desk.event(tags=["b"])
    for level in ("read", "write"):
        calls = await desk.by(level, "a")
        for path in (f"/v1/events/{event['id']}", f"/v1/events/{event['id']}/occurrences"):
            refused(await calls.ask("GET", path), 403)
        refused(await calls.ask("PUT", f"/v1/events/{event['id']}", {"tags": ["a"]}), 403)
        refused(await calls.ask("DELETE", f"/v1/events/{event['id']}"), 403)
    assert (await desk.master.get(f"/v1/events/{event['id']}"))["version"] == event["version"]


async def test_q036_one_tag_in_common_is_enough(desk: Desk):
    event, writes = await desk.event(tags=["b", "a"]), await desk.by("write", "a", "c")
    assert done(await writes.ask("PUT", f"/v1/events/{event['id']}", {"name": "x"}))["name"] == "x"


async def test_q037_what_a_token_makes_is_within_its_scope(desk: Desk):
    for scope in (["a"], []):
        writes = await desk.by("write", *scope)
        for tags in (["b"], [], ["A"]):
            refused(await writes.ask("POST", "/v1/events", desk.wish(tags=tags)), 403)


async def test_q038_no_change_moves_an_event_out_of_the_scope(desk: Desk):
    event, writes = await desk.event(tags=["a", "b"]), await desk.by("write", "a")
    for tags in (["b"], [], ["a2"]):
        refused(await writes.ask("PUT", f"/v1/events/{event['id']}", {"tags": tags, "name": "moved"}), 403)
    kept = await desk.master.get(f"/v1/events/{event['id']}")
    assert (kept["tags"], kept["name"], kept["version"]) == (["a", "b"], "an event", event["version"])


async def test_q039_a_list_shows_what_is_within_the_scope_whatever_is_asked(desk: Desk):
    mine, both, other = [await desk.event(tags=tags) for tags in (["only-a"], ["only-a", "only-b"], ["only-b"])]
    reads = await desk.by("read", "only-a")
    for query in ("", "?tags=only-b", "?tags=only-a,only-b", "?tags=only-b&match=all", "?tags="):
        ids = {each["id"] for each in await reads.get(f"/v1/events{query}")}
        assert other["id"] not in ids and ids <= {mine["id"], both["id"]}
    assert {each["id"] for each in await reads.get("/v1/events")} == {mine["id"], both["id"]}
    assert await (await desk.by("read")).get("/v1/events") == []


async def test_q040_lists_of_occurrences_stay_within_the_scope(desk: Desk):
    shown, hidden = [await desk.event(tags=["shared", tag]) for tag in ("oa", "ob")]
    for event in (shown, hidden):
        assert (await desk.master.ask("POST", f"/v1/events/{event['id']}/run"))[0] == 201
    reads = await desk.by("read", "oa")
    for query in ("tags=shared", "tags=ob", "tags=oa", "tags=oa,ob&match=any", f"event={hidden['id']}"):
        found = {each["event_id"] for each in await reads.get(f"/v1/occurrences?{query}")}
        assert found <= {shown["id"]}
    assert len(await reads.get("/v1/occurrences?tags=shared")) == 1


async def test_q041_an_occurrence_outside_of_the_scope_is_refused(desk: Desk):
    event = await desk.event(tags=["b"])
    ran = done(await desk.master.ask("POST", f"/v1/events/{event['id']}/run"), 201)
    reads = await desk.by("read", "a")
    for id in (ran["id"], ran["occurrence_id"]):
        refused(await reads.ask("GET", f"/v1/occurrences/{id}"), 403)
        assert (await (await desk.by("read", "b")).get(f"/v1/occurrences/{id}"))["event_id"] == event["id"]


async def test_q042_admin_access_needs_no_scope_and_makes_no_tokens(desk: Desk):
    admin, event = await desk.by("admin"), await desk.event(tags=["whatever"])
    assert event["id"] in [each["id"] for each in await admin.get("/v1/events?tags=whatever")]
    assert done(await admin.ask("PUT", f"/v1/events/{event['id']}", {"tags": []}))["tags"] == []
    assert (await admin.ask("DELETE", f"/v1/events/{event['id']}"))[0] == 204
    for method in ("GET", "POST"):
        refused(await admin.ask(method, "/v1/tokens", desk.wanted() if method == "POST" else None), 403)


async def test_q043_tags_are_compared_whole_and_letter_by_letter(desk: Desk):
    event, reads = (
        await desk.event(tags=["user:rizqme2"]),
        await desk.by("read", "user:rizqme", "USER:rizqme2", "user:"),
    )
    refused(await reads.ask("GET", f"/v1/events/{event['id']}"), 403)
    assert await reads.get("/v1/events?tags=user:rizqme2") == []


async def test_a_token_for_processes_hands_them_in_and_looks_after_its_own(desk: Desk):
    mine, others = [await desk.by("write", "escalations:processes", sub=f"system:{n}") for n in "ab"]
    step = {"at": (desk.now + timedelta(minutes=9)).timestamp(), "channel": "phone", "phone-number": "+447700900123"}
    wanted = {"process-id": "heat", "action": "start", "notifications": [step]}
    process = done(await mine.ask("POST", "/v1/escalations", wanted), 201)["process"]
    path = f"/v1/escalations/{process['id']}"
    assert [each["id"] for each in await mine.get("/v1/escalations?kind=process")] == [process["id"]]
    assert await others.get("/v1/escalations?kind=process") == []
    assert (await mine.get(path))["steps"]
    for method, end, body in (("GET", "", None), ("POST", "/delay", {"minutes": 5}), ("POST", "/stop", None)):
        refused(await others.ask(method, path + end, body), 404)
    assert (await mine.ask("POST", f"{path}/delay", {"minutes": 5}))[0] == 200
    assert done(await mine.ask("POST", f"{path}/stop"))["ended_at"]
    for refusing in (mine, await desk.by("write", "a")):
        for door in ("/v1/escalations", "/v1/escalations/rejected", "/v1/caller_ids"):
            refused(await refusing.ask("GET", door), 403)
    reads = await desk.by("read", "escalations:processes", sub="system:a")
    assert (await reads.get(path))["ended_at"]
    refused(await reads.ask("POST", "/v1/escalations", wanted), 403)
    refused(await desk.ada.api.ask("POST", "/v1/escalations", wanted), 403)


# --- rate limiting -------------------------------------------------------------------------------------------------


@asynccontextmanager
async def another_server(desk: Desk, **change: Any) -> AsyncIterator[Api]:
    """One more web server on the same database, configured otherwise. It has patience with Redis: what a busy machine makes
    that too slow for would pass uncounted, and calls are to be counted here."""
    running = replace(desk.api.running, config=replace(desk.api.running.config, **change))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "REDIS_SECONDS", 10.0)
        async with TestClient(TestServer(make_app(running))) as client:
            yield Api(running, client, running.config)


async def pass_by(desk: Desk, seconds: float) -> None:
    """Let time pass for all limits. What is kept is a moment: it is set back."""
    async with Redis.from_url(desk.api.running.config.redis_url or "") as redis:
        async for key in redis.scan_iter(f"{limits.PREFIX}*"):
            await redis.set(key, f"{float(await redis.get(key)) - seconds * 1e6:.0f}", keepttl=True)


async def statuses(api: Api, n: int, path: str = "/v1/schedules/nothing", **headers: str) -> list[int]:
    """How so many calls at the same time are answered."""
    answers = await asyncio.gather(*(api.raw("GET", path, headers=headers) for _ in range(n)))
    return [answer.status for answer in answers]


async def test_q216_answers_say_how_many_calls_are_left(desk: Desk):
    async with another_server(desk, rate_limit_other=Rate(60, 5)) as api:
        reads = api.by((await desk.made())["token"])
        left = []
        for _ in range(3):
            answer = await reads.raw("GET", "/v1/events")
            assert (
                answer.status == 200 and answer.headers["X-RateLimit-Limit"] == answer.headers["RateLimit-Limit"] == "5"
            )
            left.append(int(answer.headers["X-RateLimit-Remaining"]))
            assert (
                int(answer.headers["X-RateLimit-Reset"]) > time.time() >= int(answer.headers["X-RateLimit-Reset"]) - 6
            )
            assert 1 <= int(answer.headers["RateLimit-Reset"]) <= 5
        assert left == [4, 3, 2]


async def test_q217_one_call_more_than_fit_is_refused(desk: Desk):
    async with another_server(desk, rate_limit_other=Rate(1, 3)) as api:
        reads = api.by((await desk.made())["token"])
        assert await statuses(reads, 3, "/v1/events") == [200] * 3
        answer = await reads.raw("GET", "/v1/events")
        refused((answer.status, await answer.json()), 429)
        assert answer.headers["X-RateLimit-Remaining"] == "0"


async def test_q218_whoever_waits_as_told_passes(desk: Desk):
    async with another_server(desk, rate_limit_other=Rate(6, 2)) as api:
        reads = api.by((await desk.made())["token"])
        await statuses(reads, 2, "/v1/events")
        answer = await reads.raw("GET", "/v1/events")
        wait = answer.headers["Retry-After"]
        assert answer.status == 429 and wait.isdigit() and 1 <= int(wait) <= 10
        await pass_by(desk, int(wait) - 1.5)
        assert (await reads.raw("GET", "/v1/events")).status == 429
        await pass_by(desk, 1.5)
        assert (await reads.raw("GET", "/v1/events")).status == 200


async def test_q219_a_pause_gives_back_no_more_than_its_time(desk: Desk):
    async with another_server(desk, rate_limit_other=Rate(6, 20)) as api:
        reads = api.by((await desk.made())["token"])
        assert (await statuses(reads, 25, "/v1/events")).count(200) == 20
        await pass_by(desk, 51)
        assert (await statuses(reads, 25, "/v1/events")).count(200) in (5, 6)


async def test_q220_each_token_has_its_own_limit_wherever_it_calls_from(desk: Desk):
    proxy = (ip_network("127.0.0.0/8"),)
    async with another_server(desk, rate_limit_other=Rate(1, 2), trusted_proxies=proxy) as api:
        one, two = [api.by((await desk.made())["token"]) for _ in range(2)]
        for address in ("192.0.2.1", "192.0.2.2"):
            assert await statuses(one, 1, "/v1/events", **{"X-Forwarded-For": address}) == [200]
        assert await statuses(one, 1, "/v1/events", **{"X-Forwarded-For": "192.0.2.3"}) == [429]
        assert await statuses(two, 2, "/v1/events") == [200] * 2
        again = await access.issue(UUID(desk.ada.id), desk.now)  # a person gets no more by signing in again
        assert await statuses(api.by(desk.ada.api.token), 2, "/v1/events") == [200] * 2
        assert await statuses(api.by(again.access), 1, "/v1/events") == [429]


async def test_q221_each_class_has_its_own_configurable_quota(desk: Desk, tmp_path: Path):
    given = {"WELLCHECK_HOME": str(tmp_path)}
    plain = Config.read(given, home_env=False)
    rates = (plain.rate_limit_master, plain.rate_limit_admin, plain.rate_limit_other)
    assert rates == (Rate(1000, 200), Rate(500, 100), Rate(200, 50))
    assert Config.read(given | {"RATE_LIMIT_OTHER": "7/3"}, home_env=False).rate_limit_other == Rate(7, 3)
    for wrong in ("7", "0/3", "x/y", "7/3/1", "-1/2"):
        with pytest.raises(ConfigMistakes, match="RATE_LIMIT_OTHER"):
            Config.read(given | {"RATE_LIMIT_OTHER": wrong}, home_env=False)
    quotas = {"rate_limit_master": Rate(1, 4), "rate_limit_admin": Rate(1, 3), "rate_limit_other": Rate(1, 2)}
    async with another_server(desk, **quotas) as api:
        admin, other = [api.by((await desk.made(access=level))["token"]) for level in ("admin", "read")]
        for calls, n in ((api.by(MASTER), 4), (admin, 3), (other, 2)):
            assert sorted(await statuses(calls, n + 1, "/v1/events")) == [200] * n + [429]


async def test_q222_a_forged_address_gives_no_new_quota(desk: Desk):
    async with another_server(desk, rate_limit_source=Rate(1, 2)) as api:
        await forget_limits(desk)
        found = [(await statuses(api, 1, "/v1/jwks", **{"X-Forwarded-For": f"192.0.2.{n}"}))[0] for n in range(4)]
        assert found == [200, 200, 429, 429]
    proxy = (ip_network("127.0.0.0/8"),)
    async with another_server(desk, rate_limit_source=Rate(1, 2), trusted_proxies=proxy) as api:
        found = [(await statuses(api, 1, "/v1/jwks", **{"X-Forwarded-For": f"192.0.2.{n}"}))[0] for n in range(4)]
        assert found == [200] * 4


async def forget_limits(desk: Desk) -> None:
    async with Redis.from_url(desk.api.running.config.redis_url or "") as redis:
        await redis.flushall()


async def test_q223_a_flood_without_a_token_is_stopped_and_nobody_else(desk: Desk):
    async with another_server(desk, rate_limit_source=Rate(1, 5), rate_limit_other=Rate(1, 5)) as api:
        await forget_limits(desk)
        found = await statuses(api, 5, "/v1/events") + await statuses(api.by("a.b.c"), 5, "/v1/tokens")
        assert found == [401] * 5 + [429] * 5
        assert await statuses(api, 3, "/health") == [200] * 3
        assert await statuses(api.by((await desk.made())["token"]), 1, "/v1/events") == [200]


async def test_q224_of_a_hundred_at_once_exactly_as_many_pass_as_fit(desk: Desk):
    async with another_server(desk, rate_limit_other=Rate(1, 20)) as api:
        found = await statuses(api.by((await desk.made())["token"]), 100, "/v1/events")
        assert (found.count(200), found.count(429)) == (20, 80)


async def test_q225_without_redis_calls_pass_and_what_costs_money_is_counted_still(
    desk: Desk, caplog: pytest.LogCaptureFixture
):
    nowhere = {"redis_url": "redis://127.0.0.1:1", "rate_limit_other": Rate(1, 2)}
    async with another_server(desk, **nowhere) as api:
        ada = await another(desk.admin)
        calls = api.by(ada.api.token)
        assert await statuses(calls, 5, "/v1/events") == [200] * 5
        assert "uncounted" in caplog.text
        drill = f"/v1/users/{ada.id}/drills"
        found = [(await calls.ask("POST", drill, {"reason": "duress"}))[0] for _ in range(3)]
        assert found[2] == 429 and 429 not in found[:2]
        status, told = await api.ask("GET", "/health")
        assert status == 200 and told["data"]["redis"] == "away" and told["status"] == "degraded"


# --- status, health, metrics, audit --------------------------------------------------------------------------------


async def test_q226_health_and_status_need_no_token(desk: Desk):
    for path in ("/health", "/healthz", "/v1/health"):
        status, told = await desk.api.ask("GET", path)
        assert (status, told["status"]) == (200, "ok")
    assert (await desk.api.ask("GET", "/status"))[0] == 200


async def test_q227_the_status_says_how_tokens_and_signatures_are_made(desk: Desk):
    _, told = await desk.api.ask("GET", "/status")
    assert told["version"] == version("wellcheck")
    assert told["jwt"] == {
        "issuer": "wellcheck",
        "algorithm": "RS256",
        "default_exp_seconds": 86_400,
        "token_info": None,
    }
    assert told["hmac"] == {
        "algorithm": "HMAC-SHA256", "signature_header": "X-Qhronos-Signature", "event_override_supported": True
    }  # fmt: skip
    _, later = await desk.api.ask("GET", "/v1/status")
    assert 0 <= told["uptime_seconds"] < later["uptime_seconds"]


async def test_q228_the_status_tells_of_no_token_but_the_bearers(desk: Desk):
    made = await desk.made(sub="system:asks", scope=["b", "a"])
    _, told = await desk.api.by(made["token"]).ask("GET", "/status")
    info = told["jwt"]["token_info"]
    assert (info["sub"], info["access"], info["scope"]) == ("system:asks", "read", ["b", "a"])
    assert datetime.fromisoformat(info["exp"]) == datetime.fromisoformat(made["expires_at"])
    _, told = await desk.ada.api.ask("GET", "/status")
    assert told["jwt"]["token_info"]["sub"] == desk.ada.id
    text = json.dumps((await desk.api.ask("GET", "/status"))[1])
    for secret in (MASTER, *desk.api.config.secret_keys, "system:asks", desk.ada.id, made["id"]):
        assert secret not in text
    refused(await desk.api.by("a.b.c").ask("GET", "/status"), 401)


async def test_q229_the_status_is_as_it_is(desk: Desk):
    await db.run("DELETE FROM beats")
    assert (await desk.api.ask("GET", "/status"))[1]["status"] == "down"  # no worker is at work
    assert (await desk.api.ask("GET", "/readyz"))[0] == 503
    id = uuid4()
    await due.beat(id, "worker", desk.now)
    assert (await desk.api.ask("GET", "/status"))[1]["status"] == "ok" and (await desk.api.ask("GET", "/readyz"))[
        0
    ] == 200
    async with another_server(desk, redis_url="redis://127.0.0.1:1") as api:
        assert (await api.ask("GET", "/status"))[1]["status"] == "degraded"
    async with broken("SELECT version FROM aerich"):
        status, told = await desk.api.ask("GET", "/status")
        assert (status, told["status"], told["parts"]["database"]) == (200, "down", "away")
        assert (await desk.api.ask("GET", "/readyz"))[0] == 503
    await db.run("UPDATE beats SET seen_at = seen_at - interval '2 min' WHERE id = $1", id)
    assert (await desk.api.ask("GET", "/status"))[1]["status"] == "down"
    await db.run("DELETE FROM beats WHERE id = $1", id)


@asynccontextmanager
async def broken(_: str) -> AsyncIterator[None]:
    """As long as this lasts the database cannot be asked how its schema is."""
    await db.run("ALTER TABLE aerich RENAME TO aerich_gone")
    try:
        yield
    finally:
        await db.run("ALTER TABLE aerich_gone RENAME TO aerich")


async def figures(api: Api) -> dict[tuple[str, ...], float]:
    """What `/metrics` says: name and labels in their order."""
    answer = await api.raw("GET", "/metrics")
    assert answer.status == 200 and answer.content_type == "text/plain"
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(await answer.text())
        for sample in family.samples
    }


async def test_q230_figures_for_prometheus(desk: Desk):
    async with another_server(desk, rate_limit_other=Rate(1, 2)) as api:
        ada = await another(desk.admin)
        await asked(ada.id, desk.api.running)  # a delivery waits
        row = await db.one(
            "UPDATE deliveries SET due_at = due_at - interval '40 s' WHERE state = 'pending' RETURNING id"
        )
        assert row is not None
        for seconds, outcome in ((1, "sent"), (3, "sent"), (2, "failed")):
            await db.run(
                "INSERT INTO attempts (delivery_id, number, started_at, ended_at, outcome)"
                " VALUES ($1, 1, $2::timestamptz - make_interval(secs => $3), $2, $4)",
                row["id"], desk.now, seconds, outcome,
            )  # fmt: skip
        await statuses(api.by((await desk.made())["token"]), 3, "/v1/events")
        told = await figures(api)
    name = "wellcheck_recent_attempt"
    assert told[f"{name}s", "sms", "sent"] == 2 and told[f"{name}s", "sms", "failed"] == 1
    assert told[f"{name}_seconds", "sms", "0.5"] == 2
    assert told["wellcheck_outbox_depth", "probe"] >= 1 and told["wellcheck_outbox_oldest_seconds", "probe"] >= 40
    assert told["wellcheck_occurrences_depth",] >= 0 and told["wellcheck_timer_lag_seconds", "probes"] >= 0
    assert told["wellcheck_rate_limit_calls_total", "other", "allowed"] == 2
    assert told["wellcheck_rate_limit_calls_total", "other", "denied"] == 1
    assert told["wellcheck_http_seconds_count", "GET", "/events", "200"] == 2
    labels = "".join(part for sample in told for part in sample)
    assert ada.phone not in labels and ada.id not in labels and ada.email not in labels


async def test_q230_figures_of_what_is_handed_over_and_of_what_waits(desk: Desk):
    event = await desk.event(tags=["a very private tag"])
    ran = done(await desk.master.ask("POST", f"/v1/events/{event['id']}/run", {}), 201)
    # The first attempt began 3 s late and took 2 s, the next one took 20 ms.
    for number, began, ended, error in ((1, 3.0, 5.0, "HTTP 500"), (2, 19.0, 19.02, None)):
        await db.run(
            "INSERT INTO occurrence_attempts (occurrence_id, number, started_at, ended_at, error) SELECT id, $2,"
            " due_at + make_interval(secs => $3), due_at + make_interval(secs => $4), $5 FROM occurrences WHERE id = $1",
            UUID(ran["occurrence_id"]), number, began, ended, error,
        )  # fmt: skip
    await db.run(
        "INSERT INTO inbound (id, channel, provider_id, sender, said_sealed, state, received_at)"
        " VALUES ($1, 'sms', 'SM1', '', '', 'new', $2)",
        uuid4(), desk.now - timedelta(seconds=70),
    )  # fmt: skip
    async with another_server(desk) as api:
        assert (await api.ask("GET", "/v1/nothing"))[0] == 404
        assert (await api.by(MASTER).ask("GET", "/v1/events"))[0] == 200
        told = await figures(api)
        again = await figures(api)
    name = "wellcheck_recent_handover"
    assert told[f"{name}s", "webhook", "good"] == 1 and told[f"{name}s", "webhook", "bad"] == 1
    steps = {key[2]: n for key, n in told.items() if key[:2] == (f"{name}_seconds_bucket", "webhook")}
    assert [steps[le] for le in ("0.01", "0.025", "1.0", "2.5", "+Inf")] == [0, 1, 1, 2, 2]
    assert 2.0 < told[f"{name}_seconds_gsum", "webhook"] < 2.1
    late = {key[2]: n for key, n in told.items() if key[:2] == (f"{name}_late_seconds_bucket", "webhook")}
    assert [late[le] for le in ("2.0", "5.0", "+Inf")] == [0, 1, 1]  # the second attempt is not late: it was waited for
    assert 70 <= told["wellcheck_oldest_seconds", "inbound"] < 100
    assert {key[1] for key in told if key[0] == "wellcheck_timer_lag_seconds"} == set(gauges.ROOMS)
    assert (
        told["wellcheck_request_seconds_count", "read"] == 1 and told["wellcheck_request_seconds_count", "other"] == 1
    )
    assert again["wellcheck_request_seconds_count", "read"] == 2
    assert 0 < told["wellcheck_request_seconds_sum", "read"] < 10
    labels = {part for sample in told for part in sample}
    assert not labels & {event["id"], ran["occurrence_id"], "a very private tag"}


async def test_figures_are_for_this_machine_admins_and_whoever_has_their_token(desk: Desk):
    assert await figures(desk.admin.api) and await figures(desk.master)
    refused(await desk.ada.api.ask("GET", "/metrics"), 403)
    answer = await desk.api.raw("GET", "/metrics", headers={"X-Forwarded-For": "192.0.2.1"})
    assert answer.status == 401
    async with another_server(desk, metrics_token="a token for figures that is long enough") as api:
        assert await figures(api.by("a token for figures that is long enough")) and await figures(api.by(MASTER))
        for token in (None, "a token for figures that is long"):
            refused(await api.by(token).ask("GET", "/metrics"), 401)


async def test_q231_who_did_what_can_be_asked(desk: Desk):
    made = await desk.made(sub="system:writes", access="write", scope=["a"])
    writes = desk.api.by(made["token"])
    ids = [uuid4().hex for _ in range(3)]
    before = desk.now
    event = done(await writes.ask("POST", "/v1/events", desk.wish(tags=["a"]), headers={"X-Request-ID": ids[0]}), 201)
    path = f"/v1/events/{event['id']}"
    await writes.ask("PUT", path, {"status": "paused"}, headers={"X-Request-ID": ids[1]})
    await writes.ask("DELETE", path, headers={"X-Request-ID": ids[2]})
    await desk.master.ask("DELETE", f"/v1/tokens/{made['id']}")
    told = await desk.admin.api.get(f"/v1/audit?subject={event['id']}")
    assert [(each["verb"], each["detail"]["status"], each["request"]) for each in told] == [
        ("deleted an event", ["paused", "deleted"], ids[2]),
        ("changed an event", ["active", "paused"], ids[1]),
        ("made an event", [None, "active"], ids[0]),
    ]
    for each in told:
        assert (
            each["actor"] == "system:writes" and each["detail"]["token"] == made["id"] and each["source"] == "127.0.0.1"
        )
        assert before <= datetime.fromisoformat(each["at"]) <= desk.now
    assert [each["verb"] for each in await desk.admin.api.get(f"/v1/audit?subject={made['id']}&actor=master")] == [
        "revoked a token", "made a token"
    ]  # fmt: skip
    assert [each["subject"] for each in await desk.admin.api.get(f"/v1/audit?request={ids[1]}")] == [event["id"]]
    assert len(await desk.admin.api.get("/v1/audit?actor=system:writes&verb=made%20an%20event")) == 1
    assert (
        await desk.admin.api.get(f"/v1/audit?actor=system:writes&until={before.isoformat().replace('+', '%2B')}") == []
    )
    await trail.seal()
    newest = (await desk.admin.api.get("/v1/audit?limit=1"))[0]
    assert newest["link"] and len(newest["hash"]) == 64
    refused(await desk.ada.api.ask("GET", "/v1/audit"), 403)


async def test_q231_what_was_handed_over_anew_is_in_the_audit_trail_of_its_event(desk: Desk):
    made = await desk.made(sub="system:replays", access="write", scope=["a"])
    event = await desk.event(tags=["a"])
    path = f"/v1/events/{event['id']}"
    ran = done(await desk.master.ask("POST", f"{path}/run"), 201)
    await db.run("UPDATE occurrences SET state = 'failed' WHERE id = $1", UUID(ran["occurrence_id"]))
    one = f"/v1/occurrences/{ran['occurrence_id']}/retry"
    for api in (desk.api.by(made["token"]), desk.master):
        assert done(await api.ask("POST", f"{path}/replay"))["replayed"] == 1
        await db.run("UPDATE occurrences SET state = 'failed' WHERE id = $1", UUID(ran["occurrence_id"]))
        done(await api.ask("POST", one))
        done(await api.ask("POST", f"{path}/secrets"), 201)
        refused(await api.ask("POST", one), 409)  # what was refused has not happened
        await db.run("UPDATE occurrences SET state = 'failed' WHERE id = $1", UUID(ran["occurrence_id"]))
    told = await desk.admin.api.get(f"/v1/audit?subject={event['id']}&limit=6")
    mine = ["changed an event's secret", "retried an occurrence", "replayed an event"]
    assert [(each["actor"], each["verb"]) for each in told] == [
        (actor, verb) for actor in ("master", "system:replays") for verb in mine
    ]
    assert told[1]["detail"]["occurrence"] == ran["occurrence_id"] and told[2]["detail"]["count"] == 1
    assert told[0]["detail"].keys() == {"status", "version"} and told[3]["detail"]["token"] == made["id"]
    done(await desk.master.ask("POST", f"/v1/endpoints/{await endpoint_of(event)}/enable"))
    [used] = await desk.admin.api.get("/v1/audit?actor=master&verb=POST%20/endpoints/%7Bid%7D/enable")
    assert used["detail"] == {"id": str(await endpoint_of(event))}


async def endpoint_of(event: Any) -> UUID:
    """Where this event goes to."""
    row = await db.one("SELECT endpoint_id FROM events WHERE id = $1", UUID(event["id"]))
    assert row is not None
    return UUID(str(row["endpoint_id"]))


async def test_everybody_reads_what_was_done_to_them(desk: Desk):
    ada = await another(desk.admin)
    await desk.admin.api.ask("DELETE", f"/v1/users/{ada.id}/quiet_hours")
    await ada.api.ask("PUT", f"/v1/users/{ada.id}/probe_settings", {"wait_time_in_minutes": 30})
    told = [(each["actor"], each["verb"]) for each in await ada.api.get(f"/v1/users/{ada.id}/audit")]
    assert (desk.admin.id, "DELETE /users/{uid}/quiet_hours") in told
    assert (ada.id, "PUT /users/{uid}/probe_settings") in told
    refused(await desk.ada.api.ask("GET", f"/v1/users/{ada.id}/audit"), 403)
    # What is done by a link of theirs, on the same connection, is nobody else's call.
    link = await export.link(UUID(ada.id), "", desk.now)
    assert (await desk.api.raw("POST", link, headers={"X-Request-ID": "by-a-link"})).status == 200
    fetched = (await ada.api.get(f"/v1/users/{ada.id}/audit"))[0]
    assert (fetched["verb"], fetched["request"], fetched["source"]) == ("fetched their data", "by-a-link", None)
