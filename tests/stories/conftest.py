"""The world each story happens in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import here
from tests.stories import world as building
from wellcheck.config import Config


@pytest.fixture
async def world(config: Config, tmp_path: Path) -> AsyncIterator[building.World]:
    """The product, its providers and three phones. Our bot's name is known, as it is soon after every start."""
    here.use(config)
    async with building.world(config, tmp_path) as built:
        yield built
