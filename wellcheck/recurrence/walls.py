"""Local wall-clock times and the instants they stand for. Values in, values out."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time a rule comes due: the instant (UTC), and the local time the rule names, by which it happens only once.

    The key reads "2026-10-25T02:30"; the second pass of a repeated hour, where it counts, "2026-10-25T02:30+fold".
    `minutes`: how long the window is that begins at the time of the key; 0: there is none.
    """

    at: datetime
    key: str
    minutes: int = 0

    @property
    def begins(self) -> datetime:
        """The local time of the key (naive)."""
        return datetime.fromisoformat(self.key.removesuffix("+fold"))

    @property
    def ends(self) -> datetime:
        """When its window is over, by the clock on the wall (naive)."""
        return self.begins + timedelta(minutes=self.minutes)


class Wrong(Exception):
    """A rule that cannot be kept, with the sentence that says why."""

    def __init__(self, text: Text, field: str | None = None) -> None:
        super().__init__(text.id)
        self.text, self.field = text, field


def check_zone(name: str, field: str = "zone") -> str:
    """The IANA zone as it is properly spelt; an unknown one is refused with the nearest name."""
    known = zones()
    if proper := known.get(name.strip().lower()):
        return proper
    near = difflib.get_close_matches(name[:64].lower(), known, n=1, cutoff=0.7)
    example = known[near[0]] if near else "Europe/Zagreb"
    raise NotValid.of(
        field, T('There is no time zone "{name}". Did you mean {example}?', name=name[:64], example=example)
    )


def offsets(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """The offsets around a change, if `wall` falls into one: growing in a gap, shrinking in a fold (PEP 495)."""
    local = wall.replace(tzinfo=zone)
    early, late = local.utcoffset(), local.replace(fold=1).utcoffset()
    return early or timedelta(0), late or timedelta(0)


def first_pass(wall: datetime, zone: ZoneInfo, every_n: bool) -> datetime | None:
    """The instant of a wall-clock time, the first one if there are two; None if there is none."""
    early, late = offsets(wall, zone)
    before, behind = (wall - late).replace(tzinfo=UTC), (wall - early).replace(tzinfo=UTC)
    if late <= early:
        return behind
    if every_n or late - early >= timedelta(days=1):
        return None
    while behind - before > timedelta(seconds=1):
        middle = before + (behind - before) // timedelta(seconds=2) * timedelta(seconds=1)
        if middle.astimezone(zone).utcoffset() == late:
            behind = middle
        else:
            before = middle
    return behind


def slot_of(at: datetime, zone: ZoneInfo) -> Slot:
    local = at.astimezone(zone)
    return Slot(
        at.astimezone(UTC),
        local.replace(tzinfo=None).isoformat(timespec="auto" if odd(at) else "minutes")
        + ("+fold" if local.fold else ""),
    )


def odd(at: datetime) -> bool:
    return bool(at.second or at.microsecond)


def wall_key(wall: datetime) -> str:
    return wall.isoformat(timespec="auto" if odd(wall) else "minutes")


@cache
def zones() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones() - {"Factory", "localtime", "posixrules"})}


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    return ZoneInfo(check_zone(name))


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant_of(text: str, field: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise NotValid.of(field, T("A time is written like {example}.", example="2027-01-31T09:00:00Z"))
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise NotValid.of(field, T("A time is written like {example}.", example="2027-01-31T09:00:00Z")) from None
