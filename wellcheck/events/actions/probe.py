"""Ask a person whether they are all right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from wellcheck import probes
from wellcheck.events import service
from wellcheck.events.actions.base import Action, Due, Outcome, Params, person_of
from wellcheck.i18n import T


class Probe(Params):
    """Who is asked (yourself, if it is not given; somebody else needs an admin or an API token with `user:<id>`), how often
    again, and after how long."""

    user_id: UUID | None = None
    retries: Annotated[int, Field(ge=0, le=10_000)] = 1
    wait_minutes: Annotated[int, Field(ge=0, le=10_000)] = 30


async def _check(params: Probe, owner: UUID | None, now: datetime) -> None:
    service.check_wish(0, params.retries, params.wait_minutes)
    await service.has_contact(await person_of(owner))


async def _ask(batch: Sequence[Due], params: Mapping[UUID, Probe], now: datetime) -> dict[UUID, Outcome]:
    wishes = [
        probes.Wish(
            due.owner_id, due.asks_at(now), params[due.event_id].retries,
            timedelta(minutes=params[due.event_id].wait_minutes), "asked", due.event_id, due.slot.key, due.late,
        )
        for due in batch if due.owner_id is not None
    ]  # fmt: skip
    asked = await probes.ask_many(wishes, now)
    found = {due.id: asked.get((due.event_id, due.slot.key)) for due in batch}
    busy = Outcome("skipped", None, OPEN, T("a question is open already"))
    return {id: Outcome("completed", probe) if probe else busy for id, probe in found.items()}


OPEN = "another question to them is open"
"""One question at a time: the open one keeps its own times."""

ACTION = Action("probe", Probe, act=_ask, check=_check, for_token=True, once=True)
