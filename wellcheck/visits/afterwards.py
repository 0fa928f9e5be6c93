"""Tasks ticked off, and what the two think of each other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wellcheck import db
from wellcheck.errors import NotFound, NotPossible
from wellcheck.escalations.takeover import leave_alone
from wellcheck.i18n import T
from wellcheck.visits import pals
from wellcheck.visits.models import Feedback, Task, Visit
from wellcheck.visits.parts import NO_VISIT, locked, once_more
from wellcheck.visits.service import decline


async def tick(visit_id: UUID, task_id: UUID, by: UUID, done: bool, now: datetime) -> Visit:
    """One of the two says that a task of theirs is done, or is not."""

    async def verb() -> Visit:
        visit = await locked(visit_id)
        if by not in (visit.user_id, visit.pal_id):
            raise NotFound(NO_VISIT)
        changed = await Task.filter(id=task_id, visit_id=visit_id).update(done_at=now if done else None)
        if not changed:
            raise NotFound
        return visit

    return await once_more(verb)


async def give_feedback(visit_id: UUID, by: UUID, stars: int, note: str | None, now: datetime) -> Feedback:
    """One of the two says how a visit was that is over, once; said again it is replaced."""

    async def verb() -> Feedback:
        visit = await locked(visit_id)
        if by not in (visit.user_id, visit.pal_id):
            raise NotFound(NO_VISIT)
        if visit.state not in ("completed", "no_show"):
            raise NotPossible(T("This visit is not over yet."))
        await Feedback.filter(visit_id=visit_id, by_id=by).delete()
        await leave_alone(visit_id, by, now, buttons=True)
        said = Feedback(id=db.new_id(), visit_id=visit_id, by_id=by, stars=stars, created_at=now)
        said.note = note or None
        await said.save(force_create=True)
        return said

    return await once_more(verb)


async def part(person_id: UUID, other_id: UUID, now: datetime) -> None:
    """Never bring these two together again. Visits between them that are to come go to somebody else."""
    await pals.tie(person_id, other_id, "blocked", now)
    both = [person_id, other_id]
    for visit in await Visit.filter(user_id__in=both, pal_id__in=both, state="accepted").order_by("id"):
        assert visit.pal_id is not None
        await decline(visit.id, visit.pal_id, now)
