"""Which number a call shows: the registry of caller ids, read anew every second, changed without a restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import datetime

from wellcheck import db
from wellcheck.processes import rules

log = logging.getLogger(__name__)

READ_EVERY = 1.0
"""Seconds for which what was read of the registry holds in this process."""

_read: tuple[float, Mapping[str, str]] = (0.0, {})


async def registry() -> dict[str, str]:
    """The registry as it is now: prefix → number."""
    return {
        row["prefix"]: row["number"] for row in await db.rows("SELECT prefix, number FROM caller_ids ORDER BY prefix")
    }


async def change(wanted: Mapping[str, str], now: datetime) -> None:
    """This is the registry from now on, in this process at once, and in others within a second."""
    async with db.transaction():
        await db.run("DELETE FROM caller_ids")
        await db.run(
            "INSERT INTO caller_ids (prefix, number, updated_at) SELECT s.*, $3::timestamptz FROM"
            " unnest($1::text[], $2::text[]) AS s(prefix, number)",
            list(wanted), list(wanted.values()), now,
        )  # fmt: skip
    forget()


def forget() -> None:
    """What this process read before does not hold any more."""
    global _read
    _read = (0.0, {})


async def chosen(number: str, default: str) -> str | None:
    """The caller id of a call to this number; None: there is none for it. A registry that cannot be read keeps nobody's
    phone from ringing: then it is `default`."""
    global _read
    if time.monotonic() - _read[0] > READ_EVERY:
        try:
            _read = (time.monotonic(), await registry())
        except Exception as wrong:
            log.error("the caller ids cannot be read", extra={"error": type(wrong).__name__})
            return default
    return rules.caller_for(number, _read[1], default)
