"""The JSON schedule: every so many minutes, hours, days, weeks, months or years from a start on, limited by lists.

Days, weeks, months and years follow the calendar and the clock on the wall, as RFC 5545 §3.3.10 has it with weeks from
Monday: a date that does not exist is left out, and lists widen or narrow by its table. Minutes and hours are elapsed time
from the start on, so that a change of the clock makes none too short or too long; their lists narrow by the local date.

The next slot is found from the moment asked about, never by walking from the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from wellcheck.recurrence.walls import Slot, first_pass, slot_of, wall_key

FREQUENCIES = ("minutely", "hourly", "daily", "weekly", "monthly", "yearly")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
YEARS_AHEAD = 100
"""How far a rule is followed before it counts as never, and where it ends if its count takes it beyond."""

GRAIN = timedelta(microseconds=1)
_ELAPSED = {"minutely": timedelta(minutes=1), "hourly": timedelta(hours=1)}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Repeat:
    """`start` (UTC) is the anchor, and no slot is before it. `weekdays` count from Monday = 0, `month_days` from the first,
    or from the last as -1. `until` (UTC, exclusive): also where a count ends."""

    frequency: str
    start: datetime
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    until: datetime | None = None


def next_slot(rule: Repeat, zone: ZoneInfo, after: datetime) -> Slot | None:
    """The first slot later than `after`, or None."""
    after = max(after, rule.start - GRAIN)
    if rule.until is not None and after >= rule.until:
        return None
    slot = _elapsed(rule, zone, after) if rule.frequency in _ELAPSED else _by_calendar(rule, zone, after)
    return slot if slot is not None and (rule.until is None or slot.at < rule.until) else None


def end_of_count(rule: Repeat, zone: ZoneInfo, count: int) -> datetime:
    """Behind which moment (exclusive) the first `count` slots are over. Values that lie too far ahead end in a hundred
    years."""
    try:
        end = _behind(rule, zone, count)
    except OverflowError:
        end = None
    return end or _horizon(rule.start)


def _horizon(at: datetime) -> datetime:
    return min(at, datetime(9000, 1, 1, tzinfo=UTC)) + _DAY * 365 * YEARS_AHEAD


def _behind(rule: Repeat, zone: ZoneInfo, count: int) -> datetime | None:
    if rule.frequency in _ELAPSED:
        step = _ELAPSED[rule.frequency] * rule.interval
        if not _narrowed(rule):
            return rule.start + (count - 1) * step + GRAIN
        return _behind_narrowed(rule, zone, count, step)
    start = rule.start.astimezone(zone).replace(tzinfo=None)
    if rule.frequency == "daily" and not _narrowed(rule):
        last: date | None = start.date() + (count - 1) * rule.interval * _DAY
    else:
        last = next(islice(_dates(rule, start.date(), start.date()), count - 1, None), None)
    if last is None:
        return None
    at = first_pass(datetime.combine(last, start.time()), zone, False)
    return at + GRAIN if at else first_pass(datetime.combine(last + _DAY, time()), zone, False)


def _behind_narrowed(rule: Repeat, zone: ZoneInfo, count: int, step: timedelta) -> datetime | None:
    # Counted by whole days: a day's slots are known by its two ends.
    first = rule.start.astimezone(zone).date()
    for day in matching(rule, first):
        begins, ends = _midnight(day, zone), _midnight(day + _DAY, zone)
        one = max(0, -((rule.start - begins) // step))
        many = max(0, -((rule.start - ends) // step)) - one
        if many >= count:
            return rule.start + (one + count - 1) * step + GRAIN
        count -= max(0, many)
    return None


def _narrowed(rule: Repeat) -> bool:
    return bool(rule.weekdays or rule.month_days or rule.months)


def _elapsed(rule: Repeat, zone: ZoneInfo, after: datetime) -> Slot | None:
    step = _ELAPSED[rule.frequency] * rule.interval
    try:
        at = rule.start + ((after - rule.start) // step + 1) * step
        if not _narrowed(rule):
            return slot_of(at, zone)
        end = _horizon(after)
        while at < end:
            day = at.astimezone(zone).date()
            fitting = next(matching(rule, day), None)
            if fitting is None:
                return None
            if fitting == day:
                return slot_of(at, zone)
            at = rule.start - (rule.start - _midnight(fitting, zone)) // step * step
    except OverflowError:
        pass
    return None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """When this date begins. A date that a country left out begins where the one after it does."""
    begins = first_pass(datetime.combine(day, time()), zone, False)
    return begins or _midnight(day + _DAY, zone)


def matching(rule: Repeat, first: date) -> Iterator[date]:
    """The dates from `first` on that the lists allow."""
    day, end = first, min(first.year + YEARS_AHEAD, 9998)
    while day.year <= end:
        if rule.months and day.month not in rule.months:
            day = (day.replace(day=1) + 32 * _DAY).replace(day=1)
            continue
        if _allowed(rule, day):
            yield day
        day += _DAY


def _allowed(rule: Repeat, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.weekdays and day.weekday() not in rule.weekdays:
        return False
    return (
        not rule.month_days
        or day.day in rule.month_days
        or day.day - _length(day.year, day.month) - 1 in rule.month_days
    )


@lru_cache(maxsize=4096)
def _length(year: int, month: int) -> int:
    return ((date(year, month, 28) + 4 * _DAY).replace(day=1) - date(year, month, 1)).days


def _by_calendar(rule: Repeat, zone: ZoneInfo, after: datetime) -> Slot | None:
    start = rule.start.astimezone(zone).replace(tzinfo=None, fold=0)
    at_time = start.time()
    now = after.astimezone(zone)
    # A slot in a gap happens after it, perhaps on the next date.
    first = now.date() - _DAY if now.hour < 4 else now.date()
    for day in _dates(rule, start.date(), first):
        wall = datetime.combine(day, at_time)
        at = first_pass(wall, zone, False)
        if at is not None and at > after:
            return Slot(at, wall_key(wall))
    return None


def _dates(rule: Repeat, start: date, first: date) -> Iterator[date]:
    """The dates of a rule that began on `start`, from `first` on, in order."""
    first = max(first, start)
    last_year = min(first.year + YEARS_AHEAD, 9998)
    match rule.frequency:
        case "daily":
            yield from _daily(rule, start, first, last_year)
        case "weekly":
            yield from _weekly(rule, start, first, last_year)
        case "monthly":
            turn = (first.year - start.year) * 12 + first.month - start.month
            turn += -turn % rule.interval
            days = rule.month_days if rule.month_days or rule.weekdays else (start.day,)
            while (year := start.year + (start.month - 1 + turn) // 12) <= last_year:
                month = (start.month - 1 + turn) % 12 + 1
                if not rule.months or month in rule.months:
                    yield from (day for day in _of_month(year, month, days, rule.weekdays) if day >= first)
                turn += rule.interval
        case _:
            plain = not (rule.month_days or rule.weekdays)
            days = (start.day,) if plain else rule.month_days
            months = rule.months or ((start.month,) if plain else range(1, 13))
            year = first.year + -(first.year - start.year) % rule.interval
            while year <= last_year:
                for month in sorted(months):
                    yield from (day for day in _of_month(year, month, days, rule.weekdays) if day >= first)
                year += rule.interval


def _daily(rule: Repeat, start: date, first: date, last_year: int) -> Iterator[date]:
    day = first.toordinal() + (start.toordinal() - first.toordinal()) % rule.interval
    end = date(last_year, 12, 31).toordinal()
    while day <= end:
        found = date.fromordinal(day)
        if _allowed(rule, found):
            yield found
        day += rule.interval


def _weekly(rule: Repeat, start: date, first: date, last_year: int) -> Iterator[date]:
    monday, end = start.toordinal() - start.weekday(), date(last_year, 12, 31).toordinal()
    this = first.toordinal() - first.weekday()
    this += (monday - this) % (7 * rule.interval)
    plain = not (rule.weekdays or rule.month_days)
    weekdays = (start.weekday(),) if plain else sorted(rule.weekdays) or range(7)
    while this <= end:
        for weekday in weekdays:
            if this + weekday <= end and (day := date.fromordinal(this + weekday)) >= first and _allowed(rule, day):
                yield day
        this += 7 * rule.interval


@lru_cache(maxsize=8192)
def _of_month(year: int, month: int, days: tuple[int, ...], weekdays: tuple[int, ...]) -> tuple[date, ...]:
    """The dates of one month: these days of it, or all if there are none, that are one of these weekdays."""
    length = _length(year, month)
    wanted = {day if day > 0 else length + 1 + day for day in days} if days else range(1, length + 1)
    found = (date(year, month, day) for day in sorted(wanted) if 1 <= day <= length)
    return tuple(day for day in found if not weekdays or day.weekday() in weekdays)
