"""The product each line of a checklist is tried on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.spec import api as building
from tests.stories import world as stories
from tests.web.callers import Api, Somebody, another
from wellcheck.config import Config


@pytest.fixture
async def world(config: Config, tmp_path: Path) -> AsyncIterator[stories.World]:
    """The product, its providers and three phones."""
    async with stories.world(config, tmp_path) as built:
        yield built


@pytest.fixture
async def house(config: Config, tmp_path: Path) -> AsyncIterator[building.House]:
    """The same, with an admin, Ada and her contact Bob, who came by the API."""
    async with building.house(config, tmp_path) as built:
        yield built


@pytest.fixture
async def api(config: Config) -> AsyncIterator[Api]:
    """The web server alone, on an empty database."""
    async with building.served(config) as built:
        yield built


@pytest.fixture
async def admin(api: Api) -> Somebody:
    """The first user."""
    return await building.first(api)


@pytest.fixture
async def ada(admin: Somebody) -> Somebody:
    """A basic user."""
    return await another(admin)
