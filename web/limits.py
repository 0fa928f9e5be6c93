"""How fast a caller may call: a time table for each (GCRA) in Redis, the same for all processes, in one round trip.

With Redis away calls pass uncounted, and a warning says so: the API is also how people are helped. What costs money (it sends
something to somebody) is then counted in the database, as signing in always is.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from redis.asyncio import Redis
from redis.exceptions import RedisError

from wellcheck import access
from wellcheck.access import Caller, Limit
from wellcheck.config import Config, Rate
from wellcheck.errors import TooMany
from wellcheck.i18n import T

log = logging.getLogger(__name__)

REDIS_SECONDS = 0.25
REST_SECONDS = 2.0  # how long Redis is left alone after it failed
PREFIX = "wellcheck:rate:"

# Times in µs of Redis's own clock. The key holds the moment at which everything taken so far is paid off. Returns
# {µs to wait (0: taken), calls left, µs until all are there again}. A key nobody can read, or from a clock that has since
# been set back, is begun anew.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local period, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local whole = period * burst
local tat = tonumber(redis.pcall('GET', KEYS[1])) or 0
if not (tat > now and tat <= now + whole) then tat = now end
local after = tat + period
if after - whole > now then return {after - whole - now, 0, tat - now} end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000) + 1)
return {0, math.floor((now + whole - after) / period), after - now}
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a caller stands: `left` of `burst` calls; all of them again in `reset` seconds. `wait`: refused for so long."""

    burst: int
    left: int
    reset: float
    wait: float = 0.0

    @property
    def headers(self) -> dict[str, str]:
        """As programs know them: seconds in the newer form (IETF draft), a Unix time in the older one."""
        reset = ceil(self.reset)
        return {
            "RateLimit-Limit": str(self.burst), "RateLimit-Remaining": str(self.left), "RateLimit-Reset": str(reset),
            "X-RateLimit-Limit": str(self.burst), "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": str(int(time.time()) + max(reset, 1)),
        }  # fmt: skip


def class_of(calls: Caller | None) -> str:
    """Which limit is theirs: that of the master token, of admins, of others, or of a network address."""
    if calls is None:
        return "source"
    return "master" if calls.role == "master" else "admin" if calls.is_admin else "other"


class Limiter:
    """The limits of one web process."""

    def __init__(self, config: Config, redis: Redis | None) -> None:
        self._rates = {
            "master": config.rate_limit_master, "admin": config.rate_limit_admin, "other": config.rate_limit_other,
            "source": config.rate_limit_source,
        }  # fmt: skip
        self._script = redis.register_script(_TAKE) if redis is not None else None
        self._away_until = 0.0
        self.counted: dict[tuple[str, str], int] = {}
        """Calls by class and "allowed", "denied" or "uncounted"."""

    async def take(self, calls: Caller | None, source: str, now: datetime, costs: bool = False) -> Taken | None:
        """Count one call; None when it is not counted at all.

        A person has one limit for all their tokens, each API token its own. `costs`: counted whatever is away
        (`TooMany`).
        """
        kind = class_of(calls)
        rate = self._rates[kind]
        if not rate.burst:
            return None
        who = (
            access.rules.source_of(source) if calls is None else str(calls.person_id) if calls.is_person else calls.jti
        )
        taken = await self._ask(f"{kind}:{who}", rate)
        if taken is None and costs:
            window = timedelta(minutes=rate.burst / rate.per_minute)
            await access.take(Limit(f"calls-{kind}", rate.burst, window), who, now)
        result = "uncounted" if taken is None else "denied" if taken.wait else "allowed"
        self.counted[kind, result] = self.counted.get((kind, result), 0) + 1
        return taken

    async def _ask(self, key: str, rate: Rate) -> Taken | None:
        if self._script is None or time.monotonic() < self._away_until:
            return None
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                wait, left, reset = await self._script(
                    keys=[PREFIX + key], args=[60_000_000 // rate.per_minute, rate.burst]
                )
        except Exception as wrong:  # whatever it is, nobody is kept from calling by it
            self._away_until = time.monotonic() + REST_SECONDS
            known = isinstance(wrong, (RedisError, OSError, TimeoutError))
            log.warning("calls pass uncounted for %s s: %s", REST_SECONDS, type(wrong).__name__, exc_info=not known)
            return None
        return Taken(rate.burst, int(left), int(reset) / 1e6, int(wait) / 1e6)


def refusal(taken: Taken) -> TooMany:
    """What whoever called too often is told."""
    return TooMany(T("These are too many calls at once. Please slow down a little."), max(ceil(taken.wait), 1))
