"""What people wish to be reminded of: the wishes, and what happens when one comes due (see `wellcheck.reminders`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, probes, recurrence, reminders, timeline
from wellcheck.crypto import vault
from wellcheck.errors import NotFound, NotPossible
from wellcheck.events import firing, rules, service
from wellcheck.events.models import Event
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people import Person
from wellcheck.recurrence import Once, Schedule, Slot

NAME = "reminder"
"""The name of such an event. There may be several."""

MOST = 30
LONGEST_TEXT = 120
"""Letters of what somebody is reminded of: it is to fit into a text message of two parts."""

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Wish:
    """Remind somebody of this. `confirm`: it must be confirmed, else their contacts are told; `first`: this one before all
    others."""

    text: str
    schedule: Schedule
    confirm: bool = False
    first: UUID | None = None


async def remind(person: Person, wish: Wish, now: datetime) -> Event:
    """Say this to this person at these times, by the clock on their wall, until they take it back."""
    text = check_text(wish.text)
    schedule = check(wish.schedule, person.zone, now)
    if wish.confirm:
        await reminders.who_is_told(person.id)
    async with db.transaction():
        await Person.select_for_update().get(id=person.id)
        if len(await wishes(person.id)) >= MOST:
            raise NotPossible(
                T("We cannot keep more than {n} reminders. Reply “my reminders” to take one back.", n=MOST)
            )
        event = Event(
            id=db.new_id(), owner_id=person.id, name=NAME, action="message", schedule=recurrence.key(schedule),
            zone=person.zone, payload={}, created_at=now, updated_at=now,
        )  # fmt: skip
        event.text = text
        event.payload = await _payload(person.id, wish.confirm, now, wish.first)
        await service.plan(event, schedule, now)
        await event.save(force_create=True)
        what = {"confirm": wish.confirm}
        await timeline.note([timeline.Entry(now, ("event", event.id), "reminder_made", person.id, what)])
        return event


async def _payload(person_id: UUID, confirm: bool, now: datetime, first: UUID | None = None) -> dict[str, Any]:
    """`confirm`, how patient we are then (as with their check-ins), and which contact is told first."""
    if not confirm:
        return {"confirm": False}
    chosen = await probes.settings_of(person_id, now)
    kept = {"confirm": True, "retries": chosen.retries, "wait": chosen.wait_seconds}
    return kept if first is None else kept | {"first": str(first)}


def check_text(text: str) -> str:
    """The words of a reminder; `NotPossible` if there are too many."""
    text = " ".join(text.split()).rstrip(" .,;:")
    if len(text) > LONGEST_TEXT:
        raise NotPossible(T("That is too long. Please say it in {n} letters at most.", n=LONGEST_TEXT))
    return text


def check(schedule: Schedule, zone: str, now: datetime) -> Schedule:
    """A schedule that can be kept: at least an hour apart, one moment at most a year ahead."""
    schedule = recurrence.check(schedule, zone, now, service.limits.min_interval)
    if isinstance(schedule, Once) and schedule.at - now > FARTHEST:
        raise NotPossible(T("That is too far away: we can keep it for {n} days at most.", n=FARTHEST.days))
    return schedule


async def must_confirm(person: Person, event_id: UUID, now: datetime, first: UUID | None = None) -> None:
    """From its next time on this reminder must be confirmed. `first`: the contact who is told before all others."""
    await reminders.who_is_told(person.id)
    async with db.transaction():
        event = await _mine(person.id, event_id)
        event.payload, event.updated_at = await _payload(person.id, True, now, first), now
        await event.save()


async def wishes(person_id: UUID) -> list[Event]:
    """What this person wants to be reminded of, soonest first."""
    return await Event.filter(owner_id=person_id, name=NAME, status="active").order_by("due_at", "id")


async def take_back(person_id: UUID, event_id: UUID, now: datetime) -> Event:
    """Not any more; what was said because of it needs no answer."""
    async with db.transaction():
        event = await _mine(person_id, event_id)
        event.status, event.due_at, event.updated_at = "ended", None, now
        await event.save()
        await reminders.over(event_id, now)
        await timeline.note([timeline.Entry(now, ("event", event.id), "reminder_taken_back", person_id)])
        return event


async def _mine(person_id: UUID, event_id: UUID) -> Event:
    event = await Event.select_for_update().get_or_none(id=event_id, owner_id=person_id, name=NAME, status="active")
    if event is None:
        raise NotFound(T("There is no such reminder any more."))
    return event


# --- when one comes due ----------------------------------------------------------------------------------------------


async def _remind(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> list[tuple[Any, ...]]:
    """Remind all of these. One that still waits to be confirmed is not said a second time beside itself."""
    dues = []
    for row, fire in chosen:
        if row["owner_id"] is None:
            continue
        settings = json.loads(row["payload"]) if isinstance(row["payload"], str) else row["payload"]
        dues.append(
            reminders.Due(
                row["owner_id"], row["id"], fire.slot.key, _text(row), fire.slot.at, bool(settings.get("confirm")),
                int(settings.get("retries", 3)), timedelta(seconds=settings.get("wait", 3600)), fire.late,
                UUID(settings["first"]) if settings.get("first") else None,
            )
        )  # fmt: skip
    made = await reminders.remind_many(dues, now)
    done: list[tuple[Any, ...]] = []
    for row, fire in chosen:
        id = made.get((row["id"], fire.slot.key))
        done.append((db.new_id(), row["id"], fire.slot.key, fire.slot.at, "fired" if id else "skipped_overlap", id))
    return done


def _text(row: due.Row) -> str:
    return vault().open(row["text_sealed"], "events.text", row["id"]) if row["text_sealed"] else ""


async def _missed(skips: Sequence[tuple[due.Row, Slot]], now: datetime) -> None:
    """Too late to say it: whoever wished for it is told what they were not reminded of, once for each wish."""
    times: dict[UUID, list[datetime]] = {}
    rows = {row["id"]: row for row, _ in skips if row["owner_id"] is not None}
    for row, slot in skips:
        times.setdefault(row["id"], []).append(slot.at)
    tellings = [
        Telling(
            row["owner_id"],
            T("We could not remind you on {at}, because our service was interrupted: {thing}", at=times[id][-1],
              thing=_text(row)),
            "notice",
        )
        for id, row in rows.items()
    ]  # fmt: skip
    await messages.tell_many(tellings, now)


firing.ACTIONS["message"] = _remind
firing.MISSED["message"] = _missed
