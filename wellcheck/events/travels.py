"""Somewhere else for a while: the times follow the clock there, and go back by themselves at the end of the last day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck import db, due, messages, people, recurrence, timeline
from wellcheck.errors import NotPossible
from wellcheck.events import firing, rules, service
from wellcheck.events.models import Event
from wellcheck.events.service import CHECK_IN, TRAVEL
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people import Person
from wellcheck.recurrence import Once

LONGEST = timedelta(days=366)
"""Who is away for longer lives there."""


@dataclass(frozen=True, slots=True)
class Trip:
    """Somebody is away in `zone` up to the end of `last_day`; then their clock is that of `home` again."""

    zone: str
    home: str
    last_day: date


async def set_off(person: Person, zone: str, last_day: date, now: datetime) -> Trip:
    """From now on this person's clock is that of `zone` (IANA), up to the end of that day there. On a journey already, the
    home of the first part stays home; going there ends the journey."""
    zone = recurrence.check_zone(zone)
    there = ZoneInfo(zone)
    ends_at = datetime.combine(last_day + timedelta(days=1), time(), there)
    if ends_at <= now:
        raise NotPossible(T("That time has passed already. Please give one that is still to come."))
    if ends_at - now > LONGEST:
        raise NotPossible(T("That is long. If you live there now, change your time zone: reply “settings”."))
    async with db.transaction():
        # Read under the lock: the name of somebody's zone may just be changing back.
        person = await Person.select_for_update().get(id=person.id)
        trip = await under_way(person.id)
        home = trip.home if trip is not None else person.zone
        await forget(person.id, now)
        if zone != home:
            event = Event(
                id=db.new_id(), owner_id=person.id, name=TRAVEL, action="travel", zone=zone, due_at=ends_at,
                schedule=recurrence.key(Once(ends_at)), slot=ends_at.isoformat(),
                payload={"home": home, "away": zone, "last_day": last_day.isoformat()}, created_at=now, updated_at=now,
            )  # fmt: skip
            await event.save(force_create=True)
        await _move(person, zone, now)
        return Trip(zone, home, last_day)


async def under_way(person_id: UUID) -> Trip | None:
    """The journey somebody is on; None: they are at home."""
    event = await Event.filter(owner_id=person_id, name=TRAVEL, status="active").order_by("-id").first()
    if event is None:
        return None
    told = event.payload
    return Trip(told["away"], told["home"], date.fromisoformat(told["last_day"]))


async def home_again(person: Person, now: datetime) -> Trip | None:
    """Back before the end: their clock is the one at home from now on. None: they were on no journey."""
    async with db.transaction():
        person = await Person.select_for_update().get(id=person.id)
        trip = await under_way(person.id)
        if trip is not None:
            await forget(person.id, now)
            await _move(person, trip.home, now)
        return trip


async def forget(person_id: UUID, now: datetime) -> None:
    """What was planned as a journey is none any more: wherever they are is where they live."""
    await service.end_events(person_id, (TRAVEL,), now)


async def _move(person: Person, zone: str, now: datetime) -> None:
    if person.zone != zone:
        await people.rename(person, now, zone=zone)
        await service.moved(person, now)
        await timeline.note([timeline.Entry(now, ("person", person.id), "zone_changed", person.id, {"zone": zone})])


async def _come_due(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> list[tuple[Any, ...]]:
    return [(db.new_id(), row["id"], fire.slot.key, fire.slot.at, "fired", None) for row, fire in chosen]


async def _go_home(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> None:
    """The last day is over. Behind the planning of the batch, which still knew the clock of the journey."""
    for row, fire in chosen:
        told = json.loads(row["payload"]) if isinstance(row["payload"], str) else row["payload"]
        person = await Person.select_for_update().get(id=row["owner_id"])
        if person.zone != told["away"]:
            continue
        await _move(person, told["home"], now)
        event = await Event.get_or_none(owner_id=person.id, name=CHECK_IN)
        said = T("Your days away are over: your times are by the clock of {place} again.", place=ZoneInfo(told["home"]))
        if event is not None and event.status == "active" and event.due_at is not None:
            coming = recurrence.say_slot(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")
            said = T("{said} We ask you next on {at}.", said=said, at=coming)
        await messages.tell(Telling(person.id, said, "notice", due_at=max(now, fire.slot.at)), now)


firing.ACTIONS["travel"] = _come_due
firing.AFTERWARDS["travel"] = _go_home
