"""Qhronos's checklist, one test for each line: transport, authentication, tokens, limits, status, audit, process.

Where its wording is not ours (one envelope of errors, 201 and 204, RS256, our sentences) DESIGN.md decides.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
import pytest_asyncio

from tests.conftest import Copies
from tests.spec.api import done, first, refused, served
from tests.web.callers import Api, Somebody, another
from web.keys import USES
from wellcheck import access
from wellcheck.access import keys
from wellcheck.config import Config
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

    async def forged(self, **change: Any) -> str:
        """A token with our own signature that says something else; `None` leaves a claim out."""
        now = int(self.now.timestamp())
        said = {
            "iss": "wellcheck", "aud": "wellcheck", "sub": "system:tester", "access": "admin", "scope": [], "iat": now,
            "exp": now + 600, "jti": str(uuid4()),
        } | change  # fmt: skip
        return await keys.sign({name: value for name, value in said.items() if value is not None}, self.now)


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


PROTECTED = ("/v1/users", "/v1/tokens", "/v1/escalations", "/v1/jobs")


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
        ("GET", f"/v1/users/{desk.admin.id}"), ("GET", "/v1/users"), ("GET", f"/v1/probes/{uuid4()}"), ("POST", "/v1/logout"),
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
