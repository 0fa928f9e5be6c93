"""How somebody's month was, in three kind sentences and as a calendar: no reproach in any of them."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from bot import days
from wellcheck import events, timeline
from wellcheck.i18n import N, T, Text, join
from wellcheck.people import Person
from wellcheck.probes import history

MONTH, WEEK = timedelta(days=30), timedelta(days=7)


ENDS, GOES_ON = ("paused", "paused_after_alarm", "watch_off"), ("resumed", "pause_over", "watch_on")
"""What the timeline says of check-ins that stop, and of those that go on."""


async def describe(person: Person, span: timedelta, now: datetime) -> Text:
    """What was asked and answered in the days before now; how soon they usually answer; their longest run of answers."""
    return in_words(history.look(await history.since(person.id, now - span)), span.days)


async def look(person: Person, now: datetime) -> tuple[Text, days.Calendar]:
    """The same of the last `MONTH`, and its calendar."""
    start = now - MONTH
    probes = await history.since(person.id, start)
    changes = await timeline.TimelineEntry.filter(
        about_kind="person", about_id=person.id, what__in=(*ENDS, *GOES_ON)
    ).order_by("id")
    calendar = days.calendar(
        probes,
        await events.spared_since(person.id, start),
        [(entry.at, entry.what in ENDS) for entry in changes],
        start,
        now,
        person.language,
        person.zone,
    )
    return in_words(history.look(probes), MONTH.days), calendar


def in_words(seen: history.Looked, days: int) -> Text:
    """The same of these numbers."""
    if not seen.asked:
        return T("We have not asked you anything in the last {days} days.", days=days)
    first = [N("In the last {days} days we asked you once.", "In the last {days} days we asked you {n} times.", seen.asked,
               days=days)]  # fmt: skip
    if seen.answered == seen.asked:
        first.append(T("You answered every time, thank you."))
    else:
        first.append(N("You answered once.", "You answered {n} times.", seen.answered))
        first.append(N("Once we told your contacts.", "We told your contacts {n} times.", seen.told))
    if seen.late:
        first.append(N("Once your answer came later, and everybody was glad.",
                       "Your answer came later {n} times, and everybody was glad.", seen.late))  # fmt: skip
    lines = [join(first, " ")]
    if seen.usually is not None:
        minutes = max(1, math.ceil(seen.usually.total_seconds() / 60))
        lines.append(T("You usually answer within {span}.", span=timedelta(minutes=minutes)))
    if seen.row > 1:
        lines.append(T("Your longest run: {n} answers, one after the other.", n=seen.row))
    return join(lines)
