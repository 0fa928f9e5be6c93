"""Say something to a person, by chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from wellcheck import messages
from wellcheck.events.actions.base import Action, Due, Outcome, Params, person_of
from wellcheck.i18n import T
from wellcheck.messages import Telling


class Message(Params):
    """What is said, and to whom (yourself, if it is not given; somebody else needs an admin)."""

    text: Annotated[str, Field(min_length=1, max_length=1000)]
    user_id: UUID | None = None


async def _check(params: Message, owner: UUID | None, now: datetime) -> None:
    await person_of(owner)


async def _say(batch: Sequence[Due], params: Mapping[UUID, Message], now: datetime) -> dict[UUID, Outcome]:
    tellings = [
        Telling(due.owner_id, T("{words}", words=params[due.event_id].text), "notice", ("event", due.event_id),
                due_at=due.slot.at)
        for due in batch if due.owner_id is not None
    ]  # fmt: skip
    await messages.tell_many(tellings, now)
    return {}


ACTION = Action("message", Message, act=_say, check=_check)
