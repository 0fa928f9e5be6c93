"""What becomes of an attempt to hand an occurrence over, and of the endpoint it went to. Values in, a decision out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

SCHEDULE = (5.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0, 36_000.0)
"""Seconds between one attempt and the next (Svix): 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h. So there are eight."""

DEFAULT_ATTEMPTS = len(SCHEDULE) + 1
JITTER = 0.2
MOST_ATTEMPTS = 20
LONGEST_WAIT = 36_000.0
"""Seconds. Neither an event's own waits nor a receiver's `Retry-After` make anything wait longer."""

TELL_AT = 4
"""After so many failures in a row the maker hears of it."""

GIVE_UP_AFTER = timedelta(days=5)
"""An endpoint that did nothing but fail for so long is called no more, until somebody switches it on again."""


@dataclass(frozen=True, slots=True)
class Retries:
    """How often it is tried, and how many seconds lie between. `waits`: the last one goes on. `own`: the event says so, and
    then no wait is shorter than it says."""

    attempts: int = DEFAULT_ATTEMPTS
    waits: tuple[float, ...] = SCHEDULE
    own: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any] | None) -> Retries:
        """`{"max_attempts": 1 to 20, "backoff_seconds": a number (it doubles each time), or a list of numbers}`, as an event's
        parameters have it. `ValueError` for anything else."""
        if said is None or said == {}:
            return _DEFAULT
        if not isinstance(said, Mapping) or set(said) - {"max_attempts", "backoff_seconds"}:
            raise ValueError("retry")
        given = {name: value for name, value in said.items() if value is not None}
        backoff = given.get("backoff_seconds", SCHEDULE)
        if isinstance(backoff, list | tuple):
            waits = tuple(_seconds(each) for each in backoff)
        else:
            first = _seconds(backoff)
            waits = tuple(min(LONGEST_WAIT, first * 2**n) for n in range(MOST_ATTEMPTS - 1))
        attempts = given.get("max_attempts", len(waits) + 1 if isinstance(backoff, list | tuple) else DEFAULT_ATTEMPTS)
        if (
            not waits
            or isinstance(attempts, bool)
            or not isinstance(attempts, int)
            or not 1 <= attempts <= MOST_ATTEMPTS
        ):
            raise ValueError("retry")
        return cls(attempts, waits, own="backoff_seconds" in given)


_DEFAULT = Retries()


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LONGEST_WAIT:
        raise ValueError("backoff_seconds")
    return float(value)


@dataclass(frozen=True, slots=True)
class Tried:
    """How one request ended. `status` None: there was no answer, and `error` says why. `body` is the beginning of the answer's.
    `refused`: nothing was requested at all, for the address may not be called."""

    status: int | None = None
    body: str = ""
    error: str = ""
    retry_after: str | None = None

    @property
    def good(self) -> bool:
        """Any 2xx."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def why(self) -> str:
        """What went wrong, in a few words; nothing if it went well."""
        if self.good:
            return ""
        return self.error or f"HTTP {self.status}"


@dataclass(frozen=True, slots=True)
class Done:
    """It was taken."""


@dataclass(frozen=True, slots=True)
class Again:
    """It is tried once more, at this moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It is tried no more. `gone`: the receiver said that it wants nothing there any more (410)."""

    gone: bool = False


Decision = Done | Again | GivenUp


def on_attempt(tried: Tried, tries: int, retries: Retries, id: UUID, now: datetime) -> Decision:
    """What follows on attempt number `tries` (1 is the first) of this occurrence."""
    if tried.good:
        return Done()
    if tried.status == 410:
        return GivenUp(gone=True)
    if tries >= retries.attempts:
        return GivenUp()
    wait = delay(tries, retries, id)
    asked = retry_after(tried.retry_after, now) if tried.retry_after else None
    if asked is not None:
        wait = max(wait, min(asked, LONGEST_WAIT))
    return Again(now + timedelta(seconds=wait))


def delay(tries: int, retries: Retries, id: UUID) -> float:
    """Seconds until the attempt behind number `tries`, with jitter that is always the same for the same occurrence: many that
    failed together do not all come back together."""
    wait = retries.waits[min(tries, len(retries.waits)) - 1]
    dice = int.from_bytes(hashlib.blake2b(id.bytes + tries.to_bytes(2, "big"), digest_size=4).digest(), "big") / 2**32
    return wait * (1 + JITTER * (dice if retries.own else 2 * dice - 1))


def retry_after(said: str, now: datetime) -> float | None:
    """Seconds that a `Retry-After` asks for: a number, or a date (RFC 9110 §10.2.3). None: it cannot be read."""
    said = said.strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):  # whatever a receiver writes
        return None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


@dataclass(frozen=True, slots=True)
class News:
    """What the maker hears about an endpoint."""

    failing: bool = False
    disabled: bool = False


def on_failures(before: int, after: int, since: datetime, now: datetime) -> News:
    """What is told when failures in a row went from `before` to `after`; the first one was at `since`."""
    return News(before < TELL_AT <= after, after > 0 and now - since >= GIVE_UP_AFTER)
