"""Ends a process whose event loop hangs: one that looks alive and does nothing is worse than a dead one.

A thread asks the loop for a sign of life. When there was none for long enough, it writes down where every thread is and ends
the process hard; whoever supervises it starts it again, and its leases run out meanwhile. Code that never lets go of the
interpreter (an endless regular expression) stops this thread as well: then a timer of CPU time does the same.

A process that was frozen (stopped, or its machine slept) does not hang. The thread slept as well, sees that by the clock and
counts anew, and no CPU time has passed. What it held meanwhile it may have lost; that is what leases are for.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
import time

log = logging.getLogger(__name__)

HUNG_AFTER = 30.0
"""Seconds for which the event loop may be blocked."""

LOOKS = 12
"""So many times it is asked in this time; it has to be silent each time."""

LAST_WORDS = 5.0
"""Seconds that writing down what happened may take; then it ends all the same."""

EXIT_CODE = 70
"""With which a hung process ends (EX_SOFTWARE)."""


class Watchdog(threading.Thread):
    """The watchdog of the running loop."""

    def __init__(self, after: float = HUNG_AFTER) -> None:
        super().__init__(daemon=True, name="watchdog")
        self._after, self._every = after, after / LOOKS
        self._loop = asyncio.get_running_loop()
        self._heard = threading.Event()

    def run(self) -> None:
        """Ask again and again; end the process when the loop has been silent all the time."""
        # The stack of every thread is written when the signal comes, and then the signal does what it does by itself: it kills.
        faulthandler.register(signal.SIGPROF, file=sys.__stderr__ or 2, all_threads=True, chain=True)
        silent = 0
        while not self._loop.is_closed():
            signal.setitimer(signal.ITIMER_PROF, 2 * self._after)
            self._heard.clear()
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._heard.set)
            began = time.monotonic()
            time.sleep(self._every)
            frozen = time.monotonic() - began > 2 * self._every + 1
            silent = 0 if frozen or self._heard.is_set() else silent + 1
            if silent >= LOOKS:
                self._end()
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _end(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, LAST_WORDS)  # nobody may be reading what we write
        log.critical("the event loop hangs; this process ends", extra={"seconds": round(self._after)})
        with contextlib.suppress(Exception):
            faulthandler.dump_traceback(file=sys.__stderr__ or 2, all_threads=True)
        os._exit(EXIT_CODE)
