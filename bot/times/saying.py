"""Schedules said back in words, and the next times they mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.times.crons import read_cron
from bot.times.tokens import EVERY_DAY, WEEKEND, WORKDAYS
from bot.times.values import Times
from wellcheck import recurrence, skips
from wellcheck.i18n import T, Text, join
from wellcheck.recurrence import Cron, say_slot

_NAMES = (T("Sunday"), T("Monday"), T("Tuesday"), T("Wednesday"), T("Thursday"), T("Friday"), T("Saturday"))


def describe(times: Times | Sequence[str], language: str) -> Text:
    """The schedule in words: "every day at 09:00", "on weekdays some time between 09:00 and 11:00, but not on 24 December".

    `times` may be the cron expressions alone.
    """
    kept = times if isinstance(times, Times) else Times(tuple(times))
    said: dict[tuple[frozenset[int], int], set[int]] = {}
    other: list[Text] = []
    for place, cron in enumerate(kept.crons):
        simple = read_cron(cron)
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
    return T("{times}, but not on {dates}", times=whole, dates=skips.in_words(kept.skips, date.min))


def next_times(schedule: Cron, zone: str, now: datetime, n: int = 5) -> tuple[Text, ...]:
    """The next times this schedule means, to be put into a sentence; of a window its beginning and its end."""
    return tuple(say_slot(schedule, zone, slot.at, slot.key) for slot in recurrence.upcoming(schedule, zone, now, n))


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
