"""What becomes of a slot: fired on time, asked late after an outage, or skipped and recorded. Values in, a decision out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wellcheck.recurrence import Slot

ON_TIME = timedelta(seconds=90)
"""A slot this late is still on time: the engine was busy, not away."""

NEVER_TOO_LATE = timedelta(days=36_500)

EARLY = timedelta(hours=12)
"""A sign of life counts for a check-in at most so far ahead. It says less the older it gets: an "I'm okay" at breakfast may
stand for the evening's question, one at half past midnight says nothing of the next evening."""


def counts_early(said_at: datetime, slot_at: datetime, slot_day: date, zone: str) -> bool:
    """Whether an "I'm okay" counts for the slot of this local day: said on the same day, before it, not too long ago."""
    same_day = said_at.astimezone(ZoneInfo(zone)).date() == slot_day
    return same_day and timedelta(0) < slot_at - said_at <= EARLY


class Fire(NamedTuple):
    """Serve this slot; those in `skipped` are recorded as missed in an outage."""

    slot: Slot
    late: bool
    skipped: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """Too late for all of them: they are recorded and reported, and nobody is asked at a senseless hour."""

    skipped: tuple[Slot, ...]


def on_due(
    first: Slot, now: datetime, missed: Callable[[], Sequence[Slot]], window: Callable[[Slot], timedelta]
) -> Fire | Skip:
    """Serve the newest slot if it is young enough, record the older ones.

    `missed()` lists the later slots up to now; `window(slot)` is how late a slot may be served. Both are only asked when
    the engine was away.
    """
    if now - first.at <= ON_TIME:
        return Fire(first, late=False)
    slots = [first, *missed()]
    newest = slots[-1]
    if now - newest.at <= max(window(newest), ON_TIME):
        return Fire(newest, late=now - newest.at > ON_TIME, skipped=tuple(slots[:-1]))
    return Skip(tuple(slots))


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of the slots of an event made by API: those that fire, oldest first, and those that are recorded as
    missed."""

    fired: tuple[Slot, ...]
    missed: tuple[Slot, ...] = ()

    @property
    def count(self) -> int:
        """How many came due."""
        return len(self.fired) + len(self.missed)


def on_due_event(
    first: Slot, now: datetime, misfire: str, missed: Callable[[], Sequence[Slot]], window: Callable[[Slot], timedelta]
) -> Planned:
    """After an outage `misfire` decides: `once` serves the newest slot, `all` every one, `skip` none; but none that is older
    than its window. What is not served is missed. On time, the slot fires."""
    if now - first.at <= ON_TIME:
        return Planned((first,))
    slots = [first, *missed()]
    served = [slot for slot in slots if now - slot.at <= (ON_TIME if misfire == "skip" else max(window(slot), ON_TIME))]
    if misfire == "once":
        served = served[-1:]
    return Planned(tuple(served), tuple(slot for slot in slots if slot not in served))


def window(seconds: int | None, otherwise: Callable[[], timedelta]) -> timedelta:
    """How late a slot may be served: as was chosen, or as far as its rule gives it."""
    return otherwise() if seconds is None else timedelta(seconds=seconds)


def stepped_over(coming: str | None, following: str | None) -> bool:
    """Whether the slot that was to come next lies behind somebody who moved, and is not among those still to come. Both
    are keys (local times)."""
    return coming is not None and (following is None or coming < following)
