"""Hints after a commit: "there is something to do in this lane". Losing one costs a second, never an alarm.

Whoever runs the process says how a hint travels (arq, or a direct call in a worker); the rooms only give it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from wellcheck import db

log = logging.getLogger(__name__)
_carrier: Callable[[str], Awaitable[None]] | None = None


def carry_by(carrier: Callable[[str], Awaitable[None]] | None) -> None:
    """Hints of this process travel by this call from now on; None: nobody listens, the pulse alone does the work."""
    global _carrier
    _carrier = carrier


async def hint(what: str) -> None:
    """Wake the engine for one kind of work. Never fails: the pulse finds the work anyway."""
    if _carrier is None:
        return
    try:
        await _carrier(what)
    except Exception as away:
        log.info("a hint was lost", extra={"what": what, "error": type(away).__name__})


def after_commit(what: str) -> None:
    """Give this hint once the running transaction is committed."""
    db.after_commit(lambda: hint(what))
