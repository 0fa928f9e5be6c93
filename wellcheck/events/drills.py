"""A drill each month, where the user agreed to it: an event of their own. What a drill is: `escalations.drills`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, escalations, recurrence, timeline
from wellcheck.events import firing, rules, service
from wellcheck.events.models import Event
from wellcheck.i18n import local_day
from wellcheck.people import Person
from wellcheck.probes import ProbeSettings
from wellcheck.recurrence import Cron

DRILL = "drill"
"""The name of the event, and its action."""

HOUR, WINDOW = 11, 180
"""Between eleven and two by the user's clock, so that whoever is a contact of many is not asked by all in the same minute."""

LAST_DAY = 28
"""A day that every month has."""


async def monthly(person_id: UUID) -> Event | None:
    """The event of this user's monthly drill; None: there is none."""
    return await Event.get_or_none(owner_id=person_id, name=DRILL, status="active")


async def switch_on(person: Person, now: datetime) -> Event:
    """A drill each month from now on, on this day of the month; the first one in a month."""
    async with db.transaction():
        await Person.select_for_update().get(id=person.id)
        event = await monthly(person.id)
        if event is not None:
            return event
        day = min(local_day(now, person.zone).day, LAST_DAY)
        schedule = Cron((f"0 {HOUR} {day} * *",), (WINDOW,))
        event = Event(
            id=db.new_id(), owner_id=person.id, name=DRILL, action=DRILL, schedule=recurrence.key(schedule),
            zone=person.zone, created_at=now, updated_at=now,
        )  # fmt: skip
        await service.plan(event, schedule, now + timedelta(days=1))
        await event.save(force_create=True)
        await timeline.note([timeline.Entry(now, ("person", person.id), "drills_on", person.id)])
        return event


async def switch_off(person_id: UUID, now: datetime) -> bool:
    """No drills by themselves any more. False: there were none."""
    if await monthly(person_id) is None:
        return False
    await service.end_events(person_id, (DRILL,), now)
    await timeline.note([timeline.Entry(now, ("person", person_id), "drills_off", person_id)])
    return True


async def _on_drill(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> list[tuple[Any, ...]]:
    """Begin the drills of a whole batch. Whoever pauses, is not watched, or cannot have one now has none this month."""
    owners = [row["owner_id"] for row, _ in chosen]
    watched = {
        each.person_id
        for each in await ProbeSettings.filter(person_id__in=owners, active=True)
        if each.paused_until is None or each.paused_until <= now
    }
    begun = await escalations.drills.start_many([owner for owner in owners if owner in watched], now)
    return [
        (db.new_id(), row["id"], fire.slot.key, fire.slot.at, "fired" if row["owner_id"] in begun else "skipped_overlap",
         begun[row["owner_id"]].id if row["owner_id"] in begun else None)
        for row, fire in chosen
    ]  # fmt: skip


firing.ACTIONS[DRILL] = _on_drill
