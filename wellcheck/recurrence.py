"""When something is next due: once, by cron expressions, or every so often. Values in, slots out; no clock, no row.

A slot is one local wall-clock time of a rule, and happens exactly once:

- In the gap of a spring change the slot of a fixed hour happens at the first valid instant after the gap. A date that a
  country left out altogether (Apia, 30 December 2011) has no slots.
- In the repeated hour of an autumn change a fixed hour happens in the first pass only.
- A rule that runs every so many hours or minutes (its hour has a `*` or a `/`) follows elapsed time instead, as cron of
  Debian and cronsim do: both passes of a repeated hour count, and what falls into a gap is left out.

- In a window the slot is still one, named by the time at which the window begins. It happens at a minute of the window
  that is drawn from the event's id and the date: any process at any time draws the same, and the next day's is another.

croniter reads the fields; the walk over the calendar is ours, because croniter fires twice in a repeated hour and takes
too long for a morning's burst. If day of month and day of week are both restricted, either may match (cron's rule).
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, assert_never
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from croniter import CroniterError, croniter

from wellcheck import skips
from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text

YEARS_AHEAD = 41
"""How far a rule is followed before it counts as never. The fifth Monday of February comes every 28 to 40 years."""
MAX_EXPRESSIONS = 12
MAX_EVERY = timedelta(days=366)
FARTHEST = timedelta(days=36_500)
CATCH_UP = timedelta(hours=1)
"""A slot missed in an outage is never served later than this (reliability rule 2.2)."""
MAX_WINDOW = timedelta(hours=6)
EXAMPLE = "0 9 * * *"


@dataclass(frozen=True, slots=True)
class Once:
    """One instant (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Cron:
    """The union of one or more five-field expressions, in local time. Day of week 7 is Sunday, like 0.

    `windows`: for each expression the minutes of the window that begins at its times (0, or none given: no window).
    `skips`: dates and ranges left out (see `wellcheck.skips`), by the date on which a slot or its window begins.
    """

    expressions: tuple[str, ...]
    windows: tuple[int, ...] = ()
    skips: tuple[str, ...] = ()

    def parts(self) -> list[tuple[str, int]]:
        """Each expression with the minutes of its window."""
        return [(each, self.windows[n] if n < len(self.windows) else 0) for n, each in enumerate(self.expressions)]


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many seconds of elapsed time, counted from `anchor` (aware)."""

    seconds: int
    anchor: datetime


Schedule = Once | Cron | Every


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


# --- what others ask -------------------------------------------------------------------------------


def next_after(schedule: Schedule, zone: str, after: datetime, seed: UUID | None = None) -> Slot | None:
    """The first slot later than `after` (aware) for somebody who lives in `zone`; None if there is none any more.

    `seed`: the id of the event whose minute is drawn in each window. Without it a window's slot is its beginning.
    """
    place = _zone(zone)
    match schedule:
        case Once(at):
            return _slot(at, place) if at > after else None
        case Every(seconds, anchor):
            turns = max(0, (after - anchor) // timedelta(seconds=seconds) + 1)
            return _slot(anchor + turns * timedelta(seconds=seconds), place)
        case Cron():
            if seed is None or not any(schedule.windows):
                return _next_start(schedule, place, after)
            return _first_drawn(_starts(schedule, place, after), place, after, seed)
        case _:
            assert_never(schedule)


def upcoming(schedule: Schedule, zone: str, after: datetime, n: int = 5, seed: UUID | None = None) -> list[Slot]:
    """The next `n` slots later than `after`, fewer if the rule ends before."""
    found: list[Slot] = []
    while len(found) < n and (slot := next_after(schedule, zone, found[-1].at if found else after, seed)):
        found.append(slot)
    return found


def next_many(wanted: Iterable[tuple[str, str, UUID]], after: datetime) -> dict[tuple[str, str, UUID], Slot | None]:
    """The next slot of every (`key` of a schedule, zone, event) of a batch. The calendar is walked once per distinct rule
    and zone; what is drawn per event is the minute of a window alone."""
    ahead: dict[tuple[str, str], list[Slot]] = {}
    found: dict[tuple[str, str, UUID], Slot | None] = {}
    for each in wanted:
        text, zone, seed = each
        slots = ahead.get((text, zone))
        if slots is None:
            slots = ahead[text, zone] = _ahead(of_key(text), zone, after)
        # A rule without windows has one slot here; nothing is to be drawn or looked at for each of its events.
        alone = len(slots) == 1 and not slots[0].minutes
        found[each] = slots[0] if alone else _first_drawn(slots, _zone(zone), after, seed)
    return found


def _ahead(schedule: Schedule, zone: str, after: datetime) -> list[Slot]:
    if isinstance(schedule, Cron) and any(schedule.windows):
        return _starts(schedule, _zone(zone), after)
    slot = next_after(schedule, zone, after)
    return [slot] if slot else []


def _next_start(schedule: Cron, zone: ZoneInfo, after: datetime) -> Slot | None:
    start, left_out = after.astimezone(UTC), skips.ranges(schedule.skips)
    slots = [
        _next_by_cron(_pattern(expression), zone, start, left_out, minutes) for expression, minutes in schedule.parts()
    ]
    return min((slot for slot in slots if slot), default=None)


def _starts(schedule: Cron, zone: ZoneInfo, after: datetime) -> list[Slot]:
    """The slots, by the beginnings of their windows, of which the first one whose minute lies behind `after` is the next:
    those whose window may still run, and one more."""
    # A repeated hour makes a window longer by the clock of the sun than by the one on the wall.
    slot = _next_start(schedule, zone, after - timedelta(minutes=max(schedule.windows), hours=3))
    found = []
    while slot is not None:
        found.append(slot)
        slot = None if slot.at > after else _next_start(schedule, zone, slot.at)
    return found


def _first_drawn(slots: Iterable[Slot], zone: ZoneInfo, after: datetime, seed: UUID) -> Slot | None:
    return next((slot for each in slots if (slot := _drawn(each, zone, seed)).at > after), None)


def _drawn(slot: Slot, zone: ZoneInfo, seed: UUID) -> Slot:
    """The slot at the minute of its window that is this event's on this day."""
    if not slot.minutes:
        return slot
    minutes = timedelta(minutes=_minute(seed, slot.key, slot.minutes))
    if slot.key.endswith("+fold"):
        return Slot(slot.at + minutes, slot.key, slot.minutes)
    return Slot(max(slot.at, _first_pass(slot.begins + minutes, zone, False) or slot.at), slot.key, slot.minutes)


def as_told(schedule: Schedule, zone: str, at: datetime, key: str) -> tuple[Slot, datetime]:
    """What people are told of a slot: in a window its beginning and its end, never the minute that was drawn. `at` and
    `key` are the slot's own."""
    place = _zone(zone)
    if isinstance(schedule, Cron) and any(schedule.windows):
        for slot in _starts(schedule, place, at):
            if slot.key == key:
                return slot, _first_pass(slot.ends, place, False) or slot.at
    return Slot(at, key), at


def say_slot(schedule: Schedule, zone: str, at: datetime, key: str) -> Text:
    """One time of a schedule (`at` and `key` are the slot's), as it may be told: never the minute drawn in a window."""
    slot, until = as_told(schedule, zone, at, key)
    if until == slot.at:
        return T("{at}", at=slot.at)
    return T("{at} to {end}", at=slot.at, end=until.astimezone(_zone(zone)).time())


def _minute(seed: UUID, key: str, length: int) -> int:
    """Which minute of a window of so many. On every other day any; on the days between any that is not one of its
    neighbours', so that two days in a row never have the same."""
    day, time = date.fromisoformat(key[:10]).toordinal(), key[10:]

    def drawn(ordinal: int, of: int) -> int:
        digest = hashlib.sha256(seed.bytes + f"{ordinal}{time}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % of

    if day % 2 == 0 or length < 3:
        return drawn(day, length)
    neighbours = sorted({drawn(day - 1, length), drawn(day + 1, length)})
    minute = drawn(day, length - len(neighbours))
    for neighbour in neighbours:
        minute += minute >= neighbour
    return minute


def missed(
    schedule: Schedule, zone: str, since: datetime, now: datetime, limit: int = 100, seed: UUID | None = None
) -> list[Slot]:
    """The slots in (since, now] that nobody served, oldest first; the newest `limit` of them after a long outage."""
    span = timedelta(days=1)
    while True:
        start = max(since, now - span)
        slots: deque[Slot] = deque(maxlen=limit)
        slot = next_after(schedule, zone, start, seed)
        while slot and slot.at <= now:
            slots.append(slot)
            slot = next_after(schedule, zone, slot.at, seed)
        if start == since or len(slots) == limit:
            return list(slots)
        span *= 8


def catch_up(schedule: Schedule, zone: str, slot: Slot, seed: UUID | None = None) -> timedelta:
    """How late this slot may still be served: half the way to the next one, at most an hour."""
    following = next_after(schedule, zone, slot.at, seed)
    return min(CATCH_UP, (following.at - slot.at) / 2) if following else CATCH_UP


def check(
    wanted: str | Schedule,
    zone: str,
    now: datetime,
    min_interval: timedelta,
    field: str = "schedule",
    zone_field: str = "zone",
) -> Schedule:
    """The schedule, if it can be kept; `NotValid` says what is wrong with it and what would be right.

    Text is a cron expression (several by line or semicolon), `@daily` and its like, or `@every 1h30m` from `now` on.
    The shortest interval is measured by the wall clock, so that a 23-hour day does not make a daily rule too frequent.
    What is wrong with windows and skipped days is said of the fields `windows` and `skips`. Skipped days that are over are
    left out of what comes back.
    """
    check_zone(zone, zone_field)
    try:
        schedule = _read(wanted, now) if isinstance(wanted, str) else wanted
        match schedule:
            case Once(at):
                _check_once(at, now)
            case Every(seconds, _):
                _check_every(seconds, min_interval)
            case Cron():
                schedule = _check_cron(schedule, zone, now, min_interval)
            case _:
                assert_never(schedule)
    except _Wrong as wrong:
        raise NotValid.of(wrong.field or field, wrong.text) from None
    return schedule


def check_zone(name: str, field: str = "zone") -> str:
    """The IANA zone as it is properly spelt; an unknown one is refused with the nearest name."""
    known = _zones()
    if proper := known.get(name.strip().lower()):
        return proper
    near = difflib.get_close_matches(name[:64].lower(), known, n=1, cutoff=0.7)
    example = known[near[0]] if near else "Europe/Zagreb"
    raise NotValid.of(
        field, T('There is no time zone "{name}". Did you mean {example}?', name=name[:64], example=example)
    )


def to_json(schedule: Schedule) -> dict[str, Any]:
    """The schedule as it is stored and shown: `{"type": "cron", "cron": ["0 9 * * *"]}`, instants in UTC with a Z. With
    windows and skipped days: `"windows": [120], "skips": ["2026-12-24", "2027-01-01/2027-01-03"]`."""
    match schedule:
        case Once(at):
            return {"type": "once", "at": _stamp(at)}
        case Every(seconds, anchor):
            return {"type": "every", "seconds": seconds, "anchor": _stamp(anchor)}
        case Cron(expressions, windows, left_out):
            told: dict[str, Any] = {"type": "cron", "cron": list(expressions)}
            if any(windows):
                told["windows"] = [minutes for _, minutes in schedule.parts()]
            return told | ({"skips": list(left_out)} if left_out else {})
        case _:
            assert_never(schedule)


def from_json(value: Any, field: str = "schedule") -> Schedule:
    """The schedule again. Only its shape is looked at; `check` says whether it can be kept."""
    match value:
        case {"type": "once", "at": str(at)}:
            return Once(_instant_of(at, field))
        case {"type": "every", "seconds": int(seconds), "anchor": str(anchor)} if not isinstance(seconds, bool):
            if not 0 < seconds <= MAX_EVERY.total_seconds():
                raise NotValid.of(field, _every_bounds())
            return Every(seconds, _instant_of(anchor, field))
        case {"type": "cron", "cron": str(expression), **more}:
            return _cron_of([expression], more)
        case {"type": "cron", "cron": [*expressions], **more} if expressions and all(
            isinstance(e, str) for e in expressions
        ):
            return _cron_of(expressions, more)
        case _:
            raise NotValid.of(
                field,
                T(
                    "A schedule looks like {cron} or {once}.",
                    cron='{"type": "cron", "cron": ["0 9 * * *"]}',
                    once='{"type": "once", "at": "2027-01-31T09:00:00Z"}',
                ),
            )


def _cron_of(expressions: Sequence[str], more: dict[Any, Any]) -> Cron:
    windows, left_out = more.get("windows") or [], more.get("skips") or []
    if not isinstance(windows, list) or not all(type(each) is int for each in windows):
        raise NotValid.of("windows", _windows_hint())
    if not isinstance(left_out, list) or not all(isinstance(each, str) for each in left_out):
        raise NotValid.of("skips", skips.hint())
    try:
        skips.ranges(tuple(left_out))
    except ValueError:
        raise NotValid.of("skips", skips.hint()) from None
    return Cron(tuple(_tidy(expression) for expression in expressions), tuple(windows), tuple(left_out))


def key(schedule: Schedule) -> str:
    """The schedule as one line of JSON that is equal for equal rules; `of_key` reads it back."""
    return json.dumps(to_json(schedule), sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=16_384)
def of_key(text: str) -> Schedule:
    """The schedule behind a key (or any JSON text of one)."""
    try:
        return from_json(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        raise NotValid.of("schedule", T("This schedule cannot be read.")) from None


# --- the calendar ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One expression as sets. Weekdays count from Sunday = 0; `nth` holds (weekday, n), the last one as 0."""

    times: tuple[int, ...]  # minutes of the day, in order
    months: frozenset[int]
    days: frozenset[int] | None
    last_day: bool
    weekdays: frozenset[int] | None
    nth: frozenset[tuple[int, int]]
    every_n: bool

    def on(self, day: date) -> bool:
        """Whether it fires on this date."""
        if day.month not in self.months:
            return False
        if self.days is None:
            return self.weekdays is None or self._on_weekday(day, self.weekdays)
        if day.day in self.days or (self.last_day and (day + timedelta(days=1)).day == 1):
            return True
        return self.weekdays is not None and self._on_weekday(day, self.weekdays)

    def _on_weekday(self, day: date, weekdays: frozenset[int]) -> bool:
        weekday = day.isoweekday() % 7
        if weekday in weekdays:
            return True
        last = (weekday, 0) in self.nth and (day + timedelta(days=7)).month != day.month
        return last or (weekday, (day.day + 6) // 7) in self.nth

    def dates(self, first: date, years: int, left_out: Sequence[skips.Days] = ()) -> Iterator[date]:
        """The dates it fires on, from `first` for so many years, without those left out."""
        day, end = first, min(first.year + years, 9998)
        while day.year <= end:
            if day.month not in self.months:
                day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
                continue
            if self.on(day) and not skips.covers(left_out, day):
                yield day
            day += timedelta(days=1)

    def after(self, wall: datetime, left_out: Sequence[skips.Days] = ()) -> Iterator[datetime]:
        """The wall-clock times (naive) later than the minute of `wall`, but on no day that is left out."""
        today = wall.date()
        for day in self.dates(today, YEARS_AHEAD, left_out):
            start = bisect_right(self.times, wall.hour * 60 + wall.minute) if day == today else 0
            for minute in self.times[start:]:
                yield datetime(day.year, day.month, day.day, *divmod(minute, 60))  # noqa: DTZ001 - a wall-clock time


def _next_by_cron(
    pattern: _Pattern, zone: ZoneInfo, after: datetime, left_out: Sequence[skips.Days], minutes: int
) -> Slot | None:
    local = after.astimezone(zone)
    wall = local.replace(tzinfo=None, fold=0)
    found = None
    for slot in pattern.after(wall, left_out):
        at = _first_pass(slot, zone, pattern.every_n)
        if at is not None and at > after:
            found = Slot(at, _wall_key(slot), minutes)
            break
    second = _second_pass(pattern, zone, after, wall, bool(local.fold)) if pattern.every_n else None
    if second is None or skips.covers(left_out, second.begins.date()):
        return found
    second = Slot(second.at, second.key, minutes)
    return min(found, second) if found else second


def _offsets(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """The offsets around a change, if `wall` falls into one: growing in a gap, shrinking in a fold (PEP 495)."""
    local = wall.replace(tzinfo=zone)
    early, late = local.utcoffset(), local.replace(fold=1).utcoffset()
    return early or timedelta(0), late or timedelta(0)


def _first_pass(wall: datetime, zone: ZoneInfo, every_n: bool) -> datetime | None:
    """The instant of a wall-clock time, the first one if there are two; None if there is none."""
    early, late = _offsets(wall, zone)
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


def _second_pass(pattern: _Pattern, zone: ZoneInfo, after: datetime, wall: datetime, second: bool) -> Slot | None:
    """The next slot in the second pass of a repeated hour, if `after` lies in one of its passes."""
    early, late = _offsets(wall, zone)
    length = early - late
    if length <= timedelta(0):
        return None
    for slot in pattern.after(wall if second else wall - length):
        if slot >= wall + length:
            return None
        offsets = _offsets(slot, zone)
        at = (slot - late).replace(tzinfo=UTC)
        if offsets[0] > offsets[1] and at > after:
            return Slot(at, _wall_key(slot) + "+fold")
    return None


def _slot(at: datetime, zone: ZoneInfo) -> Slot:
    local = at.astimezone(zone)
    return Slot(
        at.astimezone(UTC),
        local.replace(tzinfo=None).isoformat(timespec="auto" if _odd(at) else "minutes")
        + ("+fold" if local.fold else ""),
    )


def _odd(at: datetime) -> bool:
    return bool(at.second or at.microsecond)


def _wall_key(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones() - {"Factory", "localtime", "posixrules"})}


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(check_zone(name))


# --- reading expressions ---------------------------------------------------------------------------


class _Wrong(Exception):
    """A rule that cannot be kept, with the sentence that says why."""

    def __init__(self, text: Text, field: str | None = None) -> None:
        super().__init__(text.id)
        self.text, self.field = text, field


NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
# name, lowest, highest, what may stand there, how it is said
_FIELDS: tuple[tuple[Text, int, int, re.Pattern[str], Text], ...] = (
    (T("minute"), 0, 59, re.compile(r"[\d*,/-]+", re.ASCII), T("a number from 0 to 59")),
    (T("hour"), 0, 23, re.compile(r"[\d*,/-]+", re.ASCII), T("a number from 0 to 23")),
    (
        T("day of the month"),
        1,
        31,
        re.compile(r"[\d*,/?l-]+", re.ASCII),
        T("a number from 1 to 31, or L for the last day"),
    ),
    (T("month"), 1, 12, re.compile(r"[a-z\d*,/-]+", re.ASCII), T("a number from 1 to 12, or JAN to DEC")),
    (T("day of the week"), 0, 7, re.compile(r"[a-z\d*,/?#-]+", re.ASCII), T("a number from 0 to 7, or SUN to SAT")),
)
_BY_CHANCE = re.compile(r"[rh](\(\d*-\d*\))?(/\d*)?")
_GO_DURATION = re.compile(r"(?:(\d{1,7}(?:\.\d{1,3})?)h)?(?:(\d{1,9}(?:\.\d{1,3})?)m)?(?:(\d{1,9})s)?")


def _read(text: str, now: datetime) -> Every | Cron:
    lines = [_tidy(line) for line in re.split(r"[;\n]", text[:4096]) if line.strip()]
    if not lines:
        raise _Wrong(T("There is no schedule here. {example} means every day at 9:00.", example=EXAMPLE))
    if len(lines) == 1 and lines[0].lower().startswith("@every"):
        return Every(_go_seconds(lines[0][len("@every") :].strip()), now.astimezone(UTC).replace(microsecond=0))
    return Cron(tuple(lines))


def _go_seconds(text: str) -> int:
    """Go's duration ("1h30m", "90m"), as the predecessor took it after `@every`."""
    parts = _GO_DURATION.fullmatch(text.lower())
    if not text or not parts:
        raise _Wrong(T("After @every stands a time such as 90m or 1h30m."))
    hours, minutes, seconds = (float(part or 0) for part in parts.groups())
    total = int(hours * 3600 + minutes * 60 + seconds)
    if not 0 < total <= MAX_EVERY.total_seconds():
        raise _Wrong(_every_bounds())
    return total


def _every_bounds() -> Text:
    return T("The time between two must be more than nothing and at most {longest}.", longest=MAX_EVERY)


def _tidy(expression: str) -> str:
    return " ".join(expression.split())


@lru_cache(maxsize=16_384)
def _pattern(expression: str) -> _Pattern:
    """One expression, read. Raises `NotValid`."""
    try:
        return _parse(expression)
    except _Wrong as wrong:
        raise NotValid.of("schedule", wrong.text) from None


def _parse(expression: str) -> _Pattern:
    text = _tidy(expression).lower()
    if text.startswith("@"):
        if text not in NICKNAMES:
            raise _Wrong(
                T(
                    '"{what}" is not a time that can be kept. What can: {names}.',
                    what=text[:40],
                    names=(*NICKNAMES, "@every 90m"),
                )
            )
        text = NICKNAMES[text]
    fields = text.split(" ") if text else []
    if any(_BY_CHANCE.fullmatch(item) for field in fields for item in field.split(",")):
        raise _Wrong(T("A schedule has to name its times: R (random) and H (hashed) are not possible."))
    if len(fields) != 5 or len(text) > 255:
        raise _Wrong(
            T(
                "A schedule has five parts: minute, hour, day of the month, month, day of the week. This one has {n}. "
                "{example} means every day at 9:00.",
                n=len(fields),
                example=EXAMPLE,
            )
        )
    fields = ["*" if field in ("?", "*/1") else field for field in fields]
    minutes, hours, days, months, weekdays = (_values(place, field) for place, field in enumerate(fields))
    try:
        nth = croniter.expand(" ".join(fields))[1]
    except (CroniterError, ArithmeticError, LookupError, TypeError) as wrong:
        raise _Wrong(T('"{what}" cannot be read as a schedule.', what=text)) from wrong
    return _Pattern(
        times=tuple(sorted(hour * 60 + minute for hour in _all(hours, 1) for minute in _all(minutes, 0))),
        months=frozenset(_all(months, 3)),
        days=None if fields[2] == "*" else frozenset(day for day in _all(days, 2) if isinstance(day, int)),
        last_day="l" in days,
        weekdays=None if fields[4] == "*" else frozenset(day for day in _all(weekdays, 4) if day not in nth),
        nth=frozenset((day, 0 if str(n) == "l" else n) for day, which in nth.items() for n in which),
        every_n="*" in fields[1] or "/" in fields[1],
    )


def _values(place: int, field: str) -> list[Any]:
    """The values of one field, ["*"] for all. croniter reads "9-9" as the whole day, hence the look at equal bounds."""
    name, low, high, allowed, said = _FIELDS[place]
    numbers = [int(number) for number in re.findall(r"(?<![/#\d])\d{1,9}", field)]
    same = any(bounds[0] == bounds[1] for bounds in re.findall(r"(\w+)-(\w+)", field))
    try:
        if same or not allowed.fullmatch(field) or not all(low <= number <= high for number in numbers):
            raise CroniterError(field)
        return list(croniter.expand(" ".join(["*"] * place + [field] + ["*"] * (4 - place)))[0][place])
    except (CroniterError, ArithmeticError, LookupError, TypeError):
        raise _Wrong(
            T(
                'The {part} cannot be "{value}". What belongs there: {allowed}.',
                part=name,
                value=field[:40],
                allowed=said,
            )
        ) from None


def _all(values: Sequence[Any], place: int) -> Sequence[Any]:
    _, low, high, _, _ = _FIELDS[place]
    return range(low, min(high, 6) + 1 if place == 4 else high + 1) if "*" in values else values


# --- what can be kept ------------------------------------------------------------------------------


def _check_once(at: datetime, now: datetime) -> None:
    if at.tzinfo is None:
        raise _Wrong(T("This time does not say in which time zone it is meant; end it with Z for UTC."))
    if at <= now:
        raise _Wrong(T("{at} has already passed; choose a time that is still to come.", at=at))
    if at - now > FARTHEST:
        raise _Wrong(T("{at} is too far away; choose a time within {longest}.", at=at, longest=FARTHEST))


def _check_every(seconds: int, min_interval: timedelta) -> None:
    if not 0 < seconds <= MAX_EVERY.total_seconds():
        raise _Wrong(_every_bounds())
    if seconds < min_interval.total_seconds():
        raise _Wrong(_too_frequent(min_interval))


def _check_cron(schedule: Cron, zone: str, now: datetime, min_interval: timedelta) -> Cron:
    if not 0 < len(schedule.expressions) <= MAX_EXPRESSIONS:
        raise _Wrong(T("A schedule has between 1 and {most} expressions.", most=MAX_EXPRESSIONS))
    patterns = [(expression, _parse(expression)) for expression in schedule.expressions]
    for expression, pattern in patterns:
        if next(pattern.dates(now.date(), YEARS_AHEAD), None) is None:
            raise _Wrong(
                T('"{what}" never happens: there is no such date. {example} means every day at 9:00.',
                  what=expression, example=EXAMPLE)
            )  # fmt: skip
    longest = MAX_WINDOW // timedelta(minutes=1)
    if len(schedule.windows) > len(patterns) or not all(0 <= minutes <= longest for minutes in schedule.windows):
        raise _Wrong(_windows_hint(), "windows")
    windows = [minutes for _, minutes in schedule.parts()]
    if _shortest([pattern for _, pattern in patterns], windows, now.date(), min_interval) < min_interval:
        if any(windows):
            raise _Wrong(
                T("That is too often: there must be at least {minimum} between the end of a window and the next time.",
                  minimum=min_interval), "windows"
            )  # fmt: skip
        raise _Wrong(_too_frequent(min_interval))
    left_out = skips.tidy(schedule.skips, now.astimezone(_zone(zone)).date())
    checked = Cron(schedule.expressions, tuple(windows) if any(windows) else (), left_out)
    if left_out and _next_start(checked, _zone(zone), now) is None:
        raise _Wrong(T("No time would be left: they all are on days you asked us to leave out."), "skips")
    return checked


def _windows_hint() -> Text:
    return T(
        "A window is a whole number of minutes from 0 to {longest}, one for each expression.",
        longest=MAX_WINDOW // timedelta(minutes=1),
    )


def _too_frequent(min_interval: timedelta) -> Text:
    return T("That is too often: there must be at least {minimum} between one time and the next.", minimum=min_interval)


Spans = tuple[tuple[int, int], ...]
"""Of one day: the minute at which each slot begins, and the one at which its window ends, in order."""


def _shortest(patterns: Sequence[_Pattern], windows: Sequence[int], today: date, enough: timedelta) -> timedelta:
    """The shortest wall-clock time between two firings of the union, from the end of a window to the next beginning; at least
    `enough` is as good as exact. All weekdays meet all dates in 28 years."""
    every_day = _merged(*(tuple((minute, minute + window) for minute in pattern.times)
                          for pattern, window in zip(patterns, windows, strict=True)))  # fmt: skip
    if (closest := min(_inside(every_day), timedelta(days=1, minutes=every_day[0][0] - every_day[-1][1]))) >= enough:
        return closest  # even if all of them fell on every day
    shortest, before = timedelta.max, None
    days: dict[date, Spans] = {}
    for pattern, window in zip(patterns, windows, strict=True):
        spans: Spans = tuple((minute, minute + window) for minute in pattern.times)
        if not days:
            days = dict.fromkeys(pattern.dates(today, 28), spans)
            continue
        for day in pattern.dates(today, 28):
            known = days.get(day)
            days[day] = spans if known is None else _merged(known, spans)
    for day in sorted(days):
        spans = days[day]
        if before is not None:
            shortest = min(shortest, (day - before[0]) + timedelta(minutes=spans[0][0] - before[1]))
        shortest = min(shortest, _inside(spans))
        if shortest < enough:
            break
        before = (day, spans[-1][1])
    return shortest


@lru_cache(maxsize=256)
def _merged(*spans: Spans) -> Spans:
    return tuple(sorted({span for some in spans for span in some}))


@lru_cache(maxsize=256)
def _inside(spans: Spans) -> timedelta:
    gaps = (late[0] - early[1] for early, late in zip(spans, spans[1:], strict=False))
    return timedelta(minutes=min(gaps, default=10**9))


# --- instants as text ------------------------------------------------------------------------------


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant_of(text: str, field: str) -> datetime:
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


__all__ = [
    "Cron",
    "Every",
    "Once",
    "Schedule",
    "Slot",
    "catch_up",
    "check",
    "check_zone",
    "from_json",
    "key",
    "missed",
    "next_after",
    "next_many",
    "of_key",
    "to_json",
    "upcoming",
]
