"""What is understood of what people say about time. Small frozen values, and the hints that are shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.recurrence import Turn


@dataclass(frozen=True, slots=True)
class Times:
    """A weekly schedule: five-field cron expressions in the person's own zone (0 is Sunday), all of them together.

    `windows[i]`: how many minutes the window is long that begins at `crons[i]`; 0 is an exact time, and no windows at
    all are written as (). `skips`: dates that are left out, "2026-12-24", or "2026-12-24/2026-12-27" with both ends.
    `turn`: every second day or week, or the like.
    """

    crons: tuple[str, ...]
    windows: tuple[int, ...] = ()
    skips: tuple[str, ...] = ()
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """No check-ins until `until` (UTC). `start` (UTC) if it begins later than now."""

    until: datetime
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class Travel:
    """Somewhere else for a while: the place as it was said (folded), and the last day there, if it was said."""

    place: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ProbeWish:
    """ "Check on me in so many minutes", with so many follow-ups, each after so many minutes (Kronus' defaults)."""

    in_minutes: int = 5
    retries: int = 3
    wait_minutes: int = 10


@dataclass(frozen=True, slots=True)
class ProbeLimits:
    """What may be wished for, both ends included."""

    in_minutes: tuple[int, int] = (0, 10_080)
    retries: tuple[int, int] = (0, 10)
    wait_minutes: tuple[int, int] = (1, 1_440)


class Foreign(NotUnderstood):
    """There are words in it this language does not know: perhaps another one does."""


EARLY_HOUR = 6
"""An hour below this, said without the half of the day, is asked about: "at 2" may be the night or the afternoon."""


BY_DAY = 7
"""Nobody is visited before this hour of the morning who does not say so."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A time as it was said. `half` is a part of the day (see `TimeWords.halves`); without one and not `sure`, the hour
    may mean either half of the day."""

    hour: int
    minute: int
    half: str = ""
    sure: bool = False

    def minutes(self) -> int:
        """Minutes after midnight; asks when it may be either half of the day."""
        if self.open():
            if self.hour < EARLY_HOUR:
                raise NotUnderstood(which(time(self.hour, self.minute), time(self.hour + 12, self.minute)))
            return self.hour * 60 + self.minute
        return self._hour() * 60 + self.minute

    def open(self) -> bool:
        """Whether nothing says which half of the day is meant."""
        return not self.half and not self.sure and self.hour <= 12

    def by_day(self) -> Bare:
        """The same, if nothing is meant that is before `BY_DAY`: "at 3" is the afternoon."""
        return replace(self, half="afternoon") if self.open() and 1 <= self.hour < BY_DAY else self

    def both(self) -> tuple[int, int]:
        """Minutes after midnight in the first and in the second half of the day."""
        early = self.hour % 12 * 60 + self.minute
        return early, early + 720

    def _hour(self) -> int:
        if not self.half or not 1 <= self.hour <= 12:
            return self.hour
        early, late = self.hour % 12, self.hour % 12 + 12
        match self.half:
            case "am":
                return early
            case "pm" | "afternoon":
                return late
            case "evening":
                return 0 if self.hour == 12 else late
            case "night" if early != 5:
                return late if early >= EARLY_HOUR else early
            case "morning" if self.hour != 12:
                return early
            case "noon" if self.hour >= 10 or self.hour <= 3:
                return late if early < 10 else early
            case _:
                raise NotUnderstood(which(time(early, self.minute), time(late, self.minute)))


def which(early: time, late: time) -> Text:
    """The question when an hour may mean two."""
    return T("Do you mean {early} or {late}? Please say it again with one of these.", early=early, late=late)


def which_day(first: date | datetime, second: date | datetime) -> Text:
    """The question when a day may mean two."""
    return T("Do you mean {first} or {second}? Please say the date.", first=first, second=second)


def already_passed(when: date | datetime) -> Text:
    """What is over cannot be waited for."""
    return T("{when} has already passed. Please say a later time.", when=when)


def times_hint() -> Text:
    """How check-in times are said."""
    return T(
        'Please say when we should ask, like this: "9am", "weekdays 8:30 and 20:00", '
        '"Mon, Wed and Fri 7:15", or "every 4 hours between 8 and 20".'
    )


def until_hint() -> Text:
    """How the end of a pause is said."""
    return T(
        'Please say until when, like this: "tomorrow", "Friday", "25 December", "next Monday 9am" or "for 3 days".'
    )


def no_such_day() -> Text:
    """A date no calendar has."""
    return T('There is no such day. Please say it like this: "25 December" or "2026-12-25".')


MOST_TEXT = 200
"""Characters of anything that is read here; what is longer is not a time."""
