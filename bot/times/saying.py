"""Schedules said back in words, and the next times they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times.lexer import EVERY_DAY, WEEKEND, WORKDAYS, day_names
from bot.times.values import Times
from wellcheck import recurrence
from wellcheck.i18n import T, Text, join
from wellcheck.recurrence import Cron

_NAMES = (T("Sunday"), T("Monday"), T("Tuesday"), T("Wednesday"), T("Thursday"), T("Friday"), T("Saturday"))


def describe(times: Times | Sequence[str], language: str) -> Text:
    """The schedule in words: "every day at 09:00", "on weekdays some time between 09:00 and 11:00, but not on 24 December".

    `times` may be the cron expressions alone.
    """
    kept = times if isinstance(times, Times) else Times(tuple(times))
    said: dict[tuple[frozenset[int], int], set[int]] = {}
    other: list[Text] = []
    for place, cron in enumerate(kept.crons):
        simple = _simple(cron)
        if simple is None:
            other.append(T('by the rule "{rule}"', rule=cron))
        else:
            days, minutes = simple
            window = kept.windows[place] if kept.windows else 0
            said.setdefault((days, window), set()).update(minutes)
    parts = [_say_group(days, sorted(minutes), window) for (days, window), minutes in said.items()] + other
    whole = parts[0] if len(parts) == 1 else join(parts, "; ")
    if not kept.skips:
        return whole
    return T("{times}, but not on {dates}", times=whole, dates=tuple(map(_say_skip, kept.skips)))


def describe_skips(skips: Sequence[str]) -> tuple[date | Text, ...]:
    """Skipped dates in words, to be put into a sentence: "24 December 2026", "24 December 2026 to 27 December 2026"."""
    return tuple(map(_say_skip, skips))


def next_times(times: Times, zone: str, now: datetime, n: int = 5) -> tuple[datetime | Text, ...]:
    """The next times this schedule means, to be put into a sentence; a window as "between … and …"."""
    free = [_ends_of(skip) for skip in times.skips]
    found: list[tuple[datetime, int]] = []
    for place, cron in enumerate(times.crons):
        window = times.windows[place] if times.windows else 0
        mine: list[tuple[datetime, int]] = []
        after = now
        for _ in range(n * 80):  # a year of skipped days, at the most
            slot = recurrence.next_after(Cron((cron,)), zone, after)
            if slot is None or len(mine) == n:
                break
            after = slot.at
            day = slot.at.astimezone(ZoneInfo(zone)).date()
            if not any(first <= day <= last for first, last in free):
                mine.append((slot.at, window))
        found += mine
    return tuple(_say_moment(at, window, zone) for at, window in sorted(set(found))[:n])


def _say_moment(at: datetime, window: int, zone: str) -> datetime | Text:
    if not window:
        return at
    end = (at + timedelta(minutes=window)).astimezone(ZoneInfo(zone)).time().replace(tzinfo=None)
    return T("between {at} and {end}", at=at, end=end)


def _ends_of(skip: str) -> tuple[date, date]:
    first, _, last = skip.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _say_skip(skip: str) -> date | Text:
    first, last = _ends_of(skip)
    return first if first == last else T("{first} to {last}", first=first, last=last)


def _say_group(days: frozenset[int], minutes: Sequence[int], window: int) -> Text:
    when = _say_days(days)
    if window:
        spans = tuple(
            T("between {first} and {last}", first=_clock_time(minute), last=_clock_time((minute + window) % 1440))
            for minute in minutes
        )
        return T("{days}, some time {spans}", days=when, spans=spans)
    step = minutes[1] - minutes[0] if len(minutes) > 1 else 0
    if len(minutes) > 3 and list(minutes) == list(range(minutes[0], minutes[-1] + 1, step)):
        often = T("every hour") if step == 60 else T("every {step}", step=timedelta(minutes=step))
        if len(minutes) * step == 1440:
            return often if days == EVERY_DAY else T("{days}, {often}", days=when, often=often)
        first, last = _clock_time(minutes[0]), _clock_time(minutes[-1])
        return T("{days}, {often} from {first} to {last}", days=when, often=often, first=first, last=last)
    return T("{days} at {times}", days=when, times=tuple(_clock_time(minute) for minute in minutes))


def _clock_time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _say_days(days: frozenset[int]) -> Text:
    if days == EVERY_DAY:
        return T("every day")
    if days == WORKDAYS:
        return T("on weekdays")
    if days == WEEKEND:
        return T("at weekends")
    if len(days) == 6:
        return T("every day except {days}", days=_named(EVERY_DAY - days))
    return T("on {days}", days=_named(days))


def _named(days: frozenset[int]) -> tuple[Text, ...]:
    return tuple(_NAMES[day] for day in sorted(days, key=lambda day: (day - 1) % 7))


# --- cron expressions -----------------------------------------------------------------------------------------------


def _simple(cron: str) -> tuple[frozenset[int], frozenset[int]] | None:
    """Days and minutes after midnight of an expression that says nothing about dates; None when it does."""
    fields = cron.casefold().split()
    if len(fields) != 5 or fields[2] not in "*?" or fields[3] != "*":
        return None
    names = {name: str(number) for name, number in day_names("en").items()}
    weekdays = re.sub(r"[a-z]+", lambda found: names.get(found[0], found[0]), fields[4])
    minutes, hours, days = _expand(fields[0], 60), _expand(fields[1], 24), _expand(weekdays, 8)
    if not minutes or not hours or not days:
        return None
    return frozenset(day % 7 for day in days), frozenset(hour * 60 + minute for hour in hours for minute in minutes)


_PART = re.compile(r"(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")


def _expand(field: str, size: int) -> set[int]:
    values: set[int] = set()
    for part in field.split(","):
        found = _PART.fullmatch(part)
        if not found:
            return set()
        star, first, last, step = found.groups()
        start = 0 if star else int(first)
        end = size - 1 if star or (step and not last) else int(last or first)
        values.update(range(start, end + 1, int(step or 1) or 1))
    return values if values and max(values) < size else set()
