"""What all verbs about visits share: a visit to be changed, when it is, what is told of it, who hears what a pal did."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from wellcheck import db, people, timeline
from wellcheck.errors import NotFound, NotPossible
from wellcheck.i18n import T, Text
from wellcheck.messages import Telling
from wellcheck.visits import rules
from wellcheck.visits.models import Visit

Result = TypeVar("Result")


def once_more(verb: Callable[[], Awaitable[Result]]) -> Awaitable[Result]:
    """One decision in one transaction, again if the database refused it for a deadlock."""

    async def decide() -> Result:
        async with db.transaction():
            return await verb()

    return db.again_on_conflict(decide)


def in_one(verb: Callable[[], Awaitable[Result]]) -> Awaitable[Result]:
    """The same for a decision that is one statement: by itself, it holds nothing a moment longer than it must."""
    return db.again_on_conflict(verb) if db.alone() else once_more(verb)


Listener = Callable[[Visit, str, UUID, datetime], Awaitable[None]]
_listeners: list[Listener] = []


def when_changed(listener: Listener) -> None:
    """Tell somebody what a pal did, in that transaction: (visit, accepted, arrived, completed, given_back or no_show, pal,
    now)."""
    _listeners.append(listener)


async def changed(visit: Visit, what: str, now: datetime, pal_id: UUID) -> None:
    """This is what the pal of this visit did."""
    for listener in _listeners:
        await listener(visit, what, pal_id, now)


NO_VISIT = T("There is no such visit.")
OVER = T("This visit is over already.")


def must_be_open(visit: Visit) -> None:
    """`NotPossible` for a visit that is over."""
    if visit.state not in rules.RESERVING:
        raise NotPossible(OVER)


async def locked(visit_id: UUID) -> Visit:
    """This visit, to be changed in this transaction."""
    visit = await Visit.select_for_update().get_or_none(id=visit_id)
    if visit is None:
        raise NotFound(NO_VISIT)
    return visit


async def of_pal(visit_id: UUID, pal_id: UUID) -> Visit:
    """The same, for the pal who has it and is on the way or there."""
    visit = await locked(visit_id)
    if visit.pal_id != pal_id:
        raise NotFound(NO_VISIT)
    if visit.state not in rules.TAKEN:
        raise NotPossible(OVER)
    return visit


def when_of(visit: Visit) -> rules.When:
    """When it is."""
    return rules.when(visit.day, visit.starts_at, visit.zone, visit.minutes)


def leaves_at(visit: Visit) -> datetime | None:
    """When the pal should be gone again, once they are there."""
    if visit.arrived_at is None:
        return None
    return visit.stays_until or visit.arrived_at + timedelta(minutes=visit.minutes)


def spoken(visit: Visit) -> datetime | date:
    """When it is, as it is said: the moment, or the day."""
    return visit.starts_at or visit.day


def told_to_user(visit: Visit) -> bool:
    """Whether its user is told of it. Of an alarm's visit they hear by the alarm ("Bob is coming to check on you")."""
    return visit.escalation_id is None


def tell_of(
    visit: Visit, person_id: UUID, text: Text, options: Sequence[tuple[str, Text]] = (), kind: str = "notice",
    urgent: bool = False,
) -> Telling:  # fmt: skip
    """Something to say to somebody about this visit. `urgent`: on all their ways, one after the other."""
    climb = people.Climb(rules.LATE_ASK, timedelta(minutes=2)) if urgent else None
    return Telling(person_id, text, kind, ("visit", visit.id), tuple(options), climb=climb)


async def keep(visit: Visit, now: datetime) -> None:
    """Write what was changed of it."""
    visit.updated_at, visit.failures = now, 0
    await visit.save()


async def note(visit: Visit, what: str, now: datetime, data: dict[str, object] | None = None) -> None:
    """Add to its timeline."""
    await timeline.note([timeline.Entry(now, ("visit", visit.id), what, visit.user_id, dict(data or {}))])
