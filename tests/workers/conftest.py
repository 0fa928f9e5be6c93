"""A world without web, for races inside the engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.stories.world import World, at_ports, quick, serve, words_read
from wellcheck import runtime
from wellcheck.config import Config
from wellcheck.sandbox.engine import Live
from wellcheck.sandbox.server import Settings
from wellcheck.sandbox.server import make_app as make_sandbox
from workers.settings import engine


@pytest.fixture
async def world_of_one(config: Config, tmp_path: Path) -> AsyncIterator[World]:
    """The engine and the phones, in this process."""
    words_read()
    config = at_ports(config, tmp_path)
    async with runtime.start(config, "race") as running:
        sandbox = make_sandbox(quick(Settings.of(config)), Live(running))
        async with serve(sandbox, config.sandbox_port), engine(running) as built, ClientSession() as http:
            yield World(config, running, built, http)
