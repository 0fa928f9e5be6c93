"""After an alarm: a missed check-in switches none off, and both sides are told when the next one is."""

from __future__ import annotations

from uuid import UUID

from wellcheck import escalations, recurrence
from wellcheck.events.models import Event
from wellcheck.events.service import CHECK_IN
from wellcheck.i18n import Text


async def _asked_next(user_id: UUID) -> Text | None:
    """When this user is asked next, as it may be told. None: not at all; whoever chose so was told, and so were contacts."""
    event = await Event.get_or_none(owner_id=user_id, name=CHECK_IN, status="active")
    if event is None or event.due_at is None:
        return None
    return recurrence.say_slot(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")


escalations.when_over(_asked_next)
