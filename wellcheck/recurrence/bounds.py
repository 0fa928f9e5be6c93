"""Rules of events together: several of them, single times beside them, a start and an end, and what is left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellcheck import skips
from wellcheck.recurrence.cron import Cron
from wellcheck.recurrence.ical import Ical
from wellcheck.recurrence.repeats import GRAIN, Repeat
from wellcheck.recurrence.walls import Slot, first_pass, slot_of

Rule = Cron | Repeat | Ical
MOST_TRIES = 10_000
"""So many slots in a row may be left out before no more is looked for."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """The union of `rules` and of the single times `added` (in order), from `start` (included) to `end` (excluded), without
    the days of `skips` (see `wellcheck.skips`) and the times of `left_out`. All times are UTC."""

    rules: tuple[Rule, ...] = ()
    added: tuple[datetime, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    skips: tuple[str, ...] = ()
    left_out: tuple[datetime, ...] = ()


def next_slot(
    within: Bounded, zone: ZoneInfo, after: datetime, of: Callable[[Rule, datetime], Slot | None]
) -> Slot | None:
    """The first slot later than `after`, or None. `of` says the same of one rule."""
    if within.start is not None:
        after = max(after, within.start - GRAIN)
    days = skips.ranges(within.skips)
    for _ in range(MOST_TRIES):
        slots = [slot for rule in within.rules if (slot := of(rule, after))]
        slots += [slot_of(at, zone) for at in within.added[bisect_right(within.added, after) :][:1]]
        slot = min(slots, default=None)
        if slot is None or (within.end is not None and slot.at >= within.end):
            return None
        skipped = next((last for first, last in days if first <= slot.begins.date() <= last), None)
        if skipped is None and slot.at not in within.left_out:
            return slot
        after = slot.at
        if skipped is not None:
            behind = first_pass(datetime.combine(skipped + timedelta(days=1), time()), zone, False)
            after = max(after, behind.astimezone(UTC) - GRAIN) if behind else after
    return None
