"""RRULE text, as RFC 5545 §3.3.10 has it: python-dateutil knows what the parts mean, we know the clock on the wall.

A rule is walked in local time without a zone, and each time is then mapped to its one instant. dateutil cannot begin in
the middle: so everything that a rule takes from its start is written out, and then its start may be moved by whole
intervals to just before the moment asked about, which changes nothing in what comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text
from wellcheck.recurrence.repeats import GRAIN, WEEKDAYS, Repeat, end_of_count, matching
from wellcheck.recurrence.walls import Slot, first_pass, wall_key

FREQUENCIES = ("MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
SUB_DAILY = ("MINUTELY", "HOURLY")
MOST_COUNT = 10_000
EMPTY_DAYS = 400
"""So many days that would be allowed may bring nothing before it counts as never."""

_LISTS = (
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
    "BYSETPOS",
)
_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_LISTS)
_SIMPLE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH"}
_NUMBERS = re.compile(r"[+-]?\d{1,3}(,[+-]?\d{1,3}){0,399}", re.ASCII)
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)){0,99}", re.ASCII)
_WRITTEN = re.compile(r"\d{8}(?:[T](\d{6})Z?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 9000
"""What has a place on every calendar, in every zone."""

_STEPS = {"MINUTELY": timedelta(minutes=1), "HOURLY": timedelta(hours=1), "DAILY": timedelta(days=1),
          "WEEKLY": timedelta(days=7)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ical:
    """One rule with everything written out but where it begins (`start`, UTC) and ends (`until`, UTC, exclusive)."""

    text: str
    start: datetime
    until: datetime | None = None


def read(text: str, start: datetime, zone: ZoneInfo, field: str) -> Repeat | Ical:
    """One RRULE (without its name). What the JSON schedule can say as well becomes that. `NotValid` names the part."""
    parts = _parts(text, field)
    start = start.replace(microsecond=0)
    interval, count = _whole(parts, "INTERVAL", 1, 1_000_000, field), _whole(parts, "COUNT", 0, MOST_COUNT, field)
    if "COUNT" in parts and "UNTIL" in parts:
        raise NotValid.of(f"{field}.COUNT", T("Choose one of these: {names}.", names="COUNT, UNTIL"))
    until = _until(parts["UNTIL"], zone, field) if "UNTIL" in parts else None
    if _is_simple(parts, interval):
        simple = Repeat(
            parts["FREQ"].lower(), start, interval,
            tuple(WEEKDAYS.index(day) for day in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
            _numbers(parts, "BYMONTHDAY"), _numbers(parts, "BYMONTH"), until,
        )  # fmt: skip
        return replace(simple, until=end_of_count(simple, zone, count)) if count else simple
    rule = Ical(_written_out(parts, start.astimezone(zone)), start, until)
    try:
        next_slot(rule, zone, start)
        if count:
            rule = Ical(rule.text, start, _end_of_count(rule, zone, count))
    except (ValueError, TypeError, OverflowError):
        raise NotValid.of(field, T("This schedule cannot be read.")) from None
    return rule


def next_slot(rule: Ical, zone: ZoneInfo, after: datetime) -> Slot | None:
    """The first slot later than `after`, or None."""
    after = max(after, rule.start - GRAIN)
    if rule.until is not None and after >= rule.until:
        return None
    start = rule.start.astimezone(zone).replace(tzinfo=None, fold=0)
    from_wall = max(start, after.astimezone(zone).replace(tzinfo=None) - timedelta(days=1))
    for wall in _walk(rule, start, from_wall):
        at = first_pass(wall, zone, False)
        if at is not None and at > after:
            return Slot(at, wall_key(wall)) if rule.until is None or at < rule.until else None
    return None


def _walk(rule: Ical, start: datetime, from_wall: datetime) -> Iterator[datetime]:
    """The wall-clock times from `from_wall` on, as far as anybody can wait."""
    parts = _named(rule.text)
    if parts["FREQ"] in SUB_DAILY:
        yield from _by_days(rule.text, parts, start, from_wall)
        return
    # What can never come is looked for in vain by dateutil, one period after the other: an end keeps that short.
    years = 41 if parts["FREQ"] in ("YEARLY", "MONTHLY") else 10
    end = datetime(min(from_wall.year + years, 9998), 12, 31)  # noqa: DTZ001 - on the wall
    for wall in _built(rule.text, _moved(rule.text, start, from_wall), end):
        if wall >= from_wall:
            yield wall


def _by_days(text: str, parts: dict[str, str], start: datetime, from_wall: datetime) -> Iterator[datetime]:
    """The same of a rule by minutes or hours: only the days that its lists allow are looked at, each by itself."""
    weekdays = tuple(WEEKDAYS.index(day) for day in parts["BYDAY"].split(",")) if "BYDAY" in parts else ()
    allowed = Repeat(
        "daily",
        datetime.max.replace(tzinfo=UTC),
        1,
        weekdays,
        _numbers(parts, "BYMONTHDAY"),
        _numbers(parts, "BYMONTH"),
    )
    year_days, empty = _numbers(parts, "BYYEARDAY"), 0
    for day in matching(allowed, from_wall.date()):
        begins = datetime.combine(day, time())
        if empty == EMPTY_DAYS or day.year > from_wall.year + 10:
            return
        length = 366 if (begins.replace(month=12, day=31) - begins.replace(month=1, day=1)).days == 365 else 365
        number = day.timetuple().tm_yday
        if year_days and number not in year_days and number - length - 1 not in year_days:
            continue
        empty += 1
        first = max(begins, from_wall)
        for wall in _built(text, _moved(text, start, max(begins, start)), begins + timedelta(days=1)):
            if wall >= first and wall.date() == day:
                empty = 0
                yield wall


def _end_of_count(rule: Ical, zone: ZoneInfo, count: int) -> datetime:
    start = rule.start.astimezone(zone).replace(tzinfo=None, fold=0)
    last = next(islice(_walk(rule, start, start), count - 1, None), None)
    at = None if last is None else first_pass(last, zone, False)
    return at + GRAIN if at is not None else rule.start + timedelta(days=365 * 10)


@lru_cache(maxsize=4096)
def _built(text: str, start: datetime, until: datetime) -> rrule:
    found = rrulestr(f"{text};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=start)
    assert isinstance(found, rrule)
    return found


@lru_cache(maxsize=4096)
def _named(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(";"))


@lru_cache(maxsize=4096)
def _moved(text: str, start: datetime, to: datetime) -> datetime:
    """A start from which this rule gives the same from `to` on: whole intervals later, at the beginning of a period."""
    parts = _named(text)
    frequency, interval = parts["FREQ"], int(parts["INTERVAL"])
    match frequency:
        case "YEARLY":
            turns = _turns(to.year - start.year, interval)
            return (
                start.replace(year=start.year + turns, month=1, day=1, hour=0, minute=0, second=0) if turns else start
            )
        case "MONTHLY":
            turns = _turns((to.year - start.year) * 12 + to.month - start.month, interval)
            year, month = divmod(start.year * 12 + start.month - 1 + turns, 12)
            return start.replace(year=year, month=month + 1, day=1, hour=0, minute=0, second=0) if turns else start
    step, begins = _STEPS[frequency], start
    if frequency == "WEEKLY":
        begins = start - timedelta(days=(start.weekday() - WEEKDAYS.index(parts["WKST"])) % 7)
    begins = begins.replace(second=0, minute=begins.minute if frequency == "MINUTELY" else 0)
    begins = begins if frequency in ("MINUTELY", "HOURLY") else begins.replace(hour=0)
    turns = _turns((to - begins) // step, interval)
    return begins + turns * step if turns else start


def _turns(periods: int, interval: int) -> int:
    return max(0, periods - 1) // interval * interval


def _parts(text: str, field: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().rstrip(";").upper().split(";"):
        name, _, value = part.partition("=")
        if name not in _PARTS or name in parts:
            raise NotValid.of(
                f"{field}.{name[:20]}" if name else field, T("Choose one of these: {names}.", names=", ".join(_PARTS))
            )
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise NotValid.of(f"{field}.FREQ", T("Choose one of these: {names}.", names=", ".join(FREQUENCIES)))
    for name, value in parts.items():
        fits = (
            _BYDAY.fullmatch(value) if name == "BYDAY"
            else value in WEEKDAYS if name == "WKST"
            else _NUMBERS.fullmatch(value) and _within(name, value) if name in _LISTS
            else True
        )  # fmt: skip
        # Weeks are numbered in a year, and weekdays counted in a month or a year (RFC 5545).
        if name == "BYWEEKNO" and parts["FREQ"] != "YEARLY":
            fits = False
        if name == "BYDAY" and parts["FREQ"] not in ("MONTHLY", "YEARLY") and any(char.isdigit() for char in value):
            fits = False
        # Two seconds of one minute would be two slots of one minute.
        if not fits or (name == "BYSECOND" and "," in value):
            raise NotValid.of(f"{field}.{name}", T("This is not right.") if fits else _what_fits(name, parts["FREQ"]))
    return parts


def _what_fits(name: str, frequency: str) -> Text:
    if name == "BYWEEKNO" and frequency != "YEARLY":
        return T("This is not right.")
    if name in ("BYDAY", "WKST"):
        return T("Choose one of these: {names}.", names=", ".join(WEEKDAYS))
    low, high = _BOUNDS[name]
    return T("Choose one of these: {names}.", names=f"{low}…-1, 1…{high}" if low < 0 else f"{low}…{high}")


_BOUNDS = {"BYMONTH": (1, 12), "BYWEEKNO": (-53, 53), "BYYEARDAY": (-366, 366), "BYMONTHDAY": (-31, 31), "BYHOUR": (0, 23),
           "BYMINUTE": (0, 59), "BYSECOND": (0, 59), "BYSETPOS": (-366, 366)}  # fmt: skip


def _within(name: str, value: str) -> bool:
    low, high = _BOUNDS[name]
    return all(low <= int(each) <= high and (low >= 0 or int(each) != 0) for each in value.split(","))


def _whole(parts: dict[str, str], name: str, otherwise: int, most: int, field: str) -> int:
    if name not in parts:
        return otherwise
    if not re.fullmatch(r"\d{1,9}", parts[name], re.ASCII):
        raise NotValid.of(f"{field}.{name}", T("This has to be a whole number."))
    if not 1 <= int(parts[name]) <= most:
        bound = (
            T("This has to be at least {n}.", n=1) if int(parts[name]) < 1 else T("This may be at most {n}.", n=most)
        )
        raise NotValid.of(f"{field}.{name}", bound)
    return int(parts[name])


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(sorted({int(each) for each in parts[name].split(",")})) if name in parts else ()


def _is_simple(parts: dict[str, str], interval: int) -> bool:
    weeks = parts["FREQ"] != "WEEKLY" or interval == 1 or parts.get("WKST", "MO") == "MO"
    return weeks and set(parts) <= _SIMPLE and not any(char.isdigit() for char in parts.get("BYDAY", ""))


def _until(text: str, zone: ZoneInfo, field: str) -> datetime:
    """Behind the last moment that counts (exclusive): a date counts to its end in this zone, a time itself counts."""
    wall = _wall(text)
    if wall is not None and wall.year > LAST_YEAR:  # how many programs write “never”
        return datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
    at = moment(text, zone, f"{field}.UNTIL")
    if wall is None or "T" in text:
        return at + GRAIN
    # Not so many hours later: the clocks may change on that date. Nobody ever left out two dates in a row.
    ends = (first_pass(wall + timedelta(days=days), zone, False) for days in (1, 2))
    return next(end for end in ends if end is not None)


def moment(text: str, zone: ZoneInfo, field: str) -> datetime:
    """A date or time of iCalendar, as an instant: "20270131", "20270131T090000" on the wall, or with a Z in UTC."""
    wall, at = _wall(text), None
    if wall is not None and FIRST_YEAR <= wall.year <= LAST_YEAR:
        at = wall.replace(tzinfo=UTC) if text.endswith("Z") else first_pass(wall, zone, False)
    if at is None:
        raise NotValid.of(field, T("A time is written like {example}.", example="20270131T090000Z"))
    return at


def _wall(text: str) -> datetime | None:
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    clock = re.sub("60$", "59", written[1] or "000000")  # a leap second (RFC 5545 §3.3.12)
    try:
        return datetime.strptime(text[:8] + clock, "%Y%m%d%H%M%S")  # noqa: DTZ007 - on the wall
    except ValueError:
        return None


def _written_out(parts: dict[str, str], start: datetime) -> str:
    """The rule with what it would take from its start (RFC 5545 §3.3.10, last paragraphs), in one order."""
    full = {name: value for name, value in parts.items() if name not in ("COUNT", "UNTIL")}
    full.setdefault("INTERVAL", "1")
    full.setdefault("WKST", "MO")
    frequency = full["FREQ"]
    if not any(name in full for name in ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")):
        if frequency == "YEARLY":
            full.setdefault("BYMONTH", str(start.month))
        if frequency in ("YEARLY", "MONTHLY"):
            full["BYMONTHDAY"] = str(start.day)
        if frequency == "WEEKLY":
            full["BYDAY"] = WEEKDAYS[start.weekday()]
    place = FREQUENCIES.index(frequency)
    if place > 1:
        full.setdefault("BYHOUR", str(start.hour))
    if place > 0:
        full.setdefault("BYMINUTE", str(start.minute))
    full.setdefault("BYSECOND", str(start.second))
    return ";".join(f"{name}={full[name]}" for name in _PARTS if name in full)
