"""What takes deliveries out of the outbox and hands them to one provider, many at a time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from bot import files
from wellcheck import db, messages, traces
from wellcheck.channels import Channel
from wellcheck.channels.http import TOTAL_SECONDS
from wellcheck.messages import Claim, Failed, Outcome, Sent, Unknown, rules
from wellcheck.pace import Pace
from wellcheck.runtime import Runtime
from workers.outcomes import FLUSH_ROWS, Outcomes

log = logging.getLogger(__name__)

BATCH = 200
"""Deliveries leased by one statement."""

AHEAD = timedelta(seconds=1)
"""So far ahead of their time deliveries are leased; they leave on the second."""

PER_PLACE = 4
"""Deliveries leased at once for each place: as many as fit into a lease when each takes its time."""

USABLE = rules.LEASE.total_seconds() - TOTAL_SECONDS - 2
"""A lease older than this is not begun any more: the provider call must end before somebody else may have it."""

BESIDE = FLUSH_ROWS
"""If we are killed, what is with its provider and what was sent and is not written yet is sent again: no more than the places
and so many beside are in such doubt at a time. Alarms wait for nothing of the kind."""

NOT_HERE = Failed("not tried: this channel does not work at present", permanent=False, code="down", elsewhere=True)
"""A channel is down, and there is another way."""

DRAIN_SECONDS = 10.0
"""What is under way at a stop has so long to end; the provider call itself has 10 s (rule R12)."""


class Sender:
    """One channel, one group of lanes, its own places: a slow provider holds up nobody else, and no probe an alarm. What one
    address is sent leaves in the order it was written; alarms wait for nothing.

    `places`: provider calls at once. `per_second`: the provider's quota, shared by all processes (None: there is none).
    """

    def __init__(
        self,
        runtime: Runtime,
        channel: Channel,
        lanes: Sequence[int],
        places: int,
        pace: Pace,
        per_second: float | None,
    ) -> None:
        self._runtime, self._channel, self._lanes = runtime, channel, tuple(lanes)
        self._places, self._pace, self._per_second = places, pace, per_second
        self._work: asyncio.Queue[Claim] = asyncio.Queue()
        self._in_doubt = places + BESIDE if rules.ALARM not in lanes else sys.maxsize
        self._held_back: deque[asyncio.Future[None]] = deque()
        self._done = Outcomes[Outcome](self._write, lambda done: str(done.claim.out.delivery_id), self._settled)
        self._awake = asyncio.Event()
        self._last: dict[UUID, asyncio.Event] = {}
        self._senders: list[asyncio.Task[None]] = []
        self._calling: set[asyncio.Task[None] | None] = set()
        self._unsent: list[Claim] = []
        self._under_way = 0
        self._stopping = False
        # A paced provider is never leased more than it takes within the lease, so that alarms can overtake.
        self._batch = BATCH if not per_second else max(1, min(BATCH, int(per_second)))
        # Few places get through few deliveries within the lease.
        self._batch = min(self._batch, PER_PLACE * places)

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    @property
    def busy(self) -> bool:
        """Whether anything is leased and not yet written as sent."""
        return bool(self._under_way or self._work.qsize() or self._done)

    async def run(self) -> None:
        """Lease and send until cancelled or told to stop."""
        flusher = asyncio.create_task(self._done.run())
        try:
            while not self._stopping:
                await self._awake.wait()
                self._awake.clear()
                await self._drain()
        finally:
            self._stopping = True
            await asyncio.shield(self._wind_down(flusher))

    async def stop(self) -> None:
        """Lease nothing more; `run` then ends once what is under way has ended."""
        self._stopping = True
        self._awake.set()

    async def _drain(self) -> None:
        while not self._stopping:
            # At a quota what waits for its turn counts as held: leases must not run out in a queue of our own.
            room = self._batch - self._work.qsize() - (self._under_way if self._per_second else 0)
            if room <= self._batch // 2:
                await asyncio.sleep(0.002 if not self._per_second else 0.05)
                continue
            now = self._runtime.now()
            try:
                claims = await messages.claim_due(self._channel.name, self._lanes, now + AHEAD, now, room)
            except Exception as away:
                log.warning("the outbox could not be read", extra={"error": type(away).__name__})
                await asyncio.sleep(1)
                return
            for claim in claims:
                self._work.put_nowait(claim)
            self._hire(len(claims))
            if len(claims) < max(1, room // 2):  # at one a second there is room for one, and half of it is none
                # Not much left: look again soon while something is under way, then sleep until woken.
                if not claims and not self.busy:
                    return
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), 0.02 if claims else 0.2)
                self._awake.clear()

    def _hire(self, n: int) -> None:
        idle = len(self._senders) - self._under_way
        for _ in range(min(n - idle, self._places - len(self._senders))):
            self._senders.append(asyncio.create_task(self._send_for_ever()))

    async def _send_for_ever(self) -> None:
        clock, channel = self._runtime.clock, self._channel
        while True:
            claim = await self._work.get()
            self._under_way += 1
            before, ours = self._last.get(claim.address_id), asyncio.Event()
            self._last[claim.address_id] = ours
            try:
                if before is not None and claim.lane != rules.ALARM:
                    await before.wait()  # a question must not overtake the words it follows on
                wait = clock.seconds_until(claim.due_at)
                if wait > 0:
                    await asyncio.sleep(wait)
                out = claim.out if claim.carries is None else await files.load(claim, clock.now())
                if self._per_second:
                    await self._pace.turn(channel.name, self._per_second, urgent=claim.lane == rules.ALARM)
                while len(self._calling) + len(self._done) >= self._in_doubt:
                    turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._held_back.append(turn)
                    await turn
                if time.monotonic() - claim.leased > USABLE:
                    # We slept too long on it (a frozen machine, a slow quota): it may be somebody else's by now.
                    await messages.release([claim])
                    continue
                if not await messages.still_wanted(claim.about):
                    await messages.let_go(claim)
                    continue
                started = clock.now()
                self._calling.add(asyncio.current_task())
                if claim.edit_of is not None:
                    refused = await channel.withdraw(claim.out.to, claim.edit_of, claim.out.text)
                    self._done.add(Outcome(claim, refused or Sent("edit"), started, clock.now(), asked=False))
                elif (held := await self._held(claim)) is not None:
                    self._done.add(Outcome(claim, held, started, clock.now(), asked=False))
                else:
                    with traces.span(
                        f"send {channel.name}", "client", wellcheck__lane=rules.LANE_NAMES[claim.lane]
                    ) as told:
                        result = await channel.send(out)
                        if not isinstance(result, Sent):
                            told.fail(type(result).__name__)
                    self._done.add(Outcome(claim, result, started, clock.now()))
            except asyncio.CancelledError:
                if asyncio.current_task() not in self._calling:  # it waited for its turn, and nobody has heard of it
                    self._unsent.append(claim)
                raise
            except Exception as bug:
                log.exception("a channel raised", extra={"channel": channel.name})
                self._done.add(Outcome(claim, Unknown(type(bug).__name__), clock.now(), clock.now()))
            finally:
                self._calling.discard(asyncio.current_task())
                self._under_way -= 1
                self._settled(1)  # if there was no outcome
                ours.set()
                if self._last.get(claim.address_id) is ours:
                    del self._last[claim.address_id]
            self._done.ended(last=not (self._under_way or self._work.qsize()))

    def _settled(self, n: int) -> None:
        """So many are in doubt no more: as many that were held back go on."""
        n = min(n, self._in_doubt - len(self._calling) - len(self._done))
        while n > 0 and self._held_back:
            turn = self._held_back.popleft()
            if not turn.done():
                turn.set_result(None)
                n -= 1

    async def _held(self, claim: Claim) -> Failed | None:
        """Why this is not handed to its provider now; it then goes to the next address. None: it is handed over."""
        held = await messages.budget.refusal(claim.channel, claim.kind, claim.person_id, claim.out.to)
        if held is not None or not messages.breakers.down(claim.channel):
            return held
        try:
            now, id = self._runtime.now(), claim.out.delivery_id
            way = await messages.breakers.way(id, claim.person_id, claim.address_id, claim.channel, claim.kind, now)
            if way == "both":
                await db.again_on_conflict(lambda: messages.beside(claim, now))
        except Exception as away:
            log.warning("another way could not be looked for", extra={"error": type(away).__name__})
            return None
        return NOT_HERE if way == "elsewhere" else None

    async def _write(self, part: Sequence[Outcome]) -> None:
        await db.again_on_conflict(lambda: messages.record(part, self._runtime.now()))
        await self._count(part)

    async def _count(self, part: Sequence[Outcome]) -> None:
        """What these attempts say about their channel. That it could not be counted harms no message."""
        asked = [(done.result, done.started_at) for done in part if done.asked]
        try:
            now = self._runtime.now()
            await db.again_on_conflict(lambda: messages.breakers.count(self._channel.name, asked, now))
        except Exception as wrong:
            log.warning("what a channel makes of messages could not be counted", extra={"error": type(wrong).__name__})

    async def _wind_down(self, flusher: asyncio.Task[None]) -> None:
        while not self._work.empty():
            self._unsent.append(self._work.get_nowait())
        # Who waits for the one before, for its second or for the quota is not waited for: another worker has it at once.
        for sender in self._senders:
            if sender not in self._calling:
                sender.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while self._under_way:  # noqa: ASYNC110 - an event would have to be set for every message sent
                    await asyncio.sleep(0.02)
        for sender in self._senders:
            sender.cancel()
        await asyncio.gather(*self._senders, return_exceptions=True)
        self._done.finish()
        await flusher
        await self._done.flush()
        if self._unsent:
            await messages.release(self._unsent)
