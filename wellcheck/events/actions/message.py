"""Remind a person of something, by chat: they answer "done" or "later", and their contacts are told if it must be confirmed
and is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from wellcheck import people, reminders
from wellcheck.events.actions.base import Action, Due, Outcome, Params, person_of
from wellcheck.i18n import T


class Message(Params):
    """What is said, and to whom (yourself, if it is not given; somebody else needs an admin). `confirm`: it is said again
    `retries` times, `wait_minutes` apart, and then their contacts are told."""

    text: Annotated[str, Field(min_length=1, max_length=1000)]
    user_id: UUID | None = None
    confirm: bool = False
    retries: Annotated[int, Field(ge=0, le=6)] = 3
    wait_minutes: Annotated[int, Field(ge=5, le=120)] = 60


async def _check(params: Message, owner: UUID | None, now: datetime) -> None:
    person = await person_of(owner)
    if params.confirm:
        await reminders.who_is_told(person.id)


async def _say(batch: Sequence[Due], params: Mapping[UUID, Message], now: datetime) -> dict[UUID, Outcome]:
    dues = []
    unreached = await _unreached(batch, params)
    for due in batch:
        if due.owner_id is not None and due.id not in unreached:
            told = params[due.event_id]
            wait = timedelta(minutes=told.wait_minutes)
            dues.append(
                reminders.Due(
                    due.owner_id,
                    due.event_id,
                    due.slot.key,
                    told.text,
                    due.asks_at(now),
                    told.confirm,
                    told.retries,
                    wait,
                    due.late,
                )
            )
    made = await reminders.remind_many(dues, now)
    said = {due.id: made.get((due.event_id, due.slot.key)) for due in batch}
    waits = Outcome("skipped", None, UNCONFIRMED, T("the one before is still to be confirmed"))
    return {id: Outcome("completed", about) if about else waits for id, about in said.items()} | unreached


async def _unreached(batch: Sequence[Due], params: Mapping[UUID, Message]) -> dict[UUID, Outcome]:
    """Those that somebody wants said anew to a person whom nothing reaches (none of their addresses works, or they said STOP):
    whoever asks hears so. What must be confirmed goes its way: contacts are told of it in the end."""
    anew = {due.id: due.owner_id for due in batch if due.life is not None and not params[due.event_id].confirm}
    known = await people.recipients(id for id in anew.values() if id is not None) if anew else {}
    return {
        id: Outcome("failed", None, UNREACHED, T("{name} could not be reached.", name=known[person].name))
        for id, person in anew.items()
        if person is not None and known[person].address_id is None
    }


UNREACHED = "no address of theirs can be used"
UNCONFIRMED = "the one before is not confirmed"
"""One that must be confirmed is said until it is: nothing is said beside it."""

ACTION = Action("message", Message, act=_say, check=_check, once=True)
