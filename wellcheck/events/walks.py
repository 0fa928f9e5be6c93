"""On the way home: somebody says how long they will walk. We ask at the end, soon once more, and then tell their contacts.

A walk is an event of its own that ends once. It lives on in the question asked at its end, until that is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, escalations, people, probes, recurrence, timeline
from wellcheck.errors import NotAllowed, NotPossible
from wellcheck.events.models import Event
from wellcheck.events.service import WALK
from wellcheck.i18n import T
from wellcheck.people import Person
from wellcheck.probes import Probe
from wellcheck.recurrence import Once

FOLLOW_UPS, WAIT = 1, timedelta(minutes=5)
"""Asked twice, with five minutes each: whoever said when they would be home is missed soon."""

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=6)
"""A walk, with all that is added to it."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody is on their way since `began_at`; at `ends_at` they are asked, at `told_at` their contacts are told."""

    event_id: UUID
    began_at: datetime
    ends_at: datetime

    @property
    def told_at(self) -> datetime:
        """When contacts are told if nothing is heard."""
        return self.ends_at + (FOLLOW_UPS + 1) * WAIT


async def set_out(person: Person, length: timedelta, now: datetime) -> Walk:
    """A walk of this length begins now; one that is under way ends then instead. Needs a contact who agreed."""
    if not SHORTEST <= length <= LONGEST:
        raise NotPossible(T("A walk lasts between {least} and {most}.", least=SHORTEST, most=LONGEST))
    told = (await people.telling_orders([person.id]))[person.id]
    if not any(each.consent == "consented" for each in told):
        raise NotAllowed(
            T(
                "Nobody has agreed yet to be told if you do not arrive, so we cannot watch over this walk. Reply “contacts”."
            )
        )
    async with db.transaction():
        await Person.select_for_update().get(id=person.id)
        event, probe = await _under_way(person.id)
        if event is None:
            event = Event(
                id=db.new_id(), owner_id=person.id, name=WALK, action="probe", zone=person.zone,
                payload={"kind": "walk", "retries": FOLLOW_UPS, "wait": int(WAIT.total_seconds())}, created_at=now,
                updated_at=now, schedule=recurrence.key(Once(now + length)), slot=(now + length).isoformat(),
                due_at=now + length,
            )  # fmt: skip
            await event.save(force_create=True)
            await _note(event, "walk_began", now, now + length)
        else:
            await _end_at(event, probe, now + length, now)
        return Walk(event.id, event.created_at, now + length)


async def under_way(person_id: UUID) -> Walk | None:
    """The walk somebody is on, also while we ask whether they are home; None: none."""
    event = await Event.filter(owner_id=person_id, name=WALK).order_by("-id").first()
    if event is None:
        return None
    if event.status == "active" and event.due_at is not None:
        return Walk(event.id, event.created_at, event.due_at)
    probe = await Probe.filter(event_id=event.id, status="pending").first()
    return Walk(event.id, event.created_at, probe.asked_at) if probe is not None else None


async def more_time(person_id: UUID, by: timedelta, now: datetime) -> Walk | None:
    """So much longer, counted from the planned end, or from now when that is over and we ask already: a sign of life from a
    verified address. None: they are on no walk. `NotPossible` beyond the longest walk there is: nothing is changed."""
    async with db.transaction():
        event, probe = await _under_way(person_id)
        if event is None:
            return None
        planned = probe.asked_at if probe is not None else event.due_at or now
        ends_at = max(planned, now) + by
        if ends_at - event.created_at > LONGEST:
            raise NotPossible(
                T("A walk lasts {most} at most. We ask you at {at} as planned.", most=LONGEST, at=planned)
            )
        await _end_at(event, probe, ends_at, now)
        return Walk(event.id, event.created_at, ends_at)


async def arrive(person_id: UUID, words: str, said_at: datetime | None, now: datetime) -> bool:
    """They say that they are home: the walk is over, and its question is answered if it was asked. False: they are on no
    walk, or said so before it began."""
    async with db.transaction():
        event, probe = await _under_way(person_id)
        if event is None or (said_at is not None and said_at + probes.rules.CLOCK_GRAIN < event.created_at):
            return False
        if probe is not None and probe.asked_at <= now:
            await probes.settle_good([probes.Answer(person_id, probes.rules.OK, words)], now)
        elif probe is not None:
            await probes.take_back(event.id, now, "walk", "arrived")
        await db.run("UPDATE events SET status = 'ended', due_at = NULL, updated_at = $2 WHERE id = $1", event.id, now)
        await _note(event, "walk_ended", now)
        return True


async def alarm_is_out(person_id: UUID) -> bool:
    """Whether people are told right now that this person did not come home."""
    return await escalations.Escalation.exists(user_id=person_id, reason="walk", status__in=escalations.rules.OPEN)


async def _under_way(person_id: UUID) -> tuple[Event | None, Probe | None]:
    """The walk's event and its open question, both locked: a worker that asks in this moment is waited for."""
    event = await Event.filter(owner_id=person_id, name=WALK).order_by("-id").select_for_update().first()
    if event is None:
        return None, None
    probe = await Probe.filter(event_id=event.id, status="pending").select_for_update().first()
    return (event, probe) if event.status == "active" or probe is not None else (None, None)


async def _end_at(event: Event, probe: Probe | None, ends_at: datetime, now: datetime) -> None:
    """The question at the end is asked then, and not the one that is asked already."""
    if probe is not None:
        await probes.cancel_pending([probe.person_id], now, {"why": "walk_longer"})
    event.schedule, event.slot = recurrence.key(Once(ends_at)), ends_at.isoformat()
    event.status, event.due_at, event.updated_at = "active", ends_at, now
    await event.save()
    await _note(event, "walk_longer", now, ends_at)


async def _note(event: Event, what: str, now: datetime, until: datetime | None = None) -> None:
    data = {} if until is None else {"until": until.isoformat()}
    await timeline.note([timeline.Entry(now, ("event", event.id), what, event.owner_id, data)])
