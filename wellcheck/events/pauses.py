"""No check-ins for a while, always with an end. Both sides know: the user is reminded the day before they are asked again,
and the contacts hear when nobody watches and when somebody does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, people, probes, recurrence, timeline
from wellcheck.errors import NotPossible
from wellcheck.events import firing, rules, service
from wellcheck.events.models import Event
from wellcheck.events.service import CHECK_IN, PAUSE, REMINDER, Watch, WatchChange, change_watch, watch_of
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people import Person
from wellcheck.probes import ProbeSettings
from wellcheck.recurrence import Once

REMIND_BEFORE = timedelta(days=1)
"""The reminder comes at the hour at which the first question will come."""

SHORT = timedelta(hours=36)
"""A pause no longer than this needs no reminder."""


async def pause(person: Person, until: datetime, now: datetime) -> Watch:
    """No check-ins until then; they begin again by themselves. Always with an end (promise P13). The contacts who agreed are
    told. A question that is open is not asked any more, save the one at the end of a walk."""
    if until <= now:
        raise NotPossible(T("That time has passed already. Please give one that is still to come."))
    if until - now > service.limits.max_pause:
        raise NotPossible(T("A pause may last {n} days at most.", n=service.limits.max_pause.days))
    async with db.transaction():
        watch = await watch_of(person, now)
        settings = await ProbeSettings.select_for_update().get(person_id=person.id)
        if not settings.active:
            raise NotPossible(T("Check-ins are off already."))
        settings.paused_until, settings.updated_at = until, now
        await settings.save()
        event = await Event.select_for_update().get(id=watch.event.id)
        await service.plan(event, watch.schedule, service.from_when(settings, now))
        event.updated_at = now
        await event.save()
        await probes.cancel_pending([person.id], now, keep=("walk",))
        await service.end_events(person.id, (PAUSE, REMINDER), now)
        await _wait_for(person, PAUSE, until, until, now)
        remind_at = (event.due_at or until) - REMIND_BEFORE
        if until - now > SHORT and now < remind_at < until:
            await _wait_for(person, REMINDER, remind_at, until, now)
        await timeline.note(
            [timeline.Entry(now, ("person", person.id), "paused", person.id, {"until": until.isoformat()})]
        )
        text = T("{user} does not want to be asked until {at}. Until then we do not ask, and tell you nothing if they are "
                 "silent.", user=person.first_name or "", at=until)  # fmt: skip
        await probes.circle.tell_contacts([(person.id, text)], now)
        return replace(watch, settings=settings, event=event)


async def _wait_for(person: Person, name: str, at: datetime, until: datetime, now: datetime) -> None:
    schedule = recurrence.key(Once(at))
    event = Event(
        id=db.new_id(), owner_id=person.id, name=name, action="pause", schedule=schedule, zone=person.zone, due_at=at,
        slot=at.isoformat(), payload={"until": until.isoformat()}, created_at=now, updated_at=now,
    )  # fmt: skip
    await event.save(force_create=True)


async def resume(person: Person, now: datetime) -> Watch:
    """Check-ins go on from now, whether they were paused or switched off. Contacts who heard of a pause hear of its end."""
    settings = await probes.settings_of(person.id, now)
    if not settings.active:
        return await change_watch(person, WatchChange(active=True), now)
    async with db.transaction():
        watch = await watch_of(person, now)
        settings = await ProbeSettings.select_for_update().get(person_id=person.id)
        paused = settings.paused_until is not None and settings.paused_until > now
        settings.paused_until, settings.updated_at = None, now
        await settings.save()
        event = await Event.select_for_update().get(id=watch.event.id)
        await service.plan(event, watch.schedule, now)
        event.updated_at = now
        await event.save()
        await service.end_events(person.id, (PAUSE, REMINDER), now)
        await timeline.note([timeline.Entry(now, ("person", person.id), "resumed", person.id)])
        if paused:
            await probes.circle.tell_contacts([(person.id, service.watched_again(person.first_name or ""))], now)
        return replace(watch, settings=settings, event=event)


async def _on_pause(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> list[tuple[Any, ...]]:
    """Reminders and ends of pauses, for a whole batch. What was overtaken by another wish says nothing."""
    owners = [row["owner_id"] for row, _ in chosen]
    settings = {each.person_id: each for each in await ProbeSettings.filter(person_id__in=owners)}
    asked = {each.owner_id: each for each in await Event.filter(owner_id__in=owners, name=CHECK_IN)}
    known = await people.recipients(owners)
    tellings, to_contacts, entries, done = [], [], [], []
    for row, fire in chosen:
        owner: UUID = row["owner_id"]
        payload = json.loads(row["payload"]) if isinstance(row["payload"], str) else row["payload"]
        until, own, event = datetime.fromisoformat(payload["until"]), settings.get(owner), asked.get(owner)
        done.append((db.new_id(), row["id"], fire.slot.key, fire.slot.at, "fired", None))
        if own is None or event is None or event.due_at is None or not own.active or own.paused_until != until:
            continue
        coming = recurrence.say_slot(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")
        if row["name"] == PAUSE:
            text = T("Your pause is over. We ask you next on {at}.", at=coming)
            to_contacts.append((owner, service.watched_again(known[owner].name)))
            entries.append(timeline.Entry(fire.slot.at, ("person", owner), "pause_over", owner))
        elif until > now:
            text = T("We ask you again from {at} on. Reply “pause” to stay away longer.", at=coming)
        else:
            continue
        tellings.append(Telling(owner, text, "notice", due_at=fire.slot.at))
    await messages.tell_many(tellings, now, known)
    await probes.circle.tell_contacts(to_contacts, now)
    await timeline.note(entries)
    return done


firing.ACTIONS["pause"] = _on_pause
