"""Schedules said back in words, and the next times they mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.times.crons import read_cron, read_dates
from bot.times.tokens import EVERY_DAY, WEEKEND, WORKDAYS
from bot.times.values import Times
from wellcheck import i18n, recurrence, skips
from wellcheck.i18n import N, T, Text, join
from wellcheck.recurrence import Cron, Turn, say_slot

_NAMES = (T("Sunday"), T("Monday"), T("Tuesday"), T("Wednesday"), T("Thursday"), T("Friday"), T("Saturday"))


def describe(times: Times | Sequence[str], language: str) -> Text:
    """The schedule in words: "every day at 09:00", "on weekdays some time between 09:00 and 11:00, but not on 24 December",
    "every month on day 1 at 09:00".

    `times` may be the cron expressions alone.
    """
    kept = times if isinstance(times, Times) else Times(tuple(times))
    said: dict[tuple[Text, int], set[int]] = {}
    other: list[Text] = []
    for place, cron in enumerate(kept.crons):
        simple, dated = read_cron(cron), read_dates(cron)
        when = _say_days(simple[0], kept.turn) if simple else dated and _say_dates(dated[0], dated[1], language)
        if when is None:
            other.append(T('by the rule "{rule}"', rule=cron))
            continue
        minutes = simple[1] if simple else dated[2] if dated else frozenset()
        window = kept.windows[place] if kept.windows else 0
        said.setdefault((when, window), set()).update(minutes)
    parts = [_say_group(when, sorted(minutes), window) for (when, window), minutes in said.items()] + other
    whole = parts[0] if len(parts) == 1 else join(parts, "; ")
    if not kept.skips:
        return whole
    return T("{times}, but not on {dates}", times=whole, dates=skips.in_words(kept.skips, date.min))


def next_times(schedule: Cron, zone: str, now: datetime, n: int = 5) -> tuple[Text, ...]:
    """The next times this schedule means, to be put into a sentence; of a window its beginning and its end."""
    return tuple(say_slot(schedule, zone, slot.at, slot.key) for slot in recurrence.upcoming(schedule, zone, now, n))


def _say_group(when: Text, minutes: Sequence[int], window: int) -> Text:
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
            return often if when == _say_days(EVERY_DAY) else T("{days}, {often}", days=when, often=often)
        first, last = _clock_time(minutes[0]), _clock_time(minutes[-1])
        return T("{days}, {often} from {first} to {last}", days=when, often=often, first=first, last=last)
    return T("{days} at {times}", days=when, times=tuple(_clock_time(minute) for minute in minutes))


def _clock_time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _say_days(days: frozenset[int], turn: Turn | None = None) -> Text:
    if turn is not None and turn.unit == "days":
        return N("every {n} day", "every {n} days", turn.n)
    if turn is not None:
        return N("every {n} week on {days}", "every {n} weeks on {days}", turn.n, days=_named(days))
    if days == EVERY_DAY:
        return T("every day")
    if days == WORKDAYS:
        return T("on weekdays")
    if days == WEEKEND:
        return T("at weekends")
    if len(days) == 6:
        return T("every day except {days}", days=_named(EVERY_DAY - days))
    return T("on {days}", days=_named(days))


def _say_dates(days: Sequence[int], months: Sequence[int], language: str) -> Text | None:
    """Days of each month, or of a year; None for what has no plain words."""
    if len(months) == 1:
        if len(days) != 1 or days[0] < 0:
            return None
        return T("every year on {date}", date=i18n.day_of_year(months[0], days[0], language))
    step = months[1] - months[0] if months else 1
    if months and (12 % step or list(months) != list(range(months[0], 13, step)) or months[0] > step):
        return None
    often = T("every month") if step == 1 else N("every {n} month", "every {n} months", step)
    named = tuple(T("on the last day") if day < 0 else T("on day {n}", n=day) for day in days)
    return T("{often} {days}", often=often, days=named)


def _named(days: frozenset[int]) -> tuple[Text, ...]:
    return tuple(_NAMES[day] for day in sorted(days, key=lambda day: (day - 1) % 7))
