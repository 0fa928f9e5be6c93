"""Days on which nobody is asked: dates ("2026-12-24") and ranges ("2026-12-24/2026-12-27", both ends included), in the
person's own zone. Values in, values out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text

MOST = 100
"""So many dates or ranges may wait for one schedule."""

LONGEST = timedelta(days=90)
"""A longer time without being asked is a pause, of which the contacts are told; days in a row count together."""

Days = tuple[date, date]
"""The first and the last day."""


@lru_cache(maxsize=4096)
def ranges(skips: tuple[str, ...]) -> tuple[Days, ...]:
    """The days in order, those that touch each other as one. `ValueError` when one of them cannot be read."""
    merged: list[Days] = []
    for first, last in sorted(_days(skip) for skip in skips):
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _days(skip: str) -> Days:
    first, _, last = skip.partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    if days[1] < days[0] or max(days).year > 9990:
        raise ValueError(skip)
    return days


def covers(days: Sequence[Days], day: date) -> bool:
    """Whether this day is one of them. `days` as `ranges` returns them."""
    place = bisect_right(days, (day, date.max)) - 1
    return place >= 0 and day <= days[place][1]


def tidy(skips: Iterable[str], today: date, field: str = "skips") -> tuple[str, ...]:
    """The same days, in order, without those that are over. `NotValid` for what cannot be read or is too much."""
    kept = tuple(skips)
    try:
        left = [days for days in ranges(kept) if days[1] >= today]
    except ValueError:
        raise NotValid.of(field, hint()) from None
    if len(left) > MOST:
        raise NotValid.of(field, T("At most {n} dates can be left out.", n=MOST))
    for first, last in left:
        if last - first >= LONGEST:
            raise NotValid.of(
                field, T("At most {n} days in a row can be left out. For a longer time, use a pause.", n=LONGEST.days)
            )
    return coming(kept, today)


def coming(skips: Iterable[str], today: date) -> tuple[str, ...]:
    """Those that are not over, in order."""
    return tuple(_text(days) for days in ranges(tuple(skips)) if days[1] >= today)


def hint() -> Text:
    """How days are written."""
    return T("A date is written like {date}, a range like {range}.", date="2026-12-24", range="2026-12-24/2026-12-27")


def _text(days: Days) -> str:
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def in_words(skips: Iterable[str], today: date) -> tuple[Text, ...]:
    """Those still to come, to be said one after the other."""
    return tuple(
        T("{day}", day=first) if first == last else T("{first} to {last}", first=first, last=last)
        for first, last in ranges(coming(skips, today))
    )
