"""A schedule as programs give it, in any of its dialects: cron text, RRULE text, the JSON schedule as an object or as text, or
none at all for once. What is wrong is said of its field."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wellcheck import recurrence, skips
from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text
from wellcheck.recurrence import ical, repeats
from wellcheck.recurrence.bounds import Bounded
from wellcheck.recurrence.cron import EXAMPLE, Cron
from wellcheck.recurrence.ical import Ical
from wellcheck.recurrence.repeats import GRAIN, Repeat
from wellcheck.recurrence.walls import zone_of

MIN_INTERVAL = timedelta(minutes=1)
GRACE = timedelta(minutes=2)
"""What should have happened so short a time ago still does: a request takes its time."""

MOST_COUNT, MOST_INTERVAL, MOST_TIMES, MOST_RULES = 100_000, 1_000_000, 1000, 5
_TIME = T("This has to be a time with its zone, like {example}.", example="2027-01-31T09:00:00Z")
_NUMBER, _LIST = T("This has to be a whole number."), T("This has to be a list.")
_LATER = T("This has to be later than the start.")
_FIELDS = ("frequency", "interval", "by_day", "by_month_day", "by_month", "count", "until")
_LINE = re.compile(r"(RRULE|RDATE|EXDATE|DTSTART|FREQ)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wished:
    """The rule, what it is anchored at (None: nothing), and the schedule as it is shown: as it was given, with its
    defaults."""

    rule: recurrence.Rule
    start: datetime | None
    shown: Any


def read(
    schedule: Any, start: datetime | None, end: datetime | None, exclude: list[str], zone: str, now: datetime
) -> Wished:
    """The rule of an event, checked. `exclude`: dates, ranges of dates, and times. `NotValid` names every field that is
    wrong; a rule of which nothing is to come any more is refused."""
    fields: dict[str, list[Text]] = {}
    days, times = _left_out(exclude, fields)
    if start is not None and not now - timedelta(days=36_500) <= start <= now + recurrence.FARTHEST:
        fields["start_time"] = [_TIME]
    if end is not None and start is not None and end <= start:
        fields["end_time"] = [_LATER]
    if fields:
        raise NotValid(fields)
    start = None if start is None else start.astimezone(UTC)
    if schedule is None:
        return _once(start, zone, days, times, now)
    rules, added, left_out, start, shown = _rules(schedule, start, zone, now)
    plain = not (added or left_out or days or times or end) and len(rules) == 1
    if plain and not isinstance(rules[0], Cron):
        rule: recurrence.Rule = rules[0]
    elif plain and start is None:
        rule = rules[0]
    else:
        end = None if end is None else end.astimezone(UTC)
        rule = Bounded(tuple(rules), tuple(sorted(added)), start, end, days, tuple(sorted({*left_out, *times})))
    if recurrence.next_after(rule, zone, first_from(start, now)) is None:
        raise NotValid.of("schedule", T('"{what}" never happens: there is no such date. {example} means every day at 9:00.',
                                        what=_told(shown), example=EXAMPLE))  # fmt: skip
    return Wished(rule, start, shown)


def first_from(start: datetime | None, now: datetime) -> datetime:
    """Behind which moment the first slot lies: now, or just before a start that is only just over."""
    return min(now, start - GRAIN) if start is not None and start > now - GRACE else now


def _told(shown: Any) -> str:
    return (shown if isinstance(shown, str) else json.dumps(shown))[:100]


def _once(
    start: datetime | None, zone: str, days: tuple[str, ...], times: tuple[datetime, ...], now: datetime
) -> Wished:
    if start is None:
        raise NotValid.of("start_time", T("This is needed."))
    if start < now - GRACE:
        raise NotValid.of("start_time", T("{at} has already passed; choose a time that is still to come.", at=start))
    day = start.astimezone(zone_of(zone)).date()
    if start in times or any(first <= day <= last for first, last in skips.ranges(days)):
        raise NotValid.of("exclude", T("Nothing of it is still to come."))
    return Wished(recurrence.Once(start), start, None)


Rules = tuple[list[Cron | Repeat | Ical], list[datetime], list[datetime], datetime | None, Any]


def _rules(schedule: Any, start: datetime | None, zone: str, now: datetime) -> Rules:
    """The rules, single times beside them, times that are left out, the start, and what is shown."""
    if isinstance(schedule, str) and schedule.lstrip().startswith("{"):
        try:
            schedule = json.loads(schedule)
        except (ValueError, RecursionError):
            raise NotValid.of("schedule", T("This schedule cannot be read.")) from None
    if isinstance(schedule, dict):
        if start is None:
            raise NotValid.of("start_time", T("This is needed."))
        rule, shown = _repeat(schedule, start, zone)
        return [rule], [], [], start, shown
    if not isinstance(schedule, str):
        raise NotValid.of("schedule", T("This schedule cannot be read."))
    if is_lines(schedule):
        return _lines(schedule, start, zone)
    found = recurrence.check(schedule, zone, now, MIN_INTERVAL)
    if isinstance(found, recurrence.Every):  # “@every 90m”
        return (
            [Repeat("minutely", start or found.anchor, _minutes(found.seconds))],
            [],
            [],
            start or found.anchor,
            schedule,
        )
    assert isinstance(found, Cron)
    return [found], [], [], start, schedule


def is_lines(text: str) -> bool:
    """Whether this is RRULE text."""
    return _LINE.match(text.lstrip()) is not None


def _minutes(seconds: int) -> int:
    if seconds % 60:
        raise NotValid.of("schedule", T("After @every stands a time such as 90m or 1h30m."))
    return seconds // 60


def _repeat(given: dict[str, Any], start: datetime, zone: str) -> tuple[Repeat, dict[str, Any]]:
    """The JSON schedule. Weekdays may be written small."""
    wrong: dict[str, list[Text]] = {}
    for name in given.keys() - set(_FIELDS):
        wrong[f"schedule.{str(name)[:50]}"] = [T("Choose one of these: {names}.", names=", ".join(_FIELDS))]
    frequency = given.get("frequency")
    if frequency not in repeats.FREQUENCIES:
        wrong["schedule.frequency"] = [T("Choose one of these: {names}.", names=", ".join(repeats.FREQUENCIES))]
    interval = _whole(given, "interval", MOST_INTERVAL, wrong) or 1
    count = _whole(given, "count", MOST_COUNT, wrong)
    weekdays = _weekdays(given.get("by_day"), wrong)
    month_days = _values(given, "by_month_day", -31, 31, wrong)
    months = _values(given, "by_month", 1, 12, wrong)
    until = _until(given.get("until"), start, wrong)
    if wrong:
        raise NotValid(wrong)
    rule = Repeat(str(frequency), start, interval, weekdays, month_days, months, until)
    if count is not None:
        ends = repeats.end_of_count(rule, zone_of(zone), count)
        rule = replace(rule, until=min(ends, until) if until else ends)
    given = given | {"interval": interval}
    if given.get("by_day"):
        given["by_day"] = [day.upper() for day in given["by_day"]]
    return rule, {name: given[name] for name in _FIELDS if given.get(name) is not None}


def _whole(given: dict[str, Any], name: str, most: int, wrong: dict[str, list[Text]]) -> int | None:
    value = given.get(name)
    if value is None:
        return None
    if type(value) is not int:
        wrong[f"schedule.{name}"] = [_NUMBER]
    elif value < 1:
        wrong[f"schedule.{name}"] = [T("This has to be at least {n}.", n=1)]
    elif value > most:
        wrong[f"schedule.{name}"] = [T("This may be at most {n}.", n=most)]
    else:
        return value
    return None


def _values(given: dict[str, Any], name: str, low: int, high: int, wrong: dict[str, list[Text]]) -> tuple[int, ...]:
    values = given.get(name)
    if values is None:
        return ()
    if not isinstance(values, list) or len(values) > 100:
        wrong[f"schedule.{name}"] = [_LIST]
    elif not all(type(value) is int for value in values):
        wrong[f"schedule.{name}"] = [_NUMBER]
    elif not all(low <= value <= high and value for value in values):
        names = f"{low}…-1, 1…{high}" if low < 0 else f"{low}…{high}"
        wrong[f"schedule.{name}"] = [T("Choose one of these: {names}.", names=names)]
    else:
        return tuple(sorted(set(values)))
    return ()


def _weekdays(values: Any, wrong: dict[str, list[Text]]) -> tuple[int, ...]:
    if values is None:
        return ()
    if not isinstance(values, list) or len(values) > 100:
        wrong["schedule.by_day"] = [_LIST]
    elif not all(isinstance(value, str) and value.upper() in repeats.WEEKDAYS for value in values):
        wrong["schedule.by_day"] = [T("Choose one of these: {names}.", names=", ".join(repeats.WEEKDAYS))]
    else:
        return tuple(sorted({repeats.WEEKDAYS.index(value.upper()) for value in values}))
    return ()


def _until(text: Any, start: datetime, wrong: dict[str, list[Text]]) -> datetime | None:
    if text is None:
        return None
    until = _instant(text)
    if until is None:
        wrong["schedule.until"] = [_TIME]
    elif until <= start:
        wrong["schedule.until"] = [_LATER]
    return until


def _instant(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) and len(text) <= 40 and "T" in text.upper() else None
        return None if at is None or at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _left_out(exclude: list[str], wrong: dict[str, list[Text]]) -> tuple[tuple[str, ...], tuple[datetime, ...]]:
    days, times = [], []
    for each in exclude:
        if at := _instant(each):
            times.append(at)
        else:
            days.append(each)
    try:
        skips.ranges(tuple(days))
    except ValueError:
        wrong["exclude"] = [skips.hint()]
    return tuple(days), tuple(times)


def _lines(text: str, start: datetime | None, zone: str) -> Rules:
    """RRULE text: the value of one RRULE, or lines with RRULE, RDATE, EXDATE and DTSTART (RFC 5545)."""
    place = zone_of(zone)
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\n ", "").split("\n") if line.strip()]
    named: dict[str, list[str]] = {"RRULE": [], "RDATE": [], "EXDATE": [], "DTSTART": []}
    for line in lines:
        head, colon, value = line.rpartition(":") if not line.upper().startswith("FREQ=") else ("RRULE", ":", line)
        name, _, parameters = head.upper().partition(";")
        if name not in named or not colon:
            raise NotValid.of("schedule", T("Choose one of these: {names}.", names=", ".join(named)))
        there = re.search(r"TZID=([^;:]+)", head, re.IGNORECASE) if parameters else None
        other = zone_of(recurrence.check_zone(there[1], f"schedule.{name}")) if there else place
        if name == "RRULE":
            named[name].append(value)
        else:
            named[name] += [
                ical.moment(each, other, f"schedule.{name}").isoformat() for each in value.upper().split(",")
            ]
    rdates, exdates, starts = (
        [datetime.fromisoformat(at) for at in named[name]] for name in ("RDATE", "EXDATE", "DTSTART")
    )
    start = start or (starts[0] if starts else None)
    if start is None:
        raise NotValid.of("start_time", T("This is needed."))
    if len(named["RRULE"]) > MOST_RULES or len(rdates) > MOST_TIMES or len(exdates) > MOST_TIMES:
        most = MOST_RULES if len(named["RRULE"]) > MOST_RULES else MOST_TIMES
        raise NotValid.of("schedule", T("This may be at most {n}.", n=most))
    rules: list[Cron | Repeat | Ical] = [ical.read(rule, start, place, "schedule") for rule in named["RRULE"]]
    return rules, [at for at in rdates if at >= start], exdates, start, text
