"""How each day was, as it stands in the calendar of somebody's month: values, no I/O."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from wellcheck.i18n import T, Text, local_day
from wellcheck.probes import Probe
from wellcheck.probes.history import HELP, LATE, OKAY, SILENT, ended

PAUSED, NOTHING = "paused", "nothing"
MARKS = (NOTHING, PAUSED, OKAY, LATE, SILENT, HELP)
"""What a day may show, the last one that is true of it."""

SIGNS = {OKAY: "✓", LATE: "◐", SILENT: "!", HELP: "✕", PAUSED: "=", NOTHING: "○"}
"""What stands for each in words; the picture draws the same shapes."""

MEANINGS = {
    OKAY: T("you answered"),
    LATE: T("you answered later"),
    SILENT: T("no answer"),
    HELP: T("you needed help"),
    PAUSED: T("pause"),
    NOTHING: T("not asked"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its mark, and how many of the questions asked on it were answered in time."""

    mark: str
    answered: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some days in a row. `begins`: the day a week begins with where they live, 0 being Monday."""

    first: date
    days: tuple[Day, ...]
    language: str
    begins: int = 0

    @property
    def last(self) -> date:
        """The newest day, which is today."""
        return self.first + timedelta(days=len(self.days) - 1)

    def legend(self) -> list[tuple[str, Text]]:
        """The signs that occur, and what they mean."""
        seen = {day.mark for day in self.days}
        return [(SIGNS[mark], MEANINGS[mark]) for mark in MEANINGS if mark in seen]


def dump(calendar: Calendar) -> str:
    """As JSON."""
    days = [[day.mark, day.answered, day.asked] for day in calendar.days]
    return json.dumps(
        {"first": calendar.first.isoformat(), "days": days, "language": calendar.language, "begins": calendar.begins}
    )


def load(text: str) -> Calendar:
    """The calendar again."""
    told = json.loads(text)
    days = tuple(Day(mark, answered, asked) for mark, answered, asked in told["days"])
    return Calendar(date.fromisoformat(told["first"]), days, told["language"], told["begins"])


def week_begins(language: str, zone: str) -> int:
    """The day a week begins with where somebody lives, 0 being Monday: Sunday in New York, Saturday in Cairo."""
    territory = get_global("zone_territories").get(zone)
    if territory is not None:
        # It is a matter of the country; Babel wants a language that is spoken there.
        for spoken in (language, *get_global("territory_languages").get(territory, {})):
            with contextlib.suppress(UnknownLocaleError, ValueError):
                return Locale.parse(f"{spoken}_{territory}").first_week_day
    return Locale.parse(language).first_week_day


def calendar(
    probes: Sequence[Probe],
    spared: Iterable[datetime],
    pauses: Sequence[tuple[datetime, bool]],
    start: datetime,
    now: datetime,
    language: str,
    zone: str,
) -> Calendar:
    """The days from `start` to `now` where somebody lives. `spared`: times at which they were not asked because they had told
    us before that they are okay. `pauses`: when check-ins ended (True) or went on (False), oldest first.

    Of several marks a day gets the gravest. The first day is left out if nothing was asked on what is left of it.
    """
    found: dict[date, Day] = {}
    for probe in probes:
        how = ended(probe)
        if how is not None:
            day = found.get(on := local_day(probe.asked_at, zone), Day(NOTHING))
            mark = max(day.mark, how, key=MARKS.index)
            found[on] = Day(mark, day.answered + (how == OKAY), day.asked + 1)
    for at in spared:
        if start <= at <= now:
            found.setdefault(local_day(at, zone), Day(OKAY))
    first, last = local_day(start, zone), local_day(now, zone)
    if first not in found:
        first += timedelta(days=1)
    paused = _paused(pauses, first, last, zone)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = tuple(found.get(on) or Day(PAUSED if on in paused else NOTHING) for on in every)
    return Calendar(first, days, language, week_begins(language, zone))


def _paused(pauses: Sequence[tuple[datetime, bool]], first: date, last: date, zone: str) -> set[date]:
    """The days on which check-ins were off for some time."""
    days: set[date] = set()
    began: date | None = None
    changes = [(local_day(at, zone), off) for at, off in pauses]
    for on, off in [*changes, (last, False)]:
        if off:
            began = began or on
        elif began is not None:
            day = max(began, first)
            while day <= min(on, last):
                days.add(day)
                day += timedelta(days=1)
            began = None
    return days
