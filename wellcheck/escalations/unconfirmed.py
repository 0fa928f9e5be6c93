"""Alarms about a reminder that was not confirmed: they end when it is, and not when somebody says that they are okay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from wellcheck import db, people
from wellcheck.escalations import rules
from wellcheck.escalations.models import Escalation
from wellcheck.escalations.service import close, locked
from wellcheck.i18n import T


async def open_about(persons: Collection[UUID]) -> set[UUID]:
    """About whom of these people are being told."""
    found = await db.rows(
        "SELECT DISTINCT user_id FROM escalations WHERE user_id = ANY($1) AND status = ANY($2)",
        list(persons),
        list(rules.OPEN),
    )
    return {row["user_id"] for row in found}


async def is_open(id: UUID) -> bool:
    """Whether people are being told of this because something was not confirmed."""
    return await Escalation.exists(id=id, status__in=rules.OPEN, reason=rules.UNCONFIRMED)


async def confirmed(id: UUID, now: datetime) -> bool:
    """It was confirmed late: everybody who was told is told so. False: it is over, or by now people are told for a worse
    reason, which this does not end."""
    escalation = await locked(id)
    if escalation.status not in rules.OPEN or escalation.reason not in (rules.UNCONFIRMED, "could_not_ask"):
        return False
    user = (await people.recipients([escalation.user_id]))[escalation.user_id]
    text = T("{user} has confirmed the reminder now. Thank you.", user=user.name)
    await close(escalation, "resolved", "confirmed", text, now, {escalation.user_id})
    return True
