"""Whoever made an event hears what becomes of it when that is not what they wished for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wellcheck import messages
from wellcheck.i18n import Text
from wellcheck.messages import Telling
from wellcheck.people import Person


async def tell(made_by: str, text: Text, now: datetime) -> None:
    """The person who made it; the operators, where a program did. `made_by`: a person's id, or a token's `sub`."""
    person = await person_of(made_by)
    to = [person] if person is not None else await messages.operators()
    await messages.tell_many([Telling(id, text, "notice") for id in to], now)


async def person_of(made_by: str) -> UUID | None:
    """The person who made it; None: a program did, or somebody who is not here any more."""
    try:
        found = await Person.get_or_none(id=UUID(made_by))
    except ValueError:
        return None
    return None if found is None else found.id
