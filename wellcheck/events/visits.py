"""Visits that somebody wants again and again, by chat: pals are asked some days before each (see `wellcheck.visits`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, recurrence, timeline
from wellcheck.errors import NotFound, NotPossible
from wellcheck.events import firing, occurring, rules, service
from wellcheck.events.actions import Due
from wellcheck.events.actions import visit as asking
from wellcheck.events.models import Event
from wellcheck.events.service import VISITS
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people import Person
from wellcheck.recurrence import Cron, Slot

DAYS_BEFORE = 2
"""So many days before a visit, at the same time of day, pals are asked: minutes are not reserved for weeks."""

MOST = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """Visits at these times, for so long, to do this; `asked`: the same times `DAYS_BEFORE`."""

    times: Cron
    asked: Cron
    minutes: int
    tasks: tuple[str, ...]


async def plan(person: Person, wish: Wish, now: datetime) -> Event:
    """Ask for a visit at their home at each of these times, by the clock on their wall, until they end it. Those that begin
    sooner than in `DAYS_BEFORE` days are asked for at once."""
    times = recurrence.check(wish.times, person.zone, now, service.limits.min_interval)
    async with db.transaction():
        await Person.select_for_update().get(id=person.id)
        if len(await planned(person.id)) >= MOST:
            raise NotPossible(T("These are more times than we can keep. Please name fewer."))
        event = Event(
            id=db.new_id(), owner_id=person.id, name=VISITS, action="visit", schedule=recurrence.key(wish.asked),
            zone=person.zone, payload={"times": recurrence.key(times), "minutes": wish.minutes}, created_at=now,
            updated_at=now,
        )  # fmt: skip
        told = asking.Visit(minutes=wish.minutes, tasks=list(wish.tasks), hours_ahead=24 * DAYS_BEFORE)
        event.text, event.params = ", ".join(wish.tasks), told.model_dump_json()
        await service.plan(event, wish.asked, now)
        await event.save(force_create=True)
        await timeline.note([timeline.Entry(now, ("event", event.id), "visits_planned", person.id)])
        for slot in recurrence.upcoming(times, person.zone, now, 7 * DAYS_BEFORE):
            if asking.on_the_wall(slot.at, -24 * DAYS_BEFORE, person.zone) <= now:
                await asking.ask_for(person.id, event.id, told, slot.at, now)
        return event


async def planned(person_id: UUID) -> list[Event]:
    """What this person wants again and again, the next one first."""
    return await Event.filter(owner_id=person_id, name=VISITS, status="active").order_by("due_at", "id")


def times_of(event: Event) -> Cron:
    """When the visits of this event are."""
    times = recurrence.of_key(event.payload["times"])
    assert isinstance(times, Cron)
    return times


async def end(person_id: UUID, event_id: UUID, now: datetime) -> Event:
    """No more of them. One that is asked for already stays."""
    async with db.transaction():
        event = await Event.select_for_update().get_or_none(
            id=event_id, owner_id=person_id, name=VISITS, status="active"
        )
        if event is None:
            raise NotFound(T("There is no such visit."))
        event.status, event.due_at, event.updated_at = "ended", None, now
        await event.save()
        await timeline.note([timeline.Entry(now, ("event", event.id), "visits_ended", person_id)])
        return event


# --- when one comes due ----------------------------------------------------------------------------------------------


async def _ask(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> list[tuple[Any, ...]]:
    wanted = await occurring.params_of([row["id"] for row, _ in chosen], {row["id"]: "visit" for row, _ in chosen})
    dues = [
        Due(db.new_id(), row["id"], row["owner_id"], fire.slot, fire.late, row["zone"])
        for row, fire in chosen
        if row["owner_id"] is not None
    ]
    outcomes = await asking.ask(dues, wanted, now)
    return [
        (each.id, each.event_id, each.slot.key, each.slot.at, "failed" if what.error else "fired", what.about_id)
        for each in dues
        for what in [outcomes[each.id]]
    ]


async def _missed(skips: Sequence[tuple[due.Row, Slot]], now: datetime) -> None:
    """Nobody was asked, and it is too late for it now: whoever wanted the visit is told which."""
    tellings = []
    for row, slot in skips:
        if row["owner_id"] is None:
            continue
        told = json.loads(row["payload"]) if isinstance(row["payload"], str) else row["payload"]
        at = asking.on_the_wall(slot.at, 24 * DAYS_BEFORE, row["zone"])
        said = T("Nobody could come: {at}. We are sorry. Please ask for another day.", at=at)
        if told and at > now:
            tellings.append(Telling(row["owner_id"], said, "notice", ("event", row["id"])))
    await messages.tell_many(tellings, now)


firing.ACTIONS["visit"] = _ask
firing.MISSED["visit"] = _missed
