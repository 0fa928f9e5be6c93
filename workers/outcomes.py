"""How attempts ended, written down in batches: one statement for very many, and none is lost while the database is away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from wellcheck import due, traces

log = logging.getLogger(__name__)
Outcome = TypeVar("Outcome")

FLUSH_ROWS, FLUSH_SECONDS = 100, 0.1
"""Outcomes are written by one statement per so many rows, or after so long; at once when nothing else is under way."""


class Outcomes(Generic[Outcome]):
    """What waits to be written. `write` does it for a batch, and `name` says which one cannot be. `gone`: so many do not wait
    any more."""

    def __init__(
        self,
        write: Callable[[Sequence[Outcome]], Awaitable[None]],
        name: Callable[[Outcome], str],
        gone: Callable[[int], None] = lambda n: None,
    ) -> None:
        self._write, self._name, self._gone = write, name, gone
        self._writing = 0
        self._done: list[Outcome] = []
        self._ended = asyncio.Event()
        self._due = asyncio.Event()
        self._over = False

    def __len__(self) -> int:
        """How many wait, or are being written."""
        return len(self._done) + self._writing

    def add(self, outcome: Outcome) -> None:
        """One more has ended."""
        self._done.append(outcome)

    def ended(self, last: bool) -> None:
        """An attempt is over. `last`: nothing else is under way, so nothing is to be waited for."""
        self._ended.set()
        if last or len(self._done) >= FLUSH_ROWS:
            self._due.set()

    async def run(self) -> None:
        """Write until `finish`. Never cancel it: what it is writing would be lost."""
        while not self._over:
            await self._ended.wait()
            self._ended.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), FLUSH_SECONDS)
            self._due.clear()
            await self.flush()
            if self._done:
                self._ended.set()  # the database was away: again

    def finish(self) -> None:
        """`run` writes what there is, and ends."""
        self._over = True
        self._ended.set()
        self._due.set()

    async def flush(self) -> None:
        """Write what waits, if the database is there."""
        while self._done:
            part, self._done = self._done[: 5 * FLUSH_ROWS], self._done[5 * FLUSH_ROWS :]
            self._writing = len(part)
            try:
                await self._halving(part)
            except Exception as away:
                # Kept in memory while the database is away. If we die, the leases run out.
                log.warning("outcomes could not be written yet", extra={"n": len(part), "error": type(away).__name__})
                self._done, self._writing = part + self._done, 0
                await asyncio.sleep(1)
                return
            self._writing = 0
            self._gone(len(part))

    async def _halving(self, part: Sequence[Outcome]) -> None:
        """One that cannot be written holds up no other: its lease runs out."""
        try:
            with traces.span("batch outcomes", wellcheck__rows=len(part)):
                await self._write(part)
        except Exception as wrong:
            if due.infrastructure(wrong):
                raise
            if len(part) == 1:
                log.exception("an outcome cannot be written", extra={"delivery": self._name(part[0])})
                return
            middle = len(part) // 2
            await self._halving(part[:middle])
            await self._halving(part[middle:])
