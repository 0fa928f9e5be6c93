"""What time it is for the product.

The product's time follows the database's clock, never this machine's. In the sandbox it may run faster or jump ahead;
then every process follows the same row. `now` is passed to every verb as a parameter; only doors ask the clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """The product's time was `shown` when the database's clock said `real`; since then it runs `speed` times as fast."""

    real: datetime
    shown: datetime
    speed: float = 1.0

    def at(self, real: datetime) -> datetime:
        """The product's time at this moment of the database's clock."""
        passed = real - self.real
        return self.shown + (
            passed if self.speed == 1.0 else passed * self.speed
        )  # by a float it takes longer than all else

    def with_speed(self, speed: float, real: datetime) -> Pace:
        """The same time, running at another speed from now on."""
        return Pace(real, self.at(real), speed)

    def forward(self, by: timedelta, real: datetime) -> Pace:
        """Jumped ahead. Time never runs backwards."""
        if by < timedelta(0):
            raise ValueError("time does not run backwards")
        return Pace(real, self.at(real) + by, self.speed)


def steady() -> float:
    """Seconds that also pass while this machine sleeps, where it can tell (Linux): whoever wakes up after a night must not
    write a message of yesterday before the database's clock is read again, for it would have expired."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Clock:
    """The product's time, set by the last reading of the database's clock and carried on by a steady one (`steady`)."""

    def __init__(self, pace: Pace, steady: Callable[[], float] = steady) -> None:
        self._steady = steady
        self.pace, self._real, self._mark = pace, pace.real, steady()
        self._asked = float("-inf")
        self.skew = 0.0

    def follow(self, pace: Pace, real: datetime, round_trip: float = 0.0) -> None:
        """Take over a fresh reading: the database said `real`, `round_trip` seconds ago on average half that.

        A reading that our time agrees with, as far as its round trip lets it say, changes nothing: one that was slow (a busy
        machine) would move our time back and forth, and something would leave before its second. Nor does one that was asked
        for before the last one, and comes later.
        """
        asked = self._steady() - round_trip
        if asked < self._asked:
            return
        self._asked, self.pace = asked, pace
        off = (real - self.real()).total_seconds() + round_trip / 2
        if abs(off) > round_trip / 2:
            self._real = real
            self._mark = self._steady() - round_trip / 2

    def real(self) -> datetime:
        """The database's clock, now."""
        return self._real + timedelta(seconds=self._steady() - self._mark)

    def now(self) -> datetime:
        """The product's time, in UTC."""
        return self.pace.at(self.real())

    def seconds_until(self, at: datetime) -> float:
        """Real seconds until the product's time is `at`; negative when it is past."""
        return (at - self.now()).total_seconds() / self.pace.speed
