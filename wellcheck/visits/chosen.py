"""What somebody chose under a question about a visit, on whatever channel: what is done, and what they are told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wellcheck import messages, people
from wellcheck.i18n import T, Text
from wellcheck.visits import afterwards, parts, paying, rules, service

LONGER = 30
"""Minutes that somebody has more who is late, or stays longer."""


async def answer(visit_id: UUID, person_id: UUID, key: str, now: datetime, reason: str | None = None) -> Text | None:
    """An option of a question about this visit was chosen (`service.OFFERED`, `service.CONFIRM`, `paying.STARS`,
    `watching.LATE`, `watching.LEAVING`, `watching.FOUND`). `reason`: why it took so much longer or shorter; without one
    `NotValid` may name the field "reason". Returns what to say; None: the words are on their way already, in the outbox.
    "help" is a call for help of this person, which the caller hands on (`probes.panic`); our team is told here who went
    where."""
    match key:
        case "accept":
            await service.accept(visit_id, person_id, now)
            return None
        case "decline":
            await service.decline(visit_id, person_id, now)
            return T("Thank you for telling us.")
        case "confirm":
            visit = await service.confirm(visit_id, person_id, now)
            return T("Thank you. The visit is {at}.", at=parts.spoken(visit))
        case "cannot":
            await service.decline(visit_id, person_id, now)
            return T("Thank you for telling us. We ask the next person now.")
        case "arrived":
            await service.arrive(visit_id, person_id, now)
            return T("Thank you. Please tell us when you leave.")
        case "later" | "longer":
            await service.stay(visit_id, person_id, LONGER, now)
            return T("Thank you for telling us.")
        case "left":
            await paying.complete(visit_id, person_id, now, reason)
            return None
        case found if found in rules.FOUND:
            await paying.complete(visit_id, person_id, now, reason, found)
            return None
        case stars if stars in dict(paying.STARS):
            await afterwards.give_feedback(visit_id, person_id, int(stars), None, now)
            return T("Thank you.")
        case "help":
            known = await people.recipients([person_id])
            said = T(
                "{pal}, who visits somebody for us, asks for help. Please reach out at once.", pal=known[person_id].name
            )

            async def verb() -> None:
                await messages.withdraw([visit_id], now)
                await messages.tell_operators(said, now, ("visit", visit_id))

            await parts.once_more(verb)
            return None
    return T("This button does not count any more.")
