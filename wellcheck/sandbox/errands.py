"""Work that goes on by itself, and waiting for a moment of the product's clock, which may run fast or jump ahead."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

LOOK_EVERY = 0.03  # seconds between two looks at a clock that may have jumped

Thing = TypeVar("Thing")


class Errands:
    """What has been begun and is not done."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def go(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Begin something that nobody waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def busy(self) -> bool:
        """Whether something is not done yet."""
        return bool(self._tasks)

    async def close(self) -> None:
        """Drop what is not done."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Alarms:
    """Wakes whoever waits for a moment of a clock."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._set: dict[asyncio.Future[None], float] = {}
        self._looking: asyncio.Task[None] | None = None

    def wake(self, future: asyncio.Future[None], at: float) -> None:
        """Let `future` be done at that moment, in seconds of the clock."""
        self._set[future] = at
        future.add_done_callback(lambda done: self._set.pop(done, None))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        try:
            while self._set:
                now = self.now()
                for future in [future for future, at in self._set.items() if at <= now and not future.done()]:
                    future.set_result(None)
                await asyncio.sleep(LOOK_EVERY)
        finally:
            self._looking = None

    async def close(self) -> None:
        """Wake nobody any more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)


class Inbox(Generic[Thing]):
    """Things that happen to somebody, taken one by one."""

    def __init__(self, alarms: Alarms) -> None:
        self._alarms = alarms
        self._things: deque[Thing] = deque()
        self._sleep: asyncio.Future[None] | None = None
        self._until: float | None = None

    def put(self, thing: Thing) -> None:
        """Something happens."""
        self._things.append(thing)
        if self._sleep is not None and not self._sleep.done():
            self._sleep.set_result(None)

    def resting(self) -> bool:
        """Whether its owner waits, with nothing to do until somebody does something or the clock is wound."""
        at_rest = self._sleep is not None and not self._sleep.done() and not self._things
        return at_rest and (self._until is None or self._until > self._alarms.now())

    async def within(self, seconds: float) -> Thing | None:
        """What happens within so many real seconds."""
        if not self._things:
            sleep = asyncio.get_running_loop().create_future()
            handle = asyncio.get_running_loop().call_later(seconds, _done, sleep)
            self._sleep = sleep  # not at rest: the time passes by itself
            self._until = -math.inf
            try:
                await sleep
            finally:
                handle.cancel()
                self._sleep = None
        return self._things.popleft() if self._things else None

    async def until(self, at: float) -> Thing | None:
        """What happens until that moment of the clock."""
        if not self._things:
            self._sleep, self._until = asyncio.get_running_loop().create_future(), at
            self._alarms.wake(self._sleep, at)
            try:
                await self._sleep
            finally:
                self._sleep.cancel()
                self._sleep = None
        return self._things.popleft() if self._things else None


def _done(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
