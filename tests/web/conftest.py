"""A web server as callers meet it: real sockets, a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser

from tests.web import sandbox_stage
from tests.web.callers import Api, Somebody, a_user, another, signed_in, with_a_key
from web import short
from web.app import make_app
from wellcheck import access, runtime
from wellcheck.config import Config


@pytest.fixture
async def api(config: Config) -> AsyncIterator[Api]:
    access.forget_keys()
    async with runtime.start(config, "test", pool=6) as running, TestClient(TestServer(make_app(running))) as client:
        assert client.server.runner is not None and client.app is not None
        short.install(client.server.runner, client.app)
        await with_a_key(running)
        yield Api(running, client, config)


@pytest.fixture
async def admin(api: Api) -> Somebody:
    """The first user."""
    wanted = a_user(first_name="Olga")
    status, told = await api.ask("POST", "/v1/users", wanted)
    assert status == 201, told
    return await signed_in(api, wanted, told["data"])


@pytest.fixture
async def ada(admin: Somebody) -> Somebody:
    """A basic user."""
    return await another(admin)


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[sandbox_stage.Stage]:
    """The sandbox with its page."""
    async with sandbox_stage.staged() as it:
        yield it


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """The browser of all tests of a file."""
    async with sandbox_stage.browsing() as it:
        yield it


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """A browser without any page. Each page that is opened has its own storage, and is closed in the end."""
    yield chromium
    for context in chromium.contexts:
        await context.close()
