"""The running product that all tests of this folder share. It is stopped before any other test runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.chaos.rig import OUTWARD, Rig, rig
from tests.conftest import TEMPLATE, execute, named
from wellcheck.config import Config
from wellcheck.embedded import Embedded


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def world(servers: Embedded, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rig]:
    """One running product for all cases; each begins with an empty house."""
    home: Path = tmp_path_factory.mktemp("chaos")
    await execute(servers.database_url, f"CREATE DATABASE chaos TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    config = Config.read(
        {
            "DATABASE_URL": named(servers.database_url, "chaos"),
            "REDIS_URL": servers.redis_url,
            "WELLCHECK_HOME": str(home),
            "SECRET_KEYS": "a key for tests that opens nothing else",
            **OUTWARD,
        },
        home_env=False,
    )
    async with rig(config, home) as built:
        yield built
    await execute(servers.database_url, "DROP DATABASE chaos WITH (FORCE)")
