"""How fast we may speak to a provider: one shared time table per quota, kept in Redis, for all processes together.

The time table is a GCRA: one number, the moment at which the next free slot begins. A process leases several slots in
one call. With Redis away each process keeps its own time table: the quota may then be overrun by the number of
processes, and the provider's "too many" is obeyed.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import time
from itertools import count
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

SHARE = 0.99  # of a quota: at 1.00 the provider's clock and ours disagree often enough to draw refusals (measured)
SLOTS = 20  # leased in one call
AHEAD = 0.2  # seconds that `turn` leases ahead: an alarm waits no longer than this for slots already given out
REDIS_SECONDS = 0.25
REST_SECONDS = 2.0  # how long Redis is left alone after it failed

# Times in µs of Redis's own clock. Gives up to n slots that begin within `ahead` (negative: no limit) and returns
# {µs until the first, slots given}. Anything unreadable in the key, or a time table from a clock that has since been
# set back, is begun anew.
_LEASE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local period, n, ahead = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tat = tonumber(redis.pcall('GET', KEYS[1])) or 0
if not (tat > now and tat < now + 3600000000) then tat = now end
local wait = tat - now
if ahead >= 0 then
  if wait > ahead then return {wait, 0} end
  n = math.min(n, math.floor((ahead - wait) / period) + 1)
end
tat = tat + n * period
redis.call('SET', KEYS[1], string.format('%.0f', tat), 'PX', math.ceil((tat - now) / 1000) + 1000)
return {wait, n}
"""


class Pace:
    """The time tables of one process. `redis` may be None: then they are this process's own."""

    def __init__(self, redis: Redis | None = None, prefix: str = "wellcheck:pace:") -> None:
        self._script = redis.register_script(_LEASE) if redis is not None else None
        self._prefix = prefix
        self._away_until = 0.0
        self._local: dict[str, float] = {}
        self._queues: dict[str, _Queue] = {}

    async def take(self, key: str, n: int, per_second: float | None) -> list[float]:
        """Lease `n` slots of the quota `key`; the seconds to wait from now for each. No quota: no wait."""
        if not per_second:
            return [0.0] * n
        wait, given, period = await self._lease(key, n, per_second, ahead=-1.0)
        return [wait + i * period for i in range(given)]

    async def turn(self, key: str, per_second: float | None, urgent: bool = False) -> None:
        """Wait until one message may leave. Of those who wait in this process the urgent ones go first."""
        if not per_second:
            return
        queue = self._queues.get(key)
        if queue is None:
            queue = self._queues[key] = _Queue(self, key)
        await queue.turn(per_second, urgent)

    async def _lease(self, key: str, n: int, per_second: float, ahead: float) -> tuple[float, int, float]:
        """(seconds until the first slot, how many, seconds between them), from Redis or from here."""
        period = 1 / (per_second * SHARE)
        now = time.monotonic()
        if self._script is not None and now >= self._away_until:
            try:
                async with asyncio.timeout(REDIS_SECONDS):
                    args = [round(period * 1e6), n, round(ahead * 1e6)]
                    wait, given = await self._script(keys=[self._prefix + key], args=args)
                return int(wait) / 1e6, min(int(given), n), period
            except Exception as wrong:  # whatever it is, it keeps nobody from sending
                self._away_until = time.monotonic() + REST_SECONDS
                known = isinstance(wrong, (RedisError, OSError, TimeoutError))
                log.warning("pacing on our own for %s s: %s", REST_SECONDS, type(wrong).__name__, exc_info=not known)
        start = max(self._local.get(key, 0.0), now)
        if ahead >= 0:
            if start - now > ahead:
                return start - now, 0, period
            n = min(n, int((ahead - (start - now)) / period) + 1)
        self._local[key] = start + n * period
        return start - now, n, period


class _Queue:
    """Those of one process who wait for the same quota. One of them leases for all; it lives while somebody waits."""

    def __init__(self, pace: Pace, key: str) -> None:
        self._pace, self._key = pace, key
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()
        self._pump: asyncio.Task[None] | None = None
        self._per_second = 0.0

    async def turn(self, per_second: float, urgent: bool) -> None:
        self._per_second = per_second
        mine: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (0 if urgent else 1, next(self._order), mine))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._serve(), name=f"pace {self._key}")
        await mine

    async def _serve(self) -> None:
        try:
            while self._drop_gone():
                wanted = min(len(self._waiting), SLOTS)
                wait, given, period = await self._pace._lease(self._key, wanted, self._per_second, AHEAD)
                start = time.monotonic() + wait
                if not given:
                    await asyncio.sleep(max(wait - AHEAD, 0.001))
                for slot in range(given):
                    if (pause := start + slot * period - time.monotonic()) > 0:
                        await asyncio.sleep(pause)
                    if self._drop_gone():  # who is first is decided when the slot begins, not when it was leased
                        heapq.heappop(self._waiting)[2].set_result(None)
        except Exception as wrong:  # a fault of ours: those who wait are told, and nobody vanishes
            log.exception("pacing failed")
            for _, _, left in self._waiting:
                if not left.done():
                    left.set_exception(wrong)
        finally:
            for _, _, left in self._waiting:  # only when we are stopped: nobody may wait for ever
                left.cancel()
            self._waiting.clear()

    def _drop_gone(self) -> bool:
        """Forget those who gave up; is anybody left?"""
        while self._waiting and self._waiting[0][2].done():
            heapq.heappop(self._waiting)
        return bool(self._waiting)


class Spacing:
    """At most `per_second` to each of very many keys, `burst` at once, within this process. Keys that have been quiet
    are forgotten, so that a million chats take no more memory than those of the last seconds."""

    def __init__(self, per_second: float, burst: int = 1) -> None:
        self._period = 1 / per_second
        self._slack = (burst - 1) * self._period
        self._tat: dict[str, float] = {}
        self._sweep_at = 0.0

    def delay(self, key: str, at_most: float = float("inf")) -> float:
        """Seconds to wait before the next message to this key; its slot is taken unless that is more than `at_most`."""
        now = time.monotonic()
        if now >= self._sweep_at:
            self._tat = {busy: tat for busy, tat in self._tat.items() if tat > now}
            self._sweep_at = now + 4 * self._period
        tat = max(self._tat.get(key, 0.0), now)
        wait = max(tat - self._slack - now, 0.0)
        if wait <= at_most:
            self._tat[key] = tat + self._period
        return wait


MOMENT = 2.0  # seconds within which refusals of several chats are about all of us
MANY = 3  # different chats, without a success between them


class Floods:
    """Who told us to wait. A "too many requests" is about its own key (a chat) alone, and the others go on; when several
    different keys are refused in the same moment and nothing gets through, it is about all of us."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._refused: dict[str, float] = {}
        self._all_until = 0.0

    def wait(self, key: str) -> float:
        """Seconds until this key may be tried again; 0 when nobody told it to wait."""
        now = time.monotonic()
        return max(self._until.get(key, 0.0), self._all_until, now) - now

    def refused(self, key: str, seconds: float) -> None:
        """This key was told to wait so long."""
        now = time.monotonic()
        self._until = {held: until for held, until in self._until.items() if until > now}
        self._until[key] = now + seconds
        self._refused = {other: at for other, at in self._refused.items() if at > now - MOMENT}
        self._refused[key] = now
        if len(self._refused) >= MANY:
            self._all_until = max(
                self._all_until, min(self._until[other] for other in self._refused if other in self._until)
            )

    def went_well(self) -> None:
        """Something got through: what was refused just now was about its own key."""
        self._refused.clear()
