"""A sign of life for somebody outside: whoever waits for it in vain learns that nobody is watched any more.

It comes from a worker whose last beat was committed whole and whose world was found in order by the auditor a short while ago;
never from a process that only looks alive. What is wrong with the receiver is counted, and disturbs nobody here.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from wellcheck import audit, due
from wellcheck.channels.calls import Calls
from wellcheck.outbound import BadUrl
from wellcheck.runtime import Runtime

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
"""Real time between two signs of life, whichever worker gives them. One that did not arrive is not repeated before the next."""

BEAT_FRESH = 10.0
"""Seconds within which a beat of this very worker must have been committed, without a fault in any part of it."""

AUDIT_FRESH = 90.0
"""Seconds within which the auditor must have finished a round, and found nothing."""


class Heartbeat:
    """The signs of life of one worker."""

    def __init__(self, runtime: Runtime, calls: Calls | None) -> None:
        self._runtime, self._calls = runtime, calls

    async def give(self, beaten: float) -> bool | None:
        """Give one if it is time and all is well. `beaten`: seconds since the last beat that was whole. Whether it arrived;
        None: none was given."""
        url = self._runtime.config.heartbeat_url
        if not url or self._calls is None or beaten > BEAT_FRESH:
            return None
        found = await audit.standing()
        if not found.well or found.ago is None or found.ago > AUDIT_FRESH:
            return None
        if await due.take_turn("heartbeat", EVERY) is None:
            return None
        try:
            tried = await self._calls.call(self._calls.target(url), "GET", {"User-Agent": "wellcheck"}, None)
            good, why = tried.good, tried.why
        except BadUrl as bad:
            good, why = False, bad.text.id
        if not good:
            log.warning("a sign of life did not arrive", extra={"why": why})
        await audit.count_sign(good)
        return good
