"""Ask for a home visit: one that comes again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from wellcheck import db, messages, visits
from wellcheck.errors import WellcheckError
from wellcheck.events.actions.base import Action, Due, Outcome, Params, person_of
from wellcheck.i18n import T
from wellcheck.messages import Telling

Words = Annotated[str, Field(min_length=1, max_length=200)]


class Visit(Params):
    """To whom (yourself, if it is not given; somebody else needs an admin), for how long, and what for. It begins
    `hours_ahead` after the event: so long before it pals are asked."""

    user_id: UUID | None = None
    minutes: Annotated[int, Field(ge=1, le=visits.rules.MOST_MINUTES)]
    tasks: Annotated[list[Words], Field(min_length=1, max_length=visits.rules.MOST_TASKS)]
    hours_ahead: Annotated[int, Field(ge=0, le=24 * 14)] = 48
    place: Annotated[str, Field(max_length=300)] | None = None
    area: Annotated[str, Field(max_length=100)] | None = None


async def _check(params: Visit, owner: UUID | None, now: datetime) -> None:
    await person_of(owner)


async def _ask(batch: Sequence[Due], params: Mapping[UUID, Visit], now: datetime) -> dict[UUID, Outcome]:
    """One after the other: there are few, and each locks its user's minutes. In the order of the users, as everywhere."""
    outcomes: dict[UUID, Outcome] = {}
    for due in sorted(batch, key=lambda due: str(due.owner_id)):
        wanted = params[due.event_id]
        if due.owner_id is None:
            continue
        at = due.slot.at + timedelta(hours=wanted.hours_ahead)
        wish = visits.Wish(
            wanted.minutes, tuple((name, None) for name in wanted.tasks), starts_at=at, place=wanted.place,
            area=wanted.area, event_id=due.event_id,
        )  # fmt: skip
        try:
            async with db.transaction():
                outcomes[due.id] = Outcome("completed", (await visits.request(due.owner_id, wish, now)).id)
        except WellcheckError as wrong:
            said = T("Your visit could not be asked for: {at}. {why}", at=at, why=wrong.text)
            await messages.tell(Telling(due.owner_id, said, "notice", ("event", due.event_id)), now)
            outcomes[due.id] = Outcome("failed", None, str(wrong.text)[:200])
    return outcomes


ACTION = Action("visit", Visit, act=_ask, check=_check)
