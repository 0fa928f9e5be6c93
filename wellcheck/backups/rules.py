"""When a backup is due, when the last one is too old, and which ones stay. Values in, decisions out; times in UTC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from croniter import croniter

TRY_AGAIN = timedelta(minutes=10)
"""After a failure it is tried again so much later, without waiting for the next time of the schedule."""

GRACE = timedelta(hours=1)
"""So long after its second chance a backup that is missing is told."""

GOES_ON = timedelta(hours=1)
"""An alarm that was open in a backup goes on when it is restored within this time. An older one may be over since long: then
its user is asked anew."""

NAME = re.compile(r"wellcheck-([0-9a-f]{8})-(\d{8}T\d{6})Z\.age")


def name_of(installation: str, at: datetime) -> str:
    """The name of the file of a backup. `installation`: eight hexadecimal digits."""
    return f"wellcheck-{installation}-{at.astimezone(UTC):%Y%m%dT%H%M%S}Z.age"


def made_at(name: str) -> datetime | None:
    """When the backup of this name was made; None: it is not a backup's name."""
    found = NAME.fullmatch(name)
    return datetime.strptime(found[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None


def is_due(cron: str, last_good: datetime | None, last_try: datetime | None, now: datetime) -> bool:
    """Whether one is to be made now: none is younger than the last time of the schedule, and no other try is too fresh."""
    if last_try is not None and timedelta(0) <= now - last_try < TRY_AGAIN:
        return False
    slot = _times(cron, now).get_prev()
    return last_good is None or bool(last_good < slot)


def is_old(cron: str, last_good: datetime | None, first_try: datetime | None, now: datetime) -> bool:
    """Whether somebody has to hear of it: the schedule passed twice since the last good one (or the first try) and no backup
    came of it."""
    since = last_good or first_try
    if since is None:
        return False
    times = _times(cron, since)
    times.get_next()
    return bool(now > times.get_next() + GRACE)


def _times(cron: str, start: datetime) -> Any:
    return croniter(cron, start, ret_type=datetime)


@dataclass(frozen=True, slots=True)
class Keep:
    """How many generations stay: the newest backup of each of the last so many hours, days, weeks and months that have one."""

    hours: int
    days: int
    weeks: int
    months: int


def keep_of(text: str) -> Keep:
    """What BACKUP_KEEP says: `24h 7d 5w 12m`; what is left out keeps nothing."""
    most = {unit: int(n) for n, unit in re.findall(r"(\d+)([hdwm])", text)}
    return Keep(most.get("h", 0), most.get("d", 0), most.get("w", 0), most.get("m", 0))


def to_forget(found: Iterable[str], installation: str, keep: Keep) -> list[str]:
    """The names that may go. Never one of another installation, never what is no backup, never the newest."""
    mine = sorted((name for name in found if (read := NAME.fullmatch(name)) and read[1] == installation), reverse=True)
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (1, lambda at: at),
        (keep.hours, lambda at: (at.date(), at.hour)),
        (keep.days, lambda at: at.date()),
        (keep.weeks, lambda at: at.isocalendar()[:2]),
        (keep.months, lambda at: (at.year, at.month)),
    )
    kept: set[str] = set()
    for most, period in periods:
        seen: set[object] = set()
        for name in mine:
            at = made_at(name)
            assert at is not None
            if len(seen) < most and period(at) not in seen:
                seen.add(period(at))
                kept.add(name)
    return [name for name in mine if name not in kept]
