"""When something is next due: once, by cron expressions, every so often, by the JSON schedule or by RRULE text. Values in,
slots out; no clock, no row.

A slot is one local wall-clock time of a rule, and happens exactly once:

- In the gap of a spring change the slot of a fixed hour happens at the first valid instant after the gap. A date that a
  country left out altogether (Apia, 30 December 2011) has no slots.
- In the repeated hour of an autumn change a fixed hour happens in the first pass only.
- A rule that runs every so many hours or minutes (its hour has a `*` or a `/`) follows elapsed time instead, as cron of
  Debian and cronsim do: both passes of a repeated hour count, and what falls into a gap is left out.

- In a window the slot is still one, named by the time at which the window begins. It happens at a minute of the window
  that is drawn from the event's id and the date: any process at any time draws the same, and the next day's is another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, assert_never
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text
from wellcheck.recurrence import bounds, ical, repeats, stored
from wellcheck.recurrence.bounds import Bounded
from wellcheck.recurrence.cron import (
    EXAMPLE,
    MAX_WINDOW,
    MOST_TURN,
    Cron,
    Turn,
    check_cron,
    cron_of,
    next_start,
    tidy,
    too_frequent,
)
from wellcheck.recurrence.ical import Ical
from wellcheck.recurrence.repeats import Repeat
from wellcheck.recurrence.walls import Slot, Wrong, check_zone, first_pass, instant_of, slot_of, stamp, zone_of

MAX_EVERY = timedelta(days=366)
FARTHEST = timedelta(days=36_500)
CATCH_UP = timedelta(hours=1)
"""A slot missed in an outage is never served later than this (reliability rule 2.2)."""

_GO_DURATION = re.compile(r"(?:(\d{1,7}(?:\.\d{1,3})?)h)?(?:(\d{1,9}(?:\.\d{1,3})?)m)?(?:(\d{1,9})s)?")


@dataclass(frozen=True, slots=True)
class Once:
    """One instant (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many seconds of elapsed time, counted from `anchor` (aware)."""

    seconds: int
    anchor: datetime


Schedule = Once | Cron | Every
"""What people have."""

Rule = Schedule | Repeat | Ical | Bounded
"""What events made by API may have."""


# --- what others ask -------------------------------------------------------------------------------


def next_after(schedule: Rule, zone: str, after: datetime, seed: UUID | None = None) -> Slot | None:
    """The first slot later than `after` (aware) for somebody who lives in `zone`; None if there is none any more.

    `seed`: the id of the event whose minute is drawn in each window. Without it a window's slot is its beginning.
    """
    place = zone_of(zone)
    match schedule:
        case Once(at):
            return slot_of(at, place) if at > after else None
        case Every(seconds, anchor):
            turns = max(0, (after - anchor) // timedelta(seconds=seconds) + 1)
            return slot_of(anchor + turns * timedelta(seconds=seconds), place)
        case Cron():
            if seed is None or not any(schedule.windows):
                return next_start(schedule, place, after)
            return _first_drawn(_starts(schedule, place, after), place, after, seed)
        case Repeat():
            return repeats.next_slot(schedule, place, after)
        case Ical():
            return ical.next_slot(schedule, place, after)
        case Bounded():
            return bounds.next_slot(schedule, place, after, lambda rule, then: next_after(rule, zone, then))
        case _:
            assert_never(schedule)


def upcoming(schedule: Rule, zone: str, after: datetime, n: int = 5, seed: UUID | None = None) -> list[Slot]:
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
            slots = ahead[text, zone] = _ahead(rule_of_key(text), zone, after)
        # A rule without windows has one slot here; nothing is to be drawn or looked at for each of its events.
        alone = len(slots) == 1 and not slots[0].minutes
        found[each] = slots[0] if alone else _first_drawn(slots, zone_of(zone), after, seed)
    return found


def _ahead(schedule: Rule, zone: str, after: datetime) -> list[Slot]:
    if isinstance(schedule, Cron) and any(schedule.windows):
        return _starts(schedule, zone_of(zone), after)
    slot = next_after(schedule, zone, after)
    return [slot] if slot else []


def _starts(schedule: Cron, zone: ZoneInfo, after: datetime) -> list[Slot]:
    """The slots, by the beginnings of their windows, of which the first one whose minute lies behind `after` is the next:
    those whose window may still run, and one more."""
    # A repeated hour makes a window longer by the clock of the sun than by the one on the wall.
    slot = next_start(schedule, zone, after - timedelta(minutes=max(schedule.windows), hours=3))
    found = []
    while slot is not None:
        found.append(slot)
        slot = None if slot.at > after else next_start(schedule, zone, slot.at)
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
    return Slot(max(slot.at, first_pass(slot.begins + minutes, zone, False) or slot.at), slot.key, slot.minutes)


def as_told(schedule: Schedule, zone: str, at: datetime, key: str) -> tuple[Slot, datetime]:
    """What people are told of a slot: in a window its beginning and its end, never the minute that was drawn. `at` and
    `key` are the slot's own."""
    place = zone_of(zone)
    if isinstance(schedule, Cron) and any(schedule.windows):
        for slot in _starts(schedule, place, at):
            if slot.key == key:
                return slot, first_pass(slot.ends, place, False) or slot.at
    return Slot(at, key), at


def say_slot(schedule: Schedule, zone: str, at: datetime, key: str) -> Text:
    """One time of a schedule (`at` and `key` are the slot's), as it may be told: never the minute drawn in a window."""
    slot, until = as_told(schedule, zone, at, key)
    if until == slot.at:
        return T("{at}", at=slot.at)
    return T("{at} to {end}", at=slot.at, end=until.astimezone(zone_of(zone)).time())


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
    schedule: Rule, zone: str, since: datetime, now: datetime, limit: int = 100, seed: UUID | None = None
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


def catch_up(schedule: Rule, zone: str, slot: Slot, seed: UUID | None = None) -> timedelta:
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
                schedule = check_cron(schedule, zone, now, min_interval)
            case _:
                assert_never(schedule)
    except Wrong as wrong:
        raise NotValid.of(wrong.field or field, wrong.text) from None
    return schedule


def to_json(schedule: Rule) -> dict[str, Any]:
    """The schedule as it is stored and shown: `{"type": "cron", "cron": ["0 9 * * *"]}`, instants in UTC with a Z. With
    windows and skipped days: `"windows": [120], "skips": ["2026-12-24", "2027-01-01/2027-01-03"]`; every second week:
    `"turn": [2, "weeks", "2026-12-21"]`."""
    match schedule:
        case Once(at):
            return {"type": "once", "at": stamp(at)}
        case Every(seconds, anchor):
            return {"type": "every", "seconds": seconds, "anchor": stamp(anchor)}
        case Cron(expressions, windows, left_out):
            told: dict[str, Any] = {"type": "cron", "cron": list(expressions)}
            if any(windows):
                told["windows"] = [minutes for _, minutes in schedule.parts()]
            told |= {"skips": list(left_out)} if left_out else {}
            if (turn := schedule.turn) is not None:
                told["turn"] = [turn.n, turn.unit, turn.since.isoformat()]
            return told
        case Repeat() | Ical() | Bounded():
            return stored.to_json(schedule, to_json)
        case _:
            assert_never(schedule)


def from_json(value: Any, field: str = "schedule") -> Schedule:
    """The schedule again. Only its shape is looked at; `check` says whether it can be kept."""
    match value:
        case {"type": "once", "at": str(at)}:
            return Once(instant_of(at, field))
        case {"type": "every", "seconds": int(seconds), "anchor": str(anchor)} if not isinstance(seconds, bool):
            if not 0 < seconds <= MAX_EVERY.total_seconds():
                raise NotValid.of(field, _every_bounds())
            return Every(seconds, instant_of(anchor, field))
        case {"type": "cron", "cron": str(expression), **more}:
            return cron_of([expression], more)
        case {"type": "cron", "cron": [*expressions], **more} if expressions and all(
            isinstance(e, str) for e in expressions
        ):
            return cron_of(expressions, more)
        case _:
            raise NotValid.of(
                field,
                T(
                    "A schedule looks like {cron} or {once}.",
                    cron='{"type": "cron", "cron": ["0 9 * * *"]}',
                    once='{"type": "once", "at": "2027-01-31T09:00:00Z"}',
                ),
            )


def key(schedule: Rule) -> str:
    """The schedule as one line of JSON that is equal for equal rules; `of_key` reads it back."""
    return json.dumps(to_json(schedule), sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=16_384)
def of_key(text: str) -> Schedule:
    """The schedule behind a key (or any JSON text of one)."""
    try:
        return from_json(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        raise NotValid.of("schedule", T("This schedule cannot be read.")) from None


@lru_cache(maxsize=16_384)
def rule_of_key(text: str) -> Rule:
    """The rule of an event behind its key, whoever made it."""
    return stored.from_json(json.loads(text), from_json) or of_key(text)


def _read(text: str, now: datetime) -> Every | Cron:
    lines = [tidy(line) for line in re.split(r"[;\n]", text[:4096]) if line.strip()]
    if not lines:
        raise Wrong(T("There is no schedule here. {example} means every day at 9:00.", example=EXAMPLE))
    if len(lines) == 1 and lines[0].lower().startswith("@every"):
        return Every(_go_seconds(lines[0][len("@every") :].strip()), now.astimezone(UTC).replace(microsecond=0))
    return Cron(tuple(lines))


def _go_seconds(text: str) -> int:
    """Go's duration ("1h30m", "90m"), as the predecessor took it after `@every`."""
    parts = _GO_DURATION.fullmatch(text.lower())
    if not text or not parts:
        raise Wrong(T("After @every stands a time such as 90m or 1h30m."))
    hours, minutes, seconds = (float(part or 0) for part in parts.groups())
    total = int(hours * 3600 + minutes * 60 + seconds)
    if not 0 < total <= MAX_EVERY.total_seconds():
        raise Wrong(_every_bounds())
    return total


def _every_bounds() -> Text:
    return T("The time between two must be more than nothing and at most {longest}.", longest=MAX_EVERY)


def _check_once(at: datetime, now: datetime) -> None:
    if at.tzinfo is None:
        raise Wrong(T("This time does not say in which time zone it is meant; end it with Z for UTC."))
    if at <= now:
        raise Wrong(T("{at} has already passed; choose a time that is still to come.", at=at))
    if at - now > FARTHEST:
        raise Wrong(T("{at} is too far away; choose a time within {longest}.", at=at, longest=FARTHEST))


def _check_every(seconds: int, min_interval: timedelta) -> None:
    if not 0 < seconds <= MAX_EVERY.total_seconds():
        raise Wrong(_every_bounds())
    if seconds < min_interval.total_seconds():
        raise Wrong(too_frequent(min_interval))


__all__ = [
    "Bounded",
    "Cron",
    "Every",
    "Ical",
    "MAX_WINDOW",
    "MOST_TURN",
    "Once",
    "Repeat",
    "Rule",
    "Schedule",
    "Slot",
    "Turn",
    "catch_up",
    "check",
    "check_zone",
    "from_json",
    "key",
    "missed",
    "next_after",
    "next_many",
    "of_key",
    "rule_of_key",
    "to_json",
    "upcoming",
]
