"""Group commit: what many bring at the same moment is kept with one transaction, and each answered after it.

Nobody waits for others to come: the first request starts a batch at once, and what arrives while it is being kept makes
the next one. A batch that takes long does not hold up those who come after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Generic, TypeVar

from bot import hear
from bot.hear import Heard
from wellcheck import db, due, messages
from wellcheck.i18n import say
from wellcheck.messages import Inbound

log = logging.getLogger(__name__)
Item = TypeVar("Item")
Result = TypeVar("Result")

MOST = 500
"""Items of one batch."""

OVERLAP = 0.004
"""Seconds after which the next batch begins beside one that is under way: while the database writes, we read on."""

TOGETHER, AT_ONCE = 2, 4
"""Batches under way as a rule, and when they are slow."""

SLOW = 0.25
"""Seconds after which batches under way count as slow: somebody holds a row they want, and others shall not wait for it."""

HALVES = 32
"""Of so many at once each batch takes half: those of one are answered and ask again while the database has the other. Taken
together they would all wait for the database, and then it for all of them."""

AT_A_TIME = 32
"""So many of a batch are answered before what came meanwhile has its turn: first of all what the database says of the next."""

GATHER = 4
"""Half milliseconds that a batch which begins right after a much larger one waits for the others; none when it is quiet."""

PATIENCE = 2.5
"""Seconds after which the sender is told to come again: it must not wait until it gives up by itself."""

LOOK_EVERY = 0.05
"""Seconds between two looks at who has waited too long: one timer for all of them, where one each would cost more."""

ROOM = 10_000
"""Items that may wait; beyond that senders are told to come again at once."""


class Away(Exception):
    """It could not be kept now. The sender has to bring it again; bringing it twice is harmless."""


class Intake(Generic[Item, Result]):
    """Keeps items in batches. `keep(items)` returns a result for each, after its commit, in their order.

    A batch that fails is halved until the poison item is alone; `spare(item, wrong)` says what becomes of that one. What
    comes from the same (`whose`) is kept in its order: in one batch, or in the next when the one before is kept (or is slow).
    """

    def __init__(
        self,
        keep: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]],
        spare: Callable[[Item, Exception], Awaitable[Result]],
        patience: float = PATIENCE,
        whose: Callable[[Item], Hashable] | None = None,
    ) -> None:
        self._keep, self._spare, self._patience, self._whose = keep, spare, patience, whose
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._draining: asyncio.Task[None] | None = None
        self._under_way: dict[int, int] = {}
        """Batches that are being kept: their number and size."""
        self._begun, self._next_at = 0, 0.0
        self._crowd = 0
        """How many are here at once lately, waiting or being kept."""
        self._busy = 0
        self._bell = asyncio.Event()
        """Something that the next batch may wait for has happened."""
        self._enough = ROOM
        self._speaking: dict[Hashable, float] = {}
        """Of whom something is being kept, and since when."""
        self._until: dict[asyncio.Future[Result], float] = {}
        self._watching = False

    async def put(self, item: Item, patience: float | None = None) -> Result:
        """What became of it, once it is safe. `Away` if it could not be made safe within `patience` seconds (None: what is
        usual; longer for a sender that does not come again)."""
        if len(self._waiting) >= ROOM:
            raise Away("too much is waiting")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, future))
        if len(self._waiting) >= self._enough:
            self._bell.set()
        if self._draining is None:
            self._draining = loop.create_task(self._drain())
        self._until[future] = loop.time() + (self._patience if patience is None else patience)
        if not self._watching:
            self._watching = True
            loop.call_later(LOOK_EVERY, self._watch, loop)
        try:
            return await future
        finally:
            del self._until[future]

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Who has waited too long is told to come again."""
        now = loop.time()
        for future in [future for future, until in self._until.items() if until <= now]:
            _too_late(future)
        self._watching = bool(self._until)
        if self._watching:
            loop.call_later(LOOK_EVERY, self._watch, loop)

    async def _drain(self) -> None:
        try:
            while self._waiting:
                await self._turn()
                for _ in range(GATHER):
                    # Those who were answered a moment ago are just asking again; without them this batch would be tiny.
                    if len(self._waiting) >= self._busy:
                        break
                    await asyncio.sleep(0.0005)
                now = asyncio.get_running_loop().time()
                batch, speaking = self._next_batch(now)
                if not batch:
                    if self._waiting:  # for something of the same people
                        await self._rung(SLOW)
                    continue
                self._busy = len(batch) // 2
                self._begun += 1
                self._under_way[self._begun] = len(batch)
                self._next_at = now + OVERLAP
                task = asyncio.create_task(self._serve(self._begun, batch, speaking, now))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        finally:
            self._draining = None

    def _next_batch(self, now: float) -> tuple[list[tuple[Item, asyncio.Future[Result]]], list[Hashable]]:
        """What is kept together now, and whose it is."""
        here = len(self._waiting) + sum(self._under_way.values())
        most = MOST if not self._crowd or here < HALVES else min(MOST, (max(here, self._crowd) + 1) // 2)
        self._crowd = max(here, self._crowd - 1 - self._crowd // 16)
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        held: list[tuple[Item, asyncio.Future[Result]]] = []
        speaking: list[Hashable] = []
        while self._waiting and len(batch) < most:
            entry = self._waiting.popleft()
            if entry[1].done():  # who was told to come again meanwhile is not kept behind their back
                continue
            if self._whose is not None:
                one = self._whose(entry[0])
                if now - self._speaking.get(one, -SLOW) < SLOW:
                    held.append(entry)
                    continue
                speaking.append(one)
            batch.append(entry)
        self._waiting.extendleft(reversed(held))
        self._speaking.update(dict.fromkeys(speaking, now))
        return batch, speaking

    async def _turn(self) -> None:
        """The next batch goes when the one before is kept, when all others are here, or when it takes long."""
        left = self._next_at - asyncio.get_running_loop().time()
        here = sum(self._under_way.values())
        self._enough = self._crowd - here if self._crowd >= HALVES else ROOM
        if here and left > 0 and len(self._waiting) < self._enough:
            await self._rung(left)
        self._enough = ROOM
        while len(self._under_way) >= TOGETHER:
            if not await self._rung(SLOW) and len(self._under_way) < AT_ONCE:
                break

    async def _rung(self, seconds: float) -> bool:
        """Whether the bell rang within this time."""
        self._bell.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            return False
        return True

    async def _serve(
        self, number: int, batch: list[tuple[Item, asyncio.Future[Result]]], speaking: list[Hashable], since: float
    ) -> None:
        def kept() -> None:
            if self._under_way.pop(number, None):
                for one in speaking:
                    if self._speaking.get(one) == since:
                        del self._speaking[one]
                self._bell.set()

        try:
            await self._decide(batch, kept)
        finally:
            kept()
            for _, future in batch:
                _too_late(future)

    async def _decide(
        self, batch: list[tuple[Item, asyncio.Future[Result]]], kept: Callable[[], None] | None = None
    ) -> None:
        try:
            results = await self._keep([item for item, _ in batch])
            if kept is not None:
                kept()
            for place, ((_, future), result) in enumerate(zip(batch, results, strict=True), 1):
                if not future.done():
                    future.set_result(result)
                if place % AT_A_TIME == 0:
                    await asyncio.sleep(0)
        except Exception as wrong:
            if due.infrastructure(wrong):
                log.error(
                    "the database is away; senders come again", extra={"error": type(wrong).__name__, "n": len(batch)}
                )
            elif len(batch) > 1:
                log.exception("a batch failed, looking for the item", extra={"n": len(batch)})
                middle = len(batch) // 2
                await self._decide(batch[:middle])
                await self._decide(batch[middle:])
            else:
                await self._set_aside(*batch[0], wrong)

    async def _set_aside(self, item: Item, future: asyncio.Future[Result], wrong: Exception) -> None:
        log.error("an item is set aside", exc_info=wrong)
        try:
            result = await self._spare(item, wrong)
        except Exception:
            log.exception("it could not even be set aside; its sender comes again")
            return
        if not future.done():
            future.set_result(result)


def _too_late(future: asyncio.Future[Result]) -> None:
    if not future.done():
        future.set_exception(Away("not in time"))


# --- what people say -------------------------------------------------------------------------------------------------


def of_inbound(now: Callable[[], datetime], patience: float = PATIENCE) -> Intake[Inbound, Heard]:
    """What people say: heard in batches. What cannot be handled is kept all the same, and looked at again."""

    async def keep(inbounds: Sequence[Inbound]) -> Sequence[Heard]:
        return await hear.hear(inbounds, now())

    async def spare(said: Inbound, wrong: Exception) -> Heard:
        await _keep_aside(said, now())
        return Heard((say(hear.SORRY, "en"),))

    return Intake(keep, spare, patience, attrgetter("sender"))


async def _keep_aside(said: Inbound, now: datetime) -> None:
    """Kept as unheard; without its words if it is those that cannot be written. If not even that can be done operators
    are told and it is let go: it holds up nobody else."""
    wordless = said._replace(text="", button=None, shared_phone=None, start=None)
    for kept in (said, wordless):
        try:
            async with db.transaction():
                noted = (await messages.note_inbound([kept], now))[0]
                if noted.fresh:
                    await messages.unheard(noted.row, now)
            return
        except Exception as wrong:
            if due.infrastructure(wrong):
                raise
            log.exception("what was said could not be kept", extra={"channel": said.channel, "id": said.provider_id})
    await messages.tell_of_fault(now)
