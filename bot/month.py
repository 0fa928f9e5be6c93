"""How somebody's month was, in three kind sentences: no reproach in any of them."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from wellcheck.i18n import N, T, Text, join
from wellcheck.people import Person
from wellcheck.probes import history

MONTH, WEEK = timedelta(days=30), timedelta(days=7)


async def describe(person: Person, span: timedelta, now: datetime) -> Text:
    """What was asked and answered in the days before now; how soon they usually answer; their longest run of answers."""
    return in_words(await history.since(person.id, now - span), span.days)


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
