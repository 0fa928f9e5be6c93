"""Cron expressions: what they mean, and when they are next due.

croniter reads the fields; the walk over the calendar is ours, because croniter fires twice in a repeated hour and takes
too long for a morning's burst. If day of month and day of week are both restricted, either may match (cron's rule).
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from croniter import CroniterError, croniter

from wellcheck import skips
from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text
from wellcheck.recurrence.walls import Slot, Wrong, first_pass, offsets, wall_key, zone_of

YEARS_AHEAD = 41
"""How far a rule is followed before it counts as never. The fifth Monday of February comes every 28 to 40 years."""
MAX_EXPRESSIONS = 12
MOST_TURN = 400
"""Days or weeks from one turn to the next."""
MAX_WINDOW = timedelta(hours=6)
EXAMPLE = "0 9 * * *"


@dataclass(frozen=True, slots=True)
class Out:
    """Dates on which nothing happens: those of `days`, and those that are not the `turn`'s."""

    days: Sequence[skips.Days] = ()
    turn: Turn | None = None

    def covers(self, day: date) -> bool:
        """Whether this date is one of them."""
        return skips.covers(self.days, day) or (self.turn is not None and not self.turn.on(day))


@dataclass(frozen=True, slots=True)
class Turn:
    """Not on all days or in all weeks, but on each `n`th from the date `since` on, and not before it. Weeks begin on Monday;
    that of `since` is the first. Dates are those of the wall: whoever moves keeps their turn."""

    n: int
    unit: str  # days or weeks
    since: date

    def on(self, day: date) -> bool:
        """Whether it is the turn of this date."""
        if day < self.since:
            return False
        if self.unit == "days":
            return (day - self.since).days % self.n == 0
        return ((day - self.since).days + self.since.weekday()) // 7 % self.n == 0


@dataclass(frozen=True, slots=True)
class Cron:
    """The union of one or more five-field expressions, in local time. Day of week 7 is Sunday, like 0.

    `windows`: for each expression the minutes of the window that begins at its times (0, or none given: no window).
    `skips`: dates and ranges left out (see `wellcheck.skips`), by the date on which a slot or its window begins.
    `turn`: only every second day, or the like; by the same date.
    """

    expressions: tuple[str, ...]
    windows: tuple[int, ...] = ()
    skips: tuple[str, ...] = ()
    turn: Turn | None = None

    def left_out(self) -> Out:
        """The dates on which it does not happen, whatever its expressions say."""
        return Out(skips.ranges(self.skips), self.turn)

    def parts(self) -> list[tuple[str, int]]:
        """Each expression with the minutes of its window."""
        return [(each, self.windows[n] if n < len(self.windows) else 0) for n, each in enumerate(self.expressions)]


NOTHING = Out()


def next_start(schedule: Cron, zone: ZoneInfo, after: datetime) -> Slot | None:
    start, left_out = after.astimezone(UTC), schedule.left_out()
    slots = [
        _next_by_cron(_pattern(expression), zone, start, left_out, minutes) for expression, minutes in schedule.parts()
    ]
    return min((slot for slot in slots if slot), default=None)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One expression as sets. Weekdays count from Sunday = 0; `nth` holds (weekday, n), the last one as 0."""

    times: tuple[int, ...]  # minutes of the day, in order
    months: frozenset[int]
    days: frozenset[int] | None
    last_day: bool
    weekdays: frozenset[int] | None
    nth: frozenset[tuple[int, int]]
    every_n: bool

    def on(self, day: date) -> bool:
        """Whether it fires on this date."""
        if day.month not in self.months:
            return False
        if self.days is None:
            return self.weekdays is None or self._on_weekday(day, self.weekdays)
        if day.day in self.days or (self.last_day and (day + timedelta(days=1)).day == 1):
            return True
        return self.weekdays is not None and self._on_weekday(day, self.weekdays)

    def _on_weekday(self, day: date, weekdays: frozenset[int]) -> bool:
        weekday = day.isoweekday() % 7
        if weekday in weekdays:
            return True
        last = (weekday, 0) in self.nth and (day + timedelta(days=7)).month != day.month
        return last or (weekday, (day.day + 6) // 7) in self.nth

    def dates(self, first: date, years: int, left_out: Out = NOTHING) -> Iterator[date]:
        """The dates it fires on, from `first` for so many years, without those left out."""
        day, end = first, min(first.year + years, 9998)
        while day.year <= end:
            if day.month not in self.months:
                day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
                continue
            if self.on(day) and not left_out.covers(day):
                yield day
            day += timedelta(days=1)

    def after(self, wall: datetime, left_out: Out = NOTHING) -> Iterator[datetime]:
        """The wall-clock times (naive) later than the minute of `wall`, but on no day that is left out."""
        today = wall.date()
        for day in self.dates(today, YEARS_AHEAD, left_out):
            start = bisect_right(self.times, wall.hour * 60 + wall.minute) if day == today else 0
            for minute in self.times[start:]:
                yield datetime(day.year, day.month, day.day, *divmod(minute, 60))  # noqa: DTZ001 - a wall-clock time


def _next_by_cron(pattern: _Pattern, zone: ZoneInfo, after: datetime, left_out: Out, minutes: int) -> Slot | None:
    local = after.astimezone(zone)
    wall = local.replace(tzinfo=None, fold=0)
    found = None
    for slot in pattern.after(wall, left_out):
        at = first_pass(slot, zone, pattern.every_n)
        if at is not None and at > after:
            found = Slot(at, wall_key(slot), minutes)
            break
    second = _second_pass(pattern, zone, after, wall, bool(local.fold)) if pattern.every_n else None
    if second is None or left_out.covers(second.begins.date()):
        return found
    second = Slot(second.at, second.key, minutes)
    return min(found, second) if found else second


def _second_pass(pattern: _Pattern, zone: ZoneInfo, after: datetime, wall: datetime, second: bool) -> Slot | None:
    """The next slot in the second pass of a repeated hour, if `after` lies in one of its passes."""
    early, late = offsets(wall, zone)
    length = early - late
    if length <= timedelta(0):
        return None
    for slot in pattern.after(wall if second else wall - length):
        if slot >= wall + length:
            return None
        around = offsets(slot, zone)
        at = (slot - late).replace(tzinfo=UTC)
        if around[0] > around[1] and at > after:
            return Slot(at, wall_key(slot) + "+fold")
    return None


NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
# name, lowest, highest, what may stand there, how it is said
_FIELDS: tuple[tuple[Text, int, int, re.Pattern[str], Text], ...] = (
    (T("minute"), 0, 59, re.compile(r"[\d*,/-]+", re.ASCII), T("a number from 0 to 59")),
    (T("hour"), 0, 23, re.compile(r"[\d*,/-]+", re.ASCII), T("a number from 0 to 23")),
    (
        T("day of the month"),
        1,
        31,
        re.compile(r"[\d*,/?l-]+", re.ASCII),
        T("a number from 1 to 31, or L for the last day"),
    ),
    (T("month"), 1, 12, re.compile(r"[a-z\d*,/-]+", re.ASCII), T("a number from 1 to 12, or JAN to DEC")),
    (T("day of the week"), 0, 7, re.compile(r"[a-z\d*,/?#-]+", re.ASCII), T("a number from 0 to 7, or SUN to SAT")),
)
_BY_CHANCE = re.compile(r"[rh](\(\d*-\d*\))?(/\d*)?")


def tidy(expression: str) -> str:
    return " ".join(expression.split())


@lru_cache(maxsize=16_384)
def _pattern(expression: str) -> _Pattern:
    """One expression, read. Raises `NotValid`."""
    try:
        return parse(expression)
    except Wrong as wrong:
        raise NotValid.of("schedule", wrong.text) from None


def parse(expression: str) -> _Pattern:
    text = tidy(expression).lower()
    if text.startswith("@"):
        if text not in NICKNAMES:
            raise Wrong(
                T(
                    '"{what}" is not a time that can be kept. What can: {names}.',
                    what=text[:40],
                    names=(*NICKNAMES, "@every 90m"),
                )
            )
        text = NICKNAMES[text]
    fields = text.split(" ") if text else []
    if any(_BY_CHANCE.fullmatch(item) for field in fields for item in field.split(",")):
        raise Wrong(T("A schedule has to name its times: R (random) and H (hashed) are not possible."))
    if len(fields) != 5 or len(text) > 255:
        raise Wrong(
            T(
                "A schedule has five parts: minute, hour, day of the month, month, day of the week. This one has {n}. "
                "{example} means every day at 9:00.",
                n=len(fields),
                example=EXAMPLE,
            )
        )
    fields = ["*" if field in ("?", "*/1") else field for field in fields]
    minutes, hours, days, months, weekdays = (_values(place, field) for place, field in enumerate(fields))
    try:
        nth = croniter.expand(" ".join(fields))[1]
    except (CroniterError, ArithmeticError, LookupError, TypeError) as wrong:
        raise Wrong(T('"{what}" cannot be read as a schedule.', what=text)) from wrong
    return _Pattern(
        times=tuple(sorted(hour * 60 + minute for hour in _all(hours, 1) for minute in _all(minutes, 0))),
        months=frozenset(_all(months, 3)),
        days=None if fields[2] == "*" else frozenset(day for day in _all(days, 2) if isinstance(day, int)),
        last_day="l" in days,
        weekdays=None if fields[4] == "*" else frozenset(day for day in _all(weekdays, 4) if day not in nth),
        nth=frozenset((day, 0 if str(n) == "l" else n) for day, which in nth.items() for n in which),
        every_n="*" in fields[1] or "/" in fields[1],
    )


def _values(place: int, field: str) -> list[Any]:
    """The values of one field, ["*"] for all. croniter reads "9-9" as the whole day, hence the look at equal bounds."""
    name, low, high, allowed, said = _FIELDS[place]
    numbers = [int(number) for number in re.findall(r"(?<![/#\d])\d{1,9}", field)]
    same = any(bounds[0] == bounds[1] for bounds in re.findall(r"(\w+)-(\w+)", field))
    try:
        if same or not allowed.fullmatch(field) or not all(low <= number <= high for number in numbers):
            raise CroniterError(field)
        return list(croniter.expand(" ".join(["*"] * place + [field] + ["*"] * (4 - place)))[0][place])
    except (CroniterError, ArithmeticError, LookupError, TypeError):
        raise Wrong(
            T(
                'The {part} cannot be "{value}". What belongs there: {allowed}.',
                part=name,
                value=field[:40],
                allowed=said,
            )
        ) from None


def _all(values: Sequence[Any], place: int) -> Sequence[Any]:
    _, low, high, _, _ = _FIELDS[place]
    return range(low, min(high, 6) + 1 if place == 4 else high + 1) if "*" in values else values


def cron_of(expressions: Sequence[str], more: dict[Any, Any]) -> Cron:
    windows, left_out = more.get("windows") or [], more.get("skips") or []
    if not isinstance(windows, list) or not all(type(each) is int for each in windows):
        raise NotValid.of("windows", _windows_hint())
    if not isinstance(left_out, list) or not all(isinstance(each, str) for each in left_out):
        raise NotValid.of("skips", skips.hint())
    try:
        skips.ranges(tuple(left_out))
    except ValueError:
        raise NotValid.of("skips", skips.hint()) from None
    return Cron(tuple(tidy(expression) for expression in expressions), tuple(windows), tuple(left_out), _turn_of(more))


def _turn_of(more: dict[Any, Any]) -> Turn | None:
    match more.get("turn"):
        case None:
            return None
        case [int(n), "days" | "weeks" as unit, str(since)] if 2 <= n <= MOST_TURN:
            with contextlib.suppress(ValueError):
                return Turn(n, unit, date.fromisoformat(since))
    raise NotValid.of("turn", T("This schedule cannot be read."))


def check_cron(schedule: Cron, zone: str, now: datetime, min_interval: timedelta) -> Cron:
    if not 0 < len(schedule.expressions) <= MAX_EXPRESSIONS:
        raise Wrong(T("A schedule has between 1 and {most} expressions.", most=MAX_EXPRESSIONS))
    patterns = [(expression, parse(expression)) for expression in schedule.expressions]
    for expression, pattern in patterns:
        if next(pattern.dates(now.date(), YEARS_AHEAD), None) is None:
            raise Wrong(
                T('"{what}" never happens: there is no such date. {example} means every day at 9:00.',
                  what=expression, example=EXAMPLE)
            )  # fmt: skip
    longest = MAX_WINDOW // timedelta(minutes=1)
    if len(schedule.windows) > len(patterns) or not all(0 <= minutes <= longest for minutes in schedule.windows):
        raise Wrong(_windows_hint(), "windows")
    windows = [minutes for _, minutes in schedule.parts()]
    if _shortest([pattern for _, pattern in patterns], windows, now.date(), min_interval) < min_interval:
        if any(windows):
            raise Wrong(
                T("That is too often: there must be at least {minimum} between the end of a window and the next time.",
                  minimum=min_interval), "windows"
            )  # fmt: skip
        raise Wrong(too_frequent(min_interval))
    left_out = skips.tidy(schedule.skips, now.astimezone(zone_of(zone)).date())
    checked = Cron(schedule.expressions, tuple(windows) if any(windows) else (), left_out, schedule.turn)
    if (left_out or checked.turn) and next_start(checked, zone_of(zone), now) is None:
        raise Wrong(T("No time would be left: they all are on days you asked us to leave out."), "skips")
    return checked


def _windows_hint() -> Text:
    return T(
        "A window is a whole number of minutes from 0 to {longest}, one for each expression.",
        longest=MAX_WINDOW // timedelta(minutes=1),
    )


def too_frequent(min_interval: timedelta) -> Text:
    return T("That is too often: there must be at least {minimum} between one time and the next.", minimum=min_interval)


Spans = tuple[tuple[int, int], ...]
"""Of one day: the minute at which each slot begins, and the one at which its window ends, in order."""


def _shortest(patterns: Sequence[_Pattern], windows: Sequence[int], today: date, enough: timedelta) -> timedelta:
    """The shortest wall-clock time between two firings of the union, from the end of a window to the next beginning; at least
    `enough` is as good as exact. All weekdays meet all dates in 28 years."""
    every_day = _merged(*(tuple((minute, minute + window) for minute in pattern.times)
                          for pattern, window in zip(patterns, windows, strict=True)))  # fmt: skip
    if (closest := min(_inside(every_day), timedelta(days=1, minutes=every_day[0][0] - every_day[-1][1]))) >= enough:
        return closest  # even if all of them fell on every day
    shortest, before = timedelta.max, None
    days: dict[date, Spans] = {}
    for pattern, window in zip(patterns, windows, strict=True):
        spans: Spans = tuple((minute, minute + window) for minute in pattern.times)
        if not days:
            days = dict.fromkeys(pattern.dates(today, 28), spans)
            continue
        for day in pattern.dates(today, 28):
            known = days.get(day)
            days[day] = spans if known is None else _merged(known, spans)
    for day in sorted(days):
        spans = days[day]
        if before is not None:
            shortest = min(shortest, (day - before[0]) + timedelta(minutes=spans[0][0] - before[1]))
        shortest = min(shortest, _inside(spans))
        if shortest < enough:
            break
        before = (day, spans[-1][1])
    return shortest


@lru_cache(maxsize=256)
def _merged(*spans: Spans) -> Spans:
    return tuple(sorted({span for some in spans for span in some}))


@lru_cache(maxsize=256)
def _inside(spans: Spans) -> timedelta:
    gaps = (late[0] - early[1] for early, late in zip(spans, spans[1:], strict=False))
    return timedelta(minutes=min(gaps, default=10**9))
