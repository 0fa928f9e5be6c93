"""An early check-in: somebody says unasked that they are okay, and is not asked for it once more today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wellcheck import db, escalations, probes, recurrence, timeline
from wellcheck.events import rules, service
from wellcheck.events.models import Event, Occurrence
from wellcheck.probes import ProbeSettings


@dataclass(frozen=True, slots=True)
class Spared:
    """A check-in that is not asked: its time (of a window its beginning and its end), and the zone it is meant in."""

    at: datetime
    until: datetime
    zone: str


async def could_count(person_id: UUID, said_at: datetime | None, now: datetime) -> bool:
    """Whether an "I'm okay" said at this moment would count for today's next check-in."""
    return await _coming(person_id, min(said_at or now, now), now) is not None


async def check_in(person_id: UUID, said_at: datetime | None, now: datetime) -> Spared | None:
    """An explicit "I'm okay" from a verified address of that same person, with nothing asked: today's next check-in is
    not asked (rules.counts_early). None: it counts for none, and they are asked as always.

    A question that is prepared already and has not left is taken back. Must run in the transaction of the inbound.
    """
    said_at = min(said_at or now, now)
    event = await _coming(person_id, said_at, now)
    if event is None or event.slot is None or event.due_at is None:
        return None
    schedule = recurrence.of_key(event.schedule)
    taken_back = await probes.take_back(event.id, now)
    at, slot = taken_back or (event.due_at, event.slot)
    await db.run(
        "INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at) VALUES ($1, $2, $3, $4, 'checked_in', $5)"
        " ON CONFLICT (event_id, slot) DO UPDATE SET state = 'checked_in'",
        db.new_id(), event.id, slot, at, now,
    )  # fmt: skip
    if taken_back is None:
        await service.plan(event, schedule, event.due_at)
        await event.save(update_fields=["due_at", "slot"])
    await timeline.note([timeline.Entry(now, ("event", event.id), "checked_in", person_id, {"slot": slot})])
    told, until = recurrence.as_told(schedule, event.zone, at, slot)
    return Spared(told.at, until, event.zone)


async def _coming(person_id: UUID, said_at: datetime, now: datetime) -> Event | None:
    """The regular check-in, locked, with `due_at` and `slot` of the one an "I'm okay" said then would count for."""
    settings = await ProbeSettings.get_or_none(person_id=person_id)
    if settings is None or not settings.active or (settings.paused_until is not None and settings.paused_until > now):
        return None
    # Locked first: a worker that is preparing this very question is waited for.
    event = await Event.filter(owner_id=person_id, name=service.CHECK_IN, status="active").select_for_update().first()
    if event is None or event.due_at is None or event.slot is None:
        return None
    if ahead := await probes.asked_ahead(event.id, now):
        event.due_at, event.slot = ahead
    slot, _ = recurrence.as_told(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot)
    if not rules.counts_early(said_at, event.due_at, slot.begins.date(), event.zone):
        return None
    return None if await _in_trouble(person_id, said_at, now) else event


async def _in_trouble(person_id: UUID, said_at: datetime, now: datetime) -> bool:
    """Whether they asked for help within the last hours, people are looking for them, they are on a walk, or a question
    is open that this was no answer to."""
    since = said_at - rules.EARLY
    return bool(
        await db.one(
            "SELECT 1 AS yes WHERE EXISTS (SELECT 1 FROM escalations WHERE user_id = $1 AND (status = ANY($3)"
            " OR (started_at > $2 AND reason <> ALL($4))))"
            " OR EXISTS (SELECT 1 FROM probes WHERE person_id = $1 AND (status = 'pending' AND (kind <> 'scheduled'"
            "  OR asked_at <= $5) OR status = 'bad' AND settled_at > $2))"
            " OR EXISTS (SELECT 1 FROM events WHERE owner_id = $1 AND name = 'walk' AND status = 'active')",
            person_id, since, list(escalations.rules.OPEN), list(escalations.rules.SILENCE), now,
        )
    )  # fmt: skip


async def spared_since(person_id: UUID, start: datetime) -> list[datetime]:
    """The times since then at which they were not asked, because they had told us before that they are okay."""
    rows = await Occurrence.filter(event__owner_id=person_id, state="checked_in", due_at__gte=start)
    return [row.due_at for row in rows]


async def spared_today(event: Event, now: datetime) -> datetime | None:
    """The time of a check-in still to come that is not asked, because they told us before that they are okay."""
    row = await Occurrence.filter(event_id=event.id, state="checked_in", due_at__gt=now).order_by("-due_at").first()
    if row is None:
        return None
    return recurrence.as_told(recurrence.of_key(event.schedule), event.zone, row.due_at, row.slot)[0].at
