"""A visit as a step of an alarm: nobody acts, so a pal is asked to go. Who accepts has taken over; what they find closes it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, escalations, people
from wellcheck.errors import NotPossible
from wellcheck.escalations.rules import OPEN
from wellcheck.i18n import T, say
from wellcheck.visits import parts, rules, service, wishes
from wellcheck.visits.models import Visit
from wellcheck.visits.wishes import Wish

log = logging.getLogger(__name__)

TURNED_OUT = {"safe": "visited", "helped": "helped"}
"""What a pal found that lets an alarm end, as the alarm calls it."""


async def _send(alarms: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    """These alarms (id, user) want somebody to go there. One visit for each at a time; when it came to nothing, another."""
    for escalation_id, user_id in alarms:
        if await Visit.exists(escalation_id=escalation_id, state__in=rules.RESERVING):
            continue
        person = await people.get(user_id)
        task = say(T("See whether they are okay"), person.language)
        wish = Wish(rules.URGENT_MINUTES, ((task, None),), starts_at=now, escalation_id=escalation_id)
        await wishes.request(user_id, wish, now)


async def _changed(visit: Visit, what: str, pal_id: UUID, now: datetime) -> None:
    """What the pal did means the same for the alarm."""
    id = visit.escalation_id
    if id is None:
        return
    match what:
        case "accepted":
            if await is_over(visit):
                raise NotPossible(parts.OVER)
            await escalations.send(id, pal_id, now, rules.URGENT_ETA)
        case "arrived":
            await escalations.send(id, pal_id, now, timedelta(minutes=visit.minutes))
        case "completed" if visit.found in TURNED_OUT:
            await escalations.settle(id, pal_id, now, TURNED_OUT[visit.found])
        case "completed" if visit.found == "emergency":
            await escalations.not_safe(id, pal_id, now)
        case _:  # nobody was there, or nobody went
            if not await is_over(visit):
                await escalations.cannot(id, pal_id, now)


async def is_over(visit: Visit) -> bool:
    """Whether the alarm that wanted this visit is over, and nobody of ours has taken it over by going there."""
    if visit.escalation_id is None or visit.state == "arrived":
        return False
    alarm = await escalations.Escalation.get_or_none(id=visit.escalation_id)
    return alarm is None or (
        alarm.status not in OPEN and not (visit.pal_id and escalations.had_it(alarm, visit.pal_id))
    )


async def _over(ids: Sequence[UUID], now: datetime) -> None:
    """These alarms are over. Their visits are called off once that is committed: in this transaction the alarm is locked, and
    whoever accepts a visit locks them the other way round. If it gets lost, the visit finds out when it is due."""

    async def call_off() -> None:
        for visit_id in [row["id"] for row in await db.rows(
            "SELECT id FROM visits WHERE escalation_id = ANY($1) AND state IN ('requested', 'offered', 'accepted')", list(ids)
        )]:  # fmt: skip

            async def verb(visit_id: UUID = visit_id) -> None:
                visit = await parts.locked(visit_id)
                if visit.state in rules.RESERVING and await is_over(visit):
                    await service.call_off(visit, "cancelled", now)

            await parts.once_more(verb)

    db.after_commit(call_off)


escalations.send_somebody(_send)
escalations.when_closed(_over)
parts.when_changed(_changed)
