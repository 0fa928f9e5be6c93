"""When API tokens were used last: noted in memory at each call, written for all of them together once a minute."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from wellcheck.access import tokens

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between two writes of one process. The first use after a pause is written at once."""


class Uses:
    """The uses of tokens that this process has seen and not written down yet."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}
        self._some = asyncio.Event()

    def note(self, jti: str, now: datetime) -> None:
        """This token is used now."""
        self._last[jti] = now
        self._some.set()

    async def write(self) -> None:
        """Write down what was noted. It fails silently but for a line in the log."""
        last, self._last = self._last, {}
        self._some.clear()
        if not last:
            return
        try:
            await tokens.used(last)
        except Exception as wrong:  # nobody is kept from working by it
            log.warning("when tokens were used last could not be written", extra={"error": type(wrong).__name__})

    async def _go_on(self) -> None:
        while True:
            await self._some.wait()
            await self.write()
            await asyncio.sleep(EVERY)

    @asynccontextmanager
    async def written(self) -> AsyncIterator[None]:
        """Write them while this lasts, and at its end."""
        task = asyncio.create_task(self._go_on(), name="uses of tokens")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await self.write()
