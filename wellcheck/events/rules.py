"""What becomes of a slot: fired on time, asked late after an outage, or skipped and recorded. Values in, a decision out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellcheck.recurrence import Slot

ON_TIME = timedelta(seconds=90)
"""A slot this late is still on time: the engine was busy, not away."""


@dataclass(frozen=True, slots=True)
class Fire:
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
