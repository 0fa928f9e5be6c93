"""What hands occurrences over to developers' servers: hundreds at a time, each endpoint in its turn.

A receiver that is slow or dead holds up nobody but itself. It is leased no more than it has places for, so its backlog stays
in the database; it has few places, and those that do not do well share a part of all of them; whoever answers well and fast
gets more, as many as there are. And nothing of this is in the way of what is said to people: while an alarm or a probe is on
its way, a quarter of the places is left.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from wellcheck import db
from wellcheck.channels import Caller
from wellcheck.channels.http import TOTAL_SECONDS
from wellcheck.events import handover
from wellcheck.events.handover import LEASE, Handover, Outcome, Waiting
from wellcheck.events.retries import Tried
from wellcheck.pace import Pace
from wellcheck.runtime import Runtime
from workers.outcomes import Outcomes

log = logging.getLogger(__name__)

AHEAD = timedelta(seconds=1)
"""So far ahead of their time occurrences are leased; they leave on the second, and never before it."""

BATCH = 500
"""Occurrences leased by one statement."""

FIRST, LEAST = 16, 1
"""Calls at a time that an endpoint begins with; and that one which fails is left."""

FAST_SECONDS = 1.0
"""An endpoint that answers within this gets a place more for each answer; one that takes longer loses what it gained."""

UNPROVEN_SHARE = 0.4
"""Of all places, so many at most are held by endpoints that did not answer well and fast last time."""

LOOK_SECONDS, LOOK_SHARE = 0.25, 10
"""While there is work, endpoints with something due are looked for so often; and ten times as long as it takes lies between."""

MOST_UNWRITTEN = 2000
"""With so many outcomes that are not written down nothing more is leased: their leases must not run out."""

USABLE = LEASE.total_seconds() - TOTAL_SECONDS - 2
"""A lease older than this is not begun any more: the call must end before somebody else may have it."""

DRAIN_SECONDS = TOTAL_SECONDS + 0.5
"""What is under way at a stop has so long to end."""

FORGET_SECONDS = 600.0
"""An endpoint for which nothing came so long begins anew."""


class Lane:
    """One endpoint as this process knows it."""

    __slots__ = ("id", "limit", "more", "per_second", "places", "proven", "queue", "turn", "under_way", "used_at")

    def __init__(self, id: UUID) -> None:
        self.id = id
        self.queue: deque[Handover] = deque()
        self.under_way = 0
        self.places: float = FIRST
        self.proven = False
        self.turn = False
        """It waits for its turn."""
        self.more = False
        """The database may have more for it."""
        self.limit: int | None = None
        self.per_second: float | None = None
        self.used_at = 0.0

    @property
    def allowed(self) -> int:
        """Calls at a time."""
        allowed = int(self.places)
        if self.per_second is not None:
            allowed = min(allowed, max(LEAST, int(self.per_second)))
        return allowed if self.limit is None else min(allowed, self.limit)

    @property
    def room(self) -> int:
        """How many may be leased for it: what its places take twice over, so that none is ever empty."""
        room = 2 * self.allowed - self.under_way - len(self.queue)
        return room if 2 * room >= self.allowed else 0

    def learn(self, good: bool, seconds: float, most: int) -> None:
        """How an answer was: places grow with good and fast ones, and shrink with the others."""
        self.proven = good and seconds <= FAST_SECONDS
        if self.proven:
            self.places = min(most, max(self.places, FIRST / 2) + 1)
        elif good:
            self.places = max(FIRST, self.places - 1) if self.places > FIRST else self.places
        else:
            self.places = max(LEAST, self.places / 2)


class Dispatcher:
    """The handing over of one process. `places`: calls at once. `urgent`: whether something is being said to people that is not
    to wait."""

    def __init__(
        self,
        runtime: Runtime,
        callers: Mapping[str, Caller],
        places: int,
        pace: Pace,
        urgent: Callable[[], bool] = lambda: False,
    ) -> None:
        self._runtime, self._callers, self._pace, self._urgent = runtime, callers, pace, urgent
        self._all = self._places = places
        self._lanes: dict[UUID, Lane] = {}
        self._turns: deque[Lane] = deque()
        self._held: deque[Lane] = deque()
        """Those whose turn it was, while all places for endpoints that do not do well were taken."""
        self._under_way = self._unproven = 0
        self._calls: set[asyncio.Task[None]] = set()
        self._back: list[Handover] = []
        self._done = Outcomes[Outcome](self._write, lambda done: str(done.given.id))
        self._awake = asyncio.Event()
        self._freed = asyncio.Event()
        self._looked_at = self._look_after = 0.0
        self._stopping = self._draining = False

    def wake(self) -> None:
        """There may be something to hand over."""
        self._awake.set()
        self._freed.set()

    @property
    def busy(self) -> bool:
        """Whether anything is looked for, leased, or not yet written."""
        return self._draining or self._holds

    @property
    def _holds(self) -> bool:
        return bool(self._under_way or self._done or any(lane.queue for lane in self._lanes.values()))

    async def run(self) -> None:
        """Lease and hand over until cancelled or told to stop."""
        writer = asyncio.create_task(self._done.run())
        try:
            while not self._stopping:
                await self._awake.wait()
                self._awake.clear()
                self._draining = True
                try:
                    await self._drain()
                except Exception as away:
                    log.warning("what is due could not be read", extra={"error": type(away).__name__})
                    await asyncio.sleep(1)
                finally:
                    self._draining = False
        finally:
            self._stopping = True
            await asyncio.shield(self._wind_down(writer))

    async def stop(self) -> None:
        """Lease nothing more; `run` then ends once what is under way has ended."""
        self._stopping = True
        self._awake.set()
        self._freed.set()

    async def _drain(self) -> None:
        """Until nothing is due and nothing under way."""
        woken = True
        while not self._stopping:
            self._places = max(1, self._all // 4) if self._urgent() else self._all
            await self._give_back()
            if woken or time.monotonic() >= self._look_after:
                await self._look()
            claimed = await self._claim()
            if claimed and any(lane.more and lane.room for lane in self._lanes.values()):
                woken = False
                continue
            if not claimed and not self._holds and not any(lane.more for lane in self._lanes.values()):
                return
            self._freed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._freed.wait(), 0.02 if self._under_way else LOOK_SECONDS)
            woken = self._awake.is_set()
            self._awake.clear()

    async def _look(self) -> None:
        """Find the endpoints for which something is due."""
        began = time.monotonic()
        if began - self._looked_at < 0.02:
            return  # woken by every commit of a burst
        now = self._runtime.now()
        for found in await handover.waiting(now + AHEAD):
            if found.disabled:
                await handover.bury(found.endpoint_id, now)
            else:
                self._lane(found).more = True
        self._looked_at = time.monotonic()
        self._look_after = self._looked_at + max(LOOK_SECONDS, LOOK_SHARE * (self._looked_at - began))
        old = self._looked_at - FORGET_SECONDS
        for lane in [each for each in self._lanes.values() if each.used_at < old]:
            if not (lane.more or lane.queue or lane.under_way):
                del self._lanes[lane.id]

    def _lane(self, found: Waiting) -> Lane:
        lane = self._lanes.get(found.endpoint_id)
        if lane is None:
            lane = self._lanes[found.endpoint_id] = Lane(found.endpoint_id)
        lane.limit, lane.per_second, lane.used_at = found.concurrency, found.per_second, time.monotonic()
        return lane

    async def _claim(self) -> int:
        """Lease for every endpoint that has room as much as it may have; nothing while the database does not keep up with what
        became of the others."""
        if len(self._done) >= MOST_UNWRITTEN:
            return 0
        roomy = [lane for lane in self._lanes.values() if lane.more and lane.room]
        if not roomy:
            return 0
        if len(roomy) > BATCH:
            roomy = random.sample(roomy, BATCH)
        wanted = {lane.id: min(lane.room, BATCH // len(roomy)) for lane in roomy}
        now = self._runtime.now()
        given = await handover.claim(list(wanted.items()), now + AHEAD, now)
        if not given:
            for id in wanted:
                self._lanes[id].more = False
            return 0
        got = dict.fromkeys(wanted, 0)
        for each in given:
            got[each.endpoint_id] += 1
            self._lanes[each.endpoint_id].queue.append(each)
        for id, n in got.items():
            self._lanes[id].more = n == wanted[id]
            self._turn(self._lanes[id])
        self._pump()
        return len(given)

    def _turn(self, lane: Lane) -> None:
        """It is this endpoint's turn again, behind the others, if it has anything and a place."""
        if not lane.turn and lane.queue and lane.under_way < lane.allowed:
            lane.turn = True
            self._turns.append(lane)

    def _turn_later(self, lane: Lane) -> None:
        lane.turn = False
        self._turn(lane)
        self._pump()

    def _pump(self) -> None:
        """Begin as many calls as there are places, one of each endpoint in turn."""
        now = self._runtime.now()
        while self._turns and self._under_way < self._places and not self._stopping:
            lane = self._turns.popleft()
            if not lane.queue or lane.under_way >= lane.allowed:
                lane.turn = False
                continue
            first = lane.queue[0]
            if first.next_at > now and (wait := self._runtime.clock.seconds_until(first.next_at)) > 0:
                # Looked at again soon even so: the product's time may be wound.
                asyncio.get_running_loop().call_later(min(wait, 0.25), self._turn_later, lane)
                continue  # keeps its turn: it comes when the time has
            if not lane.proven and self._unproven >= UNPROVEN_SHARE * self._all:
                self._held.append(lane)
                continue
            lane.queue.popleft()
            self._begin(lane, first)
            if lane.queue and lane.under_way < lane.allowed:
                self._turns.append(lane)
            else:
                lane.turn = False

    def _begin(self, lane: Lane, given: Handover) -> None:
        lane.under_way += 1
        self._under_way += 1
        unproven = not lane.proven
        self._unproven += unproven
        call = asyncio.create_task(self._call(lane, given, unproven))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _call(self, lane: Lane, given: Handover, unproven: bool) -> None:
        clock = self._runtime.clock
        try:
            if lane.per_second is not None:
                await self._pace.turn(f"endpoint:{lane.id}", lane.per_second)
            if time.monotonic() - given.leased > USABLE:
                # We slept too long on it (a frozen machine, a rate): it may be somebody else's by now.
                self._back.append(given)
                return
            started, began = clock.now(), time.monotonic()
            try:
                if not given.readable:
                    tried = Tried(error="it cannot be read with our keys")
                else:
                    tried = await self._callers[given.action].send(given, started.isoformat())
            except asyncio.CancelledError:
                raise
            except Exception as bug:
                log.exception("a call raised", extra={"occurrence": str(given.id)})
                tried = Tried(error=f"not sent: {type(bug).__name__}")
            lane.learn(tried.good, time.monotonic() - began, self._all)
            while (
                len(lane.queue) > 2 * lane.allowed
            ):  # leased when it seemed to take more: it would wait longer than the lease
                self._back.append(lane.queue.pop())
                lane.more = True
            self._done.add(Outcome(given, tried, started, clock.now()))
        finally:
            lane.under_way -= 1
            self._under_way -= 1
            self._unproven -= unproven
            if unproven and self._held:
                self._turns.append(self._held.popleft())
            self._turn(lane)
            self._pump()
            self._done.ended(last=not self._under_way)
            if lane.more and lane.room:
                self._freed.set()

    async def _write(self, part: Sequence[Outcome]) -> None:
        await db.again_on_conflict(lambda: handover.record(part, self._runtime.now()))

    async def _give_back(self) -> None:
        if self._back:
            part, self._back = self._back, []
            await handover.release(part)

    async def _wind_down(self, writer: asyncio.Task[None]) -> None:
        for lane in self._lanes.values():
            self._back += lane.queue
            lane.queue.clear()
        if self._calls:
            await asyncio.wait(self._calls, timeout=DRAIN_SECONDS)
        for call in list(self._calls):
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        self._done.finish()
        await writer
        await self._done.flush()
        with contextlib.suppress(Exception):  # if it fails, the leases run out
            await self._give_back()
