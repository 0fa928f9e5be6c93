"""A database and the conversations on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import here
from tests.bot.talk import Talk
from tests.stories.world import words_read
from wellcheck import runtime
from wellcheck.config import Config


@pytest.fixture
async def talk(config: Config) -> AsyncIterator[Talk]:
    """Everything `bot.hear` needs, on this test's own database."""
    here.use(config)
    words_read()
    async with runtime.start(config, "test"):
        assert config.database_url is not None
        yield Talk(config.database_url)
